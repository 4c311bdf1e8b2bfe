//! A report: what one document says of one incident.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Claim, Kind, Note, PlacePhrase, Roles, TableRow, Toponym};

/// What one document says of one incident, with the words behind each field.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The document's id.
    pub document: String,
    /// The row, where the document is a table of incidents.
    pub row: Option<Box<TableRow>>,
    /// The document's publisher, where it is known.
    pub source: Option<String>,
    /// The document's publication date, where it is known.
    pub published: Option<Date>,
    /// What happened.
    pub kind: Kind,
    /// When, as far as the text says; `None` where it does not.
    pub dates: Option<DateInterval>,
    /// A second date that the text gives for the same incident, in conflict with `dates`.
    pub other_dates: Option<DateInterval>,
    /// Where, in the text's words; `None` where the text does not say.
    pub phrase: Option<PlacePhrase>,
    /// The other toponyms of the document, nearest to the report first: context for choosing
    /// between places of one name.
    pub context: Vec<Toponym>,
    /// Tolls with their claimants, in the order of the text.
    pub claims: Vec<Claim>,
    /// Who took part, in neutral names.
    pub actors: Vec<String>,
    /// Which of them did it and whom it was done to, where the text says so.
    pub roles: Roles,
    /// Vehicles, depots, bases and arms destroyed or seized, in short.
    pub materiel: Vec<String>,
    /// Whether the text recalls it as an earlier event.
    pub background: bool,
    /// The sentence that tells it.
    pub sentence: String,
    /// Where that sentence stands in the document's body.
    pub span: Span,
    /// The words and the rule behind each field.
    pub evidence: Vec<Evidence>,
    /// What was poor about it.
    pub notes: Vec<Note>,
}

/// A stretch of a document's body, in characters (Unicode scalar values), end excluded.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// The words behind one field, and the rule that read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The field: `kind`, `date`, `place`, `claim`, `attacker`, `target`, `background`.
    pub field: Cow<'static, str>,
    /// The rule, in a few words: "weekday before the publication date".
    pub rule: Cow<'static, str>,
    /// The words.
    pub text: String,
    /// Where they stand in the document's body.
    pub span: Span,
}

/// A stretch of days, both ends included, with how finely it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DateInterval {
    /// The first possible day.
    pub start: Date,
    /// The last possible day.
    pub end: Date,
}

impl DateInterval {
    /// One day.
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date }
    }

    /// How many days it covers, at least 1.
    pub fn n_days(&self) -> i32 {
        (self.end - self.start).get_days().max(0) + 1
    }

    /// Days between the nearest ends of the two intervals, 0 where they overlap.
    pub fn gap_days(&self, other: &Self) -> i32 {
        let after = (other.start - self.end).get_days();
        let before = (self.start - other.end).get_days();
        after.max(before).max(0)
    }

    /// ACLED time_precision: 1 the day, 2 the week or weekend, 3 the month or longer.
    /// Source: ACLED codebook, time precision.
    pub fn acled_precision(&self) -> u8 {
        match self.n_days() {
            ..=1 => 1,
            2..=7 => 2,
            _ => 3,
        }
    }

    /// UCDP date_prec: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 longer.
    /// Source: UCDP GED codebook, date_prec.
    pub fn ucdp_precision(&self) -> u8 {
        match self.n_days() {
            ..=1 => 1,
            2..=6 => 2,
            7 => 3,
            8..=31 => 4,
            _ => 5,
        }
    }
}
