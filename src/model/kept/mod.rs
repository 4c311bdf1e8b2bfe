//! Reports and incidents as a run keeps them: a table may have millions of rows, and each as a
//! [`SituatedIncident`](super::SituatedIncident) with its report took over three kilobytes.
//!
//! [`Reports`] → [`Told`] → [`Incidents`]: the rows stay where they are, and what a stage finds out
//! is put beside them. What says more than a row can is kept whole, and read alike.

mod glance;
mod incidents;
mod pool;
mod reports;
mod rows;
mod told;
mod view;

#[cfg(test)]
mod tests;

pub use glance::{Glance, GlancePlace};
pub use incidents::Incidents;
pub use reports::Reports;
pub use rows::Brief;
pub use told::Told;
pub use view::{Spot, View, ViewBorder, ViewReports};
