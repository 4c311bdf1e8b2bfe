//! Writes a display list as PDF: vector lines, text that can be searched, subsets of the faces.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{
    Fill as PdfFill, FillRule, LineJoin, Paint, Pattern, Stroke as PdfStroke, StrokeDash,
};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::display::{Color, Fill, Op, Outline, Part, Stroke};
use super::text::{Face, Glyph, TextRun};
use crate::error::{Error, Result};

/// Points of a pixel: the page is 150 dots an inch, a point is a 72nd of one.
const POINTS_PER_PX: f32 = 72.0 / 150.0;
/// Control points of a quarter circle. Source: 4/3 (√2 - 1).
const ARC: f32 = 0.552_285;

/// The display list as the bytes of a PDF file of one page. The same list gives the same bytes.
pub(super) fn encode(ops: &[Op], width_px: u32, height_px: u32, title: &str) -> Result<Vec<u8>> {
    let failed = || Error::Draw(format!("no PDF page of '{width_px}x{height_px}' pixels"));
    let (width, height) = (width_px as f32 * POINTS_PER_PX, height_px as f32 * POINTS_PER_PX);
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()));
    let mut page =
        document.start_page_with(PageSettings::from_wh(width, height).ok_or_else(failed)?);
    write_page(page.surface(), ops);
    page.finish();
    document.finish().map_err(|cause| Error::Draw(format!("the PDF encoder said: {cause:?}")))
}

fn write_page(surface: Surface<'_>, ops: &[Op]) {
    let mut writer = Writer { surface, fonts: Fonts::default() };
    writer.surface.push_transform(&Transform::from_scale(POINTS_PER_PX, POINTS_PER_PX));
    ops.iter().for_each(|op| writer.op(op));
    writer.surface.pop();
    writer.surface.finish();
}

/// The faces as the document embeds them, each opened once.
#[derive(Default)]
struct Fonts(std::collections::BTreeMap<Face, Option<Font>>);

impl Fonts {
    fn get(&mut self, face: Face) -> Option<Font> {
        self.0.entry(face).or_insert_with(|| Font::new(face.file().to_vec().into(), 0)).clone()
    }
}

struct Writer<'s> {
    surface: Surface<'s>,
    fonts: Fonts,
}

