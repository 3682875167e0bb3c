//! Lines counted by hand, in a face whose glyphs are all one em wide.

use handout::diagnostics::Code;
use handout::site::Site;
use handout::text::{Direction, Line, Paragraph, Shaper, Span, Style, Wrap};
use handout::theme::{self, Theme};

use super::sheet::{Row, columns};
use super::square::{EM, FONTS, LETTERS, theme};
use super::{clinic, ink};

/// The lines of a text set `measure` letters wide.
fn set(text: &str, measure: f32, wrap: Wrap) -> Vec<Line> {
    let spans = [Span { end: text.len(), style: Style::default(), size: EM, rise: 0.0 }];
    let paragraph = Paragraph {
        text,
        spans: &spans,
        language: "en",
        direction: Direction::Ltr,
        keeps: &[],
        isolates: &[],
        foreign: &[],
    };
    let shaped = Shaper::new(&FONTS).shape(&paragraph);
    assert_eq!(shaped.missing, []);
    let lines = shaped.lines(measure * EM, wrap);
    let whole: String = lines.iter().map(words).collect();
    assert_eq!(whole, text, "lines hold all of the text");
    for line in &lines {
        let letters = words(line).trim_end().chars().filter(|c| *c != '\u{301}').count();
        // A dose that had to be cut may end in its own space.
        let space = line.width - letters as f32 * EM;
        assert!(space.abs() < 0.01 || (space - EM).abs() < 0.01 && measure < 20.0, "{line:?}");
        assert!(line.width <= measure * EM + 0.01 || letters <= 1, "{line:?} is wider than {measure} letters");
    }
    lines
}

fn words(line: &Line) -> String {
    line.fragments.iter().map(|fragment| fragment.run.text.as_str()).collect()
}

/// The same as text, a bar between lines.
fn ragged(text: &str, measure: usize) -> String {
    shown(&set(text, measure as f32, Wrap::Ragged))
}

fn balanced(text: &str, measure: usize) -> String {
    shown(&set(text, measure as f32, Wrap::Balanced))
}

fn shown(lines: &[Line]) -> String {
    lines.iter().map(|line| words(line).trim_end().to_owned()).collect::<Vec<_>>().join("|")
}

#[test]
fn a_line_ends_where_its_measure_does() {
    // Words of four letters: five letters with their space, the last without.
    let counts = |measures: &[usize]| -> Vec<usize> {
        measures.iter().map(|&measure| set("aaaa bbbb cccc dddd", measure as f32, Wrap::Ragged).len()).collect()
    };
    assert_eq!(counts(&[4, 8, 9, 13, 14, 18, 19]), [4, 4, 2, 2, 2, 2, 1]);
}

#[test]
fn white_space_at_the_end_of_a_line_takes_no_room() {
    assert_eq!(ragged("aaaa bbbb", 4), "aaaa|bbbb");
    let lines = set("aaaa bbbb", 4.0, Wrap::Ragged);
    assert_eq!(lines.iter().map(|line| line.width).collect::<Vec<_>>(), [40.0, 40.0]);
}

#[test]
fn lines_are_as_even_as_words_allow() {
    // First fit gives "aaa bb|cc|ddddd" and leaves four letters empty on the second line: 16 as a square. Three and one
    // letter are 10.
    assert_eq!(ragged("aaa bb cc ddddd", 6), "aaa|bb cc|ddddd");
    // First fit leaves "e" alone.
    assert_eq!(ragged("aaaa bbbb cccc dddd e", 19), "aaaa bbbb cccc|dddd e");
    // Where all lines are full, nothing moves.
    assert_eq!(ragged("aaaaa bbbbb ccccc ddddd", 11), "aaaaa bbbbb|ccccc ddddd");
}

