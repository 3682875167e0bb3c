//! What pagination moves about: frames of ink, pieces of a column, boxes around them.

use std::rc::Rc;
use std::sync::Arc;

use super::handout::{Artifact, Ink, NodeId, Owner};
use crate::geometry::{Point, Pt, Rect};
use crate::picture::{Color, Path, Segment, Stroke};

/// Ink with a height. Coordinates are from the start edge of the text area and from the frame's own top.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// How much of the column it takes.
    pub height: Pt,
    /// Where its first line of words stands, from its top; 0 where it has none.
    pub baseline: Pt,
    /// The distance of baselines that it is one line of, where that may be drawn in a little; 0 for anything but a line,
    /// and for scripts that need all of it.
    pub leading: Pt,
    /// Drawn in order; reading order.
    pub marks: Vec<Mark>,
    /// Areas that lead somewhere.
    pub links: Vec<FrameLink>,
    /// Pictures with their places, for the bounding box in the structure tree.
    pub figures: Vec<(NodeId, Rect)>,
}

/// Something drawn, and what it belongs to.
#[derive(Clone, Debug)]
pub struct Mark {
    /// A node of the tree, or nothing.
    pub owner: Owner,
    /// The ink.
    pub ink: Ink,
    /// Start edge and width of the picture it is part of: that is moved whole where a page is mirrored.
    pub rigid: Option<(Pt, Pt)>,
    /// It stands at the foot of its piece, however closely that is set: the rule under a row.
    pub at_foot: bool,
}

/// An area of a frame that leads somewhere.
#[derive(Clone, Debug)]
pub struct FrameLink {
    /// The Link node.
    pub node: NodeId,
    /// Where in the frame.
    pub area: Rect,
    /// Where it leads.
    pub goal: Goal,
}

/// Where a link leads, before the nodes of later pages are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// An address, told as `says`.
    Address {
        /// A web address, `mailto:` or `tel:`.
        address: Arc<str>,
        /// What it says to a reader who cannot see it.
        says: Arc<str>,
        /// Whether it is underlined: telephone numbers are not.
        is_underlined: bool,
    },
    /// An entry of the reference list.
    Reference(usize),
    /// A node of the tree.
    Node {
        /// Which.
        node: NodeId,
        /// What the link says to a reader who cannot see it.
        words: String,
    },
    /// Another part of the packet.
    Part {
        /// Its index.
        part: usize,
        /// What the link says to a reader who cannot see it.
        words: String,
    },
}

/// A part of the column that no page break may cut.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its ink.
    pub frame: Frame,
    /// Space above it, unless it is the first of a page.
    pub gap: Pt,
    /// Space above and below its words, inside its frame, that is drawn in as gaps are.
    pub padding: Pt,
    /// How far a picture in it reaches below it, beside the next piece, if that is on the same page.
    pub overhang: Pt,
    /// Whether a page may end after it.
    pub tie: Tie,
    /// It spans the columns of the page.
    pub spans: bool,
    /// It belongs to the end of a handout, the references and what follows them, which is no page of its own.
    pub closing: bool,
    /// It is a heading: two lines must follow it on its page.
    pub heading: bool,
    /// The box it stands in: an index into the composition's boxes.
    pub container: Option<usize>,
    /// Drawn again above it, as an artifact, when it begins a page: a table's header.
    pub repeat: Option<Rc<Frame>>,
}

impl Piece {
    /// A piece of running text, in no box.
    pub fn of(frame: Frame, gap: Pt, tie: Tie) -> Piece {
        Piece {
            frame,
            gap,
            padding: 0.0,
            overhang: 0.0,
            tie,
            spans: false,
            closing: false,
            heading: false,
            container: None,
            repeat: None,
        }
    }
}

/// Whether a page may end after a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It must.
    Cut,
    /// It may.
    Free,
    /// Better not, unless a fifth of the page would be left empty.
    Soft,
    /// Only where more than a quarter of the page would be left empty.
    Strong,
    /// Only where more than two fifths of the page would be left empty, or to save a sheet: rows of a table that else stays whole.
    Whole,
    /// Only where the references would be alone on the last page: items of a box that else stays whole.
    Held,
    /// Never, but in a chain taller than a page: what stays whole.
    Firm,
    /// Never, but where even that is taller than a page: widows, orphans, headings, labels.
    Rigid,
}

