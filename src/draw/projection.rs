//! The map's projection (Lambert azimuthal equal-area) and its window on the page.

use geo::{Coord, LineString};

use super::clip::{cut_ring, cut_segment, cut_to_cap};
use super::page::{PageBox, PagePoint};
use crate::earth::{EARTH_RADIUS_KM, LonLat, wrap_lon};

/// Longest step along an edge, in degrees, before it is projected: edges are straight in lon/lat.
const STEP_DEG: f64 = 0.5;
/// Positions on the page are rounded to this part of a pixel, so that two polygons with a common
/// edge keep it in common.
const GRID_PER_PIXEL: f32 = 8.0;
/// Nothing is projected that lies farther than this from the centre, in radians: at least 63°, so that
/// no country surrounds the cap without entering it, and at most 166°, short of the opposite point.
const CAP_MIN: f64 = 1.1;
const CAP_MAX: f64 = 2.9;
/// How far beyond the frame geometry is kept, in pixels and as a share of its longer side: more than
/// half of any stroke's width, so that cut edges are not seen.
const MARGIN_PX: f32 = 40.0;
const MARGIN_SHARE: f32 = 0.02;

/// The Lambert azimuthal equal-area projection of the sphere.
///
/// Limits: areas are those of the sphere of [`EARTH_RADIUS_KM`]; shapes are stretched away from the
/// centre, by 0.3 % at 1,000 km. Source: Snyder 1987, Map Projections: A Working Manual, section 24.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lambert {
    center: LonLat,
    east: [f64; 3],
    north: [f64; 3],
    up: [f64; 3],
}

