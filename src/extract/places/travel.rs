//! Reads ways that are told by the time they take: "à deux heures de route de X".

use super::{Parser, Parts};
use crate::extract::numbers::Number;
use crate::model::{PlacePart, Relation};

/// How far one gets in an hour on the roads of the Sahel, on foot, and how many hours a day has for it,
/// to a rough mean. Source: own judgement; the time is noted and not trusted.
const ROAD_KM: f64 = 40.0;
const FOOT_KM: f64 = 5.0;
const HOURS_A_DAY: f64 = 8.0;

/// What goes on foot, or as slowly.
const ON_FOOT: [&str; 9] =
    ["marche", "chameau", "ane", "pirogue", "walk", "walking", "foot", "march", "camel"];
/// What goes on roads and tracks.
const ON_ROADS: [&str; 14] = [
    "route", "piste", "voiture", "trajet", "moto", "vehicule", "distance", "drive", "driving",
    "ride", "road", "car", "journey", "travel",
];

impl Parser<'_, '_> {
    /// "à deux heures de route au nord de X", "a two-hour drive from X", "three days' walk from X".
    pub(super) fn travel(&self, number: &Number) -> Option<Parts> {
        let unit = number.to + usize::from(matches!(self.text.word(number.to), "d'" | "-"));
        let minutes =
            |word: &str| word.strip_prefix('h')?.parse::<f64>().ok().filter(|m| *m < 60.0);
        let told = self.text.word(unit).trim_end_matches(['\'', '’']);
        let hours = match told {
            // "1 h de route"; behind these "1h30 de route".
            "h" | "heure" | "heures" | "hour" | "hours" => 1.0,
            "minutes" | "minute" => 1.0 / 60.0,
            "jour" | "jours" | "jours." | "day" | "days" => HOURS_A_DAY,
            _ => 1.0 + minutes(told)? / 60.0 / f64::from(number.low.max(1)),
        };
        let link =
            |i: usize| matches!(self.text.word(i), "de" | "a" | "en" | "by" | "'" | "’" | "s");
        let way = (unit + 1..unit + 4).find(|i| !link(*i))?;
        let km_an_hour = match self.text.word(way) {
            word if ON_FOOT.contains(&word) => FOOT_KM,
            word if ON_ROADS.contains(&word) => ROAD_KM,
            _ => return None,
        };
        let (direction, after) = match self.wind(way + 1) {
            Some((direction, after)) => (Some(direction), after),
            None => (None, way + 1),
        };
        if !matches!(self.text.word(after), "de" | "d'" | "du" | "des" | "of" | "from") {
            return None;
        }
        let (mut toponyms, end) = self.toponyms(after + 1)?;
        toponyms.truncate(1);
        let about_km = f64::from(number.low) * hours * km_an_hour;
        let relation = Relation::Travel { about_km, direction };
        Some((vec![PlacePart { relation, toponyms }], end))
    }
}
