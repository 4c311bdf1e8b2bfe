//! The word lists that reading needs, from geodata/lexicon, compiled once.

use std::sync::LazyLock;

use regex::RegexSet;
use rustc_hash::{FxHashMap, FxHashSet};

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

static CLOSING_LINES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| rows(&CLOSING).map(|(closing, _)| closing).collect());

/// Whether a folded line stands above links to other articles: "À lire aussi :".
pub(super) fn opens_links(folded: &str) -> bool {
    const ABOVE: [&str; 9] = [
        "a lire aussi",
        "lire aussi",
        "a lire",
        "voir aussi",
        "lire egalement",
        "read also",
        "see also",
        "related",
        "also read",
    ];
    ABOVE.contains(&folded.trim().trim_end_matches([' ', ':']))
}

/// Whether a folded line closes the article: what follows is of other articles.
pub(super) fn is_closing(folded: &str) -> bool {
    CLOSING_LINES.contains(folded.trim().trim_end_matches([' ', ':']))
}

static MONTH_NUMBERS: LazyLock<FxHashMap<&str, i8>> = LazyLock::new(|| {
    rows(&MONTHS).filter_map(|(word, number)| Some((word, number.parse().ok()?))).collect()
});

/// The number of a month by its folded name, in French or English.
pub(super) fn month(name: &str) -> Option<i8> {
    MONTH_NUMBERS.get(name).copied()
}

/// All month names, joined for a regular expression.
pub(super) fn month_names() -> String {
    rows(&MONTHS).map(|(word, _)| word).collect::<Vec<_>>().join("|")
}

/// All weekday names, joined for a regular expression.
pub(super) fn weekday_names() -> String {
    rows(&WEEKDAYS).map(|(word, _)| word).collect::<Vec<_>>().join("|")
}
