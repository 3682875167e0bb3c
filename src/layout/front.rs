//! The head of a handout: masthead and title.

use super::figure::Seat;
use super::frame::{Frame, Tie, rule};
use super::galley::{Galley, stack};
use super::handout::{Artifact, NodeId, OutlineEntry, Owner, Role, Tree};
use super::paragraph::{Paragraph, ShapedParagraph};
use crate::document::{Masthead, Words};
use crate::geometry::{Pt, Size};
use crate::text::Wrap;
use crate::theme::Type;

/// The widest logo, as a multiple of its height.
const LOGO_ASPECT: f32 = 4.0;
/// Between the logo and the clinic's name; half of the least distance between name and affiliate.
const MASTHEAD_GAP: Pt = 10.0;

/// Share of the text area from which a masthead is no longer kept in one piece.
const TALL_MASTHEAD: f32 = 0.4;

/// The logo says nothing that the name beside it does not say.
const LOGO_OWNER: Owner = Owner::Artifact(Artifact::Header);

impl Galley<'_, '_> {
    pub(super) fn front(&mut self) {
        self.draft_node();
        self.masthead_pieces();
        self.title();
        self.numbers_below_title();
    }

    /// The mark of a draft is read before everything else.
    pub(super) fn draft_node(&mut self) {
        self.draft = self.document.folio.draft.map(|_| self.tree.add(Tree::ROOT, Role::Paragraph));
    }

    /// Whose handout it is, above everything else.
    pub(super) fn masthead_pieces(&mut self) {
        let Masthead { logo, name, tagline, affiliate } = &self.document.masthead;
        let has_words = name.is_some() || tagline.is_some() || affiliate.is_some();
        if has_words || logo.is_some() {
            let parent = if has_words { self.tree.add(Tree::ROOT, Role::Masthead) } else { Tree::ROOT };
            let types = self.theme.types;
            let words = [(name, types.masthead), (tagline, types.tagline), (affiliate, types.tagline)]
                .map(|(words, look)| words.as_ref().map(|words| self.masthead_words(words, look, parent)));
            let masthead = self.masthead(&words);
            if masthead.height < self.theme.depth() * TALL_MASTHEAD {
                self.push(self.page_flow(), masthead, 0.0, Tie::Rigid);
            } else {
                self.tall_masthead(&words);
            }
            self.after = self.theme.edges.below_masthead;
        }
    }

    /// Logo, name and affiliate on one line, the tagline below, a rule under all. An affiliate that does not fit beside the
    /// name stands below: beside the tagline the two would read as one sentence.
    fn masthead(&mut self, [name, tagline, affiliate]: &[Option<ShapedParagraph>; 3]) -> Frame {
        let measure = self.theme.measure();
        let logo = self.logo();
        let indent = logo.as_ref().map_or(0.0, |(_, width)| width + MASTHEAD_GAP);
        let room = measure - indent;
        let mut lines = name.as_ref().map(|name| self.set_lines(name, room, Wrap::Ragged)).unwrap_or_default();
        let width = |words: &Option<ShapedParagraph>| words.as_ref().map_or(0.0, ShapedParagraph::natural_width);
        let is_beside = name.is_some() && width(name) + 2.0 * MASTHEAD_GAP + width(affiliate) <= room;
        let side = affiliate.as_ref().filter(|_| is_beside);
        if let (Some(first), Some(side)) = (lines.first_mut(), side) {
            let end = stack(self.set_lines(side, room, Wrap::Ragged));
            *first = Frame::abreast([(std::mem::take(first), 0.0), (end, room - side.natural_width())]);
        }
        let below = tagline.iter().chain(affiliate.iter().filter(|_| !is_beside));
        lines.extend(below.flat_map(|words| self.set_lines(words, room, Wrap::Ragged)));
        let names = stack(lines);
        let height = names.height.max(logo.as_ref().map_or(0.0, |(frame, _)| frame.height));
        let foot = self.theme.edges.masthead;
        let mut masthead = Frame::of(height + foot);
        if let Some((frame, _)) = logo {
            let y = (height - frame.height) / 2.0;
            masthead.place(frame, 0.0, y);
        }
        let y = (height - names.height) / 2.0;
        masthead.place(names, indent, y);
        masthead.decorate(rule(0.0, height + foot - 0.6, measure, 1.2, self.theme.colors.brand));
        masthead
    }

