//! Reads what English puts before the name of a place: owners ("northern Mali's Kidal region"),
//! adjectives ("the central Malian town of X") and units named for the wind rose ("East Region").

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit};
use crate::extract::names::{is_known, name_end};
use crate::model::{Direction, Feature, PlacePart, Relation, Toponym};

/// No owner has more words: "Burkina Faso's".
const LONGEST_OWNER: usize = 4;

impl Parser<'_, '_> {
    /// "Mali's": whether a word is an owner.
    pub(super) fn is_owner(&self, at: usize) -> bool {
        self.text.lexicon.lists.possessives.ends(self.text.word(at))
    }

    /// The token after an owner at a token: "Mali's", "Burkina Faso's".
    pub(super) fn after_owner(&self, at: usize) -> Option<usize> {
        let mut words = (at..at + LONGEST_OWNER).take_while(|i| self.text.is_capital(*i));
        words.find(|i| self.is_owner(*i)).map(|last| last + 1)
    }

    /// "Mali's Kidal region", "Niger's far north": a place of the owner, or a part of its country.
    pub(super) fn owned(&self, at: usize) -> Option<Parts> {
        let from = at + usize::from(self.text.is(at, Class::ARTICLE));
        let (country, after) = self.owner(from)?;
        let inside = |toponyms| PlacePart { relation: Relation::In, toponyms };
        if let Some((mut parts, end)) = self.wind_region(after) {
            parts.push(inside(vec![country]));
            return Some((parts, end));
        }
        let next = after + usize::from(self.text.is_of(after, &self.text.lexicon.lists.far));
        let Some(hit) = self.hit_at(&self.directions, next) else {
            let (toponyms, end) = self.toponyms(after)?;
            return Some((vec![inside(toponyms), inside(vec![country])], end));
        };
        let end = self.text.token_at(hit.range.end);
        if self.text.is_capital(end)
            && let Some((toponyms, end)) = self.toponyms(end)
        {
            return Some((vec![PlacePart { relation: Relation::In, toponyms }], end));
        }
        // "Mali's northern region"
        if self.feature_at(end).is_some_and(|hit| hit.value.1 == FeatureRole::Unit) {
            let region = self.toponym(next, end, Some(Feature::Region));
            return Some((vec![inside(vec![region]), inside(vec![country])], end + 1));
        }
        let part = PlacePart { relation: Relation::PartOf(hit.value), toponyms: vec![country] };
        Some((vec![part], end))
    }

    /// The country that owns, and the token after it: the words up to "'s", or "the country's".
    fn owner(&self, from: usize) -> Option<(Toponym, usize)> {
        const ENDING: usize = 2;
        if self.text.is_of(from, &self.text.lexicon.lists.owning_country) {
            let span = self.text.span(&self.text.range(from, from + 1));
            let name = self.around.country?.to_owned();
            return Some((Toponym { name, feature: Some(Feature::Country), span }, from + 1));
        }
        let after = self.after_owner(from)?;
        let mut range = self.text.range(from, after);
        range.end = range.end.checked_sub(ENDING)?;
        let name = self.text.source(&range).to_owned();
        if !self.around.gazetteer.names_country(&name) {
            return None;
        }
        let span = self.text.span(&range);
        Some((Toponym { name, feature: Some(Feature::Country), span }, after))
    }

    /// "Burkina Faso's Sahel region" without a preposition.
    pub(super) fn owned_unit(&self, at: usize) -> Option<Parts> {
        if !self.text.lexicon.is_english || !self.text.is_capital(at) {
            return None;
        }
        let (parts, end) = self.owned(at)?;
        let feature = parts.first()?.toponyms.first()?.feature;
        let is_unit =
            matches!(feature, Some(Feature::Region | Feature::District | Feature::Commune));
        is_unit.then_some((parts, end))
    }

    /// The feature word after adjectives with or without a capital: "central Malian town of X",
    /// "the Fulani village of X". What has the name stands after "of".
    pub(super) fn after_adjectives(&self, at: usize) -> Option<usize> {
        const MOST: usize = 4;
        if !self.text.lexicon.is_english {
            return None;
        }
        let is_adjective = |i: usize| {
            self.text.is_capital(i) && !self.is_owner(i)
                || self.hit_at(&self.directions, i).is_some()
        };
        let noun = (at..at + MOST).find(|i| !is_adjective(*i)).filter(|noun| *noun > at)?;
        let hit = self.feature_at(noun)?;
        let of = self.text.token_at(hit.range.end);
        let is_named = self.text.is(of, Class::OF) && self.text.is_capital(of + 1);
        let is_place = matches!(hit.value.1, FeatureRole::Place | FeatureRole::Object);
        (is_named && is_place).then_some(noun)
    }

