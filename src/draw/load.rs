//! Reads written files back as the part of a `Dataset` that a map needs. Any points do.
//!
//! Limits: the whole file is in memory while it is read, and what the map does not need is passed
//! over; claims, reports and candidates beyond the first are not read.

use std::collections::BTreeMap;
use std::path::Path;

use geo::MultiPolygon;
use serde::Deserialize;
use serde_json::Value;

use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::model::{
    Candidate, Dataset, Date, DateInterval, Incident, Kind, Location, Relation, SituatedIncident,
    Toll,
};

/// UCDP codes of a location no finer than a region or country. Source: UCDP GED codebook 23.1.
const WHOLE_UNITS: [u64; 3] = [4, 6, 7];

/// What was read back.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The incidents; its groupings are empty.
    pub dataset: Dataset,
    /// Features whose geometry is no point in degrees.
    pub n_skipped: usize,
}

#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    form: String,
    #[serde(default)]
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    geometry: Option<Geometry>,
    #[serde(default)]
    properties: Option<Properties>,
    #[serde(default)]
    evidence: Option<Evidence>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    form: String,
    #[serde(default)]
    coordinates: Value,
}

/// The properties of incidents.geojson that a map shows. Other files may give other types of
/// values to these names, so every value is looked at before it is believed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Properties {
    id: Value,
    kind: Value,
    place: Value,
    name: Value,
    date: Value,
    date_start: Value,
    date_end: Value,
    radius_km: Value,
    where_prec: Value,
    country: Value,
    killed_low: Value,
    killed_best: Value,
    killed_high: Value,
    background: Value,
    candidates: Value,
}

#[derive(Deserialize)]
struct Evidence {
    #[serde(default)]
    relation: Value,
}

/// Reads a GeoJSON file of points, and the file of their areas.
///
/// # Errors
/// [`Error::Read`] where a file cannot be read, [`Error::Input`] where it is no GeoJSON collection
/// or has no feature that could be drawn.
pub fn load_points(gazetteer: &Gazetteer, points: &Path, areas: Option<&Path>) -> Result<Loaded> {
    let features = features(points)?;
    let n_features = features.len();
    let mut outlines = areas.map(outlines).transpose()?.unwrap_or_default();
    let mut loaded = Loaded::default();
    for (n, feature) in features.into_iter().enumerate() {
        match incident(gazetteer, feature, (n, &mut outlines)) {
            Some(incident) => loaded.dataset.incidents.push(incident),
            None => loaded.n_skipped += 1,
        }
    }
    if loaded.n_skipped == n_features {
        let problem = "has no feature with a point in degrees; points are [longitude, latitude], \
                       WGS 84";
        let problem = if n_features == 0 { "has no features; nothing to draw" } else { problem };
        return Err(input_error(points, problem));
    }
    Ok(loaded)
}

