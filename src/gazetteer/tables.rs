//! All tables of places as one: the bundled pack and the imported ones, one after the other. A place
//! is made when it is first asked for.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::Place;
use super::pack::{Entry, Pack, hash};
use crate::earth::LonLat;

/// The packs of a run. A place's number counts through them in their order.
#[derive(Debug)]
pub(super) struct Tables {
    packs: Vec<Loaded>,
    /// All places, sorted by id.
    all: OnceLock<Vec<Place>>,
}

#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) pack: Pack,
    /// The number of its first place.
    first: u32,
    places: Box<[OnceLock<Box<Place>>]>,
}

/// One of the names of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NameAt {
    /// The number of the place.
    pub(super) place: u32,
    /// 0 the name, from 1 the variants.
    pub(super) name: u16,
}

impl Tables {
    /// Cost: O(places) for empty cells only.
    pub(super) fn new(packs: Vec<Pack>) -> Self {
        let mut first: u32 = 0;
        let mut loaded = Vec::new();
        for pack in packs {
            let n_places = pack.n_places();
            let places = (0..n_places).map(|_| OnceLock::new()).collect();
            loaded.push(Loaded { pack, first, places });
            first = first.saturating_add(n_places as u32);
        }
        Self { packs: loaded, all: OnceLock::new() }
    }

    pub(super) fn packs(&self) -> &[Loaded] {
        &self.packs
    }

    pub(super) fn n_places(&self) -> usize {
        self.packs.iter().map(|loaded| loaded.pack.n_places()).sum()
    }

    pub(super) fn place(&self, number: u32) -> Option<&Place> {
        let (loaded, i) = self.locate(number)?;
        loaded.place(i)
    }

    pub(super) fn name(&self, at: NameAt) -> &str {
        let located = self.locate(at.place);
        located.map_or("", |(loaded, i)| loaded.pack.name(i as u32, at.name))
    }

    pub(super) fn population(&self, number: u32) -> u32 {
        self.locate(number).map_or(0, |(loaded, i)| loaded.pack.population(i))
    }

    /// Calls `visit` with every name and variant of every place.
    pub(super) fn each_name(&self, mut visit: impl FnMut(NameAt, &str)) {
        for Loaded { pack, first, .. } in &self.packs {
            for i in 0..pack.n_places() as u32 {
                for (name, text) in pack.names(i).enumerate() {
                    visit(NameAt { place: first + i, name: name as u16 }, text);
                }
            }
        }
    }

    /// The names with a key, those of the bundled table first.
    pub(super) fn of_key<'a>(&'a self, key: &'a [u8]) -> impl Iterator<Item = NameAt> + 'a {
        let hash = hash(key);
        let of_pack = move |loaded: &'a Loaded| {
            loaded.pack.find(key, hash).into_iter().flat_map(|entry| loaded.names_of(entry))
        };
        self.packs.iter().flat_map(of_pack)
    }

    /// Calls `visit` with the places of a key, each once, those of the bundled table first.
    pub(super) fn each_of_key<'a>(&'a self, key: &[u8], mut visit: impl FnMut(&'a Place)) {
        let hash = hash(key);
        for loaded in &self.packs {
            let mut last = None;
            let entry = loaded.pack.find(key, hash).unwrap_or_default();
            for (place, _) in
                entry.postings().filter(|(place, _)| last.replace(*place) != Some(*place))
            {
                loaded.place(place as usize).into_iter().for_each(&mut visit);
            }
        }
    }

    /// All places, sorted by id. Makes them all: a look-up does without.
    pub(super) fn all(&self) -> &[Place] {
        self.all.get_or_init(|| {
            let mut all: Vec<Place> = Vec::with_capacity(self.n_places());
            for Loaded { pack, first, .. } in &self.packs {
                let numbers = (*first..*first + pack.n_places() as u32).into_par_iter();
                all.par_extend(numbers.filter_map(|number| self.place(number).cloned()));
            }
            all.par_sort_by(|a, b| a.id.cmp(&b.id));
            all
        })
    }

    /// Makes all places and lets `change` alter each.
    pub(super) fn change_each(&mut self, change: impl Fn(&mut Place) + Sync) {
        for Loaded { pack, places, .. } in &mut self.packs {
            places.par_iter_mut().enumerate().for_each(|(i, cell)| {
                if let Some(mut place) = pack.place(i) {
                    change(&mut place);
                    *cell = OnceLock::from(Box::new(place));
                }
            });
        }
        self.all = OnceLock::new();
    }

    /// The position of every place, with its number.
    pub(super) fn points(&self) -> impl Iterator<Item = (LonLat, u32)> {
        self.packs.iter().flat_map(|Loaded { pack, first, .. }| {
            (0..pack.n_places()).filter_map(move |i| Some((pack.point(i)?, first + i as u32)))
        })
    }

    fn locate(&self, number: u32) -> Option<(&Loaded, usize)> {
        let after = self.packs.partition_point(|loaded| loaded.first <= number);
        let loaded = self.packs.get(after.checked_sub(1)?)?;
        Some((loaded, (number - loaded.first) as usize))
    }
}

impl Loaded {
    fn place(&self, i: usize) -> Option<&Place> {
        let cell = self.places.get(i)?;
        if cell.get().is_none() {
            // Another thread may be faster; both make the same place.
            drop(cell.set(Box::new(self.pack.place(i)?)));
        }
        cell.get().map(Box::as_ref)
    }

    /// The names of a key.
    pub(super) fn names_of<'a>(&'a self, entry: Entry<'a>) -> impl Iterator<Item = NameAt> + 'a {
        entry
            .postings()
            .map(|(place, name)| NameAt { place: self.first.saturating_add(place), name })
    }
}
