//! From a phrase's parts to a belief: constraints per candidate, multiplied on a grid, and what is
//! read off the product.

use std::sync::Arc;

use geo::{BooleanOps, Contains, Coord, MultiPolygon};

use super::candidates::{Weighed, believed};
use super::constraint::Shape;
use super::figure::{Figure, level_of, on_earth};
use super::focus::Focus;
use super::grid::Grid;
use super::outline::outline;
use super::parts::read_parts;
use super::precision;
use super::product::multiply;
use super::reading::Reading;
use crate::earth::{LonLat, to_ecef_km};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Location, Note, PlacePhrase, Relation, WeightedPoint};

/// A second candidate with at least this share leaves the phrase ambiguous.
/// Source: own judgement, odds of one to three.
const AMBIGUOUS_SHARE: f64 = 0.25;
/// Points with less than this share of a belief's highest weight are left out.
const NEGLIGIBLE: f64 = 1e-3;

/// One way to read the phrase, on its own grid.
struct Layer {
    grid: Grid,
    figure: Arc<Figure>,
    /// Its probability; all layers together have 1.
    share: f64,
}

impl Layer {
    /// Density and weight of the cells that have some.
    fn cells(&self) -> impl Iterator<Item = (f64, f64)> {
        let km2 = self.grid.cell_km2();
        let weights = self.figure.weights.iter().map(|weight| weight * self.share);
        weights.filter(|weight| *weight > 0.0).map(move |weight| (weight / km2, weight))
    }

    /// The weight of a cell of the figure that has so much of the whole belief a km².
    fn level(&self, density: f64) -> f64 {
        density * self.grid.cell_km2() / self.share
    }
}

/// Where the phrase may be; `None` where nothing it names is known.
pub(super) fn resolve<'a>(
    gazetteer: &'a Gazetteer,
    phrase: &PlacePhrase,
    focus: &Focus<'a>,
) -> Option<Location> {
    let reading = read_parts(gazetteer, phrase, focus);
    let mut notes = reading.notes.clone();
    let mut layers = Vec::new();
    let mut reasons = Vec::new();
    for (share, constraints) in reading.alternatives() {
        let Some(product) = multiply(constraints) else { continue };
        if layers.is_empty() {
            reasons = product.steps;
            notes.extend(product.dropped);
        }
        layers.push(Layer { grid: product.grid, figure: product.figure, share });
    }
    let sum: f64 = layers.iter().map(|layer| layer.share).sum();
    layers.iter_mut().for_each(|layer| layer.share /= sum);
    let (outlined, level) = outlined(&layers)?;
    let whole = whole_unit(&reading);
    let area = whole.clone().unwrap_or(outlined);
    let belief = points(&layers);
    let named = reading.named_point();
    let best = match named.filter(|point| area.contains(&point.point())) {
        Some(point) => point,
        None => best_cell(&layers, named.filter(|_| reading.is_alone()), level)?,
    };
    let is_ambiguous = is_ambiguous(&reading.candidates);
    if is_ambiguous {
        notes.push(ambiguous_note(&reading));
    }
    let radius_km = radius_km(best, &area);
    let relation = phrase.parts.first().map_or(Relation::In, |part| part.relation);
    let (geo_precision, where_prec) = precision::codes(&reading, radius_km);
    Some(Location {
        best,
        belief: belief.into(),
        area: area.into(),
        radius_km,
        place: reading.place.clone(),
        relation,
        is_whole_unit: whole.is_some(),
        is_ambiguous,
        geo_precision,
        where_prec,
        candidates: reading.candidates.iter().map(|w| w.to_candidate(gazetteer)).collect(),
        reasons,
        notes,
    })
}

/// The outline of the area that holds 80 % of the belief, and the density of its edge a km².
fn outlined(layers: &[Layer]) -> Option<(MultiPolygon<f64>, f64)> {
    if let [layer] = layers {
        let alone = layer.figure.alone()?;
        let density = alone.level * layer.share / layer.grid.cell_km2();
        return Some((on_earth(layer.grid.plane, &alone.area), density));
    }
    let (density, _) = level_of(layers.iter().flat_map(Layer::cells).collect())?;
    // Where outlines overlap they are one.
    let outlines = layers.iter().map(|layer| {
        let polygons = outline(&layer.grid, &layer.figure.weights, layer.level(density));
        on_earth(layer.grid.plane, &polygons)
    });
    Some((outlines.reduce(|a, b| a.union(&b))?, density))
}

