//! Writes a display list as SVG: real text in the embedded faces, a group with an id for each layer.
//!
//! Text stays text (searchable, editable) in lines; a name along a river is a text a letter, in a
//! group labelled with the whole name, since not every reader of SVG knows text on a path.
//! Limits: a reader that ignores embedded fonts (librsvg) shows Inter only where it is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::display::{Color, Fill, Op, Outline, Part, Stroke};
use super::text::{Face, Fonts, TextRun};
use super::webfont::cut_face;

/// Fonts named after the one of the style, for letters that it does not have.
const FALLBACKS: &str = "Inter,'Noto Sans Arabic','Noto Sans Tifinagh',sans-serif";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The display list as the text of an SVG file. The same list gives the same bytes.
pub(super) fn encode(
    ops: &[Op],
    (width_px, height_px): (u32, u32),
    title: &str,
    fonts: &Fonts,
) -> String {
    let mut writer = Writer::default();
    writer.put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_px}\" height=\"{height_px}\" \
         viewBox=\"0 0 {width_px} {height_px}\" role=\"img\" aria-labelledby=\"map-title\">\n\
         <title id=\"map-title\">{}</title>\n",
        escaped(title)
    ));
    writer.fonts(ops, fonts);
    for op in ops {
        writer.op(op);
    }
    writer.text.push_str("</svg>\n");
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Names of the hatch patterns that are defined.
    hatches: BTreeSet<String>,
    n_clips: usize,
}

impl Writer {
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.text.write_fmt(arguments);
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Fill(outline, Fill::Solid(color)) => {
                self.put(format_args!("<path fill-rule=\"evenodd\"{}", paint("fill", *color)));
                self.data(outline);
            }
            Op::Fill(outline, Fill::Hatch { color, spacing, width }) => {
                let id = self.hatch(*color, *spacing, *width);
                self.put(format_args!("<path fill-rule=\"evenodd\" fill=\"url(#{id})\""));
                self.data(outline);
            }
            Op::Stroke(outline, stroke) => {
                self.put(format_args!("<path fill=\"none\"{}", pen(stroke)));
                self.data(outline);
            }
            Op::Text(run) => self.run(run),
            Op::Clip(outline) => self.clip(outline),
            Op::Group(id) => self.put(format_args!("<g id=\"{id}\">\n")),
            Op::Unclip | Op::Ungroup => self.text.push_str("</g>\n"),
        }
    }

    fn data(&mut self, outline: &Outline) {
        self.text.push_str(" d=\"");
        self.text.push_str(&path(outline));
        self.text.push_str("\"/>\n");
    }

    fn clip(&mut self, outline: &Outline) {
        self.n_clips += 1;
        let id = self.n_clips;
        self.put(format_args!("<clipPath id=\"clip-{id}\"><path clip-rule=\"evenodd\""));
        self.data(outline);
        self.put(format_args!("</clipPath>\n<g clip-path=\"url(#clip-{id})\">\n"));
    }

    /// The id of a hatch pattern, defined where it is used first.
    fn hatch(&mut self, color: Color, spacing: f32, width: f32) -> String {
        // The tile is the one that the PNG repeats.
        let side = spacing.round().clamp(2.0, 64.0);
        let id = format!(
            "hatch-{}-{}-{}-{}",
            hex(color).trim_start_matches('#'),
            (color.alpha * 100.0).round(),
            side,
            (width * 100.0).round()
        );
        if self.hatches.insert(id.clone()) {
            let lines: Vec<String> = [-side, 0.0, side]
                .iter()
                .map(|x| format!("M{} {}L{} {}", x - side, 2.0 * side, x + 2.0 * side, -side))
                .collect();
            let stroke = paint("stroke", color);
            self.put(format_args!(
                "<pattern id=\"{id}\" patternUnits=\"userSpaceOnUse\" width=\"{side}\" \
                 height=\"{side}\"><path fill=\"none\"{stroke} stroke-width=\"{}\" d=\"{}\"/></pattern>\n",
                number(width),
                lines.concat()
            ));
        }
        id
    }

    fn run(&mut self, run: &TextRun) {
        let Some(first) = run.glyphs.first() else {
            return;
        };
        let is_straight = run.glyphs.iter().all(|g| (g.angle - first.angle).abs() < 1e-3);
        let letters: Vec<char> = run.content.chars().collect();
        if is_straight || letters.len() != run.glyphs.len() {
            self.line(run, &run.content, (first.origin.x, first.origin.y, first.angle));
            return;
        }
        self.put(format_args!("<g aria-label=\"{}\">\n", escaped(&run.content)));
        for (glyph, letter) in run.glyphs.iter().zip(letters).filter(|(_, l)| !l.is_whitespace()) {
            let at = (glyph.origin.x, glyph.origin.y, glyph.angle);
            self.line(run, letter.encode_utf8(&mut [0; 4]), at);
        }
        self.text.push_str("</g>\n");
    }

    fn line(&mut self, run: &TextRun, content: &str, (x, y, angle): (f32, f32, f32)) {
        let style = &run.style;
        let (weight, slope) = weight(style.face);
        let place = if angle == 0.0 {
            format!(" x=\"{}\" y=\"{}\"", number(x), number(y))
        } else {
            let degrees = number(angle.to_degrees());
            format!(" transform=\"translate({} {}) rotate({degrees})\"", number(x), number(y))
        };
        self.put(format_args!(
            "<text{place} font-family=\"{FALLBACKS}\" font-size=\"{}\" font-weight=\"{weight}\"",
            number(style.size)
        ));
        if slope != "normal" {
            self.put(format_args!(" font-style=\"{slope}\""));
        }
        if style.spacing != 0.0 {
            self.put(format_args!(" letter-spacing=\"{}\"", number(style.spacing)));
        }
        if let Some((color, width)) = style.halo {
            let stroke = paint("stroke", color);
            self.put(format_args!(
                "{stroke} stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                number(2.0 * width)
            ));
        }
        self.put(format_args!("{}>{}</text>\n", paint("fill", style.color), escaped(content)));
    }

    /// The faces that the texts use, in base64: Inter cut down to the letters used, the faces of
    /// other scripts as a whole, since their letters take other forms in words.
    fn fonts(&mut self, ops: &[Op], fonts: &Fonts) {
        let runs =
            ops.iter().filter_map(|op| if let Op::Text(run) = op { Some(run) } else { None });
        let mut faces: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
        for run in runs {
            let used: BTreeSet<Face> = run.glyphs.iter().map(|glyph| glyph.face).collect();
            for face in used {
                faces.entry(face).or_default().extend(run.content.chars());
            }
        }
        self.text.push_str("<style>\n");
        for (face, letters) in faces {
            let is_cut = !matches!(face, Face::Arabic | Face::Tifinagh);
            let cut = is_cut.then(|| cut_face(fonts, face, &letters)).flatten();
            let file = cut.as_deref().unwrap_or_else(|| face.file());
            let (weight, slope) = weight(face);
            let (family, form) = match face {
                Face::Arabic => ("Noto Sans Arabic", "ttf"),
                Face::Tifinagh => ("Noto Sans Tifinagh", "ttf"),
                _ => ("Inter", "otf"),
            };
            self.put(format_args!(
                "@font-face{{font-family:'{family}';font-weight:{weight};font-style:{slope};\
                 src:url(data:font/{form};base64,{})}}\n",
                base64(file)
            ));
        }
        self.text.push_str("</style>\n");
    }
}

