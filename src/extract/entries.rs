//! Tells where the entries of a list open: bullets, numbers, dates and times at the head of lines,
//! and the lines of a page of headlines.

use super::tokens::is_clock;

/// How the lines of a text are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Two lines or more open as entries.
    has_entries: bool,
    /// Nearly every line is a headline of its own.
    is_headlines: bool,
}

/// A headline has at most so many bytes.
const HEADLINE: usize = 220;
/// A page of headlines has at least so many lines.
const LEAST_HEADLINES: usize = 5;

impl Layout {
    /// The layout of a text. Cost: one pass over its lines.
    pub(super) fn of(text: &str) -> Self {
        let (mut n_entries, mut n_lines, mut n_headlines, mut n_turns) = (0, 0, 0, 0);
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            n_lines += 1;
            n_entries += usize::from(opens_entry(line));
            n_headlines += usize::from(is_headline(line));
            n_turns += usize::from(line.starts_with(['–', '—', '-']) && line.ends_with('?'));
        }
        Self {
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
        self.is_headlines || (self.has_entries && (opens_entry(line.trim()) || is_paragraph))
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
    let is_item = ["- ", ". ", ") ", ".) ", "° ", "/ ", " - ", " – ", ".\u{a0}", ")\u{a0}"]
        .iter()
        .any(|sign| after.starts_with(sign));
    let is_short_date = after.starts_with('/')
        && after.get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    is_number && (is_item || is_short_date || is_clock(line))
}

fn is_headline(line: &str) -> bool {
    line.len() <= HEADLINE && !line.ends_with(['.', '!', ';', ',', '…', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
