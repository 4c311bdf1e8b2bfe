//! Which edges of a line lie nearest to a point: edges that follow each other lie in a ball, and balls
//! that follow each other in a larger one.
//!
//! Other than a tree of boxes this needs no sorting: the line itself is the order.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An edge through the Earth, in km from its centre.
pub(super) type Chord = [[f64; 3]; 2];

/// Edges, or smaller balls, in a ball. Source: own judgement.
const N_IN_BALL: usize = 8;

/// The edges of lines, one after the other.
#[derive(Debug)]
pub(super) struct Chain {
    chords: Vec<Chord>,
    /// The smallest balls first. The last level has no more than [`N_IN_BALL`].
    levels: Vec<Vec<Ball>>,
    /// The edge that was nearest to the last point: that of the next is mostly not far.
    last: AtomicUsize,
}

#[derive(Clone, Copy, Debug)]
struct Ball {
    middle: [f64; 3],
    radius: f64,
}

/// Edges whose distances differ by less than this, in km, are equally near: a thousandth of a
/// millimetre is rounding.
const EQUAL_KM: f64 = 1e-9;

/// The first of the nearest edges that were seen.
#[derive(Clone, Copy)]
struct Best {
    number: usize,
    km: f64,
}

impl Chain {
    /// Cost: O(n log n).
    pub(super) fn new(chords: Vec<Chord>) -> Self {
        let mut levels: Vec<Vec<Ball>> = Vec::new();
        let mut n_edges = N_IN_BALL;
        while levels.last().map_or(chords.len(), Vec::len) > N_IN_BALL {
            levels.push(chords.chunks(n_edges).map(Ball::around).collect());
            n_edges *= N_IN_BALL;
        }
        Self { chords, levels, last: AtomicUsize::new(0) }
    }

    /// The number of the nearest edge and the distance to it in km; of equally near ones the first.
    pub(super) fn nearest(&self, point: [f64; 3]) -> Option<(usize, f64)> {
        let last = self.last.load(Ordering::Relaxed);
        let km = distance2(self.chords.get(last)?, point).sqrt();
        let mut best = Best { number: last, km };
        self.look(self.levels.len(), 0..N_IN_BALL, point, &mut best);
        self.last.store(best.number, Ordering::Relaxed);
        best.km.is_finite().then_some((best.number, best.km))
    }

    /// Looks into some balls of a level, or at edges where no level is left.
    fn look(&self, n_levels: usize, range: Range<usize>, point: [f64; 3], best: &mut Best) {
        let Some(level) = n_levels.checked_sub(1) else {
            for (number, chord) in numbered(range, &self.chords) {
                best.see(number, distance2(chord, point));
            }
            return;
        };
        // Few of the balls are looked into: they are not worth sorting.
        let mut ways = [(f64::INFINITY, 0); N_IN_BALL];
        for (way, (number, ball)) in ways.iter_mut().zip(self.balls(level, range)) {
            *way = (ball.least_km(point), number);
        }
        while let Some(way) = ways.iter_mut().reduce(|a, b| if b.0 < a.0 { b } else { a }) {
            let (least_km, number) = std::mem::replace(way, (f64::INFINITY, 0));
            if least_km == f64::INFINITY || least_km > best.km + EQUAL_KM {
                break;
            }
            let first = number * N_IN_BALL;
            self.look(level, first..first + N_IN_BALL, point, best);
        }
    }

    /// Calls `see` with the number of each edge that is no farther than so many km.
    pub(super) fn within(&self, point: [f64; 3], km: f64, see: &mut impl FnMut(usize)) {
        self.look_within(self.levels.len(), 0..N_IN_BALL, (point, km), see);
    }

    fn look_within(
        &self,
        n_levels: usize,
        range: Range<usize>,
        (point, km): ([f64; 3], f64),
        see: &mut impl FnMut(usize),
    ) {
        let Some(level) = n_levels.checked_sub(1) else {
            for (number, chord) in numbered(range, &self.chords) {
                if distance2(chord, point) <= km * km {
                    see(number);
                }
            }
            return;
        };
        for (number, ball) in self.balls(level, range) {
            if ball.least_km(point) <= km {
                let first = number * N_IN_BALL;
                self.look_within(level, first..first + N_IN_BALL, (point, km), see);
            }
        }
    }

