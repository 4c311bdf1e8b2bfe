//! Replays an analyst's corrections: places and discards before the merging, the rest after it.

use std::collections::{HashMap, HashSet};

use crate::corrections::{
    Bound, Correction, Corrections, Decision, Links, Target, Trouble, Value, Whereabouts,
};
use crate::extract::read_phrase;
use crate::gazetteer::{Gazetteer, fold};
use crate::geocode::{Stated, locate};
use crate::model::{DateInterval, Incident, LocatedReport, Location, NamedUnits, Note, Outcome};
use crate::model::{ReportId, Reports, StatedPosition, Told, Toll};

/// Corrections on their way through a run.
pub(super) struct Replay<'a> {
    gazetteer: &'a Gazetteer,
    corrections: &'a Corrections,
    /// What was not done.
    pub(super) troubles: Vec<Trouble>,
    /// How many entries did something.
    pub(super) n_done: usize,
    /// Notes for the incidents of reports that were corrected.
    told: HashMap<ReportId, Vec<Note>>,
    /// The line that put a report or an incident where it is.
    placed: HashMap<ReportId, usize>,
}

impl<'a> Replay<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer, corrections: &'a Corrections) -> Self {
        let (told, placed) = Default::default();
        let troubles = corrections.troubles.clone();
        Self { gazetteer, corrections, troubles, n_done: 0, told, placed }
    }

    /// Puts reports where they belong and takes out those that are none; the links for the merging.
    pub(super) fn before_merge(&mut self, reports: &mut Reports) -> Links {
        if self.corrections.is_empty() {
            return Links::default();
        }
        let mut at: HashMap<ReportId, usize> =
            reports.briefs().enumerate().map(|(i, told)| (told.id, i)).collect();
        let mut discarded = HashSet::new();
        for correction in &self.corrections.entries {
            match &correction.decision {
                Decision::Place(Target::Report(id), is) => {
                    match at.get(id).and_then(|i| reports.get_mut(*i)) {
                        Some(located) => self.place_reports(correction, vec![located], is),
                        None => self.gone(correction, *id),
                    }
                }
                Decision::Discard(Target::Report(id)) => match at.remove(id) {
                    Some(i) => {
                        discarded.insert(i);
                        self.n_done += 1;
                    }
                    None => self.gone(correction, *id),
                },
                Decision::Never(_) => self.n_done += 1,
                _ => {}
            }
        }
        let of_reports: HashSet<ReportId> = self.placed.keys().copied().collect();
        for correction in &self.corrections.entries {
            let Decision::Place(Target::Phrase(phrase, document), is) = &correction.decision else {
                continue;
            };
            let key = fold::plain(phrase);
            let is_told = |located: &&mut LocatedReport| {
                let told = located.report.phrase.as_ref();
                told.is_some_and(|told| fold::plain(&told.text) == key)
                    && document.as_ref().is_none_or(|id| located.report.document == *id)
            };
            // The rows that are not kept whole have no phrase.
            let told: Vec<&mut LocatedReport> = reports.whole_mut().filter(is_told).collect();
            if told.is_empty() {
                let problem = format!("no report of this run has the phrase '{phrase}'");
                self.unmatched(correction, problem);
                continue;
            }
            // What is said of one report goes before what is said of all.
            let others = told.into_iter().filter(|located| !of_reports.contains(&located.id));
            self.place_reports(correction, others.collect(), is);
        }
        reports.retain(|i| !discarded.contains(&i));
        let mut links = self.corrections.links(&mut self.troubles);
        for list in [&mut links.same, &mut links.apart] {
            list.retain(|link| {
                let (a, b) = link.reports;
                let gone = [a, b].into_iter().find(|id| !at.contains_key(id));
                match gone {
                    Some(id) => self.troubles.push(missing(link.line, id)),
                    None => self.n_done += 1,
                }
                gone.is_none()
            });
        }
        links
    }

    /// Corrects incidents, and notes on them what was corrected.
    pub(super) fn after_merge(&mut self, told: &mut Told) {
        if self.corrections.is_empty() {
            return;
        }
        let targets = self.corrections.entries.iter().filter_map(incident_of);
        told.unfold(&targets.collect());
        let incidents = &mut told.incidents;
        let mut at: HashMap<ReportId, usize> = HashMap::new();
        for (i, incident) in incidents.iter_mut().enumerate() {
            at.extend(incident.reports.iter().map(|located| (located.id, i)));
            let ids = incident.reports.iter().map(|located| located.id);
            let told: Vec<Note> = ids.filter_map(|id| self.told.remove(&id)).flatten().collect();
            incident.notes.extend(told);
        }
        let mut discarded = Vec::new();
        let mut set: HashMap<(usize, String), (usize, Value)> = HashMap::new();
        for correction in &self.corrections.entries {
            let Some(id) = incident_of(correction) else { continue };
            let Some(&i) = at.get(&id) else {
                self.gone(correction, id);
                continue;
            };
            let Some(incident) = incidents.get_mut(i) else { continue };
            match &correction.decision {
                Decision::Place(_, is) => self.place_incident(correction, incident, is),
                Decision::Set(_, values) => {
                    for value in values {
                        let name = name(value);
                        match set.get(&(i, name.clone())) {
                            Some((_, known)) if known == value => {}
                            Some((line, _)) => {
                                let problem = format!(
                                    "'{name}' of '{id}' is set by line {line}; that one counts"
                                );
                                self.troubles.push(Trouble::conflict(correction.line, problem));
                            }
                            None => {
                                apply(incident, value);
                                let source = self.corrections.source(correction);
                                let message = format!("'{name}' is as set by {source}");
                                incident.notes.push(Note::new("corrected", message));
                                set.insert((i, name), (correction.line, value.clone()));
                            }
                        }
                    }
                    self.n_done += 1;
                }
                _ => {
                    discarded.push(i);
                    self.n_done += 1;
                }
            }
        }
        for incident in incidents.iter_mut() {
            incident.notes.sort();
            incident.notes.dedup();
        }
        discarded.sort_unstable();
        discarded.dedup();
        for i in discarded.into_iter().rev() {
            incidents.remove(i);
        }
    }

    fn place_reports(
        &mut self,
        correction: &Correction,
        reports: Vec<&mut LocatedReport>,
        is: &Whereabouts,
    ) {
        let mut n_placed = 0;
        for located in reports {
            if let Some(line) = self.placed.get(&located.id) {
                let problem = format!("'{}' is placed by line {line}; that one counts", located.id);
                self.troubles.push(Trouble::conflict(correction.line, problem));
                continue;
            }
            let Some(location) = self.location(is) else {
                return self.unplaced(correction, is);
            };
            let note = self.placed_note(correction, &location);
            located.location = Some(location);
            self.placed.insert(located.id, correction.line);
            self.told.entry(located.id).or_default().push(note);
            n_placed += 1;
        }
        self.n_done += usize::from(n_placed > 0);
    }

    fn place_incident(
        &mut self,
        correction: &Correction,
        incident: &mut Incident,
        is: &Whereabouts,
    ) {
        let ids: Vec<ReportId> = incident.reports.iter().map(|located| located.id).collect();
        let by_incident = |line: &&usize| {
            let entries = self.corrections.entries.iter();
            let mut of_line = entries.filter(|entry| entry.line == **line);
            of_line.any(|e| matches!(e.decision, Decision::Place(Target::Incident(_), _)))
        };
        if let Some(line) = ids.iter().filter_map(|id| self.placed.get(id)).find(by_incident) {
            let problem = format!("this incident is placed by line {line}; that one counts");
            return self.troubles.push(Trouble::conflict(correction.line, problem));
        }
        let Some(location) = self.location(is) else { return self.unplaced(correction, is) };
        incident.notes.push(self.placed_note(correction, &location));
        let is_own = incident.title == incident.own_title();
        incident.location = Some(location);
        if is_own {
            incident.title = incident.own_title();
        }
        self.placed.extend(ids.into_iter().map(|id| (id, correction.line)));
        self.n_done += 1;
    }

    fn location(&self, is: &Whereabouts) -> Option<Location> {
        match is {
            Whereabouts::Phrase(words) => {
                let phrase = read_phrase(self.gazetteer, words)?;
                locate(self.gazetteer, &phrase, &[])
            }
            Whereabouts::Point(point, radius_km, name) => {
                let position = StatedPosition {
                    point: *point,
                    geo_precision: None,
                    where_prec: None,
                    radius_km: Some(*radius_km),
                };
                let place = name.clone().unwrap_or_default();
                let units = NamedUnits { place, ..NamedUnits::default() };
                Some(Stated::new(self.gazetteer).locate(&position, &units))
            }
        }
    }

    fn placed_note(&self, correction: &Correction, location: &Location) -> Note {
        let source = self.corrections.source(correction);
        Note::new("corrected", format!("the place is '{}' by {source}", location.place))
    }

    fn unplaced(&mut self, correction: &Correction, is: &Whereabouts) {
        let words = match is {
            Whereabouts::Phrase(words) => words.as_str(),
            Whereabouts::Point(..) => "",
        };
        let problem = format!("'{words}' names no known place; try it with 'harmattan place'");
        self.unmatched(correction, problem);
    }

    fn unmatched(&mut self, correction: &Correction, problem: String) {
        self.troubles.push(Trouble::unmatched(correction.line, problem));
    }

    fn gone(&mut self, correction: &Correction, id: ReportId) {
        self.troubles.push(missing(correction.line, id));
    }
}

