//! Where the ink of each node begins: the destinations of links and bookmarks.

use crate::geometry::Pt;
use crate::layout::handout::{Handout, Ink, Item, NodeId, Owner};
use crate::pdf::error::Error;
use crate::pdf::file::syntax::{Centipoints, Ref, centipoints, int, reference};
use crate::pdf::part::NumberedPage;
use crate::picture::Segment;
use crate::text::fonts::Fonts;

/// Air above a destination, so that the line does not stick to the window's edge.
const AIR: Pt = 6.0;

/// A place to go to.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Destination {
    page: Ref,
    /// From the foot of the page; none for the whole page.
    top: Option<Centipoints>,
}

impl Destination {
    /// The top of a page.
    pub(in crate::pdf) fn top_of(page: Ref, height: Pt) -> Result<Destination, Error> {
        Ok(Destination { page, top: Some(centipoints(height)?) })
    }

    /// A page as a whole.
    pub(in crate::pdf) fn whole(page: Ref) -> Destination {
        Destination { page, top: None }
    }

    /// Writes an explicit destination (ISO 32000-1, 12.3.2.2): this height, the page's left edge, the zoom kept.
    pub(in crate::pdf) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"/Dest[");
        reference(out, self.page);
        match self.top {
            Some(top) => {
                out.extend_from_slice(b"/XYZ 0 ");
                int(out, i64::from(top / 100));
                out.extend_from_slice(b" null]");
            }
            None => out.extend_from_slice(b"/Fit]"),
        }
    }
}

/// The first ink of every node, by handout, and the first page of every part.
pub(in crate::pdf) struct Destinations {
    nodes: Vec<Vec<Option<Destination>>>,
    parts: Vec<Destination>,
}

impl Destinations {
    /// Walks the pages in order. Ink of a node is ink of all it is part of.
    pub(in crate::pdf) fn of(
        handouts: &[&Handout],
        parts: Vec<Destination>,
        pages: &[NumberedPage<'_>],
        fonts: &Fonts,
    ) -> Result<Destinations, Error> {
        let mut nodes: Vec<_> = handouts.iter().map(|handout| vec![None; handout.tree.nodes.len()]).collect();
        for page in pages {
            let (handout, nodes) = (handouts[page.handout], &mut nodes[page.handout]);
            let height = page.page.size.height;
            for item in &page.page.items {
                let mut next = match item.owner {
                    Owner::Node(node) => Some(node),
                    Owner::Artifact(_) => None,
                };
                while let Some(node) = next {
                    let Some(entry @ None) = nodes.get_mut(node.0 as usize) else { break };
                    let top = centipoints((height - top(item, fonts) + AIR).min(height))?;
                    *entry = Some(Destination { page: page.number, top: Some(top) });
                    next = handout.tree.nodes.get(node.0 as usize).and_then(|node| node.parent);
                }
            }
        }
        Ok(Destinations { nodes, parts })
    }

    /// The first page of a part, by its index in the file.
    pub(in crate::pdf) fn part(&self, part: usize) -> Option<Destination> {
        self.parts.get(part).copied()
    }

    /// The destination of a node; an error if it has no ink.
    pub(in crate::pdf) fn get(&self, handout: usize, node: NodeId) -> Result<Destination, Error> {
        self.nodes.get(handout).and_then(|nodes| *nodes.get(node.0 as usize)?).ok_or(Error::Target(node))
    }
}

/// The upper edge of some ink.
fn top(item: &Item, fonts: &Fonts) -> Pt {
    match &item.ink {
        Ink::Glyphs { origin, run, .. } => {
            let face = fonts.face(run.face);
            origin.y - f32::from(face.ascent) / f32::from(face.units_per_em.max(1)) * run.size
        }
        Ink::Path(path) => {
            let ends = path.segments.iter().filter_map(|segment| match segment {
                Segment::Move(to) | Segment::Line(to) | Segment::Curve(_, _, to) => Some(to.y),
                Segment::Close => None,
            });
            // A path of nothing has no edge; the top of the page will do.
            ends.reduce(Pt::min).unwrap_or(0.0)
        }
        Ink::Raster { area, .. } | Ink::Drawing { area, .. } => area.y,
    }
}
