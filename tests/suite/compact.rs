//! Pages of two columns: what spans them, how high they are, and which is read first.

use handout::layout::handout::{Handout, Ink, Owner, Role};
use handout::site::Site;
use handout::theme::{self, Theme};

use super::clinic::{FONTS, article, typeset};
use super::extraction::compare;
use super::ink::{Area, area};

fn theme() -> Theme {
    Theme::compact(theme::LETTER, theme::BRAND)
}

/// An article of so many paragraphs of one line, `p01` and on, with key points and a reference.
fn lines(count: usize, language: &str) -> String {
    let long = "a word and another ".repeat(5);
    let title = if language == "he" { "כאבים אחרי טיפול" } else { "Title" };
    let words = if language == "he" { "שתו מים" } else { "words" };
    let mut yaml = format!(
        "title: {title}\nlanguage: {language}\ncreated: 2024-05-10\nupdated: 2024-05-10\nsummary: [\"Key {long}\"]\n\
         sections:\n  - heading: Heading\n    body:\n"
    );
    (1..=count).for_each(|number| yaml.push_str(&format!("      - p{number:02} {words}\n")));
    yaml + &format!("references: [\"Reference {long}\"]\n")
}

/// Sets an article; its text is what the article says, in order.
fn set(yaml: &str) -> Handout {
    let site = Site::default();
    let article = article(yaml, &site);
    let (handout, pdf) = typeset(&article, &site, &theme(), &FONTS);
    compare("compact", &pdf, &article, &site);
    handout
}

/// The page and the place of the text that has these words.
fn place(handout: &Handout, start: &str) -> (usize, Area) {
    for (number, page) in handout.pages.iter().enumerate() {
        let texts = page.items.iter().filter(|item| matches!(item.owner, Owner::Node(_)));
        for area in texts.filter_map(|item| area(item, &FONTS)) {
            if area.line.as_ref().is_some_and(|(text, ..)| text.contains(start)) {
                return (number, area);
            }
        }
    }
    panic!("no text has {start}")
}

fn is_in_second(area: &Area) -> bool {
    area.start > theme::LETTER.width / 2.0
}

#[test]
fn columns_are_of_one_height_above_what_spans_them() {
    for count in [9, 20, 33, 41, 58] {
        let handout = set(&lines(count, "en-US"));
        let (page, reference) = place(&handout, "Reference a");
        let places: Vec<(usize, Area)> =
            (1..=count).map(|number| place(&handout, &format!("p{number:02}"))).filter(|at| at.0 == page).collect();
        let foot = |second: bool| {
            let own = places.iter().filter(|(_, area)| is_in_second(area) == second);
            own.map(|(_, area)| area.bottom).fold(0.0, f32::max)
        };
        let (first, second) = (foot(false), foot(true));
        let line = theme().types.body.leading + theme().spaces.paragraph;
        assert!(first >= second - 0.5 && first - second < 1.5 * line, "{count}: {first} beside {second}");
        assert!(first < reference.top, "{count}");
    }
}

#[test]
fn the_second_column_goes_on_from_the_first() {
    let handout = set(&lines(33, "en-US"));
    let places: Vec<(usize, Area)> = (1..=33).map(|number| place(&handout, &format!("p{number:02}"))).collect();
    for pair in places.windows(2) {
        let key = |(page, area): &(usize, Area)| (*page, is_in_second(area), area.top);
        assert!(key(&pair[0]) < key(&pair[1]), "{pair:?}");
    }
    assert!(places.iter().any(|(_, area)| is_in_second(area)));
}

#[test]
fn key_points_and_references_span_both() {
    let handout = set(&lines(9, "en-US"));
    for start in ["Key a", "Reference a"] {
        let (_, area) = place(&handout, start);
        assert!(area.end - area.start > theme().column() * 1.2, "{area:?}");
    }
    let (_, line) = place(&handout, "p01");
    assert!(line.end - line.start < theme().column());
}

