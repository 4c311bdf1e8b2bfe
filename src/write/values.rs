//! What an incident's feature and its row of the table say, in the order that the design fixes.

use std::io::Write;

use geojson::Position;
use serde::Serialize;

use crate::model::{Candidate, Claim, Date, Incident, LocatedReport, Note};
use crate::model::{NeighbourDistance, Outcome, ReportId, Side};
use crate::model::{SituatedIncident, Toll};

/// A value of a property.
pub(super) enum Value<'a> {
    Null,
    Text(&'a str),
    Id(ReportId),
    Day(Date),
    Count(u64),
    /// A number and how many decimals of it say something.
    Number(f64, i32),
    Truth(bool),
    Texts(&'a [String]),
    Claims(&'a [Claim]),
    Reports(&'a [LocatedReport]),
    Candidates(&'a [Candidate]),
    Notes(&'a [Note]),
    Neighbours(&'a [NeighbourDistance]),
}

impl<'a> Value<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    fn count(count: Option<impl Into<u64>>) -> Self {
        count.map_or(Self::Null, |count| Self::Count(count.into()))
    }

    fn number(number: Option<f64>, decimals: i32) -> Self {
        number.map_or(Self::Null, |number| Self::Number(number, decimals))
    }
}

/// Gives every property of an incident with its value.
pub(super) fn visit<'a>(
    situated: &'a SituatedIncident,
    cluster: Option<&'a str>,
    put: &mut impl FnMut(&'static str, Value<'a>),
) {
    let incident = &situated.incident;
    let (event_type, sub_event_type) = incident.kind.acled(is_on_civilians(incident));
    put("id", Value::Id(incident.id));
    put("title", Value::Text(&incident.title));
    put("kind", Value::Text(incident.kind.name()));
    put("acled_event_type", Value::Text(event_type));
    put("acled_sub_event_type", Value::Text(sub_event_type));
    let dates = incident.dates;
    put("date_start", dates.map_or(Value::Null, |dates| Value::Day(dates.start)));
    put("date_end", dates.map_or(Value::Null, |dates| Value::Day(dates.end)));
    put("time_precision", Value::count(dates.map(|dates| dates.acled_precision())));
    put("date_prec", Value::count(dates.map(|dates| dates.ucdp_precision())));
    visit_location(situated, put);
    visit_border(situated, put);
    visit_toll(["killed_low", "killed_best", "killed_high"], incident.killed, put);
    visit_toll(["wounded_low", "wounded_best", "wounded_high"], incident.wounded, put);
    put("actors", Value::Texts(&incident.actors));
    put("claims", Value::Claims(&incident.claims));
    put("reports", Value::Reports(&incident.reports));
    let location = incident.location.as_ref();
    put("candidates", Value::Candidates(location.map_or(&[], |location| &location.candidates)));
    put("notes", Value::Notes(&incident.notes));
    put("materiel", Value::Texts(&incident.materiel));
    put("background", Value::Truth(incident.background));
    put("ambiguous", Value::Truth(location.is_some_and(|location| location.is_ambiguous)));
    put("approximate", Value::Truth(situated.approximate));
    put("admin2_approximate", Value::Truth(situated.admin2_approximate));
    put("cluster", Value::text(cluster));
}

fn visit_location<'a>(
    situated: &'a SituatedIncident,
    put: &mut impl FnMut(&'static str, Value<'a>),
) {
    let incident = &situated.incident;
    let location = incident.location.as_ref();
    let phrase = incident.reports.iter().find_map(|r| r.report.phrase.as_ref());
    put("place", Value::text(location.map(|l| l.place.as_str())));
    put("phrase", Value::text(phrase.map(|phrase| phrase.text.as_str())));
    put("relation", Value::text(location.map(|l| l.relation.name())));
    put("radius_km", Value::number(location.map(|l| l.radius_km), 1));
    put("geo_precision", Value::count(location.and_then(|l| l.geo_precision)));
    put("where_prec", Value::count(location.map(|l| l.where_prec)));
    put("country", Value::text(situated.country.as_deref()));
    let admin1 = situated.admin1.first();
    put("admin1", Value::text(admin1.map(|share| share.name.as_str())));
    put("admin2", Value::text(situated.admin2.as_deref()));
    put("admin1_probability", Value::number(admin1.map(|share| share.probability), 3));
}

fn visit_border<'a>(situated: &'a SituatedIncident, put: &mut impl FnMut(&'static str, Value<'a>)) {
    let border = situated.border.as_ref();
    put("border", Value::text(border.map(|b| b.neighbour.as_str())));
    put("border_km", Value::number(border.map(|b| b.km), 1));
    put("border_km_min", Value::number(border.map(|b| b.km_min), 1));
    put("border_km_max", Value::number(border.map(|b| b.km_max), 1));
    put("border_band", Value::text(border.map(|b| b.band.as_str())));
    put("border_bearing_deg", Value::number(border.map(|b| degrees(b.bearing_deg)), 0));
    let around = &situated.around;
    put("neighbours", Value::Neighbours(&around.neighbours));
    put("three_countries", Value::Truth(around.three_countries));
    let town = around.town.as_ref();
    put("town", Value::text(town.map(|town| town.name.as_str())));
    put("town_km", Value::number(town.map(|town| town.km), 1));
    put("town_bearing_deg", Value::number(town.map(|town| degrees(town.bearing_deg)), 0));
}

/// Whole degrees below 360.
fn degrees(direction_deg: f64) -> f64 {
    direction_deg.round().rem_euclid(360.0)
}

fn visit_toll<'a>(
    [low, best, high]: [&'static str; 3],
    toll: Toll,
    put: &mut impl FnMut(&'static str, Value<'a>),
) {
    put(low, Value::count(toll.low));
    put(best, Value::count(toll.best));
    put(high, Value::count(toll.high));
}

/// Whether all that is known of the dead and hurt is that they were civilians.
fn is_on_civilians(incident: &Incident) -> bool {
    let harmed = |c: &&Claim| matches!(c.outcome, Outcome::Killed | Outcome::Wounded) && c.low > 0;
    let mut sides = incident.claims.iter().filter(harmed).map(|claim| claim.side).peekable();
    sides.peek().is_some() && sides.all(|side| side == Side::Civilians)
}

/// The value as JSON.
pub(super) fn json(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(text) => put_json(out, text),
        Value::Id(id) => put_id(out, *id),
        Value::Day(day) => put_json(out, day),
        Value::Count(count) => put_json(out, count),
        Value::Number(number, decimals) => put_json(out, &super::number(*number, *decimals)),
        Value::Truth(truth) => put_json(out, truth),
        Value::Texts(texts) => put_json(out, texts),
        Value::Claims(claims) => put_list(out, claims.iter().map(ClaimView::of)),
        Value::Reports(reports) => put_list(out, reports.iter().map(ReportView::of)),
        Value::Candidates(candidates) => put_list(out, candidates.iter().map(CandidateView::of)),
        Value::Notes(notes) => put_json(out, notes),
        Value::Neighbours(all) => put_list(out, all.iter().map(NeighbourView::of)),
    }
}

