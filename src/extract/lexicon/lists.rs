//! The lists of words that single rules ask for, where how a word is met is the rule's own.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::matcher::{expand, rows};

/// The words or stems of one list.
#[derive(Debug, Default)]
pub(in crate::extract) struct Words {
    all: Vec<String>,
    /// Their first bytes, which are of ASCII, as bits.
    first: u128,
    /// Finds them inside other words; made where it is first asked for.
    inside: OnceLock<Option<AhoCorasick>>,
}

impl Words {
    fn new(table: &str, name: &str) -> Self {
        let rows = rows(table).filter(|(_, list, _)| *list == name);
        let all: Vec<String> = rows.flat_map(|(words, ..)| expand(words)).collect();
        let first = all.iter().filter_map(|word| word.bytes().next());
        let first = first.fold(0, |bits, byte| bits | bit(byte));
        Self { first, all, inside: OnceLock::new() }
    }

    /// The entries, in the order of the table.
    pub(in crate::extract) fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// Whether a word is in the list.
    pub(in crate::extract) fn has(&self, word: &str) -> bool {
        self.may_open(word) && self.all.iter().any(|w| w == word)
    }

    /// Whether some words begin with one of the list.
    pub(in crate::extract) fn opens(&self, words: &str) -> bool {
        self.opening(words).next().is_some()
    }

    /// The entries that some words begin with, in the order of the table.
    pub(in crate::extract) fn opening(&self, words: &str) -> impl Iterator<Item = &str> {
        let all = if self.may_open(words) { self.all.as_slice() } else { &[] };
        all.iter().map(String::as_str).filter(move |w| words.starts_with(w))
    }

    /// Whether some words have one of the list in them.
    pub(in crate::extract) fn is_in(&self, words: &str) -> bool {
        let inside = self.inside.get_or_init(|| AhoCorasick::new(&self.all).ok());
        match inside {
            _ if self.all.is_empty() => false,
            Some(inside) => inside.is_match(words),
            None => self.all.iter().any(|w| words.contains(w.as_str())),
        }
    }

    fn may_open(&self, words: &str) -> bool {
        words.bytes().next().is_some_and(|byte| self.first & bit(byte) != 0)
    }
}

/// One of 128 bits for a byte of ASCII, none for others.
fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(u32::from(byte)).unwrap_or_default()
}

