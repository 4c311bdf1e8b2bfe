//! Turns a `Dataset` into data files: GeoJSON (RFC 7946) and CSV. Decides nothing about the data.

mod geometry;
mod groupings;
mod incidents;
mod location;
mod save;
mod table;

use crate::model::Dataset;

pub use location::{LocatedPhrase, location_feature, unlocated_line};
pub use save::save;

/// A file by its name and its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputFile {
    /// The name within the output folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All data files of a run, in a fixed order; the same dataset gives the same bytes.
pub fn render(dataset: &Dataset) -> Vec<OutputFile> {
    let file = |name: &str, bytes: Vec<u8>| OutputFile { name: name.to_owned(), bytes };
    vec![
        file("incidents.geojson", incidents::points(dataset)),
        file("areas.geojson", incidents::areas(dataset)),
        file("regions.geojson", groupings::groups(&dataset.regions, "regions")),
        file("borders.geojson", groupings::groups(&dataset.borders, "borders")),
        file("clusters.geojson", groupings::groups(&dataset.clusters, "clusters")),
        file("incidents.csv", table::csv(dataset)),
    ]
}

/// A collection as text, one feature a line: small differences stay small in version control.
fn collection(name: &str, features: impl Iterator<Item = geojson::Feature>) -> Vec<u8> {
    let mut text = format!("{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[");
    for (i, feature) in features.enumerate() {
        text.push_str(if i == 0 { "\n" } else { ",\n" });
        text.push_str(&feature.to_string());
    }
    text.push_str("\n]}\n");
    text.into_bytes()
}

/// A number rounded to a number of decimals; `null` where it is not finite.
fn number(value: f64, decimals: i32) -> serde_json::Value {
    let scale = 10_f64.powi(decimals);
    let rounded = (value * scale).round() / scale;
    // Minus zero would differ from zero in the bytes and in nothing else.
    serde_json::json!(if rounded == 0.0 { 0.0 } else { rounded })
}
