//! `incidents.geojson` and `areas.geojson`: one feature an incident, written as a stream.

use std::io::{self, Write};

use geojson::{Feature, JsonObject, feature::Id};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::location::unit_shares;
use super::values::{put_id, put_json, put_object, put_point, visit};
use super::{Clusters, geometry, number};
use crate::model::{Dataset, Incidents, Relation, View};

/// So many features are made by one thread at a time, and so often that many before they are written.
const N_BATCH: usize = 128;
const N_AT_ONCE: usize = 16;

/// One point an incident; an unlocated one has a null geometry.
pub(super) fn points(
    dataset: &Dataset,
    clusters: &Clusters<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    features("incidents", &dataset.incidents, out, |number, view, out| {
        put_feature(view, clusters.of(number), out);
    })
}

/// The outline that holds 80 % of the belief, for every located incident that has one.
pub(super) fn areas(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    features("areas", &dataset.incidents, out, |_, view, out| {
        if let Some(feature) = area(view) {
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
    put: impl Fn(u32, &View<'_>, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"name\":\"{name}\",\"features\":[")?;
    let mut is_first = true;
    let mut made: Vec<Vec<u8>> = vec![Vec::new(); N_AT_ONCE];
    for window in incidents.order().chunks(N_BATCH * N_AT_ONCE) {
        made.truncate(window.len().div_ceil(N_BATCH));
        made.par_iter_mut().zip(window.par_chunks(N_BATCH)).for_each(|(bytes, chunk)| {
            bytes.clear();
            for number in chunk {
                let Some(view) = incidents.view(*number) else { continue };
                let start = bytes.len();
                bytes.extend_from_slice(b",\n");
                put(*number, &view, bytes);
                if bytes.len() == start + 2 {
                    bytes.truncate(start);
                }
            }
        });
        for bytes in made.iter().filter(|bytes| !bytes.is_empty()) {
            // The first feature has no comma before it.
            let skipped = usize::from(std::mem::take(&mut is_first));
            out.write_all(bytes.get(skipped..).unwrap_or_default())?;
        }
    }
    out.write_all(b"\n]}\n")
}

fn put_feature(view: &View<'_>, cluster: Option<&str>, out: &mut Vec<u8>) {
    out.extend_from_slice(br#"{"type":"Feature","geometry":"#);
    match view.glance.place {
        Some(place) => put_point(out, place.best.lon, place.best.lat),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(br#","id":"#);
    put_id(out, view.glance.id);
    out.extend_from_slice(br#","properties":"#);
    put_object(out, |object| visit(view, cluster, &mut |name, value| object.put(name, &value)));
    let evidence = Evidence::of(view);
    if evidence.says_something() {
        out.extend_from_slice(br#","evidence":"#);
        put_json(out, &evidence);
    }
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
    fn of(view: &View<'a>) -> Self {
        let reports = view.reports.whole().iter().map(|located| &located.report);
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
        Self {
            fields: fields.collect(),
            place: view.spot.map_or(&[], |spot| spot.reasons),
            relation: view.spot.map(|spot| spot.relation),
            merges: view.merge_reasons,
        }
    }

    /// Whether there is more than the relation, which the properties have too: plain rows of tables
    /// have no evidence.
    fn says_something(&self) -> bool {
        !(self.fields.is_empty() && self.place.is_empty() && self.merges.is_empty())
    }
}

fn area(view: &View<'_>) -> Option<Feature> {
    let (glance, spot) = (&view.glance, view.spot?);
    let place = glance.place?;
    let area = spot.area.filter(|area| !area.0.is_empty())?;
    // A table may name a unit a thousand times; its outline is in regions.geojson.
    let is_table = view.reports.briefs().all(|told| told.row.is_some());
    if is_table && place.is_whole_unit {
        return None;
    }
    let mut properties = JsonObject::new();
    let mut add = |name: &str, value: Json| properties.insert(name.to_owned(), value);
    add("id", json!(glance.id.to_string()));
    add("title", json!(view.title()));
    add("kind", json!(glance.kind.name()));
    add("place", json!(place.name));
    add("relation", json!(spot.relation.name()));
    add("radius_km", number(place.radius_km, 1));
    add("probability", json!(0.8));
    add("admin1_shares", unit_shares(view.admin1));
    add("border", json!(view.border.map(|border| border.neighbour)));
    let within = view.border.map(|border| number(border.within_20_km, 3));
    add("border_within_20_km", json!(within));
    add("background", json!(glance.background));
    Some(Feature {
        bbox: None,
        geometry: geometry::polygons(area).map(geojson::Geometry::new),
        id: Some(Id::String(glance.id.to_string())),
        properties: Some(properties),
        foreign_members: None,
    })
}
