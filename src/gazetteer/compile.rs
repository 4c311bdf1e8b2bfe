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
    let (key_records, key_text, postings) = postings(&keys);
    let (slots, tags) = slots(&keys);
    let information = serde_json::to_vec(&info).unwrap_or_default();
    assemble([information, records, text, key_records, key_text, postings, slots, tags])
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

fn postings(keys: &Keys) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (mut records, mut text, mut postings) = (Vec::new(), Vec::new(), Vec::new());
    let mut record = |text: &Vec<u8>, postings: &Vec<u8>| {
        records.extend((text.len() as u32).to_le_bytes());
        records.extend(((postings.len() / pack::POSTING_BYTES) as u32).to_le_bytes());
    };
    for ((_, key), names) in keys {
        record(&text, &postings);
        text.extend_from_slice(key);
        for (place, name) in names {
            postings.extend(place.to_le_bytes());
            postings.extend(name.to_le_bytes());
        }
    }
    record(&text, &postings);
    (records, text, postings)
}

/// The numbers of the keys by their hash, and the tags; at most two of three slots are taken.
fn slots(keys: &Keys) -> (Vec<u8>, Vec<u8>) {
    let n_slots = (keys.len() * 3 / 2 + 1).next_power_of_two();
    let (mut slots, mut tags) = (vec![0_u32; n_slots], vec![0_u8; n_slots]);
    for (i, (_, key)) in keys.keys().enumerate() {
        let hash = pack::hash(key);
        let mut slot = hash as usize & (n_slots - 1);
        while tags.get(slot).is_some_and(|tag| *tag != 0) {
            slot = (slot + 1) & (n_slots - 1);
        }
        if let Some((number, tag)) = slots.get_mut(slot).zip(tags.get_mut(slot)) {
            (*number, *tag) = (i as u32, pack::tag(hash));
        }
    }
    (slots.into_iter().flat_map(u32::to_le_bytes).collect(), tags)
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
