//! Names in Arabic and Tifinagh letters, and how they meet Latin ones: by their consonants.
//!
//! Short vowels are not written, long ones now and then, and several letters stand for sounds that
//! Latin spellings write g, gh, k, kh, q or r. So a name is reduced to classes of consonants; of
//! the names with the same ones those are nearest whose vowels agree. Source: the letters' names in
//! Unicode 15 (Arabic, Tifinagh), and the spellings of towns of Mali and Niger in both scripts.

use std::collections::HashMap;

use super::fold::Folder;
use super::spelling;
use super::tables::{NameAt, Tables};

/// Fewer consonants than this are shared by too many names.
const N_CONSONANTS_LEAST: usize = 2;

/// The distance of vowels, per consonant, up to which two names may be one.
const MOST_PER_CONSONANT: f64 = 0.75;

/// A script other than Latin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Tifinagh,
}

impl Script {
    /// The script of a name, where it is one of the two.
    pub(super) fn of(name: &str) -> Option<Self> {
        name.chars().find_map(|c| match c {
            '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' => Some(Self::Arabic),
            '\u{2d30}'..='\u{2d7f}' => Some(Self::Tifinagh),
            _ => None,
        })
    }

    /// How an explanation tells that the consonants agree.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Arabic => "consonants of the Arabic script",
            Self::Tifinagh => "consonants of the Tifinagh script",
        }
    }
}

/// The names of all tables by their consonants.
#[derive(Debug)]
pub(super) struct Consonants {
    of: HashMap<Box<[u8]>, Vec<NameAt>>,
}

impl Consonants {
    /// Cost: some 0.3 µs a name.
    pub(super) fn new(tables: &Tables) -> Self {
        let mut of: HashMap<Box<[u8]>, Vec<NameAt>> = HashMap::new();
        tables.each_name(|at, name| {
            let (_, consonants) = reduced(name);
            if consonants.len() >= N_CONSONANTS_LEAST {
                of.entry(consonants.into()).or_default().push(at);
            }
        });
        Self { of }
    }

    /// The names with the consonants of a name in another script, and for a Latin name those of places
    /// that are usually written in another script; with the distance of the vowels and that script.
    pub(super) fn like(&self, tables: &Tables, name: &str) -> Vec<(NameAt, f64, Script)> {
        let (letters, consonants) = reduced(name);
        let most = MOST_PER_CONSONANT * consonants.len() as f64;
        let names = self.of.get(consonants.as_slice()).into_iter().flatten();
        let like = names.filter_map(|at| {
            let known = tables.name(*at);
            // A Latin name is looked for where the tables have no Latin one to compare it with.
            let usual = || Script::of(tables.name(NameAt { name: 0, ..*at }));
            let script = Script::of(name).or_else(usual)?;
            let distance = spelling::distance(&letters, &reduced(known).0, most)?;
            Some((*at, distance, script))
        });
        like.collect()
    }
}

/// A name in Latin letters of the keys, with the vowels that are written, and its consonants alone.
fn reduced(name: &str) -> (Vec<u8>, Vec<u8>) {
    let mut letters = match Script::of(name) {
        None => Folder::default().key(name).to_vec(),
        Some(_) => transliterated(name),
    };
    letters.dedup();
    let consonants = letters.iter().filter(|b| !b"aeiou".contains(*b));
    let consonants = consonants.map(|letter| class(*letter)).collect();
    (letters, consonants)
}

/// The class of a consonant: what one script tells apart and the other does not is one.
fn class(letter: u8) -> u8 {
    match letter {
        b'g' | b'r' | b'x' => b'k',
        b'z' => b's',
        b'p' => b'b',
        b'v' => b'f',
        other => other,
    }
}

fn transliterated(name: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    let mut folder = Folder::default();
    // The folding takes marks and forms of one letter together first.
    let folded = String::from_utf8_lossy(folder.key(name)).into_owned();
    for c in folded.chars() {
        match latin(c) {
            // t and sh are how tch is written.
            "C" if letters.last() == Some(&b't') => {
                letters.pop();
                letters.push(b'C');
            }
            latin => {
                // As the folding rules have it: m before b.
                if latin == "b" && letters.last() == Some(&b'n') {
                    letters.pop();
                    letters.push(b'm');
                }
                letters.extend_from_slice(latin.as_bytes());
            }
        }
    }
    letters
}

