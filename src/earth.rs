//! Positions on the WGS 84 ellipsoid: points, bounds, geodesic distance, and a local plane in km.

use geo::{Bearing, Destination, Distance, Geodesic, Point};
use serde::{Deserialize, Serialize};

/// Mean Earth radius in km. Source: IUGG 1980, R1 = 6371.0088 km.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A position in degrees, WGS 84.
///
/// Units: longitude in -180..=180, latitude in -90..=90. 180 and -180 are the same meridian;
/// distances and bearings across it are right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LonLat {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl LonLat {
    /// A position as given, without a check of its range.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// A position, or `None` where a number is not finite or out of range.
    pub fn checked(lon: f64, lat: f64) -> Option<Self> {
        let is_valid = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        is_valid.then_some(Self { lon, lat })
    }

    /// Geodesic distance in km. Source: Karney 2013, through `geo`.
    pub fn distance_km(self, other: Self) -> f64 {
        Geodesic.distance(self.point(), other.point()) / 1000.0
    }

    /// Great-circle distance in km on the sphere of [`EARTH_RADIUS_KM`].
    ///
    /// Limits: up to 0.6 % off the geodesic; about thirty times as fast. Source: haversine formula.
    pub fn rough_distance_km(self, other: Self) -> f64 {
        let d_lat = (other.lat - self.lat).to_radians();
        let d_lon = (other.lon - self.lon).to_radians();
        let cosines = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let h = (d_lat / 2.0).sin().powi(2) + cosines * (d_lon / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
    }

    /// The place of the point on a curve through squares of some 600 m: what is near on it is near on
    /// the ground. Source: Morton 1966.
    pub fn z_order(self) -> u32 {
        let square = |degrees: f64| ((degrees + 180.0) / 360.0 * 65_535.0) as u32;
        let spread = |bits: u32| {
            let bits = (bits | bits << 8) & 0x00ff_00ff;
            let bits = (bits | bits << 4) & 0x0f0f_0f0f;
            let bits = (bits | bits << 2) & 0x3333_3333;
            (bits | bits << 1) & 0x5555_5555
        };
        spread(square(self.lon)) | spread(square(self.lat)) << 1
    }

    /// Initial bearing towards `other`, in degrees clockwise from north, 0..360.
    pub fn bearing_deg(self, other: Self) -> f64 {
        Geodesic.bearing(self.point(), other.point()).rem_euclid(360.0)
    }

    /// The direction towards `other`, in degrees clockwise from north, 0..360: that of the straight
    /// line through the Earth, up to 0.02° off [`Self::bearing_deg`] within 500 km, and a tenth of
    /// its cost. 0 where both are one point.
    pub fn direction_deg(self, other: Self) -> f64 {
        let ([x, y, z], [x2, y2, z2]) = (to_ecef_km(self), to_ecef_km(other));
        let (dx, dy, dz) = (x2 - x, y2 - y, z2 - z);
        let (sin_lat, cos_lat) = self.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = self.lon.to_radians().sin_cos();
        let east = cos_lon * dy - sin_lon * dx;
        let north = cos_lat * dz - sin_lat * (cos_lon * dx + sin_lon * dy);
        if east == 0.0 && north == 0.0 {
            return 0.0;
        }
        east.atan2(north).to_degrees().rem_euclid(360.0)
    }

    /// The point reached after `distance_km` along `bearing_deg` (the direct problem).
    pub fn destination(self, bearing_deg: f64, distance_km: f64) -> Self {
        Geodesic.destination(self.point(), bearing_deg, distance_km * 1000.0).into()
    }

    /// The same position as a `geo` point (x = longitude).
    pub fn point(self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }
}

impl From<Point<f64>> for LonLat {
    fn from(point: Point<f64>) -> Self {
        Self::new(point.x(), point.y())
    }
}

impl From<geo::Coord<f64>> for LonLat {
    fn from(coord: geo::Coord<f64>) -> Self {
        Self::new(coord.x, coord.y)
    }
}

/// Semi-major axis and flattening of WGS 84. Source: NIMA TR8350.2, 2000.
const WGS84: (f64, f64) = (6378.137, 1.0 / 298.257_223_563);

/// The position on the ellipsoid in km from the Earth's centre, x towards 0° 0°, z to the north pole.
pub fn to_ecef_km(point: LonLat) -> [f64; 3] {
    let (a, f) = WGS84;
    let e2 = f * (2.0 - f);
    let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
    let n = a / (1.0 - e2 * sin_lat * sin_lat).sqrt();
    [n * cos_lat * cos_lon, n * cos_lat * sin_lon, n * (1.0 - e2) * sin_lat]
}

