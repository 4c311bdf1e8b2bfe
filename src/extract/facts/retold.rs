//! What a sentence tells that is no next event of the story: what had been before, what those who
//! speak remember, what somebody did in spite of it.

use super::Facts;
use crate::extract::classes::Class;
use crate::extract::deeds::{Trigger, is_between, is_english_past, is_participle};
use crate::extract::lexicon::{Cue, Role};
use crate::extract::sentence::Anchor;
use crate::model::{DateInterval, Side};

impl Facts<'_> {
    /// Whether it tells, without a day of its own, what was before the events of the sentences around
    /// it, whose day it does not share.
    pub(in crate::extract) fn is_retold(&self) -> bool {
        let has_day = self.mentions.iter().any(|m| m.is_own && !m.is_aside);
        !has_day
            && (self.is_memory() || self.is_story() || self.is_of_before() || self.is_of_them())
    }

    /// "« Mon mari est mort à Gao »": what those who speak say of themselves. « Each one killed
    /// somebody »: what is quoted, with no place and no party.
    fn is_memory(&self) -> bool {
        let is_placed = || self.places.iter().any(|p| p.rank >= 2);
        let is_own = || self.text.first_of(&self.text.lexicon.lists.first_person).is_some();
        let is_counted = || self.text.lexicon.lists.counts.is_in(&self.text.folded.lower);
        // "« Nous avons perdu deux gendarmes »"
        let is_report = self.names_party && self.tolls.iter().any(|t| t.low > 1);
        let is_of_one = || self.tolls.iter().all(|t| t.high == Some(1));
        !is_report
            && !is_counted()
            && (is_own() || is_of_one() && !is_placed() && !self.names_party)
            && self.are_events_quoted()
    }

    /// "Un enfant raconte comment son père fut égorgé", "She told how they were taken".
    fn is_story(&self) -> bool {
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let first = self.events().min().map_or(0, |start| text.token_at(start));
        (1..first).any(|at| text.is_of(at, &lists.how)) && !text.has(Class::SAID)
    }

    /// "Il avait perdu deux frères", "He had lost two brothers"; what others say in English had been,
    /// was.
    fn is_of_before(&self) -> bool {
        const LINKS: usize = 3;
        if self.has_before_event(Cue::Background, 22) {
            return true;
        }
        let text = &self.text;
        let is_said = self.claimant.is_some() || text.has(Class::SAID);
        let is_had = |start: usize| {
            let at = text.token_at(start);
            (1..=LINKS).any(|n| text.is_back_of(at, n, &text.lexicon.lists.had))
        };
        !is_said && self.events().any(is_had)
    }

    /// "They have survived four ambushes": those told of before, at some time.
    fn is_of_them(&self) -> bool {
        let (text, head) = (&self.text, self.text.head());
        text.lexicon.is_english
            && text.is_of(head, &text.lexicon.lists.named_before)
            && text.is(head + 1, Class::HAVE)
    }

    /// "Malgré trois attaques, il n'a jamais quitté sa commune": what is told was done in spite of it.
    pub(super) fn is_in_spite(&self, trigger: &Trigger) -> bool {
        const REACH: usize = 8;
        let text = &self.text;
        let at = text.token_at(trigger.range.start);
        let is_end = |i: &usize| matches!(text.word(*i), "," | ";" | ":" | "." | "\"" | "(");
        let mut before = (at.saturating_sub(REACH)..at).rev().take_while(|i| !is_end(i));
        let has_day =
            || self.mentions.iter().any(|m| m.is_own && m.range.start >= trigger.range.end);
        trigger.role == Role::Noun
            && !has_day()
            && before.any(|i| text.opens(&text.lexicon.lists.in_spite, i))
    }

    /// "Il a reçu dimanche un trophée", "An art show opened on Friday": what it tells was done on its
    /// day, and nothing else; what opens a scene ("Le car a quitté Gao lundi") is not such.
    pub(in crate::extract) fn is_of_other_act(&self) -> bool {
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        if self.events().next().is_some() || text.is_any(text.head(), Class::THIS) {
            return false;
        }
        let first_party = self.first_party();
        let is_act = |at: usize| is_participle(text, at) && !lists.scene_verbs.opens(text.word(at));
        let is_done = |at: usize| {
            let is_accented = text.folded.is_accented(text.range(at, at + 1).start);
            let is_helper = text.is_any(at, Class::HAVE.with(Class::BE)) && !is_accented;
            let verb =
                (at + 1..at + 5).find(|i| !is_between(text, *i) && !text.is(*i, Class::BEEN));
            is_helper && verb.is_some_and(is_act)
        };
        let is_past = |at: usize| {
            is_english_past(text, at)
                && !lists.scene_verbs.opens(text.word(at))
                && !text.is(at, Class::BE)
        };
        let mut tokens = 0..first_party.unwrap_or(text.tokens.len());
        tokens.any(|at| is_done(at) || text.lexicon.is_english && is_past(at))
    }

    /// Notes where it goes on from an incident told to one before it: "Cette attaque intervient deux
    /// jours après celle de X", "The raid follows an ambush near X". Days and places that stand before
    /// are left, and "au lendemain d'une embuscade" tells the day of that.
    pub(super) fn leave_recalling(&mut self, anchor: &Anchor) {
        self.recalled = self.recalling();
        let Some(at) = self.recalled else { return };
        for mention in &mut self.mentions {
            mention.is_aside |= mention.range.end <= at;
            let last = self.text.token_at(mention.range.end).saturating_sub(1);
            if mention.range.start >= at && self.text.is_of(last, &self.text.lexicon.lists.morrows)
            {
                let day = anchor.near().and_then(|day| day.yesterday().ok());
                (mention.interval, mention.is_own) = (day.map(DateInterval::day), true);
                mention.is_aside = false;
            }
        }
        self.places.iter_mut().for_each(|p| p.is_excluded |= p.range.end <= at);
    }

    /// Whether it tells of what was before the incident that it speaks of first.
    pub(in crate::extract) fn is_recalling(&self) -> bool {
        self.recalled.is_some()
    }

    fn recalling(&self) -> Option<usize> {
        const NEAR: usize = 4;
        const LINK: usize = 8;
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        if !text.may_have(&lists.comes_on) && !text.may_have(&lists.follows_on) {
            return None;
        }
        let head = text.head();
        let known = self.triggers.first().filter(|t| t.role == Role::Noun && t.is_known());
        let known = known.map(|t| (text.token_at(t.range.start), text.token_at(t.range.end)));
        let known = known.filter(|(first, _)| *first <= head + NEAR).map(|(_, end)| end);
        let told = known.or_else(|| text.is_of(head, &lists.named_before).then_some(head + 1))?;
        let end_of = |list, at: usize| text.standing(list, at).map(|n| at + n);
        let follows = |at| end_of(&lists.follows_on, at);
        let comes = |at| {
            let end = end_of(&lists.comes_on, at)?;
            (end..end + LINK).any(|i| text.opens(&lists.after_it, i)).then_some(end)
        };
        let end = (told..told + NEAR).find_map(|at| follows(at).or_else(|| comes(at)))?;
        text.tokens.get(end).map(|token| token.start)
    }

    /// The token of the first armed party that it names.
    fn first_party(&self) -> Option<usize> {
        let text = &self.text;
        if !self.names_party {
            return None;
        }
        let people = text.hits(&text.lexicon.people).into_iter();
        let people = people.filter(|h| h.value != Side::Civilians).map(|h| h.range.start);
        let actors = text.hits(&text.lexicon.actors).into_iter().map(|h| h.range.start);
        Some(people.chain(actors).min().map_or(0, |start| text.token_at(start)))
    }

    /// Where its words for incidents and for harm begin, the weak ones left out.
    pub(super) fn events(&self) -> impl Iterator<Item = usize> {
        let strong = self.triggers.iter().filter(|t| t.role != Role::Weak);
        strong.map(|t| t.range.start).chain(self.harm.iter().map(|h| h.start))
    }
}
