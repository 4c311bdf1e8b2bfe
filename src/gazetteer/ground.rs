//! Countries, regions, districts and land borders: by code, by name, and by position.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use geo::Contains;

use super::cells::{Cells, Units};
use super::fold;
use super::frontier::Frontier;
use super::layers::{self, Layer};
use super::{Area, BORDERS, Border, COUNTRIES, Gazetteer, RIVERS, River, WORLD};
use crate::earth::LonLat;

/// So many points are looked up by the polygons before the grid of cells is made for the rest.
/// Source: measured, the grid costs about as much as these.
const N_WITHOUT_CELLS: u32 = 10_000;

/// The countries of the table that no map layer has; a test holds them together.
const WITHOUT_OUTLINE: [&str; 1] = ["VA"];

impl Gazetteer {
    /// The countries with detailed outlines.
    pub fn countries(&self) -> &[Area] {
        &self.country_layer().areas
    }

    /// A country by its alpha-2 code, with its detailed outline where there is one.
    pub fn country(&self, code: &str) -> Option<&Area> {
        let detailed = self.country_layer().by_id(code);
        detailed.or_else(|| self.world().iter().find(|c| c.id == code))
    }

    /// A country by its name or adjective in French or English ("Niger", "nigérienne", "Malian").
    pub fn country_named(&self, name: &str) -> Option<&Area> {
        self.country(self.units.country_code(name)?)
    }

    /// Whether [`Self::country_named`] knows a country by that name, without a look at outlines.
    pub fn names_country(&self, name: &str) -> bool {
        let has_outline = |code| !WITHOUT_OUTLINE.contains(&code);
        self.country_names.answer(name, || self.units.country_code(name).is_some_and(has_outline))
    }

    /// Whether a country, by its name or adjective, has a first-level unit of that name in any
    /// division; without a look at outlines, but for imported ones.
    pub fn has_region(&self, country: &str, region: &str) -> bool {
        let Some(code) = self.units.country_code(country) else { return false };
        // "ML-4": ids begin with the country's code.
        let is_own = |id: &str| id.strip_prefix(code).is_some_and(|rest| rest.starts_with('-'));
        let imported = || self.regions_named(region).iter().any(|area| area.country == code);
        self.units.regions(region).iter().any(|(id, _)| is_own(id))
            || (self.division.has_imported() && imported())
    }

    /// The first-level units of those countries.
    pub fn regions(&self) -> &[Area] {
        &self.division.regions().areas
    }

    /// A first-level unit by id; where no division of the day has it, that of another.
    pub fn region(&self, id: &str) -> Option<&Area> {
        self.division.region(id)
    }

    /// The first-level units of that name (by the folding rules), in all countries. Where a country
    /// has none of that name on the day, those of its former and later divisions.
    pub fn regions_named(&self, name: &str) -> Vec<&Area> {
        let mut found = self.division.named(self.units.regions(name));
        if self.division.has_imported() {
            let key = fold::key(name);
            let is_it = |area: &&Area| fold::key(&area.name) == key;
            let is_new = |area: &&Area| !key.is_empty() && !found.contains(area);
            let others: Vec<&Area> = self.regions().iter().filter(is_it).filter(is_new).collect();
            found.extend(others);
        }
        found
    }

    /// Second-level units: provinces, cercles and departments of the three countries.
    pub fn districts(&self) -> &[Area] {
        &self.division.districts().areas
    }

    /// The country that holds the point; a point on a border belongs to the country whose code comes first.
    ///
    /// Cost: some 20 ns where many points are asked for, up to 1 µs near a border.
    pub fn country_at(&self, point: LonLat) -> Option<&Area> {
        let units = self.units_at(point);
        self.country_layer().areas.get(usize::from(units.country?))
    }

    /// The region of the point's country that holds it or, in a sliver between sources, is nearest; a
    /// point on the line between two regions belongs to the one whose id comes first.
    ///
    /// Cost: as [`Self::country_at`].
    pub fn region_at(&self, point: LonLat) -> Option<&Area> {
        let units = self.units_at(point);
        self.division.regions().areas.get(usize::from(units.region?))
    }

    /// The country and the region of a point; for the first points by the polygons, then by the grid.
    fn units_at(&self, point: LonLat) -> Units {
        self.units_of_cell(point).unwrap_or_else(|| self.ask_polygons(point).0)
    }

