//! The titles of incidents, in neutral words.

use std::fmt::Write;

use super::{Date, DateInterval, Kind};

/// The months in English.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Air strike, Akabar, 31 January 2026", from what is known.
pub(super) fn title(kind: Kind, place: Option<&str>, dates: Option<DateInterval>) -> String {
    let mut title = String::with_capacity(64);
    title.push_str(kind.label());
    if let Some(place) = place {
        title.push_str(", ");
        title.push_str(place);
    }
    if let Some(dates) = dates {
        title.push_str(", ");
        // Writing into memory cannot fail.
        let _ = put_dates(&mut title, dates);
    }
    title
}

/// "31 January 2026", "27–28 April 2024", "March 2021", "2021".
fn put_dates(out: &mut String, DateInterval { start, end }: DateInterval) -> std::fmt::Result {
    let is_of_year = start.year() == end.year();
    let is_of_month = is_of_year && start.month() == end.month();
    let is_whole_months = start.day() == 1 && end == end.last_of_month();
    if is_whole_months && is_of_month {
        return put_month(out, start);
    }
    if is_whole_months && is_of_year && start.month() == 1 && end.month() == 12 {
        return write!(out, "{}", start.year());
    }
    write!(out, "{}", start.day())?;
    if start != end && is_of_month {
        write!(out, "–{}", end.day())?;
    }
    out.push(' ');
    put_month(out, start)?;
    if !is_of_month {
        write!(out, " – {} ", end.day())?;
        put_month(out, end)?;
    }
    Ok(())
}

/// "January 2026".
fn put_month(out: &mut String, date: Date) -> std::fmt::Result {
    let number = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    write!(out, "{} {:04}", MONTHS.get(number).unwrap_or(&""), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_is_known_of_the_days() {
        let check = |start: &str, end: &str, expected: &str| {
            let dates = DateInterval { start: start.parse().unwrap(), end: end.parse().unwrap() };
            let expected = format!("Ambush, Gao, {expected}");
            assert_eq!(title(Kind::Ambush, Some("Gao"), Some(dates)), expected);
        };
        check("2026-01-31", "2026-01-31", "31 January 2026");
        check("2024-04-27", "2024-04-28", "27–28 April 2024");
        check("2024-04-30", "2024-05-01", "30 April 2024 – 1 May 2024");
        check("2021-03-01", "2021-03-31", "March 2021");
        check("2021-03-01", "2021-04-30", "1 March 2021 – 30 April 2021");
        check("2021-01-01", "2021-12-31", "2021");
        check("2020-12-31", "2021-01-01", "31 December 2020 – 1 January 2021");
        assert_eq!(title(Kind::Ambush, None, None), "Ambush");
    }
}
