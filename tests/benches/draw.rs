//! How fast maps are drawn from written files: `cargo bench --bench draw`.
//!
//! 1,000, 100,000 and a million made-up incidents around towns, from a GeoJSON file to the bytes of
//! a PNG of 1600x1200. By the processor's time where the system tells it (Linux). `-- FILE.geojson`
//! takes a file of your own instead.
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use harmattan::draw::{MapFormat, MapSettings, draw_map, load_points};
use harmattan::gazetteer::Gazetteer;

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Clock ticks a second in /proc. Source: proc(5); 100 on every Linux that Rust supports.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = if files.is_empty() {
        SIZES.iter().map(|n| made_up(folder.path(), *n)).collect()
    } else {
        files.into_iter().map(PathBuf::from).collect()
    };
    for file in files {
        let start = processor_seconds();
        let gazetteer = Gazetteer::bundled().unwrap();
        let opened = processor_seconds();
        let loaded = load_points(&gazetteer, &file, None).unwrap();
        let read = processor_seconds();
        let map = draw_map(&gazetteer, &loaded.data, &MapSettings::default()).unwrap();
        let composed = processor_seconds();
        let bytes = map.encode(MapFormat::Png).unwrap();
        let done = processor_seconds();
        println!(
            "{} incidents: {:.2} CPU-s (places {:.2}, reading {:.2}, composing {:.2}, painting \
             {:.2}), {} bytes",
            loaded.data.len(),
            done - start,
            opened - start,
            read - opened,
            composed - read,
            done - composed,
            black_box(bytes).len()
        );
    }
}

/// User and system time of this process; 0 where the system does not tell it.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / TICKS_PER_SECOND
}

/// A file of made-up incidents, most of them near a few towns.
fn made_up(folder: &Path, n_incidents: usize) -> PathBuf {
    let mut seed = 7_u64;
    let mut share = || {
        // Knuth's MMIX generator (TAOCP 2, 3.3.4, table 1).
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let kinds = ["attack", "armed_clash", "ied", "abduction", "air_strike"];
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for n in 0..n_incidents {
        // Squared, so that towns with a low number have most.
        let town = (share() * share() * 400.0) as usize;
        let (lon, lat) = ((town * 37 % 200) as f64 / 10.0 - 8.0, (town * 53 % 90) as f64 / 10.0);
        let (lon, lat) = (lon + share() * 0.2, 10.0 + lat + share() * 0.2);
        let kind = kinds[n % kinds.len()];
        let (killed, month) = ((share() * share() * 40.0) as u32, n % 12 + 1);
        let comma = if n == 0 { "" } else { ",\n" };
        write!(
            text,
            "{comma}{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":\
             [{lon:.6},{lat:.6}]}},\"properties\":{{\"id\":\"{n:012x}\",\"kind\":\"{kind}\",\
             \"date_start\":\"2025-{month:02}-15\",\"place\":\"Lieu {town}\",\"radius_km\":2.0,\
             \"where_prec\":1,\"country\":\"ML\",\"killed_low\":{killed},\"killed_best\":{killed},\
             \"killed_high\":{killed},\"background\":false}}}}"
        )
        .unwrap();
    }
    text.push_str("\n]}\n");
    let path = folder.join(format!("{n_incidents}.geojson"));
    fs::write(&path, text).unwrap();
    path
}
