//! Boxes: the key-points panel and the four callouts, told apart by word, sign and border.

use std::rc::Rc;

use super::frame::{BoxLook, Container, Frame, Mark, Tie, filled, rule, shift, stroked};
use super::galley::{Flow, Galley, stack};
use super::handout::{Artifact, Ink, NodeId, OutlineEntry, Owner, Role};
use super::paragraph::Paragraph;
use super::signs::{SIGN, Sign, sign};
use crate::document::{Aside, AsideKind, Block, Contact, Words};
use crate::geometry::{Pt, Rect};
use crate::locale::Label;
use crate::picture::Color;
use crate::text::Wrap;
use crate::theme::{Type, WHITE};

/// Share of the text area up to which the head of a box is one piece.
const TALL_HEAD: f32 = 0.5;
/// Between a sign and the words beside it.
const SIGN_GAP: Pt = 7.0;
/// What stands at the head of a box.
struct Head<'w> {
    aside: &'w Aside<'w>,
    look: Type,
    sign: Option<Sign>,
    band: Option<Band>,
}

/// What the head of some boxes stands on, from border to border.
#[derive(Clone, Copy)]
struct Band {
    color: Color,
    /// A line around a pale one, which a fax would lose.
    line: Option<Color>,
}

impl Galley<'_, '_> {
    /// A box with its label, its own title and its blocks.
    pub(super) fn aside(&mut self, aside: &Aside, flow: Flow) {
        let (look, head) = self.box_look(aside);
        self.boxed(flow, look, head, |galley, inner| {
            if let Some(title) = aside.title.as_ref().filter(|_| aside.has_title_below()) {
                galley.box_title(title, inner);
            }
            let body = galley.pieces.len();
            match aside.blocks.as_slice() {
                // The panel sets its points closer than a list stands to the text around it.
                [Block::List(points)] if aside.kind == AsideKind::KeyPoints => {
                    galley.list(points, inner, galley.theme.spaces.item);
                }
                blocks => galley.blocks(blocks, inner),
            }
            body
        });
    }

