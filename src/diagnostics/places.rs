//! From the bytes of a decoded text to those of its file.

use std::ops::Range;
use std::sync::Arc;

use super::{Source, Span};

/// Where the characters of a text stand in its source: YAML folding, quotes and escapes shift columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    /// The file.
    pub source: Arc<Source>,
    /// (byte in the text, byte in the source), ascending; between two entries both advance alike.
    pub anchors: Vec<(u32, u32)>,
}

impl Places {
    /// No places yet, in `source`.
    pub fn new(source: &Arc<Source>) -> Places {
        Places { source: source.clone(), anchors: Vec::new() }
    }

    /// Says that byte `text` of the text stands at byte `place` of the source. Bytes are told in ascending order.
    pub fn push(&mut self, text: usize, place: usize) {
        // Files are at most SOURCE_LIMIT long, so that both fit.
        let (text, place) = (u32::try_from(text).unwrap_or(u32::MAX), u32::try_from(place).unwrap_or(u32::MAX));
        match self.anchors.last() {
            Some(&(t, s)) if text.wrapping_sub(t) == place.wrapping_sub(s) && place >= s => {}
            _ => self.anchors.push((text, place)),
        }
    }

    /// Says that the bytes of a text from `text` on stand where `other` has those of its own in `range`.
    pub fn append(&mut self, text: usize, other: &Places, range: Range<usize>) {
        self.push(text, other.at(range.start));
        let next = other.anchors.partition_point(|&(t, _)| t as usize <= range.start);
        for &(t, _) in other.anchors[next..].iter().take_while(|&&(t, _)| (t as usize) < range.end) {
            self.push(text + (t as usize - range.start), other.at(t as usize));
        }
    }

    /// The byte of the source where byte `text` of the text stands.
    pub fn at(&self, text: usize) -> usize {
        let next = self.anchors.partition_point(|&(t, _)| t as usize <= text);
        let place = match next.checked_sub(1).and_then(|last| self.anchors.get(last)) {
            Some(&(t, s)) => s as usize + (text - t as usize),
            None => self.anchors.first().map_or(0, |&(_, s)| s as usize),
        };
        self.source.text.floor_char_boundary(place)
    }

    /// Where the bytes `range` of `text` stand, from the first to the last character; `text` is what these places are of.
    pub fn span(&self, text: &str, range: Range<usize>) -> Span {
        let start = self.at(range.start);
        let Some(last) = text.get(range.clone()).and_then(|part| part.char_indices().next_back()) else {
            return self.source.span(start..start);
        };
        let place = self.at(range.start + last.0);
        let typed = self.source.text[place..].chars().next();
        let end = match typed {
            // An escape is as long as the way to what follows it.
            Some('\\') if last.1 != '\\' => self.at(range.end).clamp(place + 1, place + "\\U00000000".len()),
            Some(typed) => place + typed.len_utf8(),
            None => place,
        };
        self.source.span(start..end.max(start))
    }

    /// The places of the bytes `range` of the text, as places of a text of their own.
    pub fn slice(&self, range: Range<usize>) -> Places {
        let mut places = Places::new(&self.source);
        places.push(0, self.at(range.start));
        let first = self.anchors.partition_point(|&(t, _)| (t as usize) < range.start);
        for &(t, s) in self.anchors[first..].iter().take_while(|&&(t, _)| (t as usize) < range.end) {
            places.push(t as usize - range.start, s as usize);
        }
        places
    }
}
