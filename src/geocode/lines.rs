//! Reads the parts of a phrase that name lines: borders, rivers and roads.

use std::borrow::Cow;

use super::candidates::Neighbour;
use super::constraint::{Constraint, Shape};
use super::parts::Reader;
use super::relation::{ALONG_KM, BORDER_KM};
use crate::earth::LonLat;
use crate::gazetteer::{Area, Border};
use crate::model::{Feature, PlacePart, Relation, Toponym};

impl<'a> Reader<'a, '_> {
    /// "Près du Mali" is near its border.
    pub(super) fn is_border(&self, part: &PlacePart) -> bool {
        let names_country = || {
            let first = part.toponyms.first();
            first.is_some_and(|toponym| self.focus.country_of(self.gazetteer, toponym).is_some())
        };
        match part.relation {
            Relation::Border => true,
            Relation::Near | Relation::Toward => names_country(),
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
        let shape = Shape::NearLines { lines, scale_km: ALONG_KM };
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
            let reason = format!("near the border {}", names.join(", "));
            let lines = borders.iter().map(|border| Cow::Borrowed(&border.line)).collect();
            let shape = Shape::NearLines { lines, scale_km: BORDER_KM };
            self.reading.fixed.push(Constraint { shape, trust: 10, reason });
        }
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

/// "Le fleuve" without a name.
fn is_the_river(toponym: &Toponym) -> bool {
    let name = toponym.name.to_lowercase();
    toponym.feature == Some(Feature::River) && matches!(name.as_str(), "fleuve" | "river")
}
