//! The incidents as they stand on the page: symbol, size, place, and room for each.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::f32::consts::PI;

use geo::MultiPolygon;

use super::course::smooth_ring;
use super::display::{DisplayList, Outline, Part, Stroke};
use super::page::{PageBox, PagePoint};
use super::points::{MapData, MapPoint};
use super::projection::View;
use super::symbols::Symbol;
use super::text::{Anchor, CAP_HEIGHT, TextStyle};
use super::theme::Theme;
use super::words::Words;
use crate::model::{DateInterval, Toll};

/// An area is drawn where it is larger than a town: GBIF's default extent of a town is 5 km.
/// Source: Georeferencing Quick Reference Guide 2020.
const AREA_MIN_KM: f32 = 6.0;
/// Parts of an area smaller than a circle of this radius in pixels would be specks.
const AREA_MIN_PX: f32 = 5.0;
/// Areas come from cells; steps of about this many pixels are smoothed away.
const AREA_STEP_PX: f32 = 4.0;
/// An area larger than a square of this side in pixels is hatched more widely, and has no ground: the
/// map must stay in sight through a whole district.
const LARGE_AREA_PX: f32 = 130.0;
const LARGE_SPACING: f32 = 1.8;
/// Symbols are moved apart up to this many on a whole page, fewer on a smaller frame; on fuller maps
/// they may cover each other.
const APART_MAX: f32 = 160.0;
/// Width times height of the frame of a page of 1600x1200, in square pixels.
const WHOLE_FRAME_PX2: f32 = 1544.0 * 1042.0;
/// Areas are drawn up to this many incidents; more would cover the map with hatching.
const AREAS_MAX: usize = 400;
/// The ring for the highest claim is at most so many times as large as the largest symbol, and stands
/// at least so many pixels off its own.
const HIGHEST_MAX: f32 = 1.3;
const HIGHEST_ROOM_PX: f32 = 3.0;
/// Rounds of moving symbols apart. Measured: twenty symbols on one point settle in about 60.
const APART_ROUNDS: usize = 120;
/// Share of the way back to its place that a symbol takes each round.
const PULL: f32 = 0.04;
/// More incidents than this shrink the symbols, down to this share of their size: beyond it glyphs
/// cannot be told apart.
const CROWD: f32 = 250.0;
const CROWD_SHRINK_MIN: f32 = 0.5;
/// On full maps incidents within about this share of the smallest symbol's radius share a symbol.
const GATHER_SHARE: f32 = 0.8;
/// An area that its symbol hides is shown as a ring so many pixels around the symbol.
const HIDDEN_AREA_PX: f32 = 5.0;
/// Corners of such a ring.
const RING_CORNERS: u8 = 40;
/// A symbol that stands farther than this many pixels from its place gets a line to it.
const LEADER_MIN_PX: f32 = 5.0;
/// The golden angle, in radians: symbols on one point start in directions that never repeat.
const GOLDEN_ANGLE: f32 = 2.399_963;
/// How far a symbol is moved first, in pixels, so that symbols on one point have a direction to part in.
const NUDGE_PX: f32 = 0.1;

/// An incident on the page.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) symbol: Symbol,
    /// Where its place is.
    pub(super) anchor: PagePoint,
    /// Where its symbol stands.
    pub(super) center: PagePoint,
    /// The outline of its area, empty where it is too small to draw.
    pub(super) area: Outline,
    /// The place as the label names it.
    pub(super) label: String,
    /// Killed, for the order of labels.
    pub(super) killed: u32,
    pub(super) toll: Toll,
    pub(super) dates: Option<DateInterval>,
    /// How many incidents it stands for: on full maps those of one place share a symbol.
    pub(super) n_incidents: usize,
}

impl Mark {
    /// The box around its symbol.
    pub(super) fn covers(&self) -> PageBox {
        PageBox::around(self.center, self.symbol.reach())
    }

