//! The head of a handout: masthead and title.

use super::frame::{Frame, Tie, rule};
use super::galley::{Galley, stack};
use super::handout::{Artifact, OutlineEntry, Owner, Role, Tree};
use super::paragraph::Paragraph;
use crate::document::Words;
use crate::geometry::{Pt, Size};
use crate::text::Wrap;
use crate::theme::Type;

/// Height of the logo.
const LOGO: Pt = 32.0;
/// The widest logo, as a multiple of its height.
const LOGO_ASPECT: f32 = 4.0;
/// Between the logo and the clinic's name, and between name and affiliate.
const MASTHEAD_GAP: Pt = 10.0;
/// Between the masthead's rule and the title.
const BELOW_MASTHEAD: Pt = 18.0;

/// Share of the text area from which a masthead is no longer kept in one piece.
const TALL_MASTHEAD: f32 = 0.4;

const FURNITURE: Owner = Owner::Artifact(Artifact::Header);

impl Galley<'_, '_> {
    pub(super) fn front(&mut self) {
        self.masthead_pieces();
        self.title();
    }

    /// Whose handout it is, above everything else.
    pub(super) fn masthead_pieces(&mut self) {
        let masthead = self.masthead();
        let flow = self.page_flow();
        if masthead.height < self.theme.depth() * TALL_MASTHEAD {
            self.push(flow, masthead, 0.0, Tie::Rigid);
        } else {
            self.tall_masthead();
        }
        self.after = BELOW_MASTHEAD;
    }

    /// Logo, name and tagline at the start, the affiliate at the end, a rule under all. Page furniture.
    fn masthead(&mut self) -> Frame {
        let measure = self.theme.measure();
        let logo = self.logo();
        let indent = logo.as_ref().map_or(0.0, |(_, width)| width + MASTHEAD_GAP);
        let affiliate = self.furniture(self.document.masthead.affiliate.as_ref(), measure * 0.42, Wrap::Balanced);
        let room = measure - indent - affiliate.as_ref().map_or(0.0, |(_, width)| width + MASTHEAD_GAP);
        let mut names = Vec::new();
        if let Some(name) = &self.document.masthead.name {
            names.extend(self.furniture_lines(name, self.theme.types.masthead, room));
        }
        if let Some(tagline) = &self.document.masthead.tagline {
            names.extend(self.furniture_lines(tagline, self.theme.types.tagline, room));
        }
        let names = stack(names);
        let side = affiliate.as_ref().map_or(0.0, |(frame, _)| frame.height);
        let height = names.height.max(side).max(logo.as_ref().map_or(0.0, |(frame, _)| frame.height));
        let mut masthead = Frame::of(height + 8.0);
        if let Some((frame, _)) = logo {
            let y = (height - frame.height) / 2.0;
            masthead.place(frame, 0.0, y);
        }
        let y = (height - names.height) / 2.0;
        masthead.place(names, indent, y);
        if let Some((frame, width)) = affiliate {
            masthead.place(frame, measure - width, height - side);
        }
        masthead.decorate(rule(0.0, height + 7.4, measure, 1.2, self.theme.colors.brand));
        masthead
    }

    /// A masthead of very many lines, which may go on over pages.
    fn tall_masthead(&mut self) {
        let flow = self.page_flow();
        let types = self.theme.types;
        let (masthead, measure) = (&self.document.masthead, flow.measure);
        if let Some((logo, _)) = self.logo() {
            self.push(flow, logo, 0.0, Tie::Free);
        }
        for (text, look) in
            [(&masthead.name, types.masthead), (&masthead.tagline, types.tagline), (&masthead.affiliate, types.tagline)]
        {
            if let Some(words) = text {
                let lines = self.furniture_lines(words, look, measure);
                self.push_lines(flow, lines, self.theme.spaces.item);
            }
        }
        let mut foot = Frame::of(2.0);
        foot.decorate(rule(0.0, 1.0, measure, 1.2, self.theme.colors.brand));
        self.push(flow, foot, self.theme.spaces.list, Tie::Rigid);
    }

    fn logo(&self) -> Option<(Frame, Pt)> {
        let picture = self.document.masthead.logo?;
        let natural = picture.natural();
        let scale = (LOGO / natural.height.max(1.0)).min(LOGO * LOGO_ASPECT / natural.width.max(1.0));
        let size = Size { width: natural.width * scale, height: natural.height * scale };
        Some((super::blocks::picture_frame(picture, size, FURNITURE), size.width))
    }

    fn furniture_lines(&mut self, words: &Words, look: Type, measure: Pt) -> Vec<Frame> {
        let paragraph = self.paragraph_of(FURNITURE, words, look);
        self.lines(paragraph, measure, Wrap::Ragged)
    }

    /// A few words of page furniture no wider than `most`, with their width.
    fn furniture(&mut self, words: Option<&Words>, most: Pt, wrap: Wrap) -> Option<(Frame, Pt)> {
        let paragraph = self.paragraph_of(FURNITURE, words?, self.theme.types.tagline);
        let set = self.shape(paragraph);
        let width = set.natural_width().min(most);
        Some((stack(self.set_lines(&set, width + 0.01, wrap)), width))
    }

    /// The kind over the title, both one H1.
    pub(super) fn title(&mut self) {
        let flow = self.page_flow();
        let types = self.theme.types;
        let node = self.tree.add(Tree::ROOT, Role::Heading(1));
        self.outline.push(OutlineEntry { level: 1, title: self.document.metadata.title.clone(), node });
        let first = self.pieces.len();
        if let Some(kind) = &self.document.title.kind {
            let paragraph = self.paragraph_of(Owner::Node(node), kind, types.kind);
            let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
            self.push_lines(flow, lines, 0.0);
            self.after = 1.0;
        }
        let paragraph = self.paragraph_of(Owner::Node(node), &self.document.title.words, types.title);
        let mut title = self.shape(paragraph);
        // A word wider than the line is cut only when the title would else be smaller than the headings below it.
        title.shrink(flow.measure, types.headings[0].size / types.title.size);
        let lines = self.set_lines(&title, flow.measure, Wrap::Balanced);
        self.push_lines(flow, lines, 0.0);
        for piece in &mut self.pieces[first..] {
            (piece.tie, piece.heading) = (Tie::Rigid, true);
        }
        self.after = self.theme.spaces.below_heading[0];
    }
}

impl Galley<'_, '_> {
    /// Words of the tool's own as page furniture, on one line.
    pub(super) fn furniture_words(&mut self, owner: Owner, words: &str, look: Type) -> (Frame, Pt) {
        let set = self.shape(Paragraph::own(owner, words, look));
        let width = set.natural_width();
        (stack(self.set_lines(&set, f32::INFINITY, Wrap::Ragged)), width)
    }
}
