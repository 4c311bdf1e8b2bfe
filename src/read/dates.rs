//! Finds the day a text was published: in a dateline, or where the text speaks of today.

use std::sync::LazyLock;

use regex::{Captures, Regex, RegexBuilder};

use super::fold::fold;
use super::lexicon;
use crate::model::Date;

/// How many lines at the head and at the foot may hold a dateline, and how many characters of a line.
/// Source: measured, datelines of the development corpus (the longest head is 60 characters).
const HEAD_LINES: usize = 8;
const FOOT_LINES: usize = 4;
const HEAD_LENGTH: usize = 120;

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| Patterns::compile().ok());

struct Patterns {
    iso: Regex,
    slashed: Regex,
    day_first: Regex,
    month_first: Regex,
    head: Regex,
    alone: Regex,
    foot: Regex,
    today: Regex,
}

impl Patterns {
    fn compile() -> Result<Self, regex::Error> {
        let months = lexicon::month_names();
        let weekdays = lexicon::weekday_names();
        let day = format!(
            r"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? +(?P<month>{months})\.?,? +(?P<year>\d{{4}})\b"
        );
        let english = format!(
            r"(?P<month>{months}) +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})\b"
        );
        let lead = format!(r"(?:le +)?(?:(?:{weekdays}),? +)?");
        // Folded text is ASCII.
        let form = |form: &str| RegexBuilder::new(form).unicode(false).build();
        Ok(Self {
            iso: form(r"^(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b")?,
            slashed: form(r"^(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")?,
            day_first: form(&format!("^{lead}{day}"))?,
            month_first: form(&format!("^{lead}{english}"))?,
            head: form(&format!(
                r"^[a-z][a-z' .-]{{2,40}}(?:\([a-z. ]{{2,20}}\) *)?, +{lead}{day}[ -~]{{0,30}}?(?:-|~|:|$)"
            ))?,
            alone: form(&format!(
                r"^(?:publie le +|mis en ligne le +|published(?: on)?:? +|date *: *)?{lead}(?:{day}|{})[ .,]*(?:a? ?\d\d?[h:]\d\d)?[ .]*$",
                english
                    .replace("?P<month>", "?P<month2>")
                    .replace("?P<day>", "?P<day2>")
                    .replace("?P<year>", "?P<year2>")
            ))?,
            foot: form(&format!(r"(?:^|, *|fait a )[a-z' -]{{2,30}}, +{lead}{day}[ .]*$"))?,
            today: form(&format!(
                r"\b(?:ce|cet) +(?:(?:{weekdays}),? +|apres-midi \((?:{weekdays}) |jour,? +(?:{weekdays})? *){day}"
            ))?,
        })
    }
}

/// A date as people write it in a header: `2024-10-08`, `8 octobre 2024`, `08/10/2024`.
pub(super) fn parse(value: &str) -> Option<Date> {
    let patterns = PATTERNS.as_ref()?;
    let folded = fold(value.trim());
    let found = patterns.iso.captures(&folded).or_else(|| patterns.slashed.captures(&folded));
    if let Some(c) = found {
        return date(&c["year"], c["month"].parse().ok()?, &c["day"]);
    }
    let found = patterns.day_first.captures(&folded);
    written(&found.or_else(|| patterns.month_first.captures(&folded))?)
}

/// The date of a dateline at the head or the foot of a text.
pub(super) fn dateline(text: &str) -> Option<Date> {
    let patterns = PATTERNS.as_ref()?;
    let lines = || text.lines().filter(|l| !l.trim().is_empty());
    let heads = lines().map(|line| start_of(line.trim(), HEAD_LENGTH)).take(HEAD_LINES);
    for line in heads.filter(|line| has_year(line)) {
        let folded = fold(line);
        let found = patterns
            .head
            .captures(&folded)
            .or_else(|| (line.len() < 80).then(|| patterns.alone.captures(&folded)).flatten());
        if let Some(date) = found.and_then(|c| written(&c)) {
            return Some(date);
        }
    }
    let foot = lines().rev().take(FOOT_LINES).filter(|l| l.len() < 200 && ends_in_digit(l));
    foot.map(|line| fold(line.trim())).find_map(|folded| {
        let found = patterns.foot.captures(&folded);
        written(&found.or_else(|| patterns.alone.captures(&folded))?)
    })
}

/// The first date that a text gives for today ("ce dimanche 20 juillet 2025").
pub(super) fn today(text: &str) -> Option<Date> {
    /// No such date is longer, in characters.
    const LONGEST: usize = 60;
    let patterns = PATTERNS.as_ref()?;
    years(text).find_map(|end| {
        let before = text.get(..end)?;
        let start = before.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
        let line = before.get(start..)?.rsplit('\n').next()?;
        written(&patterns.today.captures(&fold(line))?)
    })
}

/// Where the runs of four digits and more end, as those of years.
fn years(text: &str) -> impl Iterator<Item = usize> {
    const DIGITS: usize = 4;
    let mut rest = text.as_bytes();
    let runs = std::iter::from_fn(move || {
        let first = rest.iter().position(u8::is_ascii_digit)?;
        let from = rest.get(first..)?;
        let n_digits = from.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = from.get(n_digits..)?;
        Some((text.len() - rest.len(), n_digits))
    });
    runs.filter(|(_, n_digits)| *n_digits >= DIGITS).map(|(end, _)| end)
}

/// Whether a line ends in digits, but for signs and blanks.
fn ends_in_digit(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
    line.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a line has four digits side by side, and so may hold a date with its year.
fn has_year(line: &str) -> bool {
    years(line).next().is_some()
}

fn written(captures: &Captures<'_>) -> Option<Date> {
    let get = |a: &str, b: &str| captures.name(a).or_else(|| captures.name(b));
    let month = lexicon::month(get("month", "month2")?.as_str())?;
    date(get("year", "year2")?.as_str(), month, get("day", "day2")?.as_str())
}

fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

fn start_of(line: &str, n_characters: usize) -> &str {
    // Most characters are of one byte, so that few are left to be counted one by one.
    let (head, rest) = line.split_at(line.floor_char_boundary(n_characters));
    let n_left = n_characters.saturating_sub(head.chars().count());
    let end = rest.char_indices().nth(n_left).map_or(rest.len(), |(at, _)| at);
    line.get(..head.len() + end).unwrap_or(line)
}
