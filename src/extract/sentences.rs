//! Cuts a text into sentences, in one pass over its characters.

use std::ops::Range;

use super::entries::{Layout, opens_dated};
use super::lexicon::{Lexicon, Lists};

/// A sentence longer than this is cut at the next blank, so that work and memory stay bounded.
const LONGEST: usize = 1500;
/// Text without blanks is cut here.
const LONGEST_WORD: usize = 3000;

/// The longest abbreviation, in bytes.
const LONGEST_ABBREVIATION: usize = 6;

/// A sentence's place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Bytes of the text, without blanks at the ends.
    pub(super) bytes: Range<usize>,
    /// The number of its first character.
    pub(super) first_character: usize,
    /// The number of its line, from 0.
    pub(super) line: usize,
    /// Whether it follows the one before it after no more than a semicolon.
    pub(super) is_clause: bool,
    /// The number of the entry of a list that it stands in, 0 above the first.
    pub(super) entry: usize,
}

/// The sentences of a text, in order.
pub(super) fn sentences(text: &str, lexicon: &Lexicon) -> Vec<Sentence> {
    let layout = Layout::of(text, lexicon);
    let mut cutter = Cutter::new(text, lexicon);
    cutter.enter(layout, 0);
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let after = at + character.len_utf8();
        if cutter.start.is_none() && !character.is_whitespace() {
            cutter.open(at);
            if opens_next_entry(text, at, character) {
                cutter.enter_within_line();
            }
        }
        if character == '\n' {
            if cutter.ends_line(at, after) {
                cutter.cut(at, false);
            }
            cutter.line += 1;
            cutter.enter(layout, after);
        } else if cutter.ends_here(at, character, after) {
            cutter.cut(after, matches!(character, ';' | ','));
        }
        at = cutter.next_sign(after);
    }
    cutter.cut(text.len(), false);
    cutter.sentences
}

