//! Fuses the reports of one event into an incident: dates, place, claims, title, id.

use std::collections::{BTreeMap, BTreeSet};

use super::FusePlaces;
use super::toll::{TollPolicy, fold_toll};
use crate::model::{Claim, ReportId};
use crate::model::{Date, DateInterval, Incident, Kind, LocatedReport, Location, Note, Outcome};

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

/// One incident that one report tells of. What the incident has of it is not kept twice: a table may
/// have millions of rows, for which room to grow in would be most of the memory.
fn alone(mut told: LocatedReport, merge_reasons: Vec<String>, policy: TollPolicy) -> Incident {
    let report = &mut told.report;
    let (location, dates, kind) = (told.location.take(), report.dates, report.kind);
    let mut claims = std::mem::take(&mut report.claims);
    claims.shrink_to_fit();
    let mut notes = std::mem::take(&mut report.notes);
    notes.extend(location.iter().flat_map(|l| l.notes.iter().cloned()));
    notes.sort();
    notes.dedup();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names.dedup();
        names.shrink_to_fit();
        names
    };
    let parts = Parts {
        id: told.id,
        kind,
        dates,
        location,
        claims,
        actors: sorted(std::mem::take(&mut report.actors)),
        materiel: sorted(std::mem::take(&mut report.materiel)),
        background: report.background,
        notes,
    };
    parts.join(vec![told], merge_reasons, policy)
}

/// What the reports of an incident come to.
struct Parts {
    id: ReportId,
    kind: Kind,
    dates: Option<DateInterval>,
    location: Option<Location>,
    claims: Vec<Claim>,
    actors: Vec<String>,
    materiel: Vec<String>,
    background: bool,
    notes: Vec<Note>,
}

impl Parts {
    fn join(
        self,
        reports: Vec<LocatedReport>,
        merge_reasons: Vec<String>,
        policy: TollPolicy,
    ) -> Incident {
        Incident {
            id: self.id.to_string(),
            title: title(self.kind, self.location.as_ref(), self.dates),
            kind: self.kind,
            dates: self.dates,
            killed: fold_toll(&self.claims, Outcome::Killed, policy),
            wounded: fold_toll(&self.claims, Outcome::Wounded, policy),
            location: self.location,
            claims: self.claims,
            actors: self.actors,
            materiel: self.materiel,
            background: self.background,
            reports,
            merge_reasons,
            notes: self.notes,
        }
    }
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
    let parts = Parts {
        id: reports.iter().map(|r| r.id).min().unwrap_or_default(),
        kind,
        dates,
        location,
        claims,
        actors: set(|r| &r.report.actors),
        materiel: set(|r| &r.report.materiel),
        background: reports.iter().all(|r| r.report.background),
        notes: notes.into_iter().collect(),
    };
    parts.join(reports, merge_reasons, policy)
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

/// The title that its kind, place and dates give an incident.
pub fn title_of(incident: &Incident) -> String {
    title(incident.kind, incident.location.as_ref(), incident.dates)
}

fn title(kind: Kind, location: Option<&Location>, dates: Option<DateInterval>) -> String {
    let mut title = kind.label().to_owned();
    if let Some(location) = location {
        title.push_str(", ");
        title.push_str(&location.place);
    }
    if let Some(dates) = dates {
        title.push_str(", ");
        title.push_str(&date_words(dates));
    }
    title
}

/// "31 January 2026", "27–28 April 2024", "March 2021", "2021".
fn date_words(dates: DateInterval) -> String {
    let month = |date: Date| date.strftime("%B %Y").to_string();
    let (start, end) = (dates.start, dates.end);
    let is_whole_months = start.day() == 1 && end == end.last_of_month();
    if start == end {
        format!("{} {}", start.day(), month(start))
    } else if is_whole_months && start.month() == end.month() && start.year() == end.year() {
        month(start)
    } else if is_whole_months
        && start.month() == 1
        && end.month() == 12
        && start.year() == end.year()
    {
        start.year().to_string()
    } else if start.month() == end.month() && start.year() == end.year() {
        format!("{}–{} {}", start.day(), end.day(), month(start))
    } else {
        format!("{} {} – {} {}", start.day(), month(start), end.day(), month(end))
    }
}

/// The incidents by date, then id.
pub(super) fn sorted(mut incidents: Vec<Incident>) -> Vec<Incident> {
    // Dates and the first half of an id tell nearly all apart without a look at the incident.
    incidents.sort_by_cached_key(|incident| {
        let id: ReportId = incident.id.parse().unwrap_or_default();
        (incident.dates.is_none(), incident.dates, id)
    });
    incidents
}
