//! Puts a map together: chooses the view, finds room for everything, draws it in order.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};

use super::base::Base;
use super::callouts::{Callout, Callouts, draw_leaders};
use super::display::{DisplayList, Layer, Op, Part};
use super::extent::Extent;
use super::focus::extent;
use super::furniture::{Furniture, HEIGHT_SHARE_MAX, ScaleBar, draw_locator};
use super::graticule::Graticule;
use super::header::{Page, Texts};
use super::ink::Ink;
use super::labels::{Placer, line_box};
use super::legend::{Legend, Shown};
use super::marks::{Mark, Marks, TollScale, draw_areas, draw_marks, marks};
use super::names::Names;
use super::page::{PageBox, PagePoint};
use super::projection::View;
use super::settings::MapSettings;
use super::text::{Anchor, Fonts, TextRun};
use super::theme::Theme;
use super::towns::{Rank, Town, draw_marker, towns};
use super::words::{Label, Words};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::model::Dataset;

/// Each step away from the incidents, to bring them out from under the furniture.
const ZOOM_OUT: f64 = 1.06;
const ZOOM_OUT_STEPS: i32 = 8;
/// With more incidents than this one step is tried: some always lie under the furniture.
const CROWD: usize = 300;
/// At most so many places of incidents are named on a page of 1600x1200.
const NAMED_MAX: usize = 70;
/// Labels stand outside of areas that reach less than so many pixels from their symbol.
const SMALL_AREA_PX: f32 = 62.0;
/// Incidents of one place that stand within so many pixels share a label.
const SAME_LABEL_PX: f32 = 90.0;

/// Names look for lines under them in cells of this many pixels.
const BUSY_CELL_PX: f32 = 3.0;

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
    pub(super) furniture: Furniture,
    pub(super) symbols: Vec<PageBox>,
}

/// Composes the map of a dataset.
pub(super) fn compose(
    gazetteer: &Gazetteer,
    dataset: &Dataset,
    settings: &MapSettings,
) -> Result<Map> {
    settings.check()?;
    let fonts = Rc::new(Fonts::bundled()?);
    let list = DisplayList::new(settings.width_px, settings.height_px, Rc::clone(&fonts));
    let theme = Theme::press(settings.width_px, settings.height_px);
    let words = Words::new(settings.language);
    let map = Composer { gazetteer, dataset, settings, list, theme, words };
    map.compose(fonts)
}

/// What every step of composing a map needs.
struct Composer<'a> {
    gazetteer: &'a Gazetteer,
    dataset: &'a Dataset,
    settings: &'a MapSettings,
    list: DisplayList,
    theme: Theme,
    words: Words,
}

/// The chosen view, with the marks in it and the furniture around them.
struct Scene {
    view: View,
    marks: Marks,
    furniture: Furniture,
}

/// Everything with letters, placed: names under the incidents, and labels above them.
struct Placed {
    under: Vec<TextRun>,
    above: Vec<TextRun>,
    towns: Vec<Town>,
    callouts: Vec<Callout>,
    placer: Placer,
}

