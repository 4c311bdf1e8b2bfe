//! A local grid of square cells in km, over which constraints are multiplied.

use geo::MultiPolygon;

use crate::earth::{LocalPlane, LonLat};

/// Cells along the longer side. The 80 % outline is drawn between cell centres, so that a circle
/// of 20 cells across is off by less than 1 % of its radius.
const CELLS_ACROSS: f64 = 48.0;
/// Cells with less than this share of the highest weight do not count when the grid is narrowed.
const NEGLIGIBLE: f64 = 1e-3;

/// A grid on a plane around a point: cell centres in rows from south to north.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) plane: LocalPlane,
    /// Centre of the south-western cell, in km east and north of the plane's centre.
    pub(super) x0: f64,
    pub(super) y0: f64,
    /// Side of a cell in km.
    pub(super) step_km: f64,
    pub(super) nx: usize,
    pub(super) ny: usize,
    points: Vec<LonLat>,
}

impl Grid {
    /// A square grid over a circle.
    pub(super) fn around(center: LonLat, radius_km: f64) -> Self {
        let radius = radius_km.clamp(0.05, 10_000.0);
        Self::over(LocalPlane::new(center), [-radius, -radius, radius, radius])
    }

    fn over(plane: LocalPlane, [west, south, east, north]: [f64; 4]) -> Self {
        let step_km = ((east - west).max(north - south) / CELLS_ACROSS).max(0.01);
        let cells = |length: f64| ((length / step_km).ceil() as usize).clamp(2, 64);
        let (nx, ny) = (cells(east - west), cells(north - south));
        let x0 = f64::midpoint(west, east) - (nx as f64 - 1.0) / 2.0 * step_km;
        let y0 = f64::midpoint(south, north) - (ny as f64 - 1.0) / 2.0 * step_km;
        let mut grid = Self { plane, x0, y0, step_km, nx, ny, points: Vec::new() };
        grid.points = grid.centers().map(|(x, y)| plane.to_lon_lat(x, y)).collect();
        grid
    }

    /// The grid over what has weight, with cells as fine as that allows.
    pub(super) fn narrowed(&self, weights: &[f64]) -> Self {
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
        Self::over(self.plane, [west - margin, south - margin, east + margin, north + margin])
    }

    /// Cell centres as positions.
    pub(super) fn points(&self) -> &[LonLat] {
        &self.points
    }

    /// Area of a cell in km².
    pub(super) fn cell_km2(&self) -> f64 {
        self.step_km * self.step_km
    }

    /// A weight for every cell.
    pub(super) fn map(&self, weight: impl Fn(LonLat) -> f64) -> Vec<f64> {
        self.points.iter().map(|p| weight(*p)).collect()
    }

    /// 1 for the cells whose centre is inside the polygon, `outside` for the others.
    ///
    /// Cost: rows × edges. Method: even-odd scan lines on the plane.
    pub(super) fn mask(&self, polygon: &MultiPolygon<f64>, outside: f64) -> Vec<f64> {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); self.ny];
        for ring in polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        {
            let corners: Vec<(f64, f64)> =
                ring.coords().map(|c| self.plane.to_km((*c).into())).collect();
            for pair in corners.windows(2) {
                if let [a, b] = pair {
                    self.add_crossings(*a, *b, &mut crossings);
                }
            }
        }
        let mut weights = Vec::with_capacity(self.points.len());
        for row in &mut crossings {
            row.sort_by(f64::total_cmp);
            for column in 0..self.nx {
                let x = self.x0 + column as f64 * self.step_km;
                let is_inside = row.partition_point(|crossing| *crossing <= x) % 2 == 1;
                weights.push(if is_inside { 1.0 } else { outside });
            }
        }
        weights
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

    fn centers(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let (x0, y0, step, nx) = (self.x0, self.y0, self.step_km, self.nx);
        (0..self.nx * self.ny)
            .map(move |i| (x0 + (i % nx) as f64 * step, y0 + (i / nx) as f64 * step))
    }
}
