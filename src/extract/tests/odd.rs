//! Tests of odd input: hidden characters, long lines, any words; every text is a test sentence.

use proptest::prelude::*;

use super::*;

#[test]
fn hidden_characters_do_not_break_the_reading() {
    check(
        "Une frap\u{200b}pe aérienne a visé samedi un dépôt dans le secteur d\u{2019}Aka\u{ad}bar.",
        &[(Kind::AirStrike, "2026-01-31", "Aka\u{ad}bar")],
    );
}

/// Every piece of evidence, claim and phrase is the document's own words at its span.
fn assert_spans(document: &Document, reports: &[Report]) {
    let slice = |span: crate::model::Span| -> String {
        document.text.chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
    };
    for report in reports {
        assert_eq!(slice(report.span), report.sentence);
        for evidence in &report.evidence {
            assert_eq!(slice(evidence.span), evidence.text, "{}", evidence.field);
        }
        for claim in &report.claims {
            assert_eq!(slice(claim.span), claim.text);
        }
        if let Some(phrase) = &report.phrase {
            assert_eq!(slice(phrase.span), phrase.text);
        }
    }
}

#[test]
fn long_odd_input_is_read_in_bounded_time() {
    let gazetteer = Gazetteer::bundled().unwrap();
    let texts = [
        "a".repeat(300_000),
        "le 3 mars ".repeat(10_000),
        "à Gao, à Gao, ".repeat(10_000),
        "dix ".repeat(30_000),
        "Une attaque à Gao a tué dix soldats. ".repeat(5_000),
        "« ".repeat(100_000),
        "Gao, ".repeat(30_000),
    ];
    for text in texts {
        let document = document(&text, Language::French);
        let reports = extract(&gazetteer, &document);
        assert!(reports.len() < 20_000);
    }
}

/// Words that the rules look for, for texts that reach deep into them.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "à",
        "Gao",
        "dans le secteur de",
        "attaque",
        "une",
        "dix",
        "soldats",
        "tués",
        "samedi",
        "le 3 mars 2024",
        "dans la nuit du 3 au 4 mars",
        ".",
        ",",
        ";",
        "«",
        "»",
        "entre",
        "et",
        "huit",
        "Ménaka",
        "km",
        "au nord de",
        "la veille",
        "ont été",
        "selon",
        "\n",
        "l’armée",
        "\u{200b}",
        "é",
        "frontière avec",
        "le Niger",
        "dont",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_spans_of_its_own_words(text in prop_oneof![words(), any::<String>()]) {
        thread_local! {
            static GAZETTEER: Gazetteer = Gazetteer::bundled().unwrap();
        }
        for language in [Language::French, Language::English] {
            let document = document(&text, language);
            GAZETTEER.with(|gazetteer| {
                let reports = extract(gazetteer, &document);
                assert_spans(&document, &reports);
                assert_eq!(reports, extract(gazetteer, &document));
            });
        }
    }
}
