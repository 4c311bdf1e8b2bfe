//! Finds the patterns of many word lists in a sentence, in one pass over its words.
//!
//! The patterns are whole words, so words are looked up as wholes and numbered; what follows them in
//! a pattern are the steps of a tree over these numbers.

use std::ops::Range;

use super::atoms::longer;
use super::tree::{Pattern, Tree, tree};
use crate::extract::fold::{Folded, is_word_byte};
use crate::extract::gaps::Gap;

/// Finds the patterns of many topics in one pass over a sentence.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scanner {
    tree: Tree,
}

/// What there is at a node of the tree of patterns.
#[derive(Debug, Default)]
pub(super) struct Branch {
    /// Where the entries whose patterns end here begin in the list of ends, and how many they are.
    pub(super) first_end: u32,
    pub(super) n_ends: u32,
    /// The node that a blank leads to, 0 for none; most steps are of blanks.
    pub(super) blank: Node,
    /// Where the steps of other atoms begin in the list of steps, and how many they are.
    pub(super) first_step: u32,
    pub(super) n_steps: u32,
    /// Their atoms, as bits that few of them share.
    pub(super) may_follow: u64,
    /// The atoms that may follow that blank, as such bits; all where a pattern ends with it.
    pub(super) after_blank: u64,
}

/// The entry of a topic's list whose pattern ends at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) topic: u32,
    pub(super) entry: u32,
}

/// A word of the patterns, or one byte that is of no word.
pub(in crate::extract) type Atom = u32;
/// Where a pattern starts, how long the sentence is, and how many of the topics are looked for.
#[derive(Clone, Copy)]
struct Way {
    start: u32,
    length: u32,
    topics: usize,
}

/// The first topics of a lexicon are those of deeds, of people and of harm to them.
const OF_DEEDS: usize = 3;

/// A place in the tree of patterns; 0 is its root, from which `first` leads on.
pub(super) type Node = u32;

/// The first atom that stands for a word; those below are the bytes.
pub(super) const FIRST_WORD: Atom = 256;
/// The atom of a blank.
pub(super) const BLANK: Atom = b' ' as Atom;
/// A word of no pattern.
const NO_WORD: Atom = Atom::MAX;

/// What a scanner found.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scan {
    /// By topic, then by start, then by end.
    found: Vec<Found>,
    /// Where each topic's begin, and where the last one's end.
    starts: [u32; MOST_TOPICS + 1],
}

/// No lexicon has more topics.
const MOST_TOPICS: usize = 16;

/// A pattern in a sentence; ordered by topic, start and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    topic: u32,
    start: u32,
    end: u32,
    entry: u32,
}

impl Found {
    /// The first byte in the folded sentence.
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    /// Bytes of the folded sentence.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of its entry in the list of its topic.
    pub(super) fn entry(self) -> usize {
        self.entry as usize
    }
}

impl Scan {
    /// The stretches where the patterns of a topic stand, with the numbers of their entries; by start,
    /// the shorter first, and of those of one stretch the last first.
    pub(super) fn of_topic(&self, topic: usize) -> &[Found] {
        let ends = self.starts.get(topic).zip(self.starts.get(topic + 1));
        let ends = ends.map(|(from, to)| *from as usize..*to as usize);
        ends.and_then(|ends| self.found.get(ends)).unwrap_or_default()
    }

    /// What was found, which comes by start, then by end.
    fn of(mut found: Vec<Found>) -> Self {
        found.sort_by_key(|found| found.topic);
        let mut starts = [0; MOST_TOPICS + 1];
        for found in &found {
            let count = starts.get_mut(found.topic as usize + 1);
            count.into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { found, starts }
    }
}

impl Scanner {
    /// A scanner for the patterns of these topics.
    pub(super) fn new(topics: &[(usize, &[Pattern])]) -> Self {
        Self { tree: tree(topics) }
    }

