//! Reads the parts of a phrase that name what it lies between: two places, the ends of a road, or more.

use super::candidates::{Neighbour, weigh};
use super::constraint::{Constraint, Shape};
use super::parts::{BESIDE_KM, Reader};
use super::relation::{AXIS, BETWEEN, NEAR_KM, disc};
use crate::earth::{LocalPlane, LonLat};
use crate::gazetteer::{Area, Place};
use crate::model::{Feature, PlacePart, Relation, Toponym};

impl<'a> Reader<'a, '_> {
    pub(super) fn add_between(&mut self, part: &PlacePart, near: &[Neighbour]) {
        let mut ends: Vec<&'a Place> = Vec::new();
        let is_road = part.toponyms.iter().all(|t| t.feature == Some(Feature::Road));
        let (widths, trust) = if is_road { (AXIS, 45) } else { (BETWEEN, 40) };
        let countries = part.toponyms.iter();
        let country = countries.filter_map(|t| self.focus.country_of(self.gazetteer, t)).next();
        for toponym in &ends_of(part) {
            if self.focus.country_of(self.gazetteer, toponym).is_some() {
                continue;
            }
            let mut around = near.to_vec();
            let other = |place: &&Place| Neighbour::at(place.point, BESIDE_KM);
            around.extend(ends.iter().map(other));
            let weighed = weigh(self.gazetteer, toponym, self.focus, &around);
            // A way may lead out of the unit that the phrase names.
            let beyond = || weigh(self.gazetteer, toponym, &self.focus.beyond_units(), &around);
            let found = weighed.first().map(|w| w.place);
            match found.or_else(|| beyond().first().map(|w| w.place)) {
                Some(place) => ends.push(place),
                None => self.note_unknown(toponym),
            }
        }
        match ends.as_slice() {
            [_, _, _, ..] => self.add_amidst(&ends),
            [place] if country.is_some() => self.add_before_border(place, country),
            [a, b, ..] if a.point.distance_km(b.point) > 1.0 => {
                let reason = format!("between {} and {}", a.name, b.name);
                if self.reading.primary.is_empty() {
                    self.reading.place = format!("{} – {}", a.name, b.name);
                }
                let shape = Shape::Lens { a: a.point, b: b.point, widths };
                self.reading.fixed.push(Constraint { shape, trust, reason });
            }
            [a, ..] => {
                let constraint = disc(a, a.radius_km, NEAR_KM, format!("near {}", a.name), 40);
                self.reading.place = a.name.clone();
                self.reading.fixed.push(constraint);
            }
            [] => {}
        }
    }

    /// Between a place and the nearest point of a country's border.
    fn add_before_border(&mut self, place: &Place, country: Option<&Area>) {
        let border = country.and_then(|c| self.gazetteer.nearest_border(place.point, &c.id));
        let (Some((border, nearest, _)), Some(country)) = (border, country) else { return };
        let reason = format!("between {} and the border {}", place.name, border.pair);
        if self.reading.primary.is_empty() {
            self.reading.place = format!("{} – {}", place.name, country.name);
        }
        let shape = Shape::Lens { a: place.point, b: nearest, widths: BETWEEN };
        self.reading.fixed.push(Constraint { shape, trust: 40, reason });
    }

    /// Amidst three places and more: around their middle, as far as the farthest.
    fn add_amidst(&mut self, places: &[&'a Place]) {
        let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
        let points: Vec<LonLat> = places.iter().map(|place| place.point).collect();
        let Some(center) = middle(&points) else { return };
        let kms = points.iter().map(|point| center.distance_km(*point));
        let reach_km = kms.fold(0.0, f64::max);
        self.reading.place = names.join(" – ");
        let (radius_km, soft_km) = (reach_km * BETWEEN.flat, reach_km * BETWEEN.along);
        let shape = Shape::Disc { center, radius_km, soft_km };
        let reason = format!("between {}", names.join(", "));
        self.reading.fixed.push(Constraint { shape, trust: 40, reason });
    }
}

/// The mean of points, on a plane around the first.
fn middle(points: &[LonLat]) -> Option<LonLat> {
    let plane = LocalPlane::new(*points.first()?);
    let sum = points.iter().map(|point| plane.to_km(*point));
    let (x, y) = sum.fold((0.0, 0.0), |(x, y), (dx, dy)| (x + dx, y + dy));
    let n_points = points.len() as f64;
    Some(plane.to_lon_lat(x / n_points, y / n_points))
}

/// The toponyms of a part; the ends of a road are towns.
pub(super) fn ends_of(part: &PlacePart) -> Vec<Toponym> {
    let is_ends = part.relation == Relation::Between;
    let town = |toponym: &Toponym| {
        let feature = toponym.feature.filter(|feature| !is_ends || *feature != Feature::Road);
        Toponym { feature, ..toponym.clone() }
    };
    part.toponyms.iter().map(town).collect()
}
