//! The letters of a name: the first of the folding rules, case and accents, with the letters of the
//! Sahel's alphabets and of Arabic that are written one for the other.

use unicode_normalization::char::decompose_compatible;

/// Lower-case letters, digits and blanks; letters of other scripts without their marks.
pub(super) fn read_letters(name: &str, folds_case: bool, folds_accents: bool, out: &mut Vec<u8>) {
    if name.is_ascii() {
        name.bytes().for_each(|byte| push_ascii(byte, folds_case, out));
    } else {
        for c in name.chars() {
            if c.is_ascii() {
                push_ascii(c as u8, folds_case, out);
            } else if is_separator(c) {
                push_ascii(b' ', folds_case, out);
            } else if !folds_accents {
                push_char(c, out);
            } else if let Some(ascii) = special_letter(c) {
                out.extend_from_slice(ascii.as_bytes());
            } else {
                // Marks vanish, so that their order does not matter.
                decompose_compatible(c, |part| push_part(part, folds_case, out));
            }
        }
    }
    if out.last() == Some(&b' ') {
        out.pop();
    }
}

/// A letter or digit; of what stands between words, one blank.
fn push_ascii(byte: u8, folds_case: bool, out: &mut Vec<u8>) {
    if byte.is_ascii_alphanumeric() {
        out.push(if folds_case { byte.to_ascii_lowercase() } else { byte });
    } else if out.last().is_some_and(|last| *last != b' ') {
        out.push(b' ');
    }
}

/// A piece of a decomposed letter: marks vanish, Latin letters become lower-case.
fn push_part(part: char, folds_case: bool, out: &mut Vec<u8>) {
    if unicode_normalization::char::is_combining_mark(part) || part == '\u{640}' {
        return;
    }
    if part.is_ascii_alphanumeric() {
        out.push(if folds_case { part.to_ascii_lowercase() as u8 } else { part as u8 });
    } else if !part.is_ascii() {
        push_char(arabic_letter(part), out);
    }
}

fn push_char(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn is_separator(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '‘' | '’' | 'ʼ' | 'ʻ' | '‐' | '‑' | '–' | '—' | '«' | '»')
}

/// Letters that do not decompose, and the hooked letters of the Sahel alphabets.
fn special_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' | 'ə' | 'ǝ' | 'Ǝ' | 'Ə' | 'ɛ' | 'Ɛ' => {
            "e"
        }
        'ç' | 'Ç' => "s",
        'ɓ' | 'Ɓ' => "b",
        'ɗ' | 'Ɗ' => "d",
        'ƙ' | 'Ƙ' => "k",
        'ɔ' | 'Ɔ' => "o",
        'ŋ' | 'Ŋ' => "ng",
        'ɲ' | 'Ɲ' => "ny",
        'ƴ' | 'Ƴ' => "y",
        'ɣ' | 'Ɣ' => "gh",
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ı' => "i",
        'ø' | 'Ø' => "o",
        _ => return None,
    })
}

/// Arabic letters that are written one for the other.
fn arabic_letter(c: char) -> char {
    match c {
        'ى' | 'ی' | 'ې' => 'ي',
        'ة' => 'ه',
        'ک' | 'ڪ' => 'ك',
        'گ' | 'ڭ' | 'ڨ' | 'ګ' => 'غ',
        _ => c,
    }
}
