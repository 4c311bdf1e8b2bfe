//! The small map of `harmattan place --map`: the areas of phrases and what else may be meant.

use std::path::Path;

use anyhow::{Context, bail};

use super::{Answer, PlaceArguments};
use harmattan::draw::{MapData, MapFormat, MapSettings, Subject, draw_map};
use harmattan::earth::LonLat;
use harmattan::gazetteer::Gazetteer;
use harmattan::model::{
    Candidate, Dataset, Incident, Kind, Location, Relation, ReportId, SituatedIncident, Toll,
};
use harmattan::write::{OutputFile, save};

/// Other candidates are drawn where they have at least this share.
const LEAST_SHARE: f64 = 0.02;
/// Candidates nearer to the first than this are the same place, in km.
const ONE_PLACE_KM: f64 = 15.0;

/// What the picture shows, in the language of its other words.
const SUBTITLE: &str = "Zones qui contiennent le lieu avec une probabilité de 80 %";

/// Draws the areas, and small and pale the other candidates.
pub(super) fn draw(
    gazetteer: &Gazetteer,
    answers: &[Answer],
    arguments: &PlaceArguments,
    file: &Path,
) -> anyhow::Result<()> {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let format = match extension {
        "png" => MapFormat::Png,
        "svg" => MapFormat::Svg,
        _ => bail!("'{}' is neither .png nor .svg; name the map so", file.display()),
    };
    let (width_px, height_px) = (arguments.size.width_px, arguments.size.height_px);
    let title = arguments.title.clone().or_else(|| match answers {
        [only] => Some(only.phrase.text.clone()),
        several => Some(format!("{} lieux", several.len())),
    });
    let subtitle = Some(SUBTITLE.to_owned());
    let settings = MapSettings {
        width_px,
        height_px,
        title,
        subtitle,
        subject: Subject::Places,
        ..MapSettings::default()
    };
    let incidents = answers.iter().enumerate().flat_map(|(n, answer)| marks(n, answer)).collect();
    let dataset = Dataset { incidents, ..Dataset::default() };
    let bytes = draw_map(gazetteer, &MapData::from(&dataset), &settings)?.encode(format)?;
    let name = file.file_name().and_then(|name| name.to_str()).context("the map has no name")?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    save(folder.unwrap_or(Path::new(".")), &[OutputFile { name: name.to_owned(), bytes }])?;
    Ok(())
}

/// The phrase's own mark with its area, then those of the other candidates.
fn marks(n: usize, answer: &Answer) -> Vec<SituatedIncident> {
    let id = |i: usize| {
        let [n, i] = [n, i].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        ReportId::made_up(n, i)
    };
    let own = mark(id(0), answer.location.clone(), false);
    let others = answer.location.candidates.iter().skip(1).enumerate();
    let first = answer.location.candidates.first().map(|c| LonLat::new(c.lon, c.lat));
    // A town, its district and its airfield are one place on a small map.
    let is_elsewhere = |other: &Candidate| {
        let at = LonLat::new(other.lon, other.lat);
        first.is_none_or(|first| first.distance_km(at) > ONE_PLACE_KM)
    };
    let others = others.filter(|(_, other)| other.score >= LEAST_SHARE && is_elsewhere(other));
    let others = others.map(|(i, other)| mark(id(i + 1), point(answer, other), true));
    std::iter::once(own).chain(others).collect()
}

fn point(answer: &Answer, candidate: &Candidate) -> Location {
    let best = LonLat::new(candidate.lon, candidate.lat);
    Location {
        best,
        belief: Vec::new().into(),
        area: geo::MultiPolygon(Vec::new()).into(),
        radius_km: 0.0,
        place: format!("{} ({:.0} %)", candidate.place, candidate.score * 100.0),
        relation: Relation::In,
        candidates: Vec::new(),
        ..answer.location.clone()
    }
}

fn mark(id: ReportId, location: Location, background: bool) -> SituatedIncident {
    SituatedIncident {
        incident: Incident {
            id,
            title: String::new(),
            kind: Kind::Other,
            dates: None,
            location: Some(location),
            claims: Vec::new(),
            killed: Toll::default(),
            wounded: Toll::default(),
            actors: Vec::new(),
            roles: Default::default(),
            materiel: Vec::new(),
            background,
            reports: Vec::new(),
            merge_reasons: Vec::new(),
            notes: Vec::new(),
        },
        country: None,
        admin1: Default::default(),
        admin2: None,
        border: None,
        approximate: false,
        admin2_approximate: false,
        around: Default::default(),
        spread: None,
    }
}
