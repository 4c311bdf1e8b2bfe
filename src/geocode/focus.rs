//! What surrounds a toponym: the units its phrase names and the places of its document.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::earth::LonLat;
use crate::gazetteer::{Area, Gazetteer, NameMatch, PlaceKind};
use crate::model::{Feature, PlacePhrase, Relation, Toponym};

/// How many toponyms of the document are looked at. More would only add distant paragraphs.
const MAX_CONTEXT: usize = 40;

/// The units a phrase names and the places of its document.
#[derive(Debug, Default)]
pub(super) struct Focus<'a> {
    /// Countries, regions and districts that the phrase itself names as holding the place.
    pub(super) units: Vec<&'a Area>,
    /// Countries of the document with how often it speaks of them, the most first.
    pub(super) countries: Vec<(String, usize)>,
    /// Regions that the document names, in its order.
    pub(super) regions: Vec<&'a Area>,
    /// Positions of the document's places whose name has one meaning, nearest in the text first.
    pub(super) points: Vec<LonLat>,
    /// What the names of the phrase were found to be: each is asked for several times.
    looked_up: RefCell<Vec<(String, Vec<NameMatch<'a>>)>>,
}

impl<'a> Focus<'a> {
    /// Reads the focus off a phrase and the other toponyms of its document.
    pub(super) fn of(gazetteer: &'a Gazetteer, phrase: &PlacePhrase, context: &[Toponym]) -> Self {
        let mut focus = Self::default();
        let mut counts = BTreeMap::new();
        for toponym in context.iter().take(MAX_CONTEXT) {
            focus.add_context(gazetteer, toponym, &mut counts);
        }
        focus.countries = counts.into_iter().collect();
        focus.countries.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        focus.add_units(gazetteer, phrase);
        focus
    }

    /// The same without regions and districts.
    pub(super) fn beyond_units(&self) -> Self {
        let units = self.units.iter().filter(|unit| unit.level == 0).copied().collect();
        let (countries, points) = (self.countries.clone(), self.points.clone());
        Self { units, countries, points, looked_up: self.looked_up.clone(), ..Self::default() }
    }

    /// All places that a name of the phrase may mean, by its spelling.
    pub(super) fn lookup(&self, gazetteer: &'a Gazetteer, name: &str) -> Vec<NameMatch<'a>> {
        let known =
            |(other, found): &(String, Vec<NameMatch<'a>>)| (other == name).then(|| found.clone());
        if let Some(found) = self.looked_up.borrow().iter().find_map(known) {
            return found;
        }
        let found = gazetteer.lookup(name);
        self.looked_up.borrow_mut().push((name.to_owned(), found.clone()));
        found
    }

    /// The country that most speaks for itself: named in the phrase, else most often in the document.
    pub(super) fn country(&self) -> Option<&str> {
        let named = self.units.first().map(|unit| unit.country.as_str());
        named.or_else(|| self.countries.first().map(|(code, _)| code.as_str()))
    }

    fn add_context(
        &mut self,
        gazetteer: &'a Gazetteer,
        toponym: &Toponym,
        counts: &mut BTreeMap<String, usize>,
    ) {
        if let Some(country) = country_of(gazetteer, toponym) {
            *counts.entry(country.id.clone()).or_default() += 1;
            return;
        }
        if toponym.feature == Some(Feature::Region) {
            let regions = gazetteer.regions_named(&toponym.name);
            if let [region] = regions.as_slice() {
                *counts.entry(region.country.clone()).or_default() += 1;
                self.regions.push(region);
            }
            return;
        }
        if !gazetteer.knows(&toponym.name) {
            return;
        }
        let matches = gazetteer.lookup(&toponym.name);
        if let Some(first) = matches.first()
            && matches.iter().all(|m| m.place.point.rough_distance_km(first.place.point) < 30.0)
        {
            *counts.entry(first.place.country.clone()).or_default() += 1;
            self.points.push(first.place.point);
        }
    }

    /// Countries first: they help to choose between regions of one name.
    fn add_units(&mut self, gazetteer: &'a Gazetteer, phrase: &PlacePhrase) {
        let containers = || {
            let parts = phrase
                .parts
                .iter()
                .filter(|p| matches!(p.relation, Relation::In | Relation::PartOf(_)));
            parts.flat_map(|part| &part.toponyms)
        };
        for toponym in containers() {
            let country = self.country_of(gazetteer, toponym);
            self.units.extend(country);
        }
        for toponym in containers() {
            if let Some(region) = self.region_of(gazetteer, toponym) {
                self.units.push(region);
            }
        }
        for toponym in containers() {
            if let Some(district) = self.district_of(gazetteer, toponym) {
                self.units.push(district);
            }
        }
    }

    /// The country that a toponym names; "le pays" is the one in focus.
    pub(super) fn country_of(
        &self,
        gazetteer: &'a Gazetteer,
        toponym: &Toponym,
    ) -> Option<&'a Area> {
        let is_the_country = matches!(toponym.name.to_lowercase().as_str(), "pays" | "country");
        if is_the_country && toponym.feature == Some(Feature::Country) {
            return self.country().and_then(|code| gazetteer.country(code));
        }
        country_of(gazetteer, toponym)
    }

    /// The region that a toponym with the word "région" names, in the country in focus where several do.
    pub(super) fn region_of(
        &self,
        gazetteer: &'a Gazetteer,
        toponym: &Toponym,
    ) -> Option<&'a Area> {
        let is_region = toponym.feature == Some(Feature::Region);
        is_region.then(|| self.choose_region(&gazetteer.regions_named(&toponym.name))).flatten()
    }