/// A letter by its sound; nothing for one that Latin spellings leave out.
#[rustfmt::skip]
fn latin(c: char) -> &'static str {
    match c {
        'ا' | 'أ' | 'آ' | 'إ' | 'ٱ' | 'ⴰ' => "a",
        'ب' | 'پ' | 'ⴱ' | 'ⴲ' | 'ⵀ' | 'ⵒ' => "b",
        'ت' | 'ط' | 'ⵜ' | 'ⵝ' | 'ⵟ' => "t",
        'ث' | 'س' | 'ص' | 'ⵙ' | 'ⵚ' => "s",
        'ج' | 'چ' | 'ⴵ' | 'ⴶ' | 'ⵊ' => "j",
        'خ' | 'ⵅ' | 'ⵆ' => "k",
        'د' | 'ذ' | 'ض' | 'ⴷ' | 'ⴸ' | 'ⴹ' | 'ⴺ' => "d",
        'ر' | 'ⵔ' | 'ⵕ' => "r",
        'ز' | 'ظ' | 'ژ' | 'ⵣ' | 'ⵤ' | 'ⵥ' | 'ⵌ' => "z",
        'ش' | 'ⵛ' | 'ⵞ' => "C",
        'غ' | 'ⴳ' | 'ⴴ' | 'ⵖ' | 'ⵗ' | 'ⵘ' => "g",
        'ف' | 'ڤ' | 'ⴼ' | 'ⵠ' => "f",
        'ق' | 'ك' | 'ⴽ' | 'ⴾ' | 'ⴿ' | 'ⵇ' | 'ⵈ' => "k",
        'ل' | 'ⵍ' => "l",
        'م' | 'ⵎ' => "m",
        'ن' | 'ⵏ' => "n",
        'ⵐ' => "ni",
        'ⵑ' => "ng",
        'و' | 'ؤ' | 'ⵓ' | 'ⵡ' | 'ⵧ' => "u",
        'ي' | 'ئ' | 'ⵉ' | 'ⵢ' => "i",
        'ⴻ' | 'ⵦ' => "e",
        // A digit of a quarter or a road.
        '0'..='9' => DIGITS.get(c as usize - '0' as usize).copied().unwrap_or_default(),
        _ => "",
    }
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_town_have_the_same_consonants_in_every_script() {
        let check = |names: &[&str]| {
            let all: Vec<Vec<u8>> = names.iter().map(|name| reduced(name).1).collect();
            assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{names:?} {all:?}");
        };
        check(&["Kidal", "كيدال", "كدال", "ⴾⴸⵍ", "ⴽⵉⴷⴰⵍ"]);
        check(&["Tombouctou", "تمبكتو", "تنبكتو", "Timbuktu"]);
        check(&["Ménaka", "ميناكا", "منكا", "ⵎⵏⴾ"]);
        check(&["Tessalit", "تساليت", "تيساليت"]);
        check(&["Aguelhok", "أغلهوك", "اقلهوك"]);
        check(&["Azawagh", "أزواغ", "Azaouak"]);
        check(&["Ansongo", "أنسونغو", "انسنقو"]);
        check(&["Tchintabaraden", "تشينتابارادين"]);
        check(&["Rharous", "غاروس"]);
    }

    #[test]
    fn other_towns_have_other_consonants() {
        let check = |a: &str, b: &str| assert_ne!(reduced(a).1, reduced(b).1, "{a} {b}");
        check("Tessit", "تساليت");
        check("Kidal", "كاتي");
        check("Gao", "كيدال");
    }

    #[test]
    fn scripts_are_told_by_their_letters() {
        assert_eq!(Script::of("Gao"), None);
        assert_eq!(Script::of("غاو"), Some(Script::Arabic));
        assert_eq!(Script::of("ⴳⴰⵡ"), Some(Script::Tifinagh));
    }
}
