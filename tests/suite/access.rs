//! What the head and the foot of a handout say, on paper, to a fax machine and to a reader who listens.

use handout::layout::handout::{Artifact, Handout, Ink, Owner, Role, Target};
use handout::site::Site;
use handout::theme::{self, Theme};

use super::clinic::{FONTS, article, article_at, letter, site, typeset};
use super::ink::faults;
use super::sheet::{Row, rows};
use super::tagged::{self, Element, Kid};

const CLINIC: &str = "\
name: Riverside Cancer Center
tagline: The easy way
affiliate: Lakeside network
contacts:
  - {id: nurse, label: Nurse line, phone: 1-800-4-CANCER, hours: Mon to Fri}
  - {id: nights, label: Nights, phone: 555-0199}
  - {id: desk, label: Front desk, hours: 8 to 5}
emergency: \"911\"
";

const BOXES: &str = "\
title: Fever
created: 2024-05-10
updated: 2024-05-10
summary: [Call us.]
sections:
  - heading: Help
    body:
      - callout: emergency
        body: You cannot wake up.
      - callout: call
        title: Call us if you
        body: [{bullets: [have a fever]}]
    sections:
      - heading: At home
        body:
          - callout: important
            title: Doses
            body: Do not take more.
        sections:
          - heading: At night
            body:
              - callout: tip
                title: Tips for sleep
                body: Keep cool.
  - heading: More
    body:
      - callout: tip
        body: Rest.
";

/// An article of so many paragraphs, with citations and sources.
fn long(paragraphs: usize) -> String {
    let text = "      - Rest when you are tired, and drink a glass of water with each meal that you take.[@c; @a]\n";
    format!(
        "title: Fever\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: Help\n    body:\n{}references:\n\
         \x20 - {{id: a, text: One.}}\n  - {{id: b, text: Two.}}\n  - {{id: c, text: Three.}}\n",
        text.repeat(paragraphs)
    )
}

fn set(yaml: &str, site: &Site) -> (Handout, Vec<u8>) {
    let (handout, pdf) = typeset(&article(yaml, site), site, &letter(), &FONTS);
    assert_eq!(faults(&handout, &letter(), &FONTS), [""; 0]);
    (handout, pdf)
}

fn page_rows(handout: &Handout, page: usize) -> Vec<Row> {
    rows(&handout.pages[page], &handout.tree, &FONTS)
}

fn furniture(handout: &Handout, page: usize) -> String {
    let rows = page_rows(handout, page).into_iter().filter(|row| row.furniture);
    rows.map(|row| row.text).collect::<Vec<_>>().join("\n")
}

fn elements<'e>(element: &'e Element, see: &mut dyn FnMut(&'e Element)) {
    see(element);
    for kid in &element.kids {
        if let Kid::Element(kid) = kid {
            elements(kid, see);
        }
    }
}

fn dump(pdf: &[u8]) -> String {
    let mut out = String::new();
    tagged::read(pdf).dump(0, &mut out);
    out
}

#[test]
fn every_number_to_call_is_on_page_one_and_at_every_foot() {
    let (handout, _) = set(&long(40), &site(CLINIC));
    assert!(handout.pages.len() > 2);
    for page in 0..handout.pages.len() {
        let foot = furniture(&handout, page);
        for number in ["Nurse line: 1-800-4-CANCER Mon to Fri", "Nights: 555-0199", "Emergency: 911"] {
            assert!(foot.contains(number), "{number} on page {page}: {foot}");
        }
        assert!(!foot.contains("Front desk"), "it has no number: {foot}");
    }
}

/// Where they would make the foot of each page tall, all stand once, before the first section.
#[test]
fn many_numbers_stand_under_the_title() {
    let line = |n| format!("  - {{label: A line with a rather long name {n}, phone: 555-010{n}, hours: Mon to Fri}}\n");
    let clinic = format!("contacts:\n{}emergency: \"911\"\n", (0..8).map(line).collect::<String>());
    let (handout, pdf) = set(&long(40), &site(&clinic));
    let first = page_rows(&handout, 0);
    let place = |words: &str| first.iter().position(|row| row.text.contains(words)).expect(words);
    for number in 0..8 {
        assert!(place("Fever") < place(&format!("555-010{number} Mon to Fri")), "{number}");
        assert!(place(&format!("555-010{number} Mon to Fri")) < place("Help"), "{number}");
    }
    for page in 0..handout.pages.len() {
        let foot = furniture(&handout, page);
        let foot = foot.lines().last().expect("a line");
        assert_eq!(foot, "A line with a rather long name 0: 555-0100 Emergency: 911");
    }
    assert_eq!(dump(&pdf).matches("\"A line with a rather long name 7: \"").count(), 1);
}

