//! Tests of English as wires, reports and statements write it; every text is a test sentence and
//! tells of no real event. It is published on Monday, 2 February 2026.

use super::*;
use crate::model::Outcome;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn the_day_of_what_was_said_counts_back() {
    check_english(
        "The army said Saturday that four soldiers were killed a day earlier in an attack near Gossi.",
        &[(Kind::Attack, "2026-01-30", "Gossi", 4)],
    );
    check_english(
        "Armed men killed four soldiers in an overnight raid on their post at Gossi. The raid on \
         Thursday night lasted an hour.",
        &[(Kind::Attack, "2026-01-29", "Gossi", 4)],
    );
    check_english(
        "Soldiers shot dead ten villagers at Gossi on January 20. The killings took place two days \
         after an armed group overran a base outside Hombori.",
        &[(Kind::Attack, "2026-01-20", "Gossi", 10), (Kind::Attack, "2026-01-18", "Hombori", 0)],
    );
}

#[test]
fn a_foiled_attack_with_dead_was_fought() {
    check_english(
        "Troops on Saturday foiled an attack on Gossi village, killing four of the bandits.",
        &[(Kind::Attack, "2026-01-31", "Gossi", 4)],
    );
    check_english("Troops on Saturday foiled an attack on Gossi village.", &[]);
}

#[test]
fn the_toll_reached_is_the_toll() {
    check_english(
        "The toll of Saturday's attack on Gossi has climbed to 17, the mayor said.",
        &[(Kind::Attack, "2026-01-31", "Gossi", 17)],
    );
    check_english(
        "Gunmen attacked Gossi on Saturday. A local official put the toll at 12.",
        &[(Kind::Attack, "2026-01-31", "Gossi", 12)],
    );
    check_english(
        "Gunmen attacked Gossi on Saturday. For every soldier lost, 2.3 civilians died.",
        &[(Kind::Attack, "2026-01-31", "Gossi", 0)],
    );
}

#[test]
fn the_ensuing_fight_is_the_same_incident() {
    check_english(
        "A patrol came in contact with bandits on 30 January 2026. In the ensuing firefight around \
         Gossi, six terrorists were neutralised.",
        &[(Kind::ArmedClash, "2026-01-30", "Gossi", 6)],
    );
}

#[test]
fn exercises_and_sums_are_no_incidents() {
    check_english(
        "The annual exercise opened in Gossi on Saturday with counter-IED drills for 80 soldiers.",
        &[],
    );
    check_english("Last year, 41 aid workers were abducted in Mali.", &[]);
    check_english(
        "The unit at Gossi has seized drugs and arrested 34 suspects since its creation.",
        &[],
    );
}

#[test]
fn who_speaks_or_comments_adds_nothing() {
    check_english(
        "Gunmen attacked Gossi on Saturday, killing 19 people near the mosque, a village elder said. \
         The minister, visiting Hombori on Sunday, spoke of a cowardly attack.",
        &[(Kind::Attack, "2026-01-31", "Gossi", 19)],
    );
    check_english(
        "At least 60 civilians were killed in the village of Gossi on January 20, a prosecutor said.",
        &[(Kind::Attack, "2026-01-20", "Gossi", 60)],
    );
    check_english(
        "An IED struck a truck near Gossi on 15 January without causing casualties.",
        &[(Kind::Ied, "2026-01-15", "Gossi", 0)],
    );
}

#[test]
fn the_men_told_of_come_and_go() {
    check_english(
        "Three soldiers died in clashes in the Gao region over the weekend. The men, thought to be \
         bandits, landed at Gossi before sunrise on Saturday, the governor said.",
        &[(Kind::ArmedClash, "2026-01-31", "Gossi", 3)],
    );
    check_english(
        "Gunmen abducted the mayor near Gossi on 20 January. His body was found two days later on \
         the road to Hombori.",
        &[(Kind::Abduction, "2026-01-20", "Gossi", 0)],
    );
    check_english(
        "On 20 January a convoy reached Gossi and gunned down 19 people.",
        &[(Kind::Attack, "2026-01-20", "Gossi", 19)],
    );
}

