//! What is kept in little room is read back as it was.

use std::sync::Arc;

use geo::{MultiPolygon, Rect};
use proptest::prelude::*;

use super::*;
use crate::earth::LonLat;
use crate::model::{
    Around, BorderProximity, Claim, Date, DateInterval, District, Incident, Kind, LocatedReport,
    Location, NearTown, NeighbourDistance, Note, Outcome, Relation, Report, Setting, Side,
    SituatedIncident, Span, TableRow, Toll, UnitShare, WeightedPoint,
};

/// A row made of a few numbers; every part of it is there for some of them.
fn row(n: u64, words: &str, killed: Option<u32>, is_circle: bool) -> LocatedReport {
    let document = if n.is_multiple_of(2) { "a.csv" } else { "b.csv" };
    let day = DateInterval::day(Date::new(2024, 1 + (n % 12) as i8, 8).unwrap());
    let note = |code: &str| Note::new(code, format!("row {n}"));
    let claim = |low| Claim {
        by: None,
        outcome: Outcome::Killed,
        side: Side::Civilians,
        low,
        high: Some(low),
        hedge: None,
        is_neutralised: false,
        text: low.to_string(),
        document: document.to_owned(),
        span: Span::default(),
    };
    let report = Report {
        document: document.to_owned(),
        row: Some(Box::new(TableRow { number: n, id: format!("ML{n}") })),
        source: n.is_multiple_of(3).then(|| format!("source {}", n % 5)),
        published: Date::new(2024, 2, 1).ok().filter(|_| n.is_multiple_of(4)),
        kind: Kind::ALL[n as usize % Kind::ALL.len()],
        dates: (!n.is_multiple_of(7)).then_some(day),
        other_dates: None,
        phrase: None,
        context: Vec::new(),
        claims: killed.map(claim).into_iter().collect(),
        actors: (0..n % 3).map(|i| format!("actor {}", 2 - i)).collect(),
        roles: Default::default(),
        materiel: Vec::new(),
        background: n.is_multiple_of(11),
        sentence: words.to_owned(),
        span: Span { start: 0, end: words.chars().count() },
        evidence: Vec::new(),
        notes: n.is_multiple_of(5).then(|| note("kind-unknown")).into_iter().collect(),
    };
    let mut location = location(LonLat::new((n % 100) as f64 / 7.0, 15.0), is_circle);
    location.notes.extend(n.is_multiple_of(6).then(|| note("position-swapped")));
    LocatedReport::new(report, Some(location))
}

fn location(best: LonLat, is_circle: bool) -> Location {
    let LonLat { lon, lat } = best;
    let square = Rect::new((lon - 0.1, lat - 0.1), (lon + 0.1, lat + 0.1)).to_polygon();
    let area = if is_circle { vec![square] } else { Vec::new() };
    let half = |lat| WeightedPoint { point: LonLat::new(lon, lat), weight: 0.5 };
    let circle = [half(lat - 0.1), half(lat + 0.1)];
    let point = [WeightedPoint { point: best, weight: 1.0 }];
    Location {
        best,
        belief: if is_circle { Arc::from(circle) } else { Arc::from(point) },
        area: Arc::new(MultiPolygon(area)),
        radius_km: if is_circle { 25.0 } else { 0.0 },
        place: format!("{lon:.0}"),
        relation: Relation::In,
        is_whole_unit: false,
        is_ambiguous: false,
        geo_precision: Some(1),
        where_prec: if is_circle { 2 } else { 1 },
        candidates: Vec::new(),
        reasons: Vec::new(),
        notes: Vec::new(),
    }
}

/// What lies around a place, made up from its longitude.
fn setting(location: &Location) -> Setting {
    let km = location.best.lon;
    let share = |name: &str| UnitShare { id: name.into(), name: name.into(), probability: 1.0 };
    let border = BorderProximity {
        pair: "ML-NE".into(),
        neighbour: "NE".into(),
        bearing_deg: 90.0,
        km,
        km_min: km,
        km_max: km,
        within_20_km: 1.0,
        band: "0-10".into(),
    };
    let near = |code: &str| NeighbourDistance { country: code.into(), km };
    Setting {
        country: (km > 1.0).then(|| "ML".into()),
        admin1: Arc::from([share("ML-9")]),
        border: (km > 2.0).then_some(border),
        approximate: km > 3.0,
        around: Around {
            neighbours: if km > 4.0 { vec![near("NE"), near("BF")] } else { Vec::new() },
            three_countries: km > 4.0,
            town: (km > 5.0).then(|| NearTown { name: "A town".into(), km, bearing_deg: 1.0 }),
        },
        spread: None,
        district: (km > 6.0).then(|| District {
            name: "A district".into(),
            approximate: true,
            is_of_region: km > 7.0,
        }),
    }
}

