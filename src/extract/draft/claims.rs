//! The tolls of an incident as claims.

use super::{Draft, MOST};
use crate::extract::classes::Class;
use crate::extract::facts::Facts;
use crate::extract::tolls::{Toll, is_raised};
use crate::model::{Claim, DateInterval, Document, Kind, Outcome, Side};

impl Draft {
    /// Takes over the dead that only the title counts: "Trente morts dans un village", of the only
    /// incident that the text then tells.
    pub(in crate::extract) fn take_claims_of_title(&mut self, title: &Self) {
        let is_dead = |c: &&Claim| c.outcome == Outcome::Killed && c.low > 0;
        let are_near = match (self.dates, title.dates) {
            (Some(mine), Some(theirs)) => mine.gap_days(&theirs) == 0,
            _ => true,
        };
        let is_deadly = !matches!(self.kind, Kind::Arrest | Kind::WeaponsSeizure);
        if are_near && is_deadly && !self.claims.iter().any(|c| c.outcome == Outcome::Killed) {
            self.claims.extend(title.claims.iter().filter(is_dead).cloned());
            let of_claims = title.evidence.iter().filter(|e| e.field == "claim");
            self.evidence.extend(of_claims.cloned());
        }
    }

    /// "Sur la semaine, 40 terroristes ont été tués. Le 10 mai à X, l'armée en a tué six": whether a
    /// day with so many dead is a part of the days that this counts.
    pub(in crate::extract) fn is_sum_of(&self, day: Option<DateInterval>, n_dead: u32) -> bool {
        const SPAN: i32 = 3;
        const DAYS: i32 = 2;
        let is_longer = self.dates.zip(day).is_some_and(|(all, day)| {
            all.n_days() > SPAN && day.n_days() <= DAYS && all.gap_days(&day) == 0
        });
        is_longer && self.rank < 3 && n_dead > 0 && self.n_dead() > n_dead
    }

    /// The most dead that a claim tells.
    pub(in crate::extract) fn n_dead(&self) -> u32 {
        let dead = self.claims.iter().filter(|c| c.outcome == Outcome::Killed).map(|c| c.low);
        dead.max().unwrap_or(0)
    }

    /// Adds one toll as a claim.
    pub(in crate::extract) fn take_toll(
        &mut self,
        facts: &Facts<'_>,
        toll: &Toll,
        document: &Document,
    ) {
        let mut toll = toll.clone();
        let is_unsure = toll.outcome == Outcome::Killed && is_unsure(facts, &toll);
        if is_unsure && facts.text.contains(&facts.text.lexicon.lists.survives) {
            toll.outcome = Outcome::Wounded;
        }
        let toll = &toll;
        let by = facts.claimant.as_ref().map(|r| facts.text.source(r).to_owned());
        let by = by.or_else(|| facts.speaker.clone());
        let side = self.side_of_unsure(facts, toll).unwrap_or(toll.side);
        let claim = Claim {
            by,
            outcome: toll.outcome,
            side,
            low: toll.low,
            high: toll.high,
            hedge: hedge(facts, toll),
            is_neutralised: is_neutralised(facts, toll),
            text: facts.text.source(&toll.range).to_owned(),
            document: document.id.clone(),
            span: facts.text.span(&toll.range),
        };
        let says_same = |c: &Claim| {
            c.outcome == claim.outcome
                && (c.low, c.high) == (claim.low, claim.high)
                && (c.side == claim.side || c.side == Side::Unknown || claim.side == Side::Unknown)
                && (c.by == claim.by || claim.by.is_none() || facts.is_title)
        };
        let known = self.claims.iter_mut().find(|c| says_same(c));
        let is_known = known.is_some();
        // "Neuf morts à X" in the title, "neuf civils tués" below it.
        known.filter(|c| c.side == Side::Unknown).into_iter().for_each(|c| c.side = claim.side);
        let is_counted = is_known || self.counts(facts, toll);
        if self.claims.len() >= MOST || is_counted {
            return;
        }
        if toll.is_leader {
            self.leaders.push(claim);
            return;
        }
        if toll.outcome == Outcome::Killed {
            let at = facts.text.token_at(toll.range.start);
            let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
            if is_raised(&facts.text, at) {
                self.total = self.total.max(Some(toll.low));
            } else if text.contains(&lists.died_later) {
                self.late.push(claim.span);
            }
            if text.contains(&lists.first_tolls) {
                self.replaced.push(claim.span);
            }
            if is_unsure {
                self.unsure.push(claim.span);
            }
        }
        self.claims.push(claim);
        let range = toll.range.clone();
        self.evidence(facts, "claim", "number of people and what became of them", &range);
    }

