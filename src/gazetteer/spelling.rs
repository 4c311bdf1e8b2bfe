//! The weighted edit distance between keys: what sounds alike costs less.

/// Names below this many letters are never matched nearly: too many of them are near each other.
pub(super) const N_LETTERS_LEAST: usize = 5;

/// A final t, s or e too many or too few: the cheapest edit, possible once.
const FINAL_COST: f64 = 0.4;

/// The cheapest edit elsewhere.
const LEAST_COST: f64 = 0.5;

/// Letters that French and English writers put for each other in Sahel names.
const ALIKE: &[(u8, u8)] = &[
    (b'a', b'e'),
    (b'e', b'i'),
    (b'o', b'u'),
    (b'a', b'o'),
    (b'g', b'k'),
    (b'g', b'r'),
    (b'k', b'r'),
    (b's', b'z'),
    (b's', b'C'),
    (b'j', b'z'),
    (b'j', b'g'),
    (b't', b'd'),
    (b'b', b'p'),
    (b'm', b'n'),
    (b'i', b'u'),
];

/// The distance up to which two names may be one, by the letters of the key asked for.
pub(super) fn limit(n_letters: usize) -> f64 {
    match n_letters {
        0..=4 => 0.0,
        5 => 0.5,
        6..=7 => 1.0,
        8..=10 => 1.5,
        _ => 2.0,
    }
}

/// How many edits a weighted distance can hold at most.
pub(super) fn n_edits_most(limit: f64) -> usize {
    if limit < FINAL_COST { 0 } else { 1 + ((limit - FINAL_COST) / LEAST_COST).floor() as usize }
}

/// Consonants that are alike, directly or through others, as bits from a; every other is a group of
/// its own. Vowels are none, nor is the first group: the letters of a key have no bit for its C.
const GROUPS: [&[u8]; 4] = [b"gkrjzs", b"td", b"bp", b"mn"];

/// Which groups of consonants occur among letters, each by the bit of its first letter.
pub(super) fn groups_of(letters: u32) -> u32 {
    let bit = |letter: &u8| 1_u32 << (letter - b'a');
    let mut groups = letters;
    for group in GROUPS {
        let all = group.iter().fold(0, |bits, letter| bits | bit(letter));
        if groups & all != 0 {
            groups = groups & !all | group.first().map_or(0, bit);
        }
    }
    groups & !b"aeiou".iter().fold(0, |bits, letter| bits | bit(letter)) & !bit(&b'g')
}

/// How many groups of consonants one of two names can have beyond the other's. Each costs an edit of
/// 1 at least, but for one at the end.
pub(super) fn n_groups_most(limit: f64) -> usize {
    (limit + 1.0 - FINAL_COST).max(0.0) as usize
}

/// The weighted distance between two keys, or `None` where it is above the limit.
///
/// Cost: O(n m). Source: Damerau 1964, with the weights of this file.
pub(super) fn distance(a: &[u8], b: &[u8], limit: f64) -> Option<f64> {
    let mut before: Vec<f64> = Vec::with_capacity(b.len() + 1);
    before.push(0.0);
    for j in 0..b.len() {
        let last = before.last().copied().unwrap_or_default();
        before.push(last + gap_cost(b, j));
    }
    let mut earlier: Vec<f64> = Vec::new();
    for (i, &x) in a.iter().enumerate() {
        let mut now = Vec::with_capacity(b.len() + 1);
        now.push(before.first().copied().unwrap_or_default() + gap_cost(a, i));
        let mut least = now.first().copied().unwrap_or_default();
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[f64], k: usize| row.get(k).copied().unwrap_or(f64::INFINITY);
            let mut cost = at(&before, j) + swap_cost(x, y, i.min(j));
            cost = cost.min(at(&before, j + 1) + gap_cost(a, i));
            cost = cost.min(at(&now, j) + gap_cost(b, j));
            if i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x) {
                cost = cost.min(at(&earlier, j - 1) + 0.8);
            }
            least = least.min(cost);
            now.push(cost);
        }
        if least > limit {
            return None;
        }
        earlier = before;
        before = now;
    }
    before.last().copied().filter(|cost| *cost <= limit)
}

