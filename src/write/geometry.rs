//! Geometries as RFC 7946 wants them: six decimals, right-hand rings, split at the antimeridian.

use geo::{
    BooleanOps, Coord, Geometry, LineString, MapCoords, MultiPolygon, Orient, Polygon, Rect,
};
use geojson::{Geometry as JsonGeometry, GeometryValue as Value, Position};

use crate::earth::LonLat;

/// A point.
pub(super) fn point(point: LonLat) -> JsonGeometry {
    JsonGeometry::new(Value::Point { coordinates: position(point.lon, point.lat) })
}

/// Any geometry; `None` where nothing of it is left after rounding.
pub(super) fn geometry(geometry: &Geometry<f64>) -> Option<JsonGeometry> {
    let value = match geometry {
        Geometry::Point(p) => Value::Point { coordinates: position(p.x(), p.y()) },
        Geometry::MultiPoint(points) => Value::MultiPoint {
            coordinates: points.iter().map(|p| position(p.x(), p.y())).collect(),
        },
        Geometry::LineString(line) => Value::LineString { coordinates: open_line(line)? },
        Geometry::MultiLineString(lines) => {
            let coordinates: Vec<_> = lines.iter().filter_map(open_line).collect();
            (!coordinates.is_empty()).then_some(Value::MultiLineString { coordinates })?
        }
        Geometry::Polygon(polygon) => polygons(&MultiPolygon(vec![polygon.clone()]))?,
        Geometry::MultiPolygon(several) => polygons(several)?,
        _ => return None,
    };
    Some(JsonGeometry::new(value))
}

/// Polygons: one stays a Polygon, several become a MultiPolygon.
pub(super) fn polygons(several: &MultiPolygon<f64>) -> Option<Value> {
    let whole = split_at_antimeridian(several).orient(geo::orient::Direction::Default);
    let mut coordinates: Vec<Vec<Vec<Position>>> = whole.iter().filter_map(polygon).collect();
    match coordinates.len() {
        0 => None,
        1 => Some(Value::Polygon { coordinates: coordinates.remove(0) }),
        _ => Some(Value::MultiPolygon { coordinates }),
    }
}

fn polygon(polygon: &Polygon<f64>) -> Option<Vec<Vec<Position>>> {
    let outer = ring(polygon.exterior())?;
    Some(std::iter::once(outer).chain(polygon.interiors().iter().filter_map(ring)).collect())
}

/// A closed ring without repeated positions; `None` where fewer than three remain.
fn ring(line: &LineString<f64>) -> Option<Vec<Position>> {
    let positions = open_line(line)?;
    (positions.len() >= 4).then_some(positions)
}

fn open_line(line: &LineString<f64>) -> Option<Vec<Position>> {
    let mut positions: Vec<Position> = line.coords().map(|c| position(c.x, c.y)).collect();
    positions.dedup();
    (positions.len() >= 2).then_some(positions)
}

fn position(lon: f64, lat: f64) -> Position {
    Position::from([round(lon), round(lat)])
}

fn round(degrees: f64) -> f64 {
    let rounded = (degrees * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Cuts polygons whose rings jump across ±180 in two. Source: RFC 7946, section 3.1.9.
fn split_at_antimeridian(several: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let crosses =
        |line: &LineString<f64>| line.lines().any(|edge| (edge.end.x - edge.start.x).abs() > 180.0);
    let mut result = Vec::new();
    for polygon in several {
        if !crosses(polygon.exterior()) {
            result.push(polygon.clone());
            continue;
        }
        let east =
            polygon.map_coords(|c| if c.x < 0.0 { Coord { x: c.x + 360.0, y: c.y } } else { c });
        let half = |from: f64| Rect::new((from, -90.0), (from + 180.0, 90.0)).to_polygon();
        result.extend(east.intersection(&half(0.0)));
        let beyond = east.intersection(&half(180.0));
        result.extend(beyond.map_coords(|c| Coord { x: c.x - 360.0, y: c.y }));
    }
    MultiPolygon(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polygon_across_the_antimeridian_is_cut_in_two() {
        let across: Polygon<f64> = Polygon::new(
            vec![(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0)].into(),
            vec![],
        );
        let Some(Value::MultiPolygon { coordinates }) = polygons(&MultiPolygon(vec![across]))
        else {
            panic!("one polygon expected to become two")
        };
        assert_eq!(coordinates.len(), 2);
        for lon in coordinates.iter().flatten().flatten().map(|p| p[0]) {
            assert!((179.0..=180.0).contains(&lon.abs()), "{lon}");
        }
    }

    #[test]
    fn rings_follow_the_right_hand_and_have_six_decimals() {
        let clockwise: Polygon<f64> = Polygon::new(
            vec![(0.0, 0.0), (0.0, 1.0), (1.123_456_78, 1.0), (0.0, 0.0)].into(),
            vec![],
        );
        let Some(Value::Polygon { coordinates }) = polygons(&MultiPolygon(vec![clockwise])) else {
            panic!("a polygon expected")
        };
        let flat: Vec<(f64, f64)> = coordinates[0].iter().map(|p| (p[0], p[1])).collect();
        assert!(flat.contains(&(1.123_457, 1.0)));
        let area: f64 = flat.windows(2).map(|w| w[0].0 * w[1].1 - w[1].0 * w[0].1).sum();
        assert!(area > 0.0);
    }

    #[test]
    fn what_vanishes_in_rounding_is_left_out() {
        let tiny: Polygon<f64> =
            Polygon::new(vec![(0.0, 0.0), (1e-9, 0.0), (0.0, 1e-9), (0.0, 0.0)].into(), vec![]);
        assert!(polygons(&MultiPolygon(vec![tiny])).is_none());
    }
}
