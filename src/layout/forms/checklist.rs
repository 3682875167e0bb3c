//! Lists under a title of their own, and the boxes of checklists.

use crate::document::TitledList;
use crate::geometry::{Pt, Rect};
use crate::layout::frame::{Frame, Mark, Tie, stroked};
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Ink, NodeId, Owner, Role};
use crate::layout::paragraph::Paragraph;
use crate::text::Wrap;
use crate::theme::Type;

/// Side of a box to tick, as a share of the type's size.
const BOX: f32 = 0.8;
/// The smallest side of a box to tick: room for the tick of a shaking hand.
const SMALLEST_BOX: Pt = 10.5;
/// Width of the line around it.
const BOX_LINE: Pt = 1.0;

impl Galley<'_, '_> {
    /// A list under its title, which is the caption of the list (ISO 32000-1, 14.8.4.3.3).
    pub(in crate::layout) fn titled_list(&mut self, titled: &TitledList, flow: Flow) {
        let spaces = self.theme.spaces;
        let marking = self.marking(&titled.list);
        let node = self.tree.add(flow.parent, Role::List(marking.numbering));
        let above = match &titled.title {
            Some(title) => {
                let look = Type { strong: true, ..self.theme.types.body };
                let caption = self.tree.add(node, Role::Caption);
                let paragraph = self.paragraph_of(Owner::Node(caption), title, look);
                let first = self.pieces.len();
                let lines = self.lines(paragraph, flow.measure, Wrap::Balanced);
                self.push_lines(flow, lines, spaces.paragraph);
                self.tie_from(first);
                self.tie_last(Tie::Rigid);
                spaces.item
            }
            None => spaces.list,
        };
        self.list_items(&titled.list, &marking, Flow { parent: node, ..flow }, above);
        self.after = spaces.list;
    }

    /// Side of a box to tick.
    pub(in crate::layout) fn tick_box_side(&self) -> Pt {
        (self.theme.types.body.size * BOX).max(SMALLEST_BOX)
    }

    /// An empty box to tick, as the mark of an item. It stands where a capital letter would, and is read as `label`.
    pub(in crate::layout) fn tick_box(&mut self, label: &str, item: NodeId) -> Frame {
        let look = self.theme.types.body;
        let node = self.tree.add(item, Role::TickBox(label.to_owned()));
        // Set only to learn where a line of text has its baseline.
        let line = self.shape(Paragraph::own(Owner::Node(node), "0", look));
        let side = self.tick_box_side();
        let capitals = look.size * 0.7;
        let top = line.baseline() - capitals / 2.0 - side / 2.0;
        let area = Rect { x: 0.0, y: top, width: side, height: side };
        let inset = BOX_LINE / 2.0;
        let middle =
            Rect { x: inset, y: top + inset, width: area.width - 2.0 * inset, height: area.height - 2.0 * inset };
        let mut frame = Frame::of(line.leading());
        frame.baseline = line.baseline();
        let ink = Ink::Path(stroked(middle, BOX_LINE, self.theme.colors.ink));
        frame.marks.push(Mark::new(Owner::Node(node), ink));
        frame
    }
}
