//! Turns a `Dataset` into a map, PNG or SVG, drawn without a file, a clock or a thread.
//!
//! | file | what |
//! |---|---|
//! | `settings`, `theme`, `words`, `phrases`, `grammar` | what the caller chooses; colours, widths and sizes; French and English |
//! | `page`, `size`, `projection`, `clip`, `extent`, `focus` | boxes, points and page sizes; the projection, its window and cutting to it; what to show |
//! | `display`, `text`, `png`, `svg` | the display list (a plotters backend), shaped text, the emitters |
//! | `base`, `ink`, `course`, `graticule`, `towns`, `shape`, `names` | the base map and its names |
//! | `marks`, `symbols`, `labels`, `callouts` | incidents, their symbols, the placing of labels |
//! | `header`, `legend`, `furniture` | the page, the legend, scale bar, north arrow and locator |
//! | `load` | written files as a dataset again |
//! | `compose` | puts them together |

mod base;
mod callouts;
#[cfg(test)]
mod checks;
mod clip;
mod compose;
mod course;
mod display;
mod extent;
mod focus;
mod furniture;
mod grammar;
mod graticule;
mod header;
mod ink;
mod labels;
mod legend;
mod load;
mod marks;
mod names;
mod page;
mod phrases;
mod png;
mod projection;
mod settings;
mod shape;
mod size;
mod svg;
mod symbols;
mod text;
mod theme;
mod towns;
mod words;

pub use load::{Loaded, load_points};
pub use settings::{Focus, MapLanguage, MapSettings};
pub use size::PageSize;

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::model::Dataset;

/// A file format of maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapFormat {
    /// Pixels.
    Png,
    /// Lines and real text, with the fonts embedded.
    Svg,
}

impl MapFormat {
    /// Every format, the default first.
    pub const ALL: [Self; 2] = [Self::Png, Self::Svg];

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

impl std::str::FromStr for MapFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_lowercase();
        let format = Self::ALL.into_iter().find(|format| format.extension() == wanted);
        format.ok_or_else(|| "expected png or svg".to_owned())
    }
}

/// A composed map: one display list from which every format is written.
pub struct DrawnMap {
    map: compose::Map,
    width_px: u32,
    height_px: u32,
}

impl DrawnMap {
    /// The bytes of a file; the same map gives the same bytes.
    ///
    /// # Errors
    /// [`crate::Error::Draw`] where there is no room for the pixels.
    pub fn encode(&self, format: MapFormat) -> Result<Vec<u8>> {
        let (ops, width, height) = (&self.map.ops, self.width_px, self.height_px);
        match format {
            MapFormat::Png => png::encode(ops, width, height, &self.map.fonts),
            MapFormat::Svg => Ok(svg::encode(ops, width, height, &self.map.title).into_bytes()),
        }
    }

    /// Names of incidents and towns that found no room.
    pub fn n_labels_dropped(&self) -> usize {
        self.map.n_labels_dropped
    }

    /// Located incidents outside of the frame.
    pub fn n_outside(&self) -> usize {
        self.map.n_outside
    }
}

impl std::fmt::Debug for DrawnMap {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DrawnMap({}x{})", self.width_px, self.height_px)
    }
}

/// Composes the map of a dataset.
///
/// Cost: about 0.3 s for 1600x1200 pixels.
///
/// # Errors
/// [`crate::Error::Draw`] for a size out of range, or a country or region that is not bundled.
pub fn draw_map(
    gazetteer: &Gazetteer,
    dataset: &Dataset,
    settings: &MapSettings,
) -> Result<DrawnMap> {
    let map = compose::compose(gazetteer, dataset, settings)?;
    Ok(DrawnMap { map, width_px: settings.width_px, height_px: settings.height_px })
}
