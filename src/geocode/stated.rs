//! Locations of rows that state their position: a point, a circle or a whole unit, as their
//! precision code says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use geo::{Contains, LineString, MultiPolygon, Polygon};

use crate::earth::{LocalPlane, LonLat};
use crate::gazetteer::{Area, Gazetteer, fold};
use crate::model::{Location, NamedUnits, Note, Relation, StatedPosition, WeightedPoint};

/// "Within about 25 km of a known point". Source: UCDP GED codebook, where_prec 2; ACLED's
/// geo_precision 2 ("near a town, a small area") names no distance and is taken alike.
const NEAR_KM: f64 = 25.0;
/// The circle of a line, a fuzzy area or a midpoint (UCDP where_prec 5), for which the codebook names
/// no distance: own judgement, half the width of a common first-level unit.
const FUZZY_KM: f64 = 50.0;
/// A position may lie so far on the other side of the border of the country that its row names.
/// Source: own judgement, the borders' own accuracy.
const BORDER_KM: f64 = 5.0;
/// The name of a place is looked for so far around a position without one.
const NAMING_KM: f64 = 30.0;
/// Rings of the points that stand for a circle; the ring number n has 6 n points, so that all stand
/// for the same area.
const N_RINGS: usize = 4;
/// Cells across a unit.
const N_CELLS: usize = 24;

/// Makes locations out of stated positions; equal positions share what is equal of them.
#[derive(Debug)]
pub struct Stated<'g> {
    gazetteer: &'g Gazetteer,
    shapes: Mutex<HashMap<Key, Shape>>,
    countries: Mutex<HashMap<String, Option<String>>>,
    names: Mutex<HashMap<(u64, u64), String>>,
}

/// What the shape of a location depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Circle(u64, u64, u64),
    Unit(u8, String),
}

/// The belief and the outline of a location.
type Shape = (Arc<[WeightedPoint]>, Arc<MultiPolygon<f64>>);

