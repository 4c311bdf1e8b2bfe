//! The three formats: the same bytes on every run, and pictures that agree with each other.
//!
//! SVG is drawn by librsvg and PDF by poppler, where they are installed (Debian: `librsvg2-bin`,
//! `poppler-utils`); elsewhere these two checks say that they were not made.

#![expect(clippy::print_stderr, reason = "a check that cannot be made says so")]

use std::fs;
use std::process::{Command, Output};

use crate::fixture::{Fixture, stderr};
#[cfg(feature = "pdf")]
use crate::pictures::shrunk;
use crate::pictures::{decoded, differences};

#[test]
fn the_same_input_gives_the_same_bytes_on_every_run_and_thread_count() {
    let fixture = Fixture::new();
    let formats: &[&str] =
        if cfg!(feature = "pdf") { &["png", "svg", "pdf"] } else { &["png", "svg"] };
    for format in formats {
        for options in [vec![], vec!["--by", "cluster", "--scripts"], vec!["--by", "hotspot"]] {
            let options = [vec!["--size", "400x300"], options].concat();
            let name = format!("map.{format}");
            let first = fixture.draw(&name, &options, 1);
            for n_threads in [1, 2, 7] {
                let again = fixture.draw(&name, &options, n_threads);
                assert!(first == again, "{format} {options:?} on {n_threads} threads");
            }
        }
    }
}

/// How far a format drawn by another program may be from the PNG: the mean over all channels, and the
/// share of pixels of which one channel is off by more than a quarter of its range.
const MEAN_APART_MAX: f64 = 2.0;
const FAR_SHARE_MAX: f64 = 0.006;

/// Checks a picture drawn by another program against the PNG of the same map.
fn check_apart(name: &str, ours: &[u8], theirs: &[u8]) {
    let (width, height, ours) = decoded(ours);
    let (their_width, their_height, theirs) = decoded(theirs);
    assert_eq!((width, height), (their_width, their_height), "{name}");
    let sum: u64 = ours.iter().zip(&theirs).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let mean = sum as f64 / ours.len() as f64;
    let apart = differences(&ours, &theirs);
    let far = apart.iter().filter(|d| **d > 64).count() as f64 / apart.len() as f64;
    eprintln!("{name}: {mean:.2} apart in the mean, {:.2} % of the pixels far", far * 100.0);
    assert!(mean <= MEAN_APART_MAX && far <= FAR_SHARE_MAX, "{name}: mean {mean}, far {far}");
}

/// Runs a program; `None`, with a word about it, where it is not installed.
fn other_program(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(cause) => {
            eprintln!("not checked, {:?} does not run: {cause}", command.get_program());
            None
        }
    }
}

#[test]
fn an_svg_looks_as_the_png_in_another_renderer() {
    let fixture = Fixture::new();
    let options = ["--size", "800x600"];
    let ours = fixture.draw("map.png", &options, 2);
    fixture.draw("map.svg", &options, 2);
    // librsvg takes its fonts from the system; give it the map's.
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/geodata/fonts");
    let (config, cache) = (fixture.path("fonts.conf"), fixture.path("cache"));
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>\
         <dir>{fonts}</dir><cachedir>{}</cachedir></fontconfig>",
        cache.display()
    );
    fs::write(&config, text).unwrap();
    let mut command = Command::new("rsvg-convert");
    command.env("FONTCONFIG_FILE", &config).arg(fixture.path("map.svg"));
    let Some(output) = other_program(&mut command) else { return };
    assert!(output.status.success(), "{}", stderr(&output));
    check_apart("svg", &ours, &output.stdout);
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_looks_as_the_png_and_its_text_can_be_searched() {
    let fixture = Fixture::new();
    let options = ["--size", "800x600", "--title", "Une carte d’essai à chercher"];
    let ours = fixture.draw("map.png", &options, 2);
    fixture.draw("map.pdf", &options, 2);
    let pdf = fixture.path("map.pdf");
    let mut command = Command::new("pdftoppm");
    // Poppler moves thin lines to whole pixels; on four times as many each way that is not seen.
    command.args(["-png", "-r", "600", "-singlefile"]).arg(&pdf).arg(fixture.path("page"));
    if other_program(&mut command).is_some() {
        let page = shrunk(&fs::read(fixture.path("page.png")).unwrap(), 4);
        check_apart("pdf", &ours, &page);
    }
    let mut command = Command::new("pdftotext");
    command.arg(&pdf).arg("-");
    let Some(output) = other_program(&mut command) else { return };
    let text = String::from_utf8(output.stdout).unwrap();
    for words in ["Une carte d’essai à chercher", "Type d’incident", "Niamey", "© OpenStreetMap"]
    {
        assert!(text.contains(words), "'{words}' is not found in {text}");
    }
}
