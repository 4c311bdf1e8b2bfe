//! Reads the toponyms of a part: feature word, name or list of names.

use super::Parser;
use crate::extract::classes::Class;
use crate::extract::lexicon::{FeatureRole, Hit};
use crate::extract::names::{is_known, name_end};
use crate::gazetteer::PlaceKind;
use crate::model::{Feature, Toponym};

impl Parser<'_, '_> {
    pub(super) fn start_of(&self, at: usize) -> Option<usize> {
        self.text.tokens.get(at).map(|t| t.start)
    }

    pub(super) fn hit_at<'h, T>(&self, hits: &'h [Hit<T>], at: usize) -> Option<&'h Hit<T>> {
        let start = self.start_of(at)?;
        let index = hits.partition_point(|h| h.range.start < start);
        hits.get(index).filter(|h| h.range.start == start)
    }

    pub(super) fn feature_at(&self, at: usize) -> Option<&Hit<(Option<Feature>, FeatureRole)>> {
        self.hit_at(&self.features, at)
    }

    pub(super) fn skip_determiners(&self, mut at: usize) -> usize {
        // "in Niger's Tillabéri region": the owner stands like an article.
        let owner = |at| self.text.lexicon.is_english.then(|| self.after_owner(at)).flatten();
        loop {
            let is_article = self.text.is(at, Class::DETERMINER) || self.text.sign(at) == b'#';
            match () {
                () if is_article || self.is_owner(at) => at += 1,
                () => match owner(at) {
                    Some(after) => at = after,
                    None => return at,
                },
            }
        }
    }

    /// "à" and not "a": with its accent, or a capital at the start of the sentence.
    pub(super) fn is_to(&self, at: usize) -> bool {
        let is_accented =
            self.start_of(at).is_some_and(|start| self.text.folded.is_accented(start));
        self.text.lexicon.is_english
            || !self.text.is(at, Class::AT)
            || is_accented
            || (at == 0 && self.text.is_capital(0))
    }

    /// The toponyms at a token: a feature word perhaps, then a name or a list of names.
    pub(super) fn toponyms(&self, at: usize) -> Option<(Vec<Toponym>, usize)> {
        let first = self.skip_determiners(at);
        let first = self.after_adjectives(first).unwrap_or(first);
        let mut feature = None;
        let mut name_at = first;
        let mut needs_known = false;
        if let Some(hit) = self.feature_at(first) {
            feature = hit.value.0;
            name_at = self.after_feature(self.text.token_at(hit.range.end));
            needs_known =
                hit.value.1 == FeatureRole::Object && self.text.is_back(name_at, 1, Class::OF_THE);
        }
        feature = self.nearer_feature(first, name_at, feature);
        let is_sahel = self.is_sahel_of_country(name_at);
        let feature = if is_sahel { Some(Feature::Region) } else { feature };
        let named = name_end(self.text, self.around.gazetteer, name_at);
        let Some(mut end) = named.or_else(|| self.sahel(name_at, feature)) else {
            let whole = self.whole_name(first, name_at, feature)?;
            return Some((vec![whole], name_at + 1));
        };
        if needs_known && !is_known(self.text, self.around.gazetteer, name_at, end) {
            return None;
        }
        // "la cité des Askia": who they are, not where.
        let is_of_people = name_at > first && self.text.is_back(name_at, 1, Class::OF_MANY);
        if is_of_people && !is_known(self.text, self.around.gazetteer, name_at, end) {
            return None;
        }
        // English puts the feature word after the name: "the Mopti region".
        if feature.is_none()
            && let Some(hit) = self.feature_at(end).filter(|_| self.text.lexicon.is_english)
        {
            let toponym = self.toponym(name_at, end, hit.value.0);
            return Some((vec![toponym], self.text.token_at(hit.range.end)));
        }
        let mut toponyms = vec![self.toponym(name_at, end, feature)];
        if feature == Some(Feature::Lake) {
            let word = (first..name_at).rev().find(|i| self.feature_at(*i).is_some());
            self.name_wholly(&mut toponyms, (word.unwrap_or(first), end));
        }
        for (from, to) in self.listed(end) {
            toponyms.push(self.toponym(from, to, feature));
            end = to;
        }
        Some((toponyms, end))
    }

    /// "la région du Sahel", "the Sahel region": a unit of that name, not the whole Sahel.
    pub(super) fn sahel(&self, at: usize, feature: Option<Feature>) -> Option<usize> {
        let is_word = self.text.word(at) == "sahel" && self.text.is_capital(at);
        let after = || self.feature_at(at + 1).and_then(|hit| hit.value.0);
        let is_region = feature == Some(Feature::Region)
            || (self.text.lexicon.is_english && after() == Some(Feature::Region));
        (is_word && is_region).then_some(at + 1)
    }

    /// "le parc du W": a letter that is a name with the word before it.
    fn whole_name(&self, first: usize, at: usize, feature: Option<Feature>) -> Option<Toponym> {
        let is_told = feature.is_some() && at > first && self.text.is_capital(at);
        let toponym = self.toponym(first, at + 1, feature);
        (is_told && self.around.gazetteer.knows(&toponym.name)).then_some(toponym)
    }

    /// "le lac Tchad": what is known with its word and a country without it.
    fn name_wholly(&self, toponyms: &mut [Toponym], (first, end): (usize, usize)) {
        let whole = self.text.source(&self.text.range(first, end));
        let gazetteer = self.around.gazetteer;
        for toponym in toponyms.iter_mut().filter(|t| gazetteer.names_country(&t.name)) {
            let is_known = gazetteer.named(whole).iter().any(|p| p.kind == PlaceKind::Lake);
            if is_known {
                whole.clone_into(&mut toponym.name);
            }
        }
    }

    /// "le Sahel burkinabè": the country has a region of that name.
    fn is_sahel_of_country(&self, at: usize) -> bool {
        if self.text.word(at) != "sahel" {
            return false;
        }
        let Some((country, _)) = self.country_adjective(at + 1) else { return false };
        self.around.gazetteer.has_region(&country.name, "Sahel")
    }

    /// "une localité de la région de X" is in the region X, "cette commune du X" in a unit called X:
    /// the last feature word before the name says what has the name.
    fn nearer_feature(&self, from: usize, to: usize, first: Option<Feature>) -> Option<Feature> {
        if to <= from + 1 || self.text.is(from, Class::SEAT) {
            return first;
        }
        let last = (from + 1..to).rev().find_map(|at| self.feature_at(at));
        let unit = last.filter(|hit| hit.value.1 == FeatureRole::Unit).and_then(|hit| hit.value.0);
        let points = (from.saturating_sub(1)..to).any(|at| self.text.is(at, Class::THIS));
        let is_inside = points && self.text.is_any(to - 1, Class::OF_THE.with(Class::ARTICLE));
        let lake = last.and_then(|hit| hit.value.0).filter(|feature| *feature == Feature::Lake);
        unit.or(lake).or_else(|| is_inside.then_some(Feature::District)).or(first)
    }

    /// The token of the name after a feature word: "de", adjectives, "à".
    pub(super) fn after_feature(&self, at: usize) -> usize {
        let mut at = self.skip_determiners(at);
        if let Some(hit) = self.feature_at(at) {
            at = self.skip_determiners(self.text.token_at(hit.range.end));
        }
        // "les postes des Forces armées maliennes de Boni": the owner stands between.
        let owner = self.actors.iter().find(|a| self.start_of(at) == Some(a.start));
        if let Some(owner) = owner {
            let after = self.text.token_at(owner.end);
            let closed = if self.text.sign(after) == b'(' { after + 3 } else { after };
            at = self.skip_determiners(closed);
        }
        let mut n_skipped = 0;
        while n_skipped < 3 && (self.text.is(at, Class::PLACE_ADJECTIVE) || self.is_described(at)) {
            at = self.skip_determiners(at + 1);
            n_skipped += 1;
        }
        at
    }

    /// "le campement nomade d'X", "la sortie nord de X": any adjective between the noun and its "de".
    fn is_described(&self, at: usize) -> bool {
        const SHORTEST: usize = 4;
        let word = self.text.word(at);
        let is_word = word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase());
        let is_linked = self.text.is(at + 1, Class::OF_ONE);
        !self.text.lexicon.is_english
            && is_word
            && is_linked
            && !self.text.is_capital(at)
            && self.text.is_capital(at + 2)
            && !self.text.is_of(at, &self.text.lexicon.lists.preposition)
            && self.feature_at(at).is_none()
            && self.hit_at(&self.relations, at).is_none()
            && !self.text.is_weekday(at)
    }

    /// The further names of a list ("Tadjalate, Tazimé et Marsi"), which ends with "et" or "ou".
    pub(super) fn listed(&self, end: usize) -> Vec<(usize, usize)> {
        const MOST: usize = 24;
        let mut names = Vec::new();
        let mut at = end;
        while names.len() < MOST {
            let is_last = self.text.is_any(at, Class::AND.with(Class::OR));
            if !is_last && self.text.sign(at) != b',' {
                break;
            }
            let mut from = at + 1;
            // "du Mali, du Niger et du Burkina Faso"
            from += usize::from(!is_last && self.text.is(from, Class::OF));
            while is_last && self.text.is_any(from, Class::OF_ONE.with(Class::TO)) {
                from += 1;
            }
            let Some(to) = name_end(self.text, self.around.gazetteer, from) else { break };
            names.push((from, to));
            if is_last {
                return names;
            }
            at = to;
        }
        Vec::new()
    }

    pub(super) fn toponym(&self, from: usize, to: usize, feature: Option<Feature>) -> Toponym {
        let range = self.text.range(from, to);
        let (name, span) = self.text.quote(&range);
        let is_country = feature.is_none()
            && (self.countries.iter().any(|c| c.range == range)
                || self.around.gazetteer.names_country(name));
        let feature = if is_country { Some(Feature::Country) } else { feature };
        Toponym { name: name.to_owned(), feature, span }
    }
}
