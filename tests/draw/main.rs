//! Maps as files: golden pictures, the same bytes on every run, formats that agree, bad input.
//!
//! The incidents are made up: places and numbers of no real event. `BLESS=1 cargo test --test draw`
//! writes the golden pictures anew; look at each before it is committed.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

mod fixture;
mod formats;
mod golden;
mod input;
mod pictures;
