//! Lists and tables typed inside a text, whose lines would run together on paper.

use super::fold::Folded;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Style, quoted_if_needed};

/// Longest list, in bytes, that a cure shows whole.
const SHOWN: usize = 2_000;

/// Notes a list or a table that is typed in a paragraph, with the block it should be.
pub(super) fn check(folded: &Folded, style: Style, notes: &mut Notes) {
    if folded.lines.is_empty() {
        return check_line(folded, notes);
    }
    let lines = lines(folded);
    let Some(first) = start(&lines, style) else { return };
    let what = if lines[first].sign == Some(Sign::Row) { "table" } else { "list" };
    let block = blocks(&lines, first);
    // The line that would first be joined to another.
    let joined = &lines[first.max(1)];
    let place = folded.places.span(&folded.text, joined.at..joined.at + joined.mark);
    let message = format!("the lines of this {what} would run together: a single line end is only a space on paper");
    let advice = format!("part the lines with blank lines, or, where a {what} can stand, make one of it");
    let hint = if block.len() > SHOWN { advice } else { format!("{advice}:\n{block}") };
    notes.push(Diagnostic::new(Code::ListInText, message).at(place).hint(hint));
}

/// Warns of a list that is typed in one line: "• one • two", or "Bring: • one • two". A bullet that only stands between words,
/// as in "Monday • Friday", is none.
fn check_line(folded: &Folded, notes: &mut Notes) {
    let text = folded.text.as_str();
    if text.is_ascii() {
        return;
    }
    let Some(first) = text.find('•') else { return };
    let lead = text[..first].trim_end();
    let items = text[first + '•'.len_utf8()..].split(" •").map(str::trim);
    let items: Vec<&str> = items.filter(|item| item.contains(char::is_alphanumeric)).collect();
    if items.len() < 2 || !(lead.is_empty() || super::is_lead_in(lead)) {
        return;
    }
    let mut block = String::new();
    if !lead.is_empty() {
        block.push_str(&format!("- {}\n", quoted_if_needed(lead, false)));
    }
    block.push_str("- bullets:");
    items.iter().for_each(|item| block.push_str(&format!("\n    - {}", quoted_if_needed(item, false))));
    let place = folded.places.span(text, first..first + '•'.len_utf8());
    let message = "this looks like a list in one line, and is printed as typed";
    let advice = "where a list can stand, make one of it";
    let hint = if block.len() > SHOWN { advice.to_owned() } else { format!("{advice}:\n{block}") };
    notes.push(Diagnostic::new(Code::ListInText, message).as_warning().at(place).hint(hint));
}

/// The length of the mark of a list that a text begins with, the space behind it included.
pub fn leading_mark(text: &str) -> Option<usize> {
    let (sign, length) = sign(text)?;
    (!matches!(sign, Sign::Row | Sign::Letter(_))).then_some(length)
}

struct Line<'a> {
    at: usize,
    /// Without white space at its end.
    text: &'a str,
    sign: Option<Sign>,
    /// Length of the mark it begins with.
    mark: usize,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sign {
    /// A sign that is nothing but the mark of a list: `•`.
    Bullet(char),
    /// A sign that may also stand in text: `-`.
    Dash(char),
    Number(u32),
    Letter(char),
    /// `| a | b |`
    Row,
}

fn lines(folded: &Folded) -> Vec<Line<'_>> {
    let starts = || std::iter::once(0).chain(folded.lines.iter().copied());
    let ends = folded.lines.iter().copied().chain([folded.text.len()]);
    let line = |(at, end): (usize, usize)| {
        let text = folded.text[at..end].trim_end();
        let (sign, mark) = sign(text).map_or((None, 1), |(sign, mark)| (Some(sign), mark));
        Line { at, text, sign, mark: mark.min(text.len()) }
    };
    starts().zip(ends).map(line).collect()
}

/// The first line of a list or table, if the lines plainly are one.
fn start(lines: &[Line], style: Style) -> Option<usize> {
    (0..lines.len()).find(|&index| {
        let Some(sign) = lines[index].sign else { return false };
        let next = lines[index + 1..].iter().find_map(|line| line.sign);
        let beside = lines.get(index + 1).and_then(|line| line.sign);
        let led = index > 0 && lines[index - 1].text.ends_with([':', '：']);
        match sign {
            Sign::Bullet(c) => index > 0 && !lines[index - 1].text.contains(c) || next == Some(sign),
            Sign::Dash(_) if style == Style::Block => led || next == Some(sign),
            Sign::Dash(_) => led || beside == Some(sign),
            Sign::Number(n) => led && n == 1 || matches!(next, Some(Sign::Number(m)) if m == n + 1),
            Sign::Letter(c) => {
                matches!(next, Some(Sign::Letter(d)) if u32::from(d) == u32::from(c) + 1)
            }
            Sign::Row => next == Some(Sign::Row),
        }
    })
}

