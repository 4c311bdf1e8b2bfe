//! What a map knows of its incidents: a point each, small enough for a million of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use geo::{Geometry, MultiPolygon};

use crate::earth::LonLat;
use crate::model::{
    Around, Dataset, DateInterval, Glance, Group, Grouping, Incident, Kind, Location, Relation,
    ReportId, SituatedIncident, Toll, View, WeightedPoint,
};

/// More symbols than this hide each other; their density is drawn instead, and what only symbols
/// and labels tell is not kept.
pub(super) const SYMBOLS_MAX: usize = 20_000;

/// The incidents of a map and their groups. Made from a [`Dataset`], or by
/// [`load_points`](super::load_points).
#[derive(Clone, Debug, Default)]
pub struct MapData {
    pub(super) points: Vec<MapPoint>,
    pub(super) regions: MapGroups,
    pub(super) borders: MapGroups,
    pub(super) clusters: MapGroups,
    pub(super) hotspots: MapGroups,
    pub(super) n_located: usize,
}

/// An incident as a map sees it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MapPoint {
    /// Where; `None` for an incident without a place.
    pub(super) at: Option<LonLat>,
    pub(super) radius_km: f32,
    /// The best estimate.
    pub(super) killed: Option<u32>,
    pub(super) dates: Option<DateInterval>,
    pub(super) country: Option<CountryCode>,
    pub(super) kind: Kind,
    pub(super) is_background: bool,
    /// Whether its place is a whole region or country.
    pub(super) is_unit: bool,
    /// What its symbol and label tell; not kept of more than [`SYMBOLS_MAX`] located incidents.
    pub(super) detail: Option<Box<Detail>>,
}

/// What the symbol and the label of an incident tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Detail {
    pub(super) id: String,
    pub(super) killed: Toll,
    pub(super) place: String,
    pub(super) relation: Relation,
    pub(super) where_prec: u8,
    pub(super) area: Arc<MultiPolygon<f64>>,
    /// The place that its own is told from, with its name.
    pub(super) told_from: Option<(String, LonLat)>,
}

/// A country's ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CountryCode([u8; 2]);

