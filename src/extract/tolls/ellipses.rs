//! People told of by those counted or named beside them: as many, "le chauffeur aussi", the loss of one,
//! some without a number.

use super::groups::{Group, counted, next_noun};
use super::{Counted, Outcomes, Toll};
use crate::extract::classes::Class;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::{Number, number_at};
use crate::extract::sentence::Text;
use crate::model::{Outcome, Side};

/// "autant d'assaillants", "as many attackers": as many as the sentence counted before, or as a number
/// right behind says.
pub(super) fn as_many(text: &Text<'_>, groups: &[Group], people: &[Hit<Side>]) -> Option<Group> {
    if groups.is_empty() {
        return None;
    }
    let (at, to, noun) = counted_alike(text, people)?;
    let end = text.token_at(noun.range.end);
    let said = (end..end + 2).find(|i| text.is(*i, Class::THAT_IS));
    let told = said.and_then(|i| number_at(text, i + 1)).filter(|n| !n.is_article);
    let before = groups.iter().filter(|g| g.tokens.end <= at && !g.is_part && !g.number.is_article);
    let sum = before.fold((0_u32, Some(0_u32)), |(low, high), g| {
        let high = high.zip(g.high).map(|(a, b)| a.saturating_add(b));
        (low.saturating_add(g.low), high)
    });
    let (low, high) = told.map_or(sum, |n| (n.low, n.high));
    let number = Number { from: at, to, low, high, is_article: false };
    let first = text.token_at(noun.range.start);
    (low > 0).then(|| counted(text, number, first, noun.range.end, Some(noun.value), None))
}

/// The tokens of "autant de" and the people whom it counts.
fn counted_alike<'h>(
    text: &Text<'_>,
    people: &'h [Hit<Side>],
) -> Option<(usize, usize, &'h Hit<Side>)> {
    const NOUN: usize = 3;
    let list = &text.lexicon.lists.as_many;
    if !text.may_have(list) {
        return None;
    }
    let standing = |at: usize| Some((at, at + text.standing(list, at)?));
    let (at, to) = (0..text.tokens.len()).find_map(standing)?;
    let is_beside = |h: &&Hit<Side>| (to..to + NOUN).contains(&text.token_at(h.range.start));
    Some((at, to, people.iter().find(is_beside)?))
}

/// "Cinq gendarmes ont été tués ; l'armée dit avoir abattu autant de terroristes": as many as the
/// sentence before counted.
pub(super) fn as_many_again(
    text: &Text<'_>,
    outcomes: &Outcomes,
    counted: &Counted,
) -> Option<Toll> {
    let is_killed = |h: &Hit<(Outcome, bool)>| h.value.0 == Outcome::Killed;
    let is_told = counted.outcome == Some(Outcome::Killed) && counted.low > 0;
    if !is_told || !outcomes.iter().any(is_killed) || !text.may_have(&text.lexicon.lists.as_many) {
        return None;
    }
    let people = text.hits(&text.lexicon.people);
    let (at, _, noun) = counted_alike(text, &people)?;
    Some(Toll {
        range: text.range(at, text.token_at(noun.range.end)),
        outcome: Outcome::Killed,
        side: noun.value,
        low: counted.low,
        high: counted.high,
        is_leader: false,
    })
}

/// "Onze policiers sont morts, le conducteur aussi", "so did the driver": one more, who suffered the
/// same.
pub(super) fn he_too(text: &Text<'_>, outcomes: &Outcomes, people: &[Hit<Side>]) -> Option<Group> {
    let lists = &text.lexicon.lists;
    if !text.may_have(&lists.too) && !text.may_have(&lists.so_did) {
        return None;
    }
    people.iter().find_map(|who| {
        let (from, to) = (text.token_at(who.range.start), text.token_at(who.range.end));
        let article = from.checked_sub(1).filter(|at| text.is(*at, Class::SINGULAR))?;
        let ends = |at: usize| {
            matches!(text.sign(at), b',' | b'.' | b';' | b'!') || text.word(at).is_empty()
        };
        let is_too = || text.standing(&lists.too, to).is_some_and(|n| ends(to + n));
        let is_so = || text.stands_before(&lists.so_did, article) && ends(to);
        let opens = || {
            article
                .checked_sub(1)
                .is_some_and(|at| matches!(text.sign(at), b',' | b';') || text.is(at, Class::AND))
        };
        let before = outcomes.iter().rev().find(|h| text.token_at(h.range.end) < article)?;
        let is_killed = before.value == (Outcome::Killed, false);
        let number = Number { from: article, to: from, low: 1, high: Some(1), is_article: true };
        (is_killed && (opens() && is_too() || is_so())).then(|| {
            let killed = Some(Outcome::Killed);
            Group {
                is_leader: false,
                ..counted(text, number, from, who.range.end, Some(who.value), killed)
            }
        })
    })
}

