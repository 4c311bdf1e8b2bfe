//! What the words of one sentence say by themselves, before anything told earlier is asked.

use std::cell::Cell;
use std::ops::Range;

use super::Context;
use super::asides::{are_speakers, materiel, names_target, subject};
use crate::extract::claimants::{claimant, is_said_on};
use crate::extract::classes::Class;
use crate::extract::dates::{Match, forms};
use crate::extract::deeds::{Trigger, armed_groups, body_found, triggers};
use crate::extract::lexicon::{Cue, Hit, Role};
use crate::extract::mood::{is_charge, is_unreal};
use crate::extract::places::{Found, Surroundings, places};
use crate::extract::roles::{Part, roles};
use crate::extract::sentence::Text;
use crate::extract::sentences::Sentence;
use crate::extract::tolls::{Counted, Toll, tolls};
use crate::model::{Outcome, Side, Toponym};

/// The words of one sentence for incidents, harm and people, and who says them.
#[derive(Debug)]
pub(in crate::extract) struct Words<'a> {
    /// The sentence.
    pub(super) text: Text<'a>,
    /// Words for incidents.
    pub(super) triggers: Vec<Trigger>,
    /// Words for saying something.
    pub(super) reporting: Vec<Hit<bool>>,
    /// Words for harm to people.
    pub(super) outcomes: Vec<Hit<(Outcome, bool)>>,
    /// Words for people.
    pub(super) people: Vec<Hit<Side>>,
    /// What marks it.
    pub(super) cues: Vec<Hit<Cue>>,
    /// Who says it.
    pub(super) claimant: Option<Range<usize>>,
    /// Whether somebody told of before says it.
    pub(super) is_said_on: bool,
    /// Tolls.
    pub(super) tolls: Vec<Toll>,
    /// People that it counts and says no harm of.
    pub(super) counted: Option<Counted>,
    /// The side of the people that it names first.
    pub(super) subject: Option<Side>,
    /// Words that make a figure less sure.
    pub(super) hedges: Vec<Range<usize>>,
    /// Armed parties and civilians.
    pub(super) actors: Vec<(&'static str, Side)>,
    /// Who of them acted on whom.
    pub(super) roles: Vec<Part>,
    /// Things destroyed or seized.
    pub(super) materiel: Vec<&'static str>,
    /// Whether it names an armed party or their arms.
    pub(super) has_arms: bool,
    /// Whether it names them, and not only a deed that is theirs.
    pub(super) names_party: bool,
    /// Whether it names these, or what they attack.
    pub(super) has_party: bool,
    /// Bytes of its words for incidents, the weak ones left out.
    pub(super) events: Vec<Range<usize>>,
    /// Forms of dates.
    pub(super) dates: Vec<Match>,
    /// Place phrases.
    pub(super) places: Vec<Found>,
    /// Whether one of them may be told from the place that the story speaks of.
    pub(super) asks_topic: bool,
}

impl<'a> Words<'a> {
    /// Reads the words of some sentences, of all of them one kind after the other, so that what reads
    /// one kind stays near the processor.
    pub(in crate::extract) fn read(
        context: &Context<'_>,
        sentences: &[Sentence],
        texts: Vec<Text<'a>>,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = texts.into_iter().map(Self::new).collect();
        all.iter_mut().for_each(Self::read_tolls);
        all.iter_mut().for_each(Self::read_parties);
        all.iter_mut().for_each(|words| words.dates = forms(&words.text));
        for (words, sentence) in all.iter_mut().zip(sentences) {
            words.read_places(context, sentence, None);
        }
        all
    }

    /// Reads of one sentence no more than its places need.
    pub(super) fn of_place(context: &Context<'_>, sentence: &Sentence, text: Text<'a>) -> Self {
        let mut words = Self::new(text);
        words.read_places(context, sentence, None);
        words
    }

