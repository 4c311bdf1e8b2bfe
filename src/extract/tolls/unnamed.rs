//! Harm without a count: nobody was hurt, or somebody told of before was.

use std::ops::Range;

use super::{Counted, Outcomes, Toll};
use crate::extract::classes::Class;
use crate::extract::sentence::Text;
use crate::model::{Outcome, Side};

/// "Ils ont été tués", "all were abducted": harm to the people that the sentence before counted.
pub(in crate::extract) fn pronoun_harm(
    text: &Text<'_>,
    outcomes: &Outcomes,
    counted: &Counted,
) -> Option<Toll> {
    const REACH: usize = 5;
    let found = their_bodies(text);
    if let Some(range) = found {
        let side = counted.side;
        let (low, high) = (counted.low, counted.high);
        let outcome = Outcome::Killed;
        return Some(Toll { range, outcome, side, low, high, is_leader: false });
    }
    let harm = outcomes.iter().find(|h| !h.value.1)?;
    let at = text.token_at(harm.range.start);
    let pronoun = (at.saturating_sub(REACH)..at).find(|i| text.is(*i, Class::THEY))?;
    let others = Class::ARTICLE.with(Class::OF_MANY).with(Class::TO_HAVE);
    let is_suffered = (pronoun + 1..at)
        .all(|i| !matches!(text.word(i), "," | ";" | ":" | ".") && !text.is_any(i, others));
    is_suffered.then(|| Toll {
        range: text.range(pronoun, text.token_at(harm.range.end)),
        outcome: harm.value.0,
        side: counted.side,
        low: counted.low,
        high: counted.high,
        is_leader: false,
    })
}

/// "Leurs corps ont été ramassés", "their bodies were found".
fn their_bodies(text: &Text<'_>) -> Option<Range<usize>> {
    const REACH: usize = 10;
    if !text.has(Class::FOUND) {
        return None;
    }
    let bodies = &text.lexicon.lists.their_dead;
    let at = (0..text.tokens.len()).find(|at| text.standing(bodies, *at).is_some())?;
    let found = (at + 2..at + REACH).find(|i| text.is(*i, Class::FOUND))?;
    Some(text.range(at, found + 1))
}

/// "aucune perte", "ni mort ni blessé": nobody.
pub(super) fn none_hurt(text: &Text<'_>) -> Vec<Toll> {
    const REACH: usize = 40;
    let form = &text.lexicon.forms.none_hurt;
    let Some(form) = form.get().filter(|_| text.has(Class::NONE)) else { return Vec::new() };
    let lists = &text.lexicon.lists;
    let mut tolls = Vec::new();
    for found in form.captures_iter(&text.folded.lower) {
        let Some(whole) = found.get(0) else { continue };
        let what = found.name("what").map_or("", |m| m.as_str());
        let is_own = lists.own_ranks.is_in(whole.as_str());
        let start = whole.start();
        let before = text.between(start.saturating_sub(REACH), start);
        let clause = before.rsplit([';', ':', '.']).next().unwrap_or_default();
        let side = match () {
            () if is_own => Side::StateForces,
            // "Du côté de l'ennemi, aucune perte"
            () if lists.enemies.is_in(clause) => Side::Militants,
            () => Side::Unknown,
        };
        let toll = |outcome| Toll {
            range: whole.range(),
            outcome,
            side,
            low: 0,
            high: Some(0),
            is_leader: false,
        };
        let is_wound = lists.wounds.opens(what);
        if !is_wound {
            tolls.push(toll(Outcome::Killed));
        }
        let is_unhurt = lists.unhurt.is_in(whole.as_str());
        if found.name("nor").is_some() || is_unhurt || is_wound {
            tolls.push(toll(Outcome::Wounded));
        }
    }
    tolls
}

/// "Il aurait été tué": one person told of before.
pub(super) fn pronoun_killed(text: &Text<'_>) -> Option<Toll> {
    let form = text.lexicon.forms.pronoun.get().filter(|_| text.has(Class::PRONOUN))?;
    let fields = form.captures(&text.folded.lower)?;
    // "Il est mort sur place": whoever was told of, on whatever side.
    let is_open = fields.name("died").is_some();
    Some(Toll {
        range: fields.get(0)?.range(),
        outcome: Outcome::Killed,
        side: if is_open { Side::Unknown } else { Side::Militants },
        low: 1,
        high: Some(1),
        is_leader: !is_open,
    })
}
