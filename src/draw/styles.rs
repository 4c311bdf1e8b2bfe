//! Themes: the bundled ones, and files of one's own that change some keys of them.

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::contrast::unreadable;
use super::display::Color;
use super::theme::Theme;

/// The bundled themes and their files, the default first.
const BUNDLED: [(&str, &str); 4] = [
    ("press", include_str!("../../geodata/themes/press.toml")),
    ("sober", include_str!("../../geodata/themes/sober.toml")),
    ("dark", include_str!("../../geodata/themes/dark.toml")),
    ("print", include_str!("../../geodata/themes/print.toml")),
];
/// Keys of a line's table, and of a text's.
const STROKE_KEYS: [&str; 3] = ["color", "width", "dash"];
const TEXT_KEYS: [&str; 6] = ["face", "size", "color", "halo", "halo_width", "spacing"];
/// The faces that a text may have.
const FACES: [&str; 5] = ["regular", "medium", "medium_italic", "semi_bold", "bold"];
/// The most pixels of a width or size.
const PX_MAX: f64 = 400.0;

/// The look of a map, with every colour, width and size checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MapTheme {
    pub(super) theme: Theme,
}

impl MapTheme {
    /// The names of the bundled themes, the default first.
    pub fn names() -> [&'static str; 4] {
        BUNDLED.map(|(name, _)| name)
    }

    /// A bundled theme: `press`, `sober`, `dark` or `print`.
    ///
    /// # Errors
    /// A message that lists the names, where there is none of this name.
    pub fn named(name: &str) -> Result<Self, String> {
        let table = bundled(name)?;
        finished(name, table)
    }

    /// A theme of one's own: TOML with the keys that differ from the theme that its key `base`
    /// names (`press` where it names none). `file` is named in messages.
    ///
    /// # Errors
    /// A message with file and line: no TOML, an unknown key, a wrong colour, number or face, or
    /// text that cannot be read on its ground.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, String> {
        let own = own_table(file, text)?;
        finished(file, own)
    }
}

fn bundled(name: &str) -> Result<Table, String> {
    let Some((_, text)) = BUNDLED.iter().find(|(known, _)| *known == name) else {
        let names = MapTheme::names().join(", ");
        return Err(format!("no theme '{name}'; choose {names} or a file that ends in .toml"));
    };
    if name == BUNDLED[0].0 {
        return text.parse().map_err(|cause| format!("theme '{name}': {cause}"));
    }
    own_table(name, text)
}

/// The keys of a theme over those of its base.
fn own_table(file: &str, text: &str) -> Result<Table, String> {
    let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    let parsed = DeTable::parse(text).map_err(|cause| {
        let at = cause.span().map_or(0, |span| span.start);
        format!("theme '{file}', line {}: {}", line(at), cause.message())
    })?;
    let own = parsed.get_ref();
    let base = own.get("base").and_then(|value| value.get_ref().as_str());
    let base = base.unwrap_or(BUNDLED[0].0);
    if base == file {
        return Err(format!("theme '{file}' is its own base"));
    }
    let mut table = bundled(base)?;
    merge(&mut table, own, "")
        .map_err(|(at, problem)| format!("theme '{file}', line {}: {problem}", line(at)))?;
    Ok(table)
}

fn finished(file: &str, table: Table) -> Result<MapTheme, String> {
    let theme = Theme::deserialize(Value::Table(table))
        .map_err(|cause| format!("theme '{file}': {}", cause.message()))?;
    match unreadable(&theme) {
        Some(problem) => Err(format!("theme '{file}': {problem}")),
        None => Ok(MapTheme { theme }),
    }
}

/// The press theme at the scale of a page.
#[cfg(test)]
pub(super) fn press(width_px: u32, height_px: u32) -> Theme {
    let theme = MapTheme::named("press").unwrap().theme;
    theme.scaled(super::theme::scale_for(width_px, height_px))
}

/// Where in a file something is wrong, in bytes, and what.
type Problem = (usize, String);

/// Puts the keys of a file over those of its base, each checked.
fn merge(base: &mut Table, own: &DeTable<'_>, path: &str) -> Result<(), Problem> {
    for (key, value) in own {
        let name = key.get_ref().as_ref();
        if path.is_empty() && name == "base" {
            continue;
        }
        let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        if !known_keys(base).contains(&name) {
            let known = known_keys(base).join(", ");
            return Err((key.span().start, format!("unknown key '{full}'; known are {known}")));
        }
        match (base.get_mut(name), value.get_ref()) {
            (Some(Value::Table(inner)), DeValue::Table(own)) => merge(inner, own, &full)?,
            (Some(Value::Table(_)), _) => {
                return Err((value.span().start, format!("'{full}' is to be a table, {{ … }}")));
            }
            (old, _) => {
                let new = checked(&full, name, value, old.as_deref())?;
                base.insert(name.to_owned(), new);
            }
        }
    }
    Ok(())
}

