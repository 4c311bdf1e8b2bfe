//! The situated incidents of a run, in an order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::glance::{Glance, GlancePlace};
use super::pool::Pool;
use super::rows::Rows;
use super::told::{Told, incident, toll};
use super::view::{View, ViewBorder, ViewReports};
use crate::model::{
    Around, BorderProximity, DateInterval, Incident, Kind, Location, Name, NearTown,
    NeighbourDistance, Note, ReportId, Setting, SituatedIncident, Spread, Toll, UnitShare,
};

/// So many rows are situated at a time.
const N_BATCH: usize = 1024;

/// The incidents of a run. Those that one row of a table tells of take little room, the others are
/// kept whole.
#[derive(Clone, Debug, Default)]
pub struct Incidents {
    rows: Rows,
    tolls: Vec<[Toll; 2]>,
    actors: Vec<Vec<String>>,
    /// For each row where it is.
    settings: Vec<Situated>,
    /// Names of units, borders, bands and towns.
    names: Pool<String>,
    neighbours: Vec<(u32, f64)>,
    /// Regions that are the only one of many rows.
    regions: HashMap<Name, Arc<[UnitShare]>>,
    whole: Vec<SituatedIncident>,
    /// The incidents' numbers: the rows come first, then those that are kept whole.
    order: Vec<u32>,
    /// The ids by number.
    ids: Vec<ReportId>,
    by_id: OnceLock<ById>,
}

/// The incidents in the order of their ids, then their numbers.
#[derive(Clone, Debug)]
struct ById {
    /// The numbers in that order.
    numbers: Vec<u32>,
    /// For every number its place in it.
    places: Vec<u32>,
}

/// What incidents are sorted by.
fn by_date(dates: Option<DateInterval>, id: ReportId) -> (bool, Option<DateInterval>, ReportId) {
    (dates.is_none(), dates, id)
}

/// A row and its setting; names by their numbers.
#[derive(Clone, Debug)]
struct Situated {
    admin1: Arc<[UnitShare]>,
    spread: Option<Arc<Spread>>,
    border: Option<Border>,
    town: Option<(f64, f64, u32)>,
    country: Option<u32>,
    admin2: Option<(u32, bool)>,
    /// The first of its neighbours, and how many there are.
    neighbours: (u32, u16),
    three_countries: bool,
    approximate: bool,
}

#[derive(Clone, Debug)]
struct Border {
    bearing_deg: f64,
    km: f64,
    /// What an exact point does not have: the least and the greatest distance, and the probability
    /// of being near.
    range: Option<Box<[f64; 3]>>,
    pair: u32,
    neighbour: u32,
    band: u32,
}

