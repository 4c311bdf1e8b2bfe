//! What groups of people are to each other: parts of a whole, companions, one sum; and who are no victims.

use super::Outcomes;
use super::groups::Group;
use crate::extract::classes::Class;
use crate::extract::lexicon::Role;
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
    // "thirty gunmen allegedly killed"
    let verb_of = |group: &Group| {
        let lists = &text.lexicon.lists;
        let is_adverb = |at: &usize| text.lexicon.is_english && lists.is_adverb(text.word(*at));
        let end = group.tokens.end;
        // "thirty gunmen are reported to have killed"
        let is_told = text.is_any(end, Class::BE)
            && text.is(end + 2, Class::TO)
            && text.is(end + 3, Class::HAVE);
        let end = if is_told { end + 4 } else { end };
        end + (end..end + 2).take_while(is_adverb).count()
    };
    let harms_others = |group: &Group| {
        const HEDGE: usize = 3;
        let from = verb_of(group);
        let Some(verb) = outcomes.iter().find(|o| {
            let at = text.token_at(o.range.start);
            !o.value.1 && (from..from + 2).contains(&at)
        }) else {
            return false;
        };
        let end = text.token_at(verb.range.end);
        let is_passive = text.is_any(from, Class::BE.with(Class::BEEN));
        // "Three soldiers died when sixty gunmen attacked": they harmed nobody.
        let is_death = text.is(text.token_at(verb.range.start), Class::DIED);
        !is_passive
            && !is_death
            && starts.iter().any(|at| *at >= end && *at - end <= HEDGE)
            && (end..end + HEDGE).take_while(|at| !starts.contains(at)).all(|at| {
                !matches!(text.sign(at), b',' | b';' | b':' | b'.')
                    && !text.is_any(at, phrase.with(Class::THAT))
            })
    };
    let is_attacker = |group: &Group| {
        let verb = verb_of(group);
        // "Six soldiers were burned alive": they suffered it.
        if text.is_any(verb, Class::BE.with(Class::BEEN)) {
            return false;
        }
        let auxiliary = text.is(verb, Class::HAVE);
        let start = text.tokens.get(verb + usize::from(auxiliary)).map(|t| t.start);
        let from = text.tokens.get(verb).map(|t| t.start);
        // "dozens of gunmen ambushed a patrol"
        let is_past = text.lexicon.is_english && text.lexicon.lists.pasts.ends(text.word(verb));
        let is_deed = triggers.iter().any(|t| {
            (t.value.1 == Role::Verb || is_past && t.value.1 == Role::Noun)
                && (Some(t.range.start) == start || Some(t.range.start) == from)
        });
        let is_harm = outcomes
            .iter()
            .any(|o| (Some(o.range.start) == start || Some(o.range.start) == from) && !o.value.1);
        let is_passive = auxiliary && text.is(group.tokens.end + 1, Class::BEEN);
        let is_active = !is_passive && (auxiliary || text.lexicon.is_english);
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
    for index in 1..groups.len() {
        if goes_on_with_parts(text, groups, index)
            && let Some(group) = groups.get_mut(index)
        {
            group.is_part = true;
        }
    }
    for index in 0..groups.len() {
        let Some(group) = groups.get(index).cloned() else { break };
        let opened = (0..group.tokens.start).rev().find(|at| matches!(text.sign(*at), b'(' | b')'));
        let bracket = opened.filter(|at| text.sign(*at) == b'(');
        let is_in_bracket = bracket.zip(whole).is_some_and(|(at, end)| end <= at && at <= end + 3);
        let is_among =
            index > 0 && text.standing(&text.lexicon.lists.among_them, group.tokens.end).is_some();
        // "une famille entière, soit cinq personnes": told once more, and better.
        let is_said_again = group.number.is_article
            && (group.tokens.end..group.tokens.end + 3).any(|at| text.is(at, Class::THAT_IS))
            && groups.get(index + 1).is_some_and(|next| {
                next.tokens.start > group.tokens.end && next.tokens.start <= group.tokens.end + 5
            });
        // "une famille de cinq personnes": the five are the family.
        let is_of_number = group.number.is_article
            && text.is(group.tokens.end, Class::OF_ONE)
            && groups.get(index + 1).is_some_and(|next| next.tokens.start == group.tokens.end + 1);
        let is_said_again = is_said_again || is_of_number;
        let is_part = group.outcome.is_none() && (is_in_bracket || is_among || is_said_again);
        if let Some(group) = groups.get_mut(index).filter(|_| is_part) {
            group.is_part = true;
        }
        if let Some(next) = groups.get_mut(index + 1).filter(|_| is_said_again) {
            next.is_part = false;
        }
        if bracket.is_none() {
            // "14 civils ont été tués (9 hommes": the verb may stand between.
            let verb = (group.tokens.end..group.tokens.end + 4).find(|at| text.sign(*at) == b'(');
            whole = Some(verb.unwrap_or(group.tokens.end));
        }
    }
}

/// "dont sept enfants, deux femmes et un vieillard": whether a number is one more part of the whole,
/// beside the one before.
fn goes_on_with_parts(text: &Text<'_>, groups: &[Group], index: usize) -> bool {
    let beside = |first: usize| {
        let (first, second) = (groups.get(first)?, groups.get(first + 1)?);
        let between = first.tokens.end..second.tokens.start;
        let is_bare = second.outcome.is_none();
        (is_bare && between.len() == 1).then_some((first, between.start))
    };
    let Some((before, at)) = index.checked_sub(1).and_then(beside) else { return false };
    let is_and = |at: usize| text.is(at, Class::AND);
    // A comma before goes on only where "et" follows, as far as the list goes.
    let goes_on = || beside(index).is_some_and(|(_, at)| is_and(at) || text.sign(at) == b',');
    before.is_part && before.outcome.is_none() && (is_and(at) || text.sign(at) == b',' && goes_on())
}
