//! Lists the files to read: folders expanded, each file once, in an order of its own.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry, FileType};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::error::Error;

/// The extensions that are read.
const EXTENSIONS: [&str; 12] = [
    "txt", "md", "html", "htm", "xhtml", "csv", "tsv", "geojson", "json", "jsonl", "ndjson",
    "geojsonl",
];
/// Folders nested deeper than this are not entered (a link that leads back to its parent).
const DEEPEST: usize = 32;

/// A file to read and the id of its document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// Its name, with the parent folder where two files share it.
    pub id: String,
}

/// Expands folders and lists every file once, sorted by path, with ids that do not depend on the
/// order of `inputs`. Hidden files and other extensions inside a folder are passed over
/// ([`ignored_files`] counts them); `-` is the caller's.
///
/// # Errors
/// One error for each input that is missing, unreadable, or a named file of another extension.
pub fn list_inputs(inputs: &[PathBuf]) -> (Vec<Input>, Vec<Error>) {
    let mut walk = Walk::default();
    walk.inputs(inputs);
    walk.files.sort();
    walk.files.dedup_by(|other, kept| other.0 == kept.0);
    (with_ids(&walk.files), walk.errors)
}

/// How many files inside the folders of `inputs` are passed over.
pub fn ignored_files(inputs: &[PathBuf]) -> usize {
    let mut walk = Walk::default();
    walk.inputs(inputs);
    walk.n_ignored
}

#[derive(Default)]
struct Walk {
    /// Canonical path and path as reached, of which there may be several to one file.
    files: Vec<(PathBuf, PathBuf)>,
    errors: Vec<Error>,
    n_ignored: usize,
}

impl Walk {
    fn inputs(&mut self, inputs: &[PathBuf]) {
        for path in inputs.iter().filter(|p| p.as_os_str() != "-") {
            match fs::metadata(path) {
                Err(cause) => self.errors.push(Error::Read { path: path.clone(), cause }),
                Ok(data) if data.is_dir() => self.folder(path, 0),
                Ok(_) if is_read(path) => self.files.push((canonical(path), path.clone())),
                Ok(_) => self.errors.push(unknown_extension(path)),
            }
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) => {
                self.errors.push(Error::Read { path: folder.to_owned(), cause });
                return;
            }
        };
        // What is no link has its canonical path in that of its folder.
        let canonical = canonical(folder);
        let mut entries: Vec<_> = entries.filter_map(|entry| named(&entry.ok()?)).collect();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, kind) in entries {
            let path = folder.join(&name);
            let is_hidden = name.to_string_lossy().starts_with('.');
            let is_dir = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
            match is_dir {
                _ if is_hidden => self.n_ignored += 1,
                true if depth < DEEPEST => self.folder(&path, depth + 1),
                false if is_read(&path) => {
                    let is_link = kind.is_symlink();
                    let own = if is_link { self::canonical(&path) } else { canonical.join(&name) };
                    self.files.push((own, path));
                }
                _ => self.n_ignored += 1,
            }
        }
    }
}

/// An entry of a folder: its name and its type, a link's as that.
fn named(entry: &DirEntry) -> Option<(OsString, FileType)> {
    Some((entry.file_name(), entry.file_type().ok()?))
}

/// The path without links and detours; the path itself where nobody can tell.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_read(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.is_some_and(|e| EXTENSIONS.contains(&e.as_str()))
}

fn unknown_extension(path: &Path) -> Error {
    let problem = "is not of a kind that is read; give .txt, .md or .html files, tables (.csv, .tsv, \
                   .geojson, .jsonl), a folder, or '-'";
    Error::Input { path: path.to_owned(), problem: problem.to_owned() }
}

/// Ids as short as they can be: the name, else the parent and the name, else the whole path.
fn with_ids(files: &[(PathBuf, PathBuf)]) -> Vec<Input> {
    let names: Vec<String> = files.iter().map(|(canonical, _)| name(canonical, 1)).collect();
    let shared = repeated(names.iter().map(String::as_str));
    // Who shares parent and name shares the name.
    let with_parent = files
        .iter()
        .zip(&names)
        .map(|((canonical, _), short)| shared.contains(short.as_str()).then(|| name(canonical, 2)));
    let longer: Vec<Option<String>> = with_parent.collect();
    let parents = repeated(longer.iter().flatten().map(String::as_str));
    let inputs = files.iter().zip(names.iter().zip(&longer)).map(|((canonical, path), ids)| {
        let id = match ids {
            (short, None) => short.clone(),
            (_, Some(longer)) if !parents.contains(longer.as_str()) => longer.clone(),
            _ => canonical.to_string_lossy().into_owned(),
        };
        Input { path: path.clone(), id }
    });
    inputs.collect()
}

/// The last parts of a path.
fn name(path: &Path, n_parts: usize) -> String {
    let parts = path.components().rev().take(n_parts);
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}

/// The names that come more than once.
fn repeated<'n>(names: impl Iterator<Item = &'n str>) -> BTreeSet<&'n str> {
    let mut seen = FxHashSet::default();
    names.filter(|name| !seen.insert(*name)).collect()
}