impl Incidents {
    /// Situates what reports tell, sorted by date, then id.
    pub fn situate(
        told: Told,
        of_incident: impl Fn(Incident) -> SituatedIncident + Sync + Send,
        of_location: impl Fn(&Location) -> Arc<Setting> + Sync,
    ) -> Self {
        let Told { mut rows, mut alone, tolls, actors, incidents } = told;
        // In this order they will be looked at most, and what lies side by side is found sooner.
        alone.sort_by_cached_key(|row| rows.told(*row).map(|(id, _, dates, _)| by_date(dates, id)));
        rows.reorder(&alone);
        let n_rows = u32::try_from(alone.len()).unwrap_or(u32::MAX);
        drop(alone);
        let whole: Vec<SituatedIncident> = incidents.into_par_iter().map(of_incident).collect();
        let mut all = Self { rows, tolls, actors, whole, ..Self::default() };
        all.look(n_rows, of_location);
        let key = |(number, seen): (u32, Glance<'_>)| (by_date(seen.dates, seen.id), number);
        let mut keys: Vec<_> = all.glances().map(key).collect();
        all.ids = keys.iter().map(|((_, _, id), _)| *id).collect();
        keys.sort_unstable();
        all.order = keys.into_iter().map(|(_, number)| number).collect();
        all
    }

    /// Finds where all rows are: those side by side one after the other, so that what is asked of their
    /// surroundings is still at hand.
    fn look(&mut self, n_rows: u32, of_location: impl Fn(&Location) -> Arc<Setting> + Sync) {
        let place = |row: u32| (self.rows.place(row).map(|place| place.best.z_order()), row);
        let mut by_place: Vec<(Option<u32>, u32)> = (0..n_rows).map(place).collect();
        by_place.sort_unstable();
        let mut settings: Vec<Option<Situated>> = vec![None; n_rows as usize];
        for batch in by_place.chunks(N_BATCH) {
            let look = |(_, row): &(_, u32)| Some((*row, of_location(&self.rows.location(*row)?)));
            let seen: Vec<Option<(u32, Arc<Setting>)>> = batch.par_iter().map(look).collect();
            for (row, setting) in seen.into_iter().flatten() {
                let kept = self.kept(row, &setting);
                if let Some(place) = settings.get_mut(row as usize) {
                    *place = Some(kept);
                }
            }
        }
        self.settings = settings.into_iter().flatten().collect();
    }

    /// The setting of a row, its names by their numbers.
    fn kept(&mut self, row: u32, setting: &Setting) -> Situated {
        let names = &mut self.names;
        let Setting { country, border, around, .. } = setting;
        let first = u32::try_from(self.neighbours.len()).unwrap_or(u32::MAX);
        let near =
            around.neighbours.iter().map(|near| (names.keep(near.country.as_str()), near.km));
        self.neighbours.extend(near);
        let is_whole_unit = self.rows.place(row).is_some_and(|place| place.is_whole_unit);
        let admin2 = setting.district(is_whole_unit);
        let admin1 = match setting.admin1.as_ref() {
            [only] if only.probability == 1.0 => {
                if !self.regions.contains_key(&only.id) {
                    self.regions.insert(only.id.clone(), Arc::clone(&setting.admin1));
                }
                self.regions.get(&only.id).map_or_else(Arc::default, Arc::clone)
            }
            _ => Arc::clone(&setting.admin1),
        };
        Situated {
            admin1,
            spread: setting.spread.clone(),
            border: border.as_ref().map(|border| Border {
                bearing_deg: border.bearing_deg,
                km: border.km,
                range: range(border),
                pair: names.keep(border.pair.as_str()),
                neighbour: names.keep(border.neighbour.as_str()),
                band: names.keep(border.band.as_str()),
            }),
            town: around
                .town
                .as_ref()
                .map(|town| (town.km, town.bearing_deg, names.keep(town.name.as_str()))),
            country: country.as_deref().map(|code| names.keep(code)),
            admin2: admin2
                .map(|district| (names.keep(district.name.as_str()), district.approximate)),
            neighbours: (first, around.neighbours.len().try_into().unwrap_or(u16::MAX)),
            three_countries: around.three_countries,
            approximate: setting.approximate,
        }
    }

    /// Adds an incident at the end.
    pub fn push(&mut self, incident: SituatedIncident) {
        self.order.push(u32::try_from(self.order.len()).unwrap_or(u32::MAX));
        self.ids.push(incident.incident.id);
        self.by_id = OnceLock::new();
        self.whole.push(incident);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The numbers of all incidents, in their order.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The id of the incident of a number.
    pub fn id(&self, number: u32) -> Option<ReportId> {
        self.ids.get(number as usize).copied()
    }

    /// Sorts numbers of incidents by id, then number. Cost: a sort of plain numbers.
    pub fn sort_by_id(&self, numbers: &mut [u32]) {
        let ById { numbers: known, places } = self.by_id.get_or_init(|| self.order_by_id());
        let of = |at: u32, all: &[u32]| all.get(at as usize).copied().unwrap_or(u32::MAX);
        numbers.iter_mut().for_each(|number| *number = of(*number, places));
        numbers.sort_unstable();
        numbers.iter_mut().for_each(|place| *place = of(*place, known));
    }

    fn order_by_id(&self) -> ById {
        let mut keys: Vec<(ReportId, u32)> = self.ids.iter().copied().zip(0..).collect();
        keys.sort_unstable();
        let numbers: Vec<u32> = keys.into_iter().map(|(_, number)| number).collect();
        let mut places = vec![0; numbers.len()];
        for (number, place) in numbers.iter().zip(0..) {
            if let Some(known) = places.get_mut(*number as usize) {
                *known = place;
            }
        }
        ById { numbers, places }
    }

    /// The incident of a number, whole.
    pub fn get(&self, number: u32) -> Option<Cow<'_, SituatedIncident>> {
        match self.settings.get(number as usize) {
            Some(seen) => self.unfolded(number, seen).map(Cow::Owned),
            None => self.whole_of(number).map(Cow::Borrowed),
        }
    }

    /// All incidents in order, whole.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, SituatedIncident>> {
        self.order.iter().filter_map(|number| self.get(*number))
    }

