//! What stands on the map's edges: legend, locator inset, scale bar and north arrow.

use super::chart::CHART_PX;
use super::course::simplified;
use super::display::{DisplayList, Outline, Part, Stroke};
use super::legend::draw_panel;
use super::page::{PageBox, PagePoint};
use super::projection::View;
use super::text::{Anchor, CAP_HEIGHT, TextStyle};
use super::theme::Theme;
use super::words::Words;
use crate::earth::LonLat;
use crate::gazetteer::Gazetteer;

/// Pixels between furniture and the frame.
const INSET_PX: f32 = 14.0;
/// Width and height of the locator inset in pixels.
const LOCATOR_PX: (f32, f32) = (158.0, 168.0);
/// Where the locator would take more than this share of the frame's width it is left out.
const LOCATOR_SHARE_MAX: f32 = 0.24;
/// The middle of Africa and half its height with some sea, in km.
const AFRICA: (LonLat, f64) = (LonLat::new(17.5, 1.8), 4250.0);
/// Width and height that the scale bar takes with the north arrow, in pixels.
const SCALE_PX: (f32, f32) = (310.0, 62.0);
/// The bar is at most so long, in pixels.
const BAR_MAX_PX: f64 = 210.0;
/// Points of the locator's coasts that lie so near to the line without them, in pixels, are left out.
const LOCATOR_TOLERANCE: f32 = 0.3;
/// Maps that show more km from north to south than this have no locator: they show a continent.
const LOCATED_MAX_KM: f64 = 5000.0;
/// Furniture takes at most this share of the frame's width, and [`HEIGHT_SHARE_MAX`] of its height.
const WIDTH_SHARE_MAX: f32 = 0.5;
/// Furniture takes at most this share of the frame's height.
pub(super) const HEIGHT_SHARE_MAX: f32 = 0.9;

/// A corner of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Corner {
    UpperLeft,
    UpperRight,
    LowerLeft,
    LowerRight,
}

impl Corner {
    const ALL: [Self; 4] = [Self::LowerRight, Self::LowerLeft, Self::UpperRight, Self::UpperLeft];
}

/// Where furniture stands: legend, locator, scale; `None` for what has no room. The first
/// arrangement is the preferred one.
const ARRANGEMENTS: [[Corner; 3]; 8] = {
    use Corner::{LowerLeft, LowerRight, UpperLeft, UpperRight};
    [
        [UpperLeft, UpperRight, LowerLeft],
        [UpperLeft, UpperRight, LowerRight],
        [UpperLeft, LowerRight, LowerLeft],
        [LowerLeft, UpperRight, LowerRight],
        [LowerLeft, LowerRight, UpperLeft],
        [UpperRight, UpperLeft, LowerLeft],
        [LowerRight, UpperRight, LowerLeft],
        [UpperRight, LowerRight, LowerLeft],
    ]
};

/// The boxes of the furniture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Furniture {
    pub(super) legend: Option<PageBox>,
    pub(super) locator: Option<PageBox>,
    pub(super) scale: Option<PageBox>,
    pub(super) chart: Option<PageBox>,
    legend_corner: Corner,
}

/// What furniture is arranged for.
pub(super) struct Furnishing<'a> {
    /// Width and height of the legend in pixels.
    pub(super) legend: (f32, f32),
    pub(super) has_chart: bool,
    /// The symbols, which had better not lie under it.
    pub(super) covered: &'a [PageBox],
}