/// The incident that a correction is about.
fn incident_of(correction: &Correction) -> Option<ReportId> {
    match &correction.decision {
        Decision::Place(Target::Incident(id), _)
        | Decision::Discard(Target::Incident(id))
        | Decision::Set(id, _) => Some(*id),
        _ => None,
    }
}

fn missing(line: usize, id: ReportId) -> Trouble {
    let problem = format!("no report of this run has the id '{id}'; it is gone or discarded");
    Trouble::unmatched(line, problem)
}

/// The name of the field that a value is for.
fn name(value: &Value) -> String {
    match value {
        Value::Kind(_) => "kind",
        Value::DateStart(_) => "date_start",
        Value::DateEnd(_) => "date_end",
        Value::Actors(_) => "actors",
        Value::Materiel(_) => "materiel",
        Value::Background(_) => "background",
        Value::Title(_) => "title",
        Value::Toll(outcome, bound, _) => {
            let outcome = if *outcome == Outcome::Wounded { "wounded" } else { "killed" };
            let end = match bound {
                Bound::Low => "_low",
                Bound::Best => "_best",
                Bound::High => "_high",
                Bound::All => "",
            };
            return format!("{outcome}{end}");
        }
    }
    .to_owned()
}

fn apply(incident: &mut Incident, value: &Value) {
    let is_own = incident.title == incident.own_title();
    match value {
        Value::Kind(kind) => incident.kind = *kind,
        Value::DateStart(start) => {
            let end = incident.dates.map_or(*start, |dates| dates.end.max(*start));
            incident.dates = Some(DateInterval { start: *start, end });
        }
        Value::DateEnd(end) => {
            let start = incident.dates.map_or(*end, |dates| dates.start.min(*end));
            incident.dates = Some(DateInterval { start, end: *end });
        }
        Value::Actors(names) => incident.actors.clone_from(names),
        Value::Materiel(names) => incident.materiel.clone_from(names),
        Value::Background(truth) => incident.background = *truth,
        Value::Title(title) => return incident.title.clone_from(title),
        Value::Toll(outcome, bound, count) => {
            let wounded = *outcome == Outcome::Wounded;
            let toll = if wounded { &mut incident.wounded } else { &mut incident.killed };
            let known = |figure: Option<u32>| figure.unwrap_or(*count);
            let (low, best, high) = (known(toll.low), known(toll.best), known(toll.high));
            // The other bounds give way where they would contradict.
            let (low, best, high) = match bound {
                Bound::Low => (*count, best.max(*count), high.max(*count)),
                Bound::Best => (low.min(*count), *count, high.max(*count)),
                Bound::High => (low.min(*count), best.min(*count), *count),
                Bound::All => (*count, *count, *count),
            };
            let is_open = toll.low.is_some() && toll.high.is_none() && *bound != Bound::All;
            let high = Some(high).filter(|_| !is_open || *bound == Bound::High);
            *toll = Toll { low: Some(low), best: Some(best), high };
        }
    }
    if is_own {
        incident.title = incident.own_title();
    }
}