impl CountryCode {
    /// The code of two capital letters; `None` for anything else.
    pub(super) fn new(text: &str) -> Option<Self> {
        let code = <[u8; 2]>::try_from(text.as_bytes()).ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The groups of a map, with how many incidents are in none.
#[derive(Clone, Debug, Default)]
pub(super) struct MapGroups {
    pub(super) groups: Vec<MapGroup>,
    pub(super) n_ungrouped: usize,
}

/// A group as a map sees it.
#[derive(Clone, Debug)]
pub(super) struct MapGroup {
    pub(super) id: String,
    pub(super) n_incidents: usize,
    pub(super) killed: u32,
    /// How hot a cell is: 3 very, -3 very cold, 0 neither; 0 for groups that are no cells.
    pub(super) heat: i8,
    pub(super) geometry: Option<Geometry<f64>>,
}

impl MapData {
    /// Adds an incident.
    pub(super) fn push(&mut self, mut point: MapPoint) {
        let was_dense = self.is_dense();
        self.n_located += usize::from(point.at.is_some());
        if self.is_dense() {
            point.detail = None;
            if !was_dense {
                self.points.iter_mut().for_each(|point| point.detail = None);
            }
        }
        self.points.push(point);
    }

    /// Whether there are more located incidents than symbols have room for.
    pub(super) fn is_dense(&self) -> bool {
        self.n_located > SYMBOLS_MAX
    }

    /// Those with a place, and where it is.
    pub(super) fn located(&self) -> impl Iterator<Item = (&MapPoint, LonLat)> {
        self.points.iter().filter_map(|point| Some((point, point.at?)))
    }

    /// The countries of all incidents.
    pub(super) fn countries(&self) -> BTreeSet<CountryCode> {
        let codes = self.points.iter().filter_map(|point| point.country);
        // Most points lie in the country of the one before.
        let mut countries = BTreeSet::new();
        let mut latest = None;
        for code in codes.filter(|code| latest.replace(*code) != Some(*code)) {
            countries.insert(code);
        }
        countries
    }

    /// The incidents as the stages know them, as far as they are kept: to be grouped.
    pub fn incidents(&self) -> impl Iterator<Item = SituatedIncident> {
        self.points.iter().enumerate().map(|(n, point)| point.situated(n))
    }

    /// Takes the groups of these incidents from a dataset.
    pub fn set_groups(&mut self, dataset: &Dataset) {
        self.regions = MapGroups::from(&dataset.regions);
        self.borders = MapGroups::from(&dataset.borders);
        self.clusters = MapGroups::from(&dataset.clusters);
        self.hotspots = MapGroups::from(&dataset.hotspots);
    }

    /// How many incidents there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no incident.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

impl From<&Dataset> for MapData {
    fn from(dataset: &Dataset) -> Self {
        let mut data = Self::default();
        data.points.reserve_exact(dataset.incidents.len());
        for number in dataset.incidents.order() {
            let Some(glance) = dataset.incidents.glance(*number) else { continue };
            let mut point = MapPoint::from(glance);
            if point.at.is_some() && !data.is_dense() {
                point.detail = dataset.incidents.view(*number).as_ref().and_then(detail);
            }
            data.push(point);
        }
        data.set_groups(dataset);
        data
    }
}

/// What the symbol and the label of a located incident tell.
fn detail(view: &View<'_>) -> Option<Box<Detail>> {
    let (place, spot) = view.glance.place.zip(view.spot)?;
    let told_from = spot.candidates.first();
    Some(Box::new(Detail {
        id: view.glance.id.to_string(),
        killed: view.glance.killed,
        place: place.name.to_owned(),
        relation: spot.relation,
        where_prec: spot.where_prec,
        area: spot.area.map_or_else(|| Arc::new(MultiPolygon(Vec::new())), Arc::clone),
        told_from: told_from.map(|c| (c.place.clone(), LonLat::new(c.lon, c.lat))),
    }))
}

impl From<Glance<'_>> for MapPoint {
    fn from(glance: Glance<'_>) -> Self {
        Self {
            at: glance.place.map(|place| place.best),
            radius_km: glance.place.map_or(0.0, |place| place.radius_km as f32),
            killed: glance.killed.best,
            dates: glance.dates,
            country: glance.country.and_then(CountryCode::new),
            kind: glance.kind,
            is_background: glance.background,
            is_unit: glance.place.is_some_and(|place| place.is_whole_unit),
            detail: None,
        }
    }
}

impl MapPoint {
    fn situated(&self, n: usize) -> SituatedIncident {
        let best = self.killed;
        SituatedIncident {
            incident: Incident {
                id: ReportId::made_up(u32::try_from(n).unwrap_or(u32::MAX), 1),
                title: String::new(),
                kind: self.kind,
                dates: self.dates,
                location: self.at.map(|at| self.location(at)),
                claims: Vec::new(),
                killed: Toll { low: best, best, high: best },
                wounded: Toll::default(),
                actors: Vec::new(),
                roles: Default::default(),
                materiel: Vec::new(),
                background: self.is_background,
                reports: Vec::new(),
                merge_reasons: Vec::new(),
                notes: Vec::new(),
            },
            country: self.country.map(|code| code.as_str().into()),
            admin1: Arc::default(),
            admin2: None,
            border: None,
            approximate: false,
            admin2_approximate: false,
            spread: None,
            around: Around::default(),
        }
    }

    fn location(&self, best: LonLat) -> Location {
        let belief: Arc<[WeightedPoint]> = Arc::new([WeightedPoint { point: best, weight: 1.0 }]);
        Location {
            best,
            belief,
            area: MultiPolygon(Vec::new()).into(),
            radius_km: f64::from(self.radius_km),
            place: String::new(),
            relation: Relation::In,
            is_whole_unit: self.is_unit,
            is_ambiguous: false,
            geo_precision: None,
            where_prec: self.detail.as_ref().map_or(1, |detail| detail.where_prec),
            candidates: Vec::new(),
            reasons: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl From<&Grouping> for MapGroups {
    fn from(grouping: &Grouping) -> Self {
        let group = |group: &Group| MapGroup {
            id: group.id.clone(),
            n_incidents: group.incidents.len(),
            killed: group.killed.best.or(group.killed.low).unwrap_or(0),
            heat: group.hotspot.map_or(0, |spot| spot.bin),
            geometry: group.geometry.clone(),
        };
        Self {
            groups: grouping.groups.iter().map(group).collect(),
            n_ungrouped: grouping.n_ungrouped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(n: usize) -> MapPoint {
        let detail = Detail {
            id: n.to_string(),
            killed: Toll::default(),
            place: String::new(),
            relation: Relation::In,
            where_prec: 1,
            area: MultiPolygon(Vec::new()).into(),
            told_from: None,
        };
        MapPoint {
            at: Some(LonLat::new(2.0, 15.0)),
            radius_km: 0.0,
            killed: None,
            dates: None,
            country: CountryCode::new("ML"),
            kind: Kind::Attack,
            is_background: false,
            is_unit: false,
            detail: Some(Box::new(detail)),
        }
    }

    #[test]
    fn details_are_kept_of_as_many_as_have_symbols() {
        let mut data = MapData::default();
        (0..SYMBOLS_MAX).for_each(|n| data.push(point(n)));
        assert!(data.points.iter().all(|point| point.detail.is_some()));
        data.push(MapPoint { at: None, ..point(0) });
        assert!(data.points.iter().all(|point| point.detail.is_some()));
        data.push(point(1));
        data.push(point(2));
        assert!(data.points.iter().all(|point| point.detail.is_none()));
    }

    #[test]
    fn a_point_is_small() {
        assert!(size_of::<MapPoint>() <= 64, "{}", size_of::<MapPoint>());
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(CountryCode::new("ML").unwrap().as_str(), "ML");
        for text in ["", "M", "MLI", "ml", "é", "\u{0}?"] {
            assert_eq!(CountryCode::new(text), None, "{text}");
        }
    }
}