fn features(path: &Path) -> Result<Vec<Feature>> {
    let bytes =
        std::fs::read(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let collection: Collection = serde_json::from_slice(bytes)
        .map_err(|cause| input_error(path, &format!("is not GeoJSON: {cause}")))?;
    if collection.form != "FeatureCollection" {
        let problem =
            format!("is a '{}'; a GeoJSON FeatureCollection is expected", collection.form);
        return Err(input_error(path, &problem));
    }
    Ok(collection.features)
}

/// The outlines of a file of areas, by the id of their incident.
fn outlines(path: &Path) -> Result<BTreeMap<String, MultiPolygon<f64>>> {
    let outlines = features(path)?.into_iter().filter_map(|feature| {
        let id = text(&feature.properties?.id)?;
        let geometry = feature.geometry?;
        Some((id, outline(&geometry)?))
    });
    Ok(outlines.collect())
}

fn outline(geometry: &Geometry) -> Option<MultiPolygon<f64>> {
    type Rings = Vec<Vec<[f64; 2]>>;
    let polygons: Vec<Rings> = match geometry.form.as_str() {
        "Polygon" => vec![Rings::deserialize(&geometry.coordinates).ok()?],
        "MultiPolygon" => Vec::deserialize(&geometry.coordinates).ok()?,
        _ => return None,
    };
    let polygon = |rings: Rings| {
        let mut rings =
            rings.into_iter().map(|ring| ring.into_iter().map(|[x, y]| (x, y)).collect());
        Some(geo::Polygon::new(rings.next()?, rings.collect()))
    };
    Some(MultiPolygon(polygons.into_iter().filter_map(polygon).collect()))
}

/// A feature as an incident; `None` where it has a geometry that is no point in degrees.
fn incident(
    gazetteer: &Gazetteer,
    feature: Feature,
    (n, outlines): (usize, &mut BTreeMap<String, MultiPolygon<f64>>),
) -> Option<SituatedIncident> {
    let properties = feature.properties.unwrap_or_default();
    let point = feature.geometry.as_ref().map(|geometry| point(geometry).ok_or(()));
    let point = point.transpose().ok()?;
    let id = text(&properties.id).unwrap_or_else(|| format!("feature-{n}"));
    let relation = feature.evidence.map_or(Value::Null, |evidence| evidence.relation);
    let area = outlines.remove(&id).unwrap_or_else(|| MultiPolygon(Vec::new()));
    let location = point.map(|best| location(best, area, &properties, &relation));
    let country = text(&properties.country).filter(|code| code.len() == 2);
    let held = || Some(gazetteer.country_at(point?)?.country.clone());
    Some(SituatedIncident {
        country: country.or_else(held),
        admin2_approximate: false,
        spread: None,
        incident: Incident {
            title: String::new(),
            kind: Kind::deserialize(&properties.kind).unwrap_or(Kind::Other),
            dates: dates(&properties),
            location,
            claims: Vec::new(),
            killed: Toll {
                low: count(&properties.killed_low),
                best: count(&properties.killed_best),
                high: count(&properties.killed_high),
            },
            wounded: Toll::default(),
            actors: Vec::new(),
            materiel: Vec::new(),
            background: properties.background.as_bool().unwrap_or(false),
            reports: Vec::new(),
            merge_reasons: Vec::new(),
            notes: Vec::new(),
            id,
        },
        admin1: Vec::new(),
        admin2: None,
        border: None,
        approximate: false,
    })
}

fn location(
    best: LonLat,
    area: MultiPolygon<f64>,
    properties: &Properties,
    relation: &Value,
) -> Location {
    let where_prec = properties.where_prec.as_u64().unwrap_or(1);
    let candidates = properties.candidates.as_array();
    let first = candidates.and_then(|all| Candidate::deserialize(all.first()?).ok());
    Location {
        best,
        belief: Vec::new().into(),
        area: area.into(),
        radius_km: properties.radius_km.as_f64().unwrap_or(0.0),
        place: text(&properties.place).or_else(|| text(&properties.name)).unwrap_or_default(),
        relation: Relation::deserialize(relation).unwrap_or(Relation::In),
        is_whole_unit: WHOLE_UNITS.contains(&where_prec),
        is_ambiguous: false,
        geo_precision: None,
        where_prec: u8::try_from(where_prec).unwrap_or(1),
        candidates: first.into_iter().collect(),
        reasons: Vec::new(),
        notes: Vec::new(),
    }
}

fn point(geometry: &Geometry) -> Option<LonLat> {
    let position = geometry.coordinates.as_array().filter(|_| geometry.form == "Point")?;
    LonLat::checked(position.first()?.as_f64()?, position.get(1)?.as_f64()?)
}

fn dates(properties: &Properties) -> Option<DateInterval> {
    let date = |value: &Value| value.as_str()?.get(..10)?.parse::<Date>().ok();
    let start = date(&properties.date_start).or_else(|| date(&properties.date))?;
    let end = date(&properties.date_end).filter(|end| *end >= start).unwrap_or(start);
    Some(DateInterval { start, end })
}

fn count(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn input_error(path: &Path, problem: &str) -> Error {
    Error::Input { path: path.to_owned(), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Loaded> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("points.geojson");
        std::fs::write(&path, text).unwrap();
        load_points(&Gazetteer::bundled().unwrap(), &path, None)
    }

    fn collection(features: &str) -> String {
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        let check = |text: &str, said: &str| {
            let error = load(text).unwrap_err().to_string();
            assert!(error.contains(said) && error.contains("points.geojson"), "{error}");
        };
        check("", "is not GeoJSON");
        check("no json", "is not GeoJSON");
        check("{\"type\":\"Topology\"}", "is a 'Topology'");
        check(&collection(""), "has no features");
        let point =
            |x: &str| format!("{{\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x},15]}}}}");
        check(&collection(&point("NaN")), "is not GeoJSON");
        check(&collection(&point("700000")), "no feature with a point in degrees");
    }

    #[test]
    fn any_points_are_read_and_others_counted() {
        let point = "{\"type\":\"Feature\",\"properties\":{\"name\":\"Gao\",\"kind\":7,\
                     \"killed_best\":3,\"date\":\"2026-01-31T10:00:00Z\"},\
                     \"geometry\":{\"type\":\"Point\",\"coordinates\":[-0.04,16.27,250]}}";
        let line = "{\"type\":\"Feature\",\"properties\":null,\
                    \"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}";
        let loaded = load(&collection(&format!("{point},{line}"))).unwrap();
        assert_eq!((loaded.dataset.incidents.len(), loaded.n_skipped), (1, 1));
        let incident = &loaded.dataset.incidents[0];
        assert_eq!(incident.country.as_deref(), Some("ML"));
        assert_eq!(incident.incident.killed.best, Some(3));
        assert_eq!(incident.incident.dates.map(|d| d.start.to_string()).unwrap(), "2026-01-31");
        assert_eq!(incident.incident.location.as_ref().unwrap().place, "Gao");
    }
}
