//! Tables: how wide their columns are, what their cells hold and span, and what is told of it to who cannot see them.

use handout::article::Article;
use handout::layout::handout::{Artifact, Handout, Ink, NodeId, Owner, Role, Tree};
use handout::picture::Color;
use handout::site::{Edition, Site};
use handout::theme::{self, Theme, Type, Types};

use super::clinic::{FONTS, article_at, edition_of, letter, typeset};
use super::sheet::columns;
use super::{extraction, ink, square, tagged};

/// An article of one table; `table` is what stands under `table:`, in lines indented by ten.
fn tabular(language: Option<&str>, table: &str) -> Article {
    let yaml = format!(
        "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n      - table:\n{table}"
    );
    article_at("article", language, &yaml, &Site::default())
}

fn set(table: &str, theme: &Theme) -> (Handout, Vec<u8>) {
    typeset(&tabular(None, table), &Site::default(), theme, &FONTS)
}

/// The rows of text of a table on the page of square letters, below title and heading.
fn rows(table: &str) -> Vec<String> {
    let (handout, _) = typeset(&tabular(None, table), &Site::default(), &square::theme(40), &square::FONTS);
    columns(&handout, &square::FONTS).into_iter().flatten().skip(2).map(|row| row.text).collect()
}

/// The lines of a design for half a page: 12 points on 15.6 in 243 points.
fn narrow() -> Theme {
    let mut theme = letter();
    let side = (theme.paper.width - 243.0) / 2.0;
    (theme.margins.start, theme.margins.end) = (side, side);
    let body = Type { size: 12.0, leading: 15.6, ..theme.types.body };
    theme.types = Types { body, label: Type { color: theme.types.label.color, strong: true, ..body }, ..theme.types };
    theme
}

#[test]
fn the_long_column_has_the_room_that_short_ones_can_spare() {
    // Twenty letters: two gutters, and 18 for the columns. Four for the words of each of the first two leave ten, in which
    // the third takes three lines; in the six of equal columns it would take six.
    let table = "          header: [a, b, c]\n          row_headers: false\n          rows:\n            - [aaaa aaaa, bbbb bbbb, cccc cccc cccc cccc cccc cccc]\n";
    assert_eq!(rows(table), ["a b c", "aaaa bbbb cccc cccc", "aaaa bbbb cccc cccc", "cccc cccc"]);
}

#[test]
fn no_column_is_narrower_than_its_widest_word() {
    let table = "          header: [a, b]\n          row_headers: false\n          rows:\n            - [aaaaaaaa, b bb bbb bbbb b bb bbb bbbb b bb bbb bbbb]\n";
    assert!(rows(table)[1].starts_with("aaaaaaaa b bb"), "{:#?}", rows(table));
}

#[test]
fn a_drug_is_not_broken_inside_its_chinese_name() {
    let table = "          header: [药物, 剂量, 注意事项]\n          rows:\n            - [对乙酰氨基酚, 500 毫克, 二十四小时内不要超过三克。不要饮酒。如果您有肝病，请先询问医生。发烧时请打电话。]\n            - [昂丹司琼, 8 毫克, 可能引起便秘和头痛。]\n";
    for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        let article = tabular(Some("zh-Hans"), table);
        let (handout, _) = typeset(&article, &Site::default(), &theme, &FONTS);
        let found = columns(&handout, &FONTS).into_iter().flatten().any(|row| row.text.starts_with("对乙酰氨基酚 "));
        assert!(found, "{:#?}", columns(&handout, &FONTS));
    }
}

const SPANS: &str = "          caption: C
          header: [Day, {text: How much, columns: 2}, What to do]
          rows:
            - [Monday, 1 tablet, 2 tablets, {text: 'Each time:', bullets: [eat first, drink], rows: 2}]
            - [Tuesday, {text: 1 tablet, columns: 2}]
            - [Wednesday, one, '', [Then, {steps: [Rest., Call us.]}]]
";

