//! The display list: what is drawn, in order, as values that every emitter turns into its format.
//!
//! It is also a plotters backend, so plotters' areas, elements and charts draw onto it. plotters
//! counts in whole units; the backend reports sixteen units a pixel, so that its lines and boxes
//! land on sixteenths of a pixel.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;
use std::str::FromStr;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use serde::Deserialize;

use super::page::{PageBox, PagePoint};
use super::text::{Anchor, CAP_HEIGHT, Face, Fonts, TextRun, TextStyle};

/// Backend units in a pixel.
const UNITS: f32 = 16.0;

/// A colour with opacity.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Color {
    pub(super) red: u8,
    pub(super) green: u8,
    pub(super) blue: u8,
    /// 0 clear, 1 opaque.
    pub(super) alpha: f32,
}

impl Color {
    /// An opaque colour from its hexadecimal number, 0xRRGGBB.
    pub(super) const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self { red, green, blue, alpha: 1.0 }
    }

    pub(super) const fn with_alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }

    /// The colour moved towards another: 0 itself, 1 the other.
    pub(super) fn mixed(self, other: Self, share: f32) -> Self {
        let mix =
            |a: u8, b: u8| (f32::from(a) * (1.0 - share) + f32::from(b) * share).round() as u8;
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: self.alpha,
        }
    }
}

impl FromStr for Color {
    type Err = &'static str;

    /// Reads `#rrggbb` or `#rrggbbaa`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "a colour as #rrggbb or #rrggbbaa";
        let digits = text.strip_prefix('#').ok_or(EXPECTED)?;
        let is_hex = digits.chars().all(|c| c.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).map_err(|_| EXPECTED)?;
        match digits.len() {
            6 if is_hex => Ok(Self::hex(number)),
            8 if is_hex => {
                let [.., alpha] = number.to_be_bytes();
                Ok(Self::hex(number >> 8).with_alpha(f32::from(alpha) / 255.0))
            }
            _ => Err(EXPECTED),
        }
    }
}

impl TryFrom<String> for Color {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// One part of an outline.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A closed ring.
    Ring(Vec<PagePoint>),
    /// An open line.
    Line(Vec<PagePoint>),
    /// A circle.
    Circle(PagePoint, f32),
}

/// What is filled, stroked or clipped to. Overlapping parts are filled by the even-odd rule.
pub(super) type Outline = Vec<Part>;

/// How an outline is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fill {
    /// With one colour.
    Solid(Color),
    /// With lines that rise to the right, `spacing` pixels apart along the x axis.
    Hatch { color: Color, spacing: f32, width: f32 },
}

/// How an outline is stroked.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Stroke {
    pub(super) color: Color,
    /// Pixels.
    pub(super) width: f32,
    /// Lengths of dash and gap in pixels; `None` for a solid line.
    #[serde(default)]
    pub(super) dash: Option<[f32; 2]>,
    /// Whether it is broad and faint, so that its corners are cut: rounding them takes most of the
    /// time and is not seen.
    #[serde(skip)]
    pub(super) is_soft: bool,
}

impl Stroke {
    pub(super) const fn solid(color: Color, width: f32) -> Self {
        Self { color, width, dash: None, is_soft: false }
    }

    pub(super) const fn soft(color: Color, width: f32) -> Self {
        Self { color, width, dash: None, is_soft: true }
    }

    /// The stroke with its lengths `by` times as long.
    pub(super) fn scaled(self, by: f32) -> Self {
        let dash = self.dash.map(|[dash, gap]| [dash * by, gap * by]);
        Self { width: self.width * by, dash, ..self }
    }

