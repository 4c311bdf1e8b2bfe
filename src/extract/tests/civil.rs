//! Tests of days and deeds that are told beside each other and do not belong together, and of deeds
//! that none in arms do; every text is a test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";

/// Checks that a text tells of nothing but earlier events.
fn check_none(words: &str) {
    assert!(read(words).iter().all(|report| report.background), "{words}");
}

#[test]
fn the_day_of_another_act_is_not_that_of_what_is_remembered() {
    check_none(
        "Les femmes de Gossi ont reçu samedi des machines. Plusieurs sont veuves. « Mon mari est \
         mort à Hombori, je dois nourrir six enfants », dit Aminata. Le cours durera un mois.",
    );
    check_none(
        "Les taxis de Gossi ont bloqué la ville samedi. Ils protestent contre le meurtre d'un des \
         leurs. Le préfet les a reçus.",
    );
    check_none(
        "Le maire de Gossi a reçu samedi un prix. Malgré trois attaques et un enlèvement, il n'a \
         jamais quitté sa commune. Il veut bâtir un marché.",
    );
    check(
        "À Gossi, la prière s'est achevée dans le sang samedi. Des hommes armés ont fait feu sur les \
         fidèles. Dix d'entre eux ont péri.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn what_had_been_before_another_act_was_not_on_its_day() {
    let none = |words: &str| {
        let reports = extract(&Gazetteer::bundled().unwrap(), &document(words, Language::English));
        assert!(reports.iter().all(|report| report.background), "{words}");
    };
    none("The mayor of Gossi resigned on Saturday. He had lost two brothers to jihadists.");
    none(
        "Two rangers from Gossi won an award on Saturday. They have survived four ambushes and \
         lost eleven colleagues.",
    );
    none(
        "An art show in Gossi opened on Saturday. \"Each one killed somebody,\" the sculptor said. \
         Visitors can buy a rose.",
    );
    check_english(
        "The queue in Gossi was hit on Saturday when a bomb exploded. Two drivers were killed.",
        &[(Kind::Ied, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn verbs_of_attacking_are_of_customers_too() {
    check_none("Samedi, des clients ont pris d'assaut la seule station de Gossi.");
    check_none("La police de Gossi a interpellé samedi neuf bouchers.");
    check_none("Des câbles ont été volés samedi à Gossi.");
    check_none("La fondation a remis samedi des prothèses à dix victimes de mines à Gossi.");
    check(
        "Samedi, des cavaliers ont pris d'assaut le marché de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Samedi, la secte a attaqué Gossi.", &[(Kind::Attack, ON_SATURDAY, "Gossi")]);
}

#[test]
fn what_armed_people_did_beside_another_act_is_news() {
    check(
        "Les écoles ont fermé samedi à Gossi. Des hommes armés y ont tué deux enseignants.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    let reports = read(
        "Le ministre a écourté samedi sa visite. Dix soldats ont été tués dans une attaque à Gossi.",
    );
    assert!(reports.iter().any(|report| !report.background));
    check_english(
        "The mosque at Gossi was full when the gunmen came. They waited for the end of the prayer on \
         Saturday and killed the imam.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
}

#[test]
fn the_eve_of_another_act_dates_what_was_done_then() {
    check(
        "L'imam de Gossi a été inhumé dimanche. Il avait été abattu la veille à la sortie de la \
         mosquée.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn what_is_condemned_is_told_by_its_dead() {
    let words =
        "Le gouvernement a condamné l'attaque de Gossi. Elle a fait douze morts parmi les civils.";
    let reports = read(words);
    let [report] = reports.as_slice() else { panic!("{words}: {} reports", reports.len()) };
    let place = report.phrase.as_ref().map(|phrase| phrase.text.as_str());
    assert_eq!((place, report.dates), (Some("de Gossi"), None), "{words}");
    assert_eq!(report.claims.iter().map(|c| c.low).collect::<Vec<_>>(), [12], "{words}");
}
