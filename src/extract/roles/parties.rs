//! The parties named in a sentence, and which of them stands before, after or beside a word.

use crate::extract::classes::Class;
use crate::extract::deeds::is_participle;
use crate::extract::lexicon::{Form, Hit};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::Side;

/// Words between a verb and its subject, or before the subject, at the most.
const BEFORE: usize = 12;
/// Words between a verb or preposition and the party of its phrase, at the most.
const PHRASE: usize = 9;
/// Words between a deed and "by" or "against", at the most.
const CLAUSE: usize = 14;
/// Words between "de" or "and" and the party, at the most.
const MEMBERS: usize = 4;

/// How the names begin of parties that a text does not name.
const UNNAMED: &str = "Unidentified";

type Actor = Hit<(&'static str, Side)>;

/// The parties of a sentence by their tokens.
pub(super) struct Parties<'p> {
    /// The sentence.
    pub(super) text: &'p Text<'p>,
    actors: &'p [Actor],
    /// The first token of each, and the one past the last.
    tokens: Vec<(usize, usize)>,
    deeds: &'p [Hit<Form>],
}

impl<'p> Parties<'p> {
    pub(super) fn new(text: &'p Text<'p>, actors: &'p [Actor], deeds: &'p [Hit<Form>]) -> Self {
        let tokens = |a: &Actor| (text.token_at(a.range.start), text.token_at(a.range.end));
        Self { text, actors, tokens: actors.iter().map(tokens).collect(), deeds }
    }

