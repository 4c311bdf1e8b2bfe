//! Decides what became of the people that a number counts, and whose they were.

use std::ops::Range;

use super::chains::harmed_with;
use super::groups::{Group, is_raised, is_toll_of};
use super::headlines::harms_next;
use super::sides::{side_nearby, side_of_loser, side_of_raised};
use super::{BACK_REACH, Outcomes, Toll, VERB_REACH};
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, is_settlement};
use crate::extract::numbers::number_at;
use crate::extract::sentence::Text;
use crate::model::{Outcome, Side};

pub(super) fn resolve(
    text: &Text<'_>,
    groups: &[Group],
    index: usize,
    outcomes: &Outcomes,
    last: Option<&Toll>,
) -> Option<Toll> {
    let group = groups.get(index)?;
    let is_raised = is_raised(text, group.tokens.start);
    // "une attaque menée par une centaine d'hommes": they did it.
    let is_agent = group.outcome.is_none()
        && !is_raised
        && text.is_back(group.tokens.start, 1, Class::BY_WHOM);
    if group.is_part {
        // "alertée par un berger, l'armée a surpris les assaillants, dont deux ont été tués"
        let is_first = groups.iter().take(index).all(|g| g.number.is_article);
        return died_of_part(text, group, outcomes, (last, is_first));
    }
    let companions = died_with(text, group, outcomes).filter(|_| group.outcome.is_none());
    let is_agent = is_agent && companions.is_none();
    if group.is_joined || is_agent && !is_compared(text, group, outcomes) {
        return None;
    }
    // "Huit bœufs d'un éleveur ont été tués": the verb is of more than one.
    let is_owner = group.low == 1
        && text.is_back(group.tokens.start, 1, Class::OF_ONE)
        && text.is(group.tokens.end, Class::PLURAL_AUXILIARY);
    if group.outcome.is_none() && (is_held(text, group) || is_owner) {
        return None;
    }
    if is_of_the_dead(text, group, outcomes) || is_unharmed(text, group) || is_set_free(text, group)
    {
        return None;
    }
    let mut end = group.clause.end;
    let is_listed = is_of_list(text, groups, index);
    let stop = groups.get(index + 1..)?.iter().find(|g| {
        // "dix-sept soldats et quatre civils ont été tués": the verb is of both.
        let is_joined = text.word(end) == "," && is_listed || text.is(end, Class::AND);
        let is_beside = g.tokens.start <= end + 1 && is_joined;
        let shares = g.outcome.is_none() && (is_beside || g.tokens.start < end);
        if shares {
            end = g.clause.end;
        }
        !shares && !g.is_joined && !g.is_part
    });
    let outcome = match group.outcome {
        // "saying one of the wounded had died": one of those counted.
        Some(_) if group.low == 1 && is_partitive(text, group) => return None,
        Some(_) if is_spared(text, group) => return None,
        Some(outcome) => outcome,
        None if companions.is_some() => Outcome::Killed,
        None => outcome_of(text, group, stop, outcomes).or_else(|| of_toll(text, group))?,
    };
    if group.number.is_article && group.outcome.is_none() && group.side.is_none() {
        return None;
    }
    let range = text.range(group.tokens.start, group.tokens.end);
    let side = match group.side {
        Some(Side::Unknown) | None => side_of_loser(text, group, outcomes)
            .or_else(|| side_of_raised(text, group).filter(|_| is_raised))
            .unwrap_or_else(|| {
                side_nearby(text, group, outcomes, last.map_or(Side::Unknown, |t| t.side))
            }),
        Some(side) => side,
    };
    // "Deux personnes au moins ont été tuées"
    let is_open = text.standing(&text.lexicon.lists.or_more, group.tokens.end).is_some();
    let more = companions.filter(|_| last.is_none()).map_or(0, u32::from);
    let high = group.high.filter(|_| !is_open).map(|high| high.saturating_add(more));
    let low = group.low.saturating_add(more);
    Some(Toll { range, outcome, side, low, high, is_leader: group.is_leader })
}

