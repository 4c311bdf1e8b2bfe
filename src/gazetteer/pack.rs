//! A table of places in compiled form: read in place, so that opening it costs next to nothing.
//!
//! All numbers are little-endian. The header is the magic, the format, the number of sections, the
//! fingerprint of the folding rules, the checksum of all that follows it, and the sections' lengths:
//!
//! | section | holds |
//! |---|---|
//! | information | JSON: [`PackInfo`] |
//! | records | 24 bytes a place: position in 1e-7°, radius in m, population, start in the text, kind |
//! | text | a line a place: id, name, country, admin1, admin2, variants, between tabs |
//! | keys | 8 bytes a key: its start in the key text, its first posting; sorted by length, then key |
//! | key text | the keys (see `fold`), one after the other |
//! | postings | 6 bytes: a place, and which of its names (0 the name, from 1 the variants) |
//! | slots | a hash table of keys, open addressing: the number of the key |
//! | tags | a byte a slot: 0 where it is free, else a part of the key's hash, which tells most others |

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fold::{self, RULES};
use super::table::{self, KINDS};
use super::{Place, PlaceKind};
use crate::earth::LonLat;

pub(super) const MAGIC: &[u8; 8] = b"HARMPACK";
/// Changes whenever a pack of before can no longer be read.
pub(super) const FORMAT: u32 = 2;
pub(super) const N_SECTIONS: usize = 8;
pub(super) const HEADER_BYTES: usize = 8 + 4 + 4 + 8 + 8 + 8 * N_SECTIONS;
pub(super) const RECORD_BYTES: usize = 24;
pub(super) const KEY_BYTES: usize = 8;
pub(super) const POSTING_BYTES: usize = 6;
/// Positions are whole numbers of this part of a degree, about a centimetre.
pub(super) const STEPS_PER_DEG: f64 = 1e7;

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PackInfo {
    /// What it is called: the name to remove it by.
    pub name: String,
    /// The licence of its data, as the user or the source states it.
    pub licence: String,
    /// The files it was made from.
    pub files: Vec<PackFile>,
    /// Places.
    pub n_places: usize,
    /// Names and variants.
    pub n_names: usize,
}

/// A file that went into a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct PackFile {
    /// Its name, without folders.
    pub name: String,
    /// Its form: `geonames`, `table`, `geojson`.
    pub form: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 or, of a bundled file, its version.
    pub version: String,
}

/// A compiled table of places. Nothing in it can make a look-up panic: what does not fit is absent.
#[derive(Debug)]
pub(super) struct Pack {
    bytes: Cow<'static, [u8]>,
    sections: [Range<usize>; N_SECTIONS],
}

