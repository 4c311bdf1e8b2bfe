//! Compares two reports: a score with named parts, or a contradiction.

use super::MergeSettings;
use crate::model::{Claim, Kind, LocatedReport, Location, Outcome, Relation, Report};

/// The place phrases of two reports overlap within this many km beyond their radii.
pub(super) const MARGIN_KM: f64 = 10.0;
/// A missing date is bridged by texts published so many days apart. Source: own judgement, a weekly.
pub(super) const UNDATED_DAYS: i32 = 7;

/// How alike two reports are.
pub(super) struct Likeness {
    /// 0..=1: the product of the parts.
    pub(super) score: f64,
    /// The parts in words.
    pub(super) reason: String,
}

/// `None` where the reports contradict each other or come from one document.
pub(super) fn compare(
    a: &LocatedReport,
    b: &LocatedReport,
    settings: &MergeSettings,
) -> Option<Likeness> {
    if a.report.document == b.report.document {
        return None;
    }
    let (kind, kind_reason) = kind_part(a.report.kind, b.report.kind)?;
    let (date, date_reason) = date_part(&a.report, &b.report, settings)?;
    let (place, place_reason) = place_part(a.location.as_ref(), b.location.as_ref())?;
    let (toll, toll_reason) = toll_part(&a.report.claims, &b.report.claims);
    let (actors, actors_reason) = actors_part(&a.report.actors, &b.report.actors);
    let score = (kind * date * place * toll * actors).min(1.0);
    let (one, other) = (told(a), told(b));
    let reason = format!(
        "{one} and {other}: {kind_reason}, {date_reason}, {place_reason}, {toll_reason}, {actors_reason} (score {score:.2})"
    );
    Some(Likeness { score, reason })
}

/// The document of a report, with its id, which a correction can name.
fn told(located: &LocatedReport) -> String {
    format!("'{}' ({})", located.report.document, located.id)
}

fn kind_part(a: Kind, b: Kind) -> Option<(f64, String)> {
    if a == b {
        return Some((1.0, format!("both {}", a.name())));
    }
    let factor = match family(a) {
        family_a if family_a == family(b) => 0.9,
        Family::Any => 0.75,
        _ if family(b) == Family::Any => 0.75,
        _ => return None,
    };
    Some((factor, format!("{} and {}", a.name(), b.name())))
}

/// Kinds that two sources may give to one event.
#[derive(PartialEq)]
enum Family {
    Air,
    Ground,
    Explosive,
    Detention,
    Taking,
    Any,
}

fn family(kind: Kind) -> Family {
    match kind {
        Kind::AirStrike | Kind::DroneStrike | Kind::AircraftCrash => Family::Air,
        Kind::ArmedClash | Kind::Ambush | Kind::Attack | Kind::Shelling => Family::Ground,
        Kind::Ied | Kind::SuicideBombing => Family::Explosive,
        Kind::Arrest | Kind::WeaponsSeizure => Family::Detention,
        Kind::Abduction | Kind::Looting => Family::Taking,
        Kind::Other => Family::Any,
    }
}

fn date_part(a: &Report, b: &Report, settings: &MergeSettings) -> Option<(f64, String)> {
    let (Some(first), Some(second)) = (a.dates, b.dates) else { return undated_part(a, b) };
    let gap_days = first.gap_days(&second);
    if gap_days > settings.tolerance_days {
        return None;
    }
    let finest = first.n_days().max(second.n_days());
    Some(match (gap_days, finest) {
        (0, 1) => (1.0, "same day".to_owned()),
        (0, 2..=7) => (0.9, "dates overlap".to_owned()),
        (0, _) => (0.7, "dates overlap loosely".to_owned()),
        (gap, _) => (1.0 - 0.15 * f64::from(gap), format!("dates {gap} days apart")),
    })
}

