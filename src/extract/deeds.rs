//! Finds the words for incidents in a sentence, and the deeds of armed men told without one.

use std::ops::Range;

use super::lexicon::{Cue, Hit, Role};
use super::sentence::Text;
use crate::model::{Kind, Side};

/// A word for an incident in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trigger {
    /// Bytes of the folded sentence.
    pub(super) range: Range<usize>,
    /// What it stands for.
    pub(super) kind: Kind,
    /// How much it says.
    pub(super) role: Role,
    /// "l'attaque", "ces frappes": it speaks of what was told.
    pub(super) is_definite: bool,
    /// "une attaque", "des frappes": it tells of something.
    pub(super) is_indefinite: bool,
    /// People whom nobody knows did it: "des inconnus ont abattu …".
    pub(super) is_by_strangers: bool,
}

/// The words for incidents in a sentence, left to right.
pub(super) fn triggers(text: &Text<'_>, cues: &[Hit<Cue>], people: &[Hit<Side>]) -> Vec<Trigger> {
    const DEFINITE: [&str; 16] = [
        "le", "la", "les", "l'", "ce", "cette", "ces", "cet", "sa", "ses", "leur", "leurs", "the",
        "this", "these", "dite",
    ];
    const INDEFINITE: [&str; 14] = [
        "un",
        "une",
        "des",
        "de",
        "d'",
        "a",
        "an",
        "deux",
        "trois",
        "plusieurs",
        "another",
        "autre",
        "nouvelle",
        "nouveaux",
    ];
    let mut hits = text.hits(&text.lexicon.triggers);
    hits.retain(|hit| {
        let previous = text.token_at(hit.range.start).checked_sub(1).map_or("", |i| text.word(i));
        if matches!(previous, "aucun" | "aucune" | "ni" | "sans" | "jamais" | "no" | "any") {
            return false;
        }
        // "a arrêté ses activités": what was stopped is no man.
        let next = text.word(text.token_at(hit.range.end));
        let is_ended = hit.value.0 == Kind::Arrest
            && text.folded.lower(hit.range.clone()).contains("arret")
            && ["ses", "leurs", "son", "sa", "leur", "de", "d'", "toute", "toutes"].contains(&next);
        if is_ended {
            return false;
        }
        // "s'est arrêté", "s'était saisi de": what somebody did to themselves is no deed.
        let is_reflexive = previous == "s'"
            && matches!(hit.value.0, Kind::Arrest | Kind::WeaponsSeizure | Kind::Attack)
            && ["est ", "sont ", "etait ", "etaient ", "arret"]
                .iter()
                .any(|verb| text.folded.lower(hit.range.clone()).starts_with(verb));
        let before = text.token_at(hit.range.start).checked_sub(2).map_or("", |i| text.word(i));
        let is_reflexive = is_reflexive
            || (matches!(before, "s'" | "se")
                && matches!(previous, "est" | "sont" | "etait" | "etaient"));
        if is_reflexive || (hit.value.0 == Kind::WeaponsSeizure && !names_arms(text)) {
            return false;
        }
        let is_in_brackets = text.folded.lower(0..hit.range.start).ends_with('(');
        !is_in_brackets
            && !cues.iter().any(|c| {
                let is_near = c.range.end <= hit.range.start && hit.range.start - c.range.end < 24;
                let is_sweep = c.range.start >= hit.range.end && c.range.start - hit.range.end < 6;
                (c.value == Cue::Equipment && is_near) || (c.value == Cue::Sweep && is_sweep)
            })
    });
    let is_open = hits.iter().all(|hit| matches!(hit.value.1, Role::Weak | Role::Act));
    let agents = deeds_of_armed_men(text, people, is_open);
    let by_strangers: Vec<Range<usize>> =
        agents.iter().filter(|(_, is)| *is).map(|(deed, _)| deed.range.clone()).collect();
    let told = hits.into_iter().chain(agents.into_iter().map(|(deed, _)| deed));
    let mut told: Vec<Hit<(Kind, Role)>> = told.collect();
    told.sort_by_key(|hit| hit.range.start);
    let read = told.into_iter().map(|hit| {
        let at = text.token_at(hit.range.start);
        // An adjective may stand between: "la première frappe", "de violents combats".
        let words = [at.checked_sub(1), at.checked_sub(2)];
        let is_one_of = |list: &[&str]| {
            words.iter().flatten().map(|i| text.word(*i)).find_map(|w| {
                (DEFINITE.contains(&w) || INDEFINITE.contains(&w)).then(|| list.contains(&w))
            })
        };
        // "la destruction d'un drone" tells of something, though it has its article.
        let words = text.folded.lower(hit.range.clone());
        let is_of_one = [" d'un", " of a"].iter().any(|w| words.contains(w));
        let (kind, role) = match is_aircraft_down(text, &hit.range) {
            true => (Kind::AircraftCrash, Role::Verb),
            false => match hit.value {
                (Kind::ArmedClash, role)
                    if words.ends_with("a partie") && is_by_armed_men(text, &hit.range, people) =>
                {
                    (Kind::Ambush, role)
                }
                (Kind::ArmedClash, role)
                    if words.starts_with("intercept")
                        && is_by_armed_men(text, &hit.range, people) =>
                {
                    (Kind::Attack, role)
                }
                (Kind::ArmedClash | Kind::Attack, role)
                    if words.starts_with("intercept")
                        && !text.hits(&text.lexicon.arms).is_empty() =>
                {
                    (Kind::WeaponsSeizure, role)
                }
                (Kind::Arrest, role) if is_vehicle(text, &hit.range) => (Kind::Attack, role),
                value => value,
            },
        };
        let is_by_strangers = by_strangers
            .iter()
            .any(|deed| deed.start < hit.range.end && hit.range.start < deed.end);
        Trigger {
            range: hit.range,
            is_by_strangers,
            kind,
            role,
            // "le village a été attaqué": the article is the subject's.
            is_definite: role != Role::Verb && is_one_of(&DEFINITE).unwrap_or(false) && !is_of_one,
            is_indefinite: is_one_of(&INDEFINITE).unwrap_or(false) || is_of_one,
        }
    });
    read.collect()
}

