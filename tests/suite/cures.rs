//! Cures that cure: the lines that a hint shows are put where the mistake is, and the article is then read.

use handout::article::Context;
use handout::diagnostics::{Diagnostic, Notes, Source};

use super::clinic::{content, site, today};

/// Where the lines of a hint belong, counted from the line of the mistake.
enum Put {
    /// In place of so many lines, the first of them so many above.
    For { above: usize, lines: usize },
    /// Behind the line, as deep as the mistake's own column.
    Behind,
}

const ONE: Put = Put::For { above: 0, lines: 1 };

const HEAD: &str = "title: Cramps\ncreated: 2024-05-10\nupdated: 2024-05-10\n";
const BODY: &str = "sections:\n  - heading: What?\n    body: Text.\n";

fn head(lines: &str) -> String {
    format!("{HEAD}{lines}\n{BODY}")
}

fn body(blocks: &str) -> String {
    let blocks: String = blocks.lines().map(|line| format!("      {line}\n")).collect();
    format!("{HEAD}sections:\n  - heading: What?\n    body:\n      - Before.\n{blocks}      - After.\n")
}

/// The mistakes of an article, and whether it was read all the same.
fn check(yaml: &str) -> (Vec<Diagnostic>, bool) {
    let site = site("contacts: [{id: nurse, label: Nurse line, phone: 555-0100}]\nemergency: \"911\"\n");
    let source = Source::new("a.yaml", yaml.into()).expect("UTF-8");
    let assets = content();
    let context = Context {
        id: "side-effects/cramps",
        suffix_language: None,
        default_language: &site.language,
        today: today(),
        original: None,
        assets: &assets,
    };
    let mut notes = Notes::default();
    let article = handout::article::load(&source, &context, &mut notes);
    article.iter().for_each(|article| handout::check::article(article, &site, &mut notes));
    (notes.sorted(), article.is_some())
}

/// The article with the lines that the first hint of `code` shows.
fn mended(yaml: &str, code: &str, put: &Put) -> Result<String, String> {
    let (notes, _) = check(yaml);
    let Some(note) = notes.iter().find(|note| note.code.text() == code) else {
        return Err(format!("not told {code}, but {:?}", notes.iter().map(|note| note.code).collect::<Vec<_>>()));
    };
    let hint = note.hint.as_deref().unwrap_or_default();
    let Some((_, cure)) = hint.split_once('\n') else { return Err(format!("shows no line: {hint}")) };
    let place = note.position().expect("a place");
    let mut lines: Vec<String> = yaml.lines().map(str::to_owned).collect();
    let (first, count, indent) = match put {
        Put::For { above, lines: count } => {
            let first = place.line - 1 - above;
            let indent = lines[first].len() - lines[first].trim_start_matches([' ', '\t']).len();
            (first, *count, indent)
        }
        Put::Behind => (place.line, 0, place.column - 1),
    };
    // A cure of the indentation shows it; others leave it as it is.
    let indent = if cure.starts_with(' ') { 0 } else { indent };
    let cure = cure.lines().map(|line| format!("{}{line}", " ".repeat(indent)));
    lines.splice(first..first + count, cure);
    Ok(lines.join("\n") + "\n")
}