    /// Some balls of a level with their numbers.
    fn balls(&self, level: usize, range: Range<usize>) -> impl Iterator<Item = (usize, &Ball)> {
        numbered(range, self.levels.get(level).map_or(&[], Vec::as_slice))
    }

    /// The edge of a number.
    pub(super) fn chord(&self, number: usize) -> Option<&Chord> {
        self.chords.get(number)
    }
}

impl Best {
    /// An edge and the square of the distance to it in km².
    fn see(&mut self, number: usize, km2: f64) {
        let reach_km = self.km + EQUAL_KM;
        if km2 > reach_km * reach_km {
            return;
        }
        let km = km2.sqrt();
        if number < self.number || km < self.km - EQUAL_KM {
            *self = Self { number, km };
        }
    }
}

impl Ball {
    fn around(chords: &[Chord]) -> Self {
        let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        let ends = || chords.iter().flatten();
        for end in ends() {
            for ((low, high), x) in low.iter_mut().zip(&mut high).zip(end) {
                *low = low.min(*x);
                *high = high.max(*x);
            }
        }
        let middle = [0, 1, 2].map(|i| (low[i] + high[i]) / 2.0);
        let radius2 = ends().map(|end| length2(difference(*end, middle))).fold(0.0, f64::max);
        Self { middle, radius: radius2.sqrt() }
    }

    /// No edge of the ball is nearer to the point than this.
    fn least_km(&self, point: [f64; 3]) -> f64 {
        length2(difference(point, self.middle)).sqrt() - self.radius
    }
}

/// What stands in a range, which may go beyond the end, with its numbers.
fn numbered<T>(range: Range<usize>, all: &[T]) -> impl Iterator<Item = (usize, &T)> {
    range.clone().zip(all.get(range.start..).unwrap_or_default())
}

/// Which share of the way along an edge its point nearest to a point is.
pub(super) fn share_along([from, to]: &Chord, point: [f64; 3]) -> f64 {
    let (edge, way) = (difference(*to, *from), difference(point, *from));
    let edge2 = length2(edge);
    if edge2 > 0.0 { (dot(edge, way) / edge2).clamp(0.0, 1.0) } else { 0.0 }
}

fn distance2(chord: &Chord, point: [f64; 3]) -> f64 {
    let share = share_along(chord, point);
    let [from, to] = chord;
    let (edge, way) = (difference(*to, *from), difference(point, *from));
    length2([way[0] - share * edge[0], way[1] - share * edge[1], way[2] - share * edge[2]])
}

fn difference(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn length2(a: [f64; 3]) -> f64 {
    dot(a, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line that winds, with a jump in it.
    fn winding(n: usize) -> Vec<Chord> {
        let at = |i: usize| {
            let t = i as f64;
            let jump = if i > n / 2 { 40.0 } else { 0.0 };
            [t * 0.3 + jump, (t * 0.7).sin() * 9.0, (t * 0.11).cos() * 5.0]
        };
        (0..n).map(|i| [at(i), at(i + 1)]).collect()
    }

    #[test]
    fn the_nearest_edges_are_those_of_a_full_search() {
        for n in [0, 1, 7, 8, 9, 64, 65, 1000] {
            let chords = winding(n);
            let chain = Chain::new(chords.clone());
            for i in 0..200 {
                let t = f64::from(i);
                let point = [t * 1.9 - 20.0, (t * 0.37).sin() * 30.0, (t * 0.53).cos() * 20.0];
                let all: Vec<f64> = chords.iter().map(|c| distance2(c, point).sqrt()).collect();
                let least = all.iter().copied().fold(f64::INFINITY, f64::min);
                let found = chain.nearest(point);
                let first = all.iter().position(|km| *km <= least + 1e-9);
                assert_eq!(found.map(|(number, _)| number), first, "{n} {i}");
                let km = found.map_or(f64::INFINITY, |(_, km)| km);
                assert!(km == least || (km - least).abs() <= 1e-9, "{n} {i}");
                let reach = least + 3.0;
                let mut near = Vec::new();
                chain.within(point, reach, &mut |number| near.push(number));
                let expected: Vec<usize> = (0..n).filter(|i| all[*i] <= reach).collect();
                assert_eq!(near, expected, "{n} {i}");
            }
        }
    }
}
