//! Turns a `Dataset` into data files: GeoJSON (RFC 7946) and CSV. Decides nothing about the data.

mod geometry;
mod groupings;
mod incidents;
mod location;
mod save;
mod table;
mod values;

use std::io::{self, Write};

use crate::model::{Dataset, Group};

pub use location::{LocatedPhrase, location_feature, unlocated_line};
pub use save::{save, save_run};

/// A file by its name and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputFile {
    /// The name within the output folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The data files of a run, in a fixed order.
pub const DATA_FILES: [&str; 8] = [
    "incidents.geojson",
    "areas.geojson",
    "regions.geojson",
    "borders.geojson",
    "clusters.geojson",
    "hotspots.geojson",
    "incidents.csv",
    "periods.csv",
];

/// All data files of a run in memory, in the order of [`DATA_FILES`]; the same dataset gives the same
/// bytes. [`save_run`] writes them without holding them.
pub fn render(dataset: &Dataset) -> Vec<OutputFile> {
    let file = |name: &str| {
        let mut bytes = Vec::new();
        // Writing into memory cannot fail.
        let _ = stream(dataset, name, &mut bytes);
        OutputFile { name: name.to_owned(), bytes }
    };
    DATA_FILES.into_iter().map(file).collect()
}

/// Writes one of [`DATA_FILES`]; nothing for another name.
///
/// # Errors
/// Those of the writer.
pub fn stream(dataset: &Dataset, name: &str, out: &mut dyn Write) -> io::Result<()> {
    match name {
        "incidents.geojson" => incidents::points(dataset, &Clusters::of_dataset(dataset), out),
        "areas.geojson" => incidents::areas(dataset, out),
        "regions.geojson" => {
            groupings::groups(&dataset.regions, &dataset.incidents, "regions", out)
        }
        "borders.geojson" => {
            groupings::groups(&dataset.borders, &dataset.incidents, "borders", out)
        }
        "clusters.geojson" => {
            groupings::groups(&dataset.clusters, &dataset.incidents, "clusters", out)
        }
        "hotspots.geojson" => {
            groupings::groups(&dataset.hotspots, &dataset.incidents, "hotspots", out)
        }
        "incidents.csv" => table::csv(dataset, &Clusters::of_dataset(dataset), out),
        "periods.csv" => groupings::table(&dataset.periods, out),
        _ => Ok(()),
    }
}

/// The cluster of every incident that is in one.
struct Clusters<'a> {
    groups: &'a [Group],
    /// For every incident the number of its group, or one that no group has.
    of: Vec<u32>,
}

impl<'a> Clusters<'a> {
    fn of_dataset(dataset: &'a Dataset) -> Self {
        let groups = dataset.clusters.groups.as_slice();
        let mut of = vec![u32::MAX; dataset.incidents.len()];
        for (number, group) in (0..).zip(groups) {
            for at in &group.incidents {
                if let Some(known) = of.get_mut(*at as usize) {
                    *known = number;
                }
            }
        }
        Self { groups, of }
    }

    fn of(&self, incident: u32) -> Option<&'a str> {
        Some(self.groups.get(*self.of.get(incident as usize)? as usize)?.id.as_str())
    }
}

/// A collection, one feature a line: small differences stay small in version control.
fn collection<T>(
    name: &str,
    features: impl Iterator<Item = T>,
    out: &mut dyn Write,
    put: impl Fn(T, &mut Vec<u8>),
) -> io::Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[")?;
    let mut bytes = Vec::new();
    for (i, feature) in features.enumerate() {
        bytes.clear();
        bytes.extend_from_slice(if i == 0 { b"\n" } else { b",\n" });
        put(feature, &mut bytes);
        out.write_all(&bytes)?;
    }
    out.write_all(b"\n]}\n")
}

/// A number rounded to a number of decimals; `null` where it is not finite.
fn number(value: f64, decimals: i32) -> serde_json::Value {
    serde_json::json!(rounded(value, decimals))
}

fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    // Minus zero would differ from zero in the bytes and in nothing else.
    if rounded == 0.0 { 0.0 } else { rounded }
}
