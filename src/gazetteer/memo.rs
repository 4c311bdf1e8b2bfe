//! Answers about names, kept from one text to the next: news repeat their names.

use std::hash::BuildHasher;
use std::sync::Mutex;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Into how many parts the answers are split, so that threads seldom wait for one another.
const N_SHARDS: usize = 16;
/// How many answers a part keeps before it starts anew.
const MOST: usize = 4096;
/// Longer names are not kept.
const LONGEST: usize = 64;

/// What was asked about names, and the answers. Some 5 MB at most.
#[derive(Debug, Default)]
pub(super) struct Memo {
    shards: [Mutex<FxHashMap<Box<str>, bool>>; N_SHARDS],
}

impl Memo {
    /// The answer about a name: the one kept, else the one found.
    pub(super) fn answer(&self, name: &str, find: impl FnOnce() -> bool) -> bool {
        let hash = FxBuildHasher.hash_one(name) as usize >> 20;
        let shard = self.shards.get(hash % N_SHARDS).filter(|_| name.len() <= LONGEST);
        let Some(shard) = shard else { return find() };
        if let Some(told) = shard.lock().ok().and_then(|kept| kept.get(name).copied()) {
            return told;
        }
        let answer = find();
        if let Ok(mut kept) = shard.lock() {
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(name.into(), answer);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once_and_kept() {
        let memo = Memo::default();
        assert!(memo.answer("Gao", || true));
        assert!(memo.answer("Gao", || panic!("it was kept")));
        assert!(!memo.answer("gao", || false));
        let long = "o".repeat(LONGEST + 1);
        assert!(memo.answer(&long, || true));
        assert!(!memo.answer(&long, || false));
    }
}
