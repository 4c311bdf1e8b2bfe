//! Corrections of an analyst, through the command: replayed, noted, and gone without a trace.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const NO_DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/no-data");

fn harmattan(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_harmattan"));
    command.env("HARMATTAN_DATA", NO_DATA).args(arguments).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the texts of a run; each is a test sentence.
struct Desk(TempDir);

impl Desk {
    fn new(texts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        for (name, text) in texts {
            fs::write(folder.path().join("in").join(name), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// The run with these corrections; `None` for a run without any.
    fn map(&self, out: &str, corrections: Option<&str>) -> Output {
        let (input, out) = (self.path("in"), self.path(out));
        let mut arguments = vec!["map", &input, "-o", &out, "--json", "--size", "400x300"];
        let file = self.path("corrections.toml");
        if let Some(text) = corrections {
            fs::write(&file, text).unwrap();
            arguments.extend(["--corrections", &file]);
        }
        let output = harmattan(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        output
    }

    /// The properties of the incidents of a run.
    fn incidents(&self, out: &str) -> Vec<Value> {
        let path = self.0.path().join(out).join("incidents.geojson");
        let collection: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let features = collection["features"].as_array().unwrap();
        features.iter().map(|feature| feature["properties"].clone()).collect()
    }

    fn bytes(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(Path::new(&self.path(out))).unwrap().map(|e| e.unwrap());
        entries
            .map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap()))
            .collect()
    }
}

fn id(incident: &Value) -> &str {
    incident["id"].as_str().unwrap()
}

fn at<'a>(incidents: &'a [Value], place: &str) -> &'a Value {
    incidents.iter().find(|incident| incident["place"] == place).unwrap()
}

fn summary(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const NIONO: &str = "Published: 2025-07-20\n\nLe 17 juillet 2025, une frappe aérienne a visé une base à Niono, dans la région de Ségou, tuant dix combattants.";
const NIONO_AGAIN: &str = "Published: 2025-07-19\n\nUne frappe aérienne a visé jeudi 17 juillet 2025 une base près de Niono, tuant douze combattants.";
const GOSSI: &str = "Published: 2025-07-20\n\nLe 16 juillet 2025, des hommes armés ont attaqué le village de Gossi, tuant trois civils.";

fn desk() -> Desk {
    Desk::new(&[("a.txt", NIONO), ("b.txt", NIONO_AGAIN), ("c.txt", GOSSI)])
}

#[test]
fn a_file_moves_one_incident_and_parts_another_and_leaves_no_trace() {
    let desk = desk();
    desk.map("before", None);
    let before = desk.incidents("before");
    assert_eq!(before.len(), 2);
    let (niono, gossi) = (at(&before, "Niono"), at(&before, "Gossi"));
    let reports: Vec<&str> =
        niono["reports"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert!(reports.len() == 2 && reports.contains(&id(niono)));
    let text = format!(
        "[[place]]\nincident = \"{}\"\nis = \"Hombori\"\nnote = \"a letter corrects it\"\n\
         [[apart]]\nreports = {reports:?}\nnote = \"two strikes\"\nby = \"A. B.\"\n",
        id(gossi)
    );
    let output = desk.map("after", Some(&text));
    assert_eq!(summary(&output)["corrected"], 2, "{}", stderr(&output));
    let after = desk.incidents("after");
    assert_eq!(after.len(), 3);
    let moved = after.iter().find(|incident| id(incident) == id(gossi)).unwrap();
    assert_eq!(moved["place"], "Hombori");
    assert_eq!(moved["admin1"], "Mopti");
    assert!(moved["title"].as_str().unwrap().contains("Hombori"), "{}", moved["title"]);
    let notes = moved["notes"].to_string();
    assert!(notes.contains("corrections.toml, line 1: a letter corrects it"), "{notes}");
    // The ids of what was not touched, and of the reports, are what they were.
    assert!(reports.iter().all(|report| after.iter().any(|incident| id(incident) == *report)));
    let shown = harmattan(&["explain", reports[0], &desk.path("after")]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(
        shown.contains("kept apart by corrections.toml, line 5: two strikes (A. B.)"),
        "{shown}"
    );
    desk.map("again", None);
    assert_eq!(desk.bytes("before"), desk.bytes("again"));
    desk.map("empty", Some("# nothing\n"));
    assert_eq!(desk.bytes("before"), desk.bytes("empty"));
}

#[test]
fn every_kind_of_decision_is_replayed() {
    let desk = desk();
    desk.map("before", None);
    let before = desk.incidents("before");
    let (niono, gossi) = (id(at(&before, "Niono")), id(at(&before, "Gossi")));
    let after = |text: &str| -> Vec<Value> {
        let output = desk.map("after", Some(text));
        assert_eq!(summary(&output)["corrected"], 1, "{text}: {}", stderr(&output));
        desk.incidents("after")
    };
    let same = after(&format!("[[same]]\nreports = ['{niono}', '{gossi}']\nnote = ''\n"));
    assert_eq!(same.len(), 1);
    assert_eq!(same[0]["reports"].as_array().unwrap().len(), 3);
    let none = after(&format!("[[discard]]\nincident = '{gossi}'\nnote = ''\n"));
    assert!(none.len() == 1 && id(&none[0]) == niono);
    let set = after(&format!(
        "[[set]]\nincident = '{gossi}'\nkind = 'ambush'\ndate_start = 2025-07-15\nkilled_best = 5\n\
         actors = ['A group']\nnote = 'the radio'\n"
    ));
    let set = set.iter().find(|incident| id(incident) == gossi).unwrap();
    assert_eq!((&set["kind"], &set["date_start"]), (&"ambush".into(), &"2025-07-15".into()));
    assert_eq!((&set["killed_low"], &set["killed_best"]), (&3.into(), &5.into()));
    assert_eq!(set["actors"], serde_json::json!(["A group"]));
    let phrase = at(&before, "Gossi")["phrase"].as_str().unwrap();
    let moved = after(&format!(
        "[[place]]\nphrase = {phrase:?}\nlon = -1.2\nlat = 15.9\nradius_km = 4\nname = 'A pond'\nnote = ''\n"
    ));
    let moved = at(&moved, "A pond");
    assert_eq!((id(moved), &moved["radius_km"]), (gossi, &4.0.into()));
    let never = after("[[never]]\nplace = 'Gossi'\nnote = ''\n");
    assert!(never.iter().all(|incident| incident["place"] != "Gossi"));
}

#[test]
fn what_cannot_be_done_is_named_with_its_line_and_the_rest_is_done() {
    let desk = desk();
    desk.map("before", None);
    let before = desk.incidents("before");
    let (niono, gossi) = (id(at(&before, "Niono")), id(at(&before, "Gossi")));
    let text = format!(
        "[[discard]]\nincident = 'ffffffffffff'\nnote = ''\n\
         [[set]]\nincident = '{gossi}'\ncolour = 'red'\nnote = ''\n\
         [[set]]\nincident = '{gossi}'\nkind = 'ied'\nnote = ''\n\
         [[set]]\nincident = '{gossi}'\nkind = 'looting'\nnote = ''\n\
         [[same]]\nreports = ['{niono}', '{gossi}']\nnote = ''\n\
         [[apart]]\nreports = ['{niono}', '{gossi}']\nnote = ''\n\
         [[never]]\nplace = 'Nowhere at all'\nnote = ''\n\
         [[place]]\nphrase = 'in no text'\nis = 'Gao'\nnote = ''\n\
         [[wish]]\nnote = ''\n"
    );
    let output = desk.map("after", Some(&text));
    let said = stderr(&output);
    for (line, word) in [
        (1, "'ffffffffffff'"),
        (6, "'colour'"),
        (12, "line 8"),
        (19, "line 16"),
        (22, "'Nowhere at all'"),
        (25, "'in no text'"),
        (29, "[[wish]]"),
    ] {
        let start = format!("'corrections.toml', line {line}: ");
        let found = said.lines().find(|told| told.contains(&start));
        assert!(found.is_some_and(|told| told.contains(word)), "{start}{word}: {said}");
    }
    let notes = &summary(&output)["notes"];
    assert_eq!(notes["correction-unmatched"], 3, "{notes}");
    assert_eq!(notes["correction-conflict"], 2, "{notes}");
    assert_eq!(notes["correction-invalid"], 2, "{notes}");
    let after = desk.incidents("after");
    assert_eq!((after.len(), &after[0]["kind"]), (1, &"ied".into()));
}

#[test]
fn a_file_that_cannot_be_read_stops_the_run() {
    let desk = desk();
    let (input, out) = (desk.path("in"), desk.path("out"));
    let missing = harmattan(&["map", &input, "-o", &out, "--corrections", &desk.path("none.toml")]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(stderr(&missing).contains("none.toml"), "{}", stderr(&missing));
    assert!(!Path::new(&out).exists());
}

#[test]
fn review_writes_a_file_that_changes_nothing_until_it_is_edited() {
    let desk = Desk::new(&[
        ("a.txt", NIONO),
        ("b.txt", NIONO_AGAIN),
        (
            "d.txt",
            "Published: 2025-07-20\n\nLe 15 juillet 2025, des hommes armés ont attaqué un convoi au nord de Tabankort.",
        ),
        (
            "e.txt",
            "Published: 2025-07-20\n\nLe 14 juillet 2025, une embuscade a tué deux soldats au sud de la localité de Zzyxqa.",
        ),
    ]);
    desk.map("before", None);
    let review = harmattan(&["review", &desk.path("before")]);
    assert_eq!(review.status.code(), Some(0), "{}", stderr(&review));
    let text = String::from_utf8(review.stdout).unwrap();
    let of_entry = |line: &str| line.starts_with("# ---- ");
    assert!(text.lines().filter(|line| of_entry(line)).count() >= 2, "{text}");
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
    desk.map("same", Some(&text));
    assert_eq!(desk.bytes("before"), desk.bytes("same"));
    // Every list in it is understood once its '#' is taken off.
    let bare: Vec<String> = text
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or_default())
        .filter(|line| line.starts_with("[[") || line.contains(" = "))
        .map(str::to_owned)
        .collect();
    let first = bare.iter().position(|line| line == "[[set]]").unwrap();
    let end = bare[first..].iter().position(|line| line.starts_with("note = ")).unwrap();
    let set = bare[first..=first + end].join("\n");
    let output = desk.map("set", Some(&set));
    assert_eq!(summary(&output)["corrected"], 1, "{set}: {}", stderr(&output));
}