    /// "Two men were shot. One is dead": the side of those shot, of whom the others are wounded.
    fn side_of_unsure(&mut self, facts: &Facts<'_>, toll: &Toll) -> Option<Side> {
        let text = &facts.text;
        let next = text.token_at(toll.range.start) + 1;
        let is_of_them = || text.standing(&text.lexicon.lists.of_them, next).is_some();
        if toll.outcome != Outcome::Killed || toll.side != Side::Unknown && !is_of_them() {
            return None;
        }
        let unsure = &self.unsure;
        let is_whole =
            |c: &&mut Claim| unsure.contains(&c.span) && c.low > toll.low && toll.low > 0;
        let whole = self.claims.iter_mut().rev().find(is_whole)?;
        whole.outcome = Outcome::Wounded;
        whole.low = whole.low.saturating_sub(toll.low);
        whole.high = whole.high.map(|high| high.saturating_sub(toll.low).max(whole.low));
        let span = whole.span;
        let side = whole.side;
        self.unsure.retain(|known| *known != span);
        Some(side)
    }

    /// "He was stabbed. He is in stable condition": whoever was shot or stabbed last is wounded.
    pub(in crate::extract) fn note_survival(&mut self, facts: &Facts<'_>) {
        const NEAR: usize = 1;
        let text = &facts.text;
        let is_of_them =
            text.is_any(text.head(), Class::PRONOUN.with(Class::THEY).with(Class::OWN));
        let is_next = facts.index <= self.last + NEAR && facts.tolls.is_empty();
        let Some(last) = self.unsure.last().copied().filter(|_| is_of_them && is_next) else {
            return;
        };
        if text.contains(&text.lexicon.lists.survives) {
            let mut told = self.claims.iter_mut().filter(|c| c.span == last);
            told.next().into_iter().for_each(|claim| claim.outcome = Outcome::Wounded);
            self.unsure.pop();
        }
    }

    /// "Parmi les victimes figurent deux femmes": of those counted before.
    fn counts(&self, facts: &Facts<'_>, toll: &Toll) -> bool {
        let is_whole = |c: &Claim| c.outcome == toll.outcome && c.low > toll.low;
        let is_of_whole = || {
            let before = facts.text.folded.lower(0..toll.range.start);
            let after = facts.text.folded.lower.get(toll.range.end..).unwrap_or_default();
            let among = &facts.text.lexicon.lists.among_dead;
            facts.text.may_contain(among) && among.is_in(before)
                || facts.text.lexicon.is_english && among.is_in(after)
        };
        // "Une survivante a perdu deux frères": they are among the dead too.
        let words = || facts.text.folded.lower(toll.range.clone());
        let is_of_kin = || words().split(' ').any(|w| facts.text.lexicon.lists.kin.has(w));
        // "L'assassinat d'un ancien maire est confirmé. Il a été abattu chez lui."
        let is_one = |c: &Claim| {
            c.outcome == toll.outcome && (c.low, c.high) == (1, Some(1)) && toll.high == Some(1)
        };
        let is_he = || facts.text.is(facts.text.token_at(toll.range.start), Class::PRONOUN);
        // "An official confirms both deaths", "the two deaths"
        let is_told_of = |c: &Claim| c.outcome == toll.outcome && c.low >= toll.low;
        let is_of_told = || {
            let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
            let (from, to) = (text.token_at(toll.range.start), text.token_at(toll.range.end));
            let definite = Class::DEFINITE.with(Class::THEY).with(Class::THIS);
            let is_definite = text.is_any(from, definite) || text.is_back(from, 1, definite);
            is_definite && (from..to).any(|at| text.is_of(at, &lists.deaths))
        };
        self.claims.iter().any(is_told_of) && is_of_told()
            || self.claims.iter().any(is_whole) && (is_of_whole() || is_of_kin())
            || self.claims.iter().any(is_one) && is_he()
    }

