//! Reads one sentence: the words for incidents in it, its dates, tolls, places and cues.

use std::ops::Range;

use super::claimants::{claimant, is_said_on};
use super::dates::{COUNTED_BACK, Mention, dates};
use super::deeds::{Trigger, triggers};
use super::fold::Folded;
use super::lexicon::{Cue, FeatureRole, Hit, Lexicon, Role};
use super::places::{Found, Surroundings, places};
use super::sentence::{Anchor, Text};
use super::sentences::Sentence;
use super::tolls::{Counted, Toll, pronoun_harm, tolls};
use crate::gazetteer::Gazetteer;
use crate::model::{Feature, Kind, Outcome, Side, Toponym};

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
    /// Things destroyed or seized.
    pub(super) materiel: Vec<&'static str>,
    /// Who said the sentence before, where this one goes on with what they say.
    pub(super) speaker: Option<String>,
    /// Whether somebody told of before says it: "Il ajoute", "la même source".
    pub(super) is_said_on: bool,
    /// People that it counts and says no harm of.
    pub(super) counted: Option<Counted>,
    /// Words for harm to people: where they end the sentence tells of what happened.
    pub(super) harm: Vec<Range<usize>>,
    /// Whether it names soldiers, fighters or another armed party, their arms, or what they attack.
    pub(super) has_party: bool,
    /// Whether its day is after that of publication: what is planned.
    pub(super) is_ahead: bool,
    /// The number of the trigger that says what the sentence tells of.
    main: Option<usize>,
}

/// What a title that is no part of the text says of its topic.
#[derive(Debug)]
pub(super) struct Heading {
    /// It is about a flood, a trial, a rumour, an exercise or a sum over months.
    pub(super) is_peaceful: bool,
    /// It is about a trial.
    pub(super) is_of_courts: bool,
}

impl Heading {
    /// Reads a title.
    pub(super) fn read(title: &str, lexicon: &'static Lexicon) -> Self {
        let text = Text::new(title, 0..title.len(), 0, lexicon);
        let cues = text.hits(&lexicon.cues);
        let is_peaceful = cues.iter().any(|c| is_peaceful(c.value));
        Self { is_peaceful, is_of_courts: cues.iter().any(|c| c.value == Cue::Trial) }
    }
}

