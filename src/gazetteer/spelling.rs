//! The weighted edit distance between keys: what sounds alike costs less.

/// Names below this many letters are never matched nearly: too many of them are near each other.
pub(super) const N_LETTERS_LEAST: usize = 5;

/// Costs are counted in these parts of an edit, in which all of them are whole.
const PARTS: f64 = 20.0;

/// A letter for another that is nothing like it, or one too many or too few.
const WHOLE: u16 = 20;

/// A final t, s or e too many or too few: the cheapest edit, possible once.
const FINAL: u16 = 8;

/// The cheapest edit elsewhere.
const LEAST: u16 = 10;

/// Two neighbours swapped.
const SWAPPED: u16 = 16;

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
    let parts = parts_of(limit);
    parts.checked_sub(FINAL).map_or(0, |rest| 1 + usize::from(rest / LEAST))
}

/// The weighted distance between two keys, or `None` where it is above the limit.
///
/// Cost: O(n m). Source: Damerau 1964, with the weights of this file.
pub(super) fn distance(a: &[u8], b: &[u8], limit: f64) -> Option<f64> {
    let mut rows = Rows::new(a, limit);
    for (i, letter) in b.iter().enumerate() {
        if !rows.put(i, *letter, b.len()) {
            return None;
        }
    }
    rows.distance(b.len())
}

/// The distances between one key and the beginnings of another, whose letters are put one by one.
pub(super) struct Rows<'a> {
    name: &'a [u8],
    /// What leaving out each letter of the name costs.
    gaps: Vec<u16>,
    limit: u16,
    n_edits_most: isize,
    /// Row `i` holds the cost from the first `i` letters of the other to each beginning of the name.
    costs: Vec<u16>,
    /// The letters of the other.
    letters: Vec<u8>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(name: &'a [u8], limit: f64) -> Self {
        let gap = |(i, letter): (usize, &u8)| gap_cost(*letter, i, name.len());
        let gaps: Vec<u16> = name.iter().enumerate().map(gap).collect();
        let mut costs = vec![0];
        for gap in &gaps {
            costs.push(sum(costs.last().copied().unwrap_or_default(), *gap));
        }
        let n_edits_most = n_edits_most(limit) as isize;
        Self { name, gaps, limit: parts_of(limit), n_edits_most, costs, letters: Vec::new() }
    }

    /// Puts a letter at a place (up to the first free one) of a name of that length; whether the
    /// whole can still be within the limit.
    pub(super) fn put(&mut self, place: usize, letter: u8, length: usize) -> bool {
        let width = self.name.len() + 1;
        self.letters.truncate(place);
        self.costs.truncate((place + 1) * width);
        self.costs.resize((place + 2) * width, INFINITE);
        let gap = gap_cost(letter, place, length);
        let n_to_come = length - (place + 1).min(length);
        let letter_before = self.letters.last().copied();
        let swaps = SWAPS.get(number_of(letter));
        let mut is_possible = false;
        let mut left = INFINITE;
        let band = self.band(place + 1, length);
        for i in band.clone() {
            let mut cost = sum(self.cost(place, i), gap);
            if let Some(j) = i.checked_sub(1)
                && let Some(own) = self.name.get(j).copied()
            {
                let diagonal = self.cost(place, j);
                cost = cost.min(sum(diagonal, swap_cost(swaps, own, letter, j.min(place))));
                cost = cost.min(sum(left, self.gaps.get(j).copied().unwrap_or(WHOLE)));
                if letter_before == Some(own)
                    && j.checked_sub(1).and_then(|k| self.name.get(k)) == Some(&letter)
                {
                    cost = cost.min(sum(self.cost(place - 1, j - 1), SWAPPED));
                }
                // The letter may be the first of two swapped ones.
                if self.name.get(i) == Some(&letter) {
                    let n_own = self.name.len() - i - 1;
                    let swapped = sum(diagonal, SWAPPED);
                    is_possible |= self.can_end(swapped, n_own, n_to_come.saturating_sub(1));
                }
            }
            is_possible |= self.can_end(cost, width - 1 - i, n_to_come);
            if let Some(own) = self.costs.get_mut((place + 1) * width + i) {
                *own = cost;
            }
            left = cost;
        }
        self.letters.push(letter);
        is_possible
    }

    /// The beginnings of the name that so many letters of a name of that length can stand for: letters
    /// left out up to here and from here on are no more than the limit has edits.
    fn band(&self, row: usize, length: usize) -> std::ops::Range<usize> {
        let (most, longer) = (self.n_edits_most, length as isize - self.name.len() as isize);
        let first = row.saturating_add_signed(-(most + longer).div_euclid(2));
        let last = row.saturating_add_signed((most - longer).div_euclid(2));
        first..(last + 1).min(self.name.len() + 1)
    }

    /// The distance to the letters put, where it is within the limit.
    pub(super) fn distance(&self, n_letters: usize) -> Option<f64> {
        let cost = self.cost(n_letters, self.name.len());
        (cost <= self.limit).then(|| f64::from(cost) / PARTS)
    }

    /// Whether a cost stays within the limit when one name has more letters to come than the other.
    fn can_end(&self, cost: u16, n_own: usize, n_other: usize) -> bool {
        let n_gaps = n_own.abs_diff(n_other) as u16;
        let gaps = n_gaps.checked_sub(1).map_or(0, |more| FINAL + more * LEAST);
        sum(cost, gaps) <= self.limit
    }

    fn cost(&self, row: usize, i: usize) -> u16 {
        self.costs.get(row * (self.name.len() + 1) + i).copied().unwrap_or(INFINITE)
    }
}