impl Pack {
    /// Reads the header; `is_checked` also compares the checksum.
    ///
    /// # Errors
    /// What is wrong, in words that follow the name of the file.
    pub(super) fn open(bytes: Cow<'static, [u8]>, is_checked: bool) -> Result<Self, String> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err("is not a pack of places".to_owned());
        }
        let is_of_now = u32_at(&bytes, 8) == Some(FORMAT)
            && u32_at(&bytes, 12) == Some(N_SECTIONS as u32)
            && u64_at(&bytes, 16) == Some(rules_fingerprint());
        if !is_of_now {
            return Err("was made by another version of Harmattan".to_owned());
        }
        let broken = || "is broken or cut short".to_owned();
        let sections = sections(&bytes).ok_or_else(broken)?;
        let pack = Self { bytes, sections };
        let sum = pack.bytes.get(HEADER_BYTES - 8 * N_SECTIONS..).map(checksum);
        if is_checked && sum != u64_at(&pack.bytes, 24) {
            return Err(broken());
        }
        Ok(pack)
    }

    pub(super) fn info(&self) -> PackInfo {
        serde_json::from_slice(self.section(0)).unwrap_or_default()
    }

    pub(super) fn n_places(&self) -> usize {
        self.section(1).len() / RECORD_BYTES
    }

    pub(super) fn n_keys(&self) -> usize {
        (self.section(3).len() / KEY_BYTES).saturating_sub(1)
    }

    /// A place, made anew.
    pub(super) fn place(&self, i: usize) -> Option<Place> {
        let record = self.record(i)?;
        let mut fields = self.line(i).split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (id, name, country, admin1, admin2) = (next(), next(), next(), next(), next());
        Some(Place {
            id: id.to_owned(),
            name: name.to_owned(),
            variants: table::list(next()),
            kind: kind_of(record),
            point: point_of(record)?,
            country: country.to_owned(),
            admin1: admin1.to_owned(),
            admin2: admin2.to_owned(),
            population: u32_at(record, 12)?,
            radius_km: f64::from(u32_at(record, 8)?) / 1000.0,
        })
    }

    pub(super) fn point(&self, i: usize) -> Option<LonLat> {
        point_of(self.record(i)?)
    }

    pub(super) fn population(&self, i: usize) -> u32 {
        self.record(i).and_then(|record| u32_at(record, 12)).unwrap_or_default()
    }

    /// The name (0) or a variant (from 1) of a place.
    pub(super) fn name(&self, place: u32, name: u16) -> &str {
        let mut fields = self.line(place as usize).split('\t');
        match name.checked_sub(1) {
            None => fields.nth(1).unwrap_or_default(),
            Some(i) => {
                variants(fields.nth(5).unwrap_or_default()).nth(i.into()).unwrap_or_default()
            }
        }
    }

    /// The name and the variants of a place.
    pub(super) fn names(&self, place: u32) -> impl Iterator<Item = &str> {
        let mut fields = self.line(place as usize).split('\t').skip(1);
        let name = fields.next().unwrap_or_default();
        std::iter::once(name).chain(variants(fields.nth(3).unwrap_or_default()))
    }

    /// The number of a key, where a place has it; `hash` is that of the key.
    pub(super) fn key_number(&self, key: &[u8], hash: u64) -> Option<usize> {
        let (slots, tags) = (self.section(6), self.section(7));
        let mask = tags.len().checked_sub(1)?;
        let tag = tag(hash);
        let mut slot = hash as usize & mask;
        for _ in 0..tags.len() {
            match *tags.get(slot)? {
                0 => return None,
                found if found == tag => {
                    let number = u32_at(slots, slot * 4)? as usize;
                    if self.key(number) == key {
                        return Some(number);
                    }
                }
                _ => {}
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// The key of a number; empty beyond the last.
    pub(super) fn key(&self, i: usize) -> &[u8] {
        let keys = self.section(3);
        let (start, end) = (u32_at(keys, i * KEY_BYTES), u32_at(keys, (i + 1) * KEY_BYTES));
        let range = start.zip(end).map(|(start, end)| start as usize..end as usize);
        range.and_then(|range| self.section(4).get(range)).unwrap_or_default()
    }

    /// The places of a key, each with which of its names has it.
    pub(super) fn postings(&self, key: usize) -> impl Iterator<Item = (u32, u16)> {
        let keys = self.section(3);
        let bound =
            |i: usize| u32_at(keys, i * KEY_BYTES + 4).map(|at| at as usize * POSTING_BYTES);
        let range = bound(key).zip(bound(key + 1)).map(|(start, end)| start..end);
        let bytes = range.and_then(|range| self.section(5).get(range)).unwrap_or_default();
        bytes.chunks_exact(POSTING_BYTES).filter_map(|posting| {
            let [low, high] = *posting.get(4..)? else { return None };
            Some((u32_at(posting, 0)?, u16::from_le_bytes([low, high])))
        })
    }

    fn record(&self, i: usize) -> Option<&[u8]> {
        self.section(1).get(i.checked_mul(RECORD_BYTES)?..)?.get(..RECORD_BYTES)
    }

    /// The text of a place, empty beyond the last.
    fn line(&self, i: usize) -> &str {
        let text = self.section(2);
        let start = |i: usize| self.record(i).and_then(|record| u32_at(record, 16));
        let end = start(i + 1).map_or(text.len(), |end| end as usize);
        let range = start(i).map(|start| start as usize..end);
        let bytes = range.and_then(|range| text.get(range)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn section(&self, i: usize) -> &[u8] {
        let range = self.sections.get(i).cloned();
        range.and_then(|range| self.bytes.get(range)).unwrap_or_default()
    }
}

pub(super) fn variants(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').filter(|part| !part.is_empty())
}

/// Where the sections lie; `None` where they do not fill the file.
fn sections(bytes: &[u8]) -> Option<[Range<usize>; N_SECTIONS]> {
    let mut start = HEADER_BYTES;
    let mut sections = [const { 0..0 }; N_SECTIONS];
    for (i, section) in sections.iter_mut().enumerate() {
        let length = u64_at(bytes, HEADER_BYTES - 8 * (N_SECTIONS - i))?;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        *section = start..end;
        start = end;
    }
    (start == bytes.len()).then_some(sections)
}

fn point_of(record: &[u8]) -> Option<LonLat> {
    let degrees = |at: usize| Some(f64::from(u32_at(record, at)? as i32) / STEPS_PER_DEG);
    LonLat::checked(degrees(0)?, degrees(4)?)
}

fn kind_of(record: &[u8]) -> PlaceKind {
    let code = record.get(20).map_or(0, |code| usize::from(*code));
    KINDS.get(code).map_or(PlaceKind::Village, |(_, kind)| *kind)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// FNV-1a with a final mix. Source: Fowler, Noll, Vo 1991; the mix is that of SplitMix64 (Vigna 2015).
pub(super) fn hash(text: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 31)
}

/// The part of a hash that a slot keeps; never 0.
pub(super) fn tag(hash: u64) -> u8 {
    (hash >> 56) as u8 | 1
}

/// A checksum against broken disks and cut files, no protection against intent: FNV-1a over words
/// of eight bytes in four lanes, so that it costs less than reading the file.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [0xcbf2_9ce4_8422_2325_u64, 1, 2, 3];
    let (words, rest) = bytes.as_chunks::<8>();
    for (i, word) in words.iter().enumerate() {
        if let Some(lane) = lanes.get_mut(i % 4) {
            *lane =
                (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
        }
    }
    let lanes = lanes.map(u64::to_le_bytes);
    hash(&[lanes.as_flattened(), rest, &bytes.len().to_le_bytes()].concat())
}

/// What a pack of other folding rules differs in: the keys of the rules' examples.
pub(super) fn rules_fingerprint() -> u64 {
    let mut folded = Vec::new();
    let mut folder = fold::Folder::default();
    for name in RULES.iter().flat_map(|rule| rule.example) {
        folded.extend_from_slice(folder.key(name));
        folded.push(b' ');
    }
    hash(&folded)
}
