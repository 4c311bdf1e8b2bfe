//! The room inside a shape on the page, and the best place for a name in it.

use super::display::DisplayList;
use super::ink::Ink;
use super::labels::{Placer, line_box};
use super::page::{PageBox, PagePoint};
use super::text::{Anchor, CAP_HEIGHT, TextStyle};

/// At most so many cells of a shape are tried, the roomiest first.
const TRIES: usize = 400;
/// A name gives up the whole room of its shape rather than stand with a third of its box on lines.
const LINES_WEIGHT: f32 = 3.0;

/// Height of a line among several, over the size of its letters, and pixels beside them.
const LEADING: f32 = 1.25;
const LINES_ROOM_PX: f32 = 3.0;

/// What names are placed with.
#[derive(Clone, Copy)]
pub(super) struct Lettering<'a> {
    pub(super) list: &'a DisplayList,
    /// Rivers, borders and areas, which names stay clear of where they can.
    pub(super) busy: &'a Ink,
}

/// The cells of a shape inside the frame, with how far each is from the shape's edge, in cells.
pub(super) struct Shape {
    origin: PagePoint,
    cell: f32,
    n_across: usize,
    rooms: Vec<u16>,
}

impl Shape {
    pub(super) fn new(rings: &[Vec<PagePoint>], frame: PageBox, cell: f32) -> Self {
        let (origin, n_across, n_down) = cells_around(rings, frame, cell);
        let mut rooms = vec![0; n_across * n_down];
        let rows = crossings(rings, (origin.y + 0.5 * cell, cell), n_down);
        for (cells, crossed) in rooms.chunks_mut(n_across).zip(rows) {
            for span in crossed.chunks_exact(2) {
                let [from, to] = span else { continue };
                let column = |x: f32| ((x - origin.x) / cell - 0.5).ceil().max(0.0) as usize;
                let end = column(*to).min(n_across);
                if let Some(inside) = cells.get_mut(column(*from).min(end)..end) {
                    inside.fill(u16::MAX);
                }
            }
        }
        let mut shape = Self { origin, cell, n_across, rooms };
        shape.measure();
        shape
    }

    /// Replaces every inner cell by its distance to the nearest outer one (chessboard distance).
    fn measure(&mut self) {
        let n_down = self.rooms.len() / self.n_across;
        let order: Vec<(usize, usize)> = (0..n_down)
            .flat_map(|row| (0..self.n_across).map(move |column| (column, row)))
            .collect();
        for &(column, row) in &order {
            self.lower(column, row, [(-1, 0), (-1, -1), (0, -1), (1, -1)]);
        }
        for &(column, row) in order.iter().rev() {
            self.lower(column, row, [(1, 0), (1, 1), (0, 1), (-1, 1)]);
        }
    }

    fn lower(&mut self, column: usize, row: usize, steps: [(isize, isize); 4]) {
        let near = steps
            .map(|(dx, dy)| self.room(column.checked_add_signed(dx), row.checked_add_signed(dy)));
        let least = near.into_iter().min().unwrap_or(0).saturating_add(1);
        if let Some(room) = self.rooms.get_mut(row * self.n_across + column) {
            *room = (*room).min(least);
        }
    }

    fn room(&self, column: Option<usize>, row: Option<usize>) -> u16 {
        let (Some(column), Some(row)) = (column, row) else { return 0 };
        if column >= self.n_across {
            return 0;
        }
        self.rooms.get(row * self.n_across + column).copied().unwrap_or(0)
    }

    fn is_inside(&self, point: PagePoint) -> bool {
        let column = ((point.x - self.origin.x) / self.cell).floor();
        let row = ((point.y - self.origin.y) / self.cell).floor();
        column >= 0.0 && row >= 0.0 && self.room(Some(column as usize), Some(row as usize)) > 0
    }

