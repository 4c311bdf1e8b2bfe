//! Reports that are rows of tables, in some 150 bytes each: what they have in common is kept once.

use std::sync::Arc;

use geo::MultiPolygon;

use super::glance::GlancePlace;
use super::pool::{Place, Pool, Texts};
use super::view::Spot;
use crate::earth::LonLat;
use crate::model::{
    Claim, Date, DateInterval, Kind, LocatedReport, Location, Note, Relation, Report, ReportId,
    Span, TableRow, WeightedPoint,
};

/// No number of a pool.
const NONE: u32 = u32::MAX;

/// A belief and its outline.
type Shape = (Arc<[WeightedPoint]>, Arc<MultiPolygon<f64>>);

/// Rows by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// Names of documents, sources and places.
    names: Pool<String>,
    actors: Pool<Vec<String>>,
    claims: Pool<Vec<Claim>>,
    texts: Texts,
    /// Beliefs and outlines of the rows that are no exact points.
    shapes: Vec<Shape>,
    /// The notes of a report, and those of its location.
    notes: Vec<[Vec<Note>; 2]>,
}

#[derive(Clone, Debug)]
struct Row {
    best: LonLat,
    radius_km: f64,
    id: ReportId,
    /// Line or number in its table.
    number: u64,
    /// Its own id and its sentence.
    words: Place,
    dates: Option<DateInterval>,
    published: Option<Date>,
    document: u32,
    source: u32,
    place: u32,
    actors: u32,
    claims: u32,
    shape: u32,
    notes: u32,
    kind: Kind,
    relation: Relation,
    geo_precision: Option<u8>,
    where_prec: u8,
    is_whole_unit: bool,
    background: bool,
}

impl Rows {
    /// Keeps a report and tells its number; gives it back where it is no row, or says more than rows
    /// do.
    pub(super) fn keep(&mut self, located: LocatedReport) -> Result<u32, Box<LocatedReport>> {
        let LocatedReport { id, report, location: Some(location) } = &located else {
            return Err(Box::new(located));
        };
        let Some(row) = report.row.as_ref().filter(|_| is_plain(report, location)) else {
            return Err(Box::new(located));
        };
        let notes = [report.notes.clone(), location.notes.clone()];
        let kept = Row {
            best: location.best,
            radius_km: location.radius_km,
            id: *id,
            number: row.number,
            words: self.texts.keep(&row.id, &report.sentence),
            dates: report.dates,
            published: report.published,
            document: self.names.keep(report.document.as_str()),
            source: report.source.as_deref().map_or(NONE, |source| self.names.keep(source)),
            place: self.names.keep(location.place.as_str()),
            actors: self.actors.keep(report.actors.as_slice()),
            claims: self.claims.keep(report.claims.as_slice()),
            shape: if is_point(location) {
                NONE
            } else {
                added(&mut self.shapes, (location.belief.clone(), location.area.clone()))
            },
            notes: if notes.iter().all(Vec::is_empty) {
                NONE
            } else {
                added(&mut self.notes, notes)
            },
            kind: report.kind,
            relation: location.relation,
            geo_precision: location.geo_precision,
            where_prec: location.where_prec,
            is_whole_unit: location.is_whole_unit,
            background: report.background,
        };
        Ok(added(&mut self.rows, kept))
    }

    /// The report as it was kept.
    pub(super) fn get(&self, number: u32) -> Option<LocatedReport> {
        let row = self.rows.get(number as usize)?;
        let [of_report, of_location] = self.notes(row);
        let [own_id, sentence] = self.texts.get(row.words);
        let source = (row.source != NONE).then(|| self.names.text(row.source).to_owned());
        let report = Report {
            document: self.names.text(row.document).to_owned(),
            row: Some(Box::new(TableRow { number: row.number, id: own_id.to_owned() })),
            source,
            published: row.published,
            kind: row.kind,
            dates: row.dates,
            other_dates: None,
            phrase: None,
            context: Vec::new(),
            claims: self.claims.get(row.claims).cloned().unwrap_or_default(),
            actors: self.actors.get(row.actors).cloned().unwrap_or_default(),
            roles: Default::default(),
            materiel: Vec::new(),
            background: row.background,
            sentence: sentence.to_owned(),
            span: whole(sentence),
            evidence: Vec::new(),
            notes: of_report.to_vec(),
        };
        let location = Location { notes: of_location.to_vec(), ..self.location(number)? };
        Some(LocatedReport { id: row.id, report, location: Some(location) })
    }

