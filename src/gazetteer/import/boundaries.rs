//! Polygons of regions or districts out of GeoJSON, checked, in the form of the bundled ones.

use geo::orient::{Direction, Orient};
use geo::{InteriorPoint, MultiPolygon, Polygon, Validation};
use geojson::Feature;
use serde_json::json;

use super::archive::Part;
use super::{Columns, Import, ImportSettings, Problem, checks, empty_import, features, rows};
use crate::earth::LonLat;
use crate::gazetteer::{Gazetteer, fold};

/// Properties with the name of a unit of level 1 and 2, the better first, in lower case.
const NAMES: [&[&str]; 2] = [
    &["admin1name", "adm1_fr", "adm1_name", "name_1", "shapename", "name", "nom"],
    &["admin2name", "adm2_fr", "adm2_name", "name_2", "shapename", "name", "nom"],
];
/// The same for its code.
const CODES: [&[&str]; 2] = [
    &["admin1pcod", "adm1_pcode", "iso_3166_2", "gid_1", "hasc_1", "shapeid", "code", "id"],
    &["admin2pcod", "adm2_pcode", "gid_2", "hasc_2", "shapeid", "code", "id"],
];
const COUNTRIES: &[&str] =
    &["admin0pcod", "adm0_pcode", "country", "country_code", "iso2", "iso_a2"];

/// A polygon that can be used.
struct Unit {
    id: String,
    name: String,
    country: String,
    outline: MultiPolygon<f64>,
}

/// The polygons of the parts of a file, as far as they are read.
pub(super) struct Units<'a> {
    gazetteer: &'a Gazetteer,
    level: u8,
    settings: &'a ImportSettings,
    import: Import,
    units: Vec<Unit>,
}

impl<'a> Units<'a> {
    pub(super) fn new(
        gazetteer: &'a Gazetteer,
        pack: &str,
        level: u8,
        settings: &'a ImportSettings,
    ) -> Result<Self, String> {
        if !(1..=2).contains(&level) {
            return Err(format!("cannot be of level {level}; give 1 for regions, 2 for districts"));
        }
        Ok(Self { gazetteer, level, settings, import: empty_import(pack), units: Vec::new() })
    }

    pub(super) fn add(&mut self, mut part: Part<'_>) -> Result<(), String> {
        let bytes = part.whole(rows::MOST_GEOJSON_BYTES)?;
        let settings = self.settings;
        for (i, feature) in features::collection(&bytes)?.features.into_iter().enumerate() {
            let unit = unit(self.gazetteer, feature, self.level, &settings.columns);
            let unit = unit.and_then(|unit| {
                let is_known = self.units.iter().any(|known| known.id == unit.id);
                let id = &unit.id;
                if is_known { Err(format!("has the code '{id}' of another one")) } else { Ok(unit) }
            });
            let is_wanted = |code: &str| {
                settings.countries.is_empty()
                    || settings.countries.iter().any(|known| known.eq_ignore_ascii_case(code))
            };
            match unit {
                Ok(unit) if is_wanted(&unit.country) => self.units.push(unit),
                Ok(_) => self.import.n_left_out += 1,
                Err(problem) => {
                    let file = part.name.clone();
                    self.import.problems.push(Problem { file, row: i + 1, problem });
                }
            }
        }
        Ok(())
    }

    /// The GeoJSON of the good polygons, one feature a line, sorted by id.
    pub(super) fn finish(mut self) -> (Vec<u8>, Import) {
        self.units.sort_by(|a, b| a.id.cmp(&b.id));
        self.import.n_imported = self.units.len();
        let lines: Vec<String> = self.units.iter().map(|unit| line(unit, self.level)).collect();
        let lines = lines.join(",\n");
        let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{lines}\n]}}\n");
        (text.into_bytes(), self.import)
    }
}

fn unit(
    gazetteer: &Gazetteer,
    feature: Feature,
    level: u8,
    columns: &Columns,
) -> Result<Unit, String> {
    let known = usize::from(level) - 1;
    let of = |lists: &[&'static [&'static str]; 2]| lists.get(known).copied().unwrap_or_default();
    let name = features::property(&feature, &columns.name, of(&NAMES));
    if name.is_empty() {
        let has: Vec<&str> =
            feature.properties.iter().flatten().map(|(key, _)| key.as_str()).collect();
        return Err(format!(
            "has no name; name its property with --name-column, one of '{}'",
            has.join("', '")
        ));
    }
    let code = features::property(&feature, &columns.id, of(&CODES));
    let stated = features::property(&feature, &columns.country, COUNTRIES);
    let outline = outline(feature)?;
    let inside = outline.interior_point().map(LonLat::from);
    let at = inside.and_then(|point| gazetteer.country_at(point)).map(|area| area.id.clone());
    let country = at.or_else(|| checks::country(gazetteer, &stated));
    let country = country.ok_or("lies in no country that is bundled, and states none")?;
    let id = if code.is_empty() { format!("{country}:{}", fold::plain(&name)) } else { code };
    Ok(Unit { id, name, country, outline })
}

/// The polygons, valid and wound right.
fn outline(feature: Feature) -> Result<MultiPolygon<f64>, String> {
    let geometry = feature.geometry.ok_or("has no geometry")?;
    let outline = match geo::Geometry::<f64>::try_from(geometry) {
        Ok(geo::Geometry::Polygon(polygon)) => MultiPolygon::new(vec![polygon]),
        Ok(geo::Geometry::MultiPolygon(polygons)) => polygons,
        Ok(_) => return Err("is no polygon; give polygons, or leave out --level".to_owned()),
        Err(cause) => return Err(format!("has a geometry that cannot be read ({cause})")),
    };
    let rings = outline
        .iter()
        .flat_map(|p: &Polygon<f64>| std::iter::once(p.exterior()).chain(p.interiors()));
    let mut corners = rings.flat_map(|ring| ring.coords());
    if let Some(corner) = corners.find(|c| LonLat::checked(c.x, c.y).is_none()) {
        return Err(format!(
            "has the corner {} {}, which is no longitude and latitude; convert it, for instance with: ogr2ogr -t_srs EPSG:4326",
            corner.x, corner.y
        ));
    }
    if outline.0.is_empty() {
        return Err("has an empty geometry".to_owned());
    }
    for polygon in &outline {
        polygon.check_validation().map_err(|cause| {
            format!(
                "is no valid polygon ({cause}); repair it, for instance with: ogr2ogr -makevalid"
            )
        })?;
    }
    Ok(outline.orient(Direction::Default))
}

fn line(unit: &Unit, level: u8) -> String {
    let ring = |ring: &geo::LineString<f64>| -> Vec<[f64; 2]> {
        ring.coords().map(|c| [c.x, c.y].map(|degrees| (degrees * 1e7).round() / 1e7)).collect()
    };
    let polygon = |p: &Polygon<f64>| -> Vec<Vec<[f64; 2]>> {
        std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect()
    };
    let coordinates: Vec<_> = unit.outline.iter().map(polygon).collect();
    json!({
        "type": "Feature",
        "properties": {
            "id": unit.id, "name": unit.name, "country": unit.country, "level": level,
        },
        "geometry": { "type": "MultiPolygon", "coordinates": coordinates },
    })
    .to_string()
}
