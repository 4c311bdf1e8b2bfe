//! `harmattan explain`: the evidence for one incident, read from a written `incidents.geojson`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;

use super::terminal;

/// Arguments of `harmattan explain`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  harmattan explain 1a2b3c4d5e6f output/incidents.geojson")]
pub(super) struct ExplainArguments {
    /// The incident's id, or its first characters.
    incident_id: String,
    /// The `incidents.geojson` of a run, or the folder that holds it.
    file: PathBuf,
}

pub(super) fn run(arguments: &ExplainArguments) -> anyhow::Result<ExitCode> {
    let shown = arguments.file.display();
    let features = features(&arguments.file)?;
    let wanted = arguments.incident_id.as_str();
    let is_wanted = |feature: &&Value| text_of(feature, "id").starts_with(wanted);
    let found: Vec<&Value> = features.iter().filter(is_wanted).collect();
    let exact = found.iter().find(|feature| text_of(feature, "id") == wanted);
    match (exact, found.as_slice()) {
        (Some(feature), _) | (None, [feature]) => {
            terminal::print(&terminal::plain(&explanation(feature)))?;
            Ok(ExitCode::SUCCESS)
        }
        (None, []) => bail!(
            "no incident '{wanted}' in '{shown}', which holds {}; its ids are in the property 'id'",
            features.len()
        ),
        (None, several) => {
            let ids: Vec<&str> = several.iter().map(|feature| text_of(feature, "id")).collect();
            bail!("'{wanted}' may be {}; give more of the id", ids.join(", "))
        }
    }
}

/// The features of an `incidents.geojson`, or of that in a folder.
pub(super) fn features(file: &Path) -> anyhow::Result<Vec<Value>> {
    let mut path = file.to_owned();
    if path.is_dir() {
        path.push("incidents.geojson");
    }
    let shown = path.display();
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read '{shown}'; give the incidents.geojson of a run"))?;
    let mut collection: Value = serde_json::from_str(&text).with_context(|| {
        format!("'{shown}' is not GeoJSON; give the incidents.geojson of a run")
    })?;
    match collection.get_mut("features").map(Value::take) {
        Some(Value::Array(features)) => Ok(features),
        _ => bail!("'{shown}' holds no features; give the incidents.geojson of a run"),
    }
}

/// The evidence as text for a person.
fn explanation(feature: &Value) -> String {
    let null = Value::Null;
    let properties = feature.get("properties").unwrap_or(&null);
    let evidence = feature.get("evidence").unwrap_or(&null);
    let sentences = |name| list(evidence, name).filter_map(Value::as_str).map(str::to_owned);
    let mut out = head(properties);
    for (title, lines) in [
        ("Reports", list(properties, "reports").map(|r| report(r, evidence)).collect()),
        ("Words and rules", list(evidence, "fields").map(field).collect()),
        ("Claims", list(properties, "claims").map(claim).collect()),
        ("Candidates for the place", list(properties, "candidates").map(candidate).collect()),
        ("What the phrase says", sentences("place").collect()),
        ("Merges", sentences("merges").collect()),
        ("Notes", list(properties, "notes").map(note).collect()),
    ] {
        section(&mut out, title, lines);
    }
    out
}

/// A section with a line an item; nothing where there is no item.
fn section(out: &mut String, title: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

fn head(properties: &Value) -> String {
    let shown = |name| shown(properties, name);
    let mut out = format!("{}  {}\n", shown("id"), shown("title"));
    let _ = writeln!(out, "Kind {}, background {}", shown("kind"), shown("background"));
    for (title, name) in [("Attacker", "attacker"), ("Target", "target")] {
        let names: Vec<&str> = list(properties, name).filter_map(Value::as_str).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{title}: {}", names.join("; "));
        }
    }
    let _ = writeln!(out, "When: {} to {}", shown("date_start"), shown("date_end"));
    let _ = writeln!(
        out,
        "Where: {} ({}), 80 % within {} km; {} {} with probability {}",
        shown("place"),
        shown("relation"),
        shown("radius_km"),
        shown("country"),
        shown("admin1"),
        shown("admin1_probability"),
    );
    let _ = writeln!(
        out,
        "Border: {} at {} km ({} to {})",
        shown("border"),
        shown("border_km"),
        shown("border_km_min"),
        shown("border_km_max"),
    );
    out
}

fn report(report: &Value, evidence: &Value) -> String {
    let sentence = marked(report, evidence);
    let (start, end) = (shown(report, "start"), shown(report, "end"));
    format!("{} {start}-{end}: {sentence}", text_of(report, "document"))
}

/// The sentence with the words behind each field in brackets: "[date samedi]".
fn marked(report: &Value, evidence: &Value) -> String {
    let number = |value: &Value, name: &str| value.get(name).and_then(Value::as_u64);
    let sentence = text_of(report, "sentence");
    let (Some(from), document) = (number(report, "start"), text_of(report, "document")) else {
        return sentence.to_owned();
    };
    let mut spans: Vec<(u64, u64, &str)> = list(evidence, "fields")
        .filter(|field| text_of(field, "document") == document)
        .filter_map(|f| Some((number(f, "start")?, number(f, "end")?, text_of(f, "field"))))
        .filter(|(start, _, field)| *start >= from && *field != "background")
        .collect();
    spans.sort_unstable();
    let mut out = String::new();
    let mut open = 0;
    let mut next = spans.into_iter().peekable();
    for (at, character) in (from..).zip(sentence.chars()) {
        if open == at && at > from {
            out.push(']');
            open = 0;
        }
        // Words inside other marked words are not marked again.
        while next.next_if(|(start, _, _)| *start < at).is_some() {}
        if open == 0
            && let Some((_, end, field)) = next.next_if(|(start, _, _)| *start == at)
        {
            out.push_str(&format!("[{field} "));
            open = end;
        }
        out.push(character);
    }
    if open > 0 {
        out.push(']');
    }
    out
}

fn field(field: &Value) -> String {
    format!(
        "{}: «{}» in {} {}-{}, rule: {}",
        text_of(field, "field"),
        text_of(field, "text"),
        text_of(field, "document"),
        shown(field, "start"),
        shown(field, "end"),
        text_of(field, "rule")
    )
}

fn claim(claim: &Value) -> String {
    let by = claim.get("by").and_then(Value::as_str).unwrap_or("nobody is named");
    let high = claim.get("high").and_then(Value::as_u64);
    let range = match (claim.get("low").and_then(Value::as_u64), high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (low, _) => format!("{} or more", low.unwrap_or(0)),
    };
    let (outcome, side) = (text_of(claim, "outcome"), text_of(claim, "side"));
    let (text, document) = (text_of(claim, "text"), text_of(claim, "document"));
    format!("{range} {outcome}, {side}: «{text}» (said by: {by}; in {document})")
}

fn candidate(candidate: &Value) -> String {
    let why: Vec<&str> = list(candidate, "why").filter_map(Value::as_str).collect();
    format!(
        "{} {} ({} {}, {} {}): {}",
        shown(candidate, "score"),
        text_of(candidate, "place"),
        text_of(candidate, "country"),
        text_of(candidate, "admin1"),
        shown(candidate, "lon"),
        shown(candidate, "lat"),
        why.join("; ")
    )
}

fn note(note: &Value) -> String {
    format!("{}: {}", text_of(note, "code"), text_of(note, "message"))
}

pub(super) fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A value as a person would write it; "?" where it is not known.
fn shown(value: &Value, name: &str) -> String {
    match value.get(name) {
        None | Some(Value::Null) => "?".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

pub(super) fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}
