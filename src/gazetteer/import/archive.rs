//! The files within a file: itself or, of a zip archive, its tables and GeoJSON files, read piece by
//! piece so that a large one needs no more memory than a small one.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use zip::ZipArchive;

/// What an archive may expand to, in bytes. Source: GeoNames' allCountries.txt has 1.7e9.
const MOST_BYTES: u64 = 4 << 30;
/// How many times its packed length an entry may have, beyond the first megabytes. Source: GeoNames
/// dumps expand four to five times, GeoJSON up to twenty.
const MOST_TIMES: u64 = 100;
/// Up to here any entry may expand.
const HARMLESS_BYTES: u64 = 64 << 20;
/// How many entries of an archive are read.
const MOST_ENTRIES: usize = 64;
/// What one row may have. Source: the longest of GeoNames' dumps has some 15,000 bytes.
pub(super) const MOST_ROW_BYTES: u64 = 16 << 20;
/// How much of a file is looked at to tell its form.
const HEAD_BYTES: u64 = 64 << 10;

/// A file to read rows from.
pub(super) struct Part<'a> {
    /// Its name, without folders.
    pub(super) name: String,
    /// Its beginning, by which its form is told.
    pub(super) head: Vec<u8>,
    /// All of it.
    pub(super) reader: Box<dyn BufRead + 'a>,
    /// Bytes read so far.
    pub(super) n_bytes: Rc<Cell<u64>>,
    /// Bytes read since a row was told to begin: to be set to 0 after each.
    pub(super) n_row_bytes: Rc<Cell<u64>>,
}

/// Visits the parts of a file in the order of their names.
///
/// # Errors
/// What is wrong with the file, in words that follow its name, and what `visit` says.
pub(super) fn each_part(
    path: &Path,
    mut file: File,
    mut visit: impl FnMut(Part<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let unreadable = |cause: io::Error| format!("cannot be read ({cause})");
    let mut magic = Vec::new();
    (&mut file).take(4).read_to_end(&mut magic).map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    if magic.is_empty() {
        return Err("is empty; fetch it again".to_owned());
    }
    if !name.to_lowercase().ends_with(".zip") && magic != b"PK\x03\x04" {
        return visit(part(name, file, u64::MAX)?);
    }
    let no_zip = |cause| format!("is no zip archive ({cause}); fetch it again");
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(no_zip)?;
    let mut n_bytes_left = MOST_BYTES;
    for (i, name) in tables(&mut archive)? {
        let entry = archive.by_index(i).map_err(|cause| broken(&cause))?;
        // The header may lie about the length, so what comes out is counted.
        let most = entry.compressed_size().saturating_mul(MOST_TIMES).max(HARMLESS_BYTES);
        let part = part(name, entry, most.min(n_bytes_left))?;
        let n_bytes = Rc::clone(&part.n_bytes);
        visit(part)?;
        n_bytes_left = n_bytes_left.saturating_sub(n_bytes.get());
    }
    Ok(())
}

/// The entries of an archive that are tables or GeoJSON, sorted by name.
fn tables<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<(usize, String)>, String> {
    let mut tables = Vec::new();
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i).map_err(|cause| broken(&cause))?;
        let path = entry.name().map_err(|cause| broken(&cause))?;
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let lower = name.to_lowercase();
        let endings = [".txt", ".tsv", ".csv", ".geojson", ".json"];
        let is_table = endings.iter().any(|ending| lower.ends_with(ending));
        if is_table && !lower.starts_with("readme") {
            tables.push((i, name));
        }
    }
    if tables.is_empty() {
        return Err("holds no .txt, .tsv, .csv or .geojson file".to_owned());
    }
    if tables.len() > MOST_ENTRIES {
        return Err(format!("holds more than {MOST_ENTRIES} tables; import them one by one"));
    }
    tables.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(tables)
}

fn broken(cause: &dyn std::fmt::Display) -> String {
    format!("is a broken zip archive ({cause}); fetch it again")
}

fn part<'a>(name: String, reader: impl Read + 'a, most: u64) -> Result<Part<'a>, String> {
    let (n_bytes, n_row_bytes) = (Rc::<Cell<u64>>::default(), Rc::<Cell<u64>>::default());
    let counts = (Rc::clone(&n_bytes), Rc::clone(&n_row_bytes));
    let mut reader = Counted { reader, most, n_bytes: counts.0, n_row_bytes: counts.1 };
    let mut head = Vec::new();
    (&mut reader).take(HEAD_BYTES).read_to_end(&mut head).map_err(|cause| told(&cause))?;
    n_row_bytes.set(0);
    let whole = io::Cursor::new(head.clone()).chain(reader);
    let reader = Box::new(BufReader::with_capacity(HEAD_BYTES as usize, whole));
    Ok(Part { name, head, reader, n_bytes, n_row_bytes })
}

impl Part<'_> {
    #[cfg(test)]
    pub(super) fn of_text(text: &str) -> Part<'_> {
        let (n_bytes, n_row_bytes) = Default::default();
        let reader = Box::new(text.as_bytes());
        Part { name: String::new(), head: Vec::new(), reader, n_bytes, n_row_bytes }
    }

    /// All bytes of the part, where they are not more than a limit.
    ///
    /// # Errors
    /// What is wrong, in words that follow the name of the file.
    pub(super) fn whole(&mut self, most: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut buffer = [0; 8192];
        loop {
            self.n_row_bytes.set(0);
            let n = self.reader.read(&mut buffer).map_err(|cause| told(&cause))?;
            bytes.extend_from_slice(buffer.get(..n).unwrap_or_default());
            if n == 0 {
                return Ok(bytes);
            }
            if bytes.len() as u64 > most {
                return Err(format!(
                    "has more than {} MB, which is too much for GeoJSON; split it, or convert it to a table with: ogr2ogr -f CSV -lco GEOMETRY=AS_XY",
                    most >> 20
                ));
            }
        }
    }
}

/// An error of reading in words that follow the name of the file.
pub(super) fn told(cause: &io::Error) -> String {
    match cause.get_ref() {
        Some(own) if own.is::<Limit>() => own.to_string(),
        _ => format!("cannot be read ({cause}); fetch it again"),
    }
}

/// A limit that a reader ran into.
#[derive(Debug, thiserror::Error)]
enum Limit {
    #[error("expands without end: it has more than {0} bytes; unpack it yourself if you trust it")]
    Expands(u64),
    #[error("has a row of more than {} MB; give a GeoNames dump, a table (.csv, .tsv) or GeoJSON", .0 >> 20)]
    Row(u64),
}

/// Counts what is read, and stops where it is too much.
struct Counted<R> {
    reader: R,
    most: u64,
    n_bytes: Rc<Cell<u64>>,
    n_row_bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.n_bytes.set(self.n_bytes.get() + n as u64);
        self.n_row_bytes.set(self.n_row_bytes.get() + n as u64);
        if self.n_bytes.get() > self.most {
            return Err(io::Error::other(Limit::Expands(self.most)));
        }
        if self.n_row_bytes.get() > MOST_ROW_BYTES {
            return Err(io::Error::other(Limit::Row(MOST_ROW_BYTES)));
        }
        Ok(n)
    }
}
