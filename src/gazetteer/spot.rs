//! Names of places in running text: from each capital on, the longest run of words that is a name.

use std::ops::Range;

use super::pack::hash;

/// A name has at most so many words.
const LONGEST: usize = 5;

/// Small words inside names: "Maradi du Nord" goes on behind its "du". A name does not end with one.
const INSIDE: &[&str] =
    &["al", "d", "da", "de", "des", "du", "el", "en", "la", "le", "les", "of", "sur", "the"];

/// How many spans are kept with whether they are names: texts repeat their words.
const N_KEPT: usize = 1 << 14;

/// Where the names stand that `is_known` knows: leftmost first, of several the longest.
pub(super) fn spot(text: &str, is_known: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut kept = Kept::new(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let word = Word { start, end: skip(text, start, true), begins_name: true };
        at = word.end;
        let (ends, n_ends) = ends(text, &word);
        let ends = ends.iter().take(n_ends).rev();
        let mut spans = ends.map(|end| word.start..*end);
        if let Some(span) = spans.find(|span| kept.is_known(span, &is_known)) {
            at = span.end;
            found.push(span);
        }
    }
    found
}

/// Where the next word begins that may begin a name: at a letter that can, behind none.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at = next_mark(text.as_bytes(), at)?;
        let is_ascii = text.as_bytes().get(at)?.is_ascii();
        if !is_behind_letter(text, at) && (is_ascii || is_capital(text, at)) {
            return Some(at);
        }
        at += if is_ascii { 1 } else { char_at(text, at)?.len_utf8() };
    }
}

/// Where the next capital of ASCII or the next letter beyond ASCII begins. The bytes are looked at by
/// eights. Source: Mycroft 1987, as in Warren, Hacker's Delight, 2nd edition, section 6-1.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const TO_A: u64 = u64::from_ne_bytes([0x80 - b'A'; 8]);
    const BEYOND_Z: u64 = u64::from_ne_bytes([0x7f - b'Z'; 8]);
    let (eights, rest) = bytes.get(from..)?.as_chunks::<8>();
    for (i, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & !HIGH;
        let marks = (eight | ((low + TO_A) & !(low + BEYOND_Z))) & HIGH;
        if marks != 0 {
            return Some(from + i * 8 + marks.trailing_zeros() as usize / 8);
        }
    }
    let in_rest = rest.iter().position(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    Some(bytes.len() - rest.len() + in_rest?)
}

fn is_behind_letter(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    match before.as_bytes().last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => before.chars().next_back().is_some_and(is_of_word),
    }
}

/// A run of letters and digits.
struct Word {
    start: usize,
    end: usize,
    /// Whether it begins with a capital or a letter of a script without capitals.
    begins_name: bool,
}

fn next_word(text: &str, from: usize) -> Option<Word> {
    let start = skip(text, from, false);
    let end = skip(text, start, true);
    let first = *text.as_bytes().get(start)?;
    let begins_name =
        if first.is_ascii() { first.is_ascii_uppercase() } else { is_capital(text, start) };
    Some(Word { start, end, begins_name })
}

/// Where the letters and digits end or, where `is_inside` is false, begin.
fn skip(text: &str, mut at: usize, is_inside: bool) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() != is_inside {
                break;
            }
            at += 1;
        } else {
            let Some(c) = char_at(text, at).filter(|c| is_of_word(*c) == is_inside) else { break };
            at += c.len_utf8();
        }
    }
    at
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Letters, digits, and the marks on them.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_capital(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
}

/// Where a name that begins with the word may end, the nearest first, and how many such ends.
fn ends(text: &str, first: &Word) -> ([usize; LONGEST], usize) {
    let (mut ends, mut n_ends) = ([first.end; LONGEST], 1);
    let mut end = first.end;
    for _ in 1..LONGEST {
        let Some(joint) = char_at(text, end).filter(|c| is_joint(*c)) else { break };
        let start = end + joint.len_utf8();
        // More than one character between two words ends the name.
        let Some(word) = next_word(text, start).filter(|word| word.start == start) else { break };
        let written = text.get(word.start..word.end).unwrap_or_default();
        let is_inside = INSIDE.contains(&written);
        let is_tied = !joint.is_whitespace();
        let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
        if !word.begins_name && !is_tied && !is_inside && !is_number {
            break;
        }
        end = word.end;
        if (word.begins_name || is_tied || is_number)
            && let Some(free) = ends.get_mut(n_ends)
        {
            *free = end;
            n_ends += 1;
        }
    }
    (ends, n_ends)
}

