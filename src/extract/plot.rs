//! What a sentence does to the story: nothing, more of an incident, or an incident.

use super::classes::Class;
use super::deeds::Trigger;
use super::draft::Draft;
use super::facts::Facts;
use super::lexicon::{Cue, Role};
use super::tolls::Toll;
use crate::model::{DateInterval, Kind, Outcome, Side};

/// What a sentence does to the story.
pub(super) enum Plot {
    /// It says nothing of incidents.
    Nothing,
    /// It speaks of something else: what follows is not of the incident before.
    Break,
    /// It says more of the incident before.
    More,
    /// It says where or when the incident before was.
    Reference,
    /// It tells of an incident.
    Event,
}

pub(super) fn plot(facts: &Facts<'_>) -> Plot {
    let is_crash = facts.main_trigger().is_some_and(|t| t.kind == Kind::AircraftCrash);
    if has_accident(facts) && !is_crash && !is_harmed_on_the_way(facts) {
        return Plot::Break;
    }
    if facts.is_silent() && (comes_there(facts) || tells_where(facts)) {
        return Plot::Reference;
    }
    let is_link = || facts.text.opens(&facts.text.lexicon.lists.see_also, 0);
    if facts.is_silent() || is_link() {
        return Plot::Nothing;
    }
    // "Ni perte, ni blessé n'ont été enregistrés": more of what was told.
    let is_unhurt = !facts.tolls.is_empty() && facts.tolls.iter().all(|t| t.high == Some(0));
    if is_unhurt && facts.triggers.is_empty() {
        return Plot::More;
    }
    let is_unreal = facts.has(Cue::Denial) || facts.has(Cue::Trial) || is_sum(facts);
    if is_unreal || facts.is_only_planned() || facts.is_ceremony() || facts.is_comment() {
        return Plot::Nothing;
    }
    if facts.is_ahead || facts.is_slogan() || facts.is_lament() {
        return Plot::Nothing;
    }
    let has_toll = !facts.tolls.is_empty();
    if !has_toll && facts.is_of_past_year() || facts.recalls_beside() {
        return Plot::Nothing;
    }
    if tells_release(facts) || tells_return(facts) {
        return Plot::Nothing;
    }
    // "Cette attaque intervient après la mort de cent soldats en un mois": nobody says where.
    if facts.is_recalling() && facts.place().is_none_or(|p| p.rank < 2 || p.is_label) {
        return Plot::Nothing;
    }
    if facts.speaks_of_body() && facts.place().is_none_or(|p| p.rank < 2) {
        return Plot::More;
    }
    if !has_toll && facts.only_alludes() {
        return if facts.alludes_to_place() { Plot::Reference } else { Plot::Nothing };
    }
    let rank = facts.place().filter(|p| !p.is_label).map_or(0, |p| p.rank);
    let has_date = facts.date().is_some();
    // "Après les frappes, les soldats ont compté dix corps": more of what was told.
    if has_toll && facts.only_alludes() && rank < 2 && !has_date {
        return Plot::More;
    }
    let is_event = match facts.main_trigger().map(|t| t.role) {
        // "On y voyait un enfant raconter comment son père fut égorgé"
        Some(_) if has_toll && rank < 2 && !has_date && tells_of_own_kin(facts) => false,
        Some(Role::Noun | Role::Verb) => true,
        Some(Role::Untold) => false,
        Some(Role::Act) if has_date && facts.points_back() => true,
        Some(Role::Act) => {
            let is_told = has_toll && (has_date || rank > 0 || facts.is_title);
            // "Des passagers ont été contraints lundi de descendre d'un car à X"
            // "Gunmen torched the market": theirs is the deed, wherever it was.
            let is_theirs = facts.subject == Some(Side::Militants)
                && facts.main_trigger().is_some_and(|t| t.kind == Kind::Looting);
            rank >= 2 || is_told || is_theirs || has_date && rank > 0 && facts.counted.is_some()
        }
        Some(Role::Weak) if carries_dead(facts) => false,
        Some(Role::Weak) if facts.has(Cue::Summary) => has_date || has_toll,
        Some(Role::Weak) => {
            // "La mission du ministre est arrivée samedi à X": no soldiers, no operation.
            let is_errand = facts.main_trigger().is_some_and(|t| {
                let words = facts.text.folded.lower(t.range.clone());
                facts.text.lexicon.lists.errands.opens(words)
            });
            let is_armed = !is_errand || !facts.actors.is_empty();
            has_toll && (rank > 0 || has_date) || (rank >= 2 && has_date && is_armed)
        }
        None if tells_of_kin(facts) => false,
        // "Un avion transportant les dépouilles de deux chauffeurs s'est posé vendredi à X"
        None if carries_dead(facts) => false,
        None if rank < 2 && facts.claimant.is_some() && facts.index > 2 => false,
        None if facts.tolls.iter().all(|t| is_aftercare(t) || is_grave(facts, t)) => {
            has_toll && rank >= 3 && has_date
        }
        None => has_toll && (rank >= 2 || has_date),
    };
    // "The strike was carried out on 9 May"
    let is_placed = rank >= 3 || facts.date().is_some_and(|m| m.is_own);
    match (is_event, has_toll) {
        (true, _) => Plot::Event,
        (false, true) => Plot::More,
        (false, false) if facts.main_trigger().is_some_and(|t| t.is_definite) && is_placed => {
            Plot::Reference
        }
        (false, false) if !facts.materiel.is_empty() => Plot::More,
        _ => Plot::Nothing,
    }
}

