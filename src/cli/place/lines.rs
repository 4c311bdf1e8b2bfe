//! `harmattan place -`: a phrase a line, an answer a line, in the same order.

use std::collections::HashMap;
use std::io::BufRead;
use std::process::ExitCode;

use anyhow::Context;
use rayon::prelude::*;

use super::{Answer, PlaceArguments, Setting, answer, picture, terminal};
use harmattan::model::Note;
use harmattan::write::unlocated_line;

/// Lines that are answered together; more would only take memory.
const N_AT_ONCE: usize = 2_048;
/// Answers that are kept for phrases that come again; then they are forgotten and kept anew.
const N_KEPT: usize = 16_384;
/// A phrase may be so long, in bytes; a longer line is no phrase.
const LONGEST: usize = 64 * 1024;
/// A map has at most so many areas.
const N_DRAWN: usize = 200;

/// A line of input: its text, or what is wrong with it.
type Line = Result<String, Note>;

/// Answers every line of standard input. Memory does not grow with the number of lines.
pub(super) fn run(setting: &Setting, arguments: &PlaceArguments) -> anyhow::Result<ExitCode> {
    let mut input = std::io::stdin().lock();
    let mut known: HashMap<String, String> = HashMap::new();
    let mut drawn: Vec<Answer> = Vec::new();
    let (mut n_lines, mut n_unlocated) = (0, 0);
    loop {
        let lines = next_lines(&mut input).context("cannot read standard input")?;
        if lines.is_empty() {
            break;
        }
        if known.len() > N_KEPT {
            known.clear();
        }
        n_lines += lines.len();
        n_unlocated += answer_all(setting, &lines, &mut known);
        terminal::print(&written(&lines, &known))?;
        if arguments.map.is_some() {
            let phrases = lines.iter().flatten().take(N_DRAWN.saturating_sub(drawn.len()));
            drawn.extend(phrases.filter_map(|phrase| answer(setting, phrase).ok()));
        }
    }
    if let Some(file) = &arguments.map {
        picture::draw(&setting.gazetteer, &drawn, arguments, file)?;
    }
    if n_unlocated > 0 {
        terminal::say(&format!(
            "harmattan: {n_unlocated} of {n_lines} different phrases were not located; \
             their lines have a note that says why"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Answers the phrases that are not yet known; gives the number that has no place.
fn answer_all(setting: &Setting, lines: &[Line], known: &mut HashMap<String, String>) -> usize {
    let mut new: Vec<&String> =
        lines.iter().flatten().filter(|p| !known.contains_key(*p)).collect();
    new.sort_unstable();
    new.dedup();
    let answers: Vec<(String, bool)> = new
        .par_iter()
        .map(|phrase| match answer(setting, phrase) {
            Ok(answer) => (answer.described().line(), true),
            Err(note) => (unlocated_line(phrase, &note), false),
        })
        .collect();
    let n_unlocated = answers.iter().filter(|(_, is_located)| !is_located).count();
    let pairs = new.into_iter().cloned().zip(answers.into_iter().map(|(line, _)| line));
    known.extend(pairs.collect::<Vec<_>>());
    n_unlocated
}

fn written(lines: &[Line], known: &HashMap<String, String>) -> String {
    let mut out = String::new();
    for line in lines {
        match line {
            Ok(phrase) => out.push_str(known.get(phrase).map_or("", String::as_str)),
            Err(note) => out.push_str(&unlocated_line("", note)),
        }
    }
    terminal::plain(&out).into_owned()
}

fn next_lines(input: &mut impl BufRead) -> std::io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    while lines.len() < N_AT_ONCE
        && let Some(line) = next_line(input)?
    {
        lines.push(line);
    }
    Ok(lines)
}

/// The next line, without its end; `None` at the end of the input. What is too long is skipped.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<Line>> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut n_read = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(buffer.len(), |end| end + 1);
        let room = (LONGEST + 2).saturating_sub(bytes.len());
        bytes.extend(buffer.iter().take(taken.min(room)));
        input.consume(taken);
        n_read += taken;
        if end.is_some() {
            break;
        }
    }
    Ok((n_read > 0).then(|| read_line(&bytes)))
}

fn read_line(bytes: &[u8]) -> Line {
    if bytes.len() > LONGEST {
        let message = format!("a line of more than {LONGEST} bytes is no phrase");
        return Err(Note::new("phrase-too-long", message));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').trim().to_owned()),
        Err(_) => Err(Note::new("not-utf-8", "the line is not UTF-8; convert the file first")),
    }
}