/// What stands between the words of a name.
fn is_joint(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ'
    )
}

/// Spans of the text of which it is known whether they are names.
struct Kept<'a> {
    text: &'a str,
    slots: Vec<(&'a str, bool)>,
}

impl<'a> Kept<'a> {
    fn new(text: &'a str) -> Self {
        let n_slots = (text.len() / 32).clamp(1, N_KEPT).next_power_of_two();
        Self { text, slots: vec![("", false); n_slots] }
    }

    fn is_known(&mut self, span: &Range<usize>, is_known: impl Fn(&str) -> bool) -> bool {
        let Some(name) = self.text.get(span.clone()) else { return false };
        let slot = hash(name.as_bytes()) as usize & (self.slots.len() - 1);
        let Some(slot) = self.slots.get_mut(slot) else { return is_known(name) };
        if slot.0 != name {
            *slot = (name, is_known(name));
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], spotted: &[&str]) {
        let found = spot(text, |name| names.contains(&name));
        let found: Vec<&str> = found.into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, spotted, "{text}");
    }

    #[test]
    fn the_longest_name_from_each_capital_is_spotted() {
        let names =
            ["Fada", "Fada N'Gourma", "Gao", "Tin-Zaouatène", "Ti-n-Essako", "Mare aux Fous"];
        check("à Fada N'Gourma, puis à Gao.", &names, &["Fada N'Gourma", "Gao"]);
        check("à Fada N' Gourma", &names, &["Fada"]);
        check("le Commandant Gao", &names, &["Gao"]);
        check("d’Gao-Ouest et l'Tin-Zaouatène", &names, &["Gao", "Tin-Zaouatène"]);
        check("vers Ti-n-Essako", &names, &["Ti-n-Essako"]);
        check("gao, mGao, Gaoua", &names, &[]);
        check("la Mare aux Fous", &names, &[]);
        check("", &names, &[]);
        check("Gao", &names, &["Gao"]);
        check("Gao\u{301} Gao", &names, &["Gao"]);
    }

    #[test]
    fn every_start_of_a_name_is_found() {
        let check = |text: &str| {
            let mut starts = Vec::new();
            let mut at = 0;
            while let Some(start) = next_start(text, at) {
                starts.push(start);
                at = start + 1;
                at = text.ceil_char_boundary(at);
            }
            let mut before = ' ';
            let mut expected = Vec::new();
            for (i, c) in text.char_indices() {
                if !is_of_word(before) && is_capital(text, i) {
                    expected.push(i);
                }
                before = c;
            }
            assert_eq!(starts, expected, "{text}");
        };
        check("");
        check("Le Maire d’Élan a vu l'Été, À-Ça et aÉB; 3A [Z] @A `a {z} Zz\u{301}A ٣ب ب");
        check("@AZ[`az{@AZ[`az{ @ A Z [ ` a z { é É ß ẞ œ Œ à l’ouest de Ménaka ⵙ");
        check(&"les champs du Nord. ".repeat(7));
    }

    #[test]
    fn small_words_and_numbers_stand_inside_names() {
        let names = ["Gogui du Nord", "Ouaga 2000", "Gogui", "Ouaga", "Gogui du"];
        check("Gogui du Nord, Gogui du soir", &names, &["Gogui du Nord", "Gogui"]);
        check("Ouaga 2000 Ouaga  2000", &names, &["Ouaga 2000", "Ouaga"]);
    }

    #[test]
    fn scripts_without_capitals_begin_names_with_any_letter() {
        check("في كيدال اليوم", &["كيدال"], &["كيدال"]);
        check("ⵙ ⴾⴸⵍ", &["ⴾⴸⵍ"], &["ⴾⴸⵍ"]);
    }

    #[test]
    fn a_long_text_has_the_names_of_its_parts() {
        let line = "Hier à Gao, le Préfet de Fada N'Gourma a parlé. ";
        let names = ["Gao", "Fada N'Gourma"];
        let text = line.repeat(1000);
        let found = spot(&text, |name| names.contains(&name));
        assert_eq!(found.len(), 2000);
        assert!(found.iter().all(|span| names.contains(&&text[span.clone()])));
    }
}
