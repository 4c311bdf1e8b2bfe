//! The nearest spellings of a misspelt name, by letters alone: every name without case, accents,
//! hyphens and spaces, found by its pieces.
//!
//! A name with at most two edits keeps one of three pieces untouched. So each name is entered under
//! each of its pieces, a question looks up its own parts where the pieces would lie, and only what
//! it finds is compared. Source: Li, Deng, Wang, Feng 2011, Pass-Join. Limit: two edits of which one
//! swaps two letters across a border of pieces can escape it.

use rapidfuzz::distance::osa;

use super::fold::{self, Folder};
use super::pack::hash;
use super::spelling;
use super::tables::{NameAt, Tables};

/// Edits up to which a name is found.
const N_EDITS: usize = 2;
/// Names from this many letters on are cut in four pieces, which are still long enough to tell.
const LONG: usize = 12;
/// Questions with fewer letters are near to too much.
const SHORTEST: usize = 4;
/// How many of the nearest are compared more closely.
const N_CLOSER: usize = 64;

/// All spellings, in the order of their letters' number, then of their letters.
#[derive(Debug)]
pub(super) struct Spelled {
    text: Vec<u8>,
    /// Where each spelling begins in the text, and the end.
    starts: Vec<u32>,
    /// The names of each spelling: the numbers of the first, and the end.
    first_names: Vec<u32>,
    names: Vec<NameAt>,
    /// Where each bucket of pieces begins, and the end.
    buckets: Vec<u32>,
    entries: Vec<Entry>,
}

/// A spelling in a bucket, with its letters, which tell most of the strangers.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    spelling: u32,
    letters: u32,
}

