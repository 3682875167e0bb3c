//! Style sheets and `style` attributes of an SVG, brought into the form that usvg reads, or refused.
//!
//! The reader of CSS that usvg uses (simplecss) drops what it does not know, and sometimes all that stands behind it.
//! Here each rule and each declaration is looked at first, as CSS Syntax 3 splits them.

use std::collections::BTreeMap;

use simplecss::Selector;

use super::css::{blanks, block_end, find, importance, without_comments};
use super::property::{Meaning, is_geometry, meaning};
use super::variables::{Variables, has_variables};

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

/// Reads a style sheet, with variables put in.
pub(super) fn sheet(text: &str, variables: &Variables) -> Result<Sheet, Fault> {
    let clean = without_comments(text);
    let mut sheet = Sheet::default();
    let mut at = 0;
    loop {
        at += blanks(&clean, at);
        let rest = clean.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(sheet);
        }
        at += sheet.statement(rest, variables).map_err(|fault| Fault { at: at + fault.at, ..fault })?;
    }
}

impl Sheet {
    /// Reads what stands first in a text, and tells how long it is.
    fn statement(&mut self, text: &str, variables: &Variables) -> Result<usize, Fault> {
        let opening = find(text, b"{;").unwrap_or(text.len());
        let prelude = text.get(..opening).unwrap_or_default().trim();
        let fault = |says: String| Fault { says, at: 0 };
        let length = match text.as_bytes().get(opening) {
            Some(b'{') => opening + block_end(text.get(opening..).unwrap_or_default()),
            _ => opening + 1,
        };
        if let Some(rule) = prelude.strip_prefix('@') {
            let name = rule.split(|it: char| !it.is_ascii_alphanumeric() && it != '-').next().unwrap_or_default();
            let is_harmless = HARMLESS.contains(&name.to_ascii_lowercase().as_str());
            return if is_harmless { Ok(length) } else { Err(fault(format!("has styles under `@{name}`"))) };
        }
        if text.as_bytes().get(opening) != Some(&b'{') {
            return Err(fault(format!("has the style `{}`, which breaks off", short(prelude))));
        }
        let inner = text.get(opening + 1..length.saturating_sub(1)).unwrap_or_default();
        if inner.contains('{') {
            return Err(fault(format!("has rules inside the rule `{}`", short(prelude))));
        }
        let listed =
            declarations(inner, prelude == "svg", variables).map_err(|it| Fault { at: opening + 1 + it.at, ..it })?;
        if !listed.is_empty() {
            for selector in prelude.split(',').map(str::trim) {
                let unknown = || fault(format!("has styles for `{}`", short(selector)));
                self.selectors.push(parts(selector).ok_or_else(unknown)?);
                self.declared += listed.matches(';').count();
            }
            self.text.push_str(&format!("{prelude}{{{listed}}}\n"));
        }
        Ok(length)
    }
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

/// A declaration that changes something.
struct Declaration {
    name: String,
    /// As usvg reads it; none if it does not know it.
    value: Option<String>,
    important: bool,
    /// What to say of it where nothing stands in for it.
    fault: Fault,
}

/// Reads declarations, and writes those that change something; on the root element a size is only a wish.
pub(super) fn declarations(text: &str, is_root: bool, variables: &Variables) -> Result<String, Fault> {
    let clean = without_comments(text);
    let mut all: Vec<Declaration> = Vec::new();
    let mut at = 0;
    while at < clean.len() {
        let rest = clean.get(at..).unwrap_or_default();
        let end = find(rest, b";").unwrap_or(rest.len());
        let declared = rest.get(..end).unwrap_or_default();
        if !declared.trim().is_empty() {
            all.extend(declaration(declared, at + blanks(declared, 0), is_root, variables)?);
        }
        at += end + 1;
    }
    // Readers pass over a value that they do not know (CSS Syntax 3, 2.2): what else the list says of it holds.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for it in all.iter().filter(|it| it.value.is_some()) {
        *known.entry(&it.name).or_default() |= it.important;
    }
    let is_replaced =
        |it: &&Declaration| known.get(it.name.as_str()).is_some_and(|important| *important || !it.important);
    if let Some(lone) = all.iter().find(|it| it.value.is_none() && !is_replaced(it)) {
        return Err(lone.fault.clone());
    }
    let mut written = String::new();
    for Declaration { name, value, important, .. } in &all {
        if let Some(value) = value {
            written.push_str(&format!("{name}:{value}{};", if *important { "!important" } else { "" }));
        }
    }
    Ok(written)
}

/// Reads one declaration, which stands at a byte of its list; none if it changes nothing.
fn declaration(text: &str, at: usize, is_root: bool, variables: &Variables) -> Result<Option<Declaration>, Fault> {
    let Some((name, value)) = text.split_once(':') else {
        return Err(Fault { says: format!("has `{}` among its styles", short(text)), at });
    };
    let name = name.trim().to_ascii_lowercase();
    let (value, important) = importance(value);
    let fault = Fault { says: format!("sets `{name}` to `{}`", short(value)), at };
    let put = has_variables(value).then(|| variables.put_into(value)).flatten();
    let meant = match meaning(&name, put.as_deref().unwrap_or(value)) {
        // What a variable makes of a value nothing else stands in for (CSS Custom Properties 1, 3).
        Meaning::Unknown if put.is_some() => Meaning::Undrawable,
        meant => meant,
    };
    let value = match meant {
        Meaning::Nothing => return Ok(None),
        Meaning::Undrawable if is_root && is_geometry(&name) => return Ok(None),
        Meaning::Undrawable => return Err(fault),
        Meaning::Unknown => None,
        // A style must not have an empty value, so a transform that changes nothing is written instead.
        Meaning::Drawn(value) if value.is_empty() => Some("scale(1)".to_owned()),
        Meaning::Drawn(value) => Some(value),
    };
    Ok(Some(Declaration { name, value, important, fault }))
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
