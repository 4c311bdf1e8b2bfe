//! Finds tolls in a sentence: how many of whom, and what became of them.

mod chains;
mod ellipses;
mod groups;
mod headlines;
mod joined;
mod named;
mod nounless;
mod objects;
mod relative;
mod resolve;
mod sides;
mod sums;
mod unnamed;

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::{Number, number_at};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

use chains::join_chains;
use ellipses::{as_many, he_too, lost_one, some_killed};
pub(super) use groups::is_raised;
use groups::{Group, group, is_of_other_side, is_of_party, next_noun, single_victims};
use headlines::headline_victims;
use joined::{drop_attackers, mark_parts};
use named::{named_victim, slain, sole_victim};
pub(super) use named::{take_side, told_on};
use resolve::resolve;
use sums::split_sums;
use unnamed::{none_hurt, pronoun_killed};

/// A toll in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Toll {
    /// Bytes of the words that say it.
    pub(super) range: Range<usize>,
    /// What became of them.
    pub(super) outcome: Outcome,
    /// Whose people they were.
    pub(super) side: Side,
    /// The least.
    pub(super) low: u32,
    /// The most; `None` where the words set no limit.
    pub(super) high: Option<u32>,
    /// A named or single leader, who may be among others that are counted.
    pub(super) is_leader: bool,
}
const VERB_REACH: usize = 30;
const BACK_REACH: usize = 14;

type Outcomes = [Hit<(Outcome, bool)>];
/// People that a sentence counts last: "Onze cultivateurs ne sont pas rentrés".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    /// What it says became of them, if anything.
    pub(super) outcome: Option<Outcome>,
    /// Whose people they are.
    pub(super) side: Side,
    /// The least.
    pub(super) low: u32,
    /// The most; `None` where the words set no limit.
    pub(super) high: Option<u32>,
}

impl Counted {
    /// The people of a toll.
    pub(super) fn of(toll: &Toll) -> Self {
        Self { outcome: Some(toll.outcome), side: toll.side, low: toll.low, high: toll.high }
    }
}

