//! Walks over the tags of a page in one pass.

use std::ops::Range;

/// Elements whose content is no markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "noscript", "xmp"];

/// A tag of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name in lower case; `!` for comments and declarations.
    pub(super) name: String,
    /// All between the name and the `>`.
    pub(super) attributes: &'a str,
    /// Whether it closes its element.
    pub(super) is_end: bool,
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The bytes of its content, where that is no markup (a script).
    pub(super) raw: Range<usize>,
}

/// The tags of a page, in order.
pub(super) struct Tags<'a> {
    html: &'a str,
    at: usize,
    /// A quotation mark was never closed: from then on they say nothing.
    is_unquoted: bool,
}

impl<'a> Tags<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0, is_unquoted: false }
    }

    /// Where a tag ends: at the first `>` that is not in quotes.
    fn end(&mut self, from: usize) -> usize {
        let rest = self.html.as_bytes().get(from..).unwrap_or_default();
        let first = |bytes: &[u8]| bytes.iter().position(|b| *b == b'>');
        if !self.is_unquoted {
            let mut quote = None;
            for (at, byte) in rest.iter().enumerate() {
                match (quote, byte) {
                    (None, b'>') => return from + at + 1,
                    (None, b'"' | b'\'') => quote = Some(*byte),
                    (Some(open), _) if open == *byte => quote = None,
                    _ => {}
                }
            }
            self.is_unquoted = true;
        }
        first(rest).map_or(self.html.len(), |at| from + at + 1)
    }

    /// The end of the content of a script and its like: where its end tag starts.
    fn raw_end(&self, from: usize, name: &str) -> usize {
        let rest = self.html.get(from..).unwrap_or_default();
        let is_end = |(at, _): &(usize, &str)| {
            let tail = rest.as_bytes().get(at + 2..at + 2 + name.len());
            tail.is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()))
        };
        let found = rest.match_indices("</").find(is_end);
        found.map_or(self.html.len(), |(at, _)| from + at)
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.at + self.html.get(self.at..)?.find('<')?;
            let rest = self.html.get(start + 1..)?;
            let is_end = rest.starts_with('/');
            let name_at = start + 1 + usize::from(is_end);
            let name_text = self.html.get(name_at..)?;
            if let Some(comment) = rest.strip_prefix("!--") {
                let end = comment.find("-->").map_or(self.html.len(), |at| start + 4 + at + 3);
                self.at = end;
                return Some(tag("!", "", false, start..end));
            }
            let length = name_text
                .bytes()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'!' | b'-' | b':'))
                .count();
            if length == 0 {
                self.at = start + 1;
                continue;
            }
            let name = name_text.get(..length)?.to_ascii_lowercase();
            let end = self.end(name_at + length);
            let attributes = self.html.get(name_at + length..end).unwrap_or_default();
            let mut tag = tag(&name, attributes.trim_end_matches('>'), is_end, start..end);
            self.at = end;
            if !is_end && RAW.contains(&name.as_str()) {
                tag.raw = end..self.raw_end(end, &name);
                self.at = tag.raw.end;
            }
            return Some(tag);
        }
    }
}

fn tag<'a>(name: &str, attributes: &'a str, is_end: bool, range: Range<usize>) -> Tag<'a> {
    Tag { name: name.to_owned(), attributes, is_end, raw: range.end..range.end, range }
}

/// The day that a page states for itself: its metadata, else its first `<time datetime="…">`.
pub(super) fn stated_date(html: &str) -> Option<&str> {
    const NAMES: [&str; 8] = [
        "article:published_time",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "pubdate",
        "publication_date",
        "date",
    ];
    let mut first_time = None;
    for tag in Tags::new(html) {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|key| attribute(tag.attributes, key))
            .unwrap_or_default();
        let is_date = NAMES.iter().any(|n| n.eq_ignore_ascii_case(name));
        match tag.name.as_str() {
            "meta" if is_date => return attribute(tag.attributes, "content"),
            "time" if first_time.is_none() => first_time = attribute(tag.attributes, "datetime"),
            _ => {}
        }
    }
    first_time
}

/// The value of an attribute in a tag.
fn attribute<'a>(attributes: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = attributes;
    // No tag that matters has more attributes.
    for _ in 0..64 {
        let at = rest.find('=')?;
        let name = rest.get(..at)?.trim_end().rsplit(|c: char| c.is_whitespace()).next()?;
        let after = rest.get(at + 1..)?.trim_start();
        let (value, tail) = match after.chars().next()? {
            quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
            _ => after.split_once(|c: char| c.is_whitespace()).unwrap_or((after, "")),
        };
        if name.eq_ignore_ascii_case(key) {
            return Some(value);
        }
        rest = tail;
    }
    None
}
