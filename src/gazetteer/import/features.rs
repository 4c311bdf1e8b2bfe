//! Places out of GeoJSON: points, and a point inside other geometries.

use geo::{BoundingRect, Geometry, InteriorPoint};
use geojson::{Feature, FeatureCollection, GeoJson};
use serde_json::Value;

use super::rows::{Found, NOT_UTF8, Row, Take, kind_called, population};
use super::{ImportSettings, table};

/// The features of a file as rows.
///
/// # Errors
/// Where it is no GeoJSON in longitude and latitude.
pub(super) fn read(
    bytes: &[u8],
    settings: &ImportSettings,
    take: &mut Take<'_>,
) -> Result<Found, String> {
    for (i, feature) in collection(bytes)?.features.into_iter().enumerate() {
        take(i + 1, row(i + 1, feature, settings))?;
    }
    Ok(Found { form: "geojson".to_owned(), ..Found::default() })
}

/// The features of a GeoJSON file in WGS 84.
///
/// # Errors
/// What is wrong, in words that follow the name of the file.
pub(super) fn collection(bytes: &[u8]) -> Result<FeatureCollection, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| NOT_UTF8.to_owned())?;
    let geojson: GeoJson =
        text.parse().map_err(|cause| format!("is no GeoJSON ({cause}); fetch it again"))?;
    let collection = match geojson {
        GeoJson::FeatureCollection(collection) => collection,
        GeoJson::Feature(feature) => FeatureCollection::new([feature]),
        GeoJson::Geometry(_) => return Err("has no features with names".to_owned()),
    };
    let crs = collection.foreign_members.as_ref().and_then(|members| members.get("crs"));
    let name = crs.and_then(|crs| crs.pointer("/properties/name")?.as_str()).unwrap_or_default();
    // RFC 7946 has no other system; GeoJSON of before 2016 names this one in several ways.
    if name.is_empty() || name.contains("CRS84") || name.ends_with(":4326") {
        return Ok(collection);
    }
    Err(format!(
        "is in the system '{name}'; convert it, for instance with: ogr2ogr -t_srs EPSG:4326"
    ))
}

fn row(row: usize, feature: Feature, settings: &ImportSettings) -> Result<Row, String> {
    let columns = &settings.columns;
    let text = |given: &Option<String>, known: &[&str]| property(&feature, given, known);
    let names = table::VARIANTS.iter().filter_map(|name| feature.property(name)).map(words);
    let id = feature.id.as_ref().map(|id| match id {
        geojson::feature::Id::String(id) => id.clone(),
        geojson::feature::Id::Number(id) => id.to_string(),
    });
    let variants = names.collect::<Vec<_>>().join("|");
    let name = text(&columns.name, &table::NAME[..table::NAME.len() - 1]);
    let (kind, country) =
        (text(&columns.kind, table::KIND), text(&columns.country, table::COUNTRY));
    let population = population(&text(&None, table::POPULATION));
    let id = id.unwrap_or_else(|| text(&columns.id, table::ID));
    let (lon, lat) = position(feature)?;
    let variants = variants.split(['|', ';', ',']).map(str::to_owned).collect();
    Ok(Row { row, id, name, variants, lon, lat, kind: kind_called(&kind), country, population })
}

/// The property that the user gave or the first of the known ones that is there.
pub(super) fn property(feature: &Feature, given: &Option<String>, known: &[&str]) -> String {
    let value = match given {
        Some(given) => feature.property(given),
        None => {
            let properties = feature.properties.as_ref();
            known.iter().find_map(|name| {
                let is_it = |(key, value): &(&String, &Value)| {
                    key.to_lowercase() == *name && !words(value).is_empty()
                };
                properties?.iter().find(is_it).map(|(_, value)| value)
            })
        }
    };
    value.map(words).unwrap_or_default()
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn position(feature: Feature) -> Result<(f64, f64), String> {
    let geometry = feature.geometry.ok_or("has no geometry")?;
    let geometry = Geometry::<f64>::try_from(geometry)
        .map_err(|cause| format!("has a geometry that cannot be read ({cause})"))?;
    if let Geometry::Point(point) = geometry {
        return Ok((point.x(), point.y()));
    }
    let is_finite = geometry.bounding_rect().is_some_and(|bounds| {
        [bounds.min(), bounds.max()]
            .iter()
            .all(|corner| corner.x.is_finite() && corner.y.is_finite())
    });
    let inside =
        Some(geometry).filter(|_| is_finite).and_then(|geometry| geometry.interior_point());
    inside.map(|point| (point.x(), point.y())).ok_or_else(|| "has an empty geometry".to_owned())
}