/// An id as JSON: it has nothing that would have to be escaped.
pub(super) fn put_id(out: &mut Vec<u8>, id: ReportId) {
    let _ = write!(out, "\"{id}\"");
}

/// Writing plain values into memory cannot fail.
pub(super) fn put_json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let _ = serde_json::to_writer(out, value);
}

fn put_list(out: &mut Vec<u8>, items: impl Iterator<Item = impl Serialize>) {
    out.push(b'[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        put_json(out, &item);
    }
    out.push(b']');
}

#[derive(Serialize)]
struct ClaimView<'a> {
    by: Option<&'a str>,
    outcome: Outcome,
    side: Side,
    low: u32,
    high: Option<u32>,
    hedge: Option<&'a str>,
    is_neutralised: bool,
    text: &'a str,
    document: &'a str,
    start: usize,
    end: usize,
}

impl<'a> ClaimView<'a> {
    fn of(claim: &'a Claim) -> Self {
        Self {
            by: claim.by.as_deref(),
            outcome: claim.outcome,
            side: claim.side,
            low: claim.low,
            high: claim.high,
            hedge: claim.hedge.as_deref(),
            is_neutralised: claim.is_neutralised,
            text: &claim.text,
            document: &claim.document,
            start: claim.span.start,
            end: claim.span.end,
        }
    }
}

#[derive(Serialize)]
struct ReportView<'a> {
    id: String,
    document: &'a str,
    source: Option<&'a str>,
    published: Option<Date>,
    sentence: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row_id: Option<&'a str>,
}

impl<'a> ReportView<'a> {
    fn of(located: &'a LocatedReport) -> Self {
        let report = &located.report;
        Self {
            id: located.id.to_string(),
            document: &report.document,
            source: report.source.as_deref(),
            published: report.published,
            sentence: &report.sentence,
            start: report.span.start,
            end: report.span.end,
            row: report.row.as_ref().map(|row| row.number),
            row_id: report.row.as_ref().map(|row| row.id.as_str()),
        }
    }
}

#[derive(Serialize)]
struct NeighbourView<'a> {
    country: &'a str,
    km: f64,
}

impl<'a> NeighbourView<'a> {
    fn of(neighbour: &'a NeighbourDistance) -> Self {
        Self { country: &neighbour.country, km: super::rounded(neighbour.km, 1) }
    }
}

#[derive(Serialize)]
struct CandidateView<'a> {
    place: &'a str,
    country: &'a str,
    admin1: &'a str,
    lon: f64,
    lat: f64,
    score: f64,
    why: &'a [String],
}

impl<'a> CandidateView<'a> {
    fn of(candidate: &'a Candidate) -> Self {
        Self {
            place: &candidate.place,
            country: &candidate.country,
            admin1: &candidate.admin1,
            lon: super::rounded(candidate.lon, 6),
            lat: super::rounded(candidate.lat, 6),
            score: super::rounded(candidate.score, 3),
            why: &candidate.why,
        }
    }
}

/// A point as a GeoJSON geometry, six decimals.
pub(super) fn put_point(out: &mut Vec<u8>, lon: f64, lat: f64) {
    out.extend_from_slice(br#"{"type":"Point","coordinates":"#);
    put_json(out, &Position::from([super::rounded(lon, 6), super::rounded(lat, 6)]));
    out.push(b'}');
}
