//! The places that a toponym may mean, weighed by its spelling and by what surrounds it.

use super::focus::{Focus, fits};
use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer, NameMatch, Place, PlaceKind};
use crate::model::{Candidate, Feature, Toponym};

/// Candidates with a smaller share than this beside the best one are kept but not believed in.
/// Source: chosen so that a village outside the named region (0.02) never competes with one inside.
const MIN_SHARE_OF_BEST: f64 = 0.15;
/// A candidate outside a unit that the phrase names, as a factor. Sources misname units now and
/// then, hence not 0. Source: own judgement.
const OUTSIDE_UNIT: f64 = 0.02;
/// The same within this many km of the unit's edge: village lists and outlines disagree so much.
const UNIT_MARGIN_KM: f64 = 25.0;
/// A candidate just outside, as a factor.
const BESIDE_UNIT: f64 = 0.4;
/// A candidate in a country that the document does not speak of, as a factor.
const OTHER_COUNTRY: f64 = 0.1;
/// A candidate of another kind than the feature word asks for, as a factor.
const OTHER_KIND: f64 = 0.15;
/// How far the nearest place of the document still speaks for a candidate, in km.
const CONTEXT_KM: f64 = 120.0;
/// Beyond so many scales two names of one phrase are not both the places they seem to be.
/// Source: own judgement; "près de X" then reaches 100 km.
const TOGETHER_SCALES: f64 = 4.0;
/// What remains of a candidate far from the other places, as a factor.
const FAR_AWAY: f64 = 0.1;
/// A spelling further off than this is taken only where something else speaks for the place: the
/// wrong place with confidence is worse than none. Source: own judgement, a letter in ten.
const SURE_SPELLING: f64 = 0.82;
/// What speaks for it: another place of the phrase or the document within so many km.
const SUPPORT_KM: f64 = 60.0;
/// Candidates closer together than this are one place told twice, not an ambiguity.
const SAME_PLACE_KM: f64 = 15.0;
/// The most candidates that a belief covers: more would say no more than the unit around them.
const MAX_BELIEVED: usize = 4;
/// The most candidates that are kept.
const MAX_CANDIDATES: usize = 8;

/// A place that a toponym may mean, with its share.
#[derive(Debug, Clone)]
pub(super) struct Weighed<'a> {
    pub(super) place: &'a Place,
    /// 0..=1; shares of all candidates sum to 1.
    pub(super) share: f64,
    pub(super) why: Vec<String>,
    /// The finest unit that the phrase names, where the place lies well outside it.
    pub(super) outside: Option<&'a Area>,
}

impl Weighed<'_> {
    /// The candidate as output shows it.
    pub(super) fn to_candidate(&self, gazetteer: &Gazetteer) -> Candidate {
        let admin1 = gazetteer.region(&self.place.admin1).map_or("", |r| r.name.as_str());
        Candidate {
            place: self.place.name.clone(),
            country: self.place.country.clone(),
            admin1: admin1.to_owned(),
            lon: self.place.point.lon,
            lat: self.place.point.lat,
            score: self.share,
            why: self.why.clone(),
        }
    }
}

/// Candidates that are believed in: those not far behind the best, each place once. A town, its
/// commune and its airfield are one place as far as a belief goes.
pub(super) fn believed<'b, 'a>(all: &'b [Weighed<'a>]) -> Vec<&'b Weighed<'a>> {
    let best = all.first().map_or(0.0, |w| w.share);
    let mut kept: Vec<&Weighed<'a>> = Vec::new();
    for weighed in all.iter().filter(|w| w.share >= best * MIN_SHARE_OF_BEST) {
        let is_near = |other: &&Weighed<'a>| {
            other.place.point.rough_distance_km(weighed.place.point) < SAME_PLACE_KM
        };
        if kept.len() < MAX_BELIEVED && !kept.iter().any(is_near) {
            kept.push(weighed);
        }
    }
    kept
}

/// Another place of the same phrase, wherever it may be, and how far it speaks for a candidate.
#[derive(Debug, Clone)]
pub(super) struct Neighbour {
    pub(super) points: Vec<LonLat>,
    /// The regions of its name: "Diffa" holds what lies in its region.
    pub(super) regions: Vec<String>,
    /// At this distance in km it speaks for a candidate a third as much as at its side.
    pub(super) scale_km: f64,
}

