//! One sentence with everything the readers of its parts need: folded text, tokens, dictionary.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::classes::Class;
use super::fold::Folded;
use super::gaps::{gaps, place_gaps};
use super::lexicon::{Hit, Lexicon, ListSet, Matcher, Scan, Trigrams, Words};
use super::sentences::Sentence;
use super::tokens::{BYTES_A_TOKEN, Made, Token, TokenKind, each_token};
use crate::model::{Date, DateInterval, Span};

/// A sentence ready to be read.
#[derive(Debug)]
pub(super) struct Text<'a> {
    /// The whole document.
    pub(super) document: &'a str,
    /// The sentence, folded.
    pub(super) folded: Folded,
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// All that their words may be.
    all_classes: Class,
    /// The lists that may have an entry that starts with one of them.
    opened: ListSet,
    /// The dictionary of its language.
    pub(super) lexicon: &'static Lexicon,
    /// Where the words of the dictionary stand in it.
    scan: Scan,
    /// Its runs of three letters, where they were asked for.
    trigrams: OnceCell<Box<Trigrams>>,
    /// Whether it is written in capitals, which then mark no names.
    pub(super) is_shouted: bool,
    /// The tokens that were asked whether a name starts there, with its end.
    pub(super) names: RefCell<Names>,
}

impl<'a> Text<'a> {
    /// A sentence that was cut out of a document.
    pub(super) fn of(sentence: &Sentence, document: &'a str, lexicon: &'static Lexicon) -> Self {
        Self::new(document, sentence.bytes.clone(), sentence.first_character, lexicon)
    }

    /// A sentence of a document: its bytes, and the number of its first character.
    pub(super) fn new(
        document: &'a str,
        bytes: Range<usize>,
        first_character: usize,
        lexicon: &'static Lexicon,
    ) -> Self {
        let first_byte = bytes.start;
        let sentence = document.get(bytes).unwrap_or_default();
        let folded = Folded::new(sentence, first_character, first_byte);
        let atoms = lexicon.scanner.atoms(&folded);
        let mut tokens = Vec::with_capacity(sentence.len() / BYTES_A_TOKEN + 4);
        let mut all_classes = Class::default();
        let mut opened = ListSet::default();
        each_token(&folded, &atoms, |mut token, made| {
            token.class = match (token.kind, made) {
                (TokenKind::Number | TokenKind::Sign, _) => Class::default(),
                (TokenKind::Word, Made::Whole(atom)) => lexicon.classes.of_atom(atom),
                (TokenKind::Word, Made::Elided(atom)) => lexicon.classes.of_elided(atom),
                (TokenKind::Word, Made::Joined(_) | Made::Part) => {
                    lexicon.classes.of_word(folded.lower(token.start..token.end))
                }
            };
            token.row = lexicon.membership.row(made);
            if token.row.is_of_any() {
                opened.add(lexicon.membership.opens(token.row));
            }
            all_classes = all_classes.with(token.class);
            tokens.push(token);
        });
        let is_shouted = is_shouted(&folded, &tokens);
        let mut gaps = match all_classes.is(Class::DATE) {
            true => gaps(&folded, &tokens),
            false => Vec::new(),
        };
        if all_classes.is_any(Class::AT.with(Class::IN)) {
            gaps.extend(place_gaps(&tokens));
        }
        let scan = lexicon.scanner.scan(&atoms, &gaps);
        let names = RefCell::default();
        Self {
            document,
            folded,
            tokens,
            all_classes,
            opened,
            lexicon,
            scan,
            trigrams: OnceCell::new(),
            is_shouted,
            names,
        }
    }

    /// The entries of one word list in the sentence.
    pub(super) fn hits<T: Clone>(&self, list: &Matcher<T>) -> Vec<Hit<T>> {
        list.hits(&self.scan, &self.folded)
    }

    /// How many tokens the first of the entries of a list has that stands at a token.
    pub(super) fn standing(&self, list: &Words, at: usize) -> Option<usize> {
        let Token { start, row, .. } = *self.tokens.get(at).filter(|t| t.row.is_of_any())?;
        if !self.lexicon.membership.opens(row).has(list) {
            return None;
        }
        list.opening(self.folded.lower.get(start..)?).find_map(|words| {
            let end = start + words.len();
            let inner = self.tokens.iter().skip(at).take_while(|token| token.end < end).count();
            let last = self.tokens.get(at + inner)?;
            (last.end == end).then_some(inner + 1)
        })
    }

