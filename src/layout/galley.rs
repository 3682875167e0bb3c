//! The column while it is composed, and what every block adds to it.

use super::frame::{Container, Frame, Piece, Tie};
use super::handout::{Handout, NodeId, OutlineEntry, Tree};
use super::missing;
use crate::diagnostics::Notes;
use crate::document::Document;
use crate::geometry::Pt;
use crate::locale::Locale;
use crate::text::{Direction, Shaper};
use crate::theme::Theme;

/// What a handout is bound in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Nothing: it is a file of its own.
    Alone,
    /// A packet.
    Packet,
    /// A packet, as its cover: that has no page numbers but the packet's.
    Cover,
}

/// What a document is laid out with.
pub struct Context<'a, 'f> {
    /// The words of the document's language, for page numbers.
    pub locale: &'a Locale,
    /// The design.
    pub theme: &'a Theme,
    /// Shapes text.
    pub shaper: &'a mut Shaper<'f>,
}

/// Lays out a document; tells also where its pages keep a place for the packet's page number.
pub(super) fn compose(
    document: &Document,
    context: Context,
    binding: Binding,
    notes: &mut Notes,
) -> Option<(Handout, Pt)> {
    let before = notes.errors();
    let mut galley = Galley::new(document, context, binding, notes);
    galley.front();
    let blocks = galley.own_label().map_or(document.blocks.as_slice(), |(_, below)| below);
    galley.document_blocks(blocks);
    galley.keep_headings();
    let laid_out = galley.pages();
    (notes.errors() == before).then_some(laid_out)
}

/// The column while it is composed: pieces in order, and the structure they belong to.
pub(super) struct Galley<'a, 'f> {
    pub(super) document: &'a Document<'a>,
    pub(super) locale: &'a Locale,
    pub(super) theme: &'a Theme,
    pub(super) shaper: &'a mut Shaper<'f>,
    pub(super) notes: &'a mut Notes,
    pub(super) direction: Direction,
    pub(super) binding: Binding,
    /// Columns of a page.
    pub(super) columns: usize,
    pub(super) tree: Tree,
    pub(super) pieces: Vec<Piece>,
    pub(super) containers: Vec<Container>,
    pub(super) outline: Vec<OutlineEntry>,
    /// What the handout says of itself at its end; `None` until the front is set.
    pub(super) imprint: Option<Imprint>,
    /// The mark of a draft, as content of the first page.
    pub(super) draft: Option<NodeId>,
    /// Whether all numbers to call stand under the title, for they take too much of the foot of a page.
    pub(super) has_strip: bool,
    /// Whether it is a column beside another, whose foot has the code and the packet's number of the page.
    pub(super) is_beside: bool,
    /// The Note node of each reference, once the reference list is set.
    pub(super) references: Vec<NodeId>,
    /// Characters that cannot be drawn.
    pub(super) missing: Vec<missing::Undrawn>,
    /// Space that the block before wants below it.
    pub(super) after: Pt,
    /// What is set now belongs to the end of the handout.
    pub(super) is_closing: bool,
    /// The QR code that it stands beside, until all of it is set.
    pub(super) seated_code: Option<SeatedCode>,
}

/// The nodes of what a handout says of itself, in reading order before those of the numbers to call.
#[derive(Clone, Copy)]
pub(super) struct Imprint {
    pub(super) node: NodeId,
    /// Paragraphs: two dates.
    pub(super) dates: [NodeId; 2],
    /// The paragraph of the code; `None` where another column of the page has it.
    pub(super) code: Option<NodeId>,
}

/// A QR code that is to stand at the end edge of the page, beside what closes the handout.
pub(super) struct SeatedCode {
    /// The first piece beside it.
    pub(super) first: usize,
    /// Its ink.
    pub(super) frame: Frame,
    /// Its width.
    pub(super) side: Pt,
}

/// Where blocks are set: their column, what they belong to, the box they stand in.
#[derive(Clone, Copy)]
pub(super) struct Flow {
    pub(super) start: Pt,
    pub(super) measure: Pt,
    /// Space before `start` that the list around leaves: marks of lists too narrow to stand in further hang there.
    pub(super) hang: Pt,
    pub(super) parent: NodeId,
    pub(super) container: Option<usize>,
    /// It spans the columns of the page.
    pub(super) spans: bool,
}

impl<'a, 'f> Galley<'a, 'f> {
    pub(super) fn new(
        document: &'a Document<'a>,
        context: Context<'a, 'f>,
        binding: Binding,
        notes: &'a mut Notes,
    ) -> Self {
        Galley {
            document,
            locale: context.locale,
            theme: context.theme,
            shaper: context.shaper,
            notes,
            direction: context.locale.direction(),
            binding,
            columns: if binding == Binding::Cover { 1 } else { context.theme.columns },
            tree: Tree::new(),
            pieces: Vec::new(),
            containers: Vec::new(),
            outline: Vec::new(),
            imprint: None,
            draft: None,
            has_strip: false,
            is_beside: false,
            references: Vec::new(),
            missing: Vec::new(),
            after: 0.0,
            is_closing: false,
            seated_code: None,
        }
    }

    /// The whole text area, for content of the document itself.
    pub(super) fn page_flow(&self) -> Flow {
        let spans = self.columns > 1;
        Flow { start: 0.0, measure: self.theme.measure(), hang: 0.0, parent: Tree::ROOT, container: None, spans }
    }

    /// A column of the text area.
    pub(super) fn column_flow(&self) -> Flow {
        Flow { measure: self.column_measure(), spans: false, ..self.page_flow() }
    }

    /// Length of a line in a column.
    pub(super) fn column_measure(&self) -> Pt {
        if self.columns > 1 { self.theme.column() } else { self.theme.measure() }
    }

    /// Adds frames one under the other, the first under the larger of `above` and what the block before wants below.
    /// Two lines stay together at either end (widows and orphans); the last of three goes alone before a hole is left.
    pub(super) fn push_lines(&mut self, flow: Flow, lines: Vec<Frame>, above: Pt) {
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let gap = if index == 0 { self.gap(above) } else { 0.0 };
            let is_end = index + 2 == count;
            let tie = match index {
                0 if count > 1 => Tie::Rigid,
                1 if is_end => Tie::Strong,
                _ if is_end => Tie::Rigid,
                _ => Tie::Free,
            };
            self.push(flow, line, gap, tie);
        }
    }

    pub(super) fn push(&mut self, flow: Flow, content: Frame, gap: Pt, tie: Tie) {
        let mut frame = Frame { leading: content.leading, ..Frame::of(content.height) };
        frame.place(content, flow.start, 0.0);
        self.pieces.push(Piece {
            spans: flow.spans,
            closing: self.is_closing,
            container: flow.container,
            ..Piece::of(frame, gap, tie)
        });
    }

    /// The space above a block that wants `above`.
    pub(super) fn gap(&mut self, above: Pt) -> Pt {
        std::mem::take(&mut self.after).max(above)
    }
}

/// Frames one under the other as one frame.
pub(super) fn stack(frames: impl IntoIterator<Item = Frame>) -> Frame {
    let mut whole = Frame::default();
    for frame in frames {
        let y = whole.height;
        whole.leading = if y > 0.0 { 0.0 } else { frame.leading };
        whole.height += frame.height;
        whole.place(frame, 0.0, y);
    }
    whole
}
