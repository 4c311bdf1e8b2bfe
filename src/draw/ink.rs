//! Where lines are drawn already, so that a border common to two polygons is drawn once.
//!
//! Two sources rarely agree corner by corner; on the page their lines fall on the same pixels.

use super::page::{PageBox, PagePoint};
use super::shape::crossings;

/// Stretches shorter than this many cells are left out: they are crumbs of a common border.
const CRUMB_CELLS: usize = 22;
/// Gaps of at most this many cells are drawn over, and stretches reach so far over marked cells.
const GAP_CELLS: usize = 6;

/// A grid over the frame whose cells say whether a line runs through them.
pub(super) struct Ink {
    area: PageBox,
    cell: f32,
    n_across: usize,
    n_down: usize,
    cells: Vec<bool>,
}

impl Ink {
    pub(super) fn new(frame: PageBox, cell: f32) -> Self {
        let area = frame.grown(8.0 * cell);
        let n_across = (area.width() / cell).ceil().max(1.0) as usize;
        let n_down = (area.height() / cell).ceil().max(1.0) as usize;
        Self { area, cell, n_across, n_down, cells: vec![false; n_across * n_down] }
    }

    /// Marks the cells within `reach` cells of lines.
    pub(super) fn mark(&mut self, lines: &[Vec<PagePoint>], reach: i32) {
        for line in lines {
            for pair in line.windows(2) {
                if let [from, to] = pair {
                    for point in steps(*from, *to, self.cell) {
                        self.mark_point(point, reach);
                    }
                }
            }
        }
    }

    /// The stretches of a ring that run over no marked cell.
    pub(super) fn fresh(&self, ring: &[PagePoint]) -> Vec<Vec<PagePoint>> {
        let mut fresh: Vec<Vec<PagePoint>> = Vec::new();
        let mut current: Vec<PagePoint> = Vec::new();
        let mut marked: Vec<PagePoint> = Vec::new();
        let closing = ring.last().copied().into_iter().zip(ring.first().copied());
        let edges = ring.iter().copied().zip(ring.iter().copied().skip(1)).chain(closing);
        for point in edges.flat_map(|(from, to)| steps(from, to, self.cell)) {
            match self.is_marked(point) {
                Some(false) => {
                    // A gap is drawn over; before a new stretch its last cells are, so that the
                    // stretch begins on the line that it comes from.
                    let n_skipped = marked.len().saturating_sub(GAP_CELLS);
                    current.extend(marked.drain(..).skip(n_skipped));
                    current.push(point);
                }
                Some(true) => {
                    marked.push(point);
                    if marked.len() == GAP_CELLS && !current.is_empty() {
                        current.append(&mut marked);
                        fresh.push(std::mem::take(&mut current));
                    }
                }
                None => {
                    fresh.push(std::mem::take(&mut current));
                    marked.clear();
                }
            }
        }
        fresh.push(current);
        fresh.retain(|stretch| stretch.len() > CRUMB_CELLS);
        fresh
    }

    /// Marks the cells inside rings (even-odd).
    pub(super) fn fill(&mut self, rings: &[Vec<PagePoint>]) {
        let rows = crossings(rings, (self.area.top + 0.5 * self.cell, self.cell), self.n_down);
        for (row, crossed) in rows.iter().enumerate() {
            for span in crossed.chunks_exact(2) {
                let [from, to] = span else { continue };
                let column = |x: f32| ((x - self.area.left) / self.cell).max(0.0) as usize;
                let end = column(*to).min(self.n_across);
                let start = column(*from).min(end);
                if let Some(cells) =
                    self.cells.get_mut(row * self.n_across + start..row * self.n_across + end)
                {
                    cells.fill(true);
                }
            }
        }
    }

    /// The share of a box's cells that are marked, 0..=1.
    pub(super) fn share(&self, area: &PageBox) -> f32 {
        let (left, top) = self.cell_of(PagePoint::new(area.left, area.top));
        let (right, bottom) = self.cell_of(PagePoint::new(area.right, area.bottom));
        let cells = (top..=bottom).flat_map(|y| (left..=right).map(move |x| (x, y)));
        let is_marked = |&(x, y): &(i32, i32)| {
            self.index(x, y).and_then(|at| self.cells.get(at)).is_some_and(|cell| *cell)
        };
        let n_cells =
            (i64::from(bottom) - i64::from(top) + 1) * (i64::from(right) - i64::from(left) + 1);
        cells.filter(is_marked).count() as f32 / n_cells.max(1) as f32
    }

    fn mark_point(&mut self, point: PagePoint, reach: i32) {
        let (x, y) = self.cell_of(point);
        for row in y - reach..=y + reach {
            for column in x - reach..=x + reach {
                if let Some(at) = self.index(column, row)
                    && let Some(cell) = self.cells.get_mut(at)
                {
                    *cell = true;
                }
            }
        }
    }

    /// Whether the point's cell is marked; `None` outside of the grid.
    fn is_marked(&self, point: PagePoint) -> Option<bool> {
        let (x, y) = self.cell_of(point);
        self.index(x, y).and_then(|at| self.cells.get(at).copied())
    }

    fn cell_of(&self, point: PagePoint) -> (i32, i32) {
        let x = ((point.x - self.area.left) / self.cell).floor();
        let y = ((point.y - self.area.top) / self.cell).floor();
        (x as i32, y as i32)
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.n_across && y < self.n_down).then_some(y * self.n_across + x)
    }
}

/// Points from one point up to, not including, another, a cell apart.
fn steps(from: PagePoint, to: PagePoint, cell: f32) -> impl Iterator<Item = PagePoint> {
    let n_steps = (from.distance(to) / cell).ceil().max(1.0);
    (0..n_steps as u32).map(move |n| {
        let share = n as f32 / n_steps;
        from.shifted((to.x - from.x) * share, (to.y - from.y) * share)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_border_is_drawn_once() {
        let mut ink = Ink::new(PageBox::new(0.0, 0.0, 300.0, 300.0), 1.0);
        let square = |left: f32, jitter: f32| {
            PageBox::new(left, 50.0 + jitter, left + 100.0, 150.0).corners().to_vec()
        };
        let length = |stretches: &[Vec<PagePoint>]| -> f32 {
            let pairs = stretches.iter().flat_map(|s| s.windows(2));
            pairs.map(|pair| pair[0].distance(pair[1])).sum()
        };
        let first = square(50.0, 0.0);
        let fresh = ink.fresh(&first);
        assert!((length(&fresh) - 400.0).abs() < 5.0);
        ink.mark(&[first], 2);
        let fresh = ink.fresh(&square(150.5, 0.0));
        assert!((length(&fresh) - 300.0).abs() < 12.0, "{}", length(&fresh));
    }
}
