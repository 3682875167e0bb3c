//! `write_in:`, lines to write on, each behind or below its label, and `teach_back:`, questions to answer on such lines.

use super::WriteIn;
use crate::article::block::Setting;
use crate::article::list::note_empty;
use crate::article::value::count;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Entry, Fields, Node, Value, list, not_text};

/// The most lines below one label.
const MOST_LINES: usize = 20;
/// Lines to answer a question.
const LINES_TO_ANSWER: usize = 2;

impl Setting<'_> {
    /// A block with the key `write_in`.
    pub(super) fn write_in(self, mut fields: Fields, notes: &mut Notes) -> Option<Vec<WriteIn>> {
        let entry = fields.entry("write_in")?;
        fields.finish("a block of lines to write on", notes);
        let labels = self.labels(entry, 1, notes);
        (!labels.is_empty()).then_some(labels)
    }

    /// A block with the key `teach_back`.
    pub(super) fn teach_back(self, mut fields: Fields, notes: &mut Notes) -> Option<Vec<WriteIn>> {
        let entry = fields.entry("teach_back")?;
        fields.finish("a block of questions", notes);
        if self.boxed {
            let message = "`teach_back` is a box, and cannot stand inside another one";
            let note = Diagnostic::new(Code::NestedCallout, message).at(entry.place.clone());
            notes.push(note.hint("move it out, behind the other"));
        }
        let questions = self.labels(entry, LINES_TO_ANSWER, notes);
        (!questions.is_empty()).then_some(questions)
    }

    /// Labels with lines to write on, `lines` of them where the author does not say how many.
    pub(super) fn labels(self, entry: &Entry, lines: usize, notes: &mut Notes) -> Vec<WriteIn> {
        if matches!(entry.value.value, Value::Missing) {
            note_empty(entry, notes);
            return Vec::new();
        }
        let labels = list(&entry.value, "a list of text", notes);
        labels.iter().filter_map(|node| self.label(node, lines, notes)).collect()
    }

    fn label(self, node: &Node, lines: usize, notes: &mut Notes) -> Option<WriteIn> {
        if !matches!(node.value, Value::Map(_)) {
            self.blanks.take(lines, node, notes);
            return Some(WriteIn { label: self.text(node, "this label", notes)?, lines });
        }
        let mut fields = Fields::of(node, "text, or a map of `label` and `lines`", notes)?;
        if !["label", "lines"].iter().any(|key| fields.has(key)) && not_text(node, notes) {
            return None;
        }
        let label = fields.require("label", "My next visit");
        let label = label.and_then(|node| self.text(node, "the label", notes));
        let typed = fields.take("lines");
        fields.finish("a label with lines", notes);
        let lines = typed.map_or(Some(lines), |node| count(node, "`lines`", MOST_LINES, notes))?;
        self.blanks.take(lines, node, notes);
        Some(WriteIn { label: label?, lines })
    }
}
