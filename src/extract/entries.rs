//! Tells where the entries of a list open: bullets, numbers, dates and times at the head of lines,
//! and the lines of a page of headlines.

use super::fold::fold_name;
use super::lexicon::Lexicon;
use super::tokens::is_clock;

/// How the lines of a text are laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout<'l> {
    /// The dictionary of its language.
    lexicon: &'l Lexicon,
    /// Two lines or more open as entries.
    has_entries: bool,
    /// Nearly every line is a headline of its own.
    is_headlines: bool,
}

/// A headline has at most so many bytes.
const HEADLINE: usize = 220;
/// A page of headlines has at least so many lines.
const LEAST_HEADLINES: usize = 5;

impl<'l> Layout<'l> {
    /// The layout of a text. Cost: one pass over its lines.
    pub(super) fn of(text: &str, lexicon: &'l Lexicon) -> Self {
        let (mut n_entries, mut n_lines, mut n_headlines, mut n_turns) = (0, 0, 0, 0);
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            n_lines += 1;
            n_entries += usize::from(opens_entry(line) || opens_day(line, lexicon));
            n_headlines += usize::from(is_headline(line));
            n_turns += usize::from(line.starts_with(['–', '—', '-']) && line.ends_with('?'));
        }
        Self {
            lexicon,
            has_entries: n_entries >= 2 && n_turns < 2,
            is_headlines: n_lines >= LEAST_HEADLINES && n_headlines * 10 >= n_lines * 8,
        }
    }

    /// Whether a line opens a new entry; `before` is the text up to it.
    pub(super) fn opens(self, before: &str, line: &str) -> bool {
        let is_paragraph = before
            .trim_end_matches([' ', '\t', '\r', '\n'])
            .ends_with(['.', '!', '?', '»', '"', ':', '…', ')'])
            || before.ends_with("\n\n");
        let opens = || opens_entry(line.trim()) || opens_day(line.trim(), self.lexicon);
        self.is_headlines || (self.has_entries && (is_paragraph || opens()))
    }
}