#[test]
fn evenness_costs_no_line() {
    assert_eq!(ragged("aaaa bbbb cccc dddd eeee ffff", 9), "aaaa bbbb|cccc dddd|eeee ffff");
    let words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
    for measure in 8..60 {
        let (lines, least) = (set(words, measure as f32, Wrap::Ragged).len(), first_fit(words, measure));
        assert!(lines <= least + 1, "{lines} lines where {least} do, at {measure} letters");
    }
}

/// How many lines first fit needs.
fn first_fit(text: &str, measure: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        if used > 0 && used + 1 + word.len() > measure {
            (lines, used) = (lines + 1, 0);
        }
        used += word.len() + usize::from(used > 0);
    }
    lines
}

#[test]
fn a_dose_is_never_torn() {
    for (text, kept) in [
        ("Take exactly 0.5 mg at night and no more than that", "0.5 mg"),
        ("It takes from 10–20 mL of it each and every day now", "10–20 mL"),
        ("Then call us at (555) 555-0100 before you take it", "(555) 555-0100"),
        ("A letter was sent by Dr. Lee before your visit here", "Dr. Lee"),
        ("You come back here on May 10, and bring this with you", "May 10,"),
        ("Take it at 8 am with a glass of water every day", "8 am"),
    ] {
        for measure in kept.chars().count()..40 {
            let lines = shown(&set(text, measure as f32, Wrap::Ragged));
            assert!(lines.contains(kept), "at {measure} letters: {lines}");
        }
    }
}

#[test]
fn a_word_of_300_letters_is_cut_into_full_lines() {
    let word = "x".repeat(300);
    let lines = set(&word, 20.0, Wrap::Ragged);
    assert_eq!(lines.iter().map(|line| line.width).collect::<Vec<_>>(), [200.0; 15]);
    let lines = set(&format!("So {word} it is"), 20.0, Wrap::Ragged);
    assert!(lines.len() <= 17, "{}", shown(&lines));
}

#[test]
fn a_long_word_is_cut_between_graphemes() {
    // Three hundred letters of two characters each.
    let lines = set(&"e\u{301}".repeat(300), 7.0, Wrap::Ragged);
    assert_eq!(lines.len(), 43);
    for line in &lines {
        assert!(words(line).starts_with('e') && words(line).ends_with('\u{301}'), "{line:?}");
    }
}

#[test]
fn a_measure_narrower_than_a_letter_takes_one_a_line() {
    assert_eq!(ragged("abc de", 0), "a|b|c|d|e");
}

#[test]
fn a_dose_wider_than_its_measure_is_cut_at_its_space_first() {
    assert_eq!(ragged("10–20 mL", 5), "10–20|mL");
    assert_eq!(ragged("1 800 555 0100", 6), "1 800|555|0100");
    assert_eq!(ragged("0.5 mg", 2), "0.|5|mg");
}

#[test]
fn headings_have_lines_of_like_length() {
    assert_eq!(balanced("aaaa bbbb cccc dddd eeee", 19), "aaaa bbbb cccc|dddd eeee");
    assert_eq!(balanced("aaaa bbbb cccc dddd", 18), "aaaa bbbb|cccc dddd");
    assert_eq!(balanced("aaaa bbbb cccc dddd", 19), "aaaa bbbb cccc dddd");
    let words = "one two three four five six seven eight nine ten eleven twelve";
    for measure in 6..60 {
        let lines = set(words, measure as f32, Wrap::Balanced).len();
        assert_eq!(lines, first_fit(words, measure), "at {measure} letters");
    }
}

#[test]
fn nothing_is_wider_than_its_measure() {
    let text = "It was 0.5 mg of acetaminophen, well-known (3–5 days), https://example.org/a/long/address and Dr. Lee";
    for measure in 1..120 {
        set(text, measure as f32, Wrap::Ragged);
        set(text, measure as f32, Wrap::Balanced);
        set(text, measure as f32 + 0.5, Wrap::Ragged);
    }
}

