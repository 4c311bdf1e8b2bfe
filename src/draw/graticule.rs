//! The graticule: meridians and parallels with their degrees along the frame.

use geo::{Coord, LineString};

use super::display::{DisplayList, Outline, Part};
use super::labels::{Placer, line_box, margin};
use super::page::{PageBox, PagePoint};
use super::projection::View;
use super::text::{Anchor, CAP_HEIGHT};
use super::theme::Theme;
use super::words::Words;

/// Steps between lines in degrees, the finest first.
const STEPS_DEG: [f64; 9] = [0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0];
/// Pixels between lines that a step should reach.
const APART_PX: f64 = 200.0;
/// Kilometres in a degree of latitude. Source: a meridian of the sphere, 40,030 km / 360.
const KM_PER_DEG: f64 = 111.195;

/// The lines of the graticule in view.
pub(super) struct Graticule {
    meridians: Vec<(f64, Vec<Vec<PagePoint>>)>,
    parallels: Vec<(f64, Vec<Vec<PagePoint>>)>,
}

impl Graticule {
    pub(super) fn new(view: &View, theme: &Theme) -> Self {
        let px_per_deg = view.px_per_km() * KM_PER_DEG;
        let wanted = APART_PX * f64::from(theme.scale);
        let step = STEPS_DEG.into_iter().find(|step| step * px_per_deg >= wanted).unwrap_or(30.0);
        let n_lon = (360.0 / step).round() as i32;
        let n_lat = (90.0 / step).ceil() as i32;
        let meridians = (-n_lon / 2 + 1..=n_lon / 2).map(|n| {
            let lon = f64::from(n) * step;
            (lon, drawn(view, (-89..=89).map(|lat| (lon, f64::from(lat)))))
        });
        let parallels = (1 - n_lat..n_lat).map(|n| {
            let lat = f64::from(n) * step;
            (lat, drawn(view, (-180..=180).map(|lon| (f64::from(lon), lat))))
        });
        Self {
            meridians: meridians.filter(|(_, lines)| !lines.is_empty()).collect(),
            parallels: parallels.filter(|(_, lines)| !lines.is_empty()).collect(),
        }
    }

    pub(super) fn draw(&self, list: &DisplayList, theme: &Theme) {
        let all = self.meridians.iter().chain(&self.parallels);
        let parts: Outline =
            all.flat_map(|(_, lines)| lines.iter().cloned().map(Part::Line)).collect();
        list.stroke(parts, theme.graticule);
    }

    /// Places the degrees: of meridians along the lower edge, of parallels along the left one.
    pub(super) fn place(
        &self,
        list: &DisplayList,
        placer: &mut Placer,
        theme: &Theme,
        (view, words): (&View, Words),
    ) {
        let frame = view.frame();
        let style = theme.graticule_text;
        let inset = 9.0 * theme.scale;
        let cap = style.size * CAP_HEIGHT;
        for (lon, lines) in &self.meridians {
            let crossing =
                lines.iter().find_map(|l| crossing(l, |p| p.y - (frame.bottom - inset - cap)));
            if let Some(at) = crossing {
                let at = PagePoint::new(at.x + 3.0 * theme.scale, frame.bottom - inset);
                put(list, placer, (theme, frame), (&words.degrees(*lon, true), at));
            }
        }
        for (lat, lines) in &self.parallels {
            let crossing = lines.iter().find_map(|l| crossing(l, |p| p.x - (frame.left + inset)));
            if let Some(at) = crossing {
                let at = PagePoint::new(frame.left + inset, at.y - 4.0 * theme.scale);
                put(list, placer, (theme, frame), (&words.degrees(*lat, false), at));
            }
        }
    }
}

fn put(
    list: &DisplayList,
    placer: &mut Placer,
    (theme, frame): (&Theme, PageBox),
    (text, at): (&str, PagePoint),
) {
    let style = theme.graticule_text;
    let width = list.fonts().width(text, &style);
    let area = line_box(at, Anchor::Left, width, &style).grown(margin(&style));
    if frame.holds(&area) && placer.is_free(&area) {
        placer.put(list.fonts().line(text, style, at, Anchor::Left), area);
    }
}

fn drawn(view: &View, points: impl Iterator<Item = (f64, f64)>) -> Vec<Vec<PagePoint>> {
    let line: LineString<f64> = points.map(|(x, y)| Coord { x, y }).collect();
    view.lines(&line)
}

/// The first point of a line where a quantity changes its sign.
fn crossing(line: &[PagePoint], side: impl Fn(PagePoint) -> f32) -> Option<PagePoint> {
    line.windows(2).find_map(|pair| {
        let [from, to] = pair else { return None };
        let (a, b) = (side(*from), side(*to));
        if (a < 0.0) == (b < 0.0) {
            return None;
        }
        let share = a / (a - b);
        Some(from.shifted((to.x - from.x) * share, (to.y - from.y) * share))
    })
}
