//! What maps of groups lay over the land: regions by count, border bands, hulls, hexagons.

use geo::{Buffer, ConvexHull, CoordsIter, Geometry, LineString, MultiPoint, MultiPolygon, Point};

use super::classes::{Class, classes, color_of};
use super::display::{Color, DisplayList, Outline, Part, Stroke};
use super::page::{PageBox, PagePoint};
use super::points::{MapData, MapGroup, MapGroups};
use super::projection::View;
use super::settings::{By, MapSettings, Measure};
use super::theme::Theme;
use super::words::{Label, Words};
use crate::earth::LonLat;

/// Radius of a hexagon in pixels: a tenth of a legend's width.
const HEXAGON_PX: f32 = 11.0;
/// Hulls reach beyond their incidents by this share of the largest symbol's radius.
const HULL_ROOM: f32 = 0.9;
/// Cells that are neither hot nor cold have the least class's colour, moved so far towards the land's.
const NEITHER_SHARE: f32 = 0.4;
/// Edges of hexagons and cells are their own colour, moved so far towards the ink: pale ones must be
/// seen on pale land.
const CELL_EDGE_SHARE: f32 = 0.35;

/// Rings on the page.
pub(super) type Rings = Vec<Vec<PagePoint>>;

/// A filled shape with its count.
pub(super) struct Patch {
    pub(super) rings: Rings,
    pub(super) fill: Color,
    pub(super) edge: Stroke,
    /// What of it has an edge, where that is not all.
    pub(super) edged: Option<Rings>,
    pub(super) count: u64,
    /// What is written on it: its count, alone or with what it counts.
    pub(super) label: String,
    pub(super) lettered: Lettered,
}

/// Where a patch is written on.
pub(super) enum Lettered {
    /// In the middle of its room.
    Inside,
    /// There, or on its edge where symbols fill it.
    OnEdge,
    /// In the middle, with the name of this region above the count.
    WithRegion(String),
    /// Along one of these lines.
    Along(Rings),
}

impl Patch {
    fn new(rings: Rings, (fill, edge): (Color, Stroke), (count, label): (u64, String)) -> Self {
        Self { rings, fill, edge, edged: None, count, label, lettered: Lettered::Inside }
    }

    fn draw(&self, list: &DisplayList) {
        let outline =
            |rings: &Rings| -> Outline { rings.iter().cloned().map(Part::Ring).collect() };
        list.fill(outline(&self.rings), self.fill);
        list.stroke(outline(self.edged.as_ref().unwrap_or(&self.rings)), self.edge);
    }
}

/// How the legend tells an overlay.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Key {
    /// What is counted; empty where there are no classes.
    pub(super) head: String,
    pub(super) rows: Vec<(Color, String)>,
    /// What the map does not show of it.
    pub(super) rest: Option<String>,
    pub(super) has_hulls: bool,
}

/// What is laid over the land.
#[derive(Default)]
pub(super) struct Overlay {
    pub(super) patches: Vec<Patch>,
    /// Whether borders and rivers are drawn over the patches.
    pub(super) is_under_lines: bool,
    pub(super) key: Key,
}

/// What overlays are made with.
pub(super) struct Overlaying<'a> {
    pub(super) data: &'a MapData,
    pub(super) settings: &'a MapSettings,
    pub(super) view: &'a View,
    pub(super) theme: &'a Theme,
    pub(super) words: Words,
}

impl Overlay {
    pub(super) fn draw(&self, list: &DisplayList) {
        self.patches.iter().for_each(|patch| patch.draw(list));
    }
}

