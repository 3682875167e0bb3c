//! `reading:`, how hard an article may be to read, and `known_words:`.

use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::reading::KnownWords;
use crate::yaml::{Fields, Node, list, scalar};

/// More than these are told. The default ones part texts for patients from those for professionals; a clinic sets its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budgets {
    /// Hard words in a hundred, of an English article: `hard-words`.
    pub hard_words: usize,
    /// Years at school, of an English article: `reading-grade`.
    pub grade: usize,
    /// The least ease of a Spanish article on the scale of INFLESZ: `reading-grade`.
    pub inflesz: usize,
    /// Words of a sentence: `long-sentence`.
    pub sentence: usize,
}

impl Default for Budgets {
    fn default() -> Budgets {
        // The hardest of 15 summaries of cancer for patients had 16.5 hard words in a hundred, the easiest of 17 for
        // professionals 18.4. Grade 12 ends school; below 40 INFLESZ calls a text "very hard".
        Budgets { hard_words: 17, grade: 12, inflesz: 40, sentence: 40 }
    }
}

/// Reads the budgets that a site file sets, over those that are set already.
pub(super) fn budgets(node: &Node, budgets: &mut Budgets, notes: &mut Notes) {
    let what = "`reading`, a map such as `{hard_words: 12, grade: 8, inflesz: 55, sentence: 25}`";
    let Some(mut fields) = Fields::of(node, what, notes) else { return };
    let Budgets { hard_words, grade, inflesz, sentence } = budgets;
    for (key, most, budget) in
        [("hard_words", 100, hard_words), ("grade", 20, grade), ("inflesz", 100, inflesz), ("sentence", 250, sentence)]
    {
        if let Some(number) = fields.take(key).and_then(|node| number(node, key, most, notes)) {
            *budget = number;
        }
    }
    fields.finish("`reading`", notes);
}

/// A whole number from 0 to `most`.
fn number(node: &Node, key: &str, most: usize, notes: &mut Notes) -> Option<usize> {
    let scalar = scalar(node, &format!("`{key}`"), notes)?;
    let typed = scalar.text.trim();
    let number = typed.parse().ok().filter(|number| *number <= most && typed.bytes().all(|byte| byte.is_ascii_digit()));
    if number.is_none() {
        let message = format!("`{typed}` is not a whole number from 0 to {most}");
        let hint = format!("write it in digits alone:\n{key}: 12");
        notes.push(Diagnostic::new(Code::BadNumber, message).at(scalar.span.clone()).hint(hint));
    }
    number
}

/// Words, or names of several words.
pub(super) fn known_words(node: &Node, notes: &mut Notes) -> KnownWords {
    let mut known = KnownWords::default();
    for word in list(node, "a list of words", notes) {
        if let Some(word) = scalar(word, "a word", notes) {
            known.add(word.text.trim());
        }
    }
    known
}
