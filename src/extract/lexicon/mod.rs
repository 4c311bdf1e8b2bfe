//! The word lists of geodata/lexicon, compiled once for each language into linear-time matchers.

mod atoms;
mod columns;
mod forms;
mod lists;
mod matcher;
mod membership;
mod scanner;
mod tree;
mod trigrams;
mod words;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(super) use columns::{
    Cue, FeatureRole, Form, Movement, NumberRole, RelationWord, Role, is_settlement,
};
pub(super) use forms::{Expression, Forms};
pub(super) use lists::Lists;
pub(super) use matcher::{Hit, Matcher, expand, rows};
pub(super) use membership::{ListSet, Membership, RowNumber};
pub(super) use scanner::{Atom, Atoms, Scan, Scanner, is_word};
pub(super) use trigrams::Trigrams;
pub(super) use words::Words;

use super::classes::Classes;
use super::dates::DateForms;
use columns::{
    cue, direction, feature, feature_role, form, kind, movement, names, numbers, outcome, relation,
    role, side,
};

use crate::model::{Direction, Feature, Kind, Language, Outcome, Side};

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
    /// The table of what may end a name that stands in a table.
    kinds: &'static str,
    /// Number words.
    pub(super) numbers: FxHashMap<String, (u32, NumberRole)>,
    /// The table of the forms of dates.
    pub(super) dates: &'static str,
    /// These forms.
    pub(super) date_forms: DateForms,
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
    /// In which lists words stand.
    pub(super) membership: Membership,
}

impl Lexicon {
    /// The word lists of a language, where there are any.
    pub(super) fn of(language: Language) -> Option<&'static Self> {
        match language {
            Language::French => Some(&FRENCH),
            Language::English => Some(&ENGLISH),
            Language::Other => None,
        }
    }

    /// What at the end of a name in a table says what the place is.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&'static str, Option<Feature>)> {
        rows(self.kinds).map(|(word, kind, _)| (word, feature(kind)))
    }

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
        self.date_forms = DateForms::new(self.dates, &self.months, &self.weekdays);
        self.classes = Classes::new(&self, &mut scanner);
        self.membership = Membership::new(&self.lists, &mut scanner);
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
            membership: Membership::default(),
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
            kinds: table!($language, "kinds"),
            numbers: numbers(table!($language, "numbers")),
            dates: table!($language, "dates"),
            date_forms: DateForms::default(),
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

#[cfg(test)]
mod tests;
