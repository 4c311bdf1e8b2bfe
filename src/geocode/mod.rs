//! The geocode stage, to come.
