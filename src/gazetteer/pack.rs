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
//! | keys | 4 bytes a key: where its entry begins; sorted by the length of the key, then its letters |
//! | entries | a key (see `fold`) and the names that have it: the key's length, how many names, the key, and for each name its place and which of its names it is (0 the name, from 1 the variants); numbers in LEB128 |
//! | slots | a hash table of keys, open addressing, 8 bytes a slot: 0 where it is free, else a part of the key's hash, which tells others, and where its entry begins |

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::fold::{self, RULES};
use super::table::{self, KINDS};
use super::{Place, PlaceKind};
use crate::earth::LonLat;

pub(super) const MAGIC: &[u8; 8] = b"HARMPACK";
/// Changes whenever a pack of before can no longer be read.
pub(super) const FORMAT: u32 = 3;
pub(super) const N_SECTIONS: usize = 6;
pub(super) const HEADER_BYTES: usize = 8 + 4 + 4 + 8 + 8 + 8 * N_SECTIONS;
pub(super) const RECORD_BYTES: usize = 24;
pub(super) const KEY_BYTES: usize = 4;
pub(super) const SLOT_BYTES: usize = 8;
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

/// A key with the names that have it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry<'a> {
    pub(super) key: &'a [u8],
    n_names: u32,
    /// The names, and what lies behind them.
    rest: &'a [u8],
}

impl<'a> Entry<'a> {
    fn read(mut bytes: &'a [u8]) -> Option<Self> {
        let (length, n_names) = (number(&mut bytes)?, number(&mut bytes)?);
        let (key, rest) = bytes.split_at_checked(length as usize)?;
        Some(Self { key, n_names, rest })
    }

    /// The places of the key, each with which of its names has it.
    pub(super) fn postings(mut self) -> impl Iterator<Item = (u32, u16)> + 'a {
        (0..self.n_names).map_while(move |_| {
            let (place, name) = (number(&mut self.rest)?, number(&mut self.rest)?);
            Some((place, u16::try_from(name).ok()?))
        })
    }
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
        self.section(3).len() / KEY_BYTES
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

    /// The entry of a key, where a place has it; `hash` is that of the key.
    pub(super) fn find(&self, key: &[u8], hash: u64) -> Option<Entry<'_>> {
        let (slots, _) = self.section(5).as_chunks::<SLOT_BYTES>();
        let (first, tag) = (slot(hash, slots.len()), tag(hash));
        let (before, from) = slots.split_at_checked(first)?;
        for slot in from.iter().chain(before) {
            let [found, start] = halves(slot);
            if found == tag
                && let Some(entry) = self.entry_at(start).filter(|entry| entry.key == key)
            {
                return Some(entry);
            } else if found == 0 {
                break;
            }
        }
        None
    }

    /// The entry of a number; empty beyond the last.
    pub(super) fn entry(&self, i: usize) -> Entry<'_> {
        let start = u32_at(self.section(3), i * KEY_BYTES);
        start.and_then(|start| self.entry_at(start)).unwrap_or_default()
    }

    fn entry_at(&self, start: u32) -> Option<Entry<'_>> {
        Entry::read(self.section(4).get(start as usize..)?)
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

/// The next number in LEB128, taken off the bytes.
fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

/// Writes a number in LEB128. Source: DWARF 5, section 7.6.
pub(super) fn push_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn halves(slot: &[u8; SLOT_BYTES]) -> [u32; 2] {
    let slot = u64::from_le_bytes(*slot);
    [slot as u32, (slot >> 32) as u32]
}

/// A hash by words of eight bytes, against chance, not against intent. Source: the mixing constants
/// are those of SplitMix64 (Vigna 2015).
pub(super) fn hash(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let mut hash = text.len() as u64;
    for word in words.iter().chain(std::iter::once(&last)) {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 32)
}

/// The slot where the search for a hash begins, of so many. Source: Lemire 2019, fast range.
pub(super) fn slot(hash: u64, n_slots: usize) -> usize {
    ((u64::from(hash as u32) * n_slots as u64) >> 32) as usize
}

/// The part of a hash that a slot keeps; never 0.
pub(super) fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
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
