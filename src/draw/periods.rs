//! Equal periods of months for charts and maps by time.

use super::points::{MapData, MapPoint};
use super::words::Words;
use crate::model::Date;

/// Lengths of periods in months, the shortest first.
const LENGTHS: [i32; 8] = [1, 3, 12, 24, 60, 120, 600, 12_000];

/// Periods of one length that follow each other and hold every dated incident.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Periods {
    /// The first month, counted from January of the year 0.
    first: i32,
    /// Months in each.
    length: i32,
    pub(super) count: usize,
}

impl Periods {
    /// The shortest periods of which at most `n_max` hold all dated incidents that are wanted;
    /// `None` where none has a date.
    pub(super) fn of(
        data: &MapData,
        n_max: usize,
        is_wanted: impl Fn(&MapPoint) -> bool,
    ) -> Option<Self> {
        let wanted = data.points.iter().filter(|point| is_wanted(point));
        let months = wanted.filter_map(|point| Some(month(point.dates?.start)));
        let (from, to) = months.map(|m| (m, m)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let periods = LENGTHS.into_iter().map(|length| {
            let first = from - from.rem_euclid(length);
            Self { first, length, count: ((to - first) / length + 1) as usize }
        });
        let mut last = None;
        for period in periods {
            last = Some(period);
            if period.count <= n_max {
                break;
            }
        }
        last
    }

    /// Which period an incident falls in, by the first day it may have happened.
    pub(super) fn index(&self, point: &MapPoint) -> Option<usize> {
        let at = (month(point.dates?.start) - self.first) / self.length;
        usize::try_from(at).ok().filter(|at| *at < self.count)
    }

    /// Whether each is one month.
    pub(super) fn are_months(&self) -> bool {
        self.length == 1
    }

    /// The name of a period: "janvier 2026", "T1 2026", "2026", "2020–2024".
    pub(super) fn name(&self, at: usize, words: Words) -> String {
        let start = self.first + at as i32 * self.length;
        let (year, month) = (start.div_euclid(12), start.rem_euclid(12));
        match self.length {
            1 => format!("{}\u{a0}{year}", words.month(month as i8 + 1)),
            3 => format!("{}{}\u{a0}{year}", words.pick("T", "Q"), month / 3 + 1),
            12 => year.to_string(),
            length => format!("{year}–{}", year + length / 12 - 1),
        }
    }

    /// The year, where a period is the first of it; for the axis of a chart.
    pub(super) fn year_begun(&self, at: usize) -> Option<String> {
        let start = self.first + at as i32 * self.length;
        let is_first = start.rem_euclid(12) == 0 || at == 0;
        is_first.then(|| start.div_euclid(12).to_string())
    }
}

fn month(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}
