//! What lies around a point: the borders of other neighbours, the zone of three countries, a town.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};
use rustc_hash::FxHashMap;

use crate::earth::{ARC_LIMIT_KM, LonLat, arc_km, chord_gap, to_ecef_km};
use crate::gazetteer::{Border, Gazetteer, PlaceKind};
use crate::model::{Around, BorderProximity, Name, NearTown, NeighbourDistance};

/// Neighbours are told up to this distance in km: the outermost band. Source: the project's design.
const NEIGHBOUR_KM: f64 = 100.0;
/// Three countries this near each other, in km, make a zone of three. Source: the question analysts
/// ask of the Liptako-Gourma.
const THREE_COUNTRIES_KM: f64 = 50.0;
/// Sides of the squares, in degrees, for which the borders and the towns in reach are found once.
const BORDERS_DEG: f64 = 0.5;
const TOWNS_DEG: f64 = 0.2;
/// No point of a square is farther from its middle than this, in km a degree of its side.
const KM_PER_SIDE: f64 = 80.0;

/// A town in space, with its position and its number in the tables.
type Town = GeomWithData<[f64; 3], (LonLat, u32)>;
/// The number of a square east and north.
type Square = (i32, i32);
type TownsBySquare = FxHashMap<Square, Arc<[Town]>>;
type BordersBySquare = FxHashMap<(Square, Name), Arc<[Reach]>>;

/// A border in reach: its pair of countries, and the one beyond it.
#[derive(Debug)]
struct Reach {
    pair: Name,
    beyond: Name,
}

/// Looks around points, and remembers which borders are in reach of a square.
#[derive(Debug)]
pub(super) struct Lookout<'g> {
    gazetteer: &'g Gazetteer,
    in_reach: RwLock<BordersBySquare>,
    towns: OnceLock<RTree<Town>>,
    /// The towns that may be the nearest, by the numbers of a square.
    towns_near: RwLock<TownsBySquare>,
}

/// The square of a point, and its middle.
fn square(point: LonLat, side_deg: f64) -> (Square, LonLat) {
    let number = |degrees: f64| (degrees / side_deg).floor() as i32;
    let middle = |number: i32| (f64::from(number) + 0.5) * side_deg;
    let (x, y) = (number(point.lon), number(point.lat));
    ((x, y), LonLat::new(middle(x), middle(y).clamp(-90.0, 90.0)))
}

