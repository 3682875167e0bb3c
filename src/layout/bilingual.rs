//! A handout in two languages: columns side by side where lines are long enough to be read, else pages that face each
//! other.
//!
//! Each language is composed in its own direction, with its own words and digits, as a galley of its own that shares the
//! structure tree; so the tree, the ink and what is copied out of it follow the rows: the original, then its translation.
//! The original stands at the start of the page as its own direction has it: an interpreter, a nurse and the patient find
//! either language always in the same place.

use std::ops::Range;

use super::abreast::{COLUMNS, PageParts, PieceRow, paginate_rows};
use super::column::{Column, Spacing};
use super::fit::spacings;
use super::folio::{Folio, FolioWords};
use super::frame::{Container, Frame, Goal, Piece, Tie};
use super::galley::{Binding, Context, Galley, Imprint};
use super::handout::{Handout, NodeId, Page, Tree};
use super::paginate::PagePlan;
use super::spreads::{lines_over, page_count};
use crate::diagnostics::Notes;
use crate::document::{Bilingual, Block, Document, Row};
use crate::geometry::{Insets, Pt};
use crate::locale::Locale;
use crate::text::Shaper;
use crate::theme::Theme;

/// Between the two columns of a page.
const GUTTER: Pt = 18.0;
/// The average letter of reading text, as a share of its size.
const LETTER: f32 = 0.45;
/// With fewer letters in a line, of which 45 to 75 are read best, two columns are two pages.
const FEWEST_LETTERS: f32 = 40.0;
/// The first rows, which always stand on the first page: masthead and titles.
const FRONT: usize = 2;
/// The column of what is said once.
const WHOLE: usize = 0;
/// The columns of the two languages.
const SIDES: [usize; 2] = [1, 2];

/// What a handout in two languages is laid out with.
pub struct BilingualContext<'a, 'f> {
    /// The words of the original's language, and of the translation's.
    pub locales: [&'a Locale; 2],
    /// The design.
    pub theme: &'a Theme,
    /// Shapes text.
    pub shaper: &'a mut Shaper<'f>,
}

/// Where the two languages stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Arrangement {
    /// In columns of this width.
    Columns(Pt),
    /// On pages that face each other.
    Pages,
}

impl Arrangement {
    fn of(theme: &Theme) -> Arrangement {
        let width = (theme.measure() - GUTTER) / 2.0;
        match width / (theme.types.body.size * LETTER) < FEWEST_LETTERS {
            true => Arrangement::Pages,
            false => Arrangement::Columns(width),
        }
    }
}

/// The design of one column: that of the page, its end margin wide enough for the other column.
pub(super) fn column_theme(theme: &Theme) -> Theme {
    match Arrangement::of(theme) {
        Arrangement::Pages => theme.clone(),
        Arrangement::Columns(width) => {
            let end = theme.paper.width - theme.margins.start - width;
            Theme { margins: Insets { end, ..theme.margins }, ..theme.clone() }
        }
    }
}

/// Lays out a document in two languages. `None` when something in it cannot be drawn; `notes` then say what.
pub fn lay_out_bilingual(document: &Bilingual, context: BilingualContext, notes: &mut Notes) -> Option<Handout> {
    compose(document, context, Binding::Alone, notes).map(|composed| composed.handout)
}

/// A handout in two languages, and what a packet has to know of its pages.
pub(super) struct Composed {
    pub(super) handout: Handout,
    /// Where its pages keep a place for the packet's page number.
    pub(super) seat: Pt,
    /// Of each page, whether it is in the translation's language alone.
    pub(super) are_translation: Vec<bool>,
}

/// Lays out a document in two languages.
pub(super) fn compose(
    document: &Bilingual,
    context: BilingualContext,
    binding: Binding,
    notes: &mut Notes,
) -> Option<Composed> {
    let before = notes.errors();
    let BilingualContext { locales, theme, shaper } = context;
    let column = column_theme(theme);
    let galley = Galley::new(&document.whole, Context { locale: locales[0], theme, shaper }, binding, notes);
    let sides = [0, 1].map(|side| Side::new(document.sides()[side], locales[side], &column));
    let mut parallel =
        Parallel { galley, sides, rows: Vec::new(), arrangement: Arrangement::of(theme), is_unsaid: [true; 2] };
    parallel.compose(document);
    let laid_out = parallel.pages();
    (notes.errors() == before).then_some(laid_out)
}

