//! Reads the parts of a phrase as constraints: units that hold the place, and its anchors.

use super::between::ends_of;
use super::candidates::{Neighbour, Weighed, believed, weigh, weigh_together};
use super::constraint::{Constraint, Shape};
use super::focus::Focus;
use super::reading::{Meaning, Reading, empty_reading};
use super::relation::{DISTRICT_KM, FARTHEST_KM, anchor_constraint, disc, home_side, words};
use crate::gazetteer::{Area, Gazetteer, Place, PlaceKind};
use crate::model::{Feature, Note, PlacePart, PlacePhrase, Relation, Toponym};

/// "X, à Y": X lies in Y or by its side, in km beyond Y's own size. Source: own judgement.
const WITHIN_KM: f64 = 15.0;
/// "X, près de Y": in km beyond Y's own size. Source: own judgement.
const NEXT_TO_KM: f64 = 25.0;
/// "X, au sud de Y": X lies within a day's drive, in km. Source: own judgement.
pub(super) const BESIDE_KM: f64 = 60.0;
/// Around the other places of a document, where a phrase's own name is unknown, in km (one sigma).
const DOCUMENT_KM: f64 = 60.0;

/// Reads all parts of a phrase.
pub(super) fn read_parts<'a>(
    gazetteer: &'a Gazetteer,
    phrase: &PlacePhrase,
    focus: &Focus<'a>,
) -> Reading<'a> {
    let reading = empty_reading(phrase);
    let mut reader = Reader { gazetteer, focus, reading, is_units_only: false, feature: None };
    let (units, anchors): (Vec<_>, Vec<_>) = phrase
        .parts
        .iter()
        .filter(|part| !part.toponyms.is_empty())
        .cloned()
        .partition(|part| reader.unit_of(part).is_some());
    reader.is_units_only = anchors.is_empty();
    units.iter().for_each(|part| reader.add_unit(part));
    reader.add_anchors(&anchors);
    reader.finish();
    let contradicted = reader.reading.contradicted();
    reader.reading.notes.extend(contradicted);
    reader.reading
}

/// A phrase being read.
pub(super) struct Reader<'a, 'f> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) focus: &'f Focus<'a>,
    pub(super) reading: Reading<'a>,
    /// Whether all parts name units.
    pub(super) is_units_only: bool,
    /// What the text calls the primary place.
    pub(super) feature: Option<Feature>,
}

