//! The symbols of incidents: a badge whose glyph says the kind, and a plate for whole units.

use super::display::{Color, DisplayList, Part, Stroke};
use super::page::PagePoint;
use super::text::{Anchor, CAP_HEIGHT, Face, TextStyle};
use super::theme::Theme;
use crate::model::Kind;

/// Half of a unit's plate over the radius of a badge: the diamond of equal area has √(π/2) = 1.25;
/// more, so that the glyph inside is as large as a badge's.
const PLATE: f32 = 1.62;
/// How far a background incident's colour moves towards white.
const BACKGROUND_SHARE: f32 = 0.55;

/// Widths in pixels of a ring's rim and of the ring.
const RING_PX: (f32, f32) = (3.2, 1.2);

/// What a symbol says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Symbol {
    pub(super) kind: Kind,
    /// Pixels.
    pub(super) radius: f32,
    /// Pixels: of the ring for the highest claim; 0 where it is the best estimate.
    pub(super) highest: f32,
    /// Whether a source gives a number of killed, zero included.
    pub(super) has_toll: bool,
    /// Whether it is told only as an earlier event.
    pub(super) is_background: bool,
    /// Whether the place is a whole region or country.
    pub(super) is_unit: bool,
}

impl Symbol {
    /// How far the drawn symbol reaches from its middle.
    pub(super) fn reach(&self) -> f32 {
        let own = if self.is_unit { self.radius * PLATE } else { self.radius };
        own.max(self.highest) + 2.0
    }

    /// Draws the symbol around a point.
    pub(super) fn draw(&self, list: &DisplayList, theme: &Theme, center: PagePoint) {
        let white = theme.incidents.rim;
        let full = theme.kind_color(self.kind);
        let color = if self.is_background { full.mixed(white, BACKGROUND_SHARE) } else { full };
        let (ground, figure) =
            if self.has_toll && !self.is_unit { (color, white) } else { (white, color) };
        if self.highest > 0.0 {
            let ring = || vec![Part::Circle(center, self.highest)];
            list.stroke(ring(), Stroke::solid(white, RING_PX.0 * theme.scale));
            list.stroke(ring(), Stroke::solid(color, RING_PX.1 * theme.scale));
        }
        if self.is_unit {
            self.draw_plate(list, theme, center, color);
        } else {
            self.draw_badge(list, theme, center, (ground, color));
        }
        let size = if self.is_unit { self.radius * 0.95 } else { self.radius };
        draw_glyph(list, self.kind, (center, size * 0.98), figure, ground);
    }

    fn draw_badge(
        &self,
        list: &DisplayList,
        theme: &Theme,
        center: PagePoint,
        colors: (Color, Color),
    ) {
        let (ground, color) = colors;
        let s = theme.scale;
        if !self.is_background {
            let shade = center.shifted(0.8 * s, 1.2 * s);
            list.fill(vec![Part::Circle(shade, self.radius + 2.0 * s)], theme.incidents.shadow);
        }
        list.fill(vec![Part::Circle(center, self.radius + 1.6 * s)], theme.incidents.rim);
        list.fill(vec![Part::Circle(center, self.radius)], ground);
        if !self.has_toll {
            let ring = Stroke::solid(color, 1.9 * s);
            list.stroke(vec![Part::Circle(center, self.radius - 0.95 * s)], ring);
        }
    }

    /// A white diamond with a dashed edge and a question mark on its upper right side.
    fn draw_plate(&self, list: &DisplayList, theme: &Theme, center: PagePoint, color: Color) {
        let s = theme.scale;
        let diamond = |half: f32| {
            Part::Ring(vec![
                center.shifted(0.0, -half),
                center.shifted(half, 0.0),
                center.shifted(0.0, half),
                center.shifted(-half, 0.0),
            ])
        };
        let half = self.radius * PLATE;
        list.fill(vec![diamond(half + 2.2 * s)], theme.incidents.rim);
        list.stroke(vec![diamond(half)], Stroke::dashed(color, 1.9 * s, [4.0 * s, 2.2 * s]));
        let corner = center.shifted(half * 0.62, -half * 0.62);
        let size = 11.0 * s;
        list.fill(vec![Part::Circle(corner, size * 0.62)], theme.incidents.rim);
        list.fill(vec![Part::Circle(corner, size * 0.52)], theme.ink);
        let mark = TextStyle::new(Face::Bold, size * 0.88, theme.page);
        let base = corner.shifted(0.0, size * 0.44 * CAP_HEIGHT);
        list.write("?", mark, base, Anchor::Middle);
    }
}

/// Draws a kind's glyph, for a badge of that radius. `ground` shows through its holes.
fn draw_glyph(
    list: &DisplayList,
    kind: Kind,
    (center, radius): (PagePoint, f32),
    color: Color,
    ground: Color,
) {
    for (shape, is_hole) in glyph(kind) {
        let part = match shape {
            Shape::Ring(points) => {
                let place = |(x, y): (f32, f32)| center.shifted(x * radius, y * radius);
                Part::Ring(points.into_iter().map(place).collect())
            }
            Shape::Disc(x, y, r) => {
                Part::Circle(center.shifted(x * radius, y * radius), r * radius)
            }
        };
        list.fill(vec![part], if is_hole { ground } else { color });
    }
}

/// A shape of a glyph, in radii of its badge, y down.
enum Shape {
    Ring(Vec<(f32, f32)>),
    Disc(f32, f32, f32),
}

