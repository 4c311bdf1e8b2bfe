//! Rivers with their French names; the source's accents are lost and put back here.

use std::collections::BTreeMap;

use geo::MultiLineString;

use crate::source::{Feature, Outcome};

/// What the source calls a river, and its name in French; `?` is a lost letter.
const NAMES: &[(&str, &str)] = &[
    ("Aoukal?", "Aoukalé"),
    ("B?nou?", "Bénoué"),
    ("Benue", "Bénoué"),
    ("Bago?", "Bagoé"),
    ("Bakoy", "Bakoye"),
    ("Baoul?", "Baoulé"),
    ("Komo?", "Comoé"),
    ("G?ba", "Gêba"),
    ("Gambia", "Gambie"),
    ("Kad??", "Kadéï"),
    ("Komadugu Yobe", "Komadougou Yobé"),
    ("Mouhoun  (Black Volta)", "Mouhoun"),
    ("Nakanb? (White Volta)", "Nakambé"),
    ("Ou?m?", "Ouémé"),
    ("S?n?gal", "Sénégal"),
    ("Ubangi", "Oubangui"),
    ("Uele", "Uélé"),
    ("Cess", "Cestos"),
    ("St. Paul", "Saint-Paul"),
    ("Lua", "Loua"),
];

/// Rivers of this window only: west, south, east, north.
const WINDOW: [f64; 4] = [-19.0, 3.0, 25.0, 38.0];

/// A river: its name and rank, and all its lines.
pub struct River {
    pub name: String,
    pub rank: u8,
    pub lines: MultiLineString<f64>,
}

/// The rivers, the greatest first, then by name.
pub fn rivers(source: &[Feature]) -> Outcome<Vec<River>> {
    let mut found: BTreeMap<(u8, String), MultiLineString<f64>> = BTreeMap::new();
    for feature in source {
        let name = feature.properties.get("name").map_or("", String::as_str);
        let name =
            NAMES.iter().find(|(known, _)| *known == name).map_or(name, |(_, french)| french);
        if name.contains('?') {
            return Err(format!("the river '{name}' has a lost letter; add it to the table"));
        }
        let rank: f64 = feature
            .properties
            .get("scalerank")
            .and_then(|rank| rank.parse().ok())
            .ok_or("a river without a rank")?;
        let lines = feature.lines.iter().filter(|line| {
            line.coords().any(|c| {
                (WINDOW[0]..=WINDOW[2]).contains(&c.x) && (WINDOW[1]..=WINDOW[3]).contains(&c.y)
            })
        });
        found
            .entry((rank as u8, name.to_owned()))
            .or_insert_with(|| MultiLineString::new(Vec::new()))
            .0
            .extend(lines.cloned());
    }
    let rivers = found.into_iter().filter(|(_, lines)| !lines.0.is_empty());
    Ok(rivers.map(|((rank, name), lines)| River { name, rank, lines }).collect())
}
