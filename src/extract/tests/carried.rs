//! Tests of days and places that a text carries from one sentence to the next; every text is a test
//! sentence and tells of no real event.

use super::*;

const ON_FRIDAY: &str = "2026-01-30";
const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn the_day_at_the_head_of_a_line_holds_for_the_whole_line() {
    check(
        "La semaine vue de Gao\n\nVENDREDI. Vers 16h, un avion largue deux bombes sur Gossi.\n\n\
         SAMEDI. Une patrouille est passée à Tessit. Elle a compté cinq corps d'habitants tués.",
        &[(Kind::AirStrike, ON_FRIDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn a_second_day_in_a_sentence_opens_a_second_incident() {
    check(
        "Vendredi, des hommes armés ont tué deux gardes à Gossi, et samedi trois habitants ont été \
         tués dans une attaque à Tessit.",
        &[(Kind::Attack, ON_FRIDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn the_place_of_those_who_were_struck_is_that_of_the_incident() {
    check(
        "Douze soldats ont été tués samedi dans le nord du Mali. Les militaires patrouillaient près \
         de Tessit.",
        &[(Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn a_toll_with_its_day_goes_with_the_incident_right_before() {
    check(
        "Des terroristes ont déferlé sur Gossi. Dix commerçants ont été fauchés, samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_day_right_beside_a_known_incident_is_its_own() {
    check(
        "Ce lundi, le gouverneur a rendu visite aux blessés de l'attaque de samedi contre le camp de \
         Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn where_a_unit_comes_from_is_not_where_it_fought() {
    check(
        "Samedi, une patrouille du détachement de Gao est entrée en contact avec des terroristes à \
         Gossi.",
        &[(Kind::ArmedClash, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, un camion qui ravitaillait le chantier de Gao a été incendié à Gossi.",
        &[(Kind::Looting, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn who_guards_a_place_stands_there() {
    check(
        "Dans la région de Gao, les VDP de Gossi ont repoussé samedi une attaque de terroristes.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn two_days_and_two_places_under_one_verb_are_two_incidents() {
    check(
        "Vendredi à Gossi et samedi à Hombori, des hommes armés ont tué dix civils.",
        &[(Kind::Attack, "2026-01-30", "Gossi"), (Kind::Attack, ON_SATURDAY, "Hombori")],
    );
    check_english(
        "Gunmen attacked villagers in Gossi on Friday and in Hombori on Saturday, killing three \
         and five people respectively.",
        &[(Kind::Attack, "2026-01-30", "Gossi", 3), (Kind::Attack, ON_SATURDAY, "Hombori", 5)],
    );
    check(
        "Trois civils ont été enlevés vendredi à Gossi et libérés samedi à Hombori.",
        &[(Kind::Abduction, "2026-01-30", "Gossi")],
    );
}

#[test]
fn the_days_of_a_list_are_of_one_week() {
    check(
        "Bulletin\n\nMardi : à Gossi, un poste attaqué, deux agents tués.\n\
         Mercredi : à Hombori, trois civils enlevés.\n\
         Dimanche : à Ber, une mine fait quatre morts.\n",
        &[
            (Kind::Attack, "2026-01-27", "Gossi"),
            (Kind::Abduction, "2026-01-28", "Hombori"),
            (Kind::Attack, "2026-02-01", "Ber"),
        ],
    );
}

#[test]
fn entries_with_a_day_under_a_sum_are_incidents() {
    check(
        "Chronologie du dernier trimestre\n\n\
         08/01 – Gossi. Deux VDP tués par des hommes armés.\n\n\
         21/01 – Hombori. Un poste de police attaqué par des inconnus.\n",
        &[(Kind::Attack, "2026-01-08", "Gossi"), (Kind::Attack, "2026-01-21", "Hombori")],
    );
    check("Bilan du dernier trimestre\n\nLes attaques ont fait dix morts à Gossi.\n", &[]);
}

#[test]
fn the_day_in_brackets_says_which_weekday_is_meant() {
    check_english(
        "The army bombed a camp of militants near Gossi last Sunday (18 January).",
        &[(Kind::AirStrike, "2026-01-18", "Gossi", 0)],
    );
}

#[test]
fn who_tells_of_the_dead_is_none_of_them() {
    check_english(
        "Gunmen killed 11 farmers on Saturday near Gossi, two local officials and a relative of \
         one of the victims said.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 11)],
    );
    check(
        "Une attaque a fait cinq morts samedi à Gossi, ont indiqué deux élus locaux.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_find_is_told_where_it_was_made() {
    check(
        "Samedi, la fouille d'une maison à Gossi a livré trois kalachnikovs.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, l'armée a intercepté à Gossi un camion chargé de bidons d'essence.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn drills_and_states_of_things_are_no_incidents() {
    check(
        "Un exercice d'état-major a lieu à Gao. Le scénario prévoit l'attaque d'un convoi et \
         l'explosion d'une mine samedi à Gossi.",
        &[],
    );
    check("Les attaques se multiplient dans la région de Gao.", &[]);
}

#[test]
fn harm_in_the_first_entry_with_a_day_is_its_own_incident() {
    check(
        "Les faits de la semaine.\n\nVendredi, Gourma. Un car est arrivé à l'entrée de Gossi. Deux \
         agents y ont laissé leur vie.\n\nSamedi, Gourma. Un camp de VDP a été pris d'assaut à Tessit.",
        &[(Kind::Attack, ON_FRIDAY, "Gossi"), (Kind::Attack, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn an_entry_with_a_day_in_a_note_of_the_month_tells_of_one_deed() {
    check(
        "Note d'alerte mensuelle\n\n30 janv. À Gossi, un notable est exécuté d'une balle.\n\n\
         31 janv. Incendie de la pompe solaire par des inconnus, à Tessit.",
        &[(Kind::Attack, ON_FRIDAY, "Gossi"), (Kind::Looting, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn the_line_that_a_vehicle_serves_is_not_where_it_was_struck() {
    for line in ["assurant la liaison Gao – Ansongo", "qui faisait la navette entre Gao et Ber"] {
        check(
            &format!("Samedi, un car {line} a heurté un engin explosif à 6 km de Tessit."),
            &[(Kind::Ied, ON_SATURDAY, "Tessit")],
        );
    }
}

#[test]
fn where_somebody_came_and_did_something_is_the_place_of_it() {
    check(
        "Des hommes armés ont tué deux bergers à Gossi samedi. Ils ont fui vers Tessit, où ils ont \
         enlevé un commerçant.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi"), (Kind::Abduction, ON_SATURDAY, "Tessit")],
    );
}

#[test]
fn a_sentence_that_only_names_a_place_says_where_the_next_was() {
    let check = |text: &str| check(text, &[(Kind::Attack, "2026-01-31", "Tessit")]);
    check("Tessit pleure ses morts. Samedi, dix hommes ont été tués par des inconnus.");
    check(
        "Depuis l'attaque de Tessit, on a peur. Samedi, dix hommes ont été tués par des bandits.",
    );
    check("Drame à Tessit. Un car qui se rendait à Ansongo a été mitraillé samedi.");
}

#[test]
fn who_or_what_was_struck_before_is_the_subject_of_what_goes_on() {
    check(
        "Un abbé enlevé à Tessit. Il a été emmené samedi par des inconnus.",
        &[(Kind::Abduction, "2026-01-31", "Tessit")],
    );
    let reports = read("Un berger a été tué samedi à Tessit. Son corps a été retrouvé à l'école.");
    let killed: Vec<u32> = reports.iter().flat_map(|r| r.claims.iter().map(|c| c.low)).collect();
    assert_eq!(killed, [1]);
}

#[test]
fn an_incident_without_a_place_is_where_the_people_named_live() {
    let check = |text: &str| check(text, &[(Kind::Attack, "2026-01-31", "Tessit")]);
    check("« Nous avons perdu neuf personnes », dit un élu de Tessit après l'attaque de samedi.");
    check("Des bandits ont frappé samedi à l'aube. Les habitants de Tessit ont vu dix corps.");
}

#[test]
fn what_a_text_begins_with_is_told_in_full_by_the_next_sentence() {
    check(
        "À Tessit, des tirs ont repris. Samedi, des bandits ont attaqué le poste de l'armée.",
        &[(Kind::Attack, "2026-01-31", "Tessit")],
    );
    check(
        "Un car est tombé samedi dans une embuscade à Tessit. Deux passagers ont été tués, trois \
         autres enlevés.",
        &[(Kind::Ambush, "2026-01-31", "Tessit")],
    );
    check(
        "Un car est tombé samedi dans une embuscade à Tessit. Deux passagers ont été tués, 12 \
         autres enlevés.",
        &[(Kind::Ambush, "2026-01-31", "Tessit")],
    );
}

#[test]
fn an_incident_without_any_place_is_where_the_text_names_one_nearest() {
    check(
        "Ouahigouya (Le Matin) – Un policier a été exécuté samedi soir à son domicile.",
        &[(Kind::Attack, "2026-01-31", "Ouahigouya")],
    );
    check(
        "BAMAKO (Le Matin) – Un policier a été exécuté samedi soir à son domicile.",
        &[(Kind::Attack, "2026-01-31", "")],
    );
}

#[test]
fn a_sentence_that_only_says_when_dates_what_was_told() {
    check(
        "L'attaque de Gossi a fait trois morts. C'était samedi, peu après la relève.",
        &[(Kind::Attack, "2026-01-31", "Gossi")],
    );
}

#[test]
fn what_the_next_sentence_says_of_the_day_dates_the_incident() {
    let check = |text: &str| {
        let reports = extract(&Gazetteer::bundled().unwrap(), &document(text, Language::English));
        let [report] = reports.as_slice() else { panic!("{text}: {} reports", reports.len()) };
        let day = report.dates.map(|dates| dates.start.to_string());
        assert_eq!(day.as_deref(), Some("2026-01-31"), "{text}");
    };
    check("Two killed in attack on Gossi. Saturday's attack lasted two hours.");
    check("Two killed in attack on Gossi. The village was surrounded on Saturday evening.");
    check("Gossi: airstrike kills two jihadists. The strike was carried out on Saturday.");
}

#[test]
fn a_place_alone_heads_what_follows() {
    check(
        "31 janvier 2026. Tessit (Ansongo). Des hommes armés ont incendié la mairie.",
        &[(Kind::Looting, "2026-01-31", "Tessit")],
    );
}
