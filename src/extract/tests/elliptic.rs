//! Tests of what is told in few words, negated, or of single people; every text is a test sentence and
//! tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";
const ON_SUNDAY: &str = "2026-02-01";

/// The dead that each report tells of, its lowest claims summed.
fn killed(text: &str) -> Vec<u32> {
    let sum = |r: &Report| {
        let claims = r.claims.iter().filter(|c| c.outcome == crate::model::Outcome::Killed);
        claims.map(|c| c.low).sum()
    };
    read(text).iter().map(sum).collect()
}

#[test]
fn a_place_and_day_before_a_colon_open_an_incident() {
    check(
        "Koro, samedi : deux bergers tués. Bankass, dimanche : un boutiquier tué.",
        &[(Kind::Attack, ON_SATURDAY, "Koro"), (Kind::Attack, ON_SUNDAY, "Bankass")],
    );
}

#[test]
fn a_number_alone_counts_what_the_sentence_before_counted() {
    let text = "À Koro, samedi, quatre morts. À Bankass, dimanche, deux.";
    check(text, &[(Kind::Attack, ON_SATURDAY, "Koro"), (Kind::Attack, ON_SUNDAY, "Bankass")]);
    assert_eq!(killed(text), [4, 2]);
    assert_eq!(killed("À Koro, samedi, quatre morts. Le prix du mil, lui, est de 500."), [4]);
}

#[test]
fn of_two_one_was_killed_and_the_other_taken() {
    let text = "Deux frères ont été surpris samedi à Gossi par des hommes armés. L'un a été tué, \
                l'autre emmené.";
    check(text, &[(Kind::Attack, ON_SATURDAY, "Gossi")]);
    assert_eq!(killed(text), [1]);
}

#[test]
fn somebody_with_a_name_is_one_victim() {
    assert_eq!(
        killed("Amadou Diallo, 54 ans, a été tué samedi à Gossi par des hommes armés."),
        [1]
    );
    assert_eq!(killed("Des hommes armés ont tué samedi le maire de Gossi."), [1]);
    assert_eq!(killed("Le corps de l'imam de Gossi a été découvert samedi."), [1]);
    check(
        "Le corps de l'imam, sans nouvelles depuis jeudi, a été découvert samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Le corps du ministre a été accueilli samedi à Gossi.", &[]);
}

#[test]
fn what_did_not_happen_is_no_incident() {
    check("Aucun village n'a été attaqué samedi à Gossi.", &[]);
    check("Le convoi est arrivé samedi à Gossi sans avoir été attaqué.", &[]);
    check_english("No village was attacked on Saturday near Gossi.", &[]);
    check_english("None of the camps near Gossi has been attacked since Saturday.", &[]);
}

#[test]
fn who_was_rescued_is_no_dead() {
    let text = "Samedi à Gossi, l'armée a tué onze bandits, cinq femmes ont été libérées.";
    assert_eq!(killed(text), [11]);
}

#[test]
fn dead_since_a_month_are_a_sum() {
    check("Depuis août, trente-deux civils ont été tués à Gossi.", &[]);
    check("Depuis le mois d'août, trente-deux civils ont été tués à Gossi.", &[]);
    check("Depuis le 3 août, trente-deux civils ont été tués à Gossi.", &[]);
    check_english("Since August, 32 civilians have been killed in Gossi.", &[]);
}

#[test]
fn who_learns_what_to_do_after_an_attack_suffered_none() {
    check("Les stagiaires ont appris samedi à Gossi à riposter à une embuscade.", &[]);
    check_english("Trainees learned on Saturday in Gossi how to react to an ambush.", &[]);
    check("L'arme équipe les postes les plus exposés aux embuscades, comme Gossi.", &[]);
    check_english("Fewer raids on grain stores were seen near Gossi on Saturday.", &[]);
}

