//! Reads the polygons and lines of geodata/ out of their GeoJSON.

use geo::{Coord, LineString, MultiLineString, MultiPolygon, Polygon};
use serde::Deserialize;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::frontier::Frontier;
use super::holding::Outline;
use super::{Area, Border, River};
use crate::earth::{Bounds, LonLat};
use crate::error::{Error, Result};
use crate::model::Date;

/// Areas with their outlines made ready, in the same order.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) areas: Vec<Area>,
    outlines: Vec<Outline>,
    numbers: HashMap<String, usize>,
    /// For the distance to an area, made when it is first asked for.
    frontiers: Vec<OnceLock<Frontier>>,
}

/// An area with the time in which it is one.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) area: Area,
    pub(super) period: Period,
}

/// From a first day to before another; open where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Period {
    #[serde(default)]
    pub(super) from: Option<Date>,
    #[serde(default)]
    pub(super) until: Option<Date>,
}

impl Layer {
    /// The areas of a bundled file. A file without its form gives no area: a test reads each of
    /// them through [`super::Gazetteer::check_bundled`], so that a run need not.
    pub(super) fn read(file: &'static str, text: &str) -> Self {
        Self::of(areas(file, text).unwrap_or_default())
    }

    pub(super) fn of(areas: Vec<Area>) -> Self {
        let outlines = areas.iter().map(Outline::new).collect();
        let frontiers = areas.iter().map(|_| OnceLock::new()).collect();
        // Of several with one id the first.
        let numbers =
            areas.iter().enumerate().rev().map(|(i, area)| (area.id.clone(), i)).collect();
        Self { areas, outlines, numbers, frontiers }
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&Area> {
        self.areas.get(*self.numbers.get(id)?)
    }

    /// The number of the area of a country that holds the point, the first by id; the edge is held.
    pub(super) fn held_by(&self, point: LonLat, is_of: impl Fn(&Area) -> bool) -> Option<usize> {
        let all = self.areas.iter().zip(&self.outlines).enumerate();
        let near = all.filter(|(_, (area, outline))| outline.may_hold(point) && is_of(area));
        let holding = near.filter(|(_, (_, outline))| outline.contains(point));
        holding.min_by(|a, b| a.1.0.id.cmp(&b.1.0.id)).map(|(i, _)| i)
    }

    /// The number of the nearest of some areas, by the geodesic to their outlines.
    pub(super) fn nearest(&self, point: LonLat, is_of: impl Fn(&Area) -> bool) -> Option<usize> {
        let all = self.areas.iter().zip(&self.frontiers).enumerate();
        let some = all.filter(|(_, (area, _))| is_of(area));
        let mut some: Vec<_> = some.map(|one| (one.1.0.bounds.least_km(point), one)).collect();
        some.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut best: Option<(f64, usize)> = None;
        for (least_km, (i, (area, frontier))) in some {
            if best.is_some_and(|(km, _)| km < least_km) {
                break;
            }
            let frontier = frontier.get_or_init(|| Frontier::of_outline(&area.polygon));
            let Some((_, km, _)) = frontier.nearest(point) else { continue };
            if best.is_none_or(|known| (km, i) < known) {
                best = Some((km, i));
            }
        }
        best.map(|(_, i)| i)
    }
}

impl Period {
    pub(super) fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

#[derive(Deserialize)]
struct Collection<P, C> {
    features: Vec<Feature<P, C>>,
}

#[derive(Deserialize)]
struct Feature<P, C> {
    properties: P,
    geometry: Geometry<C>,
}

#[derive(Deserialize)]
struct Geometry<C> {
    coordinates: C,
}

type Lines = Vec<Vec<[f64; 2]>>;
type Polygons = Vec<Lines>;

#[derive(Deserialize)]
struct AreaProperties {
    id: String,
    name: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    variants: Vec<String>,
    country: String,
    level: u8,
    #[serde(default)]
    approximate: bool,
    #[serde(flatten)]
    period: Period,
}

#[derive(Deserialize)]
struct BorderProperties {
    pair: String,
}

#[derive(Deserialize)]
struct RiverProperties {
    name: String,
    rank: u8,
}

/// The areas of a polygon file, in its order.
pub(super) fn areas(file: &'static str, text: &str) -> Result<Vec<Area>> {
    Ok(dated(file, text)?.into_iter().map(|dated| dated.area).collect())
}

/// The areas of a polygon file with their periods, in its order.
pub(super) fn dated(file: &'static str, text: &str) -> Result<Vec<Dated>> {
    let features = features::<AreaProperties, Polygons>(file, text)?;
    let dated = |(row, feature): (usize, Feature<AreaProperties, Polygons>)| {
        let Feature { properties, geometry } = feature;
        let polygon = polygons(geometry.coordinates);
        let corners = polygon.iter().flat_map(|p| p.exterior().coords().copied());
        let bounds = Bounds::around(corners.map(LonLat::from));
        let problem = || "the polygon is empty".to_owned();
        let area = Area {
            bounds: bounds.ok_or_else(|| Error::Bundled { file, row, problem: problem() })?,
            id: properties.id,
            name: properties.name,
            name_en: properties.name_en,
            variants: properties.variants,
            country: properties.country,
            level: properties.level,
            approximate: properties.approximate,
            polygon,
        };
        Ok(Dated { area, period: properties.period })
    };
    features.into_iter().enumerate().map(|(i, f)| dated((i + 1, f))).collect()
}

/// The borders of a line file, in its order.
pub(super) fn borders(file: &'static str, text: &str) -> Result<Vec<Border>> {
    let features = features::<BorderProperties, Lines>(file, text)?;
    let border = |(i, feature): (usize, Feature<BorderProperties, Lines>)| {
        let pair = feature.properties.pair;
        let Some((first, second)) = pair.split_once('-') else {
            let problem = format!("the pair '{pair}' does not have the form ML-NE");
            return Err(Error::Bundled { file, row: i + 1, problem });
        };
        let countries = [first.to_owned(), second.to_owned()];
        Ok(Border { countries, line: lines(feature.geometry.coordinates), pair })
    };
    features.into_iter().enumerate().map(border).collect()
}

/// The rivers of a line file, in its order.
pub(super) fn rivers(file: &'static str, text: &str) -> Result<Vec<River>> {
    let river = |feature: Feature<RiverProperties, Lines>| River {
        name: feature.properties.name,
        rank: feature.properties.rank,
        line: lines(feature.geometry.coordinates),
    };
    Ok(features(file, text)?.into_iter().map(river).collect())
}

fn features<'a, P: Deserialize<'a>, C: Deserialize<'a>>(
    file: &'static str,
    text: &'a str,
) -> Result<Vec<Feature<P, C>>> {
    match serde_json::from_str::<Collection<P, C>>(text) {
        Ok(collection) => Ok(collection.features),
        Err(cause) => Err(Error::Bundled { file, row: cause.line(), problem: cause.to_string() }),
    }
}

fn polygons(polygons: Polygons) -> MultiPolygon<f64> {
    let polygon = |rings: Lines| {
        let mut rings = rings.into_iter().map(line);
        let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(exterior, rings.collect())
    };
    MultiPolygon::new(polygons.into_iter().map(polygon).collect())
}

fn lines(lines: Lines) -> MultiLineString<f64> {
    MultiLineString::new(lines.into_iter().map(line).collect())
}

fn line(points: Vec<[f64; 2]>) -> LineString<f64> {
    LineString::new(points.into_iter().map(|[x, y]| Coord { x, y }).collect())
}
