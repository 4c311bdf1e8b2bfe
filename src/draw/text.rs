//! Text: the bundled faces, and the one shaping that measuring, placing and every emitter share.

use std::cell::RefCell;
use std::collections::BTreeMap;

use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
use serde::Deserialize;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use super::display::Color;
use super::page::PagePoint;
use crate::error::{Error, Result};

/// A bundled face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Face {
    Regular,
    Medium,
    MediumItalic,
    SemiBold,
    Bold,
    /// Not chosen by a style: stands in for letters that Inter does not have.
    Arabic,
    /// Not chosen by a style: stands in for letters that Inter does not have.
    Tifinagh,
}

impl Face {
    /// The bytes of the face's file.
    pub(super) fn file(self) -> &'static [u8] {
        FILES.get(self as usize).copied().unwrap_or(&[])
    }
}

/// The files of the faces, in the order of [`Face`].
const FILES: [&[u8]; 7] = [
    include_bytes!("../../geodata/fonts/Inter-Regular.otf"),
    include_bytes!("../../geodata/fonts/Inter-Medium.otf"),
    include_bytes!("../../geodata/fonts/Inter-MediumItalic.otf"),
    include_bytes!("../../geodata/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../geodata/fonts/Inter-Bold.otf"),
    include_bytes!("../../geodata/fonts/NotoSansArabic-sub.ttf"),
    include_bytes!("../../geodata/fonts/NotoSansTifinagh-Regular.ttf"),
];

/// Height of Inter's capitals over the size. Source: Inter 4.0, OS/2 sCapHeight 1490 of 2048.
pub(super) const CAP_HEIGHT: f32 = 0.7275;
/// Depth of Inter's descenders over the size. Source: Inter 4.0, the depth of "p".
pub(super) const DESCENT: f32 = 0.21;

/// Stands for each letter that no face has.
const STAND_IN: char = '?';

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(from = "TextKeys")]
pub(super) struct TextStyle {
    pub(super) face: Face,
    /// Pixels an em.
    pub(super) size: f32,
    pub(super) color: Color,
    /// Colour and width in pixels of the rim that sets the letters off from the map.
    pub(super) halo: Option<(Color, f32)>,
    /// Pixels added after each letter.
    pub(super) spacing: f32,
}

impl TextStyle {
    pub(super) const fn new(face: Face, size: f32, color: Color) -> Self {
        Self { face, size, color, halo: None, spacing: 0.0 }
    }

    pub(super) const fn with_halo(self, color: Color, width: f32) -> Self {
        Self { halo: Some((color, width)), ..self }
    }

    /// The style with its lengths `by` times as long.
    pub(super) fn scaled(self, by: f32) -> Self {
        let halo = self.halo.map(|(color, width)| (color, width * by));
        Self { size: self.size * by, halo, spacing: self.spacing * by, ..self }
    }
}

/// How a theme's file writes a text style.
#[derive(Deserialize)]
struct TextKeys {
    face: Face,
    size: f32,
    color: Color,
    halo: Option<Color>,
    #[serde(default)]
    halo_width: f32,
    #[serde(default)]
    spacing: f32,
}

impl From<TextKeys> for TextStyle {
    fn from(keys: TextKeys) -> Self {
        let halo = keys.halo.filter(|_| keys.halo_width > 0.0);
        Self {
            face: keys.face,
            size: keys.size,
            color: keys.color,
            halo: halo.map(|color| (color, keys.halo_width)),
            spacing: keys.spacing,
        }
    }
}

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// A glyph at its place: its origin on the baseline, turned clockwise by `angle` radians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) face: Face,
    pub(super) id: u32,
    pub(super) origin: PagePoint,
    pub(super) angle: f32,
    /// Where its letter begins in the text, in bytes.
    pub(super) at: usize,
}

/// Shaped text at its place on the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextRun {
    /// The words, for emitters that write real text.
    pub(super) content: String,
    pub(super) style: TextStyle,
    pub(super) glyphs: Vec<Glyph>,
}

/// A glyph and how far it takes the pen, in pixels.
#[derive(Clone, Copy, Debug)]
struct Shaped {
    face: Face,
    id: u32,
    advance: f32,
    offset: (f32, f32),
    at: usize,
}

/// The bundled faces, ready for shaping.
pub(super) struct Fonts {
    fonts: Vec<FontRef<'static>>,
    shapers: Vec<ShaperData>,
    outlines: RefCell<BTreeMap<(Face, u32), Option<Path>>>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Fonts({})", self.fonts.len())
    }
}

