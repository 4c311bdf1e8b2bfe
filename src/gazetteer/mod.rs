//! Bundled places, countries, regions, borders and rivers: open, look up by name, find by position.
//!
//! | file | what |
//! |---|---|
//! | `fold`, `rewrite` | the spelling rules: names to keys, and the rules between two spellings |
//! | `spelling` | the weighted edit distance between keys |
//! | `names`, `near`, `spelled` | look-up by name: by rule, by sound, by letters |
//! | `script` | names in Arabic and Tifinagh letters, by their consonants |
//! | `spot`, `memo` | names in running text; answers about names, kept from text to text |
//! | `barred` | places that an analyst says are not meant |
//! | `stop` | ordinary words that are names of villages too |
//! | `pack`, `compile`, `tables` | tables of places in compiled form, and all of them as one |
//! | `data`, `import` | the user's data folder, and files imported into it |
//! | `manifest` | the bundled files, with sources and licences |
//! | `table`, `layers` | read the bundled tables and polygons |
//! | `units` | countries and regions by name |
//! | `division` | regions and districts of the division in force on a day |
//! | `lines` | rivers and roads by name |
//! | `holding`, `cells`, `frontier`, `field` | the area that holds a point; the nearest point of a border |

mod barred;
mod cells;
mod compile;
mod data;
mod division;
mod field;
pub mod fold;
mod frontier;
mod holding;
mod import;
mod layers;
mod lines;
mod manifest;
mod memo;
mod names;
mod near;
mod pack;
mod rewrite;
mod script;
mod spelled;
mod spelling;
mod spot;
mod stop;
mod table;
mod tables;
mod units;

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use geo::{MultiLineString, MultiPolygon};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::earth::{Bounds, LonLat};
use crate::error::{Error, Result};
use crate::index::SpatialIndex;
use crate::model::{Date, Feature};
pub use barred::Barred;
use cells::{Cells, Units};
pub use data::{data_folder, remove_imported};
use division::Division;
use frontier::Frontier;
pub use import::{Columns, Import, ImportSettings, Problem, check_names, import_file};
use layers::Layer;
pub use lines::Road;
pub use manifest::BundledFile;
use memo::Memo;
use names::NameIndex;
use pack::Pack;
pub use pack::{PackFile, PackInfo};
use units::UnitNames;

pub use division::USUAL_DAY;

/// So many points are looked up by the polygons before the grid of cells is made for the rest.
/// Source: measured, the grid costs about as much as these.
const N_WITHOUT_CELLS: u32 = 10_000;

const PLACES: &[u8] = include_bytes!("../../geodata/places.pack");
const COUNTRIES: &str = include_str!("../../geodata/countries.geojson");
const BORDERS: &str = include_str!("../../geodata/borders.geojson");
const RIVERS: &str = include_str!("../../geodata/rivers.geojson");
const WORLD: &str = include_str!("../../geodata/world.geojson");
const COUNTRY_NAMES: &str = include_str!("../../geodata/countries.tsv");
const REGION_NAMES: &str = include_str!("../../geodata/regions.tsv");

/// The places and boundaries that a run knows. The tables of places are read in place; the polygon
/// files are parsed when they are first asked for.
#[derive(Debug)]
pub struct Gazetteer {
    problems: Vec<String>,
    barred: Vec<Barred>,
    names: NameIndex,
    units: UnitNames,
    near: OnceLock<SpatialIndex<u32>>,
    countries: OnceLock<Layer>,
    division: Division,
    world: OnceLock<Layer>,
    borders: OnceLock<Borders>,
    /// Made when many points have been asked for.
    cells: OnceLock<Option<Cells>>,
    n_asked: AtomicU32,
    rivers: OnceLock<Vec<River>>,
    roads: OnceLock<Vec<Road>>,
    line_names: OnceLock<FxHashMap<String, Feature>>,
    /// What [`Self::knows`] was asked.
    known: Memo,
}

/// A named place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Stable id within the table.
    pub id: String,
    /// The name as the press of the country spells it.
    pub name: String,
    /// Other spellings and names, in any script.
    pub variants: Vec<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Its position; for a region or a valley a point well inside it.
    pub point: LonLat,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The id of its first-level unit, such as `ML-9`; empty where unknown.
    pub admin1: String,
    /// The name of its second-level unit; empty where unknown.
    pub admin2: String,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
    /// Radius in km of a circle about as large as the place.
    pub radius_km: f64,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A large town.
    City,
    /// A town.
    Town,
    /// A village, hamlet or camp.
    Village,
    /// A quarter of a town.
    Quarter,
    /// A country.
    Country,
    /// A first-level unit.
    Region,
    /// A second-level unit: cercle, province, department.
    District,
    /// A third-level unit.
    Commune,
    /// A natural region, historical land or zone.
    NaturalRegion,
    /// A valley or wadi.
    Valley,
    /// A river.
    River,
    /// A forest, park or reserve.
    Forest,
    /// A lake or pond.
    Lake,
    /// A mountain, massif or hill.
    Mountain,
    /// A well.
    Well,
    /// An airport, airfield or air base.
    Airfield,
    /// A road.
    Road,
}

