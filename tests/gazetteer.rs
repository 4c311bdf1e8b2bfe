//! What the bundled gazetteer knows of the Sahel: names, units, borders.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use harmattan::earth::LonLat;
use harmattan::gazetteer::{Gazetteer, NameMatch, PlaceKind};
use proptest::prelude::*;

#[expect(clippy::unwrap_used, reason = "a test may fail here")]
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::bundled().unwrap());

/// The best match of a name in a country.
fn first<'a>(name: &str, country: &str) -> Option<NameMatch<'a>> {
    GAZETTEER.lookup(name).into_iter().find(|found| found.place.country == country)
}

#[test]
fn names_of_the_news_are_found_where_they_are() {
    let check = |name: &str, country: &str, lon: f64, lat: f64, km: f64| {
        let found = first(name, country).unwrap_or_else(|| panic!("{name} is not found"));
        let off = found.place.point.distance_km(LonLat::new(lon, lat));
        assert!(off <= km, "{name}: {:?} is {off:.0} km off", found.place);
    };
    check("Akabar", "ML", 2.01, 15.36, 15.0);
    check("Ménaka", "ML", 2.40, 15.92, 10.0);
    check("Inatabakat", "ML", 1.997, 16.257, 15.0);
    check("Ayorou", "NE", 0.92, 14.734, 10.0);
    check("Banibangou", "NE", 2.703, 15.04, 10.0);
    check("aéroport de Niamey", "NE", 2.18, 13.48, 10.0);
    check("Anderamboukane", "ML", 3.018, 15.428, 10.0);
    check("Niono", "ML", -5.991, 14.253, 10.0);
    check("Aguelhoc", "ML", 0.859, 19.461, 10.0);
    check("Aguel Hoc", "ML", 0.859, 19.461, 10.0);
    check("Anefis", "ML", 0.60, 18.05, 10.0);
    check("Tin Aicha", "ML", -4.0, 16.79, 10.0);
    check("Tin-zawatene", "ML", 2.967, 19.954, 15.0);
    check("Sabalibougou", "ML", -7.99, 12.6, 5.0);
    check("Gourma-Rharous", "ML", -1.92, 16.88, 10.0);
    check("Goundam", "ML", -3.67, 16.41, 10.0);
    check("Boulikessi", "ML", -1.30, 14.75, 5.0);
    check("Mondoro", "ML", -1.95, 14.68, 10.0);
    check("Abeïbara", "ML", 1.75, 19.12, 15.0);
    check("Tombouctou", "ML", -3.01, 16.77, 5.0);
    check("Timbuktu", "ML", -3.01, 16.77, 5.0);
    check("Djibo", "BF", -1.63, 14.10, 5.0);
    check("Arbinda", "BF", -0.86, 14.23, 10.0);
    check("Inatès", "NE", 1.31, 15.22, 15.0);
    check("Paris", "FR", 2.35, 48.86, 20.0);
    check("كيدال", "ML", 1.41, 18.44, 5.0);
}

#[test]
fn confusable_names_are_never_confused() {
    let check = |name: &str, other: &str| {
        for found in GAZETTEER.lookup(name) {
            assert_ne!(found.place.name, other, "{name}: {:?}", found.rules);
        }
        assert!(GAZETTEER.knows(name), "{name}");
    };
    check("Tessit", "Tessalit");
    check("Tessalit", "Tessit");
    check("Gao", "Gaoua");
    check("Gaoua", "Gao");
    check("Kidal", "Kidira");
    check("Kidira", "Kidal");
    check("Inatès", "Inatess");
    check("Inatess", "Inatès");
}

#[test]
fn one_name_in_two_places_stays_two() {
    let check = |name: &str, kind: PlaceKind, n: usize| {
        let found = GAZETTEER.lookup(name);
        let n_found =
            found.iter().filter(|m| m.place.kind == kind && m.place.country == "ML").count();
        assert_eq!(n_found, n, "{name}: {found:?}");
    };
    check("Tabankort", PlaceKind::Village, 2);
    check("In Tabakat", PlaceKind::Well, 2);
    assert!(GAZETTEER.lookup("Gao").iter().any(|found| found.place.country == "BF"));
}

