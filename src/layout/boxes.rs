//! Boxes: the key-points panel and the four callouts, told apart by word, sign and border.

use std::rc::Rc;

use jiff::civil::Date;

use super::frame::{BoxLook, Container, Frame, Mark, Tie, filled, rule, shifted};
use super::handout::{Artifact, Ink, NodeId, Owner, Role};
use super::signs::{SIGN, Sign, sign};
use super::story::Story;
use super::{Flow, Galley, stack};
use crate::article::{Callout, CalloutKind, Item, List, Mark as ListMark};
use crate::geometry::{Pt, Rect};
use crate::locale::Label;
use crate::prose::Text;
use crate::site::Contact;
use crate::text::Wrap;
use crate::theme::{Type, WHITE};

/// Share of the text area up to which a box stays on one page.
const WHOLE_SHARE: f32 = 1.0 / 3.0;

/// What stands at the head of a box.
struct Head {
    words: String,
    look: Type,
    sign: Option<Sign>,
    band: bool,
}

impl Galley<'_, '_> {
    /// The panel of key points.
    pub(super) fn key_points(&mut self, summary: &[Text]) {
        let flow = self.page_flow();
        let words = self.locale.label(Label::KeyPoints).to_owned();
        let head = Head { words, look: self.theme.types.label, sign: None, band: false };
        self.boxed(flow, BoxLook::Panel, head, |galley, inner| galley.key_point_list(summary, inner));
    }

    /// Says that the original was changed after this translation was made.
    pub(super) fn outdated_box(&mut self, changed: Date) {
        let look = Type { color: self.theme.colors.caution, ..self.theme.types.label };
        let head = Head { words: self.own(Label::Important), look, sign: Some(Sign::Important), band: false };
        let words = self.locale.outdated(changed);
        self.boxed(self.page_flow(), BoxLook::Important, head, |galley, inner| {
            let body = galley.theme.types.body;
            let node = galley.tree.add(inner.parent, Role::Paragraph);
            let mut story = Story::new(body);
            story.push(Owner::Node(node), &words, body);
            let lines = galley.lines(story, inner.measure, Wrap::Ragged);
            galley.push_lines(inner, lines, 0.0);
        });
    }

    fn key_point_list(&mut self, summary: &[Text], flow: Flow) {
        // A list of the article's own shape, though the article has only its texts.
        let items = summary.iter().map(|text| Item { text: vec![text.clone()], nested: None }).collect();
        let list = List { mark: ListMark::Bullet, items };
        self.list(&list, flow, 0, self.theme.spaces.item);
    }

    /// A callout with its label, its own title, its blocks, and the contacts where it says whom to call.
    pub(super) fn callout(&mut self, callout: &Callout, flow: Flow) {
        let types = self.theme.types;
        let colors = self.theme.colors;
        let tinted = |color| Type { color, ..types.label };
        let (look, words, ink, shape) = match callout.kind {
            CalloutKind::Emergency => {
                let number = self.site.emergency.as_ref().map(Text::plain).unwrap_or_default();
                (BoxLook::Alarm, self.locale.emergency(&number), tinted(WHITE), Sign::Warning)
            }
            CalloutKind::Call => (BoxLook::Call, self.own(Label::Call), tinted(colors.brand), Sign::Handset),
            CalloutKind::Important => {
                (BoxLook::Important, self.own(Label::Important), tinted(colors.caution), Sign::Important)
            }
            CalloutKind::Tip => (BoxLook::Tip, self.own(Label::Tip), tinted(colors.brand), Sign::Lamp),
        };
        let band = callout.kind == CalloutKind::Emergency;
        let head = Head { words, look: ink, sign: Some(shape), band };
        self.boxed(flow, look, head, |galley, inner| {
            if let Some(title) = &callout.title {
                galley.box_title(title, inner);
            }
            galley.blocks(&callout.body, inner);
            if callout.kind == CalloutKind::Call {
                galley.box_contacts(inner);
            }
        });
    }

    fn own(&self, label: Label) -> String {
        self.locale.label(label).to_owned()
    }

    /// Sets a box: its head, then what `body` sets inside.
    fn boxed(&mut self, flow: Flow, look: BoxLook, head: Head, body: impl FnOnce(&mut Self, Flow)) {
        let padding = self.theme.spaces.padding;
        let node = self.tree.add(flow.parent, Role::Aside);
        let start = flow.start + padding;
        let inner =
            Flow { start, measure: flow.measure - 2.0 * padding, parent: node, container: Some(self.containers.len()) };
        let continued = self.box_continued(&head, inner);
        self.containers.push(Container {
            look,
            start: flow.start,
            width: flow.measure,
            top: if head.band { 0.0 } else { padding * 0.75 },
            bottom: padding * 0.9,
            continued: Some(Rc::new(continued)),
        });
        let first = self.pieces.len();
        let label = self.tree.add(node, Role::Paragraph);
        let frame = self.box_head(&head, Owner::Node(label), &head.words, inner.measure);
        let gap = self.gap(self.theme.spaces.float);
        self.push(inner, frame, gap, Tie::Rigid);
        self.after = if head.band { padding * 0.6 } else { 0.0 };
        body(self, inner);
        self.keep_box(first);
        self.after = self.theme.spaces.float;
    }