/// The lists of one language.
#[derive(Debug, Default)]
pub(in crate::extract) struct Lists {
    /// What armed men do or suffer that is no attack, by the stems of the verbs.
    pub(in crate::extract) peaceful: Words,
    /// People on the side of armed groups who are named for other things than attacks.
    pub(in crate::extract) no_attackers: Words,
    /// Words for people whom nobody knows.
    pub(in crate::extract) strangers: Words,
    /// Participles before an agent that tell of no deed, by their stems.
    pub(in crate::extract) no_deeds: Words,
    /// Vehicles that are stopped.
    pub(in crate::extract) vehicles: Words,
    /// Subjects that stand for attackers told of before.
    pub(in crate::extract) attackers: Words,
    /// How somebody who was taken went free.
    pub(in crate::extract) released: Words,
    /// Verbs of taking somebody away, by their stems.
    pub(in crate::extract) takes: Words,
    /// Kin of a survivor.
    pub(in crate::extract) kin: Words,
    /// Offices that are held in a place.
    pub(in crate::extract) offices: Words,
    /// What links two places and is named for it.
    pub(in crate::extract) roads: Words,
    /// What is conducted at a place.
    pub(in crate::extract) operations: Words,
    /// Auxiliaries of what will or would be.
    pub(in crate::extract) future: Words,
    /// Auxiliaries of what may be done to somebody.
    pub(in crate::extract) modals: Words,
    /// What may stand between an auxiliary and its verb.
    pub(in crate::extract) links: Words,
    /// Words that open a condition.
    pub(in crate::extract) conditions: Words,
    /// Words that open a condition at the head of a clause.
    pub(in crate::extract) openings: Words,
    /// What may stand between a verb of saying and its day.
    pub(in crate::extract) fillers: Words,
    /// Stems of words for killing, beside those for dying and being buried.
    pub(in crate::extract) killings: Words,
    /// What follows a day that was soon after the incident's.
    pub(in crate::extract) soon_after: Words,
    /// Words of a burial or of dying later, whose day is not the incident's.
    pub(in crate::extract) burials: Words,
    /// Verbs of those who suffer something.
    pub(in crate::extract) suffered: Words,
    /// How a title begins that sets a rumour right.
    pub(in crate::extract) refutations: Words,
    /// What is denied as news.
    pub(in crate::extract) news: Words,
    /// What is denied of an incident, which stays.
    pub(in crate::extract) parts: Words,
    /// What may stand between a party and the verb that it is the subject of.
    pub(in crate::extract) party_links: Words,
    /// What makes a party after it no subject.
    pub(in crate::extract) no_subjects: Words,
    /// What ends the phrase of an object.
    pub(in crate::extract) phrase_ends: Words,
    /// Participles between a word for a deed and who did it.
    pub(in crate::extract) done: Words,
    /// What stands between a word for a deed and whom it was done to.
    pub(in crate::extract) against: Words,
    /// Words before a party's name that stand for its people.
    pub(in crate::extract) members: Words,
    /// What stands before the object of a verb.
    pub(in crate::extract) articles: Words,
    /// Verbs that help others.
    pub(in crate::extract) auxiliaries: Words,
    /// What opens a clause.
    pub(in crate::extract) clauses: Words,
    /// How somebody came out unharmed, by the stems.
    pub(in crate::extract) unharmed: Words,
    /// Lines that point to other articles.
    pub(in crate::extract) see_also: Words,
    /// Words for a dead body, by their stems.
    pub(in crate::extract) bodies: Words,
    /// Participles of finding, by their stems.
    pub(in crate::extract) found: Words,
    /// Words that open a sentence and stand in no title with a capital.
    pub(in crate::extract) sentence_openers: Words,
    /// Words of accidents that armed acts happen to as well.
    pub(in crate::extract) on_the_way: Words,
    /// Endings of nouns for who does something.
    pub(in crate::extract) doers: Words,
    /// How a sentence opens that tells what the same men did next.
    pub(in crate::extract) sequels: Words,
    /// What ties people to the party they are of: "affiliated with".
    pub(in crate::extract) tied: Words,
    /// Words before a number that open it upwards.
    pub(in crate::extract) at_least: Words,
    /// Words before a number that leave it as it is.
    pub(in crate::extract) about: Words,
    /// What goes before the name of a river or a road, along which something is.
    pub(in crate::extract) along: Words,
    /// Words before a day and month in digits.
    pub(in crate::extract) before_date: Words,
    /// Words after a day of the month, which count nothing.
    pub(in crate::extract) after_day: Words,
    /// Verbs between an incident and how long it was after another.
    pub(in crate::extract) dated_by: Words,
    /// Words beside a number without a side that make it one of the state's people.
    pub(in crate::extract) of_state: Words,
    /// The same of militants.
    pub(in crate::extract) of_enemy: Words,
    /// The same of civilians.
    pub(in crate::extract) of_people: Words,
    /// Words for harm that only people suffer, by their stems.
    pub(in crate::extract) suffered_by_people: Words,
    /// Verbs of counting and telling, by their stems.
    pub(in crate::extract) counts: Words,
    /// Verbs of destroying or seizing things, by their stems.
    pub(in crate::extract) takes_things: Words,
    /// How a sentence begins that tells of the body of somebody told of before.
    pub(in crate::extract) their_bodies: Words,
    /// Words for the place told before.
    pub(in crate::extract) same_place: Words,
    /// Words that deny an incident told before.
    pub(in crate::extract) nothing_was: Words,
    /// Words for the first of several incidents told before.
    pub(in crate::extract) former: Words,
    /// Words for people who were missing and are back.
    pub(in crate::extract) returned: Words,
    /// Words for the dead, by which those found are not back.
    pub(in crate::extract) dead: Words,
    /// Words for graves.
    pub(in crate::extract) graves: Words,
    /// Words for burying.
    pub(in crate::extract) buried: Words,
    /// What follows a word for a known incident and tells it after all.
    pub(in crate::extract) told_after: Words,
    /// What tells such an incident further on.
    pub(in crate::extract) told_later: Words,
    /// What tells an incident in a comment on it.
    pub(in crate::extract) told_beside: Words,
    /// Words for a fire.
    pub(in crate::extract) fires: Words,
    /// Adverbs without the usual ending.
    pub(in crate::extract) adverbs: Words,
    /// The usual endings of adverbs.
    pub(in crate::extract) adverb_endings: Words,
    /// Nouns with such an ending.
    pub(in crate::extract) no_adverbs: Words,
    /// What follows the word of a condition, where it has other meanings.
    pub(in crate::extract) subjects: Words,
}

