//! What CommonMark's parser is given to read.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::emphasis::Run;

/// What CommonMark reads: the paragraph as a heading, so that `1.`, `-` or `#` at its start is text like any other, and
/// with a backslash before each star and underscore: [`emphasis`] decides which of them are marks.
pub(super) struct Marked {
    /// A heading.
    pub text: String,
    /// Bytes of `text` that are not in the paragraph, ascending.
    added: Vec<usize>,
}

const LEAD: &str = "# ";

impl Marked {
    pub fn new(typed: &str) -> Marked {
        let mut marked = Marked { text: LEAD.to_owned(), added: Vec::new() };
        let mut at = 0;
        while let Some(&byte) = typed.as_bytes().get(at) {
            let length = match byte {
                b'\\' => 1 + typed[at + 1..].chars().next().map_or(0, char::len_utf8),
                b'<' => address_in_angles(&typed[at..]).unwrap_or(1),
                b'*' | b'_' => 1,
                _ => typed[at..].find(['\\', '<', '*', '_']).unwrap_or(typed.len() - at),
            };
            if matches!(byte, b'*' | b'_') {
                marked.added.push(marked.text.len());
                marked.text.push('\\');
            }
            marked.text.push_str(&typed[at..at + length]);
            at += length;
        }
        marked.text.push_str(" #");
        marked
    }

    /// The bytes of the paragraph that bytes of `text` are.
    pub fn typed(&self, range: &Range<usize>, length: usize) -> Range<usize> {
        let back =
            |at: usize| (at - self.added.partition_point(|&added| added < at)).saturating_sub(LEAD.len()).min(length);
        back(range.start)..back(range.end)
    }

    /// Whether the backslash right before a byte is one of ours.
    pub fn is_added_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.added.binary_search(&before).is_ok())
    }

    /// The stars and underscores that were read as text.
    pub fn runs(&self, events: &[(Event, Range<usize>)]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut scope, mut links, mut unprinted) = (0, 0, 0);
        for (event, range) in events {
            match event {
                Event::Start(tag) if unprinted > 0 || is_unprinted(tag) => unprinted += 1,
                Event::End(_) if unprinted > 0 => unprinted -= 1,
                Event::Start(Tag::Link { .. }) => {
                    links += 1;
                    scope = links;
                }
                Event::End(TagEnd::Link) => scope = 0,
                Event::Text(_) if unprinted == 0 && self.is_added_before(range.start) => {
                    let at = self.typed(range, usize::MAX).start;
                    match runs.last_mut() {
                        Some(last) if self.goes_on(last, at, range.start) && last.scope == scope => last.range.end += 1,
                        _ => runs.push(Run { range: at..at + 1, scope }),
                    }
                }
                _ => {}
            }
        }
        runs
    }

    /// Whether the sign at byte `at` of the paragraph, `read` of what CommonMark reads, is one more of the run.
    fn goes_on(&self, run: &Run, at: usize, read: usize) -> bool {
        let sign = |at: usize| self.text.as_bytes().get(at);
        // Behind a sign and before the next one stands the backslash that was added.
        run.range.end == at && read.checked_sub(2).is_some_and(|last| sign(last) == sign(read))
    }
}

/// Length of the `<https://example.org/a_b>` or `<name@example.org>` that `text` begins with: no backslash is read in it.
fn address_in_angles(text: &str) -> Option<usize> {
    let length = 1 + text[1..].find(|c: char| c == '>' || c == '<' || c.is_whitespace())?;
    (text[length..].starts_with('>') && text[..length].contains([':', '@'])).then_some(length + 1)
}

/// Pictures and citations: what stands between their brackets is no text.
fn is_unprinted(tag: &Tag) -> bool {
    use LinkType::{CollapsedUnknown, ReferenceUnknown, ShortcutUnknown};
    match tag {
        Tag::Image { .. } => true,
        Tag::Link { link_type, .. } => matches!(link_type, CollapsedUnknown | ReferenceUnknown | ShortcutUnknown),
        _ => false,
    }
}
