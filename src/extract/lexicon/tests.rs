//! Tests of the word lists.

use super::matcher::expand;
use super::*;
use crate::extract::classes::Class;
use crate::extract::fold::{Folded, form};
use crate::extract::sentence::Text;

#[test]
fn every_entry_is_found_in_its_own_example() {
    let check = |tables: &[(&str, &'static str)]| {
        let mut silent = Vec::new();
        for (name, table) in tables {
            let matcher = Matcher::new(0, table, |_, _| Some(()));
            let scanner = Scanner::new(&[matcher.patterns()]);
            for line in table.lines().filter(|l| !l.starts_with('#')) {
                let example = line.split('\t').next_back().unwrap();
                let folded = Folded::new(example, 0, 0);
                if matcher.hits(&scanner.scan(&scanner.atoms(&folded), &[]), &folded).is_empty() {
                    silent.push(format!("{name}: {line}"));
                }
            }
        }
        assert!(silent.is_empty(), "{silent:#?}");
    };
    check(&[
        ("fr triggers", table!("fr", "triggers")),
        ("fr people", table!("fr", "people")),
        ("fr outcomes", table!("fr", "outcomes")),
        ("fr features", table!("fr", "features")),
        ("fr relations", table!("fr", "relations")),
        ("fr directions", table!("fr", "directions")),
        ("fr countries", table!("fr", "countries")),
        ("fr cues", table!("fr", "cues")),
        ("fr reporting", table!("fr", "reporting")),
        ("fr movement", table!("fr", "movement")),
        ("fr actors", table!("fr", "actors")),
        ("fr roles", table!("fr", "roles")),
        ("en roles", table!("en", "roles")),
        ("fr materiel", table!("fr", "materiel")),
        ("fr arms", table!("fr", "arms")),
        ("en arms", table!("en", "arms")),
        ("fr things", table!("fr", "things")),
        ("en things", table!("en", "things")),
        ("fr hedges", table!("fr", "hedges")),
        ("en hedges", table!("en", "hedges")),
        ("en triggers", table!("en", "triggers")),
        ("en people", table!("en", "people")),
        ("en outcomes", table!("en", "outcomes")),
        ("en features", table!("en", "features")),
        ("en relations", table!("en", "relations")),
        ("en directions", table!("en", "directions")),
        ("en countries", table!("en", "countries")),
        ("en cues", table!("en", "cues")),
        ("en reporting", table!("en", "reporting")),
        ("en movement", table!("en", "movement")),
        ("en actors", table!("en", "actors")),
        ("en materiel", table!("en", "materiel")),
    ]);
}

#[test]
fn a_pattern_in_braces_stands_for_all_its_forms() {
    assert_eq!(expand("pris{,e} {a,b}"), ["pris a", "pris b", "prise a", "prise b"]);
    assert_eq!(expand("seul"), ["seul"]);
}

#[test]
fn every_list_has_a_word_in_its_own_example() {
    let lists = [table!("fr", "lists"), table!("en", "lists")];
    for table in lists.into_iter().chain([FRENCH.word_classes, ENGLISH.word_classes]) {
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [words, list, example] = cells.as_slice() else {
                panic!("three columns in {line}")
            };
            assert!(Lists::has(list) || Class::named(list).is_some(), "{list} is no list");
            let folded = Folded::new(example, 0, 0);
            // Some lists are asked for before the text is folded.
            let plain = example.to_lowercase().replace('’', "'");
            let is_in =
                |w: &String| folded.lower.contains(w.as_str()) || plain.contains(w.as_str());
            assert!(expand(words).iter().any(is_in), "{line}");
            assert!(expand(words).iter().all(|w| !w.trim().is_empty()), "an empty word: {line}");
        }
    }
}

#[test]
fn every_kind_ends_its_own_example() {
    for table in [table!("fr", "kinds"), table!("en", "kinds")] {
        for (word, kind, example) in rows(table) {
            assert!(feature(kind).is_some(), "{kind} is no feature");
            assert!(example.to_lowercase().ends_with(word), "{example}");
        }
    }
}

#[test]
fn every_word_of_a_class_is_of_it() {
    for lexicon in [&FRENCH, &ENGLISH] {
        for (words, class, _) in rows(lexicon.word_classes) {
            let class = Class::named(class).unwrap_or_else(|| panic!("{class} is no class"));
            for word in expand(words) {
                let text = Text::new(&word, 0..word.len(), 0, lexicon);
                assert!(text.is(0, class), "{word}");
            }
        }
    }
}

#[test]
fn every_expression_is_found_in_its_own_example() {
    for table in [table!("fr", "forms"), table!("en", "forms")] {
        for (_, pattern, example) in rows(table) {
            let lower = Folded::new(example, 0, 0).lower;
            assert!(form(pattern).unwrap().is_match(&lower), "{pattern}");
        }
    }
}

#[test]
fn an_alias_names_the_same_party_in_both_languages() {
    let names = |table: &'static str| -> FxHashMap<String, &'static str> {
        let aliases = |(alias, name, _)| expand(alias).into_iter().map(move |form| (form, name));
        rows(table).flat_map(aliases).collect()
    };
    let (french, english) = (names(table!("fr", "actors")), names(table!("en", "actors")));
    let mut both = 0;
    for (alias, name) in &french {
        let Some(other) = english.get(alias) else { continue };
        assert_eq!(name, other, "{alias}");
        both += 1;
    }
    assert!(both > 30, "{both} aliases stand in both tables");
}
