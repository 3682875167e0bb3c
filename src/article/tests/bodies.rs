//! Mistakes of blocks, of pictures and of texts in the body of a section.

use super::{SITE, load_with, site, told, with_body};

/// What is told of articles whose first section has these blocks.
fn bodies(cases: &[(&str, &str)]) {
    let site = site(SITE);
    for (blocks, expected) in cases {
        assert_eq!(told(&load_with(&with_body(blocks), &site, None).1), *expected, "{blocks:?}");
    }
}

#[test]
fn mistakes_of_blocks_are_named_and_placed() {
    bodies(&[
        ("- bullets: []", "empty-list 7:18"),
        ("- bullets:", "empty-list 7:9"),
        ("- bullets: text", "wrong-type 7:18"),
        ("- bullet: [a]", "unknown-key 7:9"),
        ("- bullets: [a]\n  steps: [b]", "two-blocks 8:9"),
        ("- bullets: [a]\n  colour: b", "unknown-key 8:9"),
        ("- bullets:\n    - {text: a, bulets: [b]}", "unknown-key 8:23"),
        ("- bullets:\n    - {bullets: [b]}", "missing-key 8:14"),
        ("- bullets:\n    - {text: a, bullets: [b], steps: [c]}", "two-blocks 8:37"),
        ("- - a", "wrong-type 7:9"),
        ("-", "missing-value 7:8"),
        ("- callout: emergancy\n  body: a", "unknown-value 7:18"),
        ("- callout: tip", "missing-key 7:9"),
        ("- callout: tip\n  body: [{callout: tip, body: a}]", "nested-callout 8:17"),
        ("- table: {header: [a, b], rows: [[1, 2], [3]]}", "row-length 7:48"),
        ("- table: {header: [a, b]}", "missing-key 7:17"),
        ("- table: {header: [a], rows: []}", "empty-list 7:36"),
        ("- table:\n  header: [a]", "indentation 8:9"),
        ("- table: {header: [a], rows: [[{image: b.png}]]}", "block-in-list 7:39"),
        ("- table: {header: [a, b], rows: [[1, 2, c]]}", "row-length 7:40"),
        ("- table:\n    header: a | b\n    rows: [[1, 2]]", "wrong-type 8:19"),
    ]);
}

#[test]
fn mistakes_of_pictures_and_snippets_are_named_and_placed() {
    bodies(&[
        ("- image: figures/calf.png", "missing-alt 7:9"),
        ("- image: figures/calf.png\n  alt: a\n  decorative: true", "alt-and-decorative 8:9"),
        ("- image: figures/calf.png\n  alt: ''", "empty-text 8:14"),
        ("- image: figures/calf.png\n  alt: a\n  width: 60", "bad-width 9:16"),
        ("- image: figures/calf.png\n  alt: a\n  width: 120%", "bad-width 9:16"),
        ("- image: figures/none.png\n  alt: a", "missing-file 7:16"),
        ("- image: broken.png\n  alt: a", "bad-image 7:16"),
        ("- image: ../../secret.png\n  alt: a", "outside-root 7:16"),
        ("- image: a/../../../secret.png\n  alt: a", "outside-root 7:16"),
        ("- image: /etc/passwd\n  alt: a", "outside-root 7:16"),
        ("- image: 'C:\\\\x.png'\n  alt: a", "outside-root 7:16"),
        ("- image: 'a\\\\x.png'\n  alt: a", "bad-path 7:16"),
        ("- image: https://a.org/x.png\n  alt: a", "outside-root 7:16"),
        ("- image: figures/Calf.jpeg\n  alt: a", "missing-file 7:16"),
        ("- image: calf.png\n  alt: a", "missing-file 7:16"),
        ("- include: none", "missing-file 7:18"),
        ("- include: ../../none", "outside-root 7:18"),
        ("- include: bad", "unclosed-strong snippets/bad.yaml 1:5|nested-include snippets/bad.yaml 2:3"),
    ]);
}

#[test]
fn mistakes_of_texts_in_the_body_are_named_and_placed() {
    bodies(&[
        ("- Note: call us", "colon-in-text 7:13"),
        ("- bullets:\n    - Note: call us", "colon-in-text 8:17"),
        ("- [link](https://a.org) is", "needs-quotes 7:9"),
        ("- *All* of them", "needs-quotes 7:9"),
        ("- take pill #2", "comment-in-text 7:19"),
        ("- a **b", "unclosed-strong 7:11"),
        ("- a <b>c", "raw-html 7:11"),
        ("- a [@lee] b", "unknown-reference 7:13"),
        ("- \"a \\x07\"", "control-character 7:12"),
        ("- Tips include:", "colon-in-text 7:21"),
        ("- \"Tips include:\"", "empty-lead-in 7:10"),
        ("- \"Tips include:\"\n- bullets: [a]", ""),
        ("- dont: [Do not run., Run.]", "double-negative 7:16"),
        ("- do:\n    - Don’t run.\n    - Rest.", "double-negative 8:13"),
        ("- do:\n    - Do tell us.\n    - Dose it.", "mark-in-item 8:13"),
        ("- bullets:\n    - 1. Wash", "mark-in-item 8:13"),
        ("- steps:\n    - –\u{A0}Wash", "mark-in-item 8:13"),
        ("- bullets:\n    - -5 degrees\n    - 2020. A year.", ""),
        ("- table:\n    | a | b |\n    | 1 | 2 |", "needs-quotes 8:11"),
        ("- bullets:\n    – one\n    – two", "wrong-dash 8:11"),
    ]);
}
