//! The classes of words, by their names in the tables.

/// What a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::extract) struct Class(u128);

/// Gives each class a bit of its own.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident $name:literal,)*) => {
        /// The numbers of the bits.
        #[expect(
            non_camel_case_types,
            clippy::upper_case_acronyms,
            reason = "they are called as the classes are"
        )]
        enum Bit {
            $($class,)*
        }

        impl Class {
            $($(#[$doc])* pub(in crate::extract) const $class: Self = Self(1 << Bit::$class as u32);)*

            /// The class of a name in the tables.
            pub(in crate::extract) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// The first word of a number.
    NUMBER "number",
    /// The first word of a part of a place phrase.
    PLACE "place",
    /// An article, which opens a part of a place phrase where the words after it do.
    ARTICLE "article",
    /// No part of a name, though it has a capital.
    NAMELESS "nameless",
    /// A word without which no date is told, but for those in digits.
    DATE "date",
    /// The first word of a form of date.
    OPENS_DATE "opens_date",
    /// A word without which no claimant is found by a form of saying.
    SAYING "saying",
    /// A word without which nobody is said to be unharmed.
    NONE "none",
    /// A word without which nobody told of before is said to be dead.
    PRONOUN "pronoun",
    /// A word of a number: one that counts, or its part ("et" in "vingt-et-un").
    COUNT "count",
    /// The first of the words before a number that say how sure it is.
    MODIFIER "modifier",
    /// The first of the words before the name of a river or road.
    LINE "line",
    /// An article or "de", which may stand between a feature word and its name.
    DETERMINER "determiner",
    /// A word for a group, which may be armed.
    GROUP "group",
    /// A word that points to a place told before.
    POINTER "pointer",
    /// "said".
    SAID "said",
    /// A word for a number of dead.
    TOLL "toll",
    /// A word without which nobody is named as who says it by "selon" and its like.
    ACCORDING "according",
    /// "Of" before a name or noun.
    OF "of",
    /// "Of" before a name or a noun in the singular.
    OF_ONE "of_one",
    /// "Of" with the article of the singular in it.
    OF_THE "of_the",
    /// "Of" with the article of the plural in it.
    OF_MANY "of_many",
    /// "From".
    FROM "from",
    /// "To", before where somebody goes or what somebody joins.
    TO "to",
    /// "At" before a place or a distance, or the article there.
    AT "at",
    /// "In".
    IN "in",
    /// "And".
    AND "and",
    /// "Or".
    OR "or",
    /// "Then", which opens a clause.
    THEN "then",
    /// "That", which opens a clause.
    THAT "that",
    /// A pronoun that opens a relative clause as its subject.
    RELATIVE "relative",
    /// "Where", in French only with its accent.
    WHERE "where",
    /// "This" with one thing.
    THIS "this",
    /// Whose something is, before it.
    OWN "own",
    /// A form of "to be" that has a subject.
    BE "be",
    /// A form of "to be" that makes a passive with what follows.
    BEEN "been",
    /// A form of "to have" that has a subject.
    HAVE "have",
    /// An adverb between an auxiliary and its verb.
    ALREADY "already",
    /// "Not" before what is set against something else.
    NON "non",
    /// A word that denies the verb beside it.
    NEGATION "negation",
    /// A preposition of what lies before or past a place.
    BEFORE_OR_AFTER "before_or_after",
    /// A kilometre.
    KILOMETRE "kilometre",
    /// A metre.
    METRE "metre",
    /// A mile.
    MILE "mile",
    /// An hour.
    HOUR "hour",
    /// A minute.
    MINUTE "minute",
    /// A day.
    DAY "day",
    /// A road or track that is called by its ends.
    ROAD "road",
    /// A border.
    BORDER "border",
    /// What stands between the word for a border and its countries.
    BORDER_LINK "border_link",
    /// The country that a text is about.
    COUNTRY "country",
    /// A word for a place that people live in.
    TOWN "town",
    /// The seat of a unit.
    SEAT "seat",
    /// What stands between two parts of a place phrase.
    PLACE_LINK "place_link",
    /// What stands between the word for a place and its name.
    PLACE_ADJECTIVE "place_adjective",
    /// What after a name is named for the place, and no scene.
    NO_SCENE "no_scene",
    /// What stands before the name of a person.
    TITLE "title",
    /// A word of the day behind a place at the head of a line.
    OF_DAY "of_day",
    /// A small word inside a name.
    INNER "inner",
    /// "On" or "against" before whom or what a deed is done to.
    AGAINST "against",
    /// "By", before who did something.
    BY "by",
    /// "Between".
    BETWEEN "between",
    /// What stands between the two bounds of a number.
    RANGE "range",
    /// What right behind digits makes a number one in a row.
    ORDINAL_SUFFIX "ordinal_suffix",
    /// A number in a row.
    ORDINAL "ordinal",
    /// "De" without an article.
    DE "de",
    /// A verb before "to" and a new toll.
    RAISED "raised",
    /// An adjective that stands before its noun.
    BEFORE_NOUN "before_noun",
    /// What stands before a noun in the singular for somebody known.
    SINGULAR "singular",
    /// What stands before the participle of what somebody suffered.
    SUFFERS "suffers",
    /// A verb of dying.
    DIED "died",
    /// A participle of killing, before whom it killed.
    KILLING "killing",
    /// "Others", which counts people where no better noun follows.
    OTHER "other",
    /// What ends the search for the noun that a number counts.
    NO_NOUN "no_noun",
    /// "Of whom", before a part of people counted already.
    OF_WHOM "of_whom",
    /// What stands before a number that says the same again.
    THAT_IS "that_is",
    /// An auxiliary after somebody's name.
    SINGULAR_AUXILIARY "singular_auxiliary",
    /// An auxiliary after a number that is its subject.
    PLURAL_AUXILIARY "plural_auxiliary",
    /// What before a name makes it a place's, or one of several.
    NAME_LINK "name_link",
    /// The first of two told of before.
    ONE "one",
    /// The second of them.
    OTHER_ONE "other_one",
    /// What before people makes them those who did it or say it.
    BY_WHOM "by_whom",
    /// A pronoun for people counted before.
    THEY "they",
    /// "To have".
    TO_HAVE "to_have",
    /// "To be" after another auxiliary.
    TO_BE "to_be",
    /// A participle of finding bodies.
    FOUND "found",
    /// A pronoun for a place or for some of those told of.
    PRO_ADVERB "pro_adverb",
    /// What stands between a word for a charge and the deed.
    CHARGE_LINK "charge_link",
    /// What before a noun denies it.
    NO "no",
    /// "Not" beside a verb.
    NOT "not",
    /// The first of the two words that deny a verb.
    NE "ne",
    /// "Without" before a verb.
    WITHOUT "without",
    /// "Since".
    SINCE "since",
    /// "Only" after a negation.
    ONLY "only",
    /// The present of "to have".
    HAS "has",
    /// What before "if" makes it no condition.
    SO "so",
    /// "There" for a place told before.
    THERE "there",
    /// An auxiliary of what is to come.
    WILL "will",
    /// What stands before the noun of something told of before.
    DEFINITE "definite",
    /// What stands before the noun of something new.
    INDEFINITE "indefinite",
    /// The indefinite article of the singular.
    INDEFINITE_ARTICLE "indefinite_article",
    /// What before a word for an incident tells that there was none.
    UNTOLD "untold",
    /// The pronoun of what somebody did to themselves.
    REFLEXIVE "reflexive",
    /// An adjective for an armed group.
    ARMED "armed",
    /// A preposition that makes those after it no subject.
    OBLIQUE "oblique",
    /// The past of verbs without the usual ending.
    IRREGULAR_PAST "irregular_past",
    /// "With".
    WITH "with",
    /// "It" as a subject.
    IT "it",
    /// "But".
    BUT "but",
    /// "Against" before the other side of a fight.
    OPPONENT "opponent",
    /// A beast, the weather, an illness, money or a feeling, which is said to strike or to kill.
    NO_DOER "no_doer",
}

impl Class {
    /// The units of length and time.
    pub(in crate::extract) const DISTANCE: Self = Self::KILOMETRE
        .with(Self::METRE)
        .with(Self::MILE)
        .with(Self::HOUR)
        .with(Self::MINUTE)
        .with(Self::DAY);
    /// What after "there" makes it no place: "there were no victims".
    pub(in crate::extract) const AFTER_THERE: Self =
        Self::BE.with(Self::BEEN).with(Self::HAVE).with(Self::WILL).with(Self::TO);
    /// What opens another clause.
    pub(in crate::extract) const CLAUSE: Self =
        Self::RELATIVE.with(Self::OF_WHOM).with(Self::THAT).with(Self::BUT).with(Self::AND);
    /// "Of" or "from".
    pub(in crate::extract) const ORIGIN: Self = Self::OF.with(Self::FROM);

    /// All that a word with signs inside has from each of its parts.
    pub(super) const OF_PARTS: Self = Self::DATE
        .with(Self::OPENS_DATE)
        .with(Self::SAYING)
        .with(Self::NONE)
        .with(Self::PRONOUN)
        .with(Self::COUNT)
        .with(Self::ACCORDING);

    /// Whether it is all that another class is.
    pub(in crate::extract) fn is(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is any of several classes.
    pub(in crate::extract) fn is_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both in one.
    pub(in crate::extract) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
