//! Gathers the facts of sentences into incidents: what goes on with one, what opens another.

use super::context::{Named, fold_name};
use super::draft::{Agreement, Draft};
use super::facts::{Facts, Heading, is_peaceful};
use super::finish::finish;
use super::lexicon::{Cue, Role};
use super::places::Found;
use super::plot::{
    Family, Plot, are_near, family, is_armed, is_background_sentence, is_kin, is_reference, plot,
    says_one_more,
};
use crate::model::{DateInterval, Document, Kind, Outcome, Report, Side, Toponym};

/// Only so many of the last incidents are looked at for one that a sentence goes on with.
/// No article keeps more of them open; it keeps long input linear.
const OPEN: usize = 12;

/// The incidents of a document while its sentences are read.
pub(super) struct Story<'a> {
    document: &'a Document,
    drafts: Vec<Draft>,
    /// The incident that the text speaks of.
    current: Option<usize>,
    toponyms: Vec<Named>,
    /// The day of the last sentence that summed up several incidents.
    summary_dates: Option<DateInterval>,
    /// Title or lead speak of something else than incidents.
    is_peaceful: bool,
    /// Title or lead speak of a trial.
    is_of_courts: bool,
    /// An armed party or its arms are named.
    has_party: bool,
    /// Names of places where something is said not to have happened.
    denied: Vec<String>,
    /// The last place named in a sentence that told of nothing, and that sentence's number.
    topic: Option<(usize, Found)>,
    /// Tolls told before their incident, and the sentence that tells them.
    pending: Option<Draft>,
    /// The day of a sentence that told nothing else, and that sentence's number; `usize::MAX` for
    /// a line that is only a day, under which entries stand.
    day: Option<(usize, DateInterval)>,
    /// The number of the last sentence that told of an incident.
    last_event: usize,
    /// What the first sentence of the entry of a list says of day and place.
    head: Head,
    /// The day on which a page that follows events by the hour tells of them.
    live_day: Option<DateInterval>,
}

/// The number of an entry with the day and place at its head.
#[derive(Debug, Default)]
struct Head {
    entry: usize,
    /// The number of its first sentence.
    index: usize,
    dates: Option<DateInterval>,
    place: Option<Found>,
}

