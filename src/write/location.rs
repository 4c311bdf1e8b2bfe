//! One location as a GeoJSON feature, for `harmattan place`.

use geojson::{Feature, JsonObject};
use serde_json::{Value, json};

use super::{collection, geometry, number};
use crate::model::{Location, Note};

/// The area of a phrase as a feature collection with one polygon feature and one point feature.
pub fn location_feature(phrase: &str, location: &Location, country: Option<&str>) -> String {
    let feature = |role: &str, geometry: Option<geojson::Geometry>| {
        let mut properties = JsonObject::new();
        let mut add = |name: &str, value: Value| properties.insert(name.to_owned(), value);
        add("role", json!(role));
        add("phrase", json!(phrase));
        add("place", json!(location.place));
        add("relation", json!(location.relation.name()));
        add("radius_km", number(location.radius_km, 1));
        add("geo_precision", json!(location.geo_precision));
        add("where_prec", json!(location.where_prec));
        add("country", json!(country));
        add("ambiguous", json!(location.is_ambiguous));
        let notes: Vec<&Note> = location.notes.iter().collect();
        add("notes", json!(notes));
        let properties = Some(properties);
        Feature { bbox: None, geometry, id: None, properties, foreign_members: None }
    };
    let area = geometry::polygons(&location.area).map(geojson::Geometry::new);
    let best = Some(geometry::point(location.best));
    let features = [feature("area", area), feature("best", best)];
    String::from_utf8_lossy(&collection("place", features.into_iter())).into_owned()
}
