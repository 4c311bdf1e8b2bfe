//! The titles of incidents, in neutral words.

use super::{Date, DateInterval, Kind};

/// "Air strike, Akabar, 31 January 2026", from what is known.
pub(super) fn title(kind: Kind, place: Option<&str>, dates: Option<DateInterval>) -> String {
    let mut title = kind.label().to_owned();
    for part in place.map(str::to_owned).into_iter().chain(dates.map(date_words)) {
        title.push_str(", ");
        title.push_str(&part);
    }
    title
}

/// "31 January 2026", "27–28 April 2024", "March 2021", "2021".
fn date_words(dates: DateInterval) -> String {
    let month = |date: Date| date.strftime("%B %Y").to_string();
    let (start, end) = (dates.start, dates.end);
    let is_whole_months = start.day() == 1 && end == end.last_of_month();
    if start == end {
        format!("{} {}", start.day(), month(start))
    } else if is_whole_months && start.month() == end.month() && start.year() == end.year() {
        month(start)
    } else if is_whole_months
        && start.month() == 1
        && end.month() == 12
        && start.year() == end.year()
    {
        start.year().to_string()
    } else if start.month() == end.month() && start.year() == end.year() {
        format!("{}–{} {}", start.day(), end.day(), month(start))
    } else {
        format!("{} {} – {} {}", start.day(), month(start), end.day(), month(end))
    }
}
