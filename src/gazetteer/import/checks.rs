//! Rows into places: position, country and region checked, doubles found.

use rayon::prelude::*;

use super::rows::Row;
use super::{ImportSettings, Problem};
use crate::earth::LonLat;
use crate::gazetteer::{Gazetteer, PackFile, Place, PlaceKind, fold};

/// Names longer than this are no names. Source: the longest of GeoNames' has 163 letters.
const LONGEST_NAME: usize = 200;
/// Further variants say nothing that the folding rules do not. Source: own judgement.
const MOST_VARIANTS: usize = 64;

/// How far the swapped position must lie from the given one to be the likelier. Source: a row of
/// GeoNames just beyond the border of Niger, whose longitude and latitude are almost the same.
const SWAPPED_KM: f64 = 300.0;

type Numbered<T> = Vec<(usize, T)>;

/// What one row gives.
enum Outcome {
    Good(Place),
    Bad(String),
    LeftOut,
}

/// The good places and the bad rows, each with its row, and how many are of other countries.
pub(super) fn places(
    gazetteer: &Gazetteer,
    pack: &str,
    rows: Vec<Row>,
    settings: &ImportSettings,
) -> (Numbered<Place>, Numbered<String>, usize) {
    let outcomes: Vec<(usize, Outcome)> = rows
        .into_par_iter()
        .map(|row| (row.row, outcome(gazetteer, pack, row, settings)))
        .collect();
    let (mut good, mut bad, mut n_left_out) = (Vec::new(), Vec::new(), 0);
    for (row, outcome) in outcomes {
        match outcome {
            Outcome::Good(place) => good.push((row, place)),
            Outcome::Bad(problem) => bad.push((row, problem)),
            Outcome::LeftOut => n_left_out += 1,
        }
    }
    (good, bad, n_left_out)
}

fn outcome(gazetteer: &Gazetteer, pack: &str, row: Row, settings: &ImportSettings) -> Outcome {
    let is_wanted = |country: &str| {
        settings.countries.is_empty()
            || settings.countries.iter().any(|code| code.eq_ignore_ascii_case(country))
    };
    // Of a dump of all countries most rows need no closer look.
    if country(gazetteer, &row.country).is_some_and(|country| !is_wanted(&country)) {
        return Outcome::LeftOut;
    }
    match place(gazetteer, pack, row) {
        Err(problem) => Outcome::Bad(problem),
        Ok(place) if is_wanted(&place.country) => Outcome::Good(place),
        Ok(_) => Outcome::LeftOut,
    }
}

fn place(gazetteer: &Gazetteer, pack: &str, row: Row) -> Result<Place, String> {
    let name = clean(&row.name);
    if fold::plain(&name).is_empty() {
        return Err("has no name".to_owned());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("has a name of more than {LONGEST_NAME} letters"));
    }
    let point = position(row.lon, row.lat)?;
    let at = gazetteer.country_at(point).map(|area| area.id.as_str());
    let country = match country(gazetteer, &row.country) {
        Some(country) => country,
        None => at.unwrap_or_default().to_owned(),
    };
    check_country(gazetteer, &country, at, point)?;
    let is_inside = at == Some(country.as_str());
    let region = is_inside.then(|| gazetteer.region_at(point)).flatten();
    let kind = row.kind.unwrap_or(PlaceKind::Village);
    let id = match clean(&row.id).as_str() {
        "" => format!("{}:{:.4},{:.4}", fold::plain(&name), point.lon, point.lat),
        id => id.to_owned(),
    };
    Ok(Place {
        id: format!("{pack}/{id}"),
        variants: variants(row.variants, &name),
        name,
        kind,
        point: LonLat::new(rounded(point.lon), rounded(point.lat)),
        country,
        admin1: region.map(|area| area.id.clone()).unwrap_or_default(),
        admin2: String::new(),
        population: row.population,
        radius_km: radius_km(kind, row.population),
    })
}

/// Seven decimals, as a pack keeps them.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// The position, or what is wrong with it.
pub(super) fn position(lon: f64, lat: f64) -> Result<LonLat, String> {
    if lon == 0.0 && lat == 0.0 {
        return Err("lies at 0, 0, which stands for an unknown position".to_owned());
    }
    LonLat::checked(lon, lat).ok_or_else(|| {
        let advice = if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
            "longitude and latitude look swapped; name the columns with --lon-column and --lat-column"
        } else {
            "give degrees in WGS 84, or convert: ogr2ogr -t_srs EPSG:4326"
        };
        format!("has the position {lon} {lat} (longitude, latitude), which is out of range; {advice}")
    })
}

