//! Reads one sentence: the words for incidents in it, its dates, tolls, places and cues.

mod allusions;
mod asides;
mod days;
mod general;
mod heading;
mod named;
mod pointers;
mod retold;
mod second;
mod words;

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::dates::{Mention, dates};
use crate::extract::deeds::Trigger;
use crate::extract::lexicon::{Cue, Hit, Lexicon, Role};
use crate::extract::places::Found;
use crate::extract::roles::Part;
use crate::extract::sentence::{Anchor, Text};
use crate::extract::sentences::Sentence;
use crate::extract::tolls::{Counted, Toll, take_side, told_on};
use crate::gazetteer::Gazetteer;
use crate::model::{Date, Kind, PlacePhrase, Side, Toponym};

use asides::{
    dateline_end, home, is_of_coming_day, is_of_other_day, is_recalled, leave_haunts,
    leave_offices, leave_origins, leave_stamp, point_there, take_homes,
};

pub(super) use heading::{Heading, is_peaceful};
pub(super) use named::named;
pub(super) use second::Second;
pub(super) use words::Words;

use second::{counted_scene, second_scene};

/// All that one sentence says.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// The sentence.
    pub(super) text: Text<'a>,
    /// Its number.
    pub(super) index: usize,
    /// The entry of a list that it stands in, 0 outside.
    pub(super) entry: usize,
    /// Whether it is the document's title.
    pub(super) is_title: bool,
    /// Whether it follows the sentence before after no more than a semicolon.
    pub(super) is_clause: bool,
    /// Words for incidents.
    pub(super) triggers: Vec<Trigger>,
    /// Dates.
    pub(super) mentions: Vec<Mention>,
    /// Tolls.
    pub(super) tolls: Vec<Toll>,
    /// Place phrases.
    pub(super) places: Vec<Found>,
    /// Who says it.
    pub(super) claimant: Option<Range<usize>>,
    /// Words that make a figure less sure.
    pub(super) hedges: Vec<Range<usize>>,
    /// What marks it.
    pub(super) cues: Vec<Hit<Cue>>,
    /// Armed parties and civilians.
    pub(super) actors: Vec<(&'static str, Side)>,
    /// Who of them acted on whom.
    pub(super) roles: Vec<Part>,
    /// Things destroyed or seized.
    pub(super) materiel: Vec<&'static str>,
    /// Who said the sentence before, where this one goes on with what they say.
    pub(super) speaker: Option<String>,
    /// Whether somebody told of before says it: "Il ajoute", "la même source".
    pub(super) is_said_on: bool,
    /// People that it counts and says no harm of.
    pub(super) counted: Option<Counted>,
    /// The second of two days and places that it tells of with one verb.
    pub(super) second: Option<Second>,
    /// The side of the people that it names first.
    pub(super) subject: Option<Side>,
    /// The home or office of people it names, where it says no place.
    pub(super) home: Option<PlacePhrase>,
    /// Words for harm to people: where they end the sentence tells of what happened.
    pub(super) harm: Vec<Range<usize>>,
    /// Whether it names soldiers, fighters or another armed party, or their arms.
    pub(super) has_arms: bool,
    /// Whether it names them, and not only a deed that is theirs.
    pub(super) names_party: bool,
    /// Whether it names these, or what they attack.
    pub(super) has_party: bool,
    /// Whether its day is after that of publication: what is planned.
    pub(super) is_ahead: bool,
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The byte from which it tells of what was before the incident that it speaks of first.
    recalled: Option<usize>,
    /// The number of the trigger that says what the sentence tells of.
    main: Option<usize>,
    /// The number of the date that the incident of the sentence has.
    day: Option<usize>,
}

/// What a document brings to the reading of each of its sentences.
pub(super) struct Context<'a> {
    /// What the places are called.
    pub(super) gazetteer: &'a Gazetteer,
    /// The dictionary.
    pub(super) lexicon: &'static Lexicon,
    /// The country that the document is about.
    pub(super) country: Option<String>,
}

