//! The location of an incident that several reports place: the product of their beliefs.

use geo::{Contains, MultiPolygon};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::figure::{level_of, on_earth};
use super::grid::Grid;
use super::outline::outline;
use super::product::highest;
use crate::model::{Location, Note, WeightedPoint};

/// Two beliefs contradict each other where less of the sharper one than this lies within the other.
/// Source: own judgement, the tail of a belief whose outline holds 80 %.
const LEAST_SHARED: f64 = 0.05;
/// Cells with less than this share of the highest weight are left out.
const NEGLIGIBLE: f64 = 1e-3;
/// The grid reaches beyond the outline by this factor: a fifth of a belief lies outside.
const ROOM: f64 = 1.6;

/// The product of several beliefs, and a note for each that contradicts the sharpest.
///
/// The sharpest comes first: a place before a whole unit, a single candidate before several, the
/// smallest radius. Reports that say the same of the place count once: they repeat each other and do
/// not bear each other out. A belief that leaves less than 5 % of the sharpest one contradicts it and
/// is not used. `None` for no location.
pub fn fuse(locations: &[&Location]) -> Option<(Location, Vec<Note>)> {
    let mut sorted: Vec<&Location> = locations.to_vec();
    sorted.sort_by(|a, b| {
        (a.is_whole_unit, a.is_ambiguous)
            .cmp(&(b.is_whole_unit, b.is_ambiguous))
            .then_with(|| a.radius_km.total_cmp(&b.radius_km))
    });
    let sharpest = *sorted.first()?;
    sorted.dedup_by(|a, b| a.belief == b.belief);
    let others = sorted.get(1..).unwrap_or_default();
    if others.is_empty() {
        return Some((sharpest.clone(), Vec::new()));
    }
    let radius_km = sharpest.radius_km.max(0.05) * ROOM;
    let grid = Grid::around(sharpest.best, radius_km, radius_km / 24.0);
    let first = Spread::new(&grid, &sharpest.belief);
    let mut weights = first.on(&grid);
    let mut notes = Vec::new();
    let mut reasons = Vec::new();
    let mut is_narrower = false;
    for other in others {
        let spread = Spread::new(&grid, &other.belief);
        if first.shared_with(&spread) < LEAST_SHARED {
            notes.push(conflict(sharpest, other));
            continue;
        }
        if sharpest.belief.len() > 1 && other.belief.len() > 1 {
            let there = spread.on(&grid);
            let both: Vec<f64> = weights.iter().zip(there).map(|(a, b)| a * b).collect();
            // What the cells do not show to meet is left as it was.
            if highest(&both) > 0.0 {
                reasons.push(format!("another report: '{}'", other.place));
                is_narrower = true;
                weights = both;
            }
        }
    }
    let fused = if is_narrower { read_off(sharpest, &grid, weights) } else { None };
    let mut fused = fused.unwrap_or_else(|| sharpest.clone());
    fused.reasons.extend(reasons);
    Some((fused, notes))
}

fn conflict(sharpest: &Location, other: &Location) -> Note {
    let km = sharpest.best.distance_km(other.best);
    let message = format!(
        "reports place it at '{}' and at '{}', {km:.0} km apart; the sharper one is used",
        sharpest.place, other.place
    );
    Note::new("place-conflict", message)
}

/// A belief on the plane of a grid.
struct Spread {
    points: RTree<GeomWithData<[f64; 2], f64>>,
    all: Vec<([f64; 2], f64)>,
}

impl Spread {
    fn new(grid: &Grid, belief: &[WeightedPoint]) -> Self {
        let at = |p: &WeightedPoint| {
            let (x, y) = grid.plane.to_km(p.point);
            ([x, y], p.weight)
        };
        let all: Vec<([f64; 2], f64)> = belief.iter().map(at).collect();
        let entries = all.iter().map(|(at, weight)| GeomWithData::new(*at, *weight));
        Self { points: RTree::bulk_load(entries.collect()), all }
    }

    /// The density per km² at a place: that of the nearest point, which stands for a square as wide
    /// as the way to its own nearest neighbour.
    fn density(&self, at: [f64; 2]) -> f64 {
        let Some(nearest) = self.points.nearest_neighbor(&at) else { return 0.0 };
        let origin = *nearest.geom();
        let mut near = self.points.nearest_neighbor_iter_with_distance_2(&origin);
        let step2 = near.find(|(_, d2)| *d2 > 1e-12).map_or(1e-6, |(_, d2)| d2);
        let (dx, dy) = (at[0] - origin[0], at[1] - origin[1]);
        // The corner of a square is √½ of its side away.
        if dx * dx + dy * dy > step2 * 0.55 { 0.0 } else { nearest.data / step2 }
    }

    /// The weight of every cell of a grid.
    fn on(&self, grid: &Grid) -> Vec<f64> {
        (0..grid.n_cells())
            .map(|cell| {
                let (x, y) = grid.km(cell);
                self.density([x, y])
            })
            .collect()
    }