#[test]
fn hours_stand_at_the_foot_unless_a_box_says_them() {
    let foot = |yaml: &str, clinic: &str| {
        let (handout, _) = set(yaml, &site(clinic));
        page_rows(&handout, 0).last().expect("a foot").text.clone()
    };
    let without = "Nurse line: 1-800-4-CANCER Nights: 555-0199 Emergency: 911";
    assert_eq!(foot(BOXES, CLINIC), without);
    assert_eq!(foot(&long(1), CLINIC), without.replace("CANCER", "CANCER Mon to Fri"));
    // Of one number nothing else tells when it answers.
    let one = "contacts: [{label: Nurse, phone: 555-0100, hours: Mon to Fri}]\nemergency: \"911\"\n";
    assert!(foot(BOXES, one).starts_with("Nurse: 555-0100 Mon to Fri Emergency: 911"));
}

#[test]
fn head_and_foot_are_content_once_first_and_last() {
    let (handout, pdf) = set(&long(40).replace("updated", "status: draft\nupdated"), &site(CLINIC));
    let tags = dump(&pdf);
    for once in ["\"DRAFT\"", "\"Riverside Cancer Center\"", "\"Lakeside network\"", "\"Created: May 10, 2024\""] {
        assert_eq!(tags.matches(once).count(), 1, "{once}: {tags}");
    }
    let code = format!("Span alt=\"Code: {}\"", handout.metadata.code);
    let order = ["\"DRAFT\"", "Riverside", "The easy way", "Lakeside", "H1", "H2", "References", "Created", "Updated"];
    let order = order.into_iter().chain([code.as_str(), "\"Nurse line: \"", "\"Nights: \"", "\"Emergency: \""]);
    let places: Vec<usize> = order.map(|words| tags.find(words).unwrap_or_else(|| panic!("{words}: {tags}"))).collect();
    assert!(places.is_sorted(), "{places:?}: {tags}");
    for page in &handout.pages[1..] {
        let is_imprint = |owner| matches!(owner, Owner::Node(node) if handout.tree.node(node).role == Role::Imprint);
        assert!(!page.items.iter().any(|item| is_imprint(item.owner)));
        assert!(page.items.iter().any(|item| item.owner == Owner::Artifact(Artifact::Footer)));
    }
}

#[test]
fn a_handout_of_nobody_has_no_masthead() {
    let (handout, pdf) = set(BOXES, &site("emergency: \"911\"\ncontacts: [{label: Nurse, phone: 555-0100}]\n"));
    let first = &handout.pages[0].items[0];
    assert!(matches!(&first.ink, Ink::Glyphs { run, .. } if run.text == "Fever"), "{first:?}");
    assert!(dump(&pdf).starts_with("Document\n  H1\n"));
}

/// No level is left out (PDF/UA-1, 7.4.2), and a list of headings does not pass over whom to call.
#[test]
fn boxes_are_headings_with_bookmarks() {
    let (handout, pdf) = set(BOXES, &site(CLINIC));
    let bookmarks: Vec<(u8, &str)> = handout.outline.iter().map(|it| (it.level, it.title.as_str())).collect();
    let expected = [
        (1, "Fever"),
        (2, "Key points"),
        (2, "Help"),
        (3, "Emergency: call 911"),
        (3, "Call us if you"),
        (3, "At home"),
        (4, "Important: Doses"),
        (4, "At night"),
        (5, "Tip: Tips for sleep"),
        (2, "More"),
        (3, "Tip"),
    ];
    assert_eq!(bookmarks, expected);
    let mut levels = Vec::new();
    elements(&tagged::read(&pdf), &mut |element| {
        levels.extend(element.role.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()));
    });
    assert_eq!(levels, expected.map(|(level, _)| level));
}

/// What is typed is printed, and what the tool would say again is not.
#[test]
fn a_title_that_begins_with_the_label_is_printed_once() {
    let (handout, _) = set(BOXES, &site(CLINIC));
    let rows: Vec<String> =
        (0..handout.pages.len()).flat_map(|page| page_rows(&handout, page)).map(|it| it.text).collect();
    let heads = |words: &str| rows.iter().filter(|row| row.as_str() == words).count();
    assert_eq!((heads("Call us if you"), heads("Call us")), (1, 0), "{rows:#?}");
    assert_eq!(heads("Tip: Tips for sleep"), 1, "{rows:#?}");
}

