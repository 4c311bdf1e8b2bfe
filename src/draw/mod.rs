//! Turns a `Dataset` into a map, PNG, SVG or PDF, drawn without a file, a clock or a thread.
//!
//! | file | what |
//! |---|---|
//! | `settings`, `theme`, `styles`, `contrast` | what the caller chooses; colours, widths and sizes; themes as TOML, checked |
//! | `words`, `phrases`, `grammar`, `scripts` | French and English; names in Arabic and Tifinagh letters |
//! | `page`, `size`, `projection`, `clip`, `extent`, `focus` | boxes, points and page sizes; the projection, its window and cutting to it; what to show |
//! | `display`, `text`, `png`, `soft`, `svg`, `webfont`, `pdf` | the display list (a plotters backend), shaped text, the emitters |
//! | `base`, `ink`, `course`, `graticule`, `towns`, `shape`, `names` | the base map and its names |
//! | `marks`, `symbols`, `labels`, `callouts` | incidents, their symbols, the placing of labels |
//! | `overlay`, `bands`, `classes`, `periods`, `multiples`, `coarsen` | maps by region, border, cluster, density and time; coarse positions |
//! | `header`, `legend`, `rows`, `furniture`, `chart` | the page, the legend, scale bar, north arrow, locator and bar chart |
//! | `points`, `features`, `load` | what a map knows of an incident; written files read as a stream |
//! | `scene`, `placing`, `compose` | what is in view, room for names, and all of it put together |

mod bands;
mod base;
mod callouts;
mod chart;
#[cfg(test)]
mod checks;
mod classes;
mod clip;
mod coarsen;
mod compose;
mod contrast;
mod course;
mod display;
mod extent;
mod features;
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
mod multiples;
mod names;
mod overlay;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod periods;
mod phrases;
mod placing;
mod png;
mod points;
mod projection;
mod rows;
mod scene;
mod scripts;
mod settings;
mod shape;
mod size;
mod soft;
mod styles;
mod svg;
mod symbols;
mod text;
mod theme;
mod towns;
mod webfont;
mod words;

pub use load::{Loaded, load_points};
pub use points::MapData;
pub use settings::{By, Classing, Coarsen, Focus, MapLanguage, MapSettings, Measure, Subject};
pub use size::PageSize;
pub use styles::MapTheme;

use std::collections::BTreeSet;

use crate::error::Result;
use crate::gazetteer::Gazetteer;

/// A file format of maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapFormat {
    /// Pixels.
    Png,
    /// Lines and real text, with the fonts embedded.
    Svg,
    /// A page with lines and text that can be searched; needs the feature `pdf`.
    Pdf,
}

impl MapFormat {
    /// Every format, the default first.
    pub const ALL: [Self; 3] = [Self::Png, Self::Svg, Self::Pdf];

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
        }
    }
}

impl std::str::FromStr for MapFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.trim().to_lowercase();
        let format = Self::ALL.into_iter().find(|format| format.extension() == wanted);
        if format == Some(Self::Pdf) && !cfg!(feature = "pdf") {
            return Err("this build writes no PDF; build it with --features pdf".to_owned());
        }
        format.ok_or_else(|| "expected png, svg or pdf".to_owned())
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
            MapFormat::Svg => {
                let (page, title) = ((width, height), &self.map.title);
                Ok(svg::encode(ops, page, title, &self.map.fonts).into_bytes())
            }
            #[cfg(feature = "pdf")]
            MapFormat::Pdf => pdf::encode(ops, width, height, &self.map.title),
            #[cfg(not(feature = "pdf"))]
            MapFormat::Pdf => Err(crate::Error::Draw(
                "this build writes no PDF; build it with --features pdf".to_owned(),
            )),
        }
    }

    /// Names of incidents and towns that found no room.
    pub fn n_labels_dropped(&self) -> usize {
        self.map.n_labels_dropped
    }

    /// The letters of its texts that no bundled face has, each once; a question mark is drawn for
    /// each.
    pub fn missing_letters(&self) -> String {
        let runs = self.map.ops.iter().filter_map(|op| match op {
            display::Op::Text(run) => Some(run),
            _ => None,
        });
        let letters: BTreeSet<char> = runs.flat_map(|run| run.content.chars()).collect();
        letters
            .into_iter()
            .filter(|c| !self.map.fonts.has_all(c.encode_utf8(&mut [0; 4])))
            .collect()
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

/// Composes the map of incidents: those of a `Dataset` (`MapData::from`), or of a written file.
///
/// Cost: about 0.3 s for 1600x1200 pixels.
///
/// # Errors
/// [`crate::Error::Draw`] for a size out of range, or a country or region that is not bundled.
pub fn draw_map(gazetteer: &Gazetteer, data: &MapData, settings: &MapSettings) -> Result<DrawnMap> {
    let map = compose::compose(gazetteer, data, settings)?;
    Ok(DrawnMap { map, width_px: settings.width_px, height_px: settings.height_px })
}