/// "The emir perished together with three guards", "Ali Ba a péri avec trois gardes": whether those
/// who died with others died with one whom the sentence names, and does not count.
fn died_with(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> Option<bool> {
    let own = usize::from(text.is_back(group.tokens.start, 1, Class::OWN));
    let hit = harmed_with(text, group.tokens.start - own, outcomes)?;
    if hit.value.0 != Outcome::Killed {
        return None;
    }
    let (head, verb) = (text.head(), text.token_at(hit.range.start));
    let helper = verb.checked_sub(1).filter(|at| text.is(*at, Class::PLURAL_AUXILIARY));
    let is_plural = || helper.is_some_and(|at| !text.is(at, Class::SINGULAR_AUXILIARY));
    let article = Class::SINGULAR.with(Class::INDEFINITE_ARTICLE);
    let is_person =
        text.is_any(head, article) && !text.lexicon.lists.plurals.ends(text.word(head + 1));
    let is_name = text.is_capital(head) && text.is_capital(head + 1);
    Some((is_person || is_name) && !is_plural())
}

/// "dix soldats, deux guides et un civil": whether commas after a group lead to "et"; at the head of a
/// sentence they need not.
fn is_of_list(text: &Text<'_>, groups: &[Group], index: usize) -> bool {
    const HEAD: usize = 2;
    let Some(group) = groups.get(index) else { return false };
    let mut end = group.clause.end;
    for next in groups.iter().skip(index + 1).filter(|g| !g.is_joined && !g.is_part) {
        match () {
            () if next.tokens.start > end + 1 => break,
            () if text.is(end, Class::AND) => return true,
            () => end = next.clause.end,
        }
    }
    let before = groups.get(..index).unwrap_or_default().iter().rev();
    let first = before.fold(group.tokens.start, |start, g| match g.clause.end + 1 == start {
        true => g.tokens.start,
        false => start,
    });
    first <= HEAD
}

/// "Ten bandits were killed, five women rescued": what is said of them is no harm.
fn is_unharmed(text: &Text<'_>, group: &Group) -> bool {
    const REACH: usize = 4;
    const CLAUSE: usize = 10;
    let helpers = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::AND);
    let is_between =
        |at: usize| text.is_any(at, helpers) || text.lexicon.lists.is_adverb(text.word(at));
    let at = (group.tokens.end..group.tokens.end + REACH).find(|at| !is_between(*at));
    let unharmed = &text.lexicon.lists.unharmed;
    // "une femme retenue contre son gré a été libérée", but not "while others were evacuated"
    let is_end = |at: &usize| {
        matches!(text.word(*at), "," | ";" | ":" | "." | "")
            || text.lexicon.is_english && text.is_of(*at, &text.lexicon.lists.clauses)
    };
    let mut clause = (group.tokens.end..group.tokens.end + CLAUSE).take_while(|at| !is_end(at));
    let mut is_freed =
        || clause.any(|at| text.is(at, Class::BEEN) && unharmed.opens(text.word(at + 1)));
    // "neutralisé huit terroristes et libéré deux otages": what follows "et" has an object of its own.
    let is_joined = text.is(group.tokens.end, Class::AND);
    let at = at.filter(|_| !is_joined);
    group.outcome.is_none() && (at.is_some_and(|at| unharmed.opens(text.word(at))) || is_freed())
}

/// "libéré deux otages", "freed two hostages".
fn is_set_free(text: &Text<'_>, group: &Group) -> bool {
    let verb = group.tokens.start.checked_sub(1).map_or("", |at| text.word(at));
    group.outcome.is_none() && text.lexicon.lists.unharmed.opens(verb)
}

/// "Dix vies ont été sauvées".
fn is_spared(text: &Text<'_>, group: &Group) -> bool {
    let lists = &text.lexicon.lists;
    let is_life = text.is_back_of(group.tokens.end, 1, &lists.lives);
    is_life && text.contains(&lists.spared)
}

