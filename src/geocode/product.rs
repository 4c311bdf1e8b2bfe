//! Multiplies constraints on the finest grid that holds their product.

use std::sync::Arc;

use super::constraint::{Constraint, Shape};
use super::figure::{AREA_SHARE, Figure, heaviest};
use super::grid::Grid;
use super::stencil;
use crate::model::Note;

/// A product below this share of the highest weight everywhere means that each cell is ruled out by
/// some constraint.
const RULED_OUT: f64 = 1e-6;
/// A grid is narrowed again where that makes its cells smaller by at least this factor.
const WORTH_NARROWING: f64 = 0.7;
/// Where the product holds at least this share of the weight of its narrowest constraint alone, the
/// cells of that one are fine enough for it.
const MUCH: f64 = 0.3;
/// No cell is finer than a constraint needs that is narrower than this, in km.
const FINEST_KM: f64 = 0.25;

/// The product of constraints.
#[derive(Debug)]
pub(super) struct Product {
    /// The grid of the figure, where it lies on the Earth.
    pub(super) grid: Grid,
    pub(super) figure: Arc<Figure>,
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
        let all: Vec<&Constraint<'_>> = constraints.iter().collect();
        if let Some((grid, figure, mut steps)) = agreed(all) {
            steps.extend(dropped.iter().map(|note: &Note| note.message.clone()));
            return Some(Product { grid, figure, steps, dropped });
        }
        if constraints.len() < 2 {
            return None;
        }
        dropped.push(constraints.remove(least_needed(&constraints)).dropped());
    }
}

/// The figure of a shape that has an end, on a grid made for it.
pub(super) fn single(shape: &Shape<'_>) -> Option<Figure> {
    let alone = Constraint { shape: shape.clone(), trust: 0, reason: String::new() };
    let search = Search::over(&[&alone])?;
    let (grid, weights) = search.refined(&[&alone], &product(&[&alone], &search.grid));
    Some(Figure::new(grid, weights))
}

/// The product and its steps; `None` where the constraints rule each other out.
fn agreed(mut needed: Vec<&Constraint<'_>>) -> Option<(Grid, Arc<Figure>, Vec<String>)> {
    let laid = laid_down(&needed);
    let search = match &laid {
        Some((grid, _)) => Search { grid: grid.clone(), finest_km: finest_km(&needed) },
        None => Search::over(&needed)?,
    };
    let first = laid.map(|(_, figure)| figure);
    let before = first.as_ref().map_or(1.0, |figure| highest(&figure.weights));
    let is_unit = |c: &&Constraint<'_>| matches!(c.shape, Shape::Inside(_));
    let units: Vec<&Constraint<'_>> = needed.iter().copied().filter(is_unit).collect();
    // On another grid others may matter: what changes nothing is left out of this round alone.
    let (weights, steps) = stepwise(&mut needed, &search.grid, first.as_deref());
    if highest(&weights) <= RULED_OUT * before {
        return None;
    }
    let (grid, figure) = match first {
        Some(figure) if needed.len() == 1 => (search.grid, figure),
        Some(_) if weights.iter().sum::<f64>() >= MUCH => {
            (search.grid.clone(), Arc::new(Figure::new(search.grid, weights)))
        }
        _ => {
            // A unit that holds all of this grid may not hold the next one, which reaches beyond it.
            for unit in units {
                if !needed.iter().any(|kept| std::ptr::eq(*kept, unit)) {
                    needed.push(unit);
                }
            }
            let (grid, weights) = search.refined(&needed, &weights);
            (grid.clone(), Arc::new(Figure::new(grid, weights)))
        }
    };
    Some((grid, figure, steps))
}

