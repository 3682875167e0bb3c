use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn source(text: &str) -> Arc<Source> {
    Source::new("a.yaml", text.as_bytes().to_vec()).expect("it is text")
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

/// Each mistake is named and placed, and reading goes on behind it where it can: a text, its mistakes, what is read.
fn mistakes(cases: &[(&str, &str, &str)]) {
    for (text, told, tree) in cases {
        let (found_tree, found) = read(text);
        assert_eq!((found.join("|").as_str(), found_tree.as_str()), (*told, *tree), "{text:?}");
    }
}

#[test]
fn marks_that_open_something_are_named_where_text_is_meant() {
    mistakes(&[
        ("- \"open\n- b\n", "unclosed-quote 1:3", "[?, \"b\"]"),
        ("- \"open\n- \"b\"\n- c\n", "unclosed-quote 1:3", "[?, \"b\", \"c\"]"),
        ("a: 'it's\nb: c\n", "unclosed-quote 1:4", "{a: ?, b: \"c\"}"),
        ("- 'it's fine'\n- b\n", "text-after-quote 1:6", "[?, \"b\"]"),
        ("- \"Call\" the nurse\n- b\n", "unclosed-quote 1:3", "[?, \"b\"]"),
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
        ("%YAML 1.2\n---\na: b\n", "needs-quotes 1:1", "nothing"),
        ("- \"a\n  b\" c\n", "text-after-quote 2:4", "nothing"),
        ("- \"\\*\"\n- b\n", "bad-escape 1:4", "[?, \"b\"]"),
        ("- \"\\uD800\"\n- b\n", "bad-escape 1:4", "[?, \"b\"]"),
        ("- >5\n- b\n", "needs-quotes 1:3", "[?, \"b\"]"),
        ("- [a, >5]\n- b\n", "needs-quotes 1:7", "[?, \"b\"]"),
        ("- [*a* b, c]\n- d\n", "needs-quotes 1:4", "[?, \"d\"]"),
        ("- \"C:\\temp\"\n", "bad-escape 1:6", "[\"C:\\temp\"]"),
        ("- \"a \\_low\\_ b\"\n", "bad-escape 1:6", "[\"a \\u{a0}low\\u{a0} b\"]"),
        ("- \"snake\\_case\"\n", "entity 1:9", "[\"snake\\u{a0}case\"]"),
        ("- \"5\\_mg \\\\_ ab:\\tb \\u00e9\"\n", "", "[\"5\\u{a0}mg \\\\_ ab:\\tb é\"]"),
    ]);
}

#[test]
fn commas_and_brackets_of_lists_in_one_line_are_looked_at() {
    mistakes(&[
        ("a: [b, c\nd: e\n", "unclosed-bracket 1:4", "{a: ?, d: \"e\"}"),
        ("a: {b: c\n", "unclosed-bracket 1:4", "{a: ?}"),
        ("- [A, 1,500 mg]\n", "comma-in-number 1:8", "[[\"A\", \"1\", \"500 mg\"]]"),
        ("- [A, 1 ,500 mg]\n", "comma-in-number 1:9", "[[\"A\", \"1\", \"500 mg\"]]"),
        ("a: [take 1,000,000 IU, rest]\n", "comma-in-number 1:11", "{a: [\"take 1\", \"000\", \"000 IU\", \"rest\"]}"),
        ("a: [१,५०० mg]\n", "comma-in-number 1:6", "{a: [\"१\", \"५०० mg\"]}"),
        ("a: {b: 2,5}\n", "comma-in-number 1:9", "{a: {b: \"2\", 5: -}}"),
        (
            "a: [1,500]\nb: [0,5]\n",
            "comma-in-number 1:6|comma-in-number 2:6",
            "{a: [\"1\", \"500\"], b: [\"0\", \"5\"]}",
        ),
        ("a: [1,2,3]\nb: [386661006,22298006]\n", "", "{a: [\"1\", \"2\", \"3\"], b: [\"386661006\", \"22298006\"]}"),
        ("a: [\"1,500 mg\", 1, 500]\nb: take 1,500\n", "", "{a: [\"1,500 mg\", \"1\", \"500\"], b: \"take 1,500\"}"),
    ]);
}

#[test]
fn comments_that_swallow_text_are_told() {
    mistakes(&[
        ("- take pill #2\n- b\n", "comment-in-text 1:13", "[\"take pill\", \"b\"]"),
        ("- take pill #2\n  daily\n- b\n", "comment-in-text 1:13", "[?, \"b\"]"),
        ("- white pill and\n  #2 at night\n- b\n", "comment-in-text 2:3", "[\"white pill and\", \"b\"]"),
        ("a: J Med. 12\n  #3:45\nb: c\n", "comment-in-text 2:3", "{a: \"J Med. 12\", b: \"c\"}"),
        ("a:\n  Take\n  #2 now\n", "comment-in-text 3:3", "{a: \"Take\"}"),
        ("- a\n# note\n- b\n#- c\n", "", "[\"a\", \"b\"]"),
        ("a:\n  - b: c\n    #d: e\n    f: g\n", "", "{a: [{b: \"c\", f: \"g\"}]}"),
        ("- a\n  # note\n  ##\n- b\n", "", "[\"a\", \"b\"]"),
        ("- [take pill #2, rest]\n- b\n", "comment-in-text 1:14", "[?, \"b\"]"),
        ("- #2 at night\n  and noon\n- b\n", "comment-in-text 1:3", "[\"and noon\", \"b\"]"),
        ("- #2 at night\n\n  # note\n  and noon\n- b\n", "comment-in-text 1:3", "[\"and noon\", \"b\"]"),
        ("- # at night\n  rest\n- a: # note\n    b\n", "", "[\"rest\", {a: \"b\"}]"),
        ("- \"take it\" #2 at night\n- 'b' # note\n", "comment-in-text 1:13", "[\"take it\", \"b\"]"),
        ("a: # 3 tips\nb: #\n", "comment-in-text 1:4", "{a: -, b: -}"),
        ("a: |\n    one\n  #2 two\nb: c\n", "comment-in-text 3:3", "{a: \"one\\n\", b: \"c\"}"),
        ("a: |\n    one\n  # two\n#3\nb: c\n", "", "{a: \"one\\n\", b: \"c\"}"),
    ]);
}

#[test]
fn spaces_and_dashes_that_part_nothing_are_told() {
    mistakes(&[
        ("a:\n\t- b\n", "tab-indentation 2:1", "nothing"),
        ("a:\n  - b\n\t- c\n", "tab-indentation 3:1", "nothing"),
        ("a:\n  - b\n - c\n", "indentation 3:1", "nothing"),
        ("a: 1\n b: 2\n", "indentation 2:1", "nothing"),
        ("a: b\nc\nd: e\n", "indentation 2:1", "{a: \"b\", d: \"e\"}"),
        ("- a\n-b\n", "missing-space 2:1", "nothing"),
        ("a: b\nkind:Side\n", "missing-space 2:5", "nothing"),
        ("title:Cramps\nkind: a\n", "missing-space 1:6", "nothing"),
        ("title Cramps\nkind: a\n", "missing-colon 1:1", "nothing"),
        ("a:\n  - heading: b\n    body\n      - c\n", "missing-colon 3:5", "nothing"),
        ("a:\n  - heading: b\n   body: c\n", "indentation 3:1", "nothing"),
        ("- a\n  - b\n- c\n", "indentation 2:3", "[?, \"c\"]"),
        ("a:\n  -b\n  - c\nd: e\n", "missing-dash 2:3", "{a: ?, d: \"e\"}"),
        ("a:\n  b\n  - c\n", "missing-dash 2:3", "{a: ?}"),
        ("* a\n* b\n", "wrong-dash 1:1", "nothing"),
        ("title: a\nsections:\n\u{A0}- b: c\n\u{A0}- d: e\n", "no-break-space 3:1", "nothing"),
        ("- one\n\u{A0}     - two\n", "no-break-space 2:1", "nothing"),
        ("-\u{A0}one\n-\u{A0}two\n", "no-break-space 1:2", "[\"one\", \"two\"]"),
        ("title:\u{A0}a\nkind:\u{202F}b\n", "no-break-space 1:7", "{title: \"a\", kind: \"b\"}"),
        ("a:\n  – heading: One\n    body: x\n", "wrong-dash 2:3", "nothing"),
        ("- |\n  \u{3000}\u{3000}请多休息\n  \u{A0}x\n", "", "[\"\\u{3000}\\u{3000}请多休息\\n\\u{a0}x\\n\"]"),
        (
            "- as far as\n  the garden or\n  - the day room\n- b\n",
            "",
            "[\"as far as the garden or - the day room\", \"b\"]",
        ),
        ("- as far as\n  the garden or\n    - the day room\n", "indentation 3:5", "[?]"),
    ]);
}

#[test]
fn mistakes_of_keys_and_documents_are_told() {
    mistakes(&[
        ("a: b: c\nd: e\n", "colon-in-text 1:5", "{a: ?, d: \"e\"}"),
        ("- Note: this: that\n- b\n", "colon-in-text 1:7", "[?, \"b\"]"),
        ("<<: b\nc: d\n", "merge-key 1:1", "{c: \"d\"}"),
        ("title: a\ntitle: b\n", "duplicate-key 2:1", "{title: \"a\"}"),
        ("a: b\n---\nc: d\n", "several-documents 2:1", "nothing"),
        ("- one\n  Note: two\n- b\n", "colon-in-text 2:7", "[?, \"b\"]"),
        ("- a\u{7}b\n- \u{0}c\n", "control-character 1:4|control-character 2:3", "[\"a b\", \"c\"]"),
        ("? [a]\n: b\n", "bad-key 1:3", "?"),
        ("a: |\n  x\n y\nb: c\n", "indentation 3:2", "{a: \"x\\n\", b: \"c\"}"),
        ("Title: Asthma: Your Plan\nkind: b\n", "colon-in-text 1:14", "{title: ?, kind: \"b\"}"),
    ]);
}

#[test]
fn the_cure_is_the_corrected_line() {
    let cases = [
        ("- Note: this: that\n", "put the text between quotes:\n- \"Note: this: that\""),
        ("- Note: this: that\n  and more\n- b\n", "put the text between quotes:\n- \"Note: this: that and more\""),
        ("- one\n  Note: two\n", "put the text between quotes:\n- \"one Note: two\""),
        ("- one\n  pill #2\n", "put the text between quotes, or the comment on a line of its own:\n- \"one pill #2\""),
        ("- heading: a\n   body: b\n", "indent it by 2 spaces, like the line it stands beside:\n  body: b"),
        ("title Cramps\nkind: a\n", "write the line as\ntitle: Cramps"),
        ("- *Say* \"no\"\n", "put the text between quotes:\n- '*Say* \"no\"'"),
        ("kind: *Side* Effect\n", "put the text between quotes:\nkind: \"*Side* Effect\""),
        ("- 'it's fine'\n", "write the line as\n- \"it's fine\""),
        ("- \"open\n", "close it at the end of the text:\n- \"open\""),
        ("- \"a \\* b\"\n", "a backslash between single quotes stands for itself:\n- 'a \\* b'"),
        ("- a\n-b\n", "write the line as\n- b"),
        (
            "- pill and\n  #2 now\n",
            "put the text between quotes, or the comment on a line of its own:\n- \"pill and #2 now\"",
        ),
        (
            "- [A, 1,500 mg, 2,5 ml]\n",
            "put it between quotes; if they are two items, put a space behind the comma:\n- [A, \"1,500 mg\", \"2,5 ml\"]",
        ),
        ("- [take pill #2, rest]\n", "put the text between quotes:\n- [\"take pill #2\", rest]"),
        ("- [\"a #1\", pill #2, b]\n", "put the text between quotes:\n- [\"a #1\", \"pill #2\", b]"),
        ("* a\n* b\n", "type a hyphen:\n- a"),
        ("- [a, >5]\n", "put the text between quotes:\n- [a, \">5\"]"),
        ("- 'take it' #2 now\n", "if it is text, put it inside of the quotes:\n- \"take it #2 now\""),
        ("a: [b, c]]\n", "delete it:\na: [b, c]"),
        (" title: a\nkind: b\n", "do not indent it:\ntitle: a"),
        ("a:\n    - b\n  - c\n  - d\n", "indent it by 2 spaces, like the line below it:\n  - b"),
        ("- \"C:\\temp\"\n", "a backslash between single quotes stands for itself:\n- 'C:\\temp'"),
        ("title:\u{A0}a\n", "type an ordinary space:\ntitle: a"),
        ("a:\n\u{A0} -\u{A0}b:\u{A0}c\n", "type ordinary spaces:\n  - b: c"),
        ("  – heading: One\n    body: x\n", "type a hyphen:\n  - heading: One"),
        (
            "Title: Asthma: Your Plan\nkind: b\n",
            "keys are written in small letters, and the text between quotes:\ntitle: \"Asthma: Your Plan\"",
        ),
        (
            "- steps:\n    - Sip 4 oz of\n      - apple juice\n      - ginger ale\n    - Rest.\n",
            "if it is no list under it, indent it by 4 spaces; a list under an item is written as\n    - text: Sip 4 oz of\n      bullets:\n        - apple juice\n        - ginger ale",
        ),
        ("%YAML 1.2\n---\na: b\n", "delete this line, and the line of three dashes below it: a file needs neither"),
    ];
    for (text, expected) in cases {
        assert_eq!(hint(text), expected, "in {text:?}");
    }
}

#[test]
fn deep_and_long_files_answer_at_once() {
    let start = worked();
    let files = [
        ("[".repeat(200_000), "too-deep 1:65"),
        ("{a: ".repeat(60_000), "too-deep 1:257"),
        ("- ".repeat(100_000), "too-deep 1:129"),
        (format!("- {}", "word ".repeat(400_000)), ""),
        (format!("[{}]", "word, ".repeat(150_000)), ""),
        (format!("a: [{}1]\n", "1,".repeat(20_000)), ""),
        (format!("a: [{}b]\n", "a1,1 ,".repeat(10_000)), "comma-in-number 1:7"),
        (format!("a:\n{}", "  - b\n    #2\n".repeat(20_000)), "many-more 203:5"),
        (format!("a: b\n{}", "\u{A0}- c\n".repeat(50_000)), "no-break-space 2:1"),
        (format!("- \"{}", "word \n  ".repeat(100_000)), "unclosed-quote 1:3"),
    ];
    for (text, expected) in files {
        let (_, mistakes) = read(&text);
        // Of very many the first hundred are told, then how many more there are.
        match expected.starts_with("many-more") {
            true => assert_eq!(mistakes.last().map(String::as_str), Some(expected)),
            false => assert_eq!(mistakes.join("|"), expected),
        }
    }
    // White space or a word before very many signs is not passed over for each of them.
    for lead in [format!("{}[", " ".repeat(200_000)), format!("[{}, ", "a".repeat(200_000))] {
        let (_, mistakes) = read(&format!("- b\n- {lead}{}b]\n", "*a, ".repeat(20_000)));
        assert_eq!(mistakes.len(), 101);
        assert!(mistakes[0].starts_with("needs-quotes 2:"), "{}", mistakes[0]);
    }
    let keys: String = (0..90_000).map(|n| format!("k{n}: v\n")).collect();
    assert_eq!(read(&keys).1, [""; 0]);
    let took = worked() - start;
    assert!(took < Duration::from_secs(20), "took {took:?}");
}

/// How long this thread has been on a processor, which other work on the machine does not lengthen (on Linux, the first number
/// of its `schedstat`, proc(5)). Elsewhere, what the clock says.
fn worked() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

/// A scalar of each style with its text, as a YAML value under a dash.
fn styled() -> impl Strategy<Value = String> {
    let word = "[a-zA-Z0-9äßжλ日.,;()'-]{1,8}";
    let words = prop::collection::vec(word, 1..12);
    let gap = prop::sample::select(vec![" ", "  ", "\n  ", "\n\n  ", " \n\n\n    ", "\r\n  "]);
    let escape = prop::sample::select(vec![
        "\\u00e9",
        "\\\"",
        "\\\\",
        "\\n",
        "\\x41",
        "\\\n  ",
        "\\U0001F600",
        "\\uD83D\\uDE00",
        "\\_",
    ]);
    (words, prop::collection::vec(gap, 12), prop::collection::vec(escape, 12), 0..5u8).prop_map(
        |(words, gaps, escapes, style)| {
            let joined = |word: &dyn Fn(usize, &str) -> String| {
                let mut text = String::new();
                for (index, each) in words.iter().enumerate() {
                    text.push_str(&word(index, each));
                    text.push_str(if index + 1 < words.len() { gaps[index] } else { "" });
                }
                text
            };
            match style {
                0 => format!("- a{}\n- end\n", joined(&|_, word| word.replace([',', '-', '\''], "x"))),
                1 => format!("- '{}'\n", joined(&|_, word| word.replace('\'', "''"))),
                2 => format!("- \"{}\"\n", joined(&|index, word| format!("{word}{}", escapes[index]))),
                3 => format!("- |\n  a{}\n- end\n", joined(&|_, word| word.to_owned())),
                _ => format!("- >-\n  a{}\n", joined(&|_, word| word.to_owned())),
            }
        },
    )
}

proptest! {
    /// Every letter of a decoded text stands where its place says, or an escape of it does.
    #[test]
    fn letters_keep_their_place(yaml in styled()) {
        let source = source(&yaml);
        let mut notes = Notes::default();
        let Some(Node { value: Value::Seq(items), .. }) = parse(&source, &mut notes) else {
            return Err(TestCaseError::fail(format!("{:?}", notes.sorted())));
        };
        let Some(Value::Scalar(scalar)) = items.first().map(|node| &node.value) else {
            return Err(TestCaseError::fail("no text"));
        };
        let mut last = 0;
        for (at, c) in scalar.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let place = scalar.places.at(at);
            let typed = source.text[place..].chars().next();
            prop_assert!(typed == Some(c) || typed == Some('\\'), "{c:?} at {place} is {typed:?}");
            prop_assert!(place >= last, "places go backwards");
            prop_assert!(scalar.span.range.contains(&place));
            last = place;
        }
        let typed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        prop_assert!(scalar.style == Style::Double || typed(&scalar.text) <= typed(&yaml));
    }

    /// Whatever stands in a file, reading it ends, and every mistake has a place in it.
    #[test]
    fn no_file_is_too_strange(text in "([-:#'\"\\[\\]{}*&!|>%@`? ,\t\r\n~a-cxu0\\\\é日–•5\u{3000}\u{A0}\u{85}\u{FEFF}]|: |\n  |\n- |key: ){0,60}") {
        let (source, mut notes) = (source(&text), Notes::default());
        let (text, tree) = (&source.text, parse(&source, &mut notes));
        prop_assert!(tree.is_some() || notes.has_errors() || text.lines().all(|line| {
            let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            line.is_empty() || line.starts_with('#') || line.starts_with("---") || line.starts_with("...")
        }), "nothing is said of {text:?}");
        for note in notes.sorted() {
            let span = note.span.clone().expect("a place");
            prop_assert!(text.get(span.range).is_some());
            crate::diagnostics::excerpt(&note, false);
            crate::diagnostics::json(&note);
        }
    }
}

