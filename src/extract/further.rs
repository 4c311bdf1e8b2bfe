//! Whether a sentence tells of one more incident than those told.

use super::classes::Class;
use super::facts::Facts;
use super::lexicon::{Cue, Hit, Role};
use super::numbers::is_number_word;

/// "une autre base", "un second tir", "un premier pick-up": one of several.
pub(super) fn says_one_more(facts: &Facts<'_>) -> bool {
    let end = facts.main_trigger().map_or(0, |t| t.range.end);
    // "sept assaillants tués et huit autres interpellés": more people, not one more incident.
    let counts = |hit: &Hit<Cue>| {
        let before = facts.text.token_at(hit.range.start).checked_sub(1);
        let lexicon = facts.text.lexicon;
        before.is_some_and(|at| {
            let word = facts.text.word(at);
            let words = facts.text.folded.lower(hit.range.clone());
            if suffers(facts, at, facts.text.token_at(hit.range.end)) {
                return true;
            }
            // "l'un a été tué, l'autre enlevé"
            let is_of_two = facts.text.is(at, Class::ARTICLE)
                && word.ends_with('\'')
                && lexicon.lists.other_things.opens(words);
            let is_more = facts.text.is(at + 1, Class::OTHER);
            is_of_two || is_more && is_number(facts, at) && !facts.text.is(at, Class::ONE)
        })
    };
    // "des motos emportées et d'autres incendiées": more things, not one more incident.
    let is_of_things = |hit: &Hit<Cue>| {
        let before = facts.text.token_at(hit.range.start).checked_sub(1);
        before.is_some_and(|at| facts.text.is(at, Class::DE))
            && facts
                .main_trigger()
                .is_some_and(|t| t.role != Role::Noun && t.range.start == hit.range.end + 1)
    };
    // "cette nouvelle attaque", "this latest raid": the one told.
    let is_told =
        |hit: &Hit<Cue>| facts.text.is_back(facts.text.token_at(hit.range.start), 1, Class::THIS);
    let is_marked = |hit: &Hit<Cue>| {
        matches!(hit.value, Cue::New | Cue::First)
            && !is_told(hit)
            && !counts(hit)
            && !is_of_things(hit)
            && hit.range.end <= end
            && end - hit.range.end <= 70
    };
    facts.cues.iter().any(is_marked)
}

/// "huit autres", "31 autres", "une dizaine d'autres": whether a number ends at a token.
fn is_number(facts: &Facts<'_>, at: usize) -> bool {
    let text = &facts.text;
    let counts = |i: usize| is_number_word(text, i);
    counts(at) || text.is(at, Class::DE) && at.checked_sub(1).is_some_and(counts)
}

/// "un troisième enlevé", "un autre a été tué", "a third was abducted": one more person, of whom the
/// token after that word tells what was done.
fn suffers(facts: &Facts<'_>, article: usize, next: usize) -> bool {
    const HELPERS: usize = 2;
    let text = &facts.text;
    let helpers = Class::HAVE.with(Class::BE).with(Class::BEEN);
    let auxiliaries = &text.lexicon.lists.auxiliaries;
    let is_helper = |at: &usize| text.is_any(*at, helpers) || text.is_of(*at, auxiliaries);
    let end = next + HELPERS;
    let verb = (next..=end).find(|at| !is_helper(at)).unwrap_or(end);
    let is_active =
        !text.lexicon.is_english && verb > next && !(next..verb).any(|at| text.is(at, Class::BEEN));
    let is_deed = || {
        let start = text.tokens.get(verb).map_or(0, |token| token.start);
        facts.triggers.iter().any(|t| t.role != Role::Noun && t.range.contains(&start))
    };
    // The word may have its article: "a third".
    (article..article + 2).any(|at| text.is(at, Class::INDEFINITE_ARTICLE))
        && !is_active
        && is_deed()
}