impl<'a> Facts<'a> {
    /// Reads what a sentence says with what was told before it.
    pub(super) fn read(
        context: &Context<'a>,
        (sentence, mut words): (&Sentence, Words<'a>),
        (index, is_title): (usize, bool),
        (anchor, topic): (&Anchor, Option<&Toponym>),
        (before, subject_before): (Option<&Counted>, Option<Side>),
    ) -> Self {
        if words.asks_topic && topic.is_some() {
            words.read_places(context, sentence, topic);
        }
        let mut places = std::mem::take(&mut words.places);
        let text = &words.text;
        let dateline = dateline_end(&text.folded, sentence.line, context.lexicon);
        let mut mentions = mentions(&words, anchor, dateline);
        // "selon la mairie de X": the article is no part of who speaks.
        const ARTICLE: usize = 3;
        for place in &mut places {
            let speaks = words.claimant.as_ref().is_some_and(|c| {
                c.start <= place.range.start + ARTICLE && place.range.end <= c.end
            });
            place.is_excluded |= speaks || place.range.end <= dateline;
            if is_of_speaker(&words, &place.range) {
                place.rank = place.rank.min(1);
            }
        }
        if places.iter().all(|p| p.is_excluded) {
            point_there(text, &mut places);
        }
        // "Lundi : …" heads an entry of a list of days.
        let is_title = is_title && !heads_entry(text, &mentions);
        let second = second_scene(text, &mut mentions, &mut places, &words.tolls)
            .or_else(|| counted_scene(text, &mut places, &words.tolls));
        take_homes(text, &mut places, &words.tolls);
        leave_origins(text, &mut places, &words.people);
        leave_offices(text, &mut places);
        leave_haunts(text, &mut places);
        let home = home(text, &places, &words.people);
        let mut tolls = words.tolls;
        if let Some(counted) = before.filter(|_| tolls.is_empty()) {
            tolls = told_on(text, &words.outcomes, counted);
        }
        take_side(text, &mut tolls, subject_before);
        let mut facts = Self {
            index,
            entry: sentence.entry,
            is_title,
            is_clause: sentence.is_clause,
            mentions,
            second,
            subject: words.subject,
            home,
            places,
            tolls,
            counted: words.counted,
            cues: words.cues,
            roles: words.roles,
            actors: words.actors,
            materiel: words.materiel,
            hedges: words.hedges,
            speaker: None,
            is_said_on: words.is_said_on,
            claimant: words.claimant,
            harm: words.outcomes.into_iter().map(|h| h.range).collect(),
            triggers: words.triggers,
            has_arms: words.has_arms,
            names_party: words.names_party,
            has_party: words.has_party,
            text: words.text,
            is_ahead: false,
            published: anchor.published,
            recalled: None,
            main: None,
            day: None,
        };
        facts.leave_recalling(anchor);
        facts.leave_counted();
        facts.main = facts.find_main();
        facts.leave_alluded();
        facts.day = facts.find_date();
        let day = facts.date().and_then(|m| m.interval);
        facts.is_ahead = day.zip(anchor.published).is_some_and(|(day, now)| day.start > now);
        facts
    }

    /// Whether it has no word for an incident, nobody harmed and nothing destroyed.
    pub(super) fn is_silent(&self) -> bool {
        self.triggers.is_empty()
            && self.tolls.is_empty()
            && self.materiel.is_empty()
            && !self.speaks_of_body()
    }

    /// Whether a cue stands anywhere in the sentence.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.cues.iter().any(|h| h.value == cue)
    }

    /// Whether a cue stands right before a word for an incident or for harm.
    pub(super) fn has_before_event(&self, cue: Cue, most_bytes: usize) -> bool {
        let strong = || self.triggers.iter().filter(|t| t.role != Role::Weak);
        let events = || strong().map(|t| &t.range).chain(&self.harm);
        self.cues.iter().filter(|h| h.value == cue).any(|hit| {
            events().any(|e| {
                e.end >= hit.range.end
                    && e.start <= hit.range.end + most_bytes
                    && e.start + 12 >= hit.range.start
            })
        })
    }

    /// The trigger that says what the sentence tells of.
    pub(super) fn main_trigger(&self) -> Option<&Trigger> {
        self.main.and_then(|index| self.triggers.get(index))
    }

    fn find_main(&self) -> Option<usize> {
        // "L'armée a tué huit terroristes et libéré deux otages."
        let is_freed = |t: &Trigger| {
            (t.kind, t.role) == (Kind::Abduction, Role::Weak)
                && self.tells_of_dead()
                && self.text.contains(&self.text.lexicon.lists.released)
        };
        let all = || self.triggers.iter().enumerate();
        let told = || all().filter(|(_, t)| !self.is_allusion(t) && !is_freed(t));
        let is_strong = |t: &Trigger| matches!(t.role, Role::Noun | Role::Verb);
        let is_generic = |k: Kind| matches!(k, Kind::Attack | Kind::ArmedClash | Kind::Other);
        let is_air = |k: Kind| matches!(k, Kind::AirStrike | Kind::DroneStrike);
        let strong = || told().filter(|(_, t)| is_strong(t));
        let found = match strong().next() {
            Some((_, first)) if is_generic(first.kind) => strong()
                .find(|(_, t)| {
                    // "s'en est pris à des nomades : un drone a largué": what the attack was.
                    let is_told = first.kind == Kind::Attack
                        && is_air(t.kind)
                        && self.text.between(first.range.end, t.range.start).contains(" : ");
                    !is_generic(t.kind) && (is_told || overrides(first.kind, t.kind))
                })
                .or_else(|| strong().next()),
            // "L'aviation a réduit en cendres un dépôt": from the air.
            Some(first) if first.1.kind == Kind::Looting => {
                let by_air = |t: &Trigger| {
                    const REACH: usize = 40;
                    let gap = first.1.range.start.checked_sub(t.range.end);
                    is_air(t.kind) && gap.is_some_and(|gap| gap < REACH)
                };
                told().find(|(_, t)| by_air(t)).or(Some(first))
            }
            Some(first) => Some(first),
            None => {
                let act = told().find(|(_, t)| t.role == Role::Act);
                let by_air = act.and_then(|_| told().find(|(_, t)| is_air(t.kind)));
                by_air.or(act).or_else(|| told().next())
            }
        };
        let any = || all().find(|(_, t)| !is_freed(t)).map(|(index, _)| index);
        found.map(|(index, _)| index).or_else(any)
    }