impl Lambert {
    pub(super) fn new(center: LonLat) -> Self {
        let (sin_lat, cos_lat) = center.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = center.lon.to_radians().sin_cos();
        Self {
            center,
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            up: [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
        }
    }

    pub(super) fn center(&self) -> LonLat {
        self.center
    }

    /// Kilometres east and north of the centre; `None` at the point opposite to it.
    pub(super) fn projected(&self, point: LonLat) -> Option<(f64, f64)> {
        self.flat(self.turned(point))
    }

    /// The position at these kilometres; `None` beyond the edge of the world.
    pub(super) fn unprojected(&self, (x, y): (f64, f64)) -> Option<LonLat> {
        let rho = x.hypot(y);
        if rho < 1e-9 {
            return Some(self.center);
        }
        if rho > 2.0 * EARTH_RADIUS_KM {
            return None;
        }
        let (sin_c, cos_c) = (2.0 * (rho / (2.0 * EARTH_RADIUS_KM)).asin()).sin_cos();
        let (sin_lat, cos_lat) = self.center.lat.to_radians().sin_cos();
        let lat = (cos_c * sin_lat + y * sin_c * cos_lat / rho).clamp(-1.0, 1.0).asin();
        let d_lon = (x * sin_c).atan2(rho * cos_lat * cos_c - y * sin_lat * sin_c);
        Some(LonLat::new(wrap_lon(self.center.lon + d_lon.to_degrees()), lat.to_degrees()))
    }

    /// The unit vector of a position, seen from the centre: east, north, up.
    fn turned(&self, point: LonLat) -> [f64; 3] {
        let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
        let vector = [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat];
        [dot(self.east, vector), dot(self.north, vector), dot(self.up, vector)]
    }

    fn flat(&self, [east, north, up]: [f64; 3]) -> Option<(f64, f64)> {
        let stretch = EARTH_RADIUS_KM * (2.0 / (1.0 + up)).sqrt();
        (stretch.is_finite() && up > -0.999_999).then_some((east * stretch, north * stretch))
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// A projection with its window: which kilometre is which pixel.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    projection: Lambert,
    /// The pixel where the projection's centre lies.
    middle: PagePoint,
    px_per_km: f64,
    frame: PageBox,
    /// Cosine of the angle from the centre beyond which nothing is projected.
    cos_cap: f64,
}

impl View {
    pub(super) fn new(center: LonLat, middle: PagePoint, px_per_km: f64, frame: PageBox) -> Self {
        let mut view =
            Self { projection: Lambert::new(center), middle, px_per_km, frame, cos_cap: 0.0 };
        let reach = frame.corners().map(|c| f64::from(c.distance(middle)) / px_per_km);
        let reach_km = reach.into_iter().fold(0.0, f64::max);
        let angle = 2.0 * (reach_km / (2.0 * EARTH_RADIUS_KM)).min(1.0).asin();
        view.cos_cap = (angle * 1.2).clamp(CAP_MIN, CAP_MAX).cos();
        view
    }

    pub(super) fn frame(&self) -> PageBox {
        self.frame
    }

    pub(super) fn px_per_km(&self) -> f64 {
        self.px_per_km
    }

    pub(super) fn center(&self) -> LonLat {
        self.projection.center()
    }

    /// Where a position lies on the page; `None` for what is no position or on the far side.
    pub(super) fn page_point(&self, point: LonLat) -> Option<PagePoint> {
        let point = LonLat::checked(point.lon, point.lat)?;
        let vector = self.projection.turned(point);
        if vector[2] < self.cos_cap {
            return None;
        }
        self.projection.flat(vector).map(|km| self.placed(km))
    }

    /// The position under a point of the page.
    pub(super) fn lon_lat(&self, point: PagePoint) -> Option<LonLat> {
        let x = f64::from(point.x - self.middle.x) / self.px_per_km;
        let y = f64::from(self.middle.y - point.y) / self.px_per_km;
        self.projection.unprojected((x, y))
    }

    /// A ring on the page, cut to the frame and a margin around it; empty where it is outside.
    pub(super) fn ring(&self, ring: &LineString<f64>) -> Vec<PagePoint> {
        let vectors: Vec<[f64; 3]> = self.vectors(&ring.0);
        let capped = cut_to_cap(&vectors, self.cos_cap);
        let points = capped.into_iter().filter_map(|v| self.projection.flat(v));
        let points = points.map(|km| snapped(self.placed(km)));
        let mut points: Vec<PagePoint> = points.collect();
        points.dedup();
        cut_ring(points, self.kept())
    }

    /// The stretches of a line that lie in the frame or a margin around it.
    pub(super) fn lines(&self, line: &LineString<f64>) -> Vec<Vec<PagePoint>> {
        let area = self.kept();
        let mut stretches: Vec<Vec<PagePoint>> = Vec::new();
        let mut current: Vec<PagePoint> = Vec::new();
        let mut before: Option<PagePoint> = None;
        for vector in self.vectors(&line.0) {
            let is_near = vector[2] >= self.cos_cap;
            let point = self.projection.flat(vector).filter(|_| is_near);
            let point = point.map(|km| snapped(self.placed(km)));
            if let (Some(from), Some(to)) = (before, point)
                && let Some((start, end)) = cut_segment(from, to, area)
            {
                if current.last() != Some(&start) {
                    stretches.push(std::mem::replace(&mut current, vec![start]));
                }
                if end != start {
                    current.push(end);
                }
            }
            before = point;
        }
        stretches.push(current);
        stretches.retain(|stretch| stretch.len() > 1);
        stretches
    }

    /// The box that geometry is cut to.
    fn kept(&self) -> PageBox {
        let longer = self.frame.width().max(self.frame.height());
        self.frame.grown(MARGIN_PX + longer * MARGIN_SHARE)
    }

    fn placed(&self, (x_km, y_km): (f64, f64)) -> PagePoint {
        PagePoint::new(
            self.middle.x + (x_km * self.px_per_km) as f32,
            self.middle.y - (y_km * self.px_per_km) as f32,
        )
    }

    /// The vectors of a line's corners, with steps between corners that are far apart; corners that
    /// are no positions are left out.
    fn vectors(&self, corners: &[Coord<f64>]) -> Vec<[f64; 3]> {
        let mut vectors = Vec::with_capacity(corners.len());
        let mut before: Option<LonLat> = None;
        for corner in corners {
            let Some(point) = LonLat::checked(corner.x, corner.y) else { continue };
            if let Some(from) = before {
                let d_lon = wrap_lon(point.lon - from.lon);
                let d_lat = point.lat - from.lat;
                let n_steps = (d_lon.abs().max(d_lat.abs()) / STEP_DEG).ceil();
                for step in 1..n_steps as u32 {
                    let share = f64::from(step) / n_steps;
                    vectors.push(
                        self.projection.turned(LonLat::new(
                            from.lon + d_lon * share,
                            from.lat + d_lat * share,
                        )),
                    );
                }
            }
            vectors.push(self.projection.turned(point));
            before = Some(point);
        }
        vectors
    }
}

fn snapped(point: PagePoint) -> PagePoint {
    let snap = |value: f32| (value * GRID_PER_PIXEL).round() / GRID_PER_PIXEL;
    PagePoint::new(snap(point.x), snap(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CENTERS: [LonLat; 4] = [
        LonLat::new(2.0, 16.0),
        LonLat::new(179.9, -17.0),
        LonLat::new(0.0, 90.0),
        LonLat::new(-60.0, 0.0),
    ];

    #[test]
    fn projection_returns_where_it_came_from() {
        for center in CENTERS {
            let projection = Lambert::new(center);
            for (x, y) in [(0.0, 0.0), (120.0, -50.0), (-2000.0, 900.0), (0.0, 5000.0)] {
                let point = projection.unprojected((x, y)).unwrap();
                let (x2, y2) = projection.projected(point).unwrap();
                assert!((x - x2).abs() < 1e-6 && (y - y2).abs() < 1e-6, "{center:?} {x} {y}");
            }
        }
    }

    #[test]
    fn equal_areas_stay_equal() {
        let projection = Lambert::new(LonLat::new(2.0, 16.0));
        let size = 0.01;
        for (lon, lat) in [(2.0, 16.0), (15.0, 5.0), (-20.0, 40.0), (60.0, -30.0)] {
            let at = |dx: f64, dy: f64| {
                projection.projected(LonLat::new(lon + dx * size, lat + dy * size)).unwrap()
            };
            let (a, b, c) = (at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0));
            let flat = ((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).abs();
            let side = size.to_radians() * EARTH_RADIUS_KM;
            let round = side * side * f64::to_radians(lat).cos();
            assert!((flat / round - 1.0).abs() < 1e-3, "{lon} {lat}: {}", flat / round);
        }
    }

    #[test]
    fn what_is_no_position_is_left_out() {
        let frame = PageBox::new(0.0, 0.0, 100.0, 100.0);
        let view = View::new(LonLat::new(0.0, 0.0), frame.center(), 0.1, frame);
        for (lon, lat) in [(f64::NAN, 0.0), (0.0, f64::INFINITY), (0.0, 91.0), (180.0, 0.0)] {
            assert_eq!(view.page_point(LonLat::new(lon, lat)), None);
        }
        let ring = LineString::from(vec![(f64::NAN, 0.0), (0.4, 0.0), (0.4, 0.4), (0.0, 0.4)]);
        assert_eq!(view.ring(&ring).len(), 3);
        assert!(view.ring(&LineString::new(Vec::new())).is_empty());
    }

    #[test]
    fn a_ring_around_the_frame_fills_it_and_a_far_one_does_not() {
        let frame = PageBox::new(0.0, 0.0, 100.0, 100.0);
        let view = View::new(LonLat::new(179.0, 10.0), frame.center(), 1.0, frame);
        let square = |west: f64, east: f64| {
            LineString::from(vec![(west, -20.0), (east, -20.0), (east, 40.0), (west, 40.0)])
        };
        let ring = view.ring(&square(150.0, -150.0));
        let reach = ring.iter().fold(0.0_f32, |most, p| most.max(p.x));
        assert!(ring.len() >= 4 && reach >= 100.0);
        assert!(view.ring(&square(-30.0, 30.0)).is_empty());
    }

    #[test]
    fn lines_are_cut_to_the_frame() {
        let frame = PageBox::new(0.0, 0.0, 100.0, 100.0);
        let view = View::new(LonLat::new(0.0, 0.0), frame.center(), 1.0, frame);
        let line = LineString::from(vec![(-40.0, 0.0), (40.0, 0.0)]);
        let stretches = view.lines(&line);
        let [stretch] = stretches.as_slice() else { panic!("{stretches:?}") };
        assert!(stretch.iter().all(|p| view.kept().grown(1.0).contains(*p)));
    }
}
