//! Finds place phrases in a sentence: toponyms, the relations between them, and what belongs together.

mod along;
mod english;
mod opening;
mod parts;
mod toponyms;
mod travel;

use std::ops::Range;

use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit, Movement, RelationWord};
use crate::extract::names::{is_known, is_name_word, name_end};
use crate::extract::sentence::Text;
use crate::extract::tokens::TokenKind;
use crate::gazetteer::Gazetteer;
use crate::model::{Direction, Feature, PlacePart, PlacePhrase, Relation, Toponym};

pub(super) use opening::{ARTICLES, DISTANCES, OPENERS};

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
    /// It is only a name in a sentence that tells no place; a later "y" may mean it.
    pub(super) is_bare: bool,
}

/// What the reader of places needs besides the sentence.
pub(super) struct Surroundings<'a> {
    /// What the places are called.
    pub(super) gazetteer: &'a Gazetteer,
    /// The country that the document is about, for "le nord du pays".
    pub(super) country: Option<&'a str>,
    /// Bytes of the words for incidents, for "l'attaque de X".
    pub(super) triggers: Vec<Range<usize>>,
    /// Whether it has a word for harm to people.
    pub(super) has_harm: bool,
    /// Whether the sentence is a title or opens a line.
    pub(super) opens_line: bool,
    /// The place that the story speaks of, for "au sud de la localité".
    pub(super) topic: Option<&'a Toponym>,
}

