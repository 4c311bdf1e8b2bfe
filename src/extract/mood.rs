//! Whether a word tells of what happened or of what will, may or would.

use super::classes::Class;
use super::sentence::Text;
use super::tokens::TokenKind;

/// Words of a clause before its verb, at the most.
const CLAUSE: usize = 16;
/// Words between an auxiliary and its verb, at the most.
const LINKS: usize = 6;

/// "soupçonnés d'avoir volé", "accused of stealing": at a byte stands what somebody is charged with.
pub(super) fn is_charge(text: &Text<'_>, start: usize) -> bool {
    const REACH: usize = 5;
    let at = text.token_at(start);
    let word = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    let is_of = |n: usize| at.checked_sub(n).is_some_and(|i| text.is(i, Class::CHARGE_LINK));
    let from = (0..REACH).take_while(|n| *n == 0 || !matches!(word(*n), "," | ";" | ":" | "."));
    let from = from.into_iter().find(|n| is_of(*n));
    from.is_some_and(|n| text.lexicon.lists.charged.opens(word(n + 1)))
}

/// "will be hunted down", "sera brûlé", "if gunmen entered": what is told at a byte did not happen.
///
/// Cost: a few words before it are looked at.
pub(super) fn is_unreal(text: &Text<'_>, start: usize) -> bool {
    let at = text.token_at(start);
    let is_open =
        || is_modal(text, at) || is_joined_modal(text, at) || is_participle_of_modal(text, at);
    is_negated(text, at)
        || is_denied_in_one_word(text, at)
        || is_habit(text, at)
        || has_modal(text) && is_open()
        || is_condition(text, at)
        || is_of_nobody(text, at)
}

/// Whether the sentence has an auxiliary of what has not happened; most have none.
fn has_modal(text: &Text<'_>) -> bool {
    let lists = &text.lexicon.lists;
    text.may_have(&lists.future) || text.has(Class::TO_BE) && text.may_have(&lists.modals)
}

/// "Les prix ont explosé", "a bull injured six": its subject is neither people nor their arms.
fn is_of_nobody(text: &Text<'_>, at: usize) -> bool {
    const REACH: usize = 8;
    if !text.has(Class::NO_DOER) {
        return false;
    }
    let lists = &text.lexicon.lists;
    let is_link = |i: usize| {
        let is_helper = text.is_of(i, &lists.auxiliaries) || text.is_of(i, &lists.links);
        is_helper || lists.is_adverb(text.word(i))
    };
    // "Le coton a été attaqué par les chenilles"
    let by = (at + 1..=at + 2).find(|i| text.is(*i, Class::BY));
    if by.is_some_and(|by| (by + 1..=by + 2).any(|i| text.is(i, Class::NO_DOER))) {
        return true;
    }
    let Some(end) = (at.saturating_sub(LINKS)..at).rev().find(|i| !is_link(*i)) else {
        return false;
    };
    // "They set the market on fire and killed two": theirs is the second deed too.
    let other = Class::BE.with(Class::BEEN).with(Class::AND);
    // "Un mur s'est abattu": the auxiliary is no passive's.
    let is_own = (end + 1..=at).any(|i| text.is(i, Class::REFLEXIVE));
    if !is_own && (end + 1..=at).any(|i| text.is_any(i, other)) {
        return false;
    }
    let opens = |i: &usize| {
        is_sign(text.word(*i)) || text.is(*i, Class::ARTICLE) && !text.is(*i, Class::OF)
    };
    let mut subject = (end.saturating_sub(REACH)..=end).rev().take_while(|i| !opens(i));
    // "Huit agents des eaux et forêts", "deux vendeurs de chevaux": people are its head.
    let first = subject.clone().last().map_or(0, |i| text.range(i, i + 1).start);
    let is_of_people = |i: usize| {
        let start = text.range(i, i + 1).start;
        !text.lexicon.is_english
            && text
                .hits(&text.lexicon.people)
                .iter()
                .any(|h| (first..start).contains(&h.range.start))
    };
    // "A donkey cart detonated a mine", "camel herders were attacked": the beast is not the subject.
    let is_attribute = |i: usize| {
        let start = text.tokens.get(i + 1).map(|token| token.start);
        text.lexicon.is_english
            && (text.is_of(i + 1, &lists.bearers)
                || text.hits(&text.lexicon.people).iter().any(|h| Some(h.range.start) == start))
    };
    subject.any(|i| text.is(i, Class::NO_DOER) && !is_attribute(i) && !is_of_people(i))
}

