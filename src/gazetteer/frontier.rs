//! The nearest point of a border, exact on the ellipsoid.
//!
//! Edges are straight in longitude and latitude, as the data's edges are meant, and not geodesics.

use geo::{LineString, MultiLineString, MultiPolygon};

use super::chain::{Chain, share_along};
use super::field::{COARSE, FINE, FINEST, Field, Found, MIDDLE};
use crate::earth::{ARC_LIMIT_KM, EARTH_RADIUS_KM, LonLat, arc_km, chord_gap, to_ecef_km};

/// Longer edges are divided: over 0.02° an edge that is straight in longitude and latitude lies at
/// most 0.1 m off its chord through the Earth.
const LONGEST_DEG: f64 = 0.02;

/// An edge, with the number of the line that it is of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    line: u16,
    from: LonLat,
    to: LonLat,
}

/// Lines made ready for distance questions.
#[derive(Debug)]
pub(super) struct Frontier {
    chain: Chain,
    /// In the order of the chain.
    edges: Vec<Edge>,
    /// The coarse one first: it serves what is far from the lines.
    fields: [Field; 4],
}

impl Frontier {
    /// The lines, each under its number. Cost: O(n log n) in their edges.
    pub(super) fn new<'a>(lines: impl IntoIterator<Item = (u16, &'a LineString<f64>)>) -> Self {
        let (mut chords, mut edges) = (Vec::new(), Vec::new());
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for (line, string) in lines {
            for (from, to) in string.lines().flat_map(divide) {
                bounds = [
                    bounds[0].min(from.lon).min(to.lon),
                    bounds[1].min(from.lat).min(to.lat),
                    bounds[2].max(from.lon).max(to.lon),
                    bounds[3].max(from.lat).max(to.lat),
                ];
                chords.push([to_ecef_km(from), to_ecef_km(to)]);
                edges.push(Edge { line, from, to });
            }
        }
        Self {
            chain: Chain::new(chords),
            edges,
            fields: [COARSE, MIDDLE, FINE, FINEST].map(|cell| Field::over(bounds, cell)),
        }
    }

    /// The distance in km to the nearest line and its number, from the fields where they are nearly
    /// exact, else by the chord; `about_km` is the distance that is expected, as fields differ in it.
    ///
    /// Cost: a few look-ups where its surroundings were asked for before.
    pub(super) fn km(&self, point: LonLat, about_km: f64) -> Option<Found> {
        let by_chord = |point| self.by_chord(point);
        let mut fields = self.fields.iter().filter(|field| field.serves(about_km));
        fields.find_map(|field| field.at(point, by_chord)).or_else(|| by_chord(point))
    }

    /// The distance in km to the line whose chord through the Earth is the shortest, and its number.
    ///
    /// Limits: the arc over the chord is that of a sphere, off by less than 1e-5 of itself within
    /// 500 km.
    fn by_chord(&self, point: LonLat) -> Option<Found> {
        let (number, chord_km) = self.chain.nearest(to_ecef_km(point))?;
        let half = chord_km / 2.0 / EARTH_RADIUS_KM;
        Some((2.0 * EARTH_RADIUS_KM * half.min(1.0).asin(), self.edges.get(number)?.line))
    }

    /// The parts of a border, all under one number.
    pub(super) fn of_line(line: &MultiLineString<f64>) -> Self {
        Self::new(line.iter().map(|part| (0, part)))
    }

    /// The rings of a polygon, all under one number.
    pub(super) fn of_outline(polygon: &MultiPolygon<f64>) -> Self {
        let rings = polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        Self::new(rings.map(|ring| (0, ring)))
    }

    /// The nearest point, its geodesic distance in km, and the number of its line; of equally near
    /// lines the first that was given. `None` where there is no edge.
    ///
    /// Near by the chord through the Earth tells the distance, farther away it finds the edges that may
    /// be nearest, and the geodesic decides.
    /// Limits: the distance is at most 1 m off (measured: the tests of exactness).
    pub(super) fn nearest(&self, point: LonLat) -> Option<(LonLat, f64, u16)> {
        let origin = to_ecef_km(point);
        let (number, chord_km) = self.chain.nearest(origin)?;
        if chord_km <= ARC_LIMIT_KM {
            let (at, line) = self.foot(number, origin)?;
            return Some((at, arc_km(chord_km), line));
        }
        let mut best: Option<(LonLat, f64, u16)> = None;
        self.chain.within(origin, chord_km + chord_gap(chord_km), &mut |number| {
            let Some((at, line)) = self.foot(number, origin) else { return };
            let km = point.distance_km(at);
            if best.is_none_or(|(_, least, _)| km < least) {
                best = Some((at, km, line));
            }
        });
        best
    }

    /// The nearest point of an edge, and the number of its line.
    fn foot(&self, number: usize, origin: [f64; 3]) -> Option<(LonLat, u16)> {
        let edge = self.edges.get(number)?;
        Some((edge.at(share_along(self.chain.chord(number)?, origin)), edge.line))
    }
}

