//! Names laid into the map: countries and regions spaced into their shape, rivers along their course.

use super::base::Base;
use super::display::DisplayList;
use super::labels::{Placer, line_box, margin};
use super::page::{PageBox, PagePoint};
use super::text::{Anchor, CAP_HEIGHT, TextStyle};
use super::theme::Theme;
use super::words::Words;

/// Side of the cells in which a shape is searched for the roomiest place, in pixels.
const CELL_PX: f32 = 14.0;
/// A country's name is tried in these sizes.
const COUNTRY_SIZES: [f32; 4] = [1.0, 0.78, 0.6, 0.48];
/// Where a name of this size does not fit across a country, it is tried from the bottom to the top.
const UPRIGHT_SIZE_MAX: f32 = 0.6;
/// At most so many cells of a shape are tried, the roomiest first.
const TRIES: usize = 400;
/// Pixels between a river and its name.
const RIVER_GAP_PX: f32 = 5.0;
/// A stretch under a river's name may turn by at most this much in all, in radians.
const RIVER_TURN_MAX: f32 = 2.4;
/// Pixels between the points that a river is resampled to under its name.
const RIVER_STEP_PX: f32 = 9.0;

/// Places the names of countries.
pub(super) fn place_countries(
    list: &DisplayList,
    placer: &mut Placer,
    base: &Base<'_>,
    theme: &Theme,
    words: Words,
    frame: PageBox,
) {
    for land in &base.lands {
        let name = words.area_name(land.area).to_uppercase();
        let shape = Shape::new(&land.rings, frame, CELL_PX * theme.scale);
        for size in COUNTRY_SIZES {
            let style = resized(theme.country_text, size);
            if shape.place(list, placer, &name, style)
                || (size <= UPRIGHT_SIZE_MAX && shape.place_upright(list, placer, &name, style))
            {
                break;
            }
        }
    }
}

/// Places the names of the regions of countries that the map is about, where they fit.
pub(super) fn place_regions(
    list: &DisplayList,
    placer: &mut Placer,
    base: &Base<'_>,
    theme: &Theme,
    words: Words,
    frame: PageBox,
) {
    let is_tinted =
        |code: &str| base.lands.iter().any(|land| land.is_tinted && land.area.country == code);
    for (area, rings) in base.regions.iter().filter(|(area, _)| is_tinted(&area.country)) {
        let name = words.area_name(area).to_uppercase();
        let shape = Shape::new(rings, frame, CELL_PX * theme.scale);
        shape.place(list, placer, &name, theme.region_text);
    }
}

/// Places the names of rivers along them.
pub(super) fn place_rivers(
    list: &DisplayList,
    placer: &mut Placer,
    base: &Base<'_>,
    theme: &Theme,
    frame: PageBox,
) {
    let mut named: Vec<&str> = Vec::new();
    for (name, stretches) in &base.rivers {
        if name.is_empty() || named.contains(name) {
            continue;
        }
        let mut stretches: Vec<&Vec<PagePoint>> = stretches.iter().collect();
        stretches.sort_by(|a, b| length(b).total_cmp(&length(a)));
        if stretches.iter().any(|stretch| place_river(list, placer, theme, (name, stretch), frame))
        {
            named.push(name);
        }
    }
}

fn resized(style: TextStyle, by: f32) -> TextStyle {
    TextStyle { size: style.size * by, spacing: style.spacing * by, ..style }
}

/// The cells of a shape inside the frame, with how far each is from the shape's edge, in cells.
struct Shape {
    origin: PagePoint,
    cell: f32,
    n_across: usize,
    rooms: Vec<u16>,
}

