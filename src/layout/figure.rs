//! Pictures with their captions, alone or beside text.

use std::ops::Range;
use std::sync::Arc;

use super::frame::{Frame, Mark, Piece, Tie};
use super::galley::{Flow, Galley, stack};
use super::handout::{Artifact, Ink, NodeId, Owner, Role};
use crate::article::Side;
use crate::document::{Beside, Figure, Words};
use crate::geometry::{Pt, Rect, Size};
use crate::picture::Picture;
use crate::text::Wrap;
use crate::theme::Type;

/// Share of the text area that a picture may be high.
const PICTURE_DEPTH: f32 = 0.6;
/// Share of the text area that a picture beside text may be high.
const SEATED_DEPTH: f32 = 0.4;
/// Share of the measure of a picture beside text for which the author names none, if it is not smaller by itself.
const SEATED_WIDTH: f32 = 0.36;
/// Share of the measure of such a picture that finds no room beside text.
const BELOW_WIDTH: f32 = 0.6;
/// Share of the text area that a picture beside text may be high where a caption stands below it.
const CAPTIONED_DEPTH: f32 = 0.3;
/// The narrowest caption below a picture beside text, in ems.
const FEWEST_CAPTION_EMS: f32 = 8.0;
/// The longest caption below a picture beside text, in characters: eight lines of the narrowest.
const LONGEST_CAPTION: usize = 120;
/// The narrowest text beside a picture, in ems: some thirty letters.
const FEWEST_EMS: f32 = 15.0;
/// Share of a line by which a picture may reach below the lines that are kept beside it, into the next: however closely that is
/// set, what follows it stands below the picture.
const FOOT_BESIDE_LINE: f32 = 0.8;
/// Share of the text area by which a line, row or box may reach below the picture that it begins beside.
const OVERHANG: f32 = 0.2;

/// Where a picture and the text beside it stand.
pub(super) struct Seat {
    /// The column of the text.
    pub(super) text: Flow,
    /// Start edge of the picture and its caption.
    pub(super) start: Pt,
    /// Width of both.
    pub(super) width: Pt,
    /// Size of the picture alone.
    pub(super) size: Size,
}

/// What is read first of a picture and the text beside it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Order {
    /// The first line of the text, and what belongs to its paragraph.
    TextFirst,
    /// The picture.
    PictureFirst,
}

impl Galley<'_, '_> {
    pub(super) fn figure(&mut self, figure: &Figure, flow: Flow) {
        let size = self.picture_size(figure.picture, figure.width, flow.measure);
        let frame = self.figure_frame(figure, size, flow.parent);
        let gap = self.gap(self.theme.spaces.float);
        self.push(flow, frame, gap, if figure.caption.is_some() { Tie::Firm } else { Tie::Free });
        if let Some(caption) = &figure.caption {
            let lines = self.caption_lines(caption, flow.measure, flow.parent);
            let first = self.pieces.len();
            self.push_lines(flow, lines, self.theme.spaces.item);
            self.tie_from(first);
        }
        self.after = self.theme.spaces.float;
    }

    /// A picture for which there is no room beside the text.
    pub(super) fn figure_below(&mut self, figure: &Figure, flow: Flow) {
        let natural = figure.picture.natural().width / flow.measure;
        let width = figure.width.or(Some(natural.min(BELOW_WIDTH)));
        self.tie_last(Tie::Soft);
        self.figure(&Figure { width, ..figure.clone() }, flow);
    }

    /// A picture with blocks beside it, or above them where the measure is too narrow for both.
    pub(super) fn beside(&mut self, content: &Beside, flow: Flow) {
        let float = self.theme.spaces.float;
        let Some(seat) = self.seat(&content.figure, content.side, flow) else {
            self.figure_below(&content.figure, flow);
            self.tie_last(Tie::Soft);
            return self.blocks(&content.blocks, flow);
        };
        let picture = self.seated(&content.figure, &seat, flow.parent);
        let first = self.pieces.len();
        self.after = self.after.max(float);
        self.blocks(&content.blocks, seat.text);
        self.set_beside(first, picture, &seat, Order::PictureFirst);
        self.after = float;
    }

