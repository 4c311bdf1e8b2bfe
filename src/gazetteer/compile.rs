//! Compiles places into a pack: the same places in any order give the same bytes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::fold::Folder;
use super::pack::{self, FORMAT, HEADER_BYTES, MAGIC, N_SECTIONS, PackInfo, STEPS_PER_DEG};
use super::table::KINDS;
use super::{Gazetteer, Place, PlaceKind, table};
use crate::error::Result;

impl Gazetteer {
    /// Compiles places.tsv into places.pack, for the builder of geodata/.
    ///
    /// # Errors
    /// [`crate::Error::Bundled`] names the first row that does not have its form.
    pub fn compile_table(table: &str, info: PackInfo) -> Result<Vec<u8>> {
        Ok(compile(table::places("places.tsv", table)?, info))
    }
}

/// The bytes of a pack. The counts of `info` are set here.
pub(super) fn compile(mut places: Vec<Place>, mut info: PackInfo) -> Vec<u8> {
    places.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| order_of(a).cmp(&order_of(b))));
    places.dedup_by(|b, a| a.id == b.id);
    let keys = keys_of(&places);
    info.n_places = places.len();
    info.n_names = places.iter().map(|place| 1 + place.variants.len()).sum();
    let (records, text) = records(&places);
    let (starts, entries) = entries(&keys);
    let slots = slots(&keys, &starts);
    let starts = starts.into_iter().flat_map(u32::to_le_bytes).collect();
    let information = serde_json::to_vec(&info).unwrap_or_default();
    assemble([information, records, text, starts, entries, slots])
}

/// What decides between two places of one id.
fn order_of(place: &Place) -> (&str, &str, u32) {
    (&place.name, &place.country, place.population)
}

/// Keys by length, then letters, with their names in the order of the places.
type Keys = BTreeMap<(usize, Vec<u8>), Vec<(u32, u16)>>;

fn keys_of(places: &[Place]) -> Keys {
    let folded: Vec<Vec<Vec<u8>>> = places
        .par_iter()
        .with_min_len(512)
        .map_init(Folder::default, |folder, place| {
            let names = std::iter::once(&place.name).chain(&place.variants);
            names.take(usize::from(u16::MAX)).map(|name| folder.key(name).to_vec()).collect()
        })
        .collect();
    let mut keys = Keys::new();
    for (place, names) in folded.into_iter().enumerate() {
        for (name, key) in names.into_iter().enumerate().filter(|(_, key)| !key.is_empty()) {
            keys.entry((key.len(), key)).or_default().push((place as u32, name as u16));
        }
    }
    keys
}

fn records(places: &[Place]) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut text) = (Vec::new(), Vec::new());
    for place in places {
        let steps = |degrees: f64| (degrees * STEPS_PER_DEG).round() as i32;
        records.extend(steps(place.point.lon).to_le_bytes());
        records.extend(steps(place.point.lat).to_le_bytes());
        records.extend(((place.radius_km * 1000.0).round() as u32).to_le_bytes());
        records.extend(place.population.to_le_bytes());
        records.extend((text.len() as u32).to_le_bytes());
        records.extend([kind_code(place.kind), 0, 0, 0]);
        let variants = place.variants.join("|");
        let Place { id, name, country, admin1, admin2, .. } = place;
        let line = [id.as_str(), name, country, admin1, admin2, &variants].join("\t");
        text.extend_from_slice(line.as_bytes());
    }
    (records, text)
}

fn kind_code(kind: PlaceKind) -> u8 {
    KINDS.iter().position(|(_, known)| *known == kind).unwrap_or_default() as u8
}

/// Where the entry of each key begins, and the entries.
fn entries(keys: &Keys) -> (Vec<u32>, Vec<u8>) {
    let (mut starts, mut entries) = (Vec::new(), Vec::new());
    for ((length, key), names) in keys {
        starts.push(entries.len() as u32);
        pack::push_number(*length as u32, &mut entries);
        pack::push_number(names.len() as u32, &mut entries);
        entries.extend_from_slice(key);
        for (place, name) in names {
            pack::push_number(*place, &mut entries);
            pack::push_number((*name).into(), &mut entries);
        }
    }
    (starts, entries)
}

/// The keys by their hash; two of three slots are taken.
fn slots(keys: &Keys, starts: &[u32]) -> Vec<u8> {
    let n_slots = keys.len() * 3 / 2 + 1;
    let mut slots = vec![0_u64; n_slots];
    for ((_, key), start) in keys.keys().zip(starts) {
        let hash = pack::hash(key);
        let mut slot = pack::slot(hash, n_slots);
        while slots.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) % n_slots;
        }
        if let Some(free) = slots.get_mut(slot) {
            *free = u64::from(pack::tag(hash)) | u64::from(*start) << 32;
        }
    }
    slots.into_iter().flat_map(u64::to_le_bytes).collect()
}

fn assemble(sections: [Vec<u8>; N_SECTIONS]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(sections.iter().map(Vec::len).sum::<usize>() + HEADER_BYTES);
    rest.extend(sections.iter().flat_map(|section| (section.len() as u64).to_le_bytes()));
    sections.iter().for_each(|section| rest.extend_from_slice(section));
    let mut bytes = Vec::with_capacity(rest.len() + HEADER_BYTES);
    bytes.extend_from_slice(MAGIC);
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend((N_SECTIONS as u32).to_le_bytes());
    bytes.extend(pack::rules_fingerprint().to_le_bytes());
    bytes.extend(pack::checksum(&rest).to_le_bytes());
    bytes.extend(rest);
    bytes
}