    /// The units of a point by the grid, which is made when many have been asked for; `None` where
    /// polygons have to be asked.
    fn units_of_cell(&self, point: LonLat) -> Option<Units> {
        let cells = match self.cells.get() {
            Some(cells) => cells.as_ref(),
            None if self.n_asked.fetch_add(1, Ordering::Relaxed) < N_WITHOUT_CELLS => None,
            None => self.cells.get_or_init(|| self.make_cells()).as_ref(),
        };
        cells?.at(point)
    }

    fn make_cells(&self) -> Option<Cells> {
        let areas = self.countries().iter().chain(self.regions()).chain(self.districts());
        Cells::new(areas, |point| {
            let (units, is_sure) = self.ask_polygons(point);
            let district = self.ask_districts(point, units);
            is_sure.then_some(Units { district, ..units })
        })
    }

    /// The units of a point, and whether its neighbours without an edge in between have them too: the
    /// nearest region of a sliver may change on the way.
    fn ask_polygons(&self, point: LonLat) -> (Units, bool) {
        let number = |found: usize| u16::try_from(found).ok();
        let countries = self.country_layer();
        let found = countries.held_by(point, |_| true);
        let Some(country) = found.and_then(|i| countries.areas.get(i)) else {
            return (Units::default(), true);
        };
        let is_of = |area: &Area| area.country == country.id;
        let regions = self.division.regions();
        let holding = regions.held_by(point, is_of);
        let region = holding.or_else(|| regions.nearest(point, is_of));
        let has_none = region.is_none();
        let (country, region) = (found.and_then(number), region.and_then(number));
        (Units { country, region, district: None }, holding.is_some() || has_none)
    }

    /// The number of the district that holds a point of a country.
    fn ask_districts(&self, point: LonLat, units: Units) -> Option<u16> {
        let country = self.countries().get(usize::from(units.country?))?;
        let districts = self.division.districts();
        let is_of = |area: &Area| area.country == country.id;
        u16::try_from(districts.held_by(point, is_of)?).ok()
    }

    /// The district that holds the point.
    ///
    /// Cost: as [`Self::country_at`].
    pub fn district_at(&self, point: LonLat) -> Option<&Area> {
        let number = match self.units_of_cell(point) {
            Some(units) => units.district,
            None => self.ask_districts(point, self.ask_polygons(point).0),
        };
        self.districts().get(usize::from(number?))
    }

    /// The land borders, sorted by pair.
    pub fn borders(&self) -> &[Border] {
        &self.border_layer().all
    }

    /// The nearest point of a border line, and its geodesic distance in km; `None` for an unknown pair.
    ///
    /// Edges are straight in longitude and latitude. Limits: at most 1 m too long.
    pub fn distance_to_border(&self, pair: &str, point: LonLat) -> Option<(LonLat, f64)> {
        let (nearest, km, _) = self.border_layer().of_pair(pair)?.nearest(point)?;
        Some((nearest, km))
    }

    /// A measure of the distance in km to a border, for many points that are about so far from it; `None`
    /// for an unknown pair.
    ///
    /// Limits: 0.04 km off on average and 0.9 km at most; [`Self::distance_to_border`] is exact. Cost:
    /// a few look-ups where points around were asked for before.
    pub fn km_to_border(
        &self,
        pair: &str,
        about_km: f64,
    ) -> Option<impl Fn(LonLat) -> Option<f64>> {
        let frontier = self.border_layer().of_pair(pair)?;
        Some(move |point| frontier.km(point, about_km).map(|(km, _)| km))
    }

    /// The nearest land border of a country and how far it is in km, for many points.
    ///
    /// Limits and cost: as [`Self::km_to_border`].
    pub fn border_around(&self, point: LonLat, country_code: &str) -> Option<(&Border, f64)> {
        let borders = self.border_layer();
        let (km, number) = borders.of_country(country_code)?.km(point, f64::INFINITY)?;
        Some((borders.all.get(usize::from(number))?, km))
    }

