//! Groups of people in a sentence: a number with the noun or the harm that it counts.

use std::ops::Range;

use super::Outcomes;
use super::nounless::{bare, of_any_people, struck};
use super::relative::after_relative;
use crate::extract::deeds::body_found;
use crate::extract::lexicon::Hit;
use crate::extract::numbers::Number;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

/// Verbs before "à" and a new toll.
const RAISED: [&str; 16] = [
    "porte",
    "portent",
    "porter",
    "passe",
    "monte",
    "grimpe",
    "eleve",
    "passer",
    "risen",
    "rose",
    "rises",
    "climbed",
    "increased",
    "stood",
    "stands",
    "put",
];

/// French adjectives that stand before their noun.
const BEFORE_NOUN: [&str; 27] = [
    "jeune", "vieux", "vieil", "vieille", "petit", "petite", "grand", "grande", "ancien",
    "ancienne", "simple", "haut", "nouveau", "nouvel", "nouvelle", "brave", "pauvre", "presume",
    "presumee", "celebre", "riche", "autre", "certain", "seul", "seule", "premier", "premiere",
];

/// How far, in tokens, the noun stands after its number and the verb after its noun.
const NOUN_REACH: usize = 6;

/// A number with the people or the harm that it counts.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) number: Number,
    /// Tokens from the number to the end of its noun.
    pub(super) tokens: Range<usize>,
    pub(super) side: Option<Side>,
    /// The harm itself is what is counted: "huit morts".
    pub(super) outcome: Option<Outcome>,
    /// "dont", "parmi lesquels": counted already.
    pub(super) is_part: bool,
    /// Swallowed by the group before ("8 militaires et 32 VDP").
    pub(super) is_joined: bool,
    pub(super) low: u32,
    pub(super) high: Option<u32>,
    pub(super) is_leader: bool,
}