impl<'a> Reader<'a, '_> {
    /// The country, region or district with an outline that a part names as holding the place.
    fn unit_of(&self, part: &PlacePart) -> Option<&'a Area> {
        let toponym = part.toponyms.first()?;
        match part.relation {
            Relation::In | Relation::PartOf(_) | Relation::Sector => self.area_named(toponym),
            _ => None,
        }
    }

    fn area_named(&self, toponym: &Toponym) -> Option<&'a Area> {
        let country = self.focus.country_of(self.gazetteer, toponym);
        country
            .or_else(|| self.focus.region_of(self.gazetteer, toponym))
            .or_else(|| self.focus.district_of(self.gazetteer, toponym))
    }

    fn add_unit(&mut self, part: &PlacePart) {
        let Some(area) = self.unit_of(part) else { return };
        let (shape, reason) = match part.relation {
            Relation::PartOf(direction) => (
                Shape::Part { area, direction },
                format!("in the {} of {}", words(direction), area.name),
            ),
            _ => (Shape::Inside(area), format!("in {}", area.name)),
        };
        let listed = self.listed_units(part);
        if listed.len() > 1 {
            let share = 1.0 / listed.len() as f64;
            let meaning = |area: &&'a Area| {
                let (shape, reason) = (Shape::Inside(area), format!("in {}", area.name));
                let constraint = Constraint { shape, trust: 30 + area.level, reason };
                Meaning { share, constraint, outside: None }
            };
            self.reading.primary = listed.iter().map(meaning).collect();
            self.reading.unit = Some(area);
            let names: Vec<&str> = listed.iter().map(|area| area.name.as_str()).collect();
            self.reading.place = names.join(", ");
            return;
        }
        if self.reading.unit.is_none_or(|unit| unit.level <= area.level) {
            self.reading.unit = Some(area);
        }
        self.reading.fixed.push(Constraint { shape, trust: 30 + area.level, reason });
    }

    /// "Les régions de X et de Y": all of them, where the phrase names no place in them.
    fn listed_units(&self, part: &PlacePart) -> Vec<&'a Area> {
        let is_list = part.relation == Relation::In && part.toponyms.len() > 1;
        if !is_list || !self.is_units_only {
            return Vec::new();
        }
        part.toponyms.iter().filter_map(|toponym| self.area_named(toponym)).collect()
    }

    /// The first anchor that is known is the primary one; the others narrow it.
    fn add_anchors(&mut self, anchors: &[PlacePart]) {
        let meant: Vec<Option<Neighbour>> =
            anchors.iter().map(|part| self.neighbour(part)).collect();
        let mut borders = Vec::new();
        let mut has_primary = false;
        let mut is_first_unknown = false;
        for (i, part) in anchors.iter().enumerate() {
            let others = meant.iter().enumerate().filter(|(j, _)| *j != i);
            let near: Vec<Neighbour> = others.filter_map(|(_, other)| other.clone()).collect();
            if self.is_border(part) {
                borders.push(part);
            } else if let Some(toponym) = self.line_of(part) {
                self.add_line(toponym, &near);
            } else if part.relation == Relation::Between {
                self.add_between(part, &near);
            } else if has_primary || (is_first_unknown && part.relation == Relation::In) {
                self.add_secondary(part, &near);
            } else {
                has_primary = self.add_primary(part, &near);
                is_first_unknown = !has_primary;
            }
        }
        if !borders.is_empty() {
            self.add_borders(&borders);
        }
    }

    /// What a part says of where the phrase's other places are.
    fn neighbour(&self, part: &PlacePart) -> Option<Neighbour> {
        if self.is_border(part) || self.line_of(part).is_some() {
            return None;
        }
        let toponyms = ends_of(part);
        let weighed = weigh(self.gazetteer, toponyms.first()?, self.focus, &[]);
        let radius_km = weighed.first()?.place.radius_km;
        let feature = part.toponyms.first().and_then(|toponym| toponym.feature);
        let is_unit = matches!(feature, Some(Feature::Region | Feature::District));
        let scale_km = match part.relation {
            Relation::In if !is_unit => WITHIN_KM + radius_km,
            Relation::Near => NEXT_TO_KM + radius_km,
            Relation::Offset { distance_km: km, .. }
            | Relation::Within { distance_km: km }
            | Relation::Travel { about_km: km, .. } => km.min(500.0) + WITHIN_KM,
            _ => BESIDE_KM + radius_km,
        };
        let points = believed(&weighed).into_iter().map(|w| w.place.point).collect();
        let regions = match part.relation {
            Relation::In => self.gazetteer.regions_named(&toponyms.first()?.name),
            _ => Vec::new(),
        };
        let regions = regions.into_iter().map(|region| region.id.clone()).collect();
        Some(Neighbour { points, regions, scale_km })
    }

    /// The candidates of each toponym of the part; a list counts each of its toponyms alike.
    fn add_primary(&mut self, part: &PlacePart, near: &[Neighbour]) -> bool {
        let mut of_names: Vec<Vec<Weighed<'a>>> = Vec::new();
        for toponym in &part.toponyms {
            let weighed = weigh(self.gazetteer, toponym, self.focus, near);
            if weighed.is_empty() {
                self.note_unknown(toponym);
            }
            of_names.push(weighed);
        }
        if part.toponyms.len() > 1 {
            weigh_together(&mut of_names);
        }
        let mut all: Vec<Weighed<'a>> = of_names.into_iter().flatten().collect();
        all.iter_mut().for_each(|w| w.share /= part.toponyms.len() as f64);
        if all.is_empty() {
            return false;
        }
        self.reading.is_unknown = false;
        self.reading.relation = part.relation;
        self.note_distance(part);
        self.reading.candidates = all;
        self.feature = part.toponyms.first().and_then(|t| t.feature);
        self.settle_primary();
        true
    }

    /// Puts the candidates in their order, the best first, and makes what is believed of them.
    pub(super) fn settle_primary(&mut self) {
        let reading = &mut self.reading;
        let all = &mut reading.candidates;
        all.sort_by(|a, b| b.share.total_cmp(&a.share));
        let Some(first) = all.first() else { return };
        reading.place = first.place.name.clone();
        let meaning = |w: &Weighed<'a>| Meaning {
            share: w.share,
            constraint: anchor_constraint(reading.relation, self.feature, w.place),
            outside: w.outside.filter(|_| is_settled(reading.relation, w.place)),
        };
        reading.primary = believed(all).into_iter().map(meaning).collect();
    }

    fn add_secondary(&mut self, part: &PlacePart, near: &[Neighbour]) {
        let feature = part.toponyms.first().and_then(|t| t.feature);
        match self.most_likely(part, near) {
            Some(place) => {
                let mut constraint = anchor_constraint(part.relation, feature, place);
                // "à X, Y" names what holds X: the unit around Y more often than Y itself.
                let is_in = part.relation == Relation::In;
                let is_town = is_in && place.kind <= PlaceKind::Village;
                if is_town && self.is_unknown_quarter() {
                    self.reading.unit = self.reading.unit.or(self.gazetteer.region_at(place.point));
                } else if let Some(region) = self.region_around(part, place).filter(|_| is_in) {
                    let reason = format!("in {}", region.name);
                    constraint = Constraint { shape: Shape::Inside(region), trust: 15, reason };
                } else if is_town {
                    constraint =
                        disc(place, DISTRICT_KM, 25.0, format!("around {}", place.name), 15);
                }
                self.reading.fixed.push(constraint);
            }
            None => part.toponyms.iter().for_each(|toponym| self.note_unknown(toponym)),
        }
    }

    /// "Quartier X à Y": where X is in no table, it lies in the town all the same.
    fn is_unknown_quarter(&self) -> bool {
        self.reading.is_unknown && self.reading.is_quarter && self.reading.primary.is_empty()
    }

    /// The region called after its seat, where it holds a primary place that is too far from the seat.
    fn region_around(&self, part: &PlacePart, seat: &Place) -> Option<&'a Area> {
        let meant = self.reading.place_meant()?;
        let is_far = meant.point.rough_distance_km(seat.point) > DISTRICT_KM;
        let named = self.gazetteer.regions_named(&part.toponyms.first()?.name).into_iter();
        named.filter(|_| is_far).find(|region| region.id == meant.admin1)
    }

    fn most_likely(&self, part: &PlacePart, near: &[Neighbour]) -> Option<&'a Place> {
        let toponyms = ends_of(part);
        Some(weigh(self.gazetteer, toponyms.first()?, self.focus, near).first()?.place)
    }

    fn note_distance(&mut self, part: &PlacePart) {
        if let Relation::Travel { about_km, .. } = part.relation {
            let message =
                format!("a time on the way is no distance; taken as up to some {about_km:.0} km");
            self.reading.notes.push(Note::new("distance-by-time", message));
        }
        let (Relation::Offset { distance_km, .. } | Relation::Within { distance_km }) =
            part.relation
        else {
            return;
        };
        if distance_km > FARTHEST_KM {
            let message = format!("a distance of {distance_km} km is a slip and is not used");
            self.reading.notes.push(Note::new("distance-absurd", message));
        }
    }

    pub(super) fn note_unknown(&mut self, toponym: &Toponym) {
        let name = &toponym.name;
        let known = self.gazetteer.named(name);
        let message = if let Some(elsewhere) = known.first() {
            let region = self.gazetteer.region(&elsewhere.admin1);
            let unit = region.map_or(elsewhere.country.as_str(), |region| region.name.as_str());
            format!("the '{name}' of the tables ({unit}) does not go with the rest of the phrase")
        } else {
            let near = self.gazetteer.suggestions(name, 3).join("', '");
            let offer =
                if near.is_empty() { String::new() } else { format!("; did it mean '{near}'?") };
            format!("'{name}' is in no table of places{offer}")
        };
        self.reading.is_unknown = true;
        self.reading.notes.push(Note::new("place-unknown", message));
    }

    /// Adds what the document says around a phrase that sets no bounds of its own.
    fn finish(&mut self) {
        let reading = &mut self.reading;
        let has_anchor = !reading.primary.is_empty()
            || reading
                .fixed
                .iter()
                .any(|c| matches!(c.shape, Shape::Lens { .. } | Shape::Disc { .. }));
        if has_anchor {
            if reading.unit.is_none() {
                let side = home_side(self.gazetteer, reading);
                reading.fixed.extend(side);
            }
            return;
        }
        if reading.is_unknown
            && let Some(point) = self.focus.points.first()
        {
            let shape = Shape::Disc { center: *point, radius_km: 5.0, soft_km: DOCUMENT_KM };
            let reason = "around the document's nearest known place".to_owned();
            reading.fixed.push(Constraint { shape, trust: 5, reason });
        }
        if reading.unit.is_none() {
            let country = self.focus.country().and_then(|code| self.gazetteer.country(code));
            let unit =
                self.focus.regions.first().copied().filter(|_| reading.is_unknown).or(country);
            reading.fixed.extend(unit.map(|area| Constraint {
                shape: Shape::Inside(area),
                trust: 20,
                reason: format!("the document speaks of {}", area.name),
            }));
            reading.unit = unit;
        } else if !reading.is_unknown
            && !reading.is_line
            && let Some(unit) = reading.unit
        {
            reading.place = unit.name.clone();
        }
    }
}

/// Whether a place of that name elsewhere is taken to be meant rather than the unit that does not hold
/// it: what is told to be at a settlement, in a district that does not hold it.
fn is_settled(relation: Relation, place: &Place) -> bool {
    relation == Relation::In && place.kind <= PlaceKind::Village
}
