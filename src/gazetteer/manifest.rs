//! The table of bundled files in geodata/README.md, which a test holds to the files.

use super::Gazetteer;

const README: &str = include_str!("../../geodata/README.md");

/// A bundled file, as its table tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BundledFile {
    /// Its name within geodata/.
    pub name: &'static str,
    /// What it was made from, with versions.
    pub source: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// Rows or features.
    pub rows: &'static str,
}

impl Gazetteer {
    /// The bundled files with their sources, versions and licences.
    pub fn bundled_files() -> Vec<BundledFile> {
        let table = README.split("<!-- table -->").nth(1).unwrap_or_default();
        let table = table.split("<!-- end -->").next().unwrap_or_default();
        let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
        rows.filter_map(|row| {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let &[name, source, licence, _made, rows, _bytes, _sum] = cells.as_slice() else {
                return None;
            };
            Some(BundledFile { name, source, licence, rows })
        })
        .collect()
    }
}