#[test]
fn freed_hostages_who_speak_tell_of_no_abduction() {
    check("Réunis samedi à Gossi depuis leur libération, trois employés enlevés ont parlé.", &[]);
    check("Deux infirmières enlevées en décembre à Gossi ont retrouvé leurs familles lundi.", &[]);
}

#[test]
fn where_those_who_acted_are_from_is_not_where_it_was() {
    check(
        "Samedi, des éléments du camp de Gao ont accroché un groupe armé à Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
    check(
        "Trois hommes ont été tués samedi à Gossi, selon la mairie de Gao.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Trois hommes ont été tués samedi par des individus arrivés à moto à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_patrol_that_was_shot_at_was_attacked() {
    check(
        "Le détachement de Gossi s'est fait tirer dessus samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Une colonne s'est heurtée samedi à des combattants près de Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_sentence_after_a_link_is_read() {
    check(
        "Lire aussi : la chronologie d'une année Samedi, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_latest_of_many_is_an_incident() {
    check(
        "Le comité dénonce la multiplication des enlèvements. Le dernier cas remonte à samedi : un \
         comptable a été contraint de descendre d'un car à l'entrée de Gossi.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_day_after_a_verb_of_saying_and_that_is_of_what_is_said() {
    check(
        "L'état-major indique que samedi, à Gossi, cinq douaniers ont été tués.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn whom_a_verb_of_killing_has_after_it_are_people() {
    assert_eq!(
        killed("Samedi, un obus est tombé sur le camp de Gossi, tuant deux sentinelles."),
        [2]
    );
    assert_eq!(killed("Samedi à Gossi, un boutiquier a été tué par des hommes armés."), [1]);
    assert_eq!(killed("Samedi à Gossi, une fillette a été mortellement touchée par un tir."), [1]);
    assert_eq!(killed("Samedi à Gossi, deux hommes armés ont tué vingt personnes."), [20]);
}

#[test]
fn texts_of_other_things_tell_of_no_incident() {
    check("Bulletin agricole : les criquets ont attaqué samedi les champs de Gossi.", &[]);
    check("Samedi à Gossi, au deuxième acte, des hommes armés attaquent un village.", &[]);
    check("Un camion a quitté la route samedi près de Gossi, faisant quatre morts.", &[]);
    check("Si votre convoi est attaqué près de Gossi, appelez ce numéro.", &[]);
    check("Une patrouille sillonne Gossi depuis samedi pour prévenir toute attaque.", &[]);
    check("Deux suspects seront jugés samedi à Gossi pour le meurtre d'un commerçant.", &[]);
    check_english("A truck left the road near Gossi on Saturday, killing four.", &[]);
    check_english("Patrols have moved around Gossi since Saturday to deter attacks.", &[]);
}

#[test]
fn a_day_may_stand_between_the_words_of_one_expression() {
    for text in [
        "Des hommes armés ont fait samedi irruption à Gossi.",
        "Des bandits ont ouvert, samedi, le feu sur un car à Gossi.",
        "Des hommes armés ont pris le 31 janvier d'assaut le poste de Gossi.",
        "Des hommes armés ont pris ce samedi matin d'assaut le poste de Gossi.",
        "Samedi, un raid de motards a fait huit morts à Gossi.",
    ] {
        let reports = read(text);
        assert_eq!(told(&reports).first().map(|t| t.0), Some(Kind::Attack), "{text}");
        assert_eq!(told(&reports).first().and_then(|t| t.1.clone()).as_deref(), Some(ON_SATURDAY));
    }
}

#[test]
fn the_place_behind_the_head_of_an_entry_is_more_exact() {
    check(
        "31/01 : Torodi – enlèvement d'un agent de santé à Kobadié.",
        &[(Kind::Abduction, ON_SATURDAY, "Kobadié")],
    );
}

#[test]
fn a_raid_that_only_arrested_was_an_arrest() {
    check(
        "La gendarmerie a effectué samedi à Gossi une descente dans deux auberges. Cinq personnes ont \
         été appréhendées.",
        &[(Kind::Arrest, ON_SATURDAY, "Gossi")],
    );
}
