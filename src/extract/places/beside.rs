//! Names without a preposition: what stands beside them calls them places.

use std::ops::Range;

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::lexicon::FeatureRole;
use crate::extract::names::{is_known, name_end};
use crate::model::{Feature, PlacePart, Relation};

impl Parser<'_, '_> {
    /// "région de Kidal", "l'aéroport de Niamey", "le camp de Dioura" without a preposition.
    pub(super) fn bare_feature(&self, at: usize) -> Option<Parts> {
        let first = at + usize::from(self.text.is(at, Class::ARTICLE));
        let first = self.after_adjectives(first).unwrap_or(first);
        let feature = self.feature_at(first).filter(|f| {
            let has_owner = matches!(f.value.1, FeatureRole::Unit | FeatureRole::Place);
            let from = at - usize::from(self.text.is_back(at, 1, Class::ARTICLE));
            !(has_owner && !self.around.is_phrase && self.is_attribute(from))
        })?;
        let relation =
            if feature.value.1 == FeatureRole::Zone { Relation::Sector } else { Relation::In };
        let after = self.text.token_at(feature.range.end);
        // A feature word without "de" before the name is one only for lakes, rivers and units.
        let link = Class::OF.with(Class::AT).with(Class::IN);
        let has_link = (after..self.after_feature(after)).any(|i| self.text.is_any(i, link));
        let is_named = matches!(
            feature.value.0,
            Some(
                Feature::Lake
                    | Feature::River
                    | Feature::Region
                    | Feature::Mountain
                    | Feature::Quarter
            )
        );
        let is_unit = matches!(feature.value.0, Some(Feature::District | Feature::Commune));
        let goes_alone = is_named || is_unit && self.around.is_phrase;
        if !has_link && !goes_alone {
            return None;
        }
        self.plain(first, relation)
    }

    /// "un chef de la région de X", "le gouverneur de la région": the unit says whose, not where.
    pub(super) fn is_attribute(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1) else { return false };
        if self.text.lexicon.is_english || !self.text.is(link, Class::OF) {
            return false;
        }
        let before = link.checked_sub(1).map_or(0..0, |i| self.text.range(i, i + 1));
        let is_noun =
            self.text.folded.lower(before.clone()).starts_with(|c: char| c.is_ascii_alphabetic());
        let is_event = self.around.triggers.iter().any(|t| t.end == before.end);
        let is_feature = self.features.iter().any(|f| f.range.end == before.end);
        is_noun && !is_event && !is_feature
    }

    /// "l'attaque de X", "l'embuscade de X", "attacked X".
    pub(super) fn of_trigger(&self, at: usize) -> Option<Parts> {
        let start = self.start_of(at)?;
        let is_after = |range: &&Range<usize>| range.end <= start && start - range.end <= 1;
        let trigger = self.around.triggers.iter().find(is_after)?;
        let word = self.text.folded.lower(trigger.clone());
        let is_on_place = self.text.lexicon.lists.places_of_deeds.opens(word);
        let has_link = self.text.is_any(at, Class::OF.with(Class::AGAINST));
        let name_at = if has_link { at + 1 } else { at };
        let (toponyms, end) = self.toponyms(name_at)?;
        let is_sure = toponyms.iter().all(|t| {
            let is_adjective = self.countries.iter().any(|c| self.text.span(&c.range) == t.span);
            let is_known = self.around.gazetteer.knows(&t.name);
            let is_party = self.actors.iter().any(|a| self.text.span(a).start == t.span.start);
            (is_known || (has_link && is_on_place && !is_party)) && !is_adjective
        });
        is_sure.then(|| (vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "Kongoussi, chef-lieu de la province", "Gayéri (province de la Komondjari)", "Kain, Yatenga
    /// province": a name that what stands beside it calls a place.
    pub(super) fn apposed(&self, at: usize) -> Option<Parts> {
        if at > 0 && self.text.is_capital(at - 1) {
            return None;
        }
        let end = name_end(self.text, self.around.gazetteer, at)?;
        let sign = self.text.word(end);
        if !matches!(sign, "," | "(") {
            return None;
        }
        let is_noun = sign == ","
            && (end + 1..end + 4).any(|i| self.text.is_any(i, Class::TOWN.with(Class::SEAT)));
        if !is_noun && !self.is_in_unit(end + 1, sign) {
            return None;
        }
        let toponyms = vec![self.toponym(at, end, None)];
        Some((vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "(province du Soum", "(Soum)", ", Soum province": a unit that a place lies in.
    fn is_in_unit(&self, at: usize, sign: &str) -> bool {
        let first = self.skip_determiners(at);
        let is_unit =
            |i: usize| self.feature_at(i).is_some_and(|hit| hit.value.1 == FeatureRole::Unit);
        if is_unit(first) && self.toponyms(first).is_some() {
            return true;
        }
        let Some(end) = name_end(self.text, self.around.gazetteer, first) else { return false };
        let is_closed = sign == "(" && matches!(self.text.word(end), ")" | ",");
        let is_known = is_known(self.text, self.around.gazetteer, first, end);
        (self.text.lexicon.is_english && is_unit(end)) || (is_closed && is_known)
    }

    /// "Dioura had already been overrun": a known name as the subject of what was done to it.
    pub(super) fn subject(&self, at: usize) -> Option<Parts> {
        let end = name_end(self.text, self.around.gazetteer, at)?;
        let is_start = at == 0
            || matches!(self.text.word(at - 1), "," | "\"" | "-" | ":")
            || self.text.is_back(at, 1, Class::AND)
            || self.text.is_back(at, 1, Class::THAT)
                && self.text.is_back_of(at, 2, &self.text.lexicon.lists.behold);
        // "c'est Gossi qui a été visé"
        let is_singled =
            !is_start && self.text.is_back(at, 1, Class::BE) && self.text.is(end, Class::RELATIVE);
        if !is_start && !is_singled {
            return None;
        }
        let listed = self.listed(end);
        let last = listed.last().map_or(end, |(_, to)| *to) + usize::from(is_singled);
        let link = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::ALREADY);
        let verb = (last..last + 4).find(|i| !self.text.is_any(*i, link))?;
        let start = self.start_of(verb)?;
        // "Gossi subissait le même sort": no auxiliary stands before the verb.
        let is_past = self.text.lexicon.lists.imperfects.ends(self.text.word(last));
        // French words for incidents may begin with the auxiliary.
        let first = if self.text.lexicon.is_english { start } else { self.start_of(last)? };
        let is_event = (verb > last || is_past)
            && self.around.triggers.iter().any(|t| (first..=start).contains(&t.start));
        let is_sure = is_event && is_known(self.text, self.around.gazetteer, at, end);
        is_sure.then(|| {
            let names = std::iter::once((at, end)).chain(listed);
            let toponyms = names.map(|(from, to)| self.toponym(from, to, None)).collect();
            (vec![PlacePart { relation: Relation::In, toponyms }], last - usize::from(is_singled))
        })
    }
}
