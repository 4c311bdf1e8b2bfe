//! Classes of counts, each with its colour: by natural breaks (Jenks) or in equal numbers.

use super::display::Color;
use super::settings::Classing;

/// Classes at most: a reader tells five shades of one colour apart.
pub(super) const N_CLASSES: usize = 5;
/// Natural breaks are looked for among at most so many values: their cost grows with the square.
const VALUES_MAX: usize = 256;

/// Counts from `least` to `most`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Class {
    pub(super) least: u64,
    pub(super) most: u64,
    pub(super) color: Color,
}

/// The classes of counts, the least first; zeros are in none.
pub(super) fn classes(
    values: impl Iterator<Item = u64>,
    classing: Classing,
    ramp: &[Color; N_CLASSES],
) -> Vec<Class> {
    let mut values: Vec<u64> = values.filter(|value| *value > 0).collect();
    values.sort_unstable();
    let groups = match classing {
        Classing::Jenks => natural(&weighted(&values)),
        Classing::Quantiles => equal(&values),
    };
    let last = groups.len().saturating_sub(1);
    let color = |n: usize| {
        let at = (n * (N_CLASSES - 1)).checked_div(last).unwrap_or(N_CLASSES / 2);
        ramp.get(at).copied().unwrap_or(ramp[N_CLASSES - 1])
    };
    let class = |(n, (least, most)): (usize, (u64, u64))| Class { least, most, color: color(n) };
    groups.into_iter().enumerate().map(class).collect()
}

/// The colour of a count.
pub(super) fn color_of(classes: &[Class], value: u64) -> Option<Color> {
    let class = classes.iter().find(|class| value <= class.most).or(classes.last());
    class.filter(|_| value > 0).map(|class| class.color)
}

/// Distinct values with how often each occurs; where there are too many, evenly chosen ones.
fn weighted(values: &[u64]) -> Vec<(u64, f64)> {
    let mut weighted: Vec<(u64, f64)> = Vec::new();
    for &value in values {
        match weighted.last_mut() {
            Some((last, weight)) if *last == value => *weight += 1.0,
            _ => weighted.push((value, 1.0)),
        }
    }
    if weighted.len() <= VALUES_MAX {
        return weighted;
    }
    let n_values = weighted.len();
    let mut thinned: Vec<(u64, f64)> = Vec::with_capacity(VALUES_MAX);
    for (n, (value, weight)) in weighted.into_iter().enumerate() {
        // The largest of every stretch stands for it, so that the largest of all is kept.
        if n * VALUES_MAX / n_values == thinned.len() {
            thinned.push((value, weight));
        } else if let Some(last) = thinned.last_mut() {
            *last = (value, last.1 + weight);
        }
    }
    thinned
}

/// Groups with the least sum of squared distances to their means, by dynamic programming.
/// Source: Fisher 1958, On grouping for maximum homogeneity; Jenks 1967.
fn natural(values: &[(u64, f64)]) -> Vec<(u64, u64)> {
    let n_values = values.len();
    let n_groups = n_values.min(N_CLASSES);
    // Sums of weight, of value and of its square before each value.
    let mut sums = vec![(0.0, 0.0, 0.0)];
    for &(value, weight) in values {
        let (w, s, q) = sums.last().copied().unwrap_or_default();
        let v = value as f64;
        sums.push((w + weight, s + weight * v, q + weight * v * v));
    }
    let spread = |from: usize, to: usize| {
        let (Some(a), Some(b)) = (sums.get(from), sums.get(to)) else { return 0.0 };
        let (w, s, q) = (b.0 - a.0, b.1 - a.1, b.2 - a.2);
        if w > 0.0 { (q - s * s / w).max(0.0) } else { 0.0 }
    };
    // Least cost of the first `to` values in so many groups, and where the last group begins.
    let mut costs: Vec<f64> = (0..=n_values).map(|to| spread(0, to)).collect();
    let mut starts: Vec<Vec<usize>> = vec![vec![0; n_values + 1]];
    for n in 1..n_groups {
        let mut next = vec![f64::INFINITY; n_values + 1];
        let mut start = vec![0; n_values + 1];
        for to in n + 1..=n_values {
            for from in n..to {
                let cost = costs.get(from).copied().unwrap_or(0.0) + spread(from, to);
                if let (Some(least), Some(at)) = (next.get_mut(to), start.get_mut(to))
                    && cost < *least
                {
                    (*least, *at) = (cost, from);
                }
            }
        }
        costs = next;
        starts.push(start);
    }
    let mut groups = Vec::new();
    let mut end = n_values;
    for start in starts.iter().rev().filter_map(|starts| starts.get(..)) {
        let from = start.get(end).copied().unwrap_or(0);
        if let (Some(first), Some(last)) = (values.get(from), values.get(end.wrapping_sub(1))) {
            groups.push((first.0, last.0));
        }
        end = from;
    }
    groups.reverse();
    groups
}

/// Groups of about as many values each; equal values stay together.
fn equal(values: &[u64]) -> Vec<(u64, u64)> {
    let mut groups: Vec<(u64, u64)> = Vec::new();
    for (n, &value) in values.iter().enumerate() {
        let group = n * N_CLASSES / values.len();
        let n_groups = groups.len();
        match groups.last_mut() {
            Some((_, most)) if *most == value || group < n_groups => *most = value,
            _ => groups.push((value, value)),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAMP: [Color; N_CLASSES] = [Color::hex(0); N_CLASSES];

    fn bounds(values: &[u64], classing: Classing) -> Vec<(u64, u64)> {
        let classes = classes(values.iter().copied(), classing, &RAMP);
        classes.into_iter().map(|class| (class.least, class.most)).collect()
    }

    #[test]
    fn natural_breaks_fall_into_the_gaps() {
        let values = [1, 2, 2, 3, 20, 21, 22, 50, 52, 90, 200, 210];
        let expected = [(1, 3), (20, 22), (50, 52), (90, 90), (200, 210)];
        assert_eq!(bounds(&values, Classing::Jenks), expected);
        assert_eq!(bounds(&[4, 4, 0], Classing::Jenks), [(4, 4)]);
        assert_eq!(bounds(&[], Classing::Jenks), []);
    }

    #[test]
    fn every_count_has_one_class_however_many_there_are() {
        let values: Vec<u64> = (1..3000_u64).map(|n| n * n % 7919 + 1).collect();
        for classing in [Classing::Jenks, Classing::Quantiles] {
            let classes = classes(values.iter().copied(), classing, &RAMP);
            assert_eq!(classes.len(), N_CLASSES);
            assert!(classes.windows(2).all(|pair| pair[0].most < pair[1].least), "{classes:?}");
            assert!(values.iter().all(|&value| color_of(&classes, value).is_some()));
            assert_eq!(classes.last().map(|class| class.most), values.iter().max().copied());
        }
        assert_eq!(bounds(&[1, 1, 1, 1, 2], Classing::Quantiles), [(1, 1), (2, 2)]);
    }
}
