//! What kind of incident it was, by its words and by whom it harmed.

use super::Draft;
use crate::extract::context::fold_name;
use crate::extract::deeds::Trigger;
use crate::extract::facts::Facts;
use crate::extract::lexicon::{Lists, Role, Words};
use crate::extract::tolls::Toll;
use crate::model::{Claim, Evidence, Kind, Outcome, Side};

impl Draft {
    pub(super) fn take_kind(&mut self, facts: &Facts<'_>) {
        if let Some(trigger) =
            facts.main_trigger().filter(|t| t.kind != Kind::Other || !self.has_kind)
        {
            // "ont été tués" alone: whose dead they are says what it was.
            let toll = facts.tolls.first().filter(|t| is_told_by_harm(trigger, t));
            self.kind = toll.map_or(trigger.kind, kind_of_toll);
            if self.kind == Kind::Other {
                // "l'offensive …, où il a éliminé dix soldats": the weaker word says more.
                let weak =
                    facts.triggers.iter().find(|t| t.role == Role::Weak && t.kind != Kind::Other);
                // "ont abattu huit villageois": whoever died says what it was.
                let harmed = facts.tolls.first().filter(|t| is_harm_of(trigger, t));
                let of_toll = harmed.map_or(Kind::Other, kind_of_toll);
                self.kind = weak.map_or(of_toll, |t| t.kind);
            }
            self.has_kind = trigger.kind != Kind::Other;
            // "Trois ingénieurs ont été capturés": civilians are not arrested so.
            let words = facts.text.folded.lower(trigger.range.clone());
            let is_seizing =
                self.kind == Kind::Arrest && facts.text.lexicon.lists.captures.is_in(words);
            let is_of_civilians = facts
                .tolls
                .iter()
                .any(|t| t.outcome == Outcome::Captured && t.side == Side::Civilians);
            if is_seizing && is_of_civilians {
                self.kind = Kind::Abduction;
            }
            let range = trigger.range.clone();
            self.evidence(facts, "kind", "word for an incident", &range);
        } else if let Some(toll) = facts.tolls.first().filter(|_| !self.has_kind) {
            self.kind = kind_of_toll(toll);
            let range = toll.range.clone();
            self.evidence(facts, "kind", "harm to people", &range);
        }
    }

    /// An operation or mission of which nothing more is told: nobody harmed, nothing taken or destroyed.
    pub(in crate::extract) fn is_bare_operation(&self) -> bool {
        self.kind == Kind::Other
            && !self.is_violent
            && !self.has_enemy
            && self.claims.is_empty()
            && self.leaders.is_empty()
            && self.materiel.is_empty()
    }

    /// An arrest, a brawl that killed nobody, or a deed that struck nobody in words with other meanings:
    /// in a text that names neither fighters nor soldiers they are the police's or nobody's.
    pub(in crate::extract) fn is_civil(&self, lists: &Lists, has_party: bool) -> bool {
        let harmed = |o: Outcome| self.claims.iter().any(|c| c.outcome == o && c.high != Some(0));
        let is_deadly =
            harmed(Outcome::Killed) || harmed(Outcome::Captured) && self.kind != Kind::Arrest;
        let is_told_by_harm =
            self.evidence.iter().any(|e| e.field == "kind" && e.rule == "harm to people");
        let is_word = |stems: &Words| {
            let kinds = self.evidence.iter().filter(|e| e.field == "kind");
            kinds.flat_map(|e| e.text.split(' ')).any(|word| stems.opens(&fold_name(word)))
        };
        // "Neuf bouchers ont été interpellés": no suspects, and not people of whom no more is said.
        let is_of_trade =
            |c: &Claim| c.side == Side::Civilians && !lists.persons.is_in(&fold_name(&c.text));
        let is_struck = !self.claims.is_empty() || !self.materiel.is_empty();
        match self.kind {
            _ if is_deadly || !self.leaders.is_empty() => false,
            Kind::Arrest => self.claims.iter().any(is_of_trade),
            Kind::ArmedClash => is_word(&lists.scuffles),
            Kind::Attack if harmed(Outcome::Wounded) => is_told_by_harm,
            Kind::Ambush => !has_party && !is_struck,
            Kind::Looting => is_word(&lists.thefts),
            Kind::Abduction => harmed(Outcome::Missing),
            _ => false,
        }
    }

    /// An operation of no stated kind in which fighters died was a clash.
    pub(in crate::extract) fn take_kind_of_harm(&mut self, facts: &Facts<'_>) {
        let is_fight =
            |t: &&Toll| t.outcome == Outcome::Killed && t.side == Side::Militants && t.low > 0;
        let is_open = self.kind == Kind::Other && !self.has_kind;
        if let Some(toll) = facts.tolls.iter().find(is_fight).filter(|_| is_open) {
            self.kind = kind_of_toll(toll);
            self.has_kind = true;
            self.evidence(facts, "kind", "harm to people", &toll.range.clone());
        }
    }

