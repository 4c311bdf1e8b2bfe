//! Ordinary words, and names of people and bodies, that are names of villages too.
//!
//! `knows` is asked about every capitalised word; to call one of these a place would be wrong far
//! more often than right. `lookup` still finds them.

/// Whether a name is an ordinary word, in its own spelling: "Dire" is one and "Diré" is not.
pub(super) fn is_common_word(name: &str) -> bool {
    WORDS.binary_search(&name.to_lowercase().as_str()).is_ok()
}

/// In the order of their bytes, in lower case.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "a", "abou", "afin", "africa", "ag", "ainsi", "air", "al", "ali", "alors", "amadou", "août",
    "apres", "après", "are", "armée", "as", "askia", "at", "au", "aucun", "aucune", "aussi",
    "autre", "avant", "avec", "avril", "axe", "bande", "barkhane", "barrage", "base", "battu",
    "baye", "belle", "ben", "bien", "bilan", "boko", "boubacar", "brûlé", "but", "by", "cacao",
    "cache", "camp", "capitaine", "car", "ce", "cela", "celle", "celui", "central", "centrale",
    "centre", "cercle", "ces", "cet", "cette", "ceux", "charrette", "chasse", "chef", "château",
    "cinq", "cissé", "colonel", "colonne", "comme", "commune", "corps", "coulibaly", "couru",
    "dans", "de", "delta", "dembélé", "depuis", "des", "deux", "diallo", "diarra", "dieu",
    "dimanche", "dire", "dix", "dolo", "dominique", "dont", "du", "décembre", "département", "east",
    "eastern", "el", "elle", "elles", "en", "encore", "enfin", "entre", "est", "et", "eux", "face",
    "fama", "fami", "fini", "fleuve", "for", "force", "forces", "forêt", "from", "février", "gagné",
    "gare", "goita", "goïta", "grenade", "groupe", "guerre", "général", "hama", "haram", "hier",
    "hippodrome", "hui", "huit", "ibrahim", "ici", "il", "ils", "in", "is", "islam", "issa", "it",
    "janvier", "je", "jeudi", "juillet", "juin", "katiba", "koné", "kountché", "la", "lac",
    "lazaret", "le", "les", "leur", "leurs", "lors", "lui", "lundi", "mahamadou", "mai", "mais",
    "marche", "marché", "mardi", "mare", "marge", "marque", "mars", "maurice", "maïga", "mené",
    "mercredi", "mine", "mines", "mission", "mohamed", "mont", "monts", "moto", "moussa", "mène",
    "no", "non", "nord", "north", "northern", "nos", "notre", "nous", "novembre", "octobre", "of",
    "on", "opération", "or", "otan", "ou", "ouest", "ould", "oumar", "ouédraogo", "où", "par",
    "pare", "pas", "passée", "pays", "petit", "petite", "pierre", "plateau", "plus", "pont", "port",
    "poste", "pour", "province", "président", "puits", "qaida", "qaïda", "quand", "quartier", "que",
    "qui", "route", "région", "sa", "sabre", "salle", "salue", "samba", "samedi", "sans", "santé",
    "sawadogo", "se", "secteur", "selon", "sept", "septembre", "serval", "ses", "si", "sidibé",
    "sim", "site", "six", "somme", "sommé", "son", "source", "sources", "sous", "south", "southern",
    "sud", "sur", "tiani", "tin", "to", "touré", "tous", "tout", "toute", "traore", "traoré",
    "trois", "un", "une", "va", "vendredi", "vers", "village", "ville", "vos", "vous", "wagner",
    "west", "western", "y", "zone", "état",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_in_lower_case() {
        assert!(WORDS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(WORDS.iter().all(|word| word.to_lowercase() == *word));
        assert!(is_common_word("Selon") && is_common_word("OTAN"));
        assert!(is_common_word("Dire") && !is_common_word("Diré") && !is_common_word("Gao"));
    }
}
