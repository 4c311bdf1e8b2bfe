//! A local grid of square cells in km, over which constraints are multiplied.

use geo::{Contains, Coord, LineString, MultiPolygon, Polygon};

use super::plane::Plane;
use crate::earth::{Bounds, LonLat};

/// Cells along the longer side. The 80 % outline is drawn between cell centres, so that a circle
/// of 16 cells across is off by less than 1 % of its radius.
const CELLS_ACROSS: f64 = 32.0;
/// The same for the grids that only find where the weight is.
const SEARCH_CELLS_ACROSS: f64 = 20.0;
/// The most cells along a side, where a constraint is narrow for its length.
const MOST_CELLS_ACROSS: f64 = 160.0;
/// Cells with less than this share of the highest weight do not count when the grid is narrowed.
const NEGLIGIBLE: f64 = 1e-3;

/// A cell with less weight than this is ruled out, whatever else is known of it.
const NOTHING: f64 = 1e-15;

/// A grid on a plane around a point: cell centres in rows from south to north.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) plane: Plane,
    /// Centre of the south-western cell, in km east and north of the plane's centre.
    pub(super) x0: f64,
    pub(super) y0: f64,
    /// Side of a cell in km.
    pub(super) step_km: f64,
    pub(super) nx: usize,
    pub(super) ny: usize,
}

impl Grid {
    /// A square grid over a circle, to search it for weight that is no narrower than `finest_km`.
    pub(super) fn around(center: LonLat, radius_km: f64, finest_km: f64) -> Self {
        let radius = radius_km.clamp(0.05, 10_000.0);
        let sides = [-radius, -radius, radius, radius];
        let n_across = (radius / finest_km).clamp(SEARCH_CELLS_ACROSS, MOST_CELLS_ACROSS);
        Self::over(Plane::around(center), sides, n_across)
    }

    fn over(plane: Plane, [west, south, east, north]: [f64; 4], n_across: f64) -> Self {
        let step_km = ((east - west).max(north - south) / n_across).max(0.01);
        let cells =
            |length: f64| ((length / step_km).ceil() as usize).clamp(2, MOST_CELLS_ACROSS as usize);
        let (nx, ny) = (cells(east - west), cells(north - south));
        let x0 = f64::midpoint(west, east) - (nx as f64 - 1.0) / 2.0 * step_km;
        let y0 = f64::midpoint(south, north) - (ny as f64 - 1.0) / 2.0 * step_km;
        Self { plane, x0, y0, step_km, nx, ny }
    }

