//! Holds a run against labelled articles: how many of their incidents it finds, and how well.

mod label;
mod score;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::model::SituatedIncident;
use crate::pipeline::{self, Config};
use crate::read::ReadOptions;

use label::Label;

/// How many of the labelled incidents were found, and how many were found that are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Labelled incidents that were found.
    pub found: usize,
    /// Labelled incidents that were not.
    pub missed: usize,
    /// Incidents found that no label has.
    pub extra: usize,
    /// Of the found ones, those of the labelled kind.
    pub kind: usize,
    /// Of the found ones, those whose date agrees.
    pub date: usize,
    /// Of the found ones, those whose number of dead agrees.
    pub toll: usize,
}

impl Counts {
    /// The share of what was found that is labelled, 0..=1; 1 where nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.extra)
    }

    /// The share of what is labelled that was found, 0..=1; 1 where nothing is labelled.
    pub fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// The share of the found ones that `right` counts, 0..=1.
    pub fn share_of_found(&self, right: usize) -> f64 {
        share(right, self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A labelled incident that was missed, or a found one that no label has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The article's file.
    pub file: String,
    /// Whether it is labelled and was not found; else it was found and is not labelled.
    pub is_missed: bool,
    /// The kind.
    pub kind: String,
    /// The place, as labelled or as found.
    pub place: String,
    /// The first day, empty where there is none.
    pub date: String,
}

/// How a run does against labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Evaluation {
    /// Articles read.
    pub articles: usize,
    /// Articles without a labelled incident.
    pub empty_articles: usize,
    /// Those of them in which none was found.
    pub kept_empty: usize,
    /// All incidents.
    pub all: Counts,
    /// Incidents by labelled kind; an extra one by its own kind.
    pub by_kind: BTreeMap<String, Counts>,
    /// Incidents by the first relation of their place phrase.
    pub by_relation: BTreeMap<String, Counts>,
    /// What was missed and what is extra, in the order of the labels.
    pub misses: Vec<Miss>,
    /// Articles that could not be read.
    pub problems: Vec<String>,
}

/// Runs over the labelled articles of a folder, each by itself.
///
/// An incident is found where its place and date agree with a label's. Background incidents and
/// optional ones count neither for nor against. Labels give the publication date.
///
/// # Errors
/// [`Error::Read`] where `gold` cannot be read, [`Error::Input`] where a line of it is no label.
pub fn evaluate(gazetteer: &Gazetteer, gold: &Path, folder: &Path) -> Result<Evaluation> {
    let failed = |cause| Error::Read { path: gold.to_owned(), cause };
    let text = std::fs::read_to_string(gold).map_err(failed)?;
    let mut evaluation = Evaluation::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let label: Label = serde_json::from_str(line).map_err(|cause| Error::Input {
            path: gold.to_owned(),
            problem: format!("line {} is no label: {cause}", index + 1),
        })?;
        let incidents = incidents(gazetteer, folder, &label, &mut evaluation.problems);
        if let Some(incidents) = incidents {
            score::add(&mut evaluation, &label, &incidents);
        }
    }
    Ok(evaluation)
}

/// What the run finds in one article; `None` where it cannot be read.
fn incidents(
    gazetteer: &Gazetteer,
    folder: &Path,
    label: &Label,
    problems: &mut Vec<String>,
) -> Option<Vec<SituatedIncident>> {
    let published = label.published.as_deref().and_then(|date| date.parse().ok());
    let config = Config {
        inputs: vec![folder.join(&label.file)],
        read: ReadOptions { published, ..ReadOptions::default() },
        ..Config::default()
    };
    let run = pipeline::run(gazetteer, &config, &|_, _| {});
    problems.extend(run.problems.iter().map(ToString::to_string));
    let incidents = run.dataset.incidents.iter().map(Cow::into_owned);
    run.problems.is_empty().then(|| incidents.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = concat!(
        r#"{"file": "a.txt", "published": "2026-02-03", "incidents": ["#,
        r#"{"event": "attack", "date_start": "2026-02-02", "places": ["Gossi"], "relation": "in", "#,
        r#""country": "ML", "killed": {"civilians": [3, 3]}}, "#,
        r#"{"event": "abduction", "date_start": "2026-01-05", "places": ["Kita"], "country": "ML"}]}"#,
        "\n",
        r#"{"file": "b.txt", "incidents": []}"#,
        "\n",
    );

    #[test]
    fn found_missed_and_empty_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("gold.jsonl"), GOLD).unwrap();
        let article = "Des hommes armés ont attaqué lundi le village de Gossi, tuant trois civils.";
        std::fs::write(path("a.txt"), article).unwrap();
        std::fs::write(path("b.txt"), "Le ministre a visité un lycée à Bamako.").unwrap();
        let gazetteer = Gazetteer::bundled().unwrap();
        let scored = evaluate(&gazetteer, &path("gold.jsonl"), folder.path()).unwrap();
        let expected = Counts { found: 1, missed: 1, extra: 0, kind: 1, date: 1, toll: 1 };
        assert_eq!(scored.all, expected, "{:?}", scored.misses);
        assert_eq!((scored.empty_articles, scored.kept_empty), (1, 1));
        assert_eq!(scored.by_kind["abduction"].missed, 1);
        assert!((scored.all.f1() - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_that_is_no_label_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let gold = folder.path().join("gold.jsonl");
        std::fs::write(&gold, "{}\n").unwrap();
        let gazetteer = Gazetteer::bundled().unwrap();
        let problem = evaluate(&gazetteer, &gold, folder.path()).unwrap_err().to_string();
        assert!(problem.contains("line 1"), "{problem}");
    }
}