const INFINITE: u16 = u16::MAX;

fn sum(a: u16, b: u16) -> u16 {
    a.saturating_add(b)
}

fn parts_of(cost: f64) -> u16 {
    (cost * PARTS).round() as u16
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

const fn are_alike(x: u8, y: u8) -> bool {
    let mut i = 0;
    while i < ALIKE.len() {
        let (a, b) = ALIKE[i];
        if a == x && b == y || a == y && b == x {
            return true;
        }
        i += 1;
    }
    false
}

/// What a letter for another costs, by their places in the alphabet; the last is C.
const SWAPS: [[u16; 27]; 27] = {
    let mut swaps = [[WHOLE; 27]; 27];
    let mut i = 0;
    while i < 27 {
        let mut j = 0;
        while j < 27 {
            let (x, y) = (letter_of(i), letter_of(j));
            if x == y {
                swaps[i][j] = 0;
            } else if are_alike(x, y) {
                swaps[i][j] = 10;
            } else if is_vowel(x) && is_vowel(y) {
                swaps[i][j] = 14;
            }
            j += 1;
        }
        i += 1;
    }
    swaps
};

const fn letter_of(i: usize) -> u8 {
    if i == 26 { b'C' } else { b'a' + i as u8 }
}

fn number_of(letter: u8) -> usize {
    if letter == b'C' { 26 } else { usize::from(letter.wrapping_sub(b'a')) }
}

/// A letter for another, by the row of costs of one of them. The first letter of a name is seldom wrong.
fn swap_cost(swaps: Option<&[u16; 27]>, x: u8, y: u8, place: usize) -> u16 {
    let cost = swaps.and_then(|row| row.get(number_of(x))).copied();
    let cost = cost.unwrap_or(if x == y { 0 } else { WHOLE });
    if place == 0 { cost * 3 / 2 } else { cost }
}

/// A letter too many or too few: vowels and a final t, s or e are often left out.
fn gap_cost(letter: u8, i: usize, n_letters: usize) -> u16 {
    let is_last = i + 1 == n_letters;
    match letter {
        b't' | b's' | b'e' if is_last => FINAL,
        b'u' | b'i' | b'e' if i > 0 => LEAST,
        b'a' | b'o' if i > 0 => 14,
        _ if i == 0 => WHOLE * 3 / 2,
        _ => WHOLE,
    }
}

const fn is_vowel(byte: u8) -> bool {
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
    fn a_beginning_that_can_end_within_the_limit_is_never_given_up() {
        let names = ["emnaka", "menaka", "tesali", "tesalit", "menag", "mopti", "nopdi", "opmti"];
        for a in names.map(str::as_bytes) {
            for b in names.map(str::as_bytes) {
                let whole = distance(a, b, 20.0).unwrap();
                for limit in [0.5, 1.0, 1.5, 2.0] {
                    let found = distance(a, b, limit);
                    assert_eq!(found, Some(whole).filter(|cost| *cost <= limit), "{a:?} {b:?}");
                }
            }
        }
        assert_eq!(distance(b"emnaka", b"menaka", 1.0), Some(0.8));
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