    /// Widens an area that lies under its symbol to a ring around it: else it would seem exact.
    fn show_hidden_area(&mut self, theme: &Theme) {
        let reach = self.symbol.reach();
        let is_under = |part: &Part| match part {
            Part::Ring(ring) => ring.iter().all(|point| point.distance(self.center) <= reach),
            _ => true,
        };
        if self.area.is_empty() || self.is_moved(theme) || !self.area.iter().all(is_under) {
            return;
        }
        let radius = reach + HIDDEN_AREA_PX * theme.scale;
        let corner = |n: u8| {
            let (sin, cos) = (2.0 * PI * f32::from(n) / f32::from(RING_CORNERS)).sin_cos();
            self.center.shifted(radius * cos, radius * sin)
        };
        self.area = vec![Part::Ring((0..RING_CORNERS).map(corner).collect())];
    }

    pub(super) fn is_moved(&self, theme: &Theme) -> bool {
        self.anchor.distance(self.center) > LEADER_MIN_PX * theme.scale
    }

    /// How far the area reaches from a symbol that stands on its place, where it is about round and
    /// reaches less than `most`.
    pub(super) fn area_reach(&self, most: f32) -> Option<f32> {
        if self.center.distance(self.anchor) > LEADER_MIN_PX {
            return None;
        }
        let rings = self.area.iter().filter_map(|part| match part {
            Part::Ring(points) => Some(points),
            _ => None,
        });
        let reaches = rings.flatten().map(|point| point.distance(self.center));
        let (least, reach) = reaches.map(|r| (r, r)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        let is_round = least > 0.7 * reach;
        (is_round && reach < most && reach > self.symbol.reach()).then_some(reach)
    }
}

/// The located incidents of a view, and how many lie outside of it.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    pub(super) marks: Vec<Mark>,
    pub(super) n_outside: usize,
}

/// The radius of a symbol for a number of killed: its area grows with the number.
#[derive(Clone, Copy, Debug)]
pub(super) struct TollScale {
    per_root: f32,
    smallest: f32,
}

impl TollScale {
    pub(super) fn of(data: &MapData, theme: &Theme) -> Self {
        let killed_max = data.located().filter_map(|(point, _)| point.killed).max().unwrap_or(0);
        let (smallest, largest) = (theme.incidents.radius_min, theme.incidents.radius_max);
        let crowd = (CROWD / data.n_located.max(1) as f32).powf(0.25).clamp(CROWD_SHRINK_MIN, 1.0);
        let fitting = largest / (killed_max.max(1) as f32).sqrt();
        Self {
            per_root: fitting.min(theme.incidents.radius_per_root) * crowd,
            smallest: smallest * crowd,
        }
    }

    pub(super) fn radius(&self, killed: Option<u32>) -> f32 {
        (self.per_root * (killed.unwrap_or(0) as f32).sqrt()).max(self.smallest)
    }

    /// The radius of the ring for the highest claim; 0 where it would lie on the symbol's edge.
    fn highest(&self, toll: &Toll, theme: &Theme) -> f32 {
        let own = self.radius(toll.best);
        let most = (theme.incidents.radius_max * HIGHEST_MAX).max(own);
        let highest = self.radius(toll.high).min(most);
        if highest >= own + HIGHEST_ROOM_PX * theme.scale { highest } else { 0.0 }
    }

    /// The least number of killed whose symbol is larger than the smallest.
    pub(super) fn killed_min(&self) -> u32 {
        let root = self.smallest / self.per_root;
        (root * root).ceil() as u32
    }
}

/// The marks of all incidents in a view, moved apart where they would cover each other.
pub(super) fn marks(data: &MapData, view: &View, theme: &Theme, words: Words) -> Marks {
    let scale = TollScale::of(data, theme);
    marks_of(data.points.iter(), view, (theme, words), scale)
}

/// How many located incidents lie outside of a view.
pub(super) fn n_outside(data: &MapData, view: &View) -> usize {
    let is_inside = |at| view.page_point(at).is_some_and(|at| view.frame().contains(at));
    data.located().filter(|(_, at)| !is_inside(*at)).count()
}

