//! What an incident's feature and its row of the table say, in the order that the design fixes.

use serde::Serialize;

use crate::model::{
    Brief, Candidate, Claim, Date, Note, Outcome, ReportId, Side, Toll, View, ViewReports,
};

/// A value of a property.
pub(super) enum Value<'a> {
    Null,
    Text(&'a str),
    Id(ReportId),
    Day(Date),
    Count(u64),
    /// A number and how many decimals of it say something.
    Number(f64, u32),
    Truth(bool),
    Texts(&'a [String]),
    Claims(&'a [Claim]),
    Reports(ViewReports<'a>),
    Candidates(&'a [Candidate]),
    Notes(&'a [&'a Note]),
    Neighbours(&'a [(&'a str, f64)]),
}

impl<'a> Value<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }

    fn count(count: Option<impl Into<u64>>) -> Self {
        count.map_or(Self::Null, |count| Self::Count(count.into()))
    }

    fn number(number: Option<f64>, decimals: u32) -> Self {
        number.map_or(Self::Null, |number| Self::Number(number, decimals))
    }
}

/// Gives every property of an incident with its value.
pub(super) fn visit(
    view: &View<'_>,
    cluster: Option<&str>,
    put: &mut impl FnMut(&'static str, Value<'_>),
) {
    let glance = &view.glance;
    let (event_type, sub_event_type) = glance.kind.acled(is_on_civilians(view.claims));
    put("id", Value::Id(glance.id));
    put("title", Value::Text(&view.title()));
    put("kind", Value::Text(glance.kind.name()));
    put("acled_event_type", Value::Text(event_type));
    put("acled_sub_event_type", Value::Text(sub_event_type));
    let dates = glance.dates;
    put("date_start", dates.map_or(Value::Null, |dates| Value::Day(dates.start)));
    put("date_end", dates.map_or(Value::Null, |dates| Value::Day(dates.end)));
    put("time_precision", Value::count(dates.map(|dates| dates.acled_precision())));
    put("date_prec", Value::count(dates.map(|dates| dates.ucdp_precision())));
    visit_location(view, put);
    visit_border(view, put);
    visit_toll(["killed_low", "killed_best", "killed_high"], glance.killed, put);
    visit_toll(["wounded_low", "wounded_best", "wounded_high"], view.wounded, put);
    put("actors", Value::Texts(view.actors));
    put("attacker", Value::Texts(view.attackers));
    put("target", Value::Texts(view.targets));
    put("claims", Value::Claims(view.claims));
    put("reports", Value::Reports(view.reports));
    put("candidates", Value::Candidates(view.spot.map_or(&[], |spot| spot.candidates)));
    put("notes", Value::Notes(&view.notes));
    put("materiel", Value::Texts(view.materiel));
    put("background", Value::Truth(glance.background));
    put("ambiguous", Value::Truth(view.spot.is_some_and(|spot| spot.is_ambiguous)));
    put("approximate", Value::Truth(view.approximate));
    put("admin2_approximate", Value::Truth(view.admin2.is_some_and(|(_, truth)| truth)));
    put("cluster", Value::text(cluster));
}

fn visit_location(view: &View<'_>, put: &mut impl FnMut(&'static str, Value<'_>)) {
    let (place, spot) = (view.glance.place, view.spot);
    let phrase = view.reports.whole().iter().find_map(|r| r.report.phrase.as_ref());
    put("place", Value::text(place.map(|place| place.name)));
    put("phrase", Value::text(phrase.map(|phrase| phrase.text.as_str())));
    put("relation", Value::text(spot.map(|spot| spot.relation.name())));
    put("radius_km", Value::number(place.map(|place| place.radius_km), 1));
    put("geo_precision", Value::count(spot.and_then(|spot| spot.geo_precision)));
    put("where_prec", Value::count(spot.map(|spot| spot.where_prec)));
    put("country", Value::text(view.glance.country));
    let admin1 = view.admin1.first();
    put("admin1", Value::text(admin1.map(|share| share.name.as_str())));
    put("admin2", Value::text(view.admin2.map(|(name, _)| name)));
    put("admin1_probability", Value::number(admin1.map(|share| share.probability), 3));
}

fn visit_border(view: &View<'_>, put: &mut impl FnMut(&'static str, Value<'_>)) {
    let border = view.border;
    put("border", Value::text(border.map(|b| b.neighbour)));
    put("border_km", Value::number(border.map(|b| b.km[0]), 1));
    put("border_km_min", Value::number(border.map(|b| b.km[1]), 1));
    put("border_km_max", Value::number(border.map(|b| b.km[2]), 1));
    put("border_band", Value::text(border.map(|b| b.band)));
    put("border_bearing_deg", Value::number(border.map(|b| degrees(b.bearing_deg)), 0));
    put("neighbours", Value::Neighbours(&view.neighbours));
    put("three_countries", Value::Truth(view.three_countries));
    put("town", Value::text(view.town.map(|(name, ..)| name)));
    put("town_km", Value::number(view.town.map(|(_, km, _)| km), 1));
    put("town_bearing_deg", Value::number(view.town.map(|(.., from)| degrees(from)), 0));
}

