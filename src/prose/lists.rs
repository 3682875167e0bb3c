//! Lists and tables typed inside a text, whose lines would run together on paper.

use super::columns;
use super::digits::digit;
use super::entries::{ends_clause, is_narrower, is_short, leads_on};
use super::fold::Folded;
use super::list_marks::{Sign, item_mark, sign};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::yaml::{Style, is_unseen, quoted_if_needed};

/// Longest list, in bytes, that a cure shows whole.
const SHOWN: usize = 2_000;

/// So many lines in a row that nothing joins are lines of their own, and so wide they may be: nobody breaks a text there. Two are,
/// where neither is a sentence.
const LONE_LINES: (usize, usize) = (3, 32);

/// Notes a list or a table that is typed in a paragraph, with the block it should be; returns whether there is one.
pub(super) fn check(folded: &Folded, style: Style, notes: &mut Notes) -> bool {
    if folded.lines.is_empty() {
        return false;
    }
    let text = columns::with_tabs(folded);
    let mut lines = lines(&text, &folded.lines);
    drop_lone_entries(&mut lines, style);
    if style == Style::Block && are_lone(&lines) {
        lines.iter_mut().for_each(|line| (line.sign, line.mark) = (Some(Sign::Entry), 0));
    }
    let Some(first) = start(&lines, style) else { return false };
    let what = if lines[first].sign.map(Sign::block) == Some("table") { "table" } else { "list" };
    // The line that would first be joined to another.
    let joined = &lines[first.max(1)];
    let place = folded.places.span(&folded.text, joined.at..joined.at + joined.mark.max(1));
    let message = format!("the lines of this {what} would run together: a single line end is only a space on paper");
    let advice = format!("part the lines with blank lines, or, where a {what} can stand, make one of it");
    let hint = if is_nested(&lines[first..]) {
        format!("{advice}; a list under an item stands below its `text:`, as its own `bullets:` or `steps:`")
    } else {
        match blocks(&lines, first) {
            Some(blocks) => format!("{advice}:\n{blocks}"),
            None => advice,
        }
    };
    notes.push(Diagnostic::new(Code::ListInText, message).at(place).hint(hint));
    true
}

/// The length of the mark of a list that a text begins with, the space behind it included.
pub fn leading_mark(text: &str) -> Option<usize> {
    let (sign, length) = item_mark(text)?;
    let is_mark = match sign {
        // "o Hospital" in Portuguese, "o Ibuprofeno" in Spanish.
        Sign::Dash('o') => false,
        // "3- to 5-day course"
        Sign::Number(_) if text[..length].trim_end().trim_end_matches(['-', '–']).ends_with(|c| digit(c).is_some()) => {
            !text[..length].trim_end().ends_with(['-', '–'])
        }
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
        // Word indents with no-break spaces.
        let body = text[at..end].trim_start_matches(|c: char| c != '\t' && c.is_whitespace() || is_unseen(c));
        let (at, text) = (end - body.len(), body.trim_end());
        let (sign, mark) = sign(text).map_or((None, 1), |(sign, mark)| (Some(sign), mark));
        Line { at, text, sign, mark: mark.min(text.len()) }
    };
    starts.zip(ends).map(line).collect()
}

/// Takes its sign from each line like `Monday: 5 mg` or `8:00 5 mg` that stands beside no other one.
fn drop_lone_entries(lines: &mut [Line], style: Style) {
    if !lines.iter().any(|line| matches!(line.sign, Some(Sign::Labelled | Sign::Entry))) {
        return;
    }
    // The lines of a text after `|` are meant to be lines; those of other texts a program may have wrapped. No sentence begins
    // with a small letter.
    let is_wrapped = style != Style::Block && !lines.first().is_some_and(|line| begins_small(line.text));
    let goes_on = |above: &Line, line: &Line| {
        let may_go_on = is_full(above.text) || is_wrapped && !ends_clause(above.text);
        leads_on(above.text) || begins_small(line.text) && may_go_on
    };
    let pairs: Vec<bool> = (1..lines.len())
        .map(|at| {
            let is_led = at < 2 || !goes_on(&lines[at - 2], &lines[at - 1]);
            is_led && !goes_on(&lines[at - 1], &lines[at]) && are_entries(&lines[at - 1], &lines[at])
        })
        .collect();
    for (at, line) in lines.iter_mut().enumerate() {
        let is_beside = at > 0 && pairs[at - 1] || pairs.get(at) == Some(&true);
        if matches!(line.sign, Some(Sign::Labelled | Sign::Entry)) && !is_beside {
            line.sign = None;
        }
    }
}

