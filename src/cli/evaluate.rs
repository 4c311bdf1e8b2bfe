//! `harmattan evaluate`: a run held against labels.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::terminal;
use harmattan::evaluate::{Counts, Evaluation, evaluate};

const EXAMPLES: &str = "\
Examples:
  harmattan evaluate gold.jsonl articles/
  harmattan evaluate gold.jsonl articles/ --json > scores.json

A label is a line of JSON for each article:
  {\"file\": \"a.txt\", \"published\": \"2026-02-03\", \"incidents\": [{\"event\": \"attack\",
   \"date_start\": \"2026-02-02\", \"date_end\": \"2026-02-02\", \"places\": [\"Gossi\"],
   \"relation\": \"in\", \"country\": \"ML\", \"killed\": {\"civilians\": [3, 3]}}]}
Also read where given: event_alt, lat, lon, tolerance_km, background, optional. An incident is found
where its place and date agree with a label's; background and optional ones count for nothing.";

/// Arguments of `harmattan evaluate`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct EvaluateArguments {
    /// The labels, a line of JSON for each article.
    gold: PathBuf,
    /// The folder with the articles.
    folder: PathBuf,
    /// Print the scores as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &EvaluateArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?;
    let evaluation = evaluate(&gazetteer, &arguments.gold, &arguments.folder)?;
    for problem in &evaluation.problems {
        terminal::say(&format!("harmattan: {problem}"));
    }
    let text = if arguments.json {
        format!("{}\n", serde_json::to_string_pretty(&evaluation)?)
    } else {
        table(&evaluation)?
    };
    terminal::print(&text)?;
    Ok(if evaluation.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn table(evaluation: &Evaluation) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(
        text,
        "{} articles; {} of {} without an incident kept empty",
        evaluation.articles, evaluation.kept_empty, evaluation.empty_articles
    )?;
    writeln!(
        text,
        "\n{:<18} {:>5} {:>6} {:>5} {:>9} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "", "found", "missed", "extra", "precision", "recall", "F1", "kind", "date", "toll"
    )?;
    row(&mut text, "all", &evaluation.all)?;
    group(&mut text, "by kind", &evaluation.by_kind)?;
    group(&mut text, "by relation", &evaluation.by_relation)?;
    if !evaluation.misses.is_empty() {
        writeln!(text)?;
    }
    for miss in &evaluation.misses {
        let what = if miss.is_missed { "missed" } else { "extra" };
        let (file, place) = (terminal::plain(&miss.file), terminal::plain(&miss.place));
        writeln!(text, "{what:<6} {file}: {} {place} {}", miss.kind, miss.date)?;
    }
    Ok(text)
}

fn group(text: &mut String, name: &str, rows: &BTreeMap<String, Counts>) -> std::fmt::Result {
    writeln!(text, "\n{name}")?;
    rows.iter().try_for_each(|(name, counts)| row(text, &terminal::plain(name), counts))
}

fn row(text: &mut String, name: &str, counts: &Counts) -> std::fmt::Result {
    writeln!(
        text,
        "{name:<18} {:>5} {:>6} {:>5} {:>9.3} {:>6.3} {:>6.3} {:>6.3} {:>6.3} {:>6.3}",
        counts.found,
        counts.missed,
        counts.extra,
        counts.precision(),
        counts.recall(),
        counts.f1(),
        counts.share_of_found(counts.kind),
        counts.share_of_found(counts.date),
        counts.share_of_found(counts.toll)
    )
}
