//! The draw stage, to come.
