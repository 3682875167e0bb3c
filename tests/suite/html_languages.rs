//! Web pages in two languages, links from one language to another, and the fonts that pages bring with them.

use std::collections::BTreeSet;

use handout::article::Article;
use handout::document::{Setting, compose, compose_bilingual};
use handout::html::{FontCache, FontSource, Page, Place, Translation, bilingual_fonts, bilingual_page, fonts, page};
use handout::locale::Locale;
use handout::site::{Edition, Site};
use handout::text::Shaper;

use super::clinic::{FONTS, article, article_at};
use super::grown::grow_article;
use super::html::{Labels, bytes, compare, samples, told};
use super::markup::{self, Element, Kid};

type Handout = (Article, Site);

/// Pairs of an original and its translation: those of the samples, and grown articles that are taken for such.
fn pairs() -> Vec<(String, [Handout; 2])> {
    let all = samples();
    let mut pairs = Vec::new();
    for (name, article, site) in &all {
        let Some(id) = name.strip_suffix(".es") else { continue };
        let (_, original, own) = all.iter().find(|(other, ..)| other == id).expect("an original");
        pairs.push((name.clone(), [(original.clone(), own.clone()), (article.clone(), site.clone())]));
    }
    assert!(pairs.len() >= 2, "the samples have translations");
    for seed in 0..20_u64 {
        let grow = |seed: u64, tags: [&str; 4]| {
            let (site, mut article) = grow_article(&bytes(seed, 1200));
            article.language = handout::Language::parse(tags[(seed % 4) as usize]).expect("a tag");
            (article, site)
        };
        let pair = [grow(seed, ["en", "es", "ar", "hi"]), grow(seed + 100, ["ur", "zh-Hans", "ru", "en"])];
        pairs.push((format!("grown {seed}"), pair));
    }
    pairs
}

/// Does something with the page of a pair, and with what it should say.
fn each_pair(see: impl Fn(&str, &[Handout; 2], &str, &str)) {
    for (name, pair) in pairs() {
        let locales = [0, 1].map(|side| Locale::of(pair[side].0.language.tag()).0);
        let setting =
            |side: usize| Setting { site: &pair[side].1, locale: &locales[side], edition: Edition::Bilingual };
        let document = compose_bilingual((&pair[0].0, setting(0)), (&pair[1].0, setting(1)));
        let place = Place { name: "fever.bilingual.html", pdf: Some("fever.bilingual.pdf"), ..Place::default() };
        let html = Page::of_two([&pair[0].0, &pair[1].0], &pair[1].1, place);
        let html = bilingual_page(&document, [&locales[0], &locales[1]], &html);
        let [one, other] = document.sides();
        let labels = [Labels::of(one, &locales[0]), Labels::of(other, &locales[1])];
        see(&name, &pair, &html, &told(&labels, |see| document.walk(see)));
    }
}

#[test]
fn a_page_in_two_languages_says_what_both_say_in_order() {
    each_pair(|name, _, html, expected| compare(name, html, expected));
}

#[test]
fn each_language_is_marked_and_every_link_leads_somewhere() {
    each_pair(|name, pair, html, _| {
        let tree = markup::read(html);
        let all = tree.all();
        let ids: Vec<&str> = all.iter().filter_map(|element| element.attribute("id")).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{name}: an id stands twice");
        let links = all.iter().filter_map(|element| element.attribute("href")?.strip_prefix('#'));
        links.for_each(|id| assert!(known.contains(id), "{name}: #{id} leads nowhere"));
        for pair_of_blocks in all.iter().filter(|element| element.has_class("pair")) {
            let sides: Vec<&Element> = pair_of_blocks.kids.iter().filter_map(Kid::element).collect();
            assert_eq!(sides.len(), 2, "{name}");
            for (side, (article, _)) in sides.into_iter().zip(pair) {
                let is_rtl = article.language.direction() == handout::language::Direction::Rtl;
                let marks = (side.attribute("lang"), side.attribute("dir"));
                let expected = (Some(article.language.tag()), Some(if is_rtl { "rtl" } else { "ltr" }));
                assert!(marks == expected || side.kids.is_empty(), "{name}: {marks:?}");
            }
        }
        let titles = all.iter().filter(|element| element.name == "h1").count();
        assert_eq!(titles, 2, "{name}: one in each language");
    });
}

#[test]
fn sources_that_both_cite_stand_once() {
    let site = Site::default();
    let read = |language: &str, body: &str| {
        let yaml = format!(
            "title: Fever\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections: [{{heading: A, body: '{body}'}}]\n\
             references: [{{id: a, text: One.}}, {{id: b, text: Two.}}]\n"
        );
        article_at("fever", Some(language), &yaml, &site)
    };
    let articles = [read("en", "It is so. [@b]"), read("es", "Es así. [@a; @b]")];
    let locales = ["en", "es"].map(|tag| Locale::of(tag).0);
    let setting = |side: usize| Setting { site: &site, locale: &locales[side], edition: Edition::Bilingual };
    let document = compose_bilingual((&articles[0], setting(0)), (&articles[1], setting(1)));
    let page = Page::of_two([&articles[0], &articles[1]], &site, Place::default());
    let html = bilingual_page(&document, [&locales[0], &locales[1]], &page);
    let tree = markup::read(&html);
    let links: Vec<(Option<&str>, &str)> = tree
        .all()
        .into_iter()
        .filter(|element| element.name == "a")
        .filter_map(|element| Some((element.attribute("id"), element.attribute("href")?)))
        .collect();
    let expected = [
        (Some("o-cite-2"), "#ref-2"),
        (Some("t-cite-1"), "#ref-1"),
        (None, "#ref-2"),
        (None, "#t-cite-1"),
        (None, "#o-cite-2"),
    ];
    assert_eq!(links, expected, "a number leads back to where it is cited first, in whichever language");
    let data: serde_json::Value = serde_json::from_str(&tree.find("script").text()).expect("JSON");
    assert_eq!(data["inLanguage"], serde_json::json!(["en", "es"]));
}

