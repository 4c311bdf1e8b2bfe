//! Regions and borders held against the slow and sure way: `geo`'s point-in-polygon over all
//! polygons, and GeographicLib's geodesic over all edges, each searched along its length. Clusters held
//! against the textbook.

use std::collections::BTreeMap;

use geo::{Contains, Intersects};
use harmattan::earth::LonLat;
use harmattan::gazetteer::{Area, Border, Gazetteer};
use harmattan::group::{ClusterSettings, cluster_labels};
use harmattan::index::SpatialIndex;

#[path = "shared/textbook.rs"]
mod textbook;
use textbook::textbook;

/// More points than a test has time for: HARMATTAN_EXACT=2000 cargo test --release --test exactness.
fn n_points(usual: usize) -> usize {
    std::env::var("HARMATTAN_EXACT").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Points spread over a box, the same every time (the additive recurrence of the golden ratio's
/// generalisation, Roberts 2018).
fn spread(n: usize, west: f64, south: f64, east: f64, north: f64) -> Vec<LonLat> {
    (1..=n)
        .map(|i| {
            let (x, y) = (i as f64 * 0.754_877_666_246_692_8, i as f64 * 0.569_840_290_998_053_2);
            LonLat::new(west + (east - west) * x.fract(), south + (north - south) * y.fract())
        })
        .collect()
}

/// Points as if thrown at random into a box, the same on every run.
fn thrown(n: usize, west: f64, south: f64, east: f64, north: f64) -> Vec<LonLat> {
    let share = |i: u64| {
        // SplitMix64.
        let mut bits = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    let point = |i: u64| {
        LonLat::new(west + (east - west) * share(2 * i), south + (north - south) * share(2 * i + 1))
    };
    (1..=n as u64).map(point).collect()
}

/// All areas that hold a point, their edges included.
fn holding(areas: &[Area], point: LonLat) -> Vec<&Area> {
    areas.iter().filter(|area| area.polygon.intersects(&point.point())).collect()
}

#[test]
fn the_grid_of_cells_gives_the_answers_of_the_polygons() {
    let gazetteer = Gazetteer::bundled().unwrap();
    // The first 50,000 points are looked up without the grid, the rest with it.
    let points = spread(n_points(4_000), -13.0, 8.5, 17.0, 26.0);
    let ask = |gazetteer: &Gazetteer| -> Vec<(Option<String>, Option<String>)> {
        let id = |area: Option<&Area>| area.map(|area| area.id.clone());
        points.iter().map(|p| (id(gazetteer.country_at(*p)), id(gazetteer.region_at(*p)))).collect()
    };
    let before = ask(&gazetteer);
    for point in spread(60_000, -13.0, 8.5, 17.0, 26.0) {
        gazetteer.country_at(point);
    }
    let with_grid = ask(&gazetteer);
    assert!(before == with_grid);
    let mut n_in_slivers = 0;
    for (point, (country, region)) in points.iter().zip(&with_grid) {
        let by_polygon = holding(gazetteer.countries(), *point).into_iter().map(|a| &a.id).min();
        assert_eq!(country.as_ref(), by_polygon, "{point:?}");
        let mut regions = holding(gazetteer.regions(), *point);
        regions.retain(|area| Some(&area.country) == country.as_ref());
        match regions.into_iter().map(|area| &area.id).min() {
            Some(id) => assert_eq!(region.as_ref(), Some(id), "{point:?}"),
            None => n_in_slivers += usize::from(region.is_some()),
        }
    }
    assert!(n_in_slivers * 100 < points.len(), "{n_in_slivers}");
}

#[test]
fn a_point_on_a_border_belongs_to_the_code_that_comes_first() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let mut n_shared = 0;
    for border in gazetteer.borders().iter().filter(|border| border.pair == "ML-NE") {
        for corner in border.line.iter().flat_map(|line| line.coords()) {
            let point = LonLat::from(*corner);
            let first = holding(gazetteer.countries(), point).into_iter().map(|a| &a.id).min();
            assert_eq!(gazetteer.country_at(point).map(|area| &area.id), first, "{point:?}");
            n_shared += usize::from(holding(gazetteer.countries(), point).len() > 1);
        }
    }
    assert!(n_shared > 50, "{n_shared}");
}

/// The least geodesic distance to an edge, which is straight in longitude and latitude.
fn to_edge_km(point: LonLat, edge: geo::Line<f64>) -> f64 {
    let at = |share: f64| {
        let (x, y) = (edge.start.x + edge.dx() * share, edge.start.y + edge.dy() * share);
        point.distance_km(LonLat::new(x, y))
    };
    // Long edges are searched part by part, since their distance may have two hollows.
    let n_parts = (edge.dx().abs().max(edge.dy().abs()) / 0.1).ceil().max(1.0) as usize;
    let part = |i: usize| {
        let (mut low, mut high) = (i as f64 / n_parts as f64, (i + 1) as f64 / n_parts as f64);
        let golden = (5_f64.sqrt() - 1.0) / 2.0;
        while (high - low) * edge.dx().hypot(edge.dy()) > 1e-7 {
            let (a, b) = (high - golden * (high - low), low + golden * (high - low));
            if at(a) < at(b) { high = b } else { low = a }
        }
        at((low + high) / 2.0).min(at(low)).min(at(high))
    };
    (0..n_parts).map(part).fold(f64::INFINITY, f64::min)
}

fn to_border_km(point: LonLat, border: &Border) -> f64 {
    let edges: Vec<geo::Line<f64>> = border.line.iter().flat_map(|line| line.lines()).collect();
    let rough = |edge: &geo::Line<f64>| {
        let middle =
            LonLat::new((edge.start.x + edge.end.x) / 2.0, (edge.start.y + edge.end.y) / 2.0);
        let half = LonLat::from(edge.start).rough_distance_km(edge.end.into()) / 2.0;
        (point.rough_distance_km(middle) - half, point.rough_distance_km(middle) + half)
    };
    // Edges that are too far by the sphere, with twice its error, are left out.
    let nearest = edges.iter().map(|edge| rough(edge).1).fold(f64::INFINITY, f64::min);
    let near = edges.iter().filter(|edge| rough(edge).0 <= nearest * 1.02 + 1.0);
    near.map(|edge| to_edge_km(point, *edge)).fold(f64::INFINITY, f64::min)
}

#[test]
fn border_distances_are_right_to_the_metre() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let mut worst: f64 = 0.0;
    let mut n_asked = 0;
    for point in spread(n_points(40), -12.0, 9.5, 16.0, 25.0) {
        let Some(country) = gazetteer.country_at(point) else { continue };
        let its = gazetteer.borders().iter().filter(|b| b.countries.contains(&country.id));
        let sure = its.map(|border| to_border_km(point, border)).fold(f64::INFINITY, f64::min);
        let Some((_, _, km)) = gazetteer.nearest_border(point, &country.id) else { continue };
        worst = worst.max((km - sure).abs());
        n_asked += 1;
        assert!((km - sure).abs() <= 0.001, "{point:?}: {km} {sure}");
    }
    assert!(n_asked > 20 && worst <= 0.001, "{n_asked} {worst}");
}

#[test]
fn towns_on_either_side_of_a_border_are_in_the_right_country() {
    let gazetteer = Gazetteer::bundled().unwrap();
    for (name, country) in [
        ("Labbézanga", "ML"),
        ("Ayorou", "NE"),
        ("Anderamboukane", "ML"),
        ("Tin Zaouatène", "ML"),
        ("Kantchari", "BF"),
        ("Banibangou", "NE"),
        ("Ansongo", "ML"),
        ("Téra", "NE"),
        ("Djibo", "BF"),
        ("Markoye", "BF"),
        ("Makalondi", "NE"),
        ("Hombori", "ML"),
    ] {
        let named = gazetteer.named(name);
        let place = named.iter().find(|place| place.country == country);
        let point = place.map(|place| place.point);
        let found = point.and_then(|point| gazetteer.country_at(point));
        assert_eq!(found.map(|area| area.id.as_str()), Some(country), "{name}");
        let is_inside = found.is_some_and(|area| area.polygon.contains(&point.unwrap().point()));
        assert!(is_inside, "{name}");
    }
}

/// Labels numbered by their first point.
fn renumbered(labels: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut numbers = BTreeMap::new();
    let mut number = |label: usize| {
        let next = numbers.len();
        *numbers.entry(label).or_insert(next)
    };
    labels.iter().map(|label| label.map(&mut number)).collect()
}

#[test]
fn clusters_are_those_of_the_textbook() {
    let n = n_points(4_000);
    let random = thrown(n, -12.0, 9.5, 16.0, 25.0);
    // A third of the points on 40 spots, the rest around 80.
    let spots = spread(80, -8.0, 12.0, 8.0, 20.0);
    let around = spread(n, -0.4, -0.4, 0.4, 0.4);
    let clustered: Vec<LonLat> = around
        .iter()
        .enumerate()
        .map(|(i, off)| match i % 3 {
            0 => spots[i / 3 % 40],
            _ => {
                let spot = spots[i * i % 80];
                LonLat::new(spot.lon + off.lon, spot.lat + off.lat)
            }
        })
        .collect();
    // About five neighbours each, whatever the number of points.
    let random_km = 1_800.0 * (2.5 / n as f64).sqrt();
    let clustered_km = 3.0 * (4_000.0 / n as f64).sqrt();
    for (points, distance_km, least) in [(&random, random_km, 5), (&clustered, clustered_km, 6)] {
        let settings = ClusterSettings { distance_km, least };
        let found = renumbered(&cluster_labels(points, &settings));
        assert!(found == renumbered(&textbook(points, &settings)), "{distance_km} {least}");
        let n_clusters = found.iter().flatten().max().map_or(0, |last| last + 1);
        assert!(n_clusters > 5 && found.contains(&None), "{n_clusters}");
    }
}
