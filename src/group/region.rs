//! Groups incidents by their most probable first-level region.

use std::collections::{BTreeMap, BTreeSet};

use geo::Geometry;

use super::{Chances, GroupHead, Members, group, grouping};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Grouping, Incidents};

/// All regions of the countries that have an incident, those without one too: a map of counts
/// needs its zeros.
///
/// An incident counts in every region with its probability, beyond the border too; `n_certain` are
/// those that lie in it wholly.
pub fn by_region(gazetteer: &Gazetteer, incidents: &Incidents) -> Grouping {
    let mut members: BTreeMap<&str, Members> = BTreeMap::new();
    let mut chances = Chances::default();
    let mut countries = BTreeSet::new();
    let mut n_ungrouped = 0;
    for (at, incident) in incidents.glances() {
        match incident.region {
            Some(share) => members.entry(&share.id).or_default().push(at),
            None => n_ungrouped += 1,
        }
        let whole = incident.region.filter(|_| incident.spread.is_none());
        whole.into_iter().for_each(|share| chances.add(share.id.as_str(), 1.0));
        for share in incident.spread.into_iter().flat_map(|spread| &spread.regions) {
            chances.add(share.id.as_str(), share.probability);
        }
        countries.extend(incident.country);
    }
    let is_listed = |region: &&Area| {
        countries.contains(region.country.as_str())
            || chances.of(&region.id.as_str()).expected > 0.0
    };
    let mut regions: Vec<&Area> = gazetteer.regions().iter().filter(is_listed).collect();
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
        group(
            head,
            incidents,
            members.get(region.id.as_str()).unwrap_or(&none),
            Some(chances.of(&region.id.as_str())),
        )
    });
    grouping("region", groups.collect(), n_ungrouped)
}
