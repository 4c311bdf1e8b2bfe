//! Reads the parts of a phrase as constraints: units that hold the place, and its anchors.

use super::candidates::{Neighbour, Weighed, believed, weigh};
use super::constraint::{Constraint, Shape};
use super::focus::Focus;
use super::relation::{
    AXIS, BETWEEN, DISTRICT_KM, FARTHEST_KM, NEAR_KM, anchor_constraint, disc, home_side,
    reach_others, words,
};
use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer, Place, PlaceKind};
use crate::model::{Feature, Note, PlacePart, PlacePhrase, Relation, Toponym};

/// "X, à Y": X lies in Y or by its side, in km beyond Y's own size. Source: own judgement.
const WITHIN_KM: f64 = 15.0;
/// "X, près de Y": in km beyond Y's own size. Source: own judgement.
const NEXT_TO_KM: f64 = 25.0;
/// "X, au sud de Y": X lies within a day's drive, in km. Source: own judgement.
const BESIDE_KM: f64 = 60.0;
/// Around the other places of a document, where a phrase's own name is unknown, in km (one sigma).
const DOCUMENT_KM: f64 = 60.0;

/// A phrase as constraints: those that hold whatever is meant, and one set a candidate.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// Constraints that do not depend on what the primary toponym means.
    pub(super) fixed: Vec<Constraint<'a>>,
    /// The constraint of the primary part for each believed candidate, with its share.
    pub(super) primary: Vec<(f64, Constraint<'a>)>,
    /// All candidates of the primary toponym.
    pub(super) candidates: Vec<Weighed<'a>>,
    /// The relation of the primary part.
    pub(super) relation: Relation,
    /// The name to show.
    pub(super) place: String,
    /// Whether the name is in no table.
    pub(super) is_unknown: bool,
    /// Whether the place is a river or a road.
    pub(super) is_line: bool,
    /// The finest unit that the phrase names.
    pub(super) unit: Option<&'a Area>,
    /// Notes on unknown names.
    pub(super) notes: Vec<Note>,
}

impl<'a> Reading<'a> {
    /// One set of constraints for each way to read the phrase, with its share.
    pub(super) fn alternatives(&self) -> Vec<(f64, Vec<Constraint<'a>>)> {
        if self.primary.is_empty() {
            return vec![(1.0, self.fixed.clone())];
        }
        let with_fixed = |constraint: &Constraint<'a>| {
            let all = std::iter::once(constraint).chain(&self.fixed);
            let mut all: Vec<Constraint<'a>> = all.cloned().collect();
            reach_others(&mut all);
            all
        };
        self.primary.iter().map(|(share, c)| (*share, with_fixed(c))).collect()
    }

    /// The place that the phrase is about, where it is one place of the table.
    pub(super) fn place_meant(&self) -> Option<&'a Place> {
        let first = self.candidates.first()?;
        (!self.primary.is_empty()).then_some(first.place)
    }

    /// Whether only units stand beside a place that is as good as a point.
    pub(super) fn is_alone(&self) -> bool {
        let is_unit =
            |c: &Constraint<'_>| matches!(c.shape, Shape::Inside(_) | Shape::Prefer { .. });
        self.fixed.iter().all(is_unit)
            && self.place_meant().is_some_and(|place| place.radius_km < POINT_LIKE_KM)
    }

    /// The position of X where the phrase says "in X", "near X" or "in the sector of X".
    pub(super) fn named_point(&self) -> Option<LonLat> {
        let is_around = matches!(self.relation, Relation::In | Relation::Sector | Relation::Near);
        self.place_meant().filter(|_| is_around).map(|place| place.point)
    }
}

/// A place larger than this has no middle that a text would mean, in km.
const POINT_LIKE_KM: f64 = 10.0;

/// Reads all parts of a phrase.
pub(super) fn read_parts<'a>(
    gazetteer: &'a Gazetteer,
    phrase: &PlacePhrase,
    focus: &Focus<'a>,
) -> Reading<'a> {
    let mut reader = Reader { gazetteer, focus, reading: empty_reading(phrase) };
    let (units, anchors): (Vec<_>, Vec<_>) = phrase
        .parts
        .iter()
        .filter(|part| !part.toponyms.is_empty())
        .cloned()
        .partition(|part| reader.unit_of(part).is_some());
    units.iter().for_each(|part| reader.add_unit(part));
    reader.add_anchors(&anchors);
    reader.finish();
    reader.reading
}

fn empty_reading<'a>(phrase: &PlacePhrase) -> Reading<'a> {
    let first = phrase.parts.first();
    let name = first.and_then(|part| part.toponyms.first()).map(|t| t.name.clone());
    Reading {
        fixed: Vec::new(),
        primary: Vec::new(),
        candidates: Vec::new(),
        relation: first.map_or(Relation::In, |part| part.relation),
        place: name.unwrap_or_else(|| phrase.text.clone()),
        is_unknown: false,
        is_line: false,
        unit: None,
        notes: Vec::new(),
    }
}