/// One language while another is at work: what the galley is to hold when its turn comes.
struct Side<'a> {
    document: &'a Document<'a>,
    locale: &'a Locale,
    theme: &'a Theme,
    pieces: Vec<Piece>,
    containers: Vec<Container>,
    references: Vec<NodeId>,
    imprint: Option<Imprint>,
    draft: Option<NodeId>,
    has_strip: bool,
    is_beside: bool,
    after: Pt,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document<'a>, locale: &'a Locale, theme: &'a Theme) -> Side<'a> {
        let (pieces, containers, references) = (Vec::new(), Vec::new(), Vec::new());
        let (imprint, draft, has_strip) = (None, None, false);
        Side {
            document,
            locale,
            theme,
            pieces,
            containers,
            references,
            imprint,
            draft,
            has_strip,
            is_beside: false,
            after: 0.0,
        }
    }

    /// Changes places with what the galley holds. The tree, the bookmarks and the shaper serve both.
    fn swap(&mut self, galley: &mut Galley<'a, '_>) {
        std::mem::swap(&mut self.document, &mut galley.document);
        std::mem::swap(&mut self.locale, &mut galley.locale);
        std::mem::swap(&mut self.theme, &mut galley.theme);
        std::mem::swap(&mut self.pieces, &mut galley.pieces);
        std::mem::swap(&mut self.containers, &mut galley.containers);
        std::mem::swap(&mut self.references, &mut galley.references);
        std::mem::swap(&mut self.imprint, &mut galley.imprint);
        std::mem::swap(&mut self.draft, &mut galley.draft);
        std::mem::swap(&mut self.has_strip, &mut galley.has_strip);
        std::mem::swap(&mut self.is_beside, &mut galley.is_beside);
        std::mem::swap(&mut self.after, &mut galley.after);
        galley.direction = galley.locale.direction();
    }
}

/// Two languages on their way to paper.
struct Parallel<'a, 'f> {
    /// Holds what is said once, but for the moments when a side is at work.
    galley: Galley<'a, 'f>,
    sides: [Side<'a>; 2],
    rows: Vec<PieceRow>,
    arrangement: Arrangement,
    /// Whether a side has not said yet what stands at the foot of its pages.
    is_unsaid: [bool; 2],
}

impl<'a, 'f> Parallel<'a, 'f> {
    /// Does something as one language.
    fn as_side<T>(&mut self, side: usize, work: impl FnOnce(&mut Galley<'a, 'f>) -> T) -> T {
        self.sides[side].swap(&mut self.galley);
        let done = work(&mut self.galley);
        self.sides[side].swap(&mut self.galley);
        done
    }

    /// Composes everything, row by row.
    fn compose(&mut self, document: &'a Bilingual<'a>) {
        self.sides[1].is_beside = self.arrangement != Arrangement::Pages;
        (0..2).for_each(|side| self.in_own_language(side, |galley| galley.draft_node()));
        self.galley.masthead_pieces();
        self.push_row([0..self.galley.pieces.len(), 0..0, 0..0]);
        let below = std::mem::take(&mut self.galley.after);
        self.sides.iter_mut().for_each(|side| side.after = below);
        self.abreast([0..0, 0..0], |galley, _| {
            galley.title();
            galley.numbers_below_title();
        });
        for row in &document.rows {
            match row {
                Row::Once(range) => self.once(&document.whole.blocks[range.clone()]),
                Row::Abreast { original, translation } => {
                    self.abreast([original.clone(), translation.clone()], |galley, range| {
                        let blocks = &galley.document.blocks;
                        let first = galley.pieces.len();
                        galley.blocks(&blocks[range.clone()], galley.page_flow());
                        if let ([Block::Paragraph(words)], Some(next)) = (&blocks[range.clone()], blocks.get(range.end))
                        {
                            galley.keep_lead_in(words, first, next);
                        }
                    });
                }
            }
        }
        self.galley.keep_headings();
        (0..2).for_each(|side| self.as_side(side, |galley| galley.keep_headings_in_column()));
    }

    fn push_row(&mut self, ranges: [Range<usize>; COLUMNS]) {
        self.rows.push(PieceRow { ranges, is_spread: false });
    }