/// Whole degrees below 360.
fn degrees(direction_deg: f64) -> f64 {
    direction_deg.round().rem_euclid(360.0)
}

fn visit_toll(
    [low, best, high]: [&'static str; 3],
    toll: Toll,
    put: &mut impl FnMut(&'static str, Value<'_>),
) {
    put(low, Value::count(toll.low));
    put(best, Value::count(toll.best));
    put(high, Value::count(toll.high));
}

/// Whether all that is known of the dead and hurt is that they were civilians.
fn is_on_civilians(claims: &[Claim]) -> bool {
    let harmed = |c: &&Claim| matches!(c.outcome, Outcome::Killed | Outcome::Wounded) && c.low > 0;
    let mut sides = claims.iter().filter(harmed).map(|claim| claim.side).peekable();
    sides.peek().is_some() && sides.all(|side| side == Side::Civilians)
}

/// An object as JSON, its members one after the other.
pub(super) struct Object<'o> {
    out: &'o mut Vec<u8>,
    /// What stands before the next member.
    before: u8,
}

/// Writes an object; `say` gives its members.
pub(super) fn put_object(out: &mut Vec<u8>, say: impl FnOnce(&mut Object<'_>)) {
    let mut object = Object { out, before: b'{' };
    say(&mut object);
    if object.before == b'{' {
        object.out.push(b'{');
    }
    object.out.push(b'}');
}

impl Object<'_> {
    /// Adds a member, whose name has nothing that would have to be escaped.
    pub(super) fn put(&mut self, name: &'static str, value: &Value<'_>) {
        self.out.extend_from_slice(&[self.before, b'"']);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.before = b',';
        json(self.out, value);
    }
}

/// The value as JSON.
pub(super) fn json(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(text) => put_text(out, text),
        Value::Id(id) => put_id(out, *id),
        Value::Day(day) => {
            out.push(b'"');
            put_day(out, *day);
            out.push(b'"');
        }
        Value::Count(count) => put_count(out, *count),
        Value::Number(number, decimals) => put_number(out, *number, *decimals),
        Value::Truth(true) => out.extend_from_slice(b"true"),
        Value::Truth(false) => out.extend_from_slice(b"false"),
        Value::Texts(texts) => put_list(out, texts.iter(), |out, text| put_text(out, text)),
        Value::Claims(claims) => put_list(out, claims.iter(), put_claim),
        Value::Reports(reports) => put_list(out, reports.briefs(), put_report),
        Value::Candidates(candidates) => put_list(out, candidates.iter(), put_candidate),
        Value::Notes(notes) => put_list(out, notes.iter(), put_json),
        Value::Neighbours(all) => put_list(out, all.iter(), put_neighbour),
    }
}

/// A text as JSON. Most need no escape, which all of their bytes together tell fastest.
fn put_text(out: &mut Vec<u8>, text: &str) {
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        return put_json(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// An id as JSON: it has nothing that would have to be escaped.
pub(super) fn put_id(out: &mut Vec<u8>, id: ReportId) {
    out.push(b'"');
    out.extend_from_slice(id.text().as_bytes());
    out.push(b'"');
}

/// A day as "2026-01-31".
pub(super) fn put_day(out: &mut Vec<u8>, day: Date) {
    let Ok(year @ 0..=9999) = u16::try_from(day.year()) else {
        return out.extend_from_slice(day.to_string().as_bytes());
    };
    let digit = |number: u16, place: u16| b'0' + (number / place % 10) as u8;
    let [month, date] = [day.month(), day.day()].map(|number| number.unsigned_abs().into());
    out.extend_from_slice(&[
        digit(year, 1000),
        digit(year, 100),
        digit(year, 10),
        digit(year, 1),
        b'-',
        digit(month, 10),
        digit(month, 1),
        b'-',
        digit(date, 10),
        digit(date, 1),
    ]);
}

pub(super) fn put_count(out: &mut Vec<u8>, count: u64) {
    let mut digits = [b'0'; 20];
    let mut rest = count;
    let mut n = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        n += 1;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(20 - n..).unwrap_or_default());
}

/// A number rounded to a number of decimals, without zeros that say nothing: "106.8", "90.0"; `null`
/// where it is not finite.
pub(super) fn put_number(out: &mut Vec<u8>, value: f64, decimals: u32) {
    let scale = 10_u64.pow(decimals);
    let rounded = (value * scale as f64).round();
    // Beyond that a float does not hold every whole number.
    if !(-9e15..=9e15).contains(&rounded) {
        return put_json(out, &Some(value).filter(|value| value.is_finite()));
    }
    if rounded < 0.0 {
        out.push(b'-');
    }
    let whole = rounded.abs() as u64;
    put_count(out, whole / scale);
    out.push(b'.');
    let (mut rest, mut place) = (whole % scale, scale / 10);
    loop {
        let digit = rest.checked_div(place).unwrap_or(0);
        out.push(b'0' + digit as u8);
        rest -= digit * place;
        place /= 10;
        if rest == 0 {
            break;
        }
    }
}

/// Writing plain values into memory cannot fail.
pub(super) fn put_json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let _ = serde_json::to_writer(out, value);
}

