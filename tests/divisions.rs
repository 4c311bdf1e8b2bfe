//! Regions and districts: that they fill their countries, share edges, and are those of the day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use geo::Area as _;
use harmattan::earth::LonLat;
use harmattan::gazetteer::{Area, Gazetteer, PlaceKind, USUAL_DAY};
use harmattan::model::Date;
use proptest::prelude::*;

#[expect(clippy::unwrap_used, reason = "a test may fail here")]
fn as_of(day: &str) -> Gazetteer {
    Gazetteer::bundled().unwrap().as_of(day.parse().unwrap())
}

#[expect(clippy::unwrap_used, reason = "a test may fail here")]
static USUAL: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::bundled().unwrap());
static OF_2015: LazyLock<Gazetteer> = LazyLock::new(|| as_of("2015-06-01"));
static OF_2024: LazyLock<Gazetteer> = LazyLock::new(|| as_of("2024-06-01"));
static OF_2026: LazyLock<Gazetteer> = LazyLock::new(|| as_of("2026-06-01"));

const DIVIDED: [&str; 3] = ["BF", "ML", "NE"];

fn all() -> [&'static Gazetteer; 4] {
    [&USUAL, &OF_2015, &OF_2024, &OF_2026]
}

fn ids<'a>(areas: &'a [Area], country: &str) -> BTreeSet<&'a str> {
    areas.iter().filter(|a| a.country == country).map(|a| a.id.as_str()).collect()
}

/// Edges as a grid of 1e-5°, and how often each is run in either direction.
fn edges<'a>(areas: impl Iterator<Item = &'a Area>) -> BTreeMap<[(i64, i64); 2], i32> {
    let node = |c: geo::Coord| ((c.x * 1e5).round() as i64, (c.y * 1e5).round() as i64);
    let mut edges: BTreeMap<[(i64, i64); 2], i32> = BTreeMap::new();
    let polygons: Vec<&geo::Polygon> = areas.flat_map(|area| &area.polygon.0).collect();
    for ring in polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors())) {
        for line in ring.lines() {
            let (a, b) = (node(line.start), node(line.end));
            let (key, n) = if a < b { ([a, b], 1) } else { ([b, a], -1) };
            *edges.entry(key).or_default() += n;
        }
    }
    edges.retain(|_, n| *n != 0);
    edges
}

#[test]
fn units_share_their_edges_with_each_other_and_with_their_country() {
    for gazetteer in all() {
        for code in DIVIDED {
            let outline = edges(gazetteer.countries().iter().filter(|c| c.id == code));
            for layer in [gazetteer.regions(), gazetteer.districts()] {
                let sum = edges(layer.iter().filter(|area| area.country == code));
                assert!(sum == outline, "{code} on {}", gazetteer.day());
            }
        }
    }
}

#[test]
fn every_part_of_a_unit_is_wound_right_and_has_an_area() {
    for area in all().into_iter().flat_map(|g| g.regions().iter().chain(g.districts())) {
        for polygon in &area.polygon {
            assert!(polygon.signed_area() > 0.0, "{}", area.id);
        }
    }
}

#[test]
fn divisions_have_their_number_of_units() {
    let check = |gazetteer: &Gazetteer, country: &str, n_regions: usize, n_districts: usize| {
        let n =
            (ids(gazetteer.regions(), country).len(), ids(gazetteer.districts(), country).len());
        assert_eq!(n, (n_regions, n_districts), "{country} on {}", gazetteer.day());
    };
    check(&USUAL, "ML", 11, 57);
    check(&OF_2015, "ML", 9, 50);
    check(&OF_2024, "ML", 20, 57);
    check(&USUAL, "BF", 13, 45);
    check(&OF_2024, "BF", 13, 45);
    check(&OF_2026, "BF", 17, 47);
    for gazetteer in all() {
        check(gazetteer, "NE", 8, 64);
    }
}