    /// The district with an outline that a toponym with the word "cercle", "province" … names: of
    /// the country in focus, else where a place of that name is the best known district.
    pub(super) fn district_of(
        &self,
        gazetteer: &'a Gazetteer,
        toponym: &Toponym,
    ) -> Option<&'a Area> {
        if toponym.feature != Some(Feature::District) {
            return None;
        }
        let is_in_focus = |code: &str| self.country().is_none_or(|country| country == code);
        let named = gazetteer.districts_named(&toponym.name);
        if let Some(area) = named.iter().find(|area| is_in_focus(&area.country)) {
            return Some(area);
        }
        let found = self.lookup(gazetteer, &toponym.name);
        let district = found.iter().find(|m| m.place.kind == PlaceKind::District)?;
        let area = gazetteer.district_at(district.place.point)?;
        found.iter().any(|m| m.place.name == area.name).then_some(area)
    }

    /// Of several regions of one name, the one in the country most spoken of.
    pub(super) fn choose_region(&self, regions: &[&'a Area]) -> Option<&'a Area> {
        let rank = |region: &&&Area| {
            if self.country() == Some(region.country.as_str()) {
                return 0;
            }
            let place = self.countries.iter().position(|(code, _)| *code == region.country);
            place.map_or(usize::MAX, |place| place + 1)
        };
        regions.iter().min_by_key(rank).copied()
    }
}

/// The country that a toponym names, by a name that no settlement bears.
fn country_of<'a>(gazetteer: &'a Gazetteer, toponym: &Toponym) -> Option<&'a Area> {
    match toponym.feature {
        None | Some(Feature::Country) => gazetteer.country_named(&toponym.name),
        Some(_) => None,
    }
}

/// Whether a place is the kind of thing that the text calls it.
pub(super) fn fits(feature: Feature, kind: PlaceKind) -> bool {
    use PlaceKind as K;
    match feature {
        Feature::Country => kind == K::Country,
        Feature::Region => matches!(kind, K::Region | K::NaturalRegion),
        Feature::District => kind == K::District,
        Feature::Commune => matches!(kind, K::Commune | K::City | K::Town | K::Village),
        Feature::Settlement => matches!(kind, K::City | K::Town | K::Village | K::Quarter),
        Feature::Quarter => kind == K::Quarter,
        Feature::Airfield => kind == K::Airfield,
        Feature::Forest => kind == K::Forest,
        Feature::River => matches!(kind, K::River | K::Valley),
        Feature::Lake => kind == K::Lake,
        Feature::Mountain => kind == K::Mountain,
        Feature::Well => kind == K::Well,
        Feature::Road => kind == K::Road,
    }
}
