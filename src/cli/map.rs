//! `harmattan map`: articles in, GeoJSON, CSV and a map out.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::draw::MapOptions;
use super::terminal;
use harmattan::corrections::Corrections;
use harmattan::draw::MapFormat;
use harmattan::gazetteer::USUAL_DAY;
use harmattan::group::{ClusterSettings, HotSpotSettings, Period};
use harmattan::merge::{MergeSettings, TollPolicy};
use harmattan::model::{Date, Summary};
use harmattan::pipeline::{self, Config};
use harmattan::read::{Columns, ReadOptions};
use harmattan::situate::Bands;
use harmattan::write;

const EXAMPLES: &str = "\
Examples:
  harmattan map articles/ -o output/
  harmattan map communique.txt --published 2025-07-20
  harmattan map acled.csv ged.csv -o output/
  harmattan map incidents.csv --columns lon=X,lat=Y,date=jour
  cat article.txt | harmattan map - -o output/ --json

Input: .txt and .md files (an article each; lines 'Title:', 'Source:', 'Published: YYYY-MM-DD',
'Language:' may precede a blank line), .html pages, tables of incidents with a row each (.csv, .tsv,
.geojson, .jsonl; the columns of ACLED, of UCDP GED and ordinary names are known), folders of them,
and '-' for an article on standard input.
Output: incidents.geojson, areas.geojson, regions.geojson, borders.geojson, clusters.geojson,
hotspots.geojson, incidents.csv, periods.csv, and map.png, map.svg or both.";

/// Arguments of `harmattan map`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MapArguments {
    /// Files, folders, or '-' for standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The columns of tables that are not known by their names: lon=X,lat=Y,date=JOUR,kind=…
    #[arg(long, default_value = "", hide_default_value = true, value_name = "FIELD=COLUMN,…")]
    columns: Columns,
    /// The folder to write to; made where it is missing.
    #[arg(short, long, default_value = "output", value_name = "FOLDER")]
    output: PathBuf,
    /// Publication date of texts that state none, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// Use the regions and districts that were in force on this day, YYYY-MM-DD, instead of those
    /// that the press goes on using (Mali's of 2016, Burkina Faso's before July 2025).
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Corrections of yours to replay on this run; 'harmattan review' writes a file to begin with.
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Incidents this near each other, in km, are neighbours in a cluster.
    #[arg(long, default_value_t = ClusterSettings::default().distance_km, value_parser = positive_km, value_name = "KM")]
    cluster_km: f64,
    /// So many incidents make a cluster.
    #[arg(long, default_value_t = ClusterSettings::default().least, value_parser = at_least_one, value_name = "COUNT")]
    cluster_min: usize,
    /// The edges of the bands of distance to a border, in km.
    #[arg(long, default_value = "10,25,50,100", value_name = "KM,…")]
    bands: Bands,
    /// The cells of hotspots.geojson have the area of a square with this side, in km.
    #[arg(long, default_value_t = HotSpotSettings::default().cell_km, value_parser = cell_km, value_name = "KM")]
    cell_km: f64,
    /// How long the periods of periods.csv are: month or week.
    #[arg(long, default_value = "month", value_name = "PERIOD")]
    period: PeriodName,
    /// How tolls that differ become one: 'range' (lowest low, middle best, highest high), 'lowest'
    /// (the lowest claim alone, as ACLED) or 'best' (the middle claim alone, as UCDP's best).
    #[arg(long, default_value = "range", value_name = "POLICY")]
    toll_policy: PolicyName,
    /// Formats of the map, with commas between: png, svg.
    #[arg(long, default_value = "png", value_delimiter = ',', value_name = "FORMATS")]
    map_format: Vec<MapFormat>,
    #[command(flatten)]
    map: MapOptions,
    /// Say nothing on standard error but what went wrong.
    #[arg(short, long)]
    quiet: bool,
    /// Print the summary as JSON on standard output.
    #[arg(long)]
    json: bool,
}

/// The names of the periods.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PeriodName {
    Month,
    Week,
}

/// The names of the toll policies.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PolicyName {
    Range,
    Lowest,
    Best,
}

impl From<PolicyName> for TollPolicy {
    fn from(name: PolicyName) -> Self {
        match name {
            PolicyName::Range => Self::Range,
            PolicyName::Lowest => Self::Lowest,
            PolicyName::Best => Self::Best,
        }
    }
}

fn positive_km(text: &str) -> Result<f64, String> {
    let km: f64 = text.parse().map_err(|_| "expected a number of km, such as 30".to_owned())?;
    (km.is_finite() && km > 0.0 && km <= 20_000.0)
        .then_some(km)
        .ok_or_else(|| "expected a distance above 0 and up to 20000 km".to_owned())
}

