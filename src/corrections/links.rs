//! Which reports are one incident by decision, and which are not.

use std::collections::BTreeMap;

use super::{Corrections, Decision, Trouble};
use crate::model::ReportId;

/// Two reports and the decision about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The reports.
    pub reports: (ReportId, ReportId),
    /// Who decided: "corrections.toml, line 12: the note".
    pub source: String,
    /// Where it was decided.
    pub line: usize,
}

/// The decisions about merging, none of which contradicts another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// They are one incident.
    pub same: Vec<Link>,
    /// They are two incidents.
    pub apart: Vec<Link>,
}

impl Links {
    /// The links of all corrections; of two that contradict each other the first in the file counts,
    /// and the other is a trouble.
    pub(super) fn of(corrections: &Corrections, troubles: &mut Vec<Trouble>) -> Self {
        let mut made = Self::default();
        let mut groups = Groups::default();
        for correction in &corrections.entries {
            let (ids, is_same) = match &correction.decision {
                Decision::Same(ids) => (ids, true),
                Decision::Apart(ids) => (ids, false),
                _ => continue,
            };
            let links = pairs(ids, is_same).map(|reports| Link {
                reports,
                source: corrections.source(correction),
                line: correction.line,
            });
            for link in links {
                match made.against(&groups, &link, is_same) {
                    Some(line) => {
                        let (a, b) = link.reports;
                        let problem = format!(
                            "'{a}' and '{b}' are {} by line {line}; that one counts",
                            if is_same { "kept apart" } else { "one incident" }
                        );
                        troubles.push(Trouble::conflict(link.line, problem));
                    }
                    None if is_same => {
                        groups.join(link.reports);
                        made.same.push(link);
                    }
                    None => made.apart.push(link),
                }
            }
        }
        made
    }

    /// The line that says the contrary of a link.
    fn against(&self, groups: &Groups, link: &Link, is_same: bool) -> Option<usize> {
        let roots = (groups.root(link.reports.0), groups.root(link.reports.1));
        if !is_same {
            let of_group = |other: &&Link| groups.root(other.reports.0) == roots.0;
            let first = self.same.iter().find(of_group).map(|other| other.line);
            return first.filter(|_| roots.0 == roots.1);
        }
        let parts = |other: &&Link| {
            let others = (groups.root(other.reports.0), groups.root(other.reports.1));
            others == roots || (others.1, others.0) == roots
        };
        self.apart.iter().find(parts).map(|other| other.line)
    }
}

/// Each with the first for one incident, each with each for several.
fn pairs(ids: &[ReportId], is_same: bool) -> impl Iterator<Item = (ReportId, ReportId)> {
    let n_first = if is_same { 1 } else { ids.len() };
    ids.iter().take(n_first).enumerate().flat_map(move |(i, a)| {
        ids.iter().skip(i + 1).filter(move |b| *b != a).map(move |b| (*a, *b))
    })
}

/// Reports that are one incident.
#[derive(Default)]
struct Groups(BTreeMap<ReportId, ReportId>);

impl Groups {
    fn root(&self, mut id: ReportId) -> ReportId {
        while let Some(up) = self.0.get(&id) {
            id = *up;
        }
        id
    }

    fn join(&mut self, (a, b): (ReportId, ReportId)) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Correction;
    use super::*;

    fn check(decisions: &[(bool, &[u8])], n_same: usize, n_apart: usize, conflicts: &[usize]) {
        let id = |n: &u8| format!("{n:012x}").parse::<ReportId>().unwrap();
        let entries = (1..).zip(decisions).map(|(line, (is_same, ids))| {
            let ids = ids.iter().map(id).collect();
            let decision = if *is_same { Decision::Same(ids) } else { Decision::Apart(ids) };
            Correction { line, note: String::new(), decision }
        });
        let corrections = Corrections { entries: entries.collect(), ..Corrections::default() };
        let mut troubles = Vec::new();
        let links = corrections.links(&mut troubles);
        assert_eq!((links.same.len(), links.apart.len()), (n_same, n_apart), "{decisions:?}");
        let lines: Vec<usize> = troubles.iter().map(|trouble| trouble.line).collect();
        assert_eq!(lines, conflicts, "{decisions:?}");
    }

    #[test]
    fn of_two_that_contradict_the_first_counts() {
        check(&[(true, &[1, 2, 3])], 2, 0, &[]);
        check(&[(false, &[1, 2, 3])], 0, 3, &[]);
        check(&[(true, &[1, 2]), (false, &[1, 2])], 1, 0, &[2]);
        check(&[(false, &[2, 1]), (true, &[1, 2])], 0, 1, &[2]);
        check(&[(true, &[1, 2]), (true, &[2, 3]), (false, &[1, 3])], 2, 0, &[3]);
        check(&[(false, &[1, 3]), (true, &[1, 2]), (true, &[2, 3])], 1, 1, &[3]);
        check(&[(true, &[1, 2]), (false, &[1, 3]), (true, &[4, 3]), (true, &[4, 2])], 2, 1, &[4]);
    }
}
