//! Regions and districts of all divisions as sums of the same pieces, so that they share edges.
//!
//! A container (a province, or a region without open outlines below it) is cut into the cells of
//! the seats and towns of its districts. A district is the sum of its cells, a region the sum of its
//! districts, whatever the division.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Contains, Coord, MultiPolygon, Point};
use harmattan::earth::LonLat;

use crate::cells::cells;
use crate::division::{Unit, list};
use crate::mesh::{Chain, weave};
use crate::place::Table;
use crate::source::{Outcome, Row};

/// Towns nearer together than this, in degrees, are one point of the division.
const SAME_POINT_DEG: f64 = 0.01;

/// A name that lies so much farther from its own seat than from another is another place.
const FARTHER: f64 = 2.5;
const FARTHER_KM: f64 = 20.0;

/// A square of the grid, 1e-5° wide, at 15° N.
const KM2_PER_STEP2: f64 = 1.19e-6;

/// The rows of regions.tsv and districts.tsv.
pub struct Rows {
    pub regions: Vec<Row>,
    pub districts: Vec<Row>,
}

/// A piece of a container: it belongs to one district.
struct Piece {
    district: String,
    container: String,
    country: String,
    has_town: bool,
    chain: Chain,
}

/// The regions and districts of all divisions, in the order of the tables. Countries get the nodes
/// that lie on their outlines.
pub fn partition(
    countries: &mut [Unit],
    containers: &[Unit],
    rows: &Rows,
    table: &Table,
) -> Outcome<(Vec<Unit>, Vec<Unit>)> {
    let (pieces, areas) = pieces(containers, rows, table)?;
    let outlines = countries.iter().map(|c| c.outline.clone()).chain(areas);
    let mut chains = weave(&outlines.collect::<Vec<_>>(), countries.len()).into_iter();
    let outlines: Vec<Chain> = chains.by_ref().take(countries.len()).collect();
    let mut pieces: Vec<Piece> =
        pieces.into_iter().zip(chains).map(|(piece, chain)| Piece { chain, ..piece }).collect();
    for (country, outline) in countries.iter_mut().zip(&outlines) {
        country.outline = outline.to_area();
        fill(&country.id, outline, &mut pieces);
    }
    adopt(&mut pieces);
    let sums = Sums::new(containers, rows, &pieces)?;
    Ok((sums.units(&rows.regions, 1)?, sums.units(&rows.districts, 2)?))
}

fn pieces(
    containers: &[Unit],
    rows: &Rows,
    table: &Table,
) -> Outcome<(Vec<Piece>, Vec<MultiPolygon<f64>>)> {
    let (mut pieces, mut areas) = (Vec::new(), Vec::new());
    for container in containers {
        let within: Vec<&Row> =
            rows.districts.iter().filter(|row| row["within"] == container.id).collect();
        let mut add = |district: &str, has_town: bool, area: MultiPolygon<f64>| {
            pieces.push(Piece {
                district: district.to_owned(),
                container: container.id.clone(),
                country: container.country.clone(),
                has_town,
                chain: Chain::default(),
            });
            areas.push(area);
        };
        if let [] | [_] = within.as_slice() {
            let id = within.first().map_or(&container.id, |row| &row["id"]);
            add(id, true, container.outline.clone());
            continue;
        }
        let points = points(container, &within, table)?;
        let at: Vec<Coord<f64>> = points.iter().map(|(_, at)| *at).collect();
        for ((id, at), cell) in points.iter().zip(cells(&container.outline, &at)) {
            for part in cell {
                let has_town = part.contains(&Point::from(*at));
                add(id, has_town, part.into());
            }
        }
    }
    Ok((pieces, areas))
}

/// The seats and towns of a container with their districts, seats first.
fn points<'a>(
    container: &Unit,
    within: &[&'a Row],
    table: &Table,
) -> Outcome<Vec<(&'a str, Coord<f64>)>> {
    let seats: Vec<LonLat> = within
        .iter()
        .map(|row| table.seat(row, container).ok_or_else(|| format!("no seat '{}'", row["seat"])))
        .collect::<Outcome<_>>()?;
    let mut points: Vec<(&str, Coord<f64>)> = Vec::new();
    let mut add = |id: &'a str, at: LonLat| {
        let at = Coord { x: at.lon, y: at.lat };
        let is_new = points.iter().all(|(_, p)| (p.x - at.x).hypot(p.y - at.y) > SAME_POINT_DEG);
        if is_new {
            points.push((id, at));
        }
    };
    for (row, seat) in within.iter().zip(&seats) {
        add(&row["id"], *seat);
    }
    for (row, seat) in within.iter().zip(&seats) {
        for town in list(&row["towns"]) {
            let Some(at) = table.settlement(&town, container, *seat) else {
                eprintln!("{}: no town '{town}'", row["id"]);
                continue;
            };
            let nearest = seats.iter().map(|s| s.rough_distance_km(at)).fold(f64::MAX, f64::min);
            if at.rough_distance_km(*seat) > FARTHER * nearest + FARTHER_KM {
                eprintln!("{}: '{town}' is far off", row["id"]);
            } else {
                add(&row["id"], at);
            }
        }
    }
    Ok(points)
}

