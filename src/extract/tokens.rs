//! Cuts a folded sentence into words, numbers and signs.

use super::fold::{Folded, is_word_byte};
use super::lexicon::{Atom, Atoms, is_word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters, with hyphens and inner apostrophes ("Tin-Zaouatene", "N'Gourma").
    Word,
    /// Digits, with blanks or points between thousands.
    Number,
    /// Anything else, one byte.
    Sign,
}

/// A token: a stretch of bytes of the folded sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What it is.
    pub(super) kind: TokenKind,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
}

/// Words that lose their vowel and stand as a token of their own before an apostrophe.
const ELIDED: [&str; 13] =
    ["l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "presqu"];

/// Most sentences have no more tokens than one for so many bytes.
pub(super) const BYTES_A_TOKEN: usize = 5;

/// Hands over the tokens of a sentence in their order, each with its atom where it is one alone.
#[inline]
pub(super) fn each_token(
    folded: &Folded,
    atoms: &Atoms,
    mut take: impl FnMut(Token, Option<Atom>),
) {
    let bytes = folded.plain.as_bytes();
    // The first byte that no token has, and the first atom that begins there or after it.
    let (mut at, mut index) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        while atoms.get(index).is_some_and(|(range, _)| range.start < at) {
            index += 1;
        }
        let first = atoms.get(index).filter(|(range, _)| range.start == at);
        let start = at;
        let kind = match byte {
            b' ' => {
                at += 1;
                continue;
            }
            b'0'..=b'9' => {
                at = number_end(bytes, at);
                TokenKind::Number
            }
            b if is_letter(*b) => {
                at = match &first {
                    Some(_) => word_end(folded, atoms, index),
                    // Letters right after digits.
                    None => inner_word_end(folded, at),
                };
                TokenKind::Word
            }
            _ => {
                at += 1;
                TokenKind::Sign
            }
        };
        let alone = first.filter(|(range, _)| range.end == at).map(|(_, atom)| atom);
        take(Token { start, end: at, kind, is_capital: byte.is_ascii_uppercase() }, alone);
    }
}

/// "06:15", "6h15", "6 h 30", "18h": a time of day at the head of a line.
pub(super) fn is_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let n_hours = digits(0);
    let at = n_hours + usize::from(bytes.get(n_hours) == Some(&b' '));
    let is_hour = (1..=2).contains(&n_hours);
    match bytes.get(at) {
        Some(b':') => is_hour && digits(at + 1) == 2,
        Some(b'h' | b'H') => is_hour && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
        _ => false,
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'~'
}

/// "2 000", "1.500", "8,000": groups of three digits belong together.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + digits(start);
    if end - start > 3 {
        return end;
    }
    while matches!(bytes.get(end), Some(b' ' | b'.' | b',')) && digits(end + 1) == 3 {
        end += 4;
    }
    end
}

/// The end of the word that starts with an atom.
fn word_end(folded: &Folded, atoms: &Atoms, index: usize) -> usize {
    let start = atoms.get(index).map_or(0, |(range, _)| range.start);
    let mut last = index;
    loop {
        let end = atoms.get(last).map_or(start, |(range, _)| range.end);
        let goes_on = atoms.get(last + 2).is_some_and(|(_, atom)| is_word(atom));
        match folded.plain.as_bytes().get(end) {
            Some(b'-') if goes_on => last += 2,
            Some(b'\'') if is_elided(folded, start, end) => return end + 1,
            Some(b'\'') if goes_on => last += 2,
            _ => return end,
        }
    }
}

/// The end of a word that starts inside an atom.
fn inner_word_end(folded: &Folded, start: usize) -> usize {
    let rest = folded.plain.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().take_while(|byte| is_word_byte(**byte)).count()
}

/// "d'" and "l'" are words of their own; "N'Gourma" and "M'Berra" are names.
fn is_elided(folded: &Folded, start: usize, end: usize) -> bool {
    let before = folded.plain.get(start..end).unwrap_or_default();
    let next_is_capital = folded.plain.as_bytes().get(end + 1).is_some_and(u8::is_ascii_uppercase);
    let is_name = matches!(before, "N" | "M" | "T") && next_is_capital;
    !is_name && ELIDED.contains(&folded.lower(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::FRENCH;

    #[test]
    fn words_keep_their_hyphens_and_names_their_apostrophes() {
        let check = |text: &str, expected: &[&str]| {
            let folded = Folded::new(text, 0, 0);
            let atoms = FRENCH.scanner.atoms(&folded);
            let mut found = Vec::new();
            each_token(&folded, &atoms, |t, _| found.push(&folded.plain[t.start..t.end]));
            assert_eq!(found, expected, "{text}");
        };
        check("près d’Aguel Hoc", &["pres", "d'", "Aguel", "Hoc"]);
        check("Fada N'Gourma, Tin-Akoff", &["Fada", "N'Gourma", ",", "Tin-Akoff"]);
        check("2 000 morts, 1.500 (08)", &["2 000", "morts", ",", "1.500", "(", "08", ")"]);
        check("le 17juin 2021", &["le", "17", "juin", "2021"]);
        check("aujourd'hui", &["aujourd'hui"]);
        check("17juin-18juin d'17e", &["17", "juin", "-", "18", "juin", "d'", "17", "e"]);
    }
}
