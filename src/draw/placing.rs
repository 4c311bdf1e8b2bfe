//! Finds room for everything with letters: labels, towns, names of countries, regions and rivers.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::callouts::{Callout, Callouts};
use super::compose::Composer;
use super::contrast::{TEXT_MIN, contrast};
use super::course::{length, resampled};
use super::display::{Color, Part};
use super::graticule::Graticule;
use super::ink::Ink;
use super::labels::{Placer, line_box, margin};
use super::marks::Mark;
use super::names::{Line, Names, place_along};
use super::overlay::{Lettered, Patch, Rings};
use super::page::{PageBox, PagePoint};
use super::scene::Scene;
use super::scripts::script_name;
use super::shape::{Lettering, Shape};
use super::text::{Anchor, CAP_HEIGHT, TextRun, TextStyle};
use super::towns::{Rank, Town, towns};
use super::words::{Label, NAME_MAX, plain};
use crate::earth::LonLat;

/// At most so many places of incidents are named on a page of 1600x1200.
const NAMED_MAX: usize = 70;
/// Labels stand outside of areas that reach less than so many pixels from their symbol.
const SMALL_AREA_PX: f32 = 62.0;
/// Incidents of one place that stand within so many pixels share a label.
const SAME_LABEL_PX: f32 = 90.0;
/// Names look for lines under them in cells of this many pixels.
const BUSY_CELL_PX: f32 = 3.0;
/// A region's count is so many times as large as other counts, and that of a band.
const COUNT_SIZE: f32 = 1.35;
const BAND_TEXT_SIZE: f32 = 0.84;
/// Counts on an edge are tried at places so many pixels apart.
const EDGE_STEP_PX: f32 = 9.0;
/// Counts look for room in their shape in cells of this many pixels.
const COUNT_CELL_PX: f32 = 8.0;

/// Everything with letters, placed: names under the incidents, and labels above them.
pub(super) struct Placed {
    pub(super) under: Vec<TextRun>,
    pub(super) above: Vec<TextRun>,
    pub(super) towns: Vec<Town>,
    pub(super) callouts: Vec<Callout>,
    pub(super) placer: Placer,
}

