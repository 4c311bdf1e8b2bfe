//! The keys of a pack that are nearly equal to another, by the weighted distance of `spelling`.
//!
//! The keys of one length stand in the order of their letters, so they are walked like a tree: what
//! begins with the same letters is compared once, and left out as one where the beginning is already
//! too far. Source: the tree of words of Shang and Merrett 1996, here over sorted keys without a tree.

use std::ops::Range;

use super::pack::Pack;
use super::spelling::{self, Rows};

/// Where the keys of each length begin.
#[derive(Debug)]
pub(super) struct Near {
    of_length: Vec<usize>,
}

impl Near {
    /// Cost: next to nothing.
    pub(super) fn new(pack: &Pack) -> Self {
        let n_keys = pack.n_keys();
        let longest = n_keys.checked_sub(1).map_or(0, |last| pack.entry(last).key.len());
        let of_length = (0..=longest + 1)
            .map(|length| first_where(0..n_keys, |i| pack.entry(i).key.len() >= length))
            .collect();
        Self { of_length }
    }

    /// The numbers of the keys within a weighted distance, with the distance.
    ///
    /// Cost: up to half a millisecond with 200,000 keys and a long name, less for shorter ones.
    pub(super) fn within(&self, pack: &Pack, key: &[u8], limit: f64) -> Vec<(usize, f64)> {
        let reach = spelling::n_edits_most(limit);
        let least =
            key.len().saturating_sub(reach).max(spelling::N_LETTERS_LEAST.saturating_sub(2));
        let mut found = Vec::new();
        let mut rows = Rows::new(key, limit);
        for length in least..=key.len() + reach {
            let bounds = self.of_length.get(length).zip(self.of_length.get(length + 1));
            if let Some((start, end)) = bounds {
                walk(pack, *start..*end, &mut rows, (0, length), &mut found);
            }
        }
        found
    }
}

impl Near {
    /// The numbers of the keys that are longer and begin so.
    ///
    /// Cost: some µs.
    pub(super) fn begun_by(&self, pack: &Pack, key: &[u8]) -> Vec<usize> {
        let lengths = self.of_length.windows(2).skip(key.len() + 1);
        let of_length = lengths.flat_map(|bounds| {
            let [start, end] = bounds else { return 0..0 };
            let begin = |i: usize| pack.entry(i).key.get(..key.len()).unwrap_or_default();
            let first = first_where(*start..*end, |i| begin(i) >= key);
            first..first_where(first..*end, |i| begin(i) > key)
        });
        of_length.collect()
    }
}

/// The near ones among keys of one length that share their letters before a place.
fn walk(
    pack: &Pack,
    mut keys: Range<usize>,
    rows: &mut Rows<'_>,
    (place, length): (usize, usize),
    found: &mut Vec<(usize, f64)>,
) {
    let letter_at = |i: usize| pack.entry(i).key.get(place).copied().unwrap_or_default();
    while keys.start < keys.end {
        let letter = letter_at(keys.start);
        let end = first_where(keys.clone(), |i| letter_at(i) > letter);
        if rows.put(place, letter, length) {
            if place + 1 < length {
                walk(pack, keys.start..end, rows, (place + 1, length), found);
            } else if let Some(distance) = rows.distance(length) {
                found.extend((keys.start..end).map(|i| (i, distance)));
            }
        }
        keys.start = end;
    }
}

/// The first of a range where `is_beyond` holds, as it does for all after it; the end where for none.
fn first_where(range: Range<usize>, is_beyond: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    // Near ones first: most letters change after few keys.
    let mut step = 1;
    while low + step < high && !is_beyond(low + step) {
        low += step;
        step *= 2;
    }
    high = high.min(low.saturating_add(step));
    while low < high {
        let middle = low + (high - low) / 2;
        if is_beyond(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::compile::compile;
    use crate::gazetteer::pack::PackInfo;
    use crate::gazetteer::{Gazetteer, Place};

    #[test]
    fn keys_that_begin_so_are_found_at_every_length() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let places: Vec<Place> = gazetteer.places().iter().step_by(7).cloned().collect();
        let pack = Pack::open(compile(places, PackInfo::default()).into(), true).unwrap();
        let near = Near::new(&pack);
        let mut n_found = 0;
        for key in ["a", "kor", "gidan", "zzz", "uro", "tin", "bor", "z"] {
            let key = key.as_bytes();
            let longer = |i: &usize| {
                let known = pack.entry(*i).key;
                known.len() > key.len() && known.starts_with(key)
            };
            let scanned: Vec<usize> = (0..pack.n_keys()).filter(longer).collect();
            n_found += scanned.len();
            assert_eq!(near.begun_by(&pack, key), scanned, "{key:?}");
        }
        assert!(n_found > 100, "{n_found}");
    }

    #[test]
    fn the_walk_finds_what_a_scan_finds() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let places: Vec<Place> = gazetteer.places().iter().step_by(11).cloned().collect();
        let pack = Pack::open(compile(places, PackInfo::default()).into(), true).unwrap();
        let near = Near::new(&pack);
        let mut n_found = 0;
        for key in ["menaka", "emnaka", "tombuktu", "gurmararus", "uagadugu", "tesalit", "bamako2"]
        {
            let key = key.as_bytes();
            for limit in [0.5, 1.5, 2.0, 3.0] {
                let scanned: Vec<(usize, f64)> = (0..pack.n_keys())
                    .filter(|i| pack.entry(*i).key.len() + 2 >= spelling::N_LETTERS_LEAST)
                    .filter_map(|i| Some((i, spelling::distance(key, pack.entry(i).key, limit)?)))
                    .collect();
                assert_eq!(near.within(&pack, key, limit), scanned, "{key:?} {limit}");
                n_found += scanned.len();
            }
        }
        assert!(n_found > 20, "{n_found}");
    }
}
