//! Paints a display list with tiny-skia and encodes the picture as PNG.

use std::ops::Range;

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use tiny_skia::{
    FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pattern, Pixmap,
    SpreadMode, StrokeDash, Transform,
};

use super::display::{Color, Fill, Op, Outline, Part, Stroke};
use super::page::PageBox;
use super::soft::Soft;
use super::text::{Fonts, TextRun};
use crate::error::{Error, Result};

/// Pixels a metre at 150 dots per inch, the density a 1600x1200 map is meant for.
const PIXELS_PER_METRE: u32 = 5906;

/// Strokes up to this width have simple corners.
const THIN_PX: f32 = 1.6;

/// The display list as the bytes of a PNG file.
pub(super) fn encode(ops: &[Op], width_px: u32, height_px: u32, fonts: &Fonts) -> Result<Vec<u8>> {
    let mut painter = Painter::new(width_px, height_px, fonts)?;
    for op in ops {
        painter.paint(op);
    }
    write_png(&painter.pixmap)
}

/// Paints everything but the texts, and shows each text what is painted before it.
#[cfg(test)]
pub(super) fn behind_texts(
    (ops, fonts): (&[Op], &Fonts),
    (width_px, height_px): (u32, u32),
    mut on_text: impl FnMut(&TextRun, &Pixmap),
) -> Result<()> {
    let mut painter = Painter::new(width_px, height_px, fonts)?;
    for op in ops {
        match op {
            Op::Text(run) => {
                painter.paint_soft();
                on_text(run, &painter.pixmap);
            }
            other => painter.paint(other),
        }
    }
    Ok(())
}

struct Painter<'f> {
    pixmap: Pixmap,
    /// Soft strokes that are not yet painted.
    soft: Option<Soft>,
    clips: Vec<Clip>,
    fonts: &'f Fonts,
}

impl<'f> Painter<'f> {
    fn new(width_px: u32, height_px: u32, fonts: &'f Fonts) -> Result<Self> {
        let pixmap = Pixmap::new(width_px, height_px)
            .ok_or_else(|| Error::Draw(format!("no room for '{width_px}x{height_px}' pixels")))?;
        Ok(Self { pixmap, soft: None, clips: Vec::new(), fonts })
    }

    fn paint(&mut self, op: &Op) {
        if let Op::Stroke(outline, stroke @ Stroke { is_soft: true, .. }) = op {
            return self.stroke_softly(outline, stroke);
        }
        self.paint_soft();
        match op {
            Op::Fill(outline, Fill::Solid(color)) => self.fill(outline, *color),
            Op::Fill(outline, Fill::Hatch { color, spacing, width }) => {
                self.hatch(outline, *color, *spacing, *width);
            }
            Op::Stroke(outline, stroke) => self.stroke(outline, stroke),
            Op::Text(run) => self.text(run),
            Op::Clip(outline) => self.clip(outline),
            Op::Unclip => self.unclip(),
            // Layers are for readers of the file; a picture has none.
            Op::Group(_) | Op::Ungroup => {}
        }
    }

    fn fill(&mut self, outline: &Outline, color: Color) {
        if let Some(path) = path(outline) {
            let mask = mask_of(&self.clips);
            let (rule, turn) = (FillRule::EvenOdd, Transform::identity());
            self.pixmap.fill_path(&path, &paint(color), rule, turn, mask);
        }
    }

    fn hatch(&mut self, outline: &Outline, color: Color, spacing: f32, width: f32) {
        let (Some(path), Some(tile)) = (path(outline), hatch_tile(color, spacing, width)) else {
            return;
        };
        let shader = Pattern::new(
            tile.as_ref(),
            SpreadMode::Repeat,
            FilterQuality::Nearest,
            1.0,
            Transform::identity(),
        );
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        let mask = mask_of(&self.clips);
        self.pixmap.fill_path(&path, &paint, FillRule::EvenOdd, Transform::identity(), mask);
    }

    fn stroke(&mut self, outline: &Outline, stroke: &Stroke) {
        if let Some(path) = path(outline) {
            let pen = pen(stroke);
            let mask = mask_of(&self.clips);
            let paint = paint(stroke.color);
            self.pixmap.stroke_path(&path, &paint, &pen, Transform::identity(), mask);
        }
    }

    /// Paints the soft strokes that wait for others of their colour.
    fn paint_soft(&mut self) {
        if let Some(soft) = self.soft.take() {
            soft.paint(&mut self.pixmap, mask_of(&self.clips));
        }
    }

    fn stroke_softly(&mut self, outline: &Outline, stroke: &Stroke) {
        let Some(path) = path(outline) else { return };
        let pen = pen(stroke);
        if self.soft.as_mut().is_some_and(|soft| soft.add(stroke.color, &path, &pen)) {
            return;
        }
        self.paint_soft();
        self.soft = Soft::new(stroke.color, &path, &pen, &self.pixmap);
    }

