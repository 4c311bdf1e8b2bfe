//! Countries and regions by their names and adjectives.

use rustc_hash::{FxHashMap, FxHashSet};

use super::layers::Period;
use super::{Area, Gazetteer, PlaceKind, fold, stop, table};

/// The names of countries of the world and of first-level units.
#[derive(Debug, Default)]
pub(super) struct UnitNames {
    /// Plain names and adjectives to the alpha-2 code; the value says whether it is a name.
    countries: FxHashMap<String, (String, bool)>,
    /// Keys to ids and periods, in the order of the table.
    regions: FxHashMap<String, Vec<(String, Period)>>,
    /// The keys of all of them.
    keys: FxHashSet<Vec<u8>>,
}

impl Gazetteer {
    /// The second-level units of that name (by the folding rules), in all countries.
    ///
    /// Cost: some 50 µs, as all names are folded.
    pub fn districts_named(&self, name: &str) -> Vec<&Area> {
        let key = fold::key(name);
        self.districts().iter().filter(|area| fold::key(&area.name) == key).collect()
    }

    /// Whether a country, or any where it is `None`, has a second-level unit of that name.
    pub fn has_district(&self, name: &str, country: Option<&str>) -> bool {
        let is_of = |code: &str| country.is_none_or(|country| country == code);
        let is_district =
            |place: &&super::Place| place.kind == PlaceKind::District && is_of(&place.country);
        self.named(name).iter().any(is_district)
            || self.districts_named(name).iter().any(|area| is_of(&area.country))
    }
}

impl UnitNames {
    /// Reads countries.tsv and regions.tsv.
    pub(super) fn read(countries: &str, regions: &str) -> Self {
        let mut names = Self::default();
        for (_, row) in table::rows(countries) {
            names.add_country(&row.split('\t').collect::<Vec<_>>());
        }
        for (_, row) in table::rows(regions) {
            names.add_region(&row.split('\t').collect::<Vec<_>>());
        }
        names
    }

    /// The code of the country with that name or adjective.
    pub(super) fn country_code(&self, name: &str) -> Option<&str> {
        self.countries.get(&fold::plain(name)).map(|(code, _)| code.as_str())
    }

    /// The first-level units with that name in any division: ids and periods.
    pub(super) fn regions(&self, name: &str) -> &[(String, Period)] {
        self.regions.get(&fold::key(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether a country, an adjective or a region has this key.
    pub(super) fn has_key(&self, key: &[u8]) -> bool {
        self.keys.contains(key)
    }

    /// Whether a country or region has that name; adjectives are no names.
    pub(super) fn knows(&self, name: &str) -> bool {
        let plain = fold::plain(name);
        let is_country = || self.countries.get(&plain).is_some_and(|(_, is_name)| *is_name);
        (is_country() || self.regions.contains_key(&fold::key(name))) && !stop::is_common_word(name)
    }

    /// The earlier row keeps a name that two countries claim. Adjectives are in lower case.
    fn add_country(&mut self, row: &[&str]) {
        let [code, _numeric, name, name_en, variants] = row else { return };
        for text in [*name, *name_en].into_iter().chain(variants.split('|')) {
            let is_name = text.chars().next().is_some_and(char::is_uppercase);
            if !text.is_empty() {
                let value = ((*code).to_owned(), is_name);
                self.countries.entry(fold::plain(text)).or_insert(value);
                self.keys.insert(fold::key(text).into_bytes());
            }
        }
    }

    fn add_region(&mut self, row: &[&str]) {
        let [id, _country, name, name_en, _parts, variants, from, until] = row else { return };
        let period = Period { from: from.parse().ok(), until: until.parse().ok() };
        for text in [*name, *name_en].into_iter().chain(variants.split('|')) {
            if text.is_empty() {
                continue;
            }
            let bearer = ((*id).to_owned(), period);
            let key = fold::key(text);
            self.keys.insert(key.clone().into_bytes());
            let bearers = self.regions.entry(key).or_default();
            if !bearers.contains(&bearer) {
                bearers.push(bearer);
            }
        }
    }
}
