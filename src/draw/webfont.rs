//! Faces cut down to the letters of one map, for embedding in SVG.
//!
//! The subsetter leaves out what only PDF does without: the tables that map letters to glyphs and
//! tell the metrics. They are put back here. Limits: kerning is lost, so that a line may be a pixel
//! shorter or longer than in the PNG. Source of the form: OpenType 1.9.1, "The OpenType font file"
//! and "cmap", format 12.

use std::collections::{BTreeMap, BTreeSet};

use subsetter::{GlyphRemapper, subset};

use super::text::{Face, Fonts};

/// The number that a font's words add up to with its adjustment. Source: OpenType 1.9.1, "head".
const CHECKSUM_MAGIC: u32 = 0xB1B0_AFBA;
/// Bytes of the file's head, and of a table's record in it.
const HEAD_BYTES: usize = 12;
const RECORD_BYTES: usize = 16;

/// A font's tables by their tag.
type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// The face with the glyphs of these letters alone; `None` where it cannot be cut.
pub(super) fn cut_face(fonts: &Fonts, face: Face, letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    for &letter in letters {
        if let Some(id) = fonts.glyph_of(face, letter) {
            glyphs.insert(letter, remapper.remap(u16::try_from(id).ok()?));
        }
    }
    let cut = subset(face.file(), 0, &remapper).ok()?;
    let mut tables = tables(&cut)?;
    let mut whole = self::tables(face.file())?;
    tables.insert(*b"OS/2", whole.remove(b"OS/2")?);
    tables.insert(*b"cmap", letter_table(&glyphs));
    Some(assembled(cut.get(..4)?, tables))
}

/// The tables of a font file.
fn tables(file: &[u8]) -> Option<Tables> {
    let n_tables = usize::from(u16::from_be_bytes(file.get(4..6)?.try_into().ok()?));
    let records = file.get(HEAD_BYTES..)?.chunks_exact(RECORD_BYTES).take(n_tables);
    let table = |record: &[u8]| {
        let number =
            |at: usize| Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?) as usize);
        let (from, length) = (number(8)?, number(12)?);
        let tag: [u8; 4] = record.get(..4)?.try_into().ok()?;
        Some((tag, file.get(from..from.checked_add(length)?)?.to_vec()))
    };
    records.map(table).collect()
}

/// The table from letters to glyphs: one group a letter.
fn letter_table(glyphs: &BTreeMap<char, u16>) -> Vec<u8> {
    let n_groups = glyphs.len() as u32;
    let mut table = Vec::new();
    let mut push = |words: &[u16]| words.iter().for_each(|w| table.extend(w.to_be_bytes()));
    // Version, one subtable: Windows, full Unicode, 12 bytes on; format 12.
    push(&[0, 1, 3, 10, 0, 12, 12, 0]);
    let mut push = |numbers: &[u32]| numbers.iter().for_each(|n| table.extend(n.to_be_bytes()));
    push(&[16 + 12 * n_groups, 0, n_groups]);
    for (&letter, &glyph) in glyphs {
        push(&[u32::from(letter), u32::from(letter), u32::from(glyph)]);
    }
    table
}

/// A font file of tables, with its checksums.
fn assembled(version: &[u8], mut tables: Tables) -> Vec<u8> {
    // The adjustment counts as 0 in the sum that it is made from.
    if let Some(adjustment) = tables.get_mut(b"head").and_then(|head| head.get_mut(8..12)) {
        adjustment.fill(0);
    }
    let n_tables = tables.len() as u16;
    let power = n_tables.max(1).ilog2() as u16;
    let range = 16_u16 << power;
    let mut file = version.to_vec();
    for word in [n_tables, range, power, n_tables * 16 - range] {
        file.extend(word.to_be_bytes());
    }
    let mut at = HEAD_BYTES + RECORD_BYTES * tables.len();
    let mut head_at = None;
    for (tag, table) in &tables {
        if tag == b"head" {
            head_at = Some(at);
        }
        file.extend(tag);
        for number in [checksum(table), at as u32, table.len() as u32] {
            file.extend(number.to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let adjustment = CHECKSUM_MAGIC.wrapping_sub(checksum(&file));
    if let Some(bytes) = head_at.and_then(|at| file.get_mut(at + 8..at + 12)) {
        bytes.copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

/// The sum of a table's words, the last one filled up with zeros.
fn checksum(table: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3)
    };
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use skrifa::{FontRef, GlyphId, MetadataProvider};

    use super::*;

    #[test]
    fn a_cut_face_has_its_letters_and_no_others() {
        let fonts = Fonts::bundled().unwrap();
        let letters: BTreeSet<char> = "Ménaka à l’est de Gao".chars().collect();
        for face in [Face::Regular, Face::Bold, Face::MediumItalic] {
            let cut = cut_face(&fonts, face, &letters).unwrap();
            assert!(cut.len() < face.file().len() / 8, "{face:?}: {} bytes", cut.len());
            assert_eq!(checksum(&cut), CHECKSUM_MAGIC);
            let font = FontRef::new(&cut).unwrap();
            for letter in letters.iter().filter(|letter| **letter != ' ') {
                let id = font.charmap().map(*letter).unwrap();
                assert_ne!(id, GlyphId::new(0), "{letter}");
                assert!(font.outline_glyphs().get(id).is_some(), "{letter}");
            }
            assert_eq!(font.charmap().map('z'), None);
        }
    }
}
