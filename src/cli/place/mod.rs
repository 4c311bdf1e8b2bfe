//! `harmattan place`: where a phrase may be.

mod lines;
mod picture;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;

use super::terminal;
use harmattan::draw::PageSize;
use harmattan::extract::read_phrase;
use harmattan::gazetteer::{Gazetteer, USUAL_DAY};
use harmattan::geocode::locate;
use harmattan::model::{Date, Feature, Location, Note, PlacePhrase, Span, Toponym};
use harmattan::situate::{Bands, Surroundings, surroundings};
use harmattan::write::{LocatedPhrase, location_feature};

const EXAMPLES: &str = "\
Examples:
  harmattan place \"à 23 km au sud-ouest de Mondoro\"
  harmattan place \"dans le secteur d'Akabar, au sud de Ménaka\" --geojson > area.geojson
  harmattan place \"au nord de Tabankort\" --country ML --near Ansongo
  harmattan place \"entre Gao et Ansongo\" --map area.png
  harmattan place \"dans la région de Nara\" --as-of 2024-01-01
  harmattan place - --country Mali < phrases.txt > places.jsonl";

/// Arguments of `harmattan place`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct PlaceArguments {
    /// The phrase, as a text says it; `-` for one phrase a line on standard input, one line of JSON
    /// each on standard output.
    phrase: String,
    /// The country that the text is about: a name or an ISO 3166-1 alpha-2 code.
    #[arg(long)]
    country: Option<String>,
    /// A place that the text speaks of too; may be given several times.
    #[arg(long, value_name = "PLACE")]
    near: Vec<String>,
    /// Use the regions and districts that were in force on this day, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Print the area as GeoJSON.
    #[arg(long, conflicts_with = "json")]
    geojson: bool,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
    /// Draw a small map of the areas and the other candidates into this file, .png or .svg.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The title of the map; else it is the phrase.
    #[arg(long, requires = "map")]
    title: Option<String>,
    /// Width and height of the map in pixels.
    #[arg(long, requires = "map", value_name = "WxH", default_value = "1000x800")]
    size: PageSize,
}

/// What all phrases of a run share.
struct Setting {
    gazetteer: Gazetteer,
    context: Vec<Toponym>,
}

/// A phrase that was located.
struct Answer {
    phrase: PlacePhrase,
    location: Location,
    around: Surroundings,
}

pub(super) fn run(arguments: &PlaceArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?.as_of(arguments.as_of.unwrap_or(USUAL_DAY));
    let context = context(&gazetteer, arguments)?;
    let setting = Setting { gazetteer, context };
    if arguments.phrase == "-" {
        if arguments.geojson {
            return Ok(terminal::usage("'place -' prints lines of JSON; leave out --geojson"));
        }
        return lines::run(&setting, arguments);
    }
    let answer = answer(&setting, &arguments.phrase).map_err(|note| anyhow!(note.message))?;
    let shown = if arguments.geojson {
        location_feature(&answer.described())
    } else if arguments.json {
        answer.described().line()
    } else {
        let district = setting.gazetteer.district_at(answer.location.best);
        text::description(&answer, district)
    };
    if let Some(file) = &arguments.map {
        picture::draw(&setting.gazetteer, std::slice::from_ref(&answer), arguments, file)?;
    }
    terminal::print(&terminal::plain(&shown))?;
    Ok(ExitCode::SUCCESS)
}

/// Reads and locates one phrase; the note says what is wrong with it and what to do.
fn answer(setting: &Setting, words: &str) -> Result<Answer, Note> {
    let gazetteer = &setting.gazetteer;
    let Some(phrase) = read_phrase(gazetteer, words) else {
        let shown: String = words.chars().take(80).collect();
        let message = format!(
            "'{shown}' names no place; write it as a text would, such as \"au nord de Gao\""
        );
        return Err(Note::new("no-place", message));
    };
    let Some(location) = locate(gazetteer, &phrase, &setting.context) else {
        return Err(Note::new("place-unknown", unknown(gazetteer, &phrase)));
    };
    let around = surroundings(gazetteer, &location, &Bands::default());
    Ok(Answer { phrase, location, around })
}

/// "'X' is in no table of places; did you mean 'Y'?"
fn unknown(gazetteer: &Gazetteer, phrase: &PlacePhrase) -> String {
    const MOST: usize = 4;
    let names = phrase.parts.iter().flat_map(|p| &p.toponyms).map(|t| t.name.as_str());
    let names: Vec<&str> = names.take(MOST).collect();
    let near: Vec<&str> = names.iter().flat_map(|name| gazetteer.suggestions(name, 3)).collect();
    let offer = match near.as_slice() {
        [] => String::new(),
        near => format!("; did you mean '{}'?", near.join("', '")),
    };
    format!("'{}' is in no table of places{offer}", names.join("', '"))
}

impl Answer {
    fn described(&self) -> LocatedPhrase<'_> {
        LocatedPhrase {
            phrase: &self.phrase.text,
            location: &self.location,
            country: self.around.country.as_deref(),
            admin1: &self.around.admin1,
            border: self.around.border.as_ref(),
        }
    }
}

/// The country and the places that the text is said to speak of.
fn context(gazetteer: &Gazetteer, arguments: &PlaceArguments) -> anyhow::Result<Vec<Toponym>> {
    let span = Span::default();
    let mut context = Vec::new();
    for name in &arguments.near {
        if gazetteer.lookup(name).is_empty() && gazetteer.regions_named(name).is_empty() {
            let near = gazetteer.suggestions(name, 3).join("', '");
            bail!("'{name}' is in no table of places; give another place, such as '{near}'");
        }
        context.push(Toponym { name: name.clone(), feature: None, span });
    }
    if let Some(country) = arguments.country.as_deref() {
        let code = country.to_uppercase();
        let area = gazetteer.country(&code).or_else(|| gazetteer.country_named(country));
        let Some(area) = area else {
            let known: Vec<&str> = gazetteer.countries().iter().map(|c| c.id.as_str()).collect();
            bail!("'{country}' is no country that is bundled; give one of {}", known.join(", "));
        };
        context.push(Toponym { name: area.name.clone(), feature: Some(Feature::Country), span });
    }
    Ok(context)
}
