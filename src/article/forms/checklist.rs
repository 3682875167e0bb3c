//! `checklist:`, items to tick.

use super::Checklist;
use crate::article::Mark;
use crate::article::block::Setting;
use crate::diagnostics::Notes;
use crate::yaml::Fields;

impl Setting<'_> {
    /// A block with the key `checklist`.
    pub(super) fn checklist(self, mut fields: Fields, notes: &mut Notes) -> Option<Checklist> {
        let entry = fields.entry("checklist")?;
        let title = fields.take("title").and_then(|node| self.text(node, "the title", notes));
        fields.finish("a checklist", notes);
        let list = self.list(entry, Mark::Check, notes)?;
        Some(Checklist { title, list })
    }
}
