//! Turns `SituatedIncident`s into `Grouping`s: by region, by border band, by cluster, by period, by hot spot.

mod border;
mod cluster;
mod dbscan;
mod equal_area;
mod hotspot;
mod period;
mod region;

use std::collections::BTreeMap;

use geo::Geometry;

use crate::model::{Counted, Group, Grouping, Kind, SituatedIncident, Toll};

pub use border::by_border;
pub use cluster::{ClusterSettings, by_cluster, cluster_labels};
pub use hotspot::{HotSpotSettings, by_hotspot};
pub use period::{Period, by_period};
pub use region::by_region;

/// What a group is, apart from its members.
struct GroupHead {
    id: String,
    label: String,
    properties: Vec<(String, String)>,
    geometry: Option<Geometry<f64>>,
    approximate: bool,
}

/// What incidents count in each group: how many wholly, and the sum of all probabilities.
struct Chances<K>(BTreeMap<K, Counted>);

impl<K> Default for Chances<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Chances<K> {
    /// Below this an incident may be elsewhere; the rest is rounding.
    const CERTAIN: f64 = 1.0 - 1e-6;

    fn add(&mut self, group: K, probability: f64) {
        let counted = self.0.entry(group).or_default();
        counted.certain += usize::from(probability >= Self::CERTAIN);
        counted.expected += probability;
    }

    fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    fn of(&self, group: &K) -> Counted {
        self.0.get(group).copied().unwrap_or_default()
    }
}

/// A group with the sums over its members.
fn group(head: GroupHead, members: &[&SituatedIncident], counted: Option<Counted>) -> Group {
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for member in members {
        *kinds.entry(member.incident.kind).or_default() += 1;
    }
    let mut ids: Vec<(u64, &str)> =
        members.iter().map(|m| (first_letters(&m.incident.id), m.incident.id.as_str())).collect();
    ids.sort_unstable();
    let incidents: Vec<String> = ids.into_iter().map(|(_, id)| id.to_owned()).collect();
    Group {
        id: head.id,
        label: head.label,
        properties: head.properties,
        incidents,
        kinds,
        killed: sum_tolls(members.iter().map(|m| m.incident.killed)),
        geometry: head.geometry,
        approximate: head.approximate,
        counted,
        hotspot: None,
    }
}

/// A text's first eight bytes as a number that sorts like them: quick to compare where many ids are
/// sorted that lie far apart in memory.
fn first_letters(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
    u64::from_be_bytes(bytes)
}

/// The sum of known tolls; an upper limit that one member leaves open stays open.
fn sum_tolls(tolls: impl Iterator<Item = Toll>) -> Toll {
    let known: Vec<Toll> = tolls.filter(|toll| toll.low.is_some()).collect();
    let sum = |pick: fn(&Toll) -> Option<u32>| {
        let add = |sum: u32, toll: &Toll| Some(sum.saturating_add(pick(toll)?));
        (!known.is_empty()).then(|| known.iter().try_fold(0, add)).flatten()
    };
    Toll { low: sum(|t| t.low), best: sum(|t| t.best), high: sum(|t| t.high) }
}

fn grouping(by: &str, groups: Vec<Group>, mut ungrouped: Vec<String>) -> Grouping {
    ungrouped.sort();
    Grouping { by: by.to_owned(), groups, ungrouped }
}
