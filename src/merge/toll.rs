//! Folds claims into a toll: lowest low, best, highest high.

use std::collections::BTreeMap;

use crate::model::{Claim, Outcome, Side, Toll};

/// Folds all claims of one outcome.
///
/// Each side (militants, state forces, civilians) has its own range: the lowest low and the highest
/// high of its claims, which is open where a claim is; its best figure is the median of its claims'
/// lows, the lower of two. The toll is the sum over the sides. Claims that name no side count only where no other does,
/// since they mostly repeat the whole. Source: UCDP GED codebook, "low, best
/// and high estimates"; ACLED codebook, fatalities: the lower figure until better is known.
pub fn fold_toll(claims: &[Claim], outcome: Outcome) -> Toll {
    let mut sides: BTreeMap<Side, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.outcome == outcome) {
        sides.entry(claim.side).or_default().push(claim);
    }
    if sides.len() > 1 {
        sides.remove(&Side::Unknown);
    }
    let mut total: Option<Toll> = None;
    for claims in sides.values() {
        let side = fold_side(claims);
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

fn fold_side(claims: &[&Claim]) -> Toll {
    let mut lows: Vec<u32> = claims.iter().map(|claim| claim.low).collect();
    lows.sort_unstable();
    let high = claims.iter().map(|claim| claim.high).reduce(|a, b| Some(a?.max(b?)));
    Toll {
        low: lows.first().copied(),
        best: lows.get(lows.len().saturating_sub(1) / 2).copied(),
        high: high.flatten(),
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
            let toll = fold_toll(claims, Outcome::Killed);
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
}
