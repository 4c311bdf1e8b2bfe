//! Turns an `Incident` into a `SituatedIncident`: country, region, nearest land border and town.
//!
//! An incident is a belief, not a point: units get probabilities, distances a range.

mod around;
mod known;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use around::Lookout;
use known::Known;

use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{
    BandShare, BorderProximity, District, Feature, Incident, Location, Name, Relation, Setting,
    SituatedIncident, Spread, UnitShare, WeightedPoint,
};

/// The share of the belief over which the least and greatest border distance are taken; the same
/// that the outline holds.
const AREA_SHARE: f64 = 0.8;

const NEAR_BORDER_KM: f64 = BorderProximity::NEAR_KM;

/// A belief whose best point is this limit and so many radii away from the border is far from it: of
/// its points one in three tells the distance. Source: own judgement, all that matters of it is beyond.
const FAR_RADII: f64 = 2.0;
const N_AS_ONE: usize = 3;

/// So near to that limit the distance is measured exactly, in km.
const DOUBTFUL_KM: f64 = 0.9;

/// The outer edges of the bands of border distance, in km; beyond the last there is one more band.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    edges_km: Vec<f64>,
    /// Of each band, the one beyond the last edge included.
    labels: Vec<Name>,
}

impl Default for Bands {
    /// 10, 25, 50 and 100 km. Source: the project's design.
    fn default() -> Self {
        Self::with_edges(vec![10.0, 25.0, 50.0, 100.0])
    }
}

impl FromStr for Bands {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let edge =
            |cell: &str| cell.trim().parse::<f64>().ok().filter(|km| *km > 0.0 && *km <= 5000.0);
        let edges: Option<Vec<f64>> = text.split(',').map(edge).collect();
        let is_rising = |edges: &Vec<f64>| edges.windows(2).all(|pair| pair.first() < pair.last());
        edges.filter(is_rising).map(Self::with_edges).ok_or_else(|| {
            format!("expected rising distances in km, such as 10,25,50,100, not '{text}'")
        })
    }
}

impl Bands {
    fn with_edges(edges_km: Vec<f64>) -> Self {
        let lows = || std::iter::once(&0.0).chain(&edges_km);
        let within = lows().zip(&edges_km).map(|(low, high)| format!("{low}-{high}").into());
        let beyond = lows().next_back().map(|last| format!("{last}+").into());
        Self { labels: within.chain(beyond).collect(), edges_km }
    }

    /// The band of a distance: "0-10", "10-25" or, beyond the last, "100+". The upper edge is outside.
    pub fn label(&self, distance_km: f64) -> Name {
        let band = self.edges_km.iter().take_while(|edge| distance_km >= **edge).count();
        self.labels.get(band).cloned().unwrap_or_default()
    }
}

/// What a location lies in and near.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<Name>,
    /// The first-level units of that country, the most probable first.
    pub admin1: Arc<[UnitShare]>,
    /// The nearest land border of that country.
    pub border: Option<BorderProximity>,
    /// Whether the most probable region is taken from an approximate boundary.
    pub approximate: bool,
    /// How the probability is spread, where it is asked for and the location is more than a point.
    pub spread: Option<Box<Spread>>,
}

/// Puts incidents into their countries and regions; locations that rows of tables share are looked at
/// once.
#[derive(Debug)]
pub struct Situations<'g> {
    gazetteer: &'g Gazetteer,
    bands: Bands,
    lookout: Lookout<'g>,
    known: Known,
}

impl<'g> Situations<'g> {
    /// Knows nothing yet.
    pub fn new(gazetteer: &'g Gazetteer, bands: Bands) -> Self {
        Self { gazetteer, bands, lookout: Lookout::new(gazetteer), known: Known::default() }
    }

    /// Puts an incident into its country and region and measures its way to the nearest land border
    /// and town.
    pub fn situate(&self, incident: Incident) -> SituatedIncident {
        let setting = incident.location.as_ref().map(|location| self.setting(location));
        let setting = setting.unwrap_or_default();
        let location = incident.location.as_ref();
        let admin2 = location.and_then(|location| self.admin2(&incident, location, &setting));
        let (admin2, admin2_approximate) = admin2.unzip();
        let Setting { country, admin1, border, approximate, around, spread, .. } =
            Arc::unwrap_or_clone(setting);
        SituatedIncident {
            country,
            admin1,
            admin2,
            border,
            approximate,
            admin2_approximate: admin2_approximate.unwrap_or(false),
            spread,
            around,
            incident,
        }
    }