impl Fonts {
    /// Opens the faces inside the binary.
    pub(super) fn bundled() -> Result<Self> {
        let open = |file: &'static [u8]| {
            FontRef::new(file).map_err(|cause| Error::Draw(format!("a bundled font: {cause}")))
        };
        let fonts = FILES.into_iter().map(open).collect::<Result<Vec<_>>>()?;
        let shapers = fonts.iter().map(ShaperData::new).collect();
        Ok(Self { fonts, shapers, outlines: RefCell::default() })
    }

    /// The width of a text in pixels.
    pub(super) fn width(&self, text: &str, style: &TextStyle) -> f32 {
        let advances: f32 = self.shape(text, style).iter().map(|g| g.advance).sum();
        (advances - style.spacing).max(0.0)
    }

    /// A text in one line with its baseline on `at`.
    pub(super) fn line(
        &self,
        text: &str,
        style: TextStyle,
        at: PagePoint,
        anchor: Anchor,
    ) -> TextRun {
        let shaped = self.shape(text, &style);
        let width: f32 = shaped.iter().map(|g| g.advance).sum::<f32>() - style.spacing;
        let mut x = at.x - anchored(width, anchor);
        let mut glyphs = Vec::with_capacity(shaped.len());
        for glyph in shaped {
            let (dx, dy) = glyph.offset;
            let origin = PagePoint::new(x + dx, at.y - dy);
            glyphs.push(Glyph { face: glyph.face, id: glyph.id, origin, angle: 0.0, at: glyph.at });
            x += glyph.advance;
        }
        TextRun { content: text.to_owned(), style, glyphs }
    }

    /// A text whose glyphs stand along a line, centred on its middle; `None` where it is too long.
    pub(super) fn along(
        &self,
        text: &str,
        style: TextStyle,
        path: &[PagePoint],
    ) -> Option<TextRun> {
        let shaped = self.shape(text, &style);
        let width: f32 = shaped.iter().map(|g| g.advance).sum::<f32>() - style.spacing;
        let length: f32 = path.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        if width > length {
            return None;
        }
        let mut start = (length - width) / 2.0;
        let mut glyphs = Vec::with_capacity(shaped.len());
        for glyph in shaped {
            let (middle, angle) = point_along(path, start + glyph.advance / 2.0)?;
            let (sin, cos) = angle.sin_cos();
            let half = glyph.advance / 2.0;
            let origin = middle.shifted(-half * cos, -half * sin);
            glyphs.push(Glyph { face: glyph.face, id: glyph.id, origin, angle, at: glyph.at });
            start += glyph.advance;
        }
        Some(TextRun { content: text.to_owned(), style, glyphs })
    }

    /// The text, cut and ended with an ellipsis where it is wider than `width_max`.
    pub(super) fn fitted(&self, text: &str, style: &TextStyle, width_max: f32) -> String {
        if self.width(text, style) <= width_max {
            return text.to_owned();
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let cut = |n: usize| {
            let head = ends.get(n).and_then(|&end| text.get(..end)).unwrap_or("");
            format!("{}…", head.trim_end_matches([' ', ',', '·', ':']))
        };
        let n_kept = ends.partition_point(|&end| {
            let head = text.get(..end).unwrap_or("");
            self.width(&format!("{head}…"), style) <= width_max
        });
        cut(n_kept.saturating_sub(1))
    }

    /// The outline of a glyph, in units of the em, y up.
    pub(super) fn outline(&self, face: Face, id: u32) -> Option<Path> {
        let mut outlines = self.outlines.borrow_mut();
        outlines.entry((face, id)).or_insert_with(|| self.glyph_path(face, id)).clone()
    }

    fn glyph_path(&self, face: Face, id: u32) -> Option<Path> {
        let font = self.fonts.get(face as usize)?;
        let glyph = font.outline_glyphs().get(GlyphId::new(id))?;
        let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let mut pen = Pen { path: PathBuilder::new(), scale: 1.0 / em };
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        glyph.draw(settings, &mut pen).ok()?;
        pen.path.finish()
    }

    fn shape(&self, text: &str, style: &TextStyle) -> Vec<Shaped> {
        let mut shaped = Vec::with_capacity(text.len());
        let mut start = 0;
        for (face, part) in self.runs(text, style.face) {
            let n_before = shaped.len();
            self.shape_run(part, face, style, &mut shaped);
            shaped.iter_mut().skip(n_before).for_each(|glyph| glyph.at += start);
            start += part.len();
        }
        shaped
    }

    /// The text in stretches that one face can set: the wanted one, else the first that has the letter.
    fn runs<'t>(&self, text: &'t str, wanted: Face) -> Vec<(Face, &'t str)> {
        let mut runs = Vec::new();
        let mut start = 0;
        let mut current = None;
        for (at, letter) in text.char_indices() {
            let face = match current {
                Some(face) if letter.is_whitespace() => face,
                _ => self.face_for(letter, wanted),
            };
            if let Some(before) = current
                && before != face
            {
                runs.push((before, text.get(start..at).unwrap_or("")));
                start = at;
            }
            current = Some(face);
        }
        if let Some(face) = current {
            runs.push((face, text.get(start..).unwrap_or("")));
        }
        runs
    }

    fn face_for(&self, letter: char, wanted: Face) -> Face {
        [wanted, Face::Arabic, Face::Tifinagh]
            .into_iter()
            .find(|&face| self.has_letter(face, letter))
            .unwrap_or(wanted)
    }

    /// The glyph for letters that no face has, and its advance in units of the face.
    fn stand_in(&self, face: Face) -> Option<(u32, f32)> {
        let id = self.glyph_of(face, STAND_IN)?;
        let metrics = self.fonts.get(face as usize)?;
        let metrics = metrics.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some((id, metrics.advance_width(GlyphId::new(id))?))
    }

    /// The glyph of a letter in a face.
    pub(super) fn glyph_of(&self, face: Face, letter: char) -> Option<u32> {
        Some(self.fonts.get(face as usize)?.charmap().map(letter)?.to_u32())
    }

    /// Whether some face has a glyph for every letter.
    pub(super) fn has_all(&self, text: &str) -> bool {
        let has = |letter| self.has_letter(self.face_for(letter, Face::Regular), letter);
        text.chars().all(has)
    }

    fn has_letter(&self, face: Face, letter: char) -> bool {
        self.fonts.get(face as usize).is_some_and(|font| font.charmap().map(letter).is_some())
    }

    fn shape_run(&self, text: &str, face: Face, style: &TextStyle, into: &mut Vec<Shaped>) {
        let index = face as usize;
        let (Some(font), Some(data)) = (self.fonts.get(index), self.shapers.get(index)) else {
            return;
        };
        let shaper = data.shaper(font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let scale = style.size / shaper.units_per_em().max(1) as f32;
        let glyphs = shaper.shape(buffer, ShapeOptions::new());
        for (info, position) in glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()) {
            let missing = (info.glyph_id == 0).then(|| self.stand_in(face)).flatten();
            let (id, advance) = missing.unwrap_or((info.glyph_id, position.x_advance as f32));
            into.push(Shaped {
                face,
                id,
                advance: advance * scale + style.spacing,
                offset: (position.x_offset as f32 * scale, position.y_offset as f32 * scale),
                at: info.cluster as usize,
            });
        }
    }
}

