//! Turns `Incidents` into `Grouping`s: by region, by border band, by cluster, by period, by hot spot.

mod border;
mod cluster;
mod dbscan;
mod equal_area;
mod hotspot;
mod period;
mod region;

use std::collections::BTreeMap;

use geo::Geometry;

use crate::model::{Counted, Group, Grouping, Incidents, Kind, Toll};

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

/// The numbers of a group's incidents.
type Members = Vec<u32>;

/// A group with the sums over its members.
fn group(
    head: GroupHead,
    incidents: &Incidents,
    members: &[u32],
    counted: Option<Counted>,
) -> Group {
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut killed = TollSum::default();
    let mut by_id = members.to_vec();
    incidents.sort_by_id(&mut by_id);
    for (kind, toll) in members.iter().filter_map(|at| incidents.harm(*at)) {
        *kinds.entry(kind).or_default() += 1;
        killed.add(toll);
    }
    Group {
        id: head.id,
        label: head.label,
        properties: head.properties,
        incidents: by_id,
        kinds,
        killed: killed.0,
        geometry: head.geometry,
        approximate: head.approximate,
        counted,
        hotspot: None,
    }
}

/// The sum of known tolls; an upper limit that one of them leaves open stays open.
#[derive(Default)]
struct TollSum(Toll);

impl TollSum {
    fn add(&mut self, toll: Toll) {
        let Toll { low, best, high } = &mut self.0;
        match (*low, toll.low) {
            (_, None) => {}
            (None, Some(_)) => self.0 = toll,
            (Some(_), Some(_)) => {
                let sum = |sum: &mut Option<u32>, more: Option<u32>| {
                    *sum = sum.zip(more).map(|(a, b)| a.saturating_add(b));
                };
                sum(low, toll.low);
                sum(best, toll.best);
                sum(high, toll.high);
            }
        }
    }
}

fn grouping(by: &str, groups: Vec<Group>, n_ungrouped: usize) -> Grouping {
    Grouping { by: by.to_owned(), groups, n_ungrouped }
}
