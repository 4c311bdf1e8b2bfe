//! One table of places out of the sources: one place once, with the reason stated.
//!
//! Rules. Two records are one place where a name of one has the key (see `gazetteer::fold`) of a
//! name of the other and they lie within the join distance of their sources; of several the
//! nearest. Position and kind come from the first source that has the place, in this order:
//! OpenStreetMap, GeoNames, Natural Earth; the supplement joins only what lies beside it. GeoNames
//! gives population, variants and, for the names of the press, its French spelling.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo::{BoundingRect, Contains, Distance, Euclidean, MultiPolygon, Point, Rect};
use harmattan::earth::LonLat;
use harmattan::gazetteer::fold;

use crate::division::Unit;
use crate::record::{Record, is_settlement};
use crate::source::{Feature, Outcome, Row};

/// Countries whose places are all kept, and how far around them, in km.
const HOME: [&str; 3] = ["ML", "BF", "NE"];
const AROUND_KM: f64 = 150.0;

/// From how many inhabitants a GeoNames place farther away is kept.
const FAR_POPULATION: u32 = 15_000;

/// How far apart, in km, one place may lie in two sources: for towns, where the disagreement
/// reaches 28 km (Abeïbara), and for villages, of which several share a name.
pub const TOWN_JOIN_KM: f64 = 35.0;
const VILLAGE_JOIN_KM: f64 = 12.0;

/// How far apart, in km, a hand-written settlement and one of the sources with its name are one: the
/// names of the supplement are rare, and its positions are from memory.
const SUPPLEMENT_JOIN_KM: f64 = 30.0;

/// The kind of a record that another has taken up.
const JOINED: &str = "joined";

/// How near two records of one name in one source are one place.
const TWIN_KM: f64 = 2.5;

/// The table in the making, with its names by key.
#[derive(Default)]
pub struct Table {
    pub records: Vec<Record>,
    pub by_key: HashMap<String, Vec<usize>>,
}

/// What is inside or near the home countries.
pub struct Window {
    home: Vec<MultiPolygon<f64>>,
    boxes: Vec<Rect<f64>>,
}

impl Window {
    pub fn new(countries: &[Unit]) -> Self {
        let home: Vec<_> = countries
            .iter()
            .filter(|c| HOME.contains(&c.id.as_str()))
            .map(|c| c.outline.clone())
            .collect();
        let boxes = home.iter().filter_map(BoundingRect::bounding_rect).collect();
        Self { home, boxes }
    }

    /// Distances are in degrees, scaled at the latitude of the Sahel; 150 km need no more.
    fn is_near(&self, at: LonLat) -> bool {
        let reach = AROUND_KM / 111.2;
        let point = Point::new(at.lon, at.lat);
        self.home.iter().zip(&self.boxes).any(|(area, bounds)| {
            let is_in_box = at.lon > bounds.min().x - reach * 1.1
                && at.lon < bounds.max().x + reach * 1.1
                && at.lat > bounds.min().y - reach
                && at.lat < bounds.max().y + reach;
            is_in_box && (area.contains(&point) || Euclidean.distance(area, &point) < reach)
        })
    }
}

impl Table {
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// OpenStreetMap cities, towns and villages.
    pub fn add_osm(&mut self, rows: &[Row], window: &Window) -> Outcome<()> {
        let order = ["city", "town", "village"];
        let mut records = Vec::new();
        for row in rows {
            let at = position(row)?;
            let kind = row["type"].clone();
            let name = row["name"].trim_matches(['"', ' ', '\'', '?', '.']);
            if name.chars().filter(|c| c.is_alphabetic()).count() > 1
                && (HOME.contains(&row["cc"].as_str()) || kind != "village" || window.is_near(at))
            {
                records.push(Record::new(name, &kind, at, &row["cc"], "osm"));
            }
        }
        records.sort_by_key(|r| order.iter().position(|kind| r.kind == *kind));
        for record in records {
            if self.nearest(&record, |_| TWIN_KM).is_none() {
                self.push(record);
            }
        }
        Ok(())
    }