    /// A box of up to a third of a page stays whole; a longer one splits only between its items.
    fn keep_box(&mut self, first: usize) {
        let height: Pt = self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum();
        if height <= self.theme.depth() * WHOLE_SHARE {
            return self.tie_from(first);
        }
        for index in first + 1..self.pieces.len() {
            if self.pieces[index].gap == 0.0 {
                self.pieces[index - 1].tie = self.pieces[index - 1].tie.max(Tie::Firm);
            }
        }
    }

    fn box_continued(&mut self, head: &Head, inner: Flow) -> Frame {
        let words = format!("{} ({})", head.words, self.locale.label(Label::Continued));
        let frame = self.box_head(head, Owner::Artifact(Artifact::Layout), &words, inner.measure);
        let mut placed =
            Frame::of(frame.height + if head.band { self.theme.spaces.padding * 0.6 } else { self.theme.spaces.item });
        placed.place(frame, inner.start, 0.0);
        placed
    }

    /// The label of a box behind its sign, white on a dark band for an emergency.
    fn box_head(&mut self, head: &Head, owner: Owner, words: &str, measure: Pt) -> Frame {
        let padding = self.theme.spaces.padding;
        let inset = if head.sign.is_some() { SIGN + 7.0 } else { 0.0 };
        let mut story = Story::new(head.look);
        story.push(owner, words, head.look);
        let lines = stack(self.lines(story, measure - inset, Wrap::Ragged));
        let edge = if head.band { padding * 0.55 } else { 0.0 };
        let mut frame = Frame::of(lines.height + 2.0 * edge);
        if head.band {
            let band = Rect { x: -padding, y: 0.0, width: measure + 2.0 * padding, height: frame.height };
            frame.decorate(filled(band, self.theme.colors.alarm));
        }
        if let Some(shape) = head.sign {
            let cap = head.look.size * 0.66;
            let middle = edge + lines.baseline - cap / 2.0;
            let ground = if head.band { self.theme.colors.alarm } else { WHITE };
            for path in sign(shape, head.look.color, ground) {
                let ink = shifted(Ink::Path(path), 0.0, middle - SIGN / 2.0);
                let owner = Owner::Artifact(Artifact::Layout);
                frame.marks.push(Mark { rigid: Some((0.0, SIGN)), ..Mark::new(owner, ink) });
            }
        }
        frame.place(lines, inset, edge);
        frame
    }

    fn box_title(&mut self, title: &Text, flow: Flow) {
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let look = Type { strong: true, ..self.theme.types.body };
        let story = self.story(Owner::Node(node), title, look);
        let first = self.pieces.len();
        let lines = self.lines(story, flow.measure, Wrap::Ragged);
        self.push_lines(flow, lines, 1.0);
        self.tie_from(first);
        self.tie_last(Tie::Rigid);
        self.after = self.theme.spaces.item;
    }

    /// Under a thin rule, one line for each contact.
    fn box_contacts(&mut self, flow: Flow) {
        let contacts = self.contacts();
        let colors = self.theme.colors;
        for (index, contact) in contacts.into_iter().enumerate() {
            let node = self.tree.add(flow.parent, Role::Paragraph);
            let story = self.contact_story(contact, node);
            let mut lines = self.lines(story, flow.measure, Wrap::Ragged);
            let gap = if index == 0 { self.gap(self.theme.spaces.paragraph) } else { 2.0 };
            if let Some(first) = lines.first_mut().filter(|_| index == 0) {
                let mut ruled = Frame::of(first.height + 7.0);
                ruled.decorate(rule(0.0, 0.5, flow.measure, 0.75, colors.brand));
                ruled.place(std::mem::take(first), 0.0, 7.0);
                *first = ruled;
            }
            let first = self.pieces.len();
            self.push_lines(flow, lines, gap);
            self.tie_from(first);
            if index > 0 && first > 0 {
                self.pieces[first - 1].tie = self.pieces[first - 1].tie.max(Tie::Firm);
            }
        }
    }

    /// "**Nurse line:** 555-0100   Mon-Fri, 8 am to 5 pm".
    fn contact_story(&mut self, contact: &Contact, node: NodeId) -> Story {
        let body = self.theme.types.body;
        let strong = Type { strong: true, ..body };
        let owner = Owner::Node(node);
        let mut story = Story::new(body);
        let between = self.field_joint();
        self.tell(&mut story, owner, &contact.label, strong);
        if let Some(phone) = &contact.phone {
            story.push(owner, &between, strong);
            self.tell(&mut story, owner, phone, body);
        }
        if let Some(hours) = &contact.hours {
            story.push(owner, " \u{2003}", body);
            self.tell(&mut story, owner, hours, body);
        }
        story
    }

    /// What stands between a label and its value: ": " in English.
    pub(super) fn field_joint(&self) -> String {
        self.locale.field("\u{1}", "\u{2}").trim_start_matches('\u{1}').trim_end_matches('\u{2}').to_owned()
    }
}
