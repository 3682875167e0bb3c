//! An item of a guide, and what a machine found of it.

use crate::diagnostics::Span;

/// An item of a guide.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number in the guide, if it has one.
    pub number: Option<u8>,
    /// What it asks, in a few words of ours.
    pub asks: &'static str,
    /// What was found.
    pub answer: Answer,
    /// What that rests on, or what may help a person to judge; may be empty.
    pub evidence: String,
    /// Where that is seen first.
    pub place: Option<Place>,
}

/// What a machine can say of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// There is nothing that it could be asked of.
    NotApplicable,
    /// A person must judge.
    Unanswered,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, where it is not the article's own: that of a snippet.
    pub snippet: Option<String>,
    /// From 1.
    pub line: usize,
}

impl Answer {
    /// The answer in a word or two; of what was found nowhere else to be said.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::No => "no",
            Answer::NotApplicable => "not applicable",
            Answer::Unanswered => "not answered",
        }
    }
}

impl Place {
    /// The place of a span, told in the report of the article in `file`.
    pub(super) fn of(span: &Span, file: &str) -> Place {
        let name = &span.source.name;
        Place { snippet: (name != file).then(|| name.clone()), line: span.line_number() }
    }

    /// "line 7", "line 2 of content/snippets/call.yaml".
    pub fn text(&self) -> String {
        match &self.snippet {
            Some(file) => format!("line {} of {file}", self.line),
            None => format!("line {}", self.line),
        }
    }
}

impl Item {
    /// What was found, with its place: "3 key points, line 7".
    pub fn found(&self) -> String {
        match &self.place {
            Some(place) if self.evidence.is_empty() => place.text(),
            Some(place) => format!("{}, {}", self.evidence, place.text()),
            None => self.evidence.clone(),
        }
    }
}
