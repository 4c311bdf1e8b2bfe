//! Words for incidents that tell of none: arms that do nothing, titles of works.

use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Role};
use crate::extract::sentence::Text;
use crate::model::{Kind, Outcome};

/// Whether arms are all that a sentence names of incidents, and nothing says that they did anything:
/// "Ils ont remis des roquettes et des mines", "rockets reach the markets".
pub(super) fn are_arms_idle(
    text: &Text<'_>,
    hits: &[Hit<(Kind, Role)>],
    outcomes: &[Hit<(Outcome, bool)>],
) -> bool {
    let lists = &text.lexicon.lists;
    let is_munition = |hit: &Hit<(Kind, Role)>| {
        let words = text.folded.lower(hit.range.clone());
        hit.value.1 == Role::Noun && lists.munitions.has(words)
    };
    let is_act = |hit: &Hit<(Kind, Role)>| hit.value.1 != Role::Weak && !is_munition(hit);
    outcomes.is_empty()
        && hits.iter().any(is_munition)
        && !hits.iter().any(is_act)
        && !(0..text.tokens.len()).any(|at| lists.effects.opens(text.word(at)))
}

/// "« L'Embuscade » a été projeté", "a novel, \"The Raid on the Hill\"": a word for an incident in a
/// short quotation all of whose words have capitals.
pub(super) fn is_title_of_work(text: &Text<'_>, start: usize) -> bool {
    const LONGEST: usize = 6;
    const SMALL: usize = 3;
    let at = text.token_at(start);
    let is_quote = |i: &usize| text.word(*i) == "\"";
    if !text.is_capital(at) {
        return false;
    }
    let Some(open) = (at.saturating_sub(LONGEST)..at).rev().find(is_quote) else { return false };
    let Some(close) = (at + 1..=open + LONGEST + 1).find(is_quote) else { return false };
    let is_small =
        |i: usize| text.word(i).len() <= SMALL || text.is_any(i, Class::ARTICLE.with(Class::OF));
    let is_whole = open == 0 && close + 1 >= text.tokens.len();
    !is_whole && (open + 1..close).all(|i| text.is_capital(i) || is_small(i))
}

/// "a exécuté samedi 60 % de son budget": what stands after the word is no number of people.
pub(super) fn is_share(after: &str) -> bool {
    const REACH: usize = 24;
    let is_digit = |b: u8| b.is_ascii_digit();
    let rest = after.bytes().take(REACH);
    let mut rest = rest.skip_while(|b| !is_digit(*b) && !matches!(b, b'.' | b';' | b':'));
    let is_number = rest.next().is_some_and(is_digit);
    let mut rest = rest.skip_while(|b| is_digit(*b) || matches!(b, b',' | b'.' | b' '));
    is_number && rest.next() == Some(b'%')
}

/// "Trois cents poulets abattus": beasts or things right before a word for killing.
pub(super) fn is_of_things(text: &Text<'_>, hit: &Hit<(Kind, Role)>) -> bool {
    const REACH: usize = 4;
    let lists = &text.lexicon.lists;
    let words = text.folded.lower(hit.range.clone());
    if hit.value.0 != Kind::Attack || !lists.killings.is_in(words) {
        return false;
    }
    let at = text.token_at(hit.range.start);
    let is_link = |i: usize| {
        let is_helper = text.is_of(i, &lists.auxiliaries) || text.is_of(i, &lists.links);
        is_helper || lists.is_adverb(text.word(i))
    };
    let subject = (at.saturating_sub(REACH)..at).rev().find(|i| !is_link(*i));
    let start = subject.and_then(|i| text.tokens.get(i)).map(|token| token.start);
    start.is_some_and(|start| {
        let is_there = |thing: &Hit<()>| thing.range.start <= start && start < thing.range.end;
        text.hits(&text.lexicon.things).iter().any(is_there)
    })
}
