//! Placing of labels: the first of eight positions that is free of everything placed before.
//!
//! Source: Christensen, Marks and Shieber 1995, An empirical study of algorithms for point-feature
//! label placement (the greedy method and the order of positions).

use super::display::DisplayList;
use super::page::{PageBox, PagePoint};
use super::text::{Anchor, CAP_HEIGHT, DESCENT, TextRun, TextStyle};

/// Side of a bucket of the obstacle grid in pixels, near the size of a label.
const BUCKET_PX: f32 = 96.0;

/// A frame with what is placed in it.
pub(super) struct Placer {
    room: PageBox,
    n_across: usize,
    n_down: usize,
    /// What is taken, in every bucket that it touches.
    buckets: Vec<Vec<PageBox>>,
    /// The boxes of all labels placed.
    pub(super) placed: Vec<PageBox>,
    /// The labels, in the order of placing.
    pub(super) runs: Vec<TextRun>,
    /// How many found no room.
    pub(super) n_dropped: usize,
}

impl Placer {
    pub(super) fn new(room: PageBox) -> Self {
        let n_across = (room.width() / BUCKET_PX).ceil().max(1.0) as usize;
        let n_down = (room.height() / BUCKET_PX).ceil().max(1.0) as usize;
        Self {
            room,
            n_across,
            n_down,
            buckets: vec![Vec::new(); n_across * n_down],
            placed: Vec::new(),
            runs: Vec::new(),
            n_dropped: 0,
        }
    }

    /// Takes a box: no label will overlap it.
    pub(super) fn take(&mut self, taken: PageBox) {
        for at in self.touched(&taken) {
            if let Some(bucket) = self.buckets.get_mut(at) {
                bucket.push(taken);
            }
        }
    }

    /// Whether a box lies in the frame and overlaps nothing.
    pub(super) fn is_free(&self, wanted: &PageBox) -> bool {
        let is_clear = |at: &usize| {
            self.buckets.get(*at).is_none_or(|bucket| !bucket.iter().any(|b| b.overlaps(wanted)))
        };
        self.room.holds(wanted) && self.touched(wanted).iter().all(is_clear)
    }

    /// Places a text beside a symbol of that reach; gives where it hangs, `None` where no position
    /// is free.
    pub(super) fn beside(
        &mut self,
        list: &DisplayList,
        text: &str,
        style: TextStyle,
        (center, reach): (PagePoint, f32),
    ) -> Option<(PagePoint, Anchor)> {
        let width = list.fonts().width(text, &style);
        let margin = margin(&style);
        for (at, anchor) in positions(center, reach, &style) {
            let area = line_box(at, anchor, width, &style).grown(margin);
            if self.is_free(&area) {
                self.put(list.fonts().line(text, style, at, anchor), area);
                return Some((at, anchor));
            }
        }
        None
    }

    /// Adds a label whose box is known to be free.
    pub(super) fn put(&mut self, run: TextRun, area: PageBox) {
        self.take_label(area);
        self.runs.push(run);
    }

    /// Takes the box of a label that is drawn apart.
    pub(super) fn take_label(&mut self, area: PageBox) {
        self.take(area);
        self.placed.push(area);
    }

    fn touched(&self, area: &PageBox) -> Vec<usize> {
        let column = |x: f32| ((x - self.room.left) / BUCKET_PX).floor().max(0.0) as usize;
        let row = |y: f32| ((y - self.room.top) / BUCKET_PX).floor().max(0.0) as usize;
        let columns = column(area.left)..=column(area.right).min(self.n_across - 1);
        let rows = row(area.top)..=row(area.bottom).min(self.n_down - 1);
        rows.flat_map(|r| columns.clone().map(move |c| r * self.n_across + c)).collect()
    }
}

/// Room around a label's letters: its halo.
pub(super) fn margin(style: &TextStyle) -> f32 {
    style.halo.map_or(1.0, |(_, width)| width)
}

/// The box of a line of text of known width.
pub(super) fn line_box(at: PagePoint, anchor: Anchor, width: f32, style: &TextStyle) -> PageBox {
    let left = match anchor {
        Anchor::Left => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::Right => at.x - width,
    };
    PageBox::new(left, at.y - style.size * CAP_HEIGHT, left + width, at.y + style.size * DESCENT)
}

/// The positions around a symbol, the best first: right, left, then the corners, above and below.
fn positions(center: PagePoint, reach: f32, style: &TextStyle) -> [(PagePoint, Anchor); 8] {
    let gap = reach + margin(style) + style.size * 0.16;
    let near = gap * 0.72;
    let cap = style.size * CAP_HEIGHT;
    let below = gap + cap;
    let above = -gap - style.size * DESCENT * 0.6;
    [
        (center.shifted(gap, cap / 2.0), Anchor::Left),
        (center.shifted(-gap, cap / 2.0), Anchor::Right),
        (center.shifted(near, -near), Anchor::Left),
        (center.shifted(near, near + cap), Anchor::Left),
        (center.shifted(-near, -near), Anchor::Right),
        (center.shifted(-near, near + cap), Anchor::Right),
        (center.shifted(0.0, above), Anchor::Middle),
        (center.shifted(0.0, below), Anchor::Middle),
    ]
}