/// The tolls of a sentence, left to right, and the first people in it that no toll counts.
pub(super) fn tolls(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> (Vec<Toll>, Option<Counted>) {
    let mut tolls = none_hurt(text);
    // Without people, harm or a word for tolls nothing counts anybody.
    if outcomes.is_empty() && people.is_empty() && !text.has(Class::TOLL) {
        tolls.extend(pronoun_killed(text));
        tolls.sort_by_key(|t| t.range.start);
        return (tolls, None);
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let Some(number) = number_at(text, at) else {
            at += 1;
            continue;
        };
        at = number.to.max(at + 1);
        let Some(number) = past_age(text, number).filter(|n| !is_time(text, n)) else { continue };
        if is_year(text, number, outcomes, people) || is_age(text, number, people) {
            continue;
        }
        if is_origin(text, number) {
            continue;
        }
        // "three of the eight soldiers": the eight are told for the three.
        let is_inside = groups.last().is_some_and(|g: &Group| g.tokens.end > number.from);
        let found = group(text, number, outcomes, people).filter(|_| !is_inside);
        match found {
            Some(other) if is_of_other_side(text, &other) => add_other_side(&mut groups, &other),
            Some(other) if is_of_party(text, &other) => groups.extend(suffering(&groups, other)),
            found => groups.extend(found),
        }
    }
    let more = as_many(text, &groups, people);
    groups.extend(more);
    groups.sort_by_key(|g| g.tokens.start);
    mark_parts(text, &mut groups);
    split_sums(text, &mut groups);
    join_chains(text, &mut groups, outcomes, people);
    let mut singles = single_victims(text, outcomes, people);
    singles.extend(headline_victims(text, outcomes, people));
    singles.extend(he_too(text, outcomes, people));
    let is_apart = |group: &Group| {
        groups
            .iter()
            .all(|g| g.tokens.end <= group.tokens.start || g.tokens.start >= group.tokens.end)
    };
    let singles: Vec<Group> = singles.into_iter().filter(is_apart).collect();
    groups.extend(singles);
    groups.sort_by_key(|g| g.tokens.start);
    let mut last: Option<Toll> = None;
    drop_attackers(text, &mut groups, outcomes);
    let mut counted = None;
    for index in 0..groups.len() {
        let Some(toll) = resolve(text, &groups, index, outcomes, last.as_ref()) else {
            counted = counted.or_else(|| groups.get(index).and_then(open));
            continue;
        };
        last = Some(toll.clone());
        tolls.push(toll);
    }
    tolls.extend(pronoun_killed(text));
    if tolls.is_empty() {
        let named = named_victim(text, outcomes).or_else(|| sole_victim(text, outcomes));
        let one = named.or_else(|| slain(text)).or_else(|| lost_one(text));
        tolls.extend(one.or_else(|| some_killed(text, outcomes, people)));
    }
    tolls.sort_by_key(|t| t.range.start);
    (tolls, counted)
}

/// "neuf morts chez les rebelles et trois côté armée": the three suffered what the nine did.
fn suffering(groups: &[Group], mut other: Group) -> Option<Group> {
    const REACH: usize = 8;
    let before = groups.last().filter(|g| other.tokens.start <= g.tokens.end + REACH)?;
    other.outcome = Some(before.outcome?);
    Some(other)
}

/// "Quatre tués d'un côté, trois de l'autre": seven.
fn add_other_side(groups: &mut [Group], other: &Group) {
    const REACH: usize = 4;
    let mut before = groups.iter_mut().rev().take(REACH);
    let Some(first) = before.find(|group| group.outcome.is_some()) else { return };
    first.low = first.low.saturating_add(other.low);
    first.high = first.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
}

/// Civilians or soldiers of whom nothing is said yet.
fn open(group: &Group) -> Option<Counted> {
    let side = group.side.filter(|s| matches!(s, Side::Civilians | Side::StateForces))?;
    let is_open = group.outcome.is_none() && !group.is_part && !group.is_joined && group.low > 1;
    is_open.then_some(Counted { outcome: None, side, low: group.low, high: group.high })
}

/// "vers 06h", "du 13 au 15 mai": the hour or the first day of several.
fn is_time(text: &Text<'_>, number: &Number) -> bool {
    let next = number.to;
    let is_hour = text.is_of(next, &text.lexicon.lists.hours);
    let is_range = text.is_back(number.from, 1, Class::OF)
        && text.is_of(next, &text.lexicon.lists.until)
        && text.tokens.get(next + 1).is_some_and(|t| t.kind == TokenKind::Number);
    is_hour || is_range
}

/// "a 70-year-old man": one, by the article before the age; an age alone is no number.
fn past_age(text: &Text<'_>, number: Number) -> Option<Number> {
    let is_age = text.lexicon.is_english && text.is_of(number.to + 1, &text.lexicon.lists.years);
    if !is_age {
        return Some(number);
    }
    let is_article = |at: &usize| text.is(*at, Class::INDEFINITE_ARTICLE);
    let from = [Some(number.from), number.from.checked_sub(1)].into_iter().flatten();
    let from = from.into_iter().find(is_article)?;
    Some(Number { from, to: from + 1, low: 1, high: Some(1), is_article: true })
}

/// "one boy of nine was killed", "a trader of 45": an age, not a count.
fn is_age(text: &Text<'_>, number: Number, people: &[Hit<Side>]) -> bool {
    const NOUN: usize = 3;
    let of = number.from.checked_sub(1).filter(|at| text.is(*at, Class::OF_ONE));
    let end = of.and_then(|at| at.checked_sub(1)).map(|at| text.range(at, at + 1).end);
    // "the bodies of eight Malian soldiers"
    let ends = Class::AND.with(Class::BE).with(Class::SINGULAR_AUXILIARY).with(Class::HAVE);
    let is_noun = |at: usize| next_noun(text, at, &[], people);
    let goes_on = || {
        let mut noun = (number.to..number.to + NOUN).take_while(|at| !text.is_any(*at, ends));
        noun.any(is_noun)
    };
    text.lexicon.is_english
        && !text.is_back_of(number.from, 2, &text.lexicon.lists.households)
        && number.low < OLDEST
        && end.is_some_and(|end| people.iter().any(|h| h.range.end == end))
        && !goes_on()
}

/// "all from one family", "tous d'une même famille": whose people they are, and no one more.
fn is_origin(text: &Text<'_>, number: Number) -> bool {
    const NOUN: usize = 2;
    let from = Class::FROM.with(Class::OF).with(Class::OF_ONE).with(Class::DE);
    number.low == 1
        && number.high == Some(1)
        && text.is_any(number.from.saturating_sub(1), from)
        && (number.to..number.to + NOUN).any(|at| text.is_of(at, &text.lexicon.lists.households))
}

/// Nobody is told to be as old.
const OLDEST: u32 = 110;

/// "en 2021", "novembre 2021": a year, not a count.
///
/// So is "the 2012 massacre": a number like a year counts only the people named right after it.
fn is_year(text: &Text<'_>, number: Number, outcomes: &Outcomes, people: &[Hit<Side>]) -> bool {
    // "on 15 June without casualties", "le 11 avril lorsque des éléments"
    if text.is_month(number.to) {
        return true;
    }
    let is_bare = number.to == number.from + 1 && text.word(number.from).len() == 4;
    if is_bare && (1990..2040).contains(&number.low) {
        return !next_noun(text, number.to, outcomes, people);
    }
    let is_of_month = number.from.checked_sub(1).is_some_and(|at| text.is_month(at));
    // "The attack on May 12 left ten dead"
    if text.lexicon.is_english && is_of_month && (1..=31).contains(&number.low) {
        return !next_noun(text, number.to, outcomes, people);
    }
    let is_dated = text.is_back(number.from, 1, Class::IN) || is_of_month;
    (1900..2100).contains(&number.low) && is_dated
}

#[cfg(test)]
mod tests;
