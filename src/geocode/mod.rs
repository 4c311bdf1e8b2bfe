//! Turns a `Report` into a `LocatedReport`: toponyms become candidates, relations become a belief.

mod belief;
mod between;
mod candidates;
mod constraint;
mod figure;
mod focus;
mod frame;
mod fuse;
mod grid;
mod lines;
mod outline;
mod parts;
mod path;
mod plane;
mod precision;
mod product;
mod reading;
mod relation;
mod stated;
mod stencil;

use crate::gazetteer::Gazetteer;
use crate::model::{LocatedReport, Location, PlacePhrase, Report, Toponym};

pub use fuse::fuse;
pub use stated::Stated;

use focus::Focus;

/// Locates a report by its place phrase; the other places of its document help to choose.
///
/// A report without a place phrase, or whose phrase and document name nothing that is known, stays
/// unlocated.
pub fn geocode(gazetteer: &Gazetteer, report: Report) -> LocatedReport {
    let location =
        report.phrase.as_ref().and_then(|phrase| locate(gazetteer, phrase, &report.context));
    LocatedReport::new(report, location)
}

/// Where a place phrase may be, given the other toponyms of its document, the nearest first.
///
/// `None` where neither the phrase nor its context names a place or unit that is known.
pub fn locate(
    gazetteer: &Gazetteer,
    phrase: &PlacePhrase,
    context: &[Toponym],
) -> Option<Location> {
    let focus = Focus::of(gazetteer, phrase, context);
    belief::resolve(gazetteer, phrase, &focus)
}

#[cfg(test)]
mod guide_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
