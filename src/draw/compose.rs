//! Puts a map together: chooses the view, finds room for everything, draws it in order.

use std::borrow::Cow;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::base::Base;
use super::callouts::draw_leaders;
use super::coarsen::coarsened;
use super::display::{DisplayList, Layer, Op, Part};
use super::furniture::{ScaleBar, draw_locator};
use super::graticule::Graticule;
use super::header::{Page, Texts};
use super::marks::{draw_areas, draw_marks};
use super::page::PageBox;
use super::placing::Placed;
use super::points::{CountryCode, MapData};
use super::scene::{Scene, is_of_counts};
use super::settings::{By, MapSettings};
use super::styles::MapTheme;
use super::text::{Fonts, TextRun};
use super::theme::{Theme, scale_for};
use super::towns::draw_marker;
use super::words::Words;
#[cfg(test)]
use super::{furniture::Furniture, marks::Mark};
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;

/// A map as a display list, with what its checks need.
pub(super) struct Map {
    pub(super) ops: Vec<Op>,
    pub(super) fonts: Rc<Fonts>,
    pub(super) title: String,
    pub(super) n_labels_dropped: usize,
    pub(super) n_outside: usize,
    #[cfg(test)]
    pub(super) check: Check,
}

/// What the tests look at.
#[cfg(test)]
pub(super) struct Check {
    pub(super) frame: PageBox,
    pub(super) labels: Vec<PageBox>,
    pub(super) furniture: Option<Furniture>,
    pub(super) symbols: Vec<PageBox>,
    /// How many incidents the symbols stand for.
    pub(super) n_shown: usize,
    pub(super) view: Option<super::projection::View>,
    pub(super) theme: Theme,
}

/// Composes the map of a dataset.
pub(super) fn compose(
    gazetteer: &Gazetteer,
    data: &MapData,
    settings: &MapSettings,
) -> Result<Map> {
    settings.check()?;
    let fonts = Rc::new(Fonts::bundled()?);
    let list = DisplayList::new(settings.width_px, settings.height_px, Rc::clone(&fonts));
    let theme = match &settings.theme {
        Some(chosen) => chosen.theme.clone(),
        None => MapTheme::named("press").map_err(Error::Draw)?.theme,
    };
    let mut theme = theme.scaled(scale_for(settings.width_px, settings.height_px));
    if is_of_counts(settings.by, data) || matches!(settings.by, By::Border | By::Cluster) {
        theme.set_names_off();
    }
    let words = Words::new(settings.language);
    let coarse = match settings.coarsen {
        Some(to) => Cow::Owned(coarsened(gazetteer, data, to)),
        None => Cow::Borrowed(data),
    };
    let composer = Composer { gazetteer, data: &coarse, settings, list, theme, words };
    if settings.by == By::Time {
        return composer.compose_by_time(fonts);
    }
    composer.compose(fonts)
}

/// What every step of composing a map needs.
pub(super) struct Composer<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) data: &'a MapData,
    pub(super) settings: &'a MapSettings,
    pub(super) list: DisplayList,
    pub(super) theme: Theme,
    pub(super) words: Words,
}

