//! Reads written files back as what a map needs of them. Any points do.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use geo::{BoundingRect, Intersects, MultiPolygon, Rect};
use serde::Deserialize;
use serde::de::{IgnoredAny, SeqAccess, Visitor};

use super::features::{Feature, Properties, Scalar, Shape, read_features};
use super::points::{CountryCode, Detail, MapData, MapPoint};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Candidate, Date, DateInterval, Kind, Relation, Toll};

/// UCDP codes of a location no finer than a region or country. Source: UCDP GED codebook 23.1.
const WHOLE_UNITS: [u64; 3] = [4, 6, 7];

/// What was read back.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The incidents, without groups.
    pub data: MapData,
    /// Features whose geometry is no point in degrees.
    pub n_skipped: usize,
}

/// Reads a GeoJSON file of points, and the file of their areas. The files are read as a stream: only
/// what the map needs of a feature is kept, some 64 bytes for each of more than 20,000.
///
/// # Errors
/// [`Error::Read`] where a file cannot be read, [`Error::Input`] where it is no GeoJSON collection,
/// breaks off, or has no feature that could be drawn.
pub fn load_points(gazetteer: &Gazetteer, points: &Path, areas: Option<&Path>) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    let mut n_features = 0;
    let countries = Countries::new(gazetteer);
    read_features(points, &mut |feature| {
        let n = n_features;
        n_features += 1;
        let has_detail = !loaded.data.is_dense();
        match feature.and_then(|feature| map_point(&countries, &feature, (n, has_detail))) {
            Some(point) => loaded.data.push(point),
            None => loaded.n_skipped += 1,
        }
    })?;
    if loaded.n_skipped == n_features {
        let problem = "has no feature with a point in degrees; points are [longitude, latitude], \
                       WGS 84";
        let problem = if n_features == 0 { "has no features; nothing to draw" } else { problem };
        return Err(Error::Input { path: points.to_owned(), problem: problem.to_owned() });
    }
    if let Some(areas) = areas.filter(|_| !loaded.data.is_dense()) {
        add_outlines(areas, &mut loaded.data)?;
    }
    Ok(loaded)
}

/// Gives the outlines of a file of areas to the incidents with their ids.
fn add_outlines(path: &Path, data: &mut MapData) -> Result<()> {
    let details = data.points.iter_mut().filter_map(|point| point.detail.as_mut());
    let mut by_id: BTreeMap<String, &mut Box<Detail>> =
        details.map(|detail| (detail.id.clone(), detail)).collect();
    read_features(path, &mut |feature| {
        let Some(Feature { geometry: Some(shape), properties: Some(properties), .. }) = &feature
        else {
            return;
        };
        let detail = properties.id.text().and_then(|id| by_id.get_mut(id.as_ref()));
        if let (Some(detail), Some(outline)) = (detail, outline(shape)) {
            detail.area = outline.into();
        }
    })
}

