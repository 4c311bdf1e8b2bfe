//! The classes of words, by their names in the tables.

/// What a word may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Class(u128);

/// Gives each class a bit of its own.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident $name:literal,)*) => {
        /// The numbers of the bits.
        #[expect(non_camel_case_types, reason = "they are called as the classes are")]
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
    /// A unit of length or time.
    DISTANCE "distance",
    /// A word without which no date is told, but for those in digits.
    DATE "date",
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
}

impl Class {
    /// All that a word with signs inside has from each of its parts.
    pub(super) const OF_PARTS: Self = Self::DATE
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
