use std::sync::Arc;
use std::time::{Duration, Instant};

use super::*;

fn source(text: &str) -> Arc<Source> {
    Source::new("asthma.yaml", text.as_bytes().to_vec()).expect("sound text")
}

fn unknown_key(text: &str, word: &str) -> Diagnostic {
    let at = text.find(word).expect("the word is there");
    Diagnostic::new(Code::UnknownKey, format!("`{word}` is not a key")).at(source(text).span(at..at + word.len()))
}

#[test]
fn an_excerpt_shows_the_line_with_a_caret() {
    let note = unknown_key("title: Asthma\ntitel: Again\n", "titel").hint("did you mean `title`?");
    let expected = "\
error[unknown-key]: `titel` is not a key
 --> asthma.yaml:2:1
  |
2 | titel: Again
  | ^^^^^
  |
  = help: did you mean `title`?";
    assert_eq!(excerpt(&note, false), expected);
    assert!(excerpt(&note, true).contains("\u{1b}["), "colour is on");
}

#[test]
fn json_is_one_object_on_one_line() {
    let note = unknown_key("日本: \"a\"\n  é titel: b\n", "titel").hint("x\ny");
    let expected = r#"{"severity":"error","code":"unknown-key","message":"`titel` is not a key","file":"asthma.yaml","line":2,"column":5,"hint":"x\ny","end_line":2,"end_column":10}"#;
    assert_eq!(json(&note), expected);
    let placeless = r#"{"severity":"warning","code":"entity","message":"b","file":null,"line":null,"column":null,"hint":null,"end_line":null,"end_column":null}"#;
    assert_eq!(json(&Diagnostic::new(Code::Entity, "b")), placeless);
}

#[test]
fn carets_stand_under_tabs_and_wide_characters() {
    let shown = excerpt(&unknown_key("a:\n\tx: 日本語 titel\n", "titel"), false);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[3..], ["2 |     x: 日本語 titel", "  |               ^^^^^"]);
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let shown = excerpt(&unknown_key("a: \u{1b}[31m\u{7}\u{202E} titel\n", "titel").hint("\u{1b}]0;x\u{7}"), false);
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{shown:?}");
}

