//! What groups of people are to each other: parts of a whole, companions, one sum; and who are no victims.

use super::Outcomes;
use super::groups::Group;
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::sentence::Text;
use crate::model::Side;

/// "plusieurs centaines d'hommes ont attaqué X", "forty gunmen stormed X": who did it is no toll.
pub(super) fn drop_attackers(text: &Text<'_>, groups: &mut Vec<Group>, outcomes: &Outcomes) {
    if groups.is_empty() {
        return;
    }
    let phrase = Class::AND.with(Class::BY).with(Class::IN).with(Class::AT);
    let triggers = text.hits(&text.lexicon.triggers);
    let starts: Vec<usize> = groups.iter().map(|g| g.tokens.start).collect();
    // "two gunmen killed twenty people", "deux hommes ont tué vingt personnes"
    let harms_others = |group: &Group| {
        const HEDGE: usize = 3;
        let from = group.tokens.end;
        let Some(verb) = outcomes.iter().find(|o| {
            let at = text.token_at(o.range.start);
            !o.value.1 && (from..from + 2).contains(&at)
        }) else {
            return false;
        };
        let end = text.token_at(verb.range.end);
        let is_passive = text.is_any(from, Class::BE.with(Class::BEEN));
        !is_passive
            && starts.iter().any(|at| *at >= end && *at - end <= HEDGE)
            && (end..end + HEDGE).take_while(|at| !starts.contains(at)).all(|at| {
                !matches!(text.word(at), "," | ";" | ":" | ".") && !text.is_any(at, phrase)
            })
    };
    let is_attacker = |group: &Group| {
        let auxiliary = text.is(group.tokens.end, Class::HAVE);
        let start = text.tokens.get(group.tokens.end + usize::from(auxiliary)).map(|t| t.start);
        let from = text.tokens.get(group.tokens.end).map(|t| t.start);
        let is_deed = triggers.iter().any(|t| {
            t.value.1 == Role::Verb && (Some(t.range.start) == start || Some(t.range.start) == from)
        });
        let is_harm = outcomes
            .iter()
            .any(|o| (Some(o.range.start) == start || Some(o.range.start) == from) && !o.value.1);
        let is_active = auxiliary || text.lexicon.is_english;
        group.outcome.is_none()
            && group.side != Some(Side::Civilians)
            && is_active
            && (is_deed && !is_harm || is_harm && harms_others(group))
    };
    groups.retain(|group| !is_attacker(group));
}

/// "14 civilians (9 men, 3 women)", "six passengers, two women among them": what stands in brackets
/// after a number of people, or is said to be among them, is counted already.
pub(super) fn mark_parts(text: &Text<'_>, groups: &mut [Group]) {
    let mut whole: Option<usize> = None;
    for index in 0..groups.len() {
        let Some(group) = groups.get(index).cloned() else { break };
        let opened = (0..group.tokens.start).rev().find(|at| matches!(text.word(*at), "(" | ")"));
        let bracket = opened.filter(|at| text.word(*at) == "(");
        let is_in_bracket = bracket.zip(whole).is_some_and(|(at, end)| end <= at && at <= end + 3);
        let is_among =
            index > 0 && text.standing(&text.lexicon.lists.among_them, group.tokens.end).is_some();
        // "une famille entière, soit cinq personnes": told once more, and better.
        let is_said_again = group.number.is_article
            && (group.tokens.end..group.tokens.end + 3).any(|at| text.is(at, Class::THAT_IS))
            && groups.get(index + 1).is_some_and(|next| {
                next.tokens.start > group.tokens.end && next.tokens.start <= group.tokens.end + 5
            });
        let is_part = group.outcome.is_none() && (is_in_bracket || is_among || is_said_again);
        if let Some(group) = groups.get_mut(index).filter(|_| is_part) {
            group.is_part = true;
        }
        if let Some(next) = groups.get_mut(index + 1).filter(|_| is_said_again) {
            next.is_part = false;
        }
        if bracket.is_none() {
            // "14 civils ont été tués (9 hommes": the verb may stand between.
            let verb = (group.tokens.end..group.tokens.end + 4).find(|at| text.word(*at) == "(");
            whole = Some(verb.unwrap_or(group.tokens.end));
        }
    }
}

/// "un infirmier et son chauffeur", "un berger et sa femme": one more of the same side.
pub(super) fn add_companions(text: &Text<'_>, groups: &mut [Group], people: &[Hit<Side>]) {
    for group in groups.iter_mut().filter(|g| g.side.is_some() && g.outcome.is_none()) {
        let at = group.tokens.end;
        let is_linked = text.is(at, Class::AND) && text.is(at + 1, Class::OWN);
        let start = text.tokens.get(at + 2).map(|t| t.start);
        let noun = people.iter().find(|h| Some(h.range.start) == start && is_linked);
        if let Some(noun) = noun.filter(|h| !text.folded.lower(h.range.clone()).ends_with('s')) {
            group.low = group.low.saturating_add(1);
            group.high = group.high.map(|h| h.saturating_add(1));
            group.tokens.end = text.token_at(noun.range.end);
        }
    }
}

/// "huit militaires et trente-deux VDP tombés": two groups of one side with one verb are one.
pub(super) fn join_coordinated(text: &Text<'_>, groups: &mut [Group]) {
    for index in (1..groups.len()).rev() {
        let (before, after) = groups.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else { continue };
        let gap = second.tokens.start.saturating_sub(first.tokens.end);
        let link = first.tokens.end;
        // "la perte de dix gendarmes et de quatre VDP"
        let is_linked =
            gap <= 1 || (gap == 2 && text.is_any(link + 1, Class::OF_ONE.with(Class::OWN)));
        let is_pair = first.tokens.end <= second.tokens.start
            && text.is(second.tokens.start.saturating_sub(gap.max(1)), Class::AND)
            && is_linked;
        let is_alike = first.side.is_some()
            && first.side == second.side
            && first.outcome.is_none()
            && second.outcome.is_none()
            && !first.is_part
            && !second.is_part
            && !second.number.is_article;
        if is_pair && is_alike {
            first.low = first.low.saturating_add(second.low);
            first.high = first.high.zip(second.high).map(|(a, b)| a.saturating_add(b));
            first.tokens.end = second.tokens.end;
            second.is_joined = true;
        }
    }
}
