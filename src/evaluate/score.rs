//! Matches what a run found in an article with its labels, and counts.

use super::label::{Label, Labelled};
use super::{Counts, Evaluation, Miss};
use crate::earth::LonLat;
use crate::model::{Date, SituatedIncident};

/// How far a best point may be from a labelled one that sets no limit, in km.
/// Source: the distance at which UCDP still speaks of a known point (where_prec 2).
const TOLERANCE_KM: f64 = 30.0;

/// Adds one article.
pub(super) fn add(evaluation: &mut Evaluation, label: &Label, found: &[SituatedIncident]) {
    evaluation.articles += 1;
    if label.incidents.is_empty() {
        evaluation.empty_articles += 1;
        evaluation.kept_empty += usize::from(found.is_empty());
    }
    let mut order: Vec<&Labelled> = label.incidents.iter().collect();
    order.sort_by_key(|labelled| labelled.is_soft());
    let mut is_used = vec![false; found.len()];
    for labelled in order {
        let open =
            found.iter().enumerate().filter(|(index, _)| is_used.get(*index) == Some(&false));
        let fitting = open.filter(|(_, f)| is_date(f, labelled) && is_place(f, labelled));
        let best = fitting.max_by_key(|(index, f)| (quality(f, labelled), usize::MAX - index));
        if let Some((index, _)) = best
            && let Some(used) = is_used.get_mut(index)
        {
            *used = true;
        }
        if !labelled.is_soft() {
            count(evaluation, label, labelled, best.map(|(_, found)| found));
        }
    }
    let extra = found.iter().zip(is_used).filter(|(_, is_used)| !is_used);
    extra.for_each(|(incident, _)| count_extra(evaluation, label, incident));
}

fn count(
    evaluation: &mut Evaluation,
    label: &Label,
    labelled: &Labelled,
    found: Option<&SituatedIncident>,
) {
    let kind = labelled.event.clone().unwrap_or_else(|| "other".to_owned());
    let relation = labelled.relation.clone().unwrap_or_else(|| "none".to_owned());
    let counts = match found {
        Some(found) => Counts {
            found: 1,
            kind: usize::from(is_kind(found, labelled)),
            date: usize::from(has_date(found, labelled)),
            toll: usize::from(is_toll(found, labelled)),
            ..Counts::default()
        },
        None => Counts { missed: 1, ..Counts::default() },
    };
    if found.is_none() {
        evaluation.misses.push(Miss {
            file: label.file.clone(),
            is_missed: true,
            kind: kind.clone(),
            place: labelled.places.iter().flatten().cloned().collect::<Vec<_>>().join(", "),
            date: labelled.days().first().copied().unwrap_or_default().to_owned(),
        });
    }
    tally(evaluation, kind, relation, counts);
}

fn count_extra(evaluation: &mut Evaluation, label: &Label, found: &SituatedIncident) {
    let incident = &found.incident;
    let location = incident.location.as_ref();
    evaluation.misses.push(Miss {
        file: label.file.clone(),
        is_missed: false,
        kind: incident.kind.name().to_owned(),
        place: location.map_or_else(String::new, |l| l.place.clone()),
        date: incident.dates.map_or_else(String::new, |d| d.start.to_string()),
    });
    let relation = location.map_or("none", |l| l.relation.name()).to_owned();
    let counts = Counts { extra: 1, ..Counts::default() };
    tally(evaluation, incident.kind.name().to_owned(), relation, counts);
}

fn tally(evaluation: &mut Evaluation, kind: String, relation: String, counts: Counts) {
    let by_kind = evaluation.by_kind.entry(kind).or_default();
    let by_relation = evaluation.by_relation.entry(relation).or_default();
    for total in [&mut evaluation.all, by_kind, by_relation] {
        total.found += counts.found;
        total.missed += counts.missed;
        total.extra += counts.extra;
        total.kind += counts.kind;
        total.date += counts.date;
        total.toll += counts.toll;
    }
}

/// Of several that fit, the one of the right kind, then of the right toll.
fn quality(found: &SituatedIncident, labelled: &Labelled) -> u8 {
    2 * u8::from(is_kind(found, labelled)) + u8::from(is_toll(found, labelled))
}

/// A drone strike is an air strike, and a suicide bombing an explosive device, to most coders.
fn is_kind(found: &SituatedIncident, labelled: &Labelled) -> bool {
    let broad = |kind: &str| match kind {
        "drone_strike" => "air_strike".to_owned(),
        "suicide_bombing" => "ied".to_owned(),
        kind => kind.to_owned(),
    };
    let name = found.incident.kind.name();
    labelled.kinds().any(|kind| kind == name || broad(kind) == name)
}

/// A date that one side leaves open does not disagree.
fn is_date(found: &SituatedIncident, labelled: &Labelled) -> bool {
    let days = labelled.days();
    let Some(dates) = found.incident.dates.filter(|_| !days.is_empty()) else { return true };
    let fits = |day: &&str| {
        let date: Option<Date> = day.parse().ok();
        date.is_some_and(|d| dates.start <= d && d <= dates.end)
            || dates.start.to_string().starts_with(*day)
    };
    days.iter().any(fits)
}

fn has_date(found: &SituatedIncident, labelled: &Labelled) -> bool {
    labelled.days().is_empty() || (found.incident.dates.is_some() && is_date(found, labelled))
}

fn is_place(found: &SituatedIncident, labelled: &Labelled) -> bool {
    let location = found.incident.location.as_ref();
    let labelled_point =
        labelled.lon.zip(labelled.lat).and_then(|(lon, lat)| LonLat::checked(lon, lat));
    if let Some((point, location)) = labelled_point.zip(location) {
        let tolerance_km = labelled.tolerance_km.unwrap_or(TOLERANCE_KM);
        return location.best.distance_km(point) <= tolerance_km;
    }
    let said = said(found);
    let places = || labelled.places.iter().flatten();
    if places().any(|name| !plain(name).is_empty() && said.contains(&plain(name))) {
        return true;
    }
    let level = labelled.place_level.as_deref();
    let is_vague = matches!(level, Some("vague" | "country" | "none" | "admin"));
    (is_vague || places().next().is_none())
        && (found.country.is_none() || found.country.as_deref() == labelled.country.as_deref())
}

/// The names that a found incident goes by, folded.
fn said(found: &SituatedIncident) -> String {
    let incident = &found.incident;
    let place = incident.location.iter().map(|l| l.place.as_str());
    let phrases = incident.reports.iter().filter_map(|r| r.report.phrase.as_ref());
    let units = found.admin1.first().map(|unit| unit.name.as_str()).into_iter();
    let district = found.admin2.as_deref().into_iter();
    let names = place.chain(phrases.map(|p| p.text.as_str())).chain(district).chain(units);
    plain(&names.collect::<Vec<_>>().join(" "))
}

/// Letters and digits without accents or case.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The ranges of dead meet, and the found one is no less than half the labelled one.
fn is_toll(found: &SituatedIncident, labelled: &Labelled) -> bool {
    let toll = found.incident.killed;
    let Some((low, high)) = labelled.dead() else { return toll.low.unwrap_or(0) == 0 };
    if toll.low.is_none() && toll.high.is_none() {
        return false;
    }
    let found_low = toll.low.unwrap_or(0);
    let meets = high.is_none_or(|high| found_low <= high) && toll.high.is_none_or(|h| h >= low);
    let is_near = high.is_none() || f64::from(found_low) >= 0.5 * f64::from(low) - 1.0;
    meets && is_near
}