    /// GeoNames places: joined to what is there, or new.
    pub fn add_geonames(&mut self, rows: &[Row], window: &Window) -> Outcome<()> {
        let mut rows: Vec<(u32, &Row)> =
            rows.iter().map(|row| (row["population"].parse().unwrap_or(0), row)).collect();
        rows.sort_by_key(|(population, row)| {
            (std::cmp::Reverse(*population), row["geonameid"].clone())
        });
        for (population, row) in rows {
            let at = position(row)?;
            let is_home = HOME.contains(&row["cc"].as_str());
            if !is_home && population < FAR_POPULATION && !window.is_near(at) {
                continue;
            }
            let kind = if population >= 100_000 {
                "city"
            } else if population >= 5_000 {
                "town"
            } else {
                "village"
            };
            let mut record = Record::new(&row["name"], kind, at, &row["cc"], "geonames");
            record.population = population;
            record.geoname = row["geonameid"].clone();
            record.variants = row["altnames"]
                .split('|')
                .filter(|name| is_kept(name))
                .map(str::to_owned)
                .collect();
            self.join_or_push(record);
        }
        Ok(())
    }

    /// Natural Earth populated places: joined by GeoNames id or name, or new.
    pub fn add_natural_earth(&mut self, features: &[Feature]) {
        for feature in features {
            let text = |key: &str| feature.properties.get(key).map_or("", String::as_str);
            let Some(at) = feature.point else { continue };
            let country = crate::division::alpha2(text("adm0_a3"));
            let population: f64 = text("pop_max").parse().unwrap_or(0.0);
            let geoname = text("geonameid").trim_end_matches(".0").to_owned();
            let is_known = !geoname.is_empty() && self.records.iter().any(|r| r.geoname == geoname);
            if country.is_empty() || text("name").contains('?') || is_known {
                continue;
            }
            let kind = if population >= 100_000.0 { "city" } else { "town" };
            let mut record = Record::new(text("name"), kind, at.into(), country, "naturalearth");
            record.population = population.max(0.0) as u32;
            record.variants =
                text("namealt").split('|').filter(|n| is_kept(n)).map(str::to_owned).collect();
            self.join_or_push(record);
        }
    }

    /// Airfields keep to themselves: an airport is not its town.
    pub fn add_airfields(&mut self, rows: &[Row]) -> Outcome<()> {
        for row in rows {
            let town = row["city"].split(['/', '(']).next().unwrap_or_default().trim();
            let town = if town.is_empty() { row["name"].as_str() } else { town };
            let french = format!("aéroport de {town}");
            let mut record =
                Record::new(&french, "airfield", position(row)?, &row["country"], "airportsdata");
            record.radius_km = 2.0;
            record.variants =
                vec![row["name"].clone(), format!("aéroport international de {town}")];
            if row["name"].to_lowercase() == town.to_lowercase() {
                record.variants.remove(0);
            }
            self.push(record);
        }
        Ok(())
    }

    /// Hand-written rows: joined to the settlement beside it, or new.
    pub fn add_supplement(&mut self, rows: &[Row]) -> Outcome<()> {
        for row in rows {
            let mut record = Record::new(
                &row["name"],
                &row["kind"],
                position(row)?,
                &row["country"],
                "supplement",
            );
            record.admin1 = row["admin1"].clone();
            record.radius_km =
                row["radius_km"].parse().map_err(|_| format!("no radius: {row:?}"))?;
            record.population = row["population"].parse().unwrap_or(0);
            record.variants = crate::division::list(&row["variants"]);
            if !is_settlement(&record.kind) {
                self.push(record);
                continue;
            }
            match self.nearest(&record, |_| SUPPLEMENT_JOIN_KM) {
                Some(old) => {
                    let old = self.join_known(old, &record);
                    self.merge_supplement(old, record);
                }
                None => self.push(record),
            }
        }
        self.drop_joined();
        Ok(())
    }

    /// Two sources may have one place under names that only the supplement knows for one (N'Tillit,
    /// Intilit): they are joined, the first source keeping its position. The number of the one kept.
    fn join_known(&mut self, nearest: usize, record: &Record) -> usize {
        let at = self.records[nearest].at;
        let mut same = BTreeSet::from([nearest]);
        for name in record.names() {
            for &i in self.by_key.get(&fold::key(name)).into_iter().flatten() {
                let (other, known) = (&self.records[i], &self.records[nearest]);
                let is_other_source = other.sources.iter().all(|s| !known.sources.contains(s));
                if is_settlement(&other.kind)
                    && other.country == record.country
                    && is_other_source
                    && other.at.rough_distance_km(at) <= VILLAGE_JOIN_KM
                {
                    same.insert(i);
                }
            }
        }
        let kept = *same.first().unwrap_or(&nearest);
        for i in same.into_iter().filter(|i| *i != kept) {
            let joined = self.records[i].clone();
            self.records[i].kind = JOINED.to_owned();
            self.merge(kept, joined);
        }
        kept
    }

    fn drop_joined(&mut self) {
        let kept = std::mem::take(&mut self.records).into_iter().filter(|r| r.kind != JOINED);
        self.by_key.clear();
        kept.for_each(|record| self.push(record));
    }