/// The distance to the farthest corner of the area, in km.
fn radius_km(best: LonLat, area: &MultiPolygon<f64>) -> f64 {
    /// Corners about as far as the farthest by a rough measure are measured exactly.
    const ABOUT: f64 = 0.98;
    let origin = to_ecef_km(best);
    let chord2 = |corner: LonLat| -> f64 {
        to_ecef_km(corner).iter().zip(origin).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let corners = || area.iter().flat_map(|polygon| polygon.exterior().coords());
    // Degrees of longitude beside those of latitude; only for what is near.
    let narrower = best.lat.to_radians().cos();
    let rough = |c: &Coord<f64>| ((c.x - best.lon) * narrower).hypot(c.y - best.lat);
    let farthest = corners().map(rough).fold(0.0, f64::max);
    let is_near = farthest < 2.0 && best.lat.abs() < 60.0;
    let some = corners().filter(|c| !is_near || rough(c) >= farthest * ABOUT);
    // The longest chord through the Earth is that of the longest geodesic, to some cm.
    let far = some.map(|c| (chord2((*c).into()), LonLat::from(*c)));
    let farthest = far.max_by(|a, b| a.0.total_cmp(&b.0));
    farthest.map_or(0.0, |(_, corner)| best.distance_km(corner))
}

/// The polygon itself where the phrase only names a country or region.
fn whole_unit(reading: &Reading<'_>) -> Option<MultiPolygon<f64>> {
    let mut finest: Option<&Area> = None;
    for constraint in &reading.fixed {
        match constraint.shape {
            Shape::Inside(area) => match finest {
                Some(kept) if kept.level >= area.level => {}
                _ => finest = Some(area),
            },
            _ => return None,
        }
    }
    let is_only_units = reading.primary.is_empty();
    finest.filter(|area| is_only_units && area.level <= 1).map(|area| area.polygon.clone())
}

/// The belief as points in a fixed order, with weights that sum to 1: the mean of every block of
/// cells that matters.
fn points(layers: &[Layer]) -> Vec<WeightedPoint> {
    let blocks = layers.iter().flat_map(|layer| {
        layer.figure.blocks().iter().map(move |block| (layer, block, block.weight * layer.share))
    });
    let highest = blocks.clone().map(|(_, _, weight)| weight).fold(0.0, f64::max);
    let mut kept: Vec<WeightedPoint> = blocks
        .filter(|(_, _, weight)| *weight > highest * NEGLIGIBLE)
        .map(|(layer, block, weight)| {
            let point = layer.grid.plane.nearly_lon_lat(block.x, block.y);
            WeightedPoint { point, weight }
        })
        .collect();
    let sum: f64 = kept.iter().map(|p| p.weight).sum();
    kept.iter_mut().for_each(|p| p.weight /= sum);
    kept
}

/// The cell of the most probable layer's 80 % area that is nearest to the named place, or else to
/// the layer's mean.
fn best_cell(layers: &[Layer], named: Option<LonLat>, density: f64) -> Option<LonLat> {
    let layer = layers.iter().rev().max_by(|a, b| a.share.total_cmp(&b.share))?;
    let (grid, weights) = (&layer.grid, &layer.figure.weights);
    let (x, y) = match named {
        Some(point) => grid.plane.to_km(point),
        None => layer.figure.blocks().iter().fold((0.0, 0.0), |(x, y), block| {
            (x + block.x * block.weight, y + block.y * block.weight)
        }),
    };
    // No cell is left out that the outline is drawn around.
    let level = layer.level(density) * (1.0 - 1e-9);
    let far = |cell: usize| {
        let (cell_x, cell_y) = grid.km(cell);
        (cell_x - x).hypot(cell_y - y)
    };
    let in_area = weights.iter().enumerate().filter(|(_, weight)| **weight >= level);
    let in_area = in_area.map(|(cell, _)| (cell, far(cell)));
    let (nearest, _) = in_area.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(grid.point(nearest))
}

fn is_ambiguous(candidates: &[Weighed<'_>]) -> bool {
    believed(candidates).iter().skip(1).any(|other| other.share >= AMBIGUOUS_SHARE)
}

fn ambiguous_note(reading: &Reading<'_>) -> Note {
    let count = believed(&reading.candidates).len();
    let message =
        format!("{count} places may be meant by '{}'; the area covers them", reading.place);
    Note::new("place-ambiguous", message)
}
