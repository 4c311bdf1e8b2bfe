//! Made-up incidents, and the binary that draws them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A binary without a data folder, on so many threads.
pub(crate) fn harmattan(arguments: &[&str], n_threads: usize) -> Output {
    Command::new(env!("CARGO_BIN_EXE_harmattan"))
        .env("HARMATTAN_DATA", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/no-data"))
        .env("RAYON_NUM_THREADS", n_threads.to_string())
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with made-up incidents and their areas.
pub(crate) struct Fixture {
    folder: TempDir,
    pub(crate) points: String,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (points, areas) = incidents();
        fs::write(folder.path().join("points.geojson"), collection(&points)).unwrap();
        fs::write(folder.path().join("areas.geojson"), collection(&areas)).unwrap();
        let points = folder.path().join("points.geojson").to_str().unwrap().to_owned();
        Self { folder, points }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Draws a map into a file of the folder and gives its bytes.
    pub(crate) fn draw(&self, name: &str, options: &[&str], n_threads: usize) -> Vec<u8> {
        let map = self.path(name);
        let mut arguments = vec!["draw", &self.points, "--quiet", "-o", map.to_str().unwrap()];
        arguments.extend(options);
        let result = harmattan(&arguments, n_threads);
        assert_eq!(result.status.code(), Some(0), "{options:?}: {}", stderr(&result));
        fs::read(map).unwrap()
    }
}

pub(crate) fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(",\n"))
}

/// Made-up incidents in three countries, some of them without a place, and areas of a few.
fn incidents() -> (Vec<String>, Vec<String>) {
    let kinds = ["attack", "armed_clash", "ied", "abduction", "air_strike", "looting", "shelling"];
    let (mut points, mut areas) = (Vec::new(), Vec::new());
    for n in 0..46_u32 {
        let (east, north) = (f64::from(n * 37 % 41) / 41.0, f64::from(n * 23 % 43) / 43.0);
        // Every third lies near one point, so that there is a cluster and a hot spot.
        let (lon, lat) = if n % 3 == 0 {
            (2.2 + east * 0.5, 15.2 + north * 0.4)
        } else {
            (-3.0 + east * 8.0, 13.4 + north * 4.0)
        };
        let (kind, killed) = (kinds[n as usize % kinds.len()], n * 7 % 31);
        let geometry = match n {
            44 => "null".to_owned(),
            _ => format!("{{\"type\":\"Point\",\"coordinates\":[{lon:.4},{lat:.4}]}}"),
        };
        let toll = if n % 4 == 1 { "null".to_owned() } else { killed.to_string() };
        let high = if n % 6 == 2 { (killed + 25).to_string() } else { toll.clone() };
        let (month, day, where_prec) = (n % 9 + 1, n % 28 + 1, if n == 13 { 4 } else { 1 });
        let radius_km = if n % 8 == 5 { 30 } else { 2 };
        points.push(format!(
            "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{{\"id\":\"t{n}\",\
             \"kind\":\"{kind}\",\"date_start\":\"2025-{month:02}-{day:02}\",\
             \"place\":\"Lieu {n}\",\"radius_km\":{radius_km},\"where_prec\":{where_prec},\
             \"killed_best\":{toll},\"killed_high\":{high},\"background\":{}}}}}",
            n % 10 == 9
        ));
        if radius_km > 6 {
            let ring: Vec<String> =
                [(0.28, 0.0), (0.1, 0.25), (-0.2, 0.1), (-0.1, -0.22), (0.28, 0.0)]
                    .map(|(x, y)| format!("[{:.4},{:.4}]", lon + x, lat + y))
                    .to_vec();
            areas.push(format!(
                "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"t{n}\"}},\"geometry\":\
                 {{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
                ring.join(",")
            ));
        }
    }
    (points, areas)
}
