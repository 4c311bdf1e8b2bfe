//! The incidents of a run before they are situated.

use std::collections::HashSet;

use super::rows::Rows;
use crate::model::incident::sorted;
use crate::model::{Claim, Incident, ReportId, Toll};

/// What reports tell: incidents, of which those that one row of a table tells of take little room.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub(super) rows: Rows,
    /// The rows that tell of an incident alone.
    pub(super) alone: Vec<u32>,
    /// The killed and the wounded of each list of claims of the rows.
    pub(super) tolls: Vec<[Toll; 2]>,
    /// The actors of each list of the rows, as incidents have them.
    pub(super) actors: Vec<Vec<String>>,
    /// All other incidents.
    pub incidents: Vec<Incident>,
}

impl Told {
    pub(super) fn new(rows: Rows, alone: Vec<u32>, incidents: Vec<Incident>) -> Self {
        let sorted = |names: &Vec<String>| sorted(names.clone());
        let actors = rows.all_actors().map(sorted).collect();
        Self { rows, alone, tolls: Vec::new(), actors, incidents }
    }

    /// Folds the claims of each row into its killed and wounded.
    pub fn fold_tolls(&mut self, fold: impl Fn(&[Claim]) -> [Toll; 2]) {
        self.tolls = self.rows.all_claims().map(|claims| fold(claims)).collect();
    }

    /// How many incidents there are.
    pub fn len(&self) -> usize {
        self.alone.len() + self.incidents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts the incidents of rows with these ids among the others, where they can be changed.
    pub fn unfold(&mut self, ids: &HashSet<ReportId>) {
        let is_asked = |row: &u32| self.rows.told(*row).is_some_and(|(id, ..)| ids.contains(&id));
        let (asked, alone) = self.alone.iter().copied().partition(is_asked);
        self.alone = alone;
        let asked: Vec<u32> = asked;
        self.incidents
            .extend(asked.into_iter().filter_map(|row| incident(&self.rows, &self.tolls, row)));
    }
}

/// The incident that a row alone tells of.
pub(super) fn incident(rows: &Rows, tolls: &[[Toll; 2]], row: u32) -> Option<Incident> {
    Some(Incident::told_once(rows.get(row)?, Vec::new(), toll(rows, tolls, row)))
}

/// The killed and the wounded of a row.
pub(super) fn toll(rows: &Rows, tolls: &[[Toll; 2]], row: u32) -> [Toll; 2] {
    tolls.get(rows.claims_number(row)).copied().unwrap_or_default()
}
