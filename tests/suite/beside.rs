//! What stands beside text: pictures of steps, figures, the frame for a patient's label; and the numbers of lists.

use handout::document::{Event, Role as Said, Setting, compose};
use handout::layout::handout::{Handout, Role};
use handout::locale::Locale;
use handout::site::{Edition, Site};
use handout::theme::{self, Theme};

use super::clinic::{FONTS, article, letter, site, typeset};
use super::ink;
use super::sheet::{Row, columns};
use super::square;
use super::tagged::{self, Element, Kid};

const HEAD: &str = "title: Title\ncreated: 2024-05-10\nupdated: 2024-05-10\n";

fn body(blocks: &str) -> String {
    let blocks: String = blocks.lines().map(|line| format!("      {line}\n")).collect();
    format!("{HEAD}sections:\n  - heading: Heading\n    body:\n{blocks}")
}

fn set(yaml: &str, site: &Site, theme: &Theme) -> (Handout, Vec<u8>) {
    let (handout, pdf) = typeset(&article(yaml, site), site, theme, &FONTS);
    assert_eq!(ink::faults(&handout, theme, &FONTS), [""; 0]);
    (handout, pdf)
}

/// The labels of all items, in reading order.
fn labels(yaml: &str) -> String {
    let site = Site::default();
    let article = article(yaml, &site);
    let (locale, _) = Locale::of(article.language.tag());
    let document = compose(&article, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let (mut labels, mut path) = (Vec::new(), Vec::new());
    document.walk(&mut |event| match event {
        Event::Begin(role) => path.push(role),
        Event::Words(words) if path.ends_with(&[Said::Item, Said::Label]) => labels.push(words.into_owned()),
        Event::End => drop(path.pop()),
        _ => {}
    });
    labels.join(" ")
}

#[test]
fn steps_are_numbered_and_steps_in_them_lettered() {
    let yaml = body("- steps: [a, {text: b, steps: [c, {text: d, steps: [e]}]}]\n- steps: [f]\n  continue: true");
    assert_eq!(labels(&yaml), "1. 2. a. b. 1. 3.");
    assert_eq!(labels(&body("- steps: [{text: a, bullets: [{text: b, steps: [c]}]}]\n  start: 7")), "7. – a.");
    assert_eq!(labels(&body("- steps: [{text: a, body: [{steps: [b, c], start: 3}]}]")), "1. c. d.");
    // Where letters are too few, parts of the step are numbered.
    let eleven = "a, b, c, d, e, f, g, h, i, j, k";
    let numbered = (1..=11).map(|part| format!("2.{part}.")).collect::<Vec<_>>().join(" ");
    assert_eq!(labels(&body(&format!("- steps: [a, {{text: b, steps: [{eleven}]}}]"))), format!("1. 2. {numbered}"));
    let arabic = body("- steps: [ا, {text: ب, steps: [ت, ث]}]\n  start: 9") + "language: fa\n";
    assert_eq!(labels(&arabic), "۹. ۱۰. الف. ب.");
}

#[test]
fn numbered_pictures_are_counted_in_reading_order() {
    let yaml = body(
        "- image: figures/wave.svg\n  decorative: true\n- steps:\n    - text: a\n      image: figures/wave.svg\n      \
         alt: A wave\n      numbered: true\n- figure: figures/wave.svg\n  alt: A wave\n  numbered: true\n  caption: Sea\n  \
         body: b",
    );
    let (handout, _) = set(&yaml, &Site::default(), &letter());
    let text: Vec<String> = columns(&handout, &FONTS).into_iter().flatten().map(|row| row.text).collect();
    let text = text.join("|");
    let (one, two) = (text.find("Figure 1").expect(&text), text.find("Figure 2: Sea").expect(&text));
    assert!(one < two && !text.contains("Figure 1:") && !text.contains("Figure 3"), "{text}");
}

/// The rows of page one that hold a picture, and those that hold a word.
fn around(handout: &Handout, word: &str) -> (Vec<Row>, Vec<Row>) {
    let rows = columns(handout, &FONTS).swap_remove(0);
    let with = |part: &str| rows.iter().filter(|row| row.text.contains(part)).cloned().collect();
    (with("[picture]"), with(word))
}

#[test]
fn a_picture_stands_beside_text_where_both_have_room() {
    let long = "word ".repeat(60);
    let yaml =
        |more: &str| body(&format!("- figure: figures/river.jpg\n  alt: A river\n{more}  body: {long}\n- After."));
    for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        // At the end: the lines beside it end before it, and text goes on at its side to the end of the body.
        let (handout, _) = set(&yaml(""), &Site::default(), &theme);
        let figure = area(&handout);
        let (_, lines) = around(&handout, "word");
        assert!(lines.len() > 3 && figure.end() > theme.paper.width - theme.margins.end - 1.0);
        assert!(lines.iter().all(|line| line.end < figure.x || line.text.contains("[picture]")), "{lines:#?}");
        // At the start.
        let (handout, _) = set(&yaml("  side: start\n"), &Site::default(), &theme);
        assert!((area(&handout).x - theme.margins.start).abs() < 1.0);
        // Too wide for text beside it: above.
        let (handout, _) = set(&yaml("  width: 60%\n"), &Site::default(), &theme);
        let figure = area(&handout);
        let (_, lines) = around(&handout, "word");
        assert!(lines.iter().all(|line| line.y > figure.bottom()), "{lines:#?}");
    }
}

