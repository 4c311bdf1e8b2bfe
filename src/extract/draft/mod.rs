//! An incident under way: what the sentences read so far say of it.

mod claims;
mod kind;
mod place;
mod roles;

use crate::extract::context::{Named, nearest};
use crate::extract::dates::OVERNIGHT;
use crate::extract::facts::Facts;
use crate::extract::lexicon::Cue;
use crate::model::{
    Claim, DateInterval, Document, Evidence, Kind, Note, Outcome, PlacePhrase, Report, Roles, Side,
    Span,
};

use kind::is_finer;

pub(super) use place::Agreement;

/// An incident under way.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What happened.
    pub(super) kind: Kind,
    /// Whether a word of its own says the kind.
    pub(super) has_kind: bool,
    /// When.
    pub(super) dates: Option<DateInterval>,
    /// Whether a date of its own says it, not one taken over.
    pub(super) has_date: bool,
    /// Whether it is told with a day, known or not ("lundi" in a text without a date).
    pub(super) has_day_words: bool,
    /// Only "overnight" says when.
    pub(super) is_day_vague: bool,
    /// A second date.
    pub(super) other_dates: Option<DateInterval>,
    /// Where.
    pub(super) phrase: Option<PlacePhrase>,
    /// The home of people it names, for an incident that no sentence gives a place.
    home: Option<PlacePhrase>,
    /// How exact the phrase is, 0 without one.
    pub(super) rank: u8,
    /// Tolls.
    pub(super) claims: Vec<Claim>,
    /// Tolls of single leaders, who count only where no other toll does.
    pub(super) leaders: Vec<Claim>,
    /// The number of dead that a toll has reached ("le bilan passe à 13").
    total: Option<u32>,
    /// Where those are told who died later, and are in that number.
    late: Vec<Span>,
    /// Where tolls are told that a later one has replaced.
    replaced: Vec<Span>,
    /// Where those are told who were shot or stabbed, and of whom nothing says that they died.
    unsure: Vec<Span>,
    /// Who took part.
    pub(super) actors: Vec<String>,
    /// Which of them did it and whom it was done to.
    pub(super) roles: Roles,
    /// What was destroyed or seized.
    pub(super) materiel: Vec<String>,
    /// Told as an earlier event.
    pub(super) is_background: bool,
    /// The one place of several that a later sentence tells of alone.
    pub(super) single_place: Option<String>,
    /// The place is the title's, which may be only near.
    pub(super) is_place_of_title: bool,
    /// The place is one told before, and says nothing for the incident.
    pub(super) is_place_taken: bool,
    /// The place is one told before, by whatever words the incident points to it.
    pub(super) is_place_carried: bool,
    /// Only the title tells it.
    pub(super) is_title: bool,
    /// A verb or "une attaque" tells it, not only an allusion ("les attaques").
    pub(super) is_told: bool,
    /// A word for an incident or for killing tells it, not only one for death.
    pub(super) is_violent: bool,
    /// A group that fights the state is named in it.
    has_enemy: bool,
    /// A verb of arresting tells of it.
    has_arrest: bool,
    /// It sums up what follows.
    pub(super) is_summary: bool,
    /// The number of its first sentence.
    pub(super) index: usize,
    /// The entry of a list that first told of it, 0 outside.
    pub(super) entry: usize,
    /// The number of the last sentence that told of it.
    pub(super) last: usize,
    /// That sentence.
    pub(super) sentence: String,
    /// Where it stands.
    pub(super) span: Span,
    /// Words and rules.
    pub(super) evidence: Vec<Evidence>,
    /// What was poor.
    pub(super) notes: Vec<Note>,
}

/// "Overnight" may mean a night so many days before the one before publication.
const NIGHTS: i32 = 3;

/// Claims, actors and materiel beyond this number say nothing new; it bounds odd input.
const MOST: usize = 64;

