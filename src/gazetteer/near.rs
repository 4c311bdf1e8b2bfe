//! The keys of a pack that are nearly equal to another, by the weighted distance of `spelling`.

use rapidfuzz::distance::osa;

use super::pack::Pack;
use super::{fold, spelling};

/// Which letters each key has, and where the keys of each length begin.
#[derive(Debug)]
pub(super) struct Near {
    letters: Vec<u32>,
    /// Which groups of consonants each key has.
    groups: Vec<u32>,
    of_length: Vec<usize>,
}

impl Near {
    /// Cost: some 10 ns a key.
    pub(super) fn new(pack: &Pack) -> Self {
        let mut letters = Vec::with_capacity(pack.n_keys());
        let mut of_length = Vec::new();
        for i in 0..pack.n_keys() {
            let key = pack.key(i);
            while of_length.len() <= key.len() {
                of_length.push(i);
            }
            letters.push(fold::letters_of(key));
        }
        let groups = letters.iter().map(|letters| spelling::groups_of(*letters)).collect();
        Self { letters, groups, of_length }
    }

    /// The numbers of the keys within a weighted distance, with the distance.
    ///
    /// Cost: O(keys of about that length); the letters that occur and the plain edit distance keep
    /// most of them from the weighted one.
    pub(super) fn within(&self, pack: &Pack, key: &[u8], limit: f64) -> Vec<(usize, f64)> {
        let reach = spelling::n_edits_most(limit);
        let letters = fold::letters_of(key);
        let groups = spelling::groups_of(letters);
        let most_groups = spelling::n_groups_most(limit);
        let plain = osa::BatchComparator::new(key.iter().copied());
        let cutoff = osa::Args::default().score_cutoff(reach);
        let least =
            key.len().saturating_sub(reach).max(spelling::N_LETTERS_LEAST.saturating_sub(2));
        let start =
            |length: usize| self.of_length.get(length).copied().unwrap_or(self.letters.len());
        let range = start(least)..start(key.len() + reach + 1);
        let masks = self.letters.get(range.clone()).unwrap_or_default();
        let group_masks = self.groups.get(range.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let is_beyond = |a: u32, b: u32, most: usize| {
            (a & !b).count_ones().max((b & !a).count_ones()) as usize > most
        };
        for (i, (other, other_groups)) in range.zip(masks.iter().zip(group_masks)) {
            if is_beyond(groups, *other_groups, most_groups) || is_beyond(letters, *other, reach) {
                continue;
            }
            let text = pack.key(i);
            let is_near = plain.distance_with_args(text.iter().copied(), &cutoff).is_some();
            if is_near && let Some(cost) = spelling::distance(key, text, limit) {
                found.push((i, cost));
            }
        }
        found
    }
}
