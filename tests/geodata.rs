//! The bundled files: their form, and that the table in geodata/README.md is theirs.

#[path = "../geodata/build/sha256.rs"]
mod sha256;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use harmattan::gazetteer::{Gazetteer, PackInfo};

#[test]
fn every_bundled_file_has_its_form() {
    Gazetteer::check_bundled().unwrap();
}

#[test]
fn the_table_of_files_is_that_of_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut named = Vec::new();
    for line in readme.lines().filter(|line| line.starts_with("| ") && line.contains(" | ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [file, _, _, _, _, bytes, sum] = cells[..] else { continue };
        let Ok(content) = fs::read(folder.join(file)) else { continue };
        assert_eq!(bytes, content.len().to_string(), "{file}");
        assert_eq!(sum, sha256::sha256(&content), "{file}");
        named.push(file.to_owned());
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_data = [".tsv", ".geojson", ".pack"].iter().any(|end| name.ends_with(end));
        assert!(!is_data || named.contains(&name), "{name} has no row in geodata/README.md");
    }
}

#[test]
fn the_bundled_data_add_at_most_eight_megabytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut bundled = BTreeSet::new();
    for source in files(&root.join("src")) {
        let text = fs::read_to_string(&source).unwrap_or_default();
        for call in text.split("include_").skip(1) {
            let path = call.lines().next().and_then(|line| line.split("geodata/").nth(1));
            let path = path.and_then(|path| path.split('"').next());
            bundled
                .extend(path.into_iter().flat_map(|path| files(&root.join("geodata").join(path))));
        }
    }
    let names = ["places.pack", "world.geojson", "fonts/Inter-Bold.otf", "lexicon/fr/months.tsv"];
    assert!(names.iter().all(|name| bundled.contains(&root.join("geodata").join(name))));
    let n_bytes: u64 = bundled.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    assert!(n_bytes <= 8_000_000, "{n_bytes} bytes");
}

/// The file, or all files in the folder and the folders in it.
fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    entries.flatten().flat_map(|entry| files(&entry.path())).collect()
}

#[test]
fn the_compiled_table_is_that_of_the_places() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    let table = fs::read_to_string(folder.join("places.tsv")).unwrap();
    let (name, licence) = ("bundled".to_owned(), "ODbL 1.0".to_owned());
    let info = PackInfo { name, licence, ..PackInfo::default() };
    let pack = Gazetteer::compile_table(&table, info).unwrap();
    let bundled = fs::read(folder.join("places.pack")).unwrap();
    assert!(pack == bundled, "run the builder: cargo run --example build-geodata -- geodata");
}

#[test]
fn checksums_are_those_of_the_standard() {
    let check = |text: &str, sum: &str| assert_eq!(sha256::sha256(text.as_bytes()), sum);
    check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
