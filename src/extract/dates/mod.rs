//! Finds dates in a sentence and resolves them against what is known of time.

mod grammar;
mod openers;
mod resolve;
mod years;

use std::ops::Range;

use regex::Captures;

use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Lists, Role};
use crate::extract::numbers::is_number_word;
use crate::extract::sentence::{Anchor, Text};
use crate::extract::tokens::{Token, TokenKind};
use crate::model::DateInterval;

pub(super) use grammar::{DateForms, Match, keywords};

use grammar::{ENGLISH_DATES, FRENCH_DATES, Grammar};
pub(super) use resolve::EVE;
use resolve::resolve;

/// A date in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// Bytes of the folded sentence.
    pub(super) range: Range<usize>,
    /// What it means; `None` where nothing anchors it.
    pub(super) interval: Option<DateInterval>,
    /// The rule that read it.
    pub(super) rule: &'static str,
    /// Whether it names a day by its number or a weekday, rather than relative to another.
    pub(super) is_own: bool,
    /// The date and the weekday beside it do not agree.
    pub(super) has_weekday_conflict: bool,
    /// Whether it says when something was said, since when, or until when.
    pub(super) is_aside: bool,
    /// Whether it is an aside of time ("depuis vendredi"), which a later "ce jour-là" may mean.
    pub(super) is_since: bool,
    /// Whether it has a year of its own.
    pub(super) has_year: bool,
}

/// The rule of a date that is told by what the incident led to.
pub(super) const COUNTED_BACK: &str = "counted back from what the incident led to";

/// The rule of "last night" and "overnight".
pub(super) const OVERNIGHT: &str = "night before the publication date";

