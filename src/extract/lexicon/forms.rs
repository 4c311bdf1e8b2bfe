//! The regular expressions of single rules, over folded text.

use std::sync::OnceLock;

use regex::Regex;

use super::matcher::rows;
use crate::extract::fold;

/// A regular expression that is compiled where it is first asked for.
#[derive(Debug, Default)]
pub(in crate::extract) struct Expression {
    /// Empty where the language has none.
    pattern: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// The form, where the language has it.
    pub(in crate::extract) fn get(&self) -> Option<&Regex> {
        let compile = || fold::form(self.pattern).filter(|_| !self.pattern.is_empty());
        self.compiled.get_or_init(compile).as_ref()
    }
}

/// The forms of one language.
#[derive(Debug, Default)]
pub(in crate::extract) struct Forms {
    /// What opens the name of a claimant, up to the third byte of the name: "selon …". `who` is where
    /// the name begins, `whole` is one to its end.
    pub(in crate::extract) according: Expression,
    /// The same after a verb of saying: ", a indiqué …". `who` or `who2` is where the name begins.
    pub(in crate::extract) told: Expression,
    /// Nobody was harmed; `what` is what nobody suffered, `nor` that nobody was wounded either.
    pub(in crate::extract) none_hurt: Expression,
    /// Somebody told of before was killed; `died` where it may be anybody.
    pub(in crate::extract) pronoun: Expression,
    /// It was years ago.
    pub(in crate::extract) years_ago: Expression,
}

impl Forms {
    pub(super) fn new(table: &'static str) -> Self {
        let form = |name| {
            let pattern = rows(table).find(|(form, ..)| *form == name);
            Expression {
                pattern: pattern.map_or("", |(_, pattern, _)| pattern),
                ..Expression::default()
            }
        };
        Self {
            according: form("according"),
            told: form("told"),
            none_hurt: form("none_hurt"),
            pronoun: form("pronoun"),
            years_ago: form("years_ago"),
        }
    }
}
