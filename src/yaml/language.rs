//! Language tags as values of a file.

use super::{Node, scalar};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::language::{Language, is_tag};

/// The language that a BCP 47 tag names: `es`, `es-MX`, `zh-Hant-TW`.
pub fn language(node: &Node, notes: &mut Notes) -> Option<Language> {
    let scalar = scalar(node, "the language", notes)?;
    let typed = scalar.text.trim();
    if is_tag(typed) {
        return Language::parse(typed);
    }
    let dashed = typed.replace('_', "-");
    let hint = if is_tag(&dashed) {
        format!("write it as `{dashed}`")
    } else {
        "a language is written as a BCP 47 tag, such as `en`, `es-MX` or `zh-Hant`".to_owned()
    };
    let message = format!("`{typed}` is not a language tag");
    notes.push(Diagnostic::new(Code::BadLanguage, message).at(scalar.span.clone()).hint(hint));
    None
}
