//! Bundled places, countries, regions, borders and rivers: open, look up by name, find by position.
//!
//! | file | what |
//! |---|---|
//! | `fold`, `letters`, `rewrite` | the spelling rules: names to keys, and the rules between two spellings |
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
//! | `ground` | countries, regions and borders, by code, name and position |
//! | `holding`, `cells`, `blocks` | the area that holds a point |
//! | `frontier`, `chain`, `field` | the nearest point of a border |

mod barred;
mod blocks;
mod cells;
mod chain;
mod compile;
mod data;
mod division;
mod field;
pub mod fold;
mod frontier;
mod ground;
mod holding;
mod import;
mod layers;
mod letters;
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

use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

use geo::{MultiLineString, MultiPolygon};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::earth::{Bounds, LonLat};
use crate::error::{Error, Result};
use crate::index::SpatialIndex;
use crate::model::{Date, Feature};
pub use barred::Barred;
use cells::Cells;
pub use data::{data_folder, remove_imported};
use division::Division;
use ground::Borders;
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
    /// Whether names are those of countries.
    country_names: Memo,
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
            country_names: Memo::default(),
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

    /// The places that have a name of several words with this one for its first ("Koulogon" for
    /// "Koulogon Habé"), the more populous first.
    pub fn begun_by(&self, name: &str) -> Vec<NameMatch<'_>> {
        let mut matches = self.names.begun_by(name);
        barred::leave_out(&self.barred, name, &mut matches);
        matches
    }

    /// Whether some place or area has this name, by the folding rules, without fuzzy matching.
    ///
    /// False for ordinary words, even where a village is called so.
    pub fn knows(&self, name: &str) -> bool {
        self.known.answer(name, || self.is_name(name))
    }

    fn is_name(&self, name: &str) -> bool {
        // Most words of a text have no such key and need no closer look.
        let has_key = fold::with_folder(|folder| {
            let key = folder.key(name);
            self.names.tables.of_key(key).next().is_some() || self.units.has_key(key)
        });
        has_key && (self.names.knows(name) || self.units.knows(name))
    }

    /// Where names of places and areas stand in a text, in bytes of it: leftmost first, of several
    /// that begin at one word the longest, none over another.
    ///
    /// A span is one that [`Self::knows`]. It begins with a capital, or a letter of a script without
    /// capitals, and has up to five words, with single blanks, hyphens or apostrophes in between;
    /// small words ("de", "el") may stand inside. Names that begin with a common noun in lower case
    /// ("forêt de Serma") are spotted by their proper part.
    ///
    /// Cost: some 4 ns a byte of French text, and up to 10 where every name is a new one among 200,000. [`Self::named`] and [`Self::lookup`] tell which places.
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
}

/// The bundled table of places.
fn bundled_pack(is_checked: bool) -> Result<Pack> {
    let error = |problem| Error::Bundled { file: "places.pack", row: 0, problem };
    Pack::open(PLACES.into(), is_checked).map_err(error)
}
