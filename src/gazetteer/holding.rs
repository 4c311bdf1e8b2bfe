//! Which area holds a point: areas cut into bands of latitude, so that few edges are looked at.

use geo::MultiPolygon;

use super::Area;
use crate::earth::LonLat;

/// Bands of an area; about twenty edges a band in the largest countries.
const N_BANDS: usize = 256;

/// How near to an edge, in degrees, a point lies on it: 1e-9° is a tenth of a millimetre.
const ON_EDGE_DEG: f64 = 1e-9;

/// An outline made ready for many questions.
#[derive(Debug)]
pub(super) struct Outline {
    south: f64,
    height: f64,
    west: f64,
    east: f64,
    bands: Vec<Vec<Edge>>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    from: (f64, f64),
    to: (f64, f64),
}

impl Outline {
    /// Cost: O(edges).
    pub(super) fn new(area: &Area) -> Self {
        let (south, west, east) = (area.bounds.south, area.bounds.west, area.bounds.east);
        let height = (area.bounds.north - south).max(1e-9);
        let mut outline = Self { south, height, west, east, bands: vec![Vec::new(); N_BANDS] };
        for edge in edges(&area.polygon) {
            let (low, high) = (edge.from.1.min(edge.to.1), edge.from.1.max(edge.to.1));
            for band in outline.band(low - ON_EDGE_DEG)..=outline.band(high + ON_EDGE_DEG) {
                if let Some(band) = outline.bands.get_mut(band) {
                    band.push(edge);
                }
            }
        }
        outline
    }

    /// Whether the area holds the point, its edge included.
    ///
    /// Limits: edges are straight in longitude and latitude; areas across the antimeridian come in
    /// two parts (RFC 7946, section 3.1.9). Source: Shimrat 1962 (crossing number).
    pub(super) fn contains(&self, point: LonLat) -> bool {
        if !self.may_hold(point) {
            return false;
        }
        let mut is_inside = false;
        for edge in self.bands.get(self.band(point.lat)).into_iter().flatten() {
            match edge.lies(point) {
                Lies::Under => return true,
                Lies::East => is_inside = !is_inside,
                Lies::Elsewhere => {}
            }
        }
        is_inside
    }

    /// Whether the point lies in the area's box.
    pub(super) fn may_hold(&self, point: LonLat) -> bool {
        let (margin, north) = (ON_EDGE_DEG, self.south + self.height);
        let is_in_height = (self.south - margin..=north + margin).contains(&point.lat);
        let is_in_width =
            self.west > self.east || (self.west - margin..=self.east + margin).contains(&point.lon);
        is_in_height && is_in_width
    }

    fn band(&self, lat: f64) -> usize {
        let share = ((lat - self.south) / self.height).clamp(0.0, 1.0);
        ((share * N_BANDS as f64) as usize).min(N_BANDS - 1)
    }
}

/// How an edge lies to a point.
enum Lies {
    /// The point is on it.
    Under,
    /// A ray from the point to the east crosses it.
    East,
    Elsewhere,
}

impl Edge {
    fn lies(&self, p: LonLat) -> Lies {
        let ((x1, y1), (x2, y2)) = (self.from, self.to);
        let crosses = (y1 > p.lat) != (y2 > p.lat);
        // Most edges are wholly on one side of the point, which takes no division to see.
        if p.lon > x1.max(x2) + ON_EDGE_DEG {
            return Lies::Elsewhere;
        }
        if p.lon < x1.min(x2) - ON_EDGE_DEG {
            return if crosses { Lies::East } else { Lies::Elsewhere };
        }
        if self.holds(p) {
            return Lies::Under;
        }
        if crosses && p.lon < (x2 - x1) * (p.lat - y1) / (y2 - y1) + x1 {
            return Lies::East;
        }
        Lies::Elsewhere
    }

    fn holds(&self, p: LonLat) -> bool {
        let (x, y) = nearest_on(self.from, self.to, (p.lon, p.lat));
        (x - p.lon).abs() <= ON_EDGE_DEG && (y - p.lat).abs() <= ON_EDGE_DEG
    }
}

/// The edges of all rings.
fn edges(polygon: &MultiPolygon<f64>) -> impl Iterator<Item = Edge> {
    let rings = polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings.flat_map(|ring| {
        ring.lines().map(|l| Edge { from: (l.start.x, l.start.y), to: (l.end.x, l.end.y) })
    })
}

/// The nearest point of a straight line between two points.
fn nearest_on(from: (f64, f64), to: (f64, f64), p: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let share =
        if length > 0.0 { ((p.0 - from.0) * dx + (p.1 - from.1) * dy) / length } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    (from.0 + share * dx, from.1 + share * dy)
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, polygon};

    use super::*;
    use crate::earth::Bounds;

    fn area(polygon: MultiPolygon<f64>) -> Area {
        let corners = polygon.iter().flat_map(|p| p.exterior().coords().copied());
        Area {
            id: "XX".to_owned(),
            name: String::new(),
            name_en: String::new(),
            variants: Vec::new(),
            country: "XX".to_owned(),
            level: 0,
            approximate: false,
            bounds: Bounds::around(corners.map(LonLat::from)).unwrap(),
            polygon,
        }
    }

    #[test]
    fn an_enclave_is_outside_and_an_edge_is_inside() {
        let ring = polygon!(
            exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
            interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 2.0), (x: 2.0, y: 1.0)]],
        );
        let outline = Outline::new(&area(ring.into()));
        let check = |lon: f64, lat: f64, is_inside: bool| {
            assert_eq!(outline.contains(LonLat::new(lon, lat)), is_inside, "{lon} {lat}");
        };
        check(3.0, 3.0, true);
        check(1.5, 1.5, false);
        check(1.0, 1.5, true);
        check(4.0, 2.0, true);
        check(0.0, 0.0, true);
        check(0.0, 4.0, true);
        check(4.1, 2.0, false);
        check(2.0, -0.1, false);
        check(f64::NAN, 1.0, false);
    }

    #[test]
    fn two_parts_at_the_antimeridian_are_one_area() {
        let east = polygon![(x: 178.0, y: 0.0), (x: 180.0, y: 0.0), (x: 180.0, y: 2.0), (x: 178.0, y: 2.0)];
        let west = polygon![(x: -180.0, y: 0.0), (x: -178.0, y: 0.0), (x: -178.0, y: 2.0), (x: -180.0, y: 2.0)];
        let outline = Outline::new(&area(MultiPolygon::new(vec![east, west])));
        for (lon, is_inside) in
            [(179.0, true), (-179.0, true), (180.0, true), (177.0, false), (0.0, false)]
        {
            assert_eq!(outline.contains(LonLat::new(lon, 1.0)), is_inside, "{lon}");
        }
    }
}