/// The harm done to the people of a group: the active verb right before the number, else the
/// first participle after the noun, else the nearest harm before.
fn outcome_of(
    text: &Text<'_>,
    group: &Group,
    stop: Option<&Group>,
    outcomes: &Outcomes,
) -> Option<Outcome> {
    let range = text.range(group.clause.start, group.clause.end);
    let token_of = |byte: usize| text.token_at(byte);
    let before = outcomes.iter().rev().find(|h| h.range.end <= range.start);
    let distance = before.map(|h| group.clause.start.saturating_sub(token_of(h.range.end)));
    let is_direct = before.zip(distance).is_some_and(|(hit, d)| {
        d <= 2
            && !is_of_aside(text, group, hit)
            && (hit.value.1 || is_active(text, hit))
            && !text.between(hit.range.end, range.start).contains([',', ';', ':'])
            && !(token_of(hit.range.end)..group.tokens.start).any(|i| text.is(i, Class::AND))
    });
    if is_direct {
        return before.map(|h| h.value.0);
    }
    let limit =
        stop.map_or(text.folded.lower.len(), |g| text.range(g.tokens.start, g.tokens.end).start);
    let after = outcomes.iter().find(|h| h.range.start >= range.end);
    let forward = after.filter(|h| {
        let at = token_of(h.range.start);
        // "A councillor put the number of dead at ten": nobody dead is said of him.
        let is_number_of = text.lexicon.is_english && text.is_back(at, 1, Class::OF_ONE);
        // "An official confirms both deaths"
        let definite = Class::DEFINITE.with(Class::THEY).with(Class::OWN);
        let is_told_of =
            text.is_of(at, &text.lexicon.lists.deaths) && text.is_back(at, 1, definite);
        let n_tokens = at.saturating_sub(group.clause.end);
        !is_clause_of(text, group.clause.end, at)
            && n_tokens <= VERB_REACH
            && (h.range.start < limit)
            && !h.value.1
            && !is_number_of
            && !is_told_of
            && !harms_next(text, h)
    });
    if let Some(hit) = forward {
        let is_dead = match hit.value.0 {
            Outcome::Wounded => died_later(text, hit, outcomes, limit),
            Outcome::Captured => {
                and_killed(text, hit, outcomes) || taken_then_killed(text, group, hit, outcomes)
            }
            _ => false,
        };
        return Some(if is_dead { Outcome::Killed } else { hit.value.0 });
    }
    let is_near = distance.is_some_and(|d| d <= BACK_REACH)
        && !is_partitive(text, group)
        && !is_uprooted(text, group)
        && !is_after_other_deed(text, group, outcomes);
    before.filter(|h| is_near && !is_of_aside(text, group, h)).map(|h| h.value.0)
}

/// "tués à X, où vivent 400 familles", "tués alors que 60 soldats arrivaient": what was told before
/// befell others.
fn is_of_aside(text: &Text<'_>, group: &Group, harm: &Hit<(Outcome, bool)>) -> bool {
    let asides = &text.lexicon.lists.aside_clauses;
    let mut between = text.token_at(harm.range.end)..group.tokens.start;
    between.any(|at| text.is_where(at) || text.is_of(at, asides))
}

/// "la présence de 60 soldats", "un village de 3 000 habitants": people of whom something is told,
/// and not they.
fn is_held(text: &Text<'_>, group: &Group) -> bool {
    let of = group.tokens.start.checked_sub(1).filter(|at| text.is(*at, Class::OF_ONE));
    of.and_then(|of| of.checked_sub(1)).is_some_and(|at| {
        let end = text.range(at, at + 1).end;
        let features = text.hits(&text.lexicon.features);
        text.is_of(at, &text.lexicon.lists.holders)
            || features.iter().any(|hit| hit.range.end == end && is_settlement(hit))
    })
}

/// "douze morts et trois cents déplacés", "poussant 300 personnes à fuir", "la fuite de 300
/// habitants": what became of others did not befall them.
fn is_uprooted(text: &Text<'_>, group: &Group) -> bool {
    const NOUN: usize = 2;
    const VERB: usize = 3;
    let lists = &text.lexicon.lists;
    let (start, end) = (group.tokens.start, group.tokens.end.max(group.clause.end));
    (start..end + NOUN).any(|at| text.is_of(at, &lists.uprooted))
        || (end..end + VERB).any(|at| text.is_of(at, &lists.flights))
        || (start.saturating_sub(NOUN)..start).any(|at| text.is_of(at, &lists.flights))
}

/// "Les deux capitaines ont demandé que … du gardien tué": what stands at a token is in a clause that
/// the verb of those counted governs.
fn is_clause_of(text: &Text<'_>, end: usize, at: usize) -> bool {
    text.is(end, Class::HAVE) && (end + 2..at).any(|i| text.is(i, Class::THAT))
}

