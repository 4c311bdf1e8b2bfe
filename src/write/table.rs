//! `incidents.csv`: one row an incident, for spreadsheets.

use serde_json::Value;

use super::incidents::{clusters, properties};
use super::number;
use crate::model::{Dataset, SituatedIncident};

/// Properties that are lists of objects: they do not fit a cell and are in the GeoJSON.
const NESTED: [&str; 4] = ["claims", "reports", "candidates", "notes"];

/// UTF-8 with a header; list values are joined by "; ". A text that a spreadsheet would take for a
/// formula gets an apostrophe before it, since article text is not to be trusted.
pub(super) fn csv(dataset: &Dataset) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut is_first = true;
    let clusters = clusters(dataset);
    for situated in &dataset.incidents {
        let row = row(situated, clusters.get(situated.incident.id.as_str()).copied());
        if std::mem::take(&mut is_first) {
            write(&mut writer, row.iter().map(|(name, _)| name.as_str()));
        }
        write(&mut writer, row.iter().map(|(_, cell)| cell.as_str()));
    }
    if is_first {
        write(
            &mut writer,
            ["id", "title", "kind", "date_start", "date_end", "lon", "lat"].into_iter(),
        );
    }
    writer.into_inner().unwrap_or_default()
}

/// Writing into memory cannot fail.
fn write<'a>(writer: &mut csv::Writer<Vec<u8>>, cells: impl Iterator<Item = &'a str>) {
    let _ = writer.write_record(cells);
}

fn row(situated: &SituatedIncident, cluster: Option<&str>) -> Vec<(String, String)> {
    let point = situated.incident.location.as_ref().map(|location| location.best);
    let degrees = |pick: fn(&crate::earth::LonLat) -> f64| {
        point.as_ref().map_or(Value::Null, |point| number(pick(point), 6))
    };
    let mut cells = Vec::new();
    for (name, value) in properties(situated, cluster) {
        if name == "place" {
            cells.push(("lon".to_owned(), cell(&degrees(|p| p.lon))));
            cells.push(("lat".to_owned(), cell(&degrees(|p| p.lat))));
        }
        if !NESTED.contains(&name.as_str()) {
            cells.push((name, cell(&value)));
        }
    }
    let documents = situated.incident.reports.iter().map(|r| r.report.document.as_str());
    cells.push(("documents".to_owned(), safe(&documents.collect::<Vec<_>>().join("; "))));
    let notes = situated.incident.notes.iter().map(|note| note.message.as_str());
    cells.push(("notes".to_owned(), safe(&notes.collect::<Vec<_>>().join("; "))));
    cells
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => safe(text),
        Value::Array(items) => safe(&items.iter().map(cell).collect::<Vec<_>>().join("; ")),
        other => other.to_string(),
    }
}

/// Source: OWASP, CSV injection.
fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        let check = |text: &str, expected: &str| assert_eq!(safe(text), expected);
        check("=cmd()", "'=cmd()");
        check("+1", "'+1");
        check("-2+3", "'-2+3");
        check("@x", "'@x");
        check("Gao", "Gao");
        check("", "");
    }
}