/// "Le chef du village a été tué", "killing its driver": one person told of with an article.
pub(super) fn single_victims(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Vec<Group> {
    const REACH: usize = 9;
    const ARTICLES: [&str; 13] =
        ["le", "la", "l'", "son", "sa", "leur", "the", "its", "his", "her", "their", "notre", "du"];
    const AUXILIARIES: [&str; 6] = ["ete", "est", "was", "been", "a", "y"];
    let victim = |(index, hit): (usize, &Hit<Side>)| {
        let (from, to) = (text.token_at(hit.range.start), text.token_at(hit.range.end));
        // "His son, who tried to stop them, was shot dead."
        let to = after_relative(text, to);
        let before = from.checked_sub(1)?;
        // "IED struck ambulance, killing driver": notes leave the article out.
        let is_bare = text.word(before) == "killing";
        let is_article = ARTICLES.contains(&text.word(before));
        let article = if is_bare { from } else { before };
        if !is_bare && !is_article {
            return None;
        }
        let is_companion =
            article.checked_sub(1).is_some_and(|i| matches!(text.word(i), "et" | "and"));
        let is_plural = text.folded.lower(hit.range.clone()).split(' ').next()?.ends_with('s');
        let is_suffering = |h: &&Hit<(Outcome, bool)>| {
            let at = text.token_at(h.range.start);
            let is_free = people.iter().skip(index + 1).all(|next| {
                let token = text.token_at(next.range.start);
                token < to || next.range.start > h.range.start
            });
            let is_passive = at.checked_sub(1).is_some_and(|i| {
                AUXILIARIES.contains(&text.word(i)) || text.word(at).starts_with("died")
            });
            let is_clause =
                (to..at).all(|i| !matches!(text.word(i), "," | ";" | ":" | "." | "que" | "that"));
            !h.value.1
                && h.value.0 == Outcome::Killed
                && at >= to
                && at - to <= REACH
                && is_free
                && is_passive
                && is_clause
        };
        let is_killed = outcomes.iter().any(|h| is_suffering(&h));
        // "killing its driver"
        let is_object = article.checked_sub(1).is_some_and(|i| {
            matches!(text.word(i), "killing" | "tuant" | "abattant" | "egorgeant" | "executant")
        });
        let is_object = is_object
            || is_body_of(text, article, outcomes)
            || is_killed_by(text, article, outcomes);
        let is_one =
            matches!(hit.value, Side::Civilians | Side::StateForces) && !is_plural && !is_companion;
        let number =
            Number { from: article, to: before + 1, low: 1, high: Some(1), is_article: true };
        (is_one && (is_killed || is_object))
            .then(|| counted(text, number, from, hit.range.end, Some(hit.value), None))
    };
    people.iter().enumerate().filter_map(victim).collect()
}

/// "des hommes ont tué le maire", "gunmen killed the mayor": whether a verb of killing stands right
/// before an article.
fn is_killed_by(text: &Text<'_>, article: usize, outcomes: &Outcomes) -> bool {
    let end = text.tokens.get(article).map_or(0, |t| t.start);
    outcomes.iter().filter(|h| h.value.0 == Outcome::Killed).any(|h| {
        let at = text.token_at(h.range.start);
        let before = at.checked_sub(1).map_or("", |i| text.word(i));
        let is_past = match text.lexicon.is_english {
            true => text.word(at).ends_with("ed") && !text.lexicon.lists.auxiliaries.has(before),
            false => matches!(before, "a" | "ont" | "avaient" | "auraient"),
        };
        let is_day = |at: usize| {
            let word = text.word(at);
            text.lexicon.weekdays.contains_key(word)
                || matches!(word, "hier" | "matin" | "soir" | "dernier" | "yesterday")
        };
        is_past && h.range.end < end && (text.token_at(h.range.end)..article).all(is_day)
    })
}

/// "le corps de l'abbé a été découvert": whether an article stands before the one who was found dead.
fn is_body_of(text: &Text<'_>, article: usize, outcomes: &Outcomes) -> bool {
    let word = |n: usize| article.checked_sub(n).map_or("", |at| text.word(at));
    let is_of = matches!(word(1), "de" | "of");
    let body = if text.word(article) == "du" { word(1) } else { word(2) };
    (is_of || text.word(article) == "du")
        && text.lexicon.lists.bodies.opens(body)
        && body_found(text, outcomes).is_some()
}

pub(super) fn group(
    text: &Text<'_>,
    number: Number,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> Option<Group> {
    let mut at = number.to;
    let last = at + NOUN_REACH;
    while at < last.min(text.tokens.len()) {
        let token = *text.tokens.get(at)?;
        let word = text.word(at);
        // "a fishermen's association" counts no fishermen.
        let is_owner = |h: &Hit<Side>| text.folded.lower(h.range.end..h.range.end + 2) == "'s";
        let person = people.iter().find(|h| h.range.start == token.start && !is_owner(h));
        // "a livestock trader" is a person.
        let is_thing =
            || text.hits(&text.lexicon.things).iter().any(|t| t.range.start == token.start);
        if is_thing() && !(text.lexicon.is_english && next_noun(text, at + 1, &[], people)) {
            break;
        }
        let harm = outcomes.iter().find(|h| h.range.start == token.start && !h.value.1);
        if word == "d'" && matches!(text.word(at + 1), "autres") {
            at += 1;
            continue;
        }
        // "autres" counts people only where no better noun follows it.
        let is_other = word == "autres" || word == "others";
        if is_other && next_noun(text, at + 1, outcomes, people) {
            at += 1;
            continue;
        }
        if let Some(hit) = harm {
            return Some(counted(text, number, at, hit.range.end, None, Some(hit.value.0)));
        }
        if let Some(hit) = person {
            return Some(counted(text, number, at, hit.range.end, Some(hit.value), None));
        }
        let is_filler = match token.kind {
            TokenKind::Sign => matches!(word, "\"" | "(" | ")"),
            TokenKind::Number => false,
            // A participle ("cinq autocars transportant …") ends what the number counts.
            TokenKind::Word => {
                let is_ordinal =
                    matches!(word, "second" | "seconde" | "deuxieme" | "troisieme" | "autre");
                // "a young girl": an adjective may stand before the noun of one person.
                // In French only few do: "une source militaire" is no soldier.
                let may_stand_before = text.lexicon.is_english || BEFORE_NOUN.contains(&word);
                let is_adjective = may_stand_before
                    && people.iter().any(|h| {
                        text.tokens.get(at + 1).is_some_and(|next| h.range.start == next.start)
                    });
                let is_one = number.is_article && !is_ordinal && !is_adjective;
                !stops_noun(word) && !word.ends_with("ant") && !is_one
            }
        };
        if !is_filler && !matches!(word, "\"" | "de" | "d'") {
            break;
        }
        at += 1;
    }
    struck(text, number, outcomes)
        .or_else(|| of_any_people(text, number, outcomes))
        .or_else(|| bare(text, number, outcomes))
}

/// "porte à 12", "put the toll at 12", "has climbed to 17": a number that a toll has reached.
pub(super) fn is_raised(text: &Text<'_>, from: usize) -> bool {
    const REACH: usize = 6;
    let word = |back: usize| from.checked_sub(back).map_or("", |i| text.word(i));
    let is_toll = |w: &str| matches!(w, "toll" | "bilan" | "dead" | "deaths" | "killed");
    matches!(word(1), "a" | "to" | "at")
        && (RAISED.contains(&word(2))
            || (3..REACH).any(|back| RAISED.contains(&word(back))) && is_toll(word(2)))
}

/// "an earlier toll of eight", "un bilan de huit".
pub(super) fn is_toll_of(text: &Text<'_>, from: usize) -> bool {
    let word = |back: usize| from.checked_sub(back).map_or("", |i| text.word(i));
    matches!((word(2), word(1)), ("toll", "of") | ("bilan", "de" | "d'"))
}

pub(super) fn next_noun(
    text: &Text<'_>,
    at: usize,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> bool {
    text.tokens.get(at).is_some_and(|t| {
        people.iter().any(|h| h.range.start == t.start)
            || outcomes.iter().any(|h| h.range.start == t.start && !h.value.1)
    })
}

pub(super) fn stops_noun(word: &str) -> bool {
    matches!(
        word,
        "a" | "au"
            | "aux"
            | "en"
            | "dans"
            | "sur"
            | "par"
            | "pour"
            | "avec"
            | "contre"
            | "sous"
            | "et"
            | "ou"
            | "qui"
            | "que"
            | "an"
            | "ans"
            | "km"
            | "jours"
            | "heures"
            | "mois"
            | "metres"
            | "kilometres"
            | "est"
            | "ont"
            | "sont"
            | "in"
            | "at"
            | "on"
            | "by"
            | "to"
            | "and"
            | "were"
            | "was"
            | "had"
            | "year"
            | "years"
            | "month"
            | "months"
            | "days"
            | "vehicules"
            | "motos"
            | "groupe"
            | "groupes"
            | "convoi"
            | "attaque"
            | "attaques"
            | "poste"
            | "village"
            | "villages"
            | "camp"
            | "position"
            | "positions"
            | "bases"
            | "engin"
            | "embuscade"
            | "patrouille"
            | "unite"
            | "detachement"
            | "base"
            | "coalition"
            | "colonne"
            | "convoy"
            | "group"
            | "chapelet"
            | "regroupement"
            | "rassemblement"
    )
}

pub(super) fn counted(
    text: &Text<'_>,
    number: Number,
    noun: usize,
    end: usize,
    side: Option<Side>,
    outcome: Option<Outcome>,
) -> Group {
    let noun_word = text.word(noun);
    let is_leader = number.is_article
        && matches!(noun_word, "chef" | "cadre" | "commandant" | "logisticien" | "dirigeant");
    Group {
        number,
        tokens: number.from..text.token_at(end),
        side,
        outcome,
        is_part: is_part(text, number.from),
        is_joined: false,
        low: number.low,
        high: number.high,
        is_leader,
    }
}

/// "dont", "parmi lesquels" before a number: those people are counted already. So are the ones that
/// "et" adds to them ("sept hommes dont trois auteurs et quatre complices").
pub(super) fn is_part(text: &Text<'_>, from: usize) -> bool {
    let before = from.checked_sub(1).map_or("", |i| text.word(i));
    let clause = (from.saturating_sub(10)..from).rev().map(|i| text.word(i));
    let is_added = matches!(before, "et" | "and")
        && clause.take_while(|w| !matches!(*w, "," | ";" | ":" | "." | "(")).any(|w| w == "dont");
    if is_added {
        return true;
    }
    let words: Vec<&str> = (from.saturating_sub(3)..from).map(|i| text.word(i)).collect();
    let ends = |tail: &[&str]| words.ends_with(tail);
    ends(&["comme"])
        || ends(&["dont"])
        || ends(&["parmi", "lesquels"])
        || ends(&["parmi", "lesquelles"])
        || ends(&["y", "compris"])
        || ends(&["including"])
        || ends(&["among", "them"])
        || ends(&["parmi", "eux"])
        || ends(&["soit"])
        || words.contains(&"dont")
}
