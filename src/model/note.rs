//! A note: one record is poor, and the run goes on.

use serde::{Deserialize, Serialize};

/// Something worth knowing about one record. Notes are kept with the record and counted by code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// A stable kebab-case code, such as `place-unknown` or `weekday-conflict`.
    pub code: String,
    /// One sentence for a person, with the value in quotes.
    pub message: String,
}

impl Note {
    /// A note with its stable code and its sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}
