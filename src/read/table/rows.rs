//! From the cells of a row to a `Row`.

use super::cells::{Cells, Wrong, code, count, note, number, position};
use super::columns::Field;
use super::days::{self, DayOrder};
use super::kinds;
use crate::model::{Claim, Date, DateInterval, Kind, NamedUnits, Note, Outcome, Report, Row, Span};
use crate::model::{StatedPosition, TableRow};

/// What a file says of all its rows.
pub(super) struct Sheet {
    /// The id of the file.
    pub(super) id: String,
    /// How it writes dates.
    pub(super) order: DayOrder,
    /// Whether some date of it proves that order.
    pub(super) is_order_proven: bool,
    /// The publication date of rows that do not state one.
    pub(super) published: Option<Date>,
}

/// The row of a sheet with what was wrong with its cells.
pub(super) fn row(sheet: &Sheet, number: u64, cells: &Cells<'_>, notes: Vec<Note>) -> Row {
    let mut wrong = Vec::new();
    let get = |field: Field| cells.get(field);
    let owned = |field: Field| cells.get(field).to_owned();
    let stated = stated_position(cells, &mut wrong);
    let dates = dates(sheet, cells, &mut wrong);
    let kind = kind(cells, &mut wrong);
    let claims = claims(&sheet.id, cells, &mut wrong);
    let text = owned(Field::Text);
    let mut report = Report {
        document: sheet.id.clone(),
        row: Some(Box::new(TableRow { number, id: owned(Field::Id) })),
        source: Some(owned(Field::Source)).filter(|source| !source.is_empty()),
        published: days::read(get(Field::Published), sheet.order)
            .map(|days| days.start)
            .or(sheet.published),
        kind,
        dates,
        other_dates: None,
        phrase: None,
        context: Vec::new(),
        claims,
        actors: actors(cells),
        roles: Default::default(),
        materiel: Vec::new(),
        background: false,
        sentence: text.clone(),
        span: Span { start: 0, end: text.chars().count() },
        evidence: Vec::new(),
        notes,
    };
    report.notes.extend(wrong.into_iter().map(|one| note(&sheet.id, number, one)));
    Row {
        report,
        position: stated,
        units: NamedUnits {
            place: owned(Field::Place),
            district: owned(Field::District),
            region: owned(Field::Region),
            country: owned(Field::Country),
        },
        phrase: owned(Field::Phrase),
        title: owned(Field::Title),
        text,
    }
}

fn stated_position(cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Option<StatedPosition> {
    let point = position(cells, wrong)?;
    let geo_precision = code(cells.get(Field::GeoPrecision), 3, "geo_precision of ACLED", wrong);
    let where_prec = code(cells.get(Field::WherePrec), 7, "where_prec of UCDP", wrong);
    let radius_km = number(cells.get(Field::Radius)).filter(|km| (0.0..=2000.0).contains(km));
    Some(StatedPosition { point, geo_precision, where_prec, radius_km })
}

fn kind(cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Kind {
    let (sub, event) = (cells.get(Field::SubKind), cells.get(Field::Kind));
    let found = kinds::kind(sub, event, cells.get(Field::Violence));
    found.unwrap_or_else(|| {
        if let Some(word) = [sub, event].into_iter().find(|word| !word.is_empty()) {
            wrong
                .push(("kind-unknown", format!("the kind '{word}' is not known; read as 'other'")));
        }
        Kind::Other
    })
}

/// The days of a row, widened to what its precision code says.
fn dates(sheet: &Sheet, cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Option<DateInterval> {
    let cell = Some(cells.get(Field::Date)).filter(|cell| !cell.is_empty());
    let cell = cell.or_else(|| Some(cells.get(Field::Year)).filter(|y| !y.is_empty()))?;
    let mut bad = |cell: &str| {
        let message = format!("there is no date '{cell}'; write it as 2024-10-08");
        wrong.push(("date-invalid", message));
    };
    let Some(start) = days::read(cell, sheet.order) else {
        bad(cell);
        return None;
    };
    let end = Some(cells.get(Field::DateEnd)).filter(|end| !end.is_empty());
    let end = end.and_then(|end| {
        let read = days::read(end, sheet.order);
        if read.is_none() {
            bad(end);
        }
        read
    });
    if !sheet.is_order_proven && days::is_open(cell) {
        let order = match sheet.order {
            DayOrder::DayFirst => "day",
            DayOrder::MonthFirst => "month",
        };
        let message = format!("'{cell}' is read with the {order} first, which no date proves");
        wrong.push(("date-order-assumed", message));
    }
    let whole = DateInterval { start: start.start, end: end.map_or(start.end, |end| end.end) };
    if whole.end < whole.start {
        let message = format!("the end '{}' is before the start '{}'", whole.end, whole.start);
        wrong.push(("date-conflict", message));
        return Some(DateInterval { start: whole.end, end: whole.start });
    }
    let precision = code(cells.get(Field::TimePrecision), 3, "time_precision of ACLED", wrong);
    Some(if end.is_none() && whole.n_days() == 1 { widened(whole, precision) } else { whole })
}

/// ACLED codes a week by its middle day and a month by a day in it.
/// Source: ACLED codebook, time precision.
fn widened(day: DateInterval, precision: Option<u8>) -> DateInterval {
    let days = |n: i64| jiff::Span::new().days(n);
    match precision {
        Some(2) => DateInterval {
            start: day.start.checked_sub(days(3)).unwrap_or(day.start),
            end: day.end.checked_add(days(3)).unwrap_or(day.end),
        },
        Some(3) => DateInterval { start: day.start.first_of_month(), end: day.end.last_of_month() },
        _ => day,
    }
}

/// A claim for each figure. A low and a high beside the best are claims of their own, so that the
/// toll folds back into the three.
fn claims(document: &str, cells: &Cells<'_>, wrong: &mut Vec<Wrong>) -> Vec<Claim> {
    let side =
        kinds::side(cells.get(Field::SubKind), cells.get(Field::Kind), cells.get(Field::Violence));
    let mut claims = Vec::new();
    for (outcome, what, fields) in [
        (Outcome::Killed, "killed", [Field::KilledLow, Field::Killed, Field::KilledHigh]),
        (Outcome::Wounded, "wounded", [Field::WoundedLow, Field::Wounded, Field::WoundedHigh]),
    ] {
        let mut figures: Vec<(u32, &str)> = fields
            .iter()
            .filter_map(|field| Some((count(cells.get(*field), what, wrong)?, cells.get(*field))))
            .collect();
        if figures.windows(2).all(|pair| pair.first().map(|f| f.0) == pair.last().map(|f| f.0)) {
            figures.truncate(1);
        }
        claims.extend(figures.into_iter().map(|(figure, cell)| Claim {
            by: None,
            outcome,
            side,
            low: figure,
            high: Some(figure),
            hedge: None,
            is_neutralised: false,
            text: cell.to_owned(),
            document: document.to_owned(),
            span: Span::default(),
        }));
    }
    claims
}

/// The actors of both sides; lists are separated by semicolons.
fn actors(cells: &Cells<'_>) -> Vec<String> {
    let both = [cells.get(Field::Actor), cells.get(Field::OtherActor)];
    let names = both.into_iter().flat_map(|cell| cell.split(';')).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
