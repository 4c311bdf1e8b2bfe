//! The worked cases of the GBIF Georeferencing Quick Reference Guide (Zermoglio et al. 2020), with
//! its own shapes: the guide's boundary is what the 80 % area is held against.

use geo::{Contains, MultiLineString, line_string};

use super::constraint::{Constraint, Heading, Shape};
use super::figure::on_earth;
use super::product::{Product, multiply};
use super::relation::{AXIS, BETWEEN, NEAR_KM, bearing_constraint, distance_sigma_km};
use crate::earth::LonLat;
use crate::model::Direction;

const TOWN: LonLat = LonLat::new(2.0, 15.0);

fn constraint(shape: Shape<'_>) -> Constraint<'_> {
    Constraint { shape, trust: 10, reason: "test".to_owned() }
}

/// The outline that holds 80 % of the product.
fn area(shapes: Vec<Shape<'_>>) -> geo::MultiPolygon<f64> {
    let Product { grid, figure, .. } =
        multiply(shapes.into_iter().map(constraint).collect()).unwrap();
    on_earth(grid.plane, &figure.alone().unwrap().area)
}

/// Whether the area holds points at so many km on a bearing from the town.
fn check(area: &geo::MultiPolygon<f64>, cases: &[(f64, f64, bool)]) {
    for (bearing, km, expected) in cases {
        let point = TOWN.destination(*bearing, *km).point();
        assert_eq!(area.contains(&point), *expected, "{km} km at {bearing}°");
    }
}

#[test]
fn near_a_feature_is_its_boundary_extended_by_a_fixed_distance_in_all_directions() {
    let area = area(vec![Shape::Disc { center: TOWN, radius_km: 3.0, soft_km: NEAR_KM }]);
    let corners: Vec<f64> =
        area.0[0].exterior().coords().map(|c| TOWN.distance_km((*c).into())).collect();
    let (least, most) =
        corners.iter().fold((f64::MAX, 0.0_f64), |(a, b), c| (a.min(*c), b.max(*c)));
    assert!(least > 3.0 && most - least < 0.05 * most, "{least} {most}");
}

#[test]
fn a_heading_alone_is_a_cone_between_the_neighbouring_headings() {
    // The guide: "for N look for a named place somewhere between NE and NW".
    let north = bearing_constraint(TOWN, Direction::North, (2.0, 15.0));
    check(&area(vec![north]), &[(0.0, 15.0, true), (40.0, 15.0, true), (-40.0, 15.0, true)]);
    let north = bearing_constraint(TOWN, Direction::North, (2.0, 15.0));
    check(
        &area(vec![north]),
        &[(90.0, 15.0, false), (-90.0, 15.0, false), (180.0, 5.0, false), (0.0, 150.0, false)],
    );
    // A heading between two others is as wide as the half of theirs.
    let north_east = bearing_constraint(TOWN, Direction::NorthEast, (2.0, 15.0));
    check(
        &area(vec![north_east]),
        &[(45.0, 15.0, true), (30.0, 15.0, true), (-15.0, 15.0, false), (105.0, 15.0, false)],
    );
}

#[test]
fn a_distance_alone_is_the_boundary_at_that_distance_all_around() {
    // "5 km outside Calgary", "12 km de Purmamarca".
    let sigma_km = distance_sigma_km(12.0).hypot(1.0);
    let area = area(vec![Shape::Ring { from: TOWN, distance_km: 12.0, sigma_km, heading: None }]);
    for bearing in [0.0, 77.0, 180.0, 251.0] {
        check(&area, &[(bearing, 12.0, true), (bearing, 4.0, false), (bearing, 20.0, false)]);
    }
}

#[test]
fn a_distance_at_a_heading_is_around_its_end_as_wide_as_distance_and_heading_are_uncertain() {
    // "10 mi E (by air) Yerevan": the end of the offset, not the straight line to it.
    let heading = Heading { bearing_deg: 90.0, sigma_deg: super::relation::HEADING_DEG };
    let (distance_km, sigma_km) = (16.0, distance_sigma_km(16.0).hypot(1.0));
    let area =
        area(vec![Shape::Ring { from: TOWN, distance_km, sigma_km, heading: Some(heading) }]);
    check(
        &area,
        &[
            (90.0, 16.0, true),
            (105.0, 16.0, true),
            (75.0, 16.0, true),
            (90.0, 8.0, false),
            (90.0, 24.0, false),
            (135.0, 16.0, false),
            (270.0, 16.0, false),
        ],
    );
}

#[test]
fn orthogonal_distances_are_the_crossing_of_two_offsets() {
    // "6 km N and 4 km W of Welna": both hold.
    let arc = |distance_km: f64, bearing_deg: f64| Shape::Cone {
        from: TOWN.destination(bearing_deg, distance_km / 2.0),
        bearing_deg,
        half_deg: 45.0,
        start_km: 0.0,
        scale_km: distance_km,
    };
    let both = area(vec![arc(6.0, 0.0), arc(4.0, 270.0)]);
    check(&both, &[(326.0, 7.2, true), (90.0, 5.0, false), (180.0, 5.0, false)]);
}

#[test]
fn a_distance_along_a_path_is_a_stretch_of_it() {
    // "Ruta Nacional 81, 8 km O de …": the road bends north after 10 km; 20 km lie on the bend.
    let bend = TOWN.destination(90.0, 10.0);
    let end = bend.destination(0.0, 60.0);
    let road = MultiLineString(vec![line_string![
        TOWN.point().into(),
        bend.point().into(),
        end.point().into()
    ]]);
    let lines = vec![std::borrow::Cow::Owned(road)];
    let on_road = Shape::NearLines { lines, from_km: 0.0, to_km: 0.0, scale_km: 1.0 };
    let sigma_km = distance_sigma_km(20.0);
    let ring = Shape::Ring { from: TOWN, distance_km: 20.0, sigma_km, heading: None };
    let area = area(vec![ring, on_road]);
    let there = (20.0_f64.powi(2) - 10.0_f64.powi(2)).sqrt();
    assert!(area.contains(&bend.destination(0.0, there).point()));
    check(&area, &[(90.0, 20.0, false), (0.0, 20.0, false), (90.0, 5.0, false)]);
}

#[test]
fn between_two_features_is_centred_half_way_and_reaches_to_both() {
    let other = TOWN.destination(90.0, 40.0);
    for (widths, across_km) in [(BETWEEN, 20.0), (AXIS, 20.0)] {
        let area = area(vec![Shape::Lens { a: TOWN, b: other, widths }]);
        check(
            &area,
            &[(90.0, 20.0, true), (90.0, 6.0, true), (90.0, 34.0, true), (270.0, 10.0, false)],
        );
        let beside = TOWN.destination(90.0, 20.0).destination(0.0, across_km);
        assert!(!area.contains(&beside.point()), "wider than half the distance");
    }
}
