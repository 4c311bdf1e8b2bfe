//! `harmattan extract`: the reports of articles as JSON lines, without places looked up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::terminal;
use harmattan::extract::extract;
use harmattan::gazetteer::Gazetteer;
use harmattan::model::{Date, Document, PlacePhrase, Report};
use harmattan::read::{ReadOptions, list_inputs, read_input, read_text};

const EXAMPLES: &str = "\
Examples:
  harmattan extract articles/ > reports.jsonl
  harmattan extract communique.txt --published 2025-07-20
  cat article.txt | harmattan extract -

Output: a line of JSON for each incident that an article tells of: kind, dates, place phrase with
its parts, claims, actors, materiel, the sentence, and the words and rule behind each field.
Offsets are in characters of the article's body.";

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
    let texts = piped.iter().map(|bytes| read_text("-", bytes, &options));
    for documents in files.iter().map(|input| read_input(input, &options)).chain(texts) {
        match documents {
            Ok(documents) => print(&gazetteer, &documents)?,
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        terminal::say(&format!("harmattan: {problem}"));
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print(gazetteer: &Gazetteer, documents: &[Document]) -> anyhow::Result<()> {
    for document in documents {
        let reports = extract(gazetteer, document);
        let lines: Vec<String> = reports.iter().map(|r| format!("{}\n", line(r))).collect();
        terminal::print(&lines.concat())?;
    }
    Ok(())
}

fn line(report: &Report) -> Value {
    let dates = report.dates;
    json!({
        "document": report.document,
        "source": report.source,
        "published": report.published,
        "kind": report.kind,
        "date_start": dates.map(|d| d.start),
        "date_end": dates.map(|d| d.end),
        "time_precision": dates.map(|d| d.acled_precision()),
        "date_prec": dates.map(|d| d.ucdp_precision()),
        "other_date_start": report.other_dates.map(|d| d.start),
        "other_date_end": report.other_dates.map(|d| d.end),
        "phrase": report.phrase.as_ref().map(|p| p.text.clone()),
        "parts": report.phrase.as_ref().map_or_else(Vec::new, parts),
        "claims": report.claims,
        "actors": report.actors,
        "materiel": report.materiel,
        "background": report.background,
        "sentence": report.sentence,
        "start": report.span.start,
        "end": report.span.end,
        "evidence": report.evidence,
        "notes": report.notes,
    })
}

fn parts(phrase: &PlacePhrase) -> Vec<Value> {
    let part = |part: &harmattan::model::PlacePart| {
        let places: Vec<Value> = part
            .toponyms
            .iter()
            .map(|t| json!({ "name": t.name, "feature": t.feature, "start": t.span.start, "end": t.span.end }))
            .collect();
        json!({ "relation": part.relation, "places": places })
    };
    phrase.parts.iter().map(part).collect()
}
