//! Constraints: each relation to a place gives a weight to every cell of a grid.
//!
//! Shapes follow the GBIF Georeferencing Quick Reference Guide (Zermoglio et al. 2020) and the
//! point-radius method (Wieczorek, Guo, Hijmans 2004); their widths are in `relation`.

use std::borrow::Cow;

use geo::{Contains, LineString, MultiLineString, Polygon};

use super::frame::{Frame, Way};
use super::grid::Grid;
use super::path;
use crate::earth::{Bounds, LocalPlane, LonLat};
use crate::gazetteer::Area;
use crate::model::{Direction, Note};

/// How softly the cone's sides end: people say "au nord" for what lies up to 60° off.
/// Source: own judgement, half of the next eighth of the wind rose.
const CONE_SOFT_DEG: f64 = 12.0;
/// Share of a unit's length in a direction that "le nord de X" takes, and how softly it ends.
/// Source: GBIF guide, "part of a feature": the extent's part; measured, tests/benches/calibration.rs.
const PART_SHARE: f64 = 0.2;
const PART_SOFT: f64 = 0.08;
/// The part's cone from the middle, to half-way to the headings beside it, and how softly it ends.
const PART_HALF_DEG: f64 = 22.5;
const PART_SOFT_DEG: f64 = 12.0;
/// The same for "le centre de X", as a share of the way to the farthest corner.
const CENTER_SHARE: f64 = 0.3;
const CENTER_SOFT: f64 = 0.1;

/// One constraint on where a place may be.
#[derive(Debug, Clone)]
pub(super) struct Constraint<'a> {
    pub(super) shape: Shape<'a>,
    /// The least trusted is dropped first when constraints contradict each other.
    pub(super) trust: u8,
    /// What it says, for the explanation.
    pub(super) reason: String,
}

impl Constraint<'_> {
    /// The note that it contradicts the rest and is left out.
    pub(super) fn dropped(&self) -> Note {
        let message =
            format!("'{}' contradicts the rest of the phrase and is not used", self.reason);
        Note::new("constraint-dropped", message)
    }
}

