//! Ids of reports: made from what they say, so that they survive another run.

use std::fmt;
use std::str::FromStr;

use super::{Location, Report};

/// The stable id of a report, and of the incident whose first report it is: 12 hexadecimal digits,
/// with a number behind them from the second of equal reports on ("1a2b3c4d5e6f-2").
///
/// It is made from the words alone (the sentence and its place phrase, the id of a table's row), and
/// so outlives a better reading of them, a correction, and another name of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId {
    words: u64,
    number: u32,
}

impl ReportId {
    /// The id of a report, the first of those that say the same.
    pub fn of(report: &Report, location: Option<&Location>) -> Self {
        let phrase = report.phrase.as_ref().map_or("", |phrase| phrase.text.as_str());
        let mut hash = Hash::new();
        hash.add(report.sentence.as_bytes());
        hash.add(phrase.as_bytes());
        if let Some(row) = &report.row {
            hash.add(row.id.as_bytes());
            // A row without words or id of its own is told by where and when.
            if row.id.is_empty() || report.sentence.is_empty() {
                let day = report.dates.map_or([0; 3], |dates| {
                    let day = dates.start;
                    [day.year().into(), day.month().into(), day.day().into()]
                });
                let point = location.map_or([0; 2], |location| {
                    let micro_degrees = |degrees: f64| (degrees * 1e6).round() as i64;
                    [location.best.lon, location.best.lat].map(micro_degrees)
                });
                for number in day.into_iter().chain(point) {
                    hash.add(&number.to_le_bytes());
                }
            }
        }
        Self { words: hash.0 >> 16, number: 1 }
    }

    /// An id of its own, for what no text tells.
    pub fn made_up(words: u32, number: u32) -> Self {
        Self { words: words.into(), number }
    }

    /// The same words told once more.
    pub fn numbered(self, number: u32) -> Self {
        Self { words: self.words, number }
    }

    /// Whether both stand for the same words.
    pub fn says_the_same(self, other: Self) -> bool {
        self.words == other.words
    }
}

/// An id as it is written, without memory of its own.
#[derive(Clone, Copy, Debug)]
pub struct IdText {
    letters: [u8; 23],
    n: usize,
}

impl IdText {
    /// The letters.
    pub fn as_bytes(&self) -> &[u8] {
        self.letters.get(..self.n).unwrap_or_default()
    }
}

impl ReportId {
    /// The id as it is written.
    pub fn text(self) -> IdText {
        let mut text = IdText { letters: [b'-'; 23], n: 12 };
        for (place, letter) in (0..12).rev().zip(&mut text.letters) {
            let digit = (self.words >> (4 * place) & 0xf) as usize;
            *letter = b"0123456789abcdef".get(digit).copied().unwrap_or(b'0');
        }
        if self.number > 1 {
            let digits = self.number.to_string();
            let rest = text.letters.iter_mut().skip(13);
            rest.zip(digits.bytes()).for_each(|(letter, digit)| *letter = digit);
            text.n = 13 + digits.len();
        }
        text
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(std::str::from_utf8(self.text().as_bytes()).unwrap_or_default())
    }
}

impl FromStr for ReportId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (words, number) = text.split_once('-').unwrap_or((text, "1"));
        let is_hex = words.len() == 12 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
        let words = u64::from_str_radix(words, 16).ok().filter(|_| is_hex);
        let number = number.parse().ok().filter(|number| *number > 0);
        words
            .zip(number)
            .map(|(words, number)| Self { words, number })
            .ok_or_else(|| format!("'{text}' is no id; ids are like '1a2b3c4d5e6f'"))
    }
}

/// A 64-bit hash that is the same everywhere. Source: Fowler, Noll, Vo 1991, FNV-1a.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Some bytes and a sign that they end.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0x1f]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        for text in ["1a2b3c4d5e6f", "000000000000", "1a2b3c4d5e6f-2", "ffffffffffff-1000000"] {
            assert_eq!(text.parse::<ReportId>().unwrap().to_string(), text);
        }
        for text in ["", "1a2b", "1a2b3c4d5e6g", "1a2b3c4d5e6f-", "1a2b3c4d5e6f-0", "+a2b3c4d5e6f"]
        {
            assert!(text.parse::<ReportId>().is_err(), "{text}");
        }
    }
}
