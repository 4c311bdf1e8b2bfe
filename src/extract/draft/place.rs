//! Where an incident was, as its sentences tell it more and more closely.

use super::Draft;
use crate::extract::facts::Facts;
use crate::extract::fold::is_same_name;
use crate::extract::places::Found;
use crate::model::{Evidence, Feature, Note, PlacePhrase, Relation, Toponym};

impl Draft {
    /// "à dix kilomètres au sud de la localité": nearer than the locality told before.
    pub(super) fn is_offset_of_same(&self, found: &Found) -> bool {
        let mine = self.phrase.as_ref().and_then(|phrase| phrase.parts.first());
        let theirs = found.phrase.parts.first();
        mine.zip(theirs).is_some_and(|(a, b)| {
            let is_nearer = matches!(b.relation, Relation::Offset { .. });
            let are_same = || match (a.toponyms.first(), b.toponyms.first()) {
                (Some(a), Some(b)) => is_same_name(&a.name, &b.name),
                (a, b) => a.is_none() && b.is_none(),
            };
            is_nearer && a.relation == Relation::In && are_same()
        })
    }

    /// "near X", then "near Y, 30 km from X": the later phrase says where it was by the first.
    pub(super) fn is_told_nearer(&self, other: &PlacePhrase) -> bool {
        let first = self.phrase.as_ref().and_then(|p| p.parts.first());
        let Some(mine) = first.and_then(|p| p.toponyms.first()) else { return false };
        other.parts.iter().skip(1).any(|part| {
            let is_bearing = matches!(
                part.relation,
                Relation::Offset { .. } | Relation::Direction(_) | Relation::Near
            );
            is_bearing && part.toponyms.iter().any(|t| is_same_name(&t.name, &mine.name))
        })
    }

    /// A unit that a later sentence names narrows the place.
    pub(super) fn add_unit(&mut self, facts: &Facts<'_>) {
        const MOST_PARTS: usize = 8;
        let units = facts.places.iter().filter(|f| f.rank == 2 && !f.is_excluded && !f.is_label);
        let parts: Vec<_> = units
            .flat_map(|f| &f.phrase.parts)
            .filter(|p| p.relation == Relation::In && p.toponyms.iter().all(|t| is_unit(t.feature)))
            .cloned()
            .collect();
        let Some(phrase) = self.phrase.as_mut().filter(|_| self.rank >= 3) else { return };
        let room = MOST_PARTS.saturating_sub(phrase.parts.len());
        let is_bare = phrase.parts.iter().all(|p| p.toponyms.iter().all(|t| !is_unit(t.feature)));
        phrase.parts.extend(parts.into_iter().take(room).filter(|_| is_bare));
    }

    /// Notes where people live whom a sentence names with no place.
    pub(in crate::extract) fn take_home(&mut self, facts: &Facts<'_>) {
        self.home = self.home.take().or_else(|| facts.home.clone());
    }

    /// Notes the same of a sentence that told its toll before it.
    pub(in crate::extract) fn take_home_of(&mut self, before: &mut Draft) {
        self.home = before.home.take().or_else(|| self.home.take());
    }

    /// Notes the same of an incident told right before it.
    pub(in crate::extract) fn share_home(&mut self, before: &Draft) {
        self.home = self.home.take().or_else(|| before.home.clone());
    }

    /// An incident that no sentence gives a place is where people it names live.
    pub(in crate::extract) fn settle_home(&mut self) {
        // "Residents of X fear an attack" tells of none.
        let is_told = self.dates.is_some() || !self.claims.is_empty();
        let is_open = self.phrase.is_none() && is_told;
        let Some(home) = self.home.take().filter(|_| is_open) else { return };
        let message = "the text names no place for it; the home of the people it names is taken";
        self.notes.push(Note::new("place-of-people", message));
        self.take_unsaid(home, "home of the people named");
    }

    /// Takes a place that the text does not say to be this incident's, by a rule.
    fn take_unsaid(&mut self, place: PlacePhrase, rule: &'static str) {
        self.evidence.push(Evidence {
            field: "place".into(),
            rule: rule.into(),
            text: place.text.clone(),
            span: place.span,
        });
        self.phrase = Some(place);
        self.rank = 1;
    }

    /// Whether nothing but a country or nothing at all is told of its place.
    pub(in crate::extract) fn is_placeless(&self) -> bool {
        let Some(phrase) = &self.phrase else { return true };
        let is_country = |t: &Toponym| t.feature == Some(Feature::Country);
        let toponyms = || phrase.parts.iter().flat_map(|part| &part.toponyms);
        let is_whole = phrase.parts.iter().all(|part| part.relation == Relation::In);
        self.rank <= 1 && is_whole && toponyms().all(is_country) && toponyms().count() > 0
    }

