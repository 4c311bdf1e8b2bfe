//! The name index: places by the key of each of their names, exact, by rule, or nearly.

use std::sync::OnceLock;

use rapidfuzz::distance::osa;
use rayon::prelude::*;

use super::fold::{self, Folder};
use super::{NameMatch, Place, PlaceKind, spelling, stop};

/// How many most candidates a name gets.
const N_MOST: usize = 64;

/// From how many letters `knows` trusts the rules of sound: shorter French words too often have the
/// key of a village ("guerre", Guéré). Measured: the lower-case words of 106 articles.
const N_LETTERS_BY_SOUND: usize = 7;

/// Every name and variant of every place, by the hash of its key.
#[derive(Debug)]
pub(super) struct NameIndex {
    /// Sorted by hash, then place, then name.
    entries: Vec<Entry>,
    /// Where the entries of each first byte pair of the hash begin.
    starts: Vec<u32>,
    keys: OnceLock<Keys>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u64,
    place: u32,
    /// 0 the name, from 1 the variants.
    name: u32,
}

/// The keys themselves, for the nearly equal names: made when the first unknown name is asked for.
#[derive(Debug)]
struct Keys {
    /// All keys, one after the other, the shorter first.
    text: Vec<u8>,
    /// Where each key begins, its letters, and its entry; sorted by length, then key.
    list: Vec<Key>,
    /// The first key of each length.
    of_length: Vec<usize>,
}

#[derive(Debug)]
struct Key {
    start: u32,
    letters: u32,
    place: u32,
    name: u32,
}

impl NameIndex {
    /// Cost: O(n log n); about 1 µs a name and core.
    pub(super) fn new(places: &[Place]) -> Self {
        let mut entries: Vec<Entry> = places
            .par_iter()
            .enumerate()
            .with_min_len(512)
            .flat_map_iter(|(place, record)| {
                let mut folder = Folder::default();
                names_of(record)
                    .enumerate()
                    .map(move |(name, text)| Entry {
                        hash: hash(folder.key(text)),
                        place: place as u32,
                        name: name as u32,
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        entries.par_sort_unstable();
        let mut starts = Vec::with_capacity(65_537);
        for (i, entry) in entries.iter().enumerate() {
            while starts.len() <= (entry.hash >> 48) as usize {
                starts.push(i as u32);
            }
        }
        starts.resize(65_537, entries.len() as u32);
        Self { entries, starts, keys: OnceLock::new() }
    }

    /// Whether a place has a name of this key, in at least the spelling that short names need.
    pub(super) fn knows(&self, places: &[Place], name: &str) -> bool {
        let mut folder = Folder::default();
        let key = folder.key(name).to_vec();
        let plain = fold::plain(name);
        if plain.len() < 2 || stop::is_common_word(name) {
            return false;
        }
        self.of_key(&key).any(|entry| {
            let known = name_at(places, entry.place, entry.name);
            if plain.len() < N_LETTERS_BY_SOUND {
                fold::plain(known) == plain
            } else {
                folder.key(known) == key
            }
        })
    }

    /// The places of a name: of its key, and where there is none, of nearly equal names.
    pub(super) fn lookup<'a>(&self, places: &'a [Place], name: &str) -> Vec<NameMatch<'a>> {
        let mut found = self.by_rule(places, name);
        if found.is_empty() {
            found = self.nearly(places, name, spelling::limit);
        }
        found.truncate(N_MOST);
        found
    }

    /// Nearly equal names, at a wider distance than [`Self::lookup`] accepts.
    pub(super) fn suggestions<'a>(
        &self,
        places: &'a [Place],
        name: &str,
        n_most: usize,
    ) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        let near = self.nearly(places, name, |n_letters| spelling::limit(n_letters) + 1.0);
        for found in self.by_rule(places, name).into_iter().chain(near) {
            if names.len() < n_most && !names.contains(&found.place.name.as_str()) {
                names.push(&found.place.name);
            }
        }
        names
    }

    fn by_rule<'a>(&self, places: &'a [Place], name: &str) -> Vec<NameMatch<'a>> {
        let key = Folder::default().key(name).to_vec();
        let is_short = is_short(&fold::plain(name));
        let mut found: Vec<NameMatch<'a>> = Vec::new();
        for entry in self.of_key(&key) {
            let known = name_at(places, entry.place, entry.name);
            let Some((cost, rules)) = fold::rules_between(name, known) else { continue };
            let is_sound = rules.iter().any(|rule| !is_writing_only(rule));
            if is_short && is_sound {
                continue;
            }
            let Some(place) = places.get(entry.place as usize) else { continue };
            let rules = rules.into_iter().map(str::to_owned).collect();
            add(&mut found, NameMatch { place, score: 1.0 - cost, rules });
        }
        sort(&mut found);
        found
    }

    fn nearly<'a>(
        &self,
        places: &'a [Place],
        name: &str,
        limit: impl Fn(usize) -> f64,
    ) -> Vec<NameMatch<'a>> {
        let key = Folder::default().key(name).to_vec();
        let limit = limit(key.len());
        if key.len() < spelling::N_LETTERS_LEAST || limit <= 0.0 {
            return Vec::new();
        }
        let keys = self.keys.get_or_init(|| Keys::new(places));
        let mut found: Vec<NameMatch<'a>> = Vec::new();
        for (near, cost) in keys.within(&key, limit) {
            let Some(place) = places.get(near.place as usize) else { continue };
            let known = Folder::default().key(name_at(places, near.place, near.name)).to_vec();
            let score = (0.9 - cost * 2.0 / key.len() as f64).max(0.05);
            add(&mut found, NameMatch { place, score, rules: spelling::differences(&key, &known) });
        }
        sort(&mut found);
        found
    }

    fn of_key(&self, key: &[u8]) -> impl Iterator<Item = &Entry> {
        let hash = hash(key);
        let bucket = (hash >> 48) as usize;
        let bound = |i: usize| self.starts.get(i).map_or(0, |start| *start as usize);
        let entries = self.entries.get(bound(bucket)..bound(bucket + 1)).unwrap_or_default();
        entries.iter().filter(move |entry| entry.hash == hash)
    }
}

