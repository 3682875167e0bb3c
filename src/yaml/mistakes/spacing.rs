//! Spaces and dashes that look like those of YAML and are not: they come along from word processors and the web.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Source};
use crate::yaml::character::named;

/// The first such sign of a file.
pub(in crate::yaml) struct Spacing {
    /// What is wrong, with the line as it should be.
    pub diagnostic: Diagnostic,
    /// Places where as many ordinary spaces may stand, so that reading goes on; `None` where the indentation is not known.
    pub mend: Option<Vec<Range<usize>>>,
}

impl Spacing {
    /// Looks for a no-break space or the like in an indentation, behind the dash of an item or the colon of a key, and for
    /// another dash than the hyphen before a key.
    pub fn find(source: &Arc<Source>) -> Option<Spacing> {
        let text = &source.text;
        if text.is_ascii() {
            return None;
        }
        let mut found: Option<Spacing> = None;
        let mut start = 0;
        // The indentation of the line above a block of text, whose lines are deeper.
        let mut block: Option<usize> = None;
        while start < text.len() {
            let line_start = start;
            start = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |end| start + end + 1);
            let line = &text[line_start..start];
            let indent = line.bytes().take_while(|byte| *byte == b' ').count();
            block = block.filter(|above| indent > *above || line.trim().is_empty());
            if block.is_some() {
                continue;
            }
            block = opens_block(line.trim_end()).then_some(indent);
            let Some((odd, mended)) = odd_sign(line.trim_end_matches(['\r', '\n'])) else { continue };
            let place = line_start + odd.at..line_start + odd.at + odd.sign.len_utf8();
            let found = found.get_or_insert_with(|| Spacing::new(source, &odd, place.clone(), &mended));
            match &mut found.mend {
                Some(mend) if matches!(odd.role, Role::BehindDash | Role::BehindColon) => mend.push(place),
                mend => *mend = None,
            }
        }
        found
    }

    fn new(source: &Arc<Source>, odd: &Odd, place: Range<usize>, mended: &str) -> Spacing {
        let what = spoken(odd.sign);
        let (code, message, hint) = match odd.role {
            Role::Indentation => (
                Code::NoBreakSpace,
                format!("{what} stands at the start of this line; YAML wants ordinary spaces"),
                "type ordinary spaces",
            ),
            Role::BehindDash => (
                Code::NoBreakSpace,
                format!("{what} stands behind this dash; YAML wants an ordinary space"),
                "type an ordinary space",
            ),
            Role::BehindColon => (
                Code::NoBreakSpace,
                format!("{what} stands behind this colon; YAML wants an ordinary space"),
                "type an ordinary space",
            ),
            Role::Mark => (
                Code::ControlCharacter,
                format!("{} is a byte order mark, which belongs at the start of a file only", named(odd.sign)),
                "delete it",
            ),
            Role::Dash => {
                (Code::WrongDash, format!("{what} stands here; a list item begins with a hyphen (-)"), "type a hyphen")
            }
        };
        let hint = format!("{hint}:\n{mended}");
        let diagnostic = Diagnostic::new(code, message).at(source.span(place)).hint(hint);
        Spacing { diagnostic, mend: Some(Vec::new()) }
    }
}

/// Whether the text of a key or an item begins on the next line: `body: |`.
fn opens_block(line: &str) -> bool {
    if line.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '"')) {
        return false;
    }
    let head = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    [": |", ": >", "- |", "- >"].iter().any(|end| head.ends_with(end))
}

struct Odd {
    at: usize,
    sign: char,
    role: Role,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Indentation,
    BehindDash,
    BehindColon,
    /// A byte order mark behind a dash.
    Mark,
    Dash,
}

