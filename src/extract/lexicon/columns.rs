//! What the second and third columns of the tables may say.

use rustc_hash::FxHashMap;

use super::matcher::Hit;
use super::matcher::rows;
use crate::model::{Direction, Feature, Kind, Outcome, Side};

/// How much a trigger word says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Role {
    /// A noun for an incident: "embuscade".
    Noun,
    /// A verb for an incident: "enlevé".
    Verb,
    /// A deed that may be an incident: "détruit", "neutralisé".
    Act,
    /// A word that only goes with an incident: "opération".
    Weak,
    /// Words for an incident that stand for none here: "hélicoptère d'attaque".
    Untold,
}

/// What a feature word is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum FeatureRole {
    /// An administrative unit.
    Unit,
    /// A place by itself.
    Place,
    /// A thing in a place: "camp", "poste".
    Object,
    /// A surrounding: "secteur", "zone".
    Zone,
}

/// Whether a word names a village or a town, and nothing in one.
pub(in crate::extract) fn is_settlement(hit: &Hit<(Option<Feature>, FeatureRole)>) -> bool {
    matches!(hit.value, (Some(Feature::Settlement), FeatureRole::Place))
}

/// How a number word is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum NumberRole {
    /// "un": a number only before a noun of harm.
    Article,
    /// "douze".
    Cardinal,
    /// "vingtaine".
    Collective,
    /// "dizaines".
    Dozens,
    /// "plusieurs".
    Several,
}

/// A relation word's meaning, before its direction or distance is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum RelationWord {
    /// "à", "dans".
    In,
    /// "dans le secteur de".
    Sector,
    /// "près de".
    Near,
    /// "entre", "sur l'axe".
    Between,
    /// "vers".
    Toward,
    /// "non loin de la frontière".
    Border,
}

/// What a cue word says of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Cue {
    /// It did not happen.
    Denial,
    /// It has not happened.
    Plan,
    /// It was kept from happening, unless somebody died of it.
    Foiled,
    /// The incident after it is the one told before: "the ensuing firefight".
    Ensuing,
    /// "le dernier cas", "the latest attack": told as news, though it is one of a sum.
    Latest,
    /// It is no security incident.
    Accident,
    /// It is a matter of courts.
    Trial,
    /// It is a sum over months.
    Statistics,
    /// It was earlier.
    Background,
    /// It is claimed.
    Claiming,
    /// It is one more.
    New,
    /// It is the first of several.
    First,
    /// It sums up what follows.
    Summary,
    /// The incident after it is only alluded to: "les auteurs de l'attaque".
    Allusion,
    /// Incidents after it are a general state: "en proie à des attaques".
    Tail,
    /// What follows is equipment, not a deed.
    Equipment,
    /// It follows from an incident: a sweep, a search.
    Sweep,
    /// It honours, entertains or rules; an incident after it is only its reason.
    Ceremony,
    /// It is of a field that speaks in words of war: sport, elections, markets, computers.
    Figure,
    /// Its quotes are what a crowd chants or writes on its signs.
    Slogan,
    /// It comments on or comes long after an incident that it names with its article.
    Comment,
}

/// How a verb of saying is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Movement {
    /// People or things went there.
    Moved,
    /// Who was on the way there or from there, and may have been struck on the way.
    Travel,
    /// Somebody speaks there.
    Speaker,
    /// What follows at once is a party, not a place: "attribué à".
    Agent,
}

/// How the parties of a deed stand to the word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Form {
    /// "attaqué", "attacked": active or passive by its auxiliary.
    Participle,
    /// "neutralisé": a participle that says who did it only where it was done to people, not to a mine.
    Persons,
    /// "ont ouvert le feu sur": who did it before, whom after.
    Active,
    /// "tuant": whom after.
    Gerund,
    /// "attaque", "kills": a verb where the party stands right before it, else a noun.
    Present,
    /// "embuscade": who by "of" and "by", whom by "against".
    Noun,
    /// "massacre": whom by "of".
    Suffered,
    /// "combats": the parties by "between".
    Clash,
    /// "clashed with", "se sont affrontés": the parties before and after.
    Clashed,
    /// "revendiquée par": who says that it did it, after.
    Claimed,
    /// "attribuée à": who is said to have done it, after.
    Attributed,
    /// "a revendiqué": who says that it did it, before.
    Claims,
}

pub(super) fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|k| k.name() == name)
}

pub(super) fn role(name: &str) -> Role {
    match name {
        "noun" => Role::Noun,
        "verb" => Role::Verb,
        "act" => Role::Act,
        "untold" => Role::Untold,
        _ => Role::Weak,
    }
}

pub(super) fn side(name: &str) -> Option<Side> {
    match name {
        "state_forces" => Some(Side::StateForces),
        "militants" => Some(Side::Militants),
        "civilians" => Some(Side::Civilians),
        "unknown" => Some(Side::Unknown),
        _ => None,
    }
}

