//! The bar chart inset: incidents or killed by month, in the colours of their kinds.

use super::display::{Color, DisplayList, Part, Stroke};
use super::legend::draw_panel;
use super::page::{PageBox, PagePoint};
use super::periods::Periods;
use super::points::MapData;
use super::settings::Measure;
use super::text::{Anchor, CAP_HEIGHT};
use super::theme::Theme;
use super::words::Words;
use crate::model::Kind;

/// Width and height of the chart in pixels.
pub(super) const CHART_PX: (f32, f32) = (300.0, 196.0);
/// Bars at most: a bar and its gap take five pixels or more.
const BARS_MAX: usize = 48;
/// Pixels around the bars: left, top, right, bottom.
const MARGINS: [f32; 4] = [42.0, 38.0, 14.0, 28.0];
/// The share of its place that a bar fills.
const BAR_SHARE: f32 = 0.76;
/// A bar is at most so broad in pixels: few periods would give blocks.
const BAR_MAX_PX: f32 = 34.0;

/// Counts by period and kind.
pub(super) struct Chart {
    periods: Periods,
    /// For each period, counts in the order of [`Kind::ALL`].
    bars: Vec<Vec<u64>>,
    measure: Measure,
    n_undated: usize,
}

impl Chart {
    /// The chart of a dataset; `None` where no incident has a date.
    pub(super) fn of(data: &MapData, measure: Measure) -> Option<Self> {
        let periods = Periods::of(data, BARS_MAX, |point| !point.is_background)?;
        let mut bars = vec![vec![0; Kind::ALL.len()]; periods.count];
        let mut n_undated = 0;
        for point in data.points.iter().filter(|point| !point.is_background) {
            let count = match measure {
                Measure::Incidents => 1,
                Measure::Killed => point.killed.unwrap_or(0).into(),
            };
            let kind = Kind::ALL.iter().position(|kind| *kind == point.kind);
            match (periods.index(point), kind) {
                (Some(at), Some(kind)) => {
                    if let Some(bar) = bars.get_mut(at).and_then(|bar| bar.get_mut(kind)) {
                        *bar += count;
                    }
                }
                _ => n_undated += 1,
            }
        }
        Some(Self { periods, bars, measure, n_undated })
    }

    /// Draws the chart into a box.
    pub(super) fn draw(&self, list: &DisplayList, area: PageBox, (theme, words): (&Theme, Words)) {
        let s = theme.scale;
        draw_panel(list, theme, area);
        let [left, top, right, bottom] = MARGINS.map(|px| px * s);
        let title = words.chart_title(self.measure, self.periods.are_months(), self.n_undated);
        let head = theme.panel.head;
        let title = list.fonts().fitted(&title, &head, area.width() - 28.0 * s);
        let at = PagePoint::new(area.left + 14.0 * s, area.top + 22.0 * s);
        list.write(&title, head, at, Anchor::Left);
        let plot = PageBox::new(
            area.left + left,
            area.top + top,
            area.right - right,
            area.bottom - bottom,
        );
        let most = self.bars.iter().map(|bar| bar.iter().sum::<u64>()).max().unwrap_or(0).max(1);
        let (step, n_steps) = steps(most);
        let y = |count: u64| plot.bottom - plot.height() * count as f32 / (step * n_steps) as f32;
        draw_axis(list, plot, (step, n_steps), (theme, words));
        let width = plot.width() / self.bars.len().max(1) as f32;
        for (n, bar) in self.bars.iter().enumerate() {
            let half = (width * BAR_SHARE).min(BAR_MAX_PX * s) / 2.0;
            let middle = plot.left + width * (n as f32 + 0.5);
            let mut foot = 0;
            for (color, count) in by_color(bar, theme) {
                let part = PageBox::new(middle - half, y(foot + count), middle + half, y(foot));
                list.fill_box(part, color);
                foot += count;
            }
        }
        list.stroke(
            vec![Part::Line(vec![
                PagePoint::new(plot.left, plot.bottom),
                PagePoint::new(plot.right, plot.bottom),
            ])],
            Stroke::solid(theme.ink, s),
        );
        self.draw_years(list, plot, (theme, words));
    }

    /// Names under the axis, as many as have room: of each period, else of years.
    fn draw_years(&self, list: &DisplayList, plot: PageBox, (theme, words): (&Theme, Words)) {
        let s = theme.scale;
        let style = theme.panel.small_text;
        let width = plot.width() / self.bars.len().max(1) as f32;
        let base = plot.bottom + 6.0 * s + style.size * CAP_HEIGHT;
        let is_short = self.bars.len() <= 4;
        let mut free_from = f32::NEG_INFINITY;
        for n in 0..self.bars.len() {
            let name = if is_short {
                Some(words.shortened(&self.periods.name(n, words)))
            } else {
                self.periods.year_begun(n)
            };
            let Some(name) = name else { continue };
            let half = list.fonts().width(&name, &style) / 2.0;
            let middle = plot.left + width * (n as f32 + 0.5);
            let x = middle.clamp(plot.left + half - 20.0 * s, plot.right - half + 8.0 * s);
            if x - half > free_from {
                list.write(&name, style, PagePoint::new(x, base), Anchor::Middle);
                free_from = x + half + 6.0 * s;
            }
        }
    }
}

/// Lines across the plot at round counts, with their numbers.
fn draw_axis(
    list: &DisplayList,
    plot: PageBox,
    (step, n_steps): (u64, u64),
    (theme, words): (&Theme, Words),
) {
    let s = theme.scale;
    let style = theme.panel.small_text;
    for n in 0..=n_steps {
        let y = plot.bottom - plot.height() * n as f32 / n_steps as f32;
        let line = vec![PagePoint::new(plot.left, y), PagePoint::new(plot.right, y)];
        list.stroke(vec![Part::Line(line)], Stroke::solid(theme.ink.with_alpha(0.12), 0.8 * s));
        let base = PagePoint::new(plot.left - 7.0 * s, y + style.size * CAP_HEIGHT / 2.0);
        list.write(&words.number((n * step) as usize), style, base, Anchor::Right);
    }
}

/// A round step and how many of them reach a count.
fn steps(most: u64) -> (u64, u64) {
    let mut power = 1_u64;
    loop {
        for round in [1, 2, 5] {
            let step = power.saturating_mul(round);
            if step.saturating_mul(4) >= most {
                return (step, most.div_ceil(step).max(1));
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The counts of a bar by colour, in the order of kinds.
fn by_color(bar: &[u64], theme: &Theme) -> Vec<(Color, u64)> {
    let mut parts: Vec<(Color, u64)> = Vec::new();
    for (kind, &count) in Kind::ALL.iter().zip(bar) {
        let color = theme.kind_color(*kind);
        match parts.iter_mut().find(|(known, _)| *known == color) {
            Some((_, sum)) => *sum += count,
            None => parts.push((color, count)),
        }
    }
    parts.retain(|(_, count)| *count > 0);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_round_steps_that_reach_the_highest_bar() {
        let check = |most: u64, expected: (u64, u64)| assert_eq!(steps(most), expected);
        check(1, (1, 1));
        check(4, (1, 4));
        check(5, (2, 3));
        check(37, (10, 4));
        check(219, (100, 3));
        assert!(steps(u64::MAX).0 > 1 << 60);
    }
}
