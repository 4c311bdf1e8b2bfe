//! The years of dates: stated, told before, or the last that fits.

use regex::Captures;

use crate::extract::sentence::Anchor;
use crate::model::{Date, DateInterval};

/// A day and a month; without a year that of the sentence, or the last such day up to the
/// publication date, else the one nearest to the last full date of the text.
pub(super) fn dated(day: i8, month: i8, year: Option<i16>, anchor: &Anchor) -> Option<Date> {
    if let Some(year) = year.or(anchor.year) {
        return Date::new(year, month, day).ok();
    }
    if let Some(published) = anchor.published {
        let in_year = |year| Date::new(year, month, day).ok();
        let this = in_year(published.year()).filter(|d| *d <= published);
        return this.or_else(|| in_year(published.year() - 1));
    }
    Date::new(anchor.dated?.year(), month, day).ok()
}

/// The year as stated, or that of the story; of two digits it is one of this century.
pub(super) fn stated_year(fields: &Captures<'_>, anchor: &Anchor) -> Option<i16> {
    if fields.name("ly").is_some() {
        return Some(anchor.published?.year() - 1);
    }
    if fields.name("sy").is_some() {
        return anchor.story.or(anchor.dated).map(Date::year);
    }
    let year: i16 = fields.name("y2")?.as_str().parse().ok()?;
    Some(if year < 100 { year + 2000 } else { year })
}

/// "L'année suivante": the one after the year that the story has reached.
pub(super) fn next_year(anchor: &Anchor) -> Option<DateInterval> {
    year(anchor.story.or(anchor.dated)?.year() + 1)
}

/// A whole year.
pub(super) fn year(year: i16) -> Option<DateInterval> {
    Some(DateInterval { start: Date::new(year, 1, 1).ok()?, end: Date::new(year, 12, 31).ok()? })
}
