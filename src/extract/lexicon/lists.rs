//! The lists of words that single rules ask for, where how a word is met is the rule's own.

use super::words::Words;

/// Makes the lists, each by its name in the table.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident,)*) => {
        /// The lists of one language.
        #[derive(Debug, Default)]
        pub(in crate::extract) struct Lists {
            $($(#[$doc])* pub(in crate::extract) $list: Words,)*
        }

        /// How many lists there are.
        pub(super) const N_LISTS: usize = [$(stringify!($list)),*].len();

        impl Lists {
            pub(super) fn new(table: &str) -> Self {
                let mut numbers = 0..N_LISTS;
                Self {
                    $($list: Words::new(
                        table,
                        stringify!($list),
                        numbers.next().unwrap_or_default(),
                    ),)*
                }
            }

            /// All of them, in the order of their numbers.
            pub(super) fn each(&self) -> [&Words; N_LISTS] {
                [$(&self.$list),*]
            }

            /// Whether there is a list of a name.
            #[cfg(test)]
            pub(super) fn has(name: &str) -> bool {
                [$(stringify!($list)),*].contains(&name)
            }
        }
    };
}

lists! {
    /// Words right before a count of some of the dead, who are counted already.
    among_dead,
    /// Heads of sentences that mean the place told before.
    the_place,
    /// Those told of before and a verb for the way they were on.
    on_their_way,
    /// Killings of many, which count nobody.
    mass_deeds,
    /// Who is asked, by the stems.
    asked,
    /// Labels before a place in a form.
    place_labels,
    /// Labels before a day in a form.
    day_labels,
    /// Verbs of taking things, which may be of people.
    carries_off,
    /// Words for what happened as something before.
    same_way,
    /// Words right before a deed after which something else was done.
    after_deeds,
    /// Words of a toll that a later one has replaced.
    first_tolls,
    /// What armed men do or suffer that is no attack, by the stems of the verbs.
    peaceful,
    /// People on the side of armed groups who are named for other things than attacks.
    no_attackers,
    /// Words for people whom nobody knows.
    strangers,
    /// Participles before an agent that tell of no deed, by their stems.
    no_deeds,
    /// Drones, by what they are and by make.
    drones,
    /// Stems of words for a strike, whoever flies it.
    strikes,
    /// Verbs of what an incident leaves, right before its toll.
    causes,
    /// Vehicles that are stopped.
    vehicles,
    /// Subjects that stand for attackers told of before.
    attackers,
    /// What is done to people alone, by the stems of the participles.
    slayings,
    /// Days beside another: "au lendemain du raid".
    days_beside,
    /// How a sentence opens that gives what was told its day: "C'était dimanche".
    it_was,
    /// Participles of deeds that harm nobody: "contraint douze adolescents".
    other_deeds,
    /// What may fall from the sky, and who may fall with it.
    fliers,
    /// Nouns of killing: "l'assassinat du maire".
    slaying_nouns,
    /// "quatre morts d'un côté, trois de l'autre".
    other_side,
    /// Towns from which the press writes of whole countries, as datelines name them.
    press_seats,
    /// Nouns for an attack on the ground.
    attack_nouns,
    /// Subjects that stand for whoever was attacked or taken before.
    victims_again,
    /// How somebody who was taken went free.
    released,
    /// Verbs of taking somebody away, by their stems.
    takes,
    /// Kin of a survivor.
    kin,
    /// Offices that are held in a place.
    offices,
    /// What links two places and is named for it.
    roads,
    /// What is conducted at a place.
    operations,
    /// Auxiliaries of what will or would be.
    future,
    /// What before a word for death tells that nobody died.
    fears_before,
    /// What after it tells so.
    fears_after,
    /// People in prison, by the stems of the words.
    held,
    /// Verbs of what is to come, before its day.
    coming,
    /// The endings of others.
    coming_endings,
    /// What a denial of what others say opens with.
    contrary,
    /// Auxiliaries of what may be done to somebody.
    modals,
    /// What may stand between an auxiliary and its verb.
    links,
    /// Pronouns that stand between a subject and its verb.
    clitics,
    /// Adverbs of what is done always.
    habits,
    /// Adverbs of what was long ago.
    formerly,
    /// Endings of the present.
    presents_of_all,
    /// A subject that stands for anybody.
    anybody,
    /// What before a relative stands for all of a kind: "ceux qui".
    those,
    /// What after "since Sunday" tells what happened on that day.
    when_clauses,
    /// Words of saying that in the passive only tell what happened.
    is_told,
    /// Troops on the way, beside vehicles: what is attacked in earnest.
    targets,
    /// Verbs whose object may be lives: "claimed ten lives".
    takes_lives,
    /// Words before a clause that tells what came before: "protests after ten people were killed".
    after_what,
    /// What after a comma tells of a deed beside the one before.
    also_deeds,
    /// Words for those deeds.
    joined_deeds,
    /// Words for the day of such a deed, beside the days of the week.
    next_days,
    /// Participles that never stand for a past: "stolen".
    bare_participles,
    /// What tells that the dead are on their way home.
    carried_home,
    /// Words for what soldiers and others go out for, by their stems.
    errands,
    /// "Costs", which is said of lives and of goods.
    costs,
    /// How a word for a sum over years begins: "in three years".
    spans,
    /// Verbs of arresting that stand for asking as well, by their stems.
    asks,
    /// Who asks, by the stems.
    askers,
    /// What tells that an incident was the first or worst of years.
    records,
    /// Words that open a condition.
    conditions,
    /// Words that open a condition at the head of a clause.
    openings,
    /// What may stand between a verb of saying and its day.
    fillers,
    /// Stems of words for killing, beside those for dying and being buried.
    killings,
    /// What follows a day that was soon after the incident's.
    soon_after,
    /// Words of a burial or of dying later, whose day is not the incident's.
    burials,
    /// Verbs of those who suffer something.
    suffered,
    /// How a title begins that sets a rumour right.
    refutations,
    /// What is denied as news.
    news,
    /// What is denied of an incident, which stays.
    parts,
    /// What may stand between a party and the verb that it is the subject of.
    party_links,
    /// What makes a party after it no subject.
    no_subjects,
    /// What ends the phrase of an object.
    phrase_ends,
    /// Participles between a word for a deed and who did it.
    done,
    /// What stands between a word for a deed and whom it was done to.
    against,
    /// Words before a party's name that stand for its people.
    members,
    /// What stands before the object of a verb.
    articles,
    /// Verbs that help others.
    auxiliaries,
    /// What opens a clause.
    clauses,
    /// How somebody came out unharmed, by the stems.
    unharmed,
    /// Lines that point to other articles.
    see_also,
    /// Words for a dead body, by their stems.
    bodies,
    /// Participles of finding, by their stems.
    found,
    /// Words that open a sentence and stand in no title with a capital.
    sentence_openers,
    /// Words of accidents that armed acts happen to as well.
    on_the_way,
    /// Endings of nouns for who does something.
    doers,
    /// How a sentence opens that tells what the same men did next.
    sequels,
    /// Words for bodies of armed people.
    units,
    /// What joins a second day to the first, after a comma.
    day_joins,
    /// How a relative clause opens that tells something earlier.
    had_already,
    /// Armed people who guard the place that they are called by.
    home_guards,
    /// Words for goods that smugglers carry.
    contraband,
    /// Words for what became of a bomb that did not go off.
    made_safe,
    /// Subjects that mean those whom an incident told of before befell.
    the_struck,
    /// Words for a part of a day that a line may open with.
    parts_of_days,
    /// Words between the days at the head of a line.
    links_of_days,
    /// What ties people to the party they are of: "affiliated with".
    tied,
    /// Words before a number that open it upwards.
    at_least,
    /// Words before a number that leave it as it is.
    about,
    /// What goes before the name of a river or a road, along which something is.
    along,
    /// Words before a day and month in digits.
    before_date,
    /// Words after a day of the month, which count nothing.
    after_day,
    /// Verbs between an incident and how long it was after another.
    dated_by,
    /// Words beside a number without a side that make it one of the state's people.
    of_state,
    /// The same of militants.
    of_enemy,
    /// The same of civilians.
    of_people,
    /// Words for victims, dead or wounded, by their stems.
    victims,
    /// What stands before a party among whom people were harmed.
    among_whom,
    /// Participles of falling into something, by their stems.
    falls,
    /// What people fall into unharmed, at first.
    traps,
    /// "With" before more of those who were harmed.
    together,
    /// "Of whom" behind a number.
    of_whom,
    /// What joins people to others as "and" does.
    and_also,
    /// How those who were wounded died in the end, by the stems.
    died_later,
    /// Words for lives, which may be saved.
    lives,
    /// What is said of lives that were not lost, by the stems.
    spared,
    /// Verbs of losing people of one's own, by their stems.
    loses,
    /// Words for harm that only people suffer, by their stems.
    suffered_by_people,
    /// Verbs of counting and telling, by their stems.
    counts,
    /// Verbs of destroying or seizing things, by their stems.
    takes_things,
    /// How a sentence begins that tells of the body of somebody told of before.
    their_bodies,
    /// Words for the place told before.
    same_place,
    /// Words that deny an incident told before.
    nothing_was,
    /// Words for the first of several incidents told before.
    former,
    /// Words for people who were missing and are back.
    returned,
    /// Words for the dead, by which those found are not back.
    dead,
    /// Words for graves.
    graves,
    /// Words for burying.
    buried,
    /// What follows a word for a known incident and tells it after all.
    told_after,
    /// What tells such an incident further on.
    told_later,
    /// What tells an incident in a comment on it.
    told_beside,
    /// Words for a fire.
    fires,
    /// Adverbs without the usual ending.
    adverbs,
    /// The usual endings of adverbs.
    adverb_endings,
    /// Nouns with such an ending.
    no_adverbs,
    /// What follows the word of a condition, where it has other meanings.
    subjects,
    /// What goes before a distance that is the most it may be.
    within,
    /// What goes behind such a distance.
    around,
    /// What goes between a distance and the place it is told from, beside "from".
    short_of,
    /// What goes before a direction from a place.
    to_wind,
    /// What goes before a direction in a place or from it.
    in_wind,
    /// Endings of adjectives for directions.
    wind_adjectives,
    /// What stands before a direction in the name of a unit.
    unit_winds,
    /// Where three countries meet.
    three_borders,
    /// What tells between which places something runs.
    linking,
    /// "That" between a verb of saying and a place.
    that,
    /// Verbs past which a way is no more spoken of.
    past_the_way,
    /// Verbs of leaving one's own place, by their stems.
    leaves,
    /// Verbs of arriving, by their stems.
    arrives,
    /// What after such a verb tells where they came from.
    from_there,
    /// Words for people who may be armed, by their stems.
    men,
    /// How a relation ends that may be one of time.
    before_or_after,
    /// Relations that lead to many things that are no places.
    loose,
    /// Relations before many names that are no places.
    with_article,
    /// Words for a road in a relation, by their stems.
    road_words,
    /// Words for what happens to a place, by their stems.
    places_of_deeds,
    /// What joins the words of a number.
    number_joins,
    /// Endings of numbers in a row.
    ordinal_endings,
    /// What stands before a part of the people counted already.
    parts_of,
    /// What stands after such a part.
    among_them,
    /// The bodies of people told of before.
    their_dead,
    /// Those who tell of themselves.
    own_ranks,
    /// Words for the enemy.
    enemies,
    /// Words for wounds, by their stems.
    wounds,
    /// What tells that nobody was even wounded.
    unhurt,
    /// Verbs of killing or taking people, by their stems.
    harms_people,
    /// What opens another phrase between people and what became of them.
    other_phrases,
    /// What tells that a number is of people told of before.
    of_them,
    /// Words for being charged with something, by their stems.
    charged,
    /// What before a day makes it one of something planned.
    planned,
    /// What opens a sentence that first tells who says it.
    source_first,
    /// What after a noun with its article tells of something new.
    of_one,
    /// The stems of the plainest words for killing, which are said of much else.
    plain_killings,
    /// What tells that somebody was found.
    was_found,
    /// Words for another or others, by their stem.
    other_things,
    /// Words for killing that may mean less, by their stems.
    neutralised,
    /// Words for capturing, by their stems.
    captures,
    /// Words for shots, which are never said of sport, nature or debate.
    shots,
    /// Words for incidents that are as much of sport, nature or debate, by their stems.
    figurative,
    /// Words for a night that belongs to two days.
    overnight,
    /// "Less than" before a time.
    less_than,
    /// How a sentence opens that goes on with what somebody said.
    again,
    /// How a noun opens that may be who says something.
    nouns,
    /// First words of what is not who says something.
    no_parties,
    /// What is cut off behind the name of who says something.
    tails,
    /// Where the name of who says something ends.
    tail_clauses,
    /// Participles of coming, by their stems.
    enters,
    /// Words for stopping or arresting, by their stems.
    stops,
    /// How words end that tell of an ambush where armed men did it.
    taken_to_task,
    /// Words for intercepting, by their stems.
    intercepts,
    /// An auxiliary of what was done to something.
    was,
    /// Words for shooting something down.
    shot_down,
    /// Words for aircraft.
    aircraft,
    /// What tells that people were meant.
    no_aircraft,
    /// Endings of participles.
    participles,
    /// Endings of participles that have an accent.
    accented_participles,
    /// Nouns that end like a participle of the present.
    no_gerunds,
    /// Letters for an armed group that are a name of a town as well.
    group_letters,
    /// What stands before them and before no town.
    before_group,
    /// A road with a number of the country.
    national,
    /// The river of a country.
    river,
    /// The same as an owner.
    owning_country,
    /// What stands beside it in a phrase alone.
    seat_link,
    /// "Far" before a direction.
    far,
    /// "Around" a name.
    around_name,
    /// "All" before a noun.
    all,
    /// Words for two places that something lies between.
    towns,
    /// What before "de" says that somebody is not there.
    away,
    /// A preposition of four letters or more, which is no adjective.
    preposition,
    /// A zone, which may be a part of a name.
    zone,
    /// What goes on foot, or as slowly.
    on_foot,
    /// What goes on roads and tracks.
    on_roads,
    /// What stands between a time and the way it takes.
    by_way,
    /// A word of the day between a verb and its object.
    day_word,
    /// Who leads others.
    leader,
    /// A word for a home.
    home,
    /// A word of the time at the head of an entry of a list.
    of_time,
    /// Words that end in a point without ending a sentence.
    abbreviations,
    /// What after a comma opens a clause that is read like a sentence of its own.
    while_clauses,
    /// What joins two places of which each has its own clause.
    place_joins,
    /// What may stand before the second of them.
    place_openers,
    /// What opens the clause of each of them.
    where_clauses,
    /// What after a verb of saying tells what is said.
    says_what,
    /// Endings of owners.
    possessives,
    /// Endings of participles of the present.
    gerunds,
    /// Endings of the past of verbs.
    pasts,
    /// Endings of the present with a subject in the plural.
    presents,
    /// Endings of the imperfect.
    imperfects,
    /// Endings of verbs with "not" in them.
    contracted,
    /// Words before a name in small letters.
    small_words,
    /// What behind a name in a table says that it is only near.
    near_marks,
    /// Endings of nouns for several people.
    plurals,
    /// Nouns with such an ending for one of them.
    no_plurals,
    /// What tells that a number is of those whom the sentence before named.
    of_their_side,
    /// Munitions by whose name alone a sentence may tell of an incident.
    munitions,
    /// Stems of what munitions do or what is done with them where they are met.
    effects,
    /// Stems of words for killing, which are not of death alone.
    violence,
    /// Parents, husbands and wives.
    next_of_kin,
    /// Words of those who speak of themselves.
    first_person,
    /// What before a number makes it no number of anything.
    numbered,
    /// Stems of verbs of attacking that are as much of sport, trade or debate.
    open_verbs,
    /// Nouns for people who may attack, beside those that the lists of people have.
    fighters,
    /// Stems of verbs that open the scene of what follows.
    scene_verbs,
    /// Words for fighters, soldiers and their arms, by their stems.
    war_words,
    /// Stems of nouns for people that say no more of them.
    persons,
    /// What tells that an attack was suffered by its subject.
    undergone,
    /// Stems of words for fights, with or without arms.
    scuffles,
    /// Stems of words for taking things by stealth or fraud.
    thefts,
    /// "How" before what somebody tells.
    how,
    /// "Had" before a participle.
    had,
    /// What is before a noun for what hindered nobody.
    in_spite,
    comes_on,
    follows_on,
    morrows,
    after_it,
    lies_at,
    their_vehicles,
    found_again,
    uprooted,
    years,
    aged,
    flights,
    holders,
    children,
    hours,
    until,
    aside_clauses,
    /// Pronouns for a subject named before.
    named_before,
    /// Loads from the air that are no arms.
    harmless_loads,
    /// Stems of words for dropping them.
    drops,
    /// Places on other continents, whose wars are told in passing.
    abroad,
    /// Adjectives of those places.
    of_abroad,
    /// Prepositions that make a bare plural after them one of things in general.
    in_general,
    /// A word that gives the first of two numbers to the first of two places.
    respectively,
    /// What behind a number makes it less sure.
    or_so,
    /// Verbs of taking people, beasts or goods.
    takers,
    /// What behind such a verb tells that whoever was taken went with those who took them.
    taken_along,
    /// Beasts and goods that are taken.
    goods,
    /// Verbs of finding or seizing arms.
    finds,
    /// Nouns for several people with a number of them behind "of".
    households,
    /// Verbs of dying, as harm is told by.
    dies,
    /// Whose what belongs to those who speak is, before it.
    ours,
    /// Words before a collective that halve it.
    halves,
    /// Words behind a number, or behind what it counts, that open it upwards.
    or_more,
    /// Words before "with" that join those behind it to those before.
    jointly,
    /// Harm of which not everybody dies.
    may_survive,
    /// What is said of those who did not.
    survives,
    /// Nouns for the dead whom a sentence told before: "both deaths".
    deaths,
    /// Words for one more to whom the same befell.
    turns,
    /// What is counted on a list of the dead.
    names_listed,
    /// Lists of the dead.
    lists_of_dead,
    /// Words before the country where a group usually is.
    haunts,
    /// What a beast or a thing before it belongs to: "a donkey cart".
    bearers,
    /// Words before the day of what was done.
    goes_back,
    /// Verbs of those who flee.
    leavers,
    /// What joins the day of a flight to what made people flee on it.
    same_day_after,
    /// Verbs of what befalls a town or a village that is their subject.
    befalls,
    /// Verbs of attacking that have a town or a village for their object.
    attacks_places,
    /// "Behold", before a clause of what happens next.
    behold,
    /// What before people counts as many of them as of others before.
    as_many,
    /// What behind a person tells the same of him as of others before.
    too,
    /// What before a person tells so.
    so_did,
    /// The loss of one of those who speak, up to who it was.
    loss_of_our,
    /// Words for one of those who speak that are no people elsewhere.
    comrades,
    /// Verbs of going before the infinitive of what somebody did there.
    goes,
}

impl Lists {
    /// Whether a word is an adverb: "ensuite", "également", "repeatedly".
    pub(in crate::extract) fn is_adverb(&self, word: &str) -> bool {
        const SHORTEST: usize = 5;
        let has_ending = || self.adverb_endings.ends(word);
        self.adverbs.has(word)
            || word.len() >= SHORTEST && has_ending() && !self.no_adverbs.has(word)
    }
}
