//! The user's data folder: packs and boundaries that `gazetteer import` put there.
//!
//! `FOLDER/gazetteer/NAME.pack` are places, `NAME.regions.geojson` and `NAME.districts.geojson`
//! polygons that stand for the bundled ones of their countries.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::pack::Pack;
use super::{Area, Gazetteer, bundled_pack, layers};
use crate::error::{Error, Result};

/// A variable of the environment that names the data folder.
const VARIABLE: &str = "HARMATTAN_DATA";

/// Imported polygons: the text of their file, parsed when it is first asked for.
#[derive(Clone, Debug)]
pub(super) struct Boundaries {
    pub(super) name: String,
    pub(super) level: u8,
    pub(super) text: String,
}

impl Gazetteer {
    /// The bundled gazetteer with all that was imported into a data folder; `None` for that of
    /// [`data_folder`]. What cannot be read is left out and named in [`Gazetteer::problems`].
    ///
    /// Cost: about a millisecond, and reading the packs, some 10 ms for 200,000 names.
    ///
    /// # Errors
    /// [`crate::Error::Bundled`] where a bundled file does not have its form.
    pub fn open(folder: Option<&Path>) -> Result<Self> {
        let mut packs = vec![bundled_pack(false)?];
        let (mut boundaries, mut problems) = (Vec::new(), Vec::new());
        for path in data_folder(folder).map(|folder| files(&folder)).unwrap_or_default() {
            match read(&path) {
                Ok(Loaded::Places(pack)) => packs.push(pack),
                Ok(Loaded::Polygons(polygons)) => boundaries.push(polygons),
                Err(problem) => problems.push(format!(
                    "'{}' {problem} and is left out; import its file again, or remove it with: harmattan gazetteer remove {}",
                    path.display(),
                    stem(&path)
                )),
            }
        }
        let mut gazetteer = Self::of_packs(packs);
        gazetteer.division.take_imported(boundaries);
        gazetteer.problems = problems;
        Ok(gazetteer)
    }

    /// What of the data folder could not be used, each with what to do.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The imported polygons: name, level, and how many.
    pub fn imported_polygons(&self) -> Vec<(&str, u8, usize)> {
        let count = |b: &Boundaries| {
            b.text.lines().filter(|l| l.starts_with("{\"type\":\"Feature\",")).count()
        };
        self.division.imported().iter().map(|b| (b.name.as_str(), b.level, count(b))).collect()
    }
}

/// The folder given, or that of the variable HARMATTAN_DATA, or `harmattan` in the user's folder for
/// data (XDG_DATA_HOME, else ~/.local/share); `None` for a user without a home.
pub fn data_folder(given: Option<&Path>) -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let of_user = || {
        let data = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let data = data.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")));
        let data = data.or_else(|| variable("LOCALAPPDATA").map(PathBuf::from));
        Some(data?.join("harmattan"))
    };
    given.map(Path::to_owned).or_else(|| variable(VARIABLE).map(PathBuf::from)).or_else(of_user)
}

/// Removes all that was imported under a name; the paths of the files.
///
/// # Errors
/// [`Error::Usage`] where there is nothing of that name or it cannot be removed.
pub fn remove_imported(folder: &Path, name: &str) -> Result<Vec<PathBuf>> {
    let known = files(folder);
    let of_name: Vec<PathBuf> = known.iter().filter(|path| stem(path) == name).cloned().collect();
    if of_name.is_empty() {
        let mut names: Vec<&str> = known.iter().map(|path| stem(path)).collect();
        names.dedup();
        let offer = match names.as_slice() {
            [] => "nothing was imported".to_owned(),
            names => format!("imported are '{}'", names.join("', '")),
        };
        return Err(Error::Usage(format!(
            "nothing called '{name}' in '{}'; {offer}",
            folder.display()
        )));
    }
    for path in &of_name {
        fs::remove_file(path).map_err(|cause| {
            Error::Usage(format!("cannot remove '{}': {cause}; remove it by hand", path.display()))
        })?;
    }
    Ok(of_name)
}

/// Where the pack of a name lies.
pub(super) fn pack_file(folder: &Path, name: &str) -> PathBuf {
    folder.join("gazetteer").join(format!("{name}.pack"))
}

/// Where the polygons of a name lie.
pub(super) fn boundary_file(folder: &Path, name: &str, level: u8) -> PathBuf {
    let ending = ENDINGS.iter().find(|(known, _)| *known == level).map_or("", |(_, ending)| ending);
    folder.join("gazetteer").join(format!("{name}{ending}"))
}

/// Writes a file whole or not at all.
pub(super) fn write_beside(path: &Path, bytes: &[u8]) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|cause| {
        // What cannot be removed was never written, or the disk no longer answers.
        drop(fs::remove_file(&beside));
        let path = path.display();
        Error::Usage(format!("cannot write '{path}': {cause}; choose another folder with --data"))
    })
}

/// The bundled areas of a level, those of countries with imported polygons replaced by these.
pub(super) fn with_imported(
    mut areas: Vec<Area>,
    boundaries: &[Boundaries],
    level: u8,
) -> Vec<Area> {
    for polygons in boundaries.iter().filter(|polygons| polygons.level == level) {
        let imported = layers::areas("imported polygons", &polygons.text).unwrap_or_default();
        areas.retain(|area| imported.iter().all(|other| other.country != area.country));
        areas.extend(imported);
    }
    areas
}

const PACK: &str = ".pack";
/// Levels with the endings of their files.
const ENDINGS: [(u8, &str); 2] = [(1, ".regions.geojson"), (2, ".districts.geojson")];

enum Loaded {
    Places(Pack),
    Polygons(Boundaries),
}

/// The imported files of a folder, sorted by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("gazetteer")).into_iter().flatten().flatten();
    let is_ours = |path: &PathBuf| !stem(path).is_empty() && !stem(path).starts_with('.');
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_ours).collect();
    files.sort();
    files
}

/// The name of a pack or polygon file, without its ending; empty for other files.
fn stem(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let endings = ENDINGS.iter().map(|(_, ending)| *ending).chain([PACK]);
    endings.into_iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or_default()
}

fn read(path: &Path) -> Result<Loaded, String> {
    let bytes = fs::read(path).map_err(|cause| format!("cannot be read ({cause})"))?;
    let file = path.to_string_lossy();
    let Some((level, _)) = ENDINGS.iter().find(|(_, ending)| file.ends_with(ending)) else {
        return Ok(Loaded::Places(Pack::open(bytes.into(), true)?));
    };
    let text = String::from_utf8(bytes).ok().filter(|text| text.ends_with("]}\n"));
    let text = text.ok_or("is broken or cut short")?;
    Ok(Loaded::Polygons(Boundaries { name: stem(path).to_owned(), level: *level, text }))
}
