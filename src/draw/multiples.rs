//! Small maps of one extent side by side, one a month, quarter or year.

use std::rc::Rc;

use plotters::drawing::IntoDrawingArea;

use super::base::Base;
#[cfg(test)]
use super::compose::Check;
use super::compose::{Composer, Map, draw};
use super::display::{DisplayList, Part};
use super::focus::extent;
use super::header::Page;
use super::legend::Legend;
use super::marks::{Mark, TollScale, draw_areas, draw_marks, marks_of};
use super::page::{PageBox, PagePoint};
use super::periods::Periods;
use super::projection::View;
use super::rows::Shown;
use super::text::{Anchor, CAP_HEIGHT, Fonts};
use crate::error::{Error, Result};

/// Small maps on a page, at most.
const PANELS_MAX: usize = 12;
/// Pixels between small maps, and around the incidents in them.
const GAP_PX: f32 = 12.0;
const PAD_PX: f32 = 22.0;
/// Lines and symbols of a small map are so many times as large as those of a whole one.
const PANEL_SCALE: f32 = 0.72;
/// A legend wider than this share of the page is left out.
const LEGEND_SHARE_MAX: f32 = 0.34;

/// A period's small map.
struct Panel {
    name: String,
    frame: PageBox,
    /// Which period.
    at: usize,
}

impl Composer<'_> {
    /// Composes one page of small maps by time. Incidents without a date are told in the note.
    pub(super) fn compose_by_time(self, fonts: Rc<Fonts>) -> Result<Map> {
        let data = self.data;
        let periods = Periods::of(data, PANELS_MAX, |point| point.at.is_some());
        let n_undated = data.located().filter(|(point, _)| point.dates.is_none()).count();
        let mut texts = self.texts();
        texts.add_rest((n_undated > 0).then(|| self.words.n_undated(n_undated)).as_deref());
        let page = Page::new(self.settings, &self.theme, &texts);
        let (extent, _) = extent(self.gazetteer, data, &self.settings.focus)?;
        let theme = self.theme.clone().scaled(PANEL_SCALE);
        let scale = TollScale::of(data, &theme);
        let shown_in = |panel: &Panel| {
            let pad = PAD_PX * self.theme.scale;
            let inner = panel.frame.grown(-pad.min(panel.frame.height() / 5.0));
            let view = extent.view(panel.frame, inner, 1.0);
            let own = data
                .points
                .iter()
                .filter(|point| periods.and_then(|periods| periods.index(point)) == Some(panel.at));
            (view, marks_of(own, &view, (&theme, self.words), scale))
        };
        // What the legend has to tell is the same on panels that are a little wider.
        let wider = self.panels(periods, page.frame);
        let all: Vec<Mark> = wider.iter().flat_map(|panel| shown_in(panel).1.marks).collect();
        let shown = Shown::of(&all, &scale, &theme);
        let look = (&self.theme, self.words, page.frame.height());
        let legend = Legend::new(&self.list, shown, scale, look);
        let has_legend = legend.size.0 < page.frame.width() * LEGEND_SHARE_MAX
            && legend.size.1 <= page.frame.height()
            && !legend.is_empty();
        let left = if has_legend { legend.size.0 + GAP_PX * self.theme.scale } else { 0.0 };
        let room = PageBox { left: page.frame.left + left, ..page.frame };
        let panels = self.panels(periods, room);
        let root = self.list.clone().into_drawing_area();
        root.draw(&page.accent(&self.theme)).map_err(|cause| Error::Draw(cause.to_string()))?;
        let n_outside = std::cell::Cell::new(0);
        let symbols = std::cell::RefCell::new(Vec::new());
        draw(&root, |list| {
            self.fill_page(list);
            if has_legend {
                let corner = PagePoint::new(page.frame.left, page.frame.top);
                list.group("legend", |list| legend.draw(list, corner, (&self.theme, self.words)));
            }
            for panel in &panels {
                let (view, shown) = shown_in(panel);
                n_outside.set(n_outside.get() + shown.n_outside);
                symbols.borrow_mut().extend(shown.marks.iter().map(|mark| mark.n_incidents));
                self.draw_panel_of(list, panel, (&view, &theme), &shown.marks);
            }
            list.group("page-texts", |list| {
                page.draw_texts(list, &self.theme, self.words, &texts);
            });
        })?;
        root.draw(&page.accent(&self.theme)).map_err(|cause| Error::Draw(cause.to_string()))?;
        Ok(Map {
            ops: self.list.take(),
            fonts,
            title: texts.title,
            n_labels_dropped: 0,
            n_outside: n_outside.get(),
            #[cfg(test)]
            check: Check {
                frame: page.frame,
                labels: Vec::new(),
                furniture: None,
                symbols: Vec::new(),
                n_shown: symbols.borrow().iter().sum::<usize>() + n_undated,
                view: None,
                theme: self.theme,
            },
        })
    }

    /// The places of the small maps: as many columns as make them largest.
    fn panels(&self, periods: Option<Periods>, room: PageBox) -> Vec<Panel> {
        let gap = GAP_PX * self.theme.scale;
        let n_panels = periods.map_or(1, |periods| periods.count);
        let side = |n: usize, length: f32| (length - gap * (n as f32 - 1.0)) / n as f32;
        let size = |columns: usize| {
            let rows = n_panels.div_ceil(columns);
            (side(columns, room.width()), side(rows, room.height()))
        };
        let worth = |columns: &usize| {
            let (width, height) = size(*columns);
            (width.min(height * 1.4) * 100.0) as i32
        };
        let columns = (1..=n_panels).rev().max_by_key(worth).unwrap_or(1);
        let (width, height) = size(columns);
        let panel = |at: usize| {
            let left = room.left + (at % columns) as f32 * (width + gap);
            let top = room.top + (at / columns) as f32 * (height + gap);
            let name = periods.map_or_else(String::new, |p| p.name(at, self.words));
            Panel { name, frame: PageBox::sized(left, top, width, height), at }
        };
        (0..n_panels).map(panel).collect()
    }

    fn draw_panel_of(
        &self,
        list: &DisplayList,
        panel: &Panel,
        (view, theme): (&View, &super::theme::Theme),
        marks: &[Mark],
    ) {
        let s = self.theme.scale;
        let base = Base::new(self.gazetteer, self.data, view, theme, false);
        list.clip(vec![Part::Ring(panel.frame.corners().to_vec())]);
        base.draw(list, theme, view, |_| {});
        list.group("areas", |list| draw_areas(list, theme, marks));
        list.group("incidents", |list| draw_marks(list, theme, marks));
        list.unclip();
        list.stroke_box(panel.frame, self.theme.frame);
        let n_shown: usize = marks.iter().map(|mark| mark.n_incidents).sum();
        let style = self.theme.panel.head;
        let text = [panel.name.clone(), self.words.number(n_shown)];
        let text = text.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let text = list.fonts().fitted(&text, &style, panel.frame.width() - 16.0 * s);
        let width = list.fonts().width(&text, &style) + 16.0 * s;
        let area = PageBox::sized(panel.frame.left, panel.frame.top, width, 24.0 * s);
        list.fill_box(area, self.theme.panel.fill);
        list.stroke_box(area, self.theme.panel.edge);
        let base_line = area.center().y + style.size * CAP_HEIGHT / 2.0;
        list.write(&text, style, PagePoint::new(area.left + 8.0 * s, base_line), Anchor::Left);
    }
}