    /// Whether a box lies in the shape: its corners and points along its middle lines do.
    fn holds(&self, area: &PageBox) -> bool {
        let middle = area.center();
        let along = (0..=8_u8).map(|n| f32::from(n) / 8.0);
        area.corners().into_iter().all(|corner| self.is_inside(corner))
            && along.into_iter().all(|share| {
                let x = area.left + area.width() * share;
                let y = area.top + area.height() * share;
                self.is_inside(PagePoint::new(x, middle.y))
                    && self.is_inside(PagePoint::new(middle.x, y))
            })
    }

    /// Places a text at the best free place of the shape; `false` where there is none.
    pub(super) fn place(
        &self,
        lettering: Lettering<'_>,
        placer: &mut Placer,
        text: &str,
        style: TextStyle,
    ) -> bool {
        let fonts = lettering.list.fonts();
        let width = fonts.width(text, &style);
        let base = |middle: PagePoint| middle.shifted(0.0, style.size * CAP_HEIGHT / 2.0);
        let covers = |middle: PagePoint| {
            line_box(base(middle), Anchor::Middle, width, &style).grown(style.size * 0.25)
        };
        let Some(middle) = self.best(lettering.busy, placer, covers) else { return false };
        placer.put(fonts.line(text, style, base(middle), Anchor::Middle), covers(middle));
        true
    }

    /// Places lines of text under each other at the best free place; `false` where there is none.
    pub(super) fn place_lines(
        &self,
        lettering: Lettering<'_>,
        placer: &mut Placer,
        lines: &[(&str, TextStyle)],
    ) -> bool {
        let fonts = lettering.list.fonts();
        let half_width = lines.iter().map(|(text, style)| fonts.width(text, style) / 2.0);
        let half_width = half_width.fold(0.0, f32::max) + LINES_ROOM_PX;
        let tall: f32 = lines.iter().map(|(_, style)| style.size * LEADING).sum();
        let covers = |middle: PagePoint| {
            let (left, top) = (middle.x - half_width, middle.y - tall / 2.0);
            PageBox::sized(left, top, 2.0 * half_width, tall)
        };
        let Some(middle) = self.best(lettering.busy, placer, covers) else { return false };
        let mut top = middle.y - tall / 2.0;
        for (text, style) in lines {
            let leading = style.size * LEADING;
            let base = top + (leading + style.size * CAP_HEIGHT) / 2.0;
            let at = PagePoint::new(middle.x, base);
            placer.runs.push(fonts.line(text, *style, at, Anchor::Middle));
            top += leading;
        }
        placer.take_label(covers(middle));
        true
    }

    /// As `place`, with the text turned to run from the bottom to the top.
    pub(super) fn place_upright(
        &self,
        lettering: Lettering<'_>,
        placer: &mut Placer,
        text: &str,
        style: TextStyle,
    ) -> bool {
        let fonts = lettering.list.fonts();
        let half = fonts.width(text, &style) / 2.0 + style.size * 0.25;
        let line = |middle: PagePoint| {
            let x = middle.x + style.size * CAP_HEIGHT / 2.0;
            [PagePoint::new(x, middle.y + half), PagePoint::new(x, middle.y - half)]
        };
        let covers = |middle: PagePoint| {
            let [foot, head] = line(middle);
            PageBox::new(foot.x - style.size * 0.9, head.y, foot.x + style.size * 0.2, foot.y)
        };
        let found = self.best(lettering.busy, placer, covers);
        let run = found
            .and_then(|middle| Some((fonts.along(text, style, &line(middle))?, covers(middle))));
        let Some((run, area)) = run else { return false };
        placer.put(run, area);
        true
    }