/// The mark that a line begins with, and its length with the white space behind it.
fn sign(line: &str) -> Option<(Sign, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let gap = rest.len() - rest.trim_start().len();
    let length = first.len_utf8() + gap;
    match first {
        '•' | '‣' | '⁃' | '◦' | '●' | '▪' | '■' | '➢' | '➤' | '►' | '▶' | '✓' | '✔' | '☐' | '☑' | '☒' | '\u{F0A7}'
        | '\u{F0B7}' | '\u{F0D8}' | '\u{F0E0}' | '\u{F0FC}' | '\u{F0FE}'
            if !rest.is_empty() =>
        {
            Some((Sign::Bullet(first), length))
        }
        '·' | '∙' | '・' | '○' | '□' | '▫' | '✗' | '✘' | '❖' | '◆' | '◇' if gap > 0 => {
            Some((Sign::Bullet(first), length))
        }
        '-' | '–' | '—' | '−' | '‐' | '‑' | '*' | '+' if gap > 0 => Some((Sign::Dash(first), length)),
        '|' if rest.trim_end().ends_with('|') => Some((Sign::Row, 1)),
        _ => ordinal(line),
    }
}

/// `1.`, `1)`, `(1)`, `a)`, `1、` and the like.
fn ordinal(line: &str) -> Option<(Sign, usize)> {
    let open = usize::from(line.starts_with('('));
    let body = &line[open..];
    let digits = body.find(|c: char| digit(c).is_none()).unwrap_or(body.len());
    let (sign, end) = match digits {
        0 => {
            let letter = body.chars().next().filter(char::is_ascii_lowercase)?;
            (Sign::Letter(letter), 1)
        }
        _ => {
            let value = body[..digits].chars().take(4).filter_map(digit).fold(0, |value, digit| value * 10 + digit);
            (Sign::Number(value), digits)
        }
    };
    let close = body[end..].chars().next()?;
    let after = &body[end + close.len_utf8()..];
    let gap = after.len() - after.trim_start().len();
    let closed = match close {
        ')' | '）' => true,
        '.' | '．' | '、' => open == 0,
        _ => false,
    };
    let tight = after.starts_with(super::emphasis::is_unspaced) || close == '、';
    (closed && value_is_short(sign) && (gap > 0 || tight)).then_some((sign, open + end + close.len_utf8() + gap))
}

/// A year such as `2020.` at the start of a line is no mark.
fn value_is_short(sign: Sign) -> bool {
    !matches!(sign, Sign::Number(value) if value > 99)
}

/// The value of a decimal digit of any script that we print.
pub fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 17] = [
        0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040,
        0x17E0, 0xFF10,
    ];
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))
}

/// The blocks that the lines are: those before the list as a paragraph, then lists and tables.
fn blocks(lines: &[Line], first: usize) -> String {
    let lead = lines[..first].iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
    let mut blocks: Vec<String> = Vec::new();
    if !lead.is_empty() {
        blocks.push(format!("- {}", quoted_if_needed(&lead, false)));
    }
    let mut start = first;
    for at in first + 1..=lines.len() {
        let ends = lines
            .get(at)
            .is_none_or(|line| line.sign.is_some_and(|sign| Some(sign.block()) != lines[start].sign.map(Sign::block)));
        if ends {
            blocks.push(block(&lines[start..at]));
            start = at;
        }
    }
    blocks.join("\n")
}

fn block(lines: &[Line]) -> String {
    match lines[0].sign.map(Sign::block) {
        Some("table") => table(lines),
        Some(key) => list(key, lines),
        None => String::new(),
    }
}

impl Sign {
    /// The key of the block that its lines are.
    fn block(self) -> &'static str {
        match self {
            Sign::Bullet('☐' | '□' | '▫') => "checklist",
            Sign::Bullet(_) | Sign::Dash(_) => "bullets",
            Sign::Number(_) | Sign::Letter(_) => "steps",
            Sign::Row => "table",
        }
    }
}

fn list(key: &str, lines: &[Line]) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.sign, items.last_mut()) {
            (None, Some(last)) => *last = format!("{last} {}", line.text),
            _ => items.push(line.text[line.mark..].to_owned()),
        }
    }
    let items = items.iter().map(|item| format!("\n    - {}", quoted_if_needed(item.trim(), false)));
    format!("- {key}:{}", items.collect::<String>())
}

fn table(lines: &[Line]) -> String {
    let is_rule = |line: &&Line| line.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='));
    let cells = |line: &Line| {
        let cells = line.text.trim_matches('|').split('|').map(|cell| quoted_if_needed(cell.trim(), true));
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    };
    let mut rows = lines.iter().filter(|line| line.sign.is_some() && !is_rule(line)).map(cells);
    let header = rows.next().unwrap_or_default();
    format!(
        "- table:\n    header: {header}\n    rows:{}",
        rows.map(|row| format!("\n      - {row}")).collect::<String>()
    )
}
