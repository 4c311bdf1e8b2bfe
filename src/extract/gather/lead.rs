//! What a text tells in pieces: where no sentence says an incident whole, its scene and its harm are
//! put together.

use super::Story;
use super::news::A_YEAR;
use crate::extract::classes::Class;
use crate::extract::context::fold_name;
use crate::extract::deeds::Trigger;
use crate::extract::draft::Draft;
use crate::extract::facts::{Facts, is_peaceful};
use crate::extract::lexicon::{Cue, Role};
use crate::extract::places::Found;
use crate::extract::plot::is_loose;
use crate::model::{Claim, DateInterval, Kind, Note, Outcome, PlacePhrase, Side};

/// The pieces of an incident that no sentence tells whole.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// The first place that the text names.
    place: Option<Found>,
    /// The first day.
    day: Option<DateInterval>,
    /// The first sentence with harm or a weak word for an incident.
    loose: Option<Draft>,
    /// A word for an attack stands beside that place: "a condamné l'attaque de X".
    is_attacked: bool,
    /// The text tells of an accident too.
    has_accident: bool,
}

/// A day, or a few, that may be an incident's.
const LONGEST_DAY: i32 = 8;

impl Story<'_> {
    /// Notes the scene and the harm of a sentence that told no incident.
    pub(super) fn note_lead(&mut self, facts: &Facts<'_>) {
        let is_unreal = facts.cues.iter().any(|c| {
            matches!(c.value, Cue::Plan | Cue::Denial | Cue::Statistics | Cue::Background)
        });
        if facts.is_title || is_unreal || facts.is_ahead {
            return;
        }
        if self.lead.place.as_ref().is_none_or(|p| p.is_label || p.is_bare) {
            let told = facts.place().filter(|p| p.rank >= 3 && !p.is_label).cloned();
            let bare = || facts.places.iter().find(|p| p.is_bare).cloned();
            let is_noun = |t: &Trigger| t.role == Role::Noun && t.kind != Kind::Other;
            self.lead.is_attacked |= told.is_some() && facts.triggers.iter().any(is_noun);
            self.lead.place = told.or_else(|| self.lead.place.take()).or_else(bare);
        }
        let days = facts.mentions.iter().filter(|m| m.is_own && (!m.is_aside || m.is_since));
        // The day of publication heads a page more often than it dates an incident.
        let published = self.document.published.map(DateInterval::day);
        let is_day = |i: &DateInterval| i.n_days() < LONGEST_DAY && Some(*i) != published;
        let is_other = self.is_of_other_act(facts);
        let days = days.filter(|_| !is_other);
        let day = || days.filter_map(|m| m.interval).find(is_day);
        self.lead.day = self.lead.day.or_else(day);
        if self.lead.loose.is_none() && is_loose(facts) && !facts.is_retold() {
            self.lead.loose = Some(Draft::new(facts, self.document));
        }
    }

    /// "Lieu : X.", "Date : lundi.": a form names the place and the day of its incident, before or after
    /// it tells what happened.
    pub(super) fn take_label(&mut self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 4;
        let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
        let is_place = text.opens(&lists.place_labels, text.head());
        if !is_place && !text.opens(&lists.day_labels, text.head()) || !facts.triggers.is_empty() {
            return false;
        }
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        let open = current.filter(|d| d.last + REACH >= facts.index);
        let found = facts.places.iter().filter(|p| !p.is_label || is_place).max_by_key(|p| p.rank);
        match (open, found) {
            (Some(draft), Some(place)) if is_place && draft.rank == 0 => {
                draft.take_place(facts, place);
                draft.rank = draft.rank.max(2);
                draft.last = facts.index;
            }
            (Some(draft), _) if !is_place && draft.dates.is_none() => {
                draft.take_date(facts, false);
                draft.last = facts.index;
            }
            (_, Some(place)) if is_place => self.topic = Some((facts.index, place.clone())),
            _ => self.note_day(facts),
        }
        true
    }

    /// The only incident of a text that names no day for it was on the first day that it names.
    fn date_the_only_one(&mut self) {
        let day = self.lead.day;
        let mut told = self.drafts.iter_mut().filter(|d| !d.is_title && !d.is_background);
        if let (Some(draft), None) = (told.next(), told.next())
            && draft.dates.is_none()
            && day.is_some()
        {
            draft.dates = day;
            let message = "the text names no day for it; the first day of the text is taken";
            draft.notes.push(Note::new("date-inherited", message));
        }
    }

    /// "C'était dimanche, entre 5 h et 7 h": the day of the incident told right before. Whether it is.
    pub(super) fn date_told(&mut self, facts: &Facts<'_>) -> bool {
        const REACH: usize = 3;
        let lists = &facts.text.lexicon.lists;
        let told = facts.date().filter(|m| m.is_own).and_then(|m| m.interval);
        let (text, head) = (&facts.text, facts.text.head());
        let is_told = text.opens(&lists.it_was, head) || facts.day_gone_back().is_some();
        // "A bomb-maker gives himself up at X. He came out of the bush on Sunday": of the headline.
        let is_he = text.is_any(head, Class::PRONOUN.with(Class::THEY));
        let is_unreal = facts.is_ahead || facts.cues.iter().any(|c| is_peaceful(c.value));
        let is_of_title = is_he && !is_unreal;
        let Some(day) = told.filter(|_| is_told || is_of_title) else { return false };
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        let undated = current.filter(|d| {
            d.dates.is_none()
                && d.last + REACH >= facts.index
                && d.entry == facts.entry
                && (is_told || d.is_title && d.last + 1 == facts.index)
        });
        let Some(draft) = undated.filter(|_| day.n_days() < LONGEST_DAY) else { return false };
        (draft.dates, draft.has_date, draft.last) = (Some(day), true, facts.index);
        true
    }

    /// What follows an accident is of no incident told before.
    ///
    /// "Cinq personnes ont été retrouvées mortes. Le brasero était resté allumé": nor is what was told
    /// right before, where nobody is said to have done it.
    pub(super) fn leave(&mut self, facts: &Facts<'_>) {
        let lists = &facts.text.lexicon.lists;
        let is_body = |words: &str| lists.found.is_in(words) && !lists.killings.is_in(words);
        let is_found = |d: &Draft| {
            let mut kinds = d.evidence.iter().filter(|e| e.field == "kind");
            d.last + 1 == facts.index
                && d.entry == facts.entry
                && !d.is_title
                && kinds.any(|e| is_body(&fold_name(&e.text)))
        };
        let explained = self.current.filter(|c| self.drafts.get(*c).is_some_and(is_found));
        if let Some(index) = explained {
            self.drafts.remove(index);
        }
        self.current = None;
        self.lead.has_accident = true;
    }

    /// "Il était 4 heures, mardi, à X. … Neuf passagers sont morts": where no sentence told an
    /// incident, the harm is put where and when the text first says.
    pub(super) fn put_together(&mut self) {
        const HUNDREDS: u32 = 100;
        if !self.drafts.is_empty() {
            return self.date_the_only_one();
        }
        if self.is_peaceful || self.is_of_courts || self.lead.has_accident || !self.has_party {
            return;
        }
        let lead = std::mem::take(&mut self.lead);
        let pieces = self.pending.take().or(lead.loose);
        // "Hundreds of fighters have been killed": in years, and nobody says where.
        let is_of_years = |c: &Claim| c.high.is_none() && c.low >= HUNDREDS;
        // "Le prétendant, un combattant, a disparu": nobody took him.
        let is_lost = |c: &Claim| c.outcome == Outcome::Missing && c.side == Side::Militants;
        let is_harm = |d: &Draft| {
            d.claims.iter().chain(&d.leaders).any(|c| c.low > 0 && !is_lost(c) && !is_of_years(c))
        };
        let Some(mut draft) = pieces.filter(is_harm) else { return };
        if draft.rank < 2
            && let Some(place) = lead.place
        {
            draft.rank = place.rank;
            draft.phrase = Some(place.phrase);
        }
        draft.dates = draft.dates.or(lead.day);
        draft.has_date |= draft.dates.is_some();
        let is_old = |d: DateInterval| {
            self.document.published.is_some_and(|now| (now - d.end).get_days() > A_YEAR)
        };
        // "Le gouvernement a condamné l'attaque de X. Elle a fait douze morts": nobody says when.
        let is_told = lead.is_attacked && draft.dates.is_none();
        if draft.kind == Kind::Other || draft.rank < 2 || !is_told && draft.dates.is_none_or(is_old)
        {
            return;
        }
        draft.is_told = true;
        let message = "no sentence tells it whole; its place and day are the first of the text";
        draft.notes.push(Note::new("put-together", message));
        self.drafts.push(draft);
    }
}

/// What gives a sentence's entry and the place that it names, by its number.
pub(in crate::extract) type Named<'n> = &'n mut dyn FnMut(usize) -> Option<(usize, PlacePhrase)>;

/// "X pleure encore. Dimanche, ils ont tué dix hommes": an incident that the text gives no place is
/// where the text names one last before it, else first after it, in the same entry of a list.
pub(super) fn place_nearest(draft: &mut Draft, n_sentences: usize, named: Named<'_>) {
    const REACH: usize = 12;
    let before = (draft.last.saturating_sub(REACH)..=draft.last).rev();
    let after = draft.last + 1..n_sentences.min(draft.last + REACH);
    let nearest = before.chain(after).find_map(|index| {
        let (entry, place) = named(index)?;
        let is_of_entry = draft.entry == 0 || entry == 0 || entry == draft.entry;
        is_of_entry.then_some(place)
    });
    if let Some(place) = nearest {
        draft.take_named(place);
    }
}
