//! Who acted on whom, where the grammar of a sentence says it: the subject, object and agent of a deed's
//! verb, the parties beside its noun, who claims it.

mod parties;

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::{Form, Hit};
use crate::extract::mood::{is_not, is_unreal};
use crate::extract::sentence::Text;
use crate::model::Side;

use parties::Parties;

/// A party of a deed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// Its neutral name.
    pub(super) name: &'static str,
    /// Whether the deed was done to it.
    pub(super) is_target: bool,
    /// The rule, in a few words.
    pub(super) rule: &'static str,
    /// Bytes of the folded sentence.
    pub(super) range: Range<usize>,
}

/// The parties of the deeds in a sentence. `has_trigger` tells whether a word for an incident stands
/// in it, without which nothing is claimed.
///
/// Cost: a few words around each word for a deed are looked at.
pub(super) fn roles(
    text: &Text<'_>,
    actors: &[Hit<(&'static str, Side)>],
    has_trigger: bool,
) -> Vec<Part> {
    if actors.is_empty() {
        return Vec::new();
    }
    let deeds = text.hits(&text.lexicon.roles);
    let mut reader =
        Reader { parties: Parties::new(text, actors, &deeds), parts: Vec::new(), doers: None };
    for deed in &deeds {
        let (at, end) = (text.token_at(deed.range.start), text.token_at(deed.range.end));
        let is_denied = (1..=4).filter_map(|n| at.checked_sub(n)).any(|i| is_denial(text, i));
        if is_denied || is_unreal(text, deed.range.start) {
            reader.doers = None;
            continue;
        }
        reader.read(deed.value, at, end, has_trigger);
    }
    reader.parts
}

fn is_denial(text: &Text<'_>, at: usize) -> bool {
    is_not(text, at) || text.is_any(at, Class::NO.with(Class::NOT))
}

/// How a participle stands.
enum Voice {
    Active,
    Passive,
    Reflexive,
    Unsaid,
}

struct Reader<'p> {
    parties: Parties<'p>,
    parts: Vec<Part>,
    /// Who did the last deed told by an active verb: "ont attaqué un poste et tué …".
    doers: Option<Vec<usize>>,
}

impl Reader<'_> {
    fn read(&mut self, form: Form, at: usize, end: usize, has_trigger: bool) {
        match form {
            Form::Participle => self.read_participle(at, end),
            Form::Persons if self.is_of_people(at, end) => self.read_participle(at, end),
            Form::Active => self.active(at, end),
            Form::Gerund => self.take(self.parties.object(end), true, "object of the deed"),
            Form::Present if self.is_present(at, end) => self.active(at, end),
            Form::Present | Form::Noun => self.read_noun(at, end),
            Form::Suffered => {
                self.take(self.parties.object(end), true, "whom the noun is of");
                self.take(self.parties.agent(end), false, "agent of the noun");
            }
            Form::Clash => self.take(self.parties.between(end), false, "party to a clash"),
            Form::Clashed => {
                self.take(self.parties.subject(at), false, "party to a clash");
                self.take(self.parties.object(end), false, "party to a clash");
            }
            Form::Claimed if has_trigger => {
                self.take(self.parties.object(end), false, "claimed by");
            }
            Form::Attributed if has_trigger => {
                self.take(self.parties.object(end), false, "attributed to");
            }
            Form::Claims if has_trigger => {
                self.take(self.parties.subject(at), false, "claimed by");
            }
            Form::Persons | Form::Claimed | Form::Attributed | Form::Claims => {}
        }
    }

    fn take(&mut self, found: Vec<usize>, is_target: bool, rule: &'static str) {
        let named = found.into_iter().map(|i| self.parties.named(i));
        let actors = named.filter_map(|i| self.parties.actor(i));
        self.parts.extend(actors.map(|actor| Part {
            name: actor.value.0,
            is_target,
            rule,
            range: actor.range.clone(),
        }));
    }

    fn active(&mut self, at: usize, end: usize) {
        let doers = self.parties.subject(at);
        self.doers = Some(doers.clone());
        self.take(doers, false, "subject of the deed");
        self.take(self.parties.object(end), true, "object of the deed");
    }

    fn read_participle(&mut self, at: usize, end: usize) {
        match self.voice(at, end) {
            Voice::Active => self.active(at, end),
            Voice::Passive => {
                self.doers = None;
                self.take(self.parties.subject(at), true, "subject of a passive");
                self.take(self.parties.agent(end), false, "agent of a passive");
            }
            Voice::Unsaid if self.is_joined(at) => {
                let doers = self.doers.clone().unwrap_or_default();
                self.take(doers, false, "subject of the deed");
                self.take(self.parties.object(end), true, "object of the deed");
            }
            Voice::Reflexive | Voice::Unsaid => {}
        }
    }

    /// Whether people are what a deed was done to: "neutralisé dix terroristes", "dix d'entre eux
    /// neutralisés", no mine.
    fn is_of_people(&self, at: usize, end: usize) -> bool {
        let text = self.parties.text;
        let is_of_people = |from: usize, to: usize| {
            let range = text.range(from, to);
            text.hits(&text.lexicon.people).iter().any(|hit| range.contains(&hit.range.start))
        };
        match self.voice(at, end) {
            Voice::Active | Voice::Unsaid => is_of_people(end, self.parties.end_of_phrase(end)),
            Voice::Passive | Voice::Reflexive => is_of_people(self.parties.start_of_phrase(at), at),
        }
    }

    /// "ont attaqué un poste et tué": the verb goes on with what the subject did.
    fn is_joined(&self, at: usize) -> bool {
        let text = self.parties.text;
        self.doers.is_some() && text.is_back(at, 1, Class::AND.with(Class::THEN))
    }

    /// The voice of a participle by its auxiliary and, in English, by what follows.
    fn voice(&self, at: usize, end: usize) -> Voice {
        let text = self.parties.text;
        let is_skipped = |at: usize| {
            text.lexicon.lists.is_adverb(text.word(at)) || text.is(at, Class::PRO_ADVERB)
        };
        let skipped = |n: &usize| at.checked_sub(*n).is_some_and(is_skipped);
        let n = (1..=4).find(|n| !skipped(n)).unwrap_or(1);
        let is = |n: usize, classes: Class| text.is_back(at, n, classes);
        match () {
            () if is(n, Class::BEEN) => return Voice::Passive,
            () if is(n, Class::BE) && is(n + 1, Class::REFLEXIVE) => return Voice::Reflexive,
            () if is(n, Class::BE) => return Voice::Passive,
            () if is(n, Class::HAVE.with(Class::TO_HAVE)) => return Voice::Active,
            () if self.doers.is_some() && is(n, Class::AND.with(Class::THEN)) => {
                return Voice::Unsaid;
            }
            () => {}
        }
        if !text.lexicon.is_english || text.is(end, Class::BY) {
            return Voice::Passive;
        }
        match self.parties.ends_phrase(end) {
            true => Voice::Unsaid,
            false => Voice::Active,
        }
    }

    /// "Le JNIM attaque un poste": a party right before it and an article after make it a verb.
    fn is_present(&self, at: usize, end: usize) -> bool {
        let text = self.parties.text;
        let has_object = text.is_of(end, &text.lexicon.lists.articles)
            || text.word(end).bytes().all(|b| b.is_ascii_digit())
            || self.parties.starts_at(end).is_some();
        has_object && self.parties.ends_at(at).is_some()
    }

    fn read_noun(&mut self, at: usize, end: usize) {
        let doers = self.parties.owner(at, end);
        self.take(doers, false, "agent of the noun");
        self.take(self.parties.agent(end), false, "agent of the noun");
        self.take(self.parties.opponent(end), true, "target of the noun");
    }
}

#[cfg(test)]
mod tests;
