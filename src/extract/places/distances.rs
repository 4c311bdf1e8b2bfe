//! Parts told by a distance: "à 12 km au nord de", "à 800 m de", "within 30 km of".

use super::bearings::compass_point;
use super::{Parser, Parts};
use crate::extract::numbers::number_at;
use crate::extract::tokens::TokenKind;
use crate::model::{Direction, PlacePart, Relation, Toponym};

/// The words of length, with their km.
const UNITS: [(&str, f64); 13] = [
    ("km", 1.0),
    ("kms", 1.0),
    ("kilometres", 1.0),
    ("kilometre", 1.0),
    ("kilometers", 1.0),
    ("kilometer", 1.0),
    ("miles", 1.609_344),
    ("mile", 1.609_344),
    ("m", 0.001),
    ("metres", 0.001),
    ("metre", 0.001),
    ("meters", 0.001),
    ("meter", 0.001),
];

/// What goes before a distance that is the most it may be.
const WITHIN: [&[&str]; 8] = [
    &["within"],
    &["less", "than"],
    &["moins", "de"],
    &["moins", "d'"],
    &["a", "moins", "de"],
    &["a", "moins", "d'"],
    &["dans", "un", "rayon", "de"],
    &["dans", "un", "rayon", "d'"],
];

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
        if !self.has_distance {
            return None;
        }
        let Some(told) = self.distance(at) else {
            let number_from = at + usize::from(self.text.word(at) == "a");
            return self.travel(&number_at(self.text, number_from)?);
        };
        let after = told.after;
        let link = match (self.text.word(after), self.text.word(after + 1)) {
            ("de" | "d'" | "du" | "des" | "of" | "from", _) => after,
            ("before" | "past" | "beyond" | "outside" | "inside" | "avant" | "apres", _) => after,
            ("short" | "out", "of") | ("away", "from") => after + 1,
            // "20 km NW Gao"
            _ if self.is_name_without_of(&told) => after.checked_sub(1)?,
            _ => return None,
        };
        // "à 30 km de la frontière malienne"
        if let Some((toponyms, end)) = self.border_named(link + 1) {
            return Some((vec![PlacePart { relation: told.relation(), toponyms }], end));
        }
        let (toponyms, end) = self.toponyms(link + 1).or_else(|| self.of_topic(link + 1))?;
        let toponyms = toponyms.into_iter().take(1).collect();
        Some((vec![PlacePart { relation: told.relation(), toponyms }], end))
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
        let says =
            |words: &&&[&str]| words.iter().enumerate().all(|(i, w)| self.text.word(at + i) == *w);
        let within = WITHIN.iter().find(says).map_or(0, |words| words.len());
        let at = at + within;
        let ahead = compass_point(self.text.plain(at));
        let at = at + usize::from(ahead.is_some());
        let (value, to) = self.quantity(at + usize::from(self.text.word(at) == "a"))?;
        let unit = to + usize::from(matches!(self.text.word(to), "de" | "d'" | "-"));
        let (_, factor) = UNITS.iter().find(|(word, _)| *word == self.text.word(unit))?;
        let (direction, after) = match self.wind(unit + 1) {
            Some((direction, after)) => (Some(direction), after),
            None => (ahead, unit + 1),
        };
        // "20 km autour de X", "a 20 km radius of X"
        let is_around = matches!(
            (self.text.word(after), self.text.word(after + 1)),
            ("autour", "de" | "d'" | "du" | "des") | ("radius", "of" | "around" | "from")
        );
        let is_around_name = self.text.word(after) == "around" && self.text.is_capital(after + 1);
        let is_within = within > 0 || is_around || is_around_name;
        let after = after + usize::from(is_around);
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
        let is_about = matches!(self.text.word(at), "environ" | "about" | "some" | "quelque");
        let at = at + usize::from(is_about);
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
        let is_place = ["localite", "ville", "village", "commune", "bourgade", "town"]
            .contains(&self.text.word(noun));
        let named = self.before.as_ref().or(self.head.as_ref());
        let topic = named.or(self.around.topic).filter(|_| is_place)?;
        Some((vec![topic.clone()], noun + 1))
    }
}
