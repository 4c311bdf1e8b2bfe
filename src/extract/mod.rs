//! Turns a `Document` into the `Report`s it contains.

mod claimants;
mod classes;
mod context;
mod dates;
mod deeds;
mod draft;
mod entries;
mod facts;
mod finish;
mod fold;
mod further;
mod gaps;
mod gather;
mod lexicon;
mod links;
mod mood;
mod names;
mod numbers;
mod phrase;
mod places;
mod plot;
mod roles;
mod sentence;
mod sentences;
mod tokens;
mod tolls;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use regex::Regex;

use crate::gazetteer::Gazetteer;
use crate::model::{Date, DateInterval, Document, Report};

pub use phrase::read_phrase;

use facts::{Context, Facts, Heading, Words, named};
use gather::Story;
use lexicon::{Lexicon, Role};
use links::part_links;
use sentence::{Anchor, Text};
use sentences::{Sentence, sentences};
use tolls::Counted;

/// The incidents that a document tells of, in the order of the text. A document in a language
/// other than French and English has none.
///
/// Cost: linear in the length of the text. Deterministic.
pub fn extract(gazetteer: &Gazetteer, document: &Document) -> Vec<Report> {
    let Some(lexicon) = Lexicon::of(document.language) else { return Vec::new() };
    let sentences = part_links(&document.text, sentences(&document.text, lexicon), lexicon);
    let mut context = Context { gazetteer, lexicon, country: None };
    let mut anchor = Anchor { published: document.published, ..Anchor::default() };
    let mut speaker: Option<String> = None;
    let mut story = Story::new(document);
    if let Some(title) = document.title.as_deref().filter(|t| !document.text.starts_with(t)) {
        story.take_heading(&Heading::read(title, lexicon));
        anchor.week = week_of(title, &anchor, lexicon);
    }
    if let Some(page) = &document.page {
        let mut lead = self::sentences(page, lexicon);
        lead.truncate(LEAD);
        let texts = lead.iter().map(|s| Text::of(s, page, lexicon)).collect();
        let words = Words::read(&context, &lead, texts);
        for (index, read) in lead.iter().zip(words).enumerate() {
            let facts = Facts::read(&context, read, (index, false), (&anchor, None), (None, None));
            advance(&mut anchor, &facts);
        }
    }
    anchor.dated = anchor.dated.or_else(|| year_of(&document.text, &sentences));
    if n_clocks(&document.text, &sentences) >= LEAST_CLOCKS {
        story.follow_live();
    }
    anchor.week = anchor.week.or_else(|| listed_week(document, &sentences, lexicon));
    let mut entry = 0;
    let (mut counted, mut subject) = (None, None);
    for (number, batch) in sentences.chunks(BATCH).enumerate() {
        let texts: Vec<Text<'_>> =
            batch.iter().map(|s| Text::of(s, &document.text, lexicon)).collect();
        if number == 0 {
            context.country = country(&texts, lexicon);
        }
        let words = Words::read(&context, batch, texts);
        for (index, (sentence, words)) in (number * BATCH..).zip(batch.iter().zip(words)) {
            let is_title = is_title(document, sentence);
            if sentence.entry != entry {
                entry = sentence.entry;
                let words = document.text.get(sentence.bytes.clone()).unwrap_or_default();
                anchor.published = stamp(words).or(document.published);
            }
            let mut facts = Facts::read(
                &context,
                (sentence, words),
                (index, is_title),
                (&anchor, story.topic()),
                (counted.as_ref(), subject),
            );
            subject = facts.subject;
            counted = facts.counted.clone().or_else(|| facts.tolls.last().map(Counted::of));
            match &facts.claimant {
                Some(range) => speaker = Some(facts.text.source(range).to_owned()),
                None if facts.is_said_on => facts.speaker.clone_from(&speaker),
                None => {}
            }
            advance(&mut anchor, &facts);
            story.take(&facts);
        }
    }
    let mut known = BTreeMap::new();
    story.finish(&mut |index| {
        let sentence = sentences.get(index)?;
        let named = || named(&context, sentence, Text::of(sentence, &document.text, lexicon));
        let place = known.entry(index).or_insert_with(named).clone()?;
        Some((sentence.entry, place))
    })
}

/// A page that follows events by the hour has at least so many entries with a time.
const LEAST_CLOCKS: usize = 3;

/// The number of entries that open with a time of day.
fn n_clocks(text: &str, sentences: &[Sentence]) -> usize {
    let opens = |s: &&Sentence| text.get(s.bytes.clone()).is_some_and(tokens::is_clock);
    sentences.iter().filter(|s| s.entry > 0).filter(opens).take(LEAST_CLOCKS).count()
}

/// The year that a text without a publication date names at its head: "Chronology (2022)".
fn year_of(text: &str, sentences: &[Sentence]) -> Option<Date> {
    const HEAD: usize = 3;
    let years = sentences.iter().take(HEAD).flat_map(|s| {
        let words = text.get(s.bytes.clone()).unwrap_or_default();
        words.split(|c: char| !c.is_ascii_digit()).filter(|w| w.len() == 4)
    });
    let mut years = years.filter_map(|w| w.parse().ok()).filter(|y| (2000..2100).contains(y));
    Date::new(years.next()?, 1, 1).ok()
}