/// Whether arms or other materiel are named: medicines that were seized are none.
fn names_arms(text: &Text<'_>) -> bool {
    !text.hits(&text.lexicon.arms).is_empty() || !text.hits(&text.lexicon.materiel).is_empty()
}

/// "ont été stoppés par des hommes armés", "gunmen rode into": whatever armed men did is told as a
/// deed, by whatever verb. True marks what strangers did.
fn deeds_of_armed_men(
    text: &Text<'_>,
    people: &[Hit<Side>],
    is_open: bool,
) -> Vec<(Hit<(Kind, Role)>, bool)> {
    let armed = people.iter().filter(|h| {
        let noun = text.folded.lower(h.range.clone());
        h.value == Side::Militants && !NO_ATTACKERS.iter().any(|stem| noun.starts_with(stem))
    });
    let nouns = armed.map(|hit| {
        let noun = text.folded.lower(hit.range.clone());
        let is_stranger = STRANGERS.iter().any(|stem| noun.contains(stem));
        (text.token_at(hit.range.start), text.token_at(hit.range.end), is_stranger)
    });
    let groups = armed_groups(text).into_iter().map(|(from, to)| (from, to, false));
    let deed = |(from, to, is_stranger): (usize, usize, bool)| {
        let bare = || bare_passive(text, from).filter(|_| is_open);
        let at = passive_deed(text, from).or_else(|| active_deed(text, from, to)).or_else(bare)?;
        let is_violent = !PEACEFUL.iter().any(|stem| text.word(at).starts_with(stem));
        let hit = || Hit { range: text.range(at, at + 1), value: (Kind::Attack, Role::Act) };
        is_violent.then(|| (hit(), is_stranger))
    };
    nouns.chain(groups).filter_map(deed).collect()
}

