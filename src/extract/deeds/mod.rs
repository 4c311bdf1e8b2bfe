//! Finds the words for incidents in a sentence, and the deeds of armed men told without one.

mod armed_men;
mod bodies;
mod idle;
mod objects;
mod subjects;
mod taking;
mod verbs;

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::{Cue, Hit, Role};
use crate::extract::mood::{is_charge, is_unreal};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Kind, Outcome, Side};

pub(super) use armed_men::armed_groups;
pub(super) use bodies::body_found;
pub(super) use verbs::{is_between, is_english_past, is_participle};

use armed_men::deeds_of_armed_men;
use idle::{are_arms_idle, is_of_things, is_share, is_title_of_work};
use objects::{
    finds_arms, is_aircraft_down, is_by_armed_men, is_by_drone, is_on_post, is_vehicle,
    takes_people,
};
use subjects::is_done_by_others;
use taking::{kind_of_taking, taken_by_soldiers};

/// A word for an incident in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trigger {
    /// Bytes of the folded sentence.
    pub(super) range: Range<usize>,
    /// What it stands for.
    pub(super) kind: Kind,
    /// How much it says.
    pub(super) role: Role,
    /// "l'attaque", "ces frappes": it speaks of what was told.
    pub(super) is_definite: bool,
    /// "une attaque", "des frappes": it tells of something.
    pub(super) is_indefinite: bool,
    /// People whom nobody knows did it: "des inconnus ont abattu …".
    pub(super) is_by_strangers: bool,
}

impl Trigger {
    /// Whether it speaks of an incident as of one that is known.
    pub(super) fn is_known(&self) -> bool {
        self.is_definite && !self.is_indefinite
    }
}