/// The least and the greatest chord through the Earth, in km, of two points whose geodesic is
/// `distance_km` long. For up to 5,000 km.
///
/// A chord is shorter by distance³ / 24 R², where R lies between the ellipsoid's least and greatest
/// radius of curvature (6335.4 and 6399.6 km); a margin stands for the change of R along the way.
pub fn chords_km(distance_km: f64) -> (f64, f64) {
    let chord = |radius: f64| 2.0 * radius * (distance_km / (2.0 * radius)).sin();
    let margin = (distance_km / EARTH_RADIUS_KM).powi(3) + 1e-9;
    (chord(6335.4) - margin, chord(6399.6) + margin)
}

/// By how much a chord may be longer than another and its geodesic be the shorter all the same, in km.
pub fn chord_gap(chord_km: f64) -> f64 {
    let (low, high) = chords_km(chord_km.min(5_000.0) * 1.03);
    high - low
}

/// Up to this chord [`arc_km`] is good for borders and towns.
pub const ARC_LIMIT_KM: f64 = 300.0;

/// The geodesic distance that belongs to a chord through the Earth of up to [`ARC_LIMIT_KM`], in km.
///
/// Limits: at most 0.3 m off, 0.08 m within 200 km: the arc is that of a circle whose radius is the
/// middle of those that [`chords_km`] names.
pub fn arc_km(chord_km: f64) -> f64 {
    const RADIUS_KM: f64 = (6335.4 + 6399.6) / 2.0;
    2.0 * RADIUS_KM * (chord_km / (2.0 * RADIUS_KM)).min(1.0).asin()
}

/// A box in degrees. `west > east` means that it crosses the antimeridian (RFC 7946, section 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Western edge, degrees.
    pub west: f64,
    /// Southern edge, degrees.
    pub south: f64,
    /// Eastern edge, degrees.
    pub east: f64,
    /// Northern edge, degrees.
    pub north: f64,
}

impl Bounds {
    /// The smallest box that holds all points, the one across the antimeridian where it is narrower;
    /// `None` for no points.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let mut lons = Vec::new();
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        for point in points {
            lons.push(point.lon);
            south = south.min(point.lat);
            north = north.max(point.lat);
        }
        let (west, east) = narrowest_span(lons)?;
        Some(Self { west, south, east, north })
    }

    /// Whether the box holds the point, edges included.
    pub fn contains(&self, point: LonLat) -> bool {
        let in_lon = if self.west <= self.east {
            (self.west..=self.east).contains(&point.lon)
        } else {
            point.lon >= self.west || point.lon <= self.east
        };
        in_lon && (self.south..=self.north).contains(&point.lat)
    }

    /// No more than the distance in km from a point to the box; 0 within it.
    ///
    /// Source: the way to a meridian on a sphere of the ellipsoid's least radius of curvature, 6,335 km.
    pub fn least_km(&self, point: LonLat) -> f64 {
        const RADIUS_KM: f64 = 6_335.0;
        let off_lat = (self.south - point.lat).max(point.lat - self.north).max(0.0);
        let to_west = (self.west - point.lon).rem_euclid(360.0);
        let to_east = (point.lon - self.east).rem_euclid(360.0);
        let is_between = self.width_deg() >= (point.lon - self.west).rem_euclid(360.0);
        let off_lon = if is_between { 0.0 } else { to_west.min(to_east).min(90.0) };
        let to_meridian = (point.lat.to_radians().cos() * off_lon.to_radians().sin()).asin();
        off_lat.to_radians().max(to_meridian) * RADIUS_KM
    }

    /// The middle of the box.
    pub fn center(&self) -> LonLat {
        let width = self.width_deg();
        let lon = self.west + width / 2.0;
        LonLat::new(wrap_lon(lon), (self.south + self.north) / 2.0)
    }

    /// Width in degrees of longitude, 0..=360.
    pub fn width_deg(&self) -> f64 {
        if self.west <= self.east { self.east - self.west } else { self.east + 360.0 - self.west }
    }
}

/// The western and eastern end of the arc that covers all longitudes and leaves out the widest gap.
fn narrowest_span(mut lons: Vec<f64>) -> Option<(f64, f64)> {
    lons.sort_by(f64::total_cmp);
    let (first, last) = (*lons.first()?, *lons.last()?);
    let mut widest = (first + 360.0 - last, (first, last));
    for pair in lons.windows(2) {
        if let [left, right] = pair
            && right - left > widest.0
        {
            widest = (right - left, (*right, *left));
        }
    }
    Some(widest.1)
}

