use proptest::prelude::*;

use super::*;
use crate::diagnostics::Notes;
use crate::yaml::parse_fully;

/// A tree with all its places.
fn show(node: &Node) -> String {
    let what = match &node.value {
        Value::Scalar(scalar) => {
            assert_eq!(scalar.span, node.span);
            format!("{:?} {:?} {:?}", scalar.style, scalar.text, scalar.places.anchors)
        }
        Value::Seq(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let show = |entry: &Entry| format!("{} {:?}: {}", entry.key, entry.place.range, show(&entry.value));
            format!("{{{}}}", entries.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        other => format!("{other:?}"),
    };
    format!("{:?} {what}", node.span.range)
}

fn source(text: &str) -> Arc<Source> {
    Source::new("a.yaml", text.as_bytes().to_vec()).expect("it is text")
}

/// Whether a text is read without the parser; if so, as the parser reads it.
fn is_ordinary(text: &str) -> bool {
    let source = source(text);
    let Some(quickly) = read(&source) else { return false };
    let mut notes = Notes::default();
    let fully = parse_fully(&source, &mut notes);
    let told: Vec<_> = notes.iter().map(|note| format!("{}: {}", note.code, note.message)).collect();
    assert_eq!(told, [""; 0], "{text}");
    assert_eq!(show(&quickly), fully.as_ref().map(show).unwrap_or_default(), "{text}");
    true
}

#[test]
fn lists_maps_and_texts_are_ordinary() {
    for text in [
        "a: b\n",
        "# one\n\na: b # c\nd: e\n",
        "a: b\n\n# c\nd:\n  e: f\n\n  g: h\ni: j\n",
        "a:\n- b\n- c d\n  e\n-   f: g\n    h: i\n    j:\n    - k\n- - l\n  - m\n  - - n\no: p\n",
        "a:\n  - b\n  - c: d\n    e: f\n",
        "a: one\n  two\n  three: 3\nb: c\n",
        "a: one\n  two\n     *three* \"four\"\n\nb: (c)\n",
        "a: \"one\"\nb: 'it''s two'\nc: ''\nd: \"\"\ne: ' f  g '\n",
        "a: \"one\n  two\"\nb:\n- 'it''s\n  ''three''\n    *four*'\n",
        "a:\n  one\n  two\nb:\n  \"three\"\nc:\n  - d\n",
        "a: [b, \"c, d\", 'e''f', g-h i]\nj: {k: l, m: \"n\"}\no:\n  - [p, q]\n  - {r: s}\n",
        "a: |\n  b c\n  #d\ne:\n  - >-\n    f\n    - g\n\n\n  # h\n  - >\n   i\n # l\nj: |-\n    k\n",
        "a: حمى\nb: العلاج\n  «بعد»\n  100 °C\n",
    ] {
        let is_plain = !text.contains(" #") && !text.contains("#d") && !text.contains("three: 3");
        assert_eq!(is_ordinary(text), is_plain, "{text}");
    }
}

#[test]
fn whatever_is_not_plain_is_left_to_the_parser() {
    #[rustfmt::skip]
    let texts = [
        "", "a", "- a\n", "a:\n", "a: b\na: c\n", "a: b \n", "a:\tb\n", "a: b\r\n", "a: |+\n  b\n", "a: |\n   b\n  c\n", "a: |\n  b\n   c\n", "a: >\n  b\n\n  c\n", "a: |\n  b", "a: |\n  b\n   \n", "a: |\nb: c\n", "a: >\n  b\n  # c\n",
        "a: | # b\n  c\n", "a: |\n\n  b\n", "a: &b c\n", "a: *b\n", "a: b\n\n  c\n",
        "a: b\n# c\n  d\n", "a: b\n  - c\n", "a: \"b\\n\"\n", "a: 'b\n\n  c'\n", "a: 'b'c\n", "a: 'b\n  '\n", "a: '\n  b'\n", "A: b\n", "a: b: c\n",
        "a: b:\n", "a: b:\u{A0}c\n", "a: \u{A0}b\n", "a: – b\n", "a: 'b\n  c:\u{A0}d'\n", "a: [b, 1,500]\n", "a: [b,\n  c]\n", "a: []\n", "a: [b: c]\n",
        "a: {b: c, b: d}\n", "a: b\n  c: d\n", "a: b\n c: d\n", "a:\n  b: c\n d: e\n", "a:\n-b\n", "a:\n  - b\n - c\n", "---\na: b\n", "a: b\n...\n", "a: -b\n",
        "#a\nb: c\n", "a: \u{FFFE}\n", "a: ? b\n", "a: 'b\n  - c'\n", "a: 'b\nc'\n", "a:\n  - b:\n  - c\n",
    ];
    for text in texts {
        assert!(!is_ordinary(text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// What is read without the parser is read as it reads it, whatever stands in a file.
    #[test]
    fn what_is_read_is_read_alike(
        text in r##"([a-c]: |[a-c]:\n|- |  - |  [a-c]: |    - |    |  |[a-c]{1,2}( [a-c]{1,3}){0,3}|\n|\n  |\n    |"[a-c]{0,2}|[a-c]"\n|'|''|"|(>|\|)-?\n|\[|\]|, |,|\{|\}|:|: | #|# |#|-|\*|é|–|\u{A0}|\u{85}|\u{2028}|\u{200B}|\u{FFFF}|\u{FEFF}|\r\n|\t|\\|\||>|&a |!|\?|[0-9]){0,30}"##
    ) {
        is_ordinary(&text);
    }

    /// The same for files that are ordinary but for a slip or two.
    #[test]
    fn a_slip_is_never_overlooked(
        tree in tree(),
        widths in prop::collection::vec(0..4usize, 1..9),
        slips in prop::collection::vec((any::<prop::sample::Index>(), r##"[ \n'"#:,\[\]{}–é\u{A0}a|>*-]|\n {1,6}|(- |b: )?#|"##), 0..3)
    ) {
        let mut text = String::new();
        write(&tree, 0, &mut widths.iter().copied().cycle(), &mut text);
        // A block of text may have its head on a line of its own, or a comment in it.
        prop_assert!(is_ordinary(&text) || text.contains(['|', '>']), "{}", text);
        for (at, slip) in slips {
            let at = text.floor_char_boundary(at.index(text.len()));
            match slip.as_str() {
                "" => drop(text.remove(at)),
                _ => text.insert_str(at, &slip),
            }
        }
        is_ordinary(&text);
    }
}

#[derive(Clone, Debug)]
enum Tree {
    Text(String),
    List(Vec<Tree>),
    Map(Vec<Tree>),
}

/// A map of lists, maps and texts, some of which go on below.
fn tree() -> impl Strategy<Value = Tree> {
    let (double, single) = (
        r#""([a-c: ]{0,2}[a-c:](\n(\*?[a-c']){1,3}){0,2})?""#,
        r"'((''|[a-c# ]){0,2}([a-c#]|'')(\n(''|\*?[a-c]){1,3}){0,2})?'",
    );
    let plain = r#"[a-c(é]([a-c#'"é*]|:[a-c]){0,3}([ \n][a-c'"é,]{1,3}){0,3}[a-c]"#;
    let (list, map) = (r#"\[[a-c]{1,2}(, [a-c]{1,2}|, "[a, ]{0,2}"){0,2}\]"#, r"\{a: b(, c: '([d ]|''){0,2}'){0,1}\}");
    let block = r"(>|\|)-?(\n[a-c*'-]([a-c*:'é]| [a-c]){0,4}){1,3}";
    let text = prop_oneof![double, single, plain, list, map, block].prop_map(Tree::Text);
    let inner = text.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4).prop_map(Tree::List);
        prop_oneof![list, prop::collection::vec(inner, 1..4).prop_map(Tree::Map)]
    });
    prop::collection::vec(inner, 1..4).prop_map(Tree::Map)
}

/// Writes a tree whose first line begins in this column.
fn write(tree: &Tree, column: usize, widths: &mut dyn Iterator<Item = usize>, text: &mut String) {
    let mut width = || widths.next().unwrap_or_default();
    let (spaces, below) = (" ".repeat(1 + width() / 2), width());
    match tree {
        Tree::Text(typed) => {
            text.push_str(&typed.replace('\n', &format!("\n{}", " ".repeat(column + below))));
            text.push_str(["\n", "\n", "\n\n", "\n # a\n"][width()]);
        }
        Tree::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let indent = if index > 0 { column } else { 0 };
                text.push_str(&format!("{}-{spaces}", " ".repeat(indent)));
                write(item, column + 1 + spaces.len(), widths, text);
            }
        }
        Tree::Map(values) => {
            for (index, value) in values.iter().enumerate() {
                let indent = if index > 0 { column } else { 0 };
                text.push_str(&format!("{}{}:", " ".repeat(indent), ["a", "b", "c", "d"][index]));
                let least = column + usize::from(!matches!(value, Tree::List(_)));
                if below == 0 && matches!(value, Tree::Text(_)) {
                    text.push_str(&spaces);
                } else {
                    text.push_str(&format!("\n{}", " ".repeat(least + below)));
                }
                write(value, least + below, widths, text);
            }
        }
    }
}