fn outline(shape: &Shape<'_>) -> Option<MultiPolygon<f64>> {
    type Rings = Vec<Vec<[f64; 2]>>;
    let coordinates = shape.coordinates?.get();
    let polygons: Vec<Rings> = match shape.form.str() {
        "Polygon" => vec![serde_json::from_str(coordinates).ok()?],
        "MultiPolygon" => serde_json::from_str(coordinates).ok()?,
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
fn map_point(
    countries: &Countries<'_>,
    feature: &Feature<'_>,
    (n, has_detail): (usize, bool),
) -> Option<MapPoint> {
    let none = Properties::default();
    let properties = feature.properties.as_ref().unwrap_or(&none);
    let at = feature.geometry.as_ref().map(|shape| point(shape).ok_or(())).transpose().ok()?;
    let country = CountryCode::new(properties.country.str());
    let held = || countries.at(at?);
    let where_prec = properties.where_prec.whole().unwrap_or(1);
    let kind = properties.kind.str();
    Some(MapPoint {
        at,
        radius_km: properties.radius_km.number().unwrap_or(0.0) as f32,
        killed: count(&properties.killed_best),
        dates: dates(properties),
        country: country.or_else(held),
        kind: Kind::ALL.into_iter().find(|k| k.name() == kind).unwrap_or(Kind::Other),
        is_background: properties.background == Scalar::Truth(true),
        is_unit: WHOLE_UNITS.contains(&where_prec),
        detail: at.filter(|_| has_detail).map(|_| Box::new(detail(feature, properties, n))),
    })
}

/// The country of a point: by the detailed polygons, elsewhere by those of the whole world.
struct Countries<'g> {
    gazetteer: &'g Gazetteer,
    world: OnceCell<Vec<(Rect<f64>, &'g Area)>>,
}

impl<'g> Countries<'g> {
    fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, world: OnceCell::new() }
    }

    fn at(&self, at: LonLat) -> Option<CountryCode> {
        if let Some(area) = self.gazetteer.country_at(at) {
            return CountryCode::new(&area.country);
        }
        let boxed = |area: &'g Area| Some((area.polygon.bounding_rect()?, area));
        let world =
            self.world.get_or_init(|| self.gazetteer.world().iter().filter_map(boxed).collect());
        let point = geo::Point::new(at.lon, at.lat);
        let holds = |(rect, area): &&(Rect<f64>, &Area)| {
            rect.intersects(&point) && area.polygon.intersects(&point)
        };
        CountryCode::new(&world.iter().find(holds)?.1.country)
    }
}

fn detail(feature: &Feature<'_>, properties: &Properties<'_>, n: usize) -> Detail {
    let text = |value: &Scalar<'_>| value.text().map(Cow::into_owned);
    let relation = feature.evidence.as_ref().and_then(|evidence| evidence.relation);
    let candidates: Option<Vec<Candidate>> =
        properties.candidates.and_then(|all| serde_json::from_str(all.get()).ok());
    let first = candidates.and_then(|all| all.into_iter().next());
    Detail {
        id: text(&properties.id).unwrap_or_else(|| format!("feature-{n}")),
        killed: Toll {
            low: count(&properties.killed_low),
            best: count(&properties.killed_best),
            high: count(&properties.killed_high),
        },
        place: text(&properties.place).or_else(|| text(&properties.name)).unwrap_or_default(),
        relation: relation.and_then(|r| serde_json::from_str(r.get()).ok()).unwrap_or(Relation::In),
        where_prec: properties.where_prec.whole().and_then(|n| n.try_into().ok()).unwrap_or(1),
        area: MultiPolygon(Vec::new()).into(),
        told_from: first.map(|first| (first.place, LonLat::new(first.lon, first.lat))),
    }
}

fn point(shape: &Shape<'_>) -> Option<LonLat> {
    let coordinates = shape.coordinates.filter(|_| shape.form.str() == "Point")?;
    let Position(lon, lat) = serde_json::from_str(coordinates.get()).ok()?;
    LonLat::checked(lon, lat)
}

/// Two numbers; what follows them (a height) is passed over.
struct Position(f64, f64);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PositionVisitor)
    }
}

struct PositionVisitor;

impl<'de> Visitor<'de> for PositionVisitor {
    type Value = Position;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a position")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
        let missing = || serde::de::Error::custom("a position has two numbers");
        let lon = seq.next_element()?.ok_or_else(missing)?;
        let lat = seq.next_element()?.ok_or_else(missing)?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Position(lon, lat))
    }
}

fn dates(properties: &Properties<'_>) -> Option<DateInterval> {
    let start = day(properties.date_start.str()).or_else(|| day(properties.date.str()))?;
    let end = day(properties.date_end.str()).filter(|end| *end >= start).unwrap_or(start);
    Some(DateInterval { start, end })
}

/// The day that a text begins with: `2026-01-31`.
fn day(text: &str) -> Option<Date> {
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = text.get(from..to)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        digits.parse().ok()
    };
    let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_day = dash(4) && dash(7);
    is_day.then(|| Date::new(year, month as i8, day as i8).ok()).flatten()
}

