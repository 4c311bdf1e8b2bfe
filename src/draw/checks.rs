//! Checks of whole maps, over generated test data: invented places and numbers, no real event.

use geo::{Geometry, LineString, MultiPolygon, Polygon};

use super::compose::{Map, compose};
use super::contrast::{TEXT_MIN, contrast};
use super::display::Color;
use super::furniture::{Furniture, ScaleBar};
use super::page::PageBox;
use super::png::behind_texts;
use super::points::{MapGroup, MapGroups};
use super::settings::{By, Coarsen, Focus, MapLanguage, MapSettings};
use super::text::TextRun;
use super::{MapData, MapFormat, MapTheme, PageSize, draw_map};
use crate::earth::LonLat;
use crate::gazetteer::{Border, Gazetteer};
use crate::model::{
    Dataset, Date, DateInterval, Incident, Kind, Location, Relation, ReportId, SituatedIncident,
    Toll,
};

/// A test incident somewhere around a point.
fn incident(n: usize, best: LonLat, radius_km: f64) -> SituatedIncident {
    let killed = (!n.is_multiple_of(4)).then_some((n * 7 % 60) as u32);
    let area = |degrees: f64| {
        let corner = best.destination(degrees, radius_km.max(0.1));
        (corner.lon, corner.lat)
    };
    let ring =
        LineString::from(vec![area(45.0), area(315.0), area(225.0), area(135.0), area(45.0)]);
    let location = Location {
        best,
        belief: Vec::new().into(),
        area: MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]).into(),
        radius_km,
        place: format!("Lieu d’essai {n}"),
        relation: [Relation::In, Relation::Near, Relation::Sector][n % 3],
        is_whole_unit: n % 7 == 6,
        is_ambiguous: false,
        geo_precision: Some(1),
        where_prec: 1,
        candidates: Vec::new(),
        reasons: Vec::new(),
        notes: Vec::new(),
    };
    SituatedIncident {
        admin2_approximate: false,
        around: Default::default(),
        spread: None,
        incident: Incident {
            id: ReportId::made_up(n as u32, 1),
            title: String::new(),
            kind: Kind::ALL[n % Kind::ALL.len()],
            dates: Date::new(2026, 1, 1 + (n % 28) as i8).ok().map(DateInterval::day),
            location: Some(location),
            claims: Vec::new(),
            killed: Toll { low: killed, best: killed, high: killed },
            wounded: Toll::default(),
            actors: Vec::new(),
            roles: Default::default(),
            materiel: Vec::new(),
            background: n % 5 == 4,
            reports: Vec::new(),
            merge_reasons: Vec::new(),
            notes: Vec::new(),
        },
        country: Some("ML".into()),
        admin1: Default::default(),
        admin2: None,
        border: None,
        approximate: false,
    }
}

