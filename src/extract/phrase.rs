//! Reads a place phrase that stands alone, such as a cell of a table.

use std::cell::Cell;

use super::lexicon::{ENGLISH, FRENCH, Lexicon};
use super::places::{Surroundings, places};
use super::sentence::Text;
use super::sentences::sentences;
use crate::gazetteer::{Gazetteer, Place, PlaceKind};
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
    let n_whole = words.trim().trim_end_matches([')', '.']).chars().count();
    if length(&read) >= n_whole {
        return read;
    }
    let named = names(gazetteer, words);
    let n_parts = |phrase: &Option<PlacePhrase>| phrase.as_ref().map_or(0, |p| p.parts.len());
    let more = (length(&named), n_parts(&named)) > (length(&read), n_parts(&read));
    let found = if more { named } else { read.or(named) };
    found.or_else(|| known_name(gazetteer, words))
}

/// "dans le delta central": a known name in small letters behind small words.
fn known_name(gazetteer: &Gazetteer, words: &str) -> Option<PlacePhrase> {
    let is_in = |lexicon: &Lexicon, word: &str| lexicon.lists.small_words.has(word);
    let mut rest = words.trim();
    for _ in 0..3 {
        if gazetteer.knows(rest) {
            let start = words.find(rest).and_then(|at| words.get(..at))?.chars().count();
            let span = Span { start, end: start + rest.chars().count() };
            let parts = vec![inside(rest.to_owned(), None, span)];
            return Some(PlacePhrase { text: words.trim().to_owned(), span, parts });
        }
        let (first, after) = rest.split_once([' ', '\'', '’'])?;
        let word = first.to_lowercase();
        let is_small = is_in(&FRENCH, &word) || is_in(&ENGLISH, &word);
        rest = is_small.then_some(after.trim_start())?;
    }
    None
}

fn longest(gazetteer: &Gazetteer, words: &str, lexicon: &'static Lexicon) -> Option<PlacePhrase> {
    let around = Surroundings {
        has_harm: false,
        is_phrase: true,
        gazetteer,
        country: None,
        triggers: &[],
        opens_line: false,
        topic: None,
        asks_topic: Cell::default(),
    };
    let found = sentences(words, lexicon).into_iter().flat_map(|sentence| {
        places(&Text::new(words, sentence.bytes, sentence.first_character, lexicon), &around)
    });
    found.map(|found| found.phrase).max_by_key(|phrase| phrase.span.end - phrase.span.start)
}

/// The names between commas, where the first is known or all could be names: each lies in the next
/// ("Tessit, Ansongo, Gao, Mali"). The first may be a phrase of its own ("38 km SW of X, Y, Mali").
fn names(gazetteer: &Gazetteer, words: &str) -> Option<PlacePhrase> {
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in pieces(gazetteer, words).take(MOST_NAMES) {
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
        let phrase = || whole(gazetteer, name, span);
        if !begins_as_name && !gazetteer.knows(name) {
            // A piece may be a phrase of its own ("au nord de Gao").
            parts.extend(phrase()?);
        } else if parts.is_empty() {
            parts.extend(head(gazetteer, name, span));
        } else {
            let is_words = name.contains(' ') && gazetteer.regions_named(name).is_empty();
            let told = is_words.then(phrase).flatten();
            let says_more = |parts: &Vec<PlacePart>| {
                parts.iter().any(|part| part.relation != Relation::In || is_unit(part))
            };
            match told.filter(says_more) {
                Some(told) => parts.extend(told),
                None => parts.push(inside(name.to_owned(), None, span)),
            }
        }
    }
    name_by_code(gazetteer, &mut parts);
    add_units(gazetteer, &mut parts);
    let last = parts.last()?.toponyms.last()?;
    let blank = words.chars().take_while(|c| c.is_whitespace() || *c == ',').count();
    let span = Span { start: blank, end: last.span.end.max(blank) };
    Some(PlacePhrase { text: words.trim().to_owned(), span, parts })
}

/// What stands between commas or strokes, or, where there are neither, between dashes up to a country.
fn pieces<'w>(gazetteer: &Gazetteer, words: &'w str) -> impl Iterator<Item = &'w str> {
    let has_signs = words.contains([',', '/']);
    let last = words.rsplit_once(" - ").map(|(_, last)| last.trim());
    let is_dashed = !has_signs && last.is_some_and(|last| gazetteer.names_country(last));
    // A dash is a sign of one character with a blank at both sides, which are trimmed off.
    let mut before = ' ';
    words.split(move |c: char| {
        let is_dash = is_dashed && c == '-' && before == ' ';
        before = c;
        is_dash || has_signs && matches!(c, ',' | '/')
    })
}