    /// Boxes are told apart by word, sign and border, never by colour alone.
    fn box_look<'w>(&self, aside: &'w Aside<'w>) -> (BoxLook, Head<'w>) {
        let colors = self.theme.colors;
        let (look, color, sign) = match aside.kind {
            AsideKind::KeyPoints => (BoxLook::Panel, self.theme.types.label.color, None),
            AsideKind::Emergency => (BoxLook::Alarm, WHITE, Some(Sign::Warning)),
            AsideKind::Call => (BoxLook::Call, colors.brand, Some(Sign::Handset)),
            AsideKind::Important => (BoxLook::Important, colors.caution, Some(Sign::Important)),
            AsideKind::Tip => (BoxLook::Tip, colors.brand, Some(Sign::Lamp)),
            AsideKind::TeachBack => (BoxLook::TeachBack, colors.brand, Some(Sign::Speech)),
            AsideKind::GreenZone => (BoxLook::GreenZone, WHITE, Some(Sign::Go)),
            AsideKind::YellowZone => (BoxLook::YellowZone, colors.ink, Some(Sign::Warning)),
            AsideKind::RedZone => (BoxLook::RedZone, WHITE, Some(Sign::Stop)),
        };
        let band = match aside.kind {
            AsideKind::Emergency | AsideKind::RedZone => Some(Band { color: colors.alarm, line: None }),
            AsideKind::GreenZone => Some(Band { color: colors.yes, line: None }),
            AsideKind::YellowZone => Some(Band { color: colors.amber, line: Some(colors.caution) }),
            AsideKind::KeyPoints | AsideKind::Call | AsideKind::Important | AsideKind::Tip | AsideKind::TeachBack => {
                None
            }
        };
        (look, Head { aside, look: Type { color, ..self.theme.types.label }, sign, band })
    }

    /// Sets a box: its head, a heading with a bookmark, then what `content` sets inside, which tells the first piece below
    /// the title.
    fn boxed(&mut self, flow: Flow, look: BoxLook, head: Head, content: impl FnOnce(&mut Self, Flow) -> usize) {
        let padding = self.theme.spaces.padding;
        let node = self.tree.add(flow.parent, Role::Aside);
        let start = flow.start + padding;
        let container = self.containers.len();
        let measure = flow.measure - 2.0 * padding;
        let inner = Flow { start, measure, hang: 0.0, parent: node, container: Some(container), ..flow };
        let continued = self.box_continued(&head, inner);
        self.containers.push(Container {
            look,
            start: flow.start,
            width: flow.measure,
            top: if head.band.is_some() { 0.0 } else { padding * 0.75 },
            bottom: padding * 0.9,
            continued: self.is_repeatable(&continued).then(|| Rc::new(continued)),
        });
        let first = self.pieces.len();
        let level = head.aside.level;
        let is_urgent = matches!(head.aside.kind, AsideKind::Emergency | AsideKind::RedZone);
        let heading = self.tree.add(node, Role::Heading(level));
        self.outline.push(OutlineEntry { level, title: head.aside.heading(), node: heading });
        let words = self.head_words(&head, Owner::Node(heading));
        for (index, frame) in self.head_frames(&head, words, inner.measure).into_iter().enumerate() {
            let gap = if index == 0 { self.gap(self.theme.spaces.float) } else { 0.0 };
            self.push(inner, frame, gap, Tie::Rigid);
        }
        self.after = if head.band.is_some() { padding * 0.6 } else { 0.0 };
        let body = content(self, inner);
        self.keep_box(first, body, is_urgent);
        self.after = self.theme.spaces.float;
    }

    fn box_continued(&mut self, head: &Head, inner: Flow) -> Frame {
        let owner = Owner::Artifact(Artifact::Layout);
        let mut words = self.head_words(head, owner);
        words.push(owner, &format!(" ({})", self.locale.label(Label::Continued)), head.look);
        let frame = stack(self.head_frames(head, words, inner.measure));
        let mut placed = Frame::of(
            frame.height + if head.band.is_some() { self.theme.spaces.padding * 0.6 } else { self.theme.spaces.item },
        );
        placed.place(frame, inner.start, 0.0);
        placed
    }

    /// The label of a box and, on the same line, its title.
    fn head_words<'w>(&mut self, head: &Head<'w>, owner: Owner) -> Paragraph<'w> {
        let Aside { label, joint, title, .. } = head.aside;
        let title = title.as_ref().filter(|_| !head.aside.has_title_below());
        let (first, title) = if label.is_empty() { (title, None) } else { (Some(label), title) };
        let mut paragraph = match first {
            Some(words) => self.paragraph_of(owner, words, head.look),
            None => Paragraph::new(head.look),
        };
        if let Some(title) = title {
            let color = if head.band.is_some() { head.look.color } else { self.theme.colors.ink };
            paragraph.push(owner, joint, head.look);
            self.append(&mut paragraph, owner, title, Type { color, ..head.look });
        }
        paragraph
    }

    /// The words at the head of a box behind its sign, white on a dark band for an emergency. They are one frame, or one for
    /// each line where a page might not hold them together.
    fn head_frames(&mut self, head: &Head, words: Paragraph, measure: Pt) -> Vec<Frame> {
        let inset = if head.sign.is_some() { SIGN + SIGN_GAP } else { 0.0 };
        let lines = self.lines(words, measure - inset, Wrap::Ragged);
        let height: Pt = lines.iter().map(|line| line.height).sum();
        if height <= self.theme.depth() * TALL_HEAD {
            return vec![self.box_head(head, stack(lines), measure, (true, true))];
        }
        let last = lines.len() - 1;
        let part = |(index, line)| self.box_head(head, line, measure, (index == 0, index == last));
        lines.into_iter().enumerate().map(part).collect()
    }

    /// Lines of the head of a box, the first and the last of them or not.
    fn box_head(&self, head: &Head, lines: Frame, measure: Pt, (is_first, is_last): (bool, bool)) -> Frame {
        let padding = self.theme.spaces.padding;
        let inset = if head.sign.is_some() { SIGN + SIGN_GAP } else { 0.0 };
        let edge = |is_there: bool| if head.band.is_some() && is_there { padding * 0.55 } else { 0.0 };
        let (edge, below) = (edge(is_first), edge(is_last));
        let mut frame = Frame::of(lines.height + edge + below);
        if let Some(band) = head.band {
            let area = Rect { x: -padding, y: 0.0, width: measure + 2.0 * padding, height: frame.height };
            frame.decorate(filled(area, band.color));
            if let Some(color) = band.line {
                let inner = Rect { x: area.x + 0.5, y: 0.5, width: area.width - 1.0, height: area.height - 1.0 };
                frame.decorate(stroked(inner, 1.0, color));
            }
        }
        if let Some(shape) = head.sign.filter(|_| is_first) {
            let cap = head.look.size * 0.66;
            let middle = edge + lines.baseline - cap / 2.0;
            let ground = head.band.map_or(WHITE, |band| band.color);
            for path in sign(shape, head.look.color, ground) {
                let mut ink = Ink::Path(path);
                shift(&mut ink, 0.0, middle - SIGN / 2.0);
                let owner = Owner::Artifact(Artifact::Layout);
                frame.marks.push(Mark { rigid: Some((0.0, SIGN)), ..Mark::new(owner, ink) });
            }
        }
        frame.place(lines, inset, edge);
        frame
    }

    fn box_title(&mut self, title: &Words, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let look = Type { strong: true, ..self.theme.types.body };
        let paragraph = self.paragraph_of(Owner::Node(node), title, look);
        let first = self.pieces.len();
        let lines = self.lines(paragraph, flow.measure, Wrap::Ragged);
        self.push_lines(flow, lines, 1.0);
        self.tie_from(first);
        self.tie_last(Tie::Rigid);
        if let Some(container) = flow.container {
            self.repeat_title(first, container);
        }
        self.after = self.theme.spaces.item;
    }

    /// Under a thin rule, one line for each contact.
    pub(super) fn contacts(&mut self, contacts: &[Contact], flow: Flow) {
        for (index, contact) in contacts.iter().enumerate() {
            let node = self.tree.add(flow.parent, Role::Paragraph);
            let mut lines = self.contact_lines(contact, node, flow.measure);
            let gap = if index == 0 { self.gap(self.theme.spaces.paragraph) } else { 2.0 };
            if let Some(first) = lines.first_mut().filter(|_| index == 0) {
                let mut ruled = Frame::of(first.height + 7.0);
                ruled.decorate(rule(0.0, 0.5, flow.measure, 0.75, self.theme.colors.rule));
                ruled.place(std::mem::take(first), 0.0, 7.0);
                *first = ruled;
            }
            let first = self.pieces.len();
            self.push_lines(flow, lines, gap);
            self.tie_from(first);
            // Whom to call stays with the reasons to.
            if first > 0 {
                self.tie_after(first - 1, Tie::Firm);
            }
        }
    }

    /// "**Nurse line:** 555-0100   Mon-Fri, 8 am to 5 pm". Hours that do not fit on the line of the number stand below it.
    fn contact_lines(&mut self, contact: &Contact, node: NodeId, measure: Pt) -> Vec<Frame> {
        let body = self.theme.types.body;
        let strong = Type { strong: true, ..body };
        let owner = Owner::Node(node);
        let joint = " \u{2003}";
        let mut paragraph = Paragraph::new(body);
        let label = contact.label.plain();
        let mut whole = label.clone();
        self.append(&mut paragraph, owner, &contact.label, strong);
        if let Some(phone) = &contact.phone {
            whole.push_str(&format!("{}{}", contact.joint, phone.plain()));
            paragraph.push(owner, &contact.joint, strong);
            self.append(&mut paragraph, owner, phone, body);
        }
        let Some(hours) = &contact.hours else { return self.lines(paragraph, measure, Wrap::Ragged) };
        whole.push_str(&format!("{joint}{}", hours.plain()));
        let stronger = self.width_of(&label, strong) - self.width_of(&label, body);
        if self.width_of(&whole, body) + stronger <= measure {
            paragraph.push(owner, joint, body);
            self.append(&mut paragraph, owner, hours, body);
            return self.lines(paragraph, measure, Wrap::Ragged);
        }
        paragraph.push(owner, " ", body);
        let mut lines = self.lines(paragraph, measure, Wrap::Ragged);
        let mut below = Paragraph::new(body);
        self.append(&mut below, owner, hours, body);
        lines.extend(self.lines(below, measure, Wrap::Ragged));
        lines
    }
}
