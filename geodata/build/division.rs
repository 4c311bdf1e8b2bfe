//! Countries, regions and districts: names from the hand-written tables, polygons from the sources.

use geo::algorithm::buffer::{BufferStyle, LineJoin};
use geo::{Area, BooleanOps, Buffer, MultiPolygon, unary_union};
use serde_json::{Map, Value, json};

use crate::partition::{Rows, is_sum};
use crate::source::{Feature, Outcome, Row};

/// How far units grow, in degrees and step by step, to meet the outline of their country from
/// another source: with small steps a piece goes to the unit beside it.
const GROWN_DEG: [f64; 6] = [0.005, 0.01, 0.03, 0.06, 0.12, 0.3];

/// The widest crack between two pieces of a unit, in degrees: about 30 m.
const CRACK_DEG: f64 = 0.0003;

/// Pieces below this area, in square degrees, are noise of the overlay: about 0.1 km².
const NOISE_DEG2: f64 = 1e-5;

/// The countries whose units are fitted to the country's outline.
const FITTED: [&str; 3] = ["BF", "ML", "NE"];

/// A unit with what its feature says.
pub struct Unit {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub variants: Vec<String>,
    pub country: String,
    pub level: u8,
    pub is_approximate: bool,
    /// The first day of its division, YYYY-MM-DD; empty where it is older than all others.
    pub from: String,
    /// The first day of the next division; empty where there is none.
    pub until: String,
    pub outline: MultiPolygon<f64>,
}

impl Unit {
    /// The unit of a row of regions.tsv or districts.tsv.
    pub fn of_row(row: &Row, level: u8, outline: MultiPolygon<f64>) -> Self {
        let text = |key: &str| row.get(key).cloned().unwrap_or_default();
        Self {
            country: text("id").split('-').next().unwrap_or_default().to_owned(),
            id: text("id"),
            name: text("name"),
            name_en: text("name_en"),
            variants: list(&text("variants")),
            level,
            is_approximate: false,
            from: text("from"),
            until: text("until"),
            outline,
        }
    }

    /// Whether it is a unit on that day, YYYY-MM-DD.
    pub fn is_in_force(&self, day: &str) -> bool {
        self.from.as_str() <= day && (self.until.is_empty() || day < self.until.as_str())
    }

    pub fn properties(&self) -> Map<String, Value> {
        let mut properties = Map::new();
        properties.insert("id".to_owned(), json!(self.id));
        properties.insert("name".to_owned(), json!(self.name));
        properties.insert("name_en".to_owned(), json!(self.name_en));
        properties.insert("variants".to_owned(), json!(self.variants));
        properties.insert("country".to_owned(), json!(self.country));
        properties.insert("level".to_owned(), json!(self.level));
        if self.is_approximate {
            properties.insert("approximate".to_owned(), json!(true));
        }
        for (key, day) in [("from", &self.from), ("until", &self.until)] {
            if !day.is_empty() {
                properties.insert(key.to_owned(), json!(day));
            }
        }
        properties
    }
}

/// A country of countries.tsv with an outline.
pub fn country(row: &Row, outline: MultiPolygon<f64>) -> Unit {
    Unit {
        id: row["code"].clone(),
        name: row["name"].clone(),
        name_en: row["name_en"].clone(),
        variants: list(&row["variants"]),
        country: row["code"].clone(),
        level: 0,
        is_approximate: false,
        from: String::new(),
        until: String::new(),
        outline,
    }
}

/// What the other units are sums or pieces of: the districts and, where a source has none, the
/// regions of the sources, fitted together and to their country.
pub fn containers(
    rows: &Rows,
    source: &[Feature],
    cuts: &[Feature],
    countries: &[Unit],
) -> Outcome<Vec<Unit>> {
    let mut units = Vec::new();
    for (row, level) in levels(rows) {
        let parts = list(&row["parts"]);
        if parts.is_empty() || is_sum(row, rows) {
            continue;
        }
        let country = row["id"].split('-').next().unwrap_or_default();
        let outlines: Vec<MultiPolygon<f64>> = parts
            .iter()
            .map(|name| part(name.trim_start_matches("cut:"), country, source))
            .collect::<Outcome<_>>()?;
        let whole = if outlines.len() == 1 { outlines[0].clone() } else { unary_union(&outlines) };
        let (outline, is_approximate) = cut(&row["id"], country, &whole, cuts);
        units.push(Unit { is_approximate, ..Unit::of_row(row, level, outline) });
    }
    fit(&mut units, countries);
    Ok(units)
}

