//! Finds the article in a page, by the scores of `dom_smoothie` (a port of Mozilla's Readability).

use dom_smoothie::{Config, Readability, TextMode};

use super::shape::Shape;
use super::{Page, day};

/// The article of a page; `None` where there is none, or where the page is too odd to look for it.
pub(super) fn find(html: &str) -> Option<Page> {
    let shape = Shape::of(html);
    if !shape.is_sane() {
        return None;
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        disable_json_ld: !shape.has_sane_json(),
        // Briefs are short: a page of two sentences is an article too.
        char_threshold: 120,
        ..Config::default()
    };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let text = article.text_content.trim().to_owned();
    let title = Some(article.title.trim().to_owned()).filter(|t| !t.is_empty());
    let published = article.published_time.as_deref().and_then(day);
    (!text.is_empty()).then_some(Page { title, source: article.site_name, published, text })
}
