//! Tells in one look-up of a word which lists it stands in, and of which it opens entries.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::lists::{Lists, N_LISTS};
use super::scanner::{Atom, Scanner};
use super::words::Words;
use crate::extract::fold::is_word_byte;
use crate::extract::tokens::Made;

const BITS: usize = u64::BITS as usize;

/// Some of the lists of a language, as bits by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::extract) struct ListSet([u64; N_LISTS.div_ceil(BITS)]);

impl ListSet {
    /// Whether a list is among them.
    pub(in crate::extract) fn has(&self, list: &Words) -> bool {
        let bits = self.0.get(list.number() / BITS).copied().unwrap_or_default();
        bits >> (list.number() % BITS) & 1 != 0
    }

    /// Adds others.
    pub(in crate::extract) fn add(&mut self, others: &Self) {
        self.0.iter_mut().zip(others.0).for_each(|(bits, more)| *bits |= more);
    }

    fn insert(&mut self, list: &Words) {
        let bits = self.0.get_mut(list.number() / BITS);
        bits.into_iter().for_each(|bits| *bits |= 1 << (list.number() % BITS));
    }

    fn all() -> Self {
        Self([u64::MAX; N_LISTS.div_ceil(BITS)])
    }
}

/// What is known of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[repr(align(64))] // One line of the cache each.
struct Row {
    /// The lists that it stands in.
    whole: ListSet,
    /// The lists that have an entry with it as its first word.
    opens: ListSet,
}

/// The row of a token: its number, and whether it is only that of the first word in the token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct RowNumber {
    number: u16,
    is_part: bool,
}

impl RowNumber {
    /// Whether the token may be of any list, or may open an entry of one.
    pub(in crate::extract) fn is_of_any(self) -> bool {
        self.number != 0
    }
}

/// The rows of all words of a language's lists.
#[derive(Debug, Default)]
pub(in crate::extract) struct Membership {
    /// Each once; the first is of words in no list, the second of what may be in all.
    rows: Vec<Row>,
    /// The rows of words without signs, by their atoms.
    atoms: Vec<u16>,
    /// The same of words before an apostrophe that stands for their vowel.
    elided: Vec<u16>,
}

/// The row of what may be in all lists.
const ANY: u16 = 1;

impl Membership {
    /// The membership of the words of these lists.
    pub(super) fn new(lists: &Lists, scanner: &mut Scanner) -> Self {
        let (mut atoms, mut elided) = (BTreeMap::<Atom, Row>::new(), BTreeMap::new());
        for list in lists.each() {
            for entry in list.all().filter(|entry| entry.is_ascii()) {
                let first = first_word(entry);
                let atom = match first.as_bytes() {
                    [sign] if !is_word_byte(*sign) => Atom::from(*sign),
                    _ => scanner.word(first),
                };
                let row = atoms.entry(atom).or_default();
                row.opens.insert(list);
                if first == entry {
                    row.whole.insert(list);
                } else if entry.strip_suffix('\'') == Some(first) {
                    elided.entry(atom).or_insert_with(Row::default).whole.insert(list);
                }
            }
        }
        // What is elided opens what its letters open.
        for (atom, row) in &atoms {
            elided.entry(*atom).or_default().opens = row.opens;
        }
        let any = Row { whole: ListSet::all(), opens: ListSet::all() };
        let mut membership = Self { rows: vec![Row::default(), any], ..Self::default() };
        let mut known = FxHashMap::default();
        membership.atoms = membership.numbered(&atoms, &mut known);
        membership.elided = membership.numbered(&elided, &mut known);
        membership
    }

    /// The numbers of the rows of atoms, by atom.
    fn numbered(
        &mut self,
        of_atoms: &BTreeMap<Atom, Row>,
        known: &mut FxHashMap<Row, u16>,
    ) -> Vec<u16> {
        let n_atoms = of_atoms.keys().last().map_or(0, |last| *last as usize + 1);
        let mut numbers = vec![0; n_atoms];
        for (atom, row) in of_atoms {
            let number = *known.entry(row.clone()).or_insert_with(|| {
                self.rows.push(row.clone());
                u16::try_from(self.rows.len() - 1).unwrap_or(ANY)
            });
            numbers.get_mut(*atom as usize).into_iter().for_each(|known| *known = number);
        }
        numbers
    }

    /// The row of a token that is made so.
    pub(in crate::extract) fn row(&self, made: Made) -> RowNumber {
        let (rows, atom, is_part) = match made {
            Made::Whole(atom) => (&self.atoms, atom, false),
            Made::Elided(atom) => (&self.elided, atom, false),
            Made::Joined(first) => (&self.atoms, first, true),
            Made::Part => return RowNumber { number: ANY, is_part: true },
        };
        RowNumber { number: rows.get(atom as usize).copied().unwrap_or_default(), is_part }
    }

    /// Whether the token of a row is a word of a list; `None` where only its letters tell.
    #[inline]
    pub(in crate::extract) fn is_of(&self, row: RowNumber, list: &Words) -> Option<bool> {
        match row {
            RowNumber { number: 0, .. } => Some(false),
            RowNumber { is_part: true, .. } => (!self.opens(row).has(list)).then_some(false),
            RowNumber { number, .. } => {
                self.rows.get(usize::from(number)).map(|row| row.whole.has(list))
            }
        }
    }

    /// The lists that may have an entry that starts with the token of a row.
    #[inline]
    pub(in crate::extract) fn opens(&self, row: RowNumber) -> &ListSet {
        const NONE: &ListSet = &ListSet([0; N_LISTS.div_ceil(BITS)]);
        self.rows.get(usize::from(row.number)).map_or(NONE, |row| &row.opens)
    }
}

/// The first word of an entry, or its first byte where that is of no word.
fn first_word(entry: &str) -> &str {
    let n_bytes = entry.bytes().take_while(|byte| is_word_byte(*byte)).count();
    entry.get(..n_bytes.max(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};
    use crate::extract::sentence::Text;

    #[test]
    fn numbers_tell_of_words_what_their_letters_tell() {
        let check = |lexicon: &'static Lexicon, words: &str| {
            let text = Text::new(words, 0..words.len(), 0, lexicon);
            for (list, at) in
                lexicon.lists.each().iter().flat_map(|list| (0..12).map(move |i| (list, i)))
            {
                let word = text.word(at);
                assert_eq!(
                    text.is_of(at, list),
                    list.has(word),
                    "{word} in {:?}",
                    list.all().next()
                );
            }
        };
        check(&FRENCH, "Le sous-préfet, l'imam et quelqu'un d'autre, tués le 17juin");
        check(&FRENCH, "Jusqu'à 2 000 habitants de Guet-Apens auraient fui (environs)");
        check(&ENGLISH, "The chief's men didn't say whether 12 of them were killed");
    }

    #[test]
    fn entries_of_several_words_are_found_by_their_first() {
        let words = "Il y a eu au moins dix morts";
        let text = Text::new(words, 0..words.len(), 0, &FRENCH);
        let lists = &FRENCH.lists;
        assert_eq!((0..8).find_map(|at| text.standing(&lists.at_least, at)), Some(2));
        assert_eq!((0..8).find_map(|at| text.standing(&lists.three_borders, at)), None);
        assert!(text.stands_before(&lists.at_least, 6) && !text.stands_before(&lists.at_least, 5));
    }
}