impl Furniture {
    /// The arrangement under which the fewest of `covered` lie, and how many do.
    pub(super) fn arrange(
        view: &View,
        theme: &Theme,
        furnishing: &Furnishing<'_>,
    ) -> (Self, usize) {
        let (legend, covered) = (furnishing.legend, furnishing.covered);
        let frame = view.frame();
        let has_locator = f64::from(frame.height()) / view.px_per_km() < LOCATED_MAX_KM;
        let mut best: Option<(usize, Self)> = None;
        for corners in ARRANGEMENTS {
            let mut furniture = Self::at(corners, frame, legend, theme);
            furniture.locator = furniture.locator.filter(|_| has_locator);
            furniture.chart = furniture.chart.filter(|_| furnishing.has_chart);
            let n_hidden = covered.iter().filter(|area| furniture.covers(area)).count();
            if best.as_ref().is_none_or(|(least, _)| n_hidden < *least) {
                best = Some((n_hidden, furniture));
            }
        }
        let [first, ..] = ARRANGEMENTS;
        best.map_or_else(
            || (Self::at(first, frame, legend, theme), 0),
            |(n_hidden, furniture)| (furniture, n_hidden),
        )
    }

    fn at(corners: [Corner; 3], frame: PageBox, legend: (f32, f32), theme: &Theme) -> Self {
        let s = theme.scale;
        let [legend_corner, locator_corner, scale_corner] = corners;
        let place = |corner, (width, height): (f32, f32)| {
            let fits = width <= frame.width() * WIDTH_SHARE_MAX
                && height <= frame.height() * HEIGHT_SHARE_MAX;
            fits.then(|| in_corner(frame, corner, (width, height), INSET_PX * s))
        };
        let legend = place(legend_corner, legend).filter(|_| legend.0 > 0.0);
        let is_clear = |area: &PageBox, others: &[Option<PageBox>]| {
            !others.iter().flatten().any(|other| other.grown(4.0 * s).overlaps(area))
        };
        let is_small = |area: &PageBox| area.width() <= LOCATOR_SHARE_MAX * frame.width();
        let locator = place(locator_corner, (LOCATOR_PX.0 * s, LOCATOR_PX.1 * s))
            .filter(|area| is_small(area) && is_clear(area, &[legend]));
        let scale = place(scale_corner, (SCALE_PX.0 * s, SCALE_PX.1 * s))
            .filter(|area| is_clear(area, &[legend, locator]));
        let chart = Corner::ALL
            .into_iter()
            .find(|corner| !corners.contains(corner))
            .and_then(|corner| place(corner, (CHART_PX.0 * s, CHART_PX.1 * s)))
            .filter(|area| is_clear(area, &[legend, locator, scale]));
        Self { legend, locator, scale, chart, legend_corner }
    }

    /// The boxes that are there.
    pub(super) fn boxes(&self) -> impl Iterator<Item = PageBox> {
        [self.legend, self.locator, self.scale, self.chart].into_iter().flatten()
    }

    fn covers(&self, area: &PageBox) -> bool {
        self.boxes().any(|own| own.overlaps(area))
    }

    /// The legend's upper left corner, for a legend that turned out smaller than was reserved.
    pub(super) fn legend_at(&self, (width, height): (f32, f32)) -> Option<PagePoint> {
        let reserved = self.legend?;
        let left = match self.legend_corner {
            Corner::UpperLeft | Corner::LowerLeft => reserved.left,
            Corner::UpperRight | Corner::LowerRight => reserved.right - width,
        };
        let top = match self.legend_corner {
            Corner::UpperLeft | Corner::UpperRight => reserved.top,
            Corner::LowerLeft | Corner::LowerRight => reserved.bottom - height,
        };
        Some(PagePoint::new(left, top))
    }
}

fn in_corner(frame: PageBox, corner: Corner, (width, height): (f32, f32), inset: f32) -> PageBox {
    let left = match corner {
        Corner::UpperLeft | Corner::LowerLeft => frame.left + inset,
        Corner::UpperRight | Corner::LowerRight => frame.right - inset - width,
    };
    let top = match corner {
        Corner::UpperLeft | Corner::UpperRight => frame.top + inset,
        Corner::LowerLeft | Corner::LowerRight => frame.bottom - inset - height,
    };
    PageBox::sized(left, top, width, height)
}

/// How much the ground of the scale bar hides of the map.
const GROUND_ALPHA: f32 = 0.55;

/// A scale bar: a round number of kilometres and its length on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScaleBar {
    pub(super) km: f64,
    pub(super) px: f64,
}

