//! What a sentence says of who acted on whom.

use super::{Draft, MOST};
use crate::extract::facts::Facts;
use crate::extract::roles::Part;

impl Draft {
    /// Takes one party of a deed, with the words and rule that say what it did or suffered.
    pub(super) fn take_part(&mut self, facts: &Facts<'_>, part: &Part) {
        let (names, field) = match part.is_target {
            false => (&mut self.roles.attackers, "attacker"),
            true => (&mut self.roles.targets, "target"),
        };
        if names.len() >= MOST || names.iter().any(|name| name == part.name) {
            return;
        }
        names.push(part.name.to_owned());
        names.sort();
        self.evidence(facts, field, part.rule, &part.range);
    }
}