/// Whether a cue in a title or lead says that the text is about something else than incidents.
pub(super) fn is_peaceful(cue: Cue) -> bool {
    matches!(cue, Cue::Accident | Cue::Trial | Cue::Denial | Cue::Statistics | Cue::Ceremony)
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
    /// Reads a sentence.
    pub(super) fn read(
        context: &Context<'a>,
        (sentence, text): (&Sentence, Text<'a>),
        (index, is_title): (usize, bool),
        (anchor, topic): (&Anchor, Option<&Toponym>),
        before: Option<&Counted>,
    ) -> Self {
        let lexicon = context.lexicon;
        let reporting = text.hits(&lexicon.reporting);
        let outcomes = text.hits(&lexicon.outcomes);
        let people = text.hits(&lexicon.people);
        let cues = text.hits(&lexicon.cues);
        let triggers = triggers(&text, &cues, &people);
        let around = Surroundings {
            gazetteer: context.gazetteer,
            country: context.country.as_deref(),
            triggers: triggers
                .iter()
                .filter(|t| t.role != Role::Weak)
                .map(|t| t.range.clone())
                .collect(),
            has_harm: !outcomes.is_empty(),
            opens_line: !sentence.is_clause,
            topic,
        };
        let materiel = materiel(&text);
        let movement = text.hits(&lexicon.movement);
        let claimant = claimant(&text, &reporting);
        let mut mentions = dates(&text, anchor, &reporting, &around.triggers);
        let dateline = dateline_end(&text.folded, sentence.line, lexicon);
        for mention in &mut mentions {
            let is_travel = movement.iter().any(|m| {
                m.range.end <= mention.range.start
                    && mention.range.start - m.range.end < 32
                    && !mention.is_own
            });
            mention.is_aside |= mention.range.end <= dateline
                || is_travel
                || is_of_other_day(&text, &mention.range);
        }
        let mut places = places(&text, &around);
        for place in &mut places {
            let speaks = claimant
                .as_ref()
                .is_some_and(|c| c.start < place.range.start && place.range.end <= c.end);
            place.is_excluded |= speaks || place.range.end <= dateline;
        }
        if places.iter().all(|p| p.is_excluded) {
            point_there(&text, &mut places);
        }
        let (mut tolls, counted) = tolls(&text, &outcomes, &people);
        // "A village elder said": who speaks was not harmed.
        let speaks = |toll: &Toll| {
            claimant
                .as_ref()
                .is_some_and(|c| c.start <= toll.range.start && toll.range.end <= c.end)
        };
        let says = |toll: &Toll| {
            let after = |h: &&Hit<bool>| h.range.start.checked_sub(toll.range.end) == Some(1);
            reporting.iter().filter(|h| h.value).any(|h| after(&h))
        };
        tolls.retain(|toll| !(toll.high == Some(1) && (speaks(toll) || says(toll))));
        if tolls.is_empty() {
            tolls.extend(before.and_then(|counted| pronoun_harm(&text, &outcomes, counted)));
        }
        let is_party = |hit: &Hit<Side>| matches!(hit.value, Side::Militants | Side::StateForces);
        let actors = text.hits(&lexicon.actors);
        let mut facts = Self {
            has_party: (!triggers.is_empty() && names_target(&text))
                || !actors.is_empty()
                || people.iter().any(is_party)
                || !text.hits(&lexicon.arms).is_empty(),
            index,
            entry: sentence.entry,
            is_title,
            mentions,
            tolls,
            counted,
            places,
            cues,
            actors: actors.into_iter().map(|h| h.value).collect(),
            materiel,
            hedges: text.hits(&lexicon.hedges).into_iter().map(|h| h.range).collect(),
            speaker: None,
            is_said_on: claimant.is_none() && is_said_on(&text, &reporting),
            claimant,
            harm: outcomes.into_iter().map(|h| h.range).collect(),
            triggers,
            text,
            is_ahead: false,
            main: None,
        };
        facts.main = facts.find_main();
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
                e.end > hit.range.end
                    && e.start <= hit.range.end + most_bytes
                    && e.start + 12 >= hit.range.start
            })
        })
    }

    /// Whether the sentence tells of something that happened, by a verb, "une attaque", or harm
    /// that fits the word ("l'interpellation de douze hommes").
    pub(super) fn tells(&self) -> bool {
        let Some(trigger) = self.main_trigger() else { return !self.tolls.is_empty() };
        let is_deed = self.triggers.iter().any(|t| matches!(t.role, Role::Verb | Role::Act));
        let is_counted = self.tolls.iter().any(|t| t.range.start >= trigger.range.end);
        // "l'écrasement d'un aéronef" tells of a new one, though the noun has its article.
        let rest = self.text.folded.lower.get(trigger.range.end..).unwrap_or_default();
        let is_of_one =
            [" d'un ", " d'une ", " de plusieurs ", " of a "].iter().any(|w| rest.starts_with(w));
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

    /// Whether the sentence has no word for an incident but in an allusion.
    pub(super) fn only_alludes(&self) -> bool {
        self.main_trigger().is_some_and(|t| self.is_allusion(t))
    }

    /// Whether an allusion names its place: "après l'attaque de X".
    pub(super) fn alludes_to_place(&self) -> bool {
        let end = self.main_trigger().map_or(0, |t| t.range.end);
        self.places.iter().any(|p| p.range.start >= end && p.range.start - end < 12)
    }

    /// "après l'attaque", "les auteurs de l'embuscade", "préparaient une attaque": no incident told.
    fn is_allusion(&self, trigger: &Trigger) -> bool {
        let rest = self.text.folded.lower.get(trigger.range.end..).unwrap_or_default();
        // A relative clause or participle tells the incident after all.
        let is_told = [
            " qui a",
            " qui ont",
            ", survenu",
            " survenu",
            ", mene",
            " mene",
            ", perpetre",
            " perpetre",
        ]
        .iter()
        .any(|w| rest.starts_with(w));
        // "depuis l'embuscade de samedi, au cours de laquelle …"
        let is_told = is_told
            || ["au cours de laquelle", "au cours duquel", "dans laquelle", "lors de laquelle"]
                .iter()
                .any(|w| rest.contains(w));
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
                    let is_some = link.starts_with(" des ") && trigger.role != Role::Weak;
                    let is_known = trigger.is_definite || is_bare || is_some;
                    is_before && gap < 8 && is_known && !is_told
                }
                // "a été le théâtre d'une attaque" tells of one, "le théâtre d'attaques" of none.
                Cue::Tail => {
                    let link = self.text.between(c.range.end, trigger.range.start);
                    let is_one = ["un ", "une ", "a ", "an "]
                        .iter()
                        .any(|w| link.trim_start().starts_with(w));
                    is_before && gap < 12 && !is_one
                }
                // "Troops foiled an attack, killing four": it was fought after all.
                Cue::Foiled if self.tells_of_dead() => false,
                Cue::Plan | Cue::Foiled => (is_before && gap < 40) || is_after || is_inside,
                _ => false,
            }
        })
    }

    /// Whether the sentence is about a ceremony, a match, a film or a rule: its cue stands before
    /// every word for an incident.
    pub(super) fn is_ceremony(&self) -> bool {
        self.is_before_events(Cue::Ceremony)
    }

    /// "Les assaillants ont ensuite …", "They then …": its subject is somebody told of before.
    pub(super) fn speaks_of_attackers(&self) -> bool {
        const ATTACKERS: [&str; 40] = [
            "ils ",
            "elles ",
            "ceux-ci ",
            "ces derniers",
            "ces hommes",
            "les hommes armes",
            "les individus",
            "les assaillants",
            "les attaquants",
            "les agresseurs",
            "les ravisseurs",
            "les terroristes",
            "les bandits",
            "les jihadistes",
            "les djihadistes",
            "les malfrats",
            "les malfaiteurs",
            "les tireurs",
            "les motards",
            "les intrus",
            "les braqueurs",
            "leurs ravisseurs",
            "they ",
            "these men",
            "the men ",
            "the men,",
            "the attackers",
            "the gunmen",
            "the assailants",
            "the militants",
            "the raiders",
            "the bandits",
            "the kidnappers",
            "the fighters",
            "the insurgents",
            "the jihadists",
            "the armed men",
            "the robbers",
            "the abductors",
            "the assault team",
        ];
        let lower = self.text.folded.lower.trim_start_matches(['"', ' ', '-']);
        // "Residents said the gunmen then …": what is said is of them too.
        let said = lower.split_once(" said ").map_or("", |(_, rest)| rest);
        let said = said.strip_prefix("that ").unwrap_or(said);
        let by = lower.strip_prefix("according to ").and_then(|rest| rest.split_once(", "));
        let said = by.map_or(said, |(_, rest)| rest);
        ATTACKERS.iter().any(|words| lower.starts_with(words) || said.starts_with(words))
    }

    /// "Son corps sans vie a été retrouvé": of somebody told of before.
    pub(super) fn speaks_of_body(&self) -> bool {
        const BODIES: [&str; 10] = [
            "son corps",
            "leurs corps",
            "sa depouille",
            "leurs depouilles",
            "son cadavre",
            "his body",
            "her body",
            "their bodies",
            "the bodies of the",
            "les corps des",
        ];
        BODIES.iter().any(|words| self.text.folded.lower.starts_with(words))
    }

    /// Whether it comments on an incident that it names with its article and no toll.
    pub(super) fn is_comment(&self) -> bool {
        if !self.tolls.is_empty() || !self.is_before_events(Cue::Comment) {
            return false;
        }
        let is_known = self.main_trigger().is_none_or(|t| t.is_definite || !t.is_indefinite)
            && !self.tells_by_verb();
        let end = self.main_trigger().map_or(0, |t| t.range.end);
        let rest = self.text.folded.lower.get(end..).unwrap_or_default();
        let is_told = [" qui a", " qui ont", " qui s'", "survenu", "perpetr", " that "]
            .iter()
            .any(|w| rest.contains(w));
        !is_told && is_known
    }

    fn tells_by_verb(&self) -> bool {
        self.main_trigger().is_some_and(|t| t.role == Role::Verb)
    }

    /// Whether a cue stands before every word for an incident or for harm.
    pub(super) fn is_before_events(&self, cue: Cue) -> bool {
        let strong = self.triggers.iter().filter(|t| t.role != Role::Weak).map(|t| t.range.start);
        let first = strong.chain(self.harm.iter().map(|h| h.start)).min();
        self.cues.iter().any(|c| c.value == cue && first.is_none_or(|at| c.range.start < at))
    }

    fn tells_of_dead(&self) -> bool {
        self.tolls.iter().any(|t| t.outcome == Outcome::Killed && t.low > 0)
    }

    /// Whether the sentence has no word for an incident but in a plan or a general state.
    pub(super) fn is_only_planned(&self) -> bool {
        let told = self.main_trigger().is_some_and(|t| self.is_allusion(t));
        let is_open = [Cue::Plan, Cue::Tail, Cue::Foiled].iter().any(|cue| self.has(*cue));
        told && is_open && !self.has(Cue::Allusion)
    }

    /// "Ils y ont tué", "dans ce village", "cette localité": the place is one told before.
    pub(super) fn points_back(&self) -> bool {
        const POINTERS: [&str; 11] = [
            "ce", "cet", "cette", "meme", "ladite", "ledit", "dite", "this", "that", "same", "said",
        ];
        let features = self.text.hits(&self.text.lexicon.features);
        let is_feature = |at: usize| {
            let start = self.text.tokens.get(at).map(|t| t.start);
            features.iter().any(|f| {
                Some(f.range.start) == start
                    && !matches!(f.value.0, Some(Feature::Region | Feature::District))
            })
        };
        let lower = &self.text.folded.lower;
        // "there were no victims" points to no place.
        let is_verb = |at: usize| {
            let verbs = ["is", "was", "were", "are", "has", "have", "had", "to", "would", "will"];
            verbs.contains(&self.text.word(at))
        };
        (0..self.text.tokens.len()).any(|i| {
            self.text.word(i) == "y"
                || (self.text.word(i) == "there" && i > 0 && !is_verb(i + 1))
                || POINTERS.contains(&self.text.word(i)) && (is_feature(i + 1) || is_feature(i + 2))
        }) || ["au meme endroit", "the same place", "sur place"].iter().any(|w| lower.contains(w))
    }

    /// "Cette information est fausse", "il n'en est rien": it takes back what was told before, and
    /// not only a toll or somebody's part in it.
    pub(super) fn denies_what_was_told(&self) -> bool {
        const OF_NEWS: [&str; 22] = [
            "information",
            "rumeur",
            "allegation",
            "nouvelle",
            "video",
            "publication",
            "message",
            "annonce",
            "recit",
            "affirmations",
            "n'en est rien",
            "est faux",
            "claim",
            "report",
            "rumour",
            "rumor",
            "story",
            "footage",
            "is false",
            "is untrue",
            "never happened",
            "did not happen",
        ];
        const OF_PARTS: [&str; 12] = [
            "bilan",
            "chiffre",
            "responsab",
            "implication",
            "accus",
            "nombre",
            "toll",
            "figure",
            "responsib",
            "involve",
            "casualt",
            "civilian",
        ];
        if !self.has(Cue::Denial) || !self.tolls.is_empty() {
            return false;
        }
        let lower = &self.text.folded.lower;
        let is_of_event = self.points_back()
            && ["aucun", "n'a eu lieu", "n'a pas eu lieu", "no attack", "no such", "not happen"]
                .iter()
                .any(|w| lower.contains(w));
        is_of_event
            || OF_NEWS.iter().any(|w| lower.contains(w))
                && !OF_PARTS.iter().any(|w| lower.contains(w))
    }

    /// The trigger that says what the sentence tells of.
    pub(super) fn main_trigger(&self) -> Option<&Trigger> {
        self.main.and_then(|index| self.triggers.get(index))
    }

    fn find_main(&self) -> Option<usize> {
        let told = || self.triggers.iter().enumerate().filter(|(_, t)| !self.is_allusion(t));
        let is_strong = |t: &Trigger| matches!(t.role, Role::Noun | Role::Verb);
        let is_generic = |k: Kind| matches!(k, Kind::Attack | Kind::ArmedClash | Kind::Other);
        let is_air = |k: Kind| matches!(k, Kind::AirStrike | Kind::DroneStrike);
        let strong = || told().filter(|(_, t)| is_strong(t));
        let found = match strong().next() {
            Some((_, first)) if is_generic(first.kind) => strong()
                .find(|(_, t)| !is_generic(t.kind) && overrides(first.kind, t.kind))
                .or_else(|| strong().next()),
            Some(first) => Some(first),
            None => {
                let act = told().find(|(_, t)| t.role == Role::Act);
                let by_air = act.and_then(|_| told().find(|(_, t)| is_air(t.kind)));
                by_air.or(act).or_else(|| told().next())
            }
        };
        found.map(|(index, _)| index).or_else(|| (!self.triggers.is_empty()).then_some(0))
    }

    /// The date that the incident of the sentence has: a day of its own, else one counted from
    /// what was told before.
    pub(super) fn date(&self) -> Option<&Mention> {
        if let Some(year) = self.year_of_event() {
            return Some(year);
        }
        let told = || self.mentions.iter().filter(|m| !m.is_aside);
        let is_own = |m: &&Mention| m.is_own && m.interval.is_some_and(|i| i.n_days() < 8);
        // "Trois corps repêchés ce matin : ce sont ceux de l'attaque de jeudi": the day beside it.
        let at = self.main_trigger().map_or(0, |t| t.range.start);
        let is_beside = |m: &&Mention| {
            let (from, to) = (m.range.end.min(at), m.range.start.max(at));
            !self.text.between(from, to).contains(" : ")
        };
        let counted = told().find(|m| m.rule == COUNTED_BACK);
        let beside = counted.or_else(|| told().filter(is_own).find(is_beside));
        let own = beside.or_else(|| told().find(is_own));
        own.or_else(|| told().find(|m| !m.is_own)).or_else(|| told().next())
    }

    /// "l'embuscade de l'an dernier", "last year's ambush": a year right beside a known incident.
    pub(super) fn year_of_event(&self) -> Option<&Mention> {
        const YEAR: i32 = 300;
        const BESIDE: usize = 4;
        let event = self.main_trigger().filter(|t| t.role == Role::Noun)?;
        self.mentions.iter().find(|m| {
            let is_before =
                m.range.end <= event.range.start && event.range.start - m.range.end <= BESIDE;
            let is_after =
                m.range.start >= event.range.end && m.range.start - event.range.end <= BESIDE;
            m.interval.is_some_and(|i| i.n_days() >= YEAR) && (is_before || is_after)
        })
    }

    /// The place phrase of the incident: the most exact, then the nearest to the trigger.
    pub(super) fn place(&self) -> Option<&Found> {
        let at = self.main_trigger().map_or(0, |t| t.range.start);
        let told = self.places.iter().filter(|p| !p.is_excluded);
        told.max_by_key(|p| {
            let distance = p.range.start.abs_diff(at);
            (u8::from(!p.is_label), p.rank, std::cmp::Reverse(distance))
        })
    }
}

