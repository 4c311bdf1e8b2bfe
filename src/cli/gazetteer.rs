//! `harmattan gazetteer`: look a name up, see what is loaded, import.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use geo::MultiLineString;

use super::{import, terminal};
use harmattan::earth::LonLat;
use harmattan::gazetteer::{BundledFile, Gazetteer, NameMatch};

/// Arguments of `harmattan gazetteer`.
#[derive(Debug, Args)]
pub(super) struct GazetteerArguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the places that a name may mean, in any spelling, with the rules that lead to them.
    Search(SearchArguments),
    /// Print what is loaded: files, versions, licences, counts.
    Info,
    /// Add places or boundaries of your own files; they are used from then on.
    Import(import::ImportArguments),
    /// Remove what was imported.
    Remove(import::RemoveArguments),
}

/// How many of the spellings most alike are looked through.
const N_ALIKE: usize = 64;

const EXAMPLES: &str = "\
Examples:
  harmattan gazetteer search \"Tin-Zawatène\"
  harmattan gazetteer search Tabankort --near Gao";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
struct SearchArguments {
    /// The name, in any spelling.
    name: String,
    /// A place name, or 'LON,LAT' in degrees: the distance from it is shown.
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    near: Option<String>,
    /// Only places of this country, an ISO 3166-1 alpha-2 code; may be given several times.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// How many candidates to show at most.
    #[arg(long, default_value_t = 10, value_name = "COUNT")]
    most: usize,
}

impl SearchArguments {
    fn wants(&self, country: &str) -> bool {
        let is_it = |code: &String| code.eq_ignore_ascii_case(country);
        self.country.is_empty() || self.country.iter().any(is_it)
    }
}

pub(super) fn run(arguments: &GazetteerArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Search(search) => print_matches(&super::open_gazetteer(data)?, search)?,
        Command::Info => terminal::print(&info(&super::open_gazetteer(data)?))?,
        Command::Import(arguments) => return import::import(arguments, data),
        Command::Remove(arguments) => return import::remove(arguments, data),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_matches(gazetteer: &Gazetteer, search: &SearchArguments) -> anyhow::Result<()> {
    let near = search.near.as_deref().map(|near| position(gazetteer, near)).transpose()?;
    let lines = lines(gazetteer, search);
    // Where a road or river is found, places that are only spelt like it are not what was asked for.
    let is_named = |found: &NameMatch<'_>| search.wants(&found.place.country);
    let is_place = lines.is_empty() || gazetteer.lookup(&search.name).iter().any(is_named);
    let found = if is_place { matches(gazetteer, search)? } else { Vec::new() };
    let mut out = String::new();
    for found in found.iter().take(search.most) {
        let _ = writeln!(out, "{}", line(gazetteer, found, near));
    }
    out.push_str(&lines);
    let n_hidden = found.len().saturating_sub(search.most);
    if n_hidden > 0 {
        let _ = writeln!(out, "… and {n_hidden} more; show them with --most {}", found.len());
    }
    terminal::print(&out)
}

/// The roads and rivers of the name, each with the corner in the middle of its longest part.
fn lines(gazetteer: &Gazetteer, search: &SearchArguments) -> String {
    let mut out = String::new();
    for road in gazetteer.roads_named(&search.name).filter(|road| search.wants(&road.country)) {
        let Some(middle) = middle(&road.line) else { continue };
        let (name, country, towns) = (&road.name, &road.country, road.towns.join(", "));
        let _ = writeln!(out, "1.00  {name}, road ({country}) {middle}: through {towns}");
    }
    let rivers = gazetteer.rivers_named(&search.name).filter(|_| search.country.is_empty());
    for (river, middle) in rivers.filter_map(|river| Some((river, middle(&river.line)?))) {
        let _ = writeln!(out, "1.00  {}, river {middle}: same spelling", river.name);
    }
    out
}

fn middle(line: &MultiLineString<f64>) -> Option<String> {
    let longest = line.iter().max_by_key(|part| part.0.len())?;
    let corner = longest.0.get(longest.0.len() / 2)?;
    Some(format!("{:.4} {:.4}", corner.x, corner.y))
}

/// The places of a name in the countries asked for; where it has none, those spelt most alike.
fn matches<'a>(
    gazetteer: &'a Gazetteer,
    search: &SearchArguments,
) -> anyhow::Result<Vec<NameMatch<'a>>> {
    let name = &search.name;
    let is_wanted = |found: &NameMatch<'_>| search.wants(&found.place.country);
    let wanted =
        |found: Vec<NameMatch<'a>>| -> Vec<_> { found.into_iter().filter(is_wanted).collect() };
    let found = wanted(gazetteer.lookup(name));
    if !found.is_empty() {
        return Ok(found);
    }
    let found = wanted(gazetteer.fuzzy(name, search.most.max(N_ALIKE)));
    let of = if search.country.is_empty() { "" } else { " of these countries" };
    if found.is_empty() {
        let offers = gazetteer.suggestions(name, 5);
        let offer = match offers.as_slice() {
            [] => String::new(),
            offers => format!("; did you mean '{}'?", offers.join("', '")),
        };
        bail!("'{name}' is in no table of places{of}{offer}");
    }
    terminal::say(&format!("'{name}' is in no table of places{of}; these are spelt most alike:"));
    Ok(found)
}

