//! Whose people the dead and the wounded were, where no noun says it.

use super::Outcomes;
use super::groups::Group;
use super::resolve::is_active;
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Words};
use crate::extract::sentence::Text;
use crate::model::{Outcome, Side};

/// "L'armée a perdu dix hommes", "ils ont fui, perdant deux des leurs": they were of the side that
/// the sentence names first.
pub(super) fn side_of_loser(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> Option<Side> {
    let start = text.range(group.tokens.start, group.tokens.end).start;
    let lost = outcomes.iter().rev().find(|h| h.range.end <= start)?;
    let is_loss = text.token_at(lost.range.end) == group.tokens.start
        && text.lexicon.lists.loses.opens(text.folded.lower(lost.range.clone()));
    if !is_loss {
        return None;
    }
    first_named(text).filter(|(at, _)| *at < lost.range.start).map(|(_, side)| side)
}

/// The side that a sentence names first, and where.
fn first_named(text: &Text<'_>) -> Option<(usize, Side)> {
    let people = text.hits(&text.lexicon.people).into_iter().map(|h| (h.range.start, h.value));
    let parties = text.hits(&text.lexicon.actors).into_iter();
    let named = people.chain(parties.map(|h| (h.range.start, h.value.1)));
    named.filter(|(_, side)| *side != Side::Unknown).min_by_key(|named| named.0)
}

/// "deux blessés dans nos rangs": those of whom a communiqué speaks; "deux morts dans ses rangs": those
/// whom the sentence names first.
fn side_of_ranks(text: &Text<'_>, group: &Group) -> Option<Side> {
    const REACH: usize = 4;
    let end = group.tokens.end;
    let is_ranks = |at: &usize| text.is_of(*at, &text.lexicon.lists.own_ranks);
    let at = (end..end + REACH).find(is_ranks)?;
    if (end..at).any(|i| text.is_of(i, &text.lexicon.lists.ours)) {
        return Some(Side::StateForces);
    }
    let start = text.range(end, end + 1).start;
    let is_theirs = (end..at).any(|i| text.is(i, Class::OWN));
    first_named(text).filter(|(at, _)| is_theirs && *at < start).map(|(_, side)| side)
}

/// "The number of gendarmes killed has climbed to 49": the side of those whose number it is.
pub(super) fn side_of_raised(text: &Text<'_>, group: &Group) -> Option<Side> {
    let start = text.range(group.tokens.start, group.tokens.end).start;
    let people = text.hits(&text.lexicon.people).into_iter();
    let is_counted = |h: &Hit<Side>| {
        h.range.end < start && text.is_back(text.token_at(h.range.start), 1, Class::OF_ONE)
    };
    people.filter(is_counted).map(|h| h.value).find(|side| *side != Side::Unknown)
}

/// The side that the words around an unsided toll name: "parmi les militaires", "côté ennemi".
pub(super) fn side_nearby(
    text: &Text<'_>,
    group: &Group,
    outcomes: &Outcomes,
    last_side: Side,
) -> Side {
    const REACH: usize = 8;
    if let Some(side) = side_of_ranks(text, group).or_else(|| side_among(text, group)) {
        return side;
    }
    let words = |from: usize, to: usize| text.range(from, to.min(text.tokens.len()));
    let after = text.between(
        words(group.tokens.end, group.tokens.end + REACH).start,
        words(group.tokens.end, group.tokens.end + REACH).end,
    );
    let start = group.tokens.start.saturating_sub(REACH);
    let before_range = words(start, group.tokens.start);
    let before = text.between(before_range.start, before_range.end);
    let lists = &text.lexicon.lists;
    let has = |list: &Words| list.is_in(after) || list.is_in(before);
    match () {
        () if has(&lists.of_state) => Side::StateForces,
        () if has(&lists.of_people) => Side::Civilians,
        () if has(&lists.of_enemy) && is_their_deed(text, group, outcomes) => Side::Unknown,
        () if has(&lists.of_enemy) => Side::Militants,
        () => last_side,
    }
}

/// "L'attaque des jihadistes a fait dix morts", "des jihadistes ont tué dix hommes", "dix hommes tués
/// par des jihadistes": not of theirs.
fn is_their_deed(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> bool {
    const REACH: usize = 8;
    let from = group.tokens.start;
    let is_before = |h: &&Hit<(Outcome, bool)>| text.token_at(h.range.end) == from;
    let killing = outcomes.iter().find(is_before).filter(|h| h.value.1 || is_active(text, h));
    let is_by = |at: usize| text.is(at, Class::BY_WHOM);
    let is_enemy = |at: &usize| text.lexicon.lists.of_enemy.opens(text.word(*at));
    let end = group.tokens.end;
    match (end..end + REACH).find(is_enemy) {
        Some(at) => (end..at).rev().take(2).any(is_by),
        None => {
            let is_cause = text.stands_before(&text.lexicon.lists.causes, from);
            (is_cause || killing.is_some())
                && (from.saturating_sub(REACH)..from).any(|at| is_enemy(&at))
        }
    }
}

/// "six tués parmi les gendarmes", "14 morts côté civil, 3 côté militaire": the side of the party
/// named beside a number, before the next comma.
fn side_among(text: &Text<'_>, group: &Group) -> Option<Side> {
    const REACH: usize = 8;
    const NOUN: usize = 4;
    let among = &text.lexicon.lists.among_whom;
    let is_end = |at: &usize| !matches!(text.word(*at), "," | ";" | ":" | "." | "");
    let end = group.tokens.end;
    let after = (end..end + REACH).take_while(is_end).find(|at| text.is_of(*at, among));
    let clause = (group.tokens.start.saturating_sub(REACH)..group.tokens.start).rev();
    let before = || clause.take_while(|at| !matches!(text.word(*at), ";" | "."));
    let at = after.or_else(|| before().find(|at| text.is_of(*at, among)))?;
    let last = (at + NOUN + 1).min(text.tokens.len());
    let (start, limit) = (text.range(at, at + 1).end, text.range(at, last).end);
    let is_beside = |from: usize| (start..limit).contains(&from);
    let people = text.hits(&text.lexicon.people).into_iter().map(|h| (h.range.start, h.value));
    let parties = text.hits(&text.lexicon.actors).into_iter();
    let named = people.chain(parties.map(|h| (h.range.start, h.value.1)));
    let named = named.filter(|(from, side)| is_beside(*from) && *side != Side::Unknown);
    named.min_by_key(|(from, _)| *from).map(|(_, side)| side)
}
