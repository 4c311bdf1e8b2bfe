//! Tests of texts about something else than incidents, and of incidents told beside it; every text
//! is a test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn sport_debate_and_trade_speak_in_words_of_war() {
    check("Le buteur a pris d'assaut samedi à Gossi la défense des gardes.", &[]);
    check("Samedi à Gossi, les députés ont attaqué le ministre sur son bilan.", &[]);
    check("Interpellé samedi à Gossi par l'opposition, le ministre s'est expliqué.", &[]);
    check("Une attaque informatique a visé samedi les serveurs de la mairie de Gossi.", &[]);
    check_english("The candidate opened fire on his rival on Saturday in Gossi.", &[]);
    check(
        "Les députés siègent. Samedi, des hommes armés ont attaqué un poste de l'armée à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_deed_of_armed_men_with_its_day_is_told_in_any_text() {
    let deed = "Samedi, des hommes armés y ont tué sept convives.";
    check(
        &format!("Le ministre annonce une baisse de 30 %. Qu'il aille à Gossi. {deed}"),
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Les comptes sont en hausse. La caissière a été emmenée samedi par des inconnus armés sur \
         la piste de Gossi.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Measles nurses rested. Three of them were shot dead by gunmen on Saturday on the track \
         to Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 3)],
    );
    check("Le réalisateur a fini le tournage : quarante habitants tués à Gossi.", &[]);
}

#[test]
fn a_clause_tells_what_was_on_the_day_before_it() {
    check(
        "Huit soldats sont soignés depuis samedi, jour où leur convoi est tombé dans une \
         embuscade près de Gossi.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
    check(
        "Il est question du rapt, samedi, d'un maire sur la route de Gossi, ainsi que du \
         dynamitage, le lendemain, d'un pont à Hombori.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi"), (Kind::Looting, "2026-02-01", "Hombori")],
    );
    check(
        "Ce matin du 31 janvier, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_dead_on_their_way_home_died_elsewhere() {
    check(
        "Un avion transportant les dépouilles de deux chauffeurs s'est posé dimanche à la base de \
         Gao. Leurs camions ont été mitraillés samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Quatre migrants sont morts de soif samedi à Gossi.", &[]);
}

#[test]
fn what_is_delivered_staged_or_long_past_is_no_incident() {
    check("Deux hélicoptères d'attaque ont été livrés samedi à Gossi.", &[]);
    check(
        "Cinq personnes ont été retrouvées mortes samedi à Gossi. Le brasero était resté allumé.",
        &[],
    );
    check("La mission du maire est arrivée samedi à Gossi.", &[]);
    check("Le 13 décembre 1916, la colonne est tombée dans une embuscade à Gossi.", &[]);
    check_english("They agreed on Saturday in Gossi on a price for stolen camels.", &[]);
    check_english("A sack of millet costs forty on Saturday in Gossi.", &[]);
    check_english(
        "The first attack in three years killed ten soldiers on Saturday in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 10)],
    );
    let words = "Samedi à Gao, on a revu le camp détruit par un kamikaze à Gossi en 2018.";
    assert!(read(words).iter().all(|report| report.background), "{words}");
}
