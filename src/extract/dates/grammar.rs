//! The forms that dates take, as regular expressions over folded text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use rustc_hash::FxHashMap;

use super::openers::{is_inner, named, openers};
use crate::extract::fold::form;
use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};

/// The forms of a language; where two fit at one place, the earlier is meant.
pub(super) struct Grammar {
    branches: Vec<Branch>,
    /// The forms that a word may open.
    by_word: FxHashMap<String, Opened>,
    /// Words before a date that make it no date of an event.
    pub(super) aside: Regex,
}

/// The forms that a word may open, as bits by their numbers.
#[derive(Default)]
struct Opened {
    /// Those that it may be the whole of.
    alone: u64,
    /// Those that it opens before another word.
    with: FxHashMap<String, u64>,
}

/// A form and its name.
struct Branch {
    name: &'static str,
    form: Regex,
}

/// A form that stands in a sentence.
pub(super) struct Match<'g> {
    /// The name of the form.
    pub(super) name: &'static str,
    /// Where it stands, perhaps with the sign after it.
    pub(super) range: Range<usize>,
    form: &'g Regex,
}

impl Match<'_> {
    /// The parts of the form in its words.
    pub(super) fn fields<'w>(&self, words: &'w str) -> Option<Captures<'w>> {
        let fields = self.form.captures(words)?;
        (fields.get(0)?.end() == words.len()).then_some(fields)
    }
}

impl Grammar {
    /// The first form in a stretch of a folded sentence.
    pub(super) fn first<'g>(&'g self, lower: &str, stretch: Range<usize>) -> Option<Match<'g>> {
        let rest = lower.get(..stretch.end)?;
        let mut word = next_word(rest, stretch.start)?;
        loop {
            let start = word.start;
            let next = next_word(rest, word.end);
            let mut forms = self.opened_by(rest, word, next.clone());
            while forms != 0 {
                let branch = self.branches.get(forms.trailing_zeros() as usize)?;
                if let Some(found) = branch.form.find(rest.get(start..)?) {
                    let range = start..start + found.end();
                    return Some(Match { name: branch.name, range, form: &branch.form });
                }
                forms &= forms - 1;
            }
            word = next?;
        }
    }

    /// The forms that may open with a word and the next one.
    fn opened_by(&self, lower: &str, word: Range<usize>, next: Option<Range<usize>>) -> u64 {
        let named = |range| lower.get(range).map_or("", named);
        let Some(opened) = self.by_word.get(named(word)) else { return 0 };
        opened.alone | next.and_then(|next| opened.with.get(named(next))).copied().unwrap_or(0)
    }
}

/// The first word that begins at a byte or after it.
fn next_word(lower: &str, from: usize) -> Option<Range<usize>> {
    let bytes = lower.as_bytes();
    let start = from + bytes.get(from..)?.iter().position(|byte| is_inner(*byte))?;
    let n_bytes = bytes.get(start..)?.iter().take_while(|byte| is_inner(**byte)).count();
    Some(start..start + n_bytes)
}

pub(super) static FRENCH_DATES: LazyLock<Option<Grammar>> = LazyLock::new(|| french(&FRENCH));
pub(super) static ENGLISH_DATES: LazyLock<Option<Grammar>> = LazyLock::new(|| english(&ENGLISH));

/// The names as alternatives, the longer first.
fn names(map: &FxHashMap<String, i8>) -> String {
    let mut names: Vec<&str> = map.keys().map(String::as_str).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    names.join("|")
}

