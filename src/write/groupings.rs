//! One GeoJSON file a grouping: a feature a group, with its counts and its incidents' ids.

use std::io::{self, Write};

use geojson::JsonObject;
use serde_json::{Value, json};

use super::values::{put_id, put_json};
use super::{collection, geometry, number};
use crate::model::{Group, Grouping, Incidents, Kind};

/// The groups of a grouping.
pub(super) fn groups(
    grouping: &Grouping,
    incidents: &Incidents,
    name: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let groups = grouping.groups.iter();
    collection(name, groups, out, |group, out| put_feature(group, incidents, out))
}

/// A group as a feature; the ids of its incidents, which may be a million, come last.
fn put_feature(group: &Group, incidents: &Incidents, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"type":"Feature","geometry":"#);
    put_json(out, &group.geometry.as_ref().and_then(geometry::geometry));
    out.extend_from_slice(br#","id":"#);
    put_json(out, &group.id);
    out.extend_from_slice(br#","properties":"#);
    put_json(out, &properties(group));
    out.pop();
    out.extend_from_slice(br#","incidents":["#);
    for (i, id) in group.incidents.iter().filter_map(|number| incidents.id(*number)).enumerate() {
        if i > 0 {
            out.push(b',');
        }
        put_id(out, id);
    }
    out.extend_from_slice(b"]}}");
}

/// The groups as a table, a row each, without the incidents' ids.
pub(super) fn table(grouping: &Grouping, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for (i, group) in grouping.groups.iter().enumerate() {
        let mut properties = properties(group);
        properties.remove("approximate");
        if i == 0 {
            writer.write_record(properties.keys())?;
        }
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        writer.write_record(properties.values().map(cell))?;
    }
    if grouping.groups.is_empty() {
        writer.write_record(["id", "name", "start", "end", "n_incidents"])?;
    }
    writer.flush()
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
    if let Some(counted) = group.counted {
        add("n_certain", json!(counted.certain));
        add("n_expected", number(counted.expected, 3));
    }
    if let Some(spot) = group.hotspot {
        add("z_score", number(spot.z_score, 4));
        add("p_value", number(spot.p_value, 6));
        add("gi_bin", json!(spot.bin));
    }
    all
}
