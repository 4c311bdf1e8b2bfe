//! The constraint that each relation to one place makes, with the widths of all of them.

use super::constraint::{Constraint, Heading, LensWidths, Shape};
use super::reading::Reading;
use crate::earth::LonLat;
use crate::gazetteer::{Gazetteer, Place, PlaceKind};
use crate::model::{Direction, Feature, Relation};

/// "Le secteur de X": how far the country that a post watches reaches beyond X, and how softly it ends
/// (one sigma), in km. Source: measured, tests/benches/calibration.rs, villages within 40 km of their
/// nearest town, alone and with a direction from another one.
const SECTOR_KM: f64 = 16.0;
const SECTOR_SOFT_KM: f64 = 10.0;
/// "Près de X", in km (one sigma). Source: the GBIF guide leaves the distance free; UCDP GED codebook,
/// where_prec 2, ends it at 25 km; measured as above.
pub(super) const NEAR_KM: f64 = 7.9;
/// How softly a place's own extent ends, in km: gazetteers disagree by so much on a village.
const EXTENT_SOFT_KM: f64 = 1.5;
/// How fast "au nord de X" thins out, in km for a village; towns and cities reach further. Source: the
/// GBIF guide lets it end at the next such place; measured as above.
const DIRECTION_KM: f64 = 13.0;
/// Two directions from places farther apart than this, in km, are told in country where towns are
/// rare: they thin out over this share of the rest. Source: measured as above, two directions from the
/// nearest towns and from others.
const FAR_APART_KM: f64 = 60.0;
const FAR_SHARE: f64 = 0.5;
/// "Vers X": an incident on the way, in km (one sigma). Source: measured as above, from 0 to 60 km.
const TOWARD_KM: f64 = 16.4;
/// Radius of a district without a bundled outline or size, in km: the median cercle of Mali has
/// about 10,000 km².
pub(super) const DISTRICT_KM: f64 = 50.0;
/// Radius of a commune, in km. Source: the median rural commune of the three states, about 700 km².
const COMMUNE_KM: f64 = 15.0;
/// A stated distance is rounded to 10, 5 or 1 km, as its last digits show; its sigma is this share of
/// the largest rounding error. Source: GBIF guide, "distance precision"; measured as above.
const ROUNDING_SHARE: f64 = 0.5;
/// Nobody knows a distance better than to this share of itself. Source: own judgement.
const DISTANCE_SHARE: f64 = 0.02;
/// The share of a place's radius that its distances are uncertain by.
const EXTENT_SHARE: f64 = 0.32;
/// How exact a heading with a distance is, in degrees (one sigma): its 80 % then reaches to half of
/// the eight-point rose's 45°. Source: GBIF guide, "distance at a heading"; measured as above.
pub(super) const HEADING_DEG: f64 = 12.4;
/// "Entre X et Y". Source: GBIF guide, "between two features", radius half the distance; measured as
/// above.
pub(super) const BETWEEN: LensWidths = LensWidths { flat: 0.8, along: 0.11, across: 0.19 };
/// "Sur l'axe X-Y": a road bends as much. Source: own judgement; measured as above.
pub(super) const AXIS: LensWidths = LensWidths { flat: 0.9, along: 0.08, across: 0.118 };
/// "À deux heures de route de X": as the crow flies up to this share of the way is as likely, and half of
/// it is how softly the area ends; with a direction it thins out over the other share. Source: own
/// judgement.
const TRAVEL_SHARE: f64 = 0.8;
const TRAVEL_CONE: f64 = 0.4;
/// "Le long du fleuve", in km (one sigma): the bundled lines are off by as much. Source: own
/// judgement.
pub(super) const ALONG_KM: f64 = 6.0;
/// "Non loin de la frontière", in km (one sigma). Source: own judgement; measured as above.
pub(super) const BORDER_KM: f64 = 22.0;

/// A stated distance beyond this is a slip, in km. Source: own judgement, the width of the Sahel from
/// Dakar to Lake Chad is 3,000 km.
pub(super) const FARTHEST_KM: f64 = 3_000.0;

/// Weight across the border of the anchor's country, where the text names none: an administrative
/// border ends a direction in most cases. Source: GBIF guide, "heading only".
const ACROSS_BORDER: f64 = 0.2;
/// Weight of "in X" outside X's own region: no more than gazetteers and outlines disagree.
/// Source: own judgement.
const OUTSIDE_REGION: f64 = 0.05;

/// Whether a place is of a kind that borders do not stop.
pub(super) fn is_wide(kind: PlaceKind) -> bool {
    use PlaceKind as K;
    matches!(kind, K::NaturalRegion | K::Valley | K::River | K::Forest | K::Mountain | K::Road)
}

