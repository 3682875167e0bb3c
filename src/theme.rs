//! What a page looks like: paper, margins, type scale, colours, spaces. Figures follow RNIB Clear Print and WCAG 2.1.

use crate::geometry::{Insets, Pt, Size};
use crate::picture::Color;

/// A size of type, the distance between its baselines, and its look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Type size.
    pub size: Pt,
    /// Distance between baselines: 1.3 to 1.5 times the size for text.
    pub leading: Pt,
    /// Semibold rather than regular.
    pub strong: bool,
    /// Colour of the letters.
    pub color: Color,
}

/// The design of one edition on one paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The sheet.
    pub paper: Size,
    /// From the edges of the sheet to the text area.
    pub margins: Insets,
    /// Type sizes.
    pub types: Types,
    /// Colours.
    pub colors: Colors,
    /// Distances.
    pub spaces: Spaces,
    /// Distances of what stands at the head and the foot of a page.
    pub edges: Edges,
    /// Columns of a page: one or two.
    pub columns: usize,
    /// Lines and blocks are set a little closer where that saves a sheet of paper.
    pub fits_sheets: bool,
}

/// The type scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Types {
    /// Reading text.
    pub body: Type,
    /// The handout's name.
    pub title: Type,
    /// Its kind, over the title.
    pub kind: Type,
    /// Headings of the three section levels.
    pub headings: [Type; 3],
    /// Labels of boxes and panels, captions, table headers.
    pub label: Type,
    /// Disclaimer, captions of pictures, the address beside the QR code.
    pub small: Type,
    /// The list of sources.
    pub reference: Type,
    /// Numbers to call on the cover of a packet.
    pub numbers: Type,
    /// The clinic's name in the masthead.
    pub masthead: Type,
    /// Tagline and affiliate.
    pub tagline: Type,
    /// Running header and footer.
    pub folio: Type,
    /// The smallest size a table may be set in before its rows become labelled lists.
    pub smallest_table: Pt,
}

/// The palette. Every ink has a contrast of at least 4.5 to 1 on white, every rule 3 to 1 (WCAG 2.1, 1.4.3 and 1.4.11).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colors {
    /// Text.
    pub ink: Color,
    /// Small print and the kinds of a packet's parts: words that nobody acts on.
    pub grey: Color,
    /// Thin rules: ink, for a fax machine drops grey ones and rows of a table fuse.
    pub rule: Color,
    /// The clinic's own.
    pub brand: Color,
    /// The emergency box.
    pub alarm: Color,
    /// The "important" box.
    pub caution: Color,
    /// The tick of a "do" list, the green zone.
    pub yes: Color,
    /// Behind the head of the yellow zone; text on it is in `ink`.
    pub amber: Color,
}

/// Distances between and inside blocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spaces {
    /// Between paragraphs.
    pub paragraph: Pt,
    /// Between a list and what stands before and after it.
    pub list: Pt,
    /// Between items of a list.
    pub item: Pt,
    /// Above headings of the three section levels.
    pub above_heading: [Pt; 3],
    /// Below headings of the three section levels; less than above.
    pub below_heading: [Pt; 3],
    /// Around boxes, tables and pictures.
    pub float: Pt,
    /// How far the text of a list item stands in.
    pub hang: Pt,
    /// Between a list mark and its text.
    pub mark: Pt,
    /// Between the border of a box and what is in it.
    pub padding: Pt,
    /// Between columns of a table.
    pub gutter: Pt,
    /// Above and below the text of a table cell.
    pub cell: Pt,
}

/// Distances of what stands at the head and the foot of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edges {
    /// The largest height of the logo.
    pub logo: Pt,
    /// From the words of the masthead to the bottom of its rule.
    pub masthead: Pt,
    /// From that rule to the title.
    pub below_masthead: Pt,
    /// From the running header to the text area, at least.
    pub below_header: Pt,
    /// From the text area to the rule at the foot.
    pub above_footer: Pt,
    /// From the last line of the footer to the edge of the paper: printers reach to 18.
    pub below_footer: Pt,
}

/// The colour of a clinic that names none.
pub const BRAND: Color = Color { red: 0x0b, green: 0x5c, blue: 0x7a };
/// White paper.
pub const WHITE: Color = Color { red: 255, green: 255, blue: 255 };
/// Letter paper, 8.5 by 11 inches.
pub const LETTER: Size = Size { width: 612.0, height: 792.0 };
/// A4 paper, 210 by 297 mm.
pub const A4: Size = Size { width: 595.276, height: 841.89 };
/// Length of a line of reading text: about 70 characters of 14 point.
pub const MEASURE: Pt = 414.0;

/// Black: any lighter ink is screened by fax machines and laser printers, and thin strokes fall apart.
const INK: Color = Color { red: 0, green: 0, blue: 0 };
const GREY: Color = Color { red: 0x4d, green: 0x59, blue: 0x60 };

