//! The toponyms around a report: context for choosing between places of one name.

use super::fold::Folded;
use crate::model::{PlacePhrase, Span, Toponym};

/// A name for comparing: letters only, no case, no accents.
pub(super) fn fold_name(name: &str) -> String {
    let folded = Folded::new(name, 0, 0);
    folded.lower.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The toponyms nearest to a report, its own left out, each name once.
pub(super) fn nearest(
    context: &[Toponym],
    span: Span,
    phrase: Option<&PlacePhrase>,
) -> Vec<Toponym> {
    const MOST_CONTEXT: usize = 24;
    let own: Vec<String> = phrase
        .map(|p| p.parts.iter().flat_map(|p| &p.toponyms).map(|t| fold_name(&t.name)).collect())
        .unwrap_or_default();
    // The context is in the order of the text, so that only the neighbours need a look.
    let middle = context.partition_point(|t| t.span < span);
    let from = middle.saturating_sub(4 * MOST_CONTEXT);
    let to = (middle + 4 * MOST_CONTEXT).min(context.len());
    let mut near: Vec<&Toponym> = context.get(from..to).unwrap_or_default().iter().collect();
    near.sort_by_key(|t| (t.span.start.abs_diff(span.start), t.span));
    let mut seen = own;
    let mut kept = Vec::new();
    for toponym in near {
        let name = fold_name(&toponym.name);
        if kept.len() < MOST_CONTEXT && !seen.contains(&name) {
            seen.push(name);
            kept.push(toponym.clone());
        }
    }
    kept
}
