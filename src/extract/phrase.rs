//! Reads a place phrase that stands alone, such as a cell of a table.

use super::lexicon::{ENGLISH, FRENCH, Lexicon};
use super::places::{Surroundings, places};
use super::sentence::Text;
use super::sentences::sentences;
use crate::gazetteer::Gazetteer;
use crate::model::{PlacePart, PlacePhrase, Relation, Span, Toponym};

/// The place phrase of a text in French or English: its longest one, or, where it has no word of
/// place, its names between commas, each in the next ("Tessit, Gao, Mali").
///
/// `None` where the text names nothing.
pub fn read_phrase(gazetteer: &Gazetteer, words: &str) -> Option<PlacePhrase> {
    let french = longest(gazetteer, words, &FRENCH);
    let english = longest(gazetteer, words, &ENGLISH);
    let length =
        |phrase: &Option<PlacePhrase>| phrase.as_ref().map_or(0, |p| p.span.end - p.span.start);
    let read = if length(&english) > length(&french) { english } else { french };
    let named = names(gazetteer, words);
    if length(&named) > length(&read) { named } else { read.or(named) }
}

fn longest(gazetteer: &Gazetteer, words: &str, lexicon: &'static Lexicon) -> Option<PlacePhrase> {
    let around = Surroundings { gazetteer, country: None, triggers: Vec::new(), opens_line: false };
    let found = sentences(words).into_iter().flat_map(|sentence| {
        places(&Text::new(words, sentence.bytes, sentence.first_character, lexicon), &around)
    });
    found.map(|found| found.phrase).max_by_key(|phrase| phrase.span.end - phrase.span.start)
}

/// The names between commas, where the first is known or all could be names.
fn names(gazetteer: &Gazetteer, words: &str) -> Option<PlacePhrase> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in words.split(',') {
        let name = piece.trim();
        let before = piece.chars().take_while(|c| c.is_whitespace()).count();
        let span = Span { start: start + before, end: start + before + name.chars().count() };
        start += piece.chars().count() + 1;
        if name.is_empty() {
            continue;
        }
        let begins_as_name =
            name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
        if !begins_as_name && !gazetteer.knows(name) {
            return None;
        }
        let toponyms = vec![Toponym { name: name.to_owned(), feature: None, span }];
        parts.push(PlacePart { relation: Relation::In, toponyms });
    }
    let first = parts.first()?.toponyms.first()?;
    let last = parts.last()?.toponyms.last()?;
    let span = Span { start: first.span.start, end: last.span.end };
    Some(PlacePhrase { text: words.trim().to_owned(), span, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_alone_is_read_in_either_language_or_by_its_names() {
        let gazetteer = Gazetteer::bundled().unwrap();
        let check = |words: &str, expected: &[&str]| {
            let phrase = read_phrase(&gazetteer, words);
            let parts = phrase.iter().flat_map(|phrase| &phrase.parts).map(|part| {
                let names: Vec<&str> = part.toponyms.iter().map(|t| t.name.as_str()).collect();
                format!("{} {}", part.relation.name(), names.join("+"))
            });
            assert_eq!(parts.collect::<Vec<_>>(), expected, "{words}");
        };
        check("à 23 km au sud-ouest de Mondoro", &["offset Mondoro"]);
        check("Gao", &["in Gao"]);
        check("Tessit, Ansongo, Mali", &["in Tessit", "in Ansongo", "in Mali"]);
        check("30 km north of Gao", &["offset Gao"]);
        check("dans le secteur d'Akabar, au sud de Ménaka", &["sector Akabar", "direction Ménaka"]);
        check("et puis rien", &[]);
        check("", &[]);
        check(", ,", &[]);
    }
}
