//! Takes the header lines (`Title:`, `Source:`, `Published:`, `Language:`) off a text.

use std::borrow::Cow;

use crate::model::{Date, Language, Note};

use super::dates;
use super::fold::fold;

/// What the header lines say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    /// `Title:` or `Titre:`.
    pub(super) title: Option<String>,
    /// `Source:`.
    pub(super) source: Option<String>,
    /// `Published:` or `Date:`.
    pub(super) published: Option<Date>,
    /// `Language:` or `Langue:`.
    pub(super) language: Option<Language>,
}

/// Splits a text into its header and its body.
pub(super) fn split<'a>(text: &'a str, notes: &mut Vec<Note>) -> (Header, Cow<'a, str>) {
    let mut header = Header::default();
    let mut rest = text.trim_start_matches('\n');
    let mut n_known = 0;
    loop {
        let line = rest.lines().next().unwrap_or_default();
        let Some((key, value)) = key_value(line) else { break };
        if !take(&mut header, &fold(key), value.trim(), notes) && n_known == 0 {
            break;
        }
        n_known += 1;
        rest = rest.get(line.len()..).unwrap_or_default().trim_start_matches('\r');
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    (header, Cow::Borrowed(rest.trim_start_matches('\n')))
}

/// A short first word and a colon with a space; longer starts are prose ("Mali : …" has no key).
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.len() <= 12 && key.trim_end().chars().all(char::is_alphabetic);
    (is_key && !key.is_empty() && value.len() < 500).then_some((key.trim_end(), value))
}

/// Takes one line in; false where its key is none of the header's.
fn take(header: &mut Header, key: &str, value: &str, notes: &mut Vec<Note>) -> bool {
    match key {
        "title" | "titre" => header.title = Some(value.to_owned()).filter(|v| !v.is_empty()),
        "source" => header.source = Some(value.to_owned()).filter(|v| !v.is_empty()),
        "published" | "date" | "publie" | "publication" => {
            header.published = dates::parse(value);
            if header.published.is_none() && !value.is_empty() {
                let message = format!("there is no date '{value}'; write it as 2024-10-08");
                notes.push(Note::new("date-invalid", message));
            }
        }
        "language" | "langue" | "lang" => header.language = language(&fold(value)),
        "url" | "link" | "lien" | "author" | "auteur" => {}
        _ => return false,
    }
    true
}

fn language(value: &str) -> Option<Language> {
    match value.trim() {
        v if v.starts_with("fr") => Some(Language::French),
        v if v.starts_with("en") || v == "anglais" => Some(Language::English),
        "" => None,
        _ => Some(Language::Other),
    }
}
