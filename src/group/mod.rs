//! The group stage, to come.