impl ScaleBar {
    /// The longest round bar, true by the geodesic through the middle of the frame.
    pub(super) fn new(view: &View, theme: &Theme) -> Option<Self> {
        let most = BAR_MAX_PX * f64::from(theme.scale);
        let middle = view.frame().center();
        let half = (most / 2.0) as f32;
        let west = view.lon_lat(middle.shifted(-half, 0.0))?;
        let east = view.lon_lat(middle.shifted(half, 0.0))?;
        let km_max = west.distance_km(east);
        let power = 10_f64.powf(km_max.log10().floor());
        let km = [5.0, 4.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|km| *km <= km_max)?;
        Some(Self { km, px: most * km / km_max })
    }

    /// Draws the bar in four parts, dark and light, with the north arrow before it.
    pub(super) fn draw(&self, list: &DisplayList, area: PageBox, (theme, words): (&Theme, Words)) {
        let s = theme.scale;
        // Borders and names go on under it; they must not be taken for its lines.
        list.fill_box(area, theme.page.with_alpha(GROUND_ALPHA));
        draw_arrow(list, theme, PagePoint::new(area.left + 16.0 * s, area.bottom - 8.0 * s));
        let left = area.left + 48.0 * s;
        let length = self.px as f32;
        let bar = PageBox::new(left, area.bottom - 16.0 * s, left + length, area.bottom - 9.0 * s);
        list.stroke_box(bar, Stroke::solid(theme.page, 4.0 * s));
        list.fill_box(bar, theme.page);
        for n in [0.0_f32, 2.0] {
            let from = left + length * n / 4.0;
            list.fill_box(PageBox::new(from, bar.top, from + length / 4.0, bar.bottom), theme.ink);
        }
        list.stroke_box(bar, Stroke::solid(theme.ink, s));
        let style = theme.panel.small_text.with_halo(theme.page, 2.2 * s);
        let base = bar.top - 6.0 * s;
        let write = |share: f32, text: &str| {
            list.write(text, style, PagePoint::new(left + length * share, base), Anchor::Middle);
        };
        write(0.0, "0");
        write(0.5, &words.km(self.km / 2.0));
        write(1.0, &format!("{}\u{a0}km", words.km(self.km)));
    }
}

/// A north arrow whose foot stands on a point; north is up in the middle of the map.
fn draw_arrow(list: &DisplayList, theme: &Theme, foot: PagePoint) {
    let s = theme.scale;
    let at = |x: f32, y: f32| foot.shifted(x * s, y * s);
    let outline = vec![at(0.0, -34.0), at(9.0, 0.0), at(0.0, -8.0), at(-9.0, 0.0)];
    list.stroke(vec![Part::Ring(outline.clone())], Stroke::solid(theme.page, 4.0 * s));
    list.fill(vec![Part::Ring(outline.clone())], theme.page);
    list.fill(vec![Part::Ring(vec![at(0.0, -34.0), at(0.0, -8.0), at(-9.0, 0.0)])], theme.ink);
    list.stroke(vec![Part::Ring(outline)], Stroke::solid(theme.ink, s));
    let style = TextStyle { face: theme.panel.head.face, ..theme.panel.small_text };
    let style = style.with_halo(theme.page, 2.2 * s);
    list.write("N", style, at(0.0, -40.0 + style.size * (1.0 - CAP_HEIGHT) / s), Anchor::Middle);
}

