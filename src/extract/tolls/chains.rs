//! People named one after another, who share what became of them: "le maire et deux conseillers",
//! "a driver, his apprentice and three passengers".

use std::ops::Range;

use super::Outcomes;
use super::groups::{Group, before_adjectives, counted};
use super::objects::object_at;
use crate::extract::classes::Class;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::Number;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

/// One of the people of a chain: a group that is counted, or one person with an article.
#[derive(Clone, Debug)]
struct Link {
    tokens: Range<usize>,
    /// The group's number.
    group: Option<usize>,
    side: Side,
    is_part: bool,
    /// The token of the noun of a single person.
    noun: usize,
}

/// Adds the single people that stand beside others with one verb, and sums all of one side.
pub(super) fn join_chains(
    text: &Text<'_>,
    groups: &mut Vec<Group>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) {
    // Without people and harm nobody stands beside anybody.
    if people.is_empty() || outcomes.is_empty() && people.len() < 2 {
        return;
    }
    let links = links(text, groups, outcomes, people);
    let mut from = 0;
    while from < links.len() {
        let to = chain_end(text, &links, from, outcomes);
        if let Some(chain) = links.get(from..to).filter(|chain| chain.len() > 1) {
            join(text, groups, chain, outcomes);
        }
        from = to.max(from + 1);
    }
    groups.sort_by_key(|g| g.tokens.start);
}

