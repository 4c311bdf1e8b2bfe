//! An incident under way: what the sentences read so far say of it.

use super::context::{Named, fold_name, nearest};
use super::dates::OVERNIGHT;
use super::deeds::Trigger;
use super::facts::Facts;
use super::lexicon::Cue;
use super::places::Found;
use super::tolls::Toll;
use crate::model::{
    Claim, DateInterval, Document, Evidence, Feature, Kind, Note, Outcome, PlacePhrase, Relation,
    Report, Side, Span, Toponym,
};

/// An incident under way.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What happened.
    pub(super) kind: Kind,
    /// Whether a word of its own says the kind.
    pub(super) has_kind: bool,
    /// When.
    pub(super) dates: Option<DateInterval>,
    /// Whether a date of its own says it, not one taken over.
    pub(super) has_date: bool,
    /// Only "overnight" says when.
    pub(super) is_day_vague: bool,
    /// A second date.
    pub(super) other_dates: Option<DateInterval>,
    /// Where.
    pub(super) phrase: Option<PlacePhrase>,
    /// How exact the phrase is, 0 without one.
    pub(super) rank: u8,
    /// Tolls.
    pub(super) claims: Vec<Claim>,
    /// Tolls of single leaders, who count only where no other toll does.
    pub(super) leaders: Vec<Claim>,
    /// Who took part.
    pub(super) actors: Vec<String>,
    /// What was destroyed or seized.
    pub(super) materiel: Vec<String>,
    /// Told as an earlier event.
    pub(super) is_background: bool,
    /// The one place of several that a later sentence tells of alone.
    pub(super) single_place: Option<String>,
    /// The place is the title's, which may be only near.
    pub(super) is_place_of_title: bool,
    /// The place is one told before, and says nothing for the incident.
    pub(super) is_place_taken: bool,
    /// Only the title tells it.
    pub(super) is_title: bool,
    /// A verb or "une attaque" tells it, not only an allusion ("les attaques").
    pub(super) is_told: bool,
    /// It sums up what follows.
    pub(super) is_summary: bool,
    /// The number of its first sentence.
    pub(super) index: usize,
    /// The entry of a list that first told of it, 0 outside.
    pub(super) entry: usize,
    /// The number of the last sentence that told of it.
    pub(super) last: usize,
    /// That sentence.
    pub(super) sentence: String,
    /// Where it stands.
    pub(super) span: Span,
    /// Words and rules.
    pub(super) evidence: Vec<Evidence>,
    /// What was poor.
    pub(super) notes: Vec<Note>,
}

/// How two places agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They share a name.
    Same,
    /// They may be one.
    Open,
    /// They are two.
    Different,
}

/// "Overnight" may mean a night so many days before the one before publication.
const NIGHTS: i32 = 3;

/// Claims, actors and materiel beyond this number say nothing new; it bounds odd input.
const MOST: usize = 64;

impl Draft {
    /// A draft from the sentence that first tells of the incident.
    pub(super) fn new(facts: &Facts<'_>, document: &Document) -> Self {
        let whole = 0..facts.text.folded.plain.len();
        let mut draft = Self {
            kind: Kind::Other,
            has_kind: false,
            dates: None,
            has_date: false,
            is_day_vague: false,
            other_dates: None,
            phrase: None,
            rank: 0,
            claims: Vec::new(),
            leaders: Vec::new(),
            actors: Vec::new(),
            materiel: Vec::new(),
            is_background: false,
            single_place: None,
            is_place_of_title: false,
            is_place_taken: false,
            is_title: facts.is_title,
            is_told: false,
            is_summary: facts.has(Cue::Summary),
            index: facts.index,
            entry: facts.entry,
            last: facts.index,
            sentence: facts.text.source(&whole).to_owned(),
            span: facts.text.span(&whole),
            evidence: Vec::new(),
            notes: Vec::new(),
        };
        draft.take_kind(facts);
        draft.take_date(facts, false);
        if let Some(found) = facts.place() {
            draft.take_place(facts, found);
        }
        draft.take_rest(facts, document);
        draft
    }

