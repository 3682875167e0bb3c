//! Blocks with a form of their own: what is read of them, and what is told of mistakes in them.

use super::{load_with, site, told, with_body};
use crate::article::{Block, Call, Form, Mark, ZoneColor};

const SITE: &str = super::SITE;

/// The first form of an article with this body.
fn form(blocks: &str) -> Form {
    let (article, notes) = load_with(&with_body(blocks), &site(SITE), None);
    assert_eq!(told(&notes), "", "{blocks}");
    let body = article.expect("sound").sections.remove(0).body;
    body.into_iter().find_map(|block| if let Block::Form(form) = block { Some(form) } else { None }).expect("a form")
}

fn expect_all(cases: &[(&str, &str)]) {
    let site = site(SITE);
    for (blocks, expected) in cases {
        let (_, notes) = load_with(&with_body(blocks), &site, None);
        assert_eq!(told(&notes), *expected, "in {blocks:?}: {notes:#?}");
        for note in notes {
            assert!(note.hint.is_some_and(|hint| !hint.is_empty()), "{} in {blocks:?}", note.message);
        }
    }
}

#[test]
fn a_checklist_is_a_list_under_a_title() {
    let Form::Checklist(checklist) = form("- checklist: [a, {text: b, bullets: [c]}]\n  title: Before you go") else {
        panic!("another form")
    };
    assert_eq!(checklist.title.map(|title| title.plain()).as_deref(), Some("Before you go"));
    assert_eq!((checklist.list.mark, checklist.list.items.len()), (Mark::Check, 2));
    assert_eq!(checklist.list.items[1].nested.as_ref().map(|list| list.mark), Some(Mark::Bullet));
    expect_all(&[
        ("- checklist:", "empty-list 7:9"),
        ("- checklist: []", "empty-list 7:20"),
        ("- checklist: text", "wrong-type 7:20"),
        ("- checklst: [a]", "unknown-key 7:9"),
        ("- checklist: [a]\n  titel: b", "unknown-key 8:9"),
        ("- checklist: [a]\n  bullets: [b]", "two-blocks 8:9"),
        ("- bullets:\n    - checklist: [a]", "block-in-list 8:13"),
        ("- checklist:\n    - 1. Wash", "mark-in-item 8:13"),
        ("- \"Take with you:\"\n- checklist: [a]", ""),
    ]);
}

#[test]
fn zones_stand_in_the_order_of_the_file() {
    let Form::Zones(zones) =
        form("- zones:\n    red: {label: Bad, when: a, call: us}\n    green: {label: Good, when: [b], do: [c]}")
    else {
        panic!("another form")
    };
    let colors: Vec<ZoneColor> = zones.iter().map(|zone| zone.color).collect();
    assert_eq!(colors, [ZoneColor::Red, ZoneColor::Green]);
    assert_eq!((zones[0].call, zones[0].what_to_do.is_none(), zones[0].when.items.len()), (Some(Call::Us), true, 1));
    let red = "red: {label: a, when: b, call: us}";
    let cases = [
        ("- zones:".to_owned(), "missing-value 7:9"),
        ("- zones: [a]".to_owned(), "wrong-type 7:16"),
        (format!("- zones: {{{red}}}"), "missing-key 7:17"),
        (format!("- zones: {{{red}, gren: {{label: a}}}}"), "missing-key 7:17|unknown-key 7:53"),
        (format!("- zones: {{{red}, green: text}}"), "wrong-type 7:60"),
        (format!("- zones: {{{red}, green: {{label: a, when: b}}}}"), "missing-key 7:61"),
        (format!("- zones: {{{red}, green: {{when: b, do: c}}}}"), "missing-key 7:61"),
        (format!("- zones: {{{red}, green: {{label: a, when: [], do: c}}}}"), "empty-list 7:77"),
        (format!("- zones: {{{red}, green: {{label: a, when: b, do: }}}}"), "missing-value 7:80"),
        (format!("- zones: {{{red}, green: {{label: a, when: b, call: me}}}}"), "unknown-value 7:86"),
        (format!("- zones: {{{red}, green: {{label: a, when: b, do: c}}}}\n  title: d"), "unknown-key 8:9"),
        (
            format!("- callout: tip\n  body:\n    - zones: {{{red}, green: {{label: a, when: b, do: c}}}}"),
            "nested-callout 9:13",
        ),
        ("- bullets:\n    - zones: {}".to_owned(), "block-in-list 8:13"),
    ];
    expect_all(&cases.each_ref().map(|(blocks, expected)| (blocks.as_str(), *expected)));
}

/// A zone that says whom to call has a number to show.
#[test]
fn zones_need_their_numbers() {
    let text =
        with_body("- zones:\n    yellow: {label: a, when: b, call: us}\n    red: {label: c, when: d, call: emergency}");
    assert_eq!(told(&load_with(&text, &crate::site::Site::default(), None).1), "no-number 8:11|no-number 9:11");
    assert_eq!(told(&load_with(&text, &site(SITE), None).1), "");
}

/// A box typed before each line is a checklist that was not marked as one.
#[test]
fn typed_boxes_are_shown_as_a_checklist() {
    let (_, notes) = load_with(&with_body("- |\n  ☐ keys\n  ☐ card"), &site(SITE), None);
    assert_eq!(told(&notes), "list-in-text 9:9");
    let hint = notes[0].hint.clone().unwrap_or_default();
    assert!(hint.ends_with("- checklist:\n    - keys\n    - card"), "{hint}");
}