fn count(value: &Scalar<'_>) -> Option<u32> {
    u32::try_from(value.whole()?).ok()
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
        let two = format!("{},{}", point("1"), point("2"));
        check(collection(&two).trim_end_matches('}'), "is not GeoJSON");
        check(collection(&two).trim_end_matches("]}"), "is not GeoJSON");
        check(&collection(&format!("{} {}", point("1"), point("2"))), "behind feature 1");
        check(&collection(&format!("{},", point("1"))), "feature 2");
        check(&format!("{} 7", collection(&two)), "more behind its end");
        check("{\"type\":\"FeatureCollection\" \"features\":[]}", "'}' is missing");
        check("[]", "'{' is missing");
    }

    #[test]
    fn any_points_are_read_and_others_counted() {
        let point = "{\"type\":\"Feature\",\"properties\":{\"name\":\"Gao\",\"kind\":7,\
                     \"killed_best\":3,\"date\":\"2026-01-31T10:00:00Z\"},\
                     \"geometry\":{\"type\":\"Point\",\"coordinates\":[-0.04,16.27,250]}}";
        let line = "{\"type\":\"Feature\",\"properties\":null,\
                    \"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}";
        let wrong = "{\"type\":\"Feature\",\"geometry\":[\"{]\"]}";
        let loaded = load(&collection(&format!("{point},{line} , {wrong}"))).unwrap();
        assert_eq!((loaded.data.len(), loaded.n_skipped), (1, 2));
        let point = &loaded.data.points[0];
        assert_eq!(point.country, CountryCode::new("ML"));
        assert_eq!((point.killed, point.kind), (Some(3), Kind::Other));
        assert_eq!(point.dates.map(|d| d.start.to_string()).unwrap(), "2026-01-31");
        assert_eq!(point.detail.as_ref().unwrap().place, "Gao");
    }

    #[test]
    fn a_country_without_detail_is_known_too() {
        let point = |lon: f64, lat: f64| {
            format!("{{\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}}}")
        };
        let features = [point(43.0, 33.0), point(-0.04, 16.27), point(-30.0, 20.0)];
        let loaded = load(&collection(&features.join(","))).unwrap();
        let codes: Vec<_> = loaded.data.points.iter().map(|point| point.country).collect();
        assert_eq!(codes, [CountryCode::new("IQ"), CountryCode::new("ML"), None]);
    }

    #[test]
    fn a_feature_is_read_across_pieces_of_the_file() {
        let long = "é\\\"{[".repeat(200_000);
        let feature = |n: usize| {
            format!(
                "{{\"properties\":{{\"long\":\"{long}\",\"id\":\"a{n}\"}},\n\
                 \"geometry\":{{\"coordinates\":[{n},1.5],\"type\":\"Point\"}}}}"
            )
        };
        let features: Vec<String> = (0..5).map(feature).collect();
        let loaded = load(&collection(&features.join(",\n"))).unwrap();
        let read: Vec<f64> = loaded.data.located().map(|(_, at)| at.lon).collect();
        assert_eq!(read, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(loaded.data.points[4].detail.as_ref().unwrap().id, "a4");
    }

    #[test]
    fn numbers_may_be_cut_anywhere_by_the_pieces() {
        for shift in 0..40 {
            let features: Vec<String> = (0..9000)
                .map(|n| {
                    let lon = f64::from(n % 1000) / 10.0 - 50.0;
                    format!(
                        "{{\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon},-1.5e1]}}}}"
                    )
                })
                .collect();
            let space = " ".repeat(shift);
            let loaded = load(&format!("{space}{}", collection(&features.join(",")))).unwrap();
            assert_eq!((loaded.data.n_located, loaded.n_skipped), (9000, 0), "{shift}");
        }
    }

    #[test]
    fn days_are_read_from_the_start_of_a_text() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        };
        check("2024-02-29", Some("2024-02-29"));
        check("2024-02-29T10:00:00+01:00", Some("2024-02-29"));
        for text in ["2023-02-29", "2024-2-29", "+024-02-29", "20240229", "é2024-01-01", ""] {
            check(text, None);
        }
    }
}