    /// Composes what is said once. It stands below what both languages said before.
    fn once(&mut self, blocks: &'a [Block<'a>]) {
        let below = self.sides.iter_mut().map(|side| std::mem::take(&mut side.after)).fold(0.0, Pt::max);
        self.galley.after = self.galley.after.max(below);
        let first = self.galley.pieces.len();
        self.galley.blocks(blocks, self.galley.page_flow());
        let below = std::mem::take(&mut self.galley.after);
        self.sides.iter_mut().for_each(|side| side.after = below);
        self.push_row([first..self.galley.pieces.len(), 0..0, 0..0]);
    }

    /// Composes what stands side by side, the original first. A place that both have under a heading gets one bookmark.
    fn abreast(&mut self, ranges: [Range<usize>; 2], work: impl Fn(&mut Galley<'a, 'f>, Range<usize>)) {
        let mut pieces = [0..0, 0..0];
        let mut bookmarks = [self.galley.outline.len(); COLUMNS];
        for side in 0..2 {
            let range = ranges[side].clone();
            pieces[side] = self.in_own_language(side, |galley| {
                let first = galley.pieces.len();
                work(galley, range);
                first..galley.pieces.len()
            });
            bookmarks[side + 1] = self.galley.outline.len();
        }
        let [before, between, after] = bookmarks;
        if (between - before, after - between) == (1, 1)
            && let Some(translation) = self.galley.outline.pop()
            && let Some(original) = self.galley.outline.last_mut()
        {
            original.title = format!("{} / {}", original.title, translation.title);
        }
        let [original, translation] = pieces;
        self.push_row([0..0, original, translation]);
    }

    /// Composes as one language. The nodes of the translation say its language (PDF/UA-1, 7.2); what is in them follows.
    fn in_own_language<T>(&mut self, side: usize, work: impl FnOnce(&mut Galley<'a, 'f>) -> T) -> T {
        let first_node = self.galley.tree.nodes.len();
        let done = self.as_side(side, work);
        let tag = self.sides[side].locale.tag();
        for node in self.galley.tree.nodes[first_node..].iter_mut().filter(|_| side == 1) {
            if node.parent == Some(Tree::ROOT) && node.language.is_none() {
                node.language = Some(tag.to_owned());
            }
        }
        done
    }

    /// Paginates what has been composed and draws every page.
    fn pages(mut self) -> Composed {
        let words = [0, 1].map(|side| self.as_side(side, |galley| galley.folio_words()));
        let (folios, pages) = self.planned(&words);
        self.draw(pages, &folios)
    }

    /// Pages above a foot with room for their numbers, planned anew where these have more digits than there was room for.
    fn planned(&mut self, words: &[FolioWords; 2]) -> ([Folio; 2], Vec<PageParts>) {
        let mut most = 9;
        loop {
            let mut folios = [0, 1].map(|side| self.as_side(side, |galley| galley.folio(&words[side], most)));
            let [one, other] = &mut folios;
            one.level_with(other);
            if self.as_side(0, |galley| galley.note_tall_foot(&folios[0])) {
                (folios, most) = ([Folio::default(), Folio::default()], usize::MAX);
            }
            let depth = self.as_side(0, |galley| galley.depth(&folios[0]));
            let pages = self.fitted(depth);
            if page_count(&pages) <= most {
                return (folios, pages);
            }
            most = most * 10 + 9;
        }
    }

    /// Pages at the theme's own spaces. Where the theme wants few sheets, at closer ones if that saves a page, or if more than
    /// titles then stands on the first of pages that face each other, or more than references on the last page.
    fn fitted(&self, depth: Pt) -> Vec<PageParts> {
        let set = |spacing| {
            let (rows, has_titles_alone) = match self.arrangement {
                Arrangement::Pages => self.facing_rows(spacing, depth),
                Arrangement::Columns(_) => (self.rows.clone(), false),
            };
            let pages = paginate_rows(self.strips(spacing), &rows, depth);
            ((page_count(&pages), has_titles_alone, self.has_references_alone(&pages)), pages)
        };
        let mut best = set(Spacing::LOOSE);
        for spacing in spacings().filter(|_| self.galley.theme.fits_sheets) {
            let closer = set(spacing);
            if closer.0 < best.0 {
                best = closer;
            }
        }
        best.1
    }

