//! The first two words that a form may have, so that only the forms that may stand at a word are
//! tried there.

use std::collections::BTreeSet;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A word of digits, and one that goes on in letters after its digits, as openers name them.
pub(super) const DIGITS: &str = "#";
pub(super) const DIGITS_AND_LETTERS: &str = "#a";

/// The first word of a form and the second, where it has one.
pub(super) type Opener = (String, Option<String>);

/// What a form over folded text may open with; `None` where it is no regular expression.
pub(super) fn openers(form: &str) -> Option<BTreeSet<Opener>> {
    let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(form).ok()?;
    let mut openers = Openers::default();
    let whole = openers.grown(&hir, vec![Begun::default()]);
    whole.into_iter().for_each(|begun| openers.close(begun));
    Some(openers.found)
}

/// Whether a byte is of a word in the sense of `\b`.
pub(super) fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The name of a word of a sentence among the openers: itself, unless it has digits.
pub(super) fn named(word: &str) -> &str {
    match word.bytes().next() {
        Some(b'0'..=b'9') if word.bytes().all(|b| b.is_ascii_digit()) => DIGITS,
        Some(b'0'..=b'9') => DIGITS_AND_LETTERS,
        _ => word,
    }
}

/// The words of a form as far as they are read: one, or two and whether a sign stands between.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    first: String,
    second: Option<String>,
}

impl Begun {
    /// One more byte; false where the words are complete without it, and stay as they are.
    fn push(&mut self, byte: u8) -> bool {
        if is_inner(byte) {
            let word = self.second.as_mut().unwrap_or(&mut self.first);
            match (word.starts_with(DIGITS), byte.is_ascii_digit()) {
                (true, true) => {}
                (true, false) => DIGITS_AND_LETTERS.clone_into(word),
                (false, true) if word.is_empty() => word.push_str(DIGITS),
                (false, _) => word.push(char::from(byte)),
            }
            return true;
        }
        let goes_on = self.second.as_ref().is_none_or(String::is_empty);
        if goes_on {
            self.second = Some(String::new());
        }
        goes_on
    }
}

#[derive(Default)]
struct Openers {
    found: BTreeSet<Opener>,
}

impl Openers {
    /// Takes words that do not go on.
    fn close(&mut self, begun: Begun) {
        if !begun.first.is_empty() {
            self.found.insert((begun.first, begun.second.filter(|word| !word.is_empty())));
        }
    }

    /// What these beginnings are after a part of a form; those that end in it are taken.
    fn grown(&mut self, part: &Hir, begun: Vec<Begun>) -> Vec<Begun> {
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => begun,
            HirKind::Literal(literal) => self.lengthened(begun, &[&*literal.0]),
            HirKind::Class(Class::Bytes(class)) => {
                let bytes: Vec<u8> = class.iter().flat_map(|r| r.start()..=r.end()).collect();
                self.lengthened(begun, &bytes.chunks(1).collect::<Vec<_>>())
            }
            HirKind::Class(Class::Unicode(class)) => {
                let all = class.iter().flat_map(|r| r.start()..=r.end().min('\x7f'));
                let bytes: Vec<u8> = all.filter_map(|c| u8::try_from(c).ok()).collect();
                self.lengthened(begun, &bytes.chunks(1).collect::<Vec<_>>())
            }
            HirKind::Repetition(repeated) => {
                // What comes more than three times goes on as it did.
                const MOST: u32 = 3;
                let least = repeated.min.min(MOST);
                let most = repeated.max.unwrap_or(MOST).min(MOST);
                let mut all = if least == 0 { begun.clone() } else { Vec::new() };
                let mut last = begun;
                for n in 1..=most {
                    last = self.grown(&repeated.sub, last);
                    if n >= least {
                        all.extend(last.iter().cloned());
                    }
                }
                all.sort_unstable();
                all.dedup();
                all
            }
            HirKind::Capture(capture) => self.grown(&capture.sub, begun),
            HirKind::Concat(parts) => {
                parts.iter().fold(begun, |begun, part| self.grown(part, begun))
            }
            HirKind::Alternation(parts) => {
                parts.iter().flat_map(|part| self.grown(part, begun.clone())).collect()
            }
        }
    }

    /// The beginnings with the bytes of one of these after them.
    fn lengthened(&mut self, begun: Vec<Begun>, all: &[&[u8]]) -> Vec<Begun> {
        let mut longer = Vec::with_capacity(begun.len());
        for (begun, bytes) in begun.iter().flat_map(|b| all.iter().map(move |bytes| (b, bytes))) {
            let mut more = begun.clone();
            match bytes.iter().all(|byte| more.push(*byte)) {
                true => longer.push(more),
                false => self.close(more),
            }
        }
        // The digits of a class are all one.
        longer.dedup();
        longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_opens_with_its_first_two_words() {
        let check = |form: &str, expected: &[&str]| {
            let found = openers(form).unwrap();
            let spelt = |(first, second): Opener| match second {
                Some(second) => format!("{first} {second}"),
                None => first,
            };
            let found: Vec<String> = found.into_iter().map(spelt).collect();
            assert_eq!(found, expected, "{form}");
        };
        check(r"(?:le |du )?(?P<d>\d{1,2}) (?:mai|juin)", &["# juin", "# mai", "du #", "le #"]);
        check(r"(?P<d>1er|\d{1,2}) ?mai", &["# mai", "#a", "#a mai"]);
        check(r"nuits? d[eu] (?:lundi|mardi)", &["nuit de", "nuit du", "nuits de", "nuits du"]);
        check(r"(?P<m>mai|juin)\.?(?: \d{4})?", &["juin", "juin #", "mai", "mai #"]);
        check(r"l'an dernier|\bavant-hier", &["avant hier", "l an"]);
        check(r"(?:[12]?\d|3[01]),", &["#"]);
        check(r"(?:debut|mi)[ -]mai", &["debut mai", "mi mai"]);
        check(
            "(?:the )?(?:last )*week",
            &["last last", "last week", "the last", "the week", "week"],
        );
    }

    #[test]
    fn words_are_named_as_openers_name_them() {
        assert_eq!(["mai", "17", "1er", ""].map(named), ["mai", DIGITS, DIGITS_AND_LETTERS, ""]);
    }
}
