//! An answer as text for a person.

use std::fmt::Write as _;

use harmattan::gazetteer::Area;

use super::Answer;

/// Position, precision, units, border, what each constraint did, candidates and notes.
pub(super) fn description(answer: &Answer, district: Option<&Area>) -> String {
    let Answer { phrase, location, around } = answer;
    let mut out = String::new();
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(phrase.text.clone());
    line(format!(
        "  {:.4} {:.4} (longitude, latitude), 80 % within {:.0} km; {} {}",
        location.best.lon,
        location.best.lat,
        location.radius_km,
        location.relation.name(),
        location.place
    ));
    let precision = location.geo_precision.map_or("none".to_owned(), |code| code.to_string());
    line(format!("  ACLED geo_precision {precision}, UCDP where_prec {}", location.where_prec));
    let units: Vec<String> = around
        .admin1
        .iter()
        .map(|share| format!("{} {:.0} %", share.name, share.probability * 100.0))
        .collect();
    let boundary = |is_approximate| if is_approximate { " (approximate boundary)" } else { "" };
    line(format!(
        "  {}: {}{}",
        around.country.as_deref().unwrap_or("no country"),
        units.join(", "),
        boundary(around.approximate)
    ));
    if let Some(district) = district.filter(|_| !location.is_whole_unit) {
        line(format!("  district {}{}", district.name, boundary(district.approximate)));
    }
    if let Some(border) = &around.border {
        line(format!(
            "  border with {}: {:.0} km ({:.0} to {:.0}), within 20 km with {:.0} %",
            border.neighbour,
            border.km,
            border.km_min,
            border.km_max,
            border.within_20_km * 100.0
        ));
    }
    line("What the phrase says, and the area that holds 80 % after it:".to_owned());
    location.reasons.iter().for_each(|reason| line(format!("  {reason}")));
    if !location.candidates.is_empty() {
        line("Candidates:".to_owned());
    }
    for candidate in &location.candidates {
        line(format!(
            "  {:.2} {} ({} {}, {:.4} {:.4}): {}",
            candidate.score,
            candidate.place,
            candidate.country,
            candidate.admin1,
            candidate.lon,
            candidate.lat,
            candidate.why.join("; ")
        ));
    }
    for note in &location.notes {
        line(format!("Note {}: {}", note.code, note.message));
    }
    out
}