impl Spelled {
    /// Cost: O(n log n), about half a microsecond a name.
    pub(super) fn new(tables: &Tables) -> Self {
        let mut arena = Vec::new();
        let mut all: Vec<(usize, u32, NameAt)> = Vec::new();
        let mut folder = Folder::default();
        tables.each_name(|at, name| {
            let plain = folder.plain(name);
            if plain.len() + N_EDITS >= SHORTEST {
                all.push((plain.len(), arena.len() as u32, at));
                arena.extend_from_slice(plain);
            }
        });
        let letters = |&(length, start, _): &(usize, u32, NameAt)| -> &[u8] {
            arena.get(start as usize..start as usize + length).unwrap_or_default()
        };
        all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| letters(a).cmp(letters(b))));
        let mut spelled = Self::empty();
        for one in &all {
            spelled.push(letters(one), one.2);
        }
        spelled.close();
        spelled
    }

    /// The names with the fewest edits, the best first, with a score.
    ///
    /// Equal numbers of edits are told apart by accents and hyphens, then by letters that the question
    /// has and the name has not, then by sound, then by size.
    pub(super) fn nearest(&self, tables: &Tables, name: &str, n_most: usize) -> Vec<(NameAt, f64)> {
        let plain = fold::plain(name).into_bytes();
        if plain.len() < SHORTEST || n_most == 0 {
            return Vec::new();
        }
        let mut near = self.within(&plain);
        near.sort_unstable();
        let last = near.get(n_most - 1).map_or(N_EDITS, |(n_edits, _)| *n_edits);
        near.retain(|(n_edits, _)| *n_edits <= last);
        near.truncate(N_CLOSER);
        let question = Question::new(name);
        let mut ranked: Vec<(Rank, NameAt)> = Vec::new();
        for (n_edits, spelling) in near {
            for at in self.names_of(spelling) {
                ranked.push((question.rank(n_edits, tables.name(*at)), *at));
            }
        }
        ranked.sort_by_key(|(rank, at)| (*rank, at.place, at.name));
        if let Some((last, _)) = ranked.get(n_most - 1).copied() {
            ranked.retain(|(rank, _)| *rank <= last);
        }
        ranked.truncate(N_CLOSER);
        let mut told_apart: Vec<(Rank, f64, u32, NameAt)> = ranked
            .into_iter()
            .map(|(rank, at)| {
                (rank, question.sound(tables.name(at)), tables.population(at.place), at)
            })
            .collect();
        told_apart.sort_by(|a, b| {
            let by_size = || b.2.cmp(&a.2).then(a.3.place.cmp(&b.3.place));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(by_size)
        });
        let score = |n_edits: usize| (0.9 - n_edits as f64 * 2.0 / plain.len() as f64).max(0.05);
        told_apart.into_iter().map(|(rank, _, _, at)| (at, score(rank.n_edits))).collect()
    }

    /// The spellings within [`N_EDITS`], each once, with their edits.
    fn within(&self, plain: &[u8]) -> Vec<(usize, u32)> {
        let letters = fold::letters_of(plain);
        let mut candidates: Vec<u32> = Vec::new();
        for length in plain.len().saturating_sub(N_EDITS)..=plain.len() + N_EDITS {
            for i in 0..n_pieces(length) {
                let (start, end) = (border(length, i), border(length, i + 1));
                for shift in shifts(plain.len() as isize - length as isize) {
                    let Some(start) = start.checked_add_signed(shift) else { continue };
                    let Some(piece) =
                        end.checked_add_signed(shift).and_then(|end| plain.get(start..end))
                    else {
                        continue;
                    };
                    let bucket = self.bucket(piece, length, i).iter();
                    let is_near = |entry: &&Entry| {
                        has_two_at_most(letters & !entry.letters)
                            && has_two_at_most(entry.letters & !letters)
                    };
                    candidates.extend(bucket.filter(is_near).map(|entry| entry.spelling));
                }
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let pattern = Pattern::new(plain);
        let edits = |i: &u32| Some((pattern.n_edits(self.spelling(*i as usize))?, *i));
        candidates.iter().filter_map(edits).collect()
    }

    fn bucket(&self, piece: &[u8], length: usize, i: usize) -> &[Entry] {
        let bucket = bucket_of(piece, length, i, self.buckets.len());
        let bound = |i: usize| self.buckets.get(i).map_or(0, |start| *start as usize);
        self.entries.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default()
    }

    fn spelling(&self, i: usize) -> &[u8] {
        let bounds = self.starts.get(i).zip(self.starts.get(i + 1));
        let range = bounds.map(|(start, end)| *start as usize..*end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    fn names_of(&self, i: u32) -> &[NameAt] {
        let bounds = self.first_names.get(i as usize).zip(self.first_names.get(i as usize + 1));
        let range = bounds.map(|(start, end)| *start as usize..*end as usize);
        range.and_then(|range| self.names.get(range)).unwrap_or_default()
    }

    fn empty() -> Self {
        Self {
            text: Vec::new(),
            starts: Vec::new(),
            first_names: Vec::new(),
            names: Vec::new(),
            buckets: Vec::new(),
            entries: Vec::new(),
        }
    }

    fn push(&mut self, plain: &[u8], at: NameAt) {
        let last = self.starts.last().and_then(|start| self.text.get(*start as usize..));
        if last != Some(plain) {
            self.starts.push(self.text.len() as u32);
            self.first_names.push(self.names.len() as u32);
            self.text.extend_from_slice(plain);
        }
        self.names.push(at);
    }

    /// Enters all spellings under their pieces: counted first, then put in place.
    fn close(&mut self) {
        self.starts.push(self.text.len() as u32);
        self.first_names.push(self.names.len() as u32);
        let n_spellings = self.starts.len() - 1;
        let n_buckets = (n_spellings * 3).next_power_of_two();
        let mut entered: Vec<(u32, Entry)> = Vec::with_capacity(n_spellings * 3);
        let mut buckets = vec![0_u32; n_buckets + 1];
        for i in 0..n_spellings {
            let plain = self.spelling(i);
            let entry = Entry { spelling: i as u32, letters: fold::letters_of(plain) };
            for k in 0..n_pieces(plain.len()) {
                let range = border(plain.len(), k)..border(plain.len(), k + 1);
                let piece = plain.get(range).unwrap_or_default();
                let bucket = bucket_of(piece, plain.len(), k, n_buckets + 1);
                if let Some(count) = buckets.get_mut(bucket) {
                    *count += 1;
                }
                entered.push((bucket as u32, entry));
            }
        }
        let mut sum = 0;
        for start in &mut buckets {
            sum += *start;
            *start = sum;
        }
        let mut entries = vec![Entry::default(); entered.len()];
        for (bucket, entry) in entered.into_iter().rev() {
            let Some(end) = buckets.get_mut(bucket as usize) else { continue };
            *end -= 1;
            if let Some(free) = entries.get_mut(*end as usize) {
                *free = entry;
            }
        }
        (self.buckets, self.entries) = (buckets, entries);
    }
}

/// Whether at most two bits are set: two edits lose or win two letters at most.
fn has_two_at_most(bits: u32) -> bool {
    let all_but_one = bits & bits.wrapping_sub(1);
    all_but_one & all_but_one.wrapping_sub(1) == 0
}

fn n_pieces(length: usize) -> usize {
    if length < LONG { N_EDITS + 1 } else { N_EDITS + 2 }
}

fn border(length: usize, i: usize) -> usize {
    length * i / n_pieces(length)
}

/// How far a piece can have moved in a name that is `longer` letters longer, with two edits in all.
fn shifts(longer: isize) -> impl Iterator<Item = isize> {
    let reach = N_EDITS as isize;
    (-reach..=reach).filter(move |shift| shift.abs() + (longer - shift).abs() <= reach)
}

fn bucket_of(piece: &[u8], length: usize, i: usize, n_bounds: usize) -> usize {
    let mixed = hash(piece) ^ ((length * 8 + i) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 20) as usize & n_bounds.saturating_sub(2)
}

/// How near a name is, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    n_edits: usize,
    /// Edits with accents and separators.
    n_edits_written: usize,
    /// Letters that only the question has. One left out or swapped with its neighbour is likelier
    /// than one particular wrong letter. Source: Kernighan, Church, Gale 1990, the noisy channel.
    n_invented: usize,
}

/// What is asked for, as the closer comparison needs it.
struct Question {
    letters: Vec<char>,
    written: osa::BatchComparator<char>,
    key: Vec<u8>,
}

impl Question {
    fn new(name: &str) -> Self {
        let letters = lower(name);
        let written = osa::BatchComparator::new(letters.iter().copied());
        Self { letters, written, key: Folder::default().key(name).to_vec() }
    }

    fn rank(&self, n_edits: usize, known: &str) -> Rank {
        let mut known = lower(known);
        let n_edits_written = self.written.distance(known.iter().copied());
        let mut n_invented = 0;
        for letter in &self.letters {
            match known.iter().position(|other| other == letter) {
                Some(at) => {
                    known.swap_remove(at);
                }
                None => n_invented += 1,
            }
        }
        Rank { n_edits, n_edits_written, n_invented }
    }

    /// The weighted distance of the keys.
    fn sound(&self, known: &str) -> f64 {
        spelling::distance(&self.key, Folder::default().key(known), 8.0).unwrap_or(8.0)
    }
}

fn lower(name: &str) -> Vec<char> {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// A name made ready for comparison with many: where each byte occurs in it.
struct Pattern<'a> {
    name: &'a [u8],
    occurs: [u64; 256],
}

impl<'a> Pattern<'a> {
    fn new(name: &'a [u8]) -> Self {
        let mut occurs = [0; 256];
        for (i, byte) in name.iter().enumerate().take(64) {
            if let Some(bits) = occurs.get_mut(usize::from(*byte)) {
                *bits |= 1 << i;
            }
        }
        Self { name, occurs }
    }

    /// The edits between the names (a swap of neighbours is one), where at most [`N_EDITS`].
    ///
    /// Source: Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    /// distances"; longer names than a word has bits go to `rapidfuzz`.
    fn n_edits(&self, other: &[u8]) -> Option<usize> {
        let n_letters = self.name.len();
        if n_letters == 0 || n_letters > 64 {
            let n_edits = osa::distance(self.name.iter(), other.iter());
            return (n_edits <= N_EDITS).then_some(n_edits);
        }
        let last = 1_u64 << (n_letters - 1);
        let (mut up, mut down, mut same, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut n_edits = n_letters;
        for byte in other {
            let here = self.occurs.get(usize::from(*byte)).copied().unwrap_or_default();
            let swapped = ((!same & here) << 1) & before;
            same = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let (right, left) = (down | !(same | up), same & up);
            n_edits += usize::from(right & last != 0);
            n_edits -= usize::from(left & last != 0);
            let right = right << 1 | 1;
            (up, down) = (left << 1 | !(same | right), right & same);
            before = here;
        }
        (n_edits <= N_EDITS).then_some(n_edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_those_of_the_plain_algorithm() {
        let names = ["gao", "goa", "menaka", "emnaka", "menka", "kidal", "", "a", "tombouctou"];
        for a in names {
            for b in names {
                let expected = osa::distance(a.bytes(), b.bytes());
                let found = Pattern::new(a.as_bytes()).n_edits(b.as_bytes());
                assert_eq!(found, (expected <= N_EDITS).then_some(expected), "{a} {b}");
            }
        }
    }

    #[test]
    fn pieces_move_as_far_as_two_edits_allow() {
        let check = |longer: isize, expected: &[isize]| {
            assert_eq!(shifts(longer).collect::<Vec<_>>(), expected, "{longer}");
        };
        check(0, &[-1, 0, 1]);
        check(1, &[0, 1]);
        check(-2, &[-2, -1, 0]);
        check(3, &[]);
    }
}
