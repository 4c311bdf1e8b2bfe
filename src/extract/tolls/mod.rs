//! Finds tolls in a sentence: how many of whom, and what became of them.

mod resolve;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::numbers::{Number, number_at};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::model::{Outcome, Side};

use resolve::{is_active, resolve};

/// A toll in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Toll {
    /// Bytes of the words that say it.
    pub(super) range: Range<usize>,
    /// What became of them.
    pub(super) outcome: Outcome,
    /// Whose people they were.
    pub(super) side: Side,
    /// The least.
    pub(super) low: u32,
    /// The most; `None` where the words set no limit.
    pub(super) high: Option<u32>,
    /// A named or single leader, who may be among others that are counted.
    pub(super) is_leader: bool,
}

/// How far, in tokens, the noun stands after its number and the verb after its noun.
const NOUN_REACH: usize = 6;
const VERB_REACH: usize = 30;
const BACK_REACH: usize = 14;

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

type Outcomes = [Hit<(Outcome, bool)>];

/// Words of which every form of `NONE_HURT` has one.
pub(super) const NONE_KEYWORDS: [&str; 12] = [
    "aucun", "aucune", "pas", "sans", "ni", "no", "without", "nobody", "personne", "nil", "saufs",
    "sauf",
];
/// Words of which every form of `PRONOUN` has one.
pub(super) const PRONOUN_KEYWORDS: [&str; 3] = ["il", "elle", "corps"];

static NONE_HURT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:(?:aucune?|pas(?: eu)? de|sans(?: faire| qu'il y ait)?(?: de| aucune?)?|ni) ",
        r"(?P<what>pertes?(?: en vies? humaines?| dans ses rangs| humaines?)?|morts?|victimes?|blesses?)",
        r"(?P<nor> ni blesses?)?|(?:no|without(?: causing)?(?: any)?) (?P<who>casualties|losses|deaths|loss of life|injuries|one was (?:killed|hurt))(?: on our side| on the friendly side| in (?:our|its|their) ranks)?",
        r"|nobody (?:died|was (?:killed|hurt))|losses: nil|personne n'a ete (?:tuee?|touchee?|blessee?)",
        r"|sans que personne ne soit (?:tuee?|touchee?|blessee?)|(?:est|sont) sains? et saufs?)\b"
    ))
    .ok()
});

/// People that a sentence counts and says no harm of: "Onze cultivateurs ne sont pas rentrés".
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counted {
    /// Whose people they are.
    pub(super) side: Side,
    /// The least.
    pub(super) low: u32,
    /// The most; `None` where the words set no limit.
    pub(super) high: Option<u32>,
}

/// The tolls of a sentence, left to right, and the first people in it that no toll counts.
pub(super) fn tolls(
    text: &Text<'_>,
    outcomes: &Outcomes,
    people: &[Hit<Side>],
) -> (Vec<Toll>, Option<Counted>) {
    let mut tolls = none_hurt(text);
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let Some(number) = number_at(text, at) else {
            at += 1;
            continue;
        };
        at = number.to.max(at + 1);
        if is_year(text, number, outcomes, people) {
            continue;
        }
        groups.extend(group(text, number, outcomes, people));
    }
    groups.extend(single_victims(text, outcomes, people));
    groups.sort_by_key(|g| g.tokens.start);
    mark_parts(text, &mut groups);
    add_companions(text, &mut groups, people);
    join_coordinated(text, &mut groups);
    let mut last_side = Side::Unknown;
    drop_attackers(text, &mut groups, outcomes);
    let mut counted = None;
    for index in 0..groups.len() {
        let Some(toll) = resolve(text, &groups, index, outcomes, last_side) else {
            counted = counted.or_else(|| groups.get(index).and_then(open));
            continue;
        };
        last_side = toll.side;
        tolls.push(toll);
    }
    tolls.extend(pronoun_killed(text));
    tolls.sort_by_key(|t| t.range.start);
    (tolls, counted)
}

/// "Le chef du village a été tué", "killing its driver": one person told of with an article.
fn single_victims(text: &Text<'_>, outcomes: &Outcomes, people: &[Hit<Side>]) -> Vec<Group> {
    const REACH: usize = 9;
    const ARTICLES: [&str; 12] =
        ["le", "la", "l'", "son", "sa", "leur", "the", "its", "his", "her", "their", "notre"];
    const AUXILIARIES: [&str; 6] = ["ete", "est", "was", "been", "a", "y"];
    let victim = |(index, hit): (usize, &Hit<Side>)| {
        let (from, to) = (text.token_at(hit.range.start), text.token_at(hit.range.end));
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
            let is_free = people.get(index + 1).is_none_or(|next| next.range.start > h.range.start);
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
        let is_one =
            matches!(hit.value, Side::Civilians | Side::StateForces) && !is_plural && !is_companion;
        let number =
            Number { from: article, to: before + 1, low: 1, high: Some(1), is_article: true };
        (is_one && (is_killed || is_object))
            .then(|| counted(text, number, from, hit.range.end, Some(hit.value), None))
    };
    people.iter().enumerate().filter_map(victim).collect()
}

