//! A sentence as plain ASCII of two cases, with the way back to the document's own characters.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use unicode_normalization::char::decompose_canonical;

use crate::model::Span;

/// A sentence without accents: quotes and dashes plain, blank runs one space, control, zero-width
/// and direction characters gone. `plain` and `lower` have the same offsets.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// With capitals.
    pub(super) plain: String,
    /// In lower case.
    pub(super) lower: String,
    /// Where the bytes come from: a piece for each run of ASCII and each other character.
    pieces: Vec<Piece>,
}

/// Bytes that come from one stretch of the document.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// The first byte.
    at: u32,
    /// The document's character that it comes from, and that character's first byte.
    character: u32,
    byte: u32,
    /// The bytes of that character where it alone is the piece and is no ASCII; 0 for a run of ASCII,
    /// in which each byte comes from a character of its own.
    n_bytes: u8,
}

/// French has an accent about so often, and two pieces for each.
const BYTES_A_PIECE: usize = 12;

/// A character of the document.
#[derive(Clone, Copy, Debug)]
struct Origin {
    character: usize,
    byte: usize,
    n_bytes: usize,
    is_accented: bool,
}

impl Folded {
    /// Folds a stretch of a document that starts at the given character and byte.
    #[inline(never)] // A loop of its own keeps what it needs in registers.
    pub(super) fn new(text: &str, first_character: usize, first_byte: usize) -> Self {
        let mut folded = Self::default();
        folded.plain.reserve(text.len());
        folded.pieces.reserve(text.len() / BYTES_A_PIECE + 4);
        let mut index = first_character;
        let mut rest = text;
        while !rest.is_empty() {
            let byte = first_byte + text.len() - rest.len();
            let (run, after) = rest.split_at_checked(folded.run_length(rest)).unwrap_or((rest, ""));
            if !run.is_empty() {
                folded.open(index, byte, 0);
                folded.plain.push_str(run);
                index += run.len();
            }
            let mut characters = after.chars();
            if let Some(character) = characters.next() {
                folded.push(character, index, byte + run.len());
                index += 1;
            }
            rest = characters.as_str();
        }
        folded.lower = folded.plain.to_ascii_lowercase();
        folded
    }

    /// How many bytes of a text stay as they are: signs, letters and single blanks of ASCII.
    fn run_length(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let mut is_after_blank = self.plain.ends_with(' ');
        let mut length = 0;
        let (eights, _) = bytes.as_chunks();
        for eight in eights {
            let Some(ends_in_blank) = stay(*eight, is_after_blank) else { break };
            is_after_blank = ends_in_blank;
            length += eight.len();
        }
        for byte in bytes.get(length..).unwrap_or_default() {
            let is_blank = *byte == b' ' && !is_after_blank;
            if !is_blank && !byte.is_ascii_graphic() {
                break;
            }
            is_after_blank = is_blank;
            length += 1;
        }
        length
    }

    /// Opens a piece at the end of what is folded.
    fn open(&mut self, character: usize, byte: usize, n_bytes: usize) {
        self.pieces.push(Piece {
            at: offset(self.plain.len()),
            character: offset(character),
            byte: offset(byte),
            n_bytes: u8::try_from(n_bytes).unwrap_or(1),
        });
    }

    /// Folds a character that does not stay as it is.
    fn push(&mut self, character: char, index: usize, byte: usize) {
        let n_bytes = if character.is_ascii() { 0 } else { character.len_utf8() };
        match character {
            c if c.is_whitespace() => {
                if !self.plain.ends_with(' ') {
                    self.open(index, byte, n_bytes);
                    self.plain.push(' ');
                }
            }
            c if c.is_control() || is_invisible(c) => {}
            c => {
                self.open(index, byte, n_bytes);
                match spelt_out(c) {
                    Some(letters) => self.plain.push_str(letters),
                    None => self.plain.push(base(c)),
                }
            }
        }
    }

