//! Splits a page of several unrelated teasers into its parts, by layout alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::fold::fold;

/// A section label has at most so many words and comes at least so often.
const LABEL_WORDS: usize = 4;
const LABEL_TIMES: usize = 3;
/// A page has at least so many teasers.
const LEAST_TEASERS: usize = 3;
/// A headline has at most so many characters.
const HEADLINE: usize = 160;

static READ_MORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = "lire la suite|lire plus|en savoir plus|read more|continue reading";
    Regex::new(&format!(r"(?i)[\s\[(…]*(?:{words})[\s.…»>\])]*$")).ok()
});

/// "16:40 | NIGER – …": a line of a news ticker opens with its time and a bar.
static TIMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*\d{1,2} ?[:hH] ?\d{2}\s*[|│]\s*").ok());

/// A text as its articles.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// What stands above the first.
    pub(super) lead: Option<String>,
    /// The articles; the text itself where it is one.
    pub(super) parts: Vec<String>,
}

/// The articles of a page.
pub(super) fn split(text: &str) -> Page {
    let blocks = blocks(text);
    let page = |parts| Page { lead: None, parts };
    let lines = || blocks.iter().flatten().copied();
    let found = by_read_more(&blocks)
        .map(page)
        .or_else(|| by_times(lines()))
        .or_else(|| by_labels(lines()).map(page))
        .or_else(|| by_headlines(&blocks))
        .unwrap_or_else(|| page(vec![text.to_owned()]));
    Page { parts: unique(found.parts), ..found }
}

/// The stretches between blank lines, as their lines.
fn blocks(text: &str) -> Vec<Vec<&str>> {
    let mut blocks = vec![Vec::new()];
    for line in text.lines() {
        match (line.trim().is_empty(), blocks.last_mut()) {
            (false, Some(block)) => block.push(line),
            (true, Some(block)) if !block.is_empty() => blocks.push(Vec::new()),
            _ => {}
        }
    }
    blocks.retain(|b| !b.is_empty());
    blocks
}

/// Blocks that each end with "Lire la suite…".
fn by_read_more(blocks: &[Vec<&str>]) -> Option<Vec<String>> {
    let marker = READ_MORE.as_ref()?;
    let has_marker = |b: &&Vec<&str>| b.last().is_some_and(|l| marker.is_match(l));
    if blocks.iter().filter(has_marker).count() < LEAST_TEASERS {
        return None;
    }
    let parts = blocks.iter().map(|block| {
        let lines: Vec<_> = block.iter().map(|l| marker.replace(l, "").into_owned()).collect();
        lines.join("\n").trim().to_owned()
    });
    Some(parts.filter(|p| !p.is_empty()).collect())
}

/// The items of a ticker, without their times; what stands before the first is the page's own.
fn by_times<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Option<Page> {
    let timed = TIMED.as_ref()?;
    let is_timed = |line: &&str| timed.is_match(line);
    if lines.clone().filter(is_timed).take(LEAST_TEASERS).count() < LEAST_TEASERS {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut lead = String::new();
    for line in lines {
        match (timed.find(line), parts.last_mut()) {
            (Some(time), _) => parts.push(line.get(time.end()..).unwrap_or_default().to_owned()),
            (None, Some(part)) => part.extend(["\n", line]),
            (None, None) => lead.extend([line, "\n"]),
        }
    }
    Some(Page { lead: Some(lead), parts })
}

/// Items of a listing page with section labels: an excerpt, a label, a headline, an excerpt.
/// A headline opens an item; an excerpt without one is an item of its own.
fn by_labels<'l>(lines: impl Iterator<Item = &'l str> + Clone) -> Option<Vec<String>> {
    let labels = lines.clone().filter(|line| may_be_label(line));
    if labels.take(LABEL_TIMES).count() < LABEL_TIMES {
        return None;
    }
    let lines: Vec<&str> = lines.collect();
    let mut counts: BTreeMap<BTreeSet<String>, usize> = BTreeMap::new();
    for key in lines.iter().filter_map(|l| label_key(l)) {
        *counts.entry(key).or_default() += 1;
    }
    let is_label =
        |l: &str| label_key(l).is_some_and(|k| counts.get(&k).is_some_and(|n| *n >= LABEL_TIMES));
    if !lines.iter().any(|l| is_label(l)) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut headline: Option<&str> = None;
    for line in lines.into_iter().filter(|l| !is_label(l)) {
        if is_headline(line) {
            headline = Some(line);
            continue;
        }
        let head = headline.take().map_or_else(String::new, |h| format!("{}\n", h.trim()));
        parts.push(format!("{head}{}", line.trim()));
    }
    (parts.len() >= LEAST_TEASERS).then_some(parts)
}

/// The words of a short line, in any order ("UNE Sécurité", "Sécurité UNE").
fn label_key(line: &str) -> Option<BTreeSet<String>> {
    if !may_be_label(line) {
        return None;
    }
    let words: BTreeSet<String> = fold(line.trim()).split_whitespace().map(str::to_owned).collect();
    (1..=LABEL_WORDS).contains(&words.len()).then_some(words)
}

fn may_be_label(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 40 && !line.contains(['.', ',', ':', '!', '?', '»', '"', '-', '•'])
}

fn is_headline(line: &str) -> bool {
    let line = line.trim();
    let is_short = line.len() <= HEADLINE || line.chars().count() <= HEADLINE;
    is_short && !line.ends_with(['.', '!', ';', ',', '…', '”'])
}

/// Blocks that each have a headline right above one paragraph; a page title may stand first.
fn by_headlines(blocks: &[Vec<&str>]) -> Option<Page> {
    let is_teaser = |b: &&Vec<&str>| {
        let [first, rest @ ..] = b.as_slice() else { return false };
        let is_body = |l: &&str| !is_headline(l);
        is_headline(first) && rest.iter().any(is_body) && rest.len() <= 2
    };
    let teasers: Vec<&Vec<&str>> = blocks.iter().filter(is_teaser).collect();
    let n_others = blocks.len() - teasers.len();
    if teasers.len() < LEAST_TEASERS || n_others > 1 {
        return None;
    }
    let lead = blocks.first().filter(|b| !is_teaser(b)).map(|b| b.join("\n"));
    Some(Page { lead, parts: teasers.into_iter().map(|b| b.join("\n")).collect() })
}

/// A teaser told twice on a page is one.
fn unique(parts: Vec<String>) -> Vec<String> {
    if parts.len() < 2 {
        return parts;
    }
    let mut seen = BTreeSet::new();
    parts.into_iter().filter(|part| seen.insert(fold(part.trim()))).collect()
}