    /// The words for incidents, harm and people, and what marks the sentence.
    fn new(text: Text<'a>) -> Self {
        let lexicon = text.lexicon;
        let mut reporting = text.hits(&lexicon.reporting);
        let mut outcomes = text.hits(&lexicon.outcomes);
        outcomes.retain(|hit| {
            !is_unreal(&text, hit.range.start)
                && !falls_into(&text, &hit.range)
                && !is_price(&text, &hit.range)
                && !is_feared(&text, &hit.range)
                && !is_charge_of_held(&text, hit.range.start)
        });
        let people = text.hits(&lexicon.people);
        let mut cues = text.hits(&lexicon.cues);
        // "An old man who could not flee": that was so.
        let is_inability = |cue: &Hit<Cue>| {
            let not = text.token_at(cue.range.end);
            let is_other = cue.value != Cue::Plan || !text.lexicon.is_english;
            !is_other && text.is(not, Class::NEGATION) && !text.is(not + 1, Class::BE)
        };
        // "lundi après-midi": a time of day, and nothing that was before.
        let is_in_word = |cue: &Hit<Cue>| {
            cue.value == Cue::Allusion
                && text
                    .folded
                    .lower
                    .get(cue.range.end..)
                    .is_some_and(|after| after.starts_with('-'))
        };
        cues.retain(|cue| !is_inability(cue) && !is_in_word(cue));
        // "the first attack in three years" is one attack.
        cues.retain(|cue| {
            cue.value != Cue::Statistics
                || !lexicon.lists.spans.opens(text.folded.lower(cue.range.clone()))
                || !lexicon.lists.records.is_in(text.folded.lower(0..cue.range.start))
        });
        let triggers = triggers(&text, &cues, &people, &outcomes);
        // "Une attaque a eu lieu samedi, contrairement à ce qui se dit": it did happen.
        cues.retain(|cue| {
            cue.value != Cue::Denial
                || !lexicon.lists.contrary.opens(text.folded.lower(cue.range.clone()))
                || !triggers.iter().any(|t| t.role != Role::Weak && t.range.end < cue.range.start)
        });
        // "La fouille a livré trois fusils": a deed, and nothing said.
        let is_deed = |hit: &Hit<bool>| {
            triggers.iter().any(|t| {
                t.role == Role::Verb
                    && t.range.start <= hit.range.start
                    && hit.range.end < t.range.end
            })
        };
        // "Six people were reported killed on Monday", "were said to have been killed"
        let is_told = |hit: &Hit<bool>| {
            let at = text.token_at(hit.range.start);
            let passive = Class::BE.with(Class::BEEN);
            text.is_of(at, &lexicon.lists.is_told) && text.is_back(at, 1, passive)
        };
        // "The blast claimed at least ten lives"
        let takes_lives = |hit: &Hit<bool>| {
            const REACH: usize = 6;
            let at = text.token_at(hit.range.start);
            let lists = &lexicon.lists;
            text.is_of(at, &lists.takes_lives)
                && (at..at + REACH).any(|i| text.is_of(i, &lists.lives))
        };
        reporting.retain(|hit| !is_deed(hit) && !is_told(hit) && !takes_lives(hit));
        let strong = triggers.iter().filter(|t| t.role != Role::Weak);
        Self {
            events: strong.map(|t| t.range.clone()).collect(),
            triggers,
            reporting,
            outcomes,
            people,
            cues,
            claimant: None,
            is_said_on: false,
            tolls: Vec::new(),
            counted: None,
            subject: None,
            hedges: Vec::new(),
            actors: Vec::new(),
            roles: Vec::new(),
            materiel: Vec::new(),
            has_arms: false,
            names_party: false,
            has_party: false,
            dates: Vec::new(),
            places: Vec::new(),
            asks_topic: false,
            text,
        }
    }

    /// Reads who says it and whom it counts.
    fn read_tolls(&mut self) {
        let (text, outcomes, people) = (&self.text, &self.outcomes, &self.people);
        let claimant = claimant(text, &self.reporting);
        let (mut tolls, counted) = tolls(text, outcomes, people);
        let says = |toll: &Toll| {
            is_speaker(toll, claimant.as_ref()) || says(toll, &self.reporting, outcomes, people)
        };
        tolls.retain(|toll| {
            !(is_given(text, toll)
                || toll.high == Some(1) && says(toll)
                || are_speakers(text, toll, &self.reporting, outcomes))
        });
        self.is_said_on = claimant.is_none() && is_said_on(text, &self.reporting);
        (self.claimant, self.tolls, self.counted) = (claimant, tolls, counted);
    }

    /// Reads who acted on whom, and with what.
    fn read_parties(&mut self) {
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let actors = text.hits(&text.lexicon.actors);
        let is_party = |hit: &Hit<Side>| matches!(hit.value, Side::Militants | Side::StateForces);
        // "found dead", "shot": of nobody in figures of speech, as "killed" is.
        let is_violent = body_found(text, &self.outcomes).is_some()
            || self.outcomes.iter().any(|hit| {
                let words = text.folded.lower(hit.range.clone());
                !lists.plain_killings.is_in(words) && lists.killings.is_in(words)
            });
        self.names_party = !actors.is_empty()
            || self.people.iter().any(is_party)
            || !text.hits(&text.lexicon.arms).is_empty()
            || !armed_groups(text).is_empty();
        self.has_arms = self.names_party || is_violent;
        self.has_party = self.has_arms
            || are_attacked(text, &self.triggers, &self.people)
            || !self.triggers.is_empty() && names_target(text);
        self.subject = subject(text, &self.people, &actors);
        self.roles = roles(text, &actors, !self.triggers.is_empty());
        self.actors = actors.into_iter().map(|h| h.value).collect();
        self.materiel = materiel(text);
        self.hedges = text.hits(&text.lexicon.hedges).into_iter().map(|h| h.range).collect();
    }

