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
/// Each side (militants, state forces, civilians) has its own toll by the policy, and the toll is
/// the sum over the sides. Claims that name no side count only where
/// no other does, since they mostly repeat the whole.
pub fn fold_toll(claims: &[Claim], outcome: Outcome, policy: TollPolicy) -> Toll {
    let mut sides: BTreeMap<Side, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.outcome == outcome) {
        sides.entry(claim.side).or_default().push(claim);
    }
    if sides.len() > 1 {
        sides.remove(&Side::Unknown);
    }
    let mut total: Option<Toll> = None;
    for claims in sides.values() {
        let side = fold_side(claims, policy);
        total = Some(match total {
            None => side,
            Some(sum) => Toll {
                low: add(sum.low, side.low),
                best: add(sum.best, side.best),
                high: add(sum.high, side.high),
            },
        });
    }
    total.unwrap_or_default()
}

fn fold_side(claims: &[&Claim], policy: TollPolicy) -> Toll {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|claim| (claim.low, claim.high.unwrap_or(u32::MAX)));
    let (first, middle) = (claims.first(), claims.get(claims.len().saturating_sub(1) / 2));
    let high = claims.iter().map(|claim| claim.high).reduce(|a, b| Some(a?.max(b?))).flatten();
    let alone = |claim: Option<&&Claim>| Toll {
        low: claim.map(|c| c.low),
        best: claim.map(|c| c.low),
        high: claim.and_then(|c| c.high),
    };
    match policy {
        TollPolicy::Range => Toll { low: first.map(|c| c.low), best: middle.map(|c| c.low), high },
        TollPolicy::Lowest => alone(first),
        TollPolicy::Best => alone(middle),
    }
}

fn add(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    Some(a?.saturating_add(b?))
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
            (Some(8), Some(8), Some(8)),
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