/// The marks of some incidents in a view, with symbols of a scale.
pub(super) fn marks_of<'a>(
    points: impl Iterator<Item = &'a MapPoint>,
    view: &View,
    (theme, words): (&Theme, Words),
    scale: TollScale,
) -> Marks {
    let mut marks = Vec::new();
    let mut n_outside = 0;
    for point in points {
        let Some(at) = point.at else { continue };
        let anchor = view.page_point(at);
        let reach = scale.radius(None);
        match anchor.filter(|point| view.frame().grown(-reach).contains(*point)) {
            Some(anchor) => marks.push(mark(point, anchor, (view, &scale, theme, words))),
            None => n_outside += 1,
        }
    }
    if marks.len() <= apart_max(view, theme) {
        move_apart(&mut marks, view, theme);
        marks.iter_mut().for_each(|mark| mark.show_hidden_area(theme));
    } else {
        marks = gathered(marks, scale.radius(None) * GATHER_SHARE);
    }
    if marks.len() > AREAS_MAX {
        marks.iter_mut().for_each(|mark| mark.area.clear());
    }
    // Large symbols are drawn first, so that small ones stay in sight.
    marks.sort_by(|a, b| b.symbol.radius.total_cmp(&a.symbol.radius));
    Marks { marks, n_outside }
}

fn mark(
    point: &MapPoint,
    anchor: PagePoint,
    (view, scale, theme, words): (&View, &TollScale, &Theme, Words),
) -> Mark {
    let killed = point.killed;
    let detail = point.detail.as_deref();
    Mark {
        symbol: Symbol {
            kind: point.kind,
            radius: scale.radius(killed),
            highest: detail
                .filter(|_| !point.is_unit)
                .map_or(0.0, |detail| scale.highest(&detail.killed, theme)),
            has_toll: killed.is_some(),
            is_background: point.is_background,
            is_unit: point.is_unit,
        },
        anchor,
        center: anchor,
        area: detail.map_or_else(Vec::new, |detail| area(point, &detail.area, view, theme)),
        label: detail.map_or_else(String::new, |detail| words.place(detail, point.is_unit)),
        killed: killed.unwrap_or(0),
        toll: detail.map_or_else(Toll::default, |detail| detail.killed),
        dates: point.dates,
        n_incidents: 1,
    }
}

/// How many symbols a frame has room to move apart.
fn apart_max(view: &View, theme: &Theme) -> usize {
    let frame = view.frame();
    let share = frame.width() * frame.height() / (theme.scale * theme.scale) / WHOLE_FRAME_PX2;
    (APART_MAX * share.min(1.0)) as usize
}

/// Marks of which those on one spot are one, drawn as the deadliest and counted.
fn gathered(marks: Vec<Mark>, cell: f32) -> Vec<Mark> {
    let mut spots: BTreeMap<(i32, i32), Mark> = BTreeMap::new();
    for mark in marks {
        let key = ((mark.anchor.x / cell).round() as i32, (mark.anchor.y / cell).round() as i32);
        match spots.entry(key) {
            Entry::Vacant(free) => drop(free.insert(mark)),
            Entry::Occupied(mut taken) => {
                let kept = taken.get_mut();
                let n_incidents = kept.n_incidents + mark.n_incidents;
                if (mark.killed, kept.symbol.is_background) > (kept.killed, false) {
                    *kept = mark;
                }
                kept.n_incidents = n_incidents;
            }
        }
    }
    spots.into_values().collect()
}

/// The outline of a location's area on the page, where it says more than the symbol does.
fn area(point: &MapPoint, area: &MultiPolygon<f64>, view: &View, theme: &Theme) -> Outline {
    let is_large = point.radius_km.is_finite() && point.radius_km >= AREA_MIN_KM;
    if point.is_unit || !is_large {
        return Vec::new();
    }
    let rings = area.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let rings = rings.map(|ring| view.ring(ring)).filter(|ring| ring.len() > 2);
    let rings = rings.map(|ring| smooth_ring(&ring, AREA_STEP_PX * theme.scale));
    let least = AREA_MIN_PX * theme.scale;
    let is_seen = |ring: &Vec<PagePoint>| surface(ring) > PI * least * least;
    rings.filter(is_seen).map(Part::Ring).collect()
}

