//! Land borders out of the countries' outlines: each edge goes to the neighbour beside it.

use std::collections::BTreeMap;

use geo::{
    Contains, Coord, Distance, Euclidean, Length, Line, LineString, MultiLineString, MultiPolygon,
    Point,
};
use rstar::RTree;
use rstar::primitives::GeomWithData;

/// How far apart, in degrees, the outlines of two neighbours may lie: about 2 km.
const APART_DEG: f64 = 0.02;

/// How long a stretch without a neighbour may be, in degrees, to be closed between two with the same.
const GAP_DEG: f64 = 0.3;

/// How far from land a border may lie, in degrees: river mouths and lagoons.
const OFFSHORE_DEG: f64 = 0.02;

type Outlines = RTree<GeomWithData<Line<f64>, usize>>;

/// The borders of all pairs, by pair, from the outline of the country whose code comes first.
pub fn borders(
    countries: &[(String, MultiPolygon<f64>)],
    land: &[MultiPolygon<f64>],
) -> BTreeMap<String, MultiLineString<f64>> {
    let mut edges = Vec::new();
    for (i, (_, outline)) in countries.iter().enumerate() {
        edges.extend(rings(outline).flat_map(|r| r.lines()).map(|line| GeomWithData::new(line, i)));
    }
    let outlines = RTree::bulk_load(edges);
    let mut borders = BTreeMap::new();
    for (i, (code, outline)) in countries.iter().enumerate() {
        for ring in rings(outline) {
            for (neighbour, line) in stretches(ring, i, &outlines) {
                let (other, _) = &countries[neighbour];
                if code < other {
                    let lines: &mut Vec<LineString<f64>> =
                        borders.entry(format!("{code}-{other}")).or_default();
                    lines.extend(on_land(&line, land));
                }
            }
        }
    }
    borders
        .into_iter()
        .map(|(pair, mut lines)| {
            lines.sort_by(|a, b| Euclidean.length(b).total_cmp(&Euclidean.length(a)));
            (pair, MultiLineString::new(lines))
        })
        .filter(|(_, lines)| !lines.0.is_empty())
        .collect()
}

fn rings(outline: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    outline.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
}

/// The ring cut where the neighbour changes: the neighbour's number and the line, in order.
fn stretches(
    ring: &LineString<f64>,
    own: usize,
    outlines: &Outlines,
) -> Vec<(usize, LineString<f64>)> {
    let edges: Vec<Line<f64>> = ring.lines().collect();
    let mut beside: Vec<Option<usize>> =
        edges.iter().map(|edge| neighbour(edge, own, outlines)).collect();
    let start = (1..beside.len()).find(|&i| beside[i] != beside[i - 1]).unwrap_or(0);
    let mut edges = edges;
    edges.rotate_left(start);
    beside.rotate_left(start);
    close_gaps(&edges, &mut beside);
    let mut found: Vec<(usize, LineString<f64>)> = Vec::new();
    let mut last = None;
    for (edge, side) in edges.iter().zip(&beside) {
        if let Some(side) = side {
            match found.last_mut() {
                Some((_, line)) if last == Some(*side) => line.0.push(edge.end),
                _ => found.push((*side, LineString::new(vec![edge.start, edge.end]))),
            }
        }
        last = *side;
    }
    found
}

/// The country whose outline is nearest to the middle of the edge.
fn neighbour(edge: &Line<f64>, own: usize, outlines: &Outlines) -> Option<usize> {
    let middle = Point::from((edge.start + edge.end) / 2.0);
    outlines
        .nearest_neighbor_iter(&middle)
        .take_while(|other| Euclidean.distance(&middle, other.geom()) <= APART_DEG)
        .find(|other| other.data != own)
        .map(|other| other.data)
}

/// Stretches without a neighbour between two with the same belong to it where they are short.
fn close_gaps(edges: &[Line<f64>], beside: &mut [Option<usize>]) {
    let mut i = 0;
    while i < beside.len() {
        if beside[i].is_some() {
            i += 1;
            continue;
        }
        let end = (i..beside.len()).find(|&j| beside[j].is_some()).unwrap_or(beside.len());
        let length: f64 = edges[i..end].iter().map(|edge| Euclidean.length(edge)).sum();
        let before = i.checked_sub(1).and_then(|j| beside[j]);
        if length <= GAP_DEG && end < beside.len() && before == beside[end] {
            beside[i..end].fill(before);
        }
        i = end;
    }
}

/// The parts of a line that lie on land or next to it.
fn on_land(line: &LineString<f64>, land: &[MultiPolygon<f64>]) -> Vec<LineString<f64>> {
    let mut parts: Vec<LineString<f64>> = Vec::new();
    let mut is_open = false;
    for edge in line.lines() {
        let is_land = is_near_land((edge.start + edge.end) / 2.0, land);
        match parts.last_mut() {
            Some(part) if is_open && is_land => part.0.push(edge.end),
            _ if is_land => parts.push(LineString::new(vec![edge.start, edge.end])),
            _ => {}
        }
        is_open = is_land;
    }
    parts
}

fn is_near_land(at: Coord<f64>, land: &[MultiPolygon<f64>]) -> bool {
    let d = OFFSHORE_DEG;
    let around = [(0.0, 0.0), (d, 0.0), (-d, 0.0), (0.0, d), (0.0, -d)];
    around.iter().any(|(dx, dy)| {
        let point = Point::new(at.x + dx, at.y + dy);
        land.iter().any(|area| area.contains(&point))
    })
}