/// A box around pieces that stand together in the column.
#[derive(Clone, Debug)]
pub struct Container {
    /// How it looks.
    pub look: BoxLook,
    /// Start edge and width.
    pub start: Pt,
    /// Border to border.
    pub width: Pt,
    /// From its top border to its first piece.
    pub top: Pt,
    /// From its last piece to its bottom border.
    pub bottom: Pt,
    /// Drawn above its first piece on a further page, as an artifact.
    pub continued: Option<Rc<Frame>>,
}

/// How the border of a box is drawn; the looks differ without colour too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BoxLook {
    /// An outline and a bar at the start. No tint: a fax machine screens it, and the words on it are hard to read.
    Panel,
    /// A firm outline in a dark colour.
    Alarm,
    /// A firm outline.
    Call,
    /// Heavy rules above and below, none at the sides.
    Important,
    /// A dashed outline.
    Tip,
    /// A heavy outline in ink.
    Number,
    /// A fine outline with a bar at the start.
    TeachBack,
    /// A fine outline.
    GreenZone,
    /// A double outline.
    YellowZone,
    /// A heavy outline.
    RedZone,
}

impl Mark {
    /// Ink that is laid out from the start edge.
    pub fn new(owner: Owner, ink: Ink) -> Mark {
        Mark { owner, ink, rigid: None, at_foot: false }
    }
}

impl Frame {
    /// An empty frame of a height.
    pub fn of(height: Pt) -> Frame {
        Frame { height, ..Frame::default() }
    }

    /// Adds decoration that no reader needs to hear of.
    pub fn decorate(&mut self, path: Path) {
        self.marks.push(Mark::new(Owner::Artifact(Artifact::Layout), Ink::Path(path)));
    }

    /// Adds decoration that stays at the foot of the piece that the frame becomes.
    pub fn decorate_foot(&mut self, path: Path) {
        self.decorate(path);
        if let Some(mark) = self.marks.last_mut() {
            mark.at_foot = true;
        }
    }

    /// More is to stand below what stands at the foot.
    pub fn fix_foot(&mut self) {
        self.marks.iter_mut().for_each(|mark| mark.at_foot = false);
    }

    /// Moves what stands at the foot up.
    pub fn raise_foot(&mut self, by: Pt) {
        for mark in self.marks.iter_mut().filter(|mark| mark.at_foot) {
            shift(&mut mark.ink, 0.0, -by);
        }
    }

    /// Puts another frame's ink into this one, moved by (`dx`, `dy`); the height stays.
    pub fn place(&mut self, mut other: Frame, dx: Pt, dy: Pt) {
        if self.baseline == 0.0 && other.baseline > 0.0 {
            self.baseline = other.baseline + dy;
        }
        for mark in &mut other.marks {
            shift(&mut mark.ink, dx, dy);
            if let Some((start, _)) = &mut mark.rigid {
                *start += dx;
            }
        }
        if self.marks.capacity() == 0 {
            self.marks = other.marks;
        } else {
            self.marks.append(&mut other.marks);
        }
        // Most frames have neither.
        if !other.links.is_empty() {
            let links = other.links.into_iter();
            self.links.extend(links.map(|link| FrameLink { area: link.area.shifted(dx, dy), ..link }));
        }
        if !other.figures.is_empty() {
            self.figures.extend(other.figures.into_iter().map(|(node, area)| (node, area.shifted(dx, dy))));
        }
    }

    /// Frames side by side, each with its start edge, their first lines on one baseline: scripts of different leading
    /// stand level. As high as all of them need.
    pub fn abreast(parts: impl IntoIterator<Item = (Frame, Pt)>) -> Frame {
        let parts: Vec<(Frame, Pt)> = parts.into_iter().collect();
        let baseline = parts.iter().map(|(part, _)| part.baseline).fold(0.0, Pt::max);
        let leading = parts.iter().map(|(part, _)| part.leading).fold(0.0, Pt::max);
        let mut whole = Frame::default();
        for (part, x) in parts {
            let y = if part.baseline > 0.0 { baseline - part.baseline } else { 0.0 };
            whole.height = whole.height.max(y + part.height);
            whole.place(part, x, y);
        }
        whole.baseline = baseline;
        // Parts of one line are a line together, unless one of them needs more room.
        whole.leading = if whole.height > leading { 0.0 } else { leading };
        whole
    }