fn anchored(width: f32, anchor: Anchor) -> f32 {
    match anchor {
        Anchor::Left => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::Right => width,
    }
}

/// The point that far along a line, and the line's angle there.
fn point_along(path: &[PagePoint], distance: f32) -> Option<(PagePoint, f32)> {
    let mut left = distance;
    for pair in path.windows(2) {
        let [from, to] = pair else { continue };
        let length = from.distance(*to);
        if left <= length && length > 0.0 {
            let share = left / length;
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            return Some((from.shifted(dx * share, dy * share), dy.atan2(dx)));
        }
        left -= length;
    }
    None
}

/// Collects a glyph's outline as a tiny-skia path.
struct Pen {
    path: PathBuilder,
    scale: f32,
}

impl skrifa::outline::OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(x * self.scale, y * self.scale);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(x * self.scale, y * self.scale);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let s = self.scale;
        self.path.quad_to(cx * s, cy * s, x * s, y * s);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let s = self.scale;
        self.path.cubic_to(cx0 * s, cy0 * s, cx1 * s, cy1 * s, x * s, y * s);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: TextStyle = TextStyle::new(Face::Regular, 20.0, Color::hex(0));

    #[test]
    fn every_letter_of_the_region_has_a_glyph() {
        let fonts = Fonts::bundled().unwrap();
        for text in ["Ménaka œÀÇ«\u{a0}»\u{202f}’–·…©", "ǝɣŋḍṭẓɛɓɗ", "كيدال", "ⴾⴸⵍ"]
        {
            let shaped = fonts.shape(text, &STYLE);
            assert!(!shaped.is_empty() && shaped.iter().all(|g| g.id != 0), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_cut_to_its_width() {
        let fonts = Fonts::bundled().unwrap();
        let long = "Attaque à l’est de la ville ".repeat(30);
        let short = fonts.fitted(&long, &STYLE, 200.0);
        assert!(short.ends_with('…') && fonts.width(&short, &STYLE) <= 200.0);
        assert_eq!(fonts.fitted("Gao", &STYLE, 200.0), "Gao");
        assert_eq!(fonts.fitted("", &STYLE, 0.0), "");
    }
}
