//! GeoNames dumps: tab-separated, 19 columns, no header.
//!
//! Source: download.geonames.org/export/dump/readme.txt.

use std::io::BufRead as _;

use super::archive::{Part, told};
use super::rows::{Found, NOT_UTF8, Row, Take, population};
use crate::gazetteer::PlaceKind;

const N_COLUMNS: usize = 19;

/// Whether the first line is one of a dump, whole or cut: an id, then the name three times told.
pub(super) fn is_dump(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut fields = line.split(|byte| *byte == b'\t');
    let is_id = |field: &[u8]| !field.is_empty() && field.iter().all(u8::is_ascii_digit);
    fields.next().is_some_and(is_id) && fields.count() >= 5
}

/// The rows of a dump.
///
/// # Errors
/// Where no row has the columns of a dump.
pub(super) fn read(part: &mut Part<'_>, take: &mut Take<'_>) -> Result<Found, String> {
    let mut found = Found { form: "geonames".to_owned(), ..Found::default() };
    let (mut n_good, mut first_problem) = (0_usize, None);
    let mut bytes = Vec::new();
    for i in 1.. {
        bytes.clear();
        part.n_row_bytes.set(0);
        if part.reader.read_until(b'\n', &mut bytes).map_err(|cause| told(&cause))? == 0 {
            break;
        }
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        match std::str::from_utf8(line).map_err(|_| NOT_UTF8.to_owned()).and_then(|l| row(i, l)) {
            Ok((Some(row), date)) => {
                if date > found.version.as_str() {
                    date.clone_into(&mut found.version);
                }
                n_good += 1;
                take(i, Ok(row))?;
            }
            Ok((None, _)) => {
                n_good += 1;
                found.n_left_out += 1;
            }
            Err(problem) => {
                first_problem.get_or_insert_with(|| problem.clone());
                take(i, Err(problem))?;
            }
        }
    }
    if n_good == 0 {
        let first = first_problem.unwrap_or_else(|| "no row".to_owned());
        return Err(format!("is no GeoNames dump: its first row {first}"));
    }
    Ok(found)
}

/// A row and its date; `None` where it is nothing that news would name as a place.
fn row(row: usize, line: &str) -> Result<(Option<Row>, &str), String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[
        id,
        name,
        ascii,
        variants,
        lat,
        lon,
        class,
        code,
        country,
        _,
        _,
        _,
        _,
        _,
        people,
        _,
        _,
        _,
        date,
    ] = fields.as_slice()
    else {
        let n_columns = fields.len();
        return Err(format!(
            "has {n_columns} columns where a GeoNames dump has {N_COLUMNS}; fetch the file again"
        ));
    };
    let number = |field: &str, what: &str| {
        field.parse::<f64>().map_err(|_| format!("has no {what}: '{field}'"))
    };
    let population = population(people);
    let Some(kind) = kind(class, code, population) else { return Ok((None, date)) };
    let names = variants.split(',').chain([ascii]);
    let row = Row {
        row,
        id: id.to_owned(),
        name: name.to_owned(),
        variants: names.map(str::to_owned).collect(),
        lon: number(lon, "longitude")?,
        lat: number(lat, "latitude")?,
        kind: Some(kind),
        country: country.to_owned(),
        population,
    };
    Ok((Some(row), date))
}

/// Source: GeoNames feature codes, www.geonames.org/export/codes.html.
fn kind(class: &str, code: &str, population: u32) -> Option<PlaceKind> {
    Some(match (class, code) {
        ("P", "PPLX") => PlaceKind::Quarter,
        ("P", _) if population >= 50_000 || code == "PPLC" => PlaceKind::City,
        ("P", _) if population >= 5_000 || code.starts_with("PPLA") => PlaceKind::Town,
        ("P", _) | ("S", "CMP" | "CMPRF" | "HMSD" | "OSET") => PlaceKind::Village,
        ("A", "PCLI") => PlaceKind::Country,
        ("A", "ADM1" | "ADM1H") => PlaceKind::Region,
        ("A", "ADM2" | "ADM2H") => PlaceKind::District,
        ("A", "ADM3" | "ADM4") => PlaceKind::Commune,
        ("H", "WLL" | "WLLS" | "WTRH" | "SPNG" | "SPNT" | "WLLQ") => PlaceKind::Well,
        ("H", "LK" | "LKI" | "LKS" | "LKSI" | "PND" | "PNDI" | "PNDS" | "PNDSI" | "RSV") => {
            PlaceKind::Lake
        }
        ("H", "WAD" | "WADS") | ("T", "VAL" | "VALS") => PlaceKind::Valley,
        ("H", "STM" | "STMI" | "STMS" | "STMX" | "STMA") => PlaceKind::River,
        ("T", "MT" | "MTS" | "HLL" | "HLLS" | "PK" | "PKS" | "RDGE" | "ESCP" | "PLAT" | "MESA") => {
            PlaceKind::Mountain
        }
        ("T", "DSRT" | "DUNE" | "PLN" | "DPR" | "UPLD") | ("L", "RGN" | "AREA" | "RGNE") => {
            PlaceKind::NaturalRegion
        }
        ("V", "FRST" | "FRSTF") | ("L", "PRK" | "RESF" | "RESN" | "RESW" | "RES") => {
            PlaceKind::Forest
        }
        ("S", "AIRP" | "AIRF" | "AIRB" | "AIRH") => PlaceKind::Airfield,
        _ => return None,
    })
}
