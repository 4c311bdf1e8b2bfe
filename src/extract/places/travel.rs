//! Reads ways that are told by the time they take: "à deux heures de route de X".

use super::{Parser, Parts};
use crate::extract::classes::Class;
use crate::extract::numbers::Number;
use crate::model::{PlacePart, Relation};

/// How far one gets in an hour on the roads of the Sahel, on foot, and how many hours a day has for it,
/// to a rough mean. Source: own judgement; the time is noted and not trusted.
const ROAD_KM: f64 = 40.0;
const FOOT_KM: f64 = 5.0;
const HOURS_A_DAY: f64 = 8.0;

impl Parser<'_, '_> {
    /// "à deux heures de route au nord de X", "a two-hour drive from X", "three days' walk from X".
    pub(super) fn travel(&self, number: &Number) -> Option<Parts> {
        let unit = number.to
            + usize::from(
                self.text.is(number.to, Class::OF_ONE) || self.text.word(number.to) == "-",
            );
        let minutes =
            |word: &str| word.strip_prefix('h')?.parse::<f64>().ok().filter(|m| *m < 60.0);
        let hours = match () {
            // "1 h de route"; behind these "1h30 de route".
            () if self.text.is(unit, Class::HOUR) => 1.0,
            () if self.text.is(unit, Class::MINUTE) => 1.0 / 60.0,
            () if self.text.is(unit, Class::DAY) => HOURS_A_DAY,
            () => 1.0 + minutes(self.text.word(unit))? / 60.0 / f64::from(number.low.max(1)),
        };
        let link = |i: usize| {
            self.text.is_of(i, &self.text.lexicon.lists.by_way) || self.text.word(i) == "'"
        };
        let way = (unit + 1..unit + 4).find(|i| !link(*i))?;
        let km_an_hour = match () {
            () if self.text.is_of(way, &self.text.lexicon.lists.on_foot) => FOOT_KM,
            () if self.text.is_of(way, &self.text.lexicon.lists.on_roads) => ROAD_KM,
            () => return None,
        };
        let (direction, after) = match self.wind(way + 1) {
            Some((direction, after)) => (Some(direction), after),
            None => (None, way + 1),
        };
        if !self.text.is_any(after, Class::ORIGIN) {
            return None;
        }
        let (mut toponyms, end) = self.toponyms(after + 1)?;
        toponyms.truncate(1);
        let about_km = f64::from(number.low) * hours * km_an_hour;
        let relation = Relation::Travel { about_km, direction };
        Some((vec![PlacePart { relation, toponyms }], end))
    }
}