impl Composer<'_> {
    fn compose(self, fonts: Rc<Fonts>) -> Result<Map> {
        let texts = |n| Texts::new(self.gazetteer, self.dataset, (self.settings, self.words), n);
        let page = Page::new(self.settings, &self.theme, &texts(0));
        let scene = self.scene(page.frame)?;
        let base = Base::new(self.gazetteer, self.dataset, &scene.view, &self.theme);
        let graticule = Graticule::new(&scene.view, &self.theme);
        let placed = self.place(&scene, &base, &graticule);
        let root = self.list.clone().into_drawing_area();
        draw(&root, |list| {
            list.fill_box(
                PageBox::new(
                    0.0,
                    0.0,
                    self.settings.width_px as f32,
                    self.settings.height_px as f32,
                ),
                self.theme.page,
            );
            list.clip(vec![Part::Ring(page.frame.corners().to_vec())]);
            list.group("base", |list| base.draw(list, &self.theme, &scene.view));
            list.group("graticule", |list| graticule.draw(list, &self.theme));
        })?;
        draw(&root, |list| self.draw_incidents(list, &scene, &placed))?;
        draw(&root, |list| {
            list.unclip();
            self.draw_furniture(list, &scene, &base, &placed);
            list.group("page-texts", |list| {
                page.draw(list, &self.theme, self.words, &texts(scene.marks.n_outside));
            });
        })?;
        root.draw(&page.accent(&self.theme)).map_err(|cause| Error::Draw(cause.to_string()))?;
        Ok(Map {
            ops: self.list.take(),
            fonts,
            title: texts(0).title,
            n_labels_dropped: placed.placer.n_dropped,
            n_outside: scene.marks.n_outside,
            #[cfg(test)]
            check: Check {
                frame: page.frame,
                labels: placed.placer.placed,
                furniture: scene.furniture,
                symbols: scene.marks.marks.iter().map(mark_box).collect(),
            },
        })
    }

    /// Chooses the view: as near as may be with no incident under the furniture; where that cannot
    /// be, with the incidents beside a column that holds the legend.
    fn scene(&self, frame: PageBox) -> Result<Scene> {
        let (extent, is_fixed) = extent(self.gazetteer, self.dataset, &self.settings.focus)?;
        if is_fixed {
            return Ok(self.scene_in(extent.view(frame, frame, 1.0)).1);
        }
        Ok(self.scene_around(&extent, frame))
    }

    fn scene_around(&self, extent: &Extent, frame: PageBox) -> Scene {
        let pad = self.theme.radius.0 * 2.0;
        let room = frame.grown(-pad.min(frame.height() / 6.0).min(frame.width() / 6.0));
        let mut best: Option<(usize, Scene)> = None;
        let n_steps = if self.dataset.incidents.len() > CROWD { 1 } else { ZOOM_OUT_STEPS };
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
        let marks = marks(self.dataset, &view, &self.theme, self.words);
        let legend = self.legend(
            (&marks.marks, view.frame()),
            [Rank::Capital, Rank::Regional, Rank::Town].into(),
            true,
        );
        let covered: Vec<PageBox> = marks.marks.iter().map(mark_box).collect();
        let (furniture, n_hidden) = Furniture::arrange(&view, legend.size, &self.theme, &covered);
        (n_hidden, Scene { view, marks, furniture })
    }

    fn legend(
        &self,
        (marks, frame): (&[Mark], PageBox),
        ranks: BTreeSet<Rank>,
        has_approximate: bool,
    ) -> Legend {
        let scale = TollScale::of(self.dataset, &self.theme);
        let shown = Shown::of(marks, &scale, &self.theme);
        let shown = Shown { ranks, has_approximate, ..shown };
        let height_max = frame.height() * HEIGHT_SHARE_MAX;
        Legend::new(&self.list, shown, scale, (&self.theme, self.words, height_max))
    }

    /// Finds room for all names, the most important first.
    fn place(&self, scene: &Scene, base: &Base<'_>, graticule: &Graticule) -> Placed {
        let (theme, list, frame) = (&self.theme, &self.list, scene.view.frame());
        let mut placer = Placer::new(frame.grown(-3.0 * theme.scale));
        for area in scene.furniture.boxes() {
            placer.take(area.grown(7.0 * theme.scale));
        }
        for mark in &scene.marks.marks {
            placer.take(mark_box(mark));
            placer.take(PageBox::around(mark.anchor, 3.5 * theme.scale));
        }
        if scene.marks.marks.is_empty() {
            self.place_notice(&mut placer, frame);
        }
        let references = self.references();
        let look = (theme, self.settings.language);
        let candidates = towns(self.gazetteer, &scene.view, &references, look);
        let free: Vec<Town> =
            candidates.into_iter().filter(|town| placer.is_free(&town.covers(theme))).collect();
        let (great, small): (Vec<Town>, Vec<Town>) =
            free.into_iter().partition(|town| town.rank != Rank::Town || town.is_reference);
        for town in &great {
            placer.take(town.covers(theme));
        }
        let busy = self.busy(scene, base);
        let n_max = self.settings.n_callouts;
        let callouts = Callouts { list, theme, words: self.words, busy: &busy, n_max }
            .place(&mut placer, &scene.marks.marks);
        let mut named = self.place_incidents(&mut placer, &scene.marks.marks, &callouts);
        let mut towns = self.place_towns(&mut placer, great, &mut named);
        let mut above = std::mem::take(&mut placer.runs);
        let names = Names { list, base, theme, words: self.words, frame, busy: &busy };
        names.place_countries(&mut placer);
        let mut under = std::mem::take(&mut placer.runs);
        towns.extend(self.place_towns(&mut placer, small, &mut named));
        above.append(&mut placer.runs);
        names.place_rivers(&mut placer);
        names.place_regions(&mut placer);
        graticule.place(list, &mut placer, theme, (&scene.view, self.words));
        under.append(&mut placer.runs);
        Placed { under, above, towns, callouts, placer }
    }

    /// The lines and areas that names stay clear of where they can.
    fn busy(&self, scene: &Scene, base: &Base<'_>) -> Ink {
        let mut busy = Ink::new(scene.view.frame(), BUSY_CELL_PX * self.theme.scale);
        base.mark_lines(&mut busy);
        for mark in &scene.marks.marks {
            busy.fill(&rings(&mark.area));
        }
        busy
    }

    /// Says in the middle of an empty map that it is empty.
    fn place_notice(&self, placer: &mut Placer, frame: PageBox) {
        let text = self.words.label(Label::Nothing);
        let style = self.theme.subtitle.with_halo(self.theme.page, 4.0 * self.theme.scale);
        let text = self.list.fonts().fitted(text, &style, frame.width() * 0.8);
        let at = frame.center();
        let width = self.list.fonts().width(&text, &style);
        let area = line_box(at, Anchor::Middle, width, &style).grown(8.0 * self.theme.scale);
        if placer.is_free(&area) {
            placer.put(self.list.fonts().line(&text, style, at, Anchor::Middle), area);
        }
    }

    /// The towns that places are told from, with where the geocoder put them.
    fn references(&self) -> Vec<(String, LonLat)> {
        let mut references: Vec<(String, LonLat)> = Vec::new();
        for location in self.dataset.incidents.iter().filter_map(|i| i.incident.location.as_ref()) {
            let Some(candidate) = location.candidates.first() else { continue };
            let point = LonLat::new(candidate.lon, candidate.lat);
            let name = super::words::plain(&candidate.place, 48);
            if !location.is_whole_unit && !references.iter().any(|(known, _)| *known == name) {
                references.push((name, point));
            }
        }
        references
    }

    /// Names the incidents' places, the deadliest first; gives the names that are on the map.
    fn place_incidents(
        &self,
        placer: &mut Placer,
        marks: &[Mark],
        callouts: &[Callout],
    ) -> BTreeSet<String> {
        let mut groups = groups(marks, SAME_LABEL_PX * self.theme.scale);
        groups.sort_by_key(|group| {
            let first = group.first();
            let is_background = group.iter().all(|mark| mark.symbol.is_background);
            let killed: u32 = group.iter().map(|mark| mark.killed).fold(0, u32::saturating_add);
            (is_background, std::cmp::Reverse(killed), first.map(|mark| mark.label.clone()))
        });
        let mut named = BTreeSet::new();
        for (n, group) in groups.iter().enumerate() {
            let is_called = |mark: &&Mark| callouts.iter().any(|c| c.center == mark.center);
            let is_placed = group.iter().any(is_called)
                || n < NAMED_MAX
                    && group.iter().any(|mark| {
                        let style = self.theme.incident_text;
                        let outside = mark.area_reach(SMALL_AREA_PX * self.theme.scale);
                        let reaches = outside.into_iter().chain([mark.symbol.reach()]);
                        reaches.into_iter().any(|reach| {
                            placer.beside(&self.list, &mark.label, style, (mark.center, reach))
                        })
                    });
            if let Some(first) = group.first().filter(|_| is_placed) {
                named.insert(first.label.clone());
            }
            placer.n_dropped += usize::from(!is_placed);
        }
        named
    }

    /// Places the towns that have room for their marker and name.
    fn place_towns(
        &self,
        placer: &mut Placer,
        towns: Vec<Town>,
        named: &mut BTreeSet<String>,
    ) -> Vec<Town> {
        let theme = &self.theme;
        let mut placed = Vec::new();
        for town in towns {
            let is_reserved = town.rank != Rank::Town || town.is_reference;
            if named.contains(&town.name) || !(is_reserved || placer.is_free(&town.covers(theme))) {
                continue;
            }
            let at = (town.at, town.reach(theme));
            if placer.beside(&self.list, &town.name, town.style(theme), at) {
                placer.take(town.covers(theme));
                named.insert(town.name.clone());
                placed.push(town);
            } else {
                placer.n_dropped += 1;
            }
        }
        placed
    }

    fn draw_incidents(&self, list: &DisplayList, scene: &Scene, placed: &Placed) {
        let theme = &self.theme;
        let write = |list: &DisplayList, runs: &[TextRun]| {
            runs.iter().for_each(|run| list.text(run.clone()));
        };
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
        let legend = self.legend(
            (&scene.marks.marks, scene.view.frame()),
            ranks,
            base.has_approximate_borders(),
        );
        if let Some(corner) = scene.furniture.legend_at(legend.size).filter(|_| !legend.is_empty())
        {
            list.group("legend", |list| legend.draw(list, corner, (theme, self.words)));
        }
        if let Some(area) = scene.furniture.locator {
            let countries: Vec<&str> =
                self.dataset.incidents.iter().filter_map(|i| i.country.as_deref()).collect();
            list.group("locator", |list| {
                draw_locator(list, self.gazetteer, (area, &scene.view), (theme, &countries));
            });
        }
        if let (Some(area), Some(bar)) = (scene.furniture.scale, ScaleBar::new(&scene.view, theme))
        {
            list.group("scale", |list| bar.draw(list, area, (theme, self.words)));
        }
    }
}

/// Marks with one label that stand near the first of them.
fn groups(marks: &[Mark], reach: f32) -> Vec<Vec<&Mark>> {
    let mut by_label: BTreeMap<&str, Vec<Vec<&Mark>>> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| !mark.label.is_empty()) {
        let groups = by_label.entry(&mark.label).or_default();
        let is_near = |group: &&mut Vec<&Mark>| {
            group.first().is_some_and(|first| first.anchor.distance(mark.anchor) < reach)
        };
        match groups.iter_mut().find(is_near) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    by_label.into_values().flatten().collect()
}

fn rings(outline: &[Part]) -> Vec<Vec<PagePoint>> {
    let rings = outline.iter().filter_map(|part| match part {
        Part::Ring(points) => Some(points.clone()),
        _ => None,
    });
    rings.collect()
}

fn mark_box(mark: &Mark) -> PageBox {
    PageBox::around(mark.center, mark.symbol.reach())
}

/// Draws a layer through plotters.
fn draw(root: &DrawingArea<DisplayList, Shift>, layer: impl Fn(&DisplayList)) -> Result<()> {
    root.draw(&Layer(layer)).map_err(|cause| Error::Draw(cause.to_string()))
}