#[test]
fn telephones_dial_every_number_that_is_content() {
    let (handout, _) = set(BOXES, &site(CLINIC));
    let links = handout.pages.iter().flat_map(|page| &page.links);
    let mut dialled: Vec<(String, String)> = links
        .filter_map(|link| match &link.target {
            Target::Url(url) if url.starts_with("tel:") => Some((url.to_string(), link.contents.clone())),
            _ => None,
        })
        .collect();
    dialled.sort();
    dialled.dedup();
    let told = |number: &str, says: &str| (format!("tel:{number}"), says.to_owned());
    let expected = [
        told("18004226237", "Nurse line: 1-800-4-CANCER"),
        told("5550199", "Nights: 555-0199"),
        told("911", "Emergency: 911"),
    ];
    assert_eq!(dialled, expected);
}

#[test]
fn citations_stand_in_order_and_each_number_leads_to_its_source() {
    let cited = |cites: &str| {
        let sources: String = ('a'..='h').map(|id| format!("  - {{id: {id}, text: Source {id}.}}\n")).collect();
        let yaml = format!(
            "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body: Text.[{cites}]\n\
             references:\n{sources}"
        );
        let (handout, pdf) = set(&yaml, &Site::default());
        let tags = dump(&pdf);
        let links = &handout.pages[0].links;
        let targets = links.iter().map(|link| match link.target {
            Target::Node(node) => {
                handout.tree.nodes[..=node.0 as usize].iter().filter(|it| it.role == Role::Note).count()
            }
            _ => 0,
        });
        let contents = links.iter().map(|link| link.contents.clone());
        assert!(contents.zip(targets).all(|(says, target)| says == format!("References {target}")), "{tags}");
        let row = page_rows(&handout, 0).into_iter().find(|row| row.text.starts_with("Text.")).expect("a row");
        row.text.trim_start_matches("Text.").replace(['\u{a0}', ' '], "")
    };
    assert_eq!(cited("@c; @a"), "1,3");
    assert_eq!(cited("@b; @a"), "1,2");
    assert_eq!(cited("@a; @a"), "1");
    assert_eq!(cited("@c; @a; @b"), "1–3");
    assert_eq!(cited("@h; @a; @c; @b; @f; @e"), "1–3,5,6,8");
}

#[test]
fn sources_are_short_and_their_addresses_whole() {
    let yaml = "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nurl: https://www.cancer.gov/fever\nsections:\n\
                \x20 - {heading: H, body: Text.}\nreferences:\n  - {text: One., doi: 10.1000/a, pmid: 123}\n\
                \x20 - {text: Two., pmid: 456}\n  - {text: Three., url: 'https://www.health.gov.il/a'}\n\
                \x20 - {text: 'See https://www.cancer.gov/b', url: 'https://www.cancer.gov/b'}\n";
    let (handout, pdf) = set(yaml, &Site::default());
    let column: Vec<String> =
        (0..handout.pages.len()).flat_map(|page| page_rows(&handout, page)).map(|it| it.text).collect();
    let has = |words: &str| column.iter().any(|row| row == words);
    for row in [
        "Read more at cancer.gov",
        "cancer.gov/fever",
        "1. One. doi:10.1000/a",
        "2. Two. PMID: 456",
        "3. Three. www.health.gov.il/a",
        "4. See https://www.cancer.gov/b",
    ] {
        assert!(has(row), "{row}: {column:#?}");
    }
    let tags = dump(&pdf);
    assert!(
        tags.contains("Figure alt=\"Scan to read this page online\"") && tags.contains("-> Read more at cancer.gov"),
        "{tags}"
    );
    assert!(!tags.contains("-> http"), "an address is nothing to listen to: {tags}");
}

#[test]
fn each_source_has_its_language() {
    let source = "Buffart LM, et al. Muscle contractile properties.";
    let foreign = |language: &str, words: &str, key: &str| {
        let yaml = format!(
            "title: {words}\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - {{heading: {words}, body: {words}}}\n\
             references:\n  - {{text: \"{source}\"{key}}}\n"
        );
        let site = Site::default();
        let (_, pdf) = typeset(&article_at("a", Some(language), &yaml, &site), &site, &letter(), &FONTS);
        tagged::read(&pdf).foreign()
    };
    let tagged = |language: &str| vec![(language.to_owned(), source.to_owned())];
    assert_eq!(foreign("es", "Fiebre", ""), [], "Latin letters may be Spanish");
    assert_eq!(foreign("es", "Fiebre", ", language: en"), tagged("en"));
    assert_eq!(foreign("ar", "حمى شديدة جدا", ""), tagged("en"));
    assert_eq!(foreign("ar", "حمى شديدة جدا", ", language: fr"), tagged("fr"));
}

