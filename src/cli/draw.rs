//! `harmattan draw`: a map from written files; and the map options that `harmattan map` shares.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::terminal;
use harmattan::draw::{
    By, Classing, Coarsen, Focus, Loaded, MapData, MapFormat, MapLanguage, MapSettings, MapTheme,
    Measure, PageSize, Subject, draw_map, load_points,
};
use harmattan::gazetteer::Gazetteer;
use harmattan::group::{
    ClusterSettings, HotSpotSettings, by_border, by_cluster, by_hotspot, by_region,
};
use harmattan::model::{Dataset, Incidents, SituatedIncident};
use harmattan::pipeline::{self, Config};
use harmattan::read::{Columns, ReadOptions, is_table};
use harmattan::situate::{Bands, surroundings};
use harmattan::write::{self, OutputFile};

const EXAMPLES: &str = "\
Examples:
  harmattan draw output/incidents.geojson -o map.svg
  harmattan draw output/incidents.geojson -o map.png -o map.svg --lang en --country ML --size a4
  harmattan draw points.geojson -o map.png --title 'Our points'
  harmattan draw acled.csv -o map.png --by region --count killed

Any GeoJSON FeatureCollection of points in degrees works. These properties are read where they are
there: kind, place, date_start, date_end, killed_best, country, radius_km, background.
areas.geojson beside the input is read too.
A table (.csv, .tsv, .jsonl; the columns of ACLED, of UCDP GED and ordinary names) is read as 'map'
reads it: rows with a place and no position are geocoded, rows that tell of one incident are one.";

/// Arguments of `harmattan draw`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DrawArguments {
    /// incidents.geojson, any GeoJSON file of points, or a table (.csv, .tsv, .jsonl).
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// The columns of a table that are not known by their names: lon=X,lat=Y,date=JOUR,kind=…
    #[arg(long, default_value = "", hide_default_value = true, value_name = "FIELD=COLUMN,…")]
    columns: Columns,
    /// The map to write: FILE.png, FILE.svg or FILE.pdf; may be given several times.
    #[arg(short, long, required = true, value_name = "FILE", value_parser = map_file)]
    output: Vec<PathBuf>,
    /// The areas of the incidents, instead of areas.geojson beside the input.
    #[arg(long, value_name = "GEOJSON")]
    areas: Option<PathBuf>,
    #[command(flatten)]
    map: MapOptions,
    /// Say nothing on standard error but what went wrong.
    #[arg(short, long)]
    quiet: bool,
}

