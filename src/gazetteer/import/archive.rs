//! The files within a file: itself or, of a zip archive, its tables and GeoJSON files.

use std::io::{Cursor, Read};
use std::path::Path;

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

/// A file to read rows from.
#[derive(Debug)]
pub(super) struct Part {
    /// Its name, without folders.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The parts of a file, sorted by name.
///
/// # Errors
/// What is wrong with the file, in words that follow its name.
pub(super) fn parts(file: &Path, bytes: Vec<u8>) -> Result<Vec<Part>, String> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let is_named_zip = name.to_lowercase().ends_with(".zip");
    if bytes.is_empty() {
        return Err("is empty; fetch it again".to_owned());
    }
    if !is_named_zip && !bytes.starts_with(b"PK\x03\x04") {
        return Ok(vec![Part { name, bytes }]);
    }
    let no_zip = |cause| format!("is no zip archive ({cause}); fetch it again");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(no_zip)?;
    let mut parts = Vec::new();
    let mut n_bytes = 0;
    for i in 0..archive.len() {
        let Some(part) = entry(&mut archive, i, MOST_BYTES - n_bytes)? else { continue };
        n_bytes += part.bytes.len() as u64;
        parts.push(part);
        if parts.len() > MOST_ENTRIES {
            return Err(format!("holds more than {MOST_ENTRIES} tables; import them one by one"));
        }
    }
    if parts.is_empty() {
        return Err("holds no .txt, .tsv, .csv or .geojson file".to_owned());
    }
    parts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(parts)
}

/// An entry's content; `None` where it is no table.
fn entry(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    i: usize,
    most_bytes: u64,
) -> Result<Option<Part>, String> {
    let broken = |cause: &dyn std::fmt::Display| {
        format!("is a broken zip archive ({cause}); fetch it again")
    };
    let file = archive.by_index(i).map_err(|cause| broken(&cause))?;
    let name = file
        .name()
        .map_err(|cause| broken(&cause))?
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let is_table = [".txt", ".tsv", ".csv", ".geojson", ".json"]
        .iter()
        .any(|ending| name.to_lowercase().ends_with(ending));
    if !is_table || name.to_lowercase().starts_with("readme") {
        return Ok(None);
    }
    // The header may lie about the length, so what comes out is counted.
    let most = (file.compressed_size().saturating_mul(MOST_TIMES)).max(HARMLESS_BYTES);
    let most = most.min(most_bytes);
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|cause| broken(&cause))?;
    if bytes.len() as u64 > most {
        return Err(format!(
            "expands without end: '{name}' has more than {most} bytes; unpack it yourself if you trust it"
        ));
    }
    Ok(Some(Part { name, bytes }))
}