fn situated(incident: Incident) -> SituatedIncident {
    let location = incident.location.as_ref().unwrap();
    let setting = setting(location);
    let district = setting.district(location.is_whole_unit);
    SituatedIncident {
        admin2: district.map(|district| district.name.clone()),
        admin2_approximate: district.is_some_and(|district| district.approximate),
        country: setting.country,
        admin1: setting.admin1,
        border: setting.border,
        approximate: setting.approximate,
        around: setting.around,
        spread: setting.spread,
        incident,
    }
}

fn tolls(claims: &[Claim]) -> [Toll; 2] {
    let figure = claims.first().map(|claim| claim.low);
    [Toll { low: figure, best: figure, high: figure }, Toll::default()]
}

prop_compose! {
    fn rows()(all in proptest::collection::vec((0..400_u64, ".{0,6}", proptest::option::of(0..9_u32), any::<bool>()), 0..30)) -> Vec<LocatedReport> {
        all.into_iter().map(|(n, words, killed, is_circle)| row(n, &words, killed, is_circle)).collect()
    }
}

proptest! {
    #[test]
    fn reports_are_read_back_as_they_were(first in rows(), second in rows(), n in 0..30_usize) {
        let mut reports: Reports = first.iter().cloned().collect();
        reports.append(second.iter().cloned().collect());
        let mut all: Vec<LocatedReport> = first.into_iter().chain(second).collect();
        for (at, told) in all.iter().enumerate() {
            let kept = reports.get(at);
            prop_assert_eq!(kept.as_deref(), Some(told));
        }
        // What is changed is another one, what is taken out is gone, and the rest stays.
        if let (Some(kept), Some(told)) = (reports.get_mut(n), all.get_mut(n)) {
            kept.location = None;
            told.location = None;
        }
        reports.retain(|at| !at.is_multiple_of(3) || at == n);
        let is_left = |(at, told): (usize, LocatedReport)| (!at.is_multiple_of(3) || at == n).then_some(told);
        let left: Vec<LocatedReport> = all.into_iter().enumerate().filter_map(is_left).collect();
        let kept: Vec<LocatedReport> =
            (0..reports.len()).filter_map(|at| reports.get(at)).map(|r| r.into_owned()).collect();
        prop_assert_eq!(kept, left);
    }

    #[test]
    fn incidents_of_rows_are_those_that_whole_reports_give(told in rows(), wide in 0..40_usize) {
        let reports: Reports = told.iter().cloned().collect();
        let alone: Vec<usize> = (0..told.len()).collect();
        let fuse = |_, mut members: Vec<LocatedReport>| {
            let only = members.remove(0);
            let tolls = tolls(&only.report.claims);
            Incident::told_once(only, Vec::new(), tolls)
        };
        let mut kept = reports.into_incidents(&alone, |at| at != wide, fuse);
        kept.fold_tolls(tolls);
        prop_assert_eq!(kept.len(), told.len());
        let found = Incidents::situate(kept, situated, |location| Arc::new(setting(location)));
        let mut expected: Vec<SituatedIncident> =
            told.into_iter().map(|one| situated(fuse(0, vec![one]))).collect();
        let key = |one: &SituatedIncident| (one.incident.dates.is_none(), one.incident.dates, one.incident.id);
        expected.sort_by_key(key);
        let found_keys: Vec<_> = found.iter().map(|one| key(&one)).collect();
        prop_assert_eq!(found_keys, expected.iter().map(key).collect::<Vec<_>>());
        for one in found.iter() {
            prop_assert!(expected.contains(&one), "{:?}", one);
        }
        for number in found.order() {
            let (one, glance) = (found.get(*number).unwrap(), found.glance(*number).unwrap());
            let location = one.incident.location.as_ref().unwrap();
            prop_assert_eq!(glance.id, one.incident.id);
            prop_assert_eq!(glance.killed, one.incident.killed);
            prop_assert_eq!(glance.place.unwrap().name, location.place.as_str());
            prop_assert_eq!(glance.place.unwrap().belief.is_empty(), location.belief.len() == 1);
            prop_assert_eq!(glance.country, one.country.as_deref());
            prop_assert_eq!(glance.border.map(|(pair, _)| pair), one.border.as_ref().map(|b| b.pair.as_str()));
        }
    }
}

#[test]
fn an_incident_that_is_asked_for_can_be_changed() {
    let told = [row(1, "a", Some(3), false), row(2, "b", None, false)];
    let asked = told[1].id;
    let reports: Reports = told.into_iter().collect();
    let fuse = |_, _| unreachable!("all rows are alone");
    let mut kept = reports.into_incidents(&[0, 1], |_| true, fuse);
    kept.fold_tolls(tolls);
    kept.unfold(&[asked].into_iter().collect());
    assert_eq!((kept.len(), kept.incidents.len()), (2, 1));
    assert_eq!(kept.incidents[0].id, asked);
}

#[test]
fn a_report_that_says_more_than_a_row_is_kept_whole() {
    let mut told = row(1, "a", None, false);
    told.report.materiel.push("a lorry".to_owned());
    let mut reports: Reports = [told.clone()].into_iter().collect();
    assert_eq!(reports.whole_mut().count(), 1);
    assert_eq!(reports.get(0).as_deref(), Some(&told));
}