/// "Gao, ML": the country of a code at the end.
fn name_by_code(gazetteer: &Gazetteer, parts: &mut [PlacePart]) {
    let last = parts.iter_mut().skip(1).last().and_then(|part| part.toponyms.first_mut());
    let Some(toponym) = last else { return };
    let is_code = toponym.name.len() == 2 && toponym.name.bytes().all(|b| b.is_ascii_uppercase());
    if let Some(country) = gazetteer.country(&toponym.name).filter(|_| is_code) {
        toponym.name.clone_from(&country.name);
    }
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
    let lower = name.to_lowercase();
    let lexicons = [&*FRENCH, &*ENGLISH];
    let mut near = lexicons.iter().flat_map(|lexicon| lexicon.lists.near_marks.all());
    if let Some(word) = near.find(|word| lower.ends_with(word)) {
        let kept = name.chars().count() - word.chars().count();
        let name: String = name.chars().take(kept).collect();
        let mut parts = head(gazetteer, name.trim_end(), span);
        parts.iter_mut().take(1).for_each(|part| part.relation = Relation::Near);
        return parts;
    }
    // "Gao region" is the region, even where a table has a place of that name.
    let unit = name.contains(' ').then(|| whole(gazetteer, name, span)).flatten();
    if let Some(unit) = unit.filter(|parts| parts.iter().any(is_unit)) {
        return unit;
    }
    let mut kinds = lexicons.iter().flat_map(|lexicon| lexicon.kinds());
    let kind = kinds.find(|(word, _)| lower.ends_with(word));
    let is_closed = kind.is_some_and(|(word, _)| word.ends_with(')'));
    if gazetteer.knows(name) && !is_closed {
        return vec![inside(name.to_owned(), None, span)];
    }
    if let Some(phrase) =
        Some(name).filter(|_| !is_closed).and_then(|name| reading(gazetteer, name))
    {
        return shifted(phrase, span);
    }
    let feature = kind.and_then(|(_, feature)| feature);
    let n_off = kind.map_or(0, |(word, _)| word.chars().count());
    let name: String = name.chars().take(name.chars().count() - n_off).collect();
    vec![inside(name, feature, span)]
}

/// Whether a part names a unit by its kind.
fn is_unit(part: &PlacePart) -> bool {
    let feature = part.toponyms.first().and_then(|toponym| toponym.feature);
    matches!(feature, Some(Feature::Region | Feature::District | Feature::Commune))
}

/// The phrase in a piece between commas, in either language.
fn reading(gazetteer: &Gazetteer, piece: &str) -> Option<PlacePhrase> {
    let readings = [longest(gazetteer, piece, &FRENCH), longest(gazetteer, piece, &ENGLISH)];
    readings.into_iter().flatten().max_by_key(|phrase| phrase.span.end - phrase.span.start)
}

/// The parts of a piece that is a phrase from end to end.
fn whole(gazetteer: &Gazetteer, piece: &str, span: Span) -> Option<Vec<PlacePart>> {
    let phrase = reading(gazetteer, piece)?;
    let is_whole = phrase.span.end - phrase.span.start == piece.chars().count();
    is_whole.then(|| shifted(phrase, span))
}

/// The parts of a piece with their places in the whole text.
fn shifted(phrase: PlacePhrase, span: Span) -> Vec<PlacePart> {
    let shift = |mut toponym: Toponym| {
        toponym.span.start += span.start;
        toponym.span.end += span.start;
        toponym
    };
    let parts = phrase
        .parts
        .into_iter()
        .map(|part| PlacePart { toponyms: part.toponyms.into_iter().map(shift).collect(), ..part });
    parts.collect()
}

