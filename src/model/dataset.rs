//! The finished value that `write` and `draw` take.

use std::collections::BTreeMap;

use geo::Geometry;
use serde::Serialize;

use super::{Incidents, Kind, Toll};

/// Everything a run found, resolved: writing and drawing decide nothing about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The incidents, sorted by date, then id.
    pub incidents: Incidents,
    /// By first-level region.
    pub regions: Grouping,
    /// By border pair and distance band.
    pub borders: Grouping,
    /// By cluster.
    pub clusters: Grouping,
    /// By month or week.
    pub periods: Grouping,
    /// By cells of one area, with their Gi* scores.
    pub hotspots: Grouping,
    /// What was done, in numbers.
    pub summary: Summary,
}

/// A partition of the incidents: each is in one group or in none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouping {
    /// What the incidents are grouped by: `region`, `border`, `cluster`, `month`, `week`,
    /// `hotspot`.
    pub by: String,
    /// The groups, sorted by id.
    pub groups: Vec<Group>,
    /// How many incidents are in no group: unlocated ones, or noise of the clustering.
    pub n_ungrouped: usize,
}

/// Incidents that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stable id: `ML-9`, `ML-NE/0-10`, `cluster-1`.
    pub id: String,
    /// A name for a person: "Ménaka", "Mali–Niger border, 0-10 km".
    pub label: String,
    /// Further properties by name, in this order, for the output file: `country`, `pair`, `band` …
    pub properties: Vec<(String, String)>,
    /// The numbers of its incidents ([`Incidents::get`]), sorted by id.
    pub incidents: Vec<u32>,
    /// Incidents by kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// The sum of its incidents' killed.
    pub killed: Toll,
    /// The region's polygon, the border's line, the cluster's hull; `None` where there is none.
    pub geometry: Option<Geometry<f64>>,
    /// Whether the geometry is approximate.
    pub approximate: bool,
    /// The count with uncertainty, for groupings that have it.
    pub counted: Option<Counted>,
    /// How hot a cell is, for groups that are cells.
    pub hotspot: Option<HotSpot>,
}

/// How far the count of a cell and those around it is from the mean: Getis-Ord Gi*.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HotSpot {
    /// Standard deviations above the mean, negative below it.
    pub z_score: f64,
    /// The two-sided probability of such a score by chance, 0..=1.
    pub p_value: f64,
    /// 3, 2, 1 for hot with 99, 95, 90 % confidence over all cells together, negative for cold,
    /// 0 for neither.
    pub bin: i8,
}

/// How many incidents a group has where each counts with its probability.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted {
    /// Incidents that are in it wholly.
    pub certain: usize,
    /// The sum of the probabilities of all incidents, these included.
    pub expected: f64,
}

/// What a run did, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Documents read (the teasers of a page count each).
    pub documents: usize,
    /// Rows of tables read.
    pub rows: usize,
    /// Inputs that could not be read, with the reason.
    pub failed: Vec<String>,
    /// Reports found in the documents.
    pub reports: usize,
    /// Incidents that the reports tell of.
    pub incidents: usize,
    /// Incidents with a location.
    pub located: usize,
    /// Incidents without one.
    pub unlocated: usize,
    /// Reports merged into an incident that another report tells of.
    pub merged: usize,
    /// Corrections that were replayed.
    pub corrected: usize,
    /// Notes by code.
    pub notes: BTreeMap<String, usize>,
    /// Names that found no room on the map.
    pub labels_dropped: usize,
    /// Located incidents outside the map's frame.
    pub outside_map: usize,
    /// Files written.
    pub files: Vec<String>,
}