    fn text(&mut self, run: &TextRun) {
        let Some(path) = self.text_path(run) else { return };
        let mask = mask_of(&self.clips);
        if let Some((color, width)) = run.style.halo {
            let pen = tiny_skia::Stroke {
                width: 2.0 * width,
                line_join: LineJoin::Round,
                ..tiny_skia::Stroke::default()
            };
            self.pixmap.stroke_path(&path, &paint(color), &pen, Transform::identity(), mask);
        }
        let color = paint(run.style.color);
        self.pixmap.fill_path(&path, &color, FillRule::Winding, Transform::identity(), mask);
    }

    fn text_path(&self, run: &TextRun) -> Option<Path> {
        let mut builder = PathBuilder::new();
        let size = run.style.size;
        for glyph in &run.glyphs {
            let Some(outline) = self.fonts.outline(glyph.face, glyph.id) else { continue };
            let (sin, cos) = glyph.angle.sin_cos();
            let origin = glyph.origin;
            let turn = Transform::from_row(
                size * cos,
                size * sin,
                size * sin,
                -size * cos,
                origin.x,
                origin.y,
            );
            if let Some(placed) = outline.transform(turn) {
                builder.push_path(&placed);
            }
        }
        builder.finish()
    }

    /// Clips to a shape. A box that is the first clip needs no mask, which every stroke and fill
    /// would have to go through: what lies outside of it is kept, and put back in the end.
    fn clip(&mut self, outline: &Outline) {
        if let (true, Some(area)) = (self.clips.is_empty(), as_box(outline)) {
            self.clips.push(Clip::Box(area, Outside::of(&self.pixmap, &area)));
            return;
        }
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let (rule, turn) = (FillRule::EvenOdd, Transform::identity());
        let path = path(outline);
        let clipped = match (mask_of(&self.clips), path) {
            (_, None) => Mask::new(width, height),
            (None, Some(path)) => Mask::new(width, height).map(|mut mask| {
                mask.fill_path(&path, rule, true, turn);
                mask
            }),
            (Some(mask), Some(path)) => {
                let mut mask = mask.clone();
                mask.intersect_path(&path, rule, true, turn);
                Some(mask)
            }
        };
        self.clips.extend(clipped.map(Clip::Shape));
    }

    fn unclip(&mut self) {
        if let Some(Clip::Box(area, outside)) = self.clips.pop() {
            outside.put_back(&mut self.pixmap, &area);
        }
    }
}

/// The mask of the latest clip that has one.
fn mask_of(clips: &[Clip]) -> Option<&Mask> {
    clips.iter().rev().find_map(|clip| match clip {
        Clip::Shape(mask) => Some(mask),
        Clip::Box(..) => None,
    })
}

/// What painting is clipped to.
enum Clip {
    Box(PageBox, Outside),
    Shape(Mask),
}

/// The pixels that do not lie wholly in a box, row by row.
struct Outside {
    pixels: Vec<u8>,
}

impl Outside {
    fn of(pixmap: &Pixmap, area: &PageBox) -> Self {
        let mut pixels = Vec::new();
        for span in outside_spans(pixmap.width(), pixmap.height(), area) {
            pixels.extend_from_slice(pixmap.data().get(span).unwrap_or_default());
        }
        Self { pixels }
    }

    /// Puts the pixels back where the box does not reach, mixed where it covers a part of them: that
    /// are the columns and rows at its edges, so that most spans are copied as they are.
    fn put_back(&self, pixmap: &mut Pixmap, area: &PageBox) {
        let (width, height) = (pixmap.width(), pixmap.height());
        let touched = touched(area, width, height);
        let mut before = self.pixels.as_slice();
        for span in outside_spans(width, height, area) {
            let (row, first) = (span.start / 4 / width as usize, span.start / 4 % width as usize);
            let Some(now) = pixmap.data_mut().get_mut(span) else { return };
            let Some((kept, rest)) = before.split_at_checked(now.len()) else { return };
            before = rest;
            let n_pixels = now.len() / 4;
            let near = if touched.1.contains(&row) { touched.0.clone() } else { 0..0 };
            let from = near.start.clamp(first, first + n_pixels) - first;
            let to = near.end.clamp(first + from, first + n_pixels) - first;
            let halves = |n: usize| (n * 4).min(kept.len());
            let (from, to) = (halves(from), halves(to));
            if let (Some(now), Some(kept)) = (now.get_mut(..from), kept.get(..from)) {
                now.copy_from_slice(kept);
            }
            if let (Some(now), Some(kept)) = (now.get_mut(to..), kept.get(to..)) {
                now.copy_from_slice(kept);
            }
            let mixed = now.get_mut(from..to).unwrap_or_default().chunks_exact_mut(4);
            let kept = kept.get(from..to).unwrap_or_default().chunks_exact(4);
            for (x, (now, before)) in (first + from / 4..).zip(mixed.zip(kept)) {
                let share = covered(x, area.left, area.right) * covered(row, area.top, area.bottom);
                for (now, before) in now.iter_mut().zip(before) {
                    let mixed = f32::from(*now) * share + f32::from(*before) * (1.0 - share);
                    *now = mixed.round() as u8;
                }
            }
        }
    }
}

