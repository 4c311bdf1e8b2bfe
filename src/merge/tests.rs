//! Reports built by hand: what is merged, what stays apart, and that order changes nothing.

use geo::{MultiPolygon, Rect};
use proptest::prelude::*;

use super::*;
use crate::earth::LonLat;
use crate::model::{
    Claim, Date, DateInterval, Incident, Kind, LocatedReport, Location, Outcome, Relation, Report,
    Roles, Side, Span, WeightedPoint,
};

/// What differs between the reports of these tests.
#[derive(Clone, Debug)]
struct Told {
    document: usize,
    kind: Kind,
    day: Option<i8>,
    place: (f64, f64),
    killed: Option<u32>,
}

const STRIKE: Told = Told {
    document: 1,
    kind: Kind::AirStrike,
    day: Some(10),
    place: (2.0, 15.3),
    killed: Some(20),
};

fn located(told: &Told) -> LocatedReport {
    let document = format!("{}.txt", told.document);
    let date = |day| DateInterval::day(Date::new(2026, 1, day).unwrap());
    let claim = |low| Claim {
        by: None,
        outcome: Outcome::Killed,
        side: Side::Militants,
        low,
        high: Some(low),
        hedge: None,
        is_neutralised: false,
        text: low.to_string(),
        document: document.clone(),
        span: Span::default(),
    };
    let report = Report {
        document: document.clone(),
        row: None,
        source: None,
        published: Date::new(2026, 1, 15).ok(),
        kind: told.kind,
        dates: told.day.map(date),
        other_dates: None,
        phrase: None,
        context: Vec::new(),
        claims: told.killed.map(claim).into_iter().collect(),
        actors: Vec::new(),
        roles: Default::default(),
        materiel: Vec::new(),
        background: false,
        sentence: format!("{told:?}"),
        span: Span::default(),
        evidence: Vec::new(),
        notes: Vec::new(),
    };
    LocatedReport::new(report, Some(location(told.place)))
}

fn location((lon, lat): (f64, f64)) -> Location {
    let best = LonLat::new(lon, lat);
    let area = Rect::new((lon - 0.1, lat - 0.1), (lon + 0.1, lat + 0.1)).to_polygon();
    Location {
        best,
        belief: vec![WeightedPoint { point: best, weight: 1.0 }].into(),
        area: MultiPolygon(vec![area]).into(),
        radius_km: 12.0,
        place: format!("{lon:.0} {lat:.0}"),
        relation: Relation::Sector,
        is_whole_unit: false,
        is_ambiguous: false,
        geo_precision: Some(2),
        where_prec: 2,
        candidates: Vec::new(),
        reasons: Vec::new(),
        notes: Vec::new(),
    }
}

/// The first location; fusing is tested where it is done.
fn first(locations: &[&Location]) -> Option<(Location, Vec<Note>)> {
    locations.first().map(|location| ((*location).clone(), Vec::new()))
}

fn merged(told: &[Told], settings: &MergeSettings) -> Vec<Incident> {
    merge(identify(told.iter().map(located).collect()), settings, &first).incidents
}

fn incidents(told: &[Told]) -> Vec<Incident> {
    merged(told, &MergeSettings::default())
}

#[test]
fn reports_of_one_event_become_one_incident() {
    let check = |other: Told, expected: usize| {
        assert_eq!(incidents(&[STRIKE, other.clone()]).len(), expected, "{other:?}");
    };
    let second = Told { document: 2, ..STRIKE };
    check(second.clone(), 1);
    check(Told { killed: Some(40), ..second.clone() }, 1);
    check(Told { killed: None, ..second.clone() }, 1);
    check(Told { day: Some(11), ..second.clone() }, 1);
    check(Told { kind: Kind::DroneStrike, ..second.clone() }, 1);
    check(Told { day: None, ..second.clone() }, 1);
    check(Told { day: Some(14), ..second.clone() }, 2);
    check(Told { kind: Kind::Ambush, ..second.clone() }, 2);
    check(Told { place: (4.0, 15.3), ..second.clone() }, 2);
    check(Told { document: 1, ..second }, 2);
}

#[test]
fn all_claims_and_reasons_are_kept() {
    let other = Told { document: 2, killed: Some(40), ..STRIKE };
    let merged = incidents(&[STRIKE, other]).remove(0);
    assert_eq!(merged.claims.len(), 2);
    assert_eq!((merged.killed.low, merged.killed.high), (Some(20), Some(40)));
    assert_eq!(merged.merge_reasons.len(), 1);
    assert!(merged.merge_reasons[0].contains("same day"), "{:?}", merged.merge_reasons);
}