/// "rounded up and shot", "enlevés puis exécutés", "taken off a coach near Gao and put to death":
/// whether those who were taken were killed.
fn and_killed(text: &Text<'_>, taken: &Hit<(Outcome, bool)>, outcomes: &Outcomes) -> bool {
    const LINKS: usize = 3;
    const CLAUSE: usize = 20;
    let from = text.token_at(taken.range.end);
    let joins = Class::AND.with(Class::THEN).with(Class::BEEN);
    outcomes.iter().any(|hit| {
        let at = text.token_at(hit.range.start);
        let is_next = at > from && at <= from + LINKS && hit.value == (Outcome::Killed, false);
        let is_link = |i: usize| {
            text.is_any(i, joins)
                || text.word(i) == ","
                || text.lexicon.lists.is_adverb(text.word(i))
        };
        let ends = |i: usize| matches!(text.sign(i), b',' | b';' | b':' | b'.' | b'"');
        let is_apart = at > from
            && at <= from + CLAUSE
            && hit.value == (Outcome::Killed, false)
            && text.is_back(at, 1, Class::AND.with(Class::THEN))
            && !(from..at).any(|i| ends(i) || text.is_any(i, Class::THAT.with(Class::RELATIVE)))
            && !has_object(text, text.token_at(hit.range.end));
        is_next && (from..at).all(is_link) || is_apart
    })
}

/// Whether what stands at a token may be whom a verb is done to: "killed a guard", but not "killed two
/// days later".
fn has_object(text: &Text<'_>, at: usize) -> bool {
    let article =
        Class::ARTICLE.with(Class::INDEFINITE_ARTICLE).with(Class::OWN).with(Class::SINGULAR);
    let is_time = |at: usize| text.is_any(at, Class::DAY.with(Class::HOUR).with(Class::MINUTE));
    let number = number_at(text, at).filter(|n| !n.is_article && !is_time(n.to));
    number.is_some() || text.is_any(at, article)
}

/// "Trois bergers arrêtés le 12 mai ont été retrouvés morts": whether what the sentence says of those
/// who were taken is that they died.
fn taken_then_killed(
    text: &Text<'_>,
    group: &Group,
    taken: &Hit<(Outcome, bool)>,
    outcomes: &Outcomes,
) -> bool {
    const REACH: usize = 14;
    let from = text.token_at(taken.range.end);
    let is_participle = text.token_at(taken.range.start) == group.clause.end;
    let ends =
        |at: usize| matches!(text.word(at), "," | ";" | ":" | ".") || text.is(at, Class::THAT);
    is_participle
        && outcomes.iter().any(|hit| {
            let at = text.token_at(hit.range.start);
            hit.value == (Outcome::Killed, false)
                && (from..from + REACH).contains(&at)
                && text.is_back(at, 1, Class::BEEN.with(Class::BE))
                && !(from..at).any(ends)
        })
}

/// "Un soldat touché dans l'attaque a succombé": whether those who were wounded died of it.
fn died_later(
    text: &Text<'_>,
    wounded: &Hit<(Outcome, bool)>,
    outcomes: &Outcomes,
    limit: usize,
) -> bool {
    const REACH: usize = 14;
    let from = text.token_at(wounded.range.end);
    outcomes.iter().any(|hit| {
        let at = text.token_at(hit.range.start);
        let is_next = hit.range.start > wounded.range.start && hit.range.start < limit;
        is_next
            && hit.value == (Outcome::Killed, false)
            && at <= from + REACH
            && text.lexicon.lists.died_later.is_in(text.folded.lower(hit.range.clone()))
            && (from..at).all(|i| {
                !matches!(text.word(i), ";" | ":" | ".") && !text.is_any(i, Class::OF_WHOM)
            })
    })
}

