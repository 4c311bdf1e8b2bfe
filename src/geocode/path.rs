//! Lines that a place may lie near: how far every cell of a grid is from them.

use std::borrow::Cow;

use geo::MultiLineString;

use super::constraint::circle_of;
use super::grid::Grid;
use crate::earth::{Bounds, LonLat};

/// Cells a side of a block that looks at the same segments.
const BLOCK: usize = 6;

type Km = (f64, f64);

/// A circle around the lines, so much wider in km.
pub(super) fn circle_around(
    lines: &[Cow<'_, MultiLineString<f64>>],
    margin_km: f64,
) -> Option<(LonLat, f64)> {
    let all = lines.iter().flat_map(|line| line.iter()).flat_map(|line| line.coords());
    let (center, radius_km) = circle_of(Bounds::around(all.map(|c| (*c).into()))?);
    Some((center, radius_km + margin_km))
}

/// The distance in km from every cell to the nearest of the lines, in the grid's order; infinite
/// where none comes within `reach_km` of the grid.
///
/// Cost: blocks × segments near the grid, then few segments a cell.
pub(super) fn distances_km(
    grid: &Grid,
    lines: &[Cow<'_, MultiLineString<f64>>],
    reach_km: f64,
) -> Vec<f64> {
    let segments = segments_near(grid, lines, reach_km);
    let mut distances = vec![f64::INFINITY; grid.n_cells()];
    for row in (0..grid.ny).step_by(BLOCK) {
        for column in (0..grid.nx).step_by(BLOCK) {
            fill_block(grid, (column, row), &segments, &mut distances);
        }
    }
    distances
}

fn fill_block(
    grid: &Grid,
    (column, row): (usize, usize),
    segments: &[(Km, Km)],
    distances: &mut [f64],
) {
    let (width, height) = (BLOCK.min(grid.nx - column), BLOCK.min(grid.ny - row));
    let (x, y) = grid.km(row * grid.nx + column);
    let half = |n: usize| (n as f64 - 1.0) / 2.0 * grid.step_km;
    let middle = (x + half(width), y + half(height));
    let radius = half(width).hypot(half(height));
    let far: Vec<f64> = segments.iter().map(|(a, b)| distance_to_segment(middle, *a, *b)).collect();
    let least = far.iter().copied().fold(f64::INFINITY, f64::min);
    let near: Vec<&(Km, Km)> = segments
        .iter()
        .zip(&far)
        .filter(|(_, km)| **km <= least + 2.0 * radius)
        .map(|(segment, _)| segment)
        .collect();
    for cell in
        (row..row + height).flat_map(|r| (column..column + width).map(move |c| r * grid.nx + c))
    {
        let at = grid.km(cell);
        let km = near.iter().map(|(a, b)| distance_to_segment(at, *a, *b));
        if let Some(distance) = distances.get_mut(cell) {
            *distance = km.fold(f64::INFINITY, f64::min);
        }
    }
}

/// The segments that come near the grid, on its plane.
fn segments_near(
    grid: &Grid,
    lines: &[Cow<'_, MultiLineString<f64>>],
    reach_km: f64,
) -> Vec<(Km, Km)> {
    let bounds = grid.bounds().map(|bounds| widened(bounds, reach_km));
    let is_near = |a: LonLat, b: LonLat| {
        bounds.is_none_or(|box_| {
            a.lon.max(b.lon) >= box_.west
                && a.lon.min(b.lon) <= box_.east
                && a.lat.max(b.lat) >= box_.south
                && a.lat.min(b.lat) <= box_.north
        })
    };
    let all = lines.iter().flat_map(|line| line.iter()).flat_map(|line| line.lines());
    all.map(|segment| (LonLat::from(segment.start), LonLat::from(segment.end)))
        .filter(|(a, b)| is_near(*a, *b))
        .map(|(a, b)| (grid.plane.to_km(a), grid.plane.to_km(b)))
        .collect()
}

/// A box that holds all within so many km of a point; `None` where it would touch a pole or the
/// antimeridian.
pub(super) fn box_around(point: LonLat, km: f64) -> Option<Bounds> {
    let LonLat { lon, lat } = point;
    let bounds = widened(Bounds { west: lon, south: lat, east: lon, north: lat }, km);
    let is_plain = bounds.south > -84.0 && bounds.north < 84.0;
    (is_plain && bounds.west > -180.0 && bounds.east < 180.0).then_some(bounds)
}

fn widened(bounds: Bounds, reach_km: f64) -> Bounds {
    /// Km of a degree of latitude, the least on the Earth.
    const KM_A_DEGREE: f64 = 110.5;
    let d_lat = reach_km / KM_A_DEGREE;
    let farthest = bounds.north.abs().max(bounds.south.abs()) + d_lat;
    let d_lon = reach_km / (KM_A_DEGREE * farthest.min(85.0).to_radians().cos());
    Bounds {
        west: bounds.west - d_lon,
        south: bounds.south - d_lat,
        east: bounds.east + d_lon,
        north: bounds.north + d_lat,
    }
}

/// Distance from a point to a segment, all on one plane.
pub(super) fn distance_to_segment(from: Km, a: Km, b: Km) -> f64 {
    let (ax, ay) = (a.0 - from.0, a.1 - from.1);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (-(ax * dx + ay * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (ax + t * dx).hypot(ay + t * dy)
}