impl Overlaying<'_> {
    /// The overlay of the settings' kind of map; empty for maps of incidents.
    pub(super) fn overlay(&self) -> Overlay {
        match self.settings.by {
            By::Region => self.regions(),
            By::Border => self.bands(),
            By::Cluster => self.clusters(),
            By::Hotspot => self.hotspots(),
            By::Incident | By::Density | By::Time => Overlay::default(),
        }
    }

    fn regions(&self) -> Overlay {
        let grouping = &self.data.regions;
        let classes = self.classes(grouping.groups.iter().map(|group| self.count(group)));
        let patch = |group: &MapGroup| {
            let count = self.count(group);
            let patch = self.patch(group.geometry.as_ref()?, count, color_of(&classes, count)?)?;
            Some(Patch { lettered: Lettered::WithRegion(group.id.clone()), ..patch })
        };
        Overlay {
            patches: grouping.groups.iter().filter_map(patch).collect(),
            is_under_lines: true,
            key: self.key(&classes, self.head(Label::PerRegion), self.ungrouped(grouping)),
        }
    }

    fn clusters(&self) -> Overlay {
        let classes = &self.theme.classes;
        let patch = |group: &MapGroup| {
            let rings = self.hull_rings(group.geometry.as_ref()?);
            let label = self.words.number(group.n_incidents);
            let (fill, edge) = (classes.hull_fill, classes.hull_edge);
            let count = (group.n_incidents as u64, label);
            let patch = (!rings.is_empty()).then(|| Patch::new(rings, (fill, edge), count))?;
            Some(Patch { lettered: Lettered::OnEdge, ..patch })
        };
        let patches: Vec<Patch> = self.data.clusters.groups.iter().filter_map(patch).collect();
        let has_none = self.data.clusters.groups.is_empty();
        let rest = has_none.then(|| self.words.no_cluster().to_owned());
        let key = Key { has_hulls: !patches.is_empty(), rest, ..Key::default() };
        Overlay { patches, is_under_lines: false, key }
    }

    /// A hull with room around the symbols on it, so that it is seen however near they stand.
    fn hull_rings(&self, geometry: &Geometry<f64>) -> Rings {
        let points = geometry.coords_iter().filter_map(|c| {
            let at = self.view.page_point(LonLat::new(c.x, c.y))?;
            Some(Point::new(f64::from(at.x), f64::from(at.y)))
        });
        let points: MultiPoint<f64> = points.collect();
        if points.0.is_empty() {
            return Vec::new();
        }
        let room = f64::from(self.theme.incidents.radius_max * HULL_ROOM);
        let hull = points.convex_hull().buffer(room);
        if hull.0.is_empty() { page_rings(&points.buffer(room)) } else { page_rings(&hull) }
    }

    /// Cells that are hotter or colder than by chance, and those with incidents that are neither.
    fn hotspots(&self) -> Overlay {
        let (groups, colors) = (&self.data.hotspots.groups, &self.theme.classes);
        let plain = colors.ramp[0].mixed(self.theme.land.land, NEITHER_SHARE);
        let color = |heat: i8| {
            let at = usize::from(heat.unsigned_abs()).checked_sub(1);
            let colors = if heat < 0 { &colors.cold } else { &colors.hot };
            at.and_then(|at| colors.get(at)).copied().unwrap_or(plain)
        };
        let patch = |group: &MapGroup| {
            let rings = self.rings(group.geometry.as_ref()?);
            let fill = color(group.heat);
            let edge = if group.heat < 0 { colors.cold_edge } else { self.cell_edge(fill) };
            (!rings.is_empty()).then(|| Patch::new(rings, (fill, edge), (0, String::new())))
        };
        // Cold cells come last: their edges tell them apart where colours do not.
        let mut shown: Vec<&MapGroup> = groups.iter().collect();
        shown.sort_by_key(|group| group.heat < 0);
        let classes = [3, 2, 1, 0, -1, -2, -3];
        let classes = classes.into_iter().filter(|heat| groups.iter().any(|g| g.heat == *heat));
        let rows = classes.map(|heat| (color(heat), self.words.heat(heat))).collect();
        let is_flat = groups.iter().all(|group| group.heat == 0);
        let key = Key {
            head: self.words.hotspots().to_owned(),
            rows,
            rest: is_flat.then(|| self.words.no_hotspot().to_owned()),
            has_hulls: false,
        };
        Overlay {
            patches: shown.into_iter().filter_map(patch).collect(),
            is_under_lines: true,
            key,
        }
    }

    /// Hexagons of one area with how many incidents lie in each, and how many lie outside of the
    /// frame.
    pub(super) fn density(&self) -> (Overlay, usize) {
        let radius = HEXAGON_PX * self.theme.scale;
        let mut cells = Cells::new(self.view.frame(), radius);
        let mut n_outside = 0;
        for (point, at) in self.data.located() {
            let weight = match self.settings.measure {
                Measure::Incidents => 1,
                Measure::Killed => point.killed.unwrap_or(0).into(),
            };
            match self.in_frame(at) {
                Some(at) => cells.add(hexagon_of(at, radius), weight),
                None => n_outside += 1,
            }
        }
        let classes = self.classes(cells.counts.iter().copied());
        let patch = |(cell, count): ((i32, i32), u64)| {
            let fill = color_of(&classes, count)?;
            let rings = vec![hexagon(cell, radius)];
            Some(Patch::new(rings, (fill, self.cell_edge(fill)), (count, String::new())))
        };
        let patches = cells.iter().filter_map(patch).collect();
        let side_km = f64::from(radius) / self.view.px_per_km();
        let area_km2 = 1.5 * 3.0_f64.sqrt() * side_km * side_km;
        let head = self.words.per_cell(self.settings.measure, area_km2);
        let key = self.key(&classes, head, None);
        (Overlay { patches, is_under_lines: true, key }, n_outside)
    }

    fn in_frame(&self, point: LonLat) -> Option<PagePoint> {
        self.view.page_point(point).filter(|at| self.view.frame().contains(*at))
    }

    fn patch(&self, geometry: &Geometry<f64>, count: u64, fill: Color) -> Option<Patch> {
        let rings = self.rings(geometry);
        let label = self.words.number(usize::try_from(count).unwrap_or(usize::MAX));
        let look = (fill, self.theme.classes.edge);
        (!rings.is_empty()).then(|| Patch::new(rings, look, (count, label)))
    }

    /// The edge of a hexagon or cell.
    fn cell_edge(&self, fill: Color) -> Stroke {
        Stroke::solid(fill.mixed(self.theme.ink, CELL_EDGE_SHARE), self.theme.classes.edge.width)
    }

    fn rings(&self, geometry: &Geometry<f64>) -> Rings {
        let polygons = match geometry {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(polygons) => polygons.iter().collect(),
            _ => Vec::new(),
        };
        let rings = polygons
            .into_iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        rings.map(|ring| self.view.ring(ring)).filter(|ring| ring.len() > 2).collect()
    }

    pub(super) fn count(&self, group: &MapGroup) -> u64 {
        match self.settings.measure {
            Measure::Incidents => group.n_incidents as u64,
            Measure::Killed => group.killed.into(),
        }
    }

    pub(super) fn classes(&self, counts: impl Iterator<Item = u64>) -> Vec<Class> {
        classes(counts, self.settings.classing, &self.theme.classes.ramp)
    }

    pub(super) fn head(&self, of: Label) -> String {
        format!("{} {}", self.words.measure(self.settings.measure), self.words.label(of))
    }

    fn ungrouped(&self, grouping: &MapGroups) -> Option<String> {
        let n_rest = grouping.n_ungrouped;
        (n_rest > 0).then(|| self.words.in_no_region(n_rest))
    }

    pub(super) fn key(&self, classes: &[Class], head: String, rest: Option<String>) -> Key {
        let row = |class: &Class| (class.color, self.words.range(class.least, class.most));
        Key { head, rows: classes.iter().map(row).collect(), rest, has_hulls: false }
    }
}