#[test]
fn a_town_lies_in_the_unit_of_the_day() {
    let check = |gazetteer: &Gazetteer, lon: f64, lat: f64, region: &str, district: &str| {
        let point = LonLat::new(lon, lat);
        let found = (
            gazetteer.region_at(point).map(|r| r.name.as_str()),
            gazetteer.district_at(point).map(|d| d.name.as_str()),
        );
        let day = gazetteer.day();
        assert_eq!(found, (Some(region), Some(district)), "{lon} {lat} on {day}");
    };
    let andéramboukane = (3.02, 15.43);
    let (lon, lat) = andéramboukane;
    check(&USUAL, lon, lat, "Ménaka", "Andéramboukane");
    check(&OF_2015, lon, lat, "Gao", "Ménaka");
    check(&OF_2024, lon, lat, "Ménaka", "Andéramboukane");
    check(&USUAL, -3.98, 22.68, "Taoudénit", "Taoudénit");
    check(&OF_2015, -3.98, 22.68, "Tombouctou", "Tombouctou");
    check(&USUAL, -7.29, 15.17, "Koulikoro", "Nara");
    check(&OF_2024, -7.29, 15.17, "Nara", "Nara");
    check(&OF_2024, -1.95, 14.68, "Douentza", "Douentza");
    check(&OF_2024, -4.19, 14.49, "Mopti", "Mopti");
    check(&USUAL, -0.86, 14.23, "Sahel", "Soum");
    check(&OF_2026, -0.86, 14.23, "Soum", "Karo-Peli");
    check(&OF_2026, -1.63, 14.10, "Soum", "Djelgodji");
    check(&OF_2026, -0.03, 14.03, "Liptako", "Séno");
    check(&OF_2026, -1.52, 12.37, "Kadiogo", "Kadiogo");
    check(&USUAL, 2.11, 13.51, "Niamey", "Niamey");
    check(&USUAL, 1.45, 14.21, "Tillabéri", "Tillabéri");
    check(&USUAL, 1.31, 15.22, "Tillabéri", "Ayorou");
}

#[test]
fn a_division_begins_on_its_first_day() {
    let check = |day: &str, lon: f64, lat: f64, region: &str| {
        let found = as_of(day).region_at(LonLat::new(lon, lat)).map(|r| r.name.clone());
        assert_eq!(found.as_deref(), Some(region), "{day}");
    };
    check("2016-01-18", 2.40, 15.92, "Gao");
    check("2016-01-19", 2.40, 15.92, "Ménaka");
    check("2023-03-12", -4.90, 13.30, "Ségou");
    check("2023-03-13", -4.90, 13.30, "San");
    check("2025-07-01", 0.37, 12.06, "Est");
    check("2025-07-02", 0.37, 12.06, "Goulmou");
    check("0001-01-01", 2.40, 15.92, "Gao");
    check("9999-12-31", -4.90, 13.30, "San");
    let usual = USUAL_DAY.to_string();
    check(&usual, -4.90, 13.30, "Ségou");
}

#[test]
fn regions_of_other_divisions_are_known_by_name() {
    let check = |gazetteer: &Gazetteer, name: &str, expected: &[(&str, bool)]| {
        let found: Vec<(&str, bool)> = gazetteer
            .regions_named(name)
            .iter()
            .map(|area| (area.id.as_str(), area.approximate))
            .collect();
        assert_eq!(found, expected, "{name} on {}", gazetteer.day());
    };
    check(&USUAL, "Nara", &[("ML-nara", true)]);
    check(&USUAL, "Bandiagara", &[("ML-bandiagara", true)]);
    check(&USUAL, "San", &[("ML-san", true)]);
    check(&USUAL, "Nioro du Sahel", &[("ML-nioro", true)]);
    check(&USUAL, "Dioila", &[("ML-dioila", true)]);
    check(&USUAL, "Kayes", &[("ML-1", false)]);
    check(&OF_2024, "Kayes", &[("ML-1", true)]);
    check(&USUAL, "Goulmou", &[("BF-08", false)]);
    check(&USUAL, "Sirba", &[("BF-sirba", false)]);
    check(&USUAL, "Soum", &[("BF-soum", false)]);
    check(&USUAL, "Yaadga", &[("BF-10", false)]);
    check(&OF_2026, "Nord", &[("BF-10", false), ("GH-NP", false)]);
    check(&OF_2015, "Ménaka", &[("ML-9", true)]);
    check(&OF_2015, "Gao", &[("ML-7", false)]);
    let est = |gazetteer: &Gazetteer| {
        gazetteer.regions_named("Est").iter().map(|r| r.polygon.unsigned_area()).sum::<f64>()
    };
    assert_eq!(est(&OF_2026), est(&USUAL));
    assert!(USUAL.knows("Sirba") && USUAL.knows("Nara"));
    assert!(USUAL.region("ML-nara").is_some_and(|area| area.name == "Nara"));
}

