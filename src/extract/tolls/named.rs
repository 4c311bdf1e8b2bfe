//! Harm to single people: one with a name, and each of two told of before.

use super::ellipses::as_many_again;
use super::unnamed::pronoun_harm;
use super::{Counted, Outcomes, Toll};
use crate::extract::classes::Class;
use crate::extract::lexicon::Role;
use crate::extract::numbers::number_at;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

/// "Ousmane Barry, 67 ans, a été tué": somebody with a given name and a family name, which no place
/// has before such a verb.
pub(super) fn named_victim(text: &Text<'_>, outcomes: &Outcomes) -> Option<Toll> {
    const ADVERBS: usize = 2;
    const LONGEST: usize = 5;
    outcomes.iter().filter(|hit| hit.value == (Outcome::Killed, false)).find_map(|hit| {
        let verb = text.token_at(hit.range.start);
        let lists = &text.lexicon.lists;
        let is_within = text.lexicon.is_english && text.is(verb, Class::SINGULAR_AUXILIARY);
        let mut at = verb;
        for _ in 0..=ADVERBS + 1 {
            let before = at.checked_sub(1)?;
            if !text.is_of(before, &lists.auxiliaries) && !lists.is_adverb(text.word(before)) {
                break;
            }
            at = before;
        }
        let has_verb = is_within || text.is(at, Class::SINGULAR_AUXILIARY);
        let end = before_aside(text, at);
        let from =
            (end.saturating_sub(LONGEST)..end).rev().take_while(|i| text.is_capital(*i)).last()?;
        let is_name = (2..=LONGEST).contains(&(end - from)) && !text.is_shouted;
        let is_of = text.is_back(from, 1, Class::NAME_LINK);
        (has_verb && is_name && !is_of).then(|| Toll {
            range: text.range(from, text.token_at(hit.range.end)),
            outcome: Outcome::Killed,
            side: Side::Unknown,
            low: 1,
            high: Some(1),
            is_leader: true,
        })
    })
}

/// "Un responsable local a été tué", "a community leader was shot dead": one whom no word of the
/// dictionary names, and who is no animal or thing.
pub(super) fn sole_victim(text: &Text<'_>, outcomes: &Outcomes) -> Option<Toll> {
    const LONGEST: usize = 9;
    let lists = &text.lexicon.lists;
    let things = text.hits(&text.lexicon.things);
    let is_violent = || {
        let triggers = text.hits(&text.lexicon.triggers);
        triggers.iter().any(|t| matches!(t.value.1, Role::Noun | Role::Verb | Role::Act))
    };
    outcomes.iter().filter(|hit| hit.value == (Outcome::Killed, false)).find_map(|hit| {
        let verb = text.token_at(hit.range.start);
        // "Un secrétaire est mort dans l'explosion d'une mine"
        let is_death = lists.dies.opens(text.folded.lower(hit.range.clone())) && is_violent();
        let is_dead =
            text.lexicon.is_english && lists.dead.ends(text.folded.lower(hit.range.clone()));
        if !is_death && !is_dead && !lists.slayings.opens(text.word(verb)) {
            return None;
        }
        // "was killed", but "had been killed"
        let is_been =
            text.is_back(verb, 1, Class::BEEN) && !text.is_back(verb, 1, Class::SINGULAR_AUXILIARY);
        // "Lundi : un indic présumé abattu en pleine rue"
        let auxiliaries = Class::HAVE.with(Class::BE).with(Class::SINGULAR_AUXILIARY);
        let is_note = (0..text.tokens.len()).all(|at| !text.is_verb(at, auxiliaries));
        let is_verb = is_note || is_death && text.lexicon.is_english;
        let auxiliary = if is_verb { verb } else { verb.checked_sub(1 + usize::from(is_been))? };
        let is_passive = is_verb
            || (is_been || is_death || text.lexicon.is_english)
                && text.is(auxiliary, Class::SINGULAR_AUXILIARY);
        let barred = Class::DATE.with(Class::NEGATION).with(Class::THAT);
        let opens = |at: usize| at == 0 || matches!(text.word(at - 1), "," | ":" | ";");
        let from = (auxiliary.saturating_sub(LONGEST)..auxiliary)
            .rev()
            .take_while(|at| !matches!(text.word(*at), ":" | ";") && !text.is_any(*at, barred))
            .find(|at| {
                let article = Class::INDEFINITE_ARTICLE;
                let article = if is_note { article } else { article.with(Class::ARTICLE) };
                text.is_any(*at, article) && opens(*at)
            })?;
        let range = text.range(from, text.token_at(hit.range.end));
        let is_thing = things.iter().any(|thing| range.contains(&thing.range.start));
        let is_person =
            is_passive && from + 1 < auxiliary && !text.is_capital(from + 1) && !is_thing;
        is_person.then_some(Toll {
            range,
            outcome: Outcome::Killed,
            side: Side::Unknown,
            low: 1,
            high: Some(1),
            is_leader: false,
        })
    })
}

