//! DBSCAN with geodesic distances, exact and fast: equal points once, cells as small as the distance.

use std::collections::HashMap;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::cluster::ClusterSettings;
use crate::earth::{LonLat, chords_km, to_ecef_km};

/// Beyond this distance the chords through the Earth say too little; nobody clusters so.
pub(super) const FARTHEST_KM: f64 = 4_000.0;
/// Two cells with more pairs of points than this are compared by an R-tree.
const MANY_PAIRS: usize = 1 << 14;

/// For every point the number of its cluster, `None` for noise. Clusters are numbered by their first
/// core point; a border point belongs to the first of the clusters that reach it. A distance beyond
/// 4,000 km is taken as that.
///
/// Source: Ester, Kriegel, Sander, Xu 1996, DBSCAN; de Berg, Gunawan, Roeloffzen 2017, Faster DB-scan
/// (cells within which all points are neighbours).
pub(super) fn dbscan(points: &[LonLat], settings: &ClusterSettings) -> Vec<Option<usize>> {
    let reach = Reach::new(settings.distance_km.min(FARTHEST_KM));
    let (places, of_point) = places(points, reach.side);
    let mut grid = Grid { cells: cells(&places), places, reach };
    grid.find_cores(settings.least);
    let clusters = grid.join_cells();
    let numbers = grid.number(&clusters);
    let labels: Vec<Option<usize>> =
        (0..grid.places.len()).map(|i| grid.label(i, &clusters, &numbers)).collect();
    of_point.into_iter().map(|i| labels.get(i as usize).copied().flatten()).collect()
}

/// When two points are neighbours, by the chord between them.
struct Reach {
    distance_km: f64,
    /// Squared chords: up to the first they are, beyond the second they are not, in between the
    /// geodesic decides.
    sure2: f64,
    never2: f64,
    /// Side of a cell, whose diagonal is the sure chord.
    side: f64,
    /// Steps to the cells that may hold a neighbour, this one among them.
    steps: Vec<Key>,
}

type Key = [i32; 3];

/// Equal points as one.
struct Place {
    key: Key,
    point: LonLat,
    ecef: [f64; 3],
    n_points: usize,
    /// The least index of its points.
    first: usize,
    is_core: bool,
}

/// A stretch of the sorted places.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
}

struct Grid {
    places: Vec<Place>,
    cells: HashMap<Key, Cell>,
    reach: Reach,
}

impl Reach {
    fn new(distance_km: f64) -> Self {
        let (sure, never) = chords_km(distance_km);
        let (sure, never) = (sure.max(0.0), never.max(0.0));
        let side = (sure / 3_f64.sqrt()).max(1e-6);
        let gap = |step: i32| f64::from((step.abs() - 1).max(0)) * side;
        let is_near = |key: &Key| key.iter().map(|s| gap(*s).powi(2)).sum::<f64>() <= never * never;
        let range = || -3..=3;
        let steps =
            range().flat_map(|x| range().flat_map(move |y| range().map(move |z| [x, y, z])));
        Self {
            distance_km,
            sure2: sure * sure,
            never2: never * never,
            side,
            steps: steps.filter(is_near).collect(),
        }
    }

    fn holds(&self, a: &Place, b: &Place) -> bool {
        let chord2 = chord2(a.ecef, b.ecef);
        chord2 <= self.sure2
            || chord2 <= self.never2 && a.point.distance_km(b.point) <= self.distance_km
    }
}

fn chord2(a: [f64; 3], b: [f64; 3]) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    x * x + y * y + z * z
}

/// The places sorted by cell, and for every point the number of its place.
fn places(points: &[LonLat], side: f64) -> (Vec<Place>, Vec<u32>) {
    let cell = |ecef: [f64; 3]| ecef.map(|c| (c / side).floor() as i32);
    let mut order: Vec<(Key, u64, u64, u32)> = (0..)
        .zip(points)
        .map(|(i, p)| {
            // Minus zero is zero, and 180° west is 180° east.
            let lon = if p.lon == -180.0 { 180.0 } else { p.lon + 0.0 };
            (cell(to_ecef_km(*p)), lon.to_bits(), (p.lat + 0.0).to_bits(), i)
        })
        .collect();
    order.sort_unstable();
    let equal = || order.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2));
    // A million places take much room: none is made for more.
    let mut places: Vec<Place> = Vec::with_capacity(equal().count());
    let mut of_point = vec![0; points.len()];
    for points in equal() {
        let Some((key, lon, lat, first)) = points.first() else { continue };
        for (.., i) in points {
            if let Some(of) = of_point.get_mut(*i as usize) {
                *of = places.len() as u32;
            }
        }
        let point = LonLat::new(f64::from_bits(*lon), f64::from_bits(*lat));
        places.push(Place {
            key: *key,
            point,
            ecef: to_ecef_km(point),
            n_points: points.len(),
            // Equal points are sorted by their index.
            first: *first as usize,
            is_core: false,
        });
    }
    (places, of_point)
}

