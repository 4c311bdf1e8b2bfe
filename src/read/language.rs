//! Recognises French and English by their commonest words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::Language;

use super::fold::push_folded;

/// How much of a text is looked at, in characters.
const SAMPLE: usize = 6000;
/// The least share of common words in a text of that language.
/// Source: measured, development corpus (French and English texts have 25 to 45 %).
const LEAST_SHARE: f64 = 0.08;

const FRENCH: [&str; 24] = [
    "le", "la", "les", "des", "du", "de", "d", "l", "et", "dans", "une", "un", "est", "au", "aux",
    "par", "pour", "sur", "qui", "ont", "ete", "en", "selon", "avec",
];
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "in", "to", "was", "were", "by", "on", "at", "that", "for", "with", "said",
    "had", "have", "is", "near", "from", "their",
];
/// Common words of neighbouring languages that share words with French or English.
const OTHER: [&str; 22] = [
    "el", "los", "las", "del", "y", "por", "con", "para", "que", "uma", "nao", "dos", "da", "em",
    "und", "der", "die", "das", "il", "di", "che", "het",
];

/// The letters and digits of ASCII in lower case, 0 for all other bytes.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// A word as a number, by which it is found at once, and one letter more. Of long words, which the
/// lists do not have, it is that of their last eight letters.
fn longer(key: u64, letter: u8) -> u64 {
    key << 8 | u64::from(letter)
}

/// The greatest number of a word of the lists: they have five bytes at most, as a test holds.
const LONGEST_KEY: u64 = 0xff_ffff_ffff;

/// The words of the three lists: 0 French, 1 English, 2 other.
static LISTS: LazyLock<FxHashMap<u64, usize>> = LazyLock::new(|| {
    let lists: [&[&'static str]; 3] = [&FRENCH, &ENGLISH, &OTHER];
    let numbered = lists.into_iter().enumerate();
    numbered
        .flat_map(|(n, list)| list.iter().map(move |word| (word.bytes().fold(0, longer), n)))
        .collect()
});

/// The words of a text so far, and those of them that are in the lists.
#[derive(Default)]
struct Count {
    /// The number of the word under way, 0 between words.
    key: u64,
    counts: [usize; 3],
    n_words: usize,
}

impl Count {
    /// Takes the next byte of folded text.
    #[inline]
    fn take(&mut self, byte: u8, lists: &FxHashMap<u64, usize>) {
        match LETTERS[usize::from(byte)] {
            0 => self.close(lists),
            letter => self.key = longer(self.key, letter),
        }
    }

    /// Counts the word that ends.
    #[inline]
    fn close(&mut self, lists: &FxHashMap<u64, usize>) {
        let key = std::mem::take(&mut self.key);
        if key == 0 {
            return;
        }
        self.n_words += 1;
        if key <= LONGEST_KEY {
            let count = lists.get(&key).and_then(|n| self.counts.get_mut(*n));
            count.into_iter().for_each(|count| *count += 1);
        }
    }
}

/// The language of a text; `Other` where it is neither or too short to tell.
pub(super) fn recognise(text: &str) -> Language {
    let lists = &*LISTS;
    let mut count = Count::default();
    let n_bytes = match text.len() <= SAMPLE {
        true => text.len(),
        false => text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at),
    };
    let sample = text.get(..n_bytes).unwrap_or(text);
    let bytes = sample.as_bytes();
    let mut folded = String::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            count.take(*byte, lists);
            at += 1;
            continue;
        }
        let Some(character) = sample.get(at..).and_then(|rest| rest.chars().next()) else { break };
        folded.clear();
        push_folded(&mut folded, character);
        folded.bytes().for_each(|byte| count.take(byte, lists));
        at += character.len_utf8();
    }
    count.close(lists);
    let n_words = count.n_words;
    let [french, english, other] = count.counts;
    let best = french.max(english);
    let is_enough = best as f64 >= LEAST_SHARE * n_words as f64 && best > 0;
    match () {
        () if !is_enough || other > best => Language::Other,
        () if french >= english => Language::French,
        () => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_lists_is_longer_than_those_looked_up() {
        assert!(LISTS.keys().all(|key| *key <= LONGEST_KEY));
    }
}
