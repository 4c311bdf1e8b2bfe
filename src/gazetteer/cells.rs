//! Which country, region and district holds a point, by a grid of cells: most cells lie wholly in one
//! unit. The others are divided once more, and only in small cells with a border are polygons asked.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use geo::Line;
use rustc_hash::FxHashSet;

use super::Area;
use super::blocks::{Block, N_SIDE, Side};
use crate::earth::LonLat;

/// Side of a cell in degrees: some 2 km. Smaller ones take more memory, larger ones are divided more
/// often. Source: measured, tests/benches/geocode.rs.
const CELL_DEG: f64 = N_SIDE as f64 * SMALL_DEG;

/// Side of a small cell in degrees: some 280 m.
const SMALL_DEG: f64 = 0.0025;

/// The first points in cells with an edge ask polygons: dividing the cells costs more than a few of
/// them. Source: own judgement.
const N_WITHOUT_BLOCKS: u32 = 16_000;

/// The numbers of blocks begin anew for each so many cells: all are more than a cell's number can tell.
const N_IN_BAND: usize = 1 << 20;

/// Edges are taken this much wider, so that a point on one never lies in an unmarked cell.
const MARGIN_DEG: f64 = 1e-6;

/// A cell with an edge in it.
const MIXED: u16 = u16::MAX;

/// A cell that is not yet known.
const OPEN: u16 = u16::MAX - 1;

/// A cell without an edge in which polygons have to be asked.
const UNSURE: u16 = u16::MAX - 2;

/// The units of a cell, by their numbers in their layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Units {
    pub(super) country: Option<u16>,
    pub(super) region: Option<u16>,
    pub(super) district: Option<u16>,
}

/// The grid.
#[derive(Debug)]
pub(super) struct Cells {
    west: f64,
    south: f64,
    n_columns: usize,
    n_rows: usize,
    /// The number of what holds a cell; from the number of all units on, that of a block.
    cells: Vec<u16>,
    units: Vec<Units>,
    /// All edges of the areas, each once.
    edges: Vec<Line<f64>>,
    /// The number of the first block of every band.
    bands: Vec<usize>,
    /// Made when many points have been asked for that lie in them.
    blocks: OnceLock<Vec<Block>>,
    n_asked: AtomicU32,
}