impl Neighbour {
    /// One place.
    pub(super) fn at(point: LonLat, scale_km: f64) -> Self {
        Self { points: vec![point], regions: Vec::new(), scale_km }
    }

    /// How far a place is from it, in km.
    fn km(&self, place: &Place) -> f64 {
        let distances = self.points.iter().map(|point| point.rough_distance_km(place.point));
        distances.fold(f64::INFINITY, f64::min)
    }

    /// Whether a phrase could name both together.
    fn allows(&self, place: &Place) -> bool {
        self.holds(place) || self.km(place) <= self.scale_km * TOGETHER_SCALES + place.radius_km
    }

    /// Whether a region of its name holds a place.
    pub(super) fn holds(&self, place: &Place) -> bool {
        self.regions.contains(&place.admin1)
    }
}

/// All places that the toponym may mean, the best first, given the phrase's other places.
pub(super) fn weigh<'a>(
    gazetteer: &'a Gazetteer,
    toponym: &Toponym,
    focus: &Focus<'a>,
    near: &[Neighbour],
) -> Vec<Weighed<'a>> {
    let mut matches = focus.lookup(gazetteer, &toponym.name);
    let finest = focus.units.iter().copied().max_by_key(|unit| unit.level);
    let has_inside =
        finest.is_some_and(|unit| matches.iter().any(|found| is_of(found.place, unit)));
    matches.retain(|found| {
        let is_sure = found.score >= SURE_SPELLING || is_supported(found.place, focus, near);
        is_sure
            && !is_abroad(found.place, focus, has_inside)
            && !is_of_other_units(found.place, focus)
    });
    add_longer(gazetteer, &mut matches, &toponym.name, focus);
    // Where the phrase's places do not go together, one of its names is another place or wrong: a town
    // or what lies in the named unit is believed, a village of the name elsewhere is not.
    let is_together = |found: &NameMatch<'_>| near.iter().all(|n| n.allows(found.place));
    if matches.iter().any(is_together) {
        matches.retain(is_together);
    } else if !near.is_empty() {
        matches.retain(|found| is_told_well(found, focus));
    }
    let mut weighed: Vec<Weighed<'a>> = matches
        .iter()
        .map(|found| weigh_one(gazetteer, found, toponym.feature, focus, near))
        .collect();
    // Equal ones stay in the order of the look-up, which is the same every time.
    weighed.sort_by(|a, b| b.share.total_cmp(&a.share));
    weighed.truncate(MAX_CANDIDATES);
    let sum: f64 = weighed.iter().map(|w| w.share).sum();
    weighed.iter_mut().for_each(|w| w.share /= sum.max(f64::MIN_POSITIVE));
    weighed
}

/// Where no place of the name lies in or beside the district that the phrase names, those in it that
/// have the name for their first word: "Koulogon" is short for "Koulogon Habé".
fn add_longer<'a>(
    gazetteer: &'a Gazetteer,
    matches: &mut Vec<NameMatch<'a>>,
    name: &str,
    focus: &Focus<'a>,
) {
    let Some(district) = focus.units.iter().find(|unit| unit.level == 2) else { return };
    let is_there = |place: &Place| standing(place, district) != Standing::Outside;
    let is_settlement = |place: &Place| place.kind <= PlaceKind::Village;
    if matches.iter().any(|found| is_there(found.place)) {
        return;
    }
    let longer = gazetteer.begun_by(name).into_iter();
    matches.extend(longer.filter(|found| is_settlement(found.place) && is_there(found.place)));
}

