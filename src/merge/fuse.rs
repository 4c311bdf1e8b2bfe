//! Fuses the reports of one event into an incident: dates, place, claims, title, id.

use std::collections::{BTreeMap, BTreeSet};

use super::FusePlaces;
use super::toll::{TollPolicy, fold_toll};
use crate::model::{
    Claim, DateInterval, Incident, Kind, LocatedReport, Location, Note, Outcome, Roles, Toll,
};

/// One incident from its reports, which are sorted by document and never empty.
pub(super) fn fuse(
    reports: Vec<LocatedReport>,
    merge_reasons: Vec<String>,
    policy: TollPolicy,
    places: &FusePlaces<'_>,
) -> Incident {
    match <[LocatedReport; 1]>::try_from(reports) {
        Ok([only]) => alone(only, merge_reasons, policy),
        Err(several) => together(several, merge_reasons, policy, places),
    }
}

/// One incident that one report tells of.
fn alone(told: LocatedReport, merge_reasons: Vec<String>, policy: TollPolicy) -> Incident {
    let tolls = tolls(&told.report.claims, policy);
    Incident::told_once(told, merge_reasons, tolls)
}

/// The killed and the wounded that claims come to.
pub(super) fn tolls(claims: &[Claim], policy: TollPolicy) -> [Toll; 2] {
    [Outcome::Killed, Outcome::Wounded].map(|outcome| fold_toll(claims, outcome, policy))
}

fn together(
    reports: Vec<LocatedReport>,
    merge_reasons: Vec<String>,
    policy: TollPolicy,
    places: &FusePlaces<'_>,
) -> Incident {
    let claims: Vec<_> = reports.iter().flat_map(|r| r.report.claims.clone()).collect();
    let (dates, conflict) = fuse_dates(&reports);
    let kind = common_kind(&reports);
    let told: Vec<&Location> = reports.iter().filter_map(|r| r.location.as_ref()).collect();
    let (location, place_notes) = match told.as_slice() {
        [only] => (Some((*only).clone()), Vec::new()),
        several => places(several).map_or((None, Vec::new()), |(l, notes)| (Some(l), notes)),
    };
    let mut notes: BTreeSet<Note> = conflict.into_iter().chain(place_notes).collect();
    notes.extend(reports.iter().flat_map(|r| r.report.notes.iter().cloned()));
    notes.extend(location.iter().flat_map(|l| l.notes.iter().cloned()));
    let set = |pick: fn(&LocatedReport) -> &Vec<String>| -> Vec<String> {
        reports
            .iter()
            .flat_map(|r| pick(r).iter().cloned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    let mut roles = Roles::default();
    reports.iter().for_each(|r| roles.join(&r.report.roles));
    let [killed, wounded] = tolls(&claims, policy);
    let mut incident = Incident {
        id: reports.iter().map(|r| r.id).min().unwrap_or_default(),
        title: String::new(),
        kind,
        dates,
        location,
        claims,
        killed,
        wounded,
        actors: set(|r| &r.report.actors),
        roles,
        materiel: set(|r| &r.report.materiel),
        background: reports.iter().all(|r| r.report.background),
        reports,
        merge_reasons,
        notes: notes.into_iter().collect(),
    };
    incident.title = incident.own_title();
    incident
}

/// The intersection of the reports' dates; where they have none in common, the date most texts
/// give, and a note.
fn fuse_dates(reports: &[LocatedReport]) -> (Option<DateInterval>, Option<Note>) {
    let all: Vec<DateInterval> = reports.iter().filter_map(|r| r.report.dates).collect();
    let Some(first) = all.first().copied() else { return (None, None) };
    let start = all.iter().map(|d| d.start).max().unwrap_or(first.start);
    let end = all.iter().map(|d| d.end).min().unwrap_or(first.end);
    if start <= end {
        return (Some(DateInterval { start, end }), None);
    }
    let mut counts: BTreeMap<DateInterval, usize> = BTreeMap::new();
    all.iter().for_each(|dates| *counts.entry(*dates).or_default() += 1);
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
    let given: Vec<String> = counts.keys().map(|dates| dates.start.to_string()).collect();
    let message = format!("sources give different dates: '{}'", given.join("', '"));
    (most.map(|(dates, _)| *dates), Some(Note::new("date-conflict", message)))
}

/// The kind that most reports give, the first of [`Kind::ALL`] among equals; `other` counts least.
fn common_kind(reports: &[LocatedReport]) -> Kind {
    let count = |kind: Kind| reports.iter().filter(|r| r.report.kind == kind).count();
    let known = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Other);
    let best = known.rev().max_by_key(|kind| count(*kind)).filter(|kind| count(*kind) > 0);
    best.unwrap_or(Kind::Other)
}
