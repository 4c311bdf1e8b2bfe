//! A document: one article or communiqué, as text.

use jiff::civil::Date;

use super::Note;

/// An article, communiqué or teaser, with its navigation and header lines taken off.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file's name; `#2`, `#3` … is added for the further parts of a page. `-` is standard input.
    pub id: String,
    /// The title, from the header or the first line, where the document has one. It is part of
    /// `text` where it stood in the text.
    pub title: Option<String>,
    /// Who published it, from the `Source:` header line or a web page's own name.
    pub source: Option<String>,
    /// The day it was published, where it is known.
    pub published: Option<Date>,
    /// How `published` is known.
    pub published_from: PublishedFrom,
    /// The language of the text.
    pub language: Language,
    /// The body. Spans of text count its Unicode scalar values from 0.
    pub text: String,
    /// What a page of several documents says above the first of them, such as the week it covers.
    pub page: Option<String>,
    /// What was poor about the document.
    pub notes: Vec<Note>,
}

/// How a document's publication date is known, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFrom {
    /// The `Published:` header line, or what a web page states of itself.
    Header,
    /// The `--published` option.
    Option,
    /// A dateline at the head or the foot of the text ("Bamako, 8 octobre 2024 –").
    Dateline,
    /// A date in the text that speaks of today ("ce dimanche 20 juillet 2025").
    Text,
    /// It is not known.
    Unknown,
}

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
    /// Any other, or too little text to tell.
    Other,
}
