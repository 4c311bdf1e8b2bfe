//! Tells in one look-up what a word may be, so that the readers pass over most words at once.

use rustc_hash::FxHashMap;

use super::dates;
use super::lexicon::{Atom, Lexicon, Scanner, Words, expand, rows};
use super::tokens::ELIDED;

/// What a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    /// The first word of a number.
    pub(super) const NUMBER: Self = Self(1);
    /// The first word of a part of a place phrase.
    pub(super) const PLACE: Self = Self(2);
    /// An article, which opens a part of a place phrase where the words after it do.
    pub(super) const ARTICLE: Self = Self(4);
    /// No part of a name, though it has a capital.
    pub(super) const NAMELESS: Self = Self(8);

    /// A unit of length or time.
    pub(super) const DISTANCE: Self = Self(16);

    /// A word without which no date is told, but for those in digits.
    pub(super) const DATE: Self = Self(32);
    /// A word without which no claimant is found by a form of saying.
    pub(super) const SAYING: Self = Self(64);
    /// A word without which nobody is said to be unharmed.
    pub(super) const NONE: Self = Self(128);
    /// A word without which nobody told of before is said to be dead.
    pub(super) const PRONOUN: Self = Self(256);
    /// A word of a number: one that counts, or its part ("et" in "vingt-et-un").
    pub(super) const COUNT: Self = Self(512);
    /// The first of the words before a number that say how sure it is.
    pub(super) const MODIFIER: Self = Self(1024);
    /// The first of the words before the name of a river or road.
    pub(super) const LINE: Self = Self(2048);
    /// An article or "de", which may stand between a feature word and its name.
    pub(super) const DETERMINER: Self = Self(4096);
    /// A word for a group, which may be armed.
    pub(super) const GROUP: Self = Self(8192);
    /// A word that points to a place told before.
    pub(super) const POINTER: Self = Self(1 << 14);
    /// "said".
    pub(super) const SAID: Self = Self(1 << 15);
    /// A word for a number of dead.
    pub(super) const TOLL: Self = Self(1 << 16);
    /// A word without which nobody is named as who says it by "selon" and its like.
    pub(super) const ACCORDING: Self = Self(1 << 17);
    /// All that a word with signs inside has from each of its parts.
    const OF_PARTS: Self = Self(32 | 64 | 128 | 256 | 512 | 1 << 17);

    /// The class of a name in the tables.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "number" => Self::NUMBER,
            "count" => Self::COUNT,
            "place" => Self::PLACE,
            "article" => Self::ARTICLE,
            "determiner" => Self::DETERMINER,
            "distance" => Self::DISTANCE,
            "nameless" => Self::NAMELESS,
            "group" => Self::GROUP,
            "pointer" => Self::POINTER,
            "said" => Self::SAID,
            "saying" => Self::SAYING,
            "according" => Self::ACCORDING,
            "toll" => Self::TOLL,
            "none" => Self::NONE,
            "pronoun" => Self::PRONOUN,
            _ => return None,
        })
    }

    /// Whether it is all that another class is.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both in one.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// The classes of the words of a language; all others have none.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// The classes of words without signs, by their atoms.
    atoms: Vec<Class>,
    /// The same of words before an apostrophe that stands for their vowel.
    elided: Vec<Class>,
    words: FxHashMap<Box<str>, Class>,
    /// The length of the longest of them, in bytes.
    longest: usize,
}

impl Classes {
    /// The classes of the words of a language: of its table, of its number words, months and
    /// weekdays, and of what opens the entries of its lists.
    pub(super) fn new<'l>(lexicon: &'l Lexicon, scanner: &mut Scanner) -> Self {
        let mut classes = Self::default();
        let number = Class::NUMBER.with(Class::COUNT);
        classes.add(lexicon.numbers.keys().map(String::as_str), number);
        for (words, class, _) in rows(lexicon.word_classes) {
            let class = Class::named(class).unwrap_or_default();
            classes.add(expand(words).iter().map(String::as_str), class);
        }
        let lists = &lexicon.lists;
        let openers = |list: &'l Words| list.all().filter_map(|words| words.split(' ').next());
        for modifiers in [&lists.at_least, &lists.about] {
            classes.add(openers(modifiers), Class::NUMBER.with(Class::MODIFIER));
        }
        classes.add(openers(&lists.along), Class::LINE);
        for names in [&lexicon.months, &lexicon.weekdays] {
            classes.add(names.keys().map(String::as_str), Class::NAMELESS.with(Class::DATE));
        }
        classes.add(dates::keywords(lexicon.dates).iter().map(String::as_str), Class::DATE);
        let is_plain = |word: &str| word.bytes().all(|b| b.is_ascii_alphanumeric());
        for (word, class) in classes.words.iter().filter(|(word, _)| is_plain(word)) {
            let atom = scanner.word(word) as usize;
            let n_atoms = classes.atoms.len().max(atom + 1);
            classes.atoms.resize(n_atoms, Class::default());
            classes.atoms.get_mut(atom).into_iter().for_each(|known| *known = *class);
        }
        for word in ELIDED {
            let atom = scanner.word(word) as usize;
            let n_atoms = classes.elided.len().max(atom + 1);
            classes.elided.resize(n_atoms, Class::default());
            let class = classes.of_word(&format!("{word}'"));
            classes.elided.get_mut(atom).into_iter().for_each(|known| *known = class);
        }
        classes
    }

    fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, class: Class) {
        for word in words {
            self.longest = self.longest.max(word.len());
            let known = self.words.entry(word.into()).or_default();
            *known = known.with(class);
        }
    }

    /// The class of a word without signs.
    pub(super) fn of_atom(&self, atom: Atom) -> Class {
        self.atoms.get(atom as usize).copied().unwrap_or_default()
    }

    /// The class of a word that is elided: "l'".
    pub(super) fn of_elided(&self, atom: Atom) -> Class {
        self.elided.get(atom as usize).copied().unwrap_or_default()
    }

    /// The class of a folded word with signs inside: its own and some of its parts'. It opens a
    /// number where its first part before a hyphen does.
    pub(super) fn of_word(&self, word: &str) -> Class {
        let parts = word.split(['-', '\'']).map(|part| self.exact(part).only(Class::OF_PARTS));
        let own = parts.fold(self.exact(word), Class::with);
        match word.split_once('-') {
            Some((first, _)) if self.exact(first).is(Class::NUMBER) => own.with(Class::NUMBER),
            _ => own,
        }
    }

    fn exact(&self, word: &str) -> Class {
        let known = (word.len() <= self.longest).then(|| self.words.get(word)).flatten();
        known.copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::FRENCH;
    use crate::extract::sentence::Text;

    #[test]
    fn a_word_is_all_that_it_may_be() {
        let check = |word: &str, class: Class, expected: bool| {
            let text = Text::new(word, 0..word.len(), 0, &FRENCH);
            assert_eq!(text.is(0, class), expected, "{word}");
        };
        check("douze", Class::NUMBER, true);
        check("quarante-huit", Class::NUMBER, true);
        check("environ", Class::NUMBER, true);
        check("village", Class::NUMBER, false);
        check("dans", Class::PLACE, true);
        check("les", Class::ARTICLE, true);
        check("les", Class::NUMBER, true);
        check("samedi", Class::NAMELESS, true);
        check("", Class::NAMELESS, false);
    }
}
