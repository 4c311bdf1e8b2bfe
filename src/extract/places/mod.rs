//! Finds place phrases in a sentence: toponyms, the relations between them, and what belongs together.

mod alone;
mod along;
mod bearings;
mod beside;
mod borders;
mod distances;
mod english;
mod heads;
mod movement;
mod nearer;
mod opening;
mod parts;
mod toponyms;
mod travel;
mod unsaid;

use std::cell::Cell;
use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit, Movement, RelationWord};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::gazetteer::Gazetteer;
use crate::model::{Direction, Feature, PlacePart, PlacePhrase, Relation, Toponym};

/// A place phrase in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// The phrase for the report.
    pub(super) phrase: PlacePhrase,
    /// Bytes of the folded sentence.
    pub(super) range: Range<usize>,
    /// How exact it is: 1 country, border or part of a country, 2 unit or way, 3 place.
    pub(super) rank: u8,
    /// It says where people went, came from or speak, not where something happened.
    pub(super) is_excluded: bool,
    /// It is the label before a title's colon ("Niger : …").
    pub(super) is_label: bool,
    /// It opens with its noun and no preposition: "le chantier de X".
    pub(super) is_noun: bool,
    /// It is the place at the head of an entry of a list, which one told behind it makes exact.
    pub(super) is_head: bool,
    /// It is only a name in a sentence that tells no place; a later "y" may mean it.
    pub(super) is_bare: bool,
    /// "dans le Soum", "dans l'Est": a name with an article, which no village has.
    pub(super) is_wide: bool,
}

impl Found {
    /// "vers X", "sur la piste de X": on the way there.
    pub(super) fn is_way(&self) -> bool {
        self.phrase.parts.first().is_some_and(|part| part.relation == Relation::Toward)
    }
}

/// What the reader of places needs besides the sentence.
pub(super) struct Surroundings<'a> {
    /// What the places are called.
    pub(super) gazetteer: &'a Gazetteer,
    /// The country that the document is about, for "le nord du pays".
    pub(super) country: Option<&'a str>,
    /// Bytes of the words for incidents, for "l'attaque de X".
    pub(super) triggers: &'a [Range<usize>],
    /// Whether it has a word for harm to people.
    pub(super) has_harm: bool,
    /// Whether the words are a place phrase alone and no sentence: they may leave out what a sentence
    /// says ("nord de Gao", "frontière malienne").
    pub(super) is_phrase: bool,
    /// Whether the sentence is a title or opens a line.
    pub(super) opens_line: bool,
    /// The place that the story speaks of, for "au sud de la localité".
    pub(super) topic: Option<&'a Toponym>,
    /// Whether it was asked for that place.
    pub(super) asks_topic: Cell<bool>,
}

/// The place phrases of a sentence, left to right.
pub(super) fn places(text: &Text<'_>, around: &Surroundings<'_>) -> Vec<Found> {
    let is_named = text.tokens.iter().any(|t| t.is_capital);
    if !is_named && around.country.is_none() && !around.is_phrase {
        return Vec::new();
    }
    // "1h30" is a number and a word that is no unit.
    let has_number = text.tokens.iter().any(|t| t.kind == TokenKind::Number);
    let parser = Parser {
        text,
        around,
        relations: text.hits(&text.lexicon.relations),
        features: text.hits(&text.lexicon.features),
        directions: text.hits(&text.lexicon.directions),
        countries: text.hits(&text.lexicon.countries),
        movement: text.hits(&text.lexicon.movement),
        actors: text.hits(&text.lexicon.actors).into_iter().map(|h| h.range).collect(),
        head: None,
        before: None,
        openings: Vec::new(),
        has_distance: text.has_any(Class::DISTANCE) || around.is_phrase && has_number,
    };
    parser.with_openings().phrases()
}

struct Parser<'p, 'a> {
    text: &'p Text<'a>,
    around: &'p Surroundings<'p>,
    relations: Vec<Hit<RelationWord>>,
    features: Vec<Hit<(Option<Feature>, FeatureRole)>>,
    directions: Vec<Hit<Direction>>,
    countries: Vec<Hit<&'static str>>,
    movement: Vec<Hit<Movement>>,
    actors: Vec<Range<usize>>,
    /// The place at the head of the entry, for "4 km south of the village".
    head: Option<Toponym>,
    /// The place named last in the sentence, for the same.
    before: Option<Toponym>,
    /// The tokens at which a part may start.
    openings: Vec<bool>,
    /// Whether the sentence has a unit of length or time, without which it tells no distance.
    has_distance: bool,
}