fn weight(face: Face) -> (u16, &'static str) {
    match face {
        Face::Regular | Face::Arabic | Face::Tifinagh => (400, "normal"),
        Face::Medium => (500, "normal"),
        Face::MediumItalic => (500, "italic"),
        Face::SemiBold => (600, "normal"),
        Face::Bold => (700, "normal"),
    }
}

fn paint(name: &str, color: Color) -> String {
    let alpha = color.alpha.clamp(0.0, 1.0);
    let opacity =
        if alpha < 1.0 { format!(" {name}-opacity=\"{}\"", number(alpha)) } else { String::new() };
    format!(" {name}=\"{}\"{opacity}", hex(color))
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

fn pen(stroke: &Stroke) -> String {
    let dash = stroke.dash.map_or_else(String::new, |[dash, gap]| {
        format!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap))
    });
    let color = paint("stroke", stroke.color);
    let join = if stroke.is_soft { "bevel" } else { "round" };
    format!("{color} stroke-width=\"{}\" stroke-linejoin=\"{join}\"{dash}", number(stroke.width))
}

fn path(outline: &Outline) -> String {
    let mut data = String::new();
    for part in outline {
        match part {
            Part::Circle(center, radius) => {
                let (r, d) = (number(*radius), number(2.0 * radius));
                let _ = write!(
                    data,
                    "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
                    number(center.x - radius),
                    number(center.y)
                );
            }
            Part::Ring(points) | Part::Line(points) => {
                for (n, point) in points.iter().enumerate() {
                    let letter = if n == 0 { 'M' } else { 'L' };
                    let _ = write!(data, "{letter}{} {}", number(point.x), number(point.y));
                }
                if matches!(part, Part::Ring(_)) && !points.is_empty() {
                    data.push('z');
                }
            }
        }
    }
    data
}

/// A number with at most two decimals; what is not finite stands at 0.
fn number(value: f32) -> String {
    let hundredths = if value.is_finite() { (f64::from(value) * 100.0).round() } else { 0.0 };
    // Minus zero would be written with its sign.
    format!("{}", if hundredths == 0.0 { 0.0 } else { hundredths / 100.0 })
}

/// Text as XML 1.0 takes it: reserved characters as entities, forbidden ones left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Source: RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| u32::from(chunk.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let sextet = (bits >> (18 - 6 * n) & 63) as usize;
            let letter = BASE64.get(sextet).copied().unwrap_or(b'=');
            text.push(if n > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::display::DisplayList;
    use super::super::page::{PageBox, PagePoint};
    use super::super::text::{Anchor, TextStyle};
    use super::*;

    #[test]
    fn base64_follows_the_rfc() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (bytes, expected) in cases {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn text_is_escaped_and_every_group_is_closed() {
        let fonts = std::rc::Rc::new(Fonts::bundled().unwrap());
        let list = DisplayList::new(300, 200, std::rc::Rc::clone(&fonts));
        let area = PageBox::new(1.0, 2.0, 30.5, 40.123);
        list.group("layer", |list| {
            list.clip(vec![Part::Ring(area.corners().to_vec())]);
            list.hatch(vec![Part::Circle(area.center(), 5.0)], Color::hex(0xff_0000), 7.0, 0.9);
            let style = TextStyle::new(Face::Bold, 12.0, Color::hex(0));
            list.write("a < b & \"c\"\u{7}", style, PagePoint::new(3.0, 9.0), Anchor::Left);
            list.unclip();
        });
        let svg = encode(&list.take(), (300, 200), "<&>", &fonts);
        assert!(svg.contains("<title id=\"map-title\">&lt;&amp;&gt;</title>"));
        assert!(svg.contains(">a &lt; b &amp; &quot;c&quot;</text>"));
        assert!(svg.contains("<g id=\"layer\">") && svg.contains("30.5 40.12"));
        assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
        assert_eq!(svg.matches("@font-face").count(), 1);
    }
}
