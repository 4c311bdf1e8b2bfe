//! Reduces a web page to its article: title, text, publisher and day, in linear time and bounded depth.

#[cfg(feature = "html-input")]
mod article;
#[cfg(feature = "html-input")]
mod shape;
mod strip;
mod tags;

use std::path::Path;

use crate::model::{Date, Note};

use super::dates;

/// What a web page says, without its menus and frames.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// The article's title.
    pub(super) title: Option<String>,
    /// The site's own name.
    pub(super) source: Option<String>,
    /// The day that the page states for itself.
    pub(super) published: Option<Date>,
    /// The article, its title first, a line a paragraph.
    pub(super) text: String,
}

/// Whether a file is a web page, by its name or by how it starts.
pub(super) fn is_page(path: &Path, text: &str) -> bool {
    const STARTS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<article"];
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    if extension.is_some_and(|e| matches!(e.as_str(), "html" | "htm" | "xhtml")) {
        return true;
    }
    let mut start = text.trim_start();
    // A declaration or a comment may stand before the page.
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        if start.starts_with(open) {
            start = start.split_once(close).map_or("", |(_, rest)| rest.trim_start());
        }
    }
    let head = start.get(..14).or_else(|| start.get(..5)).unwrap_or_default().to_lowercase();
    STARTS.iter().any(|s| head.starts_with(s) || (s.len() > head.len() && *s == head))
}

/// The article of a page. Where the page is too odd to look for it, all its text, with a note.
pub(super) fn read(html: &str, notes: &mut Vec<Note>) -> Page {
    let mut page = match article(html) {
        Some(page) => page,
        None => {
            let message = "no article was found in the page; all its text was read";
            notes.push(Note::new("html-plain", message));
            Page { title: strip::title(html), text: strip::text(html), ..Page::default() }
        }
    };
    page.published = page.published.or_else(|| tags::stated_date(html).and_then(day));
    if let Some(title) = page.title.as_deref().filter(|t| !page.text.trim_start().starts_with(t)) {
        page.text = format!("{title}\n\n{}", page.text);
    }
    page
}

/// The day of a time stamp ("2026-02-02T10:00:00Z").
fn day(stamp: &str) -> Option<Date> {
    dates::parse(stamp.split_once('T').map_or(stamp, |(day, _)| day))
}

/// Without the feature `html-input` no article is looked for: all the text of a page is read.
fn article(_html: &str) -> Option<Page> {
    #[cfg(feature = "html-input")]
    return article::find(_html);
    #[cfg(not(feature = "html-input"))]
    None
}

#[cfg(test)]
mod tests;
