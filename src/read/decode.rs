//! Turns bytes into text: UTF-8, UTF-16 with its mark, Windows-1252; or says that it is none.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::Note;

/// Decodes a text file; the notes say where it was not plain UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Note>), &'static str> {
    if bytes.is_empty() {
        return Err("is empty; give it an article or leave it out");
    }
    let (text, note) = decode_any(bytes)?;
    let text = text.trim_start_matches('\u{feff}');
    let text = match text.as_bytes().contains(&b'\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    };
    if text.trim().is_empty() {
        return Err("holds nothing but blank space; give it an article or leave it out");
    }
    Ok((text, note.into_iter().collect()))
}

fn decode_any(bytes: &[u8]) -> Result<(String, Option<Note>), &'static str> {
    for (mark, encoding) in [(&[0xff, 0xfe], UTF_16LE), (&[0xfe, 0xff], UTF_16BE)] {
        if bytes.starts_with(mark) {
            return Ok((encoding.decode_without_bom_handling(&bytes[2..]).0.into_owned(), None));
        }
    }
    if is_binary(bytes) {
        return Err("is not a text file; give .txt, .md or .html files in UTF-8 or Windows-1252");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        Err(_) => Ok(decode_broken(bytes)),
    }
}

/// NUL bytes, or more than one control character in a hundred bytes.
fn is_binary(bytes: &[u8]) -> bool {
    // So many bytes are counted in one, which lets the processor count many at once.
    const MOST_IN_A_BYTE: usize = 255;
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c);
    let in_stretch = |bytes: &[u8]| bytes.iter().map(|b| u8::from(is_control(*b))).sum::<u8>();
    let n_control: usize = bytes.chunks(MOST_IN_A_BYTE).map(|b| usize::from(in_stretch(b))).sum();
    bytes.contains(&0) || n_control * 100 > bytes.len()
}

/// Text that is not valid UTF-8 is UTF-8 with broken bytes where most of its letters beyond ASCII
/// are good UTF-8, else Windows-1252.
fn decode_broken(bytes: &[u8]) -> (String, Option<Note>) {
    let lossy = String::from_utf8_lossy(bytes);
    let n_broken = lossy.chars().filter(|c| *c == '\u{fffd}').count();
    let n_good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if n_good > n_broken {
        let message = format!("{n_broken} bytes are not UTF-8 and were replaced");
        return (lossy.into_owned(), Some(Note::new("encoding-broken", message)));
    }
    let message = "not UTF-8; read as Windows-1252";
    let text = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    (text, Some(Note::new("encoding-windows-1252", message)))
}