/// All that may be part of a chain, left to right.
fn links(
    text: &Text<'_>,
    groups: &[Group],
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Vec<Link> {
    let is_open = |g: &Group| g.outcome.is_none() && !g.is_joined;
    let counted = groups.iter().enumerate().filter(|(_, g)| is_open(g) && g.side.is_some());
    let of_group = |(index, group): (usize, &Group)| Link {
        tokens: group.tokens.clone(),
        group: Some(index),
        side: group.side.unwrap_or(Side::Unknown),
        is_part: group.is_part,
        noun: group.tokens.start,
    };
    let single = |hit: &Hit<Side>| {
        let noun = text.token_at(hit.range.start);
        let end = text.token_at(hit.range.end);
        let is_free = groups.iter().all(|g| g.tokens.end <= noun || g.tokens.start >= end);
        let from = before_adjectives(text, noun, outcomes, people)?;
        let from = Some(from).filter(|at| is_free && text.is(*at, Class::SINGULAR))?;
        let link = Link { tokens: from..end, group: None, side: hit.value, is_part: false, noun };
        (!is_plural(text, text.folded.lower(hit.range.clone()))).then_some(link)
    };
    let mut links: Vec<Link> =
        counted.map(of_group).chain(people.iter().filter_map(single)).collect();
    links.extend(companions(text, &links));
    links.sort_by_key(|link| link.tokens.start);
    links
}

/// "le chef, son fils et un visiteur": one person more, of whom no list knows, behind "et" beside
/// people.
fn companions(text: &Text<'_>, known: &[Link]) -> Vec<Link> {
    const SHORTEST: usize = 4;
    const REACH: usize = 6;
    if known.is_empty() {
        return Vec::new();
    }
    let things = text.hits(&text.lexicon.things);
    let features = text.hits(&text.lexicon.features);
    let companion = |and: usize| {
        let (article, noun) = (and + 1, and + 2);
        let token = text.tokens.get(noun).filter(|t| t.kind == TokenKind::Word)?;
        let is_one = text.is_any(article, Class::INDEFINITE_ARTICLE.with(Class::OWN));
        let is_beside =
            known.iter().any(|link| (link.tokens.end..=link.tokens.end + REACH).contains(&and));
        let is_free = known.iter().all(|link| !link.tokens.contains(&noun));
        let is_thing = things.iter().map(|h| &h.range).chain(features.iter().map(|h| &h.range));
        let word = text.word(noun);
        let is_plain = word.len() >= SHORTEST
            && !word.ends_with(['s', 'x'])
            && !text.is_capital(noun)
            && !text.is_any(noun, Class::NO_NOUN.with(Class::OTHER));
        let verb = Class::HAVE.with(Class::BE).with(Class::SINGULAR_AUXILIARY);
        let is_subject = text.is_any(noun + 1, verb);
        let is_person = is_one && is_beside && is_free && is_plain && !is_subject;
        (is_person && !is_thing.into_iter().any(|range| range.contains(&token.start))).then(|| {
            Link {
                tokens: article..noun + 1,
                group: None,
                side: Side::Unknown,
                is_part: false,
                noun,
            }
        })
    };
    (0..text.tokens.len()).filter(|at| text.is(*at, Class::AND)).filter_map(companion).collect()
}

fn is_plural(text: &Text<'_>, words: &str) -> bool {
    let mut words = words.split(' ');
    let noun = if text.lexicon.is_english { words.next_back() } else { words.next() };
    let noun = noun.unwrap_or_default();
    let lists = &text.lexicon.lists;
    lists.plurals.ends(noun) && !lists.no_plurals.has(noun)
}

/// One past the last link of the chain that begins with one.
fn chain_end(text: &Text<'_>, links: &[Link], from: usize, outcomes: &Outcomes) -> usize {
    let mut end = from + 1;
    let mut at = from;
    while let (Some(first), Some(second)) = (links.get(at), links.get(at + 1)) {
        let between = first.tokens.end..second.tokens.start;
        // "dont sept enfants, et deux soldats": the aside has ended.
        let ends_aside = first.is_part && !second.is_part && text.word(between.start) == ",";
        let joined = (!ends_aside).then(|| joint(text, between, outcomes)).flatten();
        match joined {
            Some(is_last) if is_last => end = at + 2,
            Some(_) => {}
            None => break,
        }
        at += 1;
    }
    end
}

/// Whether what stands between two people joins them, and if so, by "et" or only by a comma.
fn joint(text: &Text<'_>, between: Range<usize>, outcomes: &Outcomes) -> Option<bool> {
    let and_also = &text.lexicon.lists.and_also;
    let mut at = between.end;
    // "la perte de dix gendarmes et de quatre VDP", "un homme et ses deux fils"
    let again = Class::OF_ONE.with(Class::AT).with(Class::TO).with(Class::OWN);
    let is_own = text.is_back(at, 1, Class::OWN) && is_comma(text, at - 1);
    if text.is_back(at, 1, again) && text.is_back(at, 2, Class::AND) || is_own {
        at -= 1;
    }
    let ends = |at: &usize| text.standing(and_also, *at).is_some_and(|n| at + n == between.end);
    let longer = (between.start..at).rev().take(LONGEST_LINK).find(ends);
    if harmed_together(text, between.clone(), outcomes).is_some() {
        return Some(true);
    }
    let is_last = longer.is_some() || text.is_back(at, 1, Class::AND);
    let mut to = longer.or_else(|| is_last.then(|| at - 1)).unwrap_or(at);
    let has_comma = to > between.start && is_comma(text, to);
    if !is_last && !has_comma {
        return None;
    }
    if has_comma {
        to -= 1;
    }
    let is_joined = between.start <= to && is_complement(text, between.start..to, outcomes);
    is_joined.then_some(is_last)
}

/// "a été tué avec", "was murdered with": what became of people and of those after them.
fn harmed_together(text: &Text<'_>, between: Range<usize>, outcomes: &Outcomes) -> Option<Outcome> {
    const LONGEST: usize = 7;
    if between.is_empty() || between.len() > LONGEST {
        return None;
    }
    let end = between.end - usize::from(text.is_back(between.end, 1, Class::OWN));
    let hit = harmed_with(text, end, outcomes)?;
    let verb = Class::HAVE.with(Class::BE).with(Class::BEEN);
    let at = text.token_at(hit.range.start);
    (at >= between.start && (between.start..at).all(|i| text.is_any(i, verb)))
        .then_some(hit.value.0)
}

/// "perished together with", "a péri avec": the harm that people and those from a token on suffered.
pub(super) fn harmed_with<'o>(
    text: &Text<'_>,
    end: usize,
    outcomes: &'o Outcomes,
) -> Option<&'o Hit<(Outcome, bool)>> {
    let lists = &text.lexicon.lists;
    let with = end.checked_sub(1).filter(|at| text.is_of(*at, &lists.together))?;
    let with = with - usize::from(text.is_back_of(with, 1, &lists.jointly));
    outcomes.iter().find(|hit| text.token_at(hit.range.end) == with && !hit.value.1)
}

