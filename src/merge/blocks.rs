//! Pairs of reports that are worth comparing: near in time and place, from two documents.
//!
//! Every report is a box in space and time, as large as its place and its dates are uncertain; boxes
//! that meet are found on an R-tree. The rows of one table are told apart already, so that a table
//! costs nothing but where something else is there to compare it with.

use std::collections::BTreeMap;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::MergeSettings;
use super::compare::{MARGIN_KM, UNDATED_DAYS};
use crate::earth::EARTH_RADIUS_KM;
use crate::model::{Brief, Date, Reports};

/// A day as long as 1/1000 of the Earth's radius, so that the R-tree divides time as finely as space.
const DAY: f64 = 1e-3;

type Block = GeomWithData<Rectangle<[f64; 4]>, usize>;

/// The pairs, the lower number first, in order. Reports without a place or any date are in none.
pub(super) fn pairs(reports: &Reports, settings: &MergeSettings) -> Vec<(usize, usize)> {
    let mut told = Vec::new();
    let mut tables: BTreeMap<&str, Vec<Block>> = BTreeMap::new();
    if is_one_table(reports) {
        return Vec::new();
    }
    for (i, report) in reports.briefs().enumerate() {
        let Some(block) = block(&report, i, settings) else { continue };
        match report.row {
            None => told.push(block),
            Some(_) => tables.entry(report.document).or_default().push(block),
        }
    }
    let n_sets = tables.len() + usize::from(!told.is_empty());
    let is_alone = |i: usize| n_sets == 1 && i > 0;
    let mut sets: Vec<Vec<Block>> = vec![told];
    sets.extend(tables.into_values());
    let mut pairs = Vec::new();
    for i in 0..sets.len() {
        // The articles are compared with each other too, the rows of a table are not.
        let first_other = if i == 0 { 0 } else { i + 1 };
        let Some(set) = sets.get(i).filter(|set| !set.is_empty()) else { continue };
        if is_alone(i) || sets.iter().skip(first_other).all(Vec::is_empty) {
            continue;
        }
        let tree = RTree::bulk_load(set.clone());
        for (j, others) in sets.iter().enumerate().skip(first_other) {
            let met = others.iter().flat_map(|block| {
                let near =
                    tree.locate_in_envelope_intersecting(&rstar::RTreeObject::envelope(block));
                near.map(|other| (block.data, other.data))
            });
            let different = met.filter(|(a, b)| a != b && (i != j || a < b));
            pairs.extend(different.map(|(a, b)| (a.min(b), a.max(b))));
        }
    }
    let document = |i: usize| reports.brief(i).map(|told| told.document);
    pairs.retain(|(a, b)| document(*a) != document(*b));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether all reports are rows of one table.
fn is_one_table(reports: &Reports) -> bool {
    let first = reports.brief(0).map(|told| told.document);
    reports.briefs().all(|told| told.row.is_some() && Some(told.document) == first)
}

/// The box of a report.
fn block(told: &Brief<'_>, i: usize, settings: &MergeSettings) -> Option<Block> {
    let best = told.best?;
    let (from, to) = days(told, settings)?;
    let half = chord(told.radius_km + MARGIN_KM / 2.0);
    let (sin_lat, cos_lat) = best.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = best.lon.to_radians().sin_cos();
    let [x, y, z] = [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat];
    let low = [x - half, y - half, z - half, f64::from(from) * DAY];
    let high = [x + half, y + half, z + half, f64::from(to) * DAY];
    Some(GeomWithData::new(Rectangle::from_aabb(AABB::from_corners(low, high)), i))
}

/// The first and last day that a report may share with another.
fn days(told: &Brief<'_>, settings: &MergeSettings) -> Option<(i32, i32)> {
    match (told.dates, told.published) {
        (Some(dates), _) => {
            Some((number(dates.start), number(dates.end).saturating_add(settings.tolerance_days)))
        }
        (None, Some(day)) => Some((number(day) - UNDATED_DAYS, number(day) + UNDATED_DAYS)),
        (None, None) => None,
    }
}

/// Days since 1 January of the year 0.
fn number(date: Date) -> i32 {
    (date - Date::constant(0, 1, 1)).get_days()
}

/// The straight line through the unit sphere, a little longer for the ellipsoid.
fn chord(distance_km: f64) -> f64 {
    let angle = (distance_km * 1.006 / EARTH_RADIUS_KM).min(std::f64::consts::PI);
    2.0 * (angle / 2.0).sin()
}
