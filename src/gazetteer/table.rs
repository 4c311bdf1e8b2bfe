//! Reads the tables of geodata/: tab-separated text with a header, one record a row.

use rayon::prelude::*;

use super::{Place, PlaceKind};
use crate::earth::LonLat;
use crate::error::{Error, Result};

/// The columns of places.tsv, in order.
const PLACE_COLUMNS: usize = 12;

/// The places of places.tsv.
///
/// # Errors
/// The first row that does not have its form.
pub(super) fn places(file: &'static str, text: &str) -> Result<Vec<Place>> {
    let rows: Vec<(usize, &str)> = rows(text).collect();
    rows.into_par_iter()
        .with_min_len(1024)
        .map(|(row, line)| {
            let problem = |problem: String| Error::Bundled { file, row, problem };
            place(line).map_err(problem)
        })
        .collect()
}

/// The rows of a table below its header, with their number from 1, the header being row 1.
pub(super) fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().skip(1).map(|(i, line)| (i + 1, line)).filter(|(_, l)| !l.is_empty())
}

/// The parts of a field that holds a list.
pub(super) fn list(field: &str) -> Vec<String> {
    field.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn place(line: &str) -> Result<Place, String> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    let (id, name, kind) = (next(), next(), next());
    let (lon, lat) = (number(next())?, number(next())?);
    let (country, admin1, admin2) = (next(), next(), next());
    let (population, radius_km) = (next(), number(next())?);
    let (_sources, variants) = (next(), next());
    let n_columns = line.bytes().filter(|byte| *byte == b'\t').count() + 1;
    if id.is_empty() || name.is_empty() || n_columns != PLACE_COLUMNS {
        return Err(format!("expected {PLACE_COLUMNS} columns with an id and a name: '{line}'"));
    }
    let kind = kind_named(kind).ok_or_else(|| format!("unknown kind '{kind}'"))?;
    let point =
        LonLat::checked(lon, lat).ok_or_else(|| format!("no such position: {lon} {lat}"))?;
    Ok(Place {
        id: id.to_owned(),
        name: name.to_owned(),
        variants: list(variants),
        kind,
        point,
        country: country.to_owned(),
        admin1: admin1.to_owned(),
        admin2: admin2.to_owned(),
        population: population.parse().map_err(|_| format!("no population: '{population}'"))?,
        radius_km,
    })
}

fn number(field: &str) -> Result<f64, String> {
    field.parse().map_err(|_| format!("no number: '{field}'"))
}

/// The kinds as the tables write them; the place in this list is the code in a pack.
pub(super) const KINDS: [(&str, PlaceKind); 17] = [
    ("city", PlaceKind::City),
    ("town", PlaceKind::Town),
    ("village", PlaceKind::Village),
    ("quarter", PlaceKind::Quarter),
    ("country", PlaceKind::Country),
    ("region", PlaceKind::Region),
    ("district", PlaceKind::District),
    ("commune", PlaceKind::Commune),
    ("natural_region", PlaceKind::NaturalRegion),
    ("valley", PlaceKind::Valley),
    ("river", PlaceKind::River),
    ("forest", PlaceKind::Forest),
    ("lake", PlaceKind::Lake),
    ("mountain", PlaceKind::Mountain),
    ("well", PlaceKind::Well),
    ("airfield", PlaceKind::Airfield),
    ("road", PlaceKind::Road),
];

/// The kind with that name, as the tables write it.
pub(super) fn kind_named(name: &str) -> Option<PlaceKind> {
    KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id\tname\n";
    const GOOD: &str = "a\tGao\tcity\t-0.04\t16.27\tML\tML-7\t\t10\t3\tosm\tGawo|جاو\n";

    #[test]
    fn a_row_becomes_a_place() {
        let found = places("t", &format!("{HEADER}{GOOD}\n")).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].variants, ["Gawo", "جاو"]);
        assert_eq!((found[0].point.lon, found[0].kind), (-0.04, PlaceKind::City));
    }

    #[test]
    fn a_bad_row_is_named_by_its_number() {
        let check = |from: &str, to: &str, problem: &str| {
            let text = format!("{HEADER}{GOOD}{}", GOOD.replacen(from, to, 1));
            let message = places("places.tsv", &text).unwrap_err().to_string();
            assert!(message.contains("row 3") && message.contains(problem), "{message}");
        };
        check("city", "hamlet", "unknown kind 'hamlet'");
        check("16.27", "96.27", "no such position");
        check("16.27", "north", "no number: 'north'");
        check("\tosm", "", "expected");
        check("10", "ten", "no population: 'ten'");
        assert!(places("t", "").unwrap().is_empty());
    }
}