/// The keys that a table may have: those that it has; a line or text has further ones.
fn known_keys(table: &Table) -> Vec<&str> {
    if table.contains_key("face") {
        return TEXT_KEYS.to_vec();
    }
    if table.contains_key("width") {
        return STROKE_KEYS.to_vec();
    }
    table.keys().map(String::as_str).collect()
}

/// A value of the file as one of the base's form.
fn checked(
    full: &str,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    old: Option<&Value>,
) -> Result<Value, Problem> {
    let problem = |expected: &str| (value.span().start, format!("'{full}' is to be {expected}"));
    let list_of = |old: &Value| match old {
        Value::Array(items) => Some(items.len()),
        _ => None,
    };
    match (value.get_ref(), name) {
        (DeValue::String(text), "face") => {
            let is_known = FACES.contains(&text.as_ref());
            is_known
                .then(|| Value::String(text.to_string()))
                .ok_or_else(|| problem(&format!("one of {}", FACES.join(", "))))
        }
        (_, "face") => Err(problem(&format!("one of {}", FACES.join(", ")))),
        (DeValue::Array(items), _) => {
            let n_wanted = if name == "dash" { Some(2) } else { old.and_then(list_of) };
            if n_wanted != Some(items.len()) {
                let n_wanted = n_wanted.map_or("one value".to_owned(), |n| format!("{n} values"));
                return Err(problem(&n_wanted));
            }
            let first = match old {
                Some(Value::Array(items)) => items.first(),
                _ => None,
            };
            let items = items.iter().map(|item| scalar(item, is_color(name, first), &problem));
            items.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        _ if name == "dash" || old.is_some_and(|old| old.is_array()) => {
            Err(problem("a list, [ … ]"))
        }
        _ => scalar(value, is_color(name, old), &problem),
    }
}

fn is_color(name: &str, old: Option<&Value>) -> bool {
    name == "halo" || old.is_some_and(Value::is_str)
}

/// A colour or a number of pixels.
fn scalar(
    value: &Spanned<DeValue<'_>>,
    is_color: bool,
    problem: &impl Fn(&str) -> Problem,
) -> Result<Value, Problem> {
    let number = match value.get_ref() {
        DeValue::String(text) if is_color => {
            return match text.parse::<Color>() {
                Ok(_) => Ok(Value::String(text.to_string())),
                Err(expected) => Err(problem(&format!("{expected}, not '{text}'"))),
            };
        }
        DeValue::Float(number) if !is_color => number.as_str().parse::<f64>().ok(),
        DeValue::Integer(number) if !is_color => number.as_str().parse::<f64>().ok(),
        _ => None,
    };
    let number = number.filter(|number| (0.0..=PX_MAX).contains(number));
    number.map(Value::Float).ok_or_else(|| {
        problem(if is_color { "a colour such as \"#c1272d\"" } else { "a number, 0 to 400" })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_theme_can_be_read() {
        for name in MapTheme::names() {
            MapTheme::named(name).unwrap();
        }
        let error = MapTheme::named("neon").unwrap_err();
        assert!(error.contains("'neon'") && error.contains("sober"), "{error}");
    }

    #[test]
    fn a_file_changes_only_the_keys_that_it_names() {
        let text = "base = \"sober\"\nframe = { dash = [2, 1] }\n[kinds]\nattack = \"#700000\"\n";
        let own = MapTheme::from_toml("own.toml", text).unwrap().theme;
        let sober = MapTheme::named("sober").unwrap().theme;
        assert_eq!(own.frame.dash, Some([2.0, 1.0]));
        assert_eq!(own.frame.color, sober.frame.color);
        assert_eq!(own.kind_color(crate::model::Kind::Attack), Color::hex(0x70_0000));
        assert_eq!(own.towns, sober.towns);
    }

    #[test]
    fn a_wrong_key_or_value_is_named_with_its_line() {
        let check = |text: &str, said: &[&str]| {
            let error = MapTheme::from_toml("own.toml", text).unwrap_err();
            assert!(said.iter().all(|part| error.contains(part)), "{error}");
        };
        check("page = \"#fff\"", &["own.toml", "line 1", "'page'", "#rrggbb", "'#fff'"]);
        check("\n\n[kinds]\nattak = \"#ff0000\"", &["line 4", "'kinds.attak'", "ambush"]);
        check("frame = { widht = 2 }", &["'frame.widht'", "width"]);
        check("frame = { width = -1 }", &["'frame.width'", "0 to 400"]);
        check("frame = { dash = [1] }", &["'frame.dash'", "2 values"]);
        check("frame = { dash = 3 }", &["'frame.dash'", "a list"]);
        check("title = { face = \"comic\" }", &["'title.face'", "semi_bold"]);
        check("title = { size = inf }", &["'title.size'", "a number"]);
        check("kinds = 3", &["'kinds'", "a table"]);
        check("page = \"#ffffff", &["line 1"]);
        check("base = \"none\"", &["no theme 'none'"]);
        check("title = { color = \"#dddddd\" }", &["'title'", "contrast of 1."]);
    }
}
