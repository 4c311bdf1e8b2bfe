//! Names laid into the map: countries and regions spaced into their shape, rivers along their course.

use std::collections::BTreeSet;

use super::base::Base;
use super::course::{length, resampled, smoothed, turning};
use super::display::DisplayList;
use super::ink::Ink;
use super::labels::{Placer, margin};
use super::page::{PageBox, PagePoint};
use super::shape::{Lettering, Shape};
use super::text::TextStyle;
use super::theme::Theme;
use super::words::Words;
use crate::gazetteer::Area;

/// Side of the cells in which a shape is searched for the roomiest place, in pixels.
const CELL_PX: f32 = 14.0;
/// A country's name is tried in these sizes.
const COUNTRY_SIZES: [f32; 4] = [1.0, 0.78, 0.6, 0.48];
/// Where a name of this size does not fit across a country, it is tried from the bottom to the top.
const UPRIGHT_SIZE_MAX: f32 = 0.6;
/// Pixels between a river and its name.
const RIVER_GAP_PX: f32 = 5.0;
/// A stretch under a river's name may turn by at most this much in all, in radians.
const RIVER_TURN_MAX: f32 = 2.4;
/// A line that goes so many times as far down as across is steep.
const STEEP: f32 = 4.0;
/// At no point may it turn by more than this, in radians: letters would run into each other.
const BEND_MAX: f32 = 0.42;
/// Pixels between the points that a river is resampled to under its name.
const RIVER_STEP_PX: f32 = 9.0;

/// The base map whose names are placed, and how they look.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) list: &'a DisplayList,
    pub(super) base: &'a Base<'a>,
    pub(super) theme: &'a Theme,
    pub(super) words: Words,
    pub(super) frame: PageBox,
    /// What names stay clear of where they can.
    pub(super) busy: &'a Ink,
    /// The ids of the regions that are named already, with their counts.
    pub(super) named: &'a BTreeSet<String>,
}

impl Names<'_> {
    /// Places the names of countries.
    pub(super) fn place_countries(&self, placer: &mut Placer) {
        for land in &self.base.lands {
            let name = self.words.area_name(land.area).to_uppercase();
            let shape = self.shape(&land.rings);
            for size in COUNTRY_SIZES {
                let style = resized(self.theme.country_text, size);
                if shape.place(self.lettering(), placer, &name, style)
                    || (size <= UPRIGHT_SIZE_MAX
                        && shape.place_upright(self.lettering(), placer, &name, style))
                {
                    break;
                }
            }
        }
    }

    /// Places the names of the regions of countries that the map is about, where they fit.
    pub(super) fn place_regions(&self, placer: &mut Placer) {
        let lands = &self.base.lands;
        let is_tinted =
            |code: &str| lands.iter().any(|land| land.is_tinted && land.area.country == code);
        let regions = self.base.regions.iter();
        let is_wanted = |area: &Area| is_tinted(&area.country) && !self.named.contains(&area.id);
        for (area, rings) in regions.filter(|(area, _)| is_wanted(area)) {
            let name = self.words.area_name(area).to_uppercase();
            self.shape(rings).place(self.lettering(), placer, &name, self.theme.region_text);
        }
    }

    /// Places the names of rivers along them.
    pub(super) fn place_rivers(&self, placer: &mut Placer) {
        let mut named: Vec<&str> = Vec::new();
        for river in &self.base.rivers {
            if river.name.is_empty() || named.contains(&river.name) {
                continue;
            }
            let mut stretches: Vec<&Vec<PagePoint>> = river.stretches.iter().collect();
            stretches.sort_by(|a, b| length(b).total_cmp(&length(a)));
            if stretches.iter().any(|stretch| self.place_river(placer, river.name, stretch)) {
                named.push(river.name);
            }
        }
    }

    fn shape(&self, rings: &[Vec<PagePoint>]) -> Shape {
        Shape::new(rings, self.frame, CELL_PX * self.theme.scale)
    }

    fn lettering(&self) -> Lettering<'_> {
        Lettering { list: self.list, busy: self.busy }
    }

    /// Places a river's name along the straightest free part of one of its stretches.
    fn place_river(&self, placer: &mut Placer, name: &str, stretch: &[PagePoint]) -> bool {
        let gap = RIVER_GAP_PX * self.theme.scale;
        let line = Line { course: stretch, gap, frame: self.frame, scale: self.theme.scale };
        place_along(self.list, placer, (name, self.theme.river_text), &line)
    }
}

/// A line that is written along.
pub(super) struct Line<'a> {
    pub(super) course: &'a [PagePoint],
    /// Pixels between the line and the foot of the letters above it.
    pub(super) gap: f32,
    pub(super) frame: PageBox,
    pub(super) scale: f32,
}

/// Places a text along the straightest free part of a line; `false` where there is none.
pub(super) fn place_along(
    list: &DisplayList,
    placer: &mut Placer,
    (text, style): (&str, TextStyle),
    line: &Line<'_>,
) -> bool {
    let step = RIVER_STEP_PX * line.scale;
    let width = list.fonts().width(text, &style) + 2.0 * step;
    let points = smoothed(&resampled(line.course, step));
    let n_wanted = (width / step).ceil() as usize + 1;
    let mut best: Option<(f32, Vec<PagePoint>)> = None;
    for window in points.windows(n_wanted.max(3)) {
        let turn = turning(window);
        let is_bent = window.windows(3).any(|three| turning(three) > BEND_MAX);
        if turn > RIVER_TURN_MAX
            || is_bent
            || best.as_ref().is_some_and(|(least, _)| *least <= turn)
        {
            continue;
        }
        let path = beside(window, line.gap);
        let is_free = path.iter().all(|&point| {
            let area = PageBox::around(point.shifted(0.0, -style.size * 0.3), style.size * 0.6);
            line.frame.holds(&area) && placer.is_free(&area)
        });
        if is_free {
            best = Some((turn, path));
        }
    }
    let Some((_, path)) = best else { return false };
    let Some(run) = list.fonts().along(text, style, &path) else { return false };
    for glyph in &run.glyphs {
        let half = style.size * 0.5 + margin(&style);
        placer.take(PageBox::around(glyph.origin.shifted(0.0, -style.size * 0.3), half));
    }
    placer.runs.push(run);
    true
}

fn resized(style: TextStyle, by: f32) -> TextStyle {
    TextStyle { size: style.size * by, spacing: style.spacing * by, ..style }
}

/// The line read from left to right, or from the bottom to the top where it is steep, moved up by a
/// gap.
fn beside(line: &[PagePoint], gap: f32) -> Vec<PagePoint> {
    let mut line = line.to_vec();
    if let (Some(first), Some(last)) = (line.first(), line.last()) {
        let (dx, dy) = (last.x - first.x, last.y - first.y);
        let is_steep = dy.abs() > STEEP * dx.abs();
        if if is_steep { dy > 0.0 } else { dx < 0.0 } {
            line.reverse();
        }
    }
    let normal = |n: usize| {
        let (from, to) = (line.get(n.saturating_sub(1)), line.get(n + 1).or(line.get(n)));
        let (Some(from), Some(to)) = (from, to) else { return (0.0, -1.0) };
        let distance = from.distance(*to).max(0.01);
        ((to.y - from.y) / distance, -(to.x - from.x) / distance)
    };
    let moved = line.iter().enumerate().map(|(n, point)| {
        let (dx, dy) = normal(n);
        point.shifted(dx * gap, dy * gap)
    });
    moved.collect()
}