#[test]
fn a_line_too_far_left_is_told_and_the_rest_still_read() {
    let text = "a:\n  - Stop what\nyou do.\nAnd hold on.\n  - Good.\nb: c\n";
    assert_eq!(read(text), (r#"{a: ["Stop what", "Good."], b: "c"}"#.to_owned(), vec!["indentation 3:1".to_owned()]));
    assert_eq!(hint(text), "indent it by 4 spaces:\n    you do.");
    assert_eq!(hint("a: |\nText.\nb: c\n"), "indent it by 2 spaces:\n  Text.");
}

#[test]
fn a_dash_without_a_space_is_told_even_where_it_makes_sound_yaml() {
    let text = "body:\n  -One.\n  -Two.\n";
    assert_eq!(read(text).1, ["missing-space 2:3"]);
    assert_eq!(hint(text), "write the line as\n- One.");
    assert_eq!(read("body:\n  -5 degrees\n").1, [""; 0]);
}

#[test]
fn a_hint_shows_the_line_as_it_works() {
    assert_eq!(hint("a:\n  - b: c\n\td: e\n"), "indent with spaces, two for each step:\n    d: e");
    assert_eq!(hint("title： Cramps\nb: c\n"), "write the line as\ntitle: Cramps");
}

#[test]
fn one_line_has_one_mistake() {
    assert_eq!(read("sections: text\n  - heading: x\n").1, ["indentation 2:3"]);
}

/// A list that is never closed swallows the lines below it, on which `[@lee]` looks like an item that begins with a sign.
#[test]
fn a_sign_below_an_open_list_is_no_item_of_its_line() {
    let found =
        ["a:\n  - [b, \"c]\n  - d [@e] f\n", "a: [b, c\nd: e [@f] g\n", "a: [b,\n  c, @d]\n"].map(|text| read(text).1);
    assert_eq!(
        found,
        [vec!["unclosed-quote 2:9", "unclosed-bracket 3:7"], vec!["unclosed-bracket 1:4"], vec!["needs-quotes 2:6"]]
    );
    assert_eq!(hint("a: [b,\n  c, @d]\n"), "put the text between quotes:\nc, \"@d\"]");
}

#[test]
fn a_byte_order_mark_inside_a_file_is_told_once_at_its_place() {
    for (text, told, tree) in [
        ("a: b\u{FEFF}c\n", "control-character 1:5", "{a: \"b\\u{2060}c\"}"),
        ("a: \u{FEFF}b\u{FEFF}\n", "control-character 1:4", "{a: \"\\u{2060}b\\u{2060}\"}"),
        ("- a\n\u{FEFF}\n- b\n", "control-character 2:1", "[\"a\", \"b\"]"),
        ("- a\n- \u{FEFF}b\n", "control-character 2:3", "nothing"),
        ("- \u{FEFF}a: b\n  c: d\n", "control-character 1:3", "nothing"),
        ("a: b\n\u{FEFF}c: d\n", "no-break-space 2:1", "nothing"),
    ] {
        assert_eq!(read(text), (tree.to_owned(), vec![told.to_owned()]), "{text:?}");
    }
    assert_eq!(hint("- a\n- \u{FEFF}b\n"), "delete it:\n- b");
}

#[test]
fn a_comment_between_two_lines_of_a_text_is_named() {
    for (text, told, cure) in [
        ("- Take one\n  # a note\n  and rest\n- b\n", "comment-in-text 2:3", "# a note\n- Take one and rest"),
        ("- Take one\n# a\n\n# b\n  and\n  rest\n", "comment-in-text 2:1", "# a\n# b\n- Take one and rest"),
        ("- Take one\n  #2 a note\n  and rest\n", "comment-in-text 2:3", "- \"Take one #2 a note and rest\""),
        ("a: Take one\n  # a note\n  and rest\nb: c\n", "comment-in-text 2:3", "# a note\na: Take one and rest"),
        (
            "- |\n  One\n# a note\n  two\n    three\n- b\n",
            "comment-in-text 3:1",
            "# a note\n- |\n  One\n  two\n    three",
        ),
        ("- |\n  One\n #5 mg\n  two\n", "comment-in-text 3:2", "#5 mg\n- |\n  One\n  two"),
    ] {
        assert_eq!(read(text).1, [told], "{text}");
        assert_eq!(hint(text).split_once('\n').map(|(_, cure)| cure.to_owned()), Some(cure.to_owned()), "{text}");
    }
    for sound in
        ["- Take one\n# a note\n- and rest\n", "- |\n  One\n  # a note\n  two\n", "- One\n  # a note\n\n- two\n"]
    {
        assert_eq!(read(sound).1, [""; 0], "{sound}");
    }
}

#[test]
fn items_in_brackets_over_several_lines_are_put_between_quotes() {
    for (text, cure) in [
        ("a: [b,\n  *c]\n", "\"*c\"]"),
        ("a: [b,\n  *c, d]\n", "\"*c\", d]"),
        ("a: [b,\n  &c, d]\n", "\"&c\", d]"),
        ("a: [b,\n  !c, d]\n", "\"!c\", d]"),
        ("a: [b,\n  %5 of it, d]\n", "\"%5 of it\", d]"),
        ("a: [b,\n  %5 of it,\n  d]\n", "\"%5 of it\","),
        ("a: [b,\n  >5\n]\n", "\">5\""),
        ("a: [b,\n  **c** d]\n", "\"**c** d\"]"),
        ("a: [b, *c,\n  d]\n", "a: [b, \"*c\","),
        ("a: [one,\n  #2 now, c]\n", "\"#2 now\", c]"),
        ("a: [one,\n  take #2, c]\n", "\"take #2\", c]"),
        ("a: [b {c} d, e]\n", "a: [\"b {c} d\", e]"),
        ("a: [b, c [d] e]\n", "a: [b, \"c [d] e\"]"),
    ] {
        assert_eq!(read(text).1.len(), 1, "{text} {:?}", read(text).1);
        assert_eq!(hint(text).split_once('\n').map(|(_, cure)| cure.to_owned()), Some(cure.to_owned()), "{text}");
    }
    assert_eq!(hint("a: - b\n"), "write it as\na:\n  - b");
}

#[test]
fn line_ends_that_are_none_in_yaml_are_told_once() {
    for end in ["\u{2028}", "\u{2029}", "\u{85}"] {
        let (tree, told) = read(&["a: b", "c: d", ""].join(end));
        assert_eq!((tree.as_str(), told), ("nothing", vec!["control-character 1:5".to_owned()]), "{end:?}");
    }
    assert_eq!(read("a: b\u{2028}c\n").1, [""; 0]);
    assert_eq!(read("a: b\rc: d\r").0, r#"{a: "b", c: "d"}"#);
}

/// What is known to be folded by its bytes has nothing else in it.
#[test]
fn a_plain_text_has_no_other_space_and_nothing_unseen() {
    for c in '\0'..=char::MAX {
        let is_plain = is_folded_plainly(&format!("a{c}a"));
        let is_odd = c != ' ' && c.is_whitespace() || is_unseen(c) || unprintable(c).is_some();
        assert!(!(is_plain && is_odd), "{c:?}");
        assert!(is_plain || !matches!(c, ' '..='~' | 'à'..='ÿ' | 'а'..='я' | 'א'..='ת' | 'ء'..='ي'), "{c:?}");
    }
    assert!(["", " a", "a ", "a  b", "a\nb"].iter().all(|text| !is_folded_plainly(text)));
}