    /// The grid over what has weight, with cells as fine as the outline needs and no wider than
    /// `finest_km`.
    pub(super) fn narrowed(&self, weights: &[f64], finest_km: f64) -> Self {
        let highest = weights.iter().copied().fold(0.0, f64::max);
        let counts = self.centers().zip(weights).filter(|(_, w)| **w > highest * NEGLIGIBLE);
        let mut bounds = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        for ((x, y), _) in counts {
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
        let [west, south, east, north] = bounds;
        if west > east {
            return self.clone();
        }
        let margin = self.step_km;
        let sides = [west - margin, south - margin, east + margin, north + margin];
        let length_km = (east - west).max(north - south) + 2.0 * margin;
        let n_across = (length_km / finest_km).clamp(CELLS_ACROSS, MOST_CELLS_ACROSS);
        Self::over(self.plane, sides, n_across)
    }

    pub(super) fn n_cells(&self) -> usize {
        self.nx * self.ny
    }

    /// A cell centre as a position.
    pub(super) fn point(&self, cell: usize) -> LonLat {
        let (x, y) = self.km(cell);
        self.plane.to_lon_lat(x, y)
    }

    /// A cell centre in km on the plane.
    pub(super) fn km(&self, cell: usize) -> (f64, f64) {
        let (column, row) = (cell % self.nx, cell / self.nx);
        (self.x0 + column as f64 * self.step_km, self.y0 + row as f64 * self.step_km)
    }

    /// Area of a cell in km².
    pub(super) fn cell_km2(&self) -> f64 {
        (self.step_km * self.plane.scale()).powi(2)
    }

    /// Multiplies the weight of every cell that has one by that of its centre, in km on the plane.
    pub(super) fn multiply(&self, weights: &mut [f64], weight: impl Fn((f64, f64)) -> f64) {
        for (row, weights) in weights.chunks_exact_mut(self.nx).enumerate() {
            let y = self.y0 + row as f64 * self.step_km;
            for (column, own) in weights.iter_mut().enumerate() {
                if *own > NOTHING {
                    *own *= weight((self.x0 + column as f64 * self.step_km, y));
                }
            }
        }
    }

    /// Multiplies the cells whose centre is outside the polygon by `outside`. Whether there are such.
    ///
    /// Cost: the polygon's corners, and rows × edges near the grid. Method: the polygon is cut to the
    /// grid's bounds, then even-odd scan lines on the plane.
    pub(super) fn mask(
        &self,
        weights: &mut [f64],
        polygon: &MultiPolygon<f64>,
        outside: f64,
    ) -> bool {
        let bounds = self.bounds();
        if let Some(bounds) = &bounds
            && !polygon.iter().any(|part| has_edge_near(part, bounds))
        {
            let is_inside = polygon.contains(&bounds.center().point());
            weights.iter_mut().filter(|_| !is_inside).for_each(|weight| *weight *= outside);
            return !is_inside;
        }
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); self.ny];
        for ring in polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        {
            let corners: Vec<(f64, f64)> =
                cut(ring, bounds.as_ref()).iter().map(|c| self.plane.to_km((*c).into())).collect();
            for pair in corners.windows(2) {
                if let [a, b] = pair {
                    self.add_crossings(*a, *b, &mut crossings);
                }
            }
        }
        let mut has_outside = false;
        for (row, weights) in crossings.iter_mut().zip(weights.chunks_exact_mut(self.nx)) {
            row.sort_by(f64::total_cmp);
            // Outside up to the first crossing, from the second to the third, and so on.
            let mut start = 0;
            for pair in 0..=row.len() / 2 {
                let end = row.get(2 * pair).map_or(self.nx, |x| self.first_column_from(*x));
                let outside_cells = weights.get_mut(start..end.max(start)).unwrap_or_default();
                has_outside |= outside_cells.iter().any(|weight| *weight > NOTHING);
                outside_cells.iter_mut().for_each(|weight| *weight *= outside);
                let Some(x) = row.get(2 * pair + 1) else { break };
                start = self.first_column_from(*x);
            }
        }
        has_outside
    }

    /// The first column whose cells' centres are not west of so many km, at most the number of columns.
    fn first_column_from(&self, x: f64) -> usize {
        let x_of = |column: usize| self.x0 + column as f64 * self.step_km;
        let mut column = (((x - self.x0) / self.step_km).ceil().max(0.0) as usize).min(self.nx);
        // The division is rounded.
        while column > 0 && x_of(column - 1) >= x {
            column -= 1;
        }
        while column < self.nx && x_of(column) < x {
            column += 1;
        }
        column
    }

    /// Notes where an edge crosses the rows of cell centres.
    fn add_crossings(&self, a: (f64, f64), b: (f64, f64), crossings: &mut [Vec<f64>]) {
        let (low, high) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let first = ((low.1 - self.y0) / self.step_km).ceil().max(0.0) as usize;
        for (row, found) in crossings.iter_mut().enumerate().skip(first) {
            let y = self.y0 + row as f64 * self.step_km;
            if y >= high.1 {
                break;
            }
            if y >= low.1 {
                found.push(low.0 + (y - low.1) / (high.1 - low.1) * (high.0 - low.0));
            }
        }
    }

    /// Bounds in degrees that hold the grid with room to spare; `None` where it touches a pole or
    /// the antimeridian.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        /// Meridians bend on the plane: so much more than the outermost cells, as a share.
        const ROOM: f64 = 0.1;
        let (width, height) = (self.nx as f64 * self.step_km, self.ny as f64 * self.step_km);
        let room = width.max(height) * ROOM + 1.0 / self.plane.scale();
        let (west, east) = (self.x0 - room, self.x0 + width + room);
        let (south, north) = (self.y0 - room, self.y0 + height + room);
        if width.max(height) * self.plane.scale() > 4000.0 {
            return None;
        }
        let mut bounds = Bounds { west: 180.0, south: 90.0, east: -180.0, north: -90.0 };
        let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(south, north));
        for x in [west, middle_x, east] {
            for y in [south, middle_y, north] {
                let p = self.plane.to_lon_lat(x, y);
                bounds.west = bounds.west.min(p.lon);
                bounds.south = bounds.south.min(p.lat);
                bounds.east = bounds.east.max(p.lon);
                bounds.north = bounds.north.max(p.lat);
            }
        }
        let is_plain = bounds.north < 75.0 && bounds.south > -75.0 && bounds.width_deg() < 170.0;
        is_plain.then_some(bounds)
    }

    fn centers(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let (x0, y0, step, nx) = (self.x0, self.y0, self.step_km, self.nx);
        (0..self.nx * self.ny)
            .map(move |i| (x0 + (i % nx) as f64 * step, y0 + (i / nx) as f64 * step))
    }
}