/// Whether a word for an accident or a quarrel stands alone: "une rixe entre éleveurs et agriculteurs"
/// is a clash.
fn has_accident(facts: &Facts<'_>) -> bool {
    let is_clash = |at: usize| {
        facts.triggers.iter().any(|t| t.kind == Kind::ArmedClash && t.range.contains(&at))
    };
    // "L'attaque a fait douze morts et trois cents sinistrés": whom it made homeless.
    let is_strong = facts.main_trigger().is_some_and(|t| matches!(t.role, Role::Noun | Role::Verb));
    let is_of_attack = |at: usize| {
        let at = facts.text.token_at(at);
        is_strong && facts.text.is_of(at, &facts.text.lexicon.lists.uprooted)
    };
    facts.cues.iter().any(|cue| {
        let at = cue.range.start;
        cue.value == Cue::Accident && !is_clash(at) && !is_of_attack(at)
    })
}

/// "The men landed at X before sunrise on Saturday": where and when the attackers told of came.
fn comes_there(facts: &Facts<'_>) -> bool {
    facts.speaks_of_attackers() && names_spot(facts) && facts.date().is_some() && !is_unreal(facts)
}

fn names_spot(facts: &Facts<'_>) -> bool {
    facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label && !p.is_bare)
}

fn is_unreal(facts: &Facts<'_>) -> bool {
    [Cue::Denial, Cue::Trial, Cue::Plan, Cue::Statistics, Cue::Ceremony]
        .iter()
        .any(|cue| facts.has(*cue))
}

/// "Les militaires patrouillaient près de X": where those were whom the incident before befell.
fn tells_where(facts: &Facts<'_>) -> bool {
    let text = &facts.text;
    names_spot(facts)
        && !is_unreal(facts)
        && text.opens(&text.lexicon.lists.the_struck, text.head())
}