/// The surface of all rings of an outline in square pixels, holes included.
fn outline_surface(outline: &Outline) -> f32 {
    let surface = |part: &Part| if let Part::Ring(ring) = part { surface(ring) } else { 0.0 };
    outline.iter().map(surface).sum()
}

/// The surface of a ring in square pixels. Source: Gauss's formula.
fn surface(ring: &[PagePoint]) -> f32 {
    let Some(&last) = ring.last() else { return 0.0 };
    let before = std::iter::once(last).chain(ring.iter().copied());
    let twice: f32 = before.zip(ring).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    twice.abs() / 2.0
}

/// Moves symbols apart until they touch no other, each as near to its place as may be.
fn move_apart(marks: &mut [Mark], view: &View, theme: &Theme) {
    for (n, mark) in marks.iter_mut().enumerate() {
        let (sin, cos) = (GOLDEN_ANGLE * n as f32).sin_cos();
        mark.center = mark.center.shifted(NUDGE_PX * cos, NUDGE_PX * sin);
    }
    let mut has_moved = vec![false; marks.len()];
    for round in 0..APART_ROUNDS {
        if !push_apart(marks, &mut has_moved, 1.5 * theme.scale) {
            break;
        }
        // The last quarter of the rounds only pushes, so that the symbols end up apart.
        let pull = if round < APART_ROUNDS * 3 / 4 { PULL } else { 0.0 };
        for mark in marks.iter_mut() {
            let (dx, dy) = (mark.anchor.x - mark.center.x, mark.anchor.y - mark.center.y);
            let moved = mark.center.shifted(dx * pull, dy * pull);
            let room = view.frame().grown(-mark.symbol.reach());
            mark.center = PagePoint::new(
                moved.x.clamp(room.left, room.right.max(room.left)),
                moved.y.clamp(room.top, room.bottom.max(room.top)),
            );
        }
    }
    for (mark, _) in marks.iter_mut().zip(has_moved).filter(|(_, has_moved)| !has_moved) {
        mark.center = mark.anchor;
    }
}

/// Pushes every two symbols that overlap half of the way each; `false` where none do.
fn push_apart(marks: &mut [Mark], has_moved: &mut [bool], gap: f32) -> bool {
    let mut has_pushed = false;
    for first in 0..marks.len() {
        let (head, tail) = marks.split_at_mut(first + 1);
        let Some(one) = head.last_mut() else { continue };
        for (n, other) in tail.iter_mut().enumerate() {
            let need = one.symbol.reach() + other.symbol.reach() + gap;
            let apart = one.center.distance(other.center);
            if apart >= need {
                continue;
            }
            has_pushed = true;
            for at in [first, first + 1 + n] {
                if let Some(flag) = has_moved.get_mut(at) {
                    *flag = true;
                }
            }
            let push = (need - apart) / 2.0 / apart.max(NUDGE_PX / 10.0);
            let (dx, dy) = (other.center.x - one.center.x, other.center.y - one.center.y);
            one.center = one.center.shifted(-dx * push, -dy * push);
            other.center = other.center.shifted(dx * push, dy * push);
        }
    }
    has_pushed
}

/// Draws the areas of all marks.
pub(super) fn draw_areas(list: &DisplayList, theme: &Theme, marks: &[Mark]) {
    let mut drawn = BTreeSet::new();
    for mark in marks.iter().filter(|mark| !mark.area.is_empty()) {
        if drawn.insert(area_key(&mark.area)) {
            draw_area(list, theme, mark.area.clone());
        }
    }
}

/// The corners of an area as numbers that can be ordered.
fn area_key(area: &Outline) -> Vec<(u32, u32)> {
    let rings = area.iter().filter_map(|part| match part {
        Part::Ring(points) => Some(points),
        _ => None,
    });
    rings.flatten().map(|point| (point.x.to_bits(), point.y.to_bits())).collect()
}