impl Edge {
    /// The point after a share of the way.
    fn at(&self, share: f64) -> LonLat {
        LonLat::new(
            self.from.lon + share * (self.to.lon - self.from.lon),
            self.from.lat + share * (self.to.lat - self.from.lat),
        )
    }
}

/// The parts of a segment, none longer than [`LONGEST_DEG`].
fn divide(segment: geo::Line<f64>) -> impl Iterator<Item = (LonLat, LonLat)> {
    let (dx, dy) = (segment.dx(), segment.dy());
    let n_parts = (dx.abs().max(dy.abs()) / LONGEST_DEG).ceil().max(1.0);
    let at = move |i: f64| {
        let share = i / n_parts;
        LonLat::new(segment.start.x + dx * share, segment.start.y + dy * share)
    };
    (0..n_parts as u32).map(move |i| (at(f64::from(i)), at(f64::from(i) + 1.0)))
}

#[cfg(test)]
mod tests {
    use geo::line_string;

    use super::*;

    #[test]
    fn the_nearest_point_of_a_line_is_found() {
        let line = MultiLineString::new(vec![line_string![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0)]]);
        let frontier = Frontier::of_line(&line);
        let check = |lon: f64, lat: f64, at: f64, km: f64| {
            let (nearest, distance, _) = frontier.nearest(LonLat::new(lon, lat)).unwrap();
            assert!((nearest.lon - at).abs() < 1e-5, "{lon} {lat}: {nearest:?}");
            assert!((distance - km).abs() < 0.001, "{lon} {lat}: {distance}");
        };
        check(5.05, 1.0, 5.05, 110.5744);
        check(5.0, 0.0, 5.0, 0.0);
        check(-1.0, 0.0, 0.0, 111.3195);
        check(11.0, 0.0, 10.0, 111.3195);
        let none = Frontier::of_line(&MultiLineString::new(Vec::new()));
        assert!(none.nearest(LonLat::new(0.0, 0.0)).is_none());
    }

    #[test]
    fn an_edge_is_straight_in_longitude_and_latitude() {
        // The geodesic between the ends runs some 16 km north of this parallel.
        let line = MultiLineString::new(vec![line_string![(x: 0.0, y: 20.0), (x: 8.0, y: 20.0)]]);
        let (_, km, _) = Frontier::of_line(&line).nearest(LonLat::new(4.0, 20.0)).unwrap();
        assert!(km < 0.001, "{km}");
    }

    #[test]
    fn a_border_across_the_antimeridian_is_near_on_both_sides() {
        let line =
            MultiLineString::new(vec![line_string![(x: 180.0, y: -1.0), (x: 180.0, y: 1.0)]]);
        let frontier = Frontier::of_line(&line);
        let km = |lon: f64| frontier.nearest(LonLat::new(lon, 0.0)).unwrap().1;
        assert!((km(179.9) - km(-179.9)).abs() < 1e-6 && km(179.9) < 11.2);
    }

    #[test]
    fn of_equally_near_lines_the_first_is_taken() {
        let (a, b) = (
            line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0)],
            line_string![(x: 1.0, y: 0.0), (x: 2.0, y: 0.0)],
        );
        for (lines, first) in [([(3, &a), (7, &b)], 3), ([(7, &b), (3, &a)], 7)] {
            let frontier = Frontier::new(lines);
            for lat in [0.5, 1.0, -1.0, 9.0] {
                assert_eq!(frontier.nearest(LonLat::new(1.0, lat)).unwrap().2, first, "{lat}");
            }
            assert_eq!(frontier.nearest(LonLat::new(0.5, 1.0)).unwrap().2, 3);
            assert_eq!(frontier.nearest(LonLat::new(1.5, 1.0)).unwrap().2, 7);
        }
    }
}
