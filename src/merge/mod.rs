//! Turns `LocatedReport`s into `Incident`s: reports of one real event become one incident.
//!
//! The result does not depend on the order of the input.

mod blocks;
mod compare;
mod fuse;
mod toll;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corrections::Links;
use crate::model::{Incident, LocatedReport, Location, Note, ReportId};

pub use fuse::title_of;
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
    /// What is one incident, and what is not, by decision.
    pub links: Links,
}

impl Default for MergeSettings {
    fn default() -> Self {
        let (toll, links) = Default::default();
        Self { tolerance_days: 2, least_score: 0.6, toll, links }
    }
}

/// Makes one location of the several of an incident, with notes on contradictions; `None` for none.
pub type FusePlaces<'a> = dyn Fn(&[&Location]) -> Option<(Location, Vec<Note>)> + Sync + 'a;

/// The reports in an order that does not depend on theirs, with an id each: of those that say the
/// very same, the second and further ones get a number.
pub fn identify(mut reports: Vec<LocatedReport>) -> Vec<LocatedReport> {
    reports.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    let mut seen: HashMap<ReportId, u32> = HashMap::with_capacity(reports.len());
    for located in &mut reports {
        let number = seen.entry(located.id.numbered(1)).or_default();
        *number += 1;
        located.id = located.id.numbered(*number);
    }
    reports
}

/// Merges reports of one incident across documents. Reports of one document stay apart, since the
/// extraction has already told them apart, but for those that a link joins.
///
/// The reports are as [`identify`] gives them; each incident has the least id of its reports.
pub fn merge(
    mut reports: Vec<LocatedReport>,
    settings: &MergeSettings,
    places: &FusePlaces<'_>,
) -> Vec<Incident> {
    reports.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    let mut pairs: Vec<Pair> = Vec::new();
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
    let mut clusters = Clusters::new(&reports);
    let decided = clusters.decide(&reports, &settings.links);
    clusters.build(&reports, &pairs);
    let mut why = Reasons::default();
    why.add_decided(decided);
    for (_, i, j, reason) in &pairs {
        match clusters.is_one(*i, *j) {
            true => why.merged(*i, reason),
            false => why.apart(*i, *j, reason),
        }
    }
    for (i, j, reason) in near_misses.iter().filter(|(i, j, _)| !clusters.is_one(*i, *j)) {
        why.apart(*i, *j, reason);
    }
    let groups = clusters.into_groups(reports, why);
    let incidents = groups
        .into_iter()
        .map(|(group, why)| fuse::fuse(group, why.into_iter().collect(), settings.toll, places));
    fuse::sorted(incidents.collect())
}

/// A score, two reports, and why.
type Pair = (f64, usize, usize, String);

fn order_key(located: &LocatedReport) -> (&str, u64, usize, usize, &str) {
    let report = &located.report;
    let row = report.row.as_ref().map_or(0, |row| row.number);
    (&report.document, row, report.span.start, report.span.end, &report.sentence)
}

/// Sentences on what was merged and what was not, by report.
#[derive(Default)]
struct Reasons(BTreeMap<usize, BTreeSet<String>>);

impl Reasons {
    fn merged(&mut self, i: usize, reason: &str) {
        self.0.entry(i).or_default().insert(format!("merged: {reason}"));
    }

    fn apart(&mut self, i: usize, j: usize, reason: &str) {
        for at in [i, j] {
            self.0.entry(at).or_default().insert(format!("kept apart: {reason}"));
        }
    }

    fn add_decided(&mut self, decided: Vec<(usize, String)>) {
        for (i, reason) in decided {
            self.0.entry(i).or_default().insert(reason);
        }
    }
}

/// Reports by the incident they tell of.
struct Clusters {
    /// For every report the number of its cluster.
    of: Vec<usize>,
    /// The reports of every cluster of more than one.
    members: HashMap<usize, Vec<usize>>,
    /// Reports that are not of one incident, by decision.
    apart: HashMap<usize, Vec<usize>>,
}

