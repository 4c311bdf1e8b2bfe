//! Tests of what looks like an incident and is none, each beside one that is; every text is a test
//! sentence and tells of no real event.

use super::*;
use crate::extract::lexicon::{ENGLISH, FRENCH};

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn a_figure_of_speech_has_nobody_in_arms_and_nobody_harmed() {
    check("Samedi à Gossi, une frappe lointaine du numéro dix a trouvé la lucarne.", &[]);
    check("La directrice a été attaquée samedi à Gossi sur sa gestion du fonds.", &[]);
    check(
        "Samedi, une frappe de l'armée a touché un campement à Gossi.",
        &[(Kind::AirStrike, ON_SATURDAY, "Gossi")],
    );
    check("Le village de Gossi a été attaqué samedi.", &[(Kind::Attack, ON_SATURDAY, "Gossi")]);
    check_english("The team opened the scoring in Gossi on Saturday with a superb strike.", &[]);
}

#[test]
fn who_stopped_somewhere_was_not_arrested() {
    check("Le gouverneur s'est arrêté samedi à Gossi, où il a salué les soldats.", &[]);
    check(
        "Deux suspects ont été arrêtés samedi à Gossi par la gendarmerie.",
        &[(Kind::Arrest, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_find_of_arms_names_arms() {
    check("Les douaniers ont saisi samedi à Gossi deux tonnes de sucre.", &[]);
    check(
        "Les soldats ont saisi samedi à Gossi dix fusils.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi")],
    );
    check(
        "Une patrouille a intercepté samedi à Gossi une camionnette chargée de munitions.",
        &[(Kind::WeaponsSeizure, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_missing_who_are_back_tell_of_nothing() {
    check("On a retrouvé samedi à Gossi les deux bergers portés disparus.", &[]);
    check_english("Three missing pupils were found safe on Saturday in Gossi.", &[]);
}

#[test]
fn sums_and_last_years_incidents_are_not_news() {
    check("Les heurts de Gossi ont fait douze morts depuis 2021.", &[]);
    check("Samedi à Gossi, des affrontements ont été évités de justesse.", &[]);
    let words =
        "L'embuscade de l'an dernier à Gossi avait fait deux morts, a rappelé samedi le maire.";
    assert!(read(words).iter().all(|report| report.background), "{words}");
}

#[test]
fn tasks_animals_and_projectiles_are_no_dead() {
    let killed = |text: &str| -> Vec<u32> {
        read(text).iter().flat_map(|r| &r.claims).map(|c| c.low).collect()
    };
    assert_eq!(killed("Samedi à Gossi, quarante patrouilles ont été exécutées."), [] as [u32; 0]);
    assert_eq!(killed("Samedi à Gossi, dix chameaux ont été tués."), [] as [u32; 0]);
    assert_eq!(
        killed("Samedi, deux obus sont tombés sur Gossi sans que personne ne soit blessé."),
        [0, 0],
    );
    assert_eq!(killed("« Nous avons perdu deux gendarmes samedi à Gossi. »"), [2]);
}

#[test]
fn the_place_where_it_was_not_is_no_place() {
    check(
        "C'est à Gossi, et non à Tessit, qu'une frappe de l'armée a touché un camp samedi.",
        &[(Kind::AirStrike, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_scene_at_another_place_is_another_incident() {
    check(
        "Deux régions sont endeuillées.\n\nGossi, d'abord. Le samedi 31 janvier, le village a été \
         la cible d'hommes armés.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_day_of_a_month_told_before_may_follow_a_part_of_the_day() {
    check(
        "Point du 2 février 2026. Dans la matinée du 31, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, "", "Gossi")],
    );
    check(
        "Point du 31 janvier 2026. Dans la matinée du 30, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, "2026-01-30", "Gossi")],
    );
}

#[test]
fn every_form_of_date_without_digits_has_one_of_its_keywords() {
    let check = |words: &str, lexicon: &'static Lexicon| {
        let text = Text::new(words, 0..words.len(), 0, lexicon);
        assert!(text.has(classes::Class::DATE), "{words}");
    };
    for words in [
        "nuit de lundi à mardi",
        "avant-hier",
        "hier",
        "dimanche",
        "cette nuit",
        "aujourd'hui",
        "ce midi",
        "cet après-midi",
        "deux jours plus tard",
        "il y a trois semaines",
        "ce jour-là",
        "la même journée",
        "ce soir-là",
        "l'avant-veille",
        "le surlendemain",
        "en milieu de semaine",
        "le week-end dernier",
        "mi-mars",
        "fin mai",
        "le mois passé",
        "l'an dernier",
        "l'année dernière",
    ] {
        check(words, &FRENCH);
    }
    for words in [
        "overnight",
        "the night of Monday to Tuesday",
        "day before yesterday",
        "this morning",
        "tonight",
        "two days later",
        "a week ago",
        "that same evening",
        "the following morning",
        "the day after",
        "last week",
        "over the weekend",
        "mid-March",
        "last month",
        "last year",
    ] {
        check(words, &ENGLISH);
    }
}

#[test]
fn what_will_or_would_be_is_no_incident() {
    check(
        "Samedi à Gossi, un chef a prévenu que tout camion sera brûlé et son chauffeur exécuté.",
        &[],
    );
    check("Si ce convoi est attaqué, a dit samedi à Gossi un commerçant, nous partirons.", &[]);
    check_english(
        "On Saturday imams in Gossi were told what to do if gunmen entered a mosque.",
        &[],
    );
    check_english("Militants would not need to storm Gossi, an officer said on Saturday.", &[]);
    check(
        "Si les assaillants ont reculé, ils ont tué samedi dix villageois à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "The strike on Saturday in Gossi may have killed ten villagers.",
        &[(Kind::AirStrike, ON_SATURDAY, "Gossi", 10)],
    );
}

#[test]
fn the_day_and_place_of_a_speech_are_not_those_of_what_is_spoken_of() {
    check_english(
        "\"Our colleagues are killed and robbed,\" he told reporters on Saturday in Gossi. \
         Classes resume on Monday. The union is tired. The ministry listens. Talks go on.",
        &[],
    );
    check_english(
        "\"Gunmen attacked Tessit on Friday,\" he told reporters on Saturday in Gossi.",
        &[(Kind::Attack, "2026-01-30", "Tessit", 0)],
    );
}

#[test]
fn a_longer_text_that_tells_neither_day_nor_victim_is_general_talk() {
    let talk =
        " La vie est chère. Le mil manque. Les écoles sont fermées. Le maire appelle à l'aide.";
    assert!(read(&format!("Des hommes armés ont attaqué Gossi.{talk}")).is_empty());
    let is_told = |words: &str| read(&format!("{words}{talk}")).len() == 1;
    assert!(is_told("Samedi, des hommes armés ont attaqué Gossi."));
    assert!(is_told("Des hommes armés ont tué dix villageois à Gossi."));
}

#[test]
fn a_fire_and_a_burst_tyre_are_accidents() {
    check("Six personnes ont péri samedi à Gossi dans l'explosion d'un camion-citerne.", &[]);
    check_english("Fire guts the market of Gossi. The stalls burned down on Saturday.", &[]);
    check(
        "Samedi à Gossi, un camion-citerne a sauté sur une mine, tuant dix personnes.",
        &[(Kind::Ied, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_burial_and_a_visit_have_days_of_their_own() {
    check(
        "Dix villageois, tués la veille à Gossi, ont été portés en terre dimanche.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Dix habitants de Gossi, tués samedi, ont été enterrés dimanche.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "The minister went there on Sunday, hours after gunmen killed ten villagers in Gossi.",
        &[(Kind::Attack, "", "Gossi", 10)],
    );
    check_english(
        "The army announced on Sunday three days of mourning for ten soldiers who fell in an \
         ambush on Saturday near Gossi.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi", 10)],
    );
}

#[test]
fn passengers_who_are_held_were_taken() {
    check_english(
        "Ten passengers have been held by gunmen near Gossi since Saturday.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi", 0)],
    );
}

#[test]
fn who_made_off_did_no_further_deed() {
    check("Les hommes armés ont filé vers Gossi, où leur moto a été retrouvée samedi.", &[]);
    check(
        "Des hommes armés ont fondu samedi sur le village de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_theft_that_somebody_is_charged_with_is_no_incident() {
    check(
        "La police a présenté samedi deux jeunes soupçonnés d'avoir volé des motos à Gossi.",
        &[],
    );
    check(
        "Accusés d'avoir volé du bétail, deux bergers ont été exécutés samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Two herders accused of stealing cattle were shot dead by gunmen on Saturday in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 2)],
    );
}

#[test]
fn arms_that_do_nothing_titles_and_shares_tell_of_nothing() {
    check("Cent repentis ont remis samedi à Gossi des fusils, des roquettes et des mines.", &[]);
    check(
        "Deux roquettes sont tombées samedi sur Gossi.",
        &[(Kind::Shelling, ON_SATURDAY, "Gossi")],
    );
    check("« L'Embuscade », le nouveau récit du colonel, est sorti samedi à Gossi.", &[]);
    check("La mairie de Gossi a exécuté samedi 60 % de son budget.", &[]);
    check("Un avion a largué samedi dix tonnes de vivres sur Gossi.", &[]);
    check("Dix poulets ont été abattus samedi à Gossi.", &[]);
    check("Pour les syndicats de Gossi, l'article 12 tue l'emploi depuis samedi.", &[]);
    check_english("Rockets and mines reach the markets of Gossi, an expert said on Saturday.", &[]);
    check_english("What the boy saw in Gossi on Saturday was a mortar round.", &[]);
}

#[test]
fn deeds_of_no_day_or_only_feared_are_no_news() {
    check("Reçus samedi à Gossi, ils sont accusés de meurtres et d'enlèvements.", &[]);
    check_english("He spoke in Gossi on Saturday; he took part in raids and kidnappings.", &[]);
    check_english("Teachers in Gossi risk being killed or abducted.", &[]);
    check_english("They live in Gossi at the risk of being attacked.", &[]);
    check("Les soldats ont visité samedi à Gossi les maisons détruites.", &[]);
    check(
        "La mission a permis samedi de localiser et de détruire un dépôt de terroristes à Gossi.",
        &[(Kind::Other, ON_SATURDAY, "Gossi")],
    );
    check(
        "Les soldats ont attaqué samedi à Gossi une base détruite par la suite.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("L'Union s'est réunie samedi à Gossi. Elle s'alarme des combats dans la région.", &[]);
    check_english("On Saturday in Gossi, six in ten said they knew somebody killed.", &[]);
}

#[test]
fn wars_of_other_continents_are_no_news_of_here() {
    check("Gaza : dix morts dans une frappe samedi. Une école a été touchée.", &[]);
    check_english("Russia fired missiles at Odesa on Saturday, killing four people.", &[]);
    check(
        "Des armes venues d'Ukraine ont servi dans l'attaque de Gossi, qui a fait dix morts samedi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn who_died_of_what_nobody_says_was_not_attacked() {
    check("Un pèlerin de Gossi est mort samedi à Gao. Il avait 80 ans.", &[]);
    check(
        "Un pèlerin est mort samedi à Gossi. Des hommes armés avaient ouvert le feu.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Le coton de Gossi a été attaqué samedi par les chenilles.", &[]);
    check_english("\"We were betrayed and bombed in Gossi,\" the spokesman said.", &[]);
    check("Un variant circule à Gossi. Il a déjà tué huit personnes samedi.", &[]);
    check_english("The mayor of Gossi resigned on Saturday. He had lost two brothers.", &[]);
}

#[test]
fn what_is_corrected_or_of_past_years_is_no_news() {
    check(
        "Des hommes armés ont tué dix civils samedi à Gossi. Il s'agissait en réalité d'un \
         accident de la route.",
        &[],
    );
    check_english("Gunmen attacked Gossi on Saturday, our site said. The army denies this.", &[]);
    let past = |words: &str, language| {
        let reports = extract(&Gazetteer::bundled().unwrap(), &document(words, language));
        assert!(reports.iter().all(|report| report.background), "{words}");
    };
    past("Two years ago today, our friend was abducted near Gossi.", Language::English);
    past("2019 : dix soldats sont tués à Gossi.", Language::French);
    past("Le 3 mars 2019. Ce soir-là, trente hommes armés attaquent Gossi.", Language::French);
}