impl Theme {
    /// The ordinary edition: 14 point on 19.
    pub fn standard(paper: Size, brand: Color) -> Theme {
        let side = (paper.width - MEASURE) / 2.0;
        Theme::new(paper, side, Types::of(&STANDARD, brand), SPACES)
    }

    /// Large print: 18 point on 25, reflowed in a wider text area with wider spaces (APH, RNIB Clear Print).
    pub fn large(paper: Size, brand: Color) -> Theme {
        Theme::new(paper, WIDE_SIDE, Types::of(&LARGE, brand), SPACES.scaled(LARGE.body.1 / STANDARD.body.1))
    }

    /// The compact edition, for a clinic that counts sheets.
    pub fn compact(paper: Size, brand: Color) -> Theme {
        let theme = Theme::small(paper, brand);
        // As high as the running header and two lines of footer are with what is around them.
        let margins = Insets { top: 41.0, bottom: 63.0, ..theme.margins };
        // Narrow columns: what a border takes of their lines it takes twice on a page.
        let spaces = Spaces { padding: 8.0, ..theme.spaces };
        Theme { margins, spaces, edges: CLOSE_EDGES, columns: 2, ..theme }
    }

    /// Two languages side by side: 12 point, the most that leaves each of them lines of about 45 letters.
    pub fn bilingual(paper: Size, brand: Color) -> Theme {
        Theme::small(paper, brand)
    }

    /// 12 point on 15.6, in one column. The margins leave room for punch holes; head and foot are as low as their words.
    fn small(paper: Size, brand: Color) -> Theme {
        let spaces = SPACES.scaled(COMPACT.body.1 / STANDARD.body.1);
        let theme = Theme::new(paper, WIDE_SIDE, Types::of(&COMPACT, brand), spaces);
        Theme { margins: Insets { top: 47.0, bottom: 72.0, ..theme.margins }, ..theme }
    }

    fn new(paper: Size, side: Pt, types: Types, spaces: Spaces) -> Theme {
        let colors = Colors { brand: types.label.color, ..COLORS };
        let margins = Insets { top: 50.0, bottom: 74.0, start: side, end: side };
        Theme { paper, margins, types, colors, spaces, edges: EDGES, columns: 1, fits_sheets: true }
    }

    /// Length of a line of the text area.
    pub fn measure(&self) -> Pt {
        self.paper.width - self.margins.start - self.margins.end
    }

    /// Length of a line in a column of the text area.
    pub fn column(&self) -> Pt {
        (self.measure() + COLUMN_GAP) / self.columns as Pt - COLUMN_GAP
    }

    /// Height of the text area.
    pub fn depth(&self) -> Pt {
        self.paper.height - self.margins.top - self.margins.bottom
    }
}

/// Type sizes with their leadings.
struct Sizes {
    body: (Pt, Pt),
    title: (Pt, Pt),
    headings: [(Pt, Pt); 3],
    small: (Pt, Pt),
    reference: (Pt, Pt),
    numbers: (Pt, Pt),
    masthead: (Pt, Pt),
    furniture: (Pt, Pt),
    smallest_table: Pt,
}

const STANDARD: Sizes = Sizes {
    body: (14.0, 19.0),
    title: (27.0, 32.0),
    headings: [(19.0, 24.0), (16.0, 21.0), (14.0, 19.0)],
    small: (12.0, 16.0),
    reference: (12.0, 15.0),
    numbers: (18.0, 24.0),
    masthead: (15.0, 18.0),
    furniture: (11.0, 14.0),
    smallest_table: 12.0,
};

/// Nothing but page furniture is smaller than 18 point.
const LARGE: Sizes = Sizes {
    body: (18.0, 25.0),
    title: (32.0, 38.0),
    headings: [(25.0, 31.0), (21.0, 27.0), (18.0, 25.0)],
    small: (18.0, 25.0),
    reference: (18.0, 23.0),
    numbers: (22.0, 29.0),
    masthead: (18.0, 22.0),
    furniture: (14.0, 18.0),
    smallest_table: 18.0,
};

/// Nothing but page furniture is smaller than 12 point, the least that health literacy guides allow for print (CDC, AHRQ).
const COMPACT: Sizes = Sizes {
    body: (12.0, 15.6),
    title: (22.0, 26.0),
    headings: [(16.0, 20.0), (13.5, 17.5), (12.0, 15.6)],
    small: (12.0, 15.0),
    reference: (12.0, 15.0),
    numbers: (18.0, 24.0),
    masthead: (13.0, 16.0),
    furniture: (10.0, 13.0),
    smallest_table: 12.0,
};

