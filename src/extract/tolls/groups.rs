//! Groups of people in a sentence: a number with the noun or the harm that it counts.

use std::ops::Range;

use super::Outcomes;
use super::headlines::leads_to_person;
use super::nounless::{bare, is_among, of_any_people, struck};
use super::objects::object_at;
use super::relative::{after_apposition, after_relative};
use crate::extract::classes::Class;
use crate::extract::deeds::body_found;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::numbers::Number;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

/// How far, in tokens, the noun stands after its number and the verb after its noun.
const NOUN_REACH: usize = 6;

/// A number with the people or the harm that it counts.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) number: Number,
    /// Tokens from the number to the end of its noun.
    pub(super) tokens: Range<usize>,
    /// Tokens of all people that share its verb.
    pub(super) clause: Range<usize>,
    pub(super) side: Option<Side>,
    /// The harm itself is what is counted: "huit morts".
    pub(super) outcome: Option<Outcome>,
    /// "dont", "parmi lesquels": counted already.
    pub(super) is_part: bool,
    /// Swallowed by the group before ("8 militaires et 32 VDP").
    pub(super) is_joined: bool,
    pub(super) low: u32,
    pub(super) high: Option<u32>,
    pub(super) is_leader: bool,
}

/// "Le chef du village a été tué", "killing its driver": one person told of with an article.
pub(super) fn single_victims(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Vec<Group> {
    const REACH: usize = 9;
    let victim = |(index, hit): (usize, &Hit<Side>)| {
        let (from, to) = (text.token_at(hit.range.start), text.token_at(hit.range.end));
        // "His son, who tried to stop them, was shot dead."
        let has_adjective = !text.lexicon.is_english
            && text.word(to + 1) == ","
            && text.is(to + 2, Class::RELATIVE)
            && !text.is(to, Class::NO_NOUN);
        let to = after_relative(text, to + usize::from(has_adjective));
        let to = after_apposition(text, to);
        let before = before_adjectives(text, from, outcomes, people)?;
        // "IED struck ambulance, killing driver": notes leave the article out.
        let is_bare = text.lexicon.is_english && text.is(before, Class::KILLING);
        let is_article = text.is(before, Class::SINGULAR);
        let article = if is_bare { from } else { before };
        if !is_bare && !is_article {
            return None;
        }
        let is_companion = text.is_back(article, 1, Class::AND);
        let is_plural = text.folded.lower(hit.range.clone()).split(' ').next()?.ends_with('s');
        let is_suffering = |h: &&Hit<(Outcome, bool)>| {
            let at = text.token_at(h.range.start);
            let is_free = people.iter().skip(index + 1).all(|next| {
                let token = text.token_at(next.range.start);
                token < to || next.range.start > h.range.start
            });
            // "was shot" has its auxiliary in it.
            let is_passive = text.is_back(at, 1, Class::SUFFERS)
                || text.is_any(at, Class::DIED.with(Class::SUFFERS));
            let is_clause = (to..at).all(|i| {
                !matches!(text.word(i), "," | ";" | ":" | ".") && !text.is(i, Class::THAT)
            });
            !h.value.1
                && h.value.0 == Outcome::Killed
                && at >= to
                && at - to <= REACH
                && is_free
                && is_passive
                && is_clause
        };
        // "Un camion a été incendié, son chauffeur tué."
        let is_closed = |at: usize| matches!(text.word(at), "," | ";" | "." | ")" | "");
        let is_told_so = |h: &Hit<(Outcome, bool)>| {
            let at = text.token_at(h.range.start);
            h.value == (Outcome::Killed, false)
                && at == to
                && text.is(before, Class::OWN)
                && text.lexicon.lists.slayings.opens(text.word(at))
                && is_closed(text.token_at(h.range.end))
        };
        // "Un camion a été incendié et son chauffeur tué."
        let is_own_death = outcomes.iter().any(is_told_so);
        let is_killed = is_own_death || outcomes.iter().any(|h| is_suffering(&h));
        // "killing its driver"
        let is_object = text.is_back(article, 1, Class::KILLING)
            || is_body_of(text, article, outcomes)
            || is_killed_by(text, article, outcomes);
        let is_one = matches!(hit.value, Side::Civilians | Side::StateForces)
            && !is_plural
            && (!is_companion || is_own_death);
        let number =
            Number { from: article, to: before + 1, low: 1, high: Some(1), is_article: true };
        let is_one = is_one && !is_owned_by(text, number, hit);
        (is_one && (is_killed || is_object))
            .then(|| counted(text, number, from, hit.range.end, Some(hit.value), None))
    };
    people.iter().enumerate().filter_map(victim).collect()
}

/// The token before a noun, and in English before the adjectives that stand between it and its
/// article: "the deputy mayor", "the former village chief".
pub(super) fn before_adjectives(
    text: &Text<'_>,
    noun: usize,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Option<usize> {
    const MOST: usize = 2;
    // "a 70-year-old man": a number, a hyphen and the word for years.
    const AGE: usize = 3;
    let lists = &text.lexicon.lists;
    let is_aged = text.lexicon.is_english && text.is_back_of(noun, 1, &lists.years);
    let noun = if is_aged { noun.checked_sub(AGE)? } else { noun };
    let before = noun.checked_sub(1)?;
    let is_adjective = |at: usize| {
        let token = text.tokens.get(at);
        token.is_some_and(|t| t.kind == TokenKind::Word)
            && !text.is_any(at, Class::NO_NOUN.with(Class::AND).with(Class::BY).with(Class::OF_ONE))
            && !text.is_of(at, &lists.phrase_ends)
            && !text.is_of(at, &lists.auxiliaries)
            && !next_noun(text, at, outcomes, people)
    };
    let is_article = |at: usize| text.is(at, Class::SINGULAR);
    if is_article(before) || text.is(before, Class::KILLING) {
        return Some(before);
    }
    // "l'ancien maire"
    if !text.lexicon.is_english {
        let is_adjective = text.is(before, Class::BEFORE_NOUN);
        let article = before.checked_sub(1).filter(|at| is_adjective && is_article(*at));
        return Some(article.unwrap_or(before));
    }
    let n_between = (0..MOST).take_while(|n| noun > n + 1 && is_adjective(before - n)).count();
    let article = (1..=n_between).filter_map(|n| before.checked_sub(n)).find(|at| is_article(*at));
    Some(article.unwrap_or(before))
}

/// "des hommes ont tué le maire", "gunmen killed the mayor": whether a verb of killing stands right
/// before an article.
fn is_killed_by(text: &Text<'_>, article: usize, outcomes: &Outcomes) -> bool {
    const CLAUSE: usize = 12;
    let end = text.tokens.get(article).map_or(0, |t| t.start);
    outcomes.iter().filter(|h| h.value.0 == Outcome::Killed).any(|h| {
        let at = text.token_at(h.range.start);
        let is_past = match text.lexicon.is_english {
            true => {
                // "shot dead the imam"
                (text.lexicon.lists.pasts.ends(text.word(at)) || text.is(at, Class::IRREGULAR_PAST))
                    && !text.is_back_of(at, 1, &text.lexicon.lists.auxiliaries)
            }
            // "Ils ont chassé les élèves et tué le directeur."
            false => {
                let is_joined = || text.is_back(at, 1, Class::AND);
                // "venus tuer le maire"
                let is_sent = text.is_back_of(at, 1, &text.lexicon.lists.goes);
                text.is_back(at, 1, Class::HAVE)
                    || is_sent
                    || is_joined()
                        && (at.saturating_sub(CLAUSE)..at).any(|i| text.is(i, Class::HAVE))
            }
        };
        is_past && h.range.end < end && object_at(text, text.token_at(h.range.end)) == article
    })
}

/// "le corps de l'abbé a été découvert": whether an article stands before the one who was found dead.
fn is_body_of(text: &Text<'_>, article: usize, outcomes: &Outcomes) -> bool {
    let word = |n: usize| article.checked_sub(n).map_or("", |at| text.word(at));
    let has_of = text.is(article, Class::OF_THE);
    let at = if has_of { 1 } else { 2 };
    // "le corps sans vie de"
    let body = if word(at) == "vie" { word(at + 2) } else { word(at) };
    (has_of || text.is_back(article, 1, Class::OF_ONE))
        && text.lexicon.lists.bodies.opens(body)
        && body_found(text, outcomes).is_some()
}

pub(super) fn group(
    text: &Text<'_>,
    number: Number,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Option<Group> {
    let things = text.hits(&text.lexicon.things);
    let mut at = after_age(text, after_acronym(text, number.to));
    let last = at + NOUN_REACH;
    while at < last.min(text.tokens.len()) {
        let token = *text.tokens.get(at)?;
        let word = text.word(at);
        // "a fishermen's association" counts no fishermen.
        let is_owner = |h: &Hit<Side>| {
            let next = text.folded.lower(h.range.end..h.range.end + 2);
            next == "'s" || next == "' " || is_owned_by(text, number, h)
        };
        let person = people.iter().find(|h| h.range.start == token.start && !is_owner(h));
        // "a livestock trader" is a person.
        if person.is_none()
            && things.iter().any(|t| t.range.start == token.start)
            && !(text.lexicon.is_english && next_noun(text, at + 1, &[], people))
        {
            break;
        }
        let harm = outcomes.iter().find(|h| h.range.start == token.start && !h.value.1);
        if text.is(at, Class::DE) && text.is(at + 1, Class::OTHER) {
            at += 1;
            continue;
        }
        // "autres" counts people only where no better noun follows it.
        if text.is(at, Class::OTHER) && next_noun(text, at + 1, outcomes, people) {
            at += 1;
            continue;
        }
        // "The blast claimed ten lives"
        let is_lost = || {
            let lists = &text.lexicon.lists;
            text.is_of(at, &lists.lives)
                && at == number.to
                && text.is_back_of(number.from, 1, &lists.takes_lives)
        };
        // "The lists drawn up by families run to eighteen names"
        let is_listed = || {
            let lists = &text.lexicon.lists;
            text.is_of(at, &lists.names_listed)
                && at == number.to
                && text.contains(&lists.lists_of_dead)
        };
        if is_lost() || is_listed() {
            let killed = Some(Outcome::Killed);
            return Some(counted(text, number, at, token.end, None, killed));
        }
        // "La CSC dénonce un massacre."
        let is_deed = number.is_article
            && text.is_of(at, &text.lexicon.lists.mass_deeds)
            && !text.folded.is_accented(token.end.saturating_sub(1));
        if is_deed {
            return None;
        }
        if let Some(hit) = harm {
            return Some(counted(text, number, at, hit.range.end, None, Some(hit.value.0)));
        }
        if let Some(hit) = person {
            return Some(counted(text, number, at, hit.range.end, Some(hit.value), None));
        }
        let is_filler = match token.kind {
            TokenKind::Sign => matches!(word, "\"" | "(" | ")"),
            TokenKind::Number => false,
            // A participle ("cinq autocars transportant …") ends what the number counts.
            TokenKind::Word => {
                let is_gerund = !text.lexicon.is_english && text.lexicon.lists.gerunds.ends(word);
                let is_ordinal = text.is(at, Class::ORDINAL);
                // "a young girl": an adjective may stand before the noun of one person.
                // In French only few do: "une source militaire" is no soldier.
                let may_stand_before = text.lexicon.is_english || text.is(at, Class::BEFORE_NOUN);
                // "un seul mort", but not "a motorbike killed"
                let harms = if text.lexicon.is_english { &[] } else { outcomes };
                let is_adjective = may_stand_before && next_noun(text, at + 1, harms, people)
                    || number.is_article
                        && text.lexicon.is_english
                        && leads_to_person(text, (number.to, at), outcomes, people);
                // "un de leurs collègues"
                let is_theirs = text.is(at, Class::OWN) && text.is_back(at, 1, Class::DE);
                let is_one = number.is_article && !is_ordinal && !is_adjective && !is_theirs;
                !text.is(at, Class::NO_NOUN) && !is_gerund && !is_one
            }
        };
        if !is_filler && word != "\"" && !text.is(at, Class::DE) {
            break;
        }
        at += 1;
    }
    struck(text, number, outcomes)
        .or_else(|| of_any_people(text, number, outcomes))
        .or_else(|| bare(text, number, outcomes))
}

/// "a 70-year-old man": the token after an age, or the same token.
fn after_age(text: &Text<'_>, at: usize) -> usize {
    let is_age = text.lexicon.is_english && text.is_of(at + 2, &text.lexicon.lists.years);
    if is_age { at + 3 } else { at }
}

/// "a U.N. peacekeeper": the token after an acronym with points, or the same token.
fn after_acronym(text: &Text<'_>, at: usize) -> usize {
    const LONGEST: usize = 4;
    let is_letter = |i: usize| text.is_capital(i) && text.word(i).len() == 1;
    let is_point = |i: usize| text.word(i) == ".";
    let n_letters = (0..LONGEST).take_while(|n| {
        let letter = at + 2 * n;
        is_letter(letter) && is_point(letter + 1)
    });
    match n_letters.count() {
        n if n > 1 => at + 2 * n,
        _ => at,
    }
}

/// "a VDP position", "a rebel camp", "a jihadist attack": what belongs to people is none of them.
fn is_owned_by(text: &Text<'_>, number: Number, people: &Hit<Side>) -> bool {
    let next = text.token_at(people.range.end);
    let lists = &text.lexicon.lists;
    let is_deed = || {
        let start = text.tokens.get(next).map(|t| t.start);
        let triggers = text.hits(&text.lexicon.triggers);
        let mut nouns = triggers.iter().filter(|t| t.value.1 == Role::Noun);
        nouns.any(|t| Some(t.range.start) == start)
    };
    let is_place = || {
        let features = text.hits(&text.lexicon.features);
        let is_at = |start: usize| features.iter().any(|f| f.range.contains(&start));
        text.tokens.get(next).is_some_and(|t| is_at(t.start))
    };
    text.lexicon.is_english
        && number.is_article
        && (text.is_of(next, &lists.units)
            || text.is_of(next, &lists.vehicles)
            || is_place()
            || is_deed())
}

/// "porte à 12", "put the toll at 12", "has climbed to 17": a number that a toll has reached.
pub(in crate::extract) fn is_raised(text: &Text<'_>, from: usize) -> bool {
    const REACH: usize = 8;
    let is = |back: usize, class: Class| text.is_back(from, back, class);
    is(1, Class::FROM) && is(2, Class::RAISED) && text.has(Class::TOLL)
        || is(1, Class::TO.with(Class::AT))
            && (is(2, Class::RAISED)
                || is(2, Class::TOLL) && (3..REACH).any(|back| is(back, Class::RAISED)))
}

/// "quatre tués d'un côté, trois de l'autre": whether a number alone counts the dead of a second side.
pub(super) fn is_of_other_side(text: &Text<'_>, group: &Group) -> bool {
    let is_bare = group.side.is_none() && group.tokens.end == group.number.to;
    is_bare && text.standing(&text.lexicon.lists.other_side, group.number.to).is_some()
}

/// "trois côté armée": whether a number alone counts some of a party.
pub(super) fn is_of_party(text: &Text<'_>, group: &Group) -> bool {
    let is_bare = group.side.is_none() && group.outcome.is_none();
    is_bare && group.tokens.end == group.number.to && is_among(text, group.number)
}

/// "an earlier toll of eight", "un bilan de huit".
pub(super) fn is_toll_of(text: &Text<'_>, from: usize) -> bool {
    text.is_back(from, 2, Class::TOLL) && text.is_back(from, 1, Class::OF_ONE)
}

pub(super) fn next_noun(
    text: &Text<'_>,
    at: usize,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> bool {
    text.tokens.get(at).is_some_and(|t| {
        people.iter().any(|h| h.range.start == t.start)
            || outcomes.iter().any(|h| h.range.start == t.start && !h.value.1)
    })
}

pub(super) fn counted(
    text: &Text<'_>,
    number: Number,
    noun: usize,
    end: usize,
    side: Option<Side>,
    outcome: Option<Outcome>,
) -> Group {
    let is_leader = number.is_article && text.is_of(noun, &text.lexicon.lists.leader);
    Group {
        number,
        tokens: number.from..text.token_at(end),
        clause: number.from..text.token_at(end),
        side,
        outcome,
        is_part: is_part(text, number.from),
        is_joined: false,
        low: number.low,
        high: number.high,
        is_leader,
    }
}

/// "dont", "parmi lesquels" before a number: those people are counted already. So are the ones that
/// "et" adds to them ("sept hommes dont trois auteurs et quatre complices").
pub(super) fn is_part(text: &Text<'_>, from: usize) -> bool {
    let clause = (from.saturating_sub(10)..from).rev();
    let mut clause = clause.take_while(|i| !matches!(text.word(*i), "," | ";" | ":" | "." | "("));
    let is_added = text.is_back(from, 1, Class::AND) && clause.any(|i| text.is(i, Class::OF_WHOM));
    text.stands_before(&text.lexicon.lists.parts_of, from)
        || (from.saturating_sub(3)..from).any(|i| text.is(i, Class::OF_WHOM))
        || is_added
}
