//! Lines that begin otherwise than YAML wants: with the mark of another kind of list, or with a key that has another sign than a
//! colon behind it.

use std::sync::Arc;

use super::{Mend, Mistake, Scene, is_other_dash, spoken};
use crate::diagnostics::{Code, Diagnostic, Source};
use crate::yaml::keys::{BLOCKS, HOLDERS, KEYS, PLAIN};
use crate::yaml::line::{LONGEST_SHOWN, Line, lines_above, next_line, previous_line, quoted_if_needed};

/// Signs that word processors and other markup put round a word.
const ROUND: [char; 8] = ['*', '_', '`', '“', '”', '„', '‘', '’'];

/// A key as it is typed at the start of a value, without a colon of YAML's behind it.
struct TypedKey<'a> {
    word: &'a str,
    /// What stands in the place of the colon; empty where nothing does.
    sign: &'a str,
    /// Whether signs stand round the word.
    is_marked: bool,
    /// What stands behind it, without white space at its ends.
    value: &'a str,
}

impl Scene<'_> {
    /// `1. Wash`, `+ Wash` or `-- Wash` where an item of a list should stand.
    pub(super) fn other_mark(&self, line: &Line) -> Option<Mistake> {
        self.mark_of(line)?;
        let (first, is_beside) = self.first_marked(line)?;
        let typed = &self.source.text;
        let length = self.mark_of(&first)?;
        let indent = " ".repeat(first.indent());
        let mut mended = String::new();
        let mut shown = Some(first.clone());
        while let Some(line) = shown.filter(|line| line.indent() == first.indent()) {
            let Some(length) = self.mark_of(&line) else { break };
            mended.push_str(&format!("\n{indent}- {}", item(typed[line.first + length..line.range.end].trim())));
            shown = next_line(self.text, line.range.end);
        }
        let advice = "type a hyphen and a space before each item";
        let hint = if mended.len() <= LONGEST_SHOWN { format!("{advice}:{mended}") } else { advice.to_owned() };
        let sign = typed[first.first..first.first + length].trim_end();
        let message = misplaced(sign);
        let mistake = self.mistake(Code::WrongDash, first.first..first.first + sign.len(), message, hint);
        let lines = first.first..self.end_of_marked(&first);
        let mend = if is_beside { Mend::Lines(lines) } else { Mend::Text(lines) };
        Some(Mistake { mend: Some(mend), ..mistake })
    }

    fn mark_of(&self, line: &Line) -> Option<usize> {
        mark(&self.text[line.first..line.range.end])
    }

    /// The first line of the list in which `line` has a mark that is no hyphen, and whether items with hyphens stand before it;
    /// `None` where no list can stand.
    fn first_marked(&self, line: &Line) -> Option<(Line, bool)> {
        let mut first = line.clone();
        for other in lines_above(self.text, line.range.start) {
            if other.is_blank(self.text) || other.indent() > line.indent() {
                continue;
            }
            let is_level = other.indent() == line.indent();
            if is_level && other.is_item(self.text) {
                return Some((first, true));
            }
            if is_level && self.mark_of(&other).is_some() {
                first = other;
                continue;
            }
            let is_open = other.key.is_some() && other.value == other.range.end;
            return is_open.then_some((first, false));
        }
        None
    }

    /// The end of the list that begins on `first`: of the lines with such a mark, and those below that are deeper.
    fn end_of_marked(&self, first: &Line) -> usize {
        let mut end = first.range.end;
        while let Some(next) = next_line(self.text, end) {
            let is_level = next.indent() == first.indent() && self.mark_of(&next).is_some();
            if !is_level && next.indent() <= first.indent() {
                break;
            }
            end = next.range.end;
        }
        end
    }

    /// `**summary**: …`, `kind = Side effect`, `codes {…}`: a key that is known, without its colon, or with signs round it.
    pub(super) fn other_sign(&self, line: &Line) -> Option<Mistake> {
        let text = self.source.text.get(line.value..line.range.end)?;
        let key = typed_key(text).filter(|_| line.key.is_none() && line.range.len() <= LONGEST_SHOWN)?;
        // "title - a word": a dash, a semicolon and a bracket stand behind words, too.
        let is_common = !key.is_marked && matches!(key.sign, "" | ";" | "-" | "–" | "—") && !key.value.is_empty();
        let is_lone = !key.is_marked && key.sign.is_empty() && key.value.is_empty();
        if is_lone || is_common && !self.is_key_place(line) {
            return None;
        }
        Some(Mistake { diagnostic: without_colon(self.source, line, &key), mend: None })
    }

    /// `table` above an indented `header:`: the line above is a key without its colon.
    pub(super) fn lone_key_above(&self, line: &Line) -> Option<Mistake> {
        let above = previous_line(self.text, line.range.start).filter(|above| above.key.is_none())?;
        let column = above.value - above.range.start;
        lone_key(&self.text[above.value..above.range.end])
            .filter(|_| line.indent() > column && line.key.is_some())
            .map(|key| Mistake { diagnostic: lone(self.source, &above, key), mend: None })
    }
}

