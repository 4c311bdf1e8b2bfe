//! Cuts a folded sentence into words, numbers and signs.

use super::classes::Class;
use super::fold::Folded;
use super::lexicon::{Atom, Atoms, RowNumber, is_word};

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
    /// The byte of a sign, 0 for all else.
    pub(super) sign: u8,
    /// In which lists it stands.
    pub(super) row: RowNumber,
    /// What its word may be.
    pub(super) class: Class,
}

impl Token {
    fn new(start: usize, end: usize, kind: TokenKind, first: Option<u8>) -> Self {
        let sign = first.filter(|_| kind == TokenKind::Sign).unwrap_or_default();
        let is_capital = first.is_some_and(|byte| byte.is_ascii_uppercase());
        let (row, class) = (RowNumber::default(), Class::default());
        Self { start, end, kind, is_capital, sign, row, class }
    }
}

/// Words that lose their vowel and stand as a token of their own before an apostrophe.
pub(super) const ELIDED: [&str; 13] =
    ["l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "presqu"];

/// Most sentences have no more tokens than one for so many bytes.
pub(super) const BYTES_A_TOKEN: usize = 5;

/// How a token is made of atoms.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made {
    /// Of one alone.
    Whole(Atom),
    /// Of one and the apostrophe that stands for its vowel: "l'".
    Elided(Atom),
    /// Of several, of which this is the first: "sud-ouest", "2 000".
    Joined(Atom),
    /// Of a part of one: "17juin".
    Part,
}

/// Hands over the tokens of a sentence in their order, their classes and lists still open.
#[inline]
pub(super) fn each_token(folded: &Folded, atoms: &Atoms, mut take: impl FnMut(Token, Made)) {
    let bytes = folded.plain.as_bytes();
    let mut rest = atoms.all();
    while let [(start, atom), after @ ..] = rest {
        let (start, atom) = (*start as usize, *atom);
        let end = after.first().map_or(bytes.len(), |(next, _)| *next as usize);
        rest = after;
        let token = |end, kind| Token::new(start, end, kind, bytes.get(start).copied());
        if !is_word(atom) {
            if bytes.get(start) != Some(&b' ') {
                take(token(end, TokenKind::Sign), Made::Whole(atom));
            }
            continue;
        }
        if bytes.get(start).is_some_and(u8::is_ascii_digit) {
            let number_end = number_end(bytes, start);
            rest = from(rest, number_end);
            let next = rest.first().map_or(bytes.len(), |(next, _)| *next as usize);
            let is_whole = number_end == next;
            let made = if is_whole { Made::Joined(atom) } else { Made::Part };
            take(token(number_end, TokenKind::Number), made);
            // "17juin": letters right after digits.
            if !is_whole {
                let first = bytes.get(number_end).copied();
                take(Token::new(number_end, next, TokenKind::Word, first), Made::Part);
            }
            continue;
        }
        if !matches!(bytes.get(end), Some(b'-' | b'\'')) {
            take(token(end, TokenKind::Word), Made::Whole(atom));
            continue;
        }
        let long = word_end(folded, start, end, after);
        let made = match long {
            long if long == end => Made::Whole(atom),
            long if long == end + 1 => Made::Elided(atom),
            _ => Made::Joined(atom),
        };
        take(token(long, TokenKind::Word), made);
        rest = from(rest, long);
    }
}

/// The atoms that start at a byte or after it.
fn from(mut atoms: &[(u32, Atom)], at: usize) -> &[(u32, Atom)] {
    while let [(start, _), after @ ..] = atoms
        && (*start as usize) < at
    {
        atoms = after;
    }
    atoms
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

/// The end of the word whose first atom these atoms come after.
fn word_end(folded: &Folded, start: usize, mut end: usize, mut after: &[(u32, Atom)]) -> usize {
    let bytes = folded.plain.as_bytes();
    while let [(at, sign), further @ ..] = after
        && *at as usize == end
    {
        let is_apostrophe = *sign == Atom::from(b'\'');
        if is_apostrophe && is_elided(folded, start, end) {
            return end + 1;
        }
        let [(_, inner), beyond @ ..] = further else { return end };
        if !(is_apostrophe || *sign == Atom::from(b'-')) || !is_word(*inner) {
            return end;
        }
        end = beyond.first().map_or(bytes.len(), |(next, _)| *next as usize);
        after = beyond;
    }
    end
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
