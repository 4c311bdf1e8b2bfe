//! Tests of bulletins and communiqués: villages told without a preposition, entries of a chronology,
//! what a question asks; every text is a test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";
const ON_SUNDAY: &str = "2026-02-01";

#[test]
fn a_village_is_nearer_than_the_land_it_lies_in() {
    let of = |place| [(Kind::Attack, ON_SATURDAY, place)];
    check("Samedi, dans le Gourma, Gossi a perdu deux gardiens, tués au marché.", &of("Gossi"));
    check(
        "Les gens de Soalka, dans le Gourma, ont été attaqués samedi : dix d'entre eux ont été tués.",
        &of("Soalka"),
    );
    check("Dix civils ont été tués samedi dans le Gourma.", &of("Gourma"));
}

#[test]
fn a_name_that_nobody_knows_may_be_attacked() {
    let of = |place| [(Kind::Attack, ON_SATURDAY, place)];
    check("Samedi, des hommes armés ont attaqué Soalka et tué huit civils.", &of("Soalka"));
    check("On a tué samedi le griot de Soalka.", &of("Soalka"));
    check_english(
        "On Saturday gunmen raided Soalka and killed eight civilians.",
        &[(Kind::Attack, ON_SATURDAY, "Soalka", 8)],
    );
}

#[test]
fn the_way_to_a_village_is_nearer_than_the_head_of_an_entry() {
    check(
        "• 31/01 : Gossi – une patrouille tombe dans une embuscade vers Hombori, 3 gendarmes tués.\n\
         • 01/02 : Gossi – un civil enlevé sur la piste de Hombori.\n",
        &[(Kind::Ambush, ON_SATURDAY, "Hombori"), (Kind::Abduction, ON_SUNDAY, "Hombori")],
    );
}

#[test]
fn entries_are_told_apart_without_a_title_and_within_a_line() {
    let both = [(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Abduction, ON_SUNDAY, "Hombori")];
    check(
        "• 31/01 – Trois bergers sont abattus à Gossi.\n• 01/02 – Deux jeunes sont enlevés à Hombori.\n",
        &both,
    );
    check("31/01 – Gossi : tirs, un mort. 01/02 – Hombori : deux jeunes enlevés.", &both);
    check(
        "Attaques de samedi : Gossi, quatre morts ; Hombori, deux morts.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Hombori")],
    );
}

#[test]
fn what_a_question_asks_is_denied_by_its_answer() {
    check(
        "Y a-t-il eu samedi une attaque à Gossi ? Non, répond la police. Ce sont des pétards.",
        &[],
    );
    check(
        "Y a-t-il eu une attaque à Gossi ? Oui, répond la police : deux soldats ont été tués samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english("Was there an attack in Gossi on Saturday? No, the police say.", &[]);
}
