//! Turns an `Incident` into a `SituatedIncident`, to come.
