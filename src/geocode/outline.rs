//! The outline of the cells above a level, as clean polygons (marching squares).

use geo::{Area as _, Contains, Coord, LineString, MultiPolygon, Polygon, Simplify};

use super::grid::Grid;

/// A corner of the outline: twice the column, twice the row, of a grid padded by one cell. Every
/// corner lies on an edge between two cell centres, so one of the two is odd.
type Corner = (i64, i64);

/// Polygons around the cells with a weight of `level` or more, in km on the grid's plane, right-hand
/// rings, none of them smaller than a cell, simplified to 1 % of the outline's own radius.
pub(super) fn outline(grid: &Grid, weights: &[f64], level: f64) -> MultiPolygon<f64> {
    let field = Field { grid, weights, level };
    let rings = field.rings().into_iter().map(|ring| {
        let coords = ring.iter().map(|corner| field.position_km(*corner));
        LineString::from(coords.map(|(x, y)| Coord { x, y }).collect::<Vec<_>>())
    });
    let polygons = assemble(rings.collect(), grid.cell_km2());
    let radius = polygons.iter().map(Polygon::unsigned_area).sum::<f64>().sqrt() / 2.0;
    let simple: Vec<Polygon<f64>> =
        polygons.iter().map(|polygon| polygon.simplify(radius * 0.01)).collect();
    MultiPolygon(simple)
}

/// The weights as a field over a grid padded with zeros.
struct Field<'a> {
    grid: &'a Grid,
    weights: &'a [f64],
    level: f64,
}

impl Field<'_> {
    fn value(&self, column: i64, row: i64) -> f64 {
        let (nx, ny) = (self.grid.nx as i64, self.grid.ny as i64);
        if !(0..nx).contains(&column) || !(0..ny).contains(&row) {
            return 0.0;
        }
        self.weights.get((row * nx + column) as usize).copied().unwrap_or(0.0)
    }

    /// All closed rings, the inside on the left.
    fn rings(&self) -> Vec<Vec<Corner>> {
        let mut next = self.pieces();
        next.sort_unstable();
        let mut is_used = vec![false; next.len()];
        let mut rings = Vec::new();
        for first in 0..next.len() {
            let mut ring: Vec<Corner> = Vec::new();
            let mut piece = Some(first);
            while let Some(at) = piece
                && let (Some(used), Some((corner, to))) = (is_used.get_mut(at), next.get(at))
                && !*used
            {
                *used = true;
                ring.push(*corner);
                piece = next.binary_search_by(|(from, _)| from.cmp(to)).ok();
            }
            if let Some(start) = ring.first().copied() {
                ring.push(start);
                rings.push(ring);
            }
        }
        rings
    }

    /// The pieces of outline of all squares between four cell centres.
    fn pieces(&self) -> Vec<(Corner, Corner)> {
        let nx = self.grid.nx;
        let mut pieces = Vec::new();
        // A row of cells with one outside at either end; the rows beyond are outside.
        let inside = |row: Option<&[f64]>| -> Vec<bool> {
            let own = row.into_iter().flatten().map(|weight| *weight >= self.level);
            std::iter::once(false).chain(own).chain(std::iter::repeat(false)).take(nx + 2).collect()
        };
        let mut below = inside(None);
        for row in 0..=self.grid.ny {
            let above = inside(self.weights.chunks_exact(nx).nth(row));
            for (column, (low, high)) in below.windows(2).zip(above.windows(2)).enumerate() {
                let ([sw, se], [nw, ne]) = (low, high) else { continue };
                if sw != se || se != ne || ne != nw {
                    let at = (column as i64 - 1, row as i64 - 1);
                    pieces.extend(crossing(at, [*sw, *se, *ne, *nw]));
                }
            }
            below = above;
        }
        pieces
    }

    /// Where on its edge the level is reached, in km.
    fn position_km(&self, (cx, cy): Corner) -> (f64, f64) {
        let (column, row) = (cx.div_euclid(2), cy.div_euclid(2));
        let (dx, dy) = (cx.rem_euclid(2), cy.rem_euclid(2));
        let (a, b) = (self.value(column, row), self.value(column + dx, row + dy));
        // Kept off the very ends, where rings of neighbouring squares would touch.
        let t = ((self.level - a) / (b - a)).clamp(0.02, 0.98);
        let t = if t.is_finite() { t } else { 0.5 };
        let step = self.grid.step_km;
        (
            self.grid.x0 + (column as f64 + t * dx as f64) * step,
            self.grid.y0 + (row as f64 + t * dy as f64) * step,
        )
    }
}

