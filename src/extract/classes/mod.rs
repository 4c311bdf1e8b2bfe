//! Tells in one look-up what a word may be, so that the readers pass over most words at once.

mod class;

use rustc_hash::FxHashMap;

pub(super) use class::Class;

use super::dates;
use super::lexicon::{Atom, Lexicon, Scanner, Words, expand, rows};
use super::tokens::ELIDED;

/// The classes of the words of a language; all others have none.
#[derive(Debug, Default)]
pub(super) struct Classes {
    /// Each that a word without signs has, once; the first is none.
    distinct: Vec<Class>,
    /// The numbers of those of words without signs.
    atoms: Numbers,
    /// The same of words before an apostrophe that stands for their vowel.
    elided: Numbers,
    words: FxHashMap<Box<str>, Class>,
    /// The length of the longest of them, in bytes.
    longest: usize,
}

/// The numbers of words by their atoms, 0 for all others. They are small, for every word is looked up.
#[derive(Debug, Default)]
struct Numbers(Vec<u16>);

impl Numbers {
    fn of(&self, atom: Atom) -> usize {
        self.0.get(atom as usize).copied().map_or(0, usize::from)
    }

    /// Notes the class of an atom by its number among the distinct ones.
    fn keep(
        &mut self,
        atom: Atom,
        class: Class,
        known: &mut FxHashMap<Class, u16>,
        distinct: &mut Vec<Class>,
    ) {
        let number = *known.entry(class).or_insert_with(|| {
            distinct.push(class);
            u16::try_from(distinct.len() - 1).unwrap_or_default()
        });
        let at = atom as usize;
        self.0.resize(self.0.len().max(at + 1), 0);
        self.0.get_mut(at).into_iter().for_each(|known| *known = number);
    }
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
        classes.add(lexicon.date_forms.first_words(), Class::OPENS_DATE);
        classes.number(scanner);
        classes
    }

    /// Gives the words their numbers by their atoms.
    fn number(&mut self, scanner: &mut Scanner) {
        let is_plain = |word: &&str| word.bytes().all(|b| b.is_ascii_alphanumeric());
        let mut known = FxHashMap::from_iter([(Class::default(), 0)]);
        self.distinct.push(Class::default());
        let mut atoms = Numbers::default();
        for word in self.words.keys().map(|word| &**word).filter(is_plain) {
            let class = self.exact(word);
            atoms.keep(scanner.word(word), class, &mut known, &mut self.distinct);
        }
        let mut elided = Numbers::default();
        for word in ELIDED {
            let class = self.of_word(&format!("{word}'"));
            elided.keep(scanner.word(word), class, &mut known, &mut self.distinct);
        }
        (self.atoms, self.elided) = (atoms, elided);
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
        self.distinct.get(self.atoms.of(atom)).copied().unwrap_or_default()
    }

    /// The class of a word that is elided: "l'".
    pub(super) fn of_elided(&self, atom: Atom) -> Class {
        self.distinct.get(self.elided.of(atom)).copied().unwrap_or_default()
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
