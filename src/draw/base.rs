//! The base map: sea, land with a glow along its edges, coast, rivers and borders.

use std::collections::{BTreeSet, HashMap};

use geo::MultiPolygon;

use super::course::{simplified, smooth_line};
use super::display::{DisplayList, Outline, Part, Stroke};
use super::ink::Ink;
use super::page::PagePoint;
use super::points::{CountryCode, MapData};
use super::projection::View;
use super::theme::{Theme, Tint};
use crate::gazetteer::{Area, Gazetteer};

/// Countries of the central Sahel, always in colour.
const CENTRAL_SAHEL: [&str; 3] = ["BF", "ML", "NE"];
/// Great rivers are drawn on every map, small ones on maps with at least so many pixels a km.
/// The ranks are Natural Earth's scale ranks.
const RIVER_RANKS: [(u8, f64); 4] = [(4, 0.0), (5, 0.3), (7, 0.55), (9, 1.1)];
/// Rivers up to this rank have the broader line.
const GREAT_RANK_MAX: u8 = 4;
/// Bends of rivers finer than about this many pixels are smoothed away.
const RIVER_STEP_PX: f32 = 2.5;
/// A glow follows its edge in steps of this share of its width, and of at least so many pixels: finer
/// ones cost time and are not seen.
const GLOW_STEP: f32 = 0.2;
const GLOW_STEP_MIN_PX: f32 = 1.6;
/// On maps with fewer pixels a km only the countries that the map is about glow.
const GLOW_PX_PER_KM: f64 = 0.35;
/// Points of drawn lines that lie so near to the line without them, in pixels, are left out.
const LINE_TOLERANCE: f32 = 0.2;
/// How far the sources of country and region borders lie apart, in km. Measured: Niger and Chad,
/// OpenStreetMap against Natural Earth, up to 3.5 km.
const SOURCES_APART_KM: f64 = 4.0;
/// Under maps of counts countries have no colour of their own, only so much of the page's.
const PLAIN_SHARE: f32 = 0.6;
/// Region borders are drawn on maps with at least so many pixels a km.
const REGIONS_PX_PER_KM: f64 = 0.25;

/// Rings or stretches of lines on the page.
type Lines = Vec<Vec<PagePoint>>;
/// An area and its rings in view.
type InView<'a> = (&'a Area, Lines);

/// A country in view.
pub(super) struct Land<'a> {
    pub(super) area: &'a Area,
    pub(super) rings: Lines,
    tint: Tint,
    /// Whether the map is about this country.
    pub(super) is_tinted: bool,
}

/// What of the base map is in view.
pub(super) struct Base<'a> {
    /// Countries with detailed outlines, then the others.
    pub(super) lands: Vec<Land<'a>>,
    /// All land, generalised, by country.
    world: Vec<(&'a str, Lines)>,
    /// Stretches of borders between countries.
    borders: Lines,
    coast: Lines,
    region_borders: Lines,
    approximate_borders: Lines,
    /// The regions in view.
    pub(super) regions: Vec<InView<'a>>,
    /// The rivers in view.
    pub(super) rivers: Vec<River<'a>>,
}

/// A river in view.
pub(super) struct River<'a> {
    pub(super) name: &'a str,
    pub(super) stretches: Lines,
    /// Whether it is one of the great rivers.
    is_great: bool,
}

