//! Tests of dates, on test sentences.

use super::*;
use crate::extract::fold::{Folded, form};
use crate::extract::lexicon::{ENGLISH, FRENCH, rows};
use crate::model::Date;

fn first(words: &str, anchor: &Anchor) -> Option<Mention> {
    let text = Text::new(words, 0..words.len(), 0, &FRENCH);
    let reporting = text.hits(&text.lexicon.reporting);
    dates(&text, anchor, (&reporting, &[]), &forms(&text)).into_iter().next()
}

#[test]
fn dates_are_resolved_against_publication_and_story() {
    let anchor = Anchor {
        published: Some(Date::constant(2026, 2, 2)),
        story: Some(Date::constant(2026, 1, 20)),
        dated: None,
        ..Anchor::default()
    };
    let check = |words: &str, start: &str, end: &str| {
        let interval = first(words, &anchor).and_then(|m| m.interval);
        let expected = DateInterval { start: start.parse().unwrap(), end: end.parse().unwrap() };
        assert_eq!(interval, Some(expected), "{words}");
    };
    let day = |words: &str, date: &str| check(words, date, date);
    day("le 31 janvier 2026, une phrase", "2026-01-31");
    day("samedi 31 janvier, une phrase", "2026-01-31");
    day("le 1er décembre, une phrase", "2025-12-01");
    day("le 17juin 2021", "2021-06-17");
    day("lundi matin, une phrase", "2026-02-02");
    day("survenue jeudi dernier", "2026-01-29");
    day("lundi dernier", "2026-01-26");
    day("hier, une phrase", "2026-02-01");
    day("avant-hier samedi", "2026-01-31");
    day("ce jour-là, une phrase", "2026-01-20");
    day("la veille, une phrase", "2026-01-19");
    day("deux jours plus tard, une phrase", "2026-01-22");
    day("le lendemain, une phrase", "2026-01-21");
    day("le lendemain mercredi, une phrase", "2026-01-21");
    day("ce mardi-là, une phrase", "2026-01-20");
    day("le 12 du même mois, une phrase", "2026-01-12");
    day("le 4 mars de la même année, une phrase", "2026-03-04");
    check("la nuit suivante, une phrase", "2026-01-20", "2026-01-21");
    check("l'année suivante, une phrase", "2027-01-01", "2027-12-31");
    check("dans la nuit du 27 au 28 janvier", "2026-01-27", "2026-01-28");
    check("dans la nuit du 31 octobre au 1er novembre 2024", "2024-10-31", "2024-11-01");
    check("du 25 au 27 juillet", "2025-07-25", "2025-07-27");
    check("samedi et dimanche", "2026-01-31", "2026-02-01");
    check("durant le week-end", "2026-01-31", "2026-02-01");
    check("la semaine dernière", "2026-01-26", "2026-02-01");
    check("en mars, une phrase", "2025-03-01", "2025-03-31");
    check("mi-mai, une phrase", "2025-05-11", "2025-05-20");
    check("l'an dernier", "2025-01-01", "2025-12-31");
}

#[test]
fn a_date_that_says_when_something_was_said_is_an_aside() {
    let anchor = Anchor { published: Some(Date::constant(2026, 2, 2)), ..Anchor::default() };
    let check = |words: &str, is_aside: bool| {
        assert_eq!(first(words, &anchor).map(|m| m.is_aside), Some(is_aside), "{words}");
    };
    check("a indiqué samedi soir l'armée", true);
    check("un communiqué daté du 1er février", true);
    check("depuis février 2022, rien", true);
    check("ont été tués samedi", false);
    check("deux attaques ont eu lieu samedi", false);
}

#[test]
fn a_weekday_that_contradicts_its_date_is_noticed() {
    let anchor = Anchor::default();
    let check = |words: &str, has_conflict: bool| {
        let found = first(words, &anchor).map(|m| m.has_weekday_conflict);
        assert_eq!(found, Some(has_conflict), "{words}");
    };
    check("mardi 15 juillet 2025", false);
    check("lundi 15 juillet 2025", true);
}

#[test]
fn every_form_is_found_in_its_own_example() {
    for (lexicon, grammar) in [(&FRENCH, &FRENCH_DATES), (&ENGLISH, &ENGLISH_DATES)] {
        let grammar = grammar.as_ref().unwrap();
        for line in lexicon.dates.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, pattern, example] = cells.as_slice() else {
                panic!("three cells in {line}")
            };
            let lower = Folded::new(example, 0, 0).lower;
            let found = match *name {
                "aside" => form(pattern).unwrap().is_match(&lower),
                "keyword" => keywords(lexicon.dates).iter().any(|word| lower.contains(word)),
                name if name.starts_with('=') => continue,
                name => grammar.first(&lower, 0..lower.len()).is_some_and(|m| m.name == name),
            };
            assert!(found, "{line}");
        }
    }
}

#[test]
fn every_date_has_a_digit_or_a_word_that_tells_of_dates() {
    for lexicon in [&FRENCH, &ENGLISH] {
        for (name, _, example) in rows(lexicon.dates).filter(|(name, ..)| !name.starts_with('=')) {
            let text = Text::new(example, 0..example.len(), 0, lexicon);
            let has_digit = text.folded.lower.bytes().any(|b| b.is_ascii_digit());
            assert!(has_digit || text.has(Class::DATE) || name == "aside", "{name}: {example}");
        }
    }
}
