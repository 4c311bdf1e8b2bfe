//! What of a sentence points to what was told before it.

use super::Facts;
use crate::extract::classes::Class;
use crate::extract::lexicon::{Cue, is_settlement};
use crate::model::{Feature, Relation};

impl Facts<'_> {
    /// "Les assaillants ont ensuite …", "They then …": its subject is somebody told of before.
    pub(in crate::extract) fn speaks_of_attackers(&self) -> bool {
        // "Residents said the gunmen then …": what is said is of them too.
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let said = text.first(Class::SAID).map(|at| at + 1);
        let said = said.map(|at| at + usize::from(text.is(at, Class::THAT)));
        let head = text.head();
        let by = text.opens(&lists.source_first, head).then(|| {
            let start = text.range(head, head + 1).start;
            let comma = text.folded.lower.get(start..)?.find(", ")?;
            Some(text.token_at(start + comma + 1))
        });
        let speaks = |at| text.opens(&lists.attackers, at);
        speaks(head) || by.flatten().or(said).is_some_and(speaks)
    }

    /// "Il a été emmené vers …", "Le véhicule venait de X": its subject was attacked or taken before.
    pub(in crate::extract) fn speaks_of_victims(&self) -> bool {
        let lower = self.text.folded.lower.trim_start_matches(['"', ' ', '-']);
        self.text.lexicon.lists.victims_again.opens(lower)
    }

    /// "Les soldats rentraient de X": where those told of before came from or were bound.
    pub(in crate::extract) fn tells_their_way(&self) -> bool {
        self.text.opens(&self.text.lexicon.lists.on_their_way, self.text.head())
    }

    /// "Son corps sans vie a été retrouvé": of somebody told of before.
    pub(in crate::extract) fn speaks_of_body(&self) -> bool {
        self.text.opens(&self.text.lexicon.lists.their_bodies, 0)
    }

    /// "dans ce village de la province de X": its place phrase opens with a word that points back.
    pub(in crate::extract) fn names_known_place(&self) -> bool {
        self.place().is_some_and(|p| {
            let at = self.text.token_at(p.range.start);
            (at..at + 2).any(|i| self.text.is(i, Class::THIS))
        })
    }

    /// "dans ce village situé à 15 km de X", "in the village, near X": its place phrase says where a
    /// settlement told of before is.
    pub(in crate::extract) fn describes_known_place(&self) -> bool {
        const LINK: usize = 4;
        let text = &self.text;
        let Some(place) = self.place() else { return false };
        let first = place.phrase.parts.first().map(|part| part.relation);
        let is_beside = matches!(
            first,
            Some(Relation::Near | Relation::Direction(_) | Relation::Offset { .. })
        );
        let start = text.token_at(place.range.start);
        let lies_at = &text.lexicon.lists.lies_at;
        let is_link = |at: &usize| text.word(*at) == "," || text.is_of(*at, lies_at);
        let is_noun = |at: usize| {
            let end = text.range(at, at + 1).end;
            text.hits(&text.lexicon.features)
                .iter()
                .any(|hit| hit.range.end == end && is_settlement(hit))
        };
        // Whether commas and words of place alone stand between the noun and the phrase.
        let noun = (start.saturating_sub(LINK)..start).rev().find(|at| !is_link(at));
        is_beside
            && noun.is_some_and(|at| {
                let points = text.is_back(at, 1, Class::THIS);
                (points || text.lexicon.is_english && text.is_back(at, 1, Class::DEFINITE))
                    && is_noun(at)
            })
    }

    /// "Ils y ont tué", "dans ce village", "cette localité": the place is one told before.
    pub(in crate::extract) fn points_back(&self) -> bool {
        let is_feature = |at: usize| {
            let start = self.text.tokens.get(at).map(|t| t.start);
            self.text.hits(&self.text.lexicon.features).iter().any(|f| {
                Some(f.range.start) == start
                    && !matches!(f.value.0, Some(Feature::Region | Feature::District))
            })
        };
        // "there were no victims" points to no place.
        let is_verb = |at: usize| self.text.is_any(at, Class::AFTER_THERE);
        let n_tokens = if self.text.has(Class::POINTER) { self.text.tokens.len() } else { 0 };
        (0..n_tokens).filter(|i| self.text.is(*i, Class::POINTER)).any(|i| match () {
            () if self.text.is(i, Class::PRO_ADVERB) => true,
            () if self.text.is(i, Class::THERE) => i > 0 && !is_verb(i + 1),
            () => is_feature(i + 1) || is_feature(i + 2),
        }) || self.text.contains(&self.text.lexicon.lists.same_place)
            || self.text.opens(&self.text.lexicon.lists.the_place, self.text.head())
    }

    /// "Cette information est fausse", "il n'en est rien": it takes back what was told before, and
    /// not only a toll or somebody's part in it.
    pub(in crate::extract) fn denies_what_was_told(&self) -> bool {
        if !self.has(Cue::Denial) || !self.tolls.is_empty() {
            return false;
        }
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let is_of_event = self.points_back() && text.contains(&lists.nothing_was);
        is_of_event || text.contains(&lists.news) && !text.contains(&lists.parts)
    }
}
