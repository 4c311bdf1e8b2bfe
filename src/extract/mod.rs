//! The extract stage, to come.
