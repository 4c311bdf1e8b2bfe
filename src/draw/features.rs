//! The features of a GeoJSON file one at a time, however long the file is.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::error::{Error, Result};

/// So many bytes are read at a time. Measured: larger pieces do not fit the processor's cache.
const PIECE: usize = 1 << 18;
/// A feature may have at most so many bytes.
const FEATURE_MAX: usize = 1 << 28;

/// A feature; what a map does not need is passed over. Other files may give other types of values
/// to the names of incidents.geojson, so every value is looked at before it is believed.
#[derive(Deserialize)]
pub(super) struct Feature<'a> {
    #[serde(default, borrow)]
    pub(super) geometry: Option<Shape<'a>>,
    #[serde(default, borrow)]
    pub(super) properties: Option<Properties<'a>>,
    #[serde(default, borrow)]
    pub(super) evidence: Option<Evidence<'a>>,
}

/// A geometry of any type.
#[derive(Deserialize)]
pub(super) struct Shape<'a> {
    #[serde(rename = "type", default, borrow)]
    pub(super) form: Scalar<'a>,
    #[serde(default, borrow)]
    pub(super) coordinates: Option<&'a RawValue>,
}

/// The properties of incidents.geojson that a map shows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Properties<'a> {
    #[serde(borrow)]
    pub(super) id: Scalar<'a>,
    #[serde(borrow)]
    pub(super) kind: Scalar<'a>,
    #[serde(borrow)]
    pub(super) place: Scalar<'a>,
    #[serde(borrow)]
    pub(super) name: Scalar<'a>,
    #[serde(borrow)]
    pub(super) date: Scalar<'a>,
    #[serde(borrow)]
    pub(super) date_start: Scalar<'a>,
    #[serde(borrow)]
    pub(super) date_end: Scalar<'a>,
    #[serde(borrow)]
    pub(super) radius_km: Scalar<'a>,
    #[serde(borrow)]
    pub(super) where_prec: Scalar<'a>,
    #[serde(borrow)]
    pub(super) country: Scalar<'a>,
    #[serde(borrow)]
    pub(super) killed_low: Scalar<'a>,
    #[serde(borrow)]
    pub(super) killed_best: Scalar<'a>,
    #[serde(borrow)]
    pub(super) killed_high: Scalar<'a>,
    #[serde(borrow)]
    pub(super) background: Scalar<'a>,
    #[serde(borrow)]
    pub(super) candidates: Option<&'a RawValue>,
}

/// What stands behind a feature of incidents.geojson.
#[derive(Deserialize)]
pub(super) struct Evidence<'a> {
    #[serde(default, borrow)]
    pub(super) relation: Option<&'a RawValue>,
}

/// A value that is neither list nor object; those count as absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Scalar<'a> {
    #[default]
    Absent,
    Text(Cow<'a, str>),
    Whole(u64),
    Number(f64),
    Truth(bool),
}

impl Scalar<'_> {
    /// A text that is not empty, or a number's digits.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(Cow::Borrowed(text)),
            Self::Whole(number) => Some(Cow::Owned(number.to_string())),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// A text as it is; empty where it is none.
    pub(super) fn str(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn whole(&self) -> Option<u64> {
        if let Self::Whole(number) = self { Some(*number) } else { None }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Whole(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Truth(truth))
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Absent)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Absent)
    }
}

/// What is done with each feature; `None` stands for one whose parts have wrong types.
pub(super) type OnFeature<'f> = dyn FnMut(Option<Feature<'_>>) + 'f;

/// Gives the features of a file to `on_feature` one after the other.
///
/// # Errors
/// [`Error::Read`] where the file cannot be read, [`Error::Input`] where it is no GeoJSON collection
/// or breaks off.
pub(super) fn read_features(path: &Path, on_feature: &mut OnFeature<'_>) -> Result<()> {
    let read_error = |cause| Error::Read { path: path.to_owned(), cause };
    let file = File::open(path).map_err(read_error)?;
    let mut stream = Stream::new(file);
    stream.collection(on_feature).map_err(|problem| match problem {
        Problem::Read(cause) => read_error(cause),
        Problem::Content(problem) => Error::Input { path: path.to_owned(), problem },
    })
}

enum Problem {
    Read(std::io::Error),
    Content(String),
}

impl From<std::io::Error> for Problem {
    fn from(cause: std::io::Error) -> Self {
        Self::Read(cause)
    }
}

fn no_geojson(what: impl fmt::Display) -> Problem {
    Problem::Content(format!("is not GeoJSON: {what}"))
}

/// A JSON document of which a piece at a time is in memory.
struct Stream<R> {
    source: R,
    /// The bytes read and not yet taken are those from `start` on.
    buffer: Vec<u8>,
    start: usize,
    is_ended: bool,
    n_features: usize,
}

impl<R: Read> Stream<R> {
    fn new(source: R) -> Self {
        Self { source, buffer: Vec::new(), start: 0, is_ended: false, n_features: 0 }
    }