    /// The middle of the free box that lies on the fewest lines in the most room.
    fn best(
        &self,
        busy: &Ink,
        placer: &Placer,
        covers: impl Fn(PagePoint) -> PageBox,
    ) -> Option<PagePoint> {
        let room_max = f32::from(self.rooms.iter().copied().max().unwrap_or(1).max(1));
        let mut best: Option<(f32, PagePoint)> = None;
        for (room, middle) in self.middles() {
            let area = covers(middle);
            if !self.holds(&area) || !placer.is_free(&area) {
                continue;
            }
            let cost = LINES_WEIGHT * busy.share(&area) - f32::from(room) / room_max;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, middle));
            }
        }
        best.map(|(_, middle)| middle)
    }

    /// The middles of the shape's cells and the room around them, the roomiest first.
    fn middles(&self) -> impl Iterator<Item = (u16, PagePoint)> {
        let mut cells: Vec<(u16, usize)> =
            self.rooms.iter().copied().zip(0..).filter(|(room, _)| *room > 0).collect();
        cells.sort_by_key(|&(room, at)| (std::cmp::Reverse(room), at));
        let stride = (cells.len() / TRIES).max(1);
        cells.into_iter().step_by(stride).map(|(room, at)| {
            let x = self.origin.x + ((at % self.n_across) as f32 + 0.5) * self.cell;
            let y = self.origin.y + ((at / self.n_across) as f32 + 0.5) * self.cell;
            (room, PagePoint::new(x, y))
        })
    }
}

/// The cells of a frame that rings reach into: the corner of the first, and how many across and down.
fn cells_around(rings: &[Vec<PagePoint>], frame: PageBox, cell: f32) -> (PagePoint, usize, usize) {
    let span = |of: fn(&PagePoint) -> f32, from: f32, length: f32| {
        let n_cells = (length / cell).floor().max(1.0);
        let places = rings.iter().flatten().map(|point| (of(point) - from) / cell);
        let (least, most) =
            places.fold((n_cells, 0.0_f32), |(least, most), n| (least.min(n), most.max(n)));
        let first = least.floor().clamp(0.0, n_cells - 1.0);
        let end = most.ceil().clamp(first + 1.0, n_cells);
        (from + first * cell, (end - first) as usize)
    };
    let (left, n_across) = span(|point| point.x, frame.left, frame.width());
    let (top, n_down) = span(|point| point.y, frame.top, frame.height());
    (PagePoint::new(left, top), n_across, n_down)
}

/// Where the horizontal lines at `top`, `top + step` … cross rings, each from left to right.
pub(super) fn crossings(
    rings: &[Vec<PagePoint>],
    (top, step): (f32, f32),
    n_rows: usize,
) -> Vec<Vec<f32>> {
    let mut rows = vec![Vec::new(); n_rows];
    // The number of the first line that is not above a height.
    let row = |y: f32| ((y - top) / step).ceil().max(0.0) as usize;
    for ring in rings {
        let mut before = ring.last().copied();
        for &point in ring {
            if let Some(from) = before
                && from.y != point.y
            {
                let (high, low) = (from.y.min(point.y), from.y.max(point.y));
                let (first, end) = (row(high), row(low).min(n_rows));
                let slope = (point.x - from.x) / (point.y - from.y);
                for (n, xs) in rows.iter_mut().enumerate().take(end).skip(first) {
                    let y = top + n as f32 * step;
                    xs.push(from.x + (y - from.y) * slope);
                }
            }
            before = Some(point);
        }
    }
    rows.iter_mut().for_each(|xs| xs.sort_by(f32::total_cmp));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cross_a_ring_where_they_enter_and_leave_it() {
        let ring: Vec<PagePoint> = [(1.0, 1.0), (5.0, 1.0), (5.0, 3.0), (3.0, 5.0), (1.0, 3.0)]
            .map(|(x, y)| PagePoint::new(x, y))
            .to_vec();
        let hole: Vec<PagePoint> =
            [(2.0, 1.5), (3.0, 1.5), (3.0, 2.5)].map(|(x, y)| PagePoint::new(x, y)).to_vec();
        let rows = crossings(&[ring, hole, Vec::new()], (-1.0, 1.0), 8);
        let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
        // A line through a corner goes through the edges above it only.
        assert_eq!(counts, [0, 0, 2, 4, 2, 2, 0, 0]);
        assert_eq!(rows[3], [1.0, 2.5, 3.0, 5.0]);
        assert_eq!(rows[5], [2.0, 4.0]);
    }
}
