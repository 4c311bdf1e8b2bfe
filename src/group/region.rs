//! Groups incidents by their most probable first-level region.

use std::collections::{BTreeMap, BTreeSet};

use geo::Geometry;

use super::{GroupHead, group, grouping};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Grouping, SituatedIncident};

/// All regions of the countries that have an incident, those without one too: a map of counts
/// needs its zeros.
pub fn by_region(gazetteer: &Gazetteer, incidents: &[SituatedIncident]) -> Grouping {
    let mut members: BTreeMap<&str, Vec<&SituatedIncident>> = BTreeMap::new();
    let mut ungrouped = Vec::new();
    for incident in incidents {
        match incident.admin1.first() {
            Some(share) => members.entry(&share.id).or_default().push(incident),
            None => ungrouped.push(incident.incident.id.clone()),
        }
    }
    let countries: BTreeSet<&str> =
        incidents.iter().filter_map(|incident| incident.country.as_deref()).collect();
    let mut regions: Vec<&Area> =
        gazetteer.regions().iter().filter(|r| countries.contains(r.country.as_str())).collect();
    regions.sort_by(|a, b| a.id.cmp(&b.id));
    let none = Vec::new();
    let groups = regions.into_iter().map(|region| {
        let head = GroupHead {
            id: region.id.clone(),
            label: region.name.clone(),
            properties: vec![("country".to_owned(), region.country.clone())],
            geometry: Some(Geometry::MultiPolygon(region.polygon.clone())),
            approximate: region.approximate,
        };
        group(head, members.get(region.id.as_str()).unwrap_or(&none))
    });
    grouping("region", groups.collect(), ungrouped)
}
