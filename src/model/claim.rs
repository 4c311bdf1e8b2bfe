//! Claims: every toll with who claims it, and the toll that they fold into.

use serde::{Deserialize, Serialize};

use super::Span;

/// What became of people, as one source tells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// Who says so, in the text's words ("l'état-major"); `None` where nobody is named.
    pub by: Option<String>,
    /// What became of them.
    pub outcome: Outcome,
    /// Whose people they were.
    pub side: Side,
    /// The least that the words allow.
    pub low: u32,
    /// The most that the words allow; `None` where they set no limit ("au moins huit").
    pub high: Option<u32>,
    /// The words that make it less sure ("au moins", "une vingtaine", "aurait"), if any.
    pub hedge: Option<String>,
    /// Whether it is one side's "neutralisés": a claim of killed that may count captured too.
    pub is_neutralised: bool,
    /// The words themselves.
    pub text: String,
    /// The document that says it.
    pub document: String,
    /// Where the words stand in that document's body.
    pub span: Span,
}

/// What became of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// They died ("neutralisés" is kept as such a claim by one side).
    Killed,
    /// They were hurt.
    Wounded,
    /// They were taken: arrested, abducted or made prisoner.
    Captured,
    /// They are not accounted for.
    Missing,
    /// They gave themselves up.
    Surrendered,
}

impl Outcome {
    /// Its name in data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Wounded => "wounded",
            Self::Captured => "captured",
            Self::Missing => "missing",
            Self::Surrendered => "surrendered",
        }
    }
}

/// Whose people a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Army, police, guards, allied militias, foreign partners, peacekeepers.
    StateForces,
    /// Jihadists, rebels, bandits.
    Militants,
    /// People who take no part.
    Civilians,
    /// The text does not say.
    Unknown,
}

impl Side {
    /// Its name in data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::StateForces => "state_forces",
            Self::Militants => "militants",
            Self::Civilians => "civilians",
            Self::Unknown => "unknown",
        }
    }
}

/// A toll folded from claims. Each is `None` where no source gives a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// The lowest low of all claims.
    pub low: Option<u32>,
    /// The best single figure.
    pub best: Option<u32>,
    /// The highest high; `None` too where a claim sets no upper limit.
    pub high: Option<u32>,
}
