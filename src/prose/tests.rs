use proptest::prelude::*;

use super::*;
use crate::diagnostics::Source;
use crate::yaml::{self, Node, Value};

fn node(yaml: &str) -> Node {
    let source = Source::new("a.yaml", yaml.as_bytes().to_vec()).expect("it is text");
    let mut notes = Notes::default();
    let node = yaml::parse(&source, &mut notes).expect("sound YAML");
    assert!(notes.is_empty(), "{:?}", notes.sorted());
    node
}

/// The paragraphs of a YAML scalar in a compact notation, `|` between them, and each note as `code line:column`.
fn read(yaml: &str) -> (String, Vec<String>) {
    let node = node(yaml);
    let Value::Scalar(scalar) = &node.value else { panic!("not a text: {yaml}") };
    let mut notes = Notes::default();
    let references = [Some("lee_2020".to_owned()), None, Some("b".to_owned())];
    let texts = paragraphs(scalar, &ReferenceIds::new(references.into()), &mut notes);
    let shown: Vec<String> = texts.iter().map(|text| text.inlines.iter().map(show).collect()).collect();
    let notes = notes.sorted().into_iter().map(|note| {
        let at = note.position().expect("a place");
        format!("{} {}:{}", note.code, at.line, at.column)
    });
    (shown.join("|"), notes.collect())
}

fn show(inline: &Inline) -> String {
    let mut shown = inline.text.clone();
    if inline.emphasis {
        shown = format!("<i>{shown}</i>");
    }
    if inline.strong {
        shown = format!("<b>{shown}</b>");
    }
    if let Some(link) = &inline.link {
        shown = format!("<{link}>{shown}</>");
    }
    if let Some(language) = &inline.language {
        shown = format!("{{{language} {shown}}}");
    }
    if !inline.cites.is_empty() {
        shown = format!("{:?}", inline.cites);
    }
    shown
}

#[test]
fn markup_becomes_styles() {
    let cases: &[(&str, &str)] = &[
        ("plain", "plain"),
        ("a **b** c", "a <b>b</b> c"),
        ("a __b__ *c* _d_", "a <b>b</b> <i>c</i> <i>d</i>"),
        ("a ***b*** c", "a <b><i>b</i></b> c"),
        ("a **b *c* d**", "a <b>b </b><b><i>c</i></b><b> d</b>"),
        ("see [the *site*](https://a.org/x_y)", "see <https://a.org/x_y>the </><https://a.org/x_y><i>site</i></>"),
        ("call [us](tel:+1-555) or <me@a.org>", "call <tel:+1-555>us</> or <mailto:me@a.org>me@a.org</>"),
        ("an eye is [un **ojo**](lang:es-MX) there", "an eye is {es-MX un }{es-MX <b>ojo</b>} there"),
        ("go to <https://a.org>", "go to <https://a.org>https://a.org</>"),
        ("so it is [@b], as [@lee_2020; @b] say", "so it is [2], as [0, 2] say"),
        ("both [@b][@lee_2020] and [a][@b]", "both [2][0] and [a][2]"),
        ("'not \\[@b] nor \\*stars\\*'", "not [@b] nor *stars*"),
        ("'\\\\ and \\*\\*'", "\\ and **"),
        ("name: ________", ""),
    ];
    for (yaml, expected) in cases.iter().filter(|(_, expected)| !expected.is_empty()) {
        assert_eq!(read(yaml), (expected.to_string(), vec![]), "in {yaml}");
    }
}

#[test]
fn what_is_typed_is_printed() {
    let typed = [
        "1. one",
        "- dash",
        "-",
        "+ plus",
        "# heading",
        "#",
        "text #",
        "text # #",
        "> quote",
        "~~~",
        "---",
        "===",
        "***x",
        "[brackets]",
        "[x] done",
        "a_b_c",
        "____",
        "Name: ____ Date: __/__/____",
        "____kg",
        "**Name:** ____",
        "3 < 5 > 2",
        "a & b",
        "\"quotes\" -- ... (c)",
        "5 * 3",
        "5*3 = 15",
        "^1 ~2~ $3",
        "| a | b |",
        "{#id}",
        "a\u{A0}b\u{202F}c",
        "trailing \\",
        "[^1]",
        "http://a.org",
        "x\u{2003}y",
        "4) x",
    ];
    for text in typed {
        let quoted = format!("'{}'", text.replace('\'', "''"));
        let (shown, notes) = read(&quoted);
        let shown = shown.replace("<b>", "**").replace("</b>", "**");
        if text != "***x" {
            assert_eq!(notes, [""; 0], "in {text}");
        }
        assert_eq!(shown, text);
    }
}

#[test]
fn blank_lines_end_paragraphs() {
    let cases = [
        ("one\n  two\n\n  three", "one two|three"),
        ("'one\n  two\n\n  three'", "one two|three"),
        ("\"one\n  two\n\n  three\\n\\nfour\\nfive\"", "one two|three|four five"),
        ("|\n  one\n  two\n\n  three\n", "one two|three"),
        ("|\n  one\n  two\n   \n  three\n", "one two|three"),
        (">\n  one\n  two\n\n  three\n", "one two|three"),
        (">-\n  one\n    two\n\n\n  three\n", "one two|three"),
        ("one\r\n  two\r\n\r\n  three\r\n", "one two|three"),
        ("|\r\n  one\r\n  two\r\n\r\n  three\r\n", "one two|three"),
        ("\"one \\\n  two\"", "one two"),
    ];
    for (yaml, expected) in cases {
        assert_eq!(read(yaml), (expected.to_owned(), vec![]), "in {yaml:?}");
    }
}

