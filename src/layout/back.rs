//! The end of a handout: QR code, references, disclaimer.

use super::figure::{Order, Seat};
use super::frame::{Frame, Tie};
use super::galley::{Flow, Galley, SeatedCode, stack};
use super::handout::{Numbering, Owner, Role};
use super::paragraph::ShapedParagraph;
use crate::document::{Reference, ScanCode, Words};
use crate::geometry::{Pt, Rect, Size};
use crate::picture::{self, Picture};
use crate::text::Wrap;
use crate::theme::Type;

/// Side of the QR code in ems, unless its modules would be smaller than print can hold.
const CODE: f32 = 6.0;
/// The largest side for that.
const LARGEST_CODE: Pt = 84.0;

impl Galley<'_, '_> {
    /// The clinic's disclaimer; `is_first` says that no other small print stands right above.
    pub(super) fn small_print(&mut self, words: &Words, is_first: bool) {
        let flow = self.closing_flow();
        let node = self.tree.add(flow.parent, Role::Paragraph);
        // Ink, for a fax machine makes dots of grey letters.
        let paragraph = self.paragraph_of(Owner::Node(node), words, self.theme.types.small);
        let lines = self.lines(paragraph, flow.measure, Wrap::Ragged);
        let above = if is_first { self.theme.spaces.float } else { self.theme.spaces.item };
        let first = self.pieces.len();
        self.push_lines(flow, lines, above);
        // Small print stays on one page, unless that leaves a hole in the page before.
        if let Some((_, tied)) = self.pieces[first..].split_last_mut() {
            tied.iter_mut().for_each(|piece| piece.tie = piece.tie.max(Tie::Soft));
        }
    }

    /// The QR code of an address at the end edge of the page. Beside it stands the address, and the references begin there:
    /// in a row of its own the code would take the place of several lines.
    pub(super) fn code_beside(&mut self, code: &ScanCode) {
        self.is_closing = true;
        let flow = self.page_flow();
        let (frame, side) = self.code_frame(code, flow);
        self.seated_code = Some(SeatedCode { first: self.pieces.len(), frame, side });
        let text = self.flow_beside(side);
        let [label, address] = self.code_words(code, flow);
        let label = self.set_lines(&label, text.measure, Wrap::Ragged);
        self.push_lines(text, label, self.theme.spaces.float);
        self.tie_last(Tie::Rigid);
        let address = self.set_lines(&address, text.measure, Wrap::Ragged);
        self.push_lines(text, address, 0.0);
    }

