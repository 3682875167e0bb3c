//! `definitions:`, words and what they mean.

use super::Definition;
use crate::article::block::Setting;
use crate::article::list::note_empty;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Fields, Node, Value, list, quoted_if_needed};

impl Setting<'_> {
    /// A block with the key `definitions`.
    pub(super) fn definitions(self, mut fields: Fields, notes: &mut Notes) -> Option<Vec<Definition>> {
        let entry = fields.entry("definitions")?;
        fields.finish("a block of definitions", notes);
        if matches!(entry.value.value, Value::Missing) {
            note_empty(entry, notes);
            return None;
        }
        let items = list(&entry.value, "a list of definitions", notes);
        let definitions: Vec<Definition> = items.iter().filter_map(|node| self.definition(node, notes)).collect();
        (!definitions.is_empty()).then_some(definitions)
    }

    fn definition(self, node: &Node, notes: &mut Notes) -> Option<Definition> {
        if let Some(note) = term_as_key(node) {
            notes.push(note);
            return None;
        }
        let mut fields = Fields::of(node, "a map of `term` and `meaning`", notes)?;
        let term = fields.require("term", "Biopsy").and_then(|node| self.text(node, "the term", notes));
        let meaning = fields.require("meaning", "a small piece is taken to be looked at");
        let meaning = meaning.and_then(|node| self.text(node, "the meaning", notes));
        let say = fields.take("say").and_then(|node| self.text(node, "`say`", notes));
        fields.finish("a definition", notes);
        Some(Definition { term: term?, say, meaning: meaning? })
    }
}

/// `- Biopsy: a small piece is taken`: the term stands where a key should.
fn term_as_key(node: &Node) -> Option<Diagnostic> {
    let Value::Map(entries) = &node.value else { return None };
    let [only] = entries.as_slice() else { return None };
    let Value::Scalar(meaning) = &only.value.value else { return None };
    if ["term", "meaning", "say"].contains(&only.key.as_str()) {
        return None;
    }
    let term = quoted_if_needed(&only.key, false);
    let meaning = quoted_if_needed(meaning.text.trim(), false);
    let message = format!("`{}` stands where a key should: a definition has a `term` and a `meaning`", only.key);
    let hint = format!("write it as\n- term: {term}\n  meaning: {meaning}");
    Some(Diagnostic::new(Code::UnknownKey, message).at(only.place.clone()).hint(hint))
}
