//! All that an incident says, borrowed from where it is kept.

use std::borrow::Cow;
use std::sync::Arc;

use geo::MultiPolygon;

use super::glance::Glance;
use super::rows::Brief;
use crate::model::title::title;
use crate::model::{
    BorderProximity, Candidate, Claim, LocatedReport, Location, Note, Relation, SituatedIncident,
    Toll, UnitShare,
};

/// An incident to be written: nothing of it is copied.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// What groups and maps need.
    pub glance: Glance<'a>,
    /// Its title, where it is not made of its kind, place and dates.
    pub title: Option<&'a str>,
    /// What else is known of where it was.
    pub spot: Option<Spot<'a>>,
    /// The first-level units of its country, the most probable first.
    pub admin1: &'a [UnitShare],
    /// The second-level unit, and whether its boundary is approximate.
    pub admin2: Option<(&'a str, bool)>,
    /// The nearest land border of its country.
    pub border: Option<ViewBorder<'a>>,
    /// Whether the region is taken from an approximate boundary.
    pub approximate: bool,
    /// The neighbours within reach with their distances in km, the nearest first.
    pub neighbours: Vec<(&'a str, f64)>,
    /// Whether it and the borders of two neighbours are within 50 km.
    pub three_countries: bool,
    /// The nearest town, its distance in km, and the direction from there in degrees.
    pub town: Option<(&'a str, f64, f64)>,
    /// The wounded.
    pub wounded: Toll,
    /// Who took part, sorted.
    pub actors: &'a [String],
    /// Who did it, sorted.
    pub attackers: &'a [String],
    /// Whom it was done to, sorted.
    pub targets: &'a [String],
    /// All claims of all reports.
    pub claims: &'a [Claim],
    /// What was destroyed or seized, sorted.
    pub materiel: &'a [String],
    /// The reports.
    pub reports: ViewReports<'a>,
    /// The notes, sorted, each once.
    pub notes: Vec<&'a Note>,
    /// Why its reports were taken as one.
    pub merge_reasons: &'a [String],
}

/// What a location says beyond a glance.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The first relation of the phrase.
    pub relation: Relation,
    /// ACLED geo_precision.
    pub geo_precision: Option<u8>,
    /// UCDP where_prec.
    pub where_prec: u8,
    /// Whether several candidates remain.
    pub is_ambiguous: bool,
    /// The outline that holds 80 % of the belief; without polygons for an exact point.
    pub area: Option<&'a Arc<MultiPolygon<f64>>>,
    /// The candidates, the best first.
    pub candidates: &'a [Candidate],
    /// What each constraint did.
    pub reasons: &'a [String],
}

/// The nearest land border.
#[derive(Clone, Copy, Debug)]
pub struct ViewBorder<'a> {
    /// ISO 3166-1 alpha-2 of the neighbour.
    pub neighbour: &'a str,
    /// The band of the expected distance.
    pub band: &'a str,
    /// The direction to its nearest point, in degrees clockwise from north.
    pub bearing_deg: f64,
    /// The expected, the least and the greatest distance, in km.
    pub km: [f64; 3],
    /// The probability that it is within 20 km, 0..=1.
    pub within_20_km: f64,
}

/// The reports of an incident.
#[derive(Clone, Copy, Debug)]
pub enum ViewReports<'a> {
    /// A row of a table.
    Row(Brief<'a>),
    /// Reports that are kept whole.
    Whole(&'a [LocatedReport]),
}

impl<'a> ViewReports<'a> {
    /// Each in brief.
    pub fn briefs(self) -> impl Iterator<Item = Brief<'a>> {
        let (row, whole) = match self {
            Self::Row(row) => (Some(row), &[][..]),
            Self::Whole(whole) => (None, whole),
        };
        row.into_iter().chain(whole.iter().map(Brief::of))
    }

    /// Those that say more than a row of a table can.
    pub fn whole(self) -> &'a [LocatedReport] {
        match self {
            Self::Row(_) => &[],
            Self::Whole(whole) => whole,
        }
    }
}

impl View<'_> {
    /// The title.
    pub fn title(&self) -> Cow<'_, str> {
        let place = self.glance.place.map(|place| place.name);
        let made = || title(self.glance.kind, place, self.glance.dates).into();
        self.title.map_or_else(made, Cow::Borrowed)
    }
}

impl<'a> From<&'a SituatedIncident> for View<'a> {
    fn from(situated: &'a SituatedIncident) -> Self {
        let incident = &situated.incident;
        let around = &situated.around;
        Self {
            glance: Glance::of(situated),
            title: Some(&incident.title),
            spot: incident.location.as_ref().map(Spot::of),
            admin1: &situated.admin1,
            admin2: situated.admin2.as_deref().map(|name| (name, situated.admin2_approximate)),
            border: situated.border.as_ref().map(ViewBorder::of),
            approximate: situated.approximate,
            neighbours: around.neighbours.iter().map(|n| (n.country.as_str(), n.km)).collect(),
            three_countries: around.three_countries,
            town: around.town.as_ref().map(|t| (t.name.as_str(), t.km, t.bearing_deg)),
            wounded: incident.wounded,
            actors: &incident.actors,
            attackers: &incident.roles.attackers,
            targets: &incident.roles.targets,
            claims: &incident.claims,
            materiel: &incident.materiel,
            reports: ViewReports::Whole(&incident.reports),
            notes: incident.notes.iter().collect(),
            merge_reasons: &incident.merge_reasons,
        }
    }
}

impl<'a> Spot<'a> {
    fn of(location: &'a Location) -> Self {
        Self {
            relation: location.relation,
            geo_precision: location.geo_precision,
            where_prec: location.where_prec,
            is_ambiguous: location.is_ambiguous,
            area: Some(&location.area),
            candidates: &location.candidates,
            reasons: &location.reasons,
        }
    }
}

impl<'a> ViewBorder<'a> {
    fn of(border: &'a BorderProximity) -> Self {
        Self {
            neighbour: &border.neighbour,
            band: &border.band,
            bearing_deg: border.bearing_deg,
            km: [border.km, border.km_min, border.km_max],
            within_20_km: border.within_20_km,
        }
    }
}
