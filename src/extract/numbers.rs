//! Reads numbers as the press writes them: digits, words, "une vingtaine", "entre huit et onze".

use super::classes::Class;
use super::lexicon::{NumberRole, Words};
use super::sentence::Text;
use super::tokens::TokenKind;

/// A number: the tokens that say it and the least and most that they allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The first token, modifiers ("au moins") included.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
    /// The least.
    pub(super) low: u32,
    /// The most; `None` where the words set no limit.
    pub(super) high: Option<u32>,
    /// Whether it is only "un", "une", "a".
    pub(super) is_article: bool,
}

/// The number that starts at a token, with ranges ("entre huit et onze", "trente à quarante").
#[inline]
pub(super) fn number_at(text: &Text<'_>, at: usize) -> Option<Number> {
    (may_start(text, at) && !is_numbered(text, at)).then(|| read_number(text, at)).flatten()
}

/// Whether a token is a number in digits, or a word for one.
pub(super) fn is_number_word(text: &Text<'_>, at: usize) -> bool {
    let is_digits = text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
    is_digits || text.lexicon.numbers.contains_key(text.word(at))
}

/// "l'article 12": what is numbered and not counted.
fn is_numbered(text: &Text<'_>, at: usize) -> bool {
    text.is_back_of(at, 1, &text.lexicon.lists.numbered)
        && text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
}

fn read_number(text: &Text<'_>, at: usize) -> Option<Number> {
    let (from, is_open) = modifiers(text, at);
    let is_between = text.is(from, Class::BETWEEN);
    let first_at = from + usize::from(is_between);
    let first = simple(text, skip_quote(text, first_at))?;
    let is_range = text.is(first.to, Class::RANGE) || is_between && text.is(first.to, Class::AND);
    let second = is_range.then(|| simple(text, first.to + 1)).flatten();
    let (low, high, to) = match second {
        // "le bilan passe de quatre à sept morts": seven.
        Some(second) if is_former(text, at) => (second.low, second.high, second.to),
        Some(second) if second.low > first.low && !second.is_several => {
            (first.low, second.high, second.to)
        }
        _ if is_between => return None,
        _ => (first.low, first.high, first.to),
    };
    let to = skip_repeat(text, to);
    // "ten or more"
    let or_more = text.standing(&text.lexicon.lists.or_more, to);
    let (to, is_open) = (to + or_more.unwrap_or(0), is_open || or_more.is_some());
    let high = if is_open { None } else { high };
    Some(Number { from: at, to, low, high, is_article: first.is_article && !is_open })
}

/// "passe de quatre à sept", "rose from four to seven": a number that is so no more.
fn is_former(text: &Text<'_>, at: usize) -> bool {
    let is_raised = text.is_back(at, 2, Class::RAISED)
        || text.is_back(at, 2, Class::AND) && text.first(Class::RAISED).is_some_and(|i| i < at);
    text.is_back(at, 1, Class::FROM) && is_raised
}

/// Whether a number can start at a token; it spares most words the closer look.
pub(super) fn may_start(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text.tokens.get(at) else { return false };
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Sign => false,
        TokenKind::Word => text.is(at, Class::NUMBER),
    }
}

/// Skips "au moins", "environ" …: the token after them, and whether they open the number upwards.
fn modifiers(text: &Text<'_>, at: usize) -> (usize, bool) {
    if !text.is(at, Class::MODIFIER) {
        return (at, false);
    }
    match modifier(text, at, &text.lexicon.lists.at_least) {
        Some(n_words) => (modifiers_end(text, at + n_words), true),
        None => (modifiers_end(text, at), false),
    }
}

fn modifiers_end(text: &Text<'_>, at: usize) -> usize {
    at + modifier(text, at, &text.lexicon.lists.about).unwrap_or(0)
}

/// How many tokens the first of these modifiers has that stands at a token.
fn modifier(text: &Text<'_>, at: usize, modifiers: &Words) -> Option<usize> {
    text.is(at, Class::MODIFIER).then(|| text.standing(modifiers, at)).flatten()
}

fn skip_quote(text: &Text<'_>, at: usize) -> usize {
    at + usize::from(text.sign(at) == b'"')
}

#[derive(Clone, Copy)]
struct Simple {
    to: usize,
    low: u32,
    high: Option<u32>,
    is_article: bool,
    is_several: bool,
}