    /// The stretch of the document that a range of bytes comes from.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let Some((first, last)) = self.ends(range) else { return Span::default() };
        Span { start: first.character, end: last.character + 1 }
    }

    /// The document's own words in a range of bytes.
    pub(super) fn source<'a>(&self, document: &'a str, range: &Range<usize>) -> &'a str {
        let Some((first, last)) = self.ends(range) else { return "" };
        document.get(first.byte..last.byte + last.n_bytes).unwrap_or_default()
    }

    /// Both of a range.
    pub(super) fn quote<'a>(&self, document: &'a str, range: &Range<usize>) -> (&'a str, Span) {
        let Some((first, last)) = self.ends(range) else { return ("", Span::default()) };
        let words = document.get(first.byte..last.byte + last.n_bytes).unwrap_or_default();
        (words, Span { start: first.character, end: last.character + 1 })
    }

    /// Whether the byte comes from a character beyond ASCII, such as "é".
    pub(super) fn is_accented(&self, at: usize) -> bool {
        self.origin(at).is_some_and(|o| o.is_accented)
    }

    /// The lower-case text of a range.
    pub(super) fn lower(&self, range: Range<usize>) -> &str {
        self.lower.get(range).unwrap_or_default()
    }

    fn ends(&self, range: &Range<usize>) -> Option<(Origin, Origin)> {
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start)?;
        let first = self.piece_of(range.start)?;
        let further = self.pieces.get(first + 1..)?;
        let n_further = further.iter().take_while(|piece| piece.at as usize <= last).count();
        Some((self.origin_in(first, range.start)?, self.origin_in(first + n_further, last)?))
    }

    /// The character that a byte comes from.
    fn origin(&self, at: usize) -> Option<Origin> {
        self.origin_in(self.piece_of(at)?, at)
    }

    /// The number of the piece that holds a byte.
    fn piece_of(&self, at: usize) -> Option<usize> {
        // Accents come about as often everywhere, so that it is near its share of the pieces.
        let mut piece = (at * self.pieces.len() / self.plain.len().max(1)).min(self.pieces.len());
        let starts_by = |piece: usize| self.pieces.get(piece).is_some_and(|p| p.at as usize <= at);
        while piece > 0 && !starts_by(piece) {
            piece -= 1;
        }
        while starts_by(piece + 1) {
            piece += 1;
        }
        starts_by(piece).then_some(piece)
    }

    fn origin_in(&self, piece: usize, at: usize) -> Option<Origin> {
        if at >= self.plain.len() {
            return None;
        }
        let piece = self.pieces.get(piece)?;
        let is_accented = piece.n_bytes > 0;
        let past = if is_accented { 0 } else { at - piece.at as usize };
        Some(Origin {
            character: piece.character as usize + past,
            byte: piece.byte as usize + past,
            n_bytes: usize::from(piece.n_bytes).max(1),
            is_accented,
        })
    }
}

/// Whether eight bytes stay as they are, all at once: whether they end in a blank, `None` where some
/// do not.
/// Source: Anderson, Bit Twiddling Hacks, "Determine if a word has a zero byte", "… a byte less than n".
#[inline]
fn stay(eight: [u8; 8], is_after_blank: bool) -> Option<bool> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = EACH << 7;
    const LOW: u64 = !HIGH;
    let bytes = u64::from_le_bytes(eight);
    // Below a blank, beyond ASCII, or the last of ASCII.
    let others = bytes.wrapping_sub(EACH * 0x20) | bytes | bytes.wrapping_add(EACH);
    let others_than_blank = bytes ^ (EACH * 0x20);
    let blanks = !(((others_than_blank & LOW) + LOW) | others_than_blank | LOW);
    let after_blank = blanks << 8 | u64::from(is_after_blank) << 7;
    (others & HIGH == 0 && blanks & after_blank == 0).then_some(blanks >> 63 != 0)
}