/// The words for incidents in a sentence, left to right.
pub(super) fn triggers(
    text: &Text<'_>,
    cues: &[Hit<Cue>],
    people: &[Hit<Side>],
    outcomes: &[Hit<(Outcome, bool)>],
) -> Vec<Trigger> {
    let lists = &text.lexicon.lists;
    let mut hits = text.hits(&text.lexicon.triggers);
    hits.retain(|hit| {
        if hit.value.1 == Role::Untold || is_asked(text, hit) {
            return false;
        }
        let at = text.token_at(hit.range.start);
        // "c'est la faim qui frappe": a verb, and of what nobody says.
        let is_noun = hit.value.1 == Role::Noun && hit.value.0 == Kind::AirStrike;
        if is_noun && text.is_back(at, 1, Class::RELATIVE.with(Class::THAT)) {
            return false;
        }
        if text.is_back(at, 1, Class::UNTOLD) || is_attribute(text, &hit.range) {
            return false;
        }
        let words = text.folded.lower(hit.range.clone());
        // "l'association des mutilés": people so called.
        let is_noun_of_people = hit.value.1 == Role::Verb
            && !text.lexicon.is_english
            && !words.contains(' ')
            && words.ends_with('s')
            && text.is_back(at, 1, Class::OF_MANY.with(Class::DEFINITE))
            && is_participle(text, at);
        if is_noun_of_people {
            return false;
        }
        // "a arrêté ses activités": what was stopped is no man.
        let next = text.token_at(hit.range.end);
        let is_ended = hit.value.0 == Kind::Arrest
            && lists.stops.is_in(words)
            && (text.is_any(next, Class::OWN.with(Class::DE)) || text.is_of(next, &lists.all));
        if is_ended {
            return false;
        }
        // "s'est arrêté", "s'était saisi de": what somebody did to themselves is no deed.
        let is_reflexive = text.is_back(at, 1, Class::REFLEXIVE)
            && matches!(hit.value.0, Kind::Arrest | Kind::WeaponsSeizure | Kind::Attack)
            && (text.is(at, Class::BE) || lists.stops.opens(words));
        let is_reflexive =
            is_reflexive || text.is_back(at, 2, Class::REFLEXIVE) && text.is_back(at, 1, Class::BE);
        // "Trois engins ont été désamorcés": the verb is one of bombs.
        let is_unarmed = || {
            let is_seizure = hit.value.0 == Kind::WeaponsSeizure;
            is_seizure && !lists.made_safe.is_in(words) && !names_arms(text)
        };
        if is_reflexive || is_unarmed() {
            return false;
        }
        // "Un obus s'est écrasé dans la cour": nothing that flies fell.
        let is_crash = hit.value == (Kind::AircraftCrash, Role::Verb);
        if is_crash && text.first_of(&lists.fliers).is_none() {
            return false;
        }
        let is_in_brackets = text.folded.lower(0..hit.range.start).ends_with('(');
        let drops_aid = || lists.drops.is_in(words) && text.contains(&lists.harmless_loads);
        let is_idle = is_title_of_work(text, hit.range.start)
            || is_share(after(text, &hit.range))
            || is_of_things(text, hit)
            || is_done_by_others(text, hit, people, outcomes)
            || drops_aid();
        !is_in_brackets
            && !is_idle
            && !is_unreal(text, hit.range.start)
            && (hit.value.0 != Kind::Looting || !is_charge(text, hit.range.start))
            && !cues.iter().any(|c| {
                let is_near = c.range.end <= hit.range.start && hit.range.start - c.range.end < 24;
                let is_sweep = c.range.start >= hit.range.end && c.range.start - hit.range.end < 6;
                (c.value == Cue::Equipment && is_near) || (c.value == Cue::Sweep && is_sweep)
            })
    });
    let is_open = hits.iter().all(|hit| matches!(hit.value.1, Role::Weak | Role::Act));
    let mut agents = deeds_of_armed_men(text, people, is_open);
    if is_open && let Some(range) = body_found(text, outcomes) {
        agents.push((Hit { range, value: (Kind::Attack, Role::Act) }, false));
    }
    agents.retain(|(deed, _)| !is_unreal(text, deed.range.start));
    if agents.is_empty() && are_arms_idle(text, &hits, outcomes) {
        hits.retain(|hit| hit.value.1 != Role::Noun);
    }
    let by_strangers: Vec<Range<usize>> =
        agents.iter().filter(|(_, is)| *is).map(|(deed, _)| deed.range.clone()).collect();
    let told = hits.into_iter().chain(agents.into_iter().map(|(deed, _)| deed));
    let mut told: Vec<Hit<(Kind, Role)>> = told.collect();
    told.extend(taken_by_soldiers(text, people).filter(|_| is_open));
    told.sort_by_key(|hit| hit.range.start);
    for hit in &mut told {
        if let Some(kind) = kind_of_taking(text, &hit.range, hit.value.0, people) {
            hit.value.0 = kind;
        }
    }
    let read = told.into_iter().map(|hit| {
        let at = text.token_at(hit.range.start);
        // An adjective may stand between: "la première frappe", "de violents combats".
        let either = Class::DEFINITE.with(Class::INDEFINITE);
        let before = (1..=2).find(|n| text.is_back(at, *n, either));
        let has = |class: Class| before.is_some_and(|n| text.is_back(at, n, class));
        let is_this = before.is_some_and(|n| text.is_back(at, n + 1, Class::THIS));
        // "Sunday's attack"
        let is_of_day =
            text.word(at.saturating_sub(1)) == "'s" && text.is_weekday(at.saturating_sub(2));
        // "la destruction d'un drone" tells of something, though it has its article.
        let words = text.folded.lower(hit.range.clone());
        let is_of_one = lists.of_one.is_in(words);
        let (kind, role) = match is_aircraft_down(text, &hit.range) {
            true => (Kind::AircraftCrash, Role::Verb),
            false => match hit.value {
                (Kind::ArmedClash, role)
                    if lists.taken_to_task.ends(words)
                        && is_by_armed_men(text, &hit.range, people) =>
                {
                    (Kind::Ambush, role)
                }
                (Kind::ArmedClash, role)
                    if lists.intercepts.opens(words)
                        && is_by_armed_men(text, &hit.range, people) =>
                {
                    (Kind::Attack, role)
                }
                (Kind::ArmedClash | Kind::Attack, role)
                    if lists.intercepts.opens(words)
                        && (!text.hits(&text.lexicon.arms).is_empty()
                            || lists.contraband.is_in(after(text, &hit.range))) =>
                {
                    (Kind::WeaponsSeizure, role)
                }
                // "Une moto bourrée d'explosifs a été neutralisée par les artificiers"
                (Kind::Ied | Kind::SuicideBombing, Role::Noun)
                    if text.lexicon.lists.made_safe.is_in(after(text, &hit.range)) =>
                {
                    (Kind::WeaponsSeizure, Role::Verb)
                }
                (Kind::Shelling, Role::Noun)
                    if !harms(outcomes) && finds_arms(text, &hit.range) =>
                {
                    (Kind::WeaponsSeizure, Role::Verb)
                }
                (Kind::Ambush, Role::Verb) if is_on_post(text, &hit.range) => {
                    (Kind::Attack, Role::Verb)
                }
                (Kind::Looting, _) if takes_people(text, &hit.range, people) => {
                    (Kind::Abduction, Role::Verb)
                }
                (Kind::Arrest, role) if is_vehicle(text, &hit.range) => (Kind::Attack, role),
                (Kind::AirStrike | Kind::Attack, role) if is_by_drone(text, &hit.range) => {
                    (Kind::DroneStrike, role)
                }
                value => value,
            },
        };
        let is_by_strangers = by_strangers
            .iter()
            .any(|deed| deed.start < hit.range.end && hit.range.start < deed.end);
        Trigger {
            range: hit.range,
            is_by_strangers,
            kind,
            role,
            // "le village a été attaqué": the article is the subject's.
            is_definite: role != Role::Verb
                && (has(Class::DEFINITE) || is_of_day || is_this)
                && !is_of_one,
            // "cette nouvelle attaque": the one told.
            is_indefinite: has(Class::INDEFINITE) && !is_this || is_of_one,
        }
    });
    read.collect()
}