/// The geometry of a constraint.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    /// Flat inside `radius_km`, falling off beyond as a Gaussian of `soft_km`.
    Disc { center: LonLat, radius_km: f64, soft_km: f64 },
    /// A cone in a direction, thinning out with distance.
    Cone { from: LonLat, bearing_deg: f64, half_deg: f64, start_km: f64, scale_km: f64 },
    /// A ring, or an arc of it where a direction is stated.
    Ring { from: LonLat, distance_km: f64, sigma_km: f64, heading: Option<Heading> },
    /// A lens between two points.
    Lens { a: LonLat, b: LonLat, widths: LensWidths },
    /// Inside a unit.
    Inside(&'a Area),
    /// Inside a unit, in a part of it.
    Part { area: &'a Area, direction: Direction },
    /// Rather inside a country or region than outside.
    Prefer { area: &'a Area, outside: f64 },
    /// Near lines (borders, a river, a road): flat from one distance to another, and a Gaussian of
    /// `scale_km` to both sides.
    NearLines { lines: Vec<Cow<'a, MultiLineString<f64>>>, from_km: f64, to_km: f64, scale_km: f64 },
}

/// A stated heading and how exact it is (one sigma).
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    pub(super) bearing_deg: f64,
    pub(super) sigma_deg: f64,
}

/// The widths of a lens as shares of half the distance between its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct LensWidths {
    /// How far along the line to both sides of the middle it is flat.
    pub(super) flat: f64,
    /// How softly it ends there (one sigma).
    pub(super) along: f64,
    /// Its width across (one sigma).
    pub(super) across: f64,
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
            Self::Lens { a, b, widths } => {
                let half_km = a.distance_km(*b) / 2.0;
                let reach = (widths.flat + 3.0 * widths.along).hypot(3.0 * widths.across);
                Some((midpoint(*a, *b), half_km * reach + 5.0))
            }
            Self::Inside(area) | Self::Part { area, .. } => Some(circle_around(area)),
            Self::NearLines { lines, to_km, scale_km, .. } => {
                path::circle_around(lines, to_km + 3.0 * scale_km)
            }
            Self::Prefer { .. } => None,
        }
    }

    /// The narrowest width in it, in km; `None` where a unit's outline is all it has.
    pub(super) fn finest_km(&self) -> Option<f64> {
        match self {
            Self::Disc { radius_km, soft_km, .. } => Some(radius_km.max(*soft_km)),
            Self::Cone { scale_km, .. } => Some(*scale_km),
            Self::Ring { sigma_km, .. } => Some(*sigma_km),
            Self::Lens { a, b, widths } => Some(a.rough_distance_km(*b) / 2.0 * widths.across),
            Self::NearLines { scale_km, .. } => Some(*scale_km),
            Self::Inside(_) | Self::Part { .. } | Self::Prefer { .. } => None,
        }
    }

    /// Multiplies the weight of every cell by its own, 0..=1. Whether it may have changed one: a unit
    /// that holds the whole grid changes none.
    pub(super) fn narrow(&self, grid: &Grid, weights: &mut [f64]) -> bool {
        match self {
            Self::Disc { center, radius_km, soft_km } => {
                let frame = Frame::at(&grid.plane, *center);
                grid.multiply(weights, |at| gaussian(frame.sight(at).km() - radius_km, *soft_km));
            }
            Self::Cone { from, bearing_deg, half_deg, start_km, scale_km } => {
                let cone = cone(grid, *from, (*bearing_deg, *half_deg), (*start_km, *scale_km));
                grid.multiply(weights, cone);
            }
            Self::Ring { from, distance_km, sigma_km, heading } => {
                grid.multiply(weights, ring(grid, *from, (*distance_km, *sigma_km), *heading));
            }
            Self::Lens { a, b, widths } => grid.multiply(weights, lens(grid, *a, *b, widths)),
            Self::Inside(area) => return grid.mask(weights, &area.polygon, 0.0),
            Self::Part { area, direction } => {
                grid.mask(weights, &area.polygon, 0.0);
                grid.multiply(weights, part(grid, area, *direction));
            }
            Self::Prefer { area, outside } => return grid.mask(weights, &area.polygon, *outside),
            Self::NearLines { lines, from_km, to_km, scale_km } => {
                let km = path::distances_km(grid, lines, to_km + REACH * scale_km);
                for (weight, km) in weights.iter_mut().zip(km) {
                    *weight *= gaussian((from_km - km).max(km - to_km), *scale_km);
                }
            }
        }
        true
    }
}

/// Whether a unit's polygon holds a point.
pub(super) fn contains(area: &Area, point: LonLat) -> bool {
    area.bounds.contains(point) && area.polygon.contains(&point.point())
}

/// Whether a unit's outline comes within so many km of a point, on a plane around the point.
pub(super) fn is_outline_within(area: &Area, point: LonLat, km: f64) -> bool {
    let Some(near) = path::box_around(point, km) else { return true };
    let plane = LocalPlane::new(point);
    let rings = area.polygon.iter().map(Polygon::exterior);
    rings.flat_map(LineString::lines).any(|edge| {
        let is_near = edge.start.x.max(edge.end.x) >= near.west
            && edge.start.x.min(edge.end.x) <= near.east
            && edge.start.y.max(edge.end.y) >= near.south
            && edge.start.y.min(edge.end.y) <= near.north;
        let ends = || (plane.to_km(edge.start.into()), plane.to_km(edge.end.into()));
        is_near && {
            let (a, b) = ends();
            path::distance_to_segment((0.0, 0.0), a, b) <= km
        }
    })
}

/// So many widths away from where it is flat, a Gaussian is nothing.
const REACH: f64 = 7.0;

pub(super) fn gaussian(distance: f64, sigma: f64) -> f64 {
    if distance <= 0.0 {
        return 1.0;
    }
    let widths = distance / sigma.max(1e-6);
    if widths > REACH { 0.0 } else { (-0.5 * widths * widths).exp() }
}

fn cone(
    grid: &Grid,
    from: LonLat,
    (bearing_deg, half_deg): (f64, f64),
    (start_km, scale_km): (f64, f64),
) -> impl Fn((f64, f64)) -> f64 {
    /// How softly it begins at the place's own edge, in km.
    const START_SOFT_KM: f64 = 2.0;
    let (frame, way) = (Frame::at(&grid.plane, from), Way::to(bearing_deg));
    // No angle is asked for where it is plain that the cell lies in the cone.
    let cos_half = half_deg.to_radians().cos();
    move |at| {
        let sight = frame.sight(at);
        let km = sight.km();
        let is_well_inside = sight.along_km(way) >= km * cos_half;
        let off_deg = if is_well_inside { 0.0 } else { sight.turn_deg(way) - half_deg };
        let side = gaussian(off_deg, CONE_SOFT_DEG);
        if side == 0.0 {
            return 0.0;
        }
        let fade = (-(km - start_km).max(0.0) / scale_km).exp();
        fade * side * gaussian(start_km - km, START_SOFT_KM)
    }
}

