//! What a text tells of others than armed people of the region: of other continents, of beasts,
//! illness and weather.

use std::ops::Range;

use super::Story;
use crate::extract::classes::Class;
use crate::extract::draft::Draft;
use crate::extract::facts::Facts;
use crate::extract::lexicon::{Lexicon, Role};
use crate::model::{Outcome, Side};

/// Whether an armed party or a deed of theirs is named near an incident: "Un pèlerin est mort lundi",
/// of what nobody says.
fn is_near(parties: &[usize], draft: &Draft) -> bool {
    const AROUND: usize = 3;
    let first = parties.partition_point(|i| *i + AROUND < draft.index);
    parties.get(first).is_some_and(|i| *i <= draft.last + AROUND)
}

impl Story<'_> {
    /// Notes a sentence that names an armed party or a deed of theirs.
    pub(super) fn note_parties(&mut self, facts: &Facts<'_>) {
        if facts.names_party || facts.is_violent() {
            self.parties.push(facts.index);
        }
        let (lower, lists) = (&facts.text.folded.lower, &facts.text.lexicon.lists);
        let is_violent =
            |h: &Range<usize>| lists.violence.is_in(facts.text.folded.lower(h.clone()));
        self.is_of_war = self.is_of_war
            || lists.war_words.is_in(lower)
            || facts.text.first_of(&lists.attack_nouns).is_some()
            || facts.harm.iter().any(is_violent);
    }

    /// "Gaza : dix morts dans une frappe. Une école a été touchée": at a place on another continent,
    /// or nowhere else right after that.
    pub(super) fn is_told_abroad(&mut self, facts: &Facts<'_>) -> bool {
        let is_there = names_abroad(facts);
        let is_elsewhere = facts.place().is_some_and(|p| p.rank >= 2);
        self.is_abroad = is_there || self.is_abroad && !is_elsewhere;
        self.is_abroad
    }

    /// Whether what a sentence tells with its day is no incident: "They waited for the prayer on Friday",
    /// right after gunmen came, is of theirs.
    pub(super) fn is_of_other_act(&self, facts: &Facts<'_>) -> bool {
        let current = self.current.and_then(|c| self.drafts.get(c));
        let is_next = current.is_some_and(|d| d.last + 1 == facts.index && !d.is_title);
        facts.is_of_other_act() && !(is_next && facts.speaks_of_attackers())
    }

    /// Notes the day of what is no incident.
    pub(super) fn note_other_act(&mut self, facts: &Facts<'_>) {
        const DAYS: i32 = 8;
        let own = facts.mentions.iter().filter(|m| m.is_own).find_map(|m| m.interval);
        if let Some(day) = own.filter(|i| i.n_days() < DAYS && self.is_of_other_act(facts)) {
            self.other_day = Some((facts.index, day));
        }
    }

    /// "La prière a pris fin lundi. Des hommes armés ont fait feu": the day right before, for what
    /// armed people did next.
    pub(super) fn take_other_day(&self, draft: &mut Draft, facts: &Facts<'_>) {
        let is_next = self.is_deed_after_other(facts);
        let day = self.other_day.filter(|(index, _)| index + 1 == facts.index);
        if let Some((_, day)) = day.filter(|_| is_next && draft.dates.is_none()) {
            draft.inherit_day(day);
        }
    }

    /// Whether it tells what people in arms did, and not what had been before.
    pub(super) fn is_deed_after_other(&self, facts: &Facts<'_>) -> bool {
        let is_deed = facts.main_trigger().map_or_else(
            || facts.tolls.iter().any(|t| t.low > 0),
            |t| matches!(t.role, Role::Verb | Role::Act),
        );
        is_deed && facts.subject == Some(Side::Militants) && !facts.is_retold()
    }

    /// Leaves what people in arms did not do, or nobody says when.
    pub(super) fn leave_others(&self, told: &mut Vec<Draft>) {
        // A shot on goal, a raid of locusts: without anybody in arms or harmed it is a figure of speech.
        let lists = Lexicon::of(self.document.language).map(|lexicon| &lexicon.lists);
        told.retain(|draft| self.has_party || !lists.is_some_and(|l| draft.is_figurative(l)));
        told.retain(|draft| draft.is_violent || is_near(&self.parties, draft));
        told.retain(|draft| !draft.is_bare_operation());
        let is_civil = |draft: &Draft| lists.is_some_and(|l| draft.is_civil(l, self.has_party));
        told.retain(|draft| self.is_of_war || !is_civil(draft));
        // "Il a reçu lundi un trophée. Il déplore le meurtre d'un ami": at some time.
        let undated = told.iter_mut().filter(|d| d.dates.is_none() && !d.has_day_words);
        let are_dead = |d: &Draft| {
            d.claims.iter().any(|c| c.outcome == Outcome::Killed && c.low > 1) && d.rank >= 3
        };
        // "Le ministre est parti lundi. Dix soldats sont morts dans une attaque à Gossi": news, whose day
        // nobody says.
        let undated = undated.filter(|d| d.roles.attackers.is_empty() && !are_dead(d));
        undated.for_each(|d| d.is_background |= self.other_day.is_some());
    }

    /// "Un variant circule. Il a tué huit personnes": its subject is what the sentence before named,
    /// which is neither people nor their arms.
    pub(super) fn is_of_nobody(&mut self, facts: &Facts<'_>) -> bool {
        let text = &facts.text;
        let is_of_before = text.is_of(text.head(), &text.lexicon.lists.named_before)
            && self.nobody.is_some_and(|index| index + 1 == facts.index)
            && !facts.names_party;
        if is_of_before || text.has(Class::NO_DOER) && !facts.names_party {
            self.nobody = Some(facts.index);
        }
        is_of_before
    }
}

/// Whether a place on another continent is the only one that a sentence names.
fn names_abroad(facts: &Facts<'_>) -> bool {
    let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
    let is_of = |at: usize| text.is_of(at, &lists.of_abroad);
    let named = text.first_of(&lists.abroad);
    let Some(place) = facts.place().filter(|p| p.rank >= 2 || named.is_none()) else {
        return named.is_some();
    };
    let (from, to) = (text.token_at(place.range.start), text.token_at(place.range.end));
    (from..to).any(|at| text.is_of(at, &lists.abroad) || is_of(at))
}
