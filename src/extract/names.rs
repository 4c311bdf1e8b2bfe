//! Recognises a toponym at a token: capitals, hyphens, small words inside, what the gazetteer knows.

use super::classes::Class;
use super::lexicon::FeatureRole;
use super::sentence::Text;
use super::tokens::TokenKind;
use crate::gazetteer::Gazetteer;

/// A name has at most so many tokens.
const LONGEST: usize = 5;

/// The end of the name that starts at a token, `None` where no name starts.
#[inline]
pub(super) fn name_end(text: &Text<'_>, gazetteer: &Gazetteer, at: usize) -> Option<usize> {
    text.is_capital(at).then(|| told_name_end(text, gazetteer, at)).flatten()
}

/// The end of the name that starts at a capital, found where nobody asked before.
fn told_name_end(text: &Text<'_>, gazetteer: &Gazetteer, at: usize) -> Option<usize> {
    let told = text.names.borrow().told(at);
    told.unwrap_or_else(|| {
        let end = find_name_end(text, gazetteer, at);
        text.names.borrow_mut().keep(text.tokens.len(), at, end);
        end
    })
}

fn find_name_end(text: &Text<'_>, gazetteer: &Gazetteer, at: usize) -> Option<usize> {
    if !is_name_word(text, at) || is_address(text, at) {
        return None;
    }
    if is_group(text, at) {
        return None;
    }
    let longest = longest_end(text, at).min(feature_after(text, at));
    let known = (at + 1..=longest).rev().find(|end| is_known(text, gazetteer, at, *end));
    // Where all is in capitals only a known name is one.
    if text.is_shouted {
        return known.filter(|end| text.range(at, *end).len() > 3);
    }
    let plain_end = (at + 1..longest).find(|end| !is_name_word(text, *end)).unwrap_or(longest);
    // A longer run of capitals than the known name is a longer name ("Bamba Deguéré").
    if let Some(end) = known.filter(|end| *end >= plain_end) {
        return Some(end);
    }
    let is_acronym = plain_end == at + 1 && is_acronym(text.plain(at));
    (!is_acronym).then_some(plain_end)
}

/// "un GAO", "des GAO": letters for an armed group, though a town is written like them.
fn is_group(text: &Text<'_>, at: usize) -> bool {
    !text.is_shouted
        && text.is_of(at, &text.lexicon.lists.group_letters)
        && is_acronym(text.plain(at))
        && text.stands_before(&text.lexicon.lists.before_group, at)
}

/// The token of the word for what a place is that stands after its English name: "Gao Region".
fn feature_after(text: &Text<'_>, at: usize) -> usize {
    if !text.lexicon.is_english || !text.is_capital(at + 1) {
        return usize::MAX;
    }
    let features = text.hits(&text.lexicon.features);
    let is_feature = |i: usize| {
        let start = text.tokens.get(i).map(|token| token.start);
        let is_kind = |role| matches!(role, FeatureRole::Unit | FeatureRole::Place);
        features.iter().any(|hit| Some(hit.range.start) == start && is_kind(hit.value.1))
    };
    (at + 1..at + LONGEST)
        .take_while(|i| text.is_capital(*i))
        .find(|i| is_feature(*i))
        .unwrap_or(usize::MAX)
}

/// "LeSite.net": the name of a web page.
fn is_address(text: &Text<'_>, at: usize) -> bool {
    let touches = |i: usize| {
        text.tokens.get(i).zip(text.tokens.get(i + 1)).is_some_and(|(a, b)| a.end == b.start)
    };
    let is_dotted = text.word(at + 1) == "." && touches(at) && touches(at + 1);
    is_dotted && !text.is_capital(at + 2)
}

/// Whether the gazetteer has a place of that name.
pub(super) fn is_known(text: &Text<'_>, gazetteer: &Gazetteer, from: usize, to: usize) -> bool {
    gazetteer.knows(text.source(&text.range(from, to)))
}

/// A word with a capital that may be a name or its part.
pub(super) fn is_name_word(text: &Text<'_>, at: usize) -> bool {
    text.is_capital(at)
        && text.plain(at).len() >= 2
        && !text.plain(at).ends_with('\'')
        && !text.lexicon.lists.possessives.ends(text.plain(at))
        && !text.is(at, Class::NAMELESS)
}

/// As far as a name can reach: capitals side by side, with small words only before a capital.
fn longest_end(text: &Text<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + LONGEST {
        if is_name_word(text, end) && touches(text, end) {
            end += 1;
        } else if text.is(end, Class::INNER) && is_name_word(text, end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Only a blank stands before the token.
fn touches(text: &Text<'_>, at: usize) -> bool {
    let gap = at.checked_sub(1).map(|i| text.range(i, i + 1).end);
    let start = text.range(at, at + 1).start;
    gap.is_some_and(|end| start.saturating_sub(end) <= 1)
        && at
            .checked_sub(1)
            .and_then(|i| text.tokens.get(i))
            .is_some_and(|t| t.kind == TokenKind::Word)
}

fn is_acronym(word: &str) -> bool {
    word.len() <= 5 && word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::FRENCH;

    #[test]
    fn a_name_reaches_as_far_as_its_capitals() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let check = |words: &str, expected: Option<&str>| {
            let text = Text::new(words, 0..words.len(), 0, &FRENCH);
            let found = name_end(&text, &gazetteer, 0).map(|end| text.source(&text.range(0, end)));
            assert_eq!(found, expected, "{words}");
        };
        check("Tessit, dans le cercle", Some("Tessit"));
        check("Panga Dougou et", Some("Panga Dougou"));
        check("Tin-Zaouatène hier", Some("Tin-Zaouatène"));
        check("Fada N'Gourma hier", Some("Fada N'Gourma"));
        check("FAMa hier", None);
        check("ville de Gao", None);
    }
}