/// The first such sign of a line, and the line as it should be.
fn odd_sign(line: &str) -> Option<(Odd, String)> {
    // Of ASCII only the star is one, in the place of a dash.
    if line.is_ascii() && line.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'-')) != Some(b'*') {
        return None;
    }
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let body = &line[indent..];
    if let Some(sign) = body.chars().next().filter(|c| is_odd_space(*c)) {
        let rest = body.trim_start_matches(|c: char| c == ' ' || c == '\t' || is_odd_space(c));
        let width = |c: char| match c {
            '\u{3000}' => 2,
            _ => usize::from(!is_nothing(c)),
        };
        let spaces: usize = line[..line.len() - rest.len()].chars().map(width).sum();
        let means = is_dash(rest, '-') || key_length(rest).is_some();
        return means
            .then(|| (Odd { at: indent, sign, role: Role::Indentation }, " ".repeat(spaces) + &ordinary(rest)));
    }
    let mut at = indent;
    while let Some(rest) = line[at..].strip_prefix('-') {
        let sign = rest.chars().next()?;
        if is_odd_space(sign) {
            let odd = Odd { at: at + 1, sign, role: Role::BehindDash };
            return Some((odd, ordinary(&line[indent..])));
        }
        if sign != ' ' {
            return None;
        }
        at = line.len() - rest.trim_start_matches(' ').len();
    }
    let rest = &line[at..];
    if at > indent && rest.starts_with('\u{FEFF}') {
        let mended = format!("{}{}", &line[indent..at], ordinary(rest.trim_start_matches('\u{FEFF}')));
        return Some((Odd { at, sign: '\u{FEFF}', role: Role::Mark }, mended));
    }
    if let Some(sign) = rest.chars().next().filter(|c| is_other_dash(*c) && is_dash(rest, *c)) {
        let item = rest[sign.len_utf8()..].trim_start_matches(|c: char| c == ' ' || is_odd_space(c));
        let mended = format!("{}- {}", &line[..at], ordinary(item));
        return key_length(item).map(|_| (Odd { at, sign, role: Role::Dash }, mended));
    }
    let colon = at + key_length(rest)?;
    let sign = line[colon + 1..].chars().next().filter(|c| is_odd_space(*c))?;
    Some((Odd { at: colon + 1, sign, role: Role::BehindColon }, ordinary(&line[indent..])))
}

/// A line whose dashes and key have ordinary spaces behind them.
fn ordinary(line: &str) -> String {
    let white = |c: char| c == ' ' || is_odd_space(c);
    let mut mended = String::new();
    let mut rest = line;
    while is_dash(rest, '-') {
        rest = rest[1..].trim_start_matches(white);
        mended.push_str("- ");
    }
    if let Some(colon) = key_length(rest) {
        let value = rest[colon + 1..].trim_start_matches(white);
        mended.push_str(&format!("{}: {value}", &rest[..colon]));
        return mended.trim_end().to_owned();
    }
    mended + rest
}

/// Length of the key that a line begins with, up to its colon.
fn key_length(rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'))?;
    let after = rest[length..].strip_prefix(':')?;
    let ends = after.is_empty() || after.starts_with(|c: char| c == ' ' || c == '\t' || is_odd_space(c));
    (length > 0 && ends).then_some(length)
}

fn is_dash(rest: &str, dash: char) -> bool {
    let after = rest.strip_prefix(dash);
    after.is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c == ' ' || is_odd_space(c)))
}

/// Dashes and bullets that stand where a hyphen should.
pub(in crate::yaml) fn is_other_dash(c: char) -> bool {
    matches!(c, '‐'..='―' | '−' | '•' | '·' | '▪' | '◦' | '●' | '*' | '－' | '\u{F0B7}')
}

/// White space other than the ordinary, and what takes no room.
fn is_odd_space(c: char) -> bool {
    is_nothing(c) || c.is_whitespace() && !c.is_ascii() && !c.is_control()
}

fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// A sign as people know it, with its number.
pub(in crate::yaml) fn spoken(c: char) -> String {
    let name = match c {
        '\u{A0}' => "a no-break space",
        '\u{202F}' => "a narrow no-break space",
        '\u{3000}' => "an ideographic space",
        '–' => "an en dash (–)",
        '—' => "an em dash (—)",
        '−' => "a minus sign (−)",
        '•' => "a bullet (•)",
        '*' => return "a star (*)".to_owned(),
        _ if is_odd_space(c) => return format!("{}, which looks like nothing or like a space,", named(c)),
        _ => return named(c),
    };
    format!("{name}, U+{:04X},", u32::from(c))
}
