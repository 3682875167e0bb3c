//! Blocks with a form of their own: to be ticked, filled in, or looked up at a glance.

mod checklist;
mod daytime;
mod definitions;
mod grid;
mod labelled;
mod number;
mod write_in;
mod zones;

use super::galley::Galley;
use crate::geometry::Pt;

/// Share of the text area up to which a form stays on one page.
const WHOLE_SHARE: f32 = 0.6;
/// The least height of a cell to write in, and distance of lines to write on: a third of an inch.
const WRITING: Pt = 24.0;
/// The same as a multiple of the leading: who needs large print writes large.
const WRITING_LEADING: f32 = 1.25;

impl Galley<'_, '_> {
    /// Height of a cell to write in, and distance of lines to write on.
    fn writing(&self) -> Pt {
        WRITING.max(self.theme.types.body.leading * WRITING_LEADING)
    }

    /// Keeps the pieces from `first` on together, if they are not too high for that.
    fn keep_whole(&mut self, first: usize) {
        if self.height_from(first) <= self.theme.depth() * WHOLE_SHARE {
            self.tie_from(first);
        }
    }
}