#[test]
fn of_equal_names_those_of_the_three_countries_come_first() {
    let check = |name: &str, country: &str| {
        let found = GAZETTEER.lookup(name);
        assert_eq!(found[0].place.country, country, "{name}: {found:?}");
        assert!(found.iter().any(|other| other.place.country != country), "{name}");
    };
    check("Bam", "BF");
    check("Saye", "ML");
    // The city is greater, wherever it lies.
    assert_eq!(GAZETTEER.lookup("Tripoli")[0].place.country, "LY");
    let found = GAZETTEER.lookup("Timbuktu");
    assert!(found[0].is_variant && found[0].place.name == "Tombouctou");
}

#[test]
fn names_in_other_scripts_are_found_by_their_consonants() {
    let check = |name: &str, place: &str, script: &str| {
        let found = GAZETTEER.lookup(name);
        let best = found.first().unwrap_or_else(|| panic!("{name} is not found"));
        assert_eq!(
            (best.place.name.as_str(), best.score < 1.0),
            (place, true),
            "{name}: {found:?}"
        );
        assert!(best.rules.iter().any(|rule| rule.contains(script)), "{name}: {:?}", best.rules);
    };
    check("أنديرامبوكان", "Andéramboukane", "Arabic");
    check("تشينتابارادين", "Tchin-Tabaradene", "Arabic");
    check("تنزواتن", "Tinzaouatène", "Arabic");
    check("ⵜⵏⵣⴰⵓⴰⵜⵏ", "Tinzaouatène", "Tifinagh");
    check("ⴰⵏⵙⵓⵏⴳⵓ", "Ansongo", "Tifinagh");
    assert!(GAZETTEER.lookup("ظظظظظ").is_empty());
}

#[test]
fn y_and_i_are_one_in_short_names_too() {
    assert!(first("Si", "ML").is_some_and(|found| found.rules == ["y = i"]));
    assert!(first("Say", "NE").is_some_and(|found| found.rules.is_empty()));
}

#[test]
fn names_are_spotted_in_text_where_they_are_known() {
    let text = "L’axe Ansongo–Ménaka et la piste de Tin-zawatene à Aguel’hoc, où le maire parlait ; \
        à Fada N'Gourma, selon un habitant de Wagadougou et d'autres de Gao. كيدال";
    let spotted: Vec<&str> = GAZETTEER.spot(text).into_iter().map(|span| &text[span]).collect();
    let expected = [
        "Ansongo",
        "Ménaka",
        "Tin-zawatene",
        "Aguel’hoc",
        "Fada N'Gourma",
        "Wagadougou",
        "Gao",
        "كيدال",
    ];
    assert_eq!(spotted, expected);
    assert!(GAZETTEER.spot("Selon lui, dimanche. Une attaque.").is_empty());
}

#[test]
fn the_rules_of_a_match_are_told() {
    let check = |name: &str, country: &str, rule: &str| {
        let found = first(name, country).unwrap();
        assert!(found.rules.iter().any(|told| told == rule), "{name}: {:?}", found.rules);
        assert!(found.score > 0.0 && found.score < 1.0, "{name}: {}", found.score);
    };
    check("Menaka", "ML", "accents");
    check("Wagadougou", "BF", "ou = w");
    check("GAO", "ML", "case");
    check("Tessali", "ML", "final t dropped");
    check("Ansongu", "ML", "u = o");
    assert_eq!(GAZETTEER.lookup("Gao")[0].score, 1.0);
}

#[test]
fn short_and_empty_names_are_never_matched_nearly() {
    for name in ["", " ", "-", "Gxo", "Sai2", "Zz", "Gaq"] {
        assert!(GAZETTEER.lookup(name).is_empty(), "{name}: {:?}", GAZETTEER.lookup(name));
    }
}

#[test]
fn places_and_units_are_known_and_ordinary_words_are_not() {
    let check = |name: &str, is_known: bool| assert_eq!(GAZETTEER.knows(name), is_known, "{name}");
    for name in [
        "Gao",
        "Menaka",
        "Mali",
        "Burkina Faso",
        "Côte d’Ivoire",
        "Centre-Nord",
        "Boucle du Mouhoun",
    ] {
        check(name, true);
    }
    for name in
        ["Selon", "Dimanche", "Le", "Une", "Est", "Nord", "Malienne", "Xyzzy", "", "Tessalyt Zz"]
    {
        check(name, false);
    }
}

