//! The nearest point of a border: an R-tree over its segments on the unit sphere.

use geo::MultiLineString;
use rstar::RTree;
use rstar::primitives::Line;

use super::holding::nearest_on;
use crate::earth::{LocalPlane, LonLat};

/// Longer segments are divided: on a chord of 0.2° the sphere lies at most 9 m off.
const LONGEST_DEG: f64 = 0.2;

/// A border line made ready for distance questions.
#[derive(Debug)]
pub(super) struct Frontier {
    tree: RTree<Line<[f64; 3]>>,
}

impl Frontier {
    /// Cost: O(n log n) in its segments.
    pub(super) fn new(line: &MultiLineString<f64>) -> Self {
        let mut segments = Vec::new();
        for part in line.iter().flat_map(|part| part.lines()).flat_map(divide) {
            segments.push(Line::new(unit_vector(part.0), unit_vector(part.1)));
        }
        Self { tree: RTree::bulk_load(segments) }
    }

    /// The nearest point and its geodesic distance in km; `None` for an empty line.
    ///
    /// Limits: the nearest segment is found on the sphere, the point on it on the local plane; the
    /// distance is off by less than 0.3 %.
    pub(super) fn nearest(&self, point: LonLat) -> Option<(LonLat, f64)> {
        let segment = self.tree.nearest_neighbor(&unit_vector(point))?;
        let (from, to) = (position(segment.from), position(segment.to));
        let plane = LocalPlane::new(point);
        let (x, y) = nearest_on(plane.to_km(from), plane.to_km(to), (0.0, 0.0));
        let nearest = plane.to_lon_lat(x, y);
        Some((nearest, point.distance_km(nearest)))
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

fn unit_vector(point: LonLat) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

fn position([x, y, z]: [f64; 3]) -> LonLat {
    LonLat::new(y.atan2(x).to_degrees(), z.atan2(x.hypot(y)).to_degrees())
}

#[cfg(test)]
mod tests {
    use geo::line_string;

    use super::*;

    #[test]
    fn the_nearest_point_of_a_line_is_found() {
        let line = MultiLineString::new(vec![line_string![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0)]]);
        let frontier = Frontier::new(&line);
        let check = |lon: f64, lat: f64, at: f64, km: f64| {
            let (nearest, distance) = frontier.nearest(LonLat::new(lon, lat)).unwrap();
            assert!((nearest.lon - at).abs() < 1e-3, "{lon} {lat}: {nearest:?}");
            assert!((distance - km).abs() < 0.01 * km + 1e-3, "{lon} {lat}: {distance}");
        };
        check(5.05, 1.0, 5.05, 110.57);
        check(5.0, 0.0, 5.0, 0.0);
        check(-1.0, 0.0, 0.0, 111.32);
        check(11.0, 0.0, 10.0, 111.32);
        assert!(
            Frontier::new(&MultiLineString::new(Vec::new()))
                .nearest(LonLat::new(0.0, 0.0))
                .is_none()
        );
    }

    #[test]
    fn a_border_across_the_antimeridian_is_near_on_both_sides() {
        let line =
            MultiLineString::new(vec![line_string![(x: 180.0, y: -1.0), (x: 180.0, y: 1.0)]]);
        let frontier = Frontier::new(&line);
        let km = |lon: f64| frontier.nearest(LonLat::new(lon, 0.0)).unwrap().1;
        assert!((km(179.9) - km(-179.9)).abs() < 1e-6 && km(179.9) < 11.2);
    }
}
