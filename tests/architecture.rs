//! Holds the house rules: modules import only from modules above them, a stage never imports a
//! stage, and every file says at its top what it is.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn lib() -> String {
    fs::read_to_string(source().join("lib.rs")).unwrap()
}

/// Modules in the order of their `mod` lines, which is the law.
fn modules() -> Vec<String> {
    let lib = lib();
    let names = lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// Modules named in the last column of the stage table.
fn stages() -> Vec<String> {
    let lib = lib();
    let rows = lib.lines().filter_map(|l| l.strip_prefix("//! |")?.strip_suffix("`] |"));
    rows.filter_map(|row| Some(row.rsplit_once("[`")?.1.trim_start_matches("mod@").to_owned()))
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let single = source().join(format!("{module}.rs"));
    if single.exists() { vec![single] } else { rust_files(&source().join(module)) }
}

/// The modules that a file names after `crate::`, in code and in documentation links alike.
fn named_modules(text: &str) -> Vec<String> {
    let after = text.split("crate::").skip(1);
    let word = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let braced = |rest: &str| -> Vec<String> {
        let inner = rest.strip_prefix('{').and_then(|r| r.split_once('}')).map_or("", |(i, _)| i);
        inner.split(',').map(|item| word(item.trim())).collect()
    };
    after
        .flat_map(|rest| if rest.starts_with('{') { braced(rest) } else { vec![word(rest)] })
        .collect()
}

#[test]
fn a_module_imports_only_from_modules_above_it() {
    let modules = modules();
    assert!(modules.len() >= 12, "{modules:?}");
    for (rank, module) in modules.iter().enumerate() {
        for file in files_of(module) {
            for named in named_modules(&fs::read_to_string(&file).unwrap()) {
                let other = modules.iter().position(|m| *m == named);
                assert!(
                    other.is_none_or(|other| other <= rank),
                    "{} imports {named}, which stands below {module} in lib.rs",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn a_stage_never_imports_a_stage() {
    let stages = stages();
    assert_eq!(stages.len(), 8, "{stages:?}");
    for stage in &stages {
        for file in files_of(stage) {
            for named in named_modules(&fs::read_to_string(&file).unwrap()) {
                assert!(
                    named == *stage || !stages.contains(&named),
                    "{} imports the stage {named}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn every_file_opens_with_its_purpose() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("src"), root.join("tests"), root.join("geodata")];
    let files = folders.iter().flat_map(|folder| rust_files(folder));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with //!", file.display());
    }
}

#[test]
fn the_top_level_is_the_one_agreed_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let agreed = ["Cargo.toml", "src", "geodata", "tests", "output", "README.md"];
    let beside = ["Cargo.lock", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "target"];
    let tools = ["clippy.toml", "rustfmt.toml"];
    for entry in fs::read_dir(root).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_known = name.starts_with('.')
            || agreed.contains(&name.as_str())
            || beside.contains(&name.as_str());
        assert!(is_known && !tools.contains(&name.as_str()), "'{name}' stands at the top level");
    }
}