#[test]
fn mistakes_have_a_name_and_a_place() {
    let cases = [
        ("a **b c", "unclosed-strong 1:3"),
        ("a **b* c", "unclosed-strong 1:3"),
        ("a __b c", "unclosed-strong 1:3"),
        ("a ** b", "unclosed-strong 1:3"),
        ("one\n  two\n  **three", "unclosed-strong 3:3"),
        ("\"caf\\u00e9 **x\"", "unclosed-strong 1:12"),
        ("price* here", "stray-star 1:6"),
        ("a <b>c</b>", "raw-html 1:3|raw-html 1:7"),
        ("a <!-- c -->", "raw-html 1:3"),
        ("a <br/>", "raw-html 1:3"),
        ("a ![b](c.png)", "image-in-text 1:3"),
        ("a [b](ftp://c)", "bad-link 1:3"),
        ("a [b](www.c.org)", "bad-link 1:3"),
        ("a [b](javascript:c)", "bad-link 1:3"),
        ("a [b](https://c", "bad-link 1:5"),
        ("a [](https://c.org)", "empty-link 1:3"),
        ("a [@c] b", "unknown-reference 1:5"),
        ("a [@b; @lee_2021] b", "unknown-reference 1:9"),
        ("a &lt; b", "entity 1:3"),
        ("a `b`", "code-marks 1:3"),
        ("\"a \\x07 b\"", "control-character 1:4"),
        ("\"a \\x85 b\"", "control-character 1:4"),
        ("\"a \\uFFFE\"", "control-character 1:4"),
        ("a \u{FFFD}", "damaged-character 1:3"),
    ];
    for (yaml, expected) in cases {
        assert_eq!(read(yaml).1.join("|"), expected, "in {yaml:?}");
    }
}

/// What a letter becomes is its own business; where it stands is not.
fn place_of_each_letter(yaml: &str) -> Result<(), TestCaseError> {
    let node = node(yaml);
    let Value::Scalar(scalar) = &node.value else { return Ok(()) };
    for text in paragraphs(scalar, &ReferenceIds::default(), &mut Notes::default()) {
        for inline in &text.inlines {
            for (at, c) in inline.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let place = inline.places.as_ref().expect("the text of a file has places").at(at);
                let typed = scalar.places.source.text[place..].chars().next();
                prop_assert_eq!(typed, Some(c), "at {} of {:?}", place, yaml);
            }
        }
    }
    Ok(())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn letters_of_prose_keep_their_place(
        words in prop::collection::vec("(\\*\\*[a-zé]{1,5}\\*\\*|\\*[a-z]{1,5}\\*|\\[[a-z]{1,5}\\]\\(https://a\\.org\\)|[a-zA-Zäж日0-9]{1,8}|____|_[a-z]{1,3}_)", 1..20),
        gaps in prop::collection::vec(prop::sample::select(vec![" ", "  ", "\n  ", "\n\n  "]), 20),
        style in 0..3u8,
    ) {
        let text: String = words.iter().zip(&gaps).map(|(word, gap)| format!("{word}{gap}")).collect();
        let text = text.trim_end();
        let yaml = match style {
            0 => format!("'{text}'"),
            1 => format!("\"{text}\""),
            _ => format!("|\n  {text}\n"),
        };
        place_of_each_letter(&yaml)?;
    }

    /// Whatever is typed, no letter is lost without a word about it.
    #[test]
    fn no_letter_is_lost_in_silence(text in "([a-z0-9 .,;:!?()&#<>*_`~\\[\\]@/|+=\"^$%{}é日-]|\\*\\*|__|___| \\*|\\]\\(){1,40}") {
        prop_assume!(!text.trim().is_empty());
        let yaml = format!("'{}'", text.replace('\'', "''"));
        let node = node(&yaml);
        let Value::Scalar(scalar) = &node.value else { return Ok(()) };
        let mut notes = Notes::default();
        let printed: String = paragraphs(scalar, &ReferenceIds::default(), &mut notes).iter().map(Text::plain).collect();
        if notes.is_empty() {
            prop_assert_eq!(letters(&printed), letters(&text));
        }
    }

    /// Text without marks is printed to the letter.
    #[test]
    fn plain_text_is_printed_as_typed(text in "[a-zA-Z0-9.,;:!?()#>~|+=\"^$%{}/@\u{A0}\u{202F}\u{2009}\u{3000}éЖλ日‘’“”–—…•½-]{1,30}( [a-z.#>+-]{1,4}){0,4}") {
        let yaml = format!("'{text}'");
        prop_assert_eq!(read(&yaml), (text, vec![]));
    }
}

#[test]
fn a_long_text_of_marks_takes_no_longer_than_its_length() {
    for mark in ["_", "\\*", "*a_", "*_`[<\"'", "&amp;", "[a](b"] {
        let yaml = format!("|\n  {}\n", mark.repeat(100_000 / mark.len()));
        let start = std::time::Instant::now();
        read(&yaml);
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{mark}: {:?}", start.elapsed());
    }
}

#[test]
fn a_byte_order_mark_inside_a_text_is_told() {
    assert_eq!(read("a\u{FEFF}b").1, ["control-character 1:2"]);
}
