//! What groups and maps need of an incident, borrowed from where it is kept.

use crate::earth::LonLat;
use crate::model::{
    DateInterval, Kind, Location, ReportId, SituatedIncident, Spread, Toll, UnitShare,
    WeightedPoint,
};

/// What groups and maps need of an incident.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'a> {
    /// Its id.
    pub id: ReportId,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub dates: Option<DateInterval>,
    /// The killed.
    pub killed: Toll,
    /// Whether every report tells it as an earlier event.
    pub background: bool,
    /// Where, if a report says.
    pub place: Option<GlancePlace<'a>>,
    /// ISO 3166-1 alpha-2 of the most probable country.
    pub country: Option<&'a str>,
    /// The most probable first-level unit of that country.
    pub region: Option<&'a UnitShare>,
    /// The pair and the band of the nearest land border.
    pub border: Option<(&'a str, &'a str)>,
    /// How its probability is spread.
    pub spread: Option<&'a Spread>,
}

/// What groups and maps need of a location.
#[derive(Clone, Copy, Debug)]
pub struct GlancePlace<'a> {
    /// The best point.
    pub best: LonLat,
    /// The radius around it in km.
    pub radius_km: f64,
    /// The name of the place.
    pub name: &'a str,
    /// The points of the belief; empty where it is one exact point.
    pub belief: &'a [WeightedPoint],
    /// Whether it is no finer than a whole first-level unit or country.
    pub is_whole_unit: bool,
}

impl<'a> Glance<'a> {
    pub(super) fn of(situated: &'a SituatedIncident) -> Self {
        let incident = &situated.incident;
        let place = |location: &'a Location| GlancePlace {
            best: location.best,
            radius_km: location.radius_km,
            name: &location.place,
            belief: if location.is_one_point() { &[] } else { &location.belief },
            is_whole_unit: location.is_whole_unit,
        };
        let border = situated.border.as_ref();
        Self {
            id: incident.id,
            kind: incident.kind,
            dates: incident.dates,
            killed: incident.killed,
            background: incident.background,
            place: incident.location.as_ref().map(place),
            country: situated.country.as_deref(),
            region: situated.admin1.first(),
            border: border.map(|border| (border.pair.as_str(), border.band.as_str())),
            spread: situated.spread.as_deref(),
        }
    }
}
