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
use std::fs;
use std::path::{Path, PathBuf};

use super::data::{boundary_file, pack_file, write_beside};
use super::pack::{PackFile, PackInfo};
use super::{Gazetteer, compile};
use crate::error::{Error, Result};
use rows::Found;

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
    let bytes = fs::read(file).map_err(|cause| Error::Read { path: file.to_owned(), cause })?;
    let input = |problem| Error::Input { path: file.to_owned(), problem };
    let parts = archive::parts(file, bytes).map_err(input)?;
    let (content, path, mut import) = match settings.level {
        None => {
            let (bytes, import) = places(gazetteer, &name, parts, settings).map_err(input)?;
            (bytes, pack_file(folder, &name), import)
        }
        Some(level) => {
            let (bytes, import) =
                boundaries::polygons(gazetteer, &name, parts, level, settings).map_err(input)?;
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

/// The bytes of the pack of all parts of a file.
fn places(
    gazetteer: &Gazetteer,
    name: &str,
    parts: Vec<archive::Part>,
    settings: &ImportSettings,
) -> Result<(Vec<u8>, Import), String> {
    let mut import = empty_import(name);
    let mut files = Vec::new();
    let mut all = Vec::new();
    for part in parts {
        let Found { form, version, rows, problems, n_left_out } = rows::read(&part, settings)?;
        let file = part.name.clone();
        files.push(PackFile { name: file.clone(), form, bytes: part.bytes.len() as u64, version });
        import.n_left_out += n_left_out;
        import.problems.extend(problems.into_iter().map(|(row, problem)| Problem {
            file: file.clone(),
            row,
            problem,
        }));
        let (good, bad, n_left_out) = checks::places(gazetteer, name, rows, settings);
        import.n_left_out += n_left_out;
        import.problems.extend(bad.into_iter().map(|(row, problem)| Problem {
            file: file.clone(),
            row,
            problem,
        }));
        all.extend(good.into_iter().map(|(row, place)| (file.clone(), row, place)));
    }
    let (all, doubles) = checks::without_doubles(all);
    import.problems.extend(doubles);
    import.problems.sort();
    import.n_imported = all.len();
    let licence = settings.licence.clone();
    let info = PackInfo { name: name.to_owned(), licence, files, ..PackInfo::default() };
    Ok((compile::compile(all, info), import))
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
