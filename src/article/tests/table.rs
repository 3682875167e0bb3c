//! Cells that span columns and rows, and what is told of those that do not add up.

use super::{SITE, load_with, site, told, with_body};

/// What is told of a table of three columns with these rows, and what to do about the first mistake.
fn rows(rows: &str) -> (String, String) {
    let blocks = format!("- table:\n    header: [a, b, c]\n    rows:\n{rows}");
    let (_, notes) = load_with(&with_body(&blocks), &site(SITE), None);
    let hint = notes.first().and_then(|note| note.hint.clone()).unwrap_or_default();
    (told(&notes), hint)
}

#[test]
fn cells_may_span_columns_and_rows_and_hold_lists() {
    for sound in [
        "      - [{text: a, columns: 3}]\n",
        "      - [a, {text: b, columns: 2}]\n      - [{bullets: [a, b]}, {steps: [c]}, {text: d, bullets: [e]}]\n",
        "      - [a, {text: b, rows: 2}, c]\n      - [d, e]\n      - [f, g, h]\n",
        "      - [a, {text: b, columns: 2, rows: 2}]\n      - [d]\n",
        "      - [a, [b, {bullets: [{text: c, steps: [d]}]}, e], '']\n",
        "      - [{text: '', columns: 2}, {text: a, x-owner: b}]\n",
    ] {
        assert_eq!(rows(sound).0, "", "{sound}");
    }
}

#[test]
fn spans_that_do_not_add_up_are_told_where_they_stand() {
    for (wrong, at, hint) in [
        ("      - [a, {text: b, columns: 3}]\n", "cell-span 10:15", "counts as two"),
        ("      - [{text: b, columns: 2}]\n", "cell-span 10:15", "add a cell"),
        ("      - [a, {text: b, rows: 2}, c]\n      - [d, e, f]\n", "cell-span 11:15", "leave out"),
        (
            "      - [a, {text: b, rows: 2}, c]\n      - [{text: d, columns: 2}, e]\n",
            "cell-span 11:16",
            "`rows:` of the cell above",
        ),
        ("      - [a, {text: b, rows: 3}, c]\n      - [d, e]\n", "cell-span 10:19", "write `rows: 2`"),
        ("      - [a, {text: b, rows: 2}, c]\n", "cell-span 10:19", "take `rows:` out"),
        ("      - [a, b, {text: c, columns: two}]\n", "cell-span 10:41", "a whole number"),
        ("      - [a, b, {text: c, rows: 21}]\n", "cell-span 10:38", "from 1 to 20"),
        ("      - [a, b, {text: c, rows: 0}]\n", "cell-span 10:38", "from 1 to 20"),
        ("      - [a, {columns: 2}]\n", "cell-span 10:20", "`text: \"\"`"),
    ] {
        let (told, cure) = rows(wrong);
        assert_eq!(told, at, "{wrong}");
        assert!(cure.contains(hint), "{wrong}: {cure}");
    }
}

#[test]
fn what_no_cell_can_hold_is_told_where_it_stands() {
    for (wrong, at) in [
        ("      - [a, b, {do: [c]}]\n", "block-in-list 10:23"),
        ("      - [a, b, [{callout: tip, body: c}]]\n", "block-in-list 10:24"),
        ("      - [a, b, {text: c, image: d.png}]\n", "block-in-list 10:32"),
        ("      - [a, b, {bullets: [c], steps: [d]}]\n", "two-blocks 10:37"),
        ("      - [a, b, {text: c, colums: 2}]\n", "unknown-key 10:32"),
        ("      - [a, b, [c, d]]\n", "wrong-type 10:22"),
        ("      - [a, b, {bullets: }]\n", "empty-list 10:23"),
        ("      - [a, b, {text: 'a **b'}]\n", "unclosed-strong 10:32"),
    ] {
        assert_eq!(rows(wrong).0, at, "{wrong}");
    }
    let header = |header: &str| {
        let blocks = format!("- table: {{header: {header}, rows: [[a, b]]}}");
        told(&load_with(&with_body(&blocks), &site(SITE), None).1)
    };
    assert_eq!(header("[{text: a, columns: 2}]"), "");
    assert_eq!(header("[a, {text: b, rows: 2}]"), "cell-span 7:29");
    assert_eq!(header("[a, {bullets: [b]}]"), "block-in-list 7:29");
}

#[test]
fn a_header_may_have_two_rows_that_fill_its_columns() {
    let header = |header: &str| {
        let blocks = format!("- table: {{header: {header}, rows: [[a, b, c]]}}");
        told(&load_with(&with_body(&blocks), &site(SITE), None).1)
    };
    assert_eq!(header("[[a, {text: b, columns: 2}], [c, d, e]]"), "");
    assert_eq!(header("[[{text: a, rows: 2}, {text: b, columns: 2}], [d, e]]"), "");
    assert_eq!(header("[[a, b, c]]"), "");
    assert_eq!(header("[]"), "empty-list 7:25");
    assert_eq!(header("[[]]"), "empty-list 7:26");
    // A cell too few, a cell too many, a cell that reaches too far, a row too many.
    assert_eq!(header("[[a, {text: b, columns: 2}], [c, d]]"), "cell-span 7:54");
    assert_eq!(header("[[{text: a, rows: 2}, {text: b, columns: 2}], [d, e, f]]"), "cell-span 7:71");
    assert_eq!(header("[[{text: a, rows: 3}, {text: b, columns: 2}], [d, e]]"), "cell-span 7:27");
    assert_eq!(header("[[a, b, c], [d, e, {text: f, rows: 2}]]"), "cell-span 7:44");
    assert_eq!(header("[[a, b, c], [d, e, f], [g, h, i]]"), "cell-span 7:48");
}

#[test]
fn the_flag_of_row_headers_is_true_or_false() {
    let flag = "- table: {header: [a], row_headers: yes, rows: [[b]]}";
    assert_eq!(told(&load_with(&with_body(flag), &site(SITE), None).1), "wrong-type 7:43");
}
