//! The rows of .csv and .tsv files.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::cells::Cells;
use super::columns::{Field, N_FIELDS};
use super::{NOT_ENOUGH, Table, is_enough};

/// The column of every field that the table has.
type Places = [Option<usize>; N_FIELDS];

/// Gives all rows of a file to the table; a problem is in words that follow the file's name.
pub(super) fn rows(file: File, table: &mut Table<'_, '_>) -> Result<(), String> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let broken = |cause: std::io::Error| format!("cannot be read further: {cause}");
    let head = file.fill_buf().map_err(broken)?;
    let delimiter = delimiter(head)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(file);
    let mut record = ByteRecord::new();
    let mut places = None;
    let mut n_columns = 0;
    while reader.read_byte_record(&mut record).map_err(|cause| format!("breaks off: {cause}"))? {
        let number = record.position().map_or(0, csv::Position::line);
        match &places {
            None => {
                n_columns = record.len();
                places = Some(header(&decoded(&record), table)?);
            }
            Some(_) if record.len() != n_columns => {
                let n_fields = record.len();
                table.lose(
                    number,
                    format!(
                        "has {n_fields} columns where the header has {n_columns}; quote texts that \
                         hold a separator"
                    ),
                );
            }
            Some(places) => {
                if let Some(all) = plain_cells(&record, places) {
                    table.take(number, &Cells { all }, Vec::new());
                    continue;
                }
                let fields = decoded(&record);
                let cell = |at: &Option<usize>| at.and_then(|at| fields.get(at));
                let all = places.each_ref().map(|at| cell(at).map_or("", AsRef::as_ref));
                let message = "is not UTF-8; read as Windows-1252".to_owned();
                let note = table.note(number, ("encoding-windows-1252", message));
                table.take(number, &Cells { all }, vec![note]);
            }
        }
    }
    if places.is_none() {
        return Err("is empty; give it a header and rows".to_owned());
    }
    Ok(())
}

/// The separator that the first line has most of, outside of quotes.
fn delimiter(head: &[u8]) -> Result<u8, String> {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16; convert it, for instance with: iconv -f UTF-16 -t UTF-8".to_owned());
    }
    if head.contains(&0) {
        return Err("is no text; save the sheet as CSV (UTF-8)".to_owned());
    }
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in head.iter().skip_while(|byte| byte.is_ascii_whitespace()) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => counts.iter_mut().filter(|(d, _)| d == byte).for_each(|(_, n)| *n += 1),
        }
    }
    Ok(counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(delimiter, _)| delimiter))
}

/// The cells of a row that is all UTF-8.
fn plain_cells<'a>(record: &'a ByteRecord, places: &Places) -> Option<[&'a str; N_FIELDS]> {
    let mut all = [""; N_FIELDS];
    for (cell, at) in all.iter_mut().zip(places) {
        if let Some(field) = at.and_then(|at| record.get(at)) {
            *cell = std::str::from_utf8(field).ok()?;
        }
    }
    Some(all)
}

/// The fields as text: UTF-8, else all of them as Windows-1252.
fn decoded(record: &ByteRecord) -> Vec<Cow<'_, str>> {
    let plain: Result<Vec<Cow<'_, str>>, _> =
        record.iter().map(|field| std::str::from_utf8(field).map(Cow::Borrowed)).collect();
    plain.unwrap_or_else(|_| {
        record.iter().map(|field| WINDOWS_1252.decode_without_bom_handling(field).0).collect()
    })
}

fn header(fields: &[Cow<'_, str>], table: &Table<'_, '_>) -> Result<Places, String> {
    let names: Vec<&str> =
        fields.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
    let places = table.columns.places(&names)?;
    let has = |field: Field| places.get(field as usize).copied().flatten().is_some();
    if is_enough(has) {
        return Ok(places);
    }
    let shown: Vec<&str> = names.iter().copied().take(40).collect();
    Err(format!("has no columns among '{}' {NOT_ENOUGH}", shown.join("', '")))
}
