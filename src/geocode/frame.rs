//! Directions seen from a place on a grid's plane: distance and bearing to many cells without
//! trigonometry for each.

use super::plane::Plane;
use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// A place on a plane, and which way north is there.
///
/// Limits: seen from the plane's own centre all is as on the sphere. From a place so many km off it,
/// lengths are too long by up to (km / 6371)² / 6: 0.01 % at 150 km, 0.4 % at 1,000 km.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    x: f64,
    y: f64,
    /// Sine and cosine of the angle by which north is turned to the east on the plane.
    sin: f64,
    cos: f64,
}

/// Where a cell lies, seen from a frame's place: so many km east and north.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    pub(super) east_km: f64,
    pub(super) north_km: f64,
}

/// A bearing as a unit vector, east and north.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    east: f64,
    north: f64,
}

impl Frame {
    pub(super) fn at(plane: &Plane, place: LonLat) -> Self {
        /// A step to the north, in km.
        const STEP_KM: f64 = 1.0;
        let (x, y) = plane.to_km(place);
        let step_deg = (STEP_KM / EARTH_RADIUS_KM).to_degrees();
        let (x_north, y_north) = plane.to_km(LonLat::new(place.lon, place.lat + step_deg));
        let (dx, dy) = (x_north - x, y_north - y);
        let length = dx.hypot(dy).max(f64::MIN_POSITIVE);
        Self { x, y, sin: dx / length, cos: dy / length }
    }

    /// How the plane's point lies from here.
    pub(super) fn sight(&self, (x, y): (f64, f64)) -> Sight {
        let (dx, dy) = (x - self.x, y - self.y);
        Sight { east_km: dx * self.cos - dy * self.sin, north_km: dx * self.sin + dy * self.cos }
    }
}

impl Sight {
    /// Distance in km.
    pub(super) fn km(&self) -> f64 {
        (self.east_km * self.east_km + self.north_km * self.north_km).sqrt()
    }

    /// How far the cell lies along a way, in km; negative behind.
    pub(super) fn along_km(&self, way: Way) -> f64 {
        self.east_km * way.east + self.north_km * way.north
    }

    /// The angle between a way and the direction to the cell, 0..=180 degrees.
    pub(super) fn turn_deg(&self, way: Way) -> f64 {
        let across = self.east_km * way.north - self.north_km * way.east;
        across.abs().atan2(self.along_km(way)).to_degrees()
    }
}

impl Way {
    pub(super) fn to(bearing_deg: f64) -> Self {
        let (east, north) = bearing_deg.to_radians().sin_cos();
        Self { east, north }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sight_is_the_great_circle_and_its_bearing() {
        for from in [(2.4, 15.9), (179.99, -12.0), (0.0, 90.0), (-30.0, -89.9)] {
            let from = LonLat::new(from.0, from.1);
            let plane = Plane::around(from);
            let frame = Frame::at(&plane, from);
            for (x, y) in [(0.0, 5.0), (-40.0, 3.0), (700.0, -900.0), (3000.0, 20.0)] {
                let sight = frame.sight((x, y));
                let rough = from.rough_distance_km(plane.to_lon_lat(x, y));
                assert!((sight.km() - rough).abs() < 1e-6 * rough, "{from:?} {x} {y}");
                let bearing = f64::atan2(x, y).to_degrees();
                assert!(sight.turn_deg(Way::to(bearing)) < 1e-5, "{from:?} {x} {y}");
                assert!((sight.turn_deg(Way::to(bearing + 90.0)) - 90.0).abs() < 1e-5);
            }
        }
    }

    #[test]
    fn off_the_middle_north_is_the_meridian() {
        let plane = Plane::around(LonLat::new(0.0, 60.0));
        for (lon, lat) in [(3.0, 60.0), (-2.0, 61.0), (0.5, 58.0)] {
            let from = LonLat::new(lon, lat);
            let frame = Frame::at(&plane, from);
            for bearing in [0.0, 70.0, 190.0, 315.0] {
                let to = Plane::around(from);
                let (sin, cos) = f64::to_radians(bearing).sin_cos();
                let sight = frame.sight(plane.to_km(to.to_lon_lat(30.0 * sin, 30.0 * cos)));
                assert!(sight.turn_deg(Way::to(bearing)) < 0.1, "{from:?} {bearing}");
                assert!((sight.km() - 30.0).abs() < 0.02, "{from:?} {bearing}");
            }
        }
    }
}
