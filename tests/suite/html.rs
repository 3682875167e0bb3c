//! Web pages say what the paper says, in its order, and nothing else; they lead somewhere, fetch nothing and run nothing; their
//! colours can be read. `.ci/long-html` looks at them with a browser.

use std::collections::BTreeSet;

use handout::article::{Article, Mark};
use handout::document::{Document, Event, Role, Setting, compose};
use handout::html::{Entry, Page, Place, index, page};
use handout::locale::{Label, Locale};
use handout::picture::Color;
use handout::site::{Edition, Site};

use super::clinic::{article, article_at, content, home, overlay, site};
use super::grown::grow_article;
use super::markup::{self, Element, Kid};
use super::samples::SAMPLES;

/// Every sample, with its site.
pub fn samples() -> Vec<(String, Article, Site)> {
    let read = |name: &str| std::fs::read_to_string(home().join("content").join(name)).expect("a site file");
    let english = site(&read("handout.yaml"));
    let spanish = overlay(&read("handout.es.yaml"), Some(&english));
    let mut samples = Vec::new();
    for name in SAMPLES.files.keys().filter(|name| !name.starts_with("packets/")) {
        let name = name.strip_suffix(".pdf").expect("a PDF");
        let (id, language) = name.strip_suffix(".es").map_or((name, None), |id| (id, Some("es")));
        let site = if language.is_some() { &spanish } else { &english };
        let file = content().0.join(format!("{name}.yaml"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        samples.push((name.to_owned(), article_at(id, language, &text, site), site.clone()));
    }
    samples
}

/// Articles of every block, in scripts of all kinds.
fn grown() -> Vec<(String, Article, Site)> {
    let seeds = (0..40_u64).map(|seed| (seed, bytes(seed, 1500)));
    seeds
        .map(|(seed, bytes)| {
            let (site, mut article) = grow_article(&bytes);
            let tag = ["en", "es", "ar", "ur", "he", "ru", "zh-Hans", "ja", "hi", "th"][(seed % 10) as usize];
            article.language = handout::Language::parse(tag).expect("a tag");
            (format!("{tag} {seed}"), article, site)
        })
        .collect()
}

pub fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Calls `see` with the document and the page of each article.
fn each_page(articles: &[(String, Article, Site)], see: impl Fn(&str, &Document, &str)) {
    for (name, article, site) in articles {
        let (locale, _) = Locale::with(article.language.tag(), site.labels.as_deref());
        let document = compose(article, Setting { site, locale: &locale, edition: Edition::Standard });
        let place = Place { name: "side effects/fever.html", pdf: Some("fever.pdf"), ..Place::default() };
        see(name, &document, &page(&document, &locale, &Page::of(article, site, place)));
    }
}

fn page_of(article: &Article, site: &Site) -> String {
    let (locale, _) = Locale::with(article.language.tag(), site.labels.as_deref());
    let document = compose(article, Setting { site, locale: &locale, edition: Edition::Standard });
    page(&document, &locale, &Page::of(article, site, Place { name: "fever.html", ..Place::default() }))
}

/// All characters that are read, without white space and marks of direction.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{2066}' | '\u{2069}')).collect()
}

/// The text of a page, alternative texts included. What is only for the eye on a narrow screen, and citations, are set aside.
fn shown(element: &Element, out: &mut String) {
    let is_hidden = element.attribute("aria-hidden") == Some("true");
    if is_hidden || element.has_class("again") || matches!(element.name.as_str(), "sup" | "head" | "script") {
        return;
    }
    match element.name.as_str() {
        "img" => out.push_str(element.attribute("alt").expect("a picture has one, if empty")),
        "svg" => out.push_str(element.attribute("aria-label").unwrap_or_default()),
        _ => {}
    }
    for kid in &element.kids {
        match kid {
            Kid::Text(text) => out.push_str(text),
            Kid::Element(inner) => shown(inner, out),
        }
    }
}

/// What a page says in one of its languages that no walk through its document tells.
#[derive(Default)]
pub struct Labels {
    /// The mark of a draft, which stands over the title.
    pub draft: String,
    /// The heading over what the handout says of itself.
    pub about: String,
    pub code: String,
    pub as_pdf: String,
}

impl Labels {
    pub fn of(document: &Document, locale: &Locale) -> Labels {
        Labels {
            draft: document.folio.draft.unwrap_or_default().to_owned(),
            about: locale.label(Label::About).to_owned(),
            code: document.folio.code_label.clone(),
            as_pdf: locale.label(Label::AsPdf).to_owned(),
        }
    }
}

/// What is told on a walk in the order of a page, with labels for each of its languages. Marks that HTML draws, and citations,
/// are set aside.
pub fn told<'d>(labels: &[Labels], walk: impl FnOnce(&mut dyn FnMut(Event<'d>))) -> String {
    let (mut out, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
    let (mut titles, mut imprints) = (labels.iter(), labels.iter());
    let mut imprint = None;
    walk(&mut |event| match event {
        Event::Begin(role) => {
            open.push(role);
            match role {
                Role::List(mark) => marks.push(mark),
                Role::References => marks.push(Mark::Step),
                Role::Title => out.extend(titles.next().map(|labels| labels.draft.as_str())),
                Role::Imprint => {
                    imprint = imprints.next();
                    out.extend(imprint.map(|labels| labels.about.as_str()));
                }
                Role::Code => out.extend(imprint.map(|labels| labels.code.as_str())),
                _ => {}
            }
        }
        Event::End => match open.pop() {
            Some(Role::List(_) | Role::References) => drop(marks.pop()),
            Some(Role::Imprint) => out.extend(imprint.map(|labels| labels.as_pdf.as_str())),
            _ => {}
        },
        Event::Words(text) => {
            let is_label = open.ends_with(&[Role::Item, Role::Label]);
            let is_drawn = is_label && !matches!(marks.last(), Some(Mark::Step | Mark::Do));
            let is_aside = |role: &Role| matches!(role, Role::Draft | Role::Citation | Role::PatientLabel);
            if !is_drawn && !open.iter().any(is_aside) {
                out.push_str(&text);
            }
        }
        Event::Picture(_) | Event::Property(_) | Event::Span { .. } => {}
    });
    out
}

/// Compares the text of a page with what it should say.
///
/// # Panics
/// When they differ.
pub fn compare(name: &str, html: &str, expected: &str) {
    let mut found = String::new();
    shown(markup::read(html).find("body"), &mut found);
    let (found, expected) = (bare(&found), bare(expected));
    let same = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other).count();
    let part = |text: &str| text.chars().skip(same.saturating_sub(30)).take(90).collect::<String>();
    assert!(found == expected, "{name}: “{}” where “{}” should be", part(&found), part(&expected));
}