    /// All that a location alone says.
    pub fn setting(&self, location: &Location) -> Arc<Setting> {
        self.known.of(location, || self.look(location))
    }

    fn look(&self, location: &Location) -> Setting {
        let Surroundings { country, admin1, border, approximate, spread } =
            with_spread(self.gazetteer, location, &self.bands);
        let is_point = location.belief.len() == 1;
        let nearest = border.as_ref().filter(|_| is_point);
        let around = self.lookout.around(location.best, country.as_deref(), nearest);
        let district = self.gazetteer.district_at(location.best).map(|district| {
            let region = self.gazetteer.region_at(location.best).map(|region| region.id.as_str());
            District {
                name: district.name.as_str().into(),
                approximate: district.approximate,
                is_of_region: region == admin1.first().map(|share| share.id.as_str()),
            }
        });
        let spread = spread.map(Arc::from);
        Setting { country, admin1, border, approximate, around, spread, district }
    }

    /// The district that a phrase names, else the one of the most probable region whose outline holds
    /// the best point, else that of the place meant; with whether its boundary is approximate.
    fn admin2(
        &self,
        incident: &Incident,
        location: &Location,
        setting: &Setting,
    ) -> Option<(Name, bool)> {
        let phrases = incident.reports.iter().filter_map(|r| r.report.phrase.as_ref());
        let parts = phrases.flat_map(|phrase| &phrase.parts).filter(|p| p.relation == Relation::In);
        let mut toponyms = parts.flat_map(|part| &part.toponyms);
        if let Some(named) = toponyms.find(|t| t.feature == Some(Feature::District)) {
            return Some((named.name.as_str().into(), false));
        }
        if location.is_whole_unit {
            return None;
        }
        if setting.district.is_some() {
            let district = setting.district(location.is_whole_unit)?;
            return Some((district.name.clone(), district.approximate));
        }
        let best = location.candidates.first()?;
        let near = self.gazetteer.places_near(LonLat::new(best.lon, best.lat), 0.5);
        let place = near.into_iter().map(|(place, _)| place).find(|p| p.name == best.place)?;
        (!place.admin2.is_empty()).then(|| (place.admin2.as_str().into(), false))
    }
}

/// The country, regions and border of a location; how its probability is spread is left open.
pub fn surroundings(gazetteer: &Gazetteer, location: &Location, bands: &Bands) -> Surroundings {
    around(gazetteer, location, &Shares::of(gazetteer, location), bands)
}

/// The surroundings with the spread over regions and bands.
fn with_spread(gazetteer: &Gazetteer, location: &Location, bands: &Bands) -> Surroundings {
    let shares = Shares::of(gazetteer, location);
    let spread = (location.belief.len() > 1).then(|| {
        let regions = shares.regions();
        Box::new(Spread { regions, bands: band_shares(gazetteer, location, bands) })
    });
    Surroundings { spread, ..around(gazetteer, location, &shares, bands) }
}

fn around(
    gazetteer: &Gazetteer,
    location: &Location,
    shares: &Shares<'_>,
    bands: &Bands,
) -> Surroundings {
    let country = shares.country(gazetteer, location.best);
    let admin1 = shares.admin1(country);
    let border = country.and_then(|code| proximity(gazetteer, location, code, bands));
    let region = admin1.first().and_then(|share| shares.regions.get(share.id.as_str()));
    let approximate = region.is_some_and(|(region, _)| region.approximate);
    Surroundings { country: country.map(Name::from), admin1, border, approximate, spread: None }
}

/// The probability of every country and region.
struct Shares<'g> {
    countries: BTreeMap<&'g str, f64>,
    regions: BTreeMap<&'g str, (&'g Area, f64)>,
}