/// The tokens of "un groupe armé", "an armed gang", which are no number of people.
fn armed_groups(text: &Text<'_>) -> Vec<(usize, usize)> {
    const GROUPS: [&str; 9] =
        ["groupe", "groupes", "bande", "bandes", "commando", "group", "groups", "gang", "gangs"];
    const ARMED: [&str; 14] = [
        "arme",
        "armes",
        "armee",
        "armees",
        "terroriste",
        "terroristes",
        "jihadiste",
        "jihadistes",
        "armed",
        "militant",
        "jihadist",
        "terrorist",
        "insurgent",
        "rebel",
    ];
    let is_armed = |at: Option<usize>| at.is_some_and(|at| ARMED.contains(&text.word(at)));
    (0..text.tokens.len())
        .filter(|at| GROUPS.contains(&text.word(*at)))
        .filter_map(|at| match (is_armed(Some(at + 1)), is_armed(at.checked_sub(1))) {
            (true, _) => Some((at, at + 2)),
            (_, true) => Some((at, at + 1)),
            _ => None,
        })
        .collect()
}

/// Who did it is not known.
const STRANGERS: [&str; 5] = ["inconnu", "individu", "non identifi", "unidentified", "unknown"];

/// People on the side of armed groups who are named for other things than attacks.
const NO_ATTACKERS: [&str; 22] = [
    "chef",
    "cadre",
    "dirigeant",
    "commandant",
    "logisticien",
    "chasseur",
    "dozo",
    "repenti",
    "suspect",
    "leader",
    "commander",
    "emir",
    "lieutenant",
    "element",
    "trafi",
    "complice",
    "accomplice",
    "home guard",
    "smuggler",
    "presumes auteurs",
    "ennemi",
    "enem",
];

/// What armed men do or suffer that is no attack, by the stems of the verbs.
const PEACEFUL: [&str; 157] = [
    "carried",
    "accompagn",
    "attended",
    "celebr",
    "complet",
    "fini",
    "graduat",
    "join",
    "met",
    "particip",
    "pray",
    "prie",
    "receiv",
    "recu",
    "repris",
    "return",
    "termin",
    "train",
    "vote",
    "work",
    "abandon",
    "accept",
    "acted",
    "affirm",
    "allianc",
    "allied",
    "announc",
    "annonc",
    "aper",
    "appel",
    "armed",
    "arrest",
    "arret",
    "assur",
    "attend",
    "banned",
    "based",
    "been",
    "believ",
    "bless",
    "call",
    "captur",
    "cherch",
    "circul",
    "cit",
    "claim",
    "command",
    "compos",
    "condui",
    "continu",
    "control",
    "croi",
    "decid",
    "declar",
    "decret",
    "demand",
    "depos",
    "detain",
    "died",
    "diffus",
    "dirig",
    "dispers",
    "dit",
    "elimin",
    "emprunt",
    "essay",
    "essuy",
    "ete",
    "etend",
    "eu",
    "exig",
    "expand",
    "fail",
    "financ",
    "fled",
    "form",
    "freed",
    "frequent",
    "fui",
    "gagn",
    "grow",
    "habit",
    "held",
    "identif",
    "impos",
    "increas",
    "injur",
    "instaur",
    "intensif",
    "interdi",
    "issued",
    "kill",
    "lanc",
    "led",
    "left",
    "libe",
    "link",
    "lost",
    "menac",
    "mene",
    "mort",
    "multipli",
    "negoc",
    "neutral",
    "occup",
    "operat",
    "parven",
    "peri",
    "perd",
    "post",
    "poursui",
    "prison",
    "promi",
    "publi",
    "quitt",
    "rall",
    "reclam",
    "record",
    "recrut",
    "recul",
    "redout",
    "refus",
    "regagn",
    "regn",
    "relach",
    "releas",
    "remain",
    "remis",
    "rendu",
    "repli",
    "reput",
    "retir",
    "reven",
    "revendiqu",
    "running",
    "said",
    "say",
    "seen",
    "seiz",
    "sevi",
    "sign",
    "spott",
    "subi",
    "succomb",
    "suffer",
    "target",
    "tenu",
    "threat",
    "tried",
    "tue",
    "used",
    "utilis",
    "vise",
    "voul",
    "vu",
    "wag",
    "want",
];

