//! Resolves the form of a date against the publication date and the story.

use jiff::civil::Weekday;
use jiff::{Span as Days, ToSpan};
use regex::Captures;

use super::Mention;
use super::years::{dated, next_year, stated_year, year};
use crate::extract::lexicon::{Lexicon, NumberRole};
use crate::extract::sentence::Anchor;
use crate::model::{Date, DateInterval};

/// The rule of "le 4 juin".
pub(super) const STATED: &str = "day and month as stated";

/// The rule of "ce matin".
pub(super) const TODAY: &str = "the publication date";

/// The rule of "la veille".
pub(in crate::extract) const EVE: &str = "day before the date told before";

pub(super) fn resolve(
    name: &str,
    fields: &Captures<'_>,
    anchor: &Anchor,
    lexicon: &Lexicon,
) -> Option<Mention> {
    let mention = |interval, rule, is_own| Mention {
        range: 0..0,
        interval,
        rule,
        is_own,
        has_weekday_conflict: false,
        is_aside: false,
        is_since: false,
        has_year: fields.name("y2").is_some(),
    };
    let day_of = |date: Option<Date>| date.map(DateInterval::day);
    Some(match name {
        "night" | "range" | "days" => {
            mention(stretch(fields, anchor, lexicon), "range of days", true)
        }
        "day" | "slashed" | "short" => return calendar_day(fields, anchor, lexicon),
        "weekday_day" => mention(
            day_of(weekday_day(fields, anchor, lexicon)),
            "weekday and day before the publication date",
            true,
        ),
        "current_day" => {
            mention(day_of(current_day(fields, anchor)), "day of the month of publication", true)
        }
        "last_night" => mention(up_to_publication(1, anchor), super::OVERNIGHT, true),
        "last_hours" => mention(
            up_to_publication(number(fields, lexicon)? / 24, anchor),
            "hours before the publication date",
            true,
        ),
        "same_week" => mention(same_week(anchor), "the same week as told before", false),
        "bare_night" => mention(bare_night(fields, anchor), "night between days of a month", true),
        "bare_day" => mention(bare_day(fields, anchor), "day of the month told before", true),
        "nights" | "weekdays" => mention(
            weekdays(fields, anchor, lexicon),
            "two weekdays before the publication date",
            true,
        ),
        "weekday" => {
            let is_last = fields.name("last").is_some();
            let date = weekday(fields.name("w1")?.as_str(), is_last, anchor, lexicon);
            mention(day_of(date), "weekday before the publication date", true)
        }
        "weekday_last_week" => mention(
            day_of(weekday_of_last_week(fields.name("w1")?.as_str(), anchor, lexicon)),
            "weekday of the week before the publication date",
            true,
        ),
        "yesterday" => {
            mention(day_of(shifted(anchor.published, -1)), "day before the publication date", true)
        }
        "before_yesterday" => mention(
            day_of(shifted(anchor.published, -2)),
            "two days before the publication date",
            true,
        ),
        "today" => mention(day_of(anchor.published), TODAY, true),
        "shift" => {
            let day = shift(fields, anchor.story, false, lexicon);
            mention(day, "counted from the date told before", false)
        }
        "ago" => {
            mention(ago(fields, anchor, lexicon), "counted back from the publication date", true)
        }
        "same" => mention(day_of(anchor.story), "the same day as told before", false),
        "same_weekday" => {
            let interval = same_weekday(fields.name("w1")?.as_str(), anchor, lexicon);
            mention(interval, "the weekday told before", false)
        }
        "next_night" => mention(next_night(anchor), "night after the date told before", false),
        "next_year" => mention(next_year(anchor), "year after the date told before", false),
        "eve" | "second_eve" => {
            let n_days = if name == "eve" { -1 } else { -2 };
            mention(day_of(shifted(anchor.near(), n_days)), EVE, false)
        }
        "morrow" | "second_morrow" => {
            let n_days = if name == "morrow" { 1 } else { 2 };
            mention(day_of(shifted(anchor.near(), n_days)), "day after the date told before", false)
        }
        "last_week" | "this_week" | "past_week" | "week_from_sunday" => {
            mention(week(name, anchor), "week before the publication date", true)
        }
        "this_month" => mention(this_month(anchor), "month of the publication date", true),
        "weekend" => mention(weekend(anchor), "weekend before the publication date", true),
        "month" => return month(fields, anchor, lexicon),
        "last_month" => mention(last_month(anchor), "month before the publication date", true),
        "month_begun" => mention(month_begun(anchor), "month before the publication date", true),
        "last_year" => {
            mention(year(anchor.published?.year() - 1), "year before the publication date", true)
        }
        "year" | "since_year" => {
            mention(year(fields.name("y2")?.as_str().parse().ok()?), "year as stated", true)
        }
        _ => return None,
    })
}

