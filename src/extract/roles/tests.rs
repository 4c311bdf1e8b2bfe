//! Tests of who acted on whom; every sentence was written as a test sentence and tells of no real event.

use super::*;
use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};

/// The attackers and the targets, each sorted and joined.
fn read(lexicon: &'static Lexicon, words: &str) -> (String, String) {
    let text = Text::new(words, 0..words.len(), 0, lexicon);
    let parts = roles(&text, &text.hits(&lexicon.actors), true);
    let names = |is_target: bool| {
        let mut names: Vec<&str> =
            parts.iter().filter(|p| p.is_target == is_target).map(|p| p.name).collect();
        names.sort_unstable();
        names.dedup();
        names.join("; ")
    };
    (names(false), names(true))
}

fn check(lexicon: &'static Lexicon, cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(words, attackers, targets)| {
            let found = read(lexicon, words);
            let is_right = found == ((*attackers).to_owned(), (*targets).to_owned());
            (!is_right).then(|| format!("{words} {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const MALI: &str = "Armed forces of Mali";
const ARMED: &str = "Unidentified armed group";

#[test]
fn french_verbs_say_who_acted_on_whom() {
    check(
        &FRENCH,
        &[
            ("Le JNIM a attaqué lundi un poste des FAMa.", "JNIM", MALI),
            ("Des hommes armés ont tué dix civils.", ARMED, "Civilians"),
            ("Le JNIM affirme avoir attaqué un camp des FAMa.", "JNIM", MALI),
            ("Le JNIM, affilié à un autre groupe, a attaqué une base des FAMa.", "JNIM", MALI),
            (
                "Les FAMa et Africa Corps ont frappé une base.",
                "Africa Corps; Armed forces of Mali",
                "",
            ),
            ("Des hommes armés ont attaqué un village et tué dix civils.", ARMED, "Civilians"),
            ("Des hommes armés s'en sont pris à des civils.", ARMED, "Civilians"),
            ("Un poste des FAMa a été attaqué lundi près de Soala par le JNIM.", "JNIM", MALI),
            ("Un convoi des FAMa attaqué par des combattants du JNIM.", "JNIM", MALI),
            ("Dix civils ont été tués.", "", "Civilians"),
            ("Ils ont ouvert le feu, tuant dix civils.", "", "Civilians"),
            ("Le JNIM attaque un poste des FAMa.", "JNIM", MALI),
        ],
    );
}

#[test]
fn french_nouns_and_claims_say_it_too() {
    check(
        &FRENCH,
        &[
            ("Une attaque du JNIM contre un poste des FAMa a eu lieu.", "JNIM", MALI),
            ("Une frappe de l'armée malienne a visé une base.", MALI, ""),
            ("Une attaque menée par des hommes armés a visé le village.", ARMED, ""),
            ("Une attaque contre les FAMa a fait dix morts.", "", MALI),
            ("Le massacre de civils a duré une heure.", "", "Civilians"),
            (
                "Des affrontements entre les FAMa et le JNIM ont eu lieu.",
                "Armed forces of Mali; JNIM",
                "",
            ),
            ("L'attaque a été revendiquée par le JNIM.", "JNIM", ""),
            ("Une embuscade attribuée au JNIM a eu lieu.", "JNIM", ""),
            ("Le JNIM a revendiqué l'attaque.", "JNIM", ""),
        ],
    );
}

#[test]
fn french_that_does_not_say_it_says_nothing() {
    check(
        &FRENCH,
        &[
            ("Le JNIM n'a pas attaqué le poste des FAMa.", "", ""),
            ("L'attaque n'a pas été revendiquée par le JNIM.", "", ""),
            ("Le poste sera attaqué par le JNIM.", "", ""),
            ("Les FAMa sont arrivées, selon des civils.", "", ""),
            ("Une attaque contre un poste tenu par les FAMa a eu lieu.", "", ""),
            ("Un village a été attaqué près d'une base des FAMa.", "", ""),
            ("L'attaque d'un convoi des FAMa a tué dix hommes.", "", ""),
            ("Une attaque a eu lieu, ont annoncé les FAMa.", "", ""),
            ("Des combats ont eu lieu, ont dit des civils.", "", ""),
        ],
    );
}

#[test]
fn english_verbs_say_who_acted_on_whom() {
    check(
        &ENGLISH,
        &[
            ("JNIM fighters attacked a Malian army post on Monday.", "JNIM", MALI),
            ("Gunmen killed ten civilians.", ARMED, "Civilians"),
            ("JNIM said it attacked a Malian army base.", "JNIM", MALI),
            ("Gunmen, police said, ambushed a Malian army convoy.", ARMED, MALI),
            ("A Malian army post was attacked on Monday by JNIM.", "JNIM", MALI),
            ("Ten civilians were killed.", "", "Civilians"),
            ("They opened fire, killing ten civilians.", "", "Civilians"),
            (
                "JNIM and ISWAP clashed with Malian troops.",
                "Armed forces of Mali; Islamic State West Africa Province (ISWAP); JNIM",
                "",
            ),
            ("JNIM attacks a Malian army post.", "JNIM", MALI),
        ],
    );
}

#[test]
fn english_nouns_and_claims_say_it_too() {
    check(
        &ENGLISH,
        &[
            ("An attack by JNIM on a Malian army post left ten dead.", "JNIM", MALI),
            ("A JNIM attack on Malian troops left ten dead.", "JNIM", MALI),
            ("An attack on the Malian army killed ten people.", "", MALI),
            ("The massacre of civilians by gunmen lasted an hour.", ARMED, "Civilians"),
            ("Clashes between Malian troops and JNIM broke out.", "Armed forces of Mali; JNIM", ""),
            ("The attack was claimed by JNIM.", "JNIM", ""),
            ("An ambush blamed on JNIM took place.", "JNIM", ""),
            ("JNIM claimed responsibility for the attack.", "JNIM", ""),
        ],
    );
}

#[test]
fn english_that_does_not_say_it_says_nothing() {
    check(
        &ENGLISH,
        &[
            ("JNIM did not attack and has not killed civilians.", "", ""),
            ("Residents said soldiers attacked in the night.", "", ""),
            ("The post will be attacked by JNIM.", "", ""),
            ("A village was attacked near a Malian army base.", "", ""),
            ("Malian troops arrived after the attack.", "", ""),
            ("The attack was not claimed by JNIM.", "", ""),
            ("Clashes broke out, JNIM said.", "", ""),
        ],
    );
}

#[test]
fn who_neutralises_a_mine_attacked_nobody() {
    check(
        &FRENCH,
        &[
            ("Les FAMa ont neutralisé un EEI près de Soala.", "", ""),
            ("Un EEI a été neutralisé par les FAMa.", "", ""),
            ("Les FAMa ont neutralisé dix terroristes.", MALI, ARMED),
            ("Une vingtaine de combattants ont été neutralisés par les FAMa.", MALI, ""),
        ],
    );
    check(
        &ENGLISH,
        &[
            ("Malian troops neutralised an IED near Soala.", "", ""),
            ("Malian troops neutralised ten militants.", MALI, ARMED),
        ],
    );
}

#[test]
fn a_named_party_goes_before_its_unnamed_people() {
    const ISSP: &str = "Islamic State Sahel Province (ISSP)";
    check(
        &FRENCH,
        &[
            ("Des hommes armés de l'EIGS ont attaqué un village.", ISSP, ""),
            ("Les FAMa ont tué dix terroristes du JNIM.", MALI, "JNIM"),
            ("Des jihadistes affiliés au JNIM ont tué dix civils.", "JNIM", "Civilians"),
            ("Un poste a été attaqué par des hommes armés du JNIM.", "JNIM", ""),
        ],
    );
    check(
        &ENGLISH,
        &[
            ("ISSP gunmen attacked a Malian army post.", ISSP, MALI),
            ("Malian troops killed ten JNIM militants.", MALI, "JNIM"),
            ("Gunmen linked to JNIM killed ten civilians.", "JNIM", "Civilians"),
            ("Gunmen attacked a post near an ISSP camp.", ARMED, ""),
        ],
    );
}