/// The units of a chain of three names or more, or of one that ends in a country or begins with a unit:
/// what stands right before the country and is a region's name is that region, and a district's name
/// that district. The first name is a unit where no place to live in has it ("Est, Burkina Faso").
fn add_units(gazetteer: &Gazetteer, parts: &mut [PlacePart]) {
    let country = parts.last().and_then(|part| {
        let toponym = part.toponyms.first()?;
        gazetteer.country_named(&toponym.name).map(|country| country.id.clone())
    });
    let n_parts = parts.len();
    let begins_with_unit = parts.first().is_some_and(is_unit);
    if n_parts < 3 && (country.is_none() && !begins_with_unit || n_parts < 2) {
        return;
    }
    let last_unit = if country.is_some() { n_parts - 2 } else { n_parts - 1 };
    for (i, part) in parts.iter_mut().enumerate() {
        let is_free = part.relation == Relation::In;
        let Some(toponym) = part.toponyms.first_mut().filter(|t| is_free && t.feature.is_none())
        else {
            continue;
        };
        let is_of_country = |code: &str| country.as_ref().is_none_or(|country| country == code);
        let is_settlement =
            |place: &&Place| place.kind <= PlaceKind::Quarter && is_of_country(&place.country);
        if i == 0 && gazetteer.named(&toponym.name).iter().any(is_settlement) {
            continue;
        }
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
        check("Tillabéri region, Niger", &["in Tillabéri", "in Niger"]);
        check(
            "Kaya, Sanmatenga, Centre North, Burkina Faso",
            &["in Kaya", "in Sanmatenga", "in Centre North", "in Burkina Faso"],
        );
        check(
            "Torodi (Say department, Tillabéri region)",
            &["in Torodi", "in Say", "in Tillabéri"],
        );
        check("Solhan/Yagha", &["in Solhan", "in Yagha"]);
        check(
            "Solhan - Yagha - Sahel - Burkina Faso",
            &["in Solhan", "in Yagha", "in Sahel", "in Burkina Faso"],
        );
        check("Gao, ML", &["in Gao", "in Mali"]);
        check("Gao (région)", &["in Gao"]);
        check("dans le delta central", &["in delta central"]);
        check("à 30 km de la frontière malienne", &["offset malienne"]);
        check("10 km from the border with Niger", &["offset Niger"]);
        check("entre Djibo et la frontière malienne", &["between Djibo+malienne"]);
        check(
            "à l'est de Ménaka, vers la frontière du Niger",
            &["direction Ménaka", "border Niger"],
        );
        check("au nord-est de Bamako, à 300 km", &["offset Bamako"]);
        check(
            "sur la route nationale 16, entre Hombori et Gossi",
            &["along RN16", "between Hombori+Gossi"],
        );
        check("route Téra-Dori", &["between Téra+Dori"]);
        check("axis Gao-Ansongo-Labbezanga", &["between Gao+Labbezanga"]);
        check("Bourem to Gao road", &["between Bourem+Gao"]);
        check("cercle Bankass", &["in Bankass"]);
        check("10-15 km north of Gao", &["offset Gao"]);
        check("1h30 de route de Niamey", &["offset Niamey"]);
        check(
            "aux confins du Mali, du Niger et du Burkina Faso",
            &["near Mali+Niger+Burkina Faso"],
        );
        check("les îles du lac Tchad", &["in lac Tchad"]);
        check("Djibo, capital of Soum province", &["in Djibo", "in Soum"]);
        check("Est, Burkina Faso", &["in Est", "in Burkina Faso"]);
        check("Ménaka, 45 km à l'est", &["offset Ménaka"]);
        check("Tessit, à 30 km d'Ansongo", &["in Tessit", "offset Ansongo"]);
        check("nord-ouest de Djibo", &["direction Djibo"]);
        check("20 km NW Gao", &["offset Gao"]);
        check("à 2,5 km de Gao", &["offset Gao"]);
        check("à 800 m au sud de Labbezanga", &["offset Labbezanga"]);
        check("dans un rayon de 20 km autour de Gao", &["near Gao"]);
        check("within 30 km of Gao", &["near Gao"]);
        check("frontière malo-nigérienne", &["border Mali", "border nigérienne"]);
        check("near the Mali-Burkina Faso border", &["border Mali", "border Burkina"]);
        check("the tri-border area", &["in tri-border area"]);
        check("près de la frontière algérienne", &["border algérienne"]);
        check("dans le Sahel burkinabè", &["in Sahel", "in burkinabè"]);
        check("l'est nigérien", &["part_of nigérien"]);
        check("Ghana's Northern Region", &["in Northern", "in Ghana"]);
        check("Mali's northern region", &["part_of Mali"]);
        check("Far North Region of Cameroon", &["part_of Cameroon"]);
        check("la région de l'Est du Burkina Faso", &["in Est", "in Burkina Faso"]);
        check("au bord du lac Tchad", &["near lac Tchad"]);
        check("dans le parc du W", &["in parc du W"]);
    }
}