    /// The share of this belief that lies where the other does, either seen from the other's points.
    fn shared_with(&self, other: &Self) -> f64 {
        let held = |a: &Self, b: &Self| -> f64 {
            a.all.iter().filter(|(at, _)| b.density(*at) > 0.0).map(|(_, weight)| weight).sum()
        };
        held(self, other).max(held(other, self))
    }
}

/// The sharpest location with the belief, outline, best point and radius of the product.
fn read_off(sharpest: &Location, grid: &Grid, mut weights: Vec<f64>) -> Option<Location> {
    let most = highest(&weights);
    let sum: f64 = weights.iter().filter(|w| **w > most * NEGLIGIBLE).sum();
    for weight in &mut weights {
        *weight = if *weight > most * NEGLIGIBLE { *weight / sum } else { 0.0 };
    }
    let cells = weights.iter().filter(|weight| **weight > 0.0).map(|weight| (*weight, *weight));
    let (level, _) = level_of(cells.collect())?;
    let area: MultiPolygon<f64> = on_earth(grid.plane, &outline(grid, &weights, level));
    let best = if area.contains(&sharpest.best.point()) {
        sharpest.best
    } else {
        let inside = (0..).zip(&weights).filter(|(_, weight)| **weight >= level);
        let points = inside.map(|(cell, _)| grid.point(cell));
        let far = |p: &crate::earth::LonLat| p.rough_distance_km(sharpest.best);
        points.min_by(|a, b| far(a).total_cmp(&far(b)))?
    };
    let corners = area.iter().flat_map(|polygon| polygon.exterior().coords());
    let radius_km = corners.map(|c| best.distance_km((*c).into())).fold(0.0, f64::max);
    let cells = weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    let belief: Vec<WeightedPoint> = cells
        .map(|(cell, weight)| WeightedPoint { point: grid.point(cell), weight: *weight })
        .collect();
    if area.0.is_empty() || belief.is_empty() {
        return None;
    }
    Some(Location {
        best,
        belief: belief.into(),
        is_ambiguous: sharpest.is_ambiguous && area.0.len() > 1,
        is_whole_unit: false,
        area: area.into(),
        radius_km,
        ..sharpest.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;
    use crate::gazetteer::Gazetteer;
    use crate::model::{Direction, Feature, PlacePart, PlacePhrase, Relation, Span, Toponym};

    fn location(relation: Relation, name: &str, feature: Option<Feature>) -> Location {
        let gazetteer = Gazetteer::bundled().unwrap();
        let toponyms = vec![Toponym { name: name.to_owned(), feature, span: Span::default() }];
        let parts = vec![PlacePart { relation, toponyms }];
        let phrase = PlacePhrase { text: name.to_owned(), span: Span::default(), parts };
        super::super::locate(&gazetteer, &phrase, &[]).unwrap()
    }

    fn offset(distance_km: f64, direction: Option<Direction>, name: &str) -> Location {
        location(Relation::Offset { distance_km, direction }, name, None)
    }

    fn km2(location: &Location) -> f64 {
        use geo::GeodesicArea;
        location.area.geodesic_area_unsigned() / 1e6
    }

    #[test]
    fn two_beliefs_are_sharper_than_each() {
        let south = offset(50.0, Some(Direction::South), "Ménaka");
        let near = offset(70.0, None, "Andéramboukane");
        let (fused, notes) = fuse(&[&south, &near]).unwrap();
        assert_eq!(notes, []);
        assert!(km2(&fused) < km2(&south).min(km2(&near)), "{}", km2(&fused));
        let sum: f64 = fused.belief.iter().map(|p| p.weight).sum();
        assert!((sum - 1.0).abs() < 1e-9 && fused.area.contains(&fused.best.point()));
        assert_eq!(fuse(&[&near, &south]).unwrap().0.belief, fused.belief);
    }

    #[test]
    fn the_same_told_twice_is_no_sharper_and_a_contradiction_is_noted() {
        let (menaka, gao) =
            (location(Relation::Near, "Ménaka", None), location(Relation::Near, "Gao", None));
        assert_eq!(fuse(&[&menaka, &menaka.clone()]).unwrap().0, menaka);
        let (fused, notes) = fuse(&[&menaka, &gao]).unwrap();
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.contains("Gao") && notes[0].message.contains("Ménaka"));
        assert!([&menaka.place, &gao.place].contains(&&fused.place));
        assert!(fuse(&[]).is_none());
    }

    #[test]
    fn an_exact_point_stays_where_it_is() {
        let wide = location(Relation::In, "Ménaka", Some(Feature::Region));
        let point = LonLat::new(2.4, 15.9);
        let exact = Location {
            best: point,
            belief: vec![WeightedPoint { point, weight: 1.0 }].into(),
            area: MultiPolygon(Vec::new()).into(),
            radius_km: 0.0,
            is_whole_unit: false,
            ..wide.clone()
        };
        let (fused, notes) = fuse(&[&wide, &exact]).unwrap();
        assert_eq!((fused.best, notes.len()), (point, 0));
    }
}
