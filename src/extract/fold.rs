//! A sentence as plain ASCII of two cases, with the way back to the document's own characters.

use std::ops::Range;

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
    /// Where each byte comes from.
    origins: Vec<Origin>,
}

#[derive(Clone, Copy, Debug)]
struct Origin {
    character: u32,
    byte: u32,
    n_bytes: u8,
    is_accented: bool,
}

impl Folded {
    /// Folds a stretch of a document that starts at the given character and byte.
    pub(super) fn new(text: &str, first_character: usize, first_byte: usize) -> Self {
        let mut folded = Self::default();
        folded.plain.reserve(text.len());
        folded.origins.reserve(text.len());
        for (index, (at, character)) in text.char_indices().enumerate() {
            let origin = Origin {
                character: offset(first_character + index),
                byte: offset(first_byte + at),
                n_bytes: u8::try_from(character.len_utf8()).unwrap_or(1),
                is_accented: !character.is_ascii(),
            };
            folded.push(character, origin);
        }
        folded.lower = folded.plain.to_ascii_lowercase();
        folded
    }

    fn push(&mut self, character: char, origin: Origin) {
        match character {
            '!'..='~' => self.add(character.encode_utf8(&mut [0; 4]), origin),
            c if c.is_whitespace() => {
                if !self.plain.ends_with(' ') {
                    self.add(" ", origin);
                }
            }
            c if c.is_control() || is_invisible(c) => {}
            c => match spelt_out(c) {
                Some(letters) => self.add(letters, origin),
                None => self.push_base(c, origin),
            },
        }
    }

    /// A letter with accents becomes its base letter; what has none becomes `~`.
    fn push_base(&mut self, character: char, origin: Origin) {
        let mut first = None;
        decompose_canonical(character, |part| first = first.or(Some(part)));
        let base = first.filter(char::is_ascii).unwrap_or('~');
        self.add(base.encode_utf8(&mut [0; 4]), origin);
    }

    fn add(&mut self, ascii: &str, origin: Origin) {
        self.plain.push_str(ascii);
        self.origins.extend(std::iter::repeat_n(origin, ascii.len()));
    }

    /// The stretch of the document that a range of bytes comes from.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let Some((first, last)) = self.ends(range) else { return Span::default() };
        Span { start: first.character as usize, end: last.character as usize + 1 }
    }

    /// The document's own words in a range of bytes.
    pub(super) fn source<'a>(&self, document: &'a str, range: &Range<usize>) -> &'a str {
        let Some((first, last)) = self.ends(range) else { return "" };
        let end = last.byte as usize + usize::from(last.n_bytes);
        document.get(first.byte as usize..end).unwrap_or_default()
    }

    /// Whether the byte comes from a character beyond ASCII, such as "é".
    pub(super) fn is_accented(&self, at: usize) -> bool {
        self.origins.get(at).is_some_and(|o| o.is_accented)
    }

    /// The lower-case text of a range.
    pub(super) fn lower(&self, range: Range<usize>) -> &str {
        self.lower.get(range).unwrap_or_default()
    }

    fn ends(&self, range: &Range<usize>) -> Option<(Origin, Origin)> {
        let last = range.end.checked_sub(1).filter(|last| *last >= range.start)?;
        Some((*self.origins.get(range.start)?, *self.origins.get(last)?))
    }
}

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