/// "Un otage a été libéré": how an abduction told of elsewhere ended.
fn tells_release(facts: &Facts<'_>) -> bool {
    // "Deux infirmières enlevées en décembre ont retrouvé leurs familles"
    let is_of_subject = |t: &Trigger| {
        let text = &facts.text;
        let at = text.token_at(t.range.start);
        let ends = |toll: &Toll| text.between(toll.range.end, t.range.start) == " ";
        let is_right_after =
            |toll: &Toll| toll.range.end >= t.range.end && toll.range.start < t.range.start;
        !text.is_back_of(at, 1, &text.lexicon.lists.auxiliaries)
            && facts.tolls.iter().any(|toll| ends(toll) || is_right_after(toll))
    };
    let is_weak = facts.main_trigger().is_none_or(|t| {
        t.kind == Kind::Abduction && (matches!(t.role, Role::Weak | Role::Act) || is_of_subject(t))
    });
    let is_deadly = facts.tolls.iter().any(|t| t.outcome == Outcome::Killed && t.low > 0);
    if !is_weak || is_deadly {
        return false;
    }
    // "Monday, teacher kidnapped at X, released the next day": the day and place are those of the deed.
    let is_noted = || {
        let lower = &facts.text.folded.lower;
        let mut ends =
            facts.text.lexicon.lists.released.all().filter_map(|words| lower.find(words));
        let is_behind = |at: usize| lower.get(..at).is_some_and(|before| before.ends_with(','));
        ends.all(is_behind)
            && facts.main_trigger().is_some_and(|t| t.role == Role::Verb)
            && facts.date().is_some_and(|m| m.is_own)
            && facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label)
    };
    facts.text.contains(&facts.text.lexicon.lists.released) && !is_noted()
}

/// "Les bergers portés disparus ont été retrouvés", "found safe": missing people who are back.
fn tells_return(facts: &Facts<'_>) -> bool {
    let is_weak = facts.main_trigger().is_none_or(|t| matches!(t.role, Role::Weak | Role::Act));
    let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
    is_weak
        && !facts.tolls.is_empty()
        && facts.tolls.iter().all(|t| t.outcome == Outcome::Missing)
        && text.contains(&lists.returned)
        && !text.contains(&lists.dead)
}

/// "Un poids lourd a sauté sur un engin": a word of accidents in a sentence about an armed act. An
/// exercise is none.
fn is_harmed_on_the_way(facts: &Facts<'_>) -> bool {
    let is_real = facts.cues.iter().filter(|c| c.value == Cue::Accident).all(|c| {
        let words = facts.text.folded.lower(c.range.clone());
        facts.text.lexicon.lists.on_the_way.is_in(words)
    });
    let is_violent = facts.main_trigger().is_some_and(|t| {
        t.role == Role::Verb
            && !matches!(
                t.kind,
                Kind::Looting
                    | Kind::Arrest
                    | Kind::Other
                    | Kind::AircraftCrash
                    | Kind::WeaponsSeizure
            )
    });
    is_real && is_violent && is_armed(facts, false)
}

/// Harm to people or a word for an incident, however weak, that is neither unreal nor an allusion.
pub(super) fn is_loose(facts: &Facts<'_>) -> bool {
    let is_unreal = facts.cues.iter().any(|c| {
        matches!(c.value, Cue::Accident | Cue::Trial | Cue::Ceremony | Cue::Tail | Cue::Comment)
    });
    if is_unreal || tells_release(facts) || tells_return(facts) || is_sum(facts) {
        return false;
    }
    let is_harm = facts.tolls.iter().any(|t| t.low > 0 && !is_of_kin(facts, t));
    let is_word = facts.main_trigger().is_some_and(|t| {
        !facts.only_alludes() && t.kind != Kind::Other && (t.is_indefinite || !t.is_definite)
    });
    is_harm || is_word
}

/// The wounded in a hospital and people looked for: more of an incident, never one by itself.
fn is_aftercare(toll: &Toll) -> bool {
    matches!(toll.outcome, Outcome::Wounded | Outcome::Missing) || toll.high == Some(0)
}

/// "un fossoyeur a compté soixante tombes": more of an incident, never one by itself.
fn is_grave(facts: &Facts<'_>, toll: &Toll) -> bool {
    // "Dix habitants, tués dimanche, ont été enterrés lundi"
    let is_killing = |words: &str| facts.text.lexicon.lists.killings.is_in(words);
    if facts.harm.iter().any(|h| is_killing(facts.text.folded.lower(h.clone()))) {
        return false;
    }
    let words = facts.text.folded.lower(toll.range.clone());
    let lists = &facts.text.lexicon.lists;
    lists.graves.is_in(words) || facts.text.contains(&lists.buried)
}