#[test]
fn merged_reports_name_all_who_are_said_to_have_acted() {
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let told = |document, attackers: &[&str], targets: &[&str]| {
        let mut told = located(&Told { document, ..STRIKE });
        told.report.roles = Roles { attackers: names(attackers), targets: names(targets) };
        told
    };
    let reports = vec![
        told(1, &["Group B"], &["Army"]),
        told(2, &["Group A", "Group B"], &["Army"]),
        told(3, &[], &[]),
    ];
    let merged =
        merge(identify(reports.into_iter().collect()), &MergeSettings::default(), &first).incidents;
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].roles.attackers, names(&["Group A", "Group B"]));
    assert_eq!(merged[0].roles.targets, names(&["Army"]));
}

#[test]
fn equal_reports_of_one_document_get_ids_of_their_own() {
    let found = incidents(&[STRIKE, STRIKE]);
    assert_eq!(found.len(), 2);
    assert_ne!(found[0].id, found[1].id);
}

#[test]
fn nothing_merges_into_nothing() {
    assert!(incidents(&[]).is_empty());
}

fn any_told() -> impl Strategy<Value = Told> {
    let kinds = prop_oneof![Just(Kind::AirStrike), Just(Kind::Attack), Just(Kind::Other)];
    let killed = proptest::option::of(0..50_u32);
    (0..4_usize, kinds, proptest::option::of(8..13_i8), 0..3_u8, killed).prop_map(
        |(document, kind, day, place, killed)| Told {
            document,
            kind,
            day,
            place: (2.0 + f64::from(place) * 0.15, 15.3),
            killed,
        },
    )
}

proptest! {
    #[test]
    fn order_changes_nothing_and_no_report_is_lost(
        told in proptest::collection::vec(any_told(), 0..12)
    ) {
        let forward = incidents(&told);
        let backward = incidents(&told.iter().rev().cloned().collect::<Vec<_>>());
        prop_assert_eq!(&forward, &backward);
        let n_reports: usize = forward.iter().map(|i| i.reports.len()).sum();
        prop_assert_eq!(n_reports, told.len());
        for incident in &forward {
            let documents: BTreeSet<_> = incident.reports.iter().map(|r| &r.report.document).collect();
            prop_assert_eq!(documents.len(), incident.reports.len());
        }
    }
}

fn link(a: &str, b: &str) -> crate::corrections::Link {
    let reports = (a.parse().unwrap(), b.parse().unwrap());
    crate::corrections::Link { reports, source: "a test".to_owned(), line: 1 }
}

#[test]
fn decisions_join_what_differs_and_part_what_is_alike() {
    let second = Told { document: 2, ..STRIKE };
    let other = Told { document: 3, kind: Kind::Ambush, place: (4.0, 13.0), ..STRIKE };
    let told = [STRIKE, second, other];
    let ids: Vec<String> =
        incidents(&told).iter().flat_map(|i| &i.reports).map(|r| r.id.to_string()).collect();
    assert_eq!(incidents(&told).len(), 2);
    let id_of = |document: &str| {
        let all = incidents(&told);
        let mut reports = all.iter().flat_map(|i| &i.reports);
        reports.find(|r| r.report.document == document).unwrap().id.to_string()
    };
    let (one, two, three) = (id_of("1.txt"), id_of("2.txt"), id_of("3.txt"));
    let check = |same: &[(&str, &str)], apart: &[(&str, &str)], expected: &[usize]| {
        let links = |all: &[(&str, &str)]| all.iter().map(|(a, b)| link(a, b)).collect();
        let links = Links { same: links(same), apart: links(apart) };
        let found = merged(&told, &MergeSettings { links, ..MergeSettings::default() });
        let mut sizes: Vec<usize> = found.iter().map(|i| i.reports.len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, expected, "{same:?} {apart:?}");
        let reasons: Vec<&String> = found.iter().flat_map(|i| &i.merge_reasons).collect();
        assert!(reasons.iter().any(|reason| reason.contains("a test")), "{reasons:?}");
        let least = found.iter().map(|i| i.reports.iter().map(|r| r.id).min().unwrap());
        assert_eq!(least.collect::<Vec<_>>(), found.iter().map(|i| i.id).collect::<Vec<_>>());
        assert!(found.iter().all(|incident| ids.contains(&incident.id.to_string())));
    };
    check(&[(&one, &three)], &[], &[3]);
    check(&[], &[(&one, &two)], &[1, 1, 1]);
    check(&[(&two, &three)], &[(&one, &two)], &[1, 2]);
}

proptest! {
    #[test]
    fn merging_twice_changes_nothing(told in proptest::collection::vec(any_told(), 0..12)) {
        let once = incidents(&told);
        let reports = once.iter().flat_map(told_again).collect();
        let twice = merge(identify(reports), &MergeSettings::default(), &first);
        prop_assert_eq!(once, twice.incidents);
    }
}

/// The reports of an incident, with what one that stands alone has given it.
fn told_again(incident: &Incident) -> Vec<LocatedReport> {
    let mut reports = incident.reports.clone();
    if let [only] = reports.as_mut_slice() {
        only.location.clone_from(&incident.location);
        only.report.claims.clone_from(&incident.claims);
        only.report.actors.clone_from(&incident.actors);
        only.report.notes.clone_from(&incident.notes);
    }
    reports
}