    /// Whether the words from a token on begin with one of a list.
    pub(super) fn opens(&self, list: &Words, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        (list.has_stems() || self.lexicon.membership.opens(token.row).has(list))
            && list.opens(self.folded.lower.get(token.start..).unwrap_or_default())
    }

    /// The first token past the quotes and dashes at the head of the sentence.
    pub(super) fn head(&self) -> usize {
        let is_sign = |at: &usize| matches!(self.word(*at), "\"" | "-");
        (0..self.tokens.len()).find(|at| !is_sign(at)).unwrap_or(self.tokens.len())
    }

    /// Whether one of the entries of a list stands right before a token.
    pub(super) fn stands_before(&self, list: &Words, at: usize) -> bool {
        if !self.opened.has(list) {
            return false;
        }
        let end = at.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |t| t.end);
        let before = self.folded.lower.get(..end).unwrap_or_default();
        list.all().filter_map(|words| before.strip_suffix(words)).any(|rest| {
            let start = rest.len();
            self.tokens.get(self.token_at(start)).is_some_and(|token| token.start == start)
        })
    }

    /// Whether the word at a token is in a list.
    #[inline]
    pub(super) fn is_of(&self, index: usize, list: &Words) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let is_of = self.lexicon.membership.is_of(token.row, list);
        is_of.unwrap_or_else(|| list.has(self.word(index)))
    }

    /// Whether the word so many tokens before one is in a list.
    pub(super) fn is_back_of(&self, index: usize, n: usize, list: &Words) -> bool {
        index.checked_sub(n).is_some_and(|at| self.is_of(at, list))
    }

    /// Whether one of a list is anywhere in the sentence, in longer words too.
    pub(super) fn contains(&self, list: &Words) -> bool {
        self.may_contain(list) && list.is_in(&self.folded.lower)
    }

    /// Whether one of a list may be anywhere in it, or in a stretch of it.
    pub(super) fn may_contain(&self, list: &Words) -> bool {
        let trigrams = || Box::new(Trigrams::of(&self.folded.lower));
        list.may_be_in(self.trigrams.get_or_init(trigrams))
    }

    /// Whether a word of a list may stand anywhere.
    pub(super) fn may_have(&self, list: &Words) -> bool {
        self.opened.has(list)
    }

    /// The first token that is a word of a list.
    pub(super) fn first_of(&self, list: &Words) -> Option<usize> {
        let mut tokens = if self.opened.has(list) { 0..self.tokens.len() } else { 0..0 };
        tokens.find(|at| self.is_of(*at, list))
    }

    /// Whether the word at a token is the name of a month.
    pub(super) fn is_month(&self, index: usize) -> bool {
        self.is(index, Class::DATE) && self.lexicon.months.contains_key(self.word(index))
    }

    /// Whether the word at a token is the name of a weekday.
    pub(super) fn is_weekday(&self, index: usize) -> bool {
        self.is(index, Class::DATE) && self.lexicon.weekdays.contains_key(self.word(index))
    }

    /// The lower-case word at a token, empty beyond the ends.
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| self.folded.lower(t.start..t.end))
    }

    /// The byte of the sign at a token, 0 where there is none.
    pub(super) fn sign(&self, index: usize) -> u8 {
        self.tokens.get(index).map_or(0, |token| token.sign)
    }

    /// The word with its capitals.
    pub(super) fn plain(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|t| self.folded.plain.get(t.start..t.end)).unwrap_or("")
    }

    /// Whether the word at a token may be of a class.
    pub(super) fn is(&self, index: usize, class: Class) -> bool {
        self.tokens.get(index).is_some_and(|token| token.class.is(class))
    }

    /// Whether the word at a token may be of one of several classes.
    pub(super) fn is_any(&self, index: usize, classes: Class) -> bool {
        self.tokens.get(index).is_some_and(|token| token.class.is_any(classes))
    }

    /// Whether the word at a token is an auxiliary of one of several classes: "a", and not "à".
    pub(super) fn is_verb(&self, index: usize, classes: Class) -> bool {
        self.is_any(index, classes)
            && !self.tokens.get(index).is_some_and(|t| self.folded.is_accented(t.start))
    }

    /// "where"; in French with its accent, without which it is "or".
    pub(super) fn is_where(&self, index: usize) -> bool {
        let last = || self.range(index, index + 1).end.saturating_sub(1);
        self.is(index, Class::WHERE) && (self.lexicon.is_english || self.folded.is_accented(last()))
    }

    /// Whether the word so many tokens before one may be of one of several classes.
    pub(super) fn is_back(&self, index: usize, n: usize, classes: Class) -> bool {
        index.checked_sub(n).is_some_and(|at| self.is_any(at, classes))
    }

    /// The first token of a class.
    pub(super) fn first(&self, class: Class) -> Option<usize> {
        let mut tokens = self.tokens.iter();
        self.has(class).then(|| tokens.position(|token| token.class.is(class))).flatten()
    }

    /// The last token of a class.
    pub(super) fn last(&self, class: Class) -> Option<usize> {
        self.tokens.iter().rposition(|token| token.class.is(class))
    }

    /// Whether a word of a class, which is no sum of others, stands anywhere.
    pub(super) fn has(&self, class: Class) -> bool {
        self.all_classes.is(class)
    }

    /// Whether a word of one of several classes stands anywhere.
    pub(super) fn has_any(&self, classes: Class) -> bool {
        self.all_classes.is_any(classes)
    }

    /// Whether the token is a word with a capital.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|t| t.is_capital && t.kind == TokenKind::Word)
    }

    /// The first token that starts at or after a byte.
    pub(super) fn token_at(&self, byte: usize) -> usize {
        // Tokens are about as long as each other, so that it is near its share of them.
        let n_bytes = self.folded.lower.len().max(1);
        let mut at = (byte * self.tokens.len() / n_bytes).min(self.tokens.len());
        let starts_before = |at: usize| self.tokens.get(at).is_some_and(|t| t.start < byte);
        while at > 0 && !starts_before(at - 1) {
            at -= 1;
        }
        while starts_before(at) {
            at += 1;
        }
        at
    }

    /// The bytes from one token to before another.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.tokens.get(from).map_or(self.folded.plain.len(), |t| t.start);
        let end = to.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(start, |t| t.end);
        start..end.max(start)
    }

    /// The document's stretch of a range of bytes.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.folded.span(range)
    }

    /// The document's words in a range of bytes.
    pub(super) fn source(&self, range: &Range<usize>) -> &'a str {
        self.folded.source(self.document, range)
    }

    /// The document's words in a range of bytes, and their stretch of it.
    pub(super) fn quote(&self, range: &Range<usize>) -> (&'a str, Span) {
        self.folded.quote(self.document, range)
    }

    /// The lower-case text between two bytes.
    pub(super) fn between(&self, start: usize, end: usize) -> &str {
        if start <= end { self.folded.lower(start..end) } else { "" }
    }
}

