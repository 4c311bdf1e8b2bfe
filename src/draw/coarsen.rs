//! Positions made coarse for publishing: every incident moved to the centre of its unit or cell.

use geo::{InteriorPoint, MultiPolygon};

use super::points::MapData;
use super::settings::Coarsen;
use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer};
use crate::model::Relation;

/// Kilometres in a degree of latitude. Source: a meridian of the sphere, 40,030 km / 360.
const KM_PER_DEG: f64 = 111.195;
/// Side of the cells of [`Coarsen::Cell25Km`] in km.
const CELL_KM: f64 = 25.0;
/// Side of the cells that stand in for units where none is bundled, in km.
const CELL_WITHOUT_UNIT_KM: f64 = 100.0;

/// The incidents with coarse positions: no place name, candidate or area finer than the unit or cell
/// is left.
pub(super) fn coarsened(gazetteer: &Gazetteer, data: &MapData, to: Coarsen) -> MapData {
    let mut coarse = data.clone();
    for point in &mut coarse.points {
        let Some(at) = point.at else { continue };
        let (center, name) = target(gazetteer, at, to);
        point.at = Some(center);
        if let Some(detail) = &mut point.detail {
            detail.area = MultiPolygon::new(Vec::new()).into();
            detail.place = name;
            detail.relation = Relation::In;
            detail.told_from = None;
        }
    }
    coarse
}

/// The coarse position of a point, and the name of its unit.
fn target(gazetteer: &Gazetteer, point: LonLat, to: Coarsen) -> (LonLat, String) {
    let unit = match to {
        Coarsen::Admin2 => gazetteer.district_at(point).or_else(|| gazetteer.region_at(point)),
        Coarsen::Admin1 => gazetteer.region_at(point),
        Coarsen::Cell25Km => return (cell(point, CELL_KM), String::new()),
    };
    match unit.and_then(|unit| Some((center(unit)?, unit.name.clone()))) {
        Some(found) => found,
        None => (cell(point, CELL_WITHOUT_UNIT_KM), String::new()),
    }
}

fn center(unit: &Area) -> Option<LonLat> {
    let point = unit.polygon.interior_point()?;
    LonLat::checked(point.x(), point.y())
}

/// The middle of the cell that holds a point. Rows are of one height; the cells of a row are as
/// wide as they are high in its middle.
fn cell(point: LonLat, side_km: f64) -> LonLat {
    let height = side_km / KM_PER_DEG;
    let lat = ((point.lat / height).floor() + 0.5) * height;
    let n_around = (360.0 * lat.to_radians().cos() / height).floor().max(1.0);
    let width = 360.0 / n_around;
    let lon = (((point.lon + 180.0) / width).floor() + 0.5) * width - 180.0;
    LonLat::checked(lon, lat).unwrap_or(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_one_cell_meet_in_its_middle() {
        let one = cell(LonLat::new(2.001, 15.001), 25.0);
        assert_eq!(one, cell(LonLat::new(2.002, 15.002), 25.0));
        for (lon, lat) in [(2.4, 15.9), (-180.0, 0.0), (179.999, -60.0), (12.0, 89.0)] {
            let point = LonLat::new(lon, lat);
            assert!(cell(point, 25.0).distance_km(point) < 18.0, "{lon} {lat}");
        }
    }

    #[test]
    fn a_unit_stands_for_all_places_in_it() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let at = |lon, lat, to| target(&gazetteer, LonLat::new(lon, lat), to);
        let (gao, name) = at(-0.04, 16.27, Coarsen::Admin1);
        assert_eq!((gao, name.as_str()), (at(0.5, 15.7, Coarsen::Admin1).0, "Gao"));
        assert_ne!(at(-0.04, 16.27, Coarsen::Admin2).0, LonLat::new(-0.04, 16.27));
        let (ocean, name) = at(-40.0, 10.0, Coarsen::Admin2);
        assert!(name.is_empty() && ocean != LonLat::new(-40.0, 10.0));
    }
}
