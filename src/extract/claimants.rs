//! Finds who says a sentence: "selon …", ", a indiqué …", "Un élu … affirme".

use std::ops::Range;

use super::classes::Class;
use super::lexicon::{Expression, Hit, Lists, Words};
use super::sentence::Text;

/// No form has more tokens before its first such word ("par des sources", ", a indiqué").
const BEFORE_KEYWORD: usize = 2;

/// A claimant's name is no longer than this, in bytes.
const LONGEST: usize = 90;

/// The bytes that name the claimant of a sentence.
pub(super) fn claimant(text: &Text<'_>, reporting: &[Hit<bool>]) -> Option<Range<usize>> {
    let (lower, forms) = (&text.folded.lower, &text.lexicon.forms);
    let named = |form: &Expression, class: Class, most: usize, ends: &[u8]| {
        let keyword = text.first(class)?;
        let from = text.tokens.get(keyword.saturating_sub(BEFORE_KEYWORD))?.start;
        let fields = form.get()?.captures_at(lower, from)?;
        let who = || {
            let start = fields.name("who").or_else(|| fields.name("who2"))?.start();
            Some(start..name_end(lower, fields.get(0)?.end(), most, ends))
        };
        let whole = fields.name("whole").map(|whole| whole.range());
        Some(trimmed(lower, whole.or_else(who)?, &text.lexicon.lists))
    };
    let according = named(&forms.according, Class::ACCORDING, 90, b",.:;()");
    let told = according.or_else(|| named(&forms.told, Class::SAYING, 80, b",.:;"));
    told.or_else(|| subject(text, reporting))
}

/// The end of a name whose first three bytes end at a byte; it has so many bytes at most, and none
/// of these signs.
fn name_end(lower: &str, third: usize, most: usize, ends: &[u8]) -> usize {
    const N_READ: usize = 3;
    let rest = lower.as_bytes().get(third..).unwrap_or_default().iter();
    let is_inner = |byte: &&u8| matches!(byte, b' '..=b'~') && !ends.contains(byte);
    third + rest.take(most - N_READ).take_while(is_inner).count()
}

/// Whether the sentence goes on with what was said before: "Il ajoute que", "La même source évoque".
pub(super) fn is_said_on(text: &Text<'_>, reporting: &[Hit<bool>]) -> bool {
    const REACH: usize = 40;
    let is_said = reporting.iter().any(|hit| hit.value && hit.range.start < REACH);
    let lower = text.folded.lower.trim_start_matches(['"', ' ']);
    is_said && text.lexicon.lists.again.opens(lower)
}

/// The subject before the first verb of saying: from the sentence's start or the last sign.
fn subject(text: &Text<'_>, reporting: &[Hit<bool>]) -> Option<Range<usize>> {
    let (lower, lists) = (&text.folded.lower, &text.lexicon.lists);
    let verb = reporting.iter().find(|hit| hit.value)?;
    let before = lower.get(..verb.range.start)?;
    let clause = before.rfind([';', ':', '"']).map_or(0, |at| at + 1);
    let start = clause + lower.get(clause..verb.range.start)?.find(|c: char| c != ' ')?;
    let subject = lower.get(start..verb.range.start)?;
    // "…, the general staff said", "…, police said": who says it stands after what is said.
    let last = subject.rfind(',').map(|at| start + at + 1);
    let is_party = |words| is_party(words, &lists.no_parties);
    if let Some(from) = last.filter(|from| lower.get(*from..verb.range.start).is_some_and(is_party))
    {
        let from = from + lower.get(from..verb.range.start)?.find(|c: char| c != ' ')?;
        return Some(trimmed(lower, from..verb.range.start, lists)).filter(|r| r.len() > 2);
    }
    // What stands between commas after the subject is about it: "Un élu, joint par téléphone, parle".
    let end = start + subject.find(',').unwrap_or(subject.len());
    let range = trimmed(lower, start..end, lists);
    let words = lower.get(range.clone())?;
    (lists.nouns.opens(words) && range.len() <= LONGEST).then_some(range)
}

/// "the general staff", "police", "un élu": words right before a verb of saying that name who says it.
fn is_party(words: &str, no_parties: &Words) -> bool {
    const LONGEST_PARTY: usize = 60;
    let words = words.trim();
    let first = words.split(' ').next().unwrap_or_default();
    words.len() > 2 && words.len() <= LONGEST_PARTY && !no_parties.has(first)
}

/// Cuts helping verbs, pronouns and "que …" off the end.
fn trimmed(lower: &str, range: Range<usize>, lists: &Lists) -> Range<usize> {
    let mut end = range.end;
    let start = range.start;
    let words = lower.get(start..end).unwrap_or_default();
    let opens_clause = |at: &usize| {
        let rest = words.get(*at..).unwrap_or_default();
        lists.tail_clauses.opens(rest)
    };
    let blanks = words.bytes().enumerate().filter(|(_, byte)| *byte == b' ');
    if let Some(at) = blanks.map(|(at, _)| at).find(opens_clause) {
        end = start + at;
    }
    while let Some(words) = lower.get(start..end) {
        let kept = words.trim_end_matches([' ', '"']);
        let tail = lists.tails.all().find(|tail| kept.ends_with(tail));
        let length = kept.len() - tail.map_or(0, str::len);
        if length == words.len() {
            break;
        }
        end = start + length;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::FRENCH;

    #[test]
    fn the_claimant_of_a_sentence_is_found() {
        let check = |words: &str, expected: Option<&str>| {
            let text = Text::new(words, 0..words.len(), 0, &FRENCH);
            let reporting = text.hits(&FRENCH.reporting);
            let found = claimant(&text, &reporting).map(|r| text.source(&r));
            assert_eq!(found, expected, "{words}");
        };
        check("Trois hommes sont morts, selon une source locale.", Some("une source locale"));
        check("L'armée nigérienne annonce trois morts.", Some("L'armée nigérienne"));
        check("Un élu de Gao, joint par téléphone, parle de trois morts.", Some("Un élu de Gao"));
        check("Trois morts, a indiqué samedi soir l'état-major.", Some("l'état-major"));
        check("Trois hommes sont morts.", None);
        check(
            "Une patrouille a été attaquée à Gao, la gendarmerie indique.",
            Some("la gendarmerie"),
        );
    }
}