#[test]
fn cells_that_span_name_their_headers_and_lists_are_lists() {
    let (_, pdf) = set(SPANS, &letter());
    let mut tags = String::new();
    tagged::read(&pdf).dump(0, &mut tags);
    let expected = r#"  Table
    Caption
      "C"
    THead
      TR
        TH ID O=Table Scope=Column
          "Day"
        TH ID O=Table Scope=Column ColSpan=2
          "How much"
        TH ID O=Table Scope=Column
          "What to do"
    TBody
      TR
        TH ID O=Table Scope=Row
          "Monday"
        TD O=Table Headers=2 numbers
          "1 tablet"
        TD O=Table Headers=2 numbers
          "2 tablets"
        TD O=Table RowSpan=2 Headers=3 numbers
          P
            "Each time:"
          L O=List ListNumbering=Disc
            LI
              Lbl
                "•"
              LBody
                "eat first"
            LI
              Lbl
                "•"
              LBody
                "drink"
      TR
        TH ID O=Table Scope=Row
          "Tuesday"
        TD O=Table ColSpan=2 Headers=2 numbers
          "1 tablet"
      TR
        TH ID O=Table Scope=Row
          "Wednesday"
        TD O=Table Headers=2 numbers
          "one"
        TD O=Table Headers=2 numbers
        TD O=Table Headers=2 numbers
          P
            "Then"
          L O=List ListNumbering=Decimal
            LI
              Lbl
                "1."
              LBody
                "Rest."
            LI
              Lbl
                "2."
              LBody
                "Call us."
"#;
    assert!(tags.contains(expected), "{tags}");
}

/// Whether a table has names of rows, for the first cells of its rows.
fn has_names(first: &[&str], more: &str) -> bool {
    let rows: String = first.iter().map(|cell| format!("            - [{cell}, x]\n")).collect();
    let (_, pdf) = set(&format!("          header: [a, b]\n{more}          rows:\n{rows}"), &letter());
    let mut tags = String::new();
    tagged::read(&pdf).dump(0, &mut tags);
    let names = tags.matches("Scope=Row").count();
    assert!(names == 0 || names == first.len(), "{tags}");
    names > 0
}

#[test]
fn first_cells_name_their_rows_where_they_can() {
    assert!(has_names(&["Senna", "Ibuprofen 200 mg"], ""));
    assert!(!has_names(&["Senna", "Senna"], ""), "no two are alike");
    assert!(!has_names(&["Senna", "''"], ""), "none is empty");
    assert!(!has_names(&["Senna", "Take it at once."], ""), "none is a sentence");
    assert!(!has_names(&["Senna", &"long ".repeat(20)], ""), "all are short");
    assert!(!has_names(&["Senna", "{bullets: [one, two]}"], ""), "none is a list");
    assert!(has_names(&["Senna", "Take it at once."], "          row_headers: true\n"));
    assert!(!has_names(&["Senna", "Ibuprofen"], "          row_headers: false\n"));
}

#[test]
fn the_code_of_a_handout_tells_what_cells_span_and_not_what_the_tool_takes_for_names() {
    let code = |table: &str| set(table, &letter()).0.metadata.code;
    let table = |row: &str, more: &str| {
        code(&format!("          header: [a, b]\n{more}          rows:\n            - {row}\n            - [e, f]\n"))
    };
    let one = table("[c, '']", "");
    assert_eq!(one, table("[c, '']", "          row_headers: false\n"));
    assert_ne!(one, table("[{text: c, columns: 2}]", ""));
}

/// The strokes of a table's rules: those between the heading above it and the foot of the page.
fn rules(handout: &Handout) -> Vec<(f32, Color)> {
    let rows: Vec<f32> = columns(handout, &FONTS).into_iter().flatten().skip(2).map(|row| row.y).collect();
    let (top, bottom) = (rows[0] - 30.0, rows[rows.len() - 1] + 30.0);
    let strokes = handout.pages[0].items.iter().filter_map(|item| match (&item.owner, &item.ink) {
        (Owner::Artifact(Artifact::Layout), Ink::Path(path)) => {
            let area = ink::area(item, &FONTS)?;
            path.stroke.as_ref().filter(|_| top < area.top && area.bottom < bottom)
        }
        _ => None,
    });
    strokes.map(|stroke| (stroke.width, stroke.color)).collect()
}

