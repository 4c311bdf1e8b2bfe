//! `harmattan review`: a file of corrections to begin with, the most doubtful incidents first.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use super::explain::{features, list, text_of};
use super::terminal;

/// Below this share of the region or of the best candidate an incident is worth a look.
const SURE: f64 = 0.9;

/// Arguments of `harmattan review`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  harmattan review output/ > corrections.toml
  harmattan map articles/ --corrections corrections.toml -o output/

Output: a file of corrections in which every line is a comment: the incidents that are doubtful, the
most doubtful first, each with why, its words, and corrections to choose from.")]
pub(super) struct ReviewArguments {
    /// The `incidents.geojson` of a run, or the folder that holds it.
    file: PathBuf,
    /// So many incidents at most.
    #[arg(long, default_value_t = 50, value_name = "COUNT")]
    most: usize,
}

pub(super) fn run(arguments: &ReviewArguments) -> anyhow::Result<ExitCode> {
    let features = features(&arguments.file)?;
    let mut doubtful: Vec<(f64, Vec<String>, &Value)> = features
        .iter()
        .map(|feature| {
            let (doubt, why) = doubts(feature);
            (doubt, why, feature)
        })
        .filter(|(doubt, ..)| *doubt > 0.0)
        .collect();
    let id = |feature: &Value| text_of(property(feature), "id").to_owned();
    doubtful.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| id(a.2).cmp(&id(b.2))));
    let n_doubtful = doubtful.len();
    doubtful.truncate(arguments.most);
    let mut out = head(features.len(), n_doubtful, doubtful.len());
    for (number, (_, why, feature)) in (1..).zip(&doubtful) {
        entry(&mut out, number, why, feature);
    }
    terminal::print(&out)?;
    Ok(ExitCode::SUCCESS)
}

fn head(n_incidents: usize, n_doubtful: usize, n_shown: usize) -> String {
    let shown =
        if n_shown < n_doubtful { format!(", {n_shown} of them here") } else { String::new() };
    format!(
        "# Corrections for: harmattan map INPUT... --corrections THIS_FILE\n\
         # {n_doubtful} of {n_incidents} incidents are doubtful{shown}, the most doubtful first.\n\
         # Take the '#' off a correction that you make, say why in its note, and leave the others.\n\
         # Without this file the output is again what it was.\n\
         #\n\
         # Other corrections:\n\
         #   [[place]]    phrase = \"…\"   is = \"…\"         every report with this phrase is there\n\
         #   [[never]]    place = \"…\"    name = \"…\"       this name is never that place\n\
         #   [[same]]     reports = [\"id\", \"id\"]        these are one incident\n\
         #   [[set]]      incident = \"id\"  kind, date_start, date_end, killed, killed_low, killed_best,\n\
         #                killed_high, wounded …, actors, materiel, background, title\n"
    )
}

