//! Which part of the Earth a map shows: the incidents with their areas, without far strays.

use std::collections::HashMap;

use super::page::PageBox;
use super::points::MapData;
use super::projection::{Lambert, View};
use crate::earth::{LocalPlane, LonLat};

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
/// Very many incidents are looked at in cells of this size, about 5 km: less than the room around them.
const GATHER_DEG: f64 = 0.05;

/// A part of the Earth that a map must show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    center: LonLat,
    half_width_km: f64,
    half_height_km: f64,
}

impl Extent {
    /// The extent of the located incidents.
    pub(super) fn of(data: &MapData) -> Self {
        let items = data.located().filter_map(|(point, at)| {
            let at = LonLat::checked(at.lon, at.lat)?;
            let radius = if point.radius_km.is_finite() { point.radius_km.into() } else { 0.0 };
            let reach_km = if point.is_unit {
                REACH_OF_UNIT_KM
            } else {
                f64::clamp(radius, 0.0, REACH_MAX_KM)
            };
            Some(Item { at, reach_km, weight: 1.0 })
        });
        let items = if data.is_dense() { gathered(items) } else { items.collect() };
        Self::around(&without_strays(items))
    }

    /// The smallest extent that holds all points.
    pub(super) fn holding(points: &[LonLat]) -> Self {
        let items = points.iter().map(|&at| Item { at, reach_km: 0.0, weight: 1.0 });
        let items: Vec<Item> = items.collect();
        Self::fitted(&items, HALF_MIN_OF_CHOICE_KM, ROOM_OF_CHOICE)
    }

    fn around(items: &[Item]) -> Self {
        let half_min = if items.len() > 1 { HALF_MIN_OF_SEVERAL_KM } else { HALF_MIN_KM };
        Self::fitted(items, half_min, ROOM)
    }

    fn fitted(items: &[Item], half_min: f64, room: f64) -> Self {
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

/// A place that a map must show.
#[derive(Clone, Copy, Debug)]
struct Item {
    at: LonLat,
    reach_km: f64,
    /// How many incidents it stands for.
    weight: f64,
}

/// The items with those of one cell as one, at the place of the first of them.
fn gathered(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut cells: HashMap<(i32, i32), usize> = HashMap::new();
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        let cell = |degrees: f64| (degrees / GATHER_DEG).floor() as i32;
        let next = kept.len();
        let at = *cells.entry((cell(item.at.lon), cell(item.at.lat))).or_insert(next);
        match kept.get_mut(at) {
            Some(first) => {
                first.weight += item.weight;
                first.reach_km = first.reach_km.max(item.reach_km);
            }
            None => kept.push(item),
        }
    }
    kept
}

fn without_strays(items: Vec<Item>) -> Vec<Item> {
    let Some(middle) = median(&items).filter(|_| items.len() > 2) else { return items };
    let distance = |item: &Item| middle.rough_distance_km(item.at);
    let mut distances: Vec<(f64, f64)> = items.iter().map(|i| (distance(i), i.weight)).collect();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut left = (distances.iter().map(|(_, weight)| weight).sum::<f64>() - 1.0) * STRAY_QUANTILE;
    let quantile = distances.iter().find(|(_, weight)| {
        left -= weight;
        left < 0.0
    });
    let held = quantile.map_or(0.0, |(distance, _)| *distance);
    let limit = (held * STRAY_TIMES).max(STRAY_MIN_KM);
    items.into_iter().filter(|item| distance(item) <= limit).collect()
}

/// The point with the least sum of distances to all.
fn median(items: &[Item]) -> Option<LonLat> {
    let plane = LocalPlane::new(mean(items)?);
    let points: Vec<((f64, f64), f64)> =
        items.iter().map(|item| (plane.to_km(item.at), item.weight)).collect();
    let (mut x, mut y) = (0.0, 0.0);
    for _ in 0..MEDIAN_STEPS {
        let (mut sum_x, mut sum_y, mut sum) = (0.0, 0.0, 0.0);
        for (point, weight) in &points {
            let weight = weight / (point.0 - x).hypot(point.1 - y).max(1.0);
            sum_x += point.0 * weight;
            sum_y += point.1 * weight;
            sum += weight;
        }
        (x, y) = (sum_x / sum, sum_y / sum);
    }
    Some(plane.to_lon_lat(x, y))
}

/// The middle of all positions as vectors, so that ±180° is no border.
fn mean(items: &[Item]) -> Option<LonLat> {
    let first = items.first()?.at;
    let (mut x, mut y, mut z, mut n) = (0.0, 0.0, 0.0, 0.0);
    for Item { at, weight, .. } in items {
        let (sin_lat, cos_lat) = at.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = at.lon.to_radians().sin_cos();
        x += weight * cos_lat * cos_lon;
        y += weight * cos_lat * sin_lon;
        z += weight * sin_lat;
        n += weight;
    }
    let flat = x.hypot(y);
    if flat.hypot(z) < 1e-6 * n {
        return Some(first);
    }
    Some(LonLat::new(y.atan2(x).to_degrees(), z.atan2(flat).to_degrees()))
}

/// West, south, east and north of all items in km.
fn bounds_km(projection: &Lambert, items: &[Item]) -> Option<(f64, f64, f64, f64)> {
    let reaches = items.iter().filter_map(|Item { at, reach_km: reach, .. }| {
        let (x, y) = projection.projected(*at)?;
        Some((x - reach, y - reach, x + reach, y + reach))
    });
    reaches.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: PageBox = PageBox::new(0.0, 0.0, 1000.0, 700.0);

    fn item((lon, lat): (f64, f64)) -> Item {
        Item { at: LonLat::new(lon, lat), reach_km: 5.0, weight: 1.0 }
    }

    #[test]
    fn places_of_one_cell_are_weighed_together() {
        let near = [(2.001, 15.001), (2.002, 15.002), (-179.999, -0.001), (2.003, 15.003)];
        let kept = gathered(near.map(item).into_iter());
        let weights: Vec<f64> = kept.iter().map(|item| item.weight).collect();
        assert_eq!((weights, kept[0].at), (vec![3.0, 1.0], item(near[0]).at));
        let many: Vec<Item> = (0..2000).map(|n| item((f64::from(n % 40) * 0.2, 15.0))).collect();
        let (all, few) = (Extent::around(&many), Extent::around(&gathered(many.iter().copied())));
        assert!(all.center.rough_distance_km(few.center) < 6.0);
        assert!((all.half_width_km - few.half_width_km).abs() < 6.0);
    }

    fn shown(points: &[(f64, f64)]) -> (View, Vec<bool>) {
        let items: Vec<_> = points.iter().map(|&point| item(point)).collect();
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
