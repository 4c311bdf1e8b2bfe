//! Tests of tolls, on test sentences.

use super::*;
use crate::extract::lexicon::{ENGLISH, FRENCH, Lexicon};

fn read(words: &str, lexicon: &'static Lexicon) -> Vec<(Outcome, Side, u32, Option<u32>)> {
    let text = Text::new(words, 0..words.len(), 0, lexicon);
    let outcomes = text.hits(&lexicon.outcomes);
    let people = text.hits(&lexicon.people);
    tolls(&text, &outcomes, &people).0.iter().map(|t| (t.outcome, t.side, t.low, t.high)).collect()
}

#[test]
fn tolls_are_read_with_outcome_and_side() {
    use Outcome::{Captured, Killed, Missing, Wounded};
    use Side::{Civilians, Militants, StateForces, Unknown};
    let check = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &FRENCH), expected, "{words}");
    };
    check("Huit soldats ont été tués.", &[(Killed, StateForces, 8, Some(8))]);
    check("Huit (08) soldats ont trouvé la mort.", &[(Killed, StateForces, 8, Some(8))]);
    check(
        "Elle a permis de neutraliser une vingtaine de terroristes.",
        &[(Killed, Militants, 20, Some(20))],
    );
    check("L'attaque a coûté la vie à quatre militaires.", &[(Killed, StateForces, 4, Some(4))]);
    check(
        "Au moins dix morts et plusieurs blessés.",
        &[(Killed, Unknown, 10, None), (Wounded, Unknown, 2, None)],
    );
    check(
        "Treize soldats tués, vingt-six blessés et quatre portés disparus.",
        &[
            (Killed, StateForces, 13, Some(13)),
            (Wounded, StateForces, 26, Some(26)),
            (Missing, StateForces, 4, Some(4)),
        ],
    );
    check("Huit militaires et trente-deux VDP tombés.", &[(Killed, StateForces, 40, Some(40))]);
    check("Treize civils, dont sept enfants, ont été tués.", &[(Killed, Civilians, 13, Some(13))]);
    check("L'attaque a fait huit morts parmi les gendarmes.", &[(Killed, StateForces, 8, Some(8))]);
    check(
        "Le raid a fait douze morts et trois cents déplacés.",
        &[(Killed, Unknown, 12, Some(12))],
    );
    check("L'interpellation de douze (12) terroristes.", &[(Captured, Militants, 12, Some(12))]);
    check("Aucune perte n'est à signaler.", &[(Killed, Unknown, 0, Some(0))]);
    check(
        "Il n'y a ni mort ni blessé.",
        &[(Killed, Unknown, 0, Some(0)), (Wounded, Unknown, 0, Some(0))],
    );
    check("Trois pylônes ont été détruits à 23 km de la ville.", &[]);
    check("Un agent a été enlevé.", &[(Captured, Civilians, 1, Some(1))]);
}

#[test]
fn english_tolls_are_read_too() {
    use Outcome::{Killed, Wounded};
    use Side::{Militants, StateForces};
    let check = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &ENGLISH), expected, "{words}");
    };
    check(
        "At least twenty-one soldiers were killed and sixteen others wounded.",
        &[(Killed, StateForces, 21, None), (Wounded, StateForces, 16, Some(16))],
    );
    check("The strikes killed fifteen of the attackers.", &[(Killed, Militants, 15, Some(15))]);
}

#[test]
fn parts_of_a_toll_and_those_who_did_it_are_not_counted() {
    use Outcome::Killed;
    use Side::{Civilians, StateForces};
    let check = |words: &str, lexicon: &'static Lexicon, expected: (Side, u32)| {
        let read = read(words, lexicon);
        let low: Vec<_> =
            read.iter().map(|(outcome, side, low, _)| (*outcome, *side, *low)).collect();
        assert_eq!(low, [(Killed, expected.0, expected.1)], "{words}");
    };
    check("14 civilians were killed (9 men, 3 women, 2 children).", &ENGLISH, (Civilians, 14));
    check("Six passengers, two women among them, died.", &ENGLISH, (Civilians, 6));
    check("Quatorze civils (neuf hommes et cinq femmes) ont été tués.", &FRENCH, (Civilians, 14));
    check("Un infirmier et son chauffeur ont été tués.", &FRENCH, (Civilians, 2));
    check("Une femme et ses deux enfants ont été tués.", &FRENCH, (Civilians, 3));
    check("Un cinquième homme, berger, a été tué.", &FRENCH, (Side::Unknown, 1));
    check("Trois soldats du 19e bataillon ont été tués.", &FRENCH, (StateForces, 3));
    check(
        "Plusieurs centaines de combattants ont attaqué la base et tué trois soldats.",
        &FRENCH,
        (StateForces, 3),
    );
}

