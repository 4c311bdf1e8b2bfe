//! Places that a sentence says in no form known: the name of a noun, any known name.

use super::{Found, Parser};
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Movement};
use crate::extract::names::{is_known, is_name_word, name_end};
use crate::extract::tokens::TokenKind;
use crate::model::{PlacePart, Relation, Toponym};

impl Parser<'_, '_> {
    /// "Un convoi parti de X a été attaqué": where nothing else is told, it was on that way.
    pub(super) fn take_way(&self, found: &mut [Found]) {
        let is_way = |f: &&mut Found| self.movement_before(f.range.start) == Some(Movement::Travel);
        let Some(way) = found.iter_mut().filter(|f| !f.is_label).find(is_way) else { return };
        if let Some(part) = way.phrase.parts.first_mut().filter(|p| p.relation == Relation::In) {
            part.relation = Relation::Toward;
        }
        let is_between = way.phrase.parts.iter().any(|p| p.relation == Relation::Between);
        way.is_excluded = false;
        way.rank = if is_between { 3 } else { 2 };
    }

    /// "Des hommes ont traversé X et pillé le marché": a known name in a sentence that tells of an
    /// incident and says no place in any form known. It gives way to any other.
    pub(super) fn any_name(&self) -> Option<Found> {
        let is_open = |at: usize| {
            let start = self.start_of(at).unwrap_or_default();
            matches!(self.movement_before(start), None | Some(Movement::Travel))
        };
        let names = || {
            let all = 0..self.text.tokens.len();
            all.filter_map(|at| Some((at, self.sure_name(at)?)))
                .filter(|(at, _)| !self.is_person(*at))
        };
        // "The minister visited X, where two soldiers were killed"
        let is_scene = |(at, to): &(usize, usize)| is_open(*at) || self.opens_scene(*to);
        let Some((from, to)) = names().find(is_scene) else {
            // "Residents of X fled": there, if the sentence points to it.
            let (from, to) = names().next()?;
            let toponyms = vec![self.toponym(from, to, None)];
            let part = PlacePart { relation: Relation::In, toponyms };
            return Some(Found { is_excluded: true, ..self.found(vec![part], from..to, false) });
        };
        let (relation, toponyms) = match self.split_hyphen(from, to) {
            Some((left, right)) if !is_known(self.text, self.around.gazetteer, from, to) => {
                (Relation::Between, vec![left, right])
            }
            _ if !self.opens_scene(to)
                && self.is_excluded(self.start_of(from).unwrap_or_default()) =>
            {
                (Relation::Toward, vec![self.toponym(from, to, None)])
            }
            _ => (Relation::In, vec![self.toponym(from, to, None)]),
        };
        let part = PlacePart { relation, toponyms };
        let rank = if self.opens_scene(to) { 3 } else { 1 };
        Some(Found { rank, is_excluded: false, ..self.found(vec![part], from..to, false) })
    }

    /// "Trois villages ont été attaqués : X, Y et Z."
    pub(super) fn list_behind_colon(&self) -> Option<Found> {
        const LEAST: usize = 2;
        let colon = (1..self.text.tokens.len()).find(|at| self.text.sign(*at) == b':')?;
        let start = self.start_of(colon)?;
        let is_plural = |words: &str| words.ends_with('s') || words.ends_with('x');
        let are_settlements = self.features.iter().any(|hit| {
            let words = self.text.folded.lower(hit.range.clone());
            hit.range.end <= start && hit.value.1 == FeatureRole::Place && is_plural(words)
        });
        let (toponyms, end) = self.toponyms(colon + 1).filter(|_| are_settlements)?;
        let is_end = matches!(self.text.word(end), "." | ";" | "" | "!");
        let is_list = is_end && toponyms.len() >= LEAST;
        let part = PlacePart { relation: Relation::In, toponyms };
        is_list.then(|| self.found(vec![part], colon + 1..end, false))
    }

    /// A known name that is no party, no country and no part of a longer run of capitals, or two of
    /// them with a hyphen.
    pub(super) fn sure_name(&self, at: usize) -> Option<usize> {
        const SHORTEST: usize = 4;
        let end = name_end(self.text, self.around.gazetteer, at)
            .filter(|_| at == 0 || !is_name_word(self.text, at - 1))?;
        let range = self.text.range(at, end);
        let is_party = self.actors.iter().any(|a| a.start < range.end && range.start < a.end);
        let is_country = self.countries.iter().any(|c| c.range == range);
        let is_known = is_known(self.text, self.around.gazetteer, at, end) || self.is_pair(at, end);
        (range.len() >= SHORTEST && !is_party && !is_country && is_known).then_some(end)
    }

    /// "Koro-Bankass": both sides of a hyphen are known.
    fn is_pair(&self, from: usize, to: usize) -> bool {
        let is_known = |t: &Toponym| self.around.gazetteer.knows(&t.name);
        self.split_hyphen(from, to).is_some_and(|(a, b)| is_known(&a) && is_known(&b))
    }

    /// "M. Gao", "le colonel Gao", "selon Gao": a person's name.
    fn is_person(&self, at: usize) -> bool {
        let is_title = |n: usize| self.text.is_back(at, n, Class::TITLE);
        let is_dotted = || at.checked_sub(1).is_some_and(|i| self.text.sign(i) == b'.');
        is_title(1) || (is_dotted() && is_title(2))
    }

