//! The constraint that each relation to one place makes, with the widths of all of them.

use super::constraint::{Constraint, Shape, distance_to_outline_km};
use super::parts::Reading;
use crate::gazetteer::{Gazetteer, Place, PlaceKind};
use crate::model::{Direction, Feature, Relation};

/// "Le secteur de X": how far it reaches beyond X, in km (one sigma).
/// Source: own judgement; communiqués use it for the country that a post watches.
const SECTOR_KM: f64 = 10.0;
/// "Près de X", in km (one sigma). Source: GBIF guide leaves the distance free; own judgement.
pub(super) const NEAR_KM: f64 = 7.0;
/// How softly a place's own extent ends, in km: gazetteers disagree by so much on a village.
const EXTENT_SOFT_KM: f64 = 1.5;
/// How fast "au nord de X" thins out, in km for a village; towns and cities reach further.
const DIRECTION_KM: f64 = 22.0;
/// "Vers X": an incident on the way, in km (one sigma).
const TOWARD_KM: f64 = 30.0;
/// Radius of a district without a bundled outline or size, in km: the median cercle of Mali has
/// about 10,000 km².
pub(super) const DISTRICT_KM: f64 = 50.0;
/// Radius of a commune, in km. Source: the median rural commune of the three states, about 700 km².
const COMMUNE_KM: f64 = 15.0;
/// A distance is exact to this share of itself. Source: GBIF guide, distances in tens of km.
const DISTANCE_SHARE: f64 = 0.1;

/// Weight across the border of the anchor's country, where the text names none: an administrative
/// border ends a direction in most cases. Source: GBIF guide, "heading only".
const ACROSS_BORDER: f64 = 0.2;
/// Weight of "in X" outside X's own region: no more than gazetteers and outlines disagree.
/// Source: own judgement.
const OUTSIDE_REGION: f64 = 0.05;

/// The place's own side of a border that its surroundings reach: of the region's for "in X", which
/// is in X's region, of the country's for what may lie beyond X.
pub(super) fn home_side<'a>(
    gazetteer: &'a Gazetteer,
    reading: &Reading<'a>,
) -> Option<Constraint<'a>> {
    let place = reading.place_meant()?;
    let (_, reach_km) = reading.primary.first()?.1.shape.extent()?;
    let region = gazetteer.region(&place.admin1).filter(|_| reading.relation == Relation::In);
    let (area, outside, border_km) = match region {
        Some(region) => (region, OUTSIDE_REGION, distance_to_outline_km(region, place.point)),
        None => {
            let (_, _, border_km) = gazetteer.nearest_border(place.point, &place.country)?;
            (gazetteer.country(&place.country)?, ACROSS_BORDER, border_km)
        }
    };
    let reason = format!("rather in {} than across its border", area.name);
    let constraint = Constraint { shape: Shape::Prefer { area, outside }, trust: 1, reason };
    (border_km <= reach_km).then_some(constraint)
}

/// The constraint of a relation to one place.
pub(super) fn anchor_constraint<'a>(
    relation: Relation,
    feature: Option<Feature>,
    place: &Place,
) -> Constraint<'a> {
    let name = &place.name;
    let extent_km = extent_km(place, feature);
    match relation {
        Relation::In
        | Relation::PartOf(Direction::Center)
        | Relation::Between
        | Relation::Border => {
            disc(place, extent_km, soft_edge_km(extent_km), format!("in {name}"), 60)
        }
        Relation::Sector => {
            disc(place, extent_km, SECTOR_KM, format!("in the sector of {name}"), 50)
        }
        Relation::Near => disc(place, extent_km, NEAR_KM, format!("near {name}"), 50),
        Relation::Toward => disc(place, extent_km, TOWARD_KM, format!("on the way to {name}"), 15),
        Relation::PartOf(direction) => {
            let reason = format!("in the {} of {name}", words(direction));
            cone(place, direction, (0.0, extent_km.max(8.0)), reason, 20)
        }
        Relation::Direction(direction) => {
            let reason = format!("{} of {name}", words(direction));
            let reach = DIRECTION_KM * if place.kind == PlaceKind::Village { 1.0 } else { 1.5 };
            cone(place, direction, (extent_km, reach), reason, 20)
        }
        Relation::Offset { distance_km, direction } => {
            let way = direction.map_or(String::new(), |d| format!(" {}", words(d)));
            let shape = Shape::Ring {
                from: place.point,
                distance_km,
                sigma_km: (distance_km * DISTANCE_SHARE).max(1.0).hypot(extent_km / 2.0),
                bearing_deg: direction.and_then(Direction::bearing_deg),
            };
            Constraint { shape, trust: 60, reason: format!("{distance_km} km{way} of {name}") }
        }
    }
}

pub(super) fn disc<'a>(
    place: &Place,
    radius_km: f64,
    soft_km: f64,
    reason: String,
    trust: u8,
) -> Constraint<'a> {
    Constraint { shape: Shape::Disc { center: place.point, radius_km, soft_km }, trust, reason }
}

fn cone<'a>(
    place: &Place,
    direction: Direction,
    (start_km, scale_km): (f64, f64),
    reason: String,
    trust: u8,
) -> Constraint<'a> {
    let bearing_deg = direction.bearing_deg().unwrap_or(0.0);
    let shape = Shape::Cone { from: place.point, bearing_deg, start_km, scale_km };
    Constraint { shape, trust, reason }
}

/// How far a place reaches: its own size, or that of the unit the text calls it.
fn extent_km(place: &Place, feature: Option<Feature>) -> f64 {
    let own = place.radius_km.max(1.0);
    match feature {
        Some(Feature::District) if place.kind == PlaceKind::District => own.max(10.0),
        Some(Feature::District) => own.max(DISTRICT_KM),
        Some(Feature::Commune) => own.max(COMMUNE_KM),
        _ => own,
    }
}

/// Large vague places end softly, small ones within gazetteers' disagreement.
fn soft_edge_km(extent_km: f64) -> f64 {
    (extent_km * 0.2).max(EXTENT_SOFT_KM)
}

pub(super) fn words(direction: Direction) -> &'static str {
    match direction {
        Direction::North => "north",
        Direction::NorthEast => "north-east",
        Direction::East => "east",
        Direction::SouthEast => "south-east",
        Direction::South => "south",
        Direction::SouthWest => "south-west",
        Direction::West => "west",
        Direction::NorthWest => "north-west",
        Direction::Center => "centre",
    }
}
