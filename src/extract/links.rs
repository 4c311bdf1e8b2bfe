//! Parts the link to another article from the sentence that a page runs on after it.

use super::lexicon::Lexicon;
use super::sentences::Sentence;

/// "Lire aussi : un titre La même nuit, dix hommes …": a title has no point, so that the next
/// sentence begins at the first capital of an article, a pronoun or their like.
pub(super) fn part_links(text: &str, sentences: Vec<Sentence>, lexicon: &Lexicon) -> Vec<Sentence> {
    let mut parted = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let words = text.get(sentence.bytes.clone()).unwrap_or_default();
        match next_sentence(words, lexicon) {
            Some((byte, n_characters)) => {
                let middle = sentence.bytes.start + byte;
                let (bytes, first_character) = (sentence.bytes.clone(), sentence.first_character);
                let link = words.get(..byte).unwrap_or_default().trim_end().len();
                parted
                    .push(Sentence { bytes: bytes.start..bytes.start + link, ..sentence.clone() });
                let first_character = first_character + n_characters;
                parted.push(Sentence { bytes: middle..bytes.end, first_character, ..sentence });
            }
            None => parted.push(sentence),
        }
    }
    parted
}

/// The byte and the number of the character where a sentence begins after a link.
fn next_sentence(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    const OPENING: usize = 24;
    // No link opens otherwise; most sentences are done with here.
    if !words.chars().take(OPENING).any(|c| c == ':') {
        return None;
    }
    let head: String = words.chars().take(OPENING).collect();
    let head = head.to_lowercase().replace('à', "a");
    if !lexicon.lists.see_also.opens(&head) {
        return None;
    }
    let mut before = "";
    for (at, word) in
        words.match_indices(char::is_whitespace).map(|(at, blank)| at + blank.len()).map(|at| {
            let rest = words.get(at..).unwrap_or_default();
            (at, rest.split(char::is_whitespace).next().unwrap_or_default())
        })
    {
        let is_capital = word.starts_with(char::is_uppercase);
        let after_word = before.chars().count() > 3 && before.ends_with(char::is_alphanumeric);
        let opener = word.split(['\'', '’', ',']).next().unwrap_or_default().to_lowercase();
        if is_capital && after_word && lexicon.lists.sentence_openers.has(&opener) {
            return Some((at, words.get(..at)?.chars().count()));
        }
        before = word;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::lexicon::{ENGLISH, FRENCH};
    use crate::extract::sentences::sentences;

    #[test]
    fn the_sentence_after_a_link_begins_at_its_own_capital() {
        let check = |lexicon: &Lexicon, text: &str, expected: &[&str]| {
            let parted = part_links(text, sentences(text, lexicon), lexicon);
            let found: Vec<&str> = parted.iter().map(|s| &text[s.bytes.clone()]).collect();
            assert_eq!(found, expected);
            let firsts = parted.iter().map(|s| text[..s.bytes.start].chars().count());
            assert!(firsts.eq(parted.iter().map(|s| s.first_character)));
        };
        check(
            &FRENCH,
            "À lire aussi : Mali : la chronologie d'une année La même nuit, dix hommes sont morts.",
            &[
                "À lire aussi : Mali : la chronologie d'une année",
                "La même nuit, dix hommes sont morts.",
            ],
        );
        check(
            &FRENCH,
            "Lire aussi : Le Nigérien qui cultive Les fraises\nIl dort.",
            &["Lire aussi : Le Nigérien qui cultive", "Les fraises", "Il dort."],
        );
        check(&FRENCH, "Le maire : Gao dort La nuit.", &["Le maire : Gao dort La nuit."]);
        check(
            &ENGLISH,
            "Read more: the year in maps The same night, ten men died.",
            &["Read more: the year in maps", "The same night, ten men died."],
        );
    }
}
