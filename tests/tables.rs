//! Tables of incidents as input: columns known by their names, precision, bad cells, forms.

#![expect(clippy::unwrap_used, reason = "a test may fail here")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Maps files, each given with its name; the output and the features of incidents.geojson.
fn map(files: &[(&str, &[u8])], options: &[&str]) -> (Output, Vec<Value>) {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&folder, files, options);
    let text = fs::read_to_string(folder.path().join("out/incidents.geojson")).unwrap_or_default();
    let collection: Value = serde_json::from_str(&text).unwrap_or_default();
    let features = collection["features"].as_array().cloned().unwrap_or_default();
    (output, features)
}

fn run(folder: &TempDir, files: &[(&str, &[u8])], options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_harmattan"));
    command.env("HARMATTAN_DATA", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/no-data"));
    command.arg("map");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        command.arg(path);
    }
    command.args(["-o", folder.path().join("out").to_str().unwrap(), "--size", "400x300"]);
    command.args(options).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The only feature.
fn one(files: &[(&str, &[u8])], options: &[&str]) -> Value {
    let (output, features) = map(files, options);
    assert_eq!(features.len(), 1, "{}", stderr(&output));
    features[0].clone()
}

#[test]
fn an_acled_table_is_recognised() {
    let table = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,\
        actor2,country,admin1,admin2,location,latitude,longitude,geo_precision,source,notes,fatalities\n\
        MLI1,08 October 2024,2024,1,Explosions/Remote violence,Air/drone strike,Army,Armed group,Mali,\
        Menaka,Menaka,Menaka,15.9182,2.4022,1,A paper,\"A strike, as a test\",3\n";
    let feature = one(&[("acled.csv", table.as_bytes())], &[]);
    let properties = &feature["properties"];
    assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([2.4022, 15.9182]));
    for (name, expected) in [
        ("kind", "air_strike"),
        ("date_start", "2024-10-08"),
        ("place", "Menaka"),
        ("country", "ML"),
        ("admin1", "Ménaka"),
    ] {
        assert_eq!(properties[name], expected, "{name}");
    }
    assert_eq!((&properties["killed_best"], &properties["radius_km"]), (&3.into(), &0.0.into()));
    let report = &properties["reports"][0];
    assert_eq!((&report["row"], &report["row_id"]), (&2.into(), &"MLI1".into()));
    assert_eq!(report["sentence"], "A strike, as a test");
}

#[test]
fn a_ged_table_keeps_its_range_and_its_precision() {
    let table = "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,\
        longitude,country,date_prec,date_start,date_end,best,high,low\n\
        7,3,Side A,Civilians,4,Gao town,Gao,,16.27,-0.04,Mali,4,2020-05-01,2020-05-31,4,9,2\n";
    let feature = one(&[("ged.csv", table.as_bytes())], &[]);
    let properties = &feature["properties"];
    let toll = ["killed_low", "killed_best", "killed_high"].map(|name| properties[name].as_u64());
    assert_eq!(toll, [Some(2), Some(4), Some(9)]);
    assert_eq!(properties["acled_event_type"], "Violence against civilians");
    assert_eq!(
        (&properties["date_end"], &properties["date_prec"]),
        (&"2020-05-31".into(), &4.into())
    );
    // A whole region is no point: it lies in the region, and its border distance is a range.
    assert_eq!((&properties["place"], &properties["where_prec"]), (&"Gao".into(), &4.into()));
    let km = |name: &str| properties[name].as_f64().unwrap();
    assert!(km("radius_km") > 100.0 && km("border_km_max") > km("border_km_min") + 50.0);
}

