//! Constraints: each relation to a place gives a weight to every cell of a grid.
//!
//! Shapes follow the GBIF Georeferencing Quick Reference Guide (Zermoglio et al. 2020) and the
//! point-radius method (Wieczorek, Guo, Hijmans 2004).

use geo::Contains;

use super::grid::Grid;
use crate::earth::{LocalPlane, LonLat};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::Direction;

/// Half the angle of a direction's cone: north is from north-west to north-east.
/// Source: GBIF Quick Reference Guide 2020, "offset, heading only".
const CONE_HALF_ANGLE_DEG: f64 = 45.0;
/// How softly the cone's sides end: people say "au nord" for what lies up to 60° off.
/// Source: own judgement, half of the next eighth of the wind rose.
const CONE_SOFT_DEG: f64 = 12.0;
/// One constraint on where a place may be.
#[derive(Debug, Clone)]
pub(super) struct Constraint<'a> {
    pub(super) shape: Shape<'a>,
    /// The least trusted is dropped first when constraints contradict each other.
    pub(super) trust: u8,
    /// What it says, for the explanation.
    pub(super) reason: String,
}

/// The geometry of a constraint.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// Flat inside `radius_km`, falling off beyond as a Gaussian of `soft_km`.
    Disc { center: LonLat, radius_km: f64, soft_km: f64 },
    /// A cone in a direction, thinning out with distance.
    Cone { from: LonLat, bearing_deg: f64, start_km: f64, scale_km: f64 },
    /// A ring, or an arc of it where a direction is stated.
    Ring { from: LonLat, distance_km: f64, sigma_km: f64, bearing_deg: Option<f64> },
    /// A lens between two points.
    Lens { a: LonLat, b: LonLat },
    /// Inside a unit.
    Inside(&'a Area),
    /// Inside a unit, in a part of it.
    Part { area: &'a Area, direction: Direction },
    /// Rather inside a country or region than outside.
    Prefer { area: &'a Area, outside: f64 },
    /// Near the border lines of these pairs, as a Gaussian of `scale_km`.
    NearBorder { gazetteer: &'a Gazetteer, pairs: Vec<String>, scale_km: f64 },
}

impl Shape<'_> {
    /// A circle that holds nearly all of its weight; `None` where it has no end of its own.
    pub(super) fn extent(&self) -> Option<(LonLat, f64)> {
        match self {
            Self::Disc { center, radius_km, soft_km } => Some((*center, radius_km + 3.0 * soft_km)),
            Self::Cone { from, start_km, scale_km, .. } => Some((*from, start_km + 5.0 * scale_km)),
            Self::Ring { from, distance_km, sigma_km, .. } => {
                Some((*from, distance_km + 3.0 * sigma_km))
            }
            Self::Lens { a, b } => {
                let km = a.distance_km(*b);
                Some((midpoint(*a, *b), km * 0.6 + 5.0))
            }
            Self::Inside(area) | Self::Part { area, .. } => Some(circle_around(area)),
            Self::Prefer { .. } | Self::NearBorder { .. } => None,
        }
    }

    /// The weight of every cell, 0..=1, in the grid's order.
    pub(super) fn weights(&self, grid: &Grid) -> Vec<f64> {
        match self {
            Self::Disc { center, radius_km, soft_km } => grid.map(|p| {
                let beyond = (p.rough_distance_km(*center) - radius_km).max(0.0);
                gaussian(beyond, *soft_km)
            }),
            Self::Cone { from, bearing_deg, start_km, scale_km } => grid.map(|p| {
                let km = p.rough_distance_km(*from);
                let fade = (-(km - start_km).max(0.0) / scale_km).exp();
                fade * angular(*from, p, *bearing_deg) * gaussian((start_km - km).max(0.0), 2.0)
            }),
            Self::Ring { from, distance_km, sigma_km, bearing_deg } => grid.map(|p| {
                let off = p.rough_distance_km(*from) - distance_km;
                let heading = bearing_deg.map_or(1.0, |bearing| heading(*from, p, bearing));
                gaussian(off, *sigma_km) * heading
            }),
            Self::Lens { a, b } => lens(grid, *a, *b),
            Self::Inside(area) => grid.mask(&area.polygon, 0.0),
            Self::Part { area, direction } => part(grid, area, *direction),
            Self::Prefer { area, outside } => grid.mask(&area.polygon, *outside),
            Self::NearBorder { gazetteer, pairs, scale_km } => grid.map(|p| {
                let distances =
                    pairs.iter().filter_map(|pair| gazetteer.distance_to_border(pair, p));
                let km = distances.map(|(_, km)| km).fold(f64::INFINITY, f64::min);
                gaussian(km, *scale_km)
            }),
        }
    }
}

/// Whether a unit's polygon holds a point.
pub(super) fn contains(area: &Area, point: LonLat) -> bool {
    area.bounds.contains(point) && area.polygon.contains(&point.point())
}

/// Distance in km from a point to a unit's outline, on a plane around the point.
pub(super) fn distance_to_outline_km(area: &Area, point: LonLat) -> f64 {
    let plane = LocalPlane::new(point);
    let mut least = f64::INFINITY;
    for polygon in &area.polygon {
        let corners: Vec<(f64, f64)> =
            polygon.exterior().coords().map(|c| plane.to_km((*c).into())).collect();
        for pair in corners.windows(2) {
            if let [a, b] = pair {
                least = least.min(distance_to_segment(*a, *b));
            }
        }
    }
    least
}

/// Distance from the origin to a segment.
fn distance_to_segment(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (-(a.0 * dx + a.1 * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (a.0 + t * dx).hypot(a.1 + t * dy)
}

fn gaussian(distance: f64, sigma: f64) -> f64 {
    (-0.5 * (distance / sigma.max(1e-6)).powi(2)).exp()
}

/// The weight of a heading: 1 inside the cone, falling off beside it.
fn angular(from: LonLat, to: LonLat, bearing_deg: f64) -> f64 {
    gaussian((turn_deg(from, to, bearing_deg) - CONE_HALF_ANGLE_DEG).max(0.0), CONE_SOFT_DEG)
}

/// The weight of a heading that a distance stands with: people are more exact then.
/// Source: GBIF guide, "offset, distance and heading"; ±22.5° is half the eight-point rose.
fn heading(from: LonLat, to: LonLat, bearing_deg: f64) -> f64 {
    gaussian(turn_deg(from, to, bearing_deg), CONE_HALF_ANGLE_DEG / 2.0)
}

/// The angle between a bearing and the direction to a point, 0..=180.
fn turn_deg(from: LonLat, to: LonLat, bearing_deg: f64) -> f64 {
    let turn = (from.bearing_deg(to) - bearing_deg).rem_euclid(360.0);
    turn.min(360.0 - turn)
}

/// The point half-way between two.
pub(super) fn midpoint(a: LonLat, b: LonLat) -> LonLat {
    a.destination(a.bearing_deg(b), a.distance_km(b) / 2.0)
}

/// Even along the line, Gaussian across it, a quarter of the distance wide.
/// Source: GBIF guide, "between two places": centre half-way, radius half the distance.
fn lens(grid: &Grid, a: LonLat, b: LonLat) -> Vec<f64> {
    let middle = midpoint(a, b);
    let plane = LocalPlane::new(middle);
    let ((ax, ay), (bx, by)) = (plane.to_km(a), plane.to_km(b));
    let half = ((bx - ax).hypot(by - ay) / 2.0).max(1.0);
    let (ux, uy) = ((bx - ax) / (2.0 * half), (by - ay) / (2.0 * half));
    grid.map(|p| {
        let (x, y) = plane.to_km(p);
        let (along, across) = (x * ux + y * uy, x * uy - y * ux);
        gaussian((along.abs() - 0.8 * half).max(0.0), 0.12 * half) * gaussian(across, 0.25 * half)
    })
}

/// The part of a unit that lies in a direction: the outer half and, for the centre, the middle.
/// Source: GBIF guide, "part of a feature": the extent's part.
fn part(grid: &Grid, area: &Area, direction: Direction) -> Vec<f64> {
    let (center, _) = circle_around(area);
    let plane = LocalPlane::new(center);
    let corners = area.polygon.iter().flat_map(|polygon| polygon.exterior().coords());
    let corners: Vec<(f64, f64)> = corners.map(|c| plane.to_km((*c).into())).collect();
    let (sin, cos) = direction.bearing_deg().unwrap_or(0.0).to_radians().sin_cos();
    let along: Vec<f64> = corners.iter().map(|(x, y)| x * sin + y * cos).collect();
    let low = along.iter().copied().fold(f64::INFINITY, f64::min);
    let high = along.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let reach = corners.iter().map(|(x, y)| x.hypot(*y)).fold(1.0, f64::max);
    let inside = grid.mask(&area.polygon, 0.0);
    let part = grid.map(|p| {
        let (x, y) = plane.to_km(p);
        if direction == Direction::Center {
            return gaussian((x.hypot(y) / reach - 0.3).max(0.0), 0.1);
        }
        let t = (x * sin + y * cos - low) / (high - low).max(1.0);
        gaussian((0.6 - t).max(0.0), 0.08)
    });
    inside.iter().zip(part).map(|(a, b)| a * b).collect()
}

/// A circle around a unit's bounds.
fn circle_around(area: &Area) -> (LonLat, f64) {
    let center = area.bounds.center();
    let corners = area.polygon.iter().flat_map(|polygon| polygon.exterior().coords());
    let radius = corners.map(|c| center.rough_distance_km((*c).into())).fold(1.0, f64::max);
    (center, radius)
}
