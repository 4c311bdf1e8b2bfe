//! The page around the map: title, subtitle, notes, credits and frame.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use plotters::element::Rectangle;
use plotters::style::{Color as _, RGBColor};

use super::display::{DisplayList, backend_point};
use super::page::{PageBox, PagePoint};
use super::points::{CountryCode, MapData, MapPoint};
use super::settings::MapSettings;
use super::text::{Anchor, TextStyle};
use super::theme::Theme;
use super::words::{Label, Words, plain};
use crate::gazetteer::Gazetteer;
use crate::model::DateInterval;

/// Most characters of a title.
const TITLE_MAX: usize = 200;
/// A long title shrinks to this share of its size before it is cut.
const TITLE_SHRINK_MIN: f32 = 0.62;

/// The boxes of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) frame: PageBox,
    width: f32,
    height: f32,
    margin: f32,
}

/// The texts of a page, made from the data.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Texts {
    pub(super) title: String,
    subtitle: String,
    /// The incidents without a place; `None` where every incident has one.
    note: Option<String>,
}

impl Page {
    pub(super) fn new(settings: &MapSettings, theme: &Theme, texts: &Texts) -> Self {
        let s = theme.scale;
        let (width, height) = (settings.width_px as f32, settings.height_px as f32);
        let margin = 28.0 * s;
        let foot = if texts.note.is_some() { 66.0 * s } else { 46.0 * s };
        let frame = PageBox::new(margin, 112.0 * s, width - margin, height - foot);
        Self { frame, width, height, margin }
    }

    /// Draws the frame and the texts around it.
    pub(super) fn draw(&self, list: &DisplayList, theme: &Theme, words: Words, texts: &Texts) {
        list.stroke_box(self.frame, theme.frame);
        self.draw_texts(list, theme, words, texts);
    }

    /// Draws the texts around the frame.
    pub(super) fn draw_texts(
        &self,
        list: &DisplayList,
        theme: &Theme,
        words: Words,
        texts: &Texts,
    ) {
        let s = theme.scale;
        let width = self.width - 2.0 * self.margin;
        let left = self.margin + 20.0 * s;
        let title = self.title_style(list, theme, &texts.title, width - 20.0 * s);
        let text = list.fonts().fitted(&texts.title, &title, width - 20.0 * s);
        list.write(&text, title, PagePoint::new(left, 53.0 * s), Anchor::Left);
        let text = list.fonts().fitted(&texts.subtitle, &theme.subtitle, width - 20.0 * s);
        list.write(&text, theme.subtitle, PagePoint::new(left, 84.0 * s), Anchor::Left);
        self.draw_foot(list, theme, words, texts);
    }

    /// The accent bar beside the title, as a plotters element.
    pub(super) fn accent(&self, theme: &Theme) -> Rectangle<(i32, i32)> {
        let s = theme.scale;
        let corners = [
            backend_point(PagePoint::new(self.margin, 26.0 * s)),
            backend_point(PagePoint::new(self.margin + 6.5 * s, 88.0 * s)),
        ];
        let color = RGBColor(theme.accent.red, theme.accent.green, theme.accent.blue);
        Rectangle::new(corners, color.filled())
    }

    fn title_style(&self, list: &DisplayList, theme: &Theme, text: &str, room: f32) -> TextStyle {
        let needed = list.fonts().width(text, &theme.title).max(1.0);
        let share = (room / needed).clamp(TITLE_SHRINK_MIN, 1.0);
        TextStyle { size: theme.title.size * share, ..theme.title }
    }

    fn draw_foot(&self, list: &DisplayList, theme: &Theme, words: Words, texts: &Texts) {
        let s = theme.scale;
        let right = self.width - self.margin;
        let base = self.height - 22.0 * s;
        let version = concat!("harmattan ", env!("CARGO_PKG_VERSION"));
        list.write(version, theme.version, PagePoint::new(right, base), Anchor::Right);
        let taken = list.fonts().width(version, &theme.version) + 20.0 * s;
        let room = right - taken - self.margin;
        let credit = list.fonts().fitted(words.label(Label::Credit), &theme.credit, room);
        list.write(&credit, theme.credit, PagePoint::new(self.margin, base), Anchor::Left);
        if let Some(note) = &texts.note {
            let note = list.fonts().fitted(note, &theme.note, right - self.margin);
            let at = PagePoint::new(self.margin, self.frame.bottom + 22.0 * s);
            list.write(&note, theme.note, at, Anchor::Left);
        }
    }
}

