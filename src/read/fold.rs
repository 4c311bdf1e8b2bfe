//! A line as its bare ASCII letters, for matching: no accents, lower case, plain quotes and dashes.

use unicode_normalization::char::decompose_canonical;

/// Folds a line: `"À lire aussi :"` becomes `"a lire aussi :"`.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let mut rest = line;
    while !rest.is_empty() {
        // Runs of letters, digits, signs and blanks only lose their capitals.
        let stays = |byte: &&u8| byte.is_ascii_graphic() || **byte == b' ';
        let n_bytes = rest.as_bytes().iter().take_while(stays).count();
        let (run, after) = rest.split_at_checked(n_bytes).unwrap_or((rest, ""));
        folded.push_str(run);
        let mut characters = after.chars();
        characters.next().into_iter().for_each(|c| push_folded(&mut folded, c));
        rest = characters.as_str();
    }
    folded.make_ascii_lowercase();
    folded
}

/// Adds a character, folded but for its case.
pub(super) fn push_folded(folded: &mut String, character: char) {
    match character.is_ascii() {
        true => push(folded, character),
        false => decompose_canonical(character, |part| push(folded, part)),
    }
}

fn push(folded: &mut String, character: char) {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => folded.push(character),
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        'œ' | 'Œ' => folded.push_str("oe"),
        '’' | '‘' => folded.push('\''),
        '–' | '—' | '\u{2010}' | '\u{2011}' => folded.push('-'),
        c if c.is_whitespace() => folded.push(' '),
        c if c.is_ascii() && !c.is_control() => folded.push(c),
        _ => folded.push('~'),
    }
}
