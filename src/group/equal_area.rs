//! A grid of cells of one area over the ellipsoid: rows of latitude, columns of longitude.
//!
//! It is a cylindrical equal-area projection cut into rectangles. The grid is the same for all data
//! about one latitude, so that the cells of two runs can be compared.

use geo::{Polygon, Rect};

use crate::earth::{LonLat, wrap_lon};

/// First eccentricity of WGS 84, squared, and radius in km of the sphere of the same surface.
/// Source: NIMA TR8350.2, 2000.
const E2: f64 = 0.006_694_379_990_14;
const AUTHALIC_RADIUS_KM: f64 = 6_371.007_180_9;
/// The cells are squares at one of these latitudes.
const STEP_DEG: f64 = 5.0;
/// No squares nearer to a pole than this: columns would be too few.
const HIGHEST_DEG: f64 = 75.0;

/// Row and column of a cell; rows go north from the equator, columns east from -180°.
pub(super) type Key = (i32, i32);

/// A grid of equal cells. The last row before a pole may be cut short.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EqualArea {
    n_columns: i32,
    /// Height of a row in the sine of the authalic latitude.
    height: f64,
}

impl EqualArea {
    /// Cells of `cell_km`² that are nearly square about a latitude. Source: Snyder 1987, Map
    /// Projections: A Working Manual, sections 3 and 10.
    pub(super) fn new(cell_km: f64, lat: f64) -> Self {
        let standard = ((lat / STEP_DEG).round() * STEP_DEG).clamp(-HIGHEST_DEG, HIGHEST_DEG);
        let around_km = std::f64::consts::TAU * AUTHALIC_RADIUS_KM * standard.to_radians().cos();
        let n_columns = (around_km / cell_km).round().max(1.0);
        let width_rad = std::f64::consts::TAU / n_columns;
        let height = cell_km * cell_km / (AUTHALIC_RADIUS_KM.powi(2) * width_rad);
        Self { n_columns: n_columns as i32, height: height.min(1.0) }
    }

    /// The cell that holds a point; its southern and western edge are in it.
    pub(super) fn cell(&self, point: LonLat) -> Key {
        let column = ((wrap_lon(point.lon) + 180.0) / self.width_deg()).floor() as i32;
        let row = (sin_authalic(point.lat) / self.height).floor() as i32;
        (row.clamp(-self.n_rows(), self.n_rows() - 1), column.rem_euclid(self.n_columns))
    }

    /// The middle of a cell.
    pub(super) fn center(&self, (row, column): Key) -> LonLat {
        let lat = geodetic_lat((f64::from(row) + 0.5) * self.height);
        LonLat::new((f64::from(column) + 0.5) * self.width_deg() - 180.0, lat)
    }

    /// The cell and those around it, eight but at the poles.
    pub(super) fn around(&self, (row, column): Key) -> impl Iterator<Item = Key> + use<> {
        let (n_rows, n_columns) = (self.n_rows(), self.n_columns);
        let rows = (row - 1..=row + 1).filter(move |row| (-n_rows..n_rows).contains(row));
        // A grid of fewer columns than three would name one of them twice.
        let steps = -1..=(n_columns - 2).clamp(-1, 1);
        rows.flat_map(move |row| {
            steps.clone().map(move |step| (row, (column + step).rem_euclid(n_columns)))
        })
    }

    /// The cells of a box, row by row.
    pub(super) fn within(&self, south_west: LonLat, north_east: LonLat) -> Vec<Key> {
        let ((south, west), (north, east)) = (self.cell(south_west), self.cell(north_east));
        (south..=north).flat_map(|row| (west..=east).map(move |column| (row, column))).collect()
    }

    /// The outline of a cell.
    pub(super) fn outline(&self, (row, column): Key) -> Polygon<f64> {
        let lat = |row: i32| geodetic_lat(f64::from(row) * self.height);
        let lon = |column: i32| f64::from(column) * self.width_deg() - 180.0;
        Rect::new((lon(column), lat(row)), (lon(column + 1), lat(row + 1))).to_polygon()
    }

    fn n_rows(&self) -> i32 {
        (1.0 / self.height).ceil() as i32
    }

    fn width_deg(&self) -> f64 {
        360.0 / f64::from(self.n_columns)
    }
}

/// The sine of the latitude on the sphere of the same surface. Source: Snyder 1987, (3-11), (3-12).
fn sin_authalic(lat: f64) -> f64 {
    let e = E2.sqrt();
    let q = |sin: f64| {
        let flat = sin / (1.0 - E2 * sin * sin);
        (1.0 - E2) * (flat - ((1.0 - e * sin) / (1.0 + e * sin)).ln() / (2.0 * e))
    };
    q(lat.to_radians().sin()) / q(1.0)
}

/// The latitude in degrees; right to a millimetre. Source: Snyder 1987, (3-18).
fn geodetic_lat(sin_authalic: f64) -> f64 {
    let beta = sin_authalic.clamp(-1.0, 1.0).asin();
    let (e4, e6) = (E2 * E2, E2 * E2 * E2);
    let lat = beta
        + (E2 / 3.0 + 31.0 * e4 / 180.0 + 517.0 * e6 / 5040.0) * (2.0 * beta).sin()
        + (23.0 * e4 / 360.0 + 251.0 * e6 / 3780.0) * (4.0 * beta).sin()
        + 761.0 * e6 / 45360.0 * (6.0 * beta).sin();
    lat.to_degrees().clamp(-90.0, 90.0)
}

#[cfg(test)]
mod tests {
    use geo::GeodesicArea;

    use super::*;

    #[test]
    fn cells_have_one_area_and_hold_their_points() {
        for (cell_km, lat) in [(10.0, 16.0), (25.0, 16.0), (100.0, 0.0), (50.0, -62.0)] {
            let grid = EqualArea::new(cell_km, lat);
            for point in [(2.4, 15.9), (-180.0, 0.0), (179.999, -61.0), (0.0, 70.0)] {
                let point = LonLat::new(point.0, point.1);
                let key = grid.cell(point);
                let outline = grid.outline(key);
                assert!(geo::Intersects::intersects(&outline, &point.point()), "{point:?}");
                assert_eq!(grid.cell(grid.center(key)), key, "{point:?}");
                // The edge of a parallel bends away from the geodesic; a fine line follows it.
                let fine = geo::Densify::densify(&geo::Euclidean, &outline, 0.01);
                let km2 = fine.geodesic_area_unsigned() / 1e6;
                assert!((km2 / cell_km.powi(2) - 1.0).abs() < 1e-5, "{cell_km} {point:?}: {km2}");
            }
        }
    }

    #[test]
    fn neighbours_go_round_the_earth_and_end_at_the_poles() {
        let grid = EqualArea::new(100.0, 0.0);
        let around = |lon: f64, lat: f64| -> Vec<Key> {
            let mut all: Vec<Key> = grid.around(grid.cell(LonLat::new(lon, lat))).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        assert_eq!(around(2.0, 15.0).len(), 9);
        assert_eq!(around(-180.0, 15.0).len(), 9);
        assert!(around(-180.0, 15.0).contains(&grid.cell(LonLat::new(179.99, 15.0))));
        assert_eq!(around(0.0, 90.0).len(), 6);
        assert_eq!(EqualArea::new(20_000.0, 0.0).around((0, 0)).count(), 4);
    }
}
