//! Whether those who signed an article signed what its handout says now.

use std::collections::BTreeSet;

use crate::article::{Article, Signature, Status};
use crate::diagnostics::{Code, Diagnostic, Notes};
use crate::document::{Setting, code_to_sign};
use crate::locale::Locale;
use crate::site::{Edition, Site};

/// The code of what somebody signs who signs this article now; for one clinic of several, as all have it.
pub fn current_code(article: &Article, site: &Site) -> String {
    let (locale, _) = Locale::with(article.language.tag(), site.labels.as_deref());
    code_to_sign(article, Setting { site, locale: &locale, edition: Edition::Standard })
}

/// Notes signatures of what the article no longer says.
pub fn check_signatures(article: &Article, site: &Site, notes: &mut Notes) {
    if article.signed.is_empty() {
        return;
    }
    let code = current_code(article, site);
    for signature in article.signed.iter().filter(|signature| signature.code != code) {
        notes.push(outdated(article, signature));
    }
}

/// Notes that too few people have signed what an approved article says now.
pub fn check_count(article: &Article, site: &Site, notes: &mut Notes) {
    let needed = site.lint.signatures;
    if needed == 0 || article.status != Status::Approved {
        return;
    }
    let code = if article.signed.is_empty() { String::new() } else { current_code(article, site) };
    let current = article.signed.iter().filter(|signature| signature.code == code);
    let people: BTreeSet<&str> = current.map(|signature| signature.name.as_str()).collect();
    if people.len() >= needed {
        return;
    }
    let message = format!("this article is approved with {} of {needed} signatures of what it says now", people.len());
    let id = &article.id;
    let hint = format!("have it read and signed: `handout sign {id} --name … --role …`; until then, `status: draft`");
    notes.push(placed(Diagnostic::new(Code::MissingSignatures, message).hint(hint), article));
}

fn outdated(article: &Article, Signature { name, role, date, code, place }: &Signature) -> Diagnostic {
    let message = format!(
        "{name} ({role}) signed this on {date}; what it says has changed since (it was {code} then, and was last updated on {})",
        article.updated
    );
    let hint = "ask them to read it again and to sign with `handout sign`, or remove the signature";
    let note = Diagnostic::new(Code::SignatureOutdated, message).hint(hint);
    match place {
        Some(place) => note.at(place.clone()),
        None => placed(note, article),
    }
}

fn placed(note: Diagnostic, article: &Article) -> Diagnostic {
    match article.title.start() {
        Some(start) => note.at(start),
        None => note,
    }
}
