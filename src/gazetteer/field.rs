//! Distances to a border at the corners of a grid, each found once: in between they hardly bend.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::earth::LonLat;

/// Cells of some 2, 5, 11 and 17 km. Source of all of their limits: measured, the test below.
pub(super) const FINEST: Cell = Cell { side_deg: 0.015, least_km: 1.5, fold_km: 0.3 };
pub(super) const FINE: Cell = Cell { side_deg: 0.05, least_km: 6.0, fold_km: 0.6 };
pub(super) const MIDDLE: Cell = Cell { side_deg: 0.1, least_km: 35.0, fold_km: 0.7 };
pub(super) const COARSE: Cell = Cell { side_deg: 0.15, least_km: 60.0, fold_km: 1.0 };
/// Corners along the side of a tile; tiles are made where points are asked for.
const TILE: usize = 32;
/// So far beyond the border's own bounds there are tiles, in degrees.
const REACH_DEG: f64 = 12.0;
/// The most tiles: a border that would need more is asked for exactly.
const MOST_TILES: usize = 1 << 14;

/// A corner that nobody has asked for.
const UNKNOWN: u64 = u64::MAX;

/// What a grid is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    side_deg: f64,
    /// Nearer to the border than this the distance bends too much within a cell.
    least_km: f64,
    /// A fold of the distance within a cell shows as a difference of its differences.
    fold_km: f64,
}

/// The corners of a grid around lines, with their distances where they were asked for.
#[derive(Debug)]
pub(super) struct Field {
    cell: Cell,
    west: f64,
    south: f64,
    n_columns: usize,
    tiles: Vec<OnceLock<Box<[AtomicU64]>>>,
}

/// A distance and the number of the line that it leads to.
pub(super) type Found = (f64, u16);

impl Field {
    /// A grid over the bounds `[west, south, east, north]` of lines, and some way around them.
    pub(super) fn over([west, south, east, north]: [f64; 4], cell: Cell) -> Self {
        let (west, south) = (west - REACH_DEG, (south - REACH_DEG).max(-90.0));
        let tile_deg = cell.side_deg * (TILE - 1) as f64;
        let n = |length: f64| (length / tile_deg).ceil().clamp(0.0, 1e4) as usize;
        let n_columns = n(east + REACH_DEG - west);
        let n_tiles = n_columns * n((north + REACH_DEG).min(90.0) - south);
        let is_plain = n_tiles <= MOST_TILES && west > -180.0 && east + REACH_DEG < 180.0;
        let tiles = (0..if is_plain { n_tiles } else { 0 }).map(|_| OnceLock::new()).collect();
        Self { cell, west, south, n_columns, tiles }
    }

    /// Whether distances of about so many km are far enough from the border for its cells.
    pub(super) fn serves(&self, about_km: f64) -> bool {
        about_km >= self.cell.least_km || self.cell.side_deg <= FINE.side_deg
    }

    /// The distance in km and the line at a point, from the corners of its cell, which `ask` gives
    /// where they are not yet known. `None` where the distance bends within the cell: near the border,
    /// and where two lines or two parts of one are equally near.
    ///
    /// Limits: off by 0.04 km on average and 0.9 km at most (measured: the test below).
    pub(super) fn at(&self, point: LonLat, ask: impl Fn(LonLat) -> Option<Found>) -> Option<Found> {
        let side_deg = self.cell.side_deg;
        let (x, y) = ((point.lon - self.west) / side_deg, (point.lat - self.south) / side_deg);
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        // Neighbouring tiles share the corners between them, so that a cell lies in one tile.
        let (column, row) = (x as usize, y as usize);
        let (tile_x, tile_y) = (column / (TILE - 1), row / (TILE - 1));
        if tile_x >= self.n_columns {
            return None;
        }
        let tile = self.tiles.get(tile_y * self.n_columns + tile_x)?;
        let tile = tile.get_or_init(|| (0..TILE * TILE).map(|_| AtomicU64::new(UNKNOWN)).collect());
        let first = row % (TILE - 1) * TILE + column % (TILE - 1);
        let corner = |dx: usize, dy: usize| {
            let known = tile.get(first + dy * TILE + dx)?;
            match known.load(Ordering::Relaxed) {
                UNKNOWN => self.find(known, (column + dx, row + dy), &ask),
                bits => Some(unpack(bits)),
            }
        };
        let (sw, se, nw, ne) = (corner(0, 0)?, corner(1, 0)?, corner(0, 1)?, corner(1, 1)?);
        between([sw, se, nw, ne], (x - column as f64, y - row as f64), self.cell)
    }

    /// Asks for a corner that is not yet known.
    fn find(
        &self,
        known: &AtomicU64,
        (column, row): (usize, usize),
        ask: impl Fn(LonLat) -> Option<Found>,
    ) -> Option<Found> {
        let lon = self.west + column as f64 * self.cell.side_deg;
        let lat = self.south + row as f64 * self.cell.side_deg;
        let bits = pack(ask(LonLat::new(lon, lat))?);
        known.store(bits, Ordering::Relaxed);
        Some(unpack(bits))
    }
}

/// Bilinear between the south-western, south-eastern, north-western and north-eastern corner.
fn between([sw, se, nw, ne]: [Found; 4], (right, up): (f64, f64), cell: Cell) -> Option<Found> {
    let lines_agree = [se, nw, ne].iter().all(|(_, line)| *line == sw.1);
    let least = sw.0.min(se.0).min(nw.0).min(ne.0);
    let fold = (sw.0 + ne.0 - se.0 - nw.0).abs();
    if !lines_agree || least < cell.least_km || fold > cell.fold_km {
        return None;
    }
    let south = sw.0 + (se.0 - sw.0) * right;
    let north = nw.0 + (ne.0 - nw.0) * right;
    Some((south + (north - south) * up, sw.1))
}

fn pack((km, line): Found) -> u64 {
    u64::from((km as f32).to_bits()) << 16 | u64::from(line)
}

fn unpack(bits: u64) -> Found {
    (f64::from(f32::from_bits((bits >> 16) as u32)), bits as u16)
}

#[cfg(test)]
mod tests {
    use crate::earth::LonLat;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn between_corners_the_distance_is_nearly_exact() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let km = gazetteer.km_to_border("ML-NE", f64::INFINITY).unwrap();
        let (mut sum, mut most, mut n) = (0.0, 0.0_f64, 0);
        for i in 0..4_000_u32 {
            // Points that lie everywhere in the box of the three countries.
            let (a, b) = (f64::from(i * 7_919 % 4_000), f64::from(i * 104_729 % 3_989));
            let point = LonLat::new(-12.0 + a / 4_000.0 * 28.0, 9.5 + b / 3_989.0 * 15.0);
            let (_, exact) = gazetteer.distance_to_border("ML-NE", point).unwrap();
            let off = (km(point).unwrap() - exact).abs();
            sum += off;
            most = most.max(off);
            n += 1;
        }
        let mean = sum / f64::from(n);
        assert!(mean < 0.04 && most < 0.9, "mean {mean}, most {most}");
    }
}
