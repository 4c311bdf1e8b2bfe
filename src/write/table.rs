//! `incidents.csv`: one row an incident, for spreadsheets.

use std::io::{self, Write};

use super::Clusters;
use super::values::{Value, json, put_day, visit};
use crate::model::{Dataset, View};

/// Text that a spreadsheet would take for a formula gets an apostrophe before it, since article text
/// is not to be trusted. UTF-8 with a header; list values are joined by "; ".
pub(super) fn csv(
    dataset: &Dataset,
    clusters: &Clusters<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    let numbers = dataset.incidents.order();
    let Some(first) = numbers.first().and_then(|first| dataset.incidents.view(*first)) else {
        writer.write_record(["id", "title", "kind", "date_start", "date_end", "lon", "lat"])?;
        return writer.flush();
    };
    let mut names = Vec::new();
    cells(&first, None, &mut |name, _| names.push(name));
    writer.write_record(&names)?;
    let mut cell = Vec::new();
    for number in numbers {
        let Some(view) = dataset.incidents.view(*number) else { continue };
        let mut written = Ok(());
        cells(&view, clusters.of(*number), &mut |_, value| {
            cell.clear();
            put_cell(&mut cell, value);
            if written.is_ok() {
                written = writer.write_field(&cell);
            }
        });
        written?;
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// A value of a property, or what the table has of its own.
enum Cell<'a> {
    Value(Value<'a>),
    List(Vec<&'a str>),
}

/// The cells of a row. Lists of objects do not fit a cell and are in the GeoJSON.
fn cells(view: &View<'_>, cluster: Option<&str>, put: &mut impl FnMut(&'static str, Cell<'_>)) {
    let point = view.glance.place.map(|place| place.best);
    let degrees = |degrees: Option<f64>| {
        Cell::Value(degrees.map_or(Value::Null, |degrees| Value::Number(degrees, 6)))
    };
    visit(view, cluster, &mut |name, value| {
        if name == "place" {
            put("lon", degrees(point.map(|point| point.lon)));
            put("lat", degrees(point.map(|point| point.lat)));
        }
        let is_nested = matches!(
            value,
            Value::Claims(_)
                | Value::Reports(_)
                | Value::Candidates(_)
                | Value::Notes(_)
                | Value::Neighbours(_)
        );
        if !is_nested {
            put(name, Cell::Value(value));
        }
    });
    let documents = view.reports.briefs().map(|told| told.document);
    put("documents", Cell::List(documents.collect()));
    let notes = view.notes.iter().map(|note| note.message.as_str());
    put("notes", Cell::List(notes.collect()));
}

fn put_cell(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Value(Value::Text(text)) => put_safe(out, &[text]),
        Cell::Value(Value::Texts(texts)) => put_safe(out, texts),
        Cell::Value(Value::Id(id)) => out.extend_from_slice(id.text().as_bytes()),
        Cell::Value(Value::Day(day)) => put_day(out, day),
        Cell::Value(Value::Null) => {}
        Cell::Value(value) => json(out, &value),
        Cell::List(texts) => put_safe(out, &texts),
    }
}

/// Source: OWASP, CSV injection.
fn put_safe(out: &mut Vec<u8>, texts: &[impl AsRef<str>]) {
    let first = texts.first().and_then(|text| text.as_ref().bytes().next());
    if matches!(first, Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) {
        out.push(b'\'');
    }
    for (i, text) in texts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(b"; ");
        }
        out.extend_from_slice(text.as_ref().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula() {
        let check = |text: &str, expected: &str| {
            let mut cell = Vec::new();
            put_safe(&mut cell, &[text]);
            assert_eq!(cell, expected.as_bytes());
        };
        check("=cmd()", "'=cmd()");
        check("+1", "'+1");
        check("-2+3", "'-2+3");
        check("@x", "'@x");
        check("Gao", "Gao");
        check("", "");
    }
}