impl Texts {
    /// The texts for a dataset of which `n_outside` incidents lie outside of the frame.
    pub(super) fn new(
        gazetteer: &Gazetteer,
        data: &MapData,
        (settings, words): (&MapSettings, Words),
    ) -> Self {
        let given = settings.title.as_deref().map(|title| plain(title, TITLE_MAX));
        let title = given
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| words.title(&country_names(gazetteer, data, words)));
        let given = settings.subtitle.as_deref().map(|subtitle| plain(subtitle, TITLE_MAX));
        let subtitle = given.unwrap_or_else(|| subtitle(data, words));
        let mut texts = Self { title, subtitle, note: note(data, words) };
        if let Some(to) = settings.coarsen {
            texts.subtitle = format!("{} · {}", texts.subtitle, words.coarsened(to));
        }
        texts
    }

    /// Tells how many incidents lie outside of the frame.
    pub(super) fn add_outside(&mut self, words: Words, n_outside: usize) {
        if n_outside > 0 {
            self.subtitle = format!("{} · {}", self.subtitle, words.n_outside(n_outside));
        }
    }

    /// Tells what the map does not show of its groups.
    pub(super) fn add_rest(&mut self, rest: Option<&str>) {
        if let Some(rest) = rest {
            self.subtitle = format!("{} · {rest}", self.subtitle);
        }
    }
}

/// The countries of the incidents that are news, those with the most incidents first.
fn country_names(gazetteer: &Gazetteer, data: &MapData, words: Words) -> Vec<String> {
    let codes = |is_wanted: fn(&MapPoint) -> bool| {
        let mut counts: BTreeMap<CountryCode, usize> = BTreeMap::new();
        for point in data.points.iter().filter(|point| is_wanted(point)) {
            if let Some(code) = point.country {
                *counts.entry(code).or_default() += 1;
            }
        }
        counts
    };
    let mut counts = codes(|point| !point.is_background);
    if counts.is_empty() {
        counts = codes(|_| true);
    }
    let mut codes: Vec<(CountryCode, usize)> = counts.into_iter().collect();
    codes.sort_by_key(|&(code, n)| (Reverse(n), code));
    let named = |code: &str| {
        let area = gazetteer.country(code);
        let area = area.or_else(|| gazetteer.world().iter().find(|area| area.country == code));
        area.map_or_else(|| plain(code, 3), |area| words.area_name(area))
    };
    codes.into_iter().map(|(code, _)| named(code.as_str())).collect()
}

fn subtitle(data: &MapData, words: Words) -> String {
    let n_background = data.located().filter(|(point, _)| point.is_background).count();
    let mut parts = Vec::new();
    parts.extend(period(data).map(|dates| words.period(dates)));
    let mut count = words.n_located(data.n_located);
    if n_background > 0 {
        count = format!("{count}, {}", words.n_background(n_background));
    }
    parts.push(count);
    let text = parts.join(" · ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// From the first to the last day of what is news; of everything where nothing is.
fn period(data: &MapData) -> Option<DateInterval> {
    let dates = |has_background: bool| {
        let kept = data.points.iter().filter(move |i| has_background || !i.is_background);
        kept.filter_map(|point| point.dates)
            .reduce(|a, b| DateInterval { start: a.start.min(b.start), end: a.end.max(b.end) })
    };
    dates(false).or_else(|| dates(true))
}

/// How many incidents have no place, and which: kind and date.
fn note(data: &MapData, words: Words) -> Option<String> {
    let n_unlocated = data.points.len() - data.n_located;
    if n_unlocated == 0 {
        return None;
    }
    let named = |point: &MapPoint| {
        let kind = words.kind(point.kind).to_lowercase();
        point.dates.map_or(kind.clone(), |dates| format!("{kind} ({})", words.period(dates)))
    };
    let unlocated = data.points.iter().filter(|point| point.at.is_none());
    // More than a line holds are cut to the line's width when they are drawn.
    let names: Vec<String> = unlocated.take(12).map(named).collect();
    Some(format!("{}{}{}", words.n_unlocated(n_unlocated), words.colon(), names.join(", ")))
}