struct Cutter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    start: Option<(usize, usize)>,
    line: usize,
    was_semicolon: bool,
    entry: usize,
    /// A byte, and the number of its character.
    counted: (usize, usize),
    sentences: Vec<Sentence>,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self {
            text,
            lexicon,
            start: None,
            line: 0,
            was_semicolon: false,
            entry: 0,
            counted: (0, 0),
            sentences: Vec::new(),
        }
    }

    /// Opens a sentence.
    fn open(&mut self, at: usize) {
        let (from, number) = self.counted;
        let n_characters = self.text.get(from..at).unwrap_or_default().chars().count();
        self.counted = (at, number + n_characters);
        self.start = Some(self.counted);
    }

    /// The next byte, from one on, whose character may end a sentence.
    fn next_sign(&self, from: usize) -> usize {
        let Some((start, _)) = self.start else { return from };
        let to = (start + LONGEST + 1).clamp(from, self.text.len());
        let bytes = self.text.as_bytes().get(from..to).unwrap_or_default();
        let mut at = from + bytes.iter().take_while(|byte| !may_end(**byte)).count();
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    fn cut(&mut self, end: usize, is_semicolon: bool) {
        let Some((start, first_character)) = self.start.take() else { return };
        let length = self.text.get(start..end).unwrap_or_default().trim_end().len();
        let is_clause = std::mem::replace(&mut self.was_semicolon, is_semicolon);
        if length > 0 {
            let bytes = start..start + length;
            let (line, entry) = (self.line, self.entry);
            self.sentences.push(Sentence { bytes, first_character, line, is_clause, entry });
        }
    }

    /// Counts the entries where a line opens one.
    fn enter(&mut self, layout: Layout<'_>, at: usize) {
        const HEAD: usize = 48;
        if self.start.is_some() {
            return;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let end = line.char_indices().nth(HEAD).map_or(line.len(), |(end, _)| end);
        let before = self.text.get(..at).unwrap_or_default();
        let head = line.get(..end).unwrap_or_default();
        self.entry += usize::from(!head.trim().is_empty() && layout.opens(before, head));
    }

    /// Counts an entry that opens inside a line, and what stands before it there as one too.
    fn enter_within_line(&mut self) {
        let (line, entry) = (self.line, self.entry);
        let is_before = |s: &&mut Sentence| s.line == line && s.entry == 0;
        let before = self.sentences.iter_mut().rev().take_while(is_before);
        let n_before = before.map(|sentence| sentence.entry = entry + 1).count();
        self.entry += 1 + usize::from(n_before > 0);
    }

    /// A line break ends a sentence unless the next line goes on in lower case.
    fn ends_line(&self, at: usize, after: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        let next =
            self.text.get(after..).unwrap_or_default().chars().find(|c| !matches!(c, ' ' | '\t'));
        before.ends_with(['.', '!', '?', '»', '"', ':', ';', '…', '\n'])
            || !next.is_some_and(char::is_lowercase)
    }

    fn ends_here(&self, at: usize, character: char, after: usize) -> bool {
        let start = self.start.map_or(at, |(s, _)| s);
        if at - start > LONGEST && (character.is_whitespace() || at - start > LONGEST_WORD) {
            return true;
        }
        let rest = self.text.get(after..).unwrap_or_default();
        match character {
            ';' => rest.starts_with(char::is_whitespace),
            ',' => {
                let lists = &self.lexicon.lists;
                lists.while_clauses.opens(rest)
                    || opens_next_place(rest, lists)
                    || opens_next_day(rest, self.lexicon)
                    || opens_next_deed(rest, self.lexicon)
            }
            '!' | '?' | '…' => !closes_quote(rest) && opens_sentence(rest),
            '»' | '”' | '"' => {
                let before = self.text.get(start..at).unwrap_or_default().trim_end();
                before.ends_with(['.', '!', '?', '…']) && opens_sentence(rest)
            }
            '.' => {
                let before = self.text.get(start..at).unwrap_or_default();
                !closes_quote(rest)
                    && !is_abbreviation(before, &self.lexicon.lists)
                    && opens_sentence(rest)
                    && !is_inside_number(before, rest)
            }
            _ => false,
        }
    }
}

/// "Soala : tirs, un mort. 16/05 – Gao : …": the next entry of a list in one line.
fn opens_next_entry(text: &str, at: usize, character: char) -> bool {
    let is_line =
        || text.get(..at).is_none_or(|before| before.trim_end_matches(' ').ends_with('\n'));
    character.is_ascii_digit()
        && opens_dated(text.get(at..).unwrap_or_default())
        && at > 0
        && !is_line()
}

/// ", and on Wednesday three civilians …": the next of several days, with what happened on it.
fn opens_next_day(rest: &str, lexicon: &Lexicon) -> bool {
    const LEAST: usize = 40;
    let Some(link) = lexicon.lists.day_joins.opening(rest).next() else { return false };
    let after = rest.get(link.len()..).unwrap_or_default();
    let word = after.split([' ', ',']).next().unwrap_or_default();
    let clause = after.split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    clause.len() >= LEAST && lexicon.weekdays.contains_key(&word.to_lowercase())
}

/// ", ainsi que du dynamitage, le lendemain, de deux …": the next of several deeds, with its day.
fn opens_next_deed(rest: &str, lexicon: &Lexicon) -> bool {
    let lists = &lexicon.lists;
    let Some(link) = lists.also_deeds.opening(rest).next() else { return false };
    let after = rest.get(link.len()..).unwrap_or_default();
    let clause = after.split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    let mut words = clause.split([' ', ',']);
    words.next().is_some_and(|word| lists.joined_deeds.has(word))
        && words.any(|word| {
            lists.next_days.has(word) || lexicon.weekdays.contains_key(&word.to_lowercase())
        })
}

/// ", et Labbezanga, où trois …": the next of several places, with what happened there.
fn opens_next_place(rest: &str, lists: &Lists) -> bool {
    const LONGEST: usize = 48;
    let Some(link) = lists.place_joins.opening(rest).next() else { return false };
    let name = rest.get(link.len()..).unwrap_or_default();
    let opener = lists.place_openers.all().find(|opener| name.starts_with(opener));
    let name = opener.and_then(|opener| name.strip_prefix(opener)).unwrap_or(name);
    let name = name.split(',').next().filter(|name| name.len() <= LONGEST).unwrap_or_default();
    let after = rest.split_once(name).map_or("", |(_, after)| after);
    name.starts_with(char::is_uppercase)
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && lists.where_clauses.opens(after)
}

/// Whether a byte is a sign that may end a sentence, or opens a character that may be one: '»', '”',
/// '…'.
fn may_end(byte: u8) -> bool {
    const ENDS: [bool; 256] = {
        let signs = *b"\n;,!?\".\xc2\xe2";
        let mut may_end = [false; 256];
        let mut at = 0;
        while at < signs.len() {
            may_end[signs[at] as usize] = true;
            at += 1;
        }
        may_end
    };
    ENDS[usize::from(byte)]
}

/// A closing quote belongs to the sentence before it.
fn closes_quote(rest: &str) -> bool {
    rest.starts_with('"')
        || rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(['»', '”'])
}

/// Whether what follows a point looks like the start of a sentence: blank and a capital, perhaps
/// after a closing quote, or a capital right after it where the blank is missing.
fn opens_sentence(rest: &str) -> bool {
    let closed = rest.trim_start_matches(['"', '»', '”', ')', '\u{a0}', '\u{202f}', '’', '.']);
    let mut characters = closed.chars();
    match characters.next() {
        None => true,
        Some(c) if c.is_whitespace() => {
            let next = closed.trim_start().chars().next();
            next.is_none_or(|n| !n.is_lowercase() && !matches!(n, ',' | ';' | ':'))
        }
        Some(c) if c.is_uppercase() => characters.next().is_some_and(char::is_lowercase),
        _ => false,
    }
}

fn is_abbreviation(before: &str, lists: &Lists) -> bool {
    let word_start = before
        .char_indices()
        .rev()
        .take(8)
        .take_while(|(_, c)| c.is_alphanumeric())
        .last()
        .map_or(before.len(), |(at, _)| at);
    let word = before.get(word_start..).unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial
        || word.len() <= LONGEST_ABBREVIATION && lists.abbreviations.has(&word.to_lowercase())
}

fn is_inside_number(before: &str, rest: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::FRENCH;

    #[test]
    fn sentences_are_cut_where_they_end() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> =
                sentences(text, &FRENCH).into_iter().map(|s| &text[s.bytes]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("", &[]);
        check("Un. Deux.", &["Un.", "Deux."]);
        check("M. Diallo et le col. Ba parlent.", &["M. Diallo et le col. Ba parlent."]);
        check("Le N° 4 a 2.5 km. Fin", &["Le N° 4 a 2.5 km.", "Fin"]);
        check("« Fini. » Puis rien.", &["« Fini. »", "Puis rien."]);
        check("Un titre\nUne ligne\nqui continue.", &["Un titre", "Une ligne\nqui continue."]);
        check("Trois morts ; deux blessés.", &["Trois morts ;", "deux blessés."]);
        check(
            "À A, où l'un dort, et B, où l'autre veille.",
            &["À A, où l'un dort,", "et B, où l'autre veille."],
        );
        check(
            "Il parle du rapt d'un maire, ainsi que du dynamitage, mardi, d'un pont.",
            &["Il parle du rapt d'un maire,", "ainsi que du dynamitage, mardi, d'un pont."],
        );
        check(
            "Il parle d'un rapt, et du dynamitage de ponts.",
            &["Il parle d'un rapt, et du dynamitage de ponts."],
        );
        check("Il dort à A, et B, las, veille.", &["Il dort à A, et B, las, veille."]);
        check("Détruits.Le point suit.", &["Détruits.", "Le point suit."]);
    }

    #[test]
    fn a_text_without_blanks_is_cut_too() {
        assert!(sentences(&"é".repeat(100_000), &FRENCH).len() > 10);
    }
}