/// The place phrases of a sentence, left to right.
pub(super) fn places(text: &Text<'_>, around: &Surroundings<'_>) -> Vec<Found> {
    if !text.tokens.iter().any(|t| t.is_capital) && around.country.is_none() {
        return Vec::new();
    }
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
        openings: Vec::new(),
        has_distance: text.has(Class::DISTANCE),
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
        } else if let Some((parts, range)) = self.entry_head() {
            at = range.end;
            self.head = parts.first().and_then(|part| part.toponyms.first()).cloned();
            found.push(self.found(parts, range, false));
        }
        while at < self.text.tokens.len() {
            match self.chain(at) {
                Some((parts, end)) => {
                    found.push(self.found(parts, at..end, false));
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        let tells = !self.around.triggers.is_empty() || self.around.has_harm;
        if found.iter().all(|f| f.is_label || f.is_excluded) && tells {
            match self.of_noun() {
                Some(place) => found.push(place),
                None => self.take_way(&mut found),
            }
            if found.iter().all(|f| f.is_label || f.is_excluded) {
                found.extend(self.any_name());
            }
        }
        if found.is_empty() && !tells {
            found.extend(self.bare_name());
        }
        found
    }

    /// "Un convoi parti de X a été attaqué": where nothing else is told, it was on that way.
    fn take_way(&self, found: &mut [Found]) {
        let is_way = |f: &&mut Found| self.movement_before(f.range.start) == Some(Movement::Travel);
        let Some(way) = found.iter_mut().filter(|f| !f.is_label).find(is_way) else { return };
        if let Some(part) = way.phrase.parts.first_mut().filter(|p| p.relation == Relation::In) {
            part.relation = Relation::Toward;
        }
        let is_between = way.phrase.parts.iter().any(|p| p.relation == Relation::Between);
        way.is_excluded = false;
        way.rank = if is_between { 3 } else { 2 };
    }

    /// "Des hommes ont traversé X et pillé le marché": a known name in a sentence that tells of an
    /// incident and says no place in any form known. It gives way to any other.
    fn any_name(&self) -> Option<Found> {
        let is_open = |at: usize| {
            let start = self.start_of(at).unwrap_or_default();
            matches!(self.movement_before(start), None | Some(Movement::Travel))
                && !self.is_person(at)
        };
        let (from, to) = (0..self.text.tokens.len()).find_map(|at| {
            let end = self.sure_name(at).filter(|_| is_open(at))?;
            Some((at, end))
        })?;
        let (relation, toponyms) = match self.split_hyphen(from, to) {
            Some((left, right)) if !is_known(self.text, self.around.gazetteer, from, to) => {
                (Relation::Between, vec![left, right])
            }
            _ if self.is_excluded(self.start_of(from).unwrap_or_default()) => {
                (Relation::Toward, vec![self.toponym(from, to, None)])
            }
            _ => (Relation::In, vec![self.toponym(from, to, None)]),
        };
        let part = PlacePart { relation, toponyms };
        Some(Found { rank: 1, is_excluded: false, ..self.found(vec![part], from..to, false) })
    }

    /// A known name that is no party, no country and no part of a longer run of capitals, or two of
    /// them with a hyphen.
    fn sure_name(&self, at: usize) -> Option<usize> {
        const SHORTEST: usize = 4;
        let end = name_end(self.text, self.around.gazetteer, at)
            .filter(|_| at == 0 || !is_name_word(self.text, at - 1))?;
        let range = self.text.range(at, end);
        let is_party = self.actors.iter().any(|a| a.start < range.end && range.start < a.end);
        let is_country = self.countries.iter().any(|c| c.range == range);
        let is_known = is_known(self.text, self.around.gazetteer, at, end) || self.is_pair(at, end);
        (range.len() >= SHORTEST && !is_party && !is_country && is_known).then_some(end)
    }

    /// "Koro-Bankass": both sides of a hyphen are known.
    fn is_pair(&self, from: usize, to: usize) -> bool {
        let is_known = |t: &Toponym| self.around.gazetteer.knows(&t.name);
        self.split_hyphen(from, to).is_some_and(|(a, b)| is_known(&a) && is_known(&b))
    }

    /// "M. Gao", "le colonel Gao", "selon Gao": a person's name.
    fn is_person(&self, at: usize) -> bool {
        const BEFORE: [&str; 20] = [
            "m",
            "mme",
            "dr",
            "colonel",
            "general",
            "capitaine",
            "commandant",
            "lieutenant",
            "sergent",
            "ministre",
            "president",
            "imam",
            "selon",
            "nomme",
            "operation",
            "mr",
            "mrs",
            "captain",
            "major",
            "named",
        ];
        let word = |n: usize| at.checked_sub(n).map_or("", |i| self.text.word(i));
        BEFORE.contains(&word(1)) || (word(1) == "." && BEFORE.contains(&word(2)))
    }

    /// The last known name of a sentence that tells no place: "Personne n'a oublié X".
    fn bare_name(&self) -> Option<Found> {
        const LONGEST: usize = 400;
        if self.text.folded.lower.len() > LONGEST {
            return None;
        }
        let (from, to) = (0..self.text.tokens.len()).rev().find_map(|at| {
            let end = self.sure_name(at)?;
            // "X a tenu", "X pleure ses morts": the subject of the sentence.
            let is_subject = || {
                const SHORTEST: usize = 5;
                self.text.range(at, end).len() >= SHORTEST
                    && !self.text.lexicon.is_english
                    && self.text.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word)
            };
            let is_closed = at > 0
                || matches!(self.text.word(end), "," | ":" | "." | "(" | "-")
                || is_subject();
            is_closed.then_some((at, end))
        })?;
        let part =
            PlacePart { relation: Relation::In, toponyms: vec![self.toponym(from, to, None)] };
        Some(Found { is_excluded: true, is_bare: true, ..self.found(vec![part], from..to, false) })
    }

    /// The place at the head of an entry of a list: "14/12 – X (département de Y) – accrochage".
    fn entry_head(&self) -> Option<(Vec<PlacePart>, Range<usize>)> {
        const LONGEST_HEAD: usize = 20;
        const OF_TIME: [&str; 30] = [
            "le", "h", "du", "au", "~", "nuit", "matin", "soir", "aube", "midi", "soiree",
            "matinee", "vers", "environ", "approx", "night", "of", "to", "the", "morning",
            "evening", "dawn", "around", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
        ];
        if !self.around.opens_line || self.text.is_shouted {
            return None;
        }
        let is_skipped = |at: usize| {
            let Some(token) = self.text.tokens.get(at) else { return false };
            let word = self.text.word(at);
            let is_section = self.text.plain(at).bytes().all(|b| b.is_ascii_uppercase())
                && matches!(self.text.word(at + 1), "|" | "~");
            token.kind != TokenKind::Word
                || OF_TIME.contains(&word)
                || word.bytes().all(|b| b == b'~')
                || is_section
                || self.text.lexicon.weekdays.contains_key(word)
                || self.text.lexicon.months.contains_key(word)
                || self.hit_at(&self.countries, at).is_some_and(|_| self.text.is_capital(at))
        };
        let at = (0..LONGEST_HEAD).find(|at| !is_skipped(*at))?;
        let before = at.checked_sub(1)?;
        let is_sign = self.text.tokens.get(before).is_some_and(|t| t.kind == TokenKind::Sign);
        let end = name_end(self.text, self.around.gazetteer, at)
            .filter(|_| is_sign || self.text.word(before).bytes().all(|b| b == b'~'))?;
        // "• X. Un imam enlevé": a name in capitals is a head too.
        let is_capitals = self.text.plain(at).bytes().all(|b| !b.is_ascii_lowercase());
        let ends = matches!(self.text.word(end), "." | "") && is_capitals;
        let is_closed = ends || matches!(self.text.word(end), "(" | "," | "-" | ":" | "|");
        let is_plain_list =
            self.text.word(end) == "," && !is_known(self.text, self.around.gazetteer, at, end);
        if !is_closed || is_plain_list {
            return None;
        }
        // "17/11, Est : …", "Centre-Nord : …": a region named by its bearing.
        let is_bearing = self.hit_at(&self.directions, at).is_some()
            || self.text.word(at).starts_with("centre-");
        let feature = is_bearing.then_some(Feature::Region);
        let toponyms = vec![self.toponym(at, end, feature)];
        let mut parts = vec![PlacePart { relation: Relation::In, toponyms }];
        let mut to = end;
        if let Some((more, next)) = self.continuation(end) {
            parts.extend(more);
            to = next;
        }
        Some((parts, at..to))
    }

    /// "le chef du village de X", "un convoi de X": where no place is told, the known place that a
    /// noun belongs to. It gives way to any other.
    fn of_noun(&self) -> Option<Found> {
        let n_tokens = self.text.tokens.len();
        let (start, end) = (1..n_tokens).find_map(|at| {
            if !matches!(self.text.word(at), "de" | "d'" | "du" | "of")
                || self.text.is_capital(at - 1)
                || matches!(self.text.word(at - 1), "avant" | "venant" | "parti" | "loin")
            {
                return None;
            }
            let end = name_end(self.text, self.around.gazetteer, at + 1)?;
            let range = self.text.range(at + 1, end);
            let is_party = self.actors.iter().any(|a| a.start < range.end && range.start < a.end);
            let is_country = self.countries.iter().any(|c| c.range == range);
            let is_sure = (is_known(self.text, self.around.gazetteer, at + 1, end)
                || self.is_office(at))
                && !is_party
                && !is_country
                && (!self.is_excluded(range.start) || self.is_victim(range.end))
                && range.len() > 3;
            is_sure.then_some((at, end))
        })?;
        let toponyms = vec![self.toponym(start + 1, end, None)];
        let mut found =
            self.found(vec![PlacePart { relation: Relation::In, toponyms }], start..end, false);
        // "Le poste des douanes de X a été mitraillé": what suffered stands there.
        found.rank = match (self.is_victim(found.range.end), self.around.triggers.is_empty()) {
            (true, _) => 3,
            (_, false) => 2,
            _ => 1,
        };
        found.is_excluded = false;
        Some(found)
    }

    /// "le chef de village de", "l'imam de": an office that is held in a place, known or not.
    fn is_office(&self, at: usize) -> bool {
        const OFFICES: [&str; 12] = [
            "village",
            "canton",
            "maire",
            "imam",
            "prefet",
            "sous-prefet",
            "cure",
            "marabout",
            "chef",
            "notable",
            "conseiller",
            "hameau",
        ];
        const REACH: usize = 5;
        let is_office = |i: usize| OFFICES.contains(&self.text.word(i));
        // "le maire de la commune rurale de X"
        let start = self.start_of(at).unwrap_or_default();
        let is_unit = self.features.iter().any(|f| f.range.end + 1 == start)
            && (at.saturating_sub(REACH)..at).any(is_office);
        let of_village = matches!(self.text.word(at), "de" | "d'" | "du")
            && (is_unit || at.checked_sub(1).is_some_and(is_office));
        of_village && !self.text.lexicon.is_english
    }

    /// "le domicile du maire de X a été saccagé": who has the office does not speak but suffers.
    fn is_victim(&self, end: usize) -> bool {
        const REACH: usize = 40;
        const SUFFERED: [&str; 18] = [
            " pas reparu",
            " plus donne",
            " introuvable",
            " disparu",
            " ete ",
            " perdu la vie",
            " peri",
            " trouve la mort",
            " sont mort",
            " est mort",
            " ont fui",
            " were ",
            " was ",
            " lost their",
            " died",
            " have been ",
            " fled ",
            " est tombe",
        ];
        let rest =
            self.text.between(end, end.saturating_add(REACH).min(self.text.folded.lower.len()));
        let clause = rest.split([';', ':', '"']).next().unwrap_or_default();
        SUFFERED.iter().any(|words| clause.contains(words))
    }

    fn found(&self, parts: Vec<PlacePart>, tokens: Range<usize>, is_label: bool) -> Found {
        let range = self.text.range(tokens.start, tokens.end);
        let rank = parts.iter().map(rank).max().unwrap_or(1);
        let rank = if self.is_line_of_vehicle(tokens.start) { rank.min(2) } else { rank };
        let phrase = PlacePhrase {
            text: self.text.source(&range).to_owned(),
            span: self.text.span(&range),
            parts,
        };
        // "at the X hospital": where the wounded are, or who speaks.
        let is_hospital = matches!(
            self.text.word(tokens.end),
            "hospital" | "clinic" | "morgue" | "mayor" | "governor" | "prosecutor"
        );
        // "à X, et non à Y": where it was not.
        let before = |n: usize| tokens.start.checked_sub(n).map_or("", |at| self.text.word(at));
        let is_denied =
            matches!(before(1), "non" | "not") || (before(1) == "pas" && before(2) == "non");
        let is_excluded = !is_label && (is_hospital || is_denied || self.is_excluded(range.start));
        Found { phrase, range, rank, is_excluded, is_label, is_bare: false }
    }

    /// "un autocar reliant X à Y": where it was bound, which is no road that the text names.
    fn is_line_of_vehicle(&self, at: usize) -> bool {
        const REACH: usize = 6;
        const ROADS: [&str; 10] = [
            "route",
            "routes",
            "axe",
            "axes",
            "piste",
            "troncon",
            "voie",
            "pont",
            "chemin",
            "nationale",
        ];
        let is_line = self.text.word(at) == "reliant"
            || (self.text.word(at) == "qui" && self.text.word(at + 1) == "relie");
        is_line && !(at.saturating_sub(REACH)..at).any(|i| ROADS.contains(&self.text.word(i)))
    }

    /// Whether words of coming, going or speaking stand right before.
    fn is_excluded(&self, start: usize) -> bool {
        self.movement_before(start).is_some()
    }

    /// The words of coming, going or speaking right before a place.
    fn movement_before(&self, start: usize) -> Option<Movement> {
        let found = self.movement.iter().find(|hit| {
            let (reach, barred): (usize, &[char]) = match hit.value {
                Movement::Moved | Movement::Travel => (48, &[';', ':', '"']),
                Movement::Speaker => (45, &[',', ';', ':', '"']),
                Movement::Agent => (8, &[',', ';', ':', '"']),
            };
            let between = self.text.between(hit.range.end, start);
            // "Le responsable a dit qu'un berger de X …": what is said is not where it is said.
            let is_said = hit.value == Movement::Speaker
                && [" que ", " qu'", " that "].iter().any(|w| between.contains(w));
            // "the coach from X was stopped near Y": the verb of the sentence is past the way.
            let is_past = hit.value == Movement::Travel
                && [
                    " a ete ",
                    " ont ete ",
                    " was ",
                    " were ",
                    " est tombe",
                    " sont tombe",
                    " a saute",
                    " ont saute",
                ]
                .iter()
                .any(|verb| between.contains(verb));
            // "a dû quitter son camp de X": who leaves a post was there.
            let is_left = self.text.folded.lower(hit.range.clone()).starts_with("quitt")
                && [" son ", " sa ", " leur ", " leurs ", " ses "]
                    .iter()
                    .any(|own| between.starts_with(own));
            let is_near = hit.range.start < start
                && start.saturating_sub(hit.range.end) <= reach
                && !is_past
                && !is_left
                && !is_said
                && !between.contains(barred);
            is_near && !self.is_of_event(hit, start) && !self.is_of_operation(hit)
        });
        found.map(|hit| hit.value)
    }

    /// "une opération conduite à X": where it was.
    fn is_of_operation(&self, hit: &Hit<Movement>) -> bool {
        const OPERATIONS: [&str; 15] = [
            "operation",
            "operations",
            "mission",
            "missions",
            "action",
            "actions",
            "intervention",
            "interventions",
            "offensive",
            "offensives",
            "patrouille",
            "ratissage",
            "fouille",
            "manoeuvre",
            "investigations",
        ];
        let at = self.text.token_at(hit.range.start);
        hit.value == Movement::Moved
            && at.checked_sub(1).is_some_and(|i| OPERATIONS.contains(&self.text.word(i)))
    }

    /// "un raid a été conduit à X", "fui l'attaque de X": an incident stands with the word.
    fn is_of_event(&self, hit: &Hit<Movement>, start: usize) -> bool {
        self.around.triggers.iter().any(|trigger| {
            let is_between = trigger.start >= hit.range.end && trigger.end <= start;
            let is_subject = trigger.end <= hit.range.start && hit.range.start - trigger.end < 12;
            let overlaps = trigger.start < hit.range.end && hit.range.start < trigger.end;
            is_between || is_subject || overlaps
        })
    }

    /// A part and the parts that go on from it: "à Ber, à l'est de Tombouctou".
    fn chain(&self, at: usize) -> Option<Parts> {
        let (mut parts, mut end) = self.part(at)?;
        // No phrase has more parts than this; it keeps odd input linear.
        while parts.len() < 8 {
            let Some((more, next)) = self.continuation(end) else { break };
            parts.extend(more);
            end = next;
        }
        Some((parts, end))
    }

    fn continuation(&self, end: usize) -> Option<Parts> {
        const GLUE: [&str; 19] = [
            ",",
            "(",
            ")",
            "et",
            "petite",
            "ville",
            "localite",
            "village",
            "bourgade",
            "commune",
            "toujours",
            "soit",
            "plus",
            "precisement",
            "and",
            "some",
            "une",
            "un",
            "cette",
        ];
        if let Some(country) = self.of_its_country(end) {
            return Some(country);
        }
        for skip in 0..=3 {
            let at = end + skip;
            let is_glue = (end..at).all(|i| GLUE.contains(&self.text.word(i)));
            if !is_glue {
                return None;
            }
            let is_and = skip > 0 && matches!(self.text.word(at - 1), "et" | "and");
            if let Some((parts, next)) = self.part(at) {
                let first = parts.first()?;
                let joins = !matches!(first.relation, Relation::Toward)
                    && (!is_and || self.joins_with_and(at, first));
                return joins.then_some((parts, next));
            }
        }
        None
    }

    /// After "et" only directions, distances and things without a preposition go on.
    fn joins_with_and(&self, at: usize, part: &PlacePart) -> bool {
        let is_bearing = matches!(
            part.relation,
            Relation::Direction(_) | Relation::Offset { .. } | Relation::Travel { .. }
        );
        is_bearing || self.feature_at(self.skip_determiners(at)).is_some()
    }

    fn part(&self, at: usize) -> Option<Parts> {
        if !self.openings.get(at).is_some_and(|opens| *opens) {
            return None;
        }
        self.offset(at)
            .or_else(|| self.direction(at))
            .or_else(|| self.related(at))
            .or_else(|| self.owned_unit(at))
            .or_else(|| self.along(at))
            .or_else(|| self.axis(at))
            .or_else(|| self.bare_feature(at))
            .or_else(|| self.of_trigger(at))
            .or_else(|| self.apposed(at))
            .or_else(|| self.subject(at))
    }
}

/// How exact a part is.
fn rank(part: &PlacePart) -> u8 {
    let feature = part.toponyms.first().and_then(|t| t.feature);
    match (part.relation, feature) {
        (Relation::Border | Relation::PartOf(_), _) | (Relation::In, Some(Feature::Country)) => 1,
        (_, Some(Feature::Country)) => 1,
        (Relation::In, Some(Feature::Region | Feature::District)) | (Relation::Toward, _) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests;