#[test]
fn a_very_long_line_is_cut_around_its_caret() {
    let start = Instant::now();
    let text = format!("- {}titel{}\n", "word ".repeat(100_000), " more".repeat(100_000));
    let shown = excerpt(&unknown_key(&text, "titel"), false);
    assert!(shown.lines().all(|line| line.chars().count() < 160), "{shown}");
    assert!(shown.contains("titel") && shown.contains("asthma.yaml:1:500003"));
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// Whatever stands around it, the caret stands below the mistake, and its column is that of the file.
#[test]
fn a_caret_stands_below_its_mistake_on_a_line_of_any_length() {
    for around in ["word ", "日本", "e\u{301}", "\tb", "é", "שלום ", "👩\u{200d}⚕️", "😀", "\u{200b}x"] {
        for (before, after) in [(0, 0), (0, 40_000), (40_000, 0), (40_000, 40_000), (60, 60), (139, 1), (1, 279)] {
            let text = format!("a: 1\n{}titel{}", around.repeat(before), around.repeat(after));
            let shown = excerpt(&unknown_key(&text, "titel"), false);
            let column = 1 + around.chars().count() * before;
            assert!(shown.contains(&format!("--> asthma.yaml:2:{column}\n")), "{around:?} {before} {after}: {shown}");
            let lines: Vec<&str> = shown.lines().collect();
            let (line, carets) = (lines[3], lines[4]);
            assert!(line.contains("titel") && carets.ends_with("^^^^^"), "{around:?} {before} {after}: {shown}");
            assert!(shown.len() < 4000, "{around:?} {before} {after}: {}", shown.len());
        }
    }
}

#[test]
fn files_that_are_no_text_are_told_from_their_first_bad_byte() {
    let bad = Source::new("a.yaml", b"\xEF\xBB\xBFtitle: caf\xE9 x\n".to_vec()).expect_err("Latin-1");
    let at = bad.position().expect("a place");
    assert_eq!((bad.code, at.line, at.column), (Code::InvalidUtf8, 1, 11));
    let long = Source::new("a.yaml", vec![b'a'; SOURCE_LIMIT + 1]).expect_err("too long");
    assert_eq!(long.code, Code::FileTooLarge);
    assert_eq!(Source::new("a.yaml", b"\xEF\xBB\xBFa".to_vec()).expect("a mark is fine").text, "a");
}

#[test]
fn columns_count_characters_in_files_of_any_line_end() {
    let source = source("é\r\nab日c\r\n");
    let at = |byte| (source.position(byte).line, source.position(byte).column);
    assert_eq!((at(0), at(4), at(9), at(99)), ((1, 1), (2, 1), (2, 4), (3, 1)));
    assert_eq!(source.line(5), "ab日c");
}

#[test]
fn notes_come_out_once_and_in_order() {
    let text = "one two three";
    let mut notes = Notes::default();
    for word in ["three", "one", "three", "two"] {
        notes.push(unknown_key(text, word));
    }
    notes.push(Diagnostic::new(Code::Entity, "b"));
    assert_eq!((notes.errors(), notes.warnings()), (4, 1));
    let columns: Vec<Option<usize>> = notes.sorted().iter().map(|note| note.position().map(|at| at.column)).collect();
    assert_eq!(columns, [None, Some(1), Some(5), Some(9)]);
}

#[test]
fn of_very_many_mistakes_the_first_are_told_and_the_rest_counted() {
    let source = source(&"x".repeat(500));
    let mut notes = Notes::default();
    notes.extend((0..300).map(|at| Diagnostic::new(Code::BadDate, "b").at(source.span(at..at + 1))));
    notes.push(Diagnostic::new(Code::Entity, "d").at(source.span(400..401)));
    let told = notes.sorted();
    assert_eq!(told.len(), 102);
    assert_eq!((told[100].code, told[100].span.as_ref().map(|span| span.range.start)), (Code::ManyMore, Some(100)));
    assert!(told[100].message.starts_with("200 more mistakes"), "{}", told[100].message);
    assert_eq!((told[100].severity, told[101].code), (crate::diagnostics::Severity::Error, Code::Entity));
}

#[test]
fn every_code_has_one_text_in_kebab_case() {
    for (code, next) in Code::ALL.iter().zip(&Code::ALL[1..]) {
        assert!(code.text() < next.text(), "{code} and {next} are out of order");
    }
    for code in Code::ALL {
        let words = code.text().split('-');
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        assert!(words.into_iter().all(is_word), "{code}");
        assert_eq!(code.text().parse(), Ok(*code));
        let json = serde_json::to_string(code).expect("a text");
        assert_eq!(json, format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<Code>(&json).expect("the same"), *code);
        assert_eq!(Code::like(&code.text()[1..]), Some(*code));
    }
    assert_eq!("unkown-key".parse::<Code>(), Err(UnknownCode));
    assert_eq!(Code::like("unkown-key"), Some(Code::UnknownKey));
    assert_eq!(Code::like("E0308"), None);
}

#[test]
fn every_summary_is_one_sentence() {
    for summary in Code::ALL.iter().map(|code| code.summary()) {
        assert!(summary.ends_with('.') && summary.matches(". ").count() == 0, "{summary}");
        assert!(summary.chars().count() <= 90, "{summary}");
    }
}

#[test]
fn every_explanation_has_its_parts() {
    for code in Code::ALL {
        let parts = Explanation::parse(code.explanation_text()).unwrap_or_else(|| panic!("{code} lacks a part"));
        for part in [parts.meaning, parts.reason, parts.cure] {
            assert!(matches!(pieces(part).first(), Some(Piece::Paragraph(_))), "{code}: {part}");
        }
        assert!(pieces(parts.example).iter().any(|piece| matches!(piece, Piece::Listing(_))), "{code} has no example");
        for part in [parts.meaning, parts.reason, parts.example, parts.cure] {
            for piece in pieces(part) {
                match piece {
                    Piece::Paragraph(text) => {
                        assert!(!text.contains("```") && !text.starts_with('#'), "{code}: {text}")
                    }
                    Piece::Listing(listing) => assert!(matches!(listing.language, "yaml" | "text"), "{code}"),
                }
            }
        }
    }
}

#[test]
fn parts_of_explanations_are_paragraphs_and_listings() {
    let part = "One\nline.\n\n```yaml handout.yaml\na: 1\n\nb: 2\n```\n\nTwo.";
    let listing = Listing { language: "yaml", place: "handout.yaml", text: "a: 1\n\nb: 2" };
    assert_eq!(pieces(part), [Piece::Paragraph("One\nline."), Piece::Listing(listing), Piece::Paragraph("Two.")]);
    let shown = "One\nline.\n\nIn `handout.yaml`:\n\n```yaml\na: 1\n\nb: 2\n```\n\nTwo.";
    assert_eq!(markdown(part), shown);
    assert_eq!(pieces(""), []);
}

#[test]
fn a_workflow_command_holds_what_would_end_it() {
    let text = "a:\n  titel: b\n";
    let source = Source::new("a,b: 100%.yaml", text.as_bytes().to_vec()).expect("sound text");
    let at = text.find("titel").expect("the word is there");
    let note = Diagnostic::new(Code::UnknownKey, "50 %, or: so\r\n::error::x").hint("write `title`");
    let expected = "::error file=a%2Cb%3A 100%25.yaml,line=2,endLine=2,col=3,endColumn=8,title=handout (unknown-key)::50 %25, \
                    or: so%0D%0A::error::x%0Ahelp: write `title`";
    assert_eq!(github(&note.clone().at(source.span(at..at + 5))), expected);
    // What lies on two lines has no columns.
    let two = github(&note.clone().as_warning().at(source.span(0..at)));
    assert!(two.starts_with("::warning file=a%2Cb%3A 100%25.yaml,line=1,endLine=2,title="), "{two}");
    assert!(github(&note).starts_with("::error title="));
}

#[test]
fn a_log_holds_as_many_results_as_a_code_host_takes_errors_first() {
    let source = source("title: Asthma\n");
    let note = |message: String| Diagnostic::new(Code::Entity, message).at(source.span(0..5));
    let mut sarif = Sarif::default();
    (0..RESULT_LIMIT + 2).for_each(|number| sarif.add(&note(number.to_string())));
    sarif.add(&Diagnostic { severity: Severity::Error, ..note("an error".to_owned()) });
    sarif.add(&Diagnostic::new(Code::ManyRemovals, "without a place"));
    assert_eq!(sarif.left_out(), 3);
    let log: serde_json::Value = serde_json::from_str(&sarif.log(1)).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("a list");
    assert_eq!((results.len(), &results[0]["message"]["text"]), (RESULT_LIMIT, &"0".into()));
    assert_eq!(results.last().expect("many")["level"], "error");
    let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("a list");
    assert_eq!(notifications[0]["message"]["text"], "without a place");
    assert!(
        notifications[1]["message"]["text"].as_str().is_some_and(|text| text.starts_with("3 results are left out"))
    );
}

/// A hundred mistakes on a line of megabytes are shown at once; each took as long as all of the line.
#[test]
fn an_excerpt_costs_what_it_shows() {
    let words = "日本 word ".repeat(200_000);
    let source = source(&words);
    let begun = Instant::now();
    for number in 0..100 {
        let at = words.len() / 2 + 13 * number;
        let shown = excerpt(&Diagnostic::new(Code::UnknownKey, "x").at(source.span(at..at + 4)), false);
        assert!(shown.contains("word") && shown.contains("...") && shown.len() < 1500, "{shown}");
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
