//! One GeoJSON file a grouping: a feature a group, with its counts and its incidents' ids.

use geojson::{Feature, JsonObject, feature::Id};
use serde_json::{Value, json};

use super::{collection, geometry};
use crate::model::{Group, Grouping, Kind};

/// The groups of a grouping.
pub(super) fn groups(grouping: &Grouping, name: &str) -> Vec<u8> {
    let features = grouping.groups.iter().map(|group| Feature {
        bbox: None,
        geometry: group.geometry.as_ref().and_then(geometry::geometry),
        id: Some(Id::String(group.id.clone())),
        properties: Some(properties(group)),
        foreign_members: None,
    });
    collection(name, features)
}

fn properties(group: &Group) -> JsonObject {
    let mut all = JsonObject::new();
    let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
    add("id", json!(group.id));
    add("name", json!(group.label));
    for (name, value) in &group.properties {
        add(name, json!(value));
    }
    add("n_incidents", json!(group.incidents.len()));
    for kind in Kind::ALL {
        add(&format!("n_{}", kind.name()), json!(group.kinds.get(&kind).copied().unwrap_or(0)));
    }
    add("killed_low", json!(group.killed.low));
    add("killed_best", json!(group.killed.best));
    add("killed_high", json!(group.killed.high));
    add("approximate", json!(group.approximate));
    add("incidents", json!(group.incidents));
    all
}
