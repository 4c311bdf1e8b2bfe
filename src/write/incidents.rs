//! `incidents.geojson` and `areas.geojson`: one feature an incident.

use std::collections::BTreeMap;

use geojson::{Feature, JsonObject, feature::Id};
use serde_json::{Value, json};

use super::{collection, geometry, number};
use crate::model::{Claim, Dataset, Incident, Outcome, Side, SituatedIncident, Toll};

/// One point an incident; an unlocated one has a null geometry.
pub(super) fn points(dataset: &Dataset) -> Vec<u8> {
    let clusters = clusters(dataset);
    let features = dataset.incidents.iter().map(|situated| {
        let location = situated.incident.location.as_ref();
        let cluster = clusters.get(situated.incident.id.as_str()).copied();
        Feature {
            bbox: None,
            geometry: location.map(|location| geometry::point(location.best)),
            id: Some(Id::String(situated.incident.id.clone())),
            properties: Some(properties(situated, cluster)),
            foreign_members: Some(evidence(&situated.incident)),
        }
    });
    collection("incidents", features)
}

/// The outline that holds 80 % of the belief, for every located incident.
pub(super) fn areas(dataset: &Dataset) -> Vec<u8> {
    let features = dataset.incidents.iter().filter_map(|situated| {
        let incident = &situated.incident;
        let location = incident.location.as_ref().filter(|location| !location.area.0.is_empty())?;
        // A table may name a unit a thousand times; its outline is in regions.geojson.
        let is_table = incident.reports.iter().all(|located| located.report.row.is_some());
        if is_table && location.is_whole_unit {
            return None;
        }
        let mut properties = JsonObject::new();
        properties.insert("id".to_owned(), json!(incident.id));
        properties.insert("title".to_owned(), json!(incident.title));
        properties.insert("kind".to_owned(), json!(incident.kind.name()));
        properties.insert("place".to_owned(), json!(location.place));
        properties.insert("relation".to_owned(), json!(location.relation.name()));
        properties.insert("radius_km".to_owned(), number(location.radius_km, 1));
        properties.insert("probability".to_owned(), json!(0.8));
        properties.insert("background".to_owned(), json!(incident.background));
        Some(Feature {
            bbox: None,
            geometry: geometry::polygons(&location.area).map(geojson::Geometry::new),
            id: Some(Id::String(incident.id.clone())),
            properties: Some(properties),
            foreign_members: None,
        })
    });
    collection("areas", features)
}

/// The properties of an incident, in the order that the design fixes.
pub(super) fn properties(situated: &SituatedIncident, cluster: Option<&str>) -> JsonObject {
    let incident = &situated.incident;
    let mut all = JsonObject::new();
    let mut add = |name: &str, value: Value| all.insert(name.to_owned(), value);
    let (event_type, sub_event_type) = incident.kind.acled(is_on_civilians(incident));
    add("id", json!(incident.id));
    add("title", json!(incident.title));
    add("kind", json!(incident.kind.name()));
    add("acled_event_type", json!(event_type));
    add("acled_sub_event_type", json!(sub_event_type));
    add("date_start", json!(incident.dates.map(|dates| dates.start.to_string())));
    add("date_end", json!(incident.dates.map(|dates| dates.end.to_string())));
    add("time_precision", json!(incident.dates.map(|dates| dates.acled_precision())));
    add("date_prec", json!(incident.dates.map(|dates| dates.ucdp_precision())));
    add_location(situated, &mut add);
    add_border(situated, &mut add);
    add_toll("killed", incident.killed, &mut add);
    add_toll("wounded", incident.wounded, &mut add);
    add("actors", json!(incident.actors));
    add("claims", Value::Array(incident.claims.iter().map(claim).collect()));
    add("reports", Value::Array(reports(incident)));
    let candidates = incident.location.as_ref().map(|location| &location.candidates);
    add("candidates", Value::Array(candidates.into_iter().flatten().map(candidate).collect()));
    add("notes", json!(incident.notes));
    add("materiel", json!(incident.materiel));
    add("background", json!(incident.background));
    add("ambiguous", json!(incident.location.as_ref().is_some_and(|l| l.is_ambiguous)));
    add("approximate", json!(situated.approximate));
    add("admin2_approximate", json!(situated.admin2_approximate));
    add("cluster", json!(cluster));
    all
}

/// The cluster of every incident that is in one.
pub(super) fn clusters(dataset: &Dataset) -> BTreeMap<&str, &str> {
    let groups = dataset.clusters.groups.iter();
    groups
        .flat_map(|group| group.incidents.iter().map(|id| (id.as_str(), group.id.as_str())))
        .collect()
}