/// The shapes of a kind's glyph, and whether each is a hole in those before.
fn glyph(kind: Kind) -> Vec<(Shape, bool)> {
    let ring = |points: &[(f32, f32)]| (Shape::Ring(points.to_vec()), false);
    let turned = |points: Vec<(f32, f32)>, degrees| (Shape::Ring(turn(&points, degrees)), false);
    match kind {
        Kind::Attack => vec![turned(cross(0.56, 0.19), 45.0)],
        Kind::ArmedClash => vec![
            ring(&[(-0.66, -0.44), (-0.06, 0.0), (-0.66, 0.44)]),
            ring(&[(0.66, -0.44), (0.06, 0.0), (0.66, 0.44)]),
        ],
        Kind::Ambush => vec![chevron(-0.42), chevron(0.12)],
        Kind::AirStrike => vec![ring(&plane())],
        Kind::AircraftCrash => {
            vec![turned(plane().iter().map(|(x, y)| (x * 0.86, y * 0.86 + 0.08)).collect(), 150.0)]
        }
        Kind::DroneStrike => drone(),
        Kind::Shelling => vec![
            (Shape::Disc(0.0, -0.34, 0.23), false),
            (Shape::Disc(-0.34, 0.24, 0.23), false),
            (Shape::Disc(0.34, 0.24, 0.23), false),
        ],
        Kind::Ied => vec![ring(&star(5, 0.64, 0.27, -90.0))],
        Kind::SuicideBombing => {
            vec![ring(&star(4, 0.74, 0.2, -90.0)), ring(&star(4, 0.5, 0.2, -45.0))]
        }
        Kind::Abduction => vec![ring(&[(0.0, -0.6), (0.5, 0.0), (0.0, 0.6), (-0.5, 0.0)])],
        Kind::Arrest => {
            [-0.36_f32, 0.0, 0.36].map(|x| ring(&bar(x, 0.0, 0.1, 0.52))).into_iter().collect()
        }
        Kind::WeaponsSeizure => vec![
            ring(&bar(0.0, 0.0, 0.52, 0.42)),
            (Shape::Ring(bar(0.0, -0.1, 0.52, 0.055)), true),
            (Shape::Ring(bar(0.0, 0.08, 0.1, 0.12)), true),
        ],
        Kind::Looting => vec![ring(&flame())],
        Kind::Other => vec![(Shape::Disc(0.0, 0.0, 0.3), false)],
    }
}

fn turn(points: &[(f32, f32)], degrees: f32) -> Vec<(f32, f32)> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    points.iter().map(|(x, y)| (x * cos - y * sin, x * sin + y * cos)).collect()
}

fn bar(x: f32, y: f32, half_width: f32, half_height: f32) -> Vec<(f32, f32)> {
    let (w, h) = (half_width, half_height);
    vec![(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]
}

fn cross(length: f32, half: f32) -> Vec<(f32, f32)> {
    let (l, h) = (length, half);
    vec![
        (-h, -l),
        (h, -l),
        (h, -h),
        (l, -h),
        (l, h),
        (h, h),
        (h, l),
        (-h, l),
        (-h, h),
        (-l, h),
        (-l, -h),
        (-h, -h),
    ]
}

fn chevron(x: f32) -> (Shape, bool) {
    let points = [
        (x - 0.12, -0.5),
        (x + 0.12, -0.5),
        (x + 0.46, 0.0),
        (x + 0.12, 0.5),
        (x - 0.12, 0.5),
        (x + 0.2, 0.0),
    ];
    (Shape::Ring(points.to_vec()), false)
}

fn star(n_points: u8, outer: f32, inner: f32, start_deg: f32) -> Vec<(f32, f32)> {
    let step = 180.0 / f32::from(n_points);
    let corner = |n: u8| {
        let radius = if n.is_multiple_of(2) { outer } else { inner };
        let (sin, cos) = (start_deg + f32::from(n) * step).to_radians().sin_cos();
        (radius * cos, radius * sin)
    };
    (0..2 * n_points).map(corner).collect()
}

/// An aeroplane from above, its nose up.
fn plane() -> Vec<(f32, f32)> {
    const RIGHT: [(f32, f32); 10] = [
        (0.0, -0.68),
        (0.09, -0.58),
        (0.11, -0.22),
        (0.66, 0.16),
        (0.66, 0.3),
        (0.11, 0.14),
        (0.09, 0.44),
        (0.28, 0.58),
        (0.28, 0.68),
        (0.0, 0.6),
    ];
    let left = RIGHT.iter().rev().skip(1).take(8).map(|(x, y)| (-x, *y));
    RIGHT.iter().copied().chain(left).collect()
}

/// An unmanned aircraft with four rotors from above.
fn drone() -> Vec<(Shape, bool)> {
    let mut shapes = vec![(Shape::Ring(turn(&cross(0.56, 0.08), 45.0)), false)];
    shapes.push((Shape::Ring(bar(0.0, 0.0, 0.17, 0.17)), false));
    for (x, y) in [(-0.42, -0.42), (0.42, -0.42), (0.42, 0.42), (-0.42, 0.42)] {
        shapes.push((Shape::Disc(x, y, 0.23), false));
        shapes.push((Shape::Disc(x, y, 0.1), true));
    }
    shapes
}

fn flame() -> Vec<(f32, f32)> {
    vec![
        (0.06, -0.7),
        (0.2, -0.46),
        (0.16, -0.24),
        (0.3, -0.34),
        (0.42, -0.02),
        (0.46, 0.24),
        (0.34, 0.5),
        (0.12, 0.64),
        (-0.12, 0.64),
        (-0.34, 0.5),
        (-0.46, 0.22),
        (-0.38, -0.08),
        (-0.2, -0.32),
        (-0.02, -0.48),
    ]
}

/// Five-pointed star for capitals, of the given outer radius.
pub(super) fn star_part(center: PagePoint, radius: f32) -> Part {
    let place = |(x, y): (f32, f32)| center.shifted(x * radius, y * radius);
    Part::Ring(star(5, 1.0, 0.42, -90.0).into_iter().map(place).collect())
}
