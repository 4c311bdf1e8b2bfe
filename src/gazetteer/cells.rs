//! Which country, region and district holds a point, by a grid of cells: most cells lie wholly in one
//! unit, and only in the others are polygons asked.

use std::ops::Range;

use geo::MultiPolygon;

use super::Area;
use crate::earth::LonLat;

/// Side of a cell in degrees: some 2 km. Smaller ones take more memory, larger ones ask polygons more
/// often. Source: measured, tests/benches/geocode.rs.
const CELL_DEG: f64 = 0.02;

/// Edges are taken this much wider, so that a point on one never lies in an unmarked cell.
const MARGIN_DEG: f64 = 1e-6;

/// A cell in which polygons have to be asked.
const MIXED: u16 = u16::MAX;

/// A cell that is not yet known.
const OPEN: u16 = u16::MAX - 1;

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
    cells: Vec<u16>,
    units: Vec<Units>,
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
        let mut grid = Self { west, south, n_columns, n_rows, cells, units: Vec::new() };
        areas.for_each(|area| grid.mark(&area.polygon));
        grid.fill(ask);
        Some(grid)
    }

    /// The units of a point; `None` where polygons have to be asked.
    pub(super) fn at(&self, point: LonLat) -> Option<Units> {
        let (x, y) = ((point.lon - self.west) / CELL_DEG, (point.lat - self.south) / CELL_DEG);
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.n_columns as f64 && y < self.n_rows as f64;
        if !is_inside {
            return Some(Units::default());
        }
        let cell = self.cells.get(y as usize * self.n_columns + x as usize)?;
        self.units.get(usize::from(*cell)).copied()
    }

    /// Marks all cells that an edge runs through.
    fn mark(&mut self, polygon: &MultiPolygon<f64>) {
        let rings = polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        for edge in rings.flat_map(|ring| ring.lines()) {
            let (low, high) = if edge.start.y <= edge.end.y {
                (edge.start, edge.end)
            } else {
                (edge.end, edge.start)
            };
            let row_of = |lat: f64| ((lat - self.south) / CELL_DEG).max(0.0) as usize;
            for row in row_of(low.y - MARGIN_DEG)..=row_of(high.y + MARGIN_DEG) {
                // The stretch of the edge within the row, a little wider.
                let bottom = self.south + row as f64 * CELL_DEG - MARGIN_DEG;
                let top = bottom + CELL_DEG + 2.0 * MARGIN_DEG;
                let lon_at = |lat: f64| {
                    let height = high.y - low.y;
                    let share = if height > 0.0 { (lat - low.y) / height } else { 0.0 };
                    low.x + (high.x - low.x) * share.clamp(0.0, 1.0)
                };
                let ends = if high.y - low.y > 0.0 {
                    (lon_at(bottom), lon_at(top))
                } else {
                    (low.x, high.x)
                };
                self.mark_row(row, ends.0.min(ends.1), ends.0.max(ends.1));
            }
        }
    }

    fn mark_row(&mut self, row: usize, from_lon: f64, to_lon: f64) {
        let column_of = |lon: f64| ((lon - self.west) / CELL_DEG).max(0.0) as usize;
        let first = row * self.n_columns + column_of(from_lon - MARGIN_DEG);
        let last = row * self.n_columns + column_of(to_lon + MARGIN_DEG);
        for cell in self.cells.get_mut(first..=last).into_iter().flatten() {
            *cell = MIXED;
        }
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
            let number = units.map_or(MIXED, |units| number(&mut self.units, units));
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

fn number(known: &mut Vec<Units>, units: Units) -> u16 {
    let at = known.iter().position(|other| *other == units).unwrap_or_else(|| {
        known.push(units);
        known.len() - 1
    });
    u16::try_from(at).unwrap_or(MIXED)
}
