//! The list of references.

use std::sync::Arc;

use super::Reference;
use super::value::web_address;
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::prose::{self, ReferenceIds};
use crate::yaml::{self, Fields, Node, Scalar, Value, scalar};

const KEYS: &str = "a reference";

/// The references of an article. Each citation is looked up among them.
const MOST: usize = 1000;

/// The references of an article, as many as there may be; it is noted if there are more.
pub(super) fn bounded<'n>(items: &'n [Node], notes: &mut Notes) -> &'n [Node] {
    let Some(next) = items.get(MOST) else { return items };
    let message = format!("there are {} references, more than any article needs", items.len());
    let hint = "keep those that the text cites";
    notes.push(Diagnostic::new(Code::TooManyReferences, message).at(next.span.clone()).hint(hint));
    items.get(..MOST).unwrap_or(items)
}

/// The ids of the references, in order, so that texts before the list can be read.
pub(super) fn ids(items: &[Node]) -> ReferenceIds {
    let id = |node: &Node| match &node.value {
        Value::Map(entries) => {
            entries.iter().find(|entry| entry.key == "id").and_then(|entry| match &entry.value.value {
                Value::Scalar(scalar) => Some(scalar.text.trim().to_owned()),
                _ => None,
            })
        }
        _ => None,
    };
    ReferenceIds::new(items.iter().map(id).collect())
}

/// One entry of the list.
pub(super) fn reference(node: &Node, ids: &ReferenceIds, notes: &mut Notes) -> Option<Reference> {
    if let Value::Scalar(_) = node.value {
        let text = prose::text(node, "this reference", ids, notes)?;
        return Some(Reference { id: None, text, doi: None, pmid: None, url: None });
    }
    let is_reference = matches!(&node.value, Value::Map(entries) if entries.iter().any(|entry| entry.key == "text"));
    if !is_reference && crate::yaml::not_text(node, notes) {
        return None;
    }
    let mut fields = Fields::of(node, "text, or a map of `text`, `id`, `doi`, `pmid`, `url` and `language`", notes)?;
    let id = fields.take("id").and_then(|node| id(node, notes));
    let text = fields.require("text", "Lee K. Title. *Journal.* 2020;1:2-3.");
    let mut text = text.and_then(|node| prose::text(node, "this reference", ids, notes));
    let language = fields.take("language").and_then(|node| yaml::language(node, notes));
    if let (Some(text), Some(language)) = (&mut text, language) {
        text.set_language(&Arc::new(language));
    }
    let doi =
        fields.take("doi").and_then(|node| scalar(node, "the DOI", notes)).and_then(|doi_text| doi(doi_text, notes));
    let pmid = fields.take("pmid").and_then(|node| scalar(node, "the PubMed number", notes));
    let pmid = pmid.and_then(|text| pmid_digits(text, notes));
    let url = fields.take("url").and_then(|node| web_address(node, notes));
    fields.finish(KEYS, notes);
    Some(Reference { id, text: text?, doi, pmid, url })
}

/// Notes every id that stands twice.
pub(super) fn note_duplicates(items: &[Node], ids: &ReferenceIds, notes: &mut Notes) {
    for (index, id) in ids.iter().enumerate() {
        let Some(id) = id else { continue };
        let first = ids.position(id).unwrap_or(index);
        if let (true, Some(first), Some(node)) = (first < index, items.get(first), items.get(index)) {
            let line = first.span.line_number();
            let message = format!("the id `{id}` stands here a second time; the first is on line {line}");
            notes.push(
                Diagnostic::new(Code::DuplicateId, message).at(id_place(node)).hint("give each reference its own id"),
            );
        }
    }
}

fn id_place(node: &Node) -> crate::diagnostics::Span {
    match &node.value {
        Value::Map(entries) => entries.iter().find(|entry| entry.key == "id").map(|entry| entry.value.span.clone()),
        _ => None,
    }
    .unwrap_or_else(|| node.span.clone())
}

fn id(node: &Node, notes: &mut Notes) -> Option<String> {
    let scalar = scalar(node, "the id", notes)?;
    let id = scalar.text.trim();
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+' | '/');
    if !id.chars().all(sound) {
        let message = format!("`{id}` cannot be cited");
        let hint = "an id is letters, digits and hyphens, such as `lee-2020`";
        notes.push(Diagnostic::new(Code::BadId, message).at(scalar.span.clone()).hint(hint));
    }
    Some(id.to_owned())
}

/// A DOI without what leads to it: `10.1038/nrclinonc.2014.127`.
fn doi(scalar: &Scalar, notes: &mut Notes) -> Option<String> {
    let typed = scalar.text.trim();
    let lower = typed.to_ascii_lowercase();
    let leads =
        ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi:"];
    let lead = leads.iter().find(|lead| lower.starts_with(*lead)).map_or(0, |lead| lead.len());
    let doi = typed[lead..].trim();
    let is_short = doi.len() <= crate::prose::LONGEST_ADDRESS;
    let sound = doi.strip_prefix("10.").filter(|_| is_short).and_then(|rest| rest.split_once('/')).is_some_and(
        |(registrant, suffix)| {
            let digits = registrant.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
            digits
                && registrant.len() >= 4
                && !suffix.is_empty()
                && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
        },
    );
    if sound {
        return Some(doi.to_owned());
    }
    let message = format!("`{typed}` is not a DOI");
    let hint = "a DOI looks like `10.1038/nrclinonc.2014.127`";
    notes.push(Diagnostic::new(Code::BadDoi, message).at(scalar.span.clone()).hint(hint));
    None
}

fn pmid_digits(scalar: &Scalar, notes: &mut Notes) -> Option<String> {
    let typed = scalar.text.trim();
    let digits = typed.strip_prefix("PMID:").unwrap_or(typed).trim();
    if (1..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(digits.to_owned());
    }
    let message = format!("`{typed}` is not a PubMed number");
    let hint = "a PubMed number is up to 8 digits, such as `32562380`";
    notes.push(Diagnostic::new(Code::BadPmid, message).at(scalar.span.clone()).hint(hint));
    None
}
