//! The place that a sentence names at all, for an incident that the text gives no place.

use super::{Context, Words};
use crate::extract::classes::Class;
use crate::extract::fold::fold_name;
use crate::extract::names::{is_known, name_end};
use crate::extract::places::Found;
use crate::extract::sentence::Text;
use crate::extract::sentences::Sentence;
use crate::model::{PlacePart, PlacePhrase, Relation, Toponym};

/// The most exact place phrase of a sentence, whatever it says of the place; else the first known name.
pub(in crate::extract) fn named(
    context: &Context<'_>,
    sentence: &Sentence,
    text: Text<'_>,
) -> Option<PlacePhrase> {
    let words = Words::of_place(context, sentence, text);
    let (text, places, gazetteer) = (&words.text, &words.places, context.gazetteer);
    const EXACT: u8 = 3;
    let is_seat = |name: &str| text.lexicon.lists.press_seats.has(&fold_name(name));
    let is_scene = |place: &&Found| {
        let first = place.phrase.parts.first().and_then(|part| part.toponyms.first());
        place.rank >= EXACT && !first.is_some_and(|t| is_seat(&t.name))
    };
    let exact = || places.iter().filter(is_scene);
    let told = exact().find(|place| !place.is_excluded && !place.is_label);
    if let Some(place) = told.or_else(|| exact().next()) {
        return Some(place.phrase.clone());
    }
    let (from, to) = (0..text.tokens.len()).find_map(|at| {
        let end = name_end(text, gazetteer, at)?;
        let name = text.source(&text.range(at, end));
        let is_sure = is_known(text, gazetteer, at, end)
            && !gazetteer.names_country(name)
            && !is_seat(name)
            && !text.is_back(at, 1, Class::TITLE)
            && !is_party(text, at, end);
        is_sure.then_some((at, end))
    })?;
    let range = text.range(from, to);
    let span = text.span(&range);
    let toponym = Toponym { name: text.source(&range).to_owned(), feature: None, span };
    let part = PlacePart { relation: Relation::In, toponyms: vec![toponym] };
    Some(PlacePhrase { text: text.source(&range).to_owned(), span, parts: vec![part] })
}

/// Letters or names of an armed party.
fn is_party(text: &Text<'_>, from: usize, to: usize) -> bool {
    let range = text.range(from, to);
    let overlaps = |r: &std::ops::Range<usize>| r.start < range.end && range.start < r.end;
    text.hits(&text.lexicon.actors).iter().any(|hit| overlaps(&hit.range))
}
