//! Numbers without a noun of any list: harm that only people suffer, or a number alone, makes them
//! people.

use super::Outcomes;
use super::groups::{Group, counted, is_part, is_raised, is_toll_of};
use super::objects::object_at;
use super::relative::{after_apposition, after_relative, aside_harm, clause_harm};
use super::resolve::is_active;
use crate::extract::classes::Class;
use crate::extract::deeds::is_participle;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::Number;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Kind, Outcome, Side};

/// "tuant deux sentinelles", "killed a vet": whom a verb of killing or taking has right after it are
/// people; of one alone only a verb that nobody uses of things says so.
pub(super) fn struck(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> Option<Group> {
    const SHORTEST: usize = 3;
    let noun = number.to;
    let token = *text.tokens.get(noun)?;
    let (word, lists) = (text.word(noun), &text.lexicon.lists);
    let is_plain = word.len() >= SHORTEST && !text.is_capital(noun);
    let is_plural = word.len() > SHORTEST && word.ends_with(['s', 'x']);
    let is_one = number.is_article && text.is(number.from, Class::INDEFINITE_ARTICLE);
    let is_counted = is_one && !is_plural || !number.is_article && number.low > 1 && is_plural;
    if !is_plain || !is_counted || text.is_any(noun, Class::NO_NOUN.with(Class::OTHER)) {
        return None;
    }
    let is_struck = |h: &Hit<(Outcome, bool)>| {
        let is_of_people = matches!(h.value.0, Outcome::Killed | Outcome::Captured);
        let words = text.folded.lower(h.range.clone());
        let verbs = if is_one { &lists.slayings } else { &lists.harms_people };
        let is_verb = h.value.1 || is_active(text, h);
        let end = text.token_at(h.range.end);
        let is_next = end == number.from
            || object_at(text, end) == number.from && does(text, text.token_at(h.range.start));
        is_of_people && verbs.opens(words) && is_verb && is_next
    };
    let is_thing =
        || text.hits(&text.lexicon.things).iter().any(|thing| thing.range.start == token.start);
    (outcomes.iter().any(is_struck) && !is_thing())
        .then(|| counted(text, number, noun, token.end, Some(Side::Unknown), None))
}

/// Whether a verb at a token is one of somebody who does it: "ont tué", "killed", and not "was killed".
fn does(text: &Text<'_>, verb: usize) -> bool {
    match text.lexicon.is_english {
        true => !text.is_back_of(verb, 1, &text.lexicon.lists.auxiliaries),
        false => text.is_back(verb, 1, Class::HAVE),
    }
}

/// "Trois tisserandes ont été tuées": a noun of no list counts people where only people suffer what
/// is said of it.
pub(super) fn of_any_people(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> Option<Group> {
    const REACH: usize = 6;
    const CLOSE: usize = 3;
    let noun = number.to + usize::from(text.is(number.to, Class::OF_ONE));
    let word = text.word(noun);
    let is_plural = word.len() > 3 && word.ends_with(['s', 'x']) && !text.is_capital(noun);
    let token = *text.tokens.get(noun)?;
    let is_thing =
        || text.hits(&text.lexicon.things).iter().any(|thing| thing.range.start == token.start);
    // "un boutiquier a été tué": a noun of those who do something.
    let is_doer = number.is_article
        && !text.is_capital(noun)
        && text.lexicon.lists.doers.all().any(|ending| word.len() > 5 && word.ends_with(ending));
    if (number.is_article || !is_plural) && !is_doer || text.is(noun, Class::NO_NOUN) || is_thing()
    {
        return None;
    }
    // "quatre soldats ont été tués, ainsi qu'un boutiquier"
    let is_more = text.stands_before(&text.lexicon.lists.and_also, number.from)
        && outcomes.iter().any(|h| h.range.end < token.start);
    if is_more && is_doer {
        return Some(counted(text, number, noun, token.end, Some(Side::Civilians), None));
    }
    let harm = outcomes.iter().find(|h| h.range.start > token.end)?;
    // "Trente greniers détruits et huit personnes tuées": what was destroyed has its own participle.
    let is_joined = |at: usize| text.is(at, Class::AND);
    let has_own = is_participle(text, noun + 1)
        && (is_joined(noun + 2)
            || is_destroyed(text, noun + 1)
                && (noun + 3..text.token_at(harm.range.start)).any(is_joined));
    let reach = if is_doer { CLOSE } else { REACH };
    let is_near = text.token_at(harm.range.start).saturating_sub(noun) <= reach;
    let between = text.between(token.end, harm.range.start);
    let words = text.folded.lower(harm.range.clone());
    let is_of_people = text.lexicon.lists.suffered_by_people.is_in(words);
    let is_same_clause = !between.contains([',', ';', ':', '.', '('])
        && !text.lexicon.lists.other_phrases.is_in(between);
    (is_near && is_of_people && is_same_clause && !has_own && !harm.value.1)
        .then(|| counted(text, number, noun, token.end, Some(Side::Civilians), None))
}

/// Whether a word for looting or burning stands at a token.
fn is_destroyed(text: &Text<'_>, at: usize) -> bool {
    let start = text.range(at, at + 1).start;
    let triggers = text.hits(&text.lexicon.triggers);
    triggers.iter().any(|t| t.range.start == start && t.value.0 == Kind::Looting)
}

/// "des syndicats en recensent vingt-six", "« entre huit et onze »": a number with no noun is a
/// toll only as a range in quotes or after "en".
pub(super) fn bare(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> Option<Group> {
    let is_quoted = text.word(number.to) == "\"";
    let is_range = number.high.is_some_and(|h| h > number.low);
    let of_them = text.standing(&text.lexicon.lists.of_them, number.to);
    let is_of_them = of_them.is_some();
    let ends = is_of_them || matches!(text.word(number.to), "." | "," | "" | ";");
    // "la préfecture en annonce ce matin treize"
    let is_pronoun = ends
        && number.low > 1
        && (2..=5).filter_map(|back| number.from.checked_sub(back)).any(|at| {
            text.is(at, Class::PRO_ADVERB) && text.lexicon.lists.counts.opens(text.word(at + 1))
        });
    let is_pronoun = is_pronoun || (ends && text.is_back(number.from, 2, Class::PRO_ADVERB));
    let is_raised = is_raised(text, number.from) || is_toll_of(text, number.from);
    // "killed 12 and captured three"
    let next = number.to + 1;
    let ends = ends
        || text.is(number.to, Class::AND)
            && outcomes.iter().any(|h| text.token_at(h.range.start) == next);
    // "killing four."
    let start = text.tokens.get(number.from)?.start;
    // "killed two near Gossi"
    let is_object = text.lexicon.is_english
        && !text.is(number.to, Class::AND)
        && (text.is_weekday(number.to) || text.is_of(number.to, &text.lexicon.lists.phrase_ends));
    let is_harmed = (ends || is_object)
        && !number.is_article
        && outcomes.iter().any(|h| {
            let gap = start.saturating_sub(h.range.end);
            let is_active = h.value.1 || (gap == 1 && is_active(text, h));
            is_active && h.range.end < start && gap < 12
        });
    // "nine were killed", "neuf ont été tués"
    // "four, who tried to flee, were shot"
    let verb_at = after_apposition(text, after_relative(text, number.to));
    let verb = text.tokens.get(verb_at).map(|token| token.start);
    let is_subject = !number.is_article
        && text.is(verb_at, Class::PLURAL_AUXILIARY)
        && verb.is_some_and(|at| {
            outcomes.iter().any(|h| !h.value.1 && h.range.start > at && h.range.start - at < 14)
        });
    // "Forty-nine of those on board perished"
    let is_of_those = is_of_them && clause_harm(text, number, outcomes);
    // "dont une a succombé", "one of whom died"
    let is_whose = text.standing(&text.lexicon.lists.of_whom, number.to).is_some();
    let is_part = is_whose || is_part(text, number.from);
    let verb = Class::HAVE.with(Class::BE).with(Class::HAS).with(Class::SINGULAR_AUXILIARY);
    let has_died = is_part && (is_whose || text.is_any(number.to, verb));
    // "un troisième est mort"
    let is_one_more = number.low == 1 && !number.is_article && number.to == number.from + 2;
    let suffers = text.is_any(verb_at, Class::SINGULAR_AUXILIARY.with(Class::BE));
    let harm_at = text.range(verb_at, verb_at + 1).end;
    let is_harmed_next = |h: &Hit<(Outcome, bool)>| {
        !h.value.1 && h.range.start > harm_at && h.range.start - harm_at < 10
    };
    let is_last = is_one_more && suffers && outcomes.iter().any(is_harmed_next);
    let is_other_side = text.standing(&text.lexicon.lists.other_side, number.to).is_some()
        || is_among(text, number);
    let is_subject = is_subject
        || is_of_those
        || has_died
        || is_last
        || is_other_side
        || aside_harm(text, number, outcomes);
    ((is_quoted && is_range) || is_pronoun || is_raised || is_harmed || is_subject).then(|| Group {
        number,
        tokens: number.from..number.to + if is_whose { 2 } else { of_them.unwrap_or(0) },
        clause: number.from..number.to + of_them.unwrap_or(0),
        side: None,
        outcome: None,
        is_part,
        is_joined: false,
        low: number.low,
        high: number.high,
        is_leader: false,
    })
}

/// "vingt morts chez les rebelles et six dans les rangs de l'armée": whether a number without a noun
/// counts some of a party.
pub(super) fn is_among(text: &Text<'_>, number: Number) -> bool {
    const REACH: usize = 3;
    let is_beside = || {
        (number.to..number.to + REACH)
            .take_while(|at| !matches!(text.word(*at), "," | ";" | ":" | "." | ""))
            .any(|at| text.is_of(at, &text.lexicon.lists.among_whom))
    };
    !number.is_article
        && text.tokens.get(number.to).is_some_and(|t| t.kind == TokenKind::Word)
        && is_beside()
}