fn is_comma(text: &Text<'_>, end: usize) -> bool {
    end.checked_sub(1).is_some_and(|at| text.word(at) == ",")
}

/// The most words that "ainsi que" and its like have.
const LONGEST_LINK: usize = 3;

/// Whether these words only say more of the person before: "du village", "enceinte", a name.
fn is_complement(text: &Text<'_>, tokens: Range<usize>, outcomes: &Outcomes) -> bool {
    const LONGEST: usize = 5;
    if tokens.is_empty() {
        return true;
    }
    let lists = &text.lexicon.lists;
    let is_plain = |at: usize| {
        let token = text.tokens.get(at);
        let is_age = || text.is_of(at + 1, &lists.years);
        let is_word = token.is_some_and(|t| match t.kind {
            TokenKind::Word => true,
            // "un homme de 70 ans et son fils"
            TokenKind::Number => is_age(),
            TokenKind::Sign => false,
        });
        let is_harm = token.is_some_and(|t| outcomes.iter().any(|h| h.range.start == t.start));
        let is_clause = text.is_of(at, &lists.auxiliaries) || text.is_of(at, &lists.clauses);
        is_word && !is_harm && !is_clause && !text.is_any(at, Class::BY)
    };
    let is_of = text.is_any(tokens.start, Class::OF) || text.is_of(tokens.start, &lists.aged);
    let is_name = tokens.clone().all(|at| text.is_capital(at));
    let is_short = tokens.len() == 1 || is_name || is_of;
    is_short && tokens.len() <= LONGEST && tokens.clone().all(is_plain)
}

