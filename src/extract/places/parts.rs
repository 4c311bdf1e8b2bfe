//! Reads one part of a place phrase: a relation and the toponyms that it applies to.

use std::ops::Range;

use super::{Parser, Parts};
use crate::extract::lexicon::{FeatureRole, Hit, RelationWord};
use crate::extract::names::{is_known, name_end};
use crate::extract::numbers::number_at;
use crate::model::{Direction, Feature, PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    /// "à 23 km au sud-ouest de X", "à une quinzaine de kilomètres de X", "60 kilometres from X",
    /// "NE 50km of X"; or told by the time it takes.
    pub(super) fn offset(&self, at: usize) -> Option<Parts> {
        if !self.has_distance {
            return None;
        }
        let ahead = compass_point(self.text.plain(at));
        let at = at + usize::from(ahead.is_some());
        let number_from = at + usize::from(matches!(self.text.word(at), "a" | "some" | "about"));
        let number = number_at(self.text, number_from)?;
        let unit = number.to + usize::from(matches!(self.text.word(number.to), "de" | "d'"));
        let factor = match self.text.word(unit) {
            "km" | "kilometres" | "kilometre" | "kms" | "kilometers" => 1.0,
            "miles" | "mile" => 1.609_344,
            _ => return self.travel(&number),
        };
        let next = unit + 1;
        let (direction, after) = match self.wind(next) {
            Some((direction, after)) => (Some(direction), after),
            None => (ahead, next),
        };
        let of = self.text.word(after);
        let after = match (of, self.text.word(after + 1)) {
            ("de" | "d'" | "du" | "des" | "of" | "from", _) => after,
            ("before" | "past" | "beyond" | "outside" | "inside" | "avant" | "apres", _) => after,
            ("short" | "out", "of") | ("away", "from") => after + 1,
            _ => return None,
        };
        let (toponyms, end) = self.toponyms(after + 1).or_else(|| self.of_topic(after + 1))?;
        let distance_km = f64::from(number.low) * factor;
        let relation = Relation::Offset { distance_km, direction };
        Some((vec![PlacePart { relation, toponyms: toponyms.into_iter().take(1).collect() }], end))
    }

    /// "au nord", "à l'ouest", "north": the direction and the token after it.
    pub(super) fn wind(&self, at: usize) -> Option<(Direction, usize)> {
        let from = match (self.text.word(at), self.text.word(at + 1)) {
            ("au" | "vers", _) => at + 1,
            ("a" | "dans", "l'" | "le") => at + 2,
            ("to", "the") => at + 2,
            _ => at,
        };
        match self.hit_at(&self.directions, from) {
            Some(hit) => Some((hit.value, self.text.token_at(hit.range.end))),
            None => Some((compass_point(self.text.plain(from))?, from + 1)),
        }
    }

    /// "au nord de X", "dans le nord-est du Mali", "in western Niger".
    pub(super) fn direction(&self, at: usize) -> Option<Parts> {
        let is_inside = matches!(self.text.word(at), "dans" | "in");
        let from = match (self.text.word(at), self.text.word(at + 1)) {
            ("au" | "du" | "in", _) => at + 1,
            ("a" | "dans" | "vers" | "de", "l'" | "le") => at + 2,
            ("plus", "a") => at + 3,
            _ if self.text.lexicon.is_english => at,
            _ => return None,
        };
        let from = from + usize::from(self.text.word(from) == "the");
        if let Some(parts) = self.wind_region(from) {
            return Some(parts);
        }
        let from =
            from + usize::from(self.text.lexicon.is_english && self.text.word(from) == "far");
        let hit = self.hit_at(&self.directions, from)?;
        let after = self.text.token_at(hit.range.end);
        if self.after_adjectives(from).is_some() {
            return None;
        }
        // "northern Mali's Kidal region": the region says more than the part of the country.
        let is_adjective = self.text.folded.lower(hit.range.clone()).ends_with("ern");
        if is_adjective && let Some((parts, end)) = self.owned(after) {
            let is_inside = parts.iter().all(|part| part.relation == Relation::In);
            return is_inside.then_some((parts, end));
        }
        // "in the eastern region of Mali": a part of the country.
        let is_unit = |hit: &Hit<(Option<Feature>, FeatureRole)>| hit.value.1 == FeatureRole::Unit;
        let after = after
            + usize::from(
                is_adjective
                    && self.feature_at(after).is_some_and(is_unit)
                    && self.text.word(after + 1) == "of",
            );
        let name_at = match self.text.word(after) {
            "de" | "d'" | "du" | "des" | "of" => after + 1,
            _ if is_adjective || self.text.is_capital(after) => after,
            _ => return None,
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

    /// "à dix kilomètres de la localité": the place that the story speaks of.
    fn of_topic(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let noun = self.skip_determiners(at);
        let is_place = ["localite", "ville", "village", "commune", "bourgade", "town"]
            .contains(&self.text.word(noun));
        let topic = self.head.as_ref().or(self.around.topic).filter(|_| is_place)?;
        Some((vec![topic.clone()], noun + 1))
    }

    /// "du pays": the country that the document is about.
    pub(super) fn of_country(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let at = self.skip_determiners(at);
        let country = self.around.country?;
        (matches!(self.text.word(at), "pays" | "country")).then(|| {
            let span = self.text.span(&self.text.range(at, at + 1));
            let name = country.to_owned();
            (vec![Toponym { name, feature: Some(Feature::Country), span }], at + 1)
        })
    }

    pub(super) fn related(&self, at: usize) -> Option<Parts> {
        let hit = self.hit_at(&self.relations, at).filter(|_| self.is_to(at))?;
        let next = self.text.token_at(hit.range.end);
        let word = self.text.folded.lower(hit.range.clone());
        // "peu avant d'arriver": a time, not a place.
        let is_time = word.ends_with(" avant") || word.ends_with(" apres");
        if is_time && matches!(self.text.word(next), "d'" | "de" | "que" | "qu'") {
            return None;
        }
        if let Some(parts) = self.adjective_border(next) {
            return Some(parts);
        }
        match hit.value {
            RelationWord::Border => self.border(next),
            RelationWord::Between => self.between(next, word),
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
        let (toponyms, end) = self.toponyms(at)?;
        Some((vec![PlacePart { relation, toponyms }], end))
    }

    /// "la zone des trois frontières" is a name.
    pub(super) fn three_borders(&self, at: usize) -> Option<Parts> {
        let at = self.skip_determiners(at);
        let at = self.skip_determiners(at + usize::from(self.text.word(at) == "zone"));
        let is_number = matches!(self.text.word(at), "trois" | "3");
        let is_name = is_number && self.text.word(at + 1) == "frontieres";
        let start = (0..at).rev().take(4).find(|i| self.text.word(*i) == "zone")?;
        is_name.then(|| {
            let toponyms = vec![self.toponym(start, at + 2, None)];
            (vec![PlacePart { relation: Relation::In, toponyms }], at + 2)
        })
    }

    pub(super) fn inside(&self, at: usize, word: &str) -> Option<Parts> {
        if self.text.lexicon.is_english
            && let Some(parts) = self.owned(at)
        {
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
        let is_loose = matches!(word, "contre" | "sur" | "en" | "against");
        let (toponyms, end) = self.toponyms(at)?;
        let is_place = !is_loose
            || toponyms.iter().all(|t| t.feature.is_some() || self.around.gazetteer.knows(&t.name));
        // "dans" and "au" before an unknown name without a feature word are rarely places.
        let is_article = matches!(word, "dans" | "au" | "aux");
        let is_sure = !is_article
            || toponyms.iter().all(|t| t.feature.is_some() || self.around.gazetteer.knows(&t.name));
        (is_place && is_sure).then(|| (vec![PlacePart { relation: Relation::In, toponyms }], end))
    }

    /// "(la frontière) avec le Niger", "algérienne", "entre le Mali et le Niger".
    pub(super) fn border(&self, at: usize) -> Option<Parts> {
        let mut parts = Vec::new();
        let mut end = at;
        let mut next = at;
        while parts.len() < 2 && next < at + 10 {
            let hit = self.hit_at(&self.countries, next);
            if let Some(hit) = hit {
                end = self.text.token_at(hit.range.end);
                let span = self.text.span(&hit.range);
                let name = self.text.source(&hit.range).to_owned();
                let toponym = Toponym { name, feature: Some(Feature::Country), span };
                parts.push(PlacePart { relation: Relation::Border, toponyms: vec![toponym] });
                next = end;
                continue;
            }
            let is_glue = matches!(
                self.text.word(next),
                "avec"
                    | "du"
                    | "de"
                    | "d'"
                    | "le"
                    | "la"
                    | "l'"
                    | "entre"
                    | "et"
                    | "commune"
                    | "the"
                    | "with"
                    | "of"
                    | "des"
                    | "and"
            );
            if !is_glue {
                break;
            }
            next += 1;
        }
        (!parts.is_empty()).then_some((parts, end))
    }

    /// "the Malian border", "the Mali-Niger border": English names the country first.
    pub(super) fn adjective_border(&self, at: usize) -> Option<Parts> {
        let first = at + usize::from(self.text.word(at) == "the");
        let (parts, end) = self.hit_at(&self.countries, first).and_then(|_| self.border(first))?;
        matches!(self.text.word(end), "border" | "borders").then_some((parts, end + 1))
    }

    /// "San et Djenné", "Niono-Dogofri", "Bamako à Sikasso"; else, on a road, one end of it.
    pub(super) fn between(&self, at: usize, word: &str) -> Option<Parts> {
        let is_road = word.contains("route") || word.contains("axe") || word.contains("troncon");
        let feature = is_road.then_some(Feature::Road);
        let first = self.skip_determiners(at);
        let first = match self.text.word(first) {
            "villages" | "localites" | "villes" | "axe" | "towns" | "localities" | "cities" => {
                self.skip_determiners(first + 1)
            }
            _ => first,
        };
        let (from, end) = (first, name_end(self.text, self.around.gazetteer, first)?);
        let part = |a: Toponym, b: Toponym| {
            let toponyms = [a, b].map(|toponym| Toponym { feature, ..toponym }).to_vec();
            vec![PlacePart { relation: Relation::Between, toponyms }]
        };
        // "on the Niono-Dogofri road": without the road it is no way.
        let is_way =
            |at: usize| matches!(self.text.word(at), "road" | "axis" | "highway" | "track");
        if word.ends_with(" the") && !is_way(end) {
            return None;
        }
        if let Some((left, right)) = self.split_hyphen(from, end) {
            return Some((part(left, right), end + usize::from(is_way(end))));
        }
        let is_joined = matches!(self.text.word(end), "et" | "-" | "a" | "and" | "au" | "to");
        let second = self.skip_determiners(end + 1);
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
        let (left, right) = sides(cut);
        let named = |r: Range<usize>| Toponym {
            name: self.text.source(&r).to_owned(),
            feature: None,
            span: self.text.span(&r),
        };
        Some((named(left), named(right)))
    }

    /// "région de Kidal", "l'aéroport de Niamey", "le camp de Dioura" without a preposition.
    pub(super) fn bare_feature(&self, at: usize) -> Option<Parts> {
        let first = match self.text.word(at) {
            "le" | "la" | "les" | "l'" | "the" => at + 1,
            _ => at,
        };
        let first = self.after_adjectives(first).unwrap_or(first);
        let feature = self.feature_at(first).filter(|f| {
            let has_owner = matches!(f.value.1, FeatureRole::Unit | FeatureRole::Place);
            let from = if matches!(
                at.checked_sub(1).map(|i| self.text.word(i)),
                Some("la" | "le" | "l'" | "les")
            ) {
                at - 1
            } else {
                at
            };
            !(has_owner && self.is_attribute(from))
        })?;
        let relation =
            if feature.value.1 == FeatureRole::Zone { Relation::Sector } else { Relation::In };
        let after = self.text.token_at(feature.range.end);
        // A feature word without "de" before the name is one only for lakes, rivers and units.
        let link = |i: usize| {
            matches!(self.text.word(i), "de" | "d'" | "du" | "des" | "of" | "at" | "in" | "a")
        };
        let has_link = (after..self.after_feature(after)).any(link);
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
        if !has_link && !is_named {
            return None;
        }
        self.plain(first, relation)
    }

    /// "un chef de la région de X", "le gouverneur de la région": the unit says whose, not where.
    pub(super) fn is_attribute(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1) else { return false };
        if !matches!(self.text.word(link), "de" | "du" | "des" | "d'") {
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
        const ON_PLACES: [&str; 8] = [
            "attaque",
            "embuscade",
            "bataille",
            "massacre",
            "tuerie",
            "assaut",
            "attack",
            "ambush",
        ];
        let is_after = |range: &&Range<usize>| range.end <= start && start - range.end <= 1;
        let trigger = self.around.triggers.iter().find(is_after)?;
        let word = self.text.folded.lower(trigger.clone());
        let is_on_place = ON_PLACES.iter().any(|w| word.starts_with(w));
        let has_link = matches!(
            self.text.word(at),
            "de" | "d'" | "du" | "des" | "of" | "on" | "contre" | "against" | "sur"
        );
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
        let is_noun = (end + 1..end + 4).any(|i| {
            matches!(
                self.text.word(i),
                "chef-lieu" | "ville" | "localite" | "village" | "bourgade" | "commune"
            )
        }) && sign == ",";
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
        let is_start =
            at == 0 || matches!(self.text.word(at - 1), "," | "\"" | "et" | "and" | "-" | ":");
        let end = name_end(self.text, self.around.gazetteer, at).filter(|_| is_start)?;
        let listed = self.listed(end);
        let last = listed.last().map_or(end, |(_, to)| *to);
        let verb = (last..last + 4).find(|i| {
            !matches!(
                self.text.word(*i),
                "a" | "ont"
                    | "sont"
                    | "avaient"
                    | "etaient"
                    | "auraient"
                    | "aurait"
                    | "were"
                    | "have"
                    | "avait"
                    | "est"
                    | "had"
                    | "was"
                    | "been"
                    | "ete"
                    | "deja"
                    | "already"
                    | "encore"
                    | "has"
            )
        })?;
        let start = self.start_of(verb)?;
        let is_event = verb > last && self.around.triggers.iter().any(|t| t.start == start);
        let is_sure = is_event && is_known(self.text, self.around.gazetteer, at, end);
        is_sure.then(|| {
            let names = std::iter::once((at, end)).chain(listed);
            let toponyms = names.map(|(from, to)| self.toponym(from, to, None)).collect();
            (vec![PlacePart { relation: Relation::In, toponyms }], last)
        })
    }

    /// The place before a title's colon, or a country before a teaser's dash.
    pub(super) fn label(&self) -> Option<(PlacePart, usize)> {
        if !self.around.opens_line {
            return None;
        }
        let end = name_end(self.text, self.around.gazetteer, 0)?;
        let sign = self.text.word(end);
        if !matches!(sign, ":" | "-") {
            return None;
        }
        let toponym = self.toponym(0, end, None);
        let is_country = toponym.feature == Some(Feature::Country);
        let is_label = (sign == ":"
            && (is_country || is_known(self.text, self.around.gazetteer, 0, end)))
            || (sign == "-" && is_country);
        is_label.then(|| (PlacePart { relation: Relation::In, toponyms: vec![toponym] }, end))
    }
}

/// "SW", "NE", "S.": the compass points in capitals; O and NO are French for west.
fn compass_point(word: &str) -> Option<Direction> {
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
