//! Multiplies constraints on the finest grid that holds their product.

use super::constraint::{Constraint, Shape};
use super::grid::Grid;
use crate::model::Note;

/// The share of the belief that an area holds. Source: the project's design.
pub(super) const AREA_SHARE: f64 = 0.8;
/// A product below this everywhere means that each cell is ruled out by some constraint.
const RULED_OUT: f64 = 1e-6;
/// A grid is narrowed again where that makes its cells smaller by at least this factor.
const WORTH_NARROWING: f64 = 0.7;
/// No cell is finer than a constraint needs that is narrower than this, in km.
const FINEST_KM: f64 = 0.25;

/// Weights on a grid; not yet of one sum.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) grid: Grid,
    pub(super) weights: Vec<f64>,
    /// What each constraint did, in words.
    pub(super) steps: Vec<String>,
    /// The constraints that contradict the rest.
    pub(super) dropped: Vec<Note>,
}

/// The product of the constraints. Where they contradict each other, the least trusted one is
/// dropped and noted, until something remains. `None` where none of them has an end.
pub(super) fn multiply(mut constraints: Vec<Constraint<'_>>) -> Option<Product> {
    let mut dropped = Vec::new();
    // The narrowest first: its circle holds the product, and each step only narrows.
    let reach = |c: &Constraint<'_>| c.shape.extent().map_or(f64::INFINITY, |(_, km)| km);
    constraints.sort_by(|a, b| reach(a).total_cmp(&reach(b)));
    loop {
        let (center, radius_km) = constraints.first()?.shape.extent()?;
        let widths = constraints.iter().filter_map(|c| c.shape.finest_km());
        let finest_km = widths.fold(f64::INFINITY, f64::min).max(FINEST_KM);
        let coarse = Grid::around(center, radius_km, finest_km);
        let (weights, steps) = stepwise(&constraints, &coarse);
        if highest(&weights) > RULED_OUT {
            let (grid, weights) = refined(&constraints, &coarse, &weights, finest_km);
            let steps = steps.into_iter().chain(dropped.iter().map(|n: &Note| n.message.clone()));
            let steps = steps.collect();
            return Some(Product { grid, weights, steps, dropped });
        }
        if constraints.len() < 2 {
            return None;
        }
        let least = (0..constraints.len()).min_by_key(|i| constraints.get(*i).map(|c| c.trust))?;
        let removed = constraints.remove(least);
        let message =
            format!("'{}' contradicts the rest of the phrase and is not used", removed.reason);
        dropped.push(Note::new("constraint-dropped", message));
    }
}

/// The product on cells as fine as its own extent allows.
fn refined(
    constraints: &[Constraint<'_>],
    coarse: &Grid,
    weights: &[f64],
    finest_km: f64,
) -> (Grid, Vec<f64>) {
    let mut grid = coarse.narrowed(weights, finest_km);
    let mut weights = product(constraints, &grid);
    for _ in 0..3 {
        let next = grid.narrowed(&weights, finest_km);
        if next.step_km > grid.step_km * WORTH_NARROWING {
            break;
        }
        weights = product(constraints, &next);
        grid = next;
    }
    (grid, weights)
}

fn product(constraints: &[Constraint<'_>], grid: &Grid) -> Vec<f64> {
    let mut weights = vec![1.0; grid.n_cells()];
    constraints.iter().for_each(|constraint| narrow(&mut weights, &constraint.shape, grid));
    weights
}

fn narrow(weights: &mut [f64], shape: &Shape<'_>, grid: &Grid) {
    for (weight, factor) in weights.iter_mut().zip(shape.weights(grid)) {
        *weight *= factor;
    }
}

/// The product, and what each constraint made of the area that held 80 % before it.
fn stepwise(constraints: &[Constraint<'_>], grid: &Grid) -> (Vec<f64>, Vec<String>) {
    let mut weights = vec![1.0; grid.n_cells()];
    let mut steps = Vec::new();
    let mut before: Option<f64> = None;
    for constraint in constraints {
        narrow(&mut weights, &constraint.shape, grid);
        let km2 = held_km2(&weights, grid.cell_km2());
        let reason = &constraint.reason;
        steps.push(match before {
            Some(before) => format!("{reason}: from {} to {} km²", round(before), round(km2)),
            None => format!("{reason}: {} km²", round(km2)),
        });
        before = Some(km2);
    }
    (weights, steps)
}

/// The least area that holds 80 % of the weight, to a cell.
fn held_km2(weights: &[f64], cell_km2: f64) -> f64 {
    let mut sorted: Vec<f64> = weights.iter().copied().filter(|w| *w > 0.0).collect();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let sum: f64 = sorted.iter().sum();
    let mut held = 0.0;
    let n_cells = sorted.iter().take_while(|w| {
        let is_needed = held < sum * AREA_SHARE;
        held += **w;
        is_needed
    });
    n_cells.count() as f64 * cell_km2
}

/// Two digits that count: more would claim more than a coarse grid knows.
fn round(km2: f64) -> f64 {
    let scale = 10_f64.powf(km2.max(1.0).log10().floor() - 1.0);
    (km2 / scale).round() * scale
}

pub(super) fn highest(weights: &[f64]) -> f64 {
    weights.iter().copied().fold(0.0, f64::max)
}
