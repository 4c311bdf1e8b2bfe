//! Tests of texts that tell an incident more than once: tolls revised, parts of the dead, the way of
//! the victims, claims; every text is a test sentence and tells of no real event.

use super::*;
use crate::model::Outcome;

const ON_FRIDAY: &str = "2026-01-30";
const ON_SATURDAY: &str = "2026-01-31";

/// The dead that the only report of a text claims, in order.
fn dead(text: &str, language: Language) -> Vec<u32> {
    let reports = extract(&Gazetteer::bundled().unwrap(), &document(text, language));
    let [report] = reports.as_slice() else { panic!("{text}: {} reports", reports.len()) };
    let killed = report.claims.iter().filter(|c| c.outcome == Outcome::Killed);
    killed.map(|c| c.low).collect()
}

#[test]
fn a_toll_that_a_later_one_replaced_is_held_by_nobody() {
    let fr = |text, expected: &[u32]| assert_eq!(dead(text, Language::French), expected, "{text}");
    fr(
        "Des hommes armés ont attaqué samedi Gossi. Un premier bilan faisait état de cinq morts. Ce \
         bilan est passé à douze morts.",
        &[12],
    );
    fr(
        "Des hommes armés ont attaqué samedi Gossi. Un premier bilan fait état de cinq morts.",
        &[5],
    );
    let text = "Gunmen attacked Gossi on Saturday. An initial toll was five dead. Twelve people were \
                killed, the mayor said.";
    assert_eq!(dead(text, Language::English), [12]);
}

#[test]
fn some_of_the_dead_are_counted_once() {
    let fr = |text, expected: &[u32]| assert_eq!(dead(text, Language::French), expected, "{text}");
    fr(
        "Des sources confirment l'assassinat, samedi, d'un ancien maire à Gossi. Il a été abattu chez \
         lui.",
        &[1],
    );
    fr(
        "Des hommes armés ont tué douze personnes samedi à Gossi. Parmi les victimes figurent deux \
         femmes et un enfant.",
        &[12],
    );
    fr(
        "Une attaque a eu lieu samedi à Gossi. Parmi les victimes figurent deux femmes tuées.",
        &[2],
    );
    fr(
        "Des hommes ont tué douze habitants samedi à Gossi. Une survivante a perdu deux frères.",
        &[12],
    );
    fr("Des hommes ont tué huit bergers samedi à Gossi. Un élu dénonce un massacre.", &[8]);
    fr("Trois civils ont été blessés samedi à Gossi. L'un d'eux est mort de ses blessures.", &[1]);
    fr("Un soldat a ouvert le feu samedi à Gossi. Il a tué huit gardes avant d'être arrêté.", &[8]);
    fr("Des hommes armés ont brûlé samedi l'école de Gossi et tué le directeur.", &[1]);
}

#[test]
fn the_way_of_those_told_of_before_is_no_second_place() {
    check(
        "Dix soldats ont été tués samedi dans une embuscade à Gossi. Les soldats rentraient d'une \
         mission à Tessit quand ils ont été attaqués.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
    check(
        "Quatre gardes sont morts samedi dans l'attaque de leur poste à Gossi. Les corps des quatre \
         gardes ont été ramenés à Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Une embuscade a été tendue samedi à une patrouille à Gossi. Quatre gendarmes ont été tués, \
         dont le commandant de la brigade de Tessit.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_claim_or_a_march_may_be_the_first_to_tell() {
    check(
        "Le groupe a revendiqué l'attaque menée samedi contre un poste de l'armée à Gossi. Il affirme \
         avoir tué dix soldats.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Suite à l'attaque de Gossi samedi, le syndicat a appelé à la grève.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Des familles fuyant les attaques sont arrivées samedi à Gossi.", &[]);
    check("Trois mois après l'attaque de Gossi, la peur reste.", &[]);
}

#[test]
fn the_attack_after_which_another_came_keeps_its_place() {
    check(
        "Deux semaines après la tuerie de Tessit, une autre localité vient d'être endeuillée. Samedi, \
         des hommes armés ont tué dix personnes à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "« Ils ont tiré sur tout ce qui bougeait », raconte un rescapé de l'attaque de Gossi. Samedi, dix \
         habitants y ont été tués.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Two weeks after the killings in Tessit, gunmen have struck again. On Saturday, they killed \
         ten people in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 10)],
    );
    check(
        "Nouvelle tuerie dans le Gourma. Dix habitants ont été assassinés samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn one_more_of_the_victims_is_no_further_incident() {
    check(
        "Une équipe de vaccination a été attaquée samedi à Gossi. Deux agents ont été tués, un \
         troisième enlevé.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "A health team was attacked on Saturday in Gossi. Two nurses were killed and a third was \
         abducted.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn lists_of_days_and_places_give_each_its_own() {
    check(
        "Vendredi : deux gardes tués par des hommes armés à Gossi.\nSamedi : enlèvement d'un infirmier \
         à Tessit.",
        &[(Kind::Attack, ON_FRIDAY, "Gossi"), (Kind::Abduction, ON_SATURDAY, "Tessit")],
    );
    check(
        "Deux villages ont été attaqués samedi. À Gossi, dix personnes ont été tuées. À Tessit, les \
         assaillants ont tué six villageois.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")],
    );
    check(
        "Incident : attaque armée. Lieu : Gossi. Date : samedi. Bilan : quatre morts.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Twelve people were killed in Gossi on Friday and ten in Tessit on Saturday, a group said.",
        &[(Kind::Attack, ON_FRIDAY, "Gossi", 12), (Kind::Attack, ON_SATURDAY, "Tessit", 10)],
    );
}

#[test]
fn people_who_are_carried_off_are_abducted() {
    check(
        "L'infirmier a été emporté samedi par des hommes armés à Gossi.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
    check(
        "Des hommes armés ont emporté samedi le bétail des éleveurs à Gossi.",
        &[(Kind::Looting, ON_SATURDAY, "Gossi")],
    );
}
