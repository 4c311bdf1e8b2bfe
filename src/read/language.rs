//! Recognises French and English by their commonest words, and by those of short reports.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::model::Language;

use super::fold::push_folded;

/// How much of a text is looked at, in characters, and after how many bytes each time it is asked
/// whether more would tell anything.
const SAMPLE: usize = 6000;
const STRETCH: usize = 128;
/// The least share of common words in a text of that language.
/// Source: measured, development corpus (French and English texts have 25 to 45 %).
const LEAST_SHARE: f64 = 0.08;

const FRENCH: [&str; 32] = [
    "le", "la", "les", "des", "du", "de", "d", "l", "et", "dans", "une", "un", "est", "au", "aux",
    "par", "pour", "sur", "qui", "ont", "ete", "en", "selon", "avec", "tue", "tues", "blesse",
    "blesses", "attaque", "armes", "hommes", "soldats",
];
const ENGLISH: [&str; 44] = [
    "the", "of", "and", "in", "to", "was", "were", "by", "on", "at", "that", "for", "with", "said",
    "had", "have", "is", "near", "from", "their", "an", "this", "been", "has", "it", "they", "who",
    "after", "when", "last", "early", "late", "dead", "men", "two", "ago", "killed", "wounded",
    "injured", "gunmen", "armed", "attack", "killing", "kill",
];
/// Common words of neighbouring languages that share words with French or English.
const OTHER: [&str; 22] = [
    "el", "los", "las", "del", "y", "por", "con", "para", "que", "uma", "nao", "dos", "da", "em",
    "und", "der", "die", "das", "il", "di", "che", "het",
];

/// More words of French and English reports, which tell the language of a text of a line or two.
const FRENCH_OF_BRIEFS: &str = "\
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin \
    juillet aout septembre octobre novembre decembre deux trois quatre cinq sept huit neuf \
    dix onze douze treize quinze vingt trente morts mort tuees attaques civils \
    terroristes enleve enleves pres contre apres devant se ses sont fait nord sud ouest \
    bilan";
const ENGLISH_OF_BRIEFS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday january february march april \
    june july august september october november december three four five seven eight nine \
    ten eleven twelve fifteen twenty kills attacks soldiers civilians abducted kidnapped \
    against north south toll";

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

/// The greatest number of a word of the lists: they have seven bytes at most, as a test holds.
const LONGEST_KEY: u64 = 0xff_ffff_ffff_ffff;

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

    /// Whether what follows would not tell another language: many words of one, few of the others.
    fn is_sure(&self) -> bool {
        const MANY: usize = 32;
        const FEW: usize = 8;
        let [french, english, other] = self.counts;
        let (best, second) = (french.max(english), french.min(english).max(other));
        let is_enough = best as f64 >= 2.0 * LEAST_SHARE * self.n_words as f64;
        best >= MANY && is_enough && second * FEW <= best
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
    let mut stretch = STRETCH;
    while let Some(byte) = bytes.get(at) {
        if at >= stretch {
            if count.is_sure() {
                break;
            }
            stretch += STRETCH;
        }
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
        () if !is_enough && n_words <= MOST_WORDS_OF_BRIEF => of_brief(sample),
        () if !is_enough || other > best => Language::Other,
        () if french >= english => Language::French,
        () => Language::English,
    }
}

/// A text with more words is none of a line or two.
const MOST_WORDS_OF_BRIEF: usize = 40;

/// The language of a line or two: "Attaque à X lundi : dix morts."
fn of_brief(text: &str) -> Language {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|character| push_folded(&mut folded, character));
    let lower = folded.to_ascii_lowercase();
    let words = || lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let count = |common: &[&str], more: &str| {
        words().filter(|word| common.contains(word) || more.split(' ').any(|w| w == *word)).count()
    };
    let french = count(&FRENCH, FRENCH_OF_BRIEFS);
    let english = count(&ENGLISH, ENGLISH_OF_BRIEFS);
    let other = count(&OTHER, "");
    let best = french.max(english);
    let least = 2.0 * LEAST_SHARE * words().count() as f64;
    match () {
        () if best <= other || (best as f64) < least => Language::Other,
        () if french >= english => Language::French,
        () => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_or_two_is_known_by_the_words_of_reports() {
        let check =
            |text: &str, expected: Language| assert_eq!(recognise(text), expected, "{text}");
        check("Attaque à Gao lundi : dix morts.", Language::French);
        check("Ménaka : deux civils enlevés", Language::French);
        check("Gao: ten soldiers killed Monday", Language::English);
        check("Ataque em Gao: dez mortos", Language::Other);
        check("Gao, Gossi, Hombori", Language::Other);
        check("", Language::Other);
    }

    #[test]
    fn no_word_of_the_lists_is_longer_than_those_looked_up() {
        assert!(LISTS.keys().all(|key| *key <= LONGEST_KEY));
    }
}
