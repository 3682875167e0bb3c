//! What the page says of itself to search engines and record systems: schema.org's MedicalWebPage, as JSON-LD.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::about::Page;
use crate::document::{Masthead, Metadata};

/// The data block. It is no script: a browser runs nothing of this type.
pub(super) fn json_ld(metadata: &Metadata, masthead: &Masthead, languages: &[&str], page: &Page) -> Markup {
    // `<` is written as JSON may write it, so that no text can end the element (HTML, 4.12.1.3).
    let text = value(metadata, masthead, languages, page).to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

fn value(metadata: &Metadata, masthead: &Masthead, languages: &[&str], page: &Page) -> Value {
    let language = match languages {
        [only] => json!(only),
        several => json!(several),
    };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": metadata.title,
        "inLanguage": language,
        "dateCreated": metadata.created.to_string(),
        "dateModified": metadata.updated.to_string(),
        "identifier": metadata.code,
        "audience": {"@type": "Patient"},
    });
    let map = value.as_object_mut().expect("an object was made above");
    let mut put = |name: &str, value: Value| map.insert(name.to_owned(), value);
    if !metadata.authors.is_empty() {
        put("author", metadata.authors.iter().map(|name| json!({"@type": "Organization", "name": name})).collect());
    }
    if let Some(name) = &masthead.name {
        put("publisher", json!({"@type": "MedicalOrganization", "name": name.plain()}));
    }
    if !metadata.keywords.is_empty() {
        put("keywords", metadata.keywords.join(", ").into());
    }
    if let Some(subject) = &metadata.subject {
        put("description", subject.as_str().into());
    }
    if !page.reviewers.is_empty() {
        put("reviewedBy", page.reviewers.iter().map(|name| json!({"@type": "Person", "name": name})).collect());
    }
    if let Some(reviewed) = page.reviewed {
        put("lastReviewed", reviewed.to_string().into());
    }
    if !page.codes.is_empty() {
        let code = |(system, code): &(&str, String)| json!({"@type": "MedicalCode", "codingSystem": system, "codeValue": code});
        put("about", json!({"@type": "MedicalEntity", "code": page.codes.iter().map(code).collect::<Vec<_>>()}));
    }
    if let Some(address) = &page.address {
        put("url", address.as_str().into());
    }
    value
}
