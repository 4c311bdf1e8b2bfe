//! The nouns that cross the seams between stages.
//!
//! `Document` → `Report` → `LocatedReport` → `Incident` → `SituatedIncident` → `Grouping` → `Dataset`.

mod claim;
mod dataset;
mod document;
mod id;
mod incident;
mod kept;
mod kind;
mod location;
mod note;
mod phrase;
mod report;
mod roles;
mod row;
mod title;

pub use claim::{Claim, Outcome, Side, Toll};
pub use dataset::{Counted, Dataset, Group, Grouping, HotSpot, Summary};
pub use document::{Document, Language, PublishedFrom};
pub use id::ReportId;
pub use incident::{Around, BandShare, BorderProximity, Incident, NearTown, NeighbourDistance};
pub use incident::{District, Setting, SituatedIncident, Spread, UnitShare};
pub use kept::{Brief, Glance, GlancePlace, Incidents, Reports, Told};
pub use kept::{Spot, View, ViewBorder, ViewReports};
pub use kind::Kind;
pub use location::{Candidate, LocatedReport, Location, WeightedPoint};
pub use note::Note;
pub use phrase::{Direction, Feature, PlacePart, PlacePhrase, Relation, Toponym};
pub use report::{DateInterval, Evidence, Report, Span};
pub use roles::Roles;
pub use row::{NamedUnits, Row, StatedPosition, TableRow};

pub(crate) use title::MONTHS;

/// A name or a code; a short one takes no memory of its own.
pub use compact_str::CompactString as Name;
pub use jiff::civil::Date;
