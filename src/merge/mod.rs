//! The merge stage, to come.
