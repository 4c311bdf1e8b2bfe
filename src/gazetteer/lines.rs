//! Rivers and roads by name, as lines.

use std::borrow::Cow;

use geo::{Coord, LineString, MultiLineString};

use super::{Gazetteer, PlaceKind, River, fold, table};
use crate::earth::LonLat;
use crate::model::Feature;

const ROADS: &str = include_str!("../../geodata/roads.tsv");

/// A village on a road counts as so much farther than a town of its name: roads are told by their
/// towns. Source: by hand, held by a test of all stretches.
const VILLAGE_LATER_KM: f64 = 100.0;

/// A road by its number, with the towns that it passes.
#[derive(Debug)]
pub struct Road {
    /// Its name: `RN16`.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The towns that it passes, in their order.
    pub towns: Vec<String>,
    /// Straight from town to town; lon/lat.
    pub line: MultiLineString<f64>,
    /// The keys of its names.
    keys: Vec<String>,
}

impl Gazetteer {
    /// Whether a river (`Feature::River`) or a road (`Feature::Road`) has the name.
    pub fn line_named(&self, name: &str) -> Option<Feature> {
        let names = self.line_names.get_or_init(|| {
            let roads = self.roads().iter().flat_map(|road| &road.keys);
            let roads = roads.map(|key| (key.clone(), Feature::Road));
            let rivers = self.rivers().iter().filter(|river| !river.name.is_empty());
            let rivers = rivers.map(|river| (fold::key(&river.name), Feature::River));
            roads.chain(rivers).collect()
        });
        names.get(&fold::key(name)).copied()
    }

    /// The nearest of the great rivers, which the people on it call "the river".
    ///
    /// Limits: Natural Earth's ranks 1 to 5, such as the Niger, the Senegal and the Volta.
    pub fn great_river_near(&self, point: LonLat) -> Option<&River> {
        const GREAT: u8 = 5;
        let far = |river: &&River| {
            let corners = river.line.0.iter().flat_map(|line| line.coords());
            corners.map(|c| point.rough_distance_km((*c).into())).fold(f64::INFINITY, f64::min)
        };
        let great = self.rivers().iter().filter(|r| r.rank <= GREAT && !r.name.is_empty());
        great.min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// The lines of the rivers or roads of that name, lon/lat; where roads of several countries have
    /// one number, those of the country asked for (alpha-2), if it has one.
    ///
    /// Limits: a river is generalised to 1:10 million; a road is straight between its towns.
    pub fn lines_named(
        &self,
        name: &str,
        country: Option<&str>,
    ) -> Vec<Cow<'_, MultiLineString<f64>>> {
        let mut roads: Vec<&Road> = self.roads_named(name).collect();
        let is_its = |road: &&Road| Some(road.country.as_str()) == country;
        if roads.iter().any(is_its) {
            roads.retain(is_its);
        }
        let rivers = self.rivers_named(name).map(|river| Cow::Borrowed(&river.line));
        rivers.chain(roads.into_iter().map(|road| Cow::Borrowed(&road.line))).collect()
    }

    /// The roads of that name in all countries.
    pub fn roads_named(&self, name: &str) -> impl Iterator<Item = &Road> {
        let key = fold::key(name);
        self.roads().iter().filter(move |road| road.keys.contains(&key))
    }

    /// The rivers of that name.
    pub fn rivers_named(&self, name: &str) -> impl Iterator<Item = &River> {
        let key = fold::key(name);
        self.rivers().iter().filter(move |river| fold::key(&river.name) == key)
    }

    fn roads(&self) -> &[Road] {
        self.roads
            .get_or_init(|| table::rows(ROADS).filter_map(|(_, row)| self.road(row)).collect())
    }

    fn road(&self, row: &str) -> Option<Road> {
        let mut fields = row.split('\t');
        let (name, country, variants) = (fields.next()?, fields.next()?, fields.next()?);
        let towns: Vec<String> = table::list(fields.next()?);
        let mut line: Vec<Coord<f64>> = Vec::new();
        for town in &towns {
            let last = line.last().map(|c| LonLat::from(*c));
            let bearers = self.named(town).into_iter().filter(|p| p.country == country);
            let bearers = bearers.filter(|p| p.kind <= PlaceKind::Village);
            // The first town is the largest of its name; each other the nearest to the one before,
            // towns before villages.
            let rank = |p: &&super::Place| match last {
                Some(last) if p.kind == PlaceKind::Village => {
                    last.rough_distance_km(p.point) + VILLAGE_LATER_KM
                }
                Some(last) => last.rough_distance_km(p.point),
                None => -f64::from(p.population),
            };
            let found = bearers.min_by(|a, b| rank(a).total_cmp(&rank(b)));
            line.extend(found.map(|p| Coord { x: p.point.lon, y: p.point.lat }));
        }
        let name = name.to_owned();
        let names = std::iter::once(name.clone()).chain(table::list(variants));
        let keys = names.map(|name| fold::key(&name)).collect();
        let (country, is_line) = (country.to_owned(), line.len() > 1);
        let line = MultiLineString(vec![LineString(line)]);
        is_line.then_some(Road { name, country, towns, line, keys })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_town_of_a_road_is_known_and_no_stretch_is_too_long() {
        let gazetteer = Gazetteer::bundled().unwrap();
        for (number, row) in table::rows(ROADS) {
            let road = gazetteer.road(row).unwrap();
            let towns = table::list(row.split('\t').nth(3).unwrap());
            let points: Vec<LonLat> = road.line.0[0].coords().map(|c| LonLat::from(*c)).collect();
            assert_eq!(points.len(), towns.len(), "row {number}: {towns:?}");
            for (pair, towns) in points.windows(2).zip(towns.windows(2)) {
                let km = pair[0].rough_distance_km(pair[1]);
                assert!((2.0..260.0).contains(&km), "row {number}: {towns:?} {km:.0} km");
            }
        }
    }

    #[test]
    fn a_number_of_several_countries_is_the_road_of_the_one_asked_for() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let check = |name: &str, country: Option<&str>, n_lines: usize| {
            assert_eq!(gazetteer.lines_named(name, country).len(), n_lines, "{name} {country:?}");
        };
        check("RN6", None, 3);
        check("RN6", Some("ML"), 1);
        check("RN 15", Some("NE"), 2);
        check("route nationale 22", Some("ML"), 1);
        check("RN99", None, 0);
        assert_eq!(gazetteer.line_named("RN16"), Some(Feature::Road));
    }
}