#[test]
fn countries_are_named_in_french_and_english() {
    let check = |name: &str, code: Option<&str>| {
        assert_eq!(GAZETTEER.country_named(name).map(|area| area.id.as_str()), code, "{name}");
        assert_eq!(GAZETTEER.names_country(name), code.is_some(), "{name}");
    };
    check("Niger", Some("NE"));
    check("nigérienne", Some("NE"));
    check("Nigérien", Some("NE"));
    check("nigériane", Some("NG"));
    check("Nigeria", Some("NG"));
    check("Malian", Some("ML"));
    check("burkinabè", Some("BF"));
    check("algérienne", Some("DZ"));
    check("française", Some("FR"));
    check("russes", Some("RU"));
    check("américaine", Some("US"));
    check("Tchad", Some("TD"));
    check("Chad", Some("TD"));
    check("Atlantis", None);
    check("", None);
}

#[test]
fn regions_are_found_by_name_and_position() {
    let check = |name: &str, ids: &[&str]| {
        let found: Vec<&str> =
            GAZETTEER.regions_named(name).iter().map(|r| r.id.as_str()).collect();
        assert_eq!(found, ids, "{name}");
    };
    check("Ménaka", &["ML-9"]);
    check("Taoudenni", &["ML-10"]);
    check("Tillabery", &["NE-6"]);
    check("Timbuktu", &["ML-6"]);
    check("Est", &["BF-08"]);
    check("Sahel", &["BF-12"]);
    check("Adrar", &["MR-07", "DZ-01"]);
    check("", &[]);
    let at = |lon: f64, lat: f64| GAZETTEER.region_at(LonLat::new(lon, lat)).map(|r| r.id.as_str());
    for (lon, lat, id) in [
        (2.40, 15.92, "ML-9"),
        (-0.04, 16.27, "ML-7"),
        (0.29, 15.22, "ML-7"),
        (-3.98, 22.68, "ML-10"),
        (-3.01, 16.77, "ML-6"),
        (-3.97, 15.93, "ML-6"),
        (-4.19, 14.49, "ML-5"),
        (-8.0, 12.64, "ML-BKO"),
        (-1.63, 14.10, "BF-12"),
        (0.75, 14.01, "NE-6"),
        (2.11, 13.51, "NE-8"),
    ] {
        assert_eq!(at(lon, lat), Some(id), "{lon} {lat}");
    }
    assert_eq!(at(-30.0, 0.0), None);
}

#[test]
fn countries_and_districts_hold_their_towns() {
    let check = |lon: f64, lat: f64, country: Option<&str>, district: Option<&str>| {
        let point = LonLat::new(lon, lat);
        assert_eq!(GAZETTEER.country_at(point).map(|c| c.id.as_str()), country, "{lon} {lat}");
        assert_eq!(GAZETTEER.district_at(point).map(|d| d.name.as_str()), district, "{lon} {lat}");
    };
    check(-1.63, 14.10, Some("BF"), Some("Soum"));
    check(-1.52, 12.37, Some("BF"), Some("Kadiogo"));
    check(2.40, 15.92, Some("ML"), Some("Ménaka"));
    check(2.35, 48.86, None, None);
    check(0.0, 90.0, None, None);
    check(180.0, 0.0, None, None);
}

#[test]
fn a_point_on_a_border_belongs_to_the_first_code() {
    for border in GAZETTEER.borders() {
        let line = &border.line.0[0];
        // The ends are shared with third countries.
        let Some(middle) = line.0.get(line.0.len() / 2).filter(|_| line.0.len() > 2) else {
            continue;
        };
        let country = GAZETTEER.country_at(LonLat::from(*middle)).unwrap();
        let codes: Vec<&str> = border.countries.iter().map(String::as_str).collect();
        assert!(codes.contains(&country.id.as_str()), "{}: {}", border.pair, country.id);
        if border.pair == "ML-NE" {
            assert_eq!(country.id, "ML");
        }
    }
}

