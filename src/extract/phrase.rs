//! Reads a place phrase that stands alone, such as a cell of a table.

use super::lexicon::{ENGLISH, FRENCH, Lexicon};
use super::places::{Surroundings, places};
use super::sentence::Text;
use super::sentences::sentences;
use crate::gazetteer::Gazetteer;
use crate::model::{Feature, PlacePart, PlacePhrase, Relation, Span, Toponym};

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
    let n_parts = |phrase: &Option<PlacePhrase>| phrase.as_ref().map_or(0, |p| p.parts.len());
    let more = (length(&named), n_parts(&named)) > (length(&read), n_parts(&read));
    if more { named } else { read.or(named) }
}

fn longest(gazetteer: &Gazetteer, words: &str, lexicon: &'static Lexicon) -> Option<PlacePhrase> {
    let around = Surroundings {
        has_harm: false,
        gazetteer,
        country: None,
        triggers: Vec::new(),
        opens_line: false,
        topic: None,
    };
    let found = sentences(words).into_iter().flat_map(|sentence| {
        places(&Text::new(words, sentence.bytes, sentence.first_character, lexicon), &around)
    });
    found.map(|found| found.phrase).max_by_key(|phrase| phrase.span.end - phrase.span.start)
}

/// The names between commas, where the first is known or all could be names: each lies in the next
/// ("Tessit, Ansongo, Gao, Mali"). The first may be a phrase of its own ("38 km SW of X, Y, Mali").
fn names(gazetteer: &Gazetteer, words: &str) -> Option<PlacePhrase> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in words.split(',').take(MOST_NAMES) {
        let name = piece.trim();
        let before = piece.chars().take_while(|c| c.is_whitespace()).count();
        let span = Span { start: start + before, end: start + before + name.chars().count() };
        start += piece.chars().count() + 1;
        if name.is_empty() {
            continue;
        }
        if span.end - span.start > LONGEST_NAME {
            return None;
        }
        let begins_as_name =
            name.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
        if !begins_as_name && !gazetteer.knows(name) {
            return None;
        }
        if parts.is_empty() {
            parts.extend(head(gazetteer, name, span));
        } else {
            parts.push(inside(name.to_owned(), None, span));
        }
    }
    add_units(gazetteer, &mut parts);
    let last = parts.last()?.toponyms.last()?;
    let blank = words.chars().take_while(|c| c.is_whitespace() || *c == ',').count();
    let span = Span { start: blank, end: last.span.end.max(blank) };
    Some(PlacePhrase { text: words.trim().to_owned(), span, parts })
}

/// No name between commas has more characters.
const LONGEST_NAME: usize = 100;
/// No chain of units has more names.
const MOST_NAMES: usize = 8;

fn inside(name: String, feature: Option<Feature>, span: Span) -> PlacePart {
    let toponyms = vec![Toponym { name, feature, span }];
    PlacePart { relation: Relation::In, toponyms }
}

/// The first name of a chain: a name, a name with a word for what it is, or a phrase.
fn head(gazetteer: &Gazetteer, name: &str, span: Span) -> Vec<PlacePart> {
    const NEAR: [&str; 6] = ["(near)", "(nearby)", "(area)", "(près)", "(environs)", "(alentours)"];
    const KINDS: [(&str, Feature); 14] = [
        (" region", Feature::Region),
        (" state", Feature::Region),
        (" province", Feature::District),
        (" cercle", Feature::District),
        (" department", Feature::District),
        (" district", Feature::District),
        (" prefecture", Feature::District),
        (" local government area", Feature::District),
        (" village", Feature::Settlement),
        (" town", Feature::Settlement),
        (" city", Feature::Settlement),
        (" airport", Feature::Airfield),
        (" commune", Feature::Commune),
        (" forest", Feature::Forest),
    ];
    let lower = name.to_lowercase();
    if let Some(word) = NEAR.iter().find(|word| lower.ends_with(*word)) {
        let kept = name.chars().count() - word.chars().count();
        let name: String = name.chars().take(kept).collect();
        let mut parts = head(gazetteer, name.trim_end(), span);
        parts.iter_mut().take(1).for_each(|part| part.relation = Relation::Near);
        return parts;
    }
    if gazetteer.knows(name) {
        return vec![inside(name.to_owned(), None, span)];
    }
    let readings = [longest(gazetteer, name, &FRENCH), longest(gazetteer, name, &ENGLISH)];
    let readings = readings.into_iter().flatten();
    if let Some(phrase) = readings.max_by_key(|phrase| phrase.span.end - phrase.span.start) {
        let shift = |mut toponym: Toponym| {
            toponym.span.start += span.start;
            toponym.span.end += span.start;
            toponym
        };
        let parts = phrase.parts.into_iter().map(|part| PlacePart {
            toponyms: part.toponyms.into_iter().map(shift).collect(),
            ..part
        });
        return parts.collect();
    }
    let kind = KINDS.iter().find(|(word, _)| lower.ends_with(word));
    let feature = kind.map(|(_, feature)| *feature);
    let n_off = kind.map_or(0, |(word, _)| word.chars().count());
    let name: String = name.chars().take(name.chars().count() - n_off).collect();
    vec![inside(name, feature, span)]
}

/// The units of a chain of three names or more, or of one that ends in a country: what stands right
/// before the country and is a region's name is that region, and a district's name that district.
fn add_units(gazetteer: &Gazetteer, parts: &mut [PlacePart]) {
    let country = parts.last().and_then(|part| {
        let toponym = part.toponyms.first()?;
        gazetteer.country_named(&toponym.name).map(|country| country.id.clone())
    });
    let n_parts = parts.len();
    if n_parts < 3 && (country.is_none() || n_parts < 2) {
        return;
    }
    let last_unit = if country.is_some() { n_parts - 2 } else { n_parts - 1 };
    for (i, part) in parts.iter_mut().enumerate().skip(1) {
        let is_free = part.relation == Relation::In;
        let Some(toponym) = part.toponyms.first_mut().filter(|t| is_free && t.feature.is_none())
        else {
            continue;
        };
        let is_of_country = |code: &str| country.as_ref().is_none_or(|country| country == code);
        let regions = gazetteer.regions_named(&toponym.name);
        let is_region = regions.iter().any(|region| is_of_country(&region.country));
        if i == last_unit && is_region {
            toponym.feature = Some(Feature::Region);
        } else if i <= last_unit && gazetteer.has_district(&toponym.name, country.as_deref()) {
            toponym.feature = Some(Feature::District);
        }
    }
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
        check("Between Gao and Ansongo, Gao, Mali", &["between Gao+Ansongo", "in Gao", "in Mali"]);
        check("38 km SW of Gao, Gao, Mali", &["offset Gao", "in Gao", "in Mali"]);
        check("Gao-Kidal Road, Gao, Mali", &["between Gao+Kidal", "in Gao", "in Mali"]);
        check("Gao (near), Gao, Mali", &["near Gao", "in Gao", "in Mali"]);
        check("le long du fleuve Niger", &["along Niger"]);
        check("entre Gao et Ansongo, le long de la RN17", &["between Gao+Ansongo", "along RN17"]);
        check("along the Niger river", &["along Niger"]);
        check("et puis rien", &[]);
        check("", &[]);
        check(", ,", &[]);
    }
}