/// Joins the people of a chain: one group for each side, with all that share it.
fn join(text: &Text<'_>, groups: &mut Vec<Group>, chain: &[Link], outcomes: &Outcomes) {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return };
    let whole = first.tokens.start..last.tokens.end;
    if is_of_whole(text, chain) {
        // "ten people, two women and a child among them": the ten are the whole.
        let has_whole = !first.is_part && chain.iter().skip(2).any(|link| link.is_part);
        let parts = chain.iter().skip(usize::from(has_whole)).filter_map(|link| link.group);
        for part in parts {
            groups.get_mut(part).into_iter().for_each(|group| group.is_part = true);
        }
        return;
    }
    let n_counted = chain.iter().filter(|link| link.group.is_some()).count();
    let together = chain.windows(2).find_map(|pair| match pair {
        [a, b] => harmed_together(text, a.tokens.end..b.tokens.start, outcomes),
        _ => None,
    });
    let beside = || harm_of(text, &whole, outcomes).filter(|_| n_counted < chain.len());
    let harm = together.or_else(beside);
    if n_counted < chain.len() && harm.is_none() && !is_with_own(text, chain) {
        return;
    }
    // "deux hommes et une femme": who has no side is on that of the others.
    let known = chain.iter().map(|link| link.side).find(|side| *side != Side::Unknown);
    let mut joined: Vec<(Side, usize)> = Vec::new();
    for link in chain {
        let side = if link.side == Side::Unknown { known.unwrap_or(link.side) } else { link.side };
        let index = link.group.unwrap_or_else(|| {
            groups.push(single(text, link));
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(index) else { continue };
        (group.side, group.clause) = (Some(side), whole.clone());
        group.outcome = harm;
        let (low, high, end) = (group.low, group.high, group.tokens.end);
        let Some((_, sum)) = joined.iter().find(|(known, _)| *known == side) else {
            joined.push((side, index));
            continue;
        };
        group.is_joined = true;
        let Some(sum) = groups.get_mut(*sum) else { continue };
        sum.low = sum.low.saturating_add(low);
        sum.high = sum.high.zip(high).map(|(a, b)| a.saturating_add(b));
        sum.tokens.end = sum.tokens.end.max(end);
        (sum.number.is_article, sum.is_leader) = (false, false);
    }
}

/// "dont l'imam, le maire et deux conseillers", "two women and a child among them": whether all are
/// counted in a number told before.
fn is_of_whole(text: &Text<'_>, chain: &[Link]) -> bool {
    let first = chain.first().map_or(0, |link| link.tokens.start);
    let lists = &text.lexicon.lists;
    chain.iter().any(|link| link.is_part)
        || text.stands_before(&lists.parts_of, first)
        || text.is_back(first, 1, Class::OF_WHOM)
}

/// "un infirmier et son chauffeur": a number with one of its own.
fn is_with_own(text: &Text<'_>, chain: &[Link]) -> bool {
    let is_own = |link: &Link| text.is(link.tokens.start, Class::OWN);
    let singles = || chain.iter().skip(1).filter(|link| link.group.is_none());
    chain.first().is_some_and(|link| link.group.is_some()) && singles().all(is_own)
}

fn single(text: &Text<'_>, link: &Link) -> Group {
    let from = link.tokens.start;
    let number = Number { from, to: link.noun, low: 1, high: Some(1), is_article: true };
    let end = text.range(from, link.tokens.end).end;
    counted(text, number, link.noun, end, Some(link.side), None)
}

/// What became of people who are named one after another, where a verb of harm stands right beside
/// them.
fn harm_of(text: &Text<'_>, people: &Range<usize>, outcomes: &Outcomes) -> Option<Outcome> {
    const REACH: usize = 9;
    let lists = &text.lexicon.lists;
    let verb = Class::HAVE.with(Class::BE).with(Class::BEEN);
    let is_done = |hit: &&Hit<(Outcome, bool)>| {
        let from = text.token_at(hit.range.start);
        let is_suffered = text.is_back(from, 1, Class::BE.with(Class::BEEN));
        let end = text.token_at(hit.range.end);
        let does = text.is_back(from, 1, Class::HAVE) || text.is_back_of(from, 1, &lists.goes);
        let is_object = object_at(text, end) == people.start && does;
        (end == people.start || is_object) && (hit.value.1 || !is_suffered)
    };
    if let Some(hit) = outcomes.iter().find(is_done) {
        return Some(hit.value.0);
    }
    let is_after = |hit: &&Hit<(Outcome, bool)>| text.token_at(hit.range.start) >= people.end;
    let suffered = outcomes.iter().filter(|hit| !hit.value.1).find(is_after)?;
    let at = text.token_at(suffered.range.start);
    let words = text.folded.lower(suffered.range.clone());
    let is_finite = text.is_back(at, 1, verb)
        || text.is_any(at, verb.with(Class::DIED).with(Class::NE))
        || words.split(' ').next().is_some_and(|verb| text.lexicon.lists.presents.ends(verb))
        || text.lexicon.is_english && words.contains(' ');
    let is_of_all = at == people.end && words.ends_with('s');
    let is_clause = (people.end..at).all(|i| {
        !matches!(text.word(i), "," | ";" | ":" | "." | "(") && !text.is_of(i, &lists.clauses)
    });
    (at - people.end <= REACH && is_clause && (is_finite || is_of_all)).then_some(suffered.value.0)
}
