//! What analysts decided: corrections that every run replays, from a file of theirs.
//!
//! | list | what it decides | keys |
//! |---|---|---|
//! | `[[place]]` | this phrase, report or incident is at this place or point | `phrase` (and `document`), `report` or `incident`; `is`, or `lon`, `lat`, `radius_km`, `name` |
//! | `[[never]]` | this place is never meant, by a name or by any | `place`, `country`, `region`, `name` |
//! | `[[same]]` | these reports are one incident | `reports` |
//! | `[[apart]]` | these reports are as many incidents | `reports` |
//! | `[[discard]]` | this report, or all of an incident, is none | `report` or `incident` |
//! | `[[set]]` | a field of an incident has this value | `incident`; `kind`, `date_start`, … |
//!
//! Each has a `note` and may have `by`. An incident is named by the id of any of its reports, its own id
//! among them, so that a correction still finds it after others have changed it.

mod entry;
mod file;
mod links;

use std::path::Path;

use crate::earth::LonLat;
use crate::gazetteer::{Barred, Gazetteer};
use crate::model::{Date, Kind, Note, Outcome, ReportId};

pub use links::{Link, Links};

/// The decisions of a file, in its order, and what could not be taken from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrections {
    /// The name of the file, for messages.
    pub file: String,
    /// What was decided.
    pub entries: Vec<Correction>,
    /// What is wrong with the file.
    pub troubles: Vec<Trouble>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// Where it stands in the file, from 1.
    pub line: usize,
    /// Why it was made, and by whom.
    pub note: String,
    /// What was decided.
    pub decision: Decision,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Something is at a place.
    Place(Target, Whereabouts),
    /// A place is never meant.
    Never(UnwantedPlace),
    /// Reports are one incident.
    Same(Vec<ReportId>),
    /// Reports are as many incidents.
    Apart(Vec<ReportId>),
    /// A report or an incident is none.
    Discard(Target),
    /// Fields of an incident have values.
    Set(ReportId, Vec<Value>),
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Every report with this place phrase, in one document or in all.
    Phrase(String, Option<String>),
    /// One report.
    Report(ReportId),
    /// The incident that has this report.
    Incident(ReportId),
}

/// Where something is.
#[derive(Clone, Debug, PartialEq)]
pub enum Whereabouts {
    /// Where a phrase says ("Tabankort, région de Kidal").
    Phrase(String),
    /// At a point, within so many km of it, by this name.
    Point(LonLat, f64, Option<String>),
}

/// A place that a text does not mean.
#[derive(Clone, Debug, PartialEq)]
pub struct UnwantedPlace {
    /// The name as a text has it; `None` for every name.
    pub name: Option<String>,
    /// The name of the place in the gazetteer.
    pub place: String,
    /// ISO 3166-1 alpha-2 of its country; `None` for all of that name.
    pub country: Option<String>,
    /// The name of its first-level unit; `None` for all of that name.
    pub region: Option<String>,
}

/// A field and its value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// What happened.
    Kind(Kind),
    /// The first day.
    DateStart(Date),
    /// The last day.
    DateEnd(Date),
    /// A bound of the killed or wounded.
    Toll(Outcome, Bound, u32),
    /// Who took part.
    Actors(Vec<String>),
    /// What was destroyed or seized.
    Materiel(Vec<String>),
    /// Whether it is told as an earlier event only.
    Background(bool),
    /// The title.
    Title(String),
}

/// Which figure of a toll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The lowest.
    Low,
    /// The best.
    Best,
    /// The highest.
    High,
    /// All three.
    All,
}

/// Something in a file of corrections that is not done.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// `correction-invalid`, `correction-conflict` or `correction-unmatched`.
    pub code: &'static str,
    /// Where it stands in the file, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub problem: String,
}

impl Trouble {
    /// The entry cannot be understood.
    pub fn invalid(line: usize, problem: impl Into<String>) -> Self {
        Self { code: "correction-invalid", line, problem: problem.into() }
    }

    /// The entry contradicts one before it.
    pub fn conflict(line: usize, problem: impl Into<String>) -> Self {
        Self { code: "correction-conflict", line, problem: problem.into() }
    }

    /// What the entry speaks of is not there.
    pub fn unmatched(line: usize, problem: impl Into<String>) -> Self {
        Self { code: "correction-unmatched", line, problem: problem.into() }
    }
}

impl Corrections {
    /// Reads a file of corrections. What is wrong with one entry costs that entry and is kept as a
    /// [`Trouble`].
    ///
    /// # Errors
    /// [`crate::Error::Read`] or [`crate::Error::Input`] where the file cannot be read as text.
    pub fn open(path: &Path) -> crate::Result<Self> {
        file::open(path)
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The gazetteer without the places that are never meant; those that it does not have are
    /// troubles.
    pub fn bar(&mut self, gazetteer: Gazetteer) -> Gazetteer {
        let mut barred = Vec::new();
        for correction in &self.entries {
            let Decision::Never(unwanted) = &correction.decision else { continue };
            let ids = unwanted.ids(&gazetteer);
            if ids.is_empty() {
                let problem = format!("there is no place '{}' to be left out", unwanted.place);
                self.troubles.push(Trouble::unmatched(correction.line, problem));
            } else {
                barred.push(Barred::new(unwanted.name.as_deref(), ids));
            }
        }
        gazetteer.without(barred)
    }

    /// The corrections by which reports are one incident or several.
    pub fn links(&self, troubles: &mut Vec<Trouble>) -> Links {
        Links::of(self, troubles)
    }

    /// "corrections.toml, line 12: the note", for what a correction has done.
    pub fn source(&self, correction: &Correction) -> String {
        let Correction { line, note, .. } = correction;
        let told = if note.is_empty() { String::new() } else { format!(": {note}") };
        format!("{}, line {line}{told}", self.file)
    }

    /// A trouble as a note that names the file and the line.
    pub fn note(&self, trouble: &Trouble) -> Note {
        let Trouble { code, line, problem } = trouble;
        Note::new(code, format!("'{}', line {line}: {problem}", self.file))
    }
}

impl UnwantedPlace {
    fn ids(&self, gazetteer: &Gazetteer) -> Vec<String> {
        let is_meant = |place: &&crate::gazetteer::Place| {
            let region = gazetteer.region(&place.admin1).map(|region| region.name.as_str());
            self.country.as_ref().is_none_or(|code| place.country.eq_ignore_ascii_case(code))
                && self.region.as_deref().is_none_or(|name| region == Some(name))
        };
        let named = gazetteer.named(&self.place).into_iter();
        // A place is meant by its usual name; where none has it so, by any of its names.
        let (usual, other): (Vec<_>, Vec<_>) =
            named.filter(is_meant).partition(|place| place.name == self.place);
        let chosen = if usual.is_empty() { other } else { usual };
        chosen.into_iter().map(|place| place.id.clone()).collect()
    }
}