fn put_list<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, put: impl Fn(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        put(out, item);
    }
    out.push(b']');
}

fn put_claim(out: &mut Vec<u8>, claim: &Claim) {
    put_object(out, |object| {
        object.put("by", &Value::text(claim.by.as_deref()));
        object.put("outcome", &Value::Text(claim.outcome.name()));
        object.put("side", &Value::Text(claim.side.name()));
        object.put("low", &Value::Count(claim.low.into()));
        object.put("high", &Value::count(claim.high));
        object.put("hedge", &Value::text(claim.hedge.as_deref()));
        object.put("is_neutralised", &Value::Truth(claim.is_neutralised));
        object.put("text", &Value::Text(&claim.text));
        object.put("document", &Value::Text(&claim.document));
        object.put("start", &Value::Count(claim.span.start as u64));
        object.put("end", &Value::Count(claim.span.end as u64));
    });
}

fn put_report(out: &mut Vec<u8>, told: Brief<'_>) {
    let span = told.span();
    put_object(out, |object| {
        object.put("id", &Value::Id(told.id));
        object.put("document", &Value::Text(told.document));
        object.put("source", &Value::text(told.source));
        object.put("published", &told.published.map_or(Value::Null, Value::Day));
        object.put("sentence", &Value::Text(told.sentence));
        object.put("start", &Value::Count(span.start as u64));
        object.put("end", &Value::Count(span.end as u64));
        if let Some((number, id)) = told.row {
            object.put("row", &Value::Count(number));
            object.put("row_id", &Value::Text(id));
        }
    });
}

fn put_neighbour(out: &mut Vec<u8>, (country, km): &(&str, f64)) {
    put_object(out, |object| {
        object.put("country", &Value::Text(country));
        object.put("km", &Value::Number(*km, 1));
    });
}

fn put_candidate(out: &mut Vec<u8>, candidate: &Candidate) {
    put_object(out, |object| {
        object.put("place", &Value::Text(&candidate.place));
        object.put("country", &Value::Text(&candidate.country));
        object.put("admin1", &Value::Text(&candidate.admin1));
        object.put("lon", &Value::Number(candidate.lon, 6));
        object.put("lat", &Value::Number(candidate.lat, 6));
        object.put("score", &Value::Number(candidate.score, 3));
        object.put("why", &Value::Texts(&candidate.why));
    });
}

/// A point as a GeoJSON geometry, six decimals.
pub(super) fn put_point(out: &mut Vec<u8>, lon: f64, lat: f64) {
    out.extend_from_slice(br#"{"type":"Point","coordinates":["#);
    put_number(out, lon, 6);
    out.push(b',');
    put_number(out, lat, 6);
    out.extend_from_slice(b"]}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(put: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        put(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_have_the_decimals_that_say_something() {
        let check = |value: f64, decimals: u32, expected: &str| {
            assert_eq!(written(|out| put_number(out, value, decimals)), expected, "{value}");
        };
        check(106.84, 1, "106.8");
        check(90.0, 1, "90.0");
        check(242.4, 0, "242.0");
        check(-0.04, 1, "0.0");
        check(-0.06, 1, "-0.1");
        check(-7.5000004, 6, "-7.5");
        check(0.000_001_4, 6, "0.000001");
        check(12.034_56, 6, "12.03456");
        check(f64::NAN, 1, "null");
        check(f64::INFINITY, 6, "null");
        check(1e300, 1, "1e+300");
        for n in 0..5_000 {
            let value = f64::from(n) * 0.073 - 180.0;
            let rounded = (value * 1e6).round() / 1e6;
            check(value, 6, &serde_json::to_string(&rounded).unwrap());
        }
    }

    #[test]
    fn texts_are_escaped_as_by_their_library() {
        let odd = ["", "Gao", "\u{1f}", "a\"b", "c\\d", "é – ⵜ", "\n", "\u{7f}", "\u{2028}"];
        for text in odd {
            assert_eq!(written(|out| put_text(out, text)), serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn days_and_counts_are_written_as_by_their_libraries() {
        for day in ["0000-01-01", "0987-12-31", "2026-02-28", "9999-12-31", "-000300-05-06"] {
            let date: Date = day.parse().unwrap();
            assert_eq!(written(|out| put_day(out, date)), date.to_string());
        }
        for count in [0, 7, 10, 909, 4_294_967_296, u64::MAX] {
            assert_eq!(written(|out| put_count(out, count)), count.to_string());
        }
    }
}
