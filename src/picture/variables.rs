//! Variables of CSS in an SVG (CSS Custom Properties 1), which usvg does not know.
//!
//! A variable that is set once, for the whole drawing, is put in place of `var(--name)`. One that is set for some elements
//! would have to be inherited; a style that uses it is refused.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::css::{blanks, block_end, closing, find, importance, without_comments};

/// Variables within variables.
const MOST_DEPTH: usize = 8;
/// Bytes of a value, before and after its variables are put in.
const LONGEST: usize = 4096;
/// Bytes and variables that are put in, in a whole file.
const MOST_PUT: usize = 1 << 20;

/// The variables of a file.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// By name; none for one that is set in more than one way or not for the whole drawing.
    known: BTreeMap<String, Option<String>>,
    /// Bytes and variables put in so far.
    put: Cell<usize>,
}

impl Variables {
    /// Takes those of a style sheet.
    pub(super) fn read_sheet(&mut self, text: &str) {
        let clean = without_comments(text);
        let mut rest = clean.as_str();
        loop {
            rest = rest.get(blanks(rest, 0)..).unwrap_or_default();
            let Some(opening) = find(rest, b"{;") else { return };
            let (prelude, behind) = rest.split_at(opening);
            let length = if behind.starts_with('{') { block_end(behind) } else { 1 };
            let inner = behind.get(1..length.saturating_sub(1)).unwrap_or_default();
            let is_for_all = prelude.split(',').all(|it| [":root", "svg", "*"].contains(&it.trim()));
            self.read_list(inner, is_for_all);
            rest = behind.get(length..).unwrap_or_default();
        }
    }

    /// Takes those of a list of declarations, which is for the whole drawing or not.
    pub(super) fn read_list(&mut self, text: &str, is_for_all: bool) {
        if !text.contains("--") {
            return;
        }
        let clean = without_comments(text);
        let mut rest = clean.as_str();
        while !rest.is_empty() {
            let end = find(rest, b";").unwrap_or(rest.len());
            let (declared, behind) = rest.split_at(end);
            if let Some((name, value)) = declared.split_once(':')
                && name.trim().starts_with("--")
            {
                let (value, is_important) = importance(value);
                self.set(name.trim(), value, is_for_all && !is_important);
            }
            rest = behind.get(1..).unwrap_or_default();
        }
    }

    fn set(&mut self, name: &str, value: &str, is_sure: bool) {
        let value = is_sure.then(|| value.to_owned());
        let known = self.known.entry(name.to_owned()).or_insert_with(|| value.clone());
        if *known != value {
            *known = None;
        }
    }

    /// A value with its variables put in; none if one of them is not known for sure.
    pub(super) fn put_into(&self, value: &str) -> Option<String> {
        let put = self.put(value, 0)?;
        (!put.trim().is_empty()).then(|| put.trim().to_owned())
    }

    fn put(&self, value: &str, depth: usize) -> Option<String> {
        if value.len() > LONGEST || depth > MOST_DEPTH {
            return None;
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(start) = rest.to_ascii_lowercase().find("var(") {
            let (before, call) = rest.split_at(start);
            let inner = call.get(4..)?;
            let end = closing(inner)?;
            let (arguments, behind) = inner.split_at(end);
            let (name, fallback) = match find(arguments, b",") {
                Some(comma) => (arguments.get(..comma)?, arguments.get(comma + 1..)),
                None => (arguments, None),
            };
            let put = match (self.known.get(name.trim()), fallback) {
                (Some(known), _) => known.as_deref()?,
                (None, Some(fallback)) => fallback,
                (None, None) => return None,
            };
            out.push_str(before);
            out.push_str(self.put(put, depth + 1)?.trim());
            self.put.set(self.put.get() + put.len() + 1);
            if out.len() > LONGEST || self.put.get() > MOST_PUT {
                return None;
            }
            rest = behind.get(1..)?;
        }
        out.push_str(rest);
        (out.len() <= LONGEST).then_some(out)
    }
}

/// Whether a value has variables in it.
pub(super) fn has_variables(value: &str) -> bool {
    value.to_ascii_lowercase().contains("var(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_set_once_for_all_are_put_in() {
        let mut variables = Variables::default();
        variables.read_sheet(
            "@charset 'x'; /* --no: 1 */ :root{--a:#0b5c7a; --b: var(--a) ;--two:1;--loop:var(--loop)} svg, :root{--two:2}
             .x{--some:red} svg{--same:1}:root{--same:1}",
        );
        variables.read_list("--own:blue;--late:red!important", true);
        for (value, put) in [
            ("var(--a)", Some("#0b5c7a")),
            ("VAR( --b )", Some("#0b5c7a")),
            ("var(--own, red)", Some("blue")),
            ("var(--same)", Some("1")),
            ("var(--none, var(--a))", Some("#0b5c7a")),
            ("translate(var(--same), var(--same))", Some("translate(1, 1)")),
            ("var(--none)", None),
            ("var(--two)", None),
            ("var(--some, blue)", None),
            ("var(--loop)", None),
            ("var(--late)", None),
            ("var(--a", None),
            ("var(--none,)", None),
        ] {
            assert_eq!(variables.put_into(value).as_deref(), put, "{value}");
        }
    }
    /// Variables that double each other are not put in for ever.
    #[test]
    fn variables_that_multiply_are_not_put_in() {
        let mut variables = Variables::default();
        let eight = |name: &str| format!("var(--{name})").repeat(300);
        let list: String =
            ["b", "c", "d", "e", "f"].windows(2).map(|it| format!("--{}:{};", it[0], eight(it[1]))).collect();
        variables.read_list(&format!("--a:{};{list}--f:;", eight("b")), true);
        assert_eq!(variables.put_into("var(--a)"), None);
    }
}
