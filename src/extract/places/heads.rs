//! The place at the head of a line: of an entry of a list, or before the colon of a title.

use std::ops::Range;

use super::Parser;
use crate::extract::classes::Class;
use crate::extract::names::{is_known, name_end};
use crate::extract::numbers::number_at;
use crate::extract::tokens::TokenKind;
use crate::model::{Feature, PlacePart, Relation};

impl Parser<'_, '_> {
    /// The place at the head of an entry of a list: "14/12 – X (département de Y) – accrochage".
    pub(super) fn entry_head(&self) -> Option<(Vec<PlacePart>, Range<usize>)> {
        const LONGEST_HEAD: usize = 20;
        if !self.around.opens_line || self.text.is_shouted {
            return None;
        }
        let is_skipped = |at: usize| {
            let Some(token) = self.text.tokens.get(at) else { return false };
            let word = self.text.word(at);
            let is_section = self.text.plain(at).bytes().all(|b| b.is_ascii_uppercase())
                && matches!(self.text.word(at + 1), "|" | "~");
            token.kind != TokenKind::Word
                || self.text.is_of(at, &self.text.lexicon.lists.of_time)
                || word.bytes().all(|b| b == b'~')
                || is_section
                || self.text.is_weekday(at)
                || self.text.is_month(at)
                || self.hit_at(&self.countries, at).is_some_and(|_| self.text.is_capital(at))
        };
        let at = (0..LONGEST_HEAD).find(|at| !is_skipped(*at))?;
        let before = at.checked_sub(1)?;
        let is_sign = self.text.tokens.get(before).is_some_and(|t| t.kind == TokenKind::Sign);
        let end = name_end(self.text, self.around.gazetteer, at)
            .filter(|_| is_sign || self.text.word(before).bytes().all(|b| b == b'~'))?;
        // "• X. Un imam enlevé": a name in capitals is a head too.
        let is_capitals = self.text.plain(at).bytes().all(|b| !b.is_ascii_lowercase());
        // "08/01 – X.": a day and a name, and nothing else.
        let is_all = is_sign && before > 0 && self.text.tokens.get(end + 1).is_none();
        let ends = matches!(self.text.word(end), "." | "") && (is_capitals || is_all);
        let is_closed = ends || matches!(self.text.word(end), "(" | "," | "-" | ":" | "|");
        let is_plain_list =
            self.text.word(end) == "," && !is_known(self.text, self.around.gazetteer, at, end);
        if !is_closed || is_plain_list {
            return None;
        }
        // "17/11, Est : …", "Centre-Nord : …": a region named by its bearing.
        let is_bearing = self.hit_at(&self.directions, at).is_some()
            || self
                .text
                .word(at)
                .split_once('-')
                .is_some_and(|(first, _)| self.text.lexicon.lists.unit_winds.has(first));
        let feature = is_bearing.then_some(Feature::Region);
        let toponyms = vec![self.toponym(at, end, feature)];
        let mut parts = vec![PlacePart { relation: Relation::In, toponyms }];
        let mut to = end;
        if let Some((more, next)) = self.continuation(end) {
            parts.extend(more);
            to = next;
        }
        Some((parts, at..to))
    }

    /// "Koro, samedi : deux tués": a place and a day at the head of a line or sentence.
    pub(super) fn dated_head(&self) -> Option<(PlacePart, usize)> {
        const LONGEST: usize = 12;
        if self.text.is_shouted {
            return None;
        }
        let from = usize::from(self.text.is_any(0, Class::AND.with(Class::THEN)));
        let end = name_end(self.text, self.around.gazetteer, from)?;
        if !matches!(self.text.word(end), "," | "(") {
            return None;
        }
        // "Attaques de lundi : X, 4 morts ; Y, deux."
        if self.is_counted(from, end) {
            let toponyms = vec![self.toponym(from, end, None)];
            return Some((PlacePart { relation: Relation::In, toponyms }, end));
        }
        // "…, et Labbezanga, où trois hommes …"
        if self.text.is_where(end + 1) {
            let toponyms = vec![self.toponym(from, end, None)];
            return Some((PlacePart { relation: Relation::In, toponyms }, end));
        }
        let of_head = |at: usize| {
            let word = self.text.word(at);
            let is_number = self.text.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number);
            is_number
                || self.text.is_weekday(at)
                || self.text.is_month(at)
                || self.text.is(at, Class::OF_DAY)
                || matches!(word, ")" | ",")
        };
        let colon = (end + 1..end + LONGEST).find(|at| !of_head(*at))?;
        let is_head = matches!(self.text.word(colon), ":" | "-")
            && (end + 1..colon).any(|at| self.text.is_weekday(at) || self.text.is_month(at));
        let toponyms = vec![self.toponym(from, end, None)];
        is_head.then_some((PlacePart { relation: Relation::In, toponyms }, end))
    }

    /// Whether a short sentence tells behind a name nothing but how many people were harmed.
    pub(super) fn is_counted(&self, from: usize, end: usize) -> bool {
        const LONGEST: usize = 12;
        let number = number_at(self.text, end + 1).filter(|n| !n.is_article);
        let is_short = self.text.tokens.len() <= from + LONGEST && self.text.sign(end) == b',';
        let Some(number) = number.filter(|_| is_short) else { return false };
        let start = self.start_of(number.to);
        let harm = || self.text.hits(&self.text.lexicon.outcomes);
        start.is_some_and(|start| harm().iter().any(|h| h.range.start == start && !h.value.1))
    }

    /// The place before a title's colon, or a country before a teaser's dash.
    pub(super) fn label(&self) -> Option<(PlacePart, usize)> {
        if !self.around.opens_line {
            return None;
        }
        let end = name_end(self.text, self.around.gazetteer, 0)?;
        let sign = self.text.word(end);
        if !matches!(sign, ":" | "-") {
            return None;
        }
        let toponym = self.toponym(0, end, None);
        let is_country = toponym.feature == Some(Feature::Country);
        let is_label = (sign == ":"
            && (is_country || is_known(self.text, self.around.gazetteer, 0, end)))
            || (sign == "-" && is_country);
        is_label.then(|| (PlacePart { relation: Relation::In, toponyms: vec![toponym] }, end))
    }
}
