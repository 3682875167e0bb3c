//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;
mod zones;

use super::galley::Galley;
use crate::geometry::Pt;

/// Share of the text area up to which a form stays on one page.
const WHOLE_SHARE: f32 = 0.6;

impl Galley<'_, '_> {
    /// Keeps the pieces from `first` on together, if they are not too high for that.
    fn keep_whole(&mut self, first: usize) {
        let height: Pt = self.pieces[first..].iter().map(|piece| piece.gap + piece.frame.height).sum();
        if height <= self.theme.depth() * WHOLE_SHARE {
            self.tie_from(first);
        }
    }
}
