//! The end of a handout: QR code, references, disclaimer.

use super::frame::{Frame, Tie};
use super::handout::{NodeId, Numbering, Owner, Role};
use super::story::Story;
use super::{Flow, Galley, stack};
use crate::article::Reference;
use crate::geometry::{Pt, Rect, Size};
use crate::locale::Label;
use crate::picture::{self, Picture};
use crate::text::Wrap;
use crate::theme::Type;

/// Side of the QR code, unless its modules would be smaller than print can hold.
const CODE: Pt = 84.0;

impl Galley<'_, '_> {
    pub(super) fn back(&mut self) {
        if let Some(url) = self.article.url.clone() {
            self.code(&url);
        }
        if !self.article.references.is_empty() {
            self.heading_of_ours(self.locale.label(Label::References));
            self.reference_list();
        }
        let disclaimer = &self.site.disclaimer;
        for (index, text) in disclaimer.iter().enumerate() {
            let flow = self.page_flow();
            let node = self.tree.add(flow.parent, Role::Paragraph);
            let look = Type { color: self.theme.colors.grey, ..self.theme.types.small };
            let story = self.story(Owner::Node(node), text, look);
            let lines = self.lines(story, flow.measure, Wrap::Ragged);
            let above = if index == 0 { self.theme.spaces.float } else { self.theme.spaces.item };
            let first = self.pieces.len();
            self.push_lines(flow, lines, above);
            // Small print stays whole, but leaves no hole for it.
            let pieces = self.pieces[first..].split_last_mut();
            pieces.into_iter().flat_map(|(_, tied)| tied).for_each(|piece| piece.tie = piece.tie.max(Tie::Soft));
        }
    }

    /// The QR code of the article's address, the address as a link beside it.
    fn code(&mut self, url: &str) {
        let flow = self.page_flow();
        let Ok(vector) = picture::qr(url) else { return };
        let side = vector.natural.width.max(CODE);
        let words = self.locale.label(Label::Scan).to_owned();
        let figure = self.tree.add(flow.parent, Role::Figure { alt: words.clone(), area: Rect::default() });
        let size = Size { width: side, height: side };
        let code = super::blocks::picture_frame(&Picture::Vector(vector), size, Owner::Node(figure));
        let body = self.theme.types.small;
        let room = flow.measure - side - self.theme.spaces.gutter;
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let mut story = Story::new(body);
        story.push(Owner::Node(node), &words, Type { strong: true, ..body });
        let mut beside = self.lines(story, room, Wrap::Ragged);
        let node = self.tree.add(flow.parent, Role::Paragraph);
        let mut story = Story::new(body);
        self.tell_link(&mut story, node, url, url, body);
        beside.extend(self.lines(story, room, Wrap::Ragged));
        let beside = stack(beside);
        let mut frame = Frame::of(side.max(beside.height));
        let y = (frame.height - beside.height) / 2.0;
        frame.place(code, 0.0, 0.0);
        frame.place(beside, side + self.theme.spaces.gutter, y);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, Tie::Free);
        self.after = self.theme.spaces.float;
    }

    /// Numbered, each entry a Note that citations lead to.
    fn reference_list(&mut self) {
        let flow = self.page_flow();
        let small = self.theme.types.small;
        let list = self.tree.add(flow.parent, Role::List(Numbering::Decimal));
        let widest = format!("{}.", self.locale.number(self.article.references.len()));
        let hang = (self.width_of(&widest, small) + 7.0).max(20.0);
        let references = &self.article.references;
        for (index, reference) in references.iter().enumerate() {
            let item = self.tree.add(list, Role::ListItem);
            let label = self.tree.add(item, Role::Label);
            let number = format!("{}.", self.locale.number(index + 1));
            let (number, width) = self.furniture_words(Owner::Node(label), &number, small);
            let body = self.tree.add(item, Role::ListBody);
            let note = self.tree.add(body, Role::Note);
            self.references.push(note);
            let story = self.reference_story(reference, note, small);
            let mut lines = self.lines(story, flow.measure - hang, Wrap::Ragged);
            if let Some(first) = lines.first_mut() {
                *first = Frame::abreast([(number, hang - 7.0 - width - hang), (std::mem::take(first), 0.0)]);
            }
            let inner = Flow { start: hang, measure: flow.measure - hang, ..flow };
            let above = if index == 0 { 0.0 } else { self.theme.spaces.item };
            self.push_lines(inner, lines, above);
        }
        self.after = self.theme.spaces.float;
    }

    /// The text, then what it does not already name of DOI, PubMed number and address, each a link.
    fn reference_story(&mut self, reference: &Reference, node: NodeId, look: Type) -> Story {
        let owner = Owner::Node(node);
        let mut story = self.story(owner, &reference.text, look);
        let written = reference.text.plain();
        let mut links = Vec::new();
        if let Some(doi) = &reference.doi {
            links.push((format!("doi:{doi}"), format!("https://doi.org/{doi}"), doi.clone()));
        }
        if let Some(pmid) = &reference.pmid {
            let address = format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/");
            links.push((format!("PMID: {pmid}"), address, format!("PMID: {pmid}")));
        }
        if let Some(url) = &reference.url {
            links.push((url.clone(), url.clone(), url.clone()));
        }
        for (words, address, named) in links {
            if !written.contains(&named) {
                story.push(owner, " ", look);
                self.tell_link(&mut story, node, &words, &address, look);
            }
        }
        story
    }
}
