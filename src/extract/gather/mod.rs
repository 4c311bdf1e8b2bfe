//! Gathers the facts of sentences into incidents: what goes on with one, what opens another.

mod carry;
mod denied;
mod lead;
mod news;
mod others;
mod scene;
mod shares;

use std::collections::BTreeSet;

use carry::take_since;
pub(super) use lead::Named;
use lead::{Lead, place_nearest};
use news::bring_forward;

use super::context::{self, fold_name};
use super::draft::Draft;
use super::facts::{Facts, Heading};
use super::finish::finish;
use super::lexicon::Cue;
use super::places::Found;
use super::plot::{Plot, is_reference, plot, tells_of_own_kin};
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
    toponyms: Vec<context::Named>,
    /// The day of the last sentence that summed up several incidents.
    summary_dates: Option<DateInterval>,
    /// Title or lead speak of something else than incidents.
    is_peaceful: bool,
    /// Of what is no incident they speak of sums alone.
    is_only_of_sums: bool,
    /// Title or lead are of a field that speaks in words of war.
    is_figurative: bool,
    /// Title or lead speak of a trial.
    is_of_courts: bool,
    /// Title or lead speak of an accident.
    is_of_accident: bool,
    /// An armed party or its arms are named.
    has_party: bool,
    /// Fighters, soldiers or their arms are named, not police or thieves alone.
    is_of_war: bool,
    /// The numbers of the sentences that name an armed party, its arms or a deed of theirs.
    parties: Vec<usize>,
    /// The last sentence whose subject is neither people nor their arms.
    nobody: Option<usize>,
    /// It speaks of a war on another continent.
    is_abroad: bool,
    /// Names of places where something is said not to have happened.
    denied: Vec<String>,
    /// The last place named in a sentence that told of nothing, and that sentence's number.
    topic: Option<(usize, Found)>,
    /// Tolls told before their incident, and the sentence that tells them.
    pending: Option<Draft>,
    /// The day of a sentence that told nothing else, and that sentence's number; `usize::MAX` for
    /// a line that is only a day, under which entries stand.
    day: Option<(usize, DateInterval)>,
    /// The day of what is no incident, and the number of the sentence that tells it.
    other_day: Option<(usize, DateInterval)>,
    /// The number of the last sentence that told of an incident.
    last_event: usize,
    /// The number of the last sentence that asks.
    asked: Option<usize>,
    /// What the first sentence of the entry of a list says of day and place.
    head: Head,
    /// The pieces of an incident that no sentence tells whole.
    lead: Lead,
    /// How many sentences were read.
    n_sentences: usize,
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
            is_only_of_sums: true,
            is_figurative: false,
            is_of_courts: false,
            is_of_accident: false,
            has_party: false,
            is_of_war: false,
            parties: Vec::new(),
            nobody: None,
            is_abroad: false,
            denied: Vec::new(),
            topic: None,
            pending: None,
            day: None,
            other_day: None,
            last_event: 0,
            asked: None,
            head: Head::default(),
            lead: Lead::default(),
            n_sentences: 0,
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
        self.is_only_of_sums &= !heading.is_peaceful || heading.is_of_sums;
        self.is_figurative |= heading.is_figurative;
        self.is_of_courts |= heading.is_of_courts;
        self.is_of_accident |= heading.is_of_accident;
    }

    /// Takes in the facts of the next sentence.
    pub(super) fn take(&mut self, facts: &Facts<'_>) {
        let named = facts.places.iter().flat_map(|f| &f.phrase.parts).flat_map(|p| &p.toponyms);
        self.toponyms.extend(named.map(context::Named::new));
        self.n_sentences += 1;
        self.note_topic(facts);
        self.has_party |= facts.has_party;
        self.note_parties(facts);
        self.note_other_act(facts);
        let is_of_nobody = self.is_of_nobody(facts);
        self.note_survival(facts);
        self.deny_what_was_asked(facts);
        self.enter(facts);
        if self.take_label(facts) {
            return;
        }
        let plot = plot(facts);
        let is_event = matches!(plot, Plot::Event);
        if matches!(plot, Plot::Nothing | Plot::More) {
            self.note_lead(facts);
        }
        match plot {
            Plot::Nothing if self.date_told(facts) => {}
            Plot::Nothing => {
                self.note_since(facts);
                self.retract(facts);
                self.note_place(facts);
                self.note_day(facts);
            }
            Plot::Break if self.burns_on(facts) => self.go_on(facts),
            Plot::Break => {
                self.retract(facts);
                self.leave(facts);
            }
            Plot::More => self.go_on(facts),
            Plot::Reference if self.refer(facts) => {}
            Plot::Reference => {
                self.note_place(facts);
                self.note_day(facts);
            }
            Plot::Event
                if self.is_peaceful && !self.is_armed(facts) && !self.is_of_chronology(facts) => {}
            Plot::Event if is_of_nobody || self.is_told_abroad(facts) => {}
            Plot::Event if self.is_figurative && !self.is_literal(facts) => {}
            // What burned in a text about a fire was not set alight by anybody.
            Plot::Event if self.is_of_accident && tells(facts, Kind::Looting) => {}
            Plot::Event if self.is_of_courts && tells(facts, Kind::Arrest) => {}
            Plot::Event => {
                self.event(facts);
                self.open_second(facts);
            }
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
        // "12/05 : X – RAS.", then "14/05 : …": nothing goes on from one entry to the next.
        let head = self.head.index;
        let is_of_entry = self.topic.as_ref().is_some_and(|(index, _)| *index >= head);
        if self.head.entry > 0 && is_of_entry {
            self.topic = None;
        }
        let own = || facts.mentions.iter().find(|m| m.is_own && !m.is_since);
        let dates = facts.date().or_else(own).and_then(|m| m.interval).filter(|i| i.n_days() < 12);
        let place = facts.place().filter(|p| p.rank >= 2).cloned();
        self.head = Head { entry: facts.entry, index: facts.index, dates, place };
    }

    /// The finished reports. A sentence's place and entry are asked for by its number, where the text
    /// gives an incident no place.
    pub(super) fn finish(mut self, named: Named<'_>) -> Vec<Report> {
        self.put_together();
        self.drafts.iter_mut().for_each(Draft::settle_home);
        let undated = self.drafts.iter_mut().filter(|d| d.dates.is_none() && !d.is_background);
        undated.for_each(|d| d.dates = self.live_day);
        let denied = std::mem::take(&mut self.denied);
        let is_denied = |d: &Draft| {
            let first = d.phrase.as_ref().and_then(|p| p.parts.first());
            d.claims.is_empty()
                && d.rank >= 3
                && first.is_some_and(|p| {
                    p.toponyms.iter().any(|t| denied.contains(&fold_name(&t.name)))
                })
        };
        let mut told = std::mem::take(&mut self.drafts);
        told.retain(|d| !is_denied(d));
        self.leave_others(&mut told);
        bring_forward(&mut told, self.document.published);
        let mut drafts = finish(told, self.n_sentences, self.document.published);
        let phrases = drafts.iter().filter(|d| d.is_background).filter_map(|d| d.phrase.as_ref());
        let recalled: BTreeSet<usize> = phrases.map(|phrase| phrase.span.start).collect();
        let mut news =
            |index: usize| named(index).filter(|(_, place)| !recalled.contains(&place.span.start));
        let n_sentences = self.n_sentences;
        let placeless = drafts.iter_mut().filter(|d| d.is_placeless());
        placeless.for_each(|d| place_nearest(d, n_sentences, &mut news));
        drafts.into_iter().map(|d| d.into_report(self.document, &self.toponyms)).collect()
    }

    fn go_on(&mut self, facts: &Facts<'_>) {
        // A sum over several incidents is no toll of the one before.
        if facts.has(Cue::Summary) {
            return;
        }
        if self.is_of_own_day(facts) || self.is_next_of_list(facts) {
            return self.open(facts);
        }
        let target = self.spoken_of(facts);
        if let Some(draft) = target.and_then(|c| self.drafts.get_mut(c)) {
            // "Un homme a été tué. Son corps a été retrouvé": he is counted.
            let is_counted = facts.speaks_of_body()
                && draft.claims.iter().any(|c| c.outcome == Outcome::Killed && c.low > 0);
            for toll in facts.tolls.iter().filter(|_| !is_counted) {
                // "Son corps a été retrouvé": that of whoever was abducted.
                let mut toll = toll.clone();
                if facts.speaks_of_body() && draft.kind == Kind::Abduction {
                    (toll.side, toll.is_leader) = (Side::Civilians, false);
                }
                draft.take_toll(facts, &toll, self.document);
            }
            draft.take_kind_of_harm(facts);
            draft.note_arrest(facts);
            draft.take_home(facts);
            draft.last = draft.last.max(facts.index);
            let room = 32_usize.saturating_sub(draft.materiel.len());
            let things = facts.materiel.iter().map(|thing| (*thing).to_owned());
            draft.materiel.extend(things.take(room));
            draft.materiel.sort();
            draft.materiel.dedup();
        } else if !facts.tolls.is_empty()
            && self.drafts.iter().all(|d| d.is_title)
            && self.pending.is_none()
            && !facts.is_retold()
            && !tells_of_own_kin(facts)
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

    /// The place that the story speaks of.
    pub(super) fn topic(&self) -> Option<&Toponym> {
        let phrase = self.current.and_then(|c| self.drafts.get(c)).and_then(|d| d.phrase.as_ref());
        phrase.or(self.topic.as_ref().map(|(_, f)| &f.phrase))?.parts.first()?.toponyms.first()
    }

    /// "Les opérations se sont concentrées dans le secteur de X": more of an incident or nothing.
    /// Whether that is all it says.
    fn refer(&mut self, facts: &Facts<'_>) -> bool {
        if let Some(index) = self.continued(facts, true)
            && let Some(draft) = self.drafts.get_mut(index)
        {
            draft.add(facts, self.document, true);
            self.current = Some(index);
            return true;
        }
        // "Suite à l'attaque de X lundi, une marche a eu lieu": the first that the text tells.
        if facts.only_alludes() && self.is_first_told(facts) {
            self.open(facts);
            self.drafts.last_mut().into_iter().for_each(|draft| draft.is_told = true);
            return true;
        }
        // "Trois jours après l'attaque de X, la peur reste": what follows is told of X.
        if self.drafts.is_empty() && facts.only_alludes() {
            self.note_place(facts);
        }
        !facts.is_silent()
    }

    fn event(&mut self, facts: &Facts<'_>) {
        let is_reference = is_reference(facts);
        if self.is_aftermath(facts) || self.is_body_of_taken(facts) || self.is_find_of_theirs(facts)
        {
            return self.go_on(facts);
        }
        // "The minister spoke of a cowardly attack": of the one told of.
        let is_comment = facts.has(Cue::Comment) && self.current.is_some();
        if is_comment && facts.place().is_none() && facts.tolls.is_empty() {
            return;
        }
        if facts.is_recalling() {
            return self.open(facts);
        }
        if let Some(index) = self.continued(facts, is_reference) {
            let day = self.day_before(facts.index);
            if let Some(draft) = self.drafts.get_mut(index) {
                let was_title = draft.is_title;
                draft.add(facts, self.document, is_reference);
                draft.dates = draft.dates.or(day.filter(|_| was_title));
                self.current = Some(index);
            }
            return;
        }
        // "L'attaque" with no place, date or toll says nothing by itself.
        let is_empty = facts.place().is_none() && facts.date().is_none() && facts.tolls.is_empty();
        let is_known = facts.main_trigger().is_some_and(|t| t.is_known());
        if is_known && (is_empty || self.is_pointed_at(facts)) {
            return;
        }
        if self.is_testimony(facts) {
            return self.go_on(facts);
        }
        if self.is_consequence(facts) {
            return self.go_on(facts);
        }
        self.open(facts);
    }

    /// Opens an incident.
    fn open(&mut self, facts: &Facts<'_>) {
        let mut draft = Draft::new(facts, self.document);
        take_since(&mut draft, facts);
        // "Dix soldats ont péri dans l'assaut": the first that the text says of it tells it.
        draft.is_told |= self.drafts.iter().all(|d| d.is_title)
            && facts.tolls.iter().any(|t| t.low > 0)
            && !facts.only_alludes();
        self.inherit(&mut draft, facts);
        draft.is_background = self.is_background(facts, &draft) || facts.is_retold();
        self.take_day_before(&mut draft);
        // "Gourma. Un car est arrivé à X. Deux agents y ont péri": there, and not at the head.
        let head = self.head.index;
        let is_since = self.topic.as_ref().is_some_and(|(index, _)| *index > head);
        if is_since && facts.points_back() {
            self.take_topic(&mut draft, facts);
        }
        self.take_head(&mut draft);
        if draft.is_summary {
            self.summary_dates = draft.dates;
        }
        self.take_topic(&mut draft, facts);
        self.take_pending(&mut draft);
        self.take_day(&mut draft);
        self.take_other_day(&mut draft, facts);
        self.take_clause_day(&mut draft, facts);
        self.take_own_dead(&mut draft, facts);
        self.drafts.push(draft);
        self.current = Some(self.drafts.len() - 1);
    }
}

fn tells(facts: &Facts<'_>, kind: Kind) -> bool {
    facts.main_trigger().is_some_and(|t| t.kind == kind)
}
