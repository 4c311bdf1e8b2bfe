//! A place in the making, and its row in places.tsv.

use std::collections::BTreeSet;

use harmattan::earth::LonLat;
use harmattan::gazetteer::fold;

use crate::output::number;

/// A place in the making.
#[derive(Clone, Debug)]
pub struct Record {
    pub name: String,
    pub kind: String,
    pub at: LonLat,
    pub country: String,
    pub admin1: String,
    pub admin2: String,
    pub population: u32,
    pub radius_km: f64,
    pub sources: Vec<&'static str>,
    pub variants: Vec<String>,
    pub geoname: String,
}

impl Record {
    pub fn new(name: &str, kind: &str, at: LonLat, country: &str, source: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            kind: kind.to_owned(),
            at,
            country: country.to_owned(),
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            radius_km: 0.0,
            sources: vec![source],
            variants: Vec::new(),
            geoname: String::new(),
        }
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.variants.iter().map(String::as_str))
    }

    /// Country, plain name and position to about 10 km: what a place keeps when sources change.
    pub fn id(&self) -> String {
        let name: String = fold::plain(&self.name).chars().take(24).collect();
        let kind = if is_settlement(&self.kind) { "" } else { &self.kind };
        format!("{}:{kind}:{name}:{:.1},{:.1}", self.country, self.at.lon, self.at.lat)
            .replace("-0.0", "0.0")
    }

    pub fn row(&self, id: &str) -> String {
        let mut keys = BTreeSet::from([fold::key(&self.name)]);
        let mut plains = BTreeSet::from([fold::plain(&self.name)]);
        let mut variants = Vec::new();
        for name in &self.variants {
            let name = name.replace(['\t', '\n', '|'], " ");
            let is_new_key = keys.insert(fold::key(&name));
            if !name.trim().is_empty() && (is_new_key || plains.insert(fold::plain(&name))) {
                variants.push(name.trim().to_owned());
            }
        }
        let mut sources = self.sources.clone();
        sources.dedup();
        let fields = [
            id.to_owned(),
            self.name.replace('\t', " "),
            self.kind.clone(),
            number(self.at.lon, 5),
            number(self.at.lat, 5),
            self.country.clone(),
            self.admin1.clone(),
            self.admin2.clone(),
            self.population.to_string(),
            number(self.radius_km, 1),
            sources.join("+"),
            variants.join("|"),
        ];
        fields.join("\t") + "\n"
    }
}

pub fn is_settlement(kind: &str) -> bool {
    matches!(kind, "city" | "town" | "village")
}

/// A circle about as large as the place. Source: by hand; a town of 100,000 covers some 20 km².
pub fn radius_km(kind: &str, population: u32) -> f64 {
    let grown = (f64::from(population) / 15_000.0).sqrt();
    match kind {
        "city" => grown.clamp(4.0, 18.0),
        "town" => grown.clamp(2.0, 8.0),
        "quarter" => 1.5,
        "airfield" => 2.0,
        _ => 1.0,
    }
}
