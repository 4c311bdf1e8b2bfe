//! Builds the tree of patterns that a scanner follows: the ends that many patterns share are one.

use rustc_hash::FxHashMap;

use super::atoms::Words;
use super::matcher::each_form;
use super::scanner::{Atom, BLANK, Branch, End, Node, bit, number};
use crate::extract::fold::is_word_byte;

/// A pattern with its braces, and the number of its entry in the list of its topic.
pub(super) type Pattern = (String, u32);

/// The tree, ready to be followed.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The words of all patterns.
    pub(super) words: Words,
    /// The node that an atom leads to from the start, by atom; 0 for none.
    pub(super) first: Vec<Node>,
    /// The nodes; what 0 is, no atom leads to.
    pub(super) nodes: Vec<Branch>,
    /// The atoms that lead on from each node, in their order, with the nodes that they lead to.
    pub(super) steps: Vec<(Atom, Node)>,
    /// The entries whose patterns end at each node.
    pub(super) ends: Vec<End>,
}

/// The tree of the patterns of these topics.
pub(super) fn tree(topics: &[(usize, &[Pattern])]) -> Tree {
    let mut draft = Draft::new();
    for (topic, patterns) in topics {
        for (pattern, entry) in *patterns {
            let end = End { topic: number(*topic), entry: *entry };
            each_form(pattern, &mut |form| draft.add(form, end));
        }
    }
    draft.finish()
}

/// A tree in which every pattern has nodes of its own after what it begins with as others do.
#[derive(Default)]
struct Draft {
    words: Words,
    /// The node that an atom leads to from another.
    steps: FxHashMap<(Node, Atom), Node>,
    /// What led to each node: the node before and the atom. A node comes after the one before it.
    came: Vec<(Node, Atom)>,
    /// What ends at nodes, as it came.
    ends: Vec<(Node, End)>,
    /// The form that was added last, and the node after each of its pieces, with the byte it ends at.
    last: String,
    path: Vec<(usize, Node)>,
}

impl Draft {
    fn new() -> Self {
        Self { came: vec![(0, 0)], ..Self::default() }
    }

    /// Adds a form. It goes on from the pieces that it shares with the form before.
    fn add(&mut self, form: &str, end: End) {
        let same = form.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count();
        let is_whole = |at: &usize| {
            let is_word = |at: usize| form.as_bytes().get(at).is_some_and(|b| is_word_byte(*b));
            !(is_word(*at - 1) && is_word(*at))
        };
        let n_shared = self.path.partition_point(|(at, _)| *at <= same);
        let shared = self.path.get(..n_shared).unwrap_or_default();
        let shared = shared.iter().rposition(|(at, _)| is_whole(at)).map_or(0, |last| last + 1);
        self.path.truncate(shared);
        let (mut at, mut node) = self.path.last().copied().unwrap_or_default();
        while let Some(piece) = piece(form, at) {
            let atom = match piece {
                Piece::Byte(byte) => Atom::from(byte),
                Piece::Word(word) => self.words.add(word),
            };
            node = self.step(node, atom);
            at += piece.len();
            self.path.push((at, node));
        }
        form.clone_into(&mut self.last);
        if node != 0 {
            self.ends.push((node, end));
        }
    }

    /// The node that an atom leads to, made where there is none.
    fn step(&mut self, node: Node, atom: Atom) -> Node {
        let new = number(self.came.len());
        let next = *self.steps.entry((node, atom)).or_insert(new);
        if next == new {
            self.came.push((node, atom));
        }
        next
    }

