//! Importing the user's own places and boundaries: what is taken, what is refused, what is left.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use harmattan::earth::LonLat;
use harmattan::gazetteer::{
    Columns, Gazetteer, Import, ImportSettings, PlaceKind, import_file, remove_imported,
};
use proptest::prelude::*;
use tempfile::TempDir;

#[expect(clippy::unwrap_used, reason = "a test may fail here")]
static BUNDLED: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::bundled().unwrap());

/// Two villages that no bundled table has, and a stream; in the form of a GeoNames dump.
const DUMP: &str = "\
9000001\tZzouma Kéba\tZzouma Keba\tZouma Kebba,زوما\t16.5\t-2.5\tP\tPPL\tML\t\t08\t\t\t\t1200\t\t280\tAfrica/Bamako\t2021-08-05
9000002\tQorvil\tQorvil\t\t14.2\t-1.1\tP\tPPL\tBF\t\t12\t\t\t\t0\t\t300\tAfrica/Ouagadougou\t2014-01-02
9000003\tQorvil Hotel\tQorvil Hotel\t\t14.2\t-1.1\tS\tHTL\tBF\t\t12\t\t\t\t0\t\t300\tAfrica/Ouagadougou\t2014-01-02
";

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn file(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn import(folder: &TempDir, file: &Path, settings: &ImportSettings) -> Result<Import, String> {
    import_file(&BUNDLED, folder.path(), file, settings).map_err(|error| error.to_string())
}

fn import_plain(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> Result<Import, String> {
    import(folder, &file(folder, name, bytes), &ImportSettings::default())
}

fn open(folder: &TempDir) -> Gazetteer {
    Gazetteer::open(Some(folder.path())).unwrap()
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn imported_places_are_found_in_any_spelling() {
    let folder = folder();
    let found = import_plain(&folder, "ML.txt", DUMP).unwrap();
    assert_eq!((found.n_imported, found.n_left_out, found.problems.len()), (2, 1, 0));
    assert!(BUNDLED.lookup("Zzouma Kéba").is_empty());
    let gazetteer = open(&folder);
    for name in ["Zzouma Kéba", "ZZOUMA-KEBA", "Zouma Québa", "زوما"] {
        let found = gazetteer.lookup(name);
        let place = found.first().unwrap_or_else(|| panic!("{name}")).place;
        assert_eq!((place.id.as_str(), place.country.as_str()), ("ML/9000001", "ML"));
        assert_eq!((place.population, place.admin1.as_str()), (1200, "ML-6"));
    }
    assert!(gazetteer.knows("Qorvil") && gazetteer.named("qorvil").len() == 1);
    assert!(gazetteer.fuzzy("Qorvyk", 3).iter().any(|found| found.place.name == "Qorvil"));
    let near = gazetteer.places_near(LonLat::new(-2.5, 16.5), 1.0);
    assert!(near.iter().any(|(place, _)| place.name == "Zzouma Kéba"));
    assert_eq!(gazetteer.places().len(), BUNDLED.places().len() + 2);
    let info = gazetteer.packs();
    assert_eq!((info.len(), info[1].name.as_str(), info[1].n_places), (2, "ML", 2));
    assert_eq!(
        (info[1].files[0].form.as_str(), info[1].files[0].version.as_str()),
        ("geonames", "2021-08-05")
    );
}

#[test]
fn a_place_in_two_tables_is_one_candidate() {
    let folder = folder();
    import_plain(&folder, "own.csv", "name,lat,lon,kind\nMénaka,15.918,2.402,town\n").unwrap();
    let menakas = |gazetteer: &Gazetteer| gazetteer.lookup("Ménaka").len();
    assert_eq!(menakas(&open(&folder)), menakas(&BUNDLED));
}

#[test]
fn a_village_of_the_news_stays_first_where_a_table_tells_its_position() {
    let vague = BUNDLED.places().iter().find(|place| {
        place.kind == PlaceKind::Village
            && place.radius_km >= 30.0
            && place.country == "ML"
            && BUNDLED.lookup(&place.name).len() == 1
    });
    let vague = vague.unwrap();
    let (name, LonLat { lon, lat }) = (&vague.name, vague.point);
    let data = folder();
    let table = format!(
        "id,name,lat,lon,country\n1,{name},12.6,0.83,BF\n2,{name},{:.3},{lon:.3},ML\n",
        lat + 0.07
    );
    import_plain(&data, "villages.csv", table).unwrap();
    let gazetteer = open(&data);
    let ids: Vec<&str> = gazetteer.lookup(name).iter().map(|f| f.place.id.as_str()).collect();
    assert_eq!(ids, ["villages/2", "villages/1"], "{name}");
}

#[test]
fn confusable_names_stay_apart_after_an_import() {
    let folder = folder();
    let table = "name,lat,lon\nTessit,15.2,0.3\nTessalit,20.2,1.0\nGaoua,10.3,-3.2\nKidira,14.46,-12.2\nInatess,13.0,1.0\n";
    import_plain(&folder, "own.csv", table).unwrap();
    let gazetteer = open(&folder);
    for (name, other) in
        [("Tessit", "Tessalit"), ("Gao", "Gaoua"), ("Kidal", "Kidira"), ("Inatès", "Inatess")]
    {
        assert!(gazetteer.lookup(name).iter().all(|found| found.place.name != other), "{name}");
        assert!(gazetteer.lookup(other).iter().all(|found| found.place.name != name), "{other}");
    }
}

#[test]
fn every_form_of_a_file_is_read() {
    let geojson = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"node/1","properties":{"name":"Qorvil","place":"hamlet","name:ar":"قرفل"},
         "geometry":{"type":"Point","coordinates":[-1.1,14.2]}}]}"#;
    let area = r#"{"type":"Feature","properties":{"name":"Qorvil"},
         "geometry":{"type":"Polygon","coordinates":[[[-1.2,14.1],[-1.0,14.1],[-1.0,14.3],[-1.2,14.1]]]}}"#;
    let check = |name: &str, bytes: &[u8]| {
        let folder = folder();
        let found = import_plain(&folder, name, bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(found.problems, [], "{name}");
        let gazetteer = open(&folder);
        let place = gazetteer.lookup("Qorvil")[0].place;
        assert!(place.point.distance_km(LonLat::new(-1.1, 14.2)) < 15.0, "{name}");
        assert_eq!(place.country, "BF", "{name}");
    };
    check("BF.txt", DUMP.as_bytes());
    check("BF.zip", &zipped(&[("readme.txt", b"about"), ("BF.txt", DUMP.as_bytes())]));
    check("osm.geojson", geojson.as_bytes());
    check("area.json", area.as_bytes());
    check("a.csv", b"\xef\xbb\xbfid,name,latitude,longitude\n1,Qorvil,14.2,-1.1\n");
    check("b.csv", "Nom;Lat;Lon\nQorvil;14,2;-1,1\n".as_bytes());
    check(
        "c.tsv",
        b"id\tplace\tlat\tlon\tname\tpopulation\r\n1\tvillage\t14.2\t-1.1\tQorvil\t\r\n",
    );
}

