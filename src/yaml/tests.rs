use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source { name: "a.yaml".to_owned(), text: text.to_owned() })
}

/// The tree of `text` in a compact notation, and each mistake as `code line:column`.
fn read(text: &str) -> (String, Vec<String>) {
    let mut notes = Notes::default();
    let tree = parse(&source(text), &mut notes);
    let shown = tree.map_or_else(|| "nothing".to_owned(), |node| show(&node));
    let mistakes = notes.sorted().into_iter().map(|note| {
        let at = note.position().expect("a syntax mistake has a place");
        format!("{} {}:{}", note.code, at.line, at.column)
    });
    (shown, mistakes.collect())
}

fn show(node: &Node) -> String {
    match &node.value {
        Value::Missing => "-".to_owned(),
        Value::Broken => "?".to_owned(),
        Value::Scalar(scalar) => format!("{:?}", scalar.text),
        Value::Seq(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("{}: {}", entry.key, show(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn hint(text: &str) -> String {
    let mut notes = Notes::default();
    parse(&source(text), &mut notes);
    notes.sorted().into_iter().next().and_then(|note| note.hint).unwrap_or_default()
}

#[test]
fn plain_text_is_text_whatever_yaml_would_make_of_it() {
    let (tree, mistakes) =
        read("- no\n- 12\n- 0.50\n- 2024-05-10\n- ~\n- null\n- true\n- 0x1F\n- text#2\n- a:b\n- 5 * 3\n");
    assert_eq!(tree, r#"["no", "12", "0.50", "2024-05-10", "~", "null", "true", "0x1F", "text#2", "a:b", "5 * 3"]"#);
    assert_eq!(mistakes, [""; 0]);
}

#[test]
fn what_is_not_there_is_missing() {
    assert_eq!(read("a:\nb: ''\nc: []\n").0, r#"{a: -, b: "", c: []}"#);
    assert_eq!(read("").0, "nothing");
    assert_eq!(read("# only a comment\n").0, "nothing");
}

#[test]
fn comments_that_cut_no_text_are_fine() {
    let text = "# one\nsections: # the body\n  - 'a' # b\n  - | # c\n    d # e\n  - [f] # g\n # h\n";
    assert_eq!(read(text), (r#"{sections: ["a", "d # e\n", ["f"]]}"#.to_owned(), vec![]));
}

/// Each mistake is named and placed, and reading goes on behind it where it can.
#[test]
fn mistakes_have_a_name_and_a_place() {
    let cases: &[(&str, &str, &str)] = &[
        ("a:\n\t- b\n", "tab-indentation 2:1", "nothing"),
        ("a:\n  - b\n\t- c\n", "tab-indentation 3:1", "nothing"),
        ("- \"open\n- b\n", "unclosed-quote 1:3", "[?, \"b\"]"),
        ("- \"open\n- \"b\"\n- c\n", "unclosed-quote 1:3", "[?, \"b\", \"c\"]"),
        ("a: 'it's\nb: c\n", "unclosed-quote 1:4", "{a: ?, b: \"c\"}"),
        ("- 'it's fine'\n- b\n", "text-after-quote 1:6", "[?, \"b\"]"),
        ("- \"Call\" the nurse\n- b\n", "unclosed-quote 1:3", "[?, \"b\"]"),
        ("a: b: c\nd: e\n", "colon-in-text 1:5", "{a: ?, d: \"e\"}"),
        ("- Note: this: that\n- b\n", "colon-in-text 1:7", "[?, \"b\"]"),
        ("- *bold* text\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- *bold*\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- **bold** text\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- !important\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- !important thing\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- & more\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- % of people\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- @home\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- `code`\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- > 5 mg\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- [link](https://a.b) here\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- [@id] says\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("a: &x b\nc: *x\n", "needs-quotes 1:4|needs-quotes 2:4", "{a: \"b\", c: ?}"),
        ("<<: b\nc: d\n", "merge-key 1:1", "{c: \"d\"}"),
        ("- take pill #2\n- b\n", "comment-in-text 1:13", "[\"take pill\", \"b\"]"),
        ("- take pill #2\n  daily\n- b\n", "comment-in-text 1:13", "[?, \"b\"]"),
        ("title: a\ntitle: b\n", "duplicate-key 2:1", "{title: \"a\"}"),
        ("a: b\n---\nc: d\n", "several-documents 2:1", "nothing"),
        ("%YAML 1.2\n---\na: b\n", "needs-quotes 1:1", "nothing"),
        ("a:\n  - b\n - c\n", "indentation 3:1", "nothing"),
        ("a: 1\n b: 2\n", "indentation 2:1", "nothing"),
        ("a: b\nc\nd: e\n", "yaml-syntax 2:1", "nothing"),
        ("- a\n-b\n", "missing-space 2:1", "nothing"),
        ("a: b\nkind:Side\n", "missing-space 2:5", "nothing"),
        ("a: [b, c\nd: e\n", "unclosed-bracket 1:4", "{a: ?, d: \"e\"}"),
        ("a: {b: c\n", "unclosed-bracket 1:4", "{a: ?}"),
        ("- \"\\*\"\n- b\n", "bad-escape 1:4", "[?, \"b\"]"),
        ("- \"\\uD800\"\n- b\n", "bad-escape 1:4", "[?, \"b\"]"),
        ("? [a]\n: b\n", "bad-key 1:3", "{}"),
        ("a: |\n  x\n y\nb: c\n", "yaml-syntax 3:2", "nothing"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, mistakes, tree)| {
            let (found_tree, found) = read(text);
            let fits = found.join("|") == *mistakes && found_tree == *tree;
            (!fits).then(|| format!("{text:?}: {} {found_tree}", found.join("|")))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
#[test]
fn zz_show() {
    for text in [
        "a:\n\t- b\n",
        "- \"open\n- b\n",
        "- Note: this: that\n- b\n",
        "- **bold** text\n",
        "- take pill #2\n",
        "a:\n  - b\n - c\n",
        "- a\n-b\n",
        "a: [b, c\nd: e\n",
        "a: b\nc\nd: e\n",
        "- \"\\*\"\n",
        "- 'it's fine'\n",
    ] {
        let mut notes = Notes::default();
        parse(&source(text), &mut notes);
        for n in notes.sorted() {
            println!("{}\n", crate::diagnostics::excerpt(&n, false));
            println!("{}", crate::diagnostics::json(&n));
        }
    }
}