/// A missing date is bridged only by texts published within days of each other.
fn undated_part(a: &Report, b: &Report) -> Option<(f64, String)> {
    let known = |r: &Report| r.dates.map(|d| d.end).or(r.published);
    let days = (known(a)? - known(b)?).get_days().abs();
    (days <= UNDATED_DAYS).then(|| (0.75, format!("a date is missing, texts {days} days apart")))
}

fn place_part(a: Option<&Location>, b: Option<&Location>) -> Option<(f64, String)> {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        _ => return None,
    };
    let km = a.best.distance_km(b.best);
    let is_same_name = a.place == b.place && km < MARGIN_KM;
    if is_same_name && !a.is_whole_unit {
        return Some((1.0, format!("same place '{}'", a.place)));
    }
    if km > a.radius_km + b.radius_km + MARGIN_KM {
        return None;
    }
    let (fine, wide) = if a.radius_km <= b.radius_km { (a, b) } else { (b, a) };
    let share = share_inside(fine, wide);
    if share < 0.05 {
        return None;
    }
    // Two villages side by side are two places; a wide area says little.
    let exact = matches!(a.relation, Relation::In) && matches!(b.relation, Relation::In);
    let factor = if exact && !wide.is_whole_unit && a.place != b.place {
        0.45
    } else if wide.is_whole_unit {
        0.55
    } else {
        0.6 + 0.35 * share * (30.0 / wide.radius_km.max(30.0))
    };
    Some((factor, format!("areas overlap ('{}', '{}', {km:.0} km)", a.place, b.place)))
}

/// The share of one belief that lies inside the other's outline.
fn share_inside(fine: &Location, wide: &Location) -> f64 {
    use geo::Contains;
    let inside = fine.belief.iter().filter(|p| wide.area.contains(&p.point.point()));
    inside.map(|p| p.weight).sum()
}

/// Both sides told alike speak for one event, both told otherwise against it; one name each may be the
/// two sides.
fn actors_part(a: &[String], b: &[String]) -> (f64, &'static str) {
    if a.is_empty() || b.is_empty() {
        return (1.0, "an actor is missing");
    }
    match a.iter().any(|actor| b.contains(actor)) {
        true => (1.0, "an actor in common"),
        false if a.len() > 1 && b.len() > 1 => (0.75, "no actor in common"),
        false => (0.97, "other actors"),
    }
}

/// Equal tolls speak for one event; tolls far apart against it, but sources do disagree.
fn toll_part(a: &[Claim], b: &[Claim]) -> (f64, String) {
    let range = |claims: &[Claim]| {
        let killed = claims.iter().filter(|claim| claim.outcome == Outcome::Killed);
        let lows = killed.clone().map(|c| f64::from(c.low));
        let highs = killed.map(|c| c.high.map_or(f64::from(c.low) * 2.0, f64::from));
        let low = lows.fold(f64::INFINITY, f64::min);
        low.is_finite().then(|| (low, highs.fold(0.0, f64::max)))
    };
    let (Some(a), Some(b)) = (range(a), range(b)) else {
        return (0.95, "a toll is missing".to_owned());
    };
    if a.0 <= b.1 && b.0 <= a.1 {
        return (1.05, "tolls agree".to_owned());
    }
    let (less, more) = if a.1 < b.0 { (a.1, b.0) } else { (b.1, a.0) };
    let ratio = (less + 1.0) / (more + 1.0);
    (0.7 + 0.3 * ratio, format!("tolls {less:.0} and {more:.0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_told_otherwise_speak_against_one_event() {
        let check = |a: &[&str], b: &[&str], expected: f64| {
            let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
            assert_eq!(actors_part(&owned(a), &owned(b)).0, expected, "{a:?} {b:?}");
        };
        check(&[], &["JNIM"], 1.0);
        check(&["Armed forces of Mali", "JNIM"], &["JNIM"], 1.0);
        check(&["Armed forces of Mali"], &["JNIM"], 0.97);
        check(&["Armed forces of Mali", "JNIM"], &["Armed forces of Niger", "ISSP"], 0.75);
    }
}