pub(super) fn page_rings(polygons: &MultiPolygon<f64>) -> Rings {
    let rings = polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let points = |ring: &LineString<f64>| {
        ring.coords().map(|c| PagePoint::new(c.x as f32, c.y as f32)).collect()
    };
    rings.map(points).collect()
}

/// The counts of all hexagons of a frame.
struct Cells {
    /// The column and row of the first.
    first: (i32, i32),
    n_columns: i32,
    counts: Vec<u64>,
}

impl Cells {
    fn new(frame: PageBox, radius: f32) -> Self {
        let (left, top) = hexagon_of(PagePoint::new(frame.left, frame.top), radius);
        let (right, bottom) = hexagon_of(PagePoint::new(frame.right, frame.bottom), radius);
        // Rows are shifted against each other, so one more stands on each side.
        let n_columns = (right - left + 3).max(0);
        let n_rows = (bottom - top + 3).max(0);
        let counts = vec![0; n_columns as usize * n_rows as usize];
        Self { first: (left - 1, top - 1), n_columns, counts }
    }

    fn add(&mut self, (column, row): (i32, i32), weight: u64) {
        let at = (row - self.first.1) * self.n_columns + column - self.first.0;
        if let Some(count) = usize::try_from(at).ok().and_then(|at| self.counts.get_mut(at)) {
            *count += weight;
        }
    }

