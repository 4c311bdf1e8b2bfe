//! Directions seen from a point: distance and bearing to many cells without trigonometry for each.

use crate::earth::{EARTH_RADIUS_KM, LonLat};

/// A position as a unit vector from the Earth's centre; it has no seam at ±180° or at the poles.
pub(super) type Vector = [f64; 3];

/// East, north and up at a point of the sphere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    east: Vector,
    north: Vector,
    up: Vector,
}

/// Where a cell lies, seen from a frame's point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight {
    /// Great-circle distance in km on the sphere.
    pub(super) km: f64,
    /// Towards east and north, in the same unit as each other.
    east: f64,
    north: f64,
}

impl Frame {
    pub(super) fn at(point: LonLat) -> Self {
        let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
        Self {
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            up: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        }
    }

    /// The position that lies so many km east and north on the azimuthal equidistant plane.
    /// Source: Snyder 1987, section 25.
    pub(super) fn vector(&self, x_km: f64, y_km: f64) -> Vector {
        let rho = x_km.hypot(y_km);
        if rho < 1e-9 {
            return self.up;
        }
        let (sin, cos) = (rho / EARTH_RADIUS_KM).sin_cos();
        let (e, n) = (x_km / rho * sin, y_km / rho * sin);
        std::array::from_fn(|i| self.east[i] * e + self.north[i] * n + self.up[i] * cos)
    }

    pub(super) fn sight(&self, to: &Vector) -> Sight {
        let (east, north) = (dot(&self.east, to), dot(&self.north, to));
        Sight { km: arc(east.hypot(north), dot(&self.up, to)) * EARTH_RADIUS_KM, east, north }
    }
}

impl Sight {
    /// The angle between a bearing and the direction to the cell, 0..=180 degrees.
    pub(super) fn turn_deg(&self, bearing_deg: f64) -> f64 {
        let (sin, cos) = bearing_deg.to_radians().sin_cos();
        let along = self.east * sin + self.north * cos;
        let across = self.east * cos - self.north * sin;
        across.abs().atan2(along).to_degrees()
    }
}

/// The position of a vector.
pub(super) fn position(v: &Vector) -> LonLat {
    LonLat::new(v[1].atan2(v[0]).to_degrees(), v[2].atan2(v[0].hypot(v[1])).to_degrees())
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The angle whose sine and cosine are given; by its series below 8°, there exact to 1e-6 of itself.
fn arc(sin: f64, cos: f64) -> f64 {
    if cos < 0.99 {
        return sin.atan2(cos);
    }
    let s2 = sin * sin;
    sin * (1.0 + s2 * (1.0 / 6.0 + s2 * (3.0 / 40.0 + s2 * (15.0 / 336.0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sight_is_the_great_circle_and_its_bearing() {
        for from in [(2.4, 15.9), (179.99, -12.0), (0.0, 90.0), (-30.0, -89.9)] {
            let from = LonLat::new(from.0, from.1);
            let frame = Frame::at(from);
            for (x, y) in [(0.0, 5.0), (-40.0, 3.0), (700.0, -900.0), (3000.0, 20.0)] {
                let cell = frame.vector(x, y);
                let sight = frame.sight(&cell);
                let rough = from.rough_distance_km(position(&cell));
                assert!((sight.km - rough).abs() < 1e-3 * rough.max(1.0), "{from:?} {x} {y}");
                let bearing = x.atan2(y).to_degrees();
                assert!(sight.turn_deg(bearing) < 1e-6, "{from:?} {x} {y}");
                assert!((sight.turn_deg(bearing + 90.0) - 90.0).abs() < 1e-6);
            }
        }
    }
}
