//! Whom or what a deed struck, and who did it: both say what it was.

use std::ops::Range;

use super::armed_men::armed_groups;
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit};
use crate::extract::numbers::number_at;
use crate::extract::sentence::Text;
use crate::model::Side;

/// "Un car a été arrêté": what was stopped is a vehicle.
pub(super) fn is_vehicle(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 8;
    let at = text.token_at(range.start);
    let before = text.between(range.start.saturating_sub(10), range.end);
    let is_passive = text.lexicon.lists.was.is_in(before);
    is_passive
        && clause_before(text, at, REACH).any(|i| text.is_of(i, &text.lexicon.lists.vehicles))
}

/// "Le poste de X a essuyé des tirs": who was fired on stood in a post, and was not on the way.
pub(super) fn is_on_post(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 12;
    let at = text.token_at(range.start);
    let Some(from) = clause_before(text, at, REACH).last() else { return false };
    let features = text.hits(&text.lexicon.features);
    let stretch = text.range(from, at);
    let is_post = features.iter().any(|hit| {
        matches!(hit.value.1, FeatureRole::Place | FeatureRole::Object)
            && stretch.start <= hit.range.start
            && hit.range.end <= stretch.end
    });
    is_post && !(from..at).any(|i| text.is_of(i, &text.lexicon.lists.units))
}

/// "interceptés par un groupe armé": an interception by armed men is an attack, not a clash.
pub(super) fn is_by_armed_men(text: &Text<'_>, range: &Range<usize>, people: &[Hit<Side>]) -> bool {
    const REACH: usize = 9;
    let end = text.token_at(range.end);
    let Some(by) = (end..end + REACH).find(|at| text.is(*at, Class::BY)) else {
        return false;
    };
    if armed_groups(text).iter().any(|(from, _)| (by..by + REACH).contains(from)) {
        return true;
    }
    let reach =
        text.range(by, by + REACH).start..text.range(by, (by + REACH).min(text.tokens.len())).end;
    people.iter().any(|h| {
        h.value == Side::Militants && reach.start <= h.range.start && h.range.end <= reach.end
    })
}

/// "Un infirmier a été emporté par des hommes armés", "ils ont emporté deux bergers": whom somebody
/// carries off is taken, not looted.
pub(super) fn takes_people(text: &Text<'_>, range: &Range<usize>, people: &[Hit<Side>]) -> bool {
    const REACH: usize = 6;
    let lists = &text.lexicon.lists;
    if !lists.carries_off.is_in(text.folded.lower(range.clone())) {
        return false;
    }
    let (from, to) = (text.token_at(range.start), text.token_at(range.end));
    let is_start = |at: usize| {
        let start = text.tokens.get(at).map(|token| token.start);
        people.iter().any(|h| h.value != Side::Militants && Some(h.range.start) == start)
    };
    let is_between = |at: usize| {
        text.is_any(at, Class::ARTICLE.with(Class::SINGULAR).with(Class::INDEFINITE))
            || text.is_weekday(at)
            || text.is_of(at, &lists.day_word)
            || number_at(text, at).is_some()
    };
    let object = (to..to + REACH).find(|at| !is_between(*at) || is_start(*at));
    if object.is_some_and(is_start) {
        return true;
    }
    let subject = text.range(from.saturating_sub(REACH), from).start;
    let before = text.between(subject, range.end);
    let is_thing = || {
        text.hits(&text.lexicon.things).iter().any(|thing| thing.range.start < range.start)
            || clause_before(text, from, REACH).any(|at| text.is_of(at, &lists.vehicles))
    };
    let of = Class::OF_ONE.with(Class::OF_THE).with(Class::DE);
    lists.was.is_in(before)
        && clause_before(text, from, REACH).any(|at| is_start(at) && !text.is_back(at, 1, of))
        && !is_thing()
}

/// "Un drone de l'armée a frappé", "touché par un drone": a strike whose agent is a drone.
pub(super) fn is_by_drone(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 7;
    const AGENT: usize = 5;
    let lists = &text.lexicon.lists;
    if !lists.strikes.is_in(text.folded.lower(range.clone())) {
        return false;
    }
    let is_drone = |at: usize| text.is_of(at, &lists.drones);
    let goes_on = |at: &usize| text.sign(*at) != b'"' && !text.is_any(*at, Class::CLAUSE);
    let (from, to) = (text.token_at(range.start), text.token_at(range.end));
    let mut after = (to..to + REACH).take_while(|at| !ends_clause(text, *at) && goes_on(at));
    let by = after.find(|at| text.is(*at, Class::BY));
    (from..to).any(is_drone)
        || clause_before(text, from, REACH).take_while(goes_on).any(is_drone)
        || by.is_some_and(|by| (by..by + AGENT).any(is_drone))
}

/// "Two rockets were seized", "found three mortars": arms that nobody fired.
pub(super) fn finds_arms(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 9;
    let (from, to) = (text.token_at(range.start), text.token_at(range.end));
    let found = text.first_of(&text.lexicon.lists.finds);
    // "Seized on Monday at Gao, from a canoe: eleven rockets"
    let opens = |at: usize| at == text.head() && at < from;
    found.is_some_and(|at| at + REACH >= from && at <= to + REACH || opens(at))
}

/// "Un drone de l'armée a été abattu": what was shot down was an aircraft.
pub(super) fn is_aircraft_down(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 70;
    let lists = &text.lexicon.lists;
    let words = text.folded.lower(range.clone());
    let Some(at) = lists.shot_down.all().find_map(|verb| words.find(verb)) else { return false };
    let at = range.start + at;
    let before = text.between(at.saturating_sub(REACH), at);
    let clause = before.rsplit([',', ';', ':', '.']).next().unwrap_or_default();
    let verb = text.token_at(at);
    let is_passive = text.is_back(verb, 1, Class::BEEN) || text.stands_before(&lists.drones, verb);
    is_passive && !lists.no_aircraft.is_in(clause) && lists.aircraft.is_in(clause)
}

/// The tokens before one, the nearest first, as far as the last sign.
fn clause_before(text: &Text<'_>, at: usize, reach: usize) -> impl Iterator<Item = usize> {
    (at.saturating_sub(reach)..at).rev().take_while(|i| !ends_clause(text, *i))
}

fn ends_clause(text: &Text<'_>, at: usize) -> bool {
    matches!(text.sign(at), b',' | b';' | b':' | b'.')
}