/// A country, region or district with its polygon.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Alpha-2 code for a country (`ML`), ISO 3166-2 for a region (`ML-9`), own ids below.
    pub id: String,
    /// The name in French.
    pub name: String,
    /// The name in English, where it differs.
    pub name_en: String,
    /// Other names and adjectives ("nigérien", "nigérienne" for the country Niger).
    pub variants: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// 0 country, 1 region, 2 district.
    pub level: u8,
    /// Whether the boundary is approximate.
    pub approximate: bool,
    /// The outline; lon/lat.
    pub polygon: MultiPolygon<f64>,
    /// Its bounds.
    pub bounds: Bounds,
}

/// A land border between two countries.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// The two alpha-2 codes in alphabetical order: `ML-NE`.
    pub pair: String,
    /// The two codes, in alphabetical order.
    pub countries: [String; 2],
    /// The line; lon/lat.
    pub line: MultiLineString<f64>,
}

/// A river for the map.
#[derive(Clone, Debug, PartialEq)]
pub struct River {
    /// Its name in French, empty where it has none.
    pub name: String,
    /// Natural Earth's scale rank: the smaller the greater the river.
    pub rank: u8,
    /// The line; lon/lat.
    pub line: MultiLineString<f64>,
}

/// A place that a name may mean, and how well the spellings agree.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMatch<'a> {
    /// The place.
    pub place: &'a Place,
    /// 1 for the same letters, less for each rule or edit in between, above 0.
    pub score: f64,
    /// The rules that were needed, in words: "accents", "ou = w", "1 letter differs".
    pub rules: Vec<String>,
    /// Whether the name agrees with a variant only, not with the usual name.
    pub is_variant: bool,
}

impl Gazetteer {
    /// The gazetteer inside the binary.
    ///
    /// Cost: about a millisecond; the table of places is compiled beforehand.
    ///
    /// # Errors
    /// [`crate::Error::Bundled`] where a bundled file does not have its form.
    pub fn bundled() -> Result<Self> {
        Ok(Self::of_packs(vec![bundled_pack(false)?]))
    }

    fn of_packs(packs: Vec<Pack>) -> Self {
        Self {
            problems: Vec::new(),
            barred: Vec::new(),
            names: NameIndex::new(packs),
            units: UnitNames::read(COUNTRY_NAMES, REGION_NAMES),
            near: OnceLock::new(),
            countries: OnceLock::new(),
            division: Division::on(USUAL_DAY),
            world: OnceLock::new(),
            borders: OnceLock::new(),
            cells: OnceLock::new(),
            n_asked: AtomicU32::new(0),
            rivers: OnceLock::new(),
            roads: OnceLock::new(),
            line_names: OnceLock::new(),
            known: Memo::default(),
        }
    }

    /// The same gazetteer with the regions and districts that were in force on a day, instead of
    /// those of [`USUAL_DAY`].
    ///
    /// Cost: some 20 ms for another division, else nothing.
    pub fn as_of(mut self, day: Date) -> Self {
        if day != self.day() {
            self.division = self.division.on_day(day);
            self.cells = OnceLock::new();
            self.division.settle(&mut self.names.tables);
        }
        self
    }

    /// The same gazetteer where [`Self::lookup`] leaves these places out.
    pub fn without(mut self, barred: Vec<Barred>) -> Self {
        self.barred = barred;
        self
    }

    /// The day whose division the regions and districts are of.
    pub fn day(&self) -> Date {
        self.division.day
    }

    /// Parses every bundled file, which a run otherwise does as it needs them.
    ///
    /// # Errors
    /// [`crate::Error::Bundled`] for the first file that does not have its form.
    pub fn check_bundled() -> Result<()> {
        bundled_pack(true)?;
        layers::areas("countries.geojson", COUNTRIES)?;
        Division::check()?;
        layers::areas("world.geojson", WORLD)?;
        layers::borders("borders.geojson", BORDERS)?;
        layers::rivers("rivers.geojson", RIVERS)?;
        Ok(())
    }

    /// What the tables of places say of themselves, the bundled one first.
    pub fn packs(&self) -> Vec<PackInfo> {
        self.names.tables.packs().iter().map(|loaded| loaded.pack.info()).collect()
    }

    /// All places, sorted by id. The first call makes them all, which a look-up does without.
    pub fn places(&self) -> &[Place] {
        self.names.tables.all()
    }

