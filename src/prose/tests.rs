mod blocks;

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

/// A mark is never taken for a sign that was meant, nor a sign for a mark.
#[test]
fn stars_and_underscores_in_words_and_numbers_are_signs() {
    let cases = [
        ("Take 2*5 mg or 1*5 mg.", "Take 2*5 mg or 1*5 mg.", "stray-star 1:8|stray-star 1:18"),
        ("under 1.5*ULN or 3*ULN", "under 1.5*ULN or 3*ULN", "stray-star 1:11|stray-star 1:20"),
        ("HLA-B*57:01 or *58", "HLA-B*57:01 or *58", "stray-star 1:7|stray-star 1:17"),
        ("CYP2C19*2 and *3/*17", "CYP2C19*2 and *3/*17", "stray-star 1:16|stray-star 1:19"),
        ("2 *3 and 4* 5", "2 *3 and 4* 5", "stray-star 1:4|stray-star 1:12"),
        ("*see 2*5 mg", "*see 2*5 mg", "stray-star 1:2"),
        ("un*believ*able", "un*believ*able", "stray-star 1:4|stray-star 1:11"),
        ("每次2片*3次，每次1片*6次", "每次2片*3次，每次1片*6次", "stray-star 1:6|stray-star 1:14"),
        ("5*3 = 15", "5*3 = 15", ""),
        ("See https://a.org/_x_/b_c.", "See https://a.org/_x_/b_c.", ""),
        ("See www.a.org/*x*", "See www.a.org/*x*", "stray-star 1:16|stray-star 1:18"),
        ("**See https://a.org/x_.**", "<b>See https://a.org/x_.</b>", ""),
        ("请看https://a.org/，**注意**。", "请看https://a.org/，<b>注意</b>。", ""),
        ("2**5 and 3**5", "2**5 and 3**5", "unclosed-strong 1:3|unclosed-strong 1:12"),
        ("f**k and s**t", "f**k and s**t", "unclosed-strong 1:3|unclosed-strong 1:12"),
        ("**** 1234", "**** 1234", "unclosed-strong 1:2"),
        ("un**believ**able", "un<b>believ</b>able", ""),
        ("**a**b and **5**mg", "<b>a</b>b and <b>5</b>mg", ""),
        ("กิน**ยา**ทุกวัน", "กิน<b>ยา</b>ทุกวัน", ""),
        ("请*不要*吃", "请<i>不要</i>吃", ""),
        ("snake_case_ and a_b", "snake_case_ and a_b", ""),
        ("__init__", "<b>init</b>", "underscores 1:2"),
        ("write __NAME__ here", "write <b>NAME</b> here", "underscores 1:8"),
        ("__Never two__", "<b>Never two</b>", ""),
        ("**a [b**c](https://a.org)", "**a <https://a.org>b**c</>", "unclosed-strong 1:2|unclosed-strong 1:8"),
    ];
    for (text, printed, notes) in cases {
        let (shown, found) = read(&format!("'{text}'"));
        assert_eq!((shown.as_str(), found.join("|").as_str()), (printed, notes), "in {text}");
    }
}

#[test]
fn strong_beside_punctuation_is_strong_where_words_have_no_spaces() {
    let cases = [
        ("**注意：**每天服药。", "<b>注意：</b>每天服药。"),
        ("*注意：*每天服药。", "<i>注意：</i>每天服药。"),
        ("请**“不要”**吃。", "请<b>“不要”</b>吃。"),
        ("服用**“Tylenol”**2次", "服用<b>“Tylenol”</b>2次"),
        ("**「熱」**が出たら", "<b>「熱」</b>が出たら"),
        ("**아세트아미노펜(Tylenol)**은 드세요", "<b>아세트아미노펜(Tylenol)</b>은 드세요"),
        ("**(ยา)**กินวันละ", "<b>(ยา)</b>กินวันละ"),
        ("**ຢາ!**ກິນ", "<b>ຢາ!</b>ກິນ"),
        ("**ថ្នាំ៖**លេប", "<b>ថ្នាំ៖</b>លេប"),
        ("**သတိ။**ဆေး", "<b>သတိ။</b>ဆေး"),
        ("[**注意：**每天](https://a.org)", "<https://a.org><b>注意：</b></><https://a.org>每天</>"),
    ];
    for (text, printed) in cases {
        assert_eq!(read(&format!("'{text}'")), (printed.to_owned(), vec![]), "in {text}");
    }
    let hint = |text: &str| notes_of(text).remove(0).hint.unwrap_or_default();
    assert_eq!(read("'**Note:**take'").1, ["unclosed-strong 1:9"]);
    assert!(hint("'** bold** is dark'").starts_with("delete the space"));
    assert!(hint("'**bold ** is dark'").starts_with("close it"));
    assert!(notes_of("'**Note:**take'")[0].message.contains("without a space"));
    assert!(hint("'say**“no”** now'").starts_with("put a space before `**`"));
}

