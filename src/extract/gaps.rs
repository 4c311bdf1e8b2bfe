//! Days and places that stand between the words of one expression: "ont fait lundi irruption", "were
//! on Tuesday killed", "la reddition, à Gao, de deux hommes".

use super::classes::Class;
use super::fold::Folded;
use super::tokens::{Token, TokenKind};

/// Bytes of a folded sentence that say a day or a place, from the end of the word before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// The end of the word before.
    pub(super) from: u32,
    /// The end of the day, and of the comma behind it where one stands before it too.
    pub(super) to: u32,
}

/// The days of a sentence that have words before them and behind, left to right.
pub(super) fn gaps(folded: &Folded, tokens: &[Token]) -> Vec<Gap> {
    let is = |at: usize, class: Class| tokens.get(at).is_some_and(|t| t.class.is(class));
    let word = |at: usize| tokens.get(at).map_or("", |t| folded.lower(t.start..t.end));
    let sign = |at: usize| tokens.get(at).map_or(0, |t| t.sign);
    let is_number = |at: usize| tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    // "le 3 mai", "ce lundi", "dans la nuit": and no "de" or number that belongs to the words before.
    let opens = |at: usize| {
        is(at, Class::DATE)
            || matches!(word(at), "le" | "la" | "ce" | "cet" | "cette" | "dans" | "on")
    };
    let is_day = |at: usize| is(at, Class::DATE);
    // "on Monday of 27 residents": the number is theirs.
    let counts =
        |at: usize| at > 0 && matches!(word(at - 1), "of" | "de") && !(at + 1..=at + 3).any(is_day);
    // "on 10 and 11 May", "lundi et mardi"
    let joins = |at: usize| {
        is(at, Class::AND)
            && at > 0
            && (is_day(at - 1) || is_number(at - 1))
            && (is_day(at + 1) || is_number(at + 1) && is_day(at + 2))
    };
    let is_of_run =
        |at: usize| opens(at) || is(at, Class::OF_DAY) || is_number(at) && !counts(at) || joins(at);
    let mut gaps = Vec::new();
    let mut at = 1;
    while let Some(date) = (at..tokens.len()).find(|i| is_day(*i)) {
        let start = (at..date).rev().take_while(|i| is_of_run(*i)).last().unwrap_or(date);
        let end = (date..tokens.len()).find(|i| !is_of_run(*i)).unwrap_or(tokens.len());
        let first = (start..date).find(|i| opens(*i)).unwrap_or(date);
        let last = (date..end).rev().find(|i| is_day(*i) || is_number(*i));
        let last = last.unwrap_or(date);
        at = end;
        let is_aside = first > 1 && sign(first - 1) == b',' && sign(last + 1) == b',';
        let before = if is_aside { first - 2 } else { first - 1 };
        let behind = if is_aside { last + 1 } else { last };
        let ends = tokens.get(before).zip(tokens.get(behind)).map(|(a, b)| (a.end, b.end));
        let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        gaps.extend(ends.map(|(from, to)| Gap { from: offset(from), to: offset(to) }));
    }
    gaps
}

/// The places between commas that stand in an expression: ", à Gao," in "l'arrestation, à Gao, de deux
/// hommes".
pub(super) fn place_gaps(tokens: &[Token]) -> Vec<Gap> {
    const LONGEST: usize = 6;
    let is_comma = |at: usize| tokens.get(at).is_some_and(|t| t.sign == b',');
    let opens = |at: usize| {
        let is_place = tokens.get(at).is_some_and(|t| t.class.is_any(Class::AT.with(Class::IN)));
        is_place && tokens.get(at + 1).is_some_and(|t| t.is_capital)
    };
    let gap = |comma: usize| {
        let end = (comma + 3..comma + LONGEST).find(|at| is_comma(*at))?;
        let (from, to) = (tokens.get(comma.checked_sub(1)?)?.end, tokens.get(end)?.end);
        Some(Gap { from: u32::try_from(from).ok()?, to: u32::try_from(to).ok()? })
    };
    (1..tokens.len()).filter(|at| opens(at + 1) && is_comma(*at)).filter_map(gap).collect()
}