#[test]
fn rules_are_ink_that_a_fax_shows() {
    let wide = format!(
        "          header: [{}]\n          rows:\n            - [{}]\n",
        "Immunosuppressants, ".repeat(6),
        "a, ".repeat(6)
    );
    for table in [SPANS, &wide] {
        let (handout, _) = set(table, &letter());
        let rules = rules(&handout);
        assert!(rules.len() > 1, "{rules:?}");
        // A hundred dots an inch: a dot is 0.72 points.
        assert!(rules.iter().all(|(width, color)| *width >= 0.75 && *color == letter().colors.ink), "{rules:?}");
    }
}

#[test]
fn the_rule_below_a_name_keeps_off_its_letters_where_rows_stand_under_each_other() {
    let table = format!(
        "          caption: A long name of the table gyjp\n          header: [{}]\n          rows:\n{}",
        "Immunosuppressants, ".repeat(6),
        "            - [a, a, a, a, a, a]\n".repeat(12)
    );
    let theme = letter();
    let (handout, _) = set(&table, &theme);
    assert!(handout.pages.len() > 1);
    for page in &handout.pages {
        let areas: Vec<ink::Area> = page.items.iter().filter_map(|item| ink::area(item, &FONTS)).collect();
        let is_name = |area: &&ink::Area| area.line.as_ref().is_some_and(|(text, ..)| text.contains("gyjp"));
        let name = areas.iter().find(is_name).expect("its name, on each page");
        let rules = areas.iter().filter(|area| area.line.is_none() && area.end - area.start > 200.0);
        let below = rules.map(|rule| rule.top - name.bottom).filter(|down| *down > 0.0).fold(f32::MAX, f32::min);
        // A quarter of the type size below the baseline for the tails of letters, then the room, which is less where
        // pages are saved.
        assert!(below > 0.25 * theme.types.label.size + 0.6 * theme.spaces.cell, "{below}");
        assert!(below < theme.types.body.leading + theme.spaces.cell, "{below}");
    }
}

fn is_in_table(node: NodeId, tree: &Tree) -> bool {
    let mut node = Some(node);
    while let Some(id) = node {
        if tree.node(id).role == Role::Table {
            return true;
        }
        node = tree.node(id).parent;
    }
    false
}

#[test]
fn nothing_in_a_table_of_large_print_is_smaller_than_18_points() {
    let table = "          header: [Group, Tablet, How much, Remarks, Laboratory]
          rows:
            - [Antidepressants, Sertanolindine, 25 to 50 mg, Sleepiness, unnecessary]
            - [Anticonvulsants, Pevoradimetine, 75 mg twice, Dizziness, creatinine]\n";
    let (handout, _) = set(table, &Theme::large(theme::LETTER, theme::BRAND));
    for item in handout.pages.iter().flat_map(|page| &page.items) {
        if let (Owner::Node(node), Ink::Glyphs { run, .. }) = (item.owner, &item.ink)
            && is_in_table(node, &handout.tree)
        {
            assert!(run.size >= 18.0, "{} in {}", run.text, run.size);
        }
    }
    // Row by row, each cell beside the name of its column.
    let rows: Vec<String> = columns(&handout, &FONTS).into_iter().flatten().map(|row| row.text).collect();
    assert!(rows.contains(&"Tablet Pevoradimetine".to_owned()), "{rows:#?}");
}

