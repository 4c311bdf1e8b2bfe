//! The binary as a user meets it: what it writes, what it says, and what bad input costs.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The binary without a data folder: what a user imported must not change the tests.
fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_harmattan"));
    command.env("HARMATTAN_DATA", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/no-data"));
    command
}

fn harmattan(arguments: &[&str]) -> Output {
    binary().args(arguments).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn samples() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles").to_owned()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn file(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = path(folder, name);
    fs::write(&path, bytes).unwrap();
    path
}

fn features(folder: &str, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(Path::new(folder).join(name)).unwrap();
    let collection: Value = serde_json::from_str(&text).unwrap();
    collection["features"].as_array().unwrap().clone()
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A test sentence: its date and place are all that the tests look at.
const GOOD: &str = "Published: 2025-07-20\n\nLe 17 juillet 2025, une frappe aérienne a visé une base à Niono, dans la région de Ségou.";

const FILES: [&str; 9] = [
    "areas.geojson",
    "borders.geojson",
    "clusters.geojson",
    "hotspots.geojson",
    "incidents.csv",
    "incidents.geojson",
    "map.png",
    "periods.csv",
    "regions.geojson",
];

#[test]
fn the_samples_become_all_files_and_a_summary() {
    let folder = folder();
    let out = path(&folder, "out");
    let result = harmattan(&["map", &samples(), "-o", &out, "--json"]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    assert_eq!(names(&out), FILES);
    let summary: Value = serde_json::from_slice(&result.stdout).unwrap();
    let incidents = features(&out, "incidents.geojson");
    assert_eq!(summary["incidents"], incidents.len());
    assert!(incidents.len() >= 12, "{}", incidents.len());
    let unlocated = incidents.iter().filter(|i| i["geometry"].is_null()).count();
    assert_eq!(summary["unlocated"], unlocated);
    assert!(stderr(&result).contains("map.png"));
}

#[test]
fn one_strike_told_by_two_articles_is_one_incident_with_both_tolls() {
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    let incidents = features(&out, "incidents.geojson");
    let is_merged = |i: &&Value| i["properties"]["reports"].as_array().unwrap().len() > 1;
    let merged: Vec<&Value> = incidents.iter().filter(is_merged).collect();
    assert_eq!(merged.len(), 1);
    let properties = &merged[0]["properties"];
    assert_eq!(properties["kind"], "air_strike");
    assert_eq!((&properties["killed_low"], &properties["killed_best"]), (&20.into(), &20.into()));
    let lows: Vec<u64> = properties["claims"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["low"].as_u64().unwrap())
        .collect();
    assert!(lows.contains(&20) && lows.contains(&40), "{lows:?}");
}

#[test]
fn the_order_of_inputs_changes_no_byte() {
    let folder = folder();
    let mut files: Vec<String> = fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().path().to_str().unwrap().to_owned())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    files.sort();
    let (one, other) = (path(&folder, "one"), path(&folder, "other"));
    for out in [&one, &other] {
        let mut arguments = vec!["map", "-o", out];
        arguments.extend(files.iter().map(String::as_str));
        harmattan(&arguments);
        files.reverse();
    }
    for name in FILES {
        let read = |out: &str| fs::read(Path::new(out).join(name)).unwrap();
        assert!(read(&one) == read(&other), "{name} differs");
    }
}

#[test]
fn geojson_follows_rfc_7946() {
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    for name in FILES.iter().filter(|name| name.ends_with(".geojson")) {
        let text = fs::read_to_string(Path::new(&out).join(name)).unwrap();
        let collection: geojson::FeatureCollection =
            text.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
        for feature in collection.features {
            let Some(geometry) = feature.geometry else { continue };
            let shape = geo::Geometry::<f64>::try_from(geometry).unwrap();
            check_geometry(&shape, name);
        }
    }
}

fn check_geometry(shape: &geo::Geometry<f64>, name: &str) {
    use geo::{CoordsIter, Winding};
    for coord in shape.coords_iter() {
        assert!((-180.0..=180.0).contains(&coord.x) && (-90.0..=90.0).contains(&coord.y), "{name}");
        for degrees in [coord.x, coord.y] {
            assert_eq!(degrees, (degrees * 1e6).round() / 1e6, "{name}");
        }
    }
    let polygons = match shape {
        geo::Geometry::Polygon(polygon) => vec![polygon.clone()],
        geo::Geometry::MultiPolygon(several) => several.0.clone(),
        _ => Vec::new(),
    };
    for polygon in polygons {
        assert!(polygon.exterior().is_ccw(), "{name}: outer ring");
        assert!(polygon.interiors().iter().all(Winding::is_cw), "{name}: hole");
    }
}

#[test]
fn a_grouping_holds_each_incident_once_at_most() {
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    let incidents = features(&out, "incidents.geojson");
    let known: Vec<&str> =
        incidents.iter().map(|i| i["properties"]["id"].as_str().unwrap()).collect();
    for name in ["regions.geojson", "borders.geojson", "clusters.geojson", "hotspots.geojson"] {
        let groups = features(&out, name);
        let members = groups.iter().flat_map(|g| g["properties"]["incidents"].as_array().unwrap());
        let mut ids: Vec<&str> = members.map(|id| id.as_str().unwrap()).collect();
        assert!(ids.iter().all(|id| known.contains(id)), "{name}");
        let n_members = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), n_members, "{name}");
        let counts = groups.iter().map(|g| g["properties"]["n_incidents"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), n_members as u64, "{name}");
        if ["regions.geojson", "borders.geojson"].contains(&name) {
            let located = incidents.iter().filter(|i| !i["geometry"].is_null()).count();
            assert_eq!(n_members, located, "{name}");
        }
    }
}

