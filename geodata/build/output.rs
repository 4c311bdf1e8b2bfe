//! Writes GeoJSON and tables in a fixed form: fixed order, fixed decimals, right-hand rings.

use std::fs;
use std::path::Path;

use geo::{LineString, MultiLineString, MultiPolygon};
use serde_json::{Map, Value};

use crate::source::Outcome;

/// A GeoJSON file in the making.
#[derive(Default)]
pub struct Collection {
    features: Vec<String>,
}

impl Collection {
    /// Adds polygons, exterior rings counter-clockwise (RFC 7946, section 3.1.6).
    pub fn add_areas(
        &mut self,
        properties: &Map<String, Value>,
        area: &MultiPolygon<f64>,
        n: usize,
    ) {
        let polygons: Vec<String> = area
            .iter()
            .filter_map(|polygon| {
                let exterior = ring(polygon.exterior(), true, n);
                let interiors = polygon.interiors().iter().filter_map(|r| ring(r, false, n));
                Some(join(std::iter::once(exterior?).chain(interiors).collect()))
            })
            .collect();
        self.add(properties, "MultiPolygon", &join(polygons));
    }

    pub fn add_lines(
        &mut self,
        properties: &Map<String, Value>,
        lines: &MultiLineString<f64>,
        n: usize,
    ) {
        let lines: Vec<String> =
            lines.iter().map(|l| points(l, n)).filter(|l| l.len() > 1).map(join).collect();
        self.add(properties, "MultiLineString", &join(lines));
    }

    fn add(&mut self, properties: &Map<String, Value>, kind: &str, coordinates: &str) {
        let properties = Value::Object(properties.clone());
        self.features.push(format!(
            r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
        ));
    }

    /// One feature a line.
    pub fn write(&self, path: &Path) -> Outcome<()> {
        let features = self.features.join(",\n");
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{features}\n]}}\n");
        write(path, &text)
    }
}

pub fn write(path: &Path, text: &str) -> Outcome<()> {
    write_bytes(path, text.as_bytes())
}

pub fn write_bytes(path: &Path, bytes: &[u8]) -> Outcome<()> {
    fs::write(path, bytes).map_err(|cause| format!("cannot write {}: {cause}", path.display()))
}

/// A closed ring wound as asked for; the sign of its area is safer than a corner of a spike.
fn ring(line: &LineString<f64>, is_ccw: bool, n_decimals: usize) -> Option<String> {
    let doubled_area: f64 = line.lines().map(|l| l.determinant()).sum();
    let mut points = points(line, n_decimals);
    if (doubled_area > 0.0) != is_ccw {
        points.reverse();
    }
    (points.len() > 3).then(|| join(points))
}

/// Rounded coordinates, each once in a row.
fn points(line: &LineString<f64>, n_decimals: usize) -> Vec<String> {
    let mut out: Vec<String> = line
        .coords()
        .map(|c| format!("[{},{}]", number(c.x, n_decimals), number(c.y, n_decimals)))
        .collect();
    out.dedup();
    out
}

/// A number without trailing zeros.
pub fn number(value: f64, n_decimals: usize) -> String {
    let text = format!("{value:.n_decimals$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn join(parts: Vec<String>) -> String {
    format!("[{}]", parts.join(","))
}