    /// The tree with one node for all from which the same patterns go on.
    fn finish(mut self) -> Tree {
        // The entries of one form are met from the last, and the first that fits counts.
        self.ends.reverse();
        self.ends.sort_by_key(|(node, _)| *node);
        let after = After::of(&self.came);
        let mut tree = Tree { words: self.words, ..Tree::default() };
        tree.nodes.push(Branch::default());
        let mut known: FxHashMap<Box<[u32]>, Node> = FxHashMap::default();
        // What each node has become; those after it come first.
        let mut merged: Vec<Node> = vec![0; self.came.len()];
        let (mut key, mut steps) = (Vec::new(), Vec::new());
        let mut ends = self.ends.as_slice();
        for node in (0..self.came.len()).rev() {
            let n_own = ends.iter().rev().take_while(|(at, _)| *at as usize == node).count();
            let (earlier, own) = ends.split_at_checked(ends.len() - n_own).unwrap_or_default();
            ends = earlier;
            steps.clear();
            steps.extend(after.node(node).iter().filter_map(|next| {
                let (_, atom) = self.came.get(*next as usize)?;
                Some((*atom, *merged.get(*next as usize)?))
            }));
            steps.sort_unstable();
            if node == 0 {
                break;
            }
            key.clear();
            own.iter().for_each(|(_, end)| key.extend_from_slice(&[end.topic, end.entry]));
            key.push(u32::MAX);
            steps.iter().for_each(|(atom, next)| key.extend_from_slice(&[*atom, *next]));
            let same = known.get(key.as_slice()).copied();
            let new = same.unwrap_or_else(|| {
                let new = tree.push(own, &steps);
                known.insert(key.as_slice().into(), new);
                new
            });
            merged.get_mut(node).into_iter().for_each(|merged| *merged = new);
        }
        let n_atoms = steps.last().map_or(0, |(atom, _)| *atom as usize + 1);
        tree.first.resize(n_atoms, 0);
        for (atom, node) in steps {
            tree.first.get_mut(atom as usize).into_iter().for_each(|first| *first = node);
        }
        tree
    }
}

/// The nodes after each node.
struct After {
    /// Where those of each node begin, and where the last one's end.
    starts: Vec<u32>,
    nodes: Vec<Node>,
}

impl After {
    /// By the node before each node but the first.
    fn of(came: &[(Node, Atom)]) -> Self {
        let mut starts = vec![0; came.len() + 1];
        let before = || came.iter().skip(1).map(|(before, _)| *before as usize);
        for before in before() {
            starts.get_mut(before + 1).into_iter().for_each(|n: &mut u32| *n += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut nodes = vec![0; came.len()];
        for (node, before) in (1..).zip(before()) {
            let Some(at) = free.get_mut(before) else { continue };
            nodes.get_mut(*at as usize).into_iter().for_each(|next| *next = node);
            *at += 1;
        }
        Self { starts, nodes }
    }

    fn node(&self, node: usize) -> &[Node] {
        let ends = self.starts.get(node).zip(self.starts.get(node + 1));
        let ends = ends.map(|(from, to)| *from as usize..*to as usize);
        ends.and_then(|ends| self.nodes.get(ends)).unwrap_or_default()
    }
}

impl Tree {
    /// A new node, with what ends there and the steps from it, whose nodes are there already.
    fn push(&mut self, ends: &[(Node, End)], onward: &[(Atom, Node)]) -> Node {
        let mut branch = Branch {
            first_end: number(self.ends.len()),
            n_ends: number(ends.len()),
            first_step: number(self.steps.len()),
            ..Branch::default()
        };
        self.ends.extend(ends.iter().map(|(_, end)| *end));
        for (atom, next) in onward {
            if *atom == BLANK {
                branch.blank = *next;
                let next = self.nodes.get(*next as usize);
                branch.after_blank = next.map_or(0, |next| next.opens());
            } else {
                branch.may_follow |= bit(*atom);
                branch.n_steps += 1;
                self.steps.push((*atom, *next));
            }
        }
        self.nodes.push(branch);
        number(self.nodes.len() - 1)
    }
}

impl Branch {
    /// The atoms that lead on, as bits that few of them share; all where a pattern ends.
    fn opens(&self) -> u64 {
        let blank = if self.blank == 0 { 0 } else { bit(BLANK) };
        if self.n_ends > 0 { u64::MAX } else { self.may_follow | blank }
    }
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