impl Draft {
    /// A draft from the sentence that first tells of the incident.
    pub(super) fn new(facts: &Facts<'_>, document: &Document) -> Self {
        let whole = 0..facts.text.folded.plain.len();
        let mut draft = Self {
            kind: Kind::Other,
            has_kind: false,
            dates: None,
            has_date: false,
            has_day_words: false,
            is_day_vague: false,
            other_dates: None,
            phrase: None,
            home: None,
            rank: 0,
            claims: Vec::new(),
            leaders: Vec::new(),
            total: None,
            late: Vec::new(),
            replaced: Vec::new(),
            unsure: Vec::new(),
            actors: Vec::new(),
            roles: Roles::default(),
            materiel: Vec::new(),
            is_background: false,
            single_place: None,
            is_place_of_title: false,
            is_place_taken: false,
            is_place_carried: false,
            is_title: facts.is_title || facts.is_headline(),
            is_told: false,
            is_violent: false,
            has_enemy: false,
            has_arrest: false,
            is_summary: facts.has(Cue::Summary),
            index: facts.index,
            entry: facts.entry,
            last: facts.index,
            sentence: facts.text.source(&whole).to_owned(),
            span: facts.text.span(&whole),
            evidence: Vec::new(),
            notes: Vec::new(),
        };
        draft.take_kind(facts);
        draft.take_date(facts, false);
        if let Some(found) = facts.place() {
            draft.take_place(facts, found);
        }
        draft.take_rest(facts, document);
        draft
    }

