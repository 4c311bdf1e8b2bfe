//! The stages strung together: inputs in, a `Dataset` and its files out.

mod corrected;
mod tables;

use std::collections::BTreeMap;
use std::path::PathBuf;

use corrected::Replay;
use rayon::prelude::*;

use crate::corrections::Corrections;
use crate::draw::{MapData, MapFormat, MapSettings, draw_map};
use crate::error::{Error, Result};
use crate::extract::extract;
use crate::gazetteer::Gazetteer;
use crate::geocode::{fuse, geocode};
use crate::group::{ClusterSettings, HotSpotSettings, Period};
use crate::group::{by_border, by_cluster, by_hotspot, by_period, by_region};
use crate::merge::{MergeSettings, identify, merge};
use crate::model::{Dataset, Document, Incidents, Language, Note, Reports, Summary, Told};
use crate::read::{Input, ReadOptions, is_table, list_inputs, read_input, read_text};
use crate::situate::{Bands, Situations};
use crate::write::OutputFile;

/// What a run is to do.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// Texts that are already in memory, with the name to give them (`-` for standard input).
    pub texts: Vec<(String, Vec<u8>)>,
    /// How to read.
    pub read: ReadOptions,
    /// When reports are one incident.
    pub merge: MergeSettings,
    /// What an analyst decided. The gazetteer of the run is the one that [`Corrections::bar`] gives.
    pub corrections: Corrections,
    /// When incidents are a cluster.
    pub cluster: ClusterSettings,
    /// The bands of border distance.
    pub bands: Bands,
    /// How long the periods are.
    pub period: Period,
    /// How hot spots are found.
    pub hotspot: HotSpotSettings,
    /// How to draw the map.
    pub map: MapSettings,
    /// The formats of the map; empty for PNG alone.
    pub map_formats: Vec<MapFormat>,
}

/// What a run found.
#[derive(Debug)]
pub struct Run {
    /// The finished dataset; its summary names no files yet.
    pub dataset: Dataset,
    /// Inputs that could not be read; the rest was.
    pub problems: Vec<Error>,
    /// Rows of tables with something wrong, the first of each kind and file, sorted; all of them
    /// are counted in the notes of the summary.
    pub warnings: Vec<String>,
}

/// One input, on its way to being read.
enum Source<'a> {
    File(Input),
    Text(&'a str, &'a [u8]),
}

/// What one input gave.
#[derive(Default)]
struct Found {
    n_documents: usize,
    n_rows: usize,
    reports: Reports,
    notes: Vec<Note>,
    warnings: Vec<String>,
    /// A table that breaks off: what was read of it counts all the same.
    problem: Option<Error>,
}

