//! What a product of constraints comes to: the probability of every cell, and what is read off it on
//! the plane of its grid.

use std::sync::OnceLock;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::grid::Grid;
use super::outline::outline;
use super::plane::Plane;

/// The share of the belief that an area holds. Source: the project's design.
pub(super) const AREA_SHARE: f64 = 0.8;
/// Cells a side of a block that is one point of the belief; each keeps the mean place of its cells.
/// Source: measured over 10,000 phrases beside a point a cell: in beliefs of several regions their
/// shares are off by 0.009 on average, with blocks of three by 0.016.
const BLOCK: usize = 2;
/// Points with less than this share of a belief's highest weight are left out.
const NEGLIGIBLE: f64 = 1e-3;

/// Probabilities on a grid.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) grid: Grid,
    /// Probability of every cell; they sum to 1.
    pub(super) weights: Vec<f64>,
    blocks: OnceLock<Vec<Block>>,
    alone: OnceLock<Option<Alone>>,
}

/// What a figure comes to where no other lies beside it; all on its plane.
#[derive(Debug)]
pub(super) struct Alone {
    /// The weight of the cells of the 80 % area, or more.
    pub(super) level: f64,
    /// How many cells hold 80 %.
    pub(super) n_cells: usize,
    /// Its outline.
    pub(super) area: MultiPolygon<f64>,
}

/// The mean place of cells side by side, and their weight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) weight: f64,
}

impl Figure {
    /// A figure of weights that are not yet of one sum.
    pub(super) fn new(grid: Grid, mut weights: Vec<f64>) -> Self {
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum.max(f64::MIN_POSITIVE));
        Self { grid, weights, blocks: OnceLock::new(), alone: OnceLock::new() }
    }

    /// The area that holds [`AREA_SHARE`] of it; `None` where it has no weight.
    pub(super) fn alone(&self) -> Option<&Alone> {
        let make = || {
            let cells = self.weights.iter().map(|weight| (*weight, *weight));
            let (level, n_cells) = level_of(cells.filter(|(weight, _)| *weight > 0.0).collect())?;
            Some(Alone { level, n_cells, area: outline(&self.grid, &self.weights, level) })
        };
        self.alone.get_or_init(make).as_ref()
    }

    /// The blocks that matter, from south to north.
    pub(super) fn blocks(&self) -> &[Block] {
        self.blocks.get_or_init(|| self.make_blocks())
    }

    fn make_blocks(&self) -> Vec<Block> {
        let grid = &self.grid;
        let n_columns = grid.nx.div_ceil(BLOCK);
        let empty = Block { x: 0.0, y: 0.0, weight: 0.0 };
        let mut blocks = vec![empty; n_columns * grid.ny.div_ceil(BLOCK)];
        for (row, weights) in self.weights.chunks_exact(grid.nx).enumerate() {
            let y = grid.y0 + row as f64 * grid.step_km;
            let of_row = blocks.get_mut(row / BLOCK * n_columns..).unwrap_or_default();
            for (i, (block, cells)) in of_row.iter_mut().zip(weights.chunks(BLOCK)).enumerate() {
                for (column, weight) in (i * BLOCK..).zip(cells) {
                    block.weight += weight;
                    block.x += (grid.x0 + column as f64 * grid.step_km) * weight;
                    block.y += y * weight;
                }
            }
        }
        let highest = blocks.iter().map(|block| block.weight).fold(0.0, f64::max);
        blocks.retain(|block| block.weight > highest * NEGLIGIBLE);
        let mean = |Block { x, y, weight }: &Block| Block {
            x: x / weight,
            y: y / weight,
            weight: *weight,
        };
        blocks.iter().map(mean).collect()
    }
}

/// Polygons of a plane on the Earth.
pub(super) fn on_earth(plane: Plane, polygons: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let ring = |line: &LineString<f64>| -> LineString<f64> {
        let corner = |c: &Coord<f64>| {
            let point = plane.nearly_lon_lat(c.x, c.y);
            Coord { x: point.lon, y: point.lat }
        };
        line.coords().map(corner).collect()
    };
    let polygon = |polygon: &Polygon<f64>| {
        Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect())
    };
    MultiPolygon(polygons.iter().map(polygon).collect())
}