    pub(super) const fn dashed(color: Color, width: f32, dash: [f32; 2]) -> Self {
        Self { color, width, dash: Some(dash), is_soft: false }
    }
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Op {
    Fill(Outline, Fill),
    Stroke(Outline, Stroke),
    Text(TextRun),
    /// From here on only what lies inside is drawn; clips nest.
    Clip(Outline),
    /// Ends the latest clip.
    Unclip,
    /// Begins a layer, by its name.
    Group(&'static str),
    /// Ends the latest layer.
    Ungroup,
}

/// A list of drawing operations; clones share it.
#[derive(Clone, Debug)]
pub(super) struct DisplayList {
    width_px: u32,
    height_px: u32,
    fonts: Rc<Fonts>,
    ops: Rc<RefCell<Vec<Op>>>,
}

impl DisplayList {
    pub(super) fn new(width_px: u32, height_px: u32, fonts: Rc<Fonts>) -> Self {
        Self { width_px, height_px, fonts, ops: Rc::default() }
    }

    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// A line of text with its baseline on `at`.
    pub(super) fn write(&self, text: &str, style: TextStyle, at: PagePoint, anchor: Anchor) {
        self.text(self.fonts.line(text, style, at, anchor));
    }

    pub(super) fn fill(&self, outline: Outline, color: Color) {
        self.push(Op::Fill(outline, Fill::Solid(color)));
    }

    pub(super) fn hatch(&self, outline: Outline, color: Color, spacing: f32, width: f32) {
        self.push(Op::Fill(outline, Fill::Hatch { color, spacing, width }));
    }

    pub(super) fn stroke(&self, outline: Outline, stroke: Stroke) {
        self.push(Op::Stroke(outline, stroke));
    }

    pub(super) fn text(&self, run: TextRun) {
        self.push(Op::Text(run));
    }

    pub(super) fn clip(&self, outline: Outline) {
        self.push(Op::Clip(outline));
    }

    pub(super) fn unclip(&self) {
        self.push(Op::Unclip);
    }

    /// What `draw` draws, as a layer with a name.
    pub(super) fn group(&self, name: &'static str, draw: impl FnOnce(&Self)) {
        self.push(Op::Group(name));
        draw(self);
        self.push(Op::Ungroup);
    }

    pub(super) fn fill_box(&self, area: PageBox, color: Color) {
        self.fill(vec![Part::Ring(area.corners().to_vec())], color);
    }

    pub(super) fn stroke_box(&self, area: PageBox, stroke: Stroke) {
        self.stroke(vec![Part::Ring(area.corners().to_vec())], stroke);
    }

    /// The operations so far, taken out of the list.
    pub(super) fn take(&self) -> Vec<Op> {
        self.ops.take()
    }

    fn push(&self, op: Op) {
        self.ops.borrow_mut().push(op);
    }
}

/// A part of the map as a plotters element: it draws itself onto the display list.
pub(super) struct Layer<F>(pub(super) F);

impl<F: Fn(&DisplayList)> Drawable<DisplayList> for Layer<F> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _points: I,
        list: &mut DisplayList,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        (self.0)(list);
        Ok(())
    }
}

impl<'a, F> PointCollection<'a, BackendCoord> for &'a Layer<F> {
    type Point = &'a BackendCoord;
    type IntoIter = std::iter::Empty<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for DisplayList {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.width_px * UNITS as u32, self.height_px * UNITS as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let corner = page_point(point);
        self.fill_box(
            PageBox::sized(corner.x, corner.y, 1.0 / UNITS, 1.0 / UNITS),
            backend_color(color),
        );
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (from, to) = (page_point(upper_left), page_point(bottom_right));
        let area = PageBox::new(from.x, from.y, to.x, to.y);
        self.draw_part(Part::Ring(area.corners().to_vec()), style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.draw_part(Part::Line(path.into_iter().map(page_point).collect()), style, false)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.draw_part(Part::Circle(page_point(center), radius as f32 / UNITS), style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.draw_part(Part::Ring(corners.into_iter().map(page_point).collect()), style, true)
    }

    /// Draws a chart's text with the map's own face: plotters' fonts need system libraries.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        position: BackendCoord,
    ) -> Drawn {
        use plotters_backend::text_anchor::{HPos, VPos};
        let look = chart_style(style);
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Left,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::Right,
        };
        let drop = match style.anchor().v_pos {
            VPos::Top => 1.0,
            VPos::Center => 0.5,
            VPos::Bottom => 0.0,
        };
        let at = page_point(position).shifted(0.0, drop * CAP_HEIGHT * look.size);
        self.write(text, look, at, anchor);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let look = chart_style(style);
        let width = self.fonts.width(text, &look);
        Ok(((width * UNITS).ceil() as u32, (look.size * CAP_HEIGHT * UNITS).ceil() as u32))
    }
}

impl DisplayList {
    fn draw_part<S: BackendStyle>(&mut self, part: Part, style: &S, is_filled: bool) -> Drawn {
        let color = backend_color(style.color());
        if is_filled {
            self.fill(vec![part], color);
        } else {
            self.stroke(vec![part], Stroke::solid(color, style.stroke_width() as f32 / UNITS));
        }
        Ok(())
    }
}

fn page_point((x, y): BackendCoord) -> PagePoint {
    PagePoint::new(x as f32 / UNITS, y as f32 / UNITS)
}

fn chart_style<T: BackendTextStyle>(style: &T) -> TextStyle {
    TextStyle::new(Face::Regular, style.size() as f32 / UNITS, backend_color(style.color()))
}

/// Pixels as the backend units of plotters' elements.
pub(super) fn backend_point(point: PagePoint) -> BackendCoord {
    ((point.x * UNITS).round() as i32, (point.y * UNITS).round() as i32)
}

fn backend_color(color: BackendColor) -> Color {
    let (red, green, blue) = color.rgb;
    Color { red, green, blue, alpha: color.alpha as f32 }
}