const FEVER: &str = "title: Fever\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections: [{heading: A, body: B.}]\n";

#[test]
fn a_page_leads_to_its_translations_by_their_own_names() {
    let site = Site::default();
    let article = article(FEVER, &site);
    let (locale, _) = Locale::of("en-US");
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let of = |translations: &[(&str, &str)]| {
        let translation = |(language, page): &(&str, &str)| Translation {
            language: (*language).to_owned(),
            page: (*page).to_owned(),
        };
        let translations: Vec<Translation> = translations.iter().map(translation).collect();
        let place = Place { name: "fever.html", translations: &translations, ..Place::default() };
        page(&document, &locale, &Page::of(&article, &site, place))
    };
    let html =
        of(&[("ar", "high fever.ar.html"), ("es", "f.es.html"), ("es-MX", "f.es-MX.html"), ("tlh", "f.tlh.html")]);
    let tree = markup::read(&html);
    assert_eq!(tree.find("nav").text(), "Also in: العربية · Español (es) · Español (es-MX) · tlh");
    let first = tree.find("nav").all().into_iter().find(|element| element.name == "a").expect("a link");
    for (key, value) in [("href", "high%20fever.ar.html"), ("hreflang", "ar"), ("lang", "ar"), ("dir", "rtl")] {
        assert_eq!(first.attribute(key), Some(value), "{key}");
    }
    let alternates = tree.all().into_iter().filter(|element| element.attribute("rel") == Some("alternate")).count();
    assert_eq!(alternates, 4);
    assert!(!of(&[]).contains("<nav"));
}

/// The fonts of a page, as rules of CSS.
fn fonts_of(language: &str, text: &str) -> String {
    let site = Site::default();
    let yaml = FEVER.replace("Fever", text).replace("heading: A", &format!("heading: {text}")).replace("B.", text);
    let article = article_at("fever", Some(language), &yaml, &site);
    let (locale, _) = Locale::of(language);
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let mut shaper = Shaper::new(&FONTS);
    fonts(&document, &locale, FontSource { shaper: &mut shaper, cache: &FontCache::default() })
}

#[test]
fn a_page_brings_fonts_for_scripts_that_a_system_may_lack() {
    assert_eq!(fonts_of("es", "Beba agua ★ 38 °C"), "");
    assert_eq!(fonts_of("ru", "Пейте воду"), "");
    for (language, text, family) in [
        ("ar", "اشرب الماء", "NotoSansArabic"),
        ("ur", "پانی پئیں", "NotoNastaliqUrdu"),
        ("hi", "पानी पिएँ", "NotoSansDevanagari"),
        ("km", "ផឹកទឹក", "NotoSansKhmer"),
        ("zh-Hans", "多喝水", "NotoSansCJKsc"),
    ] {
        let css = fonts_of(language, text);
        for weight in ["400", "700"] {
            let rule =
                format!("@font-face{{font-family:{family};font-weight:{weight};src:url(data:font/woff2;base64,d09GM");
            assert!(css.contains(&rule), "{language}: {}", &css[..css.len().min(300)]);
        }
        assert!(css.contains(&format!("body{{font-family:{family},")), "{language}");
        assert_eq!(css.matches("@font-face").count(), 2, "{language}");
        assert_eq!(css, fonts_of(language, text), "{language}: the same bytes every time");
        // In Nastaliq each letter has dozens of forms, by what stands around it.
        let most = if language == "ur" { 250_000 } else { 60_000 };
        assert!(css.len() < most, "{language}: {} bytes", css.len());
    }
}

#[test]
fn two_languages_have_each_its_own_font() {
    let site = Site::default();
    let articles = [("ar", "اشرب الماء"), ("ur", "پانی پئیں")]
        .map(|(language, text)| article_at("fever", Some(language), &FEVER.replace("Fever", text), &site));
    let locales = ["ar", "ur"].map(|tag| Locale::of(tag).0);
    let setting = |side: usize| Setting { site: &site, locale: &locales[side], edition: Edition::Bilingual };
    let document = compose_bilingual((&articles[0], setting(0)), (&articles[1], setting(1)));
    let mut shaper = Shaper::new(&FONTS);
    let source = FontSource { shaper: &mut shaper, cache: &FontCache::default() };
    let css = bilingual_fonts(&document, [&locales[0], &locales[1]], source);
    assert!(
        css.contains("body{font-family:NotoSansArabic,") && css.contains(":lang(ur){font-family:NotoNastaliqUrdu,")
    );
}
