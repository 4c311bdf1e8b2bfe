//! Dates in the cells of a table, in the forms that people and programs write them.

use crate::model::{Date, DateInterval};
use crate::read::dates;

/// In which order a table writes "03/04/2024".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// Spreadsheets count days from here, so that 1 March 1900 is day 61.
/// Source: ECMA-376, part 1, section 18.17.4.1 (the 1900 date system).
const SERIAL_ZERO: Date = Date::constant(1899, 12, 30);
/// Serial numbers that are taken for dates: the years 1954 to 2064.
const SERIALS: std::ops::Range<u32> = 20_000..60_500;

/// The days that a cell names: one day, or a whole month or year. `None` where it names none.
pub(super) fn read(cell: &str, order: DayOrder) -> Option<DateInterval> {
    if cell.is_empty() {
        return None;
    }
    if let Some(day) = iso(cell) {
        return Some(DateInterval::day(day));
    }
    let day = cell.split(['T', ' ']).next().unwrap_or_default();
    if let Some((first, second, year)) = slashed(day) {
        let (day, month) = match order {
            DayOrder::DayFirst if second > 12 => (second, first),
            DayOrder::MonthFirst if first <= 12 => (second, first),
            _ => (first, second),
        };
        return date(year, month, day).map(DateInterval::day);
    }
    if let Some(interval) = compact(cell) {
        return Some(interval);
    }
    dates::parse(cell).map(DateInterval::day)
}

/// The order that a cell proves: one of its first two numbers is above 12.
pub(super) fn proven_order(cell: &str) -> Option<DayOrder> {
    let (first, second, _) = slashed(cell.split(['T', ' ']).next()?)?;
    match (first > 12, second > 12) {
        (true, false) => Some(DayOrder::DayFirst),
        (false, true) => Some(DayOrder::MonthFirst),
        _ => None,
    }
}

/// Whether a cell can be read in either order, with two different answers.
pub(super) fn is_open(cell: &str) -> bool {
    let parts = cell.split(['T', ' ']).next().and_then(slashed);
    parts.is_some_and(|(first, second, _)| first <= 12 && second <= 12 && first != second)
}

/// `2024-10-08`, with or without a time behind it.
fn iso(cell: &str) -> Option<Date> {
    let bytes = cell.as_bytes();
    let is_iso = matches!(bytes, [_, _, _, _, b'-' | b'/', _, _, b'-' | b'/', _, _, ..])
        && bytes.get(10).is_none_or(|next| matches!(next, b'T' | b' '));
    let number = |from: usize, to: usize| cell.get(from..to)?.parse::<i16>().ok();
    if !is_iso {
        return None;
    }
    let (month, day) = (number(5, 7)?.try_into().ok()?, number(8, 10)?.try_into().ok()?);
    Date::new(number(0, 4)?, month, day).ok()
}

/// `08/10/2024`, `8.10.2024`, `08-10-24`.
fn slashed(cell: &str) -> Option<(u16, u16, u16)> {
    let mut parts = cell.split(['/', '.', '-']);
    let mut number = |longest: usize| {
        let part = parts.next()?;
        let is_number = part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
        if is_number { part.parse::<u16>().ok() } else { None }
    };
    let (first, second, year) = (number(2)?, number(2)?, number(4)?);
    let year = if year < 100 { 2000 + year } else { year };
    (parts.next().is_none() && (1900..2200).contains(&year)).then_some((first, second, year))
}

/// `20241008`, `2024-10`, `2024`, and the serial number of a spreadsheet.
fn compact(cell: &str) -> Option<DateInterval> {
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    if let Some((year, month)) = cell.split_once('-') {
        let first = date(year.parse().ok()?, month.parse().ok()?, 1)?;
        return Some(DateInterval { start: first, end: first.last_of_month() });
    }
    let number: u32 = whole.parse().ok()?;
    match number {
        1900..2200 => year_of(number),
        19_000_101..21_991_232 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            date(year as u16, month as u16, day as u16).map(DateInterval::day)
        }
        _ if SERIALS.contains(&number) => {
            let days = jiff::Span::new().days(i64::from(number));
            SERIAL_ZERO.checked_add(days).ok().map(DateInterval::day)
        }
        _ => None,
    }
}

fn year_of(number: u32) -> Option<DateInterval> {
    let start = date(number as u16, 1, 1)?;
    Some(DateInterval { start, end: start.last_of_year() })
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_form() {
        let check = |cell: &str, order: DayOrder, expected: &str| {
            let shown = read(cell, order).map(|found| format!("{}/{}", found.start, found.end));
            let expected = match expected {
                "" => None,
                day if day.contains("/") => Some(day.to_owned()),
                day => Some(format!("{day}/{day}")),
            };
            assert_eq!(shown, expected, "{cell}");
        };
        use DayOrder::{DayFirst, MonthFirst};
        for cell in ["2024-10-08", "2024-10-08 00:00:00.000", "2024-10-08T06:30:00Z", "2024/10/08"]
        {
            check(cell, DayFirst, "2024-10-08");
        }
        for cell in ["08 October 2024", "8 octobre 2024", "October 8, 2024", "20241008", "45573"] {
            check(cell, DayFirst, "2024-10-08");
        }
        check("08/10/2024", DayFirst, "2024-10-08");
        check("08/10/2024", MonthFirst, "2024-08-10");
        check("28/10/2024", MonthFirst, "2024-10-28");
        check("10/28/2024", DayFirst, "2024-10-28");
        check("8.10.24", DayFirst, "2024-10-08");
        check("2024", DayFirst, "2024-01-01/2024-12-31");
        check("2024-02", DayFirst, "2024-02-01/2024-02-29");
        for cell in ["", "soon", "31/02/2024", "2024-13-01", "99/99/2024", "-3", "1e9", "2024-1x"] {
            check(cell, DayFirst, "");
        }
    }

    #[test]
    fn an_order_is_proven_by_a_number_above_twelve() {
        assert_eq!(proven_order("28/10/2024"), Some(DayOrder::DayFirst));
        assert_eq!(proven_order("10/28/2024 06:00"), Some(DayOrder::MonthFirst));
        assert_eq!(proven_order("10/08/2024"), None);
        assert_eq!(proven_order("2024-10-28"), None);
        assert!(is_open("10/08/2024") && !is_open("08/08/2024") && !is_open("2024-10-08"));
    }
}