#[test]
fn a_place_named_in_arabic_only_is_found_by_a_latin_name() {
    let folder = folder();
    import_plain(&folder, "a.csv", "name,lat,lon\nزغورفيل,20.1,1.2\n").unwrap();
    let gazetteer = open(&folder);
    let found = gazetteer.lookup("Zegourfil");
    assert_eq!(found[0].place.name, "زغورفيل");
    assert_eq!(found[0].rules, ["consonants of the Arabic script"]);
}

#[test]
fn a_town_is_meant_before_the_unit_of_its_name() {
    let folder = folder();
    let town = DUMP.lines().nth(1).unwrap();
    let unit = town.replace("9000002", "9000009").replace("\tP\tPPL\t", "\tA\tADM2\t");
    let unit = unit.replace("\t0\t\t300", "\t500000\t\t300");
    import_plain(&folder, "BF.txt", format!("{unit}\n{town}\n")).unwrap();
    let gazetteer = open(&folder);
    let kinds: Vec<_> = gazetteer.lookup("Qorvil").iter().map(|found| found.place.kind).collect();
    assert_eq!(kinds, [PlaceKind::Village, PlaceKind::District]);
}

#[test]
fn bad_rows_are_named_and_the_good_rest_is_imported() {
    let check = |name: &str, bytes: &[u8], row: usize, problem: &str| {
        let folder = folder();
        let found = import_plain(&folder, name, bytes).unwrap_or_else(|e| panic!("{problem}: {e}"));
        assert_eq!((found.n_imported, found.problems.len()), (1, 1), "{:?}", found.problems);
        let told = found.problems[0].to_string();
        assert!(told.contains(name) && told.contains(problem), "{told}");
        assert_eq!(found.problems[0].row, row, "{told}");
        let is_strict = true;
        let path = folder.path().join(name);
        remove_imported(folder.path(), &found.name).unwrap();
        let settings = ImportSettings { is_strict, ..ImportSettings::default() };
        let strict = import(&folder, &path, &settings).unwrap();
        assert_eq!((strict.n_imported, strict.path), (0, None));
        assert_eq!(open(&folder).packs().len(), 1);
    };
    let table =
        |row: &str| format!("id,name,lat,lon,country\n1,Qorvil,14.2,-1.1,BF\n{row}\n").into_bytes();
    check("a.csv", &table("2,Zzouma,114.2,-1.1,BF"), 3, "look swapped");
    check("a.csv", &table("2,Zzouma,514000,1600000,BF"), 3, "ogr2ogr");
    check("a.csv", &table("2,Zzouma,-1.1,14.2,BF"), 3, "inside with the numbers swapped");
    check("a.csv", &table("2,Zzouma,NaN,14.2,BF"), 3, "out of range");
    check("a.csv", &table("2,Zzouma,north,14.2,BF"), 3, "has no latitude");
    check("a.csv", &table("2,Zzouma,0,0,BF"), 3, "unknown position");
    check("a.csv", &table("2,,14.2,-1.1,BF"), 3, "has no name");
    check("a.csv", &table("2,Zzouma,14.2"), 3, "has 3 columns where the header has 5");
    check("a.csv", &table("1,Zzouma,14.2,-1.1,BF"), 3, "has the id '1' of row 2");
    check("a.csv", b"id,name,lat,lon\n1,Qorvil,14.2,-1.1\n2,Zz\xe9,14.2,-1.1\n", 3, "is not UTF-8");
    let first = DUMP.lines().next().unwrap();
    check("ML.txt", format!("{first}\n9\tZz\tZz\t\t14\t2\n").as_bytes(), 2, "has 6 columns");
    check(
        "ML.txt",
        format!("{first}\n{}\n", first.replace("16.5", "x")).as_bytes(),
        2,
        "no latitude",
    );
}