impl<'g> Stated<'g> {
    /// Knows nothing yet.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let (shapes, countries, names) = Default::default();
        Self { gazetteer, shapes, countries, names }
    }

    /// The location of a stated position.
    ///
    /// A precision code widens it: UCDP where_prec 2 and ACLED geo_precision 2 to a circle, 3, 4 and 6
    /// (ACLED: 3) to the whole unit that the row names or that holds the position. A position without
    /// a code is taken as exact. Longitude and latitude are exchanged where only so they lie in the
    /// country that the row names.
    pub fn locate(&self, position: &StatedPosition, units: &NamedUnits) -> Location {
        let mut notes = Vec::new();
        let country = self.country(&units.country);
        let best = self.checked(position.point, country.as_deref(), &mut notes);
        let where_prec = position.where_prec.unwrap_or(match position.geo_precision {
            Some(2) => 2,
            Some(3) => 4,
            _ => 1,
        });
        let unit = self.unit(where_prec, best, country.as_deref(), units);
        let radius_km = position.radius_km.filter(|_| unit.is_none()).unwrap_or(match where_prec {
            2 => NEAR_KM,
            3..=6 => FUZZY_KM,
            _ => 0.0,
        });
        let (belief, area) = self.shape(unit, best, radius_km);
        let (place, relation) = self.place(best, units, unit);
        let radius_km = match unit {
            Some(_) => farthest_km(best, &area),
            None => radius_km,
        };
        Location {
            best,
            belief,
            area,
            radius_km,
            place,
            relation,
            is_whole_unit: unit.is_some_and(|unit| unit.level <= 1),
            is_ambiguous: false,
            geo_precision: position.geo_precision.or_else(|| acled(where_prec)),
            where_prec,
            candidates: Vec::new(),
            reasons: Vec::new(),
            notes,
        }
    }

    /// The code of the country that a cell names.
    fn country(&self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let mut known = self.countries.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = known.get(name) {
            return code.clone();
        }
        let by_code = self.gazetteer.country(&name.to_uppercase());
        let found = by_code.or_else(|| self.gazetteer.country_named(name));
        let code = found.map(|area| area.country.clone());
        known.insert(name.to_owned(), code.clone());
        code
    }

    /// The position, exchanged where that puts it into the country of its row.
    fn checked(&self, point: LonLat, country: Option<&str>, notes: &mut Vec<Note>) -> LonLat {
        let Some(country) = country else { return point };
        let at = |point: LonLat| self.gazetteer.country_at(point).map(|area| area.id.as_str());
        let held = at(point);
        let is_bundled = self.gazetteer.countries().iter().any(|area| area.id == country);
        if held == Some(country) || !is_bundled {
            return point;
        }
        let (lon, lat) = (point.lon, point.lat);
        if let Some(swapped) = LonLat::checked(lat, lon).filter(|p| at(*p) == Some(country)) {
            let message = format!(
                "longitude '{lon}' and latitude '{lat}' are exchanged: only so they lie in the \
                 country of the row, {country}"
            );
            notes.push(Note::new("position-swapped", message));
            return swapped;
        }
        let border = self.gazetteer.nearest_border(point, country);
        if border.is_none_or(|(_, _, km)| km > BORDER_KM) {
            let held = held.unwrap_or("none that is bundled");
            let message = format!(
                "the position '{lon}', '{lat}' lies in the country {held}, the row says {country}"
            );
            notes.push(Note::new("country-conflict", message));
        }
        point
    }

    /// The unit that a precision code speaks of: by its name, else the one that holds the position.
    fn unit(
        &self,
        where_prec: u8,
        point: LonLat,
        country: Option<&str>,
        units: &NamedUnits,
    ) -> Option<&'g Area> {
        let gazetteer = self.gazetteer;
        let is_of_country = |area: &&Area| country.is_none_or(|code| area.country == code);
        match where_prec {
            3 => {
                let key = fold::key(&units.district);
                let is_it = |area: &&Area| !key.is_empty() && fold::key(&area.name) == key;
                let mut named = gazetteer.districts().iter().filter(is_of_country).filter(is_it);
                named.next().or_else(|| gazetteer.district_at(point))
            }
            4 => {
                let named = gazetteer.regions_named(&units.region);
                let named = named.into_iter().find(is_of_country);
                named.or_else(|| gazetteer.region_at(point))
            }
            6 => {
                let named = country.and_then(|code| gazetteer.country(code));
                named.or_else(|| gazetteer.country_at(point))
            }
            _ => None,
        }
    }

    fn shape(&self, unit: Option<&Area>, best: LonLat, radius_km: f64) -> Shape {
        if unit.is_none() && radius_km <= 0.0 {
            return circle(best, radius_km);
        }
        let key = match unit {
            Some(unit) => Key::Unit(unit.level, unit.id.clone()),
            None => Key::Circle(best.lon.to_bits(), best.lat.to_bits(), radius_km.to_bits()),
        };
        let mut shapes = self.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        let made = shapes.entry(key).or_insert_with(|| match unit {
            Some(unit) => (cells(unit, best), Arc::new(unit.polygon.clone())),
            None => circle(best, radius_km),
        });
        made.clone()
    }

    /// What the place is called, and how the position lies to it.
    fn place(&self, best: LonLat, units: &NamedUnits, unit: Option<&Area>) -> (String, Relation) {
        if let Some(unit) = unit {
            return (unit.name.clone(), Relation::In);
        }
        if !units.place.is_empty() {
            return (units.place.clone(), Relation::In);
        }
        let key = (best.lon.to_bits(), best.lat.to_bits());
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let name = names.entry(key).or_insert_with(|| {
            let near = self.gazetteer.places_near(best, NAMING_KM);
            let first = near.first().map(|(place, _)| place.name.clone());
            first.unwrap_or_else(|| format!("{:.3}, {:.3}", best.lon, best.lat))
        });
        (name.clone(), Relation::Near)
    }
}

/// ACLED's code for a UCDP one. Source: both codebooks, geographic precision.
fn acled(where_prec: u8) -> Option<u8> {
    match where_prec {
        1 => Some(1),
        2 => Some(2),
        3..=5 => Some(3),
        _ => None,
    }
}