impl<'g> Lookout<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        let (in_reach, towns, towns_near) = Default::default();
        Self { gazetteer, in_reach, towns, towns_near }
    }

    /// What lies around a point of a country, whose nearest border may be known.
    pub(super) fn around(
        &self,
        point: LonLat,
        country: Option<&str>,
        nearest: Option<&BorderProximity>,
    ) -> Around {
        let neighbours =
            country.map_or_else(Vec::new, |code| self.neighbours(point, code, nearest));
        let near = neighbours.iter().filter(|other| other.km <= THREE_COUNTRIES_KM);
        let three_countries = near.count() >= 2;
        Around { neighbours, three_countries, town: self.town(point) }
    }

    /// The neighbours whose border is within [`NEIGHBOUR_KM`], the nearest first.
    fn neighbours(
        &self,
        point: LonLat,
        country: &str,
        nearest: Option<&BorderProximity>,
    ) -> Vec<NeighbourDistance> {
        if nearest.is_some_and(|border| border.km > NEIGHBOUR_KM) {
            return Vec::new();
        }
        let of_border = |border: &Reach| {
            let km = match nearest {
                Some(nearest) if nearest.pair == border.pair => nearest.km,
                _ => self.gazetteer.distance_to_border(&border.pair, point)?.1,
            };
            let country = border.beyond.clone();
            (km <= NEIGHBOUR_KM).then_some(NeighbourDistance { country, km })
        };
        let borders = self.borders(point, country);
        let mut found: Vec<NeighbourDistance> = borders.iter().filter_map(of_border).collect();
        found.sort_by(|a, b| a.km.total_cmp(&b.km).then_with(|| a.country.cmp(&b.country)));
        found
    }

    /// The borders of the country that may be in reach of the point's square.
    fn borders(&self, point: LonLat, country: &str) -> Arc<[Reach]> {
        let (square, center) = square(point, BORDERS_DEG);
        let key = (square, Name::from(country));
        let known = self.in_reach.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(borders) = known {
            return borders;
        }
        let is_in_reach = |border: &&Border| {
            let found = self.gazetteer.distance_to_border(&border.pair, center);
            found.is_some_and(|(_, km)| km <= NEIGHBOUR_KM + KM_PER_SIDE * BORDERS_DEG)
        };
        let reach = |border: &Border| {
            let beyond = border.countries.iter().find(|code| *code != country)?;
            Some(Reach { pair: border.pair.as_str().into(), beyond: beyond.as_str().into() })
        };
        let is_its = |border: &&Border| border.countries.iter().any(|code| code == country);
        let of_country = self.gazetteer.borders().iter().filter(is_its);
        let borders: Arc<[Reach]> = of_country.filter(is_in_reach).filter_map(reach).collect();
        let mut all = self.in_reach.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(key, Arc::clone(&borders));
        borders
    }

    /// The nearest town or city.
    fn town(&self, point: LonLat) -> Option<NearTown> {
        let origin = to_ecef_km(point);
        let towns = self.towns_near(point);
        let chords = towns.iter().map(|town| (town.distance_2(&origin), town.data));
        let (chord2, (at, number)) =
            chords.clone().min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.1.cmp(&b.1.1)))?;
        let chord_km = chord2.sqrt();
        if chord_km <= ARC_LIMIT_KM {
            return self.near_town(point, at, arc_km(chord_km), number);
        }
        // Far away the chords find the towns that may be nearest; the geodesic decides.
        let farthest = (chord_km + chord_gap(chord_km)).powi(2);
        let may_be = chords.filter(|(chord2, _)| *chord2 <= farthest);
        let of_geodesic = may_be.map(|(_, (at, number))| (point.distance_km(at), number, at));
        let (km, number, at) =
            of_geodesic.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)))?;
        self.near_town(point, at, km, number)
    }

    fn near_town(&self, point: LonLat, at: LonLat, km: f64, number: u32) -> Option<NearTown> {
        let name = self.gazetteer.places().get(number as usize)?.name.as_str().into();
        Some(NearTown { name, km, bearing_deg: at.direction_deg(point) })
    }

    /// The towns that are the nearest to some point of the point's square.
    fn towns_near(&self, point: LonLat) -> Arc<[Town]> {
        let (square, center) = square(point, TOWNS_DEG);
        let known = self.towns_near.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(towns) = known.get(&square) {
            return Arc::clone(towns);
        }
        drop(known);
        let origin = to_ecef_km(center);
        let nearest = self.towns().nearest_neighbor_iter_with_distance_2(&origin).next();
        // A point of the square is at most so far from that town, and from the middle.
        let reach =
            nearest.map_or(0.0, |(_, chord2)| chord2.sqrt() + 2.0 * KM_PER_SIDE * TOWNS_DEG);
        let reach = reach + chord_gap(reach);
        let found = self.towns().locate_within_distance(origin, reach * reach);
        let towns: Arc<[Town]> = found.copied().collect();
        let mut all = self.towns_near.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(square, Arc::clone(&towns));
        towns
    }

    fn towns(&self) -> &RTree<Town> {
        self.towns.get_or_init(|| {
            let places = (0..).zip(self.gazetteer.places());
            let towns = places.filter(|(_, p)| matches!(p.kind, PlaceKind::City | PlaceKind::Town));
            let entry = |(i, place): (u32, &crate::gazetteer::Place)| {
                GeomWithData::new(to_ecef_km(place.point), (place.point, i))
            };
            RTree::bulk_load(towns.map(entry).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Place;

    fn around(lon: f64, lat: f64, country: &str) -> Around {
        let gazetteer = Gazetteer::bundled().unwrap();
        Lookout::new(&gazetteer).around(LonLat::new(lon, lat), Some(country), None)
    }

    #[test]
    fn where_three_countries_meet_the_neighbours_are_told_by_distance() {
        // Labbézanga, and a place on the other side of the Liptako.
        let near = around(0.70, 14.96, "ML");
        let codes: Vec<&str> = near.neighbours.iter().map(|n| n.country.as_str()).collect();
        assert_eq!(codes.first(), Some(&"NE"));
        assert!(near.neighbours.windows(2).all(|pair| pair[0].km <= pair[1].km));
        assert!(around(0.22, 14.97, "ML").three_countries);
        assert!(!around(2.4, 15.92, "ML").three_countries);
        assert!(around(-1.0, 19.0, "ML").neighbours.is_empty());
    }

    #[test]
    fn the_neighbours_are_those_of_a_full_search() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let lookout = Lookout::new(&gazetteer);
        for i in 0..400 {
            let share = |step: f64| (f64::from(i) * step).fract();
            let point =
                LonLat::new(-12.0 + 27.0 * share(0.754_877_67), 9.5 + 15.0 * share(0.569_840_29));
            let Some(country) = gazetteer.country_at(point) else { continue };
            let borders = gazetteer.borders().iter();
            let own = borders.filter(|border| border.countries.contains(&country.id));
            let mut kms: Vec<f64> = own
                .filter_map(|border| Some(gazetteer.distance_to_border(&border.pair, point)?.1))
                .filter(|km| *km <= NEIGHBOUR_KM)
                .collect();
            kms.sort_by(f64::total_cmp);
            let found = lookout.around(point, Some(&country.id), None).neighbours;
            assert_eq!(found.iter().map(|n| n.km).collect::<Vec<_>>(), kms, "{point:?}");
        }
    }

    #[test]
    fn the_nearest_town_is_that_of_a_full_search() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let lookout = Lookout::new(&gazetteer);
        let is_town = |place: &&Place| matches!(place.kind, PlaceKind::City | PlaceKind::Town);
        let towns: Vec<&Place> = gazetteer.places().iter().filter(is_town).collect();
        for i in 0..200 {
            let share = |step: f64| (f64::from(i) * step).fract();
            // Two of three around the Sahel, the others anywhere.
            let (west, width, south, height) = match i % 3 {
                0 => (-180.0, 360.0, -90.0, 180.0),
                _ => (-12.0, 27.0, 9.5, 15.0),
            };
            let point = LonLat::new(
                west + width * share(0.754_877_67),
                south + height * share(0.569_840_29),
            );
            let all = towns.iter().map(|town| point.distance_km(town.point));
            let least = all.fold(f64::INFINITY, f64::min);
            let found = lookout.town(point).unwrap();
            assert!((found.km - least).abs() < 3e-4, "{point:?}: {} {least}", found.km);
        }
    }

    #[test]
    fn the_nearest_town_is_told_with_the_way_from_it() {
        let town = around(2.4, 15.6, "ML").town.unwrap();
        assert_eq!(town.name, "Ménaka");
        assert!((30.0..45.0).contains(&town.km), "{}", town.km);
        assert!((170.0..190.0).contains(&town.bearing_deg), "{}", town.bearing_deg);
    }
}
