//! Groups incidents by the pair of countries of the nearest land border and the distance to it.

use std::collections::BTreeMap;

use geo::Geometry;

use super::{Chances, GroupHead, Members, group, grouping};
use crate::gazetteer::Gazetteer;
use crate::model::{Grouping, Incidents};

/// By border pair and band of the expected distance. Each group carries the border's line.
///
/// An incident counts in every pair and band with its probability; `n_certain` are those that lie
/// in it wholly.
pub fn by_border(gazetteer: &Gazetteer, incidents: &Incidents) -> Grouping {
    let mut members: BTreeMap<(&str, &str), Members> = BTreeMap::new();
    let mut chances = Chances::default();
    let mut n_ungrouped = 0;
    for (at, incident) in incidents.glances() {
        match incident.border {
            Some(border) => members.entry(border).or_default().push(at),
            None => n_ungrouped += 1,
        }
        match (incident.spread, incident.border) {
            (Some(spread), _) => {
                for share in &spread.bands {
                    members.entry((&share.pair, &share.band)).or_default();
                    chances.add((share.pair.as_str(), share.band.as_str()), share.probability);
                }
            }
            (None, Some(border)) => chances.add(border, 1.0),
            (None, None) => {}
        }
    }
    let groups = members.into_iter().map(|((pair, band), members)| {
        let counted = Some(chances.of(&(pair, band)));
        group(head(gazetteer, pair, band), incidents, &members, counted)
    });
    grouping("border", groups.collect(), n_ungrouped)
}

fn head(gazetteer: &Gazetteer, pair: &str, band: &str) -> GroupHead {
    let border = gazetteer.borders().iter().find(|border| border.pair == pair);
    let codes: Vec<&str> = pair.split('-').collect();
    let name =
        |code: &&str| gazetteer.country(code).map_or((*code).to_owned(), |c| c.name_en.clone());
    let names: Vec<String> = codes.iter().map(name).collect();
    GroupHead {
        id: format!("{pair}/{band}"),
        label: format!("{} border, {band} km", names.join("–")),
        properties: vec![
            ("pair".to_owned(), pair.to_owned()),
            ("band".to_owned(), band.to_owned()),
        ],
        geometry: border.map(|border| Geometry::MultiLineString(border.line.clone())),
        approximate: false,
    }
}