pub(super) fn outcome(name: &str) -> Option<Outcome> {
    match name {
        "killed" => Some(Outcome::Killed),
        "wounded" => Some(Outcome::Wounded),
        "captured" => Some(Outcome::Captured),
        "missing" => Some(Outcome::Missing),
        "surrendered" => Some(Outcome::Surrendered),
        _ => None,
    }
}

pub(super) fn feature(name: &str) -> Option<Feature> {
    match name {
        "region" => Some(Feature::Region),
        "district" => Some(Feature::District),
        "commune" => Some(Feature::Commune),
        "settlement" => Some(Feature::Settlement),
        "quarter" => Some(Feature::Quarter),
        "airfield" => Some(Feature::Airfield),
        "forest" => Some(Feature::Forest),
        "river" => Some(Feature::River),
        "lake" => Some(Feature::Lake),
        "mountain" => Some(Feature::Mountain),
        "well" => Some(Feature::Well),
        "road" => Some(Feature::Road),
        _ => None,
    }
}

pub(super) fn feature_role(name: &str) -> FeatureRole {
    match name {
        "unit" => FeatureRole::Unit,
        "object" => FeatureRole::Object,
        "zone" => FeatureRole::Zone,
        _ => FeatureRole::Place,
    }
}

pub(super) fn relation(name: &str) -> Option<RelationWord> {
    match name {
        "in" => Some(RelationWord::In),
        "sector" => Some(RelationWord::Sector),
        "near" => Some(RelationWord::Near),
        "between" => Some(RelationWord::Between),
        "toward" => Some(RelationWord::Toward),
        "border" => Some(RelationWord::Border),
        _ => None,
    }
}

pub(super) fn direction(name: &str) -> Option<Direction> {
    match name {
        "n" => Some(Direction::North),
        "ne" => Some(Direction::NorthEast),
        "e" => Some(Direction::East),
        "se" => Some(Direction::SouthEast),
        "s" => Some(Direction::South),
        "sw" => Some(Direction::SouthWest),
        "w" => Some(Direction::West),
        "nw" => Some(Direction::NorthWest),
        "c" => Some(Direction::Center),
        _ => None,
    }
}

pub(super) fn cue(name: &str) -> Option<Cue> {
    match name {
        "denial" => Some(Cue::Denial),
        "plan" => Some(Cue::Plan),
        "foiled" => Some(Cue::Foiled),
        "ensuing" => Some(Cue::Ensuing),
        "latest" => Some(Cue::Latest),
        "accident" => Some(Cue::Accident),
        "trial" => Some(Cue::Trial),
        "slogan" => Some(Cue::Slogan),
        "statistics" => Some(Cue::Statistics),
        "background" => Some(Cue::Background),
        "claiming" => Some(Cue::Claiming),
        "new" => Some(Cue::New),
        "first" => Some(Cue::First),
        "summary" => Some(Cue::Summary),
        "allusion" => Some(Cue::Allusion),
        "tail" => Some(Cue::Tail),
        "equipment" => Some(Cue::Equipment),
        "sweep" => Some(Cue::Sweep),
        "ceremony" => Some(Cue::Ceremony),
        "figure" => Some(Cue::Figure),
        "comment" => Some(Cue::Comment),
        _ => None,
    }
}

pub(super) fn movement(name: &str) -> Option<Movement> {
    match name {
        "moved" => Some(Movement::Moved),
        "travel" => Some(Movement::Travel),
        "speaker" => Some(Movement::Speaker),
        "agent" => Some(Movement::Agent),
        _ => None,
    }
}

pub(super) fn form(name: &str) -> Option<Form> {
    match name {
        "participle" => Some(Form::Participle),
        "persons" => Some(Form::Persons),
        "active" => Some(Form::Active),
        "gerund" => Some(Form::Gerund),
        "present" => Some(Form::Present),
        "noun" => Some(Form::Noun),
        "suffered" => Some(Form::Suffered),
        "clash" => Some(Form::Clash),
        "clashed" => Some(Form::Clashed),
        "claimed" => Some(Form::Claimed),
        "attributed" => Some(Form::Attributed),
        "claims" => Some(Form::Claims),
        _ => None,
    }
}

pub(super) fn numbers(table: &str) -> FxHashMap<String, (u32, NumberRole)> {
    let number_role = |name: &str| match name {
        "article" => NumberRole::Article,
        "collective" => NumberRole::Collective,
        "dozens" => NumberRole::Dozens,
        "several" => NumberRole::Several,
        _ => NumberRole::Cardinal,
    };
    let read = |(word, value, role): (&str, &str, &str)| {
        Some((word.to_owned(), (value.parse().ok()?, number_role(role))))
    };
    rows(table).filter_map(read).collect()
}

pub(super) fn names(table: &str) -> FxHashMap<String, i8> {
    rows(table).filter_map(|(word, n, _)| Some((word.to_owned(), n.parse().ok()?))).collect()
}
