//! Turns an `Incident` into a `SituatedIncident`: country, region, nearest land border.
//!
//! An incident is a belief, not a point: units get probabilities, distances a range.

use std::collections::BTreeMap;

use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{BorderProximity, Feature, Incident, Location, SituatedIncident, UnitShare};
use crate::model::{Relation, WeightedPoint};

/// The share of the belief over which the least and greatest border distance are taken; the same
/// that the outline holds.
const AREA_SHARE: f64 = 0.8;

/// The outer edges of the bands, in km; beyond the last there is one more band.
/// Source: the project's design.
pub const BANDS_KM: [f64; 4] = [10.0, 25.0, 50.0, 100.0];

/// Near a border, in km. Source: the question analysts ask most, "within 20 km of the border".
const NEAR_BORDER_KM: f64 = 20.0;

/// The band of a distance: "0-10", "10-25", "25-50", "50-100" or "100+". The upper edge is outside.
pub fn band_label(distance_km: f64) -> String {
    let mut low = 0.0;
    for high in BANDS_KM {
        if distance_km < high {
            return format!("{low}-{high}");
        }
        low = high;
    }
    format!("{low}+")
}

/// What a location lies in and near.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<String>,
    /// The first-level units of that country, the most probable first.
    pub admin1: Vec<UnitShare>,
    /// The nearest land border of that country.
    pub border: Option<BorderProximity>,
    /// Whether the most probable region is taken from an approximate boundary.
    pub approximate: bool,
}

/// Puts an incident into its country and region and measures its way to the nearest land border.
pub fn situate(gazetteer: &Gazetteer, incident: Incident) -> SituatedIncident {
    let location = incident.location.as_ref();
    let around = location.map(|location| surroundings(gazetteer, location)).unwrap_or_default();
    let admin2 = location.and_then(|location| admin2(gazetteer, &incident, location, &around));
    let (admin2, admin2_approximate) = admin2.unzip();
    SituatedIncident {
        country: around.country,
        admin1: around.admin1,
        admin2,
        border: around.border,
        approximate: around.approximate,
        admin2_approximate: admin2_approximate.unwrap_or(false),
        incident,
    }
}

/// The country, regions and border of a location.
pub fn surroundings(gazetteer: &Gazetteer, location: &Location) -> Surroundings {
    let shares = Shares::of(gazetteer, location);
    let country = shares.country();
    let admin1 = shares.admin1(gazetteer, country.as_deref());
    let border = country.as_deref().and_then(|code| proximity(gazetteer, location, code));
    let region = admin1.first().and_then(|share| gazetteer.region(&share.id));
    let approximate = region.is_some_and(|region| region.approximate);
    Surroundings { country, admin1, border, approximate }
}

/// The probability of every country and region.
struct Shares {
    countries: BTreeMap<String, f64>,
    regions: BTreeMap<String, f64>,
}

impl Shares {
    fn of(gazetteer: &Gazetteer, location: &Location) -> Self {
        let mut shares = Self { countries: BTreeMap::new(), regions: BTreeMap::new() };
        for WeightedPoint { point, weight } in location.belief.iter() {
            if let Some(region) = gazetteer.region_at(*point) {
                *shares.regions.entry(region.id.clone()).or_default() += weight;
                *shares.countries.entry(region.country.clone()).or_default() += weight;
            } else if let Some(country) = gazetteer.country_at(*point) {
                *shares.countries.entry(country.id.clone()).or_default() += weight;
            }
        }
        shares
    }

    fn country(&self) -> Option<String> {
        let best = self.countries.iter().rev().max_by(|a, b| a.1.total_cmp(b.1));
        best.map(|(code, _)| code.clone())
    }

    /// The regions of the country, the most probable first.
    fn admin1(&self, gazetteer: &Gazetteer, country: Option<&str>) -> Vec<UnitShare> {
        let regions = self.regions.iter().filter_map(|(id, p)| Some((gazetteer.region(id)?, *p)));
        let of_country = regions.filter(|(region, _)| Some(region.country.as_str()) == country);
        let share = |(region, probability): (&Area, f64)| UnitShare {
            id: region.id.clone(),
            name: region.name.clone(),
            probability: probability.min(1.0),
        };
        let mut shares: Vec<UnitShare> = of_country.map(share).collect();
        shares
            .sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.id.cmp(&b.id)));
        shares
    }
}

/// The district that a phrase names, else the one of the most probable region whose outline holds
/// the best point, else that of the place meant; with whether its boundary is approximate.
fn admin2(
    gazetteer: &Gazetteer,
    incident: &Incident,
    location: &Location,
    around: &Surroundings,
) -> Option<(String, bool)> {
    let phrases = incident.reports.iter().filter_map(|r| r.report.phrase.as_ref());
    let parts = phrases.flat_map(|phrase| &phrase.parts).filter(|p| p.relation == Relation::In);
    let mut toponyms = parts.flat_map(|part| &part.toponyms);
    if let Some(named) = toponyms.find(|t| t.feature == Some(Feature::District)) {
        return Some((named.name.clone(), false));
    }
    if location.is_whole_unit {
        return None;
    }
    if let Some(district) = gazetteer.district_at(location.best) {
        let region = gazetteer.region_at(location.best).map(|region| &region.id);
        let is_of_region = region == around.admin1.first().map(|share| &share.id);
        return is_of_region.then(|| (district.name.clone(), district.approximate));
    }
    let best = location.candidates.first()?;
    let point = LonLat::new(best.lon, best.lat);
    let near = gazetteer.places_near(point, 0.5);
    let place = near.into_iter().map(|(place, _)| place).find(|p| p.name == best.place)?;
    (!place.admin2.is_empty()).then(|| (place.admin2.clone(), false))
}

/// The nearest land border of the country, seen from the best point, and how far it is.
fn proximity(gazetteer: &Gazetteer, location: &Location, country: &str) -> Option<BorderProximity> {
    let (border, _, _) = gazetteer.nearest_border(location.best, country)?;
    let neighbour = border.countries.iter().find(|code| *code != country)?.clone();
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(location.belief.len());
    for WeightedPoint { point, weight } in location.belief.iter() {
        let (_, km) = gazetteer.distance_to_border(&border.pair, *point)?;
        points.push((*weight, km));
    }
    let km = points.iter().map(|(weight, km)| weight * km).sum();
    let near = points.iter().filter(|(_, km)| *km <= NEAR_BORDER_KM);
    let within_20_km = near.map(|(weight, _)| weight).sum::<f64>().min(1.0);
    points.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut km_min, mut km_max, mut held) = (f64::INFINITY, 0.0_f64, 0.0);
    for (weight, km) in points {
        if held >= AREA_SHARE {
            break;
        }
        km_min = km_min.min(km);
        km_max = km_max.max(km);
        held += weight;
    }
    let band = band_label(km);
    let pair = border.pair.clone();
    Some(BorderProximity { pair, neighbour, km, km_min, km_max, within_20_km, band })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_has_one_band() {
        let check = |km: f64, expected: &str| assert_eq!(band_label(km), expected, "{km}");
        check(0.0, "0-10");
        check(9.999, "0-10");
        check(10.0, "10-25");
        check(49.0, "25-50");
        check(99.9, "50-100");
        check(100.0, "100+");
        check(2000.0, "100+");
    }
}
