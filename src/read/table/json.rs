//! The rows of GeoJSON files, lists of objects, and JSON lines; read as a stream.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use geo::{Geometry, InteriorPoint};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::cells::Cells;
use super::columns::{Field, N_FIELDS};
use super::{NOT_ENOUGH, Table, is_enough};

/// Gives all features or objects of a file to the table.
pub(super) fn collection(file: File, table: &mut Table<'_, '_>) -> Result<(), String> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    skip_mark(&mut file)?;
    let mut taker = Taker::new(table);
    let mut deserializer = serde_json::Deserializer::from_reader(file);
    Whole(&mut taker).deserialize(&mut deserializer).map_err(|cause| {
        format!("is no GeoJSON from there on ({cause}); rows before that were read")
    })?;
    deserializer.end().map_err(|cause| format!("has more behind its end ({cause})"))?;
    taker.finish()
}

/// Gives every line to the table; a line longer than `max_bytes` is lost.
pub(super) fn lines(file: File, max_bytes: u64, table: &mut Table<'_, '_>) -> Result<(), String> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    skip_mark(&mut file)?;
    let mut taker = Taker::new(table);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = file.by_ref().take(max_bytes).read_until(b'\n', &mut line);
        if read.map_err(|cause| format!("cannot be read further: {cause}"))? == 0 {
            return taker.finish();
        }
        taker.number += 1;
        if !line.ends_with(b"\n") && line.len() as u64 >= max_bytes {
            return Err(format!("has a line of more than {max_bytes} bytes; divide it"));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let mut deserializer = serde_json::Deserializer::from_slice(&line);
        let read = Object(&mut taker).deserialize(&mut deserializer);
        match read.and_then(|row| deserializer.end().map(|()| row)) {
            Ok(row) => taker.take(row),
            Err(cause) => taker.table.lose(taker.number, format!("is no JSON object ({cause})")),
        }
    }
}

/// Passes over the mark that some programs put before UTF-8.
fn skip_mark(file: &mut BufReader<File>) -> Result<(), String> {
    let head = file.fill_buf().map_err(|cause| format!("cannot be read: {cause}"))?;
    if head.is_empty() {
        return Err("is empty; give it features".to_owned());
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        file.consume(3);
    }
    Ok(())
}

/// Puts the values of objects into the cells of a table.
struct Taker<'t, 'a, 'b> {
    table: &'t mut Table<'a, 'b>,
    /// The field of every key met so far, and how sure its name makes that.
    fields: HashMap<String, Option<(Field, usize)>>,
    number: u64,
    n_rows: usize,
    n_useful: usize,
}

/// An object: its cells, each with how sure its name is, and its geometry.
#[derive(Default)]
struct Values {
    cells: [Option<(usize, String)>; N_FIELDS],
    geometry: Value,
}

impl<'t, 'a, 'b> Taker<'t, 'a, 'b> {
    fn new(table: &'t mut Table<'a, 'b>) -> Self {
        Self { table, fields: HashMap::new(), number: 0, n_rows: 0, n_useful: 0 }
    }

    fn field(&mut self, key: &str) -> Option<(Field, usize)> {
        if let Some(known) = self.fields.get(key) {
            return *known;
        }
        let found = self.table.columns.field(key);
        // A file of endless new keys must not fill the memory.
        if self.fields.len() < 10_000 {
            self.fields.insert(key.to_owned(), found);
        }
        found
    }

    fn take(&mut self, mut values: Values) {
        let mut notes = Vec::new();
        self.n_rows += 1;
        match point(std::mem::take(&mut values.geometry)) {
            Ok(None) => {}
            Ok(Some((lon, lat, is_point))) => {
                for (field, degrees) in [(Field::Lon, lon), (Field::Lat, lat)] {
                    if let Some(cell) = values.cells.get_mut(field as usize) {
                        *cell = Some((0, degrees.to_string()));
                    }
                }
                if !is_point {
                    let message = "is no point; a point inside it stands for it".to_owned();
                    notes.push(self.table.note(self.number, ("geometry-not-a-point", message)));
                }
            }
            Err(message) => {
                notes.push(self.table.note(self.number, ("geometry-unreadable", message)));
            }
        }
        let mut all = [""; N_FIELDS];
        for (cell, value) in all.iter_mut().zip(&values.cells) {
            *cell = value.as_ref().map_or("", |(_, text)| text);
        }
        let is_useful =
            is_enough(|field| all.get(field as usize).is_some_and(|cell| !cell.is_empty()));
        self.n_useful += usize::from(is_useful || !notes.is_empty());
        self.table.take(self.number, &Cells { all }, notes);
    }

    fn finish(self) -> Result<(), String> {
        match (self.n_rows, self.n_useful) {
            (0, _) => Err("has no features; give it some".to_owned()),
            (_, 0) => Err(format!("has nothing {NOT_ENOUGH}")),
            _ => Ok(()),
        }
    }
}

