//! Where a place phrase may be: a belief over points, and what is read off it.

use std::sync::Arc;

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use super::{Note, Relation, Report, ReportId};
use crate::earth::LonLat;

/// Where a place phrase may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// The single best point; inside `area` and inside the unit the phrase names.
    pub best: LonLat,
    /// The belief: points with weights that sum to 1, in a fixed order. Never empty.
    pub belief: Arc<[WeightedPoint]>,
    /// The outline of the smallest area that holds 80 % of the belief; lon/lat, right-hand rings.
    /// Empty for a position that is stated as exact.
    pub area: Arc<MultiPolygon<f64>>,
    /// Radius in km around `best` that covers the area; 0 for a position that is stated as exact.
    pub radius_km: f64,
    /// The name of the place in the gazetteer, or as written where it is unknown.
    pub place: String,
    /// The first relation of the phrase.
    pub relation: Relation,
    /// Whether the location is no finer than a whole first-level unit or country.
    pub is_whole_unit: bool,
    /// Whether several candidates remain.
    pub is_ambiguous: bool,
    /// ACLED geo_precision: 1 named place, 2 near one, 3 region; `None` for a country only.
    pub geo_precision: Option<u8>,
    /// UCDP where_prec, 1 to 7.
    pub where_prec: u8,
    /// The candidates for the phrase's first toponym, the best first, with scores and reasons.
    pub candidates: Vec<Candidate>,
    /// Constraint by constraint, what each did, in words.
    pub reasons: Vec<String>,
    /// What was poor about it: `place-unknown`, `place-ambiguous`, `constraint-dropped`.
    pub notes: Vec<Note>,
}

impl Location {
    /// Whether all of its probability lies at its best point.
    pub fn is_one_point(&self) -> bool {
        matches!(self.belief.as_ref(), [only] if only.point == self.best)
    }
}

/// A point of a belief with its share of the probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedPoint {
    /// The point.
    pub point: LonLat,
    /// Its probability, above 0.
    pub weight: f64,
}

/// A place of the gazetteer that a toponym may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its name in the gazetteer.
    pub place: String,
    /// ISO 3166-1 alpha-2 of its country.
    pub country: String,
    /// Its first-level unit, empty where it has none.
    pub admin1: String,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Its share among the candidates, 0..=1.
    pub score: f64,
    /// Why: the name rule and the context that spoke for or against it.
    pub why: Vec<String>,
}

/// A report and where it may have happened; `None` where its text gives no place.
#[derive(Clone, Debug, PartialEq)]
pub struct LocatedReport {
    /// Its id.
    pub id: ReportId,
    /// The report.
    pub report: Report,
    /// Where.
    pub location: Option<Location>,
}

impl LocatedReport {
    /// A report at a location, with the id that its words give it.
    pub fn new(report: Report, location: Option<Location>) -> Self {
        Self { id: ReportId::of(&report, location.as_ref()), report, location }
    }
}
