//! The look of a map: every colour, width and size by name.

use super::display::{Color, Stroke};
use super::text::{Face, TextStyle};
use crate::model::Kind;

/// The page that the sizes of a theme are made for.
const REFERENCE_PX: (f32, f32) = (1600.0, 1200.0);
/// The narrowest and lowest page at full size: title, legend and locator just fit.
const SIDES_MIN_PX: (f32, f32) = (1000.0, 900.0);
/// How far a theme shrinks and grows with the page: below the first, text cannot be read.
const SCALES: (f32, f32) = (0.5, 12.0);

/// The colours of one country's land.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tint {
    /// Its land.
    pub(super) land: Color,
    /// The glow along the inside of its edge.
    pub(super) edge: Color,
}

/// Every colour, width (pixels), dash (pixels) and text style of a map.
#[derive(Clone, Debug)]
pub(super) struct Theme {
    /// Pixels for a pixel of the 1600x1200 page.
    pub(super) scale: f32,
    // Page
    pub(super) page: Color,
    pub(super) accent: Color,
    pub(super) title: TextStyle,
    pub(super) subtitle: TextStyle,
    pub(super) note: TextStyle,
    pub(super) credit: TextStyle,
    pub(super) version: TextStyle,
    pub(super) frame: Stroke,
    // Base map
    pub(super) sea: Color,
    pub(super) coast: Stroke,
    pub(super) land: Tint,
    /// The tints of countries that are written about: three fixed ones, then by turns.
    pub(super) tints: [Tint; 6],
    /// Widths of the strokes that together make the glow, the widest first.
    pub(super) glow_widths: [f32; 5],
    pub(super) glow_alpha: f32,
    pub(super) country_border: Stroke,
    pub(super) region_border: Stroke,
    pub(super) approximate_border: Stroke,
    pub(super) river: Stroke,
    pub(super) great_river: Stroke,
    pub(super) graticule: Stroke,
    pub(super) graticule_text: TextStyle,
    pub(super) river_text: TextStyle,
    pub(super) country_text: TextStyle,
    pub(super) region_text: TextStyle,
    // Towns
    pub(super) town: Color,
    pub(super) capital_text: TextStyle,
    pub(super) regional_text: TextStyle,
    pub(super) town_text: TextStyle,
    // Incidents
    pub(super) area_fill: Color,
    pub(super) area_hatch: Color,
    pub(super) area_edge: Stroke,
    pub(super) symbol_rim: Color,
    pub(super) symbol_shadow: Color,
    pub(super) leader: Stroke,
    pub(super) incident_text: TextStyle,
    pub(super) callout_text: TextStyle,
    /// Radius in pixels of the smallest and of the largest symbol.
    pub(super) radius: (f32, f32),
    /// Radius in pixels for one killed, where the largest symbol allows it.
    pub(super) radius_per_root: f32,
    // Furniture
    pub(super) panel: Color,
    pub(super) panel_edge: Stroke,
    pub(super) panel_shadow: Color,
    pub(super) legend_head: TextStyle,
    pub(super) legend_text: TextStyle,
    pub(super) small_text: TextStyle,
    pub(super) ink: Color,
    pub(super) locator_land: Color,
    pub(super) locator_named: Color,
    pub(super) locator_border: Stroke,
}

impl Theme {
    /// The press theme, at the scale that suits the page.
    pub(super) fn press(width_px: u32, height_px: u32) -> Self {
        let (width, height) = (width_px as f32, height_px as f32);
        let by_area = (width * height / (REFERENCE_PX.0 * REFERENCE_PX.1)).sqrt();
        let by_side = (width / SIDES_MIN_PX.0).min(height / SIDES_MIN_PX.1);
        Self::press_scaled(by_area.min(by_side).clamp(SCALES.0, SCALES.1))
    }

