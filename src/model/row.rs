//! A row of a table of incidents: what its columns say.

use super::{Feature, PlacePart, PlacePhrase, Relation, Report, Span, Toponym};
use crate::earth::LonLat;

/// A row of a table: a report that needs no extraction, and what the row says of its place.
///
/// A row with a position is not geocoded; one with a phrase or names of units is; one with neither,
/// but with a text, is an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Kind, dates, tolls and actors as the columns give them; `phrase` is not filled in.
    pub report: Report,
    /// The stated position, where it is one.
    pub position: Option<StatedPosition>,
    /// The units and the place that the columns name.
    pub units: NamedUnits,
    /// A place phrase, as a text would say it; empty where there is none.
    pub phrase: String,
    /// The title of the row's article; empty where there is none.
    pub title: String,
    /// The words of the row: an article, or a note on the incident; empty where there are none.
    pub text: String,
}

/// Where a row came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Line of a table, number of a feature; from 1.
    pub number: u64,
    /// The id that the table gives it, such as ACLED's `event_id_cnty`; empty where it gives none.
    pub id: String,
}

/// A position that somebody has stated, and how exact they say that it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedPosition {
    /// The position.
    pub point: LonLat,
    /// ACLED geo_precision, 1 to 3.
    pub geo_precision: Option<u8>,
    /// UCDP where_prec, 1 to 7.
    pub where_prec: Option<u8>,
    /// Radius in km within which the incident lies.
    pub radius_km: Option<f64>,
}

/// The place and the units that columns name; empty where they name none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedUnits {
    /// Town, village or other place.
    pub place: String,
    /// Second-level unit.
    pub district: String,
    /// First-level unit.
    pub region: String,
    /// Country: a name or a code.
    pub country: String,
}

impl NamedUnits {
    /// The names as a phrase, each in the next: "Tessit, Ansongo, Gao, Mali"; `None` for no name.
    pub fn phrase(&self) -> Option<PlacePhrase> {
        let mut text = String::new();
        let mut parts = Vec::new();
        for (name, feature) in [
            (&self.place, None),
            (&self.district, Some(Feature::District)),
            (&self.region, Some(Feature::Region)),
            (&self.country, Some(Feature::Country)),
        ] {
            if name.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push_str(", ");
            }
            let start = text.chars().count();
            text.push_str(name);
            let span = Span { start, end: text.chars().count() };
            let toponyms = vec![Toponym { name: name.clone(), feature, span }];
            parts.push(PlacePart { relation: Relation::In, toponyms });
        }
        let span = Span { start: 0, end: text.chars().count() };
        (!parts.is_empty()).then_some(PlacePhrase { text, span, parts })
    }
}