#[test]
fn one_person_told_of_with_an_article_counts_as_one() {
    let check = |words: &str, lexicon: &'static Lexicon, expected: &[u32]| {
        let low: Vec<_> = read(words, lexicon).iter().map(|(_, _, low, _)| *low).collect();
        assert_eq!(low, expected, "{words}");
    };
    check("Le maire de Gao a été tué.", &FRENCH, &[1]);
    check("Une charrette a sauté sur une mine, tuant son conducteur.", &FRENCH, &[1]);
    check("A bomb went off, killing its driver.", &ENGLISH, &[1]);
    check("The shell fell on a house, killing a young girl.", &ENGLISH, &[1]);
    check("The first strike killed ten.", &ENGLISH, &[10]);
    check("More than 8,000 people were killed.", &ENGLISH, &[8000]);
    check("Le maire de Gao a condamné l'attaque.", &FRENCH, &[]);
}

#[test]
fn people_named_one_after_another_are_summed() {
    let check = |words: &str, lexicon: &'static Lexicon, expected: &[(Side, u32)]| {
        let told: Vec<_> =
            read(words, lexicon).iter().map(|(_, side, low, _)| (*side, *low)).collect();
        assert_eq!(told, expected, "{words}");
    };
    use Side::{Civilians, Militants, StateForces};
    check("Le maire et deux conseillers ont été tués.", &FRENCH, &[(Civilians, 3)]);
    check("Ils ont tué le chef du village, son fils et deux bergers.", &FRENCH, &[(Civilians, 4)]);
    check("Un chauffeur, son apprenti et trois passagers sont morts.", &FRENCH, &[(Civilians, 5)]);
    check("Trois gendarmes ainsi qu'un douanier ont été tués.", &FRENCH, &[(StateForces, 4)]);
    check(
        "Un soldat et neuf terroristes ont été tués.",
        &FRENCH,
        &[(StateForces, 1), (Militants, 9)],
    );
    check("Le maire et deux conseillers ont visité Gao.", &FRENCH, &[]);
    check("The mayor and two councillors were shot dead.", &ENGLISH, &[(Civilians, 3)]);
    check("The mayor was murdered with three traders.", &ENGLISH, &[(Civilians, 4)]);
}

#[test]
fn sums_stand_for_their_parts_or_the_parts_for_them() {
    use Outcome::{Killed, Wounded};
    let check = |words: &str, expected: &[(Outcome, Side, u32)]| {
        let told = read(words, &FRENCH);
        let told: Vec<_> =
            told.iter().map(|(outcome, side, low, _)| (*outcome, *side, *low)).collect();
        assert_eq!(told, expected, "{words}");
    };
    use Side::{Civilians, StateForces, Unknown};
    let sides = [(Killed, Civilians, 8), (Killed, StateForces, 2)];
    check("L'attaque a fait dix morts : huit civils et deux militaires.", &sides);
    let harms = [(Killed, Unknown, 2), (Wounded, Unknown, 4)];
    check("Une mine a fait six victimes : deux morts et quatre blessés.", &harms);
    let all = [(Killed, Unknown, 5), (Wounded, Unknown, 5)];
    check("Bilan : 5 morts et 5 blessés.", &all);
    let whole = [(Killed, Civilians, 10)];
    let words = "L'attaque a coûté la vie à dix personnes, parmi lesquelles huit civils et deux militaires.";
    check(words, &whole);
    let aside = [(Killed, Unknown, 12)];
    check("L'attaque a fait douze morts, dont trois enfants, deux femmes et un vieillard.", &aside);
    check("L'attaque a fait douze morts, dont le maire et deux conseillers.", &aside);
}

#[test]
fn tolls_change_and_the_wounded_die() {
    let check = |words: &str, lexicon: &'static Lexicon, expected: &[(Outcome, u32)]| {
        let told: Vec<_> =
            read(words, lexicon).iter().map(|(what, _, low, _)| (*what, *low)).collect();
        assert_eq!(told, expected, "{words}");
    };
    use Outcome::{Killed, Wounded};
    check("Le bilan passe de quatre à sept morts.", &FRENCH, &[(Killed, 7)]);
    check("The death toll rose from four to seven.", &ENGLISH, &[(Killed, 7)]);
    check("Un soldat touché dans l'attaque a succombé à ses blessures.", &FRENCH, &[(Killed, 1)]);
    let one = [(Wounded, 5), (Killed, 1)];
    check("Une mine a blessé cinq personnes, dont une a succombé.", &FRENCH, &one);
    check("Ils ont envoyé vingt terroristes ad patres.", &FRENCH, &[(Killed, 20)]);
    check("Dix vies ont été sauvées.", &FRENCH, &[]);
}

