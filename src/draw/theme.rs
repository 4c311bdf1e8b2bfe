//! The look of a map: every colour, width and size by name, from a theme's TOML.

use serde::Deserialize;

use super::display::{Color, Stroke};
use super::text::TextStyle;
use crate::model::Kind;

/// The page that the sizes of a theme are made for.
const REFERENCE_PX: (f32, f32) = (1600.0, 1200.0);
/// The narrowest and lowest page at full size: title, legend and locator just fit.
const SIDES_MIN_PX: (f32, f32) = (1000.0, 900.0);
/// How far a theme shrinks and grows with the page: below the first, text cannot be read.
const SCALES: (f32, f32) = (0.5, 12.0);

/// The colours of one country's land.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Tint {
    /// Its land.
    pub(super) land: Color,
    /// The glow along the inside of its edge.
    pub(super) edge: Color,
}

/// Every colour, width (pixels), dash (pixels) and text style of a map.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Theme {
    /// Pixels for a pixel of the 1600x1200 page.
    #[serde(skip, default = "one")]
    pub(super) scale: f32,
    pub(super) page: Color,
    pub(super) ink: Color,
    pub(super) accent: Color,
    pub(super) frame: Stroke,
    pub(super) title: TextStyle,
    pub(super) subtitle: TextStyle,
    pub(super) note: TextStyle,
    pub(super) credit: TextStyle,
    pub(super) version: TextStyle,
    pub(super) sea: Color,
    pub(super) coast: Stroke,
    pub(super) land: Tint,
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
    pub(super) tints: Tints,
    pub(super) towns: Towns,
    pub(super) incidents: Incidents,
    pub(super) kinds: Kinds,
    pub(super) classes: Classes,
    pub(super) panel: Panel,
}

/// The tints of countries that are written about: three of their own, then by turns.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Tints {
    mali: Tint,
    niger: Tint,
    burkina_faso: Tint,
    further_1: Tint,
    further_2: Tint,
    further_3: Tint,
}

/// Towns: their markers and names.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Towns {
    pub(super) fill: Color,
    pub(super) rim: Color,
    pub(super) capital_text: TextStyle,
    pub(super) regional_text: TextStyle,
    pub(super) town_text: TextStyle,
    /// Names in Arabic and Tifinagh letters.
    pub(super) script_text: TextStyle,
}

/// Incidents: symbols, areas and labels.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Incidents {
    pub(super) rim: Color,
    pub(super) shadow: Color,
    pub(super) leader: Stroke,
    pub(super) text: TextStyle,
    pub(super) callout_text: TextStyle,
    /// Radius in pixels of the smallest symbol.
    pub(super) radius_min: f32,
    /// Radius in pixels of the largest symbol.
    pub(super) radius_max: f32,
    /// Radius in pixels for one killed, where the largest symbol allows it.
    pub(super) radius_per_root: f32,
    pub(super) area_fill: Color,
    pub(super) area_hatch: Stroke,
    pub(super) area_hatch_spacing: f32,
    pub(super) area_edge: Stroke,
}

/// The colour of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Kinds {
    attack: Color,
    ambush: Color,
    armed_clash: Color,
    air_strike: Color,
    drone_strike: Color,
    shelling: Color,
    ied: Color,
    suicide_bombing: Color,
    abduction: Color,
    looting: Color,
    arrest: Color,
    weapons_seizure: Color,
    aircraft_crash: Color,
    other: Color,
}

/// Maps of counts: classes, border bands and hulls of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Classes {
    /// The least class first.
    pub(super) ramp: [Color; 5],
    /// Hot spots with 90, 95 and 99 % confidence, and cold ones.
    pub(super) hot: [Color; 3],
    pub(super) cold: [Color; 3],
    pub(super) cold_edge: Stroke,
    pub(super) edge: Stroke,
    pub(super) band_fill: Color,
    pub(super) band_edge: Stroke,
    pub(super) hull_fill: Color,
    pub(super) hull_edge: Stroke,
    pub(super) text: TextStyle,
}

/// Panels: legend, locator and chart.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(super) struct Panel {
    pub(super) fill: Color,
    pub(super) edge: Stroke,
    pub(super) shadow: Color,
    pub(super) head: TextStyle,
    pub(super) text: TextStyle,
    pub(super) small_text: TextStyle,
    pub(super) locator_land: Color,
    pub(super) locator_named: Color,
    pub(super) locator_border: Stroke,
}

fn one() -> f32 {
    1.0
}

