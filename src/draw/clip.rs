//! Cutting: rings to a cap of the sphere, rings and segments to a box of the page.

use super::page::{PageBox, PagePoint};

/// Cuts a ring of unit vectors to the cap around the centre; the cut follows the cap's rim.
pub(super) fn cut_to_cap(ring: &[[f64; 3]], cos_cap: f64) -> Vec<[f64; 3]> {
    if ring.iter().all(|v| v[2] >= cos_cap) {
        return ring.to_vec();
    }
    let mut kept: Vec<[f64; 3]> = Vec::new();
    let mut exit: Option<[f64; 3]> = None;
    let mut before = ring.last().copied();
    // Twice round, so that the exit before the first corner is known; the second round is kept.
    for (n, &vector) in ring.iter().chain(ring).enumerate() {
        let is_kept_round = n >= ring.len();
        if let Some(from) = before
            && (from[2] >= cos_cap) != (vector[2] >= cos_cap)
        {
            let rim = rim_point(from, vector, cos_cap);
            if vector[2] >= cos_cap {
                if let Some(left) = exit.take().filter(|_| is_kept_round) {
                    kept.extend(rim_steps(left, rim, cos_cap));
                }
            } else {
                exit = Some(rim);
            }
            if is_kept_round {
                kept.push(rim);
            }
        }
        if is_kept_round && vector[2] >= cos_cap {
            kept.push(vector);
        }
        before = Some(vector);
    }
    kept
}

/// Where the edge between two vectors crosses the rim of the cap.
fn rim_point(from: [f64; 3], to: [f64; 3], cos_cap: f64) -> [f64; 3] {
    let share = ((cos_cap - from[2]) / (to[2] - from[2])).clamp(0.0, 1.0);
    let east = from[0] + (to[0] - from[0]) * share;
    let north = from[1] + (to[1] - from[1]) * share;
    on_rim(north.atan2(east), cos_cap)
}

fn on_rim(angle: f64, cos_cap: f64) -> [f64; 3] {
    let sin_cap = (1.0 - cos_cap * cos_cap).max(0.0).sqrt();
    [sin_cap * angle.cos(), sin_cap * angle.sin(), cos_cap]
}

/// Points on the rim between two of its points, the short way round, every 5°.
fn rim_steps(from: [f64; 3], to: [f64; 3], cos_cap: f64) -> Vec<[f64; 3]> {
    use std::f64::consts::PI;
    let start = from[1].atan2(from[0]);
    let turn = (to[1].atan2(to[0]) - start + 3.0 * PI).rem_euclid(2.0 * PI) - PI;
    let n_steps = (turn.abs() / 5_f64.to_radians()).ceil();
    (1..n_steps as u32).map(|n| on_rim(start + turn * f64::from(n) / n_steps, cos_cap)).collect()
}

/// Cuts a ring to a box. Source: Sutherland and Hodgman 1974, Reentrant polygon clipping.
pub(super) fn cut_ring(ring: Vec<PagePoint>, area: PageBox) -> Vec<PagePoint> {
    if ring.iter().all(|&point| area.contains(point)) {
        return if ring.len() < 3 { Vec::new() } else { ring };
    }
    let ring = cut_side(&ring, |p| p.x - area.left);
    let ring = cut_side(&ring, |p| area.right - p.x);
    let ring = cut_side(&ring, |p| p.y - area.top);
    let ring = cut_side(&ring, |p| area.bottom - p.y);
    if ring.len() < 3 { Vec::new() } else { ring }
}

/// Keeps what lies where `inside` is not negative.
fn cut_side(ring: &[PagePoint], inside: impl Fn(PagePoint) -> f32) -> Vec<PagePoint> {
    let mut kept = Vec::with_capacity(ring.len());
    let Some(&last) = ring.last() else { return kept };
    let mut before = last;
    for &point in ring {
        let (from, to) = (inside(before), inside(point));
        if (from >= 0.0) != (to >= 0.0) {
            let share = from / (from - to);
            kept.push(before.shifted((point.x - before.x) * share, (point.y - before.y) * share));
        }
        if to >= 0.0 {
            kept.push(point);
        }
        before = point;
    }
    kept
}

/// The part of a segment inside a box. Source: Liang and Barsky 1984, A new concept for clipping.
pub(super) fn cut_segment(
    from: PagePoint,
    to: PagePoint,
    area: PageBox,
) -> Option<(PagePoint, PagePoint)> {
    if area.contains(from) && area.contains(to) {
        return Some((from, to));
    }
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut start, mut end) = (0.0_f32, 1.0_f32);
    let sides = [
        (-dx, from.x - area.left),
        (dx, area.right - from.x),
        (-dy, from.y - area.top),
        (dy, area.bottom - from.y),
    ];
    for (speed, room) in sides {
        if speed == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            start = start.max(room / speed);
        } else {
            end = end.min(room / speed);
        }
    }
    (start <= end).then(|| (from.shifted(dx * start, dy * start), from.shifted(dx * end, dy * end)))
}
