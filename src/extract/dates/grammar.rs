//! The forms that dates take, as regular expressions over folded text.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};

pub(super) struct Grammar {
    pub(super) any: Regex,
    pub(super) branches: Vec<(&'static str, Regex)>,
    /// Words before a date that make it no date of an event.
    pub(super) aside: Regex,
}

pub(super) static FRENCH_DATES: LazyLock<Option<Grammar>> = LazyLock::new(|| french(&FRENCH).ok());
pub(super) static ENGLISH_DATES: LazyLock<Option<Grammar>> =
    LazyLock::new(|| english(&ENGLISH).ok());

fn names(map: &std::collections::BTreeMap<String, i8>) -> String {
    map.keys().cloned().collect::<Vec<_>>().join("|")
}

fn french(lexicon: &Lexicon) -> Result<Grammar, regex::Error> {
    let (m, w) = (names(&lexicon.months), names(&lexicon.weekdays));
    let d = r"(?:1er|\d{1,2})(?:er)?";
    let n = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt-quatre|quarante-huit|quelques|\d{1,2})";
    let later = "plus tard|apres|plus tot|auparavant|avant|plus_tot";
    build(
        &[
            ("night", format!(r"nuit d[ue] (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?)? (?:au|a) (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("nights", format!(r"nuit d[eu] (?P<w1>{w}) (?:au|a) (?P<w2>{w})")),
            ("range", format!(r"du (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?(?: \d{{4}})?)? au (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("range", format!(r"entre le (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?(?: \d{{4}})?)? et le (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("days", format!(r"(?:les |(?:{w}) )(?P<d1>{d}) (?:et|puis) (?:le )?(?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("day", format!(r"(?:(?P<w1>{w}),? (?:le )?)?(?P<d2>{d}) ?(?P<m2>{m})\.?(?: (?P<last>dernier|passe))?(?: (?P<y2>\d{{4}}))?")),
            ("weekday_day", format!(r"(?P<w1>{w}) (?P<d2>[12]?\d|3[01])")),
            ("current_day", r"le (?P<d2>[12]?\d|3[01]) (?:courant|du mois)".to_owned()),
            ("bare_day", r"le (?P<d2>[12]?\d|3[01]),".to_owned()),
            ("slashed", r"(?P<d2>\d{1,2})/(?P<m3>\d{1,2})/(?P<y2>\d{4}|\d{2})".to_owned()),
            ("short", r"(?P<d2>\d{2})/(?P<m3>\d{2})".to_owned()),
            ("weekdays", format!(r"(?P<w1>{w}) et (?P<w2>{w})(?: de la semaine (?P<lastweek>passee|derniere))?")),
            ("before_yesterday", format!(r"avant-hier(?: (?:{w}))?")),
            ("yesterday", format!(r"hier(?: (?:{w}))?")),
            ("weekday", format!(r"(?P<today>ce |cet )?(?P<w1>{w})(?: (?P<last>dernier|passe))?")),
            ("last_night", "cette nuit|la nuit (?:derniere|passee)".to_owned()),
            ("last_hours", r"(?:ces|les) (?:dernieres )?(?P<n>24|48|72)(?: dernieres)? heures".to_owned()),
            ("today", "aujourd'hui|ce matin|ce midi|cet apres-midi|ce soir".to_owned()),
            ("shift", format!(r"(?P<n>{n}) (?P<unit>jours?|semaines?|mois|heures?) (?P<way>{later})")),
            ("ago", format!(r"il y a (?P<n>{n}) (?P<unit>jours?|semaines?|mois)")),
            ("same", "ce jour-la|ce meme jour|le meme jour|la meme journee|cette meme journee|le jour meme".to_owned()),
            ("eve", "l'avant-veille|la veille".to_owned()),
            ("morrow", "le surlendemain|des le lendemain|le lendemain|lendemain".to_owned()),
            ("week", "la semaine derniere|la semaine passee|semaine derniere|semaine passee|cette semaine|plus tot dans la semaine|(?:en|au) debut de (?:la )?semaine|en milieu de semaine".to_owned()),
            ("same_week", "(?:dans|durant|au cours de|la) (?:la |cette )?meme semaine".to_owned()),
            ("weekend", "(?:ce|le|du|durant le|au cours du|pendant le) week-end(?: dernier| passe)?".to_owned()),
            ("month", format!(r"(?:(?P<part>debut|fin|mi)[ -])?(?:(?:en|courant|au mois de|du mois de|mois de) )?(?:(?P<part2>debut|fin|mi)[ -])?(?P<m2>{m})\.?(?: (?P<last>dernier|passe))?(?: (?P<y2>\d{{4}}))?")),
            ("last_month", "le mois dernier|le mois passe|au debut du mois|en debut de mois".to_owned()),
            ("last_year", "l'an dernier|l'annee derniere|l'an passe".to_owned()),
            ("year", r"en (?P<y2>(?:19|20)\d{2})".to_owned()),
        ],
        r"(?:depuis(?: le| la| l'an)?|jusqu'au|jusqu'a|d'ici(?: le| la)?|avant (?:le|la)|a partir du?|a compter du|prevue?s?(?: pour)?(?: le| ce| en)?|attendue?s?(?: ce| le)?|signee?s?(?: le| en)|des|vers|ages? de|loi du|accords? d[eu]|constitution du|journee du|fin(?: du)?|resolution du) ?$",
    )
}

fn english(lexicon: &Lexicon) -> Result<Grammar, regex::Error> {
    let (m, w) = (names(&lexicon.months), names(&lexicon.weekdays));
    let d = r"\d{1,2}(?:st|nd|rd|th)?";
    let n = r"(?:one|two|three|four|five|six|a|\d{1,2})";
    build(
        &[
            ("days", format!(r"(?P<m2>{m}) (?P<d1>{d}) and (?P<d2>{d}),? (?P<y2>\d{{4}})")),
            ("day", format!(r"(?:(?P<w1>{w}),? )?(?P<d2>{d}) (?P<m2>{m}),?(?: (?P<y2>\d{{4}}))?")),
            (
                "day",
                format!(r"(?:(?P<w1>{w}),? )?(?P<m2>{m}) (?P<d2>{d})\b,?(?: (?P<y2>\d{{4}}))?"),
            ),
            ("weekdays", format!(r"(?P<w1>{w}) and (?P<w2>{w})")),
            ("weekday", format!(r"(?P<last>last )?(?P<w1>{w})")),
            ("yesterday", "yesterday".to_owned()),
            ("today", "today".to_owned()),
            (
                "shift",
                format!(
                    r"(?P<n>{n}) (?P<unit>days?|weeks?|months?) (?P<way>later|earlier|after|before)"
                ),
            ),
            ("ago", format!(r"(?P<n>{n}) (?P<unit>days?|weeks?|months?) ago")),
            ("same", "the same day|that day".to_owned()),
            ("eve", "the day before|the previous day".to_owned()),
            ("morrow", "the next day|the following day|the day after".to_owned()),
            ("week", "last week|this week".to_owned()),
            ("weekend", "over the weekend|at the weekend".to_owned()),
            (
                "month",
                format!(r"in (?:(?P<part>early|late|mid)[ -])?(?P<m2>{m})(?: (?P<y2>\d{{4}}))?"),
            ),
            ("last_month", "last month".to_owned()),
            ("last_year", "last year".to_owned()),
            ("year", r"in (?P<y2>(?:19|20)\d{2})".to_owned()),
        ],
        r"(?:since|until|by|from|due on|scheduled for|signed (?:on|in)) $",
    )
}

fn build(branches: &[(&'static str, String)], aside: &str) -> Result<Grammar, regex::Error> {
    let plain = Regex::new(r"\?P<[a-z0-9_]+>")?;
    let joined: Vec<String> = branches
        .iter()
        .enumerate()
        .map(|(i, (_, pattern))| format!("(?P<b{i}>{})", plain.replace_all(pattern, "?:")))
        .collect();
    let any = Regex::new(&format!(r"\b(?:{})(?:\b|$| )", joined.join("|")))?;
    let compiled = branches.iter().map(|(name, p)| Ok((*name, Regex::new(&format!("^(?:{p})$"))?)));
    let aside = Regex::new(&format!(r"(?:^|[ '(]){aside}"))?;
    Ok(Grammar { any, branches: compiled.collect::<Result<_, regex::Error>>()?, aside })
}
