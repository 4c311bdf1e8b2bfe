//! The word lists of geodata/lexicon, compiled once for each language into linear-time matchers.

mod forms;
mod lists;
mod matcher;
mod scanner;
mod tree;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(super) use forms::{Expression, Forms};
pub(super) use lists::{Lists, Words};
pub(super) use matcher::{Hit, Matcher, expand, rows};
pub(super) use scanner::{Atom, Atoms, Scan, Scanner, is_word};

use super::classes::Classes;

use crate::model::{Direction, Feature, Kind, Outcome, Side};

/// How much a trigger word says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A noun for an incident: "embuscade".
    Noun,
    /// A verb for an incident: "enlevé".
    Verb,
    /// A deed that may be an incident: "détruit", "neutralisé".
    Act,
    /// A word that only goes with an incident: "opération".
    Weak,
}

/// What a feature word is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FeatureRole {
    /// An administrative unit.
    Unit,
    /// A place by itself.
    Place,
    /// A thing in a place: "camp", "poste".
    Object,
    /// A surrounding: "secteur", "zone".
    Zone,
}

/// How a number word is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberRole {
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
pub(super) enum RelationWord {
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
pub(super) enum Cue {
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
    /// It comments on or comes long after an incident that it names with its article.
    Comment,
}

/// How a verb of saying is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Movement {
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
pub(super) enum Form {
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

/// The word lists of one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Words for incidents.
    pub(super) triggers: Matcher<(Kind, Role)>,
    /// Words for people.
    pub(super) people: Matcher<Side>,
    /// Words for what became of them.
    pub(super) outcomes: Matcher<(Outcome, bool)>,
    /// Words for what a place is.
    pub(super) features: Matcher<(Option<Feature>, FeatureRole)>,
    /// Words for how a place lies.
    pub(super) relations: Matcher<RelationWord>,
    /// Words of the wind rose.
    pub(super) directions: Matcher<Direction>,
    /// Countries and their adjectives, with the country's name.
    pub(super) countries: Matcher<&'static str>,
    /// Words that mark a sentence.
    pub(super) cues: Matcher<Cue>,
    /// Verbs and nouns of saying; true for verbs.
    pub(super) reporting: Matcher<bool>,
    /// Words for coming, going and speaking.
    pub(super) movement: Matcher<Movement>,
    /// Armed parties by alias.
    pub(super) actors: Matcher<(&'static str, Side)>,
    /// Words for deeds, with how their parties stand to them.
    pub(super) roles: Matcher<Form>,
    /// Things destroyed or seized.
    pub(super) materiel: Matcher<&'static str>,
    /// Weapons and ammunition.
    pub(super) arms: Matcher<()>,
    /// What is counted and is no person.
    pub(super) things: Matcher<()>,
    /// Words that make a figure less sure.
    pub(super) hedges: Matcher<()>,
    /// Words that single rules ask for.
    pub(super) lists: Lists,
    /// Regular expressions that single rules ask for.
    pub(super) forms: Forms,
    /// The table of the classes of words.
    pub(super) word_classes: &'static str,
    /// Number words.
    pub(super) numbers: FxHashMap<String, (u32, NumberRole)>,
    /// The table of the forms of dates.
    pub(super) dates: &'static str,
    /// Month names.
    pub(super) months: FxHashMap<String, i8>,
    /// Weekday names, Monday 1.
    pub(super) weekdays: FxHashMap<String, i8>,
    /// Whether it is English.
    pub(super) is_english: bool,
    /// Finds the words of all lists in one pass.
    pub(super) scanner: Scanner,
    /// What words may be.
    pub(super) classes: Classes,
}

impl Lexicon {
    fn with_scanner(mut self) -> Self {
        let mut scanner = Scanner::new(&[
            self.triggers.patterns(),
            self.people.patterns(),
            self.outcomes.patterns(),
            self.features.patterns(),
            self.relations.patterns(),
            self.directions.patterns(),
            self.countries.patterns(),
            self.cues.patterns(),
            self.reporting.patterns(),
            self.movement.patterns(),
            self.actors.patterns(),
            self.materiel.patterns(),
            self.hedges.patterns(),
            self.arms.patterns(),
            self.things.patterns(),
            self.roles.patterns(),
        ]);
        self.classes = Classes::new(&self, &mut scanner);
        self.scanner = scanner;
        self
    }
}

macro_rules! table {
    ($language:literal, $topic:literal) => {
        include_str!(concat!("../../../geodata/lexicon/", $language, "/", $topic, ".tsv"))
    };
}

macro_rules! lexicon {
    ($language:literal, $is_english:literal) => {
        Lexicon {
            scanner: Scanner::default(),
            classes: Classes::default(),
            triggers: Matcher::new(0, table!($language, "triggers"), |k, r| {
                Some((kind(k)?, role(r)))
            }),
            people: Matcher::new(1, table!($language, "people"), |s, _| side(s)),
            outcomes: Matcher::new(2, table!($language, "outcomes"), |o, f| {
                Some((outcome(o)?, f == "verb"))
            }),
            features: Matcher::new(3, table!($language, "features"), |f, r| {
                Some((feature(f), feature_role(r)))
            }),
            relations: Matcher::new(4, table!($language, "relations"), |r, _| relation(r)),
            directions: Matcher::new(5, table!($language, "directions"), |d, _| direction(d)),
            countries: Matcher::new(6, table!($language, "countries"), |c, _| Some(c)),
            cues: Matcher::new(7, table!($language, "cues"), |c, _| cue(c)),
            reporting: Matcher::new(8, table!($language, "reporting"), |r, _| Some(r == "verb")),
            movement: Matcher::new(9, table!($language, "movement"), |m, _| movement(m)),
            actors: Matcher::new(10, table!($language, "actors"), |n, s| Some((n, side(s)?))),
            materiel: Matcher::new(11, table!($language, "materiel"), |n, _| Some(n)),
            hedges: Matcher::new(12, table!($language, "hedges"), |_, _| Some(())),
            arms: Matcher::new(13, table!($language, "arms"), |_, _| Some(())),
            things: Matcher::new(14, table!($language, "things"), |_, _| Some(())),
            roles: Matcher::new(15, table!($language, "roles"), |f, _| form(f)),
            lists: Lists::new(table!($language, "lists")),
            forms: Forms::new(table!($language, "forms")),
            word_classes: table!($language, "classes"),
            numbers: numbers(table!($language, "numbers")),
            dates: table!($language, "dates"),
            months: names(table!($language, "months")),
            weekdays: names(table!($language, "weekdays")),
            is_english: $is_english,
        }
        .with_scanner()
    };
}

/// The word lists of French.
pub(super) static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| lexicon!("fr", false));
/// The word lists of English.
pub(super) static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| lexicon!("en", true));

fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|k| k.name() == name)
}

fn role(name: &str) -> Role {
    match name {
        "noun" => Role::Noun,
        "verb" => Role::Verb,
        "act" => Role::Act,
        _ => Role::Weak,
    }
}

fn side(name: &str) -> Option<Side> {
    match name {
        "state_forces" => Some(Side::StateForces),
        "militants" => Some(Side::Militants),
        "civilians" => Some(Side::Civilians),
        "unknown" => Some(Side::Unknown),
        _ => None,
    }
}

fn outcome(name: &str) -> Option<Outcome> {
    match name {
        "killed" => Some(Outcome::Killed),
        "wounded" => Some(Outcome::Wounded),
        "captured" => Some(Outcome::Captured),
        "missing" => Some(Outcome::Missing),
        "surrendered" => Some(Outcome::Surrendered),
        _ => None,
    }
}

fn feature(name: &str) -> Option<Feature> {
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

fn feature_role(name: &str) -> FeatureRole {
    match name {
        "unit" => FeatureRole::Unit,
        "object" => FeatureRole::Object,
        "zone" => FeatureRole::Zone,
        _ => FeatureRole::Place,
    }
}

fn relation(name: &str) -> Option<RelationWord> {
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

fn direction(name: &str) -> Option<Direction> {
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

fn cue(name: &str) -> Option<Cue> {
    match name {
        "denial" => Some(Cue::Denial),
        "plan" => Some(Cue::Plan),
        "foiled" => Some(Cue::Foiled),
        "ensuing" => Some(Cue::Ensuing),
        "latest" => Some(Cue::Latest),
        "accident" => Some(Cue::Accident),
        "trial" => Some(Cue::Trial),
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
        "comment" => Some(Cue::Comment),
        _ => None,
    }
}

fn movement(name: &str) -> Option<Movement> {
    match name {
        "moved" => Some(Movement::Moved),
        "travel" => Some(Movement::Travel),
        "speaker" => Some(Movement::Speaker),
        "agent" => Some(Movement::Agent),
        _ => None,
    }
}

fn form(name: &str) -> Option<Form> {
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

fn numbers(table: &str) -> FxHashMap<String, (u32, NumberRole)> {
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

fn names(table: &str) -> FxHashMap<String, i8> {
    rows(table).filter_map(|(word, n, _)| Some((word.to_owned(), n.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests;
