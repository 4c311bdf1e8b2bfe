//! The forms that dates take, as regular expressions over folded text: geodata/lexicon, `dates.tsv`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use rustc_hash::FxHashMap;

use super::openers::{Opener, is_inner, named, openers};
use crate::extract::fold::form;
use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon, expand, rows};

/// The forms of a language; where two fit at one place, the earlier is meant.
pub(super) struct Grammar {
    branches: Vec<Branch>,
    /// The forms that a word may open.
    by_word: FxHashMap<String, Opened>,
    /// Words before a date that make it no date of an event.
    pub(super) aside: Regex,
}

/// The forms that a word may open, as bits by their numbers.
#[derive(Default)]
struct Opened {
    /// Those that it may be the whole of.
    alone: u64,
    /// Those that it opens before another word.
    with: FxHashMap<String, u64>,
}

/// A form and its name.
struct Branch {
    name: &'static str,
    form: Regex,
}

/// A form that stands in a sentence.
#[derive(Debug)]
pub(in crate::extract) struct Match {
    /// The name of the form.
    pub(super) name: &'static str,
    /// Where it stands, perhaps with the sign after it.
    pub(super) range: Range<usize>,
    form: &'static Regex,
}

impl Match {
    /// The parts of the form in its words.
    pub(super) fn fields<'w>(&self, words: &'w str) -> Option<Captures<'w>> {
        let fields = self.form.captures(words)?;
        (fields.get(0)?.end() == words.len()).then_some(fields)
    }
}

impl Grammar {
    /// The first form in a folded sentence that begins between two bytes, where no word goes on.
    pub(super) fn first(&'static self, lower: &str, stretch: Range<usize>) -> Option<Match> {
        let begins = |word: &Range<usize>| word.start < stretch.end;
        let is_inside = |at: usize| lower.as_bytes().get(at).is_some_and(|byte| is_inner(*byte));
        let mut word = next_word(lower, stretch.start).filter(begins)?;
        if stretch.start.checked_sub(1).is_some_and(is_inside) && is_inside(stretch.start) {
            word = next_word(lower, word.end).filter(begins)?;
        }
        loop {
            let start = word.start;
            let mut forms = self.opened_by(lower, &word);
            while forms != 0 {
                let branch = self.branches.get(forms.trailing_zeros() as usize)?;
                if let Some(found) = branch.form.find(lower.get(start..)?) {
                    let range = start..start + found.end();
                    return Some(Match { name: branch.name, range, form: &branch.form });
                }
                forms &= forms - 1;
            }
            word = next_word(lower.get(..stretch.end)?, word.end)?;
        }
    }

    /// The forms that may open with a word and the one behind it.
    fn opened_by(&self, lower: &str, word: &Range<usize>) -> u64 {
        let named = |range| lower.get(range).map_or("", named);
        let Some(opened) = self.by_word.get(named(word.clone())) else { return 0 };
        let next = || next_word(lower, word.end);
        let with = if opened.with.is_empty() { None } else { next() };
        opened.alone | with.and_then(|next| opened.with.get(named(next))).copied().unwrap_or(0)
    }
}

/// The first word that begins at a byte or after it.
fn next_word(lower: &str, from: usize) -> Option<Range<usize>> {
    let bytes = lower.as_bytes();
    let start = from + bytes.get(from..)?.iter().position(|byte| is_inner(*byte))?;
    let n_bytes = bytes.get(start..)?.iter().take_while(|byte| is_inner(**byte)).count();
    Some(start..start + n_bytes)
}

pub(super) static FRENCH_DATES: LazyLock<Option<Grammar>> = LazyLock::new(|| grammar(&FRENCH));
pub(super) static ENGLISH_DATES: LazyLock<Option<Grammar>> = LazyLock::new(|| grammar(&ENGLISH));

/// The names as alternatives, the longer first.
fn names(map: &FxHashMap<String, i8>) -> String {
    let mut names: Vec<&str> = map.keys().map(String::as_str).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    names.join("|")
}

/// The words of which every date without digits has one, besides the months and weekdays. A test
/// holds them and the forms together.
pub(in crate::extract) fn keywords(table: &str) -> Vec<String> {
    let keywords = rows(table).filter(|(name, ..)| *name == "keyword");
    keywords.flat_map(|(_, words, _)| expand(words)).collect()
}

/// The forms of a language's table before they are compiled.
#[derive(Debug, Default)]
pub(in crate::extract) struct DateForms {
    forms: Vec<DateForm>,
    /// What stands before a date that is none of an event.
    aside: String,
}

#[derive(Debug)]
struct DateForm {
    name: &'static str,
    pattern: String,
    openers: BTreeSet<Opener>,
}

impl DateForms {
    /// The forms of a table, of which `{m}` is a month, `{w}` a weekday, and `{x}` what a row before
    /// calls `=x`.
    pub(in crate::extract) fn new(
        table: &'static str,
        months: &FxHashMap<String, i8>,
        weekdays: &FxHashMap<String, i8>,
    ) -> Self {
        let mut parts =
            vec![("{m}".to_owned(), names(months)), ("{w}".to_owned(), names(weekdays))];
        let mut all = Self::default();
        for (name, pattern, _) in rows(table) {
            let whole =
                |pattern: String, (part, words): &(String, String)| pattern.replace(part, words);
            let pattern = parts.iter().fold(pattern.to_owned(), whole);
            match (name.strip_prefix('='), name) {
                (Some(part), _) => parts.push((format!("{{{part}}}"), pattern)),
                (None, "keyword") => {}
                (None, "aside") => all.aside = pattern,
                (None, name) => {
                    let openers = openers(&pattern).unwrap_or_default();
                    all.forms.push(DateForm { name, pattern, openers });
                }
            }
        }
        all
    }

    /// The words that they may open with, numbers aside.
    pub(in crate::extract) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().flat_map(|form| &form.openers).map(|(first, _)| first.as_str())
    }
}

/// The compiled forms of a language.
fn grammar(lexicon: &'static Lexicon) -> Option<Grammar> {
    let DateForms { forms, aside } = &lexicon.date_forms;
    let (mut branches, mut by_word) = (Vec::new(), FxHashMap::<String, Opened>::default());
    for DateForm { name, pattern, openers } in forms {
        let bit = 1_u64.checked_shl(u32::try_from(branches.len()).ok()?)?;
        for (first, second) in openers {
            let opened = by_word.entry(first.clone()).or_default();
            let forms = match second {
                Some(second) => opened.with.entry(second.clone()).or_default(),
                None => &mut opened.alone,
            };
            *forms |= bit;
        }
        let form = form(&format!(r"^(?:{pattern})(?:\b|$| )"))?;
        branches.push(Branch { name, form });
    }
    let aside = form(&format!("(?:^|[ '(]){aside}"))?;
    Some(Grammar { branches, by_word, aside })
}
