//! What clusters are held against; the module above has the types in scope.

use super::{ClusterSettings, LonLat, SpatialIndex};

/// DBSCAN as Ester, Kriegel, Sander and Xu print it, with a geodesic distance for every pair in reach.
pub(super) fn textbook(points: &[LonLat], settings: &ClusterSettings) -> Vec<Option<usize>> {
    let index = SpatialIndex::new(points.iter().copied().zip(0_usize..));
    let reached = |i: usize| -> Vec<usize> {
        let near = index.within_km(points[i], settings.distance_km);
        near.into_iter().map(|(j, _)| j).collect()
    };
    let mut labels: Vec<Option<usize>> = vec![None; points.len()];
    let mut is_visited = vec![false; points.len()];
    let mut n_clusters = 0;
    for start in 0..points.len() {
        if is_visited[start] {
            continue;
        }
        let neighbours = reached(start);
        if neighbours.len() < settings.least {
            continue;
        }
        is_visited[start] = true;
        labels[start].get_or_insert(n_clusters);
        let mut queue = neighbours;
        while let Some(i) = queue.pop() {
            labels[i].get_or_insert(n_clusters);
            if !std::mem::replace(&mut is_visited[i], true) {
                let more = reached(i);
                if more.len() >= settings.least {
                    queue.extend(more);
                }
            }
        }
        n_clusters += 1;
    }
    labels
}