/// Draws the locator: Africa, or what lies around the map, with the map's outline on it.
pub(super) fn draw_locator(
    list: &DisplayList,
    gazetteer: &Gazetteer,
    (area, view): (PageBox, &View),
    (theme, countries): (&Theme, &[&str]),
) {
    let (africa, half_km) = AFRICA;
    let is_in_africa = africa.rough_distance_km(view.center()) < half_km;
    let center = if is_in_africa { africa } else { view.center() };
    let px_per_km = f64::from(area.height()) / (2.0 * half_km);
    let locator = View::new(center, area.center(), px_per_km, area);
    draw_panel(list, theme, area);
    list.clip(vec![Part::Ring(area.corners().to_vec())]);
    list.fill_box(area, theme.sea);
    for country in gazetteer.world() {
        let rings = country.polygon.iter().map(|polygon| locator.ring(polygon.exterior()));
        let rings = rings.map(|ring| simplified(&ring, LOCATOR_TOLERANCE * theme.scale));
        let outline: Outline = rings.filter(|ring| ring.len() > 2).map(Part::Ring).collect();
        if outline.is_empty() {
            continue;
        }
        let is_named = countries.contains(&country.country.as_str());
        let land = if is_named { theme.panel.locator_named } else { theme.panel.locator_land };
        list.fill(outline.clone(), land);
        list.stroke(outline, theme.panel.locator_border);
    }
    let edge = outline_in(view, &locator, theme);
    list.fill(vec![Part::Ring(edge.clone())], theme.accent.with_alpha(0.12));
    list.stroke(vec![Part::Ring(edge)], Stroke::solid(theme.accent, 1.8 * theme.scale));
    list.unclip();
    list.stroke_box(area, Stroke::solid(theme.frame.color, theme.scale));
}

/// The map's frame on the locator, at least so large that it is seen.
fn outline_in(view: &View, locator: &View, theme: &Theme) -> Vec<PagePoint> {
    let corners = view.frame().corners();
    let mut edge = Vec::new();
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        for n in 0..8_u8 {
            let share = f32::from(n) / 8.0;
            let point = from.shifted((to.x - from.x) * share, (to.y - from.y) * share);
            edge.extend(view.lon_lat(point).and_then(|at| locator.page_point(at)));
        }
    }
    let least = 4.5 * theme.scale;
    let middle = locator.page_point(view.center()).unwrap_or_default();
    let reach = edge.iter().map(|point| point.distance(middle)).fold(0.0, f32::max);
    if reach < least { PageBox::around(middle, least).corners().to_vec() } else { edge }
}

#[cfg(test)]
mod tests {
    use super::super::styles::press;
    use super::*;

    #[test]
    fn the_scale_bar_is_true_within_one_percent() {
        let frame = PageBox::new(28.0, 112.0, 1572.0, 1145.0);
        let theme = press(1600, 1200);
        for (lon, lat) in [(2.0, 16.0), (179.9, -17.0), (0.0, 89.0), (10.0, 60.0), (0.0, 0.0)] {
            for px_per_km in [0.2, 1.0, 5.0, 40.0] {
                let view = View::new(LonLat::new(lon, lat), frame.center(), px_per_km, frame);
                let bar = ScaleBar::new(&view, &theme).unwrap();
                let half = (bar.px / 2.0) as f32;
                let west = view.lon_lat(frame.center().shifted(-half, 0.0)).unwrap();
                let east = view.lon_lat(frame.center().shifted(half, 0.0)).unwrap();
                let km = west.distance_km(east);
                assert!((km / bar.km - 1.0).abs() < 0.01, "{lon} {lat} {px_per_km}: {km} {bar:?}");
                assert!(bar.px > 60.0 && bar.px <= BAR_MAX_PX + 0.01);
            }
        }
    }

    #[test]
    fn furniture_stands_apart_and_inside() {
        let theme = press(1600, 1200);
        for (width, height) in [(1544.0, 1033.0), (300.0, 300.0), (2000.0, 150.0), (100.0, 60.0)] {
            let frame = PageBox::sized(10.0, 10.0, width, height);
            for corners in ARRANGEMENTS {
                let boxes: Vec<_> =
                    Furniture::at(corners, frame, (250.0, 330.0), &theme).boxes().collect();
                for (n, one) in boxes.iter().enumerate() {
                    assert!(frame.holds(one));
                    assert!(boxes.iter().skip(n + 1).all(|other| !one.overlaps(other)));
                }
            }
        }
    }
}