#[test]
fn rows_under_each_other_say_what_the_cells_in_columns_say() {
    let wide = "          caption: C
          header: [Antidepressants, Anticonvulsants, {text: Corticosteroids, columns: 2}, Immunosuppressants]
          rows:
            - [Sertanolindine, {text: Pevoradimetine, rows: 2}, Dexamethasone, one, [Azathioprine, {bullets: [with food, with water]}, Care.]]
            - [Paroxetine, {text: Both together, columns: 2}, Ciclosporin]\n";
    for theme in [narrow(), letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        for table in [SPANS, wide] {
            let article = tabular(None, table);
            let (handout, pdf) = typeset(&article, &Site::default(), &theme, &FONTS);
            if edition_of(&theme) == Edition::Standard {
                extraction::compare("a table", &pdf, &article, &Site::default());
            }
            assert_eq!(ink::faults(&handout, &theme, &FONTS), [""; 0]);
        }
    }
    // A cell that reaches down is seen in each row that it belongs to.
    let (handout, _) = set(wide, &narrow());
    let rows: Vec<String> = columns(&handout, &FONTS).into_iter().flatten().map(|row| row.text).collect();
    assert_eq!(rows.iter().filter(|row| row.ends_with("Pevoradimetine")).count(), 2, "{rows:#?}");
}

#[test]
fn a_long_cell_that_reaches_down_is_said_once() {
    let long = "word ".repeat(200);
    let table = format!(
        "          header: [Antidepressants, Anticonvulsants, Corticosteroids, Immunosuppressants]
          rows:
            - [Sertanolindine, {{text: {long}, rows: 2}}, Dexamethasonesodium, Azathioprinesodium]
            - [Paroxetinesulfate, Prednisolonesodium, Ciclosporin]\n"
    );
    let (handout, _) = set(&table, &narrow());
    assert_eq!(ink::faults(&handout, &narrow(), &FONTS), [""; 0]);
    let rows: Vec<String> = columns(&handout, &FONTS).into_iter().flatten().map(|row| row.text).collect();
    let last = rows.iter().position(|row| row.ends_with("Paroxetinesulfate")).expect("the last row");
    // Its label is left out with it, and stands beside no other cell.
    assert_eq!(rows[last + 1..][..2], ["Corticosteroids", "Prednisolonesodium"], "{rows:#?}");
    assert!(rows[last..].iter().all(|row| !row.contains("Anticonvulsants") && !row.contains("word")), "{rows:#?}");
}

#[test]
fn columns_run_from_right_to_left_where_lines_do() {
    let table = "          header: [יום, {text: כמה, columns: 2}, מה לעשות]
          rows:
            - [שני, 1, 2, {text: בכל פעם, bullets: [לאכול קודם, לשתות מים], rows: 2}]
            - [שלישי, {text: כדור אחד, columns: 2}]\n";
    for theme in [narrow(), letter(), Theme::large(theme::LETTER, theme::BRAND)] {
        let article = tabular(Some("he"), table);
        let (handout, pdf) = typeset(&article, &Site::default(), &theme, &FONTS);
        assert_eq!(ink::faults(&handout, &theme, &FONTS), [""; 0]);
        if edition_of(&theme) == Edition::Standard {
            extraction::compare("a table", &pdf, &article, &Site::default());
        }
        let start = |text: &str| {
            let items = handout.pages.iter().flat_map(|page| &page.items);
            let mut areas = items.filter_map(|item| ink::area(item, &FONTS));
            areas.find(|area| area.line.as_ref().is_some_and(|line| line.0 == text)).expect(text).start
        };
        assert!(start("יום") > start("כמה") && start("כמה") > start("מה לעשות"), "{:#?}", columns(&handout, &FONTS));
    }
}

const TWO_ROWS: &str = "          header:
            - [{text: Day, rows: 2}, {text: How much, columns: 2}]
            - [Morning, Evening]
";

#[test]
fn a_header_of_two_rows_names_groups_over_columns() {
    let (_, pdf) = set(&format!("{TWO_ROWS}          rows:\n            - [Monday, 1 tablet, 2 tablets]\n"), &letter());
    let mut tags = String::new();
    tagged::read(&pdf).dump(0, &mut tags);
    let expected = r#"  Table
    THead
      TR
        TH ID O=Table Scope=Column RowSpan=2
          "Day"
        TH ID O=Table Scope=Column ColSpan=2
          "How much"
      TR
        TH ID O=Table Scope=Column
          "Morning"
        TH ID O=Table Scope=Column
          "Evening"
    TBody
      TR
        TH ID O=Table Scope=Row
          "Monday"
        TD O=Table Headers=3 numbers
          "1 tablet"
        TD O=Table Headers=3 numbers
          "2 tablets"
"#;
    assert!(tags.contains(expected), "{tags}");
}

