//! A spatial index with queries in kilometres: an R-tree over points on the unit sphere.
//!
//! On the sphere there is no antimeridian and no pole to go wrong.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// How far a geodesic and a great-circle distance can differ, as a factor.
/// Source: Karney 2013; the flattening of WGS 84 is 1/298, the worst case about 0.56 %.
const ELLIPSOID_MARGIN: f64 = 1.006;

type Entry<T> = GeomWithData<[f64; 3], (LonLat, T)>;

/// Points with a value each, found by distance.
#[derive(Debug, Clone)]
pub struct SpatialIndex<T> {
    tree: RTree<Entry<T>>,
}

impl<T: Clone + Ord> SpatialIndex<T> {
    /// An index of all points. Cost: O(n log n).
    pub fn new(points: impl IntoIterator<Item = (LonLat, T)>) -> Self {
        let entries =
            points.into_iter().map(|(p, value)| GeomWithData::new(unit_vector(p), (p, value)));
        Self { tree: RTree::bulk_load(entries.collect()) }
    }

    /// How many points it holds.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether it holds no point.
    pub fn is_empty(&self) -> bool {
        self.tree.size() == 0
    }

    /// Everything within a geodesic distance, edge included, with its distance in km: the nearest
    /// first, equal distances by value.
    pub fn within_km(&self, center: LonLat, distance_km: f64) -> Vec<(T, f64)> {
        if distance_km.is_nan() || distance_km < 0.0 {
            return Vec::new();
        }
        let chord = chord_length(distance_km * ELLIPSOID_MARGIN + 1e-6);
        let origin = unit_vector(center);
        let envelope = AABB::from_corners(origin.map(|c| c - chord), origin.map(|c| c + chord));
        let mut found: Vec<(T, f64)> = self
            .tree
            .locate_in_envelope(&envelope)
            .map(|entry| (entry.data.1.clone(), center.distance_km(entry.data.0)))
            .filter(|(_, km)| *km <= distance_km)
            .collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        found
    }

    /// The nearest point and its geodesic distance in km; equal distances by value.
    pub fn nearest(&self, center: LonLat) -> Option<(T, f64)> {
        let rough = self.tree.nearest_neighbor(&unit_vector(center))?;
        let km = center.distance_km(rough.data.0);
        self.within_km(center, km * ELLIPSOID_MARGIN).into_iter().next()
    }
}

/// A position on the unit sphere.
fn unit_vector(point: LonLat) -> [f64; 3] {
    let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// The straight line through the unit sphere between two points this far apart on its surface.
fn chord_length(distance_km: f64) -> f64 {
    let angle = (distance_km / EARTH_RADIUS_KM).min(std::f64::consts::PI);
    2.0 * (angle / 2.0).sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_lies_within_the_distance() {
        let index = SpatialIndex::new([
            (LonLat::new(179.9, 0.0), 1),
            (LonLat::new(-179.9, 0.0), 2),
            (LonLat::new(0.0, 89.9), 3),
            (LonLat::new(180.0, 89.9), 4),
        ]);
        let ids = |lon, lat, km| -> Vec<i32> {
            index.within_km(LonLat::new(lon, lat), km).into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!(ids(179.9, 0.0, 23.0), [1, 2]);
        assert_eq!(ids(179.9, 0.0, 22.0), [1]);
        assert_eq!(ids(0.0, 89.9, 23.0), [3, 4]);
        assert_eq!(ids(0.0, 0.0, 100.0), [0; 0]);
        assert_eq!(ids(0.0, 0.0, 30_000.0).len(), 4);
        assert_eq!(ids(0.0, 0.0, f64::NAN), [0; 0]);
    }

    #[test]
    fn nearest_agrees_with_a_scan() {
        let points: Vec<LonLat> = (0..200)
            .map(|i| LonLat::new(f64::from(i * 37 % 360) - 180.0, f64::from(i * 53 % 180) - 90.0))
            .collect();
        let index = SpatialIndex::new(points.iter().copied().zip(0..));
        for (lon, lat) in [(0.0, 0.0), (180.0, 0.0), (12.0, 90.0), (-77.0, -33.3)] {
            let from = LonLat::new(lon, lat);
            let least = points.iter().map(|p| from.distance_km(*p)).fold(f64::MAX, f64::min);
            assert_eq!(index.nearest(from).unwrap().1, least);
        }
        assert!(SpatialIndex::<u8>::new([]).nearest(LonLat::new(0.0, 0.0)).is_none());
    }
}
