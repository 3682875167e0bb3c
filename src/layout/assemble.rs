//! The last step: planned pages are drawn, and start-based coordinates become page coordinates.

use super::arrange::arrange;
use super::borders::border;
use super::breaks::{Grid, SIDES};
use super::column::{Column, Spacing};
use super::fit::{Fitted, fit};
use super::folio::{Folio, FolioWords};
use super::frame::{Frame, Goal, move_points, shift};
use super::galley::Galley;
use super::handout::{Handout, Ink, Item, LinkArea, NodeId, Page, Role, Target};
use super::paginate::{PagePlan, place};
use crate::diagnostics::{Code, Diagnostic};
use crate::geometry::{Point, Pt, Rect};
use crate::locale::Label;
use crate::text::Direction;
use crate::theme::COLUMN_GAP;

/// The tallest foot of a page, as a share of the paper.
const TALLEST_FOOT: f32 = 0.33;

impl Galley<'_, '_> {
    /// Paginates what has been composed and draws every page. Tells also the top of the packet's page number.
    pub(super) fn pages(mut self) -> (Handout, Pt) {
        let words = self.folio_words();
        let (folio, plans) = self.planned(&words);
        self.draw(&folio, &plans)
    }

    /// Pages above a foot with room for their numbers. How many there are is known only when they are planned: where their
    /// numbers have more digits than there was room for, they are planned anew.
    fn planned(&mut self, words: &FolioWords) -> (Folio, Vec<PagePlan>) {
        let mut most = 9;
        loop {
            let mut folio = self.folio(words, most);
            if self.note_tall_foot(&folio) {
                (folio, most) = (Folio::default(), usize::MAX);
            }
            let depth = self.depth(&folio);
            let grid = Grid { depth, columns: self.columns, step: self.column_measure() + COLUMN_GAP };
            let Fitted { arranged, spacing } = self.fitted(grid);
            let plans = place(&self.column(spacing), &arranged, grid);
            if self.ends_in_writing_lines() {
                self.fill_with_writing_lines(&plans, depth);
                let column = self.column(spacing);
                return (folio, place(&column, &arrange(&column, grid), grid));
            }
            if plans.len() <= most {
                return (folio, plans);
            }
            most = most * 10 + 9;
        }
    }