/// The pieces of outline in the square between four cell centres, of which the south-western,
/// south-eastern, north-eastern and north-western are inside or not.
fn crossing((column, row): Corner, inside: [bool; 4]) -> impl Iterator<Item = (Corner, Corner)> {
    const SOUTH: Corner = (1, 0);
    const EAST: Corner = (2, 1);
    const NORTH: Corner = (1, 2);
    const WEST: Corner = (0, 1);
    let pieces: &[(Corner, Corner)] = match inside {
        [true, false, false, false] => &[(SOUTH, WEST)],
        [false, true, false, false] => &[(EAST, SOUTH)],
        [false, false, true, false] => &[(NORTH, EAST)],
        [false, false, false, true] => &[(WEST, NORTH)],
        [true, true, false, false] => &[(EAST, WEST)],
        [false, true, true, false] => &[(NORTH, SOUTH)],
        [false, false, true, true] => &[(WEST, EAST)],
        [true, false, false, true] => &[(SOUTH, NORTH)],
        [false, true, true, true] => &[(WEST, SOUTH)],
        [true, false, true, true] => &[(SOUTH, EAST)],
        [true, true, false, true] => &[(EAST, NORTH)],
        [true, true, true, false] => &[(NORTH, WEST)],
        [true, false, true, false] => &[(SOUTH, WEST), (NORTH, EAST)],
        [false, true, false, true] => &[(EAST, SOUTH), (WEST, NORTH)],
        _ => &[],
    };
    let at = move |(x, y): Corner| (2 * column + x, 2 * row + y);
    pieces.iter().map(move |(from, to)| (at(*from), at(*to)))
}

/// Outer rings run anticlockwise, holes clockwise; each hole goes to the ring that holds it.
fn assemble(rings: Vec<LineString<f64>>, least_km2: f64) -> Vec<Polygon<f64>> {
    let polygons = rings.into_iter().map(|ring| Polygon::new(ring, Vec::new()));
    let (outer, holes): (Vec<_>, Vec<_>) = polygons.partition(|ring| ring.signed_area() > 0.0);
    let all_small = outer.iter().all(|ring| ring.unsigned_area() < least_km2);
    let mut outer: Vec<Polygon<f64>> =
        outer.into_iter().filter(|ring| all_small || ring.unsigned_area() >= least_km2).collect();
    for hole in holes.into_iter().filter(|hole| hole.unsigned_area() >= 2.0 * least_km2) {
        let Some(first) = hole.exterior().coords().next().copied() else { continue };
        if let Some(polygon) = outer.iter_mut().find(|polygon| polygon.contains(&first)) {
            polygon.interiors_push(hole.exterior().clone());
        }
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::super::figure::on_earth;
    use super::*;
    use crate::earth::LonLat;

    fn disc(center: LonLat, inner_km: f64, outer_km: f64) -> MultiPolygon<f64> {
        let grid = Grid::around(center, outer_km * 1.2, 1.0);
        let mut weights = vec![1.0; grid.n_cells()];
        grid.multiply(&mut weights, |(x, y)| {
            let km = grid.plane.to_lon_lat(x, y).rough_distance_km(center);
            if (inner_km..=outer_km).contains(&km) { 1.0 } else { 0.0 }
        });
        on_earth(grid.plane, &outline(&grid, &weights, 0.5))
    }

    #[test]
    fn a_disc_is_one_ring_that_runs_anticlockwise() {
        let area = disc(LonLat::new(2.0, 15.0), 0.0, 20.0);
        assert_eq!(area.0.len(), 1);
        assert!(area.0[0].signed_area() > 0.0);
        let km2 = geo::GeodesicArea::geodesic_area_unsigned(&area) / 1e6;
        let expected = std::f64::consts::PI * 400.0;
        assert!((km2 / expected - 1.0).abs() < 0.03, "{km2} {expected}");
    }

    #[test]
    fn a_ring_has_a_hole_that_runs_clockwise() {
        let area = disc(LonLat::new(179.99, 0.0), 12.0, 20.0);
        assert_eq!(area.0.len(), 1);
        assert_eq!(area.0[0].interiors().len(), 1);
    }

    #[test]
    fn nothing_above_the_level_is_no_polygon() {
        let grid = Grid::around(LonLat::new(0.0, 0.0), 10.0, 1.0);
        assert!(outline(&grid, &vec![0.0; grid.n_cells()], 0.5).0.is_empty());
    }
}
