//! Turns a `Document` into the `Report`s it contains.

mod claimants;
mod context;
mod dates;
mod draft;
mod facts;
mod finish;
mod fold;
mod gather;
mod lexicon;
mod names;
mod numbers;
mod phrase;
mod places;
mod plot;
mod sentence;
mod sentences;
mod tokens;
mod tolls;

use std::collections::BTreeMap;

use crate::gazetteer::Gazetteer;
use crate::model::{Document, Language, Report};

pub use phrase::read_phrase;

use facts::{Context, Facts, Heading};
use gather::Story;
use lexicon::{ENGLISH, FRENCH, Lexicon, Role};
use sentence::{Anchor, Text};
use sentences::{Sentence, sentences};

/// The incidents that a document tells of, in the order of the text. A document in a language
/// other than French and English has none.
///
/// Cost: linear in the length of the text. Deterministic.
pub fn extract(gazetteer: &Gazetteer, document: &Document) -> Vec<Report> {
    let lexicon = match document.language {
        Language::French => &*FRENCH,
        Language::English => &*ENGLISH,
        Language::Other => return Vec::new(),
    };
    let sentences = sentences(&document.text);
    let mut texts = sentences.iter().map(|s| Text::of(s, &document.text, lexicon));
    let first: Vec<Text<'_>> = texts.by_ref().take(SAMPLE).collect();
    let country = country(&first, lexicon);
    let context = Context { gazetteer, lexicon, country };
    let mut anchor = Anchor { published: document.published, ..Anchor::default() };
    let mut speaker: Option<String> = None;
    let mut story = Story::new(document);
    if let Some(title) = document.title.as_deref().filter(|t| !document.text.starts_with(t)) {
        story.take_heading(&Heading::read(title, lexicon));
    }
    if let Some(page) = &document.page {
        let above = Context { country: None, ..context };
        for (index, sentence) in self::sentences(page).iter().take(LEAD).enumerate() {
            let read = (sentence, Text::of(sentence, page, lexicon));
            let facts = Facts::read(&above, read, (index, false), (&anchor, None));
            advance(&mut anchor, &facts);
        }
    }
    for (index, read) in sentences.iter().zip(first.into_iter().chain(texts)).enumerate() {
        let is_title = is_title(document, read.0);
        let mut facts =
            Facts::read(&context, read, (index, is_title), (&anchor, story.topic().as_ref()));
        match &facts.claimant {
            Some(range) => speaker = Some(facts.text.source(range).to_owned()),
            None if facts.is_said_on => facts.speaker.clone_from(&speaker),
            None => {}
        }
        advance(&mut anchor, &facts);
        story.take(&facts);
    }
    story.finish()
}

fn is_title(document: &Document, sentence: &Sentence) -> bool {
    let title = document.title.as_deref().unwrap_or_default();
    let words = document.text.get(sentence.bytes.clone()).unwrap_or_default();
    sentence.line == 0 && !title.is_empty() && title.contains(words)
}

/// A bulletin says in so many first sentences what week it covers.
const LEAD: usize = 4;

/// The day the story has reached, after a sentence.
fn advance(anchor: &mut Anchor, facts: &Facts<'_>) {
    let told = facts.date().and_then(|m| m.interval).filter(|i| i.n_days() < 8);
    let since = || facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
    if let Some(interval) = told.or_else(|| since().filter(|i| i.n_days() < 8)) {
        anchor.story = Some(interval.start);
    }
    let covers = || facts.mentions.iter().filter_map(|m| m.interval);
    let is_lead = facts.index < LEAD && !facts.triggers.iter().any(|t| t.role == Role::Verb);
    if let Some(week) = covers().find(|i| is_lead && (6..=8).contains(&i.n_days())) {
        anchor.week.get_or_insert(week);
    }
    let dated = facts.mentions.iter().find(|m| m.has_year).and_then(|m| m.interval);
    anchor.dated = dated.map(|i| i.start).or(anchor.dated);
}

/// The country that a document is about is told by so many sentences.
const SAMPLE: usize = 60;

/// The country that these sentences name most often, the first of equals.
fn country(texts: &[Text<'_>], lexicon: &Lexicon) -> Option<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        for hit in text.hits(&lexicon.countries) {
            counts.entry(hit.value).or_insert((0, usize::MAX - index)).0 += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, order)| *order).map(|(name, _)| name)
}

#[cfg(test)]
mod tests;