/// How doubtful an incident is, 0 for not at all, and why: the gravest reason and some for the rest.
fn doubts(feature: &Value) -> (f64, Vec<String>) {
    let properties = property(feature);
    let number = |name: &str| properties.get(name).and_then(Value::as_f64);
    let mut found: Vec<(f64, String)> = Vec::new();
    let is_ambiguous = properties.get("ambiguous").and_then(Value::as_bool) == Some(true);
    if is_ambiguous {
        let scores = list(properties, "candidates").filter_map(|c| c.get("score")?.as_f64());
        let best = scores.fold(0.0, f64::max);
        found.push((1.0 - best / 2.0, "several places may be meant".to_owned()));
    }
    if feature.get("geometry").is_none_or(Value::is_null) {
        found.push((0.9, "it has no place".to_owned()));
    }
    if let Some(probability) = number("admin1_probability").filter(|p| *p < SURE) {
        let region = text_of(properties, "admin1");
        found.push((1.0 - probability, format!("{region} only with probability {probability}")));
    }
    for outcome in ["killed", "wounded"] {
        let claims = list(properties, "claims").filter(|c| text_of(c, "outcome") == outcome);
        let lows: Vec<f64> = claims.filter_map(|c| c.get("low")?.as_f64()).collect();
        let (low, high) = (number(&format!("{outcome}_low")), number(&format!("{outcome}_high")));
        if let (Some(low), Some(high)) = (low, high)
            && low < high
            && lows.len() > 1
        {
            let doubt = 0.7 * (1.0 - (low + 1.0) / (high + 1.0));
            found.push((doubt, format!("sources tell of {low} to {high} {outcome}")));
        }
    }
    for note in list(properties, "notes") {
        let code = text_of(note, "code");
        let doubt = match code {
            "date-conflict" | "place-conflict" | "weekday-conflict" => 0.6,
            "place-unknown" | "constraint-dropped" | "position-swapped" => 0.5,
            _ => continue,
        };
        found.push((doubt, format!("{code}: {}", text_of(note, "message"))));
    }
    if properties.get("date_start").is_none_or(Value::is_null) {
        found.push((0.4, "it has no date".to_owned()));
    }
    let merges = feature.get("evidence").into_iter().flat_map(|e| list(e, "merges"));
    for near in merges.filter_map(Value::as_str).filter(|why| why.starts_with("kept apart: ")) {
        found.push((0.45, near.to_owned()));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let gravest = found.first().map_or(0.0, |(doubt, _)| *doubt);
    let rest = found.len().saturating_sub(1) as f64;
    (gravest + 0.05 * rest, found.into_iter().map(|(_, why)| why).collect())
}

fn entry(out: &mut String, number: usize, why: &[String], feature: &Value) {
    let properties = property(feature);
    let (id, title) = (text_of(properties, "id"), text_of(properties, "title"));
    let _ = writeln!(out, "\n# ---- {number}. {id}  {}", line(title));
    for reason in why {
        comment(out, reason);
    }
    let reports: Vec<&Value> = list(properties, "reports").collect();
    for report in &reports {
        let (document, sentence) = (text_of(report, "document"), text_of(report, "sentence"));
        comment(out, &format!("{} ({document}): «{sentence}»", text_of(report, "id")));
    }
    let phrase = text_of(properties, "phrase");
    let mut candidates: Vec<&Value> = list(properties, "candidates").collect();
    candidates.sort_by_key(|candidate| {
        let score = candidate.get("score").and_then(Value::as_f64).unwrap_or(0.0);
        Reverse((score * 1000.0) as i64)
    });
    let _ = writeln!(out, "#\n# [[place]]\n# incident = {}", quoted(id));
    if !phrase.is_empty() {
        let _ = writeln!(out, "# phrase = {}", quoted(phrase));
    }
    if candidates.is_empty() {
        let _ = writeln!(out, "# is = \"\"");
    }
    for candidate in candidates.into_iter().take(4) {
        let _ = writeln!(out, "{}", choice(phrase, candidate));
    }
    let _ = writeln!(out, "# note = \"\"");
    for other in why.iter().filter_map(|reason| reason.strip_prefix("kept apart: ")) {
        let ids = ids_in(other);
        if ids.len() > 1 {
            let _ = writeln!(out, "#\n# [[same]]\n# reports = [{}]\n# note = \"\"", ids.join(", "));
        }
    }
    if reports.len() > 1 {
        let ids: Vec<String> = reports.iter().map(|report| quoted(text_of(report, "id"))).collect();
        let _ = writeln!(out, "#\n# [[apart]]\n# reports = [{}]\n# note = \"\"", ids.join(", "));
    }
    let _ = writeln!(out, "#\n# [[set]]\n# incident = {}", quoted(id));
    for name in ["kind", "date_start", "date_end"] {
        let _ = writeln!(out, "# {name} = {}", quoted(text_of(properties, name)));
    }
    for name in ["killed_best", "wounded_best"] {
        if let Some(count) = properties.get(name).and_then(Value::as_u64) {
            let _ = writeln!(out, "# {name} = {count}");
        }
    }
    let _ = writeln!(out, "# note = \"\"");
    let _ = writeln!(out, "#\n# [[discard]]\n# incident = {}\n# note = \"\"", quoted(id));
}

/// The phrase read as a candidate would have it: in its region, or at its position.
fn choice(phrase: &str, candidate: &Value) -> String {
    let score = candidate.get("score").and_then(Value::as_f64).unwrap_or(0.0);
    let (place, region) = (text_of(candidate, "place"), text_of(candidate, "admin1"));
    let told = line(&format!("{place}, {region} ({}), {score}", text_of(candidate, "country")));
    if phrase.is_empty() || region.is_empty() {
        let degrees = |name: &str| candidate.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        return format!("# lon = {:?}   # {told}\n# lat = {:?}", degrees("lon"), degrees("lat"));
    }
    format!("# is = {}   # {told}", quoted(&format!("{phrase}, région de {region}")))
}

fn property(feature: &Value) -> &Value {
    feature.get("properties").unwrap_or(&Value::Null)
}

/// The ids in brackets of a reason for a merge, quoted.
fn ids_in(reason: &str) -> Vec<String> {
    let inner = reason.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    let is_id = |text: &&str| text.parse::<harmattan::model::ReportId>().is_ok();
    inner.filter(is_id).map(quoted).collect()
}

fn comment(out: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "#   {}", line(text));
    }
}

/// Text of an article on one line, that cannot end the comment or steer a terminal.
fn line(text: &str) -> String {
    terminal::plain(text)
        .split(['\n', '\u{85}', '\u{2028}', '\u{2029}'])
        .collect::<Vec<_>>()
        .join(" ")
}

/// A string of TOML; those of JSON are.
fn quoted(text: &str) -> String {
    Value::String(line(text)).to_string()
}
