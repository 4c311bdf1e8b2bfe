//! The write stage, to come.
