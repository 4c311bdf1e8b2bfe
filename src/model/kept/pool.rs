//! Equal values kept once, each with a number.

use std::hash::Hash;

use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexSet};

/// Values by number; the number of a value is that of the first one equal to it.
#[derive(Clone, Debug)]
pub(super) struct Pool<T>(IndexSet<T, RandomState>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(IndexSet::default())
    }
}

impl<T: Hash + Eq> Pool<T> {
    /// The number of a value, which is kept where it is new.
    pub(super) fn keep<Q>(&mut self, value: &Q) -> u32
    where
        Q: ?Sized + Hash + Equivalent<T> + ToOwned<Owned = T>,
    {
        let known = self.0.get_index_of(value);
        let number = known.unwrap_or_else(|| self.0.insert_full(value.to_owned()).0);
        // Each value takes more than a byte of memory: a table that needs more numbers needs more
        // than 4 GiB for them alone.
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.0.get_index(number as usize)
    }

    /// The values in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

impl Pool<String> {
    /// The text of a number; empty where there is none.
    pub(super) fn text(&self, number: u32) -> &str {
        self.get(number).map_or("", String::as_str)
    }
}

/// Pairs of texts that are hardly ever equal, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts(String);

/// Where a pair stands: the first byte, and the lengths of the two in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    start: u64,
    len: [u32; 2],
}

impl Texts {
    pub(super) fn keep(&mut self, first: &str, second: &str) -> Place {
        let start = self.0.len() as u64;
        self.0.push_str(first);
        self.0.push_str(second);
        // Cells are far shorter than 4 GiB.
        Place { start, len: [first, second].map(|text| text.len().try_into().unwrap_or(u32::MAX)) }
    }

    pub(super) fn get(&self, place: Place) -> [&str; 2] {
        let [first, second] = place.len.map(|len| len as usize);
        let start = place.start as usize;
        let text = |from: usize, len: usize| self.0.get(from..from + len).unwrap_or("");
        [text(start, first), text(start + first, second)]
    }

    /// Keeps a pair of other texts.
    pub(super) fn append(&mut self, others: &Self, place: Place) -> Place {
        let [first, second] = others.get(place);
        self.keep(first, second)
    }
}