/// The position of a geometry, and whether it is a point; `None` for null.
fn point(geometry: Value) -> Result<Option<(f64, f64, bool)>, String> {
    if geometry.is_null() {
        return Ok(None);
    }
    if geometry.get("type").and_then(Value::as_str) == Some("Point") {
        let degrees = |i: usize| geometry.pointer(&format!("/coordinates/{i}"))?.as_f64();
        let pair = degrees(0).zip(degrees(1));
        let (lon, lat) = pair.ok_or("has a point without two numbers")?;
        return Ok(Some((lon, lat, true)));
    }
    let unreadable = |cause: String| format!("has a geometry that cannot be read ({cause})");
    let read: geojson::Geometry =
        serde_json::from_value(geometry).map_err(|cause| unreadable(cause.to_string()))?;
    let shape = Geometry::<f64>::try_from(read).map_err(|cause| unreadable(cause.to_string()))?;
    let inside = shape.interior_point().ok_or("has an empty geometry")?;
    Ok(Some((inside.x(), inside.y(), false)))
}

/// A value as a cell; lists are joined by semicolons, objects and nulls are empty.
fn words(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(items) => {
            let texts = items.into_iter().filter(|item| !item.is_object()).map(words);
            texts.collect::<Vec<_>>().join("; ")
        }
        Value::Null | Value::Object(_) => String::new(),
    }
}

/// A feature collection, a feature, or a list of objects.
struct Whole<'s, 't, 'a, 'b>(&'s mut Taker<'t, 'a, 'b>);

impl<'de> DeserializeSeed<'de> for Whole<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection, a Feature or a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        loop {
            self.0.number += 1;
            match seq.next_element_seed(Object(self.0))? {
                Some(values) => self.0.take(values),
                None => return Ok(()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut single = Values::default();
        let mut is_feature = false;
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "features" => map.next_value_seed(Features(self.0))?,
                "type" => is_feature = map.next_value::<Value>()? == "Feature",
                "crs" => check_system(&map.next_value()?).map_err(serde::de::Error::custom)?,
                "properties" => map.next_value_seed(Properties(self.0, &mut single))?,
                "geometry" => single.geometry = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if is_feature {
            self.0.number += 1;
            self.0.take(single);
        }
        Ok(())
    }
}

/// RFC 7946 has no other system than WGS 84; GeoJSON of before 2016 names it in several ways.
fn check_system(crs: &Value) -> Result<(), String> {
    let name = crs.pointer("/properties/name").and_then(Value::as_str).unwrap_or_default();
    if name.is_empty() || name.contains("CRS84") || name.ends_with(":4326") {
        return Ok(());
    }
    Err(format!(
        "it is in the system '{name}'; convert it, for instance with: ogr2ogr -t_srs EPSG:4326"
    ))
}

/// The list of a collection's features.
struct Features<'s, 't, 'a, 'b>(&'s mut Taker<'t, 'a, 'b>);

impl<'de> DeserializeSeed<'de> for Features<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(Whole(self.0))
    }
}

/// A feature, or an object whose values are the cells.
struct Object<'s, 't, 'a, 'b>(&'s mut Taker<'t, 'a, 'b>);

impl<'de> DeserializeSeed<'de> for Object<'_, '_, '_, '_> {
    type Value = Values;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Values, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_, '_, '_> {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature or an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
        let mut values = Values::default();
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "geometry" => values.geometry = map.next_value()?,
                "properties" => map.next_value_seed(Properties(self.0, &mut values))?,
                _ => take_cell(self.0, &mut values, &key, &mut map)?,
            }
        }
        Ok(values)
    }
}

/// The properties of a feature.
struct Properties<'s, 'v, 't, 'a, 'b>(&'s mut Taker<'t, 'a, 'b>, &'v mut Values);

impl<'de> DeserializeSeed<'de> for Properties<'_, '_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Properties<'_, '_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of properties")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            take_cell(self.0, self.1, &key, &mut map)?;
        }
        Ok(())
    }
}

/// Takes the value of a key that is a field's, where no surer key has given it one.
fn take_cell<'de, A: MapAccess<'de>>(
    taker: &mut Taker<'_, '_, '_>,
    values: &mut Values,
    key: &str,
    map: &mut A,
) -> Result<(), A::Error> {
    let Some((field, rank)) = taker.field(key) else {
        map.next_value::<IgnoredAny>()?;
        return Ok(());
    };
    let text = words(map.next_value()?);
    let is_feature = key == "type" && text == "Feature";
    if let Some(cell) = values.cells.get_mut(field as usize)
        && !text.is_empty()
        && !is_feature
        && cell.as_ref().is_none_or(|(known, _)| rank < *known)
    {
        *cell = Some((rank, text));
    }
    Ok(())
}
