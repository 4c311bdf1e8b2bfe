//! Single people told of without an article or behind adjectives, as English headlines and notes do.

use super::Outcomes;
use super::groups::{Group, counted, next_noun};
use crate::extract::classes::Class;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::{Number, number_at};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

/// "Gossi: shepherd killed", "Farmer and two children killed": one person without an article, and
/// what became of them right behind.
pub(super) fn headline_victims(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Vec<Group> {
    if !text.lexicon.is_english || outcomes.is_empty() {
        return Vec::new();
    }
    let victim = |hit: &Hit<Side>| {
        let (from, to) = (text.token_at(hit.range.start), text.token_at(hit.range.end));
        let opens = from == 0 || matches!(text.word(from - 1), ":" | "," | "-" | ";" | "." | "\"");
        let is_one = matches!(hit.value, Side::Civilians | Side::StateForces)
            && !is_plural(text, text.folded.lower(hit.range.clone()));
        (opens && is_one && is_harmed(text, to, outcomes)).then(|| {
            let number = Number { from, to: from, low: 1, high: Some(1), is_article: true };
            counted(text, number, from, hit.range.end, Some(hit.value), None)
        })
    };
    people.iter().filter_map(victim).collect()
}

/// Whether people who end at a token are killed or taken by the words behind it: "killed", "and two
/// children killed", but not "killed two".
fn is_harmed(text: &Text<'_>, to: usize, outcomes: &Outcomes) -> bool {
    const REACH: usize = 8;
    let has_companions =
        text.is(to, Class::AND) && number_at(text, to + 1).is_some_and(|number| !number.is_article);
    let reach = if has_companions { REACH } else { 0 };
    let object = Class::ARTICLE.with(Class::INDEFINITE_ARTICLE).with(Class::OWN);
    outcomes.iter().any(|harm| {
        let (at, end) = (text.token_at(harm.range.start), text.token_at(harm.range.end));
        !harm.value.1
            && matches!(harm.value.0, Outcome::Killed | Outcome::Captured)
            && (to..=to + reach).contains(&at)
            && (to..at).all(|i| !matches!(text.word(i), "," | ";" | ":" | "."))
            && number_at(text, end).is_none()
            && !text.is_any(end, object)
    })
}

/// "a former village chief", "a young Fulani herder": whether only adjectives stand between a token
/// and one person. A participle is one only right behind the article.
pub(super) fn leads_to_person(
    text: &Text<'_>,
    (article, at): (usize, usize),
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> bool {
    const MOST: usize = 3;
    let lists = &text.lexicon.lists;
    let person = |i: usize| {
        let start = text.tokens.get(i)?.start;
        people.iter().find(|h| h.range.start == start)
    };
    let Some((noun, hit)) = (at + 1..=at + MOST).find_map(|i| Some((i, person(i)?))) else {
        return false;
    };
    let barred = Class::NO_NOUN
        .with(Class::AND)
        .with(Class::BY)
        .with(Class::OF_ONE)
        .with(Class::IRREGULAR_PAST);
    let is_adjective = |i: usize| {
        text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
            && !text.is_any(i, barred)
            && !text.is_of(i, &lists.phrase_ends)
            && !text.is_of(i, &lists.auxiliaries)
            && (i == article || !lists.pasts.ends(text.word(i)))
            && !next_noun(text, i, outcomes, people)
    };
    !is_plural(text, text.folded.lower(hit.range.clone())) && (at..noun).all(is_adjective)
}

/// "killed four villagers", "shot dead the imam": whether harm is done to people named right after
/// it, and so to nobody before.
pub(super) fn harms_next(text: &Text<'_>, harm: &Hit<(Outcome, bool)>) -> bool {
    const NOUN: usize = 3;
    const HELPERS: usize = 3;
    let words = text.folded.lower(harm.range.clone());
    if !text.lexicon.lists.harms_people.opens(words) {
        return false;
    }
    let at = text.token_at(harm.range.start);
    // "ont tué": whoever stands before it did it.
    if !text.lexicon.is_english {
        return text.is_back(at, 1, Class::HAVE);
    }
    let is_passive = (1..=HELPERS).any(|n| text.is_back(at, n, Class::BE.with(Class::BEEN)));
    let next = text.token_at(harm.range.end);
    let article = Class::ARTICLE.with(Class::INDEFINITE_ARTICLE).with(Class::OWN);
    let from = match number_at(text, next) {
        Some(number) => number.to,
        None if text.is_any(next, article) => next + 1,
        None => return false,
    };
    let start = |i: usize| text.tokens.get(i).map(|t| t.start);
    let people = || text.hits(&text.lexicon.people);
    !is_passive
        && people().iter().any(|h| (from..from + NOUN).any(|i| start(i) == Some(h.range.start)))
}

fn is_plural(text: &Text<'_>, noun: &str) -> bool {
    let lists = &text.lexicon.lists;
    lists.plurals.ends(noun) && !lists.no_plurals.has(noun)
}