#[test]
fn a_long_address_beside_its_code_stays_on_the_paper() {
    let site = Site::default();
    let large = Theme::large(theme::LETTER, theme::BRAND);
    for theme in [clinic::letter(), large] {
        for bytes in [40, 270, 1200, 2300] {
            let path = "ab-cd/".repeat(bytes / 6);
            let yaml = format!(
                "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nurl: https://example.org/{path}\n\
                 sections:\n  - heading: H\n    body: Text.\n"
            );
            let (article, notes) = clinic::read("article", None, &yaml, &site);
            let notes: Vec<Code> = notes.sorted().iter().map(|note| note.code).collect();
            assert_eq!(notes, if bytes > 300 { &[Code::LongAddress][..] } else { &[] }, "{bytes} bytes");
            let (handout, _) = clinic::typeset(&article.expect("a sound article"), &site, &theme, &clinic::FONTS);
            assert_eq!(ink::faults(&handout, &theme, &clinic::FONTS), [""; 0], "{bytes} bytes");
        }
    }
}

/// The column of an article of one section, all on one page.
fn column(body: &str) -> Vec<Row> {
    let site = Site::default();
    let yaml = format!(
        "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n{}",
        body.lines().map(|line| format!("      {line}\n")).collect::<String>()
    );
    let theme = theme(100);
    let (handout, _) = clinic::typeset(&clinic::article(&yaml, &site), &site, &theme, &FONTS);
    assert_eq!(ink::faults(&handout, &theme, &FONTS), [""; 0]);
    let mut pages = columns(&handout, &FONTS);
    assert_eq!(pages.len(), 1);
    pages.remove(0).into_iter().skip(2).collect()
}

/// Where the row that starts with `words` begins and ends, in letters from the start of the measure.
fn place(rows: &[Row], words: &str) -> (f32, f32) {
    let row = rows.iter().find(|row| row.text.contains(words)).unwrap_or_else(|| panic!("no {words} in {rows:#?}"));
    ((row.start - 50.0) / EM, (row.end - 50.0) / EM)
}

#[test]
fn a_paragraph_takes_the_whole_measure_line_by_line() {
    let rows = column("- aaaaaaaaa bbbbbbbbbb cccccccccc ddddddddd e");
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["aaaaaaaaa bbbbbbbbbb", "cccccccccc ddddddddd", "e"]);
    assert_eq!(rows[0].end - rows[0].start, LETTERS as f32 * EM);
    assert!((rows[1].y - rows[0].y - EM).abs() < 0.01);
}

#[test]
fn the_text_of_a_list_hangs() {
    let rows = column("- bullets:\n    - aaaaaaaaa bbbbbbbb cccccccccc ddddddd");
    // The hang is two letters, so that eighteen are left.
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["• aaaaaaaaa bbbbbbbb", "cccccccccc ddddddd"]);
    assert_eq!(place(&rows, "cccccccccc"), (2.0, 20.0));
    assert!(place(&rows, "•").0 >= 0.0 && place(&rows, "•").0 < 2.0);
}

#[test]
fn nested_lists_hang_from_one_another() {
    let rows = column(
        "- bullets:\n    - text: aaaa\n      bullets:\n        - text: bbbb\n          bullets: [cccc dddddddddd]\n",
    );
    let start = |letter: char| {
        let row = rows.iter().find(|row| row.text.contains(letter)).expect("a row");
        (row.end - 50.0) / EM - row.text.chars().filter(|c| *c == letter).count() as f32
    };
    assert_eq!((start('a'), start('b'), start('d')), (2.0, 4.0, 6.0));
}

#[test]
fn numbers_of_steps_end_flush() {
    let rows = column(&format!("- steps: [{}]", (1..=10).map(|n| format!("s{n}")).collect::<Vec<_>>().join(", ")));
    // "10." is three letters, and half a letter stands between it and the text.
    assert_eq!(place(&rows, "10.").0, 0.0);
    assert_eq!(place(&rows, "9.").0, 1.0);
    assert_eq!(place(&rows, "10.").1 - 3.0, place(&rows, "9.").1 - 2.0);
}