/// A key that stands between signs, where YAML reads the first of these as one of its own: `- **bullets**:`.
pub(in crate::yaml) fn marked_key(source: &Arc<Source>, line: &Line) -> Option<Diagnostic> {
    let text = source.text.get(line.value..line.range.end).filter(|text| text.len() <= LONGEST_SHOWN)?;
    let key = typed_key(text).filter(|key| key.is_marked && line.key.is_none())?;
    Some(without_colon(source, line, &key))
}

/// The mistake of a key on `line` that has no colon of YAML's own behind it.
fn without_colon(source: &Arc<Source>, line: &Line, key: &TypedKey) -> Diagnostic {
    let text = &source.text[line.value..line.range.end];
    let start = line.value + text.find(key.word).expect("the key was read from this text");
    let message = match (key.is_marked, key.sign) {
        (true, _) => format!("signs stand round the key `{}`, which are read as part of it", key.word),
        (false, "") => "a key needs a colon behind it".to_owned(),
        (false, sign) => format!("`{sign}` stands behind a key; YAML wants a colon and a space there"),
    };
    let hint = format!("write the line as\n{}{}", &source.text[line.first..line.value], key.line());
    Diagnostic::new(Code::MissingColon, message).at(source.span(start..start + key.word.len())).hint(hint)
}

/// The mistake of a line that is nothing but `key`, above what should stand under it.
pub(super) fn lone(source: &Arc<Source>, line: &Line, key: &str) -> Diagnostic {
    let hint = format!("write the line as\n{}{key}:", &source.text[line.first..line.value]);
    let place = source.span(line.value..line.value + key.len());
    Diagnostic::new(Code::MissingColon, "a key needs a colon behind it").at(place).hint(hint)
}

impl TypedKey<'_> {
    /// The key and its value as YAML wants them.
    fn line(&self) -> String {
        format!("{}: {}", self.word, self.value).trim_end().to_owned()
    }
}

/// The key whose list or map stands below it, where a text is nothing but that key, or that and a sign.
pub(super) fn lone_key(text: &str) -> Option<&str> {
    let text = text.trim();
    let word = text.trim_end_matches(['=', '-', ';', ',', ':', '：', '–', '—', ' ']);
    let holds = BLOCKS.contains(&word) || HOLDERS.contains(&word);
    (holds && text.len() - word.len() <= 4).then_some(word)
}

/// The length of the mark that a line of a list begins with, the white space behind it included, where that is not a hyphen.
pub(in crate::yaml) fn mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let hyphens = text.len() - text.trim_start_matches('-').len();
    let counter = text.strip_prefix('(').unwrap_or(text);
    let digits = counter.len() - counter.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(counter.starts_with(|c: char| c.is_ascii_alphabetic()));
    let before = text.len() - counter.len();
    let sign = match first {
        '-' => hyphens.clamp(2, 3),
        '+' => 1,
        _ if is_other_dash(first) => first.len_utf8(),
        _ if (1..=3).contains(&digits) && counter[digits..].starts_with(['.', ')']) => before + digits + 1,
        _ if letter == 1 && counter[1..].starts_with(')') => before + 2,
        _ => return None,
    };
    let rest = text.get(sign..)?;
    let white = rest.len() - rest.trim_start_matches([' ', '\t', '\u{A0}']).len();
    (white > 0 && white < rest.len()).then_some(sign + white)
}

