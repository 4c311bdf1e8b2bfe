//! Tests of texts about something else than incidents, and of incidents told beside it; every text
//! is a test sentence and tells of no real event.

use super::*;

const ON_SATURDAY: &str = "2026-01-31";

#[test]
fn sport_debate_and_trade_speak_in_words_of_war() {
    check("Le buteur a pris d'assaut samedi à Gossi la défense des gardes.", &[]);
    check("Samedi à Gossi, les députés ont attaqué le ministre sur son bilan.", &[]);
    check("Interpellé samedi à Gossi par l'opposition, le ministre s'est expliqué.", &[]);
    check("Une attaque informatique a visé samedi les serveurs de la mairie de Gossi.", &[]);
    check_english("The candidate opened fire on his rival on Saturday in Gossi.", &[]);
    check(
        "Les députés siègent. Samedi, des hommes armés ont attaqué un poste de l'armée à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn a_deed_of_armed_men_with_its_day_is_told_in_any_text() {
    let deed = "Samedi, des hommes armés y ont tué sept convives.";
    check(
        &format!("Le ministre annonce une baisse de 30 %. Qu'il aille à Gossi. {deed}"),
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Les comptes sont en hausse. La caissière a été emmenée samedi par des inconnus armés sur \
         la piste de Gossi.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
    check_english(
        "Measles nurses rested. Three of them were shot dead by gunmen on Saturday on the track \
         to Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 3)],
    );
    check("Le réalisateur a fini le tournage : quarante habitants tués à Gossi.", &[]);
}

#[test]
fn a_clause_tells_what_was_on_the_day_before_it() {
    check(
        "Huit soldats sont soignés depuis samedi, jour où leur convoi est tombé dans une \
         embuscade près de Gossi.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
    check(
        "Il est question du rapt, samedi, d'un maire sur la route de Gossi, ainsi que du \
         dynamitage, le lendemain, d'un pont à Hombori.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi"), (Kind::Looting, "2026-02-01", "Hombori")],
    );
    check(
        "Ce matin du 31 janvier, des hommes armés ont attaqué Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
}

#[test]
fn the_dead_on_their_way_home_died_elsewhere() {
    check(
        "Un avion transportant les dépouilles de deux chauffeurs s'est posé dimanche à la base de \
         Gao. Leurs camions ont été mitraillés samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Quatre migrants sont morts de soif samedi à Gossi.", &[]);
}

#[test]
fn what_is_delivered_staged_or_long_past_is_no_incident() {
    check("Deux hélicoptères d'attaque ont été livrés samedi à Gossi.", &[]);
    check(
        "Cinq personnes ont été retrouvées mortes samedi à Gossi. Le brasero était resté allumé.",
        &[],
    );
    check("La mission du maire est arrivée samedi à Gossi.", &[]);
    check("Le 13 décembre 1916, la colonne est tombée dans une embuscade à Gossi.", &[]);
    check_english("They agreed on Saturday in Gossi on a price for stolen camels.", &[]);
    check_english("A sack of millet costs forty on Saturday in Gossi.", &[]);
    check_english(
        "The first attack in three years killed ten soldiers on Saturday in Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi", 10)],
    );
    let words = "Samedi à Gao, on a revu le camp détruit par un kamikaze à Gossi en 2018.";
    assert!(read(words).iter().all(|report| report.background), "{words}");
}

