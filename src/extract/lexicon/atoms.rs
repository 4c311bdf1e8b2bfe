//! The numbers of words.

use rustc_hash::FxHashMap;

use super::scanner::{Atom, FIRST_WORD, SPREAD, number};

/// Words, to their atoms.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Those of up to eight bytes, which are found by these alone.
    short: Short,
    long: FxHashMap<Box<str>, Atom>,
}

impl Words {
    fn get(&self, word: &str) -> Option<Atom> {
        self.with_key(word, word.bytes().fold(0, longer))
    }

    /// The atom of a word whose bytes make a number.
    #[inline]
    pub(super) fn with_key(&self, word: &str, key: u64) -> Option<Atom> {
        if is_short(word) { self.short.get(key) } else { self.long.get(word).copied() }
    }

    /// The atom of a word, which has one from now on.
    pub(super) fn add(&mut self, word: &str) -> Atom {
        if let Some(known) = self.get(word) {
            return known;
        }
        let next = FIRST_WORD + number(self.short.n_words + self.long.len());
        match is_short(word) {
            true => self.short.insert(word.bytes().fold(0, longer), next),
            false => drop(self.long.insert(word.into(), next)),
        }
        next
    }
}

/// Short words by their bytes, at a slot that these tell or the next free one after it.
#[derive(Debug, Default)]
struct Short {
    /// A power of two of them, at least half of them free; the key of a free one is 0.
    slots: Vec<(u64, Atom)>,
    n_words: usize,
}

/// Takes the upper half of a product.
const SHIFT: u32 = u64::BITS / 2;

impl Short {
    #[inline]
    fn get(&self, key: u64) -> Option<Atom> {
        let (known, atom) = *self.slots.get(self.slot(key))?;
        (known != 0).then_some(atom)
    }

    /// The slot of a word, or the free one that is its.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut slot = (key.wrapping_mul(SPREAD) >> SHIFT) as usize & (self.slots.len().max(1) - 1);
        let is_other = |(known, _): &(u64, Atom)| *known != key && *known != 0;
        while self.slots.get(slot).is_some_and(is_other) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }

    fn insert(&mut self, key: u64, atom: Atom) {
        const LEAST: usize = 1 << 10;
        if self.slots.len() <= 2 * self.n_words {
            let larger = vec![(0, 0); (2 * self.slots.len()).max(LEAST)];
            let known = std::mem::replace(&mut self.slots, larger);
            known.into_iter().filter(|(key, _)| *key != 0).for_each(|word| self.put(word));
        }
        self.put((key, atom));
        self.n_words += 1;
    }

    fn put(&mut self, word: (u64, Atom)) {
        let slot = self.slot(word.0);
        self.slots.get_mut(slot).into_iter().for_each(|free| *free = word);
    }
}

/// The bytes of a word as a number, and one byte more. Short words have each a number of their own.
pub(super) fn longer(key: u64, byte: u8) -> u64 {
    key << 8 | u64::from(byte)
}

fn is_short(word: &str) -> bool {
    word.len() <= size_of::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_an_atom_of_its_own() {
        let mut words = Words::default();
        assert_eq!(words.get("a"), None);
        let all: Vec<String> =
            (0..5000).map(|n| format!("w{n}")).chain(["gendarmerie".into()]).collect();
        let atoms: Vec<Atom> = all.iter().map(|word| words.add(word)).collect();
        assert!(atoms.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(all.iter().zip(&atoms).all(|(word, atom)| words.get(word) == Some(*atom)));
        assert_eq!(words.add("w7"), atoms[7]);
        assert_eq!((words.get("w"), words.get("gendarme")), (None, None));
    }
}