#[test]
fn every_border_of_the_three_countries_is_one_line() {
    let pairs: Vec<&str> = GAZETTEER.borders().iter().map(|b| b.pair.as_str()).collect();
    assert!(pairs.windows(2).all(|pair| pair[0] < pair[1]), "{pairs:?}");
    for pair in [
        "BF-BJ", "BF-CI", "BF-GH", "BF-ML", "BF-NE", "BF-TG", "BJ-NE", "CI-ML", "DZ-ML", "DZ-NE",
        "GN-ML", "LY-NE", "ML-MR", "ML-NE", "ML-SN", "NE-NG", "NE-TD",
    ] {
        let border = GAZETTEER.borders().iter().find(|b| b.pair == pair).unwrap();
        assert_eq!(border.line.0.len(), 1, "{pair}");
    }
}

#[test]
fn borders_are_as_far_as_they_are() {
    let check = |pair: &str, lon: f64, lat: f64, least: f64, most: f64| {
        let point = LonLat::new(lon, lat);
        let (nearest, km) = GAZETTEER.distance_to_border(pair, point).unwrap();
        assert!((least..=most).contains(&km), "{pair} {lon} {lat}: {km} {nearest:?}");
        assert!((point.distance_km(nearest) - km).abs() < 0.01);
    };
    check("ML-NE", 3.018, 15.428, 1.0, 20.0);
    check("DZ-ML", 2.967, 19.954, 0.0, 8.0);
    check("BF-ML", -1.30, 14.80, 0.0, 15.0);
    check("ML-NE", 2.40, 15.917, 55.0, 100.0);
    assert!(GAZETTEER.distance_to_border("ML-XX", LonLat::new(0.0, 0.0)).is_none());
    let (border, _, km) = GAZETTEER.nearest_border(LonLat::new(2.01, 15.36), "ML").unwrap();
    assert_eq!(border.pair, "ML-NE");
    assert!(km < 40.0);
    assert!(GAZETTEER.nearest_border(LonLat::new(0.0, 0.0), "FR").is_none());
}

#[test]
fn the_nearest_border_point_agrees_with_a_scan() {
    let border = GAZETTEER.borders().iter().find(|b| b.pair == "ML-NE").unwrap();
    for (lon, lat) in [(2.4, 15.9), (0.3, 15.2), (4.0, 18.0), (-7.99, 12.6), (5.0, 13.0)] {
        let point = LonLat::new(lon, lat);
        let mut least = f64::MAX;
        for segment in border.line.0.iter().flat_map(|line| line.lines()) {
            for i in 0..=200 {
                let at = segment.start + segment.delta() * (f64::from(i) / 200.0);
                least = least.min(point.distance_km(LonLat::from(at)));
            }
        }
        let (_, km) = GAZETTEER.distance_to_border("ML-NE", point).unwrap();
        assert!(km <= least + 0.01 && km > least - 0.5, "{lon} {lat}: {km} {least}");
    }
}

#[test]
fn regions_fill_their_countries() {
    use geo::Area;
    for code in ["BF", "ML", "NE"] {
        let country = GAZETTEER.country(code).unwrap().polygon.unsigned_area();
        let of = |areas: &[harmattan::gazetteer::Area]| -> f64 {
            areas.iter().filter(|a| a.country == code).map(|a| a.polygon.unsigned_area()).sum()
        };
        let regions = of(GAZETTEER.regions());
        assert!((regions / country - 1.0).abs() < 1e-4, "{code}: {regions} {country}");
        if code == "BF" {
            assert!((of(GAZETTEER.districts()) / country - 1.0).abs() < 1e-4);
        }
    }
}

#[test]
fn approximate_regions_say_so() {
    let approximate: Vec<&str> =
        GAZETTEER.regions().iter().filter(|r| r.approximate).map(|r| r.id.as_str()).collect();
    assert_eq!(approximate, ["ML-6", "ML-7", "ML-9", "ML-10"]);
}