impl Writer<'_> {
    fn op(&mut self, op: &Op) {
        match op {
            Op::Fill(outline, fill) => self.fill(outline, fill),
            Op::Stroke(outline, stroke) => {
                if let Some(path) = path(outline) {
                    self.surface.set_fill(None);
                    self.surface.set_stroke(Some(pen(stroke)));
                    self.surface.draw_path(&path);
                }
            }
            Op::Text(run) => self.run(run),
            Op::Clip(outline) => {
                let path = path(outline).or_else(nothing);
                if let Some(path) = path {
                    self.surface.push_clip_path(&path, &FillRule::EvenOdd);
                }
            }
            Op::Unclip => self.surface.pop(),
            // Layers are for readers that edit; PDF readers show the page.
            Op::Group(_) | Op::Ungroup => {}
        }
    }

    fn fill(&mut self, outline: &Outline, fill: &Fill) {
        let Some(path) = path(outline) else { return };
        let (paint, alpha) = match *fill {
            Fill::Solid(color) => (solid(color), color.alpha),
            Fill::Hatch { color, spacing, width } => (self.hatch(color, spacing, width), 1.0),
        };
        self.surface.set_stroke(None);
        let rule = FillRule::EvenOdd;
        self.surface.set_fill(Some(PdfFill { paint, opacity: opacity(alpha), rule }));
        self.surface.draw_path(&path);
    }

    /// The hatching that the PNG repeats, as a pattern.
    fn hatch(&mut self, color: Color, spacing: f32, width: f32) -> Paint {
        let side = spacing.round().clamp(2.0, 64.0);
        let mut builder = self.surface.stream_builder();
        let mut tile = builder.surface();
        tile.set_fill(None);
        tile.set_stroke(Some(pen(&Stroke::solid(color, width))));
        let lines = [-side, 0.0, side].map(|shift| {
            let from = (shift - side, 2.0 * side);
            let to = (shift + 2.0 * side, -side);
            let mut line = PathBuilder::new();
            line.move_to(from.0, from.1);
            line.line_to(to.0, to.1);
            line.finish()
        });
        lines.iter().flatten().for_each(|line| tile.draw_path(line));
        tile.finish();
        let stream = builder.finish();
        // The surface's own scale holds for the pattern too.
        let transform = Transform::identity();
        Pattern { stream, transform, width: side, height: side }.into()
    }

    fn run(&mut self, run: &TextRun) {
        if let Some((color, width)) = run.style.halo {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(pen(&Stroke::solid(color, 2.0 * width))));
            self.glyphs(run, true);
        }
        self.surface.set_stroke(None);
        let color = run.style.color;
        let paint = solid(color);
        let rule = FillRule::NonZero;
        self.surface.set_fill(Some(PdfFill { paint, opacity: opacity(color.alpha), rule }));
        self.glyphs(run, false);
    }

    /// Draws stretches of one face on one line at once, so that a reader finds the words.
    fn glyphs(&mut self, run: &TextRun, is_outline: bool) {
        let is_together = |a: &Glyph, b: &Glyph| {
            a.face == b.face && a.angle == b.angle && a.angle == 0.0 && a.origin.y == b.origin.y
        };
        let ends = cluster_ends(run);
        for stretch in run.glyphs.chunk_by(is_together) {
            let Some(first) = stretch.first() else { continue };
            let Some(font) = self.fonts.get(first.face) else { continue };
            let size = run.style.size;
            let glyphs: Vec<KrillaGlyph> = stretch
                .iter()
                .enumerate()
                .map(|(n, glyph)| {
                    let next = stretch.get(n + 1).map_or(glyph.origin.x, |next| next.origin.x);
                    let end = ends.iter().find(|end| **end > glyph.at).copied();
                    let range = glyph.at..end.unwrap_or(run.content.len()).max(glyph.at);
                    let advance = (next - glyph.origin.x) / size;
                    KrillaGlyph::new(GlyphId::new(glyph.id), advance, 0.0, 0.0, 0.0, range, None)
                })
                .collect();
            let (sin, cos) = first.angle.sin_cos();
            let (x, y) = (first.origin.x, first.origin.y);
            self.surface.push_transform(&Transform::from_row(cos, sin, -sin, cos, x, y));
            let origin = Point::from_xy(0.0, 0.0);
            self.surface.draw_glyphs(origin, &glyphs, font, &run.content, size, is_outline);
            self.surface.pop();
        }
    }
}

/// Where the letters of a text's glyphs end, in bytes, in order.
fn cluster_ends(run: &TextRun) -> Vec<usize> {
    let mut ends: Vec<usize> = run.glyphs.iter().map(|glyph| glyph.at).collect();
    ends.push(run.content.len());
    ends.sort_unstable();
    ends.dedup();
    ends
}

fn path(outline: &Outline) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for part in outline {
        match part {
            Part::Circle(center, radius) => circle(&mut builder, (center.x, center.y), *radius),
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

/// A path that holds no pixel, to clip everything away.
fn nothing() -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.move_to(-2.0, -2.0);
    builder.line_to(-1.0, -2.0);
    builder.line_to(-1.0, -1.0);
    builder.close();
    builder.finish()
}

fn circle(builder: &mut PathBuilder, (x, y): (f32, f32), r: f32) {
    let k = ARC * r;
    builder.move_to(x + r, y);
    builder.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
    builder.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
    builder.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
    builder.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
    builder.close();
}

fn solid(color: Color) -> Paint {
    rgb::Color::new(color.red, color.green, color.blue).into()
}

fn opacity(alpha: f32) -> NormalizedF32 {
    NormalizedF32::new(alpha.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn pen(stroke: &Stroke) -> PdfStroke {
    let dash = stroke.dash.map(|[dash, gap]| StrokeDash { array: vec![dash, gap], offset: 0.0 });
    PdfStroke {
        paint: solid(stroke.color),
        width: stroke.width,
        line_join: if stroke.is_soft { LineJoin::Bevel } else { LineJoin::Round },
        opacity: opacity(stroke.color.alpha),
        dash,
        ..PdfStroke::default()
    }
}