/// The density above which cells, given as density and weight, hold [`AREA_SHARE`] of all weight. It
/// lies half-way down to the next lower one, so that cells of equal density stay together; below the
/// last one where all are needed. With the number of cells that suffice. `None` for no cell.
pub(super) fn level_of(cells: Vec<(f64, f64)>) -> Option<(f64, usize)> {
    let sum: f64 = cells.iter().map(|(_, weight)| weight).sum();
    let (n_cells, least) = heaviest(&cells, sum * AREA_SHARE)?;
    let lower = cells.iter().map(|(density, _)| *density).filter(|d| *d < least * (1.0 - 1e-9));
    Some((f64::midpoint(least, lower.fold(0.0, f64::max)), n_cells))
}

/// How many of the densest cells, given as density (above 0) and weight, hold so much weight together,
/// and the least density of these; all of them where they do not suffice. `None` for no cell.
///
/// Cost: O(cells). They are put in classes by their density, and only those of one class are sorted.
pub(super) fn heaviest(cells: &[(f64, f64)], held: f64) -> Option<(usize, f64)> {
    /// 64 classes an octave, down to 2⁻³² of the highest density; the last holds all below.
    const N_CLASSES: usize = 2_048;
    const SHIFT: u32 = 52 - 6;
    let highest = cells.iter().map(|(density, _)| *density).fold(0.0, f64::max).to_bits();
    // The bits of numbers above 0 rise with them.
    let class = |density: f64| {
        (highest.saturating_sub(density.to_bits()) >> SHIFT).min(N_CLASSES as u64 - 1) as usize
    };
    let mut classes = [(0_u32, 0.0_f64); N_CLASSES];
    for (density, weight) in cells.iter() {
        if let Some((n_cells, sum)) = classes.get_mut(class(*density)) {
            *n_cells += 1;
            *sum += weight;
        }
    }
    let (mut n_before, mut before, mut last) = (0, 0.0, 0);
    for (i, (n_cells, sum)) in classes.iter().enumerate().filter(|(_, (n_cells, _))| *n_cells > 0) {
        last = i;
        if before + sum >= held || n_before + *n_cells as usize == cells.len() {
            break;
        }
        (n_before, before) = (n_before + *n_cells as usize, before + sum);
    }
    let of_class = cells.iter().filter(|(density, _)| class(*density) == last);
    let mut of_class: Vec<(f64, f64)> = of_class.copied().collect();
    of_class.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let n_needed = of_class.iter().take_while(|(_, weight)| {
        let is_needed = before < held;
        before += weight;
        is_needed
    });
    let n_needed = n_needed.count().max(1);
    Some((n_before + n_needed, of_class.get(n_needed - 1)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_densest_cells_that_hold_enough_are_found() {
        let check = |weights: &[f64], held: f64, n: usize, least: f64| {
            let cells: Vec<(f64, f64)> = weights.iter().map(|w| (*w, *w)).collect();
            assert_eq!(heaviest(&cells, held), Some((n, least)), "{weights:?} {held}");
        };
        check(&[1.0, 5.0, 3.0, 2.0, 4.0], 9.0, 2, 4.0);
        check(&[1.0, 5.0, 3.0, 2.0, 4.0], 9.5, 3, 3.0);
        check(&[1.0, 5.0, 3.0, 2.0, 4.0], 14.9, 5, 1.0);
        check(&[1.0, 5.0, 3.0, 2.0, 4.0], 0.1, 1, 5.0);
        check(&[7.0], 7.0, 1, 7.0);
        check(&[2.0, 2.0], 100.0, 2, 2.0);
        assert_eq!(heaviest(&[], 1.0), None);
    }

    #[test]
    fn a_level_lies_between_two_densities() {
        let level = |weights: &[f64]| level_of(weights.iter().map(|w| (*w, *w)).collect());
        assert_eq!(level(&[4.0, 4.0, 1.0, 1.0]), Some((2.5, 2)));
        assert_eq!(level(&[1.0, 1.0, 1.0, 1.0, 1.0]), Some((0.5, 4)));
        assert_eq!(level(&[]), None);
    }
}
