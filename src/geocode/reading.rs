//! A phrase as constraints: what holds whatever is meant, and what its primary place may be.

use super::candidates::Weighed;
use super::constraint::{Constraint, Shape};
use super::relation::reach_others;
use crate::earth::LonLat;
use crate::gazetteer::{Area, Place};
use crate::model::{Feature, Note, PlacePhrase, Relation};

/// A phrase as constraints: those that hold whatever is meant, and one set a candidate.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// Constraints that do not depend on what the primary toponym means.
    pub(super) fixed: Vec<Constraint<'a>>,
    /// The constraint of the primary part for each believed candidate, with its share.
    pub(super) primary: Vec<Meaning<'a>>,
    /// All candidates of the primary toponym.
    pub(super) candidates: Vec<Weighed<'a>>,
    /// The relation of the primary part.
    pub(super) relation: Relation,
    /// The name to show.
    pub(super) place: String,
    /// Whether the name is in no table.
    pub(super) is_unknown: bool,
    /// Whether the place is a river or a road.
    pub(super) is_line: bool,
    /// Whether the text calls it a quarter.
    pub(super) is_quarter: bool,
    /// The finest unit that the phrase names.
    pub(super) unit: Option<&'a Area>,
    /// Notes on unknown names.
    pub(super) notes: Vec<Note>,
}

/// What the primary part comes to for one candidate.
#[derive(Debug, Clone)]
pub(super) struct Meaning<'a> {
    pub(super) share: f64,
    pub(super) constraint: Constraint<'a>,
    /// The unit of the phrase that does not hold the candidate, which the phrase says it is in.
    pub(super) outside: Option<&'a Area>,
}

impl<'a> Reading<'a> {
    /// One set of constraints for each way to read the phrase, with its share.
    pub(super) fn alternatives(&self) -> Vec<(f64, Vec<Constraint<'a>>)> {
        if self.primary.is_empty() {
            return vec![(1.0, self.fixed.clone())];
        }
        let with_fixed = |meaning: &Meaning<'a>| {
            let agrees = |c: &&Constraint<'a>| !meaning.contradicts(c);
            let fixed = self.fixed.iter().filter(agrees);
            let all = std::iter::once(&meaning.constraint).chain(fixed);
            let mut all: Vec<Constraint<'a>> = all.cloned().collect();
            reach_others(&mut all);
            (meaning.share, all)
        };
        self.primary.iter().map(with_fixed).collect()
    }

    /// What the first meaning contradicts, as notes.
    pub(super) fn contradicted(&self) -> Vec<Note> {
        let first = self.primary.first();
        let against = self.fixed.iter().filter(|c| first.is_some_and(|first| first.contradicts(c)));
        against.map(Constraint::dropped).collect()
    }

    /// The place that the phrase is about, where it is one place of the table.
    pub(super) fn place_meant(&self) -> Option<&'a Place> {
        let first = self.candidates.first()?;
        (!self.primary.is_empty()).then_some(first.place)
    }

    /// Whether only units stand beside a place that is as good as a point.
    pub(super) fn is_alone(&self) -> bool {
        let is_unit =
            |c: &Constraint<'_>| matches!(c.shape, Shape::Inside(_) | Shape::Prefer { .. });
        self.fixed.iter().all(is_unit)
            && self.place_meant().is_some_and(|place| place.radius_km < POINT_LIKE_KM)
    }

    /// The position of X where the phrase says "in X", "near X" or "in the sector of X".
    pub(super) fn named_point(&self) -> Option<LonLat> {
        let is_around = matches!(self.relation, Relation::In | Relation::Sector | Relation::Near);
        self.place_meant().filter(|_| is_around).map(|place| place.point)
    }
}

impl Meaning<'_> {
    /// Whether a constraint is the unit that does not hold the candidate.
    fn contradicts(&self, constraint: &Constraint<'_>) -> bool {
        let outside = self.outside;
        matches!(&constraint.shape, Shape::Inside(area) if outside.is_some_and(|o| o.id == area.id))
    }
}

/// A place larger than this has no middle that a text would mean, in km.
const POINT_LIKE_KM: f64 = 10.0;

/// The reading of a phrase of which no part is read.
pub(super) fn empty_reading<'a>(phrase: &PlacePhrase) -> Reading<'a> {
    let first = phrase.parts.first();
    let name = first.and_then(|part| part.toponyms.first()).map(|t| t.name.clone());
    Reading {
        fixed: Vec::new(),
        primary: Vec::new(),
        candidates: Vec::new(),
        relation: first.map_or(Relation::In, |part| part.relation),
        place: name.unwrap_or_else(|| phrase.text.clone()),
        is_unknown: false,
        is_line: false,
        is_quarter: is_quarter(phrase),
        unit: None,
        notes: Vec::new(),
    }
}

fn is_quarter(phrase: &PlacePhrase) -> bool {
    let first = phrase.parts.first().and_then(|part| part.toponyms.first());
    first.is_some_and(|toponym| toponym.feature == Some(Feature::Quarter))
}