/// Whether two lines in a row are entries of a list. A sign at its end keeps an entry without a label apart from the next on
/// paper, too.
fn are_entries(first: &Line, second: &Line) -> bool {
    let is_entry = |line: &Line| matches!(line.sign, Some(Sign::Labelled | Sign::Entry));
    let are_labelled = first.sign == Some(Sign::Labelled) && second.sign == Some(Sign::Labelled);
    is_entry(first) && is_entry(second) && (are_labelled || first.text.ends_with(':') || !ends_clause(first.text))
}

fn begins_small(line: &str) -> bool {
    line.trim_start_matches(['*', '_']).starts_with(char::is_lowercase)
}

/// Whether a line may have been broken because it was full.
fn is_full(line: &str) -> bool {
    !is_short(line) && !line.ends_with(['.', '!', '?'])
}

/// Whether all lines are short, and begin anew: an address, a verse, names.
fn are_lone(lines: &[Line]) -> bool {
    let (fewest, widest) = LONE_LINES;
    let begins = |line: &Line| line.text.starts_with(|c: char| c.is_uppercase() || digit(c).is_some());
    let all = |of: &[Line], test: &dyn Fn(&Line) -> bool| of.iter().all(test);
    let is_name = |line: &Line| begins(line) && !ends_clause(line.text) && !line.text.ends_with('\\');
    // A number may go on with the line above it: "Wait at least", "24 hours".
    let are_two = lines.len() == 2 && lines.iter().all(is_name) && lines[1].text.starts_with(char::is_uppercase);
    (lines.len() >= fewest || are_two)
        && all(lines, &|line| {
            matches!(line.sign, None | Some(Sign::Entry | Sign::Counted(..))) && is_narrower(line.text, widest)
        })
        && all(&lines[1..], &begins)
        && all(&lines[..lines.len() - 1], &|line| !ends_clause(line.text) && !leads_on(line.text))
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
            Sign::Dash(_) if style.is_block() => led || next == Some(sign),
            Sign::Dash(_) => led || beside == Some(sign),
            Sign::Number(n) => led && n == 1 || leads(next),
            // The initials of two names may begin two lines of a sentence.
            Sign::Letter(c) if c.is_uppercase() => style.is_block() && leads(next),
            Sign::Letter(_) | Sign::Roman(_) | Sign::Row => leads(next),
            // Not each day of a treatment has a line. A sign at its end keeps it apart from the next on paper, too.
            Sign::Counted(..) if !ends_clause(lines[index].text) => {
                leads(beside) || beside.is_some_and(|beside| sign.is_earlier_than(beside))
            }
            Sign::Tight(_) | Sign::Counted(..) | Sign::Labelled | Sign::Entry => leads(beside),
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

/// The blocks that the lines are: those before the list as a paragraph, then lists and tables; `None` where they are too long to
/// be shown.
fn blocks(lines: &[Line], first: usize) -> Option<String> {
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
            blocks.push(block(&lines[start..at])?);
            start = at;
        }
    }
    Some(blocks.join("\n")).filter(|blocks| blocks.len() <= SHOWN)
}

/// The block that some lines are, of which the first has a sign; `None` of a table with more cells than bytes are shown.
fn block(lines: &[Line]) -> Option<String> {
    match lines[0].sign.expect("a list or a table begins with a line that has a sign").block() {
        "table" => table(lines),
        key => Some(list(key, lines)),
    }
}

fn list(key: &str, lines: &[Line]) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.sign, items.last_mut()) {
            (None, Some(last)) => last.extend([" ", line.text]),
            _ => items.push(line.text[line.mark..].to_owned()),
        }
    }
    let items = items.iter().map(|item| format!("\n    - {}", quoted_if_needed(item.trim(), false)));
    format!("- {key}:{}", items.collect::<String>())
}

fn table(lines: &[Line]) -> Option<String> {
    let is_rule = |line: &&Line| line.text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='));
    let cells = |line: &Line| {
        let text = line.text.trim_matches('|');
        let part: &[char] = if text.contains(['|', '\t']) { &['|', '\t'] } else { &[';'] };
        text.split(part).map(|cell| quoted_if_needed(cell.trim(), true)).collect::<Vec<_>>()
    };
    let rows: Vec<_> = lines.iter().filter(|line| line.sign.is_some() && !is_rule(line)).map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    // One long row among many short ones would make a table far longer than its text.
    if rows.len().saturating_mul(width) > SHOWN {
        return None;
    }
    let mut rows = rows.into_iter().map(|mut row| {
        row.resize(width, "\"\"".to_owned());
        format!("[{}]", row.join(", "))
    });
    let header = rows.next().unwrap_or_default();
    let rows = rows.map(|row| format!("\n      - {row}")).collect::<String>();
    Some(format!("- table:\n    header: {header}\n    rows:{rows}"))
}
