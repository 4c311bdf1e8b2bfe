//! The read stage, to come.