/// Reads all inputs and finds, places, merges, situates and groups their incidents.
///
/// `progress` is called with the number of inputs done and their total, from any thread.
pub fn run(
    gazetteer: &Gazetteer,
    config: &Config,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Run {
    let (sources, mut problems) = sources(config);
    let total = sources.len();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let results: Vec<Result<Found>> = sources
        .par_iter()
        .map(|source| {
            let found = look_into(gazetteer, source, config);
            progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
            found
        })
        .collect();
    let mut summary = Summary::default();
    let mut reports = Reports::default();
    let mut warnings = Vec::new();
    for result in results {
        match result {
            Ok(found) => {
                summary.documents += found.n_documents;
                summary.rows += found.n_rows;
                warnings.extend(found.warnings);
                problems.extend(found.problem);
                count_notes(&mut summary.notes, &found.notes);
                reports.append(found.reports);
            }
            Err(error) => problems.push(error),
        }
    }
    problems.sort_by_key(ToString::to_string);
    warnings.sort();
    summary.failed = problems.iter().map(ToString::to_string).collect();
    summary.reports = reports.len();
    let mut replay = Replay::new(gazetteer, &config.corrections);
    let mut reports = identify(reports);
    let links = replay.before_merge(&mut reports);
    let n_reports = reports.len();
    let mut told = merge(reports, &MergeSettings { links, ..config.merge.clone() }, &fuse);
    summary.merged = n_reports - told.len();
    replay.after_merge(&mut told);
    summary.corrected = replay.n_done;
    for trouble in &replay.troubles {
        let note = config.corrections.note(trouble);
        *summary.notes.entry(note.code).or_default() += 1;
        warnings.push(note.message);
    }
    Run { dataset: finish(gazetteer, config, told, summary), problems, warnings }
}

/// The maps of a dataset, to be saved beside its data files ([`crate::write::save_run`]). What did not
/// fit on the map is counted in the dataset's summary.
///
/// # Errors
/// [`Error::Draw`] where the map settings make no map.
pub fn maps(
    gazetteer: &Gazetteer,
    config: &Config,
    dataset: &mut Dataset,
) -> Result<Vec<OutputFile>> {
    let mut files = Vec::new();
    let map = draw_map(gazetteer, &MapData::from(&*dataset), &config.map)?;
    dataset.summary.labels_dropped = map.n_labels_dropped();
    dataset.summary.outside_map = map.n_outside();
    let formats: &[MapFormat] = &config.map_formats;
    for &format in if formats.is_empty() { &[MapFormat::Png] } else { formats } {
        let name = format!("map.{}", format.extension());
        files.push(OutputFile { name, bytes: map.encode(format)? });
    }
    Ok(files)
}

fn sources(config: &Config) -> (Vec<Source<'_>>, Vec<Error>) {
    let (inputs, problems) = list_inputs(&config.inputs);
    let files = inputs.into_iter().map(Source::File);
    let texts = config.texts.iter().map(|(id, bytes)| Source::Text(id, bytes));
    (files.chain(texts).collect(), problems)
}

/// Reads one input and locates all that it tells.
fn look_into(gazetteer: &Gazetteer, source: &Source<'_>, config: &Config) -> Result<Found> {
    let documents = match source {
        Source::File(input) if is_table(&input.path) => {
            return Ok(tables::look_into(gazetteer, input, &config.read));
        }
        Source::File(input) => read_input(input, &config.read)?,
        Source::Text(id, bytes) => read_text(id, bytes, &config.read)?,
    };
    let mut found = Found { n_documents: documents.len(), ..Found::default() };
    for document in documents {
        found.notes.extend(document.notes.iter().cloned());
        found.notes.extend(foreign_note(&document));
        let reports = extract(gazetteer, &document).into_iter();
        reports.for_each(|report| found.reports.push(geocode(gazetteer, report)));
    }
    Ok(found)
}

fn foreign_note(document: &Document) -> Option<Note> {
    let message = format!("'{}' is neither French nor English and was not searched", document.id);
    (document.language == Language::Other).then(|| Note::new("language-other", message))
}

fn finish(gazetteer: &Gazetteer, config: &Config, told: Told, mut summary: Summary) -> Dataset {
    let situations = Situations::new(gazetteer, config.bands.clone());
    let incidents = Incidents::situate(
        told,
        |incident| situations.situate(incident),
        |location| situations.setting(location),
    );
    summary.incidents = incidents.len();
    summary.located = incidents.glances().filter(|(_, incident)| incident.place.is_some()).count();
    summary.unlocated = summary.incidents - summary.located;
    count_notes(&mut summary.notes, incidents.notes());
    Dataset {
        regions: by_region(gazetteer, &incidents),
        borders: by_border(gazetteer, &incidents),
        clusters: by_cluster(&incidents, &config.cluster),
        periods: by_period(&incidents, config.period),
        hotspots: by_hotspot(gazetteer, &incidents, &config.hotspot),
        incidents,
        summary,
    }
}

fn count_notes<'a>(
    counts: &mut BTreeMap<String, usize>,
    notes: impl IntoIterator<Item = &'a Note>,
) {
    for note in notes {
        *counts.entry(note.code.clone()).or_default() += 1;
    }
}
