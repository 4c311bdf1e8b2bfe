//! Which column holds what: by the names that ACLED, UCDP GED and Harmattan give, by ordinary names
//! in French and English, or as the user says.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::read::fold::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Lon,
    Lat,
    Date,
    DateEnd,
    Year,
    Kind,
    SubKind,
    Violence,
    Killed,
    KilledLow,
    KilledHigh,
    Wounded,
    WoundedLow,
    WoundedHigh,
    Actor,
    OtherActor,
    Place,
    District,
    Region,
    Country,
    Phrase,
    Id,
    Source,
    Published,
    Title,
    Text,
    GeoPrecision,
    WherePrec,
    TimePrecision,
    DatePrec,
    Radius,
}

/// How many fields there are.
pub(super) const N_FIELDS: usize = 31;

/// Every field, the name of it in `--columns`, and the names of its columns, the surer first.
///
/// Source: ACLED codebook, columns of the export; UCDP GED codebook 23.1, columns; the properties of
/// `incidents.geojson`; ordinary names.
#[rustfmt::skip]
const NAMES: [(Field, &str, &[&str]); N_FIELDS] = [
    (Field::Lon, "lon", &["longitude", "lon", "lng", "long", "decimallongitude", "lon_deg", "x"]),
    (Field::Lat, "lat", &["latitude", "lat", "decimallatitude", "lat_deg", "y"]),
    (Field::Date, "date", &["event_date", "date_start", "date", "start_date", "date_debut", "eventdate", "incident_date", "date_incident", "jour", "day"]),
    (Field::DateEnd, "date_end", &["date_end", "end_date", "date_fin"]),
    (Field::Year, "year", &["year", "annee", "iyear"]),
    (Field::Kind, "kind", &["kind", "event_type", "acled_event_type", "type", "type_incident", "incident_type", "category", "categorie", "means_of_attack"]),
    (Field::SubKind, "sub_kind", &["sub_event_type", "acled_sub_event_type", "subtype", "sous_type"]),
    (Field::Violence, "type_of_violence", &["type_of_violence"]),
    (Field::Killed, "killed", &["fatalities", "best", "killed_best", "killed", "deaths", "dead", "morts", "tues", "deces", "nkill", "total_killed"]),
    (Field::KilledLow, "killed_low", &["killed_low", "low", "deaths_low"]),
    (Field::KilledHigh, "killed_high", &["killed_high", "high", "deaths_high"]),
    (Field::Wounded, "wounded", &["wounded_best", "wounded", "injured", "injuries", "blesses", "nwound", "total_wounded"]),
    (Field::WoundedLow, "wounded_low", &["wounded_low"]),
    (Field::WoundedHigh, "wounded_high", &["wounded_high"]),
    (Field::Actor, "actor", &["actor1", "side_a", "actors", "actor", "acteur", "acteurs", "auteur", "perpetrator", "gname"]),
    (Field::OtherActor, "other_actor", &["actor2", "side_b", "acteur2"]),
    (Field::Place, "place", &["location", "where_coordinates", "place", "place_name", "lieu", "localite", "locality", "village", "town", "ville", "city"]),
    (Field::District, "district", &["admin2", "adm_2", "district", "cercle", "department", "departement", "adm2_name", "adm2_fr"]),
    (Field::Region, "region", &["admin1", "adm_1", "adm1_name", "adm1_fr", "province", "provstate", "region"]),
    (Field::Country, "country", &["country", "pays", "country_code", "countrycode", "country_name", "iso2"]),
    (Field::Phrase, "phrase", &["phrase", "where_description", "place_phrase", "location_description", "localisation"]),
    (Field::Id, "id", &["event_id_cnty", "data_id", "event_id", "id", "incident_id", "eventid", "globaleventid"]),
    (Field::Source, "source", &["source", "source_article", "source_office", "publisher"]),
    (Field::Published, "published", &["published", "source_date", "date_published", "publication_date"]),
    (Field::Title, "title", &["title", "source_headline", "titre", "headline"]),
    (Field::Text, "text", &["notes", "text", "texte", "description", "details", "summary", "resume", "body", "content", "article"]),
    (Field::GeoPrecision, "geo_precision", &["geo_precision"]),
    (Field::WherePrec, "where_prec", &["where_prec"]),
    (Field::TimePrecision, "time_precision", &["time_precision"]),
    (Field::DatePrec, "date_prec", &["date_prec"]),
    (Field::Radius, "radius_km", &["radius_km"]),
];

