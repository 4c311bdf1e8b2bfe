//! Reads one part of a place phrase: a relation and the toponyms that it applies to.

use std::ops::Range;

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, RelationWord};
use crate::extract::names::name_end;
use crate::extract::tokens::TokenKind;
use crate::model::{Feature, PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    pub(super) fn related(&self, at: usize) -> Option<Parts> {
        let hit = self.hit_at(&self.relations, at).filter(|_| self.is_to(at))?;
        let next = self.text.token_at(hit.range.end);
        let word = self.text.folded.lower(hit.range.clone());
        // "peu avant d'arriver": a time, not a place.
        let lists = &self.text.lexicon.lists;
        let before_verb = Class::OF_ONE.with(Class::THAT);
        if lists.before_or_after.ends(word) && self.text.is_any(next, before_verb) {
            return None;
        }
        if let Some(parts) = self.adjective_border(next) {
            return Some(parts);
        }
        match hit.value {
            RelationWord::Border => self.border(next),
            RelationWord::Between => self.between(next, lists.road_words.is_in(word)),
            RelationWord::In => self.inside(next, word),
            RelationWord::Sector => self.plain(next, Relation::Sector),
            RelationWord::Near => self.plain(next, Relation::Near),
            RelationWord::Toward => self.plain(next, Relation::Toward),
        }
    }

    pub(super) fn plain(&self, at: usize, relation: Relation) -> Option<Parts> {
        if let Some(parts) = self.three_borders(at) {
            return Some(parts);
        }
        if let Some((toponyms, end)) = self.border_named(at) {
            return Some((vec![PlacePart { relation: Relation::Border, toponyms }], end));
        }
        let (toponyms, end) = self.toponyms(at)?;
        Some((vec![PlacePart { relation, toponyms }], end))
    }

    pub(super) fn inside(&self, at: usize, word: &str) -> Option<Parts> {
        if let Some(parts) = self.owned(at).or_else(|| self.three_borders(at)) {
            return Some(parts);
        }
        let first = self.skip_determiners(at);
        let first = self.after_adjectives(first).unwrap_or(first);
        if let Some(feature) = self.feature_at(first) {
            let relation =
                if feature.value.1 == FeatureRole::Zone { Relation::Sector } else { Relation::In };
            return self.plain(first, relation);
        }
        // "contre", "sur" and "en" lead to many things that are no places.
        let is_loose = self.text.lexicon.lists.loose.has(word);
        let (toponyms, end) = self.toponyms(at)?;
        let is_place = !is_loose
            || toponyms.iter().all(|t| t.feature.is_some() || self.around.gazetteer.knows(&t.name));
        // "dans" and "au" before an unknown name without a feature word are rarely places.
        let is_article = self.text.lexicon.lists.with_article.has(word);
        let is_sure = !is_article
            || toponyms.iter().all(|t| t.feature.is_some() || self.around.gazetteer.knows(&t.name));
        (is_place && is_sure).then(|| (vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "San et Djenné", "Niono-Dogofri", "Bamako à Sikasso"; else, on a road, one end of it.
    pub(super) fn between(&self, at: usize, is_road: bool) -> Option<Parts> {
        let feature = is_road.then_some(Feature::Road);
        let first = self.skip_determiners(at);
        let first = match self.text.is_of(first, &self.text.lexicon.lists.towns) {
            true => self.skip_determiners(first + 1),
            false => first,
        };
        if let Some(road) = self.national_road(first) {
            return Some(road);
        }
        let (from, end) = (first, name_end(self.text, self.around.gazetteer, first)?);
        let part = |a: Toponym, b: Toponym| {
            let toponyms = [a, b].map(|toponym| Toponym { feature, ..toponym }).to_vec();
            vec![PlacePart { relation: Relation::Between, toponyms }]
        };
        // "on the Niono-Dogofri road": without the road it is no way.
        let is_way = |at: usize| self.text.is(at, Class::ROAD);
        let is_named = self.text.lexicon.is_english && self.text.is_back(at, 1, Class::ARTICLE);
        if is_named && !is_way(end) {
            return None;
        }
        if let Some((left, right)) = self.split_hyphen(from, end) {
            return Some((part(left, right), end + usize::from(is_way(end))));
        }
        let is_joined =
            self.text.sign(end) == b'-' || self.text.is_any(end, Class::AND.with(Class::TO));
        // "entre Djibo et la frontière malienne"
        if is_joined && let Some((countries, after)) = self.border_named(end + 1) {
            let ends = std::iter::once(self.toponym(from, end, None)).chain(countries);
            let toponyms = ends.take(2).collect();
            return Some((vec![PlacePart { relation: Relation::Between, toponyms }], after));
        }
        let second = self.skip_determiners(end + 1);
        if self.text.sign(end) == b',' && !is_road {
            let listed = self.listed(end);
            if let Some((_, last)) = listed.last().copied() {
                let names = std::iter::once((from, end)).chain(listed);
                let toponyms = names.map(|(from, to)| self.toponym(from, to, None)).collect();
                return Some((vec![PlacePart { relation: Relation::Between, toponyms }], last));
            }
        }
        if is_joined && let Some(second_end) = name_end(self.text, self.around.gazetteer, second) {
            let (a, b) = (self.toponym(from, end, None), self.toponym(second, second_end, None));
            return Some((part(a, b), second_end));
        }
        let toponym = self.toponym(from, end, None);
        if self.around.gazetteer.line_named(&toponym.name) == Some(Feature::Road) {
            let toponyms = vec![Toponym { feature, ..toponym }];
            return Some((vec![PlacePart { relation: Relation::Along, toponyms }], end));
        }
        let part = PlacePart { relation: Relation::Toward, toponyms: vec![toponym] };
        is_road.then(|| (vec![part], end))
    }

    /// "(route) nationale 16", "nationale n°16": the road RN16.
    fn national_road(&self, at: usize) -> Option<Parts> {
        let is_national = self.text.is_of(at, &self.text.lexicon.lists.national);
        let number = (at + 1..at + 5).find(|i| {
            self.text.tokens.get(*i).is_some_and(|token| token.kind == TokenKind::Number)
        });
        let number = number.filter(|_| is_national)?;
        let span = self.text.span(&self.text.range(at, number + 1));
        let name = format!("RN{}", self.text.word(number));
        self.around.gazetteer.line_named(&name)?;
        let toponyms = vec![Toponym { name, feature: Some(Feature::Road), span }];
        Some((vec![PlacePart { relation: Relation::Along, toponyms }], number + 1))
    }

    /// "Niono-Dogofri" at the hyphen that leaves two known names, else at the only hyphen.
    pub(super) fn split_hyphen(&self, from: usize, to: usize) -> Option<(Toponym, Toponym)> {
        let range = self.text.range(from, to);
        let plain = self.text.folded.plain.get(range.clone())?;
        let cuts: Vec<usize> = plain.match_indices('-').map(|(at, _)| range.start + at).collect();
        let sides = |cut: usize| (range.start..cut, cut + 1..range.end);
        let is_known = |r: Range<usize>| self.around.gazetteer.knows(self.text.source(&r));
        let known = cuts.iter().find(|cut| is_known(sides(**cut).0) && is_known(sides(**cut).1));
        let cut =
            *known.or(if cuts.len() == 1 { cuts.first() } else { cuts.get(cuts.len() / 2) })?;
        let (mut left, mut right) = sides(cut);
        // "Gao-Ansongo-Labbezanga": the first and the last.
        if let ([first, .., last], None) = (cuts.as_slice(), known)
            && is_known(range.start..*first)
            && is_known(last + 1..range.end)
        {
            (left, right) = (range.start..*first, last + 1..range.end);
        }
        let named = |r: Range<usize>| Toponym {
            name: self.text.source(&r).to_owned(),
            feature: None,
            span: self.text.span(&r),
        };
        Some((named(left), named(right)))
    }
}