/// A phrase being read.
pub(super) struct Reader<'a, 'f> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) focus: &'f Focus<'a>,
    pub(super) reading: Reading<'a>,
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
        if self.reading.unit.is_none_or(|unit| unit.level <= area.level) {
            self.reading.unit = Some(area);
        }
        self.reading.fixed.push(Constraint { shape, trust: 30 + area.level, reason });
    }

    /// The first anchor that is known is the primary one; the others narrow it.
    fn add_anchors(&mut self, anchors: &[PlacePart]) {
        let meant: Vec<Option<Neighbour>> =
            anchors.iter().map(|part| self.neighbour(part)).collect();
        let mut has_primary = false;
        let mut is_first_unknown = false;
        for (i, part) in anchors.iter().enumerate() {
            let others = meant.iter().enumerate().filter(|(j, _)| *j != i);
            let near: Vec<Neighbour> = others.filter_map(|(_, other)| other.clone()).collect();
            if self.is_border(part) {
                self.add_border(part);
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
            Relation::Offset { distance_km: km, .. } | Relation::Travel { about_km: km, .. } => {
                km.min(500.0) + WITHIN_KM
            }
            _ => BESIDE_KM + radius_km,
        };
        let points = believed(&weighed).into_iter().map(|w| w.place.point).collect();
        Some(Neighbour { points, scale_km })
    }

    /// The candidates of each toponym of the part; a list counts each of its toponyms alike.
    fn add_primary(&mut self, part: &PlacePart, near: &[Neighbour]) -> bool {
        let mut all: Vec<Weighed<'a>> = Vec::new();
        for toponym in &part.toponyms {
            let mut weighed = weigh(self.gazetteer, toponym, self.focus, near);
            if weighed.is_empty() {
                self.note_unknown(toponym);
            }
            weighed.iter_mut().for_each(|w| w.share /= part.toponyms.len() as f64);
            all.extend(weighed);
        }
        all.sort_by(|a, b| b.share.total_cmp(&a.share));
        let Some(first) = all.first() else { return false };
        self.reading.is_unknown = false;
        self.reading.place = first.place.name.clone();
        self.reading.relation = part.relation;
        self.note_distance(part);
        let feature = part.toponyms.first().and_then(|t| t.feature);
        let constraints = believed(&all)
            .into_iter()
            .map(|w| (w.share, anchor_constraint(part.relation, feature, w.place)))
            .collect();
        self.reading.primary = constraints;
        self.reading.candidates = all;
        true
    }

    fn add_secondary(&mut self, part: &PlacePart, near: &[Neighbour]) {
        let feature = part.toponyms.first().and_then(|t| t.feature);
        match self.most_likely(part, near) {
            Some(place) => {
                let mut constraint = anchor_constraint(part.relation, feature, place);
                // "à X, Y" names what holds X: the unit around Y more often than Y itself.
                if part.relation == Relation::In && place.kind <= PlaceKind::Village {
                    constraint =
                        disc(place, DISTRICT_KM, 25.0, format!("around {}", place.name), 15);
                }
                self.reading.fixed.push(constraint);
            }
            None => part.toponyms.iter().for_each(|toponym| self.note_unknown(toponym)),
        }
    }

    fn add_between(&mut self, part: &PlacePart, near: &[Neighbour]) {
        let mut ends: Vec<&'a Place> = Vec::new();
        let is_road = part.toponyms.iter().all(|t| t.feature == Some(Feature::Road));
        let (widths, trust) = if is_road { (AXIS, 45) } else { (BETWEEN, 40) };
        for toponym in &ends_of(part) {
            let mut around = near.to_vec();
            let other =
                |place: &&Place| Neighbour { points: vec![place.point], scale_km: BESIDE_KM };
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
            [a, b, ..] if a.point.distance_km(b.point) > 1.0 => {
                let reason = format!("between {} and {}", a.name, b.name);
                self.reading.place = format!("{} – {}", a.name, b.name);
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
        let Relation::Offset { distance_km, .. } = part.relation else { return };
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

/// The toponyms of a part; the ends of a road are towns.
fn ends_of(part: &PlacePart) -> Vec<Toponym> {
    let is_ends = part.relation == Relation::Between;
    let town = |toponym: &Toponym| {
        let feature = toponym.feature.filter(|feature| !is_ends || *feature != Feature::Road);
        Toponym { feature, ..toponym.clone() }
    };
    part.toponyms.iter().map(town).collect()
}
