//! Rivers and roads by name, as lines.

use std::borrow::Cow;

use geo::{Coord, LineString, MultiLineString};

use super::{Gazetteer, PlaceKind, fold, table};
use crate::earth::LonLat;
use crate::model::Feature;

const ROADS: &str = include_str!("../../geodata/roads.tsv");

/// A road by its number, with the towns that it passes in their order.
#[derive(Debug)]
pub(super) struct Road {
    /// The keys of its names.
    keys: Vec<String>,
    line: MultiLineString<f64>,
}

impl Gazetteer {
    /// Whether a river (`Feature::River`) or a road (`Feature::Road`) has the name.
    pub fn line_named(&self, name: &str) -> Option<Feature> {
        let key = fold::key(name);
        let is_road = || self.roads().iter().any(|road| road.keys.contains(&key));
        if self.rivers().iter().any(|river| fold::key(&river.name) == key) {
            return Some(Feature::River);
        }
        is_road().then_some(Feature::Road)
    }

    /// The lines of the rivers or roads of that name, lon/lat.
    ///
    /// Limits: a river is generalised to 1:10 million; a road is straight between its towns.
    pub fn lines_named(&self, name: &str) -> Vec<Cow<'_, MultiLineString<f64>>> {
        let key = fold::key(name);
        let rivers = self.rivers().iter().filter(|river| fold::key(&river.name) == key);
        let roads = self.roads().iter().filter(|road| road.keys.contains(&key));
        let rivers = rivers.map(|river| Cow::Borrowed(&river.line));
        rivers.chain(roads.map(|road| Cow::Borrowed(&road.line))).collect()
    }

    fn roads(&self) -> &[Road] {
        self.roads
            .get_or_init(|| table::rows(ROADS).filter_map(|(_, row)| self.road(row)).collect())
    }

    fn road(&self, row: &str) -> Option<Road> {
        let mut fields = row.split('\t');
        let (name, country, variants) = (fields.next()?, fields.next()?, fields.next()?);
        let mut line: Vec<Coord<f64>> = Vec::new();
        for town in table::list(fields.next()?) {
            let last = line.last().map(|c| LonLat::from(*c));
            let bearers = self.named(&town).into_iter().filter(|p| p.country == country);
            let bearers = bearers.filter(|p| p.kind <= PlaceKind::Village);
            // The first town is the largest of its name; each other the nearest to the one before.
            let rank = |p: &&super::Place| match last {
                Some(last) => last.rough_distance_km(p.point),
                None => -f64::from(p.population),
            };
            let found = bearers.min_by(|a, b| rank(a).total_cmp(&rank(b)));
            line.extend(found.map(|p| Coord { x: p.point.lon, y: p.point.lat }));
        }
        let names = std::iter::once(name.to_owned()).chain(table::list(variants));
        let keys = names.map(|name| fold::key(&name)).collect();
        (line.len() > 1).then(|| Road { keys, line: MultiLineString(vec![LineString(line)]) })
    }
}
