//! Names of where people went, came from or speak: no place of an incident.

use super::Parser;
use crate::extract::classes::Class;
use crate::extract::lexicon::{Hit, Movement};
use crate::extract::tokens::TokenKind;
use crate::model::Side;

/// Whoever suffers a deed stands within so many bytes after its verb: "abducted the deputy mayor".
const OBJECT: usize = 18;
/// Where somebody came from stands within so many bytes.
const ORIGIN: usize = 24;

impl Parser<'_, '_> {
    /// "un autocar reliant X à Y": where it was bound, which is no road that the text names.
    pub(super) fn is_line_of_vehicle(&self, at: usize) -> bool {
        const REACH: usize = 6;
        let lists = &self.text.lexicon.lists;
        self.text.standing(&lists.linking, at).is_some()
            && !(at.saturating_sub(REACH)..at).any(|i| self.text.is_of(i, &lists.roads))
    }

    /// "Ils ont fui vers X, où ils ont enlevé un commerçant": where they came something happened.
    pub(super) fn opens_scene(&self, end: usize) -> bool {
        let at = end + usize::from(self.text.word(end) == ",");
        let start = self.start_of(at).unwrap_or_default();
        let triggers = &self.around.triggers;
        // "X, where ten people died": harm alone tells of it too.
        let is_harm = || triggers.is_empty() && self.around.has_harm;
        self.text.is_where(at)
            && (is_harm() || triggers.iter().any(|trigger| trigger.start > start))
    }

    /// Whether words of coming, going or speaking stand right before.
    pub(super) fn is_excluded(&self, start: usize) -> bool {
        self.movement_before(start).is_some()
    }

    /// The words of coming, going or speaking right before a place.
    pub(super) fn movement_before(&self, start: usize) -> Option<Movement> {
        let lists = &self.text.lexicon.lists;
        let found = self.movement.iter().find(|hit| {
            let words = self.text.folded.lower(hit.range.clone());
            // "venus du Nigeria se sont introduits dans X": of one name alone.
            let is_origin =
                [" d", " de", " du", " des", " from"].iter().any(|w| words.ends_with(w));
            let (reach, barred): (usize, &[char]) = match hit.value {
                Movement::Moved if is_origin => (ORIGIN, &[';', ':', '"']),
                Movement::Moved | Movement::Travel => (48, &[';', ':', '"']),
                Movement::Speaker => (45, &[',', ';', ':', '"']),
                Movement::Agent => (8, &[',', ';', ':', '"']),
            };
            let between = self.text.between(hit.range.end, start);
            // "Le responsable a dit qu'un berger de X …": what is said is not where it is said.
            let is_said = hit.value == Movement::Speaker && lists.that.is_in(between);
            // "the coach from X was stopped near Y": the verb of the sentence is past the way.
            let is_past = hit.value == Movement::Travel && lists.past_the_way.is_in(between);
            // "a dû quitter son camp de X": who leaves a post was there.
            let is_left = lists.leaves.opens(self.text.folded.lower(hit.range.clone()))
                && self.text.is(self.text.token_at(hit.range.end), Class::OWN);
            // "depuis samedi à X": since when, and not from where.
            let is_of_time = self.is_since(hit);
            let is_near = hit.range.start < start
                && !is_of_time
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

    fn is_since(&self, hit: &Hit<Movement>) -> bool {
        let next = self.text.token_at(hit.range.end);
        let is_number = || self.text.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number);
        self.text.is(self.text.token_at(hit.range.start), Class::SINCE)
            && (self.text.is(next, Class::DATE) || is_number())
    }

    /// "une opération conduite à X", "a conduit une opération à X": where it was.
    fn is_of_operation(&self, hit: &Hit<Movement>) -> bool {
        const NAME: usize = 6;
        let operations = &self.text.lexicon.lists.operations;
        let at = self.text.token_at(hit.range.start);
        let end = self.text.token_at(hit.range.end);
        let object = end + usize::from(self.text.is(end, Class::INDEFINITE_ARTICLE));
        let is_object = object > end && self.text.is_of(object, operations);
        // "une opération baptisée Sama 3, conduite à X": its name may stand between.
        let is_name = |i: &usize| {
            let token = self.text.tokens.get(*i).map(|token| token.kind);
            token != Some(TokenKind::Word)
                || self.text.is_capital(*i)
                || self.text.is(*i, Class::TITLE)
        };
        let before = (at.saturating_sub(NAME)..at).rev();
        let noun = before.clone().find(|i| self.text.is_of(*i, operations));
        let is_subject =
            noun.is_some_and(|noun| before.take_while(|i| *i > noun).all(|i| is_name(&i)));
        hit.value == Movement::Moved && (is_subject || is_object)
    }

    /// "des individus arrivés à moto à X": armed men came where the incident was.
    fn is_of_attackers(&self, hit: &Hit<Movement>) -> bool {
        const REACH: usize = 3;
        let words = self.text.folded.lower(hit.range.clone());
        let lists = &self.text.lexicon.lists;
        let comes = lists.arrives.opens(words) && !lists.from_there.is_in(words);
        if hit.value != Movement::Moved || !comes {
            return false;
        }
        let at = self.text.token_at(hit.range.start);
        let people = self.text.hits(&self.text.lexicon.people);
        people.iter().any(|who| {
            let end = self.text.token_at(who.range.end);
            let noun = self.text.folded.lower(who.range.clone());
            let is_armed = who.value == Side::Militants || lists.men.opens(noun);
            is_armed && end <= at && at - end <= REACH
        })
    }

    /// "un raid a été conduit à X", "fui l'attaque de X": an incident stands with the word.
    fn is_of_event(&self, hit: &Hit<Movement>, start: usize) -> bool {
        self.around.triggers.iter().any(|trigger| {
            let is_between = trigger.start >= hit.range.end && trigger.end <= start;
            let is_subject = trigger.end <= hit.range.start
                && hit.range.start - trigger.end < OBJECT
                && !self.text.between(trigger.end, hit.range.start).contains('"');
            let overlaps = trigger.start < hit.range.end && hit.range.start < trigger.end;
            is_between || is_subject || overlaps
        })
    }
}