/// Columns that the user names: `lon=X,lat=Y,date=jour`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    given: BTreeMap<Field, String>,
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut given = BTreeMap::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (name, column) = pair
                .split_once('=')
                .ok_or_else(|| format!("expected FIELD=COLUMN, such as lon=X, not '{pair}'"))?;
            let field = NAMES.iter().find(|(_, known, _)| *known == name.trim());
            let Some((field, ..)) = field else {
                let known: Vec<&str> = NAMES.iter().map(|(_, known, _)| *known).collect();
                return Err(format!("no field '{name}'; the fields are {}", known.join(", ")));
            };
            if given.insert(*field, column.trim().to_owned()).is_some() {
                return Err(format!("'{name}' is given twice"));
            }
        }
        Ok(Self { given })
    }
}

impl Columns {
    /// The field of a column and how sure its name makes that, 0 the surest; `None` where the
    /// column is none of those that are read.
    pub(super) fn field(&self, column: &str) -> Option<(Field, usize)> {
        let column = column.trim().trim_matches('"').trim();
        if let Some((field, _)) = self.given.iter().find(|(_, given)| *given == column) {
            return Some((*field, 0));
        }
        let folded = fold(column).replace([' ', '-'], "_");
        if let Some((field, _)) = self.given.iter().find(|(_, g)| fold(g) == fold(column)) {
            return Some((*field, 0));
        }
        NAMES.iter().filter(|(field, ..)| !self.given.contains_key(field)).find_map(
            |(field, _, names)| Some((*field, 1 + names.iter().position(|name| *name == folded)?)),
        )
    }

    /// The place of each field among the columns of a header; columns of one name count once.
    ///
    /// # Errors
    /// Where a column that the user named is not there.
    pub(super) fn places(&self, header: &[&str]) -> Result<[Option<usize>; N_FIELDS], String> {
        let mut best: [Option<(usize, usize)>; N_FIELDS] = [None; N_FIELDS];
        for (at, column) in header.iter().enumerate() {
            if let Some((field, rank)) = self.field(column)
                && let Some(known) = best.get_mut(field as usize)
                && known.is_none_or(|(other, _)| rank < other)
            {
                *known = Some((rank, at));
            }
        }
        let is_there = |field: &Field| best.get(*field as usize).copied().flatten().is_some();
        match self.given.iter().find(|(field, _)| !is_there(field)) {
            Some((_, column)) => {
                Err(format!("has no column '{column}'; it has '{}'", header.join("', '")))
            }
            None => Ok(best.map(|found| found.map(|(_, at)| at))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_the_order_of_their_numbers() {
        for (at, (field, name, names)) in NAMES.iter().enumerate() {
            assert_eq!(*field as usize, at, "{name}");
            assert!(names.iter().all(|name| fold(name) == *name), "{names:?}");
        }
    }

    #[test]
    fn known_headers_are_recognised_and_others_as_given() {
        let check = |header: &str, given: &str, lon: usize, date: usize, region: Option<usize>| {
            let header: Vec<&str> = header.split(',').collect();
            let columns: Columns = given.parse().unwrap();
            let places = columns.places(&header).unwrap();
            let at = |field: Field| places[field as usize];
            assert_eq!((at(Field::Lon), at(Field::Date)), (Some(lon), Some(date)), "{header:?}");
            assert_eq!(at(Field::Region), region, "{header:?}");
        };
        check("event_date,region,admin1,latitude,longitude", "", 4, 0, Some(2));
        check("id,adm_1,latitude,longitude,region,date_start,date_end", "", 3, 5, Some(1));
        check("Date,Région,LAT,LON", "", 3, 0, Some(1));
        check("a,b,c", "lon=a,lat=b,date=c", 0, 2, None);
        check("x,y,lon,date", "lon=x", 0, 3, None);
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let columns: Columns = "lon=east".parse().unwrap();
        assert!(columns.places(&["lon", "lat"]).unwrap_err().contains("'east'"));
        assert!("lon".parse::<Columns>().is_err());
        assert!("west=a".parse::<Columns>().unwrap_err().contains("geo_precision"));
        assert!("lon=a,lon=b".parse::<Columns>().is_err());
    }
}