impl Composer<'_> {
    /// Finds room for all names, the most important first.
    pub(super) fn place(&self, scene: &Scene, base: &Base<'_>, graticule: &Graticule) -> Placed {
        let (theme, list, frame) = (&self.theme, &self.list, scene.view.frame());
        let mut placer = Placer::new(frame.grown(-3.0 * theme.scale));
        for area in scene.furniture.boxes() {
            placer.take(area.grown(7.0 * theme.scale));
        }
        for mark in &scene.marks.marks {
            placer.take(mark.covers());
            placer.take(PageBox::around(mark.anchor, 3.5 * theme.scale));
        }
        if scene.marks.marks.is_empty() && scene.overlay.patches.is_empty() {
            self.place_notice(&mut placer, frame);
        }
        let is_of_incidents = !scene.marks.marks.is_empty();
        let references = if is_of_incidents { self.references() } else { Vec::new() };
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
        let named_regions = self.place_counts(&mut placer, scene, &busy);
        let mut named = self.place_incidents(&mut placer, &scene.marks.marks, &callouts);
        let mut towns = self.place_towns(&mut placer, great, &mut named);
        let mut above = std::mem::take(&mut placer.runs);
        let (words, regions) = (self.words, &named_regions);
        let names = Names { list, base, theme, words, frame, busy: &busy, named: regions };
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

    /// Writes the counts of an overlay on its shapes, the greatest first; gives the ids of the regions
    /// that are named with them.
    fn place_counts(&self, placer: &mut Placer, scene: &Scene, busy: &Ink) -> BTreeSet<String> {
        let lettering = Lettering { list: &self.list, busy };
        let mut named = BTreeSet::new();
        let patches = scene.overlay.patches.iter().filter(|patch| !patch.label.is_empty());
        let mut patches: Vec<&Patch> = patches.collect();
        patches.sort_by_key(|patch| std::cmp::Reverse(patch.count));
        for patch in patches {
            let is_placed = match &patch.lettered {
                Lettered::Along(lines) => self.place_on_band(placer, scene, (patch, lines)),
                Lettered::Inside => {
                    let style = self.theme.classes.text;
                    self.shape_of(patch, scene).place(lettering, placer, &patch.label, style)
                }
                Lettered::OnEdge => {
                    let style = self.theme.classes.text;
                    let shape = self.shape_of(patch, scene);
                    shape.place(lettering, placer, &patch.label, style)
                        || self.place_on_edge(placer, patch)
                }
                Lettered::WithRegion(id) => {
                    let region = self.gazetteer.region(id);
                    let name = region.map(|area| self.words.area_name(area).to_uppercase());
                    let (name_style, style) = self.styles_on(patch.fill);
                    let shape = self.shape_of(patch, scene);
                    let lines =
                        [(name.as_deref().unwrap_or(""), name_style), (&patch.label, style)];
                    let has_both = shape.place_lines(lettering, placer, &lines);
                    if has_both {
                        named.insert(id.clone());
                    }
                    has_both || shape.place(lettering, placer, &patch.label, style)
                }
            };
            placer.n_dropped += usize::from(!is_placed);
        }
        named
    }

    /// Writes a patch's label over its edge, at the first free place from its top on.
    fn place_on_edge(&self, placer: &mut Placer, patch: &Patch) -> bool {
        let (style, fonts) = (self.theme.classes.text, self.list.fonts());
        let width = fonts.width(&patch.label, &style);
        let step = EDGE_STEP_PX * self.theme.scale;
        let mut places: Vec<PagePoint> =
            patch.rings.iter().flat_map(|ring| resampled(ring, step)).collect();
        places.sort_by(|a, b| a.y.total_cmp(&b.y));
        for place in places {
            let at = place.shifted(0.0, style.size * CAP_HEIGHT / 2.0);
            let area = line_box(at, Anchor::Middle, width, &style).grown(margin(&style));
            if placer.is_free(&area) {
                placer.put(fonts.line(&patch.label, style, at, Anchor::Middle), area);
                return true;
            }
        }
        false
    }

    fn shape_of(&self, patch: &Patch, scene: &Scene) -> Shape {
        Shape::new(&patch.rings, scene.view.frame(), COUNT_CELL_PX * self.theme.scale)
    }

    /// How a region's name and its count are written on a colour: with the ink or the page's colour,
    /// whichever is read better.
    fn styles_on(&self, ground: Color) -> (TextStyle, TextStyle) {
        let theme = &self.theme;
        let (ink, page) = (contrast(theme.ink, ground), contrast(theme.page, ground));
        let color = if ink >= page { theme.ink } else { theme.page };
        let on_ground = |style: TextStyle| match ink.max(page) >= TEXT_MIN {
            true => TextStyle { color, halo: None, ..style },
            false => style,
        };
        let count = theme.classes.text;
        (
            on_ground(TextStyle { halo: count.halo, ..theme.region_text }),
            on_ground(TextStyle { size: count.size * COUNT_SIZE, ..count }),
        )
    }

    /// Writes a band's distances and count along it.
    fn place_on_band(
        &self,
        placer: &mut Placer,
        scene: &Scene,
        (patch, lines): (&Patch, &Rings),
    ) -> bool {
        let style = self.theme.classes.text;
        let style = TextStyle { size: style.size * BAND_TEXT_SIZE, ..style };
        let mut lines: Vec<&Vec<PagePoint>> = lines.iter().collect();
        lines.sort_by(|a, b| length(b).total_cmp(&length(a)));
        let (frame, scale) = (scene.view.frame(), self.theme.scale);
        lines.into_iter().any(|course| {
            let line = Line { course, gap: -style.size * CAP_HEIGHT / 2.0, frame, scale };
            place_along(&self.list, placer, (&patch.label, style), &line)
        })
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
        let placed = self.data.points.iter().filter(|point| !point.is_unit);
        let told_from = placed.filter_map(|point| point.detail.as_ref()?.told_from.as_ref());
        for (name, point) in told_from {
            let name = plain(name, NAME_MAX);
            if !references.iter().any(|(known, _)| *known == name) {
                references.push((name, *point));
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
                        let style = self.theme.incidents.text;
                        let outside = mark.area_reach(SMALL_AREA_PX * self.theme.scale);
                        let reaches = outside.into_iter().chain([mark.symbol.reach()]);
                        reaches.into_iter().any(|reach| {
                            placer
                                .beside(&self.list, &mark.label, style, (mark.center, reach))
                                .is_some()
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
            if let Some(spot) = placer.beside(&self.list, &town.name, town.style(theme), at) {
                if self.settings.has_scripts {
                    self.place_script(placer, &town, spot);
                }
                placer.take(town.covers(theme));
                named.insert(town.name.clone());
                placed.push(town);
            } else {
                placer.n_dropped += 1;
            }
        }
        placed
    }

    /// Places a town's name in its own script under the Latin one, where there is room.
    fn place_script(&self, placer: &mut Placer, town: &Town, (at, anchor): (PagePoint, Anchor)) {
        let style = self.theme.towns.script_text;
        let Some(name) = script_name(self.list.fonts(), &town.variants) else { return };
        let at = at.shifted(0.0, style.size * 1.25);
        let width = self.list.fonts().width(&name, &style);
        let area = line_box(at, anchor, width, &style);
        if placer.is_free(&area) {
            placer.put(self.list.fonts().line(&name, style, at, anchor), area);
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
