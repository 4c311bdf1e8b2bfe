//! Reads places on a line: along a river or a road.

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::names::name_end;
use crate::model::{Feature, PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    /// "le long du fleuve Niger", "along the Niger River", "en bordure de la RN15".
    ///
    /// Only where the text or the table says that the name is a river or a road.
    pub(super) fn along(&self, at: usize) -> Option<Parts> {
        if !self.text.is(at, Class::LINE) {
            return None;
        }
        let name_at = at + self.text.standing(&self.text.lexicon.lists.along, at)?;
        let named = self.toponyms(name_at);
        let (mut toponyms, end) = named.or_else(|| self.the_river(name_at))?;
        toponyms.truncate(1);
        let toponym = toponyms.first_mut()?;
        if toponym.feature == Some(Feature::Lake) {
            return Some((vec![PlacePart { relation: Relation::Near, toponyms }], end));
        }
        let has_line = matches!(toponym.feature, Some(Feature::River | Feature::Road));
        if !has_line {
            let line = self.around.gazetteer.line_named(&toponym.name)?;
            toponym.feature = Some(line);
        }
        Some((vec![PlacePart { relation: Relation::Along, toponyms }], end))
    }

    /// "Du fleuve", "the river": the great one of the country told of.
    fn the_river(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let at = self.skip_determiners(at);
        let is_river = self.text.is_of(at, &self.text.lexicon.lists.river);
        is_river.then(|| (vec![self.toponym(at, at + 1, Some(Feature::River))], at + 1))
    }

    /// "Kaya-Dori axis", "Kidal-Gao Road", "Kaya - Tougouri road".
    pub(super) fn axis(&self, at: usize) -> Option<Parts> {
        let is_road = |i: usize| self.text.is(i, Class::ROAD);
        let end = name_end(self.text, self.around.gazetteer, at)
            .filter(|_| self.text.lexicon.is_english)?;
        let (ends, after) = if is_road(end) || is_road(end - 1) {
            let to = if is_road(end) { end } else { end - 1 };
            (self.split_hyphen(at, to.max(at + 1))?, to + 1)
        } else {
            let second = (self.text.word(end) == "-").then_some(end + 1)?;
            let last = name_end(self.text, self.around.gazetteer, second)?;
            let to = if is_road(last - 1) { last - 1 } else { last };
            let is_axis = is_road(to) && to > second;
            let ends = (self.toponym(at, end, None), self.toponym(second, to, None));
            (is_axis.then_some(ends)?, to + 1)
        };
        let road = |toponym: Toponym| Toponym { feature: Some(Feature::Road), ..toponym };
        let toponyms = vec![road(ends.0), road(ends.1)];
        Some((vec![PlacePart { relation: Relation::Between, toponyms }], after))
    }
}
