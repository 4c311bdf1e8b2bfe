//! Place phrases: toponyms and the relations between them, as a text states them.

use serde::{Deserialize, Serialize};

use super::Span;

/// A locative expression, such as "dans le secteur d'Akabar, au sud de Ménaka".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacePhrase {
    /// The words of the whole expression.
    pub text: String,
    /// Where they stand in the document's body.
    pub span: Span,
    /// What it says, part by part, in the order of the text. Every part is a constraint; all hold.
    pub parts: Vec<PlacePart>,
}

/// One constraint of a place phrase: a relation and the toponyms that it applies to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacePart {
    /// How the place lies to the toponyms.
    pub relation: Relation,
    /// One toponym, or two for `Between` (the ends of a road are `Feature::Road`); for `In` several
    /// are alternatives of equal standing.
    pub toponyms: Vec<Toponym>,
}

/// How an incident lies to the toponyms of a part.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// At or in it: "à X", "dans la région de X".
    In,
    /// In its surroundings: "dans le secteur de X", "dans la zone de X".
    Sector,
    /// Close to it: "près de X", "non loin de X".
    Near,
    /// Outside it in a direction: "au nord de X".
    Direction(Direction),
    /// Inside it, in a part: "dans le nord de X", "le nord-est du pays".
    PartOf(Direction),
    /// At a distance, with or without a direction: "à 23 km au sud-ouest de X".
    Offset {
        /// The distance as the text states it, in km.
        distance_km: f64,
        /// The direction from the toponym, where one is stated.
        direction: Option<Direction>,
    },
    /// No farther than a distance: "à moins de 20 km de X", "within 30 km of X".
    Within {
        /// The distance as the text states it, in km.
        distance_km: f64,
    },
    /// At a distance that is told by the time it takes: "à deux heures de route de X".
    Travel {
        /// How far one gets in that time, in km, to a rough mean.
        about_km: f64,
        /// The direction from the toponym, where one is stated.
        direction: Option<Direction>,
    },
    /// Between two: "entre X et Y", "sur l'axe X-Y".
    Between,
    /// Near the border with the country: "non loin de la frontière avec X".
    Border,
    /// On the way to it: "vers X".
    Toward,
    /// On or beside a line: "le long du fleuve Niger", "along the RN15".
    Along,
}

impl Relation {
    /// The name in output files, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Sector => "sector",
            Self::Near | Self::Within { .. } => "near",
            Self::Direction(_) => "direction",
            Self::PartOf(_) => "part_of",
            Self::Offset { .. } | Self::Travel { .. } => "offset",
            Self::Between => "between",
            Self::Border => "border",
            Self::Toward => "toward",
            Self::Along => "along",
        }
    }
}

/// One of the eight directions of the wind rose, or the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 0°.
    North,
    /// 45°.
    NorthEast,
    /// 90°.
    East,
    /// 135°.
    SouthEast,
    /// 180°.
    South,
    /// 225°.
    SouthWest,
    /// 270°.
    West,
    /// 315°.
    NorthWest,
    /// The centre of a unit ("le centre du pays"); it has no bearing.
    Center,
}

impl Direction {
    /// Degrees clockwise from north; `None` for the centre.
    pub fn bearing_deg(self) -> Option<f64> {
        match self {
            Self::North => Some(0.0),
            Self::NorthEast => Some(45.0),
            Self::East => Some(90.0),
            Self::SouthEast => Some(135.0),
            Self::South => Some(180.0),
            Self::SouthWest => Some(225.0),
            Self::West => Some(270.0),
            Self::NorthWest => Some(315.0),
            Self::Center => None,
        }
    }
}

/// A place name in a text, with the feature word before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Toponym {
    /// The name as written, without article or feature word: "Télemsi", "Tin-zawatene".
    pub name: String,
    /// What the text says it is: "la région de" → `Region`.
    pub feature: Option<Feature>,
    /// Where the name stands in the document's body.
    pub span: Span,
}

/// What a feature word says a toponym is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// A state.
    Country,
    /// A first-level unit: region, governorate.
    Region,
    /// A second-level unit: cercle, province, department.
    District,
    /// A third-level unit: commune.
    Commune,
    /// Town, village, locality, camp of nomads.
    Settlement,
    /// A quarter of a town.
    Quarter,
    /// Airport, air base.
    Airfield,
    /// Forest, park, reserve.
    Forest,
    /// River, wadi, valley.
    River,
    /// Lake, pond ("mare").
    Lake,
    /// Mountain, massif, hill.
    Mountain,
    /// Well, water point.
    Well,
    /// A road by its number or ends.
    Road,
}