#[test]
fn bad_files_are_named_and_the_others_still_mapped() {
    let check = |name: &str, bytes: &[u8], said: &str| {
        let folder = folder();
        let (bad, good) = (file(&folder, name, bytes), file(&folder, "good.txt", GOOD));
        let out = path(&folder, "out");
        let result = harmattan(&["map", &bad, &good, "-o", &out]);
        let message = stderr(&result);
        assert_eq!(result.status.code(), Some(1), "{name}: {message}");
        assert!(message.contains(name) && message.contains(said), "{name}: {message}");
        assert_eq!(features(&out, "incidents.geojson").len(), 1, "{name}: {message}");
    };
    check("empty.txt", b"", "empty");
    check("binary.txt", b"\x7fELF\0\0\0\x01\0\0", "text");
    check("table.xlsx", b"PK", ".txt");
}

#[test]
fn a_missing_file_is_named_and_nothing_is_written_where_nothing_was_read() {
    let folder = folder();
    let out = path(&folder, "out");
    let result = harmattan(&["map", &path(&folder, "none.txt"), "-o", &out]);
    assert_eq!(result.status.code(), Some(1));
    assert!(stderr(&result).contains("none.txt"), "{}", stderr(&result));
    assert!(!Path::new(&out).exists());
}

#[test]
fn poor_text_is_read_with_a_note() {
    let check = |bytes: &[u8], note: &str, n_incidents: usize| {
        let folder = folder();
        let input = file(&folder, "article.txt", bytes);
        let out = path(&folder, "out");
        let result = harmattan(&["map", &input, "-o", &out]);
        let message = stderr(&result);
        assert_eq!(result.status.code(), Some(0), "{message}");
        assert!(message.contains(note), "{message}");
        assert_eq!(features(&out, "incidents.geojson").len(), n_incidents, "{message}");
    };
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(GOOD);
    check(&latin, "encoding-windows-1252", 1);
    check(GOOD.replace("2025-07-20", "2025-02-30").as_bytes(), "date-invalid", 1);
    check("В субботу в посёлке произошёл пожар, пострадавших нет.".as_bytes(), "language-other", 0);
}

