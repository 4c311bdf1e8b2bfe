//! Tells at which tokens a part of a place phrase may start, so that no reader looks at the others.

use super::Parser;
use crate::extract::classes::Class;
use crate::extract::lexicon::Hit;
use crate::extract::tokens::TokenKind;

impl Parser<'_, '_> {
    /// Notes where parts may start.
    pub(super) fn with_openings(mut self) -> Self {
        let mut openings = vec![false; self.text.tokens.len()];
        self.mark(&mut openings, &self.features);
        self.mark(&mut openings, &self.directions);
        self.mark(&mut openings, &self.relations);
        for trigger in self.around.triggers {
            let after = self.text.token_at(trigger.end);
            let n_beside =
                self.text.tokens.iter().skip(after).take_while(|t| t.start <= trigger.end + 1);
            let beside = after..after + n_beside.count();
            openings.get_mut(beside).into_iter().flatten().for_each(|opening| *opening = true);
        }
        let opens = Class::PLACE.with(Class::NUMBER);
        for (at, (opening, token)) in openings.iter_mut().zip(&self.text.tokens).enumerate() {
            *opening = *opening
                || token.kind == TokenKind::Number
                || token.kind == TokenKind::Word && token.is_capital
                || token.class.is_any(opens)
                || (token.class.is(Class::ARTICLE) && self.opens_by_article(at))
                || (self.around.is_phrase && self.opens_alone(at));
        }
        self.openings = openings;
        self
    }

    fn mark<T>(&self, marks: &mut [bool], hits: &[Hit<T>]) {
        for hit in hits {
            let mark = marks.get_mut(self.text.token_at(hit.range.start));
            mark.into_iter().for_each(|mark| *mark = true);
        }
    }

    fn opens_by_article(&self, at: usize) -> bool {
        self.feature_at(at + 1).is_some()
            || self.hit_at(&self.directions, at + 1).is_some()
            || self.text.standing(&self.text.lexicon.lists.along, at).is_some()
    }
}
