//! The place of an incident as its label says it: the name with the relation to it.

use super::grammar;
use super::points::Detail;
use super::words::{NAME_MAX, Words, plain};
use crate::model::{Direction, Relation};

/// UCDP where_prec from which only the country is known. Source: UCDP GED codebook, where_prec.
const COUNTRY_PRECISION: u8 = 6;
impl Words {
    /// The place of a location with its relation: "23 km SO de Mondoro", "au nord de Gao".
    pub(super) fn place(self, detail: &Detail, is_unit: bool) -> String {
        let name = plain(&detail.place, NAME_MAX);
        if is_unit {
            return if detail.where_prec >= COUNTRY_PRECISION {
                self.pick(format!("{name} (pays)"), format!("{name} (country)"))
            } else {
                self.pick(format!("{name} (région)"), format!("{name} (region)"))
            };
        }
        self.related(detail.relation, &name)
    }

    fn related(self, relation: Relation, name: &str) -> String {
        let english = grammar::english(name);
        let bare = self.pick(name.replace('\'', "’"), english.clone());
        let of = |head: &str| match self.pick(true, false) {
            true => format!("{head} {}", grammar::de(&bare)),
            false => format!("{head} {}", grammar::english_with_article(name)),
        };
        match relation {
            Relation::Sector if grammar::is_surroundings(name) => bare,
            Relation::Sector => self.pick(of("secteur"), format!("{english} area")),
            Relation::Near => of(self.pick("près", "near")),
            Relation::Within { .. } | Relation::Travel { direction: None, .. } => {
                of(self.pick("autour", "around"))
            }
            Relation::Direction(direction)
            | Relation::Travel { direction: Some(direction), .. } => of(self.outside(direction)),
            Relation::PartOf(direction) => of(self.inside(direction)),
            Relation::Offset { distance_km, direction } => {
                let km = format!("{}\u{a0}km", (distance_km.max(0.0)).round());
                let point = direction.map_or("", |direction| self.compass(direction));
                let (space, from) = (if point.is_empty() { "" } else { " " }, self.pick("", " of"));
                of(&format!("{km}{space}{point}{from}"))
            }
            Relation::Border => {
                format!("{bare}{}", self.pick(", près de la frontière", ", near the border"))
            }
            Relation::Toward => {
                self.pick(format!("vers {}", grammar::with_article(&bare)), of("towards"))
            }
            Relation::Along => of(self.pick("le long", "along")),
            Relation::In | Relation::Between => bare,
        }
    }

    fn outside(self, direction: Direction) -> &'static str {
        let (french, english) = match direction {
            Direction::North => ("au nord", "north of"),
            Direction::NorthEast => ("au nord-est", "north-east of"),
            Direction::East => ("à l’est", "east of"),
            Direction::SouthEast => ("au sud-est", "south-east of"),
            Direction::South => ("au sud", "south of"),
            Direction::SouthWest => ("au sud-ouest", "south-west of"),
            Direction::West => ("à l’ouest", "west of"),
            Direction::NorthWest => ("au nord-ouest", "north-west of"),
            Direction::Center => ("centre", "centre of"),
        };
        self.pick(french, english)
    }

    fn inside(self, direction: Direction) -> &'static str {
        let (french, english) = match direction {
            Direction::North => ("nord", "northern"),
            Direction::NorthEast => ("nord-est", "north-eastern"),
            Direction::East => ("est", "eastern"),
            Direction::SouthEast => ("sud-est", "south-eastern"),
            Direction::South => ("sud", "southern"),
            Direction::SouthWest => ("sud-ouest", "south-western"),
            Direction::West => ("ouest", "western"),
            Direction::NorthWest => ("nord-ouest", "north-western"),
            Direction::Center => ("centre", "central"),
        };
        self.pick(french, english)
    }

    fn compass(self, direction: Direction) -> &'static str {
        match direction {
            Direction::North => "N",
            Direction::NorthEast => "NE",
            Direction::East => "E",
            Direction::SouthEast => "SE",
            Direction::South => "S",
            Direction::SouthWest => self.pick("SO", "SW"),
            Direction::West => self.pick("O", "W"),
            Direction::NorthWest => self.pick("NO", "NW"),
            Direction::Center => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::MapLanguage;
    use super::*;

    #[test]
    fn relations_are_said_as_the_language_says_them() {
        let check = |relation, name: &str, french: &str, english: &str| {
            let said =
                |language| Words::new(language).related(relation, name).replace('\u{a0}', " ");
            assert_eq!(said(MapLanguage::French), french);
            assert_eq!(said(MapLanguage::English), english);
        };
        check(Relation::In, "Gao", "Gao", "Gao");
        check(Relation::Sector, "Akabar", "secteur d’Akabar", "Akabar area");
        let valley = "vallée du Tilemsi";
        check(Relation::Sector, valley, "secteur de la vallée du Tilemsi", "Tilemsi valley area");
        let borders = "zone des trois frontières";
        check(Relation::Sector, borders, borders, "three-border area");
        check(
            Relation::Near,
            "forêt de Serma",
            "près de la forêt de Serma",
            "near the Serma forest",
        );
        check(
            Relation::Direction(Direction::North),
            "lac Débo",
            "au nord du lac Débo",
            "north of Lake Débo",
        );
        check(Relation::Toward, valley, "vers la vallée du Tilemsi", "towards the Tilemsi valley");
        check(Relation::Near, "Anefis", "près d’Anefis", "near Anefis");
        check(Relation::Direction(Direction::East), "Gao", "à l’est de Gao", "east of Gao");
        check(Relation::PartOf(Direction::North), "Mali", "nord du Mali", "northern Mali");
        let offset = |distance_km, direction| Relation::Offset { distance_km, direction };
        let south_west = Some(Direction::SouthWest);
        check(offset(23.0, south_west), "Mondoro", "23 km SO de Mondoro", "23 km SW of Mondoro");
        check(offset(8.0, None), "Dori", "8 km de Dori", "8 km of Dori");
    }
}
