//! Blocks with a form of their own: what is read of them, and what is told of mistakes in them.

use super::{load_with, site, told, with_body};
use crate::article::{Block, Call, Form, Mark, Text, ZoneColor};

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
    assert!(matches!(&checklist.list.items[1].blocks[..], [Block::List(list)] if list.mark == Mark::Bullet));
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

#[test]
fn a_schedule_has_room_where_nothing_is_said() {
    let Form::Schedule(schedule) = form(
        "- schedule:\n    blank: 2\n    medicines:\n      - {name: A 5 mg, morning: 1, bedtime: '2 tablets', noon: }\n      - {name: B, as_needed: 1}",
    ) else {
        panic!("another form")
    };
    let said = |text: &Option<Text>| text.as_ref().map_or(String::new(), Text::plain);
    assert_eq!(schedule.medicines[0].times.each_ref().map(said), ["1", "", "", "2 tablets"]);
    assert_eq!((schedule.blank, said(&schedule.medicines[1].as_needed)), (2, "1".to_owned()));
    expect_all(&[
        ("- schedule:", "missing-value 7:9"),
        ("- schedule: [a]", "wrong-type 7:19"),
        ("- schedule: {caption: a}", "missing-key 7:20"),
        ("- schedule: {medicines: []}", "empty-list 7:31"),
        ("- schedule: {medicines: [a]}", "wrong-type 7:32"),
        ("- schedule: {medicines: [{morning: 1}]}", "missing-key 7:33"),
        ("- schedule: {medicines: [{name: a, mornin: 1}]}", "unknown-key 7:42"),
        ("- schedule: {medicines: [{name: a}], blank: 0}", "bad-number 7:51"),
        ("- schedule: {medicines: [{name: a}], blank: many}", "bad-number 7:51"),
        ("- schedule:\n    medicines:\n      - name: Note: a", "colon-in-text 9:25"),
    ]);
}

#[test]
fn a_calendar_knows_its_days() {
    let days = |take: &str| match form(&format!("- calendar: {{cycle: 9, take: {take}}}")) {
        Form::Calendar(calendar) => {
            calendar.takes.iter().map(|takes| if *takes { '+' } else { '-' }).collect::<String>()
        }
        _ => panic!("another form"),
    };
    assert_eq!(days("1-4"), "++++-----");
    assert_eq!(days("1 – 9"), "+++++++++");
    assert_eq!(days("[1, 4-5, 9]"), "+--++---+");
    expect_all(&[
        ("- calendar: {cycle: 21}", "missing-key 7:20"),
        ("- calendar: {take: 1}", "missing-key 7:20"),
        ("- calendar: {cycle: 85, take: 1}", "bad-number 7:27"),
        ("- calendar: {cycle: three, take: 1}", "bad-number 7:27"),
        ("- calendar: {cycle: 9, take: 1-10}", "bad-number 7:36"),
        ("- calendar: {cycle: 9, take: 0-4}", "bad-number 7:36"),
        ("- calendar: {cycle: 9, take: 4-1}", "bad-number 7:36"),
        ("- calendar: {cycle: 9, take: daily}", "bad-number 7:36"),
        ("- calendar: {cycle: 9, take: [1, x]}", "bad-number 7:40"),
        ("- calendar: {cycle: 9, take: 1, times: 4}", "bad-number 7:46"),
    ]);
}

#[test]
fn lines_to_write_on_have_labels() {
    let Form::WriteIn(lines) = form("- write_in: [My dose, {label: Next visit, lines: 2}]") else {
        panic!("another form")
    };
    let said: Vec<(String, usize)> = lines.iter().map(|line| (line.label.plain(), line.lines)).collect();
    assert_eq!(said, [("My dose".to_owned(), 1), ("Next visit".to_owned(), 2)]);
    expect_all(&[
        ("- write_in:", "empty-list 7:9"),
        ("- write_in: Name", "wrong-type 7:19"),
        ("- write_in: [{lines: 2}]", "missing-key 7:21"),
        ("- write_in: [{label: a, lines: 0}]", "bad-number 7:38"),
        ("- write_in: [{label: a, lines: 21}]", "bad-number 7:38"),
        ("- write_in: [{label: a, line: 2}]", "unknown-key 7:31"),
        ("- write_in:\n    - Name: first", "colon-in-text 8:17"),
        ("- write_in: [[a]]", "wrong-type 7:20"),
    ]);
}