/// The position of `LON,LAT` or of the first place of that name.
fn position(gazetteer: &Gazetteer, text: &str) -> anyhow::Result<LonLat> {
    let degrees: Vec<f64> = text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
    if let [lon, lat] = degrees.as_slice() {
        return match LonLat::checked(*lon, *lat) {
            Some(point) => Ok(point),
            None => bail!("'{text}' is out of range; give longitude, then latitude, in degrees"),
        };
    }
    match gazetteer.lookup(text).first() {
        Some(found) => Ok(found.place.point),
        None => bail!("'{text}' is neither a known place nor 'LON,LAT'"),
    }
}

fn line(gazetteer: &Gazetteer, found: &NameMatch<'_>, near: Option<LonLat>) -> String {
    let place = found.place;
    let region = gazetteer.region(&place.admin1).map_or("", |region| region.name.as_str());
    let kind = serde_json::to_value(place.kind).ok();
    let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default().replace('_', " ");
    let rules =
        if found.rules.is_empty() { "same spelling".to_owned() } else { found.rules.join(", ") };
    let mut text = format!(
        "{:.2}  {}, {kind} ({} {region}) {:.4} {:.4}",
        found.score, place.name, place.country, place.point.lon, place.point.lat
    );
    if place.population > 0 {
        let _ = write!(text, ", population {}", place.population);
    }
    if let Some(near) = near {
        let _ = write!(text, ", {:.0} km away", near.distance_km(place.point));
    }
    let _ = write!(text, ": {rules}");
    text
}

fn info(gazetteer: &Gazetteer) -> String {
    let mut out = files(gazetteer);
    let _ = writeln!(
        out,
        "Division: regions and districts in force on {}; 'map' takes those of another day with --as-of",
        gazetteer.day()
    );
    out.push_str("In all:\n");
    for (count, what) in [
        (gazetteer.places().len(), "places"),
        (gazetteer.countries().len(), "countries with detailed outlines"),
        (gazetteer.regions().len(), "first-level regions"),
        (gazetteer.regions().iter().filter(|r| r.approximate).count(), "of them approximate"),
        (gazetteer.districts().len(), "second-level districts with outlines"),
        (gazetteer.borders().len(), "land borders"),
        (gazetteer.rivers().len(), "rivers"),
        (gazetteer.world().len(), "countries of the world, generalised"),
    ] {
        let _ = writeln!(out, "{count:>7}  {what}");
    }
    let mut countries: Vec<(&str, usize)> = Vec::new();
    for country in gazetteer.countries() {
        let n_places = gazetteer.places().iter().filter(|p| p.country == country.id).count();
        countries.push((&country.name, n_places));
    }
    countries.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    for (name, count) in countries {
        let _ = writeln!(out, "{count:>7}  places in {name}");
    }
    out
}

/// What is loaded, file by file: the bundled ones, then the imported ones.
fn files(gazetteer: &Gazetteer) -> String {
    let mut out = String::from("Bundled:\n");
    for file in Gazetteer::bundled_files() {
        let BundledFile { name, source, licence, rows } = file;
        let _ = writeln!(out, "  {name} ({rows}): {source}; {licence}");
    }
    let packs = gazetteer.packs();
    let polygons = gazetteer.imported_polygons();
    if packs.len() > 1 || !polygons.is_empty() {
        out.push_str("Imported:\n");
    }
    for pack in packs.iter().skip(1) {
        let licence = if pack.licence.is_empty() { "licence not stated" } else { &pack.licence };
        let _ = writeln!(
            out,
            "  {}: {} places, {} names; {licence}",
            pack.name, pack.n_places, pack.n_names
        );
        for file in &pack.files {
            let version = if file.version.is_empty() { "no date" } else { &file.version };
            let _ =
                writeln!(out, "    {} ({}, {version}, {} bytes)", file.name, file.form, file.bytes);
        }
    }
    for (name, level, n_polygons) in polygons {
        let what = if level == 1 { "regions" } else { "districts" };
        let _ = writeln!(out, "  {name}: {n_polygons} polygons of {what}");
    }
    out
}