/// The participle of "were held up by gunmen", where the noun stands at a token.
fn passive_deed(text: &Text<'_>, noun: usize) -> Option<usize> {
    const REACH: usize = 8;
    const LINKS: usize = 5;
    const BEFORE: [&str; 12] = [
        "ete", "est", "sont", "etait", "etaient", "fut", "furent", "was", "were", "been", "is",
        "are",
    ];
    let by = (noun.saturating_sub(LINKS)..noun)
        .rev()
        .find(|at| matches!(text.word(*at), "par" | "by"))?;
    let is_close = (by + 1..noun).all(|at| !matches!(text.word(at), "," | ";" | ":"));
    let mut passives = (by.saturating_sub(REACH)..by).rev();
    let passive = passives.find(|at| BEFORE.contains(&text.word(*at)))?;
    let is_told = is_close && is_participle(text, passive + 1) && passive + 1 < by;
    is_told.then_some(passive + 1)
}

/// "Le bac, coulé par des inconnus": a participle right before the agent, where the sentence has no
/// other word for an incident.
fn bare_passive(text: &Text<'_>, noun: usize) -> Option<usize> {
    const LINKS: usize = 3;
    const NO_DEED: [&str; 24] = [
        "proteg",
        "entretenu",
        "entrain",
        "install",
        "cre",
        "organis",
        "exploit",
        "abandonn",
        "laiss",
        "pos",
        "fabriqu",
        "employ",
        "enterr",
        "cach",
        "dissimul",
        "stock",
        "recherch",
        "soupconn",
        "monte",
        "dress",
        "construi",
        "ecrit",
        "contact",
        "interrog",
    ];
    let by = (noun.saturating_sub(LINKS)..noun).rev().find(|at| text.word(*at) == "par")?;
    let verb = by.checked_sub(1)?;
    let word = text.word(verb);
    (is_participle(text, verb) && !NO_DEED.iter().any(|stem| word.starts_with(stem)))
        .then_some(verb)
}

/// The verb of "des hommes armés ont encerclé", "gunmen rode into": its subject ends at a token.
fn active_deed(text: &Text<'_>, from: usize, to: usize) -> Option<usize> {
    const LINKS: usize = 4;
    const REACH: usize = 6;
    const NO_SUBJECT: [&str; 14] = [
        "par", "contre", "avec", "entre", "parmi", "chez", "aux", "by", "against", "with", "from",
        "between", "among", "to",
    ];
    let is_subject =
        !(from.saturating_sub(LINKS)..from).any(|at| NO_SUBJECT.contains(&text.word(at)));
    if !is_subject {
        return None;
    }
    let ends = |word: &str| matches!(word, "," | ";" | ":" | "." | "(" | "");
    let reach = (to..to + REACH).take_while(|at| !ends(text.word(*at)));
    if text.lexicon.is_english {
        return reach.into_iter().find(|at| is_english_past(text, *at));
    }
    reach.into_iter().find_map(|at| {
        let word = text.word(at);
        let is_have = matches!(word, "ont" | "avaient" | "auraient" | "avait" | "aurait")
            || (word == "a" && !text.folded.is_accented(text.range(at, at + 1).start));
        let is_be = matches!(word, "sont" | "etaient" | "seraient" | "est" | "etait");
        let verb = (at + 1..at + 4).find(|i| !is_adverb(text.word(*i)))?;
        let is_past = is_participle(text, verb);
        let comes = ["entre", "arrive", "venu", "surgi", "passe", "descend", "apparu", "pris"]
            .iter()
            .any(|stem| text.word(verb).starts_with(stem));
        let is_present = at == to && word.len() > 5 && word.ends_with("ent") && !is_adverb(word);
        if is_present {
            return Some(at);
        }
        ((is_have && is_past) || (is_be && comes)).then_some(verb)
    })
}

/// "ensuite", "également", "d'abord", "y": what may stand before a participle.
fn is_adverb(word: &str) -> bool {
    word.ends_with("ment")
        || matches!(
            word,
            "ensuite" | "aussi" | "alors" | "d'" | "abord" | "y" | "en" | "encore" | "puis"
        )
}

