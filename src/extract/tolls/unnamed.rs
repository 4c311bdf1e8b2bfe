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
    const PRONOUNS: [&str; 8] =
        ["ils", "elles", "tous", "toutes", "they", "all", "l'ensemble", "both"];
    let found = their_bodies(text);
    if let Some(range) = found {
        let side = counted.side;
        let (low, high) = (counted.low, counted.high);
        let outcome = Outcome::Killed;
        return Some(Toll { range, outcome, side, low, high, is_leader: false });
    }
    let harm = outcomes.iter().find(|h| !h.value.1)?;
    let at = text.token_at(harm.range.start);
    let pronoun = (at.saturating_sub(REACH)..at).find(|i| PRONOUNS.contains(&text.word(*i)))?;
    let is_suffered = (pronoun + 1..at).all(|i| {
        !matches!(
            text.word(i),
            "," | ";" | ":" | "." | "avoir" | "la" | "le" | "les" | "des" | "the"
        )
    });
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
    const FOUND: [&str; 9] = [
        "retrouves",
        "decouverts",
        "ramasses",
        "ramenes",
        "rapportes",
        "found",
        "recovered",
        "discovered",
        "brought",
    ];
    let at = (0..text.tokens.len()).find(|at| {
        matches!(
            (text.word(*at), text.word(at + 1)),
            ("leurs", "corps" | "cadavres" | "depouilles") | ("their", "bodies")
        )
    })?;
    let found = (at + 2..at + REACH).find(|i| FOUND.contains(&text.word(*i)))?;
    Some(text.range(at, found + 1))
}

/// "aucune perte", "ni mort ni blessé": nobody.
pub(super) fn none_hurt(text: &Text<'_>) -> Vec<Toll> {
    const REACH: usize = 40;
    let form = &text.lexicon.forms.none_hurt;
    let Some(form) = form.get().filter(|_| text.has(Class::NONE)) else { return Vec::new() };
    let mut tolls = Vec::new();
    for found in form.captures_iter(&text.folded.lower) {
        let Some(whole) = found.get(0) else { continue };
        let what = found.name("what").map_or("", |m| m.as_str());
        let is_own = ["rangs", " side", " ranks"].iter().any(|w| whole.as_str().contains(w));
        let start = whole.start();
        let before = text.between(start.saturating_sub(REACH), start);
        let clause = before.rsplit([';', ':', '.']).next().unwrap_or_default();
        let side = match () {
            () if is_own => Side::StateForces,
            // "Du côté de l'ennemi, aucune perte"
            () if clause.contains("ennemi") || clause.contains("enemy") => Side::Militants,
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
        if !what.starts_with("bless") && what != "injuries" {
            tolls.push(toll(Outcome::Killed));
        }
        let is_unhurt =
            ["bless", "hurt", "touche", "sauf"].iter().any(|w| whole.as_str().contains(w));
        if found.name("nor").is_some() || is_unhurt || what == "injuries" {
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
