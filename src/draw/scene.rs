//! Chooses what is in view: the window, the incidents in it, and the furniture around them.

use std::collections::BTreeSet;

use super::chart::Chart;
use super::compose::Composer;
use super::extent::Extent;
use super::focus::extent;
use super::furniture::{Furnishing, Furniture, HEIGHT_SHARE_MAX};
use super::legend::Legend;
use super::marks::{Mark, Marks, TollScale, marks, n_outside};
use super::overlay::{Key, Overlay, Overlaying};
use super::page::PageBox;
use super::points::MapData;
use super::projection::View;
use super::rows::Shown;
use super::settings::{By, Subject};
use super::towns::Rank;
use crate::error::Result;

/// Each step away from the incidents, to bring them out from under the furniture.
const ZOOM_OUT: f64 = 1.06;
const ZOOM_OUT_STEPS: i32 = 8;
/// With more incidents than this one step is tried: some always lie under the furniture.
const CROWD: usize = 300;
/// Maps of borders show the symbols of at most so many incidents over the bands.
const SYMBOLS_ON_BANDS_MAX: usize = 300;

/// Pixels between symbols and the furniture.
const SYMBOL_ROOM_PX: f32 = 6.0;

/// The chosen view, with what is shown in it and the furniture around.
pub(super) struct Scene {
    pub(super) view: View,
    pub(super) marks: Marks,
    pub(super) overlay: Overlay,
    pub(super) furniture: Furniture,
    pub(super) chart: Option<Chart>,
}

impl Scene {
    /// Whether colours of the land stand for counts.
    pub(super) fn is_of_counts(&self) -> bool {
        self.overlay.is_under_lines
            && !self.overlay.patches.is_empty()
            && self.marks.marks.is_empty()
    }
}

/// Whether a kind of map colours the land by counts.
pub(super) fn is_of_counts(by: By, data: &MapData) -> bool {
    match by {
        By::Region | By::Density | By::Hotspot => true,
        By::Incident => data.is_dense(),
        By::Border | By::Cluster | By::Time => false,
    }
}

impl Composer<'_> {
    /// Chooses the view: as near as may be with no incident under the furniture; where that cannot
    /// be, with the incidents beside a column that holds the legend.
    pub(super) fn scene(&self, frame: PageBox) -> Result<Scene> {
        let (extent, is_fixed) = extent(self.gazetteer, self.data, &self.settings.focus)?;
        if is_fixed {
            return Ok(self.scene_in(extent.view(frame, frame, 1.0)).1);
        }
        Ok(self.scene_around(&extent, frame))
    }

    fn scene_around(&self, extent: &Extent, frame: PageBox) -> Scene {
        let pad = self.theme.incidents.radius_min * 2.0;
        let room = frame.grown(-pad.min(frame.height() / 6.0).min(frame.width() / 6.0));
        let mut best: Option<(usize, Scene)> = None;
        let n_steps = if self.data.len() > CROWD { 1 } else { ZOOM_OUT_STEPS };
        for step in 0..n_steps {
            let view = extent.view(frame, room, ZOOM_OUT.powi(step));
            let (n_hidden, scene) = self.scene_in(view);
            if best.as_ref().is_none_or(|(least, _)| n_hidden < *least) {
                best = Some((n_hidden, scene));
            }
            if n_hidden == 0 {
                break;
            }
        }
        match best {
            Some((0, scene)) => scene,
            Some((_, scene)) => {
                let column =
                    scene.furniture.legend.map_or(0.0, |legend| legend.width() + 2.0 * pad);
                let beside = PageBox { left: room.left + column.min(room.width() / 2.0), ..room };
                self.scene_in(extent.view(frame, beside, 1.0)).1
            }
            None => self.scene_in(extent.view(frame, room, 1.0)).1,
        }
    }

    /// The scene of a view, and how many incidents are hidden in it.
    fn scene_in(&self, view: View) -> (usize, Scene) {
        let (marks, overlay) = self.shown_in(&view);
        let ranks = [Rank::Capital, Rank::Regional, Rank::Town].into();
        let legend = self.legend((&marks.marks, &overlay.key), view.frame(), (ranks, true));
        let room = SYMBOL_ROOM_PX * self.theme.scale;
        let covered: Vec<PageBox> =
            marks.marks.iter().map(|mark| mark.covers().grown(room)).collect();
        let chart = Chart::of(self.data, self.settings.measure).filter(|_| self.settings.chart);
        let furnishing =
            Furnishing { legend: legend.size, has_chart: chart.is_some(), covered: &covered };
        let (furniture, n_hidden) = Furniture::arrange(&view, &self.theme, &furnishing);
        (n_hidden, Scene { view, marks, overlay, furniture, chart })
    }

    /// The symbols and the overlay of a view.
    fn shown_in(&self, view: &View) -> (Marks, Overlay) {
        let (data, settings, theme) = (self.data, self.settings, &self.theme);
        let overlaying = Overlaying { data, settings, view, theme, words: self.words };
        if is_of_counts(settings.by, data) && !matches!(settings.by, By::Region | By::Hotspot) {
            let (overlay, n_outside) = overlaying.density();
            return (Marks { marks: Vec::new(), n_outside }, overlay);
        }
        let overlay = overlaying.overlay();
        let has_symbols = match settings.by {
            By::Region | By::Hotspot => false,
            By::Border => data.n_located <= SYMBOLS_ON_BANDS_MAX,
            _ => !data.is_dense(),
        };
        let marks = if has_symbols {
            marks(data, view, theme, self.words)
        } else {
            Marks { marks: Vec::new(), n_outside: n_outside(data, view) }
        };
        (marks, overlay)
    }

    /// The legend of what is shown.
    pub(super) fn legend(
        &self,
        (marks, key): (&[Mark], &Key),
        frame: PageBox,
        (ranks, has_approximate): (BTreeSet<Rank>, bool),
    ) -> Legend {
        let scale = TollScale::of(self.data, &self.theme);
        let shown = Shown::of(marks, &scale, &self.theme);
        let is_of_places = self.settings.subject == Subject::Places;
        let shown = Shown { ranks, has_approximate, key: key.clone(), is_of_places, ..shown };
        let height_max = frame.height() * HEIGHT_SHARE_MAX;
        Legend::new(&self.list, shown, scale, (&self.theme, self.words, height_max))
    }
}