/// Makes the candidates of a list's names speak for each other: its places lie together. The shares of
/// each name still sum to 1.
pub(super) fn weigh_together(all: &mut [Vec<Weighed<'_>>]) {
    /// At this distance from the nearest of another name, in km, a third of the weight remains. Source:
    /// own judgement, the width of a district.
    const LIST_KM: f64 = 50.0;
    let points: Vec<Vec<LonLat>> =
        all.iter().map(|name| name.iter().map(|w| w.place.point).collect()).collect();
    for (i, name) in all.iter_mut().enumerate() {
        let others = points.iter().enumerate().filter(|(j, _)| *j != i);
        let others: Vec<LonLat> = others.flat_map(|(_, points)| points).copied().collect();
        for weighed in name.iter_mut() {
            let kms = others.iter().map(|point| point.rough_distance_km(weighed.place.point));
            if let Some(km) = kms.min_by(f64::total_cmp) {
                weighed.share *= fading(km, LIST_KM);
                weighed.why.push(format!("{km:.0} km from the list's other places"));
            }
        }
        let sum: f64 = name.iter().map(|w| w.share).sum();
        name.iter_mut().for_each(|w| w.share /= sum.max(f64::MIN_POSITIVE));
        name.sort_by(|a, b| b.share.total_cmp(&a.share));
    }
}

fn weigh_one<'a>(
    gazetteer: &Gazetteer,
    found: &NameMatch<'a>,
    feature: Option<Feature>,
    focus: &Focus<'a>,
    near: &[Neighbour],
) -> Weighed<'a> {
    let place = found.place;
    let mut why = vec![spelling_reason(found)];
    let mut share = found.score * found.score * prominence(place) * seat(gazetteer, place);
    let finest = focus.units.iter().copied().max_by_key(|unit| unit.level);
    let standing = finest.map(|unit| (unit, standing(place, unit)));
    let outside = standing.filter(|(_, standing)| *standing == Standing::Outside);
    for (factor, reason) in [
        kind_factor(place, feature),
        unit_factor(standing),
        country_factor(place, focus),
        neighbour_factor(place, near),
        context_factor(place, &focus.points),
    ] {
        share *= factor;
        why.extend(reason);
    }
    Weighed { place, share, why, outside: outside.map(|(unit, _)| unit) }
}

fn spelling_reason(found: &NameMatch<'_>) -> String {
    if found.rules.is_empty() {
        "same spelling".to_owned()
    } else {
        format!("spelling: {}", found.rules.join(", "))
    }
}

/// How often the news means this place when it says the name: larger places more.
/// Source: own judgement; a city of millions then leaves its hamlet namesakes below a tenth.
fn prominence(place: &Place) -> f64 {
    let by_kind = match place.kind {
        PlaceKind::City => 1.6,
        PlaceKind::Town | PlaceKind::NaturalRegion | PlaceKind::Valley => 1.2,
        // A quarter is in the table because the news names it.
        PlaceKind::Quarter => 1.3,
        PlaceKind::District | PlaceKind::Airfield | PlaceKind::Commune => 0.5,
        // Where a unit is meant, the text says so, or another stage of the reading finds it.
        PlaceKind::Region | PlaceKind::Country => 0.05,
        _ => 1.0,
    };
    by_kind * (1.0 + f64::from(place.population).max(1.0).log10())
}

/// A town after which its region or district is named is the one that its country speaks of: its
/// namesakes elsewhere are told with more. Source: own judgement; the seat of a region then leaves
/// a large village of its name below [`MIN_SHARE_OF_BEST`].
fn seat(gazetteer: &Gazetteer, place: &Place) -> f64 {
    const OF_REGION: f64 = 8.0;
    const OF_DISTRICT: f64 = 2.0;
    if !matches!(place.kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village) {
        return 1.0;
    }
    let region = gazetteer.region(&place.admin1).map_or("", |region| region.name.as_str());
    match place.name.as_str() {
        name if name == region => OF_REGION,
        name if name == place.admin2 => OF_DISTRICT,
        _ => 1.0,
    }
}

fn kind_factor(place: &Place, feature: Option<Feature>) -> (f64, Option<String>) {
    match feature {
        Some(feature) if fits(feature, place.kind) => {
            (1.0, Some(format!("is what the text calls it ({feature:?})").to_lowercase()))
        }
        Some(_) => (OTHER_KIND, Some("is of another kind than the text says".to_owned())),
        None => (1.0, None),
    }
}

/// How a place lies to a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Inside,
    /// Outside, but not farther than lists and outlines disagree.
    Beside,
    Outside,
}

fn standing(place: &Place, unit: &Area) -> Standing {
    let is_inside =
        is_of(place, unit) || unit.level > 0 && super::constraint::contains(unit, place.point);
    if is_inside {
        Standing::Inside
    } else if super::constraint::is_outline_within(unit, place.point, UNIT_MARGIN_KM) {
        Standing::Beside
    } else {
        Standing::Outside
    }
}

fn unit_factor(standing: Option<(&Area, Standing)>) -> (f64, Option<String>) {
    let Some((unit, standing)) = standing else { return (1.0, None) };
    let (factor, lies) = match standing {
        Standing::Inside => (1.0, "lies in"),
        Standing::Beside => (BESIDE_UNIT, "lies just outside"),
        Standing::Outside => (OUTSIDE_UNIT, "lies outside"),
    };
    (factor, Some(format!("{lies} {}", unit.name)))
}

