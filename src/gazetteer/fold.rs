//! Brings the spellings of one name together: a table of rules, each with its reason.
//!
//! A name becomes a key by applying every rule of [`RULES`] in order. Two names with one key are
//! spellings of one name as far as the rules know; [`rules_between`] says which rules it took.
//! Source: the spellings of Sahel toponyms in French usage, as the examples of the table show.

use std::cell::RefCell;

use super::letters::read_letters;
use super::rewrite;

/// One way in which spellings of a name differ.
#[derive(Debug)]
pub struct Rule {
    /// The rule in words, as explanations cite it.
    pub name: &'static str,
    /// Two spellings that it brings together.
    pub example: [&'static str; 2],
    /// What it takes off the score of a match, 0..1.
    pub cost: f64,
    /// It has nothing to do without one of these: a letter, a letter and the one behind it ("^" is
    /// the start of the name, "$" its end), or "==" for a doubled letter.
    needs: &'static [&'static str],
    step: Step,
}

/// How a rule works on the text.
#[derive(Debug)]
enum Step {
    /// While the letters are read.
    Read,
    /// On ASCII letters with blanks between the words.
    Rewrite(fn(&[u8], &mut Vec<u8>)),
}

/// The folding rules in the order in which they are applied.
///
/// The costs are set by hand so that the rules that touch the sound weigh more than those that
/// touch the writing only.
pub const RULES: &[Rule] = &[
    read("case", ["GAO", "Gao"], 0.002),
    read("accents", ["Ménaka", "Menaka"], 0.005),
    rewritten("el = al", ["El Moustarat", "Al-Moustarat"], 0.02, &["^e"], rewrite::article),
    rewritten(
        "hyphens and spaces",
        ["I-n-Tabakat", "In Tabakat"],
        0.005,
        &[" "],
        rewrite::separators,
    ),
    rewritten("ina- = in-", ["Inatabakat", "In Tabakat"], 0.03, &["^i"], rewrite::berber_prefix),
    rewritten("gu = g", ["Aguelhok", "Agelhok"], 0.02, &["gu"], rewrite::hard_g),
    rewritten(
        "ch = sh = tch",
        ["Tchintabaraden", "Chin Tabaraden"],
        0.02,
        &["ch", "sh"],
        rewrite::sibilants,
    ),
    rewritten("k = c = q", ["Aguelhok", "Aguelhoc"], 0.02, &["c", "q"], rewrite::hard_c),
    rewritten(
        "gh = r = kh",
        ["Gourma-Rharous", "Gourma Gharous"],
        0.03,
        &["gh", "kh", "rh"],
        rewrite::uvulars,
    ),
    rewritten("ou = w", ["Tinzaouatène", "Tin-Zawatène"], 0.02, &["ou", "oo", "w"], rewrite::ou),
    rewritten("dj = j", ["Djibo", "Jibo"], 0.02, &["dj", "dg", "di"], rewrite::dj),
    rewritten("ph = f", ["Saphané", "Safané"], 0.02, &["ph"], rewrite::ph),
    rewritten("h is mute", ["Haoussa-Foulane", "Aoussa-Foulane"], 0.03, &["h"], rewrite::mute_h),
    rewritten("gn = ny", ["Gnagna", "Nyanya"], 0.02, &["gn", "ny"], rewrite::palatal_n),
    rewritten("y = i", ["Ayorou", "Aïorou"], 0.02, &["y"], rewrite::y),
    rewritten(
        "m = n before b and p",
        ["Tombouctou", "Tonbouctou"],
        0.02,
        &["nb", "np"],
        rewrite::labial_n,
    ),
    rewritten("doubled letters", ["Djenné", "Djéné"], 0.02, &["=="], rewrite::doubled),
    rewritten("final e", ["Anderamboukane", "Andéramboukan"], 0.02, &["e$"], rewrite::final_e),
];

const fn read(name: &'static str, example: [&'static str; 2], cost: f64) -> Rule {
    Rule { name, example, cost, needs: &[], step: Step::Read }
}

const fn rewritten(
    name: &'static str,
    example: [&'static str; 2],
    cost: f64,
    needs: &'static [&'static str],
    step: fn(&[u8], &mut Vec<u8>),
) -> Rule {
    Rule { name, example, cost, needs, step: Step::Rewrite(step) }
}

/// The rules that two neighbours may need, as bits by their place in the table of rules.
static NEEDED: [u32; 32 * 32] = needed();