/// What to say of a mark where a hyphen should stand.
pub(in crate::yaml) fn misplaced(sign: &str) -> String {
    let first = sign.chars().next().expect("a mark has a sign");
    match first {
        '-' => format!("{} hyphens ({sign}) stand here; a list item begins with one", sign.len()),
        _ if is_other_dash(first) => format!("{} stands here; a list item begins with a hyphen (-)", spoken(first)),
        '+' => "a plus sign (+) stands here; a list item begins with a hyphen (-)".to_owned(),
        _ => format!("`{sign}` stands here; a list item begins with a hyphen (-), and `steps:` numbers its items"),
    }
}

/// An item of a list behind its hyphen: as it is typed where it is YAML, else between quotes where it needs them.
pub(in crate::yaml) fn item(typed: &str) -> String {
    let key = typed.split(':').next().filter(|key| key.len() < typed.len()).unwrap_or_default();
    let is_map = is_key(key) && matches!(typed.as_bytes().get(key.len() + 1), None | Some(b' '));
    if is_map || typed.starts_with(['"', '\'', '[', '{']) {
        return typed.to_owned();
    }
    quoted_if_needed(typed, false)
}

fn is_key(word: &str) -> bool {
    [KEYS, BLOCKS, HOLDERS, PLAIN].iter().any(|keys| keys.contains(&word))
}

fn typed_key(text: &str) -> Option<TypedKey<'_>> {
    let inner = text.trim_start_matches(ROUND);
    let length = inner.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
    let word = inner[..length.unwrap_or(inner.len())].trim_end_matches('_');
    let after = inner[word.len()..].trim_start_matches(ROUND);
    let is_marked = inner.len() < text.len() && after.len() < inner.len() - word.len();
    let behind = after.trim_start();
    let is_spaced = behind.len() < after.len();
    let sign = behind.chars().next().filter(|c| matches!(c, '=' | ';' | ':' | '：' | '﹕' | '-' | '–' | '—'));
    let rest = &behind[sign.map_or(0, char::len_utf8)..];
    let ends = rest.is_empty() || rest.starts_with([' ', '\t']);
    let value = rest.trim();
    let is_meant = match sign {
        Some(':') => is_marked && ends || value == ",",
        Some('-' | '–' | '—') => is_spaced && ends,
        Some(';') => ends,
        Some(_) => true,
        None => is_spaced && value.starts_with(['[', '{']),
    };
    let value = if value == "," { "" } else { value };
    let sign = &behind[..behind.len() - rest.len()];
    (is_meant && is_key(word)).then_some(TypedKey { word, sign, is_marked, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lists_are_known_by_the_space_behind_them() {
        let lengths = ["1. a", "12) a", "a) b", "(3)  c", "+ a", "-- a", "--- a", "– a", "•\u{A0}a"].map(mark);
        assert_eq!(lengths, [3, 4, 3, 5, 2, 3, 4, 4, 5].map(Some));
        let texts = ["- a", "1.5 mg", "a. b", "+a", "--", "-5", "---- a", "", "1234. a", "**a**"];
        assert_eq!(texts.map(mark), [None; 10]);
    }

    #[test]
    fn a_key_is_known_behind_other_signs() {
        let line = |text| typed_key(text).map(|key| key.line());
        assert_eq!(line("**keywords**: [a]").as_deref(), Some("keywords: [a]"));
        assert_eq!(line("“dont”:").as_deref(), Some("dont:"));
        assert_eq!(line("kind = Side").as_deref(), Some("kind: Side"));
        assert_eq!(line("kind=Side").as_deref(), Some("kind: Side"));
        assert_eq!(line("summary -").as_deref(), Some("summary:"));
        assert_eq!(line("references:,").as_deref(), Some("references:"));
        assert_eq!(line("codes {icd10cm: [R68]}").as_deref(), Some("codes: {icd10cm: [R68]}"));
        for text in
            ["title: a", "**Title**: a", "kind-hearted", "rows of teeth", "**all** of it", "do not", "text-only"]
        {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn an_item_that_is_yaml_stays_as_it_is() {
        assert_eq!(item("text: \"Eat:\""), "text: \"Eat:\"");
        assert_eq!(item("bullets:"), "bullets:");
        assert_eq!(item("b: c"), "\"b: c\"");
        assert_eq!(item("[a, b]"), "[a, b]");
        assert_eq!(item("Rest."), "Rest.");
    }
}