/// How a map is to look; the same for `map` and `draw`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Map")]
pub(super) struct MapOptions {
    /// The map's title, instead of one made from the data.
    #[arg(long)]
    title: Option<String>,
    /// The language of the map's words.
    #[arg(long, value_enum, default_value = "fr")]
    lang: Language,
    /// WIDTHxHEIGHT in pixels, a4, a4-portrait, a3, square, wide or screen.
    #[arg(long, default_value = "1600x1200", value_name = "SIZE")]
    size: PageSize,
    /// Draw everything so many times as large: 2 for print.
    #[arg(long, default_value_t = 1.0, value_parser = scale, value_name = "TIMES")]
    scale: f64,
    /// Tell so many of the deadliest incidents in two lines, where there is room.
    #[arg(long, default_value_t = 3, value_name = "COUNT")]
    callouts: usize,
    /// What the incidents are grouped by: a symbol each (their density above 20,000), or a map of
    /// regions, border bands, clusters, periods of time, density, or hot and cold spots.
    #[arg(long, value_enum, default_value = "incident", value_name = "WHAT")]
    by: ByName,
    /// What maps of groups and the chart count.
    #[arg(long, value_enum, default_value = "incidents", value_name = "WHAT")]
    count: CountName,
    /// How counts become classes of colours: by natural breaks or in equal numbers.
    #[arg(long, value_enum, default_value = "jenks", value_name = "HOW")]
    classes: ClassesName,
    /// Add a bar chart by time in a corner.
    #[arg(long)]
    chart: bool,
    /// Name towns also in Arabic and Tifinagh letters, where there is room.
    #[arg(long)]
    scripts: bool,
    /// Move symbols to the centre of their unit or cell, so that no position is given away.
    #[arg(long, value_enum, value_name = "UNIT")]
    coarsen: Option<CoarsenName>,
    /// The look: press, sober, dark, print, or a TOML file of one's own.
    #[arg(long, default_value = "press", value_name = "NAME|FILE")]
    theme: String,
    /// Show this box in degrees, instead of all incidents: -1,14,4,17.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, value_parser = Focus::from_extent, conflicts_with_all = ["country", "region", "border"])]
    extent: Option<Focus>,
    /// Show this country, by name or two-letter code.
    #[arg(long, value_name = "NAME|CODE", conflicts_with_all = ["region", "border"])]
    country: Option<String>,
    /// Show this region, by name or id such as ML-9.
    #[arg(long, value_name = "NAME|ID", conflicts_with = "border")]
    region: Option<String>,
    /// Show the border of two countries, by their codes: ML-NE.
    #[arg(long, value_name = "PAIR")]
    border: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ByName {
    Incident,
    Region,
    Border,
    Cluster,
    Time,
    Density,
    Hotspot,
}

impl From<ByName> for By {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Incident => Self::Incident,
            ByName::Region => Self::Region,
            ByName::Border => Self::Border,
            ByName::Cluster => Self::Cluster,
            ByName::Time => Self::Time,
            ByName::Density => Self::Density,
            ByName::Hotspot => Self::Hotspot,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CountName {
    Incidents,
    Killed,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClassesName {
    Jenks,
    Quantiles,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CoarsenName {
    Admin2,
    Admin1,
    #[value(name = "25km")]
    Cell25Km,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

fn scale(text: &str) -> Result<f64, String> {
    let scale: f64 = text.parse().map_err(|_| "expected a number, such as 2".to_owned())?;
    (0.2..=12.0).contains(&scale).then_some(scale).ok_or_else(|| "expected 0.2 to 12".to_owned())
}

fn map_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("");
    let format: Result<MapFormat, String> = ending.parse();
    format.map(|_| path).map_err(|problem| format!("the name's ending tells the format: {problem}"))
}

fn format(path: &Path) -> Option<MapFormat> {
    path.extension().and_then(OsStr::to_str)?.parse().ok()
}

impl MapOptions {
    /// The settings that the options ask for.
    ///
    /// # Errors
    /// A message about the option that cannot be followed.
    pub(super) fn settings(&self, gazetteer: &Gazetteer) -> Result<MapSettings, String> {
        let size = self.size.scaled(self.scale);
        let settings = MapSettings {
            width_px: size.width_px,
            height_px: size.height_px,
            title: self.title.clone(),
            subtitle: None,
            language: match self.lang {
                Language::Fr => MapLanguage::French,
                Language::En => MapLanguage::English,
            },
            focus: self.focus(gazetteer)?,
            subject: Subject::Incidents,
            n_callouts: self.callouts,
            by: self.by.into(),
            measure: match self.count {
                CountName::Incidents => Measure::Incidents,
                CountName::Killed => Measure::Killed,
            },
            classing: match self.classes {
                ClassesName::Jenks => Classing::Jenks,
                ClassesName::Quantiles => Classing::Quantiles,
            },
            chart: self.chart,
            has_scripts: self.scripts,
            coarsen: self.coarsen.map(|to| match to {
                CoarsenName::Admin2 => Coarsen::Admin2,
                CoarsenName::Admin1 => Coarsen::Admin1,
                CoarsenName::Cell25Km => Coarsen::Cell25Km,
            }),
            theme: Some(theme(&self.theme)?),
        };
        settings.check().map_err(|error| format!("--size, --scale: {error}"))?;
        Ok(settings)
    }

    fn focus(&self, gazetteer: &Gazetteer) -> Result<Focus, String> {
        match (&self.extent, &self.country, &self.region) {
            (Some(extent), ..) => Ok(extent.clone()),
            (_, Some(name), _) => country(gazetteer, name),
            (_, _, Some(name)) => region(gazetteer, name),
            _ => match &self.border {
                Some(pair) => border(gazetteer, pair),
                None => Ok(Focus::Incidents),
            },
        }
    }

    /// Whether the map needs the incidents' regions, borders or clusters.
    fn needs_groups(&self) -> bool {
        matches!(self.by, ByName::Region | ByName::Border | ByName::Cluster | ByName::Hotspot)
    }
}

/// A bundled theme by name, or one read from a file.
fn theme(name: &str) -> Result<MapTheme, String> {
    if !name.ends_with(".toml") {
        return MapTheme::named(name).map_err(|problem| format!("--theme: {problem}"));
    }
    let text = std::fs::read_to_string(name)
        .map_err(|cause| format!("--theme: '{name}' cannot be read: {cause}"))?;
    MapTheme::from_toml(name, &text).map_err(|problem| format!("--theme: {problem}"))
}

fn border(gazetteer: &Gazetteer, pair: &str) -> Result<Focus, String> {
    let mut codes: Vec<String> = pair.split('-').map(|code| code.trim().to_uppercase()).collect();
    codes.sort();
    let wanted = codes.join("-");
    if gazetteer.borders().iter().any(|border| border.pair == wanted) {
        return Ok(Focus::Border(wanted));
    }
    let known: Vec<&str> = gazetteer.borders().iter().map(|b| b.pair.as_str()).collect();
    Err(format!("--border: no border '{pair}' is bundled; choose one of {}", known.join(", ")))
}

fn country(gazetteer: &Gazetteer, name: &str) -> Result<Focus, String> {
    let code = gazetteer.country(&name.to_uppercase()).or_else(|| gazetteer.country_named(name));
    code.map(|area| Focus::Country(area.country.clone())).ok_or_else(|| {
        let known: Vec<&str> = gazetteer.countries().iter().map(|c| c.country.as_str()).collect();
        format!("--country: no country '{name}' is bundled; choose one of {}", known.join(", "))
    })
}

fn region(gazetteer: &Gazetteer, name: &str) -> Result<Focus, String> {
    if let Some(area) = gazetteer.region(&name.to_uppercase()) {
        return Ok(Focus::Region(area.id.clone()));
    }
    match gazetteer.regions_named(name).as_slice() {
        [] => Err(format!(
            "--region: no region '{name}' is bundled; give its name or an id such as ML-9, or a box \
             with --extent"
        )),
        [area] => Ok(Focus::Region(area.id.clone())),
        several => {
            let ids: Vec<&str> = several.iter().map(|area| area.id.as_str()).collect();
            Err(format!("--region: '{name}' is {}; give the id", ids.join(" and ")))
        }
    }
}

pub(super) fn run(arguments: &DrawArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?;
    let settings = match arguments.map.settings(&gazetteer) {
        Ok(settings) => settings,
        Err(message) => return Ok(terminal::usage(&message)),
    };
    let loaded = if is_table(&arguments.input) && !is_geojson(&arguments.input) {
        load_table(&gazetteer, arguments)?
    } else {
        let areas = areas_file(arguments);
        let mut loaded = load_points(&gazetteer, &arguments.input, areas.as_deref())?;
        if arguments.map.needs_groups() {
            group_points(&gazetteer, &mut loaded.data);
        }
        loaded
    };
    let data = loaded.data;
    let map = draw_map(&gazetteer, &data, &settings)?;
    for path in &arguments.output {
        let Some(format) = format(path) else { continue };
        let name = path.file_name().and_then(OsStr::to_str).context("a map needs a file name")?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = OutputFile { name: name.to_owned(), bytes: map.encode(format)? };
        write::save(folder.unwrap_or(Path::new(".")), &[file])?;
    }
    if !arguments.quiet {
        report(arguments, loaded.n_skipped, (map.n_outside(), map.n_labels_dropped()));
    }
    let missing = map.missing_letters();
    if !missing.is_empty() {
        terminal::say(&format!(
            "Map: the bundled fonts have no sign for '{missing}'; a question mark stands for each. \
             They have Latin, Arabic and Tifinagh letters."
        ));
    }
    // The process ends here: to give 28,000 places back one by one would take longer than to read
    // many a file.
    std::mem::forget(gazetteer);
    Ok(ExitCode::SUCCESS)
}

fn is_geojson(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or("");
    ["geojson", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The incidents of a table, with their groups.
///
/// # Errors
/// A message where nothing of it can be drawn.
fn load_table(gazetteer: &Gazetteer, arguments: &DrawArguments) -> anyhow::Result<Loaded> {
    let config = Config {
        inputs: vec![arguments.input.clone()],
        read: ReadOptions { columns: arguments.columns.clone(), ..ReadOptions::default() },
        ..Config::default()
    };
    let run = pipeline::run(gazetteer, &config, &|_, _| {});
    for warning in &run.warnings {
        terminal::say(&format!("harmattan: {warning}"));
    }
    let has_incidents = !run.dataset.incidents.is_empty();
    let mut problems = run.problems.into_iter();
    if let Some(problem) = problems.next() {
        anyhow::ensure!(has_incidents, problem);
        terminal::say(&format!("harmattan: {problem}"));
    }
    let name = arguments.input.display();
    anyhow::ensure!(
        has_incidents,
        "'{name}' has no row that tells of an incident; nothing to draw"
    );
    Ok(Loaded { data: MapData::from(&run.dataset), n_skipped: 0 })
}

/// Puts points into their regions, near their borders and into clusters, each by its best point.
fn group_points(gazetteer: &Gazetteer, data: &mut MapData) {
    let bands = Bands::default();
    let incidents: Incidents = data
        .incidents()
        .map(|situated| {
            let Some(location) = &situated.incident.location else { return situated };
            let around = surroundings(gazetteer, location, &bands);
            SituatedIncident {
                admin1: around.admin1,
                border: around.border,
                approximate: around.approximate,
                ..situated
            }
        })
        .collect();
    data.set_groups(&Dataset {
        regions: by_region(gazetteer, &incidents),
        borders: by_border(gazetteer, &incidents),
        clusters: by_cluster(&incidents, &ClusterSettings::default()),
        hotspots: by_hotspot(gazetteer, &incidents, &HotSpotSettings::default()),
        ..Dataset::default()
    });
}

/// The areas to read: the named file, or the one beside the input where it is there.
fn areas_file(arguments: &DrawArguments) -> Option<PathBuf> {
    let beside = arguments.input.with_file_name("areas.geojson");
    let is_there = beside != arguments.input && beside.is_file();
    arguments.areas.clone().or_else(|| is_there.then_some(beside))
}

fn report(arguments: &DrawArguments, n_skipped: usize, (n_outside, n_dropped): (usize, usize)) {
    if n_skipped > 0 {
        terminal::say(&format!("Skipped features without a point in degrees: {n_skipped}."));
    }
    if n_outside + n_dropped > 0 {
        terminal::say(&format!(
            "Map: incidents outside its frame {n_outside}, names without room {n_dropped}."
        ));
    }
    for path in &arguments.output {
        terminal::say(&format!("Wrote {}", path.display()));
    }
}
