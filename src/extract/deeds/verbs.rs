//! Forms of verbs that tell what somebody did.

use crate::extract::sentence::Text;

/// "ensuite", "également", "d'abord", "y": what may stand before a participle.
pub(super) fn is_between(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.lexicon.lists.is_adverb(word) || matches!(word, "d'" | "abord" | "y" | "en")
}

pub(in crate::extract) fn is_participle(text: &Text<'_>, at: usize) -> bool {
    const ACCENTED: [&str; 4] = ["e", "ee", "es", "ees"];
    const OTHERS: [&str; 16] = [
        "i", "is", "ie", "ies", "u", "us", "ue", "ues", "ed", "en", "t", "te", "ts", "tes", "ise",
        "ises",
    ];
    let word = text.word(at);
    let end = text.range(at, at + 1).end;
    let is_accented =
        || (1..=3).any(|n| end.checked_sub(n).is_some_and(|i| text.folded.is_accented(i)));
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    word.len() > 3 && !text.is_capital(at) && (has(&OTHERS) || (has(&ACCENTED) && is_accented()))
}

/// A past tense that tells what its subject did, not what was done to it.
pub(super) fn is_english_past(text: &Text<'_>, at: usize) -> bool {
    const IRREGULAR: [&str; 32] = [
        "came", "rode", "broke", "took", "shot", "fell", "burst", "drove", "struck", "hit",
        "swept", "stole", "set", "overran", "beat", "fought", "made", "went", "blew", "cut", "ran",
        "threw", "forced", "slipped", "crept", "drew", "dug", "laid", "put", "slit", "tore",
        "broken",
    ];
    let word = text.word(at);
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    let is_regular = word.len() > 4 && word.ends_with("ed");
    let is_passive = matches!(before, "was" | "were" | "been" | "is" | "are" | "be")
        || matches!(text.word(at + 1), "by" | "to");
    (is_regular || IRREGULAR.contains(&word)) && !is_passive
}
