//! Turns tables of incidents into `Row`s, one at a time: .csv and .tsv, GeoJSON, JSON lines.
//!
//! A bad cell costs the row that cell and gives it a note with file and row; only a row that cannot
//! be taken apart at all is lost, and counted.

mod cells;
mod columns;
mod days;
mod delimited;
mod json;
mod kinds;
mod rows;

use std::fs::File;
use std::path::Path;

use super::{Input, ReadOptions, problem};
use crate::error::{Error, Result};
use crate::model::{Note, Row};

pub use columns::Columns;

use cells::{Cells, Wrong, note};
use columns::{Field, N_FIELDS};
use days::DayOrder;
use rows::Sheet;

/// So many rows are looked at before it is decided in which order the dates of a table are written.
const N_SAMPLE: usize = 1000;

/// Takes what a table holds, row by row: the row, or why it is lost.
pub type OnRow<'a> = dyn FnMut(std::result::Result<Row, Note>) + 'a;

/// How a file of rows is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// .csv, .tsv: separated by commas, semicolons, tabs or bars.
    Delimited,
    /// .geojson, .json: a feature collection, a feature, or a list of objects.
    Json,
    /// .jsonl, .ndjson, .geojsonl: an object or a feature a line.
    JsonLines,
}

/// Whether the extension is that of a table.
pub fn is_table(path: &Path) -> bool {
    form(path).is_some()
}

fn form(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    match extension.as_str() {
        "csv" | "tsv" => Some(Form::Delimited),
        "geojson" | "json" => Some(Form::Json),
        "jsonl" | "ndjson" | "geojsonl" => Some(Form::JsonLines),
        _ => None,
    }
}

/// Reads one listed table, row by row; only the first rows are held, to tell how dates are written.
///
/// # Errors
/// [`Error::Read`] where the file cannot be read, [`Error::Input`] where it is none of incidents or
/// breaks off. The rows before that have been given.
pub fn read_table(input: &Input, options: &ReadOptions, on_row: &mut OnRow<'_>) -> Result<()> {
    let path = &input.path;
    let file = File::open(path).map_err(|cause| Error::Read { path: path.clone(), cause })?;
    let mut table = Table::new(input, options, on_row);
    let read = match form(path) {
        Some(Form::Json) => json::collection(file, &mut table),
        Some(Form::JsonLines) => json::lines(file, options.max_bytes, &mut table),
        _ => delimited::rows(file, &mut table),
    };
    table.settle();
    read.map_err(|cause| problem(path, &cause))
}

/// A row kept aside: its number, its cells and what was noted on it.
type SampleRow = (u64, Vec<String>, Vec<Note>);

/// A table that is being read.
struct Table<'a, 'b> {
    sheet: Sheet,
    columns: &'a Columns,
    /// The first rows, until the order of the dates is settled.
    sample: Option<Vec<SampleRow>>,
    on_row: &'a mut OnRow<'b>,
}

impl<'a, 'b> Table<'a, 'b> {
    fn new(input: &Input, options: &'a ReadOptions, on_row: &'a mut OnRow<'b>) -> Self {
        let sheet = Sheet {
            id: input.id.clone(),
            order: DayOrder::DayFirst,
            is_order_proven: false,
            published: options.published,
        };
        Self { sheet, columns: &options.columns, sample: Some(Vec::new()), on_row }
    }

    /// Takes the cells of a row.
    fn take(&mut self, number: u64, cells: &Cells<'_>, notes: Vec<Note>) {
        if cells.all.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let Some(sample) = &mut self.sample else {
            return (self.on_row)(Ok(rows::row(&self.sheet, number, cells, notes)));
        };
        sample.push((number, cells.all.iter().map(|cell| (*cell).to_owned()).collect(), notes));
        if sample.len() >= N_SAMPLE {
            self.settle();
        }
    }

    /// Takes a row that cannot be taken apart.
    fn lose(&mut self, number: u64, problem: String) {
        let note = self.note(number, ("row-unreadable", problem));
        (self.on_row)(Err(note));
    }

    fn note(&self, number: u64, wrong: Wrong) -> Note {
        note(&self.sheet.id, number, wrong)
    }

    /// Decides how dates are written, and gives the rows that waited for it.
    fn settle(&mut self) {
        let Some(sample) = self.sample.take() else { return };
        let dates = |(_, cells, _): &(u64, Vec<String>, Vec<Note>)| {
            days::proven_order(cells.get(Field::Date as usize)?.trim())
        };
        if let Some(order) = sample.iter().find_map(dates) {
            self.sheet.order = order;
            self.sheet.is_order_proven = true;
        }
        for (number, owned, notes) in sample {
            let mut all = [""; N_FIELDS];
            all.iter_mut().zip(&owned).for_each(|(cell, text)| *cell = text);
            (self.on_row)(Ok(rows::row(&self.sheet, number, &Cells { all }, notes)));
        }
    }
}

/// What a table must have a column for.
fn is_enough(has: impl Fn(Field) -> bool) -> bool {
    let words = [Field::Phrase, Field::Place, Field::District, Field::Region, Field::Text];
    has(Field::Lon) && has(Field::Lat) || words.into_iter().any(has)
}

const NOT_ENOUGH: &str = "for a position (longitude and latitude), a place or a text; name them \
                          with --columns lon=…,lat=…,date=…";