    fn column(&self, spacing: Spacing) -> Column<'_> {
        Column { pieces: &self.pieces, containers: &self.containers, spacing }
    }

    /// Pages at the theme's own spaces, or at closer ones where the theme wants few sheets.
    fn fitted(&self, grid: Grid) -> Fitted {
        let column = self.column(Spacing::LOOSE);
        match self.theme.fits_sheets {
            true => fit(&column, grid),
            false => Fitted { arranged: arrange(&column, grid), spacing: Spacing::LOOSE },
        }
    }

    /// Height of the text area between this head and foot.
    pub(super) fn depth(&self, folio: &Folio) -> Pt {
        self.theme.paper.height - folio.head(self.theme.margins.top) - folio.foot().max(self.theme.margins.bottom)
    }

    /// Notes a foot that leaves no room for text, and tells whether it is one. That is an error: no file is written. The pages are
    /// planned with nothing at head and foot then, for there would be a page, with all of it, to a line of text.
    pub(super) fn note_tall_foot(&mut self, folio: &Folio) -> bool {
        let is_tall = folio.foot() > self.theme.paper.height * TALLEST_FOOT;
        if is_tall {
            let message = "the contact and emergency lines leave no room for text at the foot of the page";
            let mut diagnostic = Diagnostic::new(Code::TallFooter, message).hint("shorten the label or the number");
            diagnostic.span = self.document.folio.contacts.first().and_then(|contact| contact.label.start());
            self.notes.push(diagnostic);
        }
        is_tall
    }

    /// How many lines of text stand on the last sheet, where there is more than one.
    fn lines_over(&self, plans: &[PagePlan]) -> Option<usize> {
        let last = (plans.len().div_ceil(SIDES) - 1) * SIDES;
        let placed = plans[last..].iter().flat_map(|plan| &plan.placed).map(|placed| &self.pieces[placed.piece]);
        let height: Pt = placed.map(|piece| piece.gap + piece.frame.height).sum();
        (last > 0).then(|| (height / self.theme.types.body.leading).ceil() as usize)
    }

    /// Draws the pages as planned.
    fn draw(mut self, folio: &Folio, plans: &[PagePlan]) -> (Handout, Pt) {
        let lines_over = self.lines_over(plans);
        let mut frames: Vec<Frame> = self.pieces.iter_mut().map(|piece| std::mem::take(&mut piece.frame)).collect();
        let count = plans.len();
        let mut pages = Vec::with_capacity(count);
        for (index, plan) in plans.iter().enumerate() {
            pages.push(self.page(plan, &mut frames, folio, (index + 1, count)));
        }
        self.report_missing();
        let seat = folio.seat(self.theme.paper.height);
        let metadata = self.document.metadata.clone();
        (Handout { metadata, pages, tree: self.tree, outline: self.outline, lines_over, facing: None }, seat)
    }

    fn page(&mut self, plan: &PagePlan, frames: &mut [Frame], folio: &Folio, (number, count): (usize, usize)) -> Page {
        let mut page = Frame::default();
        page.place(self.drawn_column(plan, frames), 0.0, folio.head(self.theme.margins.top));
        page.place(self.furniture_of(folio, (number, count), number == 1), 0.0, 0.0);
        self.on_paper(page)
    }

    /// The pieces of a page with the borders of their boxes, taken from `frames`.
    pub(super) fn drawn_column(&self, plan: &PagePlan, frames: &mut [Frame]) -> Frame {
        let mut column = Frame::default();
        let mut boxes = plan.boxes.iter().peekable();
        for (index, placed) in plan.placed.iter().enumerate() {
            while let Some(part) = boxes.next_if(|part| part.before <= index) {
                let container = &self.containers[part.container];
                let paths = border(container, part, &self.theme.colors);
                paths.into_iter().for_each(|path| column.decorate(path));
            }
            let piece = &self.pieces[placed.piece];
            let label = piece.container.and_then(|container| self.containers[container].continued.as_ref());
            if let (Some(y), Some(frame)) = (placed.label_y, label) {
                column.place(frame.as_ref().clone(), placed.start, y);
            }
            if let (Some(y), Some(frame)) = (placed.repeat_y, &piece.repeat) {
                column.place(frame.as_ref().clone(), placed.start, y);
            }
            let mut frame = std::mem::take(&mut frames[placed.piece]);
            frame.raise_foot(placed.drawn_in / 2.0);
            column.place(frame, placed.start, placed.y);
        }
        column
    }

    /// From the start edge of the text area to the left edge of the paper; mirrored where lines run from right to left.
    pub(super) fn on_paper(&mut self, frame: Frame) -> Page {
        let mut placed = Frame::default();
        placed.place(frame, self.theme.margins.start, 0.0);
        if self.direction == Direction::Rtl {
            self.mirror(&mut placed, self.theme.paper.width);
        }
        for (node, area) in placed.figures {
            if let Role::Figure { area: place, .. } = &mut self.tree.nodes[node.0 as usize].role {
                *place = area;
            }
        }
        let items = placed.marks.into_iter().map(|mark| Item { owner: mark.owner, ink: mark.ink }).collect();
        let links =
            placed.links.into_iter().filter_map(|link| self.link_area(link.node, link.area, link.goal)).collect();
        Page { size: self.theme.paper, items, links }
    }

    /// Turns places counted from the right edge of an area of this width into places counted from its left edge, and the
    /// other way round. Type and pictures keep their faces.
    pub(super) fn mirror(&self, frame: &mut Frame, width: Pt) {
        let flipped = |area: Rect| Rect { x: width - area.end(), ..area };
        for mark in &mut frame.marks {
            match (&mut mark.ink, &mut mark.rigid) {
                (ink, Some((start, extent))) => {
                    let mirrored = width - *extent - *start;
                    shift(ink, mirrored - *start, 0.0);
                    *start = mirrored;
                }
                (Ink::Glyphs { origin, run, .. }, None) => origin.x = width - origin.x - self.run_width(run),
                (Ink::Path(path), None) => move_points(path, |p| Point { x: width - p.x, ..p }),
                (Ink::Raster { area, .. } | Ink::Drawing { area, .. }, None) => *area = flipped(*area),
            }
        }
        frame.links.iter_mut().for_each(|link| link.area = flipped(link.area));
        frame.figures.iter_mut().for_each(|(_, area)| *area = flipped(*area));
    }

    fn link_area(&self, node: NodeId, area: Rect, goal: Goal) -> Option<LinkArea> {
        let (target, contents) = match goal {
            Goal::Address { address, says, .. } => (Target::Url(address), says.to_string()),
            Goal::Part { part, words } => (Target::Part(part), words),
            Goal::Node { node, words } => (Target::Node(node), words),
            Goal::Reference(index) => (Target::Node(*self.references.get(index)?), self.reference_words(index)),
        };
        Some(LinkArea { node, area, target, contents })
    }

    /// What a citation says to a reader who cannot see it: "References 2".
    pub(super) fn reference_words(&self, index: usize) -> String {
        format!("{} {}", self.locale.label(Label::References), self.locale.number(index + 1))
    }
}