/// "L'assassinat, lundi, de son adjoint", "the murder of a trader": one whom a noun of killing has
/// behind it.
pub(super) fn slain(text: &Text<'_>) -> Option<Toll> {
    const REACH: usize = 6;
    const SHORTEST: usize = 3;
    let lists = &text.lexicon.lists;
    let noun = text.first_of(&lists.slaying_nouns)?;
    let is_aside = |at: &usize| {
        let is_number = text.tokens.get(*at).is_some_and(|t| t.kind == TokenKind::Number);
        let is_day = |at: usize| text.is(at, Class::DATE);
        let opens_day = text.is(*at, Class::ARTICLE) && is_day(at + 1);
        text.word(*at) == "," || is_number || is_day(*at) || opens_day
    };
    let of = (noun + 1..noun + REACH).find(|at| !is_aside(at))?;
    let is_of = text.is_any(of, Class::OF_ONE.with(Class::OF_THE));
    let article = if text.is(of, Class::SINGULAR) { of } else { of + 1 };
    let is_one = text.is_any(article, Class::SINGULAR.with(Class::INDEFINITE_ARTICLE));
    let who = article + 1;
    let word = text.word(who);
    let is_thing = || {
        let start = text.tokens.get(who).map(|token| token.start);
        text.hits(&text.lexicon.things).iter().any(|thing| Some(thing.range.start) == start)
    };
    let is_plain = word.len() > SHORTEST && !text.is_capital(who) && !word.ends_with(['s', 'x']);
    let is_person = is_of && is_one && is_plain && !text.is(who, Class::NO_NOUN) && !is_thing();
    is_person.then(|| Toll {
        range: text.range(noun, who + 1),
        outcome: Outcome::Killed,
        side: Side::Unknown,
        low: 1,
        high: Some(1),
        is_leader: false,
    })
}

/// The token where ", 67 ans," or ", a trader," begins, if one ends before a token.
fn before_aside(text: &Text<'_>, at: usize) -> usize {
    const LONGEST: usize = 10;
    let Some(last) = at.checked_sub(1).filter(|i| text.word(*i) == ",") else { return at };
    let opens = (last.saturating_sub(LONGEST)..last).rev().find(|i| text.word(*i) == ",");
    let is_age = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    let is_noun = |i: usize| text.is_of(i, &text.lexicon.lists.articles);
    opens.filter(|i| is_age(i + 1) || is_noun(i + 1)).unwrap_or(at)
}

/// What became of the people that the sentence before counted: all of them, each of two, or as many
/// elsewhere.
pub(in crate::extract) fn told_on(
    text: &Text<'_>,
    outcomes: &Outcomes,
    counted: &Counted,
) -> Vec<Toll> {
    if let Some(outcome) = counted.outcome {
        let raised = || raised_since(text, outcome, counted);
        let same = || turn_of(text, outcome, outcomes);
        let again = || as_many_again(text, outcomes, counted);
        let told = elliptical(text, outcome, counted.side).or_else(raised);
        let told = told.or_else(same).or_else(again);
        return told.into_iter().collect();
    }
    match pronoun_harm(text, outcomes, counted) {
        Some(toll) => vec![toll],
        None => one_and_other(text, outcomes, counted),
    }
}

/// "Les agents ont riposté ; deux d'entre eux sont morts": they were on the side of the people that
/// the sentence before names last.
pub(in crate::extract) fn take_side(text: &Text<'_>, tolls: &mut [Toll], before: Option<Side>) {
    let Some(side) = before else { return };
    let of_them = &text.lexicon.lists.of_their_side;
    for toll in tolls {
        let from = text.token_at(toll.range.start);
        // "L'imam a été inhumé. Il avait été abattu la veille": he is on the side of the imam.
        if toll.is_leader && text.is(from, Class::PRONOUN) {
            toll.side = side;
        }
        if toll.side != Side::Unknown {
            continue;
        }
        let to = text.token_at(toll.range.end);
        if (from..=to).any(|at| text.standing(of_them, at).is_some()) {
            toll.side = side;
        }
    }
}

