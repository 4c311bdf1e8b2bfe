//! Clauses between the people that are counted and what became of them.

use super::Outcomes;
use crate::extract::classes::Class;
use crate::extract::numbers::Number;
use crate::extract::sentence::Text;

/// The token after ", who tried to flee," or ", qui tentaient de fuir,", where one stands at a token.
pub(super) fn after_relative(text: &Text<'_>, at: usize) -> usize {
    const LONGEST: usize = 14;
    let is_relative =
        text.sign(at) == b',' && text.is_any(at + 1, Class::RELATIVE.with(Class::OF_WHOM));
    if !is_relative {
        return at;
    }
    let mut clause = (at + 2..at + 2 + LONGEST).take_while(|i| !ends_sentence(text.word(*i)));
    clause.find(|i| text.sign(*i) == b',').map_or(at, |comma| comma + 1)
}

/// Whether harm is told of a number in its own clause: "Forty of those on board perished".
pub(super) fn clause_harm(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> bool {
    const REACH: usize = 10;
    let harm = outcomes.iter().map(|h| (text.token_at(h.range.start), h.value.1));
    let mut harm = harm.filter(|(at, _)| (number.to..number.to + REACH).contains(at));
    harm.next().is_some_and(|(at, is_active)| {
        // "Three of them, in plain clothes, were taken off a coach"
        let n_commas = (number.to..at).filter(|i| text.sign(*i) == b',').count();
        let is_aside = n_commas == 2 && text.is_back(at, 1, Class::PLURAL_AUXILIARY);
        let is_clause = (number.to..at).all(|i| !ends_sentence(text.word(i)));
        !is_active && is_clause && (n_commas == 0 || is_aside)
    })
}

fn ends_sentence(word: &str) -> bool {
    matches!(word, ";" | ":" | "." | "")
}

/// "Son époux, conseiller à X, a été abattu": the token past an apposition between commas, where a
/// verb follows it, or the same token.
pub(super) fn after_apposition(text: &Text<'_>, at: usize) -> usize {
    const LONGEST: usize = 9;
    let verb = Class::SINGULAR_AUXILIARY.with(Class::HAVE).with(Class::BE);
    if text.sign(at) != b',' || text.is_verb(at + 1, verb) || text.is(at + 1, Class::AND) {
        return at;
    }
    let ends = |i: &usize| ends_sentence(text.word(*i)) || text.is_verb(*i, verb);
    let mut inner = (at + 1..at + 1 + LONGEST).take_while(|i| !ends(i));
    let comma = inner.find(|i| text.sign(*i) == b',');
    let after = comma.map(|comma| comma + 1).filter(|after| text.is_verb(*after, verb));
    after.unwrap_or(at)
}

/// "Une quinzaine, dit l'imam, tués lundi": whether what stands between commas behind a number at the
/// head of a clause leads to what those counted suffered.
pub(super) fn aside_harm(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> bool {
    const LONGEST: usize = 6;
    let opens = match number.from.checked_sub(1) {
        None => true,
        Some(before) => matches!(text.sign(before), b':' | b'-' | b';' | b'.' | b'"'),
    };
    if !opens || number.is_article || number.low < 2 || text.sign(number.to) != b',' {
        return false;
    }
    let mut inner =
        (number.to + 1..=number.to + LONGEST).take_while(|i| !ends_sentence(text.word(*i)));
    let Some(comma) = inner.find(|i| text.sign(*i) == b',') else { return false };
    outcomes.iter().any(|h| {
        let is_next = text.token_at(h.range.start) == comma + 1;
        let words = text.folded.lower(h.range.clone());
        is_next && !h.value.1 && text.lexicon.lists.harms_people.opens(words)
    })
}
