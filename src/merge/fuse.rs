//! Fuses the reports of one event into an incident: dates, place, claims, title, id.

use std::collections::{BTreeMap, BTreeSet};

use super::toll::{TollPolicy, fold_toll};
use crate::model::{Date, DateInterval, Incident, Kind, LocatedReport, Location, Note, Outcome};

/// One incident from its reports, which are sorted by document and never empty.
pub(super) fn fuse(
    reports: Vec<LocatedReport>,
    merge_reasons: Vec<String>,
    policy: TollPolicy,
) -> Incident {
    let claims: Vec<_> = reports.iter().flat_map(|r| r.report.claims.clone()).collect();
    let (dates, conflict) = fuse_dates(&reports);
    let kind = common_kind(&reports);
    let location = sharpest(&reports).cloned();
    let mut notes: BTreeSet<Note> = conflict.into_iter().collect();
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
    Incident {
        id: content_id(&reports, kind),
        title: title(kind, location.as_ref(), dates),
        kind,
        dates,
        killed: fold_toll(&claims, Outcome::Killed, policy),
        wounded: fold_toll(&claims, Outcome::Wounded, policy),
        claims,
        actors: set(|r| &r.report.actors),
        materiel: set(|r| &r.report.materiel),
        background: reports.iter().all(|r| r.report.background),
        location,
        merge_reasons,
        notes: notes.into_iter().collect(),
        reports,
    }
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

/// The location of the report that says most exactly where.
fn sharpest(reports: &[LocatedReport]) -> Option<&Location> {
    let locations = reports.iter().filter_map(|r| r.location.as_ref());
    locations.min_by(|a, b| {
        (a.is_whole_unit, a.is_ambiguous)
            .cmp(&(b.is_whole_unit, b.is_ambiguous))
            .then_with(|| a.radius_km.total_cmp(&b.radius_km))
    })
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

/// Twelve hexadecimal digits from what the first report says, whatever its file is called.
fn content_id(reports: &[LocatedReport], kind: Kind) -> String {
    let said = reports.iter().map(|r| {
        let phrase = r.report.phrase.as_ref().map_or("", |phrase| phrase.text.as_str());
        let start = r.report.dates.map(|dates| dates.start.to_string()).unwrap_or_default();
        let said = format!("{}\u{1f}{phrase}\u{1f}{start}\u{1f}{}", r.report.sentence, kind.name());
        match (&r.report.row, &r.location) {
            (None, _) => said,
            (Some(row), None) => format!("{said}\u{1f}{}", row.id),
            (Some(row), Some(Location { best, .. })) => {
                format!("{said}\u{1f}{}\u{1f}{}\u{1f}{}", row.id, best.lon, best.lat)
            }
        }
    });
    format!("{:012x}", fnv1a(&said.min().unwrap_or_default()) >> 16)
}

/// A 64-bit hash that is the same everywhere. Source: Fowler, Noll, Vo 1991, FNV-1a.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The incidents by date, then id; incidents that say the very same get numbered ids.
pub(super) fn with_unique_ids(mut incidents: Vec<Incident>) -> Vec<Incident> {
    incidents.sort_by(|a, b| {
        (a.dates.is_none(), a.dates, &a.id).cmp(&(b.dates.is_none(), b.dates, &b.id))
    });
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for incident in &mut incidents {
        let count = seen.entry(incident.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            incident.id = format!("{}-{count}", incident.id);
        }
    }
    incidents
}