/// A regular expression over folded text, which is ASCII.
pub(super) fn form(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}

/// A name for comparing: letters and digits only, no case, no accents.
pub(super) fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut push = |c: char| {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        }
    };
    for character in name.chars() {
        match character.is_ascii() {
            true => push(character),
            false => match spelt_out(character) {
                Some(letters) => letters.chars().for_each(&mut push),
                None => push(base(character)),
            },
        }
    }
    folded
}

/// Whether two names are one, compared so.
pub(super) fn is_same_name(a: &str, b: &str) -> bool {
    a == b || letters_of_name(a).eq(letters_of_name(b))
}

/// The letters and digits of a folded name.
fn letters_of_name(name: &str) -> impl Iterator<Item = char> + '_ {
    let letters = name.chars().flat_map(|character| {
        let spelt = if character.is_ascii() { None } else { spelt_out(character) };
        let single = match spelt {
            Some(_) => None,
            None if character.is_ascii() => Some(character),
            None => Some(base(character)),
        };
        spelt.unwrap_or_default().chars().chain(single)
    });
    letters.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase())
}

/// Whether a byte of folded text is of a word: a letter, a digit, or `~` for a letter of another
/// script.
#[inline]
pub(super) fn is_word_byte(byte: u8) -> bool {
    const WORD_BYTES: [bool; 256] = {
        let mut is_of_word = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            is_of_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'~';
            byte += 1;
        }
        is_of_word
    };
    WORD_BYTES[usize::from(byte)]
}

/// A letter with accents as its base letter; what has none as `~`.
fn base(character: char) -> char {
    let latin = u32::from(character).checked_sub(FIRST_LATIN);
    let known = latin.and_then(|index| LATIN.get(index as usize));
    known.copied().unwrap_or_else(|| decomposed(character))
}

fn decomposed(character: char) -> char {
    let mut first = None;
    decompose_canonical(character, |part| first = first.or(Some(part)));
    first.filter(char::is_ascii).unwrap_or('~')
}

/// The first of the accented letters that French and its neighbours use, and how many there are.
const FIRST_LATIN: u32 = 0xc0;
const N_LATIN: usize = 0xc0;

/// The base letters of these letters, which are looked up once.
static LATIN: LazyLock<[char; N_LATIN]> = LazyLock::new(|| {
    std::array::from_fn(|index| {
        let code = u32::try_from(index).unwrap_or_default() + FIRST_LATIN;
        char::from_u32(code).map_or('~', decomposed)
    })
});

/// Documents are far smaller than this limit; beyond it offsets stay at the limit.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn spelt_out(character: char) -> Option<&'static str> {
    Some(match character {
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' | '′' => "'",
        '«' | '»' | '“' | '”' | '„' | '″' => "\"",
        '–' | '—' | '‐' | '‑' | '−' => "-",
        '…' => "...",
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        'ß' => "ss",
        'ɛ' | 'Ɛ' | 'ǝ' => "e",
        'ɔ' | 'Ɔ' => "o",
        'ŋ' | 'Ŋ' => "n",
        'ɓ' => "b",
        'ɗ' => "d",
        'ƙ' => "k",
        'ƴ' => "y",
        '°' | 'º' => "o",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_to_the_documents_own_words() {
        let text = "À l’\u{200b}œuvre, près d’Aguel\u{a0}Hoc";
        let folded = Folded::new(text, 0, 0);
        assert_eq!(folded.plain, "A l'oeuvre, pres d'Aguel Hoc");
        let at = folded.plain.find("Aguel").unwrap();
        let range = at..folded.plain.len();
        assert_eq!(folded.source(text, &range), "Aguel\u{a0}Hoc");
        let span = folded.span(&range);
        let sliced: String = text.chars().skip(span.start).take(span.end - span.start).collect();
        assert_eq!(sliced, "Aguel\u{a0}Hoc");
    }
}