    /// A masthead of very many lines, which may go on over pages.
    fn tall_masthead(&mut self, words: &[Option<ShapedParagraph>; 3]) {
        let flow = self.page_flow();
        let measure = flow.measure;
        if let Some((logo, _)) = self.logo() {
            self.push(flow, logo, 0.0, Tie::Free);
        }
        for words in words.iter().flatten() {
            let lines = self.set_lines(words, measure, Wrap::Ragged);
            self.push_lines(flow, lines, self.theme.spaces.item);
        }
        let mut foot = Frame::of(2.0);
        foot.decorate(rule(0.0, 1.0, measure, 1.2, self.theme.colors.brand));
        self.push(flow, foot, self.theme.spaces.list, Tie::Rigid);
    }

    fn logo(&self) -> Option<(Frame, Pt)> {
        let picture = self.document.masthead.logo?;
        let natural = picture.natural();
        let height = self.theme.edges.logo;
        let scale = (height / natural.height.max(1.0)).min(height * LOGO_ASPECT / natural.width.max(1.0));
        let size = Size { width: natural.width * scale, height: natural.height * scale };
        Some((super::figure::picture_frame(picture, size, LOGO_OWNER), size.width))
    }

    /// One of the masthead's paragraphs. They are content, said once; the running header of later pages is none.
    fn masthead_words(&mut self, words: &Words, look: Type, parent: NodeId) -> ShapedParagraph {
        let node = self.tree.add(parent, Role::Paragraph);
        let paragraph = self.paragraph_of(Owner::Node(node), words, look);
        self.shape(paragraph)
    }

    /// The kind over the title, both one H1, beside the frame for the patient's label where there is one.
    pub(super) fn title(&mut self) {
        let types = self.theme.types;
        let node = self.tree.add(Tree::ROOT, Role::Heading(1));
        self.outline.push(OutlineEntry { level: 1, title: self.document.metadata.title.clone(), node });
        let first = self.pieces.len();
        let flow = self.page_flow();
        let mut words = Vec::new();
        if let Some(kind) = &self.document.title.kind {
            let paragraph = self.paragraph_of(Owner::Node(node), kind, types.kind);
            words.push(self.shape(paragraph));
        }
        let paragraph = self.paragraph_of(Owner::Node(node), &self.document.title.words, types.title);
        let mut title = self.shape(paragraph);
        // A word wider than the line is cut only when the title would else be smaller than the headings below it.
        title.shrink(flow.measure, types.headings[0].size / types.title.size);
        words.push(title);
        let label = self.own_label();
        let seat = label.map(|_| self.seat_beside_label()).filter(|seat| self.has_room(&words, seat));
        let room = seat.as_ref().map_or(flow.measure, |seat| seat.text.measure);
        for (index, words) in words.iter().enumerate() {
            self.after = if index > 0 { 1.0 } else { self.after };
            let lines = self.set_lines(words, room, Wrap::Balanced);
            self.push_lines(flow, lines, 0.0);
        }
        if let Some((label, _)) = label {
            self.label_beside_title(label, first, seat.is_some());
        }
        for piece in &mut self.pieces[first..] {
            (piece.tie, piece.heading) = (Tie::Rigid, true);
        }
        self.after = self.theme.spaces.below_heading[0];
    }

    /// Whether kind and title stand well beside the frame for the patient's label.
    fn has_room(&self, words: &[ShapedParagraph], seat: &Seat) -> bool {
        let room = seat.text.measure;
        let height = words.iter().map(|words| words.height(room)).sum();
        words.iter().all(|words| words.narrowest() <= room) && self.fits_beside_label(height, seat)
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
