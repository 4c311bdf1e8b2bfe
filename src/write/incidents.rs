//! `incidents.geojson` and `areas.geojson`: one feature an incident, written as a stream.

use std::io::{self, Write};

use geojson::{Feature, JsonObject, feature::Id};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::location::unit_shares;
use super::values::{json, put_id, put_json, put_point, visit};
use super::{Clusters, geometry, number};
use crate::model::{Dataset, Incident, Incidents, Relation, SituatedIncident};

/// So many features are made at a time.
const N_BATCH: usize = 2048;

/// One point an incident; an unlocated one has a null geometry.
pub(super) fn points(
    dataset: &Dataset,
    clusters: &Clusters<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    features("incidents", &dataset.incidents, out, |number, situated, out| {
        put_feature(situated, clusters.of(number), out);
    })
}

/// The outline that holds 80 % of the belief, for every located incident that has one.
pub(super) fn areas(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    features("areas", &dataset.incidents, out, |_, situated, out| {
        if let Some(feature) = area(situated) {
            out.extend_from_slice(feature.to_string().as_bytes());
        }
    })
}

/// A collection, one feature a line: small differences stay small in version control. What `put`
/// writes nothing for is left out.
fn features(
    name: &str,
    incidents: &Incidents,
    out: &mut dyn Write,
    put: impl Fn(u32, &SituatedIncident, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[")?;
    let mut is_first = true;
    for window in incidents.order().chunks(N_BATCH * 16) {
        let made: Vec<Vec<u8>> = window
            .par_chunks(N_BATCH)
            .map(|chunk| {
                let mut bytes = Vec::new();
                for number in chunk {
                    let Some(situated) = incidents.get(*number) else { continue };
                    let start = bytes.len();
                    bytes.extend_from_slice(b",\n");
                    put(*number, &situated, &mut bytes);
                    if bytes.len() == start + 2 {
                        bytes.truncate(start);
                    }
                }
                bytes
            })
            .collect();
        for bytes in made.iter().filter(|bytes| !bytes.is_empty()) {
            // The first feature has no comma before it.
            let skipped = usize::from(std::mem::take(&mut is_first));
            out.write_all(bytes.get(skipped..).unwrap_or_default())?;
        }
    }
    out.write_all(b"\n]}\n")
}

fn put_feature(situated: &SituatedIncident, cluster: Option<&str>, out: &mut Vec<u8>) {
    let incident = &situated.incident;
    out.extend_from_slice(br#"{"type":"Feature","geometry":"#);
    match &incident.location {
        Some(location) => put_point(out, location.best.lon, location.best.lat),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(br#","id":"#);
    put_id(out, incident.id);
    out.extend_from_slice(br#","properties":"#);
    let mut before = b'{';
    visit(situated, cluster, &mut |name, value| {
        out.push(before);
        before = b',';
        out.push(b'"');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\":");
        json(out, &value);
    });
    out.extend_from_slice(br#"},"evidence":"#);
    put_json(out, &Evidence::of(incident));
    out.push(b'}');
}

/// What `explain` shows beyond the properties, as a foreign member that GIS tools pass over: the
/// words and rule behind each field, what each constraint did, why reports were merged.
#[derive(Serialize)]
struct Evidence<'a> {
    fields: Vec<FieldView<'a>>,
    place: &'a [String],
    relation: Option<Relation>,
    merges: &'a [String],
}

#[derive(Serialize)]
struct FieldView<'a> {
    document: &'a str,
    field: &'a str,
    rule: &'a str,
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Evidence<'a> {
    fn of(incident: &'a Incident) -> Self {
        let reports = incident.reports.iter().map(|located| &located.report);
        let fields = reports.flat_map(|report| {
            report.evidence.iter().map(|e| FieldView {
                document: &report.document,
                field: &e.field,
                rule: &e.rule,
                text: &e.text,
                start: e.span.start,
                end: e.span.end,
            })
        });
        let location = incident.location.as_ref();
        Self {
            fields: fields.collect(),
            place: location.map_or(&[], |location| &location.reasons),
            relation: location.map(|location| location.relation),
            merges: &incident.merge_reasons,
        }
    }
}

fn area(situated: &SituatedIncident) -> Option<Feature> {
    let incident = &situated.incident;
    let location = incident.location.as_ref().filter(|location| !location.area.0.is_empty())?;
    // A table may name a unit a thousand times; its outline is in regions.geojson.
    let is_table = incident.reports.iter().all(|located| located.report.row.is_some());
    if is_table && location.is_whole_unit {
        return None;
    }
    let mut properties = JsonObject::new();
    let mut add = |name: &str, value: Json| properties.insert(name.to_owned(), value);
    add("id", json!(incident.id.to_string()));
    add("title", json!(incident.title));
    add("kind", json!(incident.kind.name()));
    add("place", json!(location.place));
    add("relation", json!(location.relation.name()));
    add("radius_km", number(location.radius_km, 1));
    add("probability", json!(0.8));
    add("admin1_shares", unit_shares(&situated.admin1));
    add("border", json!(situated.border.as_ref().map(|border| &border.neighbour)));
    let within = situated.border.as_ref().map(|border| number(border.within_20_km, 3));
    add("border_within_20_km", json!(within));
    add("background", json!(incident.background));
    Some(Feature {
        bbox: None,
        geometry: geometry::polygons(&location.area).map(geojson::Geometry::new),
        id: Some(Id::String(incident.id.to_string())),
        properties: Some(properties),
        foreign_members: None,
    })
}
