//! Takes web leftovers off a text, and finds its title.

use super::fold::fold;
use super::lexicon;

/// A line longer than this is prose, whatever it starts with.
const LONGEST_LEFTOVER: usize = 300;
/// A closing line counts only after this much article.
const LEAST_ARTICLE: usize = 200;
/// A first line longer than this is a paragraph, not a title.
const LONGEST_TITLE: usize = 220;
/// A first line that ends like a sentence is a title only when it is as short as this.
const LONGEST_SENTENCE_TITLE: usize = 140;

/// The text without menus, share lines, reading times, comment forms and lists of other articles.
pub(super) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_aside = false;
    for line in text.lines() {
        is_aside &= is_link(line);
        if is_aside {
            continue;
        }
        if line.len() <= LONGEST_LEFTOVER && !line.trim().is_empty() {
            let folded = fold(line.trim());
            if kept.len() >= LEAST_ARTICLE && lexicon::is_closing(&folded) {
                break;
            }
            if lexicon::BOILERPLATE_LINES.is_match(&folded) {
                is_aside = lexicon::opens_links(&folded);
                continue;
            }
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept.trim_matches('\n').to_owned()
}

/// A line of a list of links to other articles: it has a mark at its head, or is a headline.
fn is_link(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['>', '-', '–', '•', '*', '→', '»', '▸', '▪', '►']) && !line.ends_with('.')
}

/// The first line, where it reads like a title: short, above more text, no date in it.
pub(super) fn first_line_title(text: &str) -> Option<String> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim();
    let n_characters = line.chars().count();
    if rest.trim().is_empty() || line.is_empty() || n_characters > LONGEST_TITLE {
        return None;
    }
    let is_sentence = line.ends_with(['.', '!', ';', ',', '»', ':']);
    let is_dated =
        fold(line).split(|c: char| !c.is_alphanumeric()).any(|w| lexicon::month(w).is_some());
    let is_title = !is_sentence || (n_characters <= LONGEST_SENTENCE_TITLE && !is_dated);
    is_title.then(|| line.to_owned())
}
