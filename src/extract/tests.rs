//! Tests of extraction; every text here was written as a test sentence and tells of no real event.

use super::*;
use crate::model::{Date, Kind, Language, PublishedFrom};

fn document(text: &str, language: Language) -> Document {
    Document {
        id: "test".to_owned(),
        title: None,
        source: None,
        published: Some(Date::constant(2026, 2, 2)),
        published_from: PublishedFrom::Header,
        language,
        text: text.to_owned(),
        page: None,
        notes: Vec::new(),
    }
}

fn read(text: &str) -> Vec<Report> {
    extract(&Gazetteer::bundled().unwrap(), &document(text, Language::French))
}

/// Each report as kind, first day and first toponym.
fn told(reports: &[Report]) -> Vec<(Kind, Option<String>, Option<&str>)> {
    let place = |r: &'_ Report| -> Option<usize> { r.phrase.as_ref().map(|_| 0) };
    reports
        .iter()
        .map(|r| {
            let name = place(r).and_then(|_| r.phrase.as_ref()?.parts.first()?.toponyms.first());
            (r.kind, r.dates.map(|d| d.start.to_string()), name.map(|t| t.name.as_str()))
        })
        .collect()
}

fn check(text: &str, expected: &[(Kind, &str, &str)]) {
    let reports = read(text);
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let found: Vec<_> =
        told(&reports).into_iter().map(|(k, d, p)| (k, d, p.map(str::to_owned))).collect();
    let expected: Vec<_> = expected.iter().map(|(k, d, p)| (*k, some(d), some(p))).collect();
    assert_eq!(found, expected, "{text}");
}

