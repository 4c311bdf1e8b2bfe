//! What a caller may choose about a map.

use super::styles::MapTheme;
use crate::earth::Bounds;
use crate::error::{Error, Result};

/// The shortest side of a map in pixels: below it no furniture fits.
const SIDE_MIN_PX: u32 = 200;
/// The longest side of a map in pixels: A0 at 400 dots per inch is 18,700.
const SIDE_MAX_PX: u32 = 20_000;
/// The most pixels of a map: 100 megapixels take 400 MB while they are painted.
const PIXELS_MAX: u64 = 100_000_000;

/// The choices for one map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapSettings {
    /// Width of the page in pixels, 200..=20000.
    pub width_px: u32,
    /// Height of the page in pixels, 200..=20000; at most 100 million pixels in all.
    pub height_px: u32,
    /// The title; `None` makes one from the data.
    pub title: Option<String>,
    /// The line under the title; `None` makes one from the data.
    pub subtitle: Option<String>,
    /// The language of every word that the map adds.
    pub language: MapLanguage,
    /// What the map shows.
    pub focus: Focus,
    /// What the symbols stand for.
    pub subject: Subject,
    /// At most so many of the deadliest incidents are told in two lines beside the map's symbols.
    pub n_callouts: usize,
    /// What the map groups the incidents by.
    pub by: By,
    /// What maps of groups and the chart count.
    pub measure: Measure,
    /// How counts become classes of colours.
    pub classing: Classing,
    /// Whether a bar chart by time stands in a corner.
    pub chart: bool,
    /// Whether towns are also named in Arabic and Tifinagh letters.
    pub has_scripts: bool,
    /// The unit to whose centre symbols are moved; `None` leaves them where they are.
    pub coarsen: Option<Coarsen>,
    /// The look; `None` for the press theme.
    pub theme: Option<MapTheme>,
}

/// What a map groups the incidents by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Nothing: a symbol each; their density above 20,000.
    #[default]
    Incident,
    /// First-level regions, coloured by count.
    Region,
    /// Bands along borders, coloured by count.
    Border,
    /// Clusters, as hulls around their incidents.
    Cluster,
    /// Months, quarters or years, a small map each.
    Time,
    /// Hexagons of one area, coloured by count.
    Density,
    /// Cells of one area, coloured by whether more or fewer incidents crowd there than by chance.
    Hotspot,
}

/// What the symbols of a map stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Incidents, with their kind and toll.
    #[default]
    Incidents,
    /// Places of which a text speaks, with their area; what else may be meant is background.
    Places,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Incidents.
    #[default]
    Incidents,
    /// Killed, by the best estimate.
    Killed,
}

/// How counts become classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Classing {
    /// Natural breaks (Jenks).
    #[default]
    Jenks,
    /// Classes of about as many values each.
    Quantiles,
}

/// How far positions are made coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coarsen {
    /// To the centre of the second-level unit (cercle, province, department).
    Admin2,
    /// To the centre of the region.
    Admin1,
    /// To the centre of a cell of 25 km.
    Cell25Km,
}

/// What a map shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Focus {
    /// The incidents with their areas, without far strays.
    #[default]
    Incidents,
    /// A box in degrees; west above east means that it crosses the antimeridian.
    Bounds(Bounds),
    /// A bundled country by its ISO 3166-1 alpha-2 code.
    Country(String),
    /// A bundled region by its id, such as `ML-9`.
    Region(String),
    /// The border of two bundled countries by its pair of codes, such as `ML-NE`.
    Border(String),
}

impl Focus {
    /// A box from "W,S,E,N" in degrees.
    ///
    /// # Errors
    /// A message for the user where it is not four numbers or no box that can be drawn.
    pub fn from_extent(text: &str) -> Result<Self, String> {
        let numbers: Vec<f64> =
            text.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        let n_parts = text.split(',').count();
        match numbers.as_slice() {
            &[west, south, east, north] if n_parts == 4 => {
                let bounds = Bounds { west, south, east, north };
                super::focus::check(&bounds).map(|()| Self::Bounds(bounds))
            }
            _ => Err("expected W,S,E,N in degrees, such as -1,14,4,17".to_owned()),
        }
    }
}

/// The language of a map's title, legend and notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapLanguage {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl Default for MapSettings {
    fn default() -> Self {
        Self {
            width_px: 1600,
            height_px: 1200,
            title: None,
            subtitle: None,
            language: MapLanguage::French,
            focus: Focus::Incidents,
            subject: Subject::Incidents,
            n_callouts: 3,
            by: By::Incident,
            measure: Measure::Incidents,
            classing: Classing::Jenks,
            chart: false,
            has_scripts: false,
            coarsen: None,
            theme: None,
        }
    }
}

impl MapSettings {
    /// Checks the size of the page.
    ///
    /// # Errors
    /// [`Error::Draw`] where a side or the number of pixels is out of range.
    pub fn check(&self) -> Result<()> {
        for (side, px) in [("width", self.width_px), ("height", self.height_px)] {
            if !(SIDE_MIN_PX..=SIDE_MAX_PX).contains(&px) {
                return Err(Error::Draw(format!(
                    "the {side} is '{px}' pixels; choose {SIDE_MIN_PX} to {SIDE_MAX_PX}"
                )));
            }
        }
        let n_pixels = u64::from(self.width_px) * u64::from(self.height_px);
        if n_pixels > PIXELS_MAX {
            return Err(Error::Draw(format!(
                "'{}x{}' has more than {PIXELS_MAX} pixels; choose a smaller size",
                self.width_px, self.height_px
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_checked() {
        let check = |width_px, height_px, is_valid: bool| {
            let settings = MapSettings { width_px, height_px, ..MapSettings::default() };
            assert_eq!(settings.check().is_ok(), is_valid, "{width_px}x{height_px}");
        };
        check(1600, 1200, true);
        check(200, 200, true);
        check(0, 1200, false);
        check(1600, 1_000_000, false);
        check(20_000, 20_000, false);
    }
}