impl Composer<'_> {
    fn compose(self, fonts: Rc<Fonts>) -> Result<Map> {
        let mut texts = self.texts();
        let page = Page::new(self.settings, &self.theme, &texts);
        let scene = self.scene(page.frame)?;
        texts.add_outside(self.words, scene.marks.n_outside);
        texts.add_rest(scene.overlay.key.rest.as_deref());
        let base =
            Base::new(self.gazetteer, self.data, &scene.view, &self.theme, scene.is_of_counts());
        let graticule = Graticule::new(&scene.view, &self.theme);
        let placed = self.place(&scene, &base, &graticule);
        let root = self.list.clone().into_drawing_area();
        draw(&root, |list| {
            self.fill_page(list);
            list.clip(vec![Part::Ring(page.frame.corners().to_vec())]);
            base.draw(list, &self.theme, &scene.view, |list| {
                if scene.overlay.is_under_lines {
                    list.group("groups", |list| scene.overlay.draw(list));
                }
            });
            list.group("graticule", |list| graticule.draw(list, &self.theme));
        })?;
        draw(&root, |list| self.draw_incidents(list, &scene, &placed))?;
        draw(&root, |list| {
            list.unclip();
            self.draw_furniture(list, &scene, &base, &placed);
            list.group("page-texts", |list| page.draw(list, &self.theme, self.words, &texts));
        })?;
        root.draw(&page.accent(&self.theme)).map_err(|cause| Error::Draw(cause.to_string()))?;
        Ok(Map {
            ops: self.list.take(),
            fonts,
            title: texts.title,
            n_labels_dropped: placed.placer.n_dropped,
            n_outside: scene.marks.n_outside,
            #[cfg(test)]
            check: Check {
                frame: page.frame,
                labels: placed.placer.placed,
                furniture: Some(scene.furniture),
                symbols: scene.marks.marks.iter().map(Mark::covers).collect(),
                n_shown: scene.marks.marks.iter().map(|mark| mark.n_incidents).sum(),
                view: Some(scene.view),
                theme: self.theme,
            },
        })
    }

    /// The texts of the page, before it is known what lies outside of the frame.
    pub(super) fn texts(&self) -> Texts {
        Texts::new(self.gazetteer, self.data, (self.settings, self.words))
    }

    /// Fills the whole page with its ground.
    pub(super) fn fill_page(&self, list: &DisplayList) {
        let (width, height) = (self.settings.width_px as f32, self.settings.height_px as f32);
        list.fill_box(PageBox::new(0.0, 0.0, width, height), self.theme.page);
    }

    fn draw_incidents(&self, list: &DisplayList, scene: &Scene, placed: &Placed) {
        let theme = &self.theme;
        let write = |list: &DisplayList, runs: &[TextRun]| {
            runs.iter().for_each(|run| list.text(run.clone()));
        };
        if !scene.overlay.is_under_lines && !scene.overlay.patches.is_empty() {
            list.group("groups", |list| scene.overlay.draw(list));
        }
        list.group("names", |list| write(list, &placed.under));
        list.group("areas", |list| draw_areas(list, theme, &scene.marks.marks));
        list.group("towns", |list| {
            for town in &placed.towns {
                draw_marker(list, theme, town.rank, town.at);
            }
        });
        list.group("incidents", |list| draw_marks(list, theme, &scene.marks.marks));
        list.group("callouts", |list| {
            draw_leaders(list, theme, &placed.callouts);
            placed.callouts.iter().for_each(|callout| write(list, &callout.runs));
        });
        list.group("labels", |list| write(list, &placed.above));
    }

    fn draw_furniture(&self, list: &DisplayList, scene: &Scene, base: &Base<'_>, placed: &Placed) {
        let theme = &self.theme;
        let ranks = placed.towns.iter().map(|town| town.rank).collect();
        let shown = (scene.marks.marks.as_slice(), &scene.overlay.key);
        let frame = scene.view.frame();
        let legend = self.legend(shown, frame, (ranks, base.has_approximate_borders()));
        if let Some(corner) = scene.furniture.legend_at(legend.size).filter(|_| !legend.is_empty())
        {
            list.group("legend", |list| legend.draw(list, corner, (theme, self.words)));
        }
        if let Some(area) = scene.furniture.locator {
            let countries = self.data.countries();
            let countries: Vec<&str> = countries.iter().map(CountryCode::as_str).collect();
            list.group("locator", |list| {
                draw_locator(list, self.gazetteer, (area, &scene.view), (theme, &countries));
            });
        }
        if let (Some(area), Some(chart)) = (scene.furniture.chart, &scene.chart) {
            list.group("chart", |list| chart.draw(list, area, (theme, self.words)));
        }
        if let (Some(area), Some(bar)) = (scene.furniture.scale, ScaleBar::new(&scene.view, theme))
        {
            list.group("scale", |list| bar.draw(list, area, (theme, self.words)));
        }
    }
}

/// Draws a layer through plotters.
pub(super) fn draw(
    root: &DrawingArea<DisplayList, Shift>,
    layer: impl Fn(&DisplayList),
) -> Result<()> {
    root.draw(&Layer(layer)).map_err(|cause| Error::Draw(cause.to_string()))
}
