//! Places without a preposition that are nearer than a unit named beside them: the village that lies in
//! it, the object of an attack, the subject of what befell it.

use std::ops::Range;

use super::{Found, Parser};
use crate::extract::classes::Class;
use crate::extract::lexicon::FeatureRole;
use crate::extract::names::name_end;
use crate::extract::tokens::TokenKind;
use crate::model::{PlacePart, Relation};

impl Parser<'_, '_> {
    /// A place nearer than the units and countries that were found, or than nothing.
    pub(super) fn nearer(&self, found: &[Found]) -> Option<Found> {
        self.guarded()
            .or_else(|| self.before_unit(found))
            .or_else(|| self.befallen())
            .or_else(|| self.attacked())
            .or_else(|| self.counted_behind_colon())
    }

    /// "Les gens de X, dans le Soum", "le Collectif du Soum pleure ses morts de X": the name that stands
    /// right before the unit it lies in.
    pub(super) fn before_unit(&self, found: &[Found]) -> Option<Found> {
        const LONGEST: usize = 3;
        let units = found.iter().filter(|f| !f.is_excluded && (f.rank == 2 || f.is_wide));
        let mut ends = units.filter_map(|unit| {
            let start = self.text.token_at(unit.range.start);
            let comma =
                start.checked_sub(1).filter(|at| matches!(self.text.sign(*at), b',' | b'('))?;
            let opens = self.text.is(start, Class::IN);
            let from = (comma.saturating_sub(LONGEST)..comma)
                .find(|at| name_end(self.text, self.around.gazetteer, *at) == Some(comma))?;
            let is_of = self.text.is_back(from, 1, Class::OF_ONE);
            let is_away = from > 1 && self.text.is_of(from - 2, &self.text.lexicon.lists.away);
            (opens && is_of && !is_away && self.may_be_place(from, comma)).then_some((from, comma))
        });
        let (from, to) = ends.next()?;
        Some(self.name(from, to))
    }

    /// "Dans le Yagha, X a perdu deux gardiens": a known name that is the subject of what befell it.
    fn befallen(&self) -> Option<Found> {
        let lists = &self.text.lexicon.lists;
        if !self.text.may_have(&lists.befalls) {
            return None;
        }
        let (from, to) = (0..self.text.tokens.len()).find_map(|at| {
            let opens = at == 0
                || matches!(self.text.sign(at - 1), b',' | b':' | b';')
                || self.text.is_where(at - 1)
                || self.text.is_back(at, 1, Class::AND);
            let to = opens.then(|| self.sure_name(at)).flatten()?;
            let helpers = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::ALREADY);
            let verb = (to..to + 3).find(|i| !self.text.is_any(*i, helpers))?;
            self.text.is_of(verb, &lists.befalls).then_some((at, to))
        })?;
        Some(self.name(from, to))
    }

    /// "Des hommes ont attaqué X", "gunmen raided X": a name of no list that stands alone right behind
    /// a verb of attacking places.
    fn attacked(&self) -> Option<Found> {
        let lists = &self.text.lexicon.lists;
        let (from, to) = self.around.triggers.iter().find_map(|trigger| {
            let words = self.text.folded.lower(trigger.clone());
            let is_attack = lists.attacks_places.is_in(words);
            let at = self.text.token_at(trigger.end);
            let is_beside = self.text.tokens.get(at).is_some_and(|t| t.start <= trigger.end + 1);
            let to = name_end(self.text, self.around.gazetteer, at)
                .filter(|_| is_attack && is_beside)?;
            let is_alone = to == at + 1 && !self.text.is_capital(to);
            let is_owner = self.text.plain(at).ends_with("'s");
            let is_role = self.text.is_any(at, Class::TITLE.with(Class::NUMBER).with(Class::DATE));
            (is_alone && !is_owner && !is_role && self.may_be_place(at, to)).then_some((at, to))
        })?;
        Some(self.name(from, to))
    }

    /// "dans le Soum", "dans l'Oudalan": a unit or a land, as French has no article before a village.
    pub(super) fn is_wide(&self, tokens: &Range<usize>) -> bool {
        let at = tokens.start;
        !self.text.lexicon.is_english
            && self.text.is(at, Class::IN)
            && self.text.is(at + 1, Class::ARTICLE)
            && self.text.is_capital(at + 2)
    }

    /// "Attaques de lundi : X, 4 morts": the name behind a colon, of which a number is told.
    fn counted_behind_colon(&self) -> Option<Found> {
        let colon = (1..self.text.tokens.len()).find(|at| self.text.sign(*at) == b':')?;
        let from = colon + 1;
        let to = name_end(self.text, self.around.gazetteer, from)?;
        let is_told = self.is_counted(from, to) && self.may_be_place(from, to);
        is_told.then(|| self.name(from, to))
    }

    /// Whether a name is of no armed party and of no country.
    fn may_be_place(&self, from: usize, to: usize) -> bool {
        const SHORTEST: usize = 4;
        let range = self.text.range(from, to);
        let is_party = self.actors.iter().any(|a| a.start < range.end && range.start < a.end);
        let is_country = self.countries.iter().any(|c| c.range.start == range.start);
        let is_feature = self.feature_at(from).is_some_and(|f| f.value.1 != FeatureRole::Zone);
        let is_word = self.text.tokens.get(from).is_some_and(|t| t.kind == TokenKind::Word);
        range.len() >= SHORTEST && is_word && !is_party && !is_country && !is_feature
    }

    fn name(&self, from: usize, to: usize) -> Found {
        let part =
            PlacePart { relation: Relation::In, toponyms: vec![self.toponym(from, to, None)] };
        Found { is_excluded: false, ..self.found(vec![part], from..to, false) }
    }
}
