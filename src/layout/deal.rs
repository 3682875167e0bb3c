//! Items one after another, dealt out to as few lines as hold them: numbers to call, what stands at the foot of a page. How
//! high the lines come to is known before any is set.

use super::paragraph::ShapedParagraph;
use crate::geometry::Pt;

/// Items that stand on one line, or one that takes lines of its own.
pub struct Dealt<'p> {
    /// In order, each with where it begins.
    pub items: Vec<(&'p ShapedParagraph, Pt)>,
    /// The width of the line.
    pub room: Pt,
    /// One item that is wider than the line.
    pub is_cut: bool,
}

impl Dealt<'_> {
    /// The height of its lines.
    pub fn height(&self) -> Pt {
        let baseline = self.items.iter().map(|(item, _)| item.baseline()).fold(0.0, Pt::max);
        let bottom = |item: &ShapedParagraph| match self.is_cut {
            true => item.height(self.room),
            // Beside others it stands on their baseline.
            false => baseline - item.baseline() + item.leading(),
        };
        self.items.iter().map(|(item, _)| bottom(item)).fold(0.0, Pt::max)
    }
}

/// Deals items out, `between` apart: of each line its width, further ones as wide as the last. One item is cut only where it is
/// wider than a line; nothing stands beside it then.
pub fn deal<'p>(items: impl IntoIterator<Item = &'p ShapedParagraph>, rooms: &[Pt], between: Pt) -> Vec<Dealt<'p>> {
    let (mut lines, mut open, mut x) = (Vec::new(), Vec::new(), 0.0);
    // How many lines are full.
    let mut full = 0;
    for item in items {
        let width = item.natural_width();
        if !open.is_empty() && x + width > room_of(rooms, full) {
            lines.push(Dealt { items: std::mem::take(&mut open), room: room_of(rooms, full), is_cut: false });
            (full, x) = (full + 1, 0.0);
        }
        let room = room_of(rooms, full).max(1.0);
        if width > room_of(rooms, full) {
            full += item.line_count(room);
            lines.push(Dealt { items: vec![(item, 0.0)], room, is_cut: true });
            continue;
        }
        open.push((item, x));
        x += width + between;
    }
    if !open.is_empty() {
        lines.push(Dealt { items: open, room: room_of(rooms, full).max(1.0), is_cut: false });
    }
    lines
}

/// The width of a line, by its number from 0.
fn room_of(rooms: &[Pt], line: usize) -> Pt {
    rooms.get(line).or(rooms.last()).copied().unwrap_or_default()
}
