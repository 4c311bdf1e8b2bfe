//! How fast texts are read: `cargo bench --bench extract [-- FOLDER]`.
//!
//! Without arguments the sample articles of tests/articles are repeated; a folder of .txt files is
//! repeated instead where one is given. One thread. Rates are by the processor's time where the
//! system tells it (Linux). After the articles come odd texts at 1, 10 and 100 MB: a rate that
//! falls with the size would show work that is not linear.
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use harmattan::extract::extract;
use harmattan::gazetteer::Gazetteer;
use harmattan::read::{ReadOptions, read_text};

#[path = "clock.rs"]
mod clock;
use clock::Clock;

const MEGABYTE: usize = 1_000_000;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder = folder.map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles")),
        PathBuf::from,
    );
    let gazetteer = Gazetteer::bundled().unwrap();
    let articles = articles(&folder);
    for n_megabytes in [1, 10] {
        report(&format!("articles, {n_megabytes} MB"), || {
            let mut n_bytes = 0;
            while n_bytes < n_megabytes * MEGABYTE {
                for article in &articles {
                    n_bytes += read(&gazetteer, article);
                }
            }
            n_bytes
        });
    }
    for (what, text) in odd() {
        for n_megabytes in [1, 10, 100] {
            let long = text.repeat(n_megabytes * MEGABYTE / text.len());
            report(&format!("{what}, {n_megabytes} MB"), || read(&gazetteer, &long));
        }
    }
}

/// Texts that reach the worst of the reader; test sentences, of no real event.
fn odd() -> Vec<(&'static str, String)> {
    let owned = str::to_owned;
    vec![
        ("no blanks", owned("a")),
        ("one sentence", owned("les habitants de la ville sont sortis et ")),
        ("dates in a line", owned("le 3 mars 2024, ")),
        ("known names", owned("Gao, Ménaka, Tessit, ")),
        ("new names", (0..40_000).map(|n| format!("Nomdeville{n} Autre, ")).collect()),
        ("reports", owned("Une attaque à Gao a tué dix soldats samedi. ")),
        ("quotes", owned("« ")),
        ("nested page", format!("<html>{}", "<div>".repeat(100_000))),
    ]
}

fn articles(folder: &PathBuf) -> Vec<String> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Bytes to reports, and how many bytes they were.
fn read(gazetteer: &Gazetteer, text: &str) -> usize {
    let options = ReadOptions { max_bytes: u64::MAX, ..ReadOptions::default() };
    for document in read_text("bench", text.as_bytes(), &options).unwrap_or_default() {
        black_box(extract(gazetteer, &document).len());
    }
    text.len()
}

fn report(what: &str, run: impl Fn() -> usize) {
    let clock = Clock::start();
    let n_bytes = run();
    let seconds = clock.elapsed().as_secs_f64();
    println!("{what}: {:.2} MB/s ({seconds:.2} s)", n_bytes as f64 / 1e6 / seconds);
}
