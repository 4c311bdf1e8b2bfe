//! What an incident takes from the sentences before: the day, the place, what they spoke of.

use super::Story;
use crate::extract::classes::Class;
use crate::extract::context::fold_name;
use crate::extract::draft::{Agreement, Draft};
use crate::extract::facts::{Facts, is_peaceful};
use crate::extract::further::says_one_more;
use crate::extract::lexicon::{Cue, Hit, Role};
use crate::extract::places::Found;
use crate::extract::plot::{Family, family, is_armed};
use crate::model::{DateInterval, Kind, Outcome, Relation};

impl Story<'_> {
    /// What the entry of a list says at its head holds for all of it.
    pub(super) fn take_head(&self, draft: &mut Draft) {
        if draft.entry == 0 || draft.entry != self.head.entry || draft.is_background {
            return;
        }
        if draft.dates.is_none() {
            draft.dates = self.head.dates;
        }
        let is_quarter = |p: &crate::model::PlacePhrase| {
            let first = p.parts.first().and_then(|part| part.toponyms.first());
            first.is_some_and(|t| t.feature == Some(crate::model::Feature::Quarter))
        };
        if let (Some(phrase), Some(place)) =
            (draft.phrase.as_mut().filter(|p| is_quarter(p)), self.head.place.as_ref())
        {
            phrase.parts.extend(place.phrase.parts.iter().take(4).cloned());
        }
        if let Some(place) =
            self.head.place.as_ref().filter(|p| draft.rank < 3 && p.rank > draft.rank)
        {
            let units = draft.phrase.take().map_or_else(Vec::new, |p| p.parts);
            let mut phrase = place.phrase.clone();
            phrase.parts.extend(units.into_iter().filter(|_| draft.rank == 2).take(4));
            draft.phrase = Some(phrase);
            draft.rank = place.rank;
        }
    }

    /// A title or lead about a flood, a trial, a rumour or an exercise makes all harm in the text
    /// suspect: only what is plainly told as an armed act counts then.
    pub(super) fn note_topic(&mut self, facts: &Facts<'_>) {
        const LEAD: usize = 3;
        // "Tués dimanche, ils ont été inhumés": the harm comes first.
        let is_other = facts.cues.iter().any(|c| {
            let is_after = matches!(c.value, Cue::Ceremony | Cue::Statistics)
                && !facts.is_before_events(c.value);
            is_peaceful(c.value) && !is_after
        });
        // "Two helicopters collided, killing ten soldiers" is told by a word of accidents.
        let is_crash = facts.main_trigger().is_some_and(|t| t.kind == Kind::AircraftCrash);
        let is_recounted = facts.day_of_dead().is_some();
        if facts.index < LEAD && self.drafts.is_empty() && is_other && !is_crash && !is_recounted {
            self.is_peaceful = true;
            let is_sum = |c: &Hit<Cue>| c.value == Cue::Statistics || !is_peaceful(c.value);
            self.is_only_of_sums &= facts.cues.iter().all(is_sum);
            self.is_of_courts |= facts.has(Cue::Trial);
            self.is_of_accident |= facts.has(Cue::Accident);
        }
        self.is_figurative |=
            facts.index < LEAD && self.drafts.is_empty() && facts.has(Cue::Figure);
        if facts.has(Cue::Denial) {
            let named = facts.places.iter().flat_map(|f| &f.phrase.parts).flat_map(|p| &p.toponyms);
            self.denied.extend(named.take(8).map(|t| fold_name(&t.name)));
        }
    }

    /// "Chronologie du premier trimestre", then "08/01 – Soala. …": an entry with a day of its own,
    /// under a title that speaks of a sum over months.
    pub(super) fn is_of_chronology(&self, facts: &Facts<'_>) -> bool {
        const DAYS: i32 = 4;
        let is_day = |i: DateInterval| i.n_days() < DAYS;
        self.is_only_of_sums && self.is_headed(facts) && self.head.dates.is_some_and(is_day)
    }

    /// Whether a sentence of such a text is plainly told as an armed act.
    pub(super) fn is_armed(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 2;
        let is_near = |index: usize| index < facts.index && index + REACH >= facts.index;
        is_armed(facts, self.topic.as_ref().is_some_and(|(index, _)| is_near(*index)))
    }

    /// Whether a sentence of a text about sport or debate means what its words of war say.
    pub(super) fn is_literal(&self, facts: &Facts<'_>) -> bool {
        let has_party = facts.has_arms || facts.has_party && !facts.has(Cue::Figure);
        // "Il s'est fait massacrer par la presse": a word for killing, and nobody who did or suffered it.
        let is_word_alone = !facts.names_party && facts.tolls.is_empty() && facts.has_arms;
        has_party && !is_word_alone && self.is_armed(facts)
    }

    /// "Il n'a plus donné signe de vie depuis vendredi": the day of the abduction told right before.
    pub(super) fn note_since(&mut self, facts: &Facts<'_>) {
        let since = facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        let open = current.filter(|d| {
            d.kind == Kind::Abduction && d.dates.is_none() && d.last + 2 >= facts.index
        });
        if let (Some(draft), Some(day)) = (open, since.filter(|i| i.n_days() < 8)) {
            draft.dates = Some(day);
        }
    }

    pub(super) fn note_place(&mut self, facts: &Facts<'_>) {
        let told = facts.place().filter(|p| p.rank >= 3 && !p.is_label);
        let bare = || facts.places.iter().find(|p| p.is_bare);
        // "X pleure ses morts", "Trois jours après l'attaque de X, …": a name and no more.
        let is_plain = facts.date().is_none() || facts.only_alludes();
        let name = || facts.place().filter(|p| !p.is_label && is_plain);
        // "X, dimanche soir. Il est six heures quand …": the scene of what follows.
        let head = || facts.place().filter(|p| !p.is_label && heads_scene(facts, p));
        let place = told.or_else(head).or_else(bare).filter(|_| !facts.is_title);
        if let Some(place) = place {
            // "Gao, 11 mars 2024.": where and when it was written.
            let now = self.document.published.map(DateInterval::day);
            let is_dateline = facts.mentions.iter().any(|m| now.is_some() && m.interval == now);
            let is_bare = place.is_bare && (is_dateline || !heads_scene(facts, place));
            self.topic = Some((facts.index, Found { is_bare, ..place.clone() }));
        } else if let Some(place) = name().filter(|_| !facts.is_title) {
            self.topic = Some((facts.index, Found { is_bare: true, ..place.clone() }));
        }
    }

    /// "C'était jeudi soir": the day of the incident right before, or of what follows.
    pub(super) fn note_day(&mut self, facts: &Facts<'_>) {
        const LONGEST_REST: usize = 12;
        let is_unreal = facts.cues.iter().any(|c| is_peaceful(c.value) || c.value == Cue::Plan);
        let told = facts.date().filter(|m| m.is_own && !is_unreal);
        let Some(mention) = told.filter(|_| !self.is_of_other_act(facts)) else { return };
        let Some(interval) = mention.interval.filter(|i| i.n_days() < 8) else { return };
        let rest = facts.text.folded.lower.len().saturating_sub(mention.range.len());
        // "Lundi, alors que …": the day of the clause that follows.
        if facts.text.folded.lower.ends_with(',') {
            self.day = Some((facts.index, interval));
            return;
        }
        if rest <= LONGEST_REST {
            let published = self.document.published.map(DateInterval::day);
            self.day = (published != Some(interval)).then_some((usize::MAX, interval));
            return;
        }
        // "Puis dans la nuit de mardi, au poste de X." opens a scene of its own.
        let told = facts.place().filter(|p| p.rank >= 3 && !p.is_label);
        let place = told.or_else(|| facts.places.iter().find(|p| p.is_bare));
        let is_scene = |d: &Draft| {
            d.agreement(place.map(|p| &p.phrase), 3) == Agreement::Different
                && d.dates.is_none_or(|known| known.gap_days(&interval) > 0)
        };
        // "Between 16 and 23 January, in the north": the story has gone on to another day and place.
        let any = facts.place().filter(|p| !p.is_label);
        let is_elsewhere = |d: &Draft| {
            d.agreement(any.map(|p| &p.phrase), any.map_or(0, |p| p.rank)) != Agreement::Same
                && d.dates.is_some_and(|known| known.gap_days(&interval) > 0)
        };
        if any.is_some() && self.current.and_then(|c| self.drafts.get(c)).is_some_and(is_elsewhere)
        {
            self.current = None;
        }
        if place.is_some() && self.current.and_then(|c| self.drafts.get(c)).is_some_and(is_scene) {
            self.current = None;
        }
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        match current.filter(|d| {
            d.dates.is_none() && !d.is_title && !d.is_background && d.last + 1 == facts.index
        }) {
            Some(draft) => {
                draft.take_date(facts, false);
                // "He was caught with a telephone at X on Saturday": whoever was told of right before.
                let is_he = facts.text.is_any(facts.text.head(), Class::PRONOUN.with(Class::THEY));
                if let Some(place) = place.filter(|p| is_he && draft.rank < 2 && p.rank >= 3) {
                    draft.take_place(facts, place);
                }
            }
            None => self.day = last_day(facts).map(|day| (facts.index, day)),
        }
    }

    /// "Lundi à X et mardi à Y, ils ont tué dix personnes": one more for the second day and place.
    pub(super) fn open_second(&mut self, facts: &Facts<'_>) {
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        let (Some(second), Some(first)) = (&facts.second, current) else { return };
        if first.last != facts.index || first.is_title {
            return;
        }
        let mut draft = first.clone();
        draft.dates = second.day.or(draft.dates);
        // "ont attaqué les villages de X et Y. Il y a eu trente morts, dont vingt à X et dix à Y"
        let is_listed = draft.agreement(Some(&second.place.phrase), second.place.rank);
        draft.take_place(facts, &second.place);
        if is_listed == Agreement::Same {
            let Some(found) = facts.place().filter(|_| first.claims.len() == 1) else { return };
            first.take_place(facts, found);
            first.single_place = None;
        }
        // "tués à X et quatre autres à Y": each number is already told.
        let lows: Vec<u32> = first.claims.iter().map(|claim| claim.low).collect();
        let are_told = |(here, there): (u32, u32)| lows == [here, there];
        if second.numbers.is_some_and(are_told) {
            first.claims.truncate(1);
            draft.claims = draft.claims.split_off(1);
            self.drafts.push(draft);
            return;
        }
        match (second.numbers, first.claims.as_mut_slice(), draft.claims.as_mut_slice()) {
            (Some((here, there)), [first], [second]) => {
                if first.low != here {
                    (first.low, first.high) = (here, Some(here));
                }
                (second.low, second.high) = (there, Some(there));
            }
            _ => draft.claims.clear(),
        }
        self.drafts.push(draft);
    }

    /// The day of a clause cut off right before.
    pub(super) fn take_day_before(&self, draft: &mut Draft) {
        let day = self.day.filter(|(index, _)| index.checked_add(1) == Some(draft.index));
        if draft.dates.is_none() && !draft.is_background {
            draft.dates =
                day.map(|(_, interval)| interval).filter(|_| self.head.index < draft.index);
        }
    }

    /// The day told right before, or at the head of the list, for an incident without one.
    pub(super) fn take_day(&self, draft: &mut Draft) {
        let is_entry = draft.entry > 0 && draft.index == self.head.index;
        let is_line = |index: usize| index == usize::MAX;
        let day = self.day.filter(|(index, _)| is_line(*index)).map(|(_, day)| day);
        let day = day.or_else(|| self.day_before(draft.index).filter(|_| !is_entry));
        if let (Some(interval), None, false) = (day, draft.dates, draft.is_background) {
            draft.inherit_day(interval);
        }
    }

    /// The day told right before a sentence, and after the last incident.
    pub(super) fn day_before(&self, sentence: usize) -> Option<DateInterval> {
        const REACH: usize = 2;
        // "Il n'est jamais arrivé." may stand between.
        let is_right_before = |index: usize| {
            index < sentence && index + REACH >= sentence && self.last_event <= index
        };
        self.day.filter(|(index, _)| is_right_before(*index)).map(|(_, day)| day)
    }

    /// "Le village de X pleure ses morts. Des hommes l'ont attaqué": the place told right before.
    pub(super) fn take_topic(&mut self, draft: &mut Draft, facts: &Facts<'_>) {
        const REACH: usize = 2;
        const FURTHER: usize = 4;
        let topic = self.topic.as_ref().filter(|(index, place)| {
            let is_weak = place.is_bare || draft.rank > 0 || self.last_event > *index;
            *index + if is_weak { REACH } else { FURTHER } >= facts.index
        });
        let Some((_, place)) = topic.filter(|_| draft.is_told) else { return };
        let points = facts.points_back();
        let is_described = draft.rank >= 3 && facts.describes_known_place();
        // "Drame à X. Un minibus qui se rendait à Y a sauté sur une mine": not at Y.
        let is_bound = draft.phrase.as_ref().is_some_and(|phrase| {
            phrase.parts.iter().all(|part| part.relation == Relation::Toward)
        });
        let is_open = match draft.rank {
            0 => true,
            1 => points || !place.is_bare,
            2 => points,
            _ => is_bound && !place.is_bare || is_described,
        };
        if !is_open {
            return;
        }
        let units = draft.phrase.take().filter(|_| !is_bound);
        let units = units.map_or_else(Vec::new, |phrase| phrase.parts);
        let mut phrase = place.phrase.clone();
        let is_unit = draft.rank == 2 || is_described;
        phrase.parts.extend(units.into_iter().filter(|_| is_unit).take(4));
        draft.phrase = Some(phrase);
        // "Militias raid the next village" tells of a state of things, not of the place before.
        let is_state = facts.text.lexicon.is_english
            && draft.dates.is_none()
            && draft.claims.is_empty()
            && !points;
        draft.is_place_taken = draft.rank == 0 && (is_state || (place.is_bare && !points));
        draft.is_place_carried = true;
        draft.rank = place.rank;
        self.topic = None;
    }

    /// Tolls told in the sentences right before their incident belong to it.
    pub(super) fn take_pending(&mut self, draft: &mut Draft) {
        const REACH: usize = 3;
        let is_harmless = matches!(draft.kind, Kind::Looting | Kind::WeaponsSeizure | Kind::Arrest);
        if is_harmless && self.pending.is_some() {
            return;
        }
        // "• X : 1 mort. • Y : deux jeunes enlevés": the dead of another entry are not of this one.
        let entry = draft.entry;
        let is_before =
            |p: &mut Draft| p.index + REACH >= draft.index && (p.entry == 0 || p.entry == entry);
        if let Some(mut pending) = self.pending.take_if(is_before) {
            draft.take_home_of(&mut pending);
            draft.claims.splice(0..0, pending.claims);
            draft.dates = draft.dates.or(pending.dates);
        }
    }

    /// A deed without a word for its kind, told after an air strike, is one more of them; "ce
    /// jour-là" without a place is where the story is.
    pub(super) fn inherit(&self, draft: &mut Draft, facts: &Facts<'_>) {
        // What is recalled is elsewhere than the news told next.
        let is_news = |d: &&Draft| draft.is_background || facts.points_back() || !d.is_background;
        let current = self.current.and_then(|c| self.drafts.get(c));
        let Some(before) = current.filter(is_news) else { return };
        let is_deed = facts
            .main_trigger()
            .is_some_and(|t| t.role == Role::Act && matches!(t.kind, Kind::Attack | Kind::Other));
        let is_dated = facts.date().is_some_and(|m| m.is_own);
        let is_further = !is_dated || says_one_more(facts);
        if is_deed && is_further && matches!(before.kind, Kind::AirStrike | Kind::DroneStrike) {
            draft.kind = before.kind;
            draft.has_kind = true;
        }
        // "Dix autres ont péri dans des circonstances similaires."
        if facts.text.contains(&facts.text.lexicon.lists.same_way) && !is_noun(facts) {
            draft.kind = before.kind;
            draft.has_kind = true;
        }
        if draft.dates.is_none() && (before.is_summary || says_one_more(facts)) {
            draft.dates = self.summary_dates.or(before.dates).filter(|d| d.n_days() == 1);
        }
        // "En se retirant, la colonne s'est arrêtée à X": on the same day.
        // "Ils ont fui vers Y, où ils ont enlevé …": so did those told of right before.
        let is_run = facts.text.lexicon.lists.sequels.opens(&facts.text.folded.lower)
            || before.last + 1 == facts.index && facts.speaks_of_attackers();
        // "À X, dix personnes ont été tuées. À Y, …": the next place of the same raid.
        let is_next = before.last + 1 == facts.index
            && before.entry == draft.entry
            && !draft.claims.is_empty()
            && facts.place().is_some_and(|p| p.range.start == 0 && p.rank >= 3 && !p.is_label)
            && draft.agreement(before.phrase.as_ref(), before.rank) == Agreement::Different;
        let is_run = is_run || is_next;
        if draft.dates.is_none() && is_run && !before.is_background && !before.is_title {
            draft.dates = before.dates.filter(|d| d.n_days() <= 2);
        }
        // "Les habitants de X ont vécu l'enfer. Des hommes armés ont tué …": there.
        if draft.phrase.is_none() && before.last + 1 == facts.index && before.entry == draft.entry {
            draft.share_home(before);
        }
        let is_same_day = facts.mentions.iter().any(|m| m.rule.starts_with("the same day"));
        // "y" after a sentence that names another place means that one.
        let topic = self.topic.as_ref().filter(|(index, _)| *index > before.last);
        let is_left = topic.is_some();
        let is_there = facts.points_back() && !topic.is_some_and(|(_, place)| place.is_bare);
        // "Le lendemain, ils sont revenus": another day of the same story, with no place named.
        // "He was arrested in X. The bombing he helped plan killed ten": not there.
        let is_of_arrest = matches!(before.kind, Kind::Arrest | Kind::WeaponsSeizure)
            && matches!(family(draft.kind), Family::Ground | Family::Air);
        let is_story = draft.is_told
            && !is_of_arrest
            && !is_left
            && !facts.is_title
            && !says_one_more(facts)
            && before.entry == draft.entry;
        if (is_same_day || is_there || is_story) && draft.phrase.is_none() && before.rank >= 3 {
            draft.phrase = before.phrase.clone();
            draft.rank = before.rank;
            draft.is_place_taken = is_story && !is_same_day && !is_there;
            draft.is_place_carried = true;
            let message = "the text names no place for it; the place told before is taken";
            draft.notes.push(crate::model::Note::new("place-inherited", message));
        }
    }
}