impl<'a> Base<'a> {
    /// Cuts the gazetteer's layers to a view; `is_plain` leaves countries without their colours.
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        data: &MapData,
        view: &View,
        theme: &Theme,
        is_plain: bool,
    ) -> Self {
        let world: Vec<_> = gazetteer.world().iter().filter_map(|a| in_view(a, view)).collect();
        let detailed: BTreeSet<&str> =
            gazetteer.countries().iter().map(|c| c.country.as_str()).collect();
        let regions: Vec<_> = if view.px_per_km() < REGIONS_PX_PER_KM {
            Vec::new()
        } else {
            gazetteer.regions().iter().filter_map(|area| in_view(area, view)).collect()
        };
        let (coast, mut borders) = edges(&world, &detailed);
        for border in gazetteer.borders() {
            borders.extend(border.line.iter().flat_map(|line| view.lines(line)));
        }
        let mut base = Self {
            lands: lands(gazetteer, data, view, (theme, &detailed, &world, is_plain)),
            world: world.into_iter().map(|(area, rings)| (area.country.as_str(), rings)).collect(),
            borders,
            coast,
            region_borders: Vec::new(),
            approximate_borders: Vec::new(),
            regions,
            rivers: rivers(gazetteer, view, theme),
        };
        base.find_region_borders(view, theme);
        let all = [&mut base.borders, &mut base.coast, &mut base.region_borders];
        for lines in all.into_iter().chain([&mut base.approximate_borders]) {
            lines.iter_mut().for_each(|line| *line = simplified(line, LINE_TOLERANCE));
        }
        base
    }

    /// Whether a border of a region with an approximate boundary is drawn.
    pub(super) fn has_approximate_borders(&self) -> bool {
        !self.approximate_borders.is_empty()
    }

    /// Marks the lines that names had better not stand on.
    pub(super) fn mark_lines(&self, busy: &mut Ink) {
        let rivers = self.rivers.iter().map(|river| &river.stretches);
        let all = [&self.borders, &self.coast, &self.region_borders, &self.approximate_borders];
        for lines in all.into_iter().chain(rivers) {
            busy.mark(lines, 0);
        }
    }

    /// Draws everything that lies under the names and the incidents.
    /// `groups` draws what lies between the land and its lines.
    pub(super) fn draw(
        &self,
        list: &DisplayList,
        theme: &Theme,
        view: &View,
        groups: impl Fn(&DisplayList),
    ) {
        list.group("land", |list| self.draw_land(list, theme, view));
        groups(list);
        list.group("water", |list| self.draw_water(list, theme, view));
        list.group("borders", |list| {
            list.stroke(lines(&self.region_borders), theme.region_border);
            list.stroke(lines(&self.approximate_borders), theme.approximate_border);
            list.stroke(lines(&self.borders), theme.country_border);
        });
    }

    fn draw_land(&self, list: &DisplayList, theme: &Theme, view: &View) {
        let land: Outline = self.world.iter().flat_map(|(_, rings)| parts(rings)).collect();
        list.fill(land, theme.land.land);
        for land in &self.lands {
            let has_glow = land.is_tinted || view.px_per_km() >= GLOW_PX_PER_KM;
            draw_land(list, theme, land, has_glow);
        }
    }

    fn draw_water(&self, list: &DisplayList, theme: &Theme, view: &View) {
        let mut sea: Outline = self.world.iter().flat_map(|(_, rings)| parts(rings)).collect();
        sea.push(Part::Ring(view.frame().grown(2.0).corners().to_vec()));
        list.fill(sea, theme.sea);
        list.stroke(lines(&self.coast), theme.coast);
        for river in &self.rivers {
            let pen = if river.is_great { theme.great_river } else { theme.river };
            list.stroke(lines(&river.stretches), pen);
        }
    }

    /// Region borders that are neither drawn as country borders nor twice. What is left of the
    /// approximate regions when the others are drawn lies between two approximate ones.
    fn find_region_borders(&mut self, view: &View, theme: &Theme) {
        let mut ink = Ink::new(view.frame(), theme.scale);
        let apart = SOURCES_APART_KM * view.px_per_km() / f64::from(theme.scale);
        ink.mark(&self.borders, apart.clamp(3.0, 8.0) as i32);
        ink.mark(&self.coast, 3);
        for is_approximate in [false, true] {
            for (area, rings) in &self.regions {
                if area.approximate == is_approximate {
                    let fresh: Vec<_> = rings.iter().flat_map(|ring| ink.fresh(ring)).collect();
                    ink.mark(rings, 2);
                    let kept = if is_approximate {
                        &mut self.approximate_borders
                    } else {
                        &mut self.region_borders
                    };
                    kept.extend(fresh);
                }
            }
        }
    }
}

/// Fills a country and lets its edge glow inwards.
fn draw_land(list: &DisplayList, theme: &Theme, land: &Land<'_>, has_glow: bool) {
    let outline = parts(&land.rings);
    list.fill(outline.clone(), land.tint.land);
    if !has_glow {
        return;
    }
    list.clip(outline);
    for width in theme.glow_widths {
        let color = land.tint.edge.with_alpha(theme.glow_alpha);
        let step = (width * GLOW_STEP).max(GLOW_STEP_MIN_PX * theme.scale);
        let coarse = land.rings.iter().map(|ring| Part::Ring(thinned(ring, step)));
        list.stroke(coarse.collect(), Stroke::soft(color, width));
    }
    list.unclip();
}

/// A ring without the points that lie nearer than `step` to the one kept before.
fn thinned(ring: &[PagePoint], step: f32) -> Vec<PagePoint> {
    let mut kept: Vec<PagePoint> = Vec::new();
    for &point in ring {
        if kept.last().is_none_or(|last| last.distance(point) >= step) {
            kept.push(point);
        }
    }
    kept
}