fn grammar_of(text: &Text<'_>) -> Option<&'static Grammar> {
    if text.lexicon.is_english { ENGLISH_DATES.as_ref() } else { FRENCH_DATES.as_ref() }
}

/// The forms of dates in a sentence, left to right.
pub(super) fn forms(text: &Text<'_>) -> Vec<Match> {
    let mut matches = Vec::new();
    let Some((grammar, stretch)) = grammar_of(text).zip(stretch_of_dates(text)) else {
        return matches;
    };
    let lower = text.folded.lower.get(..stretch.end).unwrap_or_default();
    let mut from = stretch.start;
    let tokens = text.tokens.iter().skip(text.token_at(from));
    let may_open = |t: &&Token| t.kind == TokenKind::Number || t.class.is(Class::OPENS_DATE);
    for token in tokens.take_while(|t| t.start < stretch.end).filter(may_open) {
        while let Some(found) = grammar.first(lower, from.max(token.start)..token.end) {
            from = found.range.end;
            matches.push(found);
        }
    }
    matches
}

/// The dates of a sentence, left to right, by the forms that stand in it.
pub(super) fn dates(
    text: &Text<'_>,
    anchor: &Anchor,
    (reporting, triggers): (&[Hit<bool>], &[Range<usize>]),
    matches: &[Match],
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let Some(grammar) = grammar_of(text).filter(|_| !matches.is_empty()) else { return mentions };
    let lower = &text.folded.lower;
    let mut story = *anchor;
    let mut said = None;
    for found in matches {
        let name = found.name;
        let words = lower.get(found.range.clone()).unwrap_or_default();
        let words = words.trim_end_matches([' ', '.']);
        if name == "short" && !is_short_date(lower, &found.range, &text.lexicon.lists) {
            continue;
        }
        let Some(fields) = found.fields(words) else { continue };
        // "a tué lundi 20 terroristes": the number counts people.
        let is_count = name == "weekday_day" && counts_next(text, found.range.end);
        let (name, words) = match words.split_once(' ') {
            Some((weekday, _)) if is_count => ("weekday", weekday),
            _ => (name, words),
        };
        // "said Monday that a camp was attacked a day earlier": counted from the day of saying.
        let is_counted = matches!(name, "eve" | "second_eve")
            || (name == "shift" && fields.name("earlier").is_some());
        let told = said.filter(|_| is_counted).or(story.story);
        let near = Anchor { story: told, ..story };
        let Some(mut mention) = resolve(name, &fields, &near, text.lexicon) else { continue };
        if name == "bare_day" && counts_something(lower, found.range.end, &text.lexicon.lists) {
            continue;
        }
        if name == "shift" {
            let told = mentions.iter().rev().find_map(|m: &Mention| m.interval);
            before_event(&mut mention, &fields, told, &story, (text, found.range.end));
        }
        mention.range = found.range.start..found.range.start + words.len();
        let before =
            lower.get(found.range.start.saturating_sub(24)..found.range.start).unwrap_or_default();
        // "depuis mardi, jour où leur camp a été attaqué": the day of that.
        let after = lower.get(mention.range.end..).unwrap_or_default();
        let is_then = text.lexicon.lists.when_clauses.opens(after.trim_start_matches([',', ' ']));
        let is_then = is_then && mention.interval.is_some_and(|i| i.n_days() < 4);
        let is_since = name == "since_year"
            || text.is(text.token_at(found.range.start), Class::SINCE)
            || grammar.aside.is_match(before);
        mention.is_since = is_since && !is_then;
        mention.is_aside = mention.is_since
            || is_reported(text, &mention, reporting)
            || is_before_saying(text, &mention, reporting, triggers)
            || is_hours_after(text, &mention);
        if mention.is_own && !mention.is_since {
            said = mention.interval.map(|i| i.start).or(said);
        }
        if let (Some(interval), true, false) = (mention.interval, mention.is_own, mention.is_aside)
        {
            story.story = Some(interval.start);
            if mention.has_year {
                story.dated = Some(interval.start);
            }
        }
        // "L'année suivante, le 4 avril": in that year.
        if matches!(name, "year" | "next_year") {
            story.year = mention.interval.map(|i| i.start.year()).or(story.year);
        }
        mentions.push(mention);
    }
    leave_mornings(&mut mentions, text);
    settle_eves(&mut mentions);
    settle_brackets(lower, &mut mentions);
    if let Some(first) = mentions.first_mut() {
        first.is_aside |= is_day_of_saying(text, first, reporting, triggers);
    }
    mentions
}

/// The bytes in which all dates stand: around the first and the last word without which none is told.
fn stretch_of_dates(text: &Text<'_>) -> Option<Range<usize>> {
    /// No date has so many other tokens before the first of these words, or after the last.
    const REACH: usize = 8;
    let bytes = text.folded.lower.as_bytes();
    let token = |digit| text.token_at(digit + 1).saturating_sub(1);
    let in_digits = bytes.iter().position(u8::is_ascii_digit);
    let in_words = text.first(Class::DATE);
    let first = in_digits.map(token).into_iter().chain(in_words).min()?;
    let last_digit = in_digits.and_then(|_| bytes.iter().rposition(u8::is_ascii_digit));
    let last_word = in_words.and_then(|_| text.last(Class::DATE));
    let last = last_digit.map(token).into_iter().chain(last_word).max()?;
    let start = text.tokens.get(first.saturating_sub(REACH)).map_or(0, |token| token.start);
    let end = text.tokens.get(last + REACH).map_or(text.folded.lower.len(), |token| token.end);
    Some(start..end)
}

/// "ce matin du 3 décembre": not the morning of the day of publication.
fn leave_mornings(mentions: &mut Vec<Mention>, text: &Text<'_>) {
    for at in (1..mentions.len()).rev() {
        let (Some(before), Some(day)) = (mentions.get(at - 1), mentions.get(at)) else { continue };
        let link = text.token_at(before.range.end);
        let is_of = text.is(link, Class::OF_ONE)
            && text.between(before.range.end, day.range.start).trim() == text.word(link);
        if before.rule == resolve::TODAY && day.is_own && is_of {
            mentions.remove(at - 1);
        }
    }
}

/// "Vingt habitants, tués la veille, ont été enterrés lundi": the day before the one told after it.
fn settle_eves(mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        let later = mentions.iter().skip(at + 1).filter(|m| m.is_own).find_map(|m| m.interval);
        let open = mentions.get_mut(at).filter(|m| m.rule == resolve::EVE && m.interval.is_none());
        if let (Some(eve), Some(day)) = (open, later) {
            eve.interval = day.start.yesterday().ok().map(DateInterval::day);
        }
    }
}

