//! Grids to write in: how wide their columns are, and that words keep off the lines around cells.

use handout::layout::handout::{Handout, Ink};
use handout::site::Site;
use handout::theme::{self, Theme};

use super::clinic::{FONTS, article_at, letter, typeset};
use super::ink::{Area, area};
use super::sheet::columns;

/// A handout of one log in a language; `log` is what stands behind `log:`.
fn log(language: &str, log: &str, theme: &Theme) -> Handout {
    let yaml = format!(
        "title: T\ncreated: 2024-05-10\nupdated: 2024-05-10\nsections:\n  - heading: H\n    body:\n      - log: {log}\n"
    );
    typeset(&article_at("article", Some(language), &yaml, &Site::default()), &Site::default(), theme, &FONTS).0
}

fn rows(handout: &Handout) -> Vec<String> {
    columns(handout, &FONTS).into_iter().flatten().map(|row| row.text).collect()
}

#[test]
fn what_stands_in_the_first_column_of_a_log_does_not_wrap_where_there_is_room() {
    for (language, words) in [("he", "שום דבר"), ("ar", "وفضلاً عما"), ("ja", "すべて人は"), ("en", "Every week")]
    {
        for theme in [letter(), Theme::large(theme::LETTER, theme::BRAND)] {
            let handout = log(language, &format!("{{columns: [a, b, c], first: [{words}, d]}}"), &theme);
            assert!(rows(&handout).iter().any(|row| row == words), "{:#?}", rows(&handout));
        }
    }
}

#[test]
fn no_word_is_cut_beside_lines_to_write_on() {
    let columns = "Esophagogastroduodenoscopy, Electroencephalography, Cholangiopancreatography";
    let large = Theme::large(theme::LETTER, theme::BRAND);
    let rows = rows(&log("en", &format!("{{columns: [{columns}], rows: 2}}"), &large));
    for word in columns.split(", ") {
        assert_eq!(rows.iter().filter(|row| *row == word).count(), 2, "{rows:#?}");
    }
}

/// The smallest distance between the words in a cell and the line at its right.
fn right_side(handout: &Handout) -> f32 {
    let items = handout.pages.iter().flat_map(|page| &page.items);
    let areas = |is: fn(&Ink) -> bool| -> Vec<Area> {
        items.clone().filter(|item| is(&item.ink)).filter_map(|item| area(item, &FONTS)).collect()
    };
    let cells = areas(|ink| matches!(ink, Ink::Path(_)));
    let words = areas(|ink| matches!(ink, Ink::Glyphs { .. }));
    let holds = |cell: &Area, word: &Area| {
        cell.start <= word.start && word.end <= cell.end && cell.top <= word.top && word.bottom <= cell.bottom
    };
    let distances =
        words.iter().flat_map(|word| cells.iter().filter(|cell| holds(cell, word)).map(|cell| cell.end - word.end));
    distances.fold(f32::MAX, f32::min)
}

#[test]
fn the_bar_of_a_kaf_keeps_off_the_line_of_its_cell() {
    let theme = letter();
    let table = "{columns: [کوئی, کسی شخص, b], first: [کسی, قانون]}";
    let (urdu, arabic) = (right_side(&log("ur", table, &theme)), right_side(&log("ar", table, &theme)));
    // In Nastaliq the bar reaches 0.4 em out of the line of words; in Naskh it does not.
    assert!(urdu > 0.4 * theme.types.smallest_table + 1.0, "{urdu}");
    assert!((theme.spaces.cell - 0.5..urdu).contains(&arabic), "{arabic}");
}