    /// The atom of a word, which is known from now on. The word has letters and digits alone.
    pub(in crate::extract) fn word(&mut self, word: &str) -> Atom {
        self.tree.words.add(word)
    }

    /// All whole words of the patterns in a sentence, those of deeds and harm also where one of these
    /// gaps stands between their words.
    ///
    /// Cost: linear in its length.
    #[inline(never)] // A loop of its own keeps what it needs in registers.
    pub(in crate::extract) fn scan(&self, atoms: &Atoms, gaps: &[Gap]) -> Scan {
        let mut found = Vec::with_capacity(atoms.all.len());
        let mut rest = atoms.all.as_slice();
        let mut is_after_word = false;
        while let [(start, atom), after @ ..] = rest {
            // A pattern that opens with a blank or a sign stands apart from the word before it.
            let is_barred = std::mem::replace(&mut is_after_word, is_word(*atom));
            let node = self.tree.first.get(*atom as usize).copied().unwrap_or(0);
            if node != 0 && (is_word(*atom) || !is_barred) {
                let way = Way { start: *start, length: atoms.length, topics: MOST_TOPICS };
                self.follow(node, after, way, &mut found);
            }
            rest = after;
        }
        let n_found = found.len();
        for gap in gaps {
            self.span_gap(atoms, *gap, &mut found);
        }
        if found.len() > n_found {
            found.sort_by_key(|found| (found.start, found.end));
        }
        Scan::of(found)
    }

    /// The patterns of deeds and harm that have a gap between their words.
    fn span_gap(&self, atoms: &Atoms, gap: Gap, found: &mut Vec<Found>) {
        const LONGEST: usize = 12;
        let at = |byte: u32| atoms.all.partition_point(|(start, _)| *start < byte);
        let (before, behind) = (at(gap.from), at(gap.to));
        let behind = atoms.all.get(behind..).unwrap_or_default();
        for first in before.saturating_sub(LONGEST)..before {
            let Some([(start, atom), after @ ..]) = atoms.all.get(first..before) else { return };
            let mut node = self.tree.first.get(*atom as usize).copied().unwrap_or(0);
            for (_, atom) in after {
                let Some(branch) = self.tree.nodes.get(node as usize).filter(|_| node != 0) else {
                    break;
                };
                node = if *atom == BLANK { branch.blank } else { self.step(branch, *atom) };
            }
            if node != 0 && is_word(*atom) {
                let way = Way { start: *start, length: atoms.length, topics: OF_DEEDS };
                let mut ends = Vec::new();
                self.follow(node, behind, way, &mut ends);
                // What ends before the gap is found already.
                let gap_end = behind.first().map_or(atoms.length, |(start, _)| *start);
                found.extend(ends.into_iter().filter(|found| found.end != gap_end));
            }
        }
    }

    /// The patterns from a node on, to which the atoms before these led; the last ends at the length
    /// of the sentence.
    #[inline(never)] // A loop of its own keeps what it needs in registers.
    fn follow(&self, mut node: Node, mut after: &[(u32, Atom)], way: Way, found: &mut Vec<Found>) {
        while let Some(branch) = self.tree.nodes.get(node as usize) {
            if branch.n_ends > 0 {
                let end = after.first().map_or(way.length, |(start, _)| *start);
                let ends = branch.first_end as usize..(branch.first_end + branch.n_ends) as usize;
                let ends = self.tree.ends.get(ends).unwrap_or_default().iter();
                let ends = ends.filter(|e| (e.topic as usize) < way.topics);
                let found_at =
                    |e: &End| Found { topic: e.topic, start: way.start, end, entry: e.entry };
                found.extend(ends.map(found_at));
            }
            let [(_, atom), further @ ..] = after else { return };
            let next = match *atom {
                BLANK => {
                    let is_open = |(_, atom): &(u32, Atom)| branch.after_blank & bit(*atom) != 0;
                    if further.first().is_none_or(is_open) { branch.blank } else { 0 }
                }
                atom if branch.may_follow & bit(atom) != 0 => self.step(branch, atom),
                _ => 0,
            };
            if next == 0 {
                return;
            }
            (node, after) = (next, further);
        }
    }

