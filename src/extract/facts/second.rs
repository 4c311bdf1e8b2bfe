//! Two days and two places under one verb: "lundi à X et mardi à Y, ils ont tué dix personnes".

use crate::extract::classes::Class;
use crate::extract::dates::Mention;
use crate::extract::numbers::number_at;
use crate::extract::places::Found;
use crate::extract::sentence::Text;
use crate::extract::tolls::Toll;
use crate::model::{DateInterval, Outcome};

/// The second day and place of a sentence that has two of each.
#[derive(Debug)]
pub(in crate::extract) struct Second {
    /// When, where another day than that of the first.
    pub(in crate::extract) day: Option<DateInterval>,
    /// Where.
    pub(in crate::extract) place: Found,
    /// "Respectivement trois et cinq": how many at the first place and how many here.
    pub(in crate::extract) numbers: Option<(u32, u32)>,
}

/// The second of two scenes, whose day and place are taken from those of the sentence.
pub(super) fn second_scene(
    text: &Text<'_>,
    mentions: &mut [Mention],
    places: &mut [Found],
    tolls: &[Toll],
) -> Option<Second> {
    const DAYS: i32 = 4;
    const MOST_PLACES: usize = 8;
    let is_day =
        |m: &&mut Mention| m.is_own && !m.is_aside && m.interval.is_some_and(|i| i.n_days() < DAYS);
    let mut days = mentions.iter_mut().filter(is_day);
    let (day, next_day) = (days.next()?, days.next()?);
    if days.next().is_some() || day.interval == next_day.interval || places.len() > MOST_PLACES {
        return None;
    }
    let is_place = |p: &&mut Found| !p.is_excluded && !p.is_label && p.rank >= 3;
    let mut told = places.iter_mut().filter(is_place);
    let (place, next_place) = (told.next()?, told.next()?);
    if told.next().is_some() {
        return None;
    }
    let first = beside(text, &day.range, &place.range)?;
    let second = beside(text, &next_day.range, &next_place.range)?;
    let is_in_order =
        (day.range.start < place.range.start) == (next_day.range.start < next_place.range.start);
    if !is_in_order || !are_joined(text, first.end, second.start) {
        return None;
    }
    (next_day.is_aside, next_place.is_excluded) = (true, true);
    let place = Found { is_excluded: false, ..next_place.clone() };
    let numbers = numbers(text).or_else(|| numbers_of_each(text, tolls, (first.end, second.start)));
    Some(Second { day: Some(next_day.interval?), place, numbers })
}

/// "Neuf personnes ont été tuées à X et quatre autres à Y", "killed nine people in X and four in Y":
/// the second place has its own number.
pub(super) fn counted_scene(
    text: &Text<'_>,
    places: &mut [Found],
    tolls: &[Toll],
) -> Option<Second> {
    const TO_AND: usize = 14;
    const NOUN: usize = 5;
    let is_place = |p: &&mut Found| !p.is_excluded && !p.is_label && p.rank >= 2;
    let mut told = places.iter_mut().filter(is_place);
    let (place, next_place) = (told.next()?, told.next()?);
    if told.next().is_some() || next_place.rank < 2 {
        return None;
    }
    let toll = tolls.iter().find(|t| t.low > 0 && t.range.start < place.range.start)?;
    let (end, start) = (text.token_at(place.range.end), text.token_at(next_place.range.start));
    let is_sign = |at: usize| matches!(text.word(at), ";" | ":" | "." | "(" | ")" | "\"");
    let mut way = (end..start.min(end + TO_AND)).take_while(|at| !is_sign(*at));
    let and = way.find(|at| text.is(*at, Class::AND))?;
    let number = number_at(text, and + 1).filter(|n| !n.is_article && n.to <= start)?;
    // "and four others were killed in Y", but not "and wounded four in Y"
    let people = text.hits(&text.lexicon.people);
    let is_noun = |at: usize| {
        let range = text.range(at, at + 1);
        people.iter().any(|hit| hit.range.start <= range.start && range.end <= hit.range.end)
    };
    let helpers = Class::OTHER.with(Class::BE).with(Class::BEEN).with(Class::HAVE);
    let is_killing = |at: usize| {
        toll.outcome == Outcome::Killed && text.lexicon.lists.killings.is_in(text.word(at))
    };
    let is_theirs =
        (number.to..start).all(|at| text.is_any(at, helpers) || is_noun(at) || is_killing(at));
    if !is_theirs || start - number.to > NOUN || toll.range.end > place.range.start {
        return None;
    }
    // "trente morts, dont vingt à X et dix à Y": the part at the first place.
    let parts = text.token_at(toll.range.end)..text.token_at(place.range.start);
    let is_sum = |n: &u32| n.checked_add(number.low) == Some(toll.low);
    let part = parts.filter_map(|at| number_at(text, at)).map(|n| n.low).find(is_sum);
    next_place.is_excluded = true;
    let place = Found { is_excluded: false, ..next_place.clone() };
    Some(Second { day: None, place, numbers: Some((part.unwrap_or(toll.low), number.low)) })
}

/// The bytes of a day and a place with no more than an article between them.
fn beside(
    text: &Text<'_>,
    day: &std::ops::Range<usize>,
    place: &std::ops::Range<usize>,
) -> Option<std::ops::Range<usize>> {
    const GAP: usize = 12;
    let (start, end) = (day.start.min(place.start), day.end.max(place.end));
    let (from, to) = (day.end.min(place.end), day.start.max(place.start));
    let between = text.between(from, to);
    (from <= to && between.len() <= GAP && !between.contains([';', ':', '.'])).then_some(start..end)
}

/// Whether "et", "puis" or "and" joins what ends at a byte and what starts at another.
fn are_joined(text: &Text<'_>, end: usize, start: usize) -> bool {
    const GAP: usize = 20;
    // "enlevés lundi à X et libérés mardi à Y": a verb of its own.
    const SHORT: usize = 3;
    let joins = Class::AND.with(Class::THEN).with(Class::OTHER);
    let (from, to) = (text.token_at(end), text.token_at(start));
    end < start
        && start - end <= GAP
        && (from..to).any(|at| text.is_any(at, Class::AND.with(Class::THEN)))
        && (from..to).all(|at| {
            let is_number = || number_at(text, at).is_some_and(|n| !n.is_article);
            text.is_any(at, joins) || text.word(at).len() <= SHORT || is_number()
        })
}

/// "Dix civils ont été tués lundi à X et douze mardi à Y": the number of each.
fn numbers_of_each(
    text: &Text<'_>,
    tolls: &[Toll],
    (end, start): (usize, usize),
) -> Option<(u32, u32)> {
    let first = tolls.iter().find(|t| t.low > 0 && t.range.end <= end)?;
    let mut between = text.token_at(end)..text.token_at(start);
    let second = between.find_map(|at| number_at(text, at).filter(|n| !n.is_article))?;
    Some((first.low, second.low))
}

/// "respectivement trois et cinq civils": the two numbers.
fn numbers(text: &Text<'_>) -> Option<(u32, u32)> {
    if !text.contains(&text.lexicon.lists.respectively) {
        return None;
    }
    (0..text.tokens.len()).find_map(|at| {
        let first = number_at(text, at)?;
        let is_and = text.is(first.to, Class::AND);
        let second = is_and.then(|| number_at(text, first.to + 1)).flatten()?;
        Some((first.low, second.low))
    })
}