    /// The hexagons with their counts, row by row.
    fn iter(&self) -> impl Iterator<Item = ((i32, i32), u64)> {
        let cell = |n: i32| (self.first.0 + n % self.n_columns, self.first.1 + n / self.n_columns);
        (0..).zip(&self.counts).map(move |(n, count)| (cell(n), *count))
    }
}

/// The column and row of the hexagon that holds a point; odd rows stand half a column to the right.
fn hexagon_of(at: PagePoint, radius: f32) -> (i32, i32) {
    let row = (at.y / (1.5 * radius)).round() as i32;
    let near = (row - 1..=row + 1).flat_map(|row| {
        let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
        let column = (at.x / (3.0_f32.sqrt() * radius) - shift).round() as i32;
        [(column, row)]
    });
    // A point lies in the hexagon whose middle is nearest.
    let distance = |cell: &(i32, i32)| middle(*cell, radius).distance(at);
    near.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or((0, 0))
}

fn middle((column, row): (i32, i32), radius: f32) -> PagePoint {
    let shift = if row.rem_euclid(2) == 1 { 0.5 } else { 0.0 };
    let width = 3.0_f32.sqrt() * radius;
    PagePoint::new((column as f32 + shift) * width, row as f32 * 1.5 * radius)
}

fn hexagon(cell: (i32, i32), radius: f32) -> Vec<PagePoint> {
    let center = middle(cell, radius);
    let corner = |n: u8| {
        let (sin, cos) = (30.0 + 60.0 * f32::from(n)).to_radians().sin_cos();
        center.shifted(radius * cos, radius * sin)
    };
    (0..6).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_lies_in_its_hexagon() {
        for n in 0..2000_u32 {
            let at = PagePoint::new((n * 37 % 911) as f32, (n * 53 % 677) as f32);
            let cell = hexagon_of(at, 11.0);
            let apart = middle(cell, 11.0).distance(at);
            assert!(apart <= 11.01, "{at:?} {cell:?} {apart}");
        }
        let corners = hexagon((0, 0), 11.0);
        let shared = hexagon((0, 1), 11.0);
        let is_common = |p: &&PagePoint| shared.iter().any(|q| q.distance(**p) < 0.01);
        assert_eq!(corners.iter().filter(is_common).count(), 2);
    }

    #[test]
    fn every_point_of_a_frame_has_a_counted_cell() {
        let frame = PageBox::new(31.0, 112.0, 700.5, 503.0);
        let mut cells = Cells::new(frame, 11.0);
        let mut n_points = 0;
        for x in 31..=700 {
            for y in (112..=503).step_by(3) {
                cells.add(hexagon_of(PagePoint::new(x as f32, y as f32), 11.0), 1);
                n_points += 1;
            }
        }
        assert_eq!(cells.counts.iter().sum::<u64>(), n_points);
        let at = PagePoint::new(400.0, 300.0);
        let own = cells.iter().find(|(cell, _)| *cell == hexagon_of(at, 11.0));
        assert!(own.is_some_and(|(_, count)| count > 50));
    }
}