/// "L'avion qui rapatrie les corps de deux chauffeurs": the dead on their way home, of whom a killing
/// told beside them tells more.
fn carries_dead(facts: &Facts<'_>) -> bool {
    let lists = &facts.text.lexicon.lists;
    let is_killing = |words: &str| lists.killings.is_in(words);
    facts.text.contains(&lists.carried_home)
        && !facts.harm.iter().any(|h| is_killing(facts.text.folded.lower(h.clone())))
}

/// "Elle a perdu son mari et deux fils": what one survivor tells of is no incident of its own; "le
/// maire et son fils" are no kin of whoever tells.
fn is_of_kin(facts: &Facts<'_>, toll: &Toll) -> bool {
    let text = &facts.text;
    let tokens = text.token_at(toll.range.start)..text.token_at(toll.range.end);
    let is_first = |at: &usize| text.word(*at) != "," && !text.is(*at, Class::AND);
    let lists = &text.lexicon.lists;
    // "huit enfants tués" are somebody's only where the words say whose.
    let mut words = tokens.start.saturating_sub(1)..tokens.end;
    let is_own = words.any(|at| text.is(at, Class::OWN));
    let is_kin =
        |at: usize| text.is_of(at, &lists.kin) && (is_own || !text.is_of(at, &lists.children));
    tokens.take_while(is_first).any(is_kin)
}

/// Whether all whom it harmed are somebody's kin.
pub(super) fn tells_of_kin(facts: &Facts<'_>) -> bool {
    facts.tolls.iter().all(|t| is_of_kin(facts, t))
}

/// "Son père fut égorgé": all whom it harmed are kin of somebody told of before.
pub(super) fn tells_of_own_kin(facts: &Facts<'_>) -> bool {
    let (text, lists) = (&facts.text, &facts.text.lexicon.lists);
    facts.tolls.iter().all(|toll| {
        let from = text.token_at(toll.range.start);
        let mut words = from.saturating_sub(1)..text.token_at(toll.range.end);
        let is_kin = |at: usize| text.is_of(at, &lists.kin) || text.is_of(at, &lists.next_of_kin);
        words.clone().any(is_kin) && words.any(|at| text.is(at, Class::OWN))
    })
}

/// A toll of years rather than of one incident, where no place is told. Source: own judgement.
const THOUSANDS: u32 = 1000;

/// What was counted since a month or a year is a sum.
const DAYS_OF_A_SUM: i32 = 28;

/// A sum over months; a sentence with a day, a place and a toll of its own is none.
fn is_sum(facts: &Facts<'_>) -> bool {
    let is_day = facts.date().and_then(|m| m.interval).is_some_and(|i| i.n_days() < 3);
    let is_place = facts.place().is_some_and(|p| p.rank >= 3 && !p.is_label);
    // So many die in years, not in one incident.
    let is_of_years = !is_place && facts.tolls.iter().any(|t| t.low >= THOUSANDS);
    // "des heurts qui ont fait dix-sept morts depuis 2020"
    let first_toll = facts.tolls.first().map(|toll| toll.range.start);
    let is_of_dead = facts.tolls.iter().any(|t| t.outcome == Outcome::Killed && t.low > 1);
    let is_since = first_toll.is_some_and(|toll| {
        facts.mentions.iter().filter(|m| m.is_since).any(|m| {
            let is_ago = |i: DateInterval| {
                facts.published.is_some_and(|now| (now - i.start).get_days() >= DAYS_OF_A_SUM)
            };
            let is_long =
                m.interval.is_some_and(|i| i.n_days() >= DAYS_OF_A_SUM || is_ago(i) && is_of_dead);
            is_long && (!is_day || m.range.start > toll)
        })
    });
    let is_of_years = is_of_years || is_since;
    is_of_years || (facts.has(Cue::Statistics) && !(is_day && is_place && !facts.tolls.is_empty()))
}

/// "L'attaque", "ces combats": the sentence speaks of what was told, and says no place of its own.
pub(super) fn is_reference(facts: &Facts<'_>) -> bool {
    let place = facts.place().filter(|p| !p.is_label).map_or(0, |p| p.rank);
    let is_known = facts.main_trigger().is_some_and(|t| t.is_known());
    (is_known || facts.speaks_of_attackers()) && place < 3
}

