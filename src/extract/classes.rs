//! Tells in one look-up what a word may be, so that the readers pass over most words at once.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::{ENGLISH, FRENCH, Lexicon};
use super::{names, numbers, places};

/// What a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u8);

impl Class {
    /// The first word of a number.
    pub(super) const NUMBER: Self = Self(1);
    /// The first word of a part of a place phrase.
    pub(super) const PLACE: Self = Self(2);
    /// An article, which opens a part of a place phrase where the words after it do.
    pub(super) const ARTICLE: Self = Self(4);
    /// No part of a name, though it has a capital.
    pub(super) const NAMELESS: Self = Self(8);

    /// Whether it is all that another class is.
    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The classes of the words of a language; all others have none.
#[derive(Debug, Default)]
pub(super) struct Classes {
    words: FxHashMap<Box<str>, Class>,
    /// The length of the longest of them, in bytes.
    longest: usize,
}

static FRENCH_CLASSES: LazyLock<Classes> = LazyLock::new(|| Classes::new(&FRENCH));
static ENGLISH_CLASSES: LazyLock<Classes> = LazyLock::new(|| Classes::new(&ENGLISH));

impl Classes {
    /// The classes of a lexicon's language.
    pub(super) fn of(lexicon: &Lexicon) -> &'static Self {
        if lexicon.is_english { &ENGLISH_CLASSES } else { &FRENCH_CLASSES }
    }

    fn new(lexicon: &Lexicon) -> Self {
        let mut classes = Self::default();
        classes.add(lexicon.numbers.keys().map(String::as_str), Class::NUMBER);
        classes.add(numbers::openers(), Class::NUMBER);
        classes.add(places::OPENERS, Class::PLACE);
        classes.add(places::ARTICLES, Class::ARTICLE);
        classes.add(names::NO_PLACE, Class::NAMELESS);
        classes.add(lexicon.weekdays.keys().map(String::as_str), Class::NAMELESS);
        classes.add(lexicon.months.keys().map(String::as_str), Class::NAMELESS);
        classes
    }

    fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, class: Class) {
        for word in words {
            self.longest = self.longest.max(word.len());
            let known = self.words.entry(word.into()).or_default();
            *known = known.with(class);
        }
    }

    /// The class of a folded word; a word with hyphens opens a number where its first part does.
    pub(super) fn class(&self, word: &str) -> Class {
        let own = self.exact(word);
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

    #[test]
    fn a_word_is_all_that_it_may_be() {
        let check = |word: &str, class: Class, expected: bool| {
            assert_eq!(Classes::of(&FRENCH).class(word).is(class), expected, "{word}");
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
