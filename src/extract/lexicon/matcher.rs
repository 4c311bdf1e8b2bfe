//! Finds the entries of the word lists in a sentence, all lists in one pass of linear time.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::extract::fold::Folded;

/// An entry found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::extract) struct Hit<T> {
    /// Bytes of the folded sentence.
    pub(in crate::extract) range: Range<usize>,
    /// What the entry says.
    pub(in crate::extract) value: T,
}

/// The word list of one topic: its patterns, and what each says.
#[derive(Debug)]
pub(in crate::extract) struct Matcher<T> {
    /// The forms of all patterns, sorted.
    patterns: Vec<String>,
    entries: Vec<Vec<Entry<T>>>,
    /// The number of the topic in its lexicon.
    topic: usize,
    /// For a search for this topic alone.
    alone: OnceLock<Scanner>,
}

#[derive(Debug)]
struct Entry<T> {
    value: T,
    /// What the last letters must be: plain ("attaque"), accented ("incendié"), or either.
    accent: Accent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Accent {
    Any,
    Plain,
    Accented,
}

/// A pattern without its last sign, `=` for plain letters and `+` for accented ones.
fn accent(pattern: &str) -> (&str, Accent) {
    match (pattern.strip_suffix('='), pattern.strip_suffix('+')) {
        (Some(plain), _) => (plain, Accent::Plain),
        (_, Some(accented)) => (accented, Accent::Accented),
        _ => (pattern, Accent::Any),
    }
}

impl<T: Clone> Matcher<T> {
    pub(super) fn new(topic: usize, table: &str, read: impl Fn(&str, &str) -> Option<T>) -> Self {
        let mut patterns: BTreeMap<String, Vec<Entry<T>>> = BTreeMap::new();
        for (pattern, second, third) in rows(table) {
            let Some(value) = read(second, third) else { continue };
            let (pattern, accent) = accent(pattern);
            for form in expand(&with_auxiliaries(pattern)) {
                let form = form.to_lowercase();
                patterns.entry(form).or_default().push(Entry { value: value.clone(), accent });
            }
        }
        let (patterns, entries) = patterns.into_iter().unzip();
        Self { patterns, entries, topic, alone: OnceLock::new() }
    }

    /// The topic's number and patterns, for a scanner.
    pub(super) fn patterns(&self) -> (usize, &[String]) {
        (self.topic, &self.patterns)
    }

    /// All entries in a sentence, left to right, none inside another: the longest at each place.
    pub(in crate::extract) fn find(&self, folded: &Folded) -> Vec<Hit<T>> {
        let scanner = self.alone.get_or_init(|| Scanner::new(&[(self.topic, &self.patterns)]));
        self.hits(&scanner.scan(folded), folded)
    }

    /// The same from a scan for all topics.
    pub(in crate::extract) fn hits(&self, scan: &Scan, folded: &Folded) -> Vec<Hit<T>> {
        let Some(raw) = scan.topics.get(self.topic).filter(|raw| !raw.is_empty()) else {
            return Vec::new();
        };
        let mut found: Vec<(Range<usize>, &Entry<T>)> = Vec::with_capacity(raw.len());
        for (range, pattern) in raw {
            let is_accented = [1, 2]
                .iter()
                .any(|n| range.end.checked_sub(*n).is_some_and(|at| folded.is_accented(at)));
            let fits = |e: &&Entry<T>| match e.accent {
                Accent::Any => true,
                Accent::Plain => !is_accented,
                Accent::Accented => is_accented,
            };
            let entry = self.entries.get(*pattern).and_then(|e| e.iter().find(fits));
            found.extend(entry.map(|entry| (range.clone(), entry)));
        }
        found.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
        let mut hits: Vec<Hit<T>> = Vec::with_capacity(found.len());
        for (range, entry) in found {
            if hits.last().is_none_or(|last| range.start >= last.range.end) {
                hits.push(Hit { range, value: entry.value.clone() });
            }
        }
        hits
    }
}

/// Finds the patterns of many topics in one pass over a sentence.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scanner {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton the topics that have it, with its number there.
    targets: Vec<Vec<(usize, usize)>>,
    n_topics: usize,
}

/// What a scanner found: for each topic the stretches and the numbers of their patterns.
#[derive(Debug, Default)]
pub(in crate::extract) struct Scan {
    topics: Vec<Vec<(Range<usize>, usize)>>,
}

impl Scanner {
    /// A scanner for the patterns of these topics.
    pub(super) fn new(topics: &[(usize, &[String])]) -> Self {
        let mut targets: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (topic, patterns) in topics {
            for (index, pattern) in patterns.iter().enumerate() {
                targets.entry(pattern).or_default().push((*topic, index));
            }
        }
        let automaton =
            AhoCorasick::builder().match_kind(MatchKind::Standard).build(targets.keys()).ok();
        let n_topics = topics.iter().map(|(topic, _)| topic + 1).max().unwrap_or(0);
        Self { automaton, targets: targets.into_values().collect(), n_topics }
    }

    /// All whole words of the patterns in a sentence. Cost: linear in its length.
    pub(in crate::extract) fn scan(&self, folded: &Folded) -> Scan {
        let mut topics = vec![Vec::new(); self.n_topics];
        let bytes = folded.lower.as_bytes();
        let is_word = |at: usize| bytes.get(at).is_some_and(|b| is_word_byte(*b));
        let hits = self.automaton.iter().flat_map(|a| a.find_overlapping_iter(&folded.lower));
        for hit in hits {
            let range = hit.range();
            let ends_in_word = range.end.checked_sub(1).is_some_and(is_word);
            if (ends_in_word && is_word(range.end))
                || range.start.checked_sub(1).is_some_and(is_word)
            {
                continue;
            }
            for (topic, index) in self.targets.get(hit.pattern().as_usize()).into_iter().flatten() {
                if let Some(found) = topics.get_mut(*topic) {
                    found.push((range.clone(), *index));
                }
            }
        }
        Scan { topics }
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'~'
}

/// `<a>` stands for the forms of "avoir" before a participle, `<e>` for those of "être".
fn with_auxiliaries(pattern: &str) -> String {
    const HAVE: &str = "{a,ont,avait,avaient,aurait,auraient,ayant,avoir}";
    const BE: &str = "{est,sont,etait,etaient,serait,seraient,a ete,ont ete,avait ete,avaient ete,\
                      aurait ete,auraient ete,ayant ete,avoir ete,fut,furent,etant,etre}";
    pattern.replace("<a>", HAVE).replace("<e>", BE)
}

/// The forms of a pattern: `pris{,e,es} pour cible` stands for three.
pub(super) fn expand(pattern: &str) -> Vec<String> {
    let Some((head, rest)) = pattern.split_once('{') else { return vec![pattern.to_owned()] };
    let Some((choices, tail)) = rest.split_once('}') else { return vec![pattern.to_owned()] };
    let tails = expand(tail);
    let heads = choices.split(',').map(|choice| format!("{head}{choice}"));
    heads.flat_map(|h| tails.iter().map(move |t| format!("{h}{t}"))).collect()
}

/// The first three columns of a table's rows.
pub(super) fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default()))
    })
}
