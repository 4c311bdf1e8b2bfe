//! `harmattan place`: where a phrase may be.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;

use super::terminal;
use harmattan::extract::read_phrase;
use harmattan::gazetteer::{Area, Gazetteer, USUAL_DAY};
use harmattan::geocode::locate;
use harmattan::model::{Date, Feature, Location, Span, Toponym};
use harmattan::situate::{Surroundings, surroundings};
use harmattan::write::location_feature;

const EXAMPLES: &str = "\
Examples:
  harmattan place \"à 23 km au sud-ouest de Mondoro\"
  harmattan place \"dans le secteur d'Akabar, au sud de Ménaka\" --geojson > area.geojson
  harmattan place \"au nord de Tabankort\" --country ML
  harmattan place \"dans la région de Nara\" --as-of 2024-01-01";

/// Arguments of `harmattan place`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct PlaceArguments {
    /// The phrase, as a text says it.
    phrase: String,
    /// The country that the text is about: a name or an ISO 3166-1 alpha-2 code.
    #[arg(long)]
    country: Option<String>,
    /// Use the regions and districts that were in force on this day, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Print the area as GeoJSON.
    #[arg(long)]
    geojson: bool,
}

pub(super) fn run(arguments: &PlaceArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let gazetteer = super::open_gazetteer(data)?.as_of(arguments.as_of.unwrap_or(USUAL_DAY));
    let Some(phrase) = read_phrase(&gazetteer, &arguments.phrase) else {
        bail!(
            "'{}' names no place; write it as a text would, such as \"au nord de Gao\"",
            arguments.phrase
        );
    };
    let context = context(&gazetteer, arguments.country.as_deref())?;
    let Some(location) = locate(&gazetteer, &phrase, &context) else {
        let names: Vec<&str> =
            phrase.parts.iter().flat_map(|p| &p.toponyms).map(|t| t.name.as_str()).collect();
        let near: Vec<&str> =
            names.iter().flat_map(|name| gazetteer.suggestions(name, 3)).collect();
        let offer = if near.is_empty() {
            String::new()
        } else {
            format!("; did you mean '{}'?", near.join("', '"))
        };
        bail!("'{}' is in no table of places{offer}", names.join("', '"));
    };
    let around = surroundings(&gazetteer, &location);
    let text = if arguments.geojson {
        location_feature(&phrase.text, &location, around.country.as_deref())
    } else {
        let district = gazetteer.district_at(location.best);
        description(&phrase.text, &location, &around, district)
    };
    terminal::print(&terminal::plain(&text))?;
    Ok(ExitCode::SUCCESS)
}

fn context(gazetteer: &Gazetteer, country: Option<&str>) -> anyhow::Result<Vec<Toponym>> {
    let Some(country) = country else { return Ok(Vec::new()) };
    let code = country.to_uppercase();
    let Some(area) = gazetteer.country(&code).or_else(|| gazetteer.country_named(country)) else {
        let known: Vec<&str> = gazetteer.countries().iter().map(|c| c.id.as_str()).collect();
        bail!("'{country}' is no country that is bundled; give one of {}", known.join(", "));
    };
    let (name, span) = (area.name.clone(), Span::default());
    Ok(vec![Toponym { name, feature: Some(Feature::Country), span }])
}

fn description(
    phrase: &str,
    location: &Location,
    around: &Surroundings,
    district: Option<&Area>,
) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(phrase.to_owned());
    line(format!(
        "  {:.4} {:.4} (longitude, latitude), 80 % within {:.0} km; {} {}",
        location.best.lon,
        location.best.lat,
        location.radius_km,
        location.relation.name(),
        location.place
    ));
    let precision = location.geo_precision.map_or("none".to_owned(), |code| code.to_string());
    line(format!("  ACLED geo_precision {precision}, UCDP where_prec {}", location.where_prec));
    let units: Vec<String> = around
        .admin1
        .iter()
        .map(|share| format!("{} {:.0} %", share.name, share.probability * 100.0))
        .collect();
    let boundary = |is_approximate| if is_approximate { " (approximate boundary)" } else { "" };
    line(format!(
        "  {}: {}{}",
        around.country.as_deref().unwrap_or("no country"),
        units.join(", "),
        boundary(around.approximate)
    ));
    if let Some(district) = district.filter(|_| !location.is_whole_unit) {
        line(format!("  district {}{}", district.name, boundary(district.approximate)));
    }
    if let Some(border) = &around.border {
        line(format!(
            "  border with {}: {:.0} km ({:.0} to {:.0})",
            border.neighbour, border.km, border.km_min, border.km_max
        ));
    }
    line("What the phrase says:".to_owned());
    location.reasons.iter().for_each(|reason| line(format!("  {reason}")));
    if !location.candidates.is_empty() {
        line("Candidates:".to_owned());
    }
    for candidate in &location.candidates {
        line(format!(
            "  {:.2} {} ({} {}, {:.4} {:.4}): {}",
            candidate.score,
            candidate.place,
            candidate.country,
            candidate.admin1,
            candidate.lon,
            candidate.lat,
            candidate.why.join("; ")
        ));
    }
    for note in &location.notes {
        line(format!("Note {}: {}", note.code, note.message));
    }
    out
}
