//! `harmattan gazetteer import` and `remove`: the user's own places and boundaries.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;

use super::terminal;
use harmattan::gazetteer::{self, Columns, Gazetteer, Import, ImportSettings};

/// How many bad rows of a file are shown.
const N_SHOWN: usize = 20;

const EXAMPLES: &str = "\
Examples:
  harmattan gazetteer import ML.zip BF.zip NE.zip --licence \"GeoNames, CC BY 4.0\"
  harmattan gazetteer import allCountries.zip --country ML --country BF --country NE
  harmattan gazetteer import places.csv --name-column localite --lon-column x --lat-column y
  harmattan gazetteer import cercles.geojson --level 2

Files: GeoNames dumps (ML.txt, ML.zip, allCountries.zip); tables with a header (.csv, .tsv), such as
OpenStreetMap extracts; GeoJSON of places or, with --level, of polygons; zip archives of these.
Positions are degrees in WGS 84. Each file becomes a pack of its name; importing it again replaces it.";

/// Arguments of `harmattan gazetteer import`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ImportArguments {
    /// Files of places or, with --level, of polygons.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The files hold polygons: 1 for regions, 2 for districts. They replace the bundled ones of
    /// their countries.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    level: Option<u8>,
    /// Import nothing of a file that has a bad row.
    #[arg(long)]
    strict: bool,
    /// Only places of this country, an ISO 3166-1 alpha-2 code; may be given several times.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// The licence and credit of the data, for `gazetteer info`.
    #[arg(long, default_value = "", value_name = "TEXT")]
    licence: String,
    /// The column or property with the name.
    #[arg(long, value_name = "COLUMN")]
    name_column: Option<String>,
    /// The column with the longitude.
    #[arg(long, value_name = "COLUMN")]
    lon_column: Option<String>,
    /// The column with the latitude.
    #[arg(long, value_name = "COLUMN")]
    lat_column: Option<String>,
    /// The column or property with an id that no other row has; of polygons, with their code.
    #[arg(long, alias = "code-column", value_name = "COLUMN")]
    id_column: Option<String>,
    /// The column or property that says what the place is: city, village, well …
    #[arg(long, value_name = "COLUMN")]
    kind_column: Option<String>,
    /// The column or property with the country.
    #[arg(long, value_name = "COLUMN")]
    country_column: Option<String>,
}

/// Arguments of `harmattan gazetteer remove`.
#[derive(Debug, Args)]
pub(super) struct RemoveArguments {
    /// Names of packs, as `gazetteer info` lists them.
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
}

/// Imports the files one by one: a bad one does not keep the others out.
pub(super) fn import(arguments: &ImportArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let folder = folder(data)?;
    gazetteer::check_names(&arguments.files)?;
    let bundled = Gazetteer::bundled()?;
    let settings = settings(arguments);
    let mut is_good = true;
    for file in &arguments.files {
        match gazetteer::import_file(&bundled, &folder, file, &settings) {
            Ok(import) => is_good &= report(&import, file),
            Err(error) => {
                is_good = false;
                terminal::say(&format!("harmattan: {error}"));
            }
        }
    }
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

pub(super) fn remove(arguments: &RemoveArguments, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let folder = folder(data)?;
    for name in &arguments.names {
        for path in gazetteer::remove_imported(&folder, name)? {
            terminal::say(&format!("Removed {}", path.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn folder(data: Option<&Path>) -> anyhow::Result<PathBuf> {
    match gazetteer::data_folder(data) {
        Some(folder) => Ok(folder),
        None => {
            bail!("there is no home folder to keep imported places in; name a folder with --data")
        }
    }
}

fn settings(arguments: &ImportArguments) -> ImportSettings {
    ImportSettings {
        is_strict: arguments.strict,
        countries: arguments.country.iter().map(|code| code.to_uppercase()).collect(),
        licence: arguments.licence.clone(),
        level: arguments.level,
        columns: Columns {
            name: arguments.name_column.clone(),
            lon: arguments.lon_column.clone(),
            lat: arguments.lat_column.clone(),
            id: arguments.id_column.clone(),
            kind: arguments.kind_column.clone(),
            country: arguments.country_column.clone(),
        },
    }
}

/// Says what became of a file; whether all of it is well.
fn report(import: &Import, file: &Path) -> bool {
    for problem in import.problems.iter().take(N_SHOWN) {
        terminal::say(&format!("harmattan: {problem}"));
    }
    let n_more = import.problems.len().saturating_sub(N_SHOWN);
    if n_more > 0 {
        terminal::say(&format!("harmattan: … and {n_more} more bad rows of '{}'", file.display()));
    }
    let file = file.display();
    let Some(path) = &import.path else {
        let why = match import.problems.len() {
            0 => "it holds nothing to import".to_owned(),
            1 => "of its bad row".to_owned(),
            n => format!("of its {n} bad rows"),
        };
        let why = if import.problems.is_empty() { why } else { format!("because {why}") };
        terminal::say(&format!("harmattan: nothing was imported from '{file}': {why}"));
        return false;
    };
    let state = if import.is_unchanged { ", as it was" } else { "" };
    terminal::say(&format!(
        "Imported {} from '{file}' as '{}' ({} left out, {} bad){state}: {}",
        import.n_imported,
        import.name,
        import.n_left_out,
        import.problems.len(),
        path.display()
    ));
    import.problems.is_empty()
}
