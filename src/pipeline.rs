//! The stages strung together, to come.
