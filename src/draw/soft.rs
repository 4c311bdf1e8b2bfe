//! Paints broad, faint strokes on half as many pixels each way: their edges are not seen, and most of
//! the time of a map would go into them.

use tiny_skia::{FillRule, Mask, Path, Pixmap, Stroke, Transform};

use super::display::Color;

/// Soft strokes of one colour that lie over each other.
pub(super) struct Soft {
    color: Color,
    /// The pixel of the first cell; a cell is two pixels wide and high.
    first: (usize, usize),
    n_across: usize,
    /// How much of what is behind shows through each cell: 255 is all of it.
    clear: Vec<u8>,
}

impl Soft {
    /// A first stroke; no later one may reach farther. `None` where it lies outside of the picture.
    pub(super) fn new(color: Color, path: &Path, pen: &Stroke, pixmap: &Pixmap) -> Option<Self> {
        let bounds = path.bounds();
        let span = |from: f32, to: f32, most: u32| {
            let reach = pen.width / 2.0 + 2.0;
            let first = ((from - reach).max(0.0) as usize).min(most as usize) / 2 * 2;
            let end = ((to + reach).max(0.0) as usize + 1).min(most as usize);
            (first, end.saturating_sub(first).div_ceil(2))
        };
        let (left, n_across) = span(bounds.left(), bounds.right(), pixmap.width());
        let (top, n_down) = span(bounds.top(), bounds.bottom(), pixmap.height());
        let clear = vec![u8::MAX; n_across * n_down];
        let mut soft = Self { color, first: (left, top), n_across, clear };
        (!soft.clear.is_empty()).then(|| {
            soft.stroke(path, pen);
            soft
        })
    }

    /// Adds a stroke of the same colour; `false` for another, which is not added.
    pub(super) fn add(&mut self, color: Color, path: &Path, pen: &Stroke) -> bool {
        let is_same = self.color == color;
        if is_same {
            self.stroke(path, pen);
        }
        is_same
    }

    fn stroke(&mut self, path: &Path, pen: &Stroke) {
        let Some(drawn) = path.stroke(pen, 0.5) else { return };
        let n_down = self.clear.len() / self.n_across;
        let Some(mut mask) = Mask::new(self.n_across as u32, n_down as u32) else { return };
        let (left, top) = (self.first.0 as f32, self.first.1 as f32);
        let place = Transform::from_row(0.5, 0.0, 0.0, 0.5, -left / 2.0, -top / 2.0);
        mask.fill_path(&drawn, FillRule::Winding, true, place);
        let alpha = (self.color.alpha.clamp(0.0, 1.0) * 255.0).round() as u32;
        for (clear, covered) in self.clear.iter_mut().zip(mask.data()) {
            if *covered > 0 {
                let kept = 255 * 255 - alpha * u32::from(*covered);
                *clear = ((u32::from(*clear) * kept + 255 * 255 / 2) / (255 * 255)) as u8;
            }
        }
    }

    /// Paints the strokes, where a mask lets them through.
    pub(super) fn paint(&self, pixmap: &mut Pixmap, mask: Option<&Mask>) {
        let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
        let n_down = self.clear.len() / self.n_across;
        let end = (self.first.1 + 2 * n_down).min(height);
        let columns = self.first.0..(self.first.0 + 2 * self.n_across).min(width);
        for y in self.first.1..end {
            let span = y * width + columns.start..y * width + columns.end;
            let shown = mask.and_then(|mask| mask.data().get(span.clone()));
            let pixels = pixmap.data_mut().get_mut(span.start * 4..span.end * 4);
            self.paint_row(pixels.unwrap_or_default(), shown, self.rows_at(y - self.first.1));
        }
    }

