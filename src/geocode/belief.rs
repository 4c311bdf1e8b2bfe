//! From a phrase's parts to a belief: constraints per candidate, multiplied on a grid, and what is
//! read off the product.

use geo::{BooleanOps, Contains, MultiPolygon};

use super::candidates::{Weighed, believed};
use super::constraint::{Constraint, Shape};
use super::focus::Focus;
use super::grid::Grid;
use super::outline::outline;
use super::parts::{Reading, read_parts};
use super::precision;
use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Location, Note, PlacePhrase, Relation, WeightedPoint};

/// The share of the belief that the outline holds. Source: the project's design.
const AREA_SHARE: f64 = 0.8;
/// A second candidate with at least this share leaves the phrase ambiguous.
/// Source: own judgement, odds of one to three.
const AMBIGUOUS_SHARE: f64 = 0.25;
/// Points with less than this share of a belief's highest weight are left out.
const NEGLIGIBLE: f64 = 1e-3;

/// One way to read the phrase, on its own grid.
struct Layer {
    grid: Grid,
    /// Probability of every cell; all layers together sum to 1.
    weights: Vec<f64>,
}

/// Where the phrase may be; `None` where nothing it names is known.
pub(super) fn resolve(
    gazetteer: &Gazetteer,
    phrase: &PlacePhrase,
    focus: &Focus<'_>,
) -> Option<Location> {
    let reading = read_parts(gazetteer, phrase, focus);
    let mut notes = reading.notes.clone();
    let mut layers = Vec::new();
    let mut reasons = Vec::new();
    for (share, constraints) in reading.alternatives() {
        let (layer, dropped) = multiply(constraints.clone(), share)?;
        if reasons.is_empty() {
            reasons = constraints.iter().map(|c| c.reason.clone()).collect();
            notes.extend(dropped);
        }
        layers.push(layer);
    }
    normalise(&mut layers);
    let level = area_density(&layers)?;
    let whole = whole_unit(&reading);
    let area = match &whole {
        Some(polygon) => polygon.clone(),
        None => area_of(&layers, level),
    };
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
    let corners = area.iter().flat_map(|polygon| polygon.exterior().coords());
    let radius_km = corners.map(|c| best.distance_km((*c).into())).fold(0.0, f64::max);
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

/// The product of the constraints on the finest grid that holds it. Where they contradict each
/// other, the least trusted one is dropped and noted, until something remains.
fn multiply(mut constraints: Vec<Constraint<'_>>, share: f64) -> Option<(Layer, Vec<Note>)> {
    let mut dropped = Vec::new();
    loop {
        let circles = constraints.iter().filter_map(|c| c.shape.extent());
        let (center, radius_km) = circles.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let coarse = Grid::around(center, radius_km);
        let grid = coarse.narrowed(&product(&constraints, &coarse));
        let grid = grid.narrowed(&product(&constraints, &grid));
        let weights = product(&constraints, &grid);
        let sum: f64 = weights.iter().sum();
        let highest = weights.iter().copied().fold(0.0, f64::max);
        // A product below this everywhere means that each cell is ruled out by some constraint.
        if highest > 1e-6 {
            let weights = weights.iter().map(|w| w / sum * share).collect();
            return Some((Layer { grid, weights }, dropped));
        }
        if constraints.len() < 2 {
            return None;
        }
        let least = (0..constraints.len()).min_by_key(|i| constraints.get(*i).map(|c| c.trust))?;
        let removed = constraints.remove(least);
        dropped.push(Note::new(
            "constraint-dropped",
            format!("'{}' contradicts the rest of the phrase and is not used", removed.reason),
        ));
    }
}

fn product(constraints: &[Constraint<'_>], grid: &Grid) -> Vec<f64> {
    let mut weights = vec![1.0; grid.points().len()];
    for constraint in constraints {
        for (weight, factor) in weights.iter_mut().zip(constraint.shape.weights(grid)) {
            *weight *= factor;
        }
    }
    weights
}

fn normalise(layers: &mut [Layer]) {
    let sum: f64 = layers.iter().flat_map(|layer| &layer.weights).sum();
    for weight in layers.iter_mut().flat_map(|layer| &mut layer.weights) {
        *weight /= sum.max(f64::MIN_POSITIVE);
    }
}

/// The density (per km²) above which the cells hold [`AREA_SHARE`] of the belief. It lies half-way
/// down to the next lower cell, so that cells of equal density stay together.
fn area_density(layers: &[Layer]) -> Option<f64> {
    let mut cells: Vec<(f64, f64)> = Vec::new();
    for layer in layers {
        let km2 = layer.grid.cell_km2();
        cells.extend(layer.weights.iter().map(|w| (w / km2, *w)));
    }
    cells.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut held = 0.0;
    let mut last = None;
    for (density, weight) in cells {
        match last {
            Some(kept) if held >= AREA_SHARE && density < kept * (1.0 - 1e-9) => {
                return Some(f64::midpoint(kept, density));
            }
            _ => {
                held += weight;
                last = Some(density);
            }
        }
    }
    last.map(|density| density / 2.0)
}

/// The outlines of all layers; where they overlap they are one.
fn area_of(layers: &[Layer], density: f64) -> MultiPolygon<f64> {
    let outlines = layers
        .iter()
        .map(|layer| outline(&layer.grid, &layer.weights, density * layer.grid.cell_km2()));
    outlines.reduce(|a, b| a.union(&b)).unwrap_or_else(|| MultiPolygon(Vec::new()))
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

/// All cells that matter, in a fixed order, with weights that sum to 1.
fn points(layers: &[Layer]) -> Vec<WeightedPoint> {
    let highest = layers.iter().flat_map(|l| &l.weights).copied().fold(0.0, f64::max);
    let cells = layers.iter().flat_map(|l| l.grid.points().iter().zip(&l.weights));
    let mut kept: Vec<WeightedPoint> = cells
        .filter(|(_, weight)| **weight > highest * NEGLIGIBLE)
        .map(|(point, weight)| WeightedPoint { point: *point, weight: *weight })
        .collect();
    let sum: f64 = kept.iter().map(|p| p.weight).sum();
    kept.iter_mut().for_each(|p| p.weight /= sum);
    kept
}

/// The cell of the most probable layer's 80 % area that is nearest to the named place, or else to
/// the layer's mean.
fn best_cell(layers: &[Layer], named: Option<LonLat>, density: f64) -> Option<LonLat> {
    let total = |layer: &Layer| layer.weights.iter().sum::<f64>();
    let layer = layers.iter().rev().max_by(|a, b| total(a).total_cmp(&total(b)))?;
    let km = |p: &LonLat| layer.grid.plane.to_km(*p);
    let cells = || layer.grid.points().iter().zip(&layer.weights);
    let sum = total(layer);
    let (x, y) = match named {
        Some(point) => km(&point),
        None => cells().fold((0.0, 0.0), |(x, y), (point, weight)| {
            let share = weight / sum;
            (x + km(point).0 * share, y + km(point).1 * share)
        }),
    };
    let level = density * layer.grid.cell_km2();
    let far = |p: &LonLat| (km(p).0 - x).hypot(km(p).1 - y);
    let in_area = cells().filter(|(_, weight)| **weight >= level).map(|(point, _)| *point);
    in_area.min_by(|a, b| far(a).total_cmp(&far(b)))
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
