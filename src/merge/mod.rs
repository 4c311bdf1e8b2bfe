//! Turns `LocatedReport`s into `Incident`s: reports of one real event become one incident.
//!
//! The result does not depend on the order of the input.

mod blocks;
mod compare;
mod fuse;
mod toll;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::corrections::Links;
use crate::model::{Brief, Location, Note, ReportId, Reports, Span, Told};

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
pub fn identify(mut reports: Reports) -> Reports {
    sort(&mut reports);
    let first = |(at, told): (usize, Brief<'_>)| (told.id.numbered(1), at);
    let mut ids: Vec<(ReportId, usize)> = reports.briefs().enumerate().map(first).collect();
    ids.sort_unstable();
    for same in ids.chunk_by(|a, b| a.0 == b.0) {
        for (number, (id, at)) in (1..).zip(same) {
            reports.set_id(*at, id.numbered(number));
        }
    }
    reports
}

fn sort(reports: &mut Reports) {
    reports.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
}

/// Merges reports of one incident across documents. Reports of one document stay apart, since the
/// extraction has already told them apart, but for those that a link joins.
///
/// The reports are as [`identify`] gives them; each incident has the least id of its reports.
pub fn merge(mut reports: Reports, settings: &MergeSettings, places: &FusePlaces<'_>) -> Told {
    sort(&mut reports);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut near_misses: Vec<(usize, usize, String)> = Vec::new();
    for (i, j) in blocks::pairs(&reports, settings) {
        let (Some(a), Some(b)) = (reports.get(i), reports.get(j)) else { continue };
        match compare::compare(&a, &b, settings) {
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
    let mut clusters = Clusters::new(reports.len());
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
    let reasons = why.by_cluster(&clusters.of);
    let is_plain = |i: usize| !reasons.contains_key(&i);
    let mut told = reports.into_incidents(&clusters.of, is_plain, |cluster, members| {
        let why = reasons.get(&cluster).into_iter().flatten().cloned().collect();
        fuse::fuse(members, why, settings.toll, places)
    });
    told.fold_tolls(|claims| fuse::tolls(claims, settings.toll));
    told
}

/// A score, two reports, and why.
type Pair = (f64, usize, usize, String);

fn order_key<'a>(told: &Brief<'a>) -> (&'a str, u64, Option<Span>, &'a str) {
    (told.document, told.row.map_or(0, |(number, _)| number), told.span, told.sentence)
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

    /// The reasons by cluster, whose numbers those of reports are replaced by.
    fn by_cluster(self, of: &[usize]) -> BTreeMap<usize, BTreeSet<String>> {
        let mut all: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (i, reasons) in self.0 {
            all.entry(of.get(i).copied().unwrap_or(i)).or_default().extend(reasons);
        }
        all
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
    fn new(n_reports: usize) -> Self {
        let (members, apart) = Default::default();
        Self { of: (0..n_reports).collect(), members, apart }
    }

    /// Joins and parts what was decided; why, by report.
    fn decide(&mut self, reports: &Reports, links: &Links) -> Vec<(usize, String)> {
        let mut decided = Vec::new();
        if links.same.is_empty() && links.apart.is_empty() {
            return decided;
        }
        let at: HashMap<ReportId, usize> =
            reports.briefs().enumerate().map(|(i, told)| (told.id, i)).collect();
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
    fn build(&mut self, reports: &Reports, pairs: &[Pair]) {
        for &(_, i, j, _) in pairs {
            if !self.is_one(i, j) && !self.is_barred(reports, i, j) {
                self.join(i, j);
            }
        }
    }

    /// Whether a document or a decision stands between the clusters of two reports.
    fn is_barred(&self, reports: &Reports, i: usize, j: usize) -> bool {
        let document = |i: usize| reports.brief(i).map(|told| told.document);
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
}

#[cfg(test)]
mod tests;