#[test]
fn rings_are_wound_right() {
    let doubled_area =
        |ring: &geo::LineString| -> f64 { ring.lines().map(|line| line.determinant()).sum() };
    let layers =
        [GAZETTEER.countries(), GAZETTEER.regions(), GAZETTEER.districts(), GAZETTEER.world()];
    for area in layers.into_iter().flatten() {
        for polygon in &area.polygon {
            assert!(doubled_area(polygon.exterior()) > 0.0, "{}", area.id);
            assert!(polygon.interiors().iter().all(|ring| doubled_area(ring) < 0.0), "{}", area.id);
        }
    }
}

#[test]
fn places_are_sorted_by_unique_id_inside_their_country() {
    let places = GAZETTEER.places();
    assert!(places.len() > 20_000);
    let ids: BTreeSet<&str> = places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids.len(), places.len());
    assert!(places.windows(2).all(|pair| pair[0].id < pair[1].id));
    for place in places.iter().filter(|p| p.admin1.starts_with("ML-")) {
        assert!(place.country == "ML" && GAZETTEER.region(&place.admin1).is_some(), "{place:?}");
    }
}

#[test]
fn places_near_a_point_come_nearest_first() {
    let near = GAZETTEER.places_near(LonLat::new(-0.04, 16.27), 20.0);
    assert_eq!(near[0].0.country, "ML");
    assert!(near.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    assert!(near.iter().any(|(place, _)| place.name == "Gao"));
    assert!(GAZETTEER.places_near(LonLat::new(-30.0, 0.0), 20.0).is_empty());
}

#[test]
fn unknown_names_get_suggestions() {
    assert!(GAZETTEER.suggestions("Tessallitte", 5).contains(&"Tessalit"));
    assert!(GAZETTEER.suggestions("Gao", 1) == ["Gao"]);
    assert!(GAZETTEER.suggestions("", 5).is_empty());
}

#[test]
fn rivers_have_french_names() {
    let names: BTreeSet<&str> =
        GAZETTEER.rivers().iter().map(|river| river.name.as_str()).collect();
    for name in ["Niger", "Bani", "Sénégal", "Mouhoun", "Nakambé", "Bénoué"] {
        assert!(names.contains(name), "{name}");
    }
    assert!(names.iter().all(|name| !name.contains('?')));
}

proptest! {
    #[test]
    fn every_spotted_span_is_known_and_none_lies_over_another(
        words in proptest::collection::vec("(Gao|Fada|N'Gourma|Ménaka|de|Le|Tin|-|Zaouatène|\\PC{0,6})", 0..30),
        joint in "( |-|, |\n)",
    ) {
        let text = words.join(&joint);
        let spans = GAZETTEER.spot(&text);
        prop_assert!(spans.iter().all(|span| GAZETTEER.knows(&text[span.clone()])));
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}

#[test]
fn the_world_has_the_countries_of_datelines() {
    for code in ["FR", "US", "RU", "TR", "ML", "NE", "DZ", "EH"] {
        assert!(GAZETTEER.world().iter().any(|area| area.id == code), "{code}");
    }
    assert_eq!(GAZETTEER.countries().len(), 14);
}

#[test]
fn a_first_word_finds_the_longer_names() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let check = |name: &str, longer: &str, expected: bool| {
        let found = gazetteer.begun_by(name);
        assert_eq!(found.iter().any(|m| m.place.name == longer), expected, "{name}");
        assert!(found.iter().all(|m| m.score < 0.82), "{name}");
    };
    check("Kangara", "Kangara Koura", true);
    check("kangara", "Kangara Koura", true);
    check("Kanga", "Kangara Koura", false);
    check("Kangara Koura", "Kangara Koura", false);
    check("", "Kangara Koura", false);
}

#[test]
fn the_former_regions_of_burkina_faso_have_english_names() {
    let check = |name: &str, id: &str| {
        let found = GAZETTEER.regions_named(name);
        assert!(found.iter().any(|area| area.id == id), "{name}: {found:?}");
        assert!(!GAZETTEER.knows("East") && !GAZETTEER.knows("North"), "words of a text");
    };
    check("East", "BF-08");
    check("Centre-North", "BF-05");
    check("North", "BF-10");
    check("Central Plateau", "BF-11");
    check("South-West", "BF-13");
}