    /// Whether all that closes the handout, and nothing else, stands on the last page. Its heading is one of each language.
    fn has_references_alone(&self, pages: &[PageParts]) -> bool {
        let strips = self.strips(Spacing::LOOSE);
        let is_closing = |(column, part): &(usize, PagePlan)| {
            let pieces = part.placed.iter().map(|placed| &strips[*column].pieces[placed.piece]);
            (pieces.clone().all(|piece| piece.closing || piece.heading), pieces.clone().any(|piece| piece.closing))
        };
        let [.., before, last] = pages else { return false };
        last.parts.iter().all(|part| is_closing(part).0) && !before.parts.iter().any(|part| is_closing(part).1)
    }

    fn strips(&self, spacing: Spacing) -> [Column<'_>; COLUMNS] {
        let strip = |pieces, containers| Column { pieces, containers, spacing };
        let [one, other] = &self.sides;
        [
            strip(&self.galley.pieces, &self.galley.containers),
            strip(&one.pieces, &one.containers),
            strip(&other.pieces, &other.containers),
        ]
    }

    /// Draws the pages as planned.
    fn draw(mut self, plans: Vec<PageParts>, folios: &[Folio; 2]) -> Composed {
        let head = folios[0].head(self.galley.theme.margins.top);
        let take = |pieces: &mut Vec<Piece>| pieces.iter_mut().map(|piece| std::mem::take(&mut piece.frame)).collect();
        let [one, other] = &mut self.sides;
        let mut frames: [Vec<Frame>; COLUMNS] =
            [take(&mut self.galley.pieces), take(&mut one.pieces), take(&mut other.pieces)];
        let lines_over = lines_over(&plans, self.galley.theme.types.body.leading);
        let count = page_count(&plans);
        let mut pages = Vec::with_capacity(count);
        let mut are_translation = Vec::with_capacity(count);
        for plan in plans {
            let sheets: &[&[usize]] = match plan.is_spread {
                true => &[&[SIDES[0]], &[SIDES[1]]],
                false => &[&[WHOLE, SIDES[0], SIDES[1]]],
            };
            if plan.is_spread && pages.len().is_multiple_of(2) {
                let blank = self.galley.blank_notice();
                pages.push(self.with_furniture(blank, &[SIDES[0]], folios, (pages.len() + 1, count)));
                are_translation.push(false);
            }
            for columns in sheets {
                let mut page = Frame::default();
                if !plan.parts.iter().any(|(column, part)| columns.contains(column) && !part.placed.is_empty()) {
                    page.place(self.galley.blank_notice(), 0.0, 0.0);
                }
                for (column, part) in plan.parts.iter().filter(|(column, _)| columns.contains(column)) {
                    let drawn = self.drawn(*column, |galley| galley.drawn_column(part, &mut frames[*column]));
                    page.place(drawn, self.start_of(*column), head);
                }
                pages.push(self.with_furniture(page, columns, folios, (pages.len() + 1, count)));
                are_translation.push(*columns == [SIDES[1]]);
            }
        }
        self.galley.report_missing();
        let seat = folios[0].seat(self.galley.theme.paper.height);
        let metadata = self.galley.document.metadata.clone();
        let (tree, outline) = (self.galley.tree, self.galley.outline);
        let facing = (self.arrangement == Arrangement::Pages).then_some(self.galley.direction);
        let handout = Handout { metadata, pages, tree, outline, lines_over, facing };
        Composed { handout, seat, are_translation }
    }

    /// The page with what is repeated on every page, in the languages of its columns.
    fn with_furniture(&mut self, mut page: Frame, columns: &[usize], folios: &[Folio; 2], at: (usize, usize)) -> Page {
        for side in 0..2 {
            // A page of what is said once is furnished in the original's language where columns are pages.
            let is_here = match self.arrangement {
                Arrangement::Columns(_) => true,
                Arrangement::Pages => columns.contains(&SIDES[side]) && (columns.len() == 1 || side == 0),
            };
            if is_here {
                let is_first = std::mem::take(&mut self.is_unsaid[side]);
                let furniture = self.drawn(SIDES[side], |galley| galley.furniture_of(&folios[side], at, is_first));
                page.place(furniture, self.start_of(SIDES[side]), 0.0);
            }
        }
        self.galley.on_paper(page)
    }

