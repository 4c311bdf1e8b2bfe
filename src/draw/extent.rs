//! Which part of the Earth a map shows: the incidents with their areas, without far strays.

use super::page::PageBox;
use super::projection::{Lambert, View};
use crate::earth::{LocalPlane, LonLat};
use crate::model::Dataset;

/// What a map without incidents shows: the central Sahel, around the middle of the Niger's bend.
const SAHEL: (LonLat, f64) = (LonLat::new(1.0, 16.2), 620.0);
/// A map shows at least so many km on each side of its middle, so that one incident has
/// surroundings that a reader knows.
const HALF_MIN_KM: f64 = 140.0;
/// The same for several incidents.
const HALF_MIN_OF_SEVERAL_KM: f64 = 100.0;
/// Of a large area at most so many km around its best point must be in view.
const REACH_MAX_KM: f64 = 150.0;
/// Of a whole unit so many km around its symbol must be in view.
const REACH_OF_UNIT_KM: f64 = 60.0;
/// Room around the incidents, as a share of the extent.
const ROOM: f64 = 1.12;
/// The same for an extent that the caller chose, which is shown to its edge.
const ROOM_OF_CHOICE: f64 = 1.02;
const HALF_MIN_OF_CHOICE_KM: f64 = 0.5;
/// An incident is a stray where it lies farther from the middle than this many times the distance
/// that holds [`STRAY_QUANTILE`] of all, and than [`STRAY_MIN_KM`].
const STRAY_TIMES: f64 = 2.5;
const STRAY_QUANTILE: f64 = 0.8;
const STRAY_MIN_KM: f64 = 700.0;
/// Steps towards the geometric median. Source: Weiszfeld 1937; measured: 30 steps come within 1 km.
const MEDIAN_STEPS: usize = 30;

/// A part of the Earth that a map must show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    center: LonLat,
    half_width_km: f64,
    half_height_km: f64,
}

impl Extent {
    /// The extent of a dataset's located incidents.
    pub(super) fn of(dataset: &Dataset) -> Self {
        let locations = dataset.incidents.iter().filter_map(|i| i.incident.location.as_ref());
        let items = locations.filter_map(|location| {
            let best = LonLat::checked(location.best.lon, location.best.lat)?;
            let radius = if location.radius_km.is_finite() { location.radius_km } else { 0.0 };
            let is_unit = location.is_whole_unit;
            let reach = if is_unit { REACH_OF_UNIT_KM } else { radius.clamp(0.0, REACH_MAX_KM) };
            Some((best, reach))
        });
        Self::around(&without_strays(items.collect()))
    }

    /// The smallest extent that holds all points.
    pub(super) fn holding(points: &[LonLat]) -> Self {
        let items: Vec<(LonLat, f64)> = points.iter().map(|&point| (point, 0.0)).collect();
        Self::fitted(&items, HALF_MIN_OF_CHOICE_KM, ROOM_OF_CHOICE)
    }

    fn around(items: &[(LonLat, f64)]) -> Self {
        let half_min = if items.len() > 1 { HALF_MIN_OF_SEVERAL_KM } else { HALF_MIN_KM };
        Self::fitted(items, half_min, ROOM)
    }

    fn fitted(items: &[(LonLat, f64)], half_min: f64, room: f64) -> Self {
        let (mut center, half) = SAHEL;
        let Some(middle) = median(items) else {
            return Self { center, half_width_km: half, half_height_km: half * 0.75 };
        };
        center = middle;
        let (mut half_width_km, mut half_height_km) = (half_min, half_min);
        // The projection moves to the middle of the box that it measured itself; it settles at once.
        for _ in 0..3 {
            let projection = Lambert::new(center);
            let Some((west, south, east, north)) = bounds_km(&projection, items) else { break };
            half_width_km = ((east - west) / 2.0 * room).max(half_min);
            half_height_km = ((north - south) / 2.0 * room).max(half_min);
            let middle = ((west + east) / 2.0, (south + north) / 2.0);
            center = projection.unprojected(middle).unwrap_or(center);
        }
        Self { center, half_width_km, half_height_km }
    }

    /// The view that shows the extent inside `room`, a part of the frame, `zoom_out` times as far
    /// away as it could be.
    pub(super) fn view(&self, frame: PageBox, room: PageBox, zoom_out: f64) -> View {
        let across = f64::from(room.width().max(1.0)) / (2.0 * self.half_width_km);
        let down = f64::from(room.height().max(1.0)) / (2.0 * self.half_height_km);
        View::new(self.center, room.center(), across.min(down) / zoom_out, frame)
    }
}

