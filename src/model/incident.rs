//! Incidents: one real event each, with all the reports that tell of it.

use std::sync::Arc;

use super::title::title;
use super::{
    Claim, DateInterval, Kind, LocatedReport, Location, Name, Note, ReportId, Roles, Toll,
};

/// One real event and the reports that tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Stable id made from its content: that of its first report.
    pub id: ReportId,
    /// A short title, in neutral words: "Air strike, Akabar, 31 January 2026".
    pub title: String,
    /// What happened.
    pub kind: Kind,
    /// When; `None` where no report says.
    pub dates: Option<DateInterval>,
    /// Where, fused from the reports' beliefs; `None` where no report says.
    pub location: Option<Location>,
    /// All claims of all reports.
    pub claims: Vec<Claim>,
    /// The killed, folded from the claims.
    pub killed: Toll,
    /// The wounded, folded from the claims.
    pub wounded: Toll,
    /// Who took part, in neutral names, sorted.
    pub actors: Vec<String>,
    /// Who acted on whom, as far as any report says.
    pub roles: Roles,
    /// What was destroyed or seized, sorted.
    pub materiel: Vec<String>,
    /// Whether every report tells it as an earlier event.
    pub background: bool,
    /// The reports, sorted by document and place in it. Never empty. Where one alone tells of the
    /// incident, its location, claims, actors, roles, materiel and notes are here and not kept twice.
    pub reports: Vec<LocatedReport>,
    /// Why the reports were taken as one incident, a sentence a merge; and near misses.
    pub merge_reasons: Vec<String>,
    /// The notes of the incident and its reports, sorted, each once.
    pub notes: Vec<Note>,
}

impl Incident {
    /// The incident that one report alone tells of, with its killed and wounded. What the incident has
    /// of the report is not kept twice.
    pub fn told_once(
        mut told: LocatedReport,
        merge_reasons: Vec<String>,
        [killed, wounded]: [Toll; 2],
    ) -> Self {
        let report = &mut told.report;
        let location = told.location.take();
        let mut notes = std::mem::take(&mut report.notes);
        notes.extend(location.iter().flat_map(|l| l.notes.iter().cloned()));
        notes.sort();
        notes.dedup();
        let mut incident = Self {
            id: told.id,
            title: String::new(),
            kind: report.kind,
            dates: report.dates,
            location,
            claims: std::mem::take(&mut report.claims),
            killed,
            wounded,
            actors: sorted(std::mem::take(&mut report.actors)),
            roles: std::mem::take(&mut report.roles),
            materiel: sorted(std::mem::take(&mut report.materiel)),
            background: report.background,
            reports: vec![told],
            merge_reasons,
            notes,
        };
        incident.title = incident.own_title();
        incident
    }

    /// The title that its kind, place and dates give it.
    pub fn own_title(&self) -> String {
        let place = self.location.as_ref().map(|location| location.place.as_str());
        title(self.kind, place, self.dates)
    }
}

/// Names in order, each once.
pub(super) fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

/// An incident with the units that hold it and the border that it is near.
#[derive(Clone, Debug, PartialEq)]
pub struct SituatedIncident {
    /// The incident.
    pub incident: Incident,
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<Name>,
    /// The first-level unit of the most probable country, the most probable first.
    pub admin1: Arc<[UnitShare]>,
    /// The name of the second-level unit, where the phrase names it or a boundary is bundled.
    pub admin2: Option<Name>,
    /// The nearest land border of that country.
    pub border: Option<BorderProximity>,
    /// Whether the region is taken from an approximate boundary.
    pub approximate: bool,
    /// Whether the second-level unit is taken from an approximate boundary.
    pub admin2_approximate: bool,
    /// What else lies around its best point.
    pub around: Around,
    /// How its probability is spread over regions and bands; `None` where its position is one point,
    /// which has all of it.
    pub spread: Option<Arc<Spread>>,
}

/// What a location alone says of where an incident is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<Name>,
    /// The first-level units of that country, the most probable first.
    pub admin1: Arc<[UnitShare]>,
    /// The nearest land border of that country.
    pub border: Option<BorderProximity>,
    /// Whether the region is taken from an approximate boundary.
    pub approximate: bool,
    /// What else lies around the best point.
    pub around: Around,
    /// How the probability is spread; `None` where the position is one point.
    pub spread: Option<Arc<Spread>>,
    /// The second-level unit whose outline holds the best point.
    pub district: Option<District>,
}

/// A second-level unit.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Its name.
    pub name: Name,
    /// Whether its boundary is approximate.
    pub approximate: bool,
    /// Whether it lies in the most probable region.
    pub is_of_region: bool,
}

impl Setting {
    /// The district of a location that is as fine as one.
    pub fn district(&self, is_whole_unit: bool) -> Option<&District> {
        self.district.as_ref().filter(|district| !is_whole_unit && district.is_of_region)
    }
}

/// What lies around the best point of an incident.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// The neighbours of its country whose border is within 100 km, the nearest first.
    pub neighbours: Vec<NeighbourDistance>,
    /// Whether it and the borders of two neighbours are within 50 km.
    pub three_countries: bool,
    /// The nearest town or city.
    pub town: Option<NearTown>,
}

/// How far the border of a neighbour is.
#[derive(Clone, Debug, PartialEq)]
pub struct NeighbourDistance {
    /// ISO 3166-1 alpha-2 of the neighbour.
    pub country: Name,
    /// Geodesic distance to the border with it, in km.
    pub km: f64,
}

/// A town near an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct NearTown {
    /// Its name.
    pub name: Name,
    /// How far it is, geodesic, in km.
    pub km: f64,
    /// The direction from the town to the incident, in degrees clockwise from north.
    pub bearing_deg: f64,
}

/// How the probability of an incident is spread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Over the first-level units of all countries, by id.
    pub regions: Vec<UnitShare>,
    /// Over the bands of distance to the nearest border of each point's country, by pair and band.
    pub bands: Vec<BandShare>,
}

/// A band of distance to a border, and the probability that the incident lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct BandShare {
    /// The pair of countries: `ML-NE`.
    pub pair: Name,
    /// The band: `10-25`.
    pub band: Name,
    /// The probability, 0..=1.
    pub probability: f64,
}

/// A unit and the probability that the incident lies in it.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitShare {
    /// The unit's id, such as `ML-9`.
    pub id: Name,
    /// The unit's name.
    pub name: Name,
    /// The probability, 0..=1.
    pub probability: f64,
}

impl BorderProximity {
    /// Near a border, in km. Source: the question analysts ask most, "within 20 km of the border".
    pub const NEAR_KM: f64 = 20.0;
}

/// How near an incident is to the nearest land border of its country.
#[derive(Clone, Debug, PartialEq)]
pub struct BorderProximity {
    /// The pair of countries, alpha-2 codes in alphabetical order: `ML-NE`.
    pub pair: Name,
    /// ISO 3166-1 alpha-2 of the neighbour.
    pub neighbour: Name,
    /// The direction from the best point to the border's nearest point, in degrees clockwise from
    /// north.
    pub bearing_deg: f64,
    /// Expected distance over the belief, in km.
    pub km: f64,
    /// Least distance over the 80 % area, in km.
    pub km_min: f64,
    /// Greatest distance over the 80 % area, in km.
    pub km_max: f64,
    /// The probability that it is within 20 km of it, 0..=1.
    pub within_20_km: f64,
    /// The band of the expected distance, such as `10-25`; `100+` beyond the last.
    pub band: Name,
}
