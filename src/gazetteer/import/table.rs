//! Tables of places with a header: columns found by their names or given by the user.

use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use super::archive::{Part, told};
use super::rows::{Found, NOT_UTF8, Row, Take, kind_called, population};
use super::{Columns, ImportSettings};

/// Names of columns, the better first, in lower case.
pub(super) const NAME: &[&str] = &[
    "name",
    "nom",
    "toponym",
    "toponyme",
    "place_name",
    "localite",
    "ville",
    "asciiname",
    "place",
];
const LON: &[&str] = &["lon", "lng", "long", "longitude", "x", "lon_deg"];
const LAT: &[&str] = &["lat", "latitude", "y", "lat_deg"];
pub(super) const ID: &[&str] = &["id", "@id", "osm_id", "geonameid", "fid", "code"];
pub(super) const KIND: &[&str] = &["kind", "type", "place", "fclass", "class", "category"];
pub(super) const COUNTRY: &[&str] =
    &["country", "country_code", "countrycode", "cc", "pays", "iso2"];
pub(super) const POPULATION: &[&str] = &["population", "pop"];
/// Columns that hold further names, separated by bars, semicolons or commas.
pub(super) const VARIANTS: &[&str] = &[
    "variants",
    "alternatenames",
    "alt_name",
    "altnames",
    "name_fr",
    "name_en",
    "name_ar",
    "name:fr",
    "name:en",
    "name:ar",
    "old_name",
    "loc_name",
    "int_name",
    "official_name",
    "asciiname",
];

/// The place of each column in the header.
struct Header {
    name: usize,
    lon: usize,
    lat: usize,
    id: Option<usize>,
    kind: Option<usize>,
    country: Option<usize>,
    population: Option<usize>,
    variants: Vec<usize>,
    n_columns: usize,
}

/// The rows of a table separated by commas, semicolons or tabs.
///
/// # Errors
/// Where a column that no place can do without is missing.
pub(super) fn read(
    part: &mut Part<'_>,
    head: &[u8],
    settings: &ImportSettings,
    take: &mut Take<'_>,
) -> Result<Found, String> {
    let n_row_bytes = Rc::clone(&part.n_row_bytes);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(head))
        .from_reader(&mut part.reader);
    let found = Found { form: "table".to_owned(), ..Found::default() };
    let mut header = None;
    let mut record = ByteRecord::new();
    loop {
        n_row_bytes.set(0);
        let line = reader.position().line() as usize;
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(found),
            Ok(true) => {}
            Err(cause) => {
                return Err(match cause.into_kind() {
                    csv::ErrorKind::Io(cause) => told(&cause),
                    cause => format!("cannot be read in row {line}: {cause:?}"),
                });
            }
        }
        let line = record.position().map_or(line, |position| position.line() as usize);
        let fields: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
        match (&header, fields) {
            (None, Err(_)) => return Err(NOT_UTF8.to_owned()),
            (None, Ok(fields)) => header = Some(columns(&fields, &settings.columns)?),
            (Some(_), Err(_)) => take(line, Err(NOT_UTF8.to_owned()))?,
            (Some(header), Ok(fields)) => take(line, row(line, header, &fields))?,
        }
    }
}

/// The separator that the first line has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn columns(header: &[&str], given: &Columns) -> Result<Header, String> {
    let find = |given: &Option<String>, known: &[&str]| find(header, given.as_deref(), known);
    let must = |at: Option<usize>, what: &str, option: &str| {
        at.ok_or_else(|| {
            let names = header.join("', '");
            format!("has no column for the {what} among '{names}'; name it with {option}")
        })
    };
    let name = must(find(&given.name, NAME)?, "name", "--name-column")?;
    let variants = VARIANTS.iter().filter_map(|known| position(header, known));
    Ok(Header {
        name,
        lon: must(find(&given.lon, LON)?, "longitude", "--lon-column")?,
        lat: must(find(&given.lat, LAT)?, "latitude", "--lat-column")?,
        id: find(&given.id, ID)?,
        kind: find(&given.kind, KIND)?.filter(|kind| *kind != name),
        country: find(&given.country, COUNTRY)?,
        population: POPULATION.iter().find_map(|known| position(header, known)),
        variants: variants.filter(|variant| *variant != name).collect(),
        n_columns: header.len(),
    })
}

/// The column that the user gave or, where none was given, the first of the known names.
fn find(header: &[&str], given: Option<&str>, known: &[&str]) -> Result<Option<usize>, String> {
    let Some(given) = given else {
        return Ok(known.iter().find_map(|name| position(header, name)));
    };
    let missing = || format!("has no column '{given}'; it has '{}'", header.join("', '"));
    position(header, given).map(Some).ok_or_else(missing)
}

fn position(header: &[&str], name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    header.iter().position(|column| column.trim().trim_matches('"').to_lowercase() == name)
}

fn row(row: usize, header: &Header, fields: &[&str]) -> Result<Row, String> {
    if fields.len() != header.n_columns {
        let (n_fields, n_columns) = (fields.len(), header.n_columns);
        return Err(format!("has {n_fields} columns where the header has {n_columns}"));
    }
    let field = |at: usize| fields.get(at).copied().unwrap_or_default().trim();
    let optional = |at: Option<usize>| at.map(field).unwrap_or_default();
    let names = header.variants.iter().flat_map(|at| field(*at).split(['|', ';', ',']));
    Ok(Row {
        row,
        id: optional(header.id).to_owned(),
        name: field(header.name).to_owned(),
        variants: names.map(str::to_owned).collect(),
        lon: degrees(field(header.lon), "longitude")?,
        lat: degrees(field(header.lat), "latitude")?,
        kind: kind_called(optional(header.kind)),
        country: optional(header.country).to_owned(),
        population: population(optional(header.population)),
    })
}

/// Decimal degrees; a comma may stand for the point.
fn degrees(field: &str, what: &str) -> Result<f64, String> {
    let number = field.parse().or_else(|_| field.replace(',', ".").parse());
    number.map_err(|_| format!("has no {what} in decimal degrees: '{field}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that are read from a table.
    fn names(text: &str, settings: &ImportSettings) -> Result<Vec<String>, String> {
        let mut part = Part::of_text(text);
        let mut names = Vec::new();
        read(&mut part, text.as_bytes(), settings, &mut |_, row| {
            names.extend(row.map(|row| row.name));
            Ok(())
        })?;
        Ok(names)
    }

    #[test]
    fn columns_are_found_by_name_or_as_given() {
        let check = |text: &str, name_column: Option<&str>, expected: &[&str]| {
            let mut settings = ImportSettings::default();
            settings.columns.name = name_column.map(str::to_owned);
            assert_eq!(names(text, &settings).unwrap(), expected, "{text}");
        };
        check("name,lat,lon\nGao,16.3,0\n", None, &["Gao"]);
        check("Nom;Latitude;Longitude\n\"Gao; ville\";16,3;0\n", None, &["Gao; ville"]);
        check("x\ty\tplace\n0\t16\tGao\n", None, &["Gao"]);
        check("x,y,name,label\n0,16,1,Gao\n", Some("label"), &["Gao"]);
        check("name,lat,lon\n", None, &[]);
    }

    #[test]
    fn a_missing_column_is_named_with_its_option() {
        let check = |text: &str, problem: &str| {
            let message = names(text, &ImportSettings::default()).unwrap_err();
            assert!(message.contains(problem), "{message}");
        };
        check("name,lat\nGao,16\n", "--lon-column");
        check("lat,lon\n16,0\n", "--name-column");
    }
}
