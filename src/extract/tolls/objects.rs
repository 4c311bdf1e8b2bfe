//! What stands between a verb and the people it is done to.

use crate::extract::classes::Class;
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;

/// "ont tué dimanche, à Gao, le maire", "killed on Sunday in Gao the mayor": the token past the days
/// and places that stand at one, or the same token.
pub(super) fn object_at(text: &Text<'_>, at: usize) -> usize {
    const LONGEST: usize = 12;
    let is_number = |at: usize| text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
    let is_day = |at: usize| {
        text.is(at, Class::DATE)
            || text.is_weekday(at)
            || text.is_of(at, &text.lexicon.lists.day_word)
    };
    let mut next = at;
    while next < at + LONGEST {
        next += match () {
            () if is_day(next) || text.word(next) == "," && next > at => 1,
            () if text.word(next) == "," && (is_day(next + 1) || opens_place(text, next + 1)) => 1,
            // "le 12 mai"
            () if is_number(next) && text.is_month(next + 1) => 2,
            () if is_number(next + 1) && text.is_month(next + 2) => 3,
            () if opens_place(text, next) => {
                1 + (next + 1..next + LONGEST).take_while(|i| is_of_name(text, *i)).count()
            }
            () => break,
        };
    }
    next
}

fn opens_place(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, Class::AT.with(Class::IN)) && text.is_capital(at + 1)
}

fn is_of_name(text: &Text<'_>, at: usize) -> bool {
    text.is_capital(at) || text.word(at) == "-" && text.is_capital(at + 1)
}