/// The scale that suits a page.
pub(super) fn scale_for(width_px: u32, height_px: u32) -> f32 {
    let (width, height) = (width_px as f32, height_px as f32);
    let by_area = (width * height / (REFERENCE_PX.0 * REFERENCE_PX.1)).sqrt();
    let by_side = (width / SIDES_MIN_PX.0).min(height / SIDES_MIN_PX.1);
    by_area.min(by_side).clamp(SCALES.0, SCALES.1)
}

impl Theme {
    /// The theme with every width and size `s` times as large.
    pub(super) fn scaled(mut self, s: f32) -> Self {
        self.scale *= s;
        for style in self.texts_mut() {
            *style = style.scaled(s);
        }
        for stroke in self.strokes_mut() {
            *stroke = stroke.scaled(s);
        }
        for width in &mut self.glow_widths {
            *width *= s;
        }
        let incidents = &mut self.incidents;
        for length in [
            &mut incidents.radius_min,
            &mut incidents.radius_max,
            &mut incidents.radius_per_root,
            &mut incidents.area_hatch_spacing,
        ] {
            *length *= s;
        }
        self
    }

    /// Gives names that are laid into the map a halo, as they stand on any colour.
    pub(super) fn set_names_off(&mut self) {
        let halo = self.classes.text.halo;
        self.country_text.halo = halo;
        self.region_text.halo = halo;
        self.river_text.halo = halo;
        self.graticule_text.halo = halo;
    }

    fn texts_mut(&mut self) -> [&mut TextStyle; 19] {
        [
            &mut self.title,
            &mut self.subtitle,
            &mut self.note,
            &mut self.credit,
            &mut self.version,
            &mut self.graticule_text,
            &mut self.river_text,
            &mut self.country_text,
            &mut self.region_text,
            &mut self.towns.capital_text,
            &mut self.towns.regional_text,
            &mut self.towns.town_text,
            &mut self.towns.script_text,
            &mut self.incidents.text,
            &mut self.incidents.callout_text,
            &mut self.classes.text,
            &mut self.panel.head,
            &mut self.panel.text,
            &mut self.panel.small_text,
        ]
    }

    fn strokes_mut(&mut self) -> [&mut Stroke; 17] {
        [
            &mut self.frame,
            &mut self.coast,
            &mut self.country_border,
            &mut self.region_border,
            &mut self.approximate_border,
            &mut self.river,
            &mut self.great_river,
            &mut self.graticule,
            &mut self.incidents.leader,
            &mut self.incidents.area_hatch,
            &mut self.incidents.area_edge,
            &mut self.classes.edge,
            &mut self.classes.cold_edge,
            &mut self.classes.band_edge,
            &mut self.classes.hull_edge,
            &mut self.panel.edge,
            &mut self.panel.locator_border,
        ]
    }

    /// The tint of a country: the central Sahel's are fixed, others take theirs by turns.
    pub(super) fn country_tint(&self, code: &str, turn: usize) -> Tint {
        let tints = &self.tints;
        match code {
            "ML" => tints.mali,
            "NE" => tints.niger,
            "BF" => tints.burkina_faso,
            _ => match turn % 3 {
                0 => tints.further_1,
                1 => tints.further_2,
                _ => tints.further_3,
            },
        }
    }

    /// Every land a name may stand on.
    pub(super) fn lands(&self) -> [Color; 7] {
        let t = &self.tints;
        let tints = [t.mali, t.niger, t.burkina_faso, t.further_1, t.further_2, t.further_3];
        let [a, b, c, d, e, f] = tints.map(|tint| tint.land);
        [self.land.land, a, b, c, d, e, f]
    }

    /// The colour of a kind. Kinds of one family share a colour; the glyph tells them apart.
    pub(super) fn kind_color(&self, kind: Kind) -> Color {
        let kinds = &self.kinds;
        match kind {
            Kind::Attack => kinds.attack,
            Kind::Ambush => kinds.ambush,
            Kind::ArmedClash => kinds.armed_clash,
            Kind::AirStrike => kinds.air_strike,
            Kind::DroneStrike => kinds.drone_strike,
            Kind::Shelling => kinds.shelling,
            Kind::Ied => kinds.ied,
            Kind::SuicideBombing => kinds.suicide_bombing,
            Kind::Abduction => kinds.abduction,
            Kind::Looting => kinds.looting,
            Kind::Arrest => kinds.arrest,
            Kind::WeaponsSeizure => kinds.weapons_seizure,
            Kind::AircraftCrash => kinds.aircraft_crash,
            Kind::Other => kinds.other,
        }
    }
}
