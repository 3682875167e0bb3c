//! Lists and tables typed inside a text, whose lines would run together on paper.

use super::columns;
use super::fold::Folded;
use super::list_marks::{Sign, sign};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Style, quoted_if_needed};

/// Longest list, in bytes, that a cure shows whole.
const SHOWN: usize = 2_000;

/// Longest line, in characters, that was not broken because it was full.
const SHORT_LINE: usize = 48;

/// Notes a list or a table that is typed in a paragraph, with the block it should be; returns whether there is one.
pub(super) fn check(folded: &Folded, style: Style, notes: &mut Notes) -> bool {
    if folded.lines.is_empty() {
        return false;
    }
    let text = columns::with_tabs(folded);
    let mut lines = lines(&text, &folded.lines);
    drop_lone_labels(&mut lines);
    let Some(first) = start(&lines, style) else { return false };
    let what = if lines[first].sign.map(Sign::block) == Some("table") { "table" } else { "list" };
    let block = if is_nested(&lines[first..]) { String::new() } else { blocks(&lines, first) };
    // The line that would first be joined to another.
    let joined = &lines[first.max(1)];
    let place = folded.places.span(&folded.text, joined.at..joined.at + joined.mark.max(1));
    let message = format!("the lines of this {what} would run together: a single line end is only a space on paper");
    let advice = format!("part the lines with blank lines, or, where a {what} can stand, make one of it");
    let hint = match block.len() {
        0 => format!("{advice}; a list under an item stands below its `text:`, as its own `bullets:` or `steps:`"),
        length if length > SHOWN => advice,
        _ => format!("{advice}:\n{block}"),
    };
    notes.push(Diagnostic::new(Code::ListInText, message).at(place).hint(hint));
    true
}

/// The length of the mark of a list that a text begins with, the space behind it included.
pub fn leading_mark(text: &str) -> Option<usize> {
    let (sign, length) = sign(text)?;
    let is_mark = match sign {
        // "o Hospital" in Portuguese, "o Ibuprofeno" in Spanish.
        Sign::Dash('o') => false,
        Sign::Bullet(_) | Sign::Dash(_) | Sign::Number(_) => true,
        _ => false,
    };
    is_mark.then_some(length)
}

struct Line<'a> {
    at: usize,
    /// Without white space at its end.
    text: &'a str,
    sign: Option<Sign<'a>>,
    /// Length of the mark it begins with.
    mark: usize,
}

fn lines<'a>(text: &'a str, breaks: &[usize]) -> Vec<Line<'a>> {
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([text.len()]);
    let line = |(at, end): (usize, usize)| {
        let text = text[at..end].trim_end();
        let (sign, mark) = sign(text).map_or((None, 1), |(sign, mark)| (Some(sign), mark));
        Line { at, text, sign, mark: mark.min(text.len()) }
    };
    starts.zip(ends).map(line).collect()
}

/// Takes its sign from each line like `Monday: 5 mg` that stands beside no other one.
fn drop_lone_labels(lines: &mut [Line]) {
    let pairs: Vec<bool> = lines.windows(2).map(|pair| are_labels(&pair[0], &pair[1])).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        let is_beside = at > 0 && pairs[at - 1] || pairs.get(at) == Some(&true);
        if line.sign == Some(Sign::Labelled) && !is_beside {
            line.sign = None;
        }
    }
}

/// Whether two lines in a row are entries of a list: both begin with a label, and the second was not begun only because the
/// first was full.
fn are_labels(first: &Line, second: &Line) -> bool {
    // A comma or a semicolon at its end keeps the two apart on paper, too.
    let is_full = || first.text.chars().count() > SHORT_LINE && !first.text.ends_with(['.', '!', '?']);
    let begins_small = || second.text.trim_start_matches(['*', '_']).starts_with(char::is_lowercase);
    first.sign == Some(Sign::Labelled) && second.sign == Some(Sign::Labelled) && !(begins_small() && is_full())
}

/// The first line of a list or table, if the lines plainly are one.
fn start(lines: &[Line], style: Style) -> Option<usize> {
    (0..lines.len()).find(|&index| {
        let Some(sign) = lines[index].sign else { return false };
        // Lists under an item stand between it and the next.
        let next = lines[index + 1..].iter().filter_map(|line| line.sign).find(|next| sign.is_like(*next));
        let beside = lines.get(index + 1).and_then(|line| line.sign);
        let led = index > 0 && lines[index - 1].text.ends_with([':', '：']);
        let leads = |next: Option<Sign>| next.is_some_and(|next| sign.leads_to(next));
        match sign {
            Sign::Bullet(c) => index > 0 && !lines[index - 1].text.contains(c) || next == Some(sign),
            // Words that a program wrapped may begin a line with it.
            Sign::Dash('o') => beside == Some(sign),
            Sign::Dash(_) if style == Style::Block => led || next == Some(sign),
            Sign::Dash(_) => led || beside == Some(sign),
            Sign::Number(n) => led && n == 1 || leads(next),
            // The initials of two names may begin two lines of a sentence.
            Sign::Letter(c) if c.is_uppercase() => style == Style::Block && leads(next),
            Sign::Letter(_) | Sign::Roman(_) | Sign::Row => leads(next),
            Sign::Tight(_) | Sign::Counted(..) | Sign::Labelled => leads(beside),
            Sign::Cells => matches!(beside, Some(Sign::Cells | Sign::Row)),
        }
    })
}

/// Whether a numbered list goes on behind lines of another kind, which are a list under one of its items.
fn is_nested(lines: &[Line]) -> bool {
    let mut last: Option<Sign> = None;
    let mut is_interrupted = false;
    for sign in lines.iter().filter_map(|line| line.sign) {
        match last {
            Some(before) if sign.is_like(before) => {
                if is_interrupted && before.leads_to(sign) {
                    return true;
                }
                (last, is_interrupted) = (Some(sign), false);
            }
            Some(_) => is_interrupted = true,
            None => last = matches!(sign, Sign::Number(_)).then_some(sign),
        }
    }
    false
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
        let cells = line.text.trim_matches('|').split(['|', '\t']).map(|cell| quoted_if_needed(cell.trim(), true));
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    };
    let mut rows = lines.iter().filter(|line| line.sign.is_some() && !is_rule(line)).map(cells);
    let header = rows.next().unwrap_or_default();
    format!(
        "- table:\n    header: {header}\n    rows:{}",
        rows.map(|row| format!("\n      - {row}")).collect::<String>()
    )
}