    /// "Un premier bilan faisait état de trois morts. Il est passé à dix": the three are held by nobody.
    pub(super) fn settle_replaced(&mut self) {
        let dead = self.claims.iter().filter(|c| c.outcome == Outcome::Killed);
        let Some(most) = dead.map(|c| c.low).max() else { return };
        let replaced = &self.replaced;
        self.claims.retain(|c| {
            c.outcome != Outcome::Killed || c.low >= most || !replaced.contains(&c.span)
        });
    }

    /// "Trois blessés sont décédés. Le bilan passe à treize morts": the three are among the thirteen.
    pub(super) fn settle_late(&mut self) {
        let Some(total) = self.total else { return };
        let late = &self.late;
        self.claims.retain(|c| {
            c.outcome != Outcome::Killed
                || c.low.saturating_mul(2) >= total
                || !late.contains(&c.span)
        });
    }

    /// "Vingt assaillants tués … ni mort ni blessé": where some died, nobody did on another side.
    pub(super) fn settle_unhurt(&mut self) {
        let died = |side: Side| {
            let is_dead = |c: &&Claim| c.outcome == Outcome::Killed && c.side == side && c.low > 0;
            self.claims.iter().any(|c| is_dead(&c))
        };
        let other = match (died(Side::Militants), died(Side::StateForces), died(Side::Civilians)) {
            (true, false, _) => Side::StateForces,
            (false, true, false) => Side::Civilians,
            (false, false, true) => Side::StateForces,
            _ => return,
        };
        let is_open = |c: &&mut Claim| c.high == Some(0) && c.side == Side::Unknown;
        self.claims.iter_mut().filter(is_open).for_each(|c| c.side = other);
    }
}

/// "Two men were shot", "a trader was stabbed": whether those harmed may have lived.
fn is_unsure(facts: &Facts<'_>, toll: &Toll) -> bool {
    const BESIDE: usize = 2;
    let text = &facts.text;
    let lists = &text.lexicon.lists;
    let behind = facts.harm.iter().find(|h| h.end > toll.range.start);
    let Some(harm) = behind.or(facts.harm.last()) else { return false };
    let is_other = |h: &std::ops::Range<usize>| {
        *h != *harm && h.start >= harm.start && h.start <= harm.end + BESIDE
    };
    lists.may_survive.has(text.folded.lower(harm.clone())) && !facts.harm.iter().any(is_other)
}

/// The words before or in a toll that make it less sure.
fn hedge(facts: &Facts<'_>, toll: &Toll) -> Option<String> {
    const REACH: usize = 40;
    let from = toll.range.start.saturating_sub(REACH);
    let is_near = |r: &&std::ops::Range<usize>| r.start >= from && r.start < toll.range.end;
    let nearest = facts.hedges.iter().filter(is_near).max_by_key(|r| r.start)?;
    Some(facts.text.source(nearest).to_owned())
}

/// Whether "neutralisés" or its like says what became of them.
fn is_neutralised(facts: &Facts<'_>, toll: &Toll) -> bool {
    const REACH: usize = 60;
    let lower = &facts.text.folded.lower;
    let (from, to) = (toll.range.start.saturating_sub(REACH), toll.range.end + REACH);
    let around = lower.get(from..to.min(lower.len())).unwrap_or_default();
    let is_of_enemy = matches!(toll.side, Side::Militants | Side::Unknown);
    is_of_enemy
        && toll.outcome == Outcome::Killed
        && facts.text.may_contain(&facts.text.lexicon.lists.neutralised)
        && facts.text.lexicon.lists.neutralised.is_in(around)
}
