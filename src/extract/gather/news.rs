//! What is news and what is told as an earlier event.

use super::{OPEN, Story};
use crate::extract::draft::Draft;
use crate::extract::facts::Facts;
use crate::extract::lexicon::Cue;
use crate::model::{Date, DateInterval};

/// What the first sentences tell may be news a while longer.
const LEAD: usize = 3;

/// What is dated by no less than a month, and longer ago, is no news.
const A_MONTH: i32 = 28;

/// What is longer ago is none however it is dated.
pub(super) const A_YEAR: i32 = 366;

impl Story<'_> {
    /// Whether a sentence that alludes to an incident tells its day and place before any other does.
    pub(super) fn is_first_told(&self, facts: &Facts<'_>) -> bool {
        const DAYS: i32 = 7;
        const NAME: usize = 60;
        let day = facts.date().filter(|m| m.is_own).filter(|m| {
            let end = facts.main_trigger().map_or(0, |t| t.range.end);
            let name = facts.text.between(end, m.range.start);
            // "Des familles fuyant les attaques sont arrivées lundi": of another verb.
            let (from, to) = (facts.text.token_at(end), facts.text.token_at(m.range.start));
            let auxiliaries = &facts.text.lexicon.lists.auxiliaries;
            let has_verb = (from..to).any(|at| facts.text.is_of(at, auxiliaries));
            m.range.start > end
                && name.len() <= NAME
                && !name.contains([',', ';', ':', '"'])
                && !has_verb
        });
        let day = day.and_then(|m| m.interval);
        let days = self.document.published.zip(day).map(|(now, d)| (now - d.end).get_days());
        self.drafts.iter().all(|d| d.is_title)
            && !self.is_peaceful
            && facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label)
            && days.is_some_and(|days| (0..DAYS).contains(&days))
    }

    /// "Le groupe a revendiqué l'attaque menée lundi à X": the first that the text tells, and news.
    fn is_first_claimed(&self, draft: &Draft) -> bool {
        const DAYS: i32 = 7;
        let days =
            self.document.published.zip(draft.dates).map(|(now, d)| (now - d.end).get_days());
        self.drafts.iter().all(|d| d.is_title)
            && draft.rank >= 3
            && days.is_some_and(|days| (0..DAYS).contains(&days))
    }

    pub(super) fn is_background(&self, facts: &Facts<'_>, draft: &Draft) -> bool {
        let told: Option<DateInterval> = self
            .drafts
            .iter()
            .rev()
            .take(OPEN)
            .filter(|d| !d.is_background)
            .filter_map(|d| d.dates)
            .max_by_key(|d| d.start);
        let is_older = told
            .zip(draft.dates)
            .is_some_and(|(main, this)| (main.start - this.end).get_days() >= 7);
        // "the killings of March 2022", told long after.
        let is_of_old = self.document.published.zip(draft.dates).is_some_and(|(now, this)| {
            let days = if facts.index < LEAD { 3 * A_MONTH } else { A_MONTH };
            let ago = (now - this.end).get_days();
            ago > A_YEAR || this.n_days() >= A_MONTH && ago > days
        });
        // "deux otages enlevés il y a trois ans"
        let years_ago = facts.text.lexicon.forms.years_ago.get();
        let is_years_ago = facts.date().is_none()
            && years_ago.is_some_and(|form| form.is_match(&facts.text.folded.lower));
        // "Le 28 avril, six hommes avaient été tués à X. Deux semaines plus tard, …": recalled too.
        let is_told_on = facts.date().is_some_and(|m| !m.is_own)
            && facts.index > LEAD
            && self.current.and_then(|c| self.drafts.get(c)).is_some_and(|d| {
                d.is_background && d.last + 1 == facts.index && d.entry == facts.entry
            });
        is_older
            || is_told_on
            || is_of_old
            || facts.year_of_event().is_some()
            || facts.is_recalling()
            || facts.is_entry_of_past_year()
            || is_years_ago
            || facts.has_before_event(Cue::Background, 22)
            || (facts.has(Cue::Claiming)
                && facts.main_trigger().is_some_and(|t| t.is_definite)
                && !self.is_first_claimed(draft))
    }
}

/// "Quatre suspects ont été présentés. Ils avaient été arrêtés la veille": where all is told as
/// earlier, what is only days old is the news.
pub(super) fn bring_forward(drafts: &mut [Draft], published: Option<Date>) {
    const DAYS: i32 = 10;
    let Some(published) = published.filter(|_| drafts.iter().all(|d| d.is_background)) else {
        return;
    };
    for draft in drafts.iter_mut().filter(|d| d.has_date) {
        let days = draft.dates.map(|d| (published - d.end).get_days());
        draft.is_background = !days.is_some_and(|n| (0..=DAYS).contains(&n));
    }
}
