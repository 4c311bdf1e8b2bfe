//! All the text of a page, for pages in which no article is found.

use super::tags::{Tag, Tags};

/// Elements that are no part of an article.
const ASIDE: [&str; 10] = [
    "nav",
    "footer",
    "aside",
    "form",
    "svg",
    "iframe",
    "select",
    "button",
    "template",
    "figcaption",
];
/// Elements inside a line.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

/// The title element of a page.
pub(super) fn title(html: &str) -> Option<String> {
    let tag = Tags::new(html).find(|t| t.name == "title" && !t.is_end)?;
    let title = decoded(html.get(tag.raw)?).trim().to_owned();
    (!title.is_empty()).then_some(title)
}

/// The text of a page, a line a block, without its scripts and, where that leaves any, its frames.
pub(super) fn text(html: &str) -> String {
    let article = walk(html, &ASIDE);
    if article.trim().is_empty() { walk(html, &[]) } else { article }
}

fn walk(html: &str, aside: &[&str]) -> String {
    let mut text = String::new();
    let mut end = 0;
    // The element outside the article that we are in, and how often it is nested in itself.
    let mut outside: Option<(String, usize)> = None;
    for tag in Tags::new(html) {
        if outside.is_none() {
            push(&mut text, html.get(end..tag.range.start).unwrap_or_default());
        }
        end = tag.range.end.max(tag.raw.end);
        outside = step(outside, &tag, aside);
        if !INLINE.contains(&tag.name.as_str()) && !text.ends_with("\n\n") {
            text.push('\n');
        }
    }
    if outside.is_none() {
        push(&mut text, html.get(end..).unwrap_or_default());
    }
    text.trim().to_owned()
}

fn step(
    outside: Option<(String, usize)>,
    tag: &Tag<'_>,
    aside: &[&str],
) -> Option<(String, usize)> {
    match outside {
        None if !tag.is_end && aside.contains(&tag.name.as_str()) => Some((tag.name.clone(), 1)),
        None => None,
        Some((name, depth)) if name == tag.name => {
            let depth = if tag.is_end { depth - 1 } else { depth + 1 };
            (depth > 0).then_some((name, depth))
        }
        inside => inside,
    }
}

/// Adds a stretch of text with its line breaks as blanks.
fn push(text: &mut String, stretch: &str) {
    for word in decoded(stretch).split_ascii_whitespace() {
        if !text.is_empty() && !text.ends_with(['\n', ' ']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    let is_open = stretch.ends_with(|c: char| c.is_ascii_whitespace());
    if is_open && !text.is_empty() && !text.ends_with(['\n', ' ']) {
        text.push(' ');
    }
}

/// Character references as the characters that they stand for.
fn decoded(text: &str) -> String {
    html_escape::decode_html_entities(text).into_owned()
}