#[test]
fn one_whom_no_word_names_is_one() {
    let check = |words: &str, expected: &[u32]| {
        let lows: Vec<u32> = read(words, &FRENCH).iter().map(|toll| toll.2).collect();
        assert_eq!(lows, expected, "{words}");
    };
    check("Un responsable local a été tué lundi à Gao.", &[1]);
    check("Samedi, le chef d'un comité a été assassiné à Gao.", &[1]);
    check("Un taureau a été tué lundi à Gao.", &[]);
    check("Une frappe a été exécutée lundi à Gao.", &[]);
}

#[test]
fn what_is_counted_beside_people_is_none_of_them() {
    let check = |words: &str, lexicon: &'static Lexicon, expected: &[(Outcome, u32)]| {
        let told: Vec<_> =
            read(words, lexicon).iter().map(|(what, _, low, _)| (*what, *low)).collect();
        assert_eq!(told, expected, "{words}");
    };
    use Outcome::Killed;
    let nine = [(Killed, 9)];
    check(
        "Neuf personnes ont été tuées le 11 avril lorsque des éléments armés ont tiré.",
        &FRENCH,
        &nine,
    );
    let three = [(Killed, 3)];
    check("Three soldiers died on Sunday when sixty gunmen attacked.", &ENGLISH, &three);
    check("Three members of the patrol were killed.", &ENGLISH, &three);
    let twelve = [(Killed, 12)];
    check("They hit a VDP position, saying it killed 12.", &ENGLISH, &twelve);
    check("The mayor of Gossi was shot dead at his home.", &ENGLISH, &[(Killed, 1)]);
    let freed = "Trois hommes ont été abattus et une femme retenue contre son gré a été libérée.";
    check(freed, &FRENCH, &three);
    check("More bodies were found, bringing the death toll to 12.", &ENGLISH, &twelve);
}

#[test]
fn single_people_are_counted_however_their_death_is_told() {
    use Outcome::{Killed, Wounded};
    use Side::{Civilians, StateForces, Unknown};
    let check = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &FRENCH), expected, "{words}");
    };
    check("L'assassinat, samedi, de son adjoint.", &[(Killed, Unknown, 1, Some(1))]);
    check("L'exécution de la chanson a plu.", &[]);
    check("Un camion a été incendié, son chauffeur tué.", &[(Killed, Civilians, 1, Some(1))]);
    check("Le corps sans vie du maire a été retrouvé.", &[(Killed, Civilians, 1, Some(1))]);
    check("L'unité compte un seul mort.", &[(Killed, Unknown, 1, Some(1))]);
    check("Les assaillants, dont deux ont été tués.", &[(Killed, Unknown, 2, Some(2))]);
    check("Quatre tués d'un côté, trois de l'autre.", &[(Killed, Unknown, 7, Some(7))]);
    check(
        "Un soldat tué, trois autres touchés.",
        &[(Killed, StateForces, 1, Some(1)), (Wounded, StateForces, 3, Some(3))],
    );
    check(
        "Ils ont tué un vigile et contraint douze adolescents à les suivre.",
        &[(Killed, Civilians, 1, Some(1))],
    );
    check("Trois obus de 122 mm sont tombés sur la ville.", &[]);
}

#[test]
fn people_named_one_after_another_are_all_counted() {
    use Outcome::Killed;
    use Side::Civilians;
    let check = |words: &str, lexicon: &'static Lexicon, n: u32| {
        let expected = [(Killed, Civilians, n, Some(n))];
        assert_eq!(read(words, lexicon), expected, "{words}");
    };
    let fr = |words, n| check(words, &FRENCH, n);
    fr("Ils ont tué le chef du village, son fils et un visiteur.", 3);
    fr("Des bandits ont abattu dimanche, à Gossi, le maire, son épouse et leur chauffeur.", 3);
    fr("Des bandits ont tué dimanche l'ancien maire et son neveu.", 2);
    fr("Des bandits ont tué dimanche à Gossi l'imam.", 1);
    fr("Un camion a été incendié et son chauffeur tué.", 1);
    fr("Un obus a tué une famille de cinq personnes.", 5);
    fr("Ils ont tué le maire et emporté un véhicule.", 1);
    fr("Ils ont tué un berger et un véhicule a été incendié.", 1);
    check("The chief, his two sons and a visitor were killed.", &ENGLISH, 4);
}

#[test]
fn the_dead_of_each_side_are_counted_for_it() {
    use Outcome::Killed;
    use Side::{Militants, StateForces, Unknown};
    let check = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &FRENCH), expected, "{words}");
    };
    let both = [(Killed, Militants, 20, Some(20)), (Killed, StateForces, 6, Some(6))];
    check(
        "Les combats ont fait vingt morts chez les rebelles et six dans les rangs de l'armée.",
        &both,
    );
    check("Vingt tués côté rebelle et six côté armée.", &both);
    check(
        "Douze assaillants neutralisés, deux tués dans nos rangs.",
        &[(Killed, Militants, 12, Some(12)), (Killed, StateForces, 2, Some(2))],
    );
    let of_them = [(Killed, Unknown, 6, Some(6)), (Killed, Unknown, 4, Some(4))];
    check("Six des premiers et quatre des seconds ont été tués.", &of_them);
}

