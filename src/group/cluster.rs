//! Groups incidents by cluster: DBSCAN in kilometres.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use geo::{ConvexHull, Geometry, MultiPoint, Point};

use super::dbscan::dbscan;
use super::{GroupHead, Members, group, grouping};
use crate::earth::LonLat;
use crate::model::{Grouping, Incidents};

/// When incidents form a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterSettings {
    /// The distance in km within which two incidents are neighbours.
    pub distance_km: f64,
    /// How many incidents, itself included, must lie within it for an incident to be a core.
    pub least: usize,
}

impl Default for ClusterSettings {
    /// 30 km is a day's patrol on the tracks of the Sahel; three make a pattern. Own judgement.
    fn default() -> Self {
        Self { distance_km: 30.0, least: 3 }
    }
}

/// Clusters of the located incidents, the largest first; an incident whose area is a whole unit has
/// no point that could be near another, and is left out.
pub fn by_cluster(incidents: &Incidents, settings: &ClusterSettings) -> Grouping {
    let place = |number: u32| incidents.place(number).filter(|place| !place.is_whole_unit);
    let is_placed = |number: &u32| place(*number).is_some();
    let mut placed: Members = incidents.numbers().filter(is_placed).collect();
    incidents.sort_by_id(&mut placed);
    let best = |number: &u32| place(*number).map(|place| place.best);
    let points: Vec<LonLat> = placed.iter().filter_map(best).collect();
    let labels = dbscan(&points, settings);
    drop(points);
    let n_clusters = labels.iter().flatten().max().map_or(0, |last| last + 1);
    let mut clusters: Vec<Members> = vec![Vec::new(); n_clusters];
    for (number, label) in placed.iter().zip(labels) {
        if let Some(cluster) = label.and_then(|label| clusters.get_mut(label)) {
            cluster.push(*number);
        }
    }
    let n_ungrouped = incidents.len() - clusters.iter().map(Vec::len).sum::<usize>();
    clusters.sort_by_key(|members| Reverse(members.len()));
    let width = n_clusters.to_string().len();
    let groups = clusters.into_iter().zip(1..).map(|(members, number)| {
        let most = most_frequent_place(incidents, &members);
        let points: Vec<Point> = members.iter().filter_map(best).map(LonLat::point).collect();
        let head = GroupHead {
            id: format!("cluster-{number:0width$}"),
            label: format!("Cluster {number}, around {most}"),
            properties: Vec::new(),
            geometry: Some(hull(points.into())),
            approximate: false,
        };
        group(head, incidents, &members, None)
    });
    grouping("cluster", groups.collect(), n_ungrouped)
}

/// For every point the number of its cluster, `None` for noise: DBSCAN with geodesic distances.
/// Clusters are numbered by their first core point; a border point belongs to the first of the
/// clusters that reach it.
///
/// Cost: about O(n log n) where a cell as wide as the distance is crowded or empty, and at worst the
/// pairs of points that lie about that far apart. Source: Ester, Kriegel, Sander, Xu 1996.
pub fn cluster_labels(points: &[LonLat], settings: &ClusterSettings) -> Vec<Option<usize>> {
    dbscan(points, settings)
}

/// The convex hull; a point or a line where the members allow no more.
fn hull(points: MultiPoint<f64>) -> Geometry<f64> {
    let polygon = points.convex_hull();
    let corners: Vec<_> = polygon.exterior().coords().copied().collect();
    match corners.as_slice() {
        [] | [_] | [_, _] => {
            points.0.first().copied().map_or(Geometry::MultiPoint(points), Geometry::Point)
        }
        [a, b, c] if a == c => Geometry::LineString(vec![*a, *b].into()),
        _ if geo::Area::unsigned_area(&polygon) < 1e-12 => Geometry::MultiPoint(points),
        _ => Geometry::Polygon(polygon),
    }
}

/// The place most often named, the first in the alphabet among equals.
pub(super) fn most_frequent_place<'a>(incidents: &'a Incidents, members: &[u32]) -> &'a str {
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    let places = members.iter().filter_map(|at| incidents.place(*at));
    places.for_each(|place| *counts.entry(place.name).or_default() += 1);
    let best = counts.into_iter().max_by_key(|(name, count)| (*count, Reverse(*name)));
    best.map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(points: &[(f64, f64)], expected: &[Option<usize>]) {
        let points: Vec<LonLat> = points.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect();
        let settings = ClusterSettings { distance_km: 20.0, least: 3 };
        assert_eq!(dbscan(&points, &settings), expected, "{points:?}");
    }

    #[test]
    fn dense_points_cluster_and_lone_ones_are_noise() {
        check(&[], &[]);
        check(&[(0.0, 0.0)], &[None]);
        check(&[(0.0, 0.0), (0.1, 0.0)], &[None, None]);
        check(
            &[(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (5.0, 0.0)],
            &[Some(0), Some(0), Some(0), None],
        );
        check(&[(179.9, 0.0), (180.0, 0.0), (-179.9, 0.0)], &[Some(0); 3]);
        let two = [(0.0, 0.0), (9.0, 0.0), (0.1, 0.0), (9.1, 0.0), (0.0, 0.1), (9.0, 0.1)];
        check(&two, &[Some(0), Some(1), Some(0), Some(1), Some(0), Some(1)]);
        check(&[(2.0, 2.0); 5], &[Some(0); 5]);
    }
}