/// Civilians or soldiers of whom nothing is said yet.
fn open(group: &Group) -> Option<Counted> {
    let side = group.side.filter(|s| matches!(s, Side::Civilians | Side::StateForces))?;
    let is_open = group.outcome.is_none() && !group.is_part && !group.is_joined && group.low > 1;
    is_open.then_some(Counted { side, low: group.low, high: group.high })
}

/// "Ils ont été tués", "all were abducted": harm to the people that the sentence before counted.
pub(super) fn pronoun_harm(
    text: &Text<'_>,
    outcomes: &Outcomes,
    counted: &Counted,
) -> Option<Toll> {
    const REACH: usize = 5;
    const PRONOUNS: [&str; 8] =
        ["ils", "elles", "tous", "toutes", "they", "all", "l'ensemble", "both"];
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

/// "en 2021", "novembre 2021": a year, not a count.
///
/// So is "the 2012 massacre": a number like a year counts only the people named right after it.
fn is_year(text: &Text<'_>, number: Number, outcomes: &Outcomes, people: &[Hit<Side>]) -> bool {
    // "on 15 June without casualties"
    if text.lexicon.is_english && text.lexicon.months.contains_key(text.word(number.to)) {
        return true;
    }
    let is_bare = number.to == number.from + 1 && text.word(number.from).len() == 4;
    if is_bare && (1990..2040).contains(&number.low) {
        return !next_noun(text, number.to, outcomes, people);
    }
    let before = number.from.checked_sub(1).map_or("", |i| text.word(i));
    let is_dated = before == "en" || before == "in" || text.lexicon.months.contains_key(before);
    (1900..2100).contains(&number.low) && is_dated
}

/// A number with the people or the harm that it counts.
#[derive(Clone, Debug)]
struct Group {
    number: Number,
    /// Tokens from the number to the end of its noun.
    tokens: Range<usize>,
    side: Option<Side>,
    /// The harm itself is what is counted: "huit morts".
    outcome: Option<Outcome>,
    /// "dont", "parmi lesquels": counted already.
    is_part: bool,
    /// Swallowed by the group before ("8 militaires et 32 VDP").
    is_joined: bool,
    low: u32,
    high: Option<u32>,
    is_leader: bool,
}

fn group(
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
        if text.hits(&text.lexicon.things).iter().any(|thing| thing.range.start == token.start) {
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
    of_any_people(text, number, outcomes).or_else(|| bare(text, number, outcomes))
}

/// "Trois tisserandes ont été tuées": a noun of no list counts people where only people suffer what
/// is said of it.
fn of_any_people(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> Option<Group> {
    const REACH: usize = 6;
    const OF_PEOPLE: [&str; 18] = [
        "tue",
        "mort",
        "peri",
        "perdu la vie",
        "trouve la mort",
        "bless",
        "assassin",
        "egorg",
        "execut",
        "interpell",
        "kidnapp",
        "massacr",
        "killed",
        "wounded",
        "injured",
        "abducted",
        "arrested",
        "shot dead",
    ];
    let noun = number.to + usize::from(matches!(text.word(number.to), "d'" | "de" | "of"));
    let word = text.word(noun);
    let is_plural = word.len() > 3 && word.ends_with(['s', 'x']) && !text.is_capital(noun);
    let token = *text.tokens.get(noun)?;
    let is_thing =
        || text.hits(&text.lexicon.things).iter().any(|thing| thing.range.start == token.start);
    if number.is_article || !is_plural || stops_noun(word) || is_thing() {
        return None;
    }
    let harm = outcomes.iter().find(|h| h.range.start > token.end)?;
    let is_near = text.token_at(harm.range.start).saturating_sub(noun) <= REACH;
    let between = text.between(token.end, harm.range.start);
    let words = text.folded.lower(harm.range.clone());
    let is_of_people = OF_PEOPLE.iter().any(|w| words.contains(w));
    let is_same_clause = !between.contains([',', ';', ':', '.', '('])
        && ![" par ", " contre ", " by ", " against ", " de ", " d'", " of "]
            .iter()
            .any(|w| between.contains(w));
    (is_near && is_of_people && is_same_clause && !harm.value.1)
        .then(|| counted(text, number, noun, token.end, Some(Side::Civilians), None))
}

/// "des syndicats en recensent vingt-six", "« entre huit et onze »": a number with no noun is a
/// toll only as a range in quotes or after "en".
fn bare(text: &Text<'_>, number: Number, outcomes: &Outcomes) -> Option<Group> {
    /// Verbs of counting and telling, by their stems.
    const COUNTS: [&str; 9] =
        ["annonc", "compt", "denombr", "recens", "evoqu", "declar", "avanc", "deplor", "signal"];
    let is_quoted = text.word(number.to) == "\"";
    let is_range = number.high.is_some_and(|h| h > number.low);
    let before = number.from.checked_sub(2).map(|i| text.word(i));
    let is_of_them = matches!(
        (text.word(number.to), text.word(number.to + 1)),
        ("of", "them" | "the") | ("d'", "entre")
    );
    let ends = is_of_them || matches!(text.word(number.to), "." | "," | "" | ";");
    // "la préfecture en annonce ce matin treize"
    let is_pronoun = ends
        && number.low > 1
        && (2..=5).filter_map(|back| number.from.checked_sub(back)).any(|at| {
            text.word(at) == "en" && COUNTS.iter().any(|stem| text.word(at + 1).starts_with(stem))
        });
    let is_pronoun = is_pronoun || (ends && before == Some("en"));
    let is_raised = is_raised(text, number.from) || is_toll_of(text, number.from);
    // "killing four."
    let start = text.tokens.get(number.from)?.start;
    let is_harmed = ends
        && !number.is_article
        && outcomes.iter().any(|h| {
            let gap = start.saturating_sub(h.range.end);
            let is_active = h.value.1 || (gap == 1 && is_active(text, h));
            is_active && h.range.end < start && gap < 12
        });
    // "nine were killed", "neuf ont été tués"
    let verb = text.tokens.get(number.to).map(|token| token.start);
    let is_subject = !number.is_article
        && matches!(text.word(number.to), "were" | "was" | "have" | "had" | "ont" | "sont")
        && verb.is_some_and(|at| {
            outcomes.iter().any(|h| !h.value.1 && h.range.start > at && h.range.start - at < 14)
        });
    ((is_quoted && is_range) || is_pronoun || is_raised || is_harmed || is_subject).then(|| Group {
        number,
        tokens: number.from..number.to,
        side: None,
        outcome: None,
        is_part: is_part(text, number.from),
        is_joined: false,
        low: number.low,
        high: number.high,
        is_leader: false,
    })
}

/// "porte à 12", "put the toll at 12", "has climbed to 17": a number that a toll has reached.
fn is_raised(text: &Text<'_>, from: usize) -> bool {
    const REACH: usize = 6;
    let word = |back: usize| from.checked_sub(back).map_or("", |i| text.word(i));
    let is_toll = |w: &str| matches!(w, "toll" | "bilan" | "dead" | "deaths" | "killed");
    matches!(word(1), "a" | "to" | "at")
        && (RAISED.contains(&word(2))
            || (3..REACH).any(|back| RAISED.contains(&word(back))) && is_toll(word(2)))
}

/// "an earlier toll of eight", "un bilan de huit".
fn is_toll_of(text: &Text<'_>, from: usize) -> bool {
    let word = |back: usize| from.checked_sub(back).map_or("", |i| text.word(i));
    matches!((word(2), word(1)), ("toll", "of") | ("bilan", "de" | "d'"))
}

fn next_noun(text: &Text<'_>, at: usize, outcomes: &Outcomes, people: &[Hit<Side>]) -> bool {
    text.tokens.get(at).is_some_and(|t| {
        people.iter().any(|h| h.range.start == t.start)
            || outcomes.iter().any(|h| h.range.start == t.start && !h.value.1)
    })
}

fn stops_noun(word: &str) -> bool {
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

fn counted(
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
fn is_part(text: &Text<'_>, from: usize) -> bool {
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

/// "plusieurs centaines d'hommes ont attaqué X", "forty gunmen stormed X": who did it is no toll.
fn drop_attackers(text: &Text<'_>, groups: &mut Vec<Group>, outcomes: &Outcomes) {
    if groups.is_empty() {
        return;
    }
    let triggers = text.hits(&text.lexicon.triggers);
    let is_attacker = |group: &Group| {
        let auxiliary =
            matches!(text.word(group.tokens.end), "ont" | "a" | "have" | "had" | "avaient");
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
            && is_deed
            && is_active
            && !is_harm
    };
    groups.retain(|group| !is_attacker(group));
}

/// "14 civilians (9 men, 3 women)", "six passengers, two women among them": what stands in brackets
/// after a number of people, or is said to be among them, is counted already.
fn mark_parts(text: &Text<'_>, groups: &mut [Group]) {
    const AFTER: [&[&str]; 7] = [
        &["among", "them"],
        &["among", "whom"],
        &["included"],
        &["parmi", "eux"],
        &["parmi", "elles"],
        &["parmi", "lesquels"],
        &["compris"],
    ];
    let mut whole: Option<usize> = None;
    for index in 0..groups.len() {
        let Some(group) = groups.get(index).cloned() else { break };
        let opened = (0..group.tokens.start).rev().find(|at| matches!(text.word(*at), "(" | ")"));
        let bracket = opened.filter(|at| text.word(*at) == "(");
        let is_in_bracket = bracket.zip(whole).is_some_and(|(at, end)| end <= at && at <= end + 3);
        let starts = |words: &&[&str]| {
            words.iter().enumerate().all(|(i, w)| text.word(group.tokens.end + i) == *w)
        };
        let is_among = index > 0 && AFTER.iter().any(starts);
        let is_part = group.outcome.is_none() && (is_in_bracket || is_among);
        if let Some(group) = groups.get_mut(index).filter(|_| is_part) {
            group.is_part = true;
        }
        if bracket.is_none() {
            // "14 civils ont été tués (9 hommes": the verb may stand between.
            let verb = (group.tokens.end..group.tokens.end + 4).find(|at| text.word(*at) == "(");
            whole = Some(verb.unwrap_or(group.tokens.end));
        }
    }
}

/// "un infirmier et son chauffeur", "un berger et sa femme": one more of the same side.
fn add_companions(text: &Text<'_>, groups: &mut [Group], people: &[Hit<Side>]) {
    for group in groups.iter_mut().filter(|g| g.side.is_some() && g.outcome.is_none()) {
        let at = group.tokens.end;
        let is_linked = matches!(text.word(at), "et" | "and")
            && matches!(text.word(at + 1), "son" | "sa" | "his" | "her" | "leur" | "their");
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
fn join_coordinated(text: &Text<'_>, groups: &mut [Group]) {
    for index in (1..groups.len()).rev() {
        let (before, after) = groups.split_at_mut(index);
        let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else { continue };
        let gap = second.tokens.start.saturating_sub(first.tokens.end);
        let link = first.tokens.end;
        // "la perte de dix gendarmes et de quatre VDP"
        let is_linked = gap <= 1
            || (gap == 2
                && matches!(
                    text.word(link + 1),
                    "de" | "d'" | "of" | "ses" | "leurs" | "his" | "her" | "their"
                ));
        let is_pair = first.tokens.end <= second.tokens.start
            && matches!(text.word(second.tokens.start.saturating_sub(gap.max(1))), "et" | "and")
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

/// "aucune perte", "ni mort ni blessé": nobody.
fn none_hurt(text: &Text<'_>) -> Vec<Toll> {
    let pattern = NONE_HURT.as_ref().filter(|_| text.has(Class::NONE));
    let Some(pattern) = pattern else { return Vec::new() };
    let mut tolls = Vec::new();
    for found in pattern.captures_iter(&text.folded.lower) {
        let Some(whole) = found.get(0) else { continue };
        let what = found.name("what").or_else(|| found.name("who")).map_or("", |m| m.as_str());
        let is_own = ["rangs", " side", " ranks"].iter().any(|w| whole.as_str().contains(w));
        let side = if is_own { Side::StateForces } else { Side::Unknown };
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

static PRONOUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:il|elle) (?:a|aurait|avait) (?:ete )?(?:tue|abattu|elimine|neutralise|execute)e?\b",
        r"|^(?P<died>(?:il|elle) (?:(?:est|serait|etait) (?:morte?|decedee?) (?:sur|dans|peu|quelques|en|des|de ses|a son|a l')|(?:y )?a (?:succombe|peri|perdu la vie)|n'a pas survecu))",
        r"|\bson corps (?:sans vie |crible de balles |decapite )?a ete (?:retrouve|decouvert)\b"
    ))
    .ok()
});

/// "Il aurait été tué": one person told of before.
fn pronoun_killed(text: &Text<'_>) -> Option<Toll> {
    let pattern = PRONOUN.as_ref().filter(|_| text.has(Class::PRONOUN))?;
    let fields = pattern.captures(&text.folded.lower)?;
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

#[cfg(test)]
mod tests;