/// "Nous déplorons la perte de notre chef d'équipe", "we mourn the loss of our deputy": one of those who
/// speak.
pub(super) fn lost_one(text: &Text<'_>) -> Option<Toll> {
    const SHORTEST: usize = 4;
    const ADJECTIVES: usize = 2;
    let lists = &text.lexicon.lists;
    if !text.may_have(&lists.loss_of_our) {
        return None;
    }
    let (at, to) = (0..text.tokens.len())
        .find_map(|at| Some((at, at + text.standing(&lists.loss_of_our, at)?)))?;
    // "our team leader": English puts what he leads before him.
    let longest = if text.lexicon.is_english { ADJECTIVES } else { 0 };
    let people = text.hits(&text.lexicon.people);
    let is_one =
        |at: &usize| next_noun(text, *at, &[], &people) || text.is_of(*at, &lists.comrades);
    let who = (to..=to + longest).find(is_one)?;
    let word = text.word(who);
    let start = text.tokens.get(who).map(|token| token.start);
    let is_thing = || text.hits(&text.lexicon.things).iter().any(|h| Some(h.range.start) == start);
    let is_person = word.len() >= SHORTEST && !word.ends_with(['s', 'x']) && !is_thing();
    is_person.then(|| Toll {
        range: text.range(at, who + 1),
        outcome: Outcome::Killed,
        side: Side::Unknown,
        low: 1,
        high: Some(1),
        is_leader: false,
    })
}

/// "Des habitants y ont perdu la vie", "residents were killed": more than one, and nobody says how many.
pub(super) fn some_killed(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Option<Toll> {
    const REACH: usize = 4;
    people.iter().filter(|who| who.value != Side::Militants).find_map(|who| {
        let (from, to) = (text.token_at(who.range.start), text.token_at(who.range.end));
        let many = if text.lexicon.is_english { from } else { from.checked_sub(1)? };
        let opens =
            many.checked_sub(1).is_none_or(|at| matches!(text.sign(at), b':' | b';' | b','));
        let is_bare = match text.lexicon.is_english {
            true => text.lexicon.lists.plurals.ends(text.folded.lower(who.range.clone())),
            false => text.is(many, Class::OF_MANY),
        };
        let harm = outcomes.iter().find(|h| text.token_at(h.range.start) >= to)?;
        let at = text.token_at(harm.range.start);
        let verb = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::PRO_ADVERB);
        let is_next = at <= to + REACH && (to..at).all(|i| text.is_any(i, verb));
        let is_finite = at > to || text.folded.lower(harm.range.clone()).contains(' ');
        let is_killed = harm.value == (Outcome::Killed, false);
        // "Des hommes ont tué le maire": they did it.
        let is_passive = (to..at).any(|i| text.is(i, Class::BEEN))
            || text.lexicon.lists.dies.is_in(text.folded.lower(harm.range.clone()))
            || text.lexicon.is_english && (to..at).any(|i| text.is(i, Class::BE))
            || text.folded.lower(harm.range.clone()).contains(' ');
        (opens && is_bare && is_next && is_finite && is_killed && is_passive).then(|| Toll {
            range: text.range(many, text.token_at(harm.range.end)),
            outcome: Outcome::Killed,
            side: who.value,
            low: 2,
            high: None,
            is_leader: false,
        })
    })
}