#[test]
fn a_page_says_what_its_document_says_in_order() {
    for articles in [samples(), grown()] {
        each_page(&articles, |name, document, html| {
            let (locale, _) = Locale::of(&document.metadata.language);
            let labels = [Labels::of(document, &locale)];
            compare(name, html, &told(&labels, |see| document.walk(see)));
        });
    }
}

#[test]
fn every_link_leads_somewhere_and_every_id_stands_once() {
    for articles in [samples(), grown()] {
        each_page(&articles, |name, _, html| {
            let tree = markup::read(html);
            let all = tree.all();
            let ids: Vec<&str> = all.iter().filter_map(|element| element.attribute("id")).collect();
            let known: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(known.len(), ids.len(), "{name}: an id stands twice");
            for element in &all {
                for (key, value) in &element.attributes {
                    let names: Vec<&str> = match key.as_str() {
                        "aria-labelledby" | "headers" => value.split(' ').collect(),
                        "href" => value.strip_prefix('#').into_iter().collect(),
                        _ => Vec::new(),
                    };
                    for id in names {
                        assert!(known.contains(id), "{name}: <{} {key}=\"{value}\"> leads nowhere", element.name);
                    }
                }
                let href = element.attribute("href").filter(|_| element.name == "a").unwrap_or("https:");
                let is_address =
                    ["#", "https:", "http:", "mailto:", "tel:"].iter().any(|start| href.starts_with(start));
                assert!(is_address || href == "fever.pdf", "{name}: {href}");
            }
        });
    }
}