impl<'a> Story<'a> {
    /// A story with nothing told.
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            drafts: Vec::new(),
            current: None,
            toponyms: Vec::new(),
            summary_dates: None,
            is_peaceful: false,
            is_of_courts: false,
            has_party: false,
            denied: Vec::new(),
            topic: None,
            pending: None,
            day: None,
            last_event: 0,
            head: Head::default(),
            live_day: None,
        }
    }

    /// Takes what is told without a day for one of the day of publication.
    pub(super) fn follow_live(&mut self) {
        self.live_day = self.document.published.map(DateInterval::day);
    }

    /// Takes in a title that is no part of the text.
    pub(super) fn take_heading(&mut self, heading: &Heading) {
        self.is_peaceful |= heading.is_peaceful;
        self.is_of_courts |= heading.is_of_courts;
    }

    /// Takes in the facts of the next sentence.
    pub(super) fn take(&mut self, facts: &Facts<'_>) {
        let named = facts.places.iter().flat_map(|f| &f.phrase.parts).flat_map(|p| &p.toponyms);
        self.toponyms.extend(named.map(Named::new));
        self.note_topic(facts);
        self.has_party |= facts.has_party;
        self.enter(facts);
        let plot = plot(facts);
        let is_event = matches!(plot, Plot::Event);
        match plot {
            Plot::Nothing => {
                self.note_since(facts);
                self.retract(facts);
                self.note_place(facts);
                self.note_day(facts);
            }
            Plot::Break => self.current = None,
            Plot::More => self.go_on(facts),
            Plot::Reference => self.refer(facts),
            Plot::Event if self.is_peaceful && !is_armed(facts) => {}
            Plot::Event if self.is_of_courts && tells_arrest(facts) => {}
            Plot::Event => self.event(facts),
        }
        if is_event {
            self.last_event = facts.index;
        }
    }

    /// Notes the day and place at the head of a new entry of a list.
    fn enter(&mut self, facts: &Facts<'_>) {
        if facts.entry == self.head.entry || facts.entry == 0 {
            return;
        }
        let own = || facts.mentions.iter().find(|m| m.is_own && !m.is_since);
        let dates = facts.date().or_else(own).and_then(|m| m.interval).filter(|i| i.n_days() < 12);
        let place = facts.place().filter(|p| p.rank >= 2).cloned();
        self.head = Head { entry: facts.entry, index: facts.index, dates, place };
    }

    /// What the entry of a list says at its head holds for all of it.
    fn take_head(&self, draft: &mut Draft) {
        if draft.entry == 0 || draft.entry != self.head.entry || draft.is_background {
            return;
        }
        if draft.dates.is_none() {
            draft.dates = self.head.dates;
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

    /// "Cette information est fausse": what was told right before did not happen.
    fn retract(&mut self, facts: &Facts<'_>) {
        let is_right_before = |d: &Draft| {
            d.last + 1 == facts.index
                && !d.is_title
                && d.index + 2 >= facts.index
                && d.entry == facts.entry
        };
        if !facts.denies_what_was_told() {
            return;
        }
        if let Some(index) =
            self.current.filter(|c| self.drafts.get(*c).is_some_and(is_right_before))
        {
            self.drafts.remove(index);
            self.current = None;
        }
    }

    /// The finished reports.
    pub(super) fn finish(mut self) -> Vec<Report> {
        let undated = self.drafts.iter_mut().filter(|d| d.dates.is_none() && !d.is_background);
        undated.for_each(|d| d.dates = self.live_day);
        let denied = self.denied;
        let is_denied = |d: &Draft| {
            let first = d.phrase.as_ref().and_then(|p| p.parts.first());
            d.claims.is_empty()
                && d.rank >= 3
                && first.is_some_and(|p| {
                    p.toponyms.iter().any(|t| denied.contains(&fold_name(&t.name)))
                })
        };
        let mut told: Vec<Draft> = self.drafts.into_iter().filter(|d| !is_denied(d)).collect();
        // A shot on goal, a raid of locusts: without anybody in arms or harmed it is a figure of speech.
        told.retain(|draft| self.has_party || !draft.is_figurative());
        bring_forward(&mut told, self.document.published);
        let drafts = finish(told);
        drafts.into_iter().map(|d| d.into_report(self.document, &self.toponyms)).collect()
    }

    /// A title or lead about a flood, a trial, a rumour or an exercise makes all harm in the text
    /// suspect: only what is plainly told as an armed act counts then.
    fn note_topic(&mut self, facts: &Facts<'_>) {
        const LEAD: usize = 3;
        // "Tués dimanche, ils ont été inhumés": the harm comes first.
        let is_other = facts.cues.iter().any(|c| {
            let is_after = matches!(c.value, Cue::Ceremony | Cue::Statistics)
                && !facts.is_before_events(c.value);
            is_peaceful(c.value) && !is_after
        });
        if facts.index < LEAD && self.drafts.is_empty() && is_other {
            self.is_peaceful = true;
            self.is_of_courts |= facts.has(Cue::Trial);
        }
        if facts.has(Cue::Denial) {
            let named = facts.places.iter().flat_map(|f| &f.phrase.parts).flat_map(|p| &p.toponyms);
            self.denied.extend(named.take(8).map(|t| fold_name(&t.name)));
        }
    }

    fn go_on(&mut self, facts: &Facts<'_>) {
        // A sum over several incidents is no toll of the one before.
        if facts.has(Cue::Summary) {
            return;
        }
        let target = self.spoken_of(facts);
        if let Some(draft) = target.and_then(|c| self.drafts.get_mut(c)) {
            for toll in &facts.tolls {
                // "Son corps a été retrouvé": that of whoever was abducted.
                let mut toll = toll.clone();
                if facts.speaks_of_body() && draft.kind == Kind::Abduction {
                    (toll.side, toll.is_leader) = (Side::Civilians, false);
                }
                draft.take_toll(facts, &toll, self.document);
            }
            draft.take_kind_of_harm(facts);
            draft.last = draft.last.max(facts.index);
            let room = 32_usize.saturating_sub(draft.materiel.len());
            let things = facts.materiel.iter().map(|thing| (*thing).to_owned());
            draft.materiel.extend(things.take(room));
            draft.materiel.sort();
            draft.materiel.dedup();
        } else if !facts.tolls.is_empty()
            && self.drafts.iter().all(|d| d.is_title)
            && self.pending.is_none()
        {
            if self.is_in_scene(facts) {
                return self.open(facts);
            }
            let mut draft = Draft::new(facts, self.document);
            let is_taken = facts.tolls.iter().any(|t| t.outcome == Outcome::Captured);
            let since = facts.mentions.iter().find(|m| m.is_since && is_taken);
            draft.dates = draft.dates.or(since.and_then(|m| m.interval));
            self.pending = Some(draft);
        }
    }

    /// "Il n'a plus donné signe de vie depuis vendredi": the day of the abduction told right before.
    fn note_since(&mut self, facts: &Facts<'_>) {
        let since = facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        let open = current.filter(|d| {
            d.kind == Kind::Abduction && d.dates.is_none() && d.last + 2 >= facts.index
        });
        if let (Some(draft), Some(day)) = (open, since.filter(|i| i.n_days() < 8)) {
            draft.dates = Some(day);
        }
    }

    /// The incident whose toll a sentence tells: the current one; the one before it in "dans le
    /// premier cas"; the fight before an air strike where soldiers fell.
    fn spoken_of(&self, facts: &Facts<'_>) -> Option<usize> {
        let current = self.current?;
        let lower = &facts.text.folded.lower;
        let is_former = ["premier cas", "premiere localite", "premier village"]
            .iter()
            .any(|w| lower.contains(w));
        if is_former && current > 0 {
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

    /// The place that the story speaks of.
    pub(super) fn topic(&self) -> Option<&Toponym> {
        let phrase = self.current.and_then(|c| self.drafts.get(c)).and_then(|d| d.phrase.as_ref());
        phrase.or(self.topic.as_ref().map(|(_, f)| &f.phrase))?.parts.first()?.toponyms.first()
    }

    fn note_place(&mut self, facts: &Facts<'_>) {
        let told = facts.place().filter(|p| p.rank >= 3 && !p.is_label);
        let bare = || facts.places.iter().find(|p| p.is_bare);
        let place = told.or_else(bare).filter(|_| !facts.is_title);
        if let Some(place) = place {
            self.topic = Some((facts.index, place.clone()));
        }
    }

    /// "C'était jeudi soir": the day of the incident right before, or of what follows.
    fn note_day(&mut self, facts: &Facts<'_>) {
        const LONGEST_REST: usize = 12;
        let is_unreal = facts.cues.iter().any(|c| is_peaceful(c.value) || c.value == Cue::Plan);
        let told = facts.date().filter(|m| m.is_own && !is_unreal);
        let Some(mention) = told else { return };
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
        if place.is_some() && self.current.and_then(|c| self.drafts.get(c)).is_some_and(is_scene) {
            self.current = None;
        }
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        match current.filter(|d| {
            d.dates.is_none() && !d.is_title && !d.is_background && d.last + 1 == facts.index
        }) {
            Some(draft) => draft.take_date(facts, false),
            None => self.day = last_day(facts).map(|day| (facts.index, day)),
        }
    }

    /// The day of a clause cut off right before.
    fn take_day_before(&self, draft: &mut Draft) {
        let day = self.day.filter(|(index, _)| index.checked_add(1) == Some(draft.index));
        if draft.dates.is_none() && !draft.is_background {
            draft.dates =
                day.map(|(_, interval)| interval).filter(|_| self.head.index < draft.index);
        }
    }

    /// The day told right before, or at the head of the list, for an incident without one.
    fn take_day(&self, draft: &mut Draft) {
        const REACH: usize = 2;
        let is_entry = draft.entry > 0 && draft.index == self.head.index;
        // "Il n'est jamais arrivé." may stand between.
        let is_right_before = |index: usize| {
            index < draft.index && index + REACH >= draft.index && self.last_event <= index
        };
        let day = self
            .day
            .filter(|(index, _)| *index == usize::MAX || (is_right_before(*index) && !is_entry));
        if let (Some((_, interval)), None, false) = (day, draft.dates, draft.is_background) {
            draft.dates = Some(interval);
            let message = "the text names no day for it; the day told right before is taken";
            draft.notes.push(crate::model::Note::new("date-inherited", message));
        }
    }

    /// "Le village de X pleure ses morts. Des hommes l'ont attaqué": the place told right before.
    fn take_topic(&mut self, draft: &mut Draft, facts: &Facts<'_>) {
        const REACH: usize = 2;
        const FURTHER: usize = 4;
        let topic = self.topic.as_ref().filter(|(index, place)| {
            let is_weak = place.is_bare || draft.rank > 0 || self.last_event > *index;
            *index + if is_weak { REACH } else { FURTHER } >= facts.index
        });
        let Some((_, place)) = topic.filter(|_| draft.is_told) else { return };
        let points = facts.points_back();
        let is_open = match draft.rank {
            0 => true,
            1 => points || !place.is_bare,
            2 => points,
            _ => false,
        };
        if !is_open {
            return;
        }
        let units = draft.phrase.take().map_or_else(Vec::new, |p| p.parts);
        let mut phrase = place.phrase.clone();
        phrase.parts.extend(units.into_iter().filter(|_| draft.rank == 2).take(4));
        draft.phrase = Some(phrase);
        draft.is_place_taken = draft.rank == 0 && place.is_bare && !points;
        draft.rank = place.rank;
        self.topic = None;
    }

    /// Tolls told in the sentences right before their incident belong to it.
    fn take_pending(&mut self, draft: &mut Draft) {
        const REACH: usize = 3;
        let is_harmless = matches!(draft.kind, Kind::Looting | Kind::WeaponsSeizure | Kind::Arrest);
        if is_harmless && self.pending.is_some() {
            return;
        }
        if let Some(pending) = self.pending.take_if(|p| p.index + REACH >= draft.index) {
            draft.claims.splice(0..0, pending.claims);
            draft.dates = draft.dates.or(pending.dates);
        }
    }

    /// "Les opérations se sont concentrées dans le secteur de X": more of an incident or nothing.
    fn refer(&mut self, facts: &Facts<'_>) {
        if let Some(index) = self.continued(facts, true)
            && let Some(draft) = self.drafts.get_mut(index)
        {
            draft.add(facts, self.document, true);
            self.current = Some(index);
        }
    }

    fn event(&mut self, facts: &Facts<'_>) {
        let is_reference = is_reference(facts);
        if self.is_aftermath(facts) {
            return self.go_on(facts);
        }
        if let Some(index) = self.continued(facts, is_reference) {
            if let Some(draft) = self.drafts.get_mut(index) {
                draft.add(facts, self.document, is_reference);
                self.current = Some(index);
            }
            return;
        }
        // "L'attaque" with no place, date or toll says nothing by itself.
        let is_empty = facts.place().is_none() && facts.date().is_none() && facts.tolls.is_empty();
        let is_known = facts.main_trigger().is_some_and(|t| t.is_definite && !t.is_indefinite);
        if is_empty && is_known {
            return;
        }
        if self.is_consequence(facts) {
            return self.go_on(facts);
        }
        self.open(facts);
    }

    /// "Onze cultivateurs de X ne sont pas rentrés samedi. Ils ont été tués": harm told right after
    /// a sentence that only named the place.
    fn is_in_scene(&self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 2;
        let is_harmed = |t: &super::tolls::Toll| {
            matches!(t.outcome, Outcome::Killed | Outcome::Captured) && t.low > 0
        };
        let is_near = |index: usize| index < facts.index && index + REACH >= facts.index;
        facts.main_trigger().is_some()
            && facts.tolls.iter().any(is_harmed)
            && !self.is_peaceful
            && self.topic.as_ref().is_some_and(|(index, _)| is_near(*index))
            && self.day.is_some_and(|(index, _)| is_near(index))
    }

    /// Opens an incident.
    fn open(&mut self, facts: &Facts<'_>) {
        let mut draft = Draft::new(facts, self.document);
        take_since(&mut draft, facts);
        self.inherit(&mut draft, facts);
        draft.is_background = self.is_background(facts, &draft);
        self.take_day_before(&mut draft);
        self.take_head(&mut draft);
        if draft.is_summary {
            self.summary_dates = draft.dates;
        }
        self.take_topic(&mut draft, facts);
        self.take_pending(&mut draft);
        self.take_day(&mut draft);
        self.drafts.push(draft);
        self.current = Some(self.drafts.len() - 1);
    }

    /// "Deux d'entre eux sont morts mercredi": a toll days after the incident told right before,
    /// with no place and no word for an incident of its own.
    fn is_consequence(&self, facts: &Facts<'_>) -> bool {
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
    fn is_aftermath(&self, facts: &Facts<'_>) -> bool {
        let is_after = self
            .current
            .and_then(|c| self.drafts.get(c))
            .is_some_and(|d| matches!(family(d.kind), Family::Air | Family::Ground));
        let kind = facts.main_trigger().map(|t| t.kind);
        let is_minor = matches!(kind, Some(Kind::Arrest | Kind::WeaponsSeizure | Kind::Looting));
        let rank = facts.place().map_or(0, |p| p.rank);
        is_after && is_minor && rank < 2 && facts.date().is_none() && !says_one_more(facts)
    }

    /// A deed without a word for its kind, told after an air strike, is one more of them; "ce
    /// jour-là" without a place is where the story is.
    fn inherit(&self, draft: &mut Draft, facts: &Facts<'_>) {
        let Some(before) = self.current.and_then(|c| self.drafts.get(c)) else { return };
        let is_deed = facts.main_trigger().is_some_and(|t| t.role == Role::Act);
        let is_dated = facts.date().is_some_and(|m| m.is_own);
        let is_further = !is_dated || says_one_more(facts);
        if is_deed && is_further && matches!(before.kind, Kind::AirStrike | Kind::DroneStrike) {
            draft.kind = before.kind;
            draft.has_kind = true;
        }
        if draft.dates.is_none() && (before.is_summary || says_one_more(facts)) {
            draft.dates = self.summary_dates.or(before.dates).filter(|d| d.n_days() == 1);
        }
        let is_same_day = facts.mentions.iter().any(|m| m.rule.starts_with("the same day"));
        // "y" after a sentence that names another place means that one.
        let topic = self.topic.as_ref().filter(|(index, _)| *index > before.last);
        let is_left = topic.is_some();
        let is_there = facts.points_back() && !topic.is_some_and(|(_, place)| place.is_bare);
        // "Le lendemain, ils sont revenus": another day of the same story, with no place named.
        let is_story = draft.is_told
            && !is_left
            && !facts.is_title
            && !says_one_more(facts)
            && before.entry == draft.entry;
        if (is_same_day || is_there || is_story) && draft.phrase.is_none() && before.rank >= 3 {
            draft.phrase = before.phrase.clone();
            draft.rank = before.rank;
            draft.is_place_taken = is_story && !is_same_day && !is_there;
            let message = "the text names no place for it; the place told before is taken";
            draft.notes.push(crate::model::Note::new("place-inherited", message));
        }
    }

    fn is_background(&self, facts: &Facts<'_>, draft: &Draft) -> bool {
        let told: Option<DateInterval> = self
            .drafts
            .iter()
            .rev()
            .take(OPEN)
            .filter(|d| !d.is_background)
            .filter_map(|d| d.dates)
            .max_by_key(|d| d.start);
        let is_older = told
            .zip(draft.dates)
            .is_some_and(|(main, this)| (main.start - this.end).get_days() >= 7);
        // "deux otages enlevés il y a trois ans"
        let lower = &facts.text.folded.lower;
        let is_years_ago = facts.date().is_none()
            && (lower.contains(" years ago")
                || lower.split_once("il y a ").is_some_and(|(_, rest)| rest.contains(" ans")));
        is_older
            || facts.year_of_event().is_some()
            || is_years_ago
            || facts.has_before_event(Cue::Background, 22)
            || (facts.has(Cue::Claiming) && facts.main_trigger().is_some_and(|t| t.is_definite))
    }

    /// The incident that a sentence goes on with.
    fn continued(&self, facts: &Facts<'_>, is_reference: bool) -> Option<usize> {
        let place = facts.place();
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
    fn has_left(&self, draft: &Draft, facts: &Facts<'_>) -> bool {
        const REACH: usize = 2;
        let is_since = |index: usize| {
            index > draft.last && index < facts.index && index + REACH >= facts.index
        };
        let is_dated = facts.date().is_some_and(|m| m.is_own);
        let topic = self.topic.as_ref().filter(|(index, _)| is_since(*index) && is_dated);
        topic.is_some_and(|(_, found)| self.agreement(draft, Some(found)) != Agreement::Same)
    }

    fn agreement(&self, draft: &Draft, place: Option<&Found>) -> Agreement {
        draft.agreement(place.map(|p| &p.phrase), place.map_or(0, |p| p.rank))
    }

    /// Whether a sentence without the incident's own place may still speak of it.
    fn goes_on(&self, draft: &Draft, index: usize, facts: &Facts<'_>, is_reference: bool) -> bool {
        let place = facts.place();
        if self.agreement(draft, place) == Agreement::Different || !is_kin(draft, facts) {
            return false;
        }
        let is_near = are_near(draft, facts);
        let is_new = says_one_more(facts);
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
            let is_unit = own_rank == 2 && is_reference && is_current && draft.rank >= 3;
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
        if has_date
            && !is_reference
            && !is_of_entry
            && draft.rank >= 3
            && draft.dates.is_none()
            && !draft.is_place_of_title
        {
            return false;
        }
        // "Ils ont attaqué de nouveau mardi": one more.
        let is_known = facts.main_trigger().is_some_and(|t| t.is_definite && !t.is_indefinite);
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

/// "Depuis dimanche, on est sans nouvelles de lui": an abduction was on the day since which.
fn take_since(draft: &mut Draft, facts: &Facts<'_>) {
    let since = facts.mentions.iter().find(|m| m.is_since).and_then(|m| m.interval);
    if draft.kind == Kind::Abduction && draft.dates.is_none() {
        draft.dates = since.filter(|i| i.n_days() < 8);
    }
}

/// The day that a sentence ends with: its only one, or "le lendemain" after another.
fn last_day(facts: &Facts<'_>) -> Option<DateInterval> {
    let told: Vec<_> = facts.mentions.iter().filter(|m| !m.is_aside).collect();
    let last = told.last()?;
    let interval = last.interval.filter(|i| i.n_days() < 8)?;
    (told.len() == 1 || !last.is_own).then_some(interval)
}

/// "Quatre suspects ont été présentés. Ils avaient été arrêtés la veille": where all is told as
/// earlier, what is only days old is the news.
fn bring_forward(drafts: &mut [Draft], published: Option<crate::model::Date>) {
    const DAYS: i32 = 10;
    let Some(published) = published.filter(|_| drafts.iter().all(|d| d.is_background)) else {
        return;
    };
    for draft in drafts.iter_mut().filter(|d| d.has_date) {
        let days = draft.dates.map(|d| (published - d.end).get_days());
        draft.is_background = !days.is_some_and(|n| (0..=DAYS).contains(&n));
    }
}

fn tells_arrest(facts: &Facts<'_>) -> bool {
    facts.main_trigger().is_some_and(|t| t.kind == Kind::Arrest)
}

/// Whether the sentence tells of something in another entry of a list than the incident's.
fn is_other_entry(draft: &Draft, facts: &Facts<'_>, is_reference: bool) -> bool {
    let is_apart = draft.entry != facts.entry && draft.entry > 0 && facts.entry > 0;
    is_apart && !is_reference && facts.main_trigger().is_some()
}
