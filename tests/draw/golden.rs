//! Small pictures of eight kinds of map, kept in the repository and compared pixel by pixel.

use std::fs;
use std::path::Path;

use crate::fixture::Fixture;
use crate::pictures::{decoded, differences, encoded, panels, shown};

/// Pixels of a golden picture that may differ by more than one step of a channel: processors round
/// the edges of shapes differently.
const PIXELS_APART_MAX: usize = 40;
/// Golden pictures stay small.
const BYTES_MAX: u64 = 48 * 1024;

#[test]
fn maps_look_as_their_golden_pictures() {
    let fixture = Fixture::new();
    let cases: [(&str, &[&str]); 8] = [
        ("incidents", &[]),
        ("sober-chart", &["--theme", "sober", "--lang", "en", "--chart"]),
        ("dark-region", &["--theme", "dark", "--by", "region", "--count", "killed"]),
        ("print-border", &["--theme", "print", "--by", "border", "--border", "ML-NE"]),
        ("cluster", &["--by", "cluster", "--lang", "en"]),
        ("time", &["--by", "time"]),
        ("hotspot", &["--by", "hotspot"]),
        ("coarse", &["--coarsen", "admin1", "--title", "Une carte sans positions"]),
    ];
    for (name, options) in cases {
        let file = format!("{name}.png");
        let bytes = fixture.draw(&file, &[&["--size", "300x225"], options].concat(), 2);
        let (width, height, found) = decoded(&bytes);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let golden = root.join("tests/draw/golden").join(&file);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&golden, encoded(width, height, &found)).unwrap();
        }
        assert!(fs::metadata(&golden).unwrap().len() <= BYTES_MAX, "{name} is too large a file");
        let (golden_width, golden_height, expected) = decoded(&fs::read(&golden).unwrap());
        assert_eq!((width, height), (golden_width, golden_height), "{name}");
        let apart = differences(&found, &expected);
        let n_apart = apart.iter().filter(|difference| **difference > 1).count();
        if n_apart > PIXELS_APART_MAX {
            let panels = panels(width, [&expected, &found, &shown(&apart)]);
            let file = root.join("output").join(format!("golden-{name}.png"));
            fs::write(&file, encoded(3 * width, height, &panels)).unwrap();
            panic!("{name}: {n_apart} pixels differ from the golden picture, see {file:?}");
        }
    }
}
