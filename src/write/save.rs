//! Puts files into a folder: each is written beside its name, and all are renamed at the end.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::OutputFile;
use crate::error::{Error, Result};

/// Writes all files or none: nothing is renamed before everything is on the disk.
///
/// # Errors
/// [`Error::Write`] names the file and the cause; what was written for it is removed again.
pub fn save(folder: &Path, files: &[OutputFile]) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).map_err(|cause| write_error(folder, cause))?;
    let mut pending: Vec<(PathBuf, PathBuf)> = Vec::new();
    let written = files.iter().try_for_each(|file| {
        let path = folder.join(&file.name);
        let beside = folder.join(format!(".{}.{}.part", file.name, std::process::id()));
        pending.push((beside.clone(), path.clone()));
        write_whole(&beside, &file.bytes).map_err(|cause| write_error(&path, cause))
    });
    let renamed = written.and_then(|()| {
        pending.iter().try_for_each(|(beside, path)| {
            fs::rename(beside, path).map_err(|cause| write_error(path, cause))
        })
    });
    if let Err(error) = renamed {
        // What cannot be removed was never written, or the disk no longer answers.
        pending.iter().for_each(|(beside, _)| drop(fs::remove_file(beside)));
        return Err(error);
    }
    Ok(pending.into_iter().map(|(_, path)| path).collect())
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn write_error(path: &Path, cause: std::io::Error) -> Error {
    Error::Write { path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn file(name: &str) -> OutputFile {
        OutputFile { name: name.to_owned(), bytes: b"text".to_vec() }
    }

    #[test]
    fn files_stand_under_their_names_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new/folder");
        save(&inner, &[file("a.txt"), file("b.txt")]).unwrap();
        save(&inner, &[file("a.txt")]).unwrap();
        assert_eq!(names(&inner), ["a.txt", "b.txt"]);
    }

    #[test]
    fn a_file_that_cannot_be_written_leaves_the_old_ones_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "old").unwrap();
        let error = save(folder.path(), &[file("a.txt"), file("no/such/folder.txt")]).unwrap_err();
        assert!(error.to_string().contains("folder.txt"), "{error}");
        assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }
}