/// "cinq blessés, dont un a succombé": those of the people counted before who died.
fn died_of_part(
    text: &Text<'_>,
    group: &Group,
    outcomes: &Outcomes,
    (last, is_first): (Option<&Toll>, bool),
) -> Option<Toll> {
    const REACH: usize = 3;
    let whole = last.filter(|toll| toll.outcome != Outcome::Killed && toll.low >= group.low);
    // "Les assaillants, dont deux ont été tués": nobody counted the whole.
    let is_uncounted = last.is_none() && is_first && group.outcome.is_none();
    if whole.is_none() && !is_uncounted {
        return None;
    }
    let side = whole.map_or(Side::Unknown, |whole| whole.side);
    if group.outcome == Some(Outcome::Killed) {
        let range = text.range(group.tokens.start, group.tokens.end);
        return Some(dead(group, range, side));
    }
    let end = group.tokens.end;
    let helper = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::ALREADY);
    let hit = outcomes.iter().find(|hit| text.token_at(hit.range.start) >= end)?;
    let at = text.token_at(hit.range.start);
    let is_theirs = at <= end + REACH
        && hit.value == (Outcome::Killed, false)
        && (end..at).all(|i| text.is_any(i, helper) || text.lexicon.lists.is_adverb(text.word(i)));
    let range = text.range(group.tokens.start, text.token_at(hit.range.end));
    is_theirs.then(|| dead(group, range, side))
}

fn dead(group: &Group, range: Range<usize>, side: Side) -> Toll {
    let (low, high) = (group.low, group.high);
    Toll { range, outcome: Outcome::Killed, side, low, high, is_leader: false }
}

/// "23 terroristes tués contre deux militaires": as many on the other side.
fn is_compared(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> bool {
    let at = group.tokens.start;
    let is_beside = |h: &Hit<(Outcome, bool)>| text.token_at(h.range.end) + 1 == at;
    text.is_back(at, 1, Class::AGAINST)
        && group.low > 0
        && outcomes.iter().any(|h| !h.value.1 && is_beside(h))
}

/// "Ten of those killed on Saturday were from one village": some of dead told of before.
fn is_of_the_dead(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> bool {
    const REACH: usize = 8;
    let verb = Class::BE.with(Class::PLURAL_AUXILIARY).with(Class::SINGULAR_AUXILIARY);
    let of_them = text.standing(&text.lexicon.lists.of_them, group.number.to);
    of_them.is_some_and(|n| {
        let at = group.number.to + n;
        // "two of them killed": what became of them.
        let has_verb = || (at + 1..at + REACH).any(|i| text.is_any(i, verb));
        // "Three of them were shot": theirs is the verb.
        !text.is_of(at, &text.lexicon.lists.auxiliaries)
            && has_verb()
            && outcomes
                .iter()
                .any(|h| h.value == (Outcome::Killed, false) && text.token_at(h.range.start) == at)
    })
}

/// "several of the civilians", "deux des soldats": some of people told of before.
fn is_partitive(text: &Text<'_>, group: &Group) -> bool {
    let of_them = &text.lexicon.lists.of_them;
    (group.number.to..group.tokens.end).any(|at| text.standing(of_them, at).is_some())
}

/// "the toll has climbed to 17", "an earlier toll of eight": a number of dead.
fn of_toll(text: &Text<'_>, group: &Group) -> Option<Outcome> {
    let start = group.tokens.start;
    let is_told = is_raised(text, start) || is_toll_of(text, start);
    let is_of_dead = (0..start).any(|at| text.is(at, Class::TOLL));
    (is_told && is_of_dead && group.low > 1).then_some(Outcome::Killed)
}

/// "a tué quinze hommes", "ont enlevé", "killed fifteen": the subject did it.
pub(super) fn is_active(text: &Text<'_>, hit: &Hit<(Outcome, bool)>) -> bool {
    let at = text.token_at(hit.range.start);
    !text.is_back(at, 1, Class::BE.with(Class::BEEN))
}

/// "ont tué un vigile et contraint douze adolescents": the participle right before the number is of
/// another deed than the harm further off.
fn is_after_other_deed(text: &Text<'_>, group: &Group, outcomes: &Outcomes) -> bool {
    let Some(at) = group.clause.start.checked_sub(1) else { return false };
    let token = text.range(at, at + 1);
    let is_harm = outcomes.iter().any(|h| h.range.end > token.start && h.range.start < token.end);
    let word = text.word(at);
    let is_participle = match text.lexicon.is_english {
        true => text.lexicon.lists.pasts.ends(word),
        false => word.ends_with('e') && text.folded.is_accented(token.end - 1),
    };
    !is_harm && (is_participle || text.is_of(at, &text.lexicon.lists.other_deeds))
}