fn add_location(situated: &SituatedIncident, add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let incident = &situated.incident;
    let location = incident.location.as_ref();
    let phrase = incident.reports.iter().find_map(|r| r.report.phrase.as_ref());
    add("place", json!(location.map(|l| &l.place)));
    add("phrase", json!(phrase.map(|phrase| &phrase.text)));
    add("relation", json!(location.map(|l| l.relation.name())));
    add("radius_km", location.map_or(Value::Null, |l| number(l.radius_km, 1)));
    add("geo_precision", json!(location.and_then(|l| l.geo_precision)));
    add("where_prec", json!(location.map(|l| l.where_prec)));
    add("country", json!(situated.country));
    let admin1 = situated.admin1.first();
    add("admin1", json!(admin1.map(|share| &share.name)));
    add("admin2", json!(situated.admin2));
    add("admin1_probability", admin1.map_or(Value::Null, |share| number(share.probability, 3)));
}

fn add_border(situated: &SituatedIncident, add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let border = situated.border.as_ref();
    let km = |value: Option<f64>| value.map_or(Value::Null, |value| number(value, 1));
    add("border", json!(border.map(|b| &b.neighbour)));
    add("border_km", km(border.map(|b| b.km)));
    add("border_km_min", km(border.map(|b| b.km_min)));
    add("border_km_max", km(border.map(|b| b.km_max)));
    add("border_band", json!(border.map(|b| &b.band)));
}

fn add_toll(name: &str, toll: Toll, add: &mut impl FnMut(&str, Value) -> Option<Value>) {
    add(&format!("{name}_low"), json!(toll.low));
    add(&format!("{name}_best"), json!(toll.best));
    add(&format!("{name}_high"), json!(toll.high));
}

/// Whether all that is known of the dead and hurt is that they were civilians.
fn is_on_civilians(incident: &Incident) -> bool {
    let harmed = |c: &&Claim| matches!(c.outcome, Outcome::Killed | Outcome::Wounded) && c.low > 0;
    let mut sides = incident.claims.iter().filter(harmed).map(|claim| claim.side).peekable();
    sides.peek().is_some() && sides.all(|side| side == Side::Civilians)
}

fn claim(claim: &Claim) -> Value {
    json!({
        "by": claim.by,
        "outcome": claim.outcome,
        "side": claim.side,
        "low": claim.low,
        "high": claim.high,
        "hedge": claim.hedge,
        "is_neutralised": claim.is_neutralised,
        "text": claim.text,
        "document": claim.document,
        "start": claim.span.start,
        "end": claim.span.end,
    })
}

fn candidate(candidate: &crate::model::Candidate) -> Value {
    json!({
        "place": candidate.place,
        "country": candidate.country,
        "admin1": candidate.admin1,
        "lon": number(candidate.lon, 6),
        "lat": number(candidate.lat, 6),
        "score": number(candidate.score, 3),
        "why": candidate.why,
    })
}

fn reports(incident: &Incident) -> Vec<Value> {
    let report = |located: &crate::model::LocatedReport| {
        let report = &located.report;
        let mut told = json!({
            "document": report.document,
            "source": report.source,
            "published": report.published.map(|date| date.to_string()),
            "sentence": report.sentence,
            "start": report.span.start,
            "end": report.span.end,
        });
        if let (Some(row), Some(all)) = (&report.row, told.as_object_mut()) {
            all.insert("row".to_owned(), json!(row.number));
            all.insert("row_id".to_owned(), json!(row.id));
        }
        told
    };
    incident.reports.iter().map(report).collect()
}

/// What `explain` shows beyond the properties, as a foreign member that GIS tools pass over: the
/// words and rule behind each field, what each constraint did, why reports were merged.
fn evidence(incident: &Incident) -> JsonObject {
    let of_report = |located: &crate::model::LocatedReport| {
        let report = &located.report;
        let evidence = report.evidence.iter().map(|e| {
            json!({
                "document": report.document,
                "field": e.field,
                "rule": e.rule,
                "text": e.text,
                "start": e.span.start,
                "end": e.span.end,
            })
        });
        evidence.collect::<Vec<Value>>()
    };
    let fields: Vec<Value> = incident.reports.iter().flat_map(of_report).collect();
    let place = incident.location.as_ref().map(|location| location.reasons.clone());
    let mut member = JsonObject::new();
    let explanation = json!({
        "fields": fields,
        "place": place.unwrap_or_default(),
        "relation": incident.location.as_ref().map(|location| location.relation),
        "merges": incident.merge_reasons,
    });
    member.insert("evidence".to_owned(), explanation);
    member
}