#[test]
fn no_word_of_a_caption_is_cut_below_a_picture() {
    let long = "word ".repeat(60);
    for (word, is_beside) in [("Waterwaterwaterwater", true), ("Waterwaterwaterwaterwaterwaterwaterwater", false)] {
        let yaml = body(&format!(
            "- figure: figures/river.jpg\n  alt: A river\n  width: 20%\n  caption: {word}\n  body: {long}\n- After."
        ));
        let (handout, _) = set(&yaml, &Site::default(), &letter());
        let (_, captions) = around(&handout, word);
        let (_, lines) = around(&handout, "word word");
        assert_eq!(captions.len(), 1, "{lines:#?}");
        let below = lines.iter().all(|line| line.y > area(&handout).bottom());
        assert_eq!(below, !is_beside, "{lines:#?}");
    }
}

fn area(handout: &Handout) -> handout::geometry::Rect {
    let mut areas = handout.tree.nodes.iter().filter_map(|node| match node.role {
        Role::Figure { area, .. } => Some(area),
        _ => None,
    });
    areas.next_back().expect("a picture")
}

/// A picture that is higher than the text beside it keeps what follows below it, however closely gaps are set.
#[test]
fn nothing_runs_into_a_picture_that_is_higher_than_its_text() {
    for before in 1..40 {
        let lead = "- A line before.\n".repeat(before);
        let yaml = body(&format!(
            "{lead}- steps:\n    - {{text: First, image: figures/river.jpg, alt: A river, bullets: [a, b]}}\n    - \
             Second.\n    - Third."
        ));
        let (handout, _) = set(&yaml, &Site::default(), &letter());
        let figure = area(&handout);
        for page in columns(&handout, &FONTS) {
            let Some(first) = page.iter().position(|row| row.text.contains("First")) else { continue };
            let below = page[first..].iter().find(|row| row.text.contains("Second"));
            assert!(below.is_none_or(|row| row.y - 10.0 > figure.bottom()), "{before}: {page:#?} {figure:?}");
            assert!((page[first].y - figure.y).abs() < 14.0, "{before}: {page:#?} {figure:?}");
        }
    }
}

/// A page may end below the picture, whose foot stays on its page though lines beside it stand on the next.
#[test]
fn text_beside_a_picture_goes_on_on_the_next_page() {
    let theme = Theme { fits_sheets: false, ..letter() };
    let mut cut = 0;
    for before in 1..40 {
        let lead = "- A line before.\n".repeat(before);
        let words = "word ".repeat(150);
        let yaml = body(&format!("{lead}- figure: figures/river.jpg\n  alt: A river\n  body: {words}"));
        let (handout, _) = set(&yaml, &Site::default(), &theme);
        let figure = area(&handout);
        let pages = columns(&handout, &FONTS);
        let with_picture = pages.iter().position(|page| page.iter().any(|row| row.text.contains("[picture]")));
        let at = with_picture.expect("a page has it");
        assert!(figure.bottom() <= theme.paper.height - theme.margins.bottom + 0.1, "{before}: {figure:?}");
        let beside = pages[at].iter().filter(|row| row.text.contains("word")).count();
        assert!(beside > 3, "{before}: {:#?}", pages[at]);
        cut += usize::from(pages.get(at + 1).is_some_and(|page| page.iter().any(|row| row.text.starts_with("word"))));
    }
    assert!(cut > 3, "{cut}");
}

