//! Page sizes by name or in pixels.

use std::str::FromStr;

/// Sizes with a name, in pixels; paper is at 150 dots per inch, the density of the PNG.
const NAMED: [(&str, u32, u32); 6] = [
    ("a4", 1754, 1240),
    ("a4-portrait", 1240, 1754),
    ("a3", 2480, 1754),
    ("square", 1200, 1200),
    ("wide", 1920, 1080),
    ("screen", 1600, 1200),
];

/// The size of a page in pixels.
///
/// Example: `"1600x1200"`, `"a4"` (landscape), `"a4-portrait"`, `"a3"`, `"square"`, `"wide"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
}

impl PageSize {
    /// The page `scale` times as large: everything on it grows with it.
    #[must_use]
    pub fn scaled(self, scale: f64) -> Self {
        let scaled = |px: u32| (f64::from(px) * scale).round() as u32;
        Self { width_px: scaled(self.width_px), height_px: scaled(self.height_px) }
    }
}

impl FromStr for PageSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_lowercase();
        if let Some(&(_, width_px, height_px)) = NAMED.iter().find(|(name, ..)| *name == wanted) {
            return Ok(Self { width_px, height_px });
        }
        let sides = wanted.split_once(['x', '×']);
        let sides = sides.and_then(|(w, h)| Some((w.trim().parse().ok()?, h.trim().parse().ok()?)));
        sides.map(|(width_px, height_px)| Self { width_px, height_px }).ok_or_else(|| {
            let names = NAMED.map(|(name, ..)| name).join(", ");
            format!("expected WIDTHxHEIGHT in pixels, such as 1600x1200, or one of {names}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_names_or_pixels() {
        let check = |text: &str, expected: Option<(u32, u32)>| {
            let size = text.parse::<PageSize>().ok().map(|s| (s.width_px, s.height_px));
            assert_eq!(size, expected, "{text}");
        };
        check("1600x1200", Some((1600, 1200)));
        check("A4", Some((1754, 1240)));
        check("800 × 600", Some((800, 600)));
        for bad in ["", "x", "1600", "-5x10", "1e3x5", "99999999999x1", "a9"] {
            check(bad, None);
        }
        let double = PageSize { width_px: 800, height_px: 601 }.scaled(1.5);
        assert_eq!((double.width_px, double.height_px), (1200, 902));
    }
}
