//! Reads a file of corrections, entry by entry, with the line of each.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::entry::Entry;
use super::{Bound, Correction, Corrections, Decision, Target, Trouble, UnwantedPlace, Value};
use super::{Whereabouts, entry};
use crate::earth::LonLat;
use crate::error::{Error, Result};
use crate::model::{Kind, Outcome, ReportId};

/// The lists of a file.
const LISTS: [&str; 6] = ["place", "never", "same", "apart", "discard", "set"];
/// Keys that every entry may have.
const EVERYWHERE: [&str; 2] = ["note", "by"];
/// A point without a radius is a named place of this size. Source: ACLED geo_precision 1.
const POINT_KM: f64 = 0.0;
/// No area of an incident is larger, in km.
const MOST_KM: f64 = 2_000.0;

pub(super) fn open(path: &Path) -> Result<Corrections> {
    let bytes =
        std::fs::read(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    let text = String::from_utf8(bytes).map_err(|_| Error::Input {
        path: path.to_owned(),
        problem: "is no text in UTF-8; save it so, or start anew with 'harmattan review'".into(),
    })?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    Ok(read(&name, text.strip_prefix('\u{feff}').unwrap_or(&text)))
}

fn read(file: &str, text: &str) -> Corrections {
    let (table, errors) = DeTable::parse_recoverable(text);
    let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let mut troubles: Vec<Trouble> = errors
        .iter()
        .map(|error| Trouble::invalid(line(error.span().map_or(0, |s| s.start)), error.message()))
        .collect();
    let mut entries = Vec::new();
    for (name, value) in table.get_ref() {
        let at = line(name.span().start);
        let list = LISTS.iter().find(|list| **list == name.get_ref().as_ref());
        let (Some(list), DeValue::Array(items)) = (list, value.get_ref()) else {
            let problem =
                format!("there is no list '[[{}]]'; there are {}", name.get_ref(), lists());
            troubles.push(Trouble::invalid(at, problem));
            continue;
        };
        for item in items.iter() {
            let at = line(item.span().start);
            let DeValue::Table(table) = item.get_ref() else {
                troubles.push(Trouble::invalid(at, format!("write [[{list}]] and its keys")));
                continue;
            };
            match correction(list, &Entry::new(table, at, &line)) {
                Ok(made) => entries.push(made),
                Err(trouble) => troubles.push(trouble),
            }
        }
    }
    entries.sort_by_key(|correction: &Correction| correction.line);
    Corrections { file: file.to_owned(), entries, troubles }
}

fn lists() -> String {
    LISTS.map(|list| format!("[[{list}]]")).join(", ")
}

fn correction(list: &str, entry: &Entry<'_>) -> std::result::Result<Correction, Trouble> {
    let (keys, decide): (&[&str], Decide) = match list {
        "place" => (&PLACE_KEYS, place),
        "never" => (&["place", "country", "region", "name"], never),
        "same" => (&["reports"], |entry| Ok(Decision::Same(entry.reports()?))),
        "apart" => (&["reports"], |entry| Ok(Decision::Apart(entry.reports()?))),
        "discard" => (&["report", "incident"], discard),
        _ => (&SET_KEYS, set),
    };
    entry.knows_only(&[keys, &EVERYWHERE].concat())?;
    let by = entry.text("by")?.unwrap_or_default();
    let Some(note) = entry.text("note")? else {
        return Err(entry.wrong("has no note; say why in note = \"…\""));
    };
    let note = match (by.is_empty(), note.is_empty()) {
        (true, _) => note,
        (false, true) => by,
        (false, false) => format!("{note} ({by})"),
    };
    Ok(Correction { line: entry.line, note, decision: decide(entry)? })
}

type Decide = fn(&Entry<'_>) -> entry::Read<Decision>;

const PLACE_KEYS: [&str; 9] =
    ["phrase", "document", "report", "incident", "is", "lon", "lat", "radius_km", "name"];

fn place(entry: &Entry<'_>) -> entry::Read<Decision> {
    let phrase = entry.text("phrase")?;
    let (report, incident) = (entry.id("report")?, entry.id("incident")?);
    // A starter file gives the phrase beside the report, for the reader.
    let target = match (incident, report, phrase) {
        (Some(id), None, _) => Target::Incident(id),
        (None, Some(id), _) => Target::Report(id),
        (None, None, Some(text)) => Target::Phrase(text, entry.text("document")?),
        (Some(_), Some(_), _) => return Err(entry.wrong("names a report and an incident; one")),
        (None, None, None) => {
            return Err(entry.wrong("is about nothing; give phrase, report or incident"));
        }
    };
    let (lon, lat) = (entry.number("lon")?, entry.number("lat")?);
    let is = match (entry.text("is")?, lon, lat) {
        (Some(phrase), None, None) => Whereabouts::Phrase(phrase),
        (None, Some(lon), Some(lat)) => {
            let point = LonLat::checked(lon, lat);
            let point = point.ok_or_else(|| {
                entry.wrong(&format!("lon {lon}, lat {lat} are out of range; give degrees"))
            })?;
            let radius = entry.number("radius_km")?.unwrap_or(POINT_KM);
            if !(0.0..=MOST_KM).contains(&radius) {
                return Err(entry.wrong(&format!("radius_km {radius} is not 0 to {MOST_KM}")));
            }
            Whereabouts::Point(point, radius, entry.text("name")?)
        }
        _ => {
            return Err(
                entry.wrong("does not say where; give is = \"a place phrase\", or lon and lat")
            );
        }
    };
    Ok(Decision::Place(target, is))
}

fn never(entry: &Entry<'_>) -> entry::Read<Decision> {
    let place = entry.text("place")?.ok_or_else(|| entry.wrong("names no place"))?;
    let (name, country) = (entry.text("name")?, entry.text("country")?);
    Ok(Decision::Never(UnwantedPlace { name, place, country, region: entry.text("region")? }))
}

fn discard(entry: &Entry<'_>) -> entry::Read<Decision> {
    match (entry.id("report")?, entry.id("incident")?) {
        (Some(id), None) => Ok(Decision::Discard(Target::Report(id))),
        (None, Some(id)) => Ok(Decision::Discard(Target::Incident(id))),
        _ => Err(entry.wrong("names no report and no incident, or both; give one")),
    }
}

const SET_KEYS: [&str; 16] = [
    "incident",
    "kind",
    "date_start",
    "date_end",
    "killed",
    "killed_low",
    "killed_best",
    "killed_high",
    "wounded",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "actors",
    "materiel",
    "background",
    "title",
];

fn set(entry: &Entry<'_>) -> entry::Read<Decision> {
    let incident: ReportId =
        entry.id("incident")?.ok_or_else(|| entry.wrong("names no incident"))?;
    let mut values = Vec::new();
    if let Some(name) = entry.text("kind")? {
        let known = Kind::ALL.into_iter().find(|kind| kind.name() == name);
        let kinds = || Kind::ALL.map(Kind::name).join(", ");
        let kind = known.ok_or_else(|| {
            entry.wrong(&format!("there is no kind '{name}'; kinds are {}", kinds()))
        })?;
        values.push(Value::Kind(kind));
    }
    values.extend(entry.day("date_start")?.map(Value::DateStart));
    values.extend(entry.day("date_end")?.map(Value::DateEnd));
    for (outcome, name) in [(Outcome::Killed, "killed"), (Outcome::Wounded, "wounded")] {
        for (bound, end) in
            [(Bound::All, ""), (Bound::Low, "_low"), (Bound::Best, "_best"), (Bound::High, "_high")]
        {
            let count = entry.count(&format!("{name}{end}"))?;
            values.extend(count.map(|count| Value::Toll(outcome, bound, count)));
        }
    }
    values.extend(entry.texts("actors")?.map(Value::Actors));
    values.extend(entry.texts("materiel")?.map(Value::Materiel));
    values.extend(entry.truth("background")?.map(Value::Background));
    values.extend(entry.text("title")?.map(Value::Title));
    if values.is_empty() {
        let names: Vec<&str> = SET_KEYS.into_iter().skip(1).collect();
        return Err(entry.wrong(&format!("sets no field; there are {}", names.join(", "))));
    }
    Ok(Decision::Set(incident, values))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn troubles(text: &str) -> Vec<(usize, String)> {
        let read = read("c.toml", text);
        read.troubles.into_iter().map(|trouble| (trouble.line, trouble.problem)).collect()
    }

    #[test]
    fn every_list_is_read_with_its_line() {
        let text = "\n[[place]]\nphrase = 'au sud de Tabankort'\nis = 'Tabankort, Kidal'\nnote = 'n'\n\
            [[place]]\nreport = '1a2b3c4d5e6f'\nlon = 2\nlat = 15.5\nname = 'A well'\nnote = ''\n\
            [[never]]\nplace = 'Tessalit'\nname = 'Tessit'\ncountry = 'ML'\nnote = 'n'\nby = 'A. B.'\n\
            [[same]]\nreports = ['1a2b3c4d5e6f', '2a2b3c4d5e6f-2']\nnote = ''\n\
            [[apart]]\nreports = ['1a2b3c4d5e6f', '3a2b3c4d5e6f']\nnote = ''\n\
            [[discard]]\nincident = '1a2b3c4d5e6f'\nnote = ''\n\
            [[set]]\nincident = '1a2b3c4d5e6f'\nkind = 'ambush'\ndate_start = 2024-10-08\n\
            date_end = '2024-10-09'\nkilled = 12\nwounded_high = 4\nactors = ['A', 'B']\n\
            background = false\nnote = ''\n";
        let read = read("c.toml", text);
        assert_eq!(read.troubles, []);
        let lines: Vec<usize> = read.entries.iter().map(|correction| correction.line).collect();
        assert_eq!(lines, [2, 6, 12, 18, 21, 24, 27]);
        assert_eq!(read.entries[2].note, "n (A. B.)");
        let Decision::Set(_, values) = &read.entries[6].decision else { panic!("no set") };
        assert_eq!(values.len(), 7);
    }

    #[test]
    fn what_is_wrong_costs_its_entry_alone() {
        let good = "[[discard]]\nreport = '1a2b3c4d5e6f'\nnote = ''\n";
        let check = |bad: &str, line: usize, said: &str| {
            let text = format!("{good}{bad}\n{good}");
            let found = troubles(&text);
            assert_eq!(found.first().map(|one| one.0), Some(line), "{bad}: {found:?}");
            assert!(found[0].1.contains(said), "{bad}: {found:?}");
            assert_eq!(read("c.toml", &text).entries.len(), 2, "{bad}");
        };
        check("[[place]]\nphrase = 'x'\nis = 'y'\nradius = 3\nnote = ''", 7, "'radius'");
        check("[[plaec]]\nnote = ''", 4, "[[plaec]]");
        check("[[place]]\nphrase = 'x'\nis = 'y'", 4, "no note");
        check("[[place]]\nphrase = 'x'\nnote = ''", 4, "where");
        check("[[place]]\nis = 'x'\nnote = ''", 4, "nothing");
        check("[[place]]\nphrase = 'x'\nlon = 200\nlat = 1\nnote = ''", 4, "out of range");
        check("[[same]]\nreports = ['1a2b3c4d5e6f']\nnote = ''", 5, "two");
        check("[[same]]\nreports = ['1a2b3c4d5e6f', 'x']\nnote = ''", 5, "'x'");
        check("[[set]]\nincident = '1a2b3c4d5e6f'\nkind = 'war'\nnote = ''", 4, "'war'");
        check("[[set]]\nincident = '1a2b3c4d5e6f'\nnote = ''", 4, "no field");
        check("[[set]]\nincident = '1a2b3c4d5e6f'\nkilled = -1\nnote = ''", 6, "whole number");
        check("[[set]]\nincident = '1a2b3c4d5e6f'\ndate_start = 'May'\nnote = ''", 6, "2024-10-08");
        check("[[discard]]\nnote = ''", 4, "give one");
        check("[[discard]]\nreport = 7\nnote = ''", 5, "text");
    }

    #[test]
    fn a_line_that_is_no_toml_is_named_and_the_rest_read() {
        let text = "[[discard]]\nreport = '1a2b3c4d5e6f'\nnote = ''\n\n[[set]\nx = 1\n";
        let found = troubles(text);
        assert!(found.iter().any(|one| one.0 >= 5), "{found:?}");
        assert_eq!(read("c.toml", text).entries.len(), 1);
        assert!(troubles("").is_empty());
    }
}