/// Whether an edge of the polygon may run through the box: not both ends lie on one side of it.
fn has_edge_near(polygon: &Polygon<f64>, bounds: &Bounds) -> bool {
    let mut rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    rings.any(|ring| {
        let mut corners = ring.coords().map(|corner| sides(corner, bounds));
        let mut before = corners.next().unwrap_or_default();
        corners.any(|own| std::mem::replace(&mut before, own) & own == 0)
    })
}

/// The sides of a box on which a corner lies, as bits; 0 within.
fn sides(corner: &Coord<f64>, bounds: &Bounds) -> u8 {
    u8::from(corner.x < bounds.west)
        | u8::from(corner.x > bounds.east) << 1
        | u8::from(corner.y < bounds.south) << 2
        | u8::from(corner.y > bounds.north) << 3
}

/// A ring cut to a box in degrees; inside the box it holds the same points.
/// Source: Sutherland and Hodgman 1974.
fn cut(ring: &LineString<f64>, bounds: Option<&Bounds>) -> Vec<Coord<f64>> {
    let Some(bounds) = bounds else { return ring.0.clone() };
    let mut ring = without_far_corners(ring, bounds);
    type Side = (fn(&Coord<f64>) -> f64, f64, f64);
    let sides: [Side; 4] = [
        (|c| c.x, bounds.west, 1.0),
        (|c| c.x, bounds.east, -1.0),
        (|c| c.y, bounds.south, 1.0),
        (|c| c.y, bounds.north, -1.0),
    ];
    for (value, limit, sign) in sides {
        let off = |c: &Coord<f64>| (value(c) - limit) * sign;
        if ring.iter().all(|c| off(c) >= 0.0) {
            continue;
        }
        let mut kept = Vec::new();
        for pair in ring.windows(2) {
            let [a, b] = pair else { continue };
            let (da, db) = (off(a), off(b));
            if da >= 0.0 {
                kept.push(*a);
            }
            if (da >= 0.0) != (db >= 0.0) {
                let t = da / (da - db);
                kept.push(Coord { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
            }
        }
        if let Some(first) = kept.first().copied() {
            kept.push(first);
        }
        ring = kept;
    }
    ring
}

/// A ring without the corners that lie on one side of the box together with those before and after
/// them: what that moves lies on that side too.
fn without_far_corners(ring: &LineString<f64>, bounds: &Bounds) -> Vec<Coord<f64>> {
    let sides = |corner: &Coord<f64>| sides(corner, bounds);
    let mut kept: Vec<Coord<f64>> = Vec::new();
    let mut common = 0;
    let n_last = ring.0.len().saturating_sub(1);
    for (i, corner) in ring.coords().enumerate() {
        let own = sides(corner);
        let next = ring.0.get(i + 1).map_or(0, sides);
        if i == 0 || i == n_last || common & own & next == 0 {
            kept.push(*corner);
            common = own;
        } else {
            common &= own;
        }
    }
    kept
}