fn notes_of(yaml: &str) -> Vec<crate::diagnostics::Diagnostic> {
    let node = node(yaml);
    let Value::Scalar(scalar) = &node.value else { panic!("not a text: {yaml}") };
    let mut notes = Notes::default();
    paragraphs(scalar, &ReferenceIds::default(), &mut notes);
    notes.sorted()
}

#[test]
fn a_sentence_that_goes_on_below_its_comma_is_no_list_of_labels() {
    let wrapped = |end: &str| {
        format!("|\n  Remember: call us at once if you have a fever or chills{end}\n  not tomorrow: today.")
    };
    for (end, told) in [(",", None), (";", None), ("", None), (".", Some("list-in-text 3:3"))] {
        assert_eq!(read(&wrapped(end)).1, Vec::from_iter(told), "{end}");
    }
    assert_eq!(read("|\n  noon: 5 mg,\n  night: 10 mg").1, ["list-in-text 3:3"]);
}

#[test]
fn unseen_characters_in_a_long_row_are_told_once() {
    let row = |count: usize| read(&format!("a{}b", "\u{2060}\u{AD}".repeat(count))).1;
    assert_eq!(row(16), [""; 0]);
    assert_eq!(row(20_000), ["invisible-character 1:2"]);
}

#[test]
fn what_cannot_be_seen_changes_nothing_in_silence() {
    let cases = [
        ("Take \u{202E}05\u{202C} mg", "bidi-control 1:7"),
        ("10\u{2066}\u{202E}1 mg", "bidi-control 1:4|bidi-control 1:5|invisible-character 1:4"),
        ("a \u{202E}\u{202A}5\u{202C} mg\u{202C}", "bidi-control 1:4|bidi-control 1:5"),
        ("1\u{202E}0\u{202C}5", "bidi-control 1:3|invisible-character 1:3|invisible-character 1:5"),
        ("a \u{202B}05 mg\u{202C}", "bidi-control 1:4"),
        ("\u{202D}שלום\u{202C}", "bidi-control 1:2"),
        ("a \u{2067}05 mg\u{2069}", "bidi-control 1:4"),
        ("a \u{2067}שלום\u{2069} b", ""),
        ("a \u{2066}b", "bidi-control 1:4"),
        ("a b\u{2069}", "bidi-control 1:5"),
        ("5\u{200F} - 10 mg", "bidi-control 1:3"),
        ("קחו 1\u{200F}0 mg", "invisible-character 1:7"),
        ("קחו 10.\u{200F}5 mg", "invisible-character 1:9"),
        ("קחו\u{200F} 10 mg", ""),
        ("10\u{200B}000 and 1\u{AD}0", "invisible-character 1:4|invisible-character 1:14"),
        ("ถ้า\u{200B}มี \u{AD} 555\u{2060}0100 می\u{200C}خواهم", ""),
        ("press 1\u{FE0F}\u{20E3}", "missing-glyph 1:10"),
        ("5\u{336} mg", "missing-glyph 1:3"),
        ("1\u{34F}0 mg", "invisible-character 1:3"),
        ("press 2\u{20E3} or 3\u{20DD}", "missing-glyph 1:9|missing-glyph 1:15"),
        ("5\u{2062}x and a\u{E0041}", "invisible-character 1:3|invisible-character 1:11"),
        ("a \u{FFFC} b", "invisible-character 1:4"),
        ("a&#x202E;05", "invisible-character 1:3"),
        ("\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "invisible-character 1:3"),
        ("[a](https://a.org/\u{202E}b)", "bad-link 1:2|bidi-control 1:20"),
    ];
    for (text, expected) in cases {
        let mut found = read(&format!("'{text}'")).1;
        let mut expected: Vec<&str> = expected.split('|').filter(|note| !note.is_empty()).collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "in {text:?}");
    }
}

