//! Puts files into a folder: each is written beside its name, and all are renamed at the end.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{DATA_FILES, OutputFile, stream};
use crate::error::{Error, Result};
use crate::model::Dataset;

/// Writes all files or none: nothing is renamed before everything is on the disk.
///
/// # Errors
/// [`Error::Write`] names the file and the cause; what was written for it is removed again.
pub fn save(folder: &Path, files: &[OutputFile]) -> Result<Vec<PathBuf>> {
    save_all(folder, files.iter().map(bytes).collect())
}

/// Writes the data files of a run as a stream, and other files beside them, all or none.
///
/// # Errors
/// As [`save`].
pub fn save_run(folder: &Path, dataset: &Dataset, files: &[OutputFile]) -> Result<Vec<PathBuf>> {
    let data = DATA_FILES.into_iter().map(|name| {
        let put: Put<'_> = Box::new(move |out| stream(dataset, name, out));
        (name, put)
    });
    save_all(folder, data.chain(files.iter().map(bytes)).collect())
}

/// Writes the content of a file.
type Put<'a> = Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'a>;

fn bytes(file: &OutputFile) -> (&str, Put<'_>) {
    (&file.name, Box::new(|out| out.write_all(&file.bytes)))
}

fn save_all(folder: &Path, files: Vec<(&str, Put<'_>)>) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).map_err(|cause| write_error(folder, cause))?;
    let mut pending: Vec<(PathBuf, PathBuf)> = Vec::new();
    let written = files.iter().try_for_each(|(name, put)| {
        let path = folder.join(name);
        let beside = folder.join(format!(".{name}.{}.part", std::process::id()));
        pending.push((beside.clone(), path.clone()));
        write_whole(&beside, put).map_err(|cause| write_error(&path, cause))
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

fn write_whole(path: &Path, put: &Put<'_>) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 16, fs::File::create(path)?);
    put(&mut file)?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
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