/// "interpellé samedi par l'opposition": asked, not arrested.
fn is_asked(text: &Text<'_>, hit: &Hit<(Kind, Role)>) -> bool {
    const REACH: usize = 8;
    let lists = &text.lexicon.lists;
    if hit.value.0 != Kind::Arrest || !lists.asks.is_in(text.folded.lower(hit.range.clone())) {
        return false;
    }
    let next = text.token_at(hit.range.end);
    // "Il a interpellé mercredi le gouvernement."
    if (next..next + REACH / 2).any(|at| lists.asked.opens(text.word(at))) {
        return true;
    }
    let by = (next..next + REACH).find(|at| text.is(*at, Class::BY));
    by.is_some_and(|by| (by + 1..by + 3).any(|at| lists.askers.opens(text.word(at))))
}

/// "compensation for stolen camels": a participle before its noun, which tells of no deed.
fn is_attribute(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 3;
    let lists = &text.lexicon.lists;
    let (at, next) = (text.token_at(range.start), text.token_at(range.end));
    let is_helped = || (1..=REACH).any(|n| text.is_back_of(at, n, &lists.auxiliaries));
    let word = text.word(next);
    let ends = || {
        word.len() < 2 || text.is_of(next, &lists.phrase_ends) || text.is_of(next, &lists.articles)
    };
    let is_day = || text.lexicon.weekdays.contains_key(word) || lists.is_adverb(word);
    text.lexicon.is_english
        && text.is_of(at, &lists.bare_participles)
        && !(is_helped() || ends() || is_day())
        && text.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Word)
}

/// Whether somebody is told to have died or been wounded.
fn harms(outcomes: &[Hit<(Outcome, bool)>]) -> bool {
    outcomes.iter().any(|hit| matches!(hit.value.0, Outcome::Killed | Outcome::Wounded))
}

/// The words after a stretch of a sentence.
fn after<'t>(text: &'t Text<'_>, range: &Range<usize>) -> &'t str {
    text.folded.lower.get(range.end..).unwrap_or_default()
}

/// Whether arms or other materiel are named: medicines that were seized are none.
fn names_arms(text: &Text<'_>) -> bool {
    !text.hits(&text.lexicon.arms).is_empty() || !text.hits(&text.lexicon.materiel).is_empty()
}
