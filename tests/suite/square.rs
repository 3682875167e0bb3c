//! A face whose glyphs are all one em wide, and a small page to set it on: ten points a letter, ten points a line,
//! twenty letters a line, hardly any space between blocks.

use std::sync::LazyLock;

use handout::geometry::{Insets, Size};
use handout::text::fonts::{Face, Fonts};
use handout::theme::{self, Spaces, Theme, Type, Types};

/// Letters in a line.
pub const LETTERS: usize = 20;
/// Width of a letter and height of a line.
pub const EM: f32 = 10.0;

/// Between any two blocks: next to nothing.
const GAP: f32 = 0.2;

/// Four times the same face. `tests/fonts/make.py` draws it.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let data: &'static [u8] = include_bytes!("../fonts/SquareOne.ttf");
    let names = ["SquareOne", "SquareOne-Italic", "SquareOne-Bold", "SquareOne-BoldItalic"];
    Fonts::of(names.map(|name| Face::read(name, data, 400).expect("a font file")).into())
});

/// A page for [`FONTS`] with a text area about `lines` lines high.
pub fn theme(lines: usize) -> Theme {
    let letter = Theme::standard(theme::LETTER, theme::BRAND);
    let look = |look: Type| Type { size: EM, leading: EM, ..look };
    let tiny = |look: Type| Type { size: 1.0, leading: 1.0, ..look };
    let types = letter.types;
    Theme {
        paper: Size { width: EM * LETTERS as f32 + 100.0, height: lines as f32 * EM + 118.0 },
        margins: Insets { top: 50.0, bottom: 60.0, start: 50.0, end: 50.0 },
        types: Types {
            body: look(types.body),
            title: look(types.title),
            kind: look(types.kind),
            headings: types.headings.map(look),
            label: look(types.label),
            small: look(types.small),
            reference: look(types.reference),
            masthead: tiny(types.masthead),
            tagline: tiny(types.tagline),
            folio: tiny(types.folio),
            ..types
        },
        spaces: Spaces {
            paragraph: GAP,
            list: GAP,
            item: GAP,
            above_heading: [GAP; 3],
            below_heading: [GAP; 3],
            float: GAP,
            hang: 2.0 * EM,
            mark: EM / 2.0,
            padding: EM,
            gutter: EM,
            cell: 0.0,
        },
        // So that lines can be counted.
        fits_sheets: false,
        ..letter
    }
}