#[test]
fn forms_of_tables_say_the_same() {
    let csv = b"id,date,lon,lat,kind,killed\na,2024-10-08,2.4,15.9,attack,1\n";
    let semicolons = "\u{feff}ID;Date;LON;LAT;Kind;Morts\r\na;08/10/2024;2,4;15,9;attack;1\r\n";
    let geojson = br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":
        {"id":"a","date":"2024-10-08","kind":"attack","killed":1},
        "geometry":{"type":"Point","coordinates":[2.4,15.9]}}]}"#;
    let lines = b"{\"id\":\"a\",\"date\":\"20241008\",\"lon\":2.4,\"lat\":\"15.9\",\"kind\":\"attack\",\"killed\":1}\n\n";
    let list = b"[{\"id\":\"a\",\"date\":\"2024-10-08T00:00:00\",\"lon\":2.4,\"lat\":15.9,\"kind\":\"attack\",\"killed\":1}]";
    let named = b"id,when,east,north,kind,killed\na,2024-10-08,2.4,15.9,attack,1\n";
    let first = one(&[("a.csv", csv)], &[]);
    for (name, bytes, options) in [
        ("b.csv", semicolons.as_bytes(), vec![]),
        ("b.geojson", geojson.as_slice(), vec![]),
        ("b.jsonl", lines.as_slice(), vec![]),
        ("b.json", list.as_slice(), vec![]),
        ("b.csv", named.as_slice(), vec!["--columns", "date=when,lon=east,lat=north"]),
    ] {
        let other = one(&[(name, bytes)], &options);
        for property in ["id", "date_start", "kind", "killed_best", "border_km", "admin1", "place"]
        {
            assert_eq!(first["properties"][property], other["properties"][property], "{name}");
        }
        assert_eq!(first["geometry"], other["geometry"], "{name}");
    }
}

