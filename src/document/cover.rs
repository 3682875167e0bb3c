//! The cover of a packet: whose it is, whom to call, what it holds, and room for questions.

use super::compose::{Head, Setting, headed, numbers, own_heading, patient_label};
use super::{Block, Document, Words};
use crate::locale::Label;

/// One line of a packet's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The name of a part, without markup.
    pub title: String,
    /// What kind of handout it is.
    pub kind: Option<String>,
    /// BCP 47 tag of both.
    pub language: &'a str,
    /// The code on the pages of the part; empty for one that must not show in the packet's own code.
    pub code: String,
    /// Index of the part in the file.
    pub part: usize,
    /// The number of its first page in the packet, in the language's digits.
    pub page: String,
}

/// What the cover of a packet with these contents says.
pub fn compose_cover<'a>(head: &'a Head, entries: Vec<Entry<'a>>, setting: Setting<'a>) -> Document<'a> {
    let locale = setting.locale;
    let words = |label| Words::label(locale.label(label), locale);
    let mut blocks = vec![patient_label(locale)];
    blocks.extend(numbers(setting));
    blocks.extend([
        own_heading(Label::Contents, locale),
        Block::Contents(entries),
        Block::WritingLines(words(Label::Questions)),
    ]);
    headed(head, blocks, setting).with_code(setting)
}