/// Parts read at a token, and the token after them.
type Parts = (Vec<PlacePart>, usize);

impl Parser<'_, '_> {
    fn phrases(mut self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        if let Some((part, end)) = self.label() {
            found.push(self.found(vec![part], 0..end, true));
            at = end;
        } else if let Some((part, end)) = self.dated_head() {
            let from = usize::from(!self.text.is_capital(0));
            found.push(self.found(vec![part], from..end, false));
            at = end;
        } else if let Some((parts, range)) = self.entry_head() {
            at = range.end;
            self.head = parts.first().and_then(|part| part.toponyms.first()).cloned();
            found.push(Found { is_head: true, ..self.found(parts, range, false) });
        }
        while at < self.text.tokens.len() {
            match self.chain(at) {
                Some((parts, end)) => {
                    if parts.iter().any(|part| rank(part) >= 3) {
                        self.before = parts.first().and_then(|part| part.toponyms.first()).cloned();
                    }
                    found.push(self.found(parts, at..end, false));
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        let tells = !self.around.triggers.is_empty() || self.around.has_harm;
        if found.iter().all(|f| f.is_label || f.is_excluded) && tells {
            match self.list_behind_colon().or_else(|| self.of_noun()) {
                Some(place) => found.push(place),
                None => self.take_way(&mut found),
            }
            if found.iter().all(|f| f.is_label || f.is_excluded) {
                found.extend(self.nearer(&[]).or_else(|| self.any_name()));
            }
        } else if found.iter().all(|f| f.is_excluded || f.rank < 3 || f.is_wide) {
            let nearer = if tells { self.nearer(&found) } else { self.before_unit(&found) };
            found.extend(nearer);
        }
        if found.is_empty() && !tells {
            found.extend(self.bare_name());
        }
        found
    }

    fn found(&self, mut parts: Vec<PlacePart>, tokens: Range<usize>, is_label: bool) -> Found {
        let range = self.text.range(tokens.start, tokens.end);
        let is_scene = self.opens_scene(tokens.end);
        if let [only] = parts.as_mut_slice()
            && only.relation == Relation::Toward
            && is_scene
        {
            only.relation = Relation::In;
        }
        let rank = parts.iter().map(rank).max().unwrap_or(1);
        let rank = if self.is_line_of_vehicle(tokens.start) { rank.min(2) } else { rank };
        let (words, span) = self.text.quote(&range);
        let phrase = PlacePhrase { text: words.to_owned(), span, parts };
        // "at the X hospital": where the wounded are, or who speaks.
        let is_hospital = self.text.is(tokens.end, Class::NO_SCENE);
        // "à X, et non à Y": where it was not.
        let before = |n: usize, class: Class| self.text.is_back(tokens.start, n, class);
        let is_denied =
            before(1, Class::NON) || before(1, Class::NEGATION) && before(2, Class::NON);
        let is_left = !is_scene && self.is_excluded(range.start);
        let is_excluded = !is_label && (is_hospital || is_denied || is_left);
        let noun = tokens.start + usize::from(self.text.is(tokens.start, Class::ARTICLE));
        let is_noun = self
            .feature_at(noun)
            .is_some_and(|f| matches!(f.value.1, FeatureRole::Place | FeatureRole::Object));
        Found {
            phrase,
            range,
            rank,
            is_excluded,
            is_label,
            is_noun,
            is_head: false,
            is_bare: false,
            is_wide: self.is_wide(&tokens),
        }
    }

    /// A part and the parts that go on from it: "à Ber, à l'est de Tombouctou".
    fn chain(&self, at: usize) -> Option<Parts> {
        let (mut parts, mut end) = self.part(at)?;
        // No phrase has more parts than this; it keeps odd input linear.
        while parts.len() < 8 {
            if let Some(next) = self.moved_off(&mut parts, end) {
                end = next;
                continue;
            }
            let country = self.of_its_country(parts.last(), end);
            let Some((more, next)) = country.or_else(|| self.continuation(end)) else { break };
            parts.extend(more);
            end = next;
        }
        self.settle_winds(&mut parts);
        Some((parts, end))
    }

    fn continuation(&self, end: usize) -> Option<Parts> {
        const MOST_GLUE: usize = 4;
        for skip in 0..=MOST_GLUE {
            let at = end + skip;
            let is_glue = (end..at).all(|i| {
                matches!(self.text.sign(i), b',' | b'(' | b')')
                    || self.text.is(i, Class::PLACE_LINK)
                    || self.around.is_phrase && self.is_seat(i)
            });
            if !is_glue {
                break;
            }
            let is_and = skip > 0 && self.text.is_back(at, 1, Class::AND);
            if let Some((parts, next)) = self.part(at) {
                let first = parts.first()?;
                let joins = !matches!(first.relation, Relation::Toward)
                    && (!is_and || self.joins_with_and(at, first));
                return joins.then_some((parts, next));
            }
        }
        self.apposition(end)
    }

    /// "Gao, a small town some 30 km from Ber": a distance told after the noun of the place.
    fn apposition(&self, end: usize) -> Option<Parts> {
        const ADJECTIVES: usize = 3;
        let is_apposed = self.text.lexicon.is_english && self.text.sign(end) == b',';
        let from = end + 2;
        let opens = is_apposed && self.text.is_of(end + 1, &self.text.lexicon.lists.articles);
        let is_plain = |at: &usize| !self.text.is_capital(*at) && self.text.sign(*at) != b',';
        let mut nouns = (from..from + ADJECTIVES).take_while(is_plain);
        let noun = nouns.find(|at| opens && self.text.is(*at, Class::TOWN))?;
        let link = noun + 1 + usize::from(self.text.is(noun + 1, Class::PLACE_LINK));
        let told = [noun + 1, link].into_iter().find_map(|at| self.part(at));
        told.filter(|(parts, _)| parts.first().is_some_and(|p| is_bearing(p.relation)))
    }

    /// "Gao, the capital of the region": the words between a place and its unit.
    fn is_seat(&self, at: usize) -> bool {
        let links = &self.text.lexicon.lists.seat_link;
        self.text.is(at, Class::SEAT) || self.text.is_of(at, links)
    }

    /// After "et" only directions, distances and things without a preposition go on.
    fn joins_with_and(&self, at: usize, part: &PlacePart) -> bool {
        is_bearing(part.relation) || self.feature_at(self.skip_determiners(at)).is_some()
    }

    #[inline]
    fn part(&self, at: usize) -> Option<Parts> {
        let opens = self.openings.get(at).is_some_and(|opens| *opens);
        opens.then(|| self.read_part(at)).flatten()
    }

    fn read_part(&self, at: usize) -> Option<Parts> {
        self.offset(at)
            .or_else(|| self.direction(at))
            .or_else(|| self.along(at))
            .or_else(|| self.related(at))
            .or_else(|| self.owned_unit(at))
            .or_else(|| self.axis(at))
            .or_else(|| self.bare_feature(at))
            .or_else(|| self.of_trigger(at))
            .or_else(|| self.apposed(at))
            .or_else(|| self.subject(at))
            .or_else(|| self.named_object(at))
            .or_else(|| self.alone(at))
    }
}

/// A direction or a distance from a place.
fn is_bearing(relation: Relation) -> bool {
    matches!(relation, Relation::Direction(_) | Relation::Offset { .. } | Relation::Travel { .. })
}

/// How exact a part is.
fn rank(part: &PlacePart) -> u8 {
    let feature = part.toponyms.first().and_then(|t| t.feature);
    match (part.relation, feature) {
        (Relation::Border, _) | (_, Some(Feature::Country)) => 1,
        // "in the centre of Gao", but "in the south of the region of Gao"
        (Relation::PartOf(_), None) => 2,
        (Relation::PartOf(_), _) => 1,
        (Relation::In, Some(Feature::Region | Feature::District)) | (Relation::Toward, _) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests;
