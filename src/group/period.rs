//! Groups incidents by month or week.

use std::collections::BTreeMap;

use super::{Chances, GroupHead, Members, group, grouping};
use crate::model::{Date, DateInterval, Grouping, Incidents};

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// A month of the calendar.
    #[default]
    Month,
    /// A week from Monday. Source: ISO 8601, week dates.
    Week,
}

/// Incidents whose dates span more periods than this are in none: their time is not known.
const MOST_PERIODS: usize = 24;
/// So many periods without an incident are listed between others; beyond that they are left out.
const MOST_EMPTY: usize = 5_000;

impl Period {
    /// The name of the grouping.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
        }
    }

    /// The period that holds a day.
    fn holding(self, day: Date) -> DateInterval {
        match self {
            Self::Month => DateInterval { start: day.first_of_month(), end: day.last_of_month() },
            Self::Week => {
                let days = |n: i8| jiff::Span::new().days(n);
                let since = day.weekday().to_monday_zero_offset();
                let start = day.checked_sub(days(since)).unwrap_or(day);
                DateInterval { start, end: start.checked_add(days(6)).unwrap_or(day) }
            }
        }
    }

    /// The period that holds all days of an interval, as most have it: then there are no shares.
    fn holding_all(self, dates: DateInterval) -> Option<DateInterval> {
        Some(self.holding(dates.start)).filter(|first| dates.end <= first.end)
    }

    /// "2024-10", "2024-W41".
    fn id(self, period: DateInterval) -> String {
        match self {
            Self::Month => period.start.strftime("%Y-%m").to_string(),
            Self::Week => {
                let week = period.start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
        }
    }

    fn label(self, period: DateInterval) -> String {
        match self {
            Self::Month => period.start.strftime("%B %Y").to_string(),
            Self::Week => format!("Week from {}", period.start),
        }
    }
}

/// By the period that holds most of an incident's days, the first of equals; an incident counts in
/// each with the share of its days. Periods between the first and the last have their zeros.
pub fn by_period(incidents: &Incidents, period: Period) -> Grouping {
    let mut members: BTreeMap<DateInterval, Members> = BTreeMap::new();
    let mut chances = Chances::default();
    let mut n_ungrouped = 0;
    for (at, incident) in incidents.glances() {
        if let Some(only) = incident.dates.and_then(|dates| period.holding_all(dates)) {
            members.entry(only).or_default().push(at);
            chances.add(only, 1.0);
            continue;
        }
        let shares = incident.dates.map(|dates| shares(dates, period)).unwrap_or_default();
        let most = shares.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((most, _)) = most else {
            n_ungrouped += 1;
            continue;
        };
        members.entry(*most).or_default().push(at);
        for (period, share) in shares {
            members.entry(period).or_default();
            chances.add(period, share);
        }
    }
    add_zeros(&mut members, period);
    let groups = members.into_iter().map(|(days, members)| {
        let head = GroupHead {
            id: period.id(days),
            label: period.label(days),
            properties: vec![
                ("start".to_owned(), days.start.to_string()),
                ("end".to_owned(), days.end.to_string()),
            ],
            geometry: None,
            approximate: false,
        };
        group(head, incidents, &members, Some(chances.of(&days)))
    });
    grouping(period.name(), groups.collect(), n_ungrouped)
}

/// The periods of an interval, each with its share of the days; none where there are too many.
fn shares(dates: DateInterval, period: Period) -> Vec<(DateInterval, f64)> {
    let mut shares = Vec::new();
    let mut day = dates.start;
    while day <= dates.end && shares.len() <= MOST_PERIODS {
        let held = period.holding(day);
        let days = DateInterval { start: day, end: held.end.min(dates.end) };
        shares.push((held, f64::from(days.n_days()) / f64::from(dates.n_days())));
        let Ok(next) = held.end.tomorrow() else { break };
        day = next;
    }
    if shares.len() > MOST_PERIODS { Vec::new() } else { shares }
}

fn add_zeros(members: &mut BTreeMap<DateInterval, Members>, period: Period) {
    let known: Vec<DateInterval> = members.keys().copied().collect();
    for pair in known.windows(2) {
        let [earlier, later] = pair else { continue };
        let mut end = earlier.end;
        for _ in 0..MOST_EMPTY {
            let Ok(day) = end.tomorrow() else { break };
            if day >= later.start {
                break;
            }
            let empty = period.holding(day);
            members.entry(empty).or_default();
            end = empty.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(period: Period, from: &str, to: &str, expected: &[(&str, f64)]) {
        let dates = DateInterval { start: from.parse().unwrap(), end: to.parse().unwrap() };
        let found: Vec<(String, f64)> =
            shares(dates, period).into_iter().map(|(days, p)| (period.id(days), p)).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for ((id, share), (expected_id, expected_share)) in found.iter().zip(expected) {
            assert_eq!(id, expected_id, "{from} {to}");
            assert!((share - expected_share).abs() < 1e-9, "{from} {to}: {share}");
        }
    }

    #[test]
    fn an_interval_counts_in_each_period_by_its_days() {
        check(Period::Month, "2024-10-08", "2024-10-08", &[("2024-10", 1.0)]);
        check(Period::Month, "2024-10-30", "2024-11-02", &[("2024-10", 0.5), ("2024-11", 0.5)]);
        check(Period::Month, "2023-12-31", "2024-01-03", &[("2023-12", 0.25), ("2024-01", 0.75)]);
        check(Period::Week, "2024-12-29", "2024-12-30", &[("2024-W52", 0.5), ("2025-W01", 0.5)]);
        check(Period::Month, "1990-01-01", "2024-01-01", &[]);
    }
}