    fn join_or_push(&mut self, record: Record) {
        let limit = |old: &Record| {
            if old.kind == "village" && record.kind == "village" {
                VILLAGE_JOIN_KM
            } else {
                TOWN_JOIN_KM
            }
        };
        match self.nearest(&record, limit) {
            Some(i) => self.merge(i, record),
            None => self.push(record),
        }
    }

    /// The nearest settlement of the same country with a name of the same key within the limit.
    fn nearest(&self, record: &Record, limit_km: impl Fn(&Record) -> f64) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for name in record.names() {
            for &i in self.by_key.get(&fold::key(name)).into_iter().flatten() {
                let old = &self.records[i];
                let km = old.at.rough_distance_km(record.at);
                let is_near = km <= limit_km(old) || is_mirrored(old.at, record.at);
                if old.country == record.country
                    && is_settlement(&old.kind)
                    && is_near
                    && best.is_none_or(|(least, _)| km < least)
                {
                    best = Some((km, i));
                }
            }
        }
        best.map(|(_, i)| i)
    }

    fn merge(&mut self, i: usize, record: Record) {
        self.index(i, record.names().map(str::to_owned).collect());
        let old = &mut self.records[i];
        old.population = old.population.max(record.population);
        if old.geoname.is_empty() {
            old.geoname.clone_from(&record.geoname);
        }
        if rank(&record.kind) < rank(&old.kind) {
            old.kind.clone_from(&record.kind);
        }
        old.sources.extend(&record.sources);
        old.variants.push(record.name);
        old.variants.extend(record.variants);
    }

    /// The hand-written name is the one of the press; the old one becomes a variant.
    fn merge_supplement(&mut self, i: usize, record: Record) {
        let old_name = self.records[i].name.clone();
        let old = &mut self.records[i];
        old.name.clone_from(&record.name);
        old.radius_km = record.radius_km;
        old.variants.push(old_name);
        self.merge(i, record);
    }

    pub fn push(&mut self, record: Record) {
        let names = record.names().map(str::to_owned).collect();
        self.records.push(record);
        self.index(self.records.len() - 1, names);
    }

    fn index(&mut self, i: usize, names: Vec<String>) {
        for name in names {
            let list = self.by_key.entry(fold::key(&name)).or_default();
            if !list.contains(&i) {
                list.push(i);
            }
        }
    }

    /// The rows of places.tsv, sorted by id.
    pub fn to_text(&self) -> String {
        let mut ids = BTreeSet::new();
        let mut rows = BTreeMap::new();
        let mut records: Vec<&Record> = self.records.iter().collect();
        records.sort_by(|a, b| (&a.sources, &a.name).cmp(&(&b.sources, &b.name)));
        for record in records {
            let mut id = record.id();
            while !ids.insert(id.clone()) {
                id.push('x');
            }
            rows.insert(id.clone(), record.row(&id));
        }
        let header = "id\tname\tkind\tlon\tlat\tcountry\tadmin1\tadmin2\tpopulation\tradius_km\tsources\tvariants\n";
        std::iter::once(header.to_owned()).chain(rows.into_values()).collect()
    }
}

/// East taken for west: GeoNames has Tessit at 0.30° W, OpenStreetMap at 0.29° E.
fn is_mirrored(a: LonLat, b: LonLat) -> bool {
    (a.lon + b.lon).abs() < 0.05 && (a.lat - b.lat).abs() < 0.05
}

fn rank(kind: &str) -> u8 {
    match kind {
        "city" => 0,
        "town" => 1,
        _ => 2,
    }
}

/// Variants in Latin with a capital, Arabic or Tifinagh letters; the rest are transliterations of
/// transliterations.
fn is_kept(name: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c);
    let is_local =
        |c: char| ('\u{600}'..='\u{6ff}').contains(&c) || ('\u{2d30}'..='\u{2d7f}').contains(&c);
    let mut letters = name.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return false };
    let is_code = name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
    let is_same_script = if is_latin(first) {
        first.is_uppercase() && letters.all(|c| is_latin(c) || c == 'ʼ' || c == 'ɛ')
    } else {
        is_local(first)
    };
    is_same_script && !is_code
}

fn position(row: &Row) -> Outcome<LonLat> {
    let number = |key: &str| row[key].parse::<f64>().map_err(|_| format!("no {key} in {row:?}"));
    let (lon, lat) = (number("lon")?, number("lat")?);
    LonLat::checked(lon, lat).ok_or_else(|| format!("no such position in {row:?}"))
}