/// Equal weights over a disk, and its outline; a single point where it has no radius.
fn circle(best: LonLat, radius_km: f64) -> Shape {
    if radius_km <= 0.0 {
        let belief = Arc::from([WeightedPoint { point: best, weight: 1.0 }]);
        return (belief, Arc::new(MultiPolygon(Vec::new())));
    }
    let plane = LocalPlane::new(best);
    let around = |far_km: f64, n: usize| {
        (0..n).map(move |i| {
            let angle = std::f64::consts::TAU * i as f64 / n as f64;
            plane.to_lon_lat(far_km * angle.cos(), far_km * angle.sin())
        })
    };
    let step_km = radius_km / (N_RINGS as f64 + 0.5);
    let rings = (1..=N_RINGS).flat_map(|ring| around(step_km * ring as f64, 6 * ring));
    let points: Vec<LonLat> = std::iter::once(best).chain(rings).collect();
    let weight = 1.0 / points.len() as f64;
    let belief = points.into_iter().map(|point| WeightedPoint { point, weight }).collect();
    let outline: LineString<f64> = around(radius_km, 36).map(|p| (p.lon, p.lat)).collect();
    (belief, Arc::new(MultiPolygon(vec![Polygon::new(outline, Vec::new())])))
}

/// Equal weights over the cells whose centres lie in a unit; `best` alone in a unit so thin that it
/// holds none.
fn cells(unit: &Area, best: LonLat) -> Arc<[WeightedPoint]> {
    let bounds = &unit.bounds;
    let share = |i: usize| (i as f64 + 0.5) / N_CELLS as f64;
    let rows = (0..N_CELLS).map(|row| bounds.south + (bounds.north - bounds.south) * share(row));
    let mut points: Vec<LonLat> = rows
        .flat_map(|lat| {
            let lon = |column: usize| bounds.west + bounds.width_deg() * share(column);
            (0..N_CELLS).map(move |column| LonLat::new(lon(column), lat))
        })
        .filter(|point| unit.polygon.contains(&point.point()))
        .collect();
    if points.is_empty() {
        points.push(best);
    }
    let weight = 1.0 / points.len() as f64;
    points.into_iter().map(|point| WeightedPoint { point, weight }).collect()
}

fn farthest_km(best: LonLat, area: &MultiPolygon<f64>) -> f64 {
    let corners = area.iter().flat_map(|polygon| polygon.exterior().coords());
    corners.map(|corner| best.rough_distance_km((*corner).into())).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(lon: f64, lat: f64, where_prec: Option<u8>, country: &str) -> Location {
        let gazetteer = Gazetteer::bundled().unwrap();
        let point = LonLat::new(lon, lat);
        let position = StatedPosition { point, geo_precision: None, where_prec, radius_km: None };
        let units = NamedUnits { country: country.to_owned(), ..NamedUnits::default() };
        Stated::new(&gazetteer).locate(&position, &units)
    }

    #[test]
    fn a_precision_code_makes_a_circle_or_a_whole_unit() {
        let check = |where_prec, n_least: usize, radius_km: f64, is_whole: bool| {
            let found = located(2.4, 15.9, where_prec, "");
            assert!(found.belief.len() >= n_least, "{where_prec:?}: {}", found.belief.len());
            assert!((found.radius_km - radius_km).abs() < 1e-9 || is_whole, "{where_prec:?}");
            assert_eq!(found.is_whole_unit, is_whole, "{where_prec:?}");
            let sum: f64 = found.belief.iter().map(|p| p.weight).sum();
            assert!((sum - 1.0).abs() < 1e-9);
            assert_eq!(found.best, LonLat::new(2.4, 15.9));
        };
        check(None, 1, 0.0, false);
        check(Some(1), 1, 0.0, false);
        check(Some(2), 37, NEAR_KM, false);
        check(Some(4), 100, 0.0, true);
        check(Some(5), 37, FUZZY_KM, false);
        check(Some(6), 100, 0.0, true);
    }

    #[test]
    fn exchanged_degrees_are_put_right_where_the_country_proves_it() {
        let check = |lon: f64, lat: f64, country: &str, best: (f64, f64), code: Option<&str>| {
            let found = located(lon, lat, None, country);
            assert_eq!(found.best, LonLat::new(best.0, best.1), "{lon} {lat} {country}");
            assert_eq!(found.notes.first().map(|n| n.code.as_str()), code, "{lon} {lat} {country}");
        };
        check(2.4, 15.9, "Mali", (2.4, 15.9), None);
        check(15.9, 2.4, "Mali", (2.4, 15.9), Some("position-swapped"));
        check(15.9, 2.4, "", (15.9, 2.4), None);
        check(2.4, 15.9, "Nowhere", (2.4, 15.9), None);
        check(2.1, 13.5, "ML", (2.1, 13.5), Some("country-conflict"));
    }
}
