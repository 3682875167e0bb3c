//! Running text.

use std::slice::Iter;

use maud::{Markup, html};

use super::writer::Writer;
use crate::document::{Cited, Inline, Words};
use crate::language::Direction;
use crate::text::{is_rightwards, isolated_ranges};

/// Begins text that runs from left to right, whatever stands around it (UAX 9).
const ISOLATE: char = '\u{2066}';
/// Ends it.
const ISOLATE_END: char = '\u{2069}';

/// The inlines of one text, on the way through them.
struct Passage<'w> {
    writer: &'w Writer<'w>,
    /// Marks of direction that are still to come, each with the byte of the text's plain characters that it stands before.
    marks: std::iter::Peekable<std::vec::IntoIter<(usize, char)>>,
    /// How many bytes of them have passed.
    at: usize,
}

impl Writer<'_> {
    /// A text with its emphasis, links and citations.
    pub(super) fn words(&self, words: &Words) -> Markup {
        let marks = self.marks(&words.plain()).into_iter().peekable();
        Passage { writer: self, marks, at: 0 }.inlines(words.inlines.iter())
    }

    /// Characters without markup.
    pub(super) fn plain(&self, text: &str) -> String {
        Passage { writer: self, marks: self.marks(text).into_iter().peekable(), at: 0 }.stretch(text)
    }

    /// Where numbers, doses and addresses begin and end that keep their own direction in text from right to left, as on
    /// paper: a browser would turn `5–10 mL` into `10–5 mL` there.
    fn marks(&self, text: &str) -> Vec<(usize, char)> {
        if self.locale.direction() == Direction::Ltr && !text.contains(is_rightwards) {
            return Vec::new();
        }
        let ranges = isolated_ranges(text).into_iter();
        ranges.flat_map(|range| [(range.start, ISOLATE), (range.end, ISOLATE_END)]).collect()
    }

    /// Raised numbers, each a link to its source.
    fn citation(&self, cited: &[Cited]) -> Markup {
        html! {
            sup {
                @for Cited { joint, number, reference } in cited {
                    (joint)
                    @let id = self.cited.borrow_mut().insert(*reference).then(|| format!("cite-{}", reference + 1));
                    a role="doc-noteref" id=[id] href={ "#ref-" (reference + 1) } { (number) }
                }
            }
        }
    }
}

impl Passage<'_> {
    fn inlines(&mut self, inlines: Iter<Inline>) -> Markup {
        html! { @for inline in inlines { (self.inline(inline)) } }
    }

    fn inline(&mut self, inline: &Inline) -> Markup {
        match inline {
            Inline::Stretch(stretch) => html! { (self.stretch(&stretch.text)) },
            Inline::Strong(words) => html! { strong { (self.inlines(words.iter())) } },
            Inline::Emphasis(words) => html! { em { (self.inlines(words.iter())) } },
            Inline::Link { address, words, .. } => html! { a href=(address) { (self.inlines(words.iter())) } },
            // A number is read from its first digit to its last, whatever the words around it.
            Inline::Phone { address, says, words } => html! {
                a href=(address) aria-label=(says) dir="ltr" { (self.inlines(words.iter())) }
            },
            Inline::Foreign { language, words } => html! {
                span lang=(language) dir=[self.writer.other_direction(language)] { (self.inlines(words.iter())) }
            },
            Inline::Citation(cited) => self.writer.citation(cited),
        }
    }

    /// Characters, with the marks of direction among them.
    fn stretch(&mut self, text: &str) -> String {
        let end = self.at + text.len();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, mark)) = self.marks.next_if(|(at, mark)| *at < end || *at == end && *mark == ISOLATE_END) {
            let (before, behind) = rest.split_at(at - (end - rest.len()));
            out.push_str(before);
            out.push(mark);
            rest = behind;
        }
        self.at = end;
        out.push_str(rest);
        out
    }
}
