//! The word lists that reading needs, from geodata/lexicon, compiled once.

use std::sync::LazyLock;

use regex::RegexSet;

const BOILERPLATE: [&str; 2] = [
    include_str!("../../geodata/lexicon/fr/boilerplate.tsv"),
    include_str!("../../geodata/lexicon/en/boilerplate.tsv"),
];
const CLOSING: [&str; 2] = [
    include_str!("../../geodata/lexicon/fr/closing.tsv"),
    include_str!("../../geodata/lexicon/en/closing.tsv"),
];
const MONTHS: [&str; 2] = [
    include_str!("../../geodata/lexicon/fr/months.tsv"),
    include_str!("../../geodata/lexicon/en/months.tsv"),
];
const WEEKDAYS: [&str; 2] = [
    include_str!("../../geodata/lexicon/fr/weekdays.tsv"),
    include_str!("../../geodata/lexicon/en/weekdays.tsv"),
];

/// The first two columns of every row of the tables.
fn rows<'a>(tables: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    tables.iter().flat_map(|t| t.lines()).filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    })
}

/// Lines of a web page that are not of its article.
pub(super) static BOILERPLATE_LINES: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns: Vec<&str> = rows(&BOILERPLATE).map(|(pattern, _)| pattern).collect();
    RegexSet::new(patterns).unwrap_or_else(|_| RegexSet::empty())
});

/// Whether a folded line closes the article: what follows is of other articles.
pub(super) fn is_closing(folded: &str) -> bool {
    let line = folded.trim().trim_end_matches([' ', ':']);
    rows(&CLOSING).any(|(closing, _)| closing == line)
}

/// The number of a month by its folded name, in French or English.
pub(super) fn month(name: &str) -> Option<i8> {
    rows(&MONTHS).find(|(word, _)| *word == name).and_then(|(_, number)| number.parse().ok())
}

/// All month names, joined for a regular expression.
pub(super) fn month_names() -> String {
    rows(&MONTHS).map(|(word, _)| word).collect::<Vec<_>>().join("|")
}

/// All weekday names, joined for a regular expression.
pub(super) fn weekday_names() -> String {
    rows(&WEEKDAYS).map(|(word, _)| word).collect::<Vec<_>>().join("|")
}