fn is_participle(text: &Text<'_>, at: usize) -> bool {
    const ACCENTED: [&str; 4] = ["e", "ee", "es", "ees"];
    const OTHERS: [&str; 16] = [
        "i", "is", "ie", "ies", "u", "us", "ue", "ues", "ed", "en", "t", "te", "ts", "tes", "ise",
        "ises",
    ];
    let word = text.word(at);
    let end = text.range(at, at + 1).end;
    let is_accented =
        || (1..=3).any(|n| end.checked_sub(n).is_some_and(|i| text.folded.is_accented(i)));
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    word.len() > 3 && !text.is_capital(at) && (has(&OTHERS) || (has(&ACCENTED) && is_accented()))
}

/// A past tense that tells what its subject did, not what was done to it.
fn is_english_past(text: &Text<'_>, at: usize) -> bool {
    const IRREGULAR: [&str; 32] = [
        "came", "rode", "broke", "took", "shot", "fell", "burst", "drove", "struck", "hit",
        "swept", "stole", "set", "overran", "beat", "fought", "made", "went", "blew", "cut", "ran",
        "threw", "forced", "slipped", "crept", "drew", "dug", "laid", "put", "slit", "tore",
        "broken",
    ];
    let word = text.word(at);
    let before = at.checked_sub(1).map_or("", |i| text.word(i));
    let is_regular = word.len() > 4 && word.ends_with("ed");
    let is_passive = matches!(before, "was" | "were" | "been" | "is" | "are" | "be")
        || matches!(text.word(at + 1), "by" | "to");
    (is_regular || IRREGULAR.contains(&word)) && !is_passive
}

/// "Un car a été arrêté": what was stopped is a vehicle.
fn is_vehicle(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 8;
    const VEHICLES: [&str; 22] = [
        "car",
        "cars",
        "bus",
        "autocar",
        "minibus",
        "camion",
        "camions",
        "vehicule",
        "vehicules",
        "convoi",
        "taxi",
        "taxis",
        "citerne",
        "citernes",
        "ambulance",
        "coach",
        "lorry",
        "truck",
        "trucks",
        "vehicle",
        "convoy",
        "tanker",
    ];
    let at = text.token_at(range.start);
    let before = text.between(range.start.saturating_sub(10), range.start);
    let words = text.folded.lower(range.clone());
    let is_passive = words.contains("ete ") || before.contains(" ete ") || before.contains(" was ");
    let clause = (at.saturating_sub(REACH)..at).rev().map(|i| text.word(i));
    is_passive
        && clause
            .take_while(|w| !matches!(*w, "," | ";" | ":" | "."))
            .any(|w| VEHICLES.contains(&w))
}

/// "interceptés par un groupe armé": an interception by armed men is an attack, not a clash.
fn is_by_armed_men(text: &Text<'_>, range: &Range<usize>, people: &[Hit<Side>]) -> bool {
    const REACH: usize = 9;
    let end = text.token_at(range.end);
    let Some(by) = (end..end + REACH).find(|at| matches!(text.word(*at), "par" | "by")) else {
        return false;
    };
    if armed_groups(text).iter().any(|(from, _)| (by..by + REACH).contains(from)) {
        return true;
    }
    let reach =
        text.range(by, by + REACH).start..text.range(by, (by + REACH).min(text.tokens.len())).end;
    people.iter().any(|h| {
        h.value == Side::Militants && reach.start <= h.range.start && h.range.end <= reach.end
    })
}

/// "Un drone de l'armée a été abattu": what was shot down was an aircraft.
fn is_aircraft_down(text: &Text<'_>, range: &Range<usize>) -> bool {
    const REACH: usize = 70;
    const AIRCRAFT: [&str; 7] =
        ["un drone", "drone ", "helicoptere", "un avion", "l'avion", "aeronef", "l'appareil"];
    let Some(at) = text.folded.lower(range.clone()).find("abattu").map(|at| range.start + at)
    else {
        return false;
    };
    let before = text.between(at.saturating_sub(REACH), at);
    let clause = before.rsplit([',', ';', ':', '.']).next().unwrap_or_default();
    let is_passive = clause.ends_with(" ete ") || clause.trim_end().ends_with("drone");
    let is_agent =
        clause.contains(" par ") || clause.contains("personne") || clause.contains("homme");
    is_passive && !is_agent && AIRCRAFT.iter().any(|a| clause.contains(a))
}
