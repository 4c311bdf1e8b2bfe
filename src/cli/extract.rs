//! `harmattan extract`: the reports of articles as JSON lines, without places looked up.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::terminal;
use harmattan::error::Result;
use harmattan::extract::extract;
use harmattan::gazetteer::Gazetteer;
use harmattan::model::{
    Claim, Date, Document, Evidence, Feature, Kind, Note, PlacePart, Relation, Report, Toponym,
};
use harmattan::read::{Input, ReadOptions, list_inputs, read_input, read_text};

const EXAMPLES: &str = "\
Examples:
  harmattan extract articles/ > reports.jsonl
  harmattan extract communique.txt --published 2025-07-20
  cat article.txt | harmattan extract -

Output: a line of JSON for each incident that an article tells of: kind, dates, place phrase with
its parts, claims, actors, who of them did it (attacker) and to whom (target) where the text says
so, materiel, the sentence, and the words and rule behind each field.
Offsets are in characters of the article's body.";

/// So many files are read at a time, by all cores, and printed in their order.
const N_BATCH: usize = 64;

/// Arguments of `harmattan extract`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExtractArguments {
    /// Files, folders, or '-' for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Publication date of texts that state none, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
}

pub(super) fn run(arguments: &ExtractArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?;
    let options = ReadOptions { published: arguments.published, ..ReadOptions::default() };
    let (files, mut problems) = list_inputs(&arguments.inputs);
    let is_piped = arguments.inputs.iter().any(|path| path.as_path() == Path::new("-"));
    let piped = is_piped.then(|| terminal::standard_input(options.max_bytes)).transpose()?;
    let of_file = |file: &Input| Ok(lines(&gazetteer, &read_input(file, &options)?));
    let of_pipe = |bytes: &Vec<u8>| Ok(lines(&gazetteer, &read_text("-", bytes, &options)?));
    let batches = files.chunks(N_BATCH).map(|batch| batch.par_iter().map(of_file).collect());
    for batch in batches.chain(piped.iter().map(|bytes| vec![of_pipe(bytes)])) {
        let batch: Vec<Result<anyhow::Result<String>>> = batch;
        for text in batch {
            match text {
                Ok(lines) => terminal::print(&lines?)?,
                Err(problem) => problems.push(problem),
            }
        }
    }
    for problem in &problems {
        terminal::say(&format!("harmattan: {problem}"));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The lines of some documents' reports.
fn lines(gazetteer: &Gazetteer, documents: &[Document]) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for report in documents.iter().flat_map(|document| extract(gazetteer, document)) {
        let mut serializer = Serializer::with_formatter(&mut lines, OneLine::default());
        Line::of(&report).serialize(&mut serializer)?;
        lines.push(b'\n');
    }
    Ok(String::from_utf8(lines)?)
}

/// JSON without blanks, in which the name of a field is written with its signs at once.
#[derive(Debug, Default)]
struct OneLine {
    /// A name is under way.
    is_name: bool,
    /// It is the first of its object.
    is_first: bool,
}

impl Formatter for OneLine {
    fn begin_object_key<W: ?Sized + Write>(&mut self, _: &mut W, first: bool) -> io::Result<()> {
        (self.is_name, self.is_first) = (true, first);
        Ok(())
    }

    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let signs: &[u8] = if self.is_name && !self.is_first { b",\"" } else { b"\"" };
        writer.write_all(signs)
    }

    fn end_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let is_name = std::mem::take(&mut self.is_name);
        writer.write_all(if is_name { b"\":" } else { b"\"" })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        Ok(())
    }
}

/// A report as a line of the output; its fields in this order.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    source: Option<&'a str>,
    published: Option<Date>,
    kind: Kind,
    date_start: Option<Date>,
    date_end: Option<Date>,
    time_precision: Option<u8>,
    date_prec: Option<u8>,
    other_date_start: Option<Date>,
    other_date_end: Option<Date>,
    phrase: Option<&'a str>,
    parts: Parts<'a>,
    claims: &'a [Claim],
    actors: &'a [String],
    attacker: &'a [String],
    target: &'a [String],
    materiel: &'a [String],
    background: bool,
    sentence: &'a str,
    start: usize,
    end: usize,
    evidence: &'a [Evidence],
    notes: &'a [Note],
}

/// The parts of a place phrase.
struct Parts<'a>(&'a [PlacePart]);

impl Serialize for Parts<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Part::of))
    }
}

/// A part of a place phrase.
#[derive(Serialize)]
struct Part<'a> {
    relation: Relation,
    places: Places<'a>,
}

/// The toponyms of a part.
struct Places<'a>(&'a [Toponym]);

impl Serialize for Places<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Place::of))
    }
}

/// A toponym.
#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    feature: Option<Feature>,
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    fn of(report: &'a Report) -> Self {
        let (dates, others) = (report.dates, report.other_dates);
        let parts = report.phrase.as_ref().map_or(&[] as &[_], |phrase| &phrase.parts);
        Self {
            document: &report.document,
            source: report.source.as_deref(),
            published: report.published,
            kind: report.kind,
            date_start: dates.map(|d| d.start),
            date_end: dates.map(|d| d.end),
            time_precision: dates.map(|d| d.acled_precision()),
            date_prec: dates.map(|d| d.ucdp_precision()),
            other_date_start: others.map(|d| d.start),
            other_date_end: others.map(|d| d.end),
            phrase: report.phrase.as_ref().map(|phrase| phrase.text.as_str()),
            parts: Parts(parts),
            claims: &report.claims,
            actors: &report.actors,
            attacker: &report.roles.attackers,
            target: &report.roles.targets,
            materiel: &report.materiel,
            background: report.background,
            sentence: &report.sentence,
            start: report.span.start,
            end: report.span.end,
            evidence: &report.evidence,
            notes: &report.notes,
        }
    }
}

impl<'a> Part<'a> {
    fn of(part: &'a PlacePart) -> Self {
        Self { relation: part.relation, places: Places(&part.toponyms) }
    }
}

impl<'a> Place<'a> {
    fn of(toponym: &'a Toponym) -> Self {
        let Toponym { name, feature, span } = toponym;
        Self { name, feature: *feature, start: span.start, end: span.end }
    }
}