const fn needed() -> [u32; 32 * 32] {
    let mut needed = [0; 32 * 32];
    let (mut i, mut need) = (0, 0);
    while i < RULES.len() {
        if need == RULES[i].needs.len() {
            (i, need) = (i + 1, 0);
            continue;
        }
        let mut pair = 0;
        while pair < needed.len() {
            let (letter, behind) = (pair / 32, pair % 32);
            let is_needed = match RULES[i].needs[need].as_bytes() {
                b"==" => letter == behind,
                [a, b] => letter == class(*a) && behind == class(*b),
                [a] => letter == class(*a),
                _ => false,
            };
            needed[pair] |= (is_needed as u32) << i;
            pair += 1;
        }
        need += 1;
    }
    needed
}

/// Letters from 1, the blank, the start and the end of a name; 0 all else.
const fn class(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => (byte - b'a') as usize + 1,
        b' ' => 27,
        b'^' => 28,
        b'$' => 29,
        _ => 0,
    }
}

/// The rules that a text may need, as bits; a few more may be told than do.
fn rules_needed(text: &[u8]) -> u32 {
    let (mut rules, mut letter) = (0, class(b'^'));
    for byte in text.iter().chain(b"$") {
        let behind = class(*byte);
        rules |= NEEDED.get(letter * 32 + behind).copied().unwrap_or_default();
        letter = behind;
    }
    rules
}

thread_local! {
    /// The buffers of folding, used again by every look-up of a thread.
    static FOLDER: RefCell<Folder> = RefCell::default();
}

/// Lends the folder of the thread; what it is lent to must not ask for it again.
pub(super) fn with_folder<T>(fold: impl FnOnce(&mut Folder) -> T) -> T {
    FOLDER.with_borrow_mut(fold)
}

/// The key of a name: equal for all spellings that the rules bring together.
pub fn key(name: &str) -> String {
    into_string(with_folder(|folder| folder.key(name).to_vec()))
}

/// The name without case, accents, hyphens, apostrophes and spaces: the same letters, no sound rule.
pub fn plain(name: &str) -> String {
    into_string(with_folder(|folder| folder.plain(name).to_vec()))
}

/// The rules that two spellings of one key need, with their summed cost; `None` where the keys differ.
///
/// A rule is needed where the keys differ without it; where two rules do the same, both are told.
pub fn rules_between(a: &str, b: &str) -> Option<(f64, Vec<&'static str>)> {
    let mut folder = Folder::default();
    if a == b {
        return Some((0.0, Vec::new()));
    }
    if !folder.agree(a, b, NONE) {
        return None;
    }
    // From the last rule back: what can be left out is left out for good, so a smallest set remains.
    // A rule that changed neither name can be, and the rules before it never see the difference.
    let fired = folder.fired(a) | folder.fired(b);
    let mut left_out = !fired;
    for i in (0..RULES.len()).rev() {
        if fired & (1 << i) != 0 && folder.agree(a, b, left_out | 1 << i) {
            left_out |= 1 << i;
        }
    }
    let needed = RULES.iter().enumerate().filter(|(i, _)| left_out & (1 << i) == 0);
    let (mut cost, mut names) = (0.0, Vec::new());
    for (_, rule) in needed {
        cost += rule.cost;
        names.push(rule.name);
    }
    Some((cost, names))
}

/// No rule left out.
const NONE: u32 = 0;

/// Case, accents, and hyphens and spaces: the rules of [`plain`], as bits.
const PLAIN_RULES: u32 = 0b1011;

/// Folds names with two buffers that are used again.
#[derive(Default)]
pub(super) struct Folder {
    now: Vec<u8>,
    next: Vec<u8>,
    /// The rewriting rules that changed the last name, as bits by their place in the table.
    fired: u32,
}

impl Folder {
    /// The key of a name, as bytes that live until the next call.
    pub(super) fn key(&mut self, name: &str) -> &[u8] {
        self.fold(name, NONE)
    }

    /// The name without case, accents, hyphens and spaces, as bytes that live until the next call.
    pub(super) fn plain(&mut self, name: &str) -> &[u8] {
        self.fold(name, !PLAIN_RULES)
    }

    /// The rules that have something to do on a name; for case and accents, that may have.
    fn fired(&mut self, name: &str) -> u32 {
        let is_ascii = name.is_ascii();
        let is_cased = !is_ascii || name.bytes().any(|b| b.is_ascii_uppercase());
        self.fold(name, NONE);
        self.fired | u32::from(is_cased) | u32::from(!is_ascii) << 1
    }

    fn agree(&mut self, a: &str, b: &str, left_out: u32) -> bool {
        let a = self.fold(a, left_out).to_vec();
        a == self.fold(b, left_out)
    }