/// A longitude brought into -180..=180.
pub fn wrap_lon(lon: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon) { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

/// A plane in km around a centre: the spherical azimuthal equidistant projection.
///
/// Distances and bearings from the centre are those of the sphere; elsewhere lengths are off by
/// about (distance / 6371 km)² / 6, that is 0.01 % at 150 km and 0.4 % at 1,000 km.
/// Source: Snyder 1987, Map Projections: A Working Manual, section 25.
#[derive(Clone, Copy, Debug)]
pub struct LocalPlane {
    center: LonLat,
    sin_lat: f64,
    cos_lat: f64,
}

impl LocalPlane {
    /// The plane that touches the Earth at `center`.
    pub fn new(center: LonLat) -> Self {
        let (sin_lat, cos_lat) = center.lat.to_radians().sin_cos();
        Self { center, sin_lat, cos_lat }
    }

    /// East and north of the centre, in km.
    pub fn to_km(&self, point: LonLat) -> (f64, f64) {
        let (sin, cos) = point.lat.to_radians().sin_cos();
        let d_lon = (point.lon - self.center.lon).to_radians();
        let cos_c = self.sin_lat * sin + self.cos_lat * cos * d_lon.cos();
        let x = cos * d_lon.sin();
        let y = self.cos_lat * sin - self.sin_lat * cos * d_lon.cos();
        let sin_c = x.hypot(y);
        let scale = if sin_c < 1e-12 { 1.0 } else { sin_c.atan2(cos_c) / sin_c };
        (x * scale * EARTH_RADIUS_KM, y * scale * EARTH_RADIUS_KM)
    }

    /// The same as [`Self::to_lon_lat`] to some 20 m, at a tenth of its cost within 200 km of a centre up
    /// to 45° from the equator; elsewhere exact.
    ///
    /// Source: the series of the projection's inverse up to the third power.
    pub fn nearly_lon_lat(&self, x_km: f64, y_km: f64) -> LonLat {
        const REACH_KM: f64 = 200.0;
        let is_near = x_km * x_km + y_km * y_km < REACH_KM * REACH_KM;
        if !is_near || self.sin_lat * self.sin_lat > 0.5 {
            return self.to_lon_lat(x_km, y_km);
        }
        let (x, y) = (x_km / EARTH_RADIUS_KM, y_km / EARTH_RADIUS_KM);
        let t = self.sin_lat / self.cos_lat;
        let t3 = 1.0 + 3.0 * t * t;
        let lat = y - x * x * (t / 2.0 + y * t3 / 6.0);
        let lon = x * (1.0 + y * t + y * y * t3 / 3.0 - x * x * t * t / 3.0) / self.cos_lat;
        LonLat::new(
            wrap_lon(self.center.lon + lon.to_degrees()),
            self.center.lat + lat.to_degrees(),
        )
    }

    /// The position that lies `x_km` east and `y_km` north of the centre.
    pub fn to_lon_lat(&self, x_km: f64, y_km: f64) -> LonLat {
        let rho = x_km.hypot(y_km);
        if rho < 1e-9 {
            return self.center;
        }
        let (sin_c, cos_c) = (rho / EARTH_RADIUS_KM).sin_cos();
        let sin_lat = cos_c * self.sin_lat + y_km * sin_c * self.cos_lat / rho;
        let d_lon = (x_km * sin_c).atan2(rho * self.cos_lat * cos_c - y_km * self.sin_lat * sin_c);
        LonLat::new(
            wrap_lon(self.center.lon + d_lon.to_degrees()),
            sin_lat.clamp(-1.0, 1.0).asin().to_degrees(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arc_over_a_chord_is_nearly_the_geodesic() {
        for i in 0..2_000_u32 {
            let t = f64::from(i);
            let from = LonLat::new(
                (t * 0.7548).fract() * 360.0 - 180.0,
                (t * 0.5698).fract() * 170.0 - 85.0,
            );
            let angle = t * 2.4;
            let length = (t * 0.1234).fract() * 2.6;
            let to = LonLat::new(from.lon + angle.cos() * length, from.lat + angle.sin() * length);
            let chord2: f64 =
                to_ecef_km(from).iter().zip(to_ecef_km(to)).map(|(a, b)| (a - b) * (a - b)).sum();
            let chord_km = chord2.sqrt();
            if to.lat.abs() < 90.0 && chord_km <= ARC_LIMIT_KM {
                let off_m = (arc_km(chord_km) - from.distance_km(to)).abs() * 1000.0;
                let most_m = if chord_km < 200.0 { 0.085 } else { 0.29 };
                assert!(off_m < most_m, "{from:?} {to:?}: {off_m} m");
            }
        }
    }

    #[test]
    fn near_points_are_near_on_the_curve() {
        let at = |lon: f64, lat: f64| LonLat::new(lon, lat).z_order();
        assert_eq!(at(1.0, 15.0), at(1.001, 15.001));
        assert!(at(1.0, 15.0).abs_diff(at(1.02, 15.02)) < at(1.0, 15.0).abs_diff(at(9.0, 21.0)));
        assert_eq!(at(-180.0, -180.0), 0);
        assert_eq!(at(180.0, 180.0), u32::MAX);
    }

    #[test]
    fn distances_are_geodesic() {
        let check = |a: (f64, f64), b: (f64, f64), km: f64| {
            let d = LonLat::new(a.0, a.1).distance_km(LonLat::new(b.0, b.1));
            assert!((d - km).abs() < 0.01, "{a:?} {b:?} {d}");
        };
        check((0.0, 0.0), (1.0, 0.0), 111.319);
        check((179.5, 0.0), (-179.5, 0.0), 111.319);
        check((0.0, 90.0), (120.0, 90.0), 0.0);
        check((2.0, 13.0), (2.0, 13.0), 0.0);
    }

    #[test]
    fn bounds_take_the_short_way_round() {
        let check = |lons: &[f64], west: f64, east: f64| {
            let bounds = Bounds::around(lons.iter().map(|&lon| LonLat::new(lon, 0.0))).unwrap();
            assert_eq!((bounds.west, bounds.east), (west, east), "{lons:?}");
        };
        check(&[1.0, 3.0, -2.0], -2.0, 3.0);
        check(&[179.0, -179.0], 179.0, -179.0);
        check(&[5.0], 5.0, 5.0);
        assert!(Bounds::around([]).is_none());
        assert_eq!(
            Bounds::around([LonLat::new(179.0, 0.0), LonLat::new(-177.0, 0.0)])
                .unwrap()
                .center()
                .lon,
            -179.0
        );
    }

    #[test]
    fn local_plane_returns_where_it_came_from() {
        for center in [LonLat::new(2.4, 15.9), LonLat::new(179.9, 10.0), LonLat::new(0.0, 89.9)] {
            let plane = LocalPlane::new(center);
            for (x, y) in [(0.0, 0.0), (50.0, -20.0), (-300.0, 400.0)] {
                let (x2, y2) = plane.to_km(plane.to_lon_lat(x, y));
                assert!((x - x2).abs() < 1e-6 && (y - y2).abs() < 1e-6, "{center:?} {x} {y}");
            }
        }
    }

    #[test]
    fn a_direction_is_nearly_the_bearing() {
        let from = LonLat::new(2.4, 15.9);
        for bearing in [0.0, 1.0, 77.0, 180.0, 269.5] {
            for km in [0.5, 30.0, 500.0] {
                let to = from.destination(bearing, km);
                let off = (from.direction_deg(to) - bearing + 540.0).rem_euclid(360.0) - 180.0;
                assert!(off.abs() < 0.02, "{bearing} {km}: {off}");
            }
        }
        assert_eq!(from.direction_deg(from), 0.0);
    }

    #[test]
    fn destination_and_bearing_agree() {
        let from = LonLat::new(-1.95, 14.65);
        let to = from.destination(225.0, 23.0);
        assert!((from.distance_km(to) - 23.0).abs() < 1e-6);
        assert!((from.bearing_deg(to) - 225.0).abs() < 1e-6);
    }

    #[test]
    fn no_point_of_a_box_is_nearer_than_its_bound() {
        let check = |bounds: [f64; 4], lon: f64, lat: f64| {
            let [west, south, east, north] = bounds;
            let (bounds, point) = (Bounds { west, south, east, north }, LonLat::new(lon, lat));
            let least = bounds.least_km(point);
            let share = |i: u32| f64::from(i) / 40.0;
            let points = (0..=40).flat_map(|x| (0..=40).map(move |y| (x, y))).map(|(x, y)| {
                let lon = wrap_lon(west + bounds.width_deg() * share(x));
                point.distance_km(LonLat::new(lon, south + (north - south) * share(y)))
            });
            let nearest = points.fold(f64::INFINITY, f64::min);
            assert!(least <= nearest && least > nearest * 0.6 - 30.0, "{least} {nearest}");
        };
        check([0.0, 10.0, 4.0, 15.0], -3.0, 12.0);
        check([0.0, 10.0, 4.0, 15.0], 9.0, 30.0);
        check([0.0, 10.0, 4.0, 15.0], 2.0, 11.0);
        check([178.0, -5.0, -178.0, 5.0], 170.0, 0.0);
        check([178.0, -5.0, -178.0, 5.0], -170.0, 20.0);
        check([-20.0, 60.0, 10.0, 80.0], 60.0, 85.0);
    }
}
