//! Groups incidents by their most probable first-level region.

use std::collections::{BTreeMap, BTreeSet};

use geo::Geometry;

use super::{Chances, GroupHead, group, grouping};
use crate::gazetteer::{Area, Gazetteer};
use crate::model::{Grouping, SituatedIncident};

/// All regions of the countries that have an incident, those without one too: a map of counts
/// needs its zeros.
///
/// An incident counts in every region with its probability, beyond the border too; `n_certain` are
/// those that lie in it wholly.
pub fn by_region(gazetteer: &Gazetteer, incidents: &[SituatedIncident]) -> Grouping {
    let mut members: BTreeMap<&str, Vec<&SituatedIncident>> = BTreeMap::new();
    let mut chances = Chances::default();
    let mut ungrouped = Vec::new();
    for incident in incidents {
        match incident.admin1.first() {
            Some(share) => members.entry(&share.id).or_default().push(incident),
            None => ungrouped.push(incident.incident.id.clone()),
        }
        let whole = incident.admin1.first().filter(|_| incident.spread.is_none());
        whole.into_iter().for_each(|share| chances.add(share.id.as_str(), 1.0));
        for share in incident.spread.iter().flat_map(|spread| &spread.regions) {
            chances.add(share.id.as_str(), share.probability);
        }
    }
    let countries: BTreeSet<&str> =
        incidents.iter().filter_map(|incident| incident.country.as_deref()).collect();
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
            members.get(region.id.as_str()).unwrap_or(&none),
            Some(chances.of(&region.id.as_str())),
        )
    });
    grouping("region", groups.collect(), ungrouped)
}