    /// Where a row is; its notes are left out.
    pub(super) fn location(&self, number: u32) -> Option<Location> {
        let row = self.rows.get(number as usize)?;
        let (belief, area) = match self.shapes.get(row.shape as usize) {
            Some((belief, area)) => (Arc::clone(belief), Arc::clone(area)),
            None => {
                let point = WeightedPoint { point: row.best, weight: 1.0 };
                (Arc::from([point]), Arc::new(MultiPolygon(Vec::new())))
            }
        };
        Some(Location {
            best: row.best,
            belief,
            area,
            radius_km: row.radius_km,
            place: self.names.text(row.place).to_owned(),
            relation: row.relation,
            is_whole_unit: row.is_whole_unit,
            is_ambiguous: false,
            geo_precision: row.geo_precision,
            where_prec: row.where_prec,
            candidates: Vec::new(),
            reasons: Vec::new(),
            notes: Vec::new(),
        })
    }

    pub(super) fn brief(&self, number: u32) -> Option<Brief<'_>> {
        let row = self.rows.get(number as usize)?;
        let [own_id, sentence] = self.texts.get(row.words);
        Some(Brief {
            id: row.id,
            document: self.names.text(row.document),
            row: Some((row.number, own_id)),
            source: (row.source != NONE).then(|| self.names.text(row.source)),
            sentence,
            span: None,
            dates: row.dates,
            published: row.published,
            best: Some(row.best),
            radius_km: row.radius_km,
        })
    }

    /// What a row tells, at a glance: its texts, which lie elsewhere, are not looked at.
    pub(super) fn told(&self, number: u32) -> Option<(ReportId, Kind, Option<DateInterval>, bool)> {
        let row = self.rows.get(number as usize)?;
        Some((row.id, row.kind, row.dates, row.background))
    }

    /// Where a row is, at a glance.
    pub(super) fn place(&self, number: u32) -> Option<GlancePlace<'_>> {
        let row = self.rows.get(number as usize)?;
        Some(GlancePlace {
            best: row.best,
            radius_km: row.radius_km,
            name: self.names.text(row.place),
            belief: self.shapes.get(row.shape as usize).map_or(&[], |(belief, _)| belief),
            is_whole_unit: row.is_whole_unit,
        })
    }

    /// What else is known of where a row is.
    pub(super) fn spot(&self, number: u32) -> Option<Spot<'_>> {
        let row = self.rows.get(number as usize)?;
        Some(Spot {
            relation: row.relation,
            geo_precision: row.geo_precision,
            where_prec: row.where_prec,
            is_ambiguous: false,
            area: self.shapes.get(row.shape as usize).map(|(_, area)| area),
            candidates: &[],
            reasons: &[],
        })
    }

    /// The claims of a row.
    pub(super) fn claims(&self, number: u32) -> &[Claim] {
        let claims = self.rows.get(number as usize).and_then(|row| self.claims.get(row.claims));
        claims.map_or(&[], Vec::as_slice)
    }

    pub(super) fn set_id(&mut self, number: u32, id: ReportId) {
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.id = id;
        }
    }

    /// The number of the claims of a row among [`Self::all_claims`].
    pub(super) fn claims_number(&self, number: u32) -> usize {
        self.rows.get(number as usize).map_or(usize::MAX, |row| row.claims as usize)
    }

    /// The different lists of claims.
    pub(super) fn all_claims(&self) -> impl Iterator<Item = &Vec<Claim>> {
        self.claims.iter()
    }

    /// The number of the actors of a row among [`Self::all_actors`].
    pub(super) fn actors_number(&self, number: u32) -> usize {
        self.rows.get(number as usize).map_or(usize::MAX, |row| row.actors as usize)
    }

    /// The different lists of actors.
    pub(super) fn all_actors(&self) -> impl Iterator<Item = &Vec<String>> {
        self.actors.iter()
    }

    /// The notes of a row and of its location.
    pub(super) fn notes_of(&self, number: u32) -> [&[Note]; 2] {
        self.rows.get(number as usize).map_or([&[], &[]], |row| self.notes(row))
    }

    fn notes(&self, row: &Row) -> [&[Note]; 2] {
        match self.notes.get(row.notes as usize) {
            Some([report, location]) => [report, location],
            None => [&[], &[]],
        }
    }

    /// Takes all rows of others; the number of the first of them is how many there were.
    pub(super) fn append(&mut self, others: Self) {
        if self.rows.is_empty() {
            *self = others;
            return;
        }
        let names: Vec<u32> = others.names.iter().map(|n| self.names.keep(n.as_str())).collect();
        let actors: Vec<u32> =
            others.actors.iter().map(|all| self.actors.keep(all.as_slice())).collect();
        let claims: Vec<u32> =
            others.claims.iter().map(|all| self.claims.keep(all.as_slice())).collect();
        let moved = |number: u32, to: &[u32]| to.get(number as usize).copied().unwrap_or(NONE);
        let behind = |number: u32, n: usize| match number {
            NONE => NONE,
            number => u32::try_from(number as usize + n).unwrap_or(NONE),
        };
        self.rows.reserve(others.rows.len());
        for row in others.rows {
            self.rows.push(Row {
                words: self.texts.append(&others.texts, row.words),
                document: moved(row.document, &names),
                source: moved(row.source, &names),
                place: moved(row.place, &names),
                actors: moved(row.actors, &actors),
                claims: moved(row.claims, &claims),
                shape: behind(row.shape, self.shapes.len()),
                notes: behind(row.notes, self.notes.len()),
                ..row
            });
        }
        self.shapes.extend(others.shapes);
        self.notes.extend(others.notes);
    }

    /// Leaves these rows, in this order: the first of them becomes number 0.
    pub(super) fn reorder(&mut self, numbers: &[u32]) {
        let rows = numbers.iter().filter_map(|number| self.rows.get(*number as usize).cloned());
        self.rows = rows.collect();
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// What reports are sorted and looked for by, and what is written of them.
#[derive(Clone, Copy, Debug)]
pub struct Brief<'a> {
    /// Its id.
    pub id: ReportId,
    /// The document's id.
    pub document: &'a str,
    /// The number of the row and its own id, where the document is a table.
    pub row: Option<(u64, &'a str)>,
    /// The document's publisher.
    pub source: Option<&'a str>,
    /// The sentence that tells it.
    pub sentence: &'a str,
    /// Where that sentence stands; `None` for the words of a row, which are all of them.
    pub span: Option<Span>,
    /// When.
    pub dates: Option<DateInterval>,
    /// When the document was published.
    pub published: Option<Date>,
    /// The best point, where it has a location.
    pub best: Option<LonLat>,
    /// The radius around it in km, 0 without one.
    pub radius_km: f64,
}

impl<'a> Brief<'a> {
    /// Where its sentence stands.
    pub fn span(&self) -> Span {
        self.span.unwrap_or_else(|| whole(self.sentence))
    }

    /// That of a report which is kept whole.
    pub(super) fn of(located: &'a LocatedReport) -> Self {
        let (report, location) = (&located.report, located.location.as_ref());
        Self {
            id: located.id,
            document: &report.document,
            row: report.row.as_ref().map(|row| (row.number, row.id.as_str())),
            source: report.source.as_deref(),
            sentence: &report.sentence,
            span: Some(report.span),
            dates: report.dates,
            published: report.published,
            best: location.map(|location| location.best),
            radius_km: location.map_or(0.0, |location| location.radius_km),
        }
    }
}

/// Puts a value behind others and tells its number.
fn added<T>(all: &mut Vec<T>, value: T) -> u32 {
    all.push(value);
    u32::try_from(all.len() - 1).unwrap_or(NONE)
}

/// Whether a row keeps all that a report and its location say.
fn is_plain(report: &Report, location: &Location) -> bool {
    let Report { other_dates: None, phrase: None, context, materiel, evidence, roles, .. } = report
    else {
        return false;
    };
    context.is_empty()
        && materiel.is_empty()
        && evidence.is_empty()
        && roles.is_empty()
        && report.span == whole(&report.sentence)
        && !location.is_ambiguous
        && location.candidates.is_empty()
        && location.reasons.is_empty()
}

/// Whether a location is one exact point.
fn is_point(location: &Location) -> bool {
    let only = WeightedPoint { point: location.best, weight: 1.0 };
    location.belief.as_ref() == [only] && location.area.0.is_empty()
}

/// All of a text.
fn whole(text: &str) -> Span {
    Span { start: 0, end: text.chars().count() }
}
