//! The labels of an article: a line of JSON with what its incidents are.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The labels of one article.
#[derive(Debug, Deserialize)]
pub(super) struct Label {
    /// Its file in the folder.
    pub(super) file: String,
    /// Its publication date, YYYY-MM-DD.
    #[serde(default)]
    pub(super) published: Option<String>,
    /// What it tells.
    pub(super) incidents: Vec<Labelled>,
}

/// A labelled incident. Fields that are not needed to compare are passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Labelled {
    /// Its kind.
    pub(super) event: Option<String>,
    /// Kinds that are as right.
    pub(super) event_alt: Option<Vec<String>>,
    /// Its first day.
    pub(super) date_start: Option<String>,
    /// Its only day.
    pub(super) date: Option<String>,
    /// Its last day.
    pub(super) date_end: Option<String>,
    /// Its day where the publication date is known.
    pub(super) date_if_pub_known: Option<String>,
    /// Another day that is as right.
    pub(super) date_alt: Option<String>,
    /// The toponyms of its place phrase.
    pub(super) places: Option<Vec<String>>,
    /// How exact the place is: `vague`, `country`, `none`, `admin`, else a point.
    pub(super) place_level: Option<String>,
    /// The first relation of its place phrase.
    pub(super) relation: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub(super) country: Option<String>,
    /// Degrees north.
    pub(super) lat: Option<f64>,
    /// Degrees east.
    pub(super) lon: Option<f64>,
    /// How far the best point may be from it.
    pub(super) tolerance_km: Option<f64>,
    /// The dead.
    pub(super) killed: Option<Killed>,
    /// Told as an earlier event.
    pub(super) background: bool,
    /// As right to find as to leave.
    pub(super) optional: bool,
}

/// A range of dead: lowest and highest, open where there is no highest.
pub(super) type Range = (Option<u32>, Option<u32>);

/// The dead, in one range or by side.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Killed {
    /// All together.
    All(Range),
    /// By side.
    BySide(BTreeMap<String, Range>),
}

impl Labelled {
    /// Whether it counts neither for nor against.
    pub(super) fn is_soft(&self) -> bool {
        self.background || self.optional
    }

    /// All kinds that are right.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &str> {
        let alternatives = self.event_alt.iter().flatten();
        self.event.iter().chain(alternatives).map(String::as_str)
    }

    /// All days that are right.
    pub(super) fn days(&self) -> Vec<&str> {
        let start = self.date_start.as_ref().or(self.date.as_ref());
        let others = [&self.date_end, &self.date_if_pub_known, &self.date_alt];
        start.into_iter().chain(others.into_iter().flatten()).map(String::as_str).collect()
    }

    /// The dead of all sides, `None` where no label counts them.
    pub(super) fn dead(&self) -> Option<(u32, Option<u32>)> {
        match self.killed.as_ref()? {
            Killed::All((low, high)) => Some((low.unwrap_or(0), *high)),
            Killed::BySide(sides) if sides.is_empty() => None,
            Killed::BySide(sides) => {
                let low = sides.values().map(|r| r.0.unwrap_or(0)).sum();
                let high = sides.values().map(|r| r.1).sum::<Option<u32>>();
                Some((low, high))
            }
        }
    }
}