    /// The name after all rules but those left out (bits by their place in the table).
    fn fold(&mut self, name: &str, left_out: u32) -> &[u8] {
        self.now.clear();
        self.fired = 0;
        let is_on = |i: usize| left_out & (1 << i) == 0;
        read_letters(name, is_on(0), is_on(1), &mut self.now);
        let mut needed = rules_needed(&self.now) & !left_out;
        while needed != 0 {
            let i = needed.trailing_zeros();
            needed &= needed - 1;
            let Some(Rule { step: Step::Rewrite(step), .. }) = RULES.get(i as usize) else {
                continue;
            };
            self.next.clear();
            step(&self.now, &mut self.next);
            if self.now != self.next {
                std::mem::swap(&mut self.now, &mut self.next);
                self.fired |= 1 << i;
                let after = !0 << i << 1;
                needed = rules_needed(&self.now) & !left_out & after;
            }
        }
        &self.now
    }
}

fn into_string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

/// Which of the letters a to z occur, as bits, and the blank as the bit after them.
pub(super) fn letters_of(text: &[u8]) -> u32 {
    text.iter().fold(0, |bits, byte| bits | letter_bit(*byte))
}

const fn letter_bit(byte: u8) -> u32 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b' ' => 1 << 26,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_brings_its_example_together() {
        for rule in RULES {
            let [a, b] = rule.example;
            let (_, names) = rules_between(a, b).unwrap_or_else(|| panic!("{a} {b}"));
            assert!(names.contains(&rule.name), "{a} {b}: {names:?} without '{}'", rule.name);
        }
    }

    #[test]
    fn no_rule_is_left_out_that_would_change_a_name() {
        let gazetteer = crate::gazetteer::Gazetteer::bundled().unwrap();
        let names =
            gazetteer.places().iter().flat_map(|p| std::iter::once(&p.name).chain(&p.variants));
        let more =
            ["-el  hadj", "Qq", "hh", "a'h", "Guy e", "NGn y", "2 00", "ee", "e", "ina bakat"];
        for name in names.map(String::as_str).chain(more) {
            let mut whole = Vec::new();
            read_letters(name, true, true, &mut whole);
            for rule in RULES {
                if let Step::Rewrite(step) = &rule.step {
                    let before = std::mem::take(&mut whole);
                    step(&before, &mut whole);
                }
            }
            assert_eq!(key(name).as_bytes(), whole, "{name}");
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let check = |names: &[&str]| {
            let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{names:?} {keys:?}");
        };
        check(&["Aguelhok", "Aguel Hoc", "Aguelhoc", "Aguel’hoc", "AGUELHOK"]);
        check(&["Tinzaouatène", "Tin-Zawatène", "Ti-n-Zaouatène", "Tin-zawatene", "Tin Zaouaten"]);
        check(&["Inatabakat", "I-n-Tabakat", "In Tabakat", "In-Tabakat"]);
        check(&["Anderamboukane", "Andéramboukane", "Anderanboukane", "Andéramboukan"]);
        check(&["Gourma-Rharous", "Gourma Gharous", "gourma rharous"]);
        check(&["Télemsi", "Telemsi"]);
        check(&["Djenné", "Djéné", "Jenne"]);
        check(&["Ogossagou", "Ogosagu", "Ogossagu"]);
        check(&["N'Tillit", "Ntillit", "N’Tillit"]);
        check(&["Azawagh", "Azaouak", "Azawak", "Azaouaq"]);
        check(&["كيدال", "كِيدال", "کیدال"]);
        check(&["", "-", " ’ "]);
    }

    #[test]
    fn names_that_look_alike_keep_their_keys_apart() {
        let check = |a: &str, b: &str| assert_ne!(key(a), key(b), "{a} {b}");
        check("Tessit", "Tessalit");
        check("Gao", "Gaoua");
        check("Kidal", "Kidira");
        check("Inatès", "Inatess");
        check("Mali", "Mali-Ké");
        check("Niger", "Nigeria");
        check("Inatès", "In Tess");
        check("Diré", "Dir");
    }

    #[test]
    fn the_rules_told_are_those_needed() {
        let check = |a: &str, b: &str, rules: &[&str]| {
            assert_eq!(rules_between(a, b).map(|found| found.1), Some(rules.to_vec()), "{a} {b}");
        };
        check("Gao", "Gao", &[]);
        check("Ménaka", "Menaka", &["accents"]);
        check("MENAKA", "Ménaka", &["case", "accents"]);
        check("Tin-zawatene", "Tin-Zaouatene", &["case", "ou = w"]);
        check("Aguelhok", "Aguelhoc", &["k = c = q"]);
        check("Aguelhok", "Aguel hoc", &["hyphens and spaces", "k = c = q"]);
        assert_eq!(rules_between("Gao", "Gaoua"), None);
    }

    #[test]
    fn plain_names_keep_their_letters() {
        let check = |name: &str, folded: &str| assert_eq!(plain(name), folded, "{name}");
        check("Côte d’Ivoire", "cotedivoire");
        check("Tin-Zaouatène", "tinzaouatene");
        check("Œuvre Ŋa", "oeuvrenga");
        check("", "");
    }
}