#[test]
fn files_that_are_none_are_refused_whole() {
    let check = |name: &str, bytes: &[u8], problem: &str| {
        let folder = folder();
        let message = import_plain(&folder, name, bytes).unwrap_err();
        assert!(message.contains(name) && message.contains(problem), "{message}");
        assert_eq!(open(&folder).packs().len(), 1, "{name}");
    };
    check("a.csv", b"", "is empty");
    check("a.csv", b"name,lat\nGao,16\n", "--lon-column");
    check("a.csv", b"\xff\xfen\0a\0", "is UTF-16");
    check("a.csv", b"n\0m", "is no text");
    check("ML.txt", b"1\tGao\tGao\t\t16\t0\n", "has 6 columns where a GeoNames dump has 19");
    check("a.zip", b"PK\x03\x04 nothing of the kind", "is no zip archive");
    check("a.zip", DUMP.as_bytes(), "is no zip archive");
    check("a.zip", &zipped(&[("a.pdf", b"x")]), "holds no");
    check("a.geojson", b"{\"type\":", "is no GeoJSON");
    let crs = br#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32630"}},"features":[]}"#;
    check("a.geojson", crs, "EPSG:32630");
}

#[test]
fn a_file_that_expands_without_end_is_refused() {
    let check = |name: &str, bytes: Vec<u8>, problem: &str| {
        let folder = folder();
        let message = import_plain(&folder, name, bytes).unwrap_err();
        assert!(message.contains(name) && message.contains(problem), "{message}");
        assert_eq!(open(&folder).packs().len(), 1);
    };
    let row = DUMP.lines().nth(2).unwrap().to_owned() + "\n";
    let rows = row.as_bytes().repeat((70 << 20) / row.len());
    check("bomb.zip", zipped(&[("a.txt", &rows)]), "expands without end");
    check("long.zip", zipped(&[("a.txt", &vec![b'a'; 20 << 20])]), "has a row of more than 16 MB");
    let quote = [b"name,lat,lon\n\"".as_slice(), &vec![b'a'; 20 << 20]].concat();
    check("quote.csv", quote, "has a row of more than 16 MB");
    check("dump.txt", [DUMP.as_bytes(), &vec![b'a'; 20 << 20]].concat(), "has a row of more than");
    let geojson = [b"{".as_slice(), &vec![b' '; 70 << 20]].concat();
    check("geojson.zip", zipped(&[("a.geojson", &geojson)]), "expands without end");
}