#[test]
fn notes_leave_articles_out() {
    check_english(
        "IED 11 Jan struck ambulance near Gossi, killing driver.",
        &[(Kind::Ied, "2026-01-11", "Gossi", 1)],
    );
    check_english(
        "Gunmen attacked Gossi on Friday, officials said on Sunday, and Hombori the next day.",
        &[(Kind::Attack, "2026-01-30", "Gossi", 0)],
    );
}

#[test]
fn who_was_dragged_from_home_was_abducted() {
    check_english(
        "Masked men dragged a chief from his home in Gossi on Saturday.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi", 0)],
    );
}

#[test]
fn harm_is_told_of_a_number_across_a_clause() {
    check_english(
        "Rockets hit the boat off Gossi on Saturday. Forty-nine of those on board perished.",
        &[(Kind::Shelling, ON_SATURDAY, "Gossi", 49)],
    );
    check_english(
        "Gunmen stopped a bus near Gossi on Saturday. Four, who tried to flee, were killed.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 4)],
    );
}

#[test]
fn may_is_a_month_and_no_fewer_is_no_denial() {
    check_english(
        "On 12 May 2025, gunmen stormed Gossi, killing ten villagers.",
        &[(Kind::Attack, "2025-05-12", "Gossi", 10)],
    );
    check_english(
        "An attack near Gossi on May 12, 2025 left fifteen villagers dead.",
        &[(Kind::Attack, "2025-05-12", "Gossi", 15)],
    );
    check_english(
        "No fewer than ten villagers were killed by gunmen in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 10)],
    );
    check_english("No villagers were killed by gunmen in Gossi on Saturday.", &[]);
}

#[test]
fn two_places_with_a_number_each_are_two_incidents() {
    check_english(
        "Nine villagers were killed on Saturday in Gossi and four others in Hombori, officials said.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 9), (Kind::Attack, ON_SATURDAY, "Hombori", 4)],
    );
    check_english(
        "Gunmen killed nine villagers on Saturday in Gossi and wounded four in Hombori.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 9)],
    );
}

#[test]
fn where_the_visitors_went_it_had_happened_on_another_day() {
    check_english(
        "The minister on Sunday visited Gossi, where two soldiers were killed on Saturday in an attack.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
    check_english(
        "Hombori mourns its dead. On Saturday, five traders were killed in an attack on the market.",
        &[(Kind::Attack, ON_SATURDAY, "Hombori", 5)],
    );
    check_english(
        "Gunmen killed two men on Saturday in Gossi, a small town some 25 km from Hombori.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn the_adjective_of_an_attack_is_no_victim() {
    check_english(
        "Three people were killed on Saturday in what appears to be a jihadist attack near Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 3)],
    );
    check_english(
        "Three traders were killed after dozens of jihadists ambushed a bus in Gossi on Saturday.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi", 3)],
    );
    check_english(
        "On Saturday, six people were reported killed by gunmen in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 6)],
    );
    check_english(
        "Armed men attacked Gossi on Saturday. A councillor put the number of dead at 21.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 21)],
    );
}