fn ring(
    grid: &Grid,
    from: LonLat,
    (distance_km, sigma_km): (f64, f64),
    heading: Option<Heading>,
) -> impl Fn((f64, f64)) -> f64 {
    let frame = Frame::at(&grid.plane, from);
    let way = heading.map(|heading| (Way::to(heading.bearing_deg), heading.sigma_deg));
    move |at| {
        let sight = frame.sight(at);
        let weight = gaussian((sight.km() - distance_km).abs(), sigma_km);
        match way {
            Some((way, sigma_deg)) if weight > 0.0 => {
                weight * gaussian(sight.turn_deg(way), sigma_deg)
            }
            _ => weight,
        }
    }
}

/// The point half-way between two.
pub(super) fn midpoint(a: LonLat, b: LonLat) -> LonLat {
    a.destination(a.bearing_deg(b), a.distance_km(b) / 2.0)
}

/// Even along the line, Gaussian across it.
/// Source: GBIF guide, "between two features": centre half-way, radius half the distance.
fn lens(grid: &Grid, a: LonLat, b: LonLat, widths: &LensWidths) -> impl Fn((f64, f64)) -> f64 {
    let ((ax, ay), (bx, by)) = (grid.plane.to_km(a), grid.plane.to_km(b));
    let (middle_x, middle_y) = (f64::midpoint(ax, bx), f64::midpoint(ay, by));
    let length = (bx - ax).hypot(by - ay).max(1e-9);
    let half = (length / 2.0).max(1.0);
    let (ux, uy) = ((bx - ax) / length / half, (by - ay) / length / half);
    let widths = *widths;
    move |(x, y)| {
        let (dx, dy) = (x - middle_x, y - middle_y);
        let (along, across) = ((dx * ux + dy * uy).abs(), (dx * uy - dy * ux).abs());
        gaussian(along - widths.flat, widths.along) * gaussian(across, widths.across)
    }
}

/// The part of a unit that lies in a direction: its outer share and, for the centre, the middle.
fn part(grid: &Grid, area: &Area, direction: Direction) -> impl Fn((f64, f64)) -> f64 {
    let (center, _) = circle_around(area);
    let frame = Frame::at(&grid.plane, center);
    let way = Way::to(direction.bearing_deg().unwrap_or(0.0));
    let corners = area.polygon.iter().flat_map(|polygon| polygon.exterior().coords());
    let sights = corners.map(|c| frame.sight(grid.plane.to_km((*c).into())));
    let (mut low, mut high, mut reach) = (f64::INFINITY, f64::NEG_INFINITY, 1.0_f64);
    for sight in sights {
        let along = sight.along_km(way);
        (low, high, reach) = (low.min(along), high.max(along), reach.max(sight.km()));
    }
    move |at| {
        let sight = frame.sight(at);
        if direction == Direction::Center {
            return gaussian(sight.km() / reach - CENTER_SHARE, CENTER_SOFT);
        }
        let t = (sight.along_km(way) - low) / (high - low).max(1.0);
        let turn = sight.turn_deg(way) - PART_HALF_DEG;
        gaussian(1.0 - PART_SHARE - t, PART_SOFT) * gaussian(turn, PART_SOFT_DEG)
    }
}

/// A circle around a unit's bounds.
fn circle_around(area: &Area) -> (LonLat, f64) {
    circle_of(area.bounds)
}

/// A circle around bounds.
pub(super) fn circle_of(bounds: Bounds) -> (LonLat, f64) {
    let center = bounds.center();
    let Bounds { west, south, east, north } = bounds;
    let corners = [(west, south), (west, north), (east, south), (east, north)];
    let far = |(lon, lat)| center.rough_distance_km(LonLat::new(lon, lat));
    (center, corners.map(far).into_iter().fold(1.0, f64::max))
}
