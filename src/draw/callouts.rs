//! Callouts: the deadliest incidents told in two lines, with a line from the symbol to them.

use super::display::{DisplayList, Part};
use super::ink::Ink;
use super::labels::{Placer, line_box, margin};
use super::marks::Mark;
use super::page::{PageBox, PagePoint};
use super::text::{Anchor, CAP_HEIGHT, TextRun, TextStyle};
use super::theme::Theme;
use super::words::Words;

/// Fewer killed than this are told by the symbol's size alone.
const KILLED_MIN: u32 = 5;
/// Lengths of the slanted part of a leader in pixels, the best first.
const LENGTHS_PX: [f32; 5] = [34.0, 52.0, 76.0, 108.0, 150.0];
/// Directions of leaders in degrees clockwise from the right, the best first.
const DIRECTIONS_DEG: [f32; 8] = [-45.0, 45.0, -135.0, 135.0, -20.0, 20.0, -160.0, 160.0];
/// Length of the level part of a leader, and the gap to its text, in pixels.
const LEVEL_PX: f32 = 10.0;
const GAP_PX: f32 = 5.0;
/// Pixels between the points at which a leader's way is looked at.
const STEP_PX: f32 = 5.0;
/// A callout goes so many pixels farther rather than stand on lines with its whole box.
const LINES_PX: f32 = 400.0;

/// A callout at its place.
pub(super) struct Callout {
    leader: Vec<PagePoint>,
    pub(super) runs: [TextRun; 2],
    /// Where the incident's symbol stands, to tell which it is.
    pub(super) center: PagePoint,
}

/// What callouts are placed with.
pub(super) struct Callouts<'a> {
    pub(super) list: &'a DisplayList,
    pub(super) theme: &'a Theme,
    pub(super) words: Words,
    pub(super) busy: &'a Ink,
    /// At most so many.
    pub(super) n_max: usize,
}

impl Callouts<'_> {
    /// Places callouts of the deadliest incidents that have room.
    pub(super) fn place(&self, placer: &mut Placer, marks: &[Mark]) -> Vec<Callout> {
        let is_great = |mark: &&Mark| {
            let symbol = &mark.symbol;
            mark.killed >= KILLED_MIN && !symbol.is_background && !symbol.is_unit
        };
        let mut great: Vec<&Mark> =
            marks.iter().filter(is_great).filter(|mark| !mark.label.is_empty()).collect();
        great.sort_by(|a, b| (b.killed, &a.label).cmp(&(a.killed, &b.label)));
        great.into_iter().take(self.n_max).filter_map(|mark| self.place_one(placer, mark)).collect()
    }

    fn place_one(&self, placer: &mut Placer, mark: &Mark) -> Option<Callout> {
        let fonts = self.list.fonts();
        let styles = [self.theme.incidents.text, self.theme.incidents.callout_text];
        let texts = [mark.label.clone(), self.words.toll_and_date(mark.toll, mark.dates)];
        let width = texts.iter().zip(&styles).map(|(text, style)| fonts.width(text, style));
        let width = width.fold(0.0, f32::max);
        let mut best: Option<(f32, Way)> = None;
        for length in LENGTHS_PX {
            for (n, degrees) in DIRECTIONS_DEG.into_iter().enumerate() {
                let way = self.way(mark, (length * self.theme.scale, degrees), (width, &styles));
                let cost = length + n as f32 + LINES_PX * self.busy.share(&way.covers);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) && way.is_free(placer) {
                    best = Some((cost, way));
                }
            }
        }
        let (_, way) = best?;
        let [head, tail] = styles;
        let [name, told] = texts;
        let runs = [
            fonts.line(&name, head, way.bases[0], way.anchor),
            fonts.line(&told, tail, way.bases[1], way.anchor),
        ];
        way.steps.iter().for_each(|step| placer.take(*step));
        placer.take_label(way.covers);
        Some(Callout { leader: way.leader, runs, center: mark.center })
    }

    /// The leader that goes from a symbol in a direction, and the box of the text at its end.
    fn way(
        &self,
        mark: &Mark,
        (length, degrees): (f32, f32),
        (width, styles): (f32, &[TextStyle; 2]),
    ) -> Way {
        let s = self.theme.scale;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let reach = mark.symbol.reach();
        let start = mark.center.shifted(reach * cos, reach * sin);
        let elbow = start.shifted(length * cos, length * sin);
        let side = cos.signum();
        let end = elbow.shifted(side * LEVEL_PX * s, 0.0);
        let anchor = if side > 0.0 { Anchor::Left } else { Anchor::Right };
        let [head, tail] = styles;
        let first = end.shifted(side * GAP_PX * s, head.size * CAP_HEIGHT / 2.0);
        let second = first.shifted(0.0, tail.size * 1.3);
        let covers = line_box(first, anchor, width, head)
            .joined(&line_box(second, anchor, width, tail))
            .grown(margin(head));
        // A symbol's box reaches to its corners; only the way outside of it is looked at.
        let own = PageBox::around(mark.center, reach);
        let n_steps = (length / (STEP_PX * s)).ceil().max(1.0);
        let steps = (0..=n_steps as u32).map(|n| {
            let share = n as f32 / n_steps;
            PageBox::around(start.shifted(length * cos * share, length * sin * share), 1.5 * s)
        });
        Way {
            steps: steps.filter(|step| !step.overlaps(&own)).collect(),
            leader: vec![start, elbow, end],
            bases: [first, second],
            anchor,
            covers,
        }
    }
}

/// One way to place a callout.
struct Way {
    steps: Vec<PageBox>,
    leader: Vec<PagePoint>,
    bases: [PagePoint; 2],
    anchor: Anchor,
    covers: PageBox,
}

impl Way {
    fn is_free(&self, placer: &Placer) -> bool {
        placer.is_free(&self.covers) && self.steps.iter().all(|step| placer.is_free(step))
    }
}

/// Draws the leaders; the texts are labels like others.
pub(super) fn draw_leaders(list: &DisplayList, theme: &Theme, callouts: &[Callout]) {
    for callout in callouts {
        list.stroke(vec![Part::Line(callout.leader.clone())], theme.incidents.leader);
    }
}
