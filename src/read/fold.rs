//! A line as its bare ASCII letters, for matching: no accents, lower case, plain quotes and dashes.

use unicode_normalization::char::decompose_canonical;

/// Folds a line: `"À lire aussi :"` becomes `"a lire aussi :"`.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            c if c.is_ascii() => push(&mut folded, c),
            c => decompose_canonical(c, |part| push(&mut folded, part)),
        }
    }
    folded
}

fn push(folded: &mut String, character: char) {
    match character {
        'a'..='z' | '0'..='9' => folded.push(character),
        'A'..='Z' => folded.push(character.to_ascii_lowercase()),
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        'œ' | 'Œ' => folded.push_str("oe"),
        '’' | '‘' => folded.push('\''),
        '–' | '—' | '\u{2010}' | '\u{2011}' => folded.push('-'),
        c if c.is_whitespace() => folded.push(' '),
        c if c.is_ascii() && !c.is_control() => folded.push(c),
        _ => folded.push('~'),
    }
}