    fn paint_row(&self, pixels: &mut [u8], shown: Option<&[u8]>, [near, far]: [&[u8]; 2]) {
        let ink = [self.color.red, self.color.green, self.color.blue, u8::MAX];
        let of = |row: &[u8], at: usize, beside: usize| {
            let clear = |at| u32::from(row.get(at).copied().unwrap_or(u8::MAX));
            3 * clear(at) + clear(beside)
        };
        for (at, own) in near.iter().enumerate().filter(|(_, clear)| **clear < u8::MAX) {
            for (x, beside) in [(2 * at, at.saturating_sub(1)), (2 * at + 1, at + 1)] {
                let shown = shown.map_or(Some(255), |row| row.get(x).copied()).unwrap_or(0);
                let Some(pixel) = pixels.get_mut(4 * x..4 * x + 4).filter(|_| shown > 0) else {
                    continue;
                };
                // Nine, three, three and one sixteenth of the four cells around a pixel.
                let is_even = near.get(beside) == Some(own) && far.get(at) == Some(own);
                let clear = match is_even {
                    true => 16 * u32::from(*own),
                    false => 3 * of(near, at, beside) + of(far, at, beside),
                };
                let share = (16 * 255 - clear) * u32::from(shown) / 16;
                for (now, ink) in pixel.iter_mut().zip(ink) {
                    let mixed = u32::from(*now) * (255 * 255 - share) + u32::from(ink) * share;
                    *now = ((mixed + 255 * 255 / 2) / (255 * 255)) as u8;
                }
            }
        }
    }

    /// The row of cells that a row of pixels lies in, and the next nearest.
    fn rows_at(&self, y: usize) -> [&[u8]; 2] {
        let last = (self.clear.len() / self.n_across).saturating_sub(1);
        let at = y / 2;
        let beside = if y.is_multiple_of(2) { at.saturating_sub(1) } else { (at + 1).min(last) };
        let row = |n: usize| self.clear.get(n * self.n_across..(n + 1) * self.n_across);
        [at, beside].map(|n| row(n).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use tiny_skia::{PathBuilder, Rect};

    use super::*;

    #[test]
    fn soft_strokes_look_as_fine_ones() {
        let (width, height) = (91, 67);
        let color = Color::hex(0x1f_60_a0).with_alpha(0.3);
        let mut builder = PathBuilder::new();
        builder.move_to(5.0, 8.0);
        builder.line_to(60.0, 50.0);
        builder.line_to(88.0, 20.0);
        let path = builder.finish().unwrap();
        let mut clip = Mask::new(width, height).unwrap();
        let square = PathBuilder::from_rect(Rect::from_xywh(10.0, 3.0, 70.0, 50.0).unwrap());
        clip.fill_path(&square, FillRule::EvenOdd, true, Transform::identity());
        let page = || {
            let mut page = Pixmap::new(width, height).unwrap();
            page.fill(tiny_skia::Color::WHITE);
            page
        };
        let (mut fine, mut coarse) = (page(), page());
        let mut soft: Option<Soft> = None;
        let mut paint = tiny_skia::Paint::default();
        paint.set_color_rgba8(color.red, color.green, color.blue, 77);
        for stroke_width in [24.0, 12.0] {
            let pen = Stroke { width: stroke_width, ..Stroke::default() };
            if !soft.as_mut().is_some_and(|soft| soft.add(color, &path, &pen)) {
                soft = Soft::new(color, &path, &pen, &fine);
            }
            fine.stroke_path(&path, &paint, &pen, Transform::identity(), Some(&clip));
        }
        soft.unwrap().paint(&mut coarse, Some(&clip));
        let apart = fine.data().iter().zip(coarse.data()).map(|(a, b)| a.abs_diff(*b));
        let (sum, most) =
            apart.fold((0_u32, 0_u8), |(sum, most), d| (sum + u32::from(d), most.max(d)));
        let mean = f64::from(sum) / fine.data().len() as f64;
        assert!(mean < 1.0 && most < 60, "{mean} {most}");
        assert!(coarse.pixel(80, 60).unwrap().red() == 255);
        assert!(coarse.pixel(40, 35).unwrap().red() < 180);
    }
}
