//! The keys of one entry, with the types that they must have.

use toml::de::{DeTable, DeValue};

use super::Trouble;
use crate::model::{Date, ReportId};

/// What a key holds, or what is wrong with it.
pub(super) type Read<T> = Result<T, Trouble>;

/// An entry of a file.
pub(super) struct Entry<'a> {
    table: &'a DeTable<'a>,
    /// Where it begins, from 1.
    pub(super) line: usize,
    /// The line of a byte of the file.
    line_of: &'a dyn Fn(usize) -> usize,
}

impl<'a> Entry<'a> {
    pub(super) fn new(
        table: &'a DeTable<'a>,
        line: usize,
        line_of: &'a dyn Fn(usize) -> usize,
    ) -> Self {
        Self { table, line, line_of }
    }

    /// The trouble with the whole entry.
    pub(super) fn wrong(&self, problem: &str) -> Trouble {
        Trouble::invalid(self.line, problem)
    }

    /// An error for the first key that is none of these.
    pub(super) fn knows_only(&self, keys: &[&str]) -> Read<()> {
        let unknown = self.table.iter().find(|(key, _)| !keys.contains(&key.get_ref().as_ref()));
        unknown.map_or(Ok(()), |(key, _)| {
            let problem =
                format!("the key '{}' is not known; there are {}", key.get_ref(), keys.join(", "));
            Err(Trouble::invalid((self.line_of)(key.span().start), problem))
        })
    }

    pub(super) fn text(&self, key: &str) -> Read<Option<String>> {
        self.read(key, "a text in quotes", |value| value.as_str().map(|t| t.trim().to_owned()))
    }

    pub(super) fn texts(&self, key: &str) -> Read<Option<Vec<String>>> {
        self.read(key, "a list of texts: ['a', 'b']", |value| {
            let items = value.as_array()?.iter();
            items.map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
        })
    }

    pub(super) fn number(&self, key: &str) -> Read<Option<f64>> {
        self.read(key, "a number", |value| match value {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
            _ => None,
        })
    }

    pub(super) fn count(&self, key: &str) -> Read<Option<u32>> {
        self.read(key, "a whole number, 0 or more", |value| {
            value.as_integer()?.as_str().parse().ok()
        })
    }

    pub(super) fn truth(&self, key: &str) -> Read<Option<bool>> {
        self.read(key, "true or false", |value| value.as_bool())
    }

    pub(super) fn day(&self, key: &str) -> Read<Option<Date>> {
        self.read(key, "a day such as 2024-10-08", |value| match value {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(day) => day.to_string().parse().ok(),
            _ => None,
        })
    }

    pub(super) fn id(&self, key: &str) -> Read<Option<ReportId>> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        text.parse().map(Some).map_err(|problem: String| self.wrong_value(key, problem))
    }

    /// Two ids or more.
    pub(super) fn reports(&self) -> Read<Vec<ReportId>> {
        let key = "reports";
        let texts = self.texts(key)?.ok_or_else(|| self.wrong("has no reports = [ids]"))?;
        let ids: Result<Vec<ReportId>, String> =
            texts.iter().map(|text| text.trim().parse()).collect();
        let mut ids = ids.map_err(|problem| self.wrong_value(key, problem))?;
        ids.dedup();
        if ids.len() < 2 {
            return Err(self.wrong_value(key, "names fewer than two reports".to_owned()));
        }
        Ok(ids)
    }

    fn read<T>(
        &self,
        key: &str,
        expected: &str,
        take: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Read<Option<T>> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        take(value.get_ref())
            .map(Some)
            .ok_or_else(|| self.wrong_value(key, format!("'{key}' must be {expected}")))
    }

    fn wrong_value(&self, key: &str, problem: String) -> Trouble {
        let at = self.table.get(key).map_or(self.line, |value| (self.line_of)(value.span().start));
        Trouble::invalid(at, problem)
    }
}
