//! Tests of place phrases, on test sentences.

use super::*;
use crate::extract::lexicon::{ENGLISH, FRENCH};

/// The phrases of a test sentence: each part as its relation and names.
fn read(words: &str, is_english: bool) -> Vec<String> {
    let gazetteer = crate::gazetteer::Gazetteer::bundled().unwrap();
    let lexicon = if is_english { &*ENGLISH } else { &*FRENCH };
    let text = Text::new(words, 0..words.len(), 0, lexicon);
    let triggers: Vec<_> = text.hits(&lexicon.triggers).into_iter().map(|h| h.range).collect();
    let around = Surroundings {
        gazetteer: &gazetteer,
        country: Some("Mali"),
        triggers: &triggers,
        has_harm: false,
        is_phrase: false,
        opens_line: false,
        topic: None,
        asks_topic: Cell::default(),
    };
    let found = places(&text, &around).into_iter().filter(|f| !f.is_excluded);
    found
        .map(|f| {
            let parts = f.phrase.parts.iter().map(|p| {
                let names: Vec<&str> = p.toponyms.iter().map(|t| t.name.as_str()).collect();
                format!("{} {}", p.relation.name(), names.join("+"))
            });
            parts.collect::<Vec<_>>().join("; ")
        })
        .collect()
}

#[test]
fn a_list_behind_a_colon_is_of_the_settlements_before_it() {
    let words = "Trois villages ont été attaqués : Gao, Gossi et Ansongo.";
    assert_eq!(read(words, false), ["in Gao+Gossi+Ansongo"]);
}

#[test]
fn relations_stand_before_a_vowel_too() {
    assert_eq!(read("Ils ont tiré près d'Ansongo.", false), ["near Ansongo"]);
    assert_eq!(read("Ils ont tiré aux abords d'Ansongo.", false), ["near Ansongo"]);
    assert_eq!(
        read("Ils ont tiré à Tessit, une localité située à 25 km d'Ansongo.", false),
        ["in Tessit; offset Ansongo"]
    );
}

#[test]
fn place_phrases_are_read_with_their_relations() {
    let check =
        |words: &str, expected: &[&str]| assert_eq!(read(words, false), expected, "{words}");
    check(
        "Une frappe a eu lieu dans le secteur d’Akabar, au sud de Ménaka.",
        &["sector Akabar; direction Ménaka"],
    );
    check(
        "à Ayorou, dans la région de Tillabéri, non loin de la frontière avec le Mali",
        &["in Ayorou; in Tillabéri; border Mali"],
    );
    check(
        "à l’est de Tessit et au sud-ouest d’Ansongo, dans la région de Gao",
        &["direction Tessit; direction Ansongo; in Gao"],
    );
    check("à 23 km au sud-ouest de Mondoro", &["offset Mondoro"]);
    check("à une cinquantaine de kilomètres de Banibangou", &["offset Banibangou"]);
    check("à deux heures de route au nord de Gao", &["offset Gao"]);
    check("à trois jours de marche de Kidal", &["offset Kidal"]);
    check("dans la zone des trois frontières", &["in zone des trois frontières"]);
    check("le long du fleuve, près de Gao", &["along fleuve; near Gao"]);
    check("entre San et Djenné", &["between San+Djenné"]);
    check("sur l'axe Niono-Dogofri", &["between Niono+Dogofri"]);
    check(
        "dans le secteur de Tinzaouatène, à la frontière algérienne",
        &["sector Tinzaouatène; border algérienne"],
    );
    check("dans les localités de Karou, Ouatagouna et Dirga", &["in Karou+Ouatagouna+Dirga"]);
    check(
        "dans le sud-ouest du Niger, le long de la frontière avec le Bénin",
        &["part_of Niger; border Bénin"],
    );
    check("dans le nord du pays", &["part_of Mali"]);
    check("en mouvement vers Tessalit, dans la région de Kidal", &["toward Tessalit; in Kidal"]);
    check("ont attaqué les localités d’Ansongo et de Bourem", &["in Ansongo+Bourem"]);
    check("l’attaque de l’aéroport de Niamey", &["in Niamey"]);
    check("dans la forêt de Serma", &["in Serma"]);
}

#[test]
fn where_people_speak_or_go_is_no_incident_place() {
    let check = |words: &str| assert_eq!(read(words, false), Vec::<String>::new(), "{words}");
    check("une source sécuritaire basée à Ménaka affirme");
    check("les blessés ont été évacués vers Gao");
    check("des habitants ont fui vers Gao");
    check("un officier joint à Gao");
    check("coûté la vie à deux hommes des FAMa");
}

#[test]
fn english_place_phrases_are_read_too() {
    let check = |words: &str, expected: &[&str]| assert_eq!(read(words, true), expected, "{words}");
    check("NE 50km of Tenenkou", &["offset Tenenkou"]);
    check("two hours' drive north of Gao", &["offset Gao"]);
    check("in the East region of Burkina Faso", &["in East; in Burkina Faso"]);
    check("northern Burkina Faso's Soum province", &["in Soum; in Burkina Faso"]);
    check("in the eastern region of Burkina Faso", &["in eastern; in Burkina Faso"]);
    check("in the northern region of Mali", &["part_of Mali"]);
    check("in the country's far north", &["part_of Mali"]);
    check("in Gao Region", &["in Gao"]);
    check("in the central Malian town of Djenné", &["in Djenné"]);
    check("attacked the Fulani village of Soala", &["in Soala"]);
    check("on the Gao-Ansongo road near Ouatagouna", &["between Gao+Ansongo; near Ouatagouna"]);
    check("killed at Dioura, in the Mopti region", &["in Dioura; in Mopti"]);
    check(
        "an ambush near Douentza, in the Mopti region, close to the border with Burkina Faso",
        &["near Douentza; in Mopti; border Burkina Faso"],
    );
}