/// A clash with an air strike in it is a clash; an attack by ambush is an ambush.
fn overrides(general: Kind, specific: Kind) -> bool {
    match specific {
        Kind::AirStrike | Kind::DroneStrike => general == Kind::Other,
        Kind::WeaponsSeizure | Kind::Looting | Kind::Arrest => general == Kind::Other,
        _ => true,
    }
}

/// Where the dateline of a first sentence ends ("Bamako, 8 octobre 2024 (AMAP) – "), or the time
/// in brackets at which an entry was sent.
fn dateline_end(folded: &Folded, line: usize, lexicon: &Lexicon) -> usize {
    let lower = &folded.lower;
    const LONGEST: usize = 90;
    const LONGEST_STAMP: usize = 40;
    if let Some(end) = lower.find(']').filter(|end| lower.starts_with('[') && *end < LONGEST_STAMP)
    {
        return end + 1;
    }
    if line > 12 {
        return 0;
    }
    let head = lower.get(..LONGEST.min(lower.len())).unwrap_or_default();
    let closed = || head.find(")-").map(|at| at + 1);
    let Some(dash) = head.find(" - ").or_else(|| head.find(" -- ")).or_else(closed) else {
        return 0;
    };
    let before = head.get(..dash).unwrap_or_default().trim_end_matches([' ', '-', '.']);
    let last = before.rsplit(' ').next().unwrap_or_default();
    // "Bawku, Nov. 2, GNA -": an agency in capitals.
    let name = folded.plain.get(before.len().saturating_sub(last.len())..before.len());
    let is_agency =
        last.len() > 2 && name.is_some_and(|w| w.bytes().all(|b| b.is_ascii_uppercase()));
    let is_dated = before.contains(", ")
        && before.bytes().any(|b| b.is_ascii_digit())
        && (is_agency
            || last.ends_with(|c: char| c.is_ascii_digit())
            || lexicon.months.contains_key(last));
    let is_dateline = is_dated || before.ends_with(')');
    if is_dateline { dash } else { 0 }
}