/// A number without modifiers.
fn simple(text: &Text<'_>, at: usize) -> Option<Simple> {
    let token = text.tokens.get(at)?;
    match token.kind {
        TokenKind::Number => {
            // "le 19e bataillon", "the 7th battalion": a number in a row counts nothing.
            let next = text.tokens.get(at + 1).filter(|next| next.start == token.end);
            let is_in_row = next.is_some() && text.is(at + 1, Class::ORDINAL_SUFFIX);
            if is_in_row || is_decimal(text, at) {
                return None;
            }
            let digits = text.word(at).bytes().filter(u8::is_ascii_digit);
            let value =
                digits.map(|digit| u32::from(digit - b'0')).try_fold(0, |value, digit| {
                    u32::checked_mul(value, 10).and_then(|tens| tens.checked_add(digit))
                })?;
            Some(Simple {
                to: at + 1,
                low: value,
                high: Some(value),
                is_article: false,
                is_several: false,
            })
        }
        TokenKind::Word if text.is(at, Class::COUNT) => in_words(text, at),
        TokenKind::Word => None,
        TokenKind::Sign => None,
    }
}

/// "2.3 civilians": a share, and no number of people.
fn is_decimal(text: &Text<'_>, at: usize) -> bool {
    let is_point = |i: usize| matches!(text.sign(i), b'.' | b',');
    let touches = |i: usize| {
        text.tokens.get(i).zip(text.tokens.get(i + 1)).is_some_and(|(a, b)| a.end == b.start)
    };
    let is_digits = |i: usize| text.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    let is_joined = |i: usize| {
        is_digits(i) && is_point(i + 1) && is_digits(i + 2) && touches(i) && touches(i + 1)
    };
    is_joined(at) || at.checked_sub(2).is_some_and(is_joined)
}

fn in_words(text: &Text<'_>, at: usize) -> Option<Simple> {
    let entry = |index: usize| {
        let known = || text.lexicon.numbers.get(text.word(index)).copied();
        text.is(index, Class::COUNT).then(known).flatten()
    };
    let done = |to, low, high, is_several| Simple { to, low, high, is_article: false, is_several };
    let role = entry(at);
    match role {
        Some((value, NumberRole::Dozens)) => return Some(done(at + 1, value * 2, None, true)),
        Some((value, NumberRole::Several)) => {
            return Some(match entry(at + 1) {
                Some((unit, NumberRole::Dozens)) => done(at + 2, unit * 2, None, true),
                _ => done(at + 1, value, None, true),
            });
        }
        Some((value, NumberRole::Collective)) => {
            return Some(done(at + 1, value, Some(value), false));
        }
        Some((_, NumberRole::Article)) => {
            if let Some((value, NumberRole::Collective)) = entry(at + 1) {
                // "half a dozen"
                let is_half = text.is_back_of(at, 1, &text.lexicon.lists.halves);
                let value = if is_half { value / 2 } else { value };
                return Some(done(at + 2, value, Some(value), false));
            }
            // "un cinquième homme": one more, told apart.
            if is_ordinal(text, at + 1) {
                return Some(done(at + 2, 1, Some(1), false));
            }
        }
        _ => {}
    }
    if text.is(at, Class::OF_MANY) {
        let (unit, NumberRole::Dozens) = entry(at + 1)? else { return None };
        return Some(done(at + 2, unit * 2, None, true));
    }
    let (to, value, is_article) = cardinal(text, at)?;
    if let Some((unit, NumberRole::Dozens)) = entry(to) {
        let value = value.saturating_mul(unit);
        return Some(done(to + 1, value, Some(value), false));
    }
    Some(Simple { to, low: value, high: Some(value), is_article, is_several: false })
}

/// "troisième", "seventh".
fn is_ordinal(text: &Text<'_>, at: usize) -> bool {
    let is_english = || text.lexicon.is_english && text.is(at, Class::ORDINAL);
    text.lexicon.lists.ordinal_endings.ends(text.word(at)) || is_english()
}