    /// Takes a whole feature collection.
    fn collection(&mut self, on_feature: &mut OnFeature<'_>) -> Result<(), Problem> {
        self.fill()?;
        if self.ahead().starts_with(b"\xef\xbb\xbf") {
            self.start += 3;
        }
        self.expect(b'{')?;
        let mut form = None;
        let mut next = self.peek()?;
        while next != Some(b'}') {
            let key: String = self.value()?;
            self.expect(b':')?;
            match key.as_str() {
                "features" => self.features(on_feature)?,
                "type" => form = Some(self.value::<serde_json::Value>()?),
                _ => drop(self.value::<IgnoredAny>()?),
            }
            next = self.peek()?;
            if next == Some(b',') {
                self.start += 1;
            } else if next != Some(b'}') {
                return Err(no_geojson(format!("'}}' is missing behind \"{key}\"")));
            }
        }
        self.start += 1;
        if self.peek()?.is_some() {
            return Err(no_geojson("there is more behind its end"));
        }
        let form = form.as_ref().and_then(serde_json::Value::as_str).unwrap_or("object");
        if form == "FeatureCollection" {
            return Ok(());
        }
        let problem = format!("is a '{form}'; a GeoJSON FeatureCollection is expected");
        Err(Problem::Content(problem))
    }

    /// Takes the list of features.
    fn features(&mut self, on_feature: &mut OnFeature<'_>) -> Result<(), Problem> {
        self.expect(b'[')?;
        if self.peek()? == Some(b']') {
            self.start += 1;
            return Ok(());
        }
        loop {
            self.n_features += 1;
            self.feature(on_feature)?;
            match self.peek()? {
                Some(b',') => self.start += 1,
                Some(b']') => {
                    self.start += 1;
                    return Ok(());
                }
                _ => {
                    let n = self.n_features;
                    return Err(no_geojson(format!("',' or ']' is missing behind feature {n}")));
                }
            }
        }
    }

    /// Takes one feature.
    fn feature(&mut self, on_feature: &mut OnFeature<'_>) -> Result<(), Problem> {
        self.peek()?;
        let mut failed_at = None;
        loop {
            let mut values =
                serde_json::Deserializer::from_slice(self.ahead()).into_iter::<Feature<'_>>();
            let cause = match values.next() {
                Some(Ok(feature)) => {
                    on_feature(Some(feature));
                    self.start += values.byte_offset();
                    return Ok(());
                }
                Some(Err(cause)) if cause.is_data() => {
                    self.value::<IgnoredAny>()?;
                    on_feature(None);
                    return Ok(());
                }
                Some(Err(cause)) => cause,
                None => return Err(no_geojson("it breaks off")),
            };
            let n = self.n_features;
            self.fill_after(&mut failed_at, &cause, &format!("feature {n}: "))?;
        }
    }

    /// Takes one value.
    fn value<T: DeserializeOwned>(&mut self) -> Result<T, Problem> {
        self.peek()?;
        let mut failed_at = None;
        loop {
            let mut values = serde_json::Deserializer::from_slice(self.ahead()).into_iter::<T>();
            let cause = match values.next() {
                // A number at the end of what is read may go on.
                Some(Ok(_)) if values.byte_offset() == self.ahead().len() && !self.is_ended => {
                    self.fill()?;
                    continue;
                }
                Some(Ok(value)) => {
                    self.start += values.byte_offset();
                    return Ok(value);
                }
                Some(Err(cause)) => cause,
                None => return Err(no_geojson("it breaks off")),
            };
            self.fill_after(&mut failed_at, &cause, "")?;
        }
    }

    /// Reads on where a value failed because its end is not read yet. One that fails twice at one
    /// place is wrong there.
    fn fill_after(
        &mut self,
        failed_at: &mut Option<(usize, usize)>,
        cause: &serde_json::Error,
        head: &str,
    ) -> Result<(), Problem> {
        let at = Some((cause.line(), cause.column()));
        if self.is_ended || (!cause.is_eof() && *failed_at == at) {
            return Err(no_geojson(format!("{head}{cause}")));
        }
        *failed_at = at;
        self.fill()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), Problem> {
        match self.peek()? {
            Some(byte) if byte == wanted => {
                self.start += 1;
                Ok(())
            }
            Some(_) => Err(no_geojson(format!("'{}' is missing", char::from(wanted)))),
            None => Err(no_geojson("it breaks off")),
        }
    }

    /// The next byte that is no white space; `None` at the end.
    fn peek(&mut self) -> Result<Option<u8>, Problem> {
        loop {
            let ahead = self.ahead();
            if let Some(at) = ahead.iter().position(|byte| !byte.is_ascii_whitespace()) {
                self.start += at;
                return Ok(self.ahead().first().copied());
            }
            self.start = self.buffer.len();
            if self.is_ended {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Reads one more piece, behind what is not yet taken. Pieces double with what a single feature
    /// needs, so that a long one is looked at only a few times.
    fn fill(&mut self) -> Result<(), Problem> {
        self.buffer.drain(..self.start.min(self.buffer.len()));
        self.start = 0;
        let held = self.buffer.len();
        if held > FEATURE_MAX {
            let problem = format!("feature {} has more than {FEATURE_MAX} bytes", self.n_features);
            return Err(no_geojson(problem));
        }
        let piece = PIECE.max(held) as u64;
        let n_read = self.source.by_ref().take(piece).read_to_end(&mut self.buffer)?;
        self.is_ended = (n_read as u64) < piece;
        Ok(())
    }
}