/// "would not need to storm", "peut être pris": an auxiliary of what has not happened governs it.
fn is_modal(text: &Text<'_>, at: usize) -> bool {
    let lists = &text.lexicon.lists;
    let word = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    // "may have killed ten" is a report, though not a sure one.
    let is_have = |n: usize| text.is_back(at, n, Class::HAVE);
    if text.lexicon.is_english && (is_have(1) || is_have(2) && text.is_back(at, 1, Class::BEEN)) {
        return false;
    }
    let is_of = |n: usize, list| text.is_back_of(at, n, list);
    let is_link = |n: usize| is_of(n, &lists.links) || lists.adverb_endings.ends(word(n));
    let Some(n) = (1..=LINKS).find(|n| !is_link(*n)) else { return false };
    // "de crainte d'être arrêté": the word for the incident may be the auxiliary's.
    let is_passive = (0..n).any(|n| text.is_back(at, n, Class::TO_BE));
    // "the risk of being attacked"
    let feared = if text.is_back(at, n, Class::OF) { n + 1 } else { n };
    at.checked_sub(n).is_some_and(|i| is_future(text, i))
        || (is_passive && is_of(feared, &lists.modals))
}

/// "will", "may": an auxiliary of what has not happened, and no month ("12 May").
fn is_future(text: &Text<'_>, at: usize) -> bool {
    let is_number = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    let is_month = || {
        text.is_month(at)
            && (at > 0 && text.is_capital(at)
                || is_number(at + 1)
                || at.checked_sub(1).is_some_and(is_number))
    };
    text.is_of(at, &text.lexicon.lists.future) && !is_month()
}

/// "aucun poste n'a été attaqué", "no village was raided", "sans être attaqué": it did not happen.
fn is_negated(text: &Text<'_>, at: usize) -> bool {
    let word = |n: usize| at.checked_sub(n).map_or("", |i| text.word(i));
    const NEAR: usize = 5;
    // "n'ont pas donné signe de vie": the words themselves are of what is not.
    if text.is(at, Class::NEGATION) {
        return false;
    }
    if !text.lexicon.is_english && !text.has_any(Class::NE.with(Class::WITHOUT)) {
        return false;
    }
    let lists = &text.lexicon.lists;
    let is_denied = |n: usize| at.checked_sub(n).is_some_and(|i| is_not(text, i));
    let is_of = |n: usize, list| text.is_back_of(at, n, list);
    let is_helper = |n: usize| is_of(n, &lists.auxiliaries);
    let is_link = |n: usize| is_helper(n) || is_of(n, &lists.links) || lists.is_adverb(word(n));
    let Some(n) = (1..=LINKS).find(|n| !is_link(*n) || is_denied(*n)) else {
        return false;
    };
    let is_verb = (0..n).any(is_helper);
    if !text.lexicon.is_english {
        // "n'a été attaqué que deux fois": but it was.
        let is_but = || {
            let is_since = |i: usize| i > at + 1 && text.is_back(i, 1, Class::SINCE);
            (at + 1..at + NEAR).any(|i| text.is(i, Class::THAT) && !is_since(i))
        };
        let is = |n: usize, class: Class| at.checked_sub(n).is_some_and(|i| text.is(i, class));
        let is_only = || is(n - 1, Class::NEGATION) && is(n.saturating_sub(2), Class::ONLY);
        let is_negated = is(n, Class::NE) && !is_but() && !is_only();
        return is_verb && (is_negated || is(n, Class::WITHOUT));
    }
    if is_denied(n) || !is_verb {
        return is_denied(n);
    }
    // "No village in the district was attacked", "None of the camps was hit".
    let is_bound = |n: usize| is_sign(word(n)) || is_of(n, &lists.clauses);
    let subject = (n..CLAUSE).take_while(|i| *i <= at && !is_bound(*i)).last();
    // "No fewer than ten men were killed"
    let is_count =
        |n: usize| at.checked_sub(n).is_some_and(|i| text.standing(&lists.at_least, i).is_some());
    subject.is_some_and(|n| text.is_back(at, n, Class::NO) && !is_count(n))
}

/// Words that stand between a subject or "ne" and its verb: "qu'on ne le tue pas".
fn before_clitics(text: &Text<'_>, at: usize) -> Option<usize> {
    const CLITICS: usize = 2;
    let before = (1..=CLITICS + 1).filter_map(|n| at.checked_sub(n));
    before.into_iter().find(|i| !text.is_of(*i, &text.lexicon.lists.clitics))
}

/// "n'attaquent plus", "qu'on ne le tue pas": a verb without an auxiliary is denied.
fn is_denied_in_one_word(text: &Text<'_>, at: usize) -> bool {
    const REACH: usize = 2;
    !text.lexicon.is_english
        && text.has(Class::NE)
        && (at + 1..=at + REACH).any(|i| text.is(i, Class::NEGATION))
        && before_clitics(text, at).is_some_and(|i| text.is(i, Class::NE))
}

