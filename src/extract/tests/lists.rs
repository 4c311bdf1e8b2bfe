//! Tests of lists, denials, pages that follow events by the hour, and deeds told without a word for
//! an attack; every text is a test sentence and tells of no real event.

use super::*;

#[test]
fn entries_of_a_list_are_incidents_of_their_own() {
    check(
        "Bulletin\n\
         - Mardi 27/01, vers 6h : des hommes armés ont attaqué le village de Gossi. Deux civils ont été tués.\n\
         - Mercredi 28/01, soir : un car a sauté sur une mine près de Hombori. Quatre passagers sont morts.\n",
        &[(Kind::Attack, "2026-01-27", "Gossi"), (Kind::Ied, "2026-01-28", "Hombori")],
    );
}

#[test]
fn the_time_in_brackets_is_that_of_the_message() {
    check(
        "[28/01/2026 19:47] Des hommes armés ont attaqué ce matin le village de Gossi.\n\
         [29/01/2026 08:30] Deux éleveurs ont été enlevés hier à Hombori.\n",
        &[(Kind::Attack, "2026-01-28", "Gossi"), (Kind::Abduction, "2026-01-28", "Hombori")],
    );
}

#[test]
fn what_a_live_page_tells_without_a_day_was_on_the_day_of_publication() {
    check(
        "17:20 Le médecin parle de neuf morts à Gossi.\n\
         12:10 Le camp de Gossi a été attaqué par des hommes armés.\n\
         06:15 De fortes détonations réveillent la ville.\n",
        &[(Kind::Attack, "2026-02-02", "Gossi")],
    );
}

#[test]
fn a_later_sentence_can_take_back_what_was_told() {
    check(
        "Samedi, des hommes armés auraient attaqué le village de Gossi. Cette information est fausse.",
        &[],
    );
    // It is the toll that is denied here.
    check(
        "Samedi, des hommes armés ont attaqué le village de Gossi. L'armée dément ce bilan.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
}

#[test]
fn whatever_armed_men_did_to_somebody_is_a_deed() {
    check(
        "Samedi, un camion de vivres a été stoppé par des hommes armés près de Gossi.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
    check("Samedi, la ville de Gossi était contrôlée par des hommes armés.", &[]);
}

#[test]
fn deaths_and_wounded_told_later_belong_to_the_incident() {
    let reports = read(
        "Samedi, un car a sauté sur une mine près de Gossi. Six passagers sont morts. Un septième \
         passager est mort dimanche. Dix blessés étaient lundi à l'hôpital de Hombori.",
    );
    assert_eq!(told(&reports).len(), 1, "{reports:?}");
}

#[test]
fn an_incident_told_by_what_it_led_to_is_dated_back() {
    check(
        "Samedi, un conseiller de Gossi a été retrouvé mort, trois jours après son enlèvement à Hombori.",
        &[(Kind::Abduction, "2026-01-28", "Hombori")],
    );
}