    /// The place phrase of the incident: the most exact, then the nearest to the trigger.
    pub(super) fn place(&self) -> Option<&Found> {
        let first = || self.harm.first().map_or(0, |harm| harm.start);
        let at = self.main_trigger().map_or_else(first, |t| t.range.start);
        let told = || self.places.iter().filter(|p| !p.is_excluded);
        let head = told().find(|p| p.is_head).map_or(usize::MAX, |p| p.range.end);
        told().max_by_key(|p| {
            let distance = p.range.start.abs_diff(at);
            // "Un camion qui ravitaillait le chantier de X a été incendié à Y"
            let is_adverbial = p.range.start >= at || !p.is_noun;
            // "10/05 : X – une patrouille est tombée dans une embuscade vers Y": nearer than the head.
            let is_way = p.range.start >= head && p.is_way();
            let rank = if is_way { 3 } else { p.rank };
            (!p.is_label, rank, !p.is_wide, !p.is_head, is_adverbial, std::cmp::Reverse(distance))
        })
    }
}

/// "An officer in X confirmed that the post was attacked": where the one who speaks is.
fn is_of_speaker(words: &Words<'_>, place: &Range<usize>) -> bool {
    const LINK: usize = 6;
    let text = &words.text;
    let is_next = |hit: &&Hit<bool>| {
        let gap = hit.range.start.checked_sub(place.end);
        hit.value && gap.is_some_and(|gap| gap <= LINK)
    };
    let said = words.reporting.iter().find(is_next);
    let is_told = |verb: &Hit<bool>| {
        text.is(text.token_at(verb.range.end), Class::THAT)
            && !text.between(place.end, verb.range.start).contains([',', ';', ':'])
            && words.events.iter().all(|event| event.start > verb.range.start)
    };
    let is_within = text.is_back(text.token_at(place.start) + 1, 1, Class::IN.with(Class::AT));
    is_within && said.is_some_and(is_told)
}

/// Whether a day and a colon stand at the head.
fn heads_entry(text: &Text<'_>, mentions: &[Mention]) -> bool {
    const HEAD: usize = 3;
    let is_day = |m: &&Mention| m.range.start < HEAD && m.interval.is_some_and(|i| i.n_days() < 4);
    mentions.iter().find(is_day).is_some_and(|m| text.word(text.token_at(m.range.end)) == ":")
}

/// A clash with an air strike in it is a clash; an attack by ambush is an ambush.
fn overrides(general: Kind, specific: Kind) -> bool {
    match specific {
        Kind::AirStrike | Kind::DroneStrike => general == Kind::Other,
        Kind::WeaponsSeizure | Kind::Looting | Kind::Arrest => general == Kind::Other,
        _ => true,
    }
}

/// "A revendiqué vendredi l'attaque", "claimed responsibility on Friday for": the day of the claim.
fn is_of_claim(words: &Words<'_>, mention: &Mention) -> bool {
    const LINK: usize = 4;
    let is_beside = |hit: &&Hit<Cue>| {
        mention.range.start.checked_sub(hit.range.end).is_some_and(|gap| gap <= LINK)
    };
    words.cues.iter().filter(|hit| hit.value == Cue::Claiming).any(|hit| is_beside(&hit))
}

/// The dates of a sentence, with those that are no day of what it tells marked.
fn mentions(words: &Words<'_>, anchor: &Anchor, dateline: usize) -> Vec<Mention> {
    const REACH: usize = 32;
    let text = &words.text;
    let movement = text.hits(&text.lexicon.movement);
    let mut mentions = dates(text, anchor, (&words.reporting, &words.events), &words.dates);
    for mention in &mut mentions {
        let is_travel = movement.iter().any(|m| {
            // "un raid aérien conduit la veille": that was done.
            let is_deed = words.events.iter().any(|e| e.end + 1 == m.range.start);
            !is_deed
                && m.range.end <= mention.range.start
                && mention.range.start - m.range.end < REACH
                && !mention.is_own
        });
        mention.is_aside |= mention.range.end <= dateline
            || is_travel
            || is_recalled(text, mention)
            || is_of_claim(words, mention)
            || is_of_other_day(text, &mention.range)
            || is_of_coming_day(text, &mention.range, &words.events);
    }
    leave_stamp(text, &mut mentions, anchor.published);
    mentions
}
