//! Places and units: seats and towns for the division, and the units that hold each place.

use geo::{BoundingRect, Centroid, Contains, Point, Rect};
use harmattan::earth::LonLat;
use harmattan::gazetteer::fold;

use crate::division::Unit;
use crate::place::{TOWN_JOIN_KM, Table};
use crate::record::{Record, is_settlement, radius_km};
use crate::source::Row;

impl Table {
    /// Units as places, so that a name alone finds them: those of the usual day, and others whose
    /// name no unit or district of the table has. Where the supplement has a district at its seat,
    /// that row stays.
    pub fn add_units(
        &mut self,
        units: &[Unit],
        inside: impl Fn(&Unit) -> (LonLat, f64),
        day: &str,
    ) {
        let is_usual = |unit: &&Unit| unit.is_in_force(day);
        let others = units.iter().filter(|unit| !is_usual(unit));
        for unit in units.iter().filter(is_usual).chain(others) {
            let kind = if unit.level == 2 { "district" } else { "region" };
            let key = fold::key(&unit.name);
            let same = |record: &Record| {
                let is_key = record.names().any(|name| fold::key(name) == key);
                record.kind == kind && record.country == unit.country && is_key
            };
            let known = self.by_key.get(&key).into_iter().flatten();
            if known.into_iter().any(|i| same(&self.records[*i])) {
                continue;
            }
            let (at, radius_km) = inside(unit);
            let mut record = Record::new(&unit.name, kind, at, &unit.country, "boundaries");
            record.radius_km = radius_km;
            record.variants = unit.variants.clone();
            if !unit.name_en.is_empty() {
                record.variants.push(unit.name_en.clone());
            }
            if unit.level == 1 && unit.is_in_force(day) {
                record.admin1 = unit.id.clone();
            }
            self.push(record);
        }
    }

    /// Where the seat of a row of districts.tsv lies: the settlement of that name beside the
    /// supplement's row of the district, else that row's position.
    pub fn seat(&self, row: &Row, container: &Unit) -> Option<LonLat> {
        let is_row = |record: &&Record| {
            record.kind == "district"
                && record.country == container.country
                && record.name == row["name"]
        };
        let written = self.records.iter().find(is_row).map(|record| record.at);
        let middle = container.outline.centroid().map(LonLat::from)?;
        let found = self.settlement(&row["seat"], container, written.unwrap_or(middle));
        let Some(written) = written else { return found };
        found.filter(|at| at.rough_distance_km(written) < TOWN_JOIN_KM).or(Some(written))
    }

    /// The settlement of that name in a unit that is nearest to a point.
    pub fn settlement(&self, name: &str, unit: &Unit, near: LonLat) -> Option<LonLat> {
        let records = self.by_key.get(&fold::key(name)).into_iter().flatten();
        let at = records
            .map(|i| &self.records[*i])
            .filter(|r| r.country == unit.country && is_settlement(&r.kind))
            .map(|record| record.at)
            .filter(|at| unit.outline.contains(&Point::new(at.lon, at.lat)));
        at.min_by(|a, b| near.rough_distance_km(*a).total_cmp(&near.rough_distance_km(*b)))
    }

    /// Fills in the units that hold each place, and the sizes.
    pub fn finish(&mut self, regions: &[Unit], districts: &[Unit], day: &str) {
        let regions = boxed(regions, day);
        let districts = boxed(districts, day);
        for record in &mut self.records {
            if record.admin1.is_empty() {
                record.admin1 = holding(&regions, record).map(|u| u.id.clone()).unwrap_or_default();
            }
            if record.kind != "region" {
                record.admin2 =
                    holding(&districts, record).map(|u| u.name.clone()).unwrap_or_default();
            }
            if record.radius_km <= 0.0 {
                record.radius_km = radius_km(&record.kind, record.population);
            }
        }
    }
}

fn boxed<'a>(units: &'a [Unit], day: &str) -> Vec<(Rect<f64>, &'a Unit)> {
    let usual = units.iter().filter(|unit| unit.is_in_force(day));
    usual.filter_map(|u| Some((u.outline.bounding_rect()?, u))).collect()
}

fn holding<'a>(units: &[(Rect<f64>, &'a Unit)], record: &Record) -> Option<&'a Unit> {
    let point = Point::new(record.at.lon, record.at.lat);
    let mut of_country = units.iter().filter(|(_, unit)| unit.country == record.country);
    of_country
        .find(|(bounds, u)| bounds.contains(&point) && u.outline.contains(&point))
        .map(|(_, u)| *u)
}
