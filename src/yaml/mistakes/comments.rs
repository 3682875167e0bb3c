//! Comments that end the text they stand in.

use std::ops::Range;

use super::{Mend, Mistake, Scene, comment, shortened};
use crate::diagnostics::Code;
use crate::yaml::line::{LONGEST_SHOWN, Line, next_line, previous_line};

/// So many comments in a row are looked past.
const MOST_COMMENTS: usize = 50;

impl Scene<'_> {
    /// Text behind a comment that ended the text it goes on with.
    pub(super) fn comment_between(&self, line: &Line) -> Option<Mistake> {
        if line.key.is_some() || line.is_item(self.text) {
            return None;
        }
        let mut comments: Vec<Line> = Vec::new();
        let mut above = previous_line(self.text, line.range.start)?;
        while self.is_comment(&above) || above.first == above.range.end {
            if self.is_comment(&above) {
                comments.push(above.clone());
            }
            let next = previous_line(self.text, above.range.start);
            above = next.filter(|_| comments.len() <= MOST_COMMENTS)?;
        }
        comments.reverse();
        let first = comments.first()?;
        let last = above.range.end;
        let start = above.text_start(self.text);
        let is_text = start.key.is_some() || start.is_item(self.text);
        let value = &self.text[start.value..start.range.end];
        if !is_text || value.starts_with(['"', '\'']) || line.indent() < start.inside(self.text) {
            return None;
        }
        let end = self.end_of_text(line);
        let is_block = value.starts_with(['|', '>']);
        if !is_block && first.is_lost_text(self.text) {
            let mend = Some(Mend::Text(start.value..end));
            return Some(Mistake { diagnostic: comment(self.source, first.first), mend });
        }
        let mended = match is_block {
            true => self.below_comments(&comments, &start, [start.range.end..last, line.range.start - 1..end]),
            false => {
                let words = [start.value..last, line.first..end].map(|part| self.joined(part)).join(" ");
                self.above_text(&comments, &start, &words)
            }
        };
        let cut = &self.source.text[first.first..first.range.end];
        let message = format!(
            "`{}` is a comment, and ends the text above it: the text below is read with nothing",
            shortened(cut)
        );
        let advice = match is_block && first.is_lost_text(self.text) {
            true => "if it is text, indent it as deep as the text above it; if it is a comment, move it above the text",
            false => "move the comment above the text",
        };
        let hint = if mended.len() <= LONGEST_SHOWN { format!("{advice}:\n{mended}") } else { advice.to_owned() };
        let mistake = self.mistake(Code::CommentInText, first.first..first.range.end, message, hint);
        Some(Mistake { mend: Some(Mend::Lines(line.first..end)), ..mistake })
    }

    fn is_comment(&self, line: &Line) -> bool {
        self.text[line.first..line.range.end].starts_with('#')
    }

    /// Where the text ends that a line begins which belongs to nothing.
    pub(super) fn end_of_text(&self, line: &Line) -> usize {
        let mut end = line.range.end;
        while let Some(next) = next_line(self.text, end) {
            if next.key.is_some() || next.is_item(self.text) || next.is_blank(self.text) {
                break;
            }
            end = next.range.end;
        }
        end
    }

    /// The words of some lines, comments aside.
    fn joined(&self, range: Range<usize>) -> String {
        let lines = self.source.text[range].lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect::<Vec<_>>().join(" ")
    }

    /// Comments, then a text in one line.
    fn above_text(&self, comments: &[Line], start: &Line, words: &str) -> String {
        let typed = &self.source.text;
        format!("{}{}{words}", self.lines(comments), &typed[start.first..start.value])
    }

    /// Comments, then the lines of a block of text as deep below its head as they are.
    fn below_comments(&self, comments: &[Line], start: &Line, parts: [Range<usize>; 2]) -> String {
        let typed = &self.source.text;
        let dedented = |line: &str| {
            let white = line.len() - line.trim_start_matches(' ').len();
            format!("\n{}", line[white.min(start.indent())..].trim_end())
        };
        let lines: String = parts.into_iter().flat_map(|part| typed[part].lines().skip(1)).map(dedented).collect();
        format!("{}{}{lines}", self.lines(comments), typed[start.first..start.range.end].trim_end())
    }

    fn lines(&self, lines: &[Line]) -> String {
        lines.iter().map(|line| format!("{}\n", &self.source.text[line.first..line.range.end])).collect()
    }
}

/// Where a comment begins on a line of a list or map in brackets; the sign between quotes is text.
pub(super) fn comment_start(line: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += line[at..].find(['#', '"', '\''])?;
        let before = &line[..at];
        let begins_item = matches!(before.trim_end().chars().next_back(), None | Some('[' | '{' | ',' | ':'));
        match line[at..].starts_with('#') {
            true if before.is_empty() || before.ends_with([' ', '\t']) => return Some(at),
            false if begins_item => at += quoted_length(&line[at..])?,
            _ => at += 1,
        }
    }
}

/// The length of the text between quotes that a text begins with; `None` where the quotes are not closed.
pub(super) fn quoted_length(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    let (_, mark) = chars.next()?;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => drop(chars.next()),
            // Two of them are one that is printed.
            '\'' if mark == c && chars.next_if(|(_, next)| *next == mark).is_some() => {}
            _ if c == mark => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_begins_outside_of_quotes() {
        for (line, start) in [
            ("[a #1, b]", Some(3)),
            ("# a", Some(0)),
            ("[\"a #1\", b #2]", Some(11)),
            ("['it''s #1', b]", None),
            ("[\"\\\" #1\", b]", None),
            ("[don't #1, it's]", Some(7)),
            ("{a: 'b #1', c: d #2}", Some(17)),
            ("[a#1, \"b]", None),
            ("[\"\\", None),
        ] {
            assert_eq!(comment_start(line), start, "{line}");
        }
    }
}