#[test]
fn beasts_prices_and_illness_do_no_deeds() {
    check("Les prix des céréales ont explosé samedi à Gossi.", &[]);
    check("Samedi à Gossi, un taureau a blessé six habitants.", &[]);
    check(
        "Malgré les prix, des hommes armés ont attaqué samedi le village de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check(
        "Samedi, un groupe armé a attaqué des camions-citernes près de Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english("A bull injured six villagers on Saturday in Gossi.", &[]);
    check_english("On Saturday in Gossi, fuel prices have exploded.", &[]);
}

#[test]
fn what_is_to_come_feared_or_chanted_did_not_happen() {
    check("L'opération, qui mobilise cent soldats, se poursuivra le 14 janvier à Gossi.", &[]);
    check("Les élus de Gossi ont dénoncé samedi des menaces de mort.", &[]);
    check("« Rendez-nous nos maris enlevés », ont scandé samedi les femmes de Gossi.", &[]);
    check("Le nouveau bataillon de Gossi a pour mission de frapper les groupes armés.", &[]);
    check("Cent détenus de Gossi sont soupçonnés samedi d'avoir tué des soldats.", &[]);
    check(
        "Les bandits, qui menaçaient de brûler les camions, en ont attaqué un samedi à Gossi.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check_english("Talks between the mayor and armed groups resumed on Saturday in Gossi.", &[]);
    check_english("Journalists in Gossi received death threats on Saturday.", &[]);
}

#[test]
fn who_is_said_to_be_wrong_denies_nothing() {
    check(
        "Une attaque a eu lieu samedi à Gossi, contrairement à ce qu'affirme le maire.",
        &[(Kind::Attack, ON_SATURDAY, "Gossi")],
    );
    check("Contrairement à ce qui se dit, une attaque n'a pas eu lieu samedi à Gossi.", &[]);
    check("Une vidéo prétend montrer dix civils exécutés samedi près de Gossi.", &[]);
}

#[test]
fn private_crimes_and_mishaps_are_no_incidents() {
    check("Un homme a tué son épouse samedi à Gossi.", &[]);
    check("Un soldat s'est donné la mort samedi à Gossi.", &[]);
    check("Un gendarme a été tué samedi à Gossi dans un accident de moto.", &[]);
    check(
        "Un gendarme a été tué samedi à Gossi dans une embuscade.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
    check(
        "Un car a percuté une mine samedi à Gossi, tuant dix passagers.",
        &[(Kind::Ied, ON_SATURDAY, "Gossi")],
    );
    check_english("A man killed his wife on Saturday in Gossi.", &[]);
    check_english("Ten miners died on Saturday in Gossi when a pit caved in.", &[]);
}

#[test]
fn years_gone_by_and_names_of_units_are_no_news() {
    let words = "Le collectif parle des tueries de 2019. Il a manifesté samedi à Gossi.";
    assert!(read(words).iter().all(|report| report.background), "{words}");
    check("Un bataillon d'intervention rapide a été créé samedi à Gossi.", &[]);
    check("Des tirs de joie ont été entendus samedi à Gossi.", &[]);
    check("Le maire de Gossi a été enlevé à l'affection des siens samedi.", &[]);
    check(
        "Le maire de Gossi a été enlevé samedi par des bandits.",
        &[(Kind::Abduction, ON_SATURDAY, "Gossi")],
    );
    check_english("The blockade of Gossi has entered its sixth month.", &[]);
    let words = "She gave birth on Saturday in Gossi, whose ambulance gunmen stole last year.";
    let reports = extract(&Gazetteer::bundled().unwrap(), &document(words, Language::English));
    assert!(reports.iter().all(|report| report.background), "{words}");
}

#[test]
fn what_is_recalled_beside_a_day_was_not_on_it() {
    let words = "Le général nommé samedi à Gossi est un survivant de l'attaque d'Inates, où cent \
                 soldats avaient péri.";
    check(words, &[]);
    check("Une roquette non explosée a été trouvée samedi à Gossi.", &[]);
    check("Des tracts annonçant une attaque ont été trouvés samedi à Gossi.", &[]);
    check(
        "Samedi, les soldats de Gossi sont tombés dans une embuscade, où dix d'entre eux ont péri.",
        &[(Kind::Ambush, ON_SATURDAY, "Gossi")],
    );
    check("L'entraîneur de Gossi s'est fait massacrer samedi par la presse.", &[]);
}