    pub(super) fn actor(&self, index: usize) -> Option<&'p Actor> {
        self.actors.get(index)
    }

    /// The party whose first token it is.
    pub(super) fn starts_at(&self, token: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&token, |(from, _)| *from).ok()
    }

    /// The party that ends right before a token.
    pub(super) fn ends_at(&self, token: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&token, |(_, to)| *to).ok()
    }

    /// The named party that people of no name are of: "ISSP gunmen", "des hommes armés de l'EIGS".
    pub(super) fn named(&self, party: usize) -> usize {
        let is_named = |i: &usize| self.actor(*i).is_some_and(|a| !a.value.0.starts_with(UNNAMED));
        if is_named(&party) {
            return party;
        }
        let before = self.ends_at(self.first(party)).filter(is_named);
        let after = || {
            let is_link = |at: &usize| {
                let lists = &self.text.lexicon.lists;
                self.text.is_of(*at, &lists.members)
                    || self.text.is_of(*at, &lists.tied)
                    || self.text.is_any(*at, Class::TO.with(Class::WITH))
            };
            let end = self.end(party);
            let next = (end..end.saturating_add(MEMBERS)).find(|at| !is_link(at))?;
            self.starts_at(next).filter(is_named)
        };
        before.or_else(after).unwrap_or(party)
    }

    fn first(&self, party: usize) -> usize {
        self.tokens.get(party).map_or(0, |(from, _)| *from)
    }

    fn end(&self, party: usize) -> usize {
        self.tokens.get(party).map_or(usize::MAX, |(_, to)| *to)
    }

    fn is_sign(&self, token: usize) -> bool {
        self.text.tokens.get(token).is_none_or(|t| t.kind == TokenKind::Sign)
    }

    fn deed_at(&self, token: usize) -> Option<Form> {
        let start = self.text.tokens.get(token)?.start;
        let at = self.deeds.binary_search_by_key(&start, |deed| deed.range.start).ok()?;
        self.deeds.get(at).map(|deed| deed.value)
    }

    /// Whether the phrase of an object ends there.
    pub(super) fn ends_phrase(&self, token: usize) -> bool {
        self.is_sign(token) || self.text.is_of(token, &self.text.lexicon.lists.phrase_ends)
    }

    /// The end of the phrase that begins at a token.
    pub(super) fn end_of_phrase(&self, from: usize) -> usize {
        let all = from..from.saturating_add(PHRASE);
        all.clone().find(|at| self.ends_phrase(*at)).unwrap_or(all.end)
    }

    /// The start of the phrase that ends before a token.
    pub(super) fn start_of_phrase(&self, end: usize) -> usize {
        let mut all = (end.saturating_sub(BEFORE)..end).rev();
        all.find(|at| self.is_sign(*at)).map_or(end.saturating_sub(BEFORE), |at| at + 1)
    }

    /// The subject of a verb at a token, with those joined to it by "and".
    pub(super) fn subject(&self, verb: usize) -> Vec<usize> {
        let Some(party) = self.party_before(verb) else { return Vec::new() };
        let mut found = vec![party];
        let mut first = self.first(party);
        while let Some(other) = self.joined_before(first) {
            first = self.first(other);
            found.push(other);
        }
        if self.is_subject(first) { found } else { Vec::new() }
    }

    /// The party before a verb, over what links them and over what is set between commas or brackets.
    fn party_before(&self, verb: usize) -> Option<usize> {
        let lists = &self.text.lexicon.lists;
        let mut at = verb;
        for _ in 0..BEFORE {
            if let Some(party) = self.ends_at(at) {
                return Some(party);
            }
            let before = at.checked_sub(1)?;
            let open = match self.text.word(before) {
                ")" => Some("("),
                "," => Some(","),
                _ => None,
            };
            // "Le JNIM affirme avoir attaqué", "JNIM said it attacked".
            let is_told = self.text.is_any(at, Class::TO_HAVE.with(Class::IT));
            let is_link = || {
                self.text.is_of(before, &lists.party_links)
                    || lists.is_adverb(self.text.word(before))
            };
            at = match open {
                Some(open) => self.opening(before, open)?,
                None if is_told || is_link() => before,
                None if self.text.is(before, Class::IT) => before,
                None => return None,
            };
        }
        None
    }

    fn opening(&self, close: usize, open: &str) -> Option<usize> {
        (close.saturating_sub(BEFORE)..close).rev().find(|i| self.text.word(*i) == open)
    }

    fn joined_before(&self, first: usize) -> Option<usize> {
        let lists = &self.text.lexicon.lists;
        let mut before = (first.saturating_sub(MEMBERS + 1)..first).rev();
        let and = before.find(|i| !self.text.is_of(*i, &lists.members))?;
        let is_and = self.text.is(and, Class::AND) || self.text.word(and) == "&";
        self.ends_at(and).filter(|_| is_and)
    }

    /// Whether no preposition governs a party, and it is no part of the name of another deed: "une
    /// attaque contre les FAMa a tué".
    fn is_subject(&self, first: usize) -> bool {
        let lists = &self.text.lexicon.lists;
        for at in (first.saturating_sub(BEFORE)..first).rev() {
            let is_name = self.text.is_capital(at) && at > 0 && self.deed_at(at).is_none();
            let opens_clause = self.text.is(at, Class::THAT);
            if self.is_sign(at) || is_name || opens_clause {
                return true;
            }
            let is_day = self.text.is_weekday(at + 1);
            let is_tied = self.text.is_back_of(at, 1, &lists.tied);
            let is_governed = self.text.is_of(at, &lists.no_subjects) && !is_day && !is_tied;
            if is_governed || self.deed_at(at).is_some() {
                return false;
            }
        }
        true
    }

    /// The party of the phrase that begins at a token, with those joined to it by "and".
    pub(super) fn object(&self, from: usize) -> Vec<usize> {
        let Some(party) = self.party_after(from) else { return Vec::new() };
        let mut found = vec![party];
        let mut end = self.end(party);
        while let Some(other) = self.joined_after(end) {
            end = self.end(other);
            found.push(other);
        }
        found
    }

    fn party_after(&self, from: usize) -> Option<usize> {
        for at in from..from.saturating_add(PHRASE) {
            if let Some(party) = self.starts_at(at) {
                return Some(party);
            }
            if self.ends_phrase(at)
                || self.deed_at(at).is_some()
                || self.is_gerund(self.text.word(at))
            {
                return None;
            }
        }
        None
    }

    /// "transportant des civils", "carrying civilians": a clause of its own.
    fn is_gerund(&self, word: &str) -> bool {
        let lists = &self.text.lexicon.lists;
        word.len() > 5 && lists.gerunds.ends(word) && !lists.no_gerunds.has(word)
    }

    fn joined_after(&self, end: usize) -> Option<usize> {
        let lists = &self.text.lexicon.lists;
        if !self.text.is(end, Class::AND) && self.text.word(end) != "&" {
            return None;
        }
        let mut after = end + 1..end.saturating_add(MEMBERS + 2);
        let party = self.starts_at(
            after.find(|i| self.starts_at(*i).is_some() || !self.text.is_of(*i, &lists.members))?,
        )?;
        // "… les FAMa et le JNIM a revendiqué": the next clause.
        let next = self.end(party);
        let is_verb = self.text.is_of(next, &lists.party_links) || self.deed_at(next).is_some();
        (!is_verb).then_some(party)
    }

    /// Who did it by "par" or "by" in the clause after a deed.
    pub(super) fn agent(&self, from: usize) -> Vec<usize> {
        let lists = &self.text.lexicon.lists;
        for at in from..from.saturating_add(CLAUSE) {
            if self.text.is(at, Class::BY) {
                // "un poste tenu par les FAMa": of another verb.
                let is_other = at > from
                    && is_participle(self.text, at - 1)
                    && !self.text.is_of(at - 1, &lists.done);
                return if is_other { Vec::new() } else { self.object(at + 1) };
            }
            if self.leaves_clause(at) {
                break;
            }
        }
        Vec::new()
    }

    fn leaves_clause(&self, at: usize) -> bool {
        self.is_sign(at) || self.deed_at(at).is_some() || self.text.is_any(at, Class::CLAUSE)
    }

    /// Whom a deed told by a noun was against: "attaque contre", "attack on".
    pub(super) fn opponent(&self, from: usize) -> Vec<usize> {
        for at in from..from.saturating_add(CLAUSE) {
            let is_against = self.text.is_of(at, &self.text.lexicon.lists.against);
            let found = if is_against { self.object(at + 1) } else { Vec::new() };
            if !found.is_empty() {
                return found;
            }
            if !is_against && self.leaves_clause(at) {
                break;
            }
        }
        Vec::new()
    }

    /// Whose deed a noun is: "l'attaque du JNIM", "a JNIM attack on"; civilians suffer it.
    pub(super) fn owner(&self, noun: usize, end: usize) -> Vec<usize> {
        const ADJECTIVES: usize = 3;
        let lists = &self.text.lexicon.lists;
        let owner = if self.text.lexicon.is_english {
            self.ends_at(noun).filter(|_| self.text.is_of(end, &lists.against)).map(|p| vec![p])
        } else {
            let mut near = end..end.saturating_add(ADJECTIVES);
            let of = near.find(|i| self.ends_phrase(*i) || self.text.is(*i, Class::OF));
            let of = of.filter(|i| !self.ends_phrase(*i));
            let mut named = of.into_iter().flat_map(|of| of + 1..of.saturating_add(MEMBERS + 2));
            let first = named
                .find(|i| self.starts_at(*i).is_some() || !self.text.is_of(*i, &lists.members));
            first.and_then(|at| self.starts_at(at)).map(|_| self.object(first.unwrap_or(end)))
        };
        let mut owners = owner.unwrap_or_default();
        owners.retain(|i| self.actor(*i).is_some_and(|a| a.value.1 != Side::Civilians));
        owners
    }

    /// The parties of a clash: "entre X et Y", "with Y".
    pub(super) fn between(&self, from: usize) -> Vec<usize> {
        const NEAR: usize = 6;
        let mut near = (from..from + NEAR).take_while(|i| !self.is_sign(*i));
        let before = Class::BETWEEN.with(Class::WITH).with(Class::OPPONENT);
        let Some(at) = near.find(|i| self.text.is_any(*i, before)) else { return Vec::new() };
        let one = self.object(at + 1);
        if !self.text.is(at, Class::BETWEEN) {
            return one;
        }
        let after = one.last().map_or(at + 1, |party| self.end(*party));
        let mut rest = (after..after + CLAUSE).take_while(|i| !self.is_sign(*i));
        let link = Class::AND.with(Class::TO).with(Class::OPPONENT);
        let and = rest.find(|i| self.text.is_any(*i, link));
        let other = and.map(|and| self.object(and + 1)).unwrap_or_default();
        one.into_iter().chain(other).collect()
    }
}
