//! One location as a GeoJSON feature or a line of JSON, for `harmattan place`.

use geojson::{Feature, JsonObject};
use serde_json::{Value, json};

use super::values::put_json;
use super::{collection, geometry, number};
use crate::model::{BorderProximity, Location, Note, UnitShare};

/// A phrase with its location and what lies around it.
#[derive(Clone, Copy, Debug)]
pub struct LocatedPhrase<'a> {
    /// The words.
    pub phrase: &'a str,
    /// Where they may be.
    pub location: &'a Location,
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<&'a str>,
    /// Its first-level units, the most probable first.
    pub admin1: &'a [UnitShare],
    /// The nearest land border of that country.
    pub border: Option<&'a BorderProximity>,
}

impl LocatedPhrase<'_> {
    /// The best point and all properties as one line of JSON.
    pub fn line(&self) -> String {
        let mut line = JsonObject::new();
        line.insert("phrase".to_owned(), json!(self.phrase));
        line.insert("lon".to_owned(), number(self.location.best.lon, 6));
        line.insert("lat".to_owned(), number(self.location.best.lat, 6));
        line.extend(self.properties());
        format!("{}\n", Value::Object(line))
    }

    fn properties(&self) -> JsonObject {
        let location = self.location;
        let mut properties = JsonObject::new();
        let mut add = |name: &str, value: Value| properties.insert(name.to_owned(), value);
        add("place", json!(location.place));
        add("relation", json!(location.relation.name()));
        add("radius_km", number(location.radius_km, 1));
        add("geo_precision", json!(location.geo_precision));
        add("where_prec", json!(location.where_prec));
        add("country", json!(self.country));
        add("admin1", json!(self.admin1.first().map(|share| &share.name)));
        let probability = self.admin1.first().map_or(Value::Null, |s| number(s.probability, 3));
        add("admin1_probability", probability);
        add("admin1_shares", unit_shares(self.admin1));
        add("border", json!(self.border.map(|border| &border.neighbour)));
        let of_border = |value: fn(&BorderProximity) -> f64, decimals| {
            self.border.map_or(Value::Null, |border| number(value(border), decimals))
        };
        add("border_km", of_border(|b| b.km, 1));
        add("border_km_min", of_border(|b| b.km_min, 1));
        add("border_km_max", of_border(|b| b.km_max, 1));
        add("border_within_20_km", of_border(|b| b.within_20_km, 3));
        add("ambiguous", json!(location.is_ambiguous));
        add("candidates", json!(location.candidates));
        add("reasons", json!(location.reasons));
        add("notes", json!(location.notes));
        properties
    }
}

/// The line of a phrase that has no location, with the same first names.
pub fn unlocated_line(phrase: &str, note: &Note) -> String {
    let line = json!({"phrase": phrase, "lon": null, "lat": null, "place": null, "notes": [note]});
    format!("{line}\n")
}

/// The area of a phrase as a feature collection with one polygon feature and one point feature.
pub fn location_feature(located: &LocatedPhrase<'_>) -> String {
    let feature = |role: &str, geometry: Option<geojson::Geometry>| {
        let mut properties = JsonObject::new();
        properties.insert("role".to_owned(), json!(role));
        properties.insert("phrase".to_owned(), json!(located.phrase));
        properties.extend(located.properties());
        let properties = Some(properties);
        Feature { bbox: None, geometry, id: None, properties, foreign_members: None }
    };
    let area = geometry::polygons(&located.location.area).map(geojson::Geometry::new);
    let best = Some(geometry::point(located.location.best));
    let features = [feature("area", area), feature("best", best)];
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let put = |feature: Feature, out: &mut Vec<u8>| put_json(out, &feature);
    let _ = collection("place", features.into_iter(), &mut bytes, put);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The units with their probabilities, the most probable first.
pub(super) fn unit_shares(shares: &[UnitShare]) -> Value {
    let share = |share: &UnitShare| json!({"id": share.id, "name": share.name, "probability": number(share.probability, 3)});
    shares.iter().map(share).collect()
}
