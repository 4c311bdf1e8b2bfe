//! The steps of the folding rules: each copies ASCII letters, with blanks between the words, and
//! brings one kind of spelling together. Their reasons and examples stand in the table of `fold`.

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

pub(super) fn article(text: &[u8], out: &mut Vec<u8>) {
    match text {
        [b'e', b'l', b' ', rest @ ..] if !rest.is_empty() => {
            out.extend_from_slice(b"al ");
            out.extend_from_slice(rest);
        }
        _ => out.extend_from_slice(text),
    }
}

pub(super) fn separators(text: &[u8], out: &mut Vec<u8>) {
    out.extend(text.iter().filter(|b| **b != b' '));
}

/// Only long names: in short ones the a belongs to the name (Inatès is not In Tès).
pub(super) fn berber_prefix(text: &[u8], out: &mut Vec<u8>) {
    match text {
        [b'i', b'n', b'a', next, rest @ ..] if !is_vowel(*next) && rest.len() >= 4 => {
            out.extend_from_slice(b"in");
            out.push(*next);
            out.extend_from_slice(rest);
        }
        _ => out.extend_from_slice(text),
    }
}

pub(super) fn hard_g(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'g', b'u', b'e' | b'i' | b'y', ..] => Some((2, b"g")),
        _ => None,
    });
}

/// The sound is written C from here on, so that the rule for c leaves it alone.
pub(super) fn sibilants(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b't', b'c', b'h', ..] | [b's', b'c', b'h', ..] => Some((3, b"C")),
        [b'c' | b's', b'h', ..] => Some((2, b"C")),
        _ => None,
    });
}

pub(super) fn hard_c(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'q', b'u', b'e' | b'i', ..] => Some((2, b"k")),
        [b'c', b'k', ..] => Some((2, b"k")),
        [b'c', b'e' | b'i' | b'y', ..] => Some((1, b"s")),
        [b'q' | b'c', ..] => Some((1, b"k")),
        _ => None,
    });
}

/// At the start and between vowels gh is the sound that French also writes r; after a consonant it
/// is g; at the end it is also written k.
pub(super) fn uvulars(text: &[u8], out: &mut Vec<u8>) {
    for (i, byte) in text.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|j| text.get(j)).copied();
        let follows_h = text.get(i + 1) == Some(&b'h');
        let is_last = i + 2 == text.len();
        let is_open = before.is_none_or(is_vowel);
        match byte {
            b'g' if follows_h && is_last => out.push(b'k'),
            b'g' if follows_h && is_open => out.push(b'r'),
            b'h' if matches!(before, Some(b'g' | b'k' | b'r')) => {}
            _ => out.push(*byte),
        }
    }
}

pub(super) fn ou(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'o', b'u', ..] | [b'o', b'o', ..] => Some((2, b"u")),
        [b'w', ..] => Some((1, b"u")),
        _ => None,
    });
}

pub(super) fn dj(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'd', b'j', ..] => Some((2, b"j")),
        [b'd', b'g', b'e' | b'i', ..] => Some((2, b"j")),
        [b'd', b'i', b'a' | b'o' | b'u' | b'e', ..] => Some((2, b"j")),
        _ => None,
    });
}

pub(super) fn ph(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| rest.starts_with(b"ph").then_some((2, b"f")));
}

pub(super) fn mute_h(text: &[u8], out: &mut Vec<u8>) {
    out.extend(text.iter().filter(|b| **b != b'h'));
}

pub(super) fn palatal_n(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'g', b'n', next, ..] if is_vowel(*next) => Some((2, b"ni")),
        [b'n', b'y', next, ..] if is_vowel(*next) => Some((2, b"ni")),
        _ => None,
    });
}

pub(super) fn y(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| rest.starts_with(b"y").then_some((1, b"i")));
}

pub(super) fn labial_n(text: &[u8], out: &mut Vec<u8>) {
    replace(text, out, |rest| match rest {
        [b'n', b'b' | b'p', ..] => Some((1, b"m")),
        _ => None,
    });
}

/// Not at the end, where a doubled letter may tell two places apart (Inatès, Inatess).
pub(super) fn doubled(text: &[u8], out: &mut Vec<u8>) {
    for (i, byte) in text.iter().enumerate() {
        let is_last = i + 1 == text.len();
        if is_last || out.last() != Some(byte) || byte.is_ascii_digit() || !byte.is_ascii() {
            out.push(*byte);
        }
    }
}

/// Where at least five letters remain, so that Diré does not become Dir.
pub(super) fn final_e(text: &[u8], out: &mut Vec<u8>) {
    let kept = text.strip_suffix(b"e").filter(|kept| kept.len() >= 5).unwrap_or(text);
    out.extend_from_slice(kept);
}

/// Copies the text, replacing what `rule` takes: how many bytes, and by what.
fn replace<const N: usize>(
    text: &[u8],
    out: &mut Vec<u8>,
    rule: impl Fn(&[u8]) -> Option<(usize, &'static [u8; N])>,
) {
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        if let Some((n_taken, by)) = rule(rest) {
            out.extend_from_slice(by);
            rest = rest.get(n_taken..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = tail;
        }
    }
}
