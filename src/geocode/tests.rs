//! Phrases of the Sahel press, built by hand, against the bundled places.

use super::*;
use crate::earth::LonLat;
use crate::model::{Direction, Feature, PlacePart, Relation, Span};

fn gazetteer() -> &'static Gazetteer {
    static BUNDLED: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
    BUNDLED.get_or_init(|| Gazetteer::bundled().unwrap())
}

fn toponym(name: &str, feature: Option<Feature>) -> Toponym {
    Toponym { name: name.to_owned(), feature, span: Span::default() }
}

type Part<'a> = (Relation, &'a [(&'a str, Option<Feature>)]);

fn phrase(parts: &[Part<'_>]) -> PlacePhrase {
    let parts = parts.iter().map(|(relation, names)| PlacePart {
        relation: *relation,
        toponyms: names.iter().map(|(name, feature)| toponym(name, *feature)).collect(),
    });
    PlacePhrase { text: "test".to_owned(), span: Span::default(), parts: parts.collect() }
}

fn locate_parts(parts: &[Part<'_>]) -> Location {
    locate(gazetteer(), &phrase(parts), &[]).unwrap()
}

fn area_holds(location: &Location, point: LonLat) -> bool {
    use geo::Contains;
    location.area.contains(&point.point())
}

const REGION: Option<Feature> = Some(Feature::Region);

#[test]
fn each_relation_puts_the_place_where_the_words_do() {
    use Relation::{Between, Border, Direction as Way, In, Near, Offset, PartOf, Sector, Toward};
    let check = |parts: &[Part<'_>], (lon, lat): (f64, f64), tolerance_km: f64| {
        let found = locate_parts(parts);
        let km = found.best.distance_km(LonLat::new(lon, lat));
        assert!(km <= tolerance_km, "{parts:?}: {:?} is {km:.0} km off", found.best);
        assert!(area_holds(&found, found.best) || found.radius_km < 5.0, "{parts:?}: best outside");
        let sum: f64 = found.belief.iter().map(|p| p.weight).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{parts:?}: {sum}");
    };
    let south_west = Some(Direction::SouthWest);
    check(&[(In, &[("Ansongo", None)])], (0.50, 15.66), 5.0);
    check(
        &[(Sector, &[("Anderamboukane", None)]), (In, &[("Ménaka", REGION)])],
        (3.02, 15.43),
        8.0,
    );
    check(&[(Near, &[("Tin-zawatene", None)]), (In, &[("Kidal", REGION)])], (2.97, 19.95), 15.0);
    check(&[(Way(Direction::North), &[("Ménaka", None)])], (2.4, 16.2), 40.0);
    check(
        &[(Offset { distance_km: 23.0, direction: south_west }, &[("Mondoro", None)])],
        (-2.10, 14.53),
        8.0,
    );
    check(&[(Between, &[("Gao", None), ("Ansongo", None)])], (0.23, 15.97), 15.0);
    check(&[(Border, &[("Niger", None)]), (In, &[("Ménaka", REGION)])], (3.0, 15.6), 90.0);
    check(&[(Toward, &[("Aguelhoc", None)]), (In, &[("Kidal", REGION)])], (0.86, 19.46), 40.0);
    check(&[(PartOf(Direction::North), &[("Mali", None)])], (-1.5, 21.5), 350.0);
}

#[test]
fn a_further_constraint_never_widens_the_area() {
    use geo::GeodesicArea;
    let km2 = |parts: &[Part<'_>]| locate_parts(parts).area.geodesic_area_unsigned() / 1e6;
    let sector: Part<'_> = (Relation::Sector, &[("Akabar", None)]);
    let south: Part<'_> = (Relation::Direction(Direction::South), &[("Ménaka", None)]);
    let region: Part<'_> = (Relation::In, &[("Ménaka", REGION)]);
    let (one, two, three) = (km2(&[region]), km2(&[south, region]), km2(&[sector, south, region]));
    assert!(one > two && two > three, "{one} {two} {three}");
}

#[test]
fn the_named_unit_chooses_between_places_of_one_name() {
    let check = |name: &str, region: &str, expected: &str| {
        let found =
            locate_parts(&[(Relation::In, &[(name, None)]), (Relation::In, &[(region, REGION)])]);
        let region = gazetteer().region_at(found.best).unwrap();
        assert_eq!(region.name, expected, "{name}");
        assert!(!found.is_whole_unit);
    };
    check("Niono", "Ségou", "Ségou");
    check("Aguelhok", "Kidal", "Kidal");
    check("Ayorou", "Tillabéri", "Tillabéri");
}

#[test]
fn an_unknown_name_takes_its_place_from_the_words_around_it() {
    let found =
        locate_parts(&[(Relation::In, &[("Xyzqqal", None)]), (Relation::In, &[("Gao", REGION)])]);
    assert!(found.notes.iter().any(|note| note.code == "place-unknown"), "{:?}", found.notes);
    assert_eq!(gazetteer().region_at(found.best).unwrap().name, "Gao");
    assert!(found.radius_km > 50.0);
    assert!(locate(gazetteer(), &phrase(&[(Relation::In, &[("Xyzqqal", None)])]), &[]).is_none());
}

#[test]
fn a_contradiction_is_noted_and_answered() {
    let found = locate_parts(&[
        (Relation::Direction(Direction::North), &[("Gao", None)]),
        (Relation::In, &[("Sikasso", REGION)]),
    ]);
    assert!(found.notes.iter().any(|note| note.code == "constraint-dropped"), "{:?}", found.notes);
}

const DISTRICT: Option<Feature> = Some(Feature::District);

#[test]
fn of_names_that_do_not_go_together_the_one_told_worse_gives_way() {
    let check = |parts: &[Part<'_>], code: &str, region: &str| {
        let found = locate_parts(parts);
        assert!(found.notes.iter().any(|note| note.code == code), "{parts:?} {:?}", found.notes);
        assert_eq!(gazetteer().region_at(found.best).unwrap().name, region, "{parts:?}");
    };
    let bandiagara: Part<'_> = (Relation::In, &[("Bandiagara", DISTRICT)]);
    // The village lies in the region: the district is wrong.
    let tessit: Part<'_> = (Relation::In, &[("Tessit", None)]);
    check(&[tessit, bandiagara, (Relation::In, &[("Gao", REGION)])], "constraint-dropped", "Gao");
    // The town lies in neither: another place of its name is meant.
    let kidal: Part<'_> = (Relation::In, &[("Kidal", None)]);
    check(&[kidal, bandiagara, (Relation::In, &[("Mopti", REGION)])], "place-unknown", "Mopti");
    // Two towns that are far apart: "in" is trusted more than "near".
    let near_bobo: Part<'_> = (Relation::Near, &[("Bobo-Dioulasso", None)]);
    check(&[tessit, near_bobo], "constraint-dropped", "Gao");
}

#[test]
fn a_land_across_borders_is_not_cut_at_one() {
    let found = locate_parts(&[(Relation::In, &[("Liptako-Gourma", None)])]);
    assert!(!found.reasons.iter().any(|reason| reason.contains("across its border")));
}

#[test]
fn a_region_alone_is_a_whole_unit_with_the_codes_of_one() {
    let found = locate_parts(&[(Relation::In, &[("Tombouctou", REGION)])]);
    assert!(found.is_whole_unit);
    assert_eq!((found.geo_precision, found.where_prec), (Some(3), 4));
    let found = locate_parts(&[(Relation::In, &[("Burkina Faso", None)])]);
    assert_eq!((found.geo_precision, found.where_prec), (None, 6));
    let found = locate_parts(&[(Relation::In, &[("Ansongo", None)])]);
    assert_eq!((found.geo_precision, found.where_prec), (Some(1), 1));
}

#[test]
fn absurd_phrases_are_answered_without_panic() {
    let far = Relation::Offset { distance_km: 1e9, direction: None };
    let near = Relation::Offset { distance_km: 0.0, direction: Some(Direction::Center) };
    let same: Part<'_> = (Relation::Between, &[("Gao", None), ("Gao", None)]);
    for parts in
        [vec![(far, &[("Gao", None)][..])], vec![(near, &[("Gao", None)][..])], vec![same], vec![]]
    {
        locate(gazetteer(), &phrase(&parts), &[]);
    }
    let found = locate_parts(&[(far, &[("Gao", None)])]);
    assert!(found.notes.iter().any(|note| note.code == "distance-absurd"), "{:?}", found.notes);
    assert!(found.radius_km < 50.0);
}

#[test]
fn a_time_on_the_way_is_noted_and_its_area_is_wide() {
    let way = |direction| (Relation::Travel { about_km: 80.0, direction }, &[("Gao", None)][..]);
    let around = locate_parts(&[way(None)]);
    assert!((50.0..130.0).contains(&around.radius_km), "{}", around.radius_km);
    assert!(around.notes.iter().any(|note| note.code == "distance-by-time"), "{:?}", around.notes);
    let gao = LonLat::new(-0.05, 16.27);
    let north = locate_parts(&[way(Some(Direction::North))]);
    assert!(north.best.lat > gao.lat + 0.1 && !area_holds(&north, LonLat::new(-0.05, 15.9)));
}

#[test]
fn the_river_is_that_of_the_places_around() {
    let bare = toponym("fleuve", Some(Feature::River));
    let along = PlacePart { relation: Relation::Along, toponyms: vec![bare] };
    let near = PlacePart { relation: Relation::Near, toponyms: vec![toponym("Gao", None)] };
    let parts = vec![along, near];
    let phrase = PlacePhrase { text: "test".to_owned(), span: Span::default(), parts };
    let found = locate(gazetteer(), &phrase, &[]).unwrap();
    assert!(found.reasons.iter().any(|r| r.starts_with("along Niger")), "{:?}", found.reasons);
    assert!(found.radius_km < 25.0 && area_holds(&found, found.best));
}

#[test]
fn a_way_may_lead_out_of_the_district_named() {
    let ends: &[(&str, Option<Feature>)] = &[("Niono", None), ("Ténenkou", None)];
    let district: &[(&str, Option<Feature>)] = &[("Niono", Some(Feature::District))];
    let found = locate_parts(&[
        (Relation::Between, ends),
        (Relation::In, district),
        (Relation::In, &[("Ségou", REGION)]),
    ]);
    assert_eq!(found.place, "Niono – Tenenkou");
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

const COUNTRY: Option<Feature> = Some(Feature::Country);

/// Test sentences' parts: where the best point lies, and how large the area is.
fn checked(parts: &[Part<'_>], (lon, lat): (f64, f64), tolerance_km: f64, radius_km: f64) {
    let found = locate_parts(parts);
    let km = found.best.distance_km(LonLat::new(lon, lat));
    assert!(km <= tolerance_km, "{parts:?}: {:?} is {km:.0} km off", found.best);
    assert!(found.radius_km <= radius_km, "{parts:?}: {}", found.radius_km);
}

#[test]
fn borders_named_together_are_those_between_the_countries_or_of_the_one_told_of() {
    use Relation::{Border, In};
    let (mali, niger) = (("Mali", COUNTRY), ("Niger", COUNTRY));
    let burkina = ("Burkina Faso", COUNTRY);
    // Where the three meet.
    let tripoint = (0.23, 14.96);
    checked(&[(Border, &[mali]), (Border, &[burkina]), (Border, &[niger])], tripoint, 25.0, 60.0);
    // From Niger, the borders with both.
    let parts: [Part<'_>; 3] =
        [(In, &[("Tillabéri", REGION)]), (Border, &[mali]), (Border, &[burkina])];
    checked(&parts, tripoint, 40.0, 90.0);
    let found = locate_parts(&[(Border, &[mali]), (Border, &[niger])]);
    assert!(found.reasons[0].contains("ML-NE"), "{:?}", found.reasons);
}

#[test]
fn a_region_named_like_its_seat_holds_what_is_far_from_the_seat() {
    let parts: [Part<'_>; 2] =
        [(Relation::In, &[("N'Guigmi", None)]), (Relation::In, &[("Diffa", None)])];
    checked(&parts, (13.11, 14.25), 10.0, 10.0);
}

#[test]
fn the_names_of_a_list_speak_for_each_other() {
    // A namesake of Dirga lies 300 km away.
    let names: &[(&str, Option<Feature>)] =
        &[("Karou", None), ("Ouatagouna", None), ("Dirga", None)];
    checked(&[(Relation::In, names)], (0.71, 15.18), 10.0, 60.0);
}

#[test]
fn no_farther_than_a_distance_is_all_around() {
    let within = locate_parts(&[(Relation::Within { distance_km: 30.0 }, &[("Ménaka", None)])]);
    assert_eq!(within.relation.name(), "near");
    assert!(area_holds(&within, within.best) && (25.0..45.0).contains(&within.radius_km));
    assert!(within.best.distance_km(LonLat::new(2.40, 15.92)) < 5.0);
}

#[test]
fn amidst_three_places_is_around_their_middle() {
    let names: &[(&str, Option<Feature>)] = &[("Gao", None), ("Ansongo", None), ("Ménaka", None)];
    checked(&[(Relation::Between, names)], (0.95, 15.96), 20.0, 200.0);
}

#[test]
fn an_unknown_quarter_lies_in_its_town() {
    let quarter = ("Xyzqqal", Some(Feature::Quarter));
    let parts: [Part<'_>; 2] = [(Relation::In, &[quarter]), (Relation::In, &[("Gao", None)])];
    checked(&parts, (-0.04, 16.27), 6.0, 10.0);
}

#[test]
fn a_village_of_another_country_is_not_the_one_in_a_unit_of_this() {
    let parts: [Part<'_>; 2] = [
        (Relation::In, &[("Bani", Some(Feature::Commune))]),
        (Relation::In, &[("Séno", DISTRICT)]),
    ];
    let found = locate_parts(&parts);
    assert!(found.notes.iter().any(|note| note.code == "place-unknown"), "{:?}", found.notes);
    assert!(found.best.distance_km(LonLat::new(-0.04, 13.95)) < 40.0, "{:?}", found.best);
}

#[test]
fn a_distance_from_a_border_is_told_from_the_line() {
    let offset = Relation::Offset { distance_km: 30.0, direction: None };
    let found =
        locate_parts(&[(offset, &[("Niger", COUNTRY)]), (Relation::In, &[("Ménaka", REGION)])]);
    let (_, km) = gazetteer().distance_to_border("ML-NE", found.best).unwrap();
    assert!((22.0..38.0).contains(&km), "{km}");
    let within = Relation::Within { distance_km: 10.0 };
    let found =
        locate_parts(&[(within, &[("Mali", COUNTRY)]), (Relation::In, &[("Oudalan", DISTRICT)])]);
    let (_, km) = gazetteer().distance_to_border("BF-ML", found.best).unwrap();
    assert!(km < 14.0, "{km}");
}

#[test]
fn between_a_place_and_a_border_is_on_the_shortest_way() {
    let found = locate_parts(&[(Relation::Between, &[("Djibo", None), ("Mali", COUNTRY)])]);
    let (djibo, km) =
        (LonLat::new(-1.63, 14.10), found.best.distance_km(LonLat::new(-1.63, 14.10)));
    assert!(km < 45.0 && found.best.lat > djibo.lat, "{:?} {km}", found.best);
}

#[test]
fn several_regions_are_all_of_them() {
    use geo::Contains;
    let names = [("Gao", REGION), ("Ménaka", REGION)];
    let found = locate_parts(&[(Relation::In, &names)]);
    for (lon, lat) in [(0.3, 16.8), (2.6, 16.0)] {
        assert!(found.area.contains(&LonLat::new(lon, lat).point()), "{lon} {lat}");
    }
    assert_eq!(found.geo_precision, Some(3));
}

#[test]
fn what_is_no_exact_place_has_no_code_for_one() {
    let code = |names: &[(&str, Option<Feature>)]| {
        let found = locate_parts(&[(Relation::In, names)]);
        (found.geo_precision, found.where_prec)
    };
    assert_eq!(code(&[("Gao", None)]), (Some(1), 1));
    assert_eq!(code(&[("Kidal", None), ("Tessalit", None)]), (Some(3), 5));
    // Known to its commune only.
    assert_ne!(code(&[("Bagourou", None)]), (Some(1), 1));
}

#[test]
fn the_distance_from_a_border_tells_namesakes_apart() {
    let offset = Relation::Offset { distance_km: 8.0, direction: None };
    let near =
        locate_parts(&[(Relation::In, &[("Tabankort", None)]), (offset, &[("Niger", COUNTRY)])]);
    assert!(near.best.distance_km(LonLat::new(2.10, 15.38)) < 5.0, "{:?}", near.best);
    assert!(!near.is_ambiguous);
    assert!(locate_parts(&[(Relation::In, &[("Tabankort", None)])]).is_ambiguous);
}
