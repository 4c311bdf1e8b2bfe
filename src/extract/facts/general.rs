//! What of a sentence tells of no incident: deeds in general, topics, attributes and laments.

use super::Facts;
use crate::extract::classes::Class;
use crate::extract::deeds::Trigger;
use crate::extract::lexicon::Role;
use crate::extract::numbers::is_number_word;
use crate::model::{Kind, Outcome};

impl Facts<'_> {
    /// Whether it has a word for an incident, for taking people or for killing, and not only one for
    /// death or harm.
    pub(in crate::extract) fn is_violent(&self) -> bool {
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let is_deed = |t: &Trigger| t.role != Role::Weak || t.kind != Kind::Other;
        self.triggers.iter().any(is_deed)
            || self.tolls.iter().any(|t| t.outcome == Outcome::Captured)
            || self.harm.iter().any(|h| lists.violence.is_in(text.folded.lower(h.clone())))
            || !self.tolls.is_empty() && self.is_nominal()
    }

    /// "À Koro, samedi, quatre morts": no verb tells it.
    fn is_nominal(&self) -> bool {
        let text = &self.text;
        let ats = self.harm.iter().map(|h| text.token_at(h.start));
        let mut nouns = ats.filter(|at| !text.is(*at, Class::DIED));
        nouns.any(|at| at.checked_sub(1).is_some_and(|i| is_number_word(text, i)))
    }

    /// "« Nous avons été trahis, bombardés »": what those who speak say of themselves, with no day and
    /// no number.
    pub(in crate::extract) fn is_lament(&self) -> bool {
        self.tolls.is_empty()
            && self.date().is_none()
            && self.text.first_of(&self.text.lexicon.lists.first_person).is_some()
            && self.are_events_quoted()
    }

    /// "Assassinat du président : la commission a remis ses conclusions": what is told is behind the
    /// colon, and is something else.
    pub(super) fn is_topic(&self, trigger: &Trigger) -> bool {
        let colon = || self.text.folded.lower.find(" : ");
        trigger.role == Role::Noun
            && self.tolls.is_empty()
            && self.places.iter().all(|p| p.rank < 2)
            && colon().is_some_and(|colon| self.triggers.iter().all(|t| t.range.end <= colon))
    }

    /// "Ils ont visité les bâtiments détruits": a participle beside its noun, in a sentence that tells
    /// something else.
    pub(super) fn is_attribute(&self, trigger: &Trigger) -> bool {
        const REACH: usize = 10;
        const NEAR: usize = 3;
        let text = &self.text;
        let is_thing = matches!(trigger.kind, Kind::Other | Kind::Looting)
            && matches!(trigger.role, Role::Act | Role::Verb);
        if text.lexicon.is_english || !is_thing || !self.tolls.is_empty() {
            return false;
        }
        let at = text.token_at(trigger.range.start);
        let next = text.token_at(trigger.range.end);
        let either = Class::HAVE.with(Class::BE).with(Class::BEEN);
        let is_end = |i: &usize| matches!(text.sign(*i), b',' | b';' | b':' | b'.' | b'"' | b'(');
        // "a permis de localiser et de détruire un dépôt" is no participle.
        let word = text.word(at);
        let is_infinitive = word.ends_with('r') || word.ends_with("re");
        let is_joined = is_infinitive || text.is_back(at, 1, Class::AND.with(Class::OR));
        let is_deed = |i: usize| {
            let start = text.range(i, i + 1).start;
            self.triggers.iter().any(|t| t.range.start <= start && start < t.range.end)
        };
        let mut clause = (at.saturating_sub(REACH)..at).rev().take_while(|i| !is_end(i));
        let helper = clause.find(|i| text.is_any(*i, either));
        !is_joined
            && !text.is(next, Class::BY)
            && helper.is_some_and(|i| at - i > NEAR && !is_deed(i + 1) && !is_deed(i))
    }

    /// "He took part in raids and kidnappings", "accusés de meurtres et d'enlèvements": what was done
    /// at some time, with no number, day or place of its own.
    pub(super) fn is_general(&self, trigger: &Trigger) -> bool {
        const REACH: usize = 12;
        let (text, lists) = (&self.text, &self.text.lexicon.lists);
        let words = text.folded.lower(trigger.range.clone());
        let is_gerund = lists.gerunds.ends(words.trim_end_matches('s'));
        let is_many = trigger.role == Role::Noun && words.ends_with('s')
            || text.lexicon.is_english && trigger.role != Role::Act && is_gerund;
        let is_bare = is_many && !trigger.is_definite && self.tolls.is_empty();
        if !is_bare {
            return false;
        }
        let end = trigger.range.end;
        let is_own = self.mentions.iter().any(|m| m.range.start >= end);
        // "Les raisons invoquées : meurtres, pillages": with neither a day nor a place.
        let is_list = |at: usize| text.word(at) == ",";
        let next = text.token_at(end);
        if !trigger.is_indefinite
            && is_list(next)
            && self.mentions.is_empty()
            && self.places.iter().all(|p| p.rank < 2)
        {
            return true;
        }
        let at = text.token_at(trigger.range.start);
        // "d'attaques" is of no attack, "des attaques" of some.
        let is_some = trigger.is_indefinite
            && (1..=2)
                .any(|n| text.is_back(at, n, Class::INDEFINITE) && !text.is_back(at, n, Class::DE));
        let verbs = Class::HAVE.with(Class::BE).with(Class::BEEN).with(Class::DEFINITE);
        let is_end = |i: &usize| {
            matches!(text.sign(*i), b';' | b':' | b'.' | b'"' | b'(') || text.is_any(*i, verbs)
        };
        let mut before = (at.saturating_sub(REACH)..at).rev().take_while(|i| !is_end(i));
        let governs = |i: usize| {
            let stands = text.standing(&lists.in_general, i);
            stands.is_some_and(|n| !is_some || i + n == at)
        };
        !is_own && before.any(governs)
    }

    pub(super) fn are_events_quoted(&self) -> bool {
        let is_quoted = |at: usize| {
            let before = self.text.folded.lower(0..at);
            before.bytes().filter(|b| *b == b'"').count() % 2 == 1
        };
        self.events().all(is_quoted)
    }
}
