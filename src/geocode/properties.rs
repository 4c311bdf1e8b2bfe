//! What must hold for every constraint, wherever on the Earth it lies.

use geo::{GeodesicArea, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::constraint::{Constraint, Heading, LensWidths, Shape};
use super::product::{Product, multiply};
use crate::earth::{Bounds, LonLat, wrap_lon};
use crate::gazetteer::Area;

/// A constraint by its numbers, so that it can be turned and mirrored.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// 0 disc, 1 cone, 2 ring, 3 arc, 4 lens.
    form: u8,
    /// From the middle: bearing and km.
    at: (f64, f64),
    bearing_deg: f64,
    size_km: f64,
}

impl Plan {
    /// The shape with its middle at a point, turned by an angle, and mirrored in the meridian.
    fn shape(self, middle: LonLat, turn_deg: f64, is_mirrored: bool) -> Shape<'static> {
        let bearing = |deg: f64| if is_mirrored { -deg } else { deg } + turn_deg;
        let from = on_sphere(middle, bearing(self.at.0), self.at.1);
        let (size_km, bearing_deg) = (self.size_km, bearing(self.bearing_deg));
        match self.form {
            0 => Shape::Disc { center: from, radius_km: size_km, soft_km: size_km / 3.0 },
            1 => {
                Shape::Cone { from, bearing_deg, half_deg: 45.0, start_km: 2.0, scale_km: size_km }
            }
            2 | 3 => Shape::Ring {
                from,
                distance_km: size_km,
                sigma_km: size_km / 5.0,
                heading: (self.form == 3).then_some(Heading { bearing_deg, sigma_deg: 15.0 }),
            },
            _ => {
                let b = on_sphere(middle, bearing(self.at.0 + 120.0), self.at.1 + size_km);
                let widths = LensWidths { flat: 0.8, along: 0.12, across: 0.25 };
                Shape::Lens { a: from, b, widths }
            }
        }
    }
}

/// The direct problem on the sphere, on which the grid lies.
fn on_sphere(from: LonLat, bearing_deg: f64, km: f64) -> LonLat {
    let (sin, cos) = bearing_deg.to_radians().sin_cos();
    crate::earth::LocalPlane::new(from).to_lon_lat(km * sin, km * cos)
}

fn plan() -> impl Strategy<Value = Plan> {
    (0_u8..5, (0.0..360.0, 0.0..30.0), 0.0..360.0, 5.0..60.0)
        .prop_map(|(form, at, bearing_deg, size_km)| Plan { form, at, bearing_deg, size_km })
}

fn product(shapes: Vec<Shape<'_>>) -> Option<Product> {
    let constraint = |shape| Constraint { shape, trust: 10, reason: String::new() };
    multiply(shapes.into_iter().map(constraint).collect())
}

/// The mean position in km from a middle, and the area in km² that holds 80 %.
fn summary(product: &Product, middle: LonLat) -> ((f64, f64), f64) {
    let plane = crate::earth::LocalPlane::new(middle);
    let sum: f64 = product.figure.weights.iter().sum();
    let mut mean = (0.0, 0.0);
    for (cell, weight) in product.figure.weights.iter().enumerate() {
        let (x, y) = plane.to_km(product.grid.point(cell));
        mean = (mean.0 + x * weight / sum, mean.1 + y * weight / sum);
    }
    let mut sorted = product.figure.weights.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut held = 0.0;
    let n = sorted.iter().take_while(|w| {
        let is_needed = held < 0.8 * sum;
        held += **w;
        is_needed
    });
    (mean, n.count() as f64 * product.grid.cell_km2())
}

