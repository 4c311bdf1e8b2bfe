//! What a legend tells, row by row: only what the map shows.

use std::collections::BTreeSet;

use super::marks::{Mark, TollScale};
use super::overlay::Key;
use super::theme::Theme;
use super::towns::Rank;
use super::words::{Label, Words};
use crate::model::Kind;

/// Numbers of killed that a legend shows: round ones, each about the half of the next in radius.
const ROUND: [u32; 14] = [1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 200, 500, 1000, 5000];
/// Sizes shown, at most.
const N_SIZES: usize = 3;

/// What a map shows, as far as its legend tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    pub(super) kinds: BTreeSet<Kind>,
    /// Numbers of killed to show as sizes, the largest first.
    pub(super) sizes: Vec<u32>,
    pub(super) has_no_toll: bool,
    /// Whether a claim is higher than the best estimate.
    pub(super) has_range: bool,
    pub(super) has_background: bool,
    pub(super) has_areas: bool,
    pub(super) has_units: bool,
    pub(super) has_moved: bool,
    pub(super) has_approximate: bool,
    pub(super) ranks: BTreeSet<Rank>,
    /// Whether a symbol stands for several incidents.
    pub(super) has_gathered: bool,
    /// Whether the symbols are places instead of incidents.
    pub(super) is_of_places: bool,
    /// What is laid over the land.
    pub(super) key: Key,
}

impl Shown {
    pub(super) fn of(marks: &[Mark], scale: &TollScale, theme: &Theme) -> Self {
        let has = |is: fn(&Mark) -> bool| marks.iter().any(is);
        let most = marks.iter().map(|mark| mark.killed).max().unwrap_or(0);
        Self {
            kinds: marks.iter().map(|mark| mark.symbol.kind).collect(),
            sizes: sizes(most, scale),
            has_no_toll: has(|mark| !mark.symbol.has_toll && !mark.symbol.is_unit),
            has_range: has(|mark| mark.symbol.highest > 0.0),
            has_background: has(|mark| mark.symbol.is_background),
            has_areas: has(|mark| !mark.area.is_empty()),
            has_units: has(|mark| mark.symbol.is_unit),
            has_moved: marks.iter().any(|mark| mark.is_moved(theme)),
            has_approximate: false,
            ranks: BTreeSet::new(),
            has_gathered: has(|mark| mark.n_incidents > 1),
            is_of_places: false,
            key: Key::default(),
        }
    }
}

/// Round numbers up to the largest toll whose symbols differ, the largest first.
fn sizes(killed_max: u32, scale: &TollScale) -> Vec<u32> {
    let mut sizes: Vec<u32> = Vec::new();
    let largest = ROUND.into_iter().rev().find(|&n| n <= killed_max);
    for n in ROUND.into_iter().rev().filter(|&n| Some(n) <= largest && n >= scale.killed_min()) {
        let is_apart = sizes
            .last()
            .is_none_or(|&last| scale.radius(Some(n)) < 0.72 * scale.radius(Some(last)));
        if is_apart && sizes.len() < N_SIZES {
            sizes.push(n);
        }
    }
    sizes
}

/// One row of a legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Row {
    Head(Label),
    /// What the classes count.
    ClassHead,
    /// A class by its place in the key.
    Class(usize),
    Kind(Kind),
    Sizes,
    Sign(Label),
    Rank(Rank),
    Gap,
}

/// The rows of a legend, in groups with gaps between.
pub(super) fn rows(shown: &Shown) -> Vec<Row> {
    let mut groups: Vec<Vec<Row>> = Vec::new();
    if !shown.key.rows.is_empty() {
        let classes = (0..shown.key.rows.len()).rev().map(Row::Class);
        groups.push(std::iter::once(Row::ClassHead).chain(classes).collect());
    }
    if shown.is_of_places {
        let signs = [
            (!shown.kinds.is_empty(), Label::BestPoint),
            (shown.has_areas, Label::PlaceArea),
            (shown.has_background, Label::OtherPlace),
            (shown.has_units, Label::Unit),
            (shown.has_approximate, Label::Approximate),
        ];
        groups.push(signs_of(&signs));
        groups.push(shown.ranks.iter().copied().map(Row::Rank).collect());
        groups.retain(|group| !group.is_empty());
        return groups.join(&Row::Gap);
    }
    if !shown.kinds.is_empty() {
        let kinds = Kind::ALL.into_iter().filter(|kind| shown.kinds.contains(kind));
        groups.push(std::iter::once(Row::Head(Label::Kinds)).chain(kinds.map(Row::Kind)).collect());
    }
    if !shown.sizes.is_empty() || shown.has_no_toll {
        let mut rows = Vec::new();
        if !shown.sizes.is_empty() {
            rows.extend([Row::Head(Label::Deaths), Row::Sizes]);
        }
        rows.extend(shown.has_range.then_some(Row::Sign(Label::Highest)));
        rows.extend(shown.has_no_toll.then_some(Row::Sign(Label::NoToll)));
        groups.push(rows);
    }
    let signs = [
        (shown.has_background, Label::Background),
        (shown.has_units, Label::Unit),
        (shown.has_areas, Label::Area),
        (shown.has_moved, Label::Moved),
        (shown.has_gathered, Label::Gathered),
        (shown.key.has_hulls, Label::Hull),
        (shown.has_approximate, Label::Approximate),
    ];
    groups.push(signs_of(&signs));
    if shown.sizes.is_empty() {
        groups.push(shown.ranks.iter().copied().map(Row::Rank).collect());
    }
    groups.retain(|group| !group.is_empty());
    groups.join(&Row::Gap)
}

fn signs_of(signs: &[(bool, Label)]) -> Vec<Row> {
    signs.iter().filter(|(is, _)| *is).map(|(_, label)| Row::Sign(*label)).collect()
}

/// The words of a row that has fixed ones.
pub(super) fn text(row: Row, words: Words) -> &'static str {
    match row {
        Row::Kind(kind) => words.kind(kind),
        Row::Sign(label) | Row::Head(label) => words.label(label),
        Row::Rank(Rank::Capital) => words.label(Label::Capital),
        Row::Rank(Rank::Regional) => words.label(Label::RegionalCapital),
        Row::Rank(Rank::Town) => words.label(Label::Town),
        Row::Sizes | Row::Gap | Row::ClassHead | Row::Class(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_says_only_what_is_shown() {
        assert!(rows(&Shown::default()).is_empty());
        let shown = Shown { has_units: true, ..Shown::default() };
        assert_eq!(rows(&shown), [Row::Sign(Label::Unit)]);
    }
}