/// "ceux qui tuent des enfants", "qu'on égorge", "s'en prend désormais aux faibles": what is done
/// always, told in the present, is no incident.
fn is_habit(text: &Text<'_>, at: usize) -> bool {
    let lists = &text.lexicon.lists;
    let is_near = |i: usize| text.is_of(i, &lists.habits);
    // "once stormed by gunmen", "jadis pillé": nobody says when.
    if text.is_back_of(at, 1, &lists.formerly) {
        return true;
    }
    if text.lexicon.is_english {
        return at.checked_sub(1).is_some_and(is_near);
    }
    let word = text.word(at);
    let end = text.range(at, at + 1).end;
    let is_accented = || end.checked_sub(1).is_some_and(|i| text.folded.is_accented(i));
    if text.is_of(at, &lists.auxiliaries) || !lists.presents_of_all.ends(word) || is_accented() {
        return false;
    }
    // The verb of "s'en prend" stands after its pronouns.
    let verb = (at..at + 3).find(|i| !text.is_of(*i, &lists.clitics)).unwrap_or(at);
    let subject = before_clitics(text, at);
    let is_anybody = |i: usize| {
        let is_those = || text.is_back_of(i, 1, &lists.those);
        text.is_of(i, &lists.anybody) || text.is(i, Class::RELATIVE) && is_those()
    };
    is_near(verb + 1) || subject.is_some_and(is_anybody)
}

/// "not", "never", "didn't".
pub(super) fn is_not(text: &Text<'_>, at: usize) -> bool {
    text.lexicon.is_english
        && (text.is(at, Class::NOT) || text.lexicon.lists.contracted.ends(text.word(at)))
}

fn is_sign(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "\"" | "(" | ")" | "." | "")
}

/// "sera brûlé et son chauffeur exécuté", "will be hunted down and killed".
fn is_joined_modal(text: &Text<'_>, at: usize) -> bool {
    const REACH: usize = 3;
    let and = (1..=REACH).filter_map(|n| at.checked_sub(n));
    let mut and = and.filter(|i| text.is_any(*i, Class::AND.with(Class::OR)));
    let Some(and) = and.next() else { return false };
    let is_own = and + 1 == at
        || text.is_of(and + 1, &text.lexicon.lists.links)
        || text.is(and + 1, Class::OWN);
    is_own && (1..=2).any(|n| and.checked_sub(n).is_some_and(|verb| is_modal(text, verb)))
}

/// "They could strangle it, killing a trader here": the participle goes on with what could be.
fn is_participle_of_modal(text: &Text<'_>, at: usize) -> bool {
    let is_participle = text.lexicon.is_english
        && text.lexicon.lists.gerunds.ends(text.word(at))
        && at
            .checked_sub(1)
            .is_some_and(|i| text.sign(i) == b',' || text.is_any(i, Class::AND.with(Class::OR)));
    let is_end = |i: &usize| !matches!(text.sign(*i), b';' | b':' | b'"' | b'.');
    let mut clause = (at.saturating_sub(CLAUSE)..at).rev().take_while(is_end);
    is_participle && clause.any(|i| is_future(text, i) && !text.is(i + 1, Class::HAVE))
}

