//! Tests of web pages, with test sentences.

use proptest::prelude::*;

use super::*;

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Attaque à Gossi - Un journal</title>
<meta property="og:title" content="Attaque à Gossi"><meta property="og:site_name" content="Un journal">
<meta property="article:published_time" content="2026-02-02T10:00:00+00:00">
<script>var attaque = "Une attaque à Kidal a tué dix soldats";</script></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/mali">Attaque à Tessalit</a></li></ul></nav>
<article><h1>Attaque à Gossi</h1>
<p>Des hommes arm&eacute;s ont attaqu&eacute; samedi le poste de Gossi, selon un habitant joint par t&eacute;l&eacute;phone.</p>
<p>Huit soldats ont été tués et deux blessés, a indiqué l’armée dans un communiqué publié le lendemain.</p></article>
<aside><p>Lire aussi : Une frappe à Ménaka</p></aside>
<footer><p>Tous droits réservés, Un journal, rue du test.</p></footer></body></html>"#;

fn is_told(page: &Page) {
    assert!(page.text.starts_with("Attaque à Gossi"), "{}", page.text);
    assert!(page.text.contains("Des hommes armés ont attaqué samedi le poste de Gossi"));
    assert!(page.text.contains("Huit soldats ont été tués"));
    assert!(!page.text.contains("Kidal"), "{}", page.text);
    assert!(!page.text.contains("Tessalit"), "{}", page.text);
    assert_eq!(page.published, Some(Date::constant(2026, 2, 2)));
}

#[test]
fn a_page_is_reduced_to_its_article() {
    let mut notes = Vec::new();
    let page = read(PAGE, &mut notes);
    is_told(&page);
    if cfg!(feature = "html-input") {
        assert_eq!(page.title.as_deref(), Some("Attaque à Gossi"));
        assert_eq!(page.source.as_deref(), Some("Un journal"));
        assert_eq!(notes, []);
    }
}

#[test]
fn a_page_that_nests_without_end_is_read_all_the_same() {
    let mut notes = Vec::new();
    let page = PAGE.replace("<article>", &"<div>".repeat(300_000));
    is_told(&read(&page, &mut notes));
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].code, "html-plain");
}

#[test]
fn odd_pages_are_read_in_bounded_time() {
    let n = 100_000;
    let odd = [
        "<b>".repeat(n),
        "<a \"".repeat(n),
        "<nav>".repeat(n),
        "<!--".repeat(n),
        "</".repeat(n),
        "<table><tr><td>".repeat(n),
        format!("<p {}>Une attaque.", "a b=c ".repeat(n)),
        format!("<script type='application/ld+json'>{}</script><p>Une attaque.", "[".repeat(n)),
        "<p>Une attaque.".repeat(n),
        "&amp;&eacute;&#".repeat(n),
    ];
    for html in odd {
        read(&html, &mut Vec::new());
    }
}

#[test]
fn pages_are_known_by_name_or_start() {
    let check = |name: &str, text: &str, expected: bool| {
        assert_eq!(is_page(Path::new(name), text), expected, "{name}: {text}");
    };
    check("a.HTM", "Une attaque", true);
    check("-", "  <!doctype HTML><p>Une attaque", true);
    check("-", "<?xml version='1.0'?><html>", true);
    check("-", "<!-- un mot --><html>", true);
    check("a.txt", "<Une attaque>", false);
    check("-", "Une attaque", false);
    check("-", "é", false);
    check("-", "", false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_page_breaks_the_reader(pieces in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div", " class=\"a", "\"", ">", "<", "</", "table>", "<td>", "<b>", "</i>",
        "é", "&eacute;", "&#x110000;", "<!--", "-->", "<script>", "</script>", "<title>", "\u{0}x",
        "Une attaque à Gao a tué dix soldats. ", "<svg><p>", "<template>", "<select><option>", "'",
        "<meta property='og:title' content='é", "<time datetime=2026-02-02>", "<a href=x>", "<h1>",
    ]), 0..80)) {
        let html = pieces.concat();
        read(&html, &mut Vec::new());
        strip::text(&html);
    }
}