impl Cells {
    /// A grid over all areas. `ask` gives the units of a point by the polygons; `None` where the
    /// answer may change within the cell although no edge runs through it.
    ///
    /// Cost: some 30 ms for the bundled areas.
    pub(super) fn new<'a>(
        areas: impl Iterator<Item = &'a Area> + Clone,
        ask: impl Fn(LonLat) -> Option<Units>,
    ) -> Option<Self> {
        let fold = |start: f64, pick: fn(f64, f64) -> f64, of: fn(&Area) -> f64| {
            areas.clone().map(of).fold(start, pick)
        };
        // Areas across the antimeridian have no box here; polygons are asked for all points then.
        if areas.clone().next().is_none() || areas.clone().any(|a| a.bounds.west > a.bounds.east) {
            return None;
        }
        let west = fold(f64::INFINITY, f64::min, |a| a.bounds.west) - CELL_DEG;
        let south = fold(f64::INFINITY, f64::min, |a| a.bounds.south) - CELL_DEG;
        let east = fold(f64::NEG_INFINITY, f64::max, |a| a.bounds.east);
        let north = fold(f64::NEG_INFINITY, f64::max, |a| a.bounds.north);
        let n_columns = ((east - west) / CELL_DEG) as usize + 2;
        let n_rows = ((north - south) / CELL_DEG) as usize + 2;
        let cells = vec![OPEN; n_columns * n_rows];
        let (units, bands, blocks, n_asked) = Default::default();
        let edges = edges_of(areas);
        let mut grid =
            Self { west, south, n_columns, n_rows, cells, units, edges, bands, blocks, n_asked };
        grid.mark();
        grid.fill(ask);
        grid.number_blocks();
        Some(grid)
    }

    /// The units of a point; `None` where polygons have to be asked.
    pub(super) fn at(&self, point: LonLat) -> Option<Units> {
        let (x, y) = ((point.lon - self.west) / SMALL_DEG, (point.lat - self.south) / SMALL_DEG);
        let (column, row) = (x as usize / N_SIDE, y as usize / N_SIDE);
        let is_inside = x >= 0.0 && y >= 0.0 && column < self.n_columns && row < self.n_rows;
        if !is_inside {
            return Some(Units::default());
        }
        let cell = row * self.n_columns + column;
        if let Some(units) = self.units.get(usize::from(*self.cells.get(cell)?)) {
            return Some(*units);
        }
        let number = self.block_of(cell)?;
        let blocks = match self.blocks.get() {
            Some(blocks) => blocks.as_slice(),
            None if self.n_asked.fetch_add(1, Ordering::Relaxed) < N_WITHOUT_BLOCKS => return None,
            None => self.divide(),
        };
        let block = blocks.get(number)?;
        self.units.get(usize::from(block.at(x as usize, y as usize)?)).copied()
    }

    /// Calls `mark` with the row and the columns of all cells of a side that an edge runs through.
    fn touched(&self, side_deg: f64, mut mark: impl FnMut(usize, RangeInclusive<usize>)) {
        let row_of = |lat: f64| ((lat - self.south) / side_deg).max(0.0) as usize;
        let column_of = |lon: f64| ((lon - self.west) / side_deg).max(0.0) as usize;
        for Line { start: low, end: high } in &self.edges {
            let height = high.y - low.y;
            for row in row_of(low.y - MARGIN_DEG)..=row_of(high.y + MARGIN_DEG) {
                // The stretch of the edge within the row, a little wider.
                let bottom = self.south + row as f64 * side_deg - MARGIN_DEG;
                let top = bottom + side_deg + 2.0 * MARGIN_DEG;
                let lon_at =
                    |lat: f64| low.x + (high.x - low.x) * ((lat - low.y) / height).clamp(0.0, 1.0);
                let ends =
                    if height > 0.0 { (lon_at(bottom), lon_at(top)) } else { (low.x, high.x) };
                let (from, to) = (ends.0.min(ends.1), ends.0.max(ends.1));
                mark(row, column_of(from - MARGIN_DEG)..=column_of(to + MARGIN_DEG));
            }
        }
    }

    /// Marks all cells that an edge runs through.
    fn mark(&mut self) {
        let mut cells = std::mem::take(&mut self.cells);
        self.touched(CELL_DEG, |row, columns| {
            let first = row * self.n_columns;
            let touched = cells.get_mut(first + columns.start()..=first + columns.end());
            touched.unwrap_or_default().fill(MIXED);
        });
        self.cells = cells;
    }

    /// Gives every unmarked cell its units: one of those side by side is asked for.
    ///
    /// Beyond the ends of a row nothing is marked: all around the areas is one, and a run of cells may
    /// go on in the next row.
    fn fill(&mut self, ask: impl Fn(LonLat) -> Option<Units>) {
        let mut next: Vec<usize> = Vec::new();
        for first in 0..self.cells.len() {
            if self.cells.get(first) != Some(&OPEN) {
                continue;
            }
            let (row, column) = (first / self.n_columns, first % self.n_columns);
            let lon = self.west + (column as f64 + 0.5) * CELL_DEG;
            let lat = self.south + (row as f64 + 0.5) * CELL_DEG;
            let units = ask(LonLat::new(lon, lat));
            let number = units.map_or(UNSURE, |units| number(&mut self.units, units));
            next.push(first);
            while let Some(at) = next.pop() {
                let run = self.run_around(at);
                if let Some(cells) = self.cells.get_mut(run.clone()) {
                    cells.fill(number);
                }
                let n = self.n_columns;
                self.push_runs(run.start.saturating_sub(n)..run.end.saturating_sub(n), &mut next);
                self.push_runs(run.start + n..(run.end + n).min(self.cells.len()), &mut next);
            }
        }
    }

    /// The unmarked cells around one, empty where it is marked.
    fn run_around(&self, at: usize) -> Range<usize> {
        let (before, after) = self.cells.split_at_checked(at).unwrap_or_default();
        let n_before = before.iter().rev().take_while(|cell| **cell == OPEN).count();
        let n_after = after.iter().take_while(|cell| **cell == OPEN).count();
        if n_after == 0 { at..at } else { at - n_before..at + n_after }
    }

    /// Adds the first cell of every unmarked run in a range.
    fn push_runs(&self, range: Range<usize>, next: &mut Vec<usize>) {
        let mut before = MIXED;
        for (at, cell) in range.clone().zip(self.cells.get(range).unwrap_or_default()) {
            if *cell == OPEN && before != OPEN {
                next.push(at);
            }
            before = *cell;
        }
    }
}