/// How two keys differ, in words.
pub(super) fn differences(a: &[u8], b: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if longer.len() == shorter.len() + 1
        && longer.starts_with(shorter)
        && let Some(last) = longer.last()
    {
        words.push(format!("final {} dropped", char::from(*last)));
        return words;
    }
    let pairs: Vec<(u8, u8)> =
        a.iter().zip(b).filter(|(x, y)| x != y).map(|(x, y)| (*x, *y)).collect();
    if let ([(x, y)], true) = (pairs.as_slice(), a.len() == b.len())
        && are_alike(*x, *y)
    {
        words.push(format!("{} = {}", letter(*x), letter(*y)));
        return words;
    }
    let n_edits = rapidfuzz::distance::osa::distance(a.iter(), b.iter());
    words.push(if n_edits == 1 {
        "1 letter differs".to_owned()
    } else {
        format!("{n_edits} letters differ")
    });
    words
}

fn letter(byte: u8) -> String {
    if byte == b'C' { "ch".to_owned() } else { char::from(byte).to_string() }
}

fn are_alike(x: u8, y: u8) -> bool {
    ALIKE.contains(&(x, y)) || ALIKE.contains(&(y, x))
}

/// A letter for another. The first letter of a name is seldom wrong.
fn swap_cost(x: u8, y: u8, place: usize) -> f64 {
    let weight = if place == 0 { 1.5 } else { 1.0 };
    if x == y {
        0.0
    } else if are_alike(x, y) {
        0.5 * weight
    } else if is_vowel(x) && is_vowel(y) {
        0.7 * weight
    } else {
        weight
    }
}

/// A letter too many or too few: vowels and a final t, s or e are often left out.
fn gap_cost(text: &[u8], i: usize) -> f64 {
    let Some(byte) = text.get(i) else { return 1.0 };
    let is_last = i + 1 == text.len();
    match byte {
        b't' | b's' | b'e' if is_last => FINAL_COST,
        b'u' | b'i' | b'e' if i > 0 => 0.5,
        b'a' | b'o' if i > 0 => 0.7,
        _ if i == 0 => 1.5,
        _ => 1.0,
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_nearer() {
        let check = |a: &str, near: &str, far: &str| {
            let to = |b: &str| distance(a.as_bytes(), b.as_bytes(), 9.0).unwrap();
            assert!(to(near) < to(far), "{a}: {near} {} {far} {}", to(near), to(far));
        };
        check("telemsi", "tilemsi", "telemki");
        check("menaka", "menaga", "menaba");
        check("tesalit", "tesali", "esalit");
        check("niono", "nionu", "nioni");
        check("bourem", "borem", "boure");
    }

    #[test]
    fn the_distance_is_symmetric_and_keeps_the_limit() {
        let names = ["telemsi", "tilemsi", "gao", "", "menaka", "emnaka", "C", "kidal"];
        for a in names {
            for b in names {
                let there = distance(a.as_bytes(), b.as_bytes(), 20.0);
                assert_eq!(there, distance(b.as_bytes(), a.as_bytes(), 20.0), "{a} {b}");
                assert_eq!(there == Some(0.0), a == b, "{a} {b}");
            }
        }
        assert_eq!(distance(b"gao", b"menaka", 1.0), None);
    }

    #[test]
    fn groups_never_keep_out_what_the_distance_lets_in() {
        let names =
            ["tesali", "tesalit", "menaka", "menaga", "mopti", "nopdi", "bort", "Cort", "tort"];
        for a in names.map(str::as_bytes) {
            for b in names.map(str::as_bytes) {
                let of = |name: &[u8]| groups_of(super::super::fold::letters_of(name));
                let n = (of(a) & !of(b)).count_ones().max((of(b) & !of(a)).count_ones());
                for limit in [0.5, 1.0, 1.5, 2.0] {
                    let is_near = distance(a, b, limit).is_some();
                    assert!(!is_near || n as usize <= n_groups_most(limit), "{a:?} {b:?} {limit}");
                }
            }
        }
    }

    #[test]
    fn differences_are_told_in_words() {
        let check = |a: &str, b: &str, words: &str| {
            assert_eq!(differences(a.as_bytes(), b.as_bytes()), [words], "{a} {b}");
        };
        check("tesali", "tesalit", "final t dropped");
        check("telemsi", "tilemsi", "e = i");
        check("menaka", "menaba", "1 letter differs");
        check("menaka", "emnaba", "2 letters differ");
    }
}