/// "last Sunday (1 December)", "mardi (4 juin)": the day in brackets says which weekday is meant.
fn settle_brackets(lower: &str, mentions: &mut [Mention]) {
    const LONGEST: usize = 8;
    for at in 1..mentions.len() {
        let Some([first, second]) = mentions.get_mut(at - 1..=at) else { return };
        let between = lower.get(first.range.end..second.range.start).unwrap_or_default();
        let is_bracket = between.len() <= LONGEST && between.starts_with(" (");
        if is_bracket && second.rule == resolve::STATED && first.is_own {
            first.interval = second.interval.or(first.interval);
        }
    }
}

/// "quatre jours après son enlèvement": the incident was so long before what the sentence tells.
fn before_event(
    mention: &mut Mention,
    fields: &Captures<'_>,
    told: Option<DateInterval>,
    anchor: &Anchor,
    (text, end): (&Text<'_>, usize),
) {
    const REACH: usize = 24;
    const CLAUSE: usize = 80;
    const A_MONTH: i32 = 27;
    if fields.name("after").is_none() {
        return;
    }
    let triggers = text.hits(&text.lexicon.triggers);
    let before = text.between(0, end);
    // "The killings took place three days after a group overran a camp."
    let is_dated_by_it = text.lexicon.lists.dated_by.is_in(before);
    // "Trois jours après la mort de dix soldats"
    let is_of_dead = || {
        text.hits(&text.lexicon.outcomes).iter().any(|hit| {
            let link = hit.range.start.checked_sub(end).map(|_| text.between(end, hit.range.start));
            let link = link.map(str::trim);
            link.is_some_and(|link| link.is_empty() || text.lexicon.lists.articles.has(link))
        })
    };
    // "Deux jours après celle de X"
    let is_of_such = || text.is_of(text.token_at(end), &text.lexicon.lists.those);
    let is_of_event = is_of_dead()
        || is_of_such()
        || triggers.iter().any(|hit| {
            let t = &hit.range;
            let between = text.between(end, t.start).trim();
            let is_clause = is_dated_by_it
                && matches!(hit.value.1, Role::Verb | Role::Act)
                && !between.contains([';', ':', '.']);
            let is_noun = t.start.saturating_sub(end) < REACH
                && between.split(' ').count() <= 3
                && !between.contains([',', ';', ':', '.']);
            t.start >= end && t.start - end < CLAUSE && (is_noun || is_clause)
        });
    if is_of_event {
        // "In January a man was found dead two days after his abduction": in that month.
        let month = told.filter(|i| i.n_days() >= A_MONTH);
        let told = told.map(|i| i.start).or(anchor.story).or(anchor.published);
        let back = resolve::shift(fields, told, true, text.lexicon);
        if let Some(day) = back {
            let words = fields.get(0).map_or(0, |m| m.len());
            let at = text.token_at(end.saturating_sub(words));
            let is_less = text.stands_before(&text.lexicon.lists.less_than, at);
            let end = told.filter(|_| is_less).unwrap_or(day.end);
            mention.interval = month.or(Some(DateInterval { start: day.start, end }));
            mention.is_own = true;
            mention.rule = COUNTED_BACK;
        }
    }
}

/// "14/12" is a date at the head of an entry or after an article, else a fraction or a score.
///
/// So is one between the signs of a head: "X – 12/06."
fn is_short_date(lower: &str, range: &Range<usize>, lists: &Lists) -> bool {
    const HEAD: usize = 80;
    let before = lower.get(..range.start).unwrap_or_default().trim_end();
    let after = lower.get(range.end..).unwrap_or_default().trim_start_matches(' ');
    let is_between_signs = range.start < HEAD
        && before.ends_with(['-', ',', ':', '(', '|'])
        && (after.is_empty() || after.starts_with(['.', ',', ':', ';', ')', '-', '|']));
    if is_between_signs {
        return true;
    }
    let is_head = !before.bytes().any(|b| b.is_ascii_alphanumeric());
    let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    is_head || lists.before_date.has(word)
}

/// Whether people, harm or things in the plural stand right after a number that ends at a byte.
fn counts_next(text: &Text<'_>, end: usize) -> bool {
    const SHORTEST: usize = 4;
    let at = text.token_at(end);
    let Some(token) = text.tokens.get(at).filter(|t| t.kind == TokenKind::Word) else {
        return false;
    };
    let is_here = |range: &Range<usize>| range.start == token.start;
    let is_plural = || {
        let word = text.word(at);
        word.len() >= SHORTEST
            && word.ends_with(['s', 'x'])
            && !text.is_capital(at)
            && !text.is(at, Class::NO_NOUN)
            && !is_number_word(text, at)
    };
    text.hits(&text.lexicon.people).iter().any(|hit| is_here(&hit.range))
        || text.hits(&text.lexicon.outcomes).iter().any(|hit| is_here(&hit.range))
        || is_plural()
}

/// "the 14th attack", "the 12th regiment": the number counts what follows it.
fn counts_something(lower: &str, end: usize, lists: &Lists) -> bool {
    let rest = lower.get(end..).unwrap_or_default().trim_start();
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let ends = lower.get(..end).unwrap_or_default().trim_end().ends_with(',');
    !ends && !word.is_empty() && !lists.after_day.has(&word)
}

/// "Le 2 novembre, la ministre a annoncé que …": a first date, then its verb of saying before all else.
fn is_day_of_saying(
    text: &Text<'_>,
    mention: &Mention,
    reporting: &[Hit<bool>],
    triggers: &[Range<usize>],
) -> bool {
    let Some(verb) = reporting.iter().find(|h| h.value && h.range.start >= mention.range.end)
    else {
        return false;
    };
    let between = text.between(mention.range.end, verb.range.start);
    let is_event = triggers.iter().any(|t| t.start < verb.range.start);
    let rest = text.folded.lower.get(verb.range.end..).unwrap_or_default();
    // "Lundi, l'armée dit avoir tué dix hommes": the day of what it says.
    let at = text.token_at(verb.range.start);
    let is_present = !text.lexicon.is_english
        && !text.is_back(at, 1, Class::HAVE)
        && text.is(text.token_at(verb.range.end), Class::TO_HAVE);
    if is_present {
        return false;
    }
    let says_what = text.lexicon.lists.says_what.opens(rest);
    mention.range.start < 8 && between.len() < 90 && !is_event && says_what
}

/// "The governor on Monday called for …": a day between who speaks and the verb of saying.
fn is_before_saying(
    text: &Text<'_>,
    mention: &Mention,
    reporting: &[Hit<bool>],
    triggers: &[Range<usize>],
) -> bool {
    let is_next = |hit: &Hit<bool>| hit.range.start == mention.range.end + 1;
    mention.range.start > 0
        && reporting.iter().any(|hit| hit.value && is_next(hit))
        && !triggers.iter().any(|t| t.start < mention.range.start)
        && text.between(mention.range.end, mention.range.end + 1) == " "
}

/// "He flew there on Monday, hours after raiders fell on the post": not the day of the raid.
fn is_hours_after(text: &Text<'_>, mention: &Mention) -> bool {
    let rest = text.folded.lower.get(mention.range.end..).unwrap_or_default();
    text.lexicon.lists.soon_after.opens(rest)
}

/// "a indiqué samedi soir", "un communiqué daté du 1er août": when it was said, not when it was.
fn is_reported(text: &Text<'_>, mention: &Mention, reporting: &[Hit<bool>]) -> bool {
    reporting.iter().any(|hit| {
        hit.range.end <= mention.range.start
            && mention.range.start - hit.range.end < 30
            && !text.between(hit.range.end, mention.range.start).contains(':')
            // "indique que (le) mercredi, à X, cinq hommes …": the day of what is said.
            && !text.lexicon.lists.that.is_in(text.between(hit.range.end, mention.range.start))
            && text
                .between(hit.range.end, mention.range.start)
                .split(|c: char| !c.is_ascii_alphanumeric())
                .all(|word| word.is_empty() || text.lexicon.lists.fillers.has(word))
    })
}

#[cfg(test)]
mod tests;