/// "cent soixante", "vingt et un", "quatre-vingt-dix-sept", "forty-one".
fn cardinal(text: &Text<'_>, at: usize) -> Option<(usize, u32, bool)> {
    let lists = &text.lexicon.lists;
    let mut total = 0_u32;
    let mut group = 0_u32;
    let mut to = at;
    let mut is_article = false;
    // No number is said in more than a dozen words.
    while to < at + 12 {
        let word = text.word(to);
        let joins = text.is_of(to, &lists.number_joins);
        if !joins && !text.is(to, Class::COUNT) {
            break;
        }
        let is_join = |word: &str| lists.number_joins.has(word);
        if joins
            && group >= 20
            && to > at
            && text.word(to + 1).split('-').all(|w| is_cardinal(text, w))
            && is_small(text, to + 1, group)
        {
            to += 1;
            continue;
        }
        if joins || !word.split('-').all(|w| is_join(w) || is_cardinal(text, w)) {
            break;
        }
        let is_number = text.tokens.get(to).is_some_and(|t| t.kind == TokenKind::Word);
        if !is_number {
            break;
        }
        for part in word.split('-') {
            let Some((value, role)) = text.lexicon.numbers.get(part) else { continue };
            is_article = *role == NumberRole::Article && to == at;
            match value {
                1000 => {
                    total = total.saturating_add(group.max(1).saturating_mul(1000));
                    group = 0;
                }
                100 => group = group.max(1).saturating_mul(100),
                20 if group % 100 == 4 => group += 76,
                value => group = group.saturating_add(*value),
            }
        }
        to += 1;
    }
    let value = total.saturating_add(group);
    (to > at).then_some((to, value, is_article && to == at + 1))
}

fn is_cardinal(text: &Text<'_>, word: &str) -> bool {
    let role = text.lexicon.numbers.get(word).map(|(_, role)| *role);
    matches!(role, Some(NumberRole::Cardinal | NumberRole::Article))
}

/// "vingt et un" goes on; "trente et quarante" does not.
fn is_small(text: &Text<'_>, at: usize, group: u32) -> bool {
    let value = text.lexicon.numbers.get(text.word(at)).map_or(u32::MAX, |(v, _)| *v);
    let is_one_or_eleven = value == 1 || value == 11;
    is_one_or_eleven || (text.lexicon.is_english && group >= 100 && value < 100)
}

/// "six (06)", "40 or so": what only repeats the number or makes it less sure.
fn skip_repeat(text: &Text<'_>, at: usize) -> usize {
    let is_repeat = text.sign(at) == b'('
        && text.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
        && text.sign(at + 2) == b')';
    let at = if is_repeat { at + 3 } else { at };
    // "40 or so"
    at + text.standing(&text.lexicon.lists.or_so, at).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::{ENGLISH, FRENCH};

    #[test]
    fn numbers_are_read_as_the_press_writes_them() {
        let check = |words: &str, low: u32, high: Option<u32>| {
            let text = Text::new(words, 0..words.len(), 0, &FRENCH);
            let number = number_at(&text, 0).unwrap_or_else(|| panic!("{words}"));
            assert_eq!((number.low, number.high), (low, high), "{words}");
        };
        check("huit soldats", 8, Some(8));
        check("six (06) soldats", 6, Some(6));
        check("07 individus", 7, Some(7));
        check("2 000 hommes", 2000, Some(2000));
        check("une vingtaine d'hommes", 20, Some(20));
        check("plus d'une centaine de civils", 100, None);
        check("au moins huit morts", 8, None);
        check("entre huit et onze morts", 8, Some(11));
        check("une quinzaine à une vingtaine de blessés", 15, Some(20));
        check("plusieurs dizaines de blessés", 20, None);
        check("des dizaines de blessés", 20, None);
        check("plusieurs soldats", 2, None);
        check("environ quarante hommes", 40, Some(40));
        check("environ cent soixante villageois", 160, Some(160));
        check("vingt et un civils", 21, Some(21));
        check("Trente et un militaires", 31, Some(31));
        check("quatre-vingt-dix-sept hommes", 97, Some(97));
        check("soixante-dix-sept morts", 77, Some(77));
        check("deux ou trois morts", 2, Some(3));
        check("une quarantaine » de morts", 40, Some(40));
        check("un couple de bergers", 2, Some(2));
        check("dix ou plus", 10, None);
    }

    #[test]
    fn english_numbers_are_read_too() {
        let check = |words: &str, low: u32, high: Option<u32>| {
            let text = Text::new(words, 0..words.len(), 0, &ENGLISH);
            let number = number_at(&text, 0).unwrap_or_else(|| panic!("{words}"));
            assert_eq!((number.low, number.high), (low, high), "{words}");
        };
        check("Forty-one soldiers", 41, Some(41));
        check("At least thirty-four soldiers", 34, None);
        check("dozens of men", 20, None);
        check("a dozen others", 12, Some(12));
        check("ten or more men", 10, None);
        check("between thirty and fifty\" bodies", 30, Some(50));
    }
}