    /// The QR code of an address, the address as a link beside it.
    pub(super) fn scan_code(&mut self, code: &ScanCode, flow: Flow) {
        let (picture, side) = self.code_frame(code, flow);
        let room = flow.measure - side - self.theme.spaces.gutter;
        let [label, address] = self.code_words(code, flow);
        let mut beside = self.set_lines(&label, room, Wrap::Ragged);
        let narrow = self.set_lines(&address, room, Wrap::Ragged);
        // A long address stands below the code, where a page may end between its lines.
        let is_long = narrow.iter().map(|line| line.height).sum::<Pt>() > 2.0 * side;
        let below = if is_long { self.set_lines(&address, flow.measure, Wrap::Ragged) } else { Vec::new() };
        if !is_long {
            beside.extend(narrow);
        }
        let beside = stack(beside);
        let mut frame = Frame::of(side.max(beside.height));
        let y = (frame.height - beside.height) / 2.0;
        frame.place(picture, 0.0, 0.0);
        frame.place(beside, side + self.theme.spaces.gutter, y);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, if is_long { Tie::Rigid } else { Tie::Free });
        self.push_lines(flow, below, self.theme.spaces.item);
        self.after = self.theme.spaces.float;
    }

    /// The code itself, and its side.
    fn code_frame(&mut self, code: &ScanCode, flow: Flow) -> (Frame, Pt) {
        let vector = picture::qr(code.address).expect("an address too long for a QR code is refused when it is read");
        let side = (self.theme.types.body.size * CODE).min(LARGEST_CODE).max(vector.natural.width);
        let role = Role::Figure { alt: code.alt.to_owned(), area: Rect::default() };
        let figure = self.tree.add(flow.parent, role);
        code.language.into_iter().for_each(|language| self.tree.set_language(figure, language));
        let size = Size { width: side, height: side };
        (super::figure::picture_frame(&Picture::Vector(vector), size, Owner::Node(figure)), side)
    }

    /// What the code leads to, and the address.
    fn code_words(&mut self, code: &ScanCode, flow: Flow) -> [ShapedParagraph; 2] {
        let body = self.theme.types.small;
        [(&code.label, Type { strong: true, ..body }), (&code.words, body)].map(|(words, look)| {
            let node = self.tree.add(flow.parent, Role::Paragraph);
            let paragraph = self.paragraph_of(Owner::Node(node), words, look);
            self.shape(paragraph)
        })
    }

    /// The flow of what closes the handout: as wide as the page, less beside a QR code.
    pub(super) fn closing_flow(&self) -> Flow {
        let page = self.page_flow();
        let Some(code) = &self.seated_code else { return page };
        let mut covered = self.after;
        for (index, piece) in self.pieces[code.first..].iter().enumerate() {
            covered += piece.frame.height + if index > 0 { piece.gap } else { 0.0 };
            // Few pieces cover it: the others are not looked at.
            if covered >= code.frame.height {
                return page;
            }
        }
        self.flow_beside(code.side)
    }

    /// What a QR code of this width leaves of the page.
    fn flow_beside(&self, side: Pt) -> Flow {
        let flow = self.page_flow();
        Flow { measure: flow.measure - side - self.theme.spaces.gutter, ..flow }
    }

    /// Puts the QR code beside what was set since.
    pub(super) fn set_code(&mut self) {
        if let Some(SeatedCode { first, frame, side }) = self.seated_code.take() {
            let (flow, text) = (self.page_flow(), self.flow_beside(side));
            let size = Size { width: side, height: side };
            let seat = Seat { text, start: flow.start + flow.measure - side, width: side, size };
            self.set_beside(first, frame, &seat, Order::PictureFirst);
        }
    }

    /// Numbered, each entry a Note that citations lead to.
    pub(super) fn references(&mut self, references: &[Reference]) {
        let look = self.theme.types.reference;
        let list = self.tree.add(self.page_flow().parent, Role::List(Numbering::Decimal));
        let widest = references.last().map_or("", |reference| &reference.label);
        let hang = (self.width_of(widest, look) + 7.0).max(20.0);
        for (index, reference) in references.iter().enumerate() {
            let flow = self.closing_flow();
            let item = self.tree.add(list, Role::ListItem);
            let label = self.tree.add(item, Role::Label);
            let (number, width) = self.furniture_words(Owner::Node(label), &reference.label, look);
            let body = self.tree.add(item, Role::ListBody);
            let note = self.tree.add(body, Role::Note);
            self.references.push(note);
            let paragraph = self.paragraph_of(Owner::Node(note), &reference.words, look);
            let mut lines = self.lines(paragraph, flow.measure - hang, Wrap::Ragged);
            if let Some(first) = lines.first_mut() {
                *first = Frame::abreast([(number, hang - 7.0 - width - hang), (std::mem::take(first), 0.0)]);
            }
            let inner = Flow { start: hang, measure: flow.measure - hang, ..flow };
            let above = if index == 0 { 0.0 } else { self.theme.spaces.item };
            let first = self.pieces.len();
            self.push_lines(inner, lines, above);
            // The list is rather cut between its entries.
            for index in first + 1..self.pieces.len() {
                self.tie_after(index - 1, Tie::Soft);
            }
        }
        self.after = self.theme.spaces.float;
    }
}
