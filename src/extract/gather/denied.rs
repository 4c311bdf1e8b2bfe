//! What a later sentence says did not happen: a report taken back, a question answered by "non".

use super::Story;
use crate::extract::draft::Draft;
use crate::extract::facts::Facts;

impl Story<'_> {
    /// "Cette information est fausse": what was told right before did not happen.
    pub(super) fn retract(&mut self, facts: &Facts<'_>) {
        let is_right_before = |d: &Draft| {
            d.last + 1 == facts.index
                && !d.is_title
                && d.index + 2 >= facts.index
                && d.entry == facts.entry
        };
        if !facts.denies_what_was_told() {
            return;
        }
        if let Some(index) =
            self.current.filter(|c| self.drafts.get(*c).is_some_and(is_right_before))
        {
            self.drafts.remove(index);
            self.current = None;
        }
    }

    /// "Y a-t-il eu une attaque à X ? Non, répond la police": what was asked did not happen.
    pub(super) fn deny_what_was_asked(&mut self, facts: &Facts<'_>) {
        let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
        let is_next = self.asked.is_some_and(|index| index + 1 == facts.index);
        if is_next && text.opens(&lists.refutations, text.head()) {
            let asked = self.asked;
            self.drafts.retain(|d| Some(d.index) != asked || !d.claims.is_empty());
            self.current = None;
        }
        if text.folded.lower.trim_end_matches([' ', '"']).ends_with('?') {
            self.asked = Some(facts.index);
        }
    }
}
