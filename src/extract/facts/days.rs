//! When the incident of a sentence was.

use std::cmp::Reverse;
use std::ops::Range;

use super::Facts;
use crate::extract::classes::Class;
use crate::extract::dates::{COUNTED_BACK, EVE, Mention};
use crate::extract::deeds::Trigger;
use crate::extract::lexicon::Role;
use crate::model::DateInterval;

impl Facts<'_> {
    /// The date that the incident of the sentence has: a day of its own, else one counted from
    /// what was told before.
    pub(in crate::extract) fn date(&self) -> Option<&Mention> {
        self.day.and_then(|index| self.mentions.get(index))
    }

    /// The number of that date.
    pub(super) fn find_date(&self) -> Option<usize> {
        let date = self.told_date()?;
        self.mentions.iter().position(|mention| std::ptr::eq(mention, date))
    }

    fn told_date(&self) -> Option<&Mention> {
        if let Some(year) = self.year_of_event() {
            return Some(year);
        }
        if let Some(month) = self.month_of_event() {
            return Some(month);
        }
        if let Some(day) = self.day_gone_back().or_else(|| self.eve_of_event()) {
            return Some(day);
        }
        if let Some(day) = self.day_of_event().or_else(|| self.day_of_dead()) {
            return Some(day);
        }
        let told = || self.mentions.iter().filter(|m| !m.is_aside);
        let is_own = |m: &&Mention| m.is_own && m.interval.is_some_and(|i| i.n_days() < 8);
        // "Trois corps repêchés ce matin : ce sont ceux de l'attaque de jeudi": the day beside it.
        let at = self.main_trigger().map_or(0, |t| t.range.start);
        let is_beside = |m: &&Mention| {
            let (from, to) = (m.range.end.min(at), m.range.start.max(at));
            !self.text.between(from, to).contains(" : ")
        };
        let counted = told().find(|m| m.rule == COUNTED_BACK);
        let beside = counted.or_else(|| self.day_past_clause());
        let beside = beside.or_else(|| told().filter(is_own).find(is_beside));
        let own = beside.or_else(|| told().find(is_own));
        let other = own.or_else(|| told().find(|m| !m.is_own)).or_else(|| told().next());
        other.or_else(|| self.day_of_flight())
    }

    /// "Informed on Monday of the events, which go back to 7 May": the day of what was done.
    pub(in crate::extract) fn day_gone_back(&self) -> Option<&Mention> {
        const REACH: usize = 24;
        let list = &self.text.lexicon.lists.goes_back;
        if self.mentions.is_empty() || !self.text.may_contain(list) {
            return None;
        }
        self.mentions.iter().find(|m| {
            let start = m.range.start;
            let before = self.text.between(start.saturating_sub(REACH), start).trim_end();
            m.interval.is_some() && list.ends(before)
        })
    }

    /// "The market was in ashes on Monday after a raid the night before": the day right behind the word
    /// for what came before the day of the sentence.
    fn eve_of_event(&self) -> Option<&Mention> {
        const BEFORE: usize = 28;
        const BEHIND: usize = 40;
        let eves = || self.mentions.iter().filter(|m| m.rule == EVE && m.interval.is_some());
        eves().next()?;
        let is_noun = |t: &&Trigger| t.role == Role::Noun;
        let after = &self.text.lexicon.lists.after_deeds;
        let mut events =
            self.triggers.iter().filter(is_noun).map(|t| &t.range).filter(|t| {
                after.is_in(self.text.between(t.start.saturating_sub(BEFORE), t.start))
            });
        events.find_map(|t| {
            let has_day = self.mentions.iter().any(|m| m.is_own && m.range.end <= t.start);
            let is_behind = |m: &&Mention| {
                (t.end..t.end + BEHIND).contains(&m.range.start)
                    && !self.text.between(t.end, m.range.start).contains([',', ';', ':', '.'])
            };
            eves().find(is_behind).filter(|_| has_day)
        })
    }

    /// "They took the road on Friday, hours after men shot dead the imam": the day on which people fled.
    fn day_of_flight(&self) -> Option<&Mention> {
        let lists = &self.text.lexicon.lists;
        if !self.text.may_contain(&lists.leavers) {
            return None;
        }
        self.mentions.iter().find(|m| {
            let rest = self.text.folded.lower.get(m.range.end..).unwrap_or_default();
            m.is_own
                && lists.same_day_after.opens(rest)
                && lists.leavers.is_in(self.text.folded.lower(0..m.range.start))
        })
    }

    /// "S'est rendue mercredi à X, où six civils ont été tués lundi", "où, lundi, ils ont tué": the day
    /// beside the word for the incident, where another clause has the day before it.
    fn day_past_clause(&self) -> Option<&Mention> {
        let first = self.own_days().next()?.range.end;
        let strong = self.triggers.iter().filter(|t| t.role != Role::Weak).map(|t| &t.range);
        let events = strong.chain(&self.harm).filter(|range| range.start >= first);
        let mut events: Vec<_> = events.collect();
        events.sort_by_key(|range| (range.start, Reverse(range.end)));
        events.into_iter().find_map(|event| self.day_of_clause(event))
    }

    fn own_days(&self) -> impl Iterator<Item = &Mention> {
        const WEEK: i32 = 8;
        let told = self.mentions.iter().filter(|m| m.is_own && !m.is_aside);
        told.filter(|m| m.interval.is_some_and(|i| i.n_days() < WEEK))
    }

    /// The day beside a word for an incident, in a clause behind another day.
    fn day_of_clause(&self, event: &Range<usize>) -> Option<&Mention> {
        const REACH: usize = 40;
        let opens_clause = |from: usize, to: usize| {
            let clause = Class::WHERE.with(Class::RELATIVE).with(Class::THAT);
            let mut tokens = self.text.token_at(from)..self.text.token_at(to);
            let after = &self.text.lexicon.lists.after_what;
            tokens.any(|at| self.text.is_any(at, clause) || self.text.standing(after, at).is_some())
        };
        let before = self.own_days().find(|m| m.range.end <= event.start)?;
        let is_beside = |from: usize, to: usize, signs: &[char]| {
            let gap = self.text.between(from, to);
            gap.len() <= REACH && !gap.contains(signs) && !opens_clause(from, to)
        };
        let is_own = |m: &&Mention| match m.range.start >= event.end {
            true => is_beside(event.end, m.range.start, &[',', ';', ':']),
            false => m.range.end <= event.start && is_beside(m.range.end, event.start, &[';', ':']),
        };
        let mut behind = self.own_days().filter(|m| m.range.start > before.range.end);
        behind.find(|m| opens_clause(before.range.end, m.range.start.min(event.start)) && is_own(m))
    }

    /// "l'embuscade de l'an dernier", "last year's ambush": a year right beside a known incident.
    pub(in crate::extract) fn year_of_event(&self) -> Option<&Mention> {
        const YEAR: i32 = 300;
        const BESIDE: usize = 4;
        if let Some(year) = self.year_past() {
            return Some(year);
        }
        let event = self.main_trigger().filter(|t| t.role == Role::Noun)?;
        self.mentions.iter().find(|m| {
            let is_before =
                m.range.end <= event.range.start && event.range.start - m.range.end <= BESIDE;
            let is_after =
                m.range.start >= event.range.end && m.range.start - event.range.end <= BESIDE;
            m.interval.is_some_and(|i| i.n_days() >= YEAR) && (is_before || is_after)
        })
    }

    /// "les tueries de 2019", "the killings of 2019": incidents of a year gone by.
    pub(in crate::extract) fn is_of_past_year(&self) -> bool {
        let Some(event) = self.main_trigger().filter(|t| t.role == Role::Noun) else {
            return false;
        };
        let at = self.text.token_at(event.range.end);
        let word = self.text.word(at + 1);
        let year = Some(word).filter(|w| w.len() == 4).and_then(|w| w.parse::<i16>().ok());
        self.text.is(at, Class::OF)
            && year.zip(self.published).is_some_and(|(year, now)| year > 1900 && year < now.year())
    }

    /// "2019 : dix morts à X": an entry of a chronology of years, before that of publication.
    pub(in crate::extract) fn is_entry_of_past_year(&self) -> bool {
        let year = Some(self.text.word(0)).filter(|w| w.len() == 4);
        let year = year.and_then(|w| w.parse::<i16>().ok());
        matches!(self.text.word(1), ":" | "-")
            && year.zip(self.published).is_some_and(|(year, now)| year > 1900 && year < now.year())
    }

    /// "détruit par un kamikaze à Sévaré en 2018": a year gone by, in the clause after the word for the
    /// incident.
    fn year_past(&self) -> Option<&Mention> {
        const YEAR: i32 = 300;
        const CLAUSE: usize = 48;
        let end = self.main_trigger()?.range.end;
        let now = self.published?;
        let is_past = |m: &Mention| {
            let is_old = |i: DateInterval| now.year() > i.end.year();
            m.interval.is_some_and(|i| i.n_days() >= YEAR && is_old(i))
        };
        let is_in_clause = |m: &Mention| {
            m.range.start >= end
                && m.range.start - end < CLAUSE
                && !self.text.between(end, m.range.start).contains([',', ';', ':', '"', '('])
        };
        self.mentions.iter().find(|m| !m.is_since && is_past(m) && is_in_clause(m))
    }

    /// "Sunday's attack", "l'attaque subie la veille": the day right beside a known incident.
    pub(in crate::extract) fn day_of_event(&self) -> Option<&Mention> {
        const BESIDE: usize = 12;
        let event = self.main_trigger().filter(|t| t.role == Role::Noun && t.is_known())?;
        self.mentions.iter().filter(|m| m.interval.is_some_and(|i| i.n_days() < 4)).find(|m| {
            let after = self.text.between(event.range.end, m.range.start);
            let is_told = m.range.start > event.range.end && self.is_told_of(after);
            let before = self.text.between(m.range.end, event.range.start);
            let is_after = m.range.start >= event.range.end && after.len() <= BESIDE;
            let is_before = m.range.end <= event.range.start && matches!(before, "'s " | " ");
            let is_beside = is_after && !after.contains([',', ';', ':']);
            !m.is_since && (is_before || is_beside || is_told)
        })
    }

    /// "(l'attaque) de X, survenue (lundi)": a participle after a known incident says when it was.
    fn is_told_of(&self, words: &str) -> bool {
        const LONGEST: usize = 60;
        const LAST: usize = 3;
        let lists = &self.text.lexicon.lists;
        let words = words.trim_end();
        let blanks = words.rmatch_indices(' ').take(LAST);
        let mut ends = blanks.filter_map(|(at, _)| words.get(at..));
        words.len() <= LONGEST
            && !words.contains([';', ':', '"'])
            && ends.any(|end| lists.told_after.opens(end))
    }

    /// "two men arrested last September", where the sentence has a day of something else too.
    fn month_of_event(&self) -> Option<&Mention> {
        const MONTH: i32 = 27;
        const BESIDE: usize = 4;
        let event = self.main_trigger().filter(|t| t.role == Role::Verb)?;
        self.mentions.iter().find(|m| {
            let is_month = m.interval.is_some_and(|i| i.n_days() > MONTH) && !m.is_since;
            is_month && m.range.start.checked_sub(event.range.end).is_some_and(|gap| gap <= BESIDE)
        })
    }
}
