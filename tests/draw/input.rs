//! Bad input: a clear message or a sensible map, and never a panic or half a file.

use std::fs;

use crate::fixture::{Fixture, collection, harmattan, stderr};

/// Draws with options that cannot be followed, or a file that cannot be drawn.
fn check_refused(points: &str, options: &[&str], code: i32, said: &str) {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("map.png");
    let mut arguments = vec!["draw", points];
    if !options.contains(&"-o") {
        arguments.extend(["-o", map.to_str().unwrap()]);
    }
    arguments.extend(options);
    let result = harmattan(&arguments, 2);
    let message = stderr(&result);
    assert_eq!(result.status.code(), Some(code), "{options:?}: {message}");
    assert!(message.contains(said), "{options:?}: {message}");
    assert!(!message.contains("panicked"), "{options:?}: {message}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{options:?}: a file is left");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_a_reason() {
    let fixture = Fixture::new();
    let points = fixture.points.as_str();
    let write = |name: &str, text: &str| {
        fs::write(fixture.path(name), text).unwrap();
        fixture.path(name).to_str().unwrap().to_owned()
    };
    check_refused(points, &["--size", "0x0"], 2, "'0' pixels");
    check_refused(points, &["--size", "1000000x1000000"], 2, "'1000000' pixels");
    check_refused(points, &["--size", "15000x15000"], 2, "choose a smaller size");
    check_refused(points, &["--extent", "4,14,0,18"], 2, "before east");
    check_refused(points, &["--extent", "0,18,4,14"], 2, "not below north");
    check_refused(points, &["--extent", "NaN,14,4,18"], 2, "longitudes are");
    let below = format!("{points}/map.png");
    check_refused(points, &["-o", &below], 1, "points.geojson");
    let color = write("color.toml", "base = \"press\"\nsea = \"blue\"\n");
    check_refused(points, &["--theme", &color], 2, "#rrggbb");
    let key = write("key.toml", "base = \"press\"\nocean = \"#112233\"\n");
    check_refused(points, &["--theme", &key], 2, "ocean");
    check_refused(points, &["--theme", "nowhere.toml"], 2, "nowhere.toml");
    check_refused(points, &["--theme", "loud"], 2, "press");
    let point = "{\"geometry\":{\"type\":\"Point\",\"coordinates\":[NaN,15]}}";
    let nan = write("nan.geojson", &collection(&[point.to_owned()]));
    check_refused(&nan, &[], 1, "nan.geojson");
    let none = write("none.geojson", &collection(&[]));
    check_refused(&none, &[], 1, "has no features");
}

#[test]
fn odd_input_makes_a_map_all_the_same() {
    let fixture = Fixture::new();
    let draw = |options: &[&str]| {
        let options = [&["--size", "400x300"], options].concat();
        String::from_utf8(fixture.draw("map.svg", &options, 2)).unwrap()
    };
    // A title of 500 characters is cut to its line.
    let long = "Titre d’essai ".repeat(36);
    assert!(draw(&["--title", &long]).contains('…'));
    // Incidents of which none has a place.
    let unlocated = "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"kind\":\"ied\"}}";
    let features = [unlocated.to_owned(), unlocated.to_owned()];
    fs::write(fixture.path("points.geojson"), collection(&features)).unwrap();
    let map = draw(&["--lang", "en"]);
    assert!(map.contains("No incident could be placed") && map.contains("2 incidents"));
    for by in ["region", "border", "cluster", "time", "density", "hotspot"] {
        assert!(draw(&["--by", by, "--chart"]).contains("<svg "), "{by}");
    }
}

#[test]
fn letters_that_no_face_has_are_named() {
    let fixture = Fixture::new();
    let map = fixture.path("map.svg");
    let arguments =
        ["draw", &fixture.points, "--title", "Kidal 基达尔", "-o", map.to_str().unwrap()];
    let result = harmattan(&arguments, 2);
    assert_eq!(result.status.code(), Some(0));
    assert!(stderr(&result).contains("no sign for '基尔达'"), "{}", stderr(&result));
    // In an SVG the letters stay, for a reader that has them.
    assert!(fs::read_to_string(map).unwrap().contains("Kidal 基达尔"));
}

#[test]
fn a_table_is_drawn_as_map_reads_it() {
    let fixture = Fixture::new();
    let table = fixture.path("table.csv");
    let rows = "event_id_cnty,event_date,sub_event_type,country,admin1,location,latitude,longitude,\
                geo_precision,fatalities\n\
                T1,2024-01-03,Armed clash,Mali,Gao,Ansongo,15.66,0.5,1,3\n\
                T2,2024-02-03,Attack,Mali,Mopti,Bankass,14.07,-3.52,2,12\n\
                T3,2024-03-04,Attack,Niger,Tillaberi,Ayorou,not a number,0.92,1,0\n";
    fs::write(&table, rows).unwrap();
    let map = fixture.path("table.svg");
    let arguments =
        ["draw", table.to_str().unwrap(), "--by", "region", "-o", map.to_str().unwrap()];
    let result = harmattan(&arguments, 2);
    assert_eq!(result.status.code(), Some(0), "{}", stderr(&result));
    assert!(stderr(&result).contains("table.csv") && stderr(&result).contains("row 4"));
    let map = fs::read_to_string(map).unwrap();
    assert!(map.contains("GAO") && map.contains("MOPTI") && map.contains("Incidents par région"));
    fs::write(&table, "a,b\n1,2\n").unwrap();
    check_refused(table.to_str().unwrap(), &[], 1, "table.csv");
}
