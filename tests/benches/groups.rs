//! How fast points are put into regions, measured to borders, clustered, and written:
//! `cargo bench --bench groups`.
//!
//! `-- TABLE.csv` takes a table with the columns lon and lat in the place of made-up points, so that
//! other tools can be measured with the same input. One thread; rates by the processor's time where
//! the system tells it (Linux), so that other work does not count.
//!
//! Seen on two cores while others built on them, with 1 M clustered points, and beside it what other
//! tools did of the same kind on the same machine:
//!
//! | task | here | beside |
//! |---|---|---|
//! | points in regions | 34 M/s; 42 M/s on the made-up points | SedonaDB 0.5 with 4,556 regions of Natural Earth: 1.3 M/s |
//! | border distances | 1.0 M/s | pyproj 3.7 over a k-d tree of corners: 0.05 M/s |
//! | DBSCAN, 10 km, 5 | 2.6 to 2.9 M/s | scikit-learn and PostGIS do not finish |
//! | incidents.geojson | 1.8 M features/s | |
//!
//! `map` on 100,000 of them with all outputs took 1.4 to 1.8 CPU-seconds, a script of geopandas 1.2 with
//! the same steps 15.2 (13.0 without its imports).
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use std::fs;
use std::hint::black_box;

use harmattan::earth::LonLat;
use harmattan::gazetteer::Gazetteer;
use harmattan::group::{ClusterSettings, cluster_labels};
use harmattan::model::{
    Dataset, Incident, Kind, Location, Relation, ReportId, SituatedIncident, Toll, WeightedPoint,
};
use harmattan::write::stream;

#[path = "clock.rs"]
mod clock;
use clock::Clock;

const N_POINTS: usize = 1_000_000;

fn main() {
    let file = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let points = match file {
        Some(file) => of_table(&fs::read_to_string(file).unwrap()),
        None => made_up(),
    };
    println!("{} points", points.len());
    let gazetteer = Gazetteer::bundled().unwrap();
    regions(&gazetteer, &points);
    borders(&gazetteer, &points);
    clusters(&points);
    writing(&points);
}

fn regions(gazetteer: &Gazetteer, points: &[LonLat]) {
    let start = Clock::start();
    points.iter().cycle().take(600_000).for_each(|point| {
        black_box(gazetteer.region_at(*point));
    });
    println!("regions, first 600,000 with making the grid: {:.2?}", start.elapsed());
    let start = Clock::start();
    let n_found = points.iter().filter(|point| gazetteer.region_at(**point).is_some()).count();
    rate("points in regions", points.len(), &start, &format!("{n_found} in one"));
}

fn borders(gazetteer: &Gazetteer, points: &[LonLat]) {
    let held: Vec<(LonLat, &str)> = points
        .iter()
        .take(100_000)
        .filter_map(|point| Some((*point, gazetteer.country_at(*point)?.id.as_str())))
        .collect();
    held.iter().take(1_000).for_each(|(point, code)| {
        black_box(gazetteer.nearest_border(*point, code));
    });
    let start = Clock::start();
    let distances = held.iter().filter_map(|(point, code)| gazetteer.nearest_border(*point, code));
    let sum: f64 = distances.map(|(_, _, km)| km).sum();
    rate(
        "border distances",
        held.len(),
        &start,
        &format!("mean {:.3} km", sum / held.len() as f64),
    );
}

fn clusters(points: &[LonLat]) {
    let settings = ClusterSettings { distance_km: 10.0, least: 5 };
    let start = Clock::start();
    let labels = cluster_labels(points, &settings);
    let n_noise = labels.iter().filter(|label| label.is_none()).count();
    let n_clusters = labels.iter().flatten().max().map_or(0, |last| last + 1);
    rate(
        "DBSCAN 10 km, 5",
        points.len(),
        &start,
        &format!("{n_clusters} clusters, {n_noise} noise"),
    );
}

fn writing(points: &[LonLat]) {
    let incidents = points.iter().take(200_000).enumerate().map(|(i, p)| incident(i, *p)).collect();
    let dataset = Dataset { incidents, ..Dataset::default() };
    for name in ["incidents.geojson", "incidents.csv"] {
        let start = of_process();
        let mut n_bytes = Count(0);
        stream(&dataset, name, &mut n_bytes).unwrap();
        let seconds = of_process() - start;
        let n = dataset.incidents.len() as f64;
        println!("{name}: {:.0}/s, {:.0} MB", n / seconds, n_bytes.0 as f64 / 1e6);
    }
}

fn incident(i: usize, point: LonLat) -> SituatedIncident {
    let location = Location {
        best: point,
        belief: vec![WeightedPoint { point, weight: 1.0 }].into(),
        area: geo::MultiPolygon(Vec::new()).into(),
        radius_km: 0.0,
        place: "A place".to_owned(),
        relation: Relation::In,
        is_whole_unit: false,
        is_ambiguous: false,
        geo_precision: Some(1),
        where_prec: 1,
        candidates: Vec::new(),
        reasons: Vec::new(),
        notes: Vec::new(),
    };
    let incident = Incident {
        id: ReportId::made_up(i as u32, 1),
        title: "Armed clash, A place, 1 January 2024".to_owned(),
        kind: Kind::ArmedClash,
        dates: None,
        location: Some(location),
        claims: Vec::new(),
        killed: Toll::default(),
        wounded: Toll::default(),
        actors: vec!["An actor".to_owned()],
        roles: Default::default(),
        materiel: Vec::new(),
        background: false,
        reports: Vec::new(),
        merge_reasons: Vec::new(),
        notes: Vec::new(),
    };
    SituatedIncident {
        incident,
        country: Some("ML".into()),
        admin1: Default::default(),
        admin2: None,
        border: None,
        approximate: false,
        admin2_approximate: false,
        around: Default::default(),
        spread: None,
    }
}

fn rate(what: &str, n: usize, start: &Clock, found: &str) {
    let elapsed = start.elapsed();
    println!("{what}: {:.0}/s ({elapsed:.2?}; {found})", n as f64 / elapsed.as_secs_f64());
}

/// Counts what is written.
struct Count(usize);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn of_table(text: &str) -> Vec<LonLat> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').map(|n| n.trim_matches('"')).collect();
    let at = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let (lon, lat) = (at("lon"), at("lat"));
    lines
        .filter_map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Some(LonLat::new(cells.get(lon)?.parse().ok()?, cells.get(lat)?.parse().ok()?))
        })
        .collect()
}

/// Points around 1,600 places, a third of them exactly there; the first places have the most.
fn made_up() -> Vec<LonLat> {
    let mut numbers = Numbers(1);
    let places: Vec<(f64, f64)> = (0..1_600)
        .map(|_| (-12.5 + 28.5 * numbers.share(), 9.0 + 16.5 * numbers.share()))
        .collect();
    (0..N_POINTS)
        .map(|_| {
            // The square favours the first places as a Zipf law does.
            let at = (numbers.share().powi(3) * places.len() as f64) as usize;
            let (lon, lat) = places[at];
            if numbers.share() < 1.0 / 3.0 {
                return LonLat::new(lon, lat);
            }
            let mut near = || 0.08 * (numbers.share() + numbers.share() - 1.0);
            LonLat::new(lon + near(), lat + near())
        })
        .collect()
}

/// Numbers that look random and are the same every time. Source: Vigna 2015, SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 11) as f64
            / (1_u64 << 53) as f64
    }
}

/// Seconds of all threads of this process (Linux).
fn of_process() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let times = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<f64>().ok()
    });
    times.sum::<f64>() / 1e9
}
