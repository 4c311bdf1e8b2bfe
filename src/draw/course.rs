//! Courses of lines on the page: their length, points a fixed step apart, and smoothing.

use super::page::PagePoint;

/// A simplified line leaves out at most so many points on end: more would make it slow.
const SKIPPED_MAX: usize = 24;

/// The length of a line in pixels.
pub(super) fn length(line: &[PagePoint]) -> f32 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// A line without the points that lie within `tolerance` pixels of the line through those that stay.
/// Each kept point is as far from the one before as may be, up to [`SKIPPED_MAX`] points.
pub(super) fn simplified(line: &[PagePoint], tolerance: f32) -> Vec<PagePoint> {
    let mut kept: Vec<PagePoint> = line.first().copied().into_iter().collect();
    let mut from = 0;
    for (at, &to) in line.iter().enumerate().skip(2) {
        let (Some(&start), Some(skipped)) = (line.get(from), line.get(from + 1..at)) else { break };
        let is_near = |point: &PagePoint| distance_to(*point, start, to) <= tolerance;
        if skipped.len() > SKIPPED_MAX || !skipped.iter().all(is_near) {
            from = at - 1;
            kept.extend(line.get(from));
        }
    }
    kept.extend(line.last().filter(|_| line.len() > 1));
    kept
}

/// How far a point is from a stretch.
fn distance_to(point: PagePoint, from: PagePoint, to: PagePoint) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let along = (point.x - from.x) * dx + (point.y - from.y) * dy;
    let share = (along / (dx * dx + dy * dy).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    point.distance(from.shifted(dx * share, dy * share))
}

/// Points a fixed step apart along a line.
pub(super) fn resampled(line: &[PagePoint], step: f32) -> Vec<PagePoint> {
    let mut points: Vec<PagePoint> = line.first().copied().into_iter().collect();
    let mut left = step;
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let distance = from.distance(*to);
        while left <= distance {
            let share = left / distance;
            points.push(from.shifted((to.x - from.x) * share, (to.y - from.y) * share));
            left += step;
        }
        left -= distance;
    }
    points
}

/// Every point moved to the mean of itself and its two neighbours on each side.
pub(super) fn smoothed(points: &[PagePoint]) -> Vec<PagePoint> {
    (0..points.len())
        .map(|n| mean(points.get(n.saturating_sub(2)..(n + 3).min(points.len())).unwrap_or(&[])))
        .collect()
}

/// A line without its corners finer than `step` pixels; its ends stay where they are.
pub(super) fn smooth_line(line: &[PagePoint], step: f32) -> Vec<PagePoint> {
    let mut points = resampled(line, step);
    points.extend(line.last().copied());
    let mut smooth = smoothed(&points);
    if let (Some(first), Some(start)) = (line.first(), smooth.first_mut()) {
        *start = *first;
    }
    if let (Some(last), Some(end)) = (line.last(), smooth.last_mut()) {
        *end = *last;
    }
    smooth
}

/// A ring without its corners finer than about `step` pixels.
pub(super) fn smooth_ring(ring: &[PagePoint], step: f32) -> Vec<PagePoint> {
    let mut closed = ring.to_vec();
    closed.extend(ring.first().copied());
    let mut points = resampled(&closed, step);
    if points.len() < SMOOTH_MIN {
        return ring.to_vec();
    }
    for _ in 0..SMOOTH_ROUNDS {
        let n_points = points.len();
        let around = |n: usize| {
            let near: Vec<PagePoint> = (0..5)
                .filter_map(|k| points.get((n + n_points + k - 2) % n_points).copied())
                .collect();
            mean(&near)
        };
        points = (0..n_points).map(around).collect();
    }
    points
}

/// A ring with fewer points than this has no corners to lose.
const SMOOTH_MIN: usize = 12;
/// Rounds of taking means along a ring.
const SMOOTH_ROUNDS: usize = 3;

/// The sum of all turns of a line, in radians.
pub(super) fn turning(line: &[PagePoint]) -> f32 {
    let angle = |from: PagePoint, to: PagePoint| (to.y - from.y).atan2(to.x - from.x);
    let turn = |three: &[PagePoint]| match three {
        [a, b, c] => {
            let turn = angle(*b, *c) - angle(*a, *b);
            turn.sin().atan2(turn.cos()).abs()
        }
        _ => 0.0,
    };
    line.windows(3).map(turn).sum()
}

fn mean(points: &[PagePoint]) -> PagePoint {
    let count = points.len().max(1) as f32;
    let sum = points.iter().fold(PagePoint::default(), |sum, p| sum.shifted(p.x, p.y));
    PagePoint::new(sum.x / count, sum.y / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stairs_become_a_slope_and_circles_stay() {
        let circle: Vec<PagePoint> = (0..60)
            .map(|n| {
                let (sin, cos) = (n as f32 * 6.0).to_radians().sin_cos();
                PagePoint::new(100.0 + 50.0 * cos, 100.0 + 50.0 * sin)
            })
            .collect();
        let center = PagePoint::new(100.0, 100.0);
        for point in smooth_ring(&circle, 4.0) {
            assert!((point.distance(center) - 50.0).abs() < 2.0, "{point:?}");
        }
        let stairs: Vec<PagePoint> =
            (0..40).map(|n| PagePoint::new((n / 2 * 4) as f32, ((n + 1) / 2 * 4) as f32)).collect();
        assert!(turning(&smooth_line(&stairs, 3.0)) < turning(&stairs) / 4.0);
        assert_eq!(smooth_line(&stairs, 3.0).last(), stairs.last());
        assert!(smooth_ring(&[], 3.0).is_empty() && smooth_line(&[], 3.0).is_empty());
    }
}
