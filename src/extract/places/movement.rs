//! Names of where people went, came from or speak: no place of an incident.

use super::Parser;
use crate::extract::lexicon::{Hit, Movement};
use crate::model::Side;

impl Parser<'_, '_> {
    /// "un autocar reliant X à Y": where it was bound, which is no road that the text names.
    pub(super) fn is_line_of_vehicle(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let is_line = self.text.word(at) == "reliant"
            || (self.text.word(at) == "qui" && self.text.word(at + 1) == "relie");
        is_line
            && !(at.saturating_sub(REACH)..at)
                .any(|i| self.text.lexicon.lists.roads.has(self.text.word(i)))
    }

    /// Whether words of coming, going or speaking stand right before.
    pub(super) fn is_excluded(&self, start: usize) -> bool {
        self.movement_before(start).is_some()
    }

    /// The words of coming, going or speaking right before a place.
    pub(super) fn movement_before(&self, start: usize) -> Option<Movement> {
        let found = self.movement.iter().find(|hit| {
            let (reach, barred): (usize, &[char]) = match hit.value {
                Movement::Moved | Movement::Travel => (48, &[';', ':', '"']),
                Movement::Speaker => (45, &[',', ';', ':', '"']),
                Movement::Agent => (8, &[',', ';', ':', '"']),
            };
            let between = self.text.between(hit.range.end, start);
            // "Le responsable a dit qu'un berger de X …": what is said is not where it is said.
            let is_said = hit.value == Movement::Speaker
                && [" que ", " qu'", " that "].iter().any(|w| between.contains(w));
            // "the coach from X was stopped near Y": the verb of the sentence is past the way.
            let is_past = hit.value == Movement::Travel
                && [
                    " a ete ",
                    " ont ete ",
                    " was ",
                    " were ",
                    " est tombe",
                    " sont tombe",
                    " a saute",
                    " ont saute",
                ]
                .iter()
                .any(|verb| between.contains(verb));
            // "a dû quitter son camp de X": who leaves a post was there.
            let is_left = self.text.folded.lower(hit.range.clone()).starts_with("quitt")
                && [" son ", " sa ", " leur ", " leurs ", " ses "]
                    .iter()
                    .any(|own| between.starts_with(own));
            let is_near = hit.range.start < start
                && start.saturating_sub(hit.range.end) <= reach
                && !is_past
                && !is_left
                && !is_said
                && !between.contains(barred);
            is_near
                && !self.is_of_event(hit, start)
                && !self.is_of_operation(hit)
                && !self.is_of_attackers(hit)
        });
        found.map(|hit| hit.value)
    }

    /// "une opération conduite à X": where it was.
    fn is_of_operation(&self, hit: &Hit<Movement>) -> bool {
        let at = self.text.token_at(hit.range.start);
        hit.value == Movement::Moved
            && at
                .checked_sub(1)
                .is_some_and(|i| self.text.lexicon.lists.operations.has(self.text.word(i)))
    }

    /// "des individus arrivés à moto à X": armed men came where the incident was.
    fn is_of_attackers(&self, hit: &Hit<Movement>) -> bool {
        const REACH: usize = 3;
        let words = self.text.folded.lower(hit.range.clone());
        let comes = ["arriv", "debarqu"].iter().any(|stem| words.starts_with(stem));
        if hit.value != Movement::Moved || !comes || words.contains(" d") || words.ends_with("from")
        {
            return false;
        }
        let at = self.text.token_at(hit.range.start);
        let people = self.text.hits(&self.text.lexicon.people);
        people.iter().any(|who| {
            let end = self.text.token_at(who.range.end);
            let noun = self.text.folded.lower(who.range.clone());
            let is_armed = who.value == Side::Militants
                || ["individu", "homme", "inconnu", "men"]
                    .iter()
                    .any(|stem| noun.starts_with(stem));
            is_armed && end <= at && at - end <= REACH
        })
    }

    /// "un raid a été conduit à X", "fui l'attaque de X": an incident stands with the word.
    fn is_of_event(&self, hit: &Hit<Movement>, start: usize) -> bool {
        self.around.triggers.iter().any(|trigger| {
            let is_between = trigger.start >= hit.range.end && trigger.end <= start;
            let is_subject = trigger.end <= hit.range.start
                && hit.range.start - trigger.end < 12
                && !self.text.between(trigger.end, hit.range.start).contains('"');
            let overlaps = trigger.start < hit.range.end && hit.range.start < trigger.end;
            is_between || is_subject || overlaps
        })
    }
}
