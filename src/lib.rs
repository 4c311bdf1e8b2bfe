//! Harmattan reads news articles and communiqués about security incidents and maps them, keeping
//! what the text says, how sure it is, and every source that disagrees.
//!
//! | stage | arrow | module |
//! |---|---|---|
//! | read | bytes → [`model::Document`] | [`read`] |
//! | extract | `Document` → [`model::Report`]s | [`extract`] |
//! | geocode | `Report` → [`model::LocatedReport`] | [`geocode`] |
//! | merge | `LocatedReport`s → [`model::Incident`]s | [`merge`] |
//! | situate | `Incident` → [`model::SituatedIncident`] | [`situate`] |
//! | group | `SituatedIncident`s → [`model::Grouping`]s | [`group`] |
//! | write | [`model::Dataset`] → GeoJSON, CSV | [`mod@write`] |
//! | draw | `Dataset` → PNG and SVG maps | [`draw`] |
//!
//! The `mod` lines below stand in data-flow order: a module imports only from modules above it, and
//! a stage never imports a stage. Longitude comes before latitude everywhere, in degrees, WGS 84.

pub mod error;

pub mod earth;
pub mod model;

pub mod index;

pub mod gazetteer;

pub mod corrections;

pub mod read;

pub mod extract;

pub mod geocode;

pub mod merge;

pub mod situate;

pub mod group;

pub mod write;

pub mod draw;

pub mod pipeline;

pub mod evaluate;

pub use error::{Error, Result};
