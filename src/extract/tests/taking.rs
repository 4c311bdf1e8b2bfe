//! Tests of what was taken, of people without an article and of harm done by those named first, in
//! English; every text is a test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn what_was_taken_says_what_it_was() {
    check_english(
        "Gunmen took 300 head of cattle at Gossi on Saturday.",
        &[(Kind::Looting, ON_SATURDAY, "Gossi", 0)],
    );
    check_english(
        "Armed men took two nurses with them in Gossi on Saturday.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi", 0)],
    );
    check_english(
        "Gendarmes in Gossi took three suspects away on Saturday.",
        &[(Kind::Arrest, ON_SATURDAY, "Gossi", 0)],
    );
    check_english(
        "Two RPGs and a mortar were found in Gossi on Saturday.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi", 0)],
    );
    check_english("Soldiers took two children to hospital in Gossi on Saturday.", &[]);
    check_english("Herders took their cattle to the market at Gossi on Saturday.", &[]);
}

#[test]
fn a_garrison_named_for_its_town_stands_there() {
    check_english(
        "The Gossi garrison was attacked on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 0)],
    );
    check_english("The Gossi garrison was inspected by the minister on Saturday.", &[]);
}

#[test]
fn one_victim_is_counted_without_an_article_and_no_killer_is() {
    check_english(
        "Gossi: shepherd killed on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "A man on a motorbike killed four people in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 4)],
    );
    check_english(
        "A former CMA officer was shot dead in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "One boy of nine was killed by gunmen in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "Gunmen killed two men in Gossi on Tuesday night last week.",
        &[(Kind::Attack, "2026-01-27", "Gossi", 2)],
    );
}
