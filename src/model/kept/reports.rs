//! All reports of a run, in an order.

use std::borrow::Cow;

use super::Told;
use super::rows::{Brief, Rows};
use crate::model::{Incident, LocatedReport, ReportId};

/// The reports of a run. Rows of tables, of which there may be millions, take little room; the others
/// are kept whole.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    rows: Rows,
    whole: Vec<LocatedReport>,
    order: Vec<Slot>,
}

/// Where a report is kept.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Row(u32),
    Whole(usize),
}

impl Reports {
    /// Adds a report at the end.
    pub fn push(&mut self, located: LocatedReport) {
        let slot = match self.rows.keep(located) {
            Ok(number) => Slot::Row(number),
            Err(located) => {
                self.whole.push(*located);
                Slot::Whole(self.whole.len() - 1)
            }
        };
        self.order.push(slot);
    }

    /// Adds all reports of others at the end.
    pub fn append(&mut self, others: Self) {
        let (n_rows, n_whole) = (self.rows.len(), self.whole.len());
        self.rows.append(others.rows);
        self.whole.extend(others.whole);
        self.order.extend(others.order.into_iter().map(|slot| match slot {
            Slot::Row(number) => Slot::Row(number.saturating_add(n_rows as u32)),
            Slot::Whole(at) => Slot::Whole(at + n_whole),
        }));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The report at a place of the order.
    pub fn get(&self, at: usize) -> Option<Cow<'_, LocatedReport>> {
        match *self.order.get(at)? {
            Slot::Row(number) => self.rows.get(number).map(Cow::Owned),
            Slot::Whole(at) => self.whole.get(at).map(Cow::Borrowed),
        }
    }

    /// What a report is sorted and compared by.
    pub fn brief(&self, at: usize) -> Option<Brief<'_>> {
        self.brief_of(*self.order.get(at)?)
    }

    /// All briefs in order.
    pub fn briefs(&self) -> impl Iterator<Item = Brief<'_>> {
        self.order.iter().filter_map(|slot| self.brief_of(*slot))
    }

    fn brief_of(&self, slot: Slot) -> Option<Brief<'_>> {
        match slot {
            Slot::Row(number) => self.rows.brief(number),
            Slot::Whole(at) => self.whole.get(at).map(Brief::of),
        }
    }

    /// Sorts by what a comparison of briefs says; equal ones stay in their order.
    pub fn sort_by(&mut self, compare: impl Fn(&Brief<'_>, &Brief<'_>) -> std::cmp::Ordering) {
        let mut order = std::mem::take(&mut self.order);
        order.sort_by(|a, b| match (self.brief_of(*a), self.brief_of(*b)) {
            (Some(a), Some(b)) => compare(&a, &b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        self.order = order;
    }

    /// Gives a report another id.
    pub fn set_id(&mut self, at: usize, id: ReportId) {
        match self.order.get(at) {
            Some(Slot::Row(number)) => self.rows.set_id(*number, id),
            Some(Slot::Whole(at)) => {
                if let Some(located) = self.whole.get_mut(*at) {
                    located.id = id;
                }
            }
            None => {}
        }
    }

    /// A report to be changed; from then on it is kept whole.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut LocatedReport> {
        let slot = self.order.get_mut(at)?;
        let at = match *slot {
            Slot::Whole(at) => at,
            Slot::Row(number) => {
                self.whole.push(self.rows.get(number)?);
                *slot = Slot::Whole(self.whole.len() - 1);
                self.whole.len() - 1
            }
        };
        self.whole.get_mut(at)
    }

    /// All reports that are kept whole, to be changed.
    pub fn whole_mut(&mut self) -> impl Iterator<Item = &mut LocatedReport> {
        self.whole.iter_mut()
    }

    /// Takes out the reports that `is_kept` says no of, by their place in the order.
    pub fn retain(&mut self, is_kept: impl Fn(usize) -> bool) {
        let mut at = 0..;
        self.order.retain(|_| at.next().is_none_or(&is_kept));
    }

    /// Makes incidents: `groups` has for every report the number of its group. A row that is alone
    /// and of which `is_plain` says yes stays as it is kept; the others are given to `fuse`, those of
    /// a group together in their order.
    pub fn into_incidents(
        mut self,
        groups: &[usize],
        is_plain: impl Fn(usize) -> bool,
        mut fuse: impl FnMut(usize, Vec<LocatedReport>) -> Incident,
    ) -> Told {
        let mut sizes = vec![0_u32; groups.len()];
        for group in groups {
            if let Some(size) = sizes.get_mut(*group) {
                *size += 1;
            }
        }
        let is_alone = |at: usize| groups.get(at).and_then(|group| sizes.get(*group)) == Some(&1);
        let mut whole: Vec<Option<LocatedReport>> =
            std::mem::take(&mut self.whole).into_iter().map(Some).collect();
        let mut rows = Vec::new();
        let mut members: std::collections::BTreeMap<usize, Vec<LocatedReport>> = Default::default();
        for (at, slot) in self.order.iter().enumerate() {
            let located = match *slot {
                Slot::Row(number) if is_alone(at) && is_plain(at) => {
                    rows.push(number);
                    continue;
                }
                Slot::Row(number) => self.rows.get(number),
                Slot::Whole(at) => whole.get_mut(at).and_then(Option::take),
            };
            let group = groups.get(at).copied().unwrap_or(usize::MAX);
            members.entry(group).or_default().extend(located);
        }
        let fused = members.into_iter().map(|(group, reports)| fuse(group, reports));
        Told::new(self.rows, rows, fused.collect())
    }
}

impl FromIterator<LocatedReport> for Reports {
    fn from_iter<I: IntoIterator<Item = LocatedReport>>(all: I) -> Self {
        let mut reports = Self::default();
        all.into_iter().for_each(|located| reports.push(located));
        reports
    }
}