    /// The nearest land border of a country, its nearest point, and its geodesic distance in km.
    ///
    /// Limits: as [`Self::distance_to_border`]. Cost: some 1 µs.
    pub fn nearest_border(
        &self,
        point: LonLat,
        country_code: &str,
    ) -> Option<(&Border, LonLat, f64)> {
        let borders = self.border_layer();
        let (nearest, km, number) = borders.of_country(country_code)?.nearest(point)?;
        Some((borders.all.get(usize::from(number))?, nearest, km))
    }

    /// The rivers.
    pub fn rivers(&self) -> &[River] {
        self.rivers.get_or_init(|| layers::rivers("rivers.geojson", RIVERS).unwrap_or_default())
    }

    /// All countries of the world, generalised, for the background of maps.
    pub fn world(&self) -> &[Area] {
        &self.world.get_or_init(|| Layer::read("world.geojson", WORLD)).areas
    }

    /// The country of the world that holds a point, by the generalised outlines.
    pub fn country_of_world(&self, point: LonLat) -> Option<&Area> {
        let holds =
            |area: &&Area| area.bounds.contains(point) && area.polygon.contains(&point.point());
        self.world().iter().find(holds)
    }

    fn country_layer(&self) -> &Layer {
        self.countries.get_or_init(|| Layer::read("countries.geojson", COUNTRIES))
    }

    fn border_layer(&self) -> &Borders {
        self.borders.get_or_init(|| {
            Borders::new(layers::borders("borders.geojson", BORDERS).unwrap_or_default())
        })
    }
}

/// The land borders, each made ready for distance questions when it is first asked for.
#[derive(Debug)]
pub(super) struct Borders {
    all: Vec<Border>,
    pairs: Vec<OnceLock<Frontier>>,
    countries: BTreeMap<String, OnceLock<Frontier>>,
}

impl Borders {
    fn new(all: Vec<Border>) -> Self {
        let pairs = all.iter().map(|_| OnceLock::new()).collect();
        let codes = all.iter().flat_map(|border| border.countries.iter().cloned());
        let countries = codes.map(|code| (code, OnceLock::new())).collect();
        Self { all, pairs, countries }
    }

    fn of_pair(&self, pair: &str) -> Option<&Frontier> {
        let i = self.all.iter().position(|border| border.pair == pair)?;
        let border = self.all.get(i)?;
        Some(self.pairs.get(i)?.get_or_init(|| Frontier::of_line(&border.line)))
    }

    /// All borders of a country, under their numbers.
    fn of_country(&self, code: &str) -> Option<&Frontier> {
        let is_its = |border: &Border| border.countries.iter().any(|known| known == code);
        Some(self.countries.get(code)?.get_or_init(|| {
            let numbered = (0_u16..).zip(&self.all).filter(|(_, border)| is_its(border));
            Frontier::new(numbered.flat_map(|(i, border)| border.line.iter().map(move |l| (i, l))))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{COUNTRY_NAMES, table};

    #[test]
    fn every_country_of_the_table_has_an_outline_but_those_known_to_have_none() {
        let gazetteer = Gazetteer::bundled().unwrap();
        for (_, row) in table::rows(COUNTRY_NAMES) {
            let code = row.split('\t').next().unwrap();
            let has_outline = gazetteer.country(code).is_some();
            assert_eq!(has_outline, !WITHOUT_OUTLINE.contains(&code), "{code}");
        }
    }

    #[test]
    fn cells_and_their_parts_say_what_polygons_say() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let cells = gazetteer.make_cells().unwrap();
        cells.divide();
        let (mut n_known, mut n_asked) = (0, 0);
        for area in gazetteer.regions().iter().chain(gazetteer.districts()) {
            let corners = area.polygon.iter().flat_map(|p| p.exterior().coords()).step_by(5);
            for (corner, number) in corners.zip(0..) {
                // Ever farther from the border, in all directions.
                let (sin, cos) = (f64::from(number) * 2.4).sin_cos();
                let away = 0.0006 * f64::from(number % 40);
                let point = LonLat::new(corner.x + away * cos, corner.y + away * sin);
                let Some(units) = cells.at(point) else {
                    n_asked += 1;
                    continue;
                };
                n_known += 1;
                let asked = gazetteer.ask_polygons(point).0;
                let district = gazetteer.ask_districts(point, asked);
                assert_eq!(units, Units { district, ..asked }, "{point:?}");
            }
        }
        assert!(n_known > n_asked && n_asked > 0, "{n_known} {n_asked}");
    }
}