/// `n` test incidents within `spread_km` of a point, by a fixed generator.
fn scattered(n: usize, center: LonLat, spread_km: f64) -> Dataset {
    let mut seed = 7_u64;
    let mut share = || {
        // Knuth's MMIX generator (TAOCP 2, 3.3.4, table 1).
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let incidents = (0..n).map(|n| {
        let best = center.destination(360.0 * share(), spread_km * share());
        incident(n, best, 30.0 * share())
    });
    Dataset { incidents: incidents.collect(), ..Dataset::default() }
}

fn gazetteer() -> Gazetteer {
    Gazetteer::bundled().unwrap()
}

fn settings(width_px: u32, height_px: u32, language: MapLanguage) -> MapSettings {
    MapSettings { width_px, height_px, language, ..MapSettings::default() }
}

/// Labels are disjoint, inside the frame, off the furniture and off the symbols; every incident is
/// drawn or counted; the scale bar is true within 1 %.
fn check_map(map: &Map, dataset: &Dataset, case: &str) {
    let check = &map.check;
    let furniture: Vec<PageBox> = check.furniture.iter().flat_map(Furniture::boxes).collect();
    for (n, label) in check.labels.iter().enumerate() {
        assert!(check.frame.holds(label), "{case}: {label:?} leaves the frame");
        assert!(
            check.labels.iter().skip(n + 1).all(|other| !other.overlaps(label)),
            "{case}: labels overlap"
        );
        assert!(furniture.iter().all(|area| !area.overlaps(label)), "{case}: furniture");
        assert!(check.symbols.iter().all(|symbol| !symbol.overlaps(label)), "{case}: symbols");
    }
    for symbol in &check.symbols {
        assert!(check.frame.grown(1.0).contains(symbol.center()), "{case}: symbol outside");
    }
    let n_located = dataset.incidents.iter().filter(|i| i.incident.location.is_some()).count();
    assert_eq!(check.n_shown + map.n_outside, n_located, "{case}: not all counted");
    let bar = check.view.and_then(|view| Some((view, ScaleBar::new(&view, &check.theme)?)));
    if let Some((view, bar)) = bar {
        let middle = view.frame().center();
        let half = (bar.px / 2.0) as f32;
        let end = |dx: f32| view.lon_lat(middle.shifted(dx, 0.0)).unwrap();
        let km = end(-half).distance_km(end(half));
        assert!((km / bar.km - 1.0).abs() < 0.01, "{case}: scale bar {bar:?}, {km} km");
    }
}

#[test]
fn labels_keep_clear_of_everything() {
    let gazetteer = gazetteer();
    let sahel = LonLat::new(1.5, 15.5);
    let places = [
        ("none", 0, sahel, 0.0),
        ("one", 1, sahel, 0.0),
        ("two near", 2, sahel, 1.0),
        ("town", 12, sahel, 15.0),
        ("country", 40, sahel, 600.0),
        ("coast", 30, LonLat::new(-4.0, 6.0), 500.0),
        ("continent", 60, LonLat::new(15.0, 5.0), 3500.0),
        ("full", 20_000, sahel, 500.0),
        ("antimeridian", 15, LonLat::new(179.8, -17.0), 200.0),
        ("pole", 15, LonLat::new(0.0, 90.0), 300.0),
    ];
    let (french, english) = (MapLanguage::French, MapLanguage::English);
    let pages = ["1600x1200", "a4-portrait", "square", "wide"].map(|size| size.parse().unwrap());
    for (name, n, center, spread_km) in places {
        let dataset = scattered(n, center, spread_km);
        for (page, language) in pages.iter().zip([french, english, english, french]) {
            let PageSize { width_px, height_px } = *page;
            let settings = settings(width_px, height_px, language);
            let map = compose(&gazetteer, &MapData::from(&dataset), &settings).unwrap();
            let case = format!("{name}, {page:?}, {language:?}");
            check_map(&map, &dataset, &case);
            check_contrast(&map, (width_px, height_px), &case);
        }
    }
    for (width, height) in [(3000, 200), (200, 200), (200, 3000)] {
        let dataset = scattered(25, sahel, 400.0);
        let map = compose(&gazetteer, &MapData::from(&dataset), &settings(width, height, french))
            .unwrap();
        check_map(&map, &dataset, &format!("{width}x{height}"));
    }
}

#[test]
fn options_keep_the_labels_clear_too() {
    let gazetteer = gazetteer();
    let dataset = scattered(60, LonLat::new(1.5, 15.5), 500.0);
    let plain = settings(1600, 1200, MapLanguage::English);
    let cases = [
        MapSettings { chart: true, has_scripts: true, ..plain.clone() },
        MapSettings { by: By::Density, chart: true, ..plain.clone() },
        MapSettings { n_callouts: 12, ..plain.clone() },
        MapSettings { coarsen: Some(Coarsen::Admin1), ..plain.clone() },
        MapSettings { by: By::Time, ..plain.clone() },
        MapSettings { focus: Focus::Border("ML-NE".to_owned()), ..plain },
    ];
    for settings in cases {
        let map = compose(&gazetteer, &MapData::from(&dataset), &settings).unwrap();
        let case = format!("{settings:?}");
        if settings.by == By::Density {
            assert!(map.check.symbols.is_empty() && map.n_outside == 0, "{case}");
        } else {
            check_map(&map, &dataset, &case);
        }
    }
}

#[test]
fn text_can_be_read_on_what_is_behind_it() {
    let gazetteer = gazetteer();
    let dataset = scattered(25, LonLat::new(1.5, 15.5), 500.0);
    for name in MapTheme::names() {
        let theme = Some(MapTheme::named(name).unwrap());
        let plain = MapSettings { theme, chart: true, ..settings(1000, 900, MapLanguage::French) };
        for by in [By::Incident, By::Region, By::Border, By::Cluster, By::Density, By::Hotspot] {
            let settings = MapSettings { by, ..plain.clone() };
            let data = with_groups(&gazetteer, MapData::from(&dataset));
            let map = compose(&gazetteer, &data, &settings).unwrap();
            check_contrast(&map, (1000, 900), &format!("{name}, {by:?}"));
        }
    }
}

/// Every text stands out from what is painted behind it.
fn check_contrast(map: &Map, page: (u32, u32), case: &str) {
    let check = |run: &TextRun, ground: &tiny_skia::Pixmap| {
        let Some(behind) = mean_behind(run, ground) else { return };
        let behind = run.style.halo.map_or(behind, |(halo, _)| behind.mixed(halo, halo.alpha));
        let found = contrast(run.style.color, behind);
        assert!(found >= TEXT_MIN, "{case}: '{}' {found} on {behind:?}", run.content);
    };
    behind_texts((&map.ops, &map.fonts), page, check).unwrap();
}

/// The data with made-up counts of regions, border bands, clusters and cells.
fn with_groups(gazetteer: &Gazetteer, mut data: MapData) -> MapData {
    let group = |(n, (id, geometry)): (usize, (String, Geometry<f64>))| MapGroup {
        id,
        n_incidents: n * n % 53 + 1,
        killed: (n * 7) as u32,
        heat: (n % 7) as i8 - 3,
        geometry: Some(geometry),
    };
    let all = |groups: Vec<(String, Geometry<f64>)>| MapGroups {
        groups: groups.into_iter().enumerate().map(group).collect(),
        n_ungrouped: 1,
    };
    let regions = gazetteer.regions().iter();
    data.regions = all(regions.map(|r| (r.id.clone(), r.polygon.clone().into())).collect());
    let bands = ["0-10", "10-25", "25-50", "50-100"].iter();
    let borders = bands.flat_map(|band| {
        let named = move |b: &Border| (format!("{}/{band}", b.pair), b.line.clone().into());
        gazetteer.borders().iter().map(named)
    });
    data.borders = all(borders.collect());
    let square = |n: usize, side: f64| {
        let (lon, lat) = ((n % 7) as f64 * 1.2 - 2.0, (n / 7) as f64 * 1.1 + 13.5);
        let corners = geo::Rect::new((lon, lat), (lon + side, lat + side));
        (format!("square-{n}"), Geometry::Polygon(corners.to_polygon()))
    };
    data.clusters = all((0..6).map(|n| square(n, 0.8)).collect());
    data.hotspots = all((0..30).map(|n| square(n, 0.3)).collect());
    data
}

/// The mean colour behind a line of text.
fn mean_behind(run: &TextRun, ground: &tiny_skia::Pixmap) -> Option<Color> {
    let half = run.style.size / 2.0;
    let mut sums = [0_u32; 3];
    let mut n_pixels = 0;
    for glyph in &run.glyphs {
        let middle = glyph.origin.shifted(half * 0.6, -half * 0.7);
        for (dx, dy) in [(0.0, 0.0), (-half, 0.0), (half, 0.0), (0.0, -half), (0.0, half)] {
            let at = middle.shifted(dx * 0.6, dy * 0.6);
            if let Some(pixel) = ground.pixel(at.x.max(0.0) as u32, at.y.max(0.0) as u32) {
                let parts = [pixel.red(), pixel.green(), pixel.blue()];
                sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += u32::from(part));
                n_pixels += 1;
            }
        }
    }
    let [red, green, blue] = sums.map(|sum| (sum / n_pixels.max(1)) as u8);
    (n_pixels > 0).then_some(Color { red, green, blue, alpha: 1.0 })
}