impl Keys {
    fn new(places: &[Place]) -> Self {
        let mut folder = Folder::default();
        let mut all: Vec<(Vec<u8>, u32, u32)> = Vec::new();
        for (place, record) in places.iter().enumerate() {
            for (name, text) in names_of(record).enumerate() {
                let key = folder.key(text);
                if key.len() + 2 >= spelling::N_LETTERS_LEAST {
                    all.push((key.to_vec(), place as u32, name as u32));
                }
            }
        }
        all.sort_unstable_by(|a, b| (a.0.len(), a).cmp(&(b.0.len(), b)));
        let (mut text, mut list, mut of_length) = (Vec::new(), Vec::new(), Vec::new());
        for (key, place, name) in all {
            while of_length.len() <= key.len() {
                of_length.push(list.len());
            }
            let (start, letters) = (text.len() as u32, fold::letters_of(&key));
            list.push(Key { start, letters, place, name });
            text.extend_from_slice(&key);
        }
        Self { text, list, of_length }
    }

    /// The keys within a weighted distance, with the distance.
    ///
    /// Cost: O(keys of about that length); the letters that occur and the plain edit distance keep
    /// most of them from the weighted one.
    fn within(&self, key: &[u8], limit: f64) -> Vec<(&Key, f64)> {
        let reach = spelling::n_edits_most(limit);
        let letters = fold::letters_of(key);
        let plain = osa::BatchComparator::new(key.iter().copied());
        let cutoff = osa::Args::default().score_cutoff(reach);
        let mut found = Vec::new();
        for length in key.len().saturating_sub(reach)..=key.len() + reach {
            let Some(&first) = self.of_length.get(length) else { break };
            let last = self.of_length.get(length + 1).copied().unwrap_or(self.list.len());
            for other in self.list.get(first..last).unwrap_or_default() {
                let n_lost = (letters & !other.letters).count_ones();
                let n_won = (other.letters & !letters).count_ones();
                if n_lost.max(n_won) as usize > reach {
                    continue;
                }
                let start = other.start as usize;
                let text = self.text.get(start..start + length).unwrap_or_default();
                let is_near = plain.distance_with_args(text.iter().copied(), &cutoff).is_some();
                if is_near && let Some(cost) = spelling::distance(key, text, limit) {
                    found.push((other, cost));
                }
            }
        }
        found
    }
}

/// A place stays once, with its best spelling.
fn add<'a>(found: &mut Vec<NameMatch<'a>>, new: NameMatch<'a>) {
    match found.iter_mut().find(|old| std::ptr::eq(old.place, new.place)) {
        Some(old) if old.score < new.score => *old = new,
        Some(_) => {}
        None => found.push(new),
    }
}

fn sort(found: &mut [NameMatch<'_>]) {
    found.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        let by_size = b.place.population.cmp(&a.place.population);
        let by_kind = rank(a.place.kind).cmp(&rank(b.place.kind));
        // A larger radius was given by hand: the place is in the news.
        let by_radius = b.place.radius_km.total_cmp(&a.place.radius_km);
        let by_id = a.place.id.cmp(&b.place.id);
        by_score.then(by_size).then(by_kind).then(by_radius).then(by_id)
    });
}

/// Settlements before units and features of the same name and no known population; the quarter of a
/// large town before a hamlet of its name.
fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::City => 0,
        PlaceKind::Town => 1,
        PlaceKind::Quarter | PlaceKind::NaturalRegion | PlaceKind::Valley | PlaceKind::Forest => 2,
        PlaceKind::Village | PlaceKind::Well => 3,
        _ => 4,
    }
}

fn names_of(place: &Place) -> impl Iterator<Item = &str> {
    std::iter::once(place.name.as_str()).chain(place.variants.iter().map(String::as_str))
}

fn name_at(places: &[Place], place: u32, name: u32) -> &str {
    places.get(place as usize).and_then(|p| names_of(p).nth(name as usize)).unwrap_or_default()
}

/// Names of up to four letters: only case, accents, hyphens and spaces may differ.
fn is_short(plain: &str) -> bool {
    plain.chars().count() < spelling::N_LETTERS_LEAST
}

fn is_writing_only(rule: &str) -> bool {
    matches!(rule, "case" | "accents" | "hyphens and spaces")
}

/// FNV-1a with a final mix. Source: Fowler, Noll, Vo 1991; the mix is that of SplitMix64 (Vigna 2015).
fn hash(text: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 31)
}