fn lands<'a>(
    gazetteer: &'a Gazetteer,
    data: &MapData,
    view: &View,
    (theme, detailed, world, is_plain): (&Theme, &BTreeSet<&str>, &[InView<'a>], bool),
) -> Vec<Land<'a>> {
    let countries = data.countries();
    let mut tinted: BTreeSet<&str> = countries.iter().map(CountryCode::as_str).collect();
    let further: Vec<&str> =
        tinted.iter().copied().filter(|code| !CENTRAL_SAHEL.contains(code)).collect();
    tinted.extend(CENTRAL_SAHEL);
    let plain = Tint { land: theme.land.land.mixed(theme.page, PLAIN_SHARE), ..theme.land };
    let tint = |code: &str| match further.iter().position(|&c| c == code) {
        _ if is_plain && tinted.contains(code) => plain,
        Some(turn) => theme.country_tint(code, turn),
        None if tinted.contains(code) => theme.country_tint(code, 0),
        None => theme.land,
    };
    let own = gazetteer.countries().iter().filter_map(|area| in_view(area, view));
    let other = world.iter().filter(|(area, _)| !detailed.contains(area.country.as_str()));
    own.chain(other.cloned())
        .map(|(area, rings)| Land {
            area,
            rings,
            tint: tint(&area.country),
            is_tinted: tinted.contains(area.country.as_str()),
        })
        .collect()
}

fn in_view<'a>(area: &'a Area, view: &View) -> Option<InView<'a>> {
    let rings = rings(&area.polygon, view);
    (!rings.is_empty()).then_some((area, rings))
}

fn rings(polygon: &MultiPolygon<f64>, view: &View) -> Lines {
    let rings = polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings.map(|ring| view.ring(ring)).filter(|ring| ring.len() > 2).collect()
}

fn rivers<'a>(gazetteer: &'a Gazetteer, view: &View, theme: &Theme) -> Vec<River<'a>> {
    let is_shown = |rank: u8| {
        RIVER_RANKS.iter().any(|&(most, least)| rank <= most && view.px_per_km() >= least)
    };
    let step = RIVER_STEP_PX * theme.scale;
    let shown = gazetteer.rivers().iter().filter(|river| is_shown(river.rank));
    let shown = shown.map(|river| {
        let stretches = river.line.iter().flat_map(|line| view.lines(line));
        River {
            name: &river.name,
            stretches: stretches.map(|stretch| smooth_line(&stretch, step)).collect(),
            is_great: river.rank <= GREAT_RANK_MAX,
        }
    });
    shown.filter(|river| !river.stretches.is_empty()).collect()
}

type EdgeKey = [(i32, i32); 2];

/// The outlines of the world's land in view as coast (edges of one country) and borders between
/// countries (edges of two), without those that the detailed borders hold.
fn edges(world: &[InView<'_>], detailed: &BTreeSet<&str>) -> (Lines, Lines) {
    let mut owners: HashMap<EdgeKey, (usize, Option<usize>)> = HashMap::new();
    for (n, (_, rings)) in world.iter().enumerate() {
        for key in rings.iter().flat_map(|ring| ring_edges(ring)).map(|(a, b)| edge_key(a, b)) {
            owners.entry(key).and_modify(|owner| owner.1 = Some(n)).or_insert((n, None));
        }
    }
    let is_detailed =
        |n: usize| world.get(n).is_some_and(|(area, _)| detailed.contains(area.country.as_str()));
    let is_coast = |key: &EdgeKey, _: usize| owners.get(key).is_some_and(|o| o.1.is_none());
    let is_border = |key: &EdgeKey, n: usize| {
        owners.get(key).is_some_and(|&(one, other)| {
            other.is_some_and(|other| one == n && !(is_detailed(one) && is_detailed(other)))
        })
    };
    (stretches(world, is_coast), stretches(world, is_border))
}

/// The stretches of all rings whose edges are wanted.
fn stretches(world: &[InView<'_>], is_wanted: impl Fn(&EdgeKey, usize) -> bool) -> Lines {
    let mut found = Lines::new();
    for (n, (_, rings)) in world.iter().enumerate() {
        for ring in rings {
            let mut current: Vec<PagePoint> = Vec::new();
            for (from, to) in ring_edges(ring) {
                if is_wanted(&edge_key(from, to), n) {
                    if current.is_empty() {
                        current.push(from);
                    }
                    current.push(to);
                } else if !current.is_empty() {
                    found.push(std::mem::take(&mut current));
                }
            }
            found.push(current);
        }
    }
    found.retain(|stretch| stretch.len() > 1);
    found
}

fn ring_edges(ring: &[PagePoint]) -> impl Iterator<Item = (PagePoint, PagePoint)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// An edge without its direction. Points on the page lie on eighths of a pixel.
fn edge_key(a: PagePoint, b: PagePoint) -> EdgeKey {
    let key = |p: PagePoint| ((p.x * 8.0).round() as i32, (p.y * 8.0).round() as i32);
    let (a, b) = (key(a), key(b));
    if a <= b { [a, b] } else { [b, a] }
}

fn parts(rings: &[Vec<PagePoint>]) -> Outline {
    rings.iter().cloned().map(Part::Ring).collect()
}

fn lines(stretches: &[Vec<PagePoint>]) -> Outline {
    stretches.iter().cloned().map(Part::Line).collect()
}