#[test]
fn no_symbol_stands_under_the_furniture() {
    let gazetteer = gazetteer();
    for (n, spread_km) in [(1, 0.0), (6, 60.0), (20, 300.0), (30, 900.0)] {
        let dataset = scattered(n, LonLat::new(1.5, 15.5), spread_km);
        let map = compose(&gazetteer, &MapData::from(&dataset), &MapSettings::default()).unwrap();
        let check = &map.check;
        let furniture = check.furniture.unwrap();
        let is_hidden = |symbol| furniture.boxes().any(|area| area.overlaps(symbol));
        assert_eq!(check.symbols.iter().filter(|s| is_hidden(s)).count(), 0, "{n} {spread_km}");
        assert!(furniture.legend.is_some());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let dataset = scattered(20, LonLat::new(1.5, 15.5), 300.0);
    let settings = settings(400, 300, MapLanguage::French);
    for (format, start) in [(MapFormat::Png, &b"\x89PNG"[..]), (MapFormat::Svg, b"<svg ")] {
        let draw = || {
            draw_map(&gazetteer(), &MapData::from(&dataset), &settings)
                .unwrap()
                .encode(format)
                .unwrap()
        };
        let first = draw();
        assert!(first == draw() && first.starts_with(start), "{format:?}");
    }
}

#[test]
fn poor_records_are_drawn_or_counted() {
    let mut dataset = scattered(3, LonLat::new(1.5, 15.5), 50.0);
    let poor = [
        LonLat::new(f64::NAN, 15.0),
        LonLat::new(0.0, f64::INFINITY),
        LonLat::new(500.0, 15.0),
        LonLat::new(2.0, 15.0),
    ];
    for (n, best) in poor.into_iter().enumerate() {
        let mut one = incident(n, LonLat::new(2.0, 15.0), f64::NAN);
        one.incident.killed.best = Some(u32::MAX);
        one.country = Some("\u{0}??".into());
        if let Some(location) = &mut one.incident.location {
            location.best = best;
            location.area = MultiPolygon::new(Vec::new()).into();
            location.place = "\u{202e}a\nb\u{0}".repeat(5000);
            location.relation = Relation::Offset { distance_km: f64::NAN, direction: None };
        }
        dataset.incidents.push(one);
    }
    let mut unlocated = incident(9, LonLat::new(0.0, 0.0), 1.0);
    unlocated.incident.location = None;
    dataset.incidents.push(unlocated);
    let title = Some("\u{7}titre\n".repeat(500));
    let settings = MapSettings { title, ..settings(400, 300, MapLanguage::French) };
    let map = draw_map(&gazetteer(), &MapData::from(&dataset), &settings).unwrap();
    assert_eq!(map.n_outside(), 3);
    let svg = String::from_utf8(map.encode(MapFormat::Svg).unwrap()).unwrap();
    assert!(!svg.contains('\u{0}') && !svg.contains("NaN"));
}

#[test]
fn a_size_out_of_range_is_an_error() {
    let settings = settings(0, 300, MapLanguage::French);
    let error = draw_map(&gazetteer(), &MapData::default(), &settings).unwrap_err();
    assert!(error.to_string().contains("the width is '0' pixels"), "{error}");
}