impl Lists {
    /// Whether a word is an adverb: "ensuite", "également", "repeatedly".
    pub(in crate::extract) fn is_adverb(&self, word: &str) -> bool {
        const SHORTEST: usize = 5;
        let has_ending = || self.adverb_endings.all().any(|ending| word.ends_with(ending));
        self.adverbs.has(word)
            || word.len() >= SHORTEST && has_ending() && !self.no_adverbs.has(word)
    }

    pub(super) fn new(table: &str) -> Self {
        let words = |name| Words::new(table, name);
        Self {
            peaceful: words("peaceful"),
            no_attackers: words("no_attackers"),
            strangers: words("strangers"),
            no_deeds: words("no_deeds"),
            vehicles: words("vehicles"),
            attackers: words("attackers"),
            released: words("released"),
            takes: words("takes"),
            kin: words("kin"),
            offices: words("offices"),
            roads: words("roads"),
            operations: words("operations"),
            future: words("future"),
            modals: words("modals"),
            links: words("links"),
            conditions: words("conditions"),
            openings: words("openings"),
            refutations: words("refutations"),
            fillers: words("fillers"),
            killings: words("killings"),
            soon_after: words("soon_after"),
            burials: words("burials"),
            suffered: words("suffered"),
            news: words("news"),
            parts: words("parts"),
            at_least: words("at_least"),
            about: words("about"),
            along: words("along"),
            before_date: words("before_date"),
            after_day: words("after_day"),
            dated_by: words("dated_by"),
            of_state: words("of_state"),
            of_enemy: words("of_enemy"),
            of_people: words("of_people"),
            suffered_by_people: words("suffered_by_people"),
            counts: words("counts"),
            takes_things: words("takes_things"),
            bodies: words("bodies"),
            same_place: words("same_place"),
            nothing_was: words("nothing_was"),
            former: words("former"),
            found: words("found"),
            dead: words("dead"),
            on_the_way: words("on_the_way"),
            graves: words("graves"),
            buried: words("buried"),
            told_after: words("told_after"),
            told_later: words("told_later"),
            told_beside: words("told_beside"),
            fires: words("fires"),
            adverbs: words("adverbs"),
            adverb_endings: words("adverb_endings"),
            no_adverbs: words("no_adverbs"),
            subjects: words("subjects"),
            party_links: words("party_links"),
            no_subjects: words("no_subjects"),
            phrase_ends: words("phrase_ends"),
            done: words("done"),
            against: words("against"),
            members: words("members"),
            articles: words("articles"),
            tied: words("tied"),
            sequels: words("sequels"),
            doers: words("doers"),
            sentence_openers: words("sentence_openers"),
            their_bodies: words("their_bodies"),
            returned: words("returned"),
            auxiliaries: words("auxiliaries"),
            clauses: words("clauses"),
            unharmed: words("unharmed"),
            see_also: words("see_also"),
        }
    }
}