#[test]
fn a_dump_of_many_rows_is_read_piece_by_piece() {
    let folder = folder();
    let line = DUMP.lines().next().unwrap();
    let row = |i: usize| {
        let country = if i.is_multiple_of(100) { "ML" } else { "XX" };
        line.replacen("9000001", &i.to_string(), 1).replacen("\tML\t", &format!("\t{country}\t"), 1)
    };
    let text: String = (0..40_000).map(|i| row(i) + "\n").collect();
    let path = file(&folder, "all.zip", zipped(&[("all.txt", text.as_bytes())]));
    let settings = ImportSettings { countries: vec!["ML".to_owned()], ..ImportSettings::default() };
    let found = import(&folder, &path, &settings).unwrap();
    assert_eq!((found.n_imported, found.n_left_out), (400, 39_600));
    let packs = open(&folder).packs();
    assert_eq!(packs[1].files[0].bytes, text.len() as u64);
}

#[test]
fn importing_twice_changes_nothing_and_removing_takes_it_away() {
    let folder = folder();
    let first = import_plain(&folder, "ML.txt", DUMP).unwrap();
    let path = first.path.unwrap();
    let bytes = fs::read(&path).unwrap();
    let second = import_plain(&folder, "ML.txt", DUMP).unwrap();
    assert!(!first.is_unchanged && second.is_unchanged);
    assert!(fs::read(&path).unwrap() == bytes);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    assert_eq!(remove_imported(folder.path(), "ML").unwrap(), [path]);
    assert_eq!(open(&folder).packs().len(), 1);
    let message = remove_imported(folder.path(), "ML").unwrap_err().to_string();
    assert!(message.contains("nothing was imported"), "{message}");
}

#[test]
fn a_broken_pack_is_named_and_skipped() {
    let folder = folder();
    let path = import_plain(&folder, "ML.txt", DUMP).unwrap().path.unwrap();
    let good = fs::read(&path).unwrap();
    let check = |bytes: &[u8], problem: &str| {
        fs::write(&path, bytes).unwrap();
        let gazetteer = open(&folder);
        let told = gazetteer.problems();
        assert!(
            told.len() == 1 && told[0].contains("ML.pack") && told[0].contains(problem),
            "{told:?}"
        );
        assert!(gazetteer.lookup("Zzouma").is_empty() && gazetteer.knows("Gao"));
    };
    check(b"", "is not a pack");
    check(b"HARMPACK", "another version");
    check(&good[..good.len() - 1], "broken");
    check(&good[..40], "broken");
    let mut old = good.clone();
    old[8] = 0;
    check(&old, "another version");
    for at in (24..good.len()).step_by(7) {
        let mut flipped = good.clone();
        flipped[at] ^= 1;
        check(&flipped, "broken");
    }
}

/// A square in the Gourma, and the same as a butterfly.
const SQUARE: &str = "[[-2.0,15.5],[-1.5,15.5],[-1.5,16.0],[-2.0,16.0],[-2.0,15.5]]";
const BUTTERFLY: &str = "[[-2.0,15.5],[-1.5,16.0],[-1.5,15.5],[-2.0,16.0],[-2.0,15.5]]";