    /// The places of a picture and of text beside it; `None` where the measure is too narrow for both.
    pub(super) fn seat(&mut self, figure: &Figure, side: Side, flow: Flow) -> Option<Seat> {
        let natural = figure.picture.natural();
        let wanted = figure.width.map_or(natural.width.min(flow.measure * SEATED_WIDTH), |share| flow.measure * share);
        let (share, narrowest) = match &figure.caption {
            None => (SEATED_DEPTH, 0.0),
            Some(caption) if caption.plain().chars().count() > LONGEST_CAPTION => return None,
            Some(caption) => {
                let fewest = self.theme.types.small.size * FEWEST_CAPTION_EMS;
                (CAPTIONED_DEPTH, fewest.max(self.narrowest_caption(caption)))
            }
        };
        let scale = (wanted / natural.width.max(1.0)).min(self.theme.depth() * share / natural.height.max(1.0));
        let size = Size { width: natural.width * scale, height: natural.height * scale };
        let width = size.width.max(narrowest);
        let measure = flow.measure - width - self.theme.spaces.gutter;
        let (start, text) = match side {
            Side::Start => {
                (flow.start, Flow { start: flow.start + flow.measure - measure, hang: 0.0, measure, ..flow })
            }
            Side::End => (flow.start + flow.measure - width, Flow { measure, ..flow }),
        };
        (measure >= self.theme.types.body.size * FEWEST_EMS).then_some(Seat { text, start, width, size })
    }

    /// A picture with its caption below it, to stand beside text.
    pub(super) fn seated(&mut self, figure: &Figure, seat: &Seat, parent: NodeId) -> Frame {
        let mut frames = vec![self.figure_frame(figure, seat.size, parent)];
        if let Some(caption) = &figure.caption {
            frames.push(Frame::of(self.theme.spaces.item));
            frames.extend(self.caption_lines(caption, seat.width, parent));
        }
        // The baseline of a caption is none that text beside the picture stands on.
        Frame { baseline: 0.0, leading: 0.0, ..stack(frames) }
    }

    /// Puts a picture beside the pieces from `first` on. Those beside it keep their distances, whatever gaps are
    /// stretched by, and stay on its page.
    pub(super) fn set_beside(&mut self, first: usize, picture: Frame, seat: &Seat, order: Order) {
        let Some(top) = self.pieces.get(first).map(|piece| capital_top(&piece.frame)) else { return };
        let height = top + picture.height;
        let most = height + self.theme.depth() * OVERHANG;
        let mut covered = 0.0;
        let mut overhang = 0.0;
        let mut end = first;
        while covered < height && end < self.pieces.len() {
            if end > first && self.may_reach_beside(end, height - covered) {
                overhang = height - covered;
                self.pieces[end - 1].overhang = overhang;
                break;
            }
            let piece = &mut self.pieces[end];
            let gap = if end == first { 0.0 } else { piece.gap };
            if end > first && covered + gap + piece.frame.height > most {
                break;
            }
            if gap > 0.0 {
                let content = std::mem::take(&mut piece.frame);
                piece.frame = Frame::of(gap + content.height);
                piece.frame.place(content, 0.0, gap);
                piece.gap = 0.0;
            }
            // Lines beside a picture keep their distance, too.
            (piece.frame.leading, piece.padding) = (0.0, 0.0);
            covered += piece.frame.height;
            end += 1;
        }
        for piece in &mut self.pieces[first..end - 1] {
            piece.tie = Tie::Rigid;
        }
        if covered < height && overhang == 0.0 {
            self.fill_beside(end, height - covered, seat.text);
            end += 1;
        }
        let frame = &mut self.pieces[first].frame;
        let text = std::mem::replace(frame, Frame::of(frame.height));
        let mut parts = [(text, 0.0, 0.0), (picture, seat.start, top)];
        if order == Order::PictureFirst {
            parts.swap(0, 1);
        }
        parts.into_iter().for_each(|(part, x, y)| frame.place(part, x, y));
        self.join(first..end);
    }

    /// Whether a picture beside the pieces before `index` may reach so far below them, beside this one, though that may stand on
    /// the next page.
    fn may_reach_beside(&self, index: usize, foot: Pt) -> bool {
        let piece = &self.pieces[index];
        let line = piece.frame.height.min(self.theme.types.body.leading);
        foot <= line * FOOT_BESIDE_LINE && piece.container == self.pieces[index - 1].container
    }

