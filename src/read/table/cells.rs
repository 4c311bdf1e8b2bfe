//! Numbers and positions in the cells of a table, and what is wrong with those that are none.

use super::columns::{Field, N_FIELDS};
use crate::earth::LonLat;
use crate::model::Note;

/// The cells of a row by field; empty where the table has none.
pub(super) struct Cells<'a> {
    pub(super) all: [&'a str; N_FIELDS],
}

impl<'a> Cells<'a> {
    pub(super) fn get(&self, field: Field) -> &'a str {
        match self.all.get(field as usize) {
            Some(cell) if !cell.is_empty() => cell.trim(),
            _ => "",
        }
    }
}

/// What a bad cell is called, and the sentence that says what is wrong with it.
pub(super) type Wrong = (&'static str, String);

/// The position of a row; `None` without a note where the row states none.
pub(super) fn position(cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Option<LonLat> {
    let (lon, lat) = (cells.get(Field::Lon), cells.get(Field::Lat));
    if lon.is_empty() && lat.is_empty() {
        return None;
    }
    let found = degrees(lon, "longitude")
        .and_then(|lon| Ok((lon, degrees(lat, "latitude")?)))
        .and_then(|(lon, lat)| on_earth(lon, lat));
    found.map_err(|one| wrong.push(one)).ok()
}

/// Whether the numbers are degrees on the Earth.
///
/// Source: GBIF, data quality flags: zero coordinate, coordinate out of range, presumed swapped.
fn on_earth(lon: f64, lat: f64) -> Result<LonLat, Wrong> {
    if lon == 0.0 && lat == 0.0 {
        let message = "longitude and latitude are both 0, which stands for no position".to_owned();
        return Err(("position-zero", message));
    }
    if let Some(point) = LonLat::checked(lon, lat) {
        return Ok(point);
    }
    if lon.abs() > 360.0 || lat.abs() > 360.0 {
        let message = format!(
            "'{lon}', '{lat}' are no degrees but metres of a projected system; convert the file, \
             for instance with: ogr2ogr -t_srs EPSG:4326"
        );
        return Err(("position-projected", message));
    }
    let hint = match LonLat::checked(lat, lon) {
        Some(_) => "they may be swapped; name them with --columns lon=…,lat=…",
        None => "give degrees, longitude -180 to 180 and latitude -90 to 90",
    };
    let message = format!("longitude '{lon}', latitude '{lat}' are out of range; {hint}");
    Err(("position-out-of-range", message))
}

/// Decimal degrees; a comma may stand for the point.
fn degrees(cell: &str, what: &str) -> Result<f64, Wrong> {
    number(cell).ok_or_else(|| {
        let message = format!("the {what} '{cell}' is no number; give decimal degrees");
        ("position-not-a-number", message)
    })
}

/// A finite number.
pub(super) fn number(cell: &str) -> Option<f64> {
    let number: f64 = match cell.parse() {
        Ok(number) => number,
        Err(_) if cell.contains(',') => cell.replacen(',', ".", 1).parse().ok()?,
        Err(_) => return None,
    };
    number.is_finite().then_some(number)
}

/// A number of people; `None` without a note where the cell is empty.
pub(super) fn count(cell: &str, what: &str, wrong: &mut Vec<Wrong>) -> Option<u32> {
    if cell.is_empty() {
        return None;
    }
    let whole = number(cell).filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n <= f64::from(u32::MAX));
    if whole.is_none() {
        let message = format!("'{cell}' is no number of {what}; give a whole number, 0 or more");
        wrong.push(("number-invalid", message));
    }
    whole.map(|n| n as u32)
}

/// A code of a scale that begins with 1.
pub(super) fn code(cell: &str, most: u8, what: &str, wrong: &mut Vec<Wrong>) -> Option<u8> {
    if cell.is_empty() {
        return None;
    }
    let code = number(cell).filter(|n| n.fract() == 0.0 && (1.0..=f64::from(most)).contains(n));
    if code.is_none() {
        wrong.push(("number-invalid", format!("'{cell}' is no {what}; it goes from 1 to {most}")));
    }
    code.map(|n| n as u8)
}

/// A note that names the file and the row.
pub(super) fn note(file: &str, row: u64, (code, message): Wrong) -> Note {
    Note::new(code, format!("'{file}', row {row}: {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_that_are_none_are_named_by_what_is_wrong() {
        let check = |lon: &str, lat: &str, expected: Option<&str>| {
            let mut all = [""; N_FIELDS];
            all[Field::Lon as usize] = lon;
            all[Field::Lat as usize] = lat;
            let mut wrong = Vec::new();
            let found = position(&Cells { all }, &mut wrong);
            assert_eq!(found.is_none(), expected.is_some() || lon.is_empty(), "{lon} {lat}");
            assert_eq!(wrong.first().map(|one| one.0), expected, "{lon} {lat}");
        };
        check("2.4", "15.9", None);
        check("2,4", " 15,9 ", None);
        check("-180", "90", None);
        check("", "", None);
        check("0", "0.000", Some("position-zero"));
        check("0", "15.9", None);
        check("NaN", "15.9", Some("position-not-a-number"));
        check("inf", "15.9", Some("position-not-a-number"));
        check("2.4", "", Some("position-not-a-number"));
        check("east", "15.9", Some("position-not-a-number"));
        check("181", "15.9", Some("position-out-of-range"));
        check("15.9", "-91", Some("position-out-of-range"));
        check("267000", "1760000", Some("position-projected"));
    }

    #[test]
    fn numbers_are_whole_and_not_negative() {
        let check = |cell: &str, expected: Option<u32>, n_wrong: usize| {
            let mut wrong = Vec::new();
            assert_eq!(count(cell, "killed", &mut wrong), expected, "{cell}");
            assert_eq!(wrong.len(), n_wrong, "{cell}");
        };
        check("12", Some(12), 0);
        check("12.0", Some(12), 0);
        check("", None, 0);
        check("many", None, 1);
        check("-1", None, 1);
        check("1.5", None, 1);
        check("99999999999", None, 1);
    }
}