    /// "The Gossi garrison was attacked", "Gossi's main market": a thing of a known place, told as what
    /// something befell.
    pub(super) fn named_object(&self, at: usize) -> Option<Parts> {
        const ADJECTIVES: usize = 2;
        const ENDING: usize = 2;
        if !self.text.lexicon.is_english || !self.text.is_capital(at) {
            return None;
        }
        let is_thing = |i: usize| {
            let hit = self.feature_at(i).filter(|_| !self.text.is_capital(i))?;
            let is_thing = matches!(hit.value.1, FeatureRole::Place | FeatureRole::Object);
            is_thing.then(|| self.text.token_at(hit.range.end))
        };
        let inside = |toponyms| vec![PlacePart { relation: Relation::In, toponyms }];
        if let Some(after) = self.after_owner(at) {
            let end = (after..=after + ADJECTIVES).find_map(is_thing)?;
            let mut range = self.text.range(at, after);
            range.end = range.end.checked_sub(ENDING)?;
            let name = self.text.source(&range).to_owned();
            let is_place =
                self.around.gazetteer.knows(&name) && !self.around.gazetteer.names_country(&name);
            let span = self.text.span(&range);
            return is_place.then(|| (inside(vec![Toponym { name, feature: None, span }]), end));
        }
        // "soldiers of the Gossi camp": where they are from.
        let barred = Class::OF.with(Class::FROM).with(Class::TO).with(Class::BY).with(Class::WITH);
        let article = at.checked_sub(1).filter(|i| self.text.is(*i, Class::ARTICLE))?;
        if self.text.is_back(article, 1, barred) {
            return None;
        }
        let end = name_end(self.text, self.around.gazetteer, at)?;
        let after = is_thing(end)?;
        let is_sure = is_known(self.text, self.around.gazetteer, at, end)
            && !self.countries.iter().any(|c| c.range == self.text.range(at, end));
        is_sure.then(|| (inside(vec![self.toponym(at, end, None)]), after))
    }

    /// "East Region", "the North Central region", "Far North Region", "Centre-North region": a unit
    /// named for the wind rose.
    pub(super) fn wind_region(&self, at: usize) -> Option<Parts> {
        const MOST: usize = 3;
        if !self.text.lexicon.is_english || !self.text.is_capital(at) {
            return None;
        }
        let is_wind = |i: usize| {
            let first = self.text.word(i).split('-').next().unwrap_or_default();
            self.text.is_capital(i)
                && (self.hit_at(&self.directions, i).is_some()
                    || self.text.lexicon.lists.unit_winds.has(first))
        };
        let noun = (at..at + MOST).find(|i| !is_wind(*i)).filter(|noun| *noun > at)?;
        let hit = self.feature_at(noun).filter(|hit| hit.value.1 == FeatureRole::Unit)?;
        let end = self.text.token_at(hit.range.end);
        let toponyms = vec![self.toponym(at, noun, hit.value.0)];
        Some((vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "The northern region of Mali": where the country has no unit of that name, a part of it is meant.
    pub(super) fn settle_winds(&self, parts: &mut Vec<PlacePart>) {
        let [unit, country, ..] = parts.as_slice() else { return };
        let (Some(region), Some(named)) = (unit.toponyms.first(), country.toponyms.first()) else {
            return;
        };
        let is_inside = unit.relation == Relation::In && country.relation == Relation::In;
        let is_both =
            region.feature == Some(Feature::Region) && named.feature == Some(Feature::Country);
        let ends_it = |hit: &&Hit<Direction>| self.text.span(&hit.range).end == region.span.end;
        let Some(wind) = self.directions.iter().find(ends_it).filter(|_| is_inside && is_both)
        else {
            return;
        };
        if !self.around.gazetteer.has_region(&named.name, &region.name) {
            let relation = Relation::PartOf(wind.value);
            let part = PlacePart { relation, toponyms: vec![named.clone()] };
            parts.splice(..2, [part]);
        }
    }
}
