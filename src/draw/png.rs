//! Paints a display list with tiny-skia and encodes the picture as PNG.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use tiny_skia::{
    FillRule, FilterQuality, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pattern, Pixmap,
    SpreadMode, StrokeDash, Transform,
};

use super::display::{Color, Fill, Op, Outline, Part, Stroke};
use super::text::{Fonts, TextRun};
use crate::error::{Error, Result};

/// Pixels a metre at 150 dots per inch, the density a 1600x1200 map is meant for.
const PIXELS_PER_METRE: u32 = 5906;

/// The display list as the bytes of a PNG file.
pub(super) fn encode(ops: &[Op], width_px: u32, height_px: u32, fonts: &Fonts) -> Result<Vec<u8>> {
    let mut painter = Painter::new(width_px, height_px, fonts)?;
    for op in ops {
        painter.paint(op);
    }
    write_png(&painter.pixmap)
}

/// The display list as pixels.
#[cfg(test)]
pub(super) fn painted(ops: &[Op], width_px: u32, height_px: u32, fonts: &Fonts) -> Result<Pixmap> {
    let mut painter = Painter::new(width_px, height_px, fonts)?;
    ops.iter().for_each(|op| painter.paint(op));
    Ok(painter.pixmap)
}

struct Painter<'f> {
    pixmap: Pixmap,
    clips: Vec<Mask>,
    fonts: &'f Fonts,
}

impl<'f> Painter<'f> {
    fn new(width_px: u32, height_px: u32, fonts: &'f Fonts) -> Result<Self> {
        let pixmap = Pixmap::new(width_px, height_px)
            .ok_or_else(|| Error::Draw(format!("no room for '{width_px}x{height_px}' pixels")))?;
        Ok(Self { pixmap, clips: Vec::new(), fonts })
    }

    fn paint(&mut self, op: &Op) {
        match op {
            Op::Fill(outline, Fill::Solid(color)) => self.fill(outline, *color),
            Op::Fill(outline, Fill::Hatch { color, spacing, width }) => {
                self.hatch(outline, *color, *spacing, *width);
            }
            Op::Stroke(outline, stroke) => self.stroke(outline, stroke),
            Op::Text(run) => self.text(run),
            Op::Clip(outline) => self.clip(outline),
            Op::Unclip => drop(self.clips.pop()),
            // Layers are for readers of the file; a picture has none.
            Op::Group(_) | Op::Ungroup => {}
        }
    }

    fn fill(&mut self, outline: &Outline, color: Color) {
        if let Some(path) = path(outline) {
            let mask = self.clips.last();
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
        let mask = self.clips.last();
        self.pixmap.fill_path(&path, &paint, FillRule::EvenOdd, Transform::identity(), mask);
    }

    fn stroke(&mut self, outline: &Outline, stroke: &Stroke) {
        if let Some(path) = path(outline) {
            let pen = pen(stroke);
            let mask = self.clips.last();
            let paint = paint(stroke.color);
            self.pixmap.stroke_path(&path, &paint, &pen, Transform::identity(), mask);
        }
    }

    fn text(&mut self, run: &TextRun) {
        let Some(path) = self.text_path(run) else { return };
        let mask = self.clips.last();
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

    fn clip(&mut self, outline: &Outline) {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let mask = match self.clips.last() {
            Some(mask) => Some(mask.clone()),
            None => Mask::new(width, height).map(|mut mask| {
                mask.data_mut().fill(255);
                mask
            }),
        };
        let Some(mut mask) = mask else { return };
        match path(outline) {
            Some(path) => {
                mask.intersect_path(&path, FillRule::EvenOdd, true, Transform::identity());
            }
            None => mask.data_mut().fill(0),
        }
        self.clips.push(mask);
    }
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
        line_join: LineJoin::Round,
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
    encoder.set_compression(Compression::Balanced);
    let (xppu, yppu) = (PIXELS_PER_METRE, PIXELS_PER_METRE);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu, yppu, unit: Unit::Meter }));
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}