    /// Notes a verb of arresting, of the incident or of what it led to.
    pub(in crate::extract) fn note_arrest(&mut self, facts: &Facts<'_>) {
        let is_arrest = |t: &Trigger| t.kind == Kind::Arrest && t.role == Role::Verb;
        self.has_arrest |= facts.triggers.iter().any(is_arrest);
    }

    /// Burning, looting and finds of arms in which people died are told by their death, as ACLED does.
    pub(super) fn settle_deadly(&mut self) {
        let has_dead = |is_fought: bool| {
            let is_side = |c: &Claim| (c.side == Side::Militants) == is_fought;
            let is_dead = |c: &Claim| c.outcome == Outcome::Killed && c.low > 0;
            self.claims.iter().any(|c| is_dead(c) && is_side(c))
        };
        match self.kind {
            Kind::Looting if has_dead(false) => self.kind = Kind::Attack,
            Kind::WeaponsSeizure if has_dead(true) => self.kind = Kind::ArmedClash,
            _ => {}
        }
    }

    /// An attack that only took people away was an abduction, or a raid of those who arrest.
    pub(super) fn settle_abduction(&mut self) {
        let took = |c: &Claim| c.outcome == Outcome::Captured && c.side == Side::Civilians;
        let harmed =
            |c: &Claim| matches!(c.outcome, Outcome::Killed | Outcome::Wounded) && c.low > 0;
        let is_open = self.kind == Kind::Attack && !self.claims.iter().any(harmed);
        if is_open && self.claims.iter().any(took) {
            // "Une descente a eu lieu. Cinq personnes ont été appréhendées"
            self.kind = if self.has_arrest { Kind::Arrest } else { Kind::Abduction };
        }
    }

    /// Whether its words have other meanings ("une frappe", "a été attaquée"), nobody was harmed and
    /// no place was what suffered.
    pub(in crate::extract) fn is_figurative(&self, lists: &Lists) -> bool {
        let is_harm = |c: &Claim| c.high != Some(0);
        let kinds = self.evidence.iter().filter(|e| e.field == "kind");
        let is_open = matches!(self.kind, Kind::AirStrike | Kind::Attack | Kind::Ambush)
            && kinds.flat_map(|e| e.text.split(' ')).all(|word| has_other_meanings(word, lists));
        let is_fire = |e: &Evidence| lists.shots.is_in(&e.text);
        let is_open = is_open && !self.evidence.iter().any(|e| e.field == "kind" && is_fire(e));
        // "Gossi a été attaquée", not "à Gossi".
        let is_target = self.phrase.as_ref().is_some_and(|phrase| {
            let first = phrase.parts.first().and_then(|part| part.toponyms.first());
            first.is_some_and(|toponym| phrase.text.starts_with(&toponym.name))
        });
        // "Une attaque a eu lieu lundi à X"
        let is_noun = |e: &Evidence| lists.attack_nouns.has(&fold_name(&e.text));
        let is_placed = self.rank >= 3
            && self.has_date
            && self.evidence.iter().filter(|e| e.field == "kind").any(is_noun);
        is_open && !is_target && !is_placed && !self.claims.iter().chain(&self.leaders).any(is_harm)
    }
}

/// Whether a word for an incident is as much one of sport, nature or debate. Those that only help it
/// ("a été") are taken for such too.
fn has_other_meanings(word: &str, lists: &Lists) -> bool {
    const LONGEST_HELPER: usize = 5;
    let word = fold_name(word);
    word.len() <= LONGEST_HELPER || lists.figurative.opens(&word)
}

/// "ont été tués", or an operation in which fighters died: the harm says what it was.
fn is_told_by_harm(trigger: &Trigger, toll: &Toll) -> bool {
    let is_harm = trigger.role == Role::Act && trigger.kind == Kind::Attack;
    let is_of_fighters =
        toll.outcome == Outcome::Killed && toll.side == Side::Militants && toll.low > 0;
    // "des inconnus ont abattu deux combattants": it takes two known parties to clash.
    let is_fight = is_of_fighters && trigger.kind == Kind::Other;
    (is_harm && !(is_of_fighters && trigger.is_by_strangers)) || is_fight
}

/// "ont abattu", "ont éliminé" of civilians or soldiers.
fn is_harm_of(trigger: &Trigger, toll: &Toll) -> bool {
    trigger.role == Role::Act
        && toll.outcome == Outcome::Killed
        && matches!(toll.side, Side::Civilians | Side::StateForces)
        && toll.low > 0
}

/// "attaque", then "embuscade": the later word says more.
pub(super) fn is_finer(kind: Kind, facts: &Facts<'_>) -> bool {
    let later: Option<&Trigger> = facts.main_trigger();
    let is_general = matches!(kind, Kind::Attack | Kind::ArmedClash);
    is_general && later.is_some_and(|t| matches!(t.kind, Kind::Ambush | Kind::SuicideBombing))
}

fn kind_of_toll(toll: &Toll) -> Kind {
    match (toll.outcome, toll.side) {
        (Outcome::Captured, Side::Civilians) => Kind::Abduction,
        (Outcome::Captured | Outcome::Surrendered, _) => Kind::Arrest,
        (Outcome::Killed, Side::Militants) => Kind::ArmedClash,
        _ => Kind::Attack,
    }
}