#[test]
fn a_long_line_is_no_trouble() {
    let folder = folder();
    let mut text = GOOD.to_owned();
    while text.len() < 4_000_000 {
        text.push_str(
            " La population vaque à ses occupations et le marché de la ville est ouvert,",
        );
    }
    let input = file(&folder, "long.txt", text);
    let out = path(&folder, "out");
    let result = harmattan(&["map", &input, "-o", &out]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    assert_eq!(features(&out, "incidents.geojson").len(), 1);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder();
    let (input, taken) = (file(&folder, "good.txt", GOOD), file(&folder, "taken", "a file"));
    let result = harmattan(&["map", &input, "-o", &taken]);
    assert_eq!(result.status.code(), Some(1));
    assert!(stderr(&result).contains("taken"), "{}", stderr(&result));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "a file");
}

#[test]
fn standard_input_is_an_article() {
    let folder = folder();
    let out = path(&folder, "out");
    let mut child = binary()
        .args(["map", "-", "-o", &out, "--quiet"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(GOOD.as_bytes()).unwrap();
    let result = child.wait_with_output().unwrap();
    assert_eq!(result.status.code(), Some(0));
    assert_eq!(stderr(&result), "");
    assert_eq!(features(&out, "incidents.geojson")[0]["properties"]["admin1"], "Ségou");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        vec!["map"],
        vec!["draw-it"],
        vec!["map", "x.txt", "--published", "2025-02-30"],
        vec!["map", "x.txt", "--cluster-km", "-3"],
        vec!["map", "x.txt", "--cluster-min", "0"],
    ] {
        assert_eq!(harmattan(&arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn explain_shows_words_rules_and_candidates() {
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    let incidents = features(&out, "incidents.geojson");
    let located = incidents.iter().find(|i| !i["geometry"].is_null()).unwrap();
    let id = located["properties"]["id"].as_str().unwrap();
    let result = harmattan(&["explain", id, &out]);
    let text = String::from_utf8(result.stdout).unwrap();
    assert_eq!(result.status.code(), Some(0));
    for word in [id, "rule", "Candidates", "What the phrase says", "Reports"] {
        assert!(text.contains(word), "{word} missing in {text}");
    }
}

#[test]
fn who_acted_on_whom_stands_in_every_output() {
    let folder = folder();
    let article = file(
        &folder,
        "a.txt",
        "Published: 2025-07-20\n\nLe 17 juillet 2025, le JNIM a attaqué un poste des FAMa à Niono.",
    );
    let out = path(&folder, "out");
    harmattan(&["map", &article, "-o", &out]);
    let (attacker, target) =
        (serde_json::json!(["JNIM"]), serde_json::json!(["Armed forces of Mali"]));
    let incidents = features(&out, "incidents.geojson");
    let properties = &incidents[0]["properties"];
    assert_eq!((&properties["attacker"], &properties["target"]), (&attacker, &target));
    let table = fs::read(Path::new(&out).join("incidents.csv")).unwrap();
    let mut table = csv::Reader::from_reader(table.as_slice());
    let columns = table.headers().unwrap().clone();
    let row = table.records().next().unwrap().unwrap();
    let cell = |name| row.get(columns.iter().position(|c| c == name).unwrap()).unwrap();
    assert_eq!((cell("attacker"), cell("target")), ("JNIM", "Armed forces of Mali"));
    let line = harmattan(&["extract", &article]).stdout;
    let line: Value = serde_json::from_slice(&line).unwrap();
    assert_eq!((&line["attacker"], &line["target"]), (&attacker, &target));
    let id = properties["id"].as_str().unwrap();
    let text = String::from_utf8(harmattan(&["explain", id, &out]).stdout).unwrap();
    for words in ["Attacker: JNIM\n", "Target: Armed forces of Mali\n", "[attacker JNIM]"] {
        assert!(text.contains(words), "{words} missing in {text}");
    }
}

#[test]
fn explain_says_what_is_not_there() {
    let check = |arguments: &[&str], said: &str| {
        let result = harmattan(arguments);
        assert_eq!(result.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&result).contains(said), "{}", stderr(&result));
    };
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    let text = file(&folder, "article.txt", GOOD);
    check(&["explain", "ffffffffffff-none", &out], "ffffffffffff-none");
    check(&["explain", "1", &path(&folder, "none.geojson")], "none.geojson");
    check(&["explain", "1", &text], "not GeoJSON");
}

#[test]
fn place_answers_with_reasons_or_says_why_not() {
    let result = harmattan(&["place", "à 23 km au sud-ouest de Mondoro"]);
    let text = String::from_utf8(result.stdout).unwrap();
    assert_eq!(result.status.code(), Some(0));
    assert!(text.contains("Mondoro") && text.contains("Candidates"), "{text}");

    let result = harmattan(&["place", "à 23 km au sud-ouest de Mondoro", "--geojson"]);
    let collection: Value = serde_json::from_slice(&result.stdout).unwrap();
    assert_eq!(collection["features"].as_array().unwrap().len(), 2);

    let result = harmattan(&["place", "et puis rien"]);
    assert_eq!(result.status.code(), Some(1));
    assert!(stderr(&result).contains("et puis rien"));
}

#[test]
fn extract_prints_a_report_a_line() {
    let output = harmattan(&["extract", &samples()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    let reports: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(reports.len() >= 10, "{}", reports.len());
    for report in &reports {
        assert!(report["kind"].is_string() && report["evidence"].is_array(), "{report}");
    }
}

#[test]
fn evaluate_prints_scores_and_what_was_missed() {
    let folder = folder();
    let text = "Des hommes armés ont attaqué lundi le village de Gossi, tuant trois civils.";
    file(&folder, "a.txt", text);
    let gold = r#"{"file": "a.txt", "published": "2026-02-03", "incidents": [{"event": "attack", "date_start": "2026-02-02", "places": ["Gossi"], "country": "ML"}, {"event": "ied", "date_start": "2025-02-02", "places": ["Kita"]}]}"#;
    let gold = file(&folder, "gold.jsonl", gold);
    let output = harmattan(&["evaluate", &gold, folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("missed a.txt: ied Kita 2025-02-02"), "{text}");
    assert!(text.contains("1.000  0.500  0.667"), "{text}");
}

#[test]
fn the_toll_policy_says_which_claim_counts() {
    let folder = folder();
    let first = "Published: 2026-02-03\n\nDes hommes armés ont attaqué lundi le village de Gossi, \
                 tuant dix civils, selon l'armée. Trente civils ont été tués, selon un élu.";
    let input = file(&folder, "a.txt", first);
    let best = |policy: &str| {
        let output = path(&folder, policy);
        let done = harmattan(&["map", &input, "-o", &output, "-q", "--toll-policy", policy]);
        assert!(done.status.success(), "{}", stderr(&done));
        let properties = features(&output, "incidents.geojson")[0]["properties"].clone();
        (properties["killed_low"].as_u64(), properties["killed_high"].as_u64())
    };
    assert_eq!(best("range"), (Some(10), Some(30)));
    assert_eq!(best("lowest"), (Some(10), Some(10)));
}

#[test]
fn as_of_takes_the_regions_of_that_day() {
    let check = |day: &[&str], region: &str| {
        let result = harmattan(&[&["place", "à Ménaka"], day].concat());
        let text = String::from_utf8_lossy(&result.stdout).into_owned();
        assert!(text.contains(&format!("ML: {region} 100 %")), "{day:?}: {text}");
        assert!(text.contains("district Ménaka (approximate boundary)"), "{text}");
    };
    check(&[], "Ménaka");
    check(&["--as-of", "2015-01-01"], "Gao");
    check(&["--as-of", "2016-01-19"], "Ménaka");
    let folder = folder();
    let out = path(&folder, "out");
    let result = harmattan(&["map", &samples(), "-o", &out, "--as-of", "2015-01-01"]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    let incidents = features(&out, "incidents.geojson");
    let at = |place: &str| {
        incidents.iter().map(|i| &i["properties"]).find(|p| p["place"] == place).unwrap()
    };
    let andéramboukane = at("Andéramboukane");
    assert_eq!(
        (&andéramboukane["admin1"], &andéramboukane["admin2"]),
        (&"Gao".into(), &"Ménaka".into())
    );
    assert_eq!(andéramboukane["admin2_approximate"], true);
    for day in ["yesterday", "2015-13-01", "", "01/06/2015"] {
        let result = harmattan(&["place", "Gao", "--as-of", day]);
        assert_eq!(result.status.code(), Some(2), "'{day}'");
    }
}

#[test]
fn a_written_file_draws_the_map_again() {
    let folder = folder();
    let (good, out) = (file(&folder, "good.txt", GOOD), path(&folder, "out"));
    harmattan(&["map", &good, "-o", &out, "--map-format", "png,svg", "--lang", "en"]);
    let svg = fs::read_to_string(Path::new(&out).join("map.svg")).unwrap();
    assert!(svg.contains("<g id=\"incidents\">") && svg.contains("Security incidents: Mali"));
    let (points, again) = (format!("{out}/incidents.geojson"), path(&folder, "again.svg"));
    let result = harmattan(&["draw", &points, "-o", &again, "--lang", "en"]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    let texts = |svg: &str| -> Vec<String> {
        let ends = svg.split("</text>").filter_map(|part| part.rsplit_once('>'));
        ends.map(|(_, text)| text.to_owned()).collect()
    };
    assert_eq!(texts(&svg), texts(&fs::read_to_string(again).unwrap()));
}

#[test]
fn map_options_that_cannot_be_followed_are_usage_errors() {
    let folder = folder();
    let point = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,16]}}]}";
    let (points, map) = (file(&folder, "points.geojson", point), path(&folder, "map.png"));
    let check = |option: &str, value: &str, said: &str| {
        let result = harmattan(&["draw", &points, "-o", &map, option, value]);
        let message = stderr(&result);
        assert_eq!(result.status.code(), Some(2), "{option} {value}: {message}");
        assert!(message.contains(said), "{option} {value}: {message}");
    };
    check("--size", "banana", "1600x1200");
    check("--size", "0x10", "'0' pixels");
    check("--scale", "0", "0.2 to 12");
    check("--lang", "de", "fr, en");
    check("--extent", "5,1,2", "W,S,E,N");
    check("--extent", "0,18,4,14", "not below north");
    check("--country", "XX", "'XX'");
    check("--region", "Nowhere", "'Nowhere'");
    check("-o", "map.gif", "expected png, svg or pdf");
}

#[test]
fn samples_near_a_border_are_at_the_right_one() {
    let folder = folder();
    let out = path(&folder, "out");
    harmattan(&["map", &samples(), "-o", &out]);
    let incidents = features(&out, "incidents.geojson");
    for (place, country, neighbour, band) in [
        ("Akabar", "ML", "NE", "10-25"),
        ("Andéramboukane", "ML", "NE", "10-25"),
        ("Tinzaouatène", "ML", "DZ", "0-10"),
        ("Ayorou", "NE", "ML", "25-50"),
        ("Banibangou", "NE", "ML", "25-50"),
    ] {
        let its = |i: &&Value| i["properties"]["place"] == place;
        let found = incidents.iter().find(its).map(|i| &i["properties"]);
        let properties = found.unwrap_or(&Value::Null);
        assert_eq!(properties["country"], country, "{place}");
        assert_eq!(properties["border"], neighbour, "{place}");
        assert_eq!(properties["border_band"], band, "{place}");
    }
}