fn cells(places: &[Place]) -> HashMap<Key, Cell> {
    let mut cells: HashMap<Key, Cell> = HashMap::new();
    for (i, place) in places.iter().enumerate() {
        cells.entry(place.key).or_insert(Cell { start: i, end: i }).end = i + 1;
    }
    cells
}

impl Grid {
    fn of(&self, cell: Cell) -> &[Place] {
        self.places.get(cell.start..cell.end).unwrap_or_default()
    }

    /// The cells that may hold a neighbour of a point of this one, itself among them.
    fn around(&self, key: Key) -> impl Iterator<Item = Cell> {
        self.reach.steps.iter().filter_map(move |step| {
            self.cells.get(&[key[0] + step[0], key[1] + step[1], key[2] + step[2]]).copied()
        })
    }

    /// Marks the places within whose distance enough points lie.
    fn find_cores(&mut self, least: usize) {
        let mut is_core = vec![false; self.places.len()];
        for (key, cell) in &self.cells {
            let own = self.of(*cell);
            let is_full = own.iter().map(|place| place.n_points).sum::<usize>() >= least;
            let around: Vec<Cell> = if is_full { Vec::new() } else { self.around(*key).collect() };
            for (i, place) in (cell.start..).zip(own) {
                let found = is_full || {
                    let mut n_points = 0;
                    around.iter().flat_map(|cell| self.of(*cell)).any(|other| {
                        n_points += if self.reach.holds(place, other) { other.n_points } else { 0 };
                        n_points >= least
                    })
                };
                if let Some(is_core) = is_core.get_mut(i) {
                    *is_core = found;
                }
            }
        }
        for (place, is_core) in self.places.iter_mut().zip(is_core) {
            place.is_core = is_core;
        }
    }

    /// The root cell of every cell with a core. All cores of a cell are neighbours of each other; two
    /// cells are one cluster where a core of one is a neighbour of a core of the other.
    fn join_cells(&self) -> Clusters {
        let mut keys: Vec<Key> = self.cells.keys().copied().collect();
        keys.sort_unstable();
        let mut clusters = Clusters {
            of: (0..keys.len()).collect(),
            numbers: (0..).zip(&keys).map(|(i, key)| (*key, i)).collect(),
        };
        let cores: Vec<Cores<'_>> = keys
            .iter()
            .map(|key| Cores::of(self.cells.get(key).map_or(&[], |cell| self.of(*cell))))
            .collect();
        for (i, key) in keys.iter().enumerate() {
            // Each pair once: only the steps that lead forward.
            for step in self.reach.steps.iter().filter(|step| **step > [0, 0, 0]) {
                let other = [key[0] + step[0], key[1] + step[1], key[2] + step[2]];
                let Some(&j) = clusters.numbers.get(&other) else { continue };
                if clusters.root(i) == clusters.root(j) {
                    continue;
                }
                if let (Some(a), Some(b)) = (cores.get(i), cores.get(j))
                    && a.reaches(b, &self.reach)
                {
                    clusters.join(i, j);
                }
            }
        }
        clusters
    }

    /// The numbers of the clusters by their root cells, in the order of their first core points.
    fn number(&self, clusters: &Clusters) -> HashMap<usize, usize> {
        let mut firsts: HashMap<usize, usize> = HashMap::new();
        for place in self.places.iter().filter(|place| place.is_core) {
            if let Some(root) = clusters.root_of(place.key) {
                let first = firsts.entry(root).or_insert(place.first);
                *first = place.first.min(*first);
            }
        }
        let mut roots: Vec<(usize, usize)> =
            firsts.into_iter().map(|(r, first)| (first, r)).collect();
        roots.sort_unstable();
        roots.into_iter().enumerate().map(|(number, (_, root))| (root, number)).collect()
    }

    fn label(
        &self,
        i: usize,
        clusters: &Clusters,
        numbers: &HashMap<usize, usize>,
    ) -> Option<usize> {
        let place = self.places.get(i)?;
        let number = |key: Key| numbers.get(&clusters.root_of(key)?).copied();
        if place.is_core {
            return number(place.key);
        }
        let near = self.around(place.key).flat_map(|cell| self.of(cell));
        let cores = near.filter(|other| other.is_core && self.reach.holds(place, other));
        cores.filter_map(|other| number(other.key)).min()
    }
}

