//! Tests of what a text tells again or recalls beside its news; every text is a test sentence and
//! tells of no real event.

use super::*;

const ON_FRIDAY: &str = "2026-01-30";
const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn what_an_attack_comes_after_is_recalled() {
    for (words, day) in [
        ("Cette attaque intervient deux jours après celle de Tessit, qui a fait dix morts.", 29),
        ("Cette nouvelle attaque survient au lendemain d'une embuscade à Tessit.", 30),
        ("L'attaque fait suite à une embuscade survenue vendredi à Tessit.", 30),
    ] {
        let text = format!(
            "Des hommes armés ont attaqué samedi le village de Gossi, tuant six civils. {words}"
        );
        let reports = read(&text);
        let days: Vec<_> = reports.iter().map(|r| r.dates.map(|d| d.start.day())).collect();
        assert_eq!(days, [Some(31), Some(day)], "{words}");
        let flags: Vec<bool> = reports.iter().map(|r| r.background).collect();
        assert_eq!(flags, [false, true], "{words}");
    }
    check(
        "Des hommes armés ont attaqué samedi le village de Gossi. Cette nouvelle attaque intervient \
         après la mort de quarante gendarmes en deux mois dans le pays.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Gunmen attacked the village of Gossi on Saturday, killing six people. The raid follows an \
         attack on Tessit on Friday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 6), (Kind::Attack, ON_FRIDAY, "Tessit", 0)],
    );
}

#[test]
fn a_title_told_over_again_is_one_incident() {
    let title = "L'armée perd neuf soldats dans une nouvelle embuscade au nord de Gossi";
    let text = format!(
        "{title}\nNeuf soldats ont été tués samedi dans une nouvelle embuscade dans le nord du pays."
    );
    let article = Document { title: Some(title.to_owned()), ..document(&text, Language::French) };
    let reports = extract(&Gazetteer::bundled().unwrap(), &article);
    assert_eq!(told(&reports), [(Kind::Ambush, Some(ON_SATURDAY.to_owned()), Some("Gossi"))]);
}

#[test]
fn a_village_that_is_described_is_the_one_named_before() {
    for words in [
        "dans ce village situé à 15 km de Tessit",
        "dans cette localité distante de 15 km de Tessit",
        "dans ce village, près de Tessit",
    ] {
        let text =
            format!("Drame à Gossi. Des hommes armés ont tué samedi neuf personnes {words}.");
        check(&text, &[(Kind::Attack, ON_SATURDAY, "Gossi")]);
    }
    check(
        "Drame à Gossi. Des hommes armés ont tué samedi neuf personnes dans un village situé à 15 km \
         de Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
    check_english(
        "Gunmen struck Gossi. Nine people were killed on Saturday in the village, some 15 km from \
         Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 9)],
    );
}

#[test]
fn what_is_found_of_those_who_were_taken_is_no_incident() {
    check(
        "Six personnes ont été enlevées samedi à Gossi. Leur véhicule a été retrouvé calciné près de \
         Tessit.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_sum_with_its_parts_is_shared_out_between_two_villages() {
    let text = "Des hommes armés ont fait irruption samedi dans les villages de Gossi et Tessit. Le \
                bilan est de trente (30) morts dont vingt (20) à Gossi et dix (10) à Tessit.";
    let reports = read(text);
    let lows: Vec<Vec<u32>> =
        reports.iter().map(|r| r.claims.iter().map(|c| c.low).collect()).collect();
    assert_eq!(lows, [[20], [10]]);
    check(text, &[(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")]);
}

#[test]
fn the_name_of_an_operation_is_no_place() {
    check(
        "Samedi, l'armée a tué huit terroristes lors d'une opération baptisée Sama 3, conduite dans \
         la zone de Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn people_of_an_aside_are_no_toll() {
    for words in [
        "Malgré la présence de 60 soldats, huit civils ont été tués samedi à Gossi.",
        "Huit civils ont été tués samedi à Gossi, où vivent 400 familles.",
        "Huit civils ont été tués samedi dans une attaque à Gossi, tandis que 300 habitants \
         s'abritaient à l'école.",
        "L'attaque de samedi à Gossi a tué huit civils et fait fuir 1 200 habitants.",
        "L'attaque de samedi à Gossi a fait huit morts, entraînant le déplacement de 1 200 personnes.",
        "Samedi à Gossi, 30 greniers ont été détruits et huit civils tués.",
        "30 greniers détruits et 8 civils tués samedi à Gossi.",
        "Samedi vers 06h huit enfants ont été tués à Gossi.",
        "Huit civils ont été tués du 29 au 31 janvier à Gossi.",
        "Samedi à Gossi, huit agents des eaux et forêts ont péri dans une attaque.",
        "Dans ce village de 3 000 habitants, des hommes armés ont tué huit civils samedi à Gossi.",
    ] {
        let reports = read(words);
        let lows: Vec<u32> = reports.iter().flat_map(|r| r.claims.iter().map(|c| c.low)).collect();
        assert_eq!(lows, [8], "{words}");
    }
    check_english(
        "The attack on Gossi on Saturday left eight dead, forcing 1,200 people to flee.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 8)],
    );
    check_english(
        "The bodies of eight Malian soldiers were found in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 8)],
    );
    check_english(
        "A 12-year-old girl and her mother were killed in Gossi on Saturday by gunmen.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn a_number_behind_a_weekday_may_count_people() {
    check(
        "Samedi 20 soldats ont été tués par des terroristes à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi 31, des hommes armés ont tué deux gardes à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_sum_of_a_week_is_not_that_of_a_day() {
    let reports = read(
        "Du 25 au 31 janvier, 40 terroristes ont été neutralisés. Le 31 janvier à Gossi, l'armée en a \
         tué six.",
    );
    let lows: Vec<u32> = reports.iter().flat_map(|r| r.claims.iter().map(|c| c.low)).collect();
    assert_eq!(lows, [6]);
}
