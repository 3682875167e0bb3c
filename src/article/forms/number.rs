//! `number:`, one value in large type.

use super::BigNumber;
use crate::article::block::Setting;
use crate::diagnostics::Notes;
use crate::yaml::Fields;

impl Setting<'_> {
    /// A block with the key `number`.
    pub(super) fn number(self, mut fields: Fields, notes: &mut Notes) -> Option<BigNumber> {
        let node = fields.require("number", "{value: 100.4 °F, label: Call us if your temperature is this or higher}");
        let number = node.and_then(|node| Fields::of(node, "a map of `value` and `label`", notes));
        fields.finish("a number block", notes);
        let mut number = number?;
        let value = number.require("value", "100.4 °F").and_then(|node| self.text(node, "the value", notes));
        let label = number.require("label", "Call us if your temperature is this or higher");
        let label = label.and_then(|node| self.text(node, "the label", notes));
        number.finish("a number", notes);
        Some(BigNumber { value: value?, label: label? })
    }
}