    /// The last known name of a sentence that tells no place: "Personne n'a oublié X".
    pub(super) fn bare_name(&self) -> Option<Found> {
        const LONGEST: usize = 400;
        if self.text.folded.lower.len() > LONGEST {
            return None;
        }
        let (from, to) = (0..self.text.tokens.len()).rev().find_map(|at| {
            let end = self.sure_name(at)?;
            // "X a tenu", "X pleure ses morts": the subject of the sentence.
            let is_subject = || {
                const SHORTEST: usize = 5;
                let verb = self.text.word(end);
                let lists = &self.text.lexicon.lists;
                // In English many a word that opens a sentence looks like a name.
                let is_verb =
                    || lists.auxiliaries.has(verb) || lists.pasts.ends(verb) || verb.ends_with('s');
                self.text.range(at, end).len() >= SHORTEST
                    && self.text.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word)
                    && (!self.text.lexicon.is_english || is_verb())
            };
            let is_closed = at > 0
                || matches!(self.text.sign(end), b',' | b':' | b'.' | b'(' | b'-')
                || is_subject();
            is_closed.then_some((at, end))
        })?;
        let part =
            PlacePart { relation: Relation::In, toponyms: vec![self.toponym(from, to, None)] };
        Some(Found { is_excluded: true, is_bare: true, ..self.found(vec![part], from..to, false) })
    }

    /// "le chef du village de X", "un convoi de X": where no place is told, the known place that a
    /// noun belongs to. It gives way to any other.
    pub(super) fn of_noun(&self) -> Option<Found> {
        let n_tokens = self.text.tokens.len();
        let mut named = (1..n_tokens).filter_map(|at| {
            if !self.text.is(at, Class::OF_ONE)
                || self.text.is_capital(at - 1)
                || self.text.is_of(at - 1, &self.text.lexicon.lists.away)
            {
                return None;
            }
            let end = name_end(self.text, self.around.gazetteer, at + 1)?;
            let range = self.text.range(at + 1, end);
            let is_party = self.actors.iter().any(|a| a.start < range.end && range.start < a.end);
            let is_country = self.countries.iter().any(|c| c.range == range);
            let is_sure = (is_known(self.text, self.around.gazetteer, at + 1, end)
                || self.is_office(at))
                && !is_party
                && !is_country
                && (!self.is_excluded(range.start) || self.is_victim(range.end))
                && range.len() > 3;
            is_sure.then_some((at, end))
        });
        // "Le Collectif du Centre-Nord pleure ses morts de X": the village before the region.
        let is_region = |(at, end): &(usize, usize)| {
            let name = self.text.source(&self.text.range(at + 1, *end));
            !self.around.gazetteer.regions_named(name).is_empty()
        };
        let first = named.next()?;
        let nearer = if is_region(&first) { named.find(|n| !is_region(n)) } else { None };
        let (start, end) = nearer.unwrap_or(first);
        let toponyms = vec![self.toponym(start + 1, end, None)];
        let mut found =
            self.found(vec![PlacePart { relation: Relation::In, toponyms }], start..end, false);
        // "Le poste des douanes de X a été mitraillé": what suffered stands there.
        found.rank = match (self.is_victim(found.range.end), self.around.triggers.is_empty()) {
            (true, _) => 3,
            (_, false) => 2,
            _ => 1,
        };
        found.is_excluded = false;
        Some(found)
    }

    /// "Dans la région de X, les VDP de Y ont repoussé …": who guards a place stands there, which is
    /// more exact than a region.
    pub(super) fn guarded(&self) -> Option<Found> {
        let (start, end) = (1..self.text.tokens.len()).find_map(|at| {
            let is_guard = self.text.is(at, Class::OF_ONE)
                && self.text.is_of(at - 1, &self.text.lexicon.lists.home_guards);
            let end = is_guard.then(|| name_end(self.text, self.around.gazetteer, at + 1))??;
            let start = self.start_of(at + 1).unwrap_or_default();
            let is_sure =
                is_known(self.text, self.around.gazetteer, at + 1, end) && !self.is_excluded(start);
            is_sure.then_some((at + 1, end))
        })?;
        let toponyms = vec![self.toponym(start, end, None)];
        let part = PlacePart { relation: Relation::In, toponyms };
        Some(self.found(vec![part], start..end, false))
    }

    /// "le chef de village de", "l'imam de": an office that is held in a place, known or not.
    fn is_office(&self, at: usize) -> bool {
        const REACH: usize = 5;
        let is_office = |i: usize| self.text.is_of(i, &self.text.lexicon.lists.offices);
        // "le maire de la commune rurale de X"
        let start = self.start_of(at).unwrap_or_default();
        let is_unit = self.features.iter().any(|f| f.range.end + 1 == start)
            && (at.saturating_sub(REACH)..at).any(is_office);
        let of_village = self.text.is(at, Class::OF_ONE)
            && (is_unit || at.checked_sub(1).is_some_and(is_office));
        of_village && !self.text.lexicon.is_english
    }

    /// "le domicile du maire de X a été saccagé": who has the office does not speak but suffers.
    fn is_victim(&self, end: usize) -> bool {
        const REACH: usize = 40;
        let rest =
            self.text.between(end, end.saturating_add(REACH).min(self.text.folded.lower.len()));
        let clause = rest.split([';', ':', '"']).next().unwrap_or_default();
        self.text.lexicon.lists.suffered.is_in(clause)
    }
}