#[test]
fn those_told_of_are_not_counted_as_more_dead() {
    let lows = |words: &str, lexicon: &'static Lexicon| -> Vec<(Outcome, u32)> {
        read(words, lexicon).iter().map(|toll| (toll.0, toll.2)).collect()
    };
    let words = "Ten of those killed on Saturday were from Gossi.";
    assert_eq!(lows(words, &ENGLISH), []);
    let words = "Trois bergers arrêtés le 12 mai à Gossi ont été retrouvés morts.";
    assert_eq!(lows(words, &FRENCH), [(Outcome::Killed, 3)]);
    let words = "The passengers were robbed and two of them killed.";
    assert_eq!(lows(words, &ENGLISH), [(Outcome::Killed, 2)]);
    let words = "Five people, all from one family, died on Saturday.";
    assert_eq!(lows(words, &ENGLISH), [(Outcome::Killed, 5)]);
}

#[test]
fn one_whom_no_list_knows_is_counted_as_the_object_of_killing() {
    let check = |words: &str, lexicon: &'static Lexicon, expected: &[(u32, Option<u32>)]| {
        let told: Vec<_> = read(words, lexicon).iter().map(|toll| (toll.2, toll.3)).collect();
        assert_eq!(told, expected, "{words}");
    };
    let fr = |words, expected| check(words, &FRENCH, expected);
    fr("Des bandits ont tué lundi un apiculteur.", &[(1, Some(1))]);
    fr("L'attaque a coûté la vie à deux apiculteurs.", &[(2, Some(2))]);
    fr("Un apiculteur est mort lundi dans l'explosion d'une mine.", &[(1, Some(1))]);
    fr("Des bandits ont tué lundi un taureau.", &[]);
    fr("Deux bergers au moins ont été tués.", &[(2, None)]);
    fr("Un de leurs collègues a été enlevé.", &[(1, Some(1))]);
    fr("L'embuscade a été fatale à deux bergers.", &[(2, Some(2))]);
    let en = |words, expected| check(words, &ENGLISH, expected);
    en("Gunmen killed a vet.", &[(1, Some(1))]);
    en("A vet was killed on Monday.", &[(1, Some(1))]);
    en("A vet died when a mine exploded.", &[(1, Some(1))]);
    en("Half a dozen soldiers were killed.", &[(6, Some(6))]);
    en("Ten or more soldiers were killed.", &[(10, None)]);
}

#[test]
fn those_told_of_by_others_are_counted() {
    use Outcome::Killed;
    use Side::{Civilians, Militants, StateForces, Unknown};
    let fr = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &FRENCH), expected, "{words}");
    };
    fr(
        "Cinq gendarmes et autant d'assaillants ont été tués.",
        &[(Killed, StateForces, 5, Some(5)), (Killed, Militants, 5, Some(5))],
    );
    fr("Autant d'assaillants sont venus lundi.", &[]);
    fr(
        "Onze policiers sont morts, le conducteur aussi.",
        &[(Killed, StateForces, 11, Some(11)), (Killed, Civilians, 1, Some(1))],
    );
    fr(
        "Deux soldats sont morts ; le conducteur aussi le dit.",
        &[(Killed, StateForces, 2, Some(2))],
    );
    fr("Nous regrettons la perte de notre chef d'équipe.", &[(Killed, Unknown, 1, Some(1))]);
    fr("Nous regrettons la perte de notre véhicule.", &[]);
    fr("Une quinzaine, dit l'imam, tués lundi au marché.", &[(Killed, Unknown, 15, Some(15))]);
    fr("Des habitants y ont perdu la vie.", &[(Killed, Civilians, 2, None)]);
    fr("Des habitants y ont tout perdu.", &[]);
    fr("Sa femme, élève à Gossi, a été tuée lundi.", &[(Killed, Civilians, 1, Some(1))]);
    fr(
        "Cinq VDP ont donné leur vie ; trente assaillants ont payé de la leur.",
        &[(Killed, StateForces, 5, Some(5)), (Killed, Militants, 30, Some(30))],
    );
    let en = |words: &str, expected: &[(Outcome, Side, u32, Option<u32>)]| {
        assert_eq!(read(words, &ENGLISH), expected, "{words}");
    };
    en("We mourn the loss of our team leader.", &[(Killed, Unknown, 1, Some(1))]);
    en("We mourn the loss of our freedom.", &[]);
    en("Twelve, the mayor says, killed on Monday.", &[(Killed, Unknown, 12, Some(12))]);
}
