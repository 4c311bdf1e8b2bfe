//! Whether a sentence tells of an incident or only alludes to one.

use super::Facts;
use crate::extract::classes::Class;
use crate::extract::dates::{COUNTED_BACK, Mention};
use crate::extract::deeds::Trigger;
use crate::extract::lexicon::{Cue, Role};
use crate::extract::places::Found;
use crate::extract::tolls::Toll;
use crate::model::{DateInterval, Outcome};

impl Facts<'_> {
    /// Whether the sentence tells of something that happened, by a verb, "une attaque", or harm
    /// that fits the word ("l'interpellation de douze hommes").
    pub(in crate::extract) fn tells(&self) -> bool {
        let Some(trigger) = self.main_trigger() else { return !self.tolls.is_empty() };
        let is_deed = self.triggers.iter().any(|t| matches!(t.role, Role::Verb | Role::Act));
        let is_counted = self.tolls.iter().any(|t| t.range.start >= trigger.range.end);
        // "l'écrasement d'un aéronef" tells of a new one, though the noun has its article.
        let rest = self.text.folded.lower.get(trigger.range.end..).unwrap_or_default();
        let is_of_one = self.text.lexicon.lists.of_one.opens(rest);
        // "la seconde frappe" is one more of several.
        let is_numbered = self.cues.iter().any(|c| {
            matches!(c.value, Cue::New | Cue::First)
                && c.range.end < trigger.range.start
                && trigger.range.start - c.range.end < 3
        });
        let is_counted = is_counted || is_of_one || is_numbered;
        !self.is_allusion(trigger)
            && (is_deed || trigger.is_indefinite || is_counted || !trigger.is_definite)
    }

    /// "Nouvelle attaque dans le Gourma.": a first sentence without a verb, day or toll heads the
    /// text.
    pub(in crate::extract) fn is_headline(&self) -> bool {
        const MOST_WORDS: usize = 10;
        self.index == 0
            && self.text.tokens.len() <= MOST_WORDS
            && self.tolls.is_empty()
            && self.mentions.is_empty()
            && self.main_trigger().is_some_and(|t| t.role == Role::Noun && !t.is_definite)
            && self.triggers.iter().all(|t| matches!(t.role, Role::Noun | Role::Weak))
    }

    /// "Trois mois après la mort de dix soldats à X, huit civils ont été tués lundi à Y": leaves the clause
    /// before the comma, where what follows has a place or a day of its own.
    pub(super) fn leave_counted(&mut self) {
        const HEAD: usize = 4;
        let is_counted = |m: &&Mention| m.rule == COUNTED_BACK && m.range.start <= HEAD;
        let Some(from) = self.mentions.iter().find(is_counted).map(|m| m.range.end) else { return };
        let rest = self.text.folded.lower.get(from..).unwrap_or_default();
        let Some(end) = rest.find(", ").map(|comma| from + comma) else { return };
        let is_strong = |t: &Trigger| t.role != Role::Weak && t.range.start > end;
        let is_event = self.triggers.iter().any(is_strong)
            || self.tolls.iter().any(|t| t.low > 0 && t.range.start > end);
        let is_set =
            self.places.iter().any(|p| !p.is_excluded && p.rank >= 3 && p.range.start > end)
                || self.mentions.iter().any(|m| m.is_own && !m.is_aside && m.range.start > end);
        if !is_event || !is_set {
            return;
        }
        self.triggers.retain(|t| t.range.start > end);
        self.tolls.retain(|t| t.range.start > end);
        self.places.iter_mut().for_each(|p| p.is_excluded |= p.range.start < end);
        self.mentions.iter_mut().for_each(|m| m.is_aside |= m.range.start < end);
    }

    /// Leaves the place of "après l'attaque de X" to that attack, where the sentence tells another.
    pub(super) fn leave_alluded(&mut self) {
        const LINK: usize = 4;
        const ARTICLE: usize = 14;
        const REACH: usize = 20;
        let Some(main) = self.main_trigger().filter(|t| !self.is_allusion(t)) else { return };
        let start = main.range.start;
        // "Two weeks after the killings in X, gunmen struck again": whatever word it has.
        let counted = |m: &&mut Mention| m.rule == COUNTED_BACK && m.range.end <= start;
        for mention in self.mentions.iter_mut().filter(counted) {
            let end = mention.range.end;
            let Some(comma) = self.text.between(end, start).find(',') else { continue };
            // "Deux jours après la mort de dix soldats à X, …" tells of them.
            if self.tolls.iter().any(|t| (end..end + comma).contains(&t.range.start)) {
                continue;
            }
            mention.is_aside = true;
            for place in &mut self.places {
                place.is_excluded |= (end..end + comma).contains(&place.range.start);
            }
        }
        // "un rescapé de l'attaque de X": what he tells of was there.
        let is_after = |t: &Trigger| {
            let before = self.text.between(t.range.start.saturating_sub(REACH), t.range.start);
            self.text.lexicon.lists.after_deeds.is_in(before)
        };
        let is_other = |t: &&Trigger| t.role == Role::Noun && self.is_allusion(t) && is_after(t);
        let Some(other) = self.triggers.iter().find(is_other).map(|t| t.range.clone()) else {
            return;
        };
        for place in &mut self.places {
            place.is_excluded |= (other.end..other.end + LINK).contains(&place.range.start);
        }
        for mention in &mut self.mentions {
            let is_counted = mention.rule == COUNTED_BACK || !mention.is_own;
            let gap = other.start.checked_sub(mention.range.end);
            let is_before = is_counted && gap.is_some_and(|gap| gap <= ARTICLE);
            // "Cette opération intervient après l'attaque de X, la semaine dernière."
            let is_after = start < other.start && mention.range.start >= other.end;
            mention.is_aside |= is_before || is_after;
        }
    }

    /// Whether the sentence has no word for an incident but in an allusion.
    pub(in crate::extract) fn only_alludes(&self) -> bool {
        self.main_trigger().is_some_and(|t| self.is_allusion(t))
    }

    /// Whether an allusion names its place: "après l'attaque de X".
    pub(in crate::extract) fn alludes_to_place(&self) -> bool {
        const BESIDE: usize = 12;
        const FURTHER: usize = 40;
        let end = self.main_trigger().map_or(0, |t| t.range.end);
        // "l'enlèvement du médecin-chef de X lundi": whom it befell may stand between.
        let reach = if self.date().is_some_and(|m| m.is_own) { FURTHER } else { BESIDE };
        self.places.iter().any(|p| p.range.start >= end && p.range.start - end < reach)
    }

    /// "après l'attaque", "les auteurs de l'embuscade", "préparaient une attaque": no incident told.
    pub(super) fn is_allusion(&self, trigger: &Trigger) -> bool {
        self.recalled.is_some_and(|at| trigger.range.start < at)
            || self.is_general(trigger)
            || self.is_topic(trigger)
            || self.is_attribute(trigger)
            || self.is_of_weeks_ago(trigger)
            || self.is_in_spite(trigger)
            || self.is_marked_allusion(trigger)
    }

    /// "Two weeks after the killings in X": counted back from publication to no news.
    fn is_of_weeks_ago(&self, trigger: &Trigger) -> bool {
        const LINK: usize = 14;
        const WEEK: i32 = 7;
        let is_old =
            |i: DateInterval| self.published.is_some_and(|now| (now - i.end).get_days() > WEEK);
        trigger.role != Role::Weak
            && self.mentions.iter().filter(|m| m.rule == COUNTED_BACK).any(|m| {
                let gap = trigger.range.start.checked_sub(m.range.end);
                gap.is_some_and(|gap| gap <= LINK) && m.interval.is_some_and(is_old)
            })
    }

    fn is_marked_allusion(&self, trigger: &Trigger) -> bool {
        self.cues.iter().any(|c| {
            let gap = trigger.range.start.saturating_sub(c.range.end);
            let is_before = c.range.end <= trigger.range.start;
            let is_after =
                c.range.start >= trigger.range.end && c.range.start - trigger.range.end < 4;
            let is_inside =
                c.range.start <= trigger.range.start && trigger.range.end <= c.range.end;
            match c.value {
                Cue::Allusion => {
                    let link = self.text.between(c.range.end, trigger.range.start);
                    // English has no article there: "fled attacks".
                    let is_bare = self.text.lexicon.is_english
                        && link == " "
                        && self.text.folded.lower(trigger.range.clone()).ends_with('s');
                    // "après des coups de feu" tells of them.
                    let first = self.text.token_at(c.range.end);
                    let is_some = self.text.is(first, Class::OF_MANY)
                        && trigger.role != Role::Weak
                        && first < self.text.token_at(trigger.range.start);
                    let is_known = trigger.is_definite || is_bare || is_some;
                    is_before && gap < 8 && is_known && !self.is_told_after(trigger)
                }
                // "a été le théâtre d'une attaque" tells of one, "le théâtre d'attaques" of none.
                Cue::Tail => {
                    let first = self.text.token_at(c.range.end);
                    let is_one = self.text.is(first, Class::INDEFINITE_ARTICLE)
                        && first < self.text.token_at(trigger.range.start);
                    (is_before || is_inside) && gap < 12 && !is_one
                }
                // "Troops foiled an attack, killing four": it was fought after all.
                Cue::Foiled if self.tells_of_dead() => false,
                Cue::Plan if is_before && self.is_past_clause(c.range.end, trigger) => false,
                Cue::Plan | Cue::Foiled => (is_before && gap < 40) || is_after || is_inside,
                _ => false,
            }
        })
    }

    /// "Les bandits, qui menaçaient de brûler les camions, en ont attaqué un": the verb of the clause
    /// around that of the plan, which ends at a byte.
    fn is_past_clause(&self, plan: usize, trigger: &Trigger) -> bool {
        let words = self.text.folded.lower(trigger.range.clone());
        let is_gerund = self.text.lexicon.lists.gerunds.ends(words);
        let is_relative = self.text.first(Class::RELATIVE).is_some_and(|at| {
            let start = self.text.tokens.get(at).map_or(usize::MAX, |t| t.start);
            start < plan && self.text.folded.lower(0..start).ends_with(", ")
        });
        trigger.role == Role::Verb
            && is_relative
            && !is_gerund
            && self.text.between(plan, trigger.range.start).contains(',')
    }

    /// "l'attaque qui a", "l'embuscade survenue": a relative clause or participle tells the incident
    /// after all.
    fn is_told_after(&self, trigger: &Trigger) -> bool {
        let rest = self.text.folded.lower.get(trigger.range.end..).unwrap_or_default();
        let lists = &self.text.lexicon.lists;
        lists.told_after.opens(rest) || lists.told_later.is_in(rest)
    }

    /// Whether the sentence is about a ceremony, a match, a film or a rule: its cue stands before
    /// every word for an incident.
    pub(in crate::extract) fn is_ceremony(&self) -> bool {
        self.is_before_events(Cue::Ceremony)
            && !self.tells_what_was_then()
            && self.day_of_dead().is_none()
    }

    /// "Il a été nommé mercredi, lui qui a survécu à l'attaque de X, où dix soldats avaient péri": the
    /// day is of something else.
    pub(in crate::extract) fn recalls_beside(&self) -> bool {
        let harm = self.harm.iter().map(|h| h.start).min();
        let is_dated = |at: usize| self.mentions.iter().any(|m| m.range.start > at);
        self.only_alludes()
            && self.has_before_event(Cue::Background, 22)
            && harm.is_some_and(|at| !is_dated(at))
            && self.mentions.iter().any(|m| m.is_own)
    }

    /// "« Rendez-nous nos maris enlevés », ont scandé les femmes": what a crowd chants tells of nothing.
    pub(in crate::extract) fn is_slogan(&self) -> bool {
        self.has(Cue::Slogan) && self.are_events_quoted()
    }

    /// "en mémoire des dix soldats tués samedi à X": the day right after the word for their death, and a
    /// place behind it.
    pub(in crate::extract) fn day_of_dead(&self) -> Option<&Mention> {
        const REACH: usize = 40;
        const BESIDE: usize = 4;
        const DAYS: i32 = 4;
        let is_dead = |t: &&Toll| t.outcome == Outcome::Killed && t.low > 0;
        let dead = self.tolls.iter().filter(is_dead);
        let starts = || self.harm.iter().map(|h| h.end);
        let is_day = |m: &&Mention, end: usize| {
            let is_beside = (end..end + BESIDE).contains(&m.range.start)
                && !self.text.between(end, m.range.start).contains([',', ';', ':']);
            let is_near = |p: &Found| {
                p.rank >= 3 && (m.range.end..m.range.end + REACH).contains(&p.range.start)
            };
            is_beside
                && m.is_own
                && m.interval.is_some_and(|i| i.n_days() < DAYS)
                && self.places.iter().any(|p| !p.is_excluded && is_near(p))
        };
        dead.filter_map(|t| starts().find(|end| *end >= t.range.end && *end <= t.range.end + REACH))
            .find_map(|end| self.mentions.iter().find(|m| is_day(m, end)))
    }

    /// "décoré dans son lit, où il est depuis mardi, jour où son camp a été attaqué": a clause tells
    /// what happened on the day that it follows.
    fn tells_what_was_then(&self) -> bool {
        self.mentions.iter().filter(|m| m.interval.is_some_and(|i| i.n_days() < 4)).any(|m| {
            let rest = self.text.folded.lower.get(m.range.end..).unwrap_or_default();
            let rest = rest.trim_start_matches([',', ' ']);
            self.text.lexicon.lists.when_clauses.opens(rest)
                && self.main_trigger().is_some_and(|t| t.range.start > m.range.end)
        })
    }

    /// Whether it comments on an incident that it names with its article and no toll.
    pub(in crate::extract) fn is_comment(&self) -> bool {
        if !self.tolls.is_empty() || !self.is_before_events(Cue::Comment) {
            return false;
        }
        // "Il a rendu visite aux blessés de l'attaque subie la veille par le poste de X"
        let has_own = self.day_of_event().is_some() && self.place().is_some_and(|p| p.rank >= 3);
        let is_known = self.main_trigger().is_none_or(|t| t.is_definite || !t.is_indefinite)
            && !self.tells_by_verb()
            && !has_own;
        let end = self.main_trigger().map_or(0, |t| t.range.end);
        let rest = self.text.folded.lower.get(end..).unwrap_or_default();
        let is_told = self.text.lexicon.lists.told_beside.is_in(rest);
        !is_told && is_known
    }

    fn tells_by_verb(&self) -> bool {
        self.main_trigger().is_some_and(|t| t.role == Role::Verb)
    }

    /// Whether a cue stands before every word for an incident or for harm.
    pub(in crate::extract) fn is_before_events(&self, cue: Cue) -> bool {
        let first = self.events().min();
        self.cues.iter().any(|c| c.value == cue && first.is_none_or(|at| c.range.start < at))
    }

    pub(super) fn tells_of_dead(&self) -> bool {
        self.tolls.iter().any(|t| t.outcome == Outcome::Killed && t.low > 0)
    }

    /// Whether the sentence has no word for an incident but in a plan or a general state.
    pub(in crate::extract) fn is_only_planned(&self) -> bool {
        let told = self.main_trigger().is_some_and(|t| self.is_allusion(t));
        let is_open = [Cue::Plan, Cue::Tail, Cue::Foiled].iter().any(|cue| self.has(*cue));
        told && is_open && !self.has(Cue::Allusion)
    }
}
