//! Decides what became of the people that a number counts, and whose they were.

use super::groups::{Group, is_raised, is_toll_of};
use super::{BACK_REACH, Outcomes, Toll, VERB_REACH};
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Words};
use crate::extract::sentence::Text;
use crate::model::{Outcome, Side};

pub(super) fn resolve(
    text: &Text<'_>,
    groups: &[Group],
    index: usize,
    outcomes: &Outcomes,
    last_side: Side,
) -> Option<Toll> {
    let group = groups.get(index)?;
    let is_raised = is_raised(text, group.tokens.start);
    // "une attaque menée par une centaine d'hommes": they did it.
    let is_agent = group.outcome.is_none()
        && !is_raised
        && text.is_back(group.tokens.start, 1, Class::BY_WHOM);
    if group.is_part || group.is_joined || is_agent {
        return None;
    }
    if is_unharmed(text, group) {
        return None;
    }
    let mut end = group.tokens.end;
    let stop = groups.get(index + 1..)?.iter().find(|g| {
        // "dix-sept soldats et quatre civils ont été tués": the verb is of both.
        let is_joined = text.word(end) == "," || text.is(end, Class::AND);
        let shares = g.outcome.is_none() && g.tokens.start <= end + 1 && is_joined;
        if shares {
            end = g.tokens.end;
        }
        !shares && !g.is_joined && !g.is_part
    });
    let outcome = match group.outcome {
        // "saying one of the wounded had died": one of those counted.
        Some(_) if group.low == 1 && is_partitive(text, group) => return None,
        Some(outcome) => outcome,
        None => outcome_of(text, group, stop, outcomes).or_else(|| of_toll(text, group))?,
    };
    if group.number.is_article && group.outcome.is_none() && group.side.is_none() {
        return None;
    }
    let range = text.range(group.tokens.start, group.tokens.end);
    let side = match group.side {
        Some(Side::Unknown) | None => side_nearby(text, group, last_side),
        Some(side) => side,
    };
    let (low, high) = (group.low, group.high);
    Some(Toll { range, outcome, side, low, high, is_leader: group.is_leader })
}

/// "Ten bandits were killed, five women rescued": what is said of them is no harm.
fn is_unharmed(text: &Text<'_>, group: &Group) -> bool {
    const REACH: usize = 4;
    let helpers = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::AND);
    let is_between =
        |at: usize| text.is_any(at, helpers) || text.lexicon.lists.is_adverb(text.word(at));
    let at = (group.tokens.end..group.tokens.end + REACH).find(|at| !is_between(*at));
    group.outcome.is_none() && at.is_some_and(|at| text.lexicon.lists.unharmed.opens(text.word(at)))
}

/// The harm done to the people of a group: the active verb right before the number, else the
/// first participle after the noun, else the nearest harm before.
fn outcome_of(
    text: &Text<'_>,
    group: &Group,
    stop: Option<&Group>,
    outcomes: &Outcomes,
) -> Option<Outcome> {
    let range = text.range(group.tokens.start, group.tokens.end);
    let token_of = |byte: usize| text.token_at(byte);
    let before = outcomes.iter().rev().find(|h| h.range.end <= range.start);
    let distance = before.map(|h| group.tokens.start.saturating_sub(token_of(h.range.end)));
    let is_direct = before.zip(distance).is_some_and(|(hit, d)| {
        d <= 2
            && (hit.value.1 || is_active(text, hit))
            && !text.between(hit.range.end, range.start).contains([',', ';', ':'])
            && !(token_of(hit.range.end)..group.tokens.start).any(|i| text.is(i, Class::AND))
    });
    if is_direct {
        return before.map(|h| h.value.0);
    }
    let limit =
        stop.map_or(text.folded.lower.len(), |g| text.range(g.tokens.start, g.tokens.end).start);
    let after = outcomes.iter().find(|h| h.range.start >= range.end);
    let forward = after.filter(|h| {
        let n_tokens = token_of(h.range.start).saturating_sub(group.tokens.end);
        n_tokens <= VERB_REACH && (h.range.start < limit) && !h.value.1
    });
    if let Some(hit) = forward {
        return Some(hit.value.0);
    }
    let is_near = distance.is_some_and(|d| d <= BACK_REACH) && !is_partitive(text, group);
    before.filter(|_| is_near).map(|h| h.value.0)
}

/// "several of the civilians", "deux des soldats": some of people told of before.
fn is_partitive(text: &Text<'_>, group: &Group) -> bool {
    let of_them = &text.lexicon.lists.of_them;
    (group.number.to..group.tokens.end).any(|at| text.standing(of_them, at).is_some())
}

/// "the toll has climbed to 17", "an earlier toll of eight": a number of dead.
fn of_toll(text: &Text<'_>, group: &Group) -> Option<Outcome> {
    let start = group.tokens.start;
    let is_told = is_raised(text, start) || is_toll_of(text, start);
    let is_of_dead = (0..start).any(|at| text.is(at, Class::TOLL));
    (is_told && is_of_dead && group.low > 1).then_some(Outcome::Killed)
}

/// "a tué quinze hommes", "ont enlevé", "killed fifteen": the subject did it.
pub(super) fn is_active(text: &Text<'_>, hit: &Hit<(Outcome, bool)>) -> bool {
    let at = text.token_at(hit.range.start);
    !text.is_back(at, 1, Class::BE.with(Class::BEEN))
}

/// The side that the words around an unsided toll name: "parmi les militaires", "côté ennemi".
fn side_nearby(text: &Text<'_>, group: &Group, last_side: Side) -> Side {
    const REACH: usize = 8;
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
        () if has(&lists.of_enemy) => Side::Militants,
        () => last_side,
    }
}
