//! Action plans: boxes one close under the other.

use crate::document::Aside;
use crate::layout::frame::Tie;
use crate::layout::galley::{Flow, Galley};

impl Galley<'_, '_> {
    /// The zones of an action plan: each on one page, and better all of them on the same.
    pub(in crate::layout) fn zones(&mut self, zones: &[Aside], flow: Flow) {
        for (index, zone) in zones.iter().enumerate() {
            if index > 0 {
                self.tie_last(Tie::Soft);
            }
            let first = self.pieces.len();
            self.aside(zone, flow);
            self.keep_whole(first);
            if let Some(head) = self.pieces.get_mut(first).filter(|_| index > 0) {
                head.gap = self.theme.spaces.list;
            }
        }
    }
}
