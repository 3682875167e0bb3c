//! Running text.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use maud::{Markup, PreEscaped, Render as _, html};

use super::writer::Writer;
use crate::document::{Cited, Inline, Words};
use crate::language::Direction;
use crate::text::{has_rightwards, isolated_ranges, kept_ranges};

/// Begins text that runs from left to right, whatever stands around it (UAX 9).
const ISOLATE: char = '\u{2066}';
/// Ends it.
const ISOLATE_END: char = '\u{2069}';

/// Bytes that the markup of a text mostly fits in.
const ROOM: usize = 32;

/// The longest part of a text that is kept on one line, in characters. More would not fit beside a table's other columns.
const LONGEST_KEPT: usize = 12;

/// The inlines of one text, on the way through them. Places are bytes of the text's plain characters.
struct Passage<'w> {
    writer: &'w Writer<'w>,
    /// Marks of direction that are still to come, each with the place that it stands before.
    marks: Peekable<IntoIter<(usize, char)>>,
    /// Parts to come that stay on one line.
    kept: Peekable<IntoIter<Range<usize>>>,
    /// How much has passed.
    at: usize,
}

impl Writer<'_> {
    /// A text with its emphasis, links and citations.
    pub(super) fn words(&self, words: &Words) -> Markup {
        let plain = words.plain();
        let kept = kept_ranges(&plain, self.customs).into_iter().peekable();
        let mut passage = Passage { writer: self, marks: self.marks(&plain), kept, at: 0 };
        let mut out = String::with_capacity(plain.len() + ROOM);
        passage.inlines(&words.inlines, &mut out);
        PreEscaped(out)
    }

    /// Characters without markup.
    pub(super) fn plain(&self, text: &str) -> String {
        let kept = Vec::new().into_iter().peekable();
        let mut out = String::with_capacity(text.len());
        Passage { writer: self, marks: self.marks(text), kept, at: 0 }.characters(text, &mut |part| out.push_str(part));
        out
    }

    /// Where numbers, doses and addresses begin and end that keep their own direction in text from right to left, as on
    /// paper: a browser would turn `5–10 mL` into `10–5 mL` there.
    fn marks(&self, text: &str) -> Peekable<IntoIter<(usize, char)>> {
        let mut marks = Vec::new();
        if self.locale.direction() == Direction::Rtl || has_rightwards(text) {
            for range in isolated_ranges(text) {
                marks.extend([(range.start, ISOLATE), (range.end, ISOLATE_END)]);
            }
        }
        marks.into_iter().peekable()
    }

    /// Raised numbers, each a link to its source.
    fn citation(&self, cited: &[Cited]) -> Markup {
        html! {
            sup {
                @for Cited { joint, number, reference } in cited {
                    (joint)
                    @let id = self.new_citation_id(*reference);
                    a role="doc-noteref" id=[id] href={ "#" (self.source_id(*reference)) } { (number) }
                }
            }
        }
    }
}

impl Passage<'_> {
    /// Adds inlines to what is written. Most of a page is plain characters: they are written without a detour.
    fn inlines(&mut self, inlines: &[Inline], out: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Stretch(stretch) => self.stretch(&stretch.text, out),
                other => self.marked(other).render_to(out),
            }
        }
    }

    /// Inlines as a part of others.
    fn inner(&mut self, inlines: &[Inline]) -> Markup {
        let mut out = String::new();
        self.inlines(inlines, &mut out);
        PreEscaped(out)
    }

    fn marked(&mut self, inline: &Inline) -> Markup {
        match inline {
            Inline::Stretch(stretch) => {
                let mut out = String::new();
                self.stretch(&stretch.text, &mut out);
                PreEscaped(out)
            }
            Inline::Strong(words) => html! { strong { (self.inner(words)) } },
            Inline::Emphasis(words) => html! { em { (self.inner(words)) } },
            Inline::Link { address, words, .. } => html! { a href=(address) { (self.inner(words)) } },
            // A number is read from its first digit to its last, whatever the words around it.
            Inline::Phone { address, says, words } => html! {
                a href=(address) aria-label=(says) dir="ltr" { (self.inner(words)) }
            },
            Inline::Foreign { language, words } => html! {
                span lang=(language) dir=[self.writer.other_direction(language)] { (self.inner(words)) }
            },
            Inline::Citation(cited) => self.writer.citation(cited),
        }
    }

    /// Characters of one look. What stays on one line is kept together where it is whole in them.
    fn stretch(&mut self, text: &str, out: &mut String) {
        let (start, end) = (self.at, self.at + text.len());
        let mut from = start;
        while let Some(range) = self.kept.next_if(|range| range.start < end) {
            let is_whole = range.start >= start && range.end <= end;
            if is_whole && text[range.start - start..range.end - start].chars().count() <= LONGEST_KEPT {
                self.escaped(&text[from - start..range.start - start], out);
                let kept = self.inner_characters(&text[range.start - start..range.end - start]);
                html! { span.kept { (kept) } }.render_to(out);
                from = range.end;
            }
        }
        self.escaped(&text[from - start..], out);
    }

    fn inner_characters(&mut self, text: &str) -> Markup {
        let mut out = String::new();
        self.escaped(text, &mut out);
        PreEscaped(out)
    }

    /// Characters as HTML has them.
    fn escaped(&mut self, text: &str, out: &mut String) {
        self.characters(text, &mut |part| escape(part, out));
    }

    /// Characters, with the marks of direction among them.
    fn characters(&mut self, text: &str, write: &mut dyn FnMut(&str)) {
        let (start, end) = (self.at, self.at + text.len());
        let mut from = start;
        while let Some((at, mark)) = self.marks.next_if(|(at, mark)| *at < end || *at == end && *mark == ISOLATE_END) {
            write(&text[from - start..at - start]);
            write(mark.encode_utf8(&mut [0; 4]));
            from = at;
        }
        write(&text[from - start..]);
        self.at = end;
    }
}

/// Adds characters as HTML has them. Nearly all texts have none that are written otherwise.
fn escape(text: &str, out: &mut String) {
    match text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        true => text.render_to(out),
        false => out.push_str(text),
    }
}
