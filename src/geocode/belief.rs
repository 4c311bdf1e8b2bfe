//! From a phrase's parts to a belief: constraints per candidate, multiplied on a grid, and what is
//! read off the product.

use geo::{BooleanOps, Contains, MultiPolygon};

use super::candidates::{Weighed, believed};
use super::constraint::Shape;
use super::focus::Focus;
use super::grid::Grid;
use super::outline::outline;
use super::parts::{Reading, read_parts};
use super::precision;
use super::product::{AREA_SHARE, highest, multiply};
use crate::earth::LonLat;
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
        let Some(product) = multiply(constraints) else { continue };
        let sum: f64 = product.weights.iter().sum();
        let weights = product.weights.iter().map(|w| w / sum * share).collect();
        if layers.is_empty() {
            reasons = product.steps;
            notes.extend(product.dropped);
        }
        layers.push(Layer { grid: product.grid, weights });
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
    let highest = layers.iter().map(|layer| highest(&layer.weights)).fold(0.0, f64::max);
    let cells =
        layers.iter().flat_map(|l| l.weights.iter().enumerate().map(move |(i, w)| (l, i, *w)));
    let mut kept: Vec<WeightedPoint> = cells
        .filter(|(_, _, weight)| *weight > highest * NEGLIGIBLE)
        .filter_map(|(layer, i, weight)| {
            Some(WeightedPoint { point: layer.grid.point(i)?, weight })
        })
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
    let cells = || layer.weights.iter().enumerate().map(|(i, w)| (layer.grid.km(i), i, *w));
    let sum = total(layer);
    let (x, y) = match named {
        Some(point) => layer.grid.plane.to_km(point),
        None => cells().fold((0.0, 0.0), |(x, y), (km, _, weight)| {
            (x + km.0 * weight / sum, y + km.1 * weight / sum)
        }),
    };
    let level = density * layer.grid.cell_km2();
    let far = |km: (f64, f64)| (km.0 - x).hypot(km.1 - y);
    let in_area = cells().filter(|(_, _, weight)| *weight >= level);
    let (_, nearest, _) = in_area.min_by(|a, b| far(a.0).total_cmp(&far(b.0)))?;
    layer.grid.point(nearest)
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