    /// Adds what a later sentence says.
    pub(super) fn add(&mut self, facts: &Facts<'_>, document: &Document, is_reference: bool) {
        if self.is_title && !facts.is_title {
            let whole = 0..facts.text.folded.plain.len();
            self.sentence = facts.text.source(&whole).to_owned();
            self.span = facts.text.span(&whole);
            self.is_title = false;
            self.is_place_of_title = self.rank > 0;
            self.index = facts.index;
        }
        // "ont intercepté un car" says less than "s'en sont pris aux passagers".
        let says_less = self.kind == Kind::Attack
            && facts.main_trigger().is_some_and(|t| t.kind == Kind::ArmedClash);
        let is_vague = self.rank < 2
            && !says_less
            && facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label);
        if !self.has_kind || is_vague || is_finer(self.kind, facts) {
            self.take_kind(facts);
        }
        self.take_date(facts, is_reference);
        self.single_out(facts);
        self.add_unit(facts);
        let found = facts.place().filter(|f| {
            let is_finer = f.rank > self.rank
                || self.is_offset_of_same(f)
                || (self.is_place_of_title && f.rank >= 2);
            // "In the ensuing firefight around X": there it was.
            let is_there = facts.has_before_event(Cue::Ensuing, 24) && f.rank >= 3;
            (is_finer || is_there || self.is_told_nearer(&f.phrase))
                && !(f.is_label && self.rank > 0)
                && !(self.rank >= 3 && facts.names_known_place())
        });
        if let Some(found) = found {
            self.take_place(facts, found);
            self.is_place_of_title = false;
        }
        self.take_rest(facts, document);
    }

    fn evidence(
        &mut self,
        facts: &Facts<'_>,
        field: &'static str,
        rule: &'static str,
        range: &std::ops::Range<usize>,
    ) {
        if self.evidence.len() < 4 * MOST {
            let (text, span) = facts.text.quote(range);
            let (field, rule, text) = (field.into(), rule.into(), text.to_owned());
            self.evidence.push(Evidence { field, rule, text, span });
        }
    }

    /// Takes the day told right before for one of its own, and says so.
    pub(super) fn inherit_day(&mut self, day: DateInterval) {
        let message = "the text names no day for it; the day told right before is taken";
        self.dates = Some(day);
        self.notes.push(Note::new("date-inherited", message));
    }

    pub(super) fn take_date(&mut self, facts: &Facts<'_>, is_reference: bool) {
        let Some(mention) = facts.date() else { return };
        let Some(interval) = mention.interval else { return };
        let (range, rule) = (mention.range.clone(), mention.rule);
        match self.dates {
            // "in an overnight raid", then "the raid on Tuesday night".
            Some(known)
                if known.gap_days(&interval) > 0
                    && self.is_day_vague
                    && is_reference
                    && mention.is_own
                    && known.gap_days(&interval) <= NIGHTS =>
            {
                self.is_day_vague = false;
            }
            Some(known) if known.gap_days(&interval) > 0 => {
                // A relative date in a later sentence says when something else was.
                if is_reference && mention.is_own && self.other_dates.is_none() {
                    self.other_dates = Some(interval);
                    let message = format!(
                        "the text gives {} and {} for it; the first is kept",
                        known.start, interval.start
                    );
                    self.notes.push(Note::new("date-conflict", message));
                    self.evidence(facts, "date", rule, &range);
                }
                return;
            }
            Some(known) if known.n_days() <= interval.n_days() && self.has_date => return,
            _ => {}
        }
        self.dates = Some(interval);
        self.has_date = true;
        self.is_day_vague =
            facts.text.lexicon.lists.overnight.opens(facts.text.folded.lower(range.clone()))
                && rule == OVERNIGHT;
        if mention.has_weekday_conflict {
            let words = facts.text.source(&range);
            let message =
                format!("the weekday in '{words}' is not that of the date; the date is kept");
            self.notes.push(Note::new("weekday-conflict", message));
        }
        self.evidence(facts, "date", rule, &range);
    }

    fn take_rest(&mut self, facts: &Facts<'_>, document: &Document) {
        self.last = self.last.max(facts.index);
        self.take_home(facts);
        self.is_told |= facts.tells();
        self.is_violent |= facts.is_violent();
        self.note_arrest(facts);
        self.has_enemy |= facts.actors.iter().any(|(_, side)| *side == Side::Militants);
        self.has_day_words |= facts.mentions.iter().any(|m| !m.is_aside);
        for toll in &facts.tolls {
            self.take_toll(facts, toll, document);
        }
        let actors = facts.actors.iter().map(|(name, _)| (*name).to_owned());
        self.actors.extend(actors.take(MOST.saturating_sub(self.actors.len())));
        self.actors.sort();
        self.actors.dedup();
        for part in &facts.roles {
            self.take_part(facts, part);
        }
        let materiel = facts.materiel.iter().map(|thing| (*thing).to_owned());
        self.materiel.extend(materiel.take(MOST.saturating_sub(self.materiel.len())));
        self.materiel.sort();
        self.materiel.dedup();
    }

    /// The finished report; `context` is all toponyms of the document.
    pub(super) fn into_report(mut self, document: &Document, context: &[Named]) -> Report {
        let has_killed =
            self.claims.iter().any(|c| c.outcome == Outcome::Killed && c.side == Side::Militants);
        if !has_killed {
            self.claims.append(&mut self.leaders);
        }
        self.claims.sort_by_key(|c| c.span);
        self.settle_late();
        self.settle_replaced();
        self.settle_unhurt();
        self.settle_abduction();
        self.settle_deadly();
        if self.is_background {
            self.evidence.push(Evidence {
                field: "background".into(),
                rule: "told as an earlier event".into(),
                text: self.sentence.clone(),
                span: self.span,
            });
        }
        Report {
            document: document.id.clone(),
            row: None,
            source: document.source.clone(),
            published: document.published,
            kind: self.kind,
            dates: self.dates,
            other_dates: self.other_dates,
            context: nearest(context, self.span, self.phrase.as_ref()),
            phrase: self.phrase,
            claims: self.claims,
            actors: self.actors,
            roles: self.roles,
            materiel: self.materiel,
            background: self.is_background,
            sentence: self.sentence,
            span: self.span,
            evidence: self.evidence,
            notes: self.notes,
        }
    }
}
