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

/// The product of the constraints. Where they contradict each other, the least trusted one without
/// which the others agree is dropped and noted, until something remains. `None` where none has an end.
pub(super) fn multiply(mut constraints: Vec<Constraint<'_>>) -> Option<Product> {
    let mut dropped = Vec::new();
    // The narrowest first: its circle holds the product, and each step only narrows.
    let reach = |c: &Constraint<'_>| c.shape.extent().map_or(f64::INFINITY, |(_, km)| km);
    constraints.sort_by(|a, b| reach(a).total_cmp(&reach(b)));
    loop {
        let search = Search::over(&constraints)?;
        // On another grid others may matter: all are kept for the next round.
        let mut needed = constraints.clone();
        let (weights, mut steps) = stepwise(&mut needed, &search.grid);
        if highest(&weights) > RULED_OUT {
            let (grid, weights) = search.refined(&needed, &weights);
            steps.extend(dropped.iter().map(|note: &Note| note.message.clone()));
            return Some(Product { grid, weights, steps, dropped });
        }
        if constraints.len() < 2 {
            return None;
        }
        let removed = constraints.remove(least_needed(&constraints));
        let message =
            format!("'{}' contradicts the rest of the phrase and is not used", removed.reason);
        dropped.push(Note::new("constraint-dropped", message));
    }
}

/// The least trusted constraint without which the others agree, else the least trusted one.
fn least_needed(constraints: &[Constraint<'_>]) -> usize {
    let mut order: Vec<usize> = (0..constraints.len()).collect();
    order.sort_by_key(|i| constraints.get(*i).map(|c| c.trust));
    let agree_without = |i: &&usize| {
        let others = constraints.iter().enumerate().filter(|(j, _)| j != *i);
        let others: Vec<Constraint<'_>> = others.map(|(_, c)| c.clone()).collect();
        let search = Search::over(&others);
        search.is_some_and(|search| highest(&product(&others, &search.grid)) > RULED_OUT)
    };
    order.iter().find(agree_without).or(order.first()).copied().unwrap_or(0)
}

/// A grid that finds where the weight is.
struct Search {
    grid: Grid,
    /// The narrowest width of all constraints.
    finest_km: f64,
}

impl Search {
    /// Over the first constraint, which is the narrowest.
    fn over(constraints: &[Constraint<'_>]) -> Option<Self> {
        let (center, radius_km) = constraints.first()?.shape.extent()?;
        let widths = constraints.iter().filter_map(|c| c.shape.finest_km());
        let finest_km = widths.fold(f64::INFINITY, f64::min).max(FINEST_KM);
        Some(Self { grid: Grid::around(center, radius_km, finest_km), finest_km })
    }

    /// The product on cells as fine as its own extent allows.
    fn refined(&self, constraints: &[Constraint<'_>], weights: &[f64]) -> (Grid, Vec<f64>) {
        let mut grid = self.grid.narrowed(weights, self.finest_km);
        let mut weights = product(constraints, &grid);
        for _ in 0..3 {
            let next = grid.narrowed(&weights, self.finest_km);
            if next.step_km > grid.step_km * WORTH_NARROWING {
                break;
            }
            weights = product(constraints, &next);
            grid = next;
        }
        (grid, weights)
    }
}

fn product(constraints: &[Constraint<'_>], grid: &Grid) -> Vec<f64> {
    let mut weights = vec![1.0; grid.n_cells()];
    for constraint in constraints {
        constraint.shape.narrow(grid, &mut weights);
    }
    weights
}

/// The product, and what each constraint made of the area that held 80 % before it. What changes
/// nothing anywhere is left out from here on.
fn stepwise(constraints: &mut Vec<Constraint<'_>>, grid: &Grid) -> (Vec<f64>, Vec<String>) {
    let mut weights = vec![1.0; grid.n_cells()];
    let mut steps = Vec::new();
    let mut before: Option<f64> = None;
    constraints.retain(|constraint| {
        let has_changed = constraint.shape.narrow(grid, &mut weights);
        let reason = &constraint.reason;
        match before {
            Some(km2) if !has_changed => {
                if !matches!(constraint.shape, Shape::Prefer { .. }) {
                    steps.push(format!("{reason}: holds all of it, {} km²", round(km2)));
                }
                return false;
            }
            _ => {}
        }
        let km2 = held_km2(&weights, grid.cell_km2());
        steps.push(match before {
            Some(before) => format!("{reason}: from {} to {} km²", round(before), round(km2)),
            None => format!("{reason}: {} km²", round(km2)),
        });
        before = Some(km2);
        true
    });
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