    /// Takes the place that the text names nearest to an incident that it gives none.
    pub(in crate::extract) fn take_named(&mut self, place: PlacePhrase) {
        let message = "the text names no place for it; the place named nearest to it is taken";
        self.notes.push(Note::new("place-nearest", message));
        self.take_unsaid(place, "place named nearest");
    }

    /// Notes that a toll is told for one of the several places of this draft alone.
    pub(super) fn single_out(&mut self, facts: &Facts<'_>) {
        let first = self.phrase.as_ref().and_then(|p| p.parts.first());
        let listed = first.map_or(&[] as &[Toponym], |part| &part.toponyms);
        let named = facts.place().and_then(|f| f.phrase.parts.first());
        let Some([one]) = named.map(|p| p.toponyms.as_slice()) else { return };
        let is_one_of_them =
            listed.len() == 2 && listed.iter().any(|t| is_same_name(&t.name, &one.name));
        if is_one_of_them && !facts.tolls.is_empty() && self.claims.is_empty() {
            self.single_place = Some(one.name.clone());
        }
    }

    pub(in crate::extract) fn take_place(&mut self, facts: &Facts<'_>, found: &Found) {
        let mut phrase = found.phrase.clone();
        // The unit that another phrase of the sentence names narrows this one.
        let is_unit = |o: &&Found| o.rank < 3 || o.is_wide && !found.is_wide;
        let others = facts.places.iter().filter(|o| !o.is_excluded && o.range != found.range);
        for other in others.filter(is_unit) {
            let is_unit = |p: &&crate::model::PlacePart| {
                matches!(p.relation, Relation::In | Relation::PartOf(_) | Relation::Border)
            };
            phrase.parts.extend(other.phrase.parts.iter().filter(is_unit).take(4).cloned());
        }
        self.phrase = Some(phrase);
        self.is_place_taken = false;
        self.is_place_carried = false;
        let is_way =
            matches!(found.phrase.parts.first().map(|p| p.relation), Some(Relation::Toward));
        self.rank = match found.rank {
            _ if found.is_label => 1,
            // "vers X" is weak against other places of its sentence, but it is a place.
            _ if is_way => 3,
            rank => rank,
        };
        let range = found.range.clone();
        self.evidence(facts, "place", "place phrase", &range);
    }

    /// How the place of a phrase agrees with this draft's.
    pub(in crate::extract) fn agreement(
        &self,
        other: Option<&PlacePhrase>,
        other_rank: u8,
    ) -> Agreement {
        let (Some(mine), Some(theirs)) = (&self.phrase, other) else { return Agreement::Open };
        let (Some(a), Some(b)) = (mine.parts.first(), theirs.parts.first()) else {
            return Agreement::Open;
        };
        let is_of_both = |t: &Toponym| a.toponyms.iter().any(|a| is_same_name(&a.name, &t.name));
        let shares = b.toponyms.iter().any(is_of_both) || self.is_told_nearer(theirs);
        let is_turned = matches!((a.relation, b.relation), (Relation::Direction(x), Relation::Direction(y)) if x != y);
        if shares {
            return if is_turned { Agreement::Different } else { Agreement::Same };
        }
        let unit = |p: &crate::model::PlacePart| p.toponyms.first().and_then(|t| t.feature);
        let both_units =
            self.rank == 2 && other_rank == 2 && unit(a) == unit(b) && is_unit(unit(a));
        if self.is_place_of_title {
            return Agreement::Open;
        }
        if (self.rank >= 3 && other_rank >= 3) || both_units {
            Agreement::Different
        } else {
            Agreement::Open
        }
    }

    /// A summary that names two places, each with an incident of its own.
    pub(in crate::extract) fn is_list_of_two(&self) -> bool {
        let parts = self.phrase.as_ref().map_or(&[] as &[_], |p| &p.parts);
        let n_inside = parts.iter().filter(|p| p.relation == Relation::In).count();
        self.is_summary && n_inside >= 2
    }
}

/// How two places agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Agreement {
    /// They share a name.
    Same,
    /// They may be one.
    Open,
    /// They are two.
    Different,
}

fn is_unit(feature: Option<Feature>) -> bool {
    matches!(feature, Some(Feature::Region | Feature::District | Feature::Commune))
}