/// The names of medicines get what makes the rows of a schedule low, not more.
#[test]
fn names_in_a_schedule_take_the_fewest_lines() {
    let lines = |name: &str| {
        let medicine = format!("{{name: {name}, morning: 1 tablet, evening: 1 tablet}}");
        let yaml = body(&format!("- schedule:\n    medicines: [{medicine}]"));
        let (handout, _) = set(&yaml, &Site::default(), &letter());
        let rows = columns(&handout, &FONTS).swap_remove(0);
        let head = rows.iter().position(|row| row.text.contains("Bedtime")).expect("heads");
        rows[head + 1..].len()
    };
    assert_eq!(lines("Senna"), 1);
    // In a column of 36 hundredths of the line it would take three.
    assert_eq!(lines("Polyethylene glycol 3350 powder for oral solution"), 2);
}

/// Where the dates take two lines, the numbers to call begin on the second.
#[test]
fn the_foot_takes_as_few_lines_as_hold_it() {
    let clinic = site(
        "name: A Clinic\nlanguage: es\nemergency: \"911\"\ncontacts:\n  - {id: a, label: Línea de enfermería, phone: 555-0100}\n  \
         - {id: b, label: Noches y fines de semana, phone: 555-0199}\n",
    );
    let yaml = body(&"- Texto.\n".repeat(60)).replace("2024-05-10", "2024-09-29") + "language: es\n";
    let theme = Theme::large(theme::LETTER, theme::BRAND);
    let (handout, _) = set(&yaml, &clinic, &theme);
    let page = &handout.pages[1];
    let rows = super::sheet::rows(page, &handout.tree, &FONTS);
    let foot: Vec<&Row> = rows.iter().filter(|row| row.y > page.size.height * 0.85 && row.furniture).collect();
    assert_eq!(foot.len(), 3, "{foot:#?}");
    assert!(foot[1].text.contains("Actualizado") && foot[1].text.contains("555-0100"), "{foot:#?}");
}

/// Without numbers to call, the code stands behind the dates where that saves their second line.
#[test]
fn the_foot_without_numbers_is_one_line_where_closer_items_make_it_one() {
    let is_one_line = |size: f32| {
        let mut theme = square::theme(15);
        (theme.types.folio.size, theme.types.folio.leading) = (size, size);
        let site = Site::default();
        let (handout, _) = typeset(&article(&body("- Text."), &site), &site, &theme, &square::FONTS);
        let rows = super::sheet::rows(&handout.pages[0], &handout.tree, &square::FONTS);
        rows.iter().any(|row| row.text.starts_with("Created: May 10, 2024 Updated: May 10, 2024 "))
    };
    // The dates, a code of nine letters and "Page 1 of 1" are 62 letters. With two ems between the items they have room up to
    // 190 / 64 points, with 1.2 ems up to 190 / 63.2.
    assert_eq!([2.95, 2.99, 3.02].map(is_one_line), [true, true, false]);
}

fn roles(element: &Element, out: &mut Vec<String>) {
    for kid in &element.kids {
        if let Kid::Element(inner) = kid {
            out.push(inner.role.clone());
            roles(inner, out);
        }
    }
}

#[test]
fn a_step_is_read_before_its_picture() {
    let long = "word ".repeat(30);
    let yaml = body(&format!("- steps:\n    - {{text: {long}, image: figures/river.jpg, alt: A river, caption: Sea}}"));
    let (_, pdf) = set(&yaml, &Site::default(), &letter());
    let mut found = Vec::new();
    roles(&tagged::read(&pdf), &mut found);
    let item = found.iter().position(|role| role == "LBody").expect("an item");
    assert_eq!(found[item..item + 4], ["LBody", "P", "Figure", "Caption"]);
}

#[test]
fn the_frame_for_a_label_stands_beside_the_title_or_below_it() {
    let labelled = site("patient_label: true\n");
    let rows = |title: &str| {
        let yaml = body("- Text.").replace("title: Title", &format!("title: {title}"));
        let (handout, pdf) = set(&yaml, &labelled, &letter());
        let mut found = Vec::new();
        roles(&tagged::read(&pdf), &mut found);
        let title = found.iter().position(|role| role == "H1").expect("a title");
        assert_eq!(found[title + 1], "P");
        columns(&handout, &FONTS).swap_remove(0)
    };
    let beside = rows("Fatigue");
    assert!(beside[0].text.contains("Fatigue Patient label"), "{beside:#?}");
    let below = rows("A title of so many words that there is no room for all of them beside a frame for a label");
    let label = below.iter().position(|row| row.text == "Patient label").expect("a frame");
    assert!(label > 1 && below[label + 1].text == "Heading", "{below:#?}");
    // Another clinic has none.
    let (handout, _) = set(&body("- Text."), &Site::default(), &letter());
    assert!(columns(&handout, &FONTS)[0].iter().all(|row| !row.text.contains("Patient label")));
}