impl Shape {
    fn new(rings: &[Vec<PagePoint>], frame: PageBox, cell: f32) -> Self {
        let n_across = (frame.width() / cell).floor().max(1.0) as usize;
        let n_down = (frame.height() / cell).floor().max(1.0) as usize;
        let origin = PagePoint::new(frame.left, frame.top);
        let mut rooms = vec![0; n_across * n_down];
        for (row, cells) in rooms.chunks_mut(n_across).enumerate() {
            let y = origin.y + (row as f32 + 0.5) * cell;
            for span in crossings(rings, y).chunks_exact(2) {
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

    /// Places a text at the roomiest free place of the shape; `false` where there is none.
    fn place(&self, list: &DisplayList, placer: &mut Placer, text: &str, style: TextStyle) -> bool {
        let width = list.fonts().width(text, &style);
        for middle in self.middles() {
            let base = middle.shifted(0.0, style.size * CAP_HEIGHT / 2.0);
            let area = line_box(base, Anchor::Middle, width, &style).grown(style.size * 0.25);
            if self.holds(&area) && placer.is_free(&area) {
                placer.put(list.fonts().line(text, style, base, Anchor::Middle), area);
                return true;
            }
        }
        false
    }

    /// As `place`, with the text turned to run from the bottom to the top.
    fn place_upright(
        &self,
        list: &DisplayList,
        placer: &mut Placer,
        text: &str,
        style: TextStyle,
    ) -> bool {
        let half = list.fonts().width(text, &style) / 2.0 + style.size * 0.25;
        for middle in self.middles() {
            let x = middle.x + style.size * CAP_HEIGHT / 2.0;
            let (foot, head) =
                (PagePoint::new(x, middle.y + half), PagePoint::new(x, middle.y - half));
            let area = PageBox::new(x - style.size * 0.9, head.y, x + style.size * 0.2, foot.y);
            if self.holds(&area)
                && placer.is_free(&area)
                && let Some(run) = list.fonts().along(text, style, &[foot, head])
            {
                placer.put(run, area);
                return true;
            }
        }
        false
    }

    /// The middles of the shape's cells, the roomiest first.
    fn middles(&self) -> impl Iterator<Item = PagePoint> {
        let mut cells: Vec<(u16, usize)> =
            self.rooms.iter().copied().zip(0..).filter(|(room, _)| *room > 0).collect();
        cells.sort_by_key(|&(room, at)| (std::cmp::Reverse(room), at));
        let stride = (cells.len() / TRIES).max(1);
        cells.into_iter().step_by(stride).map(|(_, at)| {
            let x = self.origin.x + ((at % self.n_across) as f32 + 0.5) * self.cell;
            let y = self.origin.y + ((at / self.n_across) as f32 + 0.5) * self.cell;
            PagePoint::new(x, y)
        })
    }
}

/// Where a horizontal line crosses rings, from left to right.
fn crossings(rings: &[Vec<PagePoint>], y: f32) -> Vec<f32> {
    let mut xs = Vec::new();
    for ring in rings {
        let mut before = ring.last().copied();
        for &point in ring {
            if let Some(from) = before
                && (from.y <= y) != (point.y <= y)
            {
                xs.push(from.x + (y - from.y) / (point.y - from.y) * (point.x - from.x));
            }
            before = Some(point);
        }
    }
    xs.sort_by(f32::total_cmp);
    xs
}

/// Places a river's name along the straightest free part of one of its stretches.
fn place_river(
    list: &DisplayList,
    placer: &mut Placer,
    theme: &Theme,
    (name, stretch): (&str, &[PagePoint]),
    frame: PageBox,
) -> bool {
    let style = theme.river_text;
    let step = RIVER_STEP_PX * theme.scale;
    let width = list.fonts().width(name, &style) + 2.0 * step;
    let points = smoothed(&resampled(stretch, step));
    let n_wanted = (width / step).ceil() as usize + 1;
    let mut best: Option<(f32, Vec<PagePoint>)> = None;
    for window in points.windows(n_wanted.max(3)) {
        let turn = turning(window);
        if turn > RIVER_TURN_MAX || best.as_ref().is_some_and(|(least, _)| *least <= turn) {
            continue;
        }
        let path = beside_river(window, RIVER_GAP_PX * theme.scale);
        let is_free = path.iter().all(|&point| {
            let area = PageBox::around(point.shifted(0.0, -style.size * 0.3), style.size * 0.6);
            frame.holds(&area) && placer.is_free(&area)
        });
        if is_free {
            best = Some((turn, path));
        }
    }
    let Some((_, path)) = best else { return false };
    let Some(run) = list.fonts().along(name, style, &path) else { return false };
    for glyph in &run.glyphs {
        let half = style.size * 0.5 + margin(&style);
        placer.take(PageBox::around(glyph.origin.shifted(0.0, -style.size * 0.3), half));
    }
    placer.runs.push(run);
    true
}

fn length(line: &[PagePoint]) -> f32 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// Points a fixed step apart along a line.
fn resampled(line: &[PagePoint], step: f32) -> Vec<PagePoint> {
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
fn smoothed(points: &[PagePoint]) -> Vec<PagePoint> {
    let mean = |n: usize| {
        let near = points.get(n.saturating_sub(2)..(n + 3).min(points.len())).unwrap_or(&[]);
        let count = near.len().max(1) as f32;
        let sum = near.iter().fold(PagePoint::default(), |sum, p| sum.shifted(p.x, p.y));
        PagePoint::new(sum.x / count, sum.y / count)
    };
    (0..points.len()).map(mean).collect()
}

/// The sum of all turns of a line, in radians.
fn turning(line: &[PagePoint]) -> f32 {
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

/// The line read from left to right, moved up by a gap.
fn beside_river(line: &[PagePoint], gap: f32) -> Vec<PagePoint> {
    let mut line = line.to_vec();
    if let (Some(first), Some(last)) = (line.first(), line.last())
        && first.x > last.x
    {
        line.reverse();
    }
    let normal = |n: usize| {
        let (from, to) = (line.get(n.saturating_sub(1)), line.get(n + 1).or(line.get(n)));
        let (Some(from), Some(to)) = (from, to) else { return (0.0, -1.0) };
        let distance = from.distance(*to).max(0.01);
        ((to.y - from.y) / distance, -(to.x - from.x) / distance)
    };
    let moved = line.iter().enumerate().map(|(n, point)| {
        let (dx, dy) = normal(n);
        point.shifted(dx * gap, dy * gap)
    });
    moved.collect()
}
