//! What an incident shares with the one told right before it: a day, the dead that a headline counts.

use super::Story;
use crate::extract::classes::Class;
use crate::extract::context::fold_name;
use crate::extract::draft::Draft;
use crate::extract::facts::Facts;
use crate::model::{Claim, Outcome};

impl Story<'_> {
    /// "He was stabbed. He is in stable condition": of the incident told right before.
    pub(super) fn note_survival(&mut self, facts: &Facts<'_>) {
        let current = self.current.and_then(|c| self.drafts.get_mut(c));
        current.into_iter().for_each(|draft| draft.note_survival(facts));
    }

    /// "At X they killed a shepherd on Monday; at Y they set fire to the huts": of one day.
    pub(super) fn take_clause_day(&self, draft: &mut Draft, facts: &Facts<'_>) {
        const WEEK: i32 = 8;
        let before = self.current.and_then(|c| self.drafts.get(c));
        let before = before.filter(|d| d.last + 1 == facts.index && !d.is_background);
        let day = before.and_then(|d| d.dates).filter(|day| day.n_days() < WEEK);
        let is_open = facts.is_clause && draft.dates.is_none() && !draft.is_background;
        if let Some(day) = day.filter(|_| is_open) {
            draft.inherit_day(day);
        }
    }

    /// "Seven soldiers, 12 guards die in twin attacks. The soldiers fell at X; the guards were overrun
    /// at Y": those whom a sentence begins with are the dead of what it tells.
    pub(super) fn take_own_dead(&mut self, draft: &mut Draft, facts: &Facts<'_>) {
        const LEAD: usize = 5;
        let (text, head) = (&facts.text, facts.text.head());
        let is_open = facts.index < LEAD && draft.claims.is_empty() && draft.leaders.is_empty();
        if !is_open || !text.is(head, Class::DEFINITE) {
            return;
        }
        let who = text.word(head + 1);
        let is_theirs = |c: &Claim| {
            let noun = c.text.rsplit(' ').next().map(fold_name);
            c.outcome == Outcome::Killed && noun.as_deref() == Some(who)
        };
        let Some(first) = self.drafts.first_mut().filter(|d| d.index == 0) else { return };
        let dead = first.claims.iter().filter(|c| c.outcome == Outcome::Killed);
        let is_sum = first.rank < 2 || dead.count() > 1 && first.last + 1 == facts.index;
        if !is_sum {
            return;
        }
        if let Some(at) = first.claims.iter().position(is_theirs) {
            draft.claims.push(first.claims.remove(at));
            draft.is_background = false;
        }
    }
}
