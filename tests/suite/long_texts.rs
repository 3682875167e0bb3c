//! Four hundred words stand on the paper wherever an article may have them: in names, labels and captions too, which are a few
//! words as a rule.

use handout::diagnostics::{Code, Notes};
use handout::document::{Setting, compose};
use handout::layout::{self, lay_out};
use handout::locale::Locale;
use handout::site::{Edition, Site};
use handout::text::Shaper;
use handout::theme::{self, Theme};

use super::clinic::{self, FONTS, article, letter, typeset};
use super::ink;

/// Blocks, each with `WORDS` in a place of its own.
const BLOCKS: [&str; 30] = [
    "table: {header: [WORDS, b, c, d, e, f, g, h, i, j], rows: [[acetaminophen, b, c, d, e, f, g, h, i, j], [a, b, c, d, e, f, g, h, i, acetaminophen]]}",
    "table: {header: [[{text: WORDS, columns: 10}], [acetaminophen, b, c, d, e, f, g, h, i, acetaminophen]], rows: [[acetaminophen, b, c, d, e, f, g, h, i, j]]}",
    "table: {header: [acetaminophen, b, c, d, e, f, g, h, i, acetaminophen], rows: [[WORDS, b, c, d, e, f, g, h, i, acetaminophen]]}",
    "table: {header: [acetaminophen, b, c, d, e, f, g, h, i, acetaminophen], rows: [[a, WORDS, c, d, e, f, g, h, i, acetaminophen]]}",
    "table: {header: [WORDS, b], rows: [[a, b], [c, d]]}",
    "table: {header: [a, b], rows: [[WORDS, b], [c, d]]}",
    "table: {header: [a, b], rows: [[{text: WORDS, rows: 2}, b], [d]]}",
    "table: {caption: WORDS, header: [a, b], rows: [[a, b]]}",
    "bullets: [WORDS, b]",
    "steps: [{text: a, steps: [WORDS]}]",
    "do: [WORDS]",
    "dont: [WORDS]",
    "checklist: [WORDS]",
    "{title: WORDS, checklist: [a]}",
    "write_in: [WORDS]",
    "log: {columns: [WORDS, b, c], rows: 3}",
    "log: {columns: [WORDS, acetaminophen, acetaminophen, acetaminophen, acetaminophen, acetaminophen], rows: 3}",
    "log: {columns: [a, b, c], first: [WORDS, d]}",
    "log: {columns: [a, b, c], rows: 3, caption: WORDS}",
    "schedule: {medicines: [{name: WORDS, morning: a}]}",
    "schedule: {medicines: [{name: a, morning: WORDS}]}",
    "schedule: {medicines: [{name: a, morning: a, note: WORDS}]}",
    "schedule: {medicines: [{name: a, morning: a}], caption: WORDS}",
    "calendar: {cycle: 21, take: 1-14, caption: WORDS}",
    "definitions: [{term: WORDS, meaning: a}]",
    "definitions: [{term: a, meaning: WORDS}]",
    "number: {value: WORDS, label: a}",
    "number: {value: a, label: WORDS}",
    "{image: figures/wave.svg, alt: a, caption: WORDS}",
    "WORDS",
];

/// What stands in no box.
const ALONE: [&str; 5] = [
    "{callout: tip, title: WORDS, body: [a]}",
    "{callout: tip, body: [WORDS]}",
    "teach_back: [WORDS]",
    "zones: {green: {label: WORDS, when: [a], do: [b]}, yellow: {label: b, when: [c], do: [d]}, red: {label: d, when: [e], do: [f]}}",
    "zones: {green: {label: a, when: [WORDS], do: [b]}, yellow: {label: b, when: [c], do: [d]}, red: {label: d, when: [e], do: [f]}}",
];

fn check(block: &str) {
    let words = ["medicine"; 400].join(" ");
    let yaml = format!(
        "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n      - {}\n",
        block.replace("WORDS", &words)
    );
    let site = Site::default();
    let article = article(&yaml, &site);
    for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND), Theme::compact(theme::LETTER, theme::BRAND)] {
        let (handout, _) = typeset(&article, &site, &theme, &FONTS);
        assert_eq!(ink::faults(&handout, &theme, &FONTS), [""; 0], "{block} at {}", theme.types.body.size);
    }
}

#[test]
fn four_hundred_words_stand_on_the_paper_in_every_place_of_a_block() {
    for block in BLOCKS {
        check(block);
        let is_map = block.contains(": ") && !block.starts_with('{');
        let block = if is_map { format!("{{{block}}}") } else { block.to_owned() };
        check(&format!("{{callout: tip, body: [{block}]}}"));
    }
    ALONE.into_iter().for_each(check);
}

/// Numbers that fill the page at its foot are an error, told once however many pages there would be.
#[test]
fn a_foot_that_leaves_no_room_is_told_once() {
    let site = clinic::site(&format!("emergency: \"{}\"\n", "911 2 ".repeat(400)));
    let text = article(&format!("{HEAD}    body:\n{}", "      - Rest well each day.\n".repeat(120)), &site);
    let mut notes = Notes::default();
    let mut shaper = Shaper::new(&FONTS);
    let (locale, _) = Locale::with(text.language.tag(), None);
    let document = compose(&text, Setting { site: &site, locale: &locale, edition: Edition::Standard });
    let context = layout::Context { locale: &locale, theme: &letter(), shaper: &mut shaper };
    assert!(lay_out(&document, context, &mut notes).is_none());
    assert_eq!(notes.sorted().iter().map(|note| note.code).collect::<Vec<_>>(), [Code::TallFooter]);
}

const HEAD: &str =
    "title: Rest\ncreated: 2026-01-01\nupdated: 2026-01-02\nlanguage: en-US\nsections:\n  - heading: Why?\n";
