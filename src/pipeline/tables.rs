//! Tables of incidents on their way to located reports.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Found;
use crate::extract::{extract, read_phrase};
use crate::gazetteer::Gazetteer;
use crate::geocode::{Stated, geocode};
use crate::model::{LocatedReport, Note, Report, Row};
use crate::read::{Input, ReadOptions, document_of, read_table};

/// So many rows are located at a time; more would only be held in memory.
const N_BATCH: usize = 1024;

/// So many rows of a file are named for each thing that is wrong; the rest is counted.
const N_NAMED: usize = 5;

/// Reads a table and locates its rows. Where the table breaks off, the rows before that are kept.
pub(super) fn look_into(gazetteer: &Gazetteer, input: &Input, options: &ReadOptions) -> Found {
    let mut found = Found { n_documents: 1, ..Found::default() };
    let mut wrong = Wrong::default();
    let mut batch: Vec<Row> = Vec::with_capacity(N_BATCH);
    let stated = Stated::new(gazetteer);
    let place = |batch: &mut Vec<Row>| -> Vec<Placed> {
        batch.par_drain(..).map(|row| place(gazetteer, &stated, row, options)).collect()
    };
    let read = read_table(input, options, &mut |row| match row {
        Ok(row) => {
            found.n_rows += 1;
            batch.push(row);
            if batch.len() >= N_BATCH {
                found.take(place(&mut batch), &mut wrong);
            }
        }
        Err(note) => {
            found.n_rows += 1;
            wrong.count(&note);
            found.notes.push(note);
        }
    });
    found.take(place(&mut batch), &mut wrong);
    found.warnings = wrong.sentences(input);
    if let Err(error) = read {
        found.problem = Some(error);
    }
    found
}

/// What a row gave: its reports, and what is wrong with the row itself.
struct Placed {
    reports: Vec<LocatedReport>,
    notes: Vec<Note>,
    /// Whether the notes are of no report: the row was an article.
    is_text: bool,
}

impl Found {
    fn take(&mut self, placed: Vec<Placed>, wrong: &mut Wrong) {
        for Placed { reports, notes, is_text } in placed {
            notes.iter().for_each(|note| wrong.count(note));
            if is_text {
                self.notes.extend(notes);
            }
            reports.into_iter().for_each(|report| self.reports.push(report));
        }
    }
}

/// What is wrong with the rows of a file, by code.
#[derive(Default)]
struct Wrong(BTreeMap<String, (usize, Vec<String>)>);

impl Wrong {
    fn count(&mut self, note: &Note) {
        let (n, named) = self.0.entry(note.code.clone()).or_default();
        *n += 1;
        if named.len() < N_NAMED {
            named.push(note.message.clone());
        }
    }

    /// The first rows of each code, and how many more there are.
    fn sentences(self, input: &Input) -> Vec<String> {
        let of_code = |(code, (n, mut named)): (String, (usize, Vec<String>))| {
            if n > named.len() {
                named.push(format!("'{}': {} rows more with {code}", input.id, n - named.len()));
            }
            named
        };
        self.0.into_iter().flat_map(of_code).collect()
    }
}

/// The reports of a row: one where it states a position or names a place, else those of its text.
fn place(gazetteer: &Gazetteer, stated: &Stated<'_>, row: Row, options: &ReadOptions) -> Placed {
    let Row { mut report, position, units, phrase, title, text } = row;
    if let Some(position) = position {
        let mut location = stated.locate(&position, &units);
        name_row(&report, &mut location.notes);
        let notes = report.notes.iter().chain(&location.notes).cloned().collect();
        let reports = vec![LocatedReport::new(report, Some(location))];
        return Placed { reports, notes, is_text: false };
    }
    report.phrase = match phrase.as_str() {
        "" => units.phrase(),
        words => read_phrase(gazetteer, words).or_else(|| units.phrase()),
    };
    if report.phrase.is_none() && !text.is_empty() {
        let notes = std::mem::take(&mut report.notes);
        let document = document_of(&report, &title, &text, options);
        let reports = extract(gazetteer, &document).into_iter();
        let reports = reports.map(|report| geocode(gazetteer, report)).collect();
        return Placed { reports, notes, is_text: true };
    }
    let notes = report.notes.clone();
    Placed { reports: vec![geocode(gazetteer, report)], notes, is_text: false }
}

/// Puts the file and the row before notes that were made without them.
fn name_row(report: &Report, notes: &mut [Note]) {
    let Some(row) = &report.row else { return };
    for note in notes {
        note.message = format!("'{}', row {}: {}", report.document, row.number, note.message);
    }
}