    /// Reads its place phrases, with the place that the story speaks of.
    pub(super) fn read_places(
        &mut self,
        context: &Context<'_>,
        sentence: &Sentence,
        topic: Option<&Toponym>,
    ) {
        let around = Surroundings {
            gazetteer: context.gazetteer,
            country: context.country.as_deref(),
            triggers: &self.events,
            // "X pleure ses morts", "X mourns its dead"
            has_harm: self
                .outcomes
                .iter()
                .any(|hit| !self.text.is_back(self.text.token_at(hit.range.start), 1, Class::OWN)),
            is_phrase: false,
            opens_line: !sentence.is_clause,
            topic,
            asks_topic: Cell::default(),
        };
        self.places = places(&self.text, &around);
        self.asks_topic = around.asks_topic.get();
    }
}

/// "Les habitants de X ont été attaqués"; one alone is attacked in words as well.
fn are_attacked(text: &Text<'_>, triggers: &[Trigger], people: &[Hit<Side>]) -> bool {
    let passive = Class::BE.with(Class::BEEN);
    let is_suffered = |t: &Trigger| {
        let from = text.token_at(t.range.start);
        let to = text.token_at(t.range.end);
        t.role == Role::Verb && (from.saturating_sub(1)..to).any(|at| text.is_any(at, passive))
    };
    let are_many = |hit: &Hit<Side>| {
        hit.value == Side::Civilians && text.folded.lower(hit.range.clone()).ends_with('s')
    };
    people.iter().any(are_many) && triggers.iter().any(is_suffered)
}

/// "Il a remis des prothèses à douze victimes de mines": to people who were harmed at some time.
fn is_given(text: &Text<'_>, toll: &Toll) -> bool {
    let at = text.token_at(toll.range.start);
    let is_to = |i: usize| {
        let is_accented = || text.folded.is_accented(text.range(i, i + 1).start);
        text.is(i, Class::TO) && (!text.is(i, Class::HAVE) || is_accented())
    };
    let words = text.folded.lower(toll.range.clone());
    at.checked_sub(1).is_some_and(is_to) && text.lexicon.lists.victims.is_in(words)
}

/// "A village elder said": who speaks was not harmed.
fn is_speaker(toll: &Toll, claimant: Option<&Range<usize>>) -> bool {
    claimant.is_some_and(|c| c.start <= toll.range.start && toll.range.end <= c.end)
}

/// Whether a verb of saying right beside a person makes them the one who speaks.
fn says(
    toll: &Toll,
    reporting: &[Hit<bool>],
    outcomes: &[Hit<(Outcome, bool)>],
    people: &[Hit<Side>],
) -> bool {
    // The most bytes between people and the participle of what became of them.
    const HELPER: usize = 14;
    let after = |h: &&Hit<bool>| h.range.start.checked_sub(toll.range.end) == Some(1);
    // "c'est le chiffre que confirme un conseiller"
    let before = |h: &&Hit<bool>| toll.range.start.checked_sub(h.range.end) == Some(1);
    let is_harmed = || outcomes.iter().any(|h| toll.range.end.abs_diff(h.range.start) < HELPER);
    let is_person = || people.iter().any(|h| h.range.end == toll.range.end);
    reporting.iter().filter(|h| h.value).any(|h| after(&h))
        || reporting.iter().any(|h| before(&h)) && is_person() && !is_harmed()
}

/// "A barrel of millet costs forty": money, and no lives.
fn is_price(text: &Text<'_>, words: &Range<usize>) -> bool {
    let lists = &text.lexicon.lists;
    lists.costs.opens(text.folded.lower(words.clone())) && !text.contains(&lists.lives)
}

/// "des détenus soupçonnés d'avoir tué des soldats": what those in prison are there for.
fn is_charge_of_held(text: &Text<'_>, start: usize) -> bool {
    is_charge(text, start) && text.contains(&text.lexicon.lists.held)
}

/// "des menaces de mort", "death threats": nobody died.
fn is_feared(text: &Text<'_>, words: &Range<usize>) -> bool {
    let (lower, lists) = (&text.folded.lower, &text.lexicon.lists);
    let after = lower.get(words.end..).unwrap_or_default();
    lists.fears_before.ends(text.folded.lower(0..words.start).trim_end())
        || lists.fears_after.opens(after)
}

/// "Dix soldats sont tombés dans une embuscade": nobody is dead yet.
fn falls_into(text: &Text<'_>, words: &Range<usize>) -> bool {
    const REACH: usize = 4;
    let lists = &text.lexicon.lists;
    let at = text.token_at(words.start);
    let end = text.token_at(words.end);
    lists.falls.opens(text.word(at))
        && text.is_back(at, 1, Class::BE)
        && (end..end + REACH).any(|i| text.is_of(i, &lists.traps))
}
