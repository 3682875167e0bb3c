//! Definitions: the word in semibold, and behind it what it means.

use crate::document::Definition;
use crate::layout::frame::Tie;
use crate::layout::galley::{Flow, Galley};
use crate::layout::handout::{Numbering, Owner, Role};
use crate::layout::paragraph::Paragraph;
use crate::text::Wrap;
use crate::theme::Type;

impl Galley<'_, '_> {
    /// A list whose labels are words (ISO 32000-1, 14.8.4.3.3).
    pub(in crate::layout) fn definitions(&mut self, definitions: &[Definition], flow: Flow) {
        let spaces = self.theme.spaces;
        let list = self.tree.add(flow.parent, Role::List(Numbering::Words));
        let body = self.theme.types.body;
        let strong = Type { strong: true, ..body };
        for (index, definition) in definitions.iter().enumerate() {
            let item = self.tree.add(list, Role::ListItem);
            let label = Owner::Node(self.tree.add(item, Role::Label));
            let mut paragraph = Paragraph::new(body);
            self.append(&mut paragraph, label, &definition.term, strong);
            if let Some(say) = &definition.say {
                self.append(&mut paragraph, label, say, body);
            }
            paragraph.push(label, &definition.joint, strong);
            let meaning = Owner::Node(self.tree.add(item, Role::ListBody));
            self.append(&mut paragraph, meaning, &definition.meaning, body);
            let lines = self.lines(paragraph, flow.measure, Wrap::Ragged);
            self.push_lines(flow, lines, spaces.list);
            // Better no page ends after the first of them.
            if index == 0 && definitions.len() > 1 {
                self.tie_last(Tie::Soft);
            }
        }
        self.after = spaces.paragraph;
    }
}
