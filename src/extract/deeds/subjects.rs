//! Who is told to have done a deed by a verb that is as much one of sport, trade or debate.

use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::sentence::Text;
use crate::model::{Kind, Outcome, Side};

/// "Des automobilistes ont pris d'assaut la station", "deux camps s'affrontent": a verb with other
/// meanings, whose subject is neither armed nor unknown, in a sentence that names nobody in arms and
/// nobody harmed.
pub(super) fn is_done_by_others(
    text: &Text<'_>,
    hit: &Hit<(Kind, Role)>,
    people: &[Hit<Side>],
    outcomes: &[Hit<(Outcome, bool)>],
) -> bool {
    let lists = &text.lexicon.lists;
    let words = text.folded.lower(hit.range.clone());
    let is_open =
        hit.value.1 == Role::Verb && lists.open_verbs.is_in(words) && !lists.undergone.is_in(words);
    if !is_open || !outcomes.is_empty() {
        return false;
    }
    let is_party = |h: &Hit<Side>| h.value != Side::Civilians;
    if people.iter().any(is_party)
        || !text.hits(&text.lexicon.actors).is_empty()
        || !text.hits(&text.lexicon.arms).is_empty()
    {
        return false;
    }
    // "Un drone de l'armée a bombardé": the expression has its subject.
    let mut verb = text.token_at(hit.range.start)..text.token_at(hit.range.end);
    if verb.any(|at| text.is_of(at, &lists.fliers) || text.is_of(at, &lists.drones)) {
        return false;
    }
    subject(text, hit).is_some_and(|(from, to)| {
        let is_armed = |at: usize| {
            text.is_any(at, Class::GROUP.with(Class::ARMED).with(Class::RELATIVE))
                || text.is_of(at, &lists.fighters)
                || text.is_of(at, &lists.units)
                || text.is_of(at, &lists.fliers)
                || text.is_of(at, &lists.vehicles)
                || at > 0 && text.is_capital(at)
                || lists.men.opens(text.word(at))
                || lists.strangers.opens(text.word(at))
        };
        // "La secte a attaqué": one body may be armed, though no list has it.
        let is_civilian = || {
            let span = text.range(from, to);
            people.iter().any(|h| span.contains(&h.range.start))
        };
        let is_several = |at: usize| {
            let word = text.word(at);
            word.len() > 3 && lists.plurals.ends(word) && !lists.no_plurals.has(word)
        };
        !(from..to).any(is_armed) && (is_civilian() || (from..to).any(is_several))
    })
}

/// The tokens of the subject of an active verb, where it is a noun with its article or number.
fn subject(text: &Text<'_>, hit: &Hit<(Kind, Role)>) -> Option<(usize, usize)> {
    const LINKS: usize = 4;
    const REACH: usize = 12;
    let lists = &text.lexicon.lists;
    let (at, end) = (text.token_at(hit.range.start), text.token_at(hit.range.end));
    let passive = Class::BE.with(Class::BEEN);
    let is_link = |i: usize| {
        text.is_of(i, &lists.auxiliaries)
            || text.is_of(i, &lists.links)
            || text.is_of(i, &lists.clitics)
            || lists.is_adverb(text.word(i))
    };
    let last = (at.saturating_sub(LINKS)..at).rev().find(|i| !is_link(*i))?;
    // "s'en sont pris" has the verb of the passive, and is none.
    let is_reflexive = (last + 1..end).any(|i| text.is(i, Class::REFLEXIVE));
    let is_passive = (last + 1..end).any(|i| text.is_any(i, passive)) && !is_reflexive;
    let is_active = is_reflexive
        || text.lexicon.is_english
        || (last + 1..end).any(|i| text.is(i, Class::HAVE))
        || lists.presents.ends(text.word(at));
    if is_passive || !is_active || (end..end + 2).any(|i| text.is(i, Class::BY)) {
        return None;
    }
    let is_end = |i: &usize| matches!(text.word(*i), "," | ";" | ":" | "." | "\"" | "(");
    let from = (last.saturating_sub(REACH)..=last).rev().take_while(|i| !is_end(i)).last()?;
    let opens = Class::DEFINITE.with(Class::INDEFINITE).with(Class::NUMBER).with(Class::OWN);
    let opens = opens.with(Class::ARTICLE);
    (from..=last).any(|i| text.is_any(i, opens)).then_some((from, last + 1))
}
