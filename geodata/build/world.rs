//! The countries of the world out of TopoJSON: arcs decoded and simplified once, so that neighbours
//! keep sharing them.

use geo::{
    Area, BoundingRect, Coord, Intersects, LineString, MultiPolygon, Polygon, Rect, Simplify,
};
use serde_json::Value;

use crate::source::Outcome;

/// Where coasts and borders keep their detail, and to how many degrees; and elsewhere.
const DETAIL: [(f64, f64); 2] = [(-25.0, 0.0), (30.0, 40.0)];
const DETAIL_DEG: f64 = 0.01;
const COARSE_DEG: f64 = 0.08;

/// Arcs below this size, in degrees, stay as they are: they may be all there is of a small state.
const SMALL_DEG: f64 = 0.15;

/// A country of the world: its number and English name in the source, and its outline.
pub struct Country {
    pub numeric: String,
    pub name: String,
    pub outline: MultiPolygon<f64>,
}

/// The countries, with arcs simplified or as they are.
pub fn countries(text: &str, is_simplified: bool) -> Outcome<Vec<Country>> {
    let topology: Value = serde_json::from_str(text).map_err(|cause| cause.to_string())?;
    let arcs = arcs(&topology)?;
    let arcs: Vec<LineString<f64>> =
        if is_simplified { arcs.iter().map(simplified).collect() } else { arcs };
    let list = topology["objects"]["countries"]["geometries"].as_array().ok_or("no countries")?;
    list.iter().map(|geometry| country(geometry, &arcs, is_simplified)).collect()
}

/// Arcs are lists of differences in whole steps (TopoJSON 1.0, sections 2.1.2 and 2.1.3).
fn arcs(topology: &Value) -> Outcome<Vec<LineString<f64>>> {
    let transform = &topology["transform"];
    let number = |value: &Value| value.as_f64().ok_or("a number is missing in the topology");
    let (kx, ky) = (number(&transform["scale"][0])?, number(&transform["scale"][1])?);
    let (x0, y0) = (number(&transform["translate"][0])?, number(&transform["translate"][1])?);
    let mut arcs = Vec::new();
    for arc in topology["arcs"].as_array().ok_or("no arcs")? {
        let (mut x, mut y) = (0.0, 0.0);
        let mut points = Vec::new();
        for step in arc.as_array().ok_or("an arc is no list")? {
            x += number(&step[0])?;
            y += number(&step[1])?;
            points.push(Coord { x: x * kx + x0, y: y * ky + y0 });
        }
        arcs.push(LineString::new(points));
    }
    Ok(arcs)
}

/// A ring that is one arc is halved first, so that its ends stay apart.
fn simplified(arc: &LineString<f64>) -> LineString<f64> {
    let [low, high] = DETAIL;
    let window = Rect::new(low, high);
    let tolerance = if arc.intersects(&window) { DETAIL_DEG } else { COARSE_DEG };
    let is_small = arc.bounding_rect().is_none_or(|b| b.width().max(b.height()) < SMALL_DEG);
    if is_small {
        return arc.clone();
    }
    let points = &arc.0;
    if points.len() < 8 || points.first() != points.last() {
        return arc.simplify(tolerance);
    }
    let (first, second) = points.split_at(points.len() / 2);
    let first = [first, &second[..1]].concat();
    let mut joined = LineString::new(first).simplify(tolerance);
    joined.0.extend_from_slice(&LineString::new(second.to_vec()).simplify(tolerance).0[1..]);
    joined
}

fn country(geometry: &Value, arcs: &[LineString<f64>], drops_small: bool) -> Outcome<Country> {
    let list = geometry["arcs"].as_array().ok_or("a country has no arcs")?;
    let mut polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![polygon(list, arcs)?],
        Some("MultiPolygon") => {
            let rings = |value: &Value| value.as_array().cloned().unwrap_or_default();
            list.iter().map(|p| polygon(&rings(p), arcs)).collect::<Outcome<Vec<_>>>()?
        }
        _ => Vec::new(),
    };
    polygons.sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
    if drops_small {
        let mut is_first = true;
        polygons.retain(|polygon| std::mem::take(&mut is_first) || is_visible(polygon));
    }
    Ok(Country {
        numeric: geometry["id"].as_str().unwrap_or_default().to_owned(),
        name: geometry["properties"]["name"].as_str().unwrap_or_default().to_owned(),
        outline: MultiPolygon::new(polygons),
    })
}

/// Islands too small to be seen on a map of the Sahel or of the world are left out.
fn is_visible(polygon: &Polygon<f64>) -> bool {
    let [low, high] = DETAIL;
    let least = if polygon.intersects(&Rect::new(low, high)) { 0.0005 } else { 0.05 };
    polygon.unsigned_area() > least
}

fn polygon(rings: &[Value], arcs: &[LineString<f64>]) -> Outcome<Polygon<f64>> {
    let mut rings =
        rings.iter().map(|ring| stitch(ring, arcs)).collect::<Outcome<Vec<_>>>()?.into_iter();
    let exterior = rings.next().ok_or("a polygon has no ring")?;
    Ok(Polygon::new(exterior, rings.filter(|ring| ring.0.len() > 3).collect()))
}

/// A negative number means the arc ~i run backwards (TopoJSON 1.0, section 2.1.4).
fn stitch(ring: &Value, arcs: &[LineString<f64>]) -> Outcome<LineString<f64>> {
    let mut points: Vec<Coord<f64>> = Vec::new();
    for index in ring.as_array().ok_or("a ring is no list")? {
        let index = index.as_i64().ok_or("an arc index is no number")?;
        let place = if index < 0 { !index } else { index };
        let arc = arcs.get(place as usize).ok_or("an arc is missing")?;
        let skipped = usize::from(!points.is_empty());
        if index < 0 {
            points.extend(arc.0.iter().rev().skip(skipped));
        } else {
            points.extend(arc.0.iter().skip(skipped));
        }
    }
    Ok(LineString::new(points))
}
