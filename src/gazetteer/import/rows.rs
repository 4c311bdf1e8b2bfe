//! The rows of a file of places, whatever its form.

use std::io::Read as _;

use super::archive::Part;
use super::{ImportSettings, archive, features, geonames, table};
use crate::gazetteer::PlaceKind;

/// A row as the file has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Line of a table, number of a feature; from 1.
    pub(super) row: usize,
    /// Empty where the file has none.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) variants: Vec<String>,
    pub(super) lon: f64,
    pub(super) lat: f64,
    /// `None` where the file does not say.
    pub(super) kind: Option<PlaceKind>,
    /// A code or a name; empty where the file has none.
    pub(super) country: String,
    pub(super) population: u32,
}

/// What a file holds beside its rows.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// `geonames`, `table` or `geojson`.
    pub(super) form: String,
    /// The newest date in the file, where its rows have one.
    pub(super) version: String,
    /// Rows that are no places.
    pub(super) n_left_out: usize,
}

/// Takes the rows of a file one by one, with their numbers: good ones, and what is wrong with bad ones.
pub(super) type Take<'a> = dyn FnMut(usize, Result<Row, String>) -> Result<(), String> + 'a;

/// What to do about bytes that are no text.
pub(super) const NOT_UTF8: &str =
    "is not UTF-8; convert the file, for instance with: iconv -f WINDOWS-1252 -t UTF-8";

/// The mark that may stand before a text in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// GeoJSON is read whole, up to so many bytes.
pub(super) const MOST_GEOJSON_BYTES: u64 = 512 << 20;

/// Reads a file in the form that its content shows.
///
/// # Errors
/// What is wrong with the whole file, in words that follow its name, and what `take` says.
pub(super) fn read(
    part: &mut Part<'_>,
    settings: &ImportSettings,
    take: &mut Take<'_>,
) -> Result<Found, String> {
    if part.head.starts_with(&[0xff, 0xfe]) || part.head.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16; convert it, for instance with: iconv -f UTF-16 -t UTF-8".to_owned());
    }
    let head = part.head.strip_prefix(BOM).unwrap_or(&part.head).to_vec();
    if head.len() < part.head.len() {
        let mut mark = [0; BOM.len()];
        part.reader.read_exact(&mut mark).map_err(|cause| archive::told(&cause))?;
    }
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err("is empty; fetch it again".to_owned()),
        Some(b'{' | b'[') => features::read(&part.whole(MOST_GEOJSON_BYTES)?, settings, take),
        Some(_) if head.contains(&0) => {
            Err("is no text; give a GeoNames dump, a table (.csv, .tsv) or GeoJSON".to_owned())
        }
        Some(_) if geonames::is_dump(&head) => geonames::read(part, take),
        Some(_) => table::read(part, &head, settings, take),
    }
}

/// The kind that OpenStreetMap, or a table of places, calls so.
pub(super) fn kind_called(word: &str) -> Option<PlaceKind> {
    Some(match word.trim().to_lowercase().as_str() {
        "city" | "ville" | "capital" => PlaceKind::City,
        "town" => PlaceKind::Town,
        "village" | "hamlet" | "isolated_dwelling" | "hameau" | "locality" | "camp" => {
            PlaceKind::Village
        }
        "suburb" | "quarter" | "neighbourhood" | "quartier" | "borough" => PlaceKind::Quarter,
        "country" => PlaceKind::Country,
        "state" | "region" | "province" | "région" => PlaceKind::Region,
        "county" | "district" | "cercle" | "department" | "département" => PlaceKind::District,
        "municipality" | "commune" => PlaceKind::Commune,
        "valley" | "wadi" => PlaceKind::Valley,
        "river" | "stream" | "waterway" => PlaceKind::River,
        "forest" | "wood" | "park" | "nature_reserve" | "protected_area" => PlaceKind::Forest,
        "lake" | "water" | "pond" => PlaceKind::Lake,
        "mountain" | "peak" | "hill" | "ridge" => PlaceKind::Mountain,
        "well" | "water_well" | "spring" | "puits" => PlaceKind::Well,
        "airfield" | "aerodrome" | "airport" => PlaceKind::Airfield,
        "road" => PlaceKind::Road,
        "natural_region" => PlaceKind::NaturalRegion,
        _ => return None,
    })
}

/// A whole number of people; 0 where the field holds none.
pub(super) fn population(field: &str) -> u32 {
    let digits: String = field.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let whole = digits.split('.').next().unwrap_or_default();
    whole.parse().unwrap_or_default()
}