fn polygon(code: &str, name: &str, ring: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{code}","name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn imported_polygons_stand_for_the_bundled_ones_of_their_country() {
    let folder = folder();
    let text = collection(&[polygon("ML99", "Carré", SQUARE)]);
    let path = file(&folder, "cercles.geojson", text);
    let level = |level: u8| ImportSettings { level: Some(level), ..ImportSettings::default() };
    assert_eq!(import(&folder, &path, &level(2)).unwrap().n_imported, 1);
    let gazetteer = open(&folder);
    let point = LonLat::new(-1.7, 15.7);
    assert_eq!(gazetteer.district_at(point).map(|area| area.name.as_str()), Some("Carré"));
    assert!(gazetteer.districts().iter().any(|area| area.country == "BF"));
    assert_eq!(gazetteer.imported_polygons(), [("cercles", 2, 1)]);
    import(&folder, &path, &level(1)).unwrap();
    let gazetteer = open(&folder);
    assert_eq!(gazetteer.region_at(point).map(|area| area.id.as_str()), Some("ML99"));
    assert_eq!(gazetteer.regions_named("carre").len(), 1);
    assert_eq!(remove_imported(folder.path(), "cercles").unwrap().len(), 2);
}

#[test]
fn bad_polygons_are_named() {
    let check = |second: &str, problem: &str| {
        let folder = folder();
        let good = polygon("a", "Carré", SQUARE);
        let path = file(&folder, "a.geojson", collection(&[good, second.to_owned()]));
        let settings = ImportSettings { level: Some(2), ..ImportSettings::default() };
        let found = import(&folder, &path, &settings).unwrap();
        assert_eq!((found.n_imported, found.problems.len()), (1, 1), "{problem}");
        assert_eq!(found.problems[0].row, 2);
        assert!(found.problems[0].problem.contains(problem), "{}", found.problems[0]);
    };
    check(&polygon("b", "Papillon", BUTTERFLY), "is no valid polygon");
    check(&polygon("b", "", SQUARE), "--name-column");
    check(&polygon("a", "Encore", SQUARE), "has the code 'a' of another one");
    check(
        &polygon(
            "b",
            "UTM",
            "[[514000,1600000],[515000,1600000],[515000,1610000],[514000,1600000]]",
        ),
        "ogr2ogr",
    );
    check(&polygon("b", "Au loin", "[[-40,0],[-39,0],[-39,1],[-40,0]]"), "lies in no country");
    check(
        r#"{"type":"Feature","properties":{"name":"Point"},"geometry":{"type":"Point","coordinates":[0,16]}}"#,
        "is no polygon",
    );
    check(r#"{"type":"Feature","properties":{"name":"Rien"},"geometry":null}"#, "has no geometry");
}

fn harmattan(data: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_harmattan"))
        .args(arguments)
        .env("HARMATTAN_DATA", data.path())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_command_imports_searches_tells_and_removes() {
    let (input, data) = (folder(), folder());
    let dump = file(&input, "ML.txt", DUMP);
    let dump = dump.to_str().unwrap();
    let result = harmattan(&data, &["gazetteer", "import", dump, "--licence", "CC BY 4.0"]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    assert!(stderr(&result).contains("Imported 2"), "{}", stderr(&result));
    let result = harmattan(&data, &["gazetteer", "search", "zouma keba", "--near", "Gao"]);
    assert!(
        stdout(&result).contains("Zzouma Kéba, village (ML Tombouctou)"),
        "{}",
        stdout(&result)
    );
    assert!(stdout(&result).contains("km away"), "{}", stdout(&result));
    let result = harmattan(&data, &["gazetteer", "info"]);
    for part in
        ["ML.txt", "CC BY 4.0", "2021-08-05", "ODbL 1.0", "places.tsv", "in force on 2022-12-31"]
    {
        assert!(stdout(&result).contains(part), "{part}: {}", stdout(&result));
    }
    let of =
        |country: &str| harmattan(&data, &["gazetteer", "search", "Gao", "--country", country]);
    let (ml, bf) = (stdout(&of("ML")), stdout(&of("bf")));
    assert!(ml.contains("Gao, city (ML Gao)") && !ml.contains("(BF"), "{ml}");
    assert!(bf.contains("(BF") && !bf.contains("(ML"), "{bf}");
    let result = harmattan(&data, &["place", "au nord de Zzouma Kéba"]);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    assert_eq!(harmattan(&data, &["gazetteer", "remove", "ML"]).status.code(), Some(0));
    let result = harmattan(&data, &["gazetteer", "remove", "ML"]);
    assert_eq!(result.status.code(), Some(1));
}

#[test]
fn the_command_names_bad_rows_and_fails() {
    let (input, data) = (folder(), folder());
    let table = file(&input, "a.csv", "name,lat,lon\nQorvil,14.2,-1.1\nZzouma,95,-1.1\n");
    let table = table.to_str().unwrap();
    let result = harmattan(&data, &["gazetteer", "import", table]);
    assert_eq!(result.status.code(), Some(1));
    assert!(stderr(&result).contains("'a.csv', row 3"), "{}", stderr(&result));
    assert!(stderr(&result).contains("Imported 1"), "{}", stderr(&result));
    let other = folder();
    let result = harmattan(&other, &["gazetteer", "import", table, "--strict"]);
    assert_eq!(result.status.code(), Some(1));
    assert!(stderr(&result).contains("nothing was imported"), "{}", stderr(&result));
    let result = harmattan(&other, &["gazetteer", "import", "nowhere.csv"]);
    assert!(stderr(&result).contains("cannot read 'nowhere.csv'"), "{}", stderr(&result));
}

#[test]
fn roads_and_rivers_are_found_by_their_names() {
    let data = folder();
    let out =
        |words: &[&str]| stdout(&harmattan(&data, &[&["gazetteer", "search"], words].concat()));
    let lines = out(&["RN 22", "--country", "BF"]);
    assert!(lines.starts_with("1.00  RN22, road (BF) ") && lines.lines().count() == 1, "{lines}");
    assert!(lines.contains("Kongoussi, Bourzanga, Djibo"), "{lines}");
    assert!(out(&["Niger"]).contains("Niger, river "));
    let lines = out(&["RN6", "--country", "NE"]);
    assert!(lines.starts_with("1.00  RN6, road (NE) "), "{lines}");
}

#[test]
fn a_misspelt_name_is_offered_its_nearest() {
    let data = folder();
    let result = harmattan(&data, &["gazetteer", "search", "Menakka Ville"]);
    assert_eq!(result.status.code(), Some(1));
    let result = harmattan(&data, &["gazetteer", "search", "Tonbuctru"]);
    assert!(stdout(&result).contains("Tombouctou"), "{} {}", stdout(&result), stderr(&result));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_rows_changes_no_byte(
        rows in proptest::collection::vec(("[A-Z][a-zéè]{2,9}", 0_u8..40, 10.0..20.0_f64, -5.0..5.0_f64), 1..20),
        seed in any::<u64>(),
    ) {
        let lines: Vec<String> =
            rows.iter().map(|(name, id, lat, lon)| format!("{id},{name},{lat:.4},{lon:.4}\n")).collect();
        let mut shuffled = lines.clone();
        let n_lines = shuffled.len();
        for i in 0..n_lines {
            shuffled.swap(i, (seed.rotate_left(i as u32) as usize) % n_lines);
        }
        let pack = |lines: &[String]| {
            let folder = folder();
            let text = format!("id,name,lat,lon\n{}", lines.concat());
            let path = import_plain(&folder, "a.csv", text).unwrap().path.unwrap();
            fs::read(path).unwrap()
        };
        prop_assert!(pack(&lines) == pack(&shuffled));
    }

    #[test]
    fn no_input_makes_the_import_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,3}\\.(csv|txt|zip|geojson)") {
        let folder = folder();
        for level in [None, Some(2)] {
            let columns = Columns::default();
            let settings = ImportSettings { level, columns, ..ImportSettings::default() };
            drop(import(&folder, &file(&folder, &name, &bytes), &settings));
        }
    }

    #[test]
    fn no_pack_makes_a_look_up_panic(cut in 0_usize..400, noise in proptest::collection::vec(any::<u8>(), 0..64)) {
        let folder = folder();
        let path = import_plain(&folder, "ML.txt", DUMP).unwrap().path.unwrap();
        let mut bytes = fs::read(&path).unwrap();
        bytes.truncate(cut);
        bytes.extend(noise);
        fs::write(&path, bytes).unwrap();
        let gazetteer = open(&folder);
        prop_assert!(gazetteer.problems().len() == 1 && gazetteer.knows("Gao"));
    }
}