    /// Makes one piece of several, so that not even a chain taller than a page parts a picture from the lines beside it.
    /// Where some stand in a box of their own, that has to keep its pieces. What is repeated above the first of them on a further
    /// page is repeated above all.
    fn join(&mut self, range: Range<usize>) {
        let container = self.pieces[range.start].container;
        if self.pieces[range.clone()].iter().any(|piece| piece.container != container) {
            return;
        }
        let mut joined: Vec<Piece> = self.pieces.drain(range.clone()).collect();
        let last = joined.last().expect("a picture stands beside one piece at least");
        let (gap, tie, overhang) = (joined[0].gap, last.tie, last.overhang);
        let frame = stack(joined.iter_mut().map(|piece| std::mem::take(&mut piece.frame)));
        self.pieces.insert(range.start, Piece { frame, gap, tie, overhang, ..joined.swap_remove(0) });
    }

    /// Empty room before the piece `index`, which stays with the piece before it: the picture beside is higher.
    fn fill_beside(&mut self, index: usize, height: Pt, flow: Flow) {
        let rest = self.pieces.split_off(index);
        self.tie_last(Tie::Rigid);
        self.push(flow, Frame::of(height), 0.0, Tie::Free);
        self.pieces.extend(rest);
    }

    /// The picture itself, as a node of its own unless it means nothing.
    fn figure_frame(&mut self, figure: &Figure, size: Size, parent: NodeId) -> Frame {
        let owner = match figure.alt {
            Some(alt) => {
                let role = Role::Figure { alt: alt.to_owned(), area: Rect::default() };
                let node = self.tree.add(parent, role);
                figure.language.into_iter().for_each(|language| self.tree.set_language(node, language));
                Owner::Node(node)
            }
            None => Owner::Artifact(Artifact::Layout),
        };
        picture_frame(figure.picture, size, owner)
    }

    fn picture_caption_look(&self) -> Type {
        Type { strong: false, ..self.theme.types.small }
    }

    /// The least width in which no word of a caption is cut.
    fn narrowest_caption(&mut self, caption: &Words) -> Pt {
        let nodes = self.tree.nodes.len();
        let paragraph = self.paragraph_of(Owner::Artifact(Artifact::Layout), caption, self.picture_caption_look());
        let narrowest = self.shape(paragraph).narrowest();
        // It is only measured: what is drawn gets nodes of its own.
        self.tree.nodes.truncate(nodes);
        narrowest
    }

    fn caption_lines(&mut self, caption: &Words, measure: Pt, parent: NodeId) -> Vec<Frame> {
        let node = self.tree.add(parent, Role::Caption);
        let paragraph = self.paragraph_of(Owner::Node(node), caption, self.picture_caption_look());
        self.lines(paragraph, measure, Wrap::Ragged)
    }

    /// The size of a picture: its own or the share of the measure asked for, never wider than the measure nor too high
    /// for a page.
    fn picture_size(&self, picture: &Picture, share: Option<f32>, measure: Pt) -> Size {
        let natural = picture.natural();
        let wanted = share.map_or(natural.width, |share| measure * share).min(measure);
        let scale = wanted / natural.width.max(1.0);
        let scale = scale.min(self.theme.depth() * PICTURE_DEPTH / natural.height.max(1.0));
        Size { width: natural.width * scale, height: natural.height * scale }
    }
}

/// How far below the top of a line its capital letters begin.
fn capital_top(line: &Frame) -> Pt {
    const CAPITALS: f32 = 0.66;
    let size = line.marks.iter().find_map(|mark| match &mark.ink {
        Ink::Glyphs { run, .. } => Some(run.size),
        _ => None,
    });
    (line.baseline - size.unwrap_or(0.0) * CAPITALS).max(0.0)
}

/// A picture at the start of a frame of its height.
pub(super) fn picture_frame(picture: &Picture, size: Size, owner: Owner) -> Frame {
    let area = Rect { x: 0.0, y: 0.0, width: size.width, height: size.height };
    let mut frame = Frame::of(size.height);
    let rigid = Some((0.0, size.width));
    match picture {
        Picture::Raster(raster) => {
            let ink = Ink::Raster { area, raster: Arc::clone(raster) };
            frame.marks.push(Mark { rigid, ..Mark::new(owner, ink) });
        }
        Picture::Vector(vector) => {
            let marks = vector.placed(area).map(|path| Mark { rigid, ..Mark::new(owner, Ink::Path(path)) });
            frame.marks.extend(marks);
        }
        Picture::Drawing(drawing) => {
            let ink = Ink::Drawing { area, drawing: Arc::clone(drawing) };
            frame.marks.push(Mark { rigid, ..Mark::new(owner, ink) });
        }
    }
    if let Owner::Node(node) = owner {
        frame.figures.push((node, area));
    }
    frame
}