pub(super) fn is_background_sentence(facts: &Facts<'_>) -> bool {
    facts.has_before_event(Cue::Background, 22)
}

pub(super) fn are_near(draft: &Draft, facts: &Facts<'_>) -> bool {
    let date = facts.date().and_then(|m| m.interval);
    match (draft.dates, date) {
        (Some(a), Some(b)) => a.gap_days(&b) == 0,
        _ => true,
    }
}

/// Whether the kind of the sentence fits the draft's.
pub(super) fn is_kin(draft: &Draft, facts: &Facts<'_>) -> bool {
    let Some(trigger) = facts.main_trigger() else { return true };
    if matches!(trigger.role, Role::Act | Role::Weak) || trigger.kind == Kind::Other {
        return true;
    }
    let is_seizing = |a: Kind, b: Kind| {
        a == Kind::Abduction && matches!(b, Kind::Attack | Kind::Ambush | Kind::Looting)
    };
    // "Le texte ajoute que l'aviation a détruit deux véhicules": of the fight told.
    let is_fought = |kind: Kind| matches!(family(kind), Family::Air | Family::Ground);
    let is_told_on = || {
        let is_placed = facts.place().is_some_and(|p| p.rank >= 2 && !p.is_label);
        let again = &facts.text.lexicon.lists.again;
        let is_said_on = facts.is_said_on || facts.text.opens(again, facts.text.head());
        is_said_on && facts.date().is_none() && !is_placed
    };
    draft.kind == Kind::Other
        || is_fought(draft.kind) && is_fought(trigger.kind) && is_told_on()
        // "Leur véhicule a été intercepté": those who were taken.
        || draft.kind == Kind::Abduction
            && trigger.kind == Kind::ArmedClash
            && facts.speaks_of_victims()
        || is_seizing(draft.kind, trigger.kind)
        || is_seizing(trigger.kind, draft.kind)
        || family(draft.kind) == family(trigger.kind)
        || (family(draft.kind) == Family::Ground && trigger.kind == Kind::Looting)
        || (draft.kind == Kind::Looting && trigger.kind == Kind::Attack)
}

#[derive(PartialEq, Eq)]
pub(super) enum Family {
    Air,
    Ground,
    Alone(Kind),
}

pub(super) fn family(kind: Kind) -> Family {
    match kind {
        Kind::AirStrike | Kind::DroneStrike => Family::Air,
        Kind::ArmedClash
        | Kind::Ambush
        | Kind::Attack
        | Kind::Shelling
        | Kind::Ied
        | Kind::SuicideBombing => Family::Ground,
        kind => Family::Alone(kind),
    }
}

/// Told as an armed act with a place and a day, and not as somebody's guilt or a rumour. `is_near`
/// tells whether a place was named right before.
pub(super) fn is_armed(facts: &Facts<'_>, is_near: bool) -> bool {
    const A_WEEK: i32 = 7;
    let is_strong = facts
        .main_trigger()
        .is_some_and(|t| matches!(t.role, Role::Noun | Role::Verb) && !t.is_definite);
    // "Le dernier cas remonte à jeudi : le comptable a été contraint de monter"
    let is_latest = facts.has(Cue::Latest) && facts.date().is_some_and(|m| m.is_own);
    let is_strong = is_strong || is_latest && !facts.triggers.is_empty();
    let rank = facts.place().filter(|p| !p.is_label).map_or(0, |p| p.rank);
    let is_told = is_strong
        && (facts.tells() || is_latest)
        && (rank >= 2 || is_latest)
        && facts.date().is_some();
    // "Samedi, des hommes armés y ont tué sept convives": by whom and on what day, if no more.
    let is_day = || facts.date().and_then(|m| m.interval).is_some_and(|i| i.n_days() <= A_WEEK);
    let is_deed = || facts.main_trigger().is_none_or(|t| t.role != Role::Weak);
    is_told
        || facts.has_party
            && (rank > 0 || is_near)
            && is_deed()
            && is_day()
            && facts.tells()
            && !facts.only_alludes()
}
