//! Parts told by a distance: "à 12 km au nord de", "à 800 m de", "within 30 km of".

use super::bearings::compass_point;
use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::numbers::{may_start, number_at};
use crate::extract::tokens::TokenKind;
use crate::model::{Direction, PlacePart, Relation, Toponym};

/// The units of length, with their km.
const UNITS: [(Class, f64); 3] =
    [(Class::KILOMETRE, 1.0), (Class::METRE, 0.001), (Class::MILE, 1.609_344)];

/// A distance as a text tells it.
#[derive(Clone, Copy)]
struct Told {
    km: f64,
    direction: Option<Direction>,
    /// It is the most, not how far.
    is_within: bool,
    /// The token after it.
    after: usize,
}

impl Told {
    fn relation(&self) -> Relation {
        let (distance_km, direction) = (self.km, self.direction);
        match direction {
            None if self.is_within => Relation::Within { distance_km },
            _ => Relation::Offset { distance_km, direction },
        }
    }
}

impl Parser<'_, '_> {
    /// "à 23 km au sud-ouest de X", "à une quinzaine de kilomètres de X", "60 kilometres from X",
    /// "NE 50km of X", "within 30 km of X"; or told by the time it takes.
    pub(super) fn offset(&self, at: usize) -> Option<Parts> {
        if !self.has_distance || !self.opens_distance(at) {
            return None;
        }
        let Some(told) = self.distance(at) else {
            let number_from = at + usize::from(self.text.is(at, Class::AT));
            return self.travel(&number_at(self.text, number_from)?);
        };
        let after = told.after;
        let is_link = self.text.is_any(after, Class::ORIGIN.with(Class::BEFORE_OR_AFTER));
        let from = match self.text.standing(&self.text.lexicon.lists.short_of, after) {
            Some(n_tokens) => after + n_tokens,
            None if is_link => after + 1,
            // "20 km NW Gao"
            None if self.is_name_without_of(&told) => after,
            None => return None,
        };
        // "à 30 km de la frontière malienne"
        if let Some((toponyms, end)) = self.border_named(from) {
            return Some((vec![PlacePart { relation: told.relation(), toponyms }], end));
        }
        let (toponyms, end) = self.toponyms(from).or_else(|| self.of_topic(from))?;
        let toponyms = toponyms.into_iter().take(1).collect();
        Some((vec![PlacePart { relation: told.relation(), toponyms }], end))
    }

    /// Whether a distance may stand at a token; it spares most the closer look.
    fn opens_distance(&self, at: usize) -> bool {
        let lists = &self.text.lexicon.lists;
        let number = at + usize::from(self.text.is(at, Class::AT));
        may_start(self.text, number)
            || self.text.standing(&lists.about, number).is_some()
            || self.text.standing(&lists.within, at).is_some()
            || compass_point(self.text.plain(at)).is_some()
    }

    /// Whether a phrase alone names the place right behind the direction.
    fn is_name_without_of(&self, told: &Told) -> bool {
        self.around.is_phrase && told.direction.is_some() && self.text.is_capital(told.after)
    }

    /// "Ménaka, 45 km à l'est": the place before is what the distance is told from. Makes its part so,
    /// and gives the token after.
    pub(super) fn moved_off(&self, parts: &mut [PlacePart], end: usize) -> Option<usize> {
        let [PlacePart { relation, toponyms }] = parts else { return None };
        if !self.around.is_phrase || !self.has_distance || toponyms.len() != 1 {
            return None;
        }
        let at = end + usize::from(matches!(self.text.word(end), "," | "(" | "-" | "+"));
        let told = self.distance(at)?;
        // "au nord-est de Bamako, à 300 km"
        let told = match (*relation, told.direction) {
            (Relation::In, Some(_)) => told,
            (Relation::Direction(direction), None) => Told { direction: Some(direction), ..told },
            _ => return None,
        };
        let is_closed = matches!(self.text.word(told.after), "" | "," | ")" | ".");
        is_closed.then(|| *relation = told.relation())?;
        Some(told.after + usize::from(self.text.word(told.after) == ")"))
    }

    /// The distance at a token, with the direction before or after it.
    fn distance(&self, at: usize) -> Option<Told> {
        let lists = &self.text.lexicon.lists;
        let within = self.text.standing(&lists.within, at).unwrap_or_default();
        let at = at + within;
        let ahead = compass_point(self.text.plain(at));
        let at = at + usize::from(ahead.is_some());
        let (value, to) = self.quantity(at + usize::from(self.text.is(at, Class::AT)))?;
        let is_of = self.text.is(to, Class::OF_ONE) || self.text.word(to) == "-";
        let unit = to + usize::from(is_of);
        let (_, factor) = UNITS.iter().find(|(class, _)| self.text.is(unit, *class))?;
        let (direction, after) = match self.wind(unit + 1) {
            Some((direction, after)) => (Some(direction), after),
            None => (ahead, unit + 1),
        };
        // "20 km autour de X", "a 20 km radius of X"
        let around = self.text.standing(&lists.around, after);
        let is_around_name = self.text.is_of(after, &self.text.lexicon.lists.around_name)
            && self.text.is_capital(after + 1);
        let is_within = within > 0 || around.is_some() || is_around_name;
        let after = after + around.map_or(0, |n_tokens| n_tokens - 1);
        Some(Told { km: value * factor, direction, is_within, after })
    }

    /// A number, the mean of its bounds where it has two, and the token after it.
    fn quantity(&self, at: usize) -> Option<(f64, usize)> {
        if let Some(number) = number_at(self.text, at) {
            let low = f64::from(number.low);
            // "10-15 km"
            let is_range = self.text.word(number.to) == "-";
            let last = number_at(self.text, number.to + 1).filter(|_| is_range);
            let (high, to) =
                last.map_or((number.high, number.to), |last| (Some(last.low), last.to));
            let high = high.map_or(low, f64::from);
            return Some((f64::midpoint(low, high.max(low)), to));
        }
        let about = &self.text.lexicon.lists.about;
        let at = at + self.text.standing(about, at).unwrap_or_default();
        let is_digits =
            |i: usize| self.text.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Number);
        let is_decimal =
            is_digits(at) && matches!(self.text.word(at + 1), "," | ".") && is_digits(at + 2);
        let value = is_decimal
            .then(|| format!("{}.{}", self.text.word(at), self.text.word(at + 2)).parse().ok())?;
        Some((value?, at + 3))
    }

    /// "à dix kilomètres de la localité": the place that the story speaks of.
    fn of_topic(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let noun = self.skip_determiners(at);
        let is_place = self.text.is(noun, Class::TOWN);
        let named = self.before.as_ref().or(self.head.as_ref());
        self.around.asks_topic.set(self.around.asks_topic.get() || is_place && named.is_none());
        let topic = named.or(self.around.topic).filter(|_| is_place)?;
        Some((vec![topic.clone()], noun + 1))
    }
}