/// The cells with an edge in them, divided.
impl Cells {
    /// Gives every marked cell a block as far as there are numbers for them.
    fn number_blocks(&mut self) {
        let mut n_blocks = 0;
        for band in self.cells.chunks_mut(N_IN_BAND) {
            self.bands.push(n_blocks);
            let marked = band.iter_mut().filter(|cell| **cell == MIXED);
            for (cell, number) in marked.zip(self.units.len()..usize::from(UNSURE)) {
                *cell = u16::try_from(number).unwrap_or(MIXED);
                n_blocks += 1;
            }
        }
        self.bands.push(n_blocks);
    }

    /// The number of the block of a cell.
    fn block_of(&self, cell: usize) -> Option<usize> {
        let number = usize::from(*self.cells.get(cell)?).checked_sub(self.units.len())?;
        let (first, end) =
            (self.bands.get(cell / N_IN_BAND)?, self.bands.get(cell / N_IN_BAND + 1)?);
        Some(first + number).filter(|number| number < end)
    }

    /// Makes all blocks.
    pub(super) fn divide(&self) -> &[Block] {
        self.blocks.get_or_init(|| {
            let mut blocks = vec![Block::default(); self.bands.last().copied().unwrap_or_default()];
            self.touched(SMALL_DEG, |row, columns| {
                for column in columns {
                    let cell = row / N_SIDE * self.n_columns + column / N_SIDE;
                    let block = self.block_of(cell).and_then(|number| blocks.get_mut(number));
                    block.into_iter().for_each(|block| block.mark(column, row));
                }
            });
            self.fill_blocks(&mut blocks);
            blocks
        })
    }

    /// Gives the unmarked small cells the units of those beside them, as no edge runs in between; those
    /// that nothing known leads to stay without.
    fn fill_blocks(&self, blocks: &mut [Block]) {
        let has_block = |cell: &usize| self.block_of(*cell).is_some();
        let mut next: Vec<usize> = (0..self.cells.len()).filter(has_block).collect();
        while let Some(cell) = next.pop() {
            let Some(number) = self.block_of(cell) else { continue };
            let Some(mut block) = blocks.get(number).copied() else { continue };
            let mut has_grown = false;
            for (beside, side) in self.beside(cell) {
                let Some(found) = self.cells.get(beside) else { continue };
                if usize::from(*found) < self.units.len() {
                    has_grown |= block.grow(*found, side.across(u64::MAX));
                } else if let Some(other) = self.block_of(beside).and_then(|n| blocks.get(n)) {
                    for part in other.parts {
                        has_grown |= block.grow(part.unit, side.across(part.cells));
                    }
                }
            }
            if has_grown {
                next.extend(self.beside(cell).map(|(beside, _)| beside));
                blocks.get_mut(number).into_iter().for_each(|known| *known = block);
            }
        }
    }

    fn beside(&self, cell: usize) -> [(usize, Side); 4] {
        [
            (cell.wrapping_sub(self.n_columns), Side::South),
            (cell + self.n_columns, Side::North),
            (cell.wrapping_sub(1), Side::West),
            (cell + 1, Side::East),
        ]
    }
}

/// The edges of all rings from their southern end; areas side by side share them.
fn edges_of<'a>(areas: impl Iterator<Item = &'a Area>) -> Vec<Line<f64>> {
    let mut seen: FxHashSet<[u64; 4]> = FxHashSet::default();
    let mut edges = Vec::new();
    let polygons = areas.flat_map(|area| area.polygon.iter());
    let rings = polygons.flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    for Line { start, end } in rings.flat_map(|ring| ring.lines()) {
        let (low, high) =
            if (start.y, start.x) <= (end.y, end.x) { (start, end) } else { (end, start) };
        if seen.insert([low.x, low.y, high.x, high.y].map(f64::to_bits)) {
            edges.push(Line::new(low, high));
        }
    }
    edges
}

fn number(known: &mut Vec<Units>, units: Units) -> u16 {
    let at = known.iter().position(|other| *other == units).unwrap_or_else(|| {
        known.push(units);
        known.len() - 1
    });
    u16::try_from(at).unwrap_or(MIXED)
}
