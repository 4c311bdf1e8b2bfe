//! The precision codes that analysts use, read off a resolved phrase.

use super::reading::Reading;
use super::relation::is_wide;
use crate::gazetteer::PlaceKind;
use crate::model::Relation;

/// "Within about 25 km of a known point". Source: UCDP GED codebook 23.1, where_prec 2.
const NEAR_KM: f64 = 25.0;
/// A village with such a radius is known to lie somewhere within it. Source: geodata/README.md.
const VAGUE_KM: f64 = 15.0;

/// ACLED geo_precision (`None` for a country only) and UCDP where_prec.
///
/// Source: ACLED codebook, geographic precision; UCDP GED codebook 23.1, where_prec.
pub(super) fn codes(reading: &Reading<'_>, radius_km: f64) -> (Option<u8>, u8) {
    let Some(place) = reading.place_meant() else { return unit_codes(reading) };
    match (reading.relation, place.kind) {
        (_, PlaceKind::Country) => (None, 6),
        (_, PlaceKind::Region) => (Some(3), 4),
        (Relation::In, PlaceKind::District | PlaceKind::Commune) => (Some(3), 3),
        (_, kind) if is_wide(kind) => (Some(3), 5),
        // Several places, or one known to its commune or district only, are no exact place.
        (Relation::In, _) if radius_km > NEAR_KM => (Some(3), 5),
        (Relation::In, PlaceKind::Village) if place.radius_km >= VAGUE_KM => (Some(2), 2),
        (Relation::In, _) => (Some(1), 1),
        (
            Relation::Sector | Relation::Near | Relation::Offset { .. } | Relation::Within { .. },
            _,
        ) if radius_km <= NEAR_KM => (Some(2), 2),
        _ => (Some(2), 5),
    }
}

/// The codes of a phrase that names units, a border or a line only.
fn unit_codes(reading: &Reading<'_>) -> (Option<u8>, u8) {
    match reading.unit.map(|unit| unit.level) {
        Some(0) if matches!(reading.relation, Relation::In | Relation::Sector) => (None, 6),
        Some(0) => (Some(3), 5),
        Some(1) if matches!(reading.relation, Relation::In | Relation::Sector) => (Some(3), 4),
        Some(2) if reading.relation == Relation::In => (Some(3), 3),
        None if reading.relation == Relation::Between => (Some(2), 5),
        _ => (Some(3), 5),
    }
}