/// Makes the pieces of a country sum up to its outline: a gap or an overlap goes to, or from, the
/// piece that has most of its edge.
fn fill(country: &str, outline: &Chain, pieces: &mut [Piece]) {
    let mut own: Vec<&mut Piece> = pieces.iter_mut().filter(|p| p.country == country).collect();
    if own.is_empty() {
        return;
    }
    let mut rest = Chain::default();
    own.iter().for_each(|piece| rest.add(&piece.chain, 1));
    rest.add(outline, -1);
    let mut moved = 0.0;
    for component in rest.components() {
        moved += component.doubled_area().abs();
        let along = |piece: &&mut Piece| piece.chain.along(&component);
        let index = (0..own.len()).max_by(|a, b| along(&own[*a]).total_cmp(&along(&own[*b])));
        if let Some(piece) = index.and_then(|i| own.get_mut(i)) {
            piece.chain.add(&component, -1);
        }
    }
    eprintln!("{country}: gaps and overlaps of {:.3} km²", moved / 2.0 * KM2_PER_STEP2);
}

/// A piece without a town, cut off from its district, goes to the one beside it.
fn adopt(pieces: &mut [Piece]) {
    let mut are_settled: Vec<bool> = pieces.iter().map(|piece| piece.has_town).collect();
    loop {
        let mut is_changed = false;
        for i in 0..pieces.len() {
            if are_settled[i] {
                continue;
            }
            let edge = pieces[i].chain.reversed();
            let beside = (0..pieces.len())
                .filter(|j| are_settled[*j] && pieces[*j].container == pieces[i].container)
                .map(|j| (pieces[j].chain.along(&edge), j))
                .filter(|(length, _)| *length > 0.0)
                .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
            if let Some((_, j)) = beside {
                pieces[i].district = pieces[j].district.clone();
                are_settled[i] = true;
                is_changed = true;
            }
        }
        if !is_changed {
            return;
        }
    }
}

/// The chains of the units that pieces make, by id.
struct Sums<'a> {
    chains: BTreeMap<String, Chain>,
    /// Ids of units with a boundary that no source has.
    approximate: BTreeSet<String>,
    rows: &'a Rows,
}

impl<'a> Sums<'a> {
    fn new(containers: &[Unit], rows: &'a Rows, pieces: &[Piece]) -> Outcome<Self> {
        let mut sums = Self { chains: BTreeMap::new(), approximate: BTreeSet::new(), rows };
        for piece in pieces {
            let ids: BTreeSet<&String> = BTreeSet::from([&piece.district, &piece.container]);
            for id in ids {
                sums.chains.entry(id.clone()).or_default().add(&piece.chain, 1);
            }
        }
        for container in containers {
            let within = || rows.districts.iter().filter(|row| row["within"] == container.id);
            if container.is_approximate || within().count() > 1 {
                sums.approximate.extend(within().map(|row| row["id"].clone()));
            }
            if container.is_approximate {
                sums.approximate.insert(container.id.clone());
            }
        }
        for row in &rows.regions {
            let id = &row["id"];
            let districts: Vec<String> = rows
                .districts
                .iter()
                .filter(|district| district["region"] == *id)
                .map(|district| district["id"].clone())
                .collect();
            if !sums.chains.contains_key(id) && row["parts"].is_empty() && !districts.is_empty() {
                let chain = sums.sum(&districts)?;
                sums.chains.insert(id.clone(), chain);
            }
        }
        Ok(sums)
    }

    fn sum(&self, ids: &[String]) -> Outcome<Chain> {
        let mut sum = Chain::default();
        for id in ids {
            sum.add(self.chains.get(id).ok_or_else(|| format!("no unit '{id}'"))?, 1);
        }
        Ok(sum)
    }

    /// The units of the rows that pieces make.
    fn units(&self, rows: &[Row], level: u8) -> Outcome<Vec<Unit>> {
        let mut units = Vec::new();
        for row in rows {
            let parts = list(&row["parts"]);
            let is_sum = !parts.is_empty() && parts.iter().all(|id| self.is_id(id));
            if !is_sum && !self.chains.contains_key(&row["id"]) {
                continue;
            }
            let parts = if is_sum { parts } else { vec![row["id"].clone()] };
            let is_district = |id: &String| self.rows.districts.iter().any(|d| d["id"] == *id);
            let is_approximate = parts
                .iter()
                .any(|id| self.approximate.contains(id) && (parts.len() == 1 || is_district(id)));
            let outline = self.sum(&parts)?.to_area();
            units.push(Unit { is_approximate, ..Unit::of_row(row, level, outline) });
        }
        Ok(units)
    }

    fn is_id(&self, id: &str) -> bool {
        self.chains.contains_key(id)
    }
}

/// Whether parts of a row are ids of other units rather than names in a source.
pub fn is_sum(row: &Row, rows: &Rows) -> bool {
    let ids = || rows.regions.iter().chain(&rows.districts).map(|row| &row["id"]);
    list(&row["parts"]).first().is_some_and(|part| ids().any(|id| id == part))
}