impl Clusters {
    fn new(reports: &[LocatedReport]) -> Self {
        let (members, apart) = Default::default();
        Self { of: (0..reports.len()).collect(), members, apart }
    }

    /// Joins and parts what was decided; why, by report.
    fn decide(&mut self, reports: &[LocatedReport], links: &Links) -> Vec<(usize, String)> {
        let mut decided = Vec::new();
        if links.same.is_empty() && links.apart.is_empty() {
            return decided;
        }
        let at: HashMap<ReportId, usize> =
            reports.iter().enumerate().map(|(i, located)| (located.id, i)).collect();
        let both = |(a, b): (ReportId, ReportId)| Some((*at.get(&a)?, *at.get(&b)?));
        for link in &links.apart {
            let Some((i, j)) = both(link.reports) else { continue };
            self.apart.entry(i).or_default().push(j);
            self.apart.entry(j).or_default().push(i);
            let reason = format!("kept apart by {}", link.source);
            decided.extend([(i, reason.clone()), (j, reason)]);
        }
        for link in &links.same {
            let Some((i, j)) = both(link.reports) else { continue };
            self.join(i, j);
            decided.push((i, format!("merged by {}", link.source)));
        }
        decided
    }

    /// Joins the best pairs first; a document is in a cluster once.
    fn build(&mut self, reports: &[LocatedReport], pairs: &[Pair]) {
        for &(_, i, j, _) in pairs {
            if !self.is_one(i, j) && !self.is_barred(reports, i, j) {
                self.join(i, j);
            }
        }
    }

    /// Whether a document or a decision stands between the clusters of two reports.
    fn is_barred(&self, reports: &[LocatedReport], i: usize, j: usize) -> bool {
        let document = |i: usize| reports.get(i).map(|r| r.report.document.as_str());
        let (ours, theirs) = (self.members_of(i), self.members_of(j));
        let documents: BTreeSet<_> = ours.iter().map(|member| document(*member)).collect();
        theirs.iter().any(|member| {
            let is_parted = |other: &usize| ours.contains(other);
            documents.contains(&document(*member))
                || self.apart.get(member).is_some_and(|others| others.iter().any(is_parted))
        })
    }

    fn members_of(&self, i: usize) -> Vec<usize> {
        let several = self.of.get(i).and_then(|cluster| self.members.get(cluster));
        several.cloned().unwrap_or_else(|| vec![i])
    }

    fn is_one(&self, i: usize, j: usize) -> bool {
        self.of.get(i) == self.of.get(j)
    }

    /// The lower number becomes that of both.
    fn join(&mut self, i: usize, j: usize) {
        let (Some(&a), Some(&b)) = (self.of.get(i), self.of.get(j)) else { return };
        let (low, high) = (a.min(b), a.max(b));
        if low == high {
            return;
        }
        let moved = self.members.remove(&high).unwrap_or_else(|| vec![high]);
        for &member in &moved {
            if let Some(cluster) = self.of.get_mut(member) {
                *cluster = low;
            }
        }
        self.members.entry(low).or_insert_with(|| vec![low]).extend(moved);
    }

    /// The reports of each cluster, in order, with the reasons of all of them.
    fn into_groups(
        self,
        reports: Vec<LocatedReport>,
        mut why: Reasons,
    ) -> Vec<(Vec<LocatedReport>, BTreeSet<String>)> {
        let mut groups: Vec<(Vec<LocatedReport>, BTreeSet<String>)> = Vec::new();
        let mut number: Vec<usize> = vec![usize::MAX; self.of.len()];
        for ((i, report), cluster) in reports.into_iter().enumerate().zip(&self.of) {
            // The first report of a cluster has the cluster's number.
            if i == *cluster {
                if let Some(number) = number.get_mut(i) {
                    *number = groups.len();
                }
                groups.push((Vec::new(), BTreeSet::new()));
            }
            let group = number.get(*cluster).and_then(|number| groups.get_mut(*number));
            if let Some((members, reasons)) = group {
                members.push(report);
                reasons.extend(why.0.remove(&i).unwrap_or_default());
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests;
