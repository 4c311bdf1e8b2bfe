//! Tests of plain sentences of briefs: who or what was struck, by whom, and when; every text is a test
//! sentence and tells of no real event.

use super::*;
use crate::model::Side;

const ON_FRIDAY: &str = "2026-01-30";
const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn a_vehicle_or_inhabitants_are_attacked_in_earnest() {
    let check = |text: &str| check(text, &[(Kind::Attack, ON_SATURDAY, "Tessit")]);
    check("Un car a été attaqué samedi à hauteur de Tessit.");
    check("Les habitants de Tessit ont été attaqués samedi.");
}

#[test]
fn a_strike_whose_agent_is_a_drone_is_one_of_drones() {
    let check = |text: &str, kind: Kind| check(text, &[(kind, ON_SATURDAY, "Tessit")]);
    check("Un drone de l'armée a bombardé samedi un marché à Tessit.", Kind::DroneStrike);
    check("Un marché a été frappé samedi à Tessit par un drone.", Kind::DroneStrike);
    check("Des rebelles ont attaqué samedi Tessit, qu'un drone survolait.", Kind::Attack);
}

#[test]
fn those_whom_an_attack_left_dead_are_not_of_those_who_made_it() {
    let reports = read("L'attaque des jihadistes a fait dix morts samedi à Tessit.");
    let sides: Vec<Side> =
        reports.iter().flat_map(|report| report.claims.iter().map(|claim| claim.side)).collect();
    assert_eq!(sides, [Side::Unknown]);
}

#[test]
fn the_day_of_a_claim_is_not_that_of_the_incident() {
    let text = "The group claimed responsibility on Saturday for an attack that killed 13 soldiers \
                in Tessit on Friday.";
    check_english(text, &[(Kind::Attack, ON_FRIDAY, "Tessit", 13)]);
}

#[test]
fn people_are_missing_since_the_day_of_the_incident_and_where_it_was() {
    check(
        "Deux enseignants sont portés disparus depuis samedi à Tessit après l'irruption d'hommes \
         armés dans leur école.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn the_village_of_residents_who_speak_is_where_it_was() {
    let text = "Residents of Tessit fled after gunmen entered the village on Friday and killed two \
                men.";
    check_english(text, &[(Kind::Attack, ON_FRIDAY, "Tessit", 2)]);
}

#[test]
fn the_day_behind_the_incident_is_its_own_where_another_clause_has_one_before() {
    check(
        "La ministre s'est rendue dimanche à Tessit, où six civils ont été tués samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn the_day_of_what_a_communique_says_is_that_of_the_incident() {
    check(
        "La mairie indique que le 31 janvier, des hommes armés ont attaqué un car à Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn a_participle_behind_a_known_incident_says_when_it_was() {
    check(
        "Un blessé est mort dimanche, ce qui porte à trois les morts de l'attaque de Tessit, \
         survenue tôt samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn an_attack_with_a_day_and_a_place_is_none_in_a_figure_of_speech() {
    let check = |text: &str| check(text, &[(Kind::Attack, ON_SATURDAY, "Tessit")]);
    check("Attaque à Tessit samedi : dix morts.");
    check("Une attaque a eu lieu samedi à Tessit.");
}

#[test]
fn those_who_were_killed_by_fighters_are_not_of_theirs() {
    let check = |text: &str, expected: Side| {
        let sides: Vec<Side> =
            read(text).iter().flat_map(|report| report.claims.iter().map(|c| c.side)).collect();
        assert_eq!(sides, [expected], "{text}");
    };
    check("Samedi, dix hommes ont été tués par des terroristes à Tessit.", Side::Unknown);
    check("Des terroristes ont tué dix hommes samedi à Tessit.", Side::Unknown);
    check("Côté ennemi, l'armée a compté dix hommes tués samedi à Tessit.", Side::Militants);
    check("Dix soldats ont été abattus samedi à Tessit.", Side::StateForces);
    check(
        "Les deux camps ont perdu du terrain : un berger a été tué samedi à Tessit.",
        Side::Civilians,
    );
}

#[test]
fn a_day_is_counted_back_from_the_dead_too() {
    check(
        "Le ministre est venu dimanche, un jour après la mort de dix soldats à Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn who_dies_in_a_noun_is_counted() {
    let text = "Les chefs dénoncent l'assassinat de trois bergers samedi à Tessit.";
    check(text, &[(Kind::Attack, ON_SATURDAY, "Tessit")]);
    let lows: Vec<u32> = read(text).iter().flat_map(|r| r.claims.iter().map(|c| c.low)).collect();
    assert_eq!(lows, [3]);
}