/// "• …", "- …", "3. …", "[14/08/2023 19:47] …", "06:15 …", "11/02 – …".
fn opens_entry(line: &str) -> bool {
    const BULLETS: [char; 22] = [
        '•', '▸', '▪', '►', '‣', '●', '○', '◦', '■', '□', '·', '*', '>', '–', '—', '-', '→', '➤',
        '✓', '✔', '◆', '♦',
    ];
    let Some(first) = line.chars().next() else { return false };
    let rest = line.get(first.len_utf8()..).unwrap_or_default();
    if BULLETS.contains(&first) {
        return rest.starts_with([' ', '\u{a0}', '\u{202f}', '\t', '*']);
    }
    if first == '[' {
        return rest.starts_with(|c: char| c.is_ascii_digit());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or_default();
    let is_number = (1..=2).contains(&digits);
    const ITEMS: [&str; 10] =
        ["- ", ". ", ") ", ".) ", "° ", "/ ", " - ", " – ", ".\u{a0}", ")\u{a0}"];
    let is_item = is_number && ITEMS.iter().any(|sign| after.starts_with(sign));
    let is_short_date = after.starts_with('/')
        && after.get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    is_number && (is_item || is_short_date || is_clock(line))
}

/// "16/05 – …", "16/05/2023 : …": a day in digits and a sign.
pub(super) fn opens_dated(words: &str) -> bool {
    const SIGNS: [&str; 6] = [" – ", " - ", " — ", " : ", ": ", " | "];
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let n_day = digits(words);
    let after_day = words.get(n_day..).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    let n_month = digits(after_day);
    let rest = after_day.get(n_month..).unwrap_or_default();
    let year = rest.strip_prefix('/').filter(|rest| matches!(digits(rest), 2 | 4));
    let rest = year.and_then(|year| year.get(digits(year)..)).unwrap_or(rest);
    (1..=2).contains(&n_day)
        && (1..=2).contains(&n_month)
        && SIGNS.iter().any(|sign| rest.starts_with(sign))
}

/// "SAMEDI. …", "Lundi 5 : …", "28 sept. …", "Nuit du 11 au 12. …", "Mardi, Gourma.": a line whose
/// head is a day, and no sentence that goes on from it.
fn opens_day(line: &str, lexicon: &Lexicon) -> bool {
    const MOST_WORDS: usize = 6;
    const SIGNS: [char; 8] = ['.', ',', ':', '–', '—', '-', '|', ';'];
    let is_number = |word: &str| {
        let digits = word.strip_suffix("er").unwrap_or(word);
        matches!(digits.len(), 1 | 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut names_day = false;
    let mut rest = line;
    for _ in 0..MOST_WORDS {
        let (head, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let word = head.trim_end_matches(SIGNS);
        let folded = fold_name(word);
        let is_day = lexicon.weekdays.contains_key(&folded)
            || lexicon.months.contains_key(&folded)
            || lexicon.lists.parts_of_days.has(&folded);
        if !is_day && !is_number(word) && !lexicon.lists.links_of_days.has(&folded) {
            return false;
        }
        names_day |= is_day;
        rest = after.trim_start();
        let is_closed = head.len() > word.len() || rest.starts_with(SIGNS);
        if !is_closed {
            continue;
        }
        // "Mardi, Gourma." is a head; "Mardi, des hommes …" is a sentence.
        let is_comma = head.ends_with(',') || rest.starts_with(',');
        let is_short = || rest.split_once('.').is_some_and(|(name, _)| name.len() <= SHORT_HEAD);
        return names_day && (!is_comma || is_short());
    }
    false
}

/// The name after the day at the head of a line is no longer.
const SHORT_HEAD: usize = 32;

fn is_headline(line: &str) -> bool {
    line.len() <= HEADLINE && !line.ends_with(['.', '!', ';', ',', '…', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::{ENGLISH, FRENCH};

    #[test]
    fn entries_open_with_a_bullet_a_number_a_date_or_a_time() {
        let check = |line: &str, expected: bool| assert_eq!(opens_entry(line), expected, "{line}");
        check("• Soala : un poste attaqué", true);
        check("- Soala : un poste attaqué", true);
        check("3. Un poste a été attaqué.", true);
        check("[14/08/2023 19:47] Un poste attaqué", true);
        check("06:15 De fortes détonations", true);
        check("6h15 – De fortes détonations", true);
        check("11/02 – Soala : un poste attaqué", true);
        check("12 soldats ont été tués.", false);
        check("3.5 tonnes de vivres", false);
        check("Un poste a été attaqué.", false);
        check("", false);
    }

    #[test]
    fn a_day_in_digits_and_a_sign_open_an_entry_anywhere() {
        let check =
            |words: &str, expected: bool| assert_eq!(opens_dated(words), expected, "{words}");
        check("16/05 – 09h10 – Soala : tirs", true);
        check("16/05/2023 : un poste attaqué", true);
        check("3/4 des habitants ont fui.", false);
        check("16/05, un poste attaqué", false);
        check("12 soldats – tués", false);
        check("", false);
    }

    #[test]
    fn a_line_with_a_day_for_its_head_opens_an_entry() {
        let check = |lexicon: &Lexicon, line: &str, expected: bool| {
            assert_eq!(opens_day(line, lexicon), expected, "{line}");
        };
        let fr = |line, expected| check(&FRENCH, line, expected);
        fr("SAMEDI. Un poste attaqué", true);
        fr("Lundi 5 mars – Soala : un poste attaqué", true);
        fr("28 sept. Soala, un poste attaqué", true);
        fr("Nuit du 11 au 12. Un poste attaqué", true);
        fr("Mardi, Soala. Un poste a été attaqué.", true);
        fr("Mardi, des hommes armés ont attaqué un poste de la garde.", false);
        fr("Mardi soir. Un poste attaqué", false);
        fr("12 soldats. Un poste attaqué", false);
        fr("", false);
        check(&ENGLISH, "Monday: a post attacked", true);
        check(&ENGLISH, "5 April – a post attacked", true);
        check(&ENGLISH, "On Monday a post was attacked.", false);
    }
}