/// The number of units; 0 where the words leave it open ("quelques").
fn number(fields: &Captures<'_>, lexicon: &Lexicon) -> Option<i32> {
    let words = fields.name("n")?.as_str();
    let value = |word| match lexicon.numbers.get(word)? {
        (_, NumberRole::Several) => Some(0),
        (value, _) => i32::try_from(*value).ok(),
    };
    // "vingt-quatre"
    words.parse().ok().or_else(|| words.split('-').map(value).sum())
}

fn shifted(date: Option<Date>, n_days: i32) -> Option<Date> {
    date?.checked_add(n_days.days()).ok()
}

/// So many of the unit that is named.
fn span(n: i32, fields: &Captures<'_>) -> Option<Days> {
    let is = |unit| fields.name(unit).is_some();
    match () {
        () if is("days") => Some(n.days()),
        () if is("weeks") => Some((n * 7).days()),
        () if is("months") => Some(n.months()),
        () if is("hours") => Some((n / 24).days()),
        () => None,
    }
}

/// A day so long after or before the one told; `is_turned` counts the other way.
pub(super) fn shift(
    fields: &Captures<'_>,
    told: Option<Date>,
    is_turned: bool,
    lexicon: &Lexicon,
) -> Option<DateInterval> {
    let n = number(fields, lexicon)?;
    let is_forward = fields.name("earlier").is_none() != is_turned;
    if n == 0 {
        return some_ago(fields, told?).filter(|_| !is_forward);
    }
    let span = span(if is_forward { n } else { -n }, fields)?;
    Some(DateInterval::day(told?.checked_add(span).ok()?))
}

