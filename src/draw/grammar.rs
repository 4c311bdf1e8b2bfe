//! Articles before place names in French, and the English of names that begin with a common noun.
//!
//! The place table has French names. One whose first word is a common noun ("vallée du Tilemsi",
//! "lac Débo") or that is a country takes the article of that word; a town takes none.

/// The article that a name takes in French.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Article {
    /// A town: "de Gao", "d’Akabar".
    None,
    /// "le", before a vowel "l’".
    Masculine,
    /// "la", before a vowel "l’".
    Feminine,
    /// "les".
    Plural,
    /// The name brings its own: "Le Caire", "Les Ifoghas".
    Own,
}

/// Common nouns that names begin with: French, article, English.
const NOUNS: [(&str, Article, &str); 44] = [
    ("adrar", Article::Masculine, "adrar"),
    ("aéroport", Article::Masculine, "airport"),
    ("axe", Article::Masculine, "road"),
    ("barrage", Article::Masculine, "dam"),
    ("base", Article::Feminine, "base"),
    ("boucle", Article::Feminine, "bend"),
    ("camp", Article::Masculine, "camp"),
    ("cercle", Article::Masculine, "cercle"),
    ("colline", Article::Feminine, "hill"),
    ("collines", Article::Plural, "hills"),
    ("commune", Article::Feminine, "commune"),
    ("delta", Article::Masculine, "delta"),
    ("département", Article::Masculine, "department"),
    ("désert", Article::Masculine, "desert"),
    ("falaise", Article::Feminine, "escarpment"),
    ("fleuve", Article::Masculine, "river"),
    ("forêt", Article::Feminine, "forest"),
    ("frontière", Article::Feminine, "border"),
    ("île", Article::Feminine, "island"),
    ("lac", Article::Masculine, "lake"),
    ("localité", Article::Feminine, "locality"),
    ("mare", Article::Feminine, "pond"),
    ("massif", Article::Masculine, "massif"),
    ("mine", Article::Feminine, "mine"),
    ("mont", Article::Masculine, "mount"),
    ("montagne", Article::Feminine, "mountain"),
    ("monts", Article::Plural, "mountains"),
    ("oued", Article::Masculine, "wadi"),
    ("parc", Article::Masculine, "park"),
    ("pays", Article::Masculine, "country"),
    ("plaine", Article::Feminine, "plain"),
    ("plateau", Article::Masculine, "plateau"),
    ("pont", Article::Masculine, "bridge"),
    ("poste", Article::Masculine, "post"),
    ("province", Article::Feminine, "province"),
    ("puits", Article::Masculine, "well"),
    ("région", Article::Feminine, "region"),
    ("réserve", Article::Feminine, "reserve"),
    ("rivière", Article::Feminine, "river"),
    ("route", Article::Feminine, "road"),
    ("secteur", Article::Masculine, "sector"),
    ("site", Article::Masculine, "site"),
    ("vallée", Article::Feminine, "valley"),
    ("zone", Article::Feminine, "area"),
];

/// Nouns that already say "the surroundings of": "secteur de" before them says nothing more.
const SURROUNDINGS: [&str; 3] = ["région", "secteur", "zone"];

/// Names whose English is not made of their parts.
const ENGLISH: [(&str, &str); 4] = [
    ("zone des trois frontières", "three-border area"),
    ("delta intérieur du Niger", "inner Niger delta"),
    ("boucle du Niger", "bend of the Niger"),
    ("parc national du W", "W national park"),
];

/// Countries of the region with the article "le".
const MASCULINE: [&str; 12] = [
    "Mali",
    "Niger",
    "Burkina Faso",
    "Bénin",
    "Togo",
    "Ghana",
    "Nigeria",
    "Tchad",
    "Sénégal",
    "Cameroun",
    "Maroc",
    "Soudan",
];
/// Countries of the region with the article "la" or "l’".
const FEMININE: [&str; 8] = [
    "Algérie",
    "Côte d’Ivoire",
    "Guinée",
    "Libye",
    "Mauritanie",
    "Tunisie",
    "Gambie",
    "Sierra Leone",
];
/// Letters before which "de", "le" and "la" are elided.
const VOWELS: &str = "AEIOUYÀÂÉÈÊËÎÏÔÛÙŒaeiouyàâéèêëîïôûùœ";

/// "de Gao", "d’Akabar", "du Mali", "de la vallée du Tilemsi", "de l’aéroport de Niamey".
pub(super) fn de(name: &str) -> String {
    match (article(name), own_article(name)) {
        (Article::Own, Some(("Le", rest))) => format!("du {rest}"),
        (Article::Own, Some(("Les", rest))) => format!("des {rest}"),
        (Article::None, _) if is_elided(name) => format!("d’{name}"),
        (Article::None | Article::Own, _) => format!("de {name}"),
        (Article::Plural, _) => format!("des {name}"),
        (_, _) if is_elided(name) => format!("de l’{name}"),
        (Article::Masculine, _) => format!("du {name}"),
        (Article::Feminine, _) => format!("de la {name}"),
    }
}