static STAMP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\W{0,4}(?:(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2}))",
        r"(?: ?T ?|,? (?:à |at )?| - )\d{1,2} ?[:hH] ?\d{2}"
    ))
    .ok()
});

/// The day on which an entry was sent: "[14/08/2023 19:47] …".
fn stamp(words: &str) -> Option<Date> {
    let fields = STAMP.as_ref()?.captures(words)?;
    let number = |a, b| fields.name(a).or_else(|| fields.name(b))?.as_str().parse::<i16>().ok();
    let (day, month) = (number("d", "d2")?, number("m", "m2")?);
    Date::new(number("y", "y2")?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_title(document: &Document, sentence: &Sentence) -> bool {
    let title = document.title.as_deref().unwrap_or_default();
    let words = document.text.get(sentence.bytes.clone()).unwrap_or_default();
    // "• 10/5 – …": the first entry of a list without a title.
    let is_entry =
        sentence.entry > 0 && entries::opens_dated(words.trim_start_matches(['•', '-', '*', ' ']));
    sentence.line == 0 && !title.is_empty() && title.contains(words) && !is_entry
}

/// A bulletin says in so many first sentences what week it covers.
const LEAD: usize = 4;

fn is_week(interval: &DateInterval) -> bool {
    (6..=8).contains(&interval.n_days())
}

/// The day the story has reached, after a sentence.
fn advance(anchor: &mut Anchor, facts: &Facts<'_>) {
    let told = facts.date().and_then(|m| m.interval).filter(|i| i.n_days() < 8);
    let since = || facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
    if let Some(interval) = told.or_else(|| since().filter(|i| i.n_days() < 8)) {
        anchor.story = Some(interval.start);
    }
    let own = facts.mentions.iter().filter(|m| m.is_own && !m.is_since);
    let named = own.filter_map(|m| m.interval).find(|i| i.n_days() == 1);
    anchor.named = named.map(|i| i.start).or(anchor.named);
    let covers = || facts.mentions.iter().filter_map(|m| m.interval);
    let is_lead = facts.index < LEAD
        && facts.tolls.is_empty()
        && !facts.triggers.iter().any(|t| t.role == Role::Verb);
    if let Some(week) = covers().find(|i| is_lead && is_week(i)) {
        anchor.week.get_or_insert(week);
    }
    let dated = facts.mentions.iter().find(|m| m.has_year).and_then(|m| m.interval);
    anchor.dated = dated.map(|i| i.start).or(anchor.dated);
}

/// "Lundi : …", "Mardi : …", "Jeudi : …" in lines one after another: of one week, which ended no later
/// than the day of publication.
fn listed_week(
    document: &Document,
    sentences: &[Sentence],
    lexicon: &Lexicon,
) -> Option<DateInterval> {
    const LEAST: usize = 3;
    const MOST: usize = 12;
    let published = document.published?;
    let is_before_date = |word: &str| lexicon.lists.before_date.has(&word.to_lowercase());
    let mut line = None;
    let heads = sentences.iter().filter(|s| line.replace(s.line) != Some(s.line));
    let day = |s: &Sentence| {
        let words = document.text.get(s.bytes.clone())?.trim_start_matches(['-', '•', '*', ' ']);
        // "On Monday …", "Le lundi …"
        let opener = words.split_once(' ').filter(|(first, _)| is_before_date(first));
        let words = opener.map_or(words, |(_, rest)| rest);
        let end = words.find(|c: char| !c.is_alphabetic())?;
        let is_numbered = words.get(end..)?.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let word = words.get(..end).filter(|word| !is_numbered && word.len() < MOST)?;
        lexicon.weekdays.get(&word.to_lowercase()).copied()
    };
    let days: Vec<i8> = heads.filter_map(day).take(MOST).collect();
    let is_listed = days.len() >= LEAST && days.windows(2).all(|pair| pair.first() <= pair.last());
    let last = days.last().filter(|last| is_listed && days.first() < Some(*last))?;
    let today = published.weekday().to_monday_one_offset();
    let back = i32::from((today - last).rem_euclid(7)) + i32::from(*last) - 1;
    let monday = published.checked_sub(back.days()).ok()?;
    Some(DateInterval { start: monday, end: monday.checked_add(6.days()).ok()? })
}

/// "Round-up, 2-8 December": the week that a title says the text covers.
fn week_of(title: &str, anchor: &Anchor, lexicon: &'static Lexicon) -> Option<DateInterval> {
    let text = Text::new(title, 0..title.len(), 0, lexicon);
    let told = dates::dates(&text, anchor, (&[], &[]), &dates::forms(&text));
    told.iter().filter_map(|m| m.interval).find(is_week)
}

/// So many sentences are read together; the first of these batches tells the country that a document
/// is about.
const BATCH: usize = 60;

/// The country that these sentences name most often, the first of equals.
fn country(texts: &[Text<'_>], lexicon: &Lexicon) -> Option<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        for hit in text.hits(&lexicon.countries) {
            counts.entry(hit.value).or_insert((0, usize::MAX - index)).0 += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, order)| *order).map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests;