/// "À Gossi, samedi, quatre morts. À Hombori, dimanche, deux.": a short sentence that ends with a
/// number tells as much as the one before.
fn elliptical(text: &Text<'_>, outcome: Outcome, side: Side) -> Option<Toll> {
    const LONGEST: usize = 12;
    let last = text.tokens.len().checked_sub(1)?;
    let end = if matches!(text.word(last), "." | ";" | "!") { last } else { last + 1 };
    if end > LONGEST {
        return None;
    }
    let number = (0..end).filter_map(|at| number_at(text, at)).find(|n| n.to == end)?;
    let before = number.from.checked_sub(1).map_or("", |at| text.word(at));
    // "le 23 décembre, 8:31" ends with a time of day.
    let is_digits = |at: usize| text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    let is_clock = before == ":" && number.from.checked_sub(2).is_some_and(is_digits);
    let is_apart = matches!(before, "," | ":") && !is_clock;
    (is_apart && !number.is_article).then(|| Toll {
        range: text.range(number.from, number.to),
        outcome,
        side,
        low: number.low,
        high: number.high,
        is_leader: false,
    })
}

/// "On Sunday, in Gao, it was a trader's turn", "ce fut le tour d'un berger": the same befell one more.
fn turn_of(text: &Text<'_>, outcome: Outcome, outcomes: &Outcomes) -> Option<Toll> {
    const LAST: usize = 12;
    let lists = &text.lexicon.lists;
    if outcome != Outcome::Killed || !text.contains(&lists.turns) {
        return None;
    }
    let at = text.token_at(lists.turns.all().find_map(|words| text.folded.lower.find(words))?);
    // "It was the prefect's turn to speak"
    let ends = text.tokens.len() <= at + LAST;
    let is_harm = outcomes.iter().any(|hit| hit.value == (Outcome::Killed, false));
    (ends || is_harm).then(|| Toll {
        range: text.range(at, at + 1),
        outcome,
        side: Side::Unknown,
        low: 1,
        high: Some(1),
        is_leader: false,
    })
}

/// "Les autorités ont parlé de 27 tués. Il était porté hier soir à 34.": the same toll, later.
fn raised_since(text: &Text<'_>, outcome: Outcome, counted: &Counted) -> Option<Toll> {
    const REACH: usize = 5;
    let raised = text.first(Class::RAISED)?;
    let to = Class::TO.with(Class::AT);
    let at = (raised + 1..=raised + REACH).find(|at| text.is_any(*at, to))?;
    let is_time = |at: usize| {
        let word = text.word(at);
        text.is_of(at, &text.lexicon.lists.day_word)
            || text.is_weekday(at)
            || text.lexicon.lists.is_adverb(word)
    };
    let number = number_at(text, at + 1).filter(|n| !n.is_article)?;
    let ends = matches!(text.word(number.to), "," | "." | ";" | "");
    let is_more = number.low > counted.low && outcome == Outcome::Killed;
    (is_more && ends && (raised + 1..at).all(is_time)).then(|| Toll {
        range: text.range(number.from, number.to),
        outcome,
        side: counted.side,
        low: number.low,
        high: number.high,
        is_leader: false,
    })
}

/// "L'un a été tué, l'autre emmené", "one was shot, the other taken": of two told of before.
fn one_and_other(text: &Text<'_>, outcomes: &Outcomes, counted: &Counted) -> Vec<Toll> {
    const REACH: usize = 5;
    let verb = Class::BE.with(Class::BEEN).with(Class::HAVE).with(Class::DIED);
    let is_the = |at: usize| text.is_back(at, 1, Class::ARTICLE);
    let is_one = |at: usize| {
        let is_told = match text.lexicon.is_english {
            true => text.is_any(at + 1, verb),
            false => is_the(at) && text.word(at - 1).ends_with('\''),
        };
        is_told && text.is(at, Class::ONE)
    };
    let is_other = |at: usize| text.is(at, Class::OTHER_ONE) && is_the(at);
    let Some(one) = (0..text.tokens.len()).find(|at| is_one(*at)) else { return Vec::new() };
    let Some(other) = (one + 1..text.tokens.len()).find(|at| is_other(*at)) else {
        return Vec::new();
    };
    let harmed = |at: usize| {
        let hit = outcomes.iter().find(|h| h.range.start > text.range(at, at + 1).start)?;
        let verb = text.token_at(hit.range.start);
        (verb <= at + REACH && !hit.value.1).then(|| Toll {
            range: text.range(at, text.token_at(hit.range.end)),
            outcome: hit.value.0,
            side: counted.side,
            low: 1,
            high: Some(1),
            is_leader: false,
        })
    };
    [one, other].into_iter().filter_map(harmed).collect()
}
