//! Reads what a phrase that stands alone may leave out, and the country told behind a name.

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::lexicon::FeatureRole;
use crate::extract::names::{is_known, name_end};
use crate::model::{Feature, PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    /// Whether a word opens a part in a phrase alone.
    pub(super) fn opens_alone(&self, at: usize) -> bool {
        self.text.is_any(at, Class::ROAD.with(Class::BORDER))
            || self.text.standing(&self.text.lexicon.lists.three_borders, at).is_some()
    }

    /// A part that only a phrase alone tells so: "frontière malienne", "the Niger border", "Kidal
    /// region", "Tessit" at its head.
    pub(super) fn alone(&self, at: usize) -> Option<Parts> {
        if !self.around.is_phrase {
            return None;
        }
        self.bare_border(at)
            .or_else(|| self.owned(at).filter(|_| self.text.lexicon.is_english))
            .or_else(|| self.three_borders(at))
            .or_else(|| self.bare_road(at))
            .or_else(|| self.bare_unit(at))
            .or_else(|| self.bare_place(at))
    }

    /// "frontière malienne", "border with Mali", "Mali-Niger border".
    fn bare_border(&self, at: usize) -> Option<Parts> {
        match self.text.is(at, Class::BORDER) {
            true => self.border(at + 1),
            false if self.text.lexicon.is_english => self.adjective_border(at),
            false => None,
        }
    }

    /// "route Téra-Dori", "axis Gao-Ansongo", "Bourem to Gao road", "route nationale 16".
    fn bare_road(&self, at: usize) -> Option<Parts> {
        if self.text.is(at, Class::ROAD) {
            return self.between(at + 1, true);
        }
        let end = name_end(self.text, self.around.gazetteer, at)?;
        let second = self.text.is(end, Class::TO).then_some(end + 1)?;
        let last = name_end(self.text, self.around.gazetteer, second)?;
        if !self.text.is(last, Class::ROAD) {
            return None;
        }
        let road =
            |from, to| Toponym { feature: Some(Feature::Road), ..self.toponym(from, to, None) };
        let toponyms = vec![road(at, end), road(second, last)];
        Some((vec![PlacePart { relation: Relation::Between, toponyms }], last + 1))
    }

    /// "Kidal region", "Say department": a unit of that name.
    fn bare_unit(&self, at: usize) -> Option<Parts> {
        if !self.text.lexicon.is_english {
            return None;
        }
        let named = name_end(self.text, self.around.gazetteer, at);
        let end = named.or_else(|| self.sahel(at, Some(Feature::Region)))?;
        let hit = self.feature_at(end).filter(|hit| hit.value.1 == FeatureRole::Unit)?;
        let toponyms = vec![self.toponym(at, end, hit.value.0)];
        let after = self.text.token_at(hit.range.end);
        Some((vec![PlacePart { relation: Relation::In, toponyms }], after))
    }

    /// The name or the list of names that a phrase begins with: known ones, or such as a sign ends and
    /// more follows on.
    fn bare_place(&self, at: usize) -> Option<Parts> {
        if at > 0 {
            return None;
        }
        let first_end = name_end(self.text, self.around.gazetteer, at)?;
        let (toponyms, end) = self.toponyms(at)?;
        let is_sign = matches!(self.text.word(end), "," | "(");
        let goes_on = || is_sign && self.continuation(end).is_some();
        let is_place = is_known(self.text, self.around.gazetteer, at, first_end) || goes_on();
        is_place.then(|| (vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "(la région de l'Est) du Burkina Faso", "(the East region) of Burkina Faso": the country that the
    /// unit right before lies in.
    pub(super) fn of_its_country(&self, last: Option<&PlacePart>, at: usize) -> Option<Parts> {
        let part = last.filter(|part| part.relation == Relation::In)?;
        let feature = part.toponyms.last()?.feature;
        let is_unit =
            matches!(feature, Some(Feature::Region | Feature::District | Feature::Commune));
        let inside = |country| vec![PlacePart { relation: Relation::In, toponyms: vec![country] }];
        let is_before = at.checked_sub(1).is_some_and(|i| self.text.is_capital(i));
        if is_before && let Some((country, end)) = self.country_adjective(at) {
            return Some((inside(country), end));
        }
        if !is_unit || !self.text.is(at, Class::OF_ONE) {
            return None;
        }
        let name = self.skip_determiners(at);
        let end = name_end(self.text, self.around.gazetteer, name)?;
        let toponym = self.toponym(name, end, None);
        (toponym.feature == Some(Feature::Country)).then(|| (inside(toponym), end))
    }

    /// "(le nord) malien", "(le Gourma) malien": French puts the adjective of a country behind.
    pub(super) fn country_adjective(&self, at: usize) -> Option<(Toponym, usize)> {
        let hit = self.hit_at(&self.countries, at)?;
        let is_adjective = !self.text.lexicon.is_english && !self.text.is_capital(at);
        let name = is_adjective.then(|| self.text.source(&hit.range).to_owned())?;
        let toponym =
            Toponym { name, feature: Some(Feature::Country), span: self.text.span(&hit.range) };
        Some((toponym, self.text.token_at(hit.range.end)))
    }
}
