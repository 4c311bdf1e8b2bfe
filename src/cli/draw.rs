//! `harmattan draw`: a map from written files; and the map options that `harmattan map` shares.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::terminal;
use harmattan::draw::{
    Focus, MapFormat, MapLanguage, MapSettings, PageSize, draw_map, load_points,
};
use harmattan::gazetteer::Gazetteer;
use harmattan::write::{self, OutputFile};

const EXAMPLES: &str = "\
Examples:
  harmattan draw output/incidents.geojson -o map.svg
  harmattan draw output/incidents.geojson -o map.png -o map.svg --lang en --country ML --size a4
  harmattan draw points.geojson -o map.png --title 'Our points'

Any GeoJSON FeatureCollection of points in degrees works. These properties are read where they are
there: kind, place, date_start, date_end, killed_best, country, radius_km, background.
areas.geojson beside the input is read too.";

/// Arguments of `harmattan draw`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DrawArguments {
    /// incidents.geojson, or any GeoJSON file of points.
    #[arg(value_name = "GEOJSON")]
    input: PathBuf,
    /// The map to write: FILE.png or FILE.svg; may be given several times.
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
    /// Show this box in degrees, instead of all incidents: -1,14,4,17.
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, value_parser = Focus::from_extent, conflicts_with_all = ["country", "region"])]
    extent: Option<Focus>,
    /// Show this country, by name or two-letter code.
    #[arg(long, value_name = "NAME|CODE", conflicts_with = "region")]
    country: Option<String>,
    /// Show this region, by name or id such as ML-9.
    #[arg(long, value_name = "NAME|ID")]
    region: Option<String>,
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
    format(&path)
        .map(|_| path)
        .ok_or_else(|| "expected a name that ends in .png or .svg".to_owned())
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
            language: match self.lang {
                Language::Fr => MapLanguage::French,
                Language::En => MapLanguage::English,
            },
            focus: self.focus(gazetteer)?,
            n_callouts: self.callouts,
        };
        settings.check().map_err(|error| format!("--size, --scale: {error}"))?;
        Ok(settings)
    }

    fn focus(&self, gazetteer: &Gazetteer) -> Result<Focus, String> {
        match (&self.extent, &self.country, &self.region) {
            (Some(extent), ..) => Ok(extent.clone()),
            (_, Some(name), _) => country(gazetteer, name),
            (_, _, Some(name)) => region(gazetteer, name),
            _ => Ok(Focus::Incidents),
        }
    }
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
    let areas = areas_file(arguments);
    let loaded = load_points(&gazetteer, &arguments.input, areas.as_deref())?;
    let map = draw_map(&gazetteer, &loaded.dataset, &settings)?;
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
    Ok(ExitCode::SUCCESS)
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