/// "Depuis dimanche, on est sans nouvelles de lui": somebody was taken or lost on the day since which.
pub(super) fn take_since(draft: &mut Draft, facts: &Facts<'_>) {
    let since = facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
    let is_missing = facts.tolls.iter().any(|toll| toll.outcome == Outcome::Missing);
    if (draft.kind == Kind::Abduction || is_missing) && draft.dates.is_none() {
        draft.dates = since.filter(|i| i.n_days() < 8);
    }
}

fn is_noun(facts: &Facts<'_>) -> bool {
    facts.main_trigger().is_some_and(|t| t.role == Role::Noun)
}

/// Whether a sentence is a place alone, or with its day.
fn heads_scene(facts: &Facts<'_>, place: &Found) -> bool {
    const REST: usize = 6;
    let day: usize = facts.mentions.iter().map(|m| m.range.len()).sum();
    let units = facts.places.iter().filter(|p| p.range.start > place.range.end);
    let units: usize = units.map(|p| p.range.len()).sum();
    place.range.len() + units + day + REST >= facts.text.folded.lower.len()
}

/// The day that a sentence ends with: its only one, or "le lendemain" after another.
fn last_day(facts: &Facts<'_>) -> Option<DateInterval> {
    let told: Vec<_> = facts.mentions.iter().filter(|m| !m.is_aside).collect();
    let last = told.last()?;
    let interval = last.interval.filter(|i| i.n_days() < 8)?;
    // "Avant-hier, lundi 25 juillet, …": one day, told twice.
    let is_one = told.iter().all(|m| m.interval == last.interval);
    (is_one || !last.is_own).then_some(interval)
}