/// "l'inhumation lundi", "convoqué pour jeudi": a day of something else than the incident.
fn is_of_other_day(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 30;
    const BURIALS: [&str; 11] = [
        "inhum",
        "enterre",
        "obseques",
        "funerailles",
        "enterrement",
        "buried",
        "burial",
        "funeral",
        "de ses blessures",
        "de leurs blessures",
        "laid to rest",
    ];
    let before = text.between(range.start.saturating_sub(REACH), range.start);
    let clause = before.rsplit([',', ';', ':', '.']).next().unwrap_or_default();
    let is_planned = [" pour ", " pour le ", " for ", " until ", " jusqu'a ", " d'ici "]
        .iter()
        .any(|w| before.ends_with(w));
    is_planned || BURIALS.iter().any(|w| clause.contains(w))
}

/// "The mayor of X said two men were taken there": where nothing else is told, it is X.
fn point_there(text: &Text<'_>, places: &mut [Found]) {
    let at = (1..text.tokens.len()).find(|at| {
        let is_verb =
            ["is", "was", "were", "are", "has", "have", "had", "to"].contains(&text.word(at + 1));
        text.word(*at) == "there" && !is_verb
    });
    let start = at.and_then(|at| text.tokens.get(at)).map_or(0, |token| token.start);
    let before = places.iter_mut().rev().find(|p| p.range.end <= start && p.rank >= 3);
    before.into_iter().for_each(|place| place.is_excluded = false);
}

/// Whether it names a village, a post, a market: what is attacked in earnest.
fn names_target(text: &Text<'_>) -> bool {
    let features = text.hits(&text.lexicon.features);
    features.iter().any(|hit| matches!(hit.value.1, FeatureRole::Place | FeatureRole::Object))
}

/// Things named in a sentence that tells of destroying or seizing.
fn materiel(text: &Text<'_>) -> Vec<&'static str> {
    const DEEDS: [&str; 9] = [
        "detrui",
        "saisi",
        "recuper",
        "incendi",
        "calcin",
        "main sur",
        "seized",
        "destroyed",
        "dynamit",
    ];
    let things = text.hits(&text.lexicon.materiel);
    if things.is_empty() || !DEEDS.iter().any(|d| text.folded.lower.contains(d)) {
        return Vec::new();
    }
    things.into_iter().map(|h| h.value).collect()
}