#[test]
fn a_sign_of_direction_that_changes_nothing_is_a_warning() {
    for (text, is_error) in [
        ("א\u{202E}ב\u{202C} ג", false),
        ("א \u{202A}abc 10-20\u{202C} ב", false),
        ("a\u{202C} b", false),
        ("א 217 \u{202E}A\u{202C} (3)", false),
        ("א\u{202E}ב50\u{202C} ג", true),
        ("א\u{202E}ב ג", true),
    ] {
        let notes = notes_of(&format!("'{text}'"));
        let errors = notes.iter().filter(|note| note.severity == crate::diagnostics::Severity::Error).count();
        assert_eq!((notes.len(), errors > 0), (1, is_error), "in {text:?}");
    }
}

#[test]
fn a_line_is_broken_nowhere_but_at_a_blank_line() {
    assert_eq!(read("|\n  one\\\n  two\n").1, ["line-break 2:6"]);
    assert_eq!(read("\"5\\\n  10 mg\"").1, ["line-break 1:3"]);
    assert_eq!(read("\"5 mg\\\n  \\ at noon\"").1, [""; 0]);
    assert_eq!(read("'one\\\n  two'").1, ["line-break 1:5"]);
    assert_eq!(read("|\n  12 Main St  \n  Boston\n").1, ["line-break 2:13", "list-in-text 3:3"]);
    assert_eq!(read("|\n  Rest.  \n  Drink.\n").1, ["line-break 2:8"]);
    assert_eq!(read("'one\\\\\n  two'"), ("one\\ two".to_owned(), vec![]));
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
fn a_letter_has_a_bounded_number_of_signs() {
    let told = |text: &str| read(&format!("'{text}'")).1;
    for sound in ["e\u{301}".repeat(300), "\u{1112}\u{1161}\u{11AB}".repeat(60), "a".to_owned() + &"\u{301}".repeat(31)]
    {
        assert_eq!(told(&sound), [""; 0]);
    }
    for damaged in ["a".to_owned() + &"\u{301}".repeat(32), "\u{1100}".repeat(100)] {
        assert_eq!(told(&format!("Take {damaged}")), ["long-cluster 1:7"]);
    }
}

#[test]
fn a_long_text_of_marks_takes_no_longer_than_its_length() {
    for mark in [
        "_",
        "\\*",
        "*a_",
        "*_`[<\"'",
        "&amp;",
        "[a](b",
        "**a ",
        "a**b ",
        "药**。",
        "__a ",
        "__/",
        "<a:",
        "* ",
        "\u{2067}",
        "\u{2067}1\u{2069}",
        "1\u{200B}",
        "*\u{A0}",
        "[*a](https://b.org) ",
    ] {
        let half = mark.repeat(50_000 / mark.len());
        let yaml = format!("|\n  {half}{}\n", half.chars().rev().collect::<String>());
        let start = std::time::Instant::now();
        read(&yaml);
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{mark}: {:?}", start.elapsed());
    }
}

#[test]
fn a_long_text_of_lines_takes_no_longer_than_its_length() {
    for line in [
        "- a",
        "1. a",
        "• a",
        "| a |",
        "a\\",
        "a  ",
        "a:",
        "8:00 5 mg",
        "Day 5 mg",
        "a\u{2003}b",
        "a   b   c",
        "A b",
        "1- a",
    ] {
        let yaml = format!("|\n{}", format!("  {line}\n").repeat(20_000));
        let start = std::time::Instant::now();
        read(&yaml);
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{line}: {:?}", start.elapsed());
    }
}

/// A row that is longer than all others would have each of them padded to its length.
#[test]
fn one_long_row_makes_no_long_table_of_short_ones() {
    let yaml = format!("|\n  |{}\n{}", "a|".repeat(10_000), "  |a|\n".repeat(10_000));
    let start = std::time::Instant::now();
    read(&yaml);
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

/// What is told of one text is bounded, and that there is more is said.
#[test]
fn loose_marks_of_a_text_are_told_up_to_a_bound() {
    let notes = |count: usize| {
        let node = node(&"a ** b ".repeat(count));
        let Value::Scalar(scalar) = &node.value else { panic!("a text") };
        let mut notes = Notes::default();
        paragraphs(scalar, &ReferenceIds::default(), &mut notes);
        notes.count()
    };
    assert_eq!((notes(9_999), notes(10_000)), (9_999, 10_000));
    assert_eq!((notes(10_001), notes(12_000)), (10_001, 10_001));
}
