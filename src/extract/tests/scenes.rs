//! Tests of what a story tells over several sentences, and of deeds of armed men; every text is a
//! test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn whatever_armed_men_do_somewhere_is_a_deed() {
    check(
        "Samedi, des hommes armés ont encerclé l'école de Gossi.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
    check(
        "Samedi, des bandits lourdement armés ont cerné un convoi près de Gossi.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
    check("Samedi, des hommes armés ont quitté Gossi.", &[]);
    check("Samedi, les terroristes ont revendiqué une vidéo à Gossi.", &[]);
}

#[test]
fn the_place_and_day_of_a_scene_hold_for_the_deed_told_next() {
    check(
        "Onze cultivateurs de Gossi ne sont pas rentrés du champ samedi. Surpris par des hommes à \
         moto, ils ont été tués, selon un élu.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
}

#[test]
fn they_are_the_people_counted_before() {
    let reports = read(
        "Six éleveurs campaient samedi près de Gossi. Ils ont été abattus par des hommes armés.",
    );
    let low: Vec<_> = reports.iter().flat_map(|r| &r.claims).map(|c| c.low).collect();
    assert_eq!(low, [6], "{reports:?}");
}

#[test]
fn the_attackers_are_those_told_of_before() {
    check(
        "Des hommes armés ont attaqué le village de Gossi. Les assaillants, arrivés samedi soir, \
         ont ouvert le feu sur la foule.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
}

#[test]
fn a_body_found_later_is_that_of_the_abducted() {
    check(
        "Samedi, un enseignant a été enlevé à Gossi. Son corps a été retrouvé le lendemain.",
        &[(Kind::Abduction, "2026-01-31", "Gossi")],
    );
}

#[test]
fn a_survivor_who_lost_kin_tells_of_no_new_incident() {
    check("Samedi, Awa, qui a perdu deux fils à Gossi, a reçu des vivres.", &[]);
}

#[test]
fn what_is_only_days_old_is_the_news_though_told_as_earlier() {
    let reports =
        read("La police a présenté lundi quatre suspects. Ils avaient été arrêtés samedi à Gossi.");
    assert_eq!(told(&reports).len(), 1, "{reports:?}");
    assert!(!reports[0].background, "{reports:?}");
}

#[test]
fn a_release_and_a_stopped_activity_are_no_incidents() {
    check("Samedi, un otage retenu depuis deux ans a été libéré à Gossi.", &[]);
    check("Samedi, une association a arrêté ses activités à Gossi.", &[]);
}

#[test]
fn who_says_it_may_stand_after_it_in_english() {
    check_english(
        "A patrol ran into an armed group near Gossi on Saturday, the general staff said. Eight \
         attackers were killed.",
        &[(Kind::ArmedClash, "2026-01-31", "Gossi", 8)],
    );
}

#[test]
fn weather_and_abductions_of_years_ago_are_no_news() {
    check("De fortes pluies se sont abattues samedi sur Gossi, faisant dix morts.", &[]);
    check("Les familles de deux otages enlevés il y a trois ans attendent toujours.", &[]);
    check(
        "Samedi, un poids lourd a sauté sur une mine près de Gossi.",
        &[(Kind::Ied, "2026-01-31", "Gossi")],
    );
}

#[test]
fn a_name_is_the_place_of_what_was_done_to_it() {
    check(
        "Samedi, Gossi a été visé : cinq hommes abattus. Le même jour, Tessit a été attaqué.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")],
    );
    check(
        "Lundi a été long dans le Gourma. À l'aube, c'est Gossi qui a été visé : dix morts.",
        &[(Kind::Attack, "2026-02-02", "Gossi")],
    );
    check(
        "Le marché de Tessit a été pillé samedi : deux morts. Dimanche, Gossi subissait le même sort.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit"), (Kind::Attack, "2026-02-01", "Gossi")],
    );
}

#[test]
fn what_burns_after_an_armed_act_is_no_accident() {
    check(
        "Un convoi a été accroché samedi près de Gossi. Un camion-citerne a pris feu. Deux \
         conducteurs sont décédés, brûlés vifs.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
    check("Samedi à Gossi, un camion-citerne a pris feu. Deux conducteurs sont décédés.", &[]);
}
