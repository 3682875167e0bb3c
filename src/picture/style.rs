//! Style sheets and `style` attributes of an SVG, brought into the form that usvg reads, or refused.
//!
//! The reader of CSS that usvg uses (simplecss) drops what it does not know, and sometimes all that stands behind it.
//! Here each rule and each declaration is looked at first, as CSS Syntax 3 splits them.

use simplecss::Selector;

use super::property::{Meaning, is_geometry, meaning};

/// Rules for a font, a page or an animation that is refused where it is used: they draw nothing by themselves.
const HARMLESS: [&str; 7] =
    ["charset", "namespace", "font-face", "keyframes", "-webkit-keyframes", "page", "counter-style"];

/// What stands in a style that cannot be drawn, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What it says, such as "sets `fill` to `var(--c)`".
    pub says: String,
    /// Its byte in the text.
    pub at: usize,
}

/// A style sheet that usvg reads as it is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// The sheet, written anew.
    pub text: String,
    /// For each selector, how many parts it has that are looked for among all elements around.
    pub selectors: Vec<usize>,
    /// How many declarations all selectors have together.
    pub declared: usize,
}

/// Reads a style sheet.
pub(super) fn sheet(text: &str) -> Result<Sheet, Fault> {
    let clean = without_comments(text);
    let mut sheet = Sheet::default();
    let mut at = 0;
    loop {
        at += blanks(&clean, at);
        let rest = clean.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(sheet);
        }
        let opening = find(rest, b"{;").unwrap_or(rest.len());
        let prelude = rest.get(..opening).unwrap_or_default().trim();
        let fault = |says: String| Fault { says, at };
        if let Some(rule) = prelude.strip_prefix('@') {
            let name = rule.split(|it: char| !it.is_ascii_alphanumeric() && it != '-').next().unwrap_or_default();
            if !HARMLESS.contains(&name.to_ascii_lowercase().as_str()) {
                return Err(fault(format!("has styles under `@{name}`")));
            }
            at += match rest.as_bytes().get(opening) {
                Some(b'{') => opening + block_end(rest.get(opening..).unwrap_or_default()),
                _ => opening + 1,
            };
            continue;
        }
        if rest.as_bytes().get(opening) != Some(&b'{') {
            return Err(fault(format!("has the style `{}`, which breaks off", short(prelude))));
        }
        let length = block_end(rest.get(opening..).unwrap_or_default());
        let inner = rest.get(opening + 1..opening + length.saturating_sub(1)).unwrap_or_default();
        if inner.contains('{') {
            return Err(fault(format!("has rules inside the rule `{}`", short(prelude))));
        }
        let listed =
            declarations(inner, prelude == "svg").map_err(|it| Fault { at: at + opening + 1 + it.at, ..it })?;
        if !listed.is_empty() {
            for selector in prelude.split(',').map(str::trim) {
                sheet.selectors.push(parts(selector).ok_or_else(|| unknown_selector(selector, at))?);
                sheet.declared += listed.matches(';').count();
            }
            sheet.text.push_str(&format!("{prelude}{{{listed}}}\n"));
        }
        at += opening + length;
    }
}

fn unknown_selector(selector: &str, at: usize) -> Fault {
    Fault { says: format!("has styles for `{}`", short(selector)), at }
}

/// How many parts of a selector are looked for among all elements around; none if usvg does not know it.
fn parts(selector: &str) -> Option<usize> {
    // These depend on who reads; simplecss takes them for "never", which is right on paper, but not for links.
    let odd =
        selector.contains(['/', '\\', '(']) || [":link", ":visited", ":lang"].iter().any(|it| selector.contains(it));
    Selector::parse(selector).filter(|_| !odd)?;
    let plain = selector.replace(['>', '+'], " ");
    let combined = selector.matches(['>', '+']).count();
    Some(plain.split_whitespace().count().saturating_sub(1).saturating_sub(combined))
}

/// Reads declarations, and writes those that change something; on the root element a size is only a wish.
pub(super) fn declarations(text: &str, is_root: bool) -> Result<String, Fault> {
    let clean = without_comments(text);
    let mut kept: Vec<(String, String, bool)> = Vec::new();
    let mut unknown: Vec<(String, bool, Fault)> = Vec::new();
    let mut at = 0;
    while at < clean.len() {
        let rest = clean.get(at..).unwrap_or_default();
        let end = find(rest, b";").unwrap_or(rest.len());
        let declared = rest.get(..end).unwrap_or_default();
        let start = at + blanks(declared, 0);
        at += end + 1;
        if declared.trim().is_empty() {
            continue;
        }
        let fault = |says: String| Fault { says, at: start };
        let Some((name, value)) = declared.split_once(':') else {
            return Err(fault(format!("has `{}` among its styles", short(declared))));
        };
        let name = name.trim().to_ascii_lowercase();
        let (value, important) = importance(value);
        let found = match meaning(&name, value) {
            Meaning::Undrawable if is_root && is_geometry(&name) => Meaning::Nothing,
            found => found,
        };
        let says = format!("sets `{name}` to `{}`", short(value));
        match found {
            Meaning::Drawn(value) if name == "transform" && value.is_empty() => {
                kept.push((name, "scale(1)".to_owned(), important));
            }
            Meaning::Drawn(value) => kept.push((name, value, important)),
            Meaning::Nothing => {}
            Meaning::Unknown => unknown.push((name, important, fault(says))),
            Meaning::Undrawable => return Err(fault(says)),
        }
    }
    // Readers pass over a value that they do not know (CSS Syntax 3, 2.2): what else the list says of it holds.
    let lone = unknown.into_iter().find(|(name, important, _)| {
        !kept.iter().any(|(other, _, kept_important)| other == name && (*kept_important || !important))
    });
    if let Some((_, _, fault)) = lone {
        return Err(fault);
    }
    let written = kept.iter().map(|(name, value, important)| {
        let important = if *important { "!important" } else { "" };
        format!("{name}:{value}{important};")
    });
    Ok(written.collect())
}

fn importance(value: &str) -> (&str, bool) {
    let value = value.trim();
    match value.rsplit_once('!') {
        Some((before, word)) if word.trim().eq_ignore_ascii_case("important") => (before.trim(), true),
        _ => (value, false),
    }
}

/// The text with blanks for comments, so that all else stays where it is.
fn without_comments(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        let (before, comment) = rest.split_at(start);
        let end = comment.get(2..).and_then(|inner| inner.find("*/")).map_or(comment.len(), |end| end + 4);
        let (comment, behind) = comment.split_at(end);
        clean.push_str(before);
        clean.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = behind;
    }
    clean.push_str(rest);
    clean
}

fn blanks(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

/// Where one of some bytes stands outside of strings and brackets.
fn find(text: &str, wanted: &[u8]) -> Option<usize> {
    let (mut quote, mut open) = (None, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) => quote = (byte != mark).then_some(mark),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[') => open += 1,
            (None, b')' | b']') => open = open.saturating_sub(1),
            (None, _) if open == 0 && wanted.contains(&byte) => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// How long a block in braces is, those inside it included, to the end of the text if it is not closed.
fn block_end(text: &str) -> usize {
    let (mut quote, mut open) = (None, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) => quote = (byte != mark).then_some(mark),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => open += 1,
            (None, b'}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
        if open == 0 && byte == b'}' && quote.is_none() {
            return at + 1;
        }
    }
    text.len() + 1
}

/// As much of a text as fits a message.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let words: Vec<&str> = text.split_whitespace().take(LONGEST).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