fn levels(rows: &Rows) -> impl Iterator<Item = (&Row, u8)> {
    let districts = rows.districts.iter().map(|row| (row, 2));
    rows.regions.iter().map(|row| (row, 1)).chain(districts)
}

/// Whether the units of a country are divided anew; those of the others are as in the source.
pub fn is_divided(country: &str) -> bool {
    FITTED.contains(&country)
}

/// A unit with a hand-drawn polygon of its own id is what lies inside it; one that another unit's
/// polygon touches is what lies outside.
fn cut(
    id: &str,
    country: &str,
    whole: &MultiPolygon<f64>,
    cuts: &[Feature],
) -> (MultiPolygon<f64>, bool) {
    let mut rest = whole.clone();
    let mut is_cut = false;
    for feature in cuts {
        let cut_id = &feature.properties["id"];
        if cut_id == id {
            return (clean(whole.intersection(&feature.polygon)), true);
        }
        let shared = clean(rest.intersection(&feature.polygon));
        let is_meant = feature.properties["from"] == id;
        if cut_id.starts_with(country) && is_meant && !shared.0.is_empty() {
            rest = clean(rest.difference(&feature.polygon));
            is_cut = true;
        }
    }
    (rest, is_cut)
}

fn part(name: &str, country: &str, source: &[Feature]) -> Outcome<MultiPolygon<f64>> {
    let is_part = |f: &&Feature| {
        f.properties.get("name").is_some_and(|n| n == name)
            && f.properties.get("adm0_a3").is_some_and(|a3| alpha2(a3) == country)
    };
    let feature = source.iter().find(is_part);
    feature.map(|f| f.polygon.clone()).ok_or_else(|| format!("no unit '{name}' in {country}"))
}

/// Makes the units of a country fill it without gaps or overlaps: what lies outside is cut off,
/// what is left over goes to the unit beside it, the earlier in the table first.
fn fit(units: &mut [Unit], countries: &[Unit]) {
    for country in countries.iter().filter(|c| FITTED.contains(&c.id.as_str())) {
        let outlines: Vec<MultiPolygon<f64>> =
            units.iter().filter(|u| u.country == country.id).map(|u| u.outline.clone()).collect();
        let mut left_over = country.outline.difference(&unary_union(&outlines));
        let mut own: Vec<&mut Unit> =
            units.iter_mut().filter(|u| u.country == country.id).collect();
        for unit in &mut own {
            unit.outline = unit.outline.intersection(&country.outline);
        }
        for step in GROWN_DEG {
            for unit in &mut own {
                let grown = unit.outline.buffer(step);
                let won = left_over.intersection(&grown);
                left_over = left_over.difference(&grown);
                unit.outline = unit.outline.union(&won);
            }
        }
        let mut taken = MultiPolygon::new(Vec::new());
        for unit in own {
            let closed = closed(&unit.outline).intersection(&country.outline);
            unit.outline = clean(closed.difference(&taken));
            taken = taken.union(&unit.outline);
        }
    }
}

/// The outline without the cracks that the overlay leaves between pieces that touch.
fn closed(outline: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let by = |distance: f64| BufferStyle::new(distance).line_join(LineJoin::Miter(1.0));
    outline.buffer_with_style(by(CRACK_DEG)).buffer_with_style(by(-CRACK_DEG))
}

fn clean(outline: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let mut outline = outline;
    outline.0.retain(|polygon| polygon.unsigned_area() > NOISE_DEG2);
    for polygon in &mut outline.0 {
        let (exterior, mut interiors) = std::mem::replace(
            polygon,
            geo::Polygon::new(geo::LineString::new(Vec::new()), Vec::new()),
        )
        .into_inner();
        interiors.retain(|ring| {
            geo::Polygon::new(ring.clone(), Vec::new()).unsigned_area() > NOISE_DEG2
        });
        *polygon = geo::Polygon::new(exterior, interiors);
    }
    outline
}

/// Alpha-2 codes of the fourteen countries.
pub fn alpha2(alpha3: &str) -> &'static str {
    match alpha3 {
        "MLI" => "ML",
        "BFA" => "BF",
        "NER" => "NE",
        "DZA" => "DZ",
        "BEN" => "BJ",
        "CIV" => "CI",
        "GHA" => "GH",
        "GIN" => "GN",
        "LBY" => "LY",
        "MRT" => "MR",
        "NGA" => "NG",
        "SEN" => "SN",
        "TCD" => "TD",
        "TGO" => "TG",
        _ => "",
    }
}

/// The parts of a field that holds a list.
pub fn list(field: &str) -> Vec<String> {
    field.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