    /// Colours: contrast of text on its ground at least 4.5 : 1 (WCAG 2.2, 1.4.3), but for the
    /// names of countries and regions, which are part of the ground.
    fn press_scaled(s: f32) -> Self {
        let ink = Color::hex(0x1f1f1f);
        let grey = Color::hex(0x5c5a55);
        let white = Color::hex(0xffffff);
        let text = |face, size: f32, color| TextStyle::new(face, size * s, color);
        let haloed = |face, size: f32, color| text(face, size, color).with_halo(white, 2.4 * s);
        Self {
            scale: s,
            page: white,
            accent: Color::hex(0xc1272d),
            title: text(Face::Bold, 34.0, ink),
            subtitle: text(Face::Regular, 18.0, Color::hex(0x4a4843)),
            note: text(Face::Medium, 13.0, ink),
            credit: text(Face::Regular, 11.5, grey),
            version: text(Face::SemiBold, 11.5, grey),
            frame: Stroke::solid(Color::hex(0x3a3a34), 1.4 * s),
            sea: Color::hex(0xd9e6ef),
            coast: Stroke::solid(Color::hex(0x7fa0b5), s),
            land: tint(0xefeeea, 0xc9c6bd),
            tints: [
                tint(0xfdf3df, 0xe8c982),
                tint(0xedf3e0, 0xb9cf95),
                tint(0xf9e8e2, 0xe6b3a2),
                tint(0xf0eaf5, 0xc7b1d8),
                tint(0xe4f0ef, 0xa4c9c6),
                tint(0xf7efe6, 0xd3b894),
            ],
            glow_widths: [32.0 * s, 25.0 * s, 18.0 * s, 11.0 * s, 5.0 * s],
            glow_alpha: 0.14,
            country_border: Stroke::solid(Color::hex(0x33322c), 1.5 * s),
            region_border: Stroke::dashed(Color::hex(0x9f9b90), s, [5.0 * s, 3.0 * s]),
            approximate_border: Stroke::dashed(Color::hex(0x9f9b90), 1.3 * s, [1.6 * s, 3.4 * s]),
            river: Stroke::solid(Color::hex(0x6ba9dc), 1.5 * s),
            great_river: Stroke::solid(Color::hex(0x6ba9dc), 2.2 * s),
            graticule: Stroke::solid(Color::hex(0x5c5a55).with_alpha(0.17), 0.8 * s),
            graticule_text: haloed(Face::Regular, 11.0, Color::hex(0x6b6860)),
            river_text: text(Face::MediumItalic, 14.0, Color::hex(0x2f6ca3))
                .with_halo(white.with_alpha(0.75), 2.0 * s)
                .with_spacing(1.6 * s),
            country_text: text(Face::Medium, 30.0, Color::hex(0x706a5f)).with_spacing(17.0 * s),
            region_text: text(Face::Regular, 13.0, Color::hex(0x6c675d)).with_spacing(3.6 * s),
            town: Color::hex(0x111111),
            capital_text: haloed(Face::SemiBold, 17.0, ink),
            regional_text: haloed(Face::SemiBold, 14.5, ink),
            town_text: haloed(Face::Regular, 12.5, ink),
            area_fill: Color::hex(0x2b4a78).with_alpha(0.06),
            area_hatch: Color::hex(0x3d5378).with_alpha(0.34),
            area_edge: Stroke::dashed(Color::hex(0x3f5680), 1.1 * s, [5.0 * s, 3.0 * s]),
            symbol_rim: white,
            symbol_shadow: Color::hex(0x000000).with_alpha(0.22),
            leader: Stroke::solid(Color::hex(0x333333), s),
            incident_text: haloed(Face::Bold, 13.5, ink),
            callout_text: haloed(Face::Regular, 12.5, ink),
            radius: (9.5 * s, 29.0 * s),
            radius_per_root: 3.3 * s,
            panel: white,
            panel_edge: Stroke::solid(Color::hex(0xbdbab2), s),
            panel_shadow: Color::hex(0x000000).with_alpha(0.03),
            legend_head: text(Face::SemiBold, 13.5, ink),
            legend_text: text(Face::Regular, 12.5, Color::hex(0x2c2b28)),
            small_text: text(Face::Regular, 11.5, Color::hex(0x2c2b28)),
            ink,
            locator_land: Color::hex(0xf7f6f2),
            locator_named: Color::hex(0xd8c6a2),
            locator_border: Stroke::solid(Color::hex(0xc3c0b8), 0.6 * s),
        }
    }

    /// The tint of a country: the central Sahel's are fixed, others take theirs by turns.
    pub(super) fn country_tint(&self, code: &str, turn: usize) -> Tint {
        let [mali, niger, burkina, further @ ..] = self.tints;
        match code {
            "ML" => mali,
            "NE" => niger,
            "BF" => burkina,
            _ => further.get(turn % further.len()).copied().unwrap_or(self.land),
        }
    }

    /// The colour of a kind. Kinds of one family share a colour; the glyph tells them apart.
    pub(super) fn kind_color(&self, kind: Kind) -> Color {
        Color::hex(match kind {
            Kind::Attack | Kind::Ambush => 0xc1272d,
            Kind::ArmedClash => 0x1f3a63,
            Kind::AirStrike | Kind::DroneStrike => 0xd9780f,
            Kind::Shelling => 0x9a4a12,
            Kind::Ied | Kind::SuicideBombing => 0x74379c,
            Kind::Abduction | Kind::Looting => 0x157f6b,
            Kind::Arrest | Kind::WeaponsSeizure => 0x2f76b5,
            Kind::AircraftCrash => 0x50535c,
            Kind::Other => 0x6d6a63,
        })
    }
}

const fn tint(land: u32, edge: u32) -> Tint {
    Tint { land: Color::hex(land), edge: Color::hex(edge) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance. Source: WCAG 2.2, glossary.
    fn luminance(color: Color) -> f64 {
        let part = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_its_ground() {
        let theme = Theme::press(1600, 1200);
        let on_page = [theme.title, theme.subtitle, theme.note, theme.credit, theme.version];
        let on_panel = [theme.legend_head, theme.legend_text, theme.small_text];
        let haloed = [
            theme.incident_text,
            theme.callout_text,
            theme.capital_text,
            theme.regional_text,
            theme.town_text,
            theme.graticule_text,
            theme.river_text,
        ];
        for style in on_page.into_iter().chain(on_panel).chain(haloed) {
            let ground = style.halo.map_or(theme.page, |(color, _)| color);
            assert!(contrast(style.color, ground) >= 4.5, "{style:?}");
        }
        // Glyphs are large signs, for which 3 : 1 is enough (WCAG 2.2, 1.4.11).
        for kind in Kind::ALL {
            let contrast = contrast(theme.kind_color(kind), theme.symbol_rim);
            assert!(contrast >= 3.0, "{kind:?} {contrast}");
        }
    }
}