#[test]
fn nothing_is_fetched_and_nothing_is_run() {
    for articles in [samples(), grown()] {
        each_page(&articles, |name, _, html| {
            for element in markup::read(html).all() {
                let text = element.text();
                match element.name.as_str() {
                    "script" => assert_eq!(element.attribute("type"), Some("application/ld+json"), "{name}"),
                    "style" => assert!(!text.contains("url(") && !text.contains("@import"), "{name}"),
                    "link" => assert!(matches!(element.attribute("rel"), Some("canonical" | "alternate")), "{name}"),
                    _ => {}
                }
                for (key, value) in &element.attributes {
                    let is_data = value.starts_with("data:image/");
                    assert!(!key.starts_with("on"), "{name}: <{} {key}>", element.name);
                    assert!(key != "src" || is_data, "{name}: <{} src={value}>", element.name);
                    let is_safe = key != "href" || !value.trim_start().to_lowercase().starts_with("javascript:");
                    assert!(is_safe, "{name}: {value}");
                }
            }
        });
    }
}

#[test]
fn headings_begin_with_one_h1_and_skip_no_level() {
    for articles in [samples(), grown()] {
        each_page(&articles, |name, _, html| {
            let tree = markup::read(html);
            let all = tree.all();
            let level = |element: &&&Element| match element.name.as_bytes() {
                [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
                _ => None,
            };
            let levels: Vec<u8> = all.iter().filter_map(|element| level(&element)).collect();
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
            assert_eq!(levels.first(), Some(&1), "{name}");
            assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{name}: {levels:?}");
        });
    }
}

#[test]
fn what_is_typed_stays_text() {
    let site = site("name: A < B & \"C\"\nlabels: {about: </script><b>}\n");
    let yaml = r#"
title: 'Levels < 5 & "rising" \</title>\<script>alert(1)\</script>'
kind: '">\<img src=x onerror=alert(1)>'
keywords: ['\</script>\<script>alert(2)\</script>']
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: 'a < b > c'
    body:
      - 'A dose of x\<script>alert(3)\</script> & more'
      - {image: figures/wave.svg, alt: '"><script>alert(4)</script>'}
"#;
    let article = article(yaml, &site);
    let html = page_of(&article, &site);
    let tree = markup::read(&html);
    let scripts: Vec<&Element> = tree.all().into_iter().filter(|element| element.name == "script").collect();
    assert_eq!(scripts.len(), 1, "the metadata alone");
    let data: serde_json::Value = serde_json::from_str(&scripts[0].text()).expect("JSON");
    assert_eq!(data["keywords"], "</script><script>alert(2)</script>");
    assert_eq!(
        tree.find("h1").text(),
        "\"><img src=x onerror=alert(1)>: Levels < 5 & \"rising\" </title><script>alert(1)</script>"
    );
    assert!(tree.find("main").text().contains("A dose of x<script>alert(3)</script> & more"));
    assert_eq!(tree.find("svg").attribute("aria-label"), Some("\"><script>alert(4)</script>"));
    assert_eq!(tree.find("header").text(), "A < B & \"C\"");
}

#[test]
fn a_page_tells_programs_what_it_is() {
    let site = site("name: Riverside\nhtml: {base: \"https://example.org/handouts/\"}\n");
    let yaml = "\
title: Fever
created: 2026-01-01
updated: 2026-01-02
reviewed: 2026-01-03
reviewers: [A. Nurse]
codes: {icd10cm: [R50.9]}
sections: [{heading: What is it?, body: A temperature.}]
";
    let html = page_of(&article(yaml, &site), &site);
    let tree = markup::read(&html);
    let data: serde_json::Value = serde_json::from_str(&tree.find("script").text()).expect("JSON");
    for (key, value) in [
        ("/@type", "MedicalWebPage"),
        ("/name", "Fever"),
        ("/inLanguage", "en-US"),
        ("/dateCreated", "2026-01-01"),
        ("/dateModified", "2026-01-02"),
        ("/lastReviewed", "2026-01-03"),
        ("/reviewedBy/0/name", "A. Nurse"),
        ("/about/code/0/codeValue", "R50.9"),
        ("/publisher/name", "Riverside"),
        ("/url", "https://example.org/handouts/fever.html"),
    ] {
        assert_eq!(data.pointer(key).and_then(serde_json::Value::as_str), Some(value), "{key}");
    }
    assert_eq!(tree.find("link").attribute("href"), Some("https://example.org/handouts/fever.html"));
    let times: Vec<_> =
        tree.all().iter().filter_map(|element| element.attribute("datetime")).map(str::to_owned).collect();
    assert_eq!(times, ["2026-01-01", "2026-01-02"]);
}

#[test]
fn a_citation_leads_to_its_source_and_back() {
    let site = Site::default();
    let yaml = "\
title: Fever
created: 2026-01-01
updated: 2026-01-02
sections: [{heading: Why?, body: \"It is so. [@a; @b] It is. [@b]\"}]
references: [{id: a, text: One.}, {id: b, text: Two.}, Three.]
";
    let html = page_of(&article(yaml, &site), &site);
    let tree = markup::read(&html);
    let links: Vec<(Option<&str>, &str)> = tree
        .all()
        .into_iter()
        .filter(|element| element.name == "a")
        .map(|element| (element.attribute("id"), element.attribute("href").expect("an address")))
        .collect();
    let expected = [
        (Some("cite-1"), "#ref-1"),
        (Some("cite-2"), "#ref-2"),
        (None, "#ref-2"),
        (None, "#cite-1"),
        (None, "#cite-2"),
    ];
    assert_eq!(links, expected, "the third is cited nowhere");
}

#[test]
fn numbers_keep_their_direction_and_doses_their_line() {
    let site = Site::default();
    let yaml = "\
title: حمى
language: ar
created: 2026-01-01
updated: 2026-01-02
sections: [{heading: لماذا؟, body: \"خذ **5**–10 mL كل 8 ساعات، أو اتصل على 555-0155 الآن\"}]
";
    let html = page_of(&article(yaml, &site), &site);
    assert!(html.contains("<strong>\u{2066}5</strong>–10 mL\u{2069}"), "one dose in two looks");
    assert!(html.contains("\u{2066}555-0155\u{2069}"));
    assert_eq!(markup::read(&html).find("html").attribute("dir"), Some("rtl"));
    let english = yaml.replace("حمى", "Fever").replace("language: ar\n", "").replace("لماذا؟", "Why");
    let english = english.replace("خذ **5**–10 mL كل 8 ساعات، أو اتصل على 555-0155 الآن", "Take 5 mL every 8 hours.");
    let html = page_of(&article(&english, &site), &site);
    assert!(
        html.contains("Take <span class=\"kept\">5 mL</span> every <span class=\"kept\">8 hours.</span>"),
        "{html}"
    );
}

#[test]
fn the_cells_of_a_header_of_two_rows_name_each_other() {
    let yaml = "\
title: Doses
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: Doses
    body:
      - table:
          header: [[{text: Day, rows: 2}, {text: How much, columns: 2}], [Morning, Evening]]
          rows: [[Monday, 1 mg, 2 mg]]
";
    let site = Site::default();
    let html = page_of(&article(yaml, &site), &site);
    let tree = markup::read(&html);
    let cells = tree.find("table").all();
    let cell =
        |text: &str| *cells.iter().find(|it| matches!(it.name.as_str(), "th" | "td") && it.text() == text).expect(text);
    let id = |text: &str| cell(text).attribute("id").expect("an id");
    assert_eq!((cell("Day").attribute("rowspan"), cell("How much").attribute("colspan")), (Some("2"), Some("2")));
    assert_eq!(cell("Evening").attribute("headers"), Some(id("How much")));
    let names = format!("{} {} {}", id("How much"), id("Evening"), id("Monday"));
    assert_eq!(cell("2 mg").attribute("headers"), Some(names.as_str()));
    assert_eq!(cell("2 mg").attribute("data-name"), Some("How much, Evening"));
}

#[test]
fn a_telephone_keeps_the_names_of_columns_with_their_cells() {
    let yaml = "\
title: Doses
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: Doses
    body:
      - table:
          header: [For, Dose, When]
          rows:
            - [Colon, 1 mg, {text: at night, rows: 2}]
            - [Breast, 2 mg]
";
    let site = Site::default();
    let html = page_of(&article(yaml, &site), &site);
    let tree = markup::read(&html);
    let table = tree.find("table");
    let cells: Vec<(String, Option<&str>)> = table
        .all()
        .into_iter()
        .filter(|element| matches!(element.name.as_str(), "td" | "div"))
        .map(|element| (element.text(), element.attribute("data-name")))
        .collect();
    let expected = [
        ("1 mg".to_owned(), Some("Dose")),
        ("at night".to_owned(), Some("When")),
        ("2 mgat night".to_owned(), Some("Dose")),
        ("at night".to_owned(), Some("When")),
    ];
    assert_eq!(cells, expected, "what reaches down is said again in each row that stands alone");
    let scopes: Vec<_> =
        table.all().iter().filter_map(|element| element.attribute("scope")).map(str::to_owned).collect();
    assert_eq!(scopes, ["col", "col", "col", "row", "row"]);
}

#[test]
fn a_page_of_six_hundred_words_is_small() {
    each_page(&samples(), |name, document, html| {
        let mut pictures = 0;
        document.walk(&mut |event| pictures += usize::from(matches!(event, Event::Picture(_))));
        let words = told(&[], |see| document.walk(see)).split_whitespace().count();
        // The logo is the one picture of most.
        if pictures < 2 {
            assert!(html.len() < 15_000 + words * 25, "{name}: {} bytes for {words} words", html.len());
        }
    });
    let body = "word ".repeat(120);
    let section = format!("  - {{heading: A heading, body: {body}}}\n");
    let yaml = format!("title: Fever\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections:\n{}", section.repeat(5));
    let html = page_of(&article(&yaml, &Site::default()), &Site::default());
    assert!(html.len() < 30_000, "{} bytes", html.len());
}

/// The colours of a rule in the style, by name.
fn colors(rule: &str) -> Vec<(&str, Color)> {
    let color = |digits: &str| {
        let digits = if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
        Color { red: part(0), green: part(2), blue: part(4) }
    };
    rule.split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(":#"))
        .map(|(name, hex)| (name, color(hex)))
        .collect()
}

#[test]
fn every_colour_can_be_read_by_day_and_by_night() {
    let html = page_of(
        &article(
            "title: F\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections: [{heading: F, body: F.}]\n",
            &Site::default(),
        ),
        &Site::default(),
    );
    let style = markup::read(&html).find("style").text();
    let rules: Vec<&str> =
        style.split(":root{").skip(1).map(|rule| rule.split('}').next().expect("a rule ends")).collect();
    assert_eq!(rules.len(), 2, "one by day, one by night");
    for rule in rules {
        let colors = colors(rule);
        let of = |name: &str| colors.iter().find(|(own, _)| *own == name).expect("a colour").1;
        assert_eq!(colors.len(), 9, "{rule}");
        for (name, color) in &colors {
            if !matches!(*name, "ground" | "soft" | "line") {
                let contrast = color.contrast_with(of("ground"));
                assert!(contrast >= 4.5, "{name}: {contrast}");
            }
        }
        // Text on the panel of key points is in ink, its links aside.
        assert!(of("ink").contrast_with(of("soft")) >= 4.5 && of("link").contrast_with(of("soft")) >= 4.5);
        assert!(of("line").contrast_with(of("ground")) >= 3.0, "WCAG 2.2, 1.4.11");
    }
}

#[test]
fn a_clinics_colour_is_taken_where_it_can_be_read() {
    let yaml = "title: F\ncreated: 2026-01-01\nupdated: 2026-01-02\nsections: [{heading: F, body: F.}]\n";
    let of = |color: Color| {
        let site = Site { color: Some(color), ..Site::default() };
        page_of(&article(yaml, &site), &site)
    };
    assert!(of(Color { red: 0x70, green: 0x10, blue: 0x50 }).contains("--brand:#701050"));
    assert!(!of(Color { red: 0xff, green: 0xd0, blue: 0x00 }).contains("#ffd000"), "yellow on white");
}

#[test]
fn plain_text_says_it_line_by_line() {
    let site = site(
        "name: Riverside\nemergency: \"911\"\ncontacts: [{id: a, label: Nurse line, phone: 555-0100, hours: day and night}]\n",
    );
    let yaml = "\
title: Fever
kind: Side Effect
created: 2026-01-01
updated: 2026-01-02
sections:
  - heading: At home
    body:
      - 'Drink. [@a] [Read on](https://example.org/a)'
      - bullets: [One, {text: Two, steps: [Three, Four]}]
      - dont: [Wait.]
      - checklist: [A cup]
      - table: {header: [For, Dose, When], rows: [[Colon, 1 mg, {text: at night, rows: 2}], [Breast, 2 mg]]}
      - callout: important
        body: Rest.
references: [{id: a, text: A source.}]
";
    let article = article(yaml, &site);
    let (locale, _) = Locale::of("en-US");
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let text = handout::plain::text(&document);
    let code = &document.metadata.code;
    let expected = format!(
        "Riverside\n\nSide Effect: Fever\n\n== At home ==\n\nDrink. [1] Read on (https://example.org/a)\n\n\
         • One\n• Two\n  1. Three\n  2. Four\n\n- Do not wait.\n\n[ ] A cup\n\n\
         For: Colon\n  Dose: 1 mg\n  When: at night\n\nFor: Breast\n  Dose: 2 mg\n  When: at night\n\n\
         *** Important ***\n\nRest.\n\n== References ==\n\n1. A source.\n\n\
         Created: January 1, 2026\nUpdated: January 2, 2026\nCode: {code}\n\n\
         Nurse line: 555-0100 day and night\nEmergency: 911\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn a_list_of_ten_thousand_is_split_by_letter_and_runs_its_own_script_alone() {
    let titles: Vec<(String, String)> = (0..10_000)
        .map(|n| (format!("{}ever {n}", char::from(b'A' + (n % 26) as u8)), format!("side effects/fever-{n}.html")))
        .collect();
    let updated = handout::date(2026, 1, 2);
    let keywords = ["temperature".to_owned()];
    let entries: Vec<Entry> = titles
        .iter()
        .enumerate()
        .map(|(n, (title, page))| Entry {
            outdated: None,
            language: if n % 10 == 9 { "ar" } else { "en" },
            original: None,
            kind: Some("Side Effect"),
            title,
            page,
            pdf: "fever.pdf",
            updated,
            keywords: &keywords,
        })
        .collect();
    let html = index(&entries, Some("A & B"), &[]);
    let tree = markup::read(&html);
    let all = tree.all();
    let ids: BTreeSet<&str> = all.iter().filter_map(|element| element.attribute("id")).collect();
    let count = all.iter().filter(|element| element.attribute("id").is_some()).count();
    assert_eq!(ids.len(), count, "an id stands twice");
    let links: Vec<&str> = all.iter().filter_map(|element| element.attribute("href")).collect();
    assert_eq!(links.iter().filter(|link| link.starts_with("side%20effects/fever-")).count(), 10_000);
    let letters = links.iter().filter_map(|link| link.strip_prefix('#'));
    assert!(letters.clone().count() >= 26 && letters.into_iter().all(|id| ids.contains(id)));
    assert_eq!(tree.find("html").attribute("lang"), Some("en"), "what most of them are in");
    let policy = all.iter().filter_map(|element| element.attribute("content")).find(|it| it.contains("script-src"));
    let script = tree.find("script").text();
    let hash = {
        use base64::Engine;
        use sha2::Digest;
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&script))
    };
    assert!(policy.expect("a policy").contains(&format!("script-src 'sha256-{hash}'")), "{policy:?}");
    assert!(html.len() < 4_000_000, "{} bytes", html.len());
}