/// Between two columns.
pub const COLUMN_GAP: Pt = 18.0;
/// Margin at the sides of a page whose text area is wide: large print, or two columns.
const WIDE_SIDE: Pt = 54.0;

const SPACES: Spaces = Spaces {
    paragraph: 9.0,
    list: 6.0,
    item: 4.0,
    above_heading: [19.0, 15.0, 12.0],
    below_heading: [3.0, 2.0, 2.0],
    float: 14.0,
    hang: 19.0,
    mark: 8.0,
    padding: 12.0,
    gutter: 14.0,
    cell: 5.0,
};

const EDGES: Edges = Edges {
    logo: 32.0,
    masthead: 8.0,
    below_masthead: 18.0,
    below_header: 16.0,
    above_footer: 14.0,
    below_footer: 28.0,
};

/// Of a page that is to hold much: the logo as high as name and tagline beside it.
const CLOSE_EDGES: Edges = Edges {
    logo: 29.0,
    masthead: 6.0,
    below_masthead: 12.0,
    below_header: 10.0,
    above_footer: 9.0,
    below_footer: 24.0,
};

const COLORS: Colors = Colors {
    ink: INK,
    grey: GREY,
    rule: INK,
    brand: BRAND,
    alarm: Color { red: 0x8d, green: 0x1f, blue: 0x17 },
    caution: Color { red: 0x7a, green: 0x4b, blue: 0x00 },
    yes: Color { red: 0x1d, green: 0x6b, blue: 0x3a },
    amber: Color { red: 0xff, green: 0xdf, blue: 0x80 },
};

impl Spaces {
    fn scaled(self, by: f32) -> Spaces {
        Spaces {
            paragraph: self.paragraph * by,
            list: self.list * by,
            item: self.item * by,
            above_heading: self.above_heading.map(|space| space * by),
            below_heading: self.below_heading.map(|space| space * by),
            float: self.float * by,
            hang: self.hang * by,
            mark: self.mark * by,
            padding: self.padding * by,
            gutter: self.gutter * by,
            cell: self.cell * by,
        }
    }
}

impl Types {
    fn of(sizes: &Sizes, brand: Color) -> Types {
        let plain = |(size, leading), color| Type { size, leading, strong: false, color };
        let strong = |size, color| Type { strong: true, ..plain(size, color) };
        let [first, second, third] = sizes.headings;
        Types {
            body: plain(sizes.body, INK),
            title: strong(sizes.title, INK),
            kind: plain(sizes.body, INK),
            headings: [strong(first, brand), strong(second, INK), strong(third, brand)],
            label: strong(sizes.body, brand),
            small: plain(sizes.small, INK),
            reference: plain(sizes.reference, INK),
            numbers: plain(sizes.numbers, INK),
            masthead: strong(sizes.masthead, brand),
            tagline: plain(sizes.furniture, INK),
            folio: plain(sizes.furniture, INK),
            smallest_table: sizes.smallest_table,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_about_seventy_characters_on_both_papers() {
        for paper in [LETTER, A4] {
            assert!((Theme::standard(paper, BRAND).measure() - MEASURE).abs() < 0.01);
        }
    }

    #[test]
    fn compact_print_holds_two_columns_and_nothing_that_is_read_is_smaller_than_twelve_point() {
        let theme = Theme::compact(LETTER, BRAND);
        assert!((theme.measure() - (243.0 + 18.0 + 243.0)).abs() < 0.01);
        let Types { body, title, kind, headings, label, small, masthead, smallest_table, .. } = theme.types;
        let [first, second, third] = headings;
        let sizes = [body, title, kind, first, second, third, label, small, masthead].map(|look| look.size);
        assert!(sizes.iter().all(|size| *size >= 12.0) && smallest_table >= 12.0);
    }

    /// Title, section, subsection and the labels of boxes, captions and tables: each level is seen without its colour, for it
    /// is at least an eighth larger than the next (RNIB Clear Print: headings are told by size and weight, not by colour).
    #[test]
    fn levels_are_told_by_their_size() {
        for theme in [Theme::standard(LETTER, BRAND), Theme::large(LETTER, BRAND), Theme::compact(LETTER, BRAND)] {
            let types = theme.types;
            let levels = [types.title, types.headings[0], types.headings[1], types.label];
            for pair in levels.windows(2) {
                assert!(pair[0].size >= pair[1].size * 1.125 && pair[0].strong, "{pair:?}");
            }
            assert!(types.numbers.size >= 18.0 && types.reference.leading >= types.reference.size * 1.25);
        }
    }

    #[test]
    fn headings_stand_closer_to_what_follows() {
        let spaces = Theme::standard(LETTER, BRAND).spaces;
        for level in 0..3 {
            assert!(spaces.below_heading[level] < spaces.above_heading[level] / 2.0);
        }
    }
}