fn without_strays(items: Vec<(LonLat, f64)>) -> Vec<(LonLat, f64)> {
    let Some(middle) = median(&items).filter(|_| items.len() > 2) else { return items };
    let distance = |item: &(LonLat, f64)| middle.rough_distance_km(item.0);
    let mut distances: Vec<f64> = items.iter().map(distance).collect();
    distances.sort_by(f64::total_cmp);
    let at = ((distances.len() - 1) as f64 * STRAY_QUANTILE).floor() as usize;
    let held = distances.get(at).copied().unwrap_or(0.0);
    let limit = (held * STRAY_TIMES).max(STRAY_MIN_KM);
    items.into_iter().filter(|item| distance(item) <= limit).collect()
}

/// The point with the least sum of distances to all.
fn median(items: &[(LonLat, f64)]) -> Option<LonLat> {
    let plane = LocalPlane::new(mean(items)?);
    let points: Vec<(f64, f64)> = items.iter().map(|item| plane.to_km(item.0)).collect();
    let (mut x, mut y) = (0.0, 0.0);
    for _ in 0..MEDIAN_STEPS {
        let (mut sum_x, mut sum_y, mut sum) = (0.0, 0.0, 0.0);
        for point in &points {
            let weight = 1.0 / (point.0 - x).hypot(point.1 - y).max(1.0);
            sum_x += point.0 * weight;
            sum_y += point.1 * weight;
            sum += weight;
        }
        (x, y) = (sum_x / sum, sum_y / sum);
    }
    Some(plane.to_lon_lat(x, y))
}

/// The middle of all positions as vectors, so that ±180° is no border.
fn mean(items: &[(LonLat, f64)]) -> Option<LonLat> {
    let first = items.first()?.0;
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (point, _) in items {
        let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
        x += cos_lat * cos_lon;
        y += cos_lat * sin_lon;
        z += sin_lat;
    }
    let flat = x.hypot(y);
    if flat.hypot(z) < 1e-6 * items.len() as f64 {
        return Some(first);
    }
    Some(LonLat::new(y.atan2(x).to_degrees(), z.atan2(flat).to_degrees()))
}

/// West, south, east and north of all items in km.
fn bounds_km(projection: &Lambert, items: &[(LonLat, f64)]) -> Option<(f64, f64, f64, f64)> {
    let reaches = items.iter().filter_map(|(point, reach)| {
        let (x, y) = projection.projected(*point)?;
        Some((x - reach, y - reach, x + reach, y + reach))
    });
    reaches.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: PageBox = PageBox::new(0.0, 0.0, 1000.0, 700.0);

    fn shown(points: &[(f64, f64)]) -> (View, Vec<bool>) {
        let items: Vec<_> = points.iter().map(|&(x, y)| (LonLat::new(x, y), 5.0)).collect();
        let view = Extent::around(&without_strays(items)).view(FRAME, FRAME, 1.0);
        let inside = points.iter().map(|&(x, y)| {
            view.page_point(LonLat::new(x, y)).is_some_and(|point| FRAME.contains(point))
        });
        let inside = inside.collect();
        (view, inside)
    }

    #[test]
    fn every_incident_is_in_view() {
        let check = |points: &[(f64, f64)]| {
            assert!(shown(points).1.iter().all(|&is_in| is_in), "{points:?}");
        };
        check(&[(2.4, 15.9)]);
        check(&[(2.4, 15.9), (-3.0, 16.7), (8.0, 17.0)]);
        check(&[(179.5, -17.0), (-179.5, -16.0), (178.0, -18.0)]);
        check(&[(0.0, 89.5), (120.0, 89.0), (-120.0, 89.2)]);
        check(&[(0.0, 0.0), (90.0, 0.0)]);
    }

    #[test]
    fn a_stray_does_not_shrink_the_map() {
        let near = [(2.0, 15.0), (2.5, 15.5), (3.0, 16.0), (1.5, 14.8), (2.2, 15.2)];
        let mut points = near.to_vec();
        points.push((44.0, 2.0));
        let (view, inside) = shown(&points);
        assert_eq!(inside, [true, true, true, true, true, false]);
        assert!(view.px_per_km() > 1.0);
    }

    #[test]
    fn one_incident_has_surroundings() {
        let (view, _) = shown(&[(2.4, 15.9)]);
        let km = f64::from(FRAME.height()) / view.px_per_km();
        assert!((km - 2.0 * HALF_MIN_KM).abs() < 1.0, "{km}");
    }
}
