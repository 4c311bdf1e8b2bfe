//! The toponyms around a report: context for choosing between places of one name.

use crate::model::{PlacePhrase, Span, Toponym};

pub(super) use super::fold::fold_name;

/// A toponym with its name for comparing.
pub(super) struct Named {
    toponym: Toponym,
    folded: String,
}

impl Named {
    /// A copy of a toponym, its name folded once.
    pub(super) fn new(toponym: &Toponym) -> Self {
        Self { toponym: toponym.clone(), folded: fold_name(&toponym.name) }
    }
}

/// The toponyms nearest to a report, its own left out, each name once.
pub(super) fn nearest(context: &[Named], span: Span, phrase: Option<&PlacePhrase>) -> Vec<Toponym> {
    const MOST_CONTEXT: usize = 24;
    let own = phrase.iter().flat_map(|p| &p.parts).flat_map(|part| &part.toponyms);
    let own: Vec<String> = own.map(|toponym| fold_name(&toponym.name)).collect();
    // The context is in the order of the text, so that only the neighbours need a look.
    let middle = context.partition_point(|t| t.toponym.span < span);
    let from = middle.saturating_sub(4 * MOST_CONTEXT);
    let to = (middle + 4 * MOST_CONTEXT).min(context.len());
    let mut near: Vec<&Named> = context.get(from..to).unwrap_or_default().iter().collect();
    near.sort_by_key(|t| (t.toponym.span.start.abs_diff(span.start), t.toponym.span));
    let mut seen: Vec<&str> = Vec::with_capacity(own.len() + MOST_CONTEXT.min(near.len()));
    seen.extend(own.iter().map(String::as_str));
    let mut kept = Vec::with_capacity(MOST_CONTEXT.min(near.len()));
    for Named { toponym, folded } in near {
        if kept.len() < MOST_CONTEXT && !seen.contains(&folded.as_str()) {
            seen.push(folded);
            kept.push(toponym.clone());
        }
    }
    kept
}
