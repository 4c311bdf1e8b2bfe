//! What a map is centred on: the incidents, a box, a country, a region or a border.

use geo::CoordsIter;

use super::extent::Extent;
use super::points::MapData;
use super::settings::Focus;
use crate::earth::{Bounds, LonLat};
use crate::error::{Error, Result};
use crate::gazetteer::{Area, Gazetteer};

/// Points along each side of a box: a parallel is a curve on the map.
const STEPS: u32 = 16;
/// A border is shown with the country on both sides, in km: the bands that are drawn, and some room.
const BESIDE_KM: f64 = 60.0;
/// A box must reach at least this far: below it no line of the base map is in sight.
const SIDE_MIN_DEG: f64 = 0.02;
/// The projection shows half of the Earth at most.
const SIDES_MAX_DEG: (f64, f64) = (170.0, 150.0);

/// The extent that the caller asked for, and whether it is to be kept as it is.
pub(super) fn extent(
    gazetteer: &Gazetteer,
    data: &MapData,
    focus: &Focus,
) -> Result<(Extent, bool)> {
    match focus {
        Focus::Incidents => Ok((Extent::of(data), false)),
        Focus::Bounds(bounds) => {
            check(bounds).map_err(Error::Draw)?;
            Ok((Extent::holding(&edge(bounds)), true))
        }
        Focus::Country(code) => of_area(gazetteer.country(code), code, "country"),
        Focus::Region(id) => of_area(gazetteer.region(id), id, "region"),
        Focus::Border(pair) => {
            let border = gazetteer.borders().iter().find(|border| border.pair == *pair);
            let border =
                border.ok_or_else(|| Error::Draw(format!("no border '{pair}' is bundled")))?;
            let beside = |c: geo::Coord<f64>| {
                let point = LonLat::from(c);
                [0.0, 90.0, 180.0, 270.0].map(|bearing| point.destination(bearing, BESIDE_KM))
            };
            let points: Vec<LonLat> = border.line.coords_iter().flat_map(beside).collect();
            Ok((Extent::holding(&points), true))
        }
    }
}

/// Checks that a box has its sides in order and is neither too small nor too large to draw.
///
/// # Errors
/// A message for the user.
pub(super) fn check(bounds: &Bounds) -> Result<(), String> {
    let corners = [(bounds.west, bounds.south), (bounds.east, bounds.north)];
    if corners.iter().any(|&(lon, lat)| LonLat::checked(lon, lat).is_none()) {
        return Err("longitudes are -180 to 180 and latitudes -90 to 90 degrees".to_owned());
    }
    let (width, height) = (bounds.width_deg(), bounds.north - bounds.south);
    if height <= 0.0 {
        return Err(format!(
            "south '{}' is not below north '{}'; the order is W,S,E,N",
            bounds.south, bounds.north
        ));
    }
    if width < SIDE_MIN_DEG || height < SIDE_MIN_DEG {
        return Err(format!("the box must measure at least {SIDE_MIN_DEG} degrees on each side"));
    }
    if width > SIDES_MAX_DEG.0 || height > SIDES_MAX_DEG.1 {
        let (lon, lat) = SIDES_MAX_DEG;
        return Err(format!(
            "the box may measure at most {lon} by {lat} degrees; is west '{}' before east '{}'?",
            bounds.west, bounds.east
        ));
    }
    Ok(())
}

fn of_area(area: Option<&Area>, id: &str, noun: &str) -> Result<(Extent, bool)> {
    let area = area.ok_or_else(|| Error::Draw(format!("no {noun} '{id}' is bundled")))?;
    let points: Vec<LonLat> =
        area.polygon.exterior_coords_iter().map(|c| LonLat::new(c.x, c.y)).collect();
    Ok((Extent::holding(&points), true))
}

/// Points along the four sides of a box.
fn edge(bounds: &Bounds) -> Vec<LonLat> {
    let (width, height) = (bounds.width_deg(), bounds.north - bounds.south);
    let shares = (0..=STEPS).map(|n| f64::from(n) / f64::from(STEPS));
    let points = shares.flat_map(|share| {
        let lon = crate::earth::wrap_lon(bounds.west + width * share);
        let lat = bounds.south + height * share;
        [(lon, bounds.south), (lon, bounds.north), (bounds.west, lat), (bounds.east, lat)]
    });
    points.map(|(lon, lat)| LonLat::new(lon, lat)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_checked() {
        let check = |[west, south, east, north]: [f64; 4], said: &str| {
            let result = check(&Bounds { west, south, east, north });
            let message = result.err().unwrap_or_default();
            assert!(message.contains(said) && message.is_empty() == said.is_empty(), "{message}");
        };
        check([0.0, 14.0, 4.0, 18.0], "");
        check([178.0, -18.0, -178.0, -16.0], "");
        check([0.0, 18.0, 4.0, 14.0], "not below north");
        check([4.0, 14.0, 0.0, 18.0], "before east");
        check([0.0, 14.0, 0.0, 18.0], "at least");
        check([f64::NAN, 14.0, 4.0, 18.0], "longitudes");
        check([-200.0, 14.0, 4.0, 18.0], "longitudes");
    }
}