/// The columns and rows that a box touches.
fn touched(area: &PageBox, width: u32, height: u32) -> (Range<usize>, Range<usize>) {
    let within = |from: f32, to: f32, most: u32| {
        let from = (from.floor().max(0.0) as usize).min(most as usize);
        from..(to.ceil().max(0.0) as usize).clamp(from, most as usize)
    };
    (within(area.left, area.right, width), within(area.top, area.bottom, height))
}

/// The share of a pixel that a stretch covers.
fn covered(pixel: usize, from: f32, to: f32) -> f32 {
    let start = pixel as f32;
    (to.min(start + 1.0) - from.max(start)).clamp(0.0, 1.0)
}

/// The bytes of a picture's pixels that do not lie wholly in a box, as stretches of its rows.
fn outside_spans(
    width: u32,
    height: u32,
    area: &PageBox,
) -> impl Iterator<Item = Range<usize>> + use<> {
    let (width, height) = (width as usize, height as usize);
    let (top, bottom) = (area.top.ceil().max(0.0) as usize, area.bottom.floor().max(0.0) as usize);
    let left = (area.left.ceil().max(0.0) as usize).min(width);
    let right = (area.right.floor().max(0.0) as usize).clamp(left, width);
    (0..height).flat_map(move |row| {
        let is_crossed = (top..bottom).contains(&row);
        let spans =
            if is_crossed { [(0, left), (right, width)] } else { [(0, width), (width, width)] };
        spans.map(|(from, to)| (row * width + from) * 4..(row * width + to) * 4)
    })
}

/// An outline as the box that it is.
fn as_box(outline: &Outline) -> Option<PageBox> {
    let [Part::Ring(ring)] = outline.as_slice() else { return None };
    let &[a, b, c, d] = ring.as_slice() else { return None };
    let area = PageBox::new(a.x.min(c.x), a.y.min(c.y), a.x.max(c.x), a.y.max(c.y));
    area.corners().iter().all(|corner| [a, b, c, d].contains(corner)).then_some(area)
}

fn path(outline: &Outline) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for part in outline {
        match part {
            Part::Circle(center, radius) => builder.push_circle(center.x, center.y, *radius),
            Part::Ring(points) | Part::Line(points) => {
                for (n, point) in points.iter().enumerate() {
                    if n == 0 {
                        builder.move_to(point.x, point.y);
                    } else {
                        builder.line_to(point.x, point.y);
                    }
                }
                if matches!(part, Part::Ring(_)) && !points.is_empty() {
                    builder.close();
                }
            }
        }
    }
    builder.finish()
}

fn paint(color: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let alpha = (color.alpha.clamp(0.0, 1.0) * 255.0).round() as u8;
    paint.set_color_rgba8(color.red, color.green, color.blue, alpha);
    paint
}

fn pen(stroke: &Stroke) -> tiny_skia::Stroke {
    tiny_skia::Stroke {
        width: stroke.width,
        line_cap: LineCap::Butt,
        line_join: match stroke.width {
            _ if stroke.is_soft => LineJoin::Bevel,
            // Of so thin a line no corner is seen to be round.
            ..=THIN_PX => LineJoin::Miter,
            _ => LineJoin::Round,
        },
        dash: stroke.dash.and_then(|[dash, gap]| StrokeDash::new(vec![dash, gap], 0.0)),
        ..tiny_skia::Stroke::default()
    }
}

/// A square with a line from corner to corner that meets itself where the square is repeated.
fn hatch_tile(color: Color, spacing: f32, width: f32) -> Option<Pixmap> {
    let side = spacing.round().clamp(2.0, 64.0);
    let mut tile = Pixmap::new(side as u32, side as u32)?;
    let mut builder = PathBuilder::new();
    for shift in [-side, 0.0, side] {
        builder.move_to(shift - side, 2.0 * side);
        builder.line_to(shift + 2.0 * side, -side);
    }
    let pen = tiny_skia::Stroke { width, ..tiny_skia::Stroke::default() };
    tile.stroke_path(&builder.finish()?, &paint(color), &pen, Transform::identity(), None);
    Some(tile)
}

/// Encodes without alpha: the page covers every pixel.
fn write_png(pixmap: &Pixmap) -> Result<Vec<u8>> {
    let rgb: Vec<u8> = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let failed = |cause: png::EncodingError| Error::Draw(format!("the PNG encoder said: {cause}"));
    let mut bytes = Vec::with_capacity(rgb.len() / 8);
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let (xppu, yppu) = (PIXELS_PER_METRE, PIXELS_PER_METRE);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu, yppu, unit: Unit::Meter }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}
