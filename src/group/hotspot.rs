//! Hot spots: the Getis-Ord Gi* statistic over cells of one area.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Geometry};

use super::cluster::most_frequent_place;
use super::equal_area::{EqualArea, Key};
use super::{Chances, GroupHead, Members, group, grouping};
use crate::gazetteer::Gazetteer;
use crate::model::{GlancePlace, Grouping, HotSpot, Incidents};

/// With fewer incidents no cell is called a hot spot: the z-scores are far from normal.
/// Source: Esri, How Hot Spot Analysis (Getis-Ord Gi*) works, best practice guidelines.
const LEAST_INCIDENTS: usize = 30;
/// The false discovery rates of the bins, the strictest first.
const RATES: [(f64, i8); 3] = [(0.01, 3), (0.05, 2), (0.1, 1)];

/// How hot spots are found.
#[derive(Clone, Debug, PartialEq)]
pub struct HotSpotSettings {
    /// The side in km of a square of the cells' area.
    pub cell_km: f64,
}

impl HotSpotSettings {
    /// The sides that are of use, in km: finer cells are too many, coarser ones too few.
    pub const SIDES_KM: std::ops::RangeInclusive<f64> = 2.0..=500.0;
}

impl Default for HotSpotSettings {
    /// 25 km: about the spread of what is told as "near" a town (UCDP GED codebook, where_prec 2).
    fn default() -> Self {
        Self { cell_km: 25.0 }
    }
}

/// Incidents by cells of one area, each with its z-score.
///
/// The ground of the statistic is every cell of the regions in which an incident may lie, and every
/// cell in or beside which one may; those with an incident, and those whose count is far from the
/// mean, are groups. An incident is in the cell of its best point and counts in each with its
/// probability; Gi* is that of the expected counts, each cell with the eight around it, equally
/// weighted. Incidents whose area is a whole unit are left out.
pub fn by_hotspot(
    gazetteer: &Gazetteer,
    incidents: &Incidents,
    settings: &HotSpotSettings,
) -> Grouping {
    let (n_placed, sum_lat) =
        placed(incidents).fold((0, 0.0), |(n, sum), (_, place)| (n + 1, sum + place.best.lat));
    let n_ungrouped = incidents.len() - n_placed;
    if n_placed == 0 {
        return grouping("hotspot", Vec::new(), n_ungrouped);
    }
    let cell_km = settings
        .cell_km
        .clamp(*HotSpotSettings::SIDES_KM.start(), *HotSpotSettings::SIDES_KM.end());
    let grid = EqualArea::new(cell_km, sum_lat / n_placed as f64);
    let (members, chances) = in_cells(&grid, incidents);
    let ground = ground(gazetteer, &grid, incidents, &chances);
    let values: Vec<f64> = ground.iter().map(|key| chances.of(key).expected).collect();
    let around = |key: &Key| -> Vec<usize> {
        grid.around(*key).filter_map(|near| ground.binary_search(&near).ok()).collect()
    };
    let neighbours: Vec<Vec<usize>> = ground.iter().map(around).collect();
    let scores = gi_star(&values, &neighbours);
    let spots = hot_spots(&scores, n_placed);
    let none = Vec::new();
    let groups = ground.iter().zip(spots).filter_map(|(key, spot)| {
        let (counted, members) = (chances.of(key), members.get(key).unwrap_or(&none));
        if counted.expected == 0.0 && spot.bin == 0 {
            return None;
        }
        let mut made =
            group(head(&grid, *key, incidents, members), incidents, members, Some(counted));
        made.hotspot = Some(spot);
        Some(made)
    });
    grouping("hotspot", groups.collect(), n_ungrouped)
}

/// The incidents that are somewhere finer than in a whole unit.
fn placed(incidents: &Incidents) -> impl Iterator<Item = (u32, GlancePlace<'_>)> {
    let places = incidents.numbers().filter_map(|at| Some((at, incidents.place(at)?)));
    places.filter(|(_, place)| !place.is_whole_unit)
}

/// The incidents of each cell by their best points, and what counts in it.
fn in_cells(grid: &EqualArea, incidents: &Incidents) -> (BTreeMap<Key, Members>, Chances<Key>) {
    let mut members: BTreeMap<Key, Members> = BTreeMap::new();
    let mut chances = Chances::default();
    for (at, place) in placed(incidents) {
        let own = grid.cell(place.best);
        members.entry(own).or_default().push(at);
        if place.belief.is_empty() {
            chances.add(own, 1.0);
            continue;
        }
        let mut shares: BTreeMap<Key, f64> = BTreeMap::new();
        for spread in place.belief {
            *shares.entry(grid.cell(spread.point)).or_default() += spread.weight;
        }
        shares.into_iter().for_each(|(key, share)| chances.add(key, share));
    }
    (members, chances)
}

