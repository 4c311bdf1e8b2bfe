//! Turns the user's own files into packs in the data folder: GeoNames dumps, tables and GeoJSON of
//! places, polygons of regions and districts.
//!
//! Each file becomes one pack of its name. A bad row is named with its file and number; the good
//! rest is imported or, if so wished, nothing. A pack is written beside its name and renamed, so
//! that none is ever half there; the same file gives the same bytes, whatever the order of its rows.

mod archive;
mod boundaries;
mod checks;
mod features;
mod geonames;
mod rows;
mod table;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::data::{boundary_file, pack_file, write_beside};
use super::pack::{PackFile, PackInfo};
use super::{Gazetteer, compile};
use crate::error::{Error, Result};
use boundaries::Units;
use rows::Row;

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct ImportSettings {
    /// Import nothing of a file that has a bad row.
    pub is_strict: bool,
    /// Alpha-2 codes: only places of these countries; empty for all.
    pub countries: Vec<String>,
    /// The licence of the data, for `gazetteer info`.
    pub licence: String,
    /// The files hold polygons of this level: 1 regions, 2 districts. `None`: they hold places.
    pub level: Option<u8>,
    /// The columns (of a table) or properties (of GeoJSON) where they cannot be told by their names.
    pub columns: Columns,
}

/// Names of columns or properties that the user gives.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The name.
    pub name: Option<String>,
    /// The longitude in degrees.
    pub lon: Option<String>,
    /// The latitude in degrees.
    pub lat: Option<String>,
    /// An id that no other row has, or the code of a polygon.
    pub id: Option<String>,
    /// What the place is.
    pub kind: Option<String>,
    /// The country: code or name.
    pub country: Option<String>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name of the pack, to remove it by.
    pub name: String,
    /// Where it lies; `None` where nothing was imported.
    pub path: Option<PathBuf>,
    /// Whether the same pack was there before.
    pub is_unchanged: bool,
    /// Places or polygons imported.
    pub n_imported: usize,
    /// Rows left out because they are of another country or no place that news would name.
    pub n_left_out: usize,
    /// The bad rows, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A bad row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, and within an archive its entry.
    pub file: String,
    /// Line of a table, number of a feature; from 1.
    pub row: usize,
    /// What is wrong and what to do.
    pub problem: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}', row {}: {}", self.file, self.row, self.problem)
    }
}

/// Imports a file into a data folder, replacing the pack of its name.
///
/// `gazetteer` gives the outlines by which countries and regions of the places are told.
///
/// # Errors
/// [`Error::Read`], [`Error::Input`] where the file as a whole is none that can be imported, and
/// [`Error::Write`]; nothing was changed then.
pub fn import_file(
    gazetteer: &Gazetteer,
    folder: &Path,
    file: &Path,
    settings: &ImportSettings,
) -> Result<Import> {
    let name = pack_name(file)?;
    let opened = File::open(file).and_then(|opened| match opened.metadata()?.is_dir() {
        true => Err(io::Error::from(io::ErrorKind::IsADirectory)),
        false => Ok(opened),
    });
    let opened = opened.map_err(|cause| Error::Read { path: file.to_owned(), cause })?;
    let input = |problem| Error::Input { path: file.to_owned(), problem };
    let (content, path, mut import) = match settings.level {
        None => {
            let mut gathered = Gathered::new(gazetteer, &name, settings);
            archive::each_part(file, opened, |part| gathered.add(part)).map_err(input)?;
            let (bytes, import) = gathered.finish();
            (bytes, pack_file(folder, &name), import)
        }
        Some(level) => {
            let mut units = Units::new(gazetteer, &name, level, settings).map_err(input)?;
            archive::each_part(file, opened, |part| units.add(part)).map_err(input)?;
            let (bytes, import) = units.finish();
            (bytes, boundary_file(folder, &name, level), import)
        }
    };
    if import.n_imported == 0 || settings.is_strict && !import.problems.is_empty() {
        import.n_imported = 0;
        return Ok(import);
    }
    import.is_unchanged = fs::read(&path).is_ok_and(|old| old == content);
    if !import.is_unchanged {
        write_beside(&path, &content)?;
    }
    import.path = Some(path);
    Ok(import)
}

/// Rows are checked so many at a time, in parallel.
const N_AT_ONCE: usize = 1 << 14;
/// What one pack may hold. Source: GeoNames' largest country has 2.2 million names.
const MOST_PLACES: usize = 3_000_000;
/// After so many bad rows the file is taken for another thing.
const MOST_PROBLEMS: usize = 100_000;

