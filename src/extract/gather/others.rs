//! What a text tells of others than armed people of the region: of other continents, of beasts,
//! illness and weather.

use super::Story;
use crate::extract::classes::Class;
use crate::extract::draft::Draft;
use crate::extract::facts::Facts;

/// Whether an armed party or a deed of theirs is named near an incident: "Un pèlerin est mort lundi",
/// of what nobody says.
pub(super) fn is_near(parties: &[usize], draft: &Draft) -> bool {
    const AROUND: usize = 3;
    let first = parties.partition_point(|i| *i + AROUND < draft.index);
    parties.get(first).is_some_and(|i| *i <= draft.last + AROUND)
}

impl Story<'_> {
    /// Notes a sentence that names an armed party or a deed of theirs.
    pub(super) fn note_parties(&mut self, facts: &Facts<'_>) {
        if facts.names_party || facts.is_violent() {
            self.parties.push(facts.index);
        }
    }

    /// "Gaza : dix morts dans une frappe. Une école a été touchée": at a place on another continent,
    /// or nowhere else right after that.
    pub(super) fn is_told_abroad(&mut self, facts: &Facts<'_>) -> bool {
        let is_there = names_abroad(facts);
        let is_elsewhere = facts.place().is_some_and(|p| p.rank >= 2);
        self.is_abroad = is_there || self.is_abroad && !is_elsewhere;
        self.is_abroad
    }

    /// "Un variant circule. Il a tué huit personnes": its subject is what the sentence before named,
    /// which is neither people nor their arms.
    pub(super) fn is_of_nobody(&mut self, facts: &Facts<'_>) -> bool {
        let text = &facts.text;
        let is_of_before = text.is_of(text.head(), &text.lexicon.lists.named_before)
            && self.nobody.is_some_and(|index| index + 1 == facts.index)
            && !facts.names_party;
        if is_of_before || text.has(Class::NO_DOER) && !facts.names_party {
            self.nobody = Some(facts.index);
        }
        is_of_before
    }
}

/// Whether a place on another continent is the only one that a sentence names.
fn names_abroad(facts: &Facts<'_>) -> bool {
    let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
    let is_of = |at: usize| text.is_of(at, &lists.of_abroad);
    let named = text.first_of(&lists.abroad);
    let Some(place) = facts.place().filter(|p| p.rank >= 2 || named.is_none()) else {
        return named.is_some();
    };
    let (from, to) = (text.token_at(place.range.start), text.token_at(place.range.end));
    (from..to).any(|at| text.is_of(at, &lists.abroad) || is_of(at))
}