/// "if gunmen entered", "si ce convoi est attaqué": a clause of condition. French tells with "si" and
/// a past tense what is conceded: "si les assaillants ont fui".
fn is_condition(text: &Text<'_>, at: usize) -> bool {
    let lists = &text.lexicon.lists;
    if !text.may_have(&lists.conditions) && !text.may_have(&lists.openings) {
        return false;
    }
    let is_end =
        |i: &usize| !matches!(text.sign(*i), b',' | b';' | b':' | b'"' | b'(' | b')' | b'.');
    let mut clause = (at.saturating_sub(CLAUSE)..at).rev().take_while(is_end);
    let Some(opens) = clause.find(|i| {
        let is_first = *i == 0 || matches!(text.sign(*i - 1), b',' | b'"' | b':' | b';' | b'-');
        text.is_of(*i, &lists.conditions) || (is_first && text.is_of(*i, &lists.openings))
    }) else {
        return false;
    };
    if text.lexicon.is_english {
        return true;
    }
    let is_subject = text.is_of(opens + 1, &lists.subjects);
    let is_past = (opens + 1..at + 2).any(|i| text.is(i, Class::HAS));
    let is_so = text.is_back(opens, 1, Class::SO);
    is_subject && !is_past && !is_so
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};

    fn check(lexicon: &'static Lexicon, words: &str, verb: &str, expected: bool) {
        let text = Text::new(words, 0..words.len(), 0, lexicon);
        let start = text.folded.lower.find(verb).unwrap_or_default();
        assert_eq!(is_unreal(&text, start), expected, "{words}");
    }

    #[test]
    fn what_will_be_did_not_happen() {
        let check = |words, verb, expected| check(&FRENCH, words, verb, expected);
        check("Tout véhicule sera brûlé et son chauffeur exécuté.", "brule", true);
        check("Tout véhicule sera brûlé et son chauffeur exécuté.", "execute", true);
        check("Les convois peuvent être attaqués.", "attaques", true);
        check("Seront inhumés mardi les dix hommes tués lundi.", "tues", false);
        check("Ils ont été enlevés avant d'être exécutés.", "executes", false);
        check("Deux hommes viennent d'être attaqués.", "attaques", false);
        check("Le camp a été attaqué et un soldat tué.", "tue", false);
    }

    #[test]
    fn what_is_said_not_to_have_been_did_not_happen() {
        let fr = |words, verb, expected| check(&FRENCH, words, verb, expected);
        fr("Aucun poste n'a été attaqué à Gao.", "attaque", true);
        fr("Les deux camps n'ont jamais été attaqués.", "attaques", true);
        fr("Le convoi est passé sans être attaqué.", "attaque", true);
        fr("Le camp n'a été attaqué que deux fois.", "attaque", false);
        fr("Le poste, qui n'a plus de radio, a été attaqué.", "attaque", false);
        let en = |words, verb, expected| check(&ENGLISH, words, verb, expected);
        en("No village in the district was attacked.", "attacked", true);
        en("The mayor said that none of the camps had been raided.", "raided", true);
        en("The camp was not attacked.", "attacked", true);
        en("No group has claimed it, but ten men were killed.", "killed", false);
        en("No fewer than ten men were killed.", "killed", false);
        en("Gunmen with no masks came; the camp was attacked.", "attacked", false);
    }

    #[test]
    fn what_is_done_always_or_by_nobody_did_not_happen() {
        let fr = |words, verb, expected| check(&FRENCH, words, verb, expected);
        fr("Les bandits n'attaquent plus la route.", "attaquent", true);
        fr("Il demande qu'on ne le tue pas.", "tue", true);
        fr("Il parle de ceux qui tuent des enfants.", "tuent", true);
        fr("Nos frères, qu'on égorge comme des bêtes.", "egorge", true);
        fr("Ils attaquent souvent la route.", "attaquent", true);
        fr("Des hommes qui ont attaqué un poste.", "attaque", false);
        fr("Des hommes attaquent un poste.", "attaquent", false);
        fr("Il roulait de nuit, de crainte d'être arrêté.", "etre arrete", true);
        fr("Un homme égorgé, un autre enlevé.", "egorge", false);
        fr("Le poste, jadis attaqué, est neuf.", "attaque", true);
        let en = |words, verb, expected| check(&ENGLISH, words, verb, expected);
        en("The gates, once stormed by gunmen, are new.", "stormed", true);
        en("The post is often attacked.", "attacked", true);
        en("The post was attacked.", "attacked", false);
    }

    #[test]
    fn what_would_be_did_not_happen() {
        let check = |words, verb, expected| check(&ENGLISH, words, verb, expected);
        check("They will be hunted down and killed.", "killed", true);
        check("Militants would not need to storm the town.", "storm", true);
        check("The village could be attacked at any time.", "attacked", true);
        check("They could strangle it, killing traders.", "killing", true);
        check("They may have hit the camp, killing ten.", "killing", false);
        check("On 12 May, gunmen opened fire, killing ten.", "killing", false);
        check("The strike may have killed ten.", "killed", false);
        check("Ten men were killed and two wounded.", "wounded", false);
        check("The man who would lead them attacked the post.", "attacked", false);
    }

    #[test]
    fn a_condition_tells_of_nothing_and_a_concession_does() {
        check(&ENGLISH, "They learnt what to do if gunmen entered a mosque.", "entered", true);
        check(&ENGLISH, "If it rains, men who attacked the post will return.", "attacked", false);
        check(&FRENCH, "Si ce convoi est attaqué, nous partons.", "attaque", true);
        check(&FRENCH, "Si les assaillants ont attaqué, ils ont perdu.", "attaque", false);
        check(&FRENCH, "Si l'armée avance, les hommes tués lundi attendent.", "tues", false);
        check(&FRENCH, "Un choc si violent que dix hommes ont été tués.", "tues", false);
    }
}
