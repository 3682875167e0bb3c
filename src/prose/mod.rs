//! Prose: paragraphs of text with their inline markup resolved, as articles and sites hold it.

mod clusters;
mod columns;
mod digits;
mod emphasis;
mod entries;
mod fold;
mod hidden;
mod letters;
mod list_marks;
mod lists;
mod loose;
mod markdown;
mod marked;
mod markup;
mod references;
mod sentence;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Notes, Source, Span};
use crate::language::Language;
use crate::yaml::{self, Node, Scalar};

pub use crate::diagnostics::Places;
pub use digits::digit;
pub use emphasis::is_unspaced_letter;
pub use letters::Letters;
pub use list_marks::roman;
pub use lists::leading_mark;
pub use markup::{LONGEST_ADDRESS, is_address};
pub use references::ReferenceIds;
pub use sentence::first_sentence;

/// One paragraph of text: markup resolved, white space folded, never empty.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Stretches of one style each, in order.
    pub inlines: Vec<Inline>,
    /// The language of the file it stands in, where that may not be the language of what it is printed in: of a clinic's
    /// settings, of a snippet that is not translated. Stretches may be in yet another one.
    pub language: Option<Arc<Language>>,
}

impl Text {
    /// The words of a whole source as they stand there, without markup: what was typed on a command line, say.
    pub fn typed(source: &Arc<Source>) -> Text {
        let mut places = Places::new(source);
        places.push(0, 0);
        let text = source.text.clone();
        let (link, language) = (None, None);
        Text {
            inlines: vec![Inline {
                text,
                strong: false,
                emphasis: false,
                link,
                language,
                cites: Vec::new(),
                places: Some(places),
            }],
            language: None,
        }
    }

    /// The characters without any markup; citations leave nothing.
    pub fn plain(&self) -> String {
        self.as_plain().into_owned()
    }

    /// The same, borrowed where it is one stretch.
    pub fn as_plain(&self) -> Cow<'_, str> {
        if let [only] = self.inlines.as_slice() {
            return Cow::Borrowed(&only.text);
        }
        let mut plain = String::with_capacity(self.inlines.iter().map(|inline| inline.text.len()).sum());
        self.inlines.iter().for_each(|inline| plain.push_str(&inline.text));
        Cow::Owned(plain)
    }

    /// The place of these bytes of [`Text::plain`], as far as they stand in one stretch of the file; `None` for text that no
    /// file holds.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        let mut before = 0;
        for inline in &self.inlines {
            let end = before + inline.text.len();
            if range.start < end {
                let within = range.start - before..range.end.min(end) - before;
                return Some(inline.places.as_ref()?.span(&inline.text, within));
            }
            before = end;
        }
        None
    }

    /// Says which language it is in, unless that is said already.
    pub fn set_language(&mut self, language: &Arc<Language>) {
        self.language.get_or_insert_with(|| Arc::clone(language));
    }

    /// The place of its first character, if it stands in a file.
    pub fn start(&self) -> Option<Span> {
        let first = self.inlines.first()?;
        let length = first.text.chars().next().map_or(0, char::len_utf8);
        Some(first.places.as_ref()?.span(&first.text, 0..length))
    }
}

/// Plain text that no file holds. White space is taken as it is.
impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text { inlines: vec![Inline { text: text.to_owned(), ..Inline::default() }], language: None }
    }
}

/// A stretch of text of one style.
#[derive(Clone, Debug, Default)]
pub struct Inline {
    /// What is printed; empty exactly for a citation.
    pub text: String,
    /// `**strong**`.
    pub strong: bool,
    /// `*emphasis*`.
    pub emphasis: bool,
    /// The address of the link that it is part of; all stretches of one link share it.
    pub link: Option<Arc<str>>,
    /// BCP 47 tag of foreign words, `[words](lang:es)`; shared by all stretches of one mark.
    pub language: Option<Arc<str>>,
    /// The references cited here, as indexes into [`crate::article::Article::references`]; empty but for a citation.
    pub cites: Vec<usize>,
    /// Where each character of `text` stands in its file; of a citation, where its `[` stands. `None` for text that no
    /// file holds.
    pub places: Option<Places>,
}

/// The paragraphs of a text: a blank line between two of them, in the file or as typed.
///
/// `references` are the ids that a citation may name; by default none.
pub fn paragraphs(scalar: &Scalar, references: &ReferenceIds, notes: &mut Notes) -> Vec<Text> {
    let folded = checked(scalar, notes);
    folded.into_iter().filter_map(|paragraph| markup::set(paragraph, scalar.style, references, notes)).collect()
}

/// A text where only one paragraph fits: a blank line is a space there.
pub fn paragraph(scalar: &Scalar, references: &ReferenceIds, notes: &mut Notes) -> Option<Text> {
    let folded = fold::join(checked(scalar, notes))?;
    markup::set(folded, scalar.style, references, notes)
}

/// The paragraphs as typed; notes what in them would not be printed as typed.
fn checked(scalar: &Scalar, notes: &mut Notes) -> Vec<fold::Folded> {
    let folded = fold::fold(scalar, notes);
    for paragraph in &folded {
        hidden::check(paragraph, notes);
        clusters::check(paragraph, notes);
        if !lists::check(paragraph, scalar.style, notes) {
            let is_one_line = folded.len() == 1 && paragraph.lines.is_empty();
            markdown::check(paragraph, is_one_line, notes);
        }
    }
    folded
}

/// The text that must stand in `node`, as one paragraph; `what` names it, such as "the title".
pub fn text(node: &Node, what: &str, references: &ReferenceIds, notes: &mut Notes) -> Option<Text> {
    let scalar = yaml::scalar(node, what, notes)?;
    check_length(what, scalar.text.len(), &scalar.span, notes);
    paragraph(scalar, references, notes)
}

/// Bytes of a text that may become one string of a PDF, such as a title in the bookmarks: a string of PDF/A holds 32,767
/// bytes (ISO 19005-2, 6.1.13), and so do a few of these together in UTF-16.
pub(crate) const LONGEST_TEXT: usize = 5000;

/// Notes that a text of so many bytes is longer than fits where it stands.
pub(crate) fn check_length(what: &str, bytes: usize, place: &Span, notes: &mut Notes) {
    if bytes > LONGEST_TEXT {
        let message = format!("{what} has {bytes} bytes, more than fits where it is shown ({LONGEST_TEXT})");
        let hint = "say it in fewer words; long text stands in a `body:`";
        notes.push(Diagnostic::new(Code::LongText, message).at(place.clone()).hint(hint));
    }
}

/// Whether a text leads to what comes next: it ends in a colon, be it of Latin, Chinese, Khmer, Armenian or Ethiopic.
pub fn is_lead_in(text: &str) -> bool {
    text.trim_end().ends_with([':', '：', '៖', '՝', '፦', '፥'])
}

/// The characters of a text without any markup: white space folded, marks as typed.
pub fn plain(scalar: &Scalar, notes: &mut Notes) -> String {
    fold::join(checked(scalar, notes)).map(|folded| folded.text).unwrap_or_default()
}
