//! The one error type: the run, or one file of it, cannot go on.
//!
//! What is only poor in one record is a `Note`, which is kept, counted and reported.

use std::path::PathBuf;

/// The library's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run, a file or a question cannot go on. Every message says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read '{path}': {cause}; check that it exists and that you may read it")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write '{path}': {cause}; choose another folder with -o or free some space")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// A file holds something that Harmattan does not read.
    #[error("'{path}' {problem}")]
    Input {
        /// The file.
        path: PathBuf,
        /// What is wrong with it and what to do, starting with a verb: "is empty; …".
        problem: String,
    },
    /// A bundled data file does not have the form that its builder gives it.
    #[error("bundled file '{file}', row {row}: {problem}; rebuild geodata/ as its README says")]
    Bundled {
        /// File name within geodata/.
        file: &'static str,
        /// Row, from 1; 0 where the whole file is meant.
        row: usize,
        /// What is wrong.
        problem: String,
    },
    /// What was asked for is not there, or the question makes no sense.
    #[error("{0}")]
    Usage(String),
    /// A map could not be drawn.
    #[error("cannot draw the map: {0}")]
    Draw(String),
}
