//! Reads the source packages: tables with a header, and GeoJSON features.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use geo::orient::{Direction, Orient};
use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use serde_json::Value;

/// What went wrong, with the file it happened in.
pub type Outcome<T> = Result<T, String>;

/// The folder with one folder for each source package.
pub struct Sources {
    folder: PathBuf,
}

/// A row of a table by its column names.
pub type Row = BTreeMap<String, String>;

/// A feature with its properties as text.
pub struct Feature {
    pub properties: BTreeMap<String, String>,
    pub polygon: MultiPolygon<f64>,
    pub lines: MultiLineString<f64>,
    pub point: Option<Coord<f64>>,
}

impl Sources {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub fn text(&self, file: &str) -> Outcome<String> {
        text(&self.folder.join(file))
    }

    pub fn rows(&self, file: &str, separator: char) -> Outcome<Vec<Row>> {
        table(&self.text(file)?, separator)
    }

    pub fn features(&self, file: &str) -> Outcome<Vec<Feature>> {
        features(&self.text(file)?).map_err(|problem| format!("{file}: {problem}"))
    }
}

pub fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|cause| format!("cannot read {}: {cause}", path.display()))
}

pub fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|cause| format!("cannot read {}: {cause}", path.display()))
}

/// Rows below a header line. A comma table may have quoted fields.
pub fn table(text: &str, separator: char) -> Outcome<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator as u8)
        .quoting(separator == ',')
        .flexible(false)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|cause| cause.to_string())?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|cause| cause.to_string())?;
        rows.push(header.iter().zip(&record).map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
    }
    Ok(rows)
}

pub fn features(text: &str) -> Outcome<Vec<Feature>> {
    let value: Value = serde_json::from_str(text).map_err(|cause| cause.to_string())?;
    let list = value["features"].as_array().ok_or("no features")?;
    list.iter().map(feature).collect()
}

fn feature(value: &Value) -> Outcome<Feature> {
    let mut properties = BTreeMap::new();
    for (key, value) in value["properties"].as_object().into_iter().flatten() {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Null => continue,
            other => other.to_string(),
        };
        properties.insert(key.clone(), text);
    }
    let at = &value["geometry"]["coordinates"];
    let mut feature = Feature {
        properties,
        polygon: MultiPolygon::new(Vec::new()),
        lines: MultiLineString::new(Vec::new()),
        point: None,
    };
    match value["geometry"]["type"].as_str().unwrap_or_default() {
        "Point" => feature.point = Some(coord(at)?),
        "LineString" => feature.lines.0.push(line(at)?),
        "MultiLineString" => {
            feature.lines.0 = array(at)?.iter().map(line).collect::<Outcome<_>>()?
        }
        "Polygon" => feature.polygon.0.push(polygon(at)?),
        "MultiPolygon" => {
            feature.polygon.0 = array(at)?.iter().map(polygon).collect::<Outcome<_>>()?;
        }
        other => return Err(format!("geometry of type '{other}'")),
    }
    // The overlay of areas needs exterior rings counter-clockwise.
    feature.polygon = feature.polygon.orient(Direction::Default);
    Ok(feature)
}

fn array(value: &Value) -> Outcome<&Vec<Value>> {
    value.as_array().ok_or_else(|| "coordinates are no list".to_owned())
}

fn coord(value: &Value) -> Outcome<Coord<f64>> {
    match (value[0].as_f64(), value[1].as_f64()) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err("a coordinate is no number".to_owned()),
    }
}

fn line(value: &Value) -> Outcome<LineString<f64>> {
    array(value)?.iter().map(coord).collect::<Outcome<Vec<_>>>().map(LineString::new)
}

fn polygon(value: &Value) -> Outcome<Polygon<f64>> {
    let mut rings = array(value)?.iter().map(line).collect::<Outcome<Vec<_>>>()?.into_iter();
    let exterior = rings.next().ok_or("a polygon has no ring")?;
    Ok(Polygon::new(exterior, rings.collect()))
}