fn cell_km(text: &str) -> Result<f64, String> {
    let sides = HotSpotSettings::SIDES_KM;
    let km = text.parse().ok().filter(|km| sides.contains(km));
    km.ok_or_else(|| format!("expected {} to {} km, such as 25", sides.start(), sides.end()))
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let count: usize = text.parse().map_err(|_| "expected a whole number, such as 3".to_owned())?;
    (count > 0).then_some(count).ok_or_else(|| "expected 1 or more".to_owned())
}

pub(super) fn run(arguments: &MapArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?.as_of(arguments.as_of.unwrap_or(USUAL_DAY));
    let mut config = config(arguments)?;
    let mut gazetteer = gazetteer;
    if let Some(path) = &arguments.corrections {
        config.corrections = Corrections::open(path)?;
        gazetteer = config.corrections.bar(gazetteer);
    }
    config.map = match arguments.map.settings(&gazetteer) {
        Ok(settings) => settings,
        Err(message) => return Ok(terminal::usage(&message)),
    };
    let bar = progress_bar(arguments.quiet);
    let mut run = pipeline::run(&gazetteer, &config, &|done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    for problem in &run.problems {
        terminal::say(&format!("harmattan: {problem}"));
    }
    for warning in &run.warnings {
        terminal::say(&format!("harmattan: {warning}"));
    }
    if run.dataset.summary.documents == 0 {
        terminal::say("harmattan: no article could be read, so nothing was written");
        return Ok(ExitCode::from(1));
    }
    let maps = pipeline::maps(&gazetteer, &config, &mut run.dataset)?;
    let written = write::save_run(&arguments.output, &run.dataset, &maps)?;
    run.dataset.summary.files = written.iter().map(|path| path.display().to_string()).collect();
    if !arguments.quiet {
        report(&run.dataset.summary);
    }
    if arguments.json {
        terminal::print(&format!("{}\n", serde_json::to_string_pretty(&run.dataset.summary)?))?;
    }
    let code = if run.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    // The process ends: the system takes all memory back at once, not a million rows one by one.
    std::mem::forget((run, gazetteer));
    Ok(code)
}

fn config(arguments: &MapArguments) -> anyhow::Result<Config> {
    let mut config = Config {
        read: ReadOptions {
            published: arguments.published,
            columns: arguments.columns.clone(),
            ..ReadOptions::default()
        },
        cluster: ClusterSettings {
            distance_km: arguments.cluster_km,
            least: arguments.cluster_min,
        },
        bands: arguments.bands.clone(),
        hotspot: HotSpotSettings { cell_km: arguments.cell_km },
        period: match arguments.period {
            PeriodName::Month => Period::Month,
            PeriodName::Week => Period::Week,
        },
        merge: MergeSettings { toll: arguments.toll_policy.into(), ..MergeSettings::default() },
        ..Config::default()
    };
    config.map_formats.clone_from(&arguments.map_format);
    config.map_formats.sort_unstable();
    config.map_formats.dedup();
    let (standard_input, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        arguments.inputs.iter().partition(|path| path.as_path() == Path::new("-"));
    config.inputs = files.into_iter().cloned().collect();
    if !standard_input.is_empty() {
        let bytes = terminal::standard_input(config.read.max_bytes)?;
        config.texts.push(("-".to_owned(), bytes));
    }
    Ok(config)
}

/// Shown only on a terminal and only where the work takes long enough to wonder.
fn progress_bar(is_quiet: bool) -> ProgressBar {
    let is_shown = !is_quiet && std::io::stderr().is_terminal();
    let target = if is_shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} articles, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// What was done, on standard error.
fn report(summary: &Summary) {
    terminal::say(&format!(
        "Read {}; found {} of {}: {} located, {} unlocated, {} merged into another.",
        read(summary),
        counted(summary.reports, "report"),
        counted(summary.incidents, "incident"),
        summary.located,
        summary.unlocated,
        counted(summary.merged, "report")
    ));
    if summary.corrected > 0 {
        terminal::say(&format!("Replayed {}.", counted(summary.corrected, "correction")));
    }
    if !summary.notes.is_empty() {
        let notes = summary.notes.iter().map(|(code, count)| format!("{code} {count}"));
        terminal::say(&format!("Notes: {}.", notes.collect::<Vec<_>>().join(", ")));
    }
    if summary.outside_map + summary.labels_dropped > 0 {
        terminal::say(&format!(
            "Map: {} outside its frame, {} without room.",
            counted(summary.outside_map, "incident"),
            counted(summary.labels_dropped, "name")
        ));
    }
    for file in &summary.files {
        terminal::say(&format!("Wrote {file}"));
    }
}

fn read(summary: &Summary) -> String {
    let documents = counted(summary.documents, "document");
    match summary.rows {
        0 => documents,
        rows => format!("{documents} with {} of tables", counted(rows, "row")),
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
