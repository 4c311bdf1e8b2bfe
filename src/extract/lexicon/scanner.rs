//! Finds the patterns of many word lists in a sentence, in one pass over its words.
//!
//! The patterns are whole words, so words are looked up as wholes and numbered; what follows them in
//! a pattern are the steps of a tree over these numbers.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::extract::fold::Folded;

/// Finds the patterns of many topics in one pass over a sentence.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scanner {
    /// The words of all patterns, to their atoms.
    words: FxHashMap<Box<str>, Atom>,
    /// The node that an atom leads to from the start, by atom; 0 for none.
    first: Vec<Node>,
    /// The node that an atom leads to from another.
    steps: FxHashMap<(Node, Atom), Node>,
    /// For each node the patterns that end there: topic and number in its list.
    ends: Vec<Vec<(usize, usize)>>,
}

/// A word of the patterns, or one byte that is of no word.
type Atom = u32;
/// A place in the tree of patterns; 0 is its root, from which `first` leads on.
type Node = u32;

/// The first atom that stands for a word; those below are the bytes.
const FIRST_WORD: Atom = 256;
/// A word of no pattern.
const NO_WORD: Atom = Atom::MAX;

/// What a scanner found.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scan {
    /// By start, then by end.
    found: Vec<Found>,
}

/// A pattern in a sentence.
#[derive(Clone, Debug)]
struct Found {
    topic: usize,
    /// Its number in the list of its topic.
    pattern: usize,
    range: Range<usize>,
}

impl Scan {
    /// The stretches where the patterns of a topic stand, with the patterns' numbers; by start, the
    /// shorter first.
    pub(super) fn of_topic(&self, topic: usize) -> Vec<(Range<usize>, usize)> {
        let own = self.found.iter().filter(|f| f.topic == topic);
        own.map(|f| (f.range.clone(), f.pattern)).collect()
    }
}

impl Scanner {
    /// A scanner for the patterns of these topics.
    pub(super) fn new(topics: &[(usize, &[String])]) -> Self {
        let mut scanner = Self::default();
        scanner.ends.push(Vec::new());
        for (topic, patterns) in topics {
            for (index, pattern) in patterns.iter().enumerate() {
                scanner.add(pattern, (*topic, index));
            }
        }
        scanner
    }

    fn add(&mut self, pattern: &str, end: (usize, usize)) {
        let mut node = 0;
        let mut at = 0;
        while let Some(piece) = piece(pattern, at) {
            let atom = match piece {
                Piece::Byte(byte) => Atom::from(byte),
                Piece::Word(word) => {
                    let next = FIRST_WORD + number(self.words.len());
                    *self.words.entry(word.into()).or_insert(next)
                }
            };
            node = self.step(node, atom);
            at += piece.len();
        }
        if let Some(ends) = self.ends.get_mut(node as usize).filter(|_| node != 0) {
            ends.push(end);
        }
    }

    /// The node that an atom leads to, made where there is none.
    fn step(&mut self, node: Node, atom: Atom) -> Node {
        let new = number(self.ends.len());
        let next = match node {
            0 => {
                let n_atoms = self.first.len().max(atom as usize + 1);
                self.first.resize(n_atoms, 0);
                let Some(first) = self.first.get_mut(atom as usize) else { return 0 };
                if *first == 0 {
                    *first = new;
                }
                *first
            }
            node => *self.steps.entry((node, atom)).or_insert(new),
        };
        if next == new {
            self.ends.push(Vec::new());
        }
        next
    }

    /// All whole words of the patterns in a sentence. Cost: linear in its length.
    pub(in crate::extract) fn scan(&self, folded: &Folded) -> Scan {
        let text = folded.lower.as_str();
        let atoms = self.atoms(text);
        let mut found = Vec::new();
        for (index, (start, atom)) in atoms.iter().enumerate() {
            let is_after_word =
                *atom < FIRST_WORD && index > 0 && atoms.get(index - 1).is_some_and(is_word);
            let mut node = self.first.get(*atom as usize).copied().unwrap_or(0);
            if node == 0 || is_after_word {
                continue;
            }
            let mut next = index + 1;
            loop {
                let end = atoms.get(next).map_or(text.len(), |(start, _)| *start);
                for (topic, pattern) in self.ends.get(node as usize).into_iter().flatten() {
                    found.push(Found { topic: *topic, pattern: *pattern, range: *start..end });
                }
                let step = atoms.get(next).and_then(|(_, atom)| self.steps.get(&(node, *atom)));
                let Some(step) = step else { break };
                (node, next) = (*step, next + 1);
            }
        }
        Scan { found }
    }

    /// The atoms of a text with their starts.
    fn atoms(&self, text: &str) -> Vec<(usize, Atom)> {
        let mut atoms = Vec::with_capacity(text.len() / 3 + 1);
        let mut at = 0;
        while let Some(piece) = piece(text, at) {
            let atom = match piece {
                Piece::Byte(byte) => Atom::from(byte),
                Piece::Word(word) => self.words.get(word).copied().unwrap_or(NO_WORD),
            };
            atoms.push((at, atom));
            at += piece.len();
        }
        atoms
    }
}

fn is_word((_, atom): &(usize, Atom)) -> bool {
    *atom >= FIRST_WORD
}

/// No lexicon has so many entries that this would be wrong.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A run of letters and digits, or one other byte.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Word(&'a str),
    Byte(u8),
}

impl Piece<'_> {
    fn len(self) -> usize {
        match self {
            Piece::Word(word) => word.len(),
            Piece::Byte(_) => 1,
        }
    }
}

/// The piece of an ASCII text that starts at a byte.
fn piece(text: &str, at: usize) -> Option<Piece<'_>> {
    let rest = text.as_bytes().get(at..)?;
    let first = *rest.first()?;
    let n_bytes = rest.iter().take_while(|byte| is_word_byte(**byte)).count();
    Some(match n_bytes {
        0 => Piece::Byte(first),
        _ => Piece::Word(text.get(at..at + n_bytes)?),
    })
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'~'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_however_they_overlap() {
        let patterns = ["a", "a cote", "cote d'", "d'", " ou", "l'ouest"].map(str::to_owned);
        let scanner = Scanner::new(&[(3, &patterns)]);
        let check = |words: &str, expected: &[(&str, usize)]| {
            let folded = Folded::new(words, 0, 0);
            let found = scanner.scan(&folded).of_topic(3);
            let found: Vec<(&str, usize)> =
                found.iter().map(|(range, n)| (&folded.lower[range.clone()], *n)).collect();
            assert_eq!(found, expected, "{words}");
        };
        check("à côté d'Ayorou", &[("a", 0), ("a cote", 1), ("cote d'", 2), ("d'", 3)]);
        check("à côtés", &[("a", 0)]);
        check("ça va, l'ouest ou", &[("l'ouest", 5)]);
        check("vers l'ouestou", &[]);
        check("« ou »", &[(" ou", 4)]);
        check("", &[]);
    }
}
