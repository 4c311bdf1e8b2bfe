//! Reads the parts of a phrase that name lines: borders, rivers and roads.

use std::borrow::Cow;

use super::candidates::Neighbour;
use super::constraint::{Constraint, Shape, gaussian};
use super::parts::Reader;
use super::relation::{ALONG_KM, BORDER_KM, FARTHEST_KM, distance_sigma_km};
use crate::earth::LonLat;
use crate::gazetteer::{Area, Border};
use crate::model::{Feature, PlacePart, Relation, Toponym};

/// What remains of a candidate that lies elsewhere than the phrase says of a border, as a factor.
/// Source: own judgement, as outside a unit that the phrase names.
const FAR_FROM_BORDER: f64 = 0.02;

impl<'a> Reader<'a, '_> {
    /// "Près du Mali" is near its border.
    pub(super) fn is_border(&self, part: &PlacePart) -> bool {
        let names_country = || {
            let first = part.toponyms.first();
            first.is_some_and(|toponym| self.focus.country_of(self.gazetteer, toponym).is_some())
        };
        match part.relation {
            Relation::Border => true,
            Relation::Near
            | Relation::Toward
            | Relation::Offset { .. }
            | Relation::Within { .. } => names_country(),
            _ => false,
        }
    }

    /// The river or road that a part names as a line: "le long du fleuve Niger", "sur la RN15".
    pub(super) fn line_of<'p>(&self, part: &'p PlacePart) -> Option<&'p Toponym> {
        let toponym = part.toponyms.first()?;
        let is_line = match part.relation {
            Relation::Along => true,
            Relation::In | Relation::Near => {
                matches!(toponym.feature, None | Some(Feature::Road | Feature::River))
                    && self.gazetteer.line_named(&toponym.name) == Some(Feature::Road)
            }
            _ => false,
        };
        let is_known =
            || is_the_river(toponym) || self.gazetteer.line_named(&toponym.name).is_some();
        (is_line && is_known()).then_some(toponym)
    }

    /// Along a line; `near` is where the phrase's other places are.
    pub(super) fn add_line(&mut self, toponym: &Toponym, near: &[Neighbour]) {
        let river = is_the_river(toponym).then(|| self.great_river(near)).flatten();
        let name = river.unwrap_or(&toponym.name);
        let lines = self.gazetteer.lines_named(name, self.focus.country());
        let reason = format!("along {name}");
        if lines.is_empty() {
            self.note_unknown(toponym);
            return;
        }
        if self.reading.primary.is_empty() {
            self.reading.place = name.to_owned();
            self.reading.is_line = true;
        }
        let shape = Shape::NearLines { lines, from_km: 0.0, to_km: 0.0, scale_km: ALONG_KM };
        self.reading.fixed.push(Constraint { shape, trust: 25, reason });
    }

    /// The great river of the country around the phrase's other places, those of the document, or the
    /// unit or country in focus.
    fn great_river(&self, near: &[Neighbour]) -> Option<&'a str> {
        let told = near.iter().flat_map(|n| &n.points).chain(&self.focus.points).next().copied();
        let in_focus = || self.focus.country().and_then(|code| self.gazetteer.country(code));
        let unit = || self.focus.units.last().copied().or_else(in_focus);
        let at: LonLat = told.or_else(|| Some(unit()?.bounds.center()))?;
        self.gazetteer.great_river_near(at).map(|river| river.name.as_str())
    }

    /// Near the borders that all parts of the phrase name together: those of the phrase's own country
    /// with each of them, else those between them.
    pub(super) fn add_borders(&mut self, parts: &[&PlacePart]) {
        let toponyms = || parts.iter().flat_map(|part| &part.toponyms);
        let mut named: Vec<&Area> = Vec::new();
        for area in toponyms().filter_map(|t| self.focus.country_of(self.gazetteer, t)) {
            if !named.contains(&area) {
                named.push(area);
            }
        }
        let home = self.home_of(&named);
        let mut pairs: Vec<&'a Border> = Vec::new();
        for border in self.gazetteer.borders() {
            let is_named = |code: &String| named.iter().any(|area| area.id == *code);
            let is_home = |code: &String| home.as_ref() == Some(code);
            let is_told = match (named.len(), &home) {
                (1, None) => border.countries.iter().any(is_named),
                (_, Some(_)) => {
                    border.countries.iter().any(is_home) && border.countries.iter().any(is_named)
                }
                (_, None) => border.countries.iter().all(is_named),
            };
            if is_told {
                pairs.push(border);
            }
        }
        if pairs.is_empty() {
            toponyms().for_each(|toponym| self.note_unknown(toponym));
        }
        // Of one country any of its borders may be meant; where several meet, each is near.
        let groups: Vec<&[&Border]> =
            if named.len() > 1 { pairs.chunks(1).collect() } else { vec![&pairs] };
        for borders in groups.into_iter().filter(|borders| !borders.is_empty()) {
            let names: Vec<&str> = borders.iter().map(|border| border.pair.as_str()).collect();
            let (how_far, (from_km, to_km), scale_km, trust) = distance_of(parts);
            self.weigh_by_border(borders, (from_km, to_km), scale_km);
            let reason = format!("{how_far} the border {}", names.join(", "));
            let lines = borders.iter().map(|border| Cow::Borrowed(&border.line)).collect();
            let shape = Shape::NearLines { lines, from_km, to_km, scale_km };
            self.reading.fixed.push(Constraint { shape, trust, reason });
        }
    }

    /// The distance to a border that is told speaks for the candidates that are so far from it.
    fn weigh_by_border(
        &mut self,
        borders: &[&Border],
        (from_km, to_km): (f64, f64),
        scale_km: f64,
    ) {
        let gazetteer = self.gazetteer;
        let candidates = &mut self.reading.candidates;
        if candidates.len() < 2 {
            return;
        }
        for weighed in candidates.iter_mut() {
            let place = weighed.place;
            let kms = borders.iter().filter_map(|border| {
                Some(gazetteer.distance_to_border(&border.pair, place.point)?.1)
            });
            let Some(km) = kms.min_by(f64::total_cmp) else { continue };
            let off_km = (from_km - km).max(km - to_km);
            weighed.share *= gaussian(off_km, scale_km + place.radius_km).max(FAR_FROM_BORDER);
            weighed.why.push(format!("{km:.0} km from the border"));
        }
        let sum: f64 = candidates.iter().map(|w| w.share).sum();
        candidates.iter_mut().for_each(|w| w.share /= sum.max(f64::MIN_POSITIVE));
        self.settle_primary();
    }

    /// The country whose border with the named ones is meant: that of the phrase's unit or place, or
    /// the first of the document's; none where it is one of several named.
    fn home_of(&self, named: &[&Area]) -> Option<String> {
        let is_other = |code: &String| named.iter().all(|area| area.id != *code);
        let of_unit = self.focus.units.first().map(|unit| unit.country.clone());
        let of_place = || self.reading.place_meant().map(|place| place.country.clone());
        let of_phrase = of_unit.or_else(of_place);
        let of_document =
            || self.focus.countries.iter().map(|(code, _)| code).find(|c| is_other(c));
        match of_phrase {
            Some(code) => Some(code).filter(is_other),
            None if named.len() > 1 => None,
            None => of_document().cloned(),
        }
    }
}

/// How far from a border the parts say that it is: in words, the least and the most in km, one sigma,
/// and how far that is to be trusted.
fn distance_of(parts: &[&PlacePart]) -> (String, (f64, f64), f64, u8) {
    let told = parts.iter().find_map(|part| match part.relation {
        Relation::Offset { distance_km: km, .. } => Some((format!("{km} km from"), (km, km))),
        Relation::Within { distance_km: km } => Some((format!("within {km} km of"), (0.0, km))),
        _ => None,
    });
    match told.filter(|(_, (_, km))| *km <= FARTHEST_KM) {
        Some((words, (least, most))) => {
            (words, (least, most), distance_sigma_km(most).max(1.0), 25)
        }
        None => ("near".to_owned(), (0.0, 0.0), BORDER_KM, 10),
    }
}

/// "Le fleuve" without a name.
fn is_the_river(toponym: &Toponym) -> bool {
    let name = toponym.name.to_lowercase();
    toponym.feature == Some(Feature::River) && matches!(name.as_str(), "fleuve" | "river")
}