    /// The node that an atom other than a blank leads to, 0 for none.
    fn step(&self, branch: &Branch, atom: Atom) -> Node {
        let steps = branch.first_step as usize..(branch.first_step + branch.n_steps) as usize;
        let steps = self.tree.steps.get(steps).unwrap_or_default();
        let found = steps.binary_search_by_key(&atom, |(atom, _)| *atom);
        found.ok().and_then(|at| steps.get(at)).map_or(0, |(_, next)| *next)
    }

    /// The atoms of a folded sentence.
    #[inline(never)] // A loop of its own keeps what it needs in registers.
    pub(in crate::extract) fn atoms(&self, folded: &Folded) -> Atoms {
        const BYTES_AN_ATOM: usize = 2;
        let text = folded.lower.as_str();
        let bytes = text.as_bytes();
        let mut all = Vec::with_capacity(text.len() / BYTES_AN_ATOM + 1);
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut key = 0;
            while let Some(byte) = bytes.get(at).filter(|byte| is_word_byte(**byte)) {
                key = longer(key, *byte);
                at += 1;
            }
            if at > start {
                let word = text.get(start..at).unwrap_or_default();
                all.push((number(start), self.tree.words.with_key(word, key).unwrap_or(NO_WORD)));
            }
            if let Some(sign) = bytes.get(at) {
                all.push((number(at), Atom::from(*sign)));
                at += 1;
            }
        }
        Atoms { all, length: number(text.len()) }
    }
}

/// An odd number near the golden ratio of 2^64, whose products spread over their upper bits.
/// Source: Knuth, The Art of Computer Programming 3, 6.4.
pub(super) const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// One of 64 bits for an atom.
pub(super) fn bit(atom: Atom) -> u64 {
    1 << (u64::from(atom).wrapping_mul(SPREAD) >> 58)
}

/// A sentence as the words of patterns and the other bytes.
#[derive(Debug)]
pub(in crate::extract) struct Atoms {
    /// The first byte of each, and what it is.
    all: Vec<(u32, Atom)>,
    /// The bytes of the sentence.
    length: u32,
}

impl Atoms {
    /// The first byte of each, and what it is. Each reaches to the next.
    pub(in crate::extract) fn all(&self) -> &[(u32, Atom)] {
        &self.all
    }
}

/// Whether an atom is a word, known or not, and no sign.
pub(in crate::extract) fn is_word(atom: Atom) -> bool {
    atom >= FIRST_WORD
}

/// No lexicon has so many entries that this would be wrong.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_however_they_overlap() {
        let patterns = ["a", "a cote", "cote d'", "d'", " ou", "l'{ouest,est}", "{a,ont} cote"];
        let numbered = (0..).zip(patterns).map(|(n, pattern)| (pattern.to_owned(), n));
        let patterns: Vec<Pattern> = numbered.collect();
        let scanner = Scanner::new(&[(3, &patterns)]);
        let check = |words: &str, expected: &[(&str, usize)]| {
            let folded = Folded::new(words, 0, 0);
            let scan = scanner.scan(&scanner.atoms(&folded), &[]);
            let found = scan.of_topic(3);
            let found: Vec<(&str, usize)> =
                found.iter().map(|f| (&folded.lower[f.range()], f.entry())).collect();
            assert_eq!(found, expected, "{words}");
        };
        check(
            "à côté d'Ayorou",
            &[("a", 0), ("a cote", 6), ("a cote", 1), ("cote d'", 2), ("d'", 3)],
        );
        check("à côtés", &[("a", 0)]);
        check("ça va, l'ouest ou", &[("l'ouest", 5)]);
        check("vers l'ouestou", &[]);
        check("ont cote l'est", &[("ont cote", 6), ("l'est", 5)]);
        check("« ou »", &[(" ou", 4)]);
        check("", &[]);
    }
}