    /// What is drawn as one column, its places counted from where the page starts.
    fn drawn(&mut self, column: usize, draw: impl FnOnce(&mut Galley<'a, 'f>) -> Frame) -> Frame {
        let Some(side) = column.checked_sub(1) else {
            let mut frame = draw(&mut self.galley);
            self.galley.resolve_references(&mut frame, None);
            return frame;
        };
        let shared = self.galley.references.clone();
        let page_direction = self.galley.direction;
        self.as_side(side, |galley| {
            let mut frame = draw(galley);
            galley.resolve_references(&mut frame, Some(&shared));
            if galley.direction != page_direction {
                galley.mirror(&mut frame, galley.theme.measure());
            }
            frame
        })
    }

    /// Where a column begins, from the start of the text area.
    fn start_of(&self, column: usize) -> Pt {
        match self.arrangement {
            Arrangement::Columns(width) if column == SIDES[1] => width + GUTTER,
            _ => 0.0,
        }
    }

    /// The rows for columns too narrow to be read: the languages of each row on pages that face each other. What leads to the
    /// first heading stands on the first page, if there is room for both languages, and what follows what is said once
    /// with that: there the translation stands below the original. Tells also whether there is no such room.
    fn facing_rows(&self, spacing: Spacing, depth: Pt) -> (Vec<PieceRow>, bool) {
        let is_once = |row: &PieceRow| !row.ranges[WHOLE].is_empty();
        let least = FRONT + self.rows[FRONT..].iter().take_while(|row| is_once(row)).count();
        let tail = self.tail_start(least);
        let is_heading = |row: &PieceRow| {
            let pieces = &self.sides[0].pieces[row.ranges[SIDES[0]].clone()];
            pieces.first().is_some_and(|piece| piece.heading)
        };
        let first = self.rows[least..tail].iter().position(is_heading).map_or(tail, |index| index + least);
        let front_rows = one_below_the_other(&self.rows[..first]);
        let fits = paginate_rows(self.strips(spacing), &front_rows, depth).len() == 1;
        let front = if fits { first } else { least };
        let mut rows = one_below_the_other(&self.rows[..front]);
        rows.extend(self.rows[front..tail].iter().map(|row| PieceRow { is_spread: true, ..row.clone() }));
        rows.extend(one_below_the_other(&self.rows[tail..]));
        (rows, front < first)
    }

    /// The first row, from `least` on, of those that end with what is said once, below the headings that lead to it: the
    /// number of all rows where nothing is.
    fn tail_start(&self, least: usize) -> usize {
        let is_once = |row: &PieceRow| !row.ranges[WHOLE].is_empty();
        let Some(first) = self.rows[least..].iter().position(is_once) else { return self.rows.len() };
        let before = &self.rows[least..least + first];
        least + first - before.iter().rev().take_while(|row| self.leads_on(row)).count()
    }

    /// Whether a row must not end a page.
    fn leads_on(&self, row: &PieceRow) -> bool {
        let last = |side: usize| self.sides[side].pieces[row.ranges[SIDES[side]].clone()].last();
        (0..2).filter_map(last).any(|piece| piece.tie >= Tie::Whole)
    }
}

/// Rows of one column each.
fn one_below_the_other(rows: &[PieceRow]) -> Vec<PieceRow> {
    let mut alone = Vec::with_capacity(rows.len() * 2);
    for row in rows {
        for column in (0..COLUMNS).filter(|column| !row.ranges[*column].is_empty()) {
            let mut ranges = [0..0, 0..0, 0..0];
            ranges[column] = row.ranges[column].clone();
            alone.push(PieceRow { ranges, is_spread: false });
        }
    }
    alone
}

impl Galley<'_, '_> {
    /// Keeps headings where a column may end in one, above what is said once.
    fn keep_headings_in_column(&mut self) {
        self.keep_headings();
        if let Some(last) = self.pieces.last_mut().filter(|last| last.heading) {
            last.tie = Tie::Rigid;
        }
    }

    /// Makes the citations of a frame lead to the references of this galley, or to `shared` ones where it has none, said in
    /// its own language.
    fn resolve_references(&self, frame: &mut Frame, shared: Option<&[NodeId]>) {
        let references = if self.references.is_empty() { shared.unwrap_or_default() } else { &self.references };
        for link in &mut frame.links {
            if let Goal::Reference(index) = link.goal
                && let Some(node) = references.get(index)
            {
                link.goal = Goal::Node { node: *node, words: self.reference_words(index) };
            }
        }
    }
}