/// Whether most of the longer words are in capitals, as in a headline of a communiqué.
fn is_shouted(folded: &Folded, tokens: &[Token]) -> bool {
    const LONG: usize = 4;
    const LEAST: usize = 3;
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.end - t.start >= LONG);
    let (mut n_words, mut n_capitals) = (0, 0);
    for token in words {
        n_words += 1;
        if token.is_capital {
            let word = folded.plain.as_bytes().get(token.start..token.end).unwrap_or_default();
            n_capitals += usize::from(!word.iter().any(u8::is_ascii_lowercase));
        }
    }
    n_words >= LEAST && n_capitals * 10 >= n_words * 7
}

/// The ends of the names that start at tokens, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By token: 0 where nobody asked, 1 for no name, else how far the end is, and one more.
    ends: Vec<u8>,
}

impl Names {
    /// What was told of a token.
    pub(super) fn told(&self, at: usize) -> Option<Option<usize>> {
        match self.ends.get(at)? {
            0 => None,
            1 => Some(None),
            length => Some(Some(at + usize::from(*length) - 1)),
        }
    }

    /// Keeps what was found at a token of so many.
    pub(super) fn keep(&mut self, n_tokens: usize, at: usize, end: Option<usize>) {
        if self.ends.is_empty() {
            self.ends.resize(n_tokens, 0);
        }
        let length = end.map_or(Ok(1), |end| u8::try_from(end - at + 1));
        let told = self.ends.get_mut(at).zip(length.ok());
        told.into_iter().for_each(|(told, length)| *told = length);
    }
}

/// What is known about time before a sentence is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The day the story has reached.
    pub(super) story: Option<Date>,
    /// The last day that the text named, be it of what is no incident.
    pub(super) named: Option<Date>,
    /// The last date with a year that the text gave.
    pub(super) dated: Option<Date>,
    /// The year that the words before name, in the same sentence.
    pub(super) year: Option<i16>,
    /// The week that a bulletin says it covers.
    pub(super) week: Option<DateInterval>,
}

impl Anchor {
    /// The day from which "la veille" is told: that of the story, else the last that was named.
    pub(super) fn near(&self) -> Option<Date> {
        self.story.or(self.named)
    }
}