#[test]
fn the_first_column_is_at_the_right_where_lines_run_from_there() {
    let yaml = lines(20, "he").replace("p01", "ראשון").replace("p20", "אחרון");
    let handout = set(&yaml);
    let (first, last) = (place(&handout, "ראשון").1, place(&handout, "אחרון").1);
    assert!(is_in_second(&first) && !is_in_second(&last), "{first:?} {last:?}");
}

#[test]
fn a_table_of_many_columns_spans_both_and_one_of_two_does_not() {
    let table = |columns: usize| {
        let cells: Vec<String> = (1..=columns).map(|column| format!("cell{column}")).collect();
        let cells = cells.join(", ");
        format!("      - table:\n          header: [{cells}]\n          rows: [[{cells}]]\n")
    };
    for (columns, spans) in [(2, false), (5, true)] {
        let yaml = lines(9, "en-US").replace("      - p05", &(table(columns) + "      - p05"));
        let handout = set(&yaml);
        let (first, last) = (place(&handout, "cell1").1, place(&handout, &format!("cell{columns}")).1);
        assert_eq!(last.end - first.start > theme().column(), spans, "{columns}: {first:?} to {last:?}");
    }
}

/// "8 am / to 5 pm" would be read as two times to call.
#[test]
fn hours_that_do_not_fit_beside_their_number_stand_whole_below_it() {
    let clinic = super::clinic::site(
        "contacts: [{id: nurse, label: Nurse line, phone: 555-0100, hours: \"Mon to Fri, 8 am to 5 pm\"}]\n",
    );
    let yaml = "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n      - callout: call\n        \
                body: You have a fever.\n";
    let article = super::clinic::article(yaml, &clinic);
    let rows = |theme: &Theme| {
        let (handout, _) = super::clinic::typeset(&article, &clinic, theme, &super::clinic::FONTS);
        super::sheet::rows(&handout.pages[0], &handout.tree, &super::clinic::FONTS)
    };
    let has = |theme: &Theme, text: &str| rows(theme).iter().any(|row| !row.furniture && row.text == text);
    assert!(has(&theme(), "Nurse line: 555-0100") && has(&theme(), "Mon to Fri, 8 am to 5 pm"), "{:?}", rows(&theme()));
    let wide = Theme::standard(theme::LETTER, theme::BRAND);
    assert!(rows(&wide).iter().any(|row| row.text.starts_with("Nurse line: 555-0100 Mon to Fri")), "{:?}", rows(&wide));
}

/// The box of the QR code on its page.
fn code(handout: &Handout) -> (usize, Area) {
    for (number, page) in handout.pages.iter().enumerate() {
        let is_code = |owner: &Owner| matches!(owner, Owner::Node(id) if matches!(handout.tree.node(*id).role, Role::Figure { .. }));
        let areas = page.items.iter().filter(|item| is_code(&item.owner)).filter_map(|item| area(item, &FONTS));
        let whole = areas.reduce(|one, other| Area {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
            top: one.top.min(other.top),
            bottom: one.bottom.max(other.bottom),
            line: None,
        });
        if let Some(whole) = whole {
            return (number, whole);
        }
    }
    panic!("no page has a code")
}