#[test]
fn who_is_said_to_have_killed_is_no_victim() {
    check_english(
        "Around thirty gunmen are reported to have killed two traders in Gossi on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
    check_english(
        "Six soldiers were burned alive on Saturday in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 6)],
    );
    check_english(
        "The deputy mayor of Gossi was shot dead on Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "A mine blast near Gossi on Saturday claimed nine lives.",
        &[(Kind::Ied, ON_SATURDAY, "Gossi", 9)],
    );
    check_english(
        "Two traders were abducted by gunmen in Gossi. The abduction took place on Saturday.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn who_was_shot_or_stabbed_may_live() {
    let check = |text: &str, expected: (u32, u32)| {
        let reports = extract(&Gazetteer::bundled().unwrap(), &document(text, Language::English));
        let [report] = reports.as_slice() else { panic!("{text}: {} reports", reports.len()) };
        let sum = |outcome| {
            let claims = report.claims.iter().filter(|c| c.outcome == outcome);
            claims.map(|c| c.low).sum::<u32>()
        };
        assert_eq!((sum(Outcome::Killed), sum(Outcome::Wounded)), expected, "{text}");
    };
    check("A trader was stabbed at Gossi on Saturday. He is in stable condition.", (0, 1));
    check("Two policemen were shot at Gossi on Saturday. One is dead.", (1, 1));
    check("Two policemen were shot at Gossi on Saturday. The shops were shut.", (2, 0));
    check("Two men were shot dead at Gossi on Saturday. The mayor confirmed both deaths.", (2, 0));
    check(
        "The commander died along with two of his men in a strike near Gossi on Saturday.",
        (3, 0),
    );
    check(
        "Three traders were taken off a coach near Gossi on Saturday and put to death there.",
        (3, 0),
    );
    check(
        "A drone hit Gossi on Saturday. The lists drawn up by families run to ten names.",
        (10, 0),
    );
}

#[test]
fn it_was_the_turn_of_one_more() {
    check_english(
        "On Friday two traders were shot dead at Gossi. On Saturday, in Hombori, it was a herder's \
         turn, stabbed in his tent.",
        &[(Kind::Attack, "2026-01-30", "Gossi", 2), (Kind::Attack, ON_SATURDAY, "Hombori", 1)],
    );
}

#[test]
fn the_day_of_the_deed_is_not_that_of_what_is_told_beside_it() {
    check_english(
        "Gunmen killed ten people at Gossi. The prosecutor was informed on Sunday of the events, \
         which go back to 30 January.",
        &[(Kind::Attack, "2026-01-30", "Gossi", 10)],
    );
    check_english(
        "The inhabitants of Gossi took the road on Saturday, hours after gunmen shot dead the imam.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "The bodies of four men lay in the streets of Gossi on Sunday after a raid the previous \
         night.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 4)],
    );
    check_english(
        "The army found on Sunday near Gossi the bodies of six herders, whom gunmen had shot on \
         Saturday.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 6)],
    );
}

#[test]
fn what_is_told_right_beside_an_incident_is_shared() {
    check_english(
        "Rustlers struck twice on Saturday. At Gossi they killed a shepherd; at Hombori they set \
         fire to the huts.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 1), (Kind::Looting, ON_SATURDAY, "Hombori", 0)],
    );
    check_english(
        "Ten soldiers, three guards die in twin attacks\nThe soldiers fell on Saturday at Gossi \
         when their column was ambushed; the guards were overrun a day earlier in Hombori.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi", 10), (Kind::Attack, "2026-01-30", "Hombori", 3)],
    );
    check_english(
        "Police arrested a smuggler of the group active in Menaka. He was caught with fuel at Gossi \
         on Saturday.",
        &[(Kind::Arrest, ON_SATURDAY, "Gossi", 1)],
    );
    check_english(
        "Gunmen attacked the camp at Gossi on Saturday. An officer in Gao confirmed that the camp \
         was under attack.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 0)],
    );
    check_english(
        "The shooting at Gossi on Saturday was no mutiny. A soldier had fired into the air.",
        &[],
    );
}

#[test]
fn two_days_may_stand_in_an_expression() {
    check_english(
        "A group has documented the arrest, on 30 and 31 January, of ten residents of Gossi by \
         soldiers.",
        &[(Kind::Arrest, "2026-01-30", "Gossi", 10)],
    );
    check_english(
        "It documented the arrest on Saturday of ten residents of Gossi.",
        &[(Kind::Arrest, ON_SATURDAY, "Gossi", 10)],
    );
    check_english(
        "De-miners lifted fourteen charges from the Gossi road on Saturday.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi", 0)],
    );
}
