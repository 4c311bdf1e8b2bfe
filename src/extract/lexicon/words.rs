//! The words or stems of one list, and how it is asked for them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::matcher::{expand, rows};
use super::scanner::number;
use super::trigrams::{Trigrams, ends};
use crate::extract::fold::is_word_byte;

/// The words or stems of one list.
#[derive(Debug, Default)]
pub(in crate::extract) struct Words {
    /// Its number among the lists of its language.
    number: usize,
    all: Vec<Entry>,
    /// Their first bytes, which are of ASCII, as bits.
    first: u128,
    /// Their second bytes; all where one of them has no other.
    second: u128,
    /// Their last bytes; all where one of them is not of ASCII.
    last: u128,
    /// Whether one of them is a word or stem alone, with which longer words may begin.
    has_stems: bool,
    /// Finds them inside other words; made where it is first asked for.
    inside: OnceLock<Inside>,
}

/// Finds the entries of a list anywhere.
#[derive(Debug)]
struct Inside {
    all: Option<AhoCorasick>,
    /// The first three letters of each and the last, each two once.
    ends: Vec<[u16; 2]>,
    /// Whether one of them has fewer.
    has_short: bool,
}

impl Words {
    /// The rows of a table that name a list, which has a number.
    pub(super) fn new(table: &str, name: &str, number: usize) -> Self {
        let rows = rows(table).filter(|(_, list, _)| *list == name);
        let all: Vec<String> = rows.flat_map(|(words, ..)| expand(words)).collect();
        let bits = |byte: &dyn Fn(&str) -> u128| all.iter().fold(0, |bits, w| bits | byte(w));
        let first = bits(&|word| word.bytes().next().map_or(0, bit));
        let second = bits(&|word| word.as_bytes().get(1).map_or(ALL, |byte| bit_or_all(*byte)));
        let last = bits(&|word| word.bytes().last().map_or(ALL, bit_or_all));
        let has_stems = all.iter().any(|words| words.bytes().all(is_word_byte));
        let all = all.into_iter().map(Entry::new).collect();
        Self { number, all, first, second, last, has_stems, inside: OnceLock::new() }
    }

    /// Whether one of the entries is a word or stem alone, with which longer words may begin.
    pub(in crate::extract) fn has_stems(&self) -> bool {
        self.has_stems
    }

    /// The number of the list.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// The entries, in the order of the table.
    pub(in crate::extract) fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|entry| entry.words.as_str())
    }

    /// Whether a word is in the list.
    pub(in crate::extract) fn has(&self, word: &str) -> bool {
        self.opening(word).any(|entry| entry.len() == word.len())
    }

    /// Whether some words begin with one of the list.
    pub(in crate::extract) fn opens(&self, words: &str) -> bool {
        self.opening(words).next().is_some()
    }

    /// The entries that some words begin with, in the order of the table.
    pub(in crate::extract) fn opening(&self, words: &str) -> impl Iterator<Item = &str> {
        let (all, letters) = match self.may_open(words) {
            true => (self.all.as_slice(), head(words)),
            false => (&[] as &[Entry], 0),
        };
        let opening = all.iter().filter(move |entry| entry.opens(words, letters));
        opening.map(|entry| entry.words.as_str())
    }

    /// Whether some words end with one of the list.
    pub(in crate::extract) fn ends(&self, words: &str) -> bool {
        let may_end = words.bytes().last().is_none_or(|byte| self.last & bit_or_all(byte) != 0);
        may_end && {
            let letters = tail(words);
            self.all.iter().any(|entry| entry.ends(words, letters))
        }
    }

    /// Whether some words have one of the list in them.
    pub(in crate::extract) fn is_in(&self, words: &str) -> bool {
        match &self.inside().all {
            _ if self.all.is_empty() => false,
            Some(inside) => inside.is_match(words),
            None => self.all().any(|entry| words.contains(entry)),
        }
    }

    /// Whether one of the list may be in a text that has these letters.
    pub(in crate::extract) fn may_be_in(&self, text: &Trigrams) -> bool {
        let Inside { ends, has_short, .. } = self.inside();
        let may_be = |ends: &[u16; 2]| ends.iter().all(|trigram| text.may_have(*trigram));
        *has_short || ends.iter().any(may_be)
    }

    fn inside(&self) -> &Inside {
        self.inside.get_or_init(|| Inside {
            // Sentences are too short for a search for rare bytes to be worth its start.
            all: AhoCorasickBuilder::new().prefilter(false).build(self.all()).ok(),
            ends: BTreeSet::from_iter(self.all().filter_map(ends)).into_iter().collect(),
            has_short: self.all().any(|entry| ends(entry).is_none()),
        })
    }

    fn may_open(&self, words: &str) -> bool {
        let mut bytes = words.bytes();
        bytes.next().is_some_and(|byte| self.first & bit(byte) != 0)
            && bytes.next().is_none_or(|byte| self.second & bit_or_all(byte) != 0)
    }
}

/// An entry, with its first letters and its last, by which it is told from most of what it is asked for.
#[derive(Debug)]
struct Entry {
    words: String,
    head: u64,
    tail: u64,
    /// The bits of those letters that it has.
    mask: u64,
}

const N_LETTERS: usize = size_of::<u64>();

impl Entry {
    fn new(words: String) -> Self {
        let n_absent = N_LETTERS.saturating_sub(words.len());
        let mask = u64::MAX.checked_shr(8 * number(n_absent)).unwrap_or(0);
        Self { head: head(&words), tail: tail(&words), mask, words }
    }

    /// Whether words with these first letters begin with it.
    #[inline]
    fn opens(&self, words: &str, letters: u64) -> bool {
        (self.head ^ letters) & self.mask == 0
            && (self.words.len() <= N_LETTERS || words.starts_with(self.words.as_str()))
    }

    /// Whether words with these last letters end with it.
    #[inline]
    fn ends(&self, words: &str, letters: u64) -> bool {
        (self.tail ^ letters) & self.mask == 0
            && (self.words.len() <= N_LETTERS || words.ends_with(self.words.as_str()))
    }
}

/// The first eight bytes of some words, the first the lowest.
#[inline]
fn head(words: &str) -> u64 {
    let bytes = words.as_bytes();
    let all = bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    all.unwrap_or_else(|| bytes.iter().rev().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

/// The last eight, the last the lowest.
#[inline]
fn tail(words: &str) -> u64 {
    let bytes = words.as_bytes();
    let all = bytes.last_chunk().map(|bytes| u64::from_be_bytes(*bytes));
    all.unwrap_or_else(|| bytes.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

const ALL: u128 = u128::MAX;

/// One of 128 bits for a byte of ASCII, all for others.
fn bit_or_all(byte: u8) -> u128 {
    1_u128.checked_shl(u32::from(byte)).unwrap_or(ALL)
}

/// One of 128 bits for a byte of ASCII, none for others.
fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(u32::from(byte)).unwrap_or_default()
}
