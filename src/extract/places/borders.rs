//! Reads borders: "la frontière avec le Niger", "malo-nigérienne", "the Mali-Niger border", and where
//! three meet.

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::fold::fold_name;
use crate::model::{Feature, PlacePart, Relation, Toponym};

/// As many countries as meet in one place.
const MOST: usize = 3;

impl Parser<'_, '_> {
    /// "la zone des trois frontières", "the tri-border area" is a name.
    pub(super) fn three_borders(&self, at: usize) -> Option<Parts> {
        let first = self.skip_determiners(at);
        let is_zone = self.text.is_of(first, &self.text.lexicon.lists.zone);
        let number = self.skip_determiners(first + usize::from(is_zone));
        let n_tokens = self.text.standing(&self.text.lexicon.lists.three_borders, number)?;
        let zone =
            (0..number).rev().take(4).find(|i| self.text.is_of(*i, &self.text.lexicon.lists.zone));
        let (name_at, end) = (zone.unwrap_or(number), number + n_tokens);
        let mut toponym = self.toponym(name_at, end, None);
        if self.text.lexicon.is_english {
            "tri-border area".clone_into(&mut toponym.name);
        }
        Some((vec![PlacePart { relation: Relation::In, toponyms: vec![toponym] }], end))
    }

    /// "(la frontière) avec le Niger", "algérienne", "malo-nigérienne", "entre le Mali et le Niger".
    pub(super) fn border(&self, at: usize) -> Option<Parts> {
        let mut parts = Vec::new();
        let mut end = at;
        let mut next = at;
        while parts.len() < MOST && next < at + 10 {
            if let Some((countries, after)) = self.countries_at(next) {
                let part =
                    |country| PlacePart { relation: Relation::Border, toponyms: vec![country] };
                parts.extend(countries.into_iter().map(part));
                (end, next) = (after, after);
                continue;
            }
            let is_glue = self.text.is(next, Class::BORDER_LINK)
                || self.around.is_phrase && self.text.word(next) == ",";
            if !is_glue {
                break;
            }
            next += 1;
        }
        (!parts.is_empty()).then_some((parts, end))
    }

    /// "(de) la frontière malienne", "(from) the border with Mali", "the Malian border": its countries.
    pub(super) fn border_named(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let noun = self.skip_determiners(at);
        let is_border = self.text.is(noun, Class::BORDER);
        let (parts, end) =
            if is_border { self.border(noun + 1)? } else { self.adjective_border(at)? };
        Some((parts.into_iter().flat_map(|part| part.toponyms).collect(), end))
    }

    /// "the Malian border", "the Mali-Niger border": English names the country first.
    pub(super) fn adjective_border(&self, at: usize) -> Option<Parts> {
        let first = at + usize::from(self.text.is(at, Class::ARTICLE));
        let (parts, end) = self.countries_at(first).and_then(|_| self.border(first))?;
        self.text.is(end, Class::BORDER).then_some((parts, end + 1))
    }

    /// The country at a token, or the two of "malo-nigérienne" and "Mali-Niger", and the token after.
    fn countries_at(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let token = self.text.tokens.get(at)?;
        let first = match self.hit_at(&self.countries, at) {
            Some(hit) => hit.range.clone(),
            None => {
                let n_bytes = self.text.word(at).find("o-")? + 1;
                token.start..token.start + n_bytes
            }
        };
        let after = self.text.token_at(first.end);
        let end = self.text.tokens.get(after.checked_sub(1)?)?.end;
        let named = |range: &std::ops::Range<usize>, name: String| {
            let span = self.text.span(range);
            Toponym { name, feature: Some(Feature::Country), span }
        };
        let written = |range: &std::ops::Range<usize>| self.text.source(range).to_owned();
        if end == first.end {
            return Some((vec![named(&first, written(&first))], after));
        }
        // The rest of the word behind its hyphen is the other country.
        let second = first.end + 1..end;
        if !self.around.gazetteer.names_country(self.text.source(&second)) {
            let is_whole = self.hit_at(&self.countries, at).is_some();
            return is_whole.then(|| (vec![named(&first, written(&first))], after));
        }
        let name = match self.hit_at(&self.countries, at) {
            Some(_) => written(&first),
            None => self.country_of_stem(self.text.folded.lower(first.start..first.end - 1))?,
        };
        let is_faso = self.text.between(second.start, second.end) == "burkina"
            && self.text.word(after) == "faso";
        let second_name = written(&second);
        Some((vec![named(&first, name), named(&second, second_name)], after + usize::from(is_faso)))
    }

    /// "malo-", "algéro-", "burkinabo-": the country whose name or adjective begins so, the shortest.
    fn country_of_stem(&self, stem: &str) -> Option<String> {
        const SHORTEST: usize = 3;
        let countries = self.around.gazetteer.countries().iter();
        let names = countries.flat_map(|area| {
            std::iter::once(&area.name).chain(&area.variants).map(move |name| (name, area))
        });
        let begins = |(name, _): &(&String, _)| fold_name(name).starts_with(stem);
        let found = names.filter(begins).min_by_key(|(name, _)| name.len());
        found.filter(|_| stem.len() >= SHORTEST).map(|(_, area)| area.name.clone())
    }
}