#[test]
fn derived_boundaries_say_that_they_are_approximate() {
    for gazetteer in all() {
        for district in gazetteer.districts() {
            let is_whole = ["Bamako", "Niamey"].contains(&district.name.as_str());
            let is_new = gazetteer.day() > Date::constant(2025, 7, 1)
                && ["Djelgodji", "Karo-Peli", "Gobnangou", "Dyamongou"]
                    .contains(&district.name.as_str());
            let expected = is_new || district.country != "BF" && !is_whole;
            assert_eq!(district.approximate, expected, "{}", district.id);
        }
    }
}

#[test]
fn places_have_the_units_of_the_day() {
    for gazetteer in all() {
        for place in gazetteer.places() {
            if !DIVIDED.contains(&place.country.as_str()) || place.admin1.is_empty() {
                continue;
            }
            let is_unit = gazetteer.regions().iter().any(|region| region.id == place.admin1);
            assert!(is_unit, "{place:?} on {}", gazetteer.day());
            let has_district = gazetteer
                .districts()
                .iter()
                .any(|d| d.country == place.country && d.name == place.admin2);
            assert!(has_district || place.kind == PlaceKind::Region, "{place:?}");
        }
    }
    let admin = |gazetteer: &Gazetteer, name: &str| {
        let place = gazetteer.places().iter().find(|p| p.name == name && p.country == "ML");
        place.map(|p| (p.admin1.clone(), p.admin2.clone()))
    };
    let units = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
    assert_eq!(admin(&USUAL, "Diéma"), units("ML-1", "Diéma"));
    assert_eq!(admin(&OF_2024, "Diéma"), units("ML-nioro", "Diéma"));
    assert_eq!(admin(&OF_2015, "Tidermène"), units("ML-7", "Ménaka"));
}

#[test]
fn every_district_has_a_row_in_the_table_of_places() {
    for district in USUAL.districts() {
        let is_row = |place: &&harmattan::gazetteer::Place| {
            place.kind == PlaceKind::District && place.country == district.country
        };
        let mut rows = USUAL.places().iter().filter(is_row);
        let row = rows.find(|place| place.name == district.name);
        let region = USUAL.region_at(row.map_or(LonLat::new(0.0, 0.0), |row| row.point));
        let Some(row) = row else { panic!("{} has no row", district.id) };
        assert!(district.id.starts_with(&row.admin1), "{row:?} {:?}", region.map(|r| &r.id));
        assert_eq!(row.admin2, district.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn a_point_of_a_country_is_in_one_region_and_one_district_of_it(
        lon in -12.3..16.0,
        lat in 9.3..25.1,
        which in 0usize..4,
    ) {
        let gazetteer = all()[which];
        let point = LonLat::new(lon, lat);
        let Some(country) = gazetteer.country_at(point) else { return Ok(()) };
        if !DIVIDED.contains(&country.id.as_str()) {
            return Ok(());
        }
        let held = geo::Point::new(lon, lat);
        let holding = |areas: &[Area]| -> Vec<String> {
            use geo::Contains;
            let own = areas.iter().filter(|a| a.country == country.id);
            own.filter(|a| a.polygon.contains(&held)).map(|a| a.id.clone()).collect()
        };
        let (regions, districts) = (holding(gazetteer.regions()), holding(gazetteer.districts()));
        prop_assert_eq!(regions.len(), 1, "{:?}", regions);
        prop_assert_eq!(districts.len(), 1, "{:?}", districts);
        prop_assert_eq!(gazetteer.region_at(point).map(|r| &r.id), regions.first());
        prop_assert_eq!(gazetteer.district_at(point).map(|d| &d.id), districts.first());
    }

    /// Random points near the middle of a district lie in the region that its id names.
    #[test]
    fn a_district_lies_in_one_region(which in 0usize..166, x in 0.2..0.8, y in 0.2..0.8) {
        let districts = USUAL.districts();
        let district = &districts[which % districts.len()];
        let bounds = district.bounds;
        let point = LonLat::new(
            bounds.west + x * (bounds.east - bounds.west),
            bounds.south + y * (bounds.north - bounds.south),
        );
        if USUAL.district_at(point).is_some_and(|d| d.id == district.id) {
            let region = USUAL.region_at(point).map(|r| r.id.clone()).unwrap_or_default();
            prop_assert!(district.id.starts_with(&format!("{region}-")), "{region} {}", district.id);
        }
    }
}