/// Whether the shapes agree somewhere: what remains of a contradiction depends on single cells.
fn is_consistent(shapes: &[Shape<'_>], product: &Product) -> bool {
    let grid = super::grid::Grid::around(HERE, 200.0, 2.0);
    let mut weights = vec![1.0; grid.n_cells()];
    shapes.iter().for_each(|shape| {
        shape.narrow(&grid, &mut weights);
    });
    super::product::highest(&weights) > 0.1 && product.dropped.is_empty()
}

/// A square unit with sides of twice `half_km`.
fn unit(middle: LonLat, half_km: f64) -> Area {
    let corner = |bearing: f64| {
        let p = middle.destination(bearing, half_km * 2.0_f64.sqrt());
        geo::Coord { x: p.lon, y: p.lat }
    };
    let ring: Vec<geo::Coord<f64>> = [135.0, 45.0, 315.0, 225.0, 135.0].map(corner).to_vec();
    let bounds = Bounds::around(ring.iter().map(|c| (*c).into())).unwrap();
    let polygon = MultiPolygon(vec![Polygon::new(geo::LineString(ring), Vec::new())]);
    let text = String::new;
    Area {
        id: text(),
        name: text(),
        name_en: text(),
        variants: Vec::new(),
        country: text(),
        level: 1,
        approximate: false,
        polygon,
        bounds,
    }
}

const HERE: LonLat = LonLat::new(1.0, 15.0);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_further_constraint_gives_no_cell_more_weight(plans in prop::collection::vec(plan(), 1..4), more in plan()) {
        let grid = super::grid::Grid::around(HERE, 120.0, 5.0);
        let weigh = |plans: &[Plan]| {
            let mut weights = vec![1.0; grid.n_cells()];
            plans.iter().for_each(|p| {
                p.shape(HERE, 0.0, false).narrow(&grid, &mut weights);
            });
            weights
        };
        let before = weigh(&plans);
        let after = weigh(&[plans, vec![more]].concat());
        for (a, b) in before.iter().zip(&after) {
            prop_assert!((0.0..=1.0).contains(a) && b <= a, "{a} {b}");
        }
    }

    #[test]
    fn turned_and_mirrored_input_gives_a_turned_and_mirrored_answer(
        plans in prop::collection::vec(plan(), 1..4), turn in 0.0..360.0_f64, is_mirrored: bool,
    ) {
        let shapes = |turn, mirrored| -> Vec<Shape<'static>> {
            plans.iter().map(|p| p.shape(HERE, turn, mirrored)).collect()
        };
        let (plain, turned) = (product(shapes(0.0, false)), product(shapes(turn, is_mirrored)));
        if let (Some(plain), Some(turned)) = (plain, turned)
            && is_consistent(&shapes(0.0, false), &plain)
        {
            prop_assert!(turned.dropped.is_empty());
            let ((mean, a), (other, b)) = (summary(&plain, HERE), summary(&turned, HERE));
            let x = if is_mirrored { -mean.0 } else { mean.0 };
            let (sin, cos) = turn.to_radians().sin_cos();
            let expected = (x * cos + mean.1 * sin, mean.1 * cos - x * sin);
            let off = (other.0 - expected.0).hypot(other.1 - expected.1);
            let size = a.sqrt().max(1.0);
            prop_assert!(off < 0.06 * size, "{off} of {size}");
            prop_assert!((a / b - 1.0).abs() < 0.1, "{a} {b}");
        }
    }

    #[test]
    fn the_answer_is_the_same_at_the_antimeridian_and_at_the_poles(
        plans in prop::collection::vec(plan(), 1..4), lon in -180.0..=180.0_f64, place in 0_u8..4,
    ) {
        let there = match place {
            0 => LonLat::new(wrap_lon(180.0 + lon / 1e4), 15.0),
            1 => LonLat::new(lon, 90.0),
            2 => LonLat::new(lon, -89.99),
            _ => LonLat::new(lon, lon / 2.0),
        };
        // Each from the middle itself: elsewhere north is another way near a pole.
        let here = |p: &Plan| Plan { at: (p.at.0, 0.0), ..*p };
        let shapes = |at| -> Vec<Shape<'static>> {
            plans.iter().map(|p| here(p).shape(at, 0.0, false)).collect()
        };
        let (near, far) = (product(shapes(HERE)), product(shapes(there)));
        if let (Some(near), Some(far)) = (near, far)
            && is_consistent(&shapes(HERE), &near)
        {
            let ((mean, a), (other, b)) = (summary(&near, HERE), summary(&far, there));
            let size = a.sqrt().max(1.0);
            let off = (mean.0.hypot(mean.1) - other.0.hypot(other.1)).abs();
            prop_assert!(off < 0.06 * size, "{off} of {size}");
            prop_assert!((a / b - 1.0).abs() < 0.1, "{a} {b}");
        }
    }

    #[test]
    fn the_area_lies_in_the_unit(plans in prop::collection::vec(plan(), 1..3), half_km in 10.0..80.0_f64) {
        let unit = unit(HERE, half_km);
        let mut shapes: Vec<Shape<'_>> = plans.iter().map(|p| p.shape(HERE, 0.0, false)).collect();
        shapes.push(Shape::Inside(&unit));
        if let Some(product) = product(shapes) && product.dropped.is_empty() {
            for (cell, weight) in product.figure.weights.iter().enumerate() {
                let point = product.grid.point(cell);
                // A parallel is no straight line on the plane: some hundred metres at this size.
                let is_inside = super::constraint::contains(&unit, point)
                    || super::constraint::is_outline_within(&unit, point, 0.3);
                prop_assert!(*weight == 0.0 || is_inside);
            }
        }
        prop_assert!(unit.polygon.geodesic_area_unsigned() > 0.0);
    }
}