fn cases() -> Vec<(&'static str, String, Put)> {
    let lines = |above, lines| Put::For { above, lines };
    vec![
        ("needs-quotes", body("- *All* of them"), ONE),
        ("needs-quotes", body("- [link](https://a.org) is here"), ONE),
        ("needs-quotes", body("- @home"), ONE),
        ("needs-quotes", body("- bullets:\n    - >5\n    - b"), ONE),
        ("needs-quotes", body("- !important"), ONE),
        ("needs-quotes", body("- bullets: [*All* of them, rest]"), ONE),
        ("needs-quotes", body("- table: {header: [A, B], rows: [[Platelets, >5]]}"), ONE),
        ("needs-quotes", body("- table:\n    header: [A, B]\n    rows:\n      - [Platelets, >5]"), ONE),
        ("needs-quotes", body("- table:\n    | Day | Dose |\n    |-----|------|\n    | 1 | 2 mg |"), lines(0, 3)),
        ("colon-in-text", body("- Note: call us"), ONE),
        ("colon-in-text", body("- Note: this: that"), ONE),
        ("colon-in-text", body("- It may come with:\n- bullets: [a rash]"), ONE),
        ("colon-in-text", body("- table:\n    header: [A, B]\n    rows:\n      - [Tea, none: drink]"), ONE),
        ("colon-in-text", head("kind: b: c"), ONE),
        ("colon-in-text", head("Kind: b: c"), ONE),
        ("comment-in-text", body("- take pill #2"), ONE),
        ("comment-in-text", body("- take the pill and\n  #2 at night\n  if you can"), lines(1, 3)),
        ("comment-in-text", body("- bullets: [take pill #2, rest]"), ONE),
        ("comment-in-text", head("kind: #1 effect"), ONE),
        ("comma-in-number", body("- bullets: [take 1,000 mg, rest, 2,5 ml]"), ONE),
        ("comma-in-number", body("- table: {header: [A, B], rows: [[A, 1,500 mg]]}"), ONE),
        ("no-break-space", body("- two").replace("      - two", "\u{A0}     - two"), ONE),
        ("no-break-space", body("-\u{A0}one"), ONE),
        ("no-break-space", head("kind:\u{202F}Side effect"), ONE),
        ("wrong-dash", body("- bullets:\n    – one\n    – two"), lines(0, 2)),
        ("wrong-dash", format!("{HEAD}sections:\n  — heading: What?\n    body: Text.\n"), ONE),
        ("wrong-dash", format!("{HEAD}sections:\n  - heading: What?\n    body:\n      * one\n"), ONE),
        ("wrong-dash", body("- bullets:\n    - one\n    -- two"), ONE),
        ("wrong-dash", body("- bullets:\n    - one\n    -- text: \"two:\"\n      bullets: [a, b]"), ONE),
        ("wrong-dash", body("- bullets:\n    - one\n    + two: three\n    + four"), lines(0, 2)),
        ("wrong-dash", body("- steps:\n    - one\n    2. two"), ONE),
        ("wrong-dash", body("- steps:\n    1) one\n    2) two: three"), lines(0, 2)),
        ("wrong-dash", body("- steps:\n    1. one\n    2. two"), lines(0, 2)),
        ("wrong-dash", body("– two\n– three"), lines(0, 2)),
        ("missing-colon", head("keywords: [a, b]\ncodes {icd10cm: [R68.2]}"), ONE),
        ("missing-colon", head("kind: Side effect\n**keywords**: [a]"), ONE),
        ("missing-colon", head("kind = Side effect"), ONE),
        ("missing-colon", head("kind: Side\nsummary -\n  - a\n  - b"), ONE),
        ("missing-colon", head("summary:,\n  - a\n  - b"), ONE),
        ("missing-colon", body("- table\n    header: [A, B]\n    rows: [[c, d]]"), Put::For { above: 0, lines: 1 }),
        ("missing-colon", body("- table:\n    header = [A, B]\n    rows: [[c, d]]"), ONE),
        ("missing-colon", body("- bullets\n    - one\n    - two"), ONE),
        ("missing-colon", body("- **bullets**:\n    - one\n    - two"), ONE),
        (
            "missing-dash",
            body("- table:\n    header: [A, B]\n    rows:\n      - [Tea, 2 cups]\n        [Milk, 1 cup]"),
            ONE,
        ),
        (
            "missing-dash",
            body("- table:\n    header: [A, B]\n    rows:\n      - [Tea, 2 cups]\n      [Milk, 1 cup]"),
            ONE,
        ),
        (
            "indentation",
            body(
                "- bullets: [x, y]\n- table:\n    header: [A, B]\n    rows:\n      - [Tea, 2 cups]\n    - [Milk, 1 cup]",
            ),
            ONE,
        ),
        (
            "indentation",
            body(
                "- bullets:\n    - \"Eat one of:\"\n      - text: \"bread:\"\n        bullets:\n          - rye\n          - oats\n      - rice",
            ),
            lines(1, 6),
        ),
        (
            "missing-dash",
            body("- table:\n    header: [A, B]\n    rows:\n      1. [Tea, 2 cups]\n      - [Milk, 1 cup]"),
            ONE,
        ),
        (
            "missing-dash",
            format!(
                "{HEAD}sections:\n  - heading: A\n    body:\n      - b\n  - heading: What?\n    body:\n      steps:\n        - a\n        - b\n      - do:\n          - c\n          - d\n"
            ),
            ONE,
        ),
        ("indentation", body("- \"You may have:\"\n  - bullets:\n      - a rash\n      - fever"), ONE),
        ("tab-indentation", format!("{HEAD}sections:\n  - heading: What?\n\t  body: Text.\n"), ONE),
        ("unclosed-quote", body("- \"open"), ONE),
        ("unclosed-quote", body("- \"Call\" the nurse"), ONE),
        ("text-after-quote", body("- 'it's fine'"), ONE),
        ("bad-escape", body("- \"a \\* b\""), ONE),
        ("bad-escape", body("- \"a \\_low\\_ b\""), ONE),
        ("missing-space", body("-one"), ONE),
        ("missing-space", head("kind:Side"), ONE),
        ("missing-colon", head("kind Side"), ONE),
        ("missing-colon", head("kind： Side"), ONE),
        ("indentation", format!("{HEAD}sections:\n  - heading: What?\n     body: Text.\n"), ONE),
        (
            "indentation",
            body("- steps:\n    - Sip 4 oz of\n      - juice\n      - water: still\n    - Rest."),
            lines(1, 3),
        ),
        (
            "indentation",
            body("- bullets:\n    - \"Eat one of:\"\n      - rice\n      - \"toast: dry\"\n    - Rest."),
            lines(1, 3),
        ),
        ("indentation", body("- \"You may have:\"\n    - a rash\n    - fever"), lines(1, 3)),
        ("comma-in-number", body("- bullets: [{text: 1,000 mg, bullets: [x, 2,500 ml]}, y]"), ONE),
        ("list-in-line", body("- \"• one • two: three\""), ONE),
        ("list-in-line", body("- \"Bring: • one • two\""), ONE),
        ("list-in-line", body("- \"Bring: 1. your card 2. two: tablets\""), ONE),
        ("indentation", body("- You may have\n    - a rash\n    - fever"), lines(1, 3)),
        ("indentation", body("- bullets:\n    - a\n      bullets:\n        - b"), lines(1, 2)),
        ("missing-dash", body("bullets:\n  - a"), ONE),
        ("indentation", body("- table:\n  header: [A, B]\n  rows:\n    - [1, 2]"), lines(0, 3)),
        ("unclosed-bracket", body("- bullets: [a, b"), ONE),
        ("needs-quotes", body("- bullets: [a,\n    *b]"), ONE),
        ("needs-quotes", body("- bullets: [a,\n    &b, c]"), ONE),
        ("needs-quotes", body("- bullets: [a,\n    b,\n    %5 of it]"), ONE),
        ("needs-quotes", body("- bullets: [rest {a day}, b]"), ONE),
        ("needs-quotes", body("- {callout: tip, body: rest {a day}}"), ONE),
        ("comment-in-text", body("- bullets: [a,\n    #2 at night, c]"), ONE),
        ("comment-in-text", body("- Take one\n  # a note\n  and rest"), lines(1, 3)),
        ("comment-in-text", body("- |\n  Take one\n# a note\n  and rest"), lines(2, 4)),
        ("control-character", body("- \u{FEFF}one"), ONE),
        ("indentation", format!("{HEAD}sections:\n  - heading: What?\n    body: - one\n"), ONE),
        ("list-in-text", body("- |\n  8:00 5 mg\n  12:00 1,000 mg"), lines(2, 3)),
        ("list-in-text", body("- |\n  Drug\u{2003}Dose\n  Iron\u{2003}1,200 mg"), lines(2, 3)),
        ("list-in-text", body("- |\n  Drug     Dose   When\n  Iron     5 mg"), lines(2, 3)),
        ("yaml-syntax", body("- bullets: [a, , b]"), ONE),
        ("yaml-syntax", body("- bullets: [, a, b]"), ONE),
        ("needs-quotes", body("- bullets: &x\n    - a\n    - b"), ONE),
        ("needs-quotes", body("- bullets:\n    - &x\n    - b"), ONE),
        ("unknown-key", body("- {5 mg}"), ONE),
        ("wrong-type", head("reviewed: [2024-05-10]"), ONE),
        ("wrong-type", head("language: [en]"), ONE),
        ("missing-space", format!("{HEAD}sections:\n  - heading:One\n    body: x\n"), ONE),
        ("missing-colon", format!("{HEAD}sections:\n  - heading： One\n    body: x\n"), ONE),
        ("row-length", body("- table:\n    header: [A, B]\n    rows:\n      - [Kale, cooked, 1 cup]"), ONE),
        ("row-length", body("- table:\n    header: [A, B]\n    rows:\n      - [Kale]"), ONE),
        ("wrong-type", body("- bullets: hello"), ONE),
        ("wrong-type", body("- table: |\n    | A | B |\n    |---|---|\n    | 1 | 2,5 |"), lines(1, 4)),
        ("wrong-type", body("- table:\n    header: Food | Amount\n    rows:\n      - [a, b]"), ONE),
        ("needs-quotes", body("- bullets:\n    - [x] done"), ONE),
        ("wrong-type", format!("{HEAD}sections:\n  heading: What?\n  body: Text.\n"), lines(0, 2)),
        (
            "wrong-type",
            format!("{HEAD}sections:\n  - heading: What?\n    body:\n      bullets:\n        - a\n        - b\n"),
            lines(0, 3),
        ),
        ("list-in-text", body("- |\n  1. Wash.\n  2. Dry."), lines(2, 3)),
        ("list-in-text", body("- |\n  Call if:\n  • fever\n  • chills: any"), lines(2, 4)),
        ("list-in-text", body("- |\n  | a | b |\n  | c | 1,5 |"), lines(2, 3)),
        ("list-in-text", body("- |\n  Your doses:\n  Monday: 5 mg\n  Tuesday: 10 mg"), lines(2, 4)),
        ("list-in-text", body("- |\n  Drug     Dose\n  Iron     1,200 mg"), lines(2, 3)),
        ("bad-date", head("reviewed: 2024–05–10"), ONE),
        ("bad-date", head("reviewed: 1403-02-31"), ONE),
        ("bad-date", head("reviewed: 2567-02-29"), ONE),
        ("bad-date", head("reviewed: ۱۴۰۳/۰۲/۱۰"), ONE),
        ("bad-date", head("reviewed: May 3, 2025"), ONE),
        ("bad-date", head("reviewed: 2024-13-05"), ONE),
        ("missing-key", format!("created: 2024-05-10\nupdated: 2024-05-10\n{BODY}"), Put::Behind),
        ("missing-key", format!("title: a\nupdated: 2026-11-26\n{BODY}"), Put::Behind),
        ("missing-key", HEAD.to_owned(), Put::For { above: 0, lines: 0 }),
        ("wrong-type", body("- table:\n    header: [A, B]\n    rows:\n      - [a, [b]]"), ONE),
        ("missing-key", body("- callout: tip"), Put::Behind),
        ("missing-value", format!("title:\ncreated: 2024-05-10\nupdated: 2024-05-10\n{BODY}"), ONE),
        ("empty-list", body("- bullets:"), ONE),
        ("nothing-to-continue", body("- steps: [a]\n  continue: true"), ONE),
        ("block-in-list", body("- bullets:\n    - a\n    - callout: tip\n      body: b"), lines(1, 3)),
        (
            "block-in-list",
            body("- steps:\n    - text: a\n      table:\n        header: [b]\n        rows:\n          - [c]\n    - d"),
            lines(1, 5),
        ),
        ("missing-key", body("- figure: figures/calf-stretch.svg\n  alt: a"), Put::Behind),
        ("missing-alt", body("- image: figures/calf-stretch.svg"), Put::Behind),
        ("image-in-text", body("- \"![A calf](figures/calf-stretch.svg)\""), ONE),
        ("unknown-key", head("references: [{text: Lee A, Roe B}]"), ONE),
        ("unknown-key", body("- table: {caption: Doses, in mg, header: [A], rows: [[b]]}"), ONE),
        ("mark-in-item", body("- do:\n    - Do tell your dentist.\n    - Rest."), ONE),
        ("invisible-character", format!("title: a\n“created”: 2024-05-10\nupdated: 2024-05-10\n{BODY}"), ONE),
        ("double-negative", body("- dont:\n    - \"Do not stop it: call us.\""), ONE),
        ("mark-in-item", body("- steps:\n    - 1. Wash"), ONE),
        ("needs-quotes", body("- bullets: [a, ? b]"), ONE),
        ("needs-quotes", body("- {bullets: [a, b c {d}, e], x-a: y}"), ONE),
        ("needs-quotes", body("- bullets: [Iron, [help](https://example.org) now, b]"), ONE),
        ("needs-quotes", body("- bullets: [a, - b, -]"), ONE),
        ("needs-quotes", body("- bullets:\n    - : and do"), ONE),
        ("needs-quotes", body("- ? b"), ONE),
        ("missing-colon", body("- steps [wash, dry]"), ONE),
        ("missing-space", body("-number: {value: 5, label: tablets}"), ONE),
        ("yaml-syntax", body("- steps: [wash, dry]]"), ONE),
        ("indentation", body("- callout: tip\n  title: One\n    body: Two"), ONE),
        ("wrong-type", body("- bullets: {a, b}"), ONE),
        ("colon-in-text", body("- {bullets: [a, b: c, d]}"), ONE),
        ("colon-in-text", body("- table: {header: [A, B], rows: [[1, 2: 3], [a, b]]}"), ONE),
        ("colon-in-text", body("- steps:\n    - Take it with\n      note: it is big\n      and more"), lines(1, 3)),
        ("unclosed-quote", body("- bullets: [a, \"b\" c, d]"), ONE),
        ("unclosed-quote", body("- bullets: [a, \"b, c]"), ONE),
        ("indentation", body("- callout: tip\n  \"body\": - one"), ONE),
        ("missing-value", format!("title: # 3 tips\ncreated: 2024-05-10\nupdated: 2024-05-10\n{BODY}"), ONE),
    ]
}

#[test]
fn each_line_that_a_hint_shows_is_read() {
    let mut wrong = Vec::new();
    for (code, yaml, put) in cases() {
        let cured = mended(&yaml, code, &put).and_then(|cured| match check(&cured) {
            (notes, true) if !notes.iter().any(|note| note.code.text() == code) => Ok(cured),
            (notes, _) => Err(format!("{cured}\n{notes:#?}")),
        });
        wrong.extend(cured.err().map(|why| format!("{code} of\n{yaml}\n{why}")));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases().len(), wrong.join("\n----------\n"));
}