    /// The same ink with no meaning, for repeating on a further page.
    pub fn as_artifact(&self) -> Frame {
        self.as_furniture(Artifact::Layout)
    }

    /// The same ink as an artifact of this kind, without links.
    pub fn as_furniture(&self, artifact: Artifact) -> Frame {
        let owner = Owner::Artifact(artifact);
        let marks = self.marks.iter().map(|mark| Mark { owner, ..mark.clone() }).collect();
        Frame { height: self.height, baseline: self.baseline, leading: self.leading, marks, ..Frame::default() }
    }
}

/// Moves ink by (`dx`, `dy`).
pub fn shift(ink: &mut Ink, dx: Pt, dy: Pt) {
    match ink {
        Ink::Glyphs { origin, .. } => *origin = Point { x: origin.x + dx, y: origin.y + dy },
        Ink::Path(path) => move_points(path, |p| Point { x: p.x + dx, y: p.y + dy }),
        Ink::Raster { area, .. } => *area = area.shifted(dx, dy),
        Ink::Drawing { area, .. } => *area = area.shifted(dx, dy),
    }
}

/// A path with every point moved.
pub fn mapped(mut path: Path, moved: impl Fn(Point) -> Point) -> Path {
    move_points(&mut path, moved);
    path
}

/// Moves every point of a path.
pub fn move_points(path: &mut Path, moved: impl Fn(Point) -> Point) {
    for segment in &mut path.segments {
        *segment = match *segment {
            Segment::Move(p) => Segment::Move(moved(p)),
            Segment::Line(p) => Segment::Line(moved(p)),
            Segment::Curve(a, b, c) => Segment::Curve(moved(a), moved(b), moved(c)),
            Segment::Close => Segment::Close,
        };
    }
}

/// A horizontal rule whose middle lies at `y`.
pub fn rule(x: Pt, y: Pt, width: Pt, thickness: Pt, color: Color) -> Path {
    outline(vec![Segment::Move(Point { x, y }), Segment::Line(Point { x: x + width, y })], thickness, color)
}

/// A filled rectangle.
pub fn filled(area: Rect, color: Color) -> Path {
    Path { segments: corners(area), fill: Some(color), even_odd: false, stroke: None }
}

/// The line around a rectangle.
pub fn stroked(area: Rect, thickness: Pt, color: Color) -> Path {
    outline(corners(area), thickness, color)
}

/// A line along segments.
pub fn outline(segments: Vec<Segment>, width: Pt, color: Color) -> Path {
    let stroke = Stroke {
        color,
        width,
        cap: Default::default(),
        join: Default::default(),
        miter_limit: 10.0,
        dashes: Vec::new(),
        dash_offset: 0.0,
    };
    Path { segments, fill: None, even_odd: false, stroke: Some(stroke) }
}

fn corners(area: Rect) -> Vec<Segment> {
    vec![
        Segment::Move(Point { x: area.x, y: area.y }),
        Segment::Line(Point { x: area.end(), y: area.y }),
        Segment::Line(Point { x: area.end(), y: area.bottom() }),
        Segment::Line(Point { x: area.x, y: area.bottom() }),
        Segment::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_different_leading_stand_on_one_baseline() {
        let line = |height, baseline| Frame { baseline, ..Frame::of(height) };
        let whole = Frame::abreast([(line(17.0, 12.0), 0.0), (line(30.0, 21.0), 20.0), (Frame::of(5.0), 50.0)]);
        assert_eq!((whole.height, whole.baseline), (30.0, 21.0));
        // Two lines, the first of them moved down by nine.
        let whole = Frame::abreast([(line(34.0, 12.0), 0.0), (line(30.0, 21.0), 20.0)]);
        assert_eq!((whole.height, whole.baseline), (43.0, 21.0));
        let mut below = Frame::of(60.0);
        below.place(line(17.0, 12.0), 0.0, 4.0);
        below.place(line(17.0, 12.0), 0.0, 21.0);
        assert_eq!(below.baseline, 16.0);
    }
}
