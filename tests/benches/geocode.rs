//! How fast phrases are located: `cargo bench --bench geocode`.
//!
//! 20,000 phrases are made from the names of the bundled table, of each relation in turn. Each is
//! read and located three times on one thread; the fastest of the three is its time, so that other
//! work on the machine does not count. The column is 100,000 different phrases, so that no answer is
//! used again, given to `harmattan place -`; its time is that of the processor over all threads, and
//! its memory the most that was ever in use (Linux).
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use std::fs;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use harmattan::extract::read_phrase;
use harmattan::gazetteer::{Gazetteer, Place, PlaceKind};
use harmattan::geocode::locate;
use harmattan::situate::{Bands, surroundings};

#[path = "clock.rs"]
mod clock;
use clock::Clock;

const N_PHRASES: usize = 20_000;
const N_CELLS: usize = 100_000;

fn main() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let cells = phrases(&gazetteer, N_CELLS);
    let phrases = &cells[..N_PHRASES];
    let mut by_form: Vec<Vec<Duration>> = vec![Vec::new(); FORMS.len()];
    let mut all = Vec::new();
    let clock = Clock::start();
    for (i, phrase) in phrases.iter().enumerate() {
        let times = (0..3).map(|_| {
            let start = Instant::now();
            let read = read_phrase(&gazetteer, black_box(phrase));
            black_box(read.and_then(|read| locate(&gazetteer, &read, &[])));
            start.elapsed()
        });
        let time = times.min().unwrap();
        by_form[i % FORMS.len()].push(time);
        all.push(time);
    }
    let each = clock.elapsed() / (3 * phrases.len()) as u32;
    println!("{:<28}{:>12}{:>12}{:>12}", "read and located", "median", "90 %", "99 %");
    for (form, times) in FORMS.iter().zip(&mut by_form) {
        row(form, times);
    }
    row("all", &mut all);
    println!("mean by the processor's time: {each:.1?}");
    let start = Clock::start();
    let n_around = 2_000;
    for phrase in phrases.iter().take(n_around) {
        let located = read_phrase(&gazetteer, phrase).and_then(|p| locate(&gazetteer, &p, &[]));
        black_box(located.map(|location| surroundings(&gazetteer, &location, &Bands::default())));
    }
    println!("with region and border: {:.1?} each", start.elapsed() / n_around as u32);
    column(&cells);
}

fn row(name: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("{name:<28}{:>12.1?}{:>12.1?}{:>12.1?}", at(0.5), at(0.9), at(0.99));
}

/// {X} and {Y} are neighbouring places, {R} the region's name.
const FORMS: [&str; 10] = [
    "à {X}",
    "à {X}, dans la région de {R}",
    "près de {X}",
    "dans le secteur de {X}, au sud de {Y}",
    "au nord-est de {X}",
    "à 25 km au sud-ouest de {X}",
    "à 40 km de {X}, dans la région de {R}",
    "entre {X} et {Y}",
    "sur l'axe {X}-{Y}",
    "{X}, {R}",
];

fn phrases(gazetteer: &Gazetteer, n: usize) -> Vec<String> {
    let is_of_sahel = |p: &&Place| {
        p.kind <= PlaceKind::Village && matches!(p.country.as_str(), "ML" | "BF" | "NE")
    };
    let places: Vec<&Place> = gazetteer.places().iter().filter(is_of_sahel).collect();
    (0..n)
        .map(|i| {
            // A step that shares no factor with most lengths goes all over the table.
            let at = (i / FORMS.len() * 7_919) % (places.len() - 1);
            let region = gazetteer.region(&places[at].admin1).map_or("Gao", |r| r.name.as_str());
            let form = FORMS[i % FORMS.len()];
            form.replace("{X}", &places[at].name)
                .replace("{Y}", &places[at + 1].name)
                .replace("{R}", region)
        })
        .collect()
}

/// A column through the command: processor's time of all its threads, and its most memory.
fn column(phrases: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    for n_cells in [N_CELLS / 10, N_CELLS] {
        let path = folder.path().join("column.txt");
        fs::write(&path, phrases[..n_cells].join("\n")).unwrap();
        let input = fs::File::open(&path).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_harmattan"));
        run.args(["--data", folder.path().to_str().unwrap(), "place", "-"]);
        let mut child =
            run.stdin(input).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let usage = format!("/proc/{}", child.id());
        let (mut cpu, mut memory) = (0.0, String::new());
        while child.try_wait().unwrap().is_none() {
            let stat = fs::read_to_string(format!("{usage}/stat")).unwrap_or_default();
            let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
            let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
            cpu = f64::max(cpu, (ticks(11) + ticks(12)) / 100.0);
            let status = fs::read_to_string(format!("{usage}/status")).unwrap_or_default();
            let peak = status.lines().find(|line| line.starts_with("VmHWM"));
            memory = peak.map_or(memory, |line| line[6..].trim().to_owned());
            std::thread::sleep(Duration::from_millis(20));
        }
        println!("a column of {n_cells}: {cpu:.1} CPU-seconds, at most {memory}");
    }
}
