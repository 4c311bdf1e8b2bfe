//! Regions and districts of the division in force on a day, and those of other divisions by name.

use std::sync::OnceLock;

use super::data::{Boundaries, with_imported};
use super::layers::{self, Dated, Layer, Period};
use super::tables::Tables;
use super::{Area, Place};
use crate::earth::LonLat;
use crate::model::Date;

const REGIONS: &str = include_str!("../../geodata/regions.geojson");
const DISTRICTS: &str = include_str!("../../geodata/districts.geojson");
const OTHERS: &str = include_str!("../../geodata/divisions.geojson");

/// The day whose division a gazetteer has where none is asked for: Mali's 10 regions of 2016 with
/// Bamako, Burkina Faso's 13, Niger's 8. The press, ACLED and OCHA's boundaries go on using it: the
/// regions that Mali created in March 2023 and Burkina Faso in July 2025 have no published outlines,
/// and most texts name the former ones. The new ones are known by name all the same.
pub const USUAL_DAY: Date = Date::constant(2022, 12, 31);

/// The first- and second-level units on a day.
#[derive(Debug)]
pub(super) struct Division {
    pub(super) day: Date,
    /// Imported polygons, which stand for those of their countries on every day.
    imported: Vec<Boundaries>,
    regions: OnceLock<Layer>,
    districts: OnceLock<Layer>,
    /// Regions that are none on that day, the latest last.
    others: OnceLock<Vec<Dated>>,
}

impl Division {
    /// Reads nothing yet.
    pub(super) fn on(day: Date) -> Self {
        let (regions, districts, others) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { day, imported: Vec::new(), regions, districts, others }
    }

    /// The division of another day, with the same imported polygons.
    pub(super) fn on_day(&self, day: Date) -> Self {
        Self { imported: self.imported.clone(), ..Self::on(day) }
    }

    /// Lets imported polygons stand for the bundled ones of their countries.
    pub(super) fn take_imported(&mut self, imported: Vec<Boundaries>) {
        *self = Self { imported, ..Self::on(self.day) };
    }

    pub(super) fn imported(&self) -> &[Boundaries] {
        &self.imported
    }

    pub(super) fn has_imported(&self) -> bool {
        !self.imported.is_empty()
    }

    /// Parses the files.
    pub(super) fn check() -> crate::Result<()> {
        layers::dated("regions.geojson", REGIONS)?;
        layers::dated("districts.geojson", DISTRICTS)?;
        layers::dated("divisions.geojson", OTHERS)?;
        Ok(())
    }

    pub(super) fn regions(&self) -> &Layer {
        self.regions.get_or_init(|| self.layer("regions.geojson", REGIONS, 1))
    }

    pub(super) fn districts(&self) -> &Layer {
        self.districts.get_or_init(|| self.layer("districts.geojson", DISTRICTS, 2))
    }

    /// A region by id: that of the day, else the latest of another.
    pub(super) fn region(&self, id: &str) -> Option<&Area> {
        if id.is_empty() {
            return None;
        }
        let own = self.regions().by_id(id);
        own.or_else(|| self.others().iter().rev().map(|o| &o.area).find(|area| area.id == id))
    }

    /// The regions that carry a name, given by id and period: in each country those of the day, and
    /// only where it has none of that name those of other divisions.
    pub(super) fn named<'a>(&'a self, bearers: &[(String, Period)]) -> Vec<&'a Area> {
        let of_day = bearers.iter().filter(|(_, period)| period.holds(self.day));
        let mut found: Vec<&Area> = of_day.filter_map(|(id, _)| self.region(id)).collect();
        for (id, period) in bearers.iter().filter(|(_, period)| !period.holds(self.day)) {
            let mut others = self.others().iter();
            let other = others.find(|o| o.area.id == *id && o.period == *period);
            if let Some(Dated { area, .. }) = other
                && found.iter().all(|known| known.country != area.country)
            {
                found.push(area);
            }
        }
        found
    }

    /// Gives places the units of the day in the place of the usual ones.
    ///
    /// Cost: some 20 ms where the division of a whole country differs.
    pub(super) fn settle(&self, tables: &mut Tables) {
        let usual = self.on_day(USUAL_DAY);
        let gone = |own: &Layer, usual: &Layer| -> Vec<Area> {
            let is_gone = |area: &&Area| own.areas.iter().all(|o| o != *area);
            usual.areas.iter().filter(is_gone).cloned().collect()
        };
        let regions = gone(self.regions(), usual.regions());
        let districts = gone(self.districts(), usual.districts());
        tables.change_each(|place| {
            let is_region_gone = regions.iter().any(|region| region.id == place.admin1);
            let is_district_gone =
                districts.iter().any(|d| d.country == place.country && d.name == place.admin2);
            if is_region_gone || is_district_gone {
                self.settle_one(place);
            }
        });
    }

    fn settle_one(&self, place: &mut Place) {
        let holding = |layer: &Layer, point: LonLat| {
            let held_by = layer.held_by(point, |area| area.country == place.country);
            layer.areas.get(held_by?).cloned()
        };
        let region = holding(self.regions(), place.point);
        let district = holding(self.districts(), place.point);
        if let Some(region) = region {
            place.admin1 = region.id;
        }
        if let Some(district) = district.filter(|_| !place.admin2.is_empty()) {
            place.admin2 = district.name;
        }
    }

    /// The units of the day out of the file of the usual ones and, on another day, the rest.
    fn layer(&self, file: &'static str, text: &str, level: u8) -> Layer {
        let mut dated = layers::dated(file, text).unwrap_or_default();
        if self.day != USUAL_DAY {
            dated.extend(layers::dated("divisions.geojson", OTHERS).unwrap_or_default());
        }
        let of_day = dated.into_iter().filter(|d| d.period.holds(self.day));
        let areas = of_day.map(|d| d.area).filter(|area| area.level == level).collect();
        Layer::of(with_imported(areas, &self.imported, level))
    }

    fn others(&self) -> &[Dated] {
        self.others.get_or_init(|| {
            let mut dated = layers::dated("divisions.geojson", OTHERS).unwrap_or_default();
            if self.day != USUAL_DAY {
                dated.extend(layers::dated("regions.geojson", REGIONS).unwrap_or_default());
            }
            dated.retain(|d| d.area.level == 1 && !d.period.holds(self.day));
            dated.sort_by_key(|d| d.period.from);
            dated
        })
    }
}
