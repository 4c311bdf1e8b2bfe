//! Parts told by a direction: "au nord de", "dans le nord du pays", "dans le nord malien".

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit};
use crate::model::{Direction, Feature, PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    /// "au nord", "à l'ouest", "north": the direction and the token after it.
    pub(super) fn wind(&self, at: usize) -> Option<(Direction, usize)> {
        let before = self.text.standing(&self.text.lexicon.lists.to_wind, at);
        let from = at + before.unwrap_or_default();
        match self.hit_at(&self.directions, from) {
            Some(hit) => Some((hit.value, self.text.token_at(hit.range.end))),
            None => Some((compass_point(self.text.plain(from))?, from + 1)),
        }
    }

    /// "au nord de X", "dans le nord-est du Mali", "in western Niger".
    pub(super) fn direction(&self, at: usize) -> Option<Parts> {
        if self.directions.is_empty() && !self.text.lexicon.is_english {
            return None;
        }
        let is_inside = self.text.is(at, Class::IN);
        let (is_english, lists) = (self.text.lexicon.is_english, &self.text.lexicon.lists);
        let from = match self.text.standing(&lists.in_wind, at) {
            Some(n_tokens) => at + n_tokens,
            None if is_english || self.around.is_phrase => at,
            None => return None,
        };
        let from = from + usize::from(self.text.is(from, Class::ARTICLE));
        if let Some(parts) = self.wind_region(from) {
            return Some(parts);
        }
        let from = from + usize::from(self.text.is_of(from, &self.text.lexicon.lists.far));
        let hit = self.hit_at(&self.directions, from)?;
        let after = self.text.token_at(hit.range.end);
        if self.after_adjectives(from).is_some() {
            return None;
        }
        if let Some((country, end)) = self.country_adjective(after) {
            let relation = Relation::PartOf(hit.value);
            return Some((vec![PlacePart { relation, toponyms: vec![country] }], end));
        }
        // "northern Mali's Kidal region": the region says more than the part of the country.
        let is_adjective = lists.wind_adjectives.ends(self.text.folded.lower(hit.range.clone()));
        if is_adjective && let Some((parts, end)) = self.owned(after) {
            let is_inside = parts.iter().all(|part| part.relation == Relation::In);
            return is_inside.then_some((parts, end));
        }
        // "in the eastern region of Mali"
        let is_unit = |hit: &Hit<(Option<Feature>, FeatureRole)>| hit.value.1 == FeatureRole::Unit;
        let is_region = is_adjective
            && self.feature_at(after).is_some_and(is_unit)
            && self.text.is(after + 1, Class::OF);
        if is_region {
            let toponyms = vec![self.toponym(from, after, Some(Feature::Region))];
            return Some((vec![PlacePart { relation: Relation::In, toponyms }], after + 1));
        }
        let name_at = match () {
            () if self.text.is(after, Class::OF) => after + 1,
            () if is_adjective || self.text.is_capital(after) => after,
            () => return None,
        };
        let (toponyms, end) = self.toponyms(name_at).or_else(|| self.of_country(name_at))?;
        let is_unit = toponyms.iter().all(|t| {
            matches!(
                t.feature,
                Some(Feature::Country | Feature::Region | Feature::District | Feature::Commune)
            )
        });
        let relation = if is_inside || is_unit || is_adjective || hit.value == Direction::Center {
            Relation::PartOf(hit.value)
        } else {
            Relation::Direction(hit.value)
        };
        Some((vec![PlacePart { relation, toponyms }], end))
    }

    /// "du pays": the country that the document is about.
    pub(super) fn of_country(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let at = self.skip_determiners(at);
        // A phrase alone has its country from who asks.
        let word = || self.around.is_phrase.then(|| self.text.word(at));
        let country = self.around.country.or_else(word)?;
        self.text.is(at, Class::COUNTRY).then(|| {
            let span = self.text.span(&self.text.range(at, at + 1));
            let name = country.to_owned();
            (vec![Toponym { name, feature: Some(Feature::Country), span }], at + 1)
        })
    }
}

/// "SW", "NE", "S.": the compass points in capitals; O and NO are French for west.
pub(super) fn compass_point(word: &str) -> Option<Direction> {
    match word.trim_end_matches('.') {
        "N" => Some(Direction::North),
        "NE" => Some(Direction::NorthEast),
        "E" => Some(Direction::East),
        "SE" => Some(Direction::SouthEast),
        "S" => Some(Direction::South),
        "SW" | "SO" => Some(Direction::SouthWest),
        "W" | "O" => Some(Direction::West),
        "NW" | "NO" => Some(Direction::NorthWest),
        _ => None,
    }
}
