//! The word list of one topic, and its entries in a sentence.

use super::scanner::{Found, Scan, number};
use super::tree::Pattern;
use crate::extract::fold::Folded;
use std::ops::Range;

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
    /// In the order of the table.
    patterns: Vec<Pattern>,
    /// What each entry says.
    values: Vec<T>,
    /// What the last letters of each must be.
    accents: Vec<Accent>,
    /// The number of the topic in its lexicon.
    topic: usize,
}

/// What the last letters must be: plain ("attaque"), accented ("incendié"), or either.
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
    pub(super) fn new(
        topic: usize,
        table: &'static str,
        read: impl Fn(&'static str, &'static str) -> Option<T>,
    ) -> Self {
        let (mut patterns, mut values, mut accents) = (Vec::new(), Vec::new(), Vec::new());
        for (pattern, second, third) in rows(table) {
            let Some(value) = read(second, third) else { continue };
            for (pattern, accent) in conjugated(&pattern.to_lowercase()) {
                patterns.push((with_auxiliaries(&pattern), number(values.len())));
                values.push(value.clone());
                accents.push(accent);
            }
        }
        Self { patterns, values, accents, topic }
    }

    /// The topic's number and patterns, for a scanner.
    pub(super) fn patterns(&self) -> (usize, &[Pattern]) {
        (self.topic, &self.patterns)
    }

    /// All entries in a scanned sentence, left to right, none inside another: the longest at each
    /// place.
    pub(in crate::extract) fn hits(&self, scan: &Scan, folded: &Folded) -> Vec<Hit<T>> {
        let found = scan.of_topic(self.topic);
        if found.is_empty() {
            return Vec::new();
        }
        let mut hits = Vec::with_capacity(found.len());
        each_longest(found, &self.accents, folded, &mut |found| {
            let value = self.values.get(found.entry()).cloned();
            hits.extend(value.map(|value| Hit { range: found.range(), value }));
        });
        hits
    }
}

/// Hands over the longest of the found patterns at each place that fit the accents of their last
/// letters, none inside another. It is one for the lists of all types, which are met one after the other.
#[inline(never)]
fn each_longest(found: &[Found], accents: &[Accent], folded: &Folded, take: &mut dyn FnMut(Found)) {
    let fits = |found: &Found| {
        let end = found.range().end;
        let is_accented =
            || [1, 2].iter().any(|n| end.checked_sub(*n).is_some_and(|at| folded.is_accented(at)));
        accents.get(found.entry()).is_some_and(|accent| match accent {
            Accent::Any => true,
            Accent::Plain => !is_accented(),
            Accent::Accented => is_accented(),
        })
    };
    let mut end = 0;
    for same in found.chunk_by(|a, b| a.start() == b.start()) {
        // The shorter come first, and of one stretch the last of the table.
        let longest = same.iter().rev().find(|found| found.start() >= end && fits(found));
        if let Some(found) = longest {
            end = found.range().end;
            take(*found);
        }
    }
}

/// `<a>` stands for the forms of "avoir" before a participle, `<e>` for those of "être".
fn with_auxiliaries(pattern: &str) -> String {
    const HAVE: &str = "{a,ont,avait,avaient,aurait,auraient,ayant,avoir}";
    const BE: &str = "{est,sont,etait,etaient,serait,seraient,a ete,ont ete,avait ete,avaient ete,\
                      aurait ete,auraient ete,ayant ete,avoir ete,fut,furent,etant,etre}";
    pattern.replace("<a>", HAVE).replace("<e>", BE)
}

/// `mitraill<v>` stands for the forms of a verb in "-er" that are no noun: the participles with
/// their accent, and the other forms that tell of what happened.
fn conjugated(pattern: &str) -> Vec<(String, Accent)> {
    const ACCENTED: &str = "{e,es}";
    const OTHERS: &str = "{ee,ees,ent,er,ant,ait,aient,a,erent}";
    if pattern.contains("<v>") {
        let forms = |endings| pattern.replace("<v>", endings);
        return vec![(forms(ACCENTED), Accent::Accented), (forms(OTHERS), Accent::Any)];
    }
    let (pattern, accent) = accent(pattern);
    vec![(pattern.to_owned(), accent)]
}

/// The forms of a pattern: `pris{,e,es} pour cible` stands for three.
pub(in crate::extract) fn expand(pattern: &str) -> Vec<String> {
    let mut forms = Vec::new();
    each_form(pattern, &mut |form| forms.push(form.to_owned()));
    forms
}

/// Hands over one form of a pattern after the other.
pub(super) fn each_form(pattern: &str, take: &mut dyn FnMut(&str)) {
    fn go_on(begun: &mut String, pattern: &str, take: &mut dyn FnMut(&str)) {
        let length = begun.len();
        let braces = pattern.split_once('{').and_then(|(head, rest)| {
            let (choices, tail) = rest.split_once('}')?;
            Some((head, choices, tail))
        });
        let Some((head, choices, tail)) = braces else {
            begun.push_str(pattern);
            take(begun);
            begun.truncate(length);
            return;
        };
        for choice in choices.split(',') {
            begun.extend([head, choice]);
            go_on(begun, tail, take);
            begun.truncate(length);
        }
    }
    go_on(&mut String::new(), pattern, take);
}

/// The first three columns of a table's rows.
pub(in crate::extract) fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or_default()))
    })
}
