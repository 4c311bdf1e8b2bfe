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

    /// Near a border with a country, of the phrase's own country where it names one.
    pub(super) fn add_border(&mut self, part: &PlacePart) {
        let named: Vec<&Area> =
            part.toponyms.iter().filter_map(|t| self.gazetteer.country_named(&t.name)).collect();
        let home = self.focus.units.first().map(|unit| unit.country.clone());
        let home = home.or_else(|| self.reading.place_meant().map(|p| p.country.clone()));
        let home = home.or_else(|| {
            let mut codes = self.focus.countries.iter().map(|(code, _)| code);
            codes.find(|code| named.iter().all(|area| area.id != **code)).cloned()
        });
        let touches = |pair: &[String; 2]| match (named.as_slice(), &home) {
            ([only], Some(home)) if only.id != *home => {
                pair.contains(&only.id) && pair.contains(home)
            }
            ([only], _) => pair.contains(&only.id),
            (several, _) => pair.iter().all(|code| several.iter().any(|area| area.id == *code)),
        };
        let borders = self.gazetteer.borders().iter();
        let pairs: Vec<String> =
            borders.filter(|b| touches(&b.countries)).map(|b| b.pair.clone()).collect();
        if pairs.is_empty() {
            part.toponyms.iter().for_each(|toponym| self.note_unknown(toponym));
            return;
        }
        let reason = format!("near the border {}", pairs.join(", "));
        let is_named = |border: &&Border| pairs.contains(&border.pair);
        let lines = self.gazetteer.borders().iter().filter(is_named);
        let lines = lines.map(|border| Cow::Borrowed(&border.line)).collect();
        let shape = Shape::NearLines { lines, scale_km: BORDER_KM };
        self.reading.fixed.push(Constraint { shape, trust: 10, reason });
    }
}

/// "Le fleuve" without a name.
fn is_the_river(toponym: &Toponym) -> bool {
    let name = toponym.name.to_lowercase();
    toponym.feature == Some(Feature::River) && matches!(name.as_str(), "fleuve" | "river")
}