/// The figure of the first constraint alone, and its grid where it lies; `None` where the figure does
/// not serve: on a stretched plane the others cannot tell kilometres.
fn laid_down(constraints: &[&Constraint<'_>]) -> Option<(Grid, Arc<Figure>)> {
    let (first, others) = constraints.split_first()?;
    let (figure, plane) = stencil::of(&first.shape)?;
    let is_unit = |c: &&Constraint<'_>| matches!(c.shape, Shape::Inside(_) | Shape::Prefer { .. });
    let serves = plane.scale() == 1.0 || others.iter().all(is_unit);
    serves.then(|| (Grid { plane, ..figure.grid.clone() }, figure))
}

/// The least trusted constraint without which the others agree, else the least trusted one.
fn least_needed(constraints: &[Constraint<'_>]) -> usize {
    let mut order: Vec<usize> = (0..constraints.len()).collect();
    order.sort_by_key(|i| constraints.get(*i).map(|c| c.trust));
    let agree_without = |i: &&usize| {
        let others = constraints.iter().enumerate().filter(|(j, _)| j != *i);
        let others: Vec<&Constraint<'_>> = others.map(|(_, c)| c).collect();
        let search = Search::over(&others);
        search.is_some_and(|search| {
            others.len() == 1 || highest(&product(&others, &search.grid)) > RULED_OUT
        })
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
    fn over(constraints: &[&Constraint<'_>]) -> Option<Self> {
        let (center, radius_km) = constraints.first()?.shape.extent()?;
        let finest_km = finest_km(constraints);
        Some(Self { grid: Grid::around(center, radius_km, finest_km), finest_km })
    }

    /// The product on cells as fine as its own extent allows.
    fn refined(&self, constraints: &[&Constraint<'_>], weights: &[f64]) -> (Grid, Vec<f64>) {
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

fn finest_km(constraints: &[&Constraint<'_>]) -> f64 {
    let widths = constraints.iter().filter_map(|c| c.shape.finest_km());
    widths.fold(f64::INFINITY, f64::min).max(FINEST_KM)
}

fn product(constraints: &[&Constraint<'_>], grid: &Grid) -> Vec<f64> {
    let mut weights = vec![1.0; grid.n_cells()];
    for constraint in constraints {
        constraint.shape.narrow(grid, &mut weights);
    }
    weights
}

/// The product, and what each constraint made of the area that held 80 % before it; the figure is that
/// of the first one. What changes nothing anywhere is left out from here on.
fn stepwise(
    constraints: &mut Vec<&Constraint<'_>>,
    grid: &Grid,
    first: Option<&Figure>,
) -> (Vec<f64>, Vec<String>) {
    let mut weights = match first {
        Some(figure) => figure.weights.clone(),
        None => vec![1.0; grid.n_cells()],
    };
    let mut steps = Vec::new();
    let mut before: Option<f64> = None;
    constraints.retain(|constraint| {
        let known = first.filter(|_| before.is_none()).and_then(Figure::alone);
        let has_changed = known.is_none() && constraint.shape.narrow(grid, &mut weights);
        let reason = &constraint.reason;
        match before {
            Some(km2) if !has_changed => {
                if !matches!(constraint.shape, Shape::Prefer { .. }) {
                    steps.push(format!("{reason}: holds all of it, {} km²", rounded(km2)));
                }
                return false;
            }
            _ => {}
        }
        let n_cells = known.map_or_else(|| n_held(&weights), |known| known.n_cells);
        let km2 = n_cells as f64 * grid.cell_km2();
        steps.push(match before {
            Some(before) => format!("{reason}: from {} to {} km²", rounded(before), rounded(km2)),
            None => format!("{reason}: {} km²", rounded(km2)),
        });
        before = Some(km2);
        true
    });
    (weights, steps)
}

/// The least number of cells that hold 80 % of the weight.
fn n_held(weights: &[f64]) -> usize {
    let cells: Vec<(f64, f64)> = weights.iter().filter(|w| **w > 0.0).map(|w| (*w, *w)).collect();
    let sum: f64 = cells.iter().map(|(_, weight)| weight).sum();
    heaviest(&cells, sum * AREA_SHARE).map_or(0, |(n_cells, _)| n_cells)
}

/// Two digits that count: more would claim more than a coarse grid knows.
fn rounded(km2: f64) -> String {
    if km2 < 10.0 {
        return format!("{km2:.1}");
    }
    let scale = 10_f64.powf(km2.log10().floor() - 1.0);
    ((km2 / scale).round() * scale).to_string()
}

pub(super) fn highest(weights: &[f64]) -> f64 {
    weights.iter().copied().fold(0.0, f64::max)
}
