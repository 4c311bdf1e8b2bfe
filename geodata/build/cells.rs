//! The part of an area that is nearer to each of several points than to the others (Voronoi cells,
//! by half-planes: Sutherland and Hodgman 1974).

use geo::{BooleanOps, BoundingRect, Coord, LineString, MultiPolygon, Polygon};

/// The cells of the points, in their order. Distances are those on the plane at the area's middle
/// latitude; over a region they are off by a few percent, which is less than a seat is uncertain.
pub fn cells(area: &MultiPolygon<f64>, points: &[Coord<f64>]) -> Vec<MultiPolygon<f64>> {
    let Some(bounds) = area.bounding_rect() else { return Vec::new() };
    let shrunk = bounds.center().y.to_radians().cos();
    let corners = [
        Coord { x: bounds.min().x - 1.0, y: bounds.min().y - 1.0 },
        Coord { x: bounds.max().x + 1.0, y: bounds.min().y - 1.0 },
        Coord { x: bounds.max().x + 1.0, y: bounds.max().y + 1.0 },
        Coord { x: bounds.min().x - 1.0, y: bounds.max().y + 1.0 },
    ];
    let cell = |i: usize| {
        let mut ring = corners.to_vec();
        for (j, other) in points.iter().enumerate() {
            if i != j {
                ring = nearer(&ring, points[i], *other, shrunk);
            }
        }
        let cell = Polygon::new(LineString::new(ring), Vec::new());
        area.intersection(&MultiPolygon::new(vec![cell]))
    };
    (0..points.len()).map(cell).collect()
}

/// The part of a convex ring that is nearer to `own` than to `other`.
fn nearer(ring: &[Coord<f64>], own: Coord<f64>, other: Coord<f64>, shrunk: f64) -> Vec<Coord<f64>> {
    // Above 0 on the own side: the squared distance to the other less that to the own.
    let (dx, dy) = ((own.x - other.x) * shrunk * shrunk, own.y - other.y);
    let (middle_x, middle_y) = ((own.x + other.x) / 2.0, (own.y + other.y) / 2.0);
    let side = |p: Coord<f64>| (p.x - middle_x) * dx + (p.y - middle_y) * dy;
    let mut out = Vec::new();
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (a, b) = (side(*from), side(*to));
        if a >= 0.0 {
            out.push(*from);
        }
        if (a > 0.0 && b < 0.0) || (a < 0.0 && b > 0.0) {
            out.push(*from + (*to - *from) * (a / (a - b)));
        }
    }
    out
}