/// As [`check`], of English, with the first number of the first claim.
fn check_english(text: &str, expected: &[(Kind, &str, &str, u32)]) {
    let reports = extract(&Gazetteer::bundled().unwrap(), &document(text, Language::English));
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let told = told(&reports).into_iter();
    let found: Vec<_> = told
        .zip(&reports)
        .map(|((k, d, p), r)| (k, d, p.map(str::to_owned), r.claims.first().map_or(0, |c| c.low)))
        .collect();
    let expected: Vec<_> = expected.iter().map(|(k, d, p, n)| (*k, some(d), some(p), *n)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn english_reports_are_read_as_french_ones() {
    let monday = "2026-02-02";
    for (text, kind, n) in [
        ("Five villagers were killed on Monday when armed men raided Gossi.", Kind::Attack, 5),
        ("Four gendarmes were killed in an ambush on Monday near Gossi.", Kind::Ambush, 4),
        (
            "On Monday a lorry rolled over a landmine near Gossi, killing three soldiers.",
            Kind::Ied,
            3,
        ),
        ("Two aid workers were abducted on Monday in the town of Gossi.", Kind::Abduction, 2),
        ("An air strike killed about 20 militants near Gossi on Monday.", Kind::AirStrike, 20),
        (
            "The army clashed with fighters near Gossi on Monday; nine were killed.",
            Kind::ArmedClash,
            9,
        ),
        ("Seven suspects were detained in Gossi on Monday.", Kind::Arrest, 7),
        ("Troops seized a cache of weapons in Gossi on Monday.", Kind::WeaponsSeizure, 0),
        (
            "A helicopter crashed near Gossi on Monday, killing its two crew members.",
            Kind::AircraftCrash,
            2,
        ),
        ("Gunmen stole 300 head of cattle in Gossi on Monday.", Kind::Looting, 0),
        (
            "Mortar rounds landed in the camp at Gossi on Monday, wounding three people.",
            Kind::Shelling,
            3,
        ),
    ] {
        check_english(text, &[(kind, monday, "Gossi", n)]);
    }
    for text in [
        "No attack took place in Gossi on Monday, the army said.",
        "Residents of Gossi fear an attack after threats.",
        "A court sentenced two men on Monday over an attack in Gossi.",
        "Two people were killed in a car accident near Gossi on Monday.",
        "Attacks in the three countries killed more than 8,000 people in 2022.",
    ] {
        check_english(text, &[]);
    }
}

#[test]
fn an_incident_is_read_with_kind_day_and_place() {
    check(
        "Une frappe aérienne a visé samedi un dépôt dans le secteur d'Akabar, au sud de Ménaka.",
        &[(Kind::AirStrike, "2026-01-31", "Akabar")],
    );
    check(
        "Deux agents ont été enlevés jeudi près de Gossi.",
        &[(Kind::Abduction, "2026-01-29", "Gossi")],
    );
    check(
        "Un car a sauté sur une mine vendredi entre Koro et Bankass, tuant six passagers.",
        &[(Kind::Ied, "2026-01-30", "Koro")],
    );
    check(
        "Quatre obus sont tombés hier sur la ville de Gao.",
        &[(Kind::Shelling, "2026-02-01", "Gao")],
    );
    check(
        "Un hélicoptère s'est écrasé mardi au nord de Gao.",
        &[(Kind::AircraftCrash, "2026-01-27", "Gao")],
    );
}

#[test]
fn facts_of_one_incident_are_gathered_over_sentences() {
    let reports = read(
        "Des hommes armés ont attaqué samedi le poste de Soumpi. Huit soldats ont été tués et deux \
         blessés, selon l'armée. L'attaque a duré deux heures. Une source locale parle de onze morts.",
    );
    assert_eq!(reports.len(), 1, "{reports:#?}");
    let figures: Vec<u32> = reports[0].claims.iter().map(|c| c.low).collect();
    assert_eq!(figures, [8, 2, 11]);
    assert_eq!(reports[0].claims[2].by.as_deref(), Some("Une source locale"));
}

#[test]
fn several_incidents_of_a_text_are_told_apart() {
    check(
        "Samedi, une frappe aérienne a détruit une base près de Gossi. Le lendemain, un convoi est \
         tombé dans une embuscade à Hombori.",
        &[(Kind::AirStrike, "2026-01-31", "Gossi"), (Kind::Ambush, "2026-02-01", "Hombori")],
    );
    check(
        "L'armée a mené samedi deux opérations. La première a visé un camp au nord de Gossi. La \
         seconde a visé un dépôt près de Hombori.",
        &[(Kind::Other, "2026-01-31", "Gossi"), (Kind::Other, "2026-01-31", "Hombori")],
    );
}

#[test]
fn two_places_are_two_incidents_where_a_toll_is_told_for_one_alone() {
    check(
        "Lundi matin, des combattants ont attaqué les villages d'Ayorou et de Banibangou. Trois \
         soldats ont perdu la vie à Ayorou.",
        &[(Kind::Attack, "2026-02-02", "Ayorou"), (Kind::Attack, "2026-02-02", "Banibangou")],
    );
    check(
        "Des hommes armés ont attaqué samedi les villages de Karou et de Dirga, tuant dix civils.",
        &[(Kind::Attack, "2026-01-31", "Karou")],
    );
}

#[test]
fn a_second_date_of_one_incident_is_kept_with_a_note() {
    let reports = read(
        "Samedi 31 janvier, une patrouille est tombée dans une embuscade près de Gossi. Les combats \
         de jeudi ont fait deux morts.",
    );
    let dates: Vec<_> = reports.iter().map(|r| (r.dates, r.other_dates)).collect();
    assert_eq!(reports.len(), 1, "{dates:?}");
    assert_eq!(reports[0].other_dates.map(|d| d.start), Some(Date::constant(2026, 1, 29)));
    assert!(reports[0].notes.iter().any(|n| n.code == "date-conflict"));
}

#[test]
fn what_is_no_incident_gives_no_report() {
    check("L'état-major dément toute attaque contre le camp de Ménaka.", &[]);
    check("Aucun affrontement n'a eu lieu lundi à Ménaka.", &[]);
    check("Un car a percuté un camion lundi près de San : neuf passagers sont morts.", &[]);
    check("De fortes pluies ont fait quatorze morts dimanche à Gao.", &[]);
    check("Le tribunal de Bamako a condamné deux hommes pour l'attaque de Boulkessi.", &[]);
    check("Les attaques ont fait 540 morts au troisième trimestre dans la région de Gao.", &[]);
    check("Le chef d'état-major a visité samedi le camp de Kidal.", &[]);
    check("Des familles fuyant les attaques sont arrivées lundi à Gao.", &[]);
    check("", &[]);
}

#[test]
fn incidents_of_all_kinds_are_told_in_the_words_of_communiques() {
    let one = |text: &str, kind: Kind, place: &str| {
        let reports = read(text);
        let found: Vec<_> = reports
            .iter()
            .map(|r| {
                let phrase = r.phrase.as_ref().map_or("", |p| p.text.as_str());
                (r.kind, phrase.contains(place))
            })
            .collect();
        assert_eq!(found, [(kind, true)], "{text}");
    };
    one(
        "Les éléments se sont heurtés mercredi à un groupe armé à Kelbo.",
        Kind::ArmedClash,
        "Kelbo",
    );
    one("Une équipe de VDP a essuyé des tirs lundi à Titao.", Kind::Ambush, "Titao");
    one(
        "Huit villageois ont été passés par les armes dimanche à Banikane.",
        Kind::Attack,
        "Banikane",
    );
    one("Des inconnus ont incendié lundi l'école primaire de Boni.", Kind::Looting, "Boni");
    one("Deux cents têtes de bétail ont été emportées lundi à Gossi.", Kind::Looting, "Gossi");
    one("Enlèvement du maire de Kolondiéba", Kind::Abduction, "Kolondiéba");
    one("Un drone de l'armée a été abattu mardi près de Gao.", Kind::AircraftCrash, "Gao");
    one(
        "Le camp de Dioura est passé sous le contrôle d'hommes armés samedi.",
        Kind::Attack,
        "Dioura",
    );
    one(
        "Un car a été intercepté dimanche à Gossi et ses passagers conduits vers une destination \
         inconnue.",
        Kind::Abduction,
        "Gossi",
    );
    one(
        "Opération de ratissage à Tofagala : une dizaine de terroristes neutralisés.",
        Kind::ArmedClash,
        "Tofagala",
    );
}

#[test]
fn entries_of_a_bulletin_are_told_apart_by_their_heads() {
    check(
        "28/01 – Gossi (cercle de Gourma-Rharous) – EEI. Un taxi a déclenché un engin : 3 morts.\n\n\
         29/01 – Hombori – Enlèvement de deux bergers.\n\n30/01 – Ansongo – Manifestation pacifique.",
        &[(Kind::Ied, "2026-01-28", "Gossi"), (Kind::Abduction, "2026-01-29", "Hombori")],
    );
}

#[test]
fn a_place_told_before_is_meant_by_y_and_by_this_village() {
    check(
        "Personne n'a oublié Soumpi. Le 12 mars 2025, dix bergers y avaient été massacrés.",
        &[(Kind::Attack, "2025-03-12", "Soumpi")],
    );
    check(
        "Le calme est revenu à Gossi. Des hommes armés ont pillé samedi les boutiques de cette \
         localité du Gourma.",
        &[(Kind::Looting, "2026-01-31", "Gossi")],
    );
    check(
        "Une patrouille a été accrochée samedi à Gossi. L'accrochage est survenu à dix kilomètres au \
         sud de la localité, dans la région de Tombouctou.",
        &[(Kind::ArmedClash, "2026-01-31", "Gossi")],
    );
}

#[test]
fn subjects_lists_and_ways_are_places() {
    check("Gossi et Hombori ont été attaquées samedi.", &[(Kind::Attack, "2026-01-31", "Gossi")]);
    check(
        "Un convoi parti de Gossi est tombé samedi dans une embuscade.",
        &[(Kind::Ambush, "2026-01-31", "Gossi")],
    );
    check(
        "La patrouille a mis la main jeudi sur trois suspects à Gossi.",
        &[(Kind::Arrest, "2026-01-29", "Gossi")],
    );
    check("En cas d'attaque à Gossi, appelez la gendarmerie samedi.", &[]);
    check(
        "ATTAQUE CONTRE UN CONVOI LOGISTIQUE DANS LA REGION DE MOPTI\n\nHier, un convoi est tombé dans \
         une embuscade à Gossi.",
        &[(Kind::Ambush, "2026-02-01", "Gossi")],
    );
}

#[test]
fn the_region_of_the_sahel_is_a_place() {
    let reports = read("Trois agents ont été enlevés samedi dans la région du Sahel.");
    let name = reports[0].phrase.as_ref().map(|p| p.parts[0].toponyms[0].name.clone());
    assert_eq!(name.as_deref(), Some("Sahel"), "{reports:#?}");
}

#[test]
fn claims_keep_their_hedge_and_who_goes_on_speaking() {
    let reports = read(
        "Des hommes armés ont attaqué samedi le poste de Soumpi. Un élu affirme que huit soldats \
         sont morts. Il ajoute que au moins deux civils ont été tués et que l'armée a neutralisé \
         une vingtaine de terroristes.",
    );
    let claims = &reports[0].claims;
    let said: Vec<_> = claims.iter().map(|c| c.by.as_deref()).collect();
    assert_eq!(said, [Some("Un élu"); 3], "{claims:#?}");
    let hedges: Vec<_> = claims.iter().map(|c| c.hedge.as_deref()).collect();
    assert_eq!(hedges, [None, Some("au moins"), Some("vingtaine")], "{claims:#?}");
    assert_eq!(claims.iter().filter(|c| c.is_neutralised).count(), 1, "{claims:#?}");
}

#[test]
fn arrests_without_a_place_are_kept() {
    check("Douze personnes ont été arrêtées, selon la police.", &[(Kind::Arrest, "", "")]);
    check(
        "Dix combattants se sont rendus aux autorités lundi à Gossi.",
        &[(Kind::Arrest, "2026-02-02", "Gossi")],
    );
}

#[test]
fn ceremonies_comments_and_other_deaths_are_no_incidents() {
    check("Dix ans après l'attaque de Ménaka, une gerbe a été déposée lundi à Gao.", &[]);
    check("Le ministre a présidé lundi à Gao un hommage aux soldats tombés au combat.", &[]);
    check("Le ministre a reçu jeudi les rescapés de l'embuscade de Boulkessi.", &[]);
    check("Le procureur a ouvert lundi une enquête sur l'attaque de Diafarabé.", &[]);
    check("Selon un rapport, 214 attaques ont fait 800 morts dans la région de Gao.", &[]);
    check("Plus de 3 000 personnes sont arrivées jeudi à Ménaka après des attaques.", &[]);
    check("La route de Gao est fermée lundi en raison de risques d'attaques.", &[]);
    check("Une femme a été tuée par son mari samedi à Ségou.", &[]);
    check("Un enfant est mort noyé samedi à Gao.", &[]);
}

#[test]
fn what_is_recalled_is_background() {
    let reports = read(
        "Samedi, des hommes armés ont attaqué le poste de Soumpi. Le 1er novembre 2019, dix \
         militaires avaient été tués à Indelimane.",
    );
    let flags: Vec<bool> = reports.iter().map(|r| r.background).collect();
    assert_eq!(flags, [false, true], "{:?}", told(&reports));
}

#[test]
fn a_text_in_another_language_gives_no_report() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let text = "Три солдата погибли в нападении на лагерь.";
    assert!(extract(&gazetteer, &document(text, Language::Other)).is_empty());
    assert!(extract(&gazetteer, &document(text, Language::French)).is_empty());
}

mod again;
mod bulletins;
mod carried;
mod civil;
mod elliptic;
mod english;
mod lists;
mod odd;
mod peaceful;
mod plain;
mod press;
mod retold;
mod scenes;
mod taking;
mod unreal;
