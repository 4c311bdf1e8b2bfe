//! `harmattan place`: a phrase, a column of phrases, a small map.
#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn place(arguments: &[&str], input: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_harmattan"))
        .args(["--data", folder.path().to_str().unwrap(), "place"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_column_gives_a_line_each_in_its_order_and_says_what_is_wrong() {
    let mut input = "près de Gao\n\nde la du\nprès de Gao\r\n".as_bytes().to_vec();
    input.extend(b"\xff\xfe\n");
    input.extend("Gao Nord ".repeat(10_000).as_bytes());
    input.extend("\nau nord de Gao, dans la région de Sikasso\nentre Gao et Gao\n".as_bytes());
    input.extend("à 900000 km de Gao\nXyzqqal, Gao, Mali".as_bytes());
    let output = place(&["-"], &input);
    assert!(output.status.success());
    let lines = lines(&output);
    let has_place = |i: usize| !lines[i]["lon"].is_null();
    let code = |i: usize| lines[i]["notes"][0]["code"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lines.len(), 10);
    assert_eq!(lines[0]["place"], "Gao");
    assert_eq!(lines[0], lines[3]);
    assert_eq!(
        (code(1), code(2), code(4)),
        ("no-place".into(), "no-place".into(), "not-utf-8".into())
    );
    assert_eq!(code(5), "phrase-too-long");
    assert!(has_place(6) && code(6) == "constraint-dropped", "{}", lines[6]);
    assert!(has_place(7), "{}", lines[7]);
    assert!(has_place(9) && code(9) == "place-unknown", "{}", lines[9]);
    let shares = lines[0]["admin1_shares"].as_array().unwrap();
    let sum: f64 = shares.iter().map(|share| share["probability"].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 0.01 && lines[0]["admin1"] == "Gao");
    assert!((0.0..=1.0).contains(&lines[0]["border_within_20_km"].as_f64().unwrap()));
}

#[test]
fn what_the_text_speaks_of_too_chooses_between_namesakes() {
    let admin1 = |arguments: &[&str]| {
        lines(&place(arguments, b"")).first().unwrap()["admin1"].as_str().unwrap().to_owned()
    };
    let near_kidal = admin1(&["--json", "près de Tabankort", "--near", "Kidal"]);
    let near_ansongo = admin1(&["--json", "près de Tabankort", "--near", "Ménaka"]);
    assert!(!near_kidal.is_empty() && !near_ansongo.is_empty());
    let wrong = place(&["--json", "près de Gao", "--near", "Xyzqqalq"], b"");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Xyzqqalq"));
}

#[test]
fn a_small_map_is_written_and_other_endings_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("area.png");
    let name = file.to_str().unwrap();
    let output = place(&["près de Gao", "--map", name, "--size", "400x300"], b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(std::fs::read(&file).unwrap().starts_with(b"\x89PNG"));
    let output = place(&["près de Gao", "--map", "area.gif"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(".svg"));
}

#[test]
fn each_constraint_says_what_it_did() {
    let output = place(&["dans le secteur d'Akabar, au sud de Ménaka"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("in the sector of") && text.contains(": from ") && text.contains(" km²"));
}

#[test]
fn a_phrase_of_ten_thousand_words_is_answered() {
    let mut phrase = "au nord de Gao ".repeat(2_500);
    phrase.push_str("et à Kidal\n");
    let output = place(&["-"], phrase.as_bytes());
    assert!(output.status.success());
    assert_eq!(lines(&output).len(), 1);
}
