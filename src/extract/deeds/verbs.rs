//! Forms of verbs that tell what somebody did.

use crate::extract::classes::Class;
use crate::extract::sentence::Text;

/// "ensuite", "également", "d'abord", "y": what may stand before a participle.
pub(in crate::extract) fn is_between(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.lexicon.lists.is_adverb(word) || text.is_any(at, Class::DE.with(Class::PRO_ADVERB))
}

pub(in crate::extract) fn is_participle(text: &Text<'_>, at: usize) -> bool {
    let (word, lists) = (text.word(at), &text.lexicon.lists);
    let end = text.range(at, at + 1).end;
    let is_accented =
        || (1..=3).any(|n| end.checked_sub(n).is_some_and(|i| text.folded.is_accented(i)));
    let has_ending =
        || lists.participles.ends(word) || lists.accented_participles.ends(word) && is_accented();
    word.len() > 3 && !text.is_capital(at) && has_ending()
}

/// A past tense that tells what its subject did, not what was done to it.
pub(in crate::extract) fn is_english_past(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    let is_regular = word.len() > 4 && text.lexicon.lists.pasts.ends(word);
    let is_passive = text.is_back(at, 1, Class::BE.with(Class::BEEN))
        || text.is_any(at + 1, Class::BY.with(Class::TO));
    (is_regular || text.is(at, Class::IRREGULAR_PAST)) && !is_passive
}
