//! Turns `LocatedReport`s into `Incident`s: reports of one real event become one incident.
//!
//! The result does not depend on the order of the input.

mod blocks;
mod compare;
mod fuse;
mod toll;

use std::collections::BTreeSet;

use crate::model::{Incident, LocatedReport};

pub use toll::{TollPolicy, fold_toll};

/// When reports are taken as one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeSettings {
    /// Days by which the dates of two texts may differ. Source: the project's design; the press
    /// gives the day of the event or of its announcement.
    pub tolerance_days: i32,
    /// The least score, 0..=1, of a pair that is merged.
    pub least_score: f64,
    /// How several claims become one toll.
    pub toll: TollPolicy,
}

impl Default for MergeSettings {
    fn default() -> Self {
        Self { tolerance_days: 2, least_score: 0.6, toll: TollPolicy::default() }
    }
}

/// Merges reports of one incident across documents. Reports of one document stay apart: the
/// extraction has already told them apart.
pub fn merge(mut reports: Vec<LocatedReport>, settings: &MergeSettings) -> Vec<Incident> {
    reports.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    let mut pairs: Vec<(f64, usize, usize, String)> = Vec::new();
    let mut near_misses: Vec<(usize, usize, String)> = Vec::new();
    for (i, j) in blocks::pairs(&reports, settings) {
        let (Some(a), Some(b)) = (reports.get(i), reports.get(j)) else { continue };
        match compare::compare(a, b, settings) {
            Some(found) if found.score >= settings.least_score => {
                pairs.push((found.score, i, j, found.reason));
            }
            Some(found) if found.score >= settings.least_score * 0.75 => {
                near_misses.push((i, j, found.reason));
            }
            _ => {}
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let clusters = Clusters::build(&reports, &pairs, settings.toll);
    clusters.into_incidents(reports, &pairs, &near_misses)
}

fn order_key(located: &LocatedReport) -> (&str, usize, usize, &str) {
    let report = &located.report;
    (&report.document, report.span.start, report.span.end, &report.sentence)
}

/// Reports by the incident they tell of.
struct Clusters {
    /// For every report the number of its cluster.
    of: Vec<usize>,
    /// How their claims become one toll.
    toll: TollPolicy,
}

impl Clusters {
    /// Joins the best pairs first; a document is in a cluster once.
    fn build(
        reports: &[LocatedReport],
        pairs: &[(f64, usize, usize, String)],
        toll: TollPolicy,
    ) -> Self {
        let mut of: Vec<usize> = (0..reports.len()).collect();
        let mut members: Vec<Vec<usize>> = of.iter().map(|i| vec![*i]).collect();
        let document = |i: usize| reports.get(i).map(|r| r.report.document.as_str());
        for &(_, i, j, _) in pairs {
            let (Some(&a), Some(&b)) = (of.get(i), of.get(j)) else { continue };
            let (low, high) = (a.min(b), a.max(b));
            let (Some(kept), Some(moved)) = (members.get(low), members.get(high)) else { continue };
            let documents: BTreeSet<_> = kept.iter().map(|m| document(*m)).collect();
            if low == high || moved.iter().any(|m| documents.contains(&document(*m))) {
                continue;
            }
            let moved = moved.clone();
            for &member in &moved {
                if let Some(cluster) = of.get_mut(member) {
                    *cluster = low;
                }
            }
            if let Some(kept) = members.get_mut(low) {
                kept.extend(moved);
            }
        }
        Self { of, toll }
    }

    fn into_incidents(
        self,
        reports: Vec<LocatedReport>,
        pairs: &[(f64, usize, usize, String)],
        near_misses: &[(usize, usize, String)],
    ) -> Vec<Incident> {
        let n_clusters = self.of.len();
        let mut grouped: Vec<Vec<LocatedReport>> = vec![Vec::new(); n_clusters];
        let mut reasons: Vec<BTreeSet<String>> = vec![BTreeSet::new(); n_clusters];
        let cluster = |i: &usize| self.of.get(*i).copied();
        for (_, i, j, reason) in pairs {
            let joined = cluster(i).filter(|a| Some(*a) == cluster(j));
            if let Some(found) = joined.and_then(|a| reasons.get_mut(a)) {
                found.insert(format!("merged: {reason}"));
            }
        }
        for (i, j, reason) in near_misses {
            for member in [i, j] {
                let apart = cluster(member).filter(|_| cluster(i) != cluster(j));
                if let Some(found) = apart.and_then(|a| reasons.get_mut(a)) {
                    found.insert(format!("kept apart: {reason}"));
                }
            }
        }
        for (report, cluster) in reports.into_iter().zip(&self.of) {
            if let Some(group) = grouped.get_mut(*cluster) {
                group.push(report);
            }
        }
        let groups = grouped.into_iter().zip(reasons).filter(|(group, _)| !group.is_empty());
        let incidents = groups
            .map(|(group, why)| fuse::fuse(group, why.into_iter().collect(), self.toll))
            .collect();
        fuse::with_unique_ids(incidents)
    }
}

#[cfg(test)]
mod tests;
