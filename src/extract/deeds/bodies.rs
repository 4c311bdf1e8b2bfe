//! Bodies that were found: somebody was killed, though no word says how.

use std::ops::Range;

use super::verbs::is_between;
use crate::extract::lexicon::Hit;
use crate::extract::sentence::Text;
use crate::model::Outcome;

/// "Le corps de l'abbé, sans nouvelles depuis mardi, a été découvert", "the body of a trader was
/// found": the bytes of the verb.
pub(in crate::extract) fn body_found(
    text: &Text<'_>,
    outcomes: &[Hit<(Outcome, bool)>],
) -> Option<Range<usize>> {
    const REACH: usize = 34;
    let lists = &text.lexicon.lists;
    let is_body = |hit: &&Hit<(Outcome, bool)>| {
        hit.value.0 == Outcome::Killed && lists.bodies.opens(text.folded.lower(hit.range.clone()))
    };
    let body = outcomes.iter().find(is_body)?;
    let from = text.token_at(body.range.start) + 1;
    let is_end = |at: &usize| matches!(text.word(*at), ";" | ":" | "." | "");
    let found = (from..from + REACH).take_while(|at| !is_end(at)).find(|at| {
        let before = (1..=2).filter_map(|n| at.checked_sub(n)).find(|i| !is_between(text, *i));
        lists.found.opens(text.word(*at))
            && before.is_some_and(|i| text.is_of(i, &lists.auxiliaries))
    })?;
    Some(text.range(found, found + 1))
}