#[test]
fn both_rows_of_a_header_are_printed_again_on_each_page() {
    let rows: String = (1..=60).map(|day| format!("            - [Day {day}, 1 tablet, 2 tablets]\n")).collect();
    let (handout, _) = set(&format!("{TWO_ROWS}          rows:\n{rows}"), &letter());
    let pages = columns(&handout, &FONTS);
    assert!(pages.len() > 2);
    for rows in &pages {
        let first = rows.iter().position(|row| row.text.starts_with("Day ") && row.text.ends_with("tablets"));
        let above: Vec<&str> = rows[..first.expect("a row")].iter().map(|row| row.text.as_str()).collect();
        let ends = |words: &str| above.iter().rev().take(3).any(|row| row.contains(words));
        assert!(ends("How much") && ends("Morning Evening"), "{above:?}");
    }
}

#[test]
fn names_of_groups_stand_over_those_of_columns_where_rows_stand_under_each_other() {
    let header = TWO_ROWS
        .replace("Morning", "Anticonvulsants")
        .replace("Evening", "Antidepressants")
        .replace("Day", "Corticosteroids");
    let table = format!("{header}          rows:\n            - [Monday, 1 tablet, 2 tablets]\n");
    let mut theme = narrow();
    theme.paper.width -= 60.0;
    let (handout, pdf) = set(&table, &theme);
    extraction::compare("labelled", &pdf, &tabular(None, &table), &Site::default());
    let rows: Vec<String> = columns(&handout, &FONTS).into_iter().flatten().map(|row| row.text).collect();
    let place =
        |words: &str| rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {rows:#?}"));
    let order = ["Monday", "How much", "1 tablet", "2 tablets"].map(place);
    assert!(order.windows(2).all(|pair| pair[0] <= pair[1]), "{rows:#?}");
    assert!(
        place("How much") <= place("Anticonvulsants") && place("Anticonvulsants") < place("Antidepressants"),
        "{rows:#?}"
    );
}

/// A table of four rows, each of so many words beside its name, with so many lines before it.
fn tall_rows(language: Option<&str>, words: &str, before: usize) -> Article {
    let lines = "          - One line.\n".repeat(before);
    let row = |name: &str| format!("            - [{name}, '{name}1 {} {name}2']\n", words);
    let rows = ["A", "B", "C", "D"].map(row).concat();
    let yaml = format!(
        "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n      - bullets:\n{lines}      - table:\n          header: [a, b]\n          rows:\n{rows}"
    );
    article_at("article", language, &yaml, &Site::default())
}

#[test]
fn a_row_of_three_tenths_of_a_page_is_not_cut() {
    // Eight lines or nine.
    for (language, words) in [(None, "words ".repeat(60)), (Some("th"), "วันละครั้ง ".repeat(30))] {
        let mut parted = 0;
        for before in 10..30 {
            let (handout, _) = typeset(&tall_rows(language, &words, before), &Site::default(), &letter(), &FONTS);
            let pages = columns(&handout, &FONTS);
            let page = |of: &str| {
                let has = |rows: &Vec<_>| rows.iter().any(|row: &super::sheet::Row| row.text.contains(of));
                pages.iter().position(has).unwrap_or_else(|| panic!("{of} is nowhere"))
            };
            for name in ["A", "B", "C", "D"] {
                let ends = [format!("{name}1"), format!("{name}2")].map(|of| page(&of));
                assert_eq!(ends[0], ends[1], "{name} with {before} lines before");
            }
            parted += usize::from(page("B1") != page("C1"));
        }
        assert!(parted > 0, "some page ends between the rows");
    }
}
