//! Lines that stand deeper, or less deep, than the lines they belong to.

use super::brackets::is_sound;
use super::lists::under_quoted;
use super::{Mend, Mistake, Scene, spaces};
use crate::diagnostics::Code;
use crate::yaml::keys::BLOCKS;
use crate::yaml::line::{LONGEST_SHOWN, Line, lines_above, next_line, previous_line, quote, quoted_if_needed};

/// Keys of items of lists, whose text then stands under `text`.
const BESIDE_TEXT: [&str; 8] = ["text", "body", "image", "alt", "caption", "excuse", "columns", "rows"];

impl Scene<'_> {
    /// A line that stands neither with nor under the lines above it.
    pub(super) fn indentation(&self, line: &Line) -> Option<Mistake> {
        let is_item = line.is_item(self.text);
        if !is_item && line.key.is_none() {
            return None;
        }
        if let Some(mistake) = self.block_without_dash(line).or_else(|| self.item_above(line)) {
            return Some(mistake);
        }
        let above = previous_line(self.text, line.range.start).filter(|_| is_item);
        if let Some((diagnostic, lines)) = above.and_then(|above| under_quoted(self.source, &above, line)) {
            return Some(Mistake { diagnostic, mend: Some(Mend::Lines(lines)) });
        }
        if let Some(mistake) = self.key_in_text(line) {
            return Some(mistake);
        }
        let fit = self.sibling(line, line.indent(), is_item)?;
        if fit == line.indent() {
            return None;
        }
        if let Some(first) = self.first_without_dash(line) {
            return Some(first);
        }
        if let Some(first) = self.first_too_deep(line) {
            return Some(first);
        }
        let message =
            format!("this line is indented by {}, which fits none of the lines above it", spaces(line.indent()));
        let mended = format!("{}{}", " ".repeat(fit), &self.text[line.first..line.range.end]);
        let hint = format!("indent it by {}, like the line it stands beside:\n{mended}", spaces(fit));
        let hint = if fit == 0 { format!("do not indent it:\n{mended}") } else { hint };
        Some(self.mistake(Code::Indentation, line.range.start..line.first.max(line.range.start + 1), message, hint))
    }

    /// `steps:` with its items above `- do:`, all in one body: the first block has no dash.
    fn first_without_dash(&self, line: &Line) -> Option<Mistake> {
        for other in lines_above(self.text, line.range.start) {
            if other.is_blank(self.text) || other.indent() > line.indent() {
                continue;
            }
            let key = other.key.clone().filter(|key| key.start == other.first && other.indent() == line.indent())?;
            let typed = &self.source.text[other.first..other.range.end];
            let word = &self.text[key.clone()];
            if !line.is_item(self.text) || !BLOCKS.contains(&word) || typed.len() > LONGEST_SHOWN {
                return None;
            }
            let message = format!("`{word}:` stands beside items of a list, and has no dash");
            let hint =
                format!("put a dash and a space before it:\n{}- {}", " ".repeat(line.indent()), typed.trim_end());
            return Some(self.mistake(Code::MissingDash, key, message, hint));
        }
        None
    }

    /// The line above this one stands deeper than this one, which should stand beside it, and begins its list or map: that one is
    /// what is indented wrongly.
    fn first_too_deep(&self, line: &Line) -> Option<Mistake> {
        let above = previous_line(self.text, line.range.start).filter(|above| above.indent() > line.indent())?;
        let parent = previous_line(self.text, above.range.start);
        let is_first = match &parent {
            Some(parent) => parent.key.is_some() && parent.value == parent.range.end && parent.indent() < line.indent(),
            None => true,
        };
        let is_beside =
            above.is_item(self.text) == line.is_item(self.text) && above.key.is_some() == line.key.is_some();
        let column = line.indent();
        // Two of the lines tell more than one.
        let is_settled = column == 0 || self.is_beside_next(line);
        if !is_first || !is_settled || !(is_beside || line.is_item(self.text) && above.is_item(self.text)) {
            return None;
        }
        let message = format!("this line is indented by {}, deeper than the line below it", spaces(above.indent()));
        let mended = format!("{}{}", " ".repeat(column), &self.text[above.first..above.range.end]);
        let hint = match column {
            0 => format!("do not indent it:\n{mended}"),
            _ => format!("indent it by {}, like the line below it:\n{mended}", spaces(column)),
        };
        Some(self.mistake(Code::Indentation, above.range.start..above.first, message, hint))
    }

    /// Whether the next line that is not deeper stands beside this one.
    fn is_beside_next(&self, line: &Line) -> bool {
        let mut below = next_line(self.text, line.range.end);
        for _ in 0..200 {
            match below {
                Some(next) if next.is_blank(self.text) || next.indent() > line.indent() => {
                    below = next_line(self.text, next.range.end);
                }
                Some(next) => {
                    return next.indent() == line.indent() && next.is_item(self.text) == line.is_item(self.text);
                }
                None => return false,
            }
        }
        false
    }

    /// `note: it is big` on a line that goes on with the text of an item: no key stands there.
    fn key_in_text(&self, line: &Line) -> Option<Mistake> {
        let key = line.key.clone().filter(|key| key.start == line.first && line.value < line.range.end)?;
        let start = previous_line(self.text, line.range.start)?.text_start(self.text);
        let value = &self.text[start.value..start.range.end];
        let is_text = start.is_item(self.text) && start.key.is_none() && !value.trim().is_empty();
        let is_plain = !value.starts_with(['"', '\'', '|', '>', '[', '{']);
        let word = &self.text[key.clone()];
        if !is_text || !is_plain || line.indent() <= start.indent() || BESIDE_TEXT.contains(&word) {
            return None;
        }
        let end = self.end_of_text(line);
        let typed = &self.source.text;
        let words = typed[start.value..end].lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let message = "a colon in unquoted text: YAML reads what stands before it as a key";
        let hint = match words.len() <= 400 {
            true => format!("put the text between quotes:\n{}{}", &typed[start.first..start.value], quote(&words)),
            false => "put the text between quotes".to_owned(),
        };
        let mistake = self.mistake(Code::ColonInText, key.end..key.end + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Text(start.value..end)), ..mistake })
    }

    /// `bullets:` as deep as the items of a body, or under an item that is only text.
    pub(super) fn block_without_dash(&self, line: &Line) -> Option<Mistake> {
        let typed = &self.source.text;
        let key = &typed[line.key.clone()?];
        let above = previous_line(self.text, line.range.start)?;
        if line.is_item(self.text) || !BLOCKS.contains(&key) {
            return None;
        }
        let indent = " ".repeat(line.indent());
        let shown = &typed[line.first..line.range.end];
        let place = line.first..line.first + key.len();
        // Under a key with a value of its own, it is only too deep.
        let is_deeper = above
            .key
            .as_ref()
            .is_some_and(|key| above.value < above.range.end && line.indent() > key.start - above.range.start);
        if !is_deeper && self.sibling(line, line.indent(), true) == Some(line.indent()) {
            let message = format!("`{key}:` stands beside items of a list, and has no dash");
            let hint = format!("put a dash and a space before it:\n{indent}- {shown}");
            return Some(self.mistake(Code::MissingDash, place, message, hint));
        }
        let is_text = above.is_item(self.text)
            && above.key.is_none()
            && above.value == line.first - line.range.start + above.range.start;
        if !is_text || !["bullets", "steps"].contains(&key) {
            return None;
        }
        let dashes = &typed[above.range.start..above.value];
        let text = quoted_if_needed(typed[above.value..above.range.end].trim(), false);
        let message = format!("`{key}:` stands under an item that is only text");
        let hint = format!("give the item a key `text:` of its own:\n{dashes}text: {text}\n{indent}{shown}");
        Some(self.mistake(Code::Indentation, place, message, hint))
    }

    /// Indentation of the nearest line above `line` of the same kind that is as deep as `indent`, or else nearly. Lists and maps
    /// that ended with a line less deep are passed over.
    pub(super) fn sibling(&self, line: &Line, indent: usize, is_item: bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        let mut deepest = usize::MAX;
        for other in lines_above(self.text, line.range.start) {
            // `- heading:` stands beside the `body:` below it by its key, not by its dash.
            let column = match &other.key {
                Some(key) if !is_item => Some(key.start - other.range.start),
                _ => (is_item && other.is_item(self.text)).then(|| other.indent()),
            };
            let is_blank = other.is_blank(self.text);
            if let Some(column) = column.filter(|column| !is_blank && *column <= deepest) {
                let distance = column.abs_diff(indent);
                if best.is_none_or(|best| distance < best.abs_diff(indent)) {
                    best = Some(column);
                }
                if distance == 0 || other.indent() == 0 {
                    break;
                }
            }
            if !is_blank && (other.is_item(self.text) || other.key.is_some()) {
                deepest = deepest.min(other.indent());
            }
        }
        best
    }

    /// `[Tea, 2 cups]` below `- [Water, 8 cups]`: a row of a table, or another list in brackets, without its dash.
    pub(super) fn row_without_dash(&self, line: &Line) -> Option<Mistake> {
        let value = &self.text[line.first..line.range.end];
        let above = previous_line(self.text, line.range.start)?;
        let is_row = line.value == line.first && line.key.is_none() && value.starts_with('[') && is_sound(value);
        let is_beside = above.is_item(self.text) && self.text[above.value..above.range.end].starts_with('[');
        if !is_row || !is_beside || line.range.len() > LONGEST_SHOWN {
            return None;
        }
        let indent = " ".repeat(above.indent());
        let hint = format!("put a dash and a space before it:\n{indent}- {}", value.trim_end());
        let message = "this list in brackets stands below an item, and has no dash";
        let mistake = self.mistake(Code::MissingDash, line.first..line.first + 1, message, hint);
        Some(Mistake { mend: Some(Mend::Lines(line.first..line.range.end)), ..mistake })
    }

    /// Text that stands too far left to go on with the text above it.
    pub(super) fn stray(&self, line: &Line) -> Option<Mistake> {
        if line.key.is_some() || line.is_item(self.text) {
            return None;
        }
        let parent = previous_line(self.text, line.range.start).filter(|above| !above.is_blank(self.text))?;
        let parent = parent.text_start(self.text);
        let column = match &parent.key {
            Some(key) => key.start - parent.range.start,
            None if parent.is_item(self.text) => parent.indent(),
            None => return None,
        };
        let block = self.text[parent.value..parent.range.end].starts_with(['|', '>']);
        let deeper = next_line(self.text, parent.range.end).map(|first| first.indent());
        let deeper = deeper.filter(|deeper| block && *deeper > line.indent());
        if line.indent() > column && deeper.is_none() {
            return None;
        }
        let other = self.key_without_colon(line).filter(|_| self.begins_with_key(line));
        if let Some(mistake) = other.or_else(|| self.row_without_dash(line)) {
            return Some(mistake);
        }
        let beside = parent.value - parent.range.start;
        let inside = match deeper {
            Some(deeper) => deeper,
            None if beside > column && !block && parent.value < parent.range.end => beside,
            None => column + 2,
        };
        let message = "this line stands too far left to go on with the text above it";
        let mended = format!("{}{}", " ".repeat(inside), &self.source.text[line.first..line.range.end]);
        let hint = format!("indent it by {}:\n{mended}", spaces(inside));
        let end = self.end_of_text(line);
        let mistake = self.mistake(Code::Indentation, line.first..line.range.end, message, hint);
        Some(Mistake { mend: Some(Mend::Lines(line.first..end)), ..mistake })
    }
}
