//! Tests of reading; every text here was written as a test sentence.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::model::Language;

fn one(text: &str) -> Document {
    let mut documents = read_text("test", text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.remove(0)
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Some(Date::constant(year, month, day))
}

#[test]
fn header_lines_are_read_and_taken_off() {
    let document = one(
        "\u{feff}TITLE: Une phrase\nSource: Essai\nPublished: 2024-10-08\n\nCorps de la phrase.",
    );
    assert_eq!(document.title.as_deref(), Some("Une phrase"));
    assert_eq!(document.source.as_deref(), Some("Essai"));
    assert_eq!(
        (document.published, document.published_from),
        (day(2024, 10, 8), PublishedFrom::Header)
    );
    assert_eq!(document.text, "Corps de la phrase.");
}

#[test]
fn a_header_date_that_does_not_exist_is_noted() {
    let document = one("Published: 2024-02-31\n\nLe corps de la phrase.");
    assert_eq!(document.published, None);
    assert_eq!(document.notes[0].code, "date-invalid");
}

#[test]
fn the_publication_date_is_found() {
    let check =
        |text: &str, expected: Option<Date>| assert_eq!(one(text).published, expected, "{text}");
    check("Bamako, 8 octobre 2024 (AMAP) – Une phrase d'essai.", day(2024, 10, 8));
    check("Bamako, le 8 septembre 2023 – Une phrase d'essai.", day(2023, 9, 8));
    check("lundi 2 février 2026\n\nUne phrase d'essai.", day(2026, 2, 2));
    check(
        "Une phrase d'essai.\nCommunication de l'état-major, Bamako, 1er février 2026.",
        day(2026, 2, 1),
    );
    check("Selon un texte rendu public ce dimanche 20 juillet 2025, rien.", day(2025, 7, 20));
    check("Une phrase du 8 octobre 2024 sans dateline.", None);
    check("Bamako, 31 février 2024 – Une phrase d'essai.", None);
}

#[test]
fn encodings_are_recognised_and_said() {
    let options = ReadOptions::default();
    let latin = read_text("a", b"Une phrase \xe0 l'\xe9cole de la ville.", &options).unwrap();
    assert_eq!(latin[0].text, "Une phrase à l'école de la ville.");
    assert_eq!(latin[0].notes[0].code, "encoding-windows-1252");
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Une école".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read_text("a", &wide, &options).unwrap()[0].text, "Une école");
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    let check = |bytes: &[u8], expected: &str| {
        let error = read_text("a.txt", bytes, &ReadOptions::default()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(b"", "is empty");
    check(b" \n\t\n", "blank space");
    check(b"PNG\x00\x01\x02", "not a text file");
    check(b"Title: x\n\n", "no text after its header");
    let small = ReadOptions { max_bytes: 3, ..ReadOptions::default() };
    assert!(
        read_text("a", b"abcd", &small).unwrap_err().to_string().contains("more than the limit")
    );
}

#[test]
fn web_leftovers_are_taken_off() {
    let text = "Accueil | Politique | Sport\nil y a 2 jours · 3 min de lecture\nUne phrase de la ville.\nPartager :";
    assert_eq!(one(text).text, "Une phrase de la ville.");
}

#[test]
fn the_language_is_recognised() {
    let check = |text: &str, expected| assert_eq!(one(text).language, expected, "{text}");
    check("Une phrase de la ville dans les environs du fleuve.", Language::French);
    check("The patrol was on the road to the town.", Language::English);
    check("Патруль двигался по дороге в город.", Language::Other);
}

#[test]
fn a_page_of_teasers_is_split_and_repeats_are_dropped() {
    let page = "Un premier extrait de la ville.\nUNE Sécurité\n\nUn titre au nord\n\nUn deuxième extrait du sud.\n\n\
                Un premier extrait de la ville.\nSécurité UNE\n\nUn autre titre\n\nUn troisième extrait du fleuve.\nUNE Sécurité\n";
    let documents = read_text("p", page.as_bytes(), &ReadOptions::default()).unwrap();
    let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["p#1", "p#2", "p#3"]);
    assert_eq!(documents[1].text, "Un titre au nord\nUn deuxième extrait du sud.");
    assert_eq!(documents[1].title.as_deref(), Some("Un titre au nord"));
}

#[test]
fn an_article_with_paragraphs_is_not_split() {
    let article = "Un titre\n\nUn paragraphe de la ville.\n\nUn autre paragraphe.\n\nEt un dernier du fleuve.";
    assert_eq!(one(article).title.as_deref(), Some("Un titre"));
}

#[test]
fn inputs_are_listed_once_in_order_with_unique_ids() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("b")).unwrap();
    for name in ["a.txt", "b/a.txt", "b/c.md", "b/d.docx", ".hidden.txt"] {
        fs::write(path(name), "Une phrase.").unwrap();
    }
    let inputs = [folder.path().to_owned(), path("a.txt"), path("none.txt"), path("b/d.docx")];
    let (listed, errors) = list_inputs(&inputs);
    let ids: Vec<&str> = listed.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids[0].ends_with("/a.txt") && ids[1] == "b/a.txt" && ids[2] == "c.md", "{ids:?}");
    assert_eq!(errors.len(), 2);
    assert_eq!(ignored_files(&inputs), 2);
    let reversed: Vec<PathBuf> = inputs.iter().rev().cloned().collect();
    assert_eq!(list_inputs(&reversed).0, listed);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = read_text("x", &bytes, &ReadOptions::default());
    }
}