fn french(lexicon: &Lexicon) -> Option<Grammar> {
    let (m, w) = (names(&lexicon.months), names(&lexicon.weekdays));
    let d = r"(?:1er|\d{1,2})(?:er)?";
    let n = r"(?:un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|vingt-quatre|quarante-huit|quelques|\d{1,2})";
    let later = "plus tard|apres|plus tot|auparavant|avant|plus_tot";
    build(
        &[
            ("night", format!(r"nuit d[ue] (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?)? (?:au|a) (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("night", format!(r"nuit d[ue] (?:(?:{w}) )?(?P<d1>{d})(?:/(?P<n1>\d{{1,2}}))? au (?:(?:{w}) )?(?P<d2>{d})/(?P<m3>\d{{1,2}})(?:/(?P<y2>\d{{4}}|\d{{2}}))?")),
            ("range", format!(r"du (?:(?:{w}) )?(?P<d1>{d})(?:/(?P<n1>\d{{1,2}}))? au (?:(?:{w}) )?(?P<d2>{d})/(?P<m3>\d{{1,2}})(?:/(?P<y2>\d{{4}}|\d{{2}}))?")),
            ("bare_night", format!(r"nuit d[ue] (?:(?:{w}) )?(?P<d1>{d}) (?:au|a) (?:(?:{w}) )?(?P<d2>{d})")),
            ("nights", format!(r"nuit d[eu] (?P<w1>{w}) (?:au|a) (?P<w2>{w})")),
            ("range", format!(r"du (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?(?: \d{{4}})?)? au (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("range", format!(r"entre le (?:(?:{w}) )?(?P<d1>{d})(?: (?P<m1>{m})\.?(?: \d{{4}})?)? et le (?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("days", format!(r"(?:les |(?:{w}) )(?P<d1>{d}) (?:et|puis) (?:le )?(?:(?:{w}) )?(?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("day", format!(r"(?:(?P<w1>{w}),? (?:le )?)?(?P<d2>{d}) ?(?P<m2>{m})\.?(?: (?P<last>dernier|passe))?(?: (?P<y2>\d{{4}})| (?:de )?(?P<ly>l'an dernier|l'annee derniere|l'an passe|l'annee passee))?")),
            ("weekday_day", format!(r"(?P<w1>{w}) (?P<d2>[12]?\d|3[01])")),
            ("current_day", r"le (?P<d2>[12]?\d|3[01]) (?:courant|du mois)".to_owned()),
            ("bare_day", r"le (?P<d2>[12]?\d|3[01]),".to_owned()),
            ("bare_day", r"(?:matin|matinee|soir|soiree|journee|nuit|aube|apres-midi) du (?P<d2>[12]?\d|3[01]),".to_owned()),
            ("slashed", r"(?P<y2>(?:19|20)\d{2})-(?P<m3>\d{2})-(?P<d2>\d{2})".to_owned()),
            ("slashed", r"(?P<d2>\d{1,2})/(?P<m3>\d{1,2})/(?P<y2>\d{4}|\d{2})".to_owned()),
            ("short", r"(?P<d2>\d{1,2})/(?P<m3>\d{2})".to_owned()),
            ("weekdays", format!(r"(?P<w1>{w}) et (?P<w2>{w})(?: de la semaine (?P<lastweek>passee|derniere))?")),
            ("weekdays", format!(r"(?:de|du|entre) (?P<w1>{w}) (?:a|au|et) (?P<w2>{w})")),
            ("days", format!(r"le (?P<d1>{d}) et le (?P<d2>{d}) (?P<m2>{m})\.?(?: (?P<y2>\d{{4}}))?")),
            ("before_yesterday", format!(r"avant-hier(?: (?:{w}))?")),
            ("yesterday", format!(r"hier(?: (?:{w}))?")),
            ("weekday_last_week", format!(r"(?P<w1>{w}) de la semaine (?:passee|derniere|ecoulee|precedente)")),
            ("weekday", format!(r"(?P<today>ce |cet )?(?P<w1>{w})(?: (?P<last>dernier|passe))?")),
            ("last_night", "cette nuit|la nuit (?:derniere|passee)".to_owned()),
            ("last_hours", r"(?:ces|les) (?:dernieres )?(?P<n>24|48|72)(?: dernieres)? heures".to_owned()),
            ("today", "aujourd'hui|ce matin|ce midi|cet apres-midi|ce soir".to_owned()),
            ("shift", format!(r"(?P<n>{n}) (?P<unit>jours?|semaines?|mois|heures?) (?P<way>{later})")),
            ("ago", format!(r"il y a (?P<n>{n}) (?P<unit>jours?|semaines?|mois)")),
            ("same", "ce jour-la|ce meme jour|le meme (?:jour|soir|matin)|la meme (?:journee|nuit)|cette meme (?:journee|nuit)|le jour meme|ce soir-la|cette nuit-la".to_owned()),
            ("eve", "l'avant-veille|la veille".to_owned()),
            ("morrow", "le surlendemain|des le lendemain|le lendemain|lendemain".to_owned()),
            ("week", "la semaine derniere|la semaine passee|semaine derniere|semaine passee|cette semaine|plus tot dans la semaine|(?:en|au) debut de (?:la )?semaine|en milieu de semaine".to_owned()),
            ("same_week", "(?:dans|durant|au cours de|la) (?:la |cette )?meme semaine".to_owned()),
            ("weekend", "(?:ce|le|du|durant le|au cours du|pendant le) week-end(?: dernier| passe)?".to_owned()),
            ("month", format!(r"(?:(?P<part>debut|fin|mi)[ -])?(?:(?:en|courant|au mois de|du mois de|mois de) )?(?:(?P<part2>debut|fin|mi)[ -])?(?P<m2>{m})\.?(?: (?P<last>dernier|passe))?(?: (?P<y2>\d{{4}})| (?:de )?(?P<ly>l'an dernier|l'annee derniere|l'an passe|l'annee passee))?")),
            ("last_month", "le mois dernier|le mois passe|au debut du mois|en debut de mois".to_owned()),
            ("last_year", "l'an dernier|l'annee derniere|l'an passe".to_owned()),
            ("year", r"en (?P<y2>(?:19|20)\d{2})".to_owned()),
            ("since_year", r"depuis (?P<y2>(?:19|20)\d{2})".to_owned()),
        ],
        r"(?:depuis(?: le| la| l'an)?|jusqu'au|jusqu'a|d'ici(?: le| la)?|avant (?:le|la)|a partir du?|a compter du|prevue?s?(?: pour)?(?: le| ce| en)?|attendue?s?(?: ce| le)?|signee?s?(?: le| en)|des|vers|ages? de|loi du|accords? d[eu]|constitution du|journee du|fin(?: du)?|resolution du) ?$",
    )
}

fn english(lexicon: &Lexicon) -> Option<Grammar> {
    let (m, w) = (names(&lexicon.months), names(&lexicon.weekdays));
    let d = r"\d{1,2}(?:st|nd|rd|th)?";
    let n = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|a|\d{1,2})";
    let w1 = format!(r"(?:(?:(?P<w1>{w})|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.?),? (?:the )?)?");
    let short = r"mon|tues?|wed|thur?s?|fri|sat|sun";
    let w0 = format!(r"(?:(?:{w}|(?:{short})\.?),? )?");
    let w9 = format!(r"(?:(?P<w1>{w})|(?:{short})\.?),? ");
    let some_day = format!(r"(?:(?:{w}),? )?(?:the )?");
    let (m1, m2) = (format!(r"(?P<m1>{m})\.?"), format!(r"(?P<m2>{m})\.?"));
    let y2 = r"(?:,? (?P<y2>\d{4})|(?:,| of| in)? (?P<ly>last year))?";
    let to = "(?: to | into | through | until | and | ?- ?)";
    build(
        &[
            (
                "range",
                format!(
                    r"(?:{some_day}(?P<d1>{d})(?: {m1}(?: \d{{4}})?)?{to}{some_day}(?P<d2>{d})(?: of)? {m2}{y2})"
                ),
            ),
            ("range", format!(r"{m1} (?P<d1>{d})(?:, \d{{4}})?{to}{m2} (?P<d2>{d}){y2}")),
            ("range", format!(r"{m2} (?P<d1>{d}){to}(?P<d2>{d})\b{y2}")),
            ("days", format!(r"(?P<d1>{d}), {d},? and (?P<d2>{d}) {m2}{y2}")),
            ("day", format!(r"{w1}(?:the )?(?P<d2>{d})(?: of)? {m2}{y2}")),
            ("day", format!(r"{w1}{m2} (?P<d2>{d})\b{y2}")),
            ("day", format!(r"(?P<d2>{d})-(?P<m2>{m})(?:-(?P<y2>\d{{4}}))?")),
            ("slashed", r"(?P<d2>\d{1,2})[/.](?P<m3>\d{1,2})[/.](?P<y2>\d{4})".to_owned()),
            ("slashed", r"(?P<y2>(?:19|20)\d{2})-(?P<m3>\d{2})-(?P<d2>\d{2})".to_owned()),
            (
                "range",
                format!(
                    r"{w1}(?P<d1>\d{{1,2}})(?:/(?P<n1>\d{{1,2}}))?(?: to | into |-| - ){w0}(?P<d2>\d{{1,2}})/(?P<m3>\d{{1,2}})(?:/(?P<y2>\d{{4}}|\d{{2}}))?"
                ),
            ),
            ("slashed", format!(r"{w0}(?P<d2>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y2>\d{{2}})")),
            ("day", format!(r"{w9}(?P<d2>\d{{1,2}})/(?P<m3>\d{{2}})")),
            ("short", r"(?P<d2>\d{1,2})/(?P<m3>\d{2})".to_owned()),
            (
                "nights",
                format!(
                    r"(?:overnight|night)(?: of| from)? (?P<w1>{w})(?: night)?(?: to | into |-)(?P<w2>{w})"
                ),
            ),
            ("bare_day", r"the (?P<d2>\d{1,2}(?:st|nd|rd|th)),?".to_owned()),
            ("weekdays", format!(r"(?P<w1>{w}) and (?P<w2>{w})")),
            ("weekday", format!(r"(?:overnight(?: on)? |this )?(?P<last>last )?(?P<w1>{w})")),
            ("before_yesterday", "(?:the )?day before yesterday".to_owned()),
            ("yesterday", "yesterday".to_owned()),
            ("last_night", "last night|overnight".to_owned()),
            ("today", "today|this (?:morning|afternoon|evening)|tonight".to_owned()),
            (
                "shift",
                format!(
                    r"(?P<n>{n}) (?P<unit>days?|weeks?|months?|hours?) (?P<way>later|earlier|after|before)"
                ),
            ),
            ("ago", format!(r"(?P<n>{n}) (?P<unit>days?|weeks?|months?) ago")),
            (
                "same",
                "(?:the same|that same|that) (?:day|night|morning|afternoon|evening)|(?:a few |several |some )?hours (?:earlier|later|before)".to_owned(),
            ),
            (
                "eve",
                "the (?:day|night|evening) before|the previous (?:day|night|evening)".to_owned(),
            ),
            ("morrow", "the (?:next|following) (?:day|morning)|the day after|next day".to_owned()),
            ("week", "last week|this week|the past week|earlier in the week".to_owned()),
            ("this_month", "(?:earlier )?this month".to_owned()),
            (
                "weekend",
                "(?:over|at|on|during|this|last) (?:the |this |last |past )*weekend".to_owned(),
            ),
            (
                "month",
                format!(
                    r"(?:in|during) (?:the month of )?(?:(?P<part>early|late|mid)[ -])?(?P<m2>{m}){y2}"
                ),
            ),
            (
                "month",
                format!(
                    r"(?:at |by |towards |in )?the (?P<part>end|beginning|start|middle) of (?P<m2>{m}){y2}"
                ),
            ),
            ("month", format!(r"(?P<part>early|late|mid)[ -](?P<m2>{m}){y2}")),
            ("month", format!(r"(?P<m2>{m}) (?P<y2>\d{{4}})")),
            ("month", format!(r"(?P<m2>{m}) (?:of )?(?P<ly>last year)")),
            ("month", format!(r"(?:in |since )?last (?P<m2>{m})")),
            ("last_month", "last month".to_owned()),
            ("last_year", "last year".to_owned()),
            ("year", r"in (?P<y2>(?:19|20)\d{2})".to_owned()),
            ("since_year", r"since (?P<y2>(?:19|20)\d{2})".to_owned()),
        ],
        r"(?:since|until|by|due on|scheduled for|signed (?:on|in)|as of) $",
    )
}

fn build(branches: &[(&'static str, String)], aside: &str) -> Option<Grammar> {
    let aside = Regex::new(&format!(r"(?:^|[ '(]){aside}")).ok()?;
    let mut grammar = Grammar { branches: Vec::new(), by_word: FxHashMap::default(), aside };
    for (index, (name, pattern)) in branches.iter().enumerate() {
        let bit = 1_u64.checked_shl(u32::try_from(index).ok()?)?;
        for (first, second) in openers(pattern)? {
            let opened = grammar.by_word.entry(first).or_default();
            let forms = match second {
                Some(second) => opened.with.entry(second).or_default(),
                None => &mut opened.alone,
            };
            *forms |= bit;
        }
        let form = form(&format!(r"^(?:{pattern})(?:\b|$| )"))?;
        grammar.branches.push(Branch { name, form });
    }
    Some(grammar)
}