/// Draws an area of uncertain location.
pub(super) fn draw_area(list: &DisplayList, theme: &Theme, area: Outline) {
    let mut spacing = theme.incidents.area_hatch_spacing;
    if outline_surface(&area) > (LARGE_AREA_PX * theme.scale).powi(2) {
        spacing *= LARGE_SPACING;
    } else {
        list.fill(area.clone(), theme.incidents.area_fill);
    }
    let hatch = theme.incidents.area_hatch;
    list.hatch(area.clone(), hatch.color, spacing, hatch.width);
    list.stroke(area, theme.incidents.area_edge);
}

/// Draws the lines to moved symbols, then the symbols, the largest first.
pub(super) fn draw_marks(list: &DisplayList, theme: &Theme, marks: &[Mark]) {
    for mark in marks.iter().filter(|mark| mark.is_moved(theme)) {
        list.stroke(vec![Part::Line(vec![mark.anchor, mark.center])], theme.incidents.leader);
        list.fill(vec![Part::Circle(mark.anchor, 3.2 * theme.scale)], theme.incidents.rim);
        list.fill(vec![Part::Circle(mark.anchor, 2.2 * theme.scale)], theme.incidents.leader.color);
    }
    for mark in marks.iter().filter(|mark| mark.symbol.is_background) {
        mark.symbol.draw(list, theme, mark.center);
    }
    for mark in marks.iter().filter(|mark| !mark.symbol.is_background) {
        mark.symbol.draw(list, theme, mark.center);
    }
    for mark in marks.iter().filter(|mark| mark.n_incidents > 1) {
        draw_count(list, theme, mark);
    }
}

/// Writes on a symbol's upper right side how many incidents it stands for.
fn draw_count(list: &DisplayList, theme: &Theme, mark: &Mark) {
    let style = TextStyle { size: theme.panel.small_text.size * 0.86, ..theme.panel.head };
    let text = mark.n_incidents.to_string();
    let reach = mark.symbol.radius * 0.8;
    let center = mark.center.shifted(reach, -reach);
    let half = list.fonts().width(&text, &style) / 2.0 + 2.5 * theme.scale;
    let tall = style.size * 0.58;
    let area = PageBox::new(center.x - half, center.y - tall, center.x + half, center.y + tall);
    list.fill_box(area, theme.panel.fill);
    list.stroke_box(area, Stroke::solid(theme.ink.with_alpha(0.7), 0.7 * theme.scale));
    let base = center.shifted(0.0, style.size * CAP_HEIGHT / 2.0);
    list.write(&text, style, base, Anchor::Middle);
}

#[cfg(test)]
mod tests {
    use super::super::styles::press;
    use super::*;
    use crate::earth::LonLat;
    use crate::model::Kind;

    #[test]
    fn symbols_on_one_point_are_moved_apart() {
        let frame = PageBox::new(0.0, 0.0, 800.0, 600.0);
        let view = View::new(LonLat::new(0.0, 15.0), frame.center(), 1.0, frame);
        let theme = press(1600, 1200);
        let symbol = |radius| Symbol {
            kind: Kind::Attack,
            radius,
            highest: 0.0,
            has_toll: true,
            is_background: false,
            is_unit: false,
        };
        let at = |x: f32, radius| Mark {
            symbol: symbol(radius),
            anchor: PagePoint::new(x, 300.0),
            center: PagePoint::new(x, 300.0),
            area: Vec::new(),
            label: String::new(),
            killed: 0,
            toll: Toll::default(),
            dates: None,
            n_incidents: 1,
        };
        let mut marks: Vec<Mark> = (0..12).map(|n| at(400.0, 10.0 + n as f32)).collect();
        marks.push(at(2.0, 20.0));
        move_apart(&mut marks, &view, &theme);
        for (n, one) in marks.iter().enumerate() {
            for other in marks.iter().skip(n + 1) {
                let need = one.symbol.reach() + other.symbol.reach();
                let apart = one.center.distance(other.center);
                assert!(apart > need - 1.0, "{apart} {need} {:?} {:?}", one.center, other.center);
            }
            assert!(frame.contains(one.center));
        }
    }
}