fn country_factor(place: &Place, focus: &Focus<'_>) -> (f64, Option<String>) {
    if focus.countries.is_empty() {
        return (1.0, None);
    }
    if focus.countries.iter().any(|(code, _)| *code == place.country) {
        return (1.0, Some(format!("the document speaks of {}", place.country)));
    }
    (OTHER_COUNTRY, Some(format!("the document does not speak of {}", place.country)))
}

/// Whether the place lies in another country than the phrase names, and not by its border either. Where
/// the phrase names only a unit of another country, a town there is left out if another place of the
/// name lies in the unit, and a village in any case.
fn is_abroad(place: &Place, focus: &Focus<'_>, has_inside: bool) -> bool {
    let named = focus.units.iter().find(|unit| unit.level == 0);
    let is_far = |unit: &Area| {
        place.country != unit.country
            && !super::constraint::is_outline_within(unit, place.point, UNIT_MARGIN_KM)
    };
    let is_weak = has_inside || place.kind == PlaceKind::Village;
    let finest = focus.units.iter().max_by_key(|unit| unit.level).filter(|_| is_weak);
    named.or(finest).is_some_and(|unit| is_far(unit))
}

/// Whether the tables say that a place lies in a unit.
fn is_of(place: &Place, unit: &Area) -> bool {
    match unit.level {
        0 => place.country == unit.id,
        1 => place.admin1 == unit.id,
        _ => place.admin2 == unit.name && place.country == unit.country,
    }
}

/// Whether the place lies outside a district and also outside the region around it, where the phrase
/// names both: then another place of the name is meant, which no table has.
fn is_of_other_units(place: &Place, focus: &Focus<'_>) -> bool {
    let of_level = |level: u8| focus.units.iter().find(move |unit| unit.level == level);
    let (Some(region), Some(district)) = (of_level(1), of_level(2)) else { return false };
    let is_outside = |unit: &Area| {
        !super::constraint::contains(unit, place.point)
            && !super::constraint::is_outline_within(unit, place.point, UNIT_MARGIN_KM)
    };
    super::constraint::contains(region, district.bounds.center())
        && is_outside(region)
        && is_outside(district)
}

/// Whether a name that does not go with the phrase's other places is believed all the same.
fn is_told_well(found: &NameMatch<'_>, focus: &Focus<'_>) -> bool {
    let is_town = matches!(found.place.kind, PlaceKind::City | PlaceKind::Town);
    let unit = focus.units.iter().filter(|unit| unit.level > 0).max_by_key(|unit| unit.level);
    let is_in_unit =
        || unit.is_some_and(|unit| super::constraint::contains(unit, found.place.point));
    found.score >= SURE_SPELLING && (is_town || is_in_unit())
}

/// Whether a unit that the phrase names holds the place, or another place told of is near.
fn is_supported(place: &Place, focus: &Focus<'_>, near: &[Neighbour]) -> bool {
    let points = near.iter().flat_map(|neighbour| &neighbour.points).chain(&focus.points);
    let unit = focus.units.iter().find(|unit| unit.level > 0);
    unit.is_some_and(|unit| super::constraint::contains(unit, place.point))
        || points.into_iter().any(|point| point.rough_distance_km(place.point) < SUPPORT_KM)
}

/// All places of the phrase speak together: each names more of where it is.
fn neighbour_factor(place: &Place, near: &[Neighbour]) -> (f64, Option<String>) {
    let km = |n: &Neighbour| if n.holds(place) { n.km(place).min(n.scale_km) } else { n.km(place) };
    let factor = near.iter().map(|n| fading(km(n), n.scale_km)).product();
    let nearest = near.iter().map(|n| n.km(place)).min_by(f64::total_cmp);
    (factor, nearest.map(|km| format!("{km:.0} km from the phrase's other places")))
}

fn context_factor(place: &Place, points: &[LonLat]) -> (f64, Option<String>) {
    let distances = points.iter().map(|point| point.rough_distance_km(place.point));
    let Some(km) = distances.min_by(f64::total_cmp) else { return (1.0, None) };
    (fading(km, CONTEXT_KM), Some(format!("{km:.0} km from the document's other places")))
}

/// 1 at no distance, falling to [`FAR_AWAY`].
fn fading(km: f64, scale_km: f64) -> f64 {
    FAR_AWAY + (1.0 - FAR_AWAY) * (-km / scale_km).exp()
}