#[test]
fn bad_cells_are_named_with_file_and_row_and_every_row_is_kept() {
    let table = "id,date,lon,lat,killed,country\n\
        1,2024-10-08,2.4,15.9,1,Mali\n\
        2,2024-10-08,15.9,2.4,1,Mali\n\
        3,2024-10-08,0,0,1,Mali\n\
        4,2024-10-08,267000,1760000,1,Mali\n\
        5,2024-10-08,NaN,15.9,1,Mali\n\
        6,2024-10-08,200,15.9,1,Mali\n\
        7,yesterday,2.4,15.9,1,Mali\n\
        8,2024-10-08,2.4,15.9,many,Mali\n\
        9,2024-10-08\n\
        10,2024-10-08,2.4,15.9,1,Mali\n";
    let (output, features) = map(&[("bad.csv", table.as_bytes())], &["--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(features.len(), 9);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["rows"], 10);
    for (row, code) in [
        (3, "position-swapped"),
        (4, "position-zero"),
        (5, "position-projected"),
        (6, "position-not-a-number"),
        (7, "position-out-of-range"),
        (8, "date-invalid"),
        (9, "number-invalid"),
        (10, "row-unreadable"),
    ] {
        assert_eq!(summary["notes"][code], 1, "{code}");
        assert!(stderr(&output).contains(&format!("'bad.csv', row {row}: ")), "{code}");
    }
    let swapped = features.iter().find(|f| f["properties"]["reports"][0]["row_id"] == "2").unwrap();
    assert_eq!(swapped["geometry"]["coordinates"], serde_json::json!([2.4, 15.9]));
}

#[test]
fn dates_take_the_order_that_the_table_proves() {
    let check = |first: &str, second: &str, expected: &str, n_assumed: Option<u64>| {
        let table = format!("id,date,lon,lat\n1,{first},2.4,15.9\n2,{second},2.5,15.9\n");
        let (output, features) = map(&[("d.csv", table.as_bytes())], &["--json"]);
        let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
        let one = features.iter().find(|f| f["properties"]["reports"][0]["row_id"] == "1").unwrap();
        assert_eq!(one["properties"]["date_start"], expected, "{first} {second}");
        assert_eq!(summary["notes"]["date-order-assumed"].as_u64(), n_assumed, "{first} {second}");
    };
    check("03/04/2024", "28/04/2024", "2024-04-03", None);
    check("03/04/2024", "04/28/2024", "2024-03-04", None);
    check("03/04/2024", "05/04/2024", "2024-04-03", Some(2));
}

#[test]
fn a_row_without_a_position_is_geocoded_or_read() {
    let table = "id,date,phrase,region,country,text\n\
        1,2024-10-08,au sud de Ménaka,,Mali,\n\
        2,2024-10-08,,Gao,Mali,\n";
    let (output, features) = map(&[("p.csv", table.as_bytes())], &[]);
    assert_eq!(features.len(), 2, "{}", stderr(&output));
    let of =
        |id: &str| features.iter().find(|f| f["properties"]["reports"][0]["row_id"] == id).unwrap();
    assert_eq!(of("1")["properties"]["relation"], "direction");
    assert_eq!(of("2")["properties"]["where_prec"], 4);
    let text = "text\n\"Le 17 juillet 2025, une frappe aérienne a visé une base à Niono, dans la région de Ségou.\"\n";
    let read = one(&[("t.csv", text.as_bytes())], &[]);
    assert_eq!(read["properties"]["kind"], "air_strike");
    assert_eq!(read["properties"]["reports"][0]["document"], "t.csv#2");
}

#[test]
fn files_that_are_no_tables_are_named_and_the_others_mapped() {
    let good = b"id,lon,lat\n1,2.4,15.9\n".as_slice();
    for (name, bytes, said) in [
        ("no.csv", b"a,b\n1,2\n".as_slice(), "--columns"),
        ("empty.csv", b"", "is empty"),
        ("zip.csv", b"PK\x03\x04\0\0", "is no text"),
        ("utm.geojson", br#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32631"}},"features":[]}"#, "ogr2ogr"),
        ("cut.geojson", br#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"#, "is no GeoJSON"),
        ("regions.geojson", br#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":1}}]}"#, "--columns"),
    ] {
        let (output, features) = map(&[(name, bytes), ("good.csv", good)], &[]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(name) && stderr(&output).contains(said), "{}", stderr(&output));
        assert!(features.iter().any(|f| f["geometry"]["type"] == "Point"), "{name}");
    }
    let (output, _) = map(&[("a.csv", good)], &["--columns", "west=lon"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn windows_texts_and_other_geometries_are_read_with_a_note() {
    let table = b"id,lon,lat,place\n1,2.4,15.9,M\xe9naka\n";
    let feature = one(&[("w.csv", table)], &[]);
    assert_eq!(feature["properties"]["place"], "Ménaka");
    assert_eq!(feature["properties"]["notes"][0]["code"], "encoding-windows-1252");
    let bow = br#"{"type":"Feature","properties":{"id":1},"geometry":{"type":"Polygon",
        "coordinates":[[[2,15],[3,16],[3,15],[2,16],[2,15]]]}}"#;
    let feature = one(&[("bow.geojson", bow)], &[]);
    assert_eq!(feature["properties"]["notes"][0]["code"], "geometry-not-a-point");
}

#[test]
fn what_is_written_is_read_again() {
    let table = "id,date,lon,lat,kind,killed,wounded\n1,2024-10-08,2.4,15.9,drone_strike,3,4\n";
    let folder = tempfile::tempdir().unwrap();
    run(&folder, &[("a.csv", table.as_bytes())], &[]);
    for name in ["incidents.csv", "incidents.geojson"] {
        let written = fs::read(folder.path().join("out").join(name)).unwrap();
        let again = one(&[(name, &written)], &[]);
        let properties = &again["properties"];
        assert_eq!(properties["kind"], "drone_strike", "{name}");
        assert_eq!(
            (&properties["killed_best"], &properties["wounded_best"]),
            (&3.into(), &4.into())
        );
        assert_eq!(again["geometry"]["coordinates"], serde_json::json!([2.4, 15.9]), "{name}");
    }
}

/// The features of a written file.
fn written(folder: &TempDir, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let collection: Value = serde_json::from_str(&text).unwrap();
    collection["features"].as_array().unwrap().clone()
}

#[test]
fn certain_and_expected_counts_add_up() {
    let table = "id,date_start,date_end,where_prec,lon,lat,adm_1,country\n\
        1,2024-10-08,2024-10-08,1,2.4,15.9,,Mali\n\
        2,2024-10-30,2024-11-02,2,0.5,15.1,,Mali\n\
        3,2024-11-05,2024-11-05,4,-0.04,16.27,Gao,Mali\n\
        4,,,1,2.1,13.5,,Niger\n";
    let folder = tempfile::tempdir().unwrap();
    let output = run(&folder, &[("g.csv", table.as_bytes())], &["--bands", "20,60"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let sum = |name: &str, property: &str| -> f64 {
        let groups = written(&folder, name);
        groups.iter().map(|group| group["properties"][property].as_f64().unwrap()).sum()
    };
    // A circle near a border may reach into a country without regions here, never beyond 4.
    for name in ["regions.geojson", "borders.geojson"] {
        assert_eq!(sum(name, "n_incidents"), 4.0, "{name}");
        let (certain, expected) = (sum(name, "n_certain"), sum(name, "n_expected"));
        assert!(certain >= 2.0 && certain <= expected, "{name}: {certain} {expected}");
        assert!((expected - 4.0).abs() < 0.01, "{name}: {expected}");
    }
    for group in written(&folder, "borders.geojson") {
        let band = group["properties"]["band"].as_str().unwrap();
        assert!(["0-20", "20-60", "60+"].contains(&band), "{band}");
    }
    let periods = fs::read_to_string(folder.path().join("out/periods.csv")).unwrap();
    let mut lines = periods.lines();
    let head: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| head.iter().position(|cell| *cell == name).unwrap();
    let (id, expected) = (column("id"), column("n_expected"));
    let rows: Vec<(&str, &str)> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[id], cells[expected])
        })
        .collect();
    assert_eq!(rows, [("2024-10", "1.5"), ("2024-11", "1.5")]);
}

#[test]
fn hot_spots_are_cells_of_one_area_with_their_scores() {
    let mut table = "id,lon,lat\n".to_owned();
    for i in 0..40 {
        let (lon, lat) = if i < 24 { (2.4, 15.9) } else { (-3.0 + 0.2 * f64::from(i), 14.5) };
        table.push_str(&format!("{i},{lon},{lat}\n"));
    }
    let folder = tempfile::tempdir().unwrap();
    run(&folder, &[("h.csv", table.as_bytes())], &["--cell-km", "50"]);
    let cells = written(&folder, "hotspots.geojson");
    let number = |cell: &Value, name: &str| cell["properties"][name].as_f64().unwrap();
    let all: f64 = cells.iter().map(|cell| number(cell, "n_expected")).sum();
    assert_eq!(all, 40.0);
    let hottest = cells
        .iter()
        .max_by(|a, b| number(a, "n_incidents").total_cmp(&number(b, "n_incidents")))
        .unwrap();
    assert!(number(hottest, "n_incidents") == 24.0 && number(hottest, "gi_bin") >= 2.0);
    assert!(number(hottest, "z_score") > 3.0 && number(hottest, "p_value") < 0.01);
    assert!(cells.iter().any(|cell| number(cell, "gi_bin") == 0.0));
    let (output, _) = map(&[("h.csv", table.as_bytes())], &["--cell-km", "0.5"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn wrong_bands_are_usage_errors() {
    let good = b"id,lon,lat\n1,2.4,15.9\n".as_slice();
    for bands in ["25,10", "0", "x"] {
        let (output, _) = map(&[("a.csv", good)], &["--bands", bands]);
        assert_eq!(output.status.code(), Some(2), "{bands}");
    }
}