/// A language without words of its own has English labels and dates, and they are read as English.
#[test]
fn borrowed_labels_are_tagged() {
    use handout::document::{Setting, compose};
    use handout::locale::Locale;
    use handout::site::Edition;
    let clinic = site(CLINIC);
    let mut fever = article(BOXES, &clinic);
    fever.language = handout::language::Language::parse("ha").expect("a tag");
    let (locale, is_known) = Locale::of("ha");
    assert!(!is_known && locale.label_language() == Some("en"));
    assert_eq!((Locale::of("en-GB").0.label_language(), Locale::of("es").0.label_language()), (None, None));
    let document = compose(&fever, Setting { site: &clinic, locale: &locale, edition: Edition::Standard });
    let mut shaper = handout::text::Shaper::new(&FONTS);
    let theme = letter();
    let context = handout::layout::Context { locale: &locale, theme: &theme, shaper: &mut shaper };
    let mut notes = handout::diagnostics::Notes::default();
    let handout = handout::layout::lay_out(&document, context, &mut notes).expect("a handout");
    let pdf = handout::pdf::write(&[handout], &FONTS, &handout::pdf::StreamCache::default()).expect("a file");
    let foreign = tagged::read(&pdf).foreign();
    for words in ["Key points", "Emergency: call ", "Important", "Tip", "Created: May 10, 2024", "Emergency: "] {
        assert!(foreign.contains(&("en".to_owned(), words.to_owned())), "{words}: {foreign:?}");
    }
}

/// At 100 dots an inch and without grey, a thin or a pale line is dots or nothing.
#[test]
fn what_a_fax_must_keep_is_black_or_broad() {
    for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        let clinic = site(&format!("{CLINIC}disclaimer: Ask your care team.\n"));
        let (handout, _) = typeset(&article(BOXES, &clinic), &clinic, &theme, &FONTS);
        for item in handout.pages.iter().flat_map(|page| &page.items) {
            let is_black = |color: handout::picture::Color| color == theme.colors.ink;
            assert!(is_black(handout::picture::Color { red: 0, green: 0, blue: 0 }));
            match &item.ink {
                Ink::Path(path) => {
                    let Some(stroke) = &path.stroke else { continue };
                    let is_underline = matches!(item.owner, Owner::Node(_));
                    let least = if is_black(stroke.color) { 0.75 } else { 1.0 };
                    assert!(is_underline || stroke.width >= least, "{stroke:?}");
                }
                Ink::Glyphs { run, color, .. } => {
                    let is_number = run.text.chars().any(|c| c.is_ascii_digit());
                    let is_label = run.text.contains("911") || run.text.contains("1.");
                    assert!(!is_number || is_label || is_black(*color), "{} {color:?}", run.text);
                    assert!(*color != theme.colors.grey, "{} {color:?}", run.text);
                }
                Ink::Raster { .. } | Ink::Drawing { .. } => {}
            }
        }
    }
}

/// A server that makes a fax of a PDF screens what is not black: of thin letters no more than dots remain.
#[test]
fn thin_letters_are_black() {
    let thin = "\
title: Fever
kind: Side Effect
created: 2024-05-10
updated: 2024-05-10
url: https://www.example.org/fever
sections:
  - heading: Help
    body:
      - Read [our page](https://www.example.org/page) at home.
      - bullets: [{text: One, bullets: [two]}]
references:
  - {text: A source, doi: 10.1000/182}
";
    for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        let clinic = site(&format!("{CLINIC}patient_label: true\n"));
        let (handout, _) = typeset(&article(thin, &clinic), &clinic, &theme, &FONTS);
        let glyphs = handout.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.ink {
            Ink::Glyphs { run, color, .. } => Some((run.text.as_str(), *color)),
            _ => None,
        });
        for words in ["Side Effect", "our page", "example.org/fever", "doi:10.1000/182", "–", "Patient label"] {
            let colors: Vec<_> = glyphs.clone().filter(|(text, _)| text.contains(words)).map(|(_, it)| it).collect();
            assert!(!colors.is_empty() && colors.iter().all(|it| *it == theme.colors.ink), "{words} {colors:?}");
        }
    }
}

/// More than nine pages: their numbers are wider than those that the foot is first set with.
#[test]
fn page_numbers_have_room_however_many_there_are() {
    for (paragraphs, least) in [(180, 10), (1600, 100)] {
        let (handout, _) = set(&long(paragraphs), &site(CLINIC));
        let pages = handout.pages.len();
        assert!(pages >= least, "{pages}");
        assert!(furniture(&handout, pages - 1).contains(&format!("Page {pages} of {pages}")));
    }
}