/// The alpha-2 code that a field means.
pub(super) fn country(gazetteer: &Gazetteer, field: &str) -> Option<String> {
    let field = clean(field);
    if field.len() == 2 && field.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(field.to_ascii_uppercase());
    }
    gazetteer.country_named(&field).map(|area| area.id.clone())
}

/// A row outside its country is kept: dumps have places of both sides of a border. One that lies
/// inside with its numbers swapped is not.
fn check_country(
    gazetteer: &Gazetteer,
    country: &str,
    at: Option<&str>,
    point: LonLat,
) -> Result<(), String> {
    let is_known = gazetteer.countries().iter().any(|area| area.id == country);
    if !is_known || at == Some(country) {
        return Ok(());
    }
    let swapped = LonLat::checked(point.lat, point.lon);
    let swapped = swapped.filter(|swapped| swapped.rough_distance_km(point) > SWAPPED_KM);
    let swapped = swapped.and_then(|point| gazetteer.country_at(point));
    if swapped.is_some_and(|area| area.id == country) {
        let LonLat { lon, lat } = point;
        return Err(format!(
            "lies at {lon} {lat} (longitude, latitude), outside {country}, but inside with the numbers swapped; \
             name the columns with --lon-column and --lat-column"
        ));
    }
    Ok(())
}

/// Names without line breaks, tabs, bars and doubled blanks.
fn clean(text: &str) -> String {
    let is_space = |c: char| c.is_whitespace() || c.is_control() || c == '|' || c == '\u{200e}';
    text.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Variants in the scripts of the region, each once.
fn variants(names: Vec<String>, name: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for variant in names.iter().map(|variant| clean(variant)) {
        let is_name = !fold::plain(&variant).is_empty() && variant.chars().count() <= LONGEST_NAME;
        if is_name && is_regional(&variant) && variant != name && !kept.contains(&variant) {
            kept.push(variant);
        }
    }
    kept.sort();
    kept.truncate(MOST_VARIANTS);
    kept
}

/// Latin with its additions, Arabic, Tifinagh; codes of airports and links are no names.
fn is_regional(name: &str) -> bool {
    let is_code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    !is_code
        && !name.contains("://")
        && name.chars().all(|c| {
            matches!(c, '\0'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{300}'..='\u{36f}')
                || matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
                || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}' | '\u{2d30}'..='\u{2d7f}')
        })
}

/// A circle about as large as the place. Source: by hand, as in the making of places.tsv.
fn radius_km(kind: PlaceKind, population: u32) -> f64 {
    let grown = (f64::from(population) / 15_000.0).sqrt();
    let radius_km: f64 = match kind {
        PlaceKind::City => grown.clamp(4.0, 18.0),
        PlaceKind::Town => grown.clamp(2.0, 8.0),
        PlaceKind::Quarter => 1.5,
        PlaceKind::Airfield => 2.0,
        _ => 1.0,
    };
    (radius_km * 1000.0).round() / 1000.0
}

/// A place with the number of its file and its row.
pub(super) type Sourced = (usize, usize, Place);

/// Each id once: rows that say the same are one, others after the first are problems. Which is the
/// first is told by what they say, not by where they stand.
pub(super) fn without_doubles(
    mut all: Vec<Sourced>,
    files: &[PackFile],
) -> (Vec<Place>, Vec<Problem>) {
    let said = |place: &Place| {
        let Place { name, kind, point, country, population, variants, .. } = place;
        format!("{name}|{kind:?}|{} {}|{country}|{population}|{variants:?}", point.lon, point.lat)
    };
    all.par_sort_by(|a, b| {
        let by_content = || said(&a.2).cmp(&said(&b.2));
        a.2.id.cmp(&b.2.id).then_with(by_content).then_with(|| (a.0, a.1).cmp(&(b.0, b.1)))
    });
    let mut kept: Vec<Sourced> = Vec::with_capacity(all.len());
    let mut problems = Vec::new();
    for (file, row, place) in all {
        match kept.last() {
            Some((_, _, first)) if first.id == place.id && *first == place => {}
            Some((_, first_row, first)) if first.id == place.id => {
                let id = place.id.split_once('/').map_or("", |(_, id)| id);
                let problem = format!(
                    "has the id '{id}' of row {first_row} but says another thing; give each place its own id"
                );
                let file = files.get(file).map(|file| file.name.clone()).unwrap_or_default();
                problems.push(Problem { file, row, problem });
            }
            _ => kept.push((file, row, place)),
        }
    }
    (kept.into_iter().map(|(_, _, place)| place).collect(), problems)
}