/// The place's own side of a border that its surroundings reach: of the region's for "in X", which
/// is in X's region, of the country's for what may lie beyond X.
pub(super) fn home_side<'a>(
    gazetteer: &'a Gazetteer,
    reading: &Reading<'a>,
) -> Option<Constraint<'a>> {
    let place = reading.place_meant().filter(|place| !is_wide(place.kind))?;
    let region = gazetteer.region(&place.admin1).filter(|_| reading.relation == Relation::In);
    let (area, outside) = match region {
        Some(region) => (region, OUTSIDE_REGION),
        None => (gazetteer.country(&place.country)?, ACROSS_BORDER),
    };
    let reason = format!("rather in {} than across its border", area.name);
    Some(Constraint { shape: Shape::Prefer { area, outside }, trust: 1, reason })
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
        Relation::Sector => disc(
            place,
            extent_km + SECTOR_KM,
            SECTOR_SOFT_KM,
            format!("in the sector of {name}"),
            50,
        ),
        Relation::Near | Relation::Along => {
            disc(place, extent_km, NEAR_KM, format!("near {name}"), 50)
        }
        Relation::Within { distance_km } | Relation::Offset { distance_km, .. }
            if distance_km > FARTHEST_KM =>
        {
            let reason = format!("near {name}; no text places anything {distance_km} km off");
            disc(place, extent_km, NEAR_KM, reason, 50)
        }
        Relation::Within { distance_km } => {
            let reason = format!("within {distance_km} km of {name}");
            let soft_km = distance_sigma_km(distance_km).hypot(extent_km * EXTENT_SHARE);
            disc(place, distance_km, soft_km, reason, 50)
        }
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
        Relation::Travel { about_km, direction } => {
            let about_km = about_km.min(FARTHEST_KM);
            let way = direction.map_or(String::new(), |d| format!(" {}", words(d)));
            let reason = format!("a way told by its time{way} of {name}, some {about_km:.0} km");
            match direction {
                Some(direction) => {
                    let reach = (about_km * TRAVEL_CONE).max(DIRECTION_KM);
                    cone(place, direction, (extent_km, reach), reason, 20)
                }
                None => {
                    let radius_km = extent_km + about_km * TRAVEL_SHARE;
                    disc(place, radius_km, about_km * TRAVEL_SHARE / 2.0, reason, 20)
                }
            }
        }
        Relation::Offset { distance_km, direction } => {
            let way = direction.map_or(String::new(), |d| format!(" {}", words(d)));
            let shape = Shape::Ring {
                from: place.point,
                distance_km,
                sigma_km: distance_sigma_km(distance_km).hypot(extent_km * EXTENT_SHARE),
                heading: direction
                    .and_then(Direction::bearing_deg)
                    .map(|bearing_deg| Heading { bearing_deg, sigma_deg: HEADING_DEG }),
            };
            Constraint { shape, trust: 60, reason: format!("{distance_km} km{way} of {name}") }
        }
    }
}

/// Lets the directions among the constraints of one phrase reach its other places: where another one
/// says how far, "au nord de X" says which side alone.
pub(super) fn reach_others(constraints: &mut [Constraint<'_>]) {
    let told: Vec<Option<(LonLat, bool)>> =
        constraints.iter().map(|c| told_from(&c.shape)).collect();
    for (i, constraint) in constraints.iter_mut().enumerate() {
        let Shape::Cone { from, start_km, scale_km, .. } = &mut constraint.shape else { continue };
        if *start_km == 0.0 {
            // A part of its own place.
            continue;
        }
        for (_, other) in told.iter().enumerate().filter(|(j, _)| *j != i) {
            let Some((at, is_direction)) = *other else { continue };
            let apart_km = from.rough_distance_km(at);
            let reach_km =
                if is_direction { (apart_km - FAR_APART_KM) * FAR_SHARE } else { apart_km };
            *scale_km = scale_km.max(reach_km);
        }
    }
}

/// The place that a constraint is told from, and whether by a direction alone.
fn told_from(shape: &Shape<'_>) -> Option<(LonLat, bool)> {
    match shape {
        Shape::Disc { center, .. } => Some((*center, false)),
        Shape::Ring { from, .. } => Some((*from, false)),
        Shape::Cone { from, start_km, .. } => Some((*from, *start_km > 0.0)),
        _ => None,
    }
}

/// How exact a stated distance is, in km (one sigma).
pub(super) fn distance_sigma_km(distance_km: f64) -> f64 {
    let is_multiple = |of: f64| (distance_km / of - (distance_km / of).round()).abs() < 1e-6;
    let rounding_km = match distance_km {
        d if d >= 50.0 && is_multiple(10.0) => 5.0,
        _ if is_multiple(5.0) => 2.5,
        _ => 0.5,
    };
    (rounding_km * ROUNDING_SHARE).hypot(distance_km * DISTANCE_SHARE)
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
    widths: (f64, f64),
    reason: String,
    trust: u8,
) -> Constraint<'a> {
    Constraint { shape: bearing_constraint(place.point, direction, widths), trust, reason }
}

/// The cone of a direction: from half-way to the headings beside it that are as fine, that is ±45°
/// for north and ±22.5° for north-east.
/// Source: GBIF guide, "offset, heading only"; Georeferencing Best Practices, "heading".
pub(super) fn bearing_constraint<'a>(
    from: LonLat,
    direction: Direction,
    (start_km, scale_km): (f64, f64),
) -> Shape<'a> {
    let bearing_deg = direction.bearing_deg().unwrap_or(0.0);
    let is_cardinal = (bearing_deg / 90.0).fract() == 0.0;
    let half_deg = if is_cardinal { 45.0 } else { 22.5 };
    Shape::Cone { from, bearing_deg, half_deg, start_km, scale_km }
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