/// The cells of the ground, sorted.
fn ground(
    gazetteer: &Gazetteer,
    grid: &EqualArea,
    incidents: &Incidents,
    chances: &Chances<Key>,
) -> Vec<Key> {
    let mut regions: BTreeSet<&str> = BTreeSet::new();
    for (_, incident) in incidents.glances() {
        let spread = incident.spread.into_iter().flat_map(|spread| &spread.regions);
        regions.extend(incident.region.into_iter().chain(spread).map(|s| s.id.as_str()));
    }
    let mut cells: Vec<Key> = chances.keys().flat_map(|key| grid.around(*key)).collect();
    for id in regions {
        let Some(bounds) = gazetteer.region(id).and_then(|r| r.polygon.bounding_rect()) else {
            continue;
        };
        let within = grid.within(bounds.min().into(), bounds.max().into());
        let is_inside = |key: &Key| {
            gazetteer.region_at(grid.center(*key)).is_some_and(|region| region.id == id)
        };
        cells.extend(within.into_iter().filter(is_inside));
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The z-score of Gi* for every value, with weights of 1 for its neighbours, itself among them; 0
/// where all values are equal or all are neighbours.
///
/// Source: Ord, Getis 1995, Local spatial autocorrelation statistics, (14) for Gi*.
fn gi_star(values: &[f64], neighbours: &[Vec<usize>]) -> Vec<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    let score = |near: &Vec<usize>| {
        let weight = near.len() as f64;
        let sum: f64 = near.iter().filter_map(|i| values.get(*i)).sum();
        let spread = deviation * ((n * weight - weight * weight) / (n - 1.0)).max(0.0).sqrt();
        let score = (sum - mean * weight) / spread;
        if score.is_finite() { score } else { 0.0 }
    };
    neighbours.iter().map(score).collect()
}

/// The scores with their two-sided p-values and bins, which hold the rate of false discoveries among
/// all cells. Source: Benjamini, Hochberg 1995; Esri, Gi_Bin with the FDR correction.
fn hot_spots(scores: &[f64], n_incidents: usize) -> Vec<HotSpot> {
    let p = |z: &f64| libm::erfc(z.abs() / std::f64::consts::SQRT_2);
    let mut sorted: Vec<f64> = scores.iter().map(p).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let most = |rate: f64| {
        let found = (1..).zip(&sorted).filter(|(k, p)| **p <= f64::from(*k) / n * rate);
        found.map(|(_, p)| *p).last().filter(|_| n_incidents >= LEAST_INCIDENTS)
    };
    let limits = RATES.map(|(rate, bin)| (most(rate), bin));
    let spot = |z: &f64| {
        let held = limits.iter().find(|(most, _)| most.is_some_and(|most| p(z) <= most));
        let bin = held.map_or(0, |(_, bin)| if *z < 0.0 { -bin } else { *bin });
        HotSpot { z_score: *z, p_value: p(z), bin }
    };
    scores.iter().map(spot).collect()
}

fn head(grid: &EqualArea, key: Key, incidents: &Incidents, members: &[u32]) -> GroupHead {
    let center = grid.center(key);
    let label = match most_frequent_place(incidents, members) {
        "" => format!("{:.2}, {:.2}", center.lon, center.lat),
        place => format!("Around {place}"),
    };
    GroupHead {
        id: format!("cell-{}-{}", key.0, key.1),
        label,
        properties: Vec::new(),
        geometry: Some(Geometry::Polygon(grid.outline(key))),
        approximate: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source: the example of `G_Local` in the documentation of PySAL's esda, with star=True and
    /// binary weights: six points, those within 15 are neighbours.
    #[test]
    fn scores_are_those_of_the_published_example() {
        let points: [(f64, f64); 6] =
            [(10.0, 10.0), (20.0, 10.0), (40.0, 10.0), (15.0, 20.0), (30.0, 20.0), (30.0, 30.0)];
        let values = [2.0, 3.0, 3.2, 5.0, 8.0, 7.0];
        let expected = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331];
        let near = |a: &(f64, f64)| -> Vec<usize> {
            let close = |b: &(f64, f64)| (a.0 - b.0).hypot(a.1 - b.1) <= 15.0;
            (0..6).filter(|j| close(&points[*j])).collect()
        };
        let neighbours: Vec<Vec<usize>> = points.iter().map(near).collect();
        for (found, expected) in gi_star(&values, &neighbours).iter().zip(expected) {
            assert!((found - expected).abs() < 5e-9, "{found} {expected}");
        }
    }

    #[test]
    fn equal_values_have_no_hot_spot() {
        let all: Vec<Vec<usize>> = vec![vec![0, 1, 2]; 3];
        assert_eq!(gi_star(&[2.0; 3], &all), [0.0; 3]);
        assert_eq!(gi_star(&[1.0, 2.0, 3.0], &all), [0.0; 3]);
        assert_eq!(gi_star(&[5.0], &[vec![0]]), [0.0]);
        assert!(gi_star(&[], &[]).is_empty());
    }

    #[test]
    fn bins_hold_the_rate_of_false_discoveries() {
        // p = 0.0027, 0.0124, 0.0455, 0.32 and 0.92; 0.0124 is above 2/5 of 0.01, and below of 0.05.
        let scores = [3.0, -2.5, 2.0, 1.0, 0.1];
        let bins = |n| hot_spots(&scores, n).iter().map(|spot| spot.bin).collect::<Vec<_>>();
        assert_eq!(bins(30), [2, -2, 1, 0, 0]);
        assert_eq!(bins(29), [0; 5]);
        let p: Vec<f64> = hot_spots(&[1.96, -1.96], 30).iter().map(|spot| spot.p_value).collect();
        assert!(p.iter().all(|p| (p - 0.049_995_8).abs() < 1e-6), "{p:?}");
    }
}