#[test]
fn columns_of_a_table_fill_the_measure() {
    let rows = column("- table:\n    header: [aaaa, bbbb]\n    rows:\n      - [cccccc dddd, eeee]");
    // Fifteen letters and a gutter of one; the four that are left are shared.
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["aaaa bbbb", "cccccc dddd eeee"]);
    assert_eq!(place(&rows, "bbbb").1, 18.0);
}

#[test]
fn a_table_whose_cells_would_be_a_word_wide_becomes_labelled_rows() {
    let table = |columns: usize| {
        let row = |cell: &str| vec![cell; columns].join(", ");
        column(&format!("- table:\n    header: [{}]\n    rows:\n      - [{}]", row("a"), row("b b b b b b")))
    };
    // Four letters a column and a gutter between: four columns take nineteen of the twenty, and one has the last.
    let texts = |rows: &[Row]| rows.iter().map(|row| row.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&table(4)), ["a a a a", "b b b b b b b b b", "b b b b b b b b b", "b b b b b b"]);
    assert_eq!(texts(&table(8)), vec!["a b b b b b b"; 8]);
}

#[test]
fn mixed_numbers_and_what_is_counted_are_never_torn() {
    for (text, kept) in [
        ("It is best that you take 2 3/4 tablets and no more", "2 3/4 tablets"),
        ("It is best that you take 1 1/2 cups and no more", "1 1/2 cups"),
        ("It was at no time below -5 C in that room", "-5 C"),
        ("You may add as much as 1 tsp of salt to it", "1 tsp"),
        ("You may drink as much as 5 fl oz of it a day", "5 fl oz"),
        ("Keep the plaster on your arm for 48 hours, then", "48 hours,"),
    ] {
        for measure in kept.chars().count()..40 {
            let lines = shown(&set(text, measure as f32, Wrap::Ragged));
            assert!(lines.contains(kept), "at {measure} letters: {lines}");
        }
    }
}

#[test]
fn a_row_of_numbers_is_cut_between_them() {
    let numbers: Vec<String> = (1..=60).map(|number| number.to_string()).collect();
    let text = format!("so{}.", numbers.join(",\u{a0}"));
    for measure in 5..20 {
        let lines = set(&text, measure as f32, Wrap::Ragged);
        for line in &lines[..lines.len() - 1] {
            assert!(words(line).ends_with(",\u{a0}"), "at {measure} letters: {}", shown(&lines));
        }
    }
    assert_eq!(ragged("a,1,500,000,b", 8), "a,|1,500,00|0,b");
    assert_eq!(ragged("xx12.5yy", 5), "xx|12.5y|y");
}

#[test]
fn a_line_ends_in_a_typed_hyphen_only_where_it_must() {
    // First fit gives "aaaa bbbb long-|term cccc"; two letters more are left empty.
    assert_eq!(ragged("aaaa bbbbbb long-term cccc dddd eeee", 17), "aaaa bbbbbb|long-term cccc|dddd eeee");
    assert_eq!(ragged("extraordinarily well-behaved", 16), "extraordinarily|well-behaved");
    // Where the whole word does not fit, or leaves half the line, it is broken there.
    assert_eq!(ragged("anti-inflammatory", 14), "anti-|inflammatory");
    assert_eq!(ragged("aaa bbbb-ccccccccccccccc", 16), "aaa bbbb-|ccccccccccccccc");
    assert_eq!(balanced("aaaa bbbb long-term cccc", 14), "aaaa bbbb|long-term cccc");
}

#[test]
fn headings_end_their_lines_at_spaces_before_they_are_even() {
    // Even lines would be "aaaaaaaa/|bbbbbb cc".
    assert_eq!(balanced("aaaaaaaaaa/bbb cccc", 16), "aaaaaaaaaa/bbb|cccc");
    // One line more is not made for it.
    assert_eq!(balanced("aaaaaaaaaaaa/bbbbbbbbbbbb cc", 16), "aaaaaaaaaaaa/|bbbbbbbbbbbb cc");
}