/// "Gao", "le lac Débo", "l’aéroport de Niamey": the name as it stands after "vers".
pub(super) fn with_article(name: &str) -> String {
    match article(name) {
        Article::None | Article::Own => name.to_owned(),
        Article::Plural => format!("les {name}"),
        _ if is_elided(name) => format!("l’{name}"),
        Article::Masculine => format!("le {name}"),
        Article::Feminine => format!("la {name}"),
    }
}

/// Whether the name itself means the surroundings of something: "zone des trois frontières".
pub(super) fn is_surroundings(name: &str) -> bool {
    SURROUNDINGS.contains(&first_word(name).0)
}

/// The English of a name of the table: "Tilemsi valley", "Lake Débo"; a town's name stays.
pub(super) fn english(name: &str) -> String {
    if let Some((_, english)) = ENGLISH.iter().find(|(french, _)| *french == name) {
        return (*english).to_owned();
    }
    let (first, rest) = first_word(name);
    let Some((_, _, noun)) = noun(first).filter(|_| !rest.is_empty()) else {
        return name.to_owned();
    };
    let prepositions = ["du ", "de la ", "de l’", "de l'", "des ", "de ", "d’", "d'"];
    let owner = prepositions.into_iter().find_map(|start| rest.strip_prefix(start));
    match (owner, *noun) {
        (None, "lake" | "mount") => format!("{} {rest}", capitalised(noun)),
        (owner, noun) => format!("{} {noun}", capitalised(owner.unwrap_or(rest))),
    }
}

/// The English of a name with "the" where it needs it: "near the Tilemsi valley", "near Gao".
pub(super) fn english_with_article(name: &str) -> String {
    let said = english(name);
    let begins_as_name = said == name || said.starts_with("Lake ") || said.starts_with("Mount ");
    if begins_as_name { said } else { format!("the {said}") }
}

fn article(name: &str) -> Article {
    let (first, rest) = first_word(name);
    if let Some((_, article, _)) = noun(first).filter(|_| !rest.is_empty()) {
        return *article;
    }
    if own_article(name).is_some() {
        return Article::Own;
    }
    let is_range = first == "Adrar" && !rest.is_empty();
    match name {
        _ if is_range || MASCULINE.contains(&name) => Article::Masculine,
        _ if FEMININE.contains(&name) => Article::Feminine,
        _ => Article::None,
    }
}

fn noun(word: &str) -> Option<&'static (&'static str, Article, &'static str)> {
    NOUNS.iter().find(|(french, ..)| *french == word)
}

fn own_article(name: &str) -> Option<(&str, &str)> {
    let (first, rest) = first_word(name);
    (["Le", "La", "Les"].contains(&first) && !rest.is_empty()).then_some((first, rest))
}

fn first_word(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, ""))
}

fn is_elided(name: &str) -> bool {
    name.chars().next().is_some_and(|first| VOWELS.contains(first))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_article_of_their_noun() {
        let check = |name: &str, of: &str, with: &str| {
            assert_eq!(de(name), of);
            assert_eq!(with_article(name), with);
        };
        check("Gao", "de Gao", "Gao");
        check("Akabar", "d’Akabar", "Akabar");
        check("Mali", "du Mali", "le Mali");
        check("Algérie", "de l’Algérie", "l’Algérie");
        check("vallée du Tilemsi", "de la vallée du Tilemsi", "la vallée du Tilemsi");
        check("lac Débo", "du lac Débo", "le lac Débo");
        check("aéroport de Niamey", "de l’aéroport de Niamey", "l’aéroport de Niamey");
        check("monts Mandara", "des monts Mandara", "les monts Mandara");
        check("Adrar des Ifoghas", "de l’Adrar des Ifoghas", "l’Adrar des Ifoghas");
        check("Le Caire", "du Caire", "Le Caire");
        check("La Tapoa", "de La Tapoa", "La Tapoa");
        // A town may be called as a noun is; only with more after it is it that noun.
        check("Camp", "de Camp", "Camp");
        check("", "de ", "");
    }

    #[test]
    fn names_made_of_nouns_have_an_english_form() {
        let check = |name: &str, expected: &str| assert_eq!(english_with_article(name), expected);
        check("Gao", "Gao");
        check("vallée du Tilemsi", "the Tilemsi valley");
        check("vallée de l'Amettetaï", "the Amettetaï valley");
        check("forêt de Serma", "the Serma forest");
        check("lac Débo", "Lake Débo");
        check("mare d'Oursi", "the Oursi pond");
        check("plateau dogon", "the Dogon plateau");
        check("zone des trois frontières", "the three-border area");
    }
}