#[test]
fn a_log_has_rows_to_fill_in() {
    let rows = |log: &str| match form(&format!("- log: {{columns: [a, b], {log}}}")) {
        Form::Log(log) => (log.first.len(), log.rows),
        _ => panic!("another form"),
    };
    assert_eq!(rows("rows: 14"), (0, 14));
    assert_eq!(rows("first: [Mon, Tue]"), (2, 2));
    assert_eq!(rows("first: [Mon, Tue], rows: 4"), (2, 4));
    expect_all(&[
        ("- log: {rows: 4}", "missing-key 7:15"),
        ("- log: {columns: [a]}", "missing-key 7:15"),
        ("- log: {columns: [], rows: 4}", "empty-list 7:24"),
        ("- log: {columns: a, rows: 4}", "wrong-type 7:24"),
        ("- log: {columns: [a], rows: 32}", "bad-number 7:35"),
        ("- log: {columns: [a], rows: 1, first: [b, c]}", "bad-number 7:35"),
        ("- log: {columns: [a], first: []}", "empty-list 7:36"),
        ("- log: {columns: [a], row: 3}", "unknown-key 7:29"),
    ]);
}

#[test]
fn questions_have_two_lines_to_answer() {
    let Form::TeachBack(questions) = form("- teach_back: [When?, {label: How?, lines: 3}]") else {
        panic!("another form")
    };
    assert_eq!(questions.iter().map(|question| question.lines).collect::<Vec<_>>(), [2, 3]);
    expect_all(&[
        ("- teach_back:", "empty-list 7:9"),
        ("- teach_back: When?", "wrong-type 7:21"),
        ("- callout: tip\n  body:\n    - teach_back: [When?]", "nested-callout 9:13"),
        ("- teach_back: [a]\n  title: b", "unknown-key 8:9"),
    ]);
}

#[test]
fn definitions_have_a_term_and_a_meaning() {
    let Form::Definitions(definitions) = form("- definitions: [{term: A, meaning: b, say: c}, {term: D, meaning: e}]")
    else {
        panic!("another form")
    };
    assert_eq!((definitions.len(), definitions[1].say.is_none()), (2, true));
    expect_all(&[
        ("- definitions:", "empty-list 7:9"),
        ("- definitions: [a]", "wrong-type 7:23"),
        ("- definitions: [{term: a}]", "missing-key 7:24"),
        ("- definitions: [{term: a, meaning: b, says: c}]", "unknown-key 7:45"),
    ]);
    let (_, notes) = load_with(&with_body("- definitions:\n    - Biopsy: a piece"), &site(SITE), None);
    assert_eq!(told(&notes), "unknown-key 8:13");
    assert_eq!(notes[0].hint.as_deref(), Some("write it as\n- term: Biopsy\n  meaning: a piece"));
}

#[test]
fn a_number_has_a_value_and_a_label() {
    let Form::Number(number) = form("- number: {value: 100.4 °F (38 °C), label: Call us.}") else {
        panic!("another form")
    };
    assert_eq!((number.value.plain(), number.label.plain()), ("100.4 °F (38 °C)".to_owned(), "Call us.".to_owned()));
    expect_all(&[
        ("- number:", "missing-value 7:9"),
        ("- number: 911", "wrong-type 7:17"),
        ("- number: {value: a}", "missing-key 7:18"),
        ("- number: {value: 1,000 mg, label: b}", "comma-in-number 7:26"),
        ("- number: {value: a, label: b}\n  title: c", "unknown-key 8:9"),
    ]);
}

/// A number in a file stands for many cells: together they are no more than any handout needs.
#[test]
fn lines_to_write_on_are_bounded_together() {
    let text = "- calendar: {cycle: 80, take: 1}\n".repeat(64);
    let (_, notes) = load_with(&with_body(&text), &site(SITE), None);
    assert_eq!(told(&notes), "bad-number 69:19|bad-number 70:19", "63 calendars of 80 days are over 5,000");
}

/// A box typed before each line is a checklist that was not marked as one.
#[test]
fn typed_boxes_are_shown_as_a_checklist() {
    let (_, notes) = load_with(&with_body("- |\n  ☐ keys\n  ☐ card"), &site(SITE), None);
    assert_eq!(told(&notes), "list-in-text 9:9");
    let hint = notes[0].hint.clone().unwrap_or_default();
    assert!(hint.ends_with("- checklist:\n    - keys\n    - card"), "{hint}");
}
