//! From the forms of an article to what is said.

use super::TitledList;
use crate::article::{Checklist, Form};
use crate::document::Block;
use crate::document::blocks::Composer;

impl<'a> Composer<'a> {
    /// Adds what a form says.
    pub(in crate::document) fn form(&self, form: &'a Form, out: &mut Vec<Block<'a>>) {
        match form {
            Form::Checklist(Checklist { title, list }) => out.push(Block::TitledList(TitledList {
                title: title.as_ref().map(|title| self.words(title)),
                list: self.list(list, 0),
            })),
        }
    }
}
