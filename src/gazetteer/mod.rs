//! The gazetteer stage, to come.