    /// Adds what a later sentence says.
    pub(super) fn add(&mut self, facts: &Facts<'_>, document: &Document, is_reference: bool) {
        if self.is_title && !facts.is_title {
            let whole = 0..facts.text.folded.plain.len();
            self.sentence = facts.text.source(&whole).to_owned();
            self.span = facts.text.span(&whole);
            self.is_title = false;
            self.is_place_of_title = self.rank > 0;
            self.index = facts.index;
        }
        // "ont intercepté un car" says less than "s'en sont pris aux passagers".
        let says_less = self.kind == Kind::Attack
            && facts.main_trigger().is_some_and(|t| t.kind == Kind::ArmedClash);
        let is_vague = self.rank < 2
            && !says_less
            && facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label);
        if !self.has_kind || is_vague || is_finer(self.kind, facts) {
            self.take_kind(facts);
        }
        self.take_date(facts, is_reference);
        self.single_out(facts);
        self.add_unit(facts);
        let found = facts.place().filter(|f| {
            let is_finer = f.rank > self.rank
                || self.is_offset_of_same(f)
                || (self.is_place_of_title && f.rank >= 2);
            // "In the ensuing firefight around X": there it was.
            let is_there = facts.has_before_event(Cue::Ensuing, 24) && f.rank >= 3;
            (is_finer || is_there || self.is_told_nearer(&f.phrase))
                && !(f.is_label && self.rank > 0)
        });
        if let Some(found) = found {
            self.take_place(facts, found);
            self.is_place_of_title = false;
        }
        self.take_rest(facts, document);
    }

    /// "à dix kilomètres au sud de la localité": nearer than the locality told before.
    fn is_offset_of_same(&self, found: &Found) -> bool {
        let first = |p: &PlacePhrase| p.parts.first().cloned();
        let (mine, theirs) = (self.phrase.as_ref().and_then(first), first(&found.phrase));
        mine.zip(theirs).is_some_and(|(a, b)| {
            let is_nearer = matches!(b.relation, Relation::Offset { .. });
            let name = |p: &crate::model::PlacePart| p.toponyms.first().map(|t| fold_name(&t.name));
            is_nearer && a.relation == Relation::In && name(&a) == name(&b)
        })
    }

    /// "near X", then "near Y, 30 km from X": the later phrase says where it was by the first.
    fn is_told_nearer(&self, other: &PlacePhrase) -> bool {
        let name = |t: &Toponym| fold_name(&t.name);
        let first = self.phrase.as_ref().and_then(|p| p.parts.first());
        let Some(mine) = first.and_then(|p| p.toponyms.first()).map(name) else { return false };
        other.parts.iter().skip(1).any(|part| {
            let is_bearing = matches!(
                part.relation,
                Relation::Offset { .. } | Relation::Direction(_) | Relation::Near
            );
            is_bearing && part.toponyms.iter().any(|t| name(t) == mine)
        })
    }

    /// A unit that a later sentence names narrows the place.
    fn add_unit(&mut self, facts: &Facts<'_>) {
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

    /// Notes that a toll is told for one of the several places of this draft alone.
    fn single_out(&mut self, facts: &Facts<'_>) {
        let first = self.phrase.as_ref().and_then(|p| p.parts.first());
        let listed: Vec<String> =
            first.into_iter().flat_map(|p| &p.toponyms).map(|t| fold_name(&t.name)).collect();
        let named = facts.place().and_then(|f| f.phrase.parts.first());
        let Some([one]) = named.map(|p| p.toponyms.as_slice()) else { return };
        let is_one_of_them = listed.len() == 2 && listed.contains(&fold_name(&one.name));
        if is_one_of_them && !facts.tolls.is_empty() && self.claims.is_empty() {
            self.single_place = Some(one.name.clone());
        }
    }

    fn evidence(
        &mut self,
        facts: &Facts<'_>,
        field: &str,
        rule: &str,
        range: &std::ops::Range<usize>,
    ) {
        if self.evidence.len() < 4 * MOST {
            self.evidence.push(Evidence {
                field: field.to_owned(),
                rule: rule.to_owned(),
                text: facts.text.source(range).to_owned(),
                span: facts.text.span(range),
            });
        }
    }

    fn take_kind(&mut self, facts: &Facts<'_>) {
        if let Some(trigger) =
            facts.main_trigger().filter(|t| t.kind != Kind::Other || !self.has_kind)
        {
            // "ont été tués" alone: whose dead they are says what it was.
            let toll = facts.tolls.first().filter(|t| is_told_by_harm(trigger, t));
            self.kind = toll.map_or(trigger.kind, kind_of_toll);
            if self.kind == Kind::Other {
                // "l'offensive …, où il a éliminé dix soldats": the weaker word says more.
                let weak = facts
                    .triggers
                    .iter()
                    .find(|t| t.role == super::lexicon::Role::Weak && t.kind != Kind::Other);
                // "ont abattu huit villageois": whoever died says what it was.
                let harmed = facts.tolls.first().filter(|t| is_harm_of(trigger, t));
                let of_toll = harmed.map_or(Kind::Other, kind_of_toll);
                self.kind = weak.map_or(of_toll, |t| t.kind);
            }
            self.has_kind = trigger.kind != Kind::Other;
            // "Trois ingénieurs ont été capturés": civilians are not arrested so.
            let words = facts.text.folded.lower(trigger.range.clone());
            let is_seizing = self.kind == Kind::Arrest && words.contains("captur");
            let is_of_civilians = facts
                .tolls
                .iter()
                .any(|t| t.outcome == Outcome::Captured && t.side == Side::Civilians);
            if is_seizing && is_of_civilians {
                self.kind = Kind::Abduction;
            }
            let range = trigger.range.clone();
            self.evidence(facts, "kind", "word for an incident", &range);
        } else if let Some(toll) = facts.tolls.first().filter(|_| !self.has_kind) {
            self.kind = kind_of_toll(toll);
            let range = toll.range.clone();
            self.evidence(facts, "kind", "harm to people", &range);
        }
    }

    /// An operation of no stated kind in which fighters died was a clash.
    pub(super) fn take_kind_of_harm(&mut self, facts: &Facts<'_>) {
        let is_fight =
            |t: &&Toll| t.outcome == Outcome::Killed && t.side == Side::Militants && t.low > 0;
        let is_open = self.kind == Kind::Other && !self.has_kind;
        if let Some(toll) = facts.tolls.iter().find(is_fight).filter(|_| is_open) {
            self.kind = kind_of_toll(toll);
            self.has_kind = true;
            self.evidence(facts, "kind", "harm to people", &toll.range.clone());
        }
    }

    pub(super) fn take_date(&mut self, facts: &Facts<'_>, is_reference: bool) {
        let Some(mention) = facts.date() else { return };
        let Some(interval) = mention.interval else { return };
        let (range, rule) = (mention.range.clone(), mention.rule);
        match self.dates {
            // "in an overnight raid", then "the raid on Tuesday night".
            Some(known)
                if known.gap_days(&interval) > 0
                    && self.is_day_vague
                    && is_reference
                    && mention.is_own
                    && known.gap_days(&interval) <= NIGHTS =>
            {
                self.is_day_vague = false;
            }
            Some(known) if known.gap_days(&interval) > 0 => {
                // A relative date in a later sentence says when something else was.
                if is_reference && mention.is_own && self.other_dates.is_none() {
                    self.other_dates = Some(interval);
                    let message = format!(
                        "the text gives {} and {} for it; the first is kept",
                        known.start, interval.start
                    );
                    self.notes.push(Note::new("date-conflict", message));
                    self.evidence(facts, "date", rule, &range);
                }
                return;
            }
            Some(known) if known.n_days() <= interval.n_days() && self.has_date => return,
            _ => {}
        }
        self.dates = Some(interval);
        self.has_date = true;
        self.is_day_vague =
            facts.text.folded.lower(range.clone()).starts_with("overnight") && rule == OVERNIGHT;
        if mention.has_weekday_conflict {
            let words = facts.text.source(&range);
            let message =
                format!("the weekday in '{words}' is not that of the date; the date is kept");
            self.notes.push(Note::new("weekday-conflict", message));
        }
        self.evidence(facts, "date", rule, &range);
    }

    fn take_place(&mut self, facts: &Facts<'_>, found: &Found) {
        let mut phrase = found.phrase.clone();
        // The unit that another phrase of the sentence names narrows this one.
        for other in
            facts.places.iter().filter(|o| !o.is_excluded && o.range != found.range && o.rank < 3)
        {
            let is_unit = |p: &&crate::model::PlacePart| {
                matches!(p.relation, Relation::In | Relation::PartOf(_) | Relation::Border)
            };
            phrase.parts.extend(other.phrase.parts.iter().filter(is_unit).take(4).cloned());
        }
        self.phrase = Some(phrase);
        self.is_place_taken = false;
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

    fn take_rest(&mut self, facts: &Facts<'_>, document: &Document) {
        self.last = self.last.max(facts.index);
        self.is_told |= facts.tells();
        for toll in &facts.tolls {
            self.take_toll(facts, toll, document);
        }
        let actors = facts.actors.iter().map(|(name, _)| (*name).to_owned());
        self.actors.extend(actors.take(MOST.saturating_sub(self.actors.len())));
        self.actors.sort();
        self.actors.dedup();
        let materiel = facts.materiel.iter().map(|thing| (*thing).to_owned());
        self.materiel.extend(materiel.take(MOST.saturating_sub(self.materiel.len())));
        self.materiel.sort();
        self.materiel.dedup();
    }

    /// Adds one toll as a claim.
    pub(super) fn take_toll(&mut self, facts: &Facts<'_>, toll: &Toll, document: &Document) {
        let by = facts.claimant.as_ref().map(|r| facts.text.source(r).to_owned());
        let by = by.or_else(|| facts.speaker.clone());
        let claim = Claim {
            by,
            outcome: toll.outcome,
            side: toll.side,
            low: toll.low,
            high: toll.high,
            hedge: hedge(facts, toll),
            is_neutralised: is_neutralised(facts, toll),
            text: facts.text.source(&toll.range).to_owned(),
            document: document.id.clone(),
            span: facts.text.span(&toll.range),
        };
        let says_same = |c: &Claim| {
            c.outcome == claim.outcome
                && (c.low, c.high) == (claim.low, claim.high)
                && (c.side == claim.side || c.side == Side::Unknown || claim.side == Side::Unknown)
                && (c.by == claim.by || claim.by.is_none() || facts.is_title)
        };
        if self.claims.len() >= MOST || self.claims.iter().any(says_same) {
            return;
        }
        if toll.is_leader {
            self.leaders.push(claim);
            return;
        }
        self.claims.push(claim);
        let range = toll.range.clone();
        self.evidence(facts, "claim", "number of people and what became of them", &range);
    }

    /// How the place of a phrase agrees with this draft's.
    pub(super) fn agreement(&self, other: Option<&PlacePhrase>, other_rank: u8) -> Agreement {
        let (Some(mine), Some(theirs)) = (&self.phrase, other) else { return Agreement::Open };
        let (Some(a), Some(b)) = (mine.parts.first(), theirs.parts.first()) else {
            return Agreement::Open;
        };
        let name = |t: &Toponym| fold_name(&t.name);
        let names: Vec<String> = a.toponyms.iter().map(name).collect();
        let shares =
            b.toponyms.iter().any(|t| names.contains(&name(t))) || self.is_told_nearer(theirs);
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
    pub(super) fn is_list_of_two(&self) -> bool {
        let parts = self.phrase.as_ref().map_or(&[] as &[_], |p| &p.parts);
        let n_inside = parts.iter().filter(|p| p.relation == Relation::In).count();
        self.is_summary && n_inside >= 2
    }

    /// "Vingt assaillants tués … ni mort ni blessé": where some died, nobody did on another side.
    fn settle_unhurt(&mut self) {
        let died = |side: Side| {
            let is_dead = |c: &&Claim| c.outcome == Outcome::Killed && c.side == side && c.low > 0;
            self.claims.iter().any(|c| is_dead(&c))
        };
        let other = match (died(Side::Militants), died(Side::StateForces), died(Side::Civilians)) {
            (true, false, _) => Side::StateForces,
            (false, true, false) => Side::Civilians,
            _ => return,
        };
        let is_open = |c: &&mut Claim| c.high == Some(0) && c.side == Side::Unknown;
        self.claims.iter_mut().filter(is_open).for_each(|c| c.side = other);
    }

    /// An attack that only took people away was an abduction.
    fn settle_abduction(&mut self) {
        let took = |c: &Claim| c.outcome == Outcome::Captured && c.side == Side::Civilians;
        let harmed =
            |c: &Claim| matches!(c.outcome, Outcome::Killed | Outcome::Wounded) && c.low > 0;
        let is_open = self.kind == Kind::Attack && !self.claims.iter().any(harmed);
        if is_open && self.claims.iter().any(took) {
            self.kind = Kind::Abduction;
        }
    }

    /// Whether its words have other meanings ("une frappe", "a été attaquée"), nobody was harmed and
    /// no place was what suffered.
    pub(super) fn is_figurative(&self) -> bool {
        let is_harm = |c: &Claim| c.high != Some(0);
        let kinds = self.evidence.iter().filter(|e| e.field == "kind");
        let is_open = matches!(self.kind, Kind::AirStrike | Kind::Attack | Kind::Ambush)
            && kinds.flat_map(|e| e.text.split(' ')).all(has_other_meanings);
        let is_fire = |e: &Evidence| ["feu", "rafale", "balle"].iter().any(|w| e.text.contains(w));
        let is_open = is_open && !self.evidence.iter().any(|e| e.field == "kind" && is_fire(e));
        // "Gossi a été attaquée", not "à Gossi".
        let is_target = self.phrase.as_ref().is_some_and(|phrase| {
            let first = phrase.parts.first().and_then(|part| part.toponyms.first());
            first.is_some_and(|toponym| phrase.text.starts_with(&toponym.name))
        });
        is_open && !is_target && !self.claims.iter().chain(&self.leaders).any(is_harm)
    }

    /// The finished report; `context` is all toponyms of the document.
    pub(super) fn into_report(mut self, document: &Document, context: &[Named]) -> Report {
        let has_killed =
            self.claims.iter().any(|c| c.outcome == Outcome::Killed && c.side == Side::Militants);
        if !has_killed {
            self.claims.append(&mut self.leaders);
        }
        self.claims.sort_by_key(|c| c.span);
        self.settle_unhurt();
        self.settle_abduction();
        if self.is_background {
            self.evidence.push(Evidence {
                field: "background".to_owned(),
                rule: "told as an earlier event".to_owned(),
                text: self.sentence.clone(),
                span: self.span,
            });
        }
        Report {
            document: document.id.clone(),
            row: None,
            source: document.source.clone(),
            published: document.published,
            kind: self.kind,
            dates: self.dates,
            other_dates: self.other_dates,
            context: nearest(context, self.span, self.phrase.as_ref()),
            phrase: self.phrase,
            claims: self.claims,
            actors: self.actors,
            materiel: self.materiel,
            background: self.is_background,
            sentence: self.sentence,
            span: self.span,
            evidence: self.evidence,
            notes: self.notes,
        }
    }
}

/// Whether a word for an incident is as much one of sport, nature or debate. Those that only help it
/// ("a été") are taken for such too.
fn has_other_meanings(word: &str) -> bool {
    const STEMS: [&str; 13] = [
        "abattu", "frapp", "attaqu", "attack", "strik", "struck", "raid", "assaut", "assault",
        "envahi", "essuy", "shot", "tir",
    ];
    const LONGEST_HELPER: usize = 5;
    let word = fold_name(word);
    word.len() <= LONGEST_HELPER || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// The words before or in a toll that make it less sure.
fn hedge(facts: &Facts<'_>, toll: &Toll) -> Option<String> {
    const REACH: usize = 40;
    let from = toll.range.start.saturating_sub(REACH);
    let is_near = |r: &&std::ops::Range<usize>| r.start >= from && r.start < toll.range.end;
    let nearest = facts.hedges.iter().filter(is_near).max_by_key(|r| r.start)?;
    Some(facts.text.source(nearest).to_owned())
}

/// Whether "neutralisés" or its like says what became of them.
fn is_neutralised(facts: &Facts<'_>, toll: &Toll) -> bool {
    const REACH: usize = 60;
    const WORDS: [&str; 4] = ["neutralis", "neutraliz", "hors d'etat de nuire", "hors de combat"];
    let lower = &facts.text.folded.lower;
    let (from, to) = (toll.range.start.saturating_sub(REACH), toll.range.end + REACH);
    let around = lower.get(from..to.min(lower.len())).unwrap_or_default();
    let is_of_enemy = matches!(toll.side, Side::Militants | Side::Unknown);
    is_of_enemy && toll.outcome == Outcome::Killed && WORDS.iter().any(|w| around.contains(w))
}

fn is_unit(feature: Option<Feature>) -> bool {
    matches!(feature, Some(Feature::Region | Feature::District | Feature::Commune))
}

/// "ont été tués", or an operation in which fighters died: the harm says what it was.
fn is_told_by_harm(trigger: &Trigger, toll: &Toll) -> bool {
    let is_harm = trigger.role == super::lexicon::Role::Act && trigger.kind == Kind::Attack;
    let is_of_fighters =
        toll.outcome == Outcome::Killed && toll.side == Side::Militants && toll.low > 0;
    // "des inconnus ont abattu deux combattants": it takes two known parties to clash.
    let is_fight = is_of_fighters && trigger.kind == Kind::Other;
    (is_harm && !(is_of_fighters && trigger.is_by_strangers)) || is_fight
}

/// "ont abattu", "ont éliminé" of civilians or soldiers.
fn is_harm_of(trigger: &Trigger, toll: &Toll) -> bool {
    trigger.role == super::lexicon::Role::Act
        && toll.outcome == Outcome::Killed
        && matches!(toll.side, Side::Civilians | Side::StateForces)
        && toll.low > 0
}

/// "attaque", then "embuscade": the later word says more.
fn is_finer(kind: Kind, facts: &Facts<'_>) -> bool {
    let later: Option<&Trigger> = facts.main_trigger();
    let is_general = matches!(kind, Kind::Attack | Kind::ArmedClash);
    is_general && later.is_some_and(|t| t.kind == Kind::Ambush)
}

fn kind_of_toll(toll: &Toll) -> Kind {
    match (toll.outcome, toll.side) {
        (Outcome::Captured, Side::Civilians) => Kind::Abduction,
        (Outcome::Captured | Outcome::Surrendered, _) => Kind::Arrest,
        (Outcome::Killed, Side::Militants) => Kind::ArmedClash,
        _ => Kind::Attack,
    }
}