/// The places of the parts of a file, as far as they are read.
struct Gathered<'a> {
    gazetteer: &'a Gazetteer,
    settings: &'a ImportSettings,
    import: Import,
    files: Vec<PackFile>,
    places: Vec<checks::Sourced>,
}

impl<'a> Gathered<'a> {
    fn new(gazetteer: &'a Gazetteer, name: &str, settings: &'a ImportSettings) -> Self {
        let import = empty_import(name);
        Self { gazetteer, settings, import, files: Vec::new(), places: Vec::new() }
    }

    /// Reads a part, keeping no more of it than its good places and what is wrong with the others.
    fn add(&mut self, mut part: archive::Part<'_>) -> Result<(), String> {
        let file = self.files.len();
        let name = part.name.clone();
        self.files.push(PackFile { name: name.clone(), ..PackFile::default() });
        let settings = self.settings;
        let mut rows = Vec::new();
        let found = rows::read(&mut part, settings, &mut |row, outcome| {
            match outcome {
                Ok(row) => rows.push(row),
                Err(problem) => {
                    self.import.problems.push(Problem { file: name.clone(), row, problem });
                }
            }
            if rows.len() == N_AT_ONCE { self.check(file, &name, &mut rows) } else { Ok(()) }
        })?;
        self.check(file, &name, &mut rows)?;
        self.import.n_left_out += found.n_left_out;
        if let Some(file) = self.files.get_mut(file) {
            file.bytes = part.n_bytes.get();
            (file.form, file.version) = (found.form, found.version);
        }
        Ok(())
    }

    fn check(&mut self, file: usize, name: &str, rows: &mut Vec<Row>) -> Result<(), String> {
        let rows = std::mem::take(rows);
        let (good, bad, n_left_out) =
            checks::places(self.gazetteer, &self.import.name, rows, self.settings);
        self.import.n_left_out += n_left_out;
        let problem =
            |(row, problem): (usize, String)| Problem { file: name.to_owned(), row, problem };
        self.import.problems.extend(bad.into_iter().map(problem));
        self.places.extend(good.into_iter().map(|(row, place)| (file, row, place)));
        if self.places.len() > MOST_PLACES {
            return Err(format!(
                "has more than {MOST_PLACES} places; choose countries with --country"
            ));
        }
        if self.import.problems.len() > MOST_PROBLEMS {
            let first = self.import.problems.first().map_or("", |first| &first.problem);
            return Err(format!(
                "has more than {MOST_PROBLEMS} bad rows, of which the first {first}"
            ));
        }
        Ok(())
    }

    /// The bytes of the pack.
    fn finish(mut self) -> (Vec<u8>, Import) {
        let (places, doubles) = checks::without_doubles(self.places, &self.files);
        self.import.problems.extend(doubles);
        self.import.problems.sort();
        self.import.n_imported = places.len();
        let (name, licence) = (self.import.name.clone(), self.settings.licence.clone());
        let info = PackInfo { name, licence, files: self.files, ..PackInfo::default() };
        (compile::compile(places, info), self.import)
    }
}

fn empty_import(name: &str) -> Import {
    Import {
        name: name.to_owned(),
        path: None,
        is_unchanged: false,
        n_imported: 0,
        n_left_out: 0,
        problems: Vec::new(),
    }
}

/// The name of the file without its ending, as a name that every system takes for a file.
fn pack_name(file: &Path) -> Result<String> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let keep = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    let name: String = stem.chars().map(keep).collect();
    let name = name.trim_matches(['.', '-']).to_owned();
    if name.is_empty() {
        let problem = "has no name that a pack could take; rename it".to_owned();
        return Err(Error::Input { path: file.to_owned(), problem });
    }
    Ok(name)
}

/// Files of one command that would become one pack.
///
/// # Errors
/// [`Error::Usage`] names both.
pub fn check_names(files: &[PathBuf]) -> Result<()> {
    let mut names: BTreeMap<String, &Path> = BTreeMap::new();
    for file in files {
        if let Some(other) = names.insert(pack_name(file)?, file) {
            let (one, other) = (other.display(), file.display());
            let message = format!("'{one}' and '{other}' would be one pack; rename one of them");
            return Err(Error::Usage(message));
        }
    }
    Ok(())
}