/// In a row of its own the code would take the place of seven lines of both columns.
#[test]
fn the_references_begin_beside_a_qr_code_at_the_end_edge() {
    let edges = [54.0, theme::LETTER.width - 54.0];
    for (language, references) in [("en-US", 0), ("en-US", 1), ("en-US", 9), ("he", 9)] {
        let mut yaml = lines(9, language).split("references:").next().expect("the rest").to_owned();
        yaml += "url: https://example.org/side-effects/fatigue\n";
        if references > 0 {
            yaml += "references:\n";
        }
        (1..=references).for_each(|it| yaml += &format!("  - \"R{it} {}\"\n", "a word and another ".repeat(6)));
        let handout = set(&yaml);
        let (page, code) = code(&handout);
        let is_mirrored = language == "he";
        let (edge, own) = if is_mirrored { (edges[0], code.start) } else { (edges[1], code.end) };
        // Around it is a margin of four modules (ISO/IEC 18004, 6.3.8).
        assert!((edge - own).abs() < 10.0, "{language}: {code:?}");
        let mut beside = 0;
        let texts = handout.pages[page].items.iter().filter_map(|item| area(item, &FONTS));
        for text in texts.filter(|text| text.line.is_some() && text.bottom > code.top && text.top < code.bottom) {
            beside += 1;
            let room = if is_mirrored { text.start - code.end } else { code.start - text.end };
            assert!(room >= theme().spaces.gutter - 1.0, "{language}, {references}: {text:?} beside {code:?}");
        }
        assert!(beside >= if references > 0 { 3 } else { 2 }, "{language}, {references}: {beside} beside {code:?}");
        if references == 9 {
            let (_, last) = place(&handout, if is_mirrored { "R8" } else { "R9" });
            assert!(last.top > code.bottom && last.end - last.start > code.start - 54.0, "{last:?} below {code:?}");
        }
    }
}

/// Head and foot are as low as the running header and two lines of the footer.
#[test]
fn the_margins_of_a_compact_page_are_as_low_as_their_words() {
    let theme = theme();
    let line = theme.types.folio.leading;
    assert!((theme.margins.top - (18.0 + line + theme.edges.below_header)).abs() < 0.01);
    assert!(
        (theme.margins.bottom - (theme.edges.above_footer + 4.0 + 2.0 * line + theme.edges.below_footer)).abs() < 0.01
    );
    // Printers reach to a quarter of an inch, and holes are punched within three quarters.
    assert!(theme.edges.below_footer >= 18.0 && theme.margins.start >= 54.0 && theme.margins.end >= 54.0);
}

/// "செய்யுங்கள்" takes two fifths of a column: beside it the item would stand in lines of two words.
#[test]
fn a_long_mark_begins_its_item_rather_than_starve_it() {
    let yaml = |language: &str| {
        lines(9, language)
            .replace("      - p05", "      - do: [\"zz zz zz zz zz zz zz zz zz zz zz zz zz zz zz zz zz\"]\n      - p05")
    };
    let start = |language: &str| {
        let handout = set(&yaml(language));
        let (page, first) = place(&handout, "zz zz");
        let texts = handout.pages[page].items.iter().filter_map(|item| area(item, &FONTS));
        let own: Vec<Area> =
            texts.filter(|it| it.line.as_ref().is_some_and(|(text, ..)| text.contains("zz"))).collect();
        let column = if is_in_second(&first) { 54.0 + theme().column() + theme::COLUMN_GAP } else { 54.0 };
        own.iter().map(|area| area.start - column).fold(f32::INFINITY, f32::min)
    };
    assert!((start("ta") - theme().spaces.hang).abs() < 1.0, "{}", start("ta"));
    // Short ones stand beside it.
    assert!(start("en-US") > theme().spaces.hang * 1.5, "{}", start("en-US"));
}

/// From right to left one space parts the sign from its words, as it does from left to right.
#[test]
fn one_space_stands_between_a_sign_and_the_words_of_its_mark() {
    let nested = "      - steps:\n          - text: p00\n            body:\n              - do: [zz]\n      - p05";
    for (language, mark) in [("fa", "✓ انجام دهید "), ("ta", "✓ செய்யுங்கள் ")] {
        let handout = set(&lines(9, language).replace("      - p05", nested));
        let mut texts = vec![String::new(); handout.tree.nodes.len()];
        for item in handout.pages.iter().flat_map(|page| &page.items) {
            if let (Owner::Node(node), Ink::Glyphs { run, .. }) = (item.owner, &item.ink) {
                texts[node.0 as usize].push_str(&run.text);
            }
        }
        let marks: Vec<&String> = texts.iter().filter(|text| text.starts_with('✓')).collect();
        assert_eq!(marks, [mark], "{language}");
    }
}
