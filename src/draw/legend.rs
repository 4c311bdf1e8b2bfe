//! The legend, drawn: its rows in columns, with a sign each.

use super::display::{Color, DisplayList, Part, Stroke};
use super::marks::{TollScale, draw_area};
use super::page::{PageBox, PagePoint};
use super::rows::{Row, Shown, rows, text};
use super::symbols::Symbol;
use super::text::{Anchor, CAP_HEIGHT, TextStyle};
use super::theme::Theme;
use super::towns::draw_marker;
use super::words::{Label, Words};
use crate::model::Kind;

/// Pixels between the panel's edge and its rows.
const PADDING: f32 = 14.0;
/// Pixels between columns.
const COLUMN_GAP: f32 = 22.0;
/// Rows that stand under each other.
struct Column {
    rows: Vec<Row>,
    width: f32,
    height: f32,
}

/// A legend ready to be drawn.
pub(super) struct Legend {
    columns: Vec<Column>,
    shown: Shown,
    scale: TollScale,
    /// Width and height in pixels.
    pub(super) size: (f32, f32),
}

impl Legend {
    pub(super) fn new(
        list: &DisplayList,
        shown: Shown,
        scale: TollScale,
        (theme, words, height_max): (&Theme, Words, f32),
    ) -> Self {
        let s = theme.scale;
        let rows = rows(&shown);
        let mut legend = Self { columns: Vec::new(), shown, scale, size: (0.0, 0.0) };
        legend.columns =
            legend.columns_of(rows, list, (theme, words, height_max - 2.0 * PADDING * s));
        let columns = &legend.columns;
        let gaps = COLUMN_GAP * s * columns.len().saturating_sub(1) as f32;
        let width = columns.iter().map(|column| column.width).sum::<f32>() + gaps;
        let height = columns.iter().map(|column| column.height).fold(0.0, f32::max);
        legend.size = (width + 2.0 * PADDING * s, height + (2.0 * PADDING - 5.0) * s);
        legend
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The rows in as many columns of about one height as `height_max` asks for.
    fn columns_of(
        &self,
        rows: Vec<Row>,
        list: &DisplayList,
        (theme, words, height_max): (&Theme, Words, f32),
    ) -> Vec<Column> {
        let total: f32 = rows.iter().map(|row| self.height(*row, theme)).sum();
        let n_columns = (total / height_max.max(1.0)).ceil().max(1.0);
        let height_wanted = total / n_columns + 0.5;
        let mut columns: Vec<Column> = Vec::new();
        for row in rows {
            let height = self.height(row, theme);
            let is_full =
                columns.last().is_none_or(|column| column.height + height > height_wanted);
            if is_full && (columns.len() as f32) < n_columns {
                // A head goes with the rows that it heads.
                let head = columns
                    .last_mut()
                    .and_then(|column| column.rows.pop_if(|last| matches!(last, Row::Head(_))));
                columns.push(Column { rows: Vec::new(), width: 0.0, height: 0.0 });
                if let Some(moved) = head {
                    self.add(&mut columns, moved, list, (theme, words));
                }
            }
            self.add(&mut columns, row, list, (theme, words));
        }
        columns
    }

    /// Adds a row to the last column, unless it is a gap at the head of it.
    fn add(
        &self,
        columns: &mut [Column],
        row: Row,
        list: &DisplayList,
        (theme, words): (&Theme, Words),
    ) {
        let Some(column) = columns.last_mut() else { return };
        if row != Row::Gap || !column.rows.is_empty() {
            column.rows.push(row);
            column.height += self.height(row, theme);
            column.width = column.width.max(self.width(row, list, (theme, words)));
        }
    }

    fn width(&self, row: Row, list: &DisplayList, (theme, words): (&Theme, Words)) -> f32 {
        match row {
            Row::Gap => 0.0,
            Row::Head(label) => list.fonts().width(words.label(label), &theme.panel.head),
            Row::ClassHead => list.fonts().width(&self.shown.key.head, &theme.panel.head),
            Row::Class(n) => {
                text_left(theme) + list.fonts().width(self.class(n).1, &theme.panel.text)
            }
            Row::Sizes => self.sizes_width(theme) + self.ranks_width(list, theme, words),
            other => text_left(theme) + list.fonts().width(text(other, words), &theme.panel.text),
        }
    }

    fn height(&self, row: Row, theme: &Theme) -> f32 {
        let s = theme.scale;
        match row {
            Row::Head(_) | Row::ClassHead => 24.0 * s,
            Row::Class(_) => 20.0 * s,
            Row::Kind(_) => 22.5 * s,
            Row::Sizes => {
                let ranks = RANK_HEIGHT * s * self.shown.ranks.len() as f32;
                (2.0 * self.largest() + 12.0 * s).max(ranks)
            }
            Row::Sign(Label::Unit) => 31.0 * s,
            Row::Sign(_) => 24.0 * s,
            Row::Rank(_) => RANK_HEIGHT * s,
            Row::Gap => 9.0 * s,
        }
    }

    fn class(&self, n: usize) -> (Color, &str) {
        let row = self.shown.key.rows.get(n);
        row.map_or((Color::hex(0), ""), |(color, range)| (*color, range.as_str()))
    }

    /// The width of the circles with their numbers.
    fn sizes_width(&self, theme: &Theme) -> f32 {
        2.0 * self.largest() + 62.0 * theme.scale
    }

    /// The width of the towns' signs beside the circles.
    fn ranks_width(&self, list: &DisplayList, theme: &Theme, words: Words) -> f32 {
        let ranks = self.shown.ranks.iter().map(|rank| text(Row::Rank(*rank), words));
        let widest = ranks.map(|name| list.fonts().width(name, &theme.panel.text));
        widest.reduce(f32::max).map_or(0.0, |widest| widest + text_left(theme))
    }

    fn largest(&self) -> f32 {
        self.shown.sizes.first().map_or(0.0, |&killed| self.scale.radius(Some(killed)))
    }

    /// Draws the legend with its upper left corner at `corner`.
    pub(super) fn draw(
        &self,
        list: &DisplayList,
        corner: PagePoint,
        (theme, words): (&Theme, Words),
    ) {
        let s = theme.scale;
        let (width, height) = self.size;
        draw_panel(list, theme, PageBox::sized(corner.x, corner.y, width, height));
        let mut left = corner.x + PADDING * s;
        for column in &self.columns {
            let mut top = corner.y + (PADDING - 2.0) * s;
            for row in &column.rows {
                let row_height = self.height(*row, theme);
                let at = (PagePoint::new(left, top), row_height);
                self.draw_row(list, *row, at, (theme, words));
                top += row_height;
            }
            left += column.width + COLUMN_GAP * s;
        }
    }

    fn draw_row(
        &self,
        list: &DisplayList,
        row: Row,
        (corner, height): (PagePoint, f32),
        (theme, words): (&Theme, Words),
    ) {
        let s = theme.scale;
        let middle = corner.y + height / 2.0;
        let at = PagePoint::new(corner.x + 11.0 * s, middle);
        let write = |text: &str, style: TextStyle, x: f32| {
            let base = PagePoint::new(x, middle + style.size * CAP_HEIGHT / 2.0);
            list.write(text, style, base, Anchor::Left);
        };
        match row {
            Row::Gap => return,
            Row::ClassHead => return write(&self.shown.key.head, theme.panel.head, corner.x),
            Row::Class(n) => {
                let (color, range) = self.class(n);
                let swatch =
                    PageBox::new(at.x - 11.0 * s, at.y - 7.0 * s, at.x + 13.0 * s, at.y + 7.0 * s);
                list.fill_box(swatch, color);
                list.stroke_box(swatch, Stroke::solid(theme.ink.with_alpha(0.35), 0.7 * s));
                return write(range, theme.panel.text, corner.x + text_left(theme));
            }
            Row::Head(label) => return write(words.label(label), theme.panel.head, corner.x),
            Row::Sizes => {
                self.draw_sizes(list, (corner, height), (theme, words));
                let left = corner.shifted(self.sizes_width(theme), 0.0);
                return self.draw_ranks(list, (left, height), (theme, words));
            }
            Row::Kind(kind) => symbol(kind, theme, true).draw(list, theme, at),
            Row::Rank(rank) => draw_marker(list, theme, rank, at),
            Row::Sign(label) => self.draw_sign(list, label, at, theme),
        }
        write(text(row, words), theme.panel.text, corner.x + text_left(theme));
    }

    fn draw_sign(&self, list: &DisplayList, label: Label, at: PagePoint, theme: &Theme) {
        let s = theme.scale;
        let kind = self.shown.kinds.first().copied().unwrap_or(Kind::Other);
        let dot = symbol(kind, theme, true);
        match label {
            Label::NoToll | Label::BestPoint => symbol(kind, theme, false).draw(list, theme, at),
            Label::Highest => {
                let (radius, highest) = (5.2 * s, 9.6 * s);
                Symbol { radius, highest, ..dot }.draw(list, theme, at);
            }
            Label::Background => Symbol { is_background: true, ..dot }.draw(list, theme, at),
            Label::OtherPlace => {
                Symbol { is_background: true, ..symbol(kind, theme, false) }.draw(list, theme, at)
            }
            Label::Unit => {
                let radius = 6.8 * s;
                Symbol { is_unit: true, radius, ..dot }.draw(list, theme, at);
            }
            Label::Moved => {
                let from = at.shifted(-8.0 * s, 3.0 * s);
                list.stroke(
                    vec![Part::Line(vec![from, at.shifted(7.0 * s, -3.0 * s)])],
                    theme.incidents.leader,
                );
                list.fill(vec![Part::Circle(from, 2.2 * s)], theme.incidents.leader.color);
                list.fill(
                    vec![Part::Circle(at.shifted(8.0 * s, -3.5 * s), 5.0 * s)],
                    theme.kind_color(kind),
                );
            }
            Label::Area | Label::PlaceArea => {
                let swatch =
                    PageBox::new(at.x - 12.0 * s, at.y - 7.0 * s, at.x + 14.0 * s, at.y + 7.0 * s);
                draw_area(list, theme, vec![Part::Ring(swatch.corners().to_vec())]);
            }
            Label::Gathered => {
                let text = TextStyle { size: theme.panel.small_text.size, ..theme.panel.head };
                let area = PageBox::around(at.shifted(1.0 * s, 0.0), 8.0 * s);
                list.stroke_box(area, Stroke::solid(theme.ink.with_alpha(0.7), 0.7 * s));
                let base = at.shifted(1.0 * s, text.size * CAP_HEIGHT / 2.0);
                list.write("n", text, base, Anchor::Middle);
            }
            Label::Hull => {
                let swatch =
                    PageBox::new(at.x - 12.0 * s, at.y - 7.0 * s, at.x + 14.0 * s, at.y + 7.0 * s);
                list.fill_box(swatch, theme.classes.hull_fill);
                list.stroke_box(swatch, theme.classes.hull_edge);
            }
            Label::Approximate => {
                let ends = vec![at.shifted(-12.0 * s, 0.0), at.shifted(14.0 * s, 0.0)];
                list.stroke(vec![Part::Line(ends)], theme.approximate_border);
            }
            _ => {}
        }
    }

    /// The towns' signs under each other, in the middle of the row's height.
    fn draw_ranks(
        &self,
        list: &DisplayList,
        (corner, height): (PagePoint, f32),
        look: (&Theme, Words),
    ) {
        let step = RANK_HEIGHT * look.0.scale;
        let mut top = corner.y + (height - step * self.shown.ranks.len() as f32) / 2.0;
        for rank in &self.shown.ranks {
            self.draw_row(list, Row::Rank(*rank), (PagePoint::new(corner.x, top), step), look);
            top += step;
        }
    }

    /// Nested circles that stand on one line, each with its number.
    fn draw_sizes(
        &self,
        list: &DisplayList,
        (corner, height): (PagePoint, f32),
        (theme, words): (&Theme, Words),
    ) {
        let s = theme.scale;
        let largest = self.largest();
        let foot = corner.y + height - 7.0 * s;
        let x = corner.x + largest + 2.0 * s;
        let number_x = corner.x + 2.0 * largest + 26.0 * s;
        let style = theme.panel.small_text;
        let mut lowest = f32::NEG_INFINITY;
        for &killed in &self.shown.sizes {
            let radius = self.scale.radius(Some(killed));
            let circle = Part::Circle(PagePoint::new(x, foot - radius), radius);
            list.fill(vec![circle.clone()], theme.panel.fill.with_alpha(0.6));
            list.stroke(vec![circle], Stroke::solid(theme.ink.with_alpha(0.7), s));
            let top = foot - 2.0 * radius;
            let y = top.max(lowest + style.size * 1.12);
            lowest = y;
            let line = vec![PagePoint::new(x, top), PagePoint::new(number_x - 5.0 * s, y)];
            list.stroke(
                vec![Part::Line(line)],
                Stroke::dashed(theme.ink.with_alpha(0.6), 0.8 * s, [2.0 * s, 2.0 * s]),
            );
            let base = PagePoint::new(number_x, y + style.size * CAP_HEIGHT / 2.0);
            list.write(&words.number(killed as usize), style, base, Anchor::Left);
        }
    }
}

/// Height of the row of a town's sign in pixels.
const RANK_HEIGHT: f32 = 20.0;

fn text_left(theme: &Theme) -> f32 {
    32.0 * theme.scale
}

fn symbol(kind: Kind, theme: &Theme, has_toll: bool) -> Symbol {
    let radius = 8.2 * theme.scale;
    Symbol { kind, radius, highest: 0.0, has_toll, is_background: false, is_unit: false }
}

/// Draws a white panel with a soft shadow.
pub(super) fn draw_panel(list: &DisplayList, theme: &Theme, area: PageBox) {
    for n in 1..=4_u8 {
        let s = theme.scale;
        let grown = area.grown(f32::from(n) * s);
        list.fill_box(
            PageBox { top: grown.top + s, bottom: grown.bottom + s, ..grown },
            theme.panel.shadow,
        );
    }
    list.fill_box(area, theme.panel.fill);
    list.stroke_box(area, theme.panel.edge);
}
