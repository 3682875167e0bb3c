//! Lengths and shapes on a page.
//!
//! Layout thinks in *start* and *end*, never left and right: a rectangle's `x` grows from the start edge of the page.
//! Pages are handed to `pdf` with `x` from the left edge and `y` from the top edge, growing downwards.

/// A length in PostScript points, 1/72 inch.
pub type Pt = f32;

/// A place on a page: points from the page's start edge and from its top edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the start edge (in a finished [`crate::layout::handout::Page`]: the left edge).
    pub x: Pt,
    /// From the top edge, downwards.
    pub y: Pt,
}

/// Width and height in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// Extent along a line of text.
    pub width: Pt,
    /// Extent across the lines.
    pub height: Pt,
}

/// A box on a page, given by its corner nearest to the page's start and top edges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Start edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Extent along a line of text; never negative.
    pub width: Pt,
    /// Extent across the lines; never negative.
    pub height: Pt,
}

impl Rect {
    /// The end edge.
    pub fn end(&self) -> Pt {
        self.x + self.width
    }

    /// The bottom edge.
    pub fn bottom(&self) -> Pt {
        self.y + self.height
    }

    /// This box moved by (`dx`, `dy`).
    pub fn shifted(self, dx: Pt, dy: Pt) -> Rect {
        Rect { x: self.x + dx, y: self.y + dy, ..self }
    }
}

/// Space kept clear inside the edges of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Insets {
    /// Above.
    pub top: Pt,
    /// Below.
    pub bottom: Pt,
    /// Where lines begin.
    pub start: Pt,
    /// Where lines end.
    pub end: Pt,
}
