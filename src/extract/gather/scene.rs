//! Which incident a sentence goes on with, if any.

use super::{OPEN, Story};
use crate::extract::classes::Class;
use crate::extract::deeds::Trigger;
use crate::extract::draft::{Agreement, Draft};
use crate::extract::facts::Facts;
use crate::extract::further::says_one_more;
use crate::extract::lexicon::{Cue, Role};
use crate::extract::places::Found;
use crate::extract::plot::{Family, are_near, family, is_background_sentence, is_kin};
use crate::extract::tolls::Toll;
use crate::model::{Claim, Kind, Outcome, Relation};

impl Story<'_> {
    /// The incident whose toll a sentence tells: the current one; the one before it in "dans le
    /// premier cas"; the fight before an air strike where soldiers fell.
    pub(super) fn spoken_of(&self, facts: &Facts<'_>) -> Option<usize> {
        let current = self.current?;
        if current > 0 && facts.text.contains(&facts.text.lexicon.lists.former) {
            return Some(current - 1);
        }
        let is_of_forces =
            facts.tolls.first().is_some_and(|t| t.side == crate::model::Side::StateForces);
        let family_of = |i: usize| self.drafts.get(i).map(|d| family(d.kind));
        if is_of_forces && family_of(current) == Some(Family::Air) {
            let fight = (current.saturating_sub(OPEN)..current).rev();
            return fight
                .into_iter()
                .find(|i| family_of(*i) == Some(Family::Ground))
                .or(Some(current));
        }
        Some(current)
    }

    /// "Le convoi est tombé dans une embuscade. Un camion-citerne a pris feu": what burns right after
    /// an armed act burns by it.
    pub(super) fn burns_on(&self, facts: &Facts<'_>) -> bool {
        let fires = &facts.text.lexicon.lists.fires;
        let is_fire = facts
            .cues
            .iter()
            .filter(|c| c.value == Cue::Accident)
            .all(|c| fires.is_in(facts.text.folded.lower(c.range.clone())));
        let current = self.current.and_then(|c| self.drafts.get(c));
        let is_of_arms = current.is_some_and(|d| {
            d.last + 1 == facts.index
                && !d.is_title
                && !d.is_background
                && matches!(family(d.kind), Family::Ground | Family::Air)
        });
        is_fire && is_of_arms && !self.is_of_accident
    }

    /// "Onze cultivateurs de X ne sont pas rentrés samedi. Ils ont été tués": harm told right after
    /// a sentence that only named the place.
    pub(super) fn is_in_scene(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 2;
        let is_harmed = |t: &crate::extract::tolls::Toll| {
            matches!(t.outcome, Outcome::Killed | Outcome::Captured) && t.low > 0
        };
        let is_near = |index: usize| index < facts.index && index + REACH >= facts.index;
        // "Des hommes en armes sont passés de maison en maison": who did it is told right before.
        (facts.main_trigger().is_some() || self.has_party)
            && facts.tolls.iter().any(is_harmed)
            && !self.is_peaceful
            && self.topic.as_ref().is_some_and(|(index, _)| is_near(*index))
            && (self.day.is_some_and(|(index, _)| is_near(index))
                || self.is_deed_after_other(facts)
                    && self.other_day.is_some_and(|(i, _)| is_near(i)))
    }

    /// "19 mai. Passage d'un avion : cinq morts": harm in an entry with a day of its own, which no
    /// incident of that entry has.
    pub(super) fn is_of_own_day(&self, facts: &Facts<'_>) -> bool {
        let told = self.current.and_then(|c| self.drafts.get(c));
        let is_first = self.drafts.iter().rev().take(OPEN).all(|d| d.entry != facts.entry);
        self.is_headed(facts)
            && is_first
            && told.is_none_or(|d| d.entry > 0 && d.entry != facts.entry)
            && facts.tolls.iter().any(|t| t.low > 0)
            && !facts.only_alludes()
    }

    /// "Attaques de lundi : X, 4 morts ; Y, deux morts": the toll of another place than the one told
    /// right before.
    pub(super) fn is_next_of_list(&self, facts: &Facts<'_>) -> bool {
        let current = self.current.and_then(|c| self.drafts.get(c));
        let place = facts.place().filter(|p| p.range.start == 0 && p.rank >= 3 && !p.is_label);
        let is_told = facts.tolls.iter().any(|t| t.outcome == Outcome::Killed);
        place.is_some()
            && is_told
            && current.is_some_and(|d| {
                d.last + 1 == facts.index
                    && d.entry == facts.entry
                    && d.is_title == facts.is_title
                    && !d.claims.is_empty()
                    && self.agreement(d, place) == Agreement::Different
            })
    }

    /// Whether it stands in an entry that has a day at its head.
    pub(super) fn is_headed(&self, facts: &Facts<'_>) -> bool {
        facts.entry > 0 && facts.entry == self.head.entry && self.head.dates.is_some()
    }

    /// "Deux d'entre eux sont morts mercredi": a toll days after the incident told right before,
    /// with no place and no word for an incident of its own.
    pub(super) fn is_consequence(&self, facts: &Facts<'_>) -> bool {
        const DAYS: i64 = 5;
        const REACH: usize = 4;
        let rank = facts.place().filter(|p| !p.is_label).map_or(0, |p| p.rank);
        let told = self.current.and_then(|c| self.drafts.get(c)).filter(|d| {
            d.last + REACH >= facts.index && (d.entry == facts.entry || facts.entry == 0)
        });
        let days = told.and_then(|d| d.dates).zip(facts.date().and_then(|m| m.interval));
        let is_after = days.is_some_and(|(a, b)| {
            b.start >= a.start && i64::from((b.start - a.end).get_days()) <= DAYS
        });
        facts.main_trigger().is_none() && rank < 2 && is_after && !says_one_more(facts)
    }

    /// Arrests and finds without a place and day of their own, told after a fight or a strike.
    pub(super) fn is_aftermath(&self, facts: &Facts<'_>) -> bool {
        let is_after = self
            .current
            .and_then(|c| self.drafts.get(c))
            .is_some_and(|d| matches!(family(d.kind), Family::Air | Family::Ground));
        let kind = facts.main_trigger().map(|t| t.kind);
        // "Il a conduit les enquêteurs à une cache": the find that an arrest led to.
        let is_find = kind == Some(Kind::WeaponsSeizure);
        let is_after = is_after
            || self
                .current
                .and_then(|c| self.drafts.get(c))
                .is_some_and(|d| is_find && d.kind == Kind::Arrest && d.entry == facts.entry);
        let is_minor = matches!(kind, Some(Kind::Arrest | Kind::WeaponsSeizure | Kind::Looting));
        let rank = facts.place().map_or(0, |p| p.rank);
        is_after && is_minor && rank < 2 && facts.date().is_none() && !says_one_more(facts)
    }

    /// "Leur véhicule a été retrouvé calciné près de X": of those told of right before.
    pub(super) fn is_find_of_theirs(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 3;
        let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
        let current = self.current.and_then(|c| self.drafts.get(c));
        current.is_some_and(|d| d.last + REACH >= facts.index && d.entry == facts.entry)
            && text.opens(&lists.their_vehicles, text.head())
            && text.first_of(&lists.found_again).is_some()
            && facts.tolls.is_empty()
    }

    /// "His body was found two days later on the road to X": of whom the sentences before say that
    /// they were taken.
    pub(super) fn is_body_of_taken(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 3;
        let current = self.current.and_then(|c| self.drafts.get(c));
        let text = &facts.text;
        // "Their guide was found shot dead two days later."
        let is_of_theirs = text.is(0, Class::OWN) && text.contains(&text.lexicon.lists.was_found);
        (facts.speaks_of_body() || is_of_theirs)
            && facts.text.lexicon.is_english
            && current.is_some_and(|d| d.kind == Kind::Abduction && d.last + REACH >= facts.index)
    }

    /// Whether its day is that of publication or right before it.
    fn is_of_news(&self, facts: &Facts<'_>) -> bool {
        const DAYS: i32 = 3;
        let day = facts.date().filter(|m| m.is_own).and_then(|m| m.interval);
        let days = self.document.published.zip(day).map(|(now, day)| (now - day.end).get_days());
        days.is_some_and(|days| (0..=DAYS).contains(&days))
    }

    /// The incident that a sentence goes on with.
    pub(super) fn continued(&self, facts: &Facts<'_>, is_reference: bool) -> Option<usize> {
        let place = facts.place();
        let is_of_current = facts.has_before_event(Cue::Ensuing, 24)
            || self.is_same_place(facts)
            || self.is_elaborated(facts);
        if self.current.is_some() && is_of_current {
            return self.current;
        }
        let first = self.drafts.len().saturating_sub(OPEN);
        let recent = (first..self.drafts.len()).rev();
        let mut order: Vec<usize> = self.current.into_iter().collect();
        order.extend(recent.filter(|i| Some(*i) != self.current));
        let same = order.iter().copied().find(|i| {
            self.drafts.get(*i).is_some_and(|d| {
                self.agreement(d, place) == Agreement::Same
                    && d.rank >= 2
                    && !d.is_list_of_two()
                    && are_near(d, facts)
                    && is_kin(d, facts)
            })
        });
        same.or_else(|| {
            order.into_iter().find(|i| {
                self.drafts.get(*i).is_some_and(|d| {
                    !is_other_entry(d, facts, is_reference)
                        && self.goes_on(d, *i, facts, is_reference)
                })
            })
        })
    }

    /// "X, d'abord. Dimanche, le village …": the story has named another place since, and the
    /// sentence has a day of its own.
    pub(super) fn has_left(&self, draft: &Draft, facts: &Facts<'_>) -> bool {
        const REACH: usize = 2;
        let is_since = |index: usize| {
            index > draft.last && index < facts.index && index + REACH >= facts.index
        };
        let is_dated = facts.date().is_some_and(|m| m.is_own);
        let topic = self.topic.as_ref().filter(|(index, _)| is_since(*index) && is_dated);
        topic.is_some_and(|(_, found)| self.agreement(draft, Some(found)) != Agreement::Same)
    }

    pub(super) fn agreement(&self, draft: &Draft, place: Option<&Found>) -> Agreement {
        draft.agreement(place.map(|p| &p.phrase), place.map_or(0, |p| p.rank))
    }

    /// Whether a sentence without the incident's own place may still speak of it.
    pub(super) fn goes_on(
        &self,
        draft: &Draft,
        index: usize,
        facts: &Facts<'_>,
        is_reference: bool,
    ) -> bool {
        // "Le véhicule venait de X quand il a été mitraillé": the way of those told of right before.
        const REACH: usize = 3;
        let is_of_victims = draft.rank >= 3
            && draft.entry == facts.entry
            && (draft.last + 1 == facts.index && facts.speaks_of_victims()
                || draft.last + REACH >= facts.index && facts.tells_their_way());
        let is_way = |p: &&Found| {
            let first = p.phrase.parts.first().map(|part| part.relation);
            is_of_victims && first == Some(Relation::Toward)
        };
        let place = facts.place().filter(|p| !is_way(p));
        if self.agreement(draft, place) == Agreement::Different || !is_kin(draft, facts) {
            return false;
        }
        let is_near = are_near(draft, facts);
        // "Dix jours plus tôt, un raid avait … La frappe de ce mercredi": news, and not what was before.
        if is_reference && draft.is_background && self.is_of_news(facts) {
            return false;
        }
        let dead = facts.tolls.iter().filter(|t| t.outcome == Outcome::Killed).map(|t| t.low);
        let day = facts.date().filter(|m| m.is_own).and_then(|m| m.interval);
        if is_placed(place) && draft.is_sum_of(day, dead.sum()) {
            return false;
        }
        // "Dix-huit soldats tués dans une nouvelle attaque" tells what the title did.
        let is_new = says_one_more(facts) && !repeats(draft, facts);
        if self.has_left(draft, facts) && place.is_none() && !is_reference {
            return false;
        }
        let own_rank = place.filter(|p| !p.is_label).map_or(0, |p| p.rank);
        let is_current = self.current == Some(index) || draft.is_title;
        let is_told_now = is_background_sentence(facts) == draft.is_background || is_reference;
        if own_rank >= 2 {
            // A place for an incident that had none yet.
            let is_open = (draft.rank < own_rank || draft.is_place_of_title)
                && (is_current || draft.index + 2 >= facts.index);
            // "L'accrochage est survenu dans la province de X": more of where it was.
            let is_known = is_reference || facts.points_back();
            let is_unit = own_rank == 2 && is_known && is_current && draft.rank >= 3;
            return (is_open || is_unit)
                && is_near
                && is_told_now
                && (!is_new || is_reference)
                && !draft.is_summary
                && !draft.is_background;
        }
        let has_date = facts.date().is_some_and(|m| m.interval.is_some());
        // A day of its own, after an incident that has a place and no day, is another incident's.
        let is_of_entry = draft.entry > 0 && draft.entry == facts.entry && is_current;
        // "Des hommes ont déferlé sur X. Dix habitants ont été tués samedi": its toll, right after.
        let is_its_toll = is_current
            && draft.last + 1 == facts.index
            && draft.claims.is_empty()
            && !facts.tolls.is_empty();
        // "À X, les armes parlent à nouveau. Samedi, des hommes ont attaqué le poste": what the text
        // begins with, told in full.
        let is_bare = draft.claims.is_empty() || facts.tolls.is_empty();
        let is_lead = draft.index == 0 && facts.index == 1 && is_bare && place.is_none();
        if has_date
            && !is_reference
            && !is_of_entry
            && !is_its_toll
            && !is_of_victims
            && !is_lead
            && !repeats(draft, facts)
            && draft.rank >= 3
            && draft.dates.is_none()
            && !draft.is_place_of_title
        {
            return false;
        }
        // "Ils ont attaqué de nouveau mardi": one more.
        let is_known = facts.main_trigger().is_some_and(|t| t.is_known());
        if is_reference && !is_known && (!is_near || !is_told_now) {
            return false;
        }
        if is_reference {
            // "Rappelons que jeudi dernier dix hommes avaient péri dans l'attaque …"
            if !is_near && is_background_sentence(facts) && !draft.is_background {
                return false;
            }
            return is_near || facts.date().is_none_or(|m| m.is_own);
        }
        if has_date {
            return is_near && is_told_now && !is_new && (is_current || draft.is_title);
        }
        is_current && is_told_now && !is_new
    }
}