/// The core places of a cell and the box around them.
struct Cores<'a> {
    places: Vec<&'a Place>,
    low: [f64; 3],
    high: [f64; 3],
}

impl<'a> Cores<'a> {
    fn of(places: &'a [Place]) -> Self {
        let places: Vec<&Place> = places.iter().filter(|place| place.is_core).collect();
        let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for place in &places {
            for ((low, high), c) in low.iter_mut().zip(&mut high).zip(place.ecef) {
                *low = low.min(c);
                *high = high.max(c);
            }
        }
        Self { places, low, high }
    }

    /// Whether a place here is a neighbour of one there.
    fn reaches(&self, other: &Cores<'_>, reach: &Reach) -> bool {
        let near = |cores: &Cores<'a>, place: &Place| cores.gap2(place.ecef) <= reach.never2;
        let ours: Vec<&Place> = self
            .places
            .iter()
            .copied()
            .filter(|place| other.gap2(place.ecef) <= reach.never2)
            .collect();
        let theirs: Vec<&Place> =
            other.places.iter().copied().filter(|place| near(self, place)).collect();
        if ours.len().saturating_mul(theirs.len()) <= MANY_PAIRS {
            return ours.iter().any(|a| theirs.iter().any(|b| reach.holds(a, b)));
        }
        let entries = theirs.iter().map(|place| GeomWithData::new(place.ecef, *place));
        let tree = RTree::bulk_load(entries.collect());
        ours.iter().any(|place| {
            let near = tree.locate_within_distance(place.ecef, reach.never2);
            near.into_iter().any(|other| reach.holds(place, other.data))
        })
    }

    /// The squared distance of a point to the box.
    fn gap2(&self, ecef: [f64; 3]) -> f64 {
        let sides = ecef.iter().zip(self.low).zip(self.high);
        sides.map(|((c, low), high)| (low - c).max(c - high).max(0.0).powi(2)).sum()
    }
}

/// Cells joined into clusters (union-find). Source: Tarjan 1975.
struct Clusters {
    of: Vec<usize>,
    numbers: HashMap<Key, usize>,
}

impl Clusters {
    fn root(&self, mut i: usize) -> usize {
        while let Some(&up) = self.of.get(i).filter(|up| **up != i) {
            i = up;
        }
        i
    }

    fn root_of(&self, key: Key) -> Option<usize> {
        Some(self.root(*self.numbers.get(&key)?))
    }

    /// The lower root becomes that of both; the way up is made short.
    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        let (low, high) = (a.min(b), a.max(b));
        for at in [i, j, high] {
            if let Some(up) = self.of.get_mut(at) {
                *up = low;
            }
        }
    }
}

#[cfg(test)]
use crate::index::SpatialIndex;
#[cfg(test)]
#[path = "../../tests/shared/textbook.rs"]
mod textbook;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::textbook::textbook;
    use super::*;

    fn check(points: &[LonLat], distance_km: f64, least: usize) {
        let settings = ClusterSettings { distance_km, least };
        assert_eq!(dbscan(points, &settings), textbook(points, &settings), "{points:?}");
    }

    #[test]
    fn special_places_are_no_trouble() {
        let at = |all: &[(f64, f64)]| -> Vec<LonLat> {
            all.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect()
        };
        check(&[], 10.0, 3);
        check(&at(&[(0.0, 0.0)]), 10.0, 1);
        check(&at(&[(2.0, 2.0); 7]), 10.0, 3);
        check(&at(&[(179.99, 0.0), (180.0, 0.0), (-180.0, 0.0), (-179.99, 0.0)]), 2.0, 3);
        check(&at(&[(0.0, 90.0), (120.0, 89.999), (240.0, 89.999)]), 1.0, 3);
        check(&at(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]), 111.4, 2);
        check(&at(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]), 111.3, 2);
        check(&at(&[(0.0, 0.0), (30.0, 0.0), (2.0, 0.0)]), 3_900.0, 2);
    }

    /// Points around a few centres, many of them at one spot or a step of the grid apart.
    fn any_points() -> impl Strategy<Value = Vec<LonLat>> {
        let point = (0..4_u8, 0..40_i16, 0..40_i16).prop_map(|(center, x, y)| {
            let far = f64::from(center) * 0.6;
            LonLat::new(far + f64::from(x) * 0.02, 15.0 + far + f64::from(y) * 0.02)
        });
        proptest::collection::vec(point, 0..160)
    }

    proptest! {
        #[test]
        fn the_answer_is_that_of_the_textbook(points in any_points(), km in 1.0..40.0, least in 1..8_usize) {
            check(&points, km, least);
        }
    }
}
