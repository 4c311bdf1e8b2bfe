//! Tests of how the French press words an incident; every text is a test sentence and tells of no
//! real event.

use super::*;
use crate::model::Side;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn what_strangers_did_is_told_by_a_participle_alone() {
    check(
        "Le bac de Gossi, coulé samedi par des inconnus, manque aux forains.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Samedi, le puits creusé par des inconnus à Gossi a été fermé.", &[]);
}

#[test]
fn fighters_whom_strangers_shot_were_attacked() {
    check(
        "Samedi, des inconnus ont abattu deux combattants à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, l'armée a abattu deux combattants à Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_place_is_told_by_what_lies_before_or_after_it() {
    check(
        "Samedi, un car reliant Gao à Ansongo a essuyé des rafales d'hommes armés peu après Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, une frappe aérienne a touché un hangar à la sortie nord de Gossi.",
        &[(Kind::AirStrike, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, une frappe aérienne a touché le campement nomade de Gossi.",
        &[(Kind::AirStrike, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, des hommes armés ont attaqué l'armée, qui a dû quitter son camp de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, trois terroristes ont été neutralisés lors d'une opération conduite à Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn who_holds_an_office_was_harmed_where_he_holds_it() {
    check(
        "Le chef de village de Tombérou a été enlevé samedi par des inconnus.",
        &[(Kind::Abduction, ON_SATURDAY, "Tombérou")],
    );
}

#[test]
fn letters_for_an_armed_group_are_no_town() {
    check("Samedi, un GAO a attaqué le village de Gossi.", &[(Kind::Attack, ON_SATURDAY, "Gossi")]);
}

#[test]
fn what_is_dated_after_publication_is_a_plan() {
    check("Une opération de l'armée aura lieu à Gossi le 4 février 2026.", &[]);
    check(
        "Une opération de l'armée a eu lieu à Gossi le 31 janvier 2026.",
        &[(Kind::Other, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_day_of_counting_is_not_that_of_the_incident() {
    check(
        "Le gouvernement a revu dimanche le bilan de l'attaque de Gossi : six morts. L'assaut avait \
         été donné samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "L'armée a annoncé dimanche avoir repoussé la veille un assaut contre son camp de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_weekday_may_be_that_of_the_week_before() {
    check(
        "Mardi de la semaine passée, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, "2026-01-27", "Gossi")],
    );
}

#[test]
fn a_source_counts_nobody() {
    let reports =
        read("Samedi, trois bergers ont été tués à Gossi, rapporte une source militaire.");
    let low: Vec<_> = reports.iter().flat_map(|r| &r.claims).map(|c| c.low).collect();
    assert_eq!(low, [3], "{reports:?}");
}

#[test]
fn who_died_says_what_the_shooting_was() {
    check(
        "Samedi, des tireurs ont abattu douze personnes à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn more_people_are_no_further_incident() {
    check(
        "Samedi, un assaut a visé le camp de Gossi. Sept assaillants ont été tués et huit autres \
         interpellés.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Vendredi, la gendarmerie a arrêté un logisticien à Gossi. Il a conduit les enquêteurs à \
         une cache contenant trois fusils.",
        &[(Kind::Arrest, "2026-01-30", "Gossi")],
    );
}

#[test]
fn a_unit_taken_on_by_armed_men_was_ambushed() {
    check(
        "Samedi, une patrouille a été prise à partie par des hommes armés près de Gossi.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_gravedigger_counts_more_of_an_incident() {
    check(
        "Samedi, des hommes armés ont attaqué Gossi. Au cimetière de Gao, un fossoyeur a compté \
         douze tombes neuves.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn an_incident_told_in_pieces_is_put_together() {
    check(
        "Il était quatre heures, samedi, à Gossi. Des motos ont convergé vers le marché, puis plus \
         rien. Un élu parle de douze civils tués.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Il était quatre heures, samedi, à Gossi. La pluie est tombée sur les soldats.", &[]);
    check(
        "Un car s'est renversé samedi à Gossi. Un élu parle de douze civils tués, dit un soldat.",
        &[],
    );
}

#[test]
fn the_first_harm_told_tells_the_incident() {
    check(
        "Il était quatre heures, samedi, à Gossi. Dix soldats ont péri dans l'assaut.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "La route est fermée depuis l'embuscade de samedi, au cours de laquelle neuf bergers ont \
         été tués à Gossi.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn shots_after_which_people_fled_are_told() {
    check(
        "Le marché de Gossi s'est vidé, samedi, après des coups de feu. Deux jeunes du village sont \
         morts.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_only_incident_was_on_the_first_day_of_the_text() {
    check(
        "Samedi, la nuit a été longue. Personne n'a dormi. On a compté les motos. Des hommes armés \
         ont attaqué le village de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn nobody_hurt_on_one_side_is_no_doubt_of_the_dead_on_the_other() {
    let reports = read(
        "Samedi, vingt terroristes ont été tués par l'armée à Gossi. Ni mort ni blessé n'est à \
         signaler.",
    );
    let none = reports.iter().flat_map(|r| &r.claims).find(|c| c.high == Some(0));
    assert_eq!(none.map(|c| c.side), Some(Side::StateForces), "{reports:?}");
}

#[test]
fn what_is_counted_after_an_allusion_belongs_to_what_was_told() {
    let reports = read(
        "Samedi, des vecteurs aériens ont surpris des terroristes près de Gossi. Après les frappes, \
         les unités ont compté vingt dépouilles.",
    );
    let low: Vec<_> = reports.iter().flat_map(|r| &r.claims).map(|c| c.low).collect();
    assert_eq!(low, [20], "{reports:?}");
}

#[test]
fn days_between_two_weekdays_are_a_stretch() {
    let reports = read("Des combats ont opposé de jeudi à samedi l'armée à des rebelles à Gossi.");
    let dates = reports.first().and_then(|r| r.dates);
    let days = dates.map(|d| (d.start.to_string(), d.end.to_string()));
    assert_eq!(days, Some(("2026-01-29".to_owned(), ON_SATURDAY.to_owned())));
}

#[test]
fn common_crime_and_appeals_are_no_incidents() {
    check("Samedi à Gossi, la police a démantelé un réseau de faussaires.", &[]);
    check("La Cour d'appel de Gossi a réduit samedi la peine d'un complice de l'attaque.", &[]);
}

#[test]
fn nobody_dead_denies_no_attack() {
    check_one("L'attaque de samedi contre le camp de Gossi n'a fait aucun mort.", Kind::Attack);
    check_one(
        "Une rixe entre éleveurs et agriculteurs a fait dix morts samedi à Gossi.",
        Kind::ArmedClash,
    );
    check_one("Samedi, des hommes armés ont tué le maire de Gossi et son chauffeur.", Kind::Attack);
    check_one(
        "L'armée a annoncé l'arrestation, à Gossi, de sept combattants samedi.",
        Kind::Arrest,
    );
    check_one(
        "Le car avait été prévenu. Samedi, à Gossi, des coups de feu ont éclaté. Trois passagers sont morts.",
        Kind::Attack,
    );
}

/// The only report of a text is of a kind, on the last Saturday, at Gossi.
fn check_one(text: &str, kind: Kind) {
    let reports = extract(&Gazetteer::bundled().unwrap(), &document(text, Language::French));
    let [report] = reports.as_slice() else { panic!("{text}: {} reports", reports.len()) };
    let phrase = report.phrase.as_ref().map(|p| p.text.clone()).unwrap_or_default();
    let day = report.dates.map(|dates| dates.start.to_string());
    assert_eq!((report.kind, day.as_deref()), (kind, Some("2026-01-31")), "{text}");
    assert!(phrase.contains("Gossi"), "{text}: {phrase}");
}