fn is_placed(place: Option<&Found>) -> bool {
    place.is_some_and(|p| p.rank >= 3 && !p.is_label)
}

/// Whether the sentence tells the toll of the title over again.
fn repeats(title: &Draft, facts: &Facts<'_>) -> bool {
    let is_told = |toll: &Toll| {
        let same = |c: &Claim| (c.outcome, c.low, c.high) == (toll.outcome, toll.low, toll.high);
        toll.low > 0 && title.claims.iter().any(same)
    };
    title.is_title && facts.tolls.iter().any(is_told)
}

/// Whether the sentence tells of something in another entry of a list than the incident's.
fn is_other_entry(draft: &Draft, facts: &Facts<'_>, is_reference: bool) -> bool {
    let is_apart = draft.entry != facts.entry && draft.entry > 0 && facts.entry > 0;
    is_apart && !is_reference && facts.main_trigger().is_some()
}

impl Story<'_> {
    /// "la région où se déroulent ces attaques est sur l'axe X": of those told, and no news of them.
    pub(super) fn is_pointed_at(&self, facts: &Facts<'_>) -> bool {
        let is_noun = |t: &&Trigger| t.role == Role::Noun;
        let event = facts.main_trigger().filter(is_noun);
        let points = event.is_some_and(|t| {
            let at = facts.text.token_at(t.range.start);
            (1..=2).filter_map(|n| at.checked_sub(n)).any(|i| facts.text.is(i, Class::THIS))
        });
        let is_bare = facts.date().is_none() && facts.tolls.is_empty();
        points && is_bare && self.drafts.iter().any(|d| !d.is_title)
    }

    /// "Des riverains disent avoir vu dix corps sur la berge": what is seen right after an incident.
    pub(super) fn is_testimony(&self, facts: &Facts<'_>) -> bool {
        let current = self.current.and_then(|c| self.drafts.get(c));
        let is_next = current
            .is_some_and(|d| d.last + 1 == facts.index && !d.is_title && d.entry == facts.entry);
        let is_body = |t: &Toll| {
            let words = facts.text.folded.lower(t.range.clone());
            words.split(' ').any(|word| facts.text.lexicon.lists.bodies.opens(word))
        };
        is_next
            && facts.main_trigger().is_none()
            && facts.date().is_none()
            && facts.tolls.iter().all(is_body)
    }

    /// "The gunmen rode through the settlement opposite X": the attackers told of right before, beside
    /// a place that says where the one told was.
    pub(super) fn is_elaborated(&self, facts: &Facts<'_>) -> bool {
        let current = self.current.and_then(|c| self.drafts.get(c));
        let is_next = current.is_some_and(|d| {
            d.last + 1 == facts.index && !d.is_title && d.rank >= 3 && d.entry == facts.entry
        });
        let first = facts.place().and_then(|p| p.phrase.parts.first()).map(|part| part.relation);
        let is_beside = matches!(
            first,
            Some(Relation::Near | Relation::Direction(_) | Relation::Offset { .. })
        );
        is_next
            && is_beside
            && facts.speaks_of_attackers()
            && facts.date().is_none()
            && !says_one_more(facts)
    }

    /// "dans ce village de la province de X": the place that the title or the last incident names.
    pub(super) fn is_same_place(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 4;
        let current = self.current.and_then(|c| self.drafts.get(c));
        (facts.names_known_place() || facts.describes_known_place())
            && current.is_some_and(|d| {
                d.rank >= 3
                    && d.last + REACH >= facts.index
                    && is_kin(d, facts)
                    && are_near(d, facts)
            })
    }
}
