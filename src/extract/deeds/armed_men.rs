//! What armed men did, by whatever verb it is told.

use super::verbs::{is_between, is_english_past, is_participle};
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::sentence::Text;
use crate::model::{Kind, Side};

/// "ont été stoppés par des hommes armés", "gunmen rode into": whatever armed men did is told as a
/// deed, by whatever verb. True marks what strangers did.
pub(super) fn deeds_of_armed_men(
    text: &Text<'_>,
    people: &[Hit<Side>],
    is_open: bool,
) -> Vec<(Hit<(Kind, Role)>, bool)> {
    let armed = people.iter().filter(|h| {
        let noun = text.folded.lower(h.range.clone());
        let lists = &text.lexicon.lists;
        // "suspected militants" are no suspects.
        let is_adjective = text.lexicon.is_english
            && noun.split_once(' ').is_some_and(|(first, _)| lists.pasts.ends(first));
        h.value == Side::Militants && (is_adjective || !lists.no_attackers.opens(noun))
    });
    let nouns = armed.map(|hit| {
        let noun = text.folded.lower(hit.range.clone());
        let is_stranger = text.lexicon.lists.strangers.is_in(noun);
        (text.token_at(hit.range.start), text.token_at(hit.range.end), is_stranger)
    });
    let groups = armed_groups(text).into_iter().map(|(from, to)| (from, to, false));
    let deed = |(from, to, is_stranger): (usize, usize, bool)| {
        let bare = || bare_passive(text, from).filter(|_| is_open);
        let at = passive_deed(text, from).or_else(|| active_deed(text, from, to)).or_else(bare)?;
        let is_violent = !text.lexicon.lists.peaceful.opens(text.word(at));
        let kind = if takes_from_home(text, at) { Kind::Abduction } else { Kind::Attack };
        let hit = || Hit { range: text.range(at, at + 1), value: (kind, Role::Act) };
        is_violent.then(|| (hit(), is_stranger))
    };
    nouns.chain(groups).filter_map(deed).collect()
}

/// "dragged a chief from his home", "ont arraché le maire de son domicile": whether the verb at a
/// token tells that somebody was taken away from where they live.
fn takes_from_home(text: &Text<'_>, verb: usize) -> bool {
    const REACH: usize = 10;
    text.lexicon.lists.takes.opens(text.word(verb))
        && (verb + 1..verb + REACH)
            .take_while(|at| !matches!(text.sign(*at), b',' | b';' | b':' | b'.'))
            .any(|at| {
                text.is(at, Class::FROM)
                    && text.is(at + 1, Class::OWN)
                    && text.is_of(at + 2, &text.lexicon.lists.home)
            })
}

/// The tokens of "un groupe armé", "an armed gang", which are no number of people.
pub(in crate::extract) fn armed_groups(text: &Text<'_>) -> Vec<(usize, usize)> {
    if !text.has(Class::GROUP) {
        return Vec::new();
    }
    (0..text.tokens.len())
        .filter(|at| text.is(*at, Class::GROUP))
        .filter_map(|at| match (text.is(at + 1, Class::ARMED), text.is_back(at, 1, Class::ARMED)) {
            (true, _) => Some((at, at + 2)),
            (_, true) => Some((at, at + 1)),
            _ => None,
        })
        .collect()
}

/// The participle of "were held up by gunmen", where the noun stands at a token.
fn passive_deed(text: &Text<'_>, noun: usize) -> Option<usize> {
    const REACH: usize = 8;
    const LINKS: usize = 5;
    let by = (noun.saturating_sub(LINKS)..noun).rev().find(|at| text.is(*at, Class::BY))?;
    let is_close = (by + 1..noun).all(|at| !matches!(text.sign(at), b',' | b';' | b':'));
    let mut passives = (by.saturating_sub(REACH)..by).rev();
    let passive = passives.find(|at| text.is_any(*at, Class::BE.with(Class::BEEN)))?;
    let is_told = is_close && is_participle(text, passive + 1) && passive + 1 < by;
    is_told.then_some(passive + 1)
}

/// "Le bac, coulé par des inconnus": a participle right before the agent, where the sentence has no
/// other word for an incident.
fn bare_passive(text: &Text<'_>, noun: usize) -> Option<usize> {
    const LINKS: usize = 3;
    let mut before = (noun.saturating_sub(LINKS)..noun).rev();
    let by = before.find(|at| text.is(*at, Class::BY)).filter(|_| !text.lexicon.is_english)?;
    let verb = by.checked_sub(1)?;
    let word = text.word(verb);
    (is_participle(text, verb) && !text.lexicon.lists.no_deeds.opens(word)).then_some(verb)
}

/// The verb of "des hommes armés ont encerclé", "gunmen rode into": its subject ends at a token.
fn active_deed(text: &Text<'_>, from: usize, to: usize) -> Option<usize> {
    const LINKS: usize = 4;
    const REACH: usize = 6;
    let is_subject = !(from.saturating_sub(LINKS)..from).any(|at| text.is(at, Class::OBLIQUE));
    // "Talks between the government and armed groups resumed": the talks did.
    let is_sign = |at: &usize| matches!(text.word(*at), "," | ";" | ":" | "." | "");
    let mut clause = (from.saturating_sub(2 * LINKS)..from).rev().take_while(|at| !is_sign(at));
    if !is_subject || clause.any(|at| text.is(at, Class::BETWEEN)) {
        return None;
    }
    let ends = |word: &str| matches!(word, "," | ";" | ":" | "." | "(" | "");
    let reach = (to..to + REACH).take_while(|at| !ends(text.word(*at)));
    if text.lexicon.is_english {
        return reach.into_iter().find(|at| is_english_past(text, *at));
    }
    reach.into_iter().find_map(|at| {
        let word = text.word(at);
        let is_accented = || text.folded.is_accented(text.range(at, at + 1).start);
        let is_have = text.is(at, Class::HAVE) && !is_accented();
        let is_be = text.is(at, Class::BE);
        let verb = (at + 1..at + 4).find(|i| !is_between(text, *i))?;
        let is_past = is_participle(text, verb);
        let comes = text.lexicon.lists.enters.opens(text.word(verb));
        let is_present = at == to
            && word.len() > 5
            && text.lexicon.lists.presents.ends(word)
            && !text.lexicon.lists.is_adverb(word);
        if is_present {
            return Some(at);
        }
        ((is_have && is_past) || (is_be && comes)).then_some(verb)
    })
}
