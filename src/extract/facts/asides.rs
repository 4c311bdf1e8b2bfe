//! What a sentence says beside its incident: a dateline, a burial, things taken.

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::dates::Mention;
use crate::extract::fold::Folded;
use crate::extract::lexicon::{FeatureRole, Hit, Lexicon, is_settlement};
use crate::extract::places::Found;
use crate::extract::sentence::Text;
use crate::extract::tolls::Toll;
use crate::model::{Date, DateInterval, Outcome, PlacePhrase, Side};

/// Things named in a sentence that tells of destroying or seizing.
pub(super) fn materiel(text: &Text<'_>) -> Vec<&'static str> {
    let things = text.hits(&text.lexicon.materiel);
    if things.is_empty() || !text.contains(&text.lexicon.lists.takes_things) {
        return Vec::new();
    }
    things.into_iter().map(|h| h.value).collect()
}

/// Where the dateline of a first sentence ends ("Bamako, 8 octobre 2024 (AMAP) – "), or the time
/// in brackets at which an entry was sent.
pub(super) fn dateline_end(folded: &Folded, line: usize, lexicon: &Lexicon) -> usize {
    let lower = &folded.lower;
    const LONGEST: usize = 90;
    const LONGEST_STAMP: usize = 40;
    let stamp = lower.starts_with('[').then(|| lower.find(']')).flatten();
    if let Some(end) = stamp.filter(|end| *end < LONGEST_STAMP) {
        return end + 1;
    }
    let head = lower.get(..LONGEST.min(lower.len())).unwrap_or_default();
    if line > 12 || !head.as_bytes().contains(&b'-') {
        return 0;
    }
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

/// "18/10/2021 - Un agent a été enlevé samedi", "Report by a website on 18 October: …": the day of
/// publication at the head of a line is no day of what the line dates itself.
pub(super) fn leave_stamp(text: &Text<'_>, mentions: &mut [Mention], published: Option<Date>) {
    let published = published.map(DateInterval::day);
    let Some((first, others)) = mentions.split_first_mut() else { return };
    let is_head = first.range.start < 2 || text.word(text.token_at(first.range.end)) == ":";
    let is_stamp = is_head && first.interval.is_some() && first.interval == published;
    let has_own = others.iter().any(|m| m.is_own && !m.is_aside && m.interval.is_some());
    first.is_aside |= is_stamp && has_own;
}

/// "l'inhumation lundi", "convoqué pour jeudi": a day of something else than the incident.
pub(super) fn is_of_other_day(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 30;
    let before = text.between(range.start.saturating_sub(REACH), range.start);
    let clause = before.rsplit([',', ';', ':', '.']).next().unwrap_or_default();
    let lists = &text.lexicon.lists;
    // "au lendemain du raid": the day after what is told elsewhere.
    let is_beside = || {
        let to = text.token_at(range.end);
        let is_of = text.is_any(to, Class::OF_ONE.with(Class::OF_THE));
        is_of && text.is_back_of(to, 1, &lists.days_beside)
    };
    lists.planned.ends(before) || lists.burials.is_in(clause) || is_beside()
}

/// "se poursuivra le 25 mai", "will continue on 25 May": the day of what is to come, and of no word
/// for an incident between.
pub(super) fn is_of_coming_day(
    text: &Text<'_>,
    range: &Range<usize>,
    triggers: &[Range<usize>],
) -> bool {
    const REACH: usize = 8;
    let at = text.token_at(range.start);
    let lists = &text.lexicon.lists;
    let is_end = |i: &usize| matches!(text.sign(*i), b',' | b';' | b':' | b'.' | b'"' | b'(');
    let is_accented = |i: usize| {
        let end = text.range(i, i + 1).end;
        (1..4).filter_map(|n| end.checked_sub(n)).any(|at| text.folded.is_accented(at))
    };
    let comes = |i: &usize| {
        let ends = || lists.coming_endings.ends(text.word(*i)) && !is_accented(*i);
        text.is_of(*i, &lists.coming) || ends()
    };
    let mut clause = (at.saturating_sub(REACH)..at).rev().take_while(|i| !is_end(i));
    let verb = clause.find(comes).and_then(|i| text.tokens.get(i));
    verb.is_some_and(|verb| triggers.iter().all(|t| t.start < verb.start || t.start >= range.start))
}

/// "X, which had already come under attack last June": a month or year of something earlier.
pub(super) fn is_recalled(text: &Text<'_>, mention: &Mention) -> bool {
    const REACH: usize = 60;
    const WEEK: i32 = 8;
    let is_long = mention.interval.is_some_and(|i| i.n_days() > WEEK);
    is_long && {
        let before = text.between(mention.range.start.saturating_sub(REACH), mention.range.start);
        text.lexicon.lists.had_already.is_in(before)
    }
}

/// "The mayor of X said two men were taken there", "Residents of X fled after gunmen entered the
/// village": where nothing else is told, it is X.
pub(super) fn point_there(text: &Text<'_>, places: &mut [Found]) {
    if places.is_empty() {
        return;
    }
    let features = text.hits(&text.lexicon.features);
    let of_name = Class::OF.with(Class::OF_ONE).with(Class::OF_THE);
    let names_place = |at: usize| {
        let start = text.tokens.get(at).map(|token| token.start);
        let known = |hit: &&Hit<_>| Some(hit.range.start) == start && is_settlement(hit);
        features.iter().find(known).is_some_and(|hit| {
            let next = text.token_at(hit.range.end);
            !text.is_any(next, of_name) && !text.is_capital(next)
        })
    };
    let is_there =
        |at: usize| text.is(at, Class::THERE) && !text.is_any(at + 1, Class::AFTER_THERE);
    let is_known = |at: usize| text.is_back(at, 1, Class::DEFINITE) && names_place(at);
    let at = (1..text.tokens.len()).find(|at| is_there(*at) || is_known(*at));
    let start = at.and_then(|at| text.tokens.get(at)).map_or(0, |token| token.start);
    let before = places.iter_mut().rev().find(|p| p.range.end <= start && p.rank >= 3);
    before.into_iter().for_each(|place| place.is_excluded = false);
}

/// Whether it names a village, a post, a market, a vehicle or a patrol: what is attacked in earnest.
pub(super) fn names_target(text: &Text<'_>) -> bool {
    let features = text.hits(&text.lexicon.features);
    let lists = &text.lexicon.lists;
    features.iter().any(|hit| matches!(hit.value.1, FeatureRole::Place | FeatureRole::Object))
        || text.first_of(&lists.vehicles).is_some()
        || text.first_of(&lists.targets).is_some()
}

/// "Vingt habitants de X, tués dimanche": where those who were harmed lived, if no more is told.
pub(super) fn take_homes(text: &Text<'_>, places: &mut [Found], tolls: &[Toll]) {
    const LINK: usize = 5;
    const RANK: u8 = 2;
    if places.iter().any(|p| !p.is_excluded) {
        return;
    }
    let harmed = tolls.iter().filter(|t| t.low > 0 && t.outcome != Outcome::Missing);
    for toll in harmed {
        let is_home = |p: &&mut Found| {
            let from = text.token_at(p.range.start);
            p.range.start >= toll.range.end
                && p.range.start - toll.range.end < LINK
                && text.is_any(from, Class::ORIGIN)
        };
        for home in places.iter_mut().filter(is_home) {
            (home.is_excluded, home.rank) = (false, home.rank.min(RANK));
        }
    }
}

/// "Le chef du village de X", "un élu de X": where people live or hold their office, which is the place
/// of what befell them where a text says none.
pub(super) fn home(text: &Text<'_>, places: &[Found], people: &[Hit<Side>]) -> Option<PlacePhrase> {
    if places.iter().any(|p| !p.is_excluded) {
        return None;
    }
    let is_home = |place: &&Found| {
        let at = text.token_at(place.range.start);
        let of = if text.is(at, Class::OF_ONE) { Some(at) } else { at.checked_sub(1) };
        let of = of.filter(|of| text.is(*of, Class::OF_ONE));
        let of =
            of.filter(|of| text.range(*of, *of + 1).end >= place.range.start.saturating_sub(1));
        of.is_some_and(|of| {
            let is_office = text.is_back_of(of, 1, &text.lexicon.lists.offices);
            is_office || people.iter().any(|who| text.token_at(who.range.end) == of)
        })
    };
    places.iter().rev().find(is_home).map(|place| place.phrase.clone())
}

/// "des éléments du camp de X ont accroché un groupe à Y": where those who acted are from, if the
/// sentence names another place.
pub(super) fn leave_origins(text: &Text<'_>, places: &mut [Found], people: &[Hit<Side>]) {
    let first = Class::ORIGIN.with(Class::ARTICLE);
    if places.iter().filter(|p| !p.is_excluded && !p.is_label && p.rank >= 3).count() < 2 {
        return;
    }
    let is_origin = |p: &Found| {
        let start = text.token_at(p.range.start);
        let words = (start.saturating_sub(2)..=start)
            .rev()
            .filter(|at| text.is_any(*at, Class::ORIGIN) && !text.is_capital(*at));
        let of = words.last();
        let of = of.filter(|of| (*of..start).all(|at| text.is_any(at, first)));
        of.is_some_and(|of| {
            // "une patrouille du détachement de X"
            let is_unit = || text.is_back_of(of, 1, &text.lexicon.lists.units);
            is_unit()
                || people.iter().any(|who| {
                    matches!(who.value, Side::StateForces | Side::Militants)
                        && text.token_at(who.range.end) == of
                })
        })
    };
    let origins: Vec<usize> = (0..places.len())
        .filter(|i| places.get(*i).is_some_and(|p| !p.is_excluded && !p.is_label && is_origin(p)))
        .collect();
    for index in origins {
        let is_other =
            |(i, p): (usize, &Found)| i != index && !p.is_excluded && !p.is_label && p.rank >= 3;
        let has_other = places.iter().enumerate().any(is_other);
        if let Some(place) = places.get_mut(index).filter(|_| has_other) {
            place.is_excluded = true;
        }
    }
}

/// "a supplier of the group active in X": where somebody usually is, and no scene.
pub(super) fn leave_haunts(text: &Text<'_>, places: &mut [Found]) {
    const LINK: usize = 5;
    let haunts = &text.lexicon.lists.haunts;
    if !text.may_have(haunts) || !text.may_contain(haunts) {
        return;
    }
    for place in places.iter_mut().filter(|p| !p.is_excluded && p.rank > 1) {
        let words = text.folded.lower(0..place.range.end);
        let at =
            haunts.all().filter_map(|haunt| words.rfind(haunt).map(|at| at + haunt.len())).max();
        if at.is_some_and(|end| end + LINK >= place.range.start) {
            place.rank = 1;
        }
    }
}

/// "Quatre gendarmes ont été tués, dont le commandant de la brigade de X": where one of them served.
pub(super) fn leave_offices(text: &Text<'_>, places: &mut [Found]) {
    const REACH: usize = 8;
    for place in places.iter_mut().filter(|p| !p.is_excluded) {
        let at = text.token_at(place.range.start);
        let is_sign = |i: &usize| matches!(text.sign(*i), b',' | b';' | b':' | b'.' | b'(');
        let mut aside = (at.saturating_sub(REACH)..at).rev().take_while(|i| !is_sign(i));
        let office = aside.find(|i| text.is(*i, Class::OF_WHOM)).map(|i| i + 1);
        let is_link = || {
            text.is_any(at, Class::ORIGIN.with(Class::OF_ONE))
                || text.is_back(at, 1, Class::ORIGIN.with(Class::OF_ONE))
        };
        let is_back_of =
            |from: usize| (from..at).any(|i| text.is_any(i, Class::ORIGIN.with(Class::OF_ONE)));
        place.is_excluded |= office
            .is_some_and(|i| text.is(i, Class::DEFINITE) && i < at && (is_link() || is_back_of(i)));
    }
}

/// "…, two officials and a relative of a victim said", "…, ont indiqué deux élus": people told of
/// after what they say.
pub(super) fn are_speakers(
    text: &Text<'_>,
    toll: &Toll,
    reporting: &[Hit<bool>],
    outcomes: &[Hit<(Outcome, bool)>],
) -> bool {
    const REACH: usize = 80;
    let (start, end) = (toll.range.start, toll.range.end);
    let from = text.token_at(start);
    let is_sign = |at: usize| at.checked_sub(1).is_some_and(|i| text.sign(i) == b',');
    let is_harm = |from: usize, to: usize| {
        outcomes.iter().any(|h| h.range.start >= from && h.range.start < to)
    };
    let is_harmed_within = is_harm(start, end);
    let is_said = |hit: &&Hit<bool>| hit.value;
    let after = reporting.iter().filter(is_said).find(|h| h.range.start >= end);
    let speaks = after.is_some_and(|h| {
        let between = text.between(end, h.range.start);
        is_sign(from)
            && h.range.start - end <= REACH
            && !between.contains([',', ';', ':', '"'])
            && !is_harm(end, h.range.start)
    });
    let is_told_by = || {
        let said = reporting.iter().filter(is_said).find(|h| h.range.end + 1 == start);
        said.is_some_and(|h| {
            let verb = text.token_at(h.range.start);
            let has_helper = text.is_back(verb, 1, Class::HAVE);
            is_sign(verb - usize::from(has_helper))
        })
    };
    !is_harmed_within && (speaks || is_told_by())
}

/// The side of the people or party that a sentence names first, if it is armed.
pub(super) fn subject(
    text: &Text<'_>,
    people: &[Hit<Side>],
    actors: &[Hit<(&str, Side)>],
) -> Option<Side> {
    let units = actors.iter().map(|h| (h.range.start, h.value.1));
    let named = people.iter().map(|h| (h.range.start, h.value)).chain(units);
    let first = named.filter(|(_, side)| *side != Side::Unknown).min_by_key(|(at, _)| *at);
    let patrol = text
        .first_of(&text.lexicon.lists.units)
        .map(|at| (text.range(at, at + 1).start, Side::StateForces));
    first.into_iter().chain(patrol).min_by_key(|(at, _)| *at).map(|(_, side)| side)
}
