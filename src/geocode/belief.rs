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
use super::product::{AREA_SHARE, multiply};
use crate::earth::{LonLat, to_ecef_km};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Location, Note, PlacePhrase, Relation, WeightedPoint};

/// A second candidate with at least this share leaves the phrase ambiguous.
/// Source: own judgement, odds of one to three.
const AMBIGUOUS_SHARE: f64 = 0.25;
/// Cells a side of a block that is one point of the belief: probabilities of units and mean distances
/// need no finer ones. Source: own judgement; each block keeps the mean place of its cells.
const BLOCK: usize = 2;
/// Points with less than this share of a belief's highest weight are left out.
const NEGLIGIBLE: f64 = 1e-3;

/// One way to read the phrase, on its own grid.
struct Layer {
    grid: Grid,
    /// Probability of every cell; all layers together sum to 1.
    weights: Vec<f64>,
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

fn normalise(layers: &mut [Layer]) {
    let sum: f64 = layers.iter().flat_map(|layer| &layer.weights).sum();
    for weight in layers.iter_mut().flat_map(|layer| &mut layer.weights) {
        *weight /= sum.max(f64::MIN_POSITIVE);
    }
}

/// The density (per km²) above which the cells hold [`AREA_SHARE`] of the belief. It lies half-way
/// down to the next lower cell, so that cells of equal density stay together.
fn area_density(layers: &[Layer]) -> Option<f64> {
    /// Cells of less density than this beside the highest are hardly ever needed.
    const SELDOM: f64 = 0.05;
    let densities = |layer: &'_ Layer| -> Vec<(f64, f64)> {
        let km2 = layer.grid.cell_km2();
        layer.weights.iter().map(|weight| (weight / km2, *weight)).collect()
    };
    let mut cells: Vec<(f64, f64)> = layers.iter().flat_map(densities).collect();
    cells.retain(|(density, _)| *density > 0.0);
    let highest = cells.iter().map(|(density, _)| *density).fold(0.0, f64::max);
    let dense = cells.iter().filter(|(density, _)| *density > highest * SELDOM);
    level_of(dense.copied().collect()).or_else(|| {
        // Where all cells are needed, the level is below the last.
        let least = cells.iter().map(|(density, _)| *density).fold(highest, f64::min);
        cells.push((least / 2.0, 0.0));
        level_of(cells)
    })
}

/// The level for cells of a density and a weight each; `None` where they do not suffice.
fn level_of(mut cells: Vec<(f64, f64)>) -> Option<f64> {
    cells.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut held = 0.0;
    let mut last = f64::INFINITY;
    for (density, weight) in cells {
        if held >= AREA_SHARE && density < last * (1.0 - 1e-9) {
            return last.is_finite().then(|| f64::midpoint(last, density));
        }
        held += weight;
        last = density;
    }
    None
}

/// The distance to the farthest corner of the area, in km.
fn radius_km(best: LonLat, area: &MultiPolygon<f64>) -> f64 {
    let origin = to_ecef_km(best);
    let chord2 = |corner: LonLat| -> f64 {
        to_ecef_km(corner).iter().zip(origin).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let corners = area.iter().flat_map(|polygon| polygon.exterior().coords());
    // The longest chord through the Earth is that of the longest geodesic, to some cm.
    let far = corners.map(|c| (chord2((*c).into()), LonLat::from(*c)));
    let farthest = far.max_by(|a, b| a.0.total_cmp(&b.0));
    farthest.map_or(0.0, |(_, corner)| best.distance_km(corner))
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

/// The belief as points in a fixed order, with weights that sum to 1: the mean of every block of
/// cells that matters.
fn points(layers: &[Layer]) -> Vec<WeightedPoint> {
    let blocks: Vec<Block> = layers.iter().flat_map(blocks).collect();
    let highest = blocks.iter().map(|block| block.weight).fold(0.0, f64::max);
    let mut kept: Vec<WeightedPoint> = blocks
        .iter()
        .filter(|block| block.weight > highest * NEGLIGIBLE)
        .map(|block| WeightedPoint { point: block.point(), weight: block.weight })
        .collect();
    let sum: f64 = kept.iter().map(|p| p.weight).sum();
    kept.iter_mut().for_each(|p| p.weight /= sum);
    kept
}

/// Cells side by side with their weight and its first moments.
struct Block<'a> {
    grid: &'a Grid,
    weight: f64,
    x: f64,
    y: f64,
}

impl Block<'_> {
    fn point(&self) -> LonLat {
        self.grid.plane.to_lon_lat(self.x / self.weight, self.y / self.weight)
    }
}

/// Blocks of [`BLOCK`] × [`BLOCK`] cells, from south to north.
fn blocks(layer: &Layer) -> Vec<Block<'_>> {
    let grid = &layer.grid;
    let n_columns = grid.nx.div_ceil(BLOCK);
    let empty = || Block { grid, weight: 0.0, x: 0.0, y: 0.0 };
    let mut blocks: Vec<Block<'_>> =
        (0..n_columns * grid.ny.div_ceil(BLOCK)).map(|_| empty()).collect();
    for (row, weights) in layer.weights.chunks_exact(grid.nx).enumerate() {
        for (column, weight) in weights.iter().enumerate() {
            let (x, y) = grid.km(row * grid.nx + column);
            if let Some(block) = blocks.get_mut(row / BLOCK * n_columns + column / BLOCK) {
                block.weight += weight;
                block.x += x * weight;
                block.y += y * weight;
            }
        }
    }
    blocks
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
    Some(layer.grid.point(nearest))
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