    /// The incident of a number, as groups and maps see it.
    pub fn glance(&self, number: u32) -> Option<Glance<'_>> {
        match self.settings.get(number as usize) {
            Some(seen) => self.glance_of_row(number, seen),
            None => self.whole_of(number).map(Glance::of),
        }
    }

    /// Where the incident of a number is, as groups and maps see it.
    pub fn place(&self, number: u32) -> Option<GlancePlace<'_>> {
        if (number as usize) < self.settings.len() {
            return self.rows.place(number);
        }
        Glance::of(self.whole_of(number)?).place
    }

    /// What happened in the incident of a number, and how many were killed.
    pub fn harm(&self, number: u32) -> Option<(Kind, Toll)> {
        if (number as usize) < self.settings.len() {
            let (_, kind, ..) = self.rows.told(number)?;
            let [killed, _] = toll(&self.rows, &self.tolls, number);
            return Some((kind, killed));
        }
        let seen = Glance::of(self.whole_of(number)?);
        Some((seen.kind, seen.killed))
    }

    /// The numbers of all incidents, in their own order.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        let n = self.settings.len() + self.whole.len();
        0..u32::try_from(n).unwrap_or(u32::MAX)
    }

    /// All incidents by number, as groups and maps see them.
    pub fn glances(&self) -> impl Iterator<Item = (u32, Glance<'_>)> {
        self.numbers().filter_map(|number| Some((number, self.glance(number)?)))
    }

    fn whole_of(&self, number: u32) -> Option<&SituatedIncident> {
        self.whole.get((number as usize).checked_sub(self.settings.len())?)
    }

    /// The notes of all incidents.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        let n_rows = u32::try_from(self.settings.len()).unwrap_or(u32::MAX);
        let of_rows = (0..n_rows).flat_map(|row| self.rows.notes_of(row)).flatten();
        of_rows.chain(self.whole.iter().flat_map(|whole| &whole.incident.notes))
    }

    /// The incident of a number, to be written.
    pub fn view(&self, number: u32) -> Option<View<'_>> {
        match self.settings.get(number as usize) {
            Some(seen) => self.view_of_row(number, seen),
            None => self.whole_of(number).map(View::from),
        }
    }

    fn view_of_row<'a>(&'a self, row: u32, seen: &'a Situated) -> Option<View<'a>> {
        let name = |number: u32| self.names.text(number);
        let [_, wounded] = toll(&self.rows, &self.tolls, row);
        let (first, n_neighbours) = (seen.neighbours.0 as usize, usize::from(seen.neighbours.1));
        let near = self.neighbours.get(first..first + n_neighbours).unwrap_or_default();
        let border = |border: &'a Border| {
            let [km_min, km_max, within_20_km] = border.range();
            ViewBorder {
                neighbour: name(border.neighbour),
                band: name(border.band),
                bearing_deg: border.bearing_deg,
                km: [border.km, km_min, km_max],
                within_20_km,
            }
        };
        let mut notes: Vec<&Note> = self.rows.notes_of(row).into_iter().flatten().collect();
        notes.sort();
        notes.dedup();
        Some(View {
            glance: self.glance_of_row(row, seen)?,
            title: None,
            spot: self.rows.spot(row),
            admin1: &seen.admin1,
            admin2: seen.admin2.map(|(district, approximate)| (name(district), approximate)),
            border: seen.border.as_ref().map(border),
            approximate: seen.approximate,
            neighbours: near.iter().map(|(code, km)| (name(*code), *km)).collect(),
            three_countries: seen.three_countries,
            town: seen.town.map(|(km, bearing_deg, town)| (name(town), km, bearing_deg)),
            wounded,
            actors: self.actors.get(self.rows.actors_number(row)).map_or(&[], Vec::as_slice),
            claims: self.rows.claims(row),
            attackers: &[],
            targets: &[],
            materiel: &[],
            reports: ViewReports::Row(self.rows.brief(row)?),
            notes,
            merge_reasons: &[],
        })
    }

    /// The incident of a row with its own report and names.
    fn unfolded(&self, row: u32, seen: &Situated) -> Option<SituatedIncident> {
        let view = self.view_of_row(row, seen)?;
        let (admin2, admin2_approximate) = view.admin2.unzip();
        let near = view.neighbours.iter();
        let neighbours =
            near.map(|(code, km)| NeighbourDistance { country: Name::from(*code), km: *km });
        let town = view.town.map(|(name, km, bearing_deg)| NearTown {
            name: name.into(),
            km,
            bearing_deg,
        });
        let pair = seen.border.as_ref().map_or("", |border| self.names.text(border.pair));
        let border = view.border.map(|border| BorderProximity {
            pair: pair.into(),
            neighbour: border.neighbour.into(),
            bearing_deg: border.bearing_deg,
            km: border.km[0],
            km_min: border.km[1],
            km_max: border.km[2],
            within_20_km: border.within_20_km,
            band: border.band.into(),
        });
        Some(SituatedIncident {
            incident: incident(&self.rows, &self.tolls, row)?,
            country: view.glance.country.map(Name::from),
            admin1: Arc::clone(&seen.admin1),
            admin2: admin2.map(Name::from),
            border,
            approximate: view.approximate,
            admin2_approximate: admin2_approximate.unwrap_or(false),
            around: Around {
                neighbours: neighbours.collect(),
                three_countries: view.three_countries,
                town,
            },
            spread: seen.spread.clone(),
        })
    }

    fn glance_of_row<'a>(&'a self, row: u32, seen: &'a Situated) -> Option<Glance<'a>> {
        let (id, kind, dates, background) = self.rows.told(row)?;
        let [killed, _] = toll(&self.rows, &self.tolls, row);
        let name = |number: u32| self.names.text(number);
        Some(Glance {
            id,
            kind,
            dates,
            killed,
            background,
            place: Some(self.rows.place(row)?),
            country: seen.country.map(name),
            region: seen.admin1.first(),
            border: seen.border.as_ref().map(|border| (name(border.pair), name(border.band))),
            spread: seen.spread.as_deref(),
        })
    }
}

/// The range of a distance that is not one number.
fn range(border: &BorderProximity) -> Option<Box<[f64; 3]>> {
    let range = [border.km_min, border.km_max, border.within_20_km];
    (range != exact(border.km)).then(|| Box::new(range))
}

/// The range of an exact distance.
fn exact(km: f64) -> [f64; 3] {
    [km, km, if km <= BorderProximity::NEAR_KM { 1.0 } else { 0.0 }]
}

impl Border {
    fn range(&self) -> [f64; 3] {
        self.range.as_ref().map_or_else(|| exact(self.km), |range| **range)
    }
}

impl FromIterator<SituatedIncident> for Incidents {
    fn from_iter<I: IntoIterator<Item = SituatedIncident>>(all: I) -> Self {
        let mut incidents = Self::default();
        all.into_iter().for_each(|incident| incidents.push(incident));
        incidents
    }
}

impl PartialEq for Incidents {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