impl<'g> Shares<'g> {
    fn of(gazetteer: &'g Gazetteer, location: &Location) -> Self {
        let mut shares = Self { countries: BTreeMap::new(), regions: BTreeMap::new() };
        // Most beliefs lie in one or two units: few names are looked at, whatever the points are.
        let mut units: Vec<(&Area, f64)> = Vec::new();
        for WeightedPoint { point, weight } in location.belief.iter() {
            let unit = gazetteer.region_at(*point).or_else(|| gazetteer.country_at(*point));
            let Some(unit) = unit else { continue };
            match units.iter_mut().find(|(known, _)| std::ptr::eq(*known, unit)) {
                Some((_, sum)) => *sum += weight,
                None => units.push((unit, *weight)),
            }
        }
        for (unit, weight) in units {
            if unit.level > 0 {
                shares.regions.entry(&unit.id).or_insert((unit, 0.0)).1 += weight;
            }
            *shares.countries.entry(&unit.country).or_default() += weight;
        }
        shares
    }

    /// The most probable country; where most of the probability is in none with a detailed outline, the
    /// one of the world that holds the best point.
    fn country(&self, gazetteer: &'g Gazetteer, best: LonLat) -> Option<&'g str> {
        let likely = self.countries.iter().rev().max_by(|a, b| a.1.total_cmp(b.1));
        let inside: f64 = self.countries.values().sum();
        match likely {
            Some((code, share)) if *share >= 1.0 - inside => Some(code),
            _ => gazetteer.country_of_world(best).map(|area| area.id.as_str()),
        }
    }

    /// The regions of all countries, by id.
    fn regions(&self) -> Vec<UnitShare> {
        self.regions.values().map(|(unit, probability)| share(unit, *probability)).collect()
    }

    /// The regions of the country, the most probable first.
    fn admin1(&self, country: Option<&str>) -> Arc<[UnitShare]> {
        let of_country =
            self.regions.values().filter(|(unit, _)| Some(unit.country.as_str()) == country);
        let shares = of_country.map(|(unit, probability)| share(unit, probability.min(1.0)));
        let mut shares: Arc<[UnitShare]> = shares.collect();
        if let Some(shares) = Arc::get_mut(&mut shares) {
            shares.sort_by(|a, b| {
                b.probability.total_cmp(&a.probability).then_with(|| a.id.cmp(&b.id))
            });
        }
        shares
    }
}

fn share(unit: &Area, probability: f64) -> UnitShare {
    UnitShare { id: unit.id.as_str().into(), name: unit.name.as_str().into(), probability }
}

/// How the belief is spread over borders and bands, each point seen from its own country.
fn band_shares(gazetteer: &Gazetteer, location: &Location, bands: &Bands) -> Vec<BandShare> {
    let mut shares: BTreeMap<(Name, Name), f64> = BTreeMap::new();
    for WeightedPoint { point, weight } in location.belief.iter() {
        let country = gazetteer.country_at(*point);
        let found = country.and_then(|country| gazetteer.border_around(*point, &country.id));
        if let Some((border, km)) = found {
            *shares.entry((border.pair.as_str().into(), bands.label(km))).or_default() += weight;
        }
    }
    let share = |((pair, band), probability)| BandShare { pair, band, probability };
    shares.into_iter().map(share).collect()
}

/// The nearest land border of the country, seen from the best point, and how far it is.
fn proximity(
    gazetteer: &Gazetteer,
    location: &Location,
    country: &str,
    bands: &Bands,
) -> Option<BorderProximity> {
    let (border, nearest, best_km) = gazetteer.nearest_border(location.best, country)?;
    let bearing_deg = location.best.direction_deg(nearest);
    let neighbour = Name::from(border.countries.iter().find(|code| *code != country)?.as_str());
    if location.is_one_point() {
        let (pair, band) = (border.pair.as_str().into(), bands.label(best_km));
        let (km, km_min, km_max) = (best_km, best_km, best_km);
        let within_20_km = if km <= NEAR_BORDER_KM { 1.0 } else { 0.0 };
        return Some(BorderProximity {
            pair,
            neighbour,
            bearing_deg,
            km,
            km_min,
            km_max,
            within_20_km,
            band,
        });
    }
    let exact = |point| Some(gazetteer.distance_to_border(&border.pair, point)?.1);
    let about = gazetteer.km_to_border(&border.pair, best_km)?;
    let is_far = best_km > NEAR_BORDER_KM + FAR_RADII * location.radius_km;
    let step = if is_far { N_AS_ONE } else { 1 };
    let parts = || location.belief.iter().step_by(step);
    let sum: f64 = parts().map(|part| part.weight).sum();
    let mut points: Vec<(WeightedPoint, f64)> = Vec::with_capacity(location.belief.len());
    for part in parts() {
        let weight = part.weight / sum;
        points.push((WeightedPoint { weight, ..*part }, about(part.point)?));
    }
    let km = points.iter().map(|(part, km)| part.weight * km).sum();
    let is_near = |(part, km): &&(WeightedPoint, f64)| {
        let is_doubtful = (km - NEAR_BORDER_KM).abs() < DOUBTFUL_KM;
        is_doubtful.then(|| exact(part.point)).flatten().unwrap_or(*km) <= NEAR_BORDER_KM
    };
    // No term sums to -0.
    let within_20_km =
        points.iter().filter(is_near).fold(0.0, |sum, (part, _)| sum + part.weight).min(1.0);
    let held = most_probable(points);
    let nearest = held.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.0.point;
    let farthest = held.iter().max_by(|a, b| a.1.total_cmp(&b.1))?.0.point;
    let (km_min, km_max) = (exact(nearest)?, exact(farthest)?);
    let band = bands.label(km);
    let pair = border.pair.as_str().into();
    Some(BorderProximity { pair, neighbour, bearing_deg, km, km_min, km_max, within_20_km, band })
}

/// The points that hold the [`AREA_SHARE`] of the belief, in no order: those with the highest weights,
/// and all that weigh as much as the last of them. Cost: O(points).
fn most_probable(mut points: Vec<(WeightedPoint, f64)>) -> Vec<(WeightedPoint, f64)> {
    // All before the first are needed, none from the second on; they hold so much.
    let (mut first, mut end, mut held) = (0, points.len(), 0.0);
    while let Some(open) = points.get_mut(first..end).filter(|open| !open.is_empty()) {
        let middle = open.len() / 2;
        let (heavy, pivot, _) =
            open.select_nth_unstable_by(middle, |a, b| b.0.weight.total_cmp(&a.0.weight));
        let before: f64 = heavy.iter().map(|(part, _)| part.weight).sum();
        if held + before >= AREA_SHARE {
            end = first + middle;
        } else {
            held += before + pivot.0.weight;
            first += middle + 1;
            if held >= AREA_SHARE {
                break;
            }
        }
    }
    // Weights that differ by less are equal but for rounding.
    const EQUAL: f64 = 1e-9;
    let needed = points.iter().take(first).map(|(part, _)| part.weight);
    let least = needed.fold(f64::INFINITY, f64::min) * (1.0 - EQUAL);
    points.retain(|(part, _)| part.weight >= least);
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_has_one_band() {
        let bands = Bands::default();
        let check = |km: f64, expected: &str| assert_eq!(bands.label(km), expected, "{km}");
        check(0.0, "0-10");
        check(9.999, "0-10");
        check(10.0, "10-25");
        check(49.0, "25-50");
        check(99.9, "50-100");
        check(100.0, "100+");
        check(2000.0, "100+");
    }

    #[test]
    fn points_of_one_weight_are_held_together() {
        let check = |weights: &[f64], n_held: usize| {
            let point = LonLat::new(0.0, 15.0);
            let parts =
                weights.iter().map(|weight| (WeightedPoint { point, weight: *weight }, 1.0));
            assert_eq!(most_probable(parts.collect()).len(), n_held, "{weights:?}");
        };
        check(&[0.5, 0.3, 0.2], 2);
        check(&[0.2, 0.2, 0.2, 0.2, 0.2], 5);
        check(&[0.4, 0.3, 0.1, 0.1, 0.1 + 1e-17], 5);
        check(&[0.85, 0.1, 0.05], 1);
        check(&[1.0], 1);
    }

    #[test]
    fn bands_are_rising_distances() {
        let bands: Bands = "5, 30.5".parse().unwrap();
        let labels = [4.9, 5.0, 30.4, 31.0].map(|km| bands.label(km));
        assert_eq!(labels, ["0-5", "5-30.5", "5-30.5", "30.5+"]);
        for text in ["", "10,10", "25,10", "0,5", "a", "-1", "NaN", "10,,20"] {
            assert!(text.parse::<Bands>().is_err(), "{text}");
        }
    }
}