#[test]
fn a_title_is_set_smaller_before_a_word_of_it_is_cut() {
    let rows = |title: &str| -> Vec<(String, f32)> {
        let site = Site::default();
        let yaml = format!(
            "title: {title}\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - {{heading: H, body: B}}\n"
        );
        let mut theme = theme(100);
        theme.types.headings[0].size = 7.5;
        let (handout, _) = clinic::typeset(&clinic::article(&yaml, &site), &site, &theme, &FONTS);
        let page = columns(&handout, &FONTS).remove(0);
        let title = page.into_iter().take_while(|row| row.text != "H");
        title.map(|row| (row.text.clone(), ((row.end - row.start) / row.text.chars().count() as f32).round())).collect()
    };
    let word = |letters: usize| "W".repeat(letters);
    assert_eq!(rows(&word(20)), [(word(20), 10.0)]);
    assert_eq!(rows(&format!("a {}", word(25))), [("a".to_owned(), 8.0), (word(25), 8.0)]);
    // Smaller than a heading it is not.
    let shrunk = rows(&word(40));
    assert_eq!(shrunk.iter().map(|(words, _)| words.len()).collect::<Vec<_>>(), [26, 14]);
}

/// Where no room is left for a list to hang further, its marks hang where those of the list around it do; longer ones push
/// their text.
#[test]
fn the_mark_of_a_deep_list_stands_within_the_measure() {
    let deep = "- callout: tip\n  body:\n    - bullets:\n        - text: a\n          body:\n            - steps:\n";
    let inner = "                - {text: b, body: [{steps: [c], start: 999}]}\n              start: 999\n";
    let rows = column(&format!("{deep}{inner}"));
    let own = place(&rows, "999.999.").0;
    assert_eq!((own, place(&rows, "999. b").0), (3.0, 3.0), "{rows:#?}");
    assert_eq!(place(&rows, "999.999. c").1, 12.5);
}

/// A value is set smaller before a word of it is cut. What it means is reading text, whose size never changes.
#[test]
fn of_a_number_only_the_value_is_set_smaller() {
    let word = |letter: &str| letter.repeat(24);
    let rows = column(&format!("- number: {{value: {}, label: so {}}}", word("v"), word("m")));
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    // A letter of padding on either side leaves eighteen, which hold a word of twenty-four at three quarters of its size.
    assert_eq!(texts, [&word("v"), "so", &"m".repeat(18), &"m".repeat(6)]);
    let size = |row: &Row| (row.end - row.start) / row.text.chars().count() as f32;
    assert!((size(&rows[0]) - 7.5).abs() < 0.1, "{rows:#?}");
    assert!(rows[1..].iter().all(|row| (size(row) - EM).abs() < 0.01), "{rows:#?}");
}

/// Letters of a value that reach below its line stand clear of raised numbers in what it means, however closely lines are
/// set.
#[test]
fn what_a_number_means_stands_clear_of_its_value() {
    let rows = column("- number: {value: v, label: m m m m m m m m m m m}");
    assert!((rows[1].y - rows[0].y - 1.2 * EM).abs() < 0.01, "{rows:#?}");
}

#[test]
fn however_long_a_word_is_it_is_cut_at_once() {
    // Each of these took minutes when the work grew with the square of the length.
    let long = [
        "x".repeat(200_000),
        "ab\u{a0}".repeat(60_000),
        "ab/cd-ef+".repeat(20_000),
        format!("call{}", " 555".repeat(50_000)),
    ];
    for text in long {
        let begun = std::time::Instant::now();
        assert!(set(&text, 19.0, Wrap::Ragged).len() > 1000);
        assert!(begun.elapsed().as_secs() < 30, "{} took {:?}", &text[..12], begun.elapsed());
    }
}