    /// The places that a name may mean, the best spelling first, then the more populous, then those
    /// of Mali, Burkina Faso and Niger; places with a fuzzy spelling only where none has an exact or
    /// rule-equal one. A name in Arabic or Tifinagh letters that no table has, and a Latin one that
    /// only stands there in such letters, is found by its consonants. Empty for an unknown name.
    pub fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
        let mut matches = self.names.lookup(name);
        barred::leave_out(&self.barred, name, &mut matches);
        matches
    }

    /// The places that have the name, by the folding rules, each once, without scores and reasons.
    ///
    /// Cost: about 0.3 µs for a place that was asked for before.
    pub fn named(&self, name: &str) -> Vec<&Place> {
        self.names.named(name)
    }

    /// The places whose spelling is nearest, up to two wrong letters, the best first.
    ///
    /// A wide net for a person who chooses: it also finds what [`Self::lookup`] refuses because a
    /// text may mean another place by it (Tessalit for Tessit).
    ///
    /// Cost: some 20 µs with 200,000 names; the first call makes the index, 0.5 µs a name.
    pub fn fuzzy(&self, name: &str, n_most: usize) -> Vec<NameMatch<'_>> {
        self.names.fuzzy(name, n_most)
    }

    /// Whether some place or area has this name, by the folding rules, without fuzzy matching.
    ///
    /// False for ordinary words, even where a village is called so.
    pub fn knows(&self, name: &str) -> bool {
        self.known.answer(name, || self.is_name(name))
    }

    fn is_name(&self, name: &str) -> bool {
        self.names.knows(name) || self.units.knows(name)
    }

    /// Where names of places and areas stand in a text, in bytes of it: leftmost first, of several
    /// that begin at one word the longest, none over another.
    ///
    /// A span is one that [`Self::knows`]. It begins with a capital, or a letter of a script without
    /// capitals, and has up to five words, with single blanks, hyphens or apostrophes in between;
    /// small words ("de", "el") may stand inside. Names that begin with a common noun in lower case
    /// ("forêt de Serma") are spotted by their proper part.
    ///
    /// Cost: some 10 ns a byte of French text, whose words recur, and up to 20 where every name is a
    /// new one. [`Self::named`] and [`Self::lookup`] tell which places.
    ///
    /// ```
    /// # let gazetteer = harmattan::gazetteer::Gazetteer::bundled()?;
    /// let text = "La route de Fada N'Gourma à Kantchari";
    /// let names: Vec<&str> = gazetteer.spot(text).into_iter().map(|span| &text[span]).collect();
    /// assert_eq!(names, ["Fada N'Gourma", "Kantchari"]);
    /// # Ok::<(), harmattan::Error>(())
    /// ```
    pub fn spot(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        /// A text of so many bytes repeats its own words; shorter ones repeat those of others.
        const LONG: usize = 256 * 1024;
        let is_long = text.len() >= LONG;
        spot::spot(text, |name| if is_long { self.is_name(name) } else { self.knows(name) })
    }

    /// Unknown name: the nearest spellings, for a message.
    pub fn suggestions(&self, name: &str, n_most: usize) -> Vec<&str> {
        self.names.suggestions(name, n_most)
    }

    /// Places within a distance, with the distance in km, the nearest first.
    pub fn places_near(&self, point: LonLat, distance_km: f64) -> Vec<(&Place, f64)> {
        let tables = &self.names.tables;
        let index = self.near.get_or_init(|| SpatialIndex::new(tables.points()));
        let near = index.within_km(point, distance_km).into_iter();
        near.filter_map(|(i, km)| Some((tables.place(i)?, km))).collect()
    }

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
        let cells = match self.cells.get() {
            Some(cells) => cells.as_ref(),
            None if self.n_asked.fetch_add(1, Ordering::Relaxed) < N_WITHOUT_CELLS => None,
            None => self.cells.get_or_init(|| self.make_cells()).as_ref(),
        };
        cells.and_then(|cells| cells.at(point)).unwrap_or_else(|| self.ask_polygons(point).0)
    }

    fn make_cells(&self) -> Option<Cells> {
        let areas = self.countries().iter().chain(self.regions());
        Cells::new(areas, |point| {
            Some(self.ask_polygons(point)).filter(|(_, sure)| *sure).map(|(u, _)| u)
        })
    }

    /// The units of a point, and whether its neighbours without an edge in between have them too: the
    /// nearest region of a sliver may change on the way.
    fn ask_polygons(&self, point: LonLat) -> (Units, bool) {
        let number = |found: usize| u16::try_from(found).ok();
        let countries = self.country_layer();
        let found = countries.held_by(point, |_| true);
        let Some(country) = found.and_then(|i| countries.areas.get(i)) else {
            return (Units { country: None, region: None }, true);
        };
        let is_of = |area: &Area| area.country == country.id;
        let regions = self.division.regions();
        let holding = regions.held_by(point, is_of);
        let region = holding.or_else(|| regions.nearest(point, is_of));
        let has_none = region.is_none();
        let units = Units { country: found.and_then(number), region: region.and_then(number) };
        (units, holding.is_some() || has_none)
    }

    /// The district that holds the point.
    pub fn district_at(&self, point: LonLat) -> Option<&Area> {
        let country = self.country_at(point)?;
        let mut holding = self.division.districts().holding(point);
        holding.find(|district| district.country == country.id)
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
    /// Limits: as [`Self::distance_to_border`]. Cost: some 3 µs.
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
struct Borders {
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

/// The bundled table of places.
fn bundled_pack(is_checked: bool) -> Result<Pack> {
    let error = |problem| Error::Bundled { file: "places.pack", row: 0, problem };
    Pack::open(PLACES.into(), is_checked).map_err(error)
}
