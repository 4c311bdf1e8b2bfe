//! Folds claims into a toll: lowest low, best, highest high.

use std::collections::BTreeMap;

use crate::model::{Claim, Outcome, Side, Toll};

/// How the claims of one side become its toll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TollPolicy {
    /// All claims: the lowest low, the median of the lows (the lower of two), the highest high,
    /// which is open where a claim is. Source: UCDP GED codebook, low, best and high estimates.
    #[default]
    Range,
    /// The claim with the lowest low alone. Source: ACLED codebook, fatalities: where sources
    /// differ, the lowest figure until better is known.
    Lowest,
    /// The middle claim by its low alone, the lower of two. Source: UCDP GED codebook, best
    /// estimate: the figure held most likely, neither the lowest nor the highest.
    Best,
}

/// Folds all claims of one outcome.
///
/// Each side (militants, state forces, civilians) has its own toll by the policy, and their sum is
/// one estimate of the whole. A claim that names no side is another estimate of the whole; the
/// policy folds them.
pub fn fold_toll(claims: &[Claim], outcome: Outcome, policy: TollPolicy) -> Toll {
    let mut sides: BTreeMap<Side, Vec<Estimate>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.outcome == outcome) {
        let estimate = Estimate { low: claim.low, best: claim.low, high: claim.high };
        sides.entry(claim.side).or_default().push(estimate);
    }
    let mut wholes = sides.remove(&Side::Unknown).unwrap_or_default();
    let of_sides = sides.into_values().filter_map(|estimates| fold(estimates, policy));
    wholes.extend(of_sides.reduce(Estimate::plus));
    fold(wholes, policy).map_or_else(Toll::default, |whole| Toll {
        low: Some(whole.low),
        best: Some(whole.best),
        high: whole.high,
    })
}

/// A toll that has a figure; `high` is `None` where it is open.
#[derive(Clone, Copy)]
struct Estimate {
    low: u32,
    best: u32,
    high: Option<u32>,
}

impl Estimate {
    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            best: self.best.saturating_add(other.best),
            high: self.high.zip(other.high).map(|(a, b)| a.saturating_add(b)),
        }
    }
}

/// One estimate of several of the same; `None` for none.
fn fold(mut estimates: Vec<Estimate>, policy: TollPolicy) -> Option<Estimate> {
    estimates.sort_by_key(|e| (e.best, e.low, e.high.unwrap_or(u32::MAX)));
    let middle = *estimates.get(estimates.len().saturating_sub(1) / 2)?;
    let lowest = *estimates.iter().min_by_key(|e| e.low)?;
    let highs = estimates.iter().map(|e| e.high);
    let highest = highs.reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b))).flatten();
    Some(match policy {
        TollPolicy::Range => Estimate { low: lowest.low, best: middle.best, high: highest },
        TollPolicy::Lowest => lowest,
        TollPolicy::Best => middle,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn claim(side: Side, low: u32, high: Option<u32>) -> Claim {
        let (by, text, document) = (None, String::new(), "test".to_owned());
        Claim {
            by,
            outcome: Outcome::Killed,
            side,
            low,
            high,
            hedge: None,
            is_neutralised: false,
            text,
            document,
            span: Span::default(),
        }
    }

    #[test]
    fn tolls_are_ranges_over_claims_and_sums_over_sides() {
        let check = |claims: &[Claim], expected: (Option<u32>, Option<u32>, Option<u32>)| {
            let toll = fold_toll(claims, Outcome::Killed, TollPolicy::Range);
            assert_eq!((toll.low, toll.best, toll.high), expected, "{claims:?}");
        };
        use Side::{Militants, StateForces, Unknown};
        check(&[], (None, None, None));
        check(&[claim(Militants, 20, None)], (Some(20), Some(20), None));
        check(
            &[claim(Militants, 20, Some(20)), claim(Militants, 40, Some(40))],
            (Some(20), Some(20), Some(40)),
        );
        check(
            &[claim(Militants, 57, Some(57)), claim(StateForces, 8, Some(8))],
            (Some(65), Some(65), Some(65)),
        );
        check(
            &[claim(Unknown, 65, Some(65)), claim(StateForces, 8, Some(8))],
            (Some(8), Some(8), Some(65)),
        );
        check(
            &[claim(StateForces, 1, Some(1)), claim(Unknown, 8, Some(11))],
            (Some(1), Some(1), Some(11)),
        );
        check(&[claim(Unknown, 3, Some(3))], (Some(3), Some(3), Some(3)));
        check(
            &[claim(StateForces, u32::MAX, None), claim(Militants, 9, Some(9))],
            (Some(u32::MAX), Some(u32::MAX), None),
        );
    }

    #[test]
    fn the_policy_says_which_of_several_claims_counts() {
        let claims = [
            claim(Side::Civilians, 12, Some(12)),
            claim(Side::Civilians, 40, None),
            claim(Side::Civilians, 20, Some(25)),
        ];
        let fold = |policy| {
            let toll = fold_toll(&claims, Outcome::Killed, policy);
            (toll.low, toll.best, toll.high)
        };
        assert_eq!(fold(TollPolicy::Range), (Some(12), Some(20), None));
        assert_eq!(fold(TollPolicy::Lowest), (Some(12), Some(12), Some(12)));
        assert_eq!(fold(TollPolicy::Best), (Some(20), Some(20), Some(25)));
    }
}
