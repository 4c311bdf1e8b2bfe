//! What was taken, and by whom: people are abducted or arrested, beasts and goods are looted.

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::sentence::Text;
use crate::model::{Kind, Side};

/// The most tokens between a verb of taking and what it takes.
const REACH: usize = 6;

/// "took 300 head of cattle", "carried off the millet", "took two nurses with them": what was taken
/// says what a deed was whose words, at a range, say less.
pub(super) fn kind_of_taking(
    text: &Text<'_>,
    range: &Range<usize>,
    kind: Kind,
    people: &[Hit<Side>],
) -> Option<Kind> {
    let open = matches!(kind, Kind::Attack | Kind::Abduction | Kind::Arrest | Kind::Looting);
    let (from, to) = (text.token_at(range.start), text.token_at(range.end));
    let verb = (from..to).find(|at| text.is_of(*at, &text.lexicon.lists.takers));
    let verb = verb.filter(|_| open && text.lexicon.is_english)?;
    match object(text, verb, people)? {
        Taken::Goods if kind != Kind::Looting => Some(Kind::Looting),
        Taken::People(_) if kind == Kind::Looting => Some(Kind::Abduction),
        Taken::People(end) if kind == Kind::Attack && goes_along(text, verb, end) => {
            Some(Kind::Abduction)
        }
        _ => None,
    }
}

/// "Soldiers took 31 men away", "men whom soldiers took away": an arrest told without a word for it.
pub(super) fn taken_by_soldiers(
    text: &Text<'_>,
    people: &[Hit<Side>],
) -> Option<Hit<(Kind, Role)>> {
    const SUBJECT: usize = 3;
    const RELATIVE: usize = 8;
    let lists = &text.lexicon.lists;
    let verb = text.first_of(&lists.takers).filter(|_| text.lexicon.is_english)?;
    let is_subject = |hit: &Hit<Side>| {
        let end = text.token_at(hit.range.end);
        hit.value == Side::StateForces && end <= verb && verb - end < SUBJECT
    };
    let is_passive = text.is_back(verb, 1, Class::BE.with(Class::BEEN));
    if is_passive || !people.iter().any(is_subject) {
        return None;
    }
    let is_whom = || (verb.saturating_sub(RELATIVE)..verb).any(|at| text.word(at) == "whom");
    let is_taken = match object(text, verb, people) {
        Some(Taken::People(end)) => goes_along(text, verb, end),
        Some(Taken::Goods) => false,
        None => is_whom() && text.standing(&lists.taken_along, verb + 1).is_some(),
    };
    is_taken.then(|| Hit { range: text.range(verb, verb + 1), value: (Kind::Arrest, Role::Act) })
}

enum Taken {
    /// Beasts or goods.
    Goods,
    /// People, with the token after them.
    People(usize),
}

/// What stands behind a verb of taking, before the next sign or phrase.
fn object(text: &Text<'_>, verb: usize, people: &[Hit<Side>]) -> Option<Taken> {
    let lists = &text.lexicon.lists;
    let is_end = |at: usize| {
        matches!(text.word(at), "," | ";" | ":" | "." | "")
            || text.is_of(at, &lists.phrase_ends) && !text.is(at, Class::WITH)
    };
    let start = |at: usize| text.tokens.get(at).map(|t| t.start);
    (verb + 1..=verb + REACH).take_while(|at| !is_end(*at)).find_map(|at| {
        let person = people.iter().find(|h| Some(h.range.start) == start(at));
        if let Some(hit) = person {
            return Some(Taken::People(text.token_at(hit.range.end)));
        }
        text.is_of(at, &lists.goods).then_some(Taken::Goods)
    })
}

/// "away", "with them", "into the bush" right behind a verb or behind those it takes.
fn goes_along(text: &Text<'_>, verb: usize, end: usize) -> bool {
    let along = &text.lexicon.lists.taken_along;
    text.standing(along, verb + 1).is_some() || text.standing(along, end).is_some()
}