fn ago(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<DateInterval> {
    let n = number(fields, lexicon)?;
    let published = anchor.published?;
    if n == 0 {
        return some_ago(fields, published);
    }
    Some(DateInterval::day(published.checked_add(span(-n, fields)?).ok()?))
}

/// "Il y a quelques semaines": two to nine of the unit before a day.
fn some_ago(fields: &Captures<'_>, told: Date) -> Option<DateInterval> {
    let back = |n: i32| told.checked_add(span(-n, fields)?).ok();
    Some(DateInterval { start: back(9)?, end: back(2)? })
}

fn day_number(fields: &Captures<'_>, name: &str) -> Option<i8> {
    let digits: String = fields.name(name)?.as_str().chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn calendar_day(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<Mention> {
    let month = match fields.name("m2") {
        Some(name) => *lexicon.months.get(name.as_str())?,
        None => fields.name("m3")?.as_str().parse().ok()?,
    };
    let day = day_number(fields, "d2")?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let date = dated(day, month, stated_year(fields, anchor), anchor);
    let said = fields.name("w1").and_then(|w| lexicon.weekdays.get(w.as_str()));
    let conflict = date.zip(said).is_some_and(|(d, w)| d.weekday().to_monday_one_offset() != *w);
    Some(Mention {
        range: 0..0,
        interval: date.map(DateInterval::day),
        rule: STATED,
        is_own: true,
        has_weekday_conflict: conflict,
        is_aside: false,
        is_since: false,
        has_year: fields.name("y2").is_some(),
    })
}

/// "Mardi 11": the last such day whose weekday agrees, in two months before the publication date.
fn weekday_day(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<Date> {
    let published = anchor.published?;
    let day = day_number(fields, "d2")?;
    let weekday = *lexicon.weekdays.get(fields.name("w1")?.as_str())?;
    let in_month = |n: i32| {
        let month = published.first_of_month().checked_sub(n.months()).ok()?;
        let date = month.with().day(day).build().ok()?;
        (date <= published && date.weekday().to_monday_one_offset() == weekday).then_some(date)
    };
    (0..3).find_map(in_month)
}

/// "Le 9 courant": a day of the month of publication.
fn current_day(fields: &Captures<'_>, anchor: &Anchor) -> Option<Date> {
    anchor.published?.with().day(day_number(fields, "d2")?).build().ok()
}

/// The last days before the publication date, and that date.
fn up_to_publication(n_days: i32, anchor: &Anchor) -> Option<DateInterval> {
    Some(DateInterval { start: shifted(anchor.published, -n_days)?, end: anchor.published? })
}

/// "ce samedi-là": the day that the story has reached, where it is one, else the next.
fn same_weekday(name: &str, anchor: &Anchor, lexicon: &Lexicon) -> Option<DateInterval> {
    let day = Weekday::from_monday_one_offset(*lexicon.weekdays.get(name)?).ok()?;
    let told = anchor.story?;
    shifted(Some(told), i32::from(told.weekday().until(day))).map(DateInterval::day)
}

/// "La nuit suivante": from the day that the story has reached to the day after.
fn next_night(anchor: &Anchor) -> Option<DateInterval> {
    Some(DateInterval { start: anchor.story?, end: shifted(anchor.story, 1)? })
}

/// Monday to Sunday of the week that the story has reached.
fn same_week(anchor: &Anchor) -> Option<DateInterval> {
    let told = anchor.story.or(anchor.published)?;
    let monday = shifted(Some(told), -i32::from(told.weekday().to_monday_zero_offset()))?;
    Some(DateInterval { start: monday, end: shifted(Some(monday), 6)? })
}

/// "Le 28, …": a day of the month that the story is in.
fn bare_day(fields: &Captures<'_>, anchor: &Anchor) -> Option<DateInterval> {
    let day = day_number(fields, "d2")?;
    let date = anchor.story.or(anchor.dated)?.with().day(day).build().ok()?;
    Some(DateInterval::day(date))
}

/// "Dans la nuit du 13 au 14": of the month that the story is in, else the last such night.
fn bare_night(fields: &Captures<'_>, anchor: &Anchor) -> Option<DateInterval> {
    let told = anchor.story.or(anchor.published)?;
    let day = day_number(fields, "d2")?;
    let in_month = |first: Date| first.with().day(day).build().ok();
    let this = in_month(told.first_of_month());
    let before = || in_month(told.first_of_month().checked_sub(1.months()).ok()?);
    let is_past = |d: &Date| anchor.published.is_none_or(|p| *d <= p);
    let end = this.filter(is_past).or_else(before)?;
    let start = end.yesterday().ok()?;
    (start.day() == day_number(fields, "d1")?).then_some(DateInterval { start, end })
}

fn stretch(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<DateInterval> {
    let named = |name| fields.name(name).and_then(|m| lexicon.months.get(m.as_str())).copied();
    let numbered = |name| fields.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
    let month2 = named("m2").or_else(|| numbered("m3"))?;
    let month1 = named("m1").or_else(|| numbered("n1"));
    let end = dated(day_number(fields, "d2")?, month2, stated_year(fields, anchor), anchor)?;
    let month1 = month1.unwrap_or(month2);
    let year1 = if month1 > month2 { end.year() - 1 } else { end.year() };
    let start = Date::new(year1, month1, day_number(fields, "d1")?).ok()?;
    (start <= end).then_some(DateInterval { start, end })
}

/// The last such weekday up to the publication date; "dernier" never means that day itself.
fn weekday(name: &str, is_last: bool, anchor: &Anchor, lexicon: &Lexicon) -> Option<Date> {
    let day = Weekday::from_monday_one_offset(*lexicon.weekdays.get(name)?).ok()?;
    if let Some(week) = anchor.week {
        let in_week = shifted(Some(week.start), i32::from(week.start.weekday().until(day)))?;
        if in_week <= week.end {
            return Some(in_week);
        }
    }
    let published = anchor.published?;
    let back = published.weekday().since(day);
    let back = if back == 0 && is_last { 7 } else { i32::from(back) };
    shifted(Some(published), -back)
}

/// "Mardi de la semaine passée": of the week before that of the publication date.
fn weekday_of_last_week(name: &str, anchor: &Anchor, lexicon: &Lexicon) -> Option<Date> {
    let day = Weekday::from_monday_one_offset(*lexicon.weekdays.get(name)?).ok()?;
    let published = anchor.published?;
    let monday = i32::from(published.weekday().to_monday_zero_offset()) + 7;
    shifted(Some(published), i32::from(day.to_monday_zero_offset()) - monday)
}

fn weekdays(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<DateInterval> {
    let end = weekday(fields.name("w2")?.as_str(), false, anchor, lexicon)?;
    let first =
        Weekday::from_monday_one_offset(*lexicon.weekdays.get(fields.name("w1")?.as_str())?)
            .ok()?;
    let end = if fields.name("lastweek").is_some() { shifted(Some(end), -7)? } else { end };
    let start = shifted(Some(end), -i32::from(end.weekday().since(first)))?;
    Some(DateInterval { start, end })
}

/// The week before that of the publication date, or that week up to the date: it begins on Monday or
/// on the Sunday before.
fn week(name: &str, anchor: &Anchor) -> Option<DateInterval> {
    let published = anchor.published?;
    let monday = shifted(Some(published), -i32::from(published.weekday().to_monday_zero_offset()))?;
    // On a Friday the week that ends is that of the day.
    let is_late = published.weekday().to_monday_one_offset() >= 5;
    if name == "last_week" || name == "past_week" && !is_late {
        return Some(DateInterval {
            start: shifted(Some(monday), -7)?,
            end: shifted(Some(monday), -1)?,
        });
    }
    let is_sunday = published.weekday() == Weekday::Sunday;
    let is_longer = name == "week_from_sunday" && !is_sunday;
    Some(DateInterval { start: shifted(Some(monday), -i32::from(is_longer))?, end: published })
}

fn this_month(anchor: &Anchor) -> Option<DateInterval> {
    let end = anchor.published?;
    Some(DateInterval { start: end.first_of_month(), end })
}

fn weekend(anchor: &Anchor) -> Option<DateInterval> {
    let published = anchor.published?;
    let back = i32::from(published.weekday().since(Weekday::Saturday));
    let start = shifted(Some(published), -back)?;
    Some(DateInterval { start, end: shifted(Some(start), 1)?.min(published) })
}

fn whole_month(year: i16, month: i8) -> Option<DateInterval> {
    let start = Date::new(year, month, 1).ok()?;
    Some(DateInterval { start, end: start.last_of_month() })
}

/// A month; its beginning, middle or end is a third of it.
fn month(fields: &Captures<'_>, anchor: &Anchor, lexicon: &Lexicon) -> Option<Mention> {
    let name = fields.name("m2")?.as_str();
    let is = |part, again| fields.name(part).or_else(|| fields.name(again)).is_some();
    let (is_start, is_middle) = (is("start", "start2"), is("middle", "middle2"));
    let is_end = is("end", "end2");
    // "mars" and "mai" alone, without a preposition or a year, may be anything.
    let has_context = is_start
        || is_middle
        || is_end
        || fields.name("y2").is_some()
        || fields.name("ly").is_some()
        || fields.get(0)?.as_str().len() > name.len();
    if !has_context {
        return None;
    }
    let month = *lexicon.months.get(name)?;
    let first = dated(1, month, stated_year(fields, anchor), anchor);
    let interval = first.and_then(|d| whole_month(d.year(), month)).map(|whole| {
        let at = |day: i8| whole.start.with().day(day).build().unwrap_or(whole.start);
        match () {
            () if is_start => DateInterval { start: whole.start, end: at(10) },
            () if is_middle => DateInterval { start: at(11), end: at(20) },
            () if is_end => DateInterval { start: at(21), end: whole.end },
            () => whole,
        }
    });
    Some(Mention {
        range: 0..0,
        interval,
        rule: "month as stated",
        is_own: true,
        has_weekday_conflict: false,
        is_aside: false,
        is_since: false,
        has_year: fields.name("y2").is_some(),
    })
}

fn last_month(anchor: &Anchor) -> Option<DateInterval> {
    let before = anchor.published?.checked_sub(1.months()).ok()?;
    whole_month(before.year(), before.month())
}

/// "Au début du mois": of the month that the story is in.
fn month_begun(anchor: &Anchor) -> Option<DateInterval> {
    let start = anchor.story.or(anchor.published)?.first_of_month();
    Some(DateInterval { start, end: start.with().day(10).build().ok()? })
}
