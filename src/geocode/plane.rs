//! The plane of a grid: that around a point, turned and stretched, so that one figure serves wherever
//! its place lies, whatever way it looks and however long it is.

use crate::earth::{LocalPlane, LonLat};

/// A plane around a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    local: LocalPlane,
    /// Sine and cosine of the bearing that the plane's second axis points to.
    sin: f64,
    cos: f64,
    /// Km of one unit of the plane.
    scale: f64,
}

impl Plane {
    /// East and north in km.
    pub(super) fn around(center: LonLat) -> Self {
        Self { local: LocalPlane::new(center), sin: 0.0, cos: 1.0, scale: 1.0 }
    }

    /// The same with the second axis towards a bearing.
    pub(super) fn turned(center: LonLat, bearing_deg: f64) -> Self {
        let (sin, cos) = bearing_deg.to_radians().sin_cos();
        Self { sin, cos, ..Self::around(center) }
    }

    /// With so many km for one unit.
    pub(super) fn stretched(self, scale: f64) -> Self {
        Self { scale, ..self }
    }

    /// Km of one unit.
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// The position on the plane.
    pub(super) fn to_km(self, point: LonLat) -> (f64, f64) {
        let (east, north) = self.local.to_km(point);
        let (x, y) = (east * self.cos - north * self.sin, east * self.sin + north * self.cos);
        (x / self.scale, y / self.scale)
    }

    /// The position on the Earth.
    pub(super) fn to_lon_lat(self, x: f64, y: f64) -> LonLat {
        let (x, y) = (x * self.scale, y * self.scale);
        self.local.to_lon_lat(x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }

    /// The position on the Earth for outlines and the points of beliefs, at a tenth of the cost.
    ///
    /// Limits: at most 20 m off (the test below).
    pub(super) fn nearly_lon_lat(self, x: f64, y: f64) -> LonLat {
        let (x, y) = (x * self.scale, y * self.scale);
        self.local.nearly_lon_lat(x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_plane_looks_along_its_bearing_and_returns_where_it_came_from() {
        let center = LonLat::new(-2.0, 15.0);
        let plane = Plane::turned(center, 90.0).stretched(3.0);
        let ahead = plane.to_lon_lat(0.0, 10.0);
        assert!((center.rough_distance_km(ahead) - 30.0).abs() < 1e-6);
        assert!((center.direction_deg(ahead) - 90.0).abs() < 0.1);
        let (x, y) = plane.to_km(plane.to_lon_lat(4.0, -7.0));
        assert!((x - 4.0).abs() < 1e-9 && (y + 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_position_for_outlines_is_off_by_metres() {
        for (lon, lat) in [(2.4, 15.9), (179.9, -12.0), (0.0, 0.0), (-60.0, 44.9), (5.0, 71.0)] {
            let plane = Plane::turned(LonLat::new(lon, lat), 31.0);
            for (x, y) in [(0.0, 0.0), (3.0, 4.0), (-80.0, 60.0), (140.0, 140.0), (-900.0, 4.0)] {
                let (exact, nearly) = (plane.to_lon_lat(x, y), plane.nearly_lon_lat(x, y));
                assert!(exact.rough_distance_km(nearly) < 0.02, "{lon} {lat} {x} {y}");
                assert!((-180.0..=180.0).contains(&nearly.lon), "{lon} {lat} {x} {y}");
            }
        }
    }
}
